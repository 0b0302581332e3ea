"""Whether the guards are in place in a running database: asked at every start."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import sqlalchemy as sa

from sponsorship.guards.declared import functions, triggers
from sponsorship.guards.triggers import Trigger
from sponsorship.lifecycle import MACHINES, LifecycleMove

_PRAGMAS = {
    "foreign_keys": "1",
    "recursive_triggers": "1",
    "journal_mode": "wal",
    "synchronous": "2",
}

_TYPE_BITS = {"BEFORE": 2, "AFTER": 0, "INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}

_POSTGRESQL_TRIGGERS = sa.text("""
    SELECT tgname, c.relname, tgtype, p.proname FROM pg_trigger
    JOIN pg_class AS c ON c.oid = tgrelid
    JOIN pg_proc AS p ON p.oid = tgfoid
    WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace
      AND p.pronamespace = 'public'::regnamespace
      AND tgenabled IN ('O', 'A') AND tgqual IS NULL AND tgnargs = 0 AND tgattr = ''::int2vector
""")

_POSTGRESQL_FUNCTIONS = sa.text("""
    SELECT proname, prosrc, prosecdef, proconfig = '{"search_path=pg_catalog, public, pg_temp"}'
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'guard\\_%'
""")


_POSTGRESQL_POWER = sa.text("""
    SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) OR EXISTS (
      SELECT 1 FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND pg_has_role(current_user, relowner, 'MEMBER'))
""")


def missing(connection: sa.Connection) -> list[str]:
    """The names of the guards that this database lacks or has with another definition."""
    if connection.dialect.name == "sqlite":
        absent = [*_wrong_pragmas(connection), *_absent_on_sqlite(connection)]
    else:
        absent = _absent_on_postgresql(connection)
    return absent + _wrong_moves(connection)


def is_overpowered(connection: sa.Connection) -> bool:
    """Whether this role of PostgreSQL could switch guards off: a superuser, or an owner of tables."""
    if connection.dialect.name == "sqlite":
        return False
    return bool(connection.scalar(_POSTGRESQL_POWER))


def _wrong_pragmas(connection: sa.Connection) -> list[str]:
    return [
        f"PRAGMA {name}"
        for name, wanted in _PRAGMAS.items()
        if str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()).lower() != wanted
    ]


def _absent_on_sqlite(connection: sa.Connection) -> list[str]:
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    present = {name: _hash(sql) for name, sql in found}
    return [one.name for one in triggers("sqlite") if present.get(one.name) != _hash(one.sql)]


def _absent_on_postgresql(connection: sa.Connection) -> list[str]:
    bodies = {
        (name, _hash(source), is_definer)
        for name, source, is_definer, is_pinned in connection.execute(_POSTGRESQL_FUNCTIONS)
        if is_pinned
    }
    sound = {
        one.name
        for one in functions("postgresql")
        if (one.name, _hash(one.body), one.is_definer) in bodies
    }
    present = {
        name: (table, kind, function)
        for name, table, kind, function in connection.execute(_POSTGRESQL_TRIGGERS)
    }
    return [one.name for one in triggers("postgresql") if not _is_sound(one, present, sound)]


def _is_sound(
    trigger: Trigger, present: Mapping[str, tuple[str, int, str]], sound: set[str]
) -> bool:
    function = trigger.function.name if trigger.function else ""
    kind = _TYPE_BITS[trigger.timing] | _TYPE_BITS[trigger.event] | trigger.is_for_rows
    return present.get(trigger.name) == (trigger.table, kind, function) and function in sound


def _wrong_moves(connection: sa.Connection) -> list[str]:
    moves = sa.select(LifecycleMove.machine, LifecycleMove.from_status, LifecycleMove.to_status)
    present = {tuple(row) for row in connection.execute(moves)}
    declared = {(name, *pair) for name, machine in MACHINES.items() for pair in machine.pairs}
    return sorted({f"lifecycle_move of {row[0]}" for row in present ^ declared})


def _hash(sql: str) -> str:
    return hashlib.sha256(" ".join(sql.split()).encode()).hexdigest()
