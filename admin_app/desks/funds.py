"""Funds: open one, describe it, start and stop taking gifts for it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Done, Field, act
from admin_app.forms import Form
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship.funds import operations, queries
from sponsorship.funds.models import Fund
from sponsorship.staff.permissions import Capability

HOME = "/admin/desk/funds"


UNTIL = Field(
    "restricted_until",
    "Restricted until",
    "day",
    is_required=False,
    hint="The last day on which donors tie the money; it is free when that month is closed.",
)


def list_funds(request: Request) -> Response:
    """Every fund, open for gifts or not."""
    with wiring_of(request).database.reading() as session:
        found = queries.every(session)
    return frame.desk_page(request, "desks/funds/list.html", title="Funds", funds=found, add=add)


def show_fund(request: Request) -> Response:
    """One fund as the public reads it, and what can be changed."""
    with wiring_of(request).database.reading() as session:
        fund = frame.found(session, Fund, request)
        is_in_use = queries.is_in_use(session, fund)
    return frame.desk_page(
        request,
        "desks/funds/show.html",
        title=fund.name,
        fund=fund,
        is_in_use=is_in_use,
        acts=ACTS,
    )


def _texts(form: Form, currency: str) -> operations.FundTexts:
    return operations.FundTexts(
        name=form.line("name", longest=120),
        summary=form.line("summary", longest=300),
        description=form.text("description", longest=5000),
        goal=form.money("goal", currency) if form.line("goal") else None,
    )


def _restricted(form: Form) -> operations.Restricted:
    return operations.Restricted(
        form.line("purpose", longest=300), form.day_if_given("restricted_until")
    )


@act(
    f"{HOME}/add",
    may=Capability.KEEP_FUNDS,
    verb="opened_fund",
    title="Open a fund",
    button="Open a fund",
    fields=[
        Field("name", "Name"),
        Field("summary", "One sentence about it"),
        Field("description", "Description", "text"),
        Field("goal", "Goal", "money", is_required=False),
        Field("slug", "Address", hint="/funds/… in small letters and hyphens. It stays."),
        Field("currency", "Currency", hint="Like USD. It stays.", initial="USD"),
        Field(
            "purpose",
            "Restricted to",
            is_required=False,
            hint="Leave empty for a fund that may be spent on anything.",
        ),
        UNTIL,
    ],
    back=HOME,
)
def add(one: Act[None]) -> Done:
    """A new fund, restricted to its purpose if it has one."""
    currency = one.form.line("currency", longest=3).upper()
    fund = operations.open_fund(
        one.session,
        _texts(one.form, currency),
        slug=one.form.line("slug", longest=60),
        currency=currency,
        restricted=_restricted(one.form),
        at=one.at,
    )
    return Done(f"{fund.name} is open for gifts.", f"{HOME}/{fund.id}")


@act(
    f"{HOME}/{{id}}/describe",
    may=Capability.KEEP_FUNDS,
    of=Fund,
    verb="described_fund",
    title="Change the texts",
    button="Change the texts",
    fields=[
        Field("name", "Name", initial=lambda _, fund: fund.name),
        Field("summary", "One sentence about it", initial=lambda _, fund: fund.summary),
        Field("description", "Description", "text", initial=lambda _, fund: fund.description),
        Field(
            "goal",
            "Goal",
            "money",
            is_required=False,
            initial=lambda _, fund: fund.goal.plain() if fund.goal else "",
        ),
    ],
)
def describe(one: Act[Fund]) -> str:
    """New words for the public."""
    operations.describe(one.subject, _texts(one.form, one.subject.currency))
    return "The public page is changed."


def _initial_until(_: Session, fund: Fund) -> str:
    return fund.restricted_until.isoformat() if fund.restricted_until else ""


@act(
    f"{HOME}/{{id}}/restrict",
    may=Capability.KEEP_FUNDS,
    of=Fund,
    verb="restricted_fund",
    title="Change the restriction",
    button="Change the restriction",
    fields=[
        Field(
            "purpose",
            "Restricted to",
            is_required=False,
            hint="Leave empty for a fund that may be spent on anything.",
            initial=lambda _, fund: fund.purpose,
        ),
        replace(UNTIL, initial=_initial_until),
    ],
)
def restrict(one: Act[Fund]) -> str:
    """Another restriction, as long as nobody gave for the present one."""
    operations.restrict(one.session, one.subject, _restricted(one.form))
    return "The restriction is changed."


@act(
    f"{HOME}/{{id}}/stop",
    may=Capability.KEEP_FUNDS,
    of=Fund,
    verb="closed_fund",
    title="Stop taking gifts",
    button="Stop taking gifts",
    warning="Donors can no longer choose this fund. Monthly gifts to it go on.",
)
def stop(one: Act[Fund]) -> str:
    """No more gifts for this fund."""
    operations.accept_gifts(one.subject, accepts=False)
    return f"{one.subject.name} takes no more gifts."


@act(
    f"{HOME}/{{id}}/resume",
    may=Capability.KEEP_FUNDS,
    of=Fund,
    verb="reopened_fund",
    title="Take gifts again",
    button="Take gifts again",
)
def resume(one: Act[Fund]) -> str:
    """Gifts for this fund are welcome again."""
    operations.accept_gifts(one.subject, accepts=True)
    return f"{one.subject.name} takes gifts."


ACTS = {"describe": describe, "restrict": restrict, "stop": stop, "resume": resume}

menu = [MenuEntry("Funds", HOME, "Catalogue")]
desk_paths = {Fund: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_funds, access=staff()),
    *add.routes,
    page(HOME + "/{id}", show_fund, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
