"""Everything a person's button or a test script can make happen, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from admin_app.sandbox import (
    checkout,
    chores,
    currencies,
    disputes,
    invoices,
    payouts,
    refunds,
    subscriptions,
)
from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.outcomes import AUTHENTICATION_REFUSED, OUTCOMES
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World

Wishes = dict[str, Any]


class UnknownWish(StripeRefusal):
    """Raised when a script asks for something with a value that makes no sense."""


def pay_session(world: World, session_id: str, wishes: Wishes) -> JsonObject:
    """Pays in the chosen way; a session that is complete stays as it is."""
    session = world.get("checkout.session", session_id, "session")
    if session["status"] == "complete":
        return session
    outcome = checkout.outcome_named(str(wishes.get("outcome", "paid")))
    kept_email = (session["customer_details"] or {}).get("email")
    email = str(wishes.get("email") or kept_email or "donor@example.org")
    name = str(wishes["name"]) if wishes.get("name") else None
    intent = checkout.pay(world, session, outcome, email=email, name=name)
    world.store.keep_private(session_id, last_intent=intent["id"], payer=[email, name])
    return session


def confirm_session(world: World, session_id: str, wishes: Wishes) -> JsonObject:
    """The bank's confirmation page is answered: approved or not."""
    session = world.get("checkout.session", session_id, "session")
    if session["status"] == "complete":
        return session
    kept = world.store.private(session_id)
    intent = world.store.get(kept.get("last_intent", ""))
    if intent is None or intent["status"] != "requires_action":
        raise UnknownWish("There is nothing to confirm.", status=409)
    outcome = OUTCOMES["paid"] if wishes.get("approved", True) else AUTHENTICATION_REFUSED
    email, name = kept["payer"]
    checkout.pay(world, session, outcome, email=email, name=name)
    return session


def expire_session(world: World, session_id: str, _wishes: Wishes) -> JsonObject:
    session = world.get("checkout.session", session_id, "session")
    checkout.expire(world, session)
    return session


def settle_payment(world: World, intent_id: str, _wishes: Wishes) -> JsonObject:
    chores.finish_debit(world, intent_id, settles=True)
    return world.get("payment_intent", intent_id)


def fail_payment(world: World, intent_id: str, _wishes: Wishes) -> JsonObject:
    chores.finish_debit(world, intent_id, settles=False)
    return world.get("payment_intent", intent_id)


def dispute_payment(world: World, intent_id: str, wishes: Wishes) -> JsonObject:
    """The payer's bank takes all of the payment back, or `amount` of it."""
    return disputes.dispute_charge(world, _charge_of(world, intent_id), amount=_amount(wishes))


def warn_payment(world: World, intent_id: str, wishes: Wishes) -> JsonObject:
    """The payer's bank only asks about the payment, or about `amount` of it."""
    charge = _charge_of(world, intent_id)
    return disputes.dispute_charge(world, charge, amount=_amount(wishes), is_warning=True)


def refund_payment(world: World, intent_id: str, wishes: Wishes) -> JsonObject:
    """Somebody refunds in the dashboard: all that is left, or `amount` of it."""
    return refunds.refund_from_dashboard(world, _charge_of(world, intent_id), _amount(wishes))


def fail_refund(world: World, refund_id: str, _wishes: Wishes) -> JsonObject:
    """The payer's bank sends a refund back."""
    refund = world.get("refund", refund_id)
    refunds.fail_refund(world, refund)
    return refund


def _charge_of(world: World, intent_id: str) -> JsonObject:
    intent = world.get("payment_intent", intent_id)
    if not intent["latest_charge"]:
        raise UnknownWish("This payment has no charge.", status=409)
    return world.get("charge", intent["latest_charge"])


def _amount(wishes: Wishes) -> int | None:
    """A wished amount in minor units; a form sends it as text, and nothing for all of it."""
    wished = wishes.get("amount")
    if wished is None or wished == "":
        return None
    if not str(wished).isascii() or not str(wished).isdigit():
        raise UnknownWish("amount is a whole number of minor units.", param="amount")
    return int(wished)


def win_dispute(world: World, dispute_id: str, _wishes: Wishes) -> JsonObject:
    return disputes.decide_dispute(world, world.get("dispute", dispute_id), won=True)


def lose_dispute(world: World, dispute_id: str, _wishes: Wishes) -> JsonObject:
    return disputes.decide_dispute(world, world.get("dispute", dispute_id), won=False)


def escalate_dispute(world: World, dispute_id: str, _wishes: Wishes) -> JsonObject:
    return disputes.escalate(world, world.get("dispute", dispute_id))


def close_warning(world: World, dispute_id: str, _wishes: Wishes) -> JsonObject:
    dispute = world.get("dispute", dispute_id)
    return disputes.end_warning(world, dispute, status="warning_closed")


def prevent_dispute(world: World, dispute_id: str, _wishes: Wishes) -> JsonObject:
    return disputes.end_warning(world, world.get("dispute", dispute_id), status="prevented")


def appeal_dispute(world: World, dispute_id: str, _wishes: Wishes) -> JsonObject:
    return disputes.appeal(world, world.get("dispute", dispute_id))


def advance_subscription(world: World, subscription_id: str, wishes: Wishes) -> JsonObject:
    """Lets one or more billing periods pass."""
    subscription = world.get("subscription", subscription_id)
    months = wishes.get("months", 1)
    if not isinstance(months, int) or not 1 <= months <= 120:
        raise UnknownWish("months is a number from 1 to 120.", param="months")
    for _ in range(months):
        if subscription["status"] == "canceled" and _ > 0:
            break
        subscriptions.advance(
            world, subscription, payment_fails=bool(wishes.get("payment_fails", False))
        )
    return subscription


def fail_next_renewal(world: World, subscription_id: str, _wishes: Wishes) -> JsonObject:
    subscription = world.get("subscription", subscription_id)
    subscriptions.fail_next_renewal(world, subscription)
    return subscription


def pay_invoice(world: World, invoice_id: str, wishes: Wishes) -> JsonObject:
    """Pays an open invoice on its hosted page; a paid one stays as it is."""
    invoice = world.get("invoice", invoice_id, "invoice")
    if invoice["status"] == "paid":
        return invoice
    demand = invoices.invoice_payment_of(world, invoice) if invoice["number"] else None
    waiting = world.store.get(demand["payment"]["payment_intent"] or "") if demand else None
    if waiting and waiting["status"] == "processing":
        raise UnknownWish("A bank debit for this invoice is on its way.", status=409)
    outcome = checkout.outcome_named(str(wishes.get("outcome", "paid")))
    if outcome.result == "requires_action":
        outcome = OUTCOMES["paid"]
    intent = invoices.collect(world, invoice, outcome)
    parent = invoice["parent"] or {}
    details = parent.get("subscription_details")
    if details and intent["status"] == "succeeded":
        subscriptions.reactivate(world, world.get("subscription", details["subscription"]))
    world.store.keep_private(invoice_id, last_intent=intent["id"])
    return world.get("invoice", invoice_id)


def pay_out(world: World, currency: str, wishes: Wishes) -> JsonObject:
    """Pays everything out; with an `amount` (minor units) as a person does, `hold` keeps it on its way."""
    if "amount" in wishes:
        return payouts.pay_out_by_hand(world, currency, _minor(wishes["amount"]))
    only = None if currency in {"", "now"} else currency
    return {"payouts": payouts.pay_out(world, only, holds=bool(wishes.get("hold", False)))}


def arrive(world: World, payout_id: str, _wishes: Wishes) -> JsonObject:
    return payouts.arrive(world, world.get("payout", payout_id, "payout"))


def cancel_payout(world: World, payout_id: str, _wishes: Wishes) -> JsonObject:
    return payouts.cancel(world, world.get("payout", payout_id, "payout"))


def charge_fee(world: World, amount: str, _wishes: Wishes) -> JsonObject:
    return payouts.charge_fee(world, _minor(amount))


def top_up(world: World, amount: str, _wishes: Wishes) -> JsonObject:
    return payouts.top_up(world, _minor(amount))


def sell_something_else(world: World, amount: str, _wishes: Wishes) -> JsonObject:
    return payouts.sell_something_else(world, _minor(amount))


def exchange_at(world: World, currency: str, wishes: Wishes) -> JsonObject:
    """From now on a currency is exchanged into the account's own; without a rate no longer."""
    return {"rates": currencies.exchange_at(world, currency, str(wishes.get("rate", "")))}


def _minor(amount: object) -> int:
    text = str(amount)
    if not text.isdecimal() or not 0 < int(text) < 10**12:
        raise UnknownWish("An amount is a positive whole number of minor units.", param="amount")
    return int(text)


def fail_payout(world: World, payout_id: str, _wishes: Wishes) -> JsonObject:
    return payouts.fail_payout(world, world.get("payout", payout_id, "payout"))


def resend_event(world: World, event_id: str, wishes: Wishes) -> JsonObject:
    """Delivers an event once more to every endpoint, if wished with a wrong secret."""
    event = world.get("event", event_id)
    for endpoint in world.store.find("webhook_endpoint"):
        world.plan_delivery(
            event_id, endpoint["id"], wrong_secret=bool(wishes.get("wrong_secret", False))
        )
    return event


def run_waiting(world: World, kind: str, _wishes: Wishes) -> JsonObject:
    """Does at once what would happen later: `fees`, `refunds`, `debits` or `everything`."""
    names = {
        "fees": ("reveal_fee",),
        "refunds": ("fail_refund", "settle_refund"),
        "debits": ("finish_debit",),
        "everything": chores.IMPATIENT,
    }
    if kind not in names:
        raise UnknownWish(f"There is nothing waiting named {kind}.", status=404)
    return {"done": chores.run_now(world, *names[kind])}


def clear_violations(world: World, _name: str, _wishes: Wishes) -> JsonObject:
    world.store.write("DELETE FROM violations")
    return {"violations": []}


Action = Callable[[World, str, Wishes], JsonObject]

ACTIONS: dict[tuple[str, str], Action] = {
    ("sessions", "pay"): pay_session,
    ("sessions", "confirm"): confirm_session,
    ("sessions", "expire"): expire_session,
    ("payments", "settle"): settle_payment,
    ("payments", "fail"): fail_payment,
    ("payments", "dispute"): dispute_payment,
    ("payments", "warn"): warn_payment,
    ("payments", "refund"): refund_payment,
    ("refunds", "fail"): fail_refund,
    ("disputes", "escalate"): escalate_dispute,
    ("disputes", "close_warning"): close_warning,
    ("disputes", "prevent"): prevent_dispute,
    ("disputes", "appeal"): appeal_dispute,
    ("disputes", "win"): win_dispute,
    ("disputes", "lose"): lose_dispute,
    ("subscriptions", "advance"): advance_subscription,
    ("subscriptions", "fail_next"): fail_next_renewal,
    ("invoices", "pay"): pay_invoice,
    ("payouts", "pay_out"): pay_out,
    ("payouts", "arrive"): arrive,
    ("payouts", "cancel"): cancel_payout,
    ("payouts", "fail"): fail_payout,
    ("account", "charge_fee"): charge_fee,
    ("account", "top_up"): top_up,
    ("account", "sell_something_else"): sell_something_else,
    ("account", "exchange_at"): exchange_at,
    ("events", "resend"): resend_event,
    ("waiting", "run"): run_waiting,
    ("violations", "clear"): clear_violations,
}


def act(world: World, kind: str, name: str, subject: str, wishes: Wishes) -> JsonObject:
    """Runs one action in a transaction of its own."""
    action = ACTIONS.get((kind, name))
    if action is None:
        raise UnknownWish(f"The sandbox has no action {kind}/{name}.", status=404)
    with world.store.transaction():
        return action(world, subject, wishes)
