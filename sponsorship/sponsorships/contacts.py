"""Contacts of sponsors: who is who by address, and which letters each of them wants."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.errors import Invalid, NotFound
from sponsorship.sponsorships.models import OPTIONAL_TOPICS, SponsorContact, Sponsorship, Topic


def by_token(session: Session, token: str) -> SponsorContact:
    """The contact behind the personal link in a letter, with the sponsor; raises NotFound."""
    found = session.scalars(
        sa.select(SponsorContact)
        .where(SponsorContact.public_token == token)
        .options(joinedload(SponsorContact.sponsor))
    ).one_or_none()
    if found is None:
        raise NotFound("contact")
    return found


def sponsorships_of(session: Session, contact: SponsorContact) -> list[Sponsorship]:
    """The sponsorships for which somebody speaks, the newest first."""
    return list(
        session.scalars(
            sa.select(Sponsorship)
            .where(Sponsorship.sponsor_id == contact.sponsor_id)
            .options(joinedload(Sponsorship.tier), joinedload(Sponsorship.program_year))
            .order_by(Sponsorship.id.desc())
        )
    )


def token_of(contact: SponsorContact) -> str:
    """The end of the contact's personal link, the same in every letter."""
    if contact.public_token is None:
        contact.public_token = secrets.token_urlsafe(24)
    return contact.public_token


def choose_letters(session: Session, contact: SponsorContact, *, wanted: Collection[Topic]) -> None:
    """From now on the contact gets these of the optional letters; the others always come."""
    if not set(wanted) <= set(OPTIONAL_TOPICS):
        raise Invalid("wanted", "Please choose among the offered letters.")
    contact.wants_news = Topic.NEWS in wanted
    contact.wants_invitations = Topic.INVITATIONS in wanted
    session.flush()


def once_per_address(contacts: Iterable[SponsorContact]) -> list[SponsorContact]:
    """The first contact of every address; addresses that differ in capitals alone are the same."""
    first: dict[str, SponsorContact] = {}
    for contact in contacts:
        first.setdefault(folded(contact), contact)
    return list(first.values())


def folded(contact: SponsorContact) -> str:
    """The address by which somebody is known again."""
    return contact.email.strip().casefold()
