"""Texts that staff keep for letters, and what was written to whom with them."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, Json
from sponsorship.messages.models import Letter
from sponsorship.sponsorships.models import Sponsorship, Topic


class StandingLetter(Base):
    """A text that staff keep for letters to sponsors, with placeholders for what differs."""

    __tablename__ = "standing_letter"
    __table_args__ = (
        sa.CheckConstraint("name <> '' AND subject <> '' AND text <> ''", name="written"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    text: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    archived_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    def __str__(self) -> str:
        return self.name


class Mailing(Base):
    """One text, sent once to the contacts in the chosen roles of the chosen sponsorships."""

    __tablename__ = "mailing"
    __table_args__ = (sa.CheckConstraint("subject <> '' AND text <> ''", name="written"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str] = mapped_column(unique=True)
    standing_letter_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("standing_letter.id", ondelete="RESTRICT")
    )
    topic: Mapped[Topic]
    roles: Mapped[list[str]] = mapped_column(Json)
    subject: Mapped[str]
    text: Mapped[str]
    sent_at: Mapped[datetime]
    sent_by: Mapped[str]

    standing_letter: Mapped[StandingLetter | None] = relationship()
    addressees: Mapped[list["Addressee"]] = relationship(
        back_populates="mailing", order_by="Addressee.id"
    )

    def __str__(self) -> str:
        return f"Letter to sponsors {self.id}"


class SkipReason(StrEnum):
    """Why somebody got no letter of a mailing."""

    NO_CONTACT = "no_contact"
    """Nobody of the sponsor has one of the chosen roles."""
    DECLINED = "declined"
    """The contact has chosen not to get letters about this topic."""

    @property
    def sentence(self) -> str:
        return {
            SkipReason.NO_CONTACT: "nobody has one of these roles",
            SkipReason.DECLINED: "has chosen not to get these letters",
        }[self]


class Addressee(Base):
    """Somebody whom a mailing was for, about one sponsorship: written to, or skipped and why."""

    __tablename__ = "addressee"
    __table_args__ = (
        sa.UniqueConstraint("mailing_id", "sponsorship_id", "email"),
        sa.CheckConstraint(
            "(letter_id IS NULL) = (skipped IS NOT NULL)", name="written_or_skipped"
        ),
        sa.Index("ix_addressee_sponsorship_id", "sponsorship_id"),
        sa.Index("ix_addressee_letter_id", "letter_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(sa.ForeignKey("mailing.id", ondelete="RESTRICT"))
    sponsorship_id: Mapped[int] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT")
    )
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    letter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("letter.id", ondelete="RESTRICT"))
    skipped: Mapped[SkipReason | None]

    mailing: Mapped[Mailing] = relationship(back_populates="addressees")
    sponsorship: Mapped[Sponsorship] = relationship()
    letter: Mapped[Letter | None] = relationship()

    @property
    def sentence(self) -> str:
        """Why somebody got nothing."""
        return self.skipped.sentence if self.skipped else ""
