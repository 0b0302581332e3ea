"""What a sponsor's own people change: the profile that is shown, and who speaks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.addresses import checked_email
from sponsorship.errors import Invalid, Refused
from sponsorship.sponsorships.models import Sponsor, SponsorContact
from sponsorship.sponsorships.operations import LONGEST_TEXT, check_website, one_line

LABELS = {
    "description": "What you do",
    "website": "Web site",
    "address_line_1": "Street address",
    "address_line_2": "Second address line",
    "city": "City",
    "region": "State or region",
    "postal_code": "Postal code",
    "country": "Country",
    "tax_id": "Tax ID",
}
"""What a sponsor changes itself. Its name stands in contracts, so staff change that."""
_NEEDED = {"website", "address_line_1", "city", "postal_code"}
MOST_CONTACTS = 20


class LastPrimary(Refused):
    """Raised when nobody would be left whom we write to."""

    code = "last_primary"

    def __init__(self) -> None:
        super().__init__("Somebody has to be the primary contact. Make somebody else it first.")


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of a profile, before and after."""

    label: str
    before: str
    after: str


def change_profile(sponsor: Sponsor, facts: Mapping[str, str]) -> list[Changed]:
    """Take over what differs; the changes. Raises Invalid naming the field."""
    given = {name: facts[name].strip() for name in LABELS}
    for name, label in LABELS.items():
        if name in {"description", "country"}:
            continue
        one_line(given[name], name, label.lower(), is_needed=name in _NEEDED)
    if not given["description"] or len(given["description"]) > LONGEST_TEXT:
        raise Invalid("description", f"Please describe yourself in 1 to {LONGEST_TEXT:,} letters.")
    check_website(given["website"])
    changed = []
    for name, label in LABELS.items():
        before = getattr(sponsor, name)
        if before != given[name]:
            changed.append(Changed(label, before, given[name]))
            setattr(sponsor, name, given[name])
    return changed


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A contact as it is filled in. Raises Invalid naming the field."""

    name: str
    email: str
    phone: str = ""
    is_primary: bool = False
    is_administrative: bool = False
    is_accounting: bool = False
    is_manager: bool = False

    def __post_init__(self) -> None:
        one_line(self.name, "name", "the name of this contact", is_needed=True)
        one_line(self.phone, "phone", "a phone number", is_needed=False)
        object.__setattr__(self, "email", checked_email(self.email))


_FACTS = tuple(ContactFacts.__annotations__)


def add_contact(session: Session, sponsor: Sponsor, facts: ContactFacts) -> SponsorContact:
    """One more person who speaks for the sponsor."""
    if len(_contacts(session, sponsor)) >= MOST_CONTACTS:
        raise Invalid("name", f"A sponsor has at most {MOST_CONTACTS} contacts.")
    contact = SponsorContact(sponsor_id=sponsor.id)
    _fill_in(session, contact, facts)
    session.add(contact)
    session.flush()
    return contact


def change_contact(session: Session, contact: SponsorContact, facts: ContactFacts) -> None:
    """Another name, address or role; raises LastPrimary."""
    if contact.is_primary and not facts.is_primary:
        _check_another_primary(session, contact)
    _fill_in(session, contact, facts)
    session.flush()


def remove_contact(session: Session, contact: SponsorContact) -> None:
    """Speaks for the sponsor no more; raises LastPrimary."""
    if contact.is_primary:
        _check_another_primary(session, contact)
    session.delete(contact)
    session.flush()


def _fill_in(session: Session, contact: SponsorContact, facts: ContactFacts) -> None:
    same = sa.select(SponsorContact.id).where(
        SponsorContact.sponsor_id == contact.sponsor_id,
        sa.func.lower(SponsorContact.email) == facts.email.lower(),
        SponsorContact.id != (contact.id or 0),
    )
    if session.scalar(same.limit(1)) is not None:
        raise Invalid("email", "Another contact has this e-mail address already.")
    for name in _FACTS:
        setattr(contact, name, getattr(facts, name))


def _contacts(session: Session, sponsor: Sponsor) -> list[SponsorContact]:
    held = sa.select(SponsorContact).where(SponsorContact.sponsor_id == sponsor.id)
    return list(session.scalars(held))


def _check_another_primary(session: Session, contact: SponsorContact) -> None:
    another = sa.select(SponsorContact.id).where(
        SponsorContact.sponsor_id == contact.sponsor_id,
        SponsorContact.is_primary.is_(True),
        SponsorContact.id != contact.id,
    )
    if session.scalar(another.limit(1)) is None:
        raise LastPrimary
