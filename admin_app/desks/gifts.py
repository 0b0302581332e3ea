"""Gifts: who gave what, what became of it, and giving it back."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, act
from admin_app.desks.gift_recording import withdraw
from admin_app.desks.refunds import refund_decided
from admin_app.desks.searching import begins, referred, sought
from admin_app.menu import MenuEntry
from admin_app.pages import path_id, wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.database import ROW_LOCK
from sponsorship.donations.models import Donation
from sponsorship.errors import NotFound, Stale
from sponsorship.ledger import queries as books
from sponsorship.money import Money, total
from sponsorship.payments import queries as payments
from sponsorship.payments.models import Payment, Purpose
from sponsorship.receipts import operations as receipts
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import refunding

HOME = "/admin/desk/gifts"
MOST = 50


@dataclass(frozen=True, slots=True)
class Refundable:
    """A gift with what can still be given back of it; its version changes with every refund."""

    donation: Donation
    payments: tuple[Payment, ...]

    @property
    def id(self) -> int:
        return self.donation.id

    @property
    def __tablename__(self) -> str:
        return self.donation.__tablename__

    @property
    def left(self) -> Money:
        amounts = [one.refundable for one in self.payments if not one.is_misfit]
        return total(amounts, currency=self.donation.currency)

    @property
    def version(self) -> str:
        return f"{self.donation.status.value}-{self.left.minor}"

    def __str__(self) -> str:
        return str(self.donation)


def _found(session: Session, request: Request) -> Donation:
    found = session.scalars(
        sa.select(Donation)
        .where(Donation.id == path_id(request))
        .options(joinedload(Donation.fund), joinedload(Donation.recurring_gift))
    ).one_or_none()
    if found is None:
        raise NotFound("gift")
    return found


def _refundable(session: Session, request: Request) -> Refundable:
    donation = _found(session, request)
    paid = payments.of_purpose(session, Purpose.DONATION, donation.id)
    return Refundable(donation, tuple(paid))


def list_gifts(request: Request) -> Response:
    """The latest gifts, or those that the search finds."""
    search = sought(request)
    statement = (
        sa.select(Donation)
        .options(joinedload(Donation.fund))
        .order_by(Donation.begun_at.desc(), Donation.id.desc())
        .limit(MOST)
    )
    if search:
        fits = begins(search, Donation.donor_name, Donation.donor_email)
        if (donation_id := referred(search, "D")) is not None:
            fits = sa.or_(fits, Donation.id == donation_id)
        statement = statement.where(fits)
    with wiring_of(request).database.reading() as session:
        found = session.scalars(statement).all()
    return frame.desk_page(
        request, "desks/gifts/list.html", title="Gifts", gifts=found, search=search, most=MOST
    )


def show_gift(request: Request) -> Response:
    """One gift with its payment, receipt and refunds, and what it caused in the journal."""
    with wiring_of(request).database.reading() as session:
        refundable = _refundable(session, request)
        donation = refundable.donation
        disputed = {one.id: payments.disputes_of(session, one.id) for one in refundable.payments}
        receipt = receipts.of_donation(session, donation.id)
        moves = lifecycle.history(session, donation)
        journal = books.entries(session, source=donation.reference)
    return frame.desk_page(
        request,
        "desks/gifts/show.html",
        title=str(donation),
        donation=donation,
        payments=refundable.payments,
        left=refundable.left,
        disputes=disputed,
        receipt=receipt,
        moves=moves,
        journal=journal,
        refund=refund,
        withdraw=withdraw,
    )


@act(
    f"{HOME}/{{id}}/refund",
    may=Capability.REFUND,
    of=_refundable,
    verb="refunded",
    title="Refund the gift",
    button="Refund",
    warning="The money goes back to the donor, who is told. The processor's fee is not returned.",
    fields=[
        Field(
            "amount",
            "Amount",
            "money",
            hint="The whole of it, or a part.",
            initial=lambda _, gift: gift.left.plain() if gift.left.is_positive else "",
        ),
        Field("reason", "Reason", "text", hint="For our own records."),
    ],
    is_danger=True,
    back=lambda gift: f"{HOME}/{gift.id}",
)
def refund(one: Act[Refundable]) -> str:
    """Decide to give the gift back, in whole or in part; the worker asks the processor."""
    _check_unchanged(one)
    decided = refunding.decide_refund(
        one.session,
        one.subject.donation,
        amount=one.form.money("amount", one.subject.donation.currency),
        reason=one.form.text("reason", longest=2000),
        form_key=one.form.submission(),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return refund_decided(decided)


def _check_unchanged(one: Act[Refundable]) -> None:
    """Two people may refund the same gift at once: with the payments locked, look once more."""
    for payment in one.subject.payments:
        one.session.refresh(payment, with_for_update=ROW_LOCK)
    if one.subject.version != one.form.line("version"):
        raise Stale("gift")


menu = [MenuEntry("Gifts", HOME, "Donors")]
desk_paths = {Donation: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_gifts, access=staff()),
    page(HOME + "/{id}", show_gift, access=staff()),
    *refund.routes,
]
