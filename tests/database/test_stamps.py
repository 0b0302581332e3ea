"""Whatever changes what public answers are made of leaves other stamps, in whatever order deeds end."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sponsorship import stamps
from sponsorship.database import Base, Database
from sponsorship.guards.rules import APPEND_ONLY
from sponsorship.guards.stamping import STAMPED
from tests.database import world

STAMPS = sa.text("SELECT id FROM stamp ORDER BY id")


@pytest.fixture
def small_world(database: Database) -> Database:
    world.build(database.writer)
    return database


def left_by(database: Database, *statements: str) -> bool:
    """Whether the statements leave other stamps, in a transaction that is undone."""
    with database.writer.connect() as connection:
        before = connection.scalars(STAMPS).all()
        for statement in statements:
            world.run(connection, statement)
        after = connection.scalars(STAMPS).all()
        connection.rollback()
    return after != before


def test_each_new_row_leaves_other_stamps(small_world: Database) -> None:
    assert [one for one in STAMPED if not left_by(small_world, *world.accepted(one))] == []


def test_each_change_of_a_row_leaves_other_stamps(small_world: Database) -> None:
    unnoticed = []
    for table in sorted({*STAMPED} - {*APPEND_ONLY}):
        key = next(iter(Base.metadata.tables[table].primary_key)).name
        with small_world.writer.connect() as connection:
            world.run(connection, world.new(table))
            before = connection.scalars(STAMPS).all()
            world.run(connection, f"UPDATE {table} SET {key} = {key}")
            if connection.scalars(STAMPS).all() == before:
                unnoticed.append(table)
            connection.rollback()
    assert unnoticed == []


def test_a_row_that_goes_leaves_other_stamps(small_world: Database) -> None:
    assert left_by(small_world, "DELETE FROM tier_benefit WHERE tier_id = 1")


def test_what_other_pages_are_made_of_leaves_none(small_world: Database) -> None:
    assert not left_by(small_world, world.new("donation"))


def test_what_is_undone_leaves_none(small_world: Database) -> None:
    before = stamps.present(small_world)
    assert left_by(small_world, "UPDATE tier SET summary = 'Undone'")
    assert stamps.present(small_world) == before


def test_a_deed_that_ends_after_a_later_one_is_noticed_and_neither_waits(
    postgresql_database: Database,
) -> None:
    world.build(postgresql_database.writer)
    with (
        postgresql_database.writer.connect() as early,
        postgresql_database.writer.connect() as late,
    ):
        world.run(late, "SET LOCAL lock_timeout = '20s'")
        world.run(early, "UPDATE tier SET summary = 'Early' WHERE id = 1")
        world.run(late, "UPDATE tier SET summary = 'Late' WHERE id = 2")
        seen = [stamps.present(postgresql_database)]
        for deed in (late, early):
            deed.commit()
            seen.append(stamps.present(postgresql_database))
    assert len(set(seen)) == 3


def test_marks_of_before_are_taken_away(small_world: Database) -> None:
    for number in range(3):
        with small_world.writer.begin() as connection:
            world.run(connection, f"UPDATE tier SET summary = 'No. {number}'")
    assert len(stamps.present(small_world)) == 1
