"""A process that draws one picture again and ends: the file comes in, a plain PNG goes out.

It exists so that a picture made to break its reader breaks this process and no other: memory and
processor time are limited before the file is read. Knows no settings, no secrets, no database.
"""

from __future__ import annotations

import contextlib
import io
import sys
import warnings

from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from sponsorship.documents.images import LARGEST_FILE, LARGEST_SCREEN, MOST_PIXELS, MOVES

MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 15
LONGEST_SIDES = (LARGEST_SCREEN, 1024, 640)
"""A logo is scaled down to the first of these at which its PNG is small enough to serve."""
_FITS = 1024 * 1024
_SCALES = {"RGB", "RGBA", "L", "LA", "CMYK"}
"""Modes that can be scaled well as they are."""


def limit_ourselves() -> None:
    """Less memory and time than a hostile picture would need to hurt anybody."""
    with contextlib.suppress(ImportError):  # not every system can limit a process
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    PngImagePlugin.MAX_TEXT_MEMORY = 1024 * 1024
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def draw_again(content: bytes, format_name: str, longest: int = LARGEST_SCREEN) -> bytes:
    """The pixels of the picture as a PNG without metadata, upright, in ordinary screen colours."""
    with Image.open(io.BytesIO(content), formats=[format_name]) as opened:
        if getattr(opened, "n_frames", 1) > 1:
            raise SystemExit(MOVES)
        opened.draft("RGB", (longest, longest))
        profile = opened.info.get("icc_profile")
        opened.load()
        whole = opened if opened.mode in _SCALES else _plain(opened)
        # Scaled down before anything else: every copy of 25 million pixels takes 100 MB.
        whole.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
        drawn = _in_screen_colours(_plain(ImageOps.exif_transpose(whole)), profile)
    if longest > LARGEST_SCREEN:  # for print or a stage: its pixels are what was asked for
        return _as_png(drawn)
    for side in LONGEST_SIDES:
        drawn.thumbnail((side, side), Image.Resampling.LANCZOS)
        png = _as_png(drawn)
        if len(png) <= _FITS:
            break
    return png


def _plain(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # sixteen bits of grey: keep the upper eight
        picture = picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    see_through = picture.has_transparency_data
    if picture.mode == "CMYK":
        return picture
    return picture.convert("RGBA" if see_through else "RGB")


def _in_screen_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and len(profile) <= LARGEST_FILE:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGBA" if picture.mode == "RGBA" else "RGB",
            )
            if converted is not None:
                return converted
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _as_png(picture: Image.Image) -> bytes:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, "PNG", compress_level=6)
    return written.getvalue()


if __name__ == "__main__":
    limit_ourselves()
    try:
        sent = sys.stdin.buffer.read(LARGEST_FILE + 1)
        result = draw_again(sent, sys.argv[1], int(sys.argv[2]))
    except Exception:  # noqa: BLE001 -- whatever a hostile file provokes means: not a picture for us
        sys.exit(1)
    sys.stdout.buffer.write(result)
