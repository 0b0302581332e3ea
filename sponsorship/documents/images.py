"""Logos that others hand in: looked at before anything decodes them, then drawn again as a PNG.

What is kept is never the file that came but a new picture of its pixels: no metadata, no second
life as another kind of file. Decoding happens in a process of its own, short of memory and time.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sponsorship.errors import Invalid, Unavailable

LARGEST_FILE = 2 * 1024 * 1024
SMALLEST_SIDE = 256
MOST_PIXELS = 25_000_000
SECONDS = 60.0
"""On a busy machine; the worker itself may use far less processor time."""

LARGEST_SCREEN = 1600
"""Logos are kept no larger than this on their longer side."""

FIELD = "logo"
_HERE = Path(__file__).parent
_UNKNOWN = "Please choose a PNG, JPEG or WebP picture; other kinds of files are not accepted."
_DAMAGED = "This picture is damaged and cannot be opened. Please save it again as PNG and retry."
_MOVING = "This picture moves. Please choose one that stands still."
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The JPEG markers that carry the size of the picture."""


class PictureRefused(Invalid):
    """Raised for a file that is no picture we can show; the sentence says what to send instead."""

    code = "picture_refused"

    def __init__(self, sentence: str) -> None:
        super().__init__(FIELD, sentence)


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo as it is kept: a PNG that we drew ourselves."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes of a file claim: its format in Pillow's words, its size in pixels."""

    format: str
    width: int
    height: int


def redrawn(
    content: bytes, *, smallest: int = SMALLEST_SIDE, longest: int = LARGEST_SCREEN
) -> Picture:
    """The picture as a new PNG, no longer than `longest`; raises PictureRefused, or Unavailable."""
    header = checked(content, smallest=smallest)
    worker = ["-P", "-m", "sponsorship.documents.image_worker", header.format, str(longest)]
    try:
        answer = subprocess.run(
            [sys.executable, *worker],
            input=content,
            capture_output=True,
            env=bare_environment(),
            timeout=SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        raise Unavailable("The picture check") from None
    drawn = answer.stdout
    if answer.returncode == MOVES:
        raise PictureRefused(_MOVING)
    if answer.returncode != 0 or not drawn.startswith(_PNG):
        raise PictureRefused(_DAMAGED)
    width, height = struct.unpack(">II", drawn[16:24])
    return Picture(drawn, width, height)


MOVES = 3
"""How the worker ends when the picture has more than one frame."""


def checked(content: bytes, *, smallest: int = SMALLEST_SIDE) -> Header:
    """What the file claims to be, if we take such a picture; raises PictureRefused."""
    if not content:
        raise PictureRefused("This file is empty. Please choose your picture again.")
    if len(content) > LARGEST_FILE:
        raise PictureRefused("This file is larger than 2 MB. Please choose a smaller one.")
    header = _header(content)
    if header is None:
        raise PictureRefused(_UNKNOWN)
    if header.width < 1 or header.height < 1:
        raise PictureRefused(_DAMAGED)
    if header.width * header.height > MOST_PIXELS:
        raise PictureRefused("This picture has more than 25 million pixels. Please scale it down.")
    if max(header.width, header.height) < smallest:
        raise PictureRefused(
            f"This picture has {header.width} × {header.height} pixels. Please choose one with at"
            f" least {smallest} pixels on its longer side."
        )
    return header


_PNG = b"\x89PNG\r\n\x1a\n"


def _header(content: bytes) -> Header | None:
    if content.startswith(_PNG):
        return _png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    return None


def _png(content: bytes) -> Header:
    if content[12:16] != b"IHDR" or len(content) < 33:
        return Header("PNG", 0, 0)
    width, height = struct.unpack(">II", content[16:24])
    return Header("PNG", width, height)


def _jpeg(content: bytes) -> Header:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return Header("JPEG", width, height)
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return Header("JPEG", 0, 0)


def _webp(content: bytes) -> Header:
    kind, start = content[12:16], content[20:30]
    if len(start) < 10:
        return Header("WEBP", 0, 0)
    if kind == b"VP8X":
        return Header(
            "WEBP",
            1 + int.from_bytes(start[4:7], "little"),
            1 + int.from_bytes(start[7:10], "little"),
        )
    if kind == b"VP8L" and start[0] == 0x2F:
        bits = int.from_bytes(start[1:5], "little")
        return Header("WEBP", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    if kind == b"VP8 " and start[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", start[6:10])
        return Header("WEBP", width & 0x3FFF, height & 0x3FFF)
    return Header("WEBP", 0, 0)


def bare_environment() -> dict[str, str]:
    """What Python needs to start, and none of the application's settings."""
    kept = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "VIRTUAL_ENV")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment["PYTHONPATH"] = str(_HERE.parents[1])
    return environment
