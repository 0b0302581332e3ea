"""Carries announcements to addresses that others chose: signed, and never into our own network.

The form is that of Standard Webhooks, so that receivers verify it with a library of their language.
The address is looked up once, and the connection goes to exactly what was looked up and checked.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import socket
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests
from requests.adapters import HTTPAdapter

from sponsorship.errors import Invalid, Unavailable

FIELD = "address"
CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 10.0
_FORM = "Please give an address like https://www.example.org/sponsors-changed."
_NEAR = "This address leads into a private network. Please give one that anybody could reach."


class NotTaken(Unavailable):
    """The subscriber's program did not take a delivery; perhaps it will later."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__("The subscriber")


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


def check(address: str, *, may_be_near: bool) -> SplitResult:
    """Raises Invalid for what nobody should be told to send to; looks nothing up."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise Invalid(FIELD, _FORM) from None
    host = parts.hostname or ""
    schemes = {"https", "http"} if may_be_near else {"https"}
    if (
        parts.scheme not in schemes
        or not host
        or not address.isascii()
        or not address.isprintable()
        or " " in address
        or len(address) > 500
        or "@" in parts.netloc
        or parts.fragment
        or port == 0
    ):
        raise Invalid(FIELD, _FORM)
    if not may_be_near and _is_near(host):
        raise Invalid(FIELD, _NEAR)
    return parts


def _is_near(host: str) -> bool:
    """Whether the name alone says that it is not of the public network."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host.strip(".") or host.rstrip(".").endswith((".local", ".internal"))


def looked_up(host: str, port: int, *, may_be_near: bool) -> str:
    """The one address of the host to connect to; raises NotTaken if any of them is a private one."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotTaken("The name of the address is not known.") from None
    addresses = [str(one[4][0]).partition("%")[0] for one in found]
    if not may_be_near and not all(ipaddress.ip_address(one).is_global for one in addresses):
        raise NotTaken("The address leads into a private network.")
    return addresses[0]


class _Pinned(HTTPAdapter):
    """Connects to a looked-up address, and expects the certificate of the name."""

    def __init__(self, host: str, *, is_encrypted: bool) -> None:
        self._names: dict[str, Any] = (
            {"server_hostname": host, "assert_hostname": host} if is_encrypted else {}
        )
        super().__init__(max_retries=0)

    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        super().init_poolmanager(*given, **{**named, **self._names})


def carry(address: str, body: bytes, headers: Mapping[str, str], *, may_be_near: bool) -> int:
    """The status with which the address answers; raises NotTaken if it does not answer at all."""
    try:
        parts = check(address, may_be_near=may_be_near)
    except Invalid as refused:
        raise NotTaken(str(refused)) from None
    host, is_encrypted = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_encrypted else 80)
    where = looked_up(host, port, may_be_near=may_be_near)
    literal = f"[{where}]" if ":" in where else where
    target = parts._replace(netloc=f"{literal}:{port}").geturl()
    with requests.Session() as session:
        session.trust_env = False  # no proxy and no password of this machine
        session.mount(f"{parts.scheme}://", _Pinned(host, is_encrypted=is_encrypted))
        try:
            with session.post(
                target,
                data=body,
                headers={
                    "Host": parts.netloc,
                    "Content-Type": "application/json",
                    "User-Agent": "sponsorship-announcements",
                    **headers,
                },
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                allow_redirects=False,
                stream=True,  # what it answers beyond the status is not read
            ) as answer:
                return answer.status_code
        except requests.RequestException as silent:
            raise NotTaken(f"No answer: {type(silent).__name__}.") from None
