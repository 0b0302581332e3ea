"""Payouts to the bank and what is on the account."""

from __future__ import annotations

import json
from collections import defaultdict

from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.outcomes import OUTCOMES
from admin_app.sandbox.payments import Order, make_balance_transaction, reveal_fee, take_payment
from admin_app.sandbox.routes import Api, Call, page
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World

api = Api()

_UNDER_WAY = {"pending", "in_transit"}


def pay_out(world: World, currency: str | None = None, *, holds: bool = False) -> list[JsonObject]:
    """Sends everything on the account to the bank, one payout per currency.

    What the account owes is collected from the bank. A payout that is held is on its way until `arrive`.
    """
    waiting = _not_paid_out(world)
    currencies = [currency] if currency else sorted(waiting)
    payouts = [
        _pay_out(world, name, waiting[name], holds=holds)
        for name in currencies
        if sum(line["net"] for line in waiting.get(name, []))
    ]
    if not payouts:
        raise StripeRefusal("There is nothing to pay out.", code="balance_insufficient")
    return payouts


def pay_out_by_hand(world: World, currency: str, amount: int) -> JsonObject:
    """A person in the Dashboard sends so much: Stripe never says which lines it consists of."""
    if amount < 1 or amount > _held(world, currency):
        raise StripeRefusal(
            "You have insufficient funds in your Stripe account for this payout.",
            code="balance_insufficient",
        )
    payout = _new_payout(world, currency, amount, is_automatic=False)
    world.store.put(payout)
    world.store.keep_private(payout["id"], lines=[])
    world.emit("payout.created", payout)
    return payout


def _held(world: World, currency: str) -> int:
    lines = world.store.find("balance_transaction", currency=currency)
    return sum(line["net"] for line in lines)


def balances(world: World) -> list[JsonObject]:
    """What the account holds, available or not yet, in each currency."""
    currencies = {line["currency"] for line in world.store.find("balance_transaction")}
    return [{"currency": name, "amount": _held(world, name)} for name in sorted(currencies)]


def arrive(world: World, payout: JsonObject) -> JsonObject:
    """The bank has it; an automatic payout is added up right after."""
    if payout["status"] not in _UNDER_WAY:
        raise StripeRefusal("This payout is not on its way.")
    world.change(payout, status="paid", trace_id={"status": "supported", "value": "SANDBOX"})
    world.emit("payout.paid", payout)
    if payout["automatic"]:
        world.change(payout, reconciliation_status="completed")
        world.emit("payout.reconciliation_completed", payout)
    return payout


def cancel(world: World, payout: JsonObject) -> JsonObject:
    """A payout made by hand is stopped before it is sent."""
    if payout["status"] != "pending" or payout["automatic"]:
        raise StripeRefusal("Only a pending payout that was made by hand can be canceled.")
    line = _came_back(world, payout, kind="payout_cancel", description="STRIPE PAYOUT CANCEL")
    world.change(payout, status="canceled", failure_balance_transaction=line["id"])
    world.emit("payout.canceled", payout)
    return payout


def _came_back(world: World, payout: JsonObject, *, kind: str, description: str) -> JsonObject:
    return make_balance_transaction(
        world,
        amount=payout["amount"],
        fee=0,
        currency=payout["currency"],
        kind=kind,
        category="payout_reversal",
        source=payout["id"],
        description=description,
    )


def _not_paid_out(world: World) -> dict[str, list[JsonObject]]:
    waiting: dict[str, list[JsonObject]] = defaultdict(list)
    rows = world.store.rows(
        "SELECT body FROM objects WHERE kind = 'balance_transaction'"
        " AND json_extract(private, '$.payout') IS NULL ORDER BY seq"
    )
    for row in rows:
        line: JsonObject = json.loads(row["body"])
        waiting[line["currency"]].append(line)
    return waiting


def _pay_out(world: World, currency: str, lines: list[JsonObject], *, holds: bool) -> JsonObject:
    payout = _new_payout(world, currency, sum(line["net"] for line in lines), is_automatic=True)
    world.store.put(payout)
    now = world.now()
    for line in lines:
        world.change(line, status="available", available_on=min(line["available_on"], now))
        world.store.keep_private(line["id"], payout=payout["id"])
    world.store.keep_private(payout["balance_transaction"], payout=payout["id"])
    world.store.keep_private(payout["id"], lines=[line["id"] for line in lines])
    world.emit("payout.created", payout)
    return payout if holds else arrive(world, payout)


def _new_payout(world: World, currency: str, amount: int, *, is_automatic: bool) -> JsonObject:
    payout_id, now = world.new_id("po"), world.now()
    own_line = make_balance_transaction(
        world,
        amount=-amount,
        fee=0,
        currency=currency,
        kind="payout",
        category="payout",
        source=payout_id,
        description="STRIPE PAYOUT",
    )
    return {
        "id": payout_id,
        "object": "payout",
        "amount": amount,
        "application_fee": None,
        "application_fee_amount": None,
        "arrival_date": now - now % 86_400,
        "automatic": is_automatic,
        "balance_transaction": own_line["id"],
        "created": now,
        "currency": currency,
        "description": "STRIPE PAYOUT",
        "destination": "ba_sandbox",
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": {},
        "method": "standard",
        "original_payout": None,
        "payout_method": None,
        "reconciliation_status": "in_progress" if is_automatic else "not_applicable",
        "reversed_by": None,
        "source_type": "card",
        "statement_descriptor": None,
        "status": "in_transit" if is_automatic else "pending",
        "trace_id": {"status": "pending", "value": None},
        "type": "bank_account",
    }


def fail_payout(world: World, payout: JsonObject) -> JsonObject:
    """The bank sends a payout back, perhaps days after it counted as paid."""
    if payout["status"] not in {"paid", *_UNDER_WAY}:
        raise StripeRefusal("Only a payout that is on its way or paid can fail.")
    line = _came_back(world, payout, kind="payout_failure", description="STRIPE PAYOUT FAILURE")
    world.change(
        payout,
        status="failed",
        failure_balance_transaction=line["id"],
        failure_code="account_closed",
        failure_message="The bank account has been closed.",
    )
    world.emit("payout.failed", payout)
    return payout


# --- what else happens on the account -----------------------------------------------------


def charge_fee(world: World, amount: int) -> JsonObject:
    """Stripe charges for one of its products, which is no payment's fee."""
    return make_balance_transaction(
        world,
        amount=-amount,
        fee=0,
        currency=world.config.default_currency,
        kind="stripe_fee",
        category="fee",
        source=None,
        description="Billing - Usage Fee",
    )


def top_up(world: World, amount: int) -> JsonObject:
    """Money from the owner's bank, so that refunds can be paid."""
    return make_balance_transaction(
        world,
        amount=amount,
        fee=0,
        currency=world.config.default_currency,
        kind="topup",
        category="topup",
        source=world.new_id("tu"),
        description="Top-up",
    )


def sell_something_else(world: World, amount: int) -> JsonObject:
    """Another application on the same account is paid: none of our marks are on it."""
    order = Order(
        amount,
        world.config.default_currency,
        metadata={"shop_order": "1207"},
        description="A shirt, sold by another application",
    )
    intent = take_payment(world, order, OUTCOMES["paid"])
    reveal_fee(world, world.get("charge", intent["latest_charge"]))
    return intent


# --- the API ------------------------------------------------------------------------------


@api.post("/v1/payouts")
def create_payout(call: Call) -> JsonObject:
    return pay_out_by_hand(call.world, call.params["currency"].lower(), call.params["amount"])


@api.post("/v1/payouts/{}/cancel")
def cancel_payout(call: Call) -> JsonObject:
    return cancel(call.world, call.world.get("payout", call.id, "payout"))


@api.get("/v1/payouts")
def list_payouts(call: Call) -> JsonObject:
    return page(call, "payout", status=call.params.get("status"))


@api.get("/v1/payouts/{}")
def retrieve_payout(call: Call) -> JsonObject:
    return call.world.get("payout", call.id, "payout")


@api.get("/v1/balance")
def retrieve_balance(call: Call) -> JsonObject:
    now = call.world.now()
    sums: dict[str, dict[str, int]] = {"available": defaultdict(int), "pending": defaultdict(int)}
    for line in call.world.store.find("balance_transaction"):
        side = "available" if line["available_on"] <= now else "pending"
        sums[side][line["currency"]] += line["net"]
        sums["available"][line["currency"]] += 0
        sums["pending"][line["currency"]] += 0
    if not sums["available"]:
        sums = {side: {call.world.config.default_currency: 0} for side in sums}
    return {
        "object": "balance",
        "livemode": False,
        **{
            side: [
                {"amount": amount, "currency": currency, "source_types": {"card": amount}}
                for currency, amount in sorted(amounts.items())
            ]
            for side, amounts in sums.items()
        },
    }
