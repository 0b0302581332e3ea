"""Subscribers, announcements, and each delivery of one to the other."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, Json
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.sponsorships.models import Sponsorship


class AnnouncementKind(StrEnum):
    STARTED = "started"
    CHANGED = "changed"
    ENDED = "ended"


class Announcement(Base):
    """That a sponsorship is shown from now on, is shown differently, or is shown no more."""

    __tablename__ = "announcement"
    __table_args__ = (
        sa.UniqueConstraint("sponsorship_id", "number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sponsorship_id: Mapped[int] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT")
    )
    number: Mapped[int]
    """Counts what was announced of this sponsorship: of two, the higher one is the newer."""
    kind: Mapped[AnnouncementKind]
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    """The sponsor as it was shown; for an end, as it was shown last."""
    made_at: Mapped[datetime] = mapped_column(index=True)

    sponsorship: Mapped[Sponsorship] = relationship()

    @property
    def external_id(self) -> str:
        """What a subscriber knows it by: the same in every try and every repetition."""
        return f"announcement_{self.id}"

    def __str__(self) -> str:
        return f"{self.content['name']}: {self.kind.value}"


class SubscriberStatus(StrEnum):
    ACTIVE = "active"
    """It is told of everything. Does not promise that it listens."""
    PAUSED = "paused"
    """Nothing is sent for now; what it is to be told is kept until it is resumed."""
    REMOVED = "removed"
    """It is told nothing any more."""


S = SubscriberStatus
SUBSCRIBER_LIFECYCLE = Lifecycle.of(
    "subscriber",
    S.ACTIVE,
    move("paused", {S.ACTIVE}, S.PAUSED),
    move("resumed", {S.PAUSED}, S.ACTIVE),
    move("removed", {S.ACTIVE, S.PAUSED}, S.REMOVED),
)


class Subscriber(Stateful, Base):
    """A program of ours or of others, with the address at which it listens."""

    __tablename__ = "subscriber"
    lifecycle: ClassVar[Lifecycle] = SUBSCRIBER_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[str]
    salt: Mapped[str] = mapped_column(unique=True)
    """With the installation's own key it makes the secret, which is therefore kept nowhere."""
    status: Mapped[SubscriberStatus] = mapped_column(default=S.ACTIVE)
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name


class DeliveryStatus(StrEnum):
    OWED = "owed"
    """Not yet taken by the subscriber; says nothing about tries so far."""
    DELIVERED = "delivered"
    """The subscriber's program answered that it took it. Does not promise that it did anything."""
    DROPPED = "dropped"
    """Given up: too many tries, or the subscriber is gone. It can be sent again."""


D = DeliveryStatus
DELIVERY_LIFECYCLE = Lifecycle.of(
    "delivery",
    D.OWED,
    move("delivered", {D.OWED}, D.DELIVERED),
    move("dropped", {D.OWED}, D.DROPPED),
)


class Delivery(Stateful, Base):
    """One announcement on its way to one subscriber; sent again, it is another one."""

    __tablename__ = "delivery"
    __table_args__ = (
        sa.UniqueConstraint("subscriber_id", "announcement_id", "ordinal"),
        sa.CheckConstraint("ordinal > 0", name="ordinal_positive"),
        sa.CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        sa.CheckConstraint(
            "(status = 'delivered') = (delivered_at IS NOT NULL)", name="delivered_has_time"
        ),
        sa.Index("ix_delivery_announcement_id", "announcement_id"),
    )
    lifecycle: ClassVar[Lifecycle] = DELIVERY_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    subscriber_id: Mapped[int] = mapped_column(sa.ForeignKey("subscriber.id", ondelete="RESTRICT"))
    announcement_id: Mapped[int] = mapped_column(
        sa.ForeignKey("announcement.id", ondelete="RESTRICT")
    )
    ordinal: Mapped[int] = mapped_column(default=1)
    status: Mapped[DeliveryStatus] = mapped_column(default=D.OWED)
    owed_at: Mapped[datetime]
    owed_by: Mapped[str]
    delivered_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    """Why the last try did not succeed; empty once one has."""

    subscriber: Mapped[Subscriber] = relationship()
    announcement: Mapped[Announcement] = relationship()

    def __str__(self) -> str:
        return f"Delivery {self.id}"
