"""What the database refuses, whoever asks: every guard of every table.

The sentences here are SQL about OLD and NEW that both engines read. Each table has its place in
exactly one group: rows that never change, rows that are kept for ever, reference rows, and rows
that may go.
"""

# ruff: noqa: S608 -- the SQL is put together from constants of this package alone

from __future__ import annotations

from sponsorship.audit import CHAIN_LOCK, GENESIS
from sponsorship.database import Base
from sponsorship.guards.account import PAYING_OUT
from sponsorship.guards.banking import BANKING
from sponsorship.guards.books import BOOKS, PERIODS
from sponsorship.guards.counters import COUNTERS
from sponsorship.guards.invoicing import INVOICING
from sponsorship.guards.paying import PAYING
from sponsorship.guards.sponsoring import SPONSORING
from sponsorship.guards.stamping import STAMP_RULES
from sponsorship.guards.supplements import SUPPLEMENTS, is_added
from sponsorship.guards.suspense import SUSPENSE
from sponsorship.guards.triggers import DONE, Event, Rule
from sponsorship.lifecycle import Stateful

APPEND_ONLY = (
    "addressee",
    "announcement",
    "assignment",
    "audit_note",
    "bank_statement",
    "bank_transfer",
    "credit_note",
    "dispute_movement",
    "import_line",
    "journal_entry",
    "ledger_account",
    "mailing",
    "posting",
    "promised_clause",
    "promised_placement",
    "proof",
    "reconciliation_run",
    "review_note",
    "settlement",
    "settlement_return",
    "signature",
    "status_change",
    "stored_file",
    "suspense_decision",
)
"""Rows that are written once: no UPDATE, no DELETE, no TRUNCATE, no REPLACE."""

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
"""Rows that money, contracts or people hang on: they change by the rules below and never go."""

REFERENCE = ("lifecycle_move",)
"""Rows that only a migration writes."""

MAY_GO = (
    "benefit",
    "benefit_clause",
    "benefit_asset",
    "benefit_conflict",
    "benefit_placement",
    "instalment",
    "invoice_line",
    "contact_link",
    "contact_session",
    "job_trouble",
    "kept_place",
    "legal_clause",
    "program",
    "promised_asset",
    "saved_application",
    "self_check",
    "sign_in_attempt",
    "sign_in_link",
    "sponsor_contact",
    "staff_session",
    "stamp",
    "tax_rate",
    "tier",
    "tier_benefit",
    "vital_sign",
    "voucher",
    "worker_heartbeat",
)
"""Rows that may be deleted, as long as nothing refers to them."""

ALWAYS_FROZEN = {
    "accounting_period": "starts_on ends_on next_starts_on",
    "api_token": "name token_hash scopes created_at created_by",
    "asset": "sponsor_id sponsorship_id internal_name",
    "balance_transaction": "external_id category source_external_id description amount_minor"
    " fee_minor net_minor currency created_at available_on",
    "bank_account": "identification currency opened_at opened_by",
    "bank_line": "bank_account_id bank_statement_id position fingerprint occurrence booked_on"
    " valued_on amount_minor currency counterparty text bank_reference",
    "bank_match": "bank_line_id entry_id kind books amount_minor currency matched_at matched_by",
    "benefit": "program_year_id",
    "benefit_asset": "benefit_id internal_name",
    "checkout": "purpose purpose_id attempt amount_minor currency idempotency_key begun_at",
    "constituent": "created_at",
    "contact_link": "token_hash email created_at expires_at",
    "contact_session": "token_hash email created_at expires_at",
    "contract": "sponsorship_id revision document_id public_token drafted_at kind text_id particulars"
    " amends_id",
    "contract_text": "kind number written_at written_by",
    "counterpart": "source model number",
    "delivery": "subscriber_id announcement_id ordinal owed_at owed_by",
    "difference": "kind subject sentence amount_minor currency found_at",
    "dispatch": "letter_id ordinal message_id requested_at requested_by",
    "dispute": "payment_id external_id currency opened_at",
    "document": "kind title content attaches_id made_at",
    "donation": "form_key public_token begun_at method cheque_number mailed_on donor_address",
    "fund": "currency created_at",
    "import_run": "source file_name begun_at begun_by",
    "inbound_event": "provider livemode account external_id event_type object_type object_id body"
    " received_at came_by occurred_at",
    "instalment": "sponsorship_id position",
    "invoice": "sponsorship_id public_token drafted_at instalment supplement_id",
    "kept_place": "form_key tier_id benefit_id kept_at kept_until entry_id",
    "letter": "template fact attachments owed_at",
    "number_series": "series year",
    "payment": "purpose purpose_id external_id amount_minor currency begun_at",
    "payout": "external_id amount_minor currency is_automatic begun_at",
    "program_year": "year",
    "promised_asset": "promised_benefit_id benefit_asset_id direction kind owner internal_name label"
    " help_text due_on min_width max_width min_height max_height max_length is_shared",
    "promised_benefit": "sponsorship_id benefit_id internal_value_minor",
    "question": "form_key name email organisation text asked_at",
    "receipt": "series year sequence donation_id payment_id amount_minor currency tax_date"
    " issued_at document_id public_token replaces_id",
    "recurring_gift": "form_key currency public_token begun_at",
    "refund": "payment_id amount_minor currency reason form_key idempotency_key requested_at"
    " requested_by needs_approval requested_by_id",
    "remittance": "case_id amount_minor currency payee reason form_key needs_approval requested_at"
    " requested_by requested_by_id",
    "sign_in_link": "token_hash staff_id created_at created_by expires_at",
    "saved_application": "form_key public_token",
    "sponsor": "created_at",
    "sponsorship": "form_key sponsor_id program_year_id currency applied_at renews_id public_token",
    "staff_session": "token_hash staff_id created_at",
    "staff_user": "created_at",
    "standing_letter": "created_at created_by",
    "subscriber": "name address salt added_at added_by",
    "supplement": "form_key sponsorship_id list_price_minor currency message requested_at requested_by",
    "supplement_line": "supplement_id benefit_id program name description clause_ids quantity"
    " unit_price_minor currency",
    "suspense_case": "payment_id bank_line_id external_id fund_id amount_minor currency is_shortfall"
    " reason sentence opened_at opened_by",
    "tier": "program_year_id",
    "waiting_entry": "program_year_id tier_id benefit_id sponsor_id form_key public_token joined_at",
    "write_off": "invoice_id amount_minor currency reason form_key requested_at requested_by"
    " requested_by_id",
    "voucher": "benefit_id code uses added_at added_by",
}
"""Columns that keep the value they were inserted with; the primary key always does."""

FROZEN_ONCE_SET = {
    "api_token": "revoked_at",
    "balance_transaction": "payout_id",
    "bank_match": "undone_at undone_by undone_why",
    "checkout": "external_id",
    "contact_link": "used_at",
    "contact_session": "revoked_at",
    "contract": "sent_at executed_at executed_document_id signed_file_id terminated_on"
    " countersigner_name countersigner_title countersigned_at countersigned_by",
    "contract_text": "published_at",
    "delivery": "delivered_at",
    "dispatch": "sent_at",
    "document": "pdf sha256 rendered_at",
    "donation": "received_on recurring_gift_id instalment_external_id",
    "import_run": "ended_at",
    "inbound_event": "handled_at",
    "invoice": "year sequence issued_on due_on document_id",
    "letter": "about",
    "payment": "checkout_id settled_at fee_minor fee_currency settlement_minor settlement_currency",
    "payout": "ended_at reconciled_at",
    "recurring_gift": "external_id cancelled_at",
    "refund": "external_id settlement_minor settlement_currency approved_by_id approved_by"
    " approved_at returned_minor returned_currency",
    "remittance": "approved_by_id approved_by approved_at sent_on bank_reference",
    "sign_in_link": "used_at",
    "sponsor_contact": "public_token",
    "staff_session": "revoked_at",
    "waiting_entry": "offered_at offered_until ended_at",
    "write_off": "approved_by_id approved_by approved_at",
    "voucher": "promised_benefit_id issued_at",
}
"""Columns that are filled in later, and then stay."""

FROZEN_UNLESS = (
    (
        "accounting_period_closing_frozen",
        "accounting_period",
        "OLD.status = 'open' AND NEW.status = 'closed'",
        "closed_by closed_at last_entry_id",
    ),
    (
        "accounting_period_approval_frozen",
        "accounting_period",
        "NEW.status <> OLD.status",
        "reopened_by reopened_by_id reopened_at",
    ),
    (
        "accounting_period_request_frozen",
        "accounting_period",
        "OLD.reopen_requested_by_id IS NULL OR NEW.reopen_requested_by_id IS NULL",
        "reopen_requested_by reopen_requested_by_id reopen_requested_at reopen_reason",
    ),
    (
        "checkout_frozen_once_asked",
        "checkout",
        "OLD.request_hash = ''",
        "request_hash",
    ),
    (
        "contract_sending_frozen",
        "contract",
        "OLD.status = 'draft'",
        "countersigns_later",
    ),
    (
        "contract_ending_frozen",
        "contract",
        "OLD.status = 'executed' AND NEW.status = 'terminated'",
        "terminated_on terminated_reason",
    ),
    (
        "contract_text_frozen_once_published",
        "contract_text",
        "OLD.status = 'draft'",
        "text note",
    ),
    (
        "donation_frozen_by_its_status",
        "donation",
        "OLD.status = 'begun'",
        "fund_id amount_minor currency",
    ),
    (
        "fund_frozen_by_its_books",
        "fund",
        "NOT EXISTS (SELECT 1 FROM posting WHERE posting.fund_id = OLD.id)",
        "restriction purpose restricted_until",
    ),
    (
        "import_run_frozen_once_ended",
        "import_run",
        "OLD.ended_at IS NULL",
        "counts",
    ),
    (
        "invoice_frozen_by_its_status",
        "invoice",
        "OLD.status = 'draft'",
        "series fund_id bill_to po_number starts_on ends_on total_minor currency tax_minor tax_note",
    ),
    (
        "payment_frozen_once_settled",
        "payment",
        "OLD.status <> 'settled'",
        "method",
    ),
    (
        "payment_charge_frozen_once_settled",
        "payment",
        "OLD.status <> 'settled' OR OLD.charge_external_id IS NULL",
        "charge_external_id",
    ),
    (
        "program_year_frozen_by_its_status",
        "program_year",
        "OLD.status = 'draft'",
        "currency fund_id",
    ),
    (
        "promised_benefit_frozen_by_the_contract",
        "promised_benefit",
        "(SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) IN ('applied', 'approved')"
        f" OR (OLD.is_dropped AND {is_added('NEW')})",
        "position program name description quantity is_add_on clause_id",
    ),
    (
        "promised_benefit_chosen_before_the_decision",
        "promised_benefit",
        "(SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) = 'applied'"
        f" OR (OLD.is_dropped AND {is_added('NEW')})",
        "is_dropped",
    ),
    (
        "question_frozen_once_answered",
        "question",
        "OLD.status <> 'answered'",
        "answer",
    ),
    (
        "recurring_gift_frozen_by_its_status",
        "recurring_gift",
        "OLD.status <> 'cancelled'",
        "fund_id amount_minor",
    ),
    (
        "sponsorship_frozen_by_its_status",
        "sponsorship",
        "OLD.status IN ('applied', 'approved')",
        "agreed_fee_minor starts_on",
    ),
    (
        "sponsorship_choice_frozen_by_the_decision",
        "sponsorship",
        "OLD.status = 'applied' AND NEW.status = 'applied'",
        "tier_id list_price_minor is_customised left_out amended_at",
    ),
    (
        "supplement_frozen_by_its_status",
        "supplement",
        "OLD.status IN ('requested', 'approved')",
        "contract_id reason promised_on",
    ),
    (
        "supplement_price_frozen_by_the_decision",
        "supplement",
        "OLD.status = 'requested' OR NEW.status = 'requested'",
        "agreed_price_minor",
    ),
    (
        "sponsorship_term_frozen_by_the_contract",
        "sponsorship",
        "OLD.status IN ('applied', 'approved') OR (NEW.ends_on < OLD.ends_on AND EXISTS"
        " (SELECT 1 FROM contract WHERE contract.sponsorship_id = OLD.id"
        " AND contract.status = 'terminated' AND contract.terminated_on = NEW.ends_on))",
        "ends_on",
    ),
)
"""Columns that may change only while the condition about the old row holds."""


def _next_number(table: str, event: Event, unless: str = "FALSE") -> Rule:
    return Rule(
        f"{table}_takes_the_next_number",
        table,
        event,
        permits=f"({unless}) OR NEW.sequence = 1 + coalesce((SELECT max(numbered.sequence)"
        f" FROM {table} AS numbered"
        " WHERE numbered.series = NEW.series AND numbered.year = NEW.year), 0)",
    )


NUMBERING = (
    _next_number("receipt", "INSERT"),
    _next_number("credit_note", "INSERT"),
    _next_number("invoice", "UPDATE", unless="NEW.sequence IS NOT DISTINCT FROM OLD.sequence"),
    Rule("number_series_begins_at_one", "number_series", "INSERT", permits="NEW.last = 1"),
    Rule(
        "number_series_grows_by_one", "number_series", "UPDATE", permits="NEW.last = OLD.last + 1"
    ),
)

LETTERS = (
    Rule(
        "letter_changes_only_to_be_forgotten",
        "letter",
        "UPDATE",
        permits="(NEW.context = OLD.context OR NEW.context = '{}')"
        " AND (NEW.recipient_name = OLD.recipient_name OR NEW.recipient_name = '')"
        " AND (NEW.recipient_email = OLD.recipient_email OR NEW.recipient_email = '')",
    ),
)

AUDIT = (
    Rule(
        "audit_note_continues_the_chain",
        "audit_note",
        "INSERT",
        permits="length(NEW.hash) = 64"
        " AND NEW.seq = 1 + coalesce((SELECT max(seq) FROM audit_note), 0)"
        " AND NEW.previous_hash = coalesce("
        f"(SELECT last.hash FROM audit_note AS last ORDER BY last.seq DESC LIMIT 1), '{GENESIS}')",
        advisory_lock=CHAIN_LOCK,
    ),
)


def rules() -> list[Rule]:
    """Every rule but the counters' own triggers, in the order in which they are created."""
    found: list[Rule] = []
    for table in APPEND_ONLY:
        found += _never(table, "UPDATE", "DELETE", "TRUNCATE")
    for table in KEPT:
        found += _never(table, "DELETE", "TRUNCATE")
    for table in REFERENCE:
        found += _never(table, "INSERT", "UPDATE", "DELETE", "TRUNCATE")
    found += _frozen()
    found += _status_rules()
    groups = (
        BOOKS,
        PERIODS,
        PAYING,
        PAYING_OUT,
        INVOICING,
        BANKING,
        SUSPENSE,
        NUMBERING,
        LETTERS,
        SPONSORING,
        SUPPLEMENTS,
        AUDIT,
        STAMP_RULES,
    )
    for group in groups:
        found += group
    for counter in COUNTERS:  # two of them may keep one column, each for its own children
        found += [rule for rule in counter.parent_rules if rule not in found]
    return found


def always_frozen(table: str) -> tuple[str, ...]:
    """The columns of the table that no UPDATE may change, primary key first."""
    keys = tuple(column.name for column in Base.metadata.tables[table].primary_key)
    named = tuple(ALWAYS_FROZEN.get(table, "").split())
    return tuple(dict.fromkeys((*keys, *named)))


def machines() -> dict[str, type[Stateful]]:
    """Every table with a lifecycle, by its name."""
    return {
        str(mapper.local_table): mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Stateful)
    }


def _never(table: str, *events: Event) -> list[Rule]:
    return [Rule(f"{table}_never_{DONE[event]}", table, event) for event in events]


def _frozen() -> list[Rule]:
    found = []
    for table in sorted({*KEPT, *ALWAYS_FROZEN}):
        permits = _unchanged(always_frozen(table))
        found.append(Rule(f"{table}_frozen", table, "UPDATE", permits=permits))
    for table, columns in FROZEN_ONCE_SET.items():
        each = (
            f"(OLD.{name} IS NULL OR NEW.{name} IS NOT DISTINCT FROM OLD.{name})"
            for name in columns.split()
        )
        found.append(Rule(f"{table}_frozen_once_set", table, "UPDATE", permits=" AND ".join(each)))
    for name, table, condition, named in FROZEN_UNLESS:
        permits = f"({_unchanged(tuple(named.split()))}) OR ({condition})"
        found.append(Rule(name, table, "UPDATE", permits=permits))
    return found


def _unchanged(columns: tuple[str, ...]) -> str:
    return " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in columns)


def _status_rules() -> list[Rule]:
    found = []
    for table, model in sorted(machines().items()):
        machine = model.lifecycle
        initial = f"NEW.status = '{machine.initial.value}'"
        moved = (
            "NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move"
            f" WHERE machine = '{machine.name}' AND from_status = OLD.status"
            " AND to_status = NEW.status)"
        )
        found.append(
            Rule(f"{table}_begins_{machine.initial.value}", table, "INSERT", permits=initial)
        )
        found.append(Rule(f"{table}_status_moves", table, "UPDATE", permits=moved))
    return found
