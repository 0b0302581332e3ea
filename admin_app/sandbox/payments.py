"""Payment intents, charges and balance transactions: how money comes in and what it costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from admin_app.sandbox.blanks import CHARGE, PAYMENT_INTENT, blank
from admin_app.sandbox.catalogue import (
    billing_details,
    make_payment_method,
    merged_metadata,
)
from admin_app.sandbox.currencies import settled
from admin_app.sandbox.outcomes import OUTCOMES, Outcome
from admin_app.sandbox.routes import Api, Call, listing, page
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World

api = Api()

_WITHIN_THE_ACCOUNT = {"payout", "payout_reversal"}
"""Lines that are in a currency of the account already."""


@dataclass(frozen=True)
class Order:
    """What is to be collected, from whom and why. The amount is in minor units."""

    amount: int
    currency: str
    customer: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    description: str | None = None
    receipt_email: str | None = None
    statement_descriptor_suffix: str | None = None
    billing: JsonObject = field(default_factory=dict)
    belongs_to: dict[str, str] = field(default_factory=dict)
    """The session or invoice that this payment settles."""


def take_payment(
    world: World,
    order: Order,
    outcome: Outcome,
    *,
    intent: JsonObject | None = None,
    method: JsonObject | None = None,
) -> JsonObject:
    """Attempts one payment and returns its payment intent; events follow what happened."""
    intent = intent or _new_intent(world, order)
    method = method or make_payment_method(world, outcome, order.customer, order.billing)
    if outcome.result == "requires_action":
        url = f"{world.config.base_url}/sandbox/confirm/{intent['id']}"
        action = {
            "type": "redirect_to_url",
            "redirect_to_url": {"url": url, "return_url": world.config.base_url},
        }
        intent |= {"status": "requires_action", "next_action": action}
        intent["payment_method"] = method["id"]
        world.store.put(intent)
        return intent
    charge = _new_charge(world, order, outcome, intent, method)
    intent |= {"latest_charge": charge["id"], "next_action": None, "last_payment_error": None}
    intent["payment_method_types"] = [outcome.method]
    if outcome.result == "declined":
        intent["status"] = "requires_payment_method"
        intent["payment_method"] = None
        intent["last_payment_error"] = _payment_error(outcome, charge, method)
        world.store.put(intent)
        world.emit("payment_intent.payment_failed", intent)
    elif outcome.result == "processing":
        intent |= {"status": "processing", "payment_method": method["id"]}
        world.store.put(intent)
        if world.config.debit_delay is not None:
            world.later(world.config.debit_delay, "finish_debit", intent["id"])
    else:
        intent["payment_method"] = method["id"]
        _succeed(world, intent, charge)
    return intent


def _succeed(world: World, intent: JsonObject, charge: JsonObject) -> None:
    intent |= {"status": "succeeded", "amount_received": intent["amount"]}
    world.store.put(intent)
    world.emit("payment_intent.succeeded", intent)
    world.emit("charge.succeeded", charge)
    world.later(world.config.fee_delay, "reveal_fee", charge["id"])


def settle_debit(world: World, intent: JsonObject) -> JsonObject:
    """The bank's money arrives for a pending debit. Returns its charge."""
    charge = world.get("charge", intent["latest_charge"])
    world.change(charge, status="succeeded", paid=True, outcome=_approved())
    _succeed(world, intent, charge)
    return charge


def fail_debit(world: World, intent: JsonObject) -> JsonObject:
    """The bank returns a pending debit. Returns its charge."""
    charge = world.get("charge", intent["latest_charge"])
    outcome = OUTCOMES["debit_fails"]
    world.change(
        charge,
        status="failed",
        paid=False,
        captured=False,
        amount_captured=0,
        failure_code=outcome.code,
        failure_message=outcome.sentence,
    )
    method = world.get("payment_method", intent["payment_method"])
    world.change(
        intent,
        status="requires_payment_method",
        payment_method=None,
        last_payment_error=_payment_error(outcome, charge, method),
    )
    world.emit("payment_intent.payment_failed", intent)
    return charge


def reveal_fee(world: World, charge: JsonObject) -> None:
    """Gives a charge its balance transaction, as Stripe does some time after the payment."""
    if charge["balance_transaction"] or charge["status"] != "succeeded":
        return
    by_card = charge["payment_method_details"]["type"] == "card"
    gross, _, _ = settled(world, charge["amount"], charge["currency"])
    fee = card_fee(world, gross) if by_card else min(gross * 8 // 1000, 500)
    transaction = make_balance_transaction(
        world,
        amount=charge["amount"],
        fee=fee,
        currency=charge["currency"],
        kind="charge" if by_card else "payment",
        category="charge",
        source=charge["id"],
        description=charge["description"],
    )
    previous = world.change(charge, balance_transaction=transaction["id"])
    world.emit("charge.updated", charge, previous)


def card_fee(world: World, amount: int) -> int:
    """The configured share of the amount, rounded half up, and the fixed part."""
    share = (amount * world.config.fee_basis_points + 5_000) // 10_000
    return share + world.config.fee_fixed


def make_balance_transaction(
    world: World,
    *,
    amount: int,
    fee: int,
    currency: str,
    kind: str,
    category: str,
    source: str | None,
    description: str | None = None,
) -> JsonObject:
    """One line of the account at the processor; a negative amount leaves it.

    What was paid in a currency that the account does not keep is exchanged; the fee is in the account's.
    """
    rate = None
    if category not in _WITHIN_THE_ACCOUNT:
        amount, currency, rate = settled(world, amount, currency)
    fees = [
        {
            "amount": fee,
            "application": None,
            "currency": currency,
            "description": "Stripe processing fees",
            "type": "stripe_fee",
        }
    ]
    waits = kind in {"charge", "payment"} and world.config.funds_delay > 0
    transaction: JsonObject = {
        "id": world.new_id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "available_on": world.now() + (int(world.config.funds_delay) if waits else 0),
        "balance_type": "payments",
        "created": world.now(),
        "currency": currency,
        "description": description,
        "exchange_rate": rate,
        "fee": fee,
        "fee_details": fees if fee else [],
        "net": amount - fee,
        "reporting_category": category,
        "source": source,
        "status": "pending" if waits else "available",
        "type": kind,
    }
    world.store.put(transaction)
    return transaction


# --- the objects --------------------------------------------------------------------------


def _new_intent(world: World, order: Order) -> JsonObject:
    intent_id = world.new_id("pi")
    intent: JsonObject = {
        **blank(PAYMENT_INTENT),
        "id": intent_id,
        "amount": order.amount,
        "client_secret": f"{intent_id}_secret_sandbox",
        "created": world.now(),
        "currency": order.currency,
        "customer": order.customer,
        "description": order.description,
        "metadata": dict(order.metadata),
        "receipt_email": order.receipt_email,
        "statement_descriptor_suffix": order.statement_descriptor_suffix,
    }
    world.store.put(intent)
    world.store.keep_private(intent_id, **order.belongs_to)
    return intent


def _new_charge(
    world: World, order: Order, outcome: Outcome, intent: JsonObject, method: JsonObject
) -> JsonObject:
    failed, pending = outcome.result == "declined", outcome.result == "processing"
    charge: JsonObject = {
        **blank(CHARGE),
        "id": world.new_id("ch" if outcome.method == "card" else "py"),
        "amount": order.amount,
        "amount_captured": 0 if failed else order.amount,
        "billing_details": billing_details(order.billing),
        "captured": not failed,
        "created": world.now(),
        "currency": order.currency,
        "customer": order.customer,
        "description": order.description,
        "failure_code": outcome.code if failed else None,
        "failure_message": outcome.sentence if failed else None,
        "metadata": dict(intent["metadata"]),
        "outcome": _declined(outcome) if failed else None if pending else _approved(),
        "paid": not failed and not pending,
        "payment_intent": intent["id"],
        "payment_method": method["id"],
        "payment_method_details": _method_details(method, outcome),
        "receipt_email": order.receipt_email,
        "statement_descriptor_suffix": order.statement_descriptor_suffix,
        "status": "failed" if failed else "pending" if pending else "succeeded",
    }
    world.store.put(charge)
    world.store.keep_private(charge["id"], outcome=outcome.key)
    return charge


def _method_details(method: JsonObject, outcome: Outcome) -> JsonObject:
    if outcome.method != "card":
        bank = {
            name: method[outcome.method][name]
            for name in ("account_holder_type", "account_type", "bank_name", "last4")
        }
        return {"type": outcome.method, outcome.method: bank}
    card = method["card"]
    names = ("brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4")
    return {
        "type": "card",
        "card": {
            **{name: card[name] for name in (*names, "checks", "wallet")},
            "network": "visa",
            "three_d_secure": None,
        },
    }


def _approved() -> JsonObject:
    return {
        "network_status": "approved_by_network",
        "reason": None,
        "risk_level": "normal",
        "risk_score": 12,
        "seller_message": "Payment complete.",
        "type": "authorized",
    }


def _declined(outcome: Outcome) -> JsonObject:
    return {
        "network_status": "declined_by_network",
        "reason": outcome.decline_code,
        "risk_level": "normal",
        "risk_score": 12,
        "seller_message": "The bank did not return any further details with this decline.",
        "type": "issuer_declined",
    }


def _payment_error(outcome: Outcome, charge: JsonObject, method: JsonObject) -> JsonObject:
    error: JsonObject = {
        "charge": charge["id"],
        "code": outcome.code,
        "message": outcome.sentence,
        "payment_method": method,
        "type": "card_error" if outcome.method == "card" else "invalid_request_error",
    }
    if outcome.decline_code:
        error["decline_code"] = outcome.decline_code
    return error


# --- the API ------------------------------------------------------------------------------


@api.get("/v1/payment_intents")
def list_payment_intents(call: Call) -> JsonObject:
    return page(call, "payment_intent", customer=call.params.get("customer"))


@api.get("/v1/payment_intents/{}")
def retrieve_payment_intent(call: Call) -> JsonObject:
    return call.world.get("payment_intent", call.id, "intent")


@api.get("/v1/charges")
def list_charges(call: Call) -> JsonObject:
    params = call.params
    return page(
        call,
        "charge",
        customer=params.get("customer"),
        payment_intent=params.get("payment_intent"),
    )


@api.get("/v1/charges/{}")
def retrieve_charge(call: Call) -> JsonObject:
    return call.world.get("charge", call.id, "charge")


@api.post("/v1/charges/{}")
def update_charge(call: Call) -> JsonObject:
    return _annotate(call, call.world.get("charge", call.id, "charge"), "charge.updated")


@api.post("/v1/payment_intents/{}")
def update_payment_intent(call: Call) -> JsonObject:
    return _annotate(call, call.world.get("payment_intent", call.id, "intent"), None)


def _annotate(call: Call, body: JsonObject, event_type: str | None) -> JsonObject:
    changes: dict[str, Any] = {}
    if "metadata" in call.params:
        changes["metadata"] = merged_metadata(body["metadata"], call.params["metadata"])
    if "description" in call.params:
        changes["description"] = call.params["description"] or None
    previous = call.world.change(body, **changes)
    if event_type and previous:
        call.world.emit(event_type, body, previous)
    return body


@api.get("/v1/balance_transactions")
def list_balance_transactions(call: Call) -> JsonObject:
    params = call.params
    if "payout" in params:
        return _of_payout(call, params["payout"])
    return page(
        call,
        "balance_transaction",
        currency=params.get("currency"),
        source=params.get("source"),
        type=params.get("type"),
    )


def _of_payout(call: Call, payout_id: str) -> JsonObject:
    """The lines a payout consists of, with the line of the payout itself."""
    world = call.world
    payout = world.get("payout", payout_id, "payout")
    ids = [payout["balance_transaction"], *world.store.private(payout_id).get("lines", [])]
    wanted = call.params.get("type")
    rows = [world.get("balance_transaction", line) for line in ids]
    rows = [row for row in rows if wanted in (None, row["type"])]
    start = 0
    if "starting_after" in call.params:
        start = [row["id"] for row in rows].index(call.params["starting_after"]) + 1
    limit = min(max(call.params.get("limit", 10), 1), 100)
    chosen = rows[start : start + limit]
    return listing(call.path, chosen, has_more=len(rows) > start + limit)


@api.get("/v1/balance_transactions/{}")
def retrieve_balance_transaction(call: Call) -> JsonObject:
    return call.world.get("balance_transaction", call.id)


@api.include("charge", "refunds")
def refunds_of(world: World, charge: JsonObject) -> JsonObject:
    rows = world.store.find("refund", charge=charge["id"])
    return listing(f"/v1/charges/{charge['id']}/refunds", rows)
