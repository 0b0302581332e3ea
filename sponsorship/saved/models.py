"""What an applicant had filled in when it was saved."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sponsorship.database import Base, Json


class SavedApplication(Base):
    """A form that waits to be finished: nothing is applied for. Places may be kept for it for a time."""

    __tablename__ = "saved_application"
    __table_args__ = (sa.CheckConstraint("expires_at > saved_at", name="expires_later"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str] = mapped_column(unique=True)
    public_token: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    """Field by field what was typed, and what was ticked as a list."""
    saved_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    places_until: Mapped[datetime | None]
    """Until when places are kept for it; set once, so that saving again does not make it longer."""
