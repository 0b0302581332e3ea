"""What changed from one programme year to another, for those who decide about the new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from sponsorship.clock import shown_day
from sponsorship.errors import Invalid
from sponsorship.tiers.models import Benefit, BenefitConflict, ProgramYear, Tier, TierBenefit


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of a tier or benefit, as it was and as it is.

    `before` is None for what is new and `after` for what is gone; `fact` is then empty.
    """

    subject: str
    fact: str
    before: str | None
    after: str | None


def changes_between(session: Session, old: ProgramYear, new: ProgramYear) -> list[Change]:
    """Tiers first, then benefits, each in the order of the new catalogue; what is gone comes last.

    A tier is known again by its slug, a benefit by what it was copied from, or else by its programme and
    name. Raises Invalid for years in two currencies, whose prices cannot be compared.
    """
    if old.currency != new.currency:
        raise Invalid("with", "Programme years in two currencies cannot be compared.")
    before, after = _Seen(session, old), _Seen(session, new)
    after.know_again(before)
    return [*_told(before.tiers, after.tiers), *_told(before.benefits, after.benefits)]


_Facts = dict[str, str]
_Known = dict[int | str, tuple[str, _Facts]]


class _Seen:
    """One year's catalogue as facts in words, by what a thing is known again by."""

    def __init__(self, session: Session, year: ProgramYear) -> None:
        self.tiers: _Known = {
            tier.slug: (f"Tier {tier.name}", _tier_facts(tier)) for tier in year.tiers
        }
        benefits = session.scalars(
            sa.select(Benefit)
            .where(Benefit.program_year_id == year.id)
            .options(selectinload(Benefit.placements), selectinload(Benefit.linked_clauses))
            .order_by(Benefit.position, Benefit.id)
        ).all()
        included = _inclusions(session, year)
        names = {benefit.id: benefit.name for benefit in benefits}
        conflicts = _conflicts(session, names)
        roots = _roots(session, benefits)
        self._names = {(one.program, one.name): roots[one.id] for one in benefits}
        self.benefits: _Known = {
            roots[benefit.id]: (
                f"Benefit {benefit.name}",
                _benefit_facts(benefit)
                | {
                    "in tiers": included.get(benefit.id, "none"),
                    "conflicts with": conflicts.get(benefit.id, "nothing"),
                },
            )
            for benefit in benefits
        }

    def know_again(self, before: _Seen) -> None:
        """A benefit that was made by hand, not copied, is the one of its name in the year before."""
        for name, key in self._names.items():
            known = before._names.get(name)
            if known is not None and key not in before.benefits and known not in self.benefits:
                self.benefits = {
                    known if one == key else one: told for one, told in self.benefits.items()
                }


def _told(before: _Known, after: _Known) -> Iterator[Change]:
    for key, (name, facts) in after.items():
        if key not in before:
            yield Change(name, "", None, "new")
            continue
        old = before[key][1]
        for fact, value in facts.items():
            if old[fact] != value:
                yield Change(name, fact, old[fact], value)
    for key, (name, _) in before.items():
        if key not in after:
            yield Change(name, "", "offered", None)


def _tier_facts(tier: Tier) -> _Facts:
    return {
        "name": tier.name,
        "summary": tier.summary,
        "price": tier.list_price.shown(),
        "places": _limit(tier.capacity),
        "logo width": f"{tier.logo_width} px",
        "advertised": _yes(is_so=tier.is_advertised),
        "additions": _yes(is_so=tier.allows_add_ons),
        "benefits held until": tier.held_until.label,
    }


def _benefit_facts(benefit: Benefit) -> _Facts:
    amounts = {
        "add-on price": benefit.add_on_price,
        "stand-alone price": benefit.stand_alone_price,
        "internal value": benefit.internal_value,
        "fair value": benefit.fair_value,
    }
    places = sorted(f"{one.publisher.value}/{one.flight.value}" for one in benefit.placements)
    return {
        "name": benefit.name,
        "programme": benefit.program,
        "description": benefit.description,
        **{name: amount.shown() if amount else "none" for name, amount in amounts.items()},
        "how often": _limit(benefit.capacity),
        "offered": _yes(is_so=benefit.is_available),
        "delivered by": shown_day(benefit.deliver_by)
        if benefit.deliver_by
        else "no day of its own",
        "shows the logo on": ", ".join(places) or "nothing",
        "clauses": ", ".join(one.title for one in benefit.clauses) or "none",
    }


def _limit(capacity: int | None) -> str:
    return "any number" if capacity is None else str(capacity)


def _yes(*, is_so: bool) -> str:
    return "yes" if is_so else "no"


def _inclusions(session: Session, year: ProgramYear) -> dict[int, str]:
    told: dict[int, list[str]] = {}
    rows = session.execute(
        sa.select(TierBenefit, Tier.name)
        .join(Tier, Tier.id == TierBenefit.tier_id)
        .where(Tier.program_year_id == year.id)
        .order_by(Tier.position)
    )
    for held, tier in rows:
        told.setdefault(held.benefit_id, []).append(f"{tier} {held.label or held.quantity}")
    return {benefit: ", ".join(parts) for benefit, parts in told.items()}


def _conflicts(session: Session, names: dict[int, str]) -> dict[int, str]:
    told: dict[int, list[str]] = {}
    pairs = sa.select(BenefitConflict).where(BenefitConflict.benefit_id.in_(list(names)))
    for pair in session.scalars(pairs):
        told.setdefault(pair.benefit_id, []).append(names[pair.other_id])
        told.setdefault(pair.other_id, []).append(names[pair.benefit_id])
    return {benefit: ", ".join(sorted(others)) for benefit, others in told.items()}


def _roots(session: Session, benefits: Sequence[Benefit]) -> dict[int, int]:
    """The number of the first benefit in each one's line of copies."""
    copied = sa.select(Benefit.id, Benefit.copied_from_id).where(
        Benefit.copied_from_id.is_not(None)
    )
    above = {one: source for one, source in session.execute(copied) if source is not None}
    roots: dict[int, int] = {}
    for benefit in benefits:
        first = benefit.id
        while first in above:
            first = above[first]
        roots[benefit.id] = first
    return roots
