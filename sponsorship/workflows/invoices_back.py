"""A sponsor's payment of which something went back or was taken back: its invoice is open again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import PROCESSOR, Actor
from sponsorship.invoicing import returns
from sponsorship.invoicing.models import Invoice, Settlement
from sponsorship.invoicing.returns import Cause
from sponsorship.messages import letters_back as letters
from sponsorship.messages import outbox
from sponsorship.messages.letters import LetterContext
from sponsorship.money import Money
from sponsorship.payments.operations import News
from sponsorship.sponsorships.models import SponsorContact, Sponsorship
from sponsorship.workflows import confirming, going_back, misfits, writing_off
from sponsorship.workflows.foundation import Foundation


def accounting_contacts(sponsorship: Sponsorship) -> list[SponsorContact]:
    """Who gets invoices: the accounting contacts, or the primary ones where there are none."""
    contacts = sponsorship.sponsor.contacts
    return [c for c in contacts if c.is_accounting] or [c for c in contacts if c.is_primary]


def follow(
    session: Session, invoice: Invoice, news: News, *, foundation: Foundation, at: datetime
) -> None:
    """Book what went back of a sponsor's payment, and let the invoice say what is still owed."""
    if not news.has_money_gone:
        return
    payment, day = news.payment, foundation.calendar.day_of(at)
    settled = [
        one for one in returns.settlements_of(session, payment.id) if one.invoice_id == invoice.id
    ]
    if not settled:
        going_back.follow_misfit(session, news, foundation=foundation, at=at)
        return
    why = going_back.why_gone(news)
    writing_off.take_up_if_written_off(session, invoice, reason=why, on=day, at=at, by=PROCESSOR)
    gone = going_back.book(
        session,
        news,
        bookkeeping.place_of_invoice(invoice),
        refunded=lambda one: bookkeeping.invoice_payment_returned(one, invoice, on=day),
        foundation=foundation,
        at=at,
    )
    changed = _settle_anew(session, invoice, news, gone, settled, foundation=foundation, at=at)
    if not changed.is_zero:
        _tell(session, invoice, news, changed, foundation=foundation, at=at)


def _settle_anew(
    session: Session,
    invoice: Invoice,
    news: News,
    gone: Money,
    settled: list[Settlement],
    *,
    foundation: Foundation,
    at: datetime,
) -> Money:
    """What is gone is taken from what waits in suspense of the same payment, then from the invoice.

    What comes back fills a shortfall first, then the invoice as far as it asks for something, and the
    rest waits in suspense. How the paid amount of the invoice changed.
    """
    payment, day = news.payment, foundation.calendar.day_of(at)
    why = going_back.why_gone(news)
    moved = returns.Moved(_causes(news), on=day, at=at, by=PROCESSOR, reason=why)
    aside = misfits.aside(session, payment, gone)
    changed = -returns.move(session, invoice, settled, gone - aside, moved)
    more = gone + changed
    place = bookkeeping.place_of_invoice(invoice)
    entry_id = going_back.book_misfit(session, payment, more, place, on=day, at=at)
    if entry_id is not None:
        misfits.overlap(session, payment, more, entry_id=entry_id, at=at)
    confirming.confirm_if_due(session, invoice.sponsorship, at=at, by=PROCESSOR)
    return changed


def take_back(
    session: Session,
    invoice: Invoice,
    settlement: Settlement,
    *,
    entry_id: int,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """A person says that the money was not for this invoice: it is open again, and the sponsor is told.

    `entry_id` is the entry that reversed what the settlement had booked.
    """
    amount, day = settlement.amount, foundation.calendar.day_of(at)
    writing_off.take_up_if_written_off(session, invoice, reason=reason, on=day, at=at, by=by)
    moved = returns.Moved([Cause(amount, entry_id=entry_id)], on=day, at=at, by=by, reason=reason)
    if returns.move(session, invoice, [settlement], amount, moved) != amount:
        raise AssertionError("a settlement that stands whole was taken back in part")
    letter = letters.InvoiceReopened(
        sponsor_name=invoice.sponsorship.sponsor.name,
        invoice_number=invoice.number,
        returned=amount,
        left=invoice.outstanding,
        is_refund=False,
        is_mistake=True,
        pay_link=foundation.links.invoice(invoice.public_token),
        bank_details=foundation.bank_details,
    )
    for contact in accounting_contacts(invoice.sponsorship):
        outbox.owe(
            session,
            letter,
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"taken_back:{entry_id}:{contact.id}",
            about=invoice.sponsorship.subject,
            at=at,
        )


def _causes(news: News) -> list[Cause]:
    moved = [*news.refunds_failed, *news.refunds_succeeded]
    causes = [Cause(refund.amount, refund_id=refund.id) for refund in moved]
    return causes + [
        Cause(told.dispute.amount, dispute_id=told.dispute.id) for told in news.disputes
    ]


def _tell(
    session: Session,
    invoice: Invoice,
    news: News,
    changed: Money,
    *,
    foundation: Foundation,
    at: datetime,
) -> None:
    """Tell whoever gets the invoices that less of it, or more of it, counts as paid."""
    refunds = [*news.refunds_succeeded, *news.refunds_failed]
    cause = f"refund:{refunds[-1].id}" if refunds else f"dispute:{news.disputes[-1].dispute.id}"
    link = foundation.links.invoice(invoice.public_token)
    sponsor = invoice.sponsorship.sponsor.name
    letter: LetterContext
    if changed.is_positive:
        letter = letters.InvoiceRestored(
            sponsor_name=sponsor,
            invoice_number=invoice.number,
            amount=changed,
            left=invoice.outstanding,
            is_refund=bool(refunds),
            invoice_link=link,
        )
    else:
        letter = letters.InvoiceReopened(
            sponsor_name=sponsor,
            invoice_number=invoice.number,
            returned=-changed,
            left=invoice.outstanding,
            is_refund=bool(refunds),
            pay_link=link,
            bank_details=foundation.bank_details,
        )
    for contact in accounting_contacts(invoice.sponsorship):
        outbox.owe(
            session,
            letter,
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"{cause}:{contact.id}",
            about=invoice.sponsorship.subject,
            at=at,
        )
