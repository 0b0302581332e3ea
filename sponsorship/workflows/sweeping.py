"""What of ours is unfinished for too long: the processor is asked how it stands, and the answer followed.

Rows are read by their number, never by an offset, because following an answer changes the set that is
read. A row that cannot be looked after does not stop the others: it is remembered and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import SYSTEM
from sponsorship.database import ROW_LOCK, Database
from sponsorship.donations.models import (
    Donation,
    DonationStatus,
    RecurringGift,
    RecurringGiftStatus,
)
from sponsorship.errors import NotFound, Refused, Unavailable
from sponsorship.invoicing import queries as invoices
from sponsorship.lifecycle import advance
from sponsorship.logs import logger
from sponsorship.payments import inbox
from sponsorship.payments import operations as payments
from sponsorship.payments.models import (
    Checkout,
    CheckoutStatus,
    InboundEvent,
    Method,
    Payment,
    PaymentStatus,
    Purpose,
    Refund,
    RefundStatus,
)
from sponsorship.payments.operations import NotYetKnown
from sponsorship.payments.processor import CheckoutRequest, Processor, State
from sponsorship.receipts.models import Receipt
from sponsorship.vitals import operations as vitals
from sponsorship.workflows import billing, giving, news, receiving, refunding
from sponsorship.workflows.foundation import Foundation

PAGE_OPEN_FOR = timedelta(minutes=30)
NEVER_ANSWERED_FOR = timedelta(minutes=15)
KEYS_LAST = timedelta(hours=23)
"""The processor remembers an idempotency key for a day; an hour less is sure."""
PENDING_FOR = {
    Method.CARD: timedelta(hours=1),
    Method.BANK_DEBIT: timedelta(days=5),
    Method.OTHER: timedelta(days=1),
}
FEE_KNOWN_AFTER = timedelta(hours=1)
FEE_ASKED_FOR = timedelta(days=90)
UNKNOWN_FOR = timedelta(minutes=15)
REFUND_ASKED_FOR = timedelta(minutes=15)
REFUND_PENDING_FOR = timedelta(days=1)
MONTH_LATE_BY = timedelta(days=2)
_AT_ONCE = 100

log = logger(__name__)


@dataclass(slots=True)
class Sweep:
    """One sweep: with what it works, and what it found."""

    database: Database
    processor: Processor
    foundation: Foundation
    at: datetime
    looked_at: int = 0
    failures: list[str] = field(default_factory=list)

    def follow(self, states: tuple[State, ...]) -> None:
        """What the processor says, in one transaction."""
        appliers = news.appliers(self.foundation, self.at)
        with self.database.unit_of_work() as session:
            for state in states:
                appliers[type(state)](session, state)


def sweep(
    database: Database, processor: Processor, *, foundation: Foundation, at: datetime
) -> Sweep:
    """Look after everything that is unfinished for too long; raises Unavailable."""
    one = Sweep(database, processor, foundation, at)
    for name, model, condition, look_after in _steps(one):
        for row_id in _numbers(database, model, condition):
            one.looked_at += 1
            try:
                look_after(one, row_id)
            except Unavailable:
                raise  # not this row's fault: the job is tried again
            except NotYetKnown:
                continue  # it stays as it is, is shown, and rings after an hour
            except Exception as failure:
                log.warning("sweep failed", what=name, row=row_id, exc_info=failure)
                one.failures.append(f"{name} {row_id} ({type(failure).__name__})")
    with database.unit_of_work() as session:
        one.failures += _without_receipt(session)
        vitals.show(
            session, vitals.SWEPT, at=at, count=len(one.failures), note=", ".join(one.failures)
        )
    return one


Step = tuple[str, type[Any], sa.ColumnElement[bool], Callable[[Sweep, int], None]]


def _steps(one: Sweep) -> tuple[Step, ...]:
    at, today = one.at, one.foundation.calendar.day_of(one.at)
    is_open, has_page = Checkout.status == CheckoutStatus.OPEN, Checkout.external_id.is_not(None)
    is_late = sa.or_(Checkout.expires_at < at, Checkout.begun_at < at - PAGE_OPEN_FOR)
    is_silent = Checkout.begun_at < at - NEVER_ANSWERED_FOR
    is_slow = sa.or_(
        *(
            sa.and_(Payment.method == method, Payment.begun_at < at - patience)
            for method, patience in PENDING_FOR.items()
        )
    )
    has_no_fee = sa.and_(
        Payment.status == PaymentStatus.SETTLED,
        Payment.fee_minor.is_(None),
        Payment.settled_at.between(at - FEE_ASKED_FOR, at - FEE_KNOWN_AFTER),
    )
    is_collected = RecurringGift.status.in_(
        [RecurringGiftStatus.ACTIVE, RecurringGiftStatus.PAST_DUE]
    )
    is_asked = sa.and_(
        Refund.status == RefundStatus.REQUESTED, Refund.requested_at < at - REFUND_ASKED_FOR
    )
    is_under_way = sa.and_(
        Refund.status == RefundStatus.PENDING, Refund.requested_at < at - REFUND_PENDING_FOR
    )
    is_unknown = sa.and_(
        InboundEvent.handled_at.is_(None),
        InboundEvent.error.startswith("NotYetKnown:"),
        InboundEvent.received_at < at - UNKNOWN_FOR,
    )
    return (
        ("event", InboundEvent, is_unknown, _unknown_event),
        ("checkout", Checkout, sa.and_(is_open, ~has_page, is_silent), _unanswered),
        ("checkout", Checkout, sa.and_(is_open, has_page, is_late), _open_page),
        ("payment", Payment, sa.and_(Payment.status == PaymentStatus.PENDING, is_slow), _payment),
        ("payment", Payment, has_no_fee, _payment),
        (
            "monthly gift",
            RecurringGift,
            sa.and_(is_collected, RecurringGift.next_on < today - MONTH_LATE_BY),
            _monthly,
        ),
        ("refund", Refund, is_asked, _asked_refund),
        ("refund", Refund, is_under_way, _pending_refund),
    )


def _numbers(
    database: Database, model: type[Any], condition: sa.ColumnElement[bool]
) -> Iterator[int]:
    last = 0
    while True:
        with database.reading() as session:
            some = session.scalars(
                sa.select(model.id)
                .where(condition, model.id > last)
                .order_by(model.id)
                .limit(_AT_ONCE)
            ).all()
        if not some:
            return
        yield from some
        last = some[-1]


def _unknown_event(one: Sweep, event_id: int) -> None:
    """Ours, but nothing of ours was found for it when it came: perhaps it is there now."""
    appliers = news.appliers(one.foundation, one.at)
    inbox.act(one.database, one.processor, event_id, appliers, at=one.at)


def _open_page(one: Sweep, checkout_id: int) -> None:
    with one.database.reading() as session:
        checkout = session.get_one(Checkout, checkout_id)
    try:
        one.follow(one.processor.look_up_checkout(checkout.external_id or ""))
    except NotFound:
        if checkout.expires_at > one.at:
            raise
        # Gone at the processor (its test data can be deleted), so nobody can pay there any more.
        _close(one, checkout_id, "the processor does not know the page any more")


def _unanswered(one: Sweep, checkout_id: int) -> None:
    """We never heard whether the page was made: ask again, or look for it."""
    with one.database.reading() as session:
        checkout = session.get_one(Checkout, checkout_id)
        request = _request_of(session, checkout, one.foundation)
    page_id = None
    if request is not None and one.at - checkout.begun_at < KEYS_LAST:
        # The same key: the page that was made is answered again, and no second one comes to be.
        try:
            page = one.processor.open_checkout(request)
        except Refused:
            page = None  # it was never made, and now it is too late to make it
        if page is not None:
            with one.database.unit_of_work() as session:
                payments.remember_page(session, checkout_id, page)
            page_id = page.external_id
    else:
        page_id = one.processor.find_checkout(checkout_id, begun_at=checkout.begun_at)
    if page_id is not None:
        one.follow(one.processor.look_up_checkout(page_id))
    elif checkout.expires_at <= one.at:
        _close(one, checkout_id, "the processor never made the page")


def _request_of(
    session: Session, checkout: Checkout, foundation: Foundation
) -> CheckoutRequest | None:
    """What was asked, if that can still be said to the letter; else the key must not be used."""
    if checkout.purpose is Purpose.INVOICE:
        invoice = invoices.get(session, checkout.purpose_id)
        request = billing.request_for(checkout, invoice, foundation)
    else:
        gift: Donation | RecurringGift
        if checkout.purpose is Purpose.DONATION:
            gift = session.get_one(Donation, checkout.purpose_id)
        else:
            gift = session.get_one(RecurringGift, checkout.purpose_id)
        request = giving.request_for(checkout, gift, gift.fund, foundation)
    return request if request.fingerprint() == checkout.request_hash else None


def _close(one: Sweep, checkout_id: int, reason: str) -> None:
    with one.database.unit_of_work() as session:
        checkout = session.get_one(Checkout, checkout_id, with_for_update=ROW_LOCK)
        if checkout.can_be("expired"):
            advance(session, checkout, "expired", at=one.at, by=SYSTEM, reason=reason)
            receiving.let_lapse(session, checkout, at=one.at, by=SYSTEM)


def _payment(one: Sweep, payment_id: int) -> None:
    with one.database.reading() as session:
        external_id = session.get_one(Payment, payment_id).external_id
    one.follow(one.processor.look_up_payment(external_id))


def _monthly(one: Sweep, gift_id: int) -> None:
    with one.database.reading() as session:
        external_id = session.get_one(RecurringGift, gift_id).external_id
    if external_id is not None:
        one.follow(one.processor.look_up_recurring(external_id))


def _asked_refund(one: Sweep, refund_id: int) -> None:
    refunding.ask_for_refund(
        one.database, one.processor, refund_id, foundation=one.foundation, at=one.at
    )


def _pending_refund(one: Sweep, refund_id: int) -> None:
    with one.database.reading() as session:
        payment_id = session.get_one(Refund, refund_id).payment_id
    _payment(one, payment_id)


def _without_receipt(session: Session) -> list[str]:
    """Received gifts that nobody wrote a receipt for: nothing to ask the processor about."""
    gifts = session.scalars(
        sa.select(Donation)
        .outerjoin(Receipt, Receipt.donation_id == Donation.id)
        .where(Donation.status == DonationStatus.RECEIVED, Receipt.id.is_(None))
        .order_by(Donation.id)
        .limit(_AT_ONCE)
    )
    return [f"gift {gift.reference} (it has no receipt)" for gift in gifts]
