"""Taxes on invoices: by the sponsor's country, with the days on which they are in force."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sponsorship.database import Base
from sponsorship.money import Money

WHOLE = 100_000
"""Hundred percent, in thousandths of a percent: Québec's tax is 9.975 %."""


class TaxTreatment(StrEnum):
    """What an invoice does about a tax."""

    CHARGED = "charged"
    """It stands on the invoice, and we owe it to the state."""
    REVERSE_CHARGE = "reverse_charge"
    """The sponsor owes it to its own state; the invoice says so and asks for nothing."""
    EXEMPT = "exempt"
    """Nobody owes it; the invoice says why."""

    @property
    def label(self) -> str:
        return {
            TaxTreatment.CHARGED: "charged on the invoice",
            TaxTreatment.REVERSE_CHARGE: "reverse charge: the sponsor owes it",
            TaxTreatment.EXEMPT: "exempt",
        }[self]


class TaxRate(Base):
    """One tax on invoices to one country, from a day on and perhaps until another; staff edit them.

    Several may be in force at once, each is a line of its own. Where some are for sponsors with a tax id,
    those alone count for such a sponsor. An invoice keeps what it was issued with.
    """

    __tablename__ = "tax_rate"
    __table_args__ = (
        sa.UniqueConstraint("country", "is_for_tax_ids", "name", "starts_on"),
        sa.CheckConstraint("name <> ''", name="named"),
        sa.CheckConstraint("length(country) = 2", name="country_is_a_code"),
        sa.CheckConstraint(
            f"(treatment = 'charged') = (rate > 0) AND rate BETWEEN 0 AND {WHOLE}",
            name="rate_if_charged",
        ),
        sa.CheckConstraint("treatment = 'charged' OR note <> ''", name="explained"),
        sa.CheckConstraint("starts_on <= ends_on", name="term"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str]
    name: Mapped[str]
    treatment: Mapped[TaxTreatment]
    rate: Mapped[int]
    """In thousandths of a percent."""
    is_for_tax_ids: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    """What the invoice says about it, such as the law by which the sponsor owes it."""
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def percent(self) -> str:
        """Like "19" or "9.975"."""
        whole, rest = divmod(self.rate, 1000)
        return f"{whole}.{rest:03d}".rstrip("0").rstrip(".")

    @property
    def label(self) -> str:
        """How the invoice names its line."""
        if self.treatment is TaxTreatment.CHARGED:
            return f"{self.name} {self.percent}%"
        word = "reverse charge" if self.treatment is TaxTreatment.REVERSE_CHARGE else "exempt"
        return f"{self.name}: {word}"

    def of(self, net: Money) -> Money:
        """The tax on a net amount, in whole minor units; half of one is rounded up."""
        return net.split((self.rate, WHOLE - self.rate))[0]

    def is_in_force(self, day: date) -> bool:
        """Whether invoices of that day have it; both its first and its last day do."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def __str__(self) -> str:
        return f"{self.name} ({self.country})"
