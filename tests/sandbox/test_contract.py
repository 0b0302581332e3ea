"""The contract derived from the installed SDK: what it lets through and what it catches."""

from __future__ import annotations

import pytest

from admin_app.sandbox.contract import Contract
from tests.sandbox.driver import Driver

HEADERS = {
    "Authorization": "Bearer sk_test_sandbox",
    "Stripe-Version": "2026-10-28.endive",
    "Idempotency-Key": "D-2026-000123:checkout:1",
}
SESSION = (
    "mode=payment&success_url=https%3A%2F%2Ffund.example&line_items[0][quantity]=1"
    "&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=2500"
    "&line_items[0][price_data][product_data][name]=Donation"
)


def codes(contract: Contract, method: str, path: str, form: str = "") -> list[str]:
    return [found.code for found in contract.check_request(method, path, form, HEADERS)]


def test_it_speaks_of_the_version_the_sdk_pins(contract: Contract) -> None:
    assert contract.api_version == "2026-10-28.endive"
    assert len(contract.event_types) == 275


def test_a_donation_as_we_ask_for_it_is_clean(contract: Contract) -> None:
    assert codes(contract, "POST", "/v1/checkout/sessions", SESSION) == []


@pytest.mark.parametrize(
    ("form", "where", "code"),
    [
        (
            f"{SESSION}&payment_method_types[0]=card",
            "payment_method_types",
            "payment_method_types_no_longer_supported",
        ),
        (f"{SESSION}&ui_mode=hosted", "ui_mode", "parameter_invalid_choice"),
        (
            f"{SESSION}&line_items[0][price_data][product_data][nmae]=Donation",
            "line_items[0][price_data][product_data][nmae]",
            "parameter_unknown",
        ),
        (f"{SESSION}&expires_at=soon", "expires_at", "parameter_invalid_integer"),
        (
            f"{SESSION}&adaptive_pricing[enabled]=yes",
            "adaptive_pricing[enabled]",
            "parameter_invalid_boolean",
        ),
        (
            f"{SESSION}&line_items[2][quantity]=1",
            "line_items",
            "parameter_invalid_array",
        ),
        (
            "mode=payment&line_items[][price_data][unit_amount]=5",
            "line_items[0][price_data][currency]",
            "parameter_missing",
        ),
        (f"{SESSION}&metadata=yes", "metadata", "parameter_invalid_hash"),
        (f"{SESSION}&metadata[a][b]=yes", "metadata[a]", "parameter_invalid_string"),
        (f"{SESSION}&mode[x]=payment", "mode[x]", "parameter_malformed"),
        (f"{SESSION}&line_items[0=1", "line_items[0", "parameter_malformed"),
    ],
)
def test_a_wrong_parameter_is_named(contract: Contract, form: str, where: str, code: str) -> None:
    found = contract.check_request("POST", "/v1/checkout/sessions", form, HEADERS)
    assert [(violation.where, violation.code) for violation in found] == [(where, code)]


def test_lists_may_be_written_in_either_way(contract: Contract) -> None:
    assert (
        codes(contract, "GET", "/v1/events", "types[]=charge.updated&types[]=refund.failed") == []
    )
    assert codes(contract, "GET", "/v1/events", "types[0]=charge.updated&types[1]=x.y") == []


def test_an_empty_value_unsets_what_may_be_unset(contract: Contract) -> None:
    assert codes(contract, "POST", "/v1/refunds/re_1", "metadata=") == []
    assert codes(contract, "POST", "/v1/checkout/sessions", f"{SESSION}&line_items=") != []


@pytest.mark.parametrize(
    ("path", "expand", "code"),
    [
        ("/v1/checkout/sessions/cs_1", "payment_intent.latest_charge.balance_transaction", None),
        ("/v1/invoice_payments", "data.payment.payment_intent.latest_charge", None),
        (
            "/v1/invoice_payments",
            "data.payment.payment_intent.latest_charge.balance_transaction",
            "expand_too_deep",
        ),
        ("/v1/balance_transactions", "data.source", None),
        ("/v1/subscriptions/sub_1", "latest_invoice.payments", None),
        ("/v1/subscriptions/sub_1", "status", "expand_impossible"),
        ("/v1/invoices/in_1", "payment_intent", "expand_impossible"),
        ("/v1/charges/ch_1", "balance_transactoin", "expand_impossible"),
        ("/v1/charges", "balance_transaction", "expand_impossible"),
    ],
)
def test_an_expansion_must_exist_and_not_be_too_deep(
    contract: Contract, path: str, expand: str, code: str | None
) -> None:
    assert codes(contract, "GET", path, f"expand[]={expand}") == ([code] if code else [])


def test_an_unknown_address_is_caught(contract: Contract) -> None:
    assert codes(contract, "POST", "/v1/donations") == ["url_unknown"]
    assert codes(contract, "DELETE", "/v1/checkout/sessions") == ["url_unknown"]


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("Authorization", "", "api_key_missing"),
        ("Stripe-Version", "2025-03-31.basil", "version_wrong"),
        ("Idempotency-Key", "", "idempotency_key_missing"),
        ("Idempotency-Key", "k" * 256, "idempotency_key_too_long"),
    ],
)
def test_a_wrong_header_is_caught(contract: Contract, header: str, value: str, code: str) -> None:
    headers = {**HEADERS, header: value}
    found = contract.check_request("POST", "/v1/checkout/sessions", SESSION, headers)
    assert [violation.code for violation in found] == [code]


def test_the_types_of_a_request_are_read_from_its_text(contract: Contract) -> None:
    form = f"{SESSION}&adaptive_pricing[enabled]=false"
    read = contract.read_request("POST", "/v1/checkout/sessions", form, HEADERS)
    assert read.params["line_items"][0]["price_data"]["unit_amount"] == 2500
    assert read.params["adaptive_pricing"] == {"enabled": False}


def test_a_field_stripe_removed_is_caught_in_an_event(sandbox: Driver, contract: Contract) -> None:
    """`invoice.payment_intent` went away with 2025-03-31.basil."""
    sandbox.monthly_giver()
    paid = sandbox.ask("events?type=invoice.paid")["events"][0]
    paid.pop("deliveries")
    paid["data"]["object"]["payment_intent"] = "pi_123"
    assert [found.where for found in contract.check_event(paid)] == ["invoice.payment_intent"]


def test_an_event_must_carry_the_object_of_its_type(sandbox: Driver, contract: Contract) -> None:
    sandbox.paid_donation()
    completed = sandbox.ask("events?type=checkout.session.completed")["events"][0]
    completed.pop("deliveries")
    charge = sandbox.ask("objects?kind=charge")["objects"][0]
    assert [
        found.code for found in contract.check_event({**completed, "data": {"object": charge}})
    ] == ["wrong_object"]
    assert contract.check_event({**completed, "type": "donation.completed"}) != []
    assert contract.check_event({**completed, "api_version": "2020-08-27"}) != []
    assert contract.check_event({key: completed[key] for key in completed if key != "id"}) != []


def test_an_updated_event_must_say_what_changed(sandbox: Driver, contract: Contract) -> None:
    sandbox.paid_donation()
    sandbox.reveal_fees()
    updated = sandbox.ask("events?type=charge.updated")["events"][0]
    updated.pop("deliveries")
    assert updated["data"]["previous_attributes"] == {"balance_transaction": None}
    without = {**updated, "data": {"object": updated["data"]["object"]}}
    assert [found.where for found in contract.check_event(without)] == ["data.previous_attributes"]


def test_an_object_with_a_wrong_value_is_caught(sandbox: Driver, contract: Contract) -> None:
    sandbox.paid_donation()
    charge = sandbox.ask("objects?kind=charge")["objects"][0]
    assert contract.check_object("charge", charge) == []
    assert contract.check_object("charge", {**charge, "amount": "2500"}) != []
    assert contract.check_object("charge", {**charge, "amount": None}) != []
    assert contract.check_object("charge", {**charge, "status": "settled"}) != []
    assert contract.check_object("donation", charge) != []


def test_every_answer_is_what_its_operation_promises(sandbox: Driver, contract: Contract) -> None:
    """Lists and single objects alike, at the address that was asked."""
    sandbox.paid_donation()
    sandbox.monthly_giver()
    sandbox.reveal_fees()
    sandbox.post("payouts/now/pay_out")
    for path in (
        "/v1/account",
        "/v1/balance",
        "/v1/balance_transactions",
        "/v1/charges",
        "/v1/checkout/sessions",
        "/v1/customers",
        "/v1/disputes",
        "/v1/events",
        "/v1/invoice_payments",
        "/v1/invoices",
        "/v1/payment_intents",
        "/v1/payment_methods",
        "/v1/payouts",
        "/v1/prices",
        "/v1/products",
        "/v1/refunds",
        "/v1/subscriptions",
        "/v1/webhook_endpoints",
    ):
        answer = sandbox.call("GET", path)
        assert answer.status_code == 200, path
        assert contract.check_answer("GET", path, answer.json()) == [], path
