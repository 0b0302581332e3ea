"""Donations and recurring gifts."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.constituents.models import Constituent
from sponsorship.database import Base, MinorUnits
from sponsorship.funds.models import Fund
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money


class DonationStatus(StrEnum):
    BEGUN = "begun"
    """The donor was sent to the payment page. It does not promise that anything was paid."""
    PENDING = "pending"
    """A bank debit is on its way. No receipt, no income, until it settles."""
    RECEIVED = "received"
    """The money is ours: booked, receipted."""
    FAILED = "failed"
    """The bank said no. Nothing was charged."""
    LAPSED = "lapsed"
    """The donor left the payment page until it expired. Nothing was charged."""
    REFUNDED = "refunded"
    """All of it was given back by us."""
    TAKEN_BACK = "taken_back"
    """All of it is gone, and at least a part of it because the donor's bank took it back."""
    WITHDRAWN = "withdrawn"
    """Staff had recorded it, or counted money in suspense as it, by mistake; or its cheque came back."""


class GiftMethod(StrEnum):
    """How a gift comes to us."""

    ONLINE = "online"
    """Through the card processor, by card or bank debit."""
    TRANSFER = "transfer"
    """A transfer to our bank account."""
    CHEQUE = "cheque"
    """A cheque that we take to the bank."""
    ELSEWHERE = "elsewhere"
    """Through the card processor, by another page than ours: counted as a gift from suspense."""

    @property
    def label(self) -> str:
        return {
            "online": "Online payment",
            "transfer": "Bank transfer",
            "cheque": "Cheque",
            "elsewhere": "Online payment",
        }[self]


S = DonationStatus
DONATION_LIFECYCLE = Lifecycle.of(
    "donation",
    S.BEGUN,
    move("pending", {S.BEGUN, S.FAILED, S.LAPSED}, S.PENDING),
    move("received", {S.BEGUN, S.PENDING, S.FAILED, S.LAPSED}, S.RECEIVED),
    move("failed", {S.BEGUN, S.PENDING}, S.FAILED),
    move("lapsed", {S.BEGUN, S.FAILED}, S.LAPSED),
    move("refunded", {S.RECEIVED, S.TAKEN_BACK}, S.REFUNDED),
    move("taken_back", {S.RECEIVED, S.REFUNDED}, S.TAKEN_BACK),
    move("restored", {S.REFUNDED, S.TAKEN_BACK}, S.RECEIVED),
    move("withdrawn", {S.RECEIVED}, S.WITHDRAWN),
)


def gift_reference(number: int, begun_at: datetime) -> str:
    """How people name a gift: D-2026-000123."""
    return f"D-{begun_at.year}-{number:06d}"


class Donation(Stateful, Base):
    """One gift of money, its whole life.

    `form_key` comes from the donor's form: double click, refresh and a second tab find the same gift.
    """

    __tablename__ = "donation"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint(
            "status NOT IN ('received', 'refunded', 'taken_back') OR received_on IS NOT NULL",
            name="received_when",
        ),
        sa.CheckConstraint("(method = 'cheque') = (cheque_number <> '')", name="cheque_numbered"),
        sa.CheckConstraint(
            "mailed_on IS NULL OR method = 'cheque'", name="only_cheques_are_mailed"
        ),
        sa.Index(
            "uq_donation_cheque",
            "donor_name",
            "cheque_number",
            unique=True,
            sqlite_where=sa.text("cheque_number <> '' AND status <> 'withdrawn'"),
            postgresql_where=sa.text("cheque_number <> '' AND status <> 'withdrawn'"),
        ),
    )
    lifecycle = DONATION_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    recurring_gift_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("recurring_gift.id", ondelete="RESTRICT"), index=True
    )
    instalment_external_id: Mapped[str | None] = mapped_column(unique=True)
    donor_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("constituent.id", ondelete="RESTRICT"), index=True
    )
    donor_name: Mapped[str]
    donor_email: Mapped[str]
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    fund_id: Mapped[int] = mapped_column(sa.ForeignKey("fund.id", ondelete="RESTRICT"), index=True)
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    status: Mapped[DonationStatus] = mapped_column(default=DonationStatus.BEGUN)
    public_token: Mapped[str] = mapped_column(unique=True)
    begun_at: Mapped[datetime] = mapped_column(index=True)
    received_on: Mapped[date | None] = mapped_column(index=True)
    method: Mapped[GiftMethod] = mapped_column(
        default=GiftMethod.ONLINE, server_default=sa.text("'online'")
    )
    cheque_number: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    mailed_on: Mapped[date | None]
    donor_address: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))

    fund: Mapped[Fund] = relationship()
    donor: Mapped[Constituent | None] = relationship()
    recurring_gift: Mapped["RecurringGift | None"] = relationship(back_populates="donations")

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def has_arrived(self) -> bool:
        """Whether its money came, whatever became of it afterwards."""
        return self.status in (S.RECEIVED, S.REFUNDED, S.TAKEN_BACK)

    @property
    def reference(self) -> str:
        return gift_reference(self.id, self.begun_at)

    @property
    def tax_date(self) -> date | None:
        """The day on which the gift counts for its donor's taxes; None before it is received.

        A cheque counts on the day it was mailed (IRS Publication 526), anything else when it arrived.
        """
        return self.received_on and (self.mailed_on or self.received_on)

    @property
    def method_shown(self) -> str:
        """How it came, as a receipt says it."""
        return f"Cheque no. {self.cheque_number}" if self.cheque_number else self.method.label

    @property
    def shown_name(self) -> str:
        """How the donor appears in public."""
        return "Anonymous" if self.is_anonymous else self.donor_name

    def __str__(self) -> str:
        return f"Gift {self.reference}"


class RecurringGiftStatus(StrEnum):
    BEGUN = "begun"
    """The donor was sent to the payment page; no mandate yet."""
    ACTIVE = "active"
    """The processor collects it every month."""
    PAST_DUE = "past_due"
    """The last collection failed; the donor was asked to update the payment method."""
    CANCELLED = "cancelled"
    """Ended by the donor, by staff or by the processor; nothing more is collected."""
    LAPSED = "lapsed"
    """The donor never finished the payment page."""


R = RecurringGiftStatus
RECURRING_GIFT_LIFECYCLE = Lifecycle.of(
    "recurring_gift",
    R.BEGUN,
    move("activated", {R.BEGUN, R.PAST_DUE, R.LAPSED}, R.ACTIVE),
    move("past_due", {R.ACTIVE, R.BEGUN}, R.PAST_DUE),
    move("cancelled", {R.BEGUN, R.ACTIVE, R.PAST_DUE}, R.CANCELLED),
    move("lapsed", {R.BEGUN}, R.LAPSED),
)


class RecurringGift(Stateful, Base):
    """An open-ended standing gift, collected every month until it is cancelled."""

    __tablename__ = "recurring_gift"
    __table_args__ = (sa.CheckConstraint("amount_minor > 0", name="amount_positive"),)
    lifecycle = RECURRING_GIFT_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    donor_name: Mapped[str]
    donor_email: Mapped[str]
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    fund_id: Mapped[int] = mapped_column(sa.ForeignKey("fund.id", ondelete="RESTRICT"), index=True)
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    status: Mapped[RecurringGiftStatus] = mapped_column(default=RecurringGiftStatus.BEGUN)
    public_token: Mapped[str] = mapped_column(unique=True)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    customer_external_id: Mapped[str | None]
    begun_at: Mapped[datetime] = mapped_column(index=True)
    next_on: Mapped[date | None]
    cancelled_at: Mapped[datetime | None]

    fund: Mapped[Fund] = relationship()
    donations: Mapped[list[Donation]] = relationship(
        order_by=Donation.id, back_populates="recurring_gift"
    )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def reference(self) -> str:
        return f"M-{self.begun_at.year}-{self.id:06d}"

    def __str__(self) -> str:
        return f"Monthly gift {self.reference}"
