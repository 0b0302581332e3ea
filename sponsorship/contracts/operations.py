"""The agreement: draft, send, sign, record, nullify."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.clock import shown_day
from sponsorship.contracts.models import Contract, Signature, SignatureMethod
from sponsorship.documents import operations as documents
from sponsorship.documents.content import (
    BenefitLine,
    ClauseText,
    ContractContent,
    DocumentKind,
    Party,
    SignatureBlock,
)
from sponsorship.documents.models import Document, StoredFile
from sponsorship.documents.standard_terms import standard_recitals, standard_terms
from sponsorship.errors import Invalid, Refused
from sponsorship.lifecycle import advance
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers.models import LegalClause

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


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a contract says about us: our own side, our signatory, when we want to be paid."""

    foundation: Party
    signatory_name: str
    signatory_title: str
    invoice_due_days: int
    is_specimen: bool


def draft(
    session: Session, sponsorship: Sponsorship, drafting: Drafting, *, at: datetime, on: date
) -> Contract:
    """Make the next revision from what is promised now: frozen benefits, each clause numbered once."""
    last = session.scalar(
        sa.select(sa.func.coalesce(sa.func.max(Contract.revision), 0)).where(
            Contract.sponsorship_id == sponsorship.id
        )
    )
    revision = (last or 0) + 1
    reference = f"C-{at.year}-{sponsorship.id:05d}-{revision}"
    document = documents.make(
        session,
        DocumentKind.CONTRACT,
        _content(sponsorship, drafting, reference=reference, revision=revision, at=at, on=on),
        title=f"Contract {reference}",
        at=at,
    )
    contract = Contract(
        sponsorship=sponsorship,
        revision=revision,
        public_token=secrets.token_urlsafe(24),
        document=document,
        drafted_at=at,
    )
    session.add(contract)
    session.flush()  # letters and pages refer to it
    return contract


def _content(
    sponsorship: Sponsorship,
    drafting: Drafting,
    *,
    reference: str,
    revision: int,
    at: datetime,
    on: date,
) -> ContractContent:
    if sponsorship.agreed_fee is None or not (sponsorship.starts_on and sponsorship.ends_on):
        raise AssertionError("a contract is drafted only for an approved sponsorship")
    sponsor = sponsorship.sponsor
    cited = _cited_clauses(sponsorship)
    numbers = {clause.id: number for number, clause in enumerate(cited, start=1)}
    primary = next((contact for contact in sponsor.contacts if contact.is_primary), None)
    reach = [part for part in (primary.phone, primary.email) if part] if primary else []
    return ContractContent(
        created_at=at,
        is_specimen=drafting.is_specimen,
        reference=reference,
        revision=revision,
        drafted_on=shown_day(on),
        foundation=drafting.foundation,
        signatory_name=drafting.signatory_name,
        signatory_title=drafting.signatory_title,
        sponsor=Party(name=sponsor.name, lines=sponsor.address, tax_id=sponsor.tax_id),
        contact_line=f"{primary.name} - {' | '.join(reach)}" if primary else "",
        programme=sponsorship.program_year.title,
        tier_name=sponsorship.tier.name,
        starts_on=shown_day(sponsorship.starts_on),
        ends_on=shown_day(sponsorship.ends_on),
        agreed_fee=f"{sponsorship.agreed_fee.shown()} ({sponsorship.currency})",
        payment_terms=f"within {drafting.invoice_due_days} days of the invoice",
        recitals=standard_recitals(
            purpose="to promote, protect and advance the work described in its mission",
            programme=sponsorship.program_year.title,
        ),
        terms=standard_terms(
            governing_law="the law of the place where the Foundation has its seat",
            notices_to=drafting.foundation.email,
        ),
        benefits=tuple(
            BenefitLine(
                name=promise.name,
                description=promise.description,
                programme=promise.program,
                quantity=str(promise.quantity) if promise.quantity > 1 else "",
                clause_numbers=tuple(numbers[clause.id] for clause in promise.clauses),
            )
            for promise in sponsorship.promised_benefits
        ),
        clauses=tuple(
            ClauseText(number=numbers[clause.id], title=clause.title, text=clause.text)
            for clause in cited
        ),
    )


def _cited_clauses(sponsorship: Sponsorship) -> list[LegalClause]:
    """Each clause of a promised benefit once, in the order that staff gave the clauses."""
    cited = {one.id: one for promise in sponsorship.promised_benefits for one in promise.clauses}
    return sorted(cited.values(), key=lambda one: (one.position, one.id))


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
        title=f"Executed contract {contract.reference}",
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
