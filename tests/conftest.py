"""Fixtures that every test may use: a clean database on either engine, and settings.

A test that asks for `database` runs twice, once on SQLite and once on PostgreSQL. Commits are real
commits, so deferred constraints and triggers speak up.
"""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import structlog

from sponsorship.database import Database
from sponsorship.settings import Settings
from tests import databases, dialects
from tests.databases import CleanPostgresql, CleanSqlite, PostgresqlServer
from tests.ports import port_for_a_server

hypothesis.settings.register_profile("suite", deadline=None, print_blob=True)
hypothesis.settings.load_profile("suite")

ENGINES = ("sqlite", "postgresql")

LONGEST = {"browser", "faults", "jobs", "packaging", "running"}
"""Folders of tests that start whole processes or wait for them."""

PLAIN_LOGS = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.format_exc_info,
    structlog.dev.ConsoleRenderer(colors=False),
)

pytest_plugins = ["tests.stories.fixture"]


def pytest_configure(config: pytest.Config) -> None:
    dialects.share_compiled_statements()
    # A parallel worker, or a run within a run, shares the files of the one that leads.
    if databases.RUN_DIR not in os.environ:
        # Ended from outside, a run still stops the server that it started.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        databases.open_run()
        config.add_cleanup(databases.close_run)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each parallel worker begins with its share of the longest, so that none is left alone with them.

    The scheduler gives every worker an equal run of this list to begin with.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    modules: dict[str, list[pytest.Item]] = {}
    rest: list[pytest.Item] = []
    for item in items:
        is_long = folder_of(item) in LONGEST
        (modules.setdefault(item.location[0], []) if is_long else rest).append(item)
    shares: list[list[pytest.Item]] = [[] for _ in range(workers)]
    for number, name in enumerate(sorted(modules)):
        shares[number % workers] += modules[name]
    left = len(items)
    for number, share in enumerate(shares):
        size = left // (workers - number)
        left -= size
        filling = max(0, size - len(share))
        share.extend(rest[:filling])
        del rest[:filling]
    items[:] = [item for share in shares for item in share] + rest


def pytest_collection_finish() -> None:
    """What was collected stays to the end: looking for garbage in it took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def folder_of(item: pytest.Item) -> str:
    """The folder in tests/ that a test lies in."""
    return Path(item.location[0]).parts[1]


@pytest.fixture(autouse=True)
def _nothing_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's own settings must not decide what a test sees."""
    for name in list(os.environ):
        if name.startswith("SPONSORSHIP_") and not name.startswith("SPONSORSHIP_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _plain_logs() -> None:
    """As in production: drawing an error in colours, with every variable, costs as much as a story."""
    structlog.configure(processors=PLAIN_LOGS)


@pytest.fixture(scope="session")
def postgresql_server(worker_id: str) -> PostgresqlServer:
    return PostgresqlServer(worker_id)


@pytest.fixture(scope="session")
def clean_postgresql(postgresql_server: PostgresqlServer) -> Iterator[CleanPostgresql]:
    clean = CleanPostgresql(postgresql_server)
    yield clean
    clean.close()


@pytest.fixture(scope="session")
def clean_sqlite(worker_id: str) -> Iterator[CleanSqlite]:
    clean = CleanSqlite(worker_id)
    yield clean
    clean.close()


@pytest.fixture
def sqlite_url(clean_sqlite: CleanSqlite) -> str:
    """A migrated SQLite database for this test alone."""
    return clean_sqlite.cleaned()


@pytest.fixture
def postgresql_url(clean_postgresql: CleanPostgresql) -> str:
    """A migrated PostgreSQL database for this test alone."""
    return clean_postgresql.cleaned().render_as_string(hide_password=False)


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database for this test alone, on either engine."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a table, on either engine."""
    if request.param == "sqlite":
        return databases.new_sqlite(tmp_path, migrated=False)
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    return server.new_empty().render_as_string(hide_password=False)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated, empty database for this test alone: on SQLite, then on PostgreSQL."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """For what concerns SQLite alone."""
    opened = Database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def postgresql_database(postgresql_url: str) -> Iterator[Database]:
    """For what concerns PostgreSQL alone."""
    opened = Database(postgresql_url)
    yield opened
    opened.close()


@pytest.fixture
def server_port() -> Iterator[int]:
    """A port that this test alone can use."""
    with port_for_a_server() as port:
        yield port


@pytest.fixture
def one_quarter_of_an_hour() -> None:
    """By the real clock: what the web application counts within one does not begin anew halfway."""
    left = 15 * 60 - time.time() % (15 * 60)
    if left < 30:
        time.sleep(left)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a product with the payments sandbox, its data in this test's own folder."""
    return Settings(_env_file=None, data_dir=tmp_path / "data", base_url="http://testserver")
