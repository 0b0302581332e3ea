"""A receipt for what a sponsor paid: printed when it is asked for, from what is settled by then."""

from __future__ import annotations

from datetime import date, datetime

from sponsorship.clock import shown_day
from sponsorship.documents.content import Party, PaymentReceiptContent
from sponsorship.errors import NotFound
from sponsorship.invoicing.models import Invoice, Settlement
from sponsorship.invoicing.operations import party_of
from sponsorship.money import Money, total


def kept_of(invoice: Invoice, settlement: Settlement) -> Money:
    """What we have of a payment: without what went back to the payer; zero if all of it did."""
    gone = (
        one.amount * one.direction.sign
        for one in invoice.returns
        if one.settlement_id == settlement.id
    )
    return settlement.amount - total(gone, currency=invoice.currency)


def as_document(
    invoice: Invoice,
    settlement_id: int,
    *,
    foundation: Party,
    today: date,
    is_specimen: bool,
    at: datetime,
) -> PaymentReceiptContent:
    """The receipt for one payment of an issued invoice.

    Raises NotFound for a payment of something else, and for one that went back as a whole.
    """
    paid = next((one for one in invoice.settlements if one.id == settlement_id), None)
    if paid is None or invoice.issued_on is None or not kept_of(invoice, paid).is_positive:
        raise NotFound("receipt")
    kept = kept_of(invoice, paid)
    given_back = paid.amount - kept
    return PaymentReceiptContent(
        created_at=at,
        is_specimen=is_specimen,
        title=f"Receipt for invoice {invoice.number}",
        foundation=foundation,
        payer=party_of(invoice),
        amount=kept.shown(),
        received_on=shown_day(paid.settled_on),
        as_of=shown_day(today),
        payment_method="bank transfer" if paid.bank_transfer_id else "paid online",
        invoice_number=invoice.number,
        invoice_issued_on=shown_day(invoice.issued_on),
        invoice_total=invoice.total.shown(),
        purpose=invoice.sponsorship.program_year.title,
        po_number=invoice.po_number,
        given_back=given_back.shown() if given_back.is_positive else "",
    )
