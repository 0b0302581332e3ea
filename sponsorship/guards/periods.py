"""What the database refuses about months that are closed."""

from __future__ import annotations

from sponsorship.guards.triggers import Rule
from sponsorship.ledger.models import BOOKS_LOCK

_CLOSED = "SELECT 1 FROM accounting_period AS other WHERE other.status = 'closed'"

PERIODS = (
    Rule(
        # A posting shares the lock to its commit, a closing waits for it to have it alone: no closing
        # comes between what this reads and what is then posted.
        "journal_entry_after_the_closed_period",
        "journal_entry",
        "INSERT",
        permits=f"NOT EXISTS ({_CLOSED} AND other.ends_on >= NEW.posted_on)",
        shared_lock=BOOKS_LOCK,
    ),
    Rule(
        "accounting_period_follows_the_last",
        "accounting_period",
        "INSERT",
        permits="NOT EXISTS (SELECT 1 FROM accounting_period) OR NEW.starts_on ="
        " (SELECT max(other.next_starts_on) FROM accounting_period AS other)",
        advisory_lock=BOOKS_LOCK,
    ),
    Rule(
        "accounting_period_closes_in_order",
        "accounting_period",
        "UPDATE",
        permits="NEW.status <> 'closed' OR OLD.status = 'closed'"
        " OR (NEW.reopen_requested_by_id IS NULL AND NOT EXISTS (SELECT 1 FROM accounting_period"
        " AS other WHERE other.status = 'open' AND other.starts_on < OLD.starts_on))",
        advisory_lock=BOOKS_LOCK,
    ),
    Rule(
        "accounting_period_reopened_by_two",
        "accounting_period",
        "UPDATE",
        permits="NEW.status <> 'open' OR OLD.status = 'open' OR (OLD.reopened_by_id IS NULL"
        " AND NEW.reopen_requested_by_id = OLD.reopen_requested_by_id"
        " AND NEW.reopened_by_id <> OLD.reopen_requested_by_id"
        f" AND NOT EXISTS ({_CLOSED} AND other.starts_on > OLD.starts_on))",
        advisory_lock=BOOKS_LOCK,
    ),
)
