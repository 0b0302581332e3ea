"""What happens later by itself: fees, failing refunds, bank debits, sessions that expire."""

from __future__ import annotations

import time
from collections.abc import Callable

from admin_app.sandbox import checkout, disputes, invoices, payments, refunds, subscriptions
from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.outcomes import OUTCOMES
from admin_app.sandbox.world import World


class NotPending(StripeRefusal):
    """Raised when a bank debit is to be settled or failed that is not pending."""

    def __init__(self, intent_id: str) -> None:
        super().__init__(f"The payment {intent_id} is not a pending bank debit.", status=409)


def finish_debit(world: World, intent_id: str, *, settles: bool | None = None) -> None:
    """A pending bank debit ends: as its account number says, unless told how."""
    intent = world.get("payment_intent", intent_id)
    if intent["status"] != "processing":
        raise NotPending(intent_id)
    world.forget_chore("finish_debit", intent_id)
    if settles is None:
        charge = world.store.private(intent["latest_charge"])
        settles = not OUTCOMES[charge["outcome"]].debit_fails
    links = world.store.private(intent_id)
    if settles:
        payments.settle_debit(world, intent)
    else:
        payments.fail_debit(world, intent)
    if "invoice" in links:
        _finish_invoice(world, links["invoice"], settled=settles)
    if "session" in links:
        session = world.get("checkout.session", links["session"])
        if settles:
            checkout.debit_settled(world, session)
        else:
            checkout.debit_failed(world, session)


def _finish_invoice(world: World, invoice_id: str, *, settled: bool) -> None:
    invoice = world.get("invoice", invoice_id)
    parent = invoice["parent"] or {}
    subscription_id = (parent.get("subscription_details") or {}).get("subscription")
    if settled:
        invoices.settle_invoice(world, invoice)
    else:
        invoices.fail_invoice(world, invoice)
    if subscription_id:
        subscription = world.get("subscription", subscription_id)
        if subscription["status"] == "canceled":
            return
        if settled:
            subscriptions.reactivate(world, subscription)
        else:
            subscriptions.fall_behind(world, subscription)


def _reveal_fee(world: World, charge_id: str) -> None:
    charge = world.get("charge", charge_id)
    payments.reveal_fee(world, charge)
    outcome = OUTCOMES[world.store.private(charge_id)["outcome"]]
    if outcome.disputed and not charge["disputed"]:
        disputes.open_dispute(world, charge)


def _fail_refund(world: World, refund_id: str) -> None:
    refunds.fail_refund(world, world.get("refund", refund_id))


def _settle_refund(world: World, refund_id: str) -> None:
    refunds.settle_refund(world, world.get("refund", refund_id))


def _expire_session(world: World, session_id: str) -> None:
    session = world.get("checkout.session", session_id)
    if session["status"] == "open":
        checkout.expire(world, session)


def _finish_debit(world: World, intent_id: str) -> None:
    if world.get("payment_intent", intent_id)["status"] == "processing":
        finish_debit(world, intent_id)


CHORES: dict[str, Callable[[World, str], None]] = {
    "reveal_fee": _reveal_fee,
    "fail_refund": _fail_refund,
    "settle_refund": _settle_refund,
    "expire_session": _expire_session,
    "finish_debit": _finish_debit,
}
IMPATIENT = ("reveal_fee", "fail_refund", "settle_refund")


def run_due(world: World) -> int:
    """Does what is due by now and says how much that was."""
    return _run(world, "due_at <= ?", time.time())


def run_now(world: World, *names: str) -> int:
    """Does the named kinds of work without waiting for their time."""
    marks = ", ".join("?" for _ in names)
    return _run(world, f"name IN ({marks})", *names)


def _run(world: World, condition: str, *values: object) -> int:
    done = 0
    with world.store.transaction():
        sql = f"SELECT * FROM chores WHERE {condition} ORDER BY due_at, id"  # noqa: S608 - our own fragments
        for chore in world.store.rows(sql, *values):
            world.store.write("DELETE FROM chores WHERE id = ?", chore["id"])
            if world.store.get(chore["object_id"]) is not None:
                CHORES[chore["name"]](world, chore["object_id"])
                done += 1
    return done
