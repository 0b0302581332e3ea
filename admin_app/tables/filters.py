"""Filters of tables: one choice, yes or no, a span of days, the rows that belong to a record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from starlette.exceptions import HTTPException

from admin_app.tables.values import label
from sponsorship.database import Instant

Rows = sa.Select[Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says, and the time zone in which its days are meant."""

    given: Mapping[str, str]
    zone: ZoneInfo

    def value(self, name: str) -> str:
        return self.given.get(name, "")


@dataclass(frozen=True)
class Filter(ABC):
    """Narrows the rows by what the address says; 400 for what it cannot mean."""

    column: Any
    heading: str = ""
    template: ClassVar[str] = "tables/choice.html"

    @property
    def names(self) -> tuple[str, ...]:
        """The names it looks for in the address."""
        return (self.column.key,)

    @property
    def title(self) -> str:
        return self.heading or label(self.column.key)

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """What a choice offers."""
        return ()

    @abstractmethod
    def narrowed(self, rows: Rows, asked: Asked) -> Rows:
        """The rows that fit."""


class Choice(Filter):
    """One of the values of an enumeration."""

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        return [(value, value.replace("_", " ")) for value in self.column.type.enums]

    def narrowed(self, rows: Rows, asked: Asked) -> Rows:
        value = asked.value(self.names[0])
        if not value:
            return rows
        if value not in self.column.type.enums:
            raise HTTPException(400)
        return rows.where(self.column == self.column.type.enum_class(value))


class Flag(Filter):
    """Yes or no."""

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        return [("yes", "yes"), ("no", "no")]

    def narrowed(self, rows: Rows, asked: Asked) -> Rows:
        value = asked.value(self.names[0])
        if not value:
            return rows
        if value not in {"yes", "no"}:
            raise HTTPException(400)
        return rows.where(self.column.is_(value == "yes"))


class Days(Filter):
    """From one day to another, both included, in the foundation's time zone."""

    template: ClassVar[str] = "tables/days.html"

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.column.key}_from", f"{self.column.key}_to")

    def narrowed(self, rows: Rows, asked: Asked) -> Rows:
        first, last = (_day(asked.value(name)) for name in self.names)
        if first is not None:
            rows = rows.where(self.column >= self._start(first, asked.zone))
        if last is not None:
            rows = rows.where(self.column < self._start(last + timedelta(days=1), asked.zone))
        return rows

    def _start(self, day: date, zone: ZoneInfo) -> date:
        if isinstance(self.column.type, Instant):
            return datetime.combine(day, time(), zone).astimezone(UTC)
        return day


class BelongsTo(Filter):
    """The rows that refer to one record; links between tables use it."""

    template: ClassVar[str] = "tables/belongs_to.html"

    def narrowed(self, rows: Rows, asked: Asked) -> Rows:
        value = asked.value(self.names[0])
        if not value:
            return rows
        if not (value.isascii() and value.isdigit() and int(value[:20]) < 2**63):
            raise HTTPException(400)
        return rows.where(self.column == int(value[:20]))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise HTTPException(400) from wrong
    if day is not None and not 1900 <= day.year <= 2200:
        raise HTTPException(400)
    return day
