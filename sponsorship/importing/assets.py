"""What sponsors handed in and what we handed to them: values under their owner and their name."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sponsorship.documents import images
from sponsorship.documents import operations as documents
from sponsorship.documents.images import Picture, PictureRefused
from sponsorship.documents.logos import PNG
from sponsorship.documents.models import FileKind
from sponsorship.errors import Invalid, Unavailable
from sponsorship.fulfilment.models import Asset
from sponsorship.fulfilment.operations import LARGEST_FILE, PLAIN_BYTES
from sponsorship.importing.passage import BY, Kind, Passage, SaysNothing, Waits
from sponsorship.importing.records import Record
from sponsorship.importing.terms import internal_name
from sponsorship.sponsorships.models import Sponsor, Sponsorship
from sponsorship.tiers.assets import LONGEST_SIDE, LONGEST_TEXT
from sponsorship.tiers.models import AssetKind

_ANSWERS = {"yes": True, "no": False}


def drawn(passage: Passage, record: Record) -> dict[str, Picture | str]:
    """Its picture as it is kept, or a sentence; outside of the transaction where it can be."""
    path = str(record.fields.get("image") or "")
    content = passage.media.find(path)
    if content is None:
        return {}
    try:
        return {"image": images.redrawn(content, smallest=1, longest=LONGEST_SIDE)}
    except (PictureRefused, Unavailable) as wrong:
        return {"image": str(wrong)}


def _make(session: Session, passage: Passage, record: Record) -> tuple[Asset, bool]:
    owner, number = record.line("content_type"), record.number("object_id")
    if owner == "sponsorship":
        sponsorship = passage.ours(session, Sponsorship, "sponsorship", number)
        sponsor_id, sponsorship_id = sponsorship.sponsor_id, sponsorship.id
    elif owner == "sponsor":
        sponsor_id = passage.ours(session, Sponsor, "sponsor", number).id
        sponsorship_id = None
    else:
        raise Invalid(
            "content_type",
            "Nothing says whose it is: the files need the table of content types as well.",
        )
    asset = Asset(
        sponsor_id=sponsor_id, sponsorship_id=sponsorship_id, internal_name=internal_name(record)
    )
    _fill_in(session, passage, record, asset)
    session.add(asset)
    return asset, True


def _fill_in(session: Session, passage: Passage, record: Record, asset: Asset) -> None:
    asset.text, asset.answer, asset.file = "", None, None
    {
        "textasset": _write,
        "responseasset": _answer,
        "imgasset": _show,
        "fileasset": _attach,
    }[record.model](session, passage, record, asset)
    asset.changed_at, asset.changed_by = passage.at, str(BY)


def _write(_: Session, __: Passage, record: Record, asset: Asset) -> None:
    text = record.text("text", most=LONGEST_TEXT)
    if not text:
        raise SaysNothing
    asset.kind, asset.text = AssetKind.TEXT, text


def _answer(_: Session, __: Passage, record: Record, asset: Asset) -> None:
    said = record.line("response")
    if not said:
        raise SaysNothing
    if said.lower() not in _ANSWERS:
        raise Invalid("response", f"Its answer “{said[:40]}” is neither yes nor no.")
    asset.kind, asset.answer = AssetKind.ANSWER, _ANSWERS[said.lower()]


def _show(session: Session, passage: Passage, record: Record, asset: Asset) -> None:
    path = record.line("image", most=300)
    if not path:
        raise SaysNothing
    picture = passage.drawn.get(record.key, {}).get("image")
    if picture is None:
        raise Waits(f"its file {path}, which is not there")
    if isinstance(picture, str):
        raise Invalid("image", picture)
    asset.kind = AssetKind.IMAGE
    asset.file = documents.store_file(
        session,
        FileKind.PICTURE,
        picture.png,
        media_type=PNG,
        original_name=path.rsplit("/", 1)[-1],
        width=picture.width,
        height=picture.height,
        by=str(BY),
        at=passage.at,
    )


def _attach(session: Session, passage: Passage, record: Record, asset: Asset) -> None:
    path = record.line("file", most=300)
    if not path:
        raise SaysNothing
    content = passage.media.find(path)
    if content is None:
        raise Waits(f"its file {path}, which is not there")
    if not content or len(content) > LARGEST_FILE:
        raise Invalid("file", f"Its file {path} is empty or larger than 10 MB.")
    asset.kind = AssetKind.FILE
    asset.file = documents.store_file(
        session,
        FileKind.PRIVATE,
        content,
        media_type=PLAIN_BYTES,
        original_name=path.rsplit("/", 1)[-1],
        by=str(BY),
        at=passage.at,
    )


def _kind(model: str, file: str = "") -> Kind[Asset]:
    return Kind(
        model,
        Asset,
        lambda _, record: record.line("internal_name"),
        _make,
        _fill_in,
        files=lambda _, record: (str(record.fields.get(file) or ""),) if file else (),
    )


ASSETS = (
    _kind("textasset"),
    _kind("responseasset"),
    _kind("imgasset", "image"),
    _kind("fileasset", "file"),
)
