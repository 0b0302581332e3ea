"""The first page of the back office: what came in, what is owed both ways, what waits for staff."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.income_chart import charts
from admin_app.pages import render, wiring_of
from admin_app.probes import present_alarms
from admin_app.routing import page
from sponsorship import jobs
from sponsorship.clock import utc_now
from sponsorship.reporting.overview import overview


def start(request: Request) -> Response:
    """Figures and lists, each leading to its desk."""
    wiring, now = wiring_of(request), utc_now()
    with wiring.database.reading() as session:
        found = overview(session, at=now, calendar=wiring.settings.calendar)
        has_worker = jobs.count_live_workers(session, at=now) > 0
        alarms = present_alarms(session, at=now)
    return render(
        request,
        "office/start.html",
        {
            "title": "Today",
            "overview": found,
            "charts": charts(found.income),
            "has_worker": has_worker,
            "alarms": alarms,
            "now": now,
        },
    )


routes: list[BaseRoute] = [page("/admin", start, access=staff())]
