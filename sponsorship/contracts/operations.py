"""The agreement: draft, send, sign, record, nullify."""

from __future__ import annotations

import secrets
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.clock import shown_day
from sponsorship.contracts import texts
from sponsorship.contracts.models import (
    Contract,
    ContractKind,
    ContractStatus,
    Signature,
    SignatureMethod,
)
from sponsorship.contracts.standard_wording import standard_wording
from sponsorship.contracts.statement_of_work import Added, Drafting, Wording, statement_of_work
from sponsorship.documents import operations as documents
from sponsorship.documents.content import ContractContent, DocumentKind, SignatureBlock
from sponsorship.documents.models import Document, StoredFile
from sponsorship.errors import Invalid, Refused
from sponsorship.lifecycle import WrongState, advance
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.supplements import queries as supplements
from sponsorship.supplements.models import Supplement

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


class NobodyIsAsked(Refused):
    """Raised when somebody is to be reminded of a contract that does not wait for the sponsor."""

    code = "nobody_is_asked"

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        super().__init__(f"{contract} does not wait for the sponsor's signature.")


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
    amends: Contract | None = None,
    added: Supplement | None = None,
    at: datetime,
    on: date,
) -> Contract:
    """Make the next revision from what is promised now, in the words that are published now.

    An amendment may add a supplement to it, which is promised once both have signed.
    """
    if len(particulars) > LONGEST_PARTICULARS:
        raise Invalid("particulars", f"This text has at most {LONGEST_PARTICULARS:,} letters.")
    last = session.scalar(
        sa.select(sa.func.coalesce(sa.func.max(Contract.revision), 0)).where(
            Contract.sponsorship_id == sponsorship.id
        )
    )
    revision = (last or 0) + 1
    reference = f"C-{at.year}-{sponsorship.id:05d}-{revision}"
    kind = _kind_of(sponsorship, amends)
    text = texts.published(session, kind)
    words = Wording(
        kind=kind,
        text=text.text if text is not None else standard_wording(kind),
        particulars=particulars.strip(),
        previous=session.get(Sponsorship, sponsorship.renews_id) if sponsorship.renews_id else None,
        amends=amends,
        added=_added(session, added),
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
        amends=amends,
        public_token=secrets.token_urlsafe(24),
        document=document,
        drafted_at=at,
    )
    session.add(contract)
    session.flush()  # letters and pages refer to it
    if added is not None:
        added.contract_id = contract.id
        session.flush()
    return contract


def _added(session: Session, supplement: Supplement | None) -> Added | None:
    if supplement is None:
        return None
    lines = ((one, tuple(supplements.clauses_of(session, one))) for one in supplement.lines)
    return Added(supplement.price, tuple(lines))


def _kind_of(sponsorship: Sponsorship, amends: Contract | None) -> ContractKind:
    if amends is not None:
        return ContractKind.AMENDMENT
    return ContractKind.RENEWAL if sponsorship.renews_id else ContractKind.NEW


def amend(
    session: Session,
    contract: Contract,
    drafting: Drafting,
    *,
    particulars: str,
    added: Supplement | None = None,
    at: datetime,
    on: date,
) -> Contract:
    """Draft an amendment: it takes the contract's place once both have signed it.

    Raises WrongState if the contract is not in force, Invalid if nothing is to change.
    """
    if not contract.can_be("superseded"):
        raise WrongState(contract, "amended", contract.status, {ContractStatus.EXECUTED})
    if not particulars.strip():
        raise Invalid("particulars", "Please say what changes.")
    return draft(
        session, contract.sponsorship, drafting, particulars=particulars, amends=contract,
        added=added, at=at, on=on,
    )  # fmt: skip


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
    return draft(
        session, contract.sponsorship, drafting, particulars=particulars, amends=contract.amends,
        added=supplements.of_contract(session, contract.id), at=at, on=on,
    )  # fmt: skip


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


def send(
    session: Session,
    contract: Contract,
    *,
    signatory: tuple[str, str],
    countersigns_later: bool = False,
    at: datetime,
    by: Actor,
) -> None:
    """The sponsor gets it: from now on this exact PDF is what can be signed.

    `signatory` is our signatory's name and title: we have signed by sending it, unless we sign later.
    """
    if contract.document.sha256 is None:
        raise NotRenderedYet(contract)
    contract.sent_at = at
    contract.countersigns_later = countersigns_later
    if not countersigns_later:
        _sign_for_us(contract, *signatory, at=at, by=by)
    advance(session, contract, "sent", at=at, by=by)


def _sign_for_us(contract: Contract, name: str, title: str, *, at: datetime, by: Actor) -> None:
    contract.countersigner_name, contract.countersigner_title = name, title
    contract.countersigned_at, contract.countersigned_by = at, str(by)


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
    signatory: tuple[str, str],
    at: datetime,
    by: Actor,
) -> None:
    """The sponsor's contact signs online the document they have seen; executed, unless we sign later.

    `signatory` is who signed for us, for contracts that were sent without saying so. Raises Invalid
    without name, title or consent; AnotherDocument if what was seen is not in force.
    """
    _check_signer(signer_name, signer_title)
    if not has_consented:
        raise Invalid("consent", "Please tick the box: without it, this is not a signature.")
    if contract.waits_for_the_sponsor and contract.document.sha256 != seen_sha256:
        raise AnotherDocument(contract)
    if contract.countersigns_later:
        advance(session, contract, "signed", at=at, by=by)
    else:
        if contract.waits_for_the_sponsor and contract.countersigned_at is None:
            _sign_for_us(contract, *signatory, at=at, by=by)  # sent by the release before this one
        _execute(session, contract, "executed", at=at, by=by)
    contract.signature = Signature(
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
    session.flush()
    if contract.status is ContractStatus.EXECUTED:
        contract.executed_document = _with_signature_page(session, contract, at=at)


def countersign(
    session: Session, contract: Contract, *, name: str, title: str, at: datetime, by: Actor
) -> None:
    """Sign for the foundation after the sponsor: the contract is executed. Raises Invalid."""
    _check_signer(name, title)
    _execute(session, contract, "executed", at=at, by=by)
    _sign_for_us(contract, name.strip(), title.strip(), at=at, by=by)
    contract.executed_document = _with_signature_page(session, contract, at=at)


def _check_signer(name: str, title: str) -> None:
    for field, text, label in (
        ("signer_name", name, "your full name"),
        ("signer_title", title, "your title"),
    ):
        if not text.strip() or len(text) > 200 or not text.isprintable():
            raise Invalid(field, f"Please type {label}.")


def _execute(session: Session, contract: Contract, verb: str, *, at: datetime, by: Actor) -> None:
    """It is in force now; what it amends is superseded in the same moment."""
    if contract.can_be(verb) and contract.amends is not None:
        advance(session, contract.amends, "superseded", at=at, by=by, reason=str(contract))
        session.flush()  # one contract is in force at any moment
    contract.executed_at = at
    advance(session, contract, verb, at=at, by=by)


def _shown(at: datetime) -> str:
    return f"{shown_day(at.date())}, {at:%H:%M} UTC"


def _with_signature_page(session: Session, contract: Contract, *, at: datetime) -> Document:
    signature = contract.signature
    if signature is None or contract.countersigned_at is None:
        raise AssertionError("a contract is executed before both have signed it")
    block = SignatureBlock(
        signer_name=signature.signer_name,
        signer_title=signature.signer_title,
        signed_at=_shown(signature.signed_at),
        method="Electronic signature on the foundation's page",
        consent_text=signature.consent,
        ip_address=signature.address,
        user_agent=signature.user_agent,
        countersigned_by=contract.countersigner_name or "",
        countersigner_title=contract.countersigner_title or "",
        countersigned_at=_shown(contract.countersigned_at),
        document_sha256=signature.document_sha256,
    )
    return documents.make(
        session,
        DocumentKind.CONTRACT,
        text_of(contract).model_copy(update={"signature": block, "created_at": at}),
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
    _execute(session, contract, "recorded", at=at, by=by)
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


def check_waits(contract: Contract) -> None:
    """Raises NobodyIsAsked unless the contract waits for the sponsor's signature."""
    if not contract.waits_for_the_sponsor:
        raise NobodyIsAsked(contract)


def terminate(
    session: Session, contract: Contract, *, last_day: date, reason: str, at: datetime, by: Actor
) -> None:
    """End an executed contract before its term is over, with the reason; `last_day` still counts.

    Raises Invalid for a day outside of the term.
    """
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    first, last = contract.sponsorship.starts_on, contract.sponsorship.ends_on
    if first is None or last is None:
        raise AssertionError("a contract was executed for a sponsorship without a term")
    if contract.can_be("terminated") and not first <= last_day < last:
        raise Invalid(
            "last_day",
            f"Please give a day from {shown_day(first)} on: the term ends on {shown_day(last)} anyway.",
        )
    contract.terminated_on, contract.terminated_reason = last_day, reason.strip()
    advance(session, contract, "terminated", at=at, by=by, reason=reason.strip())
