"""Bank accounts, imported statements, their lines, and the matches of lines with journal entries."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, Json, MinorUnits
from sponsorship.ledger.models import JournalEntry
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money


class BankAccount(Base):
    """One account of ours at a bank, in one currency; `csv_format` is how its CSV files were read last."""

    __tablename__ = "bank_account"
    __table_args__ = (sa.UniqueConstraint("id", "currency"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    identification: Mapped[str] = mapped_column(unique=True)
    currency: Mapped[str]
    csv_format: Mapped[dict[str, Any]] = mapped_column(Json)
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.name} ({self.currency})"


class StatementFormat(StrEnum):
    """In what form the bank wrote the file."""

    CSV = "csv"
    CAMT_053 = "camt.053"


class BankStatement(Base):
    """One file of the bank as it was imported, with the sum of all its lines; never changed."""

    __tablename__ = "bank_statement"
    __table_args__ = (
        sa.UniqueConstraint("bank_account_id", "sha256"),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
        sa.CheckConstraint("starts_on <= ends_on", name="period"),
        sa.CheckConstraint("new_count >= 0 AND new_count <= line_count", name="counted"),
        sa.ForeignKeyConstraint(
            ["bank_account_id", "currency"],
            ["bank_account.id", "bank_account.currency"],
            name="fk_bank_statement_bank_account",
            ondelete="RESTRICT",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_account_id: Mapped[int]
    currency: Mapped[str]
    filename: Mapped[str]
    sha256: Mapped[str]
    stored_file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("stored_file.id", ondelete="RESTRICT")
    )
    format: Mapped[StatementFormat]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    opening_minor: Mapped[int | None] = mapped_column(MinorUnits)
    closing_minor: Mapped[int | None] = mapped_column(MinorUnits)
    moved_minor: Mapped[int] = mapped_column(MinorUnits)
    line_count: Mapped[int]
    new_count: Mapped[int]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]

    account: Mapped[BankAccount] = relationship(
        primaryjoin="BankStatement.bank_account_id == BankAccount.id",
        foreign_keys="BankStatement.bank_account_id",
    )

    @property
    def reference(self) -> str:
        return f"BS-{self.ends_on.year}-{self.id:05d}"

    @property
    def opening(self) -> Money | None:
        return None if self.opening_minor is None else Money(self.opening_minor, self.currency)

    @property
    def closing(self) -> Money | None:
        return None if self.closing_minor is None else Money(self.closing_minor, self.currency)

    @property
    def moved(self) -> Money:
        """The sum of all lines in the file, those that were known before included."""
        return Money(self.moved_minor, self.currency)

    @property
    def difference(self) -> Money | None:
        """What the closing balance lacks or has too much; None if the bank named no balances."""
        if self.opening is None or self.closing is None:
            return None
        return self.closing - self.opening - self.moved

    def __str__(self) -> str:
        return f"Statement {self.reference}"


class BankLineStatus(StrEnum):
    WAITING = "waiting"
    """Nobody has said yet what it is."""
    MATCHED = "matched"
    """It is one or more entries of the journal, which move the bank account by its whole amount."""
    SET_ASIDE = "set_aside"
    """It is none of these books' business, with a reason."""


L = BankLineStatus
BANK_LINE_LIFECYCLE = Lifecycle.of(
    "bank_line",
    L.WAITING,
    move("matched", {L.WAITING}, L.MATCHED),
    move("unmatched", {L.MATCHED}, L.WAITING),
    move("set_aside", {L.WAITING}, L.SET_ASIDE),
    move("taken_up_again", {L.SET_ASIDE}, L.WAITING),
)


class BankLine(Stateful, Base):
    """One movement on a bank account, as the bank tells of it.

    `fingerprint` is made from day, amount and reference (or words), `occurrence` counts lines that are
    alike in all of them: so that files which overlap bring each line once.
    """

    __tablename__ = "bank_line"
    __table_args__ = (
        sa.UniqueConstraint("bank_account_id", "fingerprint", "occurrence"),
        sa.UniqueConstraint("bank_statement_id", "position"),
        sa.UniqueConstraint("id", "currency"),
        sa.CheckConstraint("amount_minor <> 0", name="moves_money"),
        sa.CheckConstraint("occurrence >= 1 AND position >= 1", name="counted"),
        sa.CheckConstraint("length(fingerprint) = 64", name="fingerprint_length"),
        sa.ForeignKeyConstraint(
            ["bank_account_id", "currency"],
            ["bank_account.id", "bank_account.currency"],
            name="fk_bank_line_bank_account",
            ondelete="RESTRICT",
        ),
        sa.Index("ix_bank_line_waiting", "status", "booked_on"),
    )
    lifecycle = BANK_LINE_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_account_id: Mapped[int]
    bank_statement_id: Mapped[int] = mapped_column(
        sa.ForeignKey("bank_statement.id", ondelete="RESTRICT")
    )
    position: Mapped[int]
    fingerprint: Mapped[str]
    occurrence: Mapped[int]
    booked_on: Mapped[date]
    valued_on: Mapped[date | None]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    counterparty: Mapped[str]
    text: Mapped[str]
    bank_reference: Mapped[str]
    status: Mapped[BankLineStatus] = mapped_column(default=BankLineStatus.WAITING)

    account: Mapped[BankAccount] = relationship(
        primaryjoin="BankLine.bank_account_id == BankAccount.id",
        foreign_keys="BankLine.bank_account_id",
    )
    statement: Mapped[BankStatement] = relationship()
    matches: Mapped[list["BankMatch"]] = relationship(
        order_by="BankMatch.id", back_populates="line"
    )

    @property
    def amount(self) -> Money:
        """Above zero for what came in, below for what went out."""
        return Money(self.amount_minor, self.currency)

    @property
    def reference(self) -> str:
        return f"BL-{self.booked_on.year}-{self.id:06d}"

    @property
    def standing(self) -> list["BankMatch"]:
        """The matches that were not undone."""
        return [one for one in self.matches if one.undone_at is None]

    def __str__(self) -> str:
        return f"Bank line {self.reference}, {self.amount.shown()}"


class MatchKind(StrEnum):
    """What a bank line turned out to be."""

    RECORDED = "recorded"
    """Something that was in the journal before: a transfer, a cheque, a gift, what was given back."""
    PAYOUT = "payout"
    """The processor's payout, or one that was returned."""
    INVOICE = "invoice"
    """A sponsor's transfer or cheque for an invoice."""
    GIFT = "gift"
    """A donor's transfer or cheque."""
    SUSPENSE = "suspense"
    """Money of which nobody knows yet what it is."""


class BankMatch(Base):
    """A bank line is this journal entry; several may share a line, such as a deposit of cheques.

    `books` says whether the match itself made the entry: then undoing it reverses the entry.
    """

    __tablename__ = "bank_match"
    __table_args__ = (
        sa.CheckConstraint("amount_minor <> 0", name="moves_money"),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undone_why IS NULL)",
            name="undone_whole",
        ),
        sa.ForeignKeyConstraint(
            ["bank_line_id", "currency"],
            ["bank_line.id", "bank_line.currency"],
            name="fk_bank_match_bank_line",
            ondelete="RESTRICT",
        ),
        sa.Index(
            "uq_bank_match_entry_seen_once",
            "entry_id",
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        ),
        sa.Index("ix_bank_match_bank_line_id", "bank_line_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_line_id: Mapped[int]
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("journal_entry.id", ondelete="RESTRICT"))
    kind: Mapped[MatchKind]
    books: Mapped[bool]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    matched_at: Mapped[datetime]
    matched_by: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    undone_why: Mapped[str | None]

    line: Mapped[BankLine] = relationship(
        primaryjoin="BankMatch.bank_line_id == BankLine.id",
        foreign_keys="BankMatch.bank_line_id",
        back_populates="matches",
    )
    entry: Mapped[JournalEntry] = relationship()

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
