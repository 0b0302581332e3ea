"""The world that stories begin with is the one that the product founds."""

from __future__ import annotations

from sponsorship.database import Database
from tests.stories import worlds


def test_a_world_that_was_written_down_is_the_one_that_was_founded(
    postgresql_database: Database,
) -> None:
    database = postgresql_database
    with database.unit_of_work() as session:
        begun = session.begin_nested()
        before = worlds._rows(session)
        worlds._found(session, "general")
        founded = worlds._rows(session)
        worlds._WRITTEN["general"] = worlds._written(session, before)
        begun.rollback()
        session.expunge_all()

    worlds.found(database, sponsors_give_to="general")

    with database.reading() as session:
        written = worlds._rows(session)
        for world in (founded, written):  # a number that was rolled back is not given again
            del world["status_change"][0]["id"]
            assert world.pop("stamp")
            for rows in world.values():
                rows.sort(key=str)
        assert {table: rows for table, rows in written.items() if rows != founded[table]} == {}
