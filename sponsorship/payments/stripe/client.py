"""The card processor, spoken to through Stripe's own package."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from sponsorship.clock import utc_now
from sponsorship.money import Money
from sponsorship.payments.processor import (
    BalanceLine,
    CheckoutOrigin,
    CheckoutPage,
    CheckoutRequest,
    LookUp,
    PayoutState,
    RecurringState,
    RefundRequest,
    RefundState,
    State,
)
from sponsorship.payments.stripe import account, translate
from sponsorship.payments.stripe.checkout import (
    checkout_params,
    refund_params,
    self_service_features,
    self_service_params,
)
from sponsorship.payments.stripe.lookup import FOREIGN, READERS, Reader
from sponsorship.payments.stripe.owner import APP, owner_in, refund_id_in
from sponsorship.payments.stripe.refusals import (
    RequestRefused,
    UnknownToProcessor,
    asked,
    paged,
)
from sponsorship.payments.stripe.webhook import Envelope, read_envelope

if TYPE_CHECKING:
    from stripe import Refund, Subscription
    from stripe._v1_services import V1Services
    from stripe.params import BalanceTransactionListParams, PayoutListParams
    from stripe.params.checkout import SessionListParamsCreated

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 20.0
_TRIES_MORE = 2
_PER_PAGE = 100
_TYPES_PER_CALL = 20  # the most that Stripe takes

REMEMBERED = timedelta(days=30)
"""How long Stripe lists what happened."""
_AT_ONCE = timedelta(days=1)
_CLOCKS_DIFFER = 300
_ASKED_WITHIN = 3 * 3600  # seconds in which a page was asked for, if it was: longer than it is good


class StripeProcessor:
    """Stripe, or whatever speaks its API at `base_address`.

    Safe to share between threads. Every POST carries a key that was stored before, or that follows
    from the id of what it changes, so that asking again after a crash changes nothing twice.
    """

    def __init__(
        self,
        api_key: str,
        *,
        base_address: str | None = None,
        timeout: tuple[float, float] = (CONNECT_SECONDS, ANSWER_SECONDS),
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._api_key = api_key
        self._base_address = base_address
        self._timeout = timeout
        self._clock = clock
        self._lock = threading.Lock()
        self._services: V1Services | None = None
        self._portal = ""

    def open_checkout(self, request: CheckoutRequest) -> CheckoutPage:
        """Make the page; asking again with the same key gives the same page.

        Raises Unavailable, NotCollectable, Invalid for an amount or address that Stripe does not
        take, or TooLateToAsk when less than half an hour is left before `expires_at`.
        """
        params = checkout_params(request)
        session = asked(
            lambda: self._stripe.checkout.sessions.create(params, {"idempotency_key": request.key})
        )
        if session.url is None:
            raise UnknownToProcessor
        return CheckoutPage(session.id, session.url)

    def close_checkout(self, external_id: str) -> None:
        """Make an open page unusable; one that is completed or expired already stays as it is."""
        pages, key = self._stripe.checkout.sessions, f"{external_id}:expire"
        try:
            asked(lambda: pages.expire(external_id, None, {"idempotency_key": key}))
        except RequestRefused:
            if asked(lambda: pages.retrieve(external_id)).status == "open":
                raise

    def look_up_checkout(self, external_id: str) -> tuple[State, ...]:
        """The present state of a page and of what was paid on it; nothing for a foreign page.

        Raises UnknownToProcessor when Stripe has no such page.
        """
        return asked(lambda: self._reader().session(external_id)).states

    def look_up_origin(self, external_id: str) -> CheckoutOrigin | None:
        """What a page of ours was for and who paid there; None for a foreign or unknown page."""
        try:
            session = asked(lambda: self._stripe.checkout.sessions.retrieve(external_id))
        except UnknownToProcessor:
            return None
        return translate.checkout_origin(session)

    def look_up_event(self, event_type: str, object_type: str, object_id: str) -> LookUp:  # noqa: ARG002 - the type of event decides
        """Re-read the object that an event concerns; one that does not exist is not ours."""
        try:
            return asked(lambda: self._reader().event(event_type, object_id))
        except UnknownToProcessor:
            return FOREIGN

    def look_up_payment(self, external_id: str) -> tuple[State, ...]:
        """The present state of a payment, with its fee and refunds; nothing for a foreign one."""
        return asked(lambda: self._reader().payment(external_id)).states

    def look_up_recurring(self, external_id: str) -> tuple[State, ...]:
        """How a monthly collection stands, and what became of its latest months."""
        return asked(lambda: self._reader().recurring(external_id)).states

    def find_checkout(self, checkout_id: int, *, begun_at: datetime) -> str | None:
        """The page that was made for a checkout of ours although the answer never came, if any.

        Stripe cannot search pages by metadata, so those made at that time are looked through.
        """
        begun = int(begun_at.timestamp())
        made: SessionListParamsCreated = {
            "gte": begun - _CLOCKS_DIFFER,
            "lte": begun + _ASKED_WITHIN,
        }
        pages = asked(
            lambda: list(
                self._stripe.checkout.sessions.list(
                    {"created": made, "limit": _PER_PAGE}
                ).auto_paging_iter()
            )
        )
        for page in pages:
            owner = owner_in(page.metadata)
            if owner is not None and owner.checkout_id == checkout_id:
                return page.id
        return None

    def list_events(self, since: datetime, *, until: datetime) -> Iterator[Envelope]:
        """All news of the types that we act on, oldest first; Stripe remembers thirty days.

        Stripe lists the newest first, so it is asked for one day after the other.
        """
        begins, last = max(since, until - REMEMBERED), until + timedelta(seconds=1)
        while begins < last:
            ends = min(begins + _AT_ONCE, last)
            yield from self._events_between(begins, ends)
            begins = ends

    def _events_between(self, begins: datetime, ends: datetime) -> list[Envelope]:
        first, last = int(begins.timestamp()), int(ends.timestamp())
        kinds = sorted(READERS)
        found = []
        for place in range(0, len(kinds), _TYPES_PER_CALL):
            listed = asked(
                lambda some=kinds[place : place + _TYPES_PER_CALL]: list(  # type: ignore[misc]
                    self._stripe.events.list(
                        {
                            "created": {"gte": first, "lt": last},
                            "types": some,
                            "limit": _PER_PAGE,
                        }
                    ).auto_paging_iter()
                )
            )
            found += [
                (event.created, read_envelope(event.to_dict(for_json=True)))
                for event in listed[::-1]
            ]
        found.sort(key=lambda one: one[0])
        return [envelope for _, envelope in found]

    def tell_time(self) -> datetime:
        """What time it is for Stripe: every answer says when it was given."""
        listed = asked(lambda: self._stripe.events.list({"limit": 1}))
        answer = listed.last_response
        told = answer.headers.get("Date", "") if answer is not None else ""
        return parsedate_to_datetime(told) if told else self._clock()

    def refund(self, request: RefundRequest) -> RefundState:
        """Give money back; asking again with the same key gives the same refund.

        Stripe forgets keys after a day, so a refund that bears our id is looked for first.
        Raises Unavailable, AlreadyRefunded or PaymentDisputed.
        """
        params = refund_params(request)
        made = asked(
            lambda: (
                self._refund_made(request)
                or self._stripe.refunds.create(params, {"idempotency_key": request.key})
            )
        )
        return translate.refund_state(made)

    def cancel_recurring(self, external_id: str, *, key: str) -> RecurringState:
        """End a monthly collection at once; one that has ended already stays as it is."""
        collections = self._stripe.subscriptions
        try:
            ended = asked(
                lambda: collections.cancel(
                    external_id,
                    {"invoice_now": False, "prorate": False},
                    {"idempotency_key": key},
                )
            )
        except UnknownToProcessor:  # what has ended can only be looked at
            ended = asked(lambda: collections.retrieve(external_id))
        return self._standing(ended)

    def open_self_service(self, customer_external_id: str, *, return_url: str, key: str) -> str:
        """The address of a short-lived page on which the payer changes the payment method."""
        params = self_service_params(
            customer_external_id,
            return_url=return_url,
            configuration=asked(self._portal_configuration),
        )
        pages = self._stripe.billing_portal.sessions
        return asked(lambda: pages.create(params, {"idempotency_key": key})).url

    def look_up_payout(self, external_id: str) -> PayoutState:
        """The present state of a payout, with its lines as soon as Stripe names them.

        Raises UnknownToProcessor when Stripe has no such payout.
        """
        (state,) = asked(lambda: self._reader().payout(external_id)).states
        if not isinstance(state, PayoutState):
            raise UnknownToProcessor
        return state

    def list_payouts(self, since: datetime) -> Iterator[PayoutState]:
        """The payouts begun since then, without their lines; newest first."""
        wanted: PayoutListParams = {
            "created": {"gte": int(since.timestamp())},
            "limit": _PER_PAGE,
            "expand": ["data.failure_balance_transaction"],
        }
        yield from paged(lambda: self._stripe.payouts.list(wanted), account.payout_state)

    def list_balance_lines(self, since: datetime, until: datetime) -> Iterator[BalanceLine]:
        """The lines of our account from `since` on and before `until`, newest first."""
        wanted: BalanceTransactionListParams = {
            "created": {"gte": int(since.timestamp()), "lt": int(until.timestamp())},
            "limit": _PER_PAGE,
        }
        lines = self._stripe.balance_transactions
        yield from paged(lambda: lines.list(wanted), account.balance_line)

    def look_up_balance(self) -> tuple[Money, ...]:
        """What our account holds, available or not yet: one amount per currency."""
        return account.balance_of(asked(self._stripe.balance.retrieve))

    def _refund_made(self, request: RefundRequest) -> Refund | None:
        known = self._stripe.refunds.list(
            {"payment_intent": request.payment_external_id, "limit": 100}
        )
        for refund in known.auto_paging_iter():
            if refund_id_in(refund.metadata) == request.refund_id:
                return refund
        return None

    def _standing(self, subscription: Subscription) -> RecurringState:
        owner = owner_in(subscription.metadata)
        if owner is not None:
            state = translate.recurring_state(subscription, owner, now=self._clock())
            if state is not None:
                return state
        raise UnknownToProcessor

    def _portal_configuration(self) -> str:
        """Ours, made once per account, so that nothing depends on settings made by hand."""
        if not self._portal:
            portal = self._stripe.billing_portal.configurations
            for known in portal.list({"active": True, "limit": 100}).auto_paging_iter():
                if known.metadata is not None and known.metadata.to_dict().get("app") == APP:
                    self._portal = known.id
                    return self._portal
            made = portal.create(
                self_service_features(), {"idempotency_key": f"{APP}:portal-configuration:1"}
            )
            self._portal = made.id
        return self._portal

    def _reader(self) -> Reader:
        return Reader(self._stripe, self._clock())

    @property
    def _stripe(self) -> V1Services:
        with self._lock:
            if self._services is None:
                self._services = self._connect()
            return self._services

    def _connect(self) -> V1Services:
        import stripe  # a quarter of a second and 24 MB, which most processes need not spend

        stripe.enable_telemetry = False
        stripe.set_app_info(APP)
        return stripe.StripeClient(
            self._api_key,
            base_addresses={"api": self._base_address} if self._base_address else {},
            # StripeClient on its own would try once only.
            max_network_retries=_TRIES_MORE,
            http_client=stripe.RequestsClient(timeout=self._timeout),
        ).v1
