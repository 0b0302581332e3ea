"""Funds and their restrictions."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sponsorship.database import Base, MinorUnits
from sponsorship.money import Money


class Restriction(StrEnum):
    """Whether a donor restricted the money; the board alone cannot (FASB ASU 2016-14)."""

    NONE = "none"
    """Without donor restrictions: for everything that the foundation does."""
    PURPOSE = "purpose"
    """With donor restrictions: for the named purpose only."""
    TIME = "time"
    """With donor restrictions until a day has passed; released when its month is closed."""


class Fund(Base):
    """Money accounted for separately, in one currency, with or without donor restrictions."""

    __tablename__ = "fund"
    __table_args__ = (
        sa.CheckConstraint(
            "(restriction <> 'none' OR purpose = '') AND (restriction <> 'purpose' OR purpose <> '')",
            name="purpose_if_restricted",
        ),
        sa.CheckConstraint(
            "(restriction = 'time') = (restricted_until IS NOT NULL)", name="until_if_time"
        ),
        sa.CheckConstraint("goal_minor IS NULL OR goal_minor > 0", name="goal_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str]
    restriction: Mapped[Restriction]
    purpose: Mapped[str] = mapped_column(default="")
    currency: Mapped[str]
    goal_minor: Mapped[int | None] = mapped_column(MinorUnits)
    position: Mapped[int] = mapped_column(default=0)
    accepts_gifts: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    restricted_until: Mapped[date | None]

    __mapper_args__ = {"version_id_col": version}

    @property
    def goal(self) -> Money | None:
        return None if self.goal_minor is None else Money(self.goal_minor, self.currency)

    @property
    def is_restricted(self) -> bool:
        return self.restriction is not Restriction.NONE

    def __str__(self) -> str:
        return self.name
