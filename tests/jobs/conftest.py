"""A database with a job queue, and a table on which jobs leave their mark."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from sponsorship.database import Database
from sponsorship.jobs import DbosQueue, Handler, Patience, Payload, Schedule, Worker, prepare

IMPATIENT = Patience(first=0.02, longest=0.1, tries=3, tries_when_unavailable=5)


class Office:
    """A database with a queue, and the marks that jobs left: one row per effect."""

    def __init__(self, url: str) -> None:
        prepare(url)
        self.database = Database(url, jobs=DbosQueue())
        with self.database.engine.begin() as connection:
            connection.execute(
                sa.text("CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, times INT)")
            )
        self.worker: Worker | None = None

    def mark(self, payload: Payload) -> None:
        """A handler with an effect that is unique by its key, and counts how often it was tried."""
        with self.database.unit_of_work() as session:
            session.execute(
                sa.text(
                    "INSERT INTO mark VALUES (:name, 1)"
                    " ON CONFLICT (name) DO UPDATE SET times = mark.times + 1"
                ),
                {"name": payload.get("name") or payload["scheduled_at"]},
            )

    def marks(self) -> dict[str, int]:
        with self.database.reading() as session:
            return {row.name: row.times for row in session.execute(sa.text("SELECT * FROM mark"))}

    def hire(
        self,
        handlers: dict[str, Handler],
        schedules: tuple[Schedule, ...] = (),
        patience: Patience = IMPATIENT,
        dead_after_seconds: float = 60.0,
    ) -> Worker:
        """Start a worker in this process."""
        self.worker = Worker(
            self.database,
            handlers,
            schedules,
            patience=patience,
            polling_seconds=0.02,
            beat_seconds=0.1,
            dead_after_seconds=dead_after_seconds,
        )
        self.worker.start()
        return self.worker

    def dismiss(self) -> None:
        if self.worker is not None:
            self.worker.stop(within_seconds=5)
            self.worker = None


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    opened = Office(database_url)
    yield opened
    opened.dismiss()
    opened.database.close()


def eventually(is_true: Callable[[], bool], *, within: float = 60.0) -> bool:
    """Whether it becomes true; the limit only ends a test that has failed anyway."""
    ends = time.monotonic() + within
    while not is_true():
        if time.monotonic() > ends:
            return False
        time.sleep(0.02)
    return True
