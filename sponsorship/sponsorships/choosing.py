"""What a company chooses from the catalogue: whether it can be had together, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sponsorship.errors import Invalid, NotFound
from sponsorship.money import Money, total
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.tiers.queries import Catalogue


@dataclass(frozen=True, slots=True)
class Choice:
    """What was ticked: a tier with additions and what is left out of it, or stand-alone benefits."""

    tier_slug: str = ""
    """Empty for stand-alone benefits alone."""
    add_on_ids: tuple[int, ...] = ()
    left_out_ids: tuple[int, ...] = ()
    """Benefits that the company does not want, whether or not its tier includes them."""
    stand_alone_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice that the catalogue allows."""

    tier: Tier
    included: tuple[tuple[Benefit, int], ...]
    """What is had because the tier includes it, with its quantity."""
    added: tuple[Benefit, ...]
    left_out: tuple[Benefit, ...]
    list_price: Money
    is_customised: bool
    """Something is left out that could have been had, so the price is to be agreed."""

    @property
    def promised(self) -> tuple[tuple[Benefit, int], ...]:
        """All that the company would be promised, in catalogue order, additions last."""
        return (*self.included, *((benefit, 1) for benefit in self.added))


def selected(catalogue: Catalogue, choice: Choice) -> Selection:
    """What the choice comes to; raises Invalid naming the field that breaks a rule.

    Whether places and benefits are still left is not asked here: that is known when they are taken.
    """
    stand_alone = _offered(catalogue.stand_alone, choice.stand_alone_ids, "stand_alone")
    add_ons = _offered(catalogue.add_ons, choice.add_on_ids, "add_ons")
    if not choice.tier_slug:
        return _without_a_tier(catalogue, add_ons, stand_alone)
    tier = _tier(catalogue, choice.tier_slug)
    if stand_alone:
        raise Invalid(
            "stand_alone",
            f"“{stand_alone[0].name}” is for companies without a tier. Please untick it, or choose"
            " no tier.",
        )
    _check_additions(catalogue, tier, add_ons)
    unwanted = set(choice.left_out_ids)
    everything = catalogue.included(tier)
    included = tuple(one for one in everything if one[0].id not in unwanted)
    left_out = tuple(benefit for benefit, _ in everything if benefit.id in unwanted)
    if not included and not add_ons:
        raise Invalid("left_out", "Nothing is left of the tier. Please keep some of its benefits.")
    had = [*(benefit for benefit, _ in included), *add_ons]
    _check_conflicts(catalogue, had)
    return Selection(
        tier,
        included,
        add_ons,
        left_out,
        total([tier.list_price, *_prices(add_ons)], currency=tier.currency),
        is_customised=_is_missed(catalogue, left_out, had),
    )


def _without_a_tier(
    catalogue: Catalogue, add_ons: tuple[Benefit, ...], stand_alone: tuple[Benefit, ...]
) -> Selection:
    if add_ons:
        raise Invalid("tier", f"Please choose the tier that “{add_ons[0].name}” is added to.")
    tier = catalogue.stand_alone_tier
    if not stand_alone or tier is None:
        asked = " Or tick what you would like without one." if catalogue.stand_alone else ""
        raise Invalid("tier", f"Please choose a tier.{asked}")
    _check_conflicts(catalogue, stand_alone)
    price = total(
        filter(None, (one.stand_alone_price for one in stand_alone)), currency=tier.currency
    )
    return Selection(tier, (), stand_alone, (), price, is_customised=False)


def _tier(catalogue: Catalogue, slug: str) -> Tier:
    try:
        return catalogue.tier(slug)
    except NotFound as unknown:
        raise Invalid("tier", "This tier is not offered. Please choose one of these.") from unknown


def _offered(
    offered: Iterable[Benefit], wanted: tuple[int, ...], field: str
) -> tuple[Benefit, ...]:
    known = {benefit.id: benefit for benefit in offered}
    if not set(wanted) <= set(known):
        raise Invalid(field, "One of the chosen additions is not offered this year.")
    return tuple(benefit for benefit in known.values() if benefit.id in wanted)


def _check_additions(catalogue: Catalogue, tier: Tier, add_ons: tuple[Benefit, ...]) -> None:
    if add_ons and not tier.allows_add_ons:
        raise Invalid("add_ons", f"The tier {tier.name} cannot be combined with additions.")
    for add_on in add_ons:
        if (tier.id, add_on.id) in catalogue.quantities:
            raise Invalid("add_ons", f"“{add_on.name}” is part of the tier {tier.name} already.")


def _check_conflicts(catalogue: Catalogue, had: Iterable[Benefit]) -> None:
    benefits = list(had)
    for place, one in enumerate(benefits):
        excluded = catalogue.conflicts.get(one.id, frozenset())
        for other in benefits[place + 1 :]:
            if other.id in excluded:
                field = "add_ons" if one.is_add_on or other.is_add_on else "left_out"
                field = "stand_alone" if one.stands_alone else field
                raise Invalid(
                    field,
                    f"“{one.name}” and “{other.name}” cannot be had together. Please do without"
                    " one of them.",
                )


def _is_missed(catalogue: Catalogue, left_out: Iterable[Benefit], had: Iterable[Benefit]) -> bool:
    """Whether something is missing that does not give way to a benefit that excludes it."""
    kept = {benefit.id for benefit in had}
    return any(not kept & catalogue.conflicts.get(one.id, frozenset()) for one in left_out)


def _prices(add_ons: Iterable[Benefit]) -> list[Money]:
    return [one.add_on_price for one in add_ons if one.add_on_price is not None]
