"""Three doors into one little world: SQLite, and PostgreSQL as the owner and as the application."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from sponsorship import guards
from sponsorship.database import Database
from tests import databases
from tests.database import world
from tests.databases import PostgresqlServer

SQLITE = "sqlite"
OWNER = "postgresql as its owner"
APPLICATION = "postgresql as the application"
DOORS = (SQLITE, OWNER, APPLICATION)


class _Undone(Exception):
    """Leaves a transaction that is not to be kept."""


@dataclass
class Door:
    """A way to send statements, and a way to see whether anything changed."""

    name: str
    attacker: Database
    owner: Database
    before: dict[str, str]

    def refusal_of(self, statements: Iterable[str], *, keep: bool = True) -> str:
        """What the database says to these statements in one transaction; nothing if it agrees."""
        try:
            with self.attacker.writer.begin() as connection:
                for statement in statements:
                    world.run(connection, statement)
                if not keep:
                    raise _Undone
        except _Undone:
            return ""
        except sa.exc.DBAPIError as refused:
            return str(refused.orig)
        return ""

    def changed(self) -> list[str]:
        """The tables that are not as they were when the world was made."""
        now = world.digest(self.owner.reader)
        return [name for name, was in self.before.items() if now[name] != was]


class Doors:
    """The worlds of one run: made when first needed, made again after one was changed."""

    def __init__(self, folder: Path, server: Callable[[], PostgresqlServer]) -> None:
        self.folder = folder
        self.server = server
        self.open: dict[str, Door] = {}

    def door(self, name: str) -> Door:
        if name not in self.open:
            self.open[name] = self._made(name)
        return self.open[name]

    def close(self, name: str) -> None:
        door = self.open.pop(name)
        door.attacker.close()
        door.owner.close()

    def _made(self, name: str) -> Door:
        owner = Database(self._sqlite() if name == SQLITE else self._postgresql(name))
        world.build(owner.writer)
        attacker = Database(owner.url)
        if name == APPLICATION:
            attacker = Database(application_role(owner, f"app_{self.server().worker}"))
        return Door(name, attacker, owner, world.digest(owner.reader))

    def _sqlite(self) -> str:
        path = self.folder / "world.db"
        for left in self.folder.glob("world.db*"):
            left.unlink()
        shutil.copyfile(databases.sqlite_template(), path)
        return f"sqlite:///{path}"

    def _postgresql(self, name: str) -> URL:
        server = self.server()
        database = f"{server.prefix}_{server.worker}_{DOORS.index(name)}"
        server.create(database, template=server.template)
        return server.url_of(database)


def application_role(owner: Database, role: str) -> URL:
    """The URL of the database for the application's own role, made with its rights alone."""
    with owner.writer.begin() as connection:
        known = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role")
        if connection.scalar(known, {"role": role}) is None:
            world.run(connection, f"CREATE ROLE {role} LOGIN PASSWORD 'app'")
        for grant in guards.grants(role):
            world.run(connection, grant)
    return make_url(owner.url).set(username=role, password="app")


@pytest.fixture(scope="session")
def doors(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Doors]:
    made = Doors(
        tmp_path_factory.mktemp("doors"), lambda: request.getfixturevalue("postgresql_server")
    )
    yield made
    for name in list(made.open):
        made.close(name)


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest, doors: Doors) -> Iterator[Door]:
    found = doors.door(request.param)
    yield found
    if found.changed():
        doors.close(request.param)
