"""Making links, opening sessions with them, and ending sessions."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.errors import Refused
from sponsorship.portal.models import ContactLink, ContactSession

LINK_LASTS = timedelta(minutes=30)
SESSION_LASTS = timedelta(hours=12)


class LinkSpent(Refused):
    """Raised for a link that was used, has expired, or never was one."""

    code = "link_spent"

    def __init__(self) -> None:
        super().__init__("This link was used already or has expired. Please ask for a new one.")


def digest(token: str) -> str:
    """How a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue_link(session: Session, email: str, *, at: datetime) -> str:
    """A new link for this address; earlier ones stop working."""
    folded = email.strip().lower()
    session.execute(
        sa.update(ContactLink)
        .where(ContactLink.email == folded, ContactLink.used_at.is_(None))
        .values(used_at=at)
    )
    token = secrets.token_urlsafe(24)
    session.add(
        ContactLink(
            token_hash=digest(token), email=folded, created_at=at, expires_at=at + LINK_LASTS
        )
    )
    session.flush()
    return token


def check_link(session: Session, token: str, *, at: datetime) -> ContactLink:
    """The link, if it still opens; raises LinkSpent."""
    link = session.scalar(sa.select(ContactLink).where(ContactLink.token_hash == digest(token)))
    if link is None or link.used_at is not None or link.expires_at <= at:
        raise LinkSpent
    return link


def open_session(session: Session, token: str, *, at: datetime) -> str:
    """Use the link up: the token of a new session. Of two at the same instant one is refused."""
    link = check_link(session, token, at=at)
    taken = session.execute(
        sa.update(ContactLink)
        .where(ContactLink.id == link.id, ContactLink.used_at.is_(None))
        .values(used_at=at)
        .returning(ContactLink.id)
    )
    if taken.first() is None:
        raise LinkSpent
    opened = secrets.token_urlsafe(32)
    session.add(
        ContactSession(
            token_hash=digest(opened),
            email=link.email,
            created_at=at,
            expires_at=at + SESSION_LASTS,
        )
    )
    return opened


def end_session(session: Session, token: str, *, at: datetime) -> None:
    """The session ends at once, wherever its cookie is."""
    session.execute(
        sa.update(ContactSession)
        .where(ContactSession.token_hash == digest(token), ContactSession.revoked_at.is_(None))
        .values(revoked_at=at)
    )


def forget_old(session: Session, *, at: datetime) -> None:
    """Links and sessions that ended a month ago are of no use to anybody."""
    month_ago = at - timedelta(days=30)
    for model in (ContactLink, ContactSession):
        session.execute(sa.delete(model).where(model.expires_at < month_ago))
