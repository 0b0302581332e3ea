"""When a sign of life is missing for too long: a pure rule over what is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sponsorship.vitals import operations as vitals

OFF_BY = timedelta(seconds=60)
"""How far clocks may differ."""
MISTIMED = 5
WORKERS_MAY_BE_AWAY = timedelta(minutes=2)
UNKNOWN_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Sign:
    """One vital sign as it stands."""

    first_at: datetime
    last_at: datetime
    count: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known at one moment of processes, jobs, news and clocks."""

    signs: Mapping[str, Sign] = field(default_factory=dict)
    worker_seen_at: datetime | None = None
    undelivered: int = 0
    last_undelivered_at: datetime | None = None
    last_webhook_at: datetime | None = None
    unknown: int = 0
    unknown_since: datetime | None = None
    parked: int = 0
    parked_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that should be going on and is not; `code` names it for machines."""

    code: str
    sentence: str
    since: datetime


def alarms(known: Known, *, now: datetime, periods: Mapping[str, timedelta]) -> list[Alarm]:
    """What is wrong now; `periods` says how often each scheduled job is due."""
    return [
        *_workers(known, now),
        *_overdue_jobs(known, now, periods),
        *_webhooks(known),
        *_clocks(known, now),
        *_left_over(known),
    ]


def _workers(known: Known, now: datetime) -> Iterator[Alarm]:
    web = known.signs.get(vitals.WEB)
    since = known.worker_seen_at or (web.last_at if web else None)
    if since is not None and now - since > WORKERS_MAY_BE_AWAY:
        yield Alarm(
            "no_worker",
            "No worker is running: letters, refunds and the processor’s news wait until one is"
            " started.",
            since,
        )


def _overdue_jobs(known: Known, now: datetime, periods: Mapping[str, timedelta]) -> Iterator[Alarm]:
    for name, period in periods.items():
        sign = known.signs.get(vitals.job(name))
        if sign is not None and now - sign.last_at > 2 * period:
            yield Alarm(
                f"job_overdue:{name}",
                f"The job “{name.replace('_', ' ')}” is due every {_period(period)}, and has not"
                f" succeeded for {_shown(now - sign.last_at)}.",
                sign.last_at,
            )


def _webhooks(known: Known) -> Iterator[Alarm]:
    if not known.undelivered or known.last_undelivered_at is None:
        return
    many = "One event was" if known.undelivered == 1 else f"{known.undelivered} events were"
    last = known.last_webhook_at
    heard = f"the last delivery came on {last:%d %B at %H:%M} UTC" if last else "none ever came"
    yield Alarm(
        "webhooks_missing",
        f"{many} not delivered by webhook and had to be fetched within the last day; {heard}."
        " Look at the endpoint in the processor’s dashboard.",
        known.last_undelivered_at,
    )


def _clocks(known: Known, now: datetime) -> Iterator[Alarm]:
    for name, whose in (
        (vitals.OUR_CLOCK, "the processor’s"),
        (vitals.DATABASE_CLOCK, "the database’s"),
    ):
        sign = known.signs.get(name)
        if sign is not None and sign.count > OFF_BY.total_seconds():
            yield Alarm(
                f"clock_off:{name.rsplit(' ', 1)[1]}",
                f"Our clock and {whose} differ by more than {_shown(timedelta(seconds=sign.count))}.",
                sign.last_at,
            )
    mistimed = known.signs.get(vitals.MISTIMED)
    if (
        mistimed is not None
        and mistimed.count >= MISTIMED
        and now - mistimed.last_at < vitals.TOGETHER
    ):
        yield Alarm(
            "deliveries_mistimed",
            f"{mistimed.count} genuine deliveries were refused because their time is too far from"
            " ours. Look at the clock of this machine.",
            mistimed.last_at,
        )


def _left_over(known: Known) -> Iterator[Alarm]:
    if known.unknown and known.unknown_since is not None:
        many = "One event is" if known.unknown == 1 else f"{known.unknown} events are"
        yield Alarm(
            "events_unknown",
            f"{many} about something of ours that we do not find, for more than an hour.",
            known.unknown_since,
        )
    if known.parked and known.parked_since is not None:
        many = "One job was" if known.parked == 1 else f"{known.parked} jobs were"
        yield Alarm("jobs_parked", f"{many} given up after many tries.", known.parked_since)
    swept = known.signs.get(vitals.SWEPT)
    if swept is not None and swept.count:
        many = "one record" if swept.count == 1 else f"{swept.count} records"
        yield Alarm(
            "sweep_failed", f"The last sweep could not look after {many}: {swept.note}",
            swept.last_at,
        )  # fmt: skip


def _period(span: timedelta) -> str:
    return _shown(span).removeprefix("an ").removeprefix("a ")


def _shown(span: timedelta) -> str:
    """A span of time in its largest unit: 5 minutes, 3 hours, 2 days."""
    for seconds, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        many = int(span.total_seconds() // seconds)
        if many >= 1:
            return f"{many} {unit}s" if many > 1 else f"{'an' if unit == 'hour' else 'a'} {unit}"
    return "a minute"
