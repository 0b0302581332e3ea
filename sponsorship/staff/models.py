"""Tables of staff, their sessions and links, sign-in counters, and tokens of machines.

Secrets are kept as hashes; the one exception is the seed of the second factor, which must be read.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.audit import Actor
from sponsorship.database import Base, Json
from sponsorship.staff.permissions import Capability, StaffRole, may


class StaffUser(Base):
    """A member of staff; disabled rather than deleted, because the audit notes name them."""

    __tablename__ = "staff_user"
    __table_args__ = (
        sa.CheckConstraint("length(email) > 2 AND email = lower(email)", name="email_folded"),
        sa.CheckConstraint(
            "(password_hash IS NULL) = (totp_secret IS NULL)", name="both_factors_or_none"
        ),
        sa.Index("uq_staff_user_calendar_token_hash", "calendar_token_hash", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    role: Mapped[StaffRole]
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None]
    totp_last_counter: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    disabled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    calendar_token_hash: Mapped[str | None]
    """Of the secret end of the address at which their calendar reads when contracts end."""

    __mapper_args__: dict[str, Any] = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name

    @property
    def is_enrolled(self) -> bool:
        """Whether they have a password and a second factor."""
        return self.password_hash is not None

    @property
    def actor(self) -> Actor:
        return Actor("staff", self.name, self.id)

    @property
    def standing(self) -> str:
        """In one word, for lists."""
        if not self.is_active:
            return "disabled"
        return "active" if self.is_enrolled else "invited"

    def may(self, capability: Capability) -> bool:
        return self.is_active and may(self.role, capability)


class StaffSession(Base):
    """One signed-in browser. Without `second_factor_at` it only opens the page for the code."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey(StaffUser.id), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]
    enrolment_secret: Mapped[str | None]
    revoked_at: Mapped[datetime | None]
    ip: Mapped[str]
    user_agent: Mapped[str]

    staff: Mapped[StaffUser] = relationship(lazy="joined", innerjoin=True)


class SignInLink(Base):
    """A link that opens the account once, to choose a password and a second factor."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey(StaffUser.id), index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    staff: Mapped[StaffUser] = relationship(lazy="joined", innerjoin=True)


class SignInAttempt(Base):
    """How many sign-ins one account or one address tried in one quarter of an hour."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (sa.CheckConstraint("tries >= 0", name="tries_not_negative"),)

    bucket: Mapped[str] = mapped_column(primary_key=True)
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tries: Mapped[int]


class ApiToken(Base):
    """A machine's key to the JSON API; shown once, kept as a hash, limited to its scopes."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(Json)
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    last_used_on: Mapped[date | None]

    def __str__(self) -> str:
        return self.name

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None
