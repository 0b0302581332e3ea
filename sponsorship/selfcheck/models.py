"""Runs of the self-check."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sponsorship.database import Base, Json


class SelfCheck(Base):
    """One run of every check over the live data, and the rows that it found broken."""

    __tablename__ = "self_check"
    __table_args__ = (
        sa.CheckConstraint("broken_count >= 0", name="broken_counted"),
        sa.Index("ix_self_check_finished_at", "finished_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    broken_count: Mapped[int]
    sentences: Mapped[list[Any]] = mapped_column(Json)
    """One sentence a broken row, as many as are worth reading; `broken_count` counts them all."""

    @property
    def holds(self) -> bool:
        """Whether everything that was checked was as it should be."""
        return self.broken_count == 0

    @property
    def took(self) -> timedelta:
        return self.finished_at - self.begun_at
