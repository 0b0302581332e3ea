"""A story on either engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sponsorship import invariants
from sponsorship.database import Database
from sponsorship.jobs import RecordingQueue
from tests.stories.telling import Story


@pytest.fixture
def sponsors_give_to() -> str:
    """The fund of the programme year; tests may name another."""
    return "general"


@pytest.fixture
def story(database_url: str, tmp_path: Path, sponsors_give_to: str) -> Iterator[Story]:
    """A small foundation; whatever happens in the story, every invariant holds at its end."""
    queue = RecordingQueue()
    database = Database(database_url, jobs=queue)
    told = Story(database, tmp_path / "data", queue, sponsors_give_to=sponsors_give_to)
    yield told
    with database.reading() as session:
        assert invariants.broken(session) == []
    database.close()
