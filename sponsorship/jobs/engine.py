"""Everything that the worker asks of DBOS, in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sponsorship.database import Database
from sponsorship.jobs.dbos_queue import APPLICATION, APPLICATION_VERSION, QUEUE, WORKFLOW, job_id


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a job: which one over the job's life, and which try since it was last queued."""

    name: str
    key: str
    payload: dict[str, Any]
    number: int
    tries: int


DUE = "due"
"""The engine's name for its step from the clock to a queued job."""


class Engine:
    """DBOS as this worker's engine. There is one per process, because DBOS keeps global state."""

    def __init__(
        self,
        database: Database,
        worker: str,
        *,
        run: Callable[[Run], None],
        due: Callable[[str, str], None],
        concurrency: int,
        polling_seconds: float,
    ) -> None:
        self.url = database.url.render_as_string(hide_password=False)
        self.worker = worker
        self.run = run
        self.due = due
        self.concurrency = concurrency
        self.polling_seconds = polling_seconds

    def start(self, schedules: Mapping[str, tuple[str, str]]) -> None:
        """Begin to take jobs from the queue and to watch the clock."""
        from dbos import DBOS, DBOSPortableJSONSerializer

        run, due = self.run, self.due
        DBOS(
            config={
                "name": APPLICATION,
                "system_database_url": self.url,
                "application_version": APPLICATION_VERSION,
                "executor_id": self.worker,
                "serializer": DBOSPortableJSONSerializer(),
                "log_level": "WARNING",
                # One connection per running job, and some for the queue and the clock.
                "sys_db_pool_size": self.concurrency + 4,
                "run_migrations": False,
            }
        )

        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
        def job(name: str, key: str, payload: dict[str, Any], number: int, tries: int) -> None:
            run(Run(name, key, payload, number, tries))

        @DBOS.workflow(name=DUE, max_recovery_attempts=None)
        def due_now(scheduled_at: Any, name: Any) -> None:
            due(str(name), _instant(scheduled_at))

        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=self.concurrency,
            polling_interval_sec=self.polling_seconds,
            on_conflict="always_update",
        )
        self._keep_time(schedules, due_now)

    def _keep_time(
        self, schedules: Mapping[str, tuple[str, str]], due_now: Callable[[Any, Any], None]
    ) -> None:
        from dbos import DBOS

        for known in DBOS.list_schedules():
            if known["schedule_name"] not in schedules:
                DBOS.delete_schedule(known["schedule_name"])
        DBOS.apply_schedules(
            [
                {
                    "schedule_name": name,
                    "workflow_fn": due_now,
                    "schedule": cron,
                    "context": name,
                    "cron_timezone": zone,
                    "queue_name": QUEUE,
                }
                for name, (cron, zone) in schedules.items()
            ]
        )

    def stop(self, *, within_seconds: int) -> None:
        """Take no more jobs and wait for running ones, at most so long."""
        from dbos import DBOS

        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=within_seconds)

    def unfinished_of(self, worker: str) -> list[tuple[str, Run]]:
        """The engine's id and the run of every job that this worker began and did not end."""
        return _runs(status="PENDING", executor_id=worker)

    def broken(self) -> list[tuple[str, Run]]:
        """The engine's id and the run of every job that broke outside of its handler."""
        return _runs(status="ERROR")

    def knows(self, name: str, key: str, number: int) -> bool:
        """Whether this run of the job is queued, is running, or is over."""
        from dbos import DBOS

        return DBOS.get_workflow_status(job_id(name, key, number)) is not None

    def resume_due_of(self, worker: str) -> None:
        """Queue again the clock's own steps that this worker began and did not end."""
        from dbos import DBOS

        for found in DBOS.list_workflows(status="PENDING", executor_id=worker, name=DUE):
            DBOS.resume_workflow(found.workflow_id, queue_name=QUEUE)

    def forget(self, id_: str) -> None:
        """Remove this run from the engine's tables."""
        from dbos import DBOS

        DBOS.delete_workflow(id_)

    def cancel(self, id_: str) -> None:
        """Whatever this run still does, its outcome counts no more."""
        from dbos import DBOS

        DBOS.cancel_workflow(id_)

    def forget_finished(self, *, before: datetime) -> None:
        """Remove what succeeded or was cancelled long ago, a thousand at a time."""
        from dbos import DBOS

        while old := DBOS.list_workflows(
            status=["SUCCESS", "CANCELLED"],
            completed_before=before.isoformat(),
            limit=1000,
            load_input=False,
            load_output=False,
        ):
            DBOS.delete_workflows([one.workflow_id for one in old])


def _instant(scheduled_at: Any) -> str:
    return scheduled_at.isoformat() if isinstance(scheduled_at, datetime) else str(scheduled_at)


def _runs(**wanted: Any) -> list[tuple[str, Run]]:
    from dbos import DBOS

    found = DBOS.list_workflows(name=WORKFLOW, load_output=False, **wanted)
    return [(one.workflow_id, Run(*one.input["args"])) for one in found if one.input is not None]
