"""What companies can apply for, with prices and places, for programs."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from admin_app.api.tokens import answered
from admin_app.pages import wiring_of
from admin_app.public.sponsors import join_path
from admin_app.routing import machine
from sponsorship.clock import utc_now
from sponsorship.places import queries as places
from sponsorship.tiers import price_list, queries


def tell_list(request: Request) -> Response:
    """The open programme year; 404 while none is open."""
    wiring = wiring_of(request)
    with wiring.database.reading() as session:
        catalogue = queries.open_catalogue(session)
        if catalogue is None:
            return JSONResponse({"detail": "No programme year is open."}, 404)
        body = price_list.as_data(
            catalogue,
            places.rooms(session, catalogue, at=utc_now()),
            waiting_list=lambda one: wiring.settings.origin + join_path(one),
        )
    return answered(request, body, kept="public, max-age=60")


routes: list[BaseRoute] = [machine("/api/v1/price-list", tell_list, name="api_price_list")]
