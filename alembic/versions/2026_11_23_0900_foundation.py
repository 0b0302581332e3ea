"""The foundation: every table, the reference rows and the guards of the first release."""

import re
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_0900"
down_revision = None
branch_labels = None
depends_on = None

SEPARATOR = "\n-- next statement\n"


def upgrade() -> None:
    connection = op.get_bind()
    for statement in statements(connection.dialect.name):
        run(connection, statement)


def downgrade() -> None:
    """Only while nothing was recorded: a schema with books, people or contracts in it is kept."""
    connection = op.get_bind()
    text = "\n".join(statements(connection.dialect.name))
    tables = re.findall(r"^CREATE TABLE (\w+)", text, re.MULTILINE)
    for table in tables:
        any_row = f"SELECT 1 FROM {table} LIMIT 1"  # noqa: S608 -- named in the file beside this
        if table != "lifecycle_move" and run(connection, any_row).first():
            raise RuntimeError(f"The first migration is not undone while {table} has rows.")
    cascade = " CASCADE" if connection.dialect.name == "postgresql" else ""
    for table in reversed(tables):
        run(connection, f"DROP TABLE {table}{cascade}")
    for function in re.findall(r"^CREATE FUNCTION (\w+)", text, re.MULTILINE):
        run(connection, f"DROP FUNCTION {function}()")


def statements(engine: str) -> list[str]:
    """The statements of the first release, as they were on the day of this revision."""
    text = Path(__file__).with_suffix(f".{engine}.sql").read_text(encoding="utf-8")
    return [part.strip().removesuffix(";") for part in text.split(SEPARATOR)]


def run(connection: sa.Connection, statement: str) -> sa.CursorResult[tuple[object, ...]]:
    """As it stands: without parameters the driver reads no percent sign as one."""
    return connection.execution_options(no_parameters=True).exec_driver_sql(statement)
