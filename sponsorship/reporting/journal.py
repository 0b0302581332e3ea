"""The journal as rows for a spreadsheet, and the months that have something in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.ledger import periods
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import AccountingPeriod, JournalEntry, month_number
from sponsorship.reporting.spreadsheet import csv_lines

HEADINGS = (
    "entry", "posted_on", "occurred_on", "fact", "source", "debit", "credit", "amount", "currency",
    "reverses", "memo", "by", "recorded_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the books and how many entries were posted in it."""

    period: AccountingPeriod
    entries: int


def csv_of(session: Session, *, since: date | None, until: date | None) -> Iterator[str]:
    """Every posting of the days `since` to `until`, one row each, in pieces of a CSV file."""
    return csv_lines(HEADINGS, _rows(session, since, until))


def _rows(session: Session, since: date | None, until: date | None) -> Iterator[tuple[Any, ...]]:
    for entry in books.posted(session, since=since, until=until):
        for posting in entry.postings:
            yield (
                entry.id, entry.posted_on, entry.occurred_on, entry.fact, entry.source,
                posting.debit.code, posting.credit.code, posting.amount, posting.currency,
                entry.reverses_id, entry.memo, entry.by, entry.recorded_at,
            )  # fmt: skip


def months(session: Session, *, since: date, today: date) -> list[Month]:
    """The months from `since` to the present one, the newest first; none before the books begin."""
    began = session.scalar(sa.select(sa.func.min(JournalEntry.posted_on)))
    if began is None:
        return []
    day = max(began, since)
    posted = Counter[int]()
    statement = (
        sa.select(JournalEntry.posted_on, sa.func.count())
        .where(JournalEntry.posted_on >= day.replace(day=1))
        .group_by(JournalEntry.posted_on)
    )
    for posted_on, count in session.execute(statement):
        posted[month_number(posted_on)] += count
    stored = {one.id: one for one in periods.every(session, since=day)}
    found = []
    while day <= today:
        period = stored.get(month_number(day)) or AccountingPeriod.holding(day)
        found.append(Month(period, posted[period.id]))
        day = period.ends_on + timedelta(days=1)
    return found[::-1]
