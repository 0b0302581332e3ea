"""Programme years with their tiers, benefits, conflicts, clauses, logo placements and assets."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, MinorUnits
from sponsorship.documents.models import StoredFile
from sponsorship.funds.models import Fund
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money

USUAL_DAYS = 7
"""How long a place is kept for somebody, unless staff say otherwise."""


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
    move("recorded", {ProgramYearStatus.DRAFT}, ProgramYearStatus.CLOSED),
)


class Program(Base):
    """A part of the foundation's work that benefits belong to, like Foundation or Package index.

    Benefits carry its name, and promises the name of their day.
    """

    __tablename__ = "program"
    __table_args__ = (sa.CheckConstraint("name <> ''", name="named"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name


class ProgramYear(Stateful, Base):
    """One season of the catalogue. At most one is open."""

    __tablename__ = "program_year"
    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="term"),
        sa.CheckConstraint(
            "saved_place_days >= 0 AND offered_place_days >= 1", name="kept_for_days"
        ),
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
    saved_place_days: Mapped[int] = mapped_column(
        default=USUAL_DAYS, server_default=sa.text(str(USUAL_DAYS))
    )
    """For so many days an application that is saved for later keeps its places; 0 is not at all."""
    offered_place_days: Mapped[int] = mapped_column(
        default=USUAL_DAYS, server_default=sa.text(str(USUAL_DAYS))
    )
    """For so many days a place is kept for whoever waited for it."""

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


class HeldUntil(StrEnum):
    """For what a tier's sponsors wait until they are shown and get their benefits."""

    CONTRACT = "contract"
    """For nothing more than the executed contract."""
    FIRST_PAYMENT = "first_payment"
    """For the payment of the first invoice: the whole fee, or its first part."""
    FULL_PAYMENT = "full_payment"
    """For the payment of the whole fee, in however many parts."""

    @property
    def label(self) -> str:
        return {
            HeldUntil.CONTRACT: "the contract is signed",
            HeldUntil.FIRST_PAYMENT: "the first invoice is paid",
            HeldUntil.FULL_PAYMENT: "the whole fee is paid",
        }[self]


class Tier(Base):
    """A priced bundle of benefits in one programme year.

    The stand-alone tier of a year is priced at nothing, includes nothing and is never advertised: the
    sponsorships of companies that took stand-alone benefits alone hang on it.
    The database counts `taken`, the sponsorships on this tier that were not rejected or withdrawn, and
    `kept`, the places kept for somebody, lapsed ones included until the next applicant removes them.
    """

    __tablename__ = "tier"
    __table_args__ = (
        sa.UniqueConstraint("program_year_id", "slug"),
        sa.CheckConstraint("list_price_minor >= 0", name="list_price_not_negative"),
        sa.CheckConstraint(
            "taken >= 0 AND kept >= 0 AND (capacity IS NULL OR taken + kept <= capacity)",
            name="within_capacity",
        ),
        sa.CheckConstraint(
            "NOT is_stand_alone OR (list_price_minor = 0 AND NOT is_advertised AND capacity IS NULL)",
            name="stand_alone_is_plain",
        ),
        sa.Index(
            "uq_tier_stand_alone",
            "program_year_id",
            unique=True,
            sqlite_where=sa.text("is_stand_alone"),
            postgresql_where=sa.text("is_stand_alone"),
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
    is_stand_alone: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    held_until: Mapped[HeldUntil] = mapped_column(
        default=HeldUntil.FIRST_PAYMENT, server_default=sa.text("'first_payment'")
    )
    kept: Mapped[int] = mapped_column(default=0, server_default=sa.text("0"))

    __mapper_args__ = {"version_id_col": version}

    program_year: Mapped[ProgramYear] = relationship(back_populates="tiers")
    inclusions: Mapped[list["TierBenefit"]] = relationship(back_populates="tier")

    @property
    def list_price(self) -> Money:
        return Money(self.list_price_minor, self.currency)

    @property
    def has_capacity(self) -> bool:
        return self.capacity is None or self.taken + self.kept < self.capacity

    def __str__(self) -> str:
        return self.name


class Benefit(Base):
    """A catalogue item: tiers include it, or it is added on, or it stands alone, for a price.

    The database counts `taken`, how often it is promised to sponsorships that still count, and `kept`,
    how often it is kept for somebody, lapsed ones included until the next applicant removes them.
    Both values are of one piece and for the foundation alone: what it is worth to us (internal), and
    what a stranger would pay for it (fair), which a receipt has to name.
    """

    __tablename__ = "benefit"
    __table_args__ = (
        sa.CheckConstraint(
            "taken >= 0 AND kept >= 0 AND (capacity IS NULL OR taken + kept <= capacity)",
            name="within_capacity",
        ),
        sa.CheckConstraint("add_on_price_minor >= 0", name="add_on_price_not_negative"),
        sa.CheckConstraint("add_on_price_minor IS NOT NULL OR NOT is_add_on", name="add_on_priced"),
        sa.CheckConstraint("stand_alone_price_minor >= 0", name="stand_alone_price_not_negative"),
        sa.CheckConstraint(
            "stand_alone_price_minor IS NULL OR NOT is_add_on", name="stands_alone_or_is_added"
        ),
        sa.CheckConstraint("internal_value_minor >= 0", name="internal_value_not_negative"),
        sa.CheckConstraint("fair_value_minor >= 0", name="fair_value_not_negative"),
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
    stand_alone_price_minor: Mapped[int | None] = mapped_column(MinorUnits)
    internal_value_minor: Mapped[int | None] = mapped_column(MinorUnits)
    fair_value_minor: Mapped[int | None] = mapped_column(MinorUnits)
    internal_note: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    is_new: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    copied_from_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("benefit.id", ondelete="SET NULL")
    )
    deliver_by: Mapped[date | None]
    """The last day on which we are in time with it; none if it runs with the term."""
    kept: Mapped[int] = mapped_column(default=0, server_default=sa.text("0"))

    __mapper_args__ = {"version_id_col": version}

    program_year: Mapped[ProgramYear] = relationship(back_populates="benefits")
    clause: Mapped["LegalClause | None"] = relationship()
    linked_clauses: Mapped[list["LegalClause"]] = relationship(
        secondary="benefit_clause", order_by="LegalClause.position, LegalClause.id"
    )
    placements: Mapped[list["BenefitPlacement"]] = relationship(
        order_by="BenefitPlacement.id", cascade="save-update, merge, delete, delete-orphan"
    )
    assets: Mapped[list["BenefitAsset"]] = relationship(
        order_by="BenefitAsset.id", back_populates="benefit"
    )

    @property
    def clauses(self) -> tuple["LegalClause", ...]:
        """The clauses that govern it, in their order.

        `clause_id` alone is what the release before this one knew and still writes beside it.
        """
        return tuple(self.linked_clauses) or ((self.clause,) if self.clause else ())

    @property
    def add_on_price(self) -> Money | None:
        return self._money(self.add_on_price_minor)

    @property
    def stand_alone_price(self) -> Money | None:
        return self._money(self.stand_alone_price_minor)

    @property
    def internal_value(self) -> Money | None:
        return self._money(self.internal_value_minor)

    @property
    def fair_value(self) -> Money | None:
        return self._money(self.fair_value_minor)

    @property
    def stands_alone(self) -> bool:
        return self.stand_alone_price_minor is not None

    @property
    def has_capacity(self) -> bool:
        return self.is_available and (
            self.capacity is None or self.taken + self.kept < self.capacity
        )

    def _money(self, minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, self.currency)

    def __str__(self) -> str:
        return self.name


class BenefitConflict(Base):
    """Two benefits that are never promised to the same sponsorship. A pair is written once."""

    __tablename__ = "benefit_conflict"
    __table_args__ = (sa.CheckConstraint("benefit_id < other_id", name="written_once"),)

    benefit_id: Mapped[int] = mapped_column(
        sa.ForeignKey("benefit.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[int] = mapped_column(
        sa.ForeignKey("benefit.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class TierBenefit(Base):
    """A tier includes a benefit, so many times; a label says it where a number would not."""

    __tablename__ = "tier_benefit"
    __table_args__ = (sa.CheckConstraint("quantity >= 1", name="quantity_counted"),)

    tier_id: Mapped[int] = mapped_column(
        sa.ForeignKey("tier.id", ondelete="RESTRICT"), primary_key=True
    )
    benefit_id: Mapped[int] = mapped_column(
        sa.ForeignKey("benefit.id", ondelete="RESTRICT"), primary_key=True
    )
    quantity: Mapped[int] = mapped_column(default=1)
    label: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))

    tier: Mapped[Tier] = relationship(back_populates="inclusions")
    benefit: Mapped[Benefit] = relationship()


class LegalClause(Base):
    """A text that the contract carries when one of its benefits is promised."""

    __tablename__ = "legal_clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    text: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.title


class BenefitClause(Base):
    """A clause governs a benefit: who is promised the benefit finds the clause in its contract."""

    __tablename__ = "benefit_clause"

    benefit_id: Mapped[int] = mapped_column(
        sa.ForeignKey("benefit.id", ondelete="CASCADE"), primary_key=True
    )
    clause_id: Mapped[int] = mapped_column(
        sa.ForeignKey("legal_clause.id", ondelete="RESTRICT"), primary_key=True, index=True
    )


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


class AssetKind(StrEnum):
    """What an asset is made of."""

    IMAGE = "image"
    """A picture, drawn again before it is kept; its sides may have limits in pixels."""
    TEXT = "text"
    """Words, as long as they may be."""
    ANSWER = "answer"
    """Yes or no."""
    FILE = "file"
    """Any other file; it is only ever downloaded."""


class AssetDirection(StrEnum):
    """Who hands it to whom."""

    ASKED = "asked"
    """The sponsor hands it in."""
    PROVIDED = "provided"
    """We hand it to the sponsor."""


class AssetOwner(StrEnum):
    """Whose an asset is: where its value is kept, and for how long it counts."""

    SPONSOR = "sponsor"
    """The company's, in every year."""
    SPONSORSHIP = "sponsorship"
    """This year's; next year it is asked for anew."""


class AssetTerms:
    """What is asked of a sponsor, or handed to it: the same in the catalogue and in a promise."""

    direction: Mapped[AssetDirection]
    kind: Mapped[AssetKind]
    owner: Mapped[AssetOwner]
    internal_name: Mapped[str]
    label: Mapped[str]
    help_text: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    min_width: Mapped[int | None]
    max_width: Mapped[int | None]
    min_height: Mapped[int | None]
    max_height: Mapped[int | None]
    max_length: Mapped[int | None]
    is_shared: Mapped[bool] = mapped_column(default=False)

    @property
    def size_rule(self) -> str:
        """The limits of a picture's sides, in words; empty without any."""
        sides = (
            ("wide", self.min_width, self.max_width),
            ("high", self.min_height, self.max_height),
        )
        return ", ".join(filter(None, (_side_rule(*side) for side in sides)))


def _side_rule(side: str, least: int | None, most: int | None) -> str:
    if least is None and most is None:
        return ""
    if least is None:
        return f"at most {most:,} pixels {side}"
    if most is None:
        return f"at least {least:,} pixels {side}"
    return f"{least:,} pixels {side}" if least == most else f"{least:,} to {most:,} pixels {side}"


def terms_checks() -> tuple[sa.CheckConstraint, ...]:
    """What holds for the terms of an asset, in whichever table they stand."""
    return (
        sa.CheckConstraint("internal_name <> '' AND label <> ''", name="named"),
        sa.CheckConstraint("direction = 'asked' OR kind IN ('text', 'file')", name="providable"),
        sa.CheckConstraint("direction = 'asked' OR due_on IS NULL", name="due_from_the_sponsor"),
        sa.CheckConstraint("direction = 'provided' OR NOT is_shared", name="shared_by_us"),
        sa.CheckConstraint(
            "kind = 'image' OR (min_width IS NULL AND max_width IS NULL AND min_height IS NULL"
            " AND max_height IS NULL)",
            name="pictures_have_sides",
        ),
        sa.CheckConstraint("min_width <= max_width AND min_height <= max_height", name="sides"),
        sa.CheckConstraint(
            "max_length IS NULL OR (kind = 'text' AND max_length > 0)", name="texts_have_a_length"
        ),
    )


class BenefitAsset(AssetTerms, Base):
    """What a benefit asks of its sponsor, or hands to it.

    A shared one has one value for every sponsor, kept here; the others have one for each of them.
    """

    __tablename__ = "benefit_asset"
    __table_args__ = (
        sa.UniqueConstraint("benefit_id", "internal_name"),
        *terms_checks(),
        sa.CheckConstraint(
            "is_shared OR (shared_text = '' AND shared_file_id IS NULL)", name="value_if_shared"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(sa.ForeignKey("benefit.id", ondelete="RESTRICT"))
    shared_text: Mapped[str] = mapped_column(default="")
    shared_file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("stored_file.id", ondelete="RESTRICT")
    )
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    benefit: Mapped[Benefit] = relationship(back_populates="assets")
    shared_file: Mapped[StoredFile | None] = relationship()

    def __str__(self) -> str:
        return self.label
