"""How values of records are shown on pages."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from sponsorship.money import Money

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
        return Markup('<pre tabindex="0"><code>{}</code></pre>').format(text)
    if isinstance(value, tuple):
        return escape(", ".join(str(part) for part in value))
    return escape(str(value))


def shortened(text: str) -> str:
    """Long texts are cut in lists; the record's own page shows them whole."""
    return text if len(text) <= _LONG else text[:_LONG].rstrip() + " …"
