"""Currency exchange in the books: what the processor's account took in or gave up in another currency."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import PROCESSOR
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.ledger import posting as ledger
from sponsorship.payments.models import RefundStatus
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
    """What was exchanged for a payment and for each of its refunds, as soon as it is known.

    A refund that came back is exchanged back at the rate at which it went.
    """
    if not (news.is_exchanged or news.refunds_exchanged or news.refunds_failed):
        return
    payment = news.payment
    if payment.is_misfit:
        fund, source = funds.general(session), payment.reference
    settlement = payment.settlement
    if news.is_exchanged and settlement is not None:
        entry = bookkeeping.currency_exchanged(
            fund,
            payment.amount,
            settlement,
            source=f"{source}:{payment.reference}",
            on=foundation.calendar.day_of(payment.settled_at or at),
        )
        ledger.post(session, entry, at=at, by=PROCESSOR)
    day = foundation.calendar.day_of(at)
    for refund in news.refunds_exchanged:
        if refund.settlement is None or refund.status is not RefundStatus.SUCCEEDED:
            continue
        entry = bookkeeping.currency_exchanged(
            fund,
            refund.settlement,
            refund.amount,
            source=f"{source}:{refund.reference}",
            on=day,
        )
        ledger.post(session, entry, at=at, by=PROCESSOR)
    for refund in news.refunds_failed:
        ledger.reverse_fact(
            session,
            FACT,
            f"{source}:{refund.reference}",
            on=day,
            at=at,
            by=PROCESSOR,
            memo="the refund came back to us",
        )
