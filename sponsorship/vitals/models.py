"""Vital signs."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sponsorship.database import Base


class VitalSign(Base):
    """The last time that something showed life, or went wrong; one row for each such thing."""

    __tablename__ = "vital_sign"
    __table_args__ = (sa.CheckConstraint("count >= 0", name="count_not_negative"),)

    name: Mapped[str] = mapped_column(primary_key=True)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    count: Mapped[int] = mapped_column(default=0)
    """How often, or how many seconds: what the name says."""
    note: Mapped[str] = mapped_column(default="")
