"""A monthly gift: begun, renewed, failed, changed, cancelled."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
import stripe

from admin_app.sandbox.subscriptions import _period_end
from tests.sandbox.driver import Driver


def types_since(sandbox: Driver, first: int) -> list[str]:
    return [event["type"] for event in sandbox.ask("events")["events"]][first:]


def test_a_monthly_gift_begins_with_a_paid_invoice(sandbox: Driver) -> None:
    session = sandbox.monthly_gift()
    answer = sandbox.submit(
        f"/sandbox/checkout/{session.id}", email="grace@example.org", outcome="paid"
    )
    assert answer.status_code == 303

    done = sandbox.v1.checkout.sessions.retrieve(session.id)
    subscription = sandbox.v1.subscriptions.retrieve(
        done.subscription, {"expand": ["latest_invoice.payments", "default_payment_method"]}
    )
    assert subscription.status == "active"
    assert subscription.metadata["pledge_id"] == "P-2026-000007"
    assert subscription.default_payment_method.card.last4 == "4242"
    invoice = subscription.latest_invoice
    assert (invoice.status, invoice.billing_reason) == ("paid", "subscription_create")
    assert invoice.parent.subscription_details.metadata["pledge_id"] == "P-2026-000007"
    assert invoice.payments.data[0].amount_paid == 1000
    assert (done.payment_intent, done.customer) == (None, subscription.customer)
    assert types_since(sandbox, 0) == [
        "invoice.created",
        "invoice.finalized",
        "customer.subscription.created",
        "payment_intent.succeeded",
        "charge.succeeded",
        "invoice.paid",
        "invoice_payment.paid",
        "checkout.session.completed",
    ]


def test_from_an_invoice_to_its_charge_and_back(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    payments = sandbox.v1.invoice_payments.list(
        {
            "invoice": subscription.latest_invoice,
            "status": "paid",
            "limit": 100,
            "expand": ["data.payment.payment_intent.latest_charge"],
        }
    )
    intent = payments.data[0].payment.payment_intent
    assert intent.latest_charge.amount == 1000
    back = sandbox.v1.invoice_payments.list(
        {"payment": {"type": "payment_intent", "payment_intent": intent.id}}
    )
    assert [payment.invoice for payment in back] == [subscription.latest_invoice]


def test_a_month_later_the_gift_is_renewed(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    before = len(sandbox.ask("events")["events"])

    sandbox.post(f"subscriptions/{subscription.id}/advance")

    renewed = sandbox.v1.subscriptions.retrieve(subscription.id, {"expand": ["latest_invoice"]})
    first, second = subscription["items"].data[0], renewed["items"].data[0]
    assert second.current_period_start == first.current_period_end
    assert second.current_period_end > first.current_period_end
    assert renewed.latest_invoice.billing_reason == "subscription_cycle"
    assert renewed.latest_invoice.lines.data[0].period.start == second.current_period_start
    assert types_since(sandbox, before) == [
        "invoice.created",
        "invoice.finalized",
        "payment_intent.succeeded",
        "charge.succeeded",
        "invoice.paid",
        "invoice_payment.paid",
        "customer.subscription.updated",
    ]
    assert len(sandbox.v1.invoices.list({"subscription": subscription.id}).data) == 2


def test_a_gift_of_the_thirty_first_comes_back_to_it() -> None:
    anchor = int(datetime(2027, 1, 31, 12, tzinfo=UTC).timestamp())
    price = {"recurring": {"interval": "month", "interval_count": 1}}
    ends = [datetime.fromtimestamp(_period_end(anchor, price, n), UTC) for n in (1, 2, 3)]
    assert [end.strftime("%d %b") for end in ends] == ["28 Feb", "31 Mar", "30 Apr"]


def test_a_failed_renewal_leaves_the_gift_behind_until_it_is_paid(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    before = len(sandbox.ask("events")["events"])

    sandbox.post(f"subscriptions/{subscription.id}/fail_next")
    sandbox.post(f"subscriptions/{subscription.id}/advance")

    behind = sandbox.v1.subscriptions.retrieve(subscription.id, {"expand": ["latest_invoice"]})
    assert behind.status == "past_due"
    assert (behind.latest_invoice.status, behind.latest_invoice.attempt_count) == ("open", 1)
    assert types_since(sandbox, before)[-3:] == [
        "payment_intent.payment_failed",
        "invoice.payment_failed",
        "customer.subscription.updated",
    ]

    sandbox.post(f"subscriptions/{subscription.id}/advance")
    assert sandbox.v1.subscriptions.retrieve(subscription.id).status == "active"
    invoice = sandbox.v1.invoices.retrieve(behind.latest_invoice.id)
    assert (invoice.status, invoice.attempt_count) == ("paid", 2)


def test_a_gift_that_fails_four_times_ends(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    for _ in range(4):
        sandbox.post(f"subscriptions/{subscription.id}/advance", payment_fails=True)
    ended = sandbox.v1.subscriptions.retrieve(subscription.id)
    assert (ended.status, ended.cancellation_details.reason) == ("canceled", "payment_failed")
    assert types_since(sandbox, 0)[-1] == "customer.subscription.deleted"


def test_a_donor_behind_pays_on_the_invoice_page(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    sandbox.post(f"subscriptions/{subscription.id}/advance", payment_fails=True)
    behind = sandbox.v1.subscriptions.retrieve(subscription.id)
    answer = sandbox.submit(f"/sandbox/invoices/{behind.latest_invoice}", outcome="paid")
    assert answer.status_code == 303
    assert sandbox.v1.subscriptions.retrieve(subscription.id).status == "active"


def test_the_amount_is_changed_from_the_next_month_on(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    entry = subscription["items"].data[0]
    changed = sandbox.v1.subscriptions.update(
        subscription.id,
        {
            "items": [
                {
                    "id": entry.id,
                    "price_data": {
                        "currency": "usd",
                        "product": entry.price.product,
                        "recurring": {"interval": "month"},
                        "unit_amount": 1500,
                    },
                }
            ],
            "proration_behavior": "none",
        },
        {"idempotency_key": "P-2026-000007:amount:2"},
    )
    assert changed["items"].data[0].price.unit_amount == 1500
    sandbox.post(f"subscriptions/{subscription.id}/advance")
    renewed = sandbox.v1.subscriptions.retrieve(subscription.id, {"expand": ["latest_invoice"]})
    assert renewed.latest_invoice.amount_paid == 1500


def test_a_cancelled_gift_ends_with_its_period(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    planned = sandbox.v1.subscriptions.update(
        subscription.id, {"cancel_at_period_end": True}, {"idempotency_key": "P-7:cancel"}
    )
    assert (planned.status, planned.cancel_at_period_end) == ("active", True)
    assert planned.cancel_at == planned["items"].data[0].current_period_end

    sandbox.post(f"subscriptions/{subscription.id}/advance")

    ended = sandbox.v1.subscriptions.retrieve(subscription.id)
    assert ended.status == "canceled"
    assert ended.ended_at <= int(time.time())
    assert types_since(sandbox, 0)[-1] == "customer.subscription.deleted"
    assert len(sandbox.v1.invoices.list({"subscription": subscription.id}).data) == 1
    assert "canceled" in sandbox.refusal(f"subscriptions/{subscription.id}/advance")


def test_a_gift_is_cancelled_at_once(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    ended = sandbox.v1.subscriptions.cancel(
        subscription.id, {"invoice_now": False, "prorate": False}
    )
    assert (ended.status, ended.cancellation_details.reason) == (
        "canceled",
        "cancellation_requested",
    )
    with pytest.raises(stripe.InvalidRequestError, match="canceled"):
        sandbox.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": True})


def test_a_declined_first_payment_leaves_no_subscription(sandbox: Driver) -> None:
    session = sandbox.monthly_gift()
    path = f"/sandbox/checkout/{session.id}"
    declined = sandbox.submit(path, email="grace@example.org", outcome="declined")
    assert declined.status_code == 402
    assert sandbox.ask("objects?kind=subscription")["objects"] == []
    assert sandbox.submit(path, email="grace@example.org", outcome="paid").status_code == 303
    assert len(sandbox.ask("objects?kind=subscription")["objects"]) == 1


def test_the_first_payment_may_need_the_banks_confirmation(sandbox: Driver) -> None:
    session = sandbox.monthly_gift()
    path = f"/sandbox/checkout/{session.id}"
    asked = sandbox.submit(path, email="grace@example.org", outcome="three_d_secure")
    done = sandbox.submit(asked.headers["Location"], answer="approve")
    assert done.headers["Location"] == "https://fund.example/thanks"
    intents = sandbox.ask("objects?kind=payment_intent")["objects"]
    assert [intent["status"] for intent in intents] == ["succeeded"]


def test_a_monthly_bank_debit_that_fails_puts_the_gift_behind(sandbox: Driver) -> None:
    session = sandbox.monthly_gift()
    done = sandbox.post(f"sessions/{session.id}/pay", outcome="debit_fails")
    assert done["payment_status"] == "unpaid"
    intent = sandbox.ask("objects?kind=payment_intent")["objects"][0]
    sandbox.post(f"payments/{intent['id']}/fail")
    assert sandbox.v1.subscriptions.retrieve(done["subscription"]).status == "past_due"
    types = types_since(sandbox, 0)
    assert "invoice.payment_failed" in types
    assert "checkout.session.async_payment_failed" in types


def test_a_monthly_bank_debit_that_settles_pays_the_invoice(sandbox: Driver) -> None:
    session = sandbox.monthly_gift()
    done = sandbox.post(f"sessions/{session.id}/pay", outcome="debit_settles")
    assert sandbox.v1.invoices.retrieve(done["invoice"]).status == "open"
    intent = sandbox.ask("objects?kind=payment_intent")["objects"][0]
    sandbox.post(f"payments/{intent['id']}/settle")
    assert sandbox.v1.invoices.retrieve(done["invoice"]).status == "paid"
    assert sandbox.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_the_donor_changes_card_and_cancels_in_the_portal(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    configuration = sandbox.v1.billing_portal.configurations.create(
        {
            "features": {
                "invoice_history": {"enabled": True},
                "payment_method_update": {"enabled": True},
                "customer_update": {
                    "enabled": True,
                    "allowed_updates": ["email", "address", "name"],
                },
                "subscription_cancel": {
                    "enabled": True,
                    "mode": "at_period_end",
                    "cancellation_reason": {
                        "enabled": True,
                        "options": ["too_expensive", "other"],
                    },
                },
            },
            "default_return_url": "https://fund.example/portal",
        }
    )
    assert configuration.is_default
    portal = sandbox.v1.billing_portal.sessions.create(
        {"customer": subscription.customer, "return_url": "https://fund.example/portal"}
    )
    assert portal.configuration == configuration.id
    path = portal.url.removeprefix(sandbox.base_url)
    assert "$10.00 per month" in sandbox.page(path).text

    fields = {"subscription": subscription.id}
    sandbox.submit(f"{path}/card", **fields, outcome="insufficient_funds")
    sandbox.submit(f"{path}/cancel", **fields)
    planned = sandbox.v1.subscriptions.retrieve(
        subscription.id, {"expand": ["default_payment_method"]}
    )
    assert planned.default_payment_method.card.last4 == "9995"
    assert planned.cancel_at_period_end
    sandbox.submit(f"{path}/resume", **fields)
    sandbox.post(f"subscriptions/{subscription.id}/advance")
    assert sandbox.v1.subscriptions.retrieve(subscription.id).status == "past_due"


def test_a_portal_link_may_lead_to_one_step_and_back(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    portal = sandbox.v1.billing_portal.sessions.create(
        {
            "customer": subscription.customer,
            "flow_data": {
                "type": "subscription_cancel",
                "subscription_cancel": {"subscription": subscription.id},
                "after_completion": {
                    "type": "redirect",
                    "redirect": {"return_url": "https://fund.example/portal/cancelled"},
                },
            },
        }
    )
    path = portal.url.removeprefix(sandbox.base_url)
    answer = sandbox.submit(f"{path}/cancel", subscription=subscription.id)
    assert answer.headers["Location"] == "https://fund.example/portal/cancelled"


def test_a_portal_shows_nobody_elses_gift(sandbox: Driver) -> None:
    hers, his = sandbox.monthly_giver(), sandbox.monthly_giver()
    portal = sandbox.v1.billing_portal.sessions.create({"customer": hers.customer})
    path = portal.url.removeprefix(sandbox.base_url)
    assert his.id not in sandbox.page(path).text
    assert sandbox.submit(f"{path}/cancel", subscription=his.id).status_code == 404
    assert not sandbox.v1.subscriptions.retrieve(his.id).cancel_at_period_end
