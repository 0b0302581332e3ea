"""Checkout sessions: the order somebody pays on the hosted page."""

from __future__ import annotations

from typing import Any

from admin_app.sandbox.blanks import SESSION, blank
from admin_app.sandbox.catalogue import (
    NO_ADDRESS,
    make_customer,
    make_payment_method,
    merged_metadata,
    price_from_inline,
)
from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.invoices import adopt_intent, collect
from admin_app.sandbox.outcomes import OUTCOMES, Outcome
from admin_app.sandbox.payments import Order, take_payment
from admin_app.sandbox.routes import Api, Call, listing, page
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.subscriptions import bill, fall_behind, make_subscription
from admin_app.sandbox.world import World

api = Api()

_SHORTEST, _LONGEST = 30 * 60, 24 * 3600
_SMALLEST = {"usd": 50, "eur": 50, "gbp": 30, "chf": 50, "cad": 50, "aud": 50, "jpy": 50}
_LARGEST = 99_999_999
# Half a minute of grace: the caller's clock and ours differ, and requests take time.
_GRACE = 30


class SessionClosed(StripeRefusal):
    """Raised when a session that was paid, expired or cancelled is to be paid or expired."""

    def __init__(self, session: JsonObject) -> None:
        super().__init__(
            'Only Checkout Sessions with a status in ["open"] can be changed so. '
            f"This Checkout Session has a status of {session['status']}."
        )


# --- creating -----------------------------------------------------------------------------


@api.post("/v1/checkout/sessions")
def create_session(call: Call) -> JsonObject:
    world, params = call.world, call.params
    mode = str(params.get("mode", ""))
    _check_state_rules(world, params, mode)
    rows = [
        _line_item(world, line, f"line_items[{position}]", mode)
        for position, line in enumerate(params["line_items"])
    ]
    currencies = {row["currency"] for row in rows}
    if len(currencies) > 1:
        raise StripeRefusal("All line items must have the same currency.", param="line_items")
    currency, total = currencies.pop(), sum(row["amount_total"] for row in rows)
    _check_amount(currency, total)
    session = _new_session(world, params, currency, total)
    world.store.put(session)
    world.store.keep_private(
        session["id"],
        line_items=rows,
        payment_intent_data=params.get("payment_intent_data") or {},
        subscription_data=params.get("subscription_data") or {},
    )
    world.later(session["expires_at"] - world.now(), "expire_session", session["id"])
    return session


def _check_state_rules(world: World, params: dict[str, Any], mode: str) -> None:
    """Rules that Stripe's description does not state and its servers enforce."""
    if mode not in {"payment", "subscription"}:
        raise StripeRefusal(
            "The payments sandbox knows the modes payment and subscription.", param="mode"
        )
    if not params.get("line_items"):
        raise StripeRefusal("Missing required param: line_items.", code="parameter_missing")
    if not params.get("success_url"):
        raise StripeRefusal(
            "Missing required param: success_url.", code="parameter_missing", param="success_url"
        )
    for name in ("success_url", "cancel_url"):
        if name in params and not params[name].startswith(("http://", "https://")):
            raise StripeRefusal("Not a valid URL", code="url_invalid", param=name)
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise StripeRefusal("The payments sandbox has the hosted page only.", param="ui_mode")
    if "customer" in params and "customer_email" in params:
        raise StripeRefusal(
            "You may only specify one of these parameters: customer, customer_email."
        )
    if "customer" in params:
        world.get("customer", params["customer"], "customer")
    foreign = {
        "payment": ["subscription_data"],
        "subscription": ["payment_intent_data", "customer_creation", "invoice_creation"],
    }[mode]
    for name in foreign:
        if name in params:
            raise StripeRefusal(f"You can not pass `{name}` in `{mode}` mode.", param=name)
    _check_expiry(world, params)


def _check_expiry(world: World, params: dict[str, Any]) -> None:
    if "expires_at" in params:
        ahead = params["expires_at"] - world.now()
        if not _SHORTEST - _GRACE <= ahead <= _LONGEST + _GRACE:
            raise StripeRefusal(
                "The `expires_at` timestamp must be between 30 minutes and 24 hours from"
                " Checkout Session creation.",
                param="expires_at",
            )


def _check_amount(currency: str, total: int) -> None:
    if total < _SMALLEST.get(currency, 1):
        raise StripeRefusal(
            "The Checkout Session's total amount due must add up to at least"
            f" {_SMALLEST.get(currency, 1)} {currency}",
            code="amount_too_small",
        )
    if total > _LARGEST:
        raise StripeRefusal(
            f"The total amount must be no more than {_LARGEST}.", code="amount_too_large"
        )


def _line_item(world: World, line: JsonObject, param: str, mode: str) -> JsonObject:
    if ("price" in line) == ("price_data" in line):
        raise StripeRefusal("You must specify either `price` or `price_data`.", param=param)
    if "price" in line:
        price = world.get("price", line["price"], f"{param}[price]")
    else:
        price = price_from_inline(world, line["price_data"], f"{param}[price_data]")
    if price["unit_amount"] < 0:
        raise StripeRefusal(
            "This value must be greater than or equal to 0.",
            code="parameter_invalid_integer",
            param=f"{param}[price_data][unit_amount]",
        )
    if (price["type"] == "recurring") != (mode == "subscription"):
        raise StripeRefusal(
            f"You specified `{mode}` mode but the price is {price['type']}.", param=param
        )
    quantity = line.get("quantity")
    if quantity is None or quantity < 1:
        raise StripeRefusal("Quantity is required.", code="parameter_missing", param=param)
    total = price["unit_amount"] * quantity
    return {
        "id": world.new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": price["currency"],
        "description": world.get("product", price["product"])["name"],
        "metadata": merged_metadata({}, line.get("metadata")),
        "price": price,
        "quantity": quantity,
    }


def _new_session(world: World, params: dict[str, Any], currency: str, total: int) -> JsonObject:
    session_id = world.new_id("cs_test")
    in_payment = params["mode"] == "payment"
    customer = world.store.get(params["customer"]) if "customer" in params else None
    email = params.get("customer_email") or (customer["email"] if customer else None)
    return {
        **blank(SESSION),
        "id": session_id,
        "adaptive_pricing": {
            "enabled": (params.get("adaptive_pricing") or {}).get("enabled", True)
        },
        "allow_promotion_codes": params.get("allow_promotion_codes"),
        "amount_subtotal": total,
        "amount_total": total,
        "billing_address_collection": params.get("billing_address_collection"),
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "created": world.now(),
        "currency": currency,
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": (params.get("custom_text") or {}).get("submit") or None,
            "terms_of_service_acceptance": None,
        },
        "customer": params.get("customer"),
        "customer_creation": params.get("customer_creation", "if_required")
        if in_payment
        else "always",
        "customer_details": customer_details(email, customer["name"] if customer else None)
        if email
        else None,
        "customer_email": params.get("customer_email"),
        "expires_at": params.get("expires_at", world.now() + _LONGEST),
        "integration_identifier": params.get("integration_identifier"),
        "invoice_creation": {
            "enabled": False,
            "invoice_data": {
                "account_tax_ids": None,
                "custom_fields": None,
                "description": None,
                "footer": None,
                "issuer": None,
                "metadata": {},
                "rendering_options": None,
            },
        }
        if in_payment
        else None,
        "locale": params.get("locale"),
        "metadata": merged_metadata({}, params.get("metadata")),
        "mode": params["mode"],
        "payment_method_collection": "if_required" if in_payment else "always",
        "submit_type": params.get("submit_type"),
        "success_url": params["success_url"],
        "url": f"{world.config.base_url}/sandbox/checkout/{session_id}",
    }


def customer_details(email: str | None, name: str | None) -> JsonObject:
    return {
        "address": dict(NO_ADDRESS),
        "business_name": None,
        "email": email,
        "individual_name": None,
        "name": name,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }


# --- paying -------------------------------------------------------------------------------


def pay(
    world: World, session: JsonObject, outcome: Outcome, *, email: str, name: str | None
) -> JsonObject:
    """Somebody presses "pay". Returns the payment intent; a decline leaves the session open."""
    if session["status"] != "open":
        raise SessionClosed(session)
    session["customer_details"] = customer_details(email, name)
    if session["mode"] == "subscription":
        return _subscribe(world, session, outcome, email=email, name=name)
    return _pay_once(world, session, outcome, email=email, name=name)


def _pay_once(
    world: World, session: JsonObject, outcome: Outcome, *, email: str, name: str | None
) -> JsonObject:
    if session["customer"] is None and session["customer_creation"] == "always":
        session["customer"] = make_customer(world, email=email, name=name)["id"]
    intent = take_payment(
        world,
        _order(world, session, email, name),
        outcome,
        intent=world.store.get(session["payment_intent"]) if session["payment_intent"] else None,
    )
    world.change(session, payment_intent=intent["id"])
    if intent["status"] in {"succeeded", "processing"}:
        _complete(world, session, paid=intent["status"] == "succeeded")
    return intent


def _order(world: World, session: JsonObject, email: str, name: str | None) -> Order:
    asked = world.store.private(session["id"])["payment_intent_data"]
    return Order(
        amount=session["amount_total"],
        currency=session["currency"],
        customer=session["customer"],
        metadata=merged_metadata({}, asked.get("metadata")),
        description=asked.get("description"),
        receipt_email=asked.get("receipt_email"),
        statement_descriptor_suffix=asked.get("statement_descriptor_suffix"),
        billing={"email": email, "name": name},
        belongs_to={"session": session["id"]},
    )


def _subscribe(
    world: World, session: JsonObject, outcome: Outcome, *, email: str, name: str | None
) -> JsonObject:
    """A decline or a confirmation page leaves no subscription behind, as at Stripe."""
    if outcome.result in {"declined", "requires_action"}:
        trial = _order_of_first_period(session, email, name)
        intent = take_payment(world, trial, outcome, intent=_pending_intent(world, session))
        world.store.keep_private(session["id"], pending_intent=intent["id"])
        world.store.put(session)
        return intent
    if session["customer"] is None:
        session["customer"] = make_customer(world, email=email, name=name)["id"]
    method = make_payment_method(
        world, outcome, session["customer"], {"email": email, "name": name}
    )
    kept = world.store.private(session["id"])
    subscription = make_subscription(
        world,
        session["customer"],
        [(row["price"], row["quantity"]) for row in kept["line_items"]],
        method=method["id"],
        description=kept["subscription_data"].get("description"),
        metadata=merged_metadata({}, kept["subscription_data"].get("metadata")),
    )
    invoice = bill(world, subscription, "subscription_create")
    world.emit("customer.subscription.created", subscription)
    begun = _pending_intent(world, session)
    if begun:
        adopt_intent(world, invoice, begun)
    intent = collect(world, invoice, outcome, method=method)
    world.store.keep_private(intent["id"], session=session["id"])
    world.change(session, subscription=subscription["id"], invoice=invoice["id"])
    _complete(world, session, paid=intent["status"] == "succeeded")
    return intent


def _order_of_first_period(session: JsonObject, email: str, name: str | None) -> Order:
    return Order(
        amount=session["amount_total"],
        currency=session["currency"],
        customer=session["customer"],
        description="Subscription creation",
        billing={"email": email, "name": name},
        belongs_to={"session": session["id"]},
    )


def _pending_intent(world: World, session: JsonObject) -> JsonObject | None:
    known = world.store.private(session["id"]).get("pending_intent")
    return world.store.get(known) if known else None


def _complete(world: World, session: JsonObject, *, paid: bool) -> None:
    world.change(
        session,
        status="complete",
        payment_status="paid" if paid else "unpaid",
        url=None,
    )
    world.forget_chore("expire_session", session["id"])
    world.emit("checkout.session.completed", session)


def debit_settled(world: World, session: JsonObject) -> None:
    world.change(session, payment_status="paid")
    world.emit("checkout.session.async_payment_succeeded", session)


def debit_failed(world: World, session: JsonObject) -> None:
    world.emit("checkout.session.async_payment_failed", session)
    if session["subscription"]:
        fall_behind(world, world.get("subscription", session["subscription"]))


def expire(world: World, session: JsonObject) -> None:
    if session["status"] != "open":
        raise SessionClosed(session)
    world.change(session, status="expired", url=None)
    world.forget_chore("expire_session", session["id"])
    world.emit("checkout.session.expired", session)


def outcome_named(key: str) -> Outcome:
    if key not in OUTCOMES:
        raise StripeRefusal(f"There is no way to pay named {key}.", param="outcome")
    return OUTCOMES[key]


# --- the API ------------------------------------------------------------------------------


@api.get("/v1/checkout/sessions")
def list_sessions(call: Call) -> JsonObject:
    names = ("customer", "payment_intent", "status", "subscription")
    return page(call, "checkout.session", **{name: call.params.get(name) for name in names})


@api.get("/v1/checkout/sessions/{}")
def retrieve_session(call: Call) -> JsonObject:
    return call.world.get("checkout.session", call.id, "session")


@api.post("/v1/checkout/sessions/{}")
def update_session(call: Call) -> JsonObject:
    session = call.world.get("checkout.session", call.id, "session")
    metadata = merged_metadata(session["metadata"], call.params.get("metadata"))
    call.world.change(session, metadata=metadata)
    return session


@api.post("/v1/checkout/sessions/{}/expire")
def expire_session(call: Call) -> JsonObject:
    session = call.world.get("checkout.session", call.id, "session")
    expire(call.world, session)
    return session


@api.get("/v1/checkout/sessions/{}/line_items")
def list_line_items(call: Call) -> JsonObject:
    session = call.world.get("checkout.session", call.id, "session")
    rows: JsonObject = line_items_of(call.world, session)
    return rows


@api.include("checkout.session", "line_items")
def line_items_of(world: World, session: JsonObject) -> JsonObject:
    rows: list[JsonObject] = world.store.private(session["id"])["line_items"]
    return listing(f"/v1/checkout/sessions/{session['id']}/line_items", rows)
