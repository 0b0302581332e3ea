"""Logos for invented companies: a coloured mark and the name, as PNG."""

from __future__ import annotations

import io


def draw(name: str, colour: str, shape: str) -> bytes:
    """A wide logo on a transparent ground; `shape` is circle, square or triangle."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(size=72)
    width = 190 + int(font.getlength(name))
    image = Image.new("RGBA", (width, 160), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    if shape == "circle":
        pen.ellipse((16, 16, 144, 144), fill=colour)
        pen.ellipse((56, 56, 104, 104), fill="white")
    elif shape == "square":
        pen.rounded_rectangle((16, 16, 144, 144), radius=24, fill=colour)
        pen.rectangle((60, 60, 100, 100), fill="white")
    else:
        pen.polygon(((80, 12), (150, 146), (10, 146)), fill=colour)
        pen.polygon(((80, 70), (108, 124), (52, 124)), fill="white")
    pen.text((168, 36), name, fill=colour, font=font)
    kept = io.BytesIO()
    image.save(kept, format="PNG", optimize=True)
    return kept.getvalue()
