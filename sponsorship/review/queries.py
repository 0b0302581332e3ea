"""What is good to know before deciding: who looks after it, notes, shares, and the year before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from sponsorship.money import Money
from sponsorship.review.models import Assignment, ReviewNote
from sponsorship.sponsorships.models import (
    PromisedBenefit,
    Sponsor,
    Sponsorship,
    SponsorshipStatus,
)
from sponsorship.staff.models import StaffUser
from sponsorship.tiers.models import ProgramYear

NOTHING_HAD = (
    SponsorshipStatus.APPLIED,
    SponsorshipStatus.REJECTED,
    SponsorshipStatus.WITHDRAWN,
    SponsorshipStatus.CANCELLED,
)
"""Nothing came of a sponsorship in one of these, so that there is nothing to compare with."""


def looked_after_by(session: Session, sponsorship_ids: Collection[int]) -> dict[int, StaffUser]:
    """Who looks after each of these sponsorships; those that nobody looks after are left out."""
    newest = (
        sa.select(sa.func.max(Assignment.id))
        .where(Assignment.sponsorship_id.in_(sponsorship_ids))
        .group_by(Assignment.sponsorship_id)
    )
    found = session.scalars(
        sa.select(Assignment)
        .where(Assignment.id.in_(newest), Assignment.staff_id.is_not(None))
        .options(joinedload(Assignment.staff))
    )
    return {one.sponsorship_id: one.staff for one in found if one.staff}


def notes(session: Session, sponsorship: Sponsorship) -> list[ReviewNote]:
    """What staff noted about it, the newest first."""
    return list(
        session.scalars(
            sa.select(ReviewNote)
            .where(ReviewNote.sponsorship_id == sponsorship.id)
            .order_by(ReviewNote.id.desc())
        )
    )


# --- What it means to each programme ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """What one programme has of a sponsorship: its part of the worth, and of the money."""

    program: str
    percent: Decimal
    """To three decimals."""
    amount: Money


def shares(sponsorship: Sponsorship) -> list[Share]:
    """How its fee, or its list price, is split among the programmes, the largest share first.

    Each programme's part is what its promised pieces were worth to the foundation. The amounts add up to
    the whole to the cent. Empty while no promised benefit has a value.
    """
    worth: dict[str, int] = {}
    for one in sponsorship.promised_benefits:
        minor = (one.internal_value_minor or 0) * one.quantity
        if minor:
            worth[one.program] = worth.get(one.program, 0) + minor
    if not worth:
        return []
    whole = sponsorship.whole_fee or sponsorship.list_price
    amounts = whole.split(list(worth.values()))
    found = [
        Share(program, round(Decimal(100) * minor / sum(worth.values()), 3), amount)
        for (program, minor), amount in zip(worth.items(), amounts, strict=True)
    ]
    return sorted(found, key=lambda one: (-one.amount.minor, one.program))


# --- The year before -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """How many of a benefit there were, and how many there are to be."""

    name: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A sponsorship beside the one that the same organisation had before."""

    before: Sponsorship
    changes: tuple[Change, ...]
    """Benefits whose number differs; those of the new sponsorship first, in its order."""


def had_before(session: Session, sponsorships: Iterable[Sponsorship]) -> dict[int, Sponsorship]:
    """What each of these organisations had in the newest earlier year, by the sponsorship's id.

    The same organisation is the same sponsor, or one of the same name whatever its capitals: who
    applies anew may not have said that it was here before.
    """
    ids = [one.id for one in sponsorships]
    now, its, year_now = aliased(Sponsorship), aliased(Sponsor), aliased(ProgramYear)
    found = session.execute(
        sa.select(now.id.label("number"), Sponsorship)
        .join(its, its.id == now.sponsor_id)
        .join(year_now, year_now.id == now.program_year_id)
        .join(
            Sponsor,
            (Sponsor.id == its.id) | (sa.func.lower(Sponsor.name) == sa.func.lower(its.name)),
        )
        .join(Sponsorship, Sponsorship.sponsor_id == Sponsor.id)
        .join(ProgramYear, ProgramYear.id == Sponsorship.program_year_id)
        .where(
            now.id.in_(ids),
            ProgramYear.year < year_now.year,
            Sponsorship.status.not_in(NOTHING_HAD),
        )
        .options(joinedload(Sponsorship.tier), joinedload(Sponsorship.program_year))
        .order_by(ProgramYear.year, Sponsorship.id)
    )
    return {one.number: one.Sponsorship for one in found}  # the newest of each comes last


def compared(session: Session, sponsorship: Sponsorship) -> Compared | None:
    """Beside what the same organisation had in the newest earlier year, if it had anything."""
    before = had_before(session, [sponsorship]).get(sponsorship.id)
    if before is None:
        return None
    were, are = _counted(before.promised_benefits), _counted(sponsorship.promised_benefits)
    return Compared(
        before,
        tuple(
            Change(name, were.get(name, 0), are.get(name, 0))
            for name in {**are, **were}
            if were.get(name) != are.get(name)
        ),
    )


def _counted(promised: Iterable[PromisedBenefit]) -> dict[str, int]:
    return {one.name: one.quantity for one in promised}
