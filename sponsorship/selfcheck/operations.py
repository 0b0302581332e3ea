"""Keeping what a self-check found, and letting old runs go."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.selfcheck.models import SelfCheck

MOST_SENTENCES = 200
KEPT_FOR = timedelta(days=7)


def record(
    session: Session, broken: Sequence[str], *, begun_at: datetime, finished_at: datetime
) -> SelfCheck:
    """Keep what one run found."""
    found = SelfCheck(
        begun_at=begun_at,
        finished_at=finished_at,
        broken_count=len(broken),
        sentences=list(broken[:MOST_SENTENCES]),
    )
    session.add(found)
    session.flush()
    return found


def forget_old(session: Session, *, at: datetime) -> None:
    """Runs that found nothing are kept for a week; those that found something for ever."""
    session.execute(
        sa.delete(SelfCheck).where(
            SelfCheck.broken_count == 0, SelfCheck.finished_at < at - KEPT_FOR
        )
    )
