"""The guards are all there, each is missed when it is gone, and each is what refuses."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from sponsorship import guards
from sponsorship.database import Base, Database
from sponsorship.guards import rules
from sponsorship.guards.declared import Engine
from tests.database import world
from tests.database.attacks import every_attack
from tests.database.conftest import APPLICATION, OWNER, SQLITE, Doors


@pytest.fixture
def small_world(database: Database) -> Database:
    world.build(database.writer)
    return database


def engine_of(database: Database) -> Engine:
    return "sqlite" if database.is_sqlite else "postgresql"


def send(database: Database, *statements: str) -> None:
    with database.writer.begin() as connection:
        for statement in statements:
            world.run(connection, statement)


def missing_after(database: Database, *statements: str) -> list[str]:
    """What is missed within a transaction that makes these changes and is undone."""
    with database.writer.connect() as connection:
        for statement in statements:
            world.run(connection, statement)
        found = guards.missing(connection)
        connection.rollback()
    return found


def removal(database: Database, name: str, table: str) -> str:
    return f"DROP TRIGGER {name}" + ("" if database.is_sqlite else f" ON {table}")


def test_a_migrated_database_misses_nothing(database: Database) -> None:
    with database.reader.connect() as connection:
        assert guards.missing(connection) == []


def test_each_single_guard_is_missed_by_its_name(database: Database) -> None:
    for trigger in guards.triggers(engine_of(database)):
        gone = missing_after(database, removal(database, trigger.name, trigger.table))
        assert gone == [trigger.name]


def test_a_guard_that_says_something_else_is_missed(database: Database) -> None:
    name, table = "payment_frozen", "payment"
    weaker: tuple[str, ...]
    if database.is_sqlite:
        weaker = (
            removal(database, name, table),
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} BEGIN SELECT 1; END",
        )
    else:
        weaker = (
            f"CREATE OR REPLACE FUNCTION guard_{name}() RETURNS trigger LANGUAGE plpgsql"
            " SET search_path = pg_catalog, public, pg_temp AS 'BEGIN RETURN NEW; END'",
        )
    assert missing_after(database, *weaker) == [name]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE payment DISABLE TRIGGER payment_frozen",
        "ALTER TABLE payment ENABLE REPLICA TRIGGER payment_frozen",
        "DROP TRIGGER payment_frozen ON payment; CREATE TRIGGER payment_frozen BEFORE UPDATE"
        " ON payment FOR EACH ROW WHEN (OLD.id > 5) EXECUTE FUNCTION guard_payment_frozen()",
        "DROP TRIGGER payment_frozen ON payment; CREATE TRIGGER payment_frozen BEFORE UPDATE"
        " OF purpose ON payment FOR EACH ROW EXECUTE FUNCTION guard_payment_frozen()",
        "DROP TRIGGER payment_frozen ON payment; CREATE TRIGGER payment_frozen BEFORE UPDATE"
        " ON refund FOR EACH ROW EXECUTE FUNCTION guard_payment_frozen()",
        "ALTER FUNCTION guard_payment_frozen() RESET search_path",
        "ALTER FUNCTION guard_payment_frozen() SECURITY DEFINER",
    ],
)
def test_a_guard_made_harmless_is_missed(postgresql_database: Database, change: str) -> None:
    assert missing_after(postgresql_database, *change.split("; ")) == ["payment_frozen"]


def test_a_move_too_many_is_missed(database: Database) -> None:
    free = [
        removal(database, one.name, one.table)
        for one in guards.triggers(engine_of(database))
        if one.table == "lifecycle_move"
    ]
    slipped_in = "INSERT INTO lifecycle_move VALUES ('donation', 'failed', 'refunded')"
    assert missing_after(database, *free, slipped_in)[-1] == "lifecycle_move of donation"


@pytest.mark.parametrize("pragma", ["foreign_keys", "recursive_triggers", "synchronous"])
def test_a_connection_without_a_pragma_is_noticed(sqlite_database: Database, pragma: str) -> None:
    with sqlite_database.engine.connect() as connection:
        connection.rollback()  # a pragma changes nothing inside a transaction
        connection.connection.execute(f"PRAGMA {pragma} = OFF")
        assert guards.missing(connection) == [f"PRAGMA {pragma}"]
        connection.invalidate()


@pytest.mark.parametrize(
    ("name", "expected"), [(SQLITE, False), (OWNER, True), (APPLICATION, False)]
)
def test_the_role_of_the_application_can_switch_nothing_off(
    doors: Doors, name: str, expected: bool
) -> None:
    with doors.door(name).attacker.reader.connect() as connection:
        assert guards.is_overpowered(connection) is expected


def test_the_role_of_the_application_sees_that_nothing_is_missing(doors: Doors) -> None:
    with doors.door(APPLICATION).attacker.reader.connect() as connection:
        assert guards.missing(connection) == []


POWERS = (
    ("update posting", "posting_never_updated", "posting"),
    ("delete receipt", "receipt_never_deleted", "receipt"),
    ("payment with amount_minor = 999999", "payment_frozen", "payment"),
    ("donation back to lapsed", "donation_status_moves", "donation"),
    ("by hand: tier SET taken = 0 WHERE id = 1", "tier_taken_is_recomputed", "tier"),
    ("a receipt number left out", "receipt_takes_the_next_number", "receipt"),
    ("a reversal of a part", "posting_mirrors_what_it_reverses", "posting"),
    ("a line added to a finished entry", "posting_completes_its_entry", "posting"),
    ("a note that follows another", "audit_note_continues_the_chain", "audit_note"),
    ("post on 2025-12-31", "journal_entry_after_the_closed_period", "journal_entry"),
    ("leave a month out", "accounting_period_follows_the_last", "accounting_period"),
    ("close out of turn", "accounting_period_closes_in_order", "accounting_period"),
    (
        "reopen a month before a closed one",
        "accounting_period_reopened_by_two",
        "accounting_period",
    ),
    ("the one who asked exchanged", "accounting_period_request_frozen", "accounting_period"),
    ("an invoice for more than its lines", "invoice_issued_for_the_sum_of_its_lines", "invoice"),
)
"""An attack and the one guard that stands in its way."""


@pytest.mark.parametrize(("name", "guard", "table"), POWERS)
def test_without_its_guard_a_hostile_statement_succeeds(
    small_world: Database, name: str, guard: str, table: str
) -> None:
    (attack,) = [one for one in every_attack() if one.name == name]
    with pytest.raises(sa.exc.IntegrityError, match=f"guard: {guard}"):
        send(small_world, *attack.statements)
    before = world.digest(small_world.reader)
    send(small_world, removal(small_world, guard, table), *attack.statements)
    assert world.digest(small_world.reader) != before


def test_every_table_has_its_place() -> None:
    groups = (rules.APPEND_ONLY, rules.KEPT, rules.REFERENCE, rules.MAY_GO)
    placed = [table for group in groups for table in group]
    assert sorted(placed) == sorted(Base.metadata.tables)


def test_every_frozen_column_exists() -> None:
    named = [
        *(
            (table, column)
            for table, columns in rules.ALWAYS_FROZEN.items()
            for column in columns.split()
        ),
        *(
            (table, column)
            for table, columns in rules.FROZEN_ONCE_SET.items()
            for column in columns.split()
        ),
        *(
            (table, column)
            for _, table, _, columns in rules.FROZEN_UNLESS
            for column in columns.split()
        ),
    ]
    unknown = [
        f"{table}.{column}"
        for table, column in named
        if column not in Base.metadata.tables[table].columns
    ]
    assert unknown == []


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_the_names_of_guards_are_unique_and_fit(engine: Engine) -> None:
    names = guards.names(engine)
    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z_]{1,57}", name)] == []


def test_both_engines_have_the_same_guards_but_for_truncate() -> None:
    only_there = set(guards.names("postgresql")) - set(guards.names("sqlite"))
    assert {name.rsplit("_", 1)[-1] for name in only_there} == {"truncated"}
    assert set(guards.names("sqlite")) <= set(guards.names("postgresql"))


def test_a_counter_follows_its_rows(small_world: Database) -> None:
    asked = "SELECT refunded_minor FROM payment WHERE id = 1"
    with small_world.writer.begin() as connection:
        assert world.run(connection, asked).scalar() == 1_000
        world.run(connection, world.new("refund", amount_minor=4_000))
        assert world.run(connection, asked).scalar() == 5_000
        for status in ("requested", "failed"):
            moved = f"UPDATE refund SET status = '{status}' WHERE amount_minor = 4000"
            world.run(connection, moved)
        assert world.run(connection, asked).scalar() == 1_000


def test_a_place_moves_with_its_sponsor(small_world: Database) -> None:
    asked = "SELECT taken FROM tier WHERE program_year_id = 1 ORDER BY id"
    with small_world.writer.begin() as connection:
        world.run(connection, "UPDATE tier SET capacity = 2 WHERE id = 1")
        assert world.run(connection, asked).scalars().all() == [1, 2, 0, 0]
        world.run(connection, "UPDATE sponsorship SET tier_id = 1 WHERE id = 2")
        assert world.run(connection, asked).scalars().all() == [2, 1, 0, 0]
        world.run(connection, "UPDATE sponsorship SET status = 'rejected' WHERE id = 2")
        assert world.run(connection, asked).scalars().all() == [1, 1, 0, 0]


def test_a_place_is_kept_for_as_long_as_its_row_stands(small_world: Database) -> None:
    asked = "SELECT kept, (SELECT kept FROM benefit WHERE id = 7) FROM tier WHERE id = 5"
    with small_world.writer.begin() as connection:
        world.run(connection, "UPDATE tier SET capacity = 1 WHERE id = 5")
        assert tuple(world.run(connection, asked).one()) == (1, 1)
        world.run(connection, "DELETE FROM kept_place WHERE tier_id = 5")
        assert tuple(world.run(connection, asked).one()) == (0, 1)
        world.run(connection, world.new("sponsorship", tier_id=5))
        world.run(connection, "DELETE FROM kept_place")
        assert tuple(world.run(connection, asked).one()) == (0, 0)


def test_a_released_benefit_can_be_promised_to_another(small_world: Database) -> None:
    asked = "SELECT taken FROM benefit WHERE id = 1"
    with small_world.writer.begin() as connection:
        world.run(connection, "UPDATE promised_benefit SET is_released = TRUE WHERE id = 1")
        assert world.run(connection, asked).scalar() == 0
        world.run(connection, world.new("promised_benefit", benefit_id=1))
        assert world.run(connection, asked).scalar() == 1


def test_a_whole_reversal_is_accepted_in_any_order(small_world: Database) -> None:
    send(small_world, *world.entry(90, (1, 3, 175), (2, 1, 5_000), reverses_id=1))
    send(small_world, *world.entry(91, (3, 1, 175), (1, 2, 5_000), reverses_id=90))


def test_the_sum_of_refunds_may_reach_the_amount_exactly(small_world: Database) -> None:
    send(small_world, world.new("refund", amount_minor=4_000))
    with pytest.raises(sa.exc.IntegrityError, match="guard: refund_added_counts"):
        send(small_world, world.new("refund", amount_minor=1))
