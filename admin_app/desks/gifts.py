"""Gifts: who gave what, what became of it, and giving it back."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, act
from admin_app.pages import path_id, wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.donations.models import Donation
from sponsorship.errors import NotFound
from sponsorship.ledger import queries as books
from sponsorship.payments import queries as payments
from sponsorship.payments.models import Purpose
from sponsorship.receipts import operations as receipts
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import refunding

HOME = "/admin/desk/gifts"


def _found(session: Session, request: Request) -> Donation:
    found = session.scalars(
        sa.select(Donation)
        .where(Donation.id == path_id(request))
        .options(joinedload(Donation.fund), joinedload(Donation.recurring_gift))
    ).one_or_none()
    if found is None:
        raise NotFound("gift")
    return found


def show_gift(request: Request) -> Response:
    """One gift with its payment, receipt and refunds, and what it caused in the journal."""
    with wiring_of(request).database.reading() as session:
        donation = _found(session, request)
        paid = payments.of_purpose(session, Purpose.DONATION, donation.id)
        receipt = receipts.of_donation(session, donation.id)
        moves = lifecycle.history(session, donation)
        journal = books.printed(books.entries(session, source=donation.reference))
    return frame.desk_page(
        request,
        "desks/gifts/show.html",
        title=str(donation),
        donation=donation,
        payments=paid,
        refundable=any(one.refundable.is_positive and not one.is_misfit for one in paid),
        receipt=receipt,
        moves=moves,
        journal=journal,
        refund=refund,
    )


def _left(session: Session, donation: Donation) -> str:
    left = [one.refundable for one in payments.of_purpose(session, Purpose.DONATION, donation.id)]
    return next((amount.plain() for amount in left if amount.is_positive), "")


@act(
    f"{HOME}/{{id}}/refund",
    may=Capability.REFUND,
    of=_found,
    verb="refunded",
    title="Refund the gift",
    button="Refund",
    warning="The money goes back to the donor, who is told. The processor's fee is not returned.",
    fields=[
        Field("amount", "Amount", "money", hint="The whole of it, or a part.", initial=_left),
        Field("reason", "Reason", "text", hint="For our own records."),
    ],
    is_danger=True,
)
def refund(one: Act[Donation]) -> str:
    """Decide to give the gift back, in whole or in part; the worker asks the processor."""
    decided = refunding.decide_refund(
        one.session,
        one.subject,
        amount=one.form.money("amount", one.subject.currency),
        reason=one.form.text("reason", longest=2000),
        form_key=one.form.submission(),
        at=one.at,
        by=one.by,
    )
    return f"{decided.amount.shown()} is being given back."


desk_paths = {Donation: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME + "/{id}", show_gift, access=staff()),
    *refund.routes,
]
