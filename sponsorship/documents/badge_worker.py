"""A process that draws one badge and ends: JSON comes in, an SVG or PNG goes out.

As with documents, the compiler's memory never belongs to a web process.
"""

from __future__ import annotations

import json
import sys
from typing import Literal

import typst

from sponsorship.documents.rendering import FONTS, TEMPLATES

DOTS_PER_INCH = 192.0
"""Twice what a plain screen shows, for those that show more."""


def drawn(form: Literal["svg", "png"], content: str) -> bytes:
    """The badge in one of its forms."""
    return typst.compile(
        TEMPLATES / "badge.typ",
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format=form,
        ppi=DOTS_PER_INCH,
        sys_inputs={"badge": content},
        package_path=TEMPLATES,
        package_cache_path=TEMPLATES,
    )


if __name__ == "__main__":
    told = json.load(sys.stdin)
    sys.stdout.buffer.write(drawn(told["form"], json.dumps(told["badge"])))
