"""Checkouts and payments: intents of ours, and what the processor says became of them.

Applying a state is idempotent and monotone: a settled payment never becomes pending again, whatever
order the news arrives in. These operations do not know what a payment is for; they report what is new.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import ROW_LOCK, in_both_words, write
from sponsorship.errors import Refused
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.payments import disputes, refunds
from sponsorship.payments.disputes import DisputeNews
from sponsorship.payments.models import (
    Checkout,
    CheckoutStatus,
    Payment,
    PaymentStatus,
    Purpose,
    Refund,
    RefundStatus,
)
from sponsorship.payments.processor import (
    CheckoutPage,
    CheckoutRequest,
    CheckoutState,
    PageStatus,
    PaymentState,
    RefundState,
)

PAGE_LIFETIME = timedelta(hours=2)
"""How long a payment page may be used: shorter invites fewer card testers, longer helps slow banks."""


class AmountContradiction(AssertionError):
    """The processor reports another amount for a payment than it did before."""

    def __init__(self, payment: Payment, amount: Money) -> None:
        super().__init__(f"{payment.reference} was {payment.amount} and is now said to be {amount}")


@dataclass(slots=True)
class News:
    """What a payment state told us that we did not know yet."""

    payment: Payment
    is_settled: bool = False
    is_pending: bool = False
    is_failed: bool = False
    fee: Money | None = None
    is_exchanged: bool = False
    """It became known what our account took in for it, in another currency than the payer's."""
    refunds_exchanged: list[Refund] = field(default_factory=list)
    """Refunds of which it became known what they took from our account, in another currency."""
    refunds_returned: list[Refund] = field(default_factory=list)
    """Refunds of which it became known what came back of them, at another rate than they went."""
    refunds_succeeded: list[Refund] = field(default_factory=list)
    refunds_failed: list[Refund] = field(default_factory=list)
    """Refunds that had succeeded and came back to us."""
    disputes: list[DisputeNews] = field(default_factory=list)

    @property
    def has_money_gone(self) -> bool:
        """Whether something went back, was taken back, or came back to us."""
        return bool(self.refunds_succeeded or self.refunds_failed or self.disputes)


def open_attempt(session: Session, purpose: Purpose, purpose_id: int) -> Checkout | None:
    """The newest checkout for this purpose that the payer may still use, if any."""
    return session.scalars(
        sa.select(Checkout)
        .where(
            Checkout.purpose == purpose,
            Checkout.purpose_id == purpose_id,
            Checkout.status == CheckoutStatus.OPEN,
        )
        .order_by(Checkout.attempt.desc())
        .limit(1)
    ).one_or_none()


def begin_checkout(
    session: Session,
    purpose: Purpose,
    purpose_id: int,
    *,
    amount: Money,
    at: datetime,
    is_first: bool,
    asks: Callable[[Checkout], CheckoutRequest],
) -> Checkout:
    """Record the intent to collect and what will be asked for it, before anybody is asked.

    `asks` says what a checkout asks of the processor; `is_first` spares a look for earlier attempts.
    """
    attempt = 1
    if not is_first:
        attempt += (
            session.scalar(
                sa.select(sa.func.coalesce(sa.func.max(Checkout.attempt), 0)).where(
                    Checkout.purpose == purpose, Checkout.purpose_id == purpose_id
                )
            )
            or 0
        )
    wanted: dict[str, Any] = {
        "purpose": purpose,
        "purpose_id": purpose_id,
        "attempt": attempt,
        "amount_minor": amount.minor,
        "currency": amount.currency,
        "status": CheckoutStatus.OPEN,
        "idempotency_key": f"{purpose.value}:{purpose_id}:checkout:{attempt}",
        "begun_at": at,
        "expires_at": (at + PAGE_LIFETIME).replace(microsecond=0),
    }
    checkout = Checkout(**wanted)
    checkout.request_hash = wanted["request_hash"] = asks(checkout).fingerprint()
    wanted["expires_at"] = checkout.expires_at
    checkout.id = session.connection().scalar(_BEGIN_CHECKOUT, wanted)
    return checkout  # the row as it was just written


_CHECKOUTS = cast("sa.Table", Checkout.__table__)
# Made once, because they are on every donor's way to the payment page.
_BEGIN_CHECKOUT = sa.insert(_CHECKOUTS).returning(_CHECKOUTS.c.id)
_REMEMBER_PAGE = sa.update(_CHECKOUTS).where(_CHECKOUTS.c.id == sa.bindparam("checkout"))


def remember_page(session: Session, checkout_id: int, page: CheckoutPage) -> None:
    """The processor made the page: keep where it is."""
    session.connection().execute(
        _REMEMBER_PAGE,
        {"checkout": checkout_id, "external_id": page.external_id, "url": page.url},
    )


def apply_checkout(
    session: Session, state: CheckoutState, *, at: datetime, by: Actor
) -> Checkout | None:
    """Follow what became of one of our pages; the checkout if that is news, else None."""
    checkout = session.get(Checkout, state.checkout_id, with_for_update=ROW_LOCK)
    if checkout is None or checkout.external_id not in (None, state.external_id):
        raise NotYetKnown("checkout")
    checkout.external_id = state.external_id
    if state.status is PageStatus.COMPLETED and checkout.can_be("completed"):
        advance(session, checkout, "completed", at=at, by=by)
        return checkout
    if state.status is PageStatus.EXPIRED and checkout.can_be("expired"):
        advance(session, checkout, "expired", at=at, by=by)
        return checkout
    return None


class NotYetKnown(Refused):
    """News about a record of ours that we do not find (yet): kept, and tried again later."""

    code = "not_yet_known"

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"The processor speaks of a {what} that we do not know yet.")


def apply_payment(
    session: Session,
    state: PaymentState,
    *,
    purpose: Purpose,
    purpose_id: int,
    at: datetime,
    by: Actor,
) -> News:
    """Follow the processor's view of one payment; tells what of it is new to us."""
    payment = _find_or_add(session, state, purpose=purpose, purpose_id=purpose_id)
    if payment.amount != state.amount:
        raise AmountContradiction(payment, state.amount)
    news = News(payment)
    if payment.charge_external_id is None:
        payment.charge_external_id = state.charge_external_id
    if state.status is PaymentStatus.SETTLED and payment.can_be("settled"):
        payment.settled_at = state.at
        payment.failure = ""
        payment.method = state.method
        advance(session, payment, "settled", at=at, by=by)
        news.is_settled = True
    elif state.status is PaymentStatus.FAILED and payment.can_be("failed"):
        payment.failure = state.failure
        advance(session, payment, "failed", at=at, by=by)
        news.is_failed = True
    elif state.status is PaymentStatus.PENDING and payment.status is PaymentStatus.PENDING:
        payment.method = state.method
        news.is_pending = True
    if state.fee is not None and payment.fee_minor is None:
        payment.fee_minor = state.fee.minor
        payment.fee_currency = state.fee.currency
        news.fee = state.fee
    if state.settlement is not None and _remember_settlement(payment, state.settlement):
        news.is_exchanged = state.settlement.currency != payment.currency
    session.flush()  # a refund is only possible once the database knows that the payment settled
    if payment.status is PaymentStatus.SETTLED:  # before that, no money can have gone back
        _apply_refunds(session, payment, state, news, at=at, by=by)
        for dispute_state in state.disputes:
            told = disputes.apply(session, payment, dispute_state, at=at, by=by)
            if told.is_anything:
                news.disputes.append(told)
    return news


def _apply_refunds(
    session: Session, payment: Payment, state: PaymentState, news: News, *, at: datetime, by: Actor
) -> None:
    # Those that failed first: they make room for those that took their place.
    for one in sorted(state.refunds, key=lambda one: one.status is not RefundStatus.FAILED):
        refund, has_moved = refunds.apply(session, payment, one, at=at, by=by)
        if refund is not None and _is_exchanged(refund, one):
            news.refunds_exchanged.append(refund)
        if refund is not None and _has_lost_or_won(refund, one):
            news.refunds_returned.append(refund)
        if refund is None or not has_moved:
            continue
        has_come_back = refund.status is RefundStatus.FAILED
        (news.refunds_failed if has_come_back else news.refunds_succeeded).append(refund)


_PAYMENTS = cast("sa.Table", Payment.__table__)
_ADD_PAYMENT = in_both_words(
    lambda insert: (
        insert(_PAYMENTS)
        .on_conflict_do_nothing(index_elements=["external_id"])
        .returning(_PAYMENTS.c.id)
    )
)
_LOCKED_PAYMENT = (
    sa.select(Payment)
    .where(Payment.external_id == sa.bindparam("payment"))
    .with_for_update(**ROW_LOCK)
    .execution_options(populate_existing=True)
)


def _find_or_add(
    session: Session, state: PaymentState, *, purpose: Purpose, purpose_id: int
) -> Payment:
    wanted = {
        "purpose": purpose,
        "purpose_id": purpose_id,
        "checkout_id": state.checkout_id,
        "external_id": state.external_id,
        "amount_minor": state.amount.minor,
        "currency": state.amount.currency,
        "method": state.method,
        "status": PaymentStatus.PENDING,
        "begun_at": state.at,
        "failure": "",
        "refunded_minor": 0,
        "is_misfit": False,
    }
    write(session, _ADD_PAYMENT, wanted)
    return session.scalars(_LOCKED_PAYMENT, {"payment": state.external_id}).one()


def _is_exchanged(refund: Refund, state: RefundState) -> bool:
    """Whether it is news that our account gave it up in another currency."""
    return (
        state.settlement is not None
        and refund.status is RefundStatus.SUCCEEDED
        and _remember_settlement(refund, state.settlement)
        and state.settlement.currency != refund.currency
    )


def _has_lost_or_won(refund: Refund, state: RefundState) -> bool:
    """Whether it is news that it came back to our account at another rate than it went."""
    if state.returned is None or state.settlement is None or refund.returned_minor is not None:
        return False
    if refund.status is not RefundStatus.FAILED:
        return False
    _remember_settlement(refund, state.settlement)
    refund.returned_minor = state.returned.minor
    refund.returned_currency = state.returned.currency
    return refund.returned != refund.settlement


def _remember_settlement(subject: Payment | Refund, settlement: Money) -> bool:
    """What our account took in or gave up for it; whether that is news."""
    if subject.settlement_minor is not None:
        return False
    subject.settlement_minor = settlement.minor
    subject.settlement_currency = settlement.currency
    return True
