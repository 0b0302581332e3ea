"""Records as the files have them: one value of one field is read at a time, and says so if it is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sponsorship.errors import Invalid
from sponsorship.importing.tables import TABLES, Cell
from sponsorship.money import Money

Key = tuple[str, int]
"""A record of theirs: its table and its number."""

LARGEST = 2**31 - 1
"""The largest number that their database holds."""
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_FLAGS = {"t": True, "true": True, "1": True, "f": False, "false": False, "0": False}
_KEPT_CONTROLS = "\n\r\t"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of one table. Its readers raise Invalid naming the field."""

    model: str
    pk: int
    fields: Mapping[str, Any]

    @property
    def key(self) -> Key:
        return self.model, self.pk

    def text(self, name: str, *, most: int = 0) -> str:
        """Words without outer blanks; empty where there are none."""
        value = self._value(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(name, "is no text")
        said = value.replace("\r\n", "\n").strip()
        if any(
            unicodedata.category(one) in {"Cc", "Cs"} and one not in _KEPT_CONTROLS for one in said
        ):
            raise self._wrong(name, "holds characters that cannot be printed")
        if most and len(said) > most:
            raise self._wrong(name, f"has {len(said):,} letters, and {most:,} fit")
        return said

    def line(self, name: str, *, most: int = 200, is_needed: bool = False) -> str:
        """Words on one line."""
        said = self.text(name, most=most)
        if any(one in said for one in _KEPT_CONTROLS):
            raise self._wrong(name, "has more than one line")
        if is_needed and not said:
            raise self._wrong(name, "is empty")
        return said

    def number(self, name: str) -> int | None:
        value = self._value(name)
        if value is None:
            return None
        if type(value) is not int or not -LARGEST <= value <= LARGEST:
            raise self._wrong(name, f"is {_shown(value)}, which is no whole number")
        return value

    def amount(self, name: str, currency: str) -> Money | None:
        """Whole dollars, zero or more."""
        value = self._value(name)
        if value is None:
            return None
        if type(value) is not int or not 0 <= value <= LARGEST:
            raise self._wrong(name, f"is {_shown(value)}, which is no amount in whole {currency}")
        return Money.parse(str(value), currency)

    def flag(self, name: str) -> bool | None:
        """None where nobody said."""
        value = self._value(name)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(name, f"is {_shown(value)}, which is neither yes nor no")
        return value

    def day(self, name: str) -> date | None:
        value = self._value(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self._wrong(name, f"is {_shown(value)}, which is no day") from None

    def one(self, name: str) -> int | None:
        """The number of the record that it names."""
        return self.number(name)

    def many(self, name: str) -> tuple[int, ...]:
        """The numbers of the records that it names, in order."""
        value = self._value(name)
        if not isinstance(value, list) or any(type(one) is not int for one in value):
            raise self._wrong(name, "is no list of numbers")
        return tuple(value)

    def _value(self, name: str) -> Any:
        if name in self.fields:
            return self.fields[name]
        table = TABLES[self.model]
        if name in table.may_lack:
            return [] if table.cells[name] is Cell.MANY else None
        raise self._wrong(name, "is missing")

    def _wrong(self, name: str, what: str) -> Invalid:
        return Invalid(name, f"Its {name.replace('_', ' ')} {what}.")


def _shown(value: object) -> str:
    text = str(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def plain(cell: Cell, value: Any) -> Any:
    """The same value from either kind of file; what cannot be read stays as it is, to be told later."""
    if cell is Cell.TEXT:
        return "" if value is None else value
    if value is None or value == "":
        return None
    if cell is Cell.FLAG:
        return _FLAGS.get(value.lower(), value) if isinstance(value, str) else value
    if cell is Cell.DAY:
        return value[:10] if isinstance(value, str) else value
    if cell is Cell.MANY:
        if not isinstance(value, list):
            return value
        read = [plain(Cell.NUMBER, one) for one in value]
        return sorted(read) if all(type(one) is int for one in read) else read
    return int(value) if isinstance(value, str) and _WHOLE.fullmatch(value) else value


@dataclass(slots=True)
class Broken:
    """A row that is no record: whose it is, and why."""

    model: str
    number: str
    sentence: str


@dataclass
class Dump:
    """Everything that the files say."""

    records: dict[str, dict[int, Record]] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    """Rows of tables that are not the sponsors', or that have no counterpart here, by table."""
    unread: Counter[str] = field(default_factory=Counter)
    """Fields that we do not know, by table and field."""

    def every(self, model: str) -> list[Record]:
        """The records of a table, by their number."""
        return sorted(self.records.get(model, {}).values(), key=lambda one: one.pk)

    def get(self, model: str, pk: int | None) -> Record | None:
        return self.records.get(model, {}).get(pk) if pk is not None else None

    def of(self, model: str, name: str, pk: int) -> list[Record]:
        """The records of a table whose field `name` is that number, or has it among others."""
        return self._by_field.get((model, name), {}).get(pk, [])

    @cached_property
    def _by_field(self) -> dict[tuple[str, str], dict[int, list[Record]]]:
        found: dict[tuple[str, str], dict[int, list[Record]]] = {}
        for model, table in TABLES.items():
            cells = {**(TABLES[table.parent].cells if table.parent else {}), **table.cells}
            for name in (name for name, cell in cells.items() if cell in {Cell.ONE, Cell.MANY}):
                index = found.setdefault((model, name), {})
                for one in self.every(model):
                    said = one.fields.get(name)
                    for value in said if isinstance(said, list) else [said]:
                        if type(value) is int:
                            index.setdefault(value, []).append(one)
        return found


def facts_of(records: Iterable[Record]) -> list[Any]:
    """What the records say, in a form that can be compared."""
    return [[one.model, one.pk, dict(sorted(one.fields.items()))] for one in records]
