"""Checkouts, payments, refunds, disputes, payouts, the lines of the processor's account, and its news."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, Json, MinorUnits
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money


class Purpose(StrEnum):
    """What a checkout or payment is for; `purpose_id` is the row of that kind."""

    DONATION = "donation"
    RECURRING_GIFT = "recurring_gift"
    INVOICE = "invoice"


class CheckoutStatus(StrEnum):
    OPEN = "open"
    """We asked, or are about to ask, the processor for a payment page; the payer may still use it."""
    COMPLETED = "completed"
    """The payer finished the page. It does not promise that the money came: bank debits settle later."""
    EXPIRED = "expired"
    """The page can no longer be used: its time ran out, or we closed it for a newer attempt."""


CHECKOUT_LIFECYCLE = Lifecycle.of(
    "checkout",
    CheckoutStatus.OPEN,
    move("completed", {CheckoutStatus.OPEN, CheckoutStatus.EXPIRED}, CheckoutStatus.COMPLETED),
    move("expired", {CheckoutStatus.OPEN}, CheckoutStatus.EXPIRED),
)


class Checkout(Stateful, Base):
    """Our intent to collect one amount on the processor's page, committed before we ask for the page.

    The idempotency key and the hash of the request are stored first, so that asking again after a crash
    or a time-out gives the same page and never a second one.
    """

    __tablename__ = "checkout"
    __table_args__ = (
        sa.UniqueConstraint("purpose", "purpose_id", "attempt"),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("attempt >= 1", name="attempt_counted"),
    )
    lifecycle = CHECKOUT_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose]
    purpose_id: Mapped[int]
    attempt: Mapped[int]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    status: Mapped[CheckoutStatus] = mapped_column(default=CheckoutStatus.OPEN)
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    request_hash: Mapped[str]
    external_id: Mapped[str | None] = mapped_column(unique=True)
    url: Mapped[str | None]
    begun_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class PaymentStatus(StrEnum):
    PENDING = "pending"
    """The payer's bank has been asked; the answer comes days later and may be no."""
    SETTLED = "settled"
    """The processor has the money for us."""
    FAILED = "failed"
    """The attempt came to nothing; nothing was charged, or it was given back at once."""


PAYMENT_LIFECYCLE = Lifecycle.of(
    "payment",
    PaymentStatus.PENDING,
    move("settled", {PaymentStatus.PENDING, PaymentStatus.FAILED}, PaymentStatus.SETTLED),
    move("failed", {PaymentStatus.PENDING}, PaymentStatus.FAILED),
)


class Method(StrEnum):
    CARD = "card"
    BANK_DEBIT = "bank_debit"
    OTHER = "other"


class Payment(Stateful, Base):
    """One attempt to collect one amount, as the processor reports it.

    `refunded_minor` is kept by the database itself as the sum of the refunds that were neither
    rejected nor failed; it can never exceed the amount. `disputed_minor` is kept likewise: what the
    payer's bank took less what it gave back. Together they may exceed the amount: that money is gone.
    """

    __tablename__ = "payment"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint(
            "refunded_minor >= 0 AND refunded_minor <= amount_minor", name="refunded_within_amount"
        ),
        sa.CheckConstraint("disputed_minor >= 0", name="disputed_not_negative"),
        sa.CheckConstraint("(fee_minor IS NULL) = (fee_currency IS NULL)", name="fee_whole"),
        sa.CheckConstraint("(status = 'settled') = (settled_at IS NOT NULL)", name="settled_when"),
        sa.CheckConstraint(
            "(settlement_minor IS NULL) = (settlement_currency IS NULL)", name="settlement_whole"
        ),
        sa.UniqueConstraint("id", "currency"),
        sa.Index("ix_payment_purpose", "purpose", "purpose_id"),
    )
    lifecycle = PAYMENT_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose]
    purpose_id: Mapped[int]
    checkout_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("checkout.id", ondelete="RESTRICT")
    )
    external_id: Mapped[str] = mapped_column(unique=True)
    charge_external_id: Mapped[str | None] = mapped_column(unique=True)
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    method: Mapped[Method]
    status: Mapped[PaymentStatus] = mapped_column(default=PaymentStatus.PENDING)
    begun_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(default="")
    fee_minor: Mapped[int | None] = mapped_column(MinorUnits)
    fee_currency: Mapped[str | None]
    refunded_minor: Mapped[int] = mapped_column(MinorUnits, default=0)
    is_misfit: Mapped[bool] = mapped_column(default=False)
    settlement_minor: Mapped[int | None] = mapped_column(MinorUnits)
    settlement_currency: Mapped[str | None]
    disputed_minor: Mapped[int] = mapped_column(MinorUnits, default=0, server_default=sa.text("0"))

    refunds: Mapped[list["Refund"]] = relationship(order_by="Refund.id", back_populates="payment")

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def fee(self) -> Money | None:
        if self.fee_minor is None or self.fee_currency is None:
            return None
        return Money(self.fee_minor, self.fee_currency)

    @property
    def settlement(self) -> Money | None:
        """What the processor's account took in for it, gross; None until the processor says."""
        return _settled(self.settlement_minor, self.settlement_currency)

    @property
    def refundable(self) -> Money:
        """What is left to give back."""
        if self.status is not PaymentStatus.SETTLED:
            return Money.zero(self.currency)
        left = self.amount_minor - self.refunded_minor - self.disputed_minor
        return Money(max(0, left), self.currency)

    @property
    def overdrawn(self) -> Money:
        """By how much more went back, or is meant to, than was paid."""
        over = self.refunded_minor + self.disputed_minor - self.amount_minor
        return Money(max(0, over), self.currency)

    @property
    def reference(self) -> str:
        return f"P-{self.begun_at.year}-{self.id:06d}"


class RefundStatus(StrEnum):
    PROPOSED = "proposed"
    """Decided by one person; above the limit it waits for a second one. Its amount is reserved."""
    REQUESTED = "requested"
    """Approved and committed; the processor has been asked or is about to be."""
    PENDING = "pending"
    """The processor accepted it; the payer's bank has not confirmed."""
    SUCCEEDED = "succeeded"
    """The money went back. The bank may still return it to us within a month."""
    FAILED = "failed"
    """The money did not reach the payer and is ours again."""
    REJECTED = "rejected"
    """The second person said no, or the first one withdrew it. Nobody was asked for anything."""


REFUND_LIFECYCLE = Lifecycle.of(
    "refund",
    RefundStatus.PROPOSED,
    move("approved", {RefundStatus.PROPOSED}, RefundStatus.REQUESTED),
    move("rejected", {RefundStatus.PROPOSED}, RefundStatus.REJECTED),
    move("accepted", {RefundStatus.REQUESTED}, RefundStatus.PENDING),
    move("succeeded", {RefundStatus.REQUESTED, RefundStatus.PENDING}, RefundStatus.SUCCEEDED),
    move(
        "failed",
        {RefundStatus.REQUESTED, RefundStatus.PENDING, RefundStatus.SUCCEEDED},
        RefundStatus.FAILED,
    ),
)


class Refund(Stateful, Base):
    """Money of one payment given back by us, in whole or in part.

    One that `needs_approval` is asked of the processor only once somebody else than who requested it has
    approved it. What the processor reports by itself is a fact, which nobody approves.
    """

    __tablename__ = "refund"
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
        sa.ForeignKeyConstraint(
            ["payment_id", "currency"],
            ["payment.id", "payment.currency"],
            name="fk_refund_payment",
            ondelete="RESTRICT",
        ),
        sa.CheckConstraint(
            "(settlement_minor IS NULL) = (settlement_currency IS NULL)", name="settlement_whole"
        ),
        sa.CheckConstraint(
            "(returned_minor IS NULL) = (returned_currency IS NULL)", name="returned_whole"
        ),
        sa.Index("ix_refund_payment_id", "payment_id"),
    )
    lifecycle = REFUND_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    status: Mapped[RefundStatus] = mapped_column(default=RefundStatus.PROPOSED)
    reason: Mapped[str]
    form_key: Mapped[str | None] = mapped_column(unique=True)
    idempotency_key: Mapped[str] = mapped_column(unique=True)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    requested_at: Mapped[datetime]
    requested_by: Mapped[str]
    failure: Mapped[str] = mapped_column(default="")
    settlement_minor: Mapped[int | None] = mapped_column(MinorUnits)
    settlement_currency: Mapped[str | None]
    needs_approval: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    requested_by_id: Mapped[int | None]
    approved_by_id: Mapped[int | None]
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    returned_minor: Mapped[int | None] = mapped_column(MinorUnits)
    returned_currency: Mapped[str | None]

    payment: Mapped[Payment] = relationship(
        back_populates="refunds", foreign_keys="Refund.payment_id"
    )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def settlement(self) -> Money | None:
        """What it took from the processor's account; None until the processor says."""
        return _settled(self.settlement_minor, self.settlement_currency)

    @property
    def returned(self) -> Money | None:
        """What our account took in when it came back to us; None until the processor says."""
        return _settled(self.returned_minor, self.returned_currency)

    @property
    def reference(self) -> str:
        return f"RF-{self.requested_at.year}-{self.id:06d}"


def _settled(minor: int | None, currency: str | None) -> Money | None:
    return None if minor is None or currency is None else Money(minor, currency)


class CameBy(StrEnum):
    """How a piece of news reached us."""

    WEBHOOK = "webhook"
    LIST = "list"
    """We found it in the processor's list of events, because it had not been delivered by then."""


class DisputeStatus(StrEnum):
    RAISED = "raised"
    """The payer's bank inquires or warns; no money has moved. It may end without consequence."""
    OPEN = "open"
    """The bank took the money back until it is decided whose it is."""
    WON = "won"
    """Decided for us; the money comes back, the fee does not. It may take days to arrive."""
    LOST = "lost"
    """Decided for the payer, as things stand: an appeal may still turn it."""
    CLOSED = "closed"
    """A warning that ended without consequence, or a dispute that was prevented."""


D = DisputeStatus
DISPUTE_LIFECYCLE = Lifecycle.of(
    "dispute",
    D.RAISED,
    move("opened", {D.RAISED, D.CLOSED}, D.OPEN),
    move("won", {D.RAISED, D.OPEN, D.LOST}, D.WON),
    move("lost", {D.RAISED, D.OPEN, D.CLOSED}, D.LOST),
    move("closed", {D.RAISED, D.OPEN}, D.CLOSED),
)


class Dispute(Stateful, Base):
    """The payer's bank objects to a payment, or to a part of it. It is answered at the processor's."""

    __tablename__ = "dispute"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.ForeignKeyConstraint(
            ["payment_id", "currency"],
            ["payment.id", "payment.currency"],
            name="fk_dispute_payment",
            ondelete="RESTRICT",
        ),
        sa.UniqueConstraint("id", "payment_id", "currency"),
        sa.Index("ix_dispute_payment_id", "payment_id"),
    )
    lifecycle = DISPUTE_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int]
    external_id: Mapped[str] = mapped_column(unique=True)
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    reason: Mapped[str]
    status: Mapped[DisputeStatus] = mapped_column(default=DisputeStatus.RAISED)
    opened_at: Mapped[datetime]
    due_by: Mapped[datetime | None]

    payment: Mapped[Payment] = relationship(foreign_keys="Dispute.payment_id")
    movements: Mapped[list["DisputeMovement"]] = relationship(
        order_by="DisputeMovement.ordinal", foreign_keys="DisputeMovement.dispute_id"
    )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def withdrawn(self) -> Money:
        """What the bank holds or kept of it: taken less given back."""
        moved = (one.amount_minor * one.kind.sign for one in self.movements)
        return Money(sum(moved), self.currency)

    @property
    def is_undecided(self) -> bool:
        return self.status in (DisputeStatus.RAISED, DisputeStatus.OPEN)

    @property
    def reference(self) -> str:
        return f"DP-{self.opened_at.year}-{self.id:06d}"


class MovementKind(StrEnum):
    WITHDRAWAL = "withdrawal"
    REINSTATEMENT = "reinstatement"

    @property
    def sign(self) -> int:
        return 1 if self is MovementKind.WITHDRAWAL else -1


class DisputeMovement(Base):
    """Money that moved because of a dispute, as one line of the processor's account; never changed.

    The fee is what the processor charged with it; below zero it was given back.
    """

    __tablename__ = "dispute_movement"
    __table_args__ = (
        sa.UniqueConstraint("dispute_id", "ordinal"),
        sa.CheckConstraint(
            "amount_minor >= 0 AND settlement_minor >= 0", name="amount_not_negative"
        ),
        sa.CheckConstraint(
            "settlement_currency <> currency OR settlement_minor = amount_minor",
            name="exchanged_or_equal",
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id", "payment_id", "currency"],
            ["dispute.id", "dispute.payment_id", "dispute.currency"],
            name="fk_dispute_movement_dispute",
            ondelete="RESTRICT",
        ),
        sa.Index("ix_dispute_movement_payment_id", "payment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dispute_id: Mapped[int]
    payment_id: Mapped[int]
    ordinal: Mapped[int]
    external_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[MovementKind]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    fee_minor: Mapped[int] = mapped_column(MinorUnits)
    fee_currency: Mapped[str]
    settlement_minor: Mapped[int] = mapped_column(MinorUnits)
    settlement_currency: Mapped[str]
    moved_at: Mapped[datetime]

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def settlement(self) -> Money:
        """What it took from the processor's account, or gave back to it, perhaps in another currency."""
        return Money(self.settlement_minor, self.settlement_currency)

    @property
    def fee(self) -> Money:
        return Money(self.fee_minor, self.fee_currency)


class InboundEvent(Base):
    """One piece of the processor's news, kept as it came before anything is done about it."""

    __tablename__ = "inbound_event"
    __table_args__ = (
        sa.UniqueConstraint("provider", "livemode", "account", "external_id"),
        sa.Index("ix_inbound_event_waiting", "handled_at", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    provider: Mapped[str]
    livemode: Mapped[bool]
    account: Mapped[str] = mapped_column(default="")
    external_id: Mapped[str]
    event_type: Mapped[str] = mapped_column(index=True)
    object_type: Mapped[str]
    object_id: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    came_by: Mapped[CameBy] = mapped_column(
        default=CameBy.WEBHOOK, server_default=sa.text("'webhook'")
    )
    occurred_at: Mapped[datetime | None]
    """When it happened, as the processor says; unknown for what came before this was kept."""


class PayoutStatus(StrEnum):
    UNDER_WAY = "under_way"
    """The processor has taken the money from our account with it and sends it to our bank."""
    PAID = "paid"
    """The processor calls it paid. The bank statement proves it, and for five days it may fail."""
    FAILED = "failed"
    """The bank did not take it; the money is on the processor's account again."""
    CANCELLED = "cancelled"
    """Stopped before it was sent; the money is on the processor's account again."""


PAYOUT_LIFECYCLE = Lifecycle.of(
    "payout",
    PayoutStatus.UNDER_WAY,
    move("paid", {PayoutStatus.UNDER_WAY}, PayoutStatus.PAID),
    move("failed", {PayoutStatus.UNDER_WAY, PayoutStatus.PAID}, PayoutStatus.FAILED),
    move("cancelled", {PayoutStatus.UNDER_WAY}, PayoutStatus.CANCELLED),
)


class Payout(Stateful, Base):
    """Money that the processor sends to our bank, or, if the amount is negative, collects from it.

    Of an automatic payout the processor names the lines it consists of, once it has added them up; of
    one that a person made it never does. `booked_at` is when it left clearing in our books, for the
    so-many-th time (a person may take a booking back); `reconciled_at` is when its lines were complete and
    added up to it.
    """

    __tablename__ = "payout"
    __table_args__ = (
        sa.CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
        sa.CheckConstraint("bookings >= 0", name="bookings_counted"),
        sa.UniqueConstraint("id", "currency"),
    )
    lifecycle = PAYOUT_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(unique=True)
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    is_automatic: Mapped[bool]
    status: Mapped[PayoutStatus] = mapped_column(default=PayoutStatus.UNDER_WAY)
    begun_at: Mapped[datetime] = mapped_column(index=True)
    arrival_on: Mapped[date]
    ended_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(default="")
    booked_at: Mapped[datetime | None]
    reconciled_at: Mapped[datetime | None]
    bookings: Mapped[int] = mapped_column(default=0)

    lines: Mapped[list["BalanceTransaction"]] = relationship(
        order_by="BalanceTransaction.id", back_populates="payout"
    )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def has_come_back(self) -> bool:
        """Whether its money is on the processor's account again."""
        return self.status in {PayoutStatus.FAILED, PayoutStatus.CANCELLED}

    @property
    def reference(self) -> str:
        return f"PO-{self.begun_at.year}-{self.id:06d}"

    @property
    def source(self) -> str:
        """What its newest booking stands under in the journal."""
        return self.reference if self.bookings < 2 else f"{self.reference}:{self.bookings}"


class BalanceTransaction(Base):
    """One line of our account with the processor: what came in or went out, and the fee with it.

    `category` and `source_external_id` are the processor's: what kind of line it is, and which of its
    objects caused it. The amounts are in the currency of the account. Only the payout that a line went
    out with is filled in later.
    """

    __tablename__ = "balance_transaction"
    __table_args__ = (
        sa.CheckConstraint("net_minor = amount_minor - fee_minor", name="net_is_what_is_left"),
        sa.ForeignKeyConstraint(
            ["payout_id", "currency"],
            ["payout.id", "payout.currency"],
            name="fk_balance_transaction_payout",
            ondelete="RESTRICT",
        ),
        sa.Index("ix_balance_transaction_payout_id", "payout_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(unique=True)
    category: Mapped[str]
    source_external_id: Mapped[str | None] = mapped_column(index=True)
    description: Mapped[str] = mapped_column(default="")
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    fee_minor: Mapped[int] = mapped_column(MinorUnits)
    net_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)
    available_on: Mapped[date]
    payout_id: Mapped[int | None]

    payout: Mapped[Payout | None] = relationship(
        back_populates="lines", foreign_keys="BalanceTransaction.payout_id"
    )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def fee(self) -> Money:
        return Money(self.fee_minor, self.currency)

    @property
    def net(self) -> Money:
        return Money(self.net_minor, self.currency)

    def __str__(self) -> str:
        return f"Line {self.external_id}"
