"""Who paid what waits in suspense, and what it was meant for, as far as our own records say."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from sponsorship.donations.models import Donation
from sponsorship.errors import NotFound
from sponsorship.invoicing import queries as invoices
from sponsorship.money import Money
from sponsorship.payments.models import Payment, Purpose
from sponsorship.suspense import origins
from sponsorship.suspense.models import SuspenseCase


@dataclass(frozen=True, slots=True)
class Meant:
    """What a payment was begun for; empty where nothing is known."""

    what: str = ""
    expected: Money | None = None
    name: str = ""
    email: str = ""
    fund_id: int | None = None
    path: str = ""
    """The desk of what it was meant for."""


def of_case(session: Session, case: SuspenseCase) -> Meant:
    """Who paid, and what we expected of them."""
    origin = origins.of_case(session, case)
    payment = origin.payment
    if origin.bank_line is not None:
        return Meant(name=origin.bank_line.counterparty)
    if payment is None:
        return Meant()
    if payment.purpose is Purpose.INVOICE:
        return _of_invoice(session, payment)
    gift = session.get(Donation, payment.purpose_id)
    if gift is None:
        return Meant()
    return Meant(
        what=str(gift),
        expected=gift.amount,
        name=gift.donor_name,
        email=gift.donor_email,
        fund_id=gift.fund_id,
        path=f"gifts/{gift.id}",
    )


def _of_invoice(session: Session, payment: Payment) -> Meant:
    try:
        invoice = invoices.get(session, payment.purpose_id)
    except NotFound:
        return Meant()
    contacts = sorted(invoice.sponsorship.sponsor.contacts, key=lambda one: not one.is_accounting)
    return Meant(
        what=str(invoice),
        expected=invoice.total,
        name=invoice.sponsorship.sponsor.name,
        email=contacts[0].email if contacts else "",
        fund_id=invoice.fund_id,
        path=f"invoices/{invoice.id}",
    )
