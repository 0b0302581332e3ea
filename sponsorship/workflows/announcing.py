"""Telling other programs how sponsorships are shown: looked at when something happens and every day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from sponsorship.announcements import courier, operations, queries, signing
from sponsorship.announcements.courier import NotTaken
from sponsorship.announcements.models import Delivery, DeliveryStatus, SubscriberStatus
from sponsorship.database import ROW_LOCK, Database
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus
from sponsorship.workflows.foundation import Foundation

GONE = 410


def look(database: Database, sponsorship_id: int, *, foundation: Foundation, at: datetime) -> None:
    """Announce how one sponsorship is shown now, if that is news."""
    with database.unit_of_work() as session:
        session.get_one(Sponsorship, sponsorship_id, with_for_update=ROW_LOCK)
        sponsorship = sponsorships.get(session, sponsorship_id)
        shown = _as_shown(sponsorship, foundation, foundation.calendar.day_of(at))
        operations.announce(session, sponsorship, shown=shown, at=at)


def look_at_all(database: Database, *, foundation: Foundation, at: datetime) -> int:
    """Announce every start, change and end that nobody told yet; how many sponsorships that are."""
    today = foundation.calendar.day_of(at)
    with database.reading() as session:
        told = {one: last.content for one, last in queries.standing(session).items()}
        shown = {
            one.id: _as_shown(one, foundation, today)
            for one in sponsorships.shown_on(session, today)
        }
    news = [one for one in sorted(told.keys() | shown.keys()) if told.get(one) != shown.get(one)]
    for sponsorship_id in news:
        look(database, sponsorship_id, foundation=foundation, at=at)
    return len(news)


def _as_shown(sponsorship: Sponsorship, foundation: Foundation, day: date) -> dict[str, Any] | None:
    """What is shown of a sponsorship on that day, all of it public; nothing outside of its term."""
    starts_on, ends_on = sponsorship.starts_on, sponsorship.ends_on
    if (
        sponsorship.status is not SponsorshipStatus.CONFIRMED
        or starts_on is None
        or ends_on is None
        or not starts_on <= day <= ends_on
    ):
        return None
    sponsor, tier = sponsorship.sponsor, sponsorship.tier
    return {
        "reference": sponsorship.reference,
        "slug": sponsor.slug,
        "name": sponsor.name,
        "description": sponsor.description,
        "website": sponsor.website,
        "logos": {
            variant.value: foundation.links.logo(file.public_token) if file else None
            for variant, file in sponsor.logos.items()
        },
        "tier": {"slug": tier.slug, "name": tier.name, "position": tier.position},
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
    }


def deliver(
    database: Database,
    delivery_id: int,
    *,
    signing_key: str,
    foundation: Foundation,
    at: datetime,
) -> None:
    """Carry one announcement to one subscriber; nothing if it was taken, dropped, or is to wait.

    A crash between carrying and recording carries the same id once more. Raises NotTaken when it is
    worth trying again later.
    """
    with database.reading() as session:
        delivery = queries.delivery(session, delivery_id)
    subscriber, announcement = delivery.subscriber, delivery.announcement
    if delivery.status is not DeliveryStatus.OWED or subscriber.status is SubscriberStatus.PAUSED:
        return
    body = signing.written(
        {
            "id": announcement.external_id,
            "type": f"sponsorship.{announcement.kind.value}",
            "timestamp": announcement.made_at.isoformat(),
            "data": {"number": announcement.number, **announcement.content},
        }
    )
    headers = signing.signed(
        body,
        external_id=announcement.external_id,
        secret=signing.secret_of(subscriber.salt, signing_key),
        at=at,
    )
    near = foundation.is_sandbox
    try:
        status = courier.carry(subscriber.address, body, headers, may_be_near=near)
    except NotTaken as silent:
        _failed(database, delivery_id, silent, at=at)
        return
    if 200 <= status < 300:
        with database.unit_of_work() as session:
            operations.record_taken(session, _locked(session, delivery_id), at=at)
    else:
        _failed(database, delivery_id, NotTaken(f"It answered {status}."), at=at,
                is_final=status == GONE)  # fmt: skip


def _failed(
    database: Database, delivery_id: int, why: NotTaken, *, at: datetime, is_final: bool = False
) -> None:
    with database.unit_of_work() as session:
        is_worth_while = operations.record_failure(
            session, _locked(session, delivery_id), error=why.reason, is_final=is_final, at=at
        )
    if is_worth_while:
        raise why


def _locked(session: Session, delivery_id: int) -> Delivery:
    return session.get_one(Delivery, delivery_id, with_for_update=ROW_LOCK)
