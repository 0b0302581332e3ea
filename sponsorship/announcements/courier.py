"""Carries announcements to addresses that others chose, and never into our own network.

The address is looked up once, and the connection goes to exactly what was looked up and checked.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from sponsorship.announcements.addresses import checked_address
from sponsorship.errors import Invalid, Unavailable

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 10.0


class NotTaken(Unavailable):
    """The subscriber's program did not take a delivery; perhaps it will later."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__("The subscriber")


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
        parts = checked_address(address, may_be_near=may_be_near)
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
