"""Refunds and disputes: how money goes back, and sometimes returns."""

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

_EVIDENCE = (
    "access_activity_log",
    "billing_address",
    "cancellation_policy",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_communication",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "customer_signature",
    "duplicate_charge_documentation",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "receipt",
    "refund_policy",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "service_documentation",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_documentation",
    "shipping_tracking_number",
    "uncategorized_file",
    "uncategorized_text",
)
_OPEN = {"needs_response", "under_review"}


class DisputeClosed(StripeRefusal):
    """Raised when a dispute has been decided and cannot be changed any more."""

    def __init__(self) -> None:
        super().__init__("This dispute is already closed.")


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


# --- disputes -----------------------------------------------------------------------------


def open_dispute(
    world: World, charge: JsonObject, *, amount: int | None = None, reason: str = "fraudulent"
) -> JsonObject:
    """The cardholder's bank takes the money back, and a fee with it."""
    dispute_id = world.new_id("du")
    taken = amount or charge["amount"]
    line = _adjustment(
        world, charge, dispute_id, amount=-taken, fee=world.config.dispute_fee, category="dispute"
    )
    dispute: JsonObject = {
        "id": dispute_id,
        "object": "dispute",
        "amount": taken,
        "balance_transactions": [line],
        "charge": charge["id"],
        "created": world.now(),
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys(_EVIDENCE), "enhanced_evidence": {}},
        "evidence_details": {
            "due_by": world.now() + 14 * 86_400,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {
            "type": "card",
            "card": {
                "brand": "visa",
                "case_type": "chargeback",
                "network": "visa",
                "network_reason_code": "10.4",
            },
        },
        "reason": reason,
        "status": "needs_response",
    }
    world.store.put(dispute)
    previous = world.change(charge, disputed=True)
    world.emit("charge.dispute.created", dispute)
    world.emit("charge.dispute.funds_withdrawn", dispute)
    if previous:
        world.emit("charge.updated", charge, previous)
    return dispute


def decide_dispute(world: World, dispute: JsonObject, *, won: bool) -> JsonObject:
    """The bank decides. A dispute won gives the amount back, never the fee."""
    if dispute["status"] not in _OPEN:
        raise DisputeClosed
    world.change(dispute, status="won" if won else "lost")
    if won:
        charge = world.get("charge", dispute["charge"])
        line = _adjustment(
            world,
            charge,
            dispute["id"],
            amount=dispute["amount"],
            fee=0,
            category="dispute_reversal",
        )
        world.change(
            dispute,
            balance_transactions=[*dispute["balance_transactions"], line],
            is_charge_refundable=True,
        )
        world.emit("charge.dispute.funds_reinstated", dispute)
    world.emit("charge.dispute.closed", dispute)
    return dispute


def _adjustment(
    world: World, charge: JsonObject, dispute_id: str, *, amount: int, fee: int, category: str
) -> JsonObject:
    return make_balance_transaction(
        world,
        amount=amount,
        fee=fee,
        currency=charge["currency"],
        kind="adjustment",
        category=category,
        source=dispute_id,
        description=f"Chargeback {'withdrawal' if amount < 0 else 'reversal'} for {charge['id']}",
    )


def dispute_charge(world: World, charge: JsonObject) -> JsonObject:
    """What the button does: refuses a charge that cannot be disputed."""
    if charge["status"] != "succeeded" or charge["disputed"]:
        raise StripeRefusal("Only a paid charge that was not disputed before can be disputed.")
    return open_dispute(world, charge)


@api.get("/v1/disputes")
def list_disputes(call: Call) -> JsonObject:
    params = call.params
    return page(
        call, "dispute", charge=params.get("charge"), payment_intent=params.get("payment_intent")
    )


@api.get("/v1/disputes/{}")
def retrieve_dispute(call: Call) -> JsonObject:
    return call.world.get("dispute", call.id, "dispute")


@api.post("/v1/disputes/{}")
def update_dispute(call: Call) -> JsonObject:
    world, params = call.world, call.params
    dispute = world.get("dispute", call.id, "dispute")
    if dispute["status"] not in _OPEN:
        raise DisputeClosed
    changes: dict[str, Any] = {}
    if "metadata" in params:
        changes["metadata"] = merged_metadata(dispute["metadata"], params["metadata"])
    details = dict(dispute["evidence_details"])
    if "evidence" in params:
        changes["evidence"] = {**dispute["evidence"], **params["evidence"]}
        details["has_evidence"] = True
    # Stripe submits unless told otherwise, and only once.
    if params.get("submit", True) and details["has_evidence"]:
        if details["submission_count"]:
            raise StripeRefusal("Evidence has already been submitted for this dispute.")
        details |= {"submission_count": 1, "submission_method": "manual"}
        changes["status"] = "under_review"
    previous = world.change(dispute, **changes, evidence_details=details)
    if previous:
        world.emit("charge.dispute.updated", dispute, previous)
    return dispute


@api.post("/v1/disputes/{}/close")
def close_dispute(call: Call) -> JsonObject:
    """Accepting a dispute is losing it."""
    return decide_dispute(call.world, call.world.get("dispute", call.id, "dispute"), won=False)
