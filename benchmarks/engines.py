"""A fresh, migrated database on each engine, as durable as in production."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sponsorship import jobs, migrations
from sponsorship.database import Database
from sponsorship.funds.models import Fund, Restriction
from tests import databases

ENGINES = ("sqlite", "postgresql")


@contextlib.contextmanager
def both_engines() -> Iterator[Engines]:
    """The servers that the benchmarks need, for as long as they run."""
    databases.open_run()
    try:
        yield Engines()
    finally:
        databases.close_run()


class Engines:
    """Makes databases; starts PostgreSQL when it is first needed."""

    def __init__(self) -> None:
        self.server: databases.PostgresqlServer | None = None
        self.made = 0

    def new(self, engine: str, folder: Path) -> str:
        """The URL of a migrated database with one open fund."""
        url = self.empty(engine, folder)
        migrations.upgrade(url)
        jobs.prepare(url)
        _open_a_fund(url)
        return url

    def empty(self, engine: str, folder: Path) -> str:
        """The URL of a database without a table."""
        self.made += 1
        if engine == "sqlite":
            return f"sqlite:///{folder / f'{self.made}.db'}"
        if self.server is None:
            self.server = databases.PostgresqlServer("bench")
            with self.server.connect() as connection:  # the tests' server does not wait for disks
                connection.execute("ALTER SYSTEM RESET ALL")
                connection.execute("SELECT pg_reload_conf()")
        name = f"{self.server.prefix}_bench_{self.made}"
        self.server.create(name)
        return self.server.url_of(name).render_as_string(hide_password=False)


def _open_a_fund(url: str) -> None:
    database = Database(url)
    with database.unit_of_work() as session:
        session.add(
            Fund(
                slug="general",
                name="General fund",
                summary="For everything that the foundation does.",
                description="For everything that the foundation does.",
                restriction=Restriction.NONE,
                currency="USD",
                created_at=datetime.now(UTC),
            )
        )
    database.close()
