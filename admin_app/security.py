"""The one middleware around everything: hosts, origins, sizes, headers, request ids, access log.

A request that changes something and says that it comes from elsewhere is refused here; that it
comes from one of our pages is then proven by the form's token. Webhooks and the JSON API carry
their own proof and no cookie of theirs means anything, so they are let through.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from admin_app import problems
from admin_app.cookies import add_pending
from admin_app.forms import BODY_LIMIT
from sponsorship.logs import logger
from sponsorship.settings import Settings

log = logger(__name__)

MOST_HEADERS = 100
STRIPE_PAGES = (
    "https://checkout.stripe.com",
    "https://billing.stripe.com",
    "https://invoice.stripe.com",
)
ANY_FRAME = "frame-ancestors *"
_SAFE = {"GET", "HEAD", "OPTIONS"}
_OWN_PROOF = ("/webhooks/", "/api/")
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
_PROBES = {"/healthz", "/readyz"}
_HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII)
_NEVER = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def payment_pages(settings: Settings) -> tuple[str, ...]:
    """The origins that our forms may lead to: the hosted pages of the processor or the sandbox."""
    return (settings.sandbox_origin,) if settings.is_sandbox else STRIPE_PAGES


def content_policy(settings: Settings) -> str:
    """Nothing but our own files; forms lead to ourselves or to the payment page."""
    return "; ".join(
        (
            "default-src 'none'",
            "base-uri 'none'",
            "connect-src 'self'",
            "font-src 'self'",
            "form-action 'self' " + " ".join(payment_pages(settings)),
            "frame-ancestors 'none'",
            "img-src 'self' data:",
            "manifest-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
        )
    )


def frameable(request: Request) -> dict[str, str]:
    """The headers of the one page that other sites may show in a frame; it runs and asks nothing."""
    settings: Settings = request.app.state.wiring.settings
    return {
        "Content-Security-Policy": content_policy(settings).replace(
            "frame-ancestors 'none'", ANY_FRAME
        ),
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """The names this installation answers to; one on loopback answers to all names of that."""
    own = (urlsplit(settings.origin).hostname or "").lower()
    names = {own, *(name.lower() for name in settings.allowed_hosts)}
    return frozenset(names | _LOOPBACK if own in {*_LOOPBACK, "::1", "0.0.0.0"} else names)  # noqa: S104


class Shell:
    """Wraps the whole application; no response leaves without its headers."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.hosts = allowed_hosts(settings)
        headers = {
            "Content-Security-Policy": content_policy(settings),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": _NEVER,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }
        if settings.origin.startswith("https://"):
            headers["Strict-Transport-Security"] = "max-age=63072000"
        self.headers = [(k.lower().encode(), value.encode()) for k, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await _Exchange(self, scope, receive, send).run()
        else:
            await self.app(scope, receive, send)

    def refusal(self, scope: Scope) -> HTTPException | None:
        """Why the request may not even reach the routes, or None."""
        headers = Headers(scope=scope)
        if len(scope["headers"]) > MOST_HEADERS:
            return HTTPException(431)
        if not self._knows_host(headers, scope["path"]):
            return HTTPException(400, "This address is not served here.")
        if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
            return HTTPException(404)
        if headers.get("content-encoding", "identity").lower() != "identity":
            return HTTPException(415)
        if not scope["path"].startswith(_OWN_PROOF) and _is_foreign(scope["method"], headers):
            return HTTPException(403, "This was sent from another site, so nothing was changed.")
        return None

    def _knows_host(self, headers: Headers, path: str) -> bool:
        given = headers.getlist("host")
        found = _HOST.fullmatch(given[0].lower()) if len(given) == 1 else None
        if found is None:
            return False
        return found[1] in self.hosts or (path in _PROBES and found[1] in _LOOPBACK)


def _is_foreign(method: str, headers: Headers) -> bool:
    """Whether a changing request says that it comes from another site.

    Browsers say it in one header or both. A program that sends neither has no cookies of somebody
    else to abuse, and still needs the form's token.
    """
    if method in _SAFE:
        return False
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None and site != "same-origin":
        return True
    if origin is None or (origin == "null" and site == "same-origin"):
        return False
    return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


class _Exchange:
    """One request and its response."""

    def __init__(self, shell: Shell, scope: Scope, receive: Receive, send: Send) -> None:
        self.shell, self.scope, self._receive, self._send = shell, scope, receive, send
        self.state: MutableMapping[str, Any] = scope.setdefault("state", {})
        self.id = secrets.token_hex(8)
        self.state |= {"request_id": self.id, "body_limit": BODY_LIMIT}
        self.status = 0
        self.received = 0

    async def run(self) -> None:
        began = time.perf_counter()
        _drop_many_ranges(self.scope)
        with structlog.contextvars.bound_contextvars(request=self.id):
            try:
                await self._answer()
            finally:
                route = getattr(self.scope.get("route"), "path", "(none)")
                log.info(
                    "request",
                    method=self.scope["method"][:10],
                    route=route,
                    status=self.status,
                    ms=round((time.perf_counter() - began) * 1000, 1),
                )

    async def _answer(self) -> None:
        refusal = self.shell.refusal(self.scope)
        try:
            if refusal is not None:
                await self._report(refusal)
            else:
                await self.shell.app(self.scope, self.receive, self.send)
        except ClientDisconnect:
            log.info("client left")
        except Exception as broken:
            if self.status:
                log.exception("broke off while answering")
                raise
            await self._report(broken)

    async def _report(self, error: Exception) -> None:
        request = Request(self.scope, self.receive)
        response = await run_in_threadpool(problems.respond, request, error)
        await response(self.scope, self.receive, self.send)

    async def receive(self) -> Message:
        """The body in pieces, up to the limit that the route has declared."""
        message = await self._receive()
        self.received += len(message.get("body", b""))
        if self.received > self.state["body_limit"]:
            raise HTTPException(413)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            said = {name for name, _ in message["headers"]}
            if _may_be_framed(message["headers"]):
                said.add(b"x-frame-options")  # it knows no "anywhere"; left out, the policy decides
            ours = [header for header in self.shell.headers if header[0] not in said]
            message["headers"] = [*message["headers"], *ours, (b"x-request-id", self.id.encode())]
            add_pending(MutableHeaders(scope=message), dict(self.state), self.shell.settings)
        await self._send(message)


def _may_be_framed(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(
        name == b"content-security-policy" and ANY_FRAME.encode() in value
        for name, value in headers
    )


def _drop_many_ranges(scope: Scope) -> None:
    # Answering thousands of overlapping ranges costs far more than sending the file once.
    scope["headers"] = [
        (name, value) for name, value in scope["headers"] if name != b"range" or b"," not in value
    ]
