"""Disputes: what payers' banks object to, what money moved, what it means for the books.

They are answered in the processor's own dashboard; nothing is decided here.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.refunds import place_of
from admin_app.menu import MenuEntry
from admin_app.pages import path_id, wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.errors import NotFound
from sponsorship.ledger import queries as books
from sponsorship.payments import queries as payments
from sponsorship.payments.models import Dispute

HOME = "/admin/desk/disputes"


def list_disputes(request: Request) -> Response:
    """Disputes that are not decided first, then the newest."""
    with wiring_of(request).database.reading() as session:
        found = payments.disputes(session)
    return frame.desk_page(
        request, "desks/disputes/list.html", title="Disputes", disputes=found, place_of=place_of
    )


def show_dispute(request: Request) -> Response:
    """One dispute with the money that it moved, and what it caused in the journal."""
    wiring = wiring_of(request)
    with wiring.database.reading() as session:
        dispute = _found(session, request)
        moves = lifecycle.history(session, dispute)
        journal = books.entries(session, about=dispute.reference)
    return frame.desk_page(
        request,
        "desks/disputes/show.html",
        title=str(dispute),
        dispute=dispute,
        place=place_of(dispute.payment),
        moves=moves,
        journal=journal,
        answer_link=wiring.foundation.links.dispute(dispute.external_id),
    )


def _found(session: Session, request: Request) -> Dispute:
    found = session.scalars(
        sa.select(Dispute)
        .where(Dispute.id == path_id(request))
        .options(joinedload(Dispute.payment), selectinload(Dispute.movements))
    ).one_or_none()
    if found is None:
        raise NotFound("dispute")
    return found


menu = [MenuEntry("Disputes", HOME, "Money")]
desk_paths = {Dispute: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_disputes, access=staff()),
    page(HOME + "/{id}", show_dispute, access=staff()),
]
