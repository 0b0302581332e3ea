"""Issuing, voiding and replacing receipts."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import numbering
from sponsorship.audit import Actor
from sponsorship.clock import Calendar, shown_day
from sponsorship.documents import operations as documents
from sponsorship.documents.content import DocumentKind, Party, ReceiptContent
from sponsorship.donations.models import Donation
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.receipts.models import Receipt, ReceiptStatus

SERIES = "R"

NO_GOODS = (
    "Your payment date above is the date on which the gift was made."
    " Please keep this receipt for your tax records."
)


@dataclass(frozen=True, slots=True)
class Paper:
    """What every receipt of a gift says beside the gift itself."""

    method: str
    foundation: Party
    calendar: Calendar
    is_specimen: bool


def issue(
    session: Session,
    donation: Donation,
    amount: Money,
    paper: Paper,
    *,
    payment_id: int | None,
    at: datetime,
    replaces: Receipt | None = None,
) -> Receipt:
    """The next numbered receipt for what we keep of a received gift, with its content fixed for ever.

    The tax date is the day the card was charged, the debit settled or the cheque was mailed (IRS
    Publication 526: a gift by card counts in the year it is charged, a cheque on the day it is mailed);
    for most that is the day on which it was received. US gifts of $250 and more need the statement that
    no goods or services were provided (IRS Publication 1771); every receipt carries it. A first receipt is
    of the year of the gift; one that replaces another is of the year in which it is issued.
    """
    received_on = donation.received_on
    if received_on is None:
        raise AssertionError("a gift that was not received has no receipt")
    tax_date = donation.tax_date or received_on
    today = paper.calendar.day_of(at)
    year = paper.calendar.fiscal_year(today if replaces else received_on)
    sequence = numbering.next_in(session, SERIES, year=year)
    number = f"{SERIES}-{year}-{sequence:05d}"
    content = _content(
        donation,
        amount,
        paper,
        number=number,
        days=(today if replaces else tax_date, tax_date),
        replaces=replaces,
        at=at,
    )
    document = documents.make(
        session, DocumentKind.RECEIPT, content, title=f"Receipt {number}", at=at
    )
    receipt = Receipt(
        series=SERIES,
        year=year,
        sequence=sequence,
        donation_id=donation.id,
        payment_id=payment_id,
        amount_minor=amount.minor,
        currency=amount.currency,
        tax_date=tax_date,
        issued_at=at,
        document_id=document.id,
        public_token=secrets.token_urlsafe(24),
        replaces_id=replaces.id if replaces else None,
    )
    session.add(receipt)
    session.flush()  # letters refer to it
    return receipt


def _donor_of(donation: Donation) -> Party:
    lines = tuple(donation.donor_address.splitlines())
    return Party(name=donation.donor_name, lines=lines, email=donation.donor_email)


def _content(
    donation: Donation,
    amount: Money,
    paper: Paper,
    *,
    number: str,
    days: tuple[date, date],
    replaces: Receipt | None,
    at: datetime,
) -> ReceiptContent:
    issued_on, tax_date = days
    fund_until = donation.fund.restricted_until
    return ReceiptContent(
        created_at=at,
        is_specimen=paper.is_specimen,
        number=number,
        issued_on=shown_day(issued_on),
        received_on=shown_day(tax_date),
        donor=_donor_of(donation),
        foundation=paper.foundation,
        amount=f"{amount.shown()} ({amount.currency})",
        fund_name=donation.fund.name,
        is_restricted=bool(donation.fund.purpose),
        restricted_until=shown_day(fund_until) if fund_until else "",
        payment_method=paper.method,
        gift_reference=donation.reference,
        tax_note=_tax_note(donation, amount),
        replaces_number=replaces.number if replaces else "",
    )


def _tax_note(donation: Donation, amount: Money) -> str:
    if amount == donation.amount:
        return NO_GOODS
    gone = donation.amount - amount
    return (
        f"Your gift was {donation.amount.shown()}, of which {gone.shown()} went back to you."
        f" This receipt is for the {amount.shown()} that remain.\n\n{NO_GOODS}"
    )


def of_donation(session: Session, donation_id: int) -> Receipt | None:
    """The newest receipt of a gift, if it has one: the others before it are void."""
    return session.scalars(
        sa.select(Receipt)
        .where(Receipt.donation_id == donation_id)
        .order_by(Receipt.id.desc())
        .limit(1)
    ).one_or_none()


def keep_to(
    session: Session,
    donation: Donation,
    kept: Money,
    paper: Paper,
    *,
    payment_id: int,
    reason: str,
    at: datetime,
    by: Actor,
) -> Receipt | None:
    """Let the gift's receipts say what we keep of it: the one that stands in the end, if any.

    A receipt is never edited: it is void, and another one replaces it. One that is void already and
    says the right amount stands again, if nothing has replaced it.
    """
    newest = of_donation(session, donation.id)
    if newest is not None and newest.amount == kept:
        if newest.status is ReceiptStatus.VOID:
            reinstate(session, newest, at=at, by=by, reason=reason)
            session.flush()
        return newest
    if newest is not None and newest.status is ReceiptStatus.ISSUED:
        void(session, newest, at=at, by=by, reason=reason)
        session.flush()
    if kept.is_zero:
        return None
    return issue(session, donation, kept, paper, payment_id=payment_id, at=at, replaces=newest)


def void(session: Session, receipt: Receipt, *, at: datetime, by: Actor, reason: str) -> None:
    """The gift went back, or a part of it: the receipt has no effect any more, and keeps its number."""
    advance(session, receipt, "voided", at=at, by=by, reason=reason)


def reinstate(session: Session, receipt: Receipt, *, at: datetime, by: Actor, reason: str) -> None:
    """The money came back to us: the receipt stands again."""
    advance(session, receipt, "reinstated", at=at, by=by, reason=reason)
