"""Where Stripe delivers its news: prove it, keep it, say thank you. A worker acts on it later."""

from __future__ import annotations

import asyncio
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.pages import wiring_of
from admin_app.routing import machine
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.logs import logger
from sponsorship.payments import inbox
from sponsorship.payments.stripe.webhook import Envelope, ForgedEvent, open_envelope
from sponsorship.vitals import operations as vitals

LARGEST_BODY = 256 * 1024
"""Bytes of the largest delivery that is read; Stripe's own are far smaller."""

_log = logger(__name__)


class _TooLarge(Exception):
    """Raised as soon as more was sent than a delivery can have."""


class _Delivery:
    """One proven delivery that waits to be kept."""

    def __init__(self, envelope: Envelope, at: datetime) -> None:
        self.envelope = envelope
        self.at = at
        self.is_new: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def answer(self, outcome: bool | Exception) -> None:  # noqa: FBT001 - the answer itself
        """Tell who waits, unless the sender has left: then it is kept all the same."""
        if self.is_new.done():
            return
        if isinstance(outcome, Exception):
            self.is_new.set_exception(outcome)
        else:
            self.is_new.set_result(outcome)


class Intake:
    """Keeps deliveries, and those that wait meanwhile in one transaction together.

    A commit waits for the disk, and SQLite has one writer. When Stripe sends a month's renewals at
    once, eight deliveries that wait together are kept in a fraction of the time of eight in a row.
    PostgreSQL shares such waits by itself, and every statement is a trip to another process: there
    each has a connection of its own. Each is answered when it is committed, never before.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Delivery] = []
        self._at_once, self._together = (1, 50) if database.is_sqlite else (8, 1)
        self._work: set[asyncio.Task[None] | None] = set()

    async def keep(self, envelope: Envelope, at: datetime) -> bool:
        """Whether it is news; returns when it is safely kept."""
        delivery = _Delivery(envelope, at)
        self._waiting.append(delivery)
        if len(self._work) < self._at_once:
            task = asyncio.create_task(self._empty())
            self._work.add(task)  # the event loop itself would let go of it
        return await delivery.is_new

    async def _empty(self) -> None:
        try:
            while self._waiting:
                together = self._waiting[: self._together]
                del self._waiting[: self._together]
                outcomes = await run_in_threadpool(self._keep_all, together)
                for delivery, outcome in zip(together, outcomes, strict=True):
                    delivery.answer(outcome)
        finally:
            # At once, not in a callback: who comes next must see that nobody works any more.
            self._work.discard(asyncio.current_task())

    def _keep_all(self, together: list[_Delivery]) -> list[bool | Exception]:
        try:
            with self._database.unit_of_work() as session:
                return [inbox.keep(session, one.envelope, at=one.at) for one in together]
        except Exception as failure:  # noqa: BLE001 - raised where the delivery is waited for
            if len(together) == 1:
                return [failure]
        # One of them cannot be kept; the others must not suffer from it.
        return [outcome for one in together for outcome in self._keep_all([one])]


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
    is_new = await _intake(request).keep(envelope, now)
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


def _intake(request: Request) -> Intake:
    """One for the whole application, made when the first delivery arrives."""
    state = request.app.state
    if not hasattr(state, "intake"):
        state.intake = Intake(wiring_of(request).database)
    intake: Intake = state.intake
    return intake


routes: list[BaseRoute] = [machine("/webhooks/stripe", stripe_webhook, methods=["POST"])]
