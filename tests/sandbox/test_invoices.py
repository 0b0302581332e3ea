"""Invoices that Stripe numbers, hosts and collects."""

from __future__ import annotations

from typing import Any

import pytest
import stripe

from tests.sandbox.driver import Driver


def issued(sandbox: Driver, amount: int = 500_000) -> Any:
    """An open invoice to a sponsor, step by step, each with a key of its own."""
    v1 = sandbox.v1
    customer = v1.customers.create(
        {"email": "accounts@acme.example", "name": "Acme", "metadata": {"sponsor_id": "7"}},
        {"idempotency_key": "spo_7:customer"},
    )
    invoice = v1.invoices.create(
        {
            "customer": customer.id,
            "collection_method": "send_invoice",
            "days_until_due": 30,
            "auto_advance": False,
            "currency": "usd",
            "pending_invoice_items_behavior": "exclude",
            "description": "Sponsorship 2027",
            "metadata": {"invoice_id": "INV-7"},
            "custom_fields": [{"name": "PO number", "value": "4711"}],
        },
        {"idempotency_key": "INV-7:invoice"},
    )
    assert (invoice.status, invoice.hosted_invoice_url) == ("draft", None)
    v1.invoice_items.create(
        {
            "customer": customer.id,
            "invoice": invoice.id,
            "currency": "usd",
            "amount": amount,
            "description": "Visionary sponsorship",
        },
        {"idempotency_key": "INV-7:item:1"},
    )
    v1.invoices.finalize_invoice(
        invoice.id, {"auto_advance": False}, {"idempotency_key": "INV-7:finalize"}
    )
    return v1.invoices.send_invoice(invoice.id, {}, {"idempotency_key": "INV-7:send"})


def test_a_sponsor_pays_the_hosted_invoice(sandbox: Driver) -> None:
    invoice = issued(sandbox)
    assert (invoice.status, invoice.amount_due) == ("open", 500_000)
    assert invoice.number.endswith("-0001")
    path = invoice.hosted_invoice_url.removeprefix(sandbox.base_url)
    page = sandbox.page(path)
    assert "Visionary sponsorship" in page.text
    assert "4711" in page.text

    declined = sandbox.submit(path, outcome="declined")
    assert declined.status_code == 402
    assert "Your card has been declined." in declined.text
    assert sandbox.submit(path, outcome="paid").status_code == 303

    paid = sandbox.v1.invoices.retrieve(invoice.id, {"expand": ["payments"]})
    assert (paid.status, paid.amount_paid, paid.amount_remaining) == ("paid", 500_000, 0)
    assert paid.payments.data[0].status == "paid"
    assert "This invoice was paid" in sandbox.page(path).text
    types = [event["type"] for event in sandbox.ask("events")["events"]]
    assert types == [
        "invoice.created",
        "invoice.finalized",
        "payment_intent.payment_failed",
        "invoice.payment_failed",
        "payment_intent.succeeded",
        "charge.succeeded",
        "invoice.paid",
        "invoice_payment.paid",
    ]


def test_two_clicks_pay_an_invoice_once(sandbox: Driver) -> None:
    invoice = issued(sandbox)
    path = invoice.hosted_invoice_url.removeprefix(sandbox.base_url)
    assert [sandbox.submit(path, outcome="paid").status_code for _ in range(2)] == [303, 303]
    assert len(sandbox.ask("objects?kind=charge")["objects"]) == 1


def test_a_bank_debit_on_its_way_cannot_be_started_twice(sandbox: Driver) -> None:
    invoice = issued(sandbox)
    path = invoice.hosted_invoice_url.removeprefix(sandbox.base_url)
    sandbox.submit(path, outcome="debit_settles")
    assert "A bank debit for this invoice was started" in sandbox.page(path).text
    assert sandbox.submit(path, outcome="paid").status_code == 409
    intent = sandbox.ask("objects?kind=payment_intent")["objects"][0]
    sandbox.post(f"payments/{intent['id']}/settle")
    assert sandbox.v1.invoices.retrieve(invoice.id).status == "paid"


def test_a_cheque_pays_an_invoice_outside_of_stripe(sandbox: Driver) -> None:
    invoice = issued(sandbox)
    paid = sandbox.v1.invoices.pay(
        invoice.id, {"paid_out_of_band": True}, {"idempotency_key": "INV-7:cheque"}
    )
    assert paid.status == "paid"
    assert sandbox.v1.charges.list().data == []
    with pytest.raises(stripe.InvalidRequestError, match="already paid"):
        sandbox.v1.invoices.pay(invoice.id, {"paid_out_of_band": True})


def test_an_invoice_is_charged_to_the_card_on_file(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    customer = subscription.customer
    sandbox.v1.customers.update(
        customer,
        {"invoice_settings": {"default_payment_method": subscription.default_payment_method}},
    )
    invoice = sandbox.v1.invoices.create({"customer": customer, "currency": "usd"})
    sandbox.v1.invoice_items.create(
        {"customer": customer, "invoice": invoice.id, "amount": 700, "currency": "usd"}
    )
    sandbox.v1.invoices.finalize_invoice(invoice.id)
    assert sandbox.v1.invoices.pay(invoice.id).status == "paid"


def test_a_card_on_file_that_declines_leaves_the_invoice_open(sandbox: Driver) -> None:
    subscription = sandbox.monthly_giver()
    portal = sandbox.v1.billing_portal.sessions.create({"customer": subscription.customer})
    path = portal.url.removeprefix(sandbox.base_url)
    sandbox.submit(f"{path}/card", subscription=subscription.id, outcome="insufficient_funds")
    invoice = sandbox.v1.invoices.create({"customer": subscription.customer, "currency": "usd"})
    sandbox.v1.invoice_items.create(
        {"customer": subscription.customer, "invoice": invoice.id, "amount": 700}
    )
    with pytest.raises(stripe.CardError) as refusal:
        sandbox.v1.invoices.pay(invoice.id, {}, {"idempotency_key": "INV-8:pay"})
    assert refusal.value.code == "card_declined"
    assert sandbox.v1.invoices.retrieve(invoice.id).status == "open"


def test_an_invoice_is_voided_or_given_up(sandbox: Driver) -> None:
    invoice = issued(sandbox)
    given_up = sandbox.v1.invoices.mark_uncollectible(invoice.id)
    assert given_up.status == "uncollectible"
    void = sandbox.v1.invoices.void_invoice(invoice.id)
    assert void.status == "void"
    path = invoice.hosted_invoice_url.removeprefix(sandbox.base_url)
    assert "withdrawn" in sandbox.page(path).text
    with pytest.raises(stripe.InvalidRequestError, match="only void an open"):
        sandbox.v1.invoices.void_invoice(invoice.id)
    types = [event["type"] for event in sandbox.ask("events")["events"]]
    assert types[-2:] == ["invoice.marked_uncollectible", "invoice.voided"]


def test_nothing_due_is_paid_at_once(sandbox: Driver) -> None:
    assert issued(sandbox, amount=0).status == "paid"


def test_a_finalised_invoice_takes_no_more_lines(sandbox: Driver) -> None:
    invoice = issued(sandbox)
    with pytest.raises(stripe.InvalidRequestError, match="no longer editable"):
        sandbox.v1.invoice_items.create(
            {"customer": invoice.customer, "invoice": invoice.id, "amount": 100}
        )
    assert len(sandbox.v1.invoices.retrieve(invoice.id).lines.data) == 1


def test_a_draft_is_deleted(sandbox: Driver) -> None:
    customer = sandbox.v1.customers.create({"name": "Acme"})
    draft = sandbox.v1.invoices.create({"customer": customer.id})
    assert sandbox.v1.invoices.delete(draft.id).deleted
    with pytest.raises(stripe.InvalidRequestError, match="No such invoice"):
        sandbox.v1.invoices.retrieve(draft.id)
