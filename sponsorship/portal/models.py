"""Links that sign a contact in once, and the sessions that they open."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sponsorship.database import Base


class ContactLink(Base):
    """A link in a letter that opens a session once; kept as a hash."""

    __tablename__ = "contact_link"
    __table_args__ = (sa.CheckConstraint("email = lower(email)", name="email_folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ContactSession(Base):
    """A browser in which somebody has shown that an address is theirs.

    For which sponsors that address speaks is asked at every request: who is no contact any more
    sees nothing.
    """

    __tablename__ = "contact_session"
    __table_args__ = (sa.CheckConstraint("email = lower(email)", name="email_folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
