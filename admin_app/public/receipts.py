"""A donor's receipt: its facts as a page, and the document itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK
from admin_app.pages import download, render, wiring_of
from admin_app.public.personal import PRIVATE, token_of
from admin_app.routing import page
from sponsorship.clock import utc_now
from sponsorship.documents import operations as documents
from sponsorship.receipts import queries as receipts
from sponsorship.receipts.models import ReceiptStatus


def show_receipt(request: Request) -> Response:
    """What the receipt says, and whether it still stands."""
    token = token_of(request, "receipt")
    with wiring_of(request).database.reading() as session:
        receipt = receipts.by_token(session, token)
        going_back = receipts.going_back(session, receipt)
        replacement = receipts.replacement_of(session, receipt)
    context = {
        "title": f"Receipt {receipt.number}",
        "receipt": receipt,
        "going_back": going_back,
        "replacement": replacement,
        "is_void": receipt.status is ReceiptStatus.VOID,
    }
    return render(request, "public/receipt.html", context, headers=PRIVATE)


def receipt_document(request: Request) -> Response:
    """The receipt as PDF: rendered once, the same bytes for ever."""
    wiring = wiring_of(request)
    token = token_of(request, "receipt")
    with wiring.database.reading() as session:
        receipt = receipts.by_token(session, token)
        document_id, is_void = receipt.document_id, receipt.status is ReceiptStatus.VOID
    document = documents.rendered(wiring.database, wiring.renderer, document_id, at=utc_now())
    name = document.filename.replace(".pdf", "-void.pdf") if is_void else document.filename
    response = download(document.pdf, name, "application/pdf")
    response.headers.update(PRIVATE)
    return response


routes: list[BaseRoute] = [
    page("/receipts/{token}.pdf", receipt_document, access=LINK),
    page("/receipts/{token}", show_receipt, access=LINK),
]
