"""Questions about the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.errors import NotFound
from sponsorship.tiers.models import Benefit, ProgramYear, ProgramYearStatus, Tier, TierBenefit


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One programme year as applicants compare it: tiers across, benefits down."""

    year: ProgramYear
    tiers: tuple[Tier, ...]
    benefits: tuple[Benefit, ...]
    quantities: dict[tuple[int, int], int]
    """How often a tier (first id) includes a benefit (second id); absent means not at all."""

    @property
    def programs(self) -> tuple[str, ...]:
        """The programmes that the benefits belong to, in catalogue order."""
        return tuple(dict.fromkeys(benefit.program for benefit in self.benefits))

    @property
    def add_ons(self) -> tuple[Benefit, ...]:
        return tuple(benefit for benefit in self.benefits if benefit.is_add_on)

    def included(self, tier: Tier) -> tuple[tuple[Benefit, int], ...]:
        """The benefits of a tier with their quantities, in catalogue order."""
        return tuple(
            (benefit, self.quantities[tier.id, benefit.id])
            for benefit in self.benefits
            if (tier.id, benefit.id) in self.quantities
        )

    def tier(self, slug: str) -> Tier:
        """The advertised tier of that name; raises NotFound."""
        for tier in self.tiers:
            if tier.slug == slug:
                return tier
        raise NotFound("tier")


def open_catalogue(session: Session) -> Catalogue | None:
    """The open programme year with everything in it, in four queries; None while none is open."""
    year = session.scalars(
        sa.select(ProgramYear)
        .where(ProgramYear.status == ProgramYearStatus.OPEN)
        .options(joinedload(ProgramYear.fund))
    ).one_or_none()
    return None if year is None else catalogue(session, year)


def catalogue(session: Session, year: ProgramYear) -> Catalogue:
    """The advertised tiers and available benefits of a programme year."""
    tiers = session.scalars(
        sa.select(Tier)
        .where(Tier.program_year_id == year.id, Tier.is_advertised.is_(True))
        .order_by(Tier.position, Tier.id)
    ).all()
    benefits = session.scalars(
        sa.select(Benefit)
        .where(Benefit.program_year_id == year.id, Benefit.is_available.is_(True))
        .options(selectinload(Benefit.placements), joinedload(Benefit.clause))
        .order_by(Benefit.position, Benefit.id)
    ).all()
    inclusions = session.execute(
        sa.select(TierBenefit.tier_id, TierBenefit.benefit_id, TierBenefit.quantity).where(
            TierBenefit.tier_id.in_([tier.id for tier in tiers])
        )
    )
    quantities = {(tier_id, benefit_id): quantity for tier_id, benefit_id, quantity in inclusions}
    return Catalogue(year, tuple(tiers), tuple(benefits), quantities)
