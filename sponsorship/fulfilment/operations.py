"""Taking over what the benefits of a sponsorship ask for, and keeping what is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import ROW_LOCK
from sponsorship.documents import images
from sponsorship.documents import operations as documents
from sponsorship.documents.images import PictureRefused
from sponsorship.documents.logos import PNG
from sponsorship.documents.models import FileKind, StoredFile
from sponsorship.errors import Invalid, Refused
from sponsorship.fulfilment import queries
from sponsorship.fulfilment.models import Asset, PromisedAsset
from sponsorship.fulfilment.queries import AGREED, Place
from sponsorship.sponsorships.models import PromisedBenefit, Sponsor, Sponsorship
from sponsorship.tiers.assets import LONGEST_SIDE, LONGEST_TEXT
from sponsorship.tiers.models import AssetKind, AssetOwner, AssetTerms, BenefitAsset

LARGEST_FILE = 10 * 2**20
PLAIN_BYTES = "application/octet-stream"
"""The type under which files are kept and fetched: nobody's browser opens them in our name."""

_TERMS = tuple(AssetTerms.__annotations__)


class NothingToHandIn(Refused):
    """Raised when something is handed in for a sponsorship that is not agreed, or no longer."""

    code = "nothing_to_hand_in"

    def __init__(self, sponsorship: Sponsorship) -> None:
        self.sponsorship = sponsorship
        super().__init__(
            "Nothing is handed in for this sponsorship: it is not agreed, or it ended."
        )


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it was checked against its terms: one of the three is set."""

    text: str = ""
    answer: bool | None = None
    content: bytes = b""
    file_name: str = ""
    media_type: str = PLAIN_BYTES
    width: int | None = None
    height: int | None = None


# --- Terms ----------------------------------------------------------------------------------------


def take_over(session: Session, sponsorship: Sponsorship) -> None:
    """Copy what its promised benefits ask for and hand over; what was copied before stays as it is."""
    for promise in sponsorship.promised_benefits:
        if not promise.is_released:
            _copy_missing(session, promise)
    session.flush()


def take_over_anew(session: Session, promise: PromisedBenefit) -> None:
    """Copy the terms of one benefit as the catalogue has them now; values that were handed in stay."""
    for old in session.scalars(
        sa.select(PromisedAsset).where(PromisedAsset.promised_benefit_id == promise.id)
    ):
        session.delete(old)
    session.flush()  # the copies take their names
    _copy_missing(session, promise)
    session.flush()


def _copy_missing(session: Session, promise: PromisedBenefit) -> None:
    held = set(
        session.scalars(
            sa.select(PromisedAsset.internal_name).where(
                PromisedAsset.promised_benefit_id == promise.id
            )
        )
    )
    asked = session.scalars(
        sa.select(BenefitAsset)
        .where(BenefitAsset.benefit_id == promise.benefit_id)
        .order_by(BenefitAsset.id)
    )
    for one in asked:
        if one.internal_name not in held:
            terms = {name: getattr(one, name) for name in _TERMS}
            session.add(
                PromisedAsset(promised_benefit_id=promise.id, benefit_asset_id=one.id, **terms)
            )


# --- Values ---------------------------------------------------------------------------------------


def checked_text(terms: AssetTerms, text: str) -> Value:
    """The text, if it says something and is short enough; raises Invalid named as the asset."""
    said = text.strip()
    most = terms.max_length or LONGEST_TEXT
    if not said:
        raise Invalid(terms.internal_name, f"Please write something for: {terms.label}.")
    if len(said) > most:
        raise Invalid(
            terms.internal_name,
            f"This text has {len(said):,} letters. At most {most:,} fit here.",
        )
    return Value(text=said)


def checked_answer(terms: AssetTerms, answer: str) -> Value:
    """Yes or no; raises Invalid for anything else."""
    if answer not in {"yes", "no"}:
        raise Invalid(terms.internal_name, f"Please answer yes or no: {terms.label}.")
    return Value(answer=answer == "yes")


def checked_file(terms: AssetTerms, content: bytes, file_name: str) -> Value:
    """The file as it is kept: a picture is drawn again and measured. Outside of any transaction.

    Raises Invalid named as the asset, or Unavailable.
    """
    if not content:
        raise Invalid(terms.internal_name, f"Please choose a file for: {terms.label}.")
    if terms.kind is AssetKind.IMAGE:
        return _checked_picture(terms, content, file_name)
    if len(content) > LARGEST_FILE:
        raise Invalid(terms.internal_name, "This file is larger than 10 MB.")
    return Value(content=content, file_name=file_name)


def _checked_picture(terms: AssetTerms, content: bytes, file_name: str) -> Value:
    try:
        picture = images.redrawn(content, smallest=1, longest=LONGEST_SIDE)
    except PictureRefused as refused:
        raise Invalid(terms.internal_name, str(refused)) from refused
    for drawn, least, most in (
        (picture.width, terms.min_width, terms.max_width),
        (picture.height, terms.min_height, terms.max_height),
    ):
        if (least is not None and drawn < least) or (most is not None and drawn > most):
            raise Invalid(
                terms.internal_name,
                f"This picture has {picture.width:,} × {picture.height:,} pixels. Please choose one"
                f" that is {terms.size_rule}.",
            )
    return Value(
        content=picture.png,
        file_name=file_name,
        media_type=PNG,
        width=picture.width,
        height=picture.height,
    )


def can_hand_in(sponsorship: Sponsorship, *, on: date) -> bool:
    """Whether the sponsorship is agreed and has not ended."""
    ends_on = sponsorship.ends_on
    return sponsorship.status in AGREED and ends_on is not None and on <= ends_on


def keep(
    session: Session, place: Place, value: Value, *, on: date, at: datetime, by: Actor
) -> Asset:
    """Keep the value under its owner and name, in place of the one before.

    Raises NothingToHandIn unless the sponsorship is agreed and has not ended.
    """
    sponsorship = place.sponsorship
    if not can_hand_in(sponsorship, on=on):
        raise NothingToHandIn(sponsorship)
    # One after the other: two that hand in the same for the first time would both add it.
    session.get_one(Sponsor, sponsorship.sponsor_id, with_for_update=ROW_LOCK)
    file = _stored(session, place.terms.kind, value, at=at, by=by)
    asset = _held(session, place)
    if asset is None:
        is_ours = place.terms.owner is AssetOwner.SPONSOR
        asset = Asset(
            sponsor_id=sponsorship.sponsor_id,
            sponsorship_id=None if is_ours else sponsorship.id,
            internal_name=place.name,
        )
    asset.kind = place.terms.kind
    asset.text, asset.answer, asset.file = value.text, value.answer, file
    asset.changed_at, asset.changed_by = at, str(by)
    session.add(asset)
    session.flush()
    return asset


def _stored(
    session: Session, kind: AssetKind, value: Value, *, at: datetime, by: Actor
) -> StoredFile | None:
    if not queries.is_file(kind):
        return None
    return documents.store_file(
        session,
        FileKind.PICTURE if kind is AssetKind.IMAGE else FileKind.PRIVATE,
        value.content,
        media_type=value.media_type,
        original_name=value.file_name,
        width=value.width,
        height=value.height,
        by=str(by),
        at=at,
    )


def _held(session: Session, place: Place) -> Asset | None:
    """The value under this owner and name, of whatever kind it is."""
    owner = (
        sa.and_(Asset.sponsor_id == place.sponsorship.sponsor_id, Asset.sponsorship_id.is_(None))
        if place.terms.owner is AssetOwner.SPONSOR
        else Asset.sponsorship_id == place.sponsorship.id
    )
    return session.scalars(
        sa.select(Asset).where(owner, Asset.internal_name == place.name)
    ).one_or_none()
