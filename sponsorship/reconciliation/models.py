"""Differences and their lives, and the runs that looked for them."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sponsorship.database import Base, MinorUnits
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money


class DifferenceKind(StrEnum):
    FOREIGN = "foreign"
    """The processor's account has a line about a payment that this product did not begin."""
    NOT_BOOKED = "not_booked"
    """The processor says that a payment is ours, and we could not book it."""
    AMOUNT = "amount"
    """A line about something of ours has another amount than we know."""
    FEE = "fee"
    """A payment's line has another fee than we booked."""
    UNKNOWN_LINE = "unknown_line"
    """A line of a kind that no rule of ours books."""
    NO_LINE = "no_line"
    """We booked a payment days ago, and the processor's account has no line for it."""
    PAYOUT_SUM = "payout_sum"
    """A payout is not the sum of the lines that it is said to consist of."""
    PAYOUT_LATE = "payout_late"
    """A payout arrived days ago and is not booked, because we do not know what it consists of."""
    BALANCE = "balance"
    """Something remains between the processor's balance and our books that no line explains."""


class DifferenceStatus(StrEnum):
    FOUND = "found"
    """It stands: named, with a proposal, and nothing is done about it by itself."""
    FIXED = "fixed"
    """A person applied the proposal. What that booked can be taken back."""
    ACCEPTED = "accepted"
    """A person decided that nothing is to be booked for it."""
    GONE = "gone"
    """A later comparison no longer found it: what was missing has come."""


DIFFERENCE_LIFECYCLE = Lifecycle.of(
    "difference",
    DifferenceStatus.FOUND,
    move("fixed", {DifferenceStatus.FOUND}, DifferenceStatus.FIXED),
    move("accepted", {DifferenceStatus.FOUND}, DifferenceStatus.ACCEPTED),
    move("gone", {DifferenceStatus.FOUND}, DifferenceStatus.GONE),
    move(
        "taken_back",
        {DifferenceStatus.FIXED, DifferenceStatus.ACCEPTED},
        DifferenceStatus.FOUND,
    ),
)


class Difference(Stateful, Base):
    """One thing in which our books and the processor's account do not agree.

    `subject` is the row it is about, as `table:id`; one difference of a kind stands for it at a time.
    `amount` is what the processor has more than our books. `fixes` counts how often it was fixed, so
    that each fix is an entry of its own.
    """

    __tablename__ = "difference"
    __table_args__ = (
        sa.Index(
            "ix_difference_standing",
            "kind",
            "subject",
            unique=True,
            sqlite_where=sa.text("status = 'found'"),
            postgresql_where=sa.text("status = 'found'"),
        ),
        sa.Index("ix_difference_subject", "subject"),
        sa.CheckConstraint("fixes >= 0", name="fixes_counted"),
    )
    lifecycle = DIFFERENCE_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DifferenceKind]
    subject: Mapped[str]
    sentence: Mapped[str]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    status: Mapped[DifferenceStatus] = mapped_column(default=DifferenceStatus.FOUND)
    found_at: Mapped[datetime]
    fixes: Mapped[int] = mapped_column(default=0)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def subject_id(self) -> int:
        """The row it is about."""
        return int(self.subject.rsplit(":", 1)[1])

    @property
    def reference(self) -> str:
        return f"DF-{self.found_at.year}-{self.id:06d}"

    @property
    def version(self) -> str:
        """What changes with every decision about it."""
        return f"{self.status.value}-{self.fixes}"

    @property
    def source(self) -> str:
        """What the entry of the newest fix is booked under."""
        return f"{self.reference}:{self.fixes}"

    def __str__(self) -> str:
        return f"Difference {self.reference}"


class ReconciliationRun(Base):
    """One comparison of the processor's account with our books: which days, and what came of it."""

    __tablename__ = "reconciliation_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    ran_at: Mapped[datetime] = mapped_column(index=True)
    since_on: Mapped[date]
    until_on: Mapped[date]
    lines_read: Mapped[int]
    lines_added: Mapped[int]
    found: Mapped[int]
    gone: Mapped[int]
    standing: Mapped[int]
