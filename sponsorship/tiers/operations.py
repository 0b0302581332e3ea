"""Preparing a programme year: its tiers, benefits and clauses; opening and closing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.errors import Invalid, Refused
from sponsorship.funds.models import Fund
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.tiers.models import (
    Benefit,
    BenefitPlacement,
    Flight,
    ProgramYear,
    ProgramYearStatus,
    Publisher,
    Tier,
    TierBenefit,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100


class YearTaken(Refused):
    """Raised when there is a programme for this year already."""

    code = "year_taken"

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"There is a programme for {year} already.")


class AnotherYearOpen(Refused):
    """Raised when a programme year is to be opened while another one is."""

    code = "another_year_open"

    def __init__(self, other: ProgramYear) -> None:
        self.other = other
        super().__init__(f"Close “{other.title}” first: one programme is open at a time.")


class NothingToOffer(Refused):
    """Raised when a programme year without a tier is to be opened."""

    code = "nothing_to_offer"

    def __init__(self, year: ProgramYear) -> None:
        self.year = year
        super().__init__("Add a tier first: companies would find nothing to apply for.")


def add_year(
    session: Session,
    *,
    year: int,
    title: str,
    introduction: str,
    starts_on: date,
    ends_on: date,
    fund: Fund,
) -> ProgramYear:
    """A programme year in draft, in the currency of the fund that its fees go to."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid("year", f"Please give a year from {FIRST_YEAR} to {LAST_YEAR}.")
    if not title.strip():
        raise Invalid("title", "Please give a title.")
    if ends_on < starts_on:
        raise Invalid("ends_on", "The last day cannot be before the first day.")
    if session.scalar(sa.select(ProgramYear.id).where(ProgramYear.year == year)) is not None:
        raise YearTaken(year)
    added = ProgramYear(
        year=year,
        title=title.strip(),
        introduction=introduction.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        currency=fund.currency,
        fund_id=fund.id,
    )
    session.add(added)
    session.flush()  # tiers and benefits refer to it
    return added


def open_year(session: Session, year: ProgramYear, *, at: datetime, by: Actor) -> None:
    """Let companies apply; raises AnotherYearOpen or NothingToOffer."""
    other = session.scalars(
        sa.select(ProgramYear).where(ProgramYear.status == ProgramYearStatus.OPEN)
    ).one_or_none()
    if other is not None and other.id != year.id:
        raise AnotherYearOpen(other)
    tiers = sa.select(sa.func.count()).where(Tier.program_year_id == year.id)
    if not session.scalar(tiers):
        raise NothingToOffer(year)
    advance(session, year, "opened", at=at, by=by)


def close_year(session: Session, year: ProgramYear, *, at: datetime, by: Actor) -> None:
    """No new applications; its sponsorships run on."""
    advance(session, year, "closed", at=at, by=by)


@dataclass(frozen=True, slots=True)
class TierFacts:
    """A tier as staff describe it. Raises Invalid naming the field."""

    name: str
    summary: str
    list_price: Money
    capacity: int | None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("name", "Please give a name.")
        if self.list_price.minor < 0:
            raise Invalid("list_price", "A price is zero or more.")


def add_tier(session: Session, year: ProgramYear, facts: TierFacts, *, slug: str) -> Tier:
    """A tier at the end of the list."""
    last = session.scalar(
        sa.select(sa.func.max(Tier.position)).where(Tier.program_year_id == year.id)
    )
    if session.scalar(sa.select(Tier.id).where(Tier.program_year_id == year.id, Tier.slug == slug)):
        raise Invalid("name", "There is a tier of this name already.")
    tier = Tier(
        program_year_id=year.id,
        slug=slug,
        name=facts.name.strip(),
        summary=facts.summary.strip(),
        position=(last or 0) + 1,
        list_price_minor=facts.list_price.minor,
        currency=year.currency,
        capacity=facts.capacity,
    )
    session.add(tier)
    session.flush()  # benefits refer to it
    return tier


def change_tier(tier: Tier, facts: TierFacts) -> None:
    """Other words, price or number of places; what was promised before stays as it was.

    Raises Invalid if there are fewer places than are taken.
    """
    if facts.capacity is not None and facts.capacity < tier.taken:
        raise Invalid("capacity", f"{tier.taken} places are taken already.")
    tier.name = facts.name.strip()
    tier.summary = facts.summary.strip()
    tier.list_price_minor = facts.list_price.minor
    tier.capacity = facts.capacity


def add_benefit(
    session: Session,
    year: ProgramYear,
    *,
    program: str,
    name: str,
    description: str,
    add_on_price: Money | None,
    capacity: int | None,
    tiers: Sequence[Tier],
    placements: Sequence[tuple[Publisher, Flight]],
) -> Benefit:
    """A benefit that some tiers include, or that is added on for a price, or both.

    Raises Invalid if it would be in no tier and have no price.
    """
    if not name.strip() or not program.strip():
        raise Invalid("name", "Please give the benefit and its programme a name.")
    if not tiers and add_on_price is None:
        raise Invalid("tiers", "Choose a tier that includes it, or give it a price of its own.")
    if any(tier.program_year_id != year.id for tier in tiers):
        raise Invalid("tiers", "Choose tiers of this programme year.")
    last = session.scalar(
        sa.select(sa.func.max(Benefit.position)).where(Benefit.program_year_id == year.id)
    )
    benefit = Benefit(
        program_year_id=year.id,
        program=program.strip(),
        name=name.strip(),
        description=description.strip(),
        position=(last or 0) + 1,
        is_add_on=add_on_price is not None,
        add_on_price_minor=add_on_price.minor if add_on_price else None,
        currency=year.currency,
        capacity=capacity,
    )
    benefit.placements = [
        BenefitPlacement(publisher=publisher, flight=flight) for publisher, flight in placements
    ]
    session.add(benefit)
    session.flush()  # tiers refer to it
    session.add_all(TierBenefit(tier_id=tier.id, benefit_id=benefit.id) for tier in tiers)
    session.flush()
    return benefit


def offer_benefit(benefit: Benefit, *, is_available: bool) -> None:
    """Whether new applications get it; promises already made stay."""
    benefit.is_available = is_available
