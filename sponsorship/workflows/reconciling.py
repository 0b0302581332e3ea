"""Reconciling: the processor's account, our books and the payouts, compared line by line.

First everything is asked of the processor, outside of any transaction; then it is stored and compared,
one transaction per fact. What the processor reports about something of ours is booked; whatever else
differs is named, and waits for a person. Running it again, or twice at once, changes nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import SYSTEM
from sponsorship.database import ROW_LOCK, Database
from sponsorship.errors import NotFound, Refused
from sponsorship.money import Money
from sponsorship.payments import payouts
from sponsorship.payments import queries as payments
from sponsorship.payments.models import BalanceTransaction, Checkout, Payment, PaymentStatus, Payout
from sponsorship.payments.processor import BalanceLine, Origin, PayoutState, Processor, State
from sponsorship.reconciliation import operations as differences
from sponsorship.reconciliation import queries as found
from sponsorship.reconciliation.models import DifferenceKind, ReconciliationRun
from sponsorship.workflows import comparing, news, paying_out
from sponsorship.workflows.comparing import Answers, Days
from sponsorship.workflows.foundation import Foundation

OVERLAP = timedelta(days=4)
"""How many days before the newest line are read again: the account is not strictly in order."""

MAY_FAIL_FOR = timedelta(days=14)
"""How long a payout is followed: a bank may send one back days after it counted as paid."""

ASK_ABOUT = {
    "charge": ("charge.updated", "charge"),
    "refund": ("refund.updated", "refund"),
    "refund_failure": ("refund.updated", "refund"),
    "dispute": ("charge.dispute.updated", "dispute"),
    "dispute_reversal": ("charge.dispute.updated", "dispute"),
}
"""As what to ask about the object behind a line of each category."""

Tell = Callable[[str], None]
Transact = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one comparison came to."""

    since_on: date
    until_on: date
    lines_read: int
    lines_added: int
    payouts_read: int
    found: int
    gone: int
    standing: tuple[str, ...]
    """The sentence of every difference that stands afterwards."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Everything that the processor said."""

    days: Days
    lines: tuple[BalanceLine, ...]
    payouts: tuple[PayoutState, ...]
    balance: tuple[Money, ...] | None
    answers: dict[str, tuple[Origin, tuple[State, ...]]]


def reconcile(
    database: Database,
    processor: Processor,
    *,
    since: date | None = None,
    until: date | None = None,
    foundation: Foundation,
    at: datetime,
    dry_run: bool = False,
    tell: Tell = lambda _: None,
) -> Outcome:
    """Compare the lines of these days, both included; without a day, what came since the last time.

    A dry run says what it would find and changes nothing. Raises Unavailable if the processor does not
    answer: then nothing has changed either.
    """
    days = _days(database, since, until, foundation=foundation, at=at)
    told = _ask(database, processor, days, tell=tell)
    with _transactions(database, dry_run=dry_run) as transact:
        return _record(transact, told, foundation=foundation, tell=tell)


class _Rehearsed(Exception):
    """Undoes everything that a dry run did."""


@contextmanager
def _transactions(database: Database, *, dry_run: bool) -> Iterator[Transact]:
    """One transaction per fact; in a dry run all of them are parts of one that is undone."""
    if not dry_run:
        yield database.unit_of_work
        return
    with suppress(_Rehearsed), database.unit_of_work() as session:

        @contextmanager
        def part() -> Iterator[Session]:
            try:
                with session.begin_nested():
                    yield session
            except BaseException:
                session.expire_all()  # SQLAlchemy forgets only what the undone part wrote
                raise

        yield part
        raise _Rehearsed


# --- Asking ---------------------------------------------------------------------------------------


def _days(
    database: Database,
    since: date | None,
    until: date | None,
    *,
    foundation: Foundation,
    at: datetime,
) -> Days:
    zone = foundation.calendar.zone
    if since is not None:
        begins = datetime.combine(since, time(), zone)
    else:
        with database.reading() as session:
            newest = session.scalar(sa.select(sa.func.max(BalanceTransaction.created_at)))
            first = session.scalar(sa.select(sa.func.min(Checkout.begun_at)))
        begins = (newest or first or at) - OVERLAP
    ends = at + timedelta(seconds=1)  # the processor counts in seconds
    if until is not None:
        ends = min(ends, datetime.combine(until + timedelta(days=1), time(), zone))
    return Days(begins, ends, at)


def _ask(database: Database, processor: Processor, days: Days, *, tell: Tell) -> _Told:
    before = processor.look_up_balance()
    lines = []
    for line in processor.list_balance_lines(days.since, days.until):
        lines.append(line)
        if len(lines) % 1000 == 0:
            tell(f"{len(lines)} lines of the account read ...")
    states = _ask_payouts(database, processor, days)
    by_id = {line.external_id: line for state in states for line in state.lines or ()}
    by_id |= {line.external_id: line for line in lines}
    answers = _ask_about(database, processor, list(by_id.values()), tell=tell)
    # Only a balance that stood still can be compared with the lines that were read meanwhile.
    stands_still = processor.look_up_balance() == before and days.until > days.at
    balance = before if stands_still else None
    return _Told(days, tuple(by_id.values()), states, balance, answers)


def _ask_payouts(database: Database, processor: Processor, days: Days) -> tuple[PayoutState, ...]:
    """The payouts of these days and our unfinished ones, with their lines where they are news."""
    since = days.since - MAY_FAIL_FOR
    states = {state.external_id: state for state in processor.list_payouts(since)}
    with database.reading() as session:
        unfinished = {payout.external_id for payout in payouts.unfinished(session)}
        reconciled = payouts.reconciled(session, states)
    for external_id in sorted(states.keys() | unfinished):
        known = states.get(external_id)
        if known is None or (known.names_lines and external_id not in reconciled):
            with suppress(NotFound):
                states[external_id] = processor.look_up_payout(external_id)
    return tuple(sorted(states.values(), key=lambda state: (state.at, state.external_id)))


def _ask_about(
    database: Database, processor: Processor, lines: Sequence[BalanceLine], *, tell: Tell
) -> dict[str, tuple[Origin, tuple[State, ...]]]:
    with database.reading() as session:
        asked = _unexplained(session, lines)
    answers = {}
    for count, (external_id, category, source) in enumerate(asked, start=1):
        event_type, object_type = ASK_ABOUT[category]
        answer = processor.look_up_event(event_type, object_type, source)
        answers[external_id] = (answer.origin, answer.states)
        if count % 100 == 0:
            tell(f"{count} of {len(asked)} payments looked up ...")
    return answers


_OF_DISPUTES = frozenset({"dispute", "dispute_reversal"})


def _unexplained(session: Session, lines: Sequence[BalanceLine]) -> list[tuple[str, str, str]]:
    """Line, category and source of what our books cannot explain yet, or not wholly."""
    rows = [(line.external_id, line.category, line.source_external_id) for line in lines]
    rows += [
        (line.external_id, line.category, line.source_external_id)
        for line in payouts.lines_by_id(
            session,
            [one.subject_id for one in found.standing(session, kinds=[DifferenceKind.NOT_BOOKED])],
        )
    ]
    named = payouts.external_ids_of_lines(
        session, found.about(session, kinds=[DifferenceKind.FOREIGN])
    )
    ours = payments.paid_by_source(session, [source for _, _, source in rows if source])
    disputed = [external_id for external_id, category, _ in rows if category in _OF_DISPUTES]
    moved = payments.movements_by_line(session, disputed)
    return [
        (external_id, category, source)
        for external_id, category, source in dict.fromkeys(rows)
        if source is not None and category in ASK_ABOUT and external_id not in named
        if not _is_complete(ours.get(source), category)
        or (category in _OF_DISPUTES and external_id not in moved)
    ]


def _is_complete(payment: Payment | None, category: str) -> bool:
    if payment is None or payment.status is not PaymentStatus.SETTLED:
        return False
    return category != "charge" or None not in (payment.fee, payment.settlement)


# --- Recording ------------------------------------------------------------------------------------


def _record(transact: Transact, told: _Told, *, foundation: Foundation, tell: Tell) -> Outcome:
    days, at = told.days, told.days.at
    with transact() as session:
        added = payouts.keep_lines(session, told.lines)
        lines = payouts.lines_by_external_id(session, [line.external_id for line in told.lines])
        paying_out.book_lines(session, lines, foundation=foundation, at=at)
    tell(f"{len(told.lines)} lines of the account read, {added} of them new.")
    refused = _apply_answers(transact, told, foundation=foundation)
    refused |= _follow_payouts(transact, told, foundation=foundation)
    foreign = {line for line, (origin, _) in told.answers.items() if origin is Origin.FOREIGN}
    answers = Answers(foreign, refused)
    with transact() as session:
        differences.one_at_a_time(session)
        about_lines = differences.record(
            session,
            list(comparing.about_lines(session, _with_all_lines(told), answers)),
            kinds=comparing.LINE_KINDS,
            at=at,
            by=SYSTEM,
        )
    _book_payouts(transact, foundation=foundation, at=at)
    with transact() as session:
        differences.one_at_a_time(session)
        findings = [
            *comparing.about_payments(session, days, foundation),
            *comparing.about_payouts(session, days, answers, foundation),
        ]
        kinds = [*comparing.OTHER_KINDS]
        if told.balance is not None:
            findings += comparing.about_balance(session, told.balance)
            kinds.append(DifferenceKind.BALANCE)
        about_rest = differences.record(session, findings, kinds=kinds, at=at, by=SYSTEM)
        standing = tuple(one.sentence for one in found.standing(session))
        run = ReconciliationRun(
            ran_at=at,
            since_on=foundation.calendar.day_of(days.since),
            until_on=foundation.calendar.day_of(days.until - timedelta(seconds=1)),
            lines_read=len(told.lines),
            lines_added=added,
            found=about_lines.found + about_rest.found,
            gone=about_lines.gone + about_rest.gone,
            standing=len(standing),
        )
        session.add(run)
    return Outcome(
        run.since_on,
        run.until_on,
        run.lines_read,
        run.lines_added,
        len(told.payouts),
        run.found,
        run.gone,
        standing,
    )


def _with_all_lines(told: _Told) -> Days:
    """The days, from the earliest line on that was read: a payout may consist of older ones."""
    return replace(told.days, since=min([told.days.since, *(line.at for line in told.lines)]))


def _apply_answers(transact: Transact, told: _Told, *, foundation: Foundation) -> dict[str, str]:
    """Book what is ours, one payment at a time; why not, by line, where that is impossible."""
    follow = news.appliers(foundation, told.days.at)
    refused: dict[str, str] = {}
    for line, (origin, states) in told.answers.items():
        if origin is not Origin.OURS:
            continue
        try:
            with transact() as session:
                for state in states:
                    follow[type(state)](session, state)
        except (Refused, AssertionError) as refusal:
            refused[line] = str(refusal)
    return refused


def _follow_payouts(transact: Transact, told: _Told, *, foundation: Foundation) -> dict[str, str]:
    refused: dict[str, str] = {}
    for state in told.payouts:
        try:
            with transact() as session:
                payout = paying_out.follow_payout(
                    session, state, foundation=foundation, at=told.days.at
                )
                paying_out.reconcile_by_hand(session, payout, at=told.days.at)
        except AssertionError as refusal:
            refused[state.external_id] = str(refusal)
    return refused


def _book_payouts(transact: Transact, *, foundation: Foundation, at: datetime) -> None:
    """Now that it is named what is not ours, more payouts can be booked."""
    with transact() as session:
        waiting = [payout.id for payout in payouts.reconciled_but_not_booked(session)]
    for payout_id in waiting:
        with transact() as session:
            payout = session.get_one(Payout, payout_id, with_for_update=ROW_LOCK)
            paying_out.book_what_is_known(session, payout, foundation=foundation, at=at)
