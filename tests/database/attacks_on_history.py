"""Rows rewritten or removed, frozen columns, statuses and the chain of notes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.database.hostile import FOREIGN_KEY, UNIQUE, Attack, attack
from tests.database.world import AT, new

APPEND_ONLY = {
    "addressee": "email = 'me@evil.example'",
    "announcement": "kind = 'ended'",
    "assignment": "staff_id = 2",
    "audit_note": "verb = 'tidied'",
    "bank_statement": "moved_minor = 1",
    "bank_transfer": "amount_minor = 1",
    "credit_note": "amount_minor = 1",
    "dispute_movement": "amount_minor = 1",
    "import_line": "sentence = 'All went well.'",
    "journal_entry": "memo = 'corrected'",
    "ledger_account": "code = 'elsewhere'",
    "mailing": "text = 'I never wrote that'",
    "posting": "amount_minor = 1",
    "promised_clause": "clause_id = 2",
    "promised_placement": "flight = 'jobs'",
    "proof": "note = 'Nobody saw it.'",
    "reconciliation_run": "found = 0",
    "review_note": "text = 'They are wonderful'",
    "settlement": "amount_minor = 1",
    "settlement_return": "direction = 'restored'",
    "signature": "signer_name = 'Somebody Else'",
    "status_change": "verb = 'voided'",
    "stored_file": "original_name = 'other.png'",
    "suspense_decision": "amount_minor = 1",
}
KEPT = (
    "accounting_period",
    "api_token",
    "asset",
    "balance_transaction",
    "bank_account",
    "bank_line",
    "bank_match",
    "checkout",
    "constituent",
    "contract",
    "contract_text",
    "counterpart",
    "delivery",
    "difference",
    "dispatch",
    "dispute",
    "document",
    "donation",
    "fund",
    "import_run",
    "inbound_event",
    "invoice",
    "letter",
    "number_series",
    "payment",
    "payout",
    "program_year",
    "promised_benefit",
    "question",
    "receipt",
    "recurring_gift",
    "refund",
    "remittance",
    "sponsor",
    "sponsorship",
    "staff_user",
    "standing_letter",
    "subscriber",
    "supplement",
    "supplement_line",
    "suspense_case",
    "waiting_entry",
    "write_off",
)


def attacks() -> Iterator[Attack]:
    yield from _history_rewritten()
    yield from _rows_removed()
    yield from _frozen_money()
    yield from _frozen_papers()
    yield from _frozen_people()
    yield from _statuses()
    yield from _audit()


def _history_rewritten() -> Iterator[Attack]:
    for table, change in APPEND_ONLY.items():
        never = f"guard: {table}_never"
        yield attack(f"update {table}", f"{never}_updated", f"UPDATE {table} SET {change}")
        yield attack(f"delete {table}", f"{never}_deleted", f"DELETE FROM {table}")
        yield attack(
            f"truncate {table}",
            f"{never}_truncated",
            f"TRUNCATE {table} CASCADE",
            only="postgresql",
        )
    yield attack(
        "replace a posting",
        "guard: posting_(never_deleted|completes_its_entry)",
        new("posting", "INSERT OR REPLACE", entry_id=2, position=1, amount_minor=1),
        only="sqlite",
    )
    yield attack(
        "replace a letter by its unique key",
        "guard: letter_never_deleted",
        new("letter", "REPLACE", template="receipt", fact="donation:1"),
        only="sqlite",
    )
    yield attack(
        "upsert a posting",
        "guard: posting_(never_updated|completes_its_entry)",
        new("posting", entry_id=2, amount_minor=1)
        + " ON CONFLICT (entry_id, position) DO UPDATE SET amount_minor = 1",
    )
    yield attack(
        "upsert a letter",
        "guard: letter_changes_only_to_be_forgotten",
        new("letter", template="receipt", fact="donation:1")
        + " ON CONFLICT (template, fact) DO UPDATE SET recipient_email = 'me@evil.example'",
    )


def _rows_removed() -> Iterator[Attack]:
    for table in KEPT:
        never = f"guard: {table}_never"
        yield attack(f"delete {table}", f"{never}_deleted", f"DELETE FROM {table}")
        yield attack(
            f"truncate {table}",
            f"{never}_truncated",
            f"TRUNCATE {table} CASCADE",
            only="postgresql",
        )
    yield attack(
        "replace a payment",
        "guard: payment_never_deleted",
        new("payment", "INSERT OR REPLACE", external_id="pi_1", amount_minor=1),
        only="sqlite",
    )
    yield attack(
        "push a payment out by its unique key",
        "guard: payment_(never_deleted|frozen)",
        "UPDATE OR REPLACE payment SET external_id = 'pi_1' WHERE id = 2",
        only="sqlite",
    )
    yield attack(
        "delete a tier that a sponsor holds",
        FOREIGN_KEY,
        "DELETE FROM tier WHERE id = 1",
    )


FROZEN_MONEY = {
    "balance_transaction": "external_id = 'txn_9'; category = 'fee'; source_external_id = 'ch_9';"
    " description = 'd'; currency = 'EUR'; created_at = '2025-12-31T00:00:00.000000Z';"
    " available_on = '2025-12-31'; amount_minor = 9, net_minor = 9 - fee_minor; payout_id = NULL;"
    " payout_id = 2",
    "checkout": "purpose = 'invoice'; purpose_id = 9; attempt = 9; amount_minor = 1;"
    " currency = 'EUR'; idempotency_key = 'new'; external_id = 'cs_9'",
    "donation": "id = 77; fund_id = 2; amount_minor = 1; currency = 'EUR'; public_token = 't';"
    " form_key = 'f'; received_on = '2025-12-31'; received_on = NULL;"
    " begun_at = '2025-12-31T00:00:00.000000Z'",
    "dispute": "payment_id = 1; external_id = 'du_9'; currency = 'EUR';"
    " opened_at = '2025-12-31T00:00:00.000000Z'",
    "inbound_event": "provider = 'other'; livemode = TRUE; account = 'a'; external_id = 'evt_9';"
    " event_type = 't'; object_id = 'o'; body = '[]'; handled_at = NULL",
    "payment": "id = 77; purpose = 'invoice'; purpose_id = 9; external_id = 'pi_9';"
    " amount_minor = 999999; currency = 'EUR'; charge_external_id = 'ch_9'; settled_at = NULL;"
    " settled_at = '2025-12-31T00:00:00.000000Z'; fee_minor = 1; method = 'other';"
    " begun_at = '2025-12-31T00:00:00.000000Z'",
    "payout": "external_id = 'po_9'; amount_minor = 1; currency = 'EUR'; is_automatic = FALSE;"
    " begun_at = '2025-12-31T00:00:00.000000Z'; reconciled_at = NULL",
    "difference": "kind = 'fee'; subject = 'payment:9'; sentence = 's'; amount_minor = 1;"
    " currency = 'EUR'; found_at = '2025-12-31T00:00:00.000000Z'",
    "receipt": "series = 'X'; year = 2025; sequence = 9; donation_id = 3; payment_id = 2;"
    " amount_minor = 1; currency = 'EUR'; tax_date = '2025-12-31'; document_id = 1;"
    " public_token = 't'; replaces_id = 1",
    "recurring_gift": "currency = 'EUR'; public_token = 't'; external_id = 'sub_9'",
    "refund": "payment_id = 2; amount_minor = 1; currency = 'EUR'; idempotency_key = 'k';"
    " external_id = 're_9'; reason = 'r'; requested_by = 'b'; needs_approval = TRUE;"
    " requested_by_id = 9",
    "remittance": "case_id = 1; amount_minor = 1; currency = 'EUR'; payee = 'Eve'; reason = 'r';"
    " form_key = 'f'; needs_approval = TRUE; requested_by = 'b'; requested_by_id = 9",
}
FROZEN_PAPERS = {
    "contract WHERE id = 2": "document_id = 2; public_token = 't'; sponsorship_id = 2;"
    " revision = 9; sent_at = NULL; executed_at = NULL",
    "delivery": "subscriber_id = 2; announcement_id = 2; ordinal = 9; owed_by = 'b';"
    " delivered_at = NULL",
    "dispatch": "letter_id = 2; ordinal = 9; message_id = 'm'; requested_by = 'b'; sent_at = NULL",
    "document WHERE id = 1": "content = '[]'; kind = 'receipt'; title = 't'; attaches_id = 2;"
    " pdf = NULL; sha256 = '" + "0" * 64 + "'; made_at = '2025-12-31T00:00:00.000000Z'",
    "invoice WHERE id = 1": "total_minor = 600001; currency = 'EUR'; bill_to = '[]';"
    " po_number = 'p'; tax_minor = 1; tax_note = 'n';"
    " starts_on = '2025-01-01'; ends_on = '2027-12-31'; series = 'X'; year = 2025; sequence = 2;"
    " issued_on = '2025-12-31'; due_on = '2030-01-01'; document_id = 1; fund_id = 2;"
    " sponsorship_id = 2; public_token = 't'; drafted_at = '2025-12-31T00:00:00.000000Z'",
    "invoice_line WHERE invoice_id = 1": "unit_amount_minor = 1; quantity = 2; text = 't';"
    " invoice_id = 2; position = 9; is_tax = TRUE",
}
FROZEN_PEOPLE = {
    "letter": "template = 't'; fact = 'f'; attachments = '[1]'",
    "letter WHERE id = 2": "about = 'sponsorship:2'; about = NULL",
    "sponsor_contact": "public_token = 'guessed'",
    "standing_letter": "created_by = 'somebody else'",
    "api_token": "token_hash = 'h'; scopes = '[1]'; revoked_at = NULL; name = 'n'",
    "promised_benefit WHERE id = 1": "benefit_id = 2; sponsorship_id = 2; quantity = 9; name = 'n';"
    " description = 'd'",
    "voucher": "code = 'FREE'; uses = 99; promised_benefit_id = NULL; issued_at = NULL",
    "contact_link": "used_at = NULL; token_hash = 'h'; email = 'eve@x.example'",
    "contact_session": "revoked_at = NULL; token_hash = 'h'; email = 'eve@x.example'",
    "sign_in_link": "used_at = NULL; token_hash = 'h'; expires_at = '2036-01-01T00:00:00.000000Z'",
    "sponsorship WHERE id = 1": "sponsor_id = 4; program_year_id = 2; tier_id = 2;"
    " list_price_minor = 1; agreed_fee_minor = 1; starts_on = '2025-01-01'; ends_on = '2036-01-01';"
    " currency = 'EUR'; public_token = 't'",
    "sponsorship WHERE id = 3": "tier_id = 1; list_price_minor = 2; is_customised = TRUE;"
    " left_out = '[1]'; amended_at = '2025-12-31T00:00:00.000000Z'",
    "staff_session": "revoked_at = NULL; token_hash = 'h'",
    "supplement": "sponsorship_id = 3; list_price_minor = 1; currency = 'EUR'; form_key = 'f';"
    " requested_by = 'b'",
    "supplement_line": "supplement_id = 2; benefit_id = 9; name = 'n'; description = 'd';"
    " clause_ids = '[1]'; quantity = 9; unit_price_minor = 1; currency = 'EUR'",
    "subscriber": "name = 'n'; address = 'https://evil.example'; salt = 's'; added_by = 'b'",
}


def _frozen(columns: dict[str, str]) -> Iterator[Attack]:
    for target, changes in columns.items():
        table, _, where = target.partition(" ")
        for change in changes.split("; "):
            yield attack(
                f"{table} with {change}",
                f"guard: {table}\\w*_frozen",
                f"UPDATE {table} SET {change} {where or _THE_FIRST[table]}",
            )


_THE_FIRST = {
    table: "WHERE id = 1"
    for table in (*FROZEN_MONEY, *FROZEN_PAPERS, *FROZEN_PEOPLE)
    if " " not in table
}


def _frozen_money() -> Iterator[Attack]:
    yield from _frozen(FROZEN_MONEY)
    yield attack("the request of a checkout exchanged", "guard: checkout_frozen_once_asked",
                 "UPDATE checkout SET request_hash = 'h'",
                 "UPDATE checkout SET request_hash = 'other'")  # fmt: skip


def _frozen_papers() -> Iterator[Attack]:
    yield from _frozen(FROZEN_PAPERS)
    frozen = "guard: invoice_line_frozen"
    yield attack("a line added to an issued invoice", frozen, new("invoice_line", invoice_id=1))
    yield attack("a line taken from an issued invoice", frozen,
                 "DELETE FROM invoice_line WHERE invoice_id = 1")  # fmt: skip
    yield attack("a line moved to an issued invoice", frozen,
                 "UPDATE invoice_line SET invoice_id = 1 WHERE invoice_id = 2")  # fmt: skip


def _frozen_people() -> Iterator[Attack]:
    yield from _frozen(FROZEN_PEOPLE)
    for change in (
        "recipient_email = 'me@evil.example'",
        "recipient_name = 'Eve'",
        "context = '[]'",
    ):
        yield attack(f"a sent letter with {change}", "guard: letter_changes_only_to_be_forgotten",
                     f"UPDATE letter SET {change}")  # fmt: skip


def _statuses() -> Iterator[Attack]:
    jumps = {
        "checkout": "open",
        "contract": "draft",
        "delivery": "owed",
        "dispatch": "owed",
        "dispute": "raised",
        "donation": "lapsed",
        "invoice": "draft",
        "payment": "failed",
        "payout": "under_way",
        "program_year": "draft",
        "promised_benefit": "promised",
        "recurring_gift": "begun",
        "refund": "proposed",
        "remittance": "proposed",
        "sponsorship": "applied",
    }
    for table, target in jumps.items():
        yield attack(f"{table} back to {target}", f"guard: {table}_status_moves",
                     f"UPDATE {table} SET status = '{target}' WHERE id = 1")  # fmt: skip
    for table, status, also in (
        ("checkout", "completed", {}),
        ("contract", "executed", {}),
        ("delivery", "delivered", {"delivered_at": AT}),
        ("dispatch", "sent", {"sent_at": AT}),
        ("subscriber", "removed", {}),
        ("dispute", "lost", {}),
        ("donation", "received", {"received_on": "2026-03-02"}),
        ("payment", "settled", {"settled_at": AT}),
        ("program_year", "closed", {}),
        ("promised_benefit", "delivered", {}),
        ("receipt", "void", {}),
        ("recurring_gift", "active", {}),
        ("refund", "failed", {}),
        ("remittance", "approved", {}),
        ("sponsorship", "rejected", {}),
    ):
        yield attack(f"{table} born {status}", f"guard: {table}_begins",
                     new(table, status=status, **also))  # fmt: skip
    yield attack("a status that does not exist", "ck_donation|guard: donation_status_moves",
                 "UPDATE donation SET status = 'paid' WHERE id = 2")  # fmt: skip
    yield attack("a gift received without a day", "received_when",
                 "UPDATE donation SET status = 'received' WHERE id = 2")  # fmt: skip
    yield attack("a payment settled without an instant", "settled_when",
                 "UPDATE payment SET status = 'settled' WHERE id = 3")  # fmt: skip
    for name, change in (
        ("a move invented", "INSERT INTO lifecycle_move VALUES ('donation', 'failed', 'refunded')"),
        ("a move bent", "UPDATE lifecycle_move SET to_status = 'received'"),
        ("the moves deleted", "DELETE FROM lifecycle_move WHERE machine = 'invoice'"),
    ):
        yield attack(name, f"guard: lifecycle_move_never|{FOREIGN_KEY}", change)
    yield attack("a stamp of before", "guard: stamp_never_updated", "UPDATE stamp SET id = 1")
    yield attack("a history that did not happen", FOREIGN_KEY,
                 new("status_change", from_status="refunded", to_status="begun"))  # fmt: skip


def _audit() -> Iterator[Attack]:
    chain = "guard: audit_note_continues_the_chain"
    yield attack("a note left out", chain, new("audit_note", seq=4))
    yield attack("a note written again", f"{chain}|{UNIQUE}", new("audit_note", seq=2))
    yield attack("a note before the first", chain, new("audit_note", seq=0))
    yield attack("a note that follows another", chain, new("audit_note", previous_hash="a" * 64))
    yield attack("a note that starts the chain anew", chain,
                 new("audit_note", previous_hash="0" * 64))  # fmt: skip
    yield attack("a note without a hash", chain, new("audit_note", hash=""))
    yield attack("a note with a hash of before", UNIQUE, new("audit_note", hash="b" * 64))
