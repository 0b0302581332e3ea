"""Logos in every form that we take: drawings are cleaned, pictures are drawn again."""

from __future__ import annotations

from dataclasses import dataclass

from sponsorship.documents import drawings, images
from sponsorship.documents.images import PictureRefused

PNG, SVG = "image/png", "image/svg+xml"
SMALLEST_IN_PRINT = 1000
"""About eight centimetres at 300 dots per inch."""

_UNKNOWN = "Please choose an SVG, PNG, JPEG or WebP file; other kinds of files are not accepted."
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as it is kept and served."""

    content: bytes
    media_type: str
    width: int
    height: int


def accepted(content: bytes, *, smallest: int = images.SMALLEST_SIDE) -> Logo:
    """The logo as we keep it; a picture has at least `smallest` pixels on its longer side.

    Raises PictureRefused, or Unavailable.
    """
    looked_at(content, smallest=smallest)
    if content.startswith(_PICTURES):
        picture = images.redrawn(content, smallest=min(smallest, images.SMALLEST_SIDE))
        return Logo(picture.png, PNG, picture.width, picture.height)
    drawing = drawings.redrawn(content)
    return Logo(drawing.svg, SVG, drawing.width, drawing.height)


def looked_at(content: bytes, *, smallest: int = images.SMALLEST_SIDE) -> None:
    """What can be told of a file without drawing it; raises PictureRefused."""
    if content.startswith(_PICTURES):
        header = images.checked(content, smallest=min(smallest, images.SMALLEST_SIDE))
        if max(header.width, header.height) < smallest:
            raise PictureRefused(
                f"This picture has {header.width} × {header.height} pixels. Please choose one with"
                f" at least {smallest:,} pixels on its longer side, or an SVG."
            )
        return
    if not content:
        raise PictureRefused("This file is empty. Please choose your logo again.")
    if not _is_markup(content):
        raise PictureRefused(_UNKNOWN)


def _is_markup(content: bytes) -> bool:
    begins = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return begins.startswith(b"<")
