"""The port: a job is a name, a key and a JSON payload, queued in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sqlalchemy.orm import Session

Payload = Mapping[str, Any]
"""What a handler needs to know: ids and plain JSON values, never a secret."""

Handler = Callable[[Payload], None]
"""Acts on one payload; may run twice for the same job, so its effects are unique by key."""


class NoQueue(AssertionError):
    """Work was owed in a session that has no queue: a mistake in the wiring."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} was queued, but this database was opened without a job queue")


class NoHandler(AssertionError):
    """A job's name is not one that this worker knows."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no handler is known for jobs named {name}")


class JobQueue(Protocol):
    """Where jobs are kept until a worker takes them."""

    def enqueue(
        self, session: Session, name: str, key: str, payload: Payload, *, run: int = 1
    ) -> None:
        """Keep the job if and only if the transaction commits; once per name, key and run."""


def enqueue(session: Session, name: str, *, key: str, payload: Payload) -> None:
    """Owe a job with this fact: committed with it, forgotten with it, once per name and key."""
    queue_of(session, name).enqueue(session, name, key, payload)


def queue_of(session: Session, name: str) -> JobQueue:
    """The queue that the session's database was opened with; raises NoQueue."""
    queue: JobQueue | None = session.info.get("jobs")
    if queue is None:
        raise NoQueue(name)
    return queue
