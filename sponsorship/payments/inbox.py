"""The processor's news: kept before anything is done about it, then acted on once.

An event says only that something changed. Acting on it means asking the processor for the present
state of the object and applying that state, so order, repeats and gaps make no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.database import ROW_LOCK, Database
from sponsorship.logs import scrub
from sponsorship.payments.models import CameBy, InboundEvent
from sponsorship.payments.processor import LookUp, Origin, Processor

if TYPE_CHECKING:
    from sponsorship.payments.stripe.webhook import Envelope

JOB = "act_on_event"
"""The job that acts on one kept event; its payload is `{"event_id": …}`."""

LOOK_AGAIN = "look_at_event_again"
"""The job that looks once more at what an event concerned that was handled already."""

Appliers = Mapping[type[Any], Callable[[Session, Any], None]]
"""What to do with each kind of state, by its class; each applies one state in the given session."""

DELIVERED_WITHIN = timedelta(minutes=10)
"""Webhooks come within seconds; what is older than this when we fetch it was not delivered."""

_MOST_UNDELIVERED = 1000
_LONGEST_ERROR = 300
_LATEST = 253_370_764_800  # the first second of the year 9999

_TABLE = cast("sa.Table", InboundEvent.__table__)
_KEEP = {
    name: insert(_TABLE)
    .on_conflict_do_nothing(index_elements=["provider", "livemode", "account", "external_id"])
    .returning(_TABLE.c.id)
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


def keep(
    session: Session, envelope: Envelope, *, at: datetime, came_by: CameBy = CameBy.WEBHOOK
) -> bool:
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
            "came_by": came_by,
            "occurred_at": _occurred_at(envelope),
        },
    )
    if event_id is None:
        return False
    jobs.enqueue(session, JOB, key=f"event:{event_id}", payload={"event_id": event_id})
    return True


def _occurred_at(envelope: Envelope) -> datetime | None:
    created = envelope.body.get("created")
    if type(created) is not int or not 0 < created < _LATEST:
        return None
    return datetime.fromtimestamp(created, UTC)


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
            event = session.get_one(InboundEvent, event_id, with_for_update=ROW_LOCK)
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


def look_again(database: Database, processor: Processor, event_id: int, appliers: Appliers) -> None:
    """Apply the present states of what a handled event concerned: usually that changes nothing."""
    with database.reading() as session:
        event = session.get_one(InboundEvent, event_id)
    found = _look_up(processor, event)
    with database.unit_of_work() as session:
        for state in found.states:
            appliers[type(state)](session, state)
        event = session.get_one(InboundEvent, event_id, with_for_update=ROW_LOCK)
        event.attempts += 1


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


def unknown(session: Session, *, before: datetime, limit: int = 100) -> tuple[InboundEvent, ...]:
    """News about something of ours that we do not find, received before that instant."""
    return tuple(
        session.scalars(
            sa.select(InboundEvent)
            .where(
                InboundEvent.handled_at.is_(None),
                InboundEvent.error.startswith("NotYetKnown:"),
                InboundEvent.received_at < before,
            )
            .order_by(InboundEvent.received_at, InboundEvent.id)
            .limit(limit)
        )
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of the processor's news there was since an instant, by what became of it."""

    ours: int = 0
    not_needed: int = 0
    foreign: int = 0
    waiting: int = 0
    unknown: int = 0


def counts(session: Session, *, since: datetime) -> Counts:
    """What became of the news since then; what waits and what is unknown, however old."""
    handled = sa.select(InboundEvent.outcome, sa.func.count()).where(
        InboundEvent.handled_at.is_not(None), InboundEvent.received_at >= since
    )
    found = {str(outcome): int(many) for outcome, many in session.execute(
        handled.group_by(InboundEvent.outcome)
    )}  # fmt: skip
    is_unknown = InboundEvent.error.startswith("NotYetKnown:")
    waits, strange = session.execute(
        sa.select(
            sa.func.count(), sa.func.coalesce(sa.func.sum(sa.case((is_unknown, 1))), 0)
        ).where(InboundEvent.handled_at.is_(None))
    ).one()
    return Counts(
        ours=found.get(Origin.OURS, 0),
        not_needed=found.get(Origin.NOT_NEEDED, 0),
        foreign=found.get(Origin.FOREIGN, 0),
        waiting=int(waits) - int(strange),
        unknown=int(strange),
    )


def concerning(session: Session, term: str, *, limit: int = 100) -> tuple[InboundEvent, ...]:
    """News about the object, or with the id, that begins like this; the newest first."""
    return tuple(
        session.scalars(
            sa.select(InboundEvent)
            .where(
                sa.or_(
                    InboundEvent.object_id.startswith(term, autoescape=True),
                    InboundEvent.external_id.startswith(term, autoescape=True),
                )
            )
            .order_by(InboundEvent.id.desc())
            .limit(limit)
        )
    )


def last_webhook(session: Session) -> InboundEvent | None:
    """The delivery that came last."""
    return session.scalars(
        sa.select(InboundEvent)
        .where(InboundEvent.came_by == CameBy.WEBHOOK)
        .order_by(InboundEvent.id.desc())
        .limit(1)
    ).one_or_none()


def undelivered(
    session: Session, *, brought_since: datetime, happened_since: datetime
) -> tuple[InboundEvent, ...]:
    """News that we had to fetch although it should have been delivered long before."""
    return tuple(
        event
        for event in session.scalars(
            sa.select(InboundEvent)
            .where(
                InboundEvent.came_by == CameBy.LIST,
                InboundEvent.received_at >= brought_since,
                InboundEvent.occurred_at >= happened_since,
            )
            .order_by(InboundEvent.id.desc())
            .limit(_MOST_UNDELIVERED)
        )
        if event.occurred_at and event.received_at - event.occurred_at > DELIVERED_WITHIN
    )


def replay(session: Session, event: InboundEvent, *, at: datetime) -> bool:
    """Owe another try at an event that is still waiting; False if it was handled already.

    Pressed twice within a minute it is one try.
    """
    if event.handled_at is not None:
        return False
    key = f"event:{event.id}:again:{at:%Y%m%dT%H%MZ}"
    jobs.enqueue(session, JOB, key=key, payload={"event_id": event.id})
    return True
