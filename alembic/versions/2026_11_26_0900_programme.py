"""The sponsorship programme: kinds of benefits, conflicts, values, programmes in order; letters to sponsors.

Code of the revision before runs against this schema too: what is new is nullable or has a default.
"""

import re
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from sponsorship.migrations import run_file

revision = "2026_11_26_0900"
down_revision = "2026_11_25_1000"
branch_labels = None
depends_on = None

PROGRAMMES = """
    INSERT INTO program (name, description, position, version)
    SELECT program, '', row_number() OVER (ORDER BY min(id)), 1 FROM benefit GROUP BY program"""

LETTERS = (
    "UPDATE letter SET about = (SELECT 'sponsorship:' || s.id FROM sponsorship AS s"
    " WHERE letter.fact LIKE 'sponsorship:' || s.id || ':%') WHERE fact LIKE 'sponsorship:%'",
    "UPDATE letter SET about = (SELECT 'sponsorship:' || c.sponsorship_id FROM contract AS c"
    " WHERE letter.fact LIKE 'contract:' || c.id || ':%') WHERE fact LIKE 'contract:%'",
    *(
        "UPDATE letter SET about = (SELECT 'sponsorship:' || i.sponsorship_id FROM invoice AS i"  # noqa: S608
        f" WHERE letter.fact LIKE '{kind}:' || i.id || ':%') WHERE fact LIKE '{kind}:%'"
        for kind in ("invoice", "overdue")
    ),
    "UPDATE letter SET about = (SELECT 'sponsorship:' || i.sponsorship_id FROM invoice AS i"
    " JOIN credit_note AS n ON n.invoice_id = i.id"
    " WHERE letter.fact LIKE 'credit_note:' || n.id || ':%') WHERE fact LIKE 'credit_note:%'",
)


def upgrade() -> None:
    connection = op.get_bind()
    run_file(connection, statements(connection.dialect.name, "up"))
    connection.execute(sa.text(PROGRAMMES))  # they were words on benefits only
    for statement in LETTERS:  # so that they stand in the history of their sponsorships
        connection.execute(sa.text(statement.replace(":", r"\:")))


def downgrade() -> None:
    """Only while nothing was recorded in what would be lost."""
    connection = op.get_bind()
    path = statements(connection.dialect.name, "down")
    changed = re.findall(r"^(?:DROP TABLE|ALTER TABLE) (\w+)(?: DROP COLUMN .*)?;$",
                         path.read_text(encoding="utf-8"), re.MULTILINE)  # fmt: skip
    for table in dict.fromkeys(changed):
        any_row = f"SELECT 1 FROM {table} LIMIT 1"  # noqa: S608 -- named in the file beside this
        if connection.exec_driver_sql(any_row).first():
            raise RuntimeError(f"This migration is not undone while {table} has rows.")
    run_file(connection, path)


def statements(engine: str, direction: str) -> Path:
    """What this revision runs, as it was on its day."""
    return Path(__file__).with_suffix(f".{engine}.{direction}.sql")
