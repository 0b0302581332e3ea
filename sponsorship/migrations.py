"""Bringing a database to the newest schema: the only way a schema comes to be, on either engine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import URL

from sponsorship.database import Database
from sponsorship.resources import migrations_dir

if TYPE_CHECKING:
    from alembic.config import Config

_REVISION = re.compile(r'^revision(?:: str)? = "(.+)"$', re.MULTILINE)
_FOLLOWS = re.compile(r'^down_revision(?:: [^=]+)? = "(.+)"$', re.MULTILINE)


def upgrade(url: str | URL, revision: str = "head") -> None:
    """Run what is missing up to `revision`, all or nothing; two at once wait for each other."""
    from alembic import command

    command.upgrade(_config(url), revision)


def downgrade(url: str | URL, revision: str) -> None:
    """Go back to `revision`; refuses where that would lose what money or people hang on."""
    from alembic import command

    command.downgrade(_config(url), revision)


def known() -> set[str]:
    """Every revision that this code knows."""
    texts = [path.read_text("utf-8") for path in (migrations_dir() / "versions").glob("*.py")]
    return {found[1] for text in texts for found in _REVISION.finditer(text)}


def head() -> str:
    """The revision that this code expects: the one that no other follows.

    Read from the files themselves, because Alembic takes longer to import than the web application
    needs to start.
    """
    texts = [path.read_text("utf-8") for path in (migrations_dir() / "versions").glob("*.py")]
    known = {found[1] for text in texts for found in _REVISION.finditer(text)}
    followed = {found[1] for text in texts for found in _FOLLOWS.finditer(text)}
    (only,) = known - followed
    return only


def current(url: str | URL) -> str | None:
    """The revision that the database is at; None for one that was never migrated."""
    database = Database(url)
    try:
        with database.reader.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return None
            revision: str | None = connection.exec_driver_sql(
                "SELECT version_num FROM alembic_version"
            ).scalar()
            return revision
    finally:
        database.close()


def is_current(url: str | URL) -> bool:
    """Whether code and database agree."""
    return current(url) == head()


def run_file(connection: sa.Connection, path: Path) -> None:
    """Run the statements of a frozen file as they stand, each in the caller's transaction."""
    for part in path.read_text("utf-8").split("\n-- next statement\n"):
        # Without parameters the driver reads no percent sign as one.
        connection.execution_options(no_parameters=True).exec_driver_sql(
            part.strip().removesuffix(";")
        )


def _config(url: str | URL) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    config.attributes["url"] = url
    return config
