"""Disputes: the cardholder's bank asks, takes the money back, and decides."""

from __future__ import annotations

from typing import Any

from admin_app.sandbox.catalogue import merged_metadata
from admin_app.sandbox.errors import StripeRefusal
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
_WARNING = {"warning_needs_response", "warning_under_review"}
_OPEN = {"needs_response", "under_review"}
_APPEALED = {"appeal_needs_response", "appeal_under_review"}
_REVIEWED = {
    "needs_response": "under_review",
    "warning_needs_response": "warning_under_review",
    "appeal_needs_response": "appeal_under_review",
}
"""What becomes of a status when evidence is sent in."""


class DisputeClosed(StripeRefusal):
    """Raised when a dispute has been decided and cannot be changed any more."""

    def __init__(self) -> None:
        super().__init__("This dispute is already closed.")


def open_dispute(
    world: World, charge: JsonObject, *, amount: int | None = None, reason: str = "fraudulent"
) -> JsonObject:
    """The cardholder's bank takes the money back, and a fee with it."""
    dispute = _dispute(world, charge, amount=amount, reason=reason, status="needs_response")
    world.store.put(dispute)
    world.emit("charge.dispute.created", dispute)
    _withdraw(world, dispute, charge)
    return dispute


def open_warning(world: World, charge: JsonObject, *, amount: int | None = None) -> JsonObject:
    """The cardholder's bank only asks: no money moves, and the charge can still be refunded."""
    status = "warning_needs_response"
    dispute = _dispute(world, charge, amount=amount, reason="general", status=status)
    dispute["is_charge_refundable"] = True
    dispute["payment_method_details"]["card"]["case_type"] = "inquiry"
    world.store.put(dispute)
    world.emit("charge.dispute.created", dispute)
    return dispute


def escalate(world: World, dispute: JsonObject) -> JsonObject:
    """The bank was not content with the answer to its warning, and takes the money."""
    if dispute["status"] not in _WARNING:
        raise DisputeClosed
    details = {**dispute["payment_method_details"]}
    details["card"] = {**details["card"], "case_type": "chargeback"}
    previous = world.change(
        dispute,
        status="needs_response",
        is_charge_refundable=False,
        payment_method_details=details,
    )
    world.emit("charge.dispute.updated", dispute, previous)
    _withdraw(world, dispute, world.get("charge", dispute["charge"]))
    return dispute


def end_warning(world: World, dispute: JsonObject, *, status: str) -> JsonObject:
    """A warning ends without consequence: closed by time, or prevented by an early refund."""
    if dispute["status"] not in _WARNING:
        raise DisputeClosed
    world.change(dispute, status=status)
    world.emit("charge.dispute.closed", dispute)
    return dispute


def appeal(world: World, dispute: JsonObject) -> JsonObject:
    """A lost dispute goes to the card network once more."""
    if dispute["status"] != "lost":
        raise StripeRefusal("Only a lost dispute can be appealed.")
    previous = world.change(dispute, status="appeal_under_review")
    world.emit("charge.dispute.updated", dispute, previous)
    return dispute


def _withdraw(world: World, dispute: JsonObject, charge: JsonObject) -> None:
    line = _adjustment(
        world,
        charge,
        dispute["id"],
        amount=-dispute["amount"],
        fee=world.config.dispute_fee,
        category="dispute",
    )
    world.change(dispute, balance_transactions=[*dispute["balance_transactions"], line])
    previous = world.change(charge, disputed=True)
    world.emit("charge.dispute.funds_withdrawn", dispute)
    if previous:
        world.emit("charge.updated", charge, previous)


def _dispute(
    world: World, charge: JsonObject, *, amount: int | None, reason: str, status: str
) -> JsonObject:
    taken = charge["amount"] if amount is None else amount
    if not 1 <= taken <= charge["amount"]:
        raise StripeRefusal("amount is at least 1 and at most the charge.", param="amount")
    return {
        "id": world.new_id("du"),
        "object": "dispute",
        "amount": taken,
        "balance_transactions": [],
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
        "status": status,
    }


def decide_dispute(world: World, dispute: JsonObject, *, won: bool) -> JsonObject:
    """The bank decides. A dispute won gives the amount back, never the fee."""
    if dispute["status"] not in _OPEN | _APPEALED:
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


def dispute_charge(
    world: World, charge: JsonObject, *, amount: int | None = None, is_warning: bool = False
) -> JsonObject:
    """What the button does: refuses a charge that cannot be disputed."""
    known = world.store.find("dispute", charge=charge["id"])
    if charge["status"] != "succeeded" or charge["disputed"] or known:
        raise StripeRefusal("Only a paid charge that was not disputed before can be disputed.")
    if is_warning:
        return open_warning(world, charge, amount=amount)
    return open_dispute(world, charge, amount=amount)


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
    if dispute["status"] not in _OPEN | _WARNING | _APPEALED:
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
        changes["status"] = _REVIEWED.get(dispute["status"], dispute["status"])
    previous = world.change(dispute, **changes, evidence_details=details)
    if previous:
        world.emit("charge.dispute.updated", dispute, previous)
    return dispute


@api.post("/v1/disputes/{}/close")
def close_dispute(call: Call) -> JsonObject:
    """Accepting a dispute is losing it."""
    return decide_dispute(call.world, call.world.get("dispute", call.id, "dispute"), won=False)
