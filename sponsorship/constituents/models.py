"""Constituents: every person or organisation that ever gave money."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from sponsorship.database import Base


class ConstituentKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


class Constituent(Base):
    """A person or organisation that we know, once: found again by e-mail address."""

    __tablename__ = "constituent"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ConstituentKind]
    name: Mapped[str]
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
