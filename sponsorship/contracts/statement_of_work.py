"""From a sponsorship to what its contract says. Pure: reads records, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sponsorship.clock import shown_day
from sponsorship.contracts.models import Contract, ContractKind
from sponsorship.documents import wording
from sponsorship.documents.content import BenefitLine, ClauseText, ContractContent, Party
from sponsorship.money import Money
from sponsorship.sponsorships.models import PromisedBenefit, Sponsorship
from sponsorship.supplements.models import SupplementLine
from sponsorship.tiers.models import LegalClause


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a contract says about us: our own side, our signatory, when we want to be paid."""

    foundation: Party
    signatory_name: str
    signatory_title: str
    invoice_due_days: int
    is_specimen: bool


@dataclass(frozen=True, slots=True)
class Added:
    """What an amendment adds to a contract: its price, and each benefit with its clauses."""

    price: Money
    lines: tuple[tuple[SupplementLine, tuple[LegalClause, ...]], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that a contract is made from: its kind, the text, and what was agreed in addition."""

    kind: ContractKind
    text: str
    particulars: str = ""
    previous: Sponsorship | None = None
    """The sponsorship that a renewal renews."""
    amends: Contract | None = None
    """The executed contract that an amendment changes."""
    added: Added | None = None
    """What the amendment adds."""


def statement_of_work(
    sponsorship: Sponsorship,
    words: Wording,
    drafting: Drafting,
    *,
    reference: str,
    revision: int,
    at: datetime,
    on: date,
) -> ContractContent:
    """Everything that the contract says, with each clause numbered once in its order."""
    fee = sponsorship.whole_fee
    if fee is None or not (sponsorship.starts_on and sponsorship.ends_on):
        raise AssertionError("a contract is drafted only for an approved sponsorship")
    sponsor = sponsorship.sponsor
    fee = fee + words.added.price if words.added else fee
    owed = _owed(sponsorship, words.added)
    cited = _cited(clause for _, clauses in owed for clause in clauses)
    numbers = {clause.id: number for number, clause in enumerate(cited, start=1)}
    before = _before(words)
    content = ContractContent(
        created_at=at,
        is_specimen=drafting.is_specimen,
        reference=reference,
        revision=revision,
        drafted_on=shown_day(on),
        foundation=drafting.foundation,
        signatory_name=drafting.signatory_name,
        signatory_title=drafting.signatory_title,
        sponsor=Party(name=sponsor.name, lines=sponsor.address, tax_id=sponsor.tax_id),
        contact_line=contact_line(sponsorship),
        programme=sponsorship.program_year.title,
        tier_name=sponsorship.tier.name,
        starts_on=shown_day(sponsorship.starts_on),
        ends_on=shown_day(sponsorship.ends_on),
        agreed_fee=f"{fee.shown()} ({sponsorship.currency})",
        payment_terms=f"within {drafting.invoice_due_days} days of the invoice",
        particulars=words.particulars,
        is_renewal=words.kind is ContractKind.RENEWAL,
        is_amendment=words.kind is ContractKind.AMENDMENT,
        previous_effective_date=before.get("previous_first_day", ""),
        benefits=tuple(
            BenefitLine(
                name=one.name,
                description=one.description,
                programme=one.program,
                quantity=str(one.quantity) if one.quantity > 1 else "",
                clause_numbers=tuple(numbers[clause.id] for clause in clauses),
            )
            for one, clauses in owed
        ),
        clauses=tuple(
            ClauseText(number=numbers[clause.id], title=clause.title, text=clause.text)
            for clause in cited
        ),
    )
    return worded(content, words.text, before)


def worded(content: ContractContent, text: str, before: Mapping[str, str]) -> ContractContent:
    """The content with its text, in which every open place says what the content says.

    `before` are the values about an earlier agreement.
    """
    values = {
        **before,
        "sponsor_name": content.sponsor.name,
        "sponsor_address": ", ".join(content.sponsor.lines),
        "programme": content.programme,
        "tier": content.tier_name,
        "fee": content.agreed_fee,
        "first_day": content.starts_on,
        "last_day": content.ends_on,
        "payment_terms": content.payment_terms,
        "reference": content.reference,
        "drafted_on": content.drafted_on,
        "foundation_name": content.foundation.name,
        "foundation_address": ", ".join(content.foundation.lines),
        "foundation_email": content.foundation.email,
        "signatory_name": content.signatory_name,
        "signatory_title": content.signatory_title,
    }
    return content.model_copy(update={"sections": wording.fill(wording.read(text), values)})


def contact_line(sponsorship: Sponsorship) -> str:
    """“name - phone | email” of the primary contact; empty where there is none."""
    primary = next((one for one in sponsorship.sponsor.contacts if one.is_primary), None)
    if primary is None:
        return ""
    return f"{primary.name} - {' | '.join(part for part in (primary.phone, primary.email) if part)}"


def cited_clauses(sponsorship: Sponsorship) -> list[LegalClause]:
    """Each clause of a promised benefit once, in the order that staff gave the clauses."""
    return _cited(one for promise in sponsorship.promised_benefits for one in promise.clauses)


def _owed(
    sponsorship: Sponsorship, added: Added | None
) -> list[tuple[PromisedBenefit | SupplementLine, tuple[LegalClause, ...]]]:
    """What is promised with its clauses, and what the amendment adds."""
    promised = [(one, one.clauses) for one in sponsorship.promised_benefits]
    return [*promised, *(added.lines if added else ())]


def _cited(clauses: Iterable[LegalClause]) -> list[LegalClause]:
    cited = {one.id: one for one in clauses}
    return sorted(cited.values(), key=lambda one: (one.position, one.id))


def _before(words: Wording) -> Mapping[str, str]:
    """What a renewal or an amendment says about the agreement before it."""
    if words.kind is ContractKind.RENEWAL:
        if words.previous is None or words.previous.starts_on is None:
            raise AssertionError("a renewal renews a sponsorship that has begun")
        return {"previous_first_day": shown_day(words.previous.starts_on)}
    if words.kind is ContractKind.AMENDMENT:
        if words.amends is None or words.amends.executed_at is None:
            raise AssertionError("an amendment changes an executed contract")
        return {
            "amended_reference": words.amends.reference,
            "amended_executed_on": shown_day(words.amends.executed_at.date()),
        }
    return {}
