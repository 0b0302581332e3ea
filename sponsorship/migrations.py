"""Bringing a database to the newest schema: the only way a schema comes to be, on either engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.engine import URL

from sponsorship.database import Database
from sponsorship.resources import migrations_dir

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory


def upgrade(url: str | URL, revision: str = "head") -> None:
    """Run what is missing up to `revision`, all or nothing; two at once wait for each other."""
    from alembic import command

    command.upgrade(_config(url), revision)


def downgrade(url: str | URL, revision: str) -> None:
    """Go back to `revision`; refuses where that would lose what money or people hang on."""
    from alembic import command

    command.downgrade(_config(url), revision)


def head() -> str:
    """The revision that this code expects."""
    found = _script().get_current_head()
    if found is None:
        raise AssertionError("there are no migrations")
    return found


def current(url: str | URL) -> str | None:
    """The revision that the database is at; None for one that was never migrated."""
    from alembic.runtime.migration import MigrationContext

    database = Database(url)
    try:
        with database.reader.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        database.close()


def is_current(url: str | URL) -> bool:
    """Whether code and database agree."""
    return current(url) == head()


def _config(url: str | URL) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def _script() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(migrations_dir()))
