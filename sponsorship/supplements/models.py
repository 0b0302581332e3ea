"""Supplements and their lines."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, Json, MinorUnits
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers.models import Benefit


class SupplementStatus(StrEnum):
    REQUESTED = "requested"
    """The sponsor asked for it, or staff for the sponsor; its places are kept until we decide."""
    APPROVED = "approved"
    """Staff agreed to it at a price; the amendment that names it is drafted, sent or signed."""
    PROMISED = "promised"
    """Both have signed: its benefits are promised, and its price is invoiced."""
    DECLINED = "declined"
    """Staff declined, with a reason; its places are free again."""
    WITHDRAWN = "withdrawn"
    """The sponsor took it back, or its sponsorship ended; its places are free again."""


S = SupplementStatus
SUPPLEMENT_LIFECYCLE = Lifecycle.of(
    "supplement",
    S.REQUESTED,
    move("approved", {S.REQUESTED}, S.APPROVED),
    move("reconsidered", {S.APPROVED}, S.REQUESTED),
    move("promised", {S.APPROVED}, S.PROMISED),
    move("declined", {S.REQUESTED}, S.DECLINED),
    move("withdrawn", {S.REQUESTED, S.APPROVED}, S.WITHDRAWN),
)

WAITS = (SupplementStatus.REQUESTED, SupplementStatus.APPROVED)
"""Statuses in which its lines keep their places."""


class Supplement(Stateful, Base):
    """Add-ons that a sponsor asks for after the approval, with a price of their own."""

    __tablename__ = "supplement"
    __table_args__ = (
        sa.CheckConstraint("list_price_minor >= 0", name="list_price_not_negative"),
        sa.CheckConstraint("agreed_price_minor >= 0", name="agreed_price_not_negative"),
        sa.CheckConstraint(
            "status NOT IN ('approved', 'promised') OR agreed_price_minor IS NOT NULL",
            name="priced_if_approved",
        ),
        sa.CheckConstraint("status <> 'declined' OR reason <> ''", name="declined_with_a_reason"),
        sa.CheckConstraint(
            "status <> 'promised' OR promised_on IS NOT NULL", name="promised_on_a_day"
        ),
        sa.Index("ix_supplement_sponsorship_id", "sponsorship_id"),
        sa.Index(
            "uq_supplement_under_way",
            "sponsorship_id",
            unique=True,
            sqlite_where=sa.text("status = 'approved'"),
            postgresql_where=sa.text("status = 'approved'"),
        ),
    )
    lifecycle = SUPPLEMENT_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    sponsorship_id: Mapped[int] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT")
    )
    status: Mapped[SupplementStatus] = mapped_column(default=SupplementStatus.REQUESTED)
    list_price_minor: Mapped[int] = mapped_column(MinorUnits)
    agreed_price_minor: Mapped[int | None] = mapped_column(MinorUnits)
    currency: Mapped[str]
    message: Mapped[str] = mapped_column(default="")
    requested_at: Mapped[datetime]
    requested_by: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was declined or taken back."""
    contract_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("contract.id", ondelete="RESTRICT"), unique=True
    )
    """The amendment that names it; none where it came into the first contract."""
    promised_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    sponsorship: Mapped[Sponsorship] = relationship()
    lines: Mapped[list["SupplementLine"]] = relationship(
        order_by="SupplementLine.id", back_populates="supplement"
    )

    @property
    def list_price(self) -> Money:
        """Its benefits at the catalogue's prices of the day on which they were asked for."""
        return Money(self.list_price_minor, self.currency)

    @property
    def agreed_price(self) -> Money | None:
        if self.agreed_price_minor is None:
            return None
        return Money(self.agreed_price_minor, self.currency)

    @property
    def price(self) -> Money:
        """What was agreed, or else the list price."""
        return self.agreed_price or self.list_price

    @property
    def in_words(self) -> str:
        """Its benefits, as one reads them in a sentence."""
        return ", ".join(line.in_words for line in self.lines)

    @property
    def reference(self) -> str:
        return f"A-{self.requested_at.year}-{self.id:05d}"

    def __str__(self) -> str:
        return f"Supplement {self.reference}"


class SupplementLine(Base):
    """One benefit of a supplement, as it was when it was asked for."""

    __tablename__ = "supplement_line"
    __table_args__ = (
        sa.UniqueConstraint("supplement_id", "benefit_id"),
        sa.CheckConstraint("quantity >= 1", name="quantity_counted"),
        sa.CheckConstraint("unit_price_minor >= 0", name="unit_price_not_negative"),
        sa.Index("ix_supplement_line_benefit_id", "benefit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    supplement_id: Mapped[int] = mapped_column(sa.ForeignKey("supplement.id", ondelete="RESTRICT"))
    benefit_id: Mapped[int] = mapped_column(sa.ForeignKey("benefit.id", ondelete="RESTRICT"))
    program: Mapped[str]
    name: Mapped[str]
    description: Mapped[str]
    clause_ids: Mapped[list[int]] = mapped_column(Json, default=list)
    """The clauses that govern it, in their order."""
    quantity: Mapped[int] = mapped_column(default=1)
    unit_price_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    is_released: Mapped[bool] = mapped_column(default=False)
    """Keeps no place any more: it was promised, or came to nothing."""

    supplement: Mapped[Supplement] = relationship(back_populates="lines")
    benefit: Mapped[Benefit] = relationship()

    @property
    def unit_price(self) -> Money:
        return Money(self.unit_price_minor, self.currency)

    @property
    def in_words(self) -> str:
        return f"{self.name} × {self.quantity}" if self.quantity > 1 else self.name

    def __str__(self) -> str:
        return self.name
