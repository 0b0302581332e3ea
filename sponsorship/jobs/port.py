"""The port: a job is a name, a key and a JSON payload, queued in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sqlalchemy.orm import Session

Payload = Mapping[str, Any]
"""What a handler needs to know: ids and plain JSON values, never a secret."""

Handler = Callable[[Payload], None]
"""Acts on one payload; may run more than once for the same job, so its effects are unique by key."""


class NoQueue(AssertionError):
    """Work was owed in a session that has no queue: a mistake in the wiring."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} was queued, but this database was opened without a job queue")


class JobQueue(Protocol):
    """Where jobs are kept until a worker takes them."""

    def enqueue(self, session: Session, name: str, key: str, payload: Payload) -> None:
        """Keep the job if and only if the session's transaction commits; once per name and key."""


def enqueue(session: Session, name: str, *, key: str, payload: Payload) -> None:
    """Owe a job with this fact: committed with it, forgotten with it, once per name and key."""
    queue: JobQueue | None = session.info.get("jobs")
    if queue is None:
        raise NoQueue(name)
    queue.enqueue(session, name, key, payload)
