"""Reminding sponsors of what they have to hand in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from sponsorship.database import Database
from sponsorship.fulfilment import queries
from sponsorship.fulfilment.queries import Place
from sponsorship.messages import outbox
from sponsorship.messages.letters_to_sponsors import AssetsDue
from sponsorship.sponsorships.contacts import once_per_address
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.workflows.foundation import Foundation


def remind_assets(database: Database, *, foundation: Foundation, at: datetime) -> int:
    """Owe a letter for what is due in so many days; how many letters were new.

    A day on which nobody was reminded is made up for on the next. What is there, and sponsorships that are
    not agreed or have ended, remind nobody.
    """
    today = foundation.calendar.day_of(at)
    with database.unit_of_work() as session:
        due: dict[tuple[int, date, int], list[Place]] = {}
        for place in queries.places_agreed_on(session, today, is_asked=True):
            if place.is_there or place.due_on is None or place.due_on < today:
                continue
            turn = _turn((place.due_on - today).days, foundation.asset_reminder_days)
            if turn is not None:
                due.setdefault((place.sponsorship.id, place.due_on, turn), []).append(place)
        return sum(
            _remind(session, places, due_on, turn, today, foundation=foundation, at=at)
            for (_, due_on, turn), places in due.items()
        )


def _turn(days: int, reminder_days: Iterable[int]) -> int | None:
    """The nearest of the days on which to remind that has come; None if it is too early for any."""
    return min((one for one in reminder_days if days <= one), default=None)


def _remind(
    session: Session,
    places: list[Place],
    due_on: date,
    turn: int,
    today: date,
    *,
    foundation: Foundation,
    at: datetime,
) -> int:
    sponsorship: Sponsorship = places[0].sponsorship
    letter = AssetsDue(
        sponsor_name=sponsorship.sponsor.name,
        programme=sponsorship.program_year.title,
        assets=tuple(place.terms.label for place in places),
        due_on=due_on,
        days_left=(due_on - today).days,
        hand_in_link=f"{foundation.links.application(sponsorship.public_token)}/assets",
    )
    primary = once_per_address(one for one in sponsorship.sponsor.contacts if one.is_primary)
    owed = [
        outbox.owe(
            session,
            letter,
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"assets_due:{sponsorship.id}:{due_on}:{turn}:{contact.id}",
            about=sponsorship.subject,
            at=at,
        )
        for contact in primary
    ]
    return sum(one is not None for one in owed)
