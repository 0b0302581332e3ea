"""What must hold of places that are kept, and of who waits for one."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.places.models import KeptPlace, WaitingEntry, WaitingStatus
from sponsorship.tiers.models import Benefit, Tier


def kept_places_are_counted(session: Session) -> Iterator[str]:
    """Tiers and benefits count what is kept of them, and no more is taken and kept than there is."""
    for model, column in ((Tier, KeptPlace.tier_id), (Benefit, KeptPlace.benefit_id)):
        rows = sa.select(sa.func.count()).where(column == model.id).scalar_subquery()
        wrong = sa.select(model.name).where(
            sa.or_(model.kept != rows, model.taken + model.kept > model.capacity)
        )
        for name in session.scalars(wrong):
            yield f"{model.__name__} {name} counts its kept places wrongly."


def offered_places_are_of_who_waits(session: Session) -> Iterator[str]:
    """A place that was offered in a line is kept for nobody whose waiting has ended."""
    astray = (
        sa.select(KeptPlace.id)
        .join(WaitingEntry, WaitingEntry.id == KeptPlace.entry_id)
        .where(WaitingEntry.status != WaitingStatus.OFFERED)
    )
    for number in session.scalars(astray):
        yield f"Kept place {number} is kept for somebody who does not wait for it any more."


PLACES = (kept_places_are_counted, offered_places_are_of_who_waits)
"""All of them."""
