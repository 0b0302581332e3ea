"""Tricks that only one of the engines knows."""

from __future__ import annotations

from collections.abc import Iterator

from tests.database.hostile import FOREIGN_KEY, PERMISSION, WRONG_TYPE, Attack, attack
from tests.database.world import new


def attacks() -> Iterator[Attack]:
    yield from _sqlite_tricks()
    yield from _postgresql_tricks()


def _sqlite_tricks() -> Iterator[Attack]:
    only = "sqlite"
    yield attack("a key changed as rowid", "guard: donation_frozen",
                 "UPDATE donation SET rowid = 77 WHERE id = 2", only=only)  # fmt: skip
    yield attack("a posting moved as rowid", "guard: posting_never_updated",
                 "UPDATE posting SET _rowid_ = 77", only=only)  # fmt: skip
    for verb in ("INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR REPLACE"):
        yield attack(f"too large a refund with {verb}", "guard: refund_added_counts",
                     new("refund", verb, amount_minor=4_001), only=only)  # fmt: skip
        yield attack(f"one sponsor too many with {verb}", "guard: sponsorship_added_counts",
                     new("sponsorship", verb, tier_id=1), only=only)  # fmt: skip
        yield attack(f"a number left out with {verb}", "guard: receipt_takes_the_next_number",
                     new("receipt", verb, sequence=3), only=only)  # fmt: skip
    for verb in ("UPDATE OR IGNORE", "UPDATE OR FAIL", "UPDATE OR REPLACE"):
        yield attack(f"a full tier with {verb}", "guard: sponsorship_changed_counts",
                     f"{verb} sponsorship SET tier_id = 1 WHERE id = 2", only=only)  # fmt: skip
    yield attack("all foreign keys put off to the commit", FOREIGN_KEY,
                 "PRAGMA defer_foreign_keys = ON", new("journal_entry"),
                 new("posting", credit_account_id=5), only=only)  # fmt: skip
    yield attack("a file of text in place of bytes", WRONG_TYPE,
                 new("stored_file", bytes="text"), only=only)  # fmt: skip
    yield attack("a flag that is neither yes nor no", "_flag",
                 "UPDATE fund SET accepts_gifts = 2", only=only)  # fmt: skip


def _postgresql_tricks() -> Iterator[Attack]:
    only = "postgresql as the application"
    for statement in (
        "ALTER TABLE posting DISABLE TRIGGER ALL",
        "ALTER TABLE posting DISABLE TRIGGER posting_never_updated",
        "DROP TRIGGER posting_never_updated ON posting",
        "DROP TABLE posting CASCADE",
        "DROP FUNCTION guard_refuse() CASCADE",
        "CREATE OR REPLACE FUNCTION guard_refuse() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NEW; END'",
        "SET session_replication_role = replica",
        "ALTER TABLE payment DROP CONSTRAINT ck_payment_refunded_within_amount",
        "ALTER TABLE donation ADD COLUMN note_of_mine text",
        "TRUNCATE posting",
        "TRUNCATE staff_session",
        "DELETE FROM lifecycle_move",
        "UPDATE alembic_version SET version_num = 'none'",
        "SELECT setval('donation_id_seq', 1)",
        "CREATE TABLE payment_copy AS SELECT * FROM payment",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "COPY donation TO '/tmp/donations'",
        "SET ROLE postgres",
    ):
        yield attack(f"{statement}", PERMISSION, statement, only=only)
    yield attack(
        "a table of moves of one's own",
        "guard: donation_status_moves",
        "CREATE TEMPORARY TABLE lifecycle_move (machine text, from_status text, to_status text)",
        "INSERT INTO lifecycle_move VALUES ('donation', 'failed', 'refunded')",
        "UPDATE donation SET status = 'refunded' WHERE id = 4",
        only="postgresql",
    )
    yield attack("a payments table of one's own", "guard: refund_of_a_settled_payment",
                 "CREATE TEMPORARY TABLE payment (id bigint, status text)",
                 "INSERT INTO payment VALUES (3, 'settled')",
                 new("refund", payment_id=3).replace("INTO refund", "INTO public.refund"),
                 only="postgresql")  # fmt: skip
    yield attack(
        "an operator of one's own",
        "guard: donation_frozen",
        "CREATE FUNCTION dbos.same(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE OPERATOR dbos.= (LEFTARG = text, RIGHTARG = text, FUNCTION = dbos.same)",
        "SET search_path = dbos, pg_catalog, public",
        "UPDATE donation SET form_key = 'mine', currency = 'EUR' WHERE id = 1",
        only="postgresql as the application",
    )
