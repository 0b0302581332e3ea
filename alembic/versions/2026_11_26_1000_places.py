"""Places kept for a time, the waiting list, choices changed later, and what was imported from elsewhere.

Code of the revision before runs against this schema too: what is new is nullable or has a default.
"""

import re
from pathlib import Path

from alembic import op

from sponsorship.migrations import run_file

revision = "2026_11_26_1000"
down_revision = "2026_11_26_0900"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    run_file(connection, statements(connection.dialect.name, "up"))


def downgrade() -> None:
    """Only while nothing was recorded in what would be lost."""
    connection = op.get_bind()
    path = statements(connection.dialect.name, "down")
    changed = re.findall(r"^(?:DROP TABLE|ALTER TABLE) (\w+)(?: DROP COLUMN .*)?;$",
                         path.read_text(encoding="utf-8"), re.MULTILINE)  # fmt: skip
    for table in dict.fromkeys(name for name in changed if name != "stamp"):  # it records nothing
        any_row = f"SELECT 1 FROM {table} LIMIT 1"  # noqa: S608 -- named in the file beside this
        if connection.exec_driver_sql(any_row).first():
            raise RuntimeError(f"This migration is not undone while {table} has rows.")
    run_file(connection, path)


def statements(engine: str, direction: str) -> Path:
    """What this revision runs, as it was on its day."""
    return Path(__file__).with_suffix(f".{engine}.{direction}.sql")
