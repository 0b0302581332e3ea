"""What the database refuses about bank lines and their matches."""

from __future__ import annotations

from sponsorship.guards.triggers import Rule

_STANDING = (
    "FROM bank_match WHERE bank_match.bank_line_id = NEW.id AND bank_match.undone_at IS NULL"
)

BANKING = (
    Rule(
        "bank_match_of_a_waiting_line",
        "bank_match",
        "INSERT",
        permits="(SELECT status FROM bank_line WHERE id = NEW.bank_line_id) = 'waiting'"
        " AND NEW.undone_at IS NULL",
        locks="bank_line WHERE id = NEW.bank_line_id",
    ),
    Rule(
        "bank_line_matched_whole",
        "bank_line",
        "UPDATE",
        permits="CASE WHEN NEW.status = 'matched' THEN NEW.amount_minor ="
        f" (SELECT coalesce(sum(bank_match.amount_minor), 0) {_STANDING})"
        f" ELSE NOT EXISTS (SELECT 1 {_STANDING}) END",
    ),
)
