"""The first page of the back office: what came in, what is owed both ways, what waits for staff."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff, staff_of
from admin_app.pages import render, wiring_of
from admin_app.routing import page
from sponsorship.clock import utc_now


def start(request: Request) -> Response:
    """Sections of figures and lists, each leading to its desk."""
    from sponsorship.reporting.overview import overview

    wiring, now = wiring_of(request), utc_now()
    with wiring.database.reading() as session:
        sections = overview(session, at=now, calendar=wiring.settings.calendar)
    return render(
        request,
        "office/start.html",
        {"title": "Today", "member": staff_of(request), "sections": sections, "now": now},
    )


routes: list[BaseRoute] = [page("/admin", start, access=staff())]
