"""Refunds: how money goes back, and sometimes returns."""

from __future__ import annotations

from typing import Any

from admin_app.sandbox.catalogue import merged_metadata
from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.outcomes import OUTCOMES
from admin_app.sandbox.payments import make_balance_transaction
from admin_app.sandbox.routes import Api, Call, page
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World

api = Api()

# --- refunds ------------------------------------------------------------------------------


@api.post("/v1/refunds")
def create_refund(call: Call) -> JsonObject:
    charge = _charge_to_refund(call)
    left = charge["amount"] - charge["amount_refunded"]
    amount = call.params.get("amount", left)
    if charge["refunded"] or left == 0:
        raise StripeRefusal(
            f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded"
        )
    if amount < 1:
        raise StripeRefusal(
            "Invalid positive integer", code="parameter_invalid_integer", param="amount"
        )
    if amount > left:
        raise StripeRefusal(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
            param="amount",
        )
    return _refund(call.world, charge, amount, call.params)


def _charge_to_refund(call: Call) -> JsonObject:
    world, params = call.world, call.params
    if ("charge" in params) == ("payment_intent" in params):
        raise StripeRefusal(
            "One of the following params should be provided: charge, payment_intent"
        )
    if "charge" in params:
        charge = world.get("charge", params["charge"], "charge")
    else:
        intent = world.get("payment_intent", params["payment_intent"], "payment_intent")
        if not intent["latest_charge"]:
            raise StripeRefusal(
                f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
                param="payment_intent",
            )
        charge = world.get("charge", intent["latest_charge"])
    if charge["status"] != "succeeded":
        raise StripeRefusal(f"Charge {charge['id']} has not been paid and cannot be refunded.")
    disputes = world.store.find("dispute", charge=charge["id"])
    if any(not dispute["is_charge_refundable"] for dispute in disputes):
        raise StripeRefusal(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.",
            code="charge_disputed",
        )
    return charge


def _refund(world: World, charge: JsonObject, amount: int, asked: dict[str, Any]) -> JsonObject:
    by_card = charge["payment_method_details"]["type"] == "card"
    refund_id = world.new_id("re")
    line = make_balance_transaction(
        world,
        amount=-amount,
        fee=0,
        currency=charge["currency"],
        kind="refund" if by_card else "payment_refund",
        category="refund",
        source=refund_id,
        description=f"REFUND FOR CHARGE ({charge['description'] or charge['id']})",
    )
    refund: JsonObject = {
        "id": refund_id,
        "object": "refund",
        "amount": amount,
        "balance_transaction": line["id"],
        "charge": charge["id"],
        "created": world.now(),
        "currency": charge["currency"],
        "destination_details": {
            "type": "card",
            "card": {
                "reference_status": "pending",
                "reference_type": "acquirer_reference_number",
                "type": "refund",
            },
        }
        if by_card
        else {"type": "us_bank_transfer", "us_bank_transfer": {}},
        "failure_reason": None,
        "metadata": merged_metadata({}, asked.get("metadata")),
        "payment_intent": charge["payment_intent"],
        "reason": asked.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded" if by_card else "pending",
        "transfer_reversal": None,
    }
    if not by_card:
        refund["pending_reason"] = "processing"
    world.store.put(refund)
    refunded = charge["amount_refunded"] + amount
    previous = world.change(charge, amount_refunded=refunded, refunded=refunded == charge["amount"])
    world.emit("refund.created", refund)
    world.emit("charge.refunded", charge, previous)
    outcome = OUTCOMES[world.store.private(charge["id"])["outcome"]]
    if outcome.refund_fails:
        world.later(world.config.refund_delay, "fail_refund", refund_id)
    elif not by_card:
        world.later(world.config.refund_delay, "settle_refund", refund_id)
    return refund


def settle_refund(world: World, refund: JsonObject) -> None:
    if refund["status"] == "pending":
        previous = world.change(refund, status="succeeded", pending_reason=None)
        world.emit("refund.updated", refund, previous)


def fail_refund(world: World, refund: JsonObject) -> None:
    """The receiving bank sends the money back to us; the payment counts as not refunded."""
    if refund["status"] not in {"succeeded", "pending"}:
        return
    line = make_balance_transaction(
        world,
        amount=refund["amount"],
        fee=0,
        currency=refund["currency"],
        kind="refund_failure",
        category="refund_failure",
        source=refund["id"],
        description="REFUND FAILURE",
    )
    previous = {"status": refund["status"], "failure_reason": None}
    refund |= {
        "status": "failed",
        "failure_reason": "expired_or_canceled_card",
        "failure_balance_transaction": line["id"],
    }
    world.store.put(refund)
    charge = world.get("charge", refund["charge"])
    before = world.change(
        charge, amount_refunded=charge["amount_refunded"] - refund["amount"], refunded=False
    )
    world.emit("refund.updated", refund, previous)
    world.emit("refund.failed", refund)
    world.emit("charge.updated", charge, before)


@api.get("/v1/refunds")
def list_refunds(call: Call) -> JsonObject:
    params = call.params
    return page(
        call, "refund", charge=params.get("charge"), payment_intent=params.get("payment_intent")
    )


@api.get("/v1/refunds/{}")
def retrieve_refund(call: Call) -> JsonObject:
    return call.world.get("refund", call.id, "refund")


@api.post("/v1/refunds/{}")
def update_refund(call: Call) -> JsonObject:
    refund = call.world.get("refund", call.id, "refund")
    metadata = merged_metadata(refund["metadata"], call.params.get("metadata"))
    previous = call.world.change(refund, metadata=metadata)
    if previous:
        call.world.emit("refund.updated", refund, previous)
    return refund


def refund_from_dashboard(world: World, charge: JsonObject, amount: int | None) -> JsonObject:
    """What somebody does in the processor's own dashboard: no key, no metadata of ours."""
    left = charge["amount"] - charge["amount_refunded"]
    if charge["status"] != "succeeded" or left == 0:
        raise StripeRefusal("Nothing is left of this payment to give back.")
    disputes = world.store.find("dispute", charge=charge["id"])
    if any(not dispute["is_charge_refundable"] for dispute in disputes):
        raise StripeRefusal("A disputed payment cannot be refunded.", code="charge_disputed")
    if amount is not None and not 1 <= amount <= left:
        raise StripeRefusal("amount is at least 1 and at most what is left.", param="amount")
    return _refund(world, charge, amount or left, {"reason": "requested_by_customer"})
