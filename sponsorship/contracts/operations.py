"""The agreement: draft, send, sign, record, nullify."""

from __future__ import annotations

import secrets
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.contracts import texts
from sponsorship.contracts.models import Contract, ContractKind, Signature, SignatureMethod
from sponsorship.contracts.standard_wording import standard_wording
from sponsorship.contracts.statement_of_work import Drafting, Wording, statement_of_work
from sponsorship.documents import operations as documents
from sponsorship.documents.content import ContractContent, DocumentKind, SignatureBlock
from sponsorship.documents.models import Document, StoredFile
from sponsorship.errors import Invalid, Refused
from sponsorship.lifecycle import advance
from sponsorship.sponsorships.models import Sponsorship

LONGEST_PARTICULARS = 10_000
_TITLES = {
    ContractKind.NEW: "Contract",
    ContractKind.RENEWAL: "Renewal contract",
    ContractKind.AMENDMENT: "Contract amendment",
}
"""What files are called after."""
CONSENT = (
    "I have read this agreement, I am authorised to sign it for the sponsor, and I agree that typing"
    " my name here is my signature."
)
"""What a signer ticks; kept word for word with each signature."""


class NotRenderedYet(Refused):
    """Raised when a contract is to be sent or signed whose PDF does not exist yet."""

    code = "not_rendered_yet"

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        super().__init__("The PDF of this contract is not ready yet. Please try again in a moment.")


class AnotherDocument(Refused):
    """Raised when somebody signs a document that is not the one in force now."""

    code = "another_document"

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        super().__init__(
            "The contract was changed while you were reading. Please read the new one before signing."
        )


def draft(
    session: Session,
    sponsorship: Sponsorship,
    drafting: Drafting,
    *,
    particulars: str = "",
    at: datetime,
    on: date,
) -> Contract:
    """Make the next revision from what is promised now, in the words that are published now."""
    if len(particulars) > LONGEST_PARTICULARS:
        raise Invalid("particulars", f"This text has at most {LONGEST_PARTICULARS:,} letters.")
    last = session.scalar(
        sa.select(sa.func.coalesce(sa.func.max(Contract.revision), 0)).where(
            Contract.sponsorship_id == sponsorship.id
        )
    )
    revision = (last or 0) + 1
    reference = f"C-{at.year}-{sponsorship.id:05d}-{revision}"
    kind = ContractKind.RENEWAL if sponsorship.renews_id else ContractKind.NEW
    text = texts.published(session, kind)
    words = Wording(
        kind=kind,
        text=text.text if text is not None else standard_wording(kind),
        particulars=particulars.strip(),
        previous=session.get(Sponsorship, sponsorship.renews_id) if sponsorship.renews_id else None,
    )
    content = statement_of_work(
        sponsorship, words, drafting, reference=reference, revision=revision, at=at, on=on
    )
    document = documents.make(
        session, DocumentKind.CONTRACT, content, title=f"{_TITLES[kind]} {reference}", at=at
    )
    contract = Contract(
        sponsorship=sponsorship,
        revision=revision,
        kind=kind,
        text=text,
        particulars=words.particulars,
        public_token=secrets.token_urlsafe(24),
        document=document,
        drafted_at=at,
    )
    session.add(contract)
    session.flush()  # letters and pages refer to it
    return contract


def revise(
    session: Session,
    contract: Contract,
    drafting: Drafting,
    *,
    particulars: str,
    at: datetime,
    on: date,
    by: Actor,
) -> Contract:
    """Save a draft anew: a revision with other particulars takes its place, and both are kept."""
    advance(session, contract, "revised", at=at, by=by)
    session.flush()  # one of them is a draft at any moment
    return draft(session, contract.sponsorship, drafting, particulars=particulars, at=at, on=on)


def text_of(contract: Contract) -> ContractContent:
    """What the contract says, as it was sent."""
    return _content_of(contract.document)


def content_of(contract: Contract) -> ContractContent:
    """What the contract says; once both have signed, with its signatures."""
    return _content_of(contract.executed_document or contract.document)


def _content_of(document: Document) -> ContractContent:
    content = document.kind.content_from(document.content)
    if not isinstance(content, ContractContent):
        raise AssertionError("a contract's document is no contract")  # noqa: TRY004 -- our own contradiction
    return content


def send(session: Session, contract: Contract, *, at: datetime, by: Actor) -> None:
    """The sponsor gets it: from now on this exact PDF is what can be signed."""
    if contract.document.sha256 is None:
        raise NotRenderedYet(contract)
    contract.sent_at = at
    advance(session, contract, "sent", at=at, by=by)


def sign(
    session: Session,
    contract: Contract,
    *,
    signer_name: str,
    signer_title: str,
    has_consented: bool,
    seen_sha256: str,
    address: str,
    user_agent: str,
    countersigned_by: tuple[str, str],
    signed_at_shown: str,
    at: datetime,
    by: Actor,
) -> None:
    """The sponsor's contact signs online the document they have seen, and the contract is executed.

    `countersigned_by` is our signatory's name and title: by sending the contract we have signed it.
    Raises Invalid without name, title or consent; AnotherDocument if what was seen is not in force.
    """
    for field, text, label in (
        ("signer_name", signer_name, "your full name"),
        ("signer_title", signer_title, "your title"),
    ):
        if not text.strip() or len(text) > 200 or not text.isprintable():
            raise Invalid(field, f"Please type {label}.")
    if not has_consented:
        raise Invalid("consent", "Please tick the box: without it, this is not a signature.")
    if contract.can_be("executed") and contract.document.sha256 != seen_sha256:
        raise AnotherDocument(contract)
    contract.executed_at = at
    advance(session, contract, "executed", at=at, by=by)
    signature = Signature(
        contract_id=contract.id,
        method=SignatureMethod.ONLINE,
        signer_name=signer_name.strip(),
        signer_title=signer_title.strip(),
        consent=CONSENT,
        signed_at=at,
        address=address,
        user_agent=user_agent[:500],
        document_sha256=seen_sha256,
        recorded_by=str(by),
    )
    session.add(signature)
    contract.executed_document = _with_signature_page(
        session, contract, signature, countersigned_by, signed_at_shown, at=at
    )


def _with_signature_page(
    session: Session,
    contract: Contract,
    signature: Signature,
    countersigned_by: tuple[str, str],
    signed_at_shown: str,
    *,
    at: datetime,
) -> Document:
    content = DocumentKind.CONTRACT.content_from(contract.document.content)
    block = SignatureBlock(
        signer_name=signature.signer_name,
        signer_title=signature.signer_title,
        signed_at=signed_at_shown,
        method="Electronic signature on the foundation's page",
        consent_text=signature.consent,
        ip_address=signature.address,
        user_agent=signature.user_agent,
        countersigned_by=countersigned_by[0],
        countersigner_title=countersigned_by[1],
        countersigned_at=signed_at_shown,
        document_sha256=signature.document_sha256,
    )
    return documents.make(
        session,
        DocumentKind.CONTRACT,
        content.model_copy(update={"signature": block, "created_at": at}),
        title=f"Executed {_TITLES[contract.kind].lower()} {contract.reference}",
        at=at,
        attaches=contract.document,
    )


def record_execution(
    session: Session,
    contract: Contract,
    *,
    signed_file: StoredFile,
    signer_name: str,
    signer_title: str,
    signed_on: date,
    at: datetime,
    by: Actor,
) -> None:
    """Staff hold the contract signed by both parties: the file is kept, the contract is executed."""
    if not signer_name.strip():
        raise Invalid("signer_name", "Please give the name of the person who signed.")
    contract.signed_file = signed_file
    contract.executed_at = at
    advance(session, contract, "executed", at=at, by=by)
    session.add(
        Signature(
            contract_id=contract.id,
            method=SignatureMethod.ON_FILE,
            signer_name=signer_name.strip(),
            signer_title=signer_title.strip(),
            consent=f"Signed elsewhere on {signed_on.isoformat()}; the file is kept.",
            signed_at=at,
            address="",
            user_agent="",
            document_sha256=signed_file.sha256,
            recorded_by=str(by),
        )
    )


def nullify(session: Session, contract: Contract, *, reason: str, at: datetime, by: Actor) -> None:
    """Cancel a contract before it has effect, with a reason."""
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    contract.nullified_reason = reason.strip()
    advance(session, contract, "nullified", at=at, by=by, reason=reason.strip())
    session.flush()  # the next revision may only live once this one does not
