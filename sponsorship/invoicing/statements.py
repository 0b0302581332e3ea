"""A sponsor's account with us at the end of a day: what was invoiced, credited, paid, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from sponsorship.clock import Calendar, shown_day
from sponsorship.documents.content import Party, StatementContent, StatementLine
from sponsorship.invoicing.models import (
    Invoice,
    InvoiceStatus,
    ReturnDirection,
    WriteOff,
    WriteOffStatus,
)
from sponsorship.money import Money, total
from sponsorship.sponsorships.models import Sponsor, Sponsorship

_WITHOUT_EFFECT = (InvoiceStatus.DRAFT, InvoiceStatus.VOID)


@dataclass(frozen=True, slots=True)
class Movement:
    """One thing that made a sponsor owe more, or less if the amount is below zero."""

    on: date
    what: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that moved in one currency until a day, in its order."""

    currency: str
    movements: tuple[Movement, ...]

    @property
    def balance(self) -> Money:
        """What the sponsor owes; below zero never, as too much waits in suspense."""
        return total((one.amount for one in self.movements), currency=self.currency)

    @property
    def running(self) -> list[tuple[Movement, Money]]:
        """Each movement with what was owed after it."""
        owed, found = Money.zero(self.currency), []
        for one in self.movements:
            owed = owed + one.amount
            found.append((one, owed))
        return found


def of_sponsor(
    session: Session, sponsor: Sponsor, *, until: date, calendar: Calendar
) -> list[Account]:
    """One account for each currency; invoices that are void never had an effect and are left out."""
    invoices = session.scalars(
        sa.select(Invoice)
        .join(Sponsorship, Sponsorship.id == Invoice.sponsorship_id)
        .where(Sponsorship.sponsor_id == sponsor.id, Invoice.status.not_in(_WITHOUT_EFFECT))
        .options(
            selectinload(Invoice.settlements),
            selectinload(Invoice.returns),
            selectinload(Invoice.credit_notes),
        )
        .order_by(Invoice.id)
    ).all()
    given_up = _given_up(session, invoices)
    moved = [
        one
        for invoice in invoices
        for one in _moved(invoice, given_up.get(invoice.id), calendar)
        if one.on <= until
    ]
    moved.sort(key=lambda one: one.on)
    currencies = sorted({one.amount.currency for one in moved})
    return [
        Account(currency, tuple(one for one in moved if one.amount.currency == currency))
        for currency in currencies
    ]


def _given_up(session: Session, invoices: Sequence[Invoice]) -> dict[int, WriteOff]:
    found = session.scalars(
        sa.select(WriteOff).where(
            WriteOff.invoice_id.in_([one.id for one in invoices]),
            WriteOff.status == WriteOffStatus.APPROVED,
        )
    )
    return {one.invoice_id: one for one in found}


def _moved(invoice: Invoice, given_up: WriteOff | None, calendar: Calendar) -> Iterator[Movement]:
    number = invoice.number
    if invoice.issued_on is not None and invoice.due_on is not None:
        due = shown_day(invoice.due_on)
        yield Movement(invoice.issued_on, f"Invoice {number}, due on {due}", invoice.total)
    for paid in invoice.settlements:
        how = "bank transfer" if paid.bank_transfer_id else "paid online"
        yield Movement(paid.settled_on, f"Payment of {number}, {how}", -paid.amount)
    for gone in invoice.returns:
        went = gone.direction is ReturnDirection.RETURNED
        what = "Payment returned" if went else "Returned payment restored"
        amount = gone.amount if went else -gone.amount
        yield Movement(gone.returned_on, f"{what}, {number}", amount)
    for note in invoice.credit_notes:
        yield Movement(note.issued_on, f"Credit note {note.number} for {number}", -note.amount)
    if given_up is not None and given_up.approved_at is not None:
        day = calendar.day_of(given_up.approved_at)
        yield Movement(day, f"No longer asked for, {number}", -given_up.amount)


def as_document(
    sponsor: Sponsor,
    account: Account,
    *,
    until: date,
    foundation: Party,
    bank_details: str,
    is_specimen: bool,
    at: datetime,
) -> StatementContent:
    """The account as it is printed and sent."""
    return StatementContent(
        created_at=at,
        is_specimen=is_specimen,
        title=f"Statement of account, {shown_day(until)}",
        as_of=shown_day(until),
        foundation=foundation,
        sponsor=Party(
            name=sponsor.billed_name, lines=sponsor.billed_address, tax_id=sponsor.tax_id
        ),
        currency=account.currency,
        lines=tuple(
            StatementLine(
                on=shown_day(one.on),
                what=one.what,
                amount=_shown(one.amount),
                balance=owed.shown(),
            )
            for one, owed in account.running
        ),
        balance=account.balance.shown(),
        payment_instructions=tuple(bank_details.splitlines())
        if account.balance.is_positive
        else (),
    )


def _shown(amount: Money) -> str:
    return amount.shown() if amount.minor >= 0 else f"−{(-amount).shown()}"
