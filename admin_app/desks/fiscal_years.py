"""Fiscal years: the trial balance of the year, and what it did to net assets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame, periods
from admin_app.pages import path_id, wiring_of
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.errors import NotFound
from sponsorship.ledger.trial import totals, trial
from sponsorship.reporting.activities import Activities, activities, csv_of
from sponsorship.staff.permissions import Capability

HOME = "/admin/desk/fiscal-years"
FIRST_YEAR, LAST_YEAR = 1900, 9000


def _days(request: Request) -> tuple[date, date]:
    """The first and the last day of the fiscal year in the address; raises NotFound."""
    year = path_id(request)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound("page")
    calendar = wiring_of(request).settings.calendar
    began = date(year, *calendar.fiscal_year_starts)
    return began, calendar.fiscal_year_ends(began)


def _heading(request: Request) -> dict[str, object]:
    began, ends = _days(request)
    today = wiring_of(request).settings.calendar.day_of(utc_now())
    return {
        "year": began.year,
        "name": periods.year_name(began.year, began),
        "began": began,
        "ends": ends,
        "is_over": ends < today,
    }


def show_trial_balance(request: Request) -> Response:
    """Opening, movement and closing of every account in the year."""
    began, ends = _days(request)
    with wiring_of(request).database.reading() as session:
        rows = trial(session, since=began, until=ends, year_began=began)
        funds = periods.by_fund(session, rows)
    heading = _heading(request)
    return frame.desk_page(
        request,
        "desks/fiscal_years/trial_balance.html",
        title=f"Trial balance {heading['name']}",
        funds=funds,
        totals=totals(rows),
        **heading,
    )


def show_activities(request: Request) -> Response:
    """The statement of activities, without and with donor restrictions."""
    with wiring_of(request).database.reading() as session:
        statements = _statements(session, request)
    heading = _heading(request)
    return frame.desk_page(
        request,
        "desks/fiscal_years/activities.html",
        title=f"Statement of activities {heading['name']}",
        statements=statements,
        **heading,
    )


def export_activities(request: Request) -> Response:
    """The same as a CSV file."""
    with wiring_of(request).database.reading() as session:
        statements = _statements(session, request)
    periods.note_export(request)
    return StreamingResponse(
        csv_of(statements),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="activities-{path_id(request)}.csv"'
        },
    )


def export_journal(request: Request) -> Response:
    """The journal of the year as CSV."""
    began, ends = _days(request)
    return periods.journal_file(request, f"journal-{began.year}", since=began, until=ends)


def _statements(session: Session, request: Request) -> Sequence[Activities]:
    began, ends = _days(request)
    return activities(session, year_began=began, until=ends)


routes: list[BaseRoute] = [
    page(HOME + "/{id}", show_trial_balance, access=staff()),
    page(HOME + "/{id}/activities", show_activities, access=staff()),
    page(HOME + "/{id}/activities.csv", export_activities, access=staff(Capability.EXPORT)),
    page(HOME + "/{id}/journal.csv", export_journal, access=staff(Capability.EXPORT)),
]
