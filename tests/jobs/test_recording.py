"""The queue in memory keeps the promises of the real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.database import Database
from sponsorship.jobs import NoHandler, NoQueue, Payload
from tests.fakes import RecordingQueue


@pytest.fixture
def queue() -> RecordingQueue:
    return RecordingQueue()


@pytest.fixture
def owing(sqlite_url: str, queue: RecordingQueue) -> Iterator[Database]:
    opened = Database(sqlite_url, jobs=queue)
    yield opened
    opened.close()


def owe(session: Session, key: str) -> None:
    jobs.enqueue(session, "mark", key=key, payload={"key": key})


def keys(queue: RecordingQueue) -> list[str]:
    return [job.key for job in queue.waiting]


def test_a_commit_keeps_jobs_and_a_rollback_forgets_them(
    owing: Database, queue: RecordingQueue
) -> None:
    with owing.unit_of_work() as session:
        owe(session, "a")
        assert keys(queue) == []
    with pytest.raises(ZeroDivisionError), owing.unit_of_work() as session:
        owe(session, "b")
        _ = 1 // 0
    assert keys(queue) == ["a"]


def test_a_savepoint_that_is_rolled_back_takes_its_jobs_with_it(
    owing: Database, queue: RecordingQueue
) -> None:
    with owing.unit_of_work() as session:
        owe(session, "before")
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            owe(session, "inside")
            _ = 1 // 0
        with session.begin_nested(), session.begin_nested():
            owe(session, "released")
        assert keys(queue) == []
    assert keys(queue) == ["before", "released"]


def test_a_released_savepoint_is_forgotten_with_the_transaction_around_it(
    owing: Database, queue: RecordingQueue
) -> None:
    with pytest.raises(ZeroDivisionError), owing.unit_of_work() as session:
        with session.begin_nested():
            owe(session, "released")
        _ = 1 // 0
    assert keys(queue) == []


def test_a_key_counts_once_while_it_waits_and_after_it_ran(
    owing: Database, queue: RecordingQueue
) -> None:
    for _ in range(2):
        with owing.unit_of_work() as session:
            owe(session, "a")
            owe(session, "a")
        queue.drain({"mark": lambda _: None})
    assert [job.key for job in queue.finished] == ["a"]


def test_draining_runs_what_jobs_owe_and_counts_it(owing: Database, queue: RecordingQueue) -> None:
    seen: list[str] = []

    def mark(payload: Payload) -> None:
        seen.append(payload["key"])
        if payload["key"] == "a":
            with owing.unit_of_work() as session:
                owe(session, "b")

    with owing.unit_of_work() as session:
        owe(session, "a")
    assert queue.drain({"mark": mark}) == 2
    assert queue.drain({"mark": mark}) == 0
    assert seen == ["a", "b"]


def test_an_error_surfaces_and_its_job_stays_first_in_line(
    owing: Database, queue: RecordingQueue
) -> None:
    with owing.unit_of_work() as session:
        owe(session, "a")
        owe(session, "b")

    def break_down(_: Payload) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        queue.drain({"mark": break_down})
    with pytest.raises(NoHandler, match="mark"):
        queue.drain({})
    assert keys(queue) == ["a", "b"]


def test_a_payload_that_is_not_json_is_refused_at_once(
    owing: Database, queue: RecordingQueue
) -> None:
    with pytest.raises(TypeError), owing.unit_of_work() as session:
        jobs.enqueue(session, "mark", key="a", payload={"key": object()})


def test_work_without_a_queue_is_a_mistake_in_the_wiring(sqlite_database: Database) -> None:
    with pytest.raises(NoQueue), sqlite_database.unit_of_work() as session:
        owe(session, "a")
