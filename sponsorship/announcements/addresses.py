"""Addresses of subscribers, as they are given and before they are used."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from sponsorship.errors import Invalid

FIELD = "address"
_FORM = "Please give an address like https://www.example.org/sponsors-changed."
_NEAR = "This address leads into a private network. Please give one that anybody could reach."


def checked_address(address: str, *, may_be_near: bool) -> SplitResult:
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
