"""Proof that a piece of news comes from Stripe, and what it is about; without Stripe's package.

The scheme is Stripe's: HMAC-SHA-256 over the time of sending and the raw bytes. Unlike Stripe's own
code it also refuses news from the future, and every deviation ends in the same refusal.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from sponsorship.errors import Invalid

PROVIDER = "stripe"
TOLERANCE = 300
"""How many seconds the time of sending may lie in the past, or in the future."""

_BLANK = " \t\r\n\f\v"
# PostgreSQL stores neither of these in a document: a NUL character and half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MAYBE_UNSTORABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


class ForgedEvent(Invalid):
    """Raised when a delivery is not proven to be Stripe's, to be fresh, and to be meant for us.

    `reason` is for our own logs; the sender learns nothing from it.
    """

    code = "forged_event"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__("signature", "This delivery is not accepted.")


@dataclass(frozen=True, slots=True)
class Envelope:
    """One proven piece of news: its identity, the object it concerns, and its content as a hint."""

    external_id: str
    livemode: bool
    account: str
    event_type: str
    object_type: str
    object_id: str
    body: dict[str, Any] = field(repr=False)
    provider: str = PROVIDER


def open_envelope(
    body: bytes,
    signature: str | None,
    secrets: Sequence[str],
    *,
    at: datetime,
    livemode_expected: bool,
) -> Envelope:
    """Prove a delivery with any one of `secrets` (newest first) and read what it concerns.

    Raises ForgedEvent, whatever is wrong with it.
    """
    _prove(body, signature, secrets, now=at.timestamp())
    envelope = _read(_parse(body))
    if envelope.livemode is not livemode_expected:
        raise ForgedEvent("mode")
    return envelope


def read_envelope(content: dict[str, Any]) -> Envelope:
    """The envelope of an event that we asked for ourselves; raises ForgedEvent if it is none."""
    return _read(_storable_members(content))


def _prove(body: bytes, signature: str | None, secrets: Sequence[str], *, now: float) -> None:
    if not signature:
        raise ForgedEvent("unsigned")
    sent_at, given = _split(signature)
    signed = b"%d." % sent_at + body
    # Every secret is tried, and every signature compared, so that time tells nothing.
    matches = [
        hmac.compare_digest(expected, one)
        for secret in secrets
        if secret.strip(_BLANK)
        for expected in (hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode(),)
        for one in given
    ]
    if not any(matches):
        raise ForgedEvent("signature")
    if sent_at < now - TOLERANCE:
        raise ForgedEvent("old")
    if sent_at > now + TOLERANCE:
        raise ForgedEvent("future")


def _split(signature: str) -> tuple[int, list[bytes]]:
    parts = [part.split("=", 2) for part in signature.split(",")]
    try:
        sent_at = int(next(part[1] for part in parts if part[0] == "t"))
        given = [part[1].encode() for part in parts if part[0] == "v1"]
    except (IndexError, StopIteration, ValueError) as malformed:
        raise ForgedEvent("header") from malformed
    return sent_at, given


def _parse(body: bytes) -> dict[str, Any]:
    try:
        text = body.decode("utf-8")
        content: Any = json.loads(text, parse_constant=_not_json, parse_float=_finite)
    except (ValueError, RecursionError) as malformed:
        raise ForgedEvent("body") from malformed
    if not isinstance(content, dict):
        raise ForgedEvent("body")
    return _storable_members(content) if _MAYBE_UNSTORABLE.search(text) else content


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _finite(number: str) -> float:
    value = float(number)
    if value in {float("inf"), float("-inf")}:
        raise ValueError("no finite number")
    return value


def _storable_members(content: dict[str, Any]) -> dict[str, Any]:
    """The same document with a replacement character where no database stores the original."""
    return {_storable(key): _storable(value) for key, value in content.items()}


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list):
        return [_storable(element) for element in value]
    return _storable_members(value) if isinstance(value, dict) else value


def _read(content: dict[str, Any]) -> Envelope:
    """The envelope; a type or an object that we do not know is no reason to refuse it."""
    external_id, event_type = content.get("id"), content.get("type")
    if not (_is_name(external_id) and _is_name(event_type)):
        raise ForgedEvent("shape")
    concerned = _member(_member(content, "data"), "object")
    return Envelope(
        external_id=str(external_id),
        livemode=content.get("livemode") is True,
        account=_text(content, "account"),
        event_type=str(event_type),
        object_type=_text(concerned, "object"),
        object_id=_text(concerned, "id"),
        body=content,
    )


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 255


def _member(content: dict[str, Any], name: str) -> dict[str, Any]:
    value = content.get(name)
    return value if isinstance(value, dict) else {}


def _text(content: dict[str, Any], name: str) -> str:
    value = content.get(name)
    return value if isinstance(value, str) else ""
