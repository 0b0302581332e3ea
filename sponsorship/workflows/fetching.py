"""News that was not delivered: fetched from the processor's own list of what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.database import Database
from sponsorship.payments import inbox
from sponsorship.payments.models import CameBy, Checkout
from sponsorship.payments.processor import Processor
from sponsorship.vitals import operations as vitals
from sponsorship.vitals import queries as signs

if TYPE_CHECKING:
    from sponsorship.payments.stripe.webhook import Envelope

OVERLAP = timedelta(hours=1)
"""So much of what was read before is read again: clocks differ, and a list may lag behind."""
KEPT_TOGETHER = 50


def fetch_missed(database: Database, processor: Processor, *, at: datetime) -> int:
    """Keep what happened since the list was last read to its end; how much of it was news.

    Events that we have are kept once, so an interrupted run is simply run again. Raises Unavailable.
    """
    with database.reading() as session:
        since = read_from(session)
    new = 0
    if since is not None:
        for some in _some_at_a_time(processor.list_events(since, until=at)):
            new += _keep(database, some, at=at)
    with database.unit_of_work() as session:
        vitals.show(session, vitals.FETCHED, at=at, count=new)
    return new


def compare_clocks(
    database: Database,
    processor: Processor,
    *,
    asked_at: datetime,
    clock: Callable[[], datetime],
) -> timedelta:
    """How far the processor's clock is from ours, written down; waiting for the answer is no error."""
    told = processor.tell_time()
    answered_at = clock()
    apart = max(told - answered_at, asked_at - told, timedelta(0))
    with database.unit_of_work() as session:
        vitals.show(session, vitals.OUR_CLOCK, at=answered_at, count=int(apart.total_seconds()))
    return apart


def read_from(session: Session) -> datetime | None:
    """From where to read: nothing of ours can have happened before our first checkout."""
    read_until = signs.last(session, vitals.FETCHED)
    first: datetime | None = session.scalar(sa.select(sa.func.min(Checkout.begun_at)))
    if read_until is None or first is None:
        return first
    return max(read_until - OVERLAP, first)


def _some_at_a_time(events: Iterable[Envelope]) -> Iterator[list[Envelope]]:
    left = iter(events)
    while some := list(islice(left, KEPT_TOGETHER)):
        yield some


def _keep(database: Database, some: list[Envelope], *, at: datetime) -> int:
    with database.unit_of_work() as session:
        return sum(inbox.keep(session, envelope, at=at, came_by=CameBy.LIST) for envelope in some)
