"""Facts that come many at once: they share the wait for the disk, and nothing else."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.database import Database
from tests.database import world

MANY = 8

Work = Callable[[Session], int]


class GaveUp(Exception):
    """Raised in the middle of a fact, which therefore leaves nothing behind."""


def adds(number: int) -> Work:
    """Adds one constituent and returns its number."""

    def work(session: Session) -> int:
        world.run(session.connection(), world.new("constituent", id=number))
        return number

    return work


def gives_up(session: Session) -> int:
    adds(99)(session)
    raise GaveUp


def at_once(database: Database, *works: Work) -> list[Any]:
    """What is returned or raised by each of them, when all have come while the writer was busy."""
    with ThreadPoolExecutor(len(works)) as threads:
        with database.unit_of_work():
            outcomes = [threads.submit(database.together, work) for work in works]
            while database.is_sqlite and len(database._line) < len(works):
                time.sleep(0.001)
        return [one.exception() or one.result() for one in outcomes]


def added(database: Database) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(sa.text("SELECT id FROM constituent ORDER BY id")))


def test_each_is_told_its_own_outcome(database: Database) -> None:
    assert at_once(database, *map(adds, range(1, MANY + 1))) == list(range(1, MANY + 1))
    assert added(database) == list(range(1, MANY + 1))


def test_those_who_wait_for_the_writer_share_one_commit(sqlite_database: Database) -> None:
    commits: list[int] = []
    at_once(sqlite_database, adds(100))  # whoever comes first alone
    sa.event.listen(sqlite_database.engine, "commit", lambda _: commits.append(1))
    at_once(sqlite_database, *map(adds, range(1, MANY + 1)))
    assert len(commits) == 1


def test_nobody_is_answered_before_the_commit(database: Database) -> None:
    def add_and_look(number: int) -> bool:
        database.together(adds(number))
        return number in added(database)

    with ThreadPoolExecutor(MANY) as threads:
        assert all(threads.map(add_and_look, range(1, 5 * MANY)))


def test_one_that_fails_does_not_hurt_its_neighbours(database: Database) -> None:
    first, failed, last = at_once(database, adds(1), gives_up, adds(2))
    assert (first, last) == (1, 2)
    assert isinstance(failed, GaveUp)
    assert added(database) == [1, 2]


def test_a_rule_that_speaks_at_the_commit_speaks_to_the_one_that_broke_it(
    database: Database,
) -> None:
    world.build(database.writer)

    def posts_nothing(session: Session) -> int:
        world.run(session.connection(), world.new("journal_entry"))
        return 0

    before = added(database)
    first, broken, last = at_once(database, adds(1001), posts_nothing, adds(1002))
    assert (first, last) == (1001, 1002)
    assert isinstance(broken, sa.exc.IntegrityError)
    assert added(database) == [*before, 1001, 1002]


def test_what_one_session_holds_is_not_seen_by_the_next(database: Database) -> None:
    def leaves_a_mark(session: Session) -> bool:
        was_marked = "mark" in session.info
        session.info["mark"] = "mine"
        return was_marked

    assert at_once(database, *[leaves_a_mark] * MANY) == [False] * MANY


def test_a_crash_before_the_shared_commit_leaves_none_of_it_and_one_after_leaves_all(
    sqlite_database: Database, tmp_path: Path
) -> None:
    """The files are copied as a crash would leave them."""
    found: list[list[int]] = []
    at_once(sqlite_database, adds(100))

    def crash(_: object = None) -> None:
        place = tmp_path / f"crash-{len(found)}.db"
        for ending in ("", "-wal"):
            shutil.copy(f"{sqlite_database.url.database}{ending}", f"{place}{ending}")
        left = Database(f"sqlite:///{place}")
        found.append(added(left))
        left.close()

    sa.event.listen(sqlite_database.engine, "commit", crash)
    at_once(sqlite_database, *map(adds, range(1, MANY + 1)))
    crash()
    assert found == [[100], [*range(1, MANY + 1), 100]]


def test_whoever_is_interrupted_while_it_works_for_all_tells_them(
    sqlite_database: Database,
) -> None:
    def interrupted(_: Session) -> int:
        raise KeyboardInterrupt

    outcomes = at_once(sqlite_database, adds(1), interrupted, adds(2))
    assert [type(one) for one in outcomes] == [KeyboardInterrupt] * 3
    assert added(sqlite_database) == []
    assert at_once(sqlite_database, adds(3)) == [3]


def test_facts_that_come_alone_and_together_take_turns(sqlite_database: Database) -> None:
    """Units of work and those that share a commit queue behind the same writer."""
    start = threading.Barrier(MANY, timeout=60)

    def busy(thread: int) -> None:
        start.wait()
        for number in range(10 * thread + 1, 10 * thread + 11):
            if number % 2:
                sqlite_database.together(adds(number))
            else:
                with sqlite_database.unit_of_work() as session:
                    adds(number)(session)

    with ThreadPoolExecutor(MANY) as threads:
        list(threads.map(busy, range(MANY)))
    assert added(sqlite_database) == list(range(1, 10 * MANY + 1))


@pytest.mark.parametrize("times", [1, MANY])
def test_a_failure_keeps_its_own_class_however_many_wait(database: Database, times: int) -> None:
    outcomes = at_once(database, *[gives_up] * times)
    assert [type(one) for one in outcomes] == [GaveUp] * times
    assert added(database) == []
