"""Questions about kept places and about lines. What has lapsed counts in none of the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.errors import NotFound
from sponsorship.places.models import IN_LINE, KeptPlace, WaitingEntry, WaitingStatus
from sponsorship.tiers.models import Benefit, ProgramYear, Tier
from sponsorship.tiers.queries import Catalogue
from sponsorship.tiers.rooms import Room, Rooms

_Of = tuple[int | None, int | None]


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


def kept_for_saved(session: Session, *, at: datetime) -> list[KeptPlace]:
    """What saved applications keep at this moment, what is free next first."""
    return list(
        session.scalars(
            sa.select(KeptPlace)
            .where(KeptPlace.entry_id.is_(None), KeptPlace.kept_until > at)
            .options(joinedload(KeptPlace.tier), joinedload(KeptPlace.benefit))
            .order_by(KeptPlace.kept_until, KeptPlace.id)
        )
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
    kept, yours, lapses_at = _kept(session, form_key, at=at)
    yours |= {_of(one) for one in held}
    line = _line(session)
    alone = [catalogue.stand_alone_tier] if catalogue.stand_alone_tier else []
    return Rooms(
        {tier.id: _room(tier, kept, line, yours) for tier in (*catalogue.tiers, *alone)},
        {benefit.id: _room(benefit, kept, line, yours) for benefit in catalogue.benefits},
        lapses_at,
    )


def room(session: Session, one: Tier | Benefit, *, at: datetime) -> Room:
    """What is left of one tier or benefit for whoever comes by."""
    kept, yours, _ = _kept(session, "", at=at)
    return _room(one, kept, _line(session), yours)


def _kept(
    session: Session, form_key: str, *, at: datetime
) -> tuple[Counter[_Of], set[_Of], datetime | None]:
    kept: Counter[_Of] = Counter()
    yours: set[_Of] = set()
    lapses: list[datetime] = []
    for tier_id, benefit_id, key, kept_until in session.execute(
        sa.select(
            KeptPlace.tier_id, KeptPlace.benefit_id, KeptPlace.form_key, KeptPlace.kept_until
        ).where(KeptPlace.kept_until > at)
    ):
        lapses.append(kept_until)
        if key == form_key:
            yours.add((tier_id, benefit_id))
        else:
            kept[tier_id, benefit_id] += 1
    return kept, yours, min(lapses, default=None)


def _line(session: Session) -> Counter[_Of]:
    return Counter(
        (tier_id, benefit_id)
        for tier_id, benefit_id in session.execute(
            sa.select(WaitingEntry.tier_id, WaitingEntry.benefit_id).where(
                WaitingEntry.status == WaitingStatus.WAITING
            )
        )
    )


def _room(one: Tier | Benefit, kept: Counter[_Of], line: Counter[_Of], yours: set[_Of]) -> Room:
    of = _of(one)
    return Room(
        one.capacity,
        one.taken,
        kept=kept[of],
        waiting=line[of],
        is_yours=of in yours,
        is_offered=isinstance(one, Tier) or one.is_available,
    )


def _of(one: Tier | Benefit) -> _Of:
    return (one.id, None) if isinstance(one, Tier) else (None, one.id)


# --- Lines ----------------------------------------------------------------------------------------


def line_of(subject: Tier | Benefit) -> sa.Select[WaitingEntry]:
    """Who stands in line for it, offered a place or not, the first first."""
    column = WaitingEntry.tier_id if isinstance(subject, Tier) else WaitingEntry.benefit_id
    return (
        sa.select(WaitingEntry)
        .where(column == subject.id, WaitingEntry.status.in_(IN_LINE))
        .order_by(WaitingEntry.id)
    )


def get(session: Session, entry_id: int) -> WaitingEntry:
    """The entry with what it waits for; raises NotFound."""
    return _one(session, WaitingEntry.id == entry_id)


def by_token(session: Session, token: str) -> WaitingEntry:
    """The entry behind a personal link, unless it is forgotten; raises NotFound."""
    return _one(session, sa.and_(WaitingEntry.public_token == token, WaitingEntry.email != ""))


def _one(session: Session, condition: sa.ColumnElement[bool]) -> WaitingEntry:
    found = session.scalars(sa.select(WaitingEntry).where(condition).options(*_WHOLE)).one_or_none()
    if found is None:
        raise NotFound("waiting entry")
    return found


_WHOLE = (
    joinedload(WaitingEntry.tier),
    joinedload(WaitingEntry.benefit),
    joinedload(WaitingEntry.program_year),
)


def in_line(session: Session) -> list[WaitingEntry]:
    """Everybody who stands in a line: line by line, the first first."""
    return list(
        session.scalars(
            sa.select(WaitingEntry)
            .where(WaitingEntry.status.in_(IN_LINE))
            .options(*_WHOLE)
            .order_by(
                WaitingEntry.program_year_id.desc(),
                WaitingEntry.tier_id.is_(None),
                WaitingEntry.tier_id,
                WaitingEntry.benefit_id,
                WaitingEntry.id,
            )
        )
    )


def out_of_line(session: Session, *, most: int) -> list[WaitingEntry]:
    """The entries that ended last and are not forgotten."""
    return list(
        session.scalars(
            sa.select(WaitingEntry)
            .where(WaitingEntry.ended_at.is_not(None), WaitingEntry.email != "")
            .options(*_WHOLE)
            .order_by(WaitingEntry.ended_at.desc(), WaitingEntry.id.desc())
            .limit(most)
        )
    )


def place_in_line(session: Session, entry: WaitingEntry) -> int:
    """How many wait up to this one: 1 is next."""
    return (
        session.scalar(
            sa.select(sa.func.count()).where(
                WaitingEntry.status == WaitingStatus.WAITING,
                WaitingEntry.tier_id.is_not_distinct_from(entry.tier_id),
                WaitingEntry.benefit_id.is_not_distinct_from(entry.benefit_id),
                WaitingEntry.id <= entry.id,
            )
        )
        or 0
    )


def of_sponsor(session: Session, sponsor_id: int, tier: Tier) -> WaitingEntry | None:
    """Where this sponsor stands in line for the tier."""
    return session.scalars(
        line_of(tier).where(WaitingEntry.sponsor_id == sponsor_id).limit(1)
    ).one_or_none()


def to_look_at(session: Session, *, at: datetime) -> list[Tier | Benefit]:
    """Of what somebody waits for a place, or let the time of an offer pass."""
    found = session.execute(
        sa.select(WaitingEntry.tier_id, WaitingEntry.benefit_id)
        .where(
            sa.or_(
                WaitingEntry.status == WaitingStatus.WAITING,
                sa.and_(
                    WaitingEntry.status == WaitingStatus.OFFERED, WaitingEntry.offered_until <= at
                ),
            )
        )
        .distinct()
    ).all()
    tiers = [session.get_one(Tier, tier_id) for tier_id, _ in found if tier_id is not None]
    benefits = [session.get_one(Benefit, number) for _, number in found if number is not None]
    return [*tiers, *benefits]


def limited(session: Session, year: ProgramYear) -> list[Tier | Benefit]:
    """The tiers and benefits of the year of which there are only so many."""
    tiers = session.scalars(
        sa.select(Tier)
        .where(Tier.program_year_id == year.id, Tier.capacity.is_not(None))
        .order_by(Tier.position, Tier.id)
    )
    benefits = session.scalars(
        sa.select(Benefit)
        .where(Benefit.program_year_id == year.id, Benefit.capacity.is_not(None))
        .order_by(Benefit.position, Benefit.id)
    )
    return [*tiers, *benefits]
