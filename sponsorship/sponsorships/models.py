"""Sponsors, sponsorships and promised benefits."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base, Json, MinorUnits
from sponsorship.documents.models import StoredFile
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.money import Money
from sponsorship.tiers.models import Benefit, Flight, LegalClause, ProgramYear, Publisher, Tier


class LogoVariant(StrEnum):
    """The forms of a sponsor's logo; who has no white or print logo is shown by its web logo."""

    WEB = "web"
    """For screens and light grounds."""
    WHITE = "white"
    """For dark grounds."""
    PRINT = "print"
    """For paper: a drawing, or a large picture."""

    @property
    def label(self) -> str:
        return _VARIANT_LABELS[self]


_VARIANT_LABELS = {
    LogoVariant.WEB: "Web logo",
    LogoVariant.WHITE: "White logo, for dark grounds",
    LogoVariant.PRINT: "Print logo",
}


class Sponsor(Base):
    """The public profile and the address of an organisation that sponsors."""

    __tablename__ = "sponsor"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str]
    website: Mapped[str]
    address_line_1: Mapped[str]
    address_line_2: Mapped[str] = mapped_column(default="")
    city: Mapped[str]
    region: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str]
    country: Mapped[str]
    tax_id: Mapped[str] = mapped_column(default="")
    logo_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("stored_file.id", ondelete="RESTRICT")
    )
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    white_logo_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("stored_file.id", ondelete="RESTRICT")
    )
    print_logo_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("stored_file.id", ondelete="RESTRICT")
    )
    billing_name: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    billing_address_line_1: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    billing_address_line_2: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    billing_city: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    billing_region: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    billing_postal_code: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    billing_country: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))

    logo: Mapped[StoredFile | None] = relationship(foreign_keys=[logo_id])
    white_logo: Mapped[StoredFile | None] = relationship(foreign_keys=[white_logo_id])
    print_logo: Mapped[StoredFile | None] = relationship(foreign_keys=[print_logo_id])
    contacts: Mapped[list["SponsorContact"]] = relationship(
        order_by="SponsorContact.id", back_populates="sponsor"
    )

    @property
    def address(self) -> tuple[str, ...]:
        """The postal address, one line each, without empty lines; the country as its ISO code."""
        town = " ".join(part for part in (self.city, self.region, self.postal_code) if part)
        lines = (self.address_line_1, self.address_line_2, town, self.country)
        return tuple(line for line in lines if line)

    @property
    def has_billing_address(self) -> bool:
        """Whether invoices go to another name or address than the organisation's own."""
        return bool(self.billing_address_line_1)

    @property
    def billed_name(self) -> str:
        """Whom invoices name."""
        return self.billing_name or self.name

    @property
    def billed_address(self) -> tuple[str, ...]:
        """Where invoices go, one line each; the country as its ISO code."""
        if not self.has_billing_address:
            return self.address
        parts = (self.billing_city, self.billing_region, self.billing_postal_code)
        town = " ".join(part for part in parts if part)
        lines = (
            self.billing_address_line_1,
            self.billing_address_line_2,
            town,
            self.billing_country,
        )
        return tuple(line for line in lines if line)

    @property
    def billed_country(self) -> str:
        """The country that decides about taxes on invoices."""
        return self.billing_country if self.has_billing_address else self.country

    @property
    def logos(self) -> dict[LogoVariant, StoredFile | None]:
        """The logo in each of its forms, as far as it was handed in."""
        return {
            LogoVariant.WEB: self.logo,
            LogoVariant.WHITE: self.white_logo,
            LogoVariant.PRINT: self.print_logo,
        }

    def __str__(self) -> str:
        return self.name


class ContactRole(StrEnum):
    """What somebody does for a sponsor; a contact may have several roles, or none."""

    PRIMARY = "primary"
    """Is told of everything, and looks after what we need from the sponsor."""
    ADMINISTRATIVE = "administrative"
    """Gets contracts."""
    ACCOUNTING = "accounting"
    """Gets invoices and news of payments."""
    MANAGER = "manager"
    """May look after the sponsorship on our site."""


class Topic(StrEnum):
    """What a letter to sponsors is about: contacts choose whether they get what they can do without."""

    AGREEMENT = "agreement"
    """The sponsorship itself, its contract, invoices and payments: always comes."""
    NEWS = "news"
    """How the programme goes."""
    INVITATIONS = "invitations"
    """Events and other things to take part in."""

    @property
    def label(self) -> str:
        return {
            Topic.AGREEMENT: "The sponsorship, its contract, invoices and payments",
            Topic.NEWS: "News of the programme",
            Topic.INVITATIONS: "Invitations to events",
        }[self]


OPTIONAL_TOPICS = (Topic.NEWS, Topic.INVITATIONS)
"""What a contact may decline."""


class SponsorContact(Base):
    """A person who speaks for a sponsor, in one or more roles."""

    __tablename__ = "sponsor_contact"
    __table_args__ = (
        sa.UniqueConstraint("sponsor_id", "email"),
        sa.Index("uq_sponsor_contact_public_token", "public_token", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sponsor_id: Mapped[int] = mapped_column(sa.ForeignKey("sponsor.id", ondelete="RESTRICT"))
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    is_primary: Mapped[bool] = mapped_column(default=False)
    is_administrative: Mapped[bool] = mapped_column(default=False)
    is_accounting: Mapped[bool] = mapped_column(default=False)
    is_manager: Mapped[bool] = mapped_column(default=False)
    wants_news: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    wants_invitations: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    public_token: Mapped[str | None]
    """The end of the personal link in letters that can be declined; made with the first of them."""
    version: Mapped[int] = mapped_column(server_default=sa.text("1"))

    __mapper_args__ = {"version_id_col": version}

    sponsor: Mapped[Sponsor] = relationship(back_populates="contacts")

    def wants(self, topic: Topic) -> bool:
        """Whether this contact gets letters about the topic."""
        return {
            Topic.AGREEMENT: True,
            Topic.NEWS: self.wants_news,
            Topic.INVITATIONS: self.wants_invitations,
        }[topic]

    @property
    def roles(self) -> tuple[str, ...]:
        """The names of the contact's roles, in their usual order."""
        named = {
            ContactRole.PRIMARY: self.is_primary,
            ContactRole.ADMINISTRATIVE: self.is_administrative,
            ContactRole.ACCOUNTING: self.is_accounting,
            ContactRole.MANAGER: self.is_manager,
        }
        return tuple(role.value for role, holds in named.items() if holds)

    def __str__(self) -> str:
        return self.name


class SponsorshipStatus(StrEnum):
    APPLIED = "applied"
    """The company sent the application; its place in the tier is kept until we decide."""
    APPROVED = "approved"
    """Staff agreed to dates and fee; the contract is being drafted, sent or signed."""
    REJECTED = "rejected"
    """Staff declined, with a reason; the place is free again."""
    CONTRACTED = "contracted"
    """The contract is executed and the invoice issued. It does not promise that the fee is paid."""
    CONFIRMED = "confirmed"
    """What its tier waits for is paid: the sponsor is shown for its term."""
    CANCELLED = "cancelled"
    """Ended before it was paid, because its invoice was voided; the place is free again."""
    WITHDRAWN = "withdrawn"
    """The company took its application back before a contract was executed; the place is free again."""


P = SponsorshipStatus
SPONSORSHIP_LIFECYCLE = Lifecycle.of(
    "sponsorship",
    P.APPLIED,
    move("approved", {P.APPLIED}, P.APPROVED),
    move("amended", {P.APPLIED}, P.APPLIED),
    move("rejected", {P.APPLIED}, P.REJECTED),
    move("contracted", {P.APPROVED}, P.CONTRACTED),
    move("confirmed", {P.CONTRACTED}, P.CONFIRMED),
    move("cancelled", {P.APPROVED, P.CONTRACTED}, P.CANCELLED),
    move("withdrawn", {P.APPLIED, P.APPROVED}, P.WITHDRAWN),
    move("rolled_back", {P.APPROVED}, P.APPLIED),
    move("reopened", {P.REJECTED}, P.APPLIED),
)

HOLDS_ITS_PLACE = ("applied", "approved", "contracted", "confirmed")
"""Statuses in which a sponsorship counts against the capacity of its tier and benefits."""


class Sponsorship(Stateful, Base):
    """One company in one tier of one programme year, from application to the end of its term.

    It is customised if the company left out something that its tier includes (`left_out`, by name): the
    price is then to be agreed, and the list price is only where that begins.
    """

    __tablename__ = "sponsorship"
    __table_args__ = (
        sa.CheckConstraint("list_price_minor >= 0", name="list_price_not_negative"),
        sa.CheckConstraint("agreed_fee_minor >= 0", name="agreed_fee_not_negative"),
        sa.CheckConstraint("starts_on <= ends_on", name="term"),
        sa.CheckConstraint(
            "status IN ('applied', 'rejected', 'withdrawn')"
            " OR (agreed_fee_minor IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL)",
            name="agreed_if_approved",
        ),
        sa.Index(
            "uq_sponsorship_live",
            "sponsor_id",
            "program_year_id",
            unique=True,
            sqlite_where=sa.text("status NOT IN ('rejected', 'cancelled', 'withdrawn')"),
            postgresql_where=sa.text("status NOT IN ('rejected', 'cancelled', 'withdrawn')"),
        ),
        sa.Index("ix_sponsorship_tier_id", "tier_id"),
        sa.Index("ix_sponsorship_shown", "status", "starts_on", "ends_on"),
    )
    lifecycle = SPONSORSHIP_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    sponsor_id: Mapped[int] = mapped_column(sa.ForeignKey("sponsor.id", ondelete="RESTRICT"))
    program_year_id: Mapped[int] = mapped_column(
        sa.ForeignKey("program_year.id", ondelete="RESTRICT"), index=True
    )
    tier_id: Mapped[int] = mapped_column(sa.ForeignKey("tier.id", ondelete="RESTRICT"))
    status: Mapped[SponsorshipStatus] = mapped_column(default=SponsorshipStatus.APPLIED)
    applied_at: Mapped[datetime]
    list_price_minor: Mapped[int] = mapped_column(MinorUnits)
    agreed_fee_minor: Mapped[int | None] = mapped_column(MinorUnits)
    currency: Mapped[str]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    po_number: Mapped[str] = mapped_column(default="")
    message: Mapped[str] = mapped_column(default="")
    decision_reason: Mapped[str] = mapped_column(default="")
    public_token: Mapped[str] = mapped_column(unique=True)
    renews_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT"), unique=True
    )
    version: Mapped[int] = mapped_column()
    is_customised: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    left_out: Mapped[list[str]] = mapped_column(Json, default=list, server_default=sa.text("'[]'"))
    amended_at: Mapped[datetime | None]
    """When the company last chose otherwise, before the decision."""
    added_minor: Mapped[int] = mapped_column(MinorUnits, default=0, server_default=sa.text("0"))
    """What amendments added to the agreed fee; kept by the database."""

    __mapper_args__ = {"version_id_col": version}

    sponsor: Mapped[Sponsor] = relationship()
    program_year: Mapped[ProgramYear] = relationship()
    tier: Mapped[Tier] = relationship()
    promised_benefits: Mapped[list["PromisedBenefit"]] = relationship(
        primaryjoin="and_(PromisedBenefit.sponsorship_id == Sponsorship.id,"
        " PromisedBenefit.is_dropped.is_(False))",
        order_by="PromisedBenefit.position",
        back_populates="sponsorship",
    )
    """Without those that were dropped."""
    instalments: Mapped[list["Instalment"]] = relationship(
        order_by="Instalment.position", viewonly=True
    )

    @property
    def list_price(self) -> Money:
        """Tier and add-ons at catalogue prices of the day of the choice; frozen by the decision."""
        return Money(self.list_price_minor, self.currency)

    @property
    def agreed_fee(self) -> Money | None:
        if self.agreed_fee_minor is None:
            return None
        return Money(self.agreed_fee_minor, self.currency)

    @property
    def whole_fee(self) -> Money | None:
        """The agreed fee with what amendments added to it."""
        if self.agreed_fee is None:
            return None
        return self.agreed_fee + Money(self.added_minor, self.currency)

    def was_shown_by(self, day: date) -> bool:
        """Whether it is shown on that day, or was before."""
        return (
            self.status is SponsorshipStatus.CONFIRMED
            and self.starts_on is not None
            and self.starts_on <= day
        )

    @property
    def price(self) -> Money | None:
        """The fee once it is agreed; before that the list price, or None if it is to be agreed."""
        if self.whole_fee is not None:
            return self.whole_fee
        return None if self.is_customised else self.list_price

    @property
    def worth(self) -> Money:
        """What all promised pieces were worth to the foundation when they were promised."""
        minor = sum(
            (one.internal_value_minor or 0) * one.quantity for one in self.promised_benefits
        )
        return Money(minor, self.currency)

    @property
    def reference(self) -> str:
        return f"S-{self.applied_at.year}-{self.id:05d}"

    @property
    def subject(self) -> str:
        """How letters name the sponsorship in whose history they stand."""
        return f"sponsorship:{self.id}"

    def __str__(self) -> str:
        return f"Sponsorship {self.reference}"


class Instalment(Base):
    """One part of an agreed fee, with the day of its invoice; without a day it comes with the contract.

    Together they come to the fee. A fee without any is one invoice.
    """

    __tablename__ = "instalment"
    __table_args__ = (
        sa.UniqueConstraint("sponsorship_id", "position"),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("position >= 1", name="position_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sponsorship_id: Mapped[int] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT")
    )
    position: Mapped[int]
    amount_minor: Mapped[int] = mapped_column(MinorUnits)
    currency: Mapped[str]
    invoice_on: Mapped[date | None] = mapped_column(index=True)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class PromiseStatus(StrEnum):
    PROMISED = "promised"
    """Owed, and nobody has begun with it."""
    IN_PROGRESS = "in_progress"
    """Somebody works on it, or it is given bit by bit over the term."""
    DELIVERED = "delivered"
    """Given in full, with proof. It does not promise that the sponsor agrees."""
    WAIVED = "waived"
    """Not given after all, with a reason: the sponsor does not want it, or it could not be."""


B = PromiseStatus
PROMISE_LIFECYCLE = Lifecycle.of(
    "promised_benefit",
    B.PROMISED,
    move("begun", {B.PROMISED}, B.IN_PROGRESS),
    move("delivered", {B.PROMISED, B.IN_PROGRESS}, B.DELIVERED),
    move("waived", {B.PROMISED, B.IN_PROGRESS}, B.WAIVED),
    move("taken_up_again", {B.DELIVERED, B.WAIVED}, B.IN_PROGRESS),
)


class PromisedBenefit(Stateful, Base):
    """A frozen copy of a benefit, owed to one sponsorship, and how far it is delivered."""

    __tablename__ = "promised_benefit"
    __table_args__ = (
        sa.UniqueConstraint("sponsorship_id", "benefit_id"),
        sa.CheckConstraint("quantity >= 1", name="quantity_counted"),
        sa.CheckConstraint(
            "adjusted_quantity IS NULL OR (adjusted_quantity >= 0 AND adjustment_reason <> '')",
            name="adjusted_with_a_reason",
        ),
        sa.CheckConstraint("is_released OR NOT is_dropped", name="dropped_is_released"),
        sa.Index("ix_promised_benefit_benefit_id", "benefit_id"),
    )
    lifecycle = PROMISE_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    sponsorship_id: Mapped[int] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT")
    )
    benefit_id: Mapped[int] = mapped_column(sa.ForeignKey("benefit.id", ondelete="RESTRICT"))
    position: Mapped[int]
    program: Mapped[str]
    name: Mapped[str]
    description: Mapped[str]
    quantity: Mapped[int] = mapped_column(default=1)
    is_add_on: Mapped[bool] = mapped_column(default=False)
    clause_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("legal_clause.id", ondelete="RESTRICT")
    )
    is_released: Mapped[bool] = mapped_column(default=False)
    internal_value_minor: Mapped[int | None] = mapped_column(MinorUnits)
    status: Mapped[PromiseStatus] = mapped_column(
        default=PromiseStatus.PROMISED, server_default=PromiseStatus.PROMISED.value
    )
    adjusted_quantity: Mapped[int | None]
    """How many are owed after all; what the contract says stays in `quantity`."""
    adjustment_reason: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    is_dropped: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Chosen no longer, since before the decision: no part of what the company applies for."""
    deliver_by: Mapped[date | None]
    """The last day on which we are in time with it; none if it runs with the term."""

    sponsorship: Mapped[Sponsorship] = relationship(back_populates="promised_benefits")
    benefit: Mapped[Benefit] = relationship()
    clause: Mapped[LegalClause | None] = relationship()
    linked_clauses: Mapped[list[LegalClause]] = relationship(
        secondary="promised_clause", order_by="LegalClause.position, LegalClause.id"
    )
    placements: Mapped[list["PromisedPlacement"]] = relationship(
        order_by="PromisedPlacement.id", back_populates="promised_benefit"
    )

    @property
    def clauses(self) -> tuple[LegalClause, ...]:
        """The clauses that its contract carries, in their order.

        `clause_id` alone is what the release before this one knew and still writes.
        """
        return tuple(self.linked_clauses) or ((self.clause,) if self.clause else ())

    @property
    def owed(self) -> int:
        """How many are owed: as promised, or as adjusted since."""
        return self.quantity if self.adjusted_quantity is None else self.adjusted_quantity

    def is_late_on(self, day: date) -> bool:
        """Whether it should have been delivered before this day."""
        is_open = self.status in {PromiseStatus.PROMISED, PromiseStatus.IN_PROGRESS}
        return is_open and self.deliver_by is not None and self.deliver_by < day

    def __str__(self) -> str:
        return self.name


class PromisedClause(Base):
    """A clause that governs a promised benefit, as it was when the benefit was promised."""

    __tablename__ = "promised_clause"

    promised_benefit_id: Mapped[int] = mapped_column(
        sa.ForeignKey("promised_benefit.id", ondelete="RESTRICT"), primary_key=True
    )
    clause_id: Mapped[int] = mapped_column(
        sa.ForeignKey("legal_clause.id", ondelete="RESTRICT"), primary_key=True, index=True
    )


class PromisedPlacement(Base):
    """A frozen copy of one logo placement of a promised benefit."""

    __tablename__ = "promised_placement"
    __table_args__ = (sa.UniqueConstraint("promised_benefit_id", "publisher", "flight"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    promised_benefit_id: Mapped[int] = mapped_column(
        sa.ForeignKey("promised_benefit.id", ondelete="RESTRICT")
    )
    publisher: Mapped[Publisher]
    flight: Mapped[Flight]
    links_to_sponsors_page: Mapped[bool] = mapped_column(default=False)
    describes_as_sponsor: Mapped[bool] = mapped_column(default=False)

    promised_benefit: Mapped[PromisedBenefit] = relationship(back_populates="placements")
