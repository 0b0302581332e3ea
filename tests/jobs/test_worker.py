"""Jobs on the real engine: owed with their fact, run to their end, visible when they fail."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from sponsorship import jobs
from sponsorship.clock import utc_now
from sponsorship.errors import Unavailable
from sponsorship.jobs import NoHandler, NotParked, Payload, Schedule, Worker
from sponsorship.jobs.engine import Run
from sponsorship.jobs.models import JobTrouble, WorkerHeartbeat
from tests.clock import NOW
from tests.jobs.conftest import Office, eventually


class CalledOff(Exception):
    """The fact did not come to be."""


def owe(office: Office, name: str, *keys: str) -> None:
    with office.database.unit_of_work() as session:
        for key in keys:
            jobs.enqueue(session, name, key=key, payload={"name": key})


def known_workers(office: Office) -> int:
    with office.database.reading() as session:
        return session.query(WorkerHeartbeat).count()


def troubles(office: Office) -> list[JobTrouble]:
    with office.database.reading() as session:
        return [*jobs.parked_jobs(session), *jobs.waiting_jobs(session)]


def test_jobs_of_committed_facts_run_once_and_those_of_called_off_facts_never(
    office: Office,
) -> None:
    rng = random.Random(7)
    kept = []
    for number in range(40):
        key = f"gift-{number}"
        try:
            with office.database.unit_of_work() as session:
                jobs.enqueue(session, "mark", key=key, payload={"name": key})
                if rng.random() < 0.4:
                    raise CalledOff
                kept.append(key)
        except CalledOff:
            pass
    office.hire({"mark": office.mark})
    assert eventually(lambda: len(office.marks()) == len(kept))
    owe(office, "mark", "last")
    assert eventually(lambda: "last" in office.marks())
    assert office.marks() == dict.fromkeys([*kept, "last"], 1)


def test_a_key_counts_once_even_after_its_job_ran(office: Office) -> None:
    owe(office, "mark", "gift-1", "gift-1")
    owe(office, "mark", "gift-1")
    office.hire({"mark": office.mark})
    assert eventually(lambda: office.marks() == {"gift-1": 1})
    owe(office, "mark", "gift-1", "gift-2")
    assert eventually(lambda: "gift-2" in office.marks())
    assert office.marks() == {"gift-1": 1, "gift-2": 1}


def test_equal_keys_of_different_jobs_are_different(office: Office) -> None:
    owe(office, "mark", "7")
    owe(office, "other", "7")
    office.hire(
        {"mark": office.mark, "other": lambda job: office.mark({"name": "o" + job["name"]})}
    )
    assert eventually(lambda: office.marks() == {"7": 1, "o7": 1})


def test_a_job_may_owe_further_jobs(office: Office) -> None:
    def first(payload: Payload) -> None:
        office.mark(payload)
        owe(office, "mark", "second")

    owe(office, "first", "first")
    office.hire({"first": first, "mark": office.mark})
    assert eventually(lambda: office.marks() == {"first": 1, "second": 1})


def test_a_failing_job_backs_off_while_others_go_on_and_leaves_no_trace_once_it_succeeds(
    office: Office,
) -> None:
    calls: list[str] = []
    is_up = threading.Event()

    def send(payload: Payload) -> None:
        calls.append(payload["name"])
        if not is_up.is_set():
            raise Unavailable("The mail server")
        office.mark(payload)

    owe(office, "send", "letter-1")
    owe(office, "mark", *(f"gift-{number}" for number in range(20)))
    office.hire(
        {"send": send, "mark": office.mark},
        patience=jobs.Patience(first=0.5, longest=0.5, tries_when_unavailable=50),
    )
    assert eventually(lambda: len(office.marks()) == 20)
    assert eventually(lambda: len(troubles(office)) == 1)
    [trouble] = troubles(office)
    assert (trouble.name, trouble.key, trouble.is_parked) == ("send", "letter-1", False)
    assert trouble.error.startswith("The mail server does not answer")
    is_up.set()
    assert eventually(lambda: "letter-1" in office.marks())
    assert eventually(lambda: not troubles(office))
    assert office.marks()["letter-1"] == 1
    assert len(calls) > 1


def test_a_hopeless_job_is_parked_in_sight_and_can_be_run_again(office: Office) -> None:
    is_fixed = threading.Event()

    def book(payload: Payload) -> None:
        if not is_fixed.is_set():
            raise ValueError("no such fund: treasurer@example.org")
        office.mark(payload)

    owe(office, "book", "gift-1")
    office.hire({"book": book})
    assert eventually(lambda: any(trouble.is_parked for trouble in troubles(office)))
    [trouble] = troubles(office)
    assert (trouble.tries, trouble.payload) == (3, {"name": "gift-1"})
    assert trouble.error == "ValueError: no such fund: [address]"

    is_fixed.set()
    with office.database.unit_of_work() as session:
        parked = session.get_one(JobTrouble, trouble.id)
        jobs.rerun(session, parked, at=NOW)
        with pytest.raises(NotParked, match="tried again by itself"):
            jobs.rerun(session, parked, at=NOW)
    assert eventually(lambda: office.marks() == {"gift-1": 1})
    assert eventually(lambda: not troubles(office))


def test_a_job_that_nobody_knows_is_parked_not_lost(office: Office) -> None:
    owe(office, "forgotten", "1")
    office.hire({"mark": office.mark})
    assert eventually(lambda: any(trouble.is_parked for trouble in troubles(office)))
    assert troubles(office)[0].error == ("NoHandler: no handler is known for jobs named forgotten")


def test_a_schedule_runs_its_job_at_each_due_time_and_needs_a_handler(office: Office) -> None:
    with pytest.raises(NoHandler):
        Worker(office.database, {}, [Schedule("mark", "* * * * * *")])
    office.hire({"mark": office.mark}, (Schedule("mark", "* * * * * *"),))
    assert eventually(lambda: len(office.marks()) >= 3)
    assert set(office.marks().values()) == {1}


def test_two_workers_fire_each_due_time_once(office: Office) -> None:
    """The other worker is a process of its own, so both watch the same clock."""
    other = employ(office, "every_second")
    try:
        office.hire({"mark": office.mark}, (Schedule("mark", "* * * * * *"),))
        assert eventually(lambda: known_workers(office) == 2)
        before = len(office.marks())
        assert eventually(lambda: len(office.marks()) >= before + 5)
    finally:
        other.terminate()
        assert other.wait(60) == 0
    assert set(office.marks().values()) == {1}


def test_a_job_whose_worker_is_killed_in_the_middle_is_run_by_another(office: Office) -> None:
    owe(office, "mark_and_hang", "gift-1")
    victim = employ(office, "hang")
    assert eventually(lambda: office.marks() == {"gift-1": 1})
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    owe(office, "mark", "gift-2")
    office.hire({"mark_and_hang": office.mark, "mark": office.mark}, dead_after_seconds=2.0)
    assert eventually(lambda: office.marks() == {"gift-1": 2, "gift-2": 1})
    assert eventually(lambda: not troubles(office))
    assert eventually(lambda: known_workers(office) == 1), "the dead worker is struck off"


def test_a_note_that_is_taken_twice_leaves_no_trouble_behind(office: Office) -> None:
    """Whoever relieves a dead worker can be killed right after the note; the next one begins again."""
    worker = office.hire({"mark": office.mark})
    begun = Run("mark", "gift-1", {"name": "gift-1"}, number=1, tries=1)
    worker._note_death(begun)
    assert eventually(lambda: office.marks() == {"gift-1": 1})
    assert eventually(lambda: not troubles(office))
    worker._note_death(begun)
    assert troubles(office) == []
    assert office.marks() == {"gift-1": 1}


def test_a_stopped_worker_finishes_what_it_began_and_leaves_the_rest(office: Office) -> None:
    owe(office, "mark_slowly", *(f"gift-{number}" for number in range(60)))
    leaving = employ(office, "slow")
    assert eventually(lambda: bool(office.marks()))
    leaving.terminate()
    assert leaving.wait(60) == 0
    done = office.marks()
    assert 0 < len(done) < 60
    office.hire({"mark_slowly": office.mark})
    assert eventually(lambda: len(office.marks()) == 60)
    assert set(office.marks().values()) == {1}


def test_a_failure_that_cannot_be_written_down_yet_is_written_down_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Worker._take_note
    outage = [sa.exc.OperationalError("INSERT", {}, Exception("gone"))]

    def take_note(self: Worker, run: Run, error: BaseException, pause: float) -> None:
        if outage:
            raise outage.pop()
        write(self, run, error, pause)

    monkeypatch.setattr(Worker, "_take_note", take_note)
    owe(office, "forgotten", "1")
    office.hire({"mark": office.mark})
    assert eventually(lambda: any(trouble.is_parked for trouble in troubles(office)))
    assert outage == []


def test_a_job_that_broke_without_a_note_is_found_and_run_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Worker._take_note
    crashes = [MemoryError()]

    def take_note(self: Worker, run: Run, error: BaseException, pause: float) -> None:
        if crashes:
            raise crashes.pop()
        write(self, run, error, pause)

    def mark(payload: Payload) -> None:
        if crashes:
            sys.exit("no more memory")
        office.mark(payload)

    monkeypatch.setattr(Worker, "_take_note", take_note)
    owe(office, "mark", "gift-1")
    office.hire({"mark": mark})
    assert eventually(lambda: office.marks() == {"gift-1": 1})
    assert eventually(lambda: not troubles(office))


def test_a_live_worker_shows_itself(office: Office) -> None:
    office.hire({"mark": office.mark})
    with office.database.reading() as session:
        assert jobs.count_live_workers(session, at=utc_now()) == 1
    office.dismiss()


def employ(office: Office, kind: str) -> subprocess.Popen[bytes]:
    """A worker in a process of its own; see `other_worker.py`."""
    url = office.database.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.other_worker", url, kind],
        cwd=Path(__file__).parents[2],
    )
