"""Questions about self-checks."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.selfcheck.models import SelfCheck

EVERY = timedelta(minutes=10)
LATE_AFTER = 3 * EVERY
"""After so long without a run, what the last one said counts for nothing."""


def latest(session: Session) -> SelfCheck | None:
    """The newest run, or None before the first."""
    return session.scalars(
        sa.select(SelfCheck).order_by(SelfCheck.finished_at.desc(), SelfCheck.id.desc()).limit(1)
    ).one_or_none()


def recent(session: Session, *, limit: int = 20) -> list[SelfCheck]:
    """The newest runs, newest first."""
    newest = sa.select(SelfCheck).order_by(SelfCheck.finished_at.desc(), SelfCheck.id.desc())
    return list(session.scalars(newest.limit(limit)))


def is_late(latest_run: SelfCheck | None, *, at: datetime) -> bool:
    """Whether the last run is so long ago that nobody knows how things stand."""
    return latest_run is None or latest_run.finished_at < at - LATE_AFTER
