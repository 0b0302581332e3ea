"""Money that waited in suspense before cases were kept gets its case when the schema is upgraded."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from sponsorship import migrations
from sponsorship.database import Base, Database
from sponsorship.suspense import invariants as suspense_invariants
from sponsorship.suspense.models import SuspenseCase
from tests.database import world

BEFORE = "2026_11_23_0900"


def row(connection: sa.Connection, table: str, **facts: Any) -> None:
    """A valid row with the columns that the table has at this revision."""
    known = [column["name"] for column in sa.inspect(connection).get_columns(table)]
    columns = Base.metadata.tables[table].columns
    wanted = {
        name: facts[name] if name in facts else world._usual(columns[name])
        for name in known
        if name in facts or name != "id"
    }
    values = ", ".join(world.literal(value) for value in wanted.values())
    world.run(connection, f"INSERT INTO {table} ({', '.join(wanted)}) VALUES ({values})")


def _entry(connection: sa.Connection, number: int, fact: str, source: str, minor: int) -> None:
    debit, credit = (1, 2) if fact == "misfit_received" else (2, 1)
    row(connection, "journal_entry", id=number, fact=fact, source=source, posting_count=1)
    row(
        connection, "posting", entry_id=number, position=1, fund_id=1, debit_account_id=debit,
        credit_account_id=credit, amount_minor=minor, currency="USD",
    )  # fmt: skip


def _payment(connection: sa.Connection, number: int, minor: int) -> None:
    row(
        connection, "payment", id=number, purpose="donation", purpose_id=number, method="card",
        amount_minor=minor, currency="USD",
    )  # fmt: skip
    world.run(
        connection,
        f"UPDATE payment SET status = 'settled', settled_at = '{world.AT}', is_misfit = TRUE"
        f" WHERE id = {number}",
    )


def _refund(connection: sa.Connection, number: int, payment: int, minor: int) -> None:
    row(
        connection, "refund", id=number, payment_id=payment, amount_minor=minor, currency="USD",
        status="requested", external_id=f"re_{number}",
    )  # fmt: skip
    world.run(connection, f"UPDATE refund SET status = 'succeeded' WHERE id = {number}")
    _entry(
        connection, 10 + number, "misfit_refunded",
        f"P-2026-{payment:06d}:RF-2026-{number:06d}", minor,
    )  # fmt: skip


def test_every_misfit_gets_its_case_decided_as_far_as_it_was_given_back(
    empty_database_url: str,
) -> None:
    migrations.upgrade(empty_database_url, BEFORE)
    database = Database(empty_database_url)
    with database.writer.begin() as connection:
        row(connection, "fund", slug="general", restriction="none", currency="USD")
        for role, kind in (("stripe-clearing", "asset"), ("suspense", "liability")):
            row(connection, "ledger_account", role=role, kind=kind, fund_id=1, currency="USD")
        for number, minor in ((1, 9_000), (2, 5_000), (3, 7_000), (4, 1_000)):
            _payment(connection, number, minor)
            if number < 4:
                source = f"P-2026-{number:06d}"
                _entry(connection, number, "misfit_received", source, minor)
        _refund(connection, 1, 2, 5_000)
        _refund(connection, 2, 3, 2_000)
        _refund(connection, 3, 4, 600)

    migrations.upgrade(empty_database_url)

    with database.reading() as session:
        cases = session.scalars(sa.select(SuspenseCase).order_by(SuspenseCase.id)).all()
        assert [
            (case.payment_id, case.status.value, str(case.amount), str(case.undecided))
            for case in cases
        ] == [
            (1, "waiting", "90.00 USD", "90.00 USD"),
            (2, "returned", "50.00 USD", "0.00 USD"),
            (3, "waiting", "70.00 USD", "50.00 USD"),
            (None, "waiting", "6.00 USD", "6.00 USD"),
        ]
        assert cases[3].is_shortfall
        assert list(suspense_invariants.suspense_is_explained(session)) == []
        assert list(suspense_invariants.misfits_have_a_case(session)) == []
    database.close()
