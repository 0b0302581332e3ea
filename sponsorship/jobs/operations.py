"""Running a parked job again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.errors import Refused
from sponsorship.jobs.models import JobTrouble
from sponsorship.jobs.port import queue_of


class NotParked(Refused):
    """Raised when a job is to be run again that will run again by itself."""

    code = "not_parked"

    def __init__(self, trouble: JobTrouble) -> None:
        self.trouble = trouble
        super().__init__("This job will be tried again by itself.")


def rerun(session: Session, trouble: JobTrouble, *, at: datetime) -> None:
    """Queue a parked job once more, with its full number of tries; raises NotParked."""
    if not trouble.is_parked:
        raise NotParked(trouble)
    trouble.next_try_at = at
    queue_of(session, trouble.name).enqueue(
        session, trouble.name, trouble.key, trouble.payload, run=trouble.run + 1
    )
