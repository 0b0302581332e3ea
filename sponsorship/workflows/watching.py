"""Looking at the signs of life every few minutes, and telling the organisation what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.messages import letters, outbox
from sponsorship.vitals import operations as vitals
from sponsorship.vitals import queries as signs
from sponsorship.vitals.alarms import Alarm, alarms
from sponsorship.workflows.foundation import Foundation


def watch(
    session: Session,
    *,
    foundation: Foundation,
    periods: Mapping[str, timedelta],
    at: datetime,
) -> list[Alarm]:
    """What is wrong now; the organisation gets one letter about each alarm and day."""
    apart = abs(_time_of_database(session) - at)
    vitals.show(session, vitals.DATABASE_CLOCK, at=at, count=int(apart.total_seconds()))
    found = alarms(signs.known(session, at=at), now=at, periods=periods)
    day = foundation.calendar.day_of(at)
    for alarm in found if foundation.email else ():
        outbox.owe(
            session,
            letters.StaffAlarm(
                sentence=alarm.sentence,
                since=f"{alarm.since:%d %B %Y, %H:%M} UTC",
                desk_link=foundation.links.desk("events"),
            ),
            to=outbox.Recipient(foundation.name, foundation.email),
            fact=f"alarm:{alarm.code}:{day.isoformat()}",
            at=at,
        )
    return found


def _time_of_database(session: Session) -> datetime:
    if session.get_bind().dialect.name == "sqlite":
        told = session.scalar(sa.text("SELECT strftime('%Y-%m-%dT%H:%M:%S', 'now')"))
        return datetime.fromisoformat(str(told)).replace(tzinfo=UTC)
    now: datetime = session.scalar(sa.text("SELECT clock_timestamp()"))
    return now.astimezone(UTC)
