"""The processor's news: kept before anything is done about it, then acted on once.

An event says only that something changed. Acting on it means asking the processor for the present
state of the object and applying that state, so order, repeats and gaps make no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.database import Database
from sponsorship.logs import scrub
from sponsorship.payments.models import InboundEvent
from sponsorship.payments.processor import LookUp, Origin, Processor

if TYPE_CHECKING:
    from sponsorship.payments.stripe.webhook import Envelope

JOB = "act_on_event"
"""The job that acts on one kept event; its payload is `{"event_id": …}`."""

Appliers = Mapping[type[Any], Callable[[Session, Any], None]]
"""What to do with each kind of state, by its class; each applies one state in the given session."""

_LONGEST_ERROR = 300

_TABLE = cast("sa.Table", InboundEvent.__table__)
_KEEP = {
    name: insert(_TABLE)
    .on_conflict_do_nothing(index_elements=["provider", "livemode", "account", "external_id"])
    .returning(_TABLE.c.id)
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


def keep(session: Session, envelope: Envelope, *, at: datetime) -> bool:
    """Keep one piece of news and owe the work on it; False if it is known already."""
    # Through the connection: the session's own way costs as much again as the row itself.
    connection = session.connection()
    event_id = connection.scalar(
        _KEEP[connection.dialect.name],
        {
            "provider": envelope.provider,
            "livemode": envelope.livemode,
            "account": envelope.account,
            "external_id": envelope.external_id,
            "event_type": envelope.event_type,
            "object_type": envelope.object_type,
            "object_id": envelope.object_id,
            "body": envelope.body,
            "received_at": at,
            "outcome": "",
            "attempts": 0,
            "error": "",
        },
    )
    if event_id is None:
        return False
    jobs.enqueue(session, JOB, key=f"event:{event_id}", payload={"event_id": event_id})
    return True


def act(
    database: Database,
    processor: Processor,
    event_id: int,
    appliers: Appliers,
    *,
    at: datetime,
) -> None:
    """Re-read what the event concerns and apply its present states, all of them or none.

    A repeat is a quiet return. A failure is remembered on the event and raised again, so that the
    job is retried; an event that never succeeds stays waiting, and the others go on.
    """
    with database.reading() as session:
        event = session.get_one(InboundEvent, event_id)
    if event.handled_at is not None:
        return
    try:
        # Asked before the transaction begins: no network call inside of one.
        found = _look_up(processor, event)
        with database.unit_of_work() as session:
            event = session.get_one(InboundEvent, event_id, with_for_update=True)
            if event.handled_at is not None:
                return
            for state in found.states:
                appliers[type(state)](session, state)
            event.handled_at = at
            event.outcome = found.origin.value
            event.attempts += 1
            event.error = ""
    except Exception as failure:
        _remember(database, event_id, failure)
        raise


def _look_up(processor: Processor, event: InboundEvent) -> LookUp:
    if event.account:  # a connected account's, which is never ours
        return LookUp(Origin.FOREIGN)
    return processor.look_up_event(event.event_type, event.object_type, event.object_id)


def _remember(database: Database, event_id: int, failure: Exception) -> None:
    with database.unit_of_work() as session:
        session.execute(
            sa.update(InboundEvent)
            .where(InboundEvent.id == event_id, InboundEvent.handled_at.is_(None))
            .values(attempts=InboundEvent.attempts + 1, error=_shown(failure))
        )


def _shown(failure: Exception) -> str:
    """The failure in one short line, without SQL, secrets or addresses."""
    cause = failure
    if isinstance(failure, sa.exc.DBAPIError) and isinstance(failure.orig, Exception):
        cause = failure.orig
    lines = str(cause).strip().splitlines() or [""]
    return scrub(f"{type(failure).__name__}: {lines[0]}")[:_LONGEST_ERROR]


def waiting(
    session: Session, *, before: datetime | None = None, limit: int = 100
) -> tuple[InboundEvent, ...]:
    """News that nothing was done about yet, oldest first; received before an instant, if given."""
    query = sa.select(InboundEvent).where(InboundEvent.handled_at.is_(None))
    if before is not None:
        query = query.where(InboundEvent.received_at < before)
    query = query.order_by(InboundEvent.received_at, InboundEvent.id).limit(limit)
    return tuple(session.scalars(query))


def failed(session: Session, *, limit: int = 100) -> tuple[InboundEvent, ...]:
    """News whose last try came to nothing, oldest first: what staff should look at."""
    query = (
        sa.select(InboundEvent)
        .where(InboundEvent.handled_at.is_(None), InboundEvent.error != "")
        .order_by(InboundEvent.received_at, InboundEvent.id)
        .limit(limit)
    )
    return tuple(session.scalars(query))


def replay(session: Session, event: InboundEvent, *, at: datetime) -> bool:
    """Owe another try at an event that is still waiting; False if it was handled already.

    Pressed twice within a minute it is one try.
    """
    if event.handled_at is not None:
        return False
    minute = at - timedelta(seconds=at.second, microseconds=at.microsecond)
    key = f"event:{event.id}:again:{minute:%Y%m%dT%H%MZ}"
    jobs.enqueue(session, JOB, key=key, payload={"event_id": event.id})
    return True
