"""Where sponsors' logos are to be shown, for the sites that show them; and the assets by name.

Drop-in for the endpoints of the same addresses on python.org. People's names and addresses are only
given to a token with the scope `contacts`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.routing import BaseRoute

from admin_app.api import assets
from admin_app.api.tokens import Sealed, TurnedAway, as_bytes, sealed, with_scope
from admin_app.kept import kept_answers
from admin_app.pages import wiring_of
from admin_app.routing import machine
from sponsorship.clock import utc_now
from sponsorship.documents.models import StoredFile
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsor, Sponsorship
from sponsorship.sponsorships.queries import Placement, Speaker
from sponsorship.tiers.models import Flight, Publisher

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring

LOGOS: dict[str, Callable[[Sponsor], StoredFile | None]] = {
    "logo": lambda sponsor: sponsor.logo,
    "web_logo": lambda sponsor: sponsor.logo,
    "white_logo": lambda sponsor: sponsor.white_logo,
    "print_logo": lambda sponsor: sponsor.print_logo,
}
"""The logos of every sponsor, by the name that callers ask for."""

_LONGEST_NAME = 128
_LONGEST_NUMBER = 1000
_TRUE = {"t", "y", "yes", "true", "on", "1"}
_FALSE = {"f", "n", "no", "false", "off", "0", ""}
_Choice = TypeVar("_Choice", bound=StrEnum)
_Problems = dict[str, list[str]]


@with_scope("placements")
def logo_placement(request: Request, scopes: frozenset[str]) -> Sealed:
    """Every placement of the sponsors shown today, narrowed by publisher, flight and year."""
    wiring = wiring_of(request)
    asked = _asked(request)
    day = wiring.foundation.calendar.day_of(utc_now())
    placed = kept_answers(request).answer(
        request, ("placements", day, asked), lambda session: _placed(session, day, asked, wiring)
    )
    if "contacts" not in scopes:
        return placed.answer
    with wiring.database.reading() as session:  # people are never kept
        speakers = sponsorships.speakers_on(session, day)
    return placed.naming(speakers)


_Asked = tuple[Publisher | None, Flight | None, int | None]


def _asked(request: Request) -> _Asked:
    """Publisher, flight and year as far as they were given; raises TurnedAway."""
    problems: _Problems = {}
    asked = (
        _one_of(request, "publisher", Publisher, problems),
        _one_of(request, "flight", Flight, problems),
        _whole(request, "year", problems),
    )
    if problems:
        raise TurnedAway(400, problems)
    return asked


_NOBODY = b"[]}"


@dataclass(frozen=True, slots=True)
class _Placed:
    """The feed as it is without people: sent as it is, or cut where a sponsor's contacts stand."""

    answer: Sealed
    pieces: tuple[bytes, ...]
    sponsor_ids: tuple[int, ...]

    def naming(self, speakers: Mapping[int, list[Speaker]]) -> Sealed:
        """The same with the contacts of each sponsor."""
        named = {
            sponsor_id: as_bytes([_contact(one) for one in some]) + b"}"
            for sponsor_id, some in speakers.items()
        }
        each = zip(self.pieces, self.sponsor_ids, strict=True)
        return sealed(_listed(piece + named.get(of, _NOBODY) for piece, of in each))


def _listed(entries: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(entries) + b"]"


def _placed(session: Session, day: date, asked: _Asked, wiring: Wiring) -> _Placed:
    publisher, flight, year = asked
    placed = sponsorships.placements_on(session, day, publisher=publisher, flight=flight, year=year)
    origin, foundation = wiring.settings.origin, wiring.foundation.name
    entries = [as_bytes(_as_json(one, origin=origin, foundation=foundation)) for one in placed]
    return _Placed(
        sealed(_listed(entries)),
        tuple(entry.removesuffix(_NOBODY) for entry in entries),
        tuple(one.sponsorship.sponsor_id for one in placed),
    )


def _as_json(placement: Placement, *, origin: str, foundation: str) -> dict[str, Any]:
    """One entry without people, who come last in it."""
    sponsorship = placement.sponsorship
    sponsor, tier = sponsorship.sponsor, sponsorship.tier
    description = sponsor.description
    if placement.describes_as_sponsor:
        description = f"{sponsor.name} is a {tier.name} sponsor of the {foundation}."
    address = sponsor.website
    if placement.links_to_sponsors_page:
        address = f"{origin}/sponsors#{sponsor.slug}"
    return {
        "publisher": placement.publisher.value,
        "flight": placement.flight.value,
        "sponsor": sponsor.name,
        "sponsor_id": str(sponsor.id),
        "sponsor_slug": sponsor.slug,
        "description": description,
        "logo": logo_address(sponsor.logo, origin),
        "white_logo": logo_address(sponsor.white_logo, origin),
        "start_date": _day(sponsorship, "starts_on"),
        "end_date": _day(sponsorship, "ends_on"),
        "sponsor_url": address,
        "level_name": tier.name,
        "level_order": tier.position,
        "contacts": [],
    }


def logo_address(logo: StoredFile | None, origin: str) -> str | None:
    """The absolute address of a logo."""
    return f"{origin}/logos/{logo.public_token}" if logo else None


def _day(sponsorship: Sponsorship, name: str) -> str | None:
    day = getattr(sponsorship, name)
    return day.isoformat() if day else None


def _contact(contact: Speaker) -> dict[str, Any]:
    return {
        "name": contact.name,
        "email": contact.email,
        "primary": contact.is_primary,
        "administrative": contact.is_administrative,
        "accounting": contact.is_accounting,
        "manager": contact.is_manager,
    }


@with_scope("assets")
def sponsorship_assets(request: Request, _: frozenset[str]) -> list[dict[str, Any]]:
    """What the sponsors of today and tomorrow handed in, and were handed, under one name."""
    return _assets(request)


@with_scope("assets")
def list_assets(request: Request, _: frozenset[str]) -> dict[str, list[dict[str, Any]]]:
    """The same, with a name around the list."""
    return {"assets": _assets(request)}


def _assets(request: Request) -> list[dict[str, Any]]:
    wiring = wiring_of(request)
    problems: _Problems = {}
    name = _name(request, problems)
    list_empty = _yes_or_no(request, "list_empty", problems)
    if problems:
        raise TurnedAway(400, problems)
    origin = wiring.settings.origin
    today = wiring.foundation.calendar.day_of(utc_now())
    with wiring.database.reading() as session:
        if name in LOGOS:
            return _logos(session, name, today, origin=origin, list_empty=list_empty)
        return assets.named(session, name, today, origin=origin, list_empty=list_empty)


def _logos(
    session: Session, name: str, day: date, *, origin: str, list_empty: bool
) -> list[dict[str, Any]]:
    pick = LOGOS[name]
    return [
        {
            "internal_name": name,
            "uuid": str(uuid.uuid5(assets.ASSET_IDS, f"sponsor:{sponsor.id}:{name}")),
            "value": logo_address(pick(sponsor), origin) or "",
            "content_type": "Sponsor",
            "sponsor": sponsor.name,
            "sponsor_slug": sponsor.slug,
        }
        for sponsor in sponsorships.sponsors_agreed_on(session, day)
        if pick(sponsor) is not None or list_empty
    ]


# --- Parameters, with the sentences that callers of these endpoints know ---------------------------


def _given(request: Request, name: str) -> str | None:
    """The last value of a parameter; None if it was not given."""
    values = request.query_params.getlist(name)
    return values[-1] if values else None


def _one_of(
    request: Request, name: str, choices: type[_Choice], problems: _Problems
) -> _Choice | None:
    given = _given(request, name)
    if given is None:
        return None
    try:
        return choices(given)
    except ValueError:
        problems[name] = [f'"{given[:100]}" is not a valid choice.']
        return None


def _whole(request: Request, name: str, problems: _Problems) -> int | None:
    given = _given(request, name)
    if given is None:
        return None
    if len(given) > _LONGEST_NUMBER:
        problems[name] = ["String value too large."]
        return None
    text = given.strip()
    if text.removeprefix("-").isdigit() and text.isascii():
        return int(text)
    problems[name] = ["A valid integer is required."]
    return None


def _name(request: Request, problems: _Problems) -> str:
    given = _given(request, "internal_name")
    name = (given or "").strip()
    if given is None:
        problems["internal_name"] = ["This field is required."]
    elif not name:
        problems["internal_name"] = ["This field may not be blank."]
    elif len(name) > _LONGEST_NAME:
        problems["internal_name"] = ["Ensure this field has no more than 128 characters."]
    return name


def _yes_or_no(request: Request, name: str, problems: _Problems) -> bool:
    given = (_given(request, name) or "").strip().lower()
    if given not in _TRUE | _FALSE:
        problems[name] = ["Must be a valid boolean."]
    return given in _TRUE


routes: list[BaseRoute] = [
    machine("/api/v2/sponsors/logo-placement/", logo_placement, name="logo_placement"),
    machine("/api/v2/sponsors/sponsorship-assets/", sponsorship_assets, name="sponsorship_assets"),
    machine("/api/v1/assets", list_assets, name="list_assets"),
    # Callers that forget the last slash would be redirected without their token by some clients.
    machine("/api/v2/sponsors/logo-placement", logo_placement, name="logo_placement_bare"),
    machine("/api/v2/sponsors/sponsorship-assets", sponsorship_assets, name="assets_bare"),
]
