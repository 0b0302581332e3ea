"""How values of records are shown on pages and written into exports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from sponsorship.money import Money

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_LONG = 160


def label(name: str) -> str:
    """A column's heading: `sponsor.name` is "Sponsor name", `amount_minor` is "Amount"."""
    words = name.removesuffix("_minor").removesuffix("_id").replace(".", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def name_of(record: Any) -> str:
    """What a record is called: its number, reference, name or title."""
    for attribute in ("number", "reference", "name", "title", "code"):
        if isinstance(called := getattr(record, attribute, None), str) and called:
            return called
    return f"{label(record.__tablename__)} {getattr(record, 'id', '')}".strip()


def shown(value: Any, zone: ZoneInfo) -> Markup:
    """One value as people read it; nothing in it is markup unless we made it."""
    if value is None or value == "":
        return Markup('<span class="muted">–</span>')
    if isinstance(value, bool):
        return Markup("yes") if value else Markup("no")
    if isinstance(value, Money):
        return escape(value.shown())
    if isinstance(value, StrEnum):
        return Markup('<span class="badge">{}</span>').format(value.value.replace("_", " "))
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        return Markup("<time datetime='{}'>{:%Y-%m-%d %H:%M}</time>").format(
            value.isoformat(timespec="seconds"), local
        )
    if isinstance(value, dict | list):
        text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
        return Markup("<pre><code>{}</code></pre>").format(text)
    if isinstance(value, tuple):
        return escape(", ".join(str(part) for part in value))
    return escape(str(value))


def shortened(text: str) -> str:
    """Long texts are cut in lists; the record's own page shows them whole."""
    return text if len(text) <= _LONG else text[:_LONG].rstrip() + " …"


def exported(value: Any) -> str:
    """One value for a CSV file.

    Spreadsheets run texts that begin like a formula, so those get an apostrophe in front; so do
    texts that begin with an apostrophe, and taking one off gives every original back.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return value.plain()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date | int):
        return str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_lines(headings: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """A CSV file piece by piece, as RFC 4180 has it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(headings)
    for number, row in enumerate(rows):
        writer.writerow([exported(value) for value in row])
        if number % 100 == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
