"""Accounts, journal entries and postings.

A posting names the account it debits and the account it credits, one positive amount and one currency,
and stays within one fund. So every entry balances, and every fund balances, by construction. An entry
says how many postings it has and refers to the last of them by a deferred foreign key: it cannot be
committed unfinished, and nothing can be added to it afterwards.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.clock import last_day_of_month
from sponsorship.database import Base, MinorUnits
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money

BOOKS_LOCK = 4_711_002  # any constant: postings share this advisory lock, a closing has it alone


class AccountKind(StrEnum):
    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    """What only passes between funds or currencies: over all funds it comes to nothing of its own."""
    INCOME = "income"
    EXPENSE = "expense"


class Role(StrEnum):
    """What an account is for; each fund has its own account of each role it needs."""

    CLEARING = "stripe-clearing"
    """Money that the card processor holds for us."""
    IN_TRANSIT = "payouts-in-transit"
    """Payouts that left the processor and were not yet seen in our bank."""
    BANK = "bank"
    """Money in our bank account."""
    RECEIVABLES = "receivables"
    """What sponsors owe on issued invoices."""
    DISPUTED = "disputed-funds"
    """Money that a payer's bank has taken back as long as it is not decided whose it is."""
    DEFERRED_REVENUE = "deferred-revenue"
    """Sponsorship fees invoiced and not yet earned."""
    TAX_PAYABLE = "tax-payable"
    """Taxes on invoices that we owe to states; they are never ours."""
    SUSPENSE = "suspense"
    """Money that arrived and fits nothing yet; a person decides."""
    BETWEEN_FUNDS = "between-funds"
    """What a fund holds for another: the entry that moves it has a posting in each of the two."""
    EXCHANGE = "currency-exchange"
    """Where one currency ends and another begins: an exchange is one posting in each of the two."""
    RELEASED = "released-from-restriction"
    """Net assets that moved from a restricted fund because the donor's restriction was met."""
    CONTRIBUTIONS = "contributions"
    """Gifts, gross."""
    SPONSORSHIP_INCOME = "sponsorship-income"
    """Sponsorship fees as they are earned over their term."""
    PROCESSING_FEES = "processing-fees"
    """What the card processor keeps."""
    DISPUTE_FEES = "dispute-fees"
    """What the card processor charges for a dispute, whoever wins it."""
    BAD_DEBTS = "bad-debts"
    """What sponsors owed and never paid, as far as it was earned or is a tax that we owe all the same."""


KINDS = {
    Role.CLEARING: AccountKind.ASSET,
    Role.IN_TRANSIT: AccountKind.ASSET,
    Role.BANK: AccountKind.ASSET,
    Role.RECEIVABLES: AccountKind.ASSET,
    Role.DISPUTED: AccountKind.ASSET,
    Role.DEFERRED_REVENUE: AccountKind.LIABILITY,
    Role.TAX_PAYABLE: AccountKind.LIABILITY,
    Role.SUSPENSE: AccountKind.LIABILITY,
    Role.BETWEEN_FUNDS: AccountKind.EQUITY,
    Role.EXCHANGE: AccountKind.EQUITY,
    Role.RELEASED: AccountKind.EQUITY,
    Role.CONTRIBUTIONS: AccountKind.INCOME,
    Role.SPONSORSHIP_INCOME: AccountKind.INCOME,
    Role.PROCESSING_FEES: AccountKind.EXPENSE,
    Role.DISPUTE_FEES: AccountKind.EXPENSE,
    Role.BAD_DEBTS: AccountKind.EXPENSE,
}


class LedgerAccount(Base):
    """One account of one fund in one currency, like `contributions/general`."""

    __tablename__ = "ledger_account"
    __table_args__ = (
        sa.UniqueConstraint("role", "fund_id", "currency"),
        sa.UniqueConstraint("id", "fund_id", "currency"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    role: Mapped[Role]
    kind: Mapped[AccountKind]
    fund_id: Mapped[int] = mapped_column(sa.ForeignKey("fund.id", ondelete="RESTRICT"))
    currency: Mapped[str]


class JournalEntry(Base):
    """One business fact in the books: append-only, corrected only by a reversing entry."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        sa.UniqueConstraint("fact", "source"),
        sa.CheckConstraint("posting_count >= 1", name="has_postings"),
        sa.CheckConstraint("reverses_id <> id", name="reverses_another"),
        sa.CheckConstraint("length(fact) > 0 AND length(source) > 0", name="named"),
        sa.ForeignKeyConstraint(
            ["id", "posting_count"],
            ["posting.entry_id", "posting.position"],
            name="fk_journal_entry_last_posting",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        sa.Index("ix_journal_entry_posted_on", "posted_on"),
    )

    # The foreign key to the last posting would switch the automatic number off.
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    fact: Mapped[str]
    source: Mapped[str]
    occurred_on: Mapped[date]
    posted_on: Mapped[date]
    recorded_at: Mapped[datetime]
    by: Mapped[str]
    memo: Mapped[str] = mapped_column(default="")
    reverses_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("journal_entry.id", ondelete="RESTRICT"), unique=True
    )
    posting_count: Mapped[int]

    postings: Mapped[list["Posting"]] = relationship(
        primaryjoin="JournalEntry.id == Posting.entry_id",
        foreign_keys="Posting.entry_id",
        order_by="Posting.position",
        viewonly=True,
    )


class Posting(Base):
    """Debit one account, credit another: one positive amount, one currency, one fund."""

    __tablename__ = "posting"
    __table_args__ = (
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("debit_account_id <> credit_account_id", name="two_accounts"),
        sa.ForeignKeyConstraint(
            ["debit_account_id", "fund_id", "currency"],
            ["ledger_account.id", "ledger_account.fund_id", "ledger_account.currency"],
            name="fk_posting_debit",
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["credit_account_id", "fund_id", "currency"],
            ["ledger_account.id", "ledger_account.fund_id", "ledger_account.currency"],
            name="fk_posting_credit",
            ondelete="RESTRICT",
        ),
        sa.Index("ix_posting_debit", "debit_account_id"),
        sa.Index("ix_posting_credit", "credit_account_id"),
    )

    entry_id: Mapped[int] = mapped_column(
        sa.ForeignKey("journal_entry.id", ondelete="RESTRICT"),
        primary_key=True,
        autoincrement=False,
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fund_id: Mapped[int]
    debit_account_id: Mapped[int]
    credit_account_id: Mapped[int]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]

    debit: Mapped[LedgerAccount] = relationship(
        primaryjoin="Posting.debit_account_id == LedgerAccount.id",
        foreign_keys="Posting.debit_account_id",
        viewonly=True,
    )
    credit: Mapped[LedgerAccount] = relationship(
        primaryjoin="Posting.credit_account_id == LedgerAccount.id",
        foreign_keys="Posting.credit_account_id",
        viewonly=True,
    )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class PeriodStatus(StrEnum):
    """Whether entries may be posted in a month."""

    OPEN = "open"
    """Entries are posted on its days."""
    CLOSED = "closed"
    """Nothing is posted on its days or on any day before."""


PERIOD_LIFECYCLE = Lifecycle.of(
    "accounting_period",
    PeriodStatus.OPEN,
    move("closed", {PeriodStatus.OPEN}, PeriodStatus.CLOSED),
    move("reopened", {PeriodStatus.CLOSED}, PeriodStatus.OPEN),
)

_ONE_MONTH = {
    "sqlite": "id = CAST(strftime('%Y%m', starts_on) AS INTEGER)"
    " AND starts_on = date(starts_on, 'start of month')"
    " AND ends_on = date(starts_on, '+1 month', '-1 day')"
    " AND next_starts_on = date(starts_on, '+1 month')",
    "postgresql": "id = extract(year FROM starts_on) * 100 + extract(month FROM starts_on)"
    " AND extract(day FROM starts_on) = 1 AND next_starts_on = starts_on + interval '1 month'"
    " AND ends_on = next_starts_on - 1",
}


class AccountingPeriod(Stateful, Base):
    """One calendar month of the books; its id is the month as a number, like 202603.

    A month has a row from its first closing on. `next_starts_on` is the day on which late facts are
    posted while this is the newest closed month; `last_entry_id` is the newest entry of the whole
    journal at the closing, so none after it may belong to the month.
    """

    __tablename__ = "accounting_period"
    __table_args__ = (
        *(
            sa.CheckConstraint(rule, name="one_month").ddl_if(dialect=engine)
            for engine, rule in _ONE_MONTH.items()
        ),
        sa.CheckConstraint(
            "status <> 'closed' OR (closed_by IS NOT NULL AND closed_at IS NOT NULL"
            " AND last_entry_id IS NOT NULL AND reopened_by_id IS NULL)",
            name="closed_by_somebody",
        ),
        sa.CheckConstraint(
            "(reopen_requested_by_id IS NULL) = (reopen_requested_at IS NULL)"
            " AND (reopen_requested_by_id IS NULL) = (reopen_requested_by IS NULL)"
            " AND (reopen_requested_by_id IS NULL) = (reopen_reason = '')",
            name="request_is_whole",
        ),
        sa.CheckConstraint(
            "(reopened_by_id IS NULL) = (reopened_at IS NULL)"
            " AND (reopened_by_id IS NULL) = (reopened_by IS NULL)",
            name="approval_is_whole",
        ),
        sa.CheckConstraint(
            "reopened_by_id IS NULL OR (reopen_requested_by_id IS NOT NULL"
            " AND reopened_by_id <> reopen_requested_by_id)",
            name="reopened_by_two",
        ),
    )
    lifecycle = PERIOD_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    starts_on: Mapped[date] = mapped_column(unique=True)
    ends_on: Mapped[date] = mapped_column(unique=True)
    next_starts_on: Mapped[date] = mapped_column(unique=True)
    status: Mapped[PeriodStatus] = mapped_column(default=PeriodStatus.OPEN)
    closed_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    last_entry_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("journal_entry.id", ondelete="RESTRICT")
    )
    reopen_requested_by: Mapped[str | None]
    reopen_requested_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("staff_user.id", ondelete="RESTRICT")
    )
    reopen_requested_at: Mapped[datetime | None]
    reopen_reason: Mapped[str] = mapped_column(default="")
    reopened_by: Mapped[str | None]
    reopened_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("staff_user.id", ondelete="RESTRICT")
    )
    reopened_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @classmethod
    def holding(cls, day: date) -> "AccountingPeriod":
        """The month that holds `day`, open and not yet stored."""
        starts_on, ends_on = day.replace(day=1), last_day_of_month(day)
        return cls(
            id=month_number(day),
            starts_on=starts_on,
            ends_on=ends_on,
            next_starts_on=ends_on + timedelta(days=1),
            status=PeriodStatus.OPEN,
            reopen_reason="",
        )

    @property
    def is_closed(self) -> bool:
        return self.status is PeriodStatus.CLOSED

    @property
    def is_reopening_requested(self) -> bool:
        return self.is_closed and self.reopen_requested_by_id is not None

    def __str__(self) -> str:
        return f"{self.starts_on:%B %Y}"


def month_number(day: date) -> int:
    """The month that holds `day` as the books call it: 202603."""
    return day.year * 100 + day.month
