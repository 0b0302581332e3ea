"""After a restore: what the records owe is queued again, because a backup holds no jobs."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.messages import outbox
from sponsorship.messages.models import Dispatch, DispatchStatus
from sponsorship.payments import inbox
from sponsorship.payments.models import InboundEvent, Refund, RefundStatus
from sponsorship.workflows import refunding


def owe_again(session: Session) -> int:
    """Queue the letters, refunds and events that were still to be acted on; how many that was.

    Each has the key that it always had, so that queueing it twice is queueing it once.
    """
    owed: list[tuple[str, str, str, sa.Select[int]]] = [
        (
            outbox.SEND_LETTER, "dispatch", "dispatch_id",
            sa.select(Dispatch.id).where(Dispatch.status == DispatchStatus.OWED),
        ),
        (
            inbox.JOB, "event", "event_id",
            sa.select(InboundEvent.id).where(InboundEvent.handled_at.is_(None)),
        ),
        (
            refunding.ASK_FOR_REFUND, "refund", "refund_id",
            sa.select(Refund.id).where(Refund.status == RefundStatus.REQUESTED),
        ),
    ]  # fmt: skip
    count = 0
    for job, subject, field, statement in owed:
        for number in session.scalars(statement).all():
            jobs.enqueue(session, job, key=f"{subject}:{number}", payload={field: number})
            count += 1
    return count
