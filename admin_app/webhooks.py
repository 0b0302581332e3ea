"""Where Stripe delivers its news: prove it, keep it, say thank you. A worker acts on it later."""

from __future__ import annotations

import asyncio
from datetime import datetime

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.pages import wiring_of
from admin_app.routing import machine
from admin_app.slots import Slots
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.logs import logger
from sponsorship.payments import inbox
from sponsorship.payments.stripe.webhook import Envelope, ForgedEvent, open_envelope
from sponsorship.vitals import operations as vitals

LARGEST_BODY = 256 * 1024
"""Bytes of the largest delivery that is read; Stripe's own are far smaller."""

_keeping_slots = Slots("keeping deliveries", 16)
"""A rush of deliveries that waits for the database leaves the threads of all other pages alone."""

_log = logger(__name__)


class _TooLarge(Exception):
    """Raised as soon as more was sent than a delivery can have."""


async def keep(database: Database, envelope: Envelope, *, at: datetime) -> bool:
    """Keep one proven delivery, and tell whether it is news; returns when it is safely kept.

    Stripe sends a month's renewals at once: those that wait for SQLite's writer are kept together.
    """
    kept = asyncio.ensure_future(
        anyio.to_thread.run_sync(
            database.together,
            lambda session: inbox.keep(session, envelope, at=at),
            limiter=_keeping_slots(),
        )
    )
    return await asyncio.shield(kept)  # also if the sender leaves meanwhile


async def stripe_webhook(request: Request) -> Response:
    """202 for news, 200 for what is known already, 400 without a word for anything unproven."""
    settings = wiring_of(request).settings
    secrets = tuple(secret for secret in settings.webhook_secrets if secret.strip())
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
            livemode_expected=settings.is_live,
        )
    except ForgedEvent as forged:
        # Many of these with the reasons "old" or "future" mean that our own clock is wrong.
        _log.warning("webhook refused", reason=forged.reason)
        if forged.reason in {"old", "future"}:  # proven by then: nobody else can make us write
            await run_in_threadpool(_note_mistimed, wiring_of(request).database, now, forged.reason)
        return Response(status_code=400)
    is_new = await keep(wiring_of(request).database, envelope, at=now)
    return Response(status_code=202 if is_new else 200)


def _note_mistimed(database: Database, at: datetime, reason: str) -> None:
    with database.unit_of_work() as session:
        vitals.count(session, vitals.MISTIMED, at=at, note=reason)


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


routes: list[BaseRoute] = [machine("/webhooks/stripe", stripe_webhook, methods=["POST"])]
