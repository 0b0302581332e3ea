"""A sponsor's invoice from issue to payment: booked, told, and earned month by month."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import PROCESSOR, SYSTEM, Actor
from sponsorship.clock import months_between
from sponsorship.database import Database
from sponsorship.errors import Refused
from sponsorship.funds import queries as funds
from sponsorship.invoicing import instalments
from sponsorship.invoicing import operations as invoicing
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import BankTransfer, CreditNote, Invoice, InvoiceStatus
from sponsorship.ledger import posting as ledger
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import Role
from sponsorship.lifecycle import advance
from sponsorship.messages import letters, outbox
from sponsorship.money import Money
from sponsorship.payments import operations as payments
from sponsorship.payments.models import Checkout, Method, Payment, Purpose
from sponsorship.payments.operations import NotYetKnown
from sponsorship.payments.processor import CheckoutRequest, PaymentState, Processor
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.suspense.models import Misfit
from sponsorship.workflows import (
    confirming,
    exchanging,
    giving,
    going_back,
    invoices_back,
    misfits,
    receiving,
)
from sponsorship.workflows.foundation import Foundation
from sponsorship.workflows.invoices_back import accounting_contacts


class NotPayable(Refused):
    """Raised when somebody wants to pay an invoice that asks for nothing any more."""

    code = "not_payable"

    def __init__(self, invoice: Invoice) -> None:
        self.invoice = invoice
        super().__init__("This invoice is settled or void, so there is nothing left to pay.")


def billing_of(foundation: Foundation) -> invoicing.Billing:
    """What an invoice says about the foundation."""
    return invoicing.Billing(
        foundation=foundation.party,
        bank_details=foundation.bank_details,
        calendar=foundation.calendar,
        due_days=foundation.invoice_due_days,
        pay_url=foundation.links.invoice(""),
        is_specimen=foundation.is_sandbox,
    )


def invoice_sponsorship(
    session: Session, sponsorship: Sponsorship, *, foundation: Foundation, at: datetime, by: Actor
) -> Invoice:
    """Draft and issue the invoice for the agreed fee; raises NothingToInvoice."""
    today = foundation.calendar.day_of(at)
    invoice = invoicing.draft(session, sponsorship, on=today, at=at)
    issue_invoice(session, invoice, foundation=foundation, at=at, by=by)
    return invoice


def issue_invoice(
    session: Session, invoice: Invoice, *, foundation: Foundation, at: datetime, by: Actor
) -> None:
    """Number it, book it, send it."""
    invoicing.issue(session, invoice, billing_of(foundation), at=at, by=by)
    issued_on, due_on, document_id = invoice.issued_on, invoice.due_on, invoice.document_id
    if issued_on is None or due_on is None or document_id is None:
        raise AssertionError("an invoice was issued without its dates or its document")
    ledger.post(session, bookkeeping.invoice_issued(invoice, on=issued_on), at=at, by=by)
    for contact in accounting_contacts(invoice.sponsorship):
        outbox.owe(
            session,
            letters.InvoiceIssued(
                sponsor_name=invoice.sponsorship.sponsor.name,
                invoice_number=invoice.number,
                amount=invoice.total,
                issued_on=issued_on,
                due_on=due_on,
                pay_link=foundation.links.invoice(invoice.public_token),
                bank_details=foundation.bank_details,
                purchase_order=invoice.po_number,
            ),
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"invoice:{invoice.id}:{contact.id}",
            about=invoice.sponsorship.subject,
            at=at,
            attachments=[document_id],
        )


def start_payment(
    database: Database,
    processor: Processor,
    token: str,
    *,
    foundation: Foundation,
    at: datetime,
) -> str:
    """The address of a page to pay what is outstanding; a page that is still good is used again.

    Raises NotFound, NotPayable or Unavailable.
    """
    with database.reading() as session:
        invoice_id = invoices.by_token(session, token).id
    with database.unit_of_work() as session:
        invoice = invoices.get(session, invoice_id, for_update=True)
        if not invoice.outstanding.is_positive:
            raise NotPayable(invoice)
        stale = _stale_page(session, invoice, at=at)
    if stale is not None:
        processor.close_checkout(stale)
    with database.unit_of_work() as session:
        invoice = invoices.get(session, invoice_id, for_update=True)
        if not invoice.outstanding.is_positive:
            raise NotPayable(invoice)
        checkout = _page_for(session, invoice, foundation=foundation, at=at)
        if checkout.url is not None:
            return checkout.url
        request = request_for(checkout, invoice, foundation)
    return giving.open_page(database, processor, request)


def _stale_page(session: Session, invoice: Invoice, *, at: datetime) -> str | None:
    """An open page that asks for another amount than is owed now must not be paid any more."""
    known = payments.open_attempt(session, Purpose.INVOICE, invoice.id)
    if known is None or (known.amount == invoice.outstanding and known.expires_at > at):
        return None
    return known.external_id


def _page_for(
    session: Session, invoice: Invoice, *, foundation: Foundation, at: datetime
) -> Checkout:
    known = payments.open_attempt(session, Purpose.INVOICE, invoice.id)
    if known is not None:
        if known.amount == invoice.outstanding and known.expires_at > at:
            return known
        advance(session, known, "expired", at=at, by=SYSTEM, reason="a newer attempt")
    return payments.begin_checkout(
        session,
        Purpose.INVOICE,
        invoice.id,
        amount=invoice.outstanding,
        at=at,
        is_first=False,
        asks=lambda checkout: request_for(checkout, invoice, foundation),
    )


def request_for(checkout: Checkout, invoice: Invoice, foundation: Foundation) -> CheckoutRequest:
    """What the processor is asked for this checkout: always the same for the same checkout."""
    contacts = accounting_contacts(invoice.sponsorship)
    address = foundation.links.invoice(invoice.public_token)
    return CheckoutRequest(
        checkout_id=checkout.id,
        purpose=Purpose.INVOICE,
        purpose_id=invoice.id,
        amount=checkout.amount,
        fund=invoice.fund.slug,
        description=f"{foundation.name}: invoice {invoice.number}",
        email=contacts[0].email if contacts else "",
        return_url=address,
        cancel_url=address,
        expires_at=checkout.expires_at,
        key=checkout.idempotency_key,
    )


def follow_invoice_payment(
    session: Session, state: PaymentState, *, foundation: Foundation, at: datetime
) -> None:
    """The processor's view of a payment for an invoice: settle and book what is new."""
    news = payments.apply_payment(
        session, state, purpose=Purpose.INVOICE, purpose_id=state.purpose_id, at=at, by=PROCESSOR
    )
    if session.get(Invoice, state.purpose_id) is None:
        if not misfits.is_gone(state, at=at):
            raise NotYetKnown("invoice")
        misfits.follow_lost(session, news, what="invoice", foundation=foundation, at=at)
        going_back.follow_misfit(session, news, foundation=foundation, at=at)
        receiving.book_fee(
            session, news, funds.general(session), source=news.payment.reference,
            foundation=foundation, at=at,
        )  # fmt: skip
        exchanging.book_exchange(session, news, funds.general(session),
                                 source=news.payment.reference, foundation=foundation, at=at)  # fmt: skip
        return
    invoice = invoices.get(session, state.purpose_id, for_update=True)
    if news.is_settled:
        _settle(session, invoice, news.payment, foundation=foundation, at=at)
    receiving.book_fee(
        session, news, invoice.fund, source=invoice.number, foundation=foundation, at=at
    )
    invoices_back.follow(session, invoice, news, foundation=foundation, at=at)
    exchanging.book_exchange(
        session, news, invoice.fund, source=invoice.number, foundation=foundation, at=at
    )


def _settle(
    session: Session, invoice: Invoice, payment: Payment, *, foundation: Foundation, at: datetime
) -> None:
    """The payment settles what is outstanding; what is left of it fits nothing and waits."""
    owed = invoice.outstanding
    settles = (
        min(payment.amount, owed)
        if payment.currency == owed.currency
        else Money.zero(payment.currency)
    )
    left = payment.amount - settles
    if left.is_positive:
        reason, sentence = _misfit(invoice, payment, owed)
        misfits.book(
            session,
            payment,
            amount=left,
            reason=reason,
            sentence=sentence,
            foundation=foundation,
            at=at,
        )
    if not settles.is_positive:
        return
    day = foundation.calendar.day_of(payment.settled_at or at)
    invoicing.settle_by_payment(
        session, invoice, payment, amount=settles, on=day, at=at, by=PROCESSOR
    )
    entry = bookkeeping.invoice_paid_online(invoice, payment, settles, on=day)
    ledger.post(session, entry, at=at, by=PROCESSOR)
    method = "card" if payment.method is Method.CARD else "bank debit"
    tell_paid(
        session,
        invoice,
        settles,
        fact=payment.reference,
        method=method,
        day=day,
        foundation=foundation,
        at=at,
        by=PROCESSOR,
    )


def _misfit(invoice: Invoice, payment: Payment, owed: Money) -> tuple[Misfit, str]:
    """Why a payment, or a part of it, settles nothing."""
    paid = payment.amount.shown()
    if payment.currency != invoice.currency:
        return Misfit.CURRENCY_DIFFERS, f"{invoice} is in {invoice.currency}, and {paid} came."
    if owed.is_positive:
        return Misfit.AMOUNT_DIFFERS, f"{invoice} had {owed.shown()} outstanding, and {paid} came."
    status = invoice.status.value.replace("_", " ")
    return Misfit.NOTHING_OWED, f"{invoice} is {status}, and {paid} came for it."


def record_bank_transfer(
    session: Session,
    invoice: Invoice,
    *,
    amount: Money,
    received_on: date,
    payer: str,
    bank_reference: str,
    form_key: str | None,
    foundation: Foundation,
    at: datetime,
    by: Actor,
    cheque_number: str = "",
) -> BankTransfer:
    """Staff saw the transfer on the statement, or hold the cheque: settle, book, thank."""
    received = invoicing.Received(amount, received_on, payer, bank_reference, cheque_number)
    transfer, is_new = invoicing.record_transfer(
        session, invoice, received, form_key=form_key, at=at, by=by
    )
    if is_new:
        entry = bookkeeping.invoice_paid_by_bank(invoice, transfer, on=received_on)
        ledger.post(session, entry, at=at, by=by)
        tell_paid(
            session,
            invoice,
            amount,
            fact=transfer.reference,
            method=transfer.shown,
            day=received_on,
            foundation=foundation,
            at=at,
            by=by,
        )
    return transfer


def tell_paid(
    session: Session,
    invoice: Invoice,
    amount: Money,
    *,
    fact: str,
    method: str,
    day: date,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """Tell the sponsor; once all of it is settled, the sponsor is confirmed and shown."""
    sponsorship = invoice.sponsorship
    confirming.confirm_if_due(session, invoice.sponsorship, at=at, by=by)
    for contact in accounting_contacts(sponsorship):
        outbox.owe(
            session,
            letters.InvoicePaid(
                sponsor_name=sponsorship.sponsor.name,
                invoice_number=invoice.number,
                paid=amount,
                left=invoice.outstanding,
                paid_on=day,
                method=method,
                invoice_link=foundation.links.invoice(invoice.public_token),
            ),
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"paid:{fact}:{contact.id}",
            about=sponsorship.subject,
            at=at,
        )


def void_invoice(
    session: Session,
    invoice: Invoice,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """The invoice had no effect: what it booked is reversed, the sponsor is told not to pay.

    Money that was paid on it and went back has entries of its own, which stay: it did move.
    """
    was_issued = invoice.status is InvoiceStatus.ISSUED
    invoicing.void(session, invoice, reason=reason, at=at, by=by)
    if not was_issued:
        return
    day = foundation.calendar.day_of(at)
    for entry in books.entries(session, source=invoice.number):
        if entry.fact in ("invoice_issued", "revenue_earned"):
            ledger.reverse(session, entry, on=day, at=at, by=by, memo="invoice voided")
    for contact in accounting_contacts(invoice.sponsorship):
        outbox.owe(
            session,
            letters.InvoiceVoid(
                sponsor_name=invoice.sponsorship.sponsor.name,
                invoice_number=invoice.number,
                amount=invoice.total,
                reason=invoice.void_reason,
            ),
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"invoice:{invoice.id}:{contact.id}",
            about=invoice.sponsorship.subject,
            at=at,
        )


def credit_invoice(
    session: Session,
    invoice: Invoice,
    *,
    amount: Money,
    reason: str,
    form_key: str | None,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> CreditNote:
    """Ask for less: a numbered credit note, booked against what is not earned yet."""
    unearned = books.balance_under(
        session, Role.DEFERRED_REVENUE, invoice.number, currency=invoice.currency
    )
    note, is_new = invoicing.credit(
        session,
        invoice,
        billing_of(foundation),
        amount=amount,
        reason=reason,
        form_key=form_key,
        at=at,
        by=by,
    )
    if not is_new:
        return note
    entry = bookkeeping.credit_note_issued(invoice, note, unearned=unearned, on=note.issued_on)
    ledger.post(session, entry, at=at, by=by)
    confirming.confirm_if_due(session, invoice.sponsorship, at=at, by=by)
    for contact in accounting_contacts(invoice.sponsorship):
        outbox.owe(
            session,
            letters.CreditNoteIssued(
                sponsor_name=invoice.sponsorship.sponsor.name,
                credit_note_number=note.number,
                invoice_number=invoice.number,
                amount=note.amount,
                reason=note.reason,
                left=invoice.outstanding,
            ),
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"credit_note:{note.id}:{contact.id}",
            about=invoice.sponsorship.subject,
            at=at,
            attachments=[note.document_id],
        )
    return note


def earn_revenue(database: Database, *, today: date, at: datetime) -> int:
    """Book what was earned in every month that is over, once; how many entries were new."""
    with database.reading() as session:
        ids = invoices.being_earned(session)
    return sum(_earn(database, invoice_id, today=today, at=at) for invoice_id in ids)


def _earn(database: Database, invoice_id: int, *, today: date, at: datetime) -> int:
    with database.unit_of_work() as session:
        invoice = invoices.get(session, invoice_id, for_update=True)
        if invoice.status not in invoices.IN_EFFECT:
            return 0
        owed = _not_yet_earned(session, invoice, before=today)
        for month_end, amount in owed:
            on = max(month_end, invoice.issued_on or today)
            entry = bookkeeping.revenue_earned(invoice, amount, month_end=month_end, on=on)
            ledger.post(session, entry, at=at, by=SYSTEM)
    return len(owed)


def not_yet_earned(session: Session, *, through: date) -> list[Invoice]:
    """The invoices issued by that day of which something was earned by its end and is not booked."""
    found = (invoices.get(session, row_id) for row_id in invoices.being_earned(session))
    day_after = through + timedelta(days=1)
    return [
        one
        for one in found
        if one.issued_on and one.issued_on <= through
        if _not_yet_earned(session, one, before=day_after)
    ]


def _not_yet_earned(
    session: Session, invoice: Invoice, *, before: date
) -> list[tuple[date, Money]]:
    """The months that ended before that day with what each earned beyond what is booked."""
    earned = books.balance_under(
        session, Role.SPONSORSHIP_INCOME, invoice.number, currency=invoice.currency
    )
    place = instalments.place_of(session, invoice)
    owed = []
    for month_end in months_between(invoice.starts_on, invoice.ends_on):
        if month_end >= before:
            break
        through = bookkeeping.earned_through(
            place.whole, starts_on=invoice.starts_on, ends_on=invoice.ends_on, day=month_end
        )
        target = bookkeeping.earned_in_turn(through, before=place.before, part=invoice.net_left)
        if (target - earned).is_positive:
            owed.append((month_end, target - earned))
            earned = target
    return owed


def remind_overdue(database: Database, *, foundation: Foundation, at: datetime) -> int:
    """Owe a reminder for every invoice that is late: the day after it was due, then every so many days.

    How many letters were new; running it again on the same day owes none.
    """
    today = foundation.calendar.day_of(at)
    new = 0
    with database.unit_of_work() as session:
        for invoice in invoices.overdue(session, today):
            if invoice.due_on is None:
                continue
            days = (today - invoice.due_on).days
            turn = (days - 1) // foundation.remind_every_days
            for contact in accounting_contacts(invoice.sponsorship):
                owed = outbox.owe(
                    session,
                    letters.InvoiceOverdue(
                        sponsor_name=invoice.sponsorship.sponsor.name,
                        invoice_number=invoice.number,
                        left=invoice.outstanding,
                        due_on=invoice.due_on,
                        days_overdue=days,
                        pay_link=foundation.links.invoice(invoice.public_token),
                        bank_details=foundation.bank_details,
                    ),
                    to=outbox.Recipient(contact.name, contact.email),
                    fact=f"overdue:{invoice.id}:{turn}:{contact.id}",
                    about=invoice.sponsorship.subject,
                    at=at,
                )
                new += owed is not None
    return new
