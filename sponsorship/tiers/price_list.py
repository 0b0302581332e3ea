"""The price list of a programme year: the same facts for people who print and for programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sponsorship.clock import Calendar, shown_day
from sponsorship.documents.content import (
    Party,
    PriceListContent,
    PriceListExtra,
    PriceListProgramme,
    PriceListRow,
    PriceListTier,
)
from sponsorship.money import Money
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.tiers.queries import Catalogue
from sponsorship.tiers.rooms import Room, Rooms


def as_document(
    catalogue: Catalogue,
    rooms: Rooms,
    *,
    foundation: Party,
    calendar: Calendar,
    apply_url: str,
    is_specimen: bool,
    at: datetime,
) -> PriceListContent:
    """What is printed. It tells its day, not its minute, so that the file stays the same for a day."""
    today = calendar.day_of(at)
    return PriceListContent(
        created_at=at.replace(hour=0, minute=0, second=0, microsecond=0),
        is_specimen=is_specimen,
        foundation=foundation,
        title=catalogue.year.title,
        introduction=catalogue.year.introduction,
        term=f"{shown_day(catalogue.year.starts_on)} to {shown_day(catalogue.year.ends_on)}",
        as_of=shown_day(today),
        tiers=tuple(_tier(tier, rooms.of(tier)) for tier in catalogue.tiers),
        programmes=_programmes(catalogue),
        additions=tuple(_extra(one, rooms.of(one), one.add_on_price) for one in catalogue.add_ons),
        stand_alone=tuple(
            _extra(one, rooms.of(one), one.stand_alone_price) for one in catalogue.stand_alone
        ),
        apply_url=apply_url,
    )


def _tier(tier: Tier, room: Room) -> PriceListTier:
    return PriceListTier(
        name=tier.name,
        price=tier.list_price.shown(),
        places=_left(room),
        summary=tier.summary,
    )


def _left(room: Room) -> str:
    if room.left is None:
        return "any number"
    return f"{room.left} of {room.capacity} left" if room.left else "all taken, waiting list"


def _programmes(catalogue: Catalogue) -> tuple[PriceListProgramme, ...]:
    rows: dict[str, list[PriceListRow]] = {}
    for benefit in catalogue.in_tiers:
        rows.setdefault(benefit.program, []).append(
            PriceListRow(
                name=benefit.name,
                description=benefit.description,
                amounts=tuple(_amount(catalogue, tier, benefit) for tier in catalogue.tiers),
                is_new=benefit.is_new,
            )
        )
    return tuple(PriceListProgramme(name=name, rows=tuple(held)) for name, held in rows.items())


def _amount(catalogue: Catalogue, tier: Tier, benefit: Benefit) -> str:
    if (tier.id, benefit.id) not in catalogue.quantities:
        return ""
    return catalogue.amount(tier, benefit) or "yes"


def _extra(benefit: Benefit, room: Room, price: Money | None) -> PriceListExtra:
    return PriceListExtra(
        name=benefit.name,
        description=benefit.description,
        left=_left(room),
        price=price.shown() if price else "",
    )


def as_data(
    catalogue: Catalogue, rooms: Rooms, *, waiting_list: Callable[[Tier | Benefit], str]
) -> dict[str, Any]:
    """The open year for programs; amounts are decimal numbers as text, in the year's currency.

    `waiting_list` is the address of the page on which one joins the line for something that is full.
    """

    def line(one: Tier | Benefit) -> str | None:
        room = rooms.of(one)
        return waiting_list(one) if room.is_offered and not room.is_free else None

    year = catalogue.year
    names = {benefit.id: benefit for benefit in catalogue.benefits}
    return {
        "year": year.year,
        "title": year.title,
        "introduction": year.introduction,
        "starts_on": year.starts_on.isoformat(),
        "ends_on": year.ends_on.isoformat(),
        "currency": year.currency,
        "tiers": [_tier_data(catalogue, tier, rooms, line(tier)) for tier in catalogue.tiers],
        "benefits": [
            {
                "id": benefit.id,
                "programme": benefit.program,
                "name": benefit.name,
                "description": benefit.description,
                "is_new": benefit.is_new,
                "add_on_price": _plain(benefit.add_on_price),
                "stand_alone_price": _plain(benefit.stand_alone_price),
                "limit": benefit.capacity,
                "taken": benefit.taken if benefit.capacity is not None else None,
                "left": rooms.of(benefit).left,
                "waiting_list": line(benefit),
                "conflicts_with": sorted(
                    other for other in catalogue.conflicts.get(benefit.id, ()) if other in names
                ),
            }
            for benefit in catalogue.benefits
        ],
    }


def _tier_data(catalogue: Catalogue, tier: Tier, rooms: Rooms, line: str | None) -> dict[str, Any]:
    return {
        "slug": tier.slug,
        "name": tier.name,
        "summary": tier.summary,
        "price": tier.list_price.plain(),
        "places": tier.capacity,
        "places_taken": tier.taken,
        "places_left": rooms.of(tier).left,
        "waiting_list": line,
        "allows_add_ons": tier.allows_add_ons,
        "benefits": [
            {
                "id": benefit.id,
                "quantity": quantity,
                "label": catalogue.labels.get((tier.id, benefit.id), ""),
            }
            for benefit, quantity in catalogue.included(tier)
        ],
    }


def _plain(amount: Money | None) -> str | None:
    return amount.plain() if amount else None
