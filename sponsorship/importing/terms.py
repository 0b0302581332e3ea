"""What benefits ask of sponsors and hand to them, as the features of their benefits say it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sponsorship.errors import Invalid
from sponsorship.importing.passage import Passage
from sponsorship.importing.records import Record
from sponsorship.tiers.assets import LONGEST_SIDE, LONGEST_TEXT, AssetFacts
from sponsorship.tiers.models import AssetDirection, AssetKind, AssetOwner, Flight, Publisher

KINDS = {
    "requiredimgasset": (AssetDirection.ASKED, AssetKind.IMAGE),
    "requiredtextasset": (AssetDirection.ASKED, AssetKind.TEXT),
    "requiredresponseasset": (AssetDirection.ASKED, AssetKind.ANSWER),
    "providedtextasset": (AssetDirection.PROVIDED, AssetKind.TEXT),
    "providedfileasset": (AssetDirection.PROVIDED, AssetKind.FILE),
}
_OTHERS = re.compile(r"[^A-Za-z0-9_-]+")


def internal_name(record: Record) -> str:
    """The name under which values are kept: theirs, with an underscore for blanks and the like."""
    name = _OTHERS.sub("_", record.line("internal_name", most=128)).strip("_-")
    if not name:
        raise Invalid("internal_name", "Its internal name has no letter.")
    return name


def terms_of(passage: Passage, feature: Record) -> AssetFacts:
    """The terms of an asset, within the limits that hold here; raises Invalid."""
    direction, kind = KINDS[feature.model.removesuffix("configuration")]
    name = internal_name(feature)
    said = feature.line("internal_name", most=128)
    if name != said:
        passage.note(f"The asset “{said}” is called {name} here.")
    is_ours = direction is AssetDirection.PROVIDED
    is_shared = is_ours and bool(feature.flag("shared"))
    text = (
        feature.text("shared_text", most=LONGEST_TEXT)
        if is_shared and kind is AssetKind.TEXT
        else ""
    )
    return AssetFacts(
        direction=direction,
        kind=kind,
        owner=_owner(feature),
        internal_name=name,
        label=feature.line("label", most=256) or said,
        help_text=feature.text("help_text", most=2000),
        due_on=None if is_ours else _due_on(feature),
        **_limits(feature, kind),
        is_shared=is_shared,
        shared_text=text,
    )


def _owner(feature: Record) -> AssetOwner:
    said = feature.line("related_to")
    if said not in {one.value for one in AssetOwner}:
        raise Invalid("related_to", f"It belongs to “{said}”, neither sponsor nor sponsorship.")
    return AssetOwner(said)


def _due_on(feature: Record) -> date | None:
    return feature.day("due_date")


def _limits(feature: Record, kind: AssetKind) -> dict[str, Any]:
    if kind is AssetKind.TEXT and feature.model.startswith("required"):
        most = feature.number("max_length")
        return {"max_length": most if most and 0 < most <= LONGEST_TEXT else None}
    if kind is not AssetKind.IMAGE:
        return {}
    # Pictures are drawn again no larger than our longest side, so no rule can ask for more.
    return {
        name: min(given, LONGEST_SIDE) if (given := feature.number(name)) and given > 0 else None
        for name in ("min_width", "max_width", "min_height", "max_height")
    }


def place_of(feature: Record) -> tuple[Publisher, Flight]:
    """Where a logo is placed; raises Invalid."""
    publisher, flight = feature.line("publisher"), feature.line("logo_place")
    if publisher not in {one.value for one in Publisher}:
        raise Invalid("publisher", f"It names the site “{publisher}”, which is not one of ours.")
    if flight not in {one.value for one in Flight}:
        raise Invalid("logo_place", f"It names the place “{flight}”, which is not one of ours.")
    return Publisher(publisher), Flight(flight)
