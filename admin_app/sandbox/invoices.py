"""Invoices, their lines and the payments against them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from admin_app.sandbox.blanks import INVOICE, INVOICE_ITEM, blank
from admin_app.sandbox.catalogue import merged_metadata, price_from_inline
from admin_app.sandbox.errors import CardDeclined, StripeRefusal
from admin_app.sandbox.outcomes import OUTCOMES, Outcome
from admin_app.sandbox.payments import Order, take_payment
from admin_app.sandbox.routes import Api, Call, listing, page
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World

api = Api()

_DAY = 86_400


# --- building -----------------------------------------------------------------------------


def make_invoice(world: World, customer: JsonObject, /, **facts: Any) -> JsonObject:
    """A draft without lines."""
    invoice_id, now = world.new_id("in"), world.now()
    method = facts.get("collection_method", "charge_automatically")
    due_date = facts.get("due_date")
    if due_date is None and "days_until_due" in facts:
        due_date = now + facts["days_until_due"] * _DAY
    if method == "send_invoice" and due_date is None:
        raise StripeRefusal(
            "You must provide `days_until_due` or `due_date` when sending invoices.",
            param="days_until_due",
        )
    invoice: JsonObject = {
        **blank(INVOICE),
        "id": invoice_id,
        "account_country": world.config.account_country,
        "account_name": world.config.account_name,
        "auto_advance": facts.get("auto_advance", False),
        "billing_reason": facts.get("billing_reason", "manual"),
        "collection_method": method,
        "created": now,
        "currency": facts.get("currency", world.config.default_currency).lower(),
        "custom_fields": facts.get("custom_fields") or None,
        "customer": customer["id"],
        "customer_address": customer["address"],
        "customer_email": customer["email"],
        "customer_name": customer["name"],
        "customer_phone": customer["phone"],
        "customer_shipping": customer["shipping"],
        "customer_tax_exempt": customer["tax_exempt"],
        "description": facts.get("description"),
        "due_date": due_date,
        "footer": facts.get("footer"),
        "lines": listing(f"/v1/invoices/{invoice_id}/lines", []),
        "metadata": merged_metadata({}, facts.get("metadata")),
        "parent": facts.get("parent"),
        "period_end": facts.get("period_end", now),
        "period_start": facts.get("period_start", now),
    }
    world.store.put(invoice)
    return invoice


def add_line(
    world: World,
    invoice: JsonObject,
    *,
    amount: int,
    description: str | None,
    parent: JsonObject,
    period: JsonObject,
    price: JsonObject | None = None,
    quantity: int = 1,
    metadata: dict[str, str] | None = None,
    subscription: str | None = None,
) -> None:
    if invoice["status"] != "draft":
        raise StripeRefusal("This invoice is no longer editable.", code="invoice_not_editable")
    line: JsonObject = {
        "id": world.new_id("il"),
        "object": "line_item",
        "amount": amount,
        "currency": invoice["currency"],
        "description": description,
        "discount_amounts": [],
        "discountable": True,
        "discounts": [],
        "invoice": invoice["id"],
        "livemode": False,
        "metadata": metadata or {},
        "parent": parent,
        "period": period,
        "pretax_credit_amounts": [],
        "pricing": _pricing(price) if price else None,
        "quantity": quantity,
        "quantity_decimal": str(quantity),
        "subscription": subscription,
        "subtotal": amount,
        "taxes": [],
    }
    lines = listing(invoice["lines"]["url"], [*invoice["lines"]["data"], line])
    total = sum(row["amount"] for row in lines["data"])
    world.change(
        invoice,
        lines=lines,
        subtotal=total,
        subtotal_excluding_tax=total,
        total=total,
        total_excluding_tax=total,
        amount_due=max(total, 0),
        amount_remaining=max(total, 0),
    )


def _pricing(price: JsonObject) -> JsonObject:
    return {
        "price_details": {"price": price["id"], "product": price["product"]},
        "type": "price_details",
        "unit_amount_decimal": str(price["unit_amount"]),
    }


# --- life ---------------------------------------------------------------------------------


def finalize(world: World, invoice: JsonObject) -> None:
    """The draft gets its number and can be paid; nothing due means it is paid at once."""
    if invoice["status"] != "draft":
        raise StripeRefusal("This invoice is already finalized, you can't re-finalize it.")
    customer = world.get("customer", invoice["customer"])
    sequence = customer["next_invoice_sequence"]
    world.change(customer, next_invoice_sequence=sequence + 1)
    url = f"{world.config.base_url}/sandbox/invoices/{invoice['id']}"
    _move(
        world,
        invoice,
        "finalized_at",
        status="open",
        number=f"{customer['invoice_prefix']}-{sequence:04d}",
        hosted_invoice_url=url,
        invoice_pdf=f"{url}/pdf",
        effective_at=world.now(),
        ending_balance=0,
    )
    world.emit("invoice.finalized", invoice)
    if invoice["amount_due"] == 0:
        _mark_paid(world, invoice, amount=0)
    else:
        _open_invoice_payment(world, invoice)


def collect(
    world: World,
    invoice: JsonObject,
    outcome: Outcome,
    *,
    method: JsonObject | None = None,
    metadata: dict[str, str] | None = None,
) -> JsonObject:
    """Attempts the payment of an open invoice and returns the payment intent."""
    if invoice["status"] not in {"open", "uncollectible"}:
        raise StripeRefusal(f"This invoice is {invoice['status']} and cannot be paid.")
    order = Order(
        amount=invoice["amount_remaining"],
        currency=invoice["currency"],
        customer=invoice["customer"],
        metadata=metadata or {},
        description=f"Payment for Invoice {invoice['number']}",
        receipt_email=invoice["customer_email"],
        billing={"email": invoice["customer_email"], "name": invoice["customer_name"]},
        belongs_to={"invoice": invoice["id"]},
    )
    demand = invoice_payment_of(world, invoice)
    known = demand["payment"]["payment_intent"]
    intent = world.store.get(known) if known else None
    intent = take_payment(world, order, outcome, intent=intent, method=method)
    world.change(demand, payment={"type": "payment_intent", "payment_intent": intent["id"]})
    world.change(invoice, attempted=True, attempt_count=invoice["attempt_count"] + 1)
    if intent["status"] == "succeeded":
        settle_invoice(world, invoice)
    elif intent["status"] == "requires_payment_method":
        fail_invoice(world, invoice)
    return intent


def adopt_intent(world: World, invoice: JsonObject, intent: JsonObject) -> None:
    """An attempt that began before the invoice existed goes on as an attempt to pay it."""
    world.change(intent, customer=invoice["customer"])
    world.store.keep_private(intent["id"], invoice=invoice["id"])
    demand = invoice_payment_of(world, invoice)
    world.change(demand, payment={"type": "payment_intent", "payment_intent": intent["id"]})


def settle_invoice(world: World, invoice: JsonObject) -> None:
    """The money for an invoice is there."""
    demand, amount = invoice_payment_of(world, invoice), invoice["amount_remaining"]
    world.change(
        demand,
        status="paid",
        amount_paid=amount,
        status_transitions={"canceled_at": None, "paid_at": world.now()},
    )
    _mark_paid(world, invoice, amount=amount)
    world.emit("invoice_payment.paid", demand)


def fail_invoice(world: World, invoice: JsonObject) -> None:
    """An attempt to collect failed; Stripe would try again in three days."""
    automatic = invoice["collection_method"] == "charge_automatically"
    world.change(invoice, next_payment_attempt=world.now() + 3 * _DAY if automatic else None)
    world.emit("invoice.payment_failed", invoice)


def void(world: World, invoice: JsonObject) -> None:
    if invoice["status"] not in {"open", "uncollectible"}:
        raise StripeRefusal("You can only void an open or uncollectible invoice.")
    _cancel_demand(world, invoice)
    _move(world, invoice, "voided_at", status="void", amount_remaining=0)
    world.emit("invoice.voided", invoice)


def mark_uncollectible(world: World, invoice: JsonObject) -> None:
    if invoice["status"] != "open":
        raise StripeRefusal("You can only mark an open invoice as uncollectible.")
    _move(world, invoice, "marked_uncollectible_at", status="uncollectible")
    world.emit("invoice.marked_uncollectible", invoice)


def _mark_paid(world: World, invoice: JsonObject, *, amount: int) -> None:
    _move(
        world,
        invoice,
        "paid_at",
        status="paid",
        amount_paid=invoice["amount_paid"] + amount,
        amount_remaining=0,
        attempted=True,
        next_payment_attempt=None,
    )
    world.emit("invoice.paid", invoice)


def _move(world: World, invoice: JsonObject, moment: str, **changes: Any) -> None:
    moments = {**invoice["status_transitions"], moment: world.now()}
    world.change(invoice, status_transitions=moments, **changes)


def _open_invoice_payment(world: World, invoice: JsonObject) -> None:
    world.store.put(
        {
            "id": world.new_id("inpay"),
            "object": "invoice_payment",
            "amount_paid": None,
            "amount_requested": invoice["amount_remaining"],
            "created": world.now(),
            "currency": invoice["currency"],
            "invoice": invoice["id"],
            "is_default": True,
            "livemode": False,
            "payment": {"type": "payment_intent", "payment_intent": None},
            "status": "open",
            "status_transitions": {"canceled_at": None, "paid_at": None},
        }
    )


def invoice_payment_of(world: World, invoice: JsonObject) -> JsonObject:
    return world.store.find("invoice_payment", invoice=invoice["id"])[0]


def _cancel_demand(world: World, invoice: JsonObject) -> None:
    for demand in world.store.find("invoice_payment", invoice=invoice["id"], status="open"):
        moments = {"canceled_at": world.now(), "paid_at": None}
        world.change(demand, status="canceled", status_transitions=moments)


# --- the API ------------------------------------------------------------------------------


@api.post("/v1/invoices")
def create_invoice(call: Call) -> JsonObject:
    customer = call.world.get("customer", call.params.get("customer", ""), "customer")
    invoice = make_invoice(call.world, customer, **call.params)
    call.world.emit("invoice.created", invoice)
    return invoice


@api.get("/v1/invoices")
def list_invoices(call: Call) -> JsonObject:
    params = call.params
    return page(
        call,
        "invoice",
        customer=params.get("customer"),
        status=params.get("status"),
        parent__subscription_details__subscription=params.get("subscription"),
    )


@api.get("/v1/invoices/{}")
def retrieve_invoice(call: Call) -> JsonObject:
    return call.world.get("invoice", call.id, "invoice")


@api.post("/v1/invoices/{}")
def update_invoice(call: Call) -> JsonObject:
    invoice = call.world.get("invoice", call.id, "invoice")
    changes: dict[str, Any] = {}
    if "metadata" in call.params:
        changes["metadata"] = merged_metadata(invoice["metadata"], call.params["metadata"])
    editable = {"description", "footer", "due_date", "custom_fields", "auto_advance"}
    asked = editable & set(call.params)
    if asked - {"auto_advance"} and invoice["status"] != "draft":
        raise StripeRefusal("Finalized invoices can't be updated in this way.")
    changes |= {name: call.params[name] or None for name in asked}
    call.world.change(invoice, **changes)
    return invoice


@api.delete("/v1/invoices/{}")
def delete_invoice(call: Call) -> JsonObject:
    invoice = call.world.get("invoice", call.id, "invoice")
    if invoice["status"] != "draft":
        raise StripeRefusal("You can only delete draft invoices.")
    call.world.store.write("DELETE FROM objects WHERE id = ?", invoice["id"])
    return {"id": invoice["id"], "object": "invoice", "deleted": True}


@api.get("/v1/invoices/{}/lines")
def list_invoice_lines(call: Call) -> JsonObject:
    lines: JsonObject = call.world.get("invoice", call.id, "invoice")["lines"]
    return lines


@api.post("/v1/invoices/{}/finalize")
def finalize_invoice(call: Call) -> JsonObject:
    invoice = call.world.get("invoice", call.id, "invoice")
    finalize(call.world, invoice)
    return invoice


@api.post("/v1/invoices/{}/send")
def send_invoice(call: Call) -> JsonObject:
    """Marks the invoice as sent; the sandbox writes no letter."""
    invoice = call.world.get("invoice", call.id, "invoice")
    if invoice["collection_method"] != "send_invoice":
        raise StripeRefusal("You can only manually send an invoice if it is to be sent.")
    if invoice["status"] == "draft":
        finalize(call.world, invoice)
    return invoice


@api.post("/v1/invoices/{}/void")
def void_invoice(call: Call) -> JsonObject:
    invoice = call.world.get("invoice", call.id, "invoice")
    void(call.world, invoice)
    return invoice


@api.post("/v1/invoices/{}/mark_uncollectible")
def mark_invoice_uncollectible(call: Call) -> JsonObject:
    invoice = call.world.get("invoice", call.id, "invoice")
    mark_uncollectible(call.world, invoice)
    return invoice


@api.post("/v1/invoices/{}/pay")
def pay_invoice(call: Call) -> JsonObject:
    world, params = call.world, call.params
    invoice = world.get("invoice", call.id, "invoice")
    if invoice["status"] == "paid":
        raise StripeRefusal("Invoice is already paid", code="invoice_already_paid")
    if invoice["status"] == "draft":
        finalize(world, invoice)
    if params.get("paid_out_of_band"):
        _cancel_demand(world, invoice)
        off_stripe = invoice["amount_remaining"]
        world.change(invoice, amount_paid_off_stripe=off_stripe)
        _mark_paid(world, invoice, amount=off_stripe)
        return invoice
    method = _method_for(world, invoice, params)
    outcome = OUTCOMES[world.store.private(method["id"])["outcome"]]
    outcome = replace(outcome, result="succeeded") if outcome.result != "declined" else outcome
    intent = collect(world, invoice, outcome, method=method)
    if intent["status"] == "requires_payment_method":
        raise CardDeclined(
            outcome.sentence,
            code=outcome.code or "card_declined",
            decline_code=outcome.decline_code,
            charge=intent["latest_charge"],
        )
    return world.get("invoice", invoice["id"])


def _method_for(world: World, invoice: JsonObject, params: dict[str, Any]) -> JsonObject:
    customer = world.get("customer", invoice["customer"])
    method = params.get("payment_method") or customer["invoice_settings"]["default_payment_method"]
    if not method:
        raise StripeRefusal(
            "There is no `default_payment_method` set on this Customer or Invoice.",
            code="missing_payment_method",
        )
    return world.get("payment_method", method, "payment_method")


@api.post("/v1/invoiceitems")
def create_invoice_item(call: Call) -> JsonObject:
    world, params = call.world, call.params
    if "invoice" not in params:
        raise StripeRefusal(
            "The payments sandbox needs the invoice of an invoice item.", param="invoice"
        )
    invoice = world.get("invoice", params["invoice"], "invoice")
    quantity = params.get("quantity", 1)
    price = None
    if "price_data" in params:
        price = price_from_inline(world, params["price_data"], "price_data")
        amount = price["unit_amount"] * quantity
    elif "amount" in params:
        amount = params["amount"]
    else:
        raise StripeRefusal("Missing required param: amount.", code="parameter_missing")
    if str(params.get("currency") or invoice["currency"]).lower() != invoice["currency"]:
        raise StripeRefusal("The currency differs from the invoice's.", param="currency")
    now = world.now()
    period = params.get("period") or {"start": now, "end": now}
    entry: JsonObject = {
        **blank(INVOICE_ITEM),
        "id": world.new_id("ii"),
        "amount": amount,
        "currency": invoice["currency"],
        "customer": invoice["customer"],
        "date": now,
        "description": params.get("description"),
        "invoice": invoice["id"],
        "metadata": merged_metadata({}, params.get("metadata")),
        "net_amount": amount,
        "period": period,
        "pricing": _pricing(price) if price else None,
        "quantity": quantity,
        "quantity_decimal": str(quantity),
    }
    world.store.put(entry)
    parent = {
        "type": "invoice_item_details",
        "invoice_item_details": {
            "invoice_item": entry["id"],
            "proration": False,
            "proration_details": {"credited_items": None},
            "subscription": None,
        },
        "subscription_item_details": None,
    }
    add_line(
        world,
        invoice,
        amount=amount,
        description=entry["description"],
        parent=parent,
        period=period,
        price=price,
        quantity=quantity,
        metadata=entry["metadata"],
    )
    return entry


@api.get("/v1/invoiceitems/{}")
def retrieve_invoice_item(call: Call) -> JsonObject:
    return call.world.get("invoiceitem", call.id)


@api.get("/v1/invoiceitems")
def list_invoice_items(call: Call) -> JsonObject:
    params = call.params
    return page(call, "invoiceitem", customer=params.get("customer"), invoice=params.get("invoice"))


@api.get("/v1/invoice_payments")
def list_invoice_payments(call: Call) -> JsonObject:
    params = call.params
    payment = params.get("payment") or {}
    return page(
        call,
        "invoice_payment",
        invoice=params.get("invoice"),
        status=params.get("status"),
        payment__payment_intent=payment.get("payment_intent"),
    )


@api.get("/v1/invoice_payments/{}")
def retrieve_invoice_payment(call: Call) -> JsonObject:
    return call.world.get("invoice_payment", call.id)


@api.include("invoice", "payments")
def payments_of(world: World, invoice: JsonObject) -> JsonObject:
    rows = world.store.find("invoice_payment", invoice=invoice["id"])
    return listing(f"/v1/invoices/{invoice['id']}/payments", rows)
