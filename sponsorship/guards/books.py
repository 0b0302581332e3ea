"""The books: entries that balance and are whole, reversals that mirror, months that are closed."""

# ruff: noqa: S608 -- the SQL is put together from constants of this package alone

from __future__ import annotations

from sponsorship.guards.triggers import Rule
from sponsorship.ledger.models import BOOKS_LOCK, KINDS

_ACCOUNT_KINDS = " OR ".join(
    f"(NEW.role = '{role}' AND NEW.kind = '{kind}')" for role, kind in KINDS.items()
)
_REVERSED = "(SELECT reverses_id FROM journal_entry WHERE id = NEW.entry_id)"
_MIRRORED = f"""
    (SELECT count(*) FROM posting WHERE posting.entry_id = {_REVERSED}) = NEW.position
    AND (SELECT posting_count FROM journal_entry WHERE id = {_REVERSED}) = NEW.position
    AND NOT EXISTS (
      SELECT 1 FROM posting AS old_one WHERE old_one.entry_id = {_REVERSED}
      AND (SELECT count(*) FROM posting AS same WHERE same.entry_id = old_one.entry_id
           AND same.debit_account_id = old_one.debit_account_id
           AND same.credit_account_id = old_one.credit_account_id
           AND same.amount_minor = old_one.amount_minor)
       <> (SELECT count(*) FROM posting AS back WHERE back.entry_id = NEW.entry_id
           AND back.debit_account_id = old_one.credit_account_id
           AND back.credit_account_id = old_one.debit_account_id
           AND back.amount_minor = old_one.amount_minor))"""

BOOKS = (
    Rule("ledger_account_kind_follows_role", "ledger_account", "INSERT", permits=_ACCOUNT_KINDS),
    Rule(
        # With the deferred foreign key of the entry to its last posting: no unfinished entry is
        # committed, and none is added to afterwards.
        "posting_completes_its_entry",
        "posting",
        "INSERT",
        permits="NEW.position = 1 + coalesce("
        "(SELECT max(posting.position) FROM posting WHERE posting.entry_id = NEW.entry_id), 0)"
        " AND NEW.position <= (SELECT posting_count FROM journal_entry WHERE id = NEW.entry_id)",
    ),
    Rule(
        "posting_mirrors_what_it_reverses",
        "posting",
        "INSERT",
        after=True,
        permits="NEW.position < (SELECT posting_count FROM journal_entry WHERE id = NEW.entry_id)"
        f" OR {_REVERSED} IS NULL OR ({_MIRRORED})",
    ),
)

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
