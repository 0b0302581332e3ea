"""Statements that must never succeed, whoever sends them, and what must refuse each.

`why` is what the refusal has to name: the guard, the constraint, or the kind of violation. The
application's own role on PostgreSQL may also be stopped earlier, for want of the right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.database.world import AT, SHA, Sql, entry, new

FOREIGN_KEY = "foreign key constraint"
UNIQUE = "UNIQUE constraint failed|duplicate key"
WRONG_TYPE = "cannot store|invalid input syntax|out of range|datatype mismatch"
PERMISSION = "permission denied|must be owner"

APPEND_ONLY = {
    "audit_note": "verb = 'tidied'",
    "bank_transfer": "amount_minor = 1",
    "credit_note": "amount_minor = 1",
    "journal_entry": "memo = 'corrected'",
    "ledger_account": "code = 'elsewhere'",
    "posting": "amount_minor = 1",
    "promised_placement": "flight = 'jobs'",
    "settlement": "amount_minor = 1",
    "signature": "signer_name = 'Somebody Else'",
    "status_change": "verb = 'voided'",
    "stored_file": "original_name = 'other.png'",
}
KEPT = (
    "api_token",
    "checkout",
    "constituent",
    "contract",
    "dispatch",
    "document",
    "donation",
    "fund",
    "inbound_event",
    "invoice",
    "letter",
    "number_series",
    "payment",
    "program_year",
    "promised_benefit",
    "receipt",
    "recurring_gift",
    "refund",
    "sponsor",
    "sponsorship",
    "staff_user",
)


@dataclass(frozen=True)
class Attack:
    """One transaction of hostile statements."""

    name: str
    why: str
    statements: tuple[str, ...]
    only: str = ""


def attack(name: str, why: str, *statements: str, only: str = "") -> Attack:
    return Attack(name, why, statements, only)


def every_attack() -> list[Attack]:
    groups = (
        _history_rewritten(),
        _rows_removed(),
        _amounts(),
        _days_and_forms(),
        _journal(),
        _reversals(),
        _frozen_money(),
        _frozen_papers(),
        _frozen_people(),
        _statuses(),
        _counters(),
        _refunds(),
        _invoices(),
        _numbers(),
        _places(),
        _once_only(),
        _orphans(),
        _audit(),
        _secrets(),
        _sqlite_tricks(),
        _postgresql_tricks(),
    )
    return [one for group in groups for one in group]


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
        new(
            "posting",
            entry_id=2,
            amount_minor=1,
            tail="ON CONFLICT (entry_id, position) DO UPDATE SET amount_minor = 1",
        ),
    )
    yield attack(
        "upsert a letter",
        "guard: letter_changes_only_to_be_forgotten",
        new(
            "letter",
            template="receipt",
            fact="donation:1",
            tail="ON CONFLICT (template, fact) DO UPDATE SET recipient_email = 'me@evil.example'",
        ),
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


def _amounts() -> Iterator[Attack]:
    wrong = {
        "a half cent": Sql("10.5"),
        "not a number": "NaN",
        "infinity": "Infinity",
        "a word": "ten",
        "a figure with a comma": "1,000",
        "nothing": 0,
        "a negative amount": -100,
        "no amount": None,
        "more than 2 to the 53rd": 9_007_199_254_740_993,
        "more than 2 to the 63rd": Sql("9223372036854775808"),
        "ten to the fortieth": Sql("1e40"),
    }
    why = f"{WRONG_TYPE}|ck_|CHECK|not.null|within|counts_as"
    for name, value in wrong.items():
        yield attack(f"donate {name}", why, new("donation", amount_minor=value))
        yield attack(f"refund {name}", why, new("refund", amount_minor=value))
        yield attack(f"post {name}", why, new("journal_entry"), new("posting", amount_minor=value))
    yield attack("a fee of half a cent", why, "UPDATE payment SET fee_minor = 0.5 WHERE id = 3")
    yield attack("a negative tier price", "not_negative", new("tier", list_price_minor=-1))
    for name, currency in (("lower case", "usd"), ("four letters", "USDT"), ("empty", "")):
        yield attack(f"a currency in {name}", "currency_code", new("donation", currency=currency))


def _days_and_forms() -> Iterator[Attack]:
    real = "_real|out of range|invalid input syntax"
    for day in ("2026-02-30", "2026-13-01", "yesterday-ish", "infinity", "10000-01-01"):
        change = f"UPDATE recurring_gift SET next_on = '{day}'"
        yield attack(f"a gift due on {day}", real, change)
    for instant in ("2026-02-30T10:00:00.000000Z", "2026-03-01T25:00:00.000000Z", "soon"):
        yield attack(f"a donor known since {instant}", real, new("constituent", created_at=instant))
    yield attack("a term that ends first", "ck_invoice_term", new("invoice", ends_on="2025-01-01"))
    yield attack(
        "a body that is no JSON", "_json|invalid input syntax", new("inbound_event", body="{")
    )
    yield attack("a restricted fund without a purpose", "purpose_if_restricted",
                 new("fund", restriction="purpose"))  # fmt: skip
    yield attack("a method of payment that does not exist", "ck_payment_method",
                 new("payment", method="cheque"))  # fmt: skip
    yield attack("a role that does not exist", "ck_staff_user", new("staff_user", role="god"))


def _journal() -> Iterator[Attack]:
    two = new("journal_entry", posting_count=2)
    sealed = "guard: posting_completes_its_entry"
    yield attack("an entry without postings", FOREIGN_KEY, new("journal_entry"))
    yield attack(
        "an entry that promises none", "has_postings", new("journal_entry", posting_count=0)
    )
    yield attack("an unfinished entry", FOREIGN_KEY, two, new("posting"))
    yield attack("an entry with a gap", sealed, two, new("posting", position=2))
    yield attack("more postings than the entry has", sealed, new("journal_entry"), new("posting"),
                 new("posting", position=2))  # fmt: skip
    yield attack("a line added to a finished entry", sealed, new("posting", entry_id=1, position=3))
    yield attack("a posting without an entry", f"{sealed}|{FOREIGN_KEY}", new("posting"))
    yield attack("a posting from an account to itself", "two_accounts", new("journal_entry"),
                 new("posting", credit_account_id=1))  # fmt: skip
    yield attack("a posting across two funds", FOREIGN_KEY, new("journal_entry"),
                 new("posting", credit_account_id=5))  # fmt: skip
    yield attack("a posting in the wrong fund", FOREIGN_KEY, new("journal_entry"),
                 new("posting", fund_id=2))  # fmt: skip
    yield attack("a posting in another currency", FOREIGN_KEY, new("journal_entry"),
                 new("posting", currency="EUR"))  # fmt: skip
    yield attack("a posting between two currencies", FOREIGN_KEY, new("journal_entry"),
                 new("posting", credit_account_id=7))  # fmt: skip
    yield attack("the same fact booked twice", UNIQUE, new("journal_entry", fact="f", source="s"),
                 new("posting"), new("journal_entry", id=98, fact="f", source="s"),
                 new("posting", entry_id=98))  # fmt: skip
    yield attack("an income account that calls itself an asset",
                 "guard: ledger_account_kind_follows_role",
                 new("ledger_account", role="contributions", kind="asset", currency="GBP"))  # fmt: skip
    yield attack("a second account of the same role", UNIQUE,
                 new("ledger_account", role="contributions", kind="income"))  # fmt: skip
    yield attack("a fund that loses its restriction", "guard: fund_frozen_by_its_books",
                 "UPDATE fund SET restriction = 'purpose', purpose = 'cake' WHERE id = 1")  # fmt: skip
    yield attack("a fund that changes its currency", "guard: fund_frozen",
                 "UPDATE fund SET currency = 'EUR' WHERE id = 2")  # fmt: skip


def _reversals() -> Iterator[Attack]:
    mirror = "guard: posting_mirrors_what_it_reverses"
    yield attack("a second reversal", UNIQUE, *entry(98, (2, 1, 999), reverses_id=2))
    yield attack("an entry that reverses itself", "reverses_another",
                 *entry(98, (2, 1, 999), reverses_id=98))  # fmt: skip
    yield attack("a reversal of nothing", FOREIGN_KEY, *entry(98, (2, 1, 999), reverses_id=77))
    yield attack("a reversal of a part", mirror,
                 *entry(98, (2, 1, 4_000), (1, 3, 175), reverses_id=1))  # fmt: skip
    yield attack("a reversal that leaves a line out", mirror,
                 *entry(98, (2, 1, 5_000), reverses_id=1))  # fmt: skip
    yield attack("a reversal with a line too many", mirror,
                 *entry(98, (2, 1, 5_000), (1, 3, 175), (2, 1, 1), reverses_id=1))  # fmt: skip
    yield attack("a reversal that books the same again", mirror,
                 *entry(98, (1, 2, 5_000), (3, 1, 175), reverses_id=1))  # fmt: skip
    yield attack("a reversal of an entry that is not finished yet", mirror,
                 *entry(97, (1, 2, 50), (1, 2, 60))[:2],
                 *entry(98, (2, 1, 50), (2, 1, 60), reverses_id=97))  # fmt: skip


FROZEN_MONEY = {
    "checkout": "purpose = 'invoice'; purpose_id = 9; attempt = 9; amount_minor = 1;"
    " currency = 'EUR'; idempotency_key = 'new'; external_id = 'cs_9'",
    "donation": "id = 77; fund_id = 2; amount_minor = 1; currency = 'EUR'; public_token = 't';"
    " form_key = 'f'; received_on = '2025-12-31'; received_on = NULL; begun_at = '2025-12-31'",
    "inbound_event": "provider = 'other'; livemode = TRUE; account = 'a'; external_id = 'evt_9';"
    " event_type = 't'; object_id = 'o'; body = '[]'; handled_at = NULL",
    "payment": "id = 77; purpose = 'invoice'; purpose_id = 9; external_id = 'pi_9';"
    " amount_minor = 999999; currency = 'EUR'; charge_external_id = 'ch_9'; settled_at = NULL;"
    " settled_at = '2025-12-31T00:00:00.000000Z'; fee_minor = 1; method = 'other';"
    " begun_at = '2025-12-31T00:00:00.000000Z'",
    "receipt": "series = 'X'; year = 2025; sequence = 9; donation_id = 3; payment_id = 2;"
    " amount_minor = 1; currency = 'EUR'; tax_date = '2025-12-31'; document_id = 1;"
    " public_token = 't'",
    "recurring_gift": "currency = 'EUR'; public_token = 't'; external_id = 'sub_9'",
    "refund": "payment_id = 2; amount_minor = 1; currency = 'EUR'; idempotency_key = 'k';"
    " external_id = 're_9'; reason = 'r'; requested_by = 'b'",
}
FROZEN_PAPERS = {
    "contract WHERE id = 2": "document_id = 2; public_token = 't'; sponsorship_id = 2;"
    " revision = 9; sent_at = NULL; executed_at = NULL",
    "dispatch": "letter_id = 2; ordinal = 9; message_id = 'm'; requested_by = 'b'; sent_at = NULL",
    "document WHERE id = 1": "content = '[]'; kind = 'receipt'; title = 't'; attaches_id = 2;"
    " pdf = NULL; sha256 = '" + "0" * 64 + "'; made_at = '2025-12-31T00:00:00.000000Z'",
    "invoice WHERE id = 1": "total_minor = 600001; currency = 'EUR'; bill_to = '[]'; po_number = 'p';"
    " starts_on = '2025-01-01'; ends_on = '2027-12-31'; series = 'X'; year = 2025; sequence = 2;"
    " issued_on = '2025-12-31'; due_on = '2030-01-01'; document_id = 1; fund_id = 2;"
    " sponsorship_id = 2; public_token = 't'; drafted_at = '2025-12-31T00:00:00.000000Z'",
    "letter": "template = 't'; fact = 'f'; attachments = '[1]'",
    "invoice_line WHERE invoice_id = 1": "unit_amount_minor = 1; quantity = 2; text = 't';"
    " invoice_id = 2; position = 9",
}
FROZEN_PEOPLE = {
    "letter": "template = 't'; fact = 'f'; attachments = '[1]'",
    "api_token": "token_hash = 'h'; scopes = '[1]'; revoked_at = NULL; name = 'n'",
    "promised_benefit WHERE id = 1": "benefit_id = 2; sponsorship_id = 2; quantity = 9; name = 'n';"
    " description = 'd'",
    "sign_in_link": "used_at = NULL; token_hash = 'h'; expires_at = '2036-01-01T00:00:00.000000Z'",
    "sponsorship WHERE id = 1": "sponsor_id = 4; program_year_id = 2; tier_id = 2;"
    " list_price_minor = 1; agreed_fee_minor = 1; starts_on = '2025-01-01'; ends_on = '2036-01-01';"
    " currency = 'EUR'; public_token = 't'",
    "staff_session": "revoked_at = NULL; token_hash = 'h'",
}


def _frozen(columns: dict[str, str]) -> Iterator[Attack]:
    for target, changes in columns.items():
        table, _, where = target.partition(" ")
        for change in changes.split(";"):
            if "begun_at" in change and "T" not in change:
                change = change.replace("2025-12-31", "2025-12-31T00:00:00.000000Z")
            yield attack(
                f"{table} with {change.strip()}",
                f"guard: {table}\\w*_frozen",
                f"UPDATE {table} SET {change.strip()} {where or _THE_FIRST[table]}",
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
        "dispatch": "owed",
        "donation": "lapsed",
        "invoice": "draft",
        "payment": "failed",
        "program_year": "draft",
        "recurring_gift": "begun",
        "refund": "requested",
        "sponsorship": "applied",
    }
    for table, target in jumps.items():
        yield attack(f"{table} back to {target}", f"guard: {table}_status_moves",
                     f"UPDATE {table} SET status = '{target}' WHERE id = 1")  # fmt: skip
    for table, status, also in (
        ("checkout", "completed", {}),
        ("contract", "executed", {}),
        ("dispatch", "sent", {"sent_at": AT}),
        ("donation", "received", {"received_on": "2026-03-02"}),
        ("payment", "settled", {"settled_at": AT}),
        ("program_year", "closed", {}),
        ("receipt", "void", {}),
        ("recurring_gift", "active", {}),
        ("refund", "failed", {}),
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
    yield attack("a history that did not happen", FOREIGN_KEY,
                 new("status_change", from_status="refunded", to_status="begun"))  # fmt: skip


def _counters() -> Iterator[Attack]:
    for change in (
        "payment SET refunded_minor = 0 WHERE id = 1",
        "payment SET refunded_minor = 5000 WHERE id = 1",
        "payment SET refunded_minor = NULL WHERE id = 1",
        "invoice SET paid_minor = 1400000 WHERE id = 1",
        "invoice SET credited_minor = 0 WHERE id = 1",
        "tier SET taken = 0 WHERE id = 1",
        "tier SET taken = 5 WHERE id = 2",
        "benefit SET taken = 0 WHERE id = 1",
    ):
        yield attack(f"by hand: {change}", "guard: \\w+_is_recomputed", f"UPDATE {change}")
    for table, column in (
        ("payment", "refunded_minor"),
        ("invoice", "paid_minor"),
        ("invoice", "credited_minor"),
        ("tier", "taken"),
        ("benefit", "taken"),
    ):
        yield attack(f"{table} born with {column}", f"guard: {table}_{column}_starts_at_zero",
                     new(table, **{column: 1}))  # fmt: skip


def _refunds() -> Iterator[Attack]:
    over = "guard: refund_\\w+_counts_as_refunded_minor"
    yield attack("a refund of more than was paid", over, new("refund", amount_minor=4_001))
    yield attack("two refunds that together are too much", over,
                 new("refund", amount_minor=3_000), new("refund", amount_minor=1_001))  # fmt: skip
    yield attack("a failed refund that comes back to life", "guard: refund_status_moves",
                 "UPDATE refund SET status = 'succeeded' WHERE id = 2")  # fmt: skip
    yield attack("a refund in another currency", FOREIGN_KEY, new("refund", currency="EUR"))
    yield attack("a refund of a pending payment", "guard: refund_of_a_settled_payment",
                 new("refund", payment_id=3))  # fmt: skip
    yield attack("a refund of no payment", f"guard: refund_of_a|{FOREIGN_KEY}",
                 new("refund", payment_id=77))  # fmt: skip
    yield attack("the same refund asked twice", UNIQUE, new("refund", idempotency_key="r:1"))
    yield attack("a payment whose amount shrinks below its refunds", "guard: payment_frozen|within",
                 "UPDATE payment SET amount_minor = 1 WHERE id = 1")  # fmt: skip


def _invoices() -> Iterator[Attack]:
    issue = (
        "UPDATE invoice SET status = 'issued', year = 2026, sequence = 2, issued_on = '2026-03-02',"
        " due_on = '2026-04-01', document_id = 2 WHERE id = 2"
    )
    transfer = new("bank_transfer", amount_minor=9_000_000)
    yield attack("an invoice for more than its lines", "guard: invoice_issued_for_the_sum",
                 "UPDATE invoice SET total_minor = 250001 WHERE id = 2", issue)  # fmt: skip
    yield attack("an invoice issued without a number", "ck_invoice_numbered",
                 "UPDATE invoice SET status = 'issued' WHERE id = 2")  # fmt: skip
    yield attack("an invoice called paid", "paid_when_covered",
                 "UPDATE invoice SET status = 'paid' WHERE id = 1")  # fmt: skip
    yield attack("a part-paid invoice voided", "guard: invoice_void_only_if_untouched",
                 "UPDATE invoice SET status = 'void' WHERE id = 1")  # fmt: skip
    yield attack("a settlement of a draft", "guard: settlement_of_an_issued_invoice",
                 new("settlement", invoice_id=2))  # fmt: skip
    yield attack("a settlement of more than is owed", "guard: settlement_added_counts_as_paid",
                 transfer, new("settlement", bank_transfer_id=3, amount_minor=900_001))  # fmt: skip
    yield attack("a settlement of more than came in", "guard: settlement_within_its_source",
                 new("settlement", amount_minor=100_001))  # fmt: skip
    yield attack("a settlement in another currency", FOREIGN_KEY + "|guard: settlement_within",
                 new("settlement", currency="EUR"))  # fmt: skip
    yield attack("a settlement by a payment that is pending", "guard: settlement_within_its_source",
                 new("settlement", bank_transfer_id=None, payment_id=3, amount_minor=1))  # fmt: skip
    yield attack("a settlement from two sources", "one_source", new("settlement", payment_id=2))
    yield attack("a settlement from nowhere", "one_source|guard: settlement_within_its_source",
                 new("settlement", bank_transfer_id=None))  # fmt: skip
    yield attack("the same transfer used twice", UNIQUE,
                 new("settlement", bank_transfer_id=1, amount_minor=1))  # fmt: skip
    yield attack("a credit note on a draft", "guard: credit_note_on_an_issued_invoice",
                 new("credit_note", invoice_id=2))  # fmt: skip
    yield attack("a credit note for more than is owed", "guard: credit_note_added_counts_as_credit",
                 new("credit_note", amount_minor=900_001))  # fmt: skip
    yield attack("a credit note in another currency", FOREIGN_KEY,
                 new("credit_note", currency="EUR"))  # fmt: skip


def _numbers() -> Iterator[Attack]:
    gap = "guard: {}_takes_the_next_number"
    yield attack("a receipt number left out", gap.format("receipt"), new("receipt", sequence=3))
    yield attack("a receipt number used again", gap.format("receipt") + "|" + UNIQUE,
                 new("receipt", sequence=1))  # fmt: skip
    yield attack("a year that begins with receipt 2", gap.format("receipt"),
                 new("receipt", year=2027, sequence=2))  # fmt: skip
    yield attack("receipt number zero", gap.format("receipt") + "|sequence_counted",
                 new("receipt", year=2027, sequence=0))  # fmt: skip
    yield attack("a credit note number left out", gap.format("credit_note"),
                 new("credit_note", sequence=5))  # fmt: skip
    yield attack("an invoice number left out", gap.format("invoice"),
                 "UPDATE invoice SET year = 2026, sequence = 3, issued_on = '2026-03-02',"
                 " due_on = '2026-04-01', document_id = 2 WHERE id = 2")  # fmt: skip
    yield attack("a draft with a number", "guard: invoice_begins_without_a_number",
                 new("invoice", year=2026, sequence=2, issued_on="2026-03-02",
                     due_on="2026-04-01", document_id=2))  # fmt: skip
    for name, change in (
        ("jumps", "last = 7"),
        ("goes back", "last = 0"),
        ("stays", "last = last"),
    ):
        yield attack(f"a series that {name}", "guard: number_series_grows_by_one",
                     f"UPDATE number_series SET {change} WHERE series = 'R'")  # fmt: skip
    yield attack("a series that begins at ten", "guard: number_series_begins_at_one",
                 new("number_series", last=10))  # fmt: skip
    yield attack("a series that changes its name", "guard: number_series_frozen",
                 "UPDATE number_series SET series = 'X', last = last + 1 WHERE series = 'R'")  # fmt: skip


def _places() -> Iterator[Attack]:
    full = "guard: {}_added_counts_as_taken"
    yield attack("a sponsor more than the tier has places", full.format("sponsorship"),
                 new("sponsorship", tier_id=1))  # fmt: skip
    yield attack("a sponsor moved into a full tier", "guard: sponsorship_changed_counts_as_taken",
                 "UPDATE sponsorship SET tier_id = 1 WHERE id = 2")  # fmt: skip
    yield attack("a capacity below what is taken", "within_capacity",
                 "UPDATE tier SET capacity = 0 WHERE id = 1")  # fmt: skip
    yield attack("a benefit promised more often than there is", full.format("promised_benefit"),
                 new("promised_benefit", benefit_id=1))  # fmt: skip
    yield attack("the same benefit promised twice", UNIQUE, new("promised_benefit", benefit_id=2))
    yield attack("a benefit promised after the contract",
                 "guard: promised_benefit_before_the_contract",
                 new("promised_benefit", sponsorship_id=1, benefit_id=2))  # fmt: skip
    yield attack("a benefit of another year", "guard: promised_benefit_before_the_contract",
                 new("promised_benefit", benefit_id=4))  # fmt: skip
    yield attack("a tier of another year", "guard: sponsorship_tier_of_its_year",
                 new("sponsorship", tier_id=3))  # fmt: skip
    yield attack("a move to a tier of another year", "guard: sponsorship_tier_stays_in_its_year",
                 "UPDATE sponsorship SET tier_id = 3 WHERE id = 2")  # fmt: skip
    yield attack("a sponsorship in another currency", "guard: sponsorship_tier_of_its_year",
                 new("sponsorship", currency="EUR"))  # fmt: skip
    yield attack("an approval without a fee", "agreed_if_approved",
                 "UPDATE sponsorship SET status = 'approved' WHERE id = 2")  # fmt: skip


def _once_only() -> Iterator[Attack]:
    yield attack("two open programme years", UNIQUE,
                 "UPDATE program_year SET status = 'open' WHERE id = 2")  # fmt: skip
    yield attack("two sponsorships of one company in one year", UNIQUE,
                 new("sponsorship", sponsor_id=1))  # fmt: skip
    yield attack("a second live contract", UNIQUE, new("contract", sponsorship_id=1, revision=3))
    yield attack("the same revision twice", UNIQUE, new("contract", sponsorship_id=3))
    yield attack("a second signature", UNIQUE, new("signature", contract_id=2))
    yield attack("a second receipt for a payment", UNIQUE,
                 new("receipt", payment_id=1, amount_minor=5_000))  # fmt: skip
    yield attack("a second receipt for a gift", UNIQUE, new("receipt", donation_id=1))
    yield attack("a receipt for money that has not come", "guard: receipt_fits_its_payment",
                 new("receipt", payment_id=3, amount_minor=1))  # fmt: skip
    yield attack("a receipt for more than was paid", "guard: receipt_fits_its_payment",
                 new("receipt", amount_minor=10_001))  # fmt: skip
    yield attack("a receipt in another currency", "guard: receipt_fits_its_payment",
                 new("receipt", currency="EUR"))  # fmt: skip
    yield attack("the same form twice", UNIQUE, new("donation", form_key="form-ada"))
    yield attack("the same payment twice", UNIQUE, new("payment", external_id="pi_1"))
    yield attack("the same page asked with the same key", UNIQUE,
                 new("checkout", idempotency_key="donation:1:checkout:1"))  # fmt: skip
    yield attack("the same attempt twice", UNIQUE, new("checkout", purpose_id=1, attempt=1))
    yield attack("the same event twice", UNIQUE, new("inbound_event", external_id="evt_1"))
    yield attack("the same letter twice", UNIQUE,
                 new("letter", template="receipt", fact="donation:1"))  # fmt: skip
    yield attack("the same dispatch twice", UNIQUE, new("dispatch", ordinal=1))


def _orphans() -> Iterator[Attack]:
    for table, column in (
        ("contract", "sponsorship_id"),
        ("dispatch", "letter_id"),
        ("donation", "fund_id"),
        ("donation", "donor_id"),
        ("document", "attaches_id"),
        ("invoice", "sponsorship_id"),
        ("ledger_account", "fund_id"),
        ("payment", "checkout_id"),
        ("receipt", "document_id"),
        ("tier", "program_year_id"),
    ):
        yield attack(f"{table} with a {column} of nothing", FOREIGN_KEY, new(table, **{column: 77}))
    yield attack("a signature under another document",
                 "guard: signature_on_the_document_that_was_sent",
                 new("signature", document_sha256="6" * 64))  # fmt: skip
    yield attack("a signature under a draft", "guard: signature_on_the_document_that_was_sent",
                 new("contract"), new("signature", contract_id=4))  # fmt: skip
    yield attack("a file with half a hash", "sha256_length", new("stored_file", sha256=SHA[:32]))
    yield attack("a document with a hash and no file", "rendered_whole",
                 f"UPDATE document SET sha256 = '{SHA}' WHERE id = 5")  # fmt: skip


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


def _secrets() -> Iterator[Attack]:
    yield attack("staff with one factor", "both_factors_or_none",
                 "UPDATE staff_user SET password_hash = 'x'")  # fmt: skip
    yield attack("a second account under one address", UNIQUE,
                 new("staff_user", email="ewa@python.example"))  # fmt: skip
    yield attack("an address in capitals", "email_folded", new("staff_user", email="EWA@X.example"))


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
    yield attack("a table of moves of one's own", "guard: donation_status_moves",
                 "CREATE TEMPORARY TABLE lifecycle_move (machine text, from_status text, to_status text)",
                 "INSERT INTO lifecycle_move VALUES ('donation', 'failed', 'refunded')",
                 "UPDATE donation SET status = 'refunded' WHERE id = 4",
                 only="postgresql")  # fmt: skip
    yield attack("a payments table of one's own", "guard: refund_of_a_settled_payment",
                 "CREATE TEMPORARY TABLE payment (id bigint, status text)",
                 "INSERT INTO payment VALUES (3, 'settled')",
                 new("refund", payment_id=3).replace("INTO refund", "INTO public.refund"),
                 only="postgresql")  # fmt: skip
    yield attack("an operator of one's own", "guard: donation_frozen",
                 "CREATE FUNCTION dbos.same(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
                 "CREATE OPERATOR dbos.= (LEFTARG = text, RIGHTARG = text, FUNCTION = dbos.same)",
                 "SET search_path = dbos, pg_catalog, public",
                 "UPDATE donation SET form_key = 'mine', currency = 'EUR' WHERE id = 1",
                 only="postgresql as the application")  # fmt: skip
