"""Who looks after a sponsorship, and what staff noted about it among themselves."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base
from sponsorship.staff.models import StaffUser


class Assignment(Base):
    """From then on this member of staff looks after the sponsorship; nobody, where none is named."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    sponsorship_id: Mapped[int] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT"), index=True
    )
    staff_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("staff_user.id", ondelete="RESTRICT")
    )
    assigned_at: Mapped[datetime]
    assigned_by: Mapped[str]

    staff: Mapped[StaffUser | None] = relationship()


class ReviewNote(Base):
    """What a member of staff noted about a sponsorship, for colleagues alone."""

    __tablename__ = "review_note"
    __table_args__ = (sa.CheckConstraint("text <> ''", name="text_written"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sponsorship_id: Mapped[int] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT"), index=True
    )
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by: Mapped[str]
