"""The promises that `database` makes to every other test."""

from __future__ import annotations

from contextlib import closing

import pytest
import sqlalchemy as sa

from sponsorship import guards
from sponsorship.database import Database
from sponsorship.lifecycle import LifecycleMove
from sponsorship.numbering import NumberSeries, next_in
from tests import dialects
from tests.databases import CleanPostgresql, CleanSqlite


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_each_test_starts_from_an_empty_database(database: Database, turn: int) -> None:
    with database.unit_of_work() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(NumberSeries)) == 0
        assert next_in(session, "receipt", year=2026) == 1
    with database.reading() as session:
        assert session.scalar(sa.select(NumberSeries.last)) == 1


def test_reference_rows_of_the_migration_are_there(database: Database) -> None:
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(LifecycleMove))


def test_a_changed_schema_is_restored_for_the_next_test(clean_postgresql: CleanPostgresql) -> None:
    with (
        closing(Database(clean_postgresql.cleaned())) as spoilt,
        spoilt.engine.begin() as connection,
    ):
        connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        connection.execute(sa.text("ALTER TABLE number_series ADD COLUMN graffiti text"))
        connection.execute(sa.text("DELETE FROM lifecycle_move"))

    with closing(Database(clean_postgresql.cleaned())) as restored:
        found = sa.inspect(restored.engine).get_columns("number_series")
        with restored.reading() as session:
            assert session.scalar(sa.select(sa.func.count()).select_from(LifecycleMove))
    assert {column["name"] for column in found} == {"series", "year", "last"}


def test_a_session_left_open_does_not_hold_up_the_next_test(
    clean_postgresql: CleanPostgresql,
) -> None:
    forgetful = Database(clean_postgresql.cleaned())
    connection = forgetful.engine.connect()
    connection.execute(sa.text("LOCK TABLE number_series IN ACCESS EXCLUSIVE MODE"))

    clean_postgresql.cleaned()

    with pytest.raises(sa.exc.OperationalError):
        connection.execute(sa.text("SELECT 1"))
    connection.invalidate()
    connection.close()
    forgetful.close()


def test_connections_used_again_know_nothing_of_the_test_before(
    clean_postgresql: CleanPostgresql,
) -> None:
    dialects.close_idle(clean_postgresql.name)
    dialects.keep_connections_to(clean_postgresql.name)
    processes = set()
    for turns in [1, 12, 12, 12]:  # psycopg prepares what it has seen five times
        with closing(Database(clean_postgresql.cleaned())) as opened, opened.unit_of_work() as idle:
            idle.execute(sa.text("SELECT"))
            for _ in range(turns):
                with opened.unit_of_work() as one, opened.unit_of_work() as other:
                    for session in (one, other):
                        processes.add(session.scalar(sa.select(sa.func.pg_backend_pid())))
                        assert session.scalar(sa.text("SHOW application_name")) != "graffiti"
            with opened.unit_of_work() as one, opened.unit_of_work() as other:
                for session in (one, other):
                    session.execute(sa.text("SET application_name = 'graffiti'"))
    assert len(processes) == 3


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_compiled_for_one_test_serves_the_next(
    kind: str, request: pytest.FixtureRequest
) -> None:
    url = str(request.getfixturevalue(f"{kind}_url"))
    question = sa.select(NumberSeries.last).where(NumberSeries.series == "receipt")
    compiled = []
    for _ in range(2):
        with closing(Database(url)) as opened, opened.reader.connect() as connection:
            compiled.append(connection.execute(question).context.compiled)
    first, second = compiled
    assert first is second


def test_an_empty_database_has_no_table(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    assert sa.inspect(database.engine).get_table_names() == []
    database.close()


def numbered(database: Database) -> int:
    """How many series of numbers have begun."""
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(NumberSeries)) or 0


def number(database: Database) -> None:
    with database.unit_of_work() as session:
        next_in(session, "receipt", year=2026)


def connections_of(database: Database) -> set[int]:
    """Two at once, by their addresses in memory."""
    with database.reader.connect() as one, database.reader.connect() as other:
        return {id(each.connection.dbapi_connection) for each in (one, other)}


def test_connections_to_a_file_are_used_again_and_see_that_it_was_put_back(
    clean_sqlite: CleanSqlite,
) -> None:
    used: set[int] = set()
    for _ in range(3):
        with closing(Database(clean_sqlite.cleaned())) as opened:
            assert numbered(opened) == 0
            number(opened)
            used |= connections_of(opened)
            assert numbered(opened) == 1
    assert len(used) == 2


@pytest.mark.parametrize(
    "spoilt",
    [
        "PRAGMA foreign_keys = OFF",
        "PRAGMA ignore_check_constraints = ON",
        "CREATE TEMP TABLE graffiti (word)",
        "ATTACH ':memory:' AS graffiti",
    ],
)
def test_a_connection_that_is_not_as_new_serves_no_other_test(
    clean_sqlite: CleanSqlite, spoilt: str
) -> None:
    with closing(Database(clean_sqlite.cleaned())) as opened:
        number(opened)
        with opened.asking() as connection:
            connection.connection.execute(spoilt)
            spoilt_one = connection.connection.dbapi_connection
    assert spoilt_one is not None
    with closing(Database(clean_sqlite.cleaned())) as opened, opened.asking() as connection:
        assert connection.connection.dbapi_connection is not spoilt_one
        assert guards.missing(connection) == []


def test_a_changed_schema_does_not_reach_the_next_test(clean_sqlite: CleanSqlite) -> None:
    with closing(Database(clean_sqlite.cleaned())) as opened, opened.writer.begin() as connection:
        connection.execute(sa.text("ALTER TABLE number_series ADD COLUMN graffiti TEXT"))

    with closing(Database(clean_sqlite.cleaned())) as opened:
        found = sa.inspect(opened.engine).get_columns("number_series")
    assert {column["name"] for column in found} == {"series", "year", "last"}


def test_whoever_still_holds_a_file_keeps_it_and_the_next_test_gets_another(
    clean_sqlite: CleanSqlite,
) -> None:
    forgetful = Database(clean_sqlite.cleaned())
    connection = forgetful.writer.connect()
    connection.execute(sa.text("INSERT INTO number_series VALUES ('receipt', 2026, 1)"))

    with closing(Database(clean_sqlite.cleaned())) as opened:
        assert opened.url != forgetful.url
        assert numbered(opened) == 0
        number(opened)

    connection.close()
    forgetful.close()


def test_a_beginning_is_told_once_and_seen_by_whoever_had_looked_before(
    clean_sqlite: CleanSqlite,
) -> None:
    told = 0
    for _ in range(3):
        with closing(Database(clean_sqlite.cleaned())) as opened:
            assert numbered(opened) == 0

            def tell(database: Database = opened) -> None:
                nonlocal told
                told += 1
                number(database)

            clean_sqlite.begin_with("a first receipt", tell)
            assert numbered(opened) == 1
    assert told == 1


def test_nothing_that_was_written_before_a_beginning_is_lost(clean_sqlite: CleanSqlite) -> None:
    for year in (2025, 2026):
        with closing(Database(clean_sqlite.cleaned())) as opened:
            with opened.unit_of_work() as session:
                next_in(session, "receipt", year=year)
            clean_sqlite.begin_with("an invoice", lambda: None)
            assert numbered(opened) == 1
