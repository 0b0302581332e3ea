"""A card processor in memory, at the seam: pages that donors pay on, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sponsorship.errors import NotFound, Unavailable
from sponsorship.money import Money
from sponsorship.payments.models import Method, PaymentStatus, RefundStatus
from sponsorship.payments.processor import (
    BalanceLine,
    CheckoutOrigin,
    CheckoutPage,
    CheckoutRequest,
    CheckoutState,
    Collection,
    InstalmentState,
    LookUp,
    Origin,
    PageStatus,
    PaymentState,
    PayoutState,
    RecurringState,
    RefundRequest,
    RefundState,
    State,
)
from sponsorship.payments.stripe.webhook import Envelope

CHARGED_AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


@dataclass(slots=True)
class PaymentPage:
    """One page as the donor's browser would see it."""

    page: CheckoutPage
    request: CheckoutRequest
    status: PageStatus = PageStatus.OPEN
    payment: PaymentStatus | None = None
    method: Method = Method.CARD
    refunded: Money | None = None
    collection: Collection = Collection.ACTIVE


@dataclass(slots=True)
class Till:
    """Asking again with the same key gives the same page, as with the real one."""

    pages: dict[str, PaymentPage] = field(default_factory=dict)
    is_silent: bool = False
    looks: int = 0
    _keys: dict[str, str] = field(default_factory=dict)
    _ids: count[int] = field(default_factory=lambda: count(1))

    @property
    def last(self) -> PaymentPage:
        return list(self.pages.values())[-1]

    def pay(
        self,
        *,
        payment: PaymentStatus = PaymentStatus.SETTLED,
        method: Method = Method.CARD,
    ) -> None:
        """The donor finishes the page that was opened last."""
        self.last.payment, self.last.method = payment, method
        if payment is not PaymentStatus.FAILED:
            self.last.status = PageStatus.COMPLETED

    def open_checkout(self, request: CheckoutRequest) -> CheckoutPage:
        self._answer()
        known = self._keys.get(request.key)
        if known is None:
            known = f"cs_{next(self._ids)}"
            page = CheckoutPage(known, f"https://pay.example.org/{known}")
            self.pages[known] = PaymentPage(page, request)
            self._keys[request.key] = known
        assert self.pages[known].request == request, "one key, two different requests"
        return self.pages[known].page

    def close_checkout(self, external_id: str) -> None:
        self._answer()
        if self.pages[external_id].status is PageStatus.OPEN:
            self.pages[external_id].status = PageStatus.EXPIRED

    def look_up_origin(self, external_id: str) -> CheckoutOrigin | None:
        """Asked for after a restore only, which no visitor sees."""
        self._answer()
        return None

    def look_up_checkout(self, external_id: str) -> tuple[State, ...]:
        self.looks += 1
        self._answer()
        one = self.pages[external_id]
        asked = one.request
        page = CheckoutState(asked.checkout_id, external_id, one.status, CHARGED_AT)
        if one.payment is None:
            return (page,)
        paid = PaymentState(
            purpose=asked.purpose,
            purpose_id=asked.purpose_id,
            checkout_id=None if asked.is_monthly else asked.checkout_id,
            external_id=f"pi_{external_id}",
            charge_external_id=f"ch_{external_id}",
            amount=asked.amount,
            method=one.method,
            status=one.payment,
            failure="card_declined" if one.payment is PaymentStatus.FAILED else "",
            at=CHARGED_AT,
            fee=None,
            refunds=self._refunds(one),
        )
        if not asked.is_monthly:
            return (page, paid)
        month = InstalmentState(
            recurring_gift_id=asked.purpose_id,
            external_id=f"in_{external_id}",
            amount=asked.amount,
            is_paid=one.payment is PaymentStatus.SETTLED,
            has_failed=one.payment is PaymentStatus.FAILED,
            payment=paid,
            at=CHARGED_AT,
        )
        return (page, self._collection(one), month)

    def look_up_event(self, event_type: str, object_type: str, object_id: str) -> LookUp:
        return LookUp(Origin.NOT_NEEDED)

    def look_up_payment(self, external_id: str) -> tuple[State, ...]:
        return self.look_up_checkout(external_id.removeprefix("pi_"))

    def look_up_recurring(self, external_id: str) -> tuple[State, ...]:
        return self.look_up_checkout(external_id.removeprefix("sub_"))

    def find_checkout(self, checkout_id: int, *, begun_at: datetime) -> str | None:
        return next(
            (name for name, one in self.pages.items() if one.request.checkout_id == checkout_id),
            None,
        )

    def list_events(self, since: datetime, *, until: datetime) -> Iterator[Envelope]:
        return iter(())

    def tell_time(self) -> datetime:
        return CHARGED_AT

    def refund(self, request: RefundRequest) -> RefundState:
        self._answer()
        return RefundState(
            f"re_{request.refund_id}",
            request.refund_id,
            request.amount,
            RefundStatus.SUCCEEDED,
            "",
            CHARGED_AT,
        )

    def cancel_recurring(self, external_id: str, *, key: str) -> RecurringState:
        self._answer()
        one = self.pages[external_id.removeprefix("sub_")]
        one.collection = Collection.CANCELLED
        return self._collection(one)

    def open_self_service(self, customer_external_id: str, *, return_url: str, key: str) -> str:
        self._answer()
        return f"https://pay.example.org/self-service/{customer_external_id}"

    def look_up_payout(self, external_id: str) -> PayoutState:
        raise NotFound(f"payout {external_id}")  # nothing is ever paid out of this till

    def list_payouts(self, since: datetime) -> tuple[PayoutState, ...]:
        return ()

    def list_balance_lines(self, since: datetime, until: datetime) -> tuple[BalanceLine, ...]:
        return ()

    def look_up_balance(self) -> tuple[Money, ...]:
        return ()

    def _answer(self) -> None:
        if self.is_silent:
            raise Unavailable("The payment processor")

    def _collection(self, one: PaymentPage) -> RecurringState:
        return RecurringState(
            recurring_gift_id=one.request.purpose_id,
            external_id=f"sub_{one.page.external_id}",
            customer_external_id=f"cus_{one.page.external_id}",
            status=one.collection,
            next_on=(CHARGED_AT + timedelta(days=31)).date(),
            ends_at_period_end=False,
            at=CHARGED_AT,
        )

    def _refunds(self, one: PaymentPage) -> tuple[RefundState, ...]:
        if one.refunded is None:
            return ()
        name = f"re_{one.page.external_id}"
        return (RefundState(name, None, one.refunded, RefundStatus.SUCCEEDED, "", CHARGED_AT),)
