"""Cases in suspense, and what people decided about them."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, MinorUnits
from sponsorship.donations.models import Donation
from sponsorship.funds.models import Fund
from sponsorship.invoicing.models import Settlement
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money
from sponsorship.payments.models import Payment, Refund


class Misfit(StrEnum):
    """Why money fits nothing."""

    AMOUNT_DIFFERS = "amount_differs"
    """Another amount came than was agreed."""
    CURRENCY_DIFFERS = "currency_differs"
    """It came in another currency than was agreed."""
    NOTHING_OWED = "nothing_owed"
    """What it was meant for is settled, received, void or cancelled already."""
    UNKNOWN_PAYER = "unknown_payer"
    """Nobody can tell from our records who paid, or for what."""
    FOREIGN_CHARGE = "foreign_charge"
    """The processor holds it for us, and nothing of ours asked for it."""
    OVERLAP = "overlap"
    """More was taken back than had come: refunds and disputes of one payment together."""


class SuspenseCaseStatus(StrEnum):
    WAITING = "waiting"
    """A person has to decide, about all of it or about what is left."""
    RETURNED = "returned"
    """All of it is decided; the last part was given back to the payer."""
    COUNTED_AS_GIFT = "counted_as_gift"
    """All of it is decided; the last part became a gift."""
    SETTLED_INVOICE = "settled_invoice"
    """All of it is decided; the last part settled an invoice."""
    PASSED_ON = "passed_on"
    """All of it is decided; the last part was sent on from our bank to whoever it belongs to."""
    EXPLAINED = "explained"
    """It never was unknown: its bank line is matched with something else from now on."""


C = SuspenseCaseStatus
SUSPENSE_CASE_LIFECYCLE = Lifecycle.of(
    "suspense_case",
    C.WAITING,
    move("returned", {C.WAITING}, C.RETURNED),
    move("counted_as_gift", {C.WAITING}, C.COUNTED_AS_GIFT),
    move("settled_invoice", {C.WAITING}, C.SETTLED_INVOICE),
    move("passed_on", {C.WAITING}, C.PASSED_ON),
    move("explained", {C.WAITING}, C.EXPLAINED),
    move(
        "reopened",
        {C.RETURNED, C.COUNTED_AS_GIFT, C.SETTLED_INVOICE, C.PASSED_ON},
        C.WAITING,
    ),
)


class SuspenseCase(Stateful, Base):
    """Money in suspense that waits for a decision, or is decided: one case per payment.

    A bank line has at most one that waits: undoing its match explains the case.

    `decided_minor` is kept by the database as the sum of the decisions that were not undone. A
    shortfall is the opposite: money that left us although it was not in suspense; it is returned when
    it comes back to us.
    """

    __tablename__ = "suspense_case"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint(
            "decided_minor >= 0 AND decided_minor <= amount_minor", name="decided_within_amount"
        ),
        sa.CheckConstraint(
            "status = 'waiting' OR decided_minor = amount_minor", name="waits_until_decided"
        ),
        sa.CheckConstraint(
            "CASE WHEN payment_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN bank_line_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN external_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_source",
        ),
        sa.CheckConstraint(
            "NOT is_shortfall OR payment_id IS NULL", name="shortfall_of_no_payment"
        ),
        sa.UniqueConstraint("id", "currency"),
        sa.ForeignKeyConstraint(
            ["payment_id", "currency"],
            ["payment.id", "payment.currency"],
            name="fk_suspense_case_payment",
            ondelete="RESTRICT",
        ),
        sa.Index("ix_suspense_case_waiting", "status", "opened_at"),
        sa.Index(
            "uq_suspense_case_bank_line_waiting",
            "bank_line_id",
            unique=True,
            sqlite_where=sa.text("status = 'waiting'"),
            postgresql_where=sa.text("status = 'waiting'"),
        ),
    )
    lifecycle = SUSPENSE_CASE_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int | None] = mapped_column(unique=True)
    bank_line_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("bank_line.id", ondelete="RESTRICT")
    )
    external_id: Mapped[str | None] = mapped_column(unique=True)
    """The processor's id of a charge that is no payment of ours, or of what caused a shortfall."""
    fund_id: Mapped[int] = mapped_column(sa.ForeignKey("fund.id", ondelete="RESTRICT"))
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    decided_minor: Mapped[int] = mapped_column(MinorUnits, default=0)
    is_shortfall: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Misfit]
    sentence: Mapped[str]
    status: Mapped[SuspenseCaseStatus] = mapped_column(default=SuspenseCaseStatus.WAITING)
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]

    fund: Mapped[Fund] = relationship()
    payment: Mapped[Payment | None] = relationship(foreign_keys="SuspenseCase.payment_id")
    decisions: Mapped[list["SuspenseDecision"]] = relationship(
        order_by="SuspenseDecision.id",
        back_populates="case",
        foreign_keys="SuspenseDecision.case_id",
    )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def undecided(self) -> Money:
        """What a person still has to decide about."""
        return Money(self.amount_minor - self.decided_minor, self.currency)

    @property
    def reference(self) -> str:
        return f"SC-{self.opened_at.year}-{self.id:06d}"

    def __str__(self) -> str:
        return f"Case {self.reference}"


class DecisionKind(StrEnum):
    """What becomes of money in suspense; the verb that closes the case has the same name."""

    RETURNED = "returned"
    COUNTED_AS_GIFT = "counted_as_gift"
    SETTLED_INVOICE = "settled_invoice"
    PASSED_ON = "passed_on"
    EXPLAINED = "explained"


class SuspenseDecision(Base):
    """What was decided about a part of a case, or that an earlier decision is undone: never changed."""

    __tablename__ = "suspense_decision"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("undoes_id <> id", name="undoes_another"),
        sa.CheckConstraint(
            "(kind = 'counted_as_gift') = (donation_id IS NOT NULL)"
            " AND (kind = 'settled_invoice') = (settlement_id IS NOT NULL)"
            " AND (kind = 'returned' OR refund_id IS NULL)"
            " AND (kind IN ('returned', 'passed_on') OR remittance_id IS NULL)"
            " AND (kind <> 'passed_on' OR remittance_id IS NOT NULL)"
            " AND (refund_id IS NULL OR remittance_id IS NULL)",
            name="target_of_its_kind",
        ),
        sa.ForeignKeyConstraint(
            ["case_id", "currency"],
            ["suspense_case.id", "suspense_case.currency"],
            name="fk_suspense_decision_case",
            ondelete="RESTRICT",
        ),
        sa.Index("ix_suspense_decision_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    kind: Mapped[DecisionKind]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    refund_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("refund.id", ondelete="RESTRICT"), index=True
    )
    donation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("donation.id", ondelete="RESTRICT"), index=True
    )
    settlement_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("settlement.id", ondelete="RESTRICT"), index=True
    )
    remittance_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("remittance.id", ondelete="RESTRICT"), index=True
    )
    undoes_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("suspense_decision.id", ondelete="RESTRICT"), unique=True
    )
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("journal_entry.id", ondelete="RESTRICT"))
    form_key: Mapped[str | None] = mapped_column(unique=True)
    reason: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]

    case: Mapped[SuspenseCase] = relationship(
        back_populates="decisions", foreign_keys="SuspenseDecision.case_id"
    )
    refund: Mapped[Refund | None] = relationship()
    donation: Mapped[Donation | None] = relationship()
    settlement: Mapped[Settlement | None] = relationship()
    remittance: Mapped["Remittance | None"] = relationship()

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class RemittanceStatus(StrEnum):
    PROPOSED = "proposed"
    """Decided by one person; above the limit it waits for a second one. Its amount is reserved."""
    APPROVED = "approved"
    """It may be sent from our bank, and nobody has said yet that it was. Its amount is reserved."""
    SENT = "sent"
    """Our bank sent it: booked, and that much of the case is decided."""
    REJECTED = "rejected"
    """The second person said no, or it was given up before it was sent."""
    CAME_BACK = "came_back"
    """It was not sent after all, or the bank brought it back to us: the money waits again."""


R = RemittanceStatus
REMITTANCE_LIFECYCLE = Lifecycle.of(
    "remittance",
    R.PROPOSED,
    move("approved", {R.PROPOSED}, R.APPROVED),
    move("rejected", {R.PROPOSED, R.APPROVED}, R.REJECTED),
    move("sent", {R.APPROVED}, R.SENT),
    move("came_back", {R.SENT}, R.CAME_BACK),
)


class Remittance(Stateful, Base):
    """Money in suspense that leaves us by our bank: back to its sender, or on to whom it belongs.

    One that `needs_approval` may be sent only once somebody else than who requested it has approved it.
    """

    __tablename__ = "remittance"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("approved_by_id <> requested_by_id", name="approved_by_another"),
        sa.CheckConstraint(
            "status IN ('proposed', 'rejected') OR NOT needs_approval"
            " OR (approved_by_id IS NOT NULL AND requested_by_id IS NOT NULL)",
            name="approved_if_needed",
        ),
        sa.CheckConstraint(
            "(approved_by_id IS NULL) = (approved_at IS NULL)", name="approved_whole"
        ),
        sa.CheckConstraint(
            "(status IN ('sent', 'came_back')) = (sent_on IS NOT NULL)"
            " AND (sent_on IS NULL) = (bank_reference IS NULL)",
            name="sent_when",
        ),
        sa.ForeignKeyConstraint(
            ["case_id", "currency"],
            ["suspense_case.id", "suspense_case.currency"],
            name="fk_remittance_case",
            ondelete="RESTRICT",
        ),
        sa.Index("ix_remittance_case_id", "case_id"),
    )
    lifecycle = REMITTANCE_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    payee: Mapped[str]
    reason: Mapped[str]
    form_key: Mapped[str | None] = mapped_column(unique=True)
    status: Mapped[RemittanceStatus] = mapped_column(default=RemittanceStatus.PROPOSED)
    needs_approval: Mapped[bool]
    requested_at: Mapped[datetime]
    requested_by: Mapped[str]
    requested_by_id: Mapped[int | None]
    approved_by_id: Mapped[int | None]
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    sent_on: Mapped[date | None]
    bank_reference: Mapped[str | None]

    case: Mapped[SuspenseCase] = relationship(
        foreign_keys="Remittance.case_id", primaryjoin="Remittance.case_id == SuspenseCase.id"
    )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def reference(self) -> str:
        return f"RM-{self.requested_at.year}-{self.id:06d}"

    def __str__(self) -> str:
        return f"Remittance {self.reference} of {self.amount.shown()} to {self.payee}"
