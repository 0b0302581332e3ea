"""The price list of the open programme year as a file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import PUBLIC
from admin_app.pages import download, wiring_of
from admin_app.public import sponsors
from admin_app.routing import page
from admin_app.slots import Slots
from sponsorship.clock import utc_now
from sponsorship.documents.content import DocumentKind, PriceListContent
from sponsorship.places import queries as places
from sponsorship.tiers import price_list, queries

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring

_KEPT = "public, max-age=60"
printing_slots = Slots("printing price lists", 1)
"""Anybody may ask for it, so printing it never takes the place of other pages."""


def print_list(request: Request) -> Response:
    """The comparison of tiers as PDF, printed again only when something in it has changed."""
    wiring = wiring_of(request)
    content = _content(wiring)
    if content is None:
        return sponsors.closed(request, status=404)
    mark = hashlib.sha256(content.model_dump_json().encode()).hexdigest()[:32]
    headers = {"ETag": f'"{mark}"', "Cache-Control": _KEPT}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    last: tuple[str, bytes] = getattr(request.app.state, "price_list", ("", b""))
    if last[0] != mark:
        last = mark, wiring.renderer.render(DocumentKind.PRICE_LIST, content)
        request.app.state.price_list = last
    answer = download(last[1], f"{content.title}.pdf", "application/pdf", inline=True)
    answer.headers.update(headers)
    return answer


def _content(wiring: Wiring) -> PriceListContent | None:
    foundation = wiring.foundation
    with wiring.database.reading() as session:
        catalogue = queries.open_catalogue(session)
        if catalogue is None:
            return None
        return price_list.as_document(
            catalogue,
            places.rooms(session, catalogue, at=utc_now()),
            foundation=foundation.party,
            calendar=foundation.calendar,
            apply_url=foundation.links.apply(),
            is_specimen=foundation.is_sandbox,
            at=utc_now(),
        )


routes: list[BaseRoute] = [
    page("/sponsors/tiers.pdf", print_list, access=PUBLIC, limiter=printing_slots),
]
