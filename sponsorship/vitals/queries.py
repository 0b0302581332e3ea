"""What is known of processes, jobs, news and clocks at this moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.jobs.models import WorkerHeartbeat
from sponsorship.payments import inbox
from sponsorship.vitals import operations as vitals
from sponsorship.vitals.alarms import UNKNOWN_FOR, Known, Sign
from sponsorship.vitals.models import VitalSign

LATELY = timedelta(days=1)


def known(session: Session, *, at: datetime) -> Known:
    """Everything that an alarm can be about."""
    signs = {
        one.name: Sign(one.first_at, one.last_at, one.count, one.note)
        for one in session.scalars(sa.select(VitalSign))
    }
    web = signs.get(vitals.WEB)
    undelivered = inbox.undelivered(
        session, brought_since=at - LATELY, happened_since=web.last_at if web else at - LATELY
    )
    webhook = inbox.last_webhook(session)
    strange = inbox.unknown(session, before=at - UNKNOWN_FOR)
    parked = jobs.parked_jobs(session)
    return Known(
        signs=signs,
        worker_seen_at=session.scalar(sa.select(sa.func.max(WorkerHeartbeat.beat_at))),
        undelivered=len(undelivered),
        last_undelivered_at=undelivered[0].received_at if undelivered else None,
        last_webhook_at=webhook.received_at if webhook else None,
        unknown=len(strange),
        unknown_since=strange[0].received_at if strange else None,
        parked=len(parked),
        parked_since=min((one.first_failed_at for one in parked), default=None),
    )


def last(session: Session, name: str) -> datetime | None:
    """When this last showed life."""
    return session.scalar(sa.select(VitalSign.last_at).where(VitalSign.name == name))
