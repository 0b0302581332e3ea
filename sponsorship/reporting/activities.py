"""The statement of activities: a year's income, expenses and releases, by donor restriction.

Two classes of net assets, with and without donor restrictions (FASB ASU 2016-14). Every figure is a row
of the trial balance, added up by the restriction of its fund; a fund's fees are shown where its gifts
are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.funds.models import Fund, Restriction
from sponsorship.ledger.models import AccountKind, Role
from sponsorship.ledger.trial import NET_ASSETS, TrialRow, trial
from sponsorship.money import Money
from sponsorship.reporting.spreadsheet import csv_lines

HEADINGS = (
    "line",
    "without donor restrictions",
    "with donor restrictions",
    "total",
    "currency",
)

_LABELS = {
    Role.RELEASED: "Net assets released from restrictions",
    Role.EXCHANGE: "Exchanged from and into other currencies",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its amounts without and with donor restrictions. A total closes what is above it."""

    label: str
    without: Money
    with_: Money
    is_total: bool = False

    @property
    def total(self) -> Money:
        return self.without + self.with_


@dataclass(frozen=True, slots=True)
class Activities:
    """The statement in one currency."""

    currency: str
    lines: tuple[Line, ...]


def activities(session: Session, *, year_began: date, until: date) -> list[Activities]:
    """What a fiscal year did to net assets up to a day, one statement per currency."""
    rows = [
        row
        for row in trial(session, since=year_began, until=until, year_began=year_began)
        if row.role is None or row.role in NET_ASSETS
    ]
    restricted = {
        row.id: row.restriction is not Restriction.NONE
        for row in session.execute(sa.select(Fund.id, Fund.restriction))
    }
    return [
        Activities(
            currency,
            tuple(_lines(currency, [row for row in rows if row.currency == currency], restricted)),
        )
        for currency in sorted({row.currency for row in rows})
    ]


def csv_of(statements: Sequence[Activities]) -> Iterator[str]:
    """The statements as a CSV file, one below the other."""
    return csv_lines(HEADINGS, _csv_rows(statements))


def _csv_rows(statements: Sequence[Activities]) -> Iterator[tuple[Any, ...]]:
    for one in statements:
        for line in one.lines:
            yield line.label, line.without, line.with_, line.total, one.currency


def _lines(
    currency: str, rows: Sequence[TrialRow], restricted: Mapping[int, bool]
) -> Iterator[Line]:
    def line(label: str, some: Sequence[TrialRow], sign: int = 1, *, is_total: bool = True) -> Line:
        sums = [0, 0]
        for row in some:
            sums[restricted[row.fund_id]] -= sign * row.closing_minor
        return Line(label, Money(sums[0], currency), Money(sums[1], currency), is_total)

    moved = [row for row in rows if row.role is not None]
    spent = [row for row in moved if row.kind is AccountKind.EXPENSE]
    gained = [row for row in moved if row.kind is not AccountKind.EXPENSE]
    before = [row for row in rows if row.role is None]
    for total, some, sign in (("Income and releases", gained, 1), ("Expenses", spent, -1)):
        for role in [role for role in Role if any(row.role is role for row in some)]:
            its = [row for row in some if row.role is role]
            yield line(_label(role), its, sign, is_total=False)
        yield line(total, some, sign)
    yield line("Change in net assets", moved)
    yield line("Net assets at the beginning", before, is_total=False)
    yield line("Net assets at the end", rows)


def _label(role: Role) -> str:
    return _LABELS.get(role) or role.value.replace("-", " ").capitalize()
