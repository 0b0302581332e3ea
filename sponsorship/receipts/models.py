"""Receipts."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, MinorUnits
from sponsorship.donations.models import Donation
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money


class ReceiptStatus(StrEnum):
    ISSUED = "issued"
    """The numbered document stands."""
    VOID = "void"
    """It has no effect any more: the gift went back, wholly or in part. Its number is never used again."""


RECEIPT_LIFECYCLE = Lifecycle.of(
    "receipt",
    ReceiptStatus.ISSUED,
    move("voided", {ReceiptStatus.ISSUED}, ReceiptStatus.VOID),
    move("reinstated", {ReceiptStatus.VOID}, ReceiptStatus.ISSUED),
)


class Receipt(Stateful, Base):
    """The numbered tax document for what we keep of one gift; never edited.

    When that changes, it is void and a new one `replaces` it: a chain, of which at most the last stands.
    A gift by transfer or cheque has no payment.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        sa.UniqueConstraint("series", "year", "sequence"),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("sequence >= 1", name="sequence_counted"),
        sa.Index("ix_receipt_donation_id", "donation_id"),
        sa.Index("ix_receipt_payment_id", "payment_id"),
        sa.Index(
            "uq_receipt_standing",
            "donation_id",
            unique=True,
            sqlite_where=sa.text("status = 'issued'"),
            postgresql_where=sa.text("status = 'issued'"),
        ),
        sa.Index(
            "uq_receipt_first",
            "donation_id",
            unique=True,
            sqlite_where=sa.text("replaces_id IS NULL"),
            postgresql_where=sa.text("replaces_id IS NULL"),
        ),
    )
    lifecycle = RECEIPT_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(default="R")
    year: Mapped[int]
    sequence: Mapped[int]
    donation_id: Mapped[int] = mapped_column(sa.ForeignKey("donation.id", ondelete="RESTRICT"))
    payment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("payment.id", ondelete="RESTRICT"))
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    tax_date: Mapped[date]
    issued_at: Mapped[datetime]
    status: Mapped[ReceiptStatus] = mapped_column(default=ReceiptStatus.ISSUED)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id", ondelete="RESTRICT"))
    public_token: Mapped[str] = mapped_column(unique=True)
    replaces_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("receipt.id", ondelete="RESTRICT"), unique=True
    )

    donation: Mapped[Donation] = relationship()
    replaces: Mapped["Receipt | None"] = relationship(remote_side="Receipt.id")

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def number(self) -> str:
        return f"{self.series}-{self.year}-{self.sequence:05d}"
