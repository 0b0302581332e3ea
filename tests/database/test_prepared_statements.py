"""What PostgreSQL is asked again and again is planned once per connection."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sponsorship.database import Database

QUESTION = sa.text("SELECT max(last) FROM number_series AS asked_again_and_again")
KNOWN = sa.text("SELECT count(*) FROM pg_prepared_statements WHERE statement = :asked").bindparams(
    asked=QUESTION.text
)


def test_a_reading_leaves_the_connection_what_it_learned(postgresql_database: Database) -> None:
    for _ in range(7):  # the driver prepares what it has seen five times
        with postgresql_database.reading() as session:
            session.scalar(QUESTION)
    with postgresql_database.asking() as connection:
        assert connection.scalar(KNOWN) == 1


def test_a_reading_that_ends_in_an_error_ends_its_transaction(
    postgresql_database: Database,
) -> None:
    with postgresql_database.reading() as session, pytest.raises(sa.exc.ProgrammingError):
        session.execute(sa.text("SELECT nothing_like_it"))
    with pytest.raises(LookupError), postgresql_database.reading() as session:
        session.scalar(QUESTION)
        raise LookupError
    with postgresql_database.reading() as session:
        assert session.scalar(QUESTION) is None
        states = sa.text(
            "SELECT DISTINCT state FROM pg_stat_activity"
            " WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
        )
        assert session.scalar(states) is None
