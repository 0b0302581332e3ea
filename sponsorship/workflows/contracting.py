"""Contracts as the foundation draws them up."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.clock import shown_day
from sponsorship.contracts import operations as contracts
from sponsorship.contracts import texts
from sponsorship.contracts.models import Contract, ContractKind, ContractText
from sponsorship.contracts.statement_of_work import Drafting, worded
from sponsorship.documents.content import BenefitLine, ClauseText, ContractContent, Party
from sponsorship.money import Money
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.workflows.foundation import Foundation


def drafting_of(foundation: Foundation) -> Drafting:
    """What contracts say about us."""
    return Drafting(
        foundation=foundation.party,
        signatory_name=foundation.signatory_name,
        signatory_title=foundation.signatory_title,
        invoice_due_days=foundation.invoice_due_days,
        is_specimen=foundation.is_sandbox,
    )


def draft_contract(
    session: Session,
    sponsorship: Sponsorship,
    *,
    particulars: str = "",
    foundation: Foundation,
    at: datetime,
) -> Contract:
    """The next revision of the agreement, as things stand now."""
    return contracts.draft(
        session,
        sponsorship,
        drafting_of(foundation),
        particulars=particulars,
        at=at,
        on=foundation.calendar.day_of(at),
    )


def revise_contract(
    session: Session,
    contract: Contract,
    *,
    particulars: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Contract:
    """Save a draft anew, as things stand now; the revision before is kept."""
    return contracts.revise(
        session,
        contract,
        drafting_of(foundation),
        particulars=particulars,
        at=at,
        on=foundation.calendar.day_of(at),
        by=by,
    )


def specimen_contract(
    text: ContractText, *, foundation: Foundation, at: datetime
) -> ContractContent:
    """A made-up contract in these words; raises UnknownPlace or Invalid if it could not be published."""
    texts.check(text.kind, text.text)
    today = foundation.calendar.day_of(at)
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    before = {
        "previous_first_day": shown_day(date(today.year - 1, 1, 1)),
        "amended_reference": f"C-{today.year}-00000-1",
        "amended_executed_on": shown_day(first),
    }
    content = ContractContent(
        created_at=at,
        is_specimen=True,
        specimen_notice=f"Preview of a text, not a contract: {text}.",
        reference=f"C-{today.year}-00000-2",
        revision=2,
        drafted_on=shown_day(today),
        foundation=foundation.party,
        signatory_name=foundation.signatory_name,
        signatory_title=foundation.signatory_title,
        sponsor=Party(name="Example Ltd", lines=("1 Example Street", "Springfield")),
        contact_line="Alex Example - +1 555 0100 | alex@example.org",
        programme=f"Programme {today.year}",
        tier_name="Example tier",
        starts_on=shown_day(first),
        ends_on=shown_day(last),
        agreed_fee=f"{Money.parse('11000', foundation.currency).shown()} ({foundation.currency})",
        payment_terms=f"within {foundation.invoice_due_days} days of the invoice",
        is_renewal=text.kind is ContractKind.RENEWAL,
        is_amendment=text.kind is ContractKind.AMENDMENT,
        previous_effective_date=before["previous_first_day"],
        benefits=(BenefitLine(name="An example of a benefit", clause_numbers=(1,)),),
        clauses=(ClauseText(number=1, title="An example of a clause", text="Its words."),),
    )
    return worded(content, text.text, before)
