"""The small foundation that stories begin with: founded by the product once, and then put there as it was.

Founding it takes the product some fifty statements. On SQLite the bytes of the file are kept. On
PostgreSQL the rows that are left are the same each time, so further stories in this process begin with
the same rows, past the same guards.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.orm import Session

from sponsorship.audit import SYSTEM
from sponsorship.database import Base, Database
from sponsorship.demo import catalogue
from sponsorship.lifecycle import advance
from sponsorship.tiers.models import ProgramYear, ProgramYearStatus
from tests.clock import NOW
from tests.databases import CLEAN

Rows = dict[str, list[dict[str, Any]]]
"""By table, parents first."""

_FOUNDED: Counter[str] = Counter()
_WRITTEN: dict[str, str] = {}
"""Statements for PostgreSQL, by the fund of the programme year."""


def found(database: Database, *, sponsors_give_to: str) -> None:
    """Two funds and an open programme year whose fees go to one of them."""

    def tell() -> None:
        with database.unit_of_work() as session:
            (_found if database.is_sqlite else _found_or_write)(session, sponsors_give_to)

    clean = CLEAN.get(str(database.url.database))
    if clean is None:
        tell()
    else:
        clean.begin_with(f"founded for {sponsors_give_to}", tell)


def _found_or_write(session: Session, sponsors_give_to: str) -> None:
    if sponsors_give_to in _WRITTEN:
        session.connection().exec_driver_sql(_WRITTEN[sponsors_give_to])
        (year,) = session.scalars(sa.select(ProgramYear))
        advance(session, year, "opened", at=NOW, by=SYSTEM)
        return
    _FOUNDED[sponsors_give_to] += 1
    if _FOUNDED[sponsors_give_to] == 1:  # a process that tells one story writes it down for nobody
        _found(session, sponsors_give_to)
        return
    before = _rows(session)
    _found(session, sponsors_give_to)
    _WRITTEN[sponsors_give_to] = _written(session, before)


def _found(session: Session, sponsors_give_to: str) -> None:
    funds = catalogue.add_funds(session, currency="USD", at=NOW)
    fund = next(one for one in funds if one.slug == sponsors_give_to)
    catalogue.add_programme(session, fund, today=NOW.date(), at=NOW)


def _rows(session: Session) -> Rows:
    ask = session.connection().exec_driver_sql
    return {
        table.name: json.loads(
            ask(f"SELECT coalesce(json_agg(x), '[]')::text FROM {table.name} AS x").scalar_one()
        )
        for table in Base.metadata.sorted_tables
    }


def _written(session: Session, before: Rows) -> str:
    """The rows that were added, as statements; the year as a draft, which the product opens each time."""
    added = {
        table: [row for row in rows if row not in before[table]]
        for table, rows in _rows(session).items()
    }
    added.pop("stamp")  # rows leave their marks themselves
    (opening,) = added.pop("status_change")
    assert (opening["machine"], opening["verb"]) == (ProgramYear.lifecycle.name, "opened")
    (year,) = added["program_year"]
    year |= {"status": ProgramYearStatus.DRAFT.value, "version": year["version"] - 1}
    added = {table: rows for table, rows in added.items() if rows}
    inserts = [
        f"INSERT INTO {table} SELECT * FROM json_populate_recordset"
        f"(NULL::{table}, {sql.Literal(json.dumps(rows)).as_string(None)})"
        for table, rows in added.items()
    ]
    numbers = [
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {max(row['id'] for row in rows)})"
        for table, rows in added.items()
        if "id" in rows[0]
    ]
    return "; ".join(inserts + numbers).replace("%", "%%")
