"""Events as Stripe delivers them, signed by Stripe's own code."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from stripe import WebhookSignature

from tests.clock import NOW

SECRET = "whsec_of_the_foundation"
OLD_SECRET = "whsec_before_the_roll"


def event(event_id: str = "evt_1", **changes: Any) -> dict[str, Any]:
    """A completed checkout of a gift."""
    return {
        "id": event_id,
        "object": "event",
        "api_version": "2026-10-28.endive",
        "created": int(NOW.timestamp()),
        "data": {"object": {"id": "cs_test_1", "object": "checkout.session"}},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": "checkout.session.completed",
    } | changes


def body_of(content: Any) -> bytes:
    return json.dumps(content).encode()


def signed(body: bytes, *, secret: str = SECRET, at: datetime = NOW) -> str:
    """The header that Stripe sends with the body."""
    header = WebhookSignature.generate_signature_header(
        body.decode(), secret, timestamp=int(at.timestamp())
    )
    return str(header)
