"""Contracts and their signatures."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base
from sponsorship.documents.models import Document, StoredFile
from sponsorship.lifecycle import Lifecycle, Stateful, move
from sponsorship.sponsorships.models import Sponsorship


class ContractStatus(StrEnum):
    DRAFT = "draft"
    """Made from the promised benefits; staff may look at it, the sponsor has not seen it."""
    AWAITING_SIGNATURE = "awaiting_signature"
    """Sent: the exact PDF is stored and the sponsor has a personal link to read and sign it."""
    SIGNED = "signed"
    """The sponsor has signed; we sign after it, and have not yet."""
    EXECUTED = "executed"
    """Signed by both parties."""
    NULLIFIED = "nullified"
    """Cancelled before it had effect, with a reason; a new draft takes its place."""
    SUPERSEDED = "superseded"
    """A newer revision took its place: a draft was saved anew, or an amendment was executed."""
    TERMINATED = "terminated"
    """It ends before its term is over, on a day and for a reason."""


C = ContractStatus
CONTRACT_LIFECYCLE = Lifecycle.of(
    "contract",
    C.DRAFT,
    move("sent", {C.DRAFT}, C.AWAITING_SIGNATURE),
    move("signed", {C.AWAITING_SIGNATURE}, C.SIGNED),
    move("executed", {C.AWAITING_SIGNATURE, C.SIGNED}, C.EXECUTED),
    move("recorded", {C.DRAFT, C.AWAITING_SIGNATURE}, C.EXECUTED),
    move("nullified", {C.DRAFT, C.AWAITING_SIGNATURE, C.SIGNED}, C.NULLIFIED),
    move("revised", {C.DRAFT}, C.SUPERSEDED),
    move("superseded", {C.EXECUTED}, C.SUPERSEDED),
    move("terminated", {C.EXECUTED}, C.TERMINATED),
)


class ContractKind(StrEnum):
    NEW = "new"
    """The first agreement of a company, or the first after a pause."""
    RENEWAL = "renewal"
    """Takes the place of the agreement of the year before."""
    AMENDMENT = "amendment"
    """Changes an executed contract within its term."""

    @property
    def label(self) -> str:
        return {
            ContractKind.NEW: "New contract",
            ContractKind.RENEWAL: "Renewal",
            ContractKind.AMENDMENT: "Amendment",
        }[self]


class ContractTextStatus(StrEnum):
    DRAFT = "draft"
    """Being written; no contract is made from it."""
    PUBLISHED = "published"
    """Contracts of its kind that are drafted from now on are made from it; it never changes again."""
    RETIRED = "retired"
    """Not used any more; the contracts that were made from it stay as they are."""


T = ContractTextStatus
CONTRACT_TEXT_LIFECYCLE = Lifecycle.of(
    "contract_text",
    T.DRAFT,
    move("published", {T.DRAFT}, T.PUBLISHED),
    move("retired", {T.DRAFT, T.PUBLISHED}, T.RETIRED),
)


class ContractText(Stateful, Base):
    """One version of the words of a kind of contract; at most one of a kind is published."""

    __tablename__ = "contract_text"
    __table_args__ = (
        sa.UniqueConstraint("kind", "number"),
        sa.CheckConstraint("number >= 1", name="number_counted"),
        sa.CheckConstraint("text <> ''", name="written"),
        sa.Index(
            "uq_contract_text_published",
            "kind",
            unique=True,
            sqlite_where=sa.text("status = 'published'"),
            postgresql_where=sa.text("status = 'published'"),
        ),
    )
    lifecycle = CONTRACT_TEXT_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ContractKind]
    number: Mapped[int]
    status: Mapped[ContractTextStatus] = mapped_column(default=ContractTextStatus.DRAFT)
    text: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    """What is new in it, for staff."""
    written_at: Mapped[datetime]
    written_by: Mapped[str]
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return f"{self.kind.label}, version {self.number}"


class Contract(Stateful, Base):
    """One revision of the agreement about one sponsorship.

    At most one of them is being agreed on, and at most one is in force.
    """

    __tablename__ = "contract"
    __table_args__ = (
        sa.UniqueConstraint("sponsorship_id", "revision"),
        sa.CheckConstraint("revision >= 1", name="revision_counted"),
        sa.Index(
            "uq_contract_open",
            "sponsorship_id",
            unique=True,
            sqlite_where=sa.text("status IN ('draft', 'awaiting_signature', 'signed')"),
            postgresql_where=sa.text("status IN ('draft', 'awaiting_signature', 'signed')"),
        ),
        sa.Index(
            "uq_contract_in_force",
            "sponsorship_id",
            unique=True,
            sqlite_where=sa.text("status = 'executed'"),
            postgresql_where=sa.text("status = 'executed'"),
        ),
    )
    lifecycle = CONTRACT_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    sponsorship_id: Mapped[int] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT")
    )
    revision: Mapped[int]
    status: Mapped[ContractStatus] = mapped_column(default=ContractStatus.DRAFT)
    public_token: Mapped[str] = mapped_column(unique=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id", ondelete="RESTRICT"))
    executed_document_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("document.id", ondelete="RESTRICT")
    )
    signed_file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("stored_file.id", ondelete="RESTRICT")
    )
    drafted_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    executed_at: Mapped[datetime | None]
    nullified_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()
    kind: Mapped[ContractKind] = mapped_column(
        default=ContractKind.NEW, server_default=sa.text("'new'")
    )
    text_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("contract_text.id", ondelete="RESTRICT"), index=True
    )
    """The version of the words that it was made from; None is the standard wording of its day."""
    particulars: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))
    """What was agreed for this contract alone."""
    amends_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("contract.id", ondelete="RESTRICT"), index=True
    )
    countersigns_later: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether we sign after the sponsor; otherwise we have signed by sending it."""
    countersigner_name: Mapped[str | None]
    countersigner_title: Mapped[str | None]
    countersigned_at: Mapped[datetime | None]
    countersigned_by: Mapped[str | None]
    """The member of staff who signed, or sent it in our name."""
    terminated_on: Mapped[date | None]
    """The last day, where it ended early."""
    terminated_reason: Mapped[str] = mapped_column(default="", server_default=sa.text("''"))

    __mapper_args__ = {"version_id_col": version}

    text: Mapped[ContractText | None] = relationship()
    amends: Mapped["Contract | None"] = relationship(remote_side="Contract.id")
    sponsorship: Mapped[Sponsorship] = relationship()
    document: Mapped[Document] = relationship(foreign_keys=[document_id])
    executed_document: Mapped[Document | None] = relationship(foreign_keys=[executed_document_id])
    signed_file: Mapped[StoredFile | None] = relationship()
    signature: Mapped["Signature | None"] = relationship(back_populates="contract")

    @property
    def reference(self) -> str:
        return f"C-{self.drafted_at.year}-{self.sponsorship_id:05d}-{self.revision}"

    @property
    def waits_for_the_sponsor(self) -> bool:
        return self.status is ContractStatus.AWAITING_SIGNATURE

    def __str__(self) -> str:
        return f"Contract {self.reference}"


class SignatureMethod(StrEnum):
    ONLINE = "online"
    """Typed on our page with explicit consent."""
    ON_FILE = "on_file"
    """Signed elsewhere; staff recorded the signed file."""


class Signature(Base):
    """Who signed which exact document, when and how; never changed."""

    __tablename__ = "signature"
    __table_args__ = (sa.CheckConstraint("length(document_sha256) = 64", name="sha256_length"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contract.id", ondelete="RESTRICT"), unique=True
    )
    method: Mapped[SignatureMethod]
    signer_name: Mapped[str]
    signer_title: Mapped[str]
    consent: Mapped[str]
    signed_at: Mapped[datetime]
    address: Mapped[str]
    user_agent: Mapped[str]
    document_sha256: Mapped[str]
    recorded_by: Mapped[str]

    contract: Mapped[Contract] = relationship(back_populates="signature")
