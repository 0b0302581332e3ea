"""Documents that we make, and files that others hand in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, deferred, mapped_column

from sponsorship.database import Base, Json
from sponsorship.documents.content import DocumentKind


class Document(Base):
    """A contract, invoice, credit note or receipt: its content first, its PDF rendered once for ever."""

    __tablename__ = "document"
    __table_args__ = (
        sa.CheckConstraint(
            "(pdf IS NULL) = (sha256 IS NULL) AND (pdf IS NULL) = (rendered_at IS NULL)",
            name="rendered_whole",
        ),
        sa.CheckConstraint("sha256 IS NULL OR length(sha256) = 64", name="sha256_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DocumentKind]
    title: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    attaches_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("document.id", ondelete="RESTRICT")
    )
    made_at: Mapped[datetime]
    pdf: Mapped[bytes | None] = deferred(mapped_column(sa.LargeBinary))
    sha256: Mapped[str | None]
    rendered_at: Mapped[datetime | None]


class FileKind(StrEnum):
    LOGO = "logo"
    SIGNED_CONTRACT = "signed_contract"
    BANK_STATEMENT = "bank_statement"
    PICTURE = "picture"
    """Of a sponsor's, drawn again: who knows its address may see it."""
    PRIVATE = "private"
    """Whatever else passes between us and a sponsor: for the two of us alone."""


class StoredFile(Base):
    """A file that somebody handed in, checked and kept with its hash; never changed."""

    __tablename__ = "stored_file"
    __table_args__ = (sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[FileKind]
    media_type: Mapped[str]
    original_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    width: Mapped[int | None]
    height: Mapped[int | None]
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[str]
    public_token: Mapped[str] = mapped_column(unique=True)
    bytes: Mapped[bytes] = deferred(mapped_column(sa.LargeBinary))
