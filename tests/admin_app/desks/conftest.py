"""Desks in the story world: on SQLite, and on both engines where two people act at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sponsorship import invariants
from sponsorship.database import Database
from sponsorship.jobs import RecordingQueue
from sponsorship.staff.permissions import StaffRole
from tests.admin_app.desks.desks import Colleague, Desks
from tests.stories.telling import Story


@pytest.fixture
def desks(sqlite_url: str, tmp_path: Path) -> Iterator[Desks]:
    """A small foundation and its staff; at the end every invariant holds."""
    yield from _open(sqlite_url, tmp_path)


@pytest.fixture
def shared_desks(database_url: str, tmp_path: Path) -> Iterator[Desks]:
    """The same on either engine."""
    yield from _open(database_url, tmp_path)


def _open(url: str, folder: Path) -> Iterator[Desks]:
    queue = RecordingQueue()
    database = Database(url, jobs=queue)
    opened = Desks(Story(database, folder / "data", queue))
    yield opened
    opened.open.close()
    with database.reading() as session:
        assert invariants.broken(session) == []
    database.close()


@pytest.fixture
def ada(desks: Desks) -> Colleague:
    """An administrator."""
    return desks.staff("Ada Okafor")


@pytest.fixture
def femi(desks: Desks) -> Colleague:
    """Finance."""
    return desks.staff("Femi Adeyemi", StaffRole.FINANCE)


@pytest.fixture
def sumana(desks: Desks) -> Colleague:
    """Programme."""
    return desks.staff("Sumana Rao", StaffRole.PROGRAMME)


@pytest.fixture
def vera(desks: Desks) -> Colleague:
    """Looks, and changes nothing."""
    return desks.staff("Vera Lind", StaffRole.VIEWER)
