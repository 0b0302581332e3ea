"""From a rule in SQL that both engines read to the triggers that enforce it on each.

Knows how SQLite and PostgreSQL write a trigger. Does not know any table of ours: see `rules.py`.

A rule says what it *permits*; anything else, NULL included, is refused with `guard: <name>`, which
arrives as an IntegrityError on both engines. On PostgreSQL every function pins its search path, so
a session's own operators or temporary tables cannot take the place of ours.
"""

# ruff: noqa: S608 -- the SQL is put together from constants of this package alone

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Event = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]

_SEARCH_PATH = "SET search_path = pg_catalog, public, pg_temp"
_REFUSE_BODY = """
BEGIN
  RAISE EXCEPTION 'guard: %', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
END
"""

_STAMP_BODY = """
BEGIN
  DELETE FROM stamp WHERE id IN (SELECT id FROM stamp FOR UPDATE SKIP LOCKED);
  INSERT INTO stamp DEFAULT VALUES;
  RETURN NULL;
END
"""


@dataclass(frozen=True, slots=True)
class Function:
    """A trigger function of PostgreSQL."""

    name: str
    body: str
    is_definer: bool = False

    @property
    def statements(self) -> tuple[str, ...]:
        rights = " SECURITY DEFINER" if self.is_definer else ""
        create = (
            f"CREATE FUNCTION {self.name}() RETURNS trigger\n"
            f"LANGUAGE plpgsql{rights} {_SEARCH_PATH}\n"
            f"AS $guard${self.body}$guard$"
        )
        return (create, f"REVOKE ALL ON FUNCTION {self.name}() FROM PUBLIC")


REFUSE = Function("guard_refuse", _REFUSE_BODY)
"""Refuses whatever fires it, by the name of its trigger."""

LEAVE_A_STAMP = Function("guard_leave_a_stamp", _STAMP_BODY, is_definer=True)
"""Leaves a mark and takes away those before; as its owner: locking takes a right to change them."""

DONE: dict[Event, str] = {
    "INSERT": "inserted",
    "UPDATE": "updated",
    "DELETE": "deleted",
    "TRUNCATE": "truncated",
}
_CHANGES: tuple[Event, ...] = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger on one table, as one engine creates it."""

    name: str
    table: str
    timing: Literal["BEFORE", "AFTER"]
    event: Event
    sql: str
    function: Function | None = None
    is_for_rows: bool = True
    """Fired for each row; else once for the whole statement, which PostgreSQL alone knows."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one kind of statement on one table may do: `permits` is SQL about NEW and OLD.

    `locks` names a row, as `table WHERE condition`, that PostgreSQL locks first, so that what the
    rule reads there stays true until the commit. SQLite has one writer at a time. An advisory lock
    keeps whole kinds of statements apart: any number share a lock, or one has it alone. What the rule
    reads behind it must be what is committed by then, which an older snapshot would not show: so
    there the transaction has to read what is committed.
    """

    name: str
    table: str
    event: Event
    permits: str = "FALSE"
    after: bool = False
    locks: str = ""
    advisory_lock: int = 0
    shared_lock: int = 0

    @property
    def timing(self) -> Literal["BEFORE", "AFTER"]:
        return "AFTER" if self.after else "BEFORE"

    def on_sqlite(self) -> list[Trigger]:
        if self.event == "TRUNCATE":
            return []
        when = "" if self.permits == "FALSE" else f"WHEN ({_sqlite(self.permits)}) IS NOT TRUE\n"
        sql = (
            f"CREATE TRIGGER {self.name} {self.timing} {self.event} ON {self.table}\n"
            f"FOR EACH ROW {when}"
            f"BEGIN\n  SELECT RAISE(ABORT, 'guard: {self.name}');\nEND"
        )
        return [Trigger(self.name, self.table, self.timing, self.event, sql)]

    def on_postgresql(self) -> list[Trigger]:
        function = REFUSE if self.permits == "FALSE" else self._function()
        return [_postgresql(self.name, self.table, self.timing, self.event, function)]

    def _function(self) -> Function:
        lines = []
        if self.advisory_lock or self.shared_lock:
            isolation = "current_setting('transaction_isolation')"
            lines.append(
                f"  IF {isolation} <> 'read committed' THEN\n{_raise(self.name)}\n  END IF;"
            )
        if self.shared_lock:
            lines.append(f"  PERFORM pg_advisory_xact_lock_shared({self.shared_lock});")
        if self.advisory_lock:
            lines.append(f"  PERFORM pg_advisory_xact_lock({self.advisory_lock});")
        if self.locks:
            lines.append(f"  PERFORM 1 FROM {self.locks} FOR NO KEY UPDATE;")
        lines.append(f"  IF ({self.permits}) IS NOT TRUE THEN\n{_raise(self.name)}\n  END IF;")
        lines.append("  RETURN OLD;" if self.event == "DELETE" else "  RETURN NEW;")
        return Function(f"guard_{self.name}", "\nBEGIN\n" + "\n".join(lines) + "\nEND\n")


@dataclass(frozen=True, slots=True)
class Counter:
    """A column of a parent row that the database itself keeps: the sum or number of its children.

    `recomputed` is a subquery that names the parent row as `{parent}`. Whoever sets the column to
    anything else is refused; so is a child for which the parent has no `room`, unless what the child says
    has happened anyway and is only counted (no room given). The room is checked
    before the parent is touched, because SQLite lets the OR clause of a hostile INSERT decide what
    happens to a CHECK that fails inside a trigger.
    """

    parent: str
    column: str
    child: str
    key: str
    recomputed: str
    room: str = ""
    moves_with: tuple[str, ...] = ()
    may_go: bool = False
    """Whether children are deleted, and then count no more."""
    known_as: str = ""
    """What its triggers are named after where two parents have a column of this name."""

    @property
    def parent_rules(self) -> list[Rule]:
        column = self.column
        return [
            Rule(f"{self.parent}_{column}_starts_at_zero", self.parent, "INSERT",
                 f"NEW.{column} = 0"),
            Rule(f"{self.parent}_{column}_is_recomputed", self.parent, "UPDATE",
                 f"NEW.{column} = OLD.{column}"
                 f" OR NEW.{column} = {self.recomputed.format(parent='NEW')}"),
        ]  # fmt: skip

    def on_sqlite(self) -> list[Trigger]:
        return [self._sqlite_trigger(event) for event in self._events]

    def on_postgresql(self) -> list[Trigger]:
        return [self._postgresql_trigger(event) for event in self._events]

    @property
    def _events(self) -> tuple[Event, ...]:
        moved: tuple[Event, ...] = ("UPDATE",) if self.moves_with else ()
        gone: tuple[Event, ...] = ("DELETE",) if self.may_go else ()
        return ("INSERT", *moved, *gone)

    def _name(self, event: Event) -> str:
        happened = {"UPDATE": "changed", "DELETE": "gone"}.get(event, "added")
        return f"{self.child}_{happened}_counts_as_{self.known_as or self.column}"

    def _parents(self, event: Event) -> str:
        if event == "DELETE":
            return f"{self.parent}.id = OLD.{self.key}"
        both = event == "UPDATE" and self.key in self.moves_with
        keys = f"NEW.{self.key}, OLD.{self.key}" if both else f"NEW.{self.key}"
        return f"{self.parent}.id IN ({keys})"

    def _overshoot(self, event: Event) -> str:
        sum_now = self.recomputed.format(parent=self.parent)
        return f"FROM {self.parent} WHERE {self._parents(event)} AND {sum_now} > {self.room}"

    def _may_overshoot(self, event: Event) -> bool:
        return bool(self.room) and event != "DELETE"

    def _set(self, event: Event) -> str:
        sum_now = self.recomputed.format(parent=self.parent)
        return f"UPDATE {self.parent} SET {self.column} = {sum_now} WHERE {self._parents(event)}"

    def _has_moved(self) -> str:
        return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in self.moves_with)

    def _sqlite_trigger(self, event: Event) -> Trigger:
        name = self._name(event)
        when = f"WHEN {_sqlite(self._has_moved())}\n" if event == "UPDATE" else ""
        limit = f"  SELECT RAISE(ABORT, 'guard: {name}') {self._overshoot(event)};\n"
        sql = (
            f"CREATE TRIGGER {name} AFTER {event} ON {self.child}\nFOR EACH ROW {when}BEGIN\n"
            f"{limit if self._may_overshoot(event) else ''}"
            f"  {self._set(event)};\nEND"
        )
        return Trigger(name, self.child, "AFTER", event, sql)

    def _postgresql_trigger(self, event: Event) -> Trigger:
        name = self._name(event)
        same = f"  IF NOT ({self._has_moved()}) THEN RETURN NULL; END IF;\n"
        limit = f"  IF EXISTS (SELECT 1 {self._overshoot(event)}) THEN\n{_raise(name)}\n  END IF;\n"
        body = (
            f"\nBEGIN\n{same if event == 'UPDATE' else ''}"
            f"  PERFORM 1 FROM {self.parent} WHERE {self._parents(event)}\n"
            f"    ORDER BY {self.parent}.id FOR NO KEY UPDATE;\n"
            f"{limit if self._may_overshoot(event) else ''}"
            f"  {self._set(event)};\n  RETURN NULL;\nEND\n"
        )
        # As its owner: the application itself has no right to set a counter.
        function = Function(f"guard_{name}", body, is_definer=True)
        return _postgresql(name, self.child, "AFTER", event, function)


@dataclass(frozen=True, slots=True)
class Stamping:
    """A table whose every change leaves another stamp; see `sponsorship/stamps.py`.

    The new mark comes before the old ones go, so that SQLite, which numbers by the highest one, gives
    none of them again. On PostgreSQL a mark that another transaction is taking away is left to it:
    nobody waits, and nobody can wait for each other.
    """

    table: str

    def on_sqlite(self) -> list[Trigger]:
        return [self._sqlite_trigger(event) for event in _CHANGES if event != "TRUNCATE"]

    def on_postgresql(self) -> list[Trigger]:
        return [
            _postgresql(
                self._name(event), self.table, "AFTER", event, LEAVE_A_STAMP, is_for_rows=False
            )
            for event in _CHANGES
        ]

    def _name(self, event: Event) -> str:
        return f"stamp_when_{self.table}_{DONE[event]}"

    def _sqlite_trigger(self, event: Event) -> Trigger:
        name = self._name(event)
        sql = (
            f"CREATE TRIGGER {name} AFTER {event} ON {self.table}\nFOR EACH ROW BEGIN\n"
            "  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));\n"
            "  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);\nEND"
        )
        return Trigger(name, self.table, "AFTER", event, sql)


def _postgresql(
    name: str,
    table: str,
    timing: Literal["BEFORE", "AFTER"],
    event: Event,
    function: Function,
    *,
    is_for_rows: bool = True,
) -> Trigger:
    is_for_rows = is_for_rows and event != "TRUNCATE"
    sql = (
        f"CREATE TRIGGER {name} {timing} {event} ON {table}\n"
        f"FOR EACH {'ROW' if is_for_rows else 'STATEMENT'} EXECUTE FUNCTION {function.name}()"
    )
    return Trigger(name, table, timing, event, sql, function, is_for_rows=is_for_rows)


def _raise(name: str) -> str:
    return f"    RAISE EXCEPTION 'guard: {name}' USING ERRCODE = 'integrity_constraint_violation';"


def _sqlite(sql: str) -> str:
    return sql.replace("IS NOT DISTINCT FROM", "IS").replace("IS DISTINCT FROM", "IS NOT")
