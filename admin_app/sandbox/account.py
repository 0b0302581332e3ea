"""The account itself, its events, webhook endpoints and the billing portal."""

from __future__ import annotations

import json
import secrets
from typing import Any

from admin_app.sandbox.catalogue import merged_metadata
from admin_app.sandbox.config import API_VERSION
from admin_app.sandbox.errors import NoSuchObject, StripeRefusal
from admin_app.sandbox.routes import Api, Call, listing, page
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World, webhook_endpoint

api = Api()


@api.get("/v1/account")
def retrieve_account(call: Call) -> JsonObject:
    config = call.world.config
    return {
        "id": "acct_sandbox",
        "object": "account",
        "business_profile": {
            "mcc": None,
            "name": config.account_name,
            "product_description": None,
            "support_address": None,
            "support_email": None,
            "support_phone": None,
            "support_url": None,
            "url": None,
        },
        "business_type": "non_profit",
        "capabilities": {"card_payments": "active", "transfers": "active"},
        "charges_enabled": True,
        "country": config.account_country,
        "default_currency": config.default_currency,
        "details_submitted": True,
        "email": None,
        "metadata": {},
        "payouts_enabled": True,
        "type": "standard",
    }


# --- events -------------------------------------------------------------------------------


def pending_webhooks(world: World, event_id: str) -> int:
    found = world.store.row(
        "SELECT count(*) AS n FROM deliveries WHERE event_id = ? AND state != 'delivered'", event_id
    )
    return int(found["n"]) if found else 0


def current_event(world: World, event: JsonObject) -> JsonObject:
    """Its contents never change; only the number of deliveries still owed does."""
    return {**event, "pending_webhooks": pending_webhooks(world, event["id"])}


_DELIVERED = (
    "NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_id = objects.id"
    " AND d.state != 'delivered')"
)


@api.get("/v1/events")
def list_events(call: Call) -> JsonObject:
    store, params = call.world.store, call.params
    conditions: list[str] = ["kind = 'event'"]
    values: list[Any] = []
    types = list(params.get("types") or [])
    if "type" in params:
        if types:
            raise StripeRefusal("You may only specify one of these parameters: type, types.")
        types = [params["type"]]
    if types:
        patterns = [name.replace("%", "").replace("*", "%") for name in types]
        either = " OR ".join("json_extract(body, '$.type') LIKE ?" for _ in patterns)
        conditions.append(f"({either})")
        values += patterns
    if "delivery_success" in params:
        conditions.append(_DELIVERED if params["delivery_success"] else f"NOT {_DELIVERED}")
    created = params.get("created")
    if isinstance(created, int):
        created = {"gte": created, "lte": created}
    for name, sign in (("gt", ">"), ("gte", ">="), ("lt", "<"), ("lte", "<=")):
        if created and name in created:
            conditions.append(f"created {sign} ?")
            values.append(created[name])
    order = "DESC"
    for name, sign in (("starting_after", "<"), ("ending_before", ">")):
        if name in params:
            seq = store.seq(params[name])
            if seq is None:
                raise NoSuchObject("event", params[name], name)
            conditions.append(f"seq {sign} ?")
            values.append(seq)
            order = "ASC" if sign == ">" else "DESC"
    limit = min(max(params.get("limit", 10), 1), 100)
    where = " AND ".join(conditions)
    found = store.rows(
        f"SELECT body FROM objects WHERE {where} ORDER BY seq {order} LIMIT ?",  # noqa: S608 - our own fragments
        *values,
        limit + 1,
    )
    events = [current_event(call.world, json.loads(row["body"])) for row in found[:limit]]
    if order == "ASC":
        events.reverse()
    return listing(call.path, events, has_more=len(found) > limit)


@api.get("/v1/events/{}")
def retrieve_event(call: Call) -> JsonObject:
    return current_event(call.world, call.world.get("event", call.id))


# --- webhook endpoints --------------------------------------------------------------------


@api.post("/v1/webhook_endpoints")
def create_webhook_endpoint(call: Call) -> JsonObject:
    world, params = call.world, call.params
    if params.get("api_version", API_VERSION) != API_VERSION:
        raise StripeRefusal(f"The sandbox sends {API_VERSION} only.", param="api_version")
    endpoint = webhook_endpoint(
        world.new_id("we"), params["url"], params["enabled_events"], created=world.now()
    )
    endpoint["description"] = params.get("description")
    endpoint["metadata"] = merged_metadata({}, params.get("metadata"))
    secret = f"whsec_{secrets.token_hex(16)}"
    world.store.put(endpoint)
    world.store.keep_private(endpoint["id"], secret=secret)
    return {**endpoint, "secret": secret}


@api.get("/v1/webhook_endpoints")
def list_webhook_endpoints(call: Call) -> JsonObject:
    return page(call, "webhook_endpoint")


@api.get("/v1/webhook_endpoints/{}")
def retrieve_webhook_endpoint(call: Call) -> JsonObject:
    return call.world.get("webhook_endpoint", call.id)


@api.post("/v1/webhook_endpoints/{}")
def update_webhook_endpoint(call: Call) -> JsonObject:
    endpoint = call.world.get("webhook_endpoint", call.id)
    known = {"url", "enabled_events", "description"}
    changes = {name: call.params[name] for name in known & set(call.params)}
    if "disabled" in call.params:
        changes["status"] = "disabled" if call.params["disabled"] else "enabled"
    if "metadata" in call.params:
        changes["metadata"] = merged_metadata(endpoint["metadata"], call.params["metadata"])
    call.world.change(endpoint, **changes)
    return endpoint


@api.delete("/v1/webhook_endpoints/{}")
def delete_webhook_endpoint(call: Call) -> JsonObject:
    endpoint = call.world.get("webhook_endpoint", call.id)
    call.world.store.write("DELETE FROM objects WHERE id = ?", endpoint["id"])
    call.world.store.write(
        "UPDATE deliveries SET state = 'given_up' WHERE endpoint_id = ? AND state = 'pending'",
        endpoint["id"],
    )
    return {"id": endpoint["id"], "object": "webhook_endpoint", "deleted": True}


# --- billing portal -----------------------------------------------------------------------


@api.post("/v1/billing_portal/configurations")
def create_portal_configuration(call: Call) -> JsonObject:
    first = not call.world.store.find("billing_portal.configuration")
    return _make_configuration(call.world, call.params, is_default=first)


@api.get("/v1/billing_portal/configurations")
def list_portal_configurations(call: Call) -> JsonObject:
    return page(call, "billing_portal.configuration")


@api.get("/v1/billing_portal/configurations/{}")
def retrieve_portal_configuration(call: Call) -> JsonObject:
    return call.world.get("billing_portal.configuration", call.id)


@api.post("/v1/billing_portal/sessions")
def create_portal_session(call: Call) -> JsonObject:
    world, params = call.world, call.params
    customer = world.get("customer", params.get("customer", ""), "customer")
    session_id = world.new_id("bps")
    session: JsonObject = {
        "id": session_id,
        "object": "billing_portal.session",
        "configuration": _configuration(world, params.get("configuration"))["id"],
        "created": world.now(),
        "customer": customer["id"],
        "customer_account": None,
        "flow": _flow(params.get("flow_data")),
        "livemode": False,
        "locale": params.get("locale"),
        "on_behalf_of": None,
        "return_url": params.get("return_url"),
        "url": f"{world.config.base_url}/sandbox/portal/{session_id}",
    }
    world.store.put(session)
    return session


def _flow(asked: JsonObject | None) -> JsonObject | None:
    if not asked:
        return None
    after = asked.get("after_completion") or {"type": "portal_homepage"}
    flow: JsonObject = {
        "after_completion": {
            "hosted_confirmation": after.get("hosted_confirmation"),
            "redirect": after.get("redirect"),
            "type": after["type"],
        },
        "subscription_cancel": None,
        "subscription_update": None,
        "subscription_update_confirm": None,
        "type": asked["type"],
    }
    if "subscription_cancel" in asked:
        flow["subscription_cancel"] = {
            "retention": None,
            "subscription": asked["subscription_cancel"]["subscription"],
        }
    return flow


def _configuration(world: World, wanted: str | None) -> JsonObject:
    if wanted:
        return world.get("billing_portal.configuration", wanted, "configuration")
    defaults = world.store.find("billing_portal.configuration", is_default=1)
    # A person in the Dashboard would have saved the default settings once.
    return defaults[0] if defaults else _make_configuration(world, {}, is_default=True)


def _make_configuration(world: World, asked: dict[str, Any], *, is_default: bool) -> JsonObject:
    features = asked.get("features") or {}
    cancel = features.get("subscription_cancel") or {}
    reason = cancel.get("cancellation_reason") or {}
    customer_update = features.get("customer_update") or {}
    configuration: JsonObject = {
        "id": world.new_id("bpc"),
        "object": "billing_portal.configuration",
        "active": True,
        "application": None,
        "business_profile": {
            "headline": None,
            "privacy_policy_url": None,
            "terms_of_service_url": None,
        },
        "created": world.now(),
        "default_return_url": asked.get("default_return_url"),
        "features": {
            "customer_update": {
                "allowed_updates": customer_update.get("allowed_updates") or [],
                "enabled": customer_update.get("enabled", False),
            },
            "invoice_history": features.get("invoice_history") or {"enabled": True},
            "payment_method_update": {
                "enabled": (features.get("payment_method_update") or {}).get("enabled", True),
                "payment_method_configuration": None,
            },
            "subscription_cancel": {
                "cancellation_reason": {
                    "enabled": reason.get("enabled", False),
                    "options": reason.get("options") or [],
                },
                "enabled": cancel.get("enabled", True),
                "mode": cancel.get("mode", "at_period_end"),
                "proration_behavior": cancel.get("proration_behavior", "none"),
            },
            "subscription_pause": {
                "duration": {"interval_options": [], "type": "indefinite"},
                "enabled": False,
            },
            "subscription_update": {
                "default_allowed_updates": [],
                "enabled": False,
                "proration_behavior": "none",
                "schedule_at_period_end": {"conditions": []},
                "trial_update_behavior": "end_trial",
            },
        },
        "is_default": is_default,
        "livemode": False,
        "login_page": {"enabled": False, "url": None},
        "metadata": merged_metadata({}, asked.get("metadata")),
        "name": asked.get("name"),
        "updated": world.now(),
    }
    world.store.put(configuration)
    return configuration
