"""What the database refuses about payouts, the lines of the processor's account, and differences."""

from __future__ import annotations

from sponsorship.guards.triggers import Rule

_OPEN_PAYOUT = (
    "NEW.payout_id IS NULL OR (SELECT reconciled_at FROM payout WHERE id = NEW.payout_id) IS NULL"
)

PAYING_OUT = (
    Rule(
        "payout_begins_unbooked",
        "payout",
        "INSERT",
        permits="NEW.booked_at IS NULL AND NEW.reconciled_at IS NULL AND NEW.bookings = 0",
    ),
    Rule(
        "payout_counts_its_bookings",
        "payout",
        "UPDATE",
        permits="(NEW.booked_at IS NOT DISTINCT FROM OLD.booked_at AND NEW.bookings = OLD.bookings)"
        " OR (OLD.booked_at IS NULL AND NEW.bookings = OLD.bookings + 1)"
        " OR (NEW.booked_at IS NULL AND NEW.bookings = OLD.bookings)",
    ),
    Rule(
        "payout_reconciled_if_its_lines_add_up",
        "payout",
        "UPDATE",
        permits="NEW.reconciled_at IS NULL OR OLD.reconciled_at IS NOT NULL"
        " OR NOT NEW.is_automatic"
        " OR NEW.amount_minor = (SELECT sum(net_minor) FROM balance_transaction"
        " WHERE balance_transaction.payout_id = NEW.id AND NOT (category = 'payout'"
        " AND source_external_id IS NOT DISTINCT FROM NEW.external_id))",
    ),
    Rule(
        "balance_transaction_born_into_an_open_payout",
        "balance_transaction",
        "INSERT",
        permits=_OPEN_PAYOUT,
        locks="payout WHERE id = NEW.payout_id",
    ),
    Rule(
        "balance_transaction_joins_an_open_payout",
        "balance_transaction",
        "UPDATE",
        permits=f"{_OPEN_PAYOUT} OR NEW.payout_id = OLD.payout_id",
        locks="payout WHERE id = NEW.payout_id",
    ),
    Rule(
        "difference_counts_its_fixes",
        "difference",
        "UPDATE",
        permits="NEW.fixes = OLD.fixes OR (NEW.fixes = OLD.fixes + 1 AND NEW.status = 'fixed')",
    ),
)
