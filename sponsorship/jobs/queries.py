"""What is known of workers, and of jobs that failed."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.jobs.models import JobTrouble, WorkerHeartbeat

SILENCE = timedelta(seconds=30)


def parked_jobs(session: Session) -> list[JobTrouble]:
    """Jobs that nobody will try again unless they are asked to, oldest first."""
    return _troubles(session, JobTrouble.next_try_at.is_(None))


def waiting_jobs(session: Session) -> list[JobTrouble]:
    """Jobs that failed and will be tried again, oldest first."""
    return _troubles(session, JobTrouble.next_try_at.is_not(None))


def count_live_workers(session: Session, *, at: datetime) -> int:
    """How many workers showed life within the last half minute."""
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(WorkerHeartbeat)
            .where(WorkerHeartbeat.beat_at > at - SILENCE)
        )
        or 0
    )


def _troubles(session: Session, condition: sa.ColumnElement[bool]) -> list[JobTrouble]:
    return list(session.scalars(sa.select(JobTrouble).where(condition).order_by(JobTrouble.id)))
