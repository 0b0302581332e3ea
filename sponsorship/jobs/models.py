"""Workers that are alive and jobs that are in trouble."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sponsorship.database import Base, Json


class WorkerHeartbeat(Base):
    """One running worker. Silence means that it died; its jobs are then given to the others."""

    __tablename__ = "worker_heartbeat"

    worker: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    relieved_by: Mapped[str] = mapped_column(default="")
    """The worker that takes over the jobs of this dead one."""
    relieved_at: Mapped[datetime | None]


class JobTrouble(Base):
    """A job that failed: waiting for its next try, or parked after the last one.

    The row goes away when the job succeeds.
    """

    __tablename__ = "job_trouble"
    __table_args__ = (
        sa.UniqueConstraint("name", "key"),
        sa.CheckConstraint("tries > 0", name="tries_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    error: Mapped[str]
    """One sentence, safe for staff to read."""
    run: Mapped[int]
    """The number of the failed run, counted from 1 over all its tries and re-runs."""
    tries: Mapped[int]
    """How often it failed since it was queued or asked for again."""
    first_failed_at: Mapped[datetime]
    last_failed_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    """None when nothing more happens by itself: the job is parked."""

    @property
    def is_parked(self) -> bool:
        return self.next_try_at is None
