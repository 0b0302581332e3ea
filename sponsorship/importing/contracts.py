"""Contracts in whichever state they are there; what was signed is kept as the file that it is."""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.clock import shown_day
from sponsorship.contracts import operations as contracts
from sponsorship.contracts.models import Contract, ContractKind
from sponsorship.contracts.models import ContractStatus as S
from sponsorship.documents import operations as documents
from sponsorship.documents.content import (
    BenefitLine,
    ClauseText,
    ContractContent,
    DocumentKind,
    Party,
    PassageKind,
    Run,
    WordedSection,
)
from sponsorship.documents.content import (
    Passage as Paragraph,
)
from sponsorship.documents.models import Document, FileKind, StoredFile
from sponsorship.documents.rendering import sha256_of
from sponsorship.errors import Invalid
from sponsorship.importing.passage import BY, Kind, Passage, Waits, instant
from sponsorship.importing.records import Record
from sponsorship.importing.sponsorships import named as named_sponsorship
from sponsorship.lifecycle import advance
from sponsorship.sponsorships.models import Sponsorship

NOBODY_NAMED = "(not recorded on python.org)"
"""There nobody writes down who signed; the file that is kept shows it."""
NULLIFIED = "It was nullified on python.org."
FOREWORD = (
    "This agreement was made on python.org. Its own words are in the file that was sent or signed; what"
    " follows is what was recorded of it there."
)
_ENDED = {"executed", "nullified", "outdated"}
_LINE = re.compile(r"\s*[-*]\s+(?P<name>.*?)\s*(?P<cited>(?:\[\^\d+\]\s*)*)")
_CITED = re.compile(r"\[\^(\d+)\]")
_CLAUSE = re.compile(r"^\[\^(\d+)\]:\s*", re.MULTILINE)


def whose(record: Record) -> Any:
    """The number of its sponsorship, or of the one that it belonged to until another replaced it."""
    return record.fields.get("sponsorship") or record.fields.get("original_sponsorship")


def of_sponsorship(passage: Passage, record: Record) -> list[Record]:
    """The contracts of a sponsorship, the oldest first."""
    dump = passage.dump
    held = [
        *dump.of("contract", "sponsorship", record.pk),
        *dump.of("contract", "original_sponsorship", record.pk),
    ]
    found = {one.pk: one for one in held if whose(one) == record.pk}
    return sorted(found.values(), key=lambda one: (str(one.fields.get("created_on")), one.pk))


def _make(session: Session, passage: Passage, record: Record) -> tuple[Contract, bool]:
    of = record.one("sponsorship") or record.one("original_sponsorship")
    if of is None:
        raise Invalid("sponsorship", "It belongs to no sponsorship any more.")
    sponsorship = passage.ours(session, Sponsorship, "sponsorship", of)
    if sponsorship.agreed_fee is None:
        raise Invalid("sponsorship", f"{sponsorship} is not agreed here, so it has no contract.")
    standing = sa.select(Contract.id).where(
        Contract.sponsorship_id == sponsorship.id,
        Contract.status.in_([S.DRAFT, S.AWAITING_SIGNATURE, S.SIGNED]),
    )
    if session.scalar(standing.limit(1)) is not None:
        raise Invalid("sponsorship", "Another contract of this sponsorship is on its way here.")
    status = record.line("status")
    session.expire(sponsorship)
    if status == "draft":
        passage.note("It is drafted anew in our words; what was edited in it by hand is not kept.")
        return contracts.draft(
            session, sponsorship, passage.drafting, at=passage.at, on=passage.today
        ), True
    contract = _as_it_was(session, passage, record, sponsorship, is_needed=status != "nullified")
    _advance(session, passage, record, contract)
    return contract, True


def _change(
    session: Session, passage: Passage, record: Record, contract: Contract
) -> Contract | None:
    """Follow it on its way; a draft of ours gives way to what was sent there."""
    status = record.line("status")
    replaced = None
    if contract.status is S.DRAFT and status == "awaiting signature":
        contracts.nullify(session, contract, reason="Another draft was sent from python.org.",
                          at=passage.at, by=BY)  # fmt: skip
        replaced = contract = _as_it_was(
            session, passage, record, contract.sponsorship, is_needed=True
        )
    _advance(session, passage, record, contract)
    return replaced


def _as_it_was(
    session: Session,
    passage: Passage,
    record: Record,
    sponsorship: Sponsorship,
    *,
    is_needed: bool,
) -> Contract:
    """A contract with the paper that was made there, before anything happened to it."""
    pdf = _file(passage, record, "document", is_needed=is_needed and not _is_signed(record))
    last = session.scalar(
        sa.select(sa.func.max(Contract.revision)).where(Contract.sponsorship_id == sponsorship.id)
    )
    revision = max(record.number("revision") or 1, (last or 0) + 1)
    drafted_on = record.day("created_on") or passage.today
    contract = Contract(
        sponsorship=sponsorship,
        revision=revision,
        kind=ContractKind.RENEWAL if sponsorship.renews_id else ContractKind.NEW,
        public_token=secrets.token_urlsafe(24),
        drafted_at=instant(drafted_on),
    )
    content = _content(passage, record, sponsorship, revision, drafted_on)
    document = Document(
        kind=DocumentKind.CONTRACT,
        title=f"Contract {content.reference}",
        content=content.model_dump(mode="json"),
        made_at=instant(drafted_on),
    )
    if pdf is not None:
        document.pdf, document.sha256 = pdf, sha256_of(pdf)
        document.rendered_at = instant(drafted_on)
    contract.document = document
    session.add(contract)
    session.flush()
    passage.without(record, {"document_docx": "Word file"})
    return contract


def _is_signed(record: Record) -> bool:
    return record.line("status") == "executed"


def _advance(session: Session, passage: Passage, record: Record, contract: Contract) -> None:
    """As far as it went there; raises Invalid where theirs and ours stand otherwise in the end."""
    status = record.line("status")
    sent_on = record.day("sent_on")
    if (
        sent_on is not None
        and status != "draft"
        and contract.sent_at is None
        and (contract.can_be("sent"))
    ):
        contract.sent_at = instant(sent_on)
        advance(session, contract, "sent", at=instant(sent_on), by=BY)
        session.flush()
    elif status == "awaiting signature" and contract.can_be("sent"):
        raise Invalid("sent_on", "It awaits a signature, and nothing says when it was sent.")
    if status == "executed" and contract.can_be("recorded"):
        _record(session, passage, record, contract)
    if status == "nullified" and contract.can_be("nullified"):
        at = instant(record.day("last_update"), sent_on, record.day("created_on"), passage.today)
        contracts.nullify(session, contract, reason=NULLIFIED, at=at, by=BY)
    if status == "outdated" and contract.can_be("revised"):
        advance(session, contract, "revised", at=passage.at, by=BY)
    wanted = {
        "draft": {S.DRAFT},
        "awaiting signature": {S.AWAITING_SIGNATURE},
        "executed": {S.EXECUTED, S.TERMINATED, S.SUPERSEDED},
        "nullified": {S.NULLIFIED},
        "outdated": {S.SUPERSEDED, S.NULLIFIED},
    }
    if status not in wanted:
        raise Invalid("status", f"Its status “{status[:40]}” is not one that we know.")
    if contract.status not in wanted[status]:
        here = contract.status.value.replace("_", " ")
        raise Invalid("status", f"It is {status} there and {here} here: decide at its desk.")


def _record(session: Session, passage: Passage, record: Record, contract: Contract) -> None:
    content = _file(passage, record, "signed_document", is_needed=True)
    if content is None:
        raise Invalid("signed_document", "It is executed, and names no signed file.")
    name = record.line("signed_document", most=300)
    file: StoredFile = documents.store_file(
        session,
        FileKind.SIGNED_CONTRACT,
        content,
        media_type="application/pdf",
        original_name=name.rsplit("/", 1)[-1],
        by=str(BY),
        at=passage.at,
    )
    theirs = passage.dump.get("sponsorship", record.one("sponsorship"))
    on = (
        (theirs and theirs.day("finalized_on"))
        or record.day("last_update")
        or (record.day("sent_on") or passage.today)
    )
    contracts.record_execution(
        session,
        contract,
        signed_file=file,
        signer_name=NOBODY_NAMED,
        signer_title="",
        signed_on=on,
        at=instant(on),
        by=BY,
    )
    session.flush()


def _file(passage: Passage, record: Record, field: str, *, is_needed: bool) -> bytes | None:
    """A paper of it; raises Waits if it is needed and not there, Invalid if it is no PDF."""
    name = record.line(field, most=300)
    content = passage.media.find(name)
    if content is None:
        if name and is_needed:
            raise Waits(f"its file {name}, which is not there")
        if name:
            passage.note(f"Its file {name} is not there.")
        return None
    if not content.startswith(b"%PDF-"):
        raise Invalid(field, f"Its file {name} is no PDF.")
    return content


# --- What it says ---------------------------------------------------------------------------------


def _content(
    passage: Passage,
    record: Record,
    sponsorship: Sponsorship,
    revision: int,
    drafted_on: date,
) -> ContractContent:
    fee, first, last = sponsorship.agreed_fee, sponsorship.starts_on, sponsorship.ends_on
    if fee is None or first is None or last is None:
        raise AssertionError("a sponsorship was agreed without fee or term")
    clauses = _clauses(record.text("legal_clauses"))
    known = {one.number for one in clauses}
    drafting, sponsor = passage.drafting, sponsorship.sponsor
    foreword = Paragraph(kind=PassageKind.PARAGRAPH, items=((Run(text=FOREWORD),),))
    return ContractContent(
        created_at=instant(drafted_on),
        is_specimen=drafting.is_specimen,
        reference=f"C-{drafted_on.year}-{sponsorship.id:05d}-{revision}",
        revision=revision,
        drafted_on=shown_day(drafted_on),
        foundation=drafting.foundation,
        signatory_name=drafting.signatory_name,
        signatory_title=drafting.signatory_title,
        sponsor=Party(name=sponsor.name, lines=sponsor.address),
        contact_line=record.text("sponsor_contact", most=1000).replace("\n", " "),
        programme=sponsorship.program_year.title,
        tier_name=sponsorship.tier.name,
        starts_on=shown_day(first),
        ends_on=shown_day(last),
        agreed_fee=f"{fee.shown()} ({fee.currency})",
        payment_terms="as the agreement says",
        benefits=_benefits(record.text("benefits_list"), known),
        clauses=clauses,
        sections=(WordedSection(passages=(foreword,)),),
    )


def _benefits(text: str, known: set[int]) -> tuple[BenefitLine, ...]:
    found = []
    for line in text.splitlines():
        said = _LINE.fullmatch(line)
        if said is not None and said["name"]:
            cited = tuple(int(one) for one in _CITED.findall(said["cited"]))
            numbers = tuple(one for one in cited if one in known)
            found.append(BenefitLine(name=said["name"][:10_000], clause_numbers=numbers))
    return tuple(found)


def _clauses(text: str) -> tuple[ClauseText, ...]:
    parts = _CLAUSE.split(text)
    found = {int(n): words.strip() for n, words in zip(parts[1::2], parts[2::2], strict=True)}
    return tuple(
        ClauseText(number=number, title=f"Clause {number}", text=words[:100_000])
        for number, words in sorted(found.items())
        if number > 0
    )


def _named(passage: Passage, record: Record) -> str:
    theirs = passage.dump.get(
        "sponsorship", record.one("sponsorship") or record.one("original_sponsorship")
    )
    return named_sponsorship(passage, theirs) if theirs else ""


CONTRACT = Kind(
    "contract",
    Contract,
    _named,
    _make,
    _change,
    files=lambda _, record: tuple(
        str(record.fields.get(name) or "") for name in ("document", "signed_document")
    ),
)
