"""Customers, products, prices and payment methods."""

from __future__ import annotations

from typing import Any

from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.outcomes import Outcome
from admin_app.sandbox.routes import Api, Call, listing, page
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World

api = Api()

NO_ADDRESS: JsonObject = {
    "city": None,
    "country": None,
    "line1": None,
    "line2": None,
    "postal_code": None,
    "state": None,
}


def merged_metadata(known: dict[str, str] | None, given: Any) -> dict[str, str]:
    """Stripe's rule: an empty value unsets a key, an empty string unsets all."""
    if given == "":
        return {}
    together = {**(known or {}), **(given or {})}
    return {key: value for key, value in together.items() if value != ""}


# --- customers ----------------------------------------------------------------------------


def make_customer(world: World, /, **facts: Any) -> JsonObject:
    customer_id = world.new_id("cus")
    customer: JsonObject = {
        "id": customer_id,
        "object": "customer",
        "address": facts.get("address"),
        "balance": 0,
        "business_name": None,
        "created": world.now(),
        "currency": None,
        "customer_account": None,
        "default_source": None,
        "delinquent": False,
        "description": facts.get("description"),
        "discount": None,
        "email": facts.get("email"),
        "individual_name": None,
        "invoice_prefix": customer_id[-8:].upper(),
        "invoice_settings": {
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        "livemode": False,
        "metadata": merged_metadata({}, facts.get("metadata")),
        "name": facts.get("name"),
        "next_invoice_sequence": 1,
        "phone": facts.get("phone"),
        "preferred_locales": facts.get("preferred_locales", []),
        "shipping": facts.get("shipping"),
        "tax_exempt": facts.get("tax_exempt", "none"),
        "test_clock": None,
    }
    world.store.put(customer)
    return customer


@api.post("/v1/customers")
def create_customer(call: Call) -> JsonObject:
    return make_customer(call.world, **call.params)


@api.get("/v1/customers")
def list_customers(call: Call) -> JsonObject:
    return page(call, "customer", email=call.params.get("email"))


@api.get("/v1/customers/{}")
def retrieve_customer(call: Call) -> JsonObject:
    return call.world.get("customer", call.id, "customer")


@api.post("/v1/customers/{}")
def update_customer(call: Call) -> JsonObject:
    customer = call.world.get("customer", call.id, "customer")
    known = {"address", "description", "email", "name", "phone", "preferred_locales", "shipping"}
    changes = {name: call.params[name] or None for name in known & set(call.params)}
    if "metadata" in call.params:
        changes["metadata"] = merged_metadata(customer["metadata"], call.params["metadata"])
    settings = call.params.get("invoice_settings") or {}
    if "default_payment_method" in settings:
        method = settings["default_payment_method"] or None
        if method:
            call.world.get("payment_method", method, "invoice_settings[default_payment_method]")
        changes["invoice_settings"] = {
            **customer["invoice_settings"],
            "default_payment_method": method,
        }
    call.world.change(customer, **changes)
    return customer


@api.delete("/v1/customers/{}")
def delete_customer(call: Call) -> JsonObject:
    customer = call.world.get("customer", call.id, "customer")
    call.world.store.write("DELETE FROM objects WHERE id = ?", customer["id"])
    return {"id": customer["id"], "object": "customer", "deleted": True}


@api.get("/v1/customers/{}/payment_methods")
def list_customer_payment_methods(call: Call) -> JsonObject:
    return page(call, "payment_method", customer=call.id, type=call.params.get("type"))


@api.include("customer", "subscriptions")
def subscriptions_of(world: World, customer: JsonObject) -> JsonObject:
    rows = world.store.find("subscription", customer=customer["id"])
    current = [row for row in rows if row["status"] != "canceled"]
    return listing(f"/v1/customers/{customer['id']}/subscriptions", current)


# --- products and prices ------------------------------------------------------------------


def make_product(world: World, /, *, active: bool = True, **facts: Any) -> JsonObject:
    product: JsonObject = {
        "id": facts.get("id") or world.new_id("prod"),
        "object": "product",
        "active": active,
        "created": world.now(),
        "default_price": None,
        "description": facts.get("description"),
        "images": facts.get("images", []),
        "livemode": False,
        "marketing_features": [],
        "metadata": merged_metadata({}, facts.get("metadata")),
        "name": facts["name"],
        "package_dimensions": None,
        "shippable": None,
        "statement_descriptor": facts.get("statement_descriptor"),
        "tax_code": facts.get("tax_code"),
        "type": "service",
        "unit_label": facts.get("unit_label"),
        "updated": world.now(),
        "url": facts.get("url"),
    }
    world.store.put(product)
    return product


def make_price(
    world: World, product_id: str, /, *, active: bool = True, **facts: Any
) -> JsonObject:
    recurring = facts.get("recurring")
    if "unit_amount" not in facts:
        raise StripeRefusal(
            "The payments sandbox needs `unit_amount`.",
            code="parameter_missing",
            param="unit_amount",
        )
    price: JsonObject = {
        "id": world.new_id("price"),
        "object": "price",
        "active": active,
        "billing_scheme": "per_unit",
        "created": world.now(),
        "currency": facts["currency"].lower(),
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": facts.get("lookup_key"),
        "metadata": merged_metadata({}, facts.get("metadata")),
        "nickname": facts.get("nickname"),
        "product": product_id,
        "recurring": {
            "interval": recurring["interval"],
            "interval_count": recurring.get("interval_count", 1),
            "meter": None,
            "trial_period_days": None,
            "usage_type": "licensed",
        }
        if recurring
        else None,
        "tax_behavior": facts.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "recurring" if recurring else "one_time",
        "unit_amount": facts["unit_amount"],
        "unit_amount_decimal": str(facts["unit_amount"]),
    }
    world.store.put(price)
    return price


def price_from_inline(world: World, price_data: JsonObject, param: str) -> JsonObject:
    """The price that `price_data` describes, with a product of its own when it names none."""
    if ("product" in price_data) == ("product_data" in price_data):
        raise StripeRefusal(
            "You must provide exactly one of `product` or `product_data`.", param=param
        )
    if "product" in price_data:
        product = world.get("product", price_data["product"], f"{param}[product]")
    else:
        product = make_product(world, active=False, **price_data["product_data"])
    facts = {name: value for name, value in price_data.items() if name != "product"}
    return make_price(world, product["id"], active=False, **facts)


@api.post("/v1/products")
def create_product(call: Call) -> JsonObject:
    return make_product(call.world, **{"active": True, **call.params})


@api.get("/v1/products")
def list_products(call: Call) -> JsonObject:
    return page(call, "product")


@api.get("/v1/products/{}")
def retrieve_product(call: Call) -> JsonObject:
    return call.world.get("product", call.id)


@api.post("/v1/products/{}")
def update_product(call: Call) -> JsonObject:
    product = call.world.get("product", call.id)
    known = {"active", "description", "name"}
    changes = {name: call.params[name] for name in known & set(call.params)}
    if "metadata" in call.params:
        changes["metadata"] = merged_metadata(product["metadata"], call.params["metadata"])
    call.world.change(product, **changes)
    return product


@api.post("/v1/prices")
def create_price(call: Call) -> JsonObject:
    facts = dict(call.params)
    if "product_data" in facts:
        product = make_product(call.world, **facts["product_data"])["id"]
    else:
        product = call.world.get("product", facts.get("product", ""), "product")["id"]
    facts.pop("product", None)
    return make_price(call.world, product, **{"active": True, **facts})


@api.get("/v1/prices")
def list_prices(call: Call) -> JsonObject:
    return page(call, "price", product=call.params.get("product"))


@api.get("/v1/prices/{}")
def retrieve_price(call: Call) -> JsonObject:
    return call.world.get("price", call.id)


# --- payment methods ----------------------------------------------------------------------


def make_payment_method(
    world: World, outcome: Outcome, customer: str | None, billing: JsonObject
) -> JsonObject:
    method: JsonObject = {
        "id": world.new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": "limited",
        "billing_details": billing_details(billing),
        "created": world.now(),
        "customer": customer,
        "customer_account": None,
        "livemode": False,
        "metadata": {},
        "type": outcome.method,
        outcome.method: _card(outcome) if outcome.method == "card" else _bank(outcome),
    }
    world.store.put(method)
    world.store.keep_private(method["id"], outcome=outcome.key)
    return method


def billing_details(billing: JsonObject) -> JsonObject:
    return {
        "address": dict(NO_ADDRESS),
        "email": billing.get("email"),
        "name": billing.get("name"),
        "phone": None,
        "tax_id": None,
    }


def _card(outcome: Outcome) -> JsonObject:
    return {
        "brand": "visa",
        "checks": {
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": "pass",
        },
        "country": "US",
        "display_brand": "visa",
        "exp_month": 12,
        "exp_year": 2034,
        "fingerprint": f"sandbox{outcome.last4}",
        "funding": "credit",
        "generated_from": None,
        "last4": outcome.last4,
        "networks": {"available": ["visa"], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }


def _bank(outcome: Outcome) -> JsonObject:
    return {
        "account_holder_type": "individual",
        "account_type": "checking",
        "bank_name": "STRIPE TEST BANK",
        "financial_connections_account": None,
        "fingerprint": f"sandbox{outcome.last4}",
        "last4": outcome.last4,
        "networks": {"preferred": "ach", "supported": ["ach"]},
        "routing_number": "110000000",
        "status_details": {},
    }


@api.get("/v1/payment_methods/{}")
def retrieve_payment_method(call: Call) -> JsonObject:
    return call.world.get("payment_method", call.id)


@api.get("/v1/payment_methods")
def list_payment_methods(call: Call) -> JsonObject:
    params = call.params
    return page(call, "payment_method", customer=params.get("customer"), type=params.get("type"))
