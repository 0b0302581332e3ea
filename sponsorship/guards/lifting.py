"""The guards look away: only where records come back that have lived already."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session


@contextlib.contextmanager
def lifted(session: Session) -> Iterator[None]:
    """The guards look away while records come back that have lived already: a receipt that is void, a
    month that is closed. Only the owner of the tables can ask for that, and only within this transaction.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
        ).all()
        for name, _ in found:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        yield
        for _, text in found:
            connection.exec_driver_sql(text)
        return
    tables = sa.inspect(connection).get_table_names()
    for table in tables:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    yield
    # References that are checked at the commit are checked now: no table changes while they wait.
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
