"""Programme years: prepare tiers and benefits, open for applications, close."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import catalogue, frame
from admin_app.desks.frame import Act, Done, Field, Options, act
from admin_app.menu import MenuEntry
from admin_app.pages import render, wiring_of
from admin_app.public.sponsors import comparison_context
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid, NotFound
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.places import queries as places
from sponsorship.staff.permissions import Capability
from sponsorship.tiers import operations, queries
from sponsorship.tiers.comparison import changes_between
from sponsorship.tiers.copying import copy_year
from sponsorship.tiers.models import ProgramYear
from sponsorship.workflows import waiting

HOME = catalogue.YEARS


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
        whole = queries.whole_catalogue(session, year)
        before = _year_before(session, year)
    return frame.desk_page(
        request, "desks/years/show.html", title=year.title, year=year, catalogue=whole,
        before=before, acts=ACTS,
    )  # fmt: skip


def show_changes(request: Request) -> Response:
    """What changed since another year: the one before, or the one in `since`."""
    asked = request.query_params.get("since", "")
    with wiring_of(request).database.reading() as session:
        year = frame.found(session, ProgramYear, request)
        others = session.scalars(
            sa.select(ProgramYear)
            .where(ProgramYear.id != year.id)
            .order_by(ProgramYear.year.desc())
        ).all()
        known = {str(one.id): one for one in others}
        since = known.get(asked) if asked else _year_before(session, year)
        if asked and since is None:
            raise NotFound("page")
        changes = changes_between(session, since, year) if since is not None else []
    return frame.desk_page(
        request, "desks/years/changes.html", title=f"Changes in {year.title}", year=year,
        since=since, others=others, changes=changes,
    )  # fmt: skip


def preview(request: Request) -> Response:
    """The public comparison of a year as companies will see it."""
    with wiring_of(request).database.reading() as session:
        year = frame.found(session, ProgramYear, request)
        catalogue_of_year = queries.catalogue(session, year)
        rooms = places.rooms(session, catalogue_of_year, at=utc_now())
        context = comparison_context(catalogue_of_year, rooms, is_preview=True)
    return render(request, "public/sponsor_tiers.html", context)


def _year_before(session: Session, year: ProgramYear) -> ProgramYear | None:
    return session.scalars(
        sa.select(ProgramYear)
        .where(ProgramYear.year < year.year)
        .order_by(ProgramYear.year.desc())
        .limit(1)
    ).one_or_none()


# --- Years ----------------------------------------------------------------------------------------


def _funds(session: Session, _: object) -> Options:
    return [(str(fund.id), f"{fund.name} ({fund.currency})") for fund in funds.every(session)]


_TITLE = Field("title", "Title", hint="Like Sponsorship Programme 2027.")
_INTRODUCTION = Field("introduction", "Introduction", "text", is_required=False)


@act(
    f"{HOME}/add",
    may=Capability.KEEP_CATALOGUE,
    verb="added_year",
    title="Prepare a programme year",
    button="Prepare a programme year",
    fields=[
        Field("year", "Year", "whole"),
        _TITLE,
        _INTRODUCTION,
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
    f"{HOME}/{{id}}/copy",
    may=Capability.KEEP_CATALOGUE,
    of=ProgramYear,
    verb="copied_year",
    title="Prepare the next year from this one",
    button="Copy to a new year",
    fields=[
        Field("year", "Year", "whole", initial=lambda _, year: str(year.year + 1)),
        Field("title", "Title",
              initial=lambda _, year: year.title.replace(str(year.year), str(year.year + 1))),
        Field("starts_on", "First day", "day", initial=lambda _, year: _next(year.starts_on)),
        Field("ends_on", "Last day", "day", initial=lambda _, year: _next(year.ends_on)),
    ],
)  # fmt: skip
def copy_to_new_year(one: Act[ProgramYear]) -> Done:
    """A draft with every tier and benefit of this year, to be changed before it opens."""
    made = copy_year(
        one.session,
        one.subject,
        year=one.form.whole("year"),
        title=one.form.line("title", longest=120),
        starts_on=one.form.day("starts_on"),
        ends_on=one.form.day("ends_on"),
    )
    counted = f"{len(one.subject.tiers)} tiers and {len(one.subject.benefits)} benefits"
    return Done(f"{made.title} is prepared with {counted}.", f"{HOME}/{made.id}")


def _next(day: date) -> str:
    return (day + relativedelta(years=1)).isoformat()


@act(
    f"{HOME}/{{id}}/change",
    may=Capability.KEEP_CATALOGUE,
    of=ProgramYear,
    verb="changed_year",
    title="Change the programme year",
    button="Change",
    fields=[
        Field("title", "Title", initial=lambda _, year: year.title),
        Field("introduction", "Introduction", "text", is_required=False,
              initial=lambda _, year: year.introduction),
        Field("starts_on", "First day", "day", initial=lambda _, year: year.starts_on.isoformat()),
        Field("ends_on", "Last day", "day", hint="Sponsorships that are agreed keep their term.",
              initial=lambda _, year: year.ends_on.isoformat()),
        Field("saved_place_days", "Days for which a saved application keeps its places", "whole",
              hint="From the day on which it is saved first. 0 for never.",
              initial=lambda _, year: str(year.saved_place_days)),
        Field("offered_place_days", "Days for which a place is kept for who waited for it", "whole",
              initial=lambda _, year: str(year.offered_place_days)),
    ],
)  # fmt: skip
def change_year(one: Act[ProgramYear]) -> str:
    """Other words or another term."""
    operations.change_year(
        one.subject,
        title=one.form.line("title", longest=120),
        introduction=one.form.text("introduction", longest=2000),
        starts_on=one.form.day("starts_on"),
        ends_on=one.form.day("ends_on"),
        saved_place_days=one.form.whole("saved_place_days"),
        offered_place_days=one.form.whole("offered_place_days"),
    )
    return f"{one.subject.title} is changed."


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
    warning="Nobody can apply any more. Its sponsorships run on. Who waits for a place is told that"
    " there will be none.",
)
def close_year(one: Act[ProgramYear]) -> str:
    """No more applications."""
    operations.close_year(one.session, one.subject, at=one.at, by=one.by)
    waiting.close_lines(
        one.session, one.subject, foundation=one.wiring.foundation, at=one.at, by=one.by
    )
    return f"{one.subject.title} is closed."


ACTS = {
    "copy_year": copy_to_new_year,
    "change_year": change_year,
    "open_year": open_year,
    "close_year": close_year,
    **catalogue.ACTS,
}

menu = [MenuEntry("Programme years", HOME, "Catalogue")]
desk_paths = {ProgramYear: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_years, access=staff()),
    *add.routes,
    page(HOME + "/{id}", show_year, access=staff()),
    page(HOME + "/{id}/changes", show_changes, access=staff()),
    page(HOME + "/{id}/preview", preview, access=staff()),
    *copy_to_new_year.routes,
    *change_year.routes,
    *open_year.routes,
    *close_year.routes,
]
