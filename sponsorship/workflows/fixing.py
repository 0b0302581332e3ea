"""What a person does about a difference: apply its proposal, ask again, accept it, take that back.

Every proposal books entries under the difference's own reference, so that taking it back is a reversing
entry of its own. Nothing here is done by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import SYSTEM, Actor
from sponsorship.database import ROW_LOCK, Database
from sponsorship.errors import Refused
from sponsorship.funds import queries as funds
from sponsorship.ledger import posting as ledger
from sponsorship.lifecycle import WrongState
from sponsorship.money import Money
from sponsorship.payments import queries as payments
from sponsorship.payments.models import BalanceTransaction, Payment, Payout
from sponsorship.payments.processor import Processor, State
from sponsorship.reconciliation import operations as differences
from sponsorship.reconciliation.models import Difference, DifferenceKind, DifferenceStatus
from sponsorship.suspense import operations as suspense
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import Misfit
from sponsorship.workflows import comparing, news, paying_out
from sponsorship.workflows.comparing import Answers, Days
from sponsorship.workflows.foundation import Foundation
from sponsorship.workflows.reconciling import ASK_ABOUT


@dataclass(frozen=True, slots=True)
class Proposal:
    """What we propose for one kind of difference, in words; `books` says whether it posts an entry."""

    words: str
    books: bool
    asks: bool


_SUSPEND = (
    "Book it to suspense, so that clearing agrees with the account. When it is known what it is, decide"
    " about it there, or take this back and record what it was."
)
PROPOSALS = {
    DifferenceKind.FOREIGN: Proposal(
        f"{_SUSPEND} If another application keeps books of its own for it, accept it instead.",
        books=True,
        asks=False,
    ),
    DifferenceKind.NOT_BOOKED: Proposal(
        f"Ask the processor about it again. If it stays unknown: {_SUSPEND[0].lower()}{_SUSPEND[1:]}",
        books=True,
        asks=True,
    ),
    DifferenceKind.AMOUNT: Proposal(
        f"Look at both sides. If the account is right: {_SUSPEND[0].lower()}{_SUSPEND[1:]}",
        books=True,
        asks=False,
    ),
    DifferenceKind.FEE: Proposal(
        "Take the booked fee back and book the one on the account.", books=True, asks=False
    ),
    DifferenceKind.UNKNOWN_LINE: Proposal(_SUSPEND, books=True, asks=False),
    DifferenceKind.NO_LINE: Proposal(
        "Ask the processor about this payment again, and look at it in the processor’s dashboard.",
        books=False,
        asks=True,
    ),
    DifferenceKind.PAYOUT_SUM: Proposal(
        "Ask the processor about this payout again; it is booked once its lines add up.",
        books=False,
        asks=True,
    ),
    DifferenceKind.PAYOUT_LATE: Proposal(
        "Decide about the lines in it that are not booked; or book it now, from each fund in"
        " proportion to what it holds.",
        books=True,
        asks=True,
    ),
    DifferenceKind.BALANCE: Proposal(
        "Reconcile from the first day of the account. What remains then was there before: accept it, or"
        " book it to suspense.",
        books=True,
        asks=False,
    ),
}


_REASONS = {DifferenceKind.AMOUNT: Misfit.AMOUNT_DIFFERS}
"""Why money that a difference puts into suspense fits nothing; else nothing of ours asked for it."""


class NothingToBook(Refused):
    """Raised when a difference is to be fixed for which there is nothing that could be booked."""

    code = "nothing_to_book"

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        super().__init__(
            "Nothing can be booked for this difference; ask the processor, or accept it."
        )


def apply(
    session: Session, difference: Difference, *, foundation: Foundation, at: datetime, by: Actor
) -> None:
    """Book what the difference proposes, once.

    Raises WrongState if somebody decided about it already, or NothingToBook.
    """
    if not difference.can_be("fixed"):
        raise WrongState(difference, "fixed", difference.status, [DifferenceStatus.FOUND])
    if not PROPOSALS[difference.kind].books:
        raise NothingToBook(difference)
    differences.fix(session, difference, at=at, by=by)
    if difference.kind is DifferenceKind.PAYOUT_LATE:
        payout = session.get_one(Payout, difference.subject_id, with_for_update=ROW_LOCK)
        paying_out.book_by_holdings(session, payout, foundation=foundation, at=at, by=by)
        return
    if difference.kind is DifferenceKind.FEE:
        entry = _corrected_fee(session, difference, foundation=foundation, at=at)
        ledger.post(session, entry, at=at, by=by)
        return
    entry = bookkeeping.difference_suspended(
        difference.source,
        difference.amount,
        funds.general(session),
        on=foundation.calendar.day_of(at),
        memo=difference.sentence,
    )
    ledger.post(session, entry, at=at, by=by)
    is_shortfall = difference.amount.minor < 0
    suspense.open_case(
        session,
        external_id=difference.source,
        amount=-difference.amount if is_shortfall else difference.amount,
        reason=_REASONS.get(difference.kind, Misfit.FOREIGN_CHARGE),
        sentence=difference.sentence,
        is_shortfall=is_shortfall,
        at=at,
        by=by,
    )


def _corrected_fee(
    session: Session, difference: Difference, *, foundation: Foundation, at: datetime
) -> ledger.Entry:
    line = session.get_one(BalanceTransaction, difference.subject_id)
    source = line.source_external_id or ""
    payment = payments.paid_by_source(session, [source])[source]
    return bookkeeping.fee_corrected(
        difference.source,
        paying_out.funds_of_payments(session, [payment])[payment.id],
        was=payment.fee or Money.zero(line.currency),
        fee=line.fee,
        on=foundation.calendar.day_of(at),
        memo=difference.sentence,
    )


def take_back(
    session: Session,
    difference: Difference,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """Undo a decision: what was booked for it is reversed, and the difference stands again.

    Raises WrongState, Invalid without a reason, FoundAgain, or MoreThanWaits if something was decided
    about the money in suspense meanwhile.
    """
    was_fixed = difference.status is DifferenceStatus.FIXED
    differences.take_back(session, difference, reason=reason, at=at, by=by)
    if not was_fixed:
        return
    on = foundation.calendar.day_of(at)
    if difference.kind is DifferenceKind.PAYOUT_LATE:
        payout = session.get_one(Payout, difference.subject_id, with_for_update=ROW_LOCK)
        paying_out.take_booking_back(session, payout, on=on, at=at, by=by, memo=reason)
        return
    source = difference.source
    if difference.kind is DifferenceKind.FEE:
        ledger.reverse_fact(session, "fee_corrected", source, on=on, at=at, by=by, memo=reason)
        return
    case = cases.of_external(session, source)
    if case is not None:
        suspense.check_free(session, case, case.amount)
    entry_id = ledger.reverse_fact(
        session, "difference_suspended", source, on=on, at=at, by=by, memo=reason
    )
    if case is not None and entry_id is not None:
        suspense.decide(
            session, case, suspense.Target(), amount=case.amount, entry_id=entry_id,
            reason=reason, at=at, by=by,
        )  # fmt: skip


def ask_again(
    database: Database,
    processor: Processor,
    difference_id: int,
    *,
    foundation: Foundation,
    at: datetime,
) -> bool:
    """Ask the processor about it and book the answer; whether the difference is gone by that.

    Raises Unavailable, or whatever refuses the answer.
    """
    with database.reading() as session:
        difference = session.get_one(Difference, difference_id)
        question = _question(session, difference)
    if question is not None:
        states = _answer(processor, *question)
        follow = news.appliers(foundation, at)
        for state in states:
            with database.unit_of_work() as session:
                follow[type(state)](session, state)
    with database.unit_of_work() as session:
        _look_again(session, foundation=foundation, at=at)
        return session.get_one(Difference, difference_id).status is DifferenceStatus.GONE


def _question(session: Session, difference: Difference) -> tuple[str, str] | None:
    """The category and the external id of what to ask about."""
    table = difference.subject.split(":")[0]
    if table == "payout":
        return "payout", session.get_one(Payout, difference.subject_id).external_id
    if table == "payment":
        charge = session.get_one(Payment, difference.subject_id).charge_external_id
        return None if charge is None else ("charge", charge)
    if table == "balance_transaction":
        line = session.get_one(BalanceTransaction, difference.subject_id)
        return None if line.source_external_id is None else (line.category, line.source_external_id)
    return None


def _answer(processor: Processor, category: str, external_id: str) -> tuple[State, ...]:
    if category == "payout":
        return (processor.look_up_payout(external_id),)
    if category not in ASK_ABOUT:
        return ()
    event_type, object_type = ASK_ABOUT[category]
    return processor.look_up_event(event_type, object_type, external_id).states


def _look_again(session: Session, *, foundation: Foundation, at: datetime) -> None:
    """Whatever stands and is no longer found is gone; nothing new is looked for."""
    differences.one_at_a_time(session)
    nothing_new, answers = Days(at, at, at), Answers()
    still = [
        *comparing.about_lines(session, nothing_new, answers),
        *comparing.about_payments(session, nothing_new, foundation),
        *comparing.about_payouts(session, nothing_new, answers, foundation),
    ]
    standing = set(
        session.execute(
            sa.select(Difference.kind, Difference.subject).where(
                Difference.status == DifferenceStatus.FOUND
            )
        ).all()
    )
    differences.record(
        session,
        [one for one in still if (one.kind, one.subject) in standing],
        kinds=[*comparing.LINE_KINDS, *comparing.OTHER_KINDS],
        at=at,
        by=SYSTEM,
    )
