"""Statements are compiled once per run instead of once per test.

Every test opens a database of its own, and SQLAlchemy keeps compiled statements per engine and per
dialect: compiling the same ones for every test took a quarter of the time. These dialects are the
product's, but two of a kind count as one, and all engines of a kind share what was compiled.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, ClassVar
from weakref import WeakKeyDictionary, WeakSet

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

IDLE: dict[str, list[Any]] = {}
"""By database: connections that nobody uses at present."""

FORGET = """CLOSE ALL; RESET SESSION AUTHORIZATION; RESET ALL; UNLISTEN *;
    SELECT pg_advisory_unlock_all(); DISCARD SEQUENCES; DISCARD TEMP"""
"""All of DISCARD ALL but the prepared statements, which the driver still knows by name."""

MOST_IDLE = 8
MOST_PREPARED = 2000
_ASKED: WeakKeyDictionary[Any, str] = WeakKeyDictionary()
"""What each connection was made with."""
_GREETED: WeakSet[Any] = WeakSet()

COMPILED: LRUCache[Any, Any] = LRUCache(5000)


class _OneOfAKind(DefaultDialect):
    """Equal to every dialect of its class that was made with the same options."""

    supports_statement_cache = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._kind = (type(self), repr(sorted(options.items())))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _OneOfAKind) and self._kind == other._kind

    def __hash__(self) -> int:
        return hash(self._kind)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=COMPILED)


class SqliteConnection(sqlite3.Connection):
    """One that may serve further tests."""

    is_closed = False
    greeting: dict[str, str] | None = None
    """What was set before anything was asked of it."""

    def begin(self, path: str) -> None:
        self.path = path
        self.is_set: dict[str, str] = {}

    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or SqliteCursor)

    def execute(self, statement: str, *parameters: Any) -> Any:
        return self.cursor().execute(statement, *parameters)

    def is_so(self, statement: str) -> bool:
        """Whether that need not be said again: it would make the driver forget all its statements."""
        if not statement.startswith("PRAGMA"):
            if self.greeting is None:
                self.greeting = dict(self.is_set)
            return False
        name, is_setting, value = statement.partition("=")
        if not is_setting or self.is_set.get(name.strip()) == value:
            return bool(is_setting)
        self.is_set[name.strip()] = value
        return False

    def becomes_as_new(self) -> bool:
        if self.in_transaction or self.is_set != self.greeting:
            return False
        self.isolation_level = ""  # type: ignore[assignment]
        self.row_factory, self.text_factory = None, str
        (temporary,) = self.execute("SELECT count(*) FROM temp.sqlite_schema").fetchone()
        attached = {name for _, name, _ in self.execute("PRAGMA database_list")} - {"main", "temp"}
        return temporary == 0 and not attached

    def close(self) -> None:
        self.is_closed = True
        super().close()


class SqliteCursor(sqlite3.Cursor):
    """Sets nothing twice."""

    connection: SqliteConnection

    def execute(self, statement: str, *parameters: Any) -> SqliteCursor:
        if self.connection.is_so(statement):
            return self
        return super().execute(statement, *parameters)


HANDED_OUT: WeakSet[SqliteConnection] = WeakSet()


class Sqlite(_OneOfAKind, SQLiteDialect_pysqlite):
    """Connections to a worker's own file are used again by its next test, as good as new.

    A connection that has just been made reads the whole schema with its guards, and puts each statement
    into its own words anew, which takes it a fifth of a test's time.
    """

    supports_statement_cache = True

    def connect(self, *cargs: Any, **cparams: Any) -> Any:
        path = str(cargs[0])
        if path not in IDLE:
            return super().connect(*cargs, **cparams)
        asked = repr(sorted(cparams.items()))
        connection: Any = next(_taken(path, asked), None)
        if connection is None:
            connection = super().connect(
                *cargs, **cparams, factory=SqliteConnection, cached_statements=MOST_PREPARED
            )
            connection.begin(path)
            _ASKED[connection] = asked
        HANDED_OUT.add(connection)
        return connection

    def on_connect(self) -> Any:
        return _greeting_once(super().on_connect())

    def do_close(self, dbapi_connection: Any) -> None:
        kept = IDLE.get(getattr(dbapi_connection, "path", ""))
        if kept is not None and len(kept) < MOST_IDLE and dbapi_connection.becomes_as_new():
            HANDED_OUT.discard(dbapi_connection)
            kept.append(dbapi_connection)
        else:
            dbapi_connection.close()

    def do_terminate(self, dbapi_connection: Any) -> None:
        dbapi_connection.close()


class Postgresql(_OneOfAKind, PGDialect_psycopg):
    """Connections to a worker's own database are used again by its next test, as good as new.

    A server process that has just begun reads every table's description and guard anew, which takes
    it a third of a test's time.
    """

    supports_statement_cache = True

    _learned: ClassVar[dict[str, Any]] = {}
    """What the first of them asked the server about itself: there is one server for all."""

    def initialize(self, connection: Any) -> None:
        if not self._learned:
            before = dict(vars(self))
            super().initialize(connection)  # type: ignore[no-untyped-call]
            known = {name: x for name, x in vars(self).items() if before.get(name, ...) is not x}
            self._learned.update(known)
        vars(self).update(self._learned)

    def connect(self, *cargs: Any, **cparams: Any) -> Any:
        asked = repr(sorted((name, str(x)) for name, x in cparams.items() if name != "context"))
        for known in _taken(str(cparams.get("dbname")), asked):
            if _is_as_new(known):
                return known
            known.close()
        made: Any = super().connect(*cargs, **cparams)
        made.prepared_max = MOST_PREPARED
        _ASKED[made] = asked
        return made

    def on_connect(self) -> Any:
        return _greeting_once(super().on_connect())  # type: ignore[no-untyped-call]

    def do_close(self, dbapi_connection: Any) -> None:
        kept = IDLE.get(dbapi_connection.info.dbname) if not dbapi_connection.closed else None
        if kept is not None and len(kept) < MOST_IDLE and _is_as_new(dbapi_connection):
            kept.append(dbapi_connection)
        else:
            dbapi_connection.close()

    def do_terminate(self, dbapi_connection: Any) -> None:
        dbapi_connection.close()


def _taken(database: str, asked: str) -> Iterator[Any]:
    """Each that waits and was made with the same, taken from those that wait."""
    idle = IDLE.get(database, [])
    for known in [one for one in idle if _ASKED[one] == asked]:
        try:
            idle.remove(known)
        except ValueError:
            continue  # another thread was quicker
        yield known


def _greeting_once(greet: Any) -> Any:
    def greet_once(connection: Any) -> None:
        if not isinstance(connection, SqliteConnection | psycopg.Connection):
            greet(connection)
        elif connection not in _GREETED:
            _GREETED.add(connection)
            greet(connection)

    return greet_once


def _is_as_new(connection: psycopg.Connection) -> bool:
    """Whether the server still knows the connection, and has forgotten what it was used for."""
    if connection.closed or connection.info.transaction_status != TransactionStatus.IDLE:
        return False
    connection.isolation_level = connection.read_only = connection.deferrable = None
    try:
        connection.autocommit = True
        connection.execute(FORGET, prepare=False)
        connection.autocommit = False
    except psycopg.Error:
        return False
    return True


def keep_connections_to(database: str) -> None:
    """From now on, in this process."""
    IDLE.setdefault(database, [])


def idle_server_processes(database: str) -> list[int]:
    """Those that wait for the next test."""
    return [connection.info.backend_pid for connection in IDLE.get(database, [])]


def is_in_use(path: str) -> bool:
    """Whether a test still has a connection to that SQLite file."""
    return any(not one.is_closed and one.path == path for one in HANDED_OUT)


def close_idle(database: str) -> None:
    for connection in IDLE.pop(database, []):
        connection.close()


def share_compiled_statements() -> None:
    """From now on; engines that exist already keep theirs."""
    registry.register("sqlite", __name__, Sqlite.__name__)
    registry.register("postgresql.psycopg", __name__, Postgresql.__name__)
