"""Opening a case, deciding about all or a part of it, and taking a decision back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.donations.models import Donation
from sponsorship.errors import Invalid, Refused
from sponsorship.funds import queries as funds
from sponsorship.invoicing.models import Settlement
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.payments.models import Payment, Refund
from sponsorship.suspense import queries
from sponsorship.suspense.models import (
    DecisionKind,
    Misfit,
    Remittance,
    SuspenseCase,
    SuspenseCaseStatus,
    SuspenseDecision,
)


class MoreThanWaits(Refused):
    """Raised when more is decided about than still waits in the case."""

    code = "more_than_waits"

    def __init__(self, case: SuspenseCase, free: Money) -> None:
        self.case = case
        self.free = free
        super().__init__(f"Only {free.shown()} of this case is left to decide about.")


class CaseContradiction(AssertionError):
    """The same money was found to fit nothing again, with another amount: somebody must look."""

    def __init__(self, case: SuspenseCase, amount: Money) -> None:
        super().__init__(f"{case.reference} is of {case.amount} and is now said to be of {amount}")


@dataclass(frozen=True, slots=True)
class Target:
    """Where decided money went: exactly one of these."""

    refund: Refund | None = None
    donation: Donation | None = None
    settlement: Settlement | None = None
    remittance: Remittance | None = None
    is_passed_on: bool = False
    """The remittance went to somebody else than whoever sent us the money."""
    is_explained: bool = False
    """It never was unknown: its bank line is matched anew."""

    @property
    def kind(self) -> DecisionKind:
        if self.is_explained:
            return DecisionKind.EXPLAINED
        if self.donation is not None:
            return DecisionKind.COUNTED_AS_GIFT
        if self.settlement is not None:
            return DecisionKind.SETTLED_INVOICE
        if self.is_passed_on:
            return DecisionKind.PASSED_ON
        return DecisionKind.RETURNED


def open_case(
    session: Session,
    *,
    payment: Payment | None = None,
    bank_line_id: int | None = None,
    external_id: str | None = None,
    amount: Money,
    reason: Misfit,
    sentence: str,
    is_shortfall: bool = False,
    at: datetime,
    by: Actor,
) -> SuspenseCase:
    """Money was booked to suspense of the general fund: a person has to decide about it.

    Opening the same case again finds it. Raises CaseContradiction if it is of another amount.
    """
    known = _known(session, payment, bank_line_id, external_id)
    if known is not None:
        if known.amount != amount:
            raise CaseContradiction(known, amount)
        return known
    case = SuspenseCase(
        payment_id=payment.id if payment else None,
        bank_line_id=bank_line_id,
        external_id=external_id,
        fund_id=funds.general(session).id,
        amount_minor=amount.minor,
        currency=amount.currency,
        is_shortfall=is_shortfall,
        reason=reason,
        sentence=sentence,
        opened_at=at,
        opened_by=str(by),
    )
    if payment is not None:
        payment.is_misfit = True
    session.add(case)
    session.flush()  # decisions and entries name it
    return case


def _known(
    session: Session, payment: Payment | None, bank_line_id: int | None, external_id: str | None
) -> SuspenseCase | None:
    if payment is not None:
        return queries.of_payment(session, payment.id)
    if bank_line_id is not None:
        return queries.of_bank_line(session, bank_line_id)
    if external_id is not None:
        return queries.of_external(session, external_id)
    raise AssertionError("a case is about a payment, a bank line or something of the processor's")


def check_free(session: Session, case: SuspenseCase, amount: Money) -> None:
    """Whether so much can be decided about now; raises MoreThanWaits, or Invalid for the amount."""
    if amount.currency != case.currency or not amount.is_positive:
        raise Invalid("amount", f"Please give an amount in {case.currency} above zero.")
    free = queries.free(session, case)
    if amount > free:
        raise MoreThanWaits(case, free)


def decided_before(session: Session, form_key: str | None) -> SuspenseDecision | None:
    """The decision that this form led to already, if it was sent twice."""
    if form_key is None:
        return None
    return session.scalars(
        sa.select(SuspenseDecision).where(SuspenseDecision.form_key == form_key)
    ).one_or_none()


def decide(
    session: Session,
    case: SuspenseCase,
    target: Target,
    *,
    amount: Money,
    entry_id: int,
    reason: str,
    form_key: str | None = None,
    at: datetime,
    by: Actor,
) -> SuspenseDecision:
    """So much of the case is decided and booked; with the last part the case closes."""
    decision = SuspenseDecision(
        case_id=case.id,
        kind=target.kind,
        amount_minor=amount.minor,
        currency=amount.currency,
        refund_id=target.refund.id if target.refund else None,
        donation_id=target.donation.id if target.donation else None,
        settlement_id=target.settlement.id if target.settlement else None,
        remittance_id=target.remittance.id if target.remittance else None,
        entry_id=entry_id,
        form_key=form_key,
        reason=reason,
        decided_at=at,
        decided_by=str(by),
    )
    session.add(decision)
    _recount(session, case)
    if case.undecided.is_zero:
        advance(session, case, target.kind.value, at=at, by=by, reason=reason)
        session.flush()
    return decision


def undo(
    session: Session,
    case: SuspenseCase,
    decision: SuspenseDecision,
    *,
    entry_id: int,
    reason: str,
    at: datetime,
    by: Actor,
) -> SuspenseDecision:
    """A decision came to nothing or was wrong: its money waits again."""
    if case.status is not SuspenseCaseStatus.WAITING:
        advance(session, case, "reopened", at=at, by=by, reason=reason)
        session.flush()  # the database lets a decided case be undecided only while it waits
    undone = SuspenseDecision(
        case_id=case.id,
        kind=decision.kind,
        amount_minor=decision.amount_minor,
        currency=decision.currency,
        refund_id=decision.refund_id,
        donation_id=decision.donation_id,
        settlement_id=decision.settlement_id,
        remittance_id=decision.remittance_id,
        undoes_id=decision.id,
        entry_id=entry_id,
        reason=reason,
        decided_at=at,
        decided_by=str(by),
    )
    session.add(undone)
    _recount(session, case)
    return undone


def _recount(session: Session, case: SuspenseCase) -> None:
    session.flush()
    session.refresh(case, ["decided_minor", "decisions"])  # kept by the database
