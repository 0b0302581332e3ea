"""The report to a sponsor: what was promised, what became of it, and what shows it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.clock import Calendar, shown_day
from sponsorship.documents.content import Party, ReportContent, ReportLine
from sponsorship.errors import Refused
from sponsorship.fulfilment import board, vouchers
from sponsorship.fulfilment.models import Proof, Voucher
from sponsorship.fulfilment.queries import AGREED
from sponsorship.sponsorships.models import PromisedBenefit, PromiseStatus, Sponsorship

STATES = {
    PromiseStatus.PROMISED: "promised",
    PromiseStatus.IN_PROGRESS: "in progress",
    PromiseStatus.DELIVERED: "delivered",
    PromiseStatus.WAIVED: "not given",
}


class NothingToReport(Refused):
    """Raised for a sponsorship that is not agreed: nothing was promised yet."""

    code = "nothing_to_report"

    def __init__(self, sponsorship: Sponsorship) -> None:
        self.sponsorship = sponsorship
        super().__init__("There is nothing to report: this sponsorship is not agreed.")


def report(
    session: Session,
    sponsorship: Sponsorship,
    *,
    foundation: Party,
    calendar: Calendar,
    is_specimen: bool,
    at: datetime,
) -> ReportContent:
    """As it stands now; raises NothingToReport."""
    if sponsorship.status not in AGREED or not sponsorship.starts_on or not sponsorship.ends_on:
        raise NothingToReport(sponsorship)
    promises = [one for one in sponsorship.promised_benefits if not one.is_released]
    shown = board.proofs_of(session, sponsorship)
    reasons = board.reasons_of(session, sponsorship)
    codes = vouchers.of_sponsorship(session, sponsorship)
    return ReportContent(
        created_at=at.replace(hour=0, minute=0, second=0, microsecond=0),
        is_specimen=is_specimen,
        foundation=foundation,
        sponsor_name=sponsorship.sponsor.name,
        reference=sponsorship.reference,
        programme=sponsorship.program_year.title,
        tier=sponsorship.tier.name,
        term=f"{shown_day(sponsorship.starts_on)} to {shown_day(sponsorship.ends_on)}",
        as_of=shown_day(calendar.day_of(at)),
        delivered=f"{delivered(promises)} of {len(promises)}",
        lines=tuple(
            _line(one, shown.get(one.id, []), codes.get(one.id, []), reasons.get(one.id, ""))
            for one in promises
        ),
    )


def delivered(promises: list[PromisedBenefit]) -> int:
    """How many are given in full."""
    return sum(one.status is PromiseStatus.DELIVERED for one in promises)


def _line(
    promise: PromisedBenefit, proofs: list[Proof], codes: list[Voucher], reason: str
) -> ReportLine:
    figures = [one.figure for one in proofs if one.figure]
    if codes:
        figures.append(f"{sum(c.used for c in codes)} of {sum(c.uses for c in codes)} codes used")
    return ReportLine(
        name=promise.name,
        programme=promise.program,
        quantity=str(promise.owed) if promise.owed != 1 else "",
        state=STATES[promise.status],
        reason=reason if promise.status is PromiseStatus.WAIVED else "",
        figures=tuple(figures),
        proofs=tuple(text for one in proofs for text in _said(one)),
    )


def _said(proof: Proof) -> list[str]:
    """What can be read of a proof on paper."""
    file = f"File: {proof.file.original_name}" if proof.file else ""
    return [one for one in (proof.note, proof.link, file) if one]
