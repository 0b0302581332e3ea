"""Money that leaves a payment again, or comes back to it: refunds and disputes in the books.

Each piece of news is one entry. What depends on all of them together (how much of a dispute is lost,
how much more went away than the payment was) is brought to where it belongs by a further entry, so
that every order of the news ends in the same balances.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import PROCESSOR
from sponsorship.bookkeeping import Place
from sponsorship.clock import shown_day
from sponsorship.funds import queries as funds
from sponsorship.ledger import posting as ledger
from sponsorship.ledger.models import JournalEntry, Posting
from sponsorship.ledger.posting import Entry
from sponsorship.messages import letters_back as letters
from sponsorship.messages import outbox
from sponsorship.money import Money
from sponsorship.payments.disputes import DisputeNews
from sponsorship.payments.models import Dispute, DisputeStatus, MovementKind, Payment, Refund
from sponsorship.payments.operations import News
from sponsorship.workflows import misfits
from sponsorship.workflows.foundation import Foundation

CAME_BACK = "the refund came back to us"


def book(
    session: Session,
    news: News,
    place: Place,
    *,
    refunded: Callable[[Refund], Entry],
    foundation: Foundation,
    at: datetime,
) -> Money:
    """Book every refund and every dispute that is news; how much more of the payment is gone by that.

    `refunded` is the entry of a refund. What came back to us makes the answer smaller than zero.
    """
    gone = Money.zero(news.payment.currency)
    for refund in news.refunds_succeeded:
        ledger.post(session, refunded(refund), at=at, by=PROCESSOR)
        gone = gone + refund.amount
    for refund in news.refunds_failed:
        original, day = refunded(refund), foundation.calendar.day_of(at)
        ledger.reverse_fact(
            session, original.fact, original.source, on=day, at=at, by=PROCESSOR, memo=CAME_BACK
        )
        gone = gone - refund.amount
    for told in news.disputes:
        lost, _ = _book_dispute(session, told, place, foundation=foundation, at=at)
        gone = gone + lost
    return gone


def follow_misfit(session: Session, news: News, *, foundation: Foundation, at: datetime) -> None:
    """What went back of a payment that fits nothing: out of suspense, and its case is decided by that."""
    payment, day = news.payment, foundation.calendar.day_of(at)
    for refund in news.refunds_succeeded:
        misfits.give_back(session, payment, refund, on=day, at=at)
    for refund in news.refunds_failed:
        misfits.take_back(session, payment, refund, on=day, at=at)
    place = bookkeeping.place_of_misfit(payment, funds.general(session))
    for told in news.disputes:
        lost, entry_id = _book_dispute(session, told, place, foundation=foundation, at=at)
        if entry_id is None:
            continue
        if lost.is_positive:
            misfits.lose(session, payment, told.dispute, lost, entry_id=entry_id, at=at)
        else:
            misfits.recover(session, payment, told.dispute, -lost, entry_id=entry_id, at=at)


def _book_dispute(
    session: Session, told: DisputeNews, place: Place, *, foundation: Foundation, at: datetime
) -> tuple[Money, int | None]:
    """What the bank moved, and what is lost by now; how much more is lost, and its entry."""
    _book_movements(session, told, place, foundation=foundation, at=at)
    if told.dispute.is_undecided and (told.is_new or told.verb == "opened"):
        _tell_staff(session, told.dispute, foundation=foundation, at=at)
    return _book_decision(session, told.dispute, place, on=foundation.calendar.day_of(at), at=at)


def _book_movements(
    session: Session, told: DisputeNews, place: Place, *, foundation: Foundation, at: datetime
) -> None:
    dispute = told.dispute
    for movement in told.movements:
        day = foundation.calendar.day_of(movement.moved_at)
        moved = (
            bookkeeping.dispute_withdrawn
            if movement.kind is MovementKind.WITHDRAWAL
            else bookkeeping.dispute_reinstated
        )
        entries = [moved] if movement.amount.is_positive else []
        if movement.fee.is_positive:
            entries.append(bookkeeping.dispute_fee_charged)
        elif not movement.fee.is_zero:
            entries.append(bookkeeping.dispute_fee_returned)
        for entry in entries:
            ledger.post(session, entry(movement, dispute, place, on=day), at=at, by=PROCESSOR)


def _book_decision(
    session: Session, dispute: Dispute, place: Place, *, on: date, at: datetime
) -> tuple[Money, int | None]:
    """What the bank took stays disputed until the dispute is lost, and only then."""
    is_lost = dispute.status is DisputeStatus.LOST
    target = dispute.withdrawn if is_lost else Money.zero(dispute.currency)
    source = f"{place.source}:{dispute.reference}"
    booked, turns = _booked(
        session, "dispute_lost", "dispute_recovered", source, currency=dispute.currency
    )
    more = target - booked
    if more.is_zero:
        return more, None
    rule = bookkeeping.dispute_lost if more.is_positive else bookkeeping.dispute_recovered
    moved = more if more.is_positive else -more
    entry = rule(dispute, moved, place, turn=turns + 1, on=on)
    return more, ledger.post(session, entry, at=at, by=PROCESSOR)


def misfit_booked(session: Session, payment: Payment, place: Place) -> Money:
    """How much more than its place holds has been taken of a payment, as the books have it."""
    booked, _ = _misfits_booked(session, payment, place)
    return booked


def book_misfit(
    session: Session, payment: Payment, more: Money, place: Place, *, on: date, at: datetime
) -> int | None:
    """Take `more` from suspense that the payment's place cannot hold; below zero, keep it there."""
    if more.is_zero:
        return None
    _, turns = _misfits_booked(session, payment, place)
    rule = bookkeeping.misfit_taken if more.is_positive else bookkeeping.misfit_kept
    moved = more if more.is_positive else -more
    entry = rule(payment, moved, place, funds.general(session), turn=turns + 1, on=on)
    return ledger.post(session, entry, at=at, by=PROCESSOR)


def _misfits_booked(session: Session, payment: Payment, place: Place) -> tuple[Money, int]:
    source = f"{place.source}:{payment.reference}"
    return _booked(session, "misfit_taken", "misfit_kept", source, currency=payment.currency)


def _booked(
    session: Session, more: str, less: str, source: str, *, currency: str
) -> tuple[Money, int]:
    """The sum of two opposite facts about one source, and how many entries that are."""
    booked, turns = 0, 0
    for fact, minor in session.execute(
        # The first posting has the whole amount; a second one is the same amount in another fund.
        sa.select(JournalEntry.fact, sa.func.sum(Posting.amount_minor))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(
            Posting.position == 1,
            JournalEntry.fact.in_([more, less]),
            sa.or_(JournalEntry.source == source, JournalEntry.source.startswith(source + ":")),
        )
        .group_by(JournalEntry.id, JournalEntry.fact)
    ):
        booked += int(minor) if fact == more else -int(minor)
        turns += 1
    return Money(booked, currency), turns


def _tell_staff(
    session: Session, dispute: Dispute, *, foundation: Foundation, at: datetime
) -> None:
    due_on = foundation.calendar.day_of(dispute.due_by) if dispute.due_by else None
    outbox.owe(
        session,
        letters.DisputeOpenedStaff(
            dispute_reference=dispute.reference,
            amount=dispute.amount,
            reason=dispute.reason.replace("_", " "),
            is_warning=dispute.status is DisputeStatus.RAISED,
            due_on=due_on,
            answer_link=foundation.links.dispute(dispute.external_id),
            desk_link=foundation.links.desk(f"disputes/{dispute.id}"),
        ),
        to=outbox.Recipient(foundation.name, foundation.email),
        fact=f"dispute:{dispute.id}:{dispute.status.value}",
        at=at,
    )


def why_gone(news: News) -> str:
    """Why the receipt or the invoice changes, for its history."""
    if news.refunds_failed:
        return CAME_BACK
    for told in news.disputes:
        if told.dispute.status is DisputeStatus.LOST:
            return "the payer's bank took the money back"
        if told.was_lost:
            return "the payer's bank gave the money back"
    day = ", ".join(shown_day(refund.requested_at.date()) for refund in news.refunds_succeeded)
    return f"given back: refund of {day}" if day else "what is left of the payment changed"
