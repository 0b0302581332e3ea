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
    """It has no effect any more, because the gift was given back; its number is never used again."""


RECEIPT_LIFECYCLE = Lifecycle.of(
    "receipt",
    ReceiptStatus.ISSUED,
    move("voided", {ReceiptStatus.ISSUED}, ReceiptStatus.VOID),
    move("reinstated", {ReceiptStatus.VOID}, ReceiptStatus.ISSUED),
)


class Receipt(Stateful, Base):
    """The numbered tax document for one gift: exactly one, never edited.

    A gift by transfer or cheque has no payment.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        sa.UniqueConstraint("series", "year", "sequence"),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("sequence >= 1", name="sequence_counted"),
    )
    lifecycle = RECEIPT_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(default="R")
    year: Mapped[int]
    sequence: Mapped[int]
    donation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("donation.id", ondelete="RESTRICT"), unique=True
    )
    payment_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("payment.id", ondelete="RESTRICT"), index=True
    )
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    tax_date: Mapped[date]
    issued_at: Mapped[datetime]
    status: Mapped[ReceiptStatus] = mapped_column(default=ReceiptStatus.ISSUED)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id", ondelete="RESTRICT"))
    public_token: Mapped[str] = mapped_column(unique=True)

    donation: Mapped[Donation] = relationship()

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def number(self) -> str:
        return f"{self.series}-{self.year}-{self.sequence:05d}"
