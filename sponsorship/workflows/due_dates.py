"""Reminders of invoices before they are due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from sponsorship.database import Database
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice
from sponsorship.messages import letters_about_money as letters
from sponsorship.messages import outbox
from sponsorship.workflows.foundation import Foundation
from sponsorship.workflows.invoices_back import accounting_contacts


def remind_before_due(database: Database, *, foundation: Foundation, at: datetime) -> int:
    """Owe a reminder for every invoice that is due in so many days, once for each number of days.

    An invoice that was issued within these days has just been told. Of days that were missed only the last
    counts. How many letters were new.
    """
    today = foundation.calendar.day_of(at)
    new = 0
    with database.unit_of_work() as session:
        for invoice in invoices.outstanding(session):
            days = _reached(invoice, today, foundation.remind_before_days)
            if days is not None:
                new += _remind(session, invoice, days, today, foundation=foundation, at=at)
    return new


def _reached(invoice: Invoice, today: date, before: tuple[int, ...]) -> int | None:
    if invoice.due_on is None or invoice.issued_on is None or today > invoice.due_on:
        return None
    for days in sorted(before):
        day = invoice.due_on - timedelta(days=days)
        if invoice.issued_on < day <= today:
            return days
    return None


def _remind(
    session: Session,
    invoice: Invoice,
    days: int,
    today: date,
    *,
    foundation: Foundation,
    at: datetime,
) -> int:
    new = 0
    due_on = invoice.due_on or today
    for contact in accounting_contacts(invoice.sponsorship):
        owed = outbox.owe(
            session,
            letters.InvoiceDueSoon(
                sponsor_name=invoice.sponsorship.sponsor.name,
                invoice_number=invoice.number,
                left=invoice.outstanding,
                due_on=due_on,
                days_left=(due_on - today).days,
                pay_link=foundation.links.invoice(invoice.public_token),
                bank_details=foundation.bank_details,
            ),
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"due_soon:{invoice.id}:{days}:{contact.id}",
            about=invoice.sponsorship.subject,
            at=at,
        )
        new += owed is not None
    return new
