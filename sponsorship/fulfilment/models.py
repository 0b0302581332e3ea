"""Assets with their values, proofs of what was delivered, and vouchers."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base
from sponsorship.documents.models import StoredFile
from sponsorship.sponsorships.models import PromisedBenefit, Sponsor, Sponsorship
from sponsorship.tiers.models import AssetKind, AssetTerms, Benefit, BenefitAsset, terms_checks


class PromisedAsset(AssetTerms, Base):
    """The copy of a benefit's asset that one sponsorship is held to, made when it is approved.

    Its value is not kept here but under its owner and internal name: two promises may share one, and a
    promise that is copied anew finds its value again.
    """

    __tablename__ = "promised_asset"
    __table_args__ = (
        sa.UniqueConstraint("promised_benefit_id", "internal_name"),
        *terms_checks(),
        sa.Index("ix_promised_asset_internal_name", "internal_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    promised_benefit_id: Mapped[int] = mapped_column(
        sa.ForeignKey("promised_benefit.id", ondelete="RESTRICT")
    )
    benefit_asset_id: Mapped[int] = mapped_column(
        sa.ForeignKey("benefit_asset.id", ondelete="RESTRICT"), index=True
    )

    promised_benefit: Mapped[PromisedBenefit] = relationship()
    benefit_asset: Mapped[BenefitAsset] = relationship()

    def __str__(self) -> str:
        return self.label


class Asset(Base):
    """The value of one asset: a picture, words, an answer or a file, of a sponsor or one sponsorship."""

    __tablename__ = "asset"
    __table_args__ = (
        sa.CheckConstraint(
            "(kind = 'text' AND text <> '' AND answer IS NULL AND file_id IS NULL)"
            " OR (kind = 'answer' AND text = '' AND answer IS NOT NULL AND file_id IS NULL)"
            " OR (kind IN ('image', 'file') AND text = '' AND answer IS NULL"
            " AND file_id IS NOT NULL)",
            name="has_a_value",
        ),
        sa.UniqueConstraint("sponsorship_id", "internal_name"),
        sa.Index(
            "uq_asset_of_sponsor",
            "sponsor_id",
            "internal_name",
            unique=True,
            sqlite_where=sa.text("sponsorship_id IS NULL"),
            postgresql_where=sa.text("sponsorship_id IS NULL"),
        ),
        sa.Index("ix_asset_internal_name", "internal_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sponsor_id: Mapped[int] = mapped_column(sa.ForeignKey("sponsor.id", ondelete="RESTRICT"))
    sponsorship_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("sponsorship.id", ondelete="RESTRICT")
    )
    internal_name: Mapped[str]
    kind: Mapped[AssetKind]
    text: Mapped[str] = mapped_column(default="")
    answer: Mapped[bool | None]
    file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("stored_file.id", ondelete="RESTRICT")
    )
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    sponsor: Mapped[Sponsor] = relationship()
    sponsorship: Mapped[Sponsorship | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()

    @property
    def in_words(self) -> str:
        """A text as it is, an answer as yes or no, a file by its name."""
        if self.answer is not None:
            return "Yes" if self.answer else "No"
        return self.text or (self.file.original_name if self.file else "")

    def __str__(self) -> str:
        return self.internal_name


class Proof(Base):
    """What shows that a promised benefit was given: a link, a file or words, and perhaps a figure."""

    __tablename__ = "proof"
    __table_args__ = (
        sa.CheckConstraint(
            "link <> '' OR note <> '' OR file_id IS NOT NULL", name="shows_something"
        ),
        sa.Index("ix_proof_promised_benefit_id", "promised_benefit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    promised_benefit_id: Mapped[int] = mapped_column(
        sa.ForeignKey("promised_benefit.id", ondelete="RESTRICT")
    )
    link: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    figure: Mapped[str] = mapped_column(default="")
    """In words, like “12,400 views” or “3 of 5 passes used”."""
    file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("stored_file.id", ondelete="RESTRICT")
    )
    given_at: Mapped[datetime]
    given_by: Mapped[str]

    promised_benefit: Mapped[PromisedBenefit] = relationship()
    file: Mapped[StoredFile | None] = relationship()


class Voucher(Base):
    """A code that gives a sponsor's people one or more pieces of a benefit, issued to one promise."""

    __tablename__ = "voucher"
    __table_args__ = (
        sa.UniqueConstraint("benefit_id", "code"),
        sa.CheckConstraint("code <> '' AND uses >= 1", name="says_something"),
        sa.CheckConstraint("used >= 0 AND used <= uses", name="used_within_its_uses"),
        sa.CheckConstraint(
            "(promised_benefit_id IS NULL) = (issued_at IS NULL)", name="issued_when"
        ),
        sa.CheckConstraint("used = 0 OR promised_benefit_id IS NOT NULL", name="used_once_issued"),
        sa.Index("ix_voucher_promised_benefit_id", "promised_benefit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(sa.ForeignKey("benefit.id", ondelete="RESTRICT"))
    code: Mapped[str]
    uses: Mapped[int] = mapped_column(default=1)
    """How many people it is good for."""
    used: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    promised_benefit_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("promised_benefit.id", ondelete="RESTRICT")
    )
    issued_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    benefit: Mapped[Benefit] = relationship()
    promised_benefit: Mapped[PromisedBenefit | None] = relationship()

    @property
    def left(self) -> int:
        return self.uses - self.used

    def __str__(self) -> str:
        return self.code
