"""Cookies: one place for their names and flags.

Over https every cookie is `__Host-` and Secure; all are HttpOnly. The staff session is
SameSite=Strict; the visitor's and the portal's are Lax, because people come back from the payment
page and from letters.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from typing import Literal

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from sponsorship.settings import Settings

STAFF = "staff_session"
PORTAL = "portal_session"
VISITOR = "visitor"
FLASH = "flash"

SameSite = Literal["lax", "strict"]
_SAME_SITE: dict[str, SameSite] = {STAFF: "strict"}


def settings_of(request: Request) -> Settings:
    settings: Settings = request.app.state.wiring.settings
    return settings


def full_name(settings: Settings, name: str) -> str:
    """The cookie's name on the wire."""
    return f"__Host-{name}" if settings.origin.startswith("https://") else name


def read(request: Request, name: str) -> str:
    """The cookie's value, or an empty text."""
    return request.cookies.get(full_name(settings_of(request), name), "")


def write(
    response: Response, settings: Settings, name: str, value: str, *, lasts: int | None = None
) -> None:
    """Set the cookie, for `lasts` seconds or until the browser closes."""
    response.set_cookie(
        full_name(settings, name),
        value,
        max_age=lasts,
        path="/",
        secure=settings.origin.startswith("https://"),
        httponly=True,
        samesite=_SAME_SITE.get(name, "lax"),
    )


def clear(response: Response, settings: Settings, name: str) -> None:
    write(response, settings, name, "", lasts=0)


def visitor_of(request: Request) -> str:
    """The random name of an anonymous browser; made and sent when first asked for."""
    known = read(request, VISITOR)
    if len(known) == 43 and known.isascii():
        return known
    if not hasattr(request.state, "new_visitor"):
        request.state.new_visitor = secrets.token_urlsafe(32)
    fresh: str = request.state.new_visitor
    return fresh


def binding_of(request: Request) -> str:
    """What a form token is bound to: the staff session on staff pages, else the visitor."""
    path = request.scope["path"]
    if path.startswith("/admin") and (session := read(request, STAFF)):
        return f"staff {session}"
    if path.startswith("/portal") and (session := read(request, PORTAL)):
        return f"portal {session}"
    return f"visitor {visitor_of(request)}"


def signature(settings: Settings, purpose: str, text: str) -> str:
    """A keyed fingerprint of `text` that nobody else can make."""
    made = hmac.digest(settings.signing_key.encode(), f"{purpose}\0{text}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def leave_flash(response: Response, settings: Settings, sentence: str, *, kind: str) -> None:
    """A sentence for the next page that this browser sees, shown once."""
    body = base64.urlsafe_b64encode(json.dumps([kind, sentence]).encode()).decode()
    write(response, settings, FLASH, f"{body}.{signature(settings, 'flash', body)}", lasts=60)


def flash_of(request: Request) -> tuple[str, str] | None:
    """The kind ("good" or "bad") and sentence left for this page; the response clears it."""
    body, _, mark = read(request, FLASH).partition(".")
    settings = settings_of(request)
    if not body or not hmac.compare_digest(
        mark.encode(), signature(settings, "flash", body).encode()
    ):
        return None
    request.state.flash_shown = True
    kind, sentence = json.loads(base64.urlsafe_b64decode(body))
    return str(kind), str(sentence)


def add_pending(headers: MutableHeaders, state: dict[str, object], settings: Settings) -> None:
    """Put on a response the cookies that its page asked for while it was made."""
    visitor, flash_shown = state.get("new_visitor"), state.get("flash_shown")
    if not visitor and not flash_shown:
        return
    scratch = Response()
    if visitor:
        write(scratch, settings, VISITOR, str(visitor))
    if flash_shown:
        clear(scratch, settings, FLASH)
    for value in scratch.headers.getlist("set-cookie"):
        headers.append("set-cookie", value)
