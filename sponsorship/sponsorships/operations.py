"""Applications and decisions."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.addresses import checked_email
from sponsorship.audit import Actor
from sponsorship.database import ROW_LOCK
from sponsorship.documents.models import StoredFile
from sponsorship.errors import Invalid, Refused
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.names import check_printable
from sponsorship.places import operations as places
from sponsorship.places import waiting
from sponsorship.sponsorships.choosing import Choice, Selection, selected
from sponsorship.sponsorships.models import (
    Instalment,
    PromisedBenefit,
    PromisedPlacement,
    Sponsor,
    SponsorContact,
    Sponsorship,
)
from sponsorship.sponsorships.particulars import OWN_ADDRESS, BillingAddress
from sponsorship.tiers.models import Benefit, ProgramYearStatus, Tier
from sponsorship.tiers.queries import Catalogue

LONGEST_LINE = 200
LONGEST_TEXT = 2000


class ApplicationsClosed(Refused):
    """Raised when a company applies while no programme year is open, or for one that closed meanwhile."""

    code = "applications_closed"

    def __init__(self) -> None:
        super().__init__("Applications for this programme year are closed.")


class TierFull(Refused):
    """Raised when every place of a tier is taken."""

    code = "tier_full"

    def __init__(self, tier: Tier) -> None:
        self.tier = tier
        self.full = Tier, tier.id  # to be read when the transaction is over
        super().__init__(
            f"All places of the tier {tier.name} are taken. Please choose another one. Or wait for"
            " one to come back."
        )


class BenefitTaken(Refused):
    """Raised when a benefit is promised as often as it can be."""

    code = "benefit_taken"

    def __init__(self, benefit: Benefit) -> None:
        self.benefit = benefit
        self.full = Benefit, benefit.id
        super().__init__(
            f"“{benefit.name}” is fully taken. Please apply without it. Or wait for one to come back."
        )


class TermNotInOrder(Invalid):
    """Raised when a sponsorship would end before it starts."""

    code = "term_not_in_order"

    def __init__(self) -> None:
        super().__init__("ends_on", "The last day cannot be before the first day.")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person whom the applicant names, with the roles it gives them."""

    name: str
    email: str
    phone: str = ""
    is_primary: bool = False
    is_administrative: bool = False
    is_accounting: bool = False


@dataclass(frozen=True, slots=True)
class Application:
    """What a company filled in. Raises Invalid naming the field when a value breaks a rule."""

    form_key: str
    tier_slug: str
    add_on_ids: tuple[int, ...]
    name: str
    description: str
    website: str
    address_line_1: str
    address_line_2: str
    city: str
    region: str
    postal_code: str
    country: str
    tax_id: str
    po_number: str
    message: str
    contacts: tuple[Contact, ...]
    left_out_ids: tuple[int, ...] = ()
    stand_alone_ids: tuple[int, ...] = ()
    billing: BillingAddress = OWN_ADDRESS

    @property
    def choice(self) -> Choice:
        return Choice(self.tier_slug, self.add_on_ids, self.left_out_ids, self.stand_alone_ids)

    def __post_init__(self) -> None:
        if not 16 <= len(self.form_key) <= 100 or not self.form_key.isascii():
            raise Invalid("form_key", "This form is not ours. Please load the page again.")
        for field, label in _NEEDED.items():
            one_line(getattr(self, field), field, label, is_needed=True)
        for field, label in _OPTIONAL.items():
            one_line(getattr(self, field), field, label, is_needed=False)
        for field in ("description", "message"):
            if len(getattr(self, field)) > LONGEST_TEXT:
                raise Invalid(field, f"This text has at most {LONGEST_TEXT} letters.")
        if not self.description.strip():
            raise Invalid("description", "Please describe your organisation in a sentence or two.")
        if not re.fullmatch(r"[A-Z]{2}", self.country):
            raise Invalid("country", "Please choose a country from the list.")
        check_website(self.website)
        if not 1 <= len(self.contacts) <= 5:
            raise Invalid("contacts", "Please name one to five contacts.")
        if not any(contact.is_primary for contact in self.contacts):
            raise Invalid("contacts", "Please make one contact the primary contact.")
        emails = [contact.email.strip().casefold() for contact in self.contacts]
        if len(set(emails)) != len(emails):
            raise Invalid("contacts", "Each contact needs an e-mail address of their own.")


_NEEDED = {
    "name": "the name of your organisation",
    "website": "your web site",
    "address_line_1": "your street address",
    "city": "your city",
    "postal_code": "your postal code",
}
_OPTIONAL = {
    "address_line_2": "the second address line",
    "region": "the state or region",
    "tax_id": "your tax id",
    "po_number": "your PO number",
}


def one_line(text: str, field: str, label: str, *, is_needed: bool) -> None:
    """Raises Invalid unless the text is one line of acceptable length."""
    if is_needed and not text.strip():
        raise Invalid(field, f"Please give {label}.")
    if len(text) > LONGEST_LINE or any(unicodedata.category(letter) == "Cc" for letter in text):
        raise Invalid(field, f"Please give {label} in one line of at most {LONGEST_LINE} letters.")
    check_printable(text, field)


def check_website(address: str) -> None:
    """Raises Invalid unless it is the address of a public web site."""
    parts = urlsplit(address.strip())
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or "." not in host or parts.username is not None:
        raise Invalid("website", "Please give your web site like https://www.example.org.")


def apply(
    session: Session,
    application: Application,
    catalogue: Catalogue,
    *,
    logo: StoredFile | None,
    at: datetime,
) -> tuple[Sponsorship, bool]:
    """Take an application in, keep its place, copy what is promised; and whether it is new.

    The same form sent twice finds the first application. Raises ApplicationsClosed, TierFull,
    BenefitTaken, or Invalid for a choice that cannot be had.
    """
    known = session.scalars(
        sa.select(Sponsorship).where(Sponsorship.form_key == application.form_key)
    ).one_or_none()
    if known is not None:
        return known, False
    if catalogue.year.status is not ProgramYearStatus.OPEN:
        raise ApplicationsClosed
    kept = _keep_place(session, catalogue, application.choice, form_key=application.form_key, at=at)
    sponsor = _add_sponsor(session, application, logo=logo, at=at)
    sponsorship = _enter(
        session,
        sponsor,
        kept,
        form_key=application.form_key,
        po_number=application.po_number,
        message=application.message,
        at=at,
    )
    return sponsorship, True


def apply_again(
    session: Session,
    sponsor: Sponsor,
    choice: Choice,
    catalogue: Catalogue,
    *,
    form_key: str,
    po_number: str,
    message: str,
    renews: Sponsorship | None,
    at: datetime,
) -> Sponsorship:
    """An application of a sponsor that we know, with its profile as it is.

    Raises what `apply` raises. Whether the sponsor has one already is the caller's to ask.
    """
    one_line(po_number, "po_number", "your PO number", is_needed=False)
    if len(message) > LONGEST_TEXT:
        raise Invalid("message", f"This text has at most {LONGEST_TEXT} letters.")
    if catalogue.year.status is not ProgramYearStatus.OPEN:
        raise ApplicationsClosed
    kept = _keep_place(session, catalogue, choice, form_key=form_key, at=at)
    return _enter(
        session,
        sponsor,
        kept,
        form_key=form_key,
        po_number=po_number,
        message=message,
        renews_id=renews.id if renews else None,
        at=at,
    )


def _keep_place(
    session: Session, catalogue: Catalogue, choice: Choice, *, form_key: str, at: datetime
) -> Selection:
    """What the choice comes to, with its places locked until the application is in.

    Raises TierFull or BenefitTaken, though not for places that are kept for this form.
    """
    chosen = selected(catalogue, choice)
    wanted: list[Tier | Benefit] = [chosen.tier, *(benefit for benefit, _ in chosen.promised)]
    refuse_full(places.take(session, form_key, wanted, at=at))
    waiting.serve(session, form_key, at=at)
    return chosen


def refuse_full(full: Tier | Benefit | None) -> None:
    """Raises TierFull or BenefitTaken for what has no place; nothing for nothing."""
    if isinstance(full, Benefit):
        raise BenefitTaken(full)
    if full is not None:
        raise TierFull(full)


def _enter(
    session: Session,
    sponsor: Sponsor,
    chosen: Selection,
    *,
    form_key: str,
    po_number: str,
    message: str,
    at: datetime,
    renews_id: int | None = None,
) -> Sponsorship:
    tier = chosen.tier
    sponsorship = Sponsorship(
        form_key=form_key,
        sponsor=sponsor,
        program_year_id=tier.program_year_id,
        tier=tier,
        applied_at=at,
        list_price_minor=chosen.list_price.minor,
        currency=chosen.list_price.currency,
        is_customised=chosen.is_customised,
        left_out=[benefit.name for benefit in chosen.left_out],
        po_number=po_number.strip(),
        message=message.strip(),
        public_token=secrets.token_urlsafe(24),
        renews_id=renews_id,
    )
    session.add(sponsorship)
    session.flush()  # the promises refer to it
    # In one order for everybody, so that two applications never wait for each other's benefits.
    numbered = sorted(enumerate(chosen.promised, start=1), key=lambda one: one[1][0].id)
    for position, (benefit, quantity) in numbered:
        promise_to(
            session, sponsorship, benefit, quantity, position, is_add_on=benefit in chosen.added
        )
    session.flush()
    session.expire(sponsorship, ["promised_benefits"])  # they are read in their own order
    return sponsorship


def _add_sponsor(
    session: Session, application: Application, *, logo: StoredFile | None, at: datetime
) -> Sponsor:
    sponsor = Sponsor(
        slug=free_slug(session, application.name),
        name=application.name.strip(),
        description=application.description.strip(),
        website=application.website.strip(),
        address_line_1=application.address_line_1.strip(),
        address_line_2=application.address_line_2.strip(),
        city=application.city.strip(),
        region=application.region.strip(),
        postal_code=application.postal_code.strip(),
        country=application.country,
        tax_id=application.tax_id.strip(),
        logo=logo,
        created_at=at,
    )
    application.billing.write_on(sponsor)
    session.add(sponsor)
    for number, contact in enumerate(application.contacts):
        one_line(contact.name, f"contact_{number}_name", "the contact's name", is_needed=True)
        one_line(contact.phone, f"contact_{number}_phone", "a phone number", is_needed=False)
        sponsor.contacts.append(
            SponsorContact(
                name=contact.name.strip(),
                email=checked_email(contact.email, f"contact_{number}_email"),
                phone=contact.phone.strip(),
                is_primary=contact.is_primary,
                is_administrative=contact.is_administrative,
                is_accounting=contact.is_accounting,
            )
        )
    return sponsor


def slug_of(name: str) -> str:
    """A short form of a name for addresses: letters a to z, digits and hyphens; never empty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "sponsor"


def free_slug(session: Session, name: str) -> str:
    """The end of the address of a new sponsor's page: of those of its name the next that is free."""
    base = slug_of(name)
    taken = set(session.scalars(sa.select(Sponsor.slug).where(Sponsor.slug.startswith(base))))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def promise_to(
    session: Session,
    sponsorship: Sponsorship,
    benefit: Benefit,
    quantity: int,
    position: int,
    *,
    is_add_on: bool,
) -> None:
    """Promise a frozen copy of the benefit; raises BenefitTaken."""
    if benefit.capacity is not None:
        session.refresh(benefit, ["taken", "kept", "capacity", "version"], with_for_update=ROW_LOCK)
        if not benefit.has_capacity:
            raise BenefitTaken(benefit)
    session.add(frozen_copy(sponsorship, benefit, quantity, position, is_add_on=is_add_on))


def frozen_copy(
    sponsorship: Sponsorship, benefit: Benefit, quantity: int, position: int, *, is_add_on: bool
) -> PromisedBenefit:
    """The benefit as it is promised, with its clauses and placements; not in the session yet."""
    promise = PromisedBenefit(
        sponsorship=sponsorship,
        benefit=benefit,
        position=position,
        program=benefit.program,
        name=benefit.name,
        description=benefit.description,
        quantity=quantity,
        is_add_on=is_add_on,
        clause_id=benefit.clauses[0].id if benefit.clauses else None,
        internal_value_minor=benefit.internal_value_minor,
        deliver_by=benefit.deliver_by,
        linked_clauses=list(benefit.clauses),
    )
    promise.placements = [
        PromisedPlacement(
            publisher=placement.publisher,
            flight=placement.flight,
            links_to_sponsors_page=placement.links_to_sponsors_page,
            describes_as_sponsor=placement.describes_as_sponsor,
        )
        for placement in benefit.placements
    ]
    return promise


def approve(
    session: Session,
    sponsorship: Sponsorship,
    *,
    starts_on: date,
    ends_on: date,
    agreed_fee: Money,
    at: datetime,
    by: Actor,
) -> None:
    """Agree to the application, with the term (both days included) and the fee; zero is a fee."""
    if ends_on < starts_on:
        raise TermNotInOrder
    if agreed_fee.currency != sponsorship.currency or agreed_fee.minor < 0:
        raise Invalid("agreed_fee", f"Please give the fee in {sponsorship.currency}, zero or more.")
    sponsorship.starts_on = starts_on
    sponsorship.ends_on = ends_on
    sponsorship.agreed_fee_minor = agreed_fee.minor
    advance(session, sponsorship, "approved", at=at, by=by)


def reject(
    session: Session, sponsorship: Sponsorship, *, reason: str, at: datetime, by: Actor
) -> None:
    """Decline the application with a reason that the applicant will read; its place is free again."""
    _end(session, sponsorship, "rejected", reason=reason, at=at, by=by)


def cancel(
    session: Session, sponsorship: Sponsorship, *, reason: str, at: datetime, by: Actor
) -> None:
    """End a sponsorship that was never paid; its place is free again."""
    _end(session, sponsorship, "cancelled", reason=reason, at=at, by=by)


def withdraw(
    session: Session, sponsorship: Sponsorship, *, reason: str, at: datetime, by: Actor
) -> None:
    """The company takes its application back, with a word why if it likes; its place is free again."""
    said = reason.strip() or "The company withdrew its application."
    _end(session, sponsorship, "withdrawn", reason=said, at=at, by=by)


def end_early(sponsorship: Sponsorship, *, last_day: date) -> None:
    """The term ends with this day, for its contract does; what was agreed stands in that."""
    sponsorship.ends_on = last_day


def roll_back(
    session: Session, sponsorship: Sponsorship, *, reason: str, at: datetime, by: Actor
) -> None:
    """Take the approval back: term and fee are to be decided anew, the place is kept."""
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    advance(session, sponsorship, "rolled_back", at=at, by=by, reason=reason.strip())
    sponsorship.starts_on = sponsorship.ends_on = sponsorship.agreed_fee_minor = None
    session.execute(sa.delete(Instalment).where(Instalment.sponsorship_id == sponsorship.id))
    session.expire(sponsorship, ["instalments"])


def reopen(
    session: Session, sponsorship: Sponsorship, *, reason: str, at: datetime, by: Actor
) -> None:
    """Take up an application again that was rejected, if its place and its benefits are still free.

    Raises TierFull or BenefitTaken.
    """
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    sponsorship.decision_reason = ""
    advance(session, sponsorship, "reopened", at=at, by=by, reason=reason.strip())
    with session.no_autoflush:  # the database counts the place only once we know that it is there
        tier = session.get_one(Tier, sponsorship.tier_id)
        places.remove_lapsed(session, tier, at=at)
    if not tier.has_capacity:
        raise TierFull(tier)
    session.flush()  # promises are taken up only by an application
    # In one order for everybody, so that two of them never wait for each other's benefits.
    for promise in sorted(sponsorship.promised_benefits, key=lambda one: one.benefit_id):
        benefit = promise.benefit
        if benefit.capacity is not None:
            places.remove_lapsed(session, benefit, at=at)
            if benefit.taken + benefit.kept >= benefit.capacity:
                raise BenefitTaken(benefit)
        promise.is_released = False
        session.flush()


def _end(
    session: Session, sponsorship: Sponsorship, verb: str, *, reason: str, at: datetime, by: Actor
) -> None:
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    sponsorship.decision_reason = reason.strip()
    advance(session, sponsorship, verb, at=at, by=by, reason=reason.strip())
    session.flush()
    # In one order for everybody, so that two of them never wait for each other's benefits.
    for promise in sorted(sponsorship.promised_benefits, key=lambda one: one.benefit_id):
        promise.is_released = True
        session.flush()
    places.owe_look(session, at=at)
