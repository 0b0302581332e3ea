"""How staff come in and leave: password, then code; or a link that opens the account once."""

from __future__ import annotations

from typing import Any

import pyotp
import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app import cookies, problems
from admin_app.access import SIGNING_IN
from admin_app.auth import SIGN_IN, browser_of, signed_in
from admin_app.forms import Form
from admin_app.pages import flash, redirect, render, safe_path, wiring_of
from admin_app.routing import form, page
from admin_app.slots import Slots
from sponsorship.clock import utc_now
from sponsorship.errors import SponsorshipError
from sponsorship.staff import operations, passwords, queries, signing_in
from sponsorship.staff.models import StaffSession

CODE = "/admin/sign-in/code"
ENROL = "/admin/enrol"
hashing_slots = Slots("password hashing", passwords.PARALLEL)
"""Sign-ins wait for each other here and not in the thread pool of all other pages."""


def show_sign_in(request: Request) -> Response:
    """The page for address and password."""
    after = safe_path(request.query_params.get("next"), otherwise="/admin")
    if signed_in(request):
        return redirect(after)
    return _sign_in_page(request, {"next": after})


def check_password(request: Request, sent: Form) -> Response:
    """Address and password are right: on to the code."""
    try:
        token = signing_in.with_password(
            wiring_of(request).database,
            email=sent.line("email"),
            password=sent.secret("password"),
            browser=browser_of(request),
            at=utc_now(),
        )
    except SponsorshipError as refusal:
        return _sign_in_page(request, sent.typed, refusal)
    after = safe_path(sent.line("next"), otherwise="/admin")
    response = redirect(f"{CODE}?next={after}" if after != "/admin" else CODE)
    return _with_session(request, response, token)


def show_code(request: Request) -> Response:
    """The page for the code of the second factor."""
    return _code_page(request, safe_path(request.query_params.get("next"), otherwise="/admin"))


def check_code(request: Request, sent: Form) -> Response:
    """The code is right: a new session, under a new name."""
    after = safe_path(sent.line("next"), otherwise="/admin")
    try:
        _, token = signing_in.with_code(
            wiring_of(request).database,
            token=cookies.read(request, cookies.STAFF),
            code=sent.line("code", longest=20),
            browser=browser_of(request),
            at=utc_now(),
        )
    except signing_in.NotSignedIn as gone:
        return flash(request, redirect(SIGN_IN), str(gone), kind="bad")
    except SponsorshipError as refusal:
        return _code_page(request, after, refusal)
    return _with_session(request, redirect(after), token)


def sign_out(request: Request, _: Form) -> Response:
    """The session ends at once, everywhere it was copied to."""
    token = cookies.read(request, cookies.STAFF)
    with wiring_of(request).database.unit_of_work() as session:
        found = queries.session_behind(session, token)
        if found is not None:
            operations.sign_out(found, at=utc_now())
    response = redirect(SIGN_IN)
    cookies.clear(response, cookies.settings_of(request), cookies.STAFF)
    return flash(request, response, "You are signed out.")


def show_link(request: Request) -> Response:
    """A link only shows a page: programs that look at links before people do must not use it up."""
    with wiring_of(request).database.reading() as session:
        link = operations.link_for(session, request.path_params["token"], at=utc_now())
        context = {"title": f"Welcome, {link.staff.name}", "member": link.staff}
    return render(request, "office/first_sign_in.html", context)


def open_link(request: Request, sent: Form) -> Response:
    """Use the link up: on to choosing a password or, with play money, straight in."""
    is_demo = wiring_of(request).settings.is_sandbox and sent.line("how") == "this session"
    token = signing_in.with_link(
        wiring_of(request).database,
        link=request.path_params["token"],
        browser=browser_of(request),
        at=utc_now(),
        is_demo=is_demo,
    )
    return _with_session(request, redirect("/admin" if is_demo else ENROL), token)


def show_enrolment(request: Request) -> Response:
    """The page that sets password and second factor."""
    half = _enrolling(request)
    if half is None:
        return flash(request, redirect(SIGN_IN), str(operations.LinkUsed()), kind="bad")
    return _enrolment_page(request, half)


def enrol(request: Request, sent: Form) -> Response:
    """Both are set; every earlier session of theirs has ended."""
    half = _enrolling(request)
    if half is None:
        return flash(request, redirect(SIGN_IN), str(operations.LinkUsed()), kind="bad")
    try:
        if sent.secret("password") != sent.secret("password_again"):
            raise passwords.WeakPassword("The two passwords differ.")
        token = signing_in.enrol(
            wiring_of(request).database,
            token=cookies.read(request, cookies.STAFF),
            password=sent.secret("password"),
            code=sent.line("code", longest=20),
            browser=browser_of(request),
            at=utc_now(),
        )
    except SponsorshipError as refusal:
        return _enrolment_page(request, half, refusal)
    response = flash(request, redirect("/admin"), "Your account is ready, and you are signed in.")
    return _with_session(request, response, token)


def _with_session(request: Request, response: Response, token: str) -> Response:
    cookies.write(response, cookies.settings_of(request), cookies.STAFF, token)
    return response


def _sign_in_page(
    request: Request, typed: dict[str, str], refusal: SponsorshipError | None = None
) -> Response:
    return render(
        request,
        "office/sign_in.html",
        {"title": "Sign in", "typed": typed, "refusal": str(refusal or "")},
        status=problems.status_of(refusal) if refusal else 200,
    )


def _code_page(request: Request, after: str, refusal: SponsorshipError | None = None) -> Response:
    return render(
        request,
        "office/code.html",
        {"title": "Your code", "next": after, "refusal": str(refusal or "")},
        status=problems.status_of(refusal) if refusal else 200,
    )


def _enrolling(request: Request) -> StaffSession | None:
    with wiring_of(request).database.reading() as session:
        half = queries.session_behind(session, cookies.read(request, cookies.STAFF))
    if half is None or half.enrolment_secret is None or not queries.is_alive(half, at=utc_now()):
        return None
    return half


def _enrolment_page(
    request: Request, half: StaffSession, refusal: SponsorshipError | None = None
) -> Response:
    secret = half.enrolment_secret or ""
    context: dict[str, Any] = {
        "title": "Choose your password",
        "member": half.staff,
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "qr": _qr(wiring_of(request).settings.organisation_name, half.staff.email, secret),
        "refusal": str(refusal or ""),
        "wrong_field": getattr(refusal, "field", ""),
        "shortest": passwords.SHORTEST,
    }
    status = problems.status_of(refusal) if refusal else 200
    return render(request, "office/enrol.html", context, status=status)


def _qr(organisation: str, email: str, secret: str) -> Markup:
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=organisation)
    drawn = segno.make(address, error="m").svg_inline(
        scale=5, border=3, dark="#16263b", light="#fff", title="QR code of the second factor"
    )
    return Markup(drawn)  # noqa: S704 - drawn by segno from numbers


routes: list[BaseRoute] = [
    page(SIGN_IN, show_sign_in, access=SIGNING_IN),
    form(SIGN_IN, check_password, access=SIGNING_IN, limiter=hashing_slots),
    page(CODE, show_code, access=SIGNING_IN),
    form(CODE, check_code, access=SIGNING_IN),
    form("/admin/sign-out", sign_out, access=SIGNING_IN),
    page("/admin/first-sign-in/{token}", show_link, access=SIGNING_IN),
    form("/admin/first-sign-in/{token}", open_link, access=SIGNING_IN),
    page(ENROL, show_enrolment, access=SIGNING_IN),
    form(ENROL, enrol, access=SIGNING_IN, limiter=hashing_slots),
]
