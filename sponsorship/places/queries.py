"""Questions about kept places. What has lapsed counts in none of the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.places.models import KeptPlace
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.tiers.queries import Catalogue
from sponsorship.tiers.rooms import Room, Rooms


def kept_for(session: Session, form_key: str, *, at: datetime) -> list[KeptPlace]:
    """What is kept at this moment for whoever sends the form, the tier first."""
    return list(
        session.scalars(
            sa.select(KeptPlace)
            .where(KeptPlace.form_key == form_key, KeptPlace.kept_until > at)
            .options(joinedload(KeptPlace.tier), joinedload(KeptPlace.benefit))
            .order_by(KeptPlace.benefit_id.is_not(None), KeptPlace.benefit_id)
        )
    )


def next_lapse(session: Session, *, at: datetime) -> datetime | None:
    """When a place that is kept at this moment is free again; None if none is kept."""
    return session.scalar(
        sa.select(sa.func.min(KeptPlace.kept_until)).where(KeptPlace.kept_until > at)
    )


def rooms(
    session: Session,
    catalogue: Catalogue,
    *,
    at: datetime,
    form_key: str = "",
    held: Iterable[Tier | Benefit] = (),
) -> Rooms:
    """What is left of everything in the catalogue, for whoever fills in the form of this key.

    What they hold already is theirs, as what is kept for the form.
    """
    kept: Counter[tuple[int | None, int | None]] = Counter()
    yours: set[tuple[int | None, int | None]] = {
        (one.id, None) if isinstance(one, Tier) else (None, one.id) for one in held
    }
    for tier_id, benefit_id, key in session.execute(
        sa.select(KeptPlace.tier_id, KeptPlace.benefit_id, KeptPlace.form_key).where(
            KeptPlace.kept_until > at
        )
    ):
        place = tier_id, benefit_id
        if key == form_key:
            yours.add(place)
        else:
            kept[place] += 1

    def room(one: Tier | Benefit) -> Room:
        place = (one.id, None) if isinstance(one, Tier) else (None, one.id)
        return Room(
            one.capacity,
            one.taken,
            kept=kept[place],
            is_yours=place in yours,
            is_offered=isinstance(one, Tier) or one.is_available,
        )

    every = [
        *catalogue.tiers,
        *([catalogue.stand_alone_tier] if catalogue.stand_alone_tier else []),
    ]
    return Rooms(
        {tier.id: room(tier) for tier in every},
        {benefit.id: room(benefit) for benefit in catalogue.benefits},
    )
