"""Does what is owed in the database, as a worker would, without starting the job engine.

The jobs are the engine's own rows, and the worker's own code runs them, notes their failures and
queues the next try; only taking the next row and marking it as done are ours. So a worker that is
replaced costs milliseconds instead of seconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from faults.points import Points
from sponsorship.database import Database
from sponsorship.jobs import Handler, Patience, Worker
from sponsorship.jobs.dbos_queue import FOREIGN_SCHEMA, WORKFLOW
from sponsorship.jobs.engine import Run

AT_ONCE = Patience(first=0.0, longest=0.0)
MOST = 2_000
"""More jobs than any show owes at once: beyond that, work makes more work for ever."""


class NeverDone(AssertionError):
    """Raised when work that is owed does not come to an end."""


class Workbench:
    """What is owed in one database, and the handlers that do it."""

    def __init__(self, database: Database, handlers: Mapping[str, Handler], points: Points) -> None:
        self.worker = Worker(database, handlers, patience=AT_ONCE)
        self.database = database
        self.points = points
        where = "" if database.is_sqlite else f"{FOREIGN_SCHEMA}."
        waiting = "name = :name AND status IN ('ENQUEUED', 'DELAYED', 'PENDING')"
        self._next = sa.text(
            "SELECT s.workflow_uuid, i.inputs"
            f" FROM {where}workflow_status s JOIN {where}workflow_input i USING (workflow_uuid)"
            f" WHERE {waiting} ORDER BY s.created_at, s.workflow_uuid LIMIT 1"
        )
        self._done = sa.text(
            f"UPDATE {where}workflow_status SET status = 'SUCCESS' WHERE workflow_uuid = :id"
        )

    def work(self) -> int:
        """Do everything that is owed, and what that owes; how many jobs that was."""
        done = 0
        while (found := self._take()) is not None:
            id_, run = found
            self.worker._run(run)
            self.points.reach("before a job is marked as done")
            with self.points.unwatched(), self.database.unit_of_work() as session:
                session.execute(self._done, {"id": id_})
            self.points.reach("after a job is marked as done")
            done += 1
            if done > MOST:
                raise NeverDone(f"{run.name} {run.key} and others come back for ever")
        return done

    def _take(self) -> tuple[str, Run] | None:
        with self.points.unwatched(), self.database.reading() as session:
            row = session.execute(self._next, {"name": WORKFLOW}).one_or_none()
        if row is None:
            return None
        stored: dict[str, Any] = json.loads(row.inputs)
        return row.workflow_uuid, Run(*stored["positionalArgs"])
