"""Waiting for a place: the letters, and the looks at the lines when a place may be free."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.clock import shown_day
from sponsorship.database import Database
from sponsorship.messages import outbox
from sponsorship.messages.letters import LetterContext
from sponsorship.messages.letters_of_places import PlaceOffered, WaitingEnded, WaitingJoined
from sponsorship.places import queries, waiting
from sponsorship.places.models import WaitingEntry
from sponsorship.places.operations import Subject
from sponsorship.tiers.models import Benefit, ProgramYear, Tier
from sponsorship.workflows.foundation import Foundation


def join(
    session: Session,
    subject: Subject,
    waiter: waiting.Waiter,
    *,
    sponsor_id: int | None = None,
    foundation: Foundation,
    at: datetime,
) -> WaitingEntry:
    """To the end of the line, confirmed by a letter; who stands in it already gets no second one.

    Raises NobodyWaitsForIt.
    """
    entry, is_new = waiting.join(session, subject, waiter, sponsor_id=sponsor_id, at=at)
    if is_new:
        letter = WaitingJoined(
            wanted=entry.label,
            programme=entry.program_year.title,
            company=entry.company,
            days=entry.program_year.offered_place_days,
            link=foundation.links.waiting(entry.public_token),
        )
        _owe(session, entry, letter, "joined", at=at)
    return entry


def offer_free(database: Database, *, foundation: Foundation, at: datetime) -> int:
    """A look at every line: what is free is offered, who let it pass is told; how many offers.

    One line at a time, so that nothing waits for another line.
    """
    with database.reading() as session:
        lines = queries.to_look_at(session, at=at)
    offers = 0
    for one in lines:
        with database.unit_of_work() as session:
            subject: Subject = (
                session.get_one(Tier, one.id)
                if isinstance(one, Tier)
                else session.get_one(Benefit, one.id)
            )
            offers += _move_up(session, subject, foundation=foundation, at=at)
    return offers


def _move_up(session: Session, subject: Subject, *, foundation: Foundation, at: datetime) -> int:
    calendar, year = foundation.calendar, subject.program_year
    last = calendar.day_of(at) + timedelta(days=year.offered_place_days)
    moved = waiting.move_up(session, subject, until=calendar.end_of(last), at=at)
    for entry in moved.missed:
        _tell_ended(session, entry, is_missed=True, foundation=foundation, at=at)
    for entry in moved.offered:
        letter = PlaceOffered(
            wanted=entry.label,
            programme=year.title,
            company=entry.company,
            kept_until=shown_day(last),
            link=foundation.links.waiting(entry.public_token),
        )
        _owe(session, entry, letter, "offered", at=at)
    return len(moved.offered)


def take_out(
    session: Session,
    entry: WaitingEntry,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """Staff end the waiting, and the reason is sent. Raises Invalid, WrongState."""
    waiting.take_out(session, entry, reason=reason, at=at, by=by)
    _tell_ended(session, entry, foundation=foundation, at=at)


def close_lines(
    session: Session, year: ProgramYear, *, foundation: Foundation, at: datetime, by: Actor
) -> None:
    """Applications are closed: whoever waited is told that there will be no place."""
    for entry in waiting.close(session, year, at=at, by=by):
        _tell_ended(session, entry, foundation=foundation, at=at)


def _tell_ended(
    session: Session,
    entry: WaitingEntry,
    *,
    is_missed: bool = False,
    foundation: Foundation,
    at: datetime,
) -> None:
    link = foundation.links.waiting(entry.public_token) if is_missed else None
    letter = WaitingEnded(
        wanted=entry.label,
        programme=entry.program_year.title,
        is_missed=is_missed,
        reason=entry.reason,
        again_link=link,
    )
    _owe(session, entry, letter, "ended", at=at)


def _owe(
    session: Session, entry: WaitingEntry, letter: LetterContext, what: str, *, at: datetime
) -> None:
    outbox.owe(
        session,
        letter,
        to=outbox.Recipient(entry.name, entry.email),
        fact=f"waiting_entry:{entry.id}:{what}",
        at=at,
    )
