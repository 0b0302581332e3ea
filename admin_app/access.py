"""Who may open a route. Every route says it; the matrix of roles and routes is made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from sponsorship.staff.permissions import Capability

Guard = Callable[[Request], Response | None]


def _open(_: Request) -> Response | None:
    return None


@dataclass(frozen=True, slots=True)
class Access:
    """A kind of visitor; `guard` answers in the route's place, raises, or lets them through."""

    name: str
    guard: Guard = _open
    may: Capability | None = None

    @property
    def is_open(self) -> bool:
        return self.guard is _open


PUBLIC = Access("public")
"""Anybody."""
LINK = Access("link")
"""Whoever holds the personal token in the address: an invoice, a contract, a receipt."""
MACHINE = Access("machine")
"""A signed webhook or a token of the JSON API; the endpoint checks it, cookies mean nothing."""
SIGNING_IN = Access("signing in")
"""Staff on their way in, with half a session or a sign-in link."""
