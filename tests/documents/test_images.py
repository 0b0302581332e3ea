"""Logos that others hand in: what is taken, what is refused and how, and that nothing comes along."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, PngImagePlugin

from sponsorship.documents import images
from sponsorship.documents.image_worker import draw_again

TOO_SMALL = "at least 256 pixels on its longer side"
TOO_LARGE = "larger than 2 MB"
TOO_MANY = "more than 25 million pixels"
UNKNOWN = "PNG, JPEG or WebP"
DAMAGED = "damaged and cannot be opened"
MOVING = "This picture moves."


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, kind, **options)
    return kept.getvalue()


def plain(width: int = 400, height: int = 200, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (width, height), 1 if mode == "1" else "teal")


def moving(kind: str) -> bytes:
    return saved(plain(), kind, save_all=True, append_images=[Image.new("RGB", (400, 200), "red")])


def png_claiming(width: int, height: int) -> bytes:
    """A header and hardly any pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


ATTACKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "This file is empty."),
    "a vector drawing": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', UNKNOWN),
    "a web page": (lambda: b"<!doctype html><script>alert(1)</script>", UNKNOWN),
    "a document": (lambda: b"%PDF-1.7 ...", UNKNOWN),
    "a GIF": (lambda: saved(plain(), "GIF"), UNKNOWN),
    "a TIFF": (lambda: saved(plain(), "TIFF"), UNKNOWN),
    "a moving PNG": (lambda: moving("PNG"), MOVING),
    "a moving WebP": (lambda: moving("WEBP"), MOVING),
    "a picture one pixel too small": (lambda: saved(plain(255, 255), "PNG"), TOO_SMALL),
    "a PNG of 169 million pixels": (lambda: saved(plain(13_000, 13_000, "1"), "PNG"), TOO_MANY),
    "a PNG that claims to be endless": (lambda: png_claiming(2**31 - 1, 2**31 - 1), TOO_MANY),
    "a PNG without any width": (lambda: png_claiming(0, 400), DAMAGED),
    "a PNG that ends early": (lambda: saved(plain(), "PNG")[:-80], DAMAGED),
    "a PNG with hardly any pixels": (lambda: png_claiming(4_000, 4_000), DAMAGED),
    "a JPEG that ends in its header": (lambda: saved(plain(), "JPEG")[:12], DAMAGED),
    "a WebP that ends in its header": (lambda: saved(plain(), "WEBP")[:22], DAMAGED),
    "a file that is too large": (lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 2_100_000, TOO_LARGE),
    "noise behind a PNG's first letters": (lambda: b"\x89PNG\r\n\x1a\n" + b"noise" * 50, DAMAGED),
    "noise behind a WebP's first letters": (lambda: b"RIFF1234WEBPVP8 " + b"n" * 50, DAMAGED),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_no_picture_for_us_is_refused_with_a_sentence(attack: str) -> None:
    make, sentence = ATTACKS[attack]
    with pytest.raises(images.PictureRefused, match=sentence) as refused:
        images.redrawn(make())
    assert refused.value.field == "logo"


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("PNG", "RGB", {}),
        ("PNG", "RGBA", {}),
        ("PNG", "P", {}),
        ("PNG", "L", {}),
        ("PNG", "1", {}),
        ("PNG", "I;16", {}),
        ("JPEG", "RGB", {}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "L", {"progressive": True}),
        ("WEBP", "RGB", {}),
        ("WEBP", "RGBA", {"lossless": True}),
    ],
)
def test_every_kind_of_png_jpeg_and_webp_becomes_a_plain_png(
    kind: str, mode: str, options: dict[str, object]
) -> None:
    sent = saved(Image.new(mode, (400, 200)), kind, **options)
    drawn = images.redrawn(sent)
    with Image.open(io.BytesIO(drawn.png)) as opened:
        assert (opened.format, opened.size) == ("PNG", (400, 200))
        assert opened.mode in {"RGB", "RGBA"}
    assert (drawn.width, drawn.height) == (400, 200)


def test_nothing_but_the_pixels_comes_along() -> None:
    """Neither texts, nor where a photograph was taken, nor a second file behind the picture."""
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", "<script>alert('text')</script>")
    exif = Image.Exif()
    exif[0x010E] = "<script>alert('exif')</script>"
    for sent in (
        saved(plain(), "PNG", pnginfo=about, exif=exif)
        + b"<script>alert('behind')</script>%PDF-1.7",
        saved(plain(), "JPEG", comment="<script>alert('text')</script>", exif=exif) + b"PK\x03\x04",
    ):
        drawn = images.redrawn(sent).png
        assert b"script" not in drawn
        assert b"PDF" not in drawn
        assert not drawn.endswith(b"PK\x03\x04")
        with Image.open(io.BytesIO(drawn)) as opened:
            assert (dict(opened.getexif()), opened.info) == ({}, {})


def test_a_photograph_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = images.redrawn(saved(plain(400, 200), "JPEG", exif=exif))
    assert (drawn.width, drawn.height) == (200, 400)


def test_a_see_through_ground_stays_see_through() -> None:
    drawn = images.redrawn(saved(Image.new("RGBA", (300, 300), (255, 0, 0, 0)), "PNG"))
    with Image.open(io.BytesIO(drawn.png)) as opened:
        assert opened.getpixel((5, 5)) == (255, 0, 0, 0)


def test_a_large_picture_is_scaled_down() -> None:
    drawn = images.redrawn(saved(plain(5_000, 5_000, "1"), "PNG"))
    assert (drawn.width, drawn.height) == (1600, 1600)


def test_a_picture_that_compresses_badly_is_made_small_enough_to_serve() -> None:
    noisy = saved(Image.effect_noise((1_400, 1_400), 90), "JPEG")
    assert len(images.redrawn(noisy).png) < 2_000_000


def test_the_worker_reads_a_picture_as_the_kind_that_was_checked_and_no_other() -> None:
    with pytest.raises(OSError, match="cannot identify"):
        draw_again(saved(plain(), "JPEG"), "PNG")
