"""Last year's choice in this year's catalogue: what is there again, what not, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.errors import Invalid, NotFound, Refused
from sponsorship.money import Money
from sponsorship.places import queries as places
from sponsorship.sponsorships.choosing import Choice, Selection, selected
from sponsorship.sponsorships.models import (
    HOLDS_ITS_PLACE,
    PromisedBenefit,
    Sponsor,
    Sponsorship,
    SponsorshipStatus,
)
from sponsorship.tiers.models import Benefit, ProgramYear
from sponsorship.tiers.queries import Catalogue
from sponsorship.tiers.rooms import Rooms

_WERE_AGREED = (SponsorshipStatus.CONTRACTED, SponsorshipStatus.CONFIRMED)


class AlreadyThisYear(Refused):
    """Raised when a sponsor applies although it has a sponsorship of this year that counts."""

    code = "already_this_year"

    def __init__(self, sponsorship: Sponsorship) -> None:
        self.sponsorship = sponsorship
        super().__init__(
            f"There is a sponsorship for {sponsorship.program_year.title} already:"
            f" {sponsorship.reference}."
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """What a sponsor would apply for in two clicks, and how that differs from before."""

    before: Sponsorship
    choice: Choice
    selection: Selection | None
    """None if the choice cannot be had as it was; another tier can."""
    gone: tuple[str, ...]
    """Had before, and neither part of the tier now nor to be added."""
    new: tuple[str, ...]
    """Part of it now, and not before."""
    rooms: Rooms
    """What is left of everything."""

    @property
    def price_before(self) -> Money:
        """The fee with what was added to it, or the list price of then."""
        return self.before.whole_fee or self.before.list_price


def live_in(session: Session, sponsor: Sponsor, year: ProgramYear) -> Sponsorship | None:
    """The sponsor's sponsorship of that year that counts, applied for or agreed."""
    return session.scalars(
        sa.select(Sponsorship)
        .where(
            Sponsorship.sponsor_id == sponsor.id,
            Sponsorship.program_year_id == year.id,
            Sponsorship.status.in_(HOLDS_ITS_PLACE),
        )
        .options(joinedload(Sponsorship.program_year))
    ).one_or_none()


def check_free(session: Session, sponsor: Sponsor, year: ProgramYear) -> None:
    """Raises AlreadyThisYear."""
    standing = live_in(session, sponsor, year)
    if standing is not None:
        raise AlreadyThisYear(standing)


def last_of(session: Session, sponsor: Sponsor) -> Sponsorship:
    """The sponsorship to begin from: the newest that was agreed, or else the newest; raises NotFound."""
    found = session.scalars(
        sa.select(Sponsorship)
        .join(Sponsorship.program_year)
        .where(Sponsorship.sponsor_id == sponsor.id)
        .options(
            joinedload(Sponsorship.tier),
            joinedload(Sponsorship.program_year),
            selectinload(Sponsorship.promised_benefits).joinedload(PromisedBenefit.benefit),
        )
        .order_by(ProgramYear.year.desc(), Sponsorship.id.desc())
    ).all()
    agreed = [one for one in found if one.status in _WERE_AGREED]
    for one in (*agreed, *found):
        return one
    raise NotFound("sponsorship")


def offer(
    session: Session,
    catalogue: Catalogue,
    before: Sponsorship,
    *,
    tier_slug: str = "",
    form_key: str = "",
    at: datetime,
) -> Offer:
    """The choice of before in this catalogue, or with another tier what is left of it.

    `form_key` is that of the form for which places may be kept.
    """
    rooms = places.rooms(session, catalogue, at=at, form_key=form_key)
    had = [one for one in before.promised_benefits if not _was_left_out(one, before)]
    now = {promise.id: _successor(session, catalogue, promise) for promise in had}
    alone = before.tier.is_stand_alone and not tier_slug
    slug = "" if alone else tier_slug or before.tier.slug
    offered = {one.slug for one in catalogue.tiers}
    included = _included(catalogue, slug)
    wanted = {one.id for one in now.values() if one is not None and rooms.of(one).is_free}
    choice = Choice(
        tier_slug=slug,
        add_on_ids=_among(catalogue.add_ons, wanted - {one.id for one in included}),
        left_out_ids=tuple(one.id for one in included if one.name in before.left_out),
        stand_alone_ids=_among(catalogue.stand_alone, wanted) if alone else (),
    )
    try:
        selection = selected(catalogue, choice) if alone or slug in offered else None
    except Invalid:
        selection = None
    promised = [one for one, _ in selection.promised] if selection else []
    kept = {one.id for one in promised}
    gone = [p.name for p in had if (one := now[p.id]) is None or one.id not in kept]
    known = {one.id for one in now.values() if one is not None}
    new = [one.name for one in promised if one.id not in known]
    return Offer(before, choice, selection, tuple(gone), tuple(new), rooms)


def _was_left_out(promise: PromisedBenefit, before: Sponsorship) -> bool:
    return promise.name in before.left_out


def _included(catalogue: Catalogue, slug: str) -> list[Benefit]:
    tiers = [one for one in catalogue.tiers if one.slug == slug]
    return [benefit for tier in tiers for benefit, _ in catalogue.included(tier)]


def _among(offered: Iterable[Benefit], wanted: set[int]) -> tuple[int, ...]:
    return tuple(one.id for one in offered if one.id in wanted)


def _successor(session: Session, catalogue: Catalogue, promise: PromisedBenefit) -> Benefit | None:
    """The benefit of this catalogue that is what was promised: copied from it, or of the same name."""
    for benefit in catalogue.benefits:
        origin: Benefit | None = benefit
        while origin is not None:
            if origin.id == promise.benefit_id:
                return benefit
            copied_from = origin.copied_from_id
            origin = session.get(Benefit, copied_from) if copied_from else None
    named = (promise.program, promise.name)
    same = [one for one in catalogue.benefits if (one.program, one.name) == named]
    return same[0] if same else None
