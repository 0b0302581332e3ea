"""How contacts of sponsors come in and leave: a link by mail that works once."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app import cookies
from admin_app.access import LINK, PUBLIC
from admin_app.forms import Form
from admin_app.pages import flash, redirect, render, wiring_of
from admin_app.portal.contact_access import CONTACT, HOME, SIGN_IN, contacts_of
from admin_app.problems import status_of
from admin_app.public.personal import PRIVATE_FORM, token_of
from admin_app.routing import form, page
from sponsorship.addresses import checked_email
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid
from sponsorship.portal import operations
from sponsorship.portal.operations import LinkSpent
from sponsorship.workflows import portal


def show_sign_in(request: Request) -> Response:
    """The form for the address, or straight in."""
    return redirect(HOME) if contacts_of(request) else _sign_in_page(request)


def ask_for_link(request: Request, sent: Form) -> Response:
    """Have a link written; the answer is the same for addresses that we do not know."""
    try:
        email = checked_email(sent.line("email"))
    except Invalid as wrong:
        return _sign_in_page(request, typed=sent.typed.get("email", ""), problem=str(wrong))
    with wiring_of(request).database.unit_of_work() as session:
        portal.ask_for_link(session, email, at=utc_now())
    return _sign_in_page(request, is_sent=True)


def show_link(request: Request) -> Response:
    """A link only shows a page: programs that look at links before people do must not use it up."""
    try:
        with wiring_of(request).database.reading() as session:
            operations.check_link(session, token_of(request, "link"), at=utc_now())
    except LinkSpent as spent:
        return _sign_in_page(request, problem=str(spent), status=status_of(spent))
    context = {"title": "Sign in", "token": request.path_params["token"]}
    return render(request, "portal/enter.html", context, headers=PRIVATE_FORM)


def use_link(request: Request, _: Form) -> Response:
    """Use the link up; this browser is signed in."""
    wiring = wiring_of(request)
    try:
        with wiring.database.unit_of_work() as session:
            token = operations.open_session(session, token_of(request, "link"), at=utc_now())
    except LinkSpent as spent:
        return _sign_in_page(request, problem=str(spent), status=status_of(spent))
    response = redirect(HOME)
    cookies.write(response, wiring.settings, cookies.PORTAL, token)
    return response


def leave(request: Request, _: Form) -> Response:
    """The session ends at once."""
    wiring = wiring_of(request)
    with wiring.database.unit_of_work() as session:
        operations.end_session(session, cookies.read(request, cookies.PORTAL), at=utc_now())
    response = redirect(SIGN_IN)
    cookies.clear(response, wiring.settings, cookies.PORTAL)
    return flash(request, response, "You are signed out.")


def _sign_in_page(
    request: Request,
    *,
    typed: str = "",
    problem: str = "",
    is_sent: bool = False,
    status: int = 0,
) -> Response:
    context = {
        "title": "Sign in as a sponsor",
        "typed": typed,
        "problem": problem,
        "is_sent": is_sent,
    }
    status = status or (422 if problem else 200)
    return render(request, "portal/sign_in.html", context, status=status)


routes: list[BaseRoute] = [
    page(SIGN_IN, show_sign_in, access=PUBLIC, name="sponsor_sign_in"),
    form(SIGN_IN, ask_for_link, access=PUBLIC, name="ask_for_contact_link"),
    page(f"{HOME}/enter/{{token}}", show_link, access=LINK, name="show_contact_link"),
    form(f"{HOME}/enter/{{token}}", use_link, access=LINK, name="use_contact_link"),
    form(f"{HOME}/sign-out", leave, access=CONTACT, name="leave_portal"),
]
