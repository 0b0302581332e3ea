"""Voucher codes: brought in or made, issued to whoever is owed them, and how many were used."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, act
from admin_app.menu import MenuEntry
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship.fulfilment import vouchers
from sponsorship.staff.permissions import Capability
from sponsorship.tiers.models import Benefit
from sponsorship.workflows import vouching

HOME = "/admin/desk/vouchers"
LONGEST = 100_000
"""Letters of what is pasted: five thousand codes of usual length."""


def list_vouchers(request: Request) -> Response:
    """The benefits with codes, and all others to begin with."""
    with wiring_of(request).database.reading() as session:
        pools = vouchers.pools(session)
        others = _others(session, {one.benefit.id for one in pools})
    return frame.desk_page(
        request, "desks/vouchers/list.html", title="Vouchers", pools=pools, others=others
    )


def _others(session: Session, known: set[int]) -> list[Benefit]:
    benefits = session.scalars(
        sa.select(Benefit)
        .where(Benefit.id.not_in(list(known)))
        .options(joinedload(Benefit.program_year))
        .order_by(Benefit.program_year_id.desc(), Benefit.position)
    )
    return list(benefits)


def show_vouchers(request: Request) -> Response:
    """Who is owed how many, has which codes, and used how many of them."""
    with wiring_of(request).database.reading() as session:
        benefit = frame.found(session, Benefit, request)
        year = benefit.program_year
        holdings = vouchers.holdings(session, benefit)
        pool = next((one for one in vouchers.pools(session) if one.benefit is benefit), None)
    return frame.desk_page(
        request,
        "desks/vouchers/show.html",
        title=f"Vouchers for {benefit.name}",
        benefit=benefit,
        year=year,
        holdings=holdings,
        pool=pool,
        short=sum(one.short for one in holdings),
        acts=ACTS,
    )


def _own_page(benefit: Benefit) -> str:
    return f"{HOME}/{benefit.id}"


@act(
    f"{HOME}/{{id}}/add",
    may=Capability.KEEP_SPONSORS,
    of=Benefit,
    verb="added_vouchers",
    title="Bring codes in",
    button="Bring codes in",
    fields=[
        Field("codes", "Codes", "text",
              hint="One on each line; behind a comma how many people it is good for, if not one."
              " Codes that are there already are left alone."),
    ],
    back=_own_page,
)  # fmt: skip
def add(one: Act[Benefit]) -> str:
    """Codes that somebody else made."""
    given = vouchers.rows(one.form.text("codes", longest=LONGEST), usual=1)
    new = vouchers.add(one.session, one.subject, given, at=one.at, by=one.by)
    known = len(given) - new
    return f"{new} codes are new" + (f", {known} were there already." if known else ".")


@act(
    f"{HOME}/{{id}}/make",
    may=Capability.KEEP_SPONSORS,
    of=Benefit,
    verb="made_vouchers",
    title="Make codes",
    button="Make codes",
    fields=[
        Field("number", "How many", "whole", hint="Each is good for one."),
        Field("prefix", "Beginning", is_required=False, hint="Like PYCON27-"),
    ],
    back=_own_page,
)
def make(one: Act[Benefit]) -> str:
    """Codes of our own that nobody guesses."""
    made = vouchers.made(one.form.line("prefix", longest=40), one.form.whole("number"))
    new = vouchers.add(one.session, one.subject, made, at=one.at, by=one.by)
    return f"{new} codes are made."


@act(
    f"{HOME}/{{id}}/issue",
    may=Capability.KEEP_SPONSORS,
    of=Benefit,
    verb="issued_vouchers",
    title="Issue what is owed",
    button="Issue what is owed",
    warning="Every sponsor that has fewer than it is owed gets the codes that are missing, in a letter to"
    " its primary contacts. Nothing is issued twice.",
    back=_own_page,
)
def issue(one: Act[Benefit]) -> str:
    """To everybody who has fewer than they are owed."""
    issued, short = vouching.issue_all(
        one.session, one.subject, foundation=one.wiring.foundation, at=one.at, by=one.by
    )
    said = f"{issued} codes are issued" if issued else "Nothing was to be issued"
    return f"{said}; {short} are missing: bring codes in or make some." if short else f"{said}."


@act(
    f"{HOME}/{{id}}/used",
    may=Capability.KEEP_SPONSORS,
    of=Benefit,
    verb="counted_vouchers",
    title="Count what was used",
    button="Count what was used",
    fields=[
        Field("codes", "Codes and how often each was used so far", "text",
              hint="One on each line, like PYCON-7F3K, 2."),
    ],
    back=_own_page,
)  # fmt: skip
def count(one: Act[Benefit]) -> str:
    """As the ticket shop tells it."""
    given = vouchers.rows(one.form.text("codes", longest=LONGEST))
    changed = vouchers.count_used(one.session, one.subject, given)
    return f"{changed} codes are counted anew."


@act(
    f"{HOME}/{{id}}/forget",
    may=Capability.KEEP_SPONSORS,
    of=Benefit,
    verb="forgot_vouchers",
    title="Forget the codes that nobody has",
    button="Forget the codes that nobody has",
    warning="For codes that were brought in by mistake. What was issued stays.",
    is_danger=True,
    back=_own_page,
)
def forget(one: Act[Benefit]) -> str:
    """Those that were not issued."""
    return f"{vouchers.remove_free(one.session, one.subject)} codes are forgotten."


ACTS = {"add": add, "make": make, "issue": issue, "count": count, "forget": forget}

menu = [MenuEntry("Vouchers", HOME, "Sponsors")]
routes: list[BaseRoute] = [
    page(HOME, list_vouchers, access=staff()),
    page(HOME + "/{id}", show_vouchers, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
