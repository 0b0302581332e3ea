"""What the application's own role may do on PostgreSQL: a second fence behind the guards.

The role is neither superuser nor owner of the tables, so it can drop or disable nothing.
"""

from __future__ import annotations

import sponsorship.models  # noqa: F401 -- every table, before their rights are listed
from sponsorship.database import Base
from sponsorship.guards.counters import COUNTERS
from sponsorship.guards.rules import APPEND_ONLY, MAY_GO, REFERENCE, always_frozen

JOBS_SCHEMA = "dbos"


def grants(role: str) -> list[str]:
    """The statements that give `role` what the application needs, and take away the rest."""
    name = '"' + role.replace('"', '""') + '"'
    found = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        f"GRANT SELECT ON alembic_version TO {name}",
    ]
    for table in sorted(Base.metadata.tables):
        found.append(f"GRANT {_whole_rows(table)} ON {table} TO {name}")
        if columns := _updatable(table):
            found.append(f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO {name}")
    return found + _jobs(name)


def _whole_rows(table: str) -> str:
    if table in REFERENCE:
        return "SELECT"
    return "SELECT, INSERT, DELETE" if table in MAY_GO else "SELECT, INSERT"


def _updatable(table: str) -> list[str]:
    if table in APPEND_ONLY or table in REFERENCE:
        return []
    frozen = {*always_frozen(table), *(c.column for c in COUNTERS if c.parent == table)}
    return [
        column.name for column in Base.metadata.tables[table].columns if column.name not in frozen
    ]


def _jobs(name: str) -> list[str]:
    schema = JOBS_SCHEMA
    return [
        f"CREATE SCHEMA IF NOT EXISTS {schema}",
        f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {name}",
        *(
            f"GRANT ALL ON ALL {kind} IN SCHEMA {schema} TO {name}"
            for kind in ("TABLES", "SEQUENCES", "FUNCTIONS")
        ),
        *(
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT ALL ON {kind} TO {name}"
            for kind in ("TABLES", "SEQUENCES", "FUNCTIONS")
        ),
    ]
