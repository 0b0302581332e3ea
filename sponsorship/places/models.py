"""A place that is kept, and for which form; and who waits for one."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.tiers.models import Benefit, ProgramYear, Tier


class OfOne:
    """Of one tier or of one benefit."""

    tier: Mapped[Tier | None]
    benefit: Mapped[Benefit | None]

    @property
    def of(self) -> Tier | Benefit:
        """What there is a place of."""
        found = self.tier or self.benefit
        if found is None:
            raise AssertionError("a place is of a tier or of a benefit")
        return found

    @property
    def label(self) -> str:
        """As a sentence lists it: “a place in the tier Partner”, or the benefit's name."""
        return f"a place in the tier {self.tier}" if self.tier else str(self.of)


class WaitingStatus(StrEnum):
    WAITING = "waiting"
    """In line for one tier or benefit."""
    OFFERED = "offered"
    """A place is kept for them until a time that their letter names."""
    SERVED = "served"
    """They applied with it."""
    MISSED = "missed"
    """They let the time pass; the next in line got the place."""
    DECLINED = "declined"
    """They do not want it any more."""
    REMOVED = "removed"
    """Staff took them out of the line, with a reason."""
    CLOSED = "closed"
    """Applications for the programme year were closed."""


W = WaitingStatus
WAITING_LIFECYCLE = Lifecycle.of(
    "waiting_entry",
    W.WAITING,
    move("offered", {W.WAITING}, W.OFFERED),
    move("served", {W.OFFERED}, W.SERVED),
    move("missed", {W.OFFERED}, W.MISSED),
    move("declined", {W.WAITING, W.OFFERED}, W.DECLINED),
    move("removed", {W.WAITING, W.OFFERED}, W.REMOVED),
    move("closed", {W.WAITING, W.OFFERED}, W.CLOSED),
)
IN_LINE = (W.WAITING, W.OFFERED)
_IN_LINE = sa.text("status IN ('waiting', 'offered')")


class WaitingEntry(OfOne, Stateful, Base):
    """Somebody who waits for a place of one tier, or one piece of one benefit; first come, first served.

    Who they are is blanked some time after the entry ended.
    """

    __tablename__ = "waiting_entry"
    __table_args__ = (
        sa.CheckConstraint("(tier_id IS NULL) <> (benefit_id IS NULL)", name="of_one"),
        sa.CheckConstraint("email = lower(email)", name="email_folded"),
        sa.CheckConstraint(
            "status <> 'offered' OR (offered_at IS NOT NULL AND offered_until > offered_at)",
            name="offered_for_a_time",
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (status IN ('waiting', 'offered'))", name="ended_when"
        ),
        sa.Index(
            "uq_waiting_entry_tier", "tier_id", "email", unique=True,
            sqlite_where=_IN_LINE, postgresql_where=_IN_LINE,
        ),
        sa.Index(
            "uq_waiting_entry_benefit", "benefit_id", "email", unique=True,
            sqlite_where=_IN_LINE, postgresql_where=_IN_LINE,
        ),
    )  # fmt: skip
    lifecycle = WAITING_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    program_year_id: Mapped[int] = mapped_column(
        sa.ForeignKey("program_year.id", ondelete="RESTRICT"), index=True
    )
    tier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("tier.id", ondelete="RESTRICT"))
    benefit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("benefit.id", ondelete="RESTRICT"))
    sponsor_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("sponsor.id", ondelete="RESTRICT"), index=True
    )
    """The sponsor that joined from its portal; None for who came by our pages."""
    company: Mapped[str]
    name: Mapped[str]
    email: Mapped[str]
    status: Mapped[WaitingStatus] = mapped_column(default=WaitingStatus.WAITING, index=True)
    form_key: Mapped[str] = mapped_column(unique=True)
    """The key of the form that a place is kept for when it is their turn."""
    public_token: Mapped[str] = mapped_column(unique=True)
    joined_at: Mapped[datetime]
    offered_at: Mapped[datetime | None]
    offered_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why staff took them out."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    program_year: Mapped[ProgramYear] = relationship()
    tier: Mapped[Tier | None] = relationship()
    benefit: Mapped[Benefit | None] = relationship()

    @property
    def is_in_line(self) -> bool:
        return self.status in IN_LINE

    def __str__(self) -> str:
        return f"Waiting entry {self.id}"


class KeptPlace(OfOne, Base):
    """One place of one tier, or one piece of one benefit, kept for whoever sends the form of this key.

    When its time is over it counts for nobody, although it stands here until somebody wants the place.
    """

    __tablename__ = "kept_place"
    __table_args__ = (
        sa.CheckConstraint("(tier_id IS NULL) <> (benefit_id IS NULL)", name="of_one"),
        sa.CheckConstraint("kept_until > kept_at", name="for_a_time"),
        sa.UniqueConstraint("form_key", "tier_id"),
        sa.UniqueConstraint("form_key", "benefit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str]
    tier_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("tier.id", ondelete="RESTRICT"), index=True
    )
    benefit_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("benefit.id", ondelete="RESTRICT"), index=True
    )
    kept_at: Mapped[datetime]
    kept_until: Mapped[datetime]
    """The instant at which it is kept no more."""
    entry_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("waiting_entry.id", ondelete="RESTRICT"), index=True
    )
    """Who was offered it; None for what a saved application keeps."""

    tier: Mapped[Tier | None] = relationship()
    benefit: Mapped[Benefit | None] = relationship()
    entry: Mapped[WaitingEntry | None] = relationship()

    def __str__(self) -> str:
        return f"Kept place {self.id}"
