"""Closing a month: what has to be done first, what staff should know, and what is due at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import bookkeeping, lifecycle
from sponsorship.audit import Actor
from sponsorship.clock import Calendar, shown_day
from sponsorship.errors import Refused
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund, Restriction
from sponsorship.ledger import periods
from sponsorship.ledger import posting as ledger
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import AccountingPeriod, Role
from sponsorship.ledger.trial import net_assets
from sponsorship.money import Money
from sponsorship.payments import inbox
from sponsorship.payments.models import Payment, PaymentStatus
from sponsorship.reconciliation import queries as reconciliation
from sponsorship.selfcheck import queries as selfchecks
from sponsorship.workflows import billing


@dataclass(frozen=True, slots=True)
class Findings:
    """What stands in the way of a closing, and what staff should know before they confirm it."""

    blockers: tuple[str, ...]
    warnings: tuple[str, ...]


class NotReadyToClose(Refused):
    """Raised when a month is to be closed although something in its books is not done or not sound."""

    code = "not_ready_to_close"

    def __init__(self, period: AccountingPeriod, blockers: tuple[str, ...]) -> None:
        self.period = period
        self.blockers = blockers
        super().__init__(f"{period} cannot be closed yet. " + " ".join(blockers))


def findings(
    session: Session, period: AccountingPeriod, *, calendar: Calendar, at: datetime
) -> Findings:
    """The closing checks of a month, each a sentence."""
    return Findings(
        blockers=(*_not_done(session, period), *_not_sound(session, at)),
        warnings=tuple(
            sentence for check in WARNINGS for sentence in check(session, period, calendar)
        ),
    )


def close_month(
    session: Session, period: AccountingPeriod, *, today: date, at: datetime, by: Actor
) -> None:
    """Release what is due at the end of the month, then close it.

    Raises MonthNotOver, ClosedInOrder, WrongState or NotReadyToClose.
    """
    periods.must_be_next(session, period, today=today)
    if blockers := (*_not_done(session, period), *_not_sound(session, at)):
        raise NotReadyToClose(period, blockers)
    periods.lock(session)  # what is released counts every posting, those in flight as well
    _release_what_is_due(session, period, at=at, by=by)
    periods.close(session, period, today=today, at=at, by=by)


def _not_done(session: Session, period: AccountingPeriod) -> Iterator[str]:
    for invoice in billing.not_yet_earned(session, through=period.ends_on):
        yield (
            f"What was earned of invoice {invoice.number} by {shown_day(period.ends_on)} is not"
            " booked yet; the nightly work does that."
        )


def _not_sound(session: Session, at: datetime) -> Iterator[str]:
    latest = selfchecks.latest(session)
    if latest is None or selfchecks.is_late(latest, at=at):
        yield "The self-check has not run lately. Ask for a run at its desk."
    elif not latest.holds:
        yield f"The self-check found what contradicts itself: {latest.sentences[0]}"


def _release_what_is_due(
    session: Session, period: AccountingPeriod, *, at: datetime, by: Actor
) -> None:
    """Once a restriction in time has passed, whatever the fund has of its own is free.

    Usually that is once, at the end of the month in which the time ends; what arrives for the fund
    later is released when its own month is closed.
    """
    general = funds.general(session)
    closings = sum(one.verb == "closed" for one in lifecycle.history(session, period))
    month = f"{period.starts_on:%Y-%m}" + (f":{closings + 1}" if closings else "")
    for fund in _free_by(session, period.ends_on):
        amount = net_assets(session, fund.id, fund.currency, until=period.ends_on)
        if amount.is_positive:
            entry = bookkeeping.restriction_released(
                fund, general, amount, month=month, on=period.ends_on
            )
            ledger.post(session, entry, at=at, by=by)


def _free_by(session: Session, day: date) -> list[Fund]:
    return list(
        session.scalars(
            sa.select(Fund)
            .where(Fund.restriction == Restriction.TIME, Fund.restricted_until <= day)
            .order_by(Fund.id)
        )
    )


def _money_waits(session: Session, period: AccountingPeriod, _: Calendar) -> Iterator[str]:
    waiting = (
        (Role.SUSPENSE, "waits in suspense for a decision."),
        (Role.IN_TRANSIT, "was paid out and has not been seen at the bank."),
        (Role.DISPUTED, "is disputed; nobody knows yet whose it is."),
    )
    held: dict[tuple[Role, str], int] = defaultdict(int)
    for one in books.trial_balance(
        session, until=period.ends_on, roles=[role for role, _ in waiting]
    ):
        held[one.role, one.amount.currency] += one.amount.minor
    for role, what in waiting:
        for (its, currency), minor in sorted(held.items()):
            if its is role and minor:
                yield f"{Money(minor, currency).shown()} {what}"


def _fees_are_missing(
    session: Session, period: AccountingPeriod, calendar: Calendar
) -> Iterator[str]:
    count = session.scalar(
        sa.select(sa.func.count()).where(
            Payment.status == PaymentStatus.SETTLED,
            Payment.fee_minor.is_(None),
            Payment.settled_at < _end_of(period, calendar),
        )
    )
    if count:
        yield f"Of {_counted(count, 'settled payment')} the processor’s fee is not known yet."


def _news_waits(session: Session, period: AccountingPeriod, calendar: Calendar) -> Iterator[str]:
    late = inbox.waiting(session, before=_end_of(period, calendar))
    if late:
        yield f"Nobody has acted yet on {_counted(len(late), 'piece')} of the processor’s news."


def _differences_stand(session: Session, _: AccountingPeriod, __: Calendar) -> Iterator[str]:
    if count := reconciliation.count_standing(session):
        told = _counted(count, "difference")
        yield f"{told} between the books and the processor’s account: a person has to decide."


WARNINGS = (_money_waits, _fees_are_missing, _news_waits, _differences_stand)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _end_of(period: AccountingPeriod, calendar: Calendar) -> datetime:
    """The instant at which the month is over where the foundation is."""
    return datetime.combine(period.next_starts_on, time.min, calendar.zone).astimezone(UTC)
