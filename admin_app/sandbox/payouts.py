"""Payouts to the bank and what is on the account."""

from __future__ import annotations

import json
from collections import defaultdict

from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.payments import make_balance_transaction
from admin_app.sandbox.routes import Api, Call, page
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World

api = Api()

_NEVER_PAID_OUT = {"payout", "payout_failure"}


def pay_out(world: World, currency: str | None = None) -> list[JsonObject]:
    """Sends everything on the account to the bank, one payout per currency."""
    waiting = _not_paid_out(world)
    currencies = [currency] if currency else sorted(waiting)
    payouts = [_pay_out(world, name, waiting[name]) for name in currencies if waiting.get(name)]
    if not payouts:
        raise StripeRefusal("There is nothing to pay out.", code="balance_insufficient")
    return payouts


def _not_paid_out(world: World) -> dict[str, list[JsonObject]]:
    waiting: dict[str, list[JsonObject]] = defaultdict(list)
    rows = world.store.rows(
        "SELECT body FROM objects WHERE kind = 'balance_transaction'"
        " AND json_extract(private, '$.payout') IS NULL ORDER BY seq"
    )
    for row in rows:
        line: JsonObject = json.loads(row["body"])
        if line["type"] not in _NEVER_PAID_OUT:
            waiting[line["currency"]].append(line)
    return waiting


def _pay_out(world: World, currency: str, lines: list[JsonObject]) -> JsonObject:
    amount, payout_id, now = sum(line["net"] for line in lines), world.new_id("po"), world.now()
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
    payout: JsonObject = {
        "id": payout_id,
        "object": "payout",
        "amount": amount,
        "application_fee": None,
        "application_fee_amount": None,
        "arrival_date": now - now % 86_400,
        "automatic": True,
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
        "reconciliation_status": "in_progress",
        "reversed_by": None,
        "source_type": "card",
        "statement_descriptor": None,
        "status": "in_transit",
        "trace_id": {"status": "pending", "value": None},
        "type": "bank_account",
    }
    world.store.put(payout)
    for line in lines:
        world.change(line, status="available", available_on=min(line["available_on"], now))
        world.store.keep_private(line["id"], payout=payout_id)
    world.store.keep_private(payout_id, lines=[line["id"] for line in lines])
    world.emit("payout.created", payout)
    world.change(payout, status="paid", trace_id={"status": "supported", "value": "SANDBOX"})
    world.emit("payout.paid", payout)
    world.change(payout, reconciliation_status="completed")
    world.emit("payout.reconciliation_completed", payout)
    return payout


def fail_payout(world: World, payout: JsonObject) -> JsonObject:
    """The bank sends a payout back some days after it counted as paid."""
    if payout["status"] != "paid":
        raise StripeRefusal("Only a paid payout can fail.")
    line = make_balance_transaction(
        world,
        amount=payout["amount"],
        fee=0,
        currency=payout["currency"],
        kind="payout_failure",
        category="payout_reversal",
        source=payout["id"],
        description="STRIPE PAYOUT FAILURE",
    )
    world.change(
        payout,
        status="failed",
        failure_balance_transaction=line["id"],
        failure_code="account_closed",
        failure_message="The bank account has been closed.",
    )
    world.emit("payout.failed", payout)
    return payout


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
