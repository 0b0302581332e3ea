"""A story on either engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sponsorship import invariants
from sponsorship.database import Database
from sponsorship.jobs import RecordingQueue
from tests.stories.telling import Story


@pytest.fixture
def story(database_url: str, tmp_path: Path) -> Iterator[Story]:
    """A small foundation; whatever happens in the story, every invariant holds at its end."""
    queue = RecordingQueue()
    database = Database(database_url, jobs=queue)
    told = Story(database, tmp_path / "data", queue)
    yield told
    with database.reading() as session:
        assert invariants.broken(session) == []
    database.close()
