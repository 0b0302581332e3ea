"""Databases that are put back, again and again, to exactly what they held at one moment."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString, Protocol

import psycopg

from tests import databases, dialects

ENGINES = ("sqlite", "postgresql")

FAST = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of its own is made there
"""Memory: a killed process loses nothing that it wrote to a file, so no show waits for a disk."""

_KEEP: LiteralString = """
DO $$
DECLARE place record; number int := 0;
BEGIN
    CREATE SCHEMA kept;
    CREATE TABLE kept.tables (name text, copy text, rows bigint, newest bigint);
    CREATE TABLE kept.numbers AS
        SELECT format('%I.%I', schemaname, sequencename) AS name, last_value
        FROM pg_sequences WHERE schemaname <> 'kept';
    FOR place IN
        SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'kept')
    LOOP
        number := number + 1;
        EXECUTE format('CREATE TABLE kept.t%s AS SELECT * FROM %s', number, place.name);
        EXECUTE format('INSERT INTO kept.tables SELECT %L, %L, count(*), max(xmin::text::bigint) FROM %s',
                       place.name, 'kept.t' || number, place.name);
    END LOOP;
END $$
"""

_RESTORE: LiteralString = """
DO $$
DECLARE place record; found bigint; newest bigint;
BEGIN
    FOR place IN SELECT * FROM kept.tables LOOP
        EXECUTE format('SELECT count(*), max(xmin::text::bigint) FROM %s', place.name)
            INTO found, newest;
        -- Only what was touched is written anew, so that little is left to clean up.
        CONTINUE WHEN found = place.rows AND newest IS NOT DISTINCT FROM place.newest;
        EXECUTE 'DELETE FROM ' || place.name;
        EXECUTE format('INSERT INTO %s OVERRIDING SYSTEM VALUE SELECT * FROM %s', place.name, place.copy);
        EXECUTE format('UPDATE kept.tables SET newest = (SELECT max(xmin::text::bigint) FROM %s)'
                       ' WHERE name = %L', place.name, place.name);
    END LOOP;
    PERFORM setval(name::regclass, coalesce(last_value, 1), last_value IS NOT NULL)
        FROM kept.numbers;
END $$
"""

_RESTORES_PER_CLEANING = 60


class Ground(Protocol):
    """One database, and the way back to what it held."""

    url: str

    def keep(self) -> None:
        """Remember what the database holds now; nobody may be connected to it."""

    def restore(self) -> None:
        """Put it back; on SQLite nobody may be connected."""

    def stay_connected(self) -> None:
        """From now on connections of this process stay open when it is put back, and are used again."""

    def close(self) -> None:
        """Give it up."""


class SqliteGround:
    """A file and its copy."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.url = databases.new_sqlite(folder)
        self.path = Path(self.url.removeprefix("sqlite:///"))
        self.copy = self.path.with_suffix(".kept")
        self.file: databases.SqliteFile | None = None

    def keep(self) -> None:
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.path, self.copy)

    def stay_connected(self) -> None:
        self.file = databases.SqliteFile(self.path)

    def restore(self) -> None:
        if self.file is not None:
            assert self.file.may_be_put_back(), "somebody is in the middle of something"
            self.file.put_back(self.copy.read_bytes())
            return
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self.copy, self.path)

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
        shutil.rmtree(self.path.parent, ignore_errors=True)


class PostgresqlGround:
    """A database with a copy of each table in a schema of its own."""

    def __init__(self, server: databases.PostgresqlServer, name: str) -> None:
        self.server = server
        self.name = name
        server.create(name, template=server.template)
        self.url = server.url_of(name).render_as_string(hide_password=False)
        self.keeper: psycopg.Connection | None = None
        self.restored = 0

    def keep(self) -> None:
        self._keeper().execute(_KEEP)

    def stay_connected(self) -> None:
        dialects.keep_connections_to(self.name)

    def restore(self) -> None:
        keeper = self._keeper()
        keeper.execute(_RESTORE)
        self.restored += 1
        if self.restored % _RESTORES_PER_CLEANING == 0:
            keeper.execute("VACUUM")

    def close(self) -> None:
        if self.keeper is not None:
            self.keeper.close()
            self.keeper = None
        with self.server.connect() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)'.encode())

    def _keeper(self) -> psycopg.Connection:
        if self.keeper is None:
            self.keeper = self.server.connect(self.name)
            # A replica's session fires no triggers, so even append-only tables can be put back.
            self.keeper.execute("SET session_replication_role = replica")
        return self.keeper


class Grounds:
    """Makes grounds on either engine; starts PostgreSQL when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0
        self._server: databases.PostgresqlServer | None = None

    @property
    def server(self) -> databases.PostgresqlServer:
        if self._server is None:
            self._server = databases.PostgresqlServer(f"faults{os.getpid()}")
        return self._server

    @contextlib.contextmanager
    def on(self, engine: str) -> Iterator[Ground]:
        """A migrated, empty database on that engine."""
        self.made += 1
        ground: Ground
        if engine == "sqlite":
            ground = SqliteGround(self.folder / f"ground{self.made}")
        else:
            server = self.server
            ground = PostgresqlGround(server, f"{server.prefix}_{server.worker}_{self.made}")
        try:
            yield ground
        finally:
            ground.close()


@contextlib.contextmanager
def grounds(folder: Path) -> Iterator[Grounds]:
    """Grounds for one run; the tests' own servers are used if a test run started them."""
    if databases.RUN_DIR in os.environ:
        yield Grounds(folder)
        return
    databases.open_run()
    try:
        yield Grounds(folder)
    finally:
        databases.close_run()
