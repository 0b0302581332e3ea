"""Names as they can stand on paper."""

from sponsorship.errors import Invalid

_PICTURES = range(0x1F000, 0x20000)
"""Emoji and other pictures: letters of no script, and in none of the fonts of our documents."""


def check_printable(name: str, field: str) -> None:
    """Raises Invalid for a name with a picture in it: no receipt, contract or invoice could carry it."""
    for letter in name:
        if ord(letter) in _PICTURES:
            raise Invalid(field, f"Our documents cannot print {letter}. Please leave it out.")
