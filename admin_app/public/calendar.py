"""When sponsorships end, for the calendar programs of staff, behind a secret address."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK
from admin_app.pages import wiring_of
from admin_app.public.personal import PRIVATE, token_of
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.staff import operations as staff
from sponsorship.workflows import expiring


def show_calendar(request: Request) -> Response:
    """The calendar of the member of staff whose address this is."""
    wiring = wiring_of(request)
    with wiring.database.reading() as session:
        staff.reader_of_calendar(session, token_of(request, "calendar"))
        made = expiring.calendar(session, foundation=wiring.foundation, at=utc_now())
    return Response(made, media_type="text/calendar; charset=utf-8", headers=PRIVATE)


routes: list[BaseRoute] = [page("/calendar/{token}.ics", show_calendar, access=LINK)]
