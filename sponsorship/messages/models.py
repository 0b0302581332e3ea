"""Letters owed and each attempt's outcome."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, Json
from sponsorship.lifecycle import Lifecycle, Stateful, move


class DispatchStatus(StrEnum):
    OWED = "owed"
    """Queued with its fact; not yet accepted by a mail server. Says nothing about tries so far."""
    SENT = "sent"
    """A mail server took it. Does not promise that anybody received or read it."""
    FAILED = "failed"
    """Refused for good, or the address cannot be used. Resending is a new dispatch."""


S = DispatchStatus
DISPATCH_LIFECYCLE = Lifecycle.of(
    "dispatch",
    S.OWED,
    move("sent", {S.OWED}, S.SENT),
    move("failed", {S.OWED}, S.FAILED),
)


class Letter(Base):
    """One letter to one recipient about one fact. It is owed once, whatever happens twice."""

    __tablename__ = "letter"
    __table_args__ = (sa.UniqueConstraint("template", "fact"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    template: Mapped[str]
    fact: Mapped[str]
    recipient_name: Mapped[str]
    recipient_email: Mapped[str] = mapped_column(index=True)
    context: Mapped[dict[str, Any]] = mapped_column(Json)
    attachments: Mapped[list[int]] = mapped_column(Json)
    owed_at: Mapped[datetime] = mapped_column(index=True)
    about: Mapped[str | None] = mapped_column(index=True)
    """The record in whose history the letter stands, such as "sponsorship:12"."""

    dispatches: Mapped[list["Dispatch"]] = relationship(
        back_populates="letter", order_by="Dispatch.ordinal", passive_deletes="all"
    )

    def __str__(self) -> str:
        return f"Letter to {self.recipient_name}"


class Dispatch(Stateful, Base):
    """One sending of a letter: the first is owed with it, further ones are asked for by staff."""

    __tablename__ = "dispatch"
    __table_args__ = (
        sa.UniqueConstraint("letter_id", "ordinal"),
        sa.CheckConstraint("ordinal > 0", name="ordinal_positive"),
        sa.CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        sa.CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name="sent_has_time"),
        sa.Index("ix_dispatch_status", "status", "id"),
    )
    lifecycle: ClassVar[Lifecycle] = DISPATCH_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("letter.id", ondelete="RESTRICT"))
    ordinal: Mapped[int]
    status: Mapped[DispatchStatus] = mapped_column(default=S.OWED)
    message_id: Mapped[str] = mapped_column(unique=True)
    """The part before the @ of the mail's Message-ID: the same for every try of this dispatch."""
    requested_at: Mapped[datetime]
    requested_by: Mapped[str]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    """Why the last try did not succeed; empty once it has."""

    letter: Mapped[Letter] = relationship(back_populates="dispatches")
