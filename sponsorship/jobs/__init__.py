"""Work that is owed: queued in the transaction of the fact that owes it, done by a worker.

Knows names, keys and JSON payloads. Does not know what any job does. Only this package knows which
engine runs the jobs, and the engine itself is imported when it is first needed.
"""

from sponsorship.jobs.dbos_queue import FOREIGN_SCHEMA, FOREIGN_TABLES, DbosQueue, prepare
from sponsorship.jobs.operations import NotParked, rerun
from sponsorship.jobs.port import Handler, JobQueue, NoHandler, NoQueue, Payload, enqueue
from sponsorship.jobs.queries import count_live_workers, parked_jobs, waiting_jobs
from sponsorship.jobs.recording import RecordingQueue
from sponsorship.jobs.worker import Patience, Schedule, Worker

__all__ = [
    "FOREIGN_SCHEMA",
    "FOREIGN_TABLES",
    "DbosQueue",
    "Handler",
    "JobQueue",
    "NoHandler",
    "NoQueue",
    "NotParked",
    "Patience",
    "Payload",
    "RecordingQueue",
    "Schedule",
    "Worker",
    "count_live_workers",
    "enqueue",
    "parked_jobs",
    "prepare",
    "rerun",
    "waiting_jobs",
]
