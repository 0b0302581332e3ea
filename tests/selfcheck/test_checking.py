"""The self-check on live data: what it finds is kept, shown and told apart from silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from sponsorship import audit, timetable, working
from sponsorship.database import Database
from sponsorship.jobs import RecordingQueue, Schedule
from sponsorship.selfcheck import operations, queries
from sponsorship.selfcheck.models import SelfCheck
from sponsorship.staff.permissions import StaffRole
from sponsorship.workflows import checking
from tests.admin_app.desks.desks import Desks, told
from tests.clock import NOW
from tests.stories.telling import Story

DESK = "/admin/desk/self-check"
NOW_PATH = f"{DESK}/now"


@pytest.fixture
def doomed(database_url: str, tmp_path: Path) -> Iterator[Story]:
    """A story in which something breaks: at its end not everything holds."""
    queue = RecordingQueue()
    database = Database(database_url, jobs=queue)
    yield Story(database, tmp_path / "data", queue)
    database.close()


def tamper(database: Database, statement: str) -> None:
    """What no operation does and the guards refuse, by somebody who can take the guards away."""
    table = statement.split()[1 if statement.startswith("UPDATE") else 2]
    with database.engine.begin() as connection:
        if database.is_sqlite:
            found = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
            )
            for name in found.scalars().all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        connection.exec_driver_sql(statement)


def test_sound_books_hold_and_the_run_is_kept(story: Story) -> None:
    story.give("100.00")
    found = checking.check_everything(story.database, clock=lambda: NOW)

    assert (found.holds, found.sentences) == (True, [])
    with story.database.reading() as session:
        latest = queries.latest(session)
        assert latest is not None
        assert latest.finished_at == NOW
        assert not queries.is_late(latest, at=NOW + timedelta(minutes=29))
        assert queries.is_late(latest, at=NOW + timedelta(minutes=31))


def test_a_broken_row_is_named_and_so_is_the_guard_that_let_it_break(doomed: Story) -> None:
    doomed.give("100.00")
    tamper(doomed.database, "DELETE FROM receipt")
    found = checking.check_everything(doomed.database, clock=lambda: NOW)

    assert not found.holds
    assert found.broken_count == len(found.sentences)
    assert "Gift D-2026-000001 has no receipt of its amount." in found.sentences
    assert "The database lacks the guard receipt_never_deleted." in found.sentences


def test_more_findings_than_anybody_reads_are_counted_and_the_first_kept(
    database: Database,
) -> None:
    many = [f"Row {number} is broken." for number in range(1, 1001)]
    with database.unit_of_work() as session:
        found = operations.record(session, many, begun_at=NOW, finished_at=NOW)

    assert found.broken_count == 1000
    assert found.sentences == many[: operations.MOST_SENTENCES]


def test_runs_that_held_are_forgotten_after_a_week_and_findings_never(database: Database) -> None:
    old, new = NOW - timedelta(days=8), NOW - timedelta(days=6)
    with database.unit_of_work() as session:
        for at, broken in ((old, []), (old, ["A row is broken."]), (new, [])):
            operations.record(session, broken, begun_at=at, finished_at=at)
        operations.forget_old(session, at=NOW)
        left = session.execute(sa.select(SelfCheck.finished_at, SelfCheck.broken_count)).all()

    assert sorted(tuple(row) for row in left) == [(old, 1), (new, 0)]


def test_a_worker_checks_everything_every_ten_minutes(story: Story) -> None:
    worker = working.build_worker(story.wiring)
    assert Schedule(timetable.CHECK_EVERYTHING, "*/10 * * * *", "UTC") in worker.schedules
    worker.handlers[timetable.CHECK_EVERYTHING]({})

    with story.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(SelfCheck)) == 1


def test_staff_ask_for_a_run_and_read_what_it_found(doomed: Story) -> None:
    doomed.give("100.00")
    desks = Desks(doomed)
    with desks.open:
        femi = desks.staff("Femi Adeyemi", StaffRole.FINANCE)
        assert "Nothing has been checked yet" in femi.get(DESK).text
        tamper(doomed.database, "DELETE FROM receipt")
        assert "Everything is checked now." in told(
            femi.get(femi.press(DESK, NOW_PATH).headers["location"])
        )
        doomed.work()

        lost = "Gift D-2026-000001 has no receipt of its amount."
        assert lost in femi.get(DESK).text
        assert "The database lacks the guard" in femi.get("/admin").text


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE audit_note SET at = at", None),
        ("UPDATE audit_note SET verb = 'nothing' WHERE seq = 2", 2),
        ("UPDATE audit_note SET seq = 9 WHERE seq = 2", 2),
        ("DELETE FROM audit_note WHERE seq = 1", 1),
    ],
)
def test_the_audit_log_is_verified_note_by_note(
    database: Database, tampering: str, broken: int | None
) -> None:
    with database.unit_of_work() as session:
        for verb in ("looked", "refunded", "looked"):
            audit.note(session, by=audit.SYSTEM, verb=verb, subject="everything", at=NOW)
    tamper(database, tampering)

    assert checking.verify_audit_log(database) == broken


def test_the_hash_of_the_newest_note_proves_that_none_is_gone(database: Database) -> None:
    with database.unit_of_work() as session:
        assert audit.head(session) == (0, audit.GENESIS)
        audit.note(session, by=audit.SYSTEM, verb="looked", subject="everything", at=NOW)
        last = audit.note(session, by=audit.SYSTEM, verb="left", subject="everything", at=NOW)
        assert audit.head(session) == (2, last.hash)
    tamper(database, "DELETE FROM audit_note WHERE seq = 2")

    assert checking.verify_audit_log(database) is None  # what is left is in order, but:
    with database.reading() as session:
        assert audit.head(session) != (2, last.hash)


def test_a_check_sees_the_books_of_one_moment(database: Database) -> None:
    """What is posted while it reads must not look like a contradiction."""
    with database.snapshot() as view:
        assert audit.head(view)[0] == 0
        with database.unit_of_work() as session:
            audit.note(session, by=audit.SYSTEM, verb="looked", subject="everything", at=NOW)
        assert audit.head(view)[0] == 0
    with database.snapshot() as view:
        assert audit.head(view)[0] == 1
