"""Who sponsors today, what a sponsor gets, and the logos themselves."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import PUBLIC
from admin_app.pages import render, wiring_of
from admin_app.public.personal import token_of
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.documents import operations as documents
from sponsorship.documents.logos import PNG, SVG
from sponsorship.documents.models import FileKind
from sponsorship.errors import NotFound
from sponsorship.money import Money
from sponsorship.places import queries as places
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsor, Sponsorship
from sponsorship.tiers import queries as tiers
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.tiers.queries import Catalogue
from sponsorship.tiers.rooms import Rooms

NARROWEST, WIDEST = 60, 480
"""A logo is shown this wide at least and at most, in CSS pixels, whatever its tier says."""

LOGO_TYPES = {PNG, SVG}
LOGO_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": "inline",
    # The sites that place logos show them from here.
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One sponsor on the page, with the size of its logo in CSS pixels."""

    sponsor: Sponsor
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class TierShown:
    """A heading of the page with its sponsors."""

    name: str
    slug: str
    sponsors: tuple[Shown, ...]


def join_path(one: Tier | Benefit) -> str:
    """Where one asks to be told when there is a place of it."""
    asked = f"tier={one.slug}" if isinstance(one, Tier) else f"benefit={one.id}"
    return f"/sponsors/waiting?{asked}"


def price(amount: Money) -> str:
    """A price as price lists print it: no decimals where they are all zero."""
    return amount.shown().removesuffix(".00")


def list_sponsors(request: Request) -> Response:
    """Everybody whose sponsorship is shown today, the tier with the biggest logos first."""
    wiring = wiring_of(request)
    today = wiring.foundation.calendar.day_of(utc_now())
    with wiring.database.reading() as session:
        shown = sponsorships.shown_on(session, today)
    return render(
        request, "public/sponsors.html", {"title": "Our sponsors", "tiers": by_tier(shown)}
    )


def by_tier(shown: list[Sponsorship]) -> list[TierShown]:
    """Tiers of the same name belong together across years; a sponsor stands in its best one."""
    ordered = sorted(shown, key=lambda one: (-one.tier.logo_width, one.tier.position))
    headings: dict[str, list[Shown]] = {}
    names: dict[str, str] = {}
    seen: set[int] = set()
    for sponsorship in ordered:
        if sponsorship.sponsor_id in seen:
            continue
        seen.add(sponsorship.sponsor_id)
        names.setdefault(sponsorship.tier.slug, sponsorship.tier.name)
        headings.setdefault(sponsorship.tier.slug, []).append(
            _sized(sponsorship.sponsor, sponsorship.tier.logo_width)
        )
    return [
        TierShown(
            names[slug],
            slug,
            tuple(sorted(held, key=lambda one: one.sponsor.name.casefold())),
        )
        for slug, held in headings.items()
    ]


def _sized(sponsor: Sponsor, tier_width: int) -> Shown:
    """The logo in its tier's width; a tall one is narrower, so that none towers over its row."""
    width = min(max(tier_width, NARROWEST), WIDEST)
    logo = sponsor.logo
    if logo is None or not logo.width or not logo.height:
        return Shown(sponsor, width, 0)
    height = max(round(width * logo.height / logo.width), 1)
    highest = max(round(width * 0.6), 1)
    if height > highest:
        width, height = max(round(highest * logo.width / logo.height), 1), highest
    return Shown(sponsor, width, height)


def compare_tiers(request: Request) -> Response:
    """The open programme year side by side; without one, when to come back."""
    wiring = wiring_of(request)
    with wiring.database.reading() as session:
        catalogue = tiers.open_offer(session)
        if catalogue is None:
            return closed(request)
        rooms = places.rooms(session, catalogue, at=utc_now())
    return render(request, "public/sponsor_tiers.html", comparison_context(catalogue, rooms))


def comparison_context(
    catalogue: Catalogue, rooms: Rooms, *, is_preview: bool = False
) -> dict[str, Any]:
    """What the comparison of tiers shows of a catalogue; in a preview nobody can apply."""
    return {
        "is_preview": is_preview,
        "rooms": rooms,
        "title": "Become a sponsor",
        "catalogue": catalogue,
        "year": catalogue.year,
        "programs": [
            (program, list(held)) for program, held in groupby(catalogue.in_tiers, _program_of)
        ],
        "price": price,
        "join_path": join_path,
    }


def _program_of(benefit: Benefit) -> str:
    return benefit.program


def closed(request: Request, *, status: int = 200, is_saved: bool = False) -> Response:
    """No programme year is open; what was saved is kept all the same."""
    context = {"title": "Sponsorship applications are closed", "is_saved": is_saved}
    return render(request, "public/sponsor_closed.html", context, status=status)


def logo(request: Request) -> Response:
    """A sponsor's logo; its name never changes what it shows, so it may be kept for a year."""
    token = token_of(request, "file")
    with wiring_of(request).database.reading() as session:
        stored = documents.file_by_token(session, token)
    if stored.kind is not FileKind.LOGO or stored.media_type not in LOGO_TYPES:
        raise NotFound("file")
    headers = LOGO_HEADERS | {"ETag": f'"{stored.sha256}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(stored.bytes, media_type=stored.media_type, headers=headers)


routes: list[BaseRoute] = [
    page("/sponsors", list_sponsors, access=PUBLIC),
    page("/sponsors/tiers", compare_tiers, access=PUBLIC),
    page("/logos/{token}", logo, access=PUBLIC),
]
