"""Work that is owed: queued in the transaction of the fact that owes it, done by a worker.

Knows names, keys and JSON payloads. Does not know what any job does. Only this package knows which
engine runs the jobs, and the engine itself is imported when it is first needed.
"""

from sponsorship.jobs.port import Handler, JobQueue, NoQueue, Payload, enqueue
from sponsorship.jobs.recording import RecordingQueue

__all__ = ["Handler", "JobQueue", "NoQueue", "Payload", "RecordingQueue", "enqueue"]
