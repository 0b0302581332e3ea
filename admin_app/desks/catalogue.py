"""The tiers and benefits of a programme year: what they are called, cost, include and exclude."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session
from starlette.routing import BaseRoute

from admin_app.desks.frame import Act, Field, Options, act
from admin_app.forms import Form
from sponsorship.errors import Invalid
from sponsorship.money import Money
from sponsorship.places import operations as places
from sponsorship.sponsorships.operations import slug_of
from sponsorship.staff.permissions import Capability
from sponsorship.tiers import clauses, operations, queries
from sponsorship.tiers.models import (
    Benefit,
    Flight,
    HeldUntil,
    LegalClause,
    ProgramYear,
    Publisher,
    Tier,
    TierBenefit,
)

YEARS = "/admin/desk/years"
USUAL_WIDTH = 175
USUAL_HOLD = HeldUntil.FIRST_PAYMENT
_PLACES = tuple(
    (f"{publisher.value}/{flight.value}", f"{publisher.value}: {flight.value}")
    for publisher in Publisher
    for flight in Flight
)


# --- Tiers ----------------------------------------------------------------------------------------


def _capacity(form: Form) -> int | None:
    return form.whole("capacity") if form.line("capacity") else None


def _facts(form: Form, currency: str) -> operations.TierFacts:
    return operations.TierFacts(
        name=form.line("name", longest=64),
        summary=form.line("summary", longest=300),
        list_price=form.money("list_price", currency),
        capacity=_capacity(form),
        logo_width=form.whole("logo_width") if form.line("logo_width") else USUAL_WIDTH,
        is_advertised=not form.flag("is_hidden"),
        allows_add_ons=not form.flag("is_alone"),
        held_until=form.choice("held_until", HeldUntil),
    )


def _plain(amount: Money | None) -> str:
    return amount.plain() if amount else ""


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)


def _tier_fields(_: Session, subject: ProgramYear | Tier) -> list[Field]:
    """Filled in with the tier's facts, or with what most tiers have."""
    tier = subject if isinstance(subject, Tier) else None
    return [
        Field("name", "Name", initial=tier.name if tier else ""),
        Field("summary", "One sentence about it", is_required=False,
              initial=tier.summary if tier else ""),
        Field("list_price", "Price", "money", hint="For new applications only.",
              initial=tier.list_price.plain() if tier else ""),
        Field("capacity", "Places", "whole", is_required=False, hint="Empty for any number.",
              initial=_shown(tier.capacity) if tier else ""),
        Field("logo_width", "Logo width", "whole", is_required=False,
              hint="In pixels, on the sponsors page.",
              initial=str(tier.logo_width if tier else USUAL_WIDTH)),
        Field("is_hidden", "Not advertised: companies do not see it", "flag",
              initial="" if tier is None or tier.is_advertised else "yes"),
        Field("is_alone", "Cannot be combined with additions", "flag",
              initial="" if tier is None or tier.allows_add_ons else "yes"),
        Field("held_until", "Sponsors are shown, and get their benefits, as soon as", "choice",
              options=[(one.value, one.label) for one in HeldUntil],
              initial=(tier.held_until if tier else USUAL_HOLD).value),
    ]  # fmt: skip


@act(
    f"{YEARS}/{{id}}/tiers/add",
    may=Capability.KEEP_CATALOGUE,
    of=ProgramYear,
    verb="added_tier",
    title="Add a tier",
    button="Add a tier",
    fields=_tier_fields,
)
def add_tier(one: Act[ProgramYear]) -> str:
    """One more tier, after the others."""
    facts = _facts(one.form, one.subject.currency)
    tier = operations.add_tier(one.session, one.subject, facts, slug=slug_of(facts.name))
    return f"{tier.name} is added."


def _year_of(tier: Tier) -> str:
    return f"{YEARS}/{tier.program_year_id}"


@act(
    f"{YEARS}/tiers/{{id}}/change",
    may=Capability.KEEP_CATALOGUE,
    of=Tier,
    verb="changed_tier",
    title="Change the tier",
    button="Change",
    fields=_tier_fields,
    back=_year_of,
)
def change_tier(one: Act[Tier]) -> str:
    """Other words, price or places for those who apply from now on."""
    places.remove_lapsed(one.session, one.subject, at=one.at)
    operations.change_tier(one.subject, _facts(one.form, one.subject.currency))
    places.owe_look(one.session, at=one.at)
    return f"{one.subject.name} is changed."


def _inclusion_fields(session: Session, tier: Tier) -> list[Field]:
    """One line per benefit that a tier can include: how often, or words that say it."""
    held = {one.benefit_id: one for one in tier.inclusions}
    return [
        Field(
            f"benefit_{benefit.id}",
            f"{benefit.program}: {benefit.name}",
            is_required=False,
            initial=_typed(held.get(benefit.id)),
        )
        for benefit in _benefits_of(session, tier.program_year_id)
        if not benefit.stands_alone
    ]


def _typed(held: TierBenefit | None) -> str:
    if held is None:
        return ""
    return f"{held.quantity} {held.label}".strip()


def _inclusion(form: Form, name: str) -> operations.Inclusion | None:
    """“3”, or “3 booths of nine square metres”: the number, and the words shown instead of it."""
    typed = form.line(name, longest=60)
    if not typed:
        return None
    number, _, label = typed.partition(" ")
    if not (number.isascii() and number.isdigit()):
        raise Invalid(name, "Begin with a number, like 3, or 3 booths.")
    try:
        return operations.Inclusion(int(number), label.strip())
    except Invalid as wrong:
        raise Invalid(name, str(wrong)) from wrong


@act(
    f"{YEARS}/tiers/{{id}}/inclusions",
    may=Capability.KEEP_CATALOGUE,
    of=Tier,
    verb="changed_inclusions",
    title="What the tier includes",
    button="Benefits",
    fields=_inclusion_fields,
    back=_year_of,
)
def include(one: Act[Tier]) -> str:
    """What new applications get; empty is not at all."""
    wanted = {
        benefit.id: inclusion
        for benefit in _benefits_of(one.session, one.subject.program_year_id)
        if (inclusion := _inclusion(one.form, f"benefit_{benefit.id}")) is not None
    }
    operations.include(one.session, one.subject, wanted)
    return f"{one.subject.name} includes {len(wanted)} benefits now."


# --- Benefits -------------------------------------------------------------------------------------


def _benefits_of(session: Session, year_id: int) -> list[Benefit]:
    return list(
        session.scalars(
            sa.select(Benefit)
            .where(Benefit.program_year_id == year_id)
            .order_by(Benefit.position, Benefit.id)
        )
    )


def _programs(session: Session, _: object) -> Options:
    return [(one.name, one.name) for one in queries.programs(session)]


def _tiers(session: Session, year: ProgramYear) -> Options:
    tiers = session.scalars(
        sa.select(Tier)
        .where(Tier.program_year_id == year.id, Tier.is_stand_alone.is_(False))
        .order_by(Tier.position)
    )
    return [(str(tier.id), tier.name) for tier in tiers]


def _others(session: Session, benefit: Benefit) -> Options:
    others = _benefits_of(session, benefit.program_year_id)
    return [(str(one.id), one.name) for one in others if one.id != benefit.id]


def _conflicting(session: Session, benefit: Benefit) -> str:
    others = queries.conflicts_of(session, benefit.program_year).get(benefit.id, frozenset())
    return ", ".join(str(other) for other in sorted(others))


def _benefit_fields(session: Session, subject: ProgramYear | Benefit) -> list[Field]:
    """A new benefit asks which tiers include it; one that is there, what it conflicts with."""
    held = subject if isinstance(subject, Benefit) else None
    fields = [
        Field("name", "Benefit", initial=held.name if held else ""),
        Field("program", "Programme", "choice", options=_programs,
              initial=held.program if held else ""),
        Field("description", "Description", "text", is_required=False,
              initial=held.description if held else ""),
        Field("is_new", "New this year", "flag", initial="yes" if held and held.is_new else ""),
        Field("add_on_price", "Added to a tier for", "money", is_required=False,
              hint="Empty if it cannot be added.",
              initial=_plain(held.add_on_price) if held else ""),
        Field("stand_alone_price", "Without a tier for", "money", is_required=False,
              hint="Empty if it is not had alone.",
              initial=_plain(held.stand_alone_price) if held else ""),
        Field("capacity", "How often", "whole", is_required=False, hint="Empty for any number.",
              initial=_shown(held.capacity) if held else ""),
        Field("deliver_by", "Delivered by", "day", is_required=False,
              hint="The last day on which we are in time. Empty if it runs with the term.",
              initial=held.deliver_by.isoformat() if held and held.deliver_by else ""),
        Field("placements", "Shows the logo on", "choices", is_required=False, options=_PLACES,
              initial=_placed(held) if held else ""),
        Field("clauses", "Governed by the clauses", "choices", is_required=False, options=_clauses,
              initial=", ".join(str(one.id) for one in held.clauses) if held else ""),
        Field("internal_value", "What one is worth to us", "money", is_required=False,
              hint="Only staff see it. It splits the fee between programmes.",
              initial=_plain(held.internal_value) if held else ""),
        Field("fair_value", "What one would cost a stranger", "money", is_required=False,
              hint="Only staff see it.", initial=_plain(held.fair_value) if held else ""),
        Field("internal_note", "Note for staff", "text", is_required=False,
              initial=held.internal_note if held else ""),
    ]  # fmt: skip
    if held is None:
        tiers = Field("tiers", "Included in", "choices", is_required=False, options=_tiers)
        return [*fields[:4], tiers, *fields[4:]]
    conflicts = Field(
        "conflicts", "Not together with", "choices", is_required=False, options=_others,
        initial=_conflicting(session, held),
    )  # fmt: skip
    return [*fields, conflicts]


def _clauses(session: Session, _: object) -> Options:
    return [(str(one.id), one.title) for one in queries.clauses(session)]


def _chosen_clauses(session: Session, form: Form) -> list[LegalClause]:
    chosen = set(form.many("clauses"))
    return [one for one in queries.clauses(session) if str(one.id) in chosen]


def _placed(benefit: Benefit) -> str:
    return ", ".join(f"{one.publisher.value}/{one.flight.value}" for one in benefit.placements)


def _placements(form: Form) -> list[tuple[Publisher, Flight]]:
    offered = dict(_PLACES)
    places = [place.split("/") for place in form.many("placements") if place in offered]
    return [(Publisher(publisher), Flight(flight)) for publisher, flight in places]


def _benefit_facts(form: Form, currency: str) -> operations.BenefitFacts:
    def amount(name: str) -> Money | None:
        return form.money(name, currency) if form.line(name) else None

    return operations.BenefitFacts(
        program=form.line("program", longest=64),
        name=form.line("name", longest=200),
        description=form.text("description", longest=1000),
        add_on_price=amount("add_on_price"),
        stand_alone_price=amount("stand_alone_price"),
        internal_value=amount("internal_value"),
        fair_value=amount("fair_value"),
        internal_note=form.text("internal_note", longest=1000),
        capacity=_capacity(form),
        is_new=form.flag("is_new"),
        deliver_by=form.day_if_given("deliver_by"),
    )


@act(
    f"{YEARS}/{{id}}/benefits/add",
    may=Capability.KEEP_CATALOGUE,
    of=ProgramYear,
    verb="added_benefit",
    title="Add a benefit",
    button="Add a benefit",
    fields=_benefit_fields,
)
def add_benefit(one: Act[ProgramYear]) -> str:
    """A benefit that tiers include, that is added on, or that stands alone."""
    chosen = set(one.form.many("tiers"))
    benefit = operations.add_benefit(
        one.session,
        one.subject,
        _benefit_facts(one.form, one.subject.currency),
        tiers=[tier for tier in one.subject.tiers if str(tier.id) in chosen],
        placements=_placements(one.form),
    )
    clauses.govern(benefit, _chosen_clauses(one.session, one.form))
    return f"{benefit.name} is added."


def _year_of_benefit(benefit: Benefit) -> str:
    return f"{YEARS}/{benefit.program_year_id}"


@act(
    f"{YEARS}/benefits/{{id}}/change",
    may=Capability.KEEP_CATALOGUE,
    of=Benefit,
    verb="changed_benefit",
    title="Change the benefit",
    button="Change",
    fields=_benefit_fields,
    back=_year_of_benefit,
)
def change_benefit(one: Act[Benefit]) -> str:
    """Other words, prices, places or conflicts for those who apply from now on."""
    chosen = set(one.form.many("conflicts"))
    others = _benefits_of(one.session, one.subject.program_year_id)
    places.remove_lapsed(one.session, one.subject, at=one.at)
    operations.change_benefit(
        one.session,
        one.subject,
        _benefit_facts(one.form, one.subject.currency),
        placements=_placements(one.form),
        conflicts=[other for other in others if str(other.id) in chosen],
    )
    clauses.govern(one.subject, _chosen_clauses(one.session, one.form))
    places.owe_look(one.session, at=one.at)
    return f"{one.subject.name} is changed."


@act(
    f"{YEARS}/benefits/{{id}}/withdraw",
    may=Capability.KEEP_CATALOGUE,
    of=Benefit,
    verb="withdrew_benefit",
    title="Offer it no more",
    button="Offer it no more",
    warning="New applications do not get it. Promises already made stay.",
    back=_year_of_benefit,
)
def withdraw_benefit(one: Act[Benefit]) -> str:
    """New applications do not get it any more."""
    operations.offer_benefit(one.subject, is_available=False)
    return f"{one.subject.name} is no longer offered."


@act(
    f"{YEARS}/benefits/{{id}}/offer",
    may=Capability.KEEP_CATALOGUE,
    of=Benefit,
    verb="offered_benefit",
    title="Offer it again",
    button="Offer it again",
    back=_year_of_benefit,
)
def offer_benefit(one: Act[Benefit]) -> str:
    """New applications get it again."""
    operations.offer_benefit(one.subject, is_available=True)
    places.owe_look(one.session, at=one.at)
    return f"{one.subject.name} is offered again."


ACTS = {
    "add_tier": add_tier,
    "change_tier": change_tier,
    "include": include,
    "add_benefit": add_benefit,
    "change_benefit": change_benefit,
    "withdraw_benefit": withdraw_benefit,
    "offer_benefit": offer_benefit,
}

routes: list[BaseRoute] = [route for one in ACTS.values() for route in one.routes]
