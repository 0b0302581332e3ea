"""Questions about the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from sponsorship.errors import NotFound
from sponsorship.money import Money, total
from sponsorship.tiers.models import (
    Benefit,
    BenefitConflict,
    LegalClause,
    Program,
    ProgramYear,
    ProgramYearStatus,
    Tier,
    TierBenefit,
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One programme year as applicants compare it: tiers across, benefits down."""

    year: ProgramYear
    tiers: tuple[Tier, ...]
    benefits: tuple[Benefit, ...]
    quantities: dict[tuple[int, int], int]
    """How often a tier (first id) includes a benefit (second id); absent means not at all."""
    labels: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """What is shown instead of the quantity, for the inclusions that have it."""
    conflicts: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """The benefits that cannot be had together with a benefit, by its id."""
    stand_alone_tier: Tier | None = None
    """What sponsorships of stand-alone benefits alone hang on; not one of `tiers`, unless all are read."""

    @property
    def programs(self) -> tuple[str, ...]:
        """The programmes that the benefits belong to, in catalogue order."""
        return tuple(dict.fromkeys(benefit.program for benefit in self.benefits))

    @property
    def add_ons(self) -> tuple[Benefit, ...]:
        return tuple(benefit for benefit in self.benefits if benefit.is_add_on)

    @property
    def stand_alone(self) -> tuple[Benefit, ...]:
        """What companies can have without a tier."""
        return tuple(benefit for benefit in self.benefits if benefit.stands_alone)

    @property
    def in_tiers(self) -> tuple[Benefit, ...]:
        """What at least one tier includes; benefits of one programme stand together."""
        included = {benefit_id for _, benefit_id in self.quantities}
        rows = [benefit for benefit in self.benefits if benefit.id in included]
        order = {program: place for place, program in enumerate(self.programs)}
        return tuple(sorted(rows, key=lambda benefit: order[benefit.program]))

    def amount(self, tier: Tier, benefit: Benefit) -> str:
        """How much of the benefit the tier includes: its label, or the number from two on; else empty."""
        label = self.labels.get((tier.id, benefit.id), "")
        quantity = self.quantities.get((tier.id, benefit.id), 0)
        return label or (str(quantity) if quantity > 1 else "")

    def name_in(self, tier: Tier, benefit: Benefit) -> str:
        """The benefit's name as it reads in the tier, like “Conference passes (10)”."""
        amount = self.amount(tier, benefit)
        return f"{benefit.name} ({amount})" if amount else benefit.name

    def worth(self, tier: Tier) -> Money:
        """What all pieces in the tier are worth to the foundation, where a value is known."""
        return total(self._values(tier).values(), currency=self.year.currency)

    def split(self, tier: Tier) -> dict[str, Decimal]:
        """Each programme's share of the tier's worth in percent to three decimals, the largest first.

        Empty while no benefit of the tier has a value.
        """
        worth = self.worth(tier)
        if not worth.minor:
            return {}
        shares = {
            program: round(Decimal(100) * value.minor / worth.minor, 3)
            for program, value in self._values(tier).items()
            if value.minor
        }
        return dict(sorted(shares.items(), key=lambda one: (-one[1], one[0])))

    def _values(self, tier: Tier) -> dict[str, Money]:
        values: dict[str, Money] = {}
        for benefit, quantity in self.included(tier):
            if benefit.internal_value is not None:
                before = values.get(benefit.program, Money(0, self.year.currency))
                values[benefit.program] = before + benefit.internal_value * quantity
        return values

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


_OPEN_YEAR = (
    sa.select(ProgramYear)
    .where(ProgramYear.status == ProgramYearStatus.OPEN)
    .options(joinedload(ProgramYear.fund))
)


def open_catalogue(session: Session) -> Catalogue | None:
    """The open programme year with everything in it, in five queries; None while none is open."""
    year = session.scalars(_OPEN_YEAR).one_or_none()
    return None if year is None else catalogue(session, year)


def open_offer(session: Session) -> Catalogue | None:
    """The same as `open_catalogue`, without the placements and clauses that nobody chooses by."""
    year = session.scalars(_OPEN_YEAR).one_or_none()
    if year is None:
        return None
    return _read(
        session, year, lambda tier: tier.is_advertised, Benefit.is_available.is_(True), details=()
    )


def catalogue(session: Session, year: ProgramYear) -> Catalogue:
    """The advertised tiers and available benefits of a programme year."""
    return _read(session, year, lambda tier: tier.is_advertised, Benefit.is_available.is_(True))


def catalogue_with(
    session: Session, year: ProgramYear, *, tier_id: int, benefit_ids: Collection[int]
) -> Catalogue:
    """The same for somebody who has this tier and these benefits, offered or not."""
    return _read(
        session,
        year,
        lambda tier: tier.is_advertised or (tier.id == tier_id and not tier.is_stand_alone),
        Benefit.is_available.is_(True) | Benefit.id.in_(benefit_ids),
    )


def whole_catalogue(session: Session, year: ProgramYear) -> Catalogue:
    """All tiers and benefits of a programme year, offered or not."""
    return _read(session, year, lambda _: True, sa.true())


_DETAILS = (
    selectinload(Benefit.placements),
    selectinload(Benefit.linked_clauses),
    joinedload(Benefit.clause),
)


def _read(
    session: Session,
    year: ProgramYear,
    is_wanted: Callable[[Tier], bool],
    which_benefits: sa.ColumnElement[bool],
    *,
    details: Sequence[ORMOption] = _DETAILS,
) -> Catalogue:
    every = session.scalars(
        sa.select(Tier).where(Tier.program_year_id == year.id).order_by(Tier.position, Tier.id)
    ).all()
    tiers = [tier for tier in every if is_wanted(tier)]
    benefits = session.scalars(
        sa.select(Benefit)
        .where(Benefit.program_year_id == year.id, which_benefits)
        .options(*details)
        .outerjoin(Program, Program.name == Benefit.program)
        .order_by(Program.position.is_(None), Program.position, Benefit.position, Benefit.id)
    ).all()
    inclusions = session.scalars(
        sa.select(TierBenefit).where(TierBenefit.tier_id.in_([tier.id for tier in tiers]))
    ).all()
    return Catalogue(
        year,
        tuple(tiers),
        tuple(benefits),
        {(one.tier_id, one.benefit_id): one.quantity for one in inclusions},
        {(one.tier_id, one.benefit_id): one.label for one in inclusions if one.label},
        conflicts_of(session, year),
        next((tier for tier in every if tier.is_stand_alone), None),
    )


def conflicts_of(session: Session, year: ProgramYear) -> dict[int, frozenset[int]]:
    """For each benefit of the year that has conflicts, the others of its pairs."""
    pairs = session.execute(
        sa.select(BenefitConflict.benefit_id, BenefitConflict.other_id)
        .join(Benefit, Benefit.id == BenefitConflict.benefit_id)
        .where(Benefit.program_year_id == year.id)
    )
    found: dict[int, set[int]] = {}
    for benefit_id, other_id in pairs:
        found.setdefault(benefit_id, set()).add(other_id)
        found.setdefault(other_id, set()).add(benefit_id)
    return {benefit_id: frozenset(others) for benefit_id, others in found.items()}


def clauses(session: Session) -> list[LegalClause]:
    """Every legal clause in the order in which contracts number them."""
    return list(
        session.scalars(sa.select(LegalClause).order_by(LegalClause.position, LegalClause.id))
    )


def programs(session: Session) -> list[Program]:
    """Every programme in its order."""
    return list(session.scalars(sa.select(Program).order_by(Program.position, Program.id)))
