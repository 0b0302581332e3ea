"""Who is behind a session, and for whom they speak."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.portal.models import ContactSession
from sponsorship.portal.operations import digest
from sponsorship.sponsorships.models import SponsorContact


def contacts_behind(session: Session, token: str, *, at: datetime) -> list[SponsorContact]:
    """The contacts with the address of a living session, one for each sponsor; none without one."""
    email = session.scalar(
        sa.select(ContactSession.email).where(
            ContactSession.token_hash == digest(token),
            ContactSession.revoked_at.is_(None),
            ContactSession.expires_at > at,
        )
    )
    return [] if email is None else contacts_with(session, email)


def contacts_with(session: Session, email: str) -> list[SponsorContact]:
    """The contacts with this address, by sponsor."""
    found = session.scalars(
        sa.select(SponsorContact)
        .where(sa.func.lower(SponsorContact.email) == email.strip().lower())
        .options(joinedload(SponsorContact.sponsor))
        .order_by(SponsorContact.sponsor_id, SponsorContact.id)
    )
    first: dict[int, SponsorContact] = {}
    for contact in found:
        first.setdefault(contact.sponsor_id, contact)
    return list(first.values())
