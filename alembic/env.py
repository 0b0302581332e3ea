"""How migrations run: in one transaction, one deploy at a time, and never waiting long for a lock.

The URL comes from the caller (`sponsorship.migrations`) or, on Alembic's own command line, from the
settings.
"""

from typing import Any

import sqlalchemy as sa
from alembic import context

from sponsorship import models, settings
from sponsorship.database import Database

DEPLOY_LOCK = 4_711_002
"""Advisory lock that a second deploy waits for; by then there is nothing left to do."""

TIMEOUTS = ("SET LOCAL lock_timeout = '5s'", "SET LOCAL statement_timeout = '60s'")
"""A migration that waits for a table lock makes everybody behind it wait. A revision that needs
longer sets its own limit and says why."""

JOB_ENGINE_TABLES = frozenset(
    {
        "application_versions",
        "dbos_migrations",
        "event_dispatch_kv",
        "notifications",
        "operation_outputs",
        "queues",
        "streams",
    }
)
"""Tables of the job engine, which on SQLite live beside ours."""


def is_ours(name: str | None, kind: str, _: object) -> bool:
    """Whether a table of the database belongs to our schema."""
    return kind != "table" or not (name in JOB_ENGINE_TABLES or str(name).startswith("workflow_"))


def migrate(connection: sa.Connection) -> None:
    """Run the missing revisions in the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(DEPLOY_LOCK)))
        for timeout in TIMEOUTS:
            connection.exec_driver_sql(timeout)
    context.configure(
        connection=connection,
        target_metadata=models.metadata,
        include_name=is_ours,
        transactional_ddl=True,
        compare_type=True,
    )
    context.run_migrations()


class BrokenReferences(Exception):
    """Raised when a revision leaves a row behind that refers to nothing: nothing of it is kept."""


def migrate_sqlite(database: Database) -> None:
    """SQLite changes no constraint in place, so a revision makes tables anew under the same name.

    Meanwhile references would be checked against a table that is gone; they are switched off, which
    SQLite allows outside of a transaction only, and checked all together before the commit.
    """
    with database.writer.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            migrate(connection)
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise BrokenReferences(f"a row of {broken[0]} refers to no row of {broken[2]}")


if context.is_offline_mode():
    raise SystemExit("Migrations run against a database; the schema as text is in schema/*.sql.")

database = Database(context.config.attributes.get("url") or settings.load().database)
try:
    if database.is_sqlite:
        migrate_sqlite(database)
    else:
        with database.writer.begin() as connection:
            migrate(connection)
finally:
    database.close()
