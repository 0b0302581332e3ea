"""Questions about announcements, subscribers and deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.announcements.models import (
    Announcement,
    AnnouncementKind,
    Delivery,
    DeliveryStatus,
    Subscriber,
    SubscriberStatus,
)
from sponsorship.errors import NotFound


def latest_of(session: Session, sponsorship_id: int) -> Announcement | None:
    """What was announced last of a sponsorship."""
    return session.scalars(
        sa.select(Announcement)
        .where(Announcement.sponsorship_id == sponsorship_id)
        .order_by(Announcement.number.desc())
        .limit(1)
    ).one_or_none()


def standing(session: Session) -> dict[int, Announcement]:
    """By sponsorship, what was announced last, where that was no end."""
    newest = (
        sa.select(Announcement.sponsorship_id, sa.func.max(Announcement.number).label("number"))
        .group_by(Announcement.sponsorship_id)
        .subquery()
    )
    found = session.scalars(
        sa.select(Announcement)
        .join(
            newest,
            (newest.c.sponsorship_id == Announcement.sponsorship_id)
            & (newest.c.number == Announcement.number),
        )
        .where(Announcement.kind != AnnouncementKind.ENDED)
    )
    return {one.sponsorship_id: one for one in found}


def subscribers(session: Session) -> list[Subscriber]:
    """All but the removed ones, by name."""
    return list(
        session.scalars(
            sa.select(Subscriber)
            .where(Subscriber.status != SubscriberStatus.REMOVED)
            .order_by(Subscriber.name, Subscriber.id)
        )
    )


def deliveries_to(session: Session, subscriber: Subscriber, *, most: int) -> list[Delivery]:
    """The latest deliveries to a subscriber, the newest first."""
    return list(
        session.scalars(
            sa.select(Delivery)
            .where(Delivery.subscriber_id == subscriber.id)
            .options(joinedload(Delivery.announcement))
            .order_by(Delivery.id.desc())
            .limit(most)
        )
    )


def owed_to(session: Session, subscriber: Subscriber) -> list[Delivery]:
    """What a subscriber has not taken yet, the oldest first."""
    return list(
        session.scalars(
            sa.select(Delivery)
            .where(Delivery.subscriber_id == subscriber.id, Delivery.status == DeliveryStatus.OWED)
            .order_by(Delivery.id)
        )
    )


def delivery(session: Session, delivery_id: int) -> Delivery:
    """The delivery with its subscriber and announcement; raises NotFound."""
    found = session.scalars(
        sa.select(Delivery)
        .where(Delivery.id == delivery_id)
        .options(joinedload(Delivery.subscriber), joinedload(Delivery.announcement))
    ).one_or_none()
    if found is None:
        raise NotFound("delivery")
    return found
