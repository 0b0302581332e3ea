"""Terms that come to their end: a calendar for staff, and letters in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from sponsorship.database import Database
from sponsorship.messages import outbox
from sponsorship.messages.letters_of_contracts import SponsorshipEnding, SponsorshipEndingStaff
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.contacts import once_per_address
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.workflows.foundation import Foundation

DAYS_BEFORE = (14, 60)
"""A letter at each of these, the later one first in the list."""
LOOKS_BACK, LOOKS_AHEAD = timedelta(days=90), timedelta(days=800)


def calendar(session: Session, *, foundation: Foundation, at: datetime) -> bytes:
    """The last day of each agreed term, as a file that calendar programs read again and again."""
    from icalendar import Calendar, Event  # slow to load, and few ask

    today = foundation.calendar.day_of(at)
    made = Calendar()
    made.add("prodid", f"-//{foundation.name}//Sponsorships//EN")
    made.add("version", "2.0")
    made.add("name", f"Sponsorships of {foundation.name}")
    made.add("x-wr-calname", f"Sponsorships of {foundation.name}")
    host = urlsplit(foundation.links.origin).hostname
    for one in sponsorships.ending(session, today - LOOKS_BACK, today + LOOKS_AHEAD):
        if one.ends_on is None:
            continue
        event = Event()
        event.add("uid", f"sponsorship-{one.id}-ends@{host}")
        event.add("dtstamp", at)
        event.add("dtstart", one.ends_on)
        event.add("dtend", one.ends_on + timedelta(days=1))
        event.add("summary", f"Last day: {one.sponsor.name}, {one.tier.name}")
        event.add("description", f"{one.reference}, {one.program_year.title}")
        event.add("url", foundation.links.desk(f"sponsorships/{one.id}"))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())


def remind_ending(database: Database, *, foundation: Foundation, at: datetime) -> int:
    """Owe letters about terms that end in sixty days, and again in fourteen; none once it is renewed.

    How many letters were new; running it again owes none.
    """
    today = foundation.calendar.day_of(at)
    new = 0
    with database.unit_of_work() as session:
        last = today + timedelta(days=max(DAYS_BEFORE))
        for sponsorship in sponsorships.ending(session, today, last):
            if not sponsorships.is_renewed(session, sponsorship):
                new += _tell(session, sponsorship, foundation=foundation, at=at)
    return new


def _tell(
    session: Session, sponsorship: Sponsorship, *, foundation: Foundation, at: datetime
) -> int:
    if sponsorship.ends_on is None:
        raise AssertionError("a term ends and has no last day")
    left = (sponsorship.ends_on - foundation.calendar.day_of(at)).days
    turn = next(days for days in DAYS_BEFORE if left <= days)
    fact = f"sponsorship:{sponsorship.id}:ends:{sponsorship.ends_on.isoformat()}:{turn}"
    for_sponsor = SponsorshipEnding(
        sponsor_name=sponsorship.sponsor.name,
        tier_name=sponsorship.tier.name,
        last_day=sponsorship.ends_on,
        apply_link=foundation.links.apply(),
    )
    owed = [
        outbox.owe(
            session,
            for_sponsor,
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"{fact}:{contact.id}",
            about=sponsorship.subject,
            at=at,
        )
        for contact in once_per_address(c for c in sponsorship.sponsor.contacts if c.is_primary)
    ]
    for_us = SponsorshipEndingStaff(
        sponsor_name=sponsorship.sponsor.name,
        tier_name=sponsorship.tier.name,
        last_day=sponsorship.ends_on,
        desk_link=foundation.links.desk(f"sponsorships/{sponsorship.id}"),
    )
    office = outbox.Recipient(foundation.name, foundation.email)
    owed.append(
        outbox.owe(
            session, for_us, to=office, fact=f"{fact}:staff", about=sponsorship.subject, at=at
        )
    )
    return sum(one is not None for one in owed)
