"""Vector logos that others hand in: read within limits, then written anew from what is allowed.

What never draws is left out: scripts, event attributes, links, editors' notes, the document type.
What would draw, but by means that we do not serve, is refused with a sentence, so that no logo is
shown in part. The drawing that is kept refers to nothing outside of itself and holds no style sheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import (
    Element,
    ParseError,
    SubElement,
    tostring,
)

from defusedxml import DefusedXmlException, EntitiesForbidden
from defusedxml.ElementTree import iterparse

from sponsorship.documents.images import PictureRefused
from sponsorship.documents.stylesheets import Sheet, TooManyRules, declared

LARGEST_DRAWING = 512 * 1024
MOST_ELEMENTS = 5_000
DEEPEST = 50
HEAVIEST = 20_000
"""Elements to draw once every reference is followed; a few nested ones would grow to billions."""
THINNEST = 50
LONGER_SIDE = 1024
"""A drawing fits any size; this one goes with it for whoever lays out a page."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SVG = "{http://www.w3.org/2000/svg}"
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
_SHAPES = _words("path rect circle ellipse line polyline polygon text use")
_KEPT = _SHAPES | _words(
    "svg g defs symbol tspan linearGradient radialGradient stop clipPath mask title desc"
)
_AS_GROUP = {"a", "switch"}
_LEFT_OUT = {"script", "style", "metadata", "view", "cursor"}
_MOVES = {"animate", "animateMotion", "animateTransform", "animateColor", "set", "mpath"}
_HOLDS_TEXT = {"text", "tspan", "title", "desc"}
_REFERS = {"use", "linearGradient", "radialGradient"}
_PLACED = _words(
    "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height points pathLength viewBox"
    " preserveAspectRatio transform gradientTransform gradientUnits spreadMethod offset"
    " clipPathUnits maskUnits maskContentUnits dx dy rotate textLength lengthAdjust"
)
STYLED = _words(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin"
    " stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility"
    " overflow clip-path clip-rule mask stop-color stop-opacity font-family font-size font-style"
    " font-weight letter-spacing word-spacing text-anchor text-decoration dominant-baseline"
    " baseline-shift paint-order vector-effect isolation mix-blend-mode mask-type"
)
_FUNCTIONS = _words("rgb rgba hsl hsla matrix translate scale rotate skewx skewy")
_CALL = re.compile(r"[A-Za-z-]*\Z")
_LONGEST_CALL = 30
_LOCAL = re.compile(r"""url\(\s*["']?#([\w.:-]{1,200})["']?\s*\)""")
_VALUE = re.compile(r"""[\w\s.,#%()+\-*/'":;]*""", re.ASCII)
_ID = re.compile(r"[\w.:-]{1,200}")
_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?)\s*([a-z%]*)\s*", re.ASCII)

_UNREADABLE = "This drawing cannot be read. Please export it as a plain SVG and retry."
_ENTITIES = (
    "This drawing defines entities, which we do not take. Please export it as a plain SVG, without"
    " the editing data of its program."
)
_LARGE = "This drawing is larger than 512 KB. Please simplify it."
_MANY = f"This drawing has more than {MOST_ELEMENTS:,} parts. Please simplify it."
_DEEP = f"The groups of this drawing are nested more than {DEEPEST} deep. Please simplify it."
_HEAVY = "The parts of this drawing repeat each other too often. Please simplify it."
_RULES = "The style sheet of this drawing has too many rules. Please simplify it."
_MOVING = "This drawing moves. Please choose one that stands still."
_NO_SIZE = "This drawing does not say how large it is. Please export it with a width and a height."
_THIN = f"This drawing is more than {THINNEST} times as long as it is wide. Please crop it."
_EMPTY = "There is nothing to see in this drawing. Please export it again as a plain SVG."


@dataclass(frozen=True, slots=True)
class Drawing:
    """A vector logo as it is kept: an SVG that we wrote ourselves."""

    svg: bytes
    width: int
    height: int


def redrawn(content: bytes) -> Drawing:
    """The drawing with nothing but what is allowed; raises PictureRefused."""
    if len(content) > LARGEST_DRAWING:
        raise PictureRefused(_LARGE)
    found = _read(content)
    try:
        sheet = Sheet(one.text or "" for one in found.iter(f"{_SVG}style"))
    except TooManyRules:
        raise PictureRefused(_RULES) from None
    drawn = Element("svg")
    _copy_onto(drawn, found, sheet)
    if not any(one.tag in _SHAPES for one in drawn.iter()):
        raise PictureRefused(_EMPTY)
    _weigh(drawn)
    width, height = _sized(drawn)
    drawn.set("xmlns", _SVG.strip("{}"))
    drawn.set("xmlns:xlink", "http://www.w3.org/1999/xlink")
    return Drawing(tostring(drawn, encoding="utf-8"), width, height)


def _read(content: bytes) -> Element:
    """The elements of the file, counted while it is read; a document type is read and forgotten."""
    root: Element | None = None
    depth = count = 0
    try:
        for event, one in iterparse(
            io.BytesIO(content), events=("start", "end"), forbid_entities=True, forbid_external=True
        ):
            depth += 1 if event == "start" else -1
            count += event == "start"
            if root is None:
                root = one
            if count > MOST_ELEMENTS:
                raise PictureRefused(_MANY)
            if depth > DEEPEST:
                raise PictureRefused(_DEEP)
    except EntitiesForbidden:
        raise PictureRefused(_ENTITIES) from None
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise PictureRefused(_UNREADABLE) from None
    if root is None or root.tag != f"{_SVG}svg":
        raise PictureRefused(_UNREADABLE)
    return root


def _copy_onto(drawn: Element, found: Element, sheet: Sheet) -> None:
    for name, value in _attributes(found, str(drawn.tag), sheet):
        drawn.set(name, value)
    if drawn.tag in _HOLDS_TEXT:
        drawn.text = found.text
    for child in found:
        tag = _tag_of(child)
        if not tag:
            continue
        if tag == "use" and not _target(child):
            continue  # it would show what lies outside of the drawing
        copied = SubElement(drawn, tag)
        _copy_onto(copied, child, sheet)
        if drawn.tag in _HOLDS_TEXT:
            copied.tail = child.tail


def _tag_of(found: Element) -> str:
    """What the element is called in our drawing, or nothing if it is left out."""
    if not found.tag.startswith(_SVG):
        return ""  # what an editor keeps for itself
    name = found.tag.removeprefix(_SVG)
    if name in _KEPT:
        return name
    if name in _AS_GROUP:
        return "g"
    if name in _LEFT_OUT:
        return ""
    if name in _MOVES:
        raise PictureRefused(_MOVING)
    raise PictureRefused(
        f"This drawing uses “{name[:30]}”, which we do not show. Please convert it to plain shapes."
    )


def _attributes(found: Element, tag: str, sheet: Sheet) -> Iterable[tuple[str, str]]:
    given: dict[str, Any] = {
        name: value for name, value in found.attrib.items() if name in _PLACED | STYLED
    }
    styled = sheet.of(str(found.tag).removeprefix(_SVG), found.get("id"), found.get("class", ""))
    styled |= declared(found.get("style", ""))
    given |= {name: value for name, value in styled.items() if name in STYLED}
    for name, value in given.items():
        if _is_harmless(name, value):
            yield name, value
    if tag in _REFERS and (target := _target(found)):
        yield "xlink:href", target


def _target(found: Element) -> str:
    """What the element repeats, if it is a part of the same drawing."""
    target = next((found.get(name) for name in _HREF if found.get(name)), "") or ""
    return target if target.startswith("#") and _ID.fullmatch(target[1:]) else ""


def _is_harmless(name: str, value: str) -> bool:
    """Whether the value says where and how to draw, and reaches for nothing outside of the drawing."""
    if name == "id":
        return bool(_ID.fullmatch(value))
    bare = _LOCAL.sub("", value)
    return bool(_VALUE.fullmatch(bare)) and all(
        _call_before(part) in _FUNCTIONS for part in bare.split("(")[:-1]
    )


def _call_before(text: str) -> str:
    """The name at the end of what stands before a bracket; looks no further back than a name goes."""
    found = _CALL.search(text.rstrip()[-_LONGEST_CALL:])
    return found[0].lower() if found else ""


def _weigh(drawn: Element) -> None:
    """Refuse what is small as a file and endless as a picture."""
    named: dict[str, Element] = {}
    for one in drawn.iter():
        named.setdefault(one.get("id", ""), one)
    weights: dict[Element, int] = {}

    def weight(one: Element, around: frozenset[Element]) -> int:
        if one in weights:
            return weights[one]
        # One that holds or repeats itself would never end; the depth keeps this walk short.
        if one in around or len(around) > 4 * DEEPEST:
            raise PictureRefused(_HEAVY)
        within = around | {one}
        parts = [*one, *(named[name] for name in _references(one) if name in named)]
        weights[one] = 1 + sum(weight(part, within) for part in parts)
        return weights[one]

    if weight(drawn, frozenset()) > HEAVIEST:
        raise PictureRefused(_HEAVY)


def _references(one: Element) -> Iterable[str]:
    for name, value in one.attrib.items():
        if name == "xlink:href":
            yield value[1:]
        elif name != "id":
            yield from _LOCAL.findall(value)


def _sized(drawn: Element) -> tuple[int, int]:
    """The size that goes with the drawing: its proportions, the longer side as long as ours are."""
    box = [_number(one) for one in drawn.get("viewBox", "").replace(",", " ").split()]
    if len(box) == 4 and None not in box:
        wide, high = box[2] or 0, box[3] or 0
    else:
        wide, high = _number(drawn.get("width", "")) or 0, _number(drawn.get("height", "")) or 0
        drawn.set("viewBox", f"0 0 {wide:g} {high:g}")
    if wide <= 0 or high <= 0:
        raise PictureRefused(_NO_SIZE)
    if max(wide, high) > THINNEST * min(wide, high):
        raise PictureRefused(_THIN)
    scale = LONGER_SIDE / max(wide, high)
    width, height = max(round(wide * scale), 1), max(round(high * scale), 1)
    drawn.set("width", str(width))
    drawn.set("height", str(height))
    return width, height


def _number(text: str) -> float | None:
    found = _NUMBER.fullmatch(text[:40])
    return float(found[1]) if found and found[2] != "%" else None
