"""Demands for payment: draft, issue, settle, void, credit."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import numbering
from sponsorship.audit import Actor
from sponsorship.clock import Calendar, shown_day
from sponsorship.database import ROW_LOCK
from sponsorship.documents import operations as documents
from sponsorship.documents.content import (
    CreditNoteContent,
    DocumentKind,
    InvoiceContent,
    Party,
    TaxLine,
)
from sponsorship.documents.content import InvoiceLine as PrintedLine
from sponsorship.errors import Invalid, Refused
from sponsorship.invoicing import queries
from sponsorship.invoicing.models import (
    BankTransfer,
    CreditNote,
    Invoice,
    InvoiceLine,
    InvoiceStatus,
    Settlement,
    TransferMethod,
)
from sponsorship.lifecycle import WrongState, advance
from sponsorship.money import Money, total
from sponsorship.payments.models import Payment
from sponsorship.sponsorships.models import Instalment, Sponsorship
from sponsorship.supplements.models import Supplement
from sponsorship.taxes import queries as taxes
from sponsorship.taxes.models import TaxRate

INVOICES = "I"
CREDIT_NOTES = "CN"


class NothingToInvoice(Refused):
    """Raised when a sponsorship has no fee, or is invoiced already."""

    code = "nothing_to_invoice"

    def __init__(self, sponsorship: Sponsorship) -> None:
        self.sponsorship = sponsorship
        super().__init__("There is nothing to invoice for this sponsorship.")


class AlreadyPaidInPart(Refused):
    """Raised when an invoice is to be voided on which money came in or a credit note was issued."""

    code = "already_paid_in_part"

    def __init__(self, invoice: Invoice) -> None:
        self.invoice = invoice
        super().__init__(
            f"Invoice {invoice.number} is partly paid or credited. Issue a credit note for the rest."
        )


class MoreThanOutstanding(Refused):
    """Raised when more is to be settled or credited than the invoice still asks for."""

    code = "more_than_outstanding"

    def __init__(self, invoice: Invoice) -> None:
        self.invoice = invoice
        super().__init__(
            f"Invoice {invoice.number} has {invoice.outstanding.shown()} outstanding, not more."
        )


class AlreadyRecorded(Refused):
    """Raised when a bank transfer with this reference of the bank is in the books already."""

    code = "already_recorded"

    def __init__(self, transfer: BankTransfer) -> None:
        self.transfer = transfer
        what = (
            "cheque of this payer and number"
            if transfer.cheque_number
            else "transfer with this bank reference"
        )
        super().__init__(f"A {what} is recorded already.")


@dataclass(frozen=True, slots=True)
class Billing:
    """What an invoice says about us and when it is due; `pay_url` is completed with its token."""

    foundation: Party
    bank_details: str
    calendar: Calendar
    due_days: int
    pay_url: str
    is_specimen: bool


def draft(
    session: Session,
    sponsorship: Sponsorship,
    *,
    on: date,
    at: datetime,
    instalment: Instalment | None = None,
) -> Invoice:
    """Prepare the invoice for the agreed fee or one part of it, with the taxes of that day.

    Raises NothingToInvoice for a fee of zero, if an invoice for it stands already, or for the whole of a
    fee that is paid in parts.
    """
    fee = instalment.amount if instalment else sponsorship.agreed_fee
    if fee is None or fee.is_zero:
        raise NothingToInvoice(sponsorship)
    _check_not_invoiced(session, sponsorship, instalment)
    text = f"{sponsorship.program_year.title}: {sponsorship.tier.name} sponsorship"
    if instalment:
        text += f", instalment {instalment.position} of {len(sponsorship.instalments)}"
    invoice = _drafted(session, sponsorship, text, fee, on=on, at=at)
    invoice.instalment = instalment.position if instalment else None
    session.add(invoice)
    session.flush()  # its lines are written while it is a draft
    return invoice


def draft_supplement(
    session: Session, supplement: Supplement, *, on: date, at: datetime
) -> Invoice:
    """Prepare the invoice for what was added after the contract, earned from the day of its promise on.

    Raises NothingToInvoice for a price of zero, before it is promised, or if its invoice stands already.
    """
    sponsorship, price = supplement.sponsorship, supplement.agreed_price
    _lock(session, sponsorship)
    is_due = supplement.promised_on is not None and supplement.contract_id is not None
    stands = queries.of_supplement(session, supplement.id)
    if price is None or price.is_zero or not is_due or stands is not None:
        raise NothingToInvoice(sponsorship)
    text = f"{sponsorship.program_year.title}, added: {supplement.in_words}"
    invoice = _drafted(session, sponsorship, text, price, on=on, at=at)
    first = max(invoice.starts_on, supplement.promised_on or on)
    invoice.starts_on = min(first, invoice.ends_on)
    invoice.supplement_id = supplement.id
    session.add(invoice)
    session.flush()  # its lines are written while it is a draft
    return invoice


def _drafted(
    session: Session, sponsorship: Sponsorship, text: str, fee: Money, *, on: date, at: datetime
) -> Invoice:
    """An invoice for the term with the taxes of that day; not in the session yet."""
    if not sponsorship.starts_on or not sponsorship.ends_on:
        raise NothingToInvoice(sponsorship)
    sponsor = sponsorship.sponsor
    rates = taxes.on_invoice(
        session, country=sponsor.billed_country, has_tax_id=bool(sponsor.tax_id), day=on
    )
    tax = total((rate.of(fee) for rate in rates), currency=fee.currency)
    return Invoice(
        sponsorship=sponsorship,
        fund_id=sponsorship.program_year.fund_id,
        bill_to={
            "name": sponsor.billed_name,
            "lines": list(sponsor.billed_address),
            "tax_id": sponsor.tax_id,
        },
        po_number=sponsorship.po_number,
        starts_on=sponsorship.starts_on,
        ends_on=sponsorship.ends_on,
        drafted_at=at,
        total_minor=(fee + tax).minor,
        tax_minor=tax.minor,
        tax_note=" ".join(rate.note for rate in rates if rate.note),
        currency=fee.currency,
        public_token=secrets.token_urlsafe(24),
        lines=_lines(text, fee, rates),
    )


def _check_not_invoiced(
    session: Session, sponsorship: Sponsorship, instalment: Instalment | None
) -> None:
    _lock(session, sponsorship)
    statement = sa.select(sa.func.count()).where(
        Invoice.sponsorship_id == sponsorship.id,
        Invoice.supplement_id.is_(None),
        Invoice.status != InvoiceStatus.VOID,
    )
    if instalment is not None:
        same = Invoice.instalment == instalment.position
        statement = statement.where(sa.or_(Invoice.instalment.is_(None), same))
    is_in_parts = bool(sponsorship.instalments) and instalment is None
    if is_in_parts or session.scalar(statement):
        raise NothingToInvoice(sponsorship)


def _lock(session: Session, sponsorship: Sponsorship) -> None:
    # Two who ask for the invoice at once come one after the other, and the second finds the first's.
    session.execute(
        sa.select(Sponsorship.id)
        .where(Sponsorship.id == sponsorship.id)
        .with_for_update(**ROW_LOCK)
    )


def _lines(text: str, fee: Money, rates: Sequence[TaxRate]) -> list[InvoiceLine]:
    """What the invoice is for, and a line for each tax, of nothing where the sponsor owes it itself."""
    asked = [(text, fee, False), *((rate.label, rate.of(fee), True) for rate in rates)]
    return [
        InvoiceLine(
            position=position,
            text=words,
            unit_amount_minor=amount.minor,
            currency=amount.currency,
            is_tax=is_tax,
        )
        for position, (words, amount, is_tax) in enumerate(asked, start=1)
    ]


def issue(session: Session, invoice: Invoice, billing: Billing, *, at: datetime, by: Actor) -> None:
    """Give it the next number, fix its content and its due date; from now on it never changes."""
    if not invoice.can_be("issued"):
        raise WrongState(invoice, "issued", invoice.status, ())
    today = billing.calendar.day_of(at)
    year = billing.calendar.fiscal_year(today)
    sequence = numbering.next_in(session, INVOICES, year=year)
    due_on = today + timedelta(days=billing.due_days)
    number = f"{INVOICES}-{year}-{sequence:05d}"
    document = documents.make(
        session,
        DocumentKind.INVOICE,
        _printed(invoice, billing, number=number, issued_on=today, due_on=due_on, at=at),
        title=f"Invoice {number}",
        at=at,
    )
    invoice.series, invoice.year, invoice.sequence = INVOICES, year, sequence
    invoice.issued_on, invoice.due_on = today, due_on
    invoice.document_id = document.id
    advance(session, invoice, "issued", at=at, by=by)
    session.flush()


def _printed(
    invoice: Invoice,
    billing: Billing,
    *,
    number: str,
    issued_on: date,
    due_on: date,
    at: datetime,
) -> InvoiceContent:
    bank = tuple(billing.bank_details.splitlines())
    if bank:
        bank = ("By bank transfer, quoting the invoice number:", *bank)
    return InvoiceContent(
        created_at=at,
        is_specimen=billing.is_specimen,
        number=number,
        issued_on=shown_day(issued_on),
        due_on=shown_day(due_on),
        foundation=billing.foundation,
        bill_to=party_of(invoice),
        currency=invoice.currency,
        po_number=invoice.po_number,
        lines=tuple(
            PrintedLine(
                description=line.text,
                quantity=str(line.quantity),
                unit_amount=line.unit_amount.shown(),
                amount=line.amount.shown(),
            )
            for line in invoice.fee_lines
        ),
        net=invoice.net.shown() if invoice.tax_lines else "",
        taxes=tuple(
            TaxLine(name=line.text, amount=line.amount.shown()) for line in invoice.tax_lines
        ),
        note=invoice.tax_note,
        total=invoice.total.shown(),
        amount_paid=Money.zero(invoice.currency).shown(),
        amount_due=invoice.total.shown(),
        term_line=f"Term: {shown_day(invoice.starts_on)} to {shown_day(invoice.ends_on)}",
        payment_instructions=bank,
        pay_url=billing.pay_url + invoice.public_token,
    )


def party_of(invoice: Invoice) -> Party:
    """Whom the invoice is addressed to, frozen when it was drafted."""
    billed = invoice.bill_to
    return Party(name=billed["name"], lines=tuple(billed["lines"]), tax_id=billed["tax_id"])


def settle_by_payment(
    session: Session,
    invoice: Invoice,
    payment: Payment,
    *,
    amount: Money,
    on: date,
    at: datetime,
    by: Actor,
) -> Settlement:
    """So much of money paid online settles the invoice or a part of it; raises MoreThanOutstanding."""
    return _settle(session, invoice, amount, on=on, at=at, by=by, payment_id=payment.id)


@dataclass(frozen=True, slots=True)
class Received:
    """Money for an invoice that reached our bank. Raises Invalid naming the field.

    A cheque has a number and, before the bank has shown it, no reference of the bank.
    """

    amount: Money
    received_on: date
    payer: str
    bank_reference: str = ""
    cheque_number: str = ""

    def __post_init__(self) -> None:
        for name in ("payer", "bank_reference", "cheque_number"):
            object.__setattr__(self, name, getattr(self, name).strip())
        if not self.payer or len(self.payer) > 200:
            raise Invalid("payer", "Please give the payer as the statement or cheque names it.")
        if len(self.cheque_number) > 40:
            raise Invalid("cheque_number", "The number of a cheque has at most 40 letters.")
        if len(self.bank_reference) > 200 or not (self.bank_reference or self.cheque_number):
            raise Invalid("bank_reference", "Please give the bank's reference of the transfer.")
        if not self.amount.is_positive:
            raise Invalid("amount", "Please give an amount above zero.")


def record_transfer(
    session: Session,
    invoice: Invoice,
    received: Received,
    *,
    form_key: str | None,
    at: datetime,
    by: Actor,
) -> tuple[BankTransfer, bool]:
    """Staff hold the sponsor's cheque, or saw the transfer on the statement; and whether it is new.

    Raises MoreThanOutstanding, AlreadyRecorded, or Invalid.
    """
    if form_key is not None:
        again = session.scalars(
            sa.select(BankTransfer).where(BankTransfer.form_key == form_key)
        ).one_or_none()
        if again is not None:
            return again, False
    if received.amount.currency != invoice.currency:
        raise Invalid("amount", f"Please give an amount in {invoice.currency} above zero.")
    alike = queries.transfers_like(
        session,
        bank_reference=received.bank_reference,
        payer=received.payer,
        cheque_number=received.cheque_number,
    )
    for known in alike:
        if not queries.is_taken_back(session, known):
            raise AlreadyRecorded(known)
    transfer = BankTransfer(
        form_key=form_key,
        received_on=received.received_on,
        payer=received.payer,
        bank_reference=received.bank_reference
        or f"Cheque {received.cheque_number} of {received.payer}",
        amount_minor=received.amount.minor,
        currency=received.amount.currency,
        recorded_at=at,
        recorded_by=str(by),
        method=TransferMethod.CHEQUE if received.cheque_number else TransferMethod.TRANSFER,
        cheque_number=received.cheque_number,
        turn=1 + max((known.turn for known in alike), default=0),
    )
    session.add(transfer)
    session.flush()  # the settlement refers to it
    _settle(
        session, invoice, received.amount, on=received.received_on, at=at, by=by,
        bank_transfer_id=transfer.id,
    )  # fmt: skip
    return transfer, True


def _settle(
    session: Session,
    invoice: Invoice,
    amount: Money,
    *,
    on: date,
    at: datetime,
    by: Actor,
    payment_id: int | None = None,
    bank_transfer_id: int | None = None,
) -> Settlement:
    if invoice.status is not InvoiceStatus.ISSUED:
        raise WrongState(invoice, "paid", invoice.status, ())
    if amount > invoice.outstanding:
        raise MoreThanOutstanding(invoice)
    settlement = Settlement(
        invoice_id=invoice.id,
        payment_id=payment_id,
        bank_transfer_id=bank_transfer_id,
        amount_minor=amount.minor,
        currency=amount.currency,
        settled_on=on,
    )
    session.add(settlement)
    close_if_covered(session, invoice, at=at, by=by)
    return settlement


def close_if_covered(session: Session, invoice: Invoice, *, at: datetime, by: Actor) -> None:
    """An issued invoice of which all is paid or credited is paid."""
    session.flush()
    session.refresh(invoice, ["paid_minor", "credited_minor"])  # kept by the database
    if invoice.status is InvoiceStatus.ISSUED and invoice.outstanding.is_zero:
        advance(session, invoice, "paid", at=at, by=by)
        session.flush()


def void(session: Session, invoice: Invoice, *, reason: str, at: datetime, by: Actor) -> None:
    """Declare that the invoice had no effect; only while nothing was paid or credited on it."""
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    if invoice.can_be("voided") and (invoice.paid_minor or invoice.credited_minor):
        raise AlreadyPaidInPart(invoice)
    invoice.void_reason = reason.strip()
    advance(session, invoice, "voided", at=at, by=by, reason=reason.strip())
    session.flush()


def credit(
    session: Session,
    invoice: Invoice,
    billing: Billing,
    *,
    amount: Money,
    reason: str,
    form_key: str | None,
    at: datetime,
    by: Actor,
) -> tuple[CreditNote, bool]:
    """Reduce what an issued invoice asks for, by a numbered credit note; and whether it is new.

    Raises MoreThanOutstanding, WrongState unless it is issued, or Invalid.
    """
    if form_key is not None:
        again = session.scalars(
            sa.select(CreditNote).where(CreditNote.form_key == form_key)
        ).one_or_none()
        if again is not None:
            return again, False
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    if invoice.status is not InvoiceStatus.ISSUED:
        raise WrongState(invoice, "credited", invoice.status, ())
    if amount.currency != invoice.currency or not amount.is_positive:
        raise Invalid("amount", f"Please give an amount in {invoice.currency} above zero.")
    if amount > invoice.outstanding:
        raise MoreThanOutstanding(invoice)
    note = _numbered_note(
        session, invoice, billing, amount=amount, reason=reason.strip(), form_key=form_key, at=at
    )
    session.add(note)
    close_if_covered(session, invoice, at=at, by=by)
    return note, True


def _numbered_note(
    session: Session,
    invoice: Invoice,
    billing: Billing,
    *,
    amount: Money,
    reason: str,
    form_key: str | None,
    at: datetime,
) -> CreditNote:
    """The next credit note with its document; the invoice learns of it when it is added."""
    today = billing.calendar.day_of(at)
    year = billing.calendar.fiscal_year(today)
    sequence = numbering.next_in(session, CREDIT_NOTES, year=year)
    number = f"{CREDIT_NOTES}-{year}-{sequence:05d}"
    # In proportion over all credit notes together, so that the last one takes back the last cent of tax.
    tax = invoice.tax_within(invoice.credited + amount) - invoice.credited_tax
    document = documents.make(
        session,
        DocumentKind.CREDIT_NOTE,
        CreditNoteContent(
            created_at=at,
            is_specimen=billing.is_specimen,
            number=number,
            issued_on=shown_day(today),
            invoice_number=invoice.number,
            invoice_issued_on=shown_day(invoice.issued_on) if invoice.issued_on else "",
            foundation=billing.foundation,
            bill_to=party_of(invoice),
            currency=invoice.currency,
            amount=amount.shown(),
            tax=tax.shown() if invoice.tax_minor else "",
            reason=reason,
        ),
        title=f"Credit note {number}",
        at=at,
    )
    return CreditNote(
        form_key=form_key,
        series=CREDIT_NOTES,
        year=year,
        sequence=sequence,
        invoice_id=invoice.id,
        amount_minor=amount.minor,
        tax_minor=tax.minor,
        currency=amount.currency,
        reason=reason,
        issued_on=today,
        document_id=document.id,
        public_token=secrets.token_urlsafe(24),
    )
