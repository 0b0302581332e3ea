"""A fund's own page: what it is for, how far it has come, who gave last."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import PUBLIC
from admin_app.pages import render, wiring_of
from admin_app.public.progress import progress_of
from admin_app.routing import page
from sponsorship.donations import queries as gifts
from sponsorship.funds import queries as funds


def show_fund(request: Request) -> Response:
    """404 for a fund we do not have; a closed fund keeps its page, without the button."""
    wiring = wiring_of(request)
    with wiring.database.reading() as session:
        fund = funds.by_slug(session, str(request.path_params["slug"]))
        (progress,) = progress_of(session, [fund])
        latest = gifts.recent_public(session, fund.id)
    return render(
        request,
        "public/fund.html",
        {"title": fund.name, "fund": fund, "progress": progress, "latest": latest},
    )


routes: list[BaseRoute] = [page("/funds/{slug}", show_fund, access=PUBLIC)]
