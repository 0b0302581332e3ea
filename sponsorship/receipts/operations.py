"""Issuing and voiding receipts."""

import secrets
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import numbering
from sponsorship.audit import Actor
from sponsorship.clock import shown_day
from sponsorship.documents import operations as documents
from sponsorship.documents.content import DocumentKind, Party, ReceiptContent
from sponsorship.donations.models import Donation
from sponsorship.lifecycle import advance
from sponsorship.receipts.models import Receipt

SERIES = "R"

NO_GOODS = (
    "Your payment date above is the date on which the gift was made."
    " Please keep this receipt for your tax records."
)


def issue(
    session: Session,
    donation: Donation,
    *,
    payment_id: int | None,
    method: str,
    foundation: Party,
    fiscal_year: int,
    tax_date: date,
    is_specimen: bool,
    at: datetime,
) -> Receipt:
    """The numbered receipt for one received gift, with its content fixed for ever.

    `tax_date` is the day the card was charged, the debit settled or the cheque was mailed (IRS
    Publication 526: a gift by card counts in the year it is charged, a cheque on the day it is mailed).
    US gifts of $250 and more need the statement that no goods or services were provided (IRS
    Publication 1771); every receipt carries it.
    """
    sequence = numbering.next_in(session, SERIES, year=fiscal_year)
    number = f"{SERIES}-{fiscal_year}-{sequence:05d}"
    fund_until = donation.fund.restricted_until
    document = documents.make(
        session,
        DocumentKind.RECEIPT,
        ReceiptContent(
            created_at=at,
            is_specimen=is_specimen,
            number=number,
            issued_on=shown_day(tax_date),
            received_on=shown_day(tax_date),
            donor=_donor_of(donation),
            foundation=foundation,
            amount=f"{donation.amount.shown()} ({donation.currency})",
            fund_name=donation.fund.name,
            is_restricted=bool(donation.fund.purpose),
            restricted_until=shown_day(fund_until) if fund_until else "",
            payment_method=method,
            gift_reference=donation.reference,
            tax_note=NO_GOODS,
        ),
        title=f"Receipt {number}",
        at=at,
    )
    receipt = Receipt(
        series=SERIES,
        year=fiscal_year,
        sequence=sequence,
        donation_id=donation.id,
        payment_id=payment_id,
        amount_minor=donation.amount_minor,
        currency=donation.currency,
        tax_date=tax_date,
        issued_at=at,
        document_id=document.id,
        public_token=secrets.token_urlsafe(24),
    )
    session.add(receipt)
    session.flush()  # letters refer to it
    return receipt


def _donor_of(donation: Donation) -> Party:
    lines = tuple(donation.donor_address.splitlines())
    return Party(name=donation.donor_name, lines=lines, email=donation.donor_email)


def of_donation(session: Session, donation_id: int) -> Receipt | None:
    """The receipt of a gift, if it has one."""
    return session.scalars(
        sa.select(Receipt).where(Receipt.donation_id == donation_id)
    ).one_or_none()


def void(session: Session, receipt: Receipt, *, at: datetime, by: Actor, reason: str) -> None:
    """The gift was given back: the receipt has no effect any more, and keeps its number."""
    advance(session, receipt, "voided", at=at, by=by, reason=reason)


def reinstate(session: Session, receipt: Receipt, *, at: datetime, by: Actor, reason: str) -> None:
    """The refund came back to us: the receipt stands again."""
    advance(session, receipt, "reinstated", at=at, by=by, reason=reason)
