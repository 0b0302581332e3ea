"""Who calls the JSON API: `Authorization: Token <key>`, and the answers that its callers know.

The two endpoints under `/api/v2/sponsors/` replace ones that other sites call already, so refusals
have the shape of those: `{"detail": …}`, or a list of sentences for each wrong parameter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from admin_app.kept import kept_answers
from admin_app.pages import wiring_of
from sponsorship.clock import utc_now
from sponsorship.errors import NotFound
from sponsorship.staff import operations as staff
from sponsorship.staff.models import ApiToken

_LONGEST_KEY = 200


class TurnedAway(Exception):
    """Raised to answer a call with a refusal: its status and body, in the shape its callers know."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        self.status = status
        self.body = body
        super().__init__(f"refused with {status}")


Endpoint = Callable[[Request, frozenset[str]], Any]


def with_scope(scope: str) -> Callable[[Endpoint], Callable[[Request], Response]]:
    """For callers whose token has this scope; the endpoint gets all scopes of the token."""

    def around(endpoint: Endpoint) -> Callable[[Request], Response]:
        @wraps(endpoint)
        def answer(request: Request) -> Response:
            try:
                return answered(request, endpoint(request, scopes_of(request, scope)))
            except TurnedAway as refusal:
                return refused(refusal)

        return answer

    return around


def scopes_of(request: Request, needed: str) -> frozenset[str]:
    """The scopes of the caller's token, if it has the needed one; raises TurnedAway."""
    given = request.headers.get("authorization", "").split()
    if not given or given[0].lower() != "token":
        raise TurnedAway(401, {"detail": "Authentication credentials were not provided."})
    if len(given) == 1:
        raise TurnedAway(401, {"detail": "Invalid token header. No credentials provided."})
    if len(given) > 2:
        raise TurnedAway(
            401, {"detail": "Invalid token header. Token string should not contain spaces."}
        )
    scopes = _scopes(request, given[1][:_LONGEST_KEY])
    if needed not in scopes:
        raise TurnedAway(403, {"detail": "You do not have permission to perform this action."})
    return scopes


def _scopes(request: Request, key: str) -> frozenset[str]:
    """The scopes of the token with this key; that it was used is kept once a day."""
    wiring = wiring_of(request)
    today = wiring.foundation.calendar.day_of(utc_now())
    read: list[ApiToken] = []

    def verified(session: Session) -> frozenset[str]:
        read.append(staff.verify_api_token(session, key))
        return frozenset(read[0].scopes)

    try:
        # The day belongs to it: so a token comes by here once a day at least.
        scopes = kept_answers(request).answer(
            request, ("scopes", staff.digest(key), today), verified
        )
    except NotFound:
        raise TurnedAway(401, {"detail": "Invalid token."}) from None
    if read and read[0].last_used_on != today:
        with wiring.database.unit_of_work() as session:
            staff.note_use_of_api_token(session, read[0], on=today)
    return scopes


def refused(refusal: TurnedAway) -> Response:
    """The refusal in the shape that its callers know."""
    headers = {"WWW-Authenticate": "Token"} if refusal.status == 401 else {}
    return Response(
        json.dumps(refusal.body),
        status_code=refusal.status,
        media_type="application/json",
        headers=headers,
    )


@dataclass(frozen=True, slots=True)
class Sealed:
    """A JSON body as it is sent, and the mark by which a caller knows it again."""

    text: bytes
    mark: str


def as_bytes(body: Any) -> bytes:
    """JSON as we write it: no blanks, and letters as they are."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def sealed(text: bytes) -> Sealed:
    return Sealed(text, f'"{hashlib.sha256(text).hexdigest()[:32]}"')


def answered(request: Request, body: Any, *, kept: str = "private, no-cache") -> Response:
    """The JSON body, or 304 for a caller who has this very answer already."""
    answer = body if isinstance(body, Sealed) else sealed(as_bytes(body))
    headers = {"ETag": answer.mark, "Cache-Control": kept, "Vary": "Authorization"}
    known = [one.strip().removeprefix("W/") for one in _if_none_match(request)]
    if answer.mark in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(answer.text, media_type="application/json", headers=headers)


def _if_none_match(request: Request) -> list[str]:
    return request.headers.get("if-none-match", "").split(",")
