"""Few places and many who want them: the words in which stories about it are told."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from sponsorship.errors import Refused
from sponsorship.places import queries as places
from sponsorship.places.models import KeptPlace
from sponsorship.sponsorships.choosing import Choice
from sponsorship.tiers.models import Benefit, ProgramYear, ProgramYearStatus, Tier
from sponsorship.tiers.queries import open_catalogue
from sponsorship.workflows import saving
from tests.stories.telling import Story

FOX, HEDGEHOG = "form-of-fox-and-hedgehog", "form-of-hedgehog-alone--"


def limit(story: Story, *, partner: int | None = 1, days: int = 7) -> int:
    """Partner has so many places; the number of Lanyards, an addition that there is once."""
    with story.database.unit_of_work() as session:
        year = session.scalars(
            sa.select(ProgramYear).where(ProgramYear.status == ProgramYearStatus.OPEN)
        ).one()
        year.saved_place_days = days
        next(one for one in year.tiers if one.slug == "partner").capacity = partner
        return next(one.id for one in year.benefits if one.name == "Lanyards")


def save(
    story: Story,
    form_key: str = FOX,
    *added: int,
    tier: str = "partner",
    email: str = "rosa@fox.example",
) -> str:
    """Somebody saves the form; the token of its link."""
    return saving.save(
        story.database, form_key, {"name": "Fox"}, email=email, name="Rosa Fox", programme="2026",
        choice=Choice(tier, added), foundation=story.foundation, at=story.now,
    )  # fmt: skip


def kept(story: Story, form_key: str = FOX) -> list[str]:
    """What is kept for the form at this moment, with the last day."""
    with story.database.reading() as session:
        return [
            f"{one.of} until {story.foundation.calendar.last_day_before(one.kept_until)}"
            for one in places.kept_for(session, form_key, at=story.now)
        ]


def left(story: Story, *names: str) -> list[int | None]:
    """How many of these tiers and benefits whoever comes by can have."""
    with story.database.reading() as session:
        catalogue = open_catalogue(session)
        assert catalogue is not None
        rooms = places.rooms(session, catalogue, at=story.now)
        offered: list[Tier | Benefit] = [*catalogue.tiers, *catalogue.benefits]
        every = {str(one): one for one in offered}
        return [rooms.of(every[name]).left for name in names]


def counted(story: Story) -> str:
    """How the database counts the places of Partner."""
    with story.database.reading() as session:
        tier = session.scalars(sa.select(Tier).where(Tier.slug == "partner")).one()
        rows = session.scalar(sa.select(sa.func.count()).where(KeptPlace.tier_id == tier.id))
    return f"{tier.taken} taken, {tier.kept} kept, {rows} rows"


def outcome_of(story: Story, **changes: Any) -> str:
    """A company applies: it is in, or why not."""
    try:
        story.apply(**changes)
    except Refused as refused:
        return refused.code
    return "in"
