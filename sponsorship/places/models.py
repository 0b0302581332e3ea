"""A place that is kept, and for which form."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sponsorship.database import Base
from sponsorship.tiers.models import Benefit, Tier


class KeptPlace(Base):
    """One place of one tier, or one piece of one benefit, kept for whoever sends the form of this key.

    When its time is over it counts for nobody, although it stands here until somebody wants the place.
    """

    __tablename__ = "kept_place"
    __table_args__ = (
        sa.CheckConstraint("(tier_id IS NULL) <> (benefit_id IS NULL)", name="of_one"),
        sa.CheckConstraint("kept_until > kept_at", name="for_a_time"),
        sa.UniqueConstraint("form_key", "tier_id"),
        sa.UniqueConstraint("form_key", "benefit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str]
    tier_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("tier.id", ondelete="RESTRICT"), index=True
    )
    benefit_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("benefit.id", ondelete="RESTRICT"), index=True
    )
    kept_at: Mapped[datetime]
    kept_until: Mapped[datetime]
    """The instant at which it is kept no more."""

    tier: Mapped[Tier | None] = relationship()
    benefit: Mapped[Benefit | None] = relationship()

    @property
    def of(self) -> Tier | Benefit:
        """What there is a place of."""
        found = self.tier or self.benefit
        if found is None:
            raise AssertionError("a kept place is of a tier or of a benefit")
        return found

    @property
    def label(self) -> str:
        """As a page lists it: “a place in the tier Partner”, or the benefit's name."""
        return f"a place in the tier {self.tier}" if self.tier else str(self.of)

    def __str__(self) -> str:
        return f"Kept place {self.id}"
