"""Questions about supplements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.errors import NotFound
from sponsorship.money import Money
from sponsorship.places import queries as places
from sponsorship.sponsorships.models import PromisedBenefit, Sponsor, Sponsorship
from sponsorship.supplements.models import WAITS, Supplement, SupplementLine
from sponsorship.tiers.models import Benefit, LegalClause, Tier
from sponsorship.tiers.queries import Catalogue, catalogue

_WHOLE = (
    selectinload(Supplement.lines),
    joinedload(Supplement.sponsorship).options(
        joinedload(Sponsorship.sponsor).selectinload(Sponsor.contacts),
        joinedload(Sponsorship.tier),
        joinedload(Sponsorship.program_year),
    ),
)


def get(session: Session, supplement_id: int) -> Supplement:
    """The supplement with its lines and sponsorship; raises NotFound."""
    found = session.scalars(
        sa.select(Supplement).where(Supplement.id == supplement_id).options(*_WHOLE)
    ).one_or_none()
    if found is None:
        raise NotFound("supplement")
    return found


def of_sponsorship(session: Session, sponsorship_id: int) -> list[Supplement]:
    """Everything that was asked for beside it, the newest first."""
    return list(
        session.scalars(
            sa.select(Supplement)
            .where(Supplement.sponsorship_id == sponsorship_id)
            .options(*_WHOLE)
            .order_by(Supplement.id.desc())
        )
    )


def of_contract(session: Session, contract_id: int) -> Supplement | None:
    """What the amendment names, if it names anything."""
    return session.scalars(
        sa.select(Supplement).where(Supplement.contract_id == contract_id).options(*_WHOLE)
    ).one_or_none()


def under_way(session: Session) -> list[Supplement]:
    """What waits for a decision or for signatures, the oldest first."""
    return list(
        session.scalars(
            sa.select(Supplement)
            .where(Supplement.status.in_(WAITS))
            .options(*_WHOLE)
            .order_by(Supplement.id)
        )
    )


def over(session: Session, *, most: int) -> list[Supplement]:
    """The newest of the others."""
    return list(
        session.scalars(
            sa.select(Supplement)
            .where(Supplement.status.not_in(WAITS))
            .options(*_WHOLE)
            .order_by(Supplement.id.desc())
            .limit(most)
        )
    )


def clauses_of(session: Session, line: SupplementLine) -> list[LegalClause]:
    """The clauses that govern what the line adds, in their order."""
    found = session.scalars(
        sa.select(LegalClause)
        .where(LegalClause.id.in_(line.clause_ids))
        .order_by(LegalClause.position, LegalClause.id)
    )
    return list(found)


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that may be added, or why it cannot."""

    benefit: Benefit
    price: Money
    is_free: bool
    excluded_by: str = ""
    """What it cannot be had together with, and is had."""

    @property
    def why_not(self) -> str:
        """Why it cannot be added now; empty if it can."""
        if self.excluded_by:
            return f"Cannot be had together with “{self.excluded_by}”."
        return "" if self.is_free else "Taken for this year."

    @property
    def is_limited(self) -> bool:
        """Of what is limited each sponsor has one."""
        return self.benefit.capacity is not None


def offered(session: Session, sponsorship: Sponsorship, *, at: datetime) -> list[Offered]:
    """What the catalogue of its year would add to a sponsorship, without what it has already."""
    found = catalogue(session, sponsorship.program_year)
    held = _held(session, sponsorship)
    rooms = places.rooms(session, found, at=at)
    return [
        Offered(benefit, price, rooms.of(benefit).is_free, _excluded_by(found, benefit, held))
        for benefit, price in _addable(found, sponsorship.tier)
        if benefit.id not in held
    ]


def _addable(found: Catalogue, tier: Tier) -> list[tuple[Benefit, Money]]:
    """With a tier its additions, if it takes any; without one what stands alone."""
    if tier.is_stand_alone:
        priced = [(one, one.stand_alone_price) for one in found.stand_alone]
    elif tier.allows_add_ons:
        priced = [(one, one.add_on_price) for one in found.add_ons]
    else:
        priced = []
    return [(one, price) for one, price in priced if price is not None]


def _held(session: Session, sponsorship: Sponsorship) -> dict[int, str]:
    """What it is promised or has asked for, by the number of the benefit."""
    promised = sa.select(PromisedBenefit.benefit_id, PromisedBenefit.name).where(
        PromisedBenefit.sponsorship_id == sponsorship.id, PromisedBenefit.is_released.is_(False)
    )
    asked = (
        sa.select(SupplementLine.benefit_id, SupplementLine.name)
        .join(SupplementLine.supplement)
        .where(Supplement.sponsorship_id == sponsorship.id, SupplementLine.is_released.is_(False))
    )
    return {row.benefit_id: row.name for row in session.execute(sa.union_all(promised, asked))}


def _excluded_by(found: Catalogue, benefit: Benefit, held: dict[int, str]) -> str:
    excluded = found.conflicts.get(benefit.id, frozenset())
    return next((name for number, name in held.items() if number in excluded), "")
