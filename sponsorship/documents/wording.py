"""Texts that staff write for contracts: read line by line into sections, then filled in.

The form is plain and small: a heading begins with "# ", an empty line ends a paragraph, "- " and
"1. " begin the points of a list, two stars stand around what is bold, and {{ names }} are left open.
What a sponsor or a member of staff wrote is only ever placed as text: nothing that is filled in is read
again, and no template reads any of it as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from sponsorship.documents.content import Passage, PassageKind, Run, WordedSection
from sponsorship.errors import Invalid

LONGEST = 100_000
"""Letters of a whole text."""
_PLACE = re.compile(r"\{\{(.*?)\}\}")
_STRAY = re.compile(r"\{\{|\}\}")
_POINT = re.compile(r"(-|\d{1,3}\.)\s+(.*)")
_BOLD = "**"


class UnknownPlace(Invalid):
    """Raised when a text leaves something open that nobody can fill in."""

    code = "unknown_place"

    def __init__(self, name: str, number: int, known: Mapping[str, str]) -> None:
        self.name = name
        names = ", ".join(known)
        super().__init__(
            "text",
            f"Line {number}: there is no placeholder “{name[:60]}” here. These exist: {names}.",
        )


def check(text: str, known: Mapping[str, str]) -> None:
    """Refuse a text that could not be printed as it was meant; raises UnknownPlace or Invalid."""
    if not text.strip() or len(text) > LONGEST:
        raise Invalid("text", f"Please write the text, with at most {LONGEST:,} letters.")
    for number, line in enumerate(text.splitlines(), start=1):
        for found in _PLACE.finditer(line):
            name = found[1].strip()
            if name not in known:
                raise UnknownPlace(name, number, known)
        if _STRAY.search(_PLACE.sub("", line)):
            raise Invalid(
                "text",
                f"Line {number}: a placeholder is written like {{{{ sponsor_name }}}}, on one line;"
                " here braces are left over.",
            )
        if line.startswith("#") and not re.match(r"# +\S", line):
            raise Invalid(
                "text", f"Line {number}: a heading is written like “# Fee”, with one mark."
            )
    sections = read(text)
    if not any(section.title for section in sections):
        raise Invalid("text", "Please give the text a heading, like “# Sponsorship”.")
    for section in sections:
        if section.title and not section.passages:
            raise Invalid("text", f"There is no text under the heading “{section.title}”.")


def read(text: str) -> tuple[WordedSection, ...]:
    """The sections of a text; what stands before the first heading has no title.

    Raises Invalid where two stars have no partner.
    """
    sections: list[WordedSection] = []
    title, lines = "", list[tuple[int, str]]()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("# "):
            _end(sections, title, lines)
            title, lines = line[2:].strip(), []
        else:
            lines.append((number, line.strip()))
    _end(sections, title, lines)
    return tuple(sections)


def _end(sections: list[WordedSection], title: str, lines: list[tuple[int, str]]) -> None:
    passages = tuple(_passages(lines))
    if title or passages:
        sections.append(WordedSection(title=title, passages=passages))


def _passages(lines: list[tuple[int, str]]) -> Iterator[Passage]:
    pieces = _pieces(lines)
    for kind, together in groupby(pieces, key=lambda piece: piece[0]):
        items = [_runs(number, words) for _, number, words in together]
        if kind is PassageKind.PARAGRAPH:
            yield from (Passage(kind=kind, items=(item,)) for item in items)
        else:
            yield Passage(kind=kind, items=tuple(items))


def _pieces(lines: list[tuple[int, str]]) -> list[tuple[PassageKind, int, str]]:
    """Each paragraph and each point of a list, with the line on which it begins."""
    pieces: list[tuple[PassageKind, int, str]] = []
    is_open = False
    for number, line in lines:
        if not line:
            is_open = False
        elif point := _POINT.fullmatch(line):
            kind = PassageKind.BULLETS if point[1] == "-" else PassageKind.NUMBERS
            pieces.append((kind, number, point[2]))
            is_open = True
        elif is_open:
            kind, first, words = pieces[-1]
            pieces[-1] = (kind, first, f"{words} {line}")
        else:
            pieces.append((PassageKind.PARAGRAPH, number, line))
            is_open = True
    return pieces


def _runs(number: int, words: str) -> tuple[Run, ...]:
    parts = words.split(_BOLD)
    if len(parts) % 2 == 0:
        raise Invalid("text", f"Line {number}: two stars begin what is bold, and two end it.")
    return tuple(Run(text=part, is_bold=place % 2 == 1) for place, part in enumerate(parts) if part)


def fill(
    sections: tuple[WordedSection, ...], values: Mapping[str, str]
) -> tuple[WordedSection, ...]:
    """The sections with each open place filled in; what is put in is never read again."""

    def put(words: str) -> str:
        return _PLACE.sub(lambda found: values[found[1].strip()], words)

    return tuple(
        WordedSection(
            title=put(section.title),
            passages=tuple(
                Passage(
                    kind=passage.kind,
                    items=tuple(
                        tuple(Run(text=put(run.text), is_bold=run.is_bold) for run in item)
                        for item in passage.items
                    ),
                )
                for passage in section.passages
            ),
        )
        for section in sections
    )
