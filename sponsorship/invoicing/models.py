"""Invoices, what was paid on them, and credit notes."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, Json, MinorUnits
from sponsorship.funds.models import Fund
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money
from sponsorship.sponsorships.models import Sponsorship


class InvoiceStatus(StrEnum):
    DRAFT = "draft"
    """Prepared; without a number, not yet a demand."""
    ISSUED = "issued"
    """Numbered and sent; never changed again. It may be paid in part."""
    PAID = "paid"
    """Payments and credit notes cover the whole of it."""
    VOID = "void"
    """It had no effect; its entries are reversed, its number is never used again."""
    WRITTEN_OFF = "written_off"
    """Two people gave up what it still asked for. Money that comes all the same waits in suspense."""


I = InvoiceStatus  # noqa: E741 -- the table below reads better with one letter
INVOICE_LIFECYCLE = Lifecycle.of(
    "invoice",
    I.DRAFT,
    move("issued", {I.DRAFT}, I.ISSUED),
    move("paid", {I.ISSUED}, I.PAID),
    move("reopened", {I.PAID}, I.ISSUED),
    move("voided", {I.DRAFT, I.ISSUED}, I.VOID),
    move("written_off", {I.ISSUED}, I.WRITTEN_OFF),
    move("taken_up_again", {I.WRITTEN_OFF}, I.ISSUED),
)


class Invoice(Stateful, Base):
    """A demand for payment to a sponsor, for a fee earned from `starts_on` to `ends_on`.

    `paid_minor` and `credited_minor` are kept by the database as the sums of settlements, less what of
    them went back, and of credit notes; together they never exceed the total.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        sa.UniqueConstraint("series", "year", "sequence"),
        sa.CheckConstraint("total_minor > 0", name="total_positive"),
        sa.CheckConstraint("starts_on <= ends_on", name="term"),
        sa.CheckConstraint(
            "paid_minor >= 0 AND credited_minor >= 0 AND paid_minor + credited_minor <= total_minor",
            name="settled_within_total",
        ),
        sa.CheckConstraint(
            "(status = 'paid') = (paid_minor + credited_minor = total_minor)"
            " OR status IN ('issued', 'void')",
            name="paid_when_covered",
        ),
        sa.CheckConstraint(
            "(sequence IS NULL) = (issued_on IS NULL) AND (sequence IS NULL) = (year IS NULL)"
            " AND (sequence IS NULL) = (due_on IS NULL) AND (sequence IS NULL) = (document_id IS NULL)",
            name="numbered_whole",
        ),
        sa.CheckConstraint(
            "status NOT IN ('issued', 'paid') OR sequence IS NOT NULL", name="numbered"
        ),
        sa.CheckConstraint("sequence >= 1", name="sequence_counted"),
        sa.CheckConstraint("tax_minor >= 0 AND tax_minor < total_minor", name="tax_within_total"),
        sa.UniqueConstraint("id", "currency"),
        sa.Index("ix_invoice_sponsorship_id", "sponsorship_id"),
        sa.Index(
            "uq_invoice_supplement",
            "supplement_id",
            unique=True,
            sqlite_where=sa.text("status <> 'void'"),
            postgresql_where=sa.text("status <> 'void'"),
        ),
        sa.Index(
            "uq_invoice_instalment",
            "sponsorship_id",
            "instalment",
            unique=True,
            sqlite_where=sa.text("status <> 'void'"),
            postgresql_where=sa.text("status <> 'void'"),
        ),
    )
    lifecycle = INVOICE_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(default="I")
    year: Mapped[int | None]
    sequence: Mapped[int | None]
    sponsorship_id: Mapped[int] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT")
    )
    fund_id: Mapped[int] = mapped_column(sa.ForeignKey("fund.id", ondelete="RESTRICT"))
    status: Mapped[InvoiceStatus] = mapped_column(default=InvoiceStatus.DRAFT)
    bill_to: Mapped[dict[str, Any]] = mapped_column(Json)
    po_number: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    drafted_at: Mapped[datetime]
    issued_on: Mapped[date | None]
    due_on: Mapped[date | None] = mapped_column(index=True)
    total_minor: Mapped[int] = mapped_column(MinorUnits)
    paid_minor: Mapped[int] = mapped_column(MinorUnits, default=0)
    credited_minor: Mapped[int] = mapped_column(MinorUnits, default=0)
    currency: Mapped[str]
    void_reason: Mapped[str] = mapped_column(default="")
    document_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("document.id", ondelete="RESTRICT")
    )
    public_token: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column()
    tax_minor: Mapped[int] = mapped_column(MinorUnits, default=0, server_default=sa.text("0"))
    """What of the total is tax: the sum of its tax lines."""
    tax_note: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    instalment: Mapped[int | None]
    """Its place in the payment schedule of the sponsorship; none if it is for the whole fee."""
    supplement_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("supplement.id", ondelete="RESTRICT")
    )
    """What it is for, if that was added after the contract; none for the agreed fee."""

    __mapper_args__ = {"version_id_col": version}

    sponsorship: Mapped[Sponsorship] = relationship()
    fund: Mapped[Fund] = relationship()
    lines: Mapped[list["InvoiceLine"]] = relationship(order_by="InvoiceLine.position")
    settlements: Mapped[list["Settlement"]] = relationship(order_by="Settlement.id")
    returns: Mapped[list["SettlementReturn"]] = relationship(order_by="SettlementReturn.id")
    credit_notes: Mapped[list["CreditNote"]] = relationship(
        order_by="CreditNote.id", back_populates="invoice"
    )

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def tax(self) -> Money:
        """What of the total is not ours but a state's."""
        return Money(self.tax_minor, self.currency)

    @property
    def net(self) -> Money:
        """The fee without taxes: what is earned."""
        return Money(self.total_minor - self.tax_minor, self.currency)

    @property
    def credited_tax(self) -> Money:
        """What of the tax credit notes took back."""
        return Money(sum(note.tax_minor for note in self.credit_notes), self.currency)

    @property
    def net_left(self) -> Money:
        """The fee without taxes, less what credit notes took back of it and what was given up of it."""
        given_up = self.given_up - self.tax_within(self.given_up)
        return self.net - (self.credited - self.credited_tax) - given_up

    @property
    def given_up(self) -> Money:
        """What was written off of it; zero unless it is."""
        if self.status is not InvoiceStatus.WRITTEN_OFF:
            return Money.zero(self.currency)
        return Money(self.total_minor - self.paid_minor - self.credited_minor, self.currency)

    def tax_within(self, amount: Money) -> Money:
        """What of a part of the total is tax, in proportion; half a minor unit is rounded up."""
        return amount.split((self.tax_minor, self.total_minor - self.tax_minor))[0]

    @property
    def fee_lines(self) -> list["InvoiceLine"]:
        return [line for line in self.lines if not line.is_tax]

    @property
    def tax_lines(self) -> list["InvoiceLine"]:
        return [line for line in self.lines if line.is_tax]

    @property
    def paid(self) -> Money:
        return Money(self.paid_minor, self.currency)

    @property
    def credited(self) -> Money:
        return Money(self.credited_minor, self.currency)

    @property
    def outstanding(self) -> Money:
        """What the sponsor still owes on it; zero unless it is issued."""
        if self.status is not InvoiceStatus.ISSUED:
            return Money.zero(self.currency)
        return Money(self.total_minor - self.paid_minor - self.credited_minor, self.currency)

    @property
    def number(self) -> str:
        """Like I-2026-00001; "draft" before it is issued."""
        if self.sequence is None:
            return "draft"
        return f"{self.series}-{self.year}-{self.sequence:05d}"

    def is_overdue(self, day: date) -> bool:
        """Whether something is owed after the due date; the due date itself is in time."""
        return self.status is InvoiceStatus.ISSUED and self.due_on is not None and self.due_on < day

    def __str__(self) -> str:
        return f"Invoice {self.number}"


class InvoiceLine(Base):
    """One line of an invoice; frozen as soon as the invoice is issued."""

    __tablename__ = "invoice_line"
    __table_args__ = (
        sa.UniqueConstraint("invoice_id", "position"),
        sa.CheckConstraint("quantity >= 1", name="quantity_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int] = mapped_column(sa.ForeignKey("invoice.id", ondelete="RESTRICT"))
    position: Mapped[int]
    text: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=1)
    unit_amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    is_tax: Mapped[bool] = mapped_column(default=False, server_default=sa.false())

    @property
    def unit_amount(self) -> Money:
        return Money(self.unit_amount_minor, self.currency)

    @property
    def amount(self) -> Money:
        return self.unit_amount * self.quantity


class TransferMethod(StrEnum):
    """How money for an invoice came to our bank."""

    TRANSFER = "transfer"
    CHEQUE = "cheque"


class BankTransfer(Base):
    """Money that came into our bank for an invoice, as staff recorded it; never changed.

    A transfer is known by the bank's reference, a cheque by its payer and number. `turn` counts how often
    it was recorded: anew only after what it had settled was taken back.
    """

    __tablename__ = "bank_transfer"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("(method = 'cheque') = (cheque_number <> '')", name="cheque_numbered"),
        sa.CheckConstraint("turn >= 1", name="turn_counted"),
        sa.UniqueConstraint("bank_reference", "turn"),
        sa.Index(
            "uq_bank_transfer_cheque",
            "payer",
            "cheque_number",
            "turn",
            unique=True,
            sqlite_where=sa.text("cheque_number <> ''"),
            postgresql_where=sa.text("cheque_number <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    received_on: Mapped[date]
    payer: Mapped[str]
    bank_reference: Mapped[str]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    method: Mapped[TransferMethod] = mapped_column(
        default=TransferMethod.TRANSFER, server_default=sa.text("'transfer'")
    )
    cheque_number: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    turn: Mapped[int] = mapped_column(default=1, server_default=sa.text("1"))

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def shown(self) -> str:
        """How it came, as people are told."""
        return f"cheque no. {self.cheque_number}" if self.cheque_number else "bank transfer"

    @property
    def reference(self) -> str:
        return f"B-{self.received_on.year}-{self.id:05d}"


class Settlement(Base):
    """Part of an invoice is settled by (a part of) one payment or one bank transfer; never changed."""

    __tablename__ = "settlement"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("(payment_id IS NULL) <> (bank_transfer_id IS NULL)", name="one_source"),
        sa.ForeignKeyConstraint(
            ["invoice_id", "currency"],
            ["invoice.id", "invoice.currency"],
            name="fk_settlement_invoice",
            ondelete="RESTRICT",
        ),
        sa.Index("ix_settlement_invoice_id", "invoice_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int]
    payment_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("payment.id", ondelete="RESTRICT"), index=True
    )
    bank_transfer_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("bank_transfer.id", ondelete="RESTRICT"), unique=True
    )
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    settled_on: Mapped[date]

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class ReturnDirection(StrEnum):
    RETURNED = "returned"
    RESTORED = "restored"

    @property
    def sign(self) -> int:
        return 1 if self is ReturnDirection.RETURNED else -1


class SettlementReturn(Base):
    """Part of what settled an invoice went back to the payer, or came back to us; never changed.

    A refund, a dispute, or a person who said that it was a mistake (then `entry_id` is the reversing entry)
    is the cause, and never takes more than the settlement brought.
    """

    __tablename__ = "settlement_return"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint(
            "CASE WHEN refund_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN dispute_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN entry_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_cause",
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id", "currency"],
            ["invoice.id", "invoice.currency"],
            name="fk_settlement_return_invoice",
            ondelete="RESTRICT",
        ),
        sa.Index("ix_settlement_return_invoice_id", "invoice_id"),
        sa.Index("ix_settlement_return_settlement_id", "settlement_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    settlement_id: Mapped[int] = mapped_column(sa.ForeignKey("settlement.id", ondelete="RESTRICT"))
    invoice_id: Mapped[int]
    refund_id: Mapped[int | None] = mapped_column(sa.ForeignKey("refund.id", ondelete="RESTRICT"))
    dispute_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dispute.id", ondelete="RESTRICT"))
    entry_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("journal_entry.id", ondelete="RESTRICT")
    )
    direction: Mapped[ReturnDirection]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    returned_on: Mapped[date]

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class CreditNote(Base):
    """Reduces an issued invoice; numbered without gaps, never changed."""

    __tablename__ = "credit_note"
    __table_args__ = (
        sa.UniqueConstraint("series", "year", "sequence"),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("sequence >= 1", name="sequence_counted"),
        sa.CheckConstraint("tax_minor BETWEEN 0 AND amount_minor", name="tax_within_amount"),
        sa.ForeignKeyConstraint(
            ["invoice_id", "currency"],
            ["invoice.id", "invoice.currency"],
            name="fk_credit_note_invoice",
            ondelete="RESTRICT",
        ),
        sa.Index("ix_credit_note_invoice_id", "invoice_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    series: Mapped[str] = mapped_column(default="CN")
    year: Mapped[int]
    sequence: Mapped[int]
    invoice_id: Mapped[int]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    reason: Mapped[str]
    issued_on: Mapped[date]
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id", ondelete="RESTRICT"))
    public_token: Mapped[str] = mapped_column(unique=True)
    tax_minor: Mapped[int] = mapped_column(MinorUnits, default=0, server_default=sa.text("0"))
    """What of the amount is tax that the invoice had asked for."""

    invoice: Mapped[Invoice] = relationship(back_populates="credit_notes")

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def tax(self) -> Money:
        return Money(self.tax_minor, self.currency)

    @property
    def number(self) -> str:
        return f"{self.series}-{self.year}-{self.sequence:05d}"


class WriteOffStatus(StrEnum):
    PROPOSED = "proposed"
    """One person says that we will not get it; the invoice goes on asking until another agrees."""
    APPROVED = "approved"
    """Another person agreed: booked, and the invoice asks for nothing any more."""
    REJECTED = "rejected"
    """The second person said no, or the first one gave it up."""
    TAKEN_BACK = "taken_back"
    """The invoice asks again: the entry is reversed."""


W = WriteOffStatus
WRITE_OFF_LIFECYCLE = Lifecycle.of(
    "write_off",
    W.PROPOSED,
    move("approved", {W.PROPOSED}, W.APPROVED),
    move("rejected", {W.PROPOSED}, W.REJECTED),
    move("taken_back", {W.APPROVED}, W.TAKEN_BACK),
)


class WriteOff(Stateful, Base):
    """What an invoice still asks for is given up: proposed by one person, approved by another."""

    __tablename__ = "write_off"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("approved_by_id <> requested_by_id", name="approved_by_another"),
        sa.CheckConstraint(
            "status IN ('proposed', 'rejected')"
            " OR (approved_by_id IS NOT NULL AND requested_by_id IS NOT NULL)",
            name="approved_if_in_effect",
        ),
        sa.CheckConstraint(
            "(approved_by_id IS NULL) = (approved_at IS NULL)", name="approved_whole"
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id", "currency"],
            ["invoice.id", "invoice.currency"],
            name="fk_write_off_invoice",
            ondelete="RESTRICT",
        ),
        sa.Index(
            "uq_write_off_standing",
            "invoice_id",
            unique=True,
            sqlite_where=sa.text("status IN ('proposed', 'approved')"),
            postgresql_where=sa.text("status IN ('proposed', 'approved')"),
        ),
    )
    lifecycle = WRITE_OFF_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice_id: Mapped[int]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    reason: Mapped[str]
    form_key: Mapped[str | None] = mapped_column(unique=True)
    status: Mapped[WriteOffStatus] = mapped_column(default=WriteOffStatus.PROPOSED)
    requested_at: Mapped[datetime]
    requested_by: Mapped[str]
    requested_by_id: Mapped[int | None]
    approved_by_id: Mapped[int | None]
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]

    invoice: Mapped[Invoice] = relationship(
        foreign_keys="WriteOff.invoice_id", primaryjoin="WriteOff.invoice_id == Invoice.id"
    )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def reference(self) -> str:
        return f"WO-{self.requested_at.year}-{self.id:05d}"

    def __str__(self) -> str:
        return f"Write-off {self.reference}"
