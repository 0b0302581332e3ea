"""Invoices: what sponsors owe; void, credit, record a bank transfer."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame, write_offs
from admin_app.desks.frame import Act, Field, act
from admin_app.desks.refunds import refund_decided
from admin_app.menu import MenuEntry
from admin_app.pages import download, path_id, wiring_of
from admin_app.routing import page
from sponsorship import lifecycle
from sponsorship.clock import utc_now
from sponsorship.database import ROW_LOCK
from sponsorship.documents import operations as documents
from sponsorship.errors import Invalid, NotFound, Stale
from sponsorship.invoicing import queries
from sponsorship.invoicing import write_offs as queued
from sponsorship.invoicing.models import BankTransfer, CreditNote, Invoice
from sponsorship.ledger import queries as books
from sponsorship.money import Money
from sponsorship.payments import queries as payments
from sponsorship.payments.models import Payment, Purpose
from sponsorship.reporting import aging
from sponsorship.staff.permissions import Capability
from sponsorship.workflows import billing, refunding

HOME = "/admin/desk/invoices"


@dataclass(frozen=True, slots=True)
class Refundable:
    """An invoice with what can still be given back of its online payments."""

    invoice: Invoice
    payments: tuple[Payment, ...]

    @property
    def id(self) -> int:
        return self.invoice.id

    @property
    def __tablename__(self) -> str:
        return self.invoice.__tablename__

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The payments of which something is left, each with how much."""
        return [
            (str(one.id), f"{one.reference}: {one.refundable.shown()} of {one.amount.shown()}")
            for one in self._settled
            if one.refundable.is_positive
        ]

    @property
    def _settled(self) -> list[Payment]:
        settled = {one.payment_id for one in self.invoice.settlements}
        return [one for one in self.payments if one.id in settled]

    @property
    def left(self) -> Money:
        """What is left of the newest payment of which something is."""
        amounts = [one.refundable for one in self._settled]
        found = [amount for amount in amounts if amount.is_positive]
        return found[-1] if found else Money.zero(self.invoice.currency)

    @property
    def version(self) -> str:
        left = "-".join(str(one.refundable.minor) for one in self.payments)
        return f"{self.invoice.version}-{left}"

    def __str__(self) -> str:
        return str(self.invoice)


def _found(session: Session, request: Request) -> Invoice:
    return queries.get(session, path_id(request))


def _refundable(session: Session, request: Request) -> Refundable:
    invoice = _found(session, request)
    paid = payments.of_purpose(session, Purpose.INVOICE, invoice.id)
    return Refundable(invoice, tuple(paid))


def list_invoices(request: Request) -> Response:
    """What is outstanding, the latest to be late on top."""
    wiring, now = wiring_of(request), utc_now()
    with wiring.database.reading() as session:
        found = queries.outstanding(session)
    today = wiring.foundation.calendar.day_of(now)
    return frame.desk_page(
        request,
        "desks/invoices/list.html",
        title="Outstanding invoices",
        invoices=found,
        aged=aging.aged(found, today=today),
        headings=aging.HEADINGS,
        days_late={one.id: aging.days_late(one, today) for one in found},
    )


def show_invoice(request: Request) -> Response:
    """One invoice with its lines, what was paid on it, and what it caused in the journal."""
    wiring, now = wiring_of(request), utc_now()
    with wiring.database.reading() as session:
        refundable = _refundable(session, request)
        invoice = refundable.invoice
        moves = lifecycle.history(session, invoice)
        journal = books.entries(session, source=invoice.number) if invoice.sequence else []
        transfers = _transfers(session, invoice)
        given_up = queued.of_invoice(session, invoice)
    return frame.desk_page(
        request,
        "desks/invoices/show.html",
        title=str(invoice),
        invoice=invoice,
        sponsorship=invoice.sponsorship,
        moves=moves,
        journal=journal,
        transfers=transfers,
        refundable=refundable,
        write_offs=given_up,
        is_overdue=invoice.is_overdue(wiring.foundation.calendar.day_of(now)),
        acts=ACTS | WRITE_OFFS,
    )


def _transfers(session: Session, invoice: Invoice) -> dict[int, BankTransfer]:
    ids = [one.bank_transfer_id for one in invoice.settlements if one.bank_transfer_id]
    found = session.scalars(sa.select(BankTransfer).where(BankTransfer.id.in_(ids)))
    return {one.id: one for one in found}


def show_pdf(request: Request) -> Response:
    """The invoice as it was issued."""
    with wiring_of(request).database.reading() as session:
        document_id = _found(session, request).document_id
    return _pdf(request, document_id)


def show_credit_note(request: Request) -> Response:
    """One credit note of the invoice."""
    with wiring_of(request).database.reading() as session:
        note = session.get(CreditNote, path_id(request, "note"))
        if note is None or note.invoice_id != path_id(request):
            raise NotFound("page")
    return _pdf(request, note.document_id)


def _pdf(request: Request, document_id: int | None) -> Response:
    if document_id is None:
        raise NotFound("page")
    wiring = wiring_of(request)
    pdf = documents.rendered(wiring.database, wiring.renderer, document_id, at=utc_now())
    return download(pdf.pdf, pdf.filename, "application/pdf", inline=True)


def _outstanding(_: Session, invoice: Invoice) -> str:
    return invoice.outstanding.plain()


@act(
    f"{HOME}/{{id}}/transfer",
    may=Capability.RECORD_MONEY,
    of=_found,
    verb="recorded_transfer",
    title="Record a transfer or cheque",
    button="Record transfer or cheque",
    warning="The amount is booked to the bank account and the sponsor is thanked. A transfer that a bank"
    " statement shows already is settled from its bank line instead.",
    fields=[
        Field("amount", "Amount received", "money", initial=_outstanding),
        Field("received_on", "Received on", "day", hint="The booking day on the statement."),
        Field("payer", "Payer", hint="As the statement or the cheque names it."),
        Field(
            "bank_reference", "The bank's reference", is_required=False,
            hint="Of a transfer. Each is recorded once.",
        ),
        Field("cheque_number", "Number of the cheque", is_required=False, hint="If it is one."),
    ],
)  # fmt: skip
def transfer(one: Act[Invoice]) -> str:
    """Staff saw the sponsor's transfer on the bank statement."""
    received_on = one.form.day("received_on")
    if received_on > one.wiring.foundation.calendar.day_of(one.at):
        raise Invalid("received_on", "This day has not come yet.")
    recorded = billing.record_bank_transfer(
        one.session,
        one.subject,
        amount=one.form.money("amount", one.subject.currency),
        received_on=received_on,
        payer=one.form.line("payer"),
        bank_reference=one.form.line("bank_reference"),
        cheque_number=one.form.line("cheque_number", longest=40),
        form_key=one.form.submission(),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{recorded.amount.shown()} recorded. Outstanding: {one.subject.outstanding.shown()}."


@act(
    f"{HOME}/{{id}}/credit",
    may=Capability.MANAGE_INVOICE,
    of=_found,
    verb="credited",
    title="Issue a credit note",
    button="Issue the credit note",
    warning="The credit note is numbered and sent. It cannot be undone.",
    fields=[
        Field("amount", "Amount to credit", "money", initial=_outstanding),
        Field("reason", "Reason", "text", hint="It is printed on the credit note."),
    ],
)
def credit(one: Act[Invoice]) -> str:
    """Ask for less than the invoice did."""
    note = billing.credit_invoice(
        one.session,
        one.subject,
        amount=one.form.money("amount", one.subject.currency),
        reason=one.form.text("reason", longest=2000),
        form_key=one.form.submission(),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"Credit note {note.number} is issued and sent."


@act(
    f"{HOME}/{{id}}/void",
    may=Capability.MANAGE_INVOICE,
    of=_found,
    verb="voided",
    title="Void the invoice",
    button="Void it",
    warning="The invoice has no effect any more: its entries are reversed and the sponsor is told not"
    " to pay it. Its number is never used again.",
    fields=[Field("reason", "Reason", "text", hint="The sponsor reads this.")],
    is_danger=True,
)
def void(one: Act[Invoice]) -> str:
    """Declare that the invoice had no effect."""
    billing.void_invoice(
        one.session,
        one.subject,
        reason=one.form.text("reason", longest=2000),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return f"{one.subject} is void. A new one can be issued from the sponsorship's page."


@act(
    f"{HOME}/{{id}}/refund",
    may=Capability.REFUND,
    of=_refundable,
    verb="refunded",
    title="Refund an online payment",
    button="Refund",
    warning="The money goes back to the sponsor, and the invoice is open again for that amount."
    " To ask for less instead, issue a credit note first. The processor's fee is not returned.",
    fields=[
        Field("payment", "Payment", "choice", options=lambda _, one: one.choices),
        Field(
            "amount",
            "Amount",
            "money",
            hint="The whole of it, or a part.",
            initial=lambda _, one: one.left.plain() if one.left.is_positive else "",
        ),
        Field("reason", "Reason", "text", hint="For our own records."),
    ],
    is_danger=True,
    back=lambda one: f"{HOME}/{one.id}",
)
def refund(one: Act[Refundable]) -> str:
    """Decide to give a sponsor's payment back, in whole or in part; the worker asks the processor."""
    for payment in one.subject.payments:
        one.session.refresh(payment, with_for_update=ROW_LOCK)
    if one.subject.version != one.form.line("version"):
        raise Stale("invoice")
    decided = refunding.decide_invoice_refund(
        one.session,
        one.subject.invoice,
        payment_id=one.form.whole("payment"),
        amount=one.form.money("amount", one.subject.invoice.currency),
        reason=one.form.text("reason", longest=2000),
        form_key=one.form.submission(),
        foundation=one.wiring.foundation,
        at=one.at,
        by=one.by,
    )
    return refund_decided(decided)


WRITE_OFFS = {
    "write_off": write_offs.propose,
    "agree": write_offs.approve,
    "disagree": write_offs.reject,
    "take_up_again": write_offs.take_up_again,
}
ACTS = {"transfer": transfer, "credit": credit, "void": void, "refund": refund}

menu = [MenuEntry("Outstanding invoices", HOME, "Money")]
desk_paths = {Invoice: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME, list_invoices, access=staff()),
    page(HOME + "/{id}", show_invoice, access=staff()),
    page(HOME + "/{id}/invoice.pdf", show_pdf, access=staff()),
    page(HOME + "/{id}/credit-notes/{note}.pdf", show_credit_note, access=staff()),
    *(route for one in ACTS.values() for route in one.routes),
]
