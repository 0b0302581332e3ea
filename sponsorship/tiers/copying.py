"""Next year's catalogue out of this year's: everything is copied, then staff change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.errors import Invalid
from sponsorship.tiers.models import (
    Benefit,
    BenefitAsset,
    BenefitConflict,
    BenefitPlacement,
    ProgramYear,
    Tier,
    TierBenefit,
)
from sponsorship.tiers.operations import add_year


def copy_year(
    session: Session,
    source: ProgramYear,
    *,
    year: int,
    title: str,
    starts_on: date,
    ends_on: date,
) -> ProgramYear:
    """A programme year in draft with every tier and benefit of the source, offered or not.

    Both days belong to the term. Raises Invalid if the year is not later than the source's, YearTaken if
    it is there already.
    """
    if year <= source.year:
        raise Invalid("year", f"Please give a year after {source.year}.")
    made = add_year(
        session,
        year=year,
        title=title,
        introduction=source.introduction,
        starts_on=starts_on,
        ends_on=ends_on,
        fund=source.fund,
    )
    made.saved_place_days = source.saved_place_days
    made.offered_place_days = source.offered_place_days
    tiers = _copy_tiers(session, source, made)
    benefits = _copy_benefits(session, source, made)
    _copy_inclusions(session, tiers, benefits)
    _copy_conflicts(session, benefits)
    session.flush()
    return made


def _copy_tiers(session: Session, source: ProgramYear, made: ProgramYear) -> dict[int, Tier]:
    copies = {}
    for tier in source.tiers:
        copies[tier.id] = Tier(
            program_year_id=made.id,
            slug=tier.slug,
            name=tier.name,
            summary=tier.summary,
            position=tier.position,
            list_price_minor=tier.list_price_minor,
            currency=made.currency,
            logo_width=tier.logo_width,
            is_advertised=tier.is_advertised,
            allows_add_ons=tier.allows_add_ons,
            is_stand_alone=tier.is_stand_alone,
            capacity=tier.capacity,
            held_until=tier.held_until,
        )
    session.add_all(copies.values())
    session.flush()
    return copies


def _copy_benefits(session: Session, source: ProgramYear, made: ProgramYear) -> dict[int, Benefit]:
    copies = {}
    for benefit in source.benefits:
        copies[benefit.id] = Benefit(
            program_year_id=made.id,
            copied_from_id=benefit.id,
            program=benefit.program,
            name=benefit.name,
            description=benefit.description,
            internal_note=benefit.internal_note,
            position=benefit.position,
            is_add_on=benefit.is_add_on,
            add_on_price_minor=benefit.add_on_price_minor,
            stand_alone_price_minor=benefit.stand_alone_price_minor,
            internal_value_minor=benefit.internal_value_minor,
            fair_value_minor=benefit.fair_value_minor,
            currency=made.currency,
            capacity=benefit.capacity,
            is_available=benefit.is_available,
            is_new=False,  # it was new last year
            deliver_by=benefit.deliver_by
            and years_later(benefit.deliver_by, made.year - source.year),
            clause_id=benefit.clause_id,
            linked_clauses=list(benefit.clauses),
            placements=[_copied(place) for place in benefit.placements],
            assets=[_asset(one, years=made.year - source.year) for one in benefit.assets],
        )
    session.add_all(copies.values())
    session.flush()
    return copies


def _copied(place: BenefitPlacement) -> BenefitPlacement:
    return BenefitPlacement(
        publisher=place.publisher,
        flight=place.flight,
        links_to_sponsors_page=place.links_to_sponsors_page,
        describes_as_sponsor=place.describes_as_sponsor,
    )


def _asset(one: BenefitAsset, *, years: int) -> BenefitAsset:
    """The same asset, due as many years later; what all sponsors share is kept until staff change it."""
    return BenefitAsset(
        direction=one.direction,
        kind=one.kind,
        owner=one.owner,
        internal_name=one.internal_name,
        label=one.label,
        help_text=one.help_text,
        due_on=None if one.due_on is None else years_later(one.due_on, years),
        min_width=one.min_width,
        max_width=one.max_width,
        min_height=one.min_height,
        max_height=one.max_height,
        max_length=one.max_length,
        is_shared=one.is_shared,
        shared_text=one.shared_text,
        shared_file_id=one.shared_file_id,
    )


def years_later(day: date, years: int) -> date:
    """The same day of a later year; the 29th of February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _copy_inclusions(
    session: Session, tiers: Mapping[int, Tier], benefits: Mapping[int, Benefit]
) -> None:
    for held in session.scalars(sa.select(TierBenefit).where(TierBenefit.tier_id.in_(list(tiers)))):
        session.add(
            TierBenefit(
                tier_id=tiers[held.tier_id].id,
                benefit_id=benefits[held.benefit_id].id,
                quantity=held.quantity,
                label=held.label,
            )
        )


def _copy_conflicts(session: Session, benefits: Mapping[int, Benefit]) -> None:
    pairs = sa.select(BenefitConflict).where(BenefitConflict.benefit_id.in_(list(benefits)))
    for pair in session.scalars(pairs):
        lower, higher = sorted((benefits[pair.benefit_id].id, benefits[pair.other_id].id))
        session.add(BenefitConflict(benefit_id=lower, other_id=higher))
