"""Where Stripe delivers its news: prove it, keep it, say thank you. A worker acts on it later."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.routing import machine
from sponsorship.clock import utc_now
from sponsorship.logs import logger
from sponsorship.payments import inbox
from sponsorship.payments.stripe.webhook import Envelope, ForgedEvent, open_envelope

LARGEST_BODY = 256 * 1024
"""Bytes of the largest delivery that is read; Stripe's own are far smaller."""

_log = logger(__name__)


class _TooLarge(Exception):
    """Raised as soon as more was sent than a delivery can have."""


async def stripe_webhook(request: Request) -> Response:
    """202 for news, 200 for what is known already, 400 without a word for anything unproven."""
    wiring = request.app.state.wiring
    secrets = tuple(secret for secret in wiring.settings.webhook_secrets if secret.strip())
    if not secrets:  # anybody can sign with an empty secret
        return Response(status_code=404)
    try:
        body = await _read(request)
    except _TooLarge:
        return Response(status_code=413)
    except ClientDisconnect:
        return Response(status_code=400)
    now = utc_now()
    try:
        envelope = open_envelope(
            body,
            request.headers.get("stripe-signature"),
            secrets,
            at=now,
            livemode_expected=wiring.settings.is_live,
        )
    except ForgedEvent as forged:
        # Many of these with the reasons "old" or "future" mean that our own clock is wrong.
        _log.warning("webhook refused", reason=forged.reason)
        return Response(status_code=400)
    is_new = await run_in_threadpool(_keep, wiring.database, envelope, now)
    return Response(status_code=202 if is_new else 200)


async def _read(request: Request) -> bytes:
    """The raw bytes, as they were signed."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > LARGEST_BODY:
        raise _TooLarge
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > LARGEST_BODY:
            raise _TooLarge
    return bytes(received)


def _keep(database: Any, envelope: Envelope, now: Any) -> bool:
    with database.unit_of_work() as session:
        return inbox.keep(session, envelope, at=now)


routes: list[BaseRoute] = [machine("/webhooks/stripe", stripe_webhook, methods=["POST"])]
