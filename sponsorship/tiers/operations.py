"""Preparing a programme year: its tiers, benefits and clauses; opening and closing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.errors import Invalid, Refused
from sponsorship.funds.models import Fund
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.tiers.models import (
    USUAL_DAYS,
    Benefit,
    BenefitConflict,
    BenefitPlacement,
    Flight,
    HeldUntil,
    Program,
    ProgramYear,
    ProgramYearStatus,
    Publisher,
    Tier,
    TierBenefit,
)

FIRST_YEAR, LAST_YEAR = 2000, 2100
NARROWEST_LOGO, WIDEST_LOGO = 60, 480
MOST_PIECES = 100_000
LONGEST_LABEL = 32
MOST_DAYS = 60
"""Places are kept for a time, not for a season."""
STAND_ALONE = "stand-alone"
"""The slug of the tier on which stand-alone benefits hang."""


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


def record_year(session: Session, year: ProgramYear, *, at: datetime, by: Actor) -> None:
    """It was open and closed before these books began; nobody applies for it here."""
    advance(session, year, "recorded", at=at, by=by)


def change_year(
    year: ProgramYear,
    *,
    title: str,
    introduction: str,
    starts_on: date,
    ends_on: date,
    saved_place_days: int = USUAL_DAYS,
    offered_place_days: int = USUAL_DAYS,
) -> None:
    """Other words, another term, or places kept for other times; what was agreed or kept stays."""
    if not title.strip():
        raise Invalid("title", "Please give a title.")
    if ends_on < starts_on:
        raise Invalid("ends_on", "The last day cannot be before the first day.")
    if not 0 <= saved_place_days <= MOST_DAYS:
        raise Invalid("saved_place_days", f"Please give 0 to {MOST_DAYS} days.")
    if not 1 <= offered_place_days <= MOST_DAYS:
        raise Invalid("offered_place_days", f"Please give 1 to {MOST_DAYS} days.")
    year.saved_place_days, year.offered_place_days = saved_place_days, offered_place_days
    year.title, year.introduction = title.strip(), introduction.strip()
    year.starts_on, year.ends_on = starts_on, ends_on


# --- Programmes -----------------------------------------------------------------------------------


def add_program(session: Session, *, name: str, description: str) -> Program:
    """A programme after the others; raises Invalid if there is one of that name."""
    program = Program(name="", description="", position=_after(session, Program.position))
    change_program(session, program, name=name, description=description)
    session.add(program)
    session.flush()
    return program


def change_program(session: Session, program: Program, *, name: str, description: str) -> None:
    """Another name for all its benefits of all years, or other words; promises keep the old name."""
    name = name.strip()
    if not name:
        raise Invalid("name", "Please give a name.")
    if name != program.name:
        if session.scalar(sa.select(Program.id).where(Program.name == name)) is not None:
            raise Invalid("name", "There is a programme of this name already.")
        for benefit in session.scalars(sa.select(Benefit).where(Benefit.program == program.name)):
            benefit.program = name
    program.name, program.description = name, description.strip()


def move_program_up(session: Session, program: Program) -> None:
    """One place up in every list; the first stays where it is."""
    above = session.scalars(
        sa.select(Program)
        .where(Program.position < program.position)
        .order_by(Program.position.desc())
        .limit(1)
    ).one_or_none()
    if above is not None:
        above.position, program.position = program.position, above.position


# --- Tiers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TierFacts:
    """A tier as staff describe it. Raises Invalid naming the field.

    `logo_width` is in CSS pixels, for the sponsors page.
    """

    name: str
    summary: str
    list_price: Money
    capacity: int | None
    logo_width: int = 175
    is_advertised: bool = True
    allows_add_ons: bool = True
    held_until: HeldUntil = HeldUntil.FIRST_PAYMENT

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("name", "Please give a name.")
        if self.list_price.minor < 0:
            raise Invalid("list_price", "A price is zero or more.")
        if self.capacity is not None and self.capacity < 0:
            raise Invalid("capacity", "Give zero or more places.")
        if not NARROWEST_LOGO <= self.logo_width <= WIDEST_LOGO:
            raise Invalid("logo_width", f"A logo is {NARROWEST_LOGO} to {WIDEST_LOGO} pixels wide.")


def add_tier(session: Session, year: ProgramYear, facts: TierFacts, *, slug: str) -> Tier:
    """A tier at the end of the list."""
    if session.scalar(sa.select(Tier.id).where(Tier.program_year_id == year.id, Tier.slug == slug)):
        raise Invalid("name", "There is a tier of this name already.")
    tier = Tier(
        program_year_id=year.id,
        slug=slug,
        position=_after(session, Tier.position, Tier.program_year_id == year.id),
        currency=year.currency,
        taken=0,
        kept=0,
    )
    change_tier(tier, facts)
    session.add(tier)
    session.flush()  # benefits refer to it
    return tier


def change_tier(tier: Tier, facts: TierFacts) -> None:
    """Other words, price or number of places; what was promised before stays as it was.

    Raises Invalid if there are fewer places than are taken.
    """
    if facts.capacity is not None and facts.capacity < tier.taken + tier.kept:
        raise Invalid("capacity", f"{tier.taken} places are taken already{_and_kept(tier)}.")
    tier.name = facts.name.strip()
    tier.summary = facts.summary.strip()
    tier.list_price_minor = facts.list_price.minor
    tier.capacity = facts.capacity
    tier.logo_width = facts.logo_width
    tier.is_advertised = facts.is_advertised
    tier.allows_add_ons = facts.allows_add_ons
    tier.held_until = facts.held_until


def _and_kept(one: Tier | Benefit) -> str:
    return f", and {one.kept} kept for somebody" if one.kept else ""


def stand_alone_tier(session: Session, year: ProgramYear) -> Tier:
    """The tier on which stand-alone benefits hang; made when it is needed first."""
    known = session.scalars(
        sa.select(Tier).where(Tier.program_year_id == year.id, Tier.is_stand_alone)
    ).one_or_none()
    if known is not None:
        return known
    tier = Tier(
        program_year_id=year.id,
        slug=STAND_ALONE,
        name="Stand-alone",
        summary="Benefits without a tier.",
        position=_after(session, Tier.position, Tier.program_year_id == year.id),
        list_price_minor=0,
        currency=year.currency,
        is_advertised=False,
        allows_add_ons=False,
        is_stand_alone=True,
    )
    session.add(tier)
    session.flush()
    return tier


# --- Benefits -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BenefitFacts:
    """A benefit as staff describe it. Raises Invalid naming the field.

    Prices are for one piece, as an add-on or alone; values of one piece are for the foundation's eyes.
    """

    program: str
    name: str
    description: str = ""
    add_on_price: Money | None = None
    stand_alone_price: Money | None = None
    internal_value: Money | None = None
    fair_value: Money | None = None
    internal_note: str = ""
    capacity: int | None = None
    is_new: bool = False
    deliver_by: date | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("name", "Please give the benefit a name.")
        if not self.program.strip():
            raise Invalid("program", "Please choose the programme that it belongs to.")
        for field in ("add_on_price", "stand_alone_price", "internal_value", "fair_value"):
            amount: Money | None = getattr(self, field)
            if amount is not None and amount.minor < 0:
                raise Invalid(field, "A price or value is zero or more.")
        if self.add_on_price is not None and self.stand_alone_price is not None:
            raise Invalid(
                "stand_alone_price",
                "A benefit stands alone or is added to a tier. For both, make two benefits.",
            )
        if self.capacity is not None and self.capacity < 0:
            raise Invalid("capacity", "Give how often it can be promised, zero or more.")


@dataclass(frozen=True, slots=True)
class Inclusion:
    """How often a tier includes a benefit; a label, if there is one, is shown instead of the number."""

    quantity: int = 1
    label: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.quantity <= MOST_PIECES:
            raise Invalid("quantity", f"A tier includes 1 to {MOST_PIECES} of a benefit.")
        if len(self.label) > LONGEST_LABEL:
            raise Invalid("label", f"A label has at most {LONGEST_LABEL} letters.")


def add_benefit(
    session: Session,
    year: ProgramYear,
    facts: BenefitFacts,
    *,
    tiers: Sequence[Tier] = (),
    placements: Sequence[tuple[Publisher, Flight]] = (),
) -> Benefit:
    """A benefit that some tiers include once, that is added on, or that stands alone.

    Raises Invalid if it would be in no tier and have no price, or stand alone and be in a tier.
    """
    if not tiers and facts.add_on_price is None and facts.stand_alone_price is None:
        raise Invalid("tiers", "Choose a tier that includes it, or give it a price of its own.")
    if any(tier.program_year_id != year.id for tier in tiers):
        raise Invalid("tiers", "Choose tiers of this programme year.")
    if tiers and facts.stand_alone_price is not None:
        raise Invalid("tiers", "What stands alone is in no tier.")
    benefit = Benefit(
        program_year_id=year.id,
        position=_after(session, Benefit.position, Benefit.program_year_id == year.id),
        currency=year.currency,
        taken=0,
        kept=0,
    )
    _describe(session, benefit, facts)
    _place(benefit, placements)
    session.add(benefit)
    session.flush()  # tiers refer to it
    session.add_all(TierBenefit(tier_id=tier.id, benefit_id=benefit.id) for tier in tiers)
    session.flush()
    if benefit.stands_alone:
        stand_alone_tier(session, year)
    return benefit


def change_benefit(
    session: Session,
    benefit: Benefit,
    facts: BenefitFacts,
    *,
    placements: Sequence[tuple[Publisher, Flight]],
    conflicts: Sequence[Benefit],
) -> None:
    """Other words, prices, places or conflicts for new applications; promises keep theirs.

    Raises Invalid if it could be had nowhere any more, or if it is promised more often already.
    """
    is_included = session.scalar(sa.select(sa.exists().where(TierBenefit.benefit_id == benefit.id)))
    if is_included and facts.stand_alone_price is not None:
        raise Invalid("stand_alone_price", "A tier includes it: take it out of the tiers first.")
    if not is_included and facts.add_on_price is None and facts.stand_alone_price is None:
        raise Invalid("add_on_price", "No tier includes it: give it a price of its own.")
    if facts.capacity is not None and facts.capacity < benefit.taken + benefit.kept:
        often = "once" if benefit.taken == 1 else f"{benefit.taken} times"
        raise Invalid("capacity", f"It is promised {often} already{_and_kept(benefit)}.")
    if any(one.id == benefit.id for one in conflicts):
        raise Invalid("conflicts", "A benefit cannot conflict with itself.")
    if any(one.program_year_id != benefit.program_year_id for one in conflicts):
        raise Invalid("conflicts", "Choose benefits of this programme year.")
    _describe(session, benefit, facts)
    _place(benefit, placements)
    _set_conflicts(session, benefit, conflicts)
    session.flush()
    if benefit.stands_alone:
        stand_alone_tier(session, benefit.program_year)


def include(session: Session, tier: Tier, wanted: Mapping[int, Inclusion]) -> None:
    """What the tier includes from now on, by the benefit's number; promises stay as they are.

    Raises Invalid for a benefit of another year or one that stands alone, and for one that could be had
    nowhere any more.
    """
    if tier.is_stand_alone:
        raise Invalid("tier", "This tier includes nothing: what hangs on it stands alone.")
    known = {
        benefit.id: benefit
        for benefit in session.scalars(
            sa.select(Benefit).where(Benefit.program_year_id == tier.program_year_id)
        )
    }
    for benefit_id in wanted:
        if benefit_id not in known or known[benefit_id].stands_alone:
            raise Invalid(f"benefit_{benefit_id}", "This benefit cannot be part of a tier.")
    held = {one.benefit_id: one for one in tier.inclusions}
    for benefit_id, inclusion in held.items():
        if benefit_id not in wanted:
            session.delete(inclusion)
    for benefit_id, one in wanted.items():
        kept = held.get(benefit_id) or TierBenefit(tier_id=tier.id, benefit_id=benefit_id)
        kept.quantity, kept.label = one.quantity, one.label.strip()
        session.add(kept)
    session.flush()
    session.expire(tier, ["inclusions"])
    _still_to_be_had(session, [known[one] for one in held if one not in wanted])


def _still_to_be_had(session: Session, benefits: Sequence[Benefit]) -> None:
    for benefit in benefits:
        if benefit.is_add_on or benefit.stands_alone:
            continue
        others = sa.exists().where(TierBenefit.benefit_id == benefit.id)
        if not session.scalar(sa.select(others)):
            raise Invalid(
                f"benefit_{benefit.id}",
                f"No tier would include “{benefit.name}” any more. Give it a price of its own first.",
            )


def offer_benefit(benefit: Benefit, *, is_available: bool) -> None:
    """Whether new applications get it; promises already made stay."""
    benefit.is_available = is_available


def _describe(session: Session, benefit: Benefit, facts: BenefitFacts) -> None:
    program = facts.program.strip()
    if session.scalar(sa.select(Program.id).where(Program.name == program)) is None:
        raise Invalid("program", "Please choose one of the programmes.")
    benefit.program = program
    benefit.name = facts.name.strip()
    benefit.description = facts.description.strip()
    benefit.internal_note = facts.internal_note.strip()
    benefit.is_add_on = facts.add_on_price is not None
    benefit.add_on_price_minor = _minor(facts.add_on_price)
    benefit.stand_alone_price_minor = _minor(facts.stand_alone_price)
    benefit.internal_value_minor = _minor(facts.internal_value)
    benefit.fair_value_minor = _minor(facts.fair_value)
    benefit.capacity = facts.capacity
    benefit.is_new = facts.is_new
    benefit.deliver_by = facts.deliver_by


def _place(benefit: Benefit, placements: Sequence[tuple[Publisher, Flight]]) -> None:
    """Keep the places that stay as they are: they know more than their name."""
    held = {(one.publisher, one.flight): one for one in benefit.placements}
    benefit.placements = [
        held.get(place) or BenefitPlacement(publisher=place[0], flight=place[1])
        for place in dict.fromkeys(placements)
    ]


def _set_conflicts(session: Session, benefit: Benefit, conflicts: Sequence[Benefit]) -> None:
    session.execute(
        sa.delete(BenefitConflict).where(
            sa.or_(BenefitConflict.benefit_id == benefit.id, BenefitConflict.other_id == benefit.id)
        )
    )
    for other in {one.id for one in conflicts}:
        lower, higher = sorted((benefit.id, other))
        session.add(BenefitConflict(benefit_id=lower, other_id=higher))


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor


def _after(session: Session, position: Any, *where: Any) -> int:
    return (session.scalar(sa.select(sa.func.max(position)).where(*where)) or 0) + 1
