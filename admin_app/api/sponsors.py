"""Who sponsors today, for anybody; and the description of the whole API."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.api.placements import logo_address
from admin_app.api.tokens import TurnedAway, answered, refused
from admin_app.pages import wiring_of
from admin_app.routing import machine
from sponsorship.clock import utc_now
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.sponsorships.queries import Place

_DESCRIPTION = Path(__file__).parent / "openapi.json"
USUAL_PAGE, LARGEST_PAGE = 100, 500
LONGEST_CURSOR = 2000
_KEPT = "public, max-age=60"


def list_sponsors(request: Request) -> Response:
    """The sponsors that the public page shows today, best tier first, page by page."""
    wiring = wiring_of(request)
    today = wiring.foundation.calendar.day_of(utc_now())
    try:
        limit, after = _asked_page(request)
    except TurnedAway as refusal:
        return refused(refusal)
    with wiring.database.reading() as session:
        shown = sponsorships.page_of_shown(session, today, after=after, limit=limit + 1)
    origin, following = wiring.settings.origin, None
    if len(shown) > limit:
        cursor = _cursor(sponsorships.place_of(shown[limit - 1]))
        following = f"{origin}/api/v1/sponsors?limit={limit}&cursor={cursor}"
    body = {"sponsors": [_as_json(one, origin) for one in shown[:limit]], "next": following}
    answer = answered(request, body, kept=_KEPT)
    if following:
        answer.headers["Link"] = f'<{following}>; rel="next"'
    return answer


def _asked_page(request: Request) -> tuple[int, Place | None]:
    """How many, and behind which place; raises TurnedAway naming every wrong parameter."""
    given = request.query_params
    problems: dict[str, list[str]] = {}
    limit, after = USUAL_PAGE, None
    if "limit" in given:
        text = given["limit"]
        if re.fullmatch(r"[0-9]{1,4}", text) and 1 <= int(text) <= LARGEST_PAGE:
            limit = int(text)
        else:
            problems["limit"] = [f"A whole number from 1 to {LARGEST_PAGE} is required."]
    if "cursor" in given:
        try:
            after = _place(given["cursor"])
        except (ValueError, RecursionError):
            problems["cursor"] = ["This is not a cursor of ours. Follow `next` as it is."]
    if problems:
        raise TurnedAway(400, problems)
    return limit, after


def _cursor(place: Place) -> str:
    return urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _place(cursor: str) -> Place:
    """The place behind a cursor; raises ValueError for anything that is none."""
    if len(cursor) > LONGEST_CURSOR or not re.fullmatch(r"[A-Za-z0-9_-]+", cursor):
        raise ValueError
    match json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))):
        case [int(position), str(name), int(number)] if "\0" not in name and all(
            0 <= one < 2**31 for one in (position, number)
        ):
            name.encode()  # half a character cannot be asked for
            return position, name, number
    raise ValueError


def _as_json(sponsorship: Sponsorship, origin: str) -> dict[str, Any]:
    sponsor, tier = sponsorship.sponsor, sponsorship.tier
    starts_on, ends_on = sponsorship.starts_on, sponsorship.ends_on
    return {
        "slug": sponsor.slug,
        "name": sponsor.name,
        "description": sponsor.description,
        "website": sponsor.website,
        "logo": logo_address(sponsor.logo, origin),
        "white_logo": logo_address(sponsor.white_logo, origin),
        "tier": {"slug": tier.slug, "name": tier.name, "position": tier.position},
        "starts_on": starts_on.isoformat() if starts_on else None,
        "ends_on": ends_on.isoformat() if ends_on else None,
    }


@lru_cache(maxsize=1)
def _described() -> Any:
    return json.loads(_DESCRIPTION.read_text(encoding="utf-8"))


def describe(request: Request) -> Response:
    """The OpenAPI document, with the address of this installation."""
    origin = wiring_of(request).settings.origin
    return answered(request, _described() | {"servers": [{"url": origin}]}, kept=_KEPT)


routes: list[BaseRoute] = [
    machine("/api/v1/sponsors", list_sponsors, name="api_sponsors"),
    machine("/api/v1/openapi.json", describe, name="openapi"),
]
