"""Lines of people who wait for a place: joining, being offered one, and leaving."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.addresses import checked_email
from sponsorship.audit import SYSTEM, Actor
from sponsorship.errors import Invalid, Refused
from sponsorship.lifecycle import WrongState, advance
from sponsorship.places import operations as places
from sponsorship.places import queries
from sponsorship.places.models import IN_LINE, KeptPlace, WaitingEntry, WaitingStatus
from sponsorship.places.operations import Subject
from sponsorship.tiers.models import Benefit, ProgramYear, ProgramYearStatus, Tier

LONGEST = 200
FORGOTTEN_AFTER = timedelta(days=60)


class NobodyWaitsForIt(Refused):
    """Raised when somebody wants to wait for what can be had at once, or not at all."""

    code = "nobody_waits_for_it"

    def __init__(self, subject: Subject, *, is_free: bool) -> None:
        self.subject = subject
        super().__init__(
            f"{subject} can be had: apply for it now."
            if is_free
            else f"{subject} is not offered at the moment."
        )


@dataclass(frozen=True, slots=True)
class Waiter:
    """Who wants to be told. Raises Invalid naming the field."""

    company: str
    name: str
    email: str

    def __post_init__(self) -> None:
        for field, label in (("company", "the name of your organisation"), ("name", "your name")):
            given = getattr(self, field).strip()
            if not given or len(given) > LONGEST or any(map(_is_control, given)):
                raise Invalid(
                    field, f"Please give {label} in one line of at most {LONGEST} letters."
                )
            object.__setattr__(self, field, given)
        object.__setattr__(self, "email", checked_email(self.email).lower())


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) == "Cc"


def join(
    session: Session,
    subject: Subject,
    waiter: Waiter,
    *,
    sponsor_id: int | None = None,
    at: datetime,
) -> tuple[WaitingEntry, bool]:
    """To the end of the line; an address that stands in it already stays where it is, and False.

    Raises NobodyWaitsForIt for what can be had, and for what is not offered.
    """
    places.remove_lapsed(session, subject, at=at)
    if not _is_offered(subject):
        raise NobodyWaitsForIt(subject, is_free=False)
    known = session.scalars(
        queries.line_of(subject).where(WaitingEntry.email == waiter.email)
    ).one_or_none()
    if known is not None:
        return known, False
    if queries.room(session, subject, at=at).is_free:
        raise NobodyWaitsForIt(subject, is_free=True)
    entry = WaitingEntry(
        program_year_id=subject.program_year_id,
        tier=subject if isinstance(subject, Tier) else None,
        benefit=subject if isinstance(subject, Benefit) else None,
        sponsor_id=sponsor_id,
        company=waiter.company,
        name=waiter.name,
        email=waiter.email,
        form_key=secrets.token_urlsafe(24),
        public_token=secrets.token_urlsafe(24),
        joined_at=at,
    )
    session.add(entry)
    session.flush()  # its letter names it
    return entry, True


@dataclass(frozen=True, slots=True)
class Moved:
    """What a look at one line brought about."""

    missed: tuple[WaitingEntry, ...] = ()
    offered: tuple[WaitingEntry, ...] = ()


def move_up(session: Session, subject: Subject, *, until: datetime, at: datetime) -> Moved:
    """Who let their time pass is out; what is free is kept for the first in line until then."""
    places.remove_lapsed(session, subject, at=at)
    line = list(session.scalars(queries.line_of(subject)))
    missed = [one for one in line if one.offered_until is not None and one.offered_until <= at]
    for one in missed:
        _end(session, one, "missed", at=at, by=SYSTEM)
    offered = []
    if _is_offered(subject):
        for one in line:
            if one.status is WaitingStatus.WAITING and subject.has_capacity:
                _offer(session, one, until=until, at=at)
                places.lock(session, [subject])
                offered.append(one)
    session.flush()
    return Moved(tuple(missed), tuple(offered))


def _offer(session: Session, entry: WaitingEntry, *, until: datetime, at: datetime) -> None:
    entry.offered_at, entry.offered_until = at, until
    advance(session, entry, "offered", at=at, by=SYSTEM)
    session.flush()
    session.add(
        KeptPlace(
            form_key=entry.form_key,
            tier=entry.tier,
            benefit=entry.benefit,
            entry=entry,
            kept_at=at,
            kept_until=until,
        )
    )
    session.flush()


def _is_offered(subject: Subject) -> bool:
    """Whether companies can apply for it if there is one."""
    is_open = subject.program_year.status is ProgramYearStatus.OPEN
    return is_open and (
        subject.is_advertised if isinstance(subject, Tier) else subject.is_available
    )


def serve(session: Session, form_key: str, *, at: datetime) -> None:
    """The form of somebody's turn was sent: they have what they waited for."""
    entry = session.scalars(
        sa.select(WaitingEntry).where(
            WaitingEntry.form_key == form_key, WaitingEntry.status == WaitingStatus.OFFERED
        )
    ).one_or_none()
    if entry is not None:
        _end(session, entry, "served", at=at, by=SYSTEM)


def leave(session: Session, entry: WaitingEntry, *, at: datetime, by: Actor) -> None:
    """They do not want it any more; what was kept for them is free for the next. Raises WrongState."""
    _out(session, entry, "declined", at=at, by=by)


def take_out(
    session: Session, entry: WaitingEntry, *, reason: str, at: datetime, by: Actor
) -> None:
    """Staff end the waiting, with a reason that is sent along. Raises Invalid, WrongState."""
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    _out(session, entry, "removed", at=at, by=by, reason=reason.strip())


def close(session: Session, year: ProgramYear, *, at: datetime, by: Actor) -> list[WaitingEntry]:
    """Nobody can apply any more, so nobody waits; who did."""
    line = list(
        session.scalars(
            sa.select(WaitingEntry)
            .where(WaitingEntry.program_year_id == year.id, WaitingEntry.status.in_(IN_LINE))
            .order_by(WaitingEntry.id)
        )
    )
    places.lock(session, [entry.of for entry in line])
    for entry in line:
        _out(session, entry, "closed", at=at, by=by)
    return line


def forget_old(session: Session, *, at: datetime) -> None:
    """Who waited is blanked when it is of no use any more; called by the daily upkeep."""
    old = session.scalars(
        sa.select(WaitingEntry).where(
            WaitingEntry.ended_at <= at - FORGOTTEN_AFTER, WaitingEntry.email != ""
        )
    )
    for entry in old:
        entry.company = entry.name = entry.email = ""


def _out(
    session: Session, entry: WaitingEntry, verb: str, *, at: datetime, by: Actor, reason: str = ""
) -> None:
    places.lock(session, [entry.of])
    session.refresh(entry, ["status", "offered_at", "offered_until", "ended_at", "version"])
    if not entry.can_be(verb):
        raise WrongState(entry, verb, entry.status, entry.lifecycle.moves[verb].sources)
    entry.reason = reason
    _end(session, entry, verb, at=at, by=by, reason=reason)
    held = session.scalars(sa.select(KeptPlace).where(KeptPlace.entry_id == entry.id)).all()
    places.remove(session, held, (), at=at)


def _end(
    session: Session, entry: WaitingEntry, verb: str, *, at: datetime, by: Actor, reason: str = ""
) -> None:
    entry.ended_at = at
    advance(session, entry, verb, at=at, by=by, reason=reason)
    session.flush()
