"""Money that can be trusted: disputes, payouts, bank lines, suspense, periods, self-checks.

Code of the revision before runs against this schema too: what is new is nullable or has a default.
"""

import re
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from sponsorship.migrations import run_file

revision = "2026_11_25_1000"
down_revision = "2026_11_23_0900"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    run_file(connection, statements(connection.dialect.name, "up"))
    open_cases(connection)


CASES = """
    INSERT INTO suspense_case (payment_id, external_id, fund_id, amount_minor, currency,
      decided_minor, is_shortfall, reason, sentence, status, opened_at, opened_by)
    SELECT payment.id, NULL, posting.fund_id, posting.amount_minor, posting.currency,
      0, {no}, 'amount_differs', 'It came before cases were kept: look at what it was paid for.',
      'waiting', journal_entry.recorded_at, journal_entry.by
    FROM payment
    JOIN journal_entry ON journal_entry.fact = 'misfit_received'
      AND journal_entry.source = {payment}
    JOIN posting ON posting.entry_id = journal_entry.id
    WHERE payment.is_misfit ORDER BY payment.id"""
RETURNED = """
    INSERT INTO suspense_decision (case_id, kind, amount_minor, currency, refund_id, entry_id,
      reason, decided_at, decided_by)
    SELECT suspense_case.id, 'returned', refund.amount_minor, refund.currency, refund.id,
      journal_entry.id, refund.reason, journal_entry.recorded_at, journal_entry.by
    FROM suspense_case JOIN payment ON payment.id = suspense_case.payment_id
    JOIN refund ON refund.payment_id = payment.id AND refund.status = 'succeeded'
    JOIN journal_entry ON journal_entry.fact = 'misfit_refunded'
      AND journal_entry.source = {payment} || ':' || {refund}
    ORDER BY refund.id"""
SHORTFALLS = """
    INSERT INTO suspense_case (payment_id, external_id, fund_id, amount_minor, currency,
      decided_minor, is_shortfall, reason, sentence, status, opened_at, opened_by)
    SELECT NULL, coalesce(refund.external_id, {refund}), posting.fund_id, posting.amount_minor,
      posting.currency, 0, {yes}, 'overlap',
      'The payment ' || {payment} || ' had settled an invoice when it was given back.',
      'waiting', journal_entry.recorded_at, journal_entry.by
    FROM payment JOIN refund ON refund.payment_id = payment.id AND refund.status = 'succeeded'
    JOIN journal_entry ON journal_entry.fact = 'misfit_refunded'
      AND journal_entry.source = {payment} || ':' || {refund}
    JOIN posting ON posting.entry_id = journal_entry.id
    WHERE payment.id NOT IN (
      SELECT payment_id FROM suspense_case WHERE payment_id IS NOT NULL)
    ORDER BY refund.id"""
MISFITS = """
    UPDATE payment SET is_misfit = {no} WHERE is_misfit
      AND id NOT IN (SELECT payment_id FROM suspense_case WHERE payment_id IS NOT NULL)"""
MOVES = """
    INSERT INTO status_change (machine, subject_id, from_status, to_status, verb, at, by, reason)
    SELECT 'suspense_case', suspense_case.id, 'waiting', 'returned', 'returned',
      max(suspense_decision.decided_at), max(suspense_decision.decided_by), ''
    FROM suspense_case JOIN suspense_decision ON suspense_decision.case_id = suspense_case.id
    WHERE suspense_case.decided_minor = suspense_case.amount_minor GROUP BY suspense_case.id"""
CLOSED = "UPDATE suspense_case SET status = 'returned' WHERE decided_minor = amount_minor"


def open_cases(connection: sa.Connection) -> None:
    """Money that waited in suspense before gets its case, decided as far as it was given back."""
    if connection.dialect.name == "sqlite":
        named = "printf('{0}-%s-%06d', substr({1}, 1, 4), {2}.id)"
        words = {"no": "0", "yes": "1"}
    else:
        named = (
            "('{0}-' || to_char({1} AT TIME ZONE 'UTC', 'YYYY') || '-' || lpad({2}.id::text,"
            " greatest(6, length({2}.id::text)), '0'))"
        )
        words = {"no": "FALSE", "yes": "TRUE"}
    words["payment"] = named.format("P", "payment.begun_at", "payment")
    words["refund"] = named.format("RF", "refund.requested_at", "refund")
    for statement in (CASES, RETURNED, SHORTFALLS, MISFITS, MOVES, CLOSED):
        connection.execution_options(no_parameters=True).exec_driver_sql(statement.format(**words))


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
