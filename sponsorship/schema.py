"""The whole schema as SQL text: tables, reference rows and guards, for either engine.

`python -m sponsorship.schema` writes `schema/*.sql`, which reviewers read. What a migration runs is
derived from it by `scripts/schema_revision.py` and then stays as it is.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, ExecutableDDLElement

import sponsorship.models  # noqa: F401 -- every table, before the schema is written down
from sponsorship import guards
from sponsorship.database import Base
from sponsorship.guards.declared import Engine

ENGINES: tuple[Engine, ...] = ("sqlite", "postgresql")

# With named parameters a percent sign stays single: the text is run as it stands.
_DIALECTS: dict[Engine, sa.Dialect] = {
    "sqlite": sa.create_engine("sqlite://", paramstyle="named").dialect,
    "postgresql": sa.create_engine("postgresql://", paramstyle="named").dialect,
}
_BETWEEN = "\n-- next statement\n"


def ddl(engine: Engine) -> list[str]:
    """Every statement that makes the schema in an empty database, in order."""
    return [*_tables(engine), *guards.reference_rows(), *guards.statements(engine)]


def as_text(statements: list[str]) -> str:
    """One file that `psql` and `sqlite3` read as it is, and `statements_of` without parsing."""
    return _BETWEEN.join(f"{statement};\n" for statement in statements)


def statements_of(text: str) -> list[str]:
    """The statements of a file that `as_text` wrote."""
    return [part.strip().removesuffix(";") for part in text.split(_BETWEEN)]


def written(folder: Path) -> dict[Path, str]:
    """The files of the schema and what each must hold."""
    return {folder / "schema" / f"{engine}.sql": as_text(ddl(engine)) for engine in ENGINES}


def _tables(engine: Engine) -> list[str]:
    made: list[str] = []
    later: list[str] = []
    for table in Base.metadata.sorted_tables:
        made.append(_compiled(CreateTable(table), engine))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [_compiled(CreateIndex(index), engine) for index in indexes]
        if engine == "postgresql":  # SQLite writes circular foreign keys into the table itself
            later += [
                _compiled(AddConstraint(key, isolate_from_table=False), engine)
                for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name))
                if key.use_alter
            ]
    return made + later


def _compiled(element: ExecutableDDLElement, engine: Engine) -> str:
    dialect = _DIALECTS[engine]
    lines = str(element.compile(dialect=dialect)).strip().splitlines()
    return "\n".join(line.replace("\t", "  ").rstrip() for line in lines)


def main() -> None:
    """Write the files of the schema."""
    for path, text in written(Path.cwd()).items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
