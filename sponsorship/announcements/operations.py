"""Subscribing, announcing, and what becomes of deliveries."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.announcements import queries
from sponsorship.announcements.addresses import checked_address
from sponsorship.announcements.models import (
    Announcement,
    AnnouncementKind,
    Delivery,
    DeliveryStatus,
    Subscriber,
    SubscriberStatus,
)
from sponsorship.audit import SYSTEM, Actor
from sponsorship.errors import Invalid, Refused
from sponsorship.lifecycle import advance
from sponsorship.logs import scrub
from sponsorship.sponsorships.models import Sponsorship

LOOK = "look_at_sponsorship"
"""The job that compares what is shown of a sponsorship with what was announced of it."""
DELIVER = "deliver_announcement"
MOST_TRIES = 18
"""About ten hours; then the delivery is dropped, and staff may send it again."""


class StillOwed(Refused):
    """Raised when a delivery is to be sent again that is still on its way."""

    code = "still_owed"

    def __init__(self) -> None:
        super().__init__("This delivery will be tried again by itself.")


class SubscriberGone(Refused):
    """Raised when something is to be sent to a subscriber that was removed."""

    code = "subscriber_gone"

    def __init__(self, subscriber: Subscriber) -> None:
        self.subscriber = subscriber
        super().__init__(f"{subscriber.name} was removed, so nothing is sent to it.")


def add_subscriber(
    session: Session, *, name: str, address: str, may_be_near: bool, at: datetime, by: Actor
) -> Subscriber:
    """From now on this program is told; `may_be_near` allows addresses of this machine and network."""
    if not name.strip():
        raise Invalid("name", "Please say who listens there.")
    checked_address(address.strip(), may_be_near=may_be_near)
    subscriber = Subscriber(
        name=name.strip(),
        address=address.strip(),
        salt=secrets.token_hex(16),
        added_at=at,
        added_by=str(by),
    )
    session.add(subscriber)
    session.flush()
    return subscriber


def pause(session: Session, subscriber: Subscriber, *, at: datetime, by: Actor) -> None:
    """Send nothing for now; what is to be told is kept."""
    advance(session, subscriber, "paused", at=at, by=by)


def resume(session: Session, subscriber: Subscriber, *, at: datetime, by: Actor) -> int:
    """Send again, beginning with what was kept; how many deliveries that is."""
    advance(session, subscriber, "resumed", at=at, by=by)
    kept = queries.owed_to(session, subscriber)
    for delivery in kept:
        _enqueue(session, delivery, at=at)
    return len(kept)


def remove(session: Session, subscriber: Subscriber, *, at: datetime, by: Actor) -> None:
    """Tell it nothing any more; what it has not taken is dropped."""
    advance(session, subscriber, "removed", at=at, by=by)
    for delivery in queries.owed_to(session, subscriber):
        delivery.error = "The subscriber was removed."
        advance(session, delivery, "dropped", at=at, by=by)


def owe_look(session: Session, sponsorship: Sponsorship, *, at: datetime) -> None:
    """Something about the sponsorship may be news to subscribers: owed with the fact itself.

    The look and the deliveries are the worker's, so nothing here can hold up what happens.
    """
    jobs.enqueue(
        session,
        LOOK,
        key=f"sponsorship:{sponsorship.id}:{at.isoformat()}",
        payload={"sponsorship_id": sponsorship.id},
    )


def announce(
    session: Session,
    sponsorship: Sponsorship,
    *,
    shown: Mapping[str, Any] | None,
    at: datetime,
) -> Announcement | None:
    """Tell subscribers how the sponsorship is shown now, if that is news; `None` is not at all.

    The caller holds the lock of the sponsorship, so that its announcements take turns.
    """
    last = queries.latest_of(session, sponsorship.id)
    kind = _news(last, shown)
    if kind is None:
        return None
    announcement = Announcement(
        sponsorship_id=sponsorship.id,
        number=last.number + 1 if last else 1,
        kind=kind,
        content=dict(shown) if shown is not None else (last.content if last else {}),
        made_at=at,
    )
    session.add(announcement)
    session.flush()  # the deliveries refer to it
    for subscriber in queries.subscribers(session):
        _owe(session, subscriber, announcement, ordinal=1, at=at, by=SYSTEM)
    return announcement


def _news(last: Announcement | None, shown: Mapping[str, Any] | None) -> AnnouncementKind | None:
    was_shown = last is not None and last.kind is not AnnouncementKind.ENDED
    if shown is None:
        return AnnouncementKind.ENDED if was_shown else None
    if not was_shown:
        return AnnouncementKind.STARTED
    return AnnouncementKind.CHANGED if last and last.content != dict(shown) else None


def send_again(session: Session, delivery: Delivery, *, at: datetime, by: Actor) -> Delivery:
    """The same announcement to the same subscriber once more; raises StillOwed or SubscriberGone."""
    if delivery.status is DeliveryStatus.OWED:
        raise StillOwed
    if delivery.subscriber.status is SubscriberStatus.REMOVED:
        raise SubscriberGone(delivery.subscriber)
    highest = session.scalar(
        sa.select(sa.func.max(Delivery.ordinal)).where(
            Delivery.subscriber_id == delivery.subscriber_id,
            Delivery.announcement_id == delivery.announcement_id,
        )
    )
    return _owe(
        session,
        delivery.subscriber,
        delivery.announcement,
        ordinal=(highest or 0) + 1,
        at=at,
        by=by,
    )


def _owe(
    session: Session,
    subscriber: Subscriber,
    announcement: Announcement,
    *,
    ordinal: int,
    at: datetime,
    by: Actor,
) -> Delivery:
    delivery = Delivery(
        subscriber=subscriber,
        announcement=announcement,
        ordinal=ordinal,
        owed_at=at,
        owed_by=str(by),
    )
    session.add(delivery)
    session.flush()  # the job names it
    if subscriber.status is SubscriberStatus.ACTIVE:
        _enqueue(session, delivery, at=at)
    return delivery


def _enqueue(session: Session, delivery: Delivery, *, at: datetime) -> None:
    jobs.enqueue(
        session,
        DELIVER,
        key=f"delivery:{delivery.id}:{at.isoformat()}",
        payload={"delivery_id": delivery.id},
    )


def record_taken(session: Session, delivery: Delivery, *, at: datetime) -> None:
    """The subscriber's program took it; told twice is the same as once."""
    if delivery.status is not DeliveryStatus.OWED:
        return
    delivery.attempts += 1
    delivery.error = ""
    delivery.delivered_at = at
    advance(session, delivery, "delivered", at=at, by=SYSTEM)


def record_failure(
    session: Session, delivery: Delivery, *, error: str, is_final: bool, at: datetime
) -> bool:
    """A try did not succeed; whether another one is worth while."""
    if delivery.status is not DeliveryStatus.OWED:
        return False
    delivery.attempts += 1
    delivery.error = scrub(error)
    if is_final or delivery.attempts >= MOST_TRIES:
        advance(session, delivery, "dropped", at=at, by=SYSTEM)
        return False
    return True
