"""Keeping places for a form, and taking them.

Everybody locks tiers first and benefits then, each by number, so that nobody waits for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.database import ROW_LOCK
from sponsorship.places.models import KeptPlace
from sponsorship.tiers.models import Benefit, Tier

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
    wanted = [one for one in wanted if isinstance(one, Tier) or one.capacity is not None]
    wanted.sort(key=_order)
    own = _locked(session, form_key, [*wanted, *given_back])
    _remove(session, [*own, *_lapsed(session, wanted, at=at)], wanted)
    return next((one for one in wanted if not one.has_capacity), None)


def keep(
    session: Session,
    form_key: str,
    wanted: Iterable[Subject],
    *,
    until: datetime,
    at: datetime,
) -> list[KeptPlace]:
    """Keep a place of each of these for the form, as far as there is one, and of nothing else.

    What is kept already stays kept as long as it is. What has no limit need not be kept.
    """
    limited = [one for one in wanted if one.capacity is not None]
    own = _locked(session, form_key, limited)
    held = [place for place in own if place.kept_until > at and place.of in limited]
    given_up = [place for place in own if place not in held]
    _remove(session, [*given_up, *_lapsed(session, limited, at=at)], limited)
    have = [place.of for place in held]
    made = [
        KeptPlace(
            form_key=form_key,
            tier=one if isinstance(one, Tier) else None,
            benefit=one if isinstance(one, Benefit) else None,
            kept_at=at,
            kept_until=until,
        )
        for one in limited
        if one not in have and one.has_capacity
    ]
    session.add_all(made)
    session.flush()
    return [*held, *made]


def let_go(session: Session, form_key: str) -> None:
    """Nothing is kept for the form any more."""
    _remove(session, _locked(session, form_key, ()), ())


def remove_lapsed(session: Session, subject: Subject, *, at: datetime) -> None:
    """What was kept of it until now is free; it is locked, and counts anew."""
    _lock(session, [subject])
    _remove(session, _lapsed(session, [subject], at=at), [subject])


def _locked(session: Session, form_key: str, wanted: Sequence[Subject]) -> list[KeptPlace]:
    """What is kept for the form, lapsed or not; that and what is wanted are locked."""
    own = _of_form(session, form_key)
    _lock(session, [*wanted, *(place.of for place in own)])
    return _of_form(session, form_key) if own else []  # somebody may have let it go meanwhile


def _of_form(session: Session, form_key: str) -> list[KeptPlace]:
    return list(session.scalars(sa.select(KeptPlace).where(KeptPlace.form_key == form_key)))


def _lapsed(session: Session, subjects: Sequence[Subject], *, at: datetime) -> list[KeptPlace]:
    tiers = [one.id for one in subjects if isinstance(one, Tier)]
    benefits = [one.id for one in subjects if isinstance(one, Benefit)]
    return list(
        session.scalars(
            sa.select(KeptPlace).where(
                KeptPlace.kept_until <= at,
                sa.or_(KeptPlace.tier_id.in_(tiers), KeptPlace.benefit_id.in_(benefits)),
            )
        )
    )


def _remove(session: Session, places: Iterable[KeptPlace], subjects: Sequence[Subject]) -> None:
    """The rows go, and the subjects are read again as the database counts them then."""
    gone = {place.id: place.of for place in places}
    if gone:
        session.execute(sa.delete(KeptPlace).where(KeptPlace.id.in_(gone)))
        _lock(session, {*subjects, *gone.values()})


def _lock(session: Session, subjects: Iterable[Subject]) -> None:
    """Lock them in the order in which everybody does, and read how many are taken and kept by now."""
    for one in sorted(set(subjects), key=_order):
        session.refresh(one, _COUNTED, with_for_update=ROW_LOCK)


def _order(one: Subject) -> tuple[bool, int]:
    return isinstance(one, Benefit), one.id
