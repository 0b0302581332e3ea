"""Who sponsors today, for anybody; and the description of the whole API."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.api.placements import logo_address
from admin_app.api.tokens import answered
from admin_app.pages import wiring_of
from admin_app.routing import machine
from sponsorship.clock import utc_now
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsorship

_DESCRIPTION = Path(__file__).parent / "openapi.json"
_KEPT = "public, max-age=60"


def list_sponsors(request: Request) -> Response:
    """The sponsors that the public page shows today, best tier first."""
    wiring = wiring_of(request)
    today = wiring.foundation.calendar.day_of(utc_now())
    with wiring.database.reading() as session:
        shown = sponsorships.shown_on(session, today)
    body = {"sponsors": [_as_json(one, wiring.settings.origin) for one in shown]}
    return answered(request, body, kept=_KEPT)


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
