"""What a benefit asks of its sponsors and hands to them: added, changed and removed in the catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.documents.models import StoredFile
from sponsorship.errors import Invalid, Refused
from sponsorship.tiers.models import (
    AssetDirection,
    AssetKind,
    AssetOwner,
    Benefit,
    BenefitAsset,
)

LONGEST_SIDE = 3000
"""Pictures are kept no larger than this, so no rule asks for more pixels."""
LONGEST_TEXT = 20_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}", re.ASCII)


class AssetPromised(Refused):
    """Raised when an asset is to be removed that sponsorships were told of already."""

    code = "asset_promised"

    def __init__(self, asset: BenefitAsset) -> None:
        self.asset = asset
        super().__init__(f"Sponsors were told of “{asset.label}” already, so it stays.")


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """An asset as staff describe it. Raises Invalid naming the field."""

    direction: AssetDirection
    kind: AssetKind
    owner: AssetOwner
    internal_name: str
    label: str
    help_text: str = ""
    due_on: date | None = None
    min_width: int | None = None
    max_width: int | None = None
    min_height: int | None = None
    max_height: int | None = None
    max_length: int | None = None
    is_shared: bool = False
    shared_text: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.internal_name):
            raise Invalid(
                "internal_name",
                "An internal name is made of a to z, digits, hyphens and underscores, like booth_text.",
            )
        if not self.label.strip():
            raise Invalid("label", "Please say what it is called on the sponsor's page.")
        self._check_direction()
        self._check_limits()

    def _check_direction(self) -> None:
        if self.direction is AssetDirection.ASKED:
            if self.is_shared:
                raise Invalid("is_shared", "Only what we hand to sponsors can be the same for all.")
        elif self.kind not in {AssetKind.TEXT, AssetKind.FILE}:
            raise Invalid("kind", "We hand texts and files to sponsors.")
        elif self.due_on is not None:
            raise Invalid("due_on", "A due day is for what the sponsor hands in.")
        if self.shared_text and not (self.is_shared and self.kind is AssetKind.TEXT):
            raise Invalid("shared_text", "Only a text that is the same for all is written here.")

    def _check_limits(self) -> None:
        for side in ("width", "height"):
            least, most = getattr(self, f"min_{side}"), getattr(self, f"max_{side}")
            for name, given in ((f"min_{side}", least), (f"max_{side}", most)):
                if given is None:
                    continue
                if self.kind is not AssetKind.IMAGE:
                    raise Invalid(name, "Only pictures have a size in pixels.")
                if not 1 <= given <= LONGEST_SIDE:
                    raise Invalid(name, f"Please give 1 to {LONGEST_SIDE:,} pixels.")
            if least is not None and most is not None and least > most:
                raise Invalid(f"max_{side}", "The most is not less than the least.")
        if self.max_length is not None:
            if self.kind is not AssetKind.TEXT:
                raise Invalid("max_length", "Only texts have a length.")
            if not 1 <= self.max_length <= LONGEST_TEXT:
                raise Invalid("max_length", f"Please give 1 to {LONGEST_TEXT:,} letters.")


def add_asset(
    session: Session, benefit: Benefit, facts: AssetFacts, *, shared_file: StoredFile | None = None
) -> BenefitAsset:
    """One more thing that the benefit asks for or hands over; sponsorships approved from now on have it."""
    taken = sa.select(BenefitAsset.id).where(
        BenefitAsset.benefit_id == benefit.id, BenefitAsset.internal_name == facts.internal_name
    )
    if session.scalar(taken):
        raise Invalid("internal_name", "This benefit has an asset of this name already.")
    asset = BenefitAsset(benefit_id=benefit.id, internal_name=facts.internal_name)
    _describe(session, benefit, asset, facts, shared_file=shared_file)
    session.add(asset)
    session.flush()
    return asset


def change_asset(
    session: Session,
    asset: BenefitAsset,
    facts: AssetFacts,
    *,
    shared_file: StoredFile | None = None,
) -> None:
    """Other words, days or limits for those approved from now on; what all share changes for all at once.

    Without a new file the present one stays.
    """
    if facts.internal_name != asset.internal_name:
        raise Invalid("internal_name", "The internal name stays: values are kept under it.")
    _describe(session, asset.benefit, asset, facts, shared_file=shared_file or asset.shared_file)


def remove_asset(session: Session, asset: BenefitAsset, *, is_promised: bool) -> None:
    """The benefit does not ask for it any more; raises AssetPromised once sponsors were told of it."""
    if is_promised:
        raise AssetPromised(asset)
    session.delete(asset)
    session.flush()


def _describe(
    session: Session,
    benefit: Benefit,
    asset: BenefitAsset,
    facts: AssetFacts,
    *,
    shared_file: StoredFile | None,
) -> None:
    _check_namesakes(session, benefit, asset, facts)
    for one in fields(facts):
        setattr(asset, one.name, getattr(facts, one.name))
    asset.label = facts.label.strip()
    is_file = facts.is_shared and facts.kind is AssetKind.FILE
    asset.shared_file = shared_file if is_file else None


def _check_namesakes(
    session: Session, benefit: Benefit, asset: BenefitAsset, facts: AssetFacts
) -> None:
    """Benefits of one year that name the same asset share one value, so they mean the same by it."""
    others = session.scalars(
        sa.select(BenefitAsset)
        .join(BenefitAsset.benefit)
        .where(
            Benefit.program_year_id == benefit.program_year_id,
            BenefitAsset.internal_name == facts.internal_name,
            BenefitAsset.id != (asset.id or 0),
        )
    )
    for other in others:
        for name in ("direction", "kind", "owner", "is_shared"):
            if getattr(other, name) != getattr(facts, name):
                raise Invalid(
                    name,
                    f"“{other.benefit.name}” uses this internal name for something else. Choose"
                    " another name, or the same kind.",
                )
