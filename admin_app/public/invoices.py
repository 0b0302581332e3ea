"""An invoice behind its personal link: what it asks for, what came in, and how to pay it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK
from admin_app.forms import Form
from admin_app.pages import download, path_id, redirect_to_payment, render, wiring_of
from admin_app.problems import status_of
from admin_app.public import rarely
from admin_app.public.application_form import country_name
from admin_app.public.giving import MOST_LOOKS, speaking_slots
from admin_app.public.personal import PRIVATE, PRIVATE_FORM, token_of
from admin_app.routing import form, page
from admin_app.slots import Slots
from sponsorship.clock import utc_now
from sponsorship.documents import operations as documents
from sponsorship.documents.content import DocumentKind
from sponsorship.errors import NotFound, Refused, SponsorshipError, Unavailable
from sponsorship.invoicing import operations as invoicing
from sponsorship.invoicing import payment_receipts
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice, InvoiceStatus
from sponsorship.logs import logger
from sponsorship.payments import queries as payments
from sponsorship.payments.models import Checkout, CheckoutStatus, Payment, PaymentStatus, Purpose
from sponsorship.workflows import billing, news

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring

log = logger(__name__)

printing_slots = Slots("printing receipts", 1)
SECOND_LOOKS = rarely.Rarely(pause=4.0)


class Standing(StrEnum):
    """How an invoice stands, as its reader would ask."""

    VOID = "void"
    WRITTEN_OFF = "written_off"
    """We do not ask for it any more, although it was not paid."""
    PAID = "paid"
    SETTLED = "settled"
    """Nothing is left to pay, and credit notes had a part in it."""
    CONFIRMING = "confirming"
    """The payment page was finished; the processor has not told us yet what came of it."""
    PENDING = "pending"
    """The payer's bank has been asked and takes days to answer."""
    OVERDUE = "overdue"
    OUTSTANDING = "outstanding"

    @property
    def asks_for_money(self) -> bool:
        return self in {Standing.OVERDUE, Standing.OUTSTANDING}


class BeingConfirmed(Refused):
    """Raised when somebody wants to pay again while a payment of theirs is on its way."""

    code = "being_confirmed"

    def __init__(self) -> None:
        super().__init__("A payment for this invoice is on its way. Please do not pay again.")


@dataclass(frozen=True, slots=True)
class Truth:
    """What our own rows say about an invoice, never the address that the payer came back to."""

    invoice: Invoice
    standing: Standing
    has_open_page: bool
    """A payment page was opened and may be finished by now, for all we know."""
    has_failed: bool
    """The last attempt to pay came to nothing."""

    @property
    def may_have_news(self) -> bool:
        return self.standing is Standing.CONFIRMING or self.has_open_page


def truth_of(wiring: Wiring, token: str) -> Truth:
    """The invoice and how it stands today; raises NotFound."""
    today = wiring.foundation.calendar.day_of(utc_now())
    with wiring.database.reading() as session:
        invoice = invoices.by_token(session, token)
        checkout = payments.latest_attempt(session, Purpose.INVOICE, invoice.id)
        payment = payments.latest_payment(session, Purpose.INVOICE, invoice.id)
    if invoice.status is InvoiceStatus.VOID:
        standing = Standing.VOID
    elif invoice.status is InvoiceStatus.WRITTEN_OFF:
        standing = Standing.WRITTEN_OFF
    elif invoice.status is InvoiceStatus.PAID:
        standing = Standing.SETTLED if invoice.credited_minor else Standing.PAID
    elif payment is not None and payment.status is PaymentStatus.PENDING:
        standing = Standing.PENDING
    elif _is_unheard_of(checkout, payment):
        standing = Standing.CONFIRMING
    else:
        standing = Standing.OVERDUE if invoice.is_overdue(today) else Standing.OUTSTANDING
    is_open = checkout is not None and checkout.status is CheckoutStatus.OPEN
    return Truth(
        invoice,
        standing,
        has_open_page=standing.asks_for_money and is_open,
        has_failed=standing.asks_for_money
        and payment is not None
        and payment.status is PaymentStatus.FAILED,
    )


def _is_unheard_of(checkout: Checkout | None, payment: Payment | None) -> bool:
    """A page was finished and no payment of it is known."""
    if checkout is None or checkout.status is not CheckoutStatus.COMPLETED:
        return False
    return payment is None or payment.checkout_id != checkout.id


async def show_invoice(request: Request) -> Response:
    """The truth about one invoice; asks the processor if a payment may have come unheard."""
    token = token_of(request, "invoice")
    truth = await run_in_threadpool(truth_of, wiring_of(request), token)
    if truth.may_have_news and SECOND_LOOKS.may(token):
        await anyio.to_thread.run_sync(
            _second_look, wiring_of(request), token, limiter=speaking_slots()
        )
        truth = await run_in_threadpool(truth_of, wiring_of(request), token)
    return await run_in_threadpool(_invoice_page, request, truth)


def _second_look(wiring: Wiring, token: str) -> None:
    try:
        news.ask_about_invoice(
            wiring.database, wiring.processor, token, foundation=wiring.foundation, at=utc_now()
        )
    except SponsorshipError as silence:
        # The page then says what we know; the webhook or the sweep will tell the rest.
        log.info("second look came to nothing", reason=silence.code)


def _invoice_page(
    request: Request, truth: Truth, *, trouble: str = "", status: int = 200
) -> Response:
    wiring = wiring_of(request)
    today = wiring.foundation.calendar.day_of(utc_now())
    looks = request.query_params.get("look", "0")
    count = int(looks) if looks.isascii() and looks.isdigit() and len(looks) < 4 else 0
    waits = truth.standing is Standing.CONFIRMING
    invoice = truth.invoice
    billed = invoicing.party_of(invoice)
    context = {
        "title": f"Invoice {invoice.number}",
        "truth": truth,
        "standing": truth.standing.value,
        "invoice": invoice,
        "billed": billed,
        "country": country_name(billed.lines[-1]) if billed.lines else "",
        "days_late": (today - invoice.due_on).days if invoice.due_on else 0,
        "kept": {one.id: payment_receipts.kept_of(invoice, one) for one in invoice.settlements},
        "paid_on": max((one.settled_on for one in invoice.settlements), default=None),
        "bank_details": wiring.foundation.bank_details,
        "trouble": trouble,
        "next_look": count + 1 if waits and count < MOST_LOOKS else None,
    }
    return render(request, "public/invoice.html", context, status=status, headers=PRIVATE_FORM)


def pay(request: Request, sent: Form) -> Response:
    """On to the payment page for what is outstanding; never while another payment is on its way."""
    del sent  # the button says everything; the amount is ours to know
    wiring = wiring_of(request)
    token = token_of(request, "invoice")
    truth = truth_of(wiring, token)
    try:
        if truth.standing in {Standing.CONFIRMING, Standing.PENDING}:
            raise BeingConfirmed
        target = billing.start_payment(
            wiring.database, wiring.processor, token, foundation=wiring.foundation, at=utc_now()
        )
    except Unavailable:
        trouble = (
            "The payment page does not answer at the moment. Nothing was charged: please try again"
            " in a few minutes, or pay by bank transfer."
        )
        return _invoice_page(request, truth, trouble=trouble, status=503)
    except Refused as refused:
        return _invoice_page(
            request, truth_of(wiring, token), trouble=str(refused), status=status_of(refused)
        )
    return redirect_to_payment(target)


def invoice_document(request: Request) -> Response:
    """The invoice as it was issued: the same bytes for ever, under another name once it is void."""
    wiring = wiring_of(request)
    token = token_of(request, "invoice")
    with wiring.database.reading() as session:
        invoice = invoices.by_token(session, token)
    if invoice.document_id is None:
        raise NotFound("invoice")
    suffix = "-void" if invoice.status is InvoiceStatus.VOID else ""
    return _document(wiring, invoice.document_id, suffix)


def credit_note_document(request: Request) -> Response:
    """A credit note of this invoice, by its number."""
    wiring = wiring_of(request)
    token = token_of(request, "invoice")
    number = str(request.path_params["number"])
    with wiring.database.reading() as session:
        invoice = invoices.by_token(session, token)
    for note in invoice.credit_notes:
        if note.number == number:
            return _document(wiring, note.document_id, "")
    raise NotFound("invoice")


def payment_receipt(request: Request) -> Response:
    """What came in for this invoice by one payment, less what went back of it."""
    wiring, at = wiring_of(request), utc_now()
    token = token_of(request, "invoice")
    foundation = wiring.foundation
    with wiring.database.reading() as session:
        content = payment_receipts.as_document(
            invoices.by_token(session, token),
            path_id(request, "settlement_id"),
            foundation=foundation.party,
            today=foundation.calendar.day_of(at),
            is_specimen=foundation.is_sandbox,
            at=at,
        )
    pdf = wiring.renderer.render(DocumentKind.PAYMENT_RECEIPT, content)
    answer = download(pdf, f"receipt-{content.invoice_number}.pdf", "application/pdf")
    answer.headers.update(PRIVATE)
    return answer


def _document(wiring: Wiring, document_id: int, suffix: str) -> Response:
    document = documents.rendered(wiring.database, wiring.renderer, document_id, at=utc_now())
    name = document.filename.replace(".pdf", f"{suffix}.pdf")
    answer = download(document.pdf, name, "application/pdf")
    answer.headers.update(PRIVATE)
    return answer


routes: list[BaseRoute] = [
    page("/invoices/{token}.pdf", invoice_document, access=LINK),
    page("/invoices/{token}/credit-notes/{number}.pdf", credit_note_document, access=LINK),
    page(
        "/invoices/{token}/payments/{settlement_id}.pdf", payment_receipt, access=LINK,
        limiter=printing_slots,
    ),
    page("/invoices/{token}", show_invoice, access=LINK),
    form("/invoices/{token}/pay", pay, access=LINK, name="pay_invoice", limiter=speaking_slots),
]  # fmt: skip
