"""Runs of an import, what each said of every record, and which of our records came of which of theirs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, Json


class ImportOutcome(StrEnum):
    """What became of one record of theirs."""

    CREATED = "created"
    """It is here now."""
    UPDATED = "updated"
    """It was here, changed there, and was taken over again."""
    UNCHANGED = "unchanged"
    """It is here, and says what it said before."""
    SKIPPED = "skipped"
    """Left out for now, for a reason that may pass: what it hangs on is missing, or ours was changed."""
    REFUSED = "refused"
    """It cannot be here as it is."""


class ImportRun(Base):
    """One reading of another system's files into ours; without an end it was broken off."""

    __tablename__ = "import_run"
    __table_args__ = (sa.CheckConstraint("source <> ''", name="named"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    file_name: Mapped[str]
    begun_at: Mapped[datetime]
    begun_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """How many records had which outcome, by their table; filled in at the end."""

    lines: Mapped[list["ImportLine"]] = relationship(
        order_by="ImportLine.id", back_populates="run", viewonly=True
    )

    @property
    def totals(self) -> dict[str, int]:
        """How many records had which outcome, over all tables."""
        return {
            one.value: sum(counted.get(one.value, 0) for counted in self.counts.values())
            for one in ImportOutcome
        }

    def __str__(self) -> str:
        return f"Import {self.id}"


class ImportLine(Base):
    """What one run says of one record; where nothing is to be said of one that did not change, none."""

    __tablename__ = "import_line"
    __table_args__ = (
        sa.CheckConstraint("outcome <> 'unchanged' OR sentence <> ''", name="worth_a_line"),
        sa.Index("ix_import_line_run_id", "run_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(sa.ForeignKey("import_run.id", ondelete="RESTRICT"))
    model: Mapped[str]
    number: Mapped[str]
    """Theirs, or where in the file it stands if it has none."""
    name: Mapped[str]
    outcome: Mapped[ImportOutcome]
    sentence: Mapped[str]

    run: Mapped[ImportRun] = relationship(back_populates="lines")


class Counterpart(Base):
    """A record of another system, and the record of ours that came of it."""

    __tablename__ = "counterpart"
    __table_args__ = (
        sa.UniqueConstraint("source", "model", "number"),
        sa.CheckConstraint("length(said) = 64 AND length(stood) = 64", name="sha256_length"),
        sa.Index("ix_counterpart_row", "table_name", "row_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    model: Mapped[str]
    number: Mapped[int]
    table_name: Mapped[str]
    row_id: Mapped[int]
    said: Mapped[str]
    """The hash of what the files said of it."""
    files: Mapped[str] = mapped_column(default="")
    """The hash of its pictures and papers that were there."""
    stood: Mapped[str]
    """The hash of how ours stood then; if it stands otherwise, somebody changed it here."""
    run_id: Mapped[int] = mapped_column(sa.ForeignKey("import_run.id", ondelete="RESTRICT"))
    """The run that took it over last."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
