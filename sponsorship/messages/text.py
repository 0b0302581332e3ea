"""What other people typed, made safe to print: no control characters, no invisible reordering."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"\s*[\x00-\x1f\x7f-\x9f\u2028\u2029]+\s*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# A right-to-left override makes "gpj.exe" read as "exe.jpg"; joiners stay, scripts need them.
_REORDERING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def one_line(text: str) -> str:
    """The text on one line: what cannot be printed becomes a single space."""
    return _REORDERING.sub("", _BREAKS.sub(" ", text)).strip()


def paragraphs(text: str) -> str:
    """The text with its line breaks and without other control characters."""
    unified = re.sub(r"\r\n?|\u2028|\u2029", "\n", text)
    return _REORDERING.sub("", _CONTROLS.sub("", unified)).strip()
