"""What is carried to subscribers, signed so that they know it is ours.

The form is that of Standard Webhooks, so that receivers verify it with a library of their language.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any


def secret_of(salt: str, signing_key: str) -> str:
    """The secret that a subscriber verifies with, as it is shown once: it is kept nowhere."""
    made = hmac.new(signing_key.encode(), f"subscriber:{salt}".encode(), hashlib.sha256)
    return "whsec_" + base64.b64encode(made.digest()).decode()


def signed(body: bytes, *, external_id: str, secret: str, at: datetime) -> dict[str, str]:
    """The headers that go with a body: who it is, when it left, and proof that it is ours."""
    moment = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = hmac.new(key, b".".join((external_id.encode(), moment.encode(), body)), hashlib.sha256)
    return {
        "webhook-id": external_id,
        "webhook-timestamp": moment,
        "webhook-signature": "v1," + base64.b64encode(made.digest()).decode(),
    }


def written(event: Mapping[str, Any]) -> bytes:
    """The body: the same bytes for the same event."""
    return json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
