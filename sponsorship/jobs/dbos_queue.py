"""The queue on DBOS: a job is one row of its tables, in the database of the fact that owes it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.jobs.port import Payload

if TYPE_CHECKING:
    from dbos import DBOSClient, EnqueueOptions

APPLICATION = "sponsorship"
APPLICATION_VERSION = "jobs-1"
"""Fixed on purpose: left to itself DBOS derives it from the code, and a new release would not touch
the jobs of the one before. Raise it only when stored jobs can no longer be run."""
QUEUE = "work"
WORKFLOW = "job"

FOREIGN_TABLES = (
    "application_versions",
    "dbos_migrations",
    "notifications",
    "operation_outputs",
    "queues",
    "streams",
    "workflow_events",
    "workflow_events_history",
    "workflow_input",
    "workflow_output",
    "workflow_schedules",
    "workflow_status",
)
"""The tables of DBOS in a SQLite file; on PostgreSQL they live in the schema `dbos`."""
FOREIGN_SCHEMA = "dbos"


def prepare(database_url: str) -> None:
    """Create or migrate the tables of the job engine. Safe to repeat and to run twice at once."""
    from dbos import DBOS

    DBOS.migrate(database_url)


def job_id(name: str, key: str, run: int = 1) -> str:
    """The engine's id of one run of one job; equal ids are one job."""
    return f"{name}/{key}" if run == 1 else f"{name}/{key}#{run}"


class DbosQueue:
    """Queues jobs in the caller's transaction; DBOS itself is imported at the first one, or in
    the background by `warm()`.
    """

    def __init__(self) -> None:
        self._client: DBOSClient | None = None
        self._lock = threading.Lock()

    def enqueue(
        self, session: Session, name: str, key: str, payload: Payload, *, run: int = 1
    ) -> None:
        self._insert(session, name, key, payload, run=run, tries=1, wait_seconds=0)

    def enqueue_retry(
        self,
        session: Session,
        name: str,
        key: str,
        payload: Payload,
        *,
        run: int,
        tries: int,
        wait_seconds: float,
    ) -> None:
        """Queue the next run of a job that failed, not before so many seconds have passed."""
        self._insert(session, name, key, payload, run=run, tries=tries, wait_seconds=wait_seconds)

    def warm(self) -> None:
        """Import the engine in the background, so that the first job does not wait for it."""
        threading.Thread(target=_import_engine, name="job-engine-import", daemon=True).start()

    def _insert(
        self,
        session: Session,
        name: str,
        key: str,
        payload: Payload,
        *,
        run: int,
        tries: int,
        wait_seconds: float,
    ) -> None:
        client = self._client or self._connect(session)
        asked: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": job_id(name, key, run),
            "app_version": APPLICATION_VERSION,
        }
        if wait_seconds > 0:
            asked["delay_seconds"] = wait_seconds
        session.flush()
        client.enqueue_in_transaction(session, asked, name, key, dict(payload), run, tries)

    def _connect(self, session: Session) -> DBOSClient:
        with self._lock:
            if self._client is None:
                from dbos import DBOSClient, DBOSPortableJSONSerializer

                bind = session.get_bind()
                engine = bind if isinstance(bind, sa.Engine) else bind.engine
                # Sharing our engine's dialect lets DBOS keep its compiled statements: on
                # PostgreSQL that halves the price of a job.
                self._client = DBOSClient(
                    system_database_engine=engine,
                    serializer=DBOSPortableJSONSerializer(),
                    application_name=APPLICATION,
                    lazy=True,
                )
            return self._client


def _import_engine() -> None:
    import dbos  # noqa: F401  # only for its effect: the module is loaded
