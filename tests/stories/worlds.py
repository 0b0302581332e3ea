"""The small foundation that stories begin with: founded by the product once, and then written down again.

Founding it takes the product some fifty statements. The rows that this leaves are the same each time,
so further stories in this process begin with the same rows, past the same guards.
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

Rows = dict[str, list[dict[str, Any]]]
"""By table, parents first."""

_FOUNDED: Counter[tuple[bool, str]] = Counter()
_WRITTEN: dict[tuple[bool, str], list[tuple[str, Any]]] = {}
"""Statements and their parameters, by engine and by the fund of the programme year."""


def found(database: Database, *, sponsors_give_to: str) -> None:
    """Two funds and an open programme year whose fees go to one of them."""
    kind = database.is_sqlite, sponsors_give_to
    with database.unit_of_work() as session:
        if kind in _WRITTEN:
            for statement, parameters in _WRITTEN[kind]:
                session.connection().exec_driver_sql(statement, parameters)
            (year,) = session.scalars(sa.select(ProgramYear))
            advance(session, year, "opened", at=NOW, by=SYSTEM)
            return
        _FOUNDED[kind] += 1
        if _FOUNDED[kind] == 1:  # a process that tells one story has nobody to write it down for
            _found(session, sponsors_give_to)
            return
        before = _rows(session)
        _found(session, sponsors_give_to)
        _WRITTEN[kind] = _written(session, before)


def _found(session: Session, sponsors_give_to: str) -> None:
    funds = catalogue.add_funds(session, currency="USD", at=NOW)
    fund = next(one for one in funds if one.slug == sponsors_give_to)
    catalogue.add_programme(session, fund, today=NOW.date(), at=NOW)


def _rows(session: Session) -> Rows:
    ask = session.connection().exec_driver_sql
    if session.get_bind().dialect.name == "sqlite":
        return {
            table.name: [dict(row) for row in ask(f"SELECT * FROM {table.name}").mappings()]
            for table in Base.metadata.sorted_tables
        }
    return {
        table.name: json.loads(
            ask(f"SELECT coalesce(json_agg(x), '[]')::text FROM {table.name} AS x").scalar_one()
        )
        for table in Base.metadata.sorted_tables
    }


def _written(session: Session, before: Rows) -> list[tuple[str, Any]]:
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
    if session.get_bind().dialect.name == "sqlite":
        return [
            (
                f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})",
                [tuple(row.values()) for row in rows],
            )
            for table, rows in added.items()
        ]
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
    return [("; ".join(inserts + numbers).replace("%", "%%"), None)]
