"""A story on either engine.

What it needs is imported where it is told: the process that only leads a run needs nothing of it, and
everybody waits for that process.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.stories.telling import Story


@pytest.fixture
def sponsors_give_to() -> str:
    """The fund of the programme year; tests may name another."""
    return "general"


@pytest.fixture
def story(database_url: str, tmp_path: Path, sponsors_give_to: str) -> Iterator[Story]:
    """A small foundation; whatever happens in the story, every invariant holds at its end."""
    from sponsorship import invariants
    from sponsorship.database import Database
    from sponsorship.jobs import RecordingQueue
    from tests.stories.telling import Story

    queue = RecordingQueue()
    database = Database(database_url, jobs=queue)
    told = Story(database, tmp_path / "data", queue, sponsors_give_to=sponsors_give_to)
    yield told
    with database.reading() as session:
        assert invariants.broken(session) == []
    database.close()
