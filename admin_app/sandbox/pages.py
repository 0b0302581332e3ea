"""The human pages: checkout, the bank's confirmation, hosted invoice, portal, control room."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin_app.sandbox import api
from admin_app.sandbox.actions import UnknownWish, act
from admin_app.sandbox.catalogue import make_payment_method
from admin_app.sandbox.checkout import outcome_named
from admin_app.sandbox.control import change_faults, events_with_deliveries
from admin_app.sandbox.currencies import rates_of
from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.outcomes import OUTCOMES
from admin_app.sandbox.payouts import balances
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.subscriptions import plan_end
from admin_app.sandbox.views import render, world_of
from admin_app.sandbox.world import World

_LONGEST_FIELD = 320
_SHOWN = 25
_WAYS_FOR_INVOICES = ["paid", "declined", "insufficient_funds", "debit_settles", "debit_fails"]
_CARDS_FOR_RENEWAL = ["paid", "insufficient_funds", "disputed", "refund_fails"]


def _go(url: str) -> RedirectResponse:
    return RedirectResponse(url, status_code=303)


# --- checkout -----------------------------------------------------------------------------


async def checkout_page(request: Request) -> Response:
    return show_checkout(request, request.path_params["session"])


def show_checkout(
    request: Request,
    session_id: str,
    *,
    status: int = 200,
    refused: str | None = None,
    wrong: str | None = None,
    filled: dict[str, str] | None = None,
) -> Response:
    world = world_of(request)
    session = world.get("checkout.session", session_id, "session")
    known = session["customer_details"] or {}
    filled = filled or {
        "email": known.get("email") or "",
        "name": known.get("name") or "",
        "outcome": "paid",
    }
    return render(
        request,
        "checkout.html",
        status=status,
        session=session,
        rows=world.store.private(session_id)["line_items"],
        ways=OUTCOMES.values(),
        refused=refused,
        wrong=wrong,
        filled=filled,
        success_url=_success_url(session),
    )


async def pay_checkout(request: Request) -> Response:
    world, session_id = world_of(request), request.path_params["session"]
    filled = await _fields(request, "email", "name", "outcome")
    session = world.get("checkout.session", session_id, "session")
    if session["status"] == "expired":
        return show_checkout(request, session_id, status=409)
    if session["status"] == "open" and not _looks_like_email(filled["email"]):
        wrong = "Please enter an e-mail address such as ada@example.org."
        return show_checkout(request, session_id, status=422, wrong=wrong, filled=filled)
    session = act(world, "sessions", "pay", session_id, filled)
    return _after_paying(request, session, filled)


def _after_paying(request: Request, session: JsonObject, filled: dict[str, str]) -> Response:
    world = world_of(request)
    if session["status"] == "complete":
        return _go(_success_url(session))
    intent = world.get("payment_intent", world.store.private(session["id"])["last_intent"])
    if intent["status"] == "requires_action":
        return _go(f"/sandbox/confirm/{intent['id']}")
    refused = intent["last_payment_error"]["message"]
    return show_checkout(request, session["id"], status=402, refused=refused, filled=filled)


def _success_url(session: JsonObject) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _looks_like_email(text: str) -> bool:
    local, at, domain = text.partition("@")
    return bool(local and at and "." in domain.strip(".")) and " " not in text


async def confirm_page(request: Request) -> Response:
    world = world_of(request)
    intent = world.get("payment_intent", request.path_params["intent"])
    session = _session_of(world, intent)
    if session["status"] != "open" or intent["status"] != "requires_action":
        return _go(f"/sandbox/checkout/{session['id']}")
    return render(request, "confirm.html", intent=intent, session=session)


async def answer_confirmation(request: Request) -> Response:
    world = world_of(request)
    intent = world.get("payment_intent", request.path_params["intent"])
    session = _session_of(world, intent)
    answer = (await _fields(request, "answer"))["answer"]
    if session["status"] == "open" and intent["status"] != "requires_action":
        return _go(f"/sandbox/checkout/{session['id']}")
    wishes = {"approved": answer == "approve"}
    session = act(world, "sessions", "confirm", session["id"], wishes)
    email, name = world.store.private(session["id"])["payer"]
    filled = {"email": email, "name": name or "", "outcome": "paid"}
    return _after_paying(request, session, filled)


def _session_of(world: World, intent: JsonObject) -> JsonObject:
    links = world.store.private(intent["id"])
    return world.get("checkout.session", links.get("session", ""), "session")


# --- hosted invoice -----------------------------------------------------------------------


async def invoice_page(request: Request) -> Response:
    return _show_invoice(request, request.path_params["invoice"])


def _show_invoice(
    request: Request, invoice_id: str, *, status: int = 200, refused: str | None = None
) -> Response:
    world = world_of(request)
    invoice = world.get("invoice", invoice_id, "invoice")
    intent = world.store.get(world.store.private(invoice_id).get("last_intent", ""))
    return render(
        request,
        "invoice.html",
        status=status,
        invoice=invoice,
        ways=[OUTCOMES[key] for key in _WAYS_FOR_INVOICES],
        refused=refused,
        on_its_way=intent is not None and intent["status"] == "processing",
    )


async def pay_invoice_page(request: Request) -> Response:
    world, invoice_id = world_of(request), request.path_params["invoice"]
    filled = await _fields(request, "outcome")
    invoice = act(world, "invoices", "pay", invoice_id, filled)
    intent = world.store.get(world.store.private(invoice_id).get("last_intent", ""))
    if invoice["status"] == "open" and intent and intent["last_payment_error"]:
        refused = intent["last_payment_error"]["message"]
        return _show_invoice(request, invoice_id, status=402, refused=refused)
    return _go(f"/sandbox/invoices/{invoice_id}")


async def invoice_pdf(request: Request) -> Response:
    """The sandbox prints no PDF; the hosted page can be printed."""
    return _go(f"/sandbox/invoices/{request.path_params['invoice']}")


# --- portal -------------------------------------------------------------------------------


async def portal_page(request: Request) -> Response:
    world = world_of(request)
    portal = world.get("billing_portal.session", request.path_params["portal"])
    customer = world.get("customer", portal["customer"], "customer")
    subscriptions = world.store.find("subscription", customer=customer["id"])
    methods = {
        subscription["id"]: world.store.get(subscription["default_payment_method"] or "")
        for subscription in subscriptions
    }
    return render(
        request,
        "portal.html",
        portal=portal,
        customer=customer,
        subscriptions=subscriptions,
        methods=methods,
        invoices=world.store.find("invoice", customer=customer["id"]),
        cards=[OUTCOMES[key] for key in _CARDS_FOR_RENEWAL],
    )


async def portal_action(request: Request) -> Response:
    world = world_of(request)
    fields = await _fields(request, "subscription", "outcome")
    action = request.path_params["action"]
    with world.store.transaction():
        portal = world.get("billing_portal.session", request.path_params["portal"])
        subscription = world.get("subscription", fields["subscription"])
        if subscription["customer"] != portal["customer"]:
            raise UnknownWish("This subscription belongs to somebody else.", status=404)
        if action in {"cancel", "resume"}:
            plan_end(world, subscription, at_period_end=action == "cancel")
        else:
            _change_card(world, subscription, fields["outcome"])
    after = (portal["flow"] or {}).get("after_completion") or {}
    if after.get("type") == "redirect":
        return _go(after["redirect"]["return_url"])
    return _go(f"/sandbox/portal/{portal['id']}")


def _change_card(world: World, subscription: JsonObject, key: str) -> None:
    customer = world.get("customer", subscription["customer"], "customer")
    billing = {"email": customer["email"], "name": customer["name"]}
    method = make_payment_method(world, outcome_named(key), customer["id"], billing)
    settings = {**customer["invoice_settings"], "default_payment_method": method["id"]}
    world.change(customer, invoice_settings=settings)
    previous = world.change(subscription, default_payment_method=method["id"])
    world.emit("customer.subscription.updated", subscription, previous)


# --- control room -------------------------------------------------------------------------


async def control_room(request: Request) -> Response:
    return show_control_room(request)


def show_control_room(
    request: Request, *, status: int = 200, refused: str | None = None
) -> Response:
    world = world_of(request)
    store = world.store
    intents = store.find("payment_intent", newest=_SHOWN)
    charges = {intent["id"]: store.get(intent["latest_charge"] or "") for intent in intents}
    return render(
        request,
        "control.html",
        status=status,
        refused=refused,
        done=request.query_params.get("done"),
        sessions=store.find("checkout.session", newest=_SHOWN),
        intents=intents,
        charges=charges,
        disputes=store.find("dispute", newest=_SHOWN),
        refunds=store.find("refund", newest=_SHOWN),
        subscriptions=store.find("subscription", newest=_SHOWN),
        invoices=store.find("invoice", newest=_SHOWN),
        payouts=store.find("payout", newest=_SHOWN),
        balances=balances(world),
        rates=rates_of(world),
        events=list(reversed(events_with_deliveries(world, newest=_SHOWN))),
        endpoints=store.find("webhook_endpoint"),
        faults=world.faults,
        violations=api.violations(world),
    )


async def dispute_page(_request: Request) -> Response:
    """Where a link from the product leads: the sandbox has one page for all disputes."""
    return _go("/sandbox/#disputes")


async def press(request: Request) -> Response:
    """A button of the control room."""
    names = request.path_params
    form = await request.form()
    wishes: dict[str, Any] = {key: str(value) for key, value in form.items()}
    try:
        act(world_of(request), names["kind"], names["action"], names["subject"], wishes)
    except StripeRefusal as refusal:
        return show_control_room(request, status=refusal.status, refused=str(refusal))
    return _go(f"/sandbox/?done={names['kind']}-{names['action']}#{names['kind']}")


async def turn_knobs(request: Request) -> Response:
    form = await request.form()
    try:
        wishes = {
            "duplicate": int(str(form.get("duplicate") or 0)),
            "delay": float(str(form.get("delay") or 0)),
            "reorder": "reorder" in form,
            "reorder_window": float(str(form.get("reorder_window") or 0)),
            "drop": float(str(form.get("drop") or 0)),
            "wrong_secret": "wrong_secret" in form,
            "time_out_after_commit": int(str(form.get("time_out_after_commit") or 0)),
            "time_out_seconds": float(str(form.get("time_out_seconds") or 0)),
            "fail_next": [int(word) for word in str(form.get("fail_next") or "").split()],
        }
        change_faults(world_of(request), wishes)
    except StripeRefusal as refusal:
        return show_control_room(request, status=422, refused=str(refusal))
    except ValueError:
        sentence = "The knobs take numbers only; nothing was changed."
        return show_control_room(request, status=422, refused=sentence)
    return _go("/sandbox/?done=faults-set#faults")


async def reset_page(request: Request) -> Response:
    return render(request, "reset.html")


async def reset(request: Request) -> Response:
    world_of(request).start_again()
    return _go("/sandbox/?done=sandbox-reset")


# --- what all pages share -----------------------------------------------------------------


async def _fields(request: Request, *names: str) -> dict[str, str]:
    form = await request.form()
    return {name: str(form.get(name) or "").strip()[:_LONGEST_FIELD] for name in names}


async def on_refusal(request: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, StripeRefusal) else 400
    return render(request, "refused.html", status=status, sentence=str(error), title="Not possible")


async def not_found(request: Request, _error: Exception) -> Response:
    sentence = "There is no such page in the payments sandbox."
    return render(request, "refused.html", status=404, sentence=sentence, title="Page not found")


async def to_control_room(_request: Request) -> Response:
    return _go("/sandbox/")


ROUTES = [
    Route("/", to_control_room),
    Route("/sandbox", to_control_room),
    Route("/sandbox/", control_room),
    Route("/sandbox/disputes/{dispute}", dispute_page),
    Route("/sandbox/press/{kind}/{subject}/{action}", press, methods=["POST"]),
    Route("/sandbox/faults", turn_knobs, methods=["POST"]),
    Route("/sandbox/reset", reset_page, methods=["GET"]),
    Route("/sandbox/reset", reset, methods=["POST"]),
    Route("/sandbox/checkout/{session}", checkout_page, methods=["GET"]),
    Route("/sandbox/checkout/{session}", pay_checkout, methods=["POST"]),
    Route("/sandbox/confirm/{intent}", confirm_page, methods=["GET"]),
    Route("/sandbox/confirm/{intent}", answer_confirmation, methods=["POST"]),
    Route("/sandbox/invoices/{invoice}", invoice_page, methods=["GET"]),
    Route("/sandbox/invoices/{invoice}", pay_invoice_page, methods=["POST"]),
    Route("/sandbox/invoices/{invoice}/pdf", invoice_pdf),
    Route("/sandbox/portal/{portal}", portal_page, methods=["GET"]),
    Route("/sandbox/portal/{portal}/{action:str}", portal_action, methods=["POST"]),
]
