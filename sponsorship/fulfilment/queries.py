"""Questions about what a sponsorship's promises ask for and hand over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from sponsorship.documents.models import StoredFile
from sponsorship.errors import NotFound
from sponsorship.fulfilment.models import Asset, PromisedAsset
from sponsorship.sponsorships.models import (
    PromisedBenefit,
    Sponsorship,
    SponsorshipStatus,
)
from sponsorship.tiers.models import (
    AssetDirection,
    AssetKind,
    AssetOwner,
    BenefitAsset,
)

AGREED = (SponsorshipStatus.APPROVED, SponsorshipStatus.CONTRACTED, SponsorshipStatus.CONFIRMED)
"""From the approval on both sides begin to work; a contract or a payment is not waited for."""

Key = tuple[AssetOwner, str]


@dataclass(frozen=True, slots=True)
class Place:
    """One asset of a sponsorship: its terms, the benefits that name it, and its value if there is one."""

    sponsorship: Sponsorship
    terms: PromisedAsset
    benefits: tuple[str, ...]
    value: Asset | None
    due_on: date | None
    """The earliest day, where several benefits name one."""

    @property
    def name(self) -> str:
        return self.terms.internal_name

    @property
    def is_asked(self) -> bool:
        return self.terms.direction is AssetDirection.ASKED

    @property
    def is_there(self) -> bool:
        """Whether it was handed in, or has something to read or to fetch."""
        if self.terms.is_shared:
            return bool(self.terms.benefit_asset.shared_text or self.file)
        return self.value is not None

    @property
    def text(self) -> str:
        """What can be read of it: words, yes or no, the name of a file."""
        if self.terms.is_shared:
            return self.terms.benefit_asset.shared_text or (
                self.file.original_name if self.file else ""
            )
        return self.value.in_words if self.value else ""

    @property
    def file(self) -> StoredFile | None:
        if self.terms.is_shared:
            return self.terms.benefit_asset.shared_file
        return self.value.file if self.value else None

    @property
    def owner_id(self) -> int:
        """The row that its value belongs to."""
        is_ours = self.terms.owner is AssetOwner.SPONSOR
        return self.sponsorship.sponsor_id if is_ours else self.sponsorship.id

    def is_overdue_on(self, day: date) -> bool:
        return self.is_asked and not self.is_there and self.due_on is not None and self.due_on < day


def places_of(session: Session, sponsorship: Sponsorship) -> list[Place]:
    """Every asset of the sponsorship once: what is missing first, by its day."""
    return _places(session, PromisedBenefit.sponsorship_id == sponsorship.id)


def places_of_many(session: Session, sponsorship_ids: Iterable[int]) -> list[Place]:
    """Every asset of these sponsorships."""
    return _places(session, PromisedBenefit.sponsorship_id.in_(list(sponsorship_ids)))


def place_of(session: Session, sponsorship: Sponsorship, internal_name: str) -> Place:
    """The asset of that name; raises NotFound."""
    found = [one for one in places_of(session, sponsorship) if one.name == internal_name]
    if not found:
        raise NotFound("asset")
    return found[0]


def places_agreed_on(
    session: Session, day: date, *, internal_name: str = "", is_asked: bool = False
) -> list[Place]:
    """The assets of all agreed sponsorships that have not ended by `day`, by sponsor."""
    narrowed = [Sponsorship.status.in_(AGREED), Sponsorship.ends_on >= day]
    if internal_name:
        narrowed.append(PromisedAsset.internal_name == internal_name)
    if is_asked:
        narrowed.append(PromisedAsset.direction == AssetDirection.ASKED)
    found = _places(session, *narrowed)
    return sorted(found, key=lambda one: (one.sponsorship.sponsor.name, one.sponsorship.id))


def _places(session: Session, *narrowed: sa.ColumnElement[bool]) -> list[Place]:
    promised = session.scalars(
        sa.select(PromisedAsset)
        .join(PromisedAsset.promised_benefit)
        .join(PromisedBenefit.sponsorship)
        .where(PromisedBenefit.is_released.is_(False), *narrowed)
        .options(
            contains_eager(PromisedAsset.promised_benefit)
            .contains_eager(PromisedBenefit.sponsorship)
            .joinedload(Sponsorship.sponsor),
            joinedload(PromisedAsset.benefit_asset).joinedload(BenefitAsset.shared_file),
        )
        .order_by(PromisedBenefit.sponsorship_id, PromisedBenefit.position, PromisedAsset.id)
    ).all()
    values = _values(session, {one.promised_benefit.sponsorship for one in promised})
    held: dict[tuple[int, Key], list[PromisedAsset]] = {}
    for one in promised:
        key = (one.promised_benefit.sponsorship_id, (one.owner, one.internal_name))
        held.setdefault(key, []).append(one)
    places = [_place(key, terms, values) for (_, key), terms in held.items()]
    return sorted(places, key=lambda one: (one.is_there, one.due_on or date.max))


def _place(key: Key, terms: list[PromisedAsset], values: dict[tuple[Key, int], Asset]) -> Place:
    sponsorship = terms[0].promised_benefit.sponsorship
    owner, _ = key
    owner_id = sponsorship.sponsor_id if owner is AssetOwner.SPONSOR else sponsorship.id
    value = values.get((key, owner_id))
    days = [one.due_on for one in terms if one.due_on]
    return Place(
        sponsorship,
        terms[0],
        tuple(dict.fromkeys(one.promised_benefit.name for one in terms)),
        # A value of another kind was for something else of this name, in an earlier year.
        value if value is not None and value.kind is terms[0].kind else None,
        min(days) if days else None,
    )


def _values(session: Session, sponsorships: Iterable[Sponsorship]) -> dict[tuple[Key, int], Asset]:
    asked = list(sponsorships)
    found = session.scalars(
        sa.select(Asset)
        .where(
            sa.or_(
                sa.and_(
                    Asset.sponsorship_id.is_(None),
                    Asset.sponsor_id.in_({one.sponsor_id for one in asked}),
                ),
                Asset.sponsorship_id.in_([one.id for one in asked]),
            )
        )
        .options(joinedload(Asset.file))
    )
    return {_key_of(one): one for one in found}


def _key_of(asset: Asset) -> tuple[Key, int]:
    if asset.sponsorship_id is None:
        return (AssetOwner.SPONSOR, asset.internal_name), asset.sponsor_id
    return (AssetOwner.SPONSORSHIP, asset.internal_name), asset.sponsorship_id


def is_promised(session: Session, asset: BenefitAsset) -> bool:
    """Whether any sponsorship was told of it."""
    told = sa.select(PromisedAsset.id).where(PromisedAsset.benefit_asset_id == asset.id)
    return session.scalar(told.limit(1)) is not None


def assets_asked(session: Session) -> list[tuple[str, str]]:
    """The names under which something was handed in or is asked for, with how staff call it."""
    rows = session.execute(
        sa.select(PromisedAsset.internal_name, sa.func.max(PromisedAsset.label))
        .group_by(PromisedAsset.internal_name)
        .order_by(PromisedAsset.internal_name)
    )
    return [(name, label) for name, label in rows]


def is_file(kind: AssetKind) -> bool:
    return kind in {AssetKind.IMAGE, AssetKind.FILE}
