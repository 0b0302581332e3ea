"""Keeping places for a form, and taking them.

Everybody locks a saved application first, then tiers and benefits, each by number, and what stands in
a line after that, so that nobody waits for each other.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from sponsorship import jobs
from sponsorship.database import ROW_LOCK
from sponsorship.places.models import KeptPlace, WaitingEntry, WaitingStatus
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.timetable import OFFER_FREE_PLACES

Subject = Tier | Benefit
_COUNTED = ("capacity", "taken", "kept", "version")


def take(
    session: Session,
    form_key: str,
    wanted: Iterable[Subject],
    *,
    given_back: Iterable[Subject] = (),
    at: datetime,
) -> Subject | None:
    """Make way for an application: what its form was kept is given up, for it takes all it needs now.

    What stands in its way, or None. All of it is locked until the application is in, with what it gives
    back for it.
    """
    every = sorted(wanted, key=_order)
    own = _locked(session, form_key, [*every, *given_back])
    wanted = [one for one in every if one.capacity is not None or isinstance(one, Tier)]
    held = {place.of for place in own if place.kept_until > at}
    remove(session, [*own, *_lapsed(session, wanted, at=at)], wanted, at=at)
    line = _lengths(session, wanted)
    return next((one for one in wanted if not _has_room(one, held, line)), None)


def keep(
    session: Session,
    form_key: str,
    wanted: Iterable[Subject],
    *,
    until: datetime,
    at: datetime,
) -> list[KeptPlace]:
    """Keep a place of each of these for the saved form, as far as there is one, and of nothing else.

    What is kept already stays kept as long as it is, and what was offered in a line as well. What has no
    limit need not be kept.
    """
    limited = [one for one in wanted if one.capacity is not None]
    own = _locked(session, form_key, limited)
    held = [one for one in own if one.kept_until > at and (one.of in limited or one.entry_id)]
    given_up = [place for place in own if place not in held]
    remove(session, [*given_up, *_lapsed(session, limited, at=at)], limited, at=at)
    have, line = {place.of for place in held}, _lengths(session, limited)
    made = [
        KeptPlace(
            form_key=form_key,
            tier=one if isinstance(one, Tier) else None,
            benefit=one if isinstance(one, Benefit) else None,
            kept_at=at,
            kept_until=until,
        )
        for one in limited
        if one not in have and _has_room(one, set(), line)
    ]
    session.add_all(made)
    session.flush()
    return [*held, *made]


def let_go(session: Session, form_key: str, *, at: datetime) -> None:
    """Nothing is kept for the form any more."""
    remove(session, _locked(session, form_key, ()), (), at=at)


def remove_lapsed(session: Session, subject: Subject, *, at: datetime) -> None:
    """What was kept of it until now is free; it is locked, and counts anew."""
    lock(session, [subject])
    remove(session, _lapsed(session, [subject], at=at), [subject], at=at)


def owe_look(session: Session, *, at: datetime) -> None:
    """A place may be free: if anybody waits, a look at the lines is owed with the fact itself."""
    if session.scalar(sa.select(_ANYBODY)):
        once = secrets.token_hex(8)  # a look too many is quick, one too few is a place for nobody
        jobs.enqueue(
            session,
            OFFER_FREE_PLACES,
            key=f"{OFFER_FREE_PLACES}:{at.isoformat()}:{once}",
            payload={},
        )


_ANYBODY = sa.exists().where(WaitingEntry.status == WaitingStatus.WAITING)


def lock(session: Session, subjects: Iterable[Subject]) -> None:
    """Lock them in the order in which everybody does, and read how many are taken and kept by now."""
    every = set(subjects)
    for model in (Tier, Benefit):
        known = {one.id: one for one in every if isinstance(one, model)}
        if known:
            asked = (
                sa.select(model.id, *(getattr(model, name) for name in _COUNTED))
                .where(model.id.in_(known))
                .order_by(model.id)
                .with_for_update(**ROW_LOCK)
            )
            for number, *counted in session.execute(asked):
                for name, value in zip(_COUNTED, counted, strict=True):
                    set_committed_value(known[number], name, value)


def remove(
    session: Session, places: Iterable[KeptPlace], subjects: Sequence[Subject], *, at: datetime
) -> None:
    """The rows go, and what they were of is read again as the database counts it then; all is locked."""
    gone = {place.id: place.of for place in places}
    if gone:
        session.execute(sa.delete(KeptPlace).where(KeptPlace.id.in_(gone)))
        lock(session, {*subjects, *gone.values()})
        owe_look(session, at=at)


def _locked(session: Session, form_key: str, wanted: Sequence[Subject]) -> list[KeptPlace]:
    """What is kept for the form, lapsed or not; that and what is wanted are locked."""
    own = _of_form(session, form_key)
    lock(session, [*wanted, *(place.of for place in own)])
    return _of_form(session, form_key) if own else []  # somebody may have let it go meanwhile


def _of_form(session: Session, form_key: str) -> list[KeptPlace]:
    return list(session.scalars(sa.select(KeptPlace).where(KeptPlace.form_key == form_key)))


def _lapsed(session: Session, subjects: Sequence[Subject], *, at: datetime) -> list[KeptPlace]:
    tiers, benefits = _numbers(subjects)
    return list(
        session.scalars(
            sa.select(KeptPlace).where(
                KeptPlace.kept_until <= at,
                sa.or_(KeptPlace.tier_id.in_(tiers), KeptPlace.benefit_id.in_(benefits)),
            )
        )
    )


def _lengths(session: Session, subjects: Sequence[Subject]) -> Counter[Subject]:
    """How many wait for each of these and were not offered a place."""
    limited = [one for one in subjects if one.capacity is not None]
    tiers, benefits = _numbers(limited)
    found: Counter[Subject] = Counter()
    if limited:
        for tier_id, benefit_id in session.execute(
            sa.select(WaitingEntry.tier_id, WaitingEntry.benefit_id).where(
                WaitingEntry.status == WaitingStatus.WAITING,
                sa.or_(WaitingEntry.tier_id.in_(tiers), WaitingEntry.benefit_id.in_(benefits)),
            )
        ):
            wanted = (Tier, tier_id) if tier_id else (Benefit, benefit_id)
            found.update(one for one in limited if (type(one), one.id) == wanted)
    return found


def _has_room(one: Subject, held: set[Subject], line: Counter[Subject]) -> bool:
    """Whether there is one for whoever held it until now, or one more than people wait for."""
    if not one.has_capacity:
        return False
    if one in held or one.capacity is None:
        return True
    return one.capacity - one.taken - one.kept > line[one]


def _numbers(subjects: Sequence[Subject]) -> tuple[list[int], list[int]]:
    return (
        [one.id for one in subjects if isinstance(one, Tier)],
        [one.id for one in subjects if isinstance(one, Benefit)],
    )


def _order(one: Subject) -> tuple[bool, int]:
    return isinstance(one, Benefit), one.id
