"""The first page: what the foundation does, the two doors, and who makes it possible."""

from __future__ import annotations

from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import PUBLIC
from admin_app.pages import render, wiring_of
from admin_app.public.progress import progress_of
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.funds import queries as funds
from sponsorship.sponsorships import queries as sponsorships


def home(request: Request) -> Response:
    """Funds with their progress, and the sponsors that are shown today."""
    wiring = wiring_of(request)
    today = wiring.foundation.calendar.day_of(utc_now())
    with wiring.database.reading() as session:
        progress = progress_of(session, funds.open_for_gifts(session))
        shown = sponsorships.shown_on(session, today)
    tiers = [
        (tier.name, [sponsorship.sponsor for sponsorship in held])
        for tier, held in groupby(shown, key=lambda sponsorship: sponsorship.tier)
    ]
    return render(
        request,
        "public/home.html",
        {"title": "Support our work", "progress": progress, "tiers": tiers},
    )


routes: list[BaseRoute] = [page("/", home, access=PUBLIC)]
