"""Programme years: prepare tiers and benefits, open for applications, close."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Done, Field, Options, act
from admin_app.forms import Form
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship.errors import Invalid
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.sponsorships.operations import slug_of
from sponsorship.staff.permissions import Capability
from sponsorship.tiers import operations
from sponsorship.tiers.models import Benefit, Flight, ProgramYear, Publisher, Tier

HOME = "/admin/desk/years"
_PLACES = tuple(
    (f"{publisher.value}/{flight.value}", f"{publisher.value}: {flight.value}")
    for publisher in Publisher
    for flight in Flight
)


def list_years(request: Request) -> Response:
    """Every programme year, the newest first."""
    with wiring_of(request).database.reading() as session:
        years = session.scalars(sa.select(ProgramYear).order_by(ProgramYear.year.desc())).all()
    return frame.desk_page(
        request, "desks/years/list.html", title="Programme years", years=years, add=add
    )


def show_year(request: Request) -> Response:
    """One programme year with all its tiers and benefits, offered or not."""
    with wiring_of(request).database.reading() as session:
        year = frame.found(session, ProgramYear, request)
        tiers, benefits = list(year.tiers), list(year.benefits)
    return frame.desk_page(
        request, "desks/years/show.html", title=year.title, year=year, tiers=tiers,
        benefits=benefits, acts=ACTS,
    )  # fmt: skip


def _funds(session: Session, _: object) -> Options:
    return [(str(fund.id), f"{fund.name} ({fund.currency})") for fund in funds.every(session)]


def _tiers(session: Session, year: ProgramYear) -> Options:
    tiers = session.scalars(
        sa.select(Tier).where(Tier.program_year_id == year.id).order_by(Tier.position)
    )
    return [(str(tier.id), tier.name) for tier in tiers]


def _capacity(form: Form) -> int | None:
    return form.whole("capacity") if form.line("capacity") else None


@act(
    f"{HOME}/add",
    may=Capability.KEEP_CATALOGUE,
    verb="added_year",
    title="Prepare a programme year",
    button="Prepare a programme year",
    fields=[
        Field("year", "Year", "whole"),
        Field("title", "Title", hint="Like Sponsorship Programme 2027."),
        Field("introduction", "Introduction", "text", is_required=False),
        Field("starts_on", "First day", "day"),
        Field("ends_on", "Last day", "day"),
        Field("fund", "Fees go to", "choice", options=_funds),
    ],
    back=HOME,
)
def add(one: Act[None]) -> Done:
    """A programme year in draft: nobody else sees it."""
    fund = one.session.get(Fund, one.form.whole("fund"))
    if fund is None:
        raise Invalid("fund", "Please choose the fund that the fees go to.")
    year = operations.add_year(
        one.session,
        year=one.form.whole("year"),
        title=one.form.line("title", longest=120),
        introduction=one.form.text("introduction", longest=2000),
        starts_on=one.form.day("starts_on"),
        ends_on=one.form.day("ends_on"),
        fund=fund,
    )
    return Done(f"{year.title} is prepared. Add its tiers and benefits.", f"{HOME}/{year.id}")


@act(
    f"{HOME}/{{id}}/open",
    may=Capability.KEEP_CATALOGUE,
    of=ProgramYear,
    verb="opened_year",
    title="Open for applications",
    button="Open for applications",
    warning="Everybody sees its tiers and prices, and companies can apply.",
)
def open_year(one: Act[ProgramYear]) -> str:
    """Companies may apply from now on."""
    operations.open_year(one.session, one.subject, at=one.at, by=one.by)
    return f"{one.subject.title} is open."


@act(
    f"{HOME}/{{id}}/close",
    may=Capability.KEEP_CATALOGUE,
    of=ProgramYear,
    verb="closed_year",
    title="Close for applications",
    button="Close for applications",
    warning="Nobody can apply any more. Its sponsorships run on.",
)
def close_year(one: Act[ProgramYear]) -> str:
    """No more applications."""
    operations.close_year(one.session, one.subject, at=one.at, by=one.by)
    return f"{one.subject.title} is closed."


def _facts(form: Form, currency: str) -> operations.TierFacts:
    return operations.TierFacts(
        name=form.line("name", longest=64),
        summary=form.line("summary", longest=300),
        list_price=form.money("list_price", currency),
        capacity=_capacity(form),
    )


@act(
    f"{HOME}/{{id}}/tiers/add",
    may=Capability.KEEP_CATALOGUE,
    of=ProgramYear,
    verb="added_tier",
    title="Add a tier",
    button="Add a tier",
    fields=[
        Field("name", "Name"),
        Field("summary", "One sentence about it", is_required=False),
        Field("list_price", "Price", "money"),
        Field("capacity", "Places", "whole", is_required=False, hint="Empty for any number."),
    ],
)
def add_tier(one: Act[ProgramYear]) -> str:
    """One more tier, after the others."""
    facts = _facts(one.form, one.subject.currency)
    tier = operations.add_tier(one.session, one.subject, facts, slug=slug_of(facts.name))
    return f"{tier.name} is added."


def _year_of(tier: Tier) -> str:
    return f"{HOME}/{tier.program_year_id}"


@act(
    f"{HOME}/tiers/{{id}}/change",
    may=Capability.KEEP_CATALOGUE,
    of=Tier,
    verb="changed_tier",
    title="Change the tier",
    button="Change",
    fields=[
        Field("name", "Name", initial=lambda _, tier: tier.name),
        Field("summary", "One sentence about it", is_required=False,
              initial=lambda _, tier: tier.summary),
        Field("list_price", "Price", "money", hint="For new applications only.",
              initial=lambda _, tier: tier.list_price.plain()),
        Field("capacity", "Places", "whole", is_required=False, hint="Empty for any number.",
              initial=lambda _, tier: "" if tier.capacity is None else str(tier.capacity)),
    ],
    back=_year_of,
)  # fmt: skip
def change_tier(one: Act[Tier]) -> str:
    """Other words, price or places for those who apply from now on."""
    operations.change_tier(one.subject, _facts(one.form, one.subject.currency))
    return f"{one.subject.name} is changed."


@act(
    f"{HOME}/{{id}}/benefits/add",
    may=Capability.KEEP_CATALOGUE,
    of=ProgramYear,
    verb="added_benefit",
    title="Add a benefit",
    button="Add a benefit",
    fields=[
        Field("name", "Benefit"),
        Field("program", "Programme", hint="Like Foundation, Conference, Package index."),
        Field("description", "Description", "text", is_required=False),
        Field("tiers", "Included in", "choices", is_required=False, options=_tiers),
        Field("add_on_price", "Added on for", "money", is_required=False,
              hint="Empty if it cannot be added on."),
        Field("capacity", "How often", "whole", is_required=False, hint="Empty for any number."),
        Field("placements", "Shows the logo on", "choices", is_required=False, options=_PLACES),
    ],
)  # fmt: skip
def add_benefit(one: Act[ProgramYear]) -> str:
    """A benefit that tiers include, or that is added on for a price."""
    chosen = set(one.form.many("tiers"))
    tiers = [tier for tier in one.subject.tiers if str(tier.id) in chosen]
    offered = dict(_PLACES)
    places = [place.split("/") for place in one.form.many("placements") if place in offered]
    price = one.form.line("add_on_price")
    benefit = operations.add_benefit(
        one.session,
        one.subject,
        program=one.form.line("program", longest=64),
        name=one.form.line("name", longest=200),
        description=one.form.text("description", longest=1000),
        add_on_price=one.form.money("add_on_price", one.subject.currency) if price else None,
        capacity=_capacity(one.form),
        tiers=tiers,
        placements=[(Publisher(publisher), Flight(flight)) for publisher, flight in places],
    )
    return f"{benefit.name} is added."


def _year_of_benefit(benefit: Benefit) -> str:
    return f"{HOME}/{benefit.program_year_id}"


@act(
    f"{HOME}/benefits/{{id}}/withdraw",
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
    f"{HOME}/benefits/{{id}}/offer",
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
    return f"{one.subject.name} is offered again."


ACTS = {
    "open_year": open_year,
    "close_year": close_year,
    "add_tier": add_tier,
    "change_tier": change_tier,
    "add_benefit": add_benefit,
    "withdraw_benefit": withdraw_benefit,
    "offer_benefit": offer_benefit,
}

menu = [MenuEntry("Programme years", HOME, "Catalogue")]
desk_paths = {ProgramYear: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_years, access=staff()),
    *add.routes,
    *change_tier.routes,
    *withdraw_benefit.routes,
    *offer_benefit.routes,
    page(HOME + "/{id}", show_year, access=staff()),
    *open_year.routes,
    *close_year.routes,
    *add_tier.routes,
    *add_benefit.routes,
]
