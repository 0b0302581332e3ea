"""A sponsorship from the application to the executed contract and its invoice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sponsorship.announcements import operations as announcements
from sponsorship.audit import Actor
from sponsorship.contracts import operations as contracts
from sponsorship.contracts import queries as agreements
from sponsorship.contracts.models import Contract, ContractStatus
from sponsorship.database import Database
from sponsorship.documents import operations as documents
from sponsorship.documents.models import FileKind
from sponsorship.documents.rendering import Renderer
from sponsorship.errors import Invalid, Refused
from sponsorship.fulfilment import operations as fulfilment
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import InvoiceStatus
from sponsorship.lifecycle import advance
from sponsorship.messages import letters, outbox
from sponsorship.messages.letters_of_contracts import ContractSigned
from sponsorship.money import Money
from sponsorship.saved import operations as saved
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.sponsorships import queries as applied
from sponsorship.sponsorships.contacts import once_per_address
from sponsorship.sponsorships.models import Sponsor, SponsorContact, Sponsorship
from sponsorship.supplements import operations as supplements
from sponsorship.tiers import queries as tiers
from sponsorship.workflows import adding, instalments
from sponsorship.workflows.contracting import draft_contract
from sponsorship.workflows.foundation import Foundation


class InvoiceStands(Refused):
    """Raised when a sponsorship is to be cancelled while its invoice still asks for money."""

    code = "invoice_stands"

    def __init__(self, sponsorship: Sponsorship) -> None:
        self.sponsorship = sponsorship
        super().__init__("Void the invoice first; then the sponsorship can be cancelled.")


class ContractIsOut(Refused):
    """Raised when an approval is to be taken back although the sponsor holds a contract to sign."""

    code = "contract_is_out"

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        super().__init__(f"{contract} is out to be signed. Nullify it first.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was checked at the edge."""

    content: bytes
    media_type: str
    name: str
    width: int | None = None
    height: int | None = None


class _SameFormMeanwhile(Exception):
    """The same form came in on another connection: nothing of this one may stay."""


_MAY_BE_BEATEN = (
    IntegrityError,
    sponsorships.TierFull,
    sponsorships.BenefitTaken,
    _SameFormMeanwhile,
)


def apply(
    database: Database,
    application: sponsorships.Application,
    *,
    logo: Upload | None,
    foundation: Foundation,
    at: datetime,
) -> str:
    """Take in an application and confirm it by mail; the token of the applicant's personal page.

    The same form sent again finds the first application, whatever has happened since. Raises
    ApplicationsClosed, TierFull, BenefitTaken, or Invalid.
    """
    for refusal in (_MAY_BE_BEATEN, _SameFormMeanwhile):
        try:
            return _take_in(database, application, logo=logo, foundation=foundation, at=at)
        except refusal:
            # The same form, or another company of this name, came in at the same moment: look again.
            continue
    return _take_in(database, application, logo=logo, foundation=foundation, at=at)


def _take_in(
    database: Database,
    application: sponsorships.Application,
    *,
    logo: Upload | None,
    foundation: Foundation,
    at: datetime,
) -> str:
    with database.unit_of_work() as session:
        known = applied.of_form(session, application.form_key)
        if known is not None:
            return known.public_token
        catalogue = tiers.open_catalogue(session)
        if catalogue is None:
            raise sponsorships.ApplicationsClosed
        stored = None
        if logo is not None:
            stored = documents.store_file(
                session,
                FileKind.LOGO,
                logo.content,
                media_type=logo.media_type,
                original_name=logo.name,
                width=logo.width,
                height=logo.height,
                by="applicant",
                at=at,
            )
        saved.forget(session, application.form_key)  # before its places, as saving it locks them
        sponsorship, is_new = sponsorships.apply(
            session, application, catalogue, logo=stored, at=at
        )
        if not is_new:
            raise _SameFormMeanwhile
        confirm_application(session, sponsorship, foundation=foundation, at=at)
        return sponsorship.public_token


def confirm_application(
    session: Session,
    sponsorship: Sponsorship,
    *,
    foundation: Foundation,
    at: datetime,
) -> None:
    """Tell the primary contacts that it came, with everything they told us, and tell staff."""
    answers = _answers(sponsorship)
    applied_on = foundation.calendar.day_of(at)
    contacts = once_per_address(c for c in sponsorship.sponsor.contacts if c.is_primary)
    for contact in contacts:
        outbox.owe(
            session,
            letters.SponsorshipApplied(
                sponsor_name=sponsorship.sponsor.name,
                tier_name=sponsorship.tier.name,
                programme=sponsorship.program_year.title,
                fee=sponsorship.price,
                applied_on=applied_on,
                answers=answers,
                status_link=foundation.links.application(sponsorship.public_token),
            ),
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"sponsorship:{sponsorship.id}:{contact.id}",
            about=sponsorship.subject,
            at=at,
        )
    outbox.owe(
        session,
        letters.SponsorshipAppliedStaff(
            sponsor_name=sponsorship.sponsor.name,
            tier_name=sponsorship.tier.name,
            programme=sponsorship.program_year.title,
            fee=sponsorship.price,
            applied_on=applied_on,
            contact_name=contacts[0].name,
            contact_email=contacts[0].email,
            answers=answers,
            desk_link=foundation.links.desk(f"sponsorships/{sponsorship.id}"),
        ),
        to=outbox.Recipient(foundation.name, foundation.email),
        fact=f"sponsorship:{sponsorship.id}:staff",
        about=sponsorship.subject,
        at=at,
    )


def _answers(sponsorship: Sponsorship) -> tuple[letters.Answer, ...]:
    """Everything that the applicant told us, for the letter that confirms it."""
    sponsor = sponsorship.sponsor
    contacts = "\n".join(
        f"{c.name}, {c.email}" + (f" ({', '.join(c.roles)})" if c.roles else "")
        for c in sponsor.contacts
    )
    add_ons = "\n".join(p.name for p in sponsorship.promised_benefits if p.is_add_on)
    told = (
        ("Organisation", sponsor.name),
        ("About you", sponsor.description),
        ("Web site", sponsor.website),
        ("Address", "\n".join(sponsor.address)),
        ("Invoices to", "\n".join(_invoices_to(sponsor))),
        ("Tax id", sponsor.tax_id),
        ("PO number", sponsorship.po_number),
        ("Contacts", contacts),
        ("Additions", add_ons),
        ("Left out", "\n".join(sponsorship.left_out)),
        ("Message", sponsorship.message),
    )
    return tuple(letters.Answer(label=label, text=text) for label, text in told if text)


def _invoices_to(sponsor: Sponsor) -> tuple[str, ...]:
    """Another name or address for invoices; nothing where they go to the organisation's own."""
    if not sponsor.has_billing_address and not sponsor.billing_name:
        return ()
    return (sponsor.billed_name, *sponsor.billed_address)


def contract_contacts(sponsorship: Sponsorship) -> list[SponsorContact]:
    """Who gets contracts: the administrative contacts, or the primary ones where there are none."""
    contacts = sponsorship.sponsor.contacts
    administrative = [c for c in contacts if c.is_administrative]
    return once_per_address(administrative or [c for c in contacts if c.is_primary])


def approve(
    session: Session,
    sponsorship: Sponsorship,
    *,
    starts_on: date,
    ends_on: date,
    agreed_fee: Money,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Contract:
    """Agree on term and fee, and draft the contract from what was promised."""
    sponsorships.approve(
        session,
        sponsorship,
        starts_on=starts_on,
        ends_on=ends_on,
        agreed_fee=agreed_fee,
        at=at,
        by=by,
    )
    fulfilment.take_over(session, sponsorship)
    return draft_contract(session, sponsorship, foundation=foundation, at=at)


def cancel(
    session: Session,
    sponsorship: Sponsorship,
    *,
    reason: str,
    at: datetime,
    by: Actor,
) -> None:
    """End a sponsorship that was never paid: its contract is nullified, its place is free again."""
    standing = [
        invoice
        for invoice in invoices.of_sponsorship(session, sponsorship.id)
        if invoice.status is not InvoiceStatus.VOID
    ]
    if standing:
        raise InvoiceStands(sponsorship)
    for contract in agreements.of_sponsorship(session, sponsorship.id):
        if contract.can_be("nullified"):
            contracts.nullify(session, contract, reason=reason, at=at, by=by)
    supplements.end_waiting(session, sponsorship, reason=reason, at=at, by=by)
    sponsorships.cancel(session, sponsorship, reason=reason, at=at, by=by)


def withdraw(
    session: Session,
    sponsorship: Sponsorship,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """The company does not want it any more: nothing is to be signed, the place is free, both are told."""
    for contract in agreements.of_sponsorship(session, sponsorship.id):
        if contract.can_be("nullified"):
            contracts.nullify(session, contract, reason="The company withdrew.", at=at, by=by)
    supplements.end_waiting(session, sponsorship, reason="The company withdrew.", at=at, by=by)
    sponsorships.withdraw(session, sponsorship, reason=reason, at=at, by=by)
    told = letters.SponsorshipWithdrawn(
        sponsor_name=sponsorship.sponsor.name,
        tier_name=sponsorship.tier.name,
        programme=sponsorship.program_year.title,
        reason=sponsorship.decision_reason,
        tiers_link=foundation.links.tiers(),
    )
    office = outbox.Recipient(foundation.name, foundation.email)
    primary = once_per_address(one for one in sponsorship.sponsor.contacts if one.is_primary)
    for place, recipient in [
        ("staff", office),
        *((str(one.id), outbox.Recipient(one.name, one.email)) for one in primary),
    ]:
        outbox.owe(
            session,
            told,
            to=recipient,
            fact=f"sponsorship:{sponsorship.id}:{place}",
            about=sponsorship.subject,
            at=at,
        )


def roll_back(
    session: Session, sponsorship: Sponsorship, *, reason: str, at: datetime, by: Actor
) -> None:
    """Take the approval back while no contract is out; a draft of one is nullified."""
    for contract in agreements.of_sponsorship(session, sponsorship.id):
        if contract.status is ContractStatus.AWAITING_SIGNATURE:
            raise ContractIsOut(contract)
        if contract.can_be("nullified"):
            contracts.nullify(session, contract, reason=reason, at=at, by=by)
    supplements.end_waiting(session, sponsorship, reason=reason, at=at, by=by)
    sponsorships.roll_back(session, sponsorship, reason=reason, at=at, by=by)


def send_contract(
    session: Session,
    contract: Contract,
    *,
    countersigns_later: bool = False,
    words: str = "",
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """Send the contract to those who sign: a personal link, not the file, after our words or these.

    Its PDF must exist: call `documents.operations.rendered` first, outside of the transaction. Raises
    Invalid if the words are too long.
    """
    contracts.send(
        session,
        contract,
        signatory=(foundation.signatory_name, foundation.signatory_title),
        countersigns_later=countersigns_later,
        at=at,
        by=by,
    )
    sponsorship = contract.sponsorship
    told = letter_with_contract(contract, words=words, foundation=foundation)
    for contact in contract_contacts(sponsorship):
        outbox.owe(
            session,
            told,
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"contract:{contract.id}:{contact.id}",
            about=sponsorship.subject,
            at=at,
        )


def letter_with_contract(
    contract: Contract, *, words: str = "", foundation: Foundation
) -> letters.ContractSent:
    """The letter as it would go out; raises Invalid if the words are too long."""
    if len(words) > letters.LONGEST_WORDS:
        raise Invalid("words", f"The letter has at most {letters.LONGEST_WORDS:,} letters.")
    sponsorship = contract.sponsorship
    return letters.ContractSent(
        sponsor_name=sponsorship.sponsor.name,
        tier_name=sponsorship.tier.name,
        programme=sponsorship.program_year.title,
        contract_reference=contract.reference,
        sign_link=foundation.links.contract(contract.public_token),
        is_revision=contract.revision > 1,
        words=words.strip(),
    )


def sign_contract(
    session: Session,
    contract: Contract,
    *,
    signer_name: str,
    signer_title: str,
    has_consented: bool,
    seen_sha256: str,
    address: str,
    user_agent: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """The sponsor's contact signs online: executed, contracted, invoiced, told. All or nothing."""
    contracts.sign(
        session,
        contract,
        signer_name=signer_name,
        signer_title=signer_title,
        has_consented=has_consented,
        seen_sha256=seen_sha256,
        address=address,
        user_agent=user_agent,
        signatory=(foundation.signatory_name, foundation.signatory_title),
        at=at,
        by=by,
    )
    if contract.status is ContractStatus.EXECUTED:
        _executed(session, contract, foundation=foundation, at=at, by=by)
        return
    outbox.owe(
        session,
        ContractSigned(
            sponsor_name=contract.sponsorship.sponsor.name,
            contract_reference=contract.reference,
            signer_name=signer_name,
            desk_link=foundation.links.desk(f"contracts/{contract.id}"),
        ),
        to=outbox.Recipient(foundation.name, foundation.email),
        fact=f"contract:{contract.id}:staff",
        about=contract.sponsorship.subject,
        at=at,
    )


def countersign_contract(
    session: Session,
    contract: Contract,
    *,
    name: str,
    title: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """We sign after the sponsor: executed, contracted, invoiced, told."""
    contracts.countersign(session, contract, name=name, title=title, at=at, by=by)
    _executed(session, contract, foundation=foundation, at=at, by=by)


def record_execution(
    session: Session,
    contract: Contract,
    *,
    upload: Upload,
    signer_name: str,
    signer_title: str,
    signed_on: date,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """Staff hold the signed file: executed, contracted, invoiced, told."""
    stored = documents.store_file(
        session,
        FileKind.SIGNED_CONTRACT,
        upload.content,
        media_type=upload.media_type,
        original_name=upload.name,
        by=str(by),
        at=at,
    )
    contracts.record_execution(
        session,
        contract,
        signed_file=stored,
        signer_name=signer_name,
        signer_title=signer_title,
        signed_on=signed_on,
        at=at,
        by=by,
    )
    _executed(session, contract, foundation=foundation, at=at, by=by)


def _executed(
    session: Session, contract: Contract, *, foundation: Foundation, at: datetime, by: Actor
) -> None:
    sponsorship = contract.sponsorship
    is_first = contract.amends_id is None
    if is_first:
        advance(session, sponsorship, "contracted", at=at, by=by)
    fee = sponsorship.agreed_fee
    if fee is None or sponsorship.starts_on is None or sponsorship.ends_on is None:
        raise AssertionError("a contract was executed for a sponsorship without fee or term")
    session.flush()
    document = contract.executed_document
    for contact in contract_contacts(sponsorship):
        outbox.owe(
            session,
            letters.ContractExecuted(
                sponsor_name=sponsorship.sponsor.name,
                tier_name=sponsorship.tier.name,
                contract_reference=contract.reference,
                starts_on=sponsorship.starts_on,
                ends_on=sponsorship.ends_on,
                portal_link=foundation.links.contract(contract.public_token),
            ),
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"contract:{contract.id}:{contact.id}",
            about=sponsorship.subject,
            at=at,
            attachments=[document.id] if document else [],
        )
    if not is_first:  # what was agreed before is invoiced already
        adding.signed(session, contract, foundation=foundation, at=at, by=by)
        return
    if fee.is_zero:
        advance(session, sponsorship, "confirmed", at=at, by=by, reason="no fee is due")
        announcements.owe_look(session, sponsorship, at=at)
    else:
        instalments.invoice_agreed(session, sponsorship, foundation=foundation, at=at, by=by)


def nullify_contract(
    session: Session,
    contract: Contract,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Contract:
    """Cancel a contract that is not executed, tell whoever has it, and draft the next revision.

    An amendment gets none: the contract that it was to amend is the one in force, and is returned.
    """
    was_sent = contract.sent_at is not None
    contracts.nullify(session, contract, reason=reason, at=at, by=by)
    sponsorship = contract.sponsorship
    if was_sent:
        for contact in contract_contacts(sponsorship):
            outbox.owe(
                session,
                letters.ContractNullified(
                    sponsor_name=sponsorship.sponsor.name,
                    contract_reference=contract.reference,
                    reason=contract.nullified_reason,
                ),
                to=outbox.Recipient(contact.name, contact.email),
                fact=f"contract:{contract.id}:{contact.id}",
                about=sponsorship.subject,
                at=at,
            )
    if contract.amends is not None:
        adding.nullified(session, contract, at=at, by=by)
        return contract.amends
    return draft_contract(
        session, sponsorship, particulars=contract.particulars, foundation=foundation, at=at
    )


def contract_pdf(
    database: Database, renderer: Renderer, contract: Contract, *, at: datetime
) -> documents.RenderedDocument:
    """The contract as it stands: with the signature page once executed online, else as sent."""
    document_id = contract.executed_document_id or contract.document_id
    return documents.rendered(database, renderer, document_id, at=at)
