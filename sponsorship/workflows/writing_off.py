"""An invoice that nobody will pay: given up by two people, booked, and taken up again if money comes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import Actor
from sponsorship.invoicing import write_offs
from sponsorship.invoicing.models import Invoice, InvoiceStatus, WriteOff
from sponsorship.ledger import posting as ledger
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import Role
from sponsorship.workflows.foundation import Foundation


def approve(
    session: Session,
    write_off: WriteOff,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """The second person agrees: what is not earned yet is not income, the rest is a bad debt."""
    write_offs.approve(session, write_off, at=at, by=by)
    invoice = write_off.invoice
    unearned = books.balance_under(
        session, Role.DEFERRED_REVENUE, invoice.number, currency=invoice.currency
    )
    day = foundation.calendar.day_of(at)
    entry = bookkeeping.invoice_written_off(invoice, write_off, unearned=unearned, on=day)
    ledger.post(session, entry, at=at, by=by)


def take_up_again(
    session: Session, invoice: Invoice, *, reason: str, on: date, at: datetime, by: Actor
) -> None:
    """Money came for it, or it was given up too early: the entry is reversed, and it asks again."""
    write_off = write_offs.take_back(session, invoice, reason=reason, at=at, by=by)
    source = bookkeeping.source_of_write_off(invoice, write_off)
    for entry in books.entries(session, source=source):
        if entry.fact == "invoice_written_off":
            ledger.reverse(session, entry, on=on, at=at, by=by, memo=reason.strip())


def take_up_if_written_off(
    session: Session, invoice: Invoice, *, reason: str, on: date, at: datetime, by: Actor
) -> None:
    """More is owed on it than was given up: a person has to decide about all of it anew."""
    if invoice.status is InvoiceStatus.WRITTEN_OFF:
        take_up_again(session, invoice, reason=reason, on=on, at=at, by=by)
