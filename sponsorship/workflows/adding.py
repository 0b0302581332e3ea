"""A supplement from the request to its invoice: kept, decided, signed for, promised, told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.announcements import operations as announcements
from sponsorship.audit import Actor
from sponsorship.clock import shown_day
from sponsorship.contracts import operations as contracts
from sponsorship.contracts import queries as agreements
from sponsorship.contracts.models import Contract, ContractStatus
from sponsorship.errors import Refused
from sponsorship.fulfilment import operations as fulfilment
from sponsorship.invoicing import instalments
from sponsorship.invoicing import operations as invoicing
from sponsorship.invoicing.models import Invoice
from sponsorship.messages import outbox
from sponsorship.messages.letters import LetterContext
from sponsorship.messages.letters_of_changes import (
    SupplementApproved,
    SupplementDeclined,
    SupplementRequested,
    SupplementRequestedStaff,
)
from sponsorship.money import Money
from sponsorship.sponsorships.contacts import once_per_address
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus
from sponsorship.supplements import operations as supplements
from sponsorship.supplements import queries as supplements_of
from sponsorship.supplements.models import Supplement
from sponsorship.workflows import billing
from sponsorship.workflows.contracting import drafting_of, revise_contract
from sponsorship.workflows.foundation import Foundation

_AGREED_ON = (ContractStatus.DRAFT, ContractStatus.AWAITING_SIGNATURE, ContractStatus.SIGNED)


class AnotherIsAgreedOn(Refused):
    """Raised when a supplement is approved while a contract or amendment of its sponsorship is open."""

    code = "another_is_agreed_on"

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        super().__init__(
            f"{contract} is being agreed on. Finish it or nullify it first; the places stay kept."
        )


class NoContractStands(Refused):
    """Raised when a supplement is approved although no contract is in force or in draft."""

    code = "no_contract_stands"

    def __init__(self, sponsorship: Sponsorship) -> None:
        self.sponsorship = sponsorship
        super().__init__(f"{sponsorship} has no contract that could be amended.")


def request(
    session: Session,
    sponsorship: Sponsorship,
    wanted: Mapping[int, int],
    *,
    form_key: str | None,
    message: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Supplement:
    """Ask for so many of each benefit; sponsor and staff are told. The same form twice is once.

    Raises NothingToAddTo, BenefitTaken, or Invalid.
    """
    supplement, is_new = supplements.request(
        session,
        sponsorship,
        wanted,
        form_key=form_key,
        message=message,
        on=foundation.calendar.day_of(at),
        at=at,
        by=by,
    )
    if is_new:
        _tell_of_request(session, supplement, foundation=foundation, at=at)
    return supplement


def _tell_of_request(
    session: Session, supplement: Supplement, *, foundation: Foundation, at: datetime
) -> None:
    sponsorship = supplement.sponsorship
    letter = SupplementRequested(
        sponsor_name=sponsorship.sponsor.name,
        programme=sponsorship.program_year.title,
        reference=supplement.reference,
        benefits=tuple(line.in_words for line in supplement.lines),
        price=supplement.list_price,
        page_link=foundation.links.application(sponsorship.public_token),
    )
    _tell(session, supplement, letter, "", at=at)
    outbox.owe(
        session,
        SupplementRequestedStaff(
            sponsor_name=letter.sponsor_name,
            programme=letter.programme,
            reference=letter.reference,
            benefits=letter.benefits,
            price=letter.price,
            message=supplement.message,
            desk_link=foundation.links.desk(f"supplements/{supplement.id}"),
        ),
        to=outbox.Recipient(foundation.name, foundation.email),
        fact=f"supplement:{supplement.id}:staff",
        about=sponsorship.subject,
        at=at,
    )


def approve(
    session: Session,
    supplement: Supplement,
    *,
    price: Money,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Contract:
    """Agree at a price: the amendment that names it, or the first contract's draft made anew.

    Raises AnotherIsAgreedOn, NoContractStands, WrongState, or Invalid.
    """
    sponsorship = supplement.sponsorship
    supplements.lock(session, sponsorship)
    revisions = agreements.of_sponsorship(session, sponsorship.id)
    standing = next((one for one in revisions if one.status is ContractStatus.EXECUTED), None)
    agreed_on = next((one for one in revisions if one.status in _AGREED_ON), None)
    if agreed_on is not None and (standing or agreed_on.sent_at is not None):
        raise AnotherIsAgreedOn(agreed_on)
    supplements.approve(session, supplement, price=price, at=at, by=by)
    if standing is not None:
        contract = contracts.amend(
            session,
            standing,
            drafting_of(foundation),
            particulars=_what_changes(supplement, foundation),
            added=supplement,
            at=at,
            on=foundation.calendar.day_of(at),
        )
    elif agreed_on is not None and sponsorship.status is SponsorshipStatus.APPROVED:
        contract = _into_the_draft(
            session, supplement, agreed_on, price, foundation=foundation, at=at, by=by
        )
    else:
        raise NoContractStands(sponsorship)
    letter = SupplementApproved(
        sponsor_name=sponsorship.sponsor.name,
        programme=sponsorship.program_year.title,
        reference=supplement.reference,
        benefits=tuple(line.in_words for line in supplement.lines),
        price=price,
        is_amendment=standing is not None,
        page_link=foundation.links.application(sponsorship.public_token),
    )
    _tell(session, supplement, letter, f":{contract.id}", at=at)
    return contract


def _what_changes(supplement: Supplement, foundation: Foundation) -> str:
    """What the amendment says of itself, for staff to change as long as it is a draft."""
    last = supplement.sponsorship.ends_on
    until = f" until {shown_day(last)}" if last else ""
    price = supplement.price
    paid = (
        f"The Sponsor pays {price.shown()} for it, within {foundation.invoice_due_days} days of an"
        " invoice of its own; the fee named in this amendment includes it."
        if price.is_positive
        else "The fee stays as it was."
    )
    return (
        f"This amendment adds to the benefits of Schedule A, from the day on which both parties have"
        f" signed it{until}: {supplement.in_words}.\n\n{paid}"
    )


def _into_the_draft(
    session: Session,
    supplement: Supplement,
    draft: Contract,
    price: Money,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Contract:
    """Nothing was sent yet: the fee grows, and the draft is made anew with what is promised now."""
    sponsorship = supplement.sponsorship
    sponsorship.agreed_fee_minor = (sponsorship.agreed_fee_minor or 0) + price.minor
    today = foundation.calendar.day_of(at)
    supplements.promise(session, supplement, on=today, at=at, by=by)
    fulfilment.take_over(session, sponsorship)
    instalments.fit(session, sponsorship)
    return revise_contract(
        session, draft, particulars=draft.particulars, foundation=foundation, at=at, by=by
    )


def signed(
    session: Session, contract: Contract, *, foundation: Foundation, at: datetime, by: Actor
) -> Invoice | None:
    """Both have signed an amendment: what it adds is promised, shown and invoiced."""
    supplement = supplements_of.of_contract(session, contract.id)
    if supplement is None:
        return None
    sponsorship = supplement.sponsorship
    today = foundation.calendar.day_of(at)
    supplements.promise(session, supplement, on=today, at=at, by=by)
    fulfilment.take_over(session, sponsorship)
    if sponsorship.status is SponsorshipStatus.CONFIRMED:
        announcements.owe_look(session, sponsorship, at=at)
    if not supplement.price.is_positive:
        return None
    return invoice(session, supplement, foundation=foundation, at=at, by=by)


def invoice(
    session: Session, supplement: Supplement, *, foundation: Foundation, at: datetime, by: Actor
) -> Invoice:
    """Draft and issue the invoice over its price; raises NothingToInvoice."""
    today = foundation.calendar.day_of(at)
    drafted = invoicing.draft_supplement(session, supplement, on=today, at=at)
    billing.issue_invoice(session, drafted, foundation=foundation, at=at, by=by)
    return drafted


def nullified(session: Session, contract: Contract, *, at: datetime, by: Actor) -> None:
    """An amendment came to nothing: what it would have added waits for a decision again."""
    supplement = supplements_of.of_contract(session, contract.id)
    if supplement is not None:
        reason = f"{contract} was nullified: {contract.nullified_reason}"
        supplements.reconsider(session, supplement, reason=reason, at=at, by=by)


def decline(
    session: Session,
    supplement: Supplement,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """Say no with a reason, and tell the sponsor."""
    supplements.decline(session, supplement, reason=reason, at=at, by=by)
    sponsorship = supplement.sponsorship
    letter = SupplementDeclined(
        sponsor_name=sponsorship.sponsor.name,
        programme=sponsorship.program_year.title,
        reference=supplement.reference,
        benefits=tuple(line.in_words for line in supplement.lines),
        reason=supplement.reason,
        page_link=foundation.links.application(sponsorship.public_token),
    )
    _tell(session, supplement, letter, "", at=at)


def _tell(
    session: Session, supplement: Supplement, letter: LetterContext, turn: str, *, at: datetime
) -> None:
    """To the primary contacts; the same news once."""
    sponsorship = supplement.sponsorship
    for one in once_per_address(c for c in sponsorship.sponsor.contacts if c.is_primary):
        outbox.owe(
            session,
            letter,
            to=outbox.Recipient(one.name, one.email),
            fact=f"supplement:{supplement.id}:{one.id}{turn}",
            about=sponsorship.subject,
            at=at,
        )
