"""Refunds that wait for a second person: look, approve, reject."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, act
from admin_app.menu import MenuEntry
from admin_app.pages import path_id, wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.errors import NotFound
from sponsorship.payments import queries as payments
from sponsorship.payments import refunds
from sponsorship.payments.models import Payment, Purpose, Refund, RefundStatus
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import refunding

HOME = "/admin/desk/refunds"
_DESKS = {
    Purpose.DONATION: ("Gift", "/admin/desk/gifts/{id}"),
    Purpose.INVOICE: ("Invoice", "/admin/desk/invoices/{id}"),
}


def place_of(payment: Payment) -> tuple[str, str]:
    """What a payment was for, and the page where staff see it."""
    named, path = _DESKS.get(payment.purpose, ("Payment", f"/admin/payment/details/{payment.id}"))
    return named, path.format(id=payment.purpose_id)


def refund_decided(decided: Refund) -> str:
    """What to say when a refund was decided: whether it is on its way or waits for somebody."""
    if decided.status is RefundStatus.PROPOSED:
        return f"{decided.amount.shown()} will be given back when a second person approves it."
    return f"{decided.amount.shown()} is being given back."


def _found(session: Session, request: Request) -> Refund:
    found = session.scalars(
        sa.select(Refund).where(Refund.id == path_id(request)).options(joinedload(Refund.payment))
    ).one_or_none()
    if found is None:
        raise NotFound("refund")
    return found


def list_refunds(request: Request) -> Response:
    """Refunds above the limit that one person proposed, the oldest first."""
    wiring = wiring_of(request)
    with wiring.database.reading() as session:
        found = payments.proposed_refunds(session)
    limit = wiring.settings.refund_approval_above
    return frame.desk_page(
        request,
        "desks/refunds/list.html",
        title="Refunds to approve",
        refunds=found,
        limit=limit,
        place_of=place_of,
    )


def show_refund(request: Request) -> Response:
    """One refund: how much, why, who said so, and what became of it."""
    with wiring_of(request).database.reading() as session:
        refund = _found(session, request)
        moves = lifecycle.history(session, refund)
    return frame.desk_page(
        request,
        "desks/refunds/show.html",
        title=f"Refund {refund.reference}",
        refund=refund,
        place=place_of(refund.payment),
        moves=moves,
        acts=ACTS,
        is_own=refund.requested_by_id == frame.me(request).id,
    )


@act(
    f"{HOME}/{{id}}/approve",
    may=Capability.REFUND,
    of=_found,
    verb="approved_refund",
    title="Approve the refund",
    button="Approve",
    warning="The money goes back to the payer, who is told. The processor's fee is not returned.",
    is_danger=True,
)
def approve(one: Act[Refund]) -> str:
    """The second person agrees; the worker asks the processor."""
    refunding.approve_refund(one.session, one.subject, at=one.at, by=one.by)
    return f"{one.subject.amount.shown()} is being given back."


@act(
    f"{HOME}/{{id}}/reject",
    may=Capability.REFUND,
    of=_found,
    verb="rejected_refund",
    title="Reject the refund",
    button="Reject",
    fields=[Field("reason", "Reason", "text", hint="For our own records.")],
)
def reject(one: Act[Refund]) -> str:
    """The second person says no, or the first one withdraws it."""
    reason = one.form.text("reason", longest=2000)
    refunds.reject(one.session, one.subject, reason=reason, at=one.at, by=one.by)
    return f"Refund {one.subject.reference} is rejected. Nothing is given back."


ACTS = {"approve": approve, "reject": reject}

menu = [MenuEntry("Refunds to approve", HOME, "Money", Capability.REFUND)]
desk_paths = {Refund: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_refunds, access=staff()),
    page(HOME + "/{id}", show_refund, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
