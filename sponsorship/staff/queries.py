"""Reads about staff, sessions and tokens."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.staff.models import ApiToken, StaffSession, StaffUser
from sponsorship.staff.operations import SESSION_IDLES, digest


def everybody(session: Session) -> tuple[StaffUser, ...]:
    """All staff, the active ones first, by name."""
    return tuple(
        session.scalars(sa.select(StaffUser).order_by(StaffUser.is_active.desc(), StaffUser.name))
    )


def by_email(session: Session, folded: str) -> StaffUser | None:
    return session.scalar(sa.select(StaffUser).where(StaffUser.email == folded))


def session_behind(session: Session, token: str) -> StaffSession | None:
    """The session of this token, alive or not."""
    return session.scalar(sa.select(StaffSession).where(StaffSession.token_hash == digest(token)))


def is_alive(one: StaffSession, *, at: datetime) -> bool:
    """Neither revoked, expired, idle for too long, nor of somebody disabled."""
    return (
        one.revoked_at is None
        and one.staff.is_active
        and at < one.expires_at
        and at - one.last_seen_at < SESSION_IDLES
    )


def living_sessions(session: Session, staff: StaffUser, *, at: datetime) -> list[StaffSession]:
    """Where they are signed in now, the latest first."""
    found = session.scalars(
        sa.select(StaffSession)
        .where(StaffSession.staff_id == staff.id, StaffSession.revoked_at.is_(None))
        .order_by(StaffSession.last_seen_at.desc())
    )
    return [one for one in found if is_alive(one, at=at) and one.second_factor_at]


def api_tokens(session: Session) -> tuple[ApiToken, ...]:
    return tuple(session.scalars(sa.select(ApiToken).order_by(ApiToken.name)))
