"""The board: what is owed to whom, by benefit or by sponsor, and what is missing for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from sponsorship.fulfilment import queries
from sponsorship.fulfilment.models import Proof
from sponsorship.fulfilment.queries import AGREED, Place
from sponsorship.lifecycle import StatusChange
from sponsorship.sponsorships.models import (
    PROMISE_LIFECYCLE,
    PromisedBenefit,
    PromiseStatus,
    Sponsor,
    Sponsorship,
)
from sponsorship.tiers.models import ProgramYear

MOST = 1000
SOON = timedelta(days=60)
OPEN = (PromiseStatus.PROMISED, PromiseStatus.IN_PROGRESS)


class Due(StrEnum):
    """What presses."""

    MISSING = "missing"
    """The sponsor has something to hand in for it."""
    OVERDUE = "overdue"
    """The sponsor is late with something for it."""
    LATE = "late"
    """We are late with it."""
    ENDING = "ending"
    """It is not done, and the term ends within two months or is over."""

    @property
    def label(self) -> str:
        return {
            Due.MISSING: "something is to be handed in",
            Due.OVERDUE: "the sponsor is late",
            Due.LATE: "we are late",
            Due.ENDING: "not done, and the term ends soon",
        }[self]


@dataclass(frozen=True, slots=True)
class Sought:
    """What the board is narrowed to; empty is everything."""

    benefit: str = ""
    year: int | None = None
    status: PromiseStatus | None = None
    due: Due | None = None
    sponsor: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One promised benefit on the board, with what its sponsor still has to hand in for it."""

    promise: PromisedBenefit
    missing: tuple[Place, ...]

    @property
    def sponsorship(self) -> Sponsorship:
        return self.promise.sponsorship

    @property
    def due_on(self) -> date | None:
        """The next day on which something is to be handed in."""
        return min((one.due_on for one in self.missing if one.due_on), default=None)

    def presses(self, due: Due, today: date) -> bool:
        if self.promise.status not in OPEN:
            return False
        if due is Due.MISSING:
            return bool(self.missing)
        if due is Due.OVERDUE:
            return any(one.is_overdue_on(today) for one in self.missing)
        if due is Due.LATE:
            return self.promise.is_late_on(today)
        ends_on = self.sponsorship.ends_on
        return ends_on is not None and ends_on <= today + SOON


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one benefit, or of one sponsor."""

    title: str
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[PromiseStatus, int]:
        """How many are in each state, in the order of the states."""
        counted = Counter(line.promise.status for line in self.lines)
        return {status: counted[status] for status in PromiseStatus if counted[status]}


def lines(session: Session, sought: Sought, *, today: date) -> list[Line]:
    """The promises that match, by programme year and sponsor; at most `MOST`."""
    statement = (
        sa.select(PromisedBenefit)
        .join(PromisedBenefit.sponsorship)
        .join(Sponsorship.sponsor)
        .join(Sponsorship.program_year)
        .where(PromisedBenefit.is_released.is_(False), Sponsorship.status.in_(AGREED))
        .options(
            contains_eager(PromisedBenefit.sponsorship).contains_eager(Sponsorship.sponsor),
            contains_eager(PromisedBenefit.sponsorship).contains_eager(Sponsorship.program_year),
            contains_eager(PromisedBenefit.sponsorship).joinedload(Sponsorship.tier),
        )
        .order_by(ProgramYear.year.desc(), Sponsor.name, Sponsor.id, PromisedBenefit.position)
        .limit(MOST)
    )
    if sought.benefit:
        statement = statement.where(PromisedBenefit.name == sought.benefit)
    if sought.year is not None:
        statement = statement.where(ProgramYear.year == sought.year)
    if sought.status is not None:
        statement = statement.where(PromisedBenefit.status == sought.status)
    if sought.sponsor:
        named = sa.func.lower(Sponsor.name).contains(sought.sponsor.lower(), autoescape=True)
        statement = statement.where(named)
    promises = session.scalars(statement).all()
    missing = _missing(session, {one.sponsorship_id for one in promises})
    found = [Line(one, missing.get((one.sponsorship_id, one.name), ())) for one in promises]
    return [one for one in found if sought.due is None or one.presses(sought.due, today)]


def late(session: Session, today: date) -> list[PromisedBenefit]:
    """What should have been delivered before today, what is late the longest first; at most `MOST`."""
    return list(
        session.scalars(
            sa.select(PromisedBenefit)
            .join(PromisedBenefit.sponsorship)
            .where(
                PromisedBenefit.is_released.is_(False),
                PromisedBenefit.status.in_(OPEN),
                PromisedBenefit.deliver_by < today,
                Sponsorship.status.in_(AGREED),
            )
            .options(
                contains_eager(PromisedBenefit.sponsorship).joinedload(Sponsorship.sponsor),
            )
            .order_by(PromisedBenefit.deliver_by, PromisedBenefit.id)
            .limit(MOST)
        )
    )


def _missing(session: Session, sponsorships: set[int]) -> dict[tuple[int, str], tuple[Place, ...]]:
    """What is still to be handed in, by sponsorship and benefit."""
    found: dict[tuple[int, str], tuple[Place, ...]] = {}
    for place in queries.places_of_many(session, sponsorships):
        if place.is_asked and not place.is_there:
            for name in place.benefits:
                key = (place.sponsorship.id, name)
                found[key] = (*found.get(key, ()), place)
    return found


def by_benefit(found: list[Line]) -> list[Group]:
    """The lines of each benefit together, by name."""
    return _grouped(found, lambda line: line.promise.name)


def by_sponsor(found: list[Line]) -> list[Group]:
    """The lines of each sponsor together, by name."""
    return _grouped(found, lambda line: line.sponsorship.sponsor.name)


def _grouped(found: list[Line], title_of: Callable[[Line], str]) -> list[Group]:
    groups: dict[str, list[Line]] = {}
    for line in found:
        groups.setdefault(title_of(line), []).append(line)
    return [Group(title, tuple(held)) for title, held in sorted(groups.items(), key=_folded)]


def _folded(group: tuple[str, list[Line]]) -> str:
    return group[0].casefold()


def benefits(session: Session) -> list[str]:
    """The names of everything that was ever promised."""
    named = sa.select(PromisedBenefit.name).distinct().order_by(PromisedBenefit.name)
    return list(session.scalars(named))


def years(session: Session) -> list[int]:
    """The programme years, the newest first."""
    return list(session.scalars(sa.select(ProgramYear.year).order_by(ProgramYear.year.desc())))


def proofs_of(session: Session, sponsorship: Sponsorship) -> dict[int, list[Proof]]:
    """What shows that the benefits of a sponsorship were given, by promise, oldest first."""
    found: dict[int, list[Proof]] = {}
    for proof in session.scalars(
        sa.select(Proof)
        .join(Proof.promised_benefit)
        .where(PromisedBenefit.sponsorship_id == sponsorship.id)
        .options(joinedload(Proof.file))
        .order_by(Proof.id)
    ):
        found.setdefault(proof.promised_benefit_id, []).append(proof)
    return found


def reasons_of(session: Session, sponsorship: Sponsorship) -> dict[int, str]:
    """Why benefits were waived or taken up again, by promise: the newest reason of each."""
    moves = session.scalars(
        sa.select(StatusChange)
        .where(
            StatusChange.machine == PROMISE_LIFECYCLE.name,
            StatusChange.subject_id.in_([one.id for one in sponsorship.promised_benefits]),
        )
        .order_by(StatusChange.id)
    )
    return {one.subject_id: one.reason for one in moves}
