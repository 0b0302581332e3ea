"""Currency exchange in the books: what the processor's account took in or gave up in another currency."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import PROCESSOR
from sponsorship.bookkeeping import Exchanged
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.invoicing import returns
from sponsorship.ledger import posting as ledger
from sponsorship.ledger.models import JournalEntry, Posting
from sponsorship.money import Money
from sponsorship.payments.models import MovementKind, Payment, Purpose, RefundStatus
from sponsorship.payments.operations import News
from sponsorship.workflows.foundation import Foundation

FACT = "currency_exchanged"


def book_exchange(
    session: Session,
    news: News,
    fund: Fund,
    *,
    source: str,
    foundation: Foundation,
    at: datetime,
) -> None:
    """What was exchanged for a payment, its refunds and its disputes, as soon as it is known.

    A refund that came back is exchanged back at the rate at which it went; what the processor's rate of
    that day lost or won against it is an entry of its own.
    """
    refunded = news.refunds_exchanged or news.refunds_failed or news.refunds_returned
    if not (news.is_exchanged or refunded or news.disputes):
        return
    payment = news.payment
    parts = _parts(session, payment, fund) if news.is_exchanged else []
    if payment.is_misfit and not _settles_what_it_was_for(session, payment):
        fund, source = funds.general(session), payment.reference
    if parts:
        entry = bookkeeping.currency_exchanged(
            parts,
            source=f"{source}:{payment.reference}",
            on=foundation.calendar.day_of(payment.settled_at or at),
        )
        ledger.post(session, entry, at=at, by=PROCESSOR)
    _book_disputes(session, news, fund, source=source, foundation=foundation, at=at)
    _book_refunds(session, news, fund, source=source, on=foundation.calendar.day_of(at), at=at)


def _settles_what_it_was_for(session: Session, payment: Payment) -> bool:
    """Whether what goes back of it is booked at the invoice, though some of it fitted nothing."""
    is_for_invoice = payment.purpose is Purpose.INVOICE
    return is_for_invoice and any(
        one.invoice_id == payment.purpose_id for one in returns.settlements_of(session, payment.id)
    )


def _parts(session: Session, payment: Payment, fund: Fund) -> list[Exchanged]:
    """What was exchanged for a payment: of what fits nothing in the general fund, else in its own."""
    settlement = payment.settlement
    if settlement is None:
        return []
    waits = _came_into_suspense(session, payment)
    if not waits.is_positive or waits == payment.amount:
        return [
            Exchanged(
                funds.general(session) if waits.is_positive else fund, payment.amount, settlement
            )
        ]
    given = [payment.amount - waits, waits]
    got = settlement.split([one.minor for one in given])
    return [
        Exchanged(*part) for part in zip([fund, funds.general(session)], given, got, strict=True)
    ]


def _came_into_suspense(session: Session, payment: Payment) -> Money:
    """What of a payment fitted nothing when it came."""
    minor = session.scalar(
        sa.select(sa.func.sum(Posting.amount_minor))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.fact == "misfit_received", JournalEntry.source == payment.reference)
    )
    return Money(int(minor or 0), payment.currency)


def _book_disputes(
    session: Session,
    news: News,
    fund: Fund,
    *,
    source: str,
    foundation: Foundation,
    at: datetime,
) -> None:
    """What the payer's bank took or gave back, at what it really was on the processor's account."""
    for told in news.disputes:
        for movement in told.movements:
            if movement.settlement.currency == movement.currency or movement.amount.is_zero:
                continue
            exchanged = Exchanged(fund, movement.settlement, movement.amount)
            if movement.kind is MovementKind.REINSTATEMENT:
                exchanged = Exchanged(fund, movement.amount, movement.settlement)
            entry = bookkeeping.currency_exchanged(
                [exchanged],
                source=f"{source}:{told.dispute.reference}:{movement.ordinal}",
                on=foundation.calendar.day_of(movement.moved_at),
            )
            ledger.post(session, entry, at=at, by=PROCESSOR)


def _book_refunds(
    session: Session, news: News, fund: Fund, *, source: str, on: date, at: datetime
) -> None:
    for refund in news.refunds_exchanged:
        if refund.settlement is None or refund.status is not RefundStatus.SUCCEEDED:
            continue
        entry = bookkeeping.currency_exchanged(
            [Exchanged(fund, refund.settlement, refund.amount)],
            source=f"{source}:{refund.reference}",
            on=on,
        )
        ledger.post(session, entry, at=at, by=PROCESSOR)
    for refund in news.refunds_failed:
        ledger.reverse_fact(
            session,
            FACT,
            f"{source}:{refund.reference}",
            on=on,
            at=at,
            by=PROCESSOR,
            memo="the refund came back to us",
        )
    for refund in news.refunds_returned:
        if refund.returned is None or refund.settlement is None:
            continue
        entry = bookkeeping.exchange_difference(
            fund,
            refund.returned - refund.settlement,
            source=f"{source}:{refund.reference}",
            on=on,
        )
        ledger.post(session, entry, at=at, by=PROCESSOR)
