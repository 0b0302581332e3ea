"""Write what a new migration runs: the way from the newest revision's schema to the declared one.

`python scripts/schema_revision.py SLUG --since REV` writes `alembic/versions/SLUG.ENGINE.{up,down}.sql` for
the Alembic revision `SLUG.py`, which runs them (`migrations.run_file`). REV is the commit whose `schema/`
shows the newest revision before it. Run it again as long as the revision is not released; afterwards
its files stay as they are.

SQLite changes no constraint in place: there a changed table is made anew, its rows are copied, and it
takes the old one's name. PostgreSQL alters. Guards are dropped and made again where they changed.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from sponsorship import schema
from sponsorship.guards.declared import Engine

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ROOT / "alembic" / "versions"

_TABLE = re.compile(r"CREATE TABLE (\w+) \(\n(.*)\n\)", re.DOTALL)
_INDEX = re.compile(r"CREATE (?:UNIQUE )?INDEX (\w+) ON (\w+)")
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) \w+ \w+ ON (\w+)")
_FUNCTION = re.compile(r"(?:CREATE|REVOKE ALL ON) FUNCTION (\w+)\(\)")
_FOREIGN_KEY = re.compile(r"ALTER TABLE (\w+) ADD CONSTRAINT (\w+)")
_MOVE = re.compile(r"\('(\w+)', '(\w+)', '(\w+)'\)")
_CONSTRAINT = re.compile(r"CONSTRAINT (\w+)")
_TYPE_AND_REST = re.compile(r"(.*?)((?: DEFAULT \S+)?(?: NOT NULL)?)$")


class NotDerivable(Exception):
    """Raised for a change that loses or invents values: write that revision by hand."""


@dataclass
class Table:
    """One table: its whole statement, its columns and its constraints by name."""

    text: str
    columns: dict[str, str]
    constraints: dict[str, str]


@dataclass
class Schema:
    """A schema as its statements tell it, each kind by name and in the order of creation."""

    tables: dict[str, Table] = field(default_factory=dict)
    indexes: dict[str, tuple[str, str]] = field(default_factory=dict)
    triggers: dict[str, tuple[str, str]] = field(default_factory=dict)
    functions: dict[str, list[str]] = field(default_factory=dict)
    moves: set[tuple[str, ...]] = field(default_factory=set)

    @classmethod
    def read(cls, statements: list[str]) -> Schema:
        made = cls()
        for statement in statements:
            made._add(statement)
        return made

    def _add(self, statement: str) -> None:
        if found := _TABLE.match(statement):
            self.tables[found[1]] = _table(statement, found[2])
        elif found := _INDEX.match(statement):
            self.indexes[found[1]] = (found[2], statement)
        elif found := _TRIGGER.match(statement):
            self.triggers[found[1]] = (found[2], statement)
        elif found := _FUNCTION.match(statement):
            self.functions.setdefault(found[1], []).append(statement)
        elif found := _FOREIGN_KEY.match(statement):
            definition = statement.split(" ADD ", 1)[1]
            self.tables[found[1]].constraints[found[2]] = definition
        elif statement.startswith("INSERT INTO lifecycle_move"):
            self.moves |= set(_MOVE.findall(statement))
        else:
            raise NotDerivable(statement[:80])


def _table(text: str, body: str) -> Table:
    columns: dict[str, str] = {}
    constraints: dict[str, str] = {}
    for part in body.split(",\n  "):
        definition = part.strip()
        if named := _CONSTRAINT.match(definition):
            constraints[named[1]] = definition
        else:
            name, _, rest = definition.partition(" ")
            columns[name] = rest
    return Table(text, columns, constraints)


def changes(old: Schema, new: Schema, engine: Engine) -> list[str]:
    """The statements that turn the one schema into the other, guards last."""
    way = _on_sqlite(old, new) if engine == "sqlite" else _on_postgresql(old, new)
    return [statement.rstrip(";") for statement in way]


def _on_sqlite(old: Schema, new: Schema) -> list[str]:
    way = [f"DROP TRIGGER {name}" for name in old.triggers]
    gone = [name for name in old.tables if name not in new.tables]
    way += [f"DROP TABLE {name}" for name in reversed(gone)]
    remade = set(gone)
    for name, table in new.tables.items():
        if name not in old.tables:
            way.append(table.text)
        elif old.tables[name].text != table.text:
            way += _remade(name, old.tables[name], table)
            remade.add(name)
    for name, (table_name, text) in old.indexes.items():
        if new.indexes.get(name) != (table_name, text) and table_name not in remade:
            way.append(f"DROP INDEX {name}")
    for name, (table_name, text) in new.indexes.items():
        if old.indexes.get(name) != (table_name, text) or table_name in remade:
            way.append(text)
    return [*way, *_moves(old, new), *(text for _, text in new.triggers.values())]


def _remade(name: str, old: Table, new: Table) -> list[str]:
    for column in new.columns.keys() - old.columns.keys():
        if "NOT NULL" in new.columns[column] and "DEFAULT" not in new.columns[column]:
            raise NotDerivable(f"{name}.{column} is new and has neither NULL nor a default")
    kept = ", ".join(column for column in new.columns if column in old.columns)
    return [
        new.text.replace(f"CREATE TABLE {name} (", f"CREATE TABLE new_{name} (", 1),
        f"INSERT INTO new_{name} ({kept})\nSELECT {kept} FROM {name}",
        f"DROP TABLE {name}",
        f"ALTER TABLE new_{name} RENAME TO {name}",
    ]


def _on_postgresql(old: Schema, new: Schema) -> list[str]:
    moves = _moves(old, new)
    stale = {name for name, texts in old.functions.items() if new.functions.get(name) != texts}
    again = {
        name
        for name, (table, text) in old.triggers.items()
        if new.triggers.get(name) != (table, text)
        or any(f" {function}()" in text for function in stale)
        or (moves and table == "lifecycle_move")
    }
    way = [
        f"DROP TRIGGER {name} ON {old.triggers[name][0]}" for name in old.triggers if name in again
    ]
    way += [f"DROP FUNCTION {name}()" for name in old.functions if name in stale]
    # Before the columns: an index goes with a column that it covers.
    way += [
        f"DROP INDEX {name}"
        for name, (table, text) in old.indexes.items()
        if new.indexes.get(name) != (table, text)
    ]
    both = [name for name in new.tables if name in old.tables]
    for name in both:
        way += _without_constraints(name, old.tables[name], new.tables[name])
    way += [f"DROP TABLE {name}" for name in reversed(old.tables) if name not in new.tables]
    added: list[str] = []
    for name, table in new.tables.items():
        if name in old.tables:
            way += _with_columns(name, old.tables[name], table)
            added += _with_constraints(name, old.tables[name], table)
        else:
            way.append(table.text)
            added += [
                f"ALTER TABLE {name} ADD {definition}"
                for definition in table.constraints.values()
                if definition not in table.text
            ]
    way += sorted(added, key=lambda text: "FOREIGN KEY" in text)
    way += [
        text
        for name, (table, text) in new.indexes.items()
        if old.indexes.get(name) != (table, text)
    ]
    way += moves
    for name, texts in new.functions.items():
        if name not in old.functions or name in stale:
            way += texts
    way += [
        text
        for name, (_, text) in new.triggers.items()
        if name not in old.triggers or name in again
    ]
    return way


def _without_constraints(name: str, old: Table, new: Table) -> list[str]:
    way = [
        f"ALTER TABLE {name} DROP CONSTRAINT {constraint}"
        for constraint, definition in reversed(old.constraints.items())
        if new.constraints.get(constraint) != definition
    ]
    return way + [
        f"ALTER TABLE {name} DROP COLUMN {column}"
        for column in old.columns
        if column not in new.columns
    ]


def _with_columns(name: str, old: Table, new: Table) -> list[str]:
    way = []
    for column, definition in new.columns.items():
        if column not in old.columns:
            if "NOT NULL" in definition and "DEFAULT" not in definition:
                raise NotDerivable(f"{name}.{column} is new and has neither NULL nor a default")
            way.append(f"ALTER TABLE {name} ADD COLUMN {column} {definition}")
        elif old.columns[column] != definition:
            way += _altered(name, column, old.columns[column], definition)
    return way


def _altered(name: str, column: str, old: str, new: str) -> list[str]:
    before, after = _TYPE_AND_REST.match(old), _TYPE_AND_REST.match(new)
    if before is None or after is None or before[1] != after[1]:
        raise NotDerivable(f"{name}.{column} changes from {old} to {new}")
    way = []
    if ("NOT NULL" in old) != ("NOT NULL" in new):
        verb = "SET" if "NOT NULL" in new else "DROP"
        way.append(f"ALTER TABLE {name} ALTER COLUMN {column} {verb} NOT NULL")
    default = re.search(r"DEFAULT (\S+)", new)
    if bool(default) != ("DEFAULT" in old):
        way.append(
            f"ALTER TABLE {name} ALTER COLUMN {column} "
            + (f"SET DEFAULT {default[1]}" if default else "DROP DEFAULT")
        )
    return way


def _with_constraints(name: str, old: Table, new: Table) -> list[str]:
    return [
        f"ALTER TABLE {name} ADD {definition}"
        for constraint, definition in new.constraints.items()
        if old.constraints.get(constraint) != definition
    ]


def _moves(old: Schema, new: Schema) -> list[str]:
    """Legal moves of lifecycles; one that history refers to cannot be taken away."""
    way = [
        f"DELETE FROM lifecycle_move WHERE machine = '{machine}'"  # noqa: S608 - our own names
        f" AND from_status = '{before}' AND to_status = '{after}'"
        for machine, before, after in sorted(old.moves - new.moves)
    ]
    if fresh := sorted(new.moves - old.moves):
        rows = ",\n  ".join(f"('{m}', '{before}', '{after}')" for m, before, after in fresh)
        way.append(
            f"INSERT INTO lifecycle_move (machine, from_status, to_status)\nVALUES\n  {rows}"
        )
    return way


def at(revision: str, engine: Engine) -> Schema:
    """The schema that reviewers read at that revision of git."""
    shown = subprocess.check_output(
        ["git", "show", f"{revision}:schema/{engine}.sql"], cwd=ROOT, text=True
    )
    return Schema.read(schema.statements_of(shown))


def main() -> None:
    """Write the four files of one revision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slug", help="name of the revision's file, like 2026_11_25_1000_money")
    parser.add_argument("--since", required=True, help="git revision with the schema to start from")
    asked = parser.parse_args()
    for engine in schema.ENGINES:
        old, new = at(asked.since, engine), Schema.read(schema.ddl(engine))
        for direction, way in (
            ("up", changes(old, new, engine)),
            ("down", changes(new, old, engine)),
        ):
            path = VERSIONS / f"{asked.slug}.{engine}.{direction}.sql"
            path.write_text(schema.as_text(way), encoding="utf-8")


if __name__ == "__main__":
    main()
