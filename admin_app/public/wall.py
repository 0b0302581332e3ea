"""What other sites show of our sponsors: the wall, in a frame or as a fragment, and the badges."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import PUBLIC
from admin_app.pages import render, wiring_of
from admin_app.public.sponsors import LOGO_HEADERS, TierShown, by_tier
from admin_app.routing import page
from admin_app.security import frameable
from sponsorship.clock import utc_now
from sponsorship.documents import badges
from sponsorship.documents.badges import Badge, BadgeForm
from sponsorship.errors import Invalid, NotFound
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers.models import Publisher

_FRESH = "public, max-age=60"
"""A new sponsor is seen everywhere within a minute."""
_Choice = TypeVar("_Choice", bound=StrEnum)


class Ground(StrEnum):
    """The ground on which a wall stands."""

    AUTO = "auto"
    """As the reader's system has it."""
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Wall:
    """What was asked for, and the tiers to show; addresses are whole, for they are read elsewhere."""

    tiers: tuple[TierShown, ...]
    ground: Ground
    origin: str


def frame(request: Request) -> Response:
    """The wall as a page without scripts, for a frame on any site."""
    answer = render(request, "public/wall.html", {"title": "Our sponsors", "wall": _wall(request)})
    answer.headers.update(frameable(request))
    return _remembered(request, answer)


def fragment(request: Request) -> Response:
    """The wall as a piece of HTML, to be put into a page of another site by its server or script."""
    answer = render(request, "public/wall_fragment.html", {"wall": _wall(request)})
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return _remembered(request, answer)


def explain(request: Request) -> Response:
    """How to show the sponsors on another site."""
    context = {
        "title": "Show our sponsors on your site",
        "origin": wiring_of(request).settings.origin,
        "publishers": list(Publisher),
    }
    return render(request, "public/wall_embed.html", context)


def _wall(request: Request) -> Wall:
    wiring = wiring_of(request)
    today = wiring.foundation.calendar.day_of(utc_now())
    publisher = _one_of(request, "publisher", Publisher)
    ground = _one_of(request, "theme", Ground) or Ground.AUTO
    slugs = set(request.query_params.getlist("tier"))
    with wiring.database.reading() as session:
        shown = sponsorships.shown_on(session, today, publisher=publisher)
    wanted = [one for one in shown if not slugs or one.tier.slug in slugs]
    return Wall(tuple(by_tier(wanted)), ground, wiring.settings.origin)


def _one_of(request: Request, name: str, choices: type[_Choice]) -> _Choice | None:
    given = request.query_params.get(name)
    if given is None:
        return None
    try:
        return choices(given)
    except ValueError:
        offered = ", ".join(one.value for one in choices)
        raise Invalid(name, f"“{name}” is one of: {offered}.") from None


def _remembered(request: Request, answer: Response) -> Response:
    """The answer, or 304 for whoever has this very one already."""
    headers = {
        "ETag": f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"',
        "Cache-Control": _FRESH,
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    answer.headers.update(headers)
    return answer


# --- Badges -----------------------------------------------------------------------------------------


def show_badge_page(request: Request) -> Response:
    """The badge of a sponsor, with what to copy."""
    sponsorship, badge = _badge(request)
    origin = wiring_of(request).settings.origin
    context = {
        "title": f"Badge for {sponsorship.sponsor.name}",
        "sponsor": sponsorship.sponsor,
        "badge": badge,
        "address": f"{origin}{badge_path(sponsorship)}",
        "sponsors_page": f"{origin}/sponsors#{sponsorship.sponsor.slug}",
    }
    return render(request, "public/badge.html", context)


def badge_svg(request: Request) -> Response:
    return _badge_file(request, BadgeForm.SVG)


def badge_png(request: Request) -> Response:
    return _badge_file(request, BadgeForm.PNG)


def _badge_file(request: Request, form: BadgeForm) -> Response:
    _, badge = _badge(request)
    content = badges.drawn(badge, form)
    # Not for a year as logos are: when the term ends, the badge says so.
    headers = LOGO_HEADERS | {
        "Cache-Control": "public, max-age=3600",
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=form.media_type, headers=headers)


def _badge(request: Request) -> tuple[Sponsorship, Badge]:
    """The sponsorship of the address and its badge; NotFound before it was ever shown."""
    wiring = wiring_of(request)
    year = str(request.path_params["year"])
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise NotFound("badge")
    today = wiring.foundation.calendar.day_of(utc_now())
    with wiring.database.reading() as session:
        found = sponsorships.shown_until(
            session, today, slug=str(request.path_params["slug"]), year=int(year)
        )
    return found, badge_of(found, wiring.foundation.name, today)


def badge_of(sponsorship: Sponsorship, foundation: str, day: date) -> Badge:
    """While it is shown, with its tier; afterwards, what stays true."""
    year = sponsorship.program_year.year
    if sponsorship.ends_on is not None and sponsorship.ends_on < day:
        return Badge("Sponsored", foundation, f"in {year}", is_former=True)
    return Badge("Sponsor of", foundation, f"{sponsorship.tier.name}, {year}", is_former=False)


def badge_path(sponsorship: Sponsorship) -> str:
    """Where the badge of a sponsorship is; the forms add `.svg` and `.png`."""
    return f"/sponsors/badges/{sponsorship.program_year.year}/{sponsorship.sponsor.slug}"


routes: list[BaseRoute] = [
    page("/sponsors/wall", frame, access=PUBLIC, name="sponsor_wall"),
    page("/sponsors/wall/fragment", fragment, access=PUBLIC, name="sponsor_wall_fragment"),
    page("/sponsors/wall/embed", explain, access=PUBLIC, name="sponsor_wall_embed"),
    page("/sponsors/badges/{year}/{slug}.svg", badge_svg, access=PUBLIC),
    page("/sponsors/badges/{year}/{slug}.png", badge_png, access=PUBLIC),
    page("/sponsors/badges/{year}/{slug}", show_badge_page, access=PUBLIC),
]
