"""A queue in memory with the same promises: a rollback forgets, a commit keeps, once per key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from sponsorship.jobs.port import Handler, NoHandler, Payload


@dataclass(frozen=True, slots=True)
class RecordedJob:
    """One job as it was queued."""

    name: str
    key: str
    payload: dict[str, Any] = field(hash=False)
    run: int = 1

    @property
    def identity(self) -> tuple[str, str, int]:
        return self.name, self.key, self.run


class RecordingQueue:
    """Keeps the jobs of committed transactions, in order, until they are drained."""

    def __init__(self) -> None:
        self.waiting: list[RecordedJob] = []
        self.finished: list[RecordedJob] = []

    def enqueue(
        self, session: Session, name: str, key: str, payload: Payload, *, run: int = 1
    ) -> None:
        # The round trip refuses what the real queue could not store.
        job = RecordedJob(name, key, json.loads(json.dumps(payload)), run)
        staged = self._staged(session)
        known = [*self.waiting, *self.finished, *(one for one, _ in staged)]
        if all(one.identity != job.identity for one in known):
            session.connection()  # so that there is a transaction to belong to
            staged.append((job, session.get_nested_transaction() or session.get_transaction()))

    def drain(self, handlers: Mapping[str, Handler]) -> int:
        """Run what waits, and what that queues, until nothing is left; returns how many ran.

        An error surfaces at once; its job stays first in line for the next drain.
        """
        ran = 0
        while self.waiting:
            job = self.waiting[0]
            if job.name not in handlers:
                raise NoHandler(job.name)
            handlers[job.name](job.payload)
            self.finished.append(self.waiting.pop(0))
            ran += 1
        return ran

    def _staged(self, session: Session) -> list[tuple[RecordedJob, SessionTransaction | None]]:
        if "recorded_jobs" not in session.info:
            session.info["recorded_jobs"] = []
            event.listen(session, "after_commit", self._keep)
            event.listen(session, "after_transaction_end", _forget)
        staged: list[tuple[RecordedJob, SessionTransaction | None]] = session.info["recorded_jobs"]
        return staged

    def _keep(self, session: Session) -> None:
        """A savepoint leaves its jobs to the transaction around it, a transaction to the world."""
        staged = session.info["recorded_jobs"]
        savepoint = session.get_nested_transaction()
        if savepoint is None:
            self.waiting.extend(job for job, _ in staged)
            staged.clear()
        else:
            staged[:] = [
                (job, savepoint.parent if owner is savepoint else owner) for job, owner in staged
            ]


def _forget(session: Session, ended: SessionTransaction) -> None:
    """What still belongs to a transaction at its end was not committed."""
    staged = session.info["recorded_jobs"]
    staged[:] = [(job, owner) for job, owner in staged if owner is not ended]
