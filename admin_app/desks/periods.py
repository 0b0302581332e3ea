"""Months of the books: what is in them, close them in order, reopen the newest one by two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from admin_app.auth import staff, staff_of
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, act
from admin_app.menu import MenuEntry
from admin_app.pages import path_id, wiring_of
from admin_app.routing import page
from sponsorship import audit, lifecycle
from sponsorship.clock import utc_now
from sponsorship.funds.models import Fund
from sponsorship.ledger import periods
from sponsorship.ledger.models import AccountingPeriod
from sponsorship.ledger.trial import TrialRow, totals, trial
from sponsorship.reporting import journal
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import closing

HOME = "/admin/desk/periods"
SHOWN = relativedelta(months=24)


def list_periods(request: Request) -> Response:
    """The months of the last two years, and the fiscal years that they belong to."""
    wiring = wiring_of(request)
    calendar = wiring.settings.calendar
    today = calendar.day_of(utc_now())
    with wiring.database.reading() as session:
        months = journal.months(session, since=(today - SHOWN).replace(day=1), today=today)
        next_one, newest = periods.next_to_close(session), periods.newest_closed(session)
    return frame.desk_page(
        request,
        "desks/periods/list.html",
        title="Months",
        months=months,
        next_id=next_one.id if next_one and next_one.ends_on < today else None,
        newest=newest,
        years=sorted({calendar.fiscal_year(one.period.ends_on) for one in months}, reverse=True),
        named=year_name,
        begins=lambda year: date(year, *calendar.fiscal_year_starts),
    )


def show_period(request: Request) -> Response:
    """One month: what moved on every account, what its closing waits for, and who closed it."""
    wiring = wiring_of(request)
    calendar = wiring.settings.calendar
    now = utc_now()
    today = calendar.day_of(now)
    with wiring.database.reading() as session:
        period = _found(session, request)
        rows = trial(
            session,
            since=period.starts_on,
            until=period.ends_on,
            year_began=calendar.fiscal_year_began(period.ends_on),
        )
        first = periods.next_to_close(session)
        newest = periods.newest_closed(session)
        is_next = first is not None and first.id == period.id and period.ends_on < today
        found = closing.findings(session, period, calendar=calendar, at=now) if is_next else None
        moves = lifecycle.history(session, period)
        funds = by_fund(session, rows)
    return frame.desk_page(
        request,
        "desks/periods/show.html",
        title=str(period),
        period=period,
        funds=funds,
        totals=totals(rows),
        findings=found,
        is_newest=newest is not None and newest.id == period.id,
        moves=moves,
        year=calendar.fiscal_year(period.ends_on),
        acts=ACTS,
    )


def by_fund(session: Session, rows: Iterable[TrialRow]) -> list[tuple[Fund, Sequence[TrialRow]]]:
    """The rows of a trial balance under the funds they belong to."""
    found: dict[int, list[TrialRow]] = defaultdict(list)
    for row in rows:
        found[row.fund_id].append(row)
    funds = [session.get_one(Fund, fund_id) for fund_id in found]
    return [(fund, found[fund.id]) for fund in sorted(funds, key=lambda one: one.position)]


def year_name(year: int, begins: date) -> str:
    """A fiscal year as people call it: 2026, or 2026/27 where it begins within a year."""
    return str(year) if (begins.month, begins.day) == (1, 1) else f"{year}/{(year + 1) % 100:02}"


def export_journal(request: Request) -> Response:
    """The journal of one month as CSV; who took it is noted."""
    with wiring_of(request).database.reading() as session:
        period = _found(session, request)
    return journal_file(
        request, f"journal-{period.starts_on:%Y-%m}", since=period.starts_on, until=period.ends_on
    )


def journal_file(request: Request, name: str, *, since: date, until: date) -> Response:
    """The journal of some days, written while it is sent."""
    database = wiring_of(request).database
    note_export(request)

    def pieces() -> Iterable[str]:
        with database.snapshot() as session:
            yield from journal.csv_of(session, since=since, until=until)

    return StreamingResponse(
        pieces(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def note_export(request: Request) -> None:
    """Remember who took figures away."""
    with wiring_of(request).database.unit_of_work() as session:
        audit.note(
            session,
            by=staff_of(request).actor,
            verb="exported",
            subject=request.url.path,
            at=utc_now(),
        )


def _found(session: Session, request: Request) -> AccountingPeriod:
    return periods.of_month(session, path_id(request))


@act(
    f"{HOME}/{{id}}/close",
    may=Capability.KEEP_BOOKS,
    of=_found,
    verb="closed_month",
    title="Close the month",
    button="Close the month",
    warning="Nothing can be posted in this month or before it any more. What comes late is posted in"
    " the next month and keeps its own day. Reopening takes two people.",
)
def close(one: Act[AccountingPeriod]) -> str:
    """No more postings on these days."""
    today = one.wiring.settings.calendar.day_of(one.at)
    closing.close_month(one.session, one.subject, today=today, at=one.at, by=one.by)
    return f"{one.subject} is closed."


@act(
    f"{HOME}/{{id}}/ask",
    may=Capability.KEEP_BOOKS,
    of=AccountingPeriod,
    verb="asked_to_reopen_month",
    title="Ask to reopen the month",
    button="Ask to reopen",
    fields=[Field("reason", "Why", "text", hint="Somebody else reads this and decides.")],
)
def ask(one: Act[AccountingPeriod]) -> str:
    """The first of the two people."""
    reason = one.form.text("reason", longest=1000)
    periods.request_reopening(one.session, one.subject, reason=reason, at=one.at, by=one.by)
    return "Asked. Somebody else has to agree."


@act(
    f"{HOME}/{{id}}/reopen",
    may=Capability.KEEP_BOOKS,
    of=AccountingPeriod,
    verb="reopened_month",
    title="Agree to reopen the month",
    button="Agree and reopen",
    warning="Entries can be posted in this month again, until somebody closes it anew. What was"
    " released at its closing stays released.",
    is_danger=True,
)
def reopen(one: Act[AccountingPeriod]) -> str:
    """The second of the two people."""
    periods.reopen(one.session, one.subject, at=one.at, by=one.by)
    return f"{one.subject} is open again."


@act(
    f"{HOME}/{{id}}/decline",
    may=Capability.KEEP_BOOKS,
    of=AccountingPeriod,
    verb="declined_to_reopen_month",
    title="Leave it closed",
    button="Leave it closed",
)
def decline(one: Act[AccountingPeriod]) -> str:
    """The request is off the table, whoever made it."""
    periods.decline_reopening(one.subject)
    return f"{one.subject} stays closed."


ACTS = {"close": close, "ask": ask, "reopen": reopen, "decline": decline}

menu = [MenuEntry("Months", HOME, "Money")]
desk_paths = {AccountingPeriod: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_periods, access=staff()),
    page(HOME + "/{id}", show_period, access=staff()),
    page(HOME + "/{id}/journal.csv", export_journal, access=staff(Capability.EXPORT)),
    *(route for one in ACTS.values() for route in one.routes),
]
