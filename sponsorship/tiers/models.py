"""Programme years with their tiers, benefits, clauses and logo placements."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, MinorUnits
from sponsorship.funds.models import Fund
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money


class ProgramYearStatus(StrEnum):
    DRAFT = "draft"
    """Staff prepare it; nobody else sees it."""
    OPEN = "open"
    """Applications are accepted."""
    CLOSED = "closed"
    """No new applications; its sponsorships run on."""


PROGRAM_YEAR_LIFECYCLE = Lifecycle.of(
    "program_year",
    ProgramYearStatus.DRAFT,
    move("opened", {ProgramYearStatus.DRAFT, ProgramYearStatus.CLOSED}, ProgramYearStatus.OPEN),
    move("closed", {ProgramYearStatus.OPEN}, ProgramYearStatus.CLOSED),
)


class ProgramYear(Stateful, Base):
    """One season of the catalogue. At most one is open."""

    __tablename__ = "program_year"
    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="term"),
        sa.Index(
            "uq_program_year_open",
            "status",
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        ),
    )
    lifecycle = PROGRAM_YEAR_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str]
    introduction: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    currency: Mapped[str]
    fund_id: Mapped[int] = mapped_column(sa.ForeignKey("fund.id", ondelete="RESTRICT"))
    status: Mapped[ProgramYearStatus] = mapped_column(default=ProgramYearStatus.DRAFT)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    fund: Mapped[Fund] = relationship()
    tiers: Mapped[list["Tier"]] = relationship(
        order_by="Tier.position", back_populates="program_year"
    )
    benefits: Mapped[list["Benefit"]] = relationship(
        order_by="Benefit.position", back_populates="program_year"
    )

    def __str__(self) -> str:
        return self.title


class Tier(Base):
    """A priced bundle of benefits in one programme year.

    `taken` is kept by the database: the sponsorships on this tier that were not rejected or withdrawn.
    """

    __tablename__ = "tier"
    __table_args__ = (
        sa.UniqueConstraint("program_year_id", "slug"),
        sa.CheckConstraint("list_price_minor >= 0", name="list_price_not_negative"),
        sa.CheckConstraint(
            "taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="within_capacity"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_year_id: Mapped[int] = mapped_column(
        sa.ForeignKey("program_year.id", ondelete="RESTRICT")
    )
    slug: Mapped[str]
    name: Mapped[str]
    summary: Mapped[str]
    position: Mapped[int]
    list_price_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    logo_width: Mapped[int] = mapped_column(default=175)
    is_advertised: Mapped[bool] = mapped_column(default=True)
    allows_add_ons: Mapped[bool] = mapped_column(default=True)
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    program_year: Mapped[ProgramYear] = relationship(back_populates="tiers")
    inclusions: Mapped[list["TierBenefit"]] = relationship(back_populates="tier")

    @property
    def list_price(self) -> Money:
        return Money(self.list_price_minor, self.currency)

    @property
    def has_capacity(self) -> bool:
        return self.capacity is None or self.taken < self.capacity

    def __str__(self) -> str:
        return self.name


class Benefit(Base):
    """A catalogue item that tiers include, or that can be added on for a price.

    `taken` is kept by the database: how often it is promised to sponsorships that still count.
    """

    __tablename__ = "benefit"
    __table_args__ = (
        sa.CheckConstraint(
            "taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="within_capacity"
        ),
        sa.CheckConstraint("add_on_price_minor >= 0", name="add_on_price_not_negative"),
        sa.CheckConstraint("add_on_price_minor IS NOT NULL OR NOT is_add_on", name="add_on_priced"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    program_year_id: Mapped[int] = mapped_column(
        sa.ForeignKey("program_year.id", ondelete="RESTRICT"), index=True
    )
    program: Mapped[str]
    name: Mapped[str]
    description: Mapped[str]
    position: Mapped[int]
    is_add_on: Mapped[bool] = mapped_column(default=False)
    add_on_price_minor: Mapped[int | None] = mapped_column(MinorUnits)
    currency: Mapped[str]
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    is_available: Mapped[bool] = mapped_column(default=True)
    clause_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("legal_clause.id", ondelete="RESTRICT")
    )
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    program_year: Mapped[ProgramYear] = relationship(back_populates="benefits")
    clause: Mapped["LegalClause | None"] = relationship()
    placements: Mapped[list["BenefitPlacement"]] = relationship(order_by="BenefitPlacement.id")

    @property
    def add_on_price(self) -> Money | None:
        if self.add_on_price_minor is None:
            return None
        return Money(self.add_on_price_minor, self.currency)

    @property
    def has_capacity(self) -> bool:
        return self.is_available and (self.capacity is None or self.taken < self.capacity)


class TierBenefit(Base):
    """A tier includes a benefit, so many times."""

    __tablename__ = "tier_benefit"
    __table_args__ = (sa.CheckConstraint("quantity >= 1", name="quantity_counted"),)

    tier_id: Mapped[int] = mapped_column(
        sa.ForeignKey("tier.id", ondelete="RESTRICT"), primary_key=True
    )
    benefit_id: Mapped[int] = mapped_column(
        sa.ForeignKey("benefit.id", ondelete="RESTRICT"), primary_key=True
    )
    quantity: Mapped[int] = mapped_column(default=1)

    tier: Mapped[Tier] = relationship(back_populates="inclusions")
    benefit: Mapped[Benefit] = relationship()


class LegalClause(Base):
    """A text that the contract carries when one of its benefits is promised."""

    __tablename__ = "legal_clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    text: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class Publisher(StrEnum):
    """The site that shows a logo."""

    PSF = "psf"
    PYCON = "pycon"
    PYPI = "pypi"
    CORE = "core"


class Flight(StrEnum):
    """The place on that site."""

    SIDEBAR = "sidebar"
    SPONSORS = "sponsors"
    JOBS = "jobs"
    BLOGPOST = "blogpost"
    FOOTER = "footer"
    DOCS = "docs"
    DOWNLOAD = "download"
    DEVGUIDE = "devguide"


class BenefitPlacement(Base):
    """A place where the benefit shows the sponsor's logo."""

    __tablename__ = "benefit_placement"
    __table_args__ = (sa.UniqueConstraint("benefit_id", "publisher", "flight"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(sa.ForeignKey("benefit.id", ondelete="RESTRICT"))
    publisher: Mapped[Publisher]
    flight: Mapped[Flight]
    links_to_sponsors_page: Mapped[bool] = mapped_column(default=False)
    describes_as_sponsor: Mapped[bool] = mapped_column(default=False)
