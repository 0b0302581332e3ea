"""When the absence of a sign of life is an alarm, and when it is not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sponsorship.database import Database
from sponsorship.vitals import operations as vitals
from sponsorship.vitals import queries as signs
from sponsorship.vitals.alarms import Alarm, Known, Sign, alarms
from tests.clock import NOW, later

HOURLY = {"fetch_missed_events": timedelta(hours=1)}


def _rings(known: Known) -> list[Alarm]:
    return alarms(known, now=NOW, periods=HOURLY)


def _job(**ago: float) -> Known:
    at = NOW - timedelta(**ago)
    return Known(signs={vitals.job("fetch_missed_events"): Sign(at, at)}, worker_seen_at=NOW)


def test_nothing_known_rings_nothing() -> None:
    assert _rings(Known()) == []


def test_a_job_rings_after_twice_its_time() -> None:
    assert _rings(_job(hours=2)) == []
    [alarm] = _rings(_job(hours=3, minutes=10))
    assert alarm == Alarm(
        "job_overdue:fetch_missed_events",
        "The job “fetch missed events” is due every hour, and has not succeeded for 3 hours.",
        NOW - timedelta(hours=3, minutes=10),
    )


def test_a_job_that_nobody_expects_rings_nothing() -> None:
    known = Known(signs={vitals.job("of an older version"): Sign(NOW, NOW - timedelta(days=90))})
    assert _rings(known) == []


def test_no_worker_rings_once_there_was_time_to_start_one() -> None:
    def web(**ago: float) -> Known:
        at = NOW - timedelta(**ago)
        return Known(signs={vitals.WEB: Sign(at, at)})

    assert _rings(web(minutes=1)) == []
    assert [alarm.code for alarm in _rings(web(minutes=3))] == ["no_worker"]
    seen = Known(worker_seen_at=NOW - timedelta(minutes=3))
    assert [alarm.code for alarm in _rings(seen)] == ["no_worker"]


@pytest.mark.parametrize(("seconds", "codes"), [(60, []), (61, ["clock_off:processor"])])
def test_a_clock_may_be_off_by_a_minute(seconds: int, codes: list[str]) -> None:
    known = Known(signs={vitals.OUR_CLOCK: Sign(NOW, NOW, count=seconds)})
    assert [alarm.code for alarm in _rings(known)] == codes


def test_a_clock_that_is_off_says_by_how_much_in_words() -> None:
    known = Known(signs={vitals.OUR_CLOCK: Sign(NOW, NOW, count=7_500)})
    (alarm,) = _rings(known)
    assert alarm.sentence == "Our clock and the processor’s differ by more than 2 hours."


def test_five_mistimed_deliveries_within_an_hour_ring() -> None:
    def refused(count: int, **ago: float) -> Known:
        at = NOW - timedelta(**ago)
        return Known(signs={vitals.MISTIMED: Sign(at, at, count=count)})

    assert _rings(refused(4, minutes=1)) == []
    assert _rings(refused(9, hours=1)) == []
    assert [alarm.code for alarm in _rings(refused(5, minutes=59))] == ["deliveries_mistimed"]


def test_what_was_left_over_rings_in_the_singular_and_the_plural() -> None:
    one = Known(unknown=1, unknown_since=NOW, parked=1, parked_since=NOW)
    two = Known(unknown=2, unknown_since=NOW, parked=2, parked_since=NOW)

    assert [alarm.sentence.split()[0] for alarm in _rings(one)] == ["One", "One"]
    assert [alarm.sentence.split()[0] for alarm in _rings(two)] == ["2", "2"]


def test_missing_webhooks_say_when_the_last_one_came() -> None:
    never = Known(undelivered=1, last_undelivered_at=NOW)
    once = Known(undelivered=3, last_undelivered_at=NOW, last_webhook_at=later(hours=-5))

    assert "One event was not delivered" in _rings(never)[0].sentence
    assert "none ever came" in _rings(never)[0].sentence
    assert "the last delivery came on 02 March at 10:00 UTC" in _rings(once)[0].sentence


def test_a_count_begins_anew_after_a_quiet_hour(database: Database) -> None:
    for at in (NOW, later(minutes=10), later(minutes=65)):
        with database.unit_of_work() as session:
            vitals.count(session, vitals.MISTIMED, at=at, note="old")
    with database.reading() as session:
        assert signs.known(session, at=NOW).signs[vitals.MISTIMED].count == 3

    with database.unit_of_work() as session:
        vitals.count(session, vitals.MISTIMED, at=later(hours=4))
    with database.reading() as session:
        found = signs.known(session, at=NOW).signs[vitals.MISTIMED]
    assert (found.count, found.first_at, found.last_at) == (1, NOW, later(hours=4))


def test_what_is_expected_counts_from_the_first_time(database: Database) -> None:
    for at in (NOW, later(days=1)):
        with database.unit_of_work() as session:
            vitals.expect(session, ["job: new"], at=at)
    with database.reading() as session:
        assert signs.last(session, "job: new") == NOW
        assert signs.last(session, "job: other") is None
