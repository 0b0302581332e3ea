"""Subscriptions and their clock: a month passes when somebody says so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from dateutil.relativedelta import relativedelta

from admin_app.sandbox.blanks import SUBSCRIPTION, blank
from admin_app.sandbox.catalogue import merged_metadata, price_from_inline
from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.invoices import add_line, collect, finalize, make_invoice
from admin_app.sandbox.outcomes import OUTCOMES, Outcome
from admin_app.sandbox.routes import Api, Call, listing, page
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World

api = Api()

_LAST_ATTEMPT = 4


class SubscriptionEnded(StripeRefusal):
    """Raised when a cancelled subscription is to be changed."""

    def __init__(self, subscription: JsonObject) -> None:
        super().__init__(
            f"No such subscription: '{subscription['id']}' (it is canceled)",
            status=404,
            code="resource_missing",
            param="id",
        )


# --- building -----------------------------------------------------------------------------


def make_subscription(
    world: World,
    customer: str,
    prices: list[tuple[JsonObject, int]],
    *,
    method: str | None,
    description: str | None = None,
    metadata: dict[str, str] | None = None,
) -> JsonObject:
    """An active subscription whose first period starts now."""
    subscription_id, now = world.new_id("sub"), world.now()
    rows = [_make_item(world, subscription_id, price, quantity, now) for price, quantity in prices]
    subscription: JsonObject = {
        **blank(SUBSCRIPTION),
        "id": subscription_id,
        "billing_cycle_anchor": now,
        "created": now,
        "currency": prices[0][0]["currency"],
        "customer": customer,
        "default_payment_method": method,
        "description": description,
        "items": listing(f"/v1/subscription_items?subscription={subscription_id}", rows),
        "metadata": metadata or {},
        "start_date": now,
    }
    world.store.put(subscription)
    return subscription


def _make_item(
    world: World, subscription: str, price: JsonObject, quantity: int, now: int
) -> JsonObject:
    entry_id = world.new_id("si")
    entry: JsonObject = {
        "id": entry_id,
        "object": "subscription_item",
        "billing_thresholds": None,
        "created": now,
        "current_period_end": _period_end(now, price, 1),
        "current_period_start": now,
        "discounts": [],
        "metadata": {},
        "plan": _plan_of(price),
        "price": price,
        "quantity": quantity,
        "subscription": subscription,
        "tax_rates": [],
    }
    return entry


def _plan_of(price: JsonObject) -> JsonObject:
    recurring = price["recurring"]
    return {
        "id": price["id"],
        "object": "plan",
        "active": price["active"],
        "amount": price["unit_amount"],
        "amount_decimal": str(price["unit_amount"]),
        "billing_scheme": "per_unit",
        "created": price["created"],
        "currency": price["currency"],
        "interval": recurring["interval"],
        "interval_count": recurring["interval_count"],
        "livemode": False,
        "metadata": price["metadata"],
        "meter": None,
        "nickname": price["nickname"],
        "product": price["product"],
        "tiers_mode": None,
        "transform_usage": None,
        "trial_period_days": None,
        "usage_type": "licensed",
    }


def _period_end(anchor: int, price: JsonObject, cycles: int) -> int:
    """Counted from the anchor, so that the 31st comes back after a short month."""
    recurring = price["recurring"]
    span = recurring["interval_count"] * cycles
    # relativedelta's keyword is the plural of Stripe's word.
    step = relativedelta(**{f"{recurring['interval']}s": span})
    return int((datetime.fromtimestamp(anchor, UTC) + step).timestamp())


def bill(world: World, subscription: JsonObject, reason: str) -> JsonObject:
    """The invoice of the current period, finalised and open."""
    customer = world.get("customer", subscription["customer"])
    first = subscription["items"]["data"][0]
    invoice = make_invoice(
        world,
        customer,
        auto_advance=True,
        billing_reason=reason,
        currency=subscription["currency"],
        period_start=first["current_period_start"],
        period_end=first["current_period_end"],
        parent={
            "type": "subscription_details",
            "quote_details": None,
            "subscription_details": {
                "subscription": subscription["id"],
                "metadata": dict(subscription["metadata"]),
            },
        },
    )
    for entry in subscription["items"]["data"]:
        product = world.get("product", entry["price"]["product"])
        add_line(
            world,
            invoice,
            amount=entry["price"]["unit_amount"] * entry["quantity"],
            description=f"{entry['quantity']} × {product['name']}",
            parent=_line_parent(subscription, entry),
            period={"start": entry["current_period_start"], "end": entry["current_period_end"]},
            price=entry["price"],
            quantity=entry["quantity"],
            metadata=dict(subscription["metadata"]),
            subscription=subscription["id"],
        )
    world.emit("invoice.created", invoice)
    finalize(world, invoice)
    world.change(subscription, latest_invoice=invoice["id"])
    return invoice


def _line_parent(subscription: JsonObject, entry: JsonObject) -> JsonObject:
    return {
        "type": "subscription_item_details",
        "invoice_item_details": None,
        "subscription_item_details": {
            "invoice_item": None,
            "proration": False,
            "proration_details": {"credited_items": None},
            "subscription": subscription["id"],
            "subscription_item": entry["id"],
        },
    }


# --- the clock ----------------------------------------------------------------------------


def advance(world: World, subscription: JsonObject, *, payment_fails: bool = False) -> JsonObject:
    """One period passes: a renewal, another attempt for a failed one, or the agreed end."""
    if subscription["status"] == "canceled":
        raise SubscriptionEnded(subscription)
    payment_fails = payment_fails or world.store.private(subscription["id"]).get("fails", False)
    world.store.keep_private(subscription["id"], fails=False)
    outcome = _renewal_outcome(world, subscription, payment_fails=payment_fails)
    if subscription["status"] == "past_due":
        _try_again(world, subscription, outcome)
    elif subscription["cancel_at_period_end"]:
        end(world, subscription)
    else:
        _renew(world, subscription, outcome)
    return subscription


def fail_next_renewal(world: World, subscription: JsonObject) -> None:
    world.store.keep_private(subscription["id"], fails=True)


def _renewal_outcome(world: World, subscription: JsonObject, *, payment_fails: bool) -> Outcome:
    method = subscription["default_payment_method"]
    outcome = OUTCOMES[world.store.private(method)["outcome"]] if method else OUTCOMES["declined"]
    if payment_fails:
        return OUTCOMES["debit_fails" if outcome.result == "processing" else "insufficient_funds"]
    return OUTCOMES["paid"] if outcome.result == "requires_action" else outcome


def _renew(world: World, subscription: JsonObject, outcome: Outcome) -> None:
    previous_items = subscription["items"]
    cycles = int(world.store.private(subscription["id"]).get("cycles", 1)) + 1
    anchor = subscription["billing_cycle_anchor"]
    rows = [
        {
            **entry,
            "current_period_start": entry["current_period_end"],
            "current_period_end": _period_end(anchor, entry["price"], cycles),
        }
        for entry in previous_items["data"]
    ]
    previous_invoice = subscription["latest_invoice"]
    world.change(subscription, items=listing(previous_items["url"], rows))
    world.store.keep_private(subscription["id"], cycles=cycles)
    invoice = bill(world, subscription, "subscription_cycle")
    previous: JsonObject = {"items": previous_items, "latest_invoice": previous_invoice}
    intent = collect(world, invoice, outcome, method=_method(world, subscription))
    if intent["status"] == "requires_payment_method":
        previous |= world.change(subscription, status="past_due")
    world.emit("customer.subscription.updated", subscription, previous)


def _try_again(world: World, subscription: JsonObject, outcome: Outcome) -> None:
    invoice = world.get("invoice", subscription["latest_invoice"])
    if invoice["status"] != "open":
        reactivate(world, subscription)
        return
    intent = collect(world, invoice, outcome, method=_method(world, subscription))
    if intent["status"] == "succeeded":
        reactivate(world, subscription)
    elif invoice["attempt_count"] >= _LAST_ATTEMPT:
        end(world, subscription, reason="payment_failed")


def reactivate(world: World, subscription: JsonObject) -> None:
    """A subscription that was behind is paid up again."""
    previous = world.change(subscription, status="active")
    if previous:
        world.emit("customer.subscription.updated", subscription, previous)


def fall_behind(world: World, subscription: JsonObject) -> None:
    previous = world.change(subscription, status="past_due")
    if previous:
        world.emit("customer.subscription.updated", subscription, previous)


def _method(world: World, subscription: JsonObject) -> JsonObject | None:
    method = subscription["default_payment_method"]
    return world.get("payment_method", method) if method else None


def end(world: World, subscription: JsonObject, *, reason: str = "cancellation_requested") -> None:
    """The subscription is over."""
    now = world.now()
    world.change(
        subscription,
        status="canceled",
        ended_at=now,
        canceled_at=subscription["canceled_at"] or now,
        cancellation_details={**subscription["cancellation_details"], "reason": reason},
    )
    world.emit("customer.subscription.deleted", subscription)


def plan_end(world: World, subscription: JsonObject, *, at_period_end: bool) -> None:
    """Cancels at the end of the paid period, or takes such a plan back."""
    if subscription["status"] == "canceled":
        raise SubscriptionEnded(subscription)
    period_end = subscription["items"]["data"][0]["current_period_end"]
    details = {
        **subscription["cancellation_details"],
        "reason": "cancellation_requested" if at_period_end else None,
    }
    previous = world.change(
        subscription,
        cancel_at_period_end=at_period_end,
        cancel_at=period_end if at_period_end else None,
        canceled_at=world.now() if at_period_end else None,
        cancellation_details=details,
    )
    if previous:
        world.emit("customer.subscription.updated", subscription, previous)


# --- the API ------------------------------------------------------------------------------


@api.get("/v1/subscriptions")
def list_subscriptions(call: Call) -> JsonObject:
    params = call.params
    status = params.get("status")
    return page(
        call,
        "subscription",
        customer=params.get("customer"),
        status=None if status in (None, "all", "ended") else status,
    )


@api.get("/v1/subscriptions/{}")
def retrieve_subscription(call: Call) -> JsonObject:
    return call.world.get("subscription", call.id)


@api.post("/v1/subscriptions/{}")
def update_subscription(call: Call) -> JsonObject:
    world, params = call.world, call.params
    subscription = world.get("subscription", call.id)
    if subscription["status"] == "canceled":
        raise SubscriptionEnded(subscription)
    changes: dict[str, Any] = {}
    if "items" in params:
        changes["items"] = _changed_items(world, subscription, params["items"])
    if "metadata" in params:
        changes["metadata"] = merged_metadata(subscription["metadata"], params["metadata"])
    if "description" in params:
        changes["description"] = params["description"] or None
    if "default_payment_method" in params:
        method = params["default_payment_method"] or None
        if method:
            world.get("payment_method", method, "default_payment_method")
        changes["default_payment_method"] = method
    previous = world.change(subscription, **changes)
    if previous:
        world.emit("customer.subscription.updated", subscription, previous)
    if "cancel_at_period_end" in params:
        plan_end(world, subscription, at_period_end=params["cancel_at_period_end"])
    return subscription


def _changed_items(world: World, subscription: JsonObject, asked: list[JsonObject]) -> JsonObject:
    rows = [dict(entry) for entry in subscription["items"]["data"]]
    for position, change in enumerate(asked):
        known = [entry for entry in rows if entry["id"] == change.get("id")]
        if not known:
            raise StripeRefusal(
                "The payments sandbox changes existing subscription items only.",
                param=f"items[{position}][id]",
            )
        entry = known[0]
        if "price_data" in change:
            price = price_from_inline(world, change["price_data"], f"items[{position}][price_data]")
            entry |= {"price": price, "plan": _plan_of(price)}
        elif "price" in change:
            price = world.get("price", change["price"], f"items[{position}][price]")
            entry |= {"price": price, "plan": _plan_of(price)}
        if "quantity" in change:
            entry["quantity"] = change["quantity"]
        if entry["price"]["currency"] != subscription["currency"]:
            raise StripeRefusal("The price specified does not match the currency.", param="items")
    return listing(subscription["items"]["url"], rows)


@api.delete("/v1/subscriptions/{}")
def cancel_subscription(call: Call) -> JsonObject:
    subscription = call.world.get("subscription", call.id)
    if subscription["status"] == "canceled":
        raise SubscriptionEnded(subscription)
    asked = call.params.get("cancellation_details") or {}
    details = {**subscription["cancellation_details"], **asked}
    call.world.change(subscription, cancellation_details=details)
    end(call.world, subscription)
    return subscription


@api.get("/v1/subscription_items")
def list_subscription_items(call: Call) -> JsonObject:
    rows: JsonObject = call.world.get("subscription", call.params["subscription"], "subscription")[
        "items"
    ]
    return {**rows, "url": call.path}
