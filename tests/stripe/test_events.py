"""Every type of event, re-read in any order: what is not ours or not needed is left alone."""

from __future__ import annotations

import random
from typing import Any

import pytest

from admin_app.sandbox.contract import Contract
from sponsorship.money import Money
from sponsorship.payments.models import PaymentStatus, Purpose, RefundStatus
from sponsorship.payments.processor import (
    CheckoutState,
    Collection,
    InstalmentState,
    LookUp,
    Origin,
    RecurringState,
    RefundRequest,
)
from sponsorship.payments.stripe.client import StripeProcessor
from sponsorship.payments.stripe.lookup import READERS
from tests.stripe.counterpart import Counterpart, checkout_of, only, payment_in, seen_through

BEYOND_THE_SANDBOX = {
    "customer.subscription.paused",
    "customer.subscription.resumed",
    "invoice.payment_action_required",
}
"""Its payers never pause and its renewals ask for no confirmation; read as their siblings are."""


def live_full_lives(sandbox: Counterpart, processor: StripeProcessor) -> None:
    """A gift, a debit that fails, an invoice, refunds that fail, a dispute, a monthly gift, payouts."""
    for attempt, outcome in enumerate(("paid", "refund_fails", "debit_settles", "debit_fails"), 1):
        page = processor.open_checkout(checkout_of(attempt=attempt))
        sandbox.pay(page, outcome)
        sandbox.let_time_pass()
        payment = payment_in(processor.look_up_checkout(page.external_id))
        if payment.status is PaymentStatus.SETTLED:
            key = f"refund:{attempt}"
            asked = RefundRequest(attempt, payment.external_id, Money(1000, "USD"), key)
            processor.refund(asked)
            sandbox.let_time_pass()
    asked_about = processor.open_checkout(checkout_of(attempt=9))
    sandbox.pay(asked_about)
    payment = payment_in(processor.look_up_checkout(asked_about.external_id))
    dispute = sandbox.ask(f"payments/{payment.external_id}/warn")["id"]
    for verb in ("escalate", "lose", "appeal", "win"):
        sandbox.ask(f"disputes/{dispute}/{verb}")
    left = processor.open_checkout(checkout_of(Purpose.INVOICE))
    processor.close_checkout(left.external_id)
    monthly = processor.open_checkout(checkout_of(Purpose.RECURRING_GIFT))
    sandbox.pay(monthly)
    standing = only(processor.look_up_checkout(monthly.external_id), RecurringState)
    sandbox.renew(standing.external_id)
    for verb in ("void", "mark_uncollectible"):
        sandbox.renew(standing.external_id, payment_fails=True)
        open_invoice = [
            event["data"]["object"]["id"]
            for event in sandbox.events
            if event["type"] == "invoice.payment_failed"
        ][-1]
        sandbox.call(f"invoices/{open_invoice}/{verb}")
        sandbox.renew(standing.external_id)
    processor.cancel_recurring(standing.external_id, key="cancel")
    sandbox.let_time_pass()
    sandbox.ask("account/10000/top_up")
    by_hand = sandbox.ask("payouts/usd/pay_out", amount=500)
    sandbox.ask(f"payouts/{by_hand['id']}/cancel")
    (sent,) = sandbox.ask("payouts/now/pay_out")["payouts"]
    sandbox.ask(f"payouts/{sent['id']}/fail")


def without_time(found: LookUp) -> list[Any]:
    """The states without the instant of looking, which is part of some."""
    return [(type(state).__name__, {**_members(state), "at": None}) for state in found.states]


def _members(state: Any) -> dict[str, Any]:
    return {name: getattr(state, name) for name in state.__slots__}


def test_every_event_of_full_lives_is_understood_in_any_order(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    live_full_lives(sandbox, processor)
    events = sandbox.events
    assert READERS.keys() - {event["type"] for event in events} == BEYOND_THE_SANDBOX | {
        "charge.refund.updated"
    }

    told = {event["id"]: seen_through(processor, event) for event in events}
    for event in events:
        expected = Origin.OURS if event["type"] in READERS else Origin.NOT_NEEDED
        assert told[event["id"]].origin is expected, event["type"]
    shuffled = random.Random(7).sample(events, len(events))
    again = {event["id"]: seen_through(processor, event) for event in shuffled}
    assert {key: without_time(found) for key, found in again.items()} == {
        key: without_time(found) for key, found in told.items()
    }


def test_every_type_that_we_act_on_exists_in_this_version_of_the_api() -> None:
    known = Contract.of_installed_sdk().event_types
    assert {kind for kind in READERS if kind not in known} == set()


def test_an_old_event_tells_the_present_state(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    page = processor.open_checkout(checkout_of())
    sandbox.pay(page, "debit_settles")
    (completed,) = [e for e in sandbox.events if e["type"] == "checkout.session.completed"]
    assert payment_in(seen_through(processor, completed).states).status is PaymentStatus.PENDING

    sandbox.let_time_pass()
    payment = payment_in(seen_through(processor, completed).states)
    processor.refund(RefundRequest(1, payment.external_id, Money(2500, "USD"), "refund:1"))
    payment = payment_in(seen_through(processor, completed).states)

    assert completed["data"]["object"]["payment_status"] == "unpaid"
    assert payment.status is PaymentStatus.SETTLED
    assert payment.fee == Money(20, "USD")
    assert [refund.status for refund in payment.refunds] == [RefundStatus.PENDING]


def test_news_of_a_refund_made_by_hand_tells_of_the_whole_payment(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    page = processor.open_checkout(checkout_of())
    sandbox.pay(page)
    payment = payment_in(processor.look_up_checkout(page.external_id))
    sandbox.call("refunds", payment_intent=payment.external_id, amount="400")

    for event_type in ("refund.created", "charge.refunded"):
        (event,) = [event for event in sandbox.events if event["type"] == event_type]
        (refund,) = payment_in(seen_through(processor, event).states).refunds
        assert (refund.refund_id, refund.amount) == (None, Money(400, "USD"))


def test_the_refund_of_a_monthly_instalment_is_told_with_its_instalment(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    page = processor.open_checkout(checkout_of(Purpose.RECURRING_GIFT))
    sandbox.pay(page)
    month = only(processor.look_up_checkout(page.external_id), InstalmentState)
    assert month.payment is not None
    asked = RefundRequest(4, month.payment.external_id, Money(2500, "USD"), "refund:4")
    processor.refund(asked)

    (event,) = [event for event in sandbox.events if event["type"] == "refund.created"]
    told = only(seen_through(processor, event).states, InstalmentState)
    assert told.external_id == month.external_id
    assert told.payment is not None
    assert [refund.refund_id for refund in told.payment.refunds] == [4]


def test_the_end_of_a_collection_is_told(sandbox: Counterpart, processor: StripeProcessor) -> None:
    page = processor.open_checkout(checkout_of(Purpose.RECURRING_GIFT))
    sandbox.pay(page)
    standing = only(processor.look_up_checkout(page.external_id), RecurringState)
    for _ in range(4):
        sandbox.renew(standing.external_id, payment_fails=True)
    (event,) = [e for e in sandbox.events if e["type"] == "customer.subscription.deleted"]
    over = only(seen_through(processor, event).states, RecurringState)
    assert over.status is Collection.CANCELLED


class TestForeign:
    """Another application uses the same account."""

    @pytest.fixture
    def theirs(self, sandbox: Counterpart) -> list[dict[str, Any]]:
        shop = {
            "success_url": "https://shop.example.org/",
            "line_items[0][quantity]": "1",
            "line_items[0][price_data][currency]": "usd",
            "line_items[0][price_data][unit_amount]": "700",
            "line_items[0][price_data][product_data][name]": "A mug",
        }
        monthly = {"line_items[0][price_data][recurring][interval]": "month"}
        for mode, more in (("payment", {"metadata[app]": "shop"}), ("subscription", monthly)):
            page = sandbox.call("checkout/sessions", mode=mode, **shop, **more)
            sandbox.ask(f"sessions/{page['id']}/pay")
        sandbox.let_time_pass()
        for event in sandbox.events:
            if event["type"] == "charge.updated":
                sandbox.call("refunds", charge=event["data"]["object"]["id"])
        return sandbox.events

    def test_nothing_of_theirs_is_ours(
        self, processor: StripeProcessor, theirs: list[dict[str, Any]]
    ) -> None:
        seen = {(event["type"], seen_through(processor, event)) for event in theirs}
        needed = {kind for kind, found in seen if found == LookUp(Origin.FOREIGN)}
        assert needed == {
            "checkout.session.completed",
            "charge.updated",
            "charge.refunded",
            "refund.created",
            "customer.subscription.created",
            "invoice.paid",
        }
        assert all(found.states == () for _, found in seen)

    def test_their_page_has_nothing_to_tell(
        self, processor: StripeProcessor, theirs: list[dict[str, Any]]
    ) -> None:
        (page_id, *_) = [
            event["data"]["object"]["id"]
            for event in theirs
            if event["type"] == "checkout.session.completed"
        ]
        assert processor.look_up_checkout(page_id) == ()

    @pytest.mark.parametrize(
        ("event_type", "object_id"),
        [
            ("checkout.session.completed", "cs_test_00000000000000"),
            ("invoice.paid", "in_00000000000000"),
            ("charge.updated", "ch_00000000000000"),
            ("refund.failed", "re_00000000000000"),
            ("customer.subscription.deleted", "sub_00000000000000"),
            ("payout.paid", "po_00000000000000"),
            ("charge.dispute.created", "du_nowhere"),
        ],
    )
    def test_an_object_that_does_not_exist_is_foreign(
        self, processor: StripeProcessor, event_type: str, object_id: str
    ) -> None:
        assert processor.look_up_event(event_type, "any", object_id) == LookUp(Origin.FOREIGN)


@pytest.mark.parametrize(
    ("event_type", "object_id"),
    [
        ("topup.succeeded", "tu_1"),
        ("radar.early_fraud_warning.created", "issfr_1"),
        ("payment_intent.succeeded", "pi_1"),
        ("charge.succeeded", "ch_1"),
        ("something.that_stripe_invents_next_year", "new_1"),
        ("checkout.session.completed", ""),
    ],
)
def test_what_we_do_not_act_on_is_answered_without_asking_stripe(
    event_type: str, object_id: str
) -> None:
    nobody_there = StripeProcessor("sk_test_sandbox", base_address="http://127.0.0.1:9")
    assert nobody_there.look_up_event(event_type, "any", object_id) == LookUp(Origin.NOT_NEEDED)


def test_an_expired_page_is_told_so(sandbox: Counterpart, processor: StripeProcessor) -> None:
    page = processor.open_checkout(checkout_of())
    sandbox.pay(page, "declined")
    sandbox.ask(f"sessions/{page.external_id}/expire")
    (event,) = [e for e in sandbox.events if e["type"] == "checkout.session.expired"]
    (state,) = seen_through(processor, event).states
    assert isinstance(state, CheckoutState)
    assert state.status.value == "expired"
