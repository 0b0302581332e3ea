"""The port to a card processor: what we ask of it, and its news, in our own words.

A state is what the processor says of an object *now*, not what happened: applying the same state twice,
or an older one after a newer one, changes nothing more. No method may be called inside a transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from sponsorship.money import Money
from sponsorship.payments.models import (
    DisputeStatus,
    Method,
    MovementKind,
    PaymentStatus,
    PayoutStatus,
    Purpose,
    RefundStatus,
)

if TYPE_CHECKING:
    from sponsorship.payments.stripe.webhook import Envelope


@dataclass(frozen=True, slots=True)
class CheckoutRequest:
    """One page to pay one amount, once or (for a recurring gift) every month.

    `key` is the idempotency key, stored before the call; `return_url` and `cancel_url` are ours. `fund`
    names the fund that the money is for, so that the processor can tell us after a restore.
    """

    checkout_id: int
    purpose: Purpose
    purpose_id: int
    amount: Money
    fund: str
    description: str
    email: str
    return_url: str
    cancel_url: str
    expires_at: datetime
    key: str

    @property
    def is_monthly(self) -> bool:
        return self.purpose is Purpose.RECURRING_GIFT

    def fingerprint(self) -> str:
        """SHA-256 over everything that is asked: the same key never asks for something else.

        Our own row's number is left out, so that the hash can be stored with the row itself.
        """
        asked = asdict(self)
        del asked["checkout_id"]
        canonical = json.dumps(asked, default=str, sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class CheckoutPage:
    """The processor's page for one checkout."""

    external_id: str
    url: str


@dataclass(frozen=True, slots=True)
class CheckoutOrigin:
    """What the processor still knows of a checkout that we have lost: asked for after a restore only.

    Name and address are what the payer gave on the processor's page; empty where nothing was given.
    """

    checkout_id: int
    external_id: str
    purpose: Purpose
    purpose_id: int
    fund: str
    amount: Money
    name: str
    email: str
    begun_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """Give back `amount` of a payment; `key` is the idempotency key, stored before the call."""

    refund_id: int
    payment_external_id: str
    amount: Money
    key: str


class PageStatus(StrEnum):
    OPEN = "open"
    COMPLETED = "completed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class CheckoutState:
    """What became of one of our payment pages."""

    checkout_id: int
    external_id: str
    status: PageStatus
    at: datetime


@dataclass(frozen=True, slots=True)
class RefundState:
    """One refund as the processor sees it; `refund_id` is ours if it was asked for here.

    `settlement` is what it took from our account with the processor, in that account's currency, and
    `returned` what our account took in when it came back; None until it is known.
    """

    external_id: str
    refund_id: int | None
    amount: Money
    status: RefundStatus
    failure: str
    at: datetime
    settlement: Money | None = None
    returned: Money | None = None


@dataclass(frozen=True, slots=True)
class MovementState:
    """Money that a dispute moved; `amount` is in the payment's currency.

    `settlement` is what moved on the processor's account, in that account's currency.
    """

    external_id: str
    kind: MovementKind
    amount: Money
    settlement: Money
    fee: Money
    at: datetime


@dataclass(frozen=True, slots=True)
class DisputeState:
    """One dispute as the processor sees it; `due_by` is when an answer must have been sent."""

    external_id: str
    amount: Money
    reason: str
    status: DisputeStatus
    due_by: datetime | None
    at: datetime
    movements: tuple[MovementState, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentState:
    """One payment as the processor sees it: its fee once that is known, its refunds and disputes.

    `amount` is what was really charged; `at` is when it was charged, or last changed if it was not.
    `settlement` is what our account with the processor took in for it, before the fee and in that
    account's currency; None until it is known.
    """

    purpose: Purpose
    purpose_id: int
    checkout_id: int | None
    external_id: str
    charge_external_id: str | None
    amount: Money
    method: Method
    status: PaymentStatus
    failure: str
    at: datetime
    fee: Money | None
    refunds: tuple[RefundState, ...] = ()
    settlement: Money | None = None
    disputes: tuple[DisputeState, ...] = ()


class Collection(StrEnum):
    """How a recurring gift stands with the processor."""

    ACTIVE = "active"
    PAST_DUE = "past_due"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class RecurringState:
    """A standing monthly collection as the processor sees it; `next_on` is the next charge, if any."""

    recurring_gift_id: int
    external_id: str
    customer_external_id: str
    status: Collection
    next_on: date | None
    ends_at_period_end: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class InstalmentState:
    """One month's collection of a recurring gift: paid (with its payment) or not paid yet."""

    recurring_gift_id: int
    external_id: str
    amount: Money
    is_paid: bool
    has_failed: bool
    payment: PaymentState | None
    at: datetime


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One line of our account with the processor, in the account's currency; `category` is theirs.

    `amount` is negative if money left the account. `net` is what is left of it after the fee.
    """

    external_id: str
    category: str
    source_external_id: str | None
    description: str
    amount: Money
    fee: Money
    net: Money
    at: datetime
    available_on: date


@dataclass(frozen=True, slots=True)
class PayoutState:
    """One payout as the processor sees it; a negative amount is collected from our bank.

    `names_lines` says that the processor has added up the lines it consists of. They are in `lines`, the
    payout's own line among them, where they were asked for. `ended_at` is when a payout came back.
    """

    external_id: str
    amount: Money
    is_automatic: bool
    status: PayoutStatus
    failure: str
    at: datetime
    arrival_on: date
    ended_at: datetime | None
    names_lines: bool
    lines: tuple[BalanceLine, ...] | None = None


State = CheckoutState | PaymentState | RecurringState | InstalmentState | PayoutState


class Origin(StrEnum):
    """Whose an event is."""

    OURS = "ours"
    """It concerns something that this product began, and we act on its type."""
    NOT_NEEDED = "not_needed"
    """Ours, but of a type that asks nothing of us."""
    FOREIGN = "foreign"
    """Another application's on the same processor account: counted and left alone."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """What an event leads to: the present states of the objects it concerns."""

    origin: Origin
    states: tuple[State, ...] = ()


class Processor(Protocol):
    """A card processor. Raises Unavailable when it does not answer, so that the caller may try again."""

    def open_checkout(self, request: CheckoutRequest) -> CheckoutPage:
        """Make the page; asking again with the same key gives the same page."""

    def close_checkout(self, external_id: str) -> None:
        """Make an open page unusable; a page that is completed or expired already is left as it is."""

    def look_up_checkout(self, external_id: str) -> tuple[State, ...]:
        """The present state of a page and of what was paid on it."""

    def look_up_origin(self, external_id: str) -> CheckoutOrigin | None:
        """What a page of ours was for and who paid there; None if the page is not ours."""

    def look_up_event(self, event_type: str, object_type: str, object_id: str) -> LookUp:
        """Re-read the object that an event concerns; the event's own content is only a hint."""

    def look_up_payment(self, external_id: str) -> tuple[State, ...]:
        """The present state of a payment, with its fee and refunds; nothing for a foreign one."""

    def look_up_recurring(self, external_id: str) -> tuple[State, ...]:
        """How a monthly collection stands, and what became of its latest months."""

    def find_checkout(self, checkout_id: int, *, begun_at: datetime) -> str | None:
        """The page that was made for a checkout of ours although the answer never came, if any."""

    def list_events(self, since: datetime, *, until: datetime) -> Iterator[Envelope]:
        """All news of the types that we act on, oldest first; Stripe remembers thirty days."""

    def tell_time(self) -> datetime:
        """What time it is for the processor, to the second."""

    def refund(self, request: RefundRequest) -> RefundState:
        """Give money back; asking again with the same key gives the same refund."""

    def cancel_recurring(self, external_id: str, *, key: str) -> RecurringState:
        """End a monthly collection at once."""

    def open_self_service(self, customer_external_id: str, *, return_url: str, key: str) -> str:
        """The address of a short-lived page on which the payer changes the payment method."""

    def look_up_payout(self, external_id: str) -> PayoutState:
        """The present state of a payout, with its lines as soon as the processor names them."""

    def list_payouts(self, since: datetime) -> Iterable[PayoutState]:
        """The payouts begun since then, without their lines; newest first."""

    def list_balance_lines(self, since: datetime, until: datetime) -> Iterable[BalanceLine]:
        """The lines of our account from `since` on and before `until`; newest first, page by page."""

    def look_up_balance(self) -> tuple[Money, ...]:
        """What our account with the processor holds, available or not yet: one amount per currency."""
