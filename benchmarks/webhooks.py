"""Webhook intake: a signed delivery is proven, kept and owed to a worker, then acknowledged."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa

from benchmarks.donations import throughput
from benchmarks.engines import ENGINES, Engines
from benchmarks.load import CLIENTS, Call, side_by_side
from benchmarks.results import Result
from benchmarks.servers import BARE, PRODUCT, running
from sponsorship import settings
from sponsorship.database import Database
from sponsorship.payments.models import InboundEvent

ACKNOWLEDGED = frozenset({200, 202})


def measure(engines: Engines, folder: Path) -> Iterator[Result]:
    """Deliveries per second on either engine."""
    secret = settings.load(data_dir=folder).webhook_secrets[0].encode()
    for engine in ENGINES:
        url = engines.new(engine, folder)
        numbers = itertools.count(1)
        with (
            running(PRODUCT, url, folder) as product,
            running(BARE, engines.empty(engine, folder), folder) as bare,
        ):
            ours, theirs = side_by_side(
                (product.port, [sender("/webhooks/stripe", secret, numbers)] * CLIENTS),
                (bare.port, [sender("/events", secret, numbers)] * CLIENTS),
            )
        _were_kept(url, len(ours.latencies))
        yield throughput("webhook intake", engine, ours, theirs)


def sender(path: str, secret: bytes, numbers: Iterator[int]) -> Callable[[], Call]:
    """Deliveries of completed checkouts, each with an identity of its own."""

    def next_call() -> Call:
        number, now = next(numbers), int(time.time())
        event = {
            "id": f"evt_{number:012d}",
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": now,
            "data": {"object": {"id": f"cs_test_{number}", "object": "checkout.session"}},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": "checkout.session.completed",
        }
        body = json.dumps(event).encode()
        mark = hmac.new(secret, b"%d." % now + body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "Stripe-Signature": f"t={now},v1={mark}"}
        return Call("POST", path, body, headers, ACKNOWLEDGED)

    return next_call


def _were_kept(url: str, at_least: int) -> None:
    database = Database(url)
    with database.reading() as session:
        kept = session.scalar(sa.select(sa.func.count()).select_from(InboundEvent))
    database.close()
    assert kept is not None
    assert kept >= at_least
