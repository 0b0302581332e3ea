"""Connections that PostgreSQL has ended while they lay idle."""

from __future__ import annotations

import sqlalchemy as sa

from sponsorship.database import Database


def test_connections_that_the_server_ended_are_replaced_before_they_are_used(
    postgresql_database: Database,
) -> None:
    pooled = [postgresql_database.writer.connect() for _ in range(3)]
    numbers = {one.scalar(sa.text("SELECT pg_backend_pid()")) for one in pooled}
    for one in pooled:
        one.close()
    server = sa.create_engine(postgresql_database.url, poolclass=sa.NullPool)
    with server.connect() as connection:
        for number in numbers:
            # Waits until the server process is gone.
            end = sa.text("SELECT pg_terminate_backend(:number, 10000)")
            assert connection.scalar(end, {"number": number})

    with postgresql_database.unit_of_work() as session, postgresql_database.reading() as question:
        assert session.scalar(sa.text("SELECT pg_backend_pid()")) not in numbers
        assert question.scalar(sa.text("SELECT pg_backend_pid()")) not in numbers
