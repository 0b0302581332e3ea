"""Months of the books: closed in order, reopened by two people.

Knows which month is next and who may open one again. Does not know what has to be done before a month
can be closed: see `workflows/closing.py`.
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.errors import Invalid, NotFound, Refused
from sponsorship.ledger.models import (
    BOOKS_LOCK,
    AccountingPeriod,
    JournalEntry,
    PeriodStatus,
)
from sponsorship.lifecycle import advance


class ClosedInOrder(Refused):
    """Raised when a month is to be closed before the one that comes first."""

    code = "closed_in_order"

    def __init__(self, period: AccountingPeriod, first: AccountingPeriod | None) -> None:
        self.period = period
        super().__init__(
            f"Months are closed in order: {first} comes before {period}."
            if first
            else f"There is nothing in the books that {period} could close."
        )


class MonthNotOver(Refused):
    """Raised when a month is to be closed on one of its own days."""

    code = "month_not_over"

    def __init__(self, period: AccountingPeriod) -> None:
        self.period = period
        super().__init__(f"{period} is not over yet.")


class NotTheNewest(Refused):
    """Raised when a month is to be reopened while a later one is closed."""

    code = "not_the_newest"

    def __init__(self, period: AccountingPeriod) -> None:
        self.period = period
        super().__init__(f"A month after {period} is closed. Only the newest one can be reopened.")


class ReopeningNotRequested(Refused):
    """Raised when a reopening is approved or declined that nobody asks for."""

    code = "reopening_not_requested"

    def __init__(self, period: AccountingPeriod) -> None:
        self.period = period
        super().__init__(f"Nobody asks to reopen {period}.")


class ReopeningRequested(Refused):
    """Raised when somebody asks for a reopening that is asked for already."""

    code = "reopening_requested"

    def __init__(self, period: AccountingPeriod) -> None:
        self.period = period
        super().__init__(f"{period.reopen_requested_by} has asked for this already.")


class SamePerson(Refused):
    """Raised when the person who asked for a reopening approves it."""

    code = "same_person"

    def __init__(self) -> None:
        super().__init__("You asked for this yourself. Somebody else has to approve it.")


def lock(session: Session) -> None:
    """Wait for every posting in flight, and let none begin before the commit.

    On SQLite a unit of work is the only writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(BOOKS_LOCK)))


def closed_through(session: Session) -> date | None:
    """The last day of the newest closed month; None if no month is closed."""
    return session.scalar(
        sa.select(sa.func.max(AccountingPeriod.ends_on)).where(
            AccountingPeriod.status == PeriodStatus.CLOSED
        )
    )


def newest_closed(session: Session) -> AccountingPeriod | None:
    """The only month that can be reopened."""
    return session.scalars(
        sa.select(AccountingPeriod)
        .where(AccountingPeriod.status == PeriodStatus.CLOSED)
        .order_by(AccountingPeriod.starts_on.desc())
        .limit(1)
    ).first()


def next_to_close(session: Session) -> AccountingPeriod | None:
    """The month whose turn it is: the oldest open one. None as long as the books are empty."""
    stored = session.scalars(
        sa.select(AccountingPeriod)
        .where(AccountingPeriod.status == PeriodStatus.OPEN)
        .order_by(AccountingPeriod.starts_on)
        .limit(1)
    ).first()
    if stored is not None:
        return stored
    day = session.scalar(sa.select(sa.func.max(AccountingPeriod.next_starts_on)))
    day = day or session.scalar(sa.select(sa.func.min(JournalEntry.posted_on)))
    return AccountingPeriod.holding(day) if day else None


def of_month(session: Session, number: int) -> AccountingPeriod:
    """The month of that number, stored or not; raises NotFound."""
    stored = session.get(AccountingPeriod, number)
    if stored is not None:
        return stored
    try:
        return AccountingPeriod.holding(date(number // 100, number % 100, 1))
    except (ValueError, OverflowError) as no_month:
        raise NotFound("page") from no_month


def every(session: Session, *, since: date) -> list[AccountingPeriod]:
    """The stored months that end on `since` or later, oldest first."""
    return list(
        session.scalars(
            sa.select(AccountingPeriod)
            .where(AccountingPeriod.ends_on >= since)
            .order_by(AccountingPeriod.starts_on)
        )
    )


def must_be_next(session: Session, period: AccountingPeriod, *, today: date) -> None:
    """It is this month's turn to be closed; raises MonthNotOver or ClosedInOrder."""
    if period.ends_on >= today:
        raise MonthNotOver(period)
    first = next_to_close(session)
    if not period.is_closed and (first is None or first.id != period.id):
        raise ClosedInOrder(period, first)


def close(
    session: Session, period: AccountingPeriod, *, today: date, at: datetime, by: Actor
) -> None:
    """Nothing is posted in the month any more, nor before it.

    Raises MonthNotOver, ClosedInOrder or WrongState.
    """
    lock(session)
    must_be_next(session, period, today=today)
    if sa.inspect(period).transient:
        session.add(period)
        session.flush()  # a month is stored open, so that its closing is a move like any other
    last_entry_id = session.scalar(sa.select(sa.func.max(JournalEntry.id)))
    advance(session, period, "closed", at=at, by=by)
    period.closed_by, period.closed_at, period.last_entry_id = by.name, at, last_entry_id
    _forget_request(period)
    period.reopened_by = period.reopened_by_id = period.reopened_at = None
    session.flush()


def request_reopening(
    session: Session, period: AccountingPeriod, *, reason: str, at: datetime, by: Actor
) -> None:
    """Ask to open the newest closed month again; somebody else has to agree.

    Raises Invalid, NotTheNewest or ReopeningRequested.
    """
    if not reason.strip():
        raise Invalid("reason", "Please say why.")
    _must_be_newest(session, period)
    if period.reopen_requested_by_id is not None:
        raise ReopeningRequested(period)
    period.reopen_requested_by, period.reopen_requested_by_id = by.name, _staff_id(by)
    period.reopen_requested_at, period.reopen_reason = at, reason.strip()


def decline_reopening(period: AccountingPeriod) -> None:
    """The month stays closed; raises ReopeningNotRequested."""
    if not period.is_reopening_requested:
        raise ReopeningNotRequested(period)
    _forget_request(period)


def reopen(session: Session, period: AccountingPeriod, *, at: datetime, by: Actor) -> None:
    """A second person agrees: the month takes postings again until it is closed anew.

    Raises ReopeningNotRequested, SamePerson or NotTheNewest.
    """
    lock(session)
    if not period.is_reopening_requested:
        raise ReopeningNotRequested(period)
    if period.reopen_requested_by_id == _staff_id(by):
        raise SamePerson
    _must_be_newest(session, period)
    reason = f"{period.reopen_reason} (asked for by {period.reopen_requested_by})"
    advance(session, period, "reopened", at=at, by=by, reason=reason)
    period.reopened_by, period.reopened_by_id = by.name, _staff_id(by)
    period.reopened_at = at


def _must_be_newest(session: Session, period: AccountingPeriod) -> None:
    newest = newest_closed(session)
    if newest is None or newest.id != period.id:
        raise NotTheNewest(period)


def _forget_request(period: AccountingPeriod) -> None:
    period.reopen_requested_by = period.reopen_requested_by_id = None
    period.reopen_requested_at, period.reopen_reason = None, ""


def _staff_id(by: Actor) -> int:
    if by.kind != "staff" or by.id is None:
        raise AssertionError("a month is reopened by two people")
    return by.id
