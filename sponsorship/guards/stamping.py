"""Which tables public answers are made of: whatever changes them leaves another stamp.

No deed waits for another because of it: each leaves a mark of its own and takes away the marks that
nobody else is taking away just now. What is left is never again what it was before.
"""

from __future__ import annotations

from sponsorship.guards.triggers import Rule, Stamping

STAMPED = (
    "api_token",
    "benefit",
    "benefit_clause",
    "benefit_conflict",
    "benefit_placement",
    "fund",
    "kept_place",
    "legal_clause",
    "program",
    "program_year",
    "promised_benefit",
    "promised_placement",
    "sponsor",
    "sponsorship",
    "stored_file",
    "tier",
    "tier_benefit",
    "waiting_entry",
)

STAMPS = tuple(Stamping(table) for table in STAMPED)

STAMP_RULES = (Rule("stamp_never_updated", "stamp", "UPDATE"),)
