"""A contract behind its personal link: to read, to sign once, to keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK
from admin_app.forms import Form
from admin_app.pages import download, flash, redirect, render, wiring_of
from admin_app.problems import status_of
from admin_app.public import sponsoring
from admin_app.public.application_form import country_name
from admin_app.public.personal import PRIVATE, PRIVATE_FORM, token_of
from admin_app.routing import form, page
from sponsorship.audit import Actor
from sponsorship.clock import shown_day, utc_now
from sponsorship.contracts import queries as contracts
from sponsorship.contracts.models import Contract, ContractStatus
from sponsorship.contracts.operations import CONSENT, AnotherDocument, content_of, text_of
from sponsorship.documents import operations as documents
from sponsorship.documents.content import SignatureBlock
from sponsorship.documents.rendering import Attachment, MissingGlyph
from sponsorship.errors import Invalid
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import InvoiceStatus
from sponsorship.lifecycle import WrongState
from sponsorship.workflows import sponsoring as workflow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sponsorship.wiring import Wiring

_LONGEST = 200
"""Letters of a signer's name and title."""


def show_contract(request: Request) -> Response:
    """What the contract says, how it stands, and the place to sign it."""
    return _contract_page(request, typed={}, problems={})


def _contract_page(
    request: Request,
    *,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    trouble: str = "",
    status: int = 200,
) -> Response:
    wiring = wiring_of(request)
    token = token_of(request, "contract")
    with wiring.database.reading() as session:
        contract = contracts.by_token(session, token)
        invoice_token = _invoice_token(session, contract)
        is_replaced = any(
            other.revision > contract.revision and other.sent_at is not None
            for other in contracts.of_sponsorship(session, contract.sponsorship_id)
        )
    context = {
        "title": f"Contract {contract.reference}",
        "contract": contract,
        "sponsorship": contract.sponsorship,
        "sponsor": contract.sponsorship.sponsor,
        "country": country_name(contract.sponsorship.sponsor.country),
        "text": text_of(contract),
        "consent": CONSENT,
        "can_sign": contract.waits_for_the_sponsor,
        "is_executed": contract.executed_at is not None,
        "is_replaced": is_replaced,
        "invoice_token": invoice_token,
        "typed": typed,
        "problems": problems,
        "trouble": trouble,
    }
    return render(request, "public/contract.html", context, status=status, headers=PRIVATE_FORM)


def _invoice_token(session: Session, contract: Contract) -> str:
    """The invoice that followed from the executed contract, if there is one."""
    if contract.executed_at is None:
        return ""
    issued = invoices.of_sponsorship(session, contract.sponsorship_id)
    return next((i.public_token for i in issued if i.status is not InvoiceStatus.DRAFT), "")


def sign(request: Request, sent: Form) -> Response:
    """Sign the document that the page showed; signing twice shows that it is signed."""
    token = token_of(request, "contract")
    page_of_it = f"/contracts/{token}"
    typed = sent.typed
    try:
        _sign(request, token, sent)
    except Invalid as wrong:
        return _contract_page(request, typed=typed, problems={wrong.field: str(wrong)}, status=422)
    except AnotherDocument as refused:
        return _contract_page(
            request, typed=typed, problems={}, trouble=str(refused), status=status_of(refused)
        )
    except (WrongState, StaleDataError):
        with wiring_of(request).database.reading() as session:
            status = contracts.by_token(session, token).status
        if status in (ContractStatus.SIGNED, ContractStatus.EXECUTED):
            return flash(request, redirect(page_of_it), "This contract is signed already.")
        sentence = "This contract cannot be signed any more. Nothing was changed."
        return _contract_page(request, typed=typed, problems={}, trouble=sentence, status=409)
    with wiring_of(request).database.reading() as session:
        waits_for_us = contracts.by_token(session, token).status is ContractStatus.SIGNED
    thanks = (
        "You have signed; now we do." if waits_for_us else "The contract is signed by both of us."
    )
    return flash(request, redirect(page_of_it), f"Thank you. {thanks}")


def _sign(request: Request, token: str, sent: Form) -> None:
    wiring, at = wiring_of(request), utc_now()
    with wiring.database.reading() as session:
        contract = contracts.by_token(session, token)
        is_open = contract.waits_for_the_sponsor
    signing = {
        "signer_name": sent.line("signer_name", longest=_LONGEST),
        "signer_title": sent.line("signer_title", longest=_LONGEST),
        "address": request.client.host if request.client else "",
        "user_agent": _printable(request.headers.get("user-agent", "")),
    }
    if is_open:
        _try_printing(wiring, contract, signing)
    with wiring.database.unit_of_work() as session:
        contract = contracts.by_token(session, token)
        workflow.sign_contract(
            session,
            contract,
            **signing,
            has_consented=sent.flag("consent"),
            seen_sha256=sent.line("seen_sha256", longest=64),
            foundation=wiring.foundation,
            at=at,
            by=Actor("sponsor", contract.sponsorship.sponsor.name, contract.sponsorship.sponsor_id),
        )


def _printable(user_agent: str) -> str:
    """The browser's description in plain letters: it is printed on the signature page."""
    return "".join(letter if " " <= letter <= "~" else "?" for letter in user_agent)[:300]


def _try_printing(wiring: Wiring, contract: Contract, signing: Mapping[str, str]) -> None:
    """Refuse a name that the signature page cannot show, before the signature and not after it."""
    sent = documents.rendered(wiring.database, wiring.renderer, contract.document_id, at=utc_now())
    today = shown_day(contract.document.made_at.date())
    block = SignatureBlock(
        signer_name=signing["signer_name"],
        signer_title=signing["signer_title"],
        signed_at=today,
        method="",
        countersigned_by=wiring.foundation.signatory_name,
        countersigned_at=today,
        document_sha256=sent.sha256,
    )
    content = text_of(contract).model_copy(update={"signature": block})
    original = Attachment(filename=sent.filename, content=sent.pdf, description=sent.title)
    try:
        wiring.renderer.render(contract.document.kind, content, attachment=original)
    except MissingGlyph as unprintable:
        field = unprintable.field.removeprefix("signature.")
        shown = field if field in signing else "signer_name"
        raise Invalid(
            shown, "This has a letter that we cannot print. Please write it in another way."
        ) from unprintable


def contract_document(request: Request) -> Response:
    """The file as it stands: what was sent, or once executed, with its signatures."""
    wiring = wiring_of(request)
    token = token_of(request, "contract")
    with wiring.database.reading() as session:
        contract = contracts.by_token(session, token)
        if contract.signed_file is not None and contract.executed_document_id is None:
            kept = documents.file_by_token(session, contract.signed_file.public_token)
            answer = download(kept.bytes, f"contract-{contract.reference}.pdf", kept.media_type)
            answer.headers.update(PRIVATE)
            return answer
    document = workflow.contract_pdf(wiring.database, wiring.renderer, contract, at=utc_now())
    if contract.status is ContractStatus.NULLIFIED:
        document = replace(document, filename=document.filename.replace(".pdf", "-nullified.pdf"))
    answer = download(document.pdf, document.filename, "application/pdf")
    answer.headers.update(PRIVATE)
    return answer


def contract_in_word(request: Request) -> Response:
    """The same words as a Word file, to read or to mark; what is signed is the PDF."""
    with wiring_of(request).database.reading() as session:
        contract = contracts.by_token(session, token_of(request, "contract"))
        name = documents.file_name(contract.executed_document or contract.document, "docx")
    from sponsorship.documents.word_files import MEDIA_TYPE, contract_as_word  # slow to load

    answer = download(contract_as_word(content_of(contract)), name, MEDIA_TYPE)
    answer.headers.update(PRIVATE)
    return answer


routes: list[BaseRoute] = [
    page("/contracts/{token}.docx", contract_in_word, access=LINK),
    page("/contracts/{token}.pdf", contract_document, access=LINK),
    page("/contracts/{token}", show_contract, access=LINK),
    form(
        "/contracts/{token}", sign, access=LINK, name="sign_contract",
        limiter=sponsoring.drawing_slots,
    ),
]  # fmt: skip
