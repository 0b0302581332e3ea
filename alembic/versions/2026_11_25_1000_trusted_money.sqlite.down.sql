DROP TRIGGER audit_note_never_updated;

-- next statement
DROP TRIGGER audit_note_never_deleted;

-- next statement
DROP TRIGGER bank_statement_never_updated;

-- next statement
DROP TRIGGER bank_statement_never_deleted;

-- next statement
DROP TRIGGER bank_transfer_never_updated;

-- next statement
DROP TRIGGER bank_transfer_never_deleted;

-- next statement
DROP TRIGGER credit_note_never_updated;

-- next statement
DROP TRIGGER credit_note_never_deleted;

-- next statement
DROP TRIGGER dispute_movement_never_updated;

-- next statement
DROP TRIGGER dispute_movement_never_deleted;

-- next statement
DROP TRIGGER journal_entry_never_updated;

-- next statement
DROP TRIGGER journal_entry_never_deleted;

-- next statement
DROP TRIGGER ledger_account_never_updated;

-- next statement
DROP TRIGGER ledger_account_never_deleted;

-- next statement
DROP TRIGGER posting_never_updated;

-- next statement
DROP TRIGGER posting_never_deleted;

-- next statement
DROP TRIGGER promised_placement_never_updated;

-- next statement
DROP TRIGGER promised_placement_never_deleted;

-- next statement
DROP TRIGGER reconciliation_run_never_updated;

-- next statement
DROP TRIGGER reconciliation_run_never_deleted;

-- next statement
DROP TRIGGER settlement_never_updated;

-- next statement
DROP TRIGGER settlement_never_deleted;

-- next statement
DROP TRIGGER settlement_return_never_updated;

-- next statement
DROP TRIGGER settlement_return_never_deleted;

-- next statement
DROP TRIGGER signature_never_updated;

-- next statement
DROP TRIGGER signature_never_deleted;

-- next statement
DROP TRIGGER status_change_never_updated;

-- next statement
DROP TRIGGER status_change_never_deleted;

-- next statement
DROP TRIGGER stored_file_never_updated;

-- next statement
DROP TRIGGER stored_file_never_deleted;

-- next statement
DROP TRIGGER suspense_decision_never_updated;

-- next statement
DROP TRIGGER suspense_decision_never_deleted;

-- next statement
DROP TRIGGER accounting_period_never_deleted;

-- next statement
DROP TRIGGER api_token_never_deleted;

-- next statement
DROP TRIGGER balance_transaction_never_deleted;

-- next statement
DROP TRIGGER bank_account_never_deleted;

-- next statement
DROP TRIGGER bank_line_never_deleted;

-- next statement
DROP TRIGGER bank_match_never_deleted;

-- next statement
DROP TRIGGER checkout_never_deleted;

-- next statement
DROP TRIGGER constituent_never_deleted;

-- next statement
DROP TRIGGER contract_never_deleted;

-- next statement
DROP TRIGGER difference_never_deleted;

-- next statement
DROP TRIGGER dispatch_never_deleted;

-- next statement
DROP TRIGGER dispute_never_deleted;

-- next statement
DROP TRIGGER document_never_deleted;

-- next statement
DROP TRIGGER donation_never_deleted;

-- next statement
DROP TRIGGER fund_never_deleted;

-- next statement
DROP TRIGGER inbound_event_never_deleted;

-- next statement
DROP TRIGGER invoice_never_deleted;

-- next statement
DROP TRIGGER letter_never_deleted;

-- next statement
DROP TRIGGER number_series_never_deleted;

-- next statement
DROP TRIGGER payment_never_deleted;

-- next statement
DROP TRIGGER payout_never_deleted;

-- next statement
DROP TRIGGER program_year_never_deleted;

-- next statement
DROP TRIGGER promised_benefit_never_deleted;

-- next statement
DROP TRIGGER receipt_never_deleted;

-- next statement
DROP TRIGGER recurring_gift_never_deleted;

-- next statement
DROP TRIGGER refund_never_deleted;

-- next statement
DROP TRIGGER remittance_never_deleted;

-- next statement
DROP TRIGGER sponsor_never_deleted;

-- next statement
DROP TRIGGER sponsorship_never_deleted;

-- next statement
DROP TRIGGER staff_user_never_deleted;

-- next statement
DROP TRIGGER suspense_case_never_deleted;

-- next statement
DROP TRIGGER lifecycle_move_never_inserted;

-- next statement
DROP TRIGGER lifecycle_move_never_updated;

-- next statement
DROP TRIGGER lifecycle_move_never_deleted;

-- next statement
DROP TRIGGER accounting_period_frozen;

-- next statement
DROP TRIGGER api_token_frozen;

-- next statement
DROP TRIGGER balance_transaction_frozen;

-- next statement
DROP TRIGGER bank_account_frozen;

-- next statement
DROP TRIGGER bank_line_frozen;

-- next statement
DROP TRIGGER bank_match_frozen;

-- next statement
DROP TRIGGER benefit_frozen;

-- next statement
DROP TRIGGER checkout_frozen;

-- next statement
DROP TRIGGER constituent_frozen;

-- next statement
DROP TRIGGER contract_frozen;

-- next statement
DROP TRIGGER difference_frozen;

-- next statement
DROP TRIGGER dispatch_frozen;

-- next statement
DROP TRIGGER dispute_frozen;

-- next statement
DROP TRIGGER document_frozen;

-- next statement
DROP TRIGGER donation_frozen;

-- next statement
DROP TRIGGER fund_frozen;

-- next statement
DROP TRIGGER inbound_event_frozen;

-- next statement
DROP TRIGGER invoice_frozen;

-- next statement
DROP TRIGGER letter_frozen;

-- next statement
DROP TRIGGER number_series_frozen;

-- next statement
DROP TRIGGER payment_frozen;

-- next statement
DROP TRIGGER payout_frozen;

-- next statement
DROP TRIGGER program_year_frozen;

-- next statement
DROP TRIGGER promised_benefit_frozen;

-- next statement
DROP TRIGGER receipt_frozen;

-- next statement
DROP TRIGGER recurring_gift_frozen;

-- next statement
DROP TRIGGER refund_frozen;

-- next statement
DROP TRIGGER remittance_frozen;

-- next statement
DROP TRIGGER sign_in_link_frozen;

-- next statement
DROP TRIGGER sponsor_frozen;

-- next statement
DROP TRIGGER sponsorship_frozen;

-- next statement
DROP TRIGGER staff_session_frozen;

-- next statement
DROP TRIGGER staff_user_frozen;

-- next statement
DROP TRIGGER suspense_case_frozen;

-- next statement
DROP TRIGGER tier_frozen;

-- next statement
DROP TRIGGER api_token_frozen_once_set;

-- next statement
DROP TRIGGER balance_transaction_frozen_once_set;

-- next statement
DROP TRIGGER bank_match_frozen_once_set;

-- next statement
DROP TRIGGER checkout_frozen_once_set;

-- next statement
DROP TRIGGER contract_frozen_once_set;

-- next statement
DROP TRIGGER dispatch_frozen_once_set;

-- next statement
DROP TRIGGER document_frozen_once_set;

-- next statement
DROP TRIGGER donation_frozen_once_set;

-- next statement
DROP TRIGGER inbound_event_frozen_once_set;

-- next statement
DROP TRIGGER invoice_frozen_once_set;

-- next statement
DROP TRIGGER payment_frozen_once_set;

-- next statement
DROP TRIGGER payout_frozen_once_set;

-- next statement
DROP TRIGGER recurring_gift_frozen_once_set;

-- next statement
DROP TRIGGER refund_frozen_once_set;

-- next statement
DROP TRIGGER remittance_frozen_once_set;

-- next statement
DROP TRIGGER sign_in_link_frozen_once_set;

-- next statement
DROP TRIGGER staff_session_frozen_once_set;

-- next statement
DROP TRIGGER accounting_period_closing_frozen;

-- next statement
DROP TRIGGER accounting_period_approval_frozen;

-- next statement
DROP TRIGGER accounting_period_request_frozen;

-- next statement
DROP TRIGGER checkout_frozen_once_asked;

-- next statement
DROP TRIGGER donation_frozen_by_its_status;

-- next statement
DROP TRIGGER fund_frozen_by_its_books;

-- next statement
DROP TRIGGER invoice_frozen_by_its_status;

-- next statement
DROP TRIGGER payment_frozen_once_settled;

-- next statement
DROP TRIGGER payment_charge_frozen_once_settled;

-- next statement
DROP TRIGGER program_year_frozen_by_its_status;

-- next statement
DROP TRIGGER promised_benefit_frozen_by_the_contract;

-- next statement
DROP TRIGGER recurring_gift_frozen_by_its_status;

-- next statement
DROP TRIGGER sponsorship_frozen_by_its_status;

-- next statement
DROP TRIGGER accounting_period_begins_open;

-- next statement
DROP TRIGGER accounting_period_status_moves;

-- next statement
DROP TRIGGER bank_line_begins_waiting;

-- next statement
DROP TRIGGER bank_line_status_moves;

-- next statement
DROP TRIGGER checkout_begins_open;

-- next statement
DROP TRIGGER checkout_status_moves;

-- next statement
DROP TRIGGER contract_begins_draft;

-- next statement
DROP TRIGGER contract_status_moves;

-- next statement
DROP TRIGGER difference_begins_found;

-- next statement
DROP TRIGGER difference_status_moves;

-- next statement
DROP TRIGGER dispatch_begins_owed;

-- next statement
DROP TRIGGER dispatch_status_moves;

-- next statement
DROP TRIGGER dispute_begins_raised;

-- next statement
DROP TRIGGER dispute_status_moves;

-- next statement
DROP TRIGGER donation_begins_begun;

-- next statement
DROP TRIGGER donation_status_moves;

-- next statement
DROP TRIGGER invoice_begins_draft;

-- next statement
DROP TRIGGER invoice_status_moves;

-- next statement
DROP TRIGGER payment_begins_pending;

-- next statement
DROP TRIGGER payment_status_moves;

-- next statement
DROP TRIGGER payout_begins_under_way;

-- next statement
DROP TRIGGER payout_status_moves;

-- next statement
DROP TRIGGER program_year_begins_draft;

-- next statement
DROP TRIGGER program_year_status_moves;

-- next statement
DROP TRIGGER receipt_begins_issued;

-- next statement
DROP TRIGGER receipt_status_moves;

-- next statement
DROP TRIGGER recurring_gift_begins_begun;

-- next statement
DROP TRIGGER recurring_gift_status_moves;

-- next statement
DROP TRIGGER refund_begins_proposed;

-- next statement
DROP TRIGGER refund_status_moves;

-- next statement
DROP TRIGGER remittance_begins_proposed;

-- next statement
DROP TRIGGER remittance_status_moves;

-- next statement
DROP TRIGGER sponsorship_begins_applied;

-- next statement
DROP TRIGGER sponsorship_status_moves;

-- next statement
DROP TRIGGER suspense_case_begins_waiting;

-- next statement
DROP TRIGGER suspense_case_status_moves;

-- next statement
DROP TRIGGER ledger_account_kind_follows_role;

-- next statement
DROP TRIGGER posting_completes_its_entry;

-- next statement
DROP TRIGGER posting_mirrors_what_it_reverses;

-- next statement
DROP TRIGGER journal_entry_after_the_closed_period;

-- next statement
DROP TRIGGER accounting_period_follows_the_last;

-- next statement
DROP TRIGGER accounting_period_closes_in_order;

-- next statement
DROP TRIGGER accounting_period_reopened_by_two;

-- next statement
DROP TRIGGER refund_of_a_settled_payment;

-- next statement
DROP TRIGGER refund_leaves_what_the_bank_took;

-- next statement
DROP TRIGGER refund_approved_while_there_is_room;

-- next statement
DROP TRIGGER dispute_of_a_settled_payment;

-- next statement
DROP TRIGGER receipt_replaces_the_void_one_before;

-- next statement
DROP TRIGGER receipt_that_is_replaced_stays_void;

-- next statement
DROP TRIGGER receipt_fits_its_payment;

-- next statement
DROP TRIGGER payout_begins_unbooked;

-- next statement
DROP TRIGGER payout_counts_its_bookings;

-- next statement
DROP TRIGGER payout_reconciled_if_its_lines_add_up;

-- next statement
DROP TRIGGER balance_transaction_born_into_an_open_payout;

-- next statement
DROP TRIGGER balance_transaction_joins_an_open_payout;

-- next statement
DROP TRIGGER difference_counts_its_fixes;

-- next statement
DROP TRIGGER invoice_begins_without_a_number;

-- next statement
DROP TRIGGER invoice_issued_for_the_sum_of_its_lines;

-- next statement
DROP TRIGGER invoice_void_only_if_untouched;

-- next statement
DROP TRIGGER invoice_line_frozen_on_insert;

-- next statement
DROP TRIGGER invoice_line_frozen_on_update;

-- next statement
DROP TRIGGER invoice_line_frozen_on_delete;

-- next statement
DROP TRIGGER settlement_of_an_issued_invoice;

-- next statement
DROP TRIGGER settlement_within_its_source;

-- next statement
DROP TRIGGER settlement_return_of_an_issued_invoice;

-- next statement
DROP TRIGGER settlement_return_within_its_settlement;

-- next statement
DROP TRIGGER credit_note_on_an_issued_invoice;

-- next statement
DROP TRIGGER bank_match_of_a_waiting_line;

-- next statement
DROP TRIGGER bank_line_matched_whole;

-- next statement
DROP TRIGGER suspense_case_of_a_settled_payment;

-- next statement
DROP TRIGGER remittance_of_what_is_free;

-- next statement
DROP TRIGGER suspense_decision_about_a_waiting_case;

-- next statement
DROP TRIGGER suspense_decision_of_its_remittance;

-- next statement
DROP TRIGGER suspense_decision_undoes_the_same;

-- next statement
DROP TRIGGER receipt_takes_the_next_number;

-- next statement
DROP TRIGGER credit_note_takes_the_next_number;

-- next statement
DROP TRIGGER invoice_takes_the_next_number;

-- next statement
DROP TRIGGER number_series_begins_at_one;

-- next statement
DROP TRIGGER number_series_grows_by_one;

-- next statement
DROP TRIGGER letter_changes_only_to_be_forgotten;

-- next statement
DROP TRIGGER sponsorship_tier_of_its_year;

-- next statement
DROP TRIGGER sponsorship_tier_stays_in_its_year;

-- next statement
DROP TRIGGER promised_benefit_before_the_contract;

-- next statement
DROP TRIGGER promised_benefit_stays_released;

-- next statement
DROP TRIGGER signature_on_the_document_that_was_sent;

-- next statement
DROP TRIGGER audit_note_continues_the_chain;

-- next statement
DROP TRIGGER payment_refunded_minor_starts_at_zero;

-- next statement
DROP TRIGGER payment_refunded_minor_is_recomputed;

-- next statement
DROP TRIGGER payment_disputed_minor_starts_at_zero;

-- next statement
DROP TRIGGER payment_disputed_minor_is_recomputed;

-- next statement
DROP TRIGGER invoice_paid_minor_starts_at_zero;

-- next statement
DROP TRIGGER invoice_paid_minor_is_recomputed;

-- next statement
DROP TRIGGER invoice_credited_minor_starts_at_zero;

-- next statement
DROP TRIGGER invoice_credited_minor_is_recomputed;

-- next statement
DROP TRIGGER suspense_case_decided_minor_starts_at_zero;

-- next statement
DROP TRIGGER suspense_case_decided_minor_is_recomputed;

-- next statement
DROP TRIGGER tier_taken_starts_at_zero;

-- next statement
DROP TRIGGER tier_taken_is_recomputed;

-- next statement
DROP TRIGGER benefit_taken_starts_at_zero;

-- next statement
DROP TRIGGER benefit_taken_is_recomputed;

-- next statement
DROP TRIGGER refund_added_counts_as_refunded_minor;

-- next statement
DROP TRIGGER refund_changed_counts_as_refunded_minor;

-- next statement
DROP TRIGGER dispute_movement_added_counts_as_disputed_minor;

-- next statement
DROP TRIGGER settlement_added_counts_as_paid_minor;

-- next statement
DROP TRIGGER settlement_return_added_counts_as_paid_minor;

-- next statement
DROP TRIGGER credit_note_added_counts_as_credited_minor;

-- next statement
DROP TRIGGER suspense_decision_added_counts_as_decided_minor;

-- next statement
DROP TRIGGER sponsorship_added_counts_as_taken;

-- next statement
DROP TRIGGER sponsorship_changed_counts_as_taken;

-- next statement
DROP TRIGGER promised_benefit_added_counts_as_taken;

-- next statement
DROP TRIGGER promised_benefit_changed_counts_as_taken;

-- next statement
DROP TABLE suspense_decision;

-- next statement
DROP TABLE settlement_return;

-- next statement
DROP TABLE remittance;

-- next statement
DROP TABLE suspense_case;

-- next statement
DROP TABLE dispute_movement;

-- next statement
DROP TABLE bank_match;

-- next statement
DROP TABLE dispute;

-- next statement
DROP TABLE bank_line;

-- next statement
DROP TABLE bank_statement;

-- next statement
DROP TABLE balance_transaction;

-- next statement
DROP TABLE accounting_period;

-- next statement
DROP TABLE vital_sign;

-- next statement
DROP TABLE self_check;

-- next statement
DROP TABLE reconciliation_run;

-- next statement
DROP TABLE payout;

-- next statement
DROP TABLE difference;

-- next statement
DROP TABLE bank_account;

-- next statement
CREATE TABLE new_bank_transfer (
  id INTEGER NOT NULL,
  form_key TEXT,
  received_on TEXT NOT NULL,
  payer TEXT NOT NULL,
  bank_reference TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  CONSTRAINT pk_bank_transfer PRIMARY KEY (id),
  CONSTRAINT ck_bank_transfer_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT uq_bank_transfer_bank_reference UNIQUE (bank_reference),
  CONSTRAINT uq_bank_transfer_form_key UNIQUE (form_key),
  CONSTRAINT ck_bank_transfer_received_on_real CHECK (received_on IS NULL OR (received_on IS date(received_on, '+0 days') AND received_on >= '0001')),
  CONSTRAINT ck_bank_transfer_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_transfer_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_bank_transfer_recorded_at_real CHECK (recorded_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(recorded_at, 1, 19), '+0 days') IS substr(recorded_at, 1, 19) AND substr(recorded_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND recorded_at >= '0001'))
)
 STRICT;

-- next statement
INSERT INTO new_bank_transfer (id, form_key, received_on, payer, bank_reference, amount_minor, currency, recorded_at, recorded_by)
SELECT id, form_key, received_on, payer, bank_reference, amount_minor, currency, recorded_at, recorded_by FROM bank_transfer;

-- next statement
DROP TABLE bank_transfer;

-- next statement
ALTER TABLE new_bank_transfer RENAME TO bank_transfer;

-- next statement
CREATE TABLE new_fund (
  id INTEGER NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  description TEXT NOT NULL,
  restriction TEXT NOT NULL,
  purpose TEXT NOT NULL,
  currency TEXT NOT NULL,
  goal_minor INTEGER,
  position INTEGER NOT NULL,
  accepts_gifts INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_fund PRIMARY KEY (id),
  CONSTRAINT ck_fund_purpose_if_restricted CHECK ((restriction = 'none') = (purpose = '')),
  CONSTRAINT ck_fund_goal_positive CHECK (goal_minor IS NULL OR goal_minor > 0),
  CONSTRAINT uq_fund_slug UNIQUE (slug),
  CONSTRAINT ck_fund_restriction CHECK (restriction IN ('none', 'purpose')),
  CONSTRAINT ck_fund_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_fund_goal_minor_whole CHECK (goal_minor % 1 = 0 AND abs(goal_minor) <= 9000000000000000),
  CONSTRAINT ck_fund_accepts_gifts_flag CHECK (accepts_gifts IN (0, 1)),
  CONSTRAINT ck_fund_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001'))
)
 STRICT;

-- next statement
INSERT INTO new_fund (id, slug, name, summary, description, restriction, purpose, currency, goal_minor, position, accepts_gifts, created_at, version)
SELECT id, slug, name, summary, description, restriction, purpose, currency, goal_minor, position, accepts_gifts, created_at, version FROM fund;

-- next statement
DROP TABLE fund;

-- next statement
ALTER TABLE new_fund RENAME TO fund;

-- next statement
CREATE TABLE new_inbound_event (
  id INTEGER NOT NULL,
  provider TEXT NOT NULL,
  livemode INTEGER NOT NULL,
  account TEXT NOT NULL,
  external_id TEXT NOT NULL,
  event_type TEXT NOT NULL,
  object_type TEXT NOT NULL,
  object_id TEXT NOT NULL,
  body TEXT NOT NULL,
  received_at TEXT NOT NULL,
  handled_at TEXT,
  outcome TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  error TEXT NOT NULL,
  CONSTRAINT pk_inbound_event PRIMARY KEY (id),
  CONSTRAINT uq_inbound_event_provider_livemode_account_external_id UNIQUE (provider, livemode, account, external_id),
  CONSTRAINT ck_inbound_event_livemode_flag CHECK (livemode IN (0, 1)),
  CONSTRAINT ck_inbound_event_body_json CHECK (json_valid(body)),
  CONSTRAINT ck_inbound_event_received_at_real CHECK (received_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(received_at, 1, 19), '+0 days') IS substr(received_at, 1, 19) AND substr(received_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND received_at >= '0001')),
  CONSTRAINT ck_inbound_event_handled_at_real CHECK (handled_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(handled_at, 1, 19), '+0 days') IS substr(handled_at, 1, 19) AND substr(handled_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND handled_at >= '0001'))
)
 STRICT;

-- next statement
INSERT INTO new_inbound_event (id, provider, livemode, account, external_id, event_type, object_type, object_id, body, received_at, handled_at, outcome, attempts, error)
SELECT id, provider, livemode, account, external_id, event_type, object_type, object_id, body, received_at, handled_at, outcome, attempts, error FROM inbound_event;

-- next statement
DROP TABLE inbound_event;

-- next statement
ALTER TABLE new_inbound_event RENAME TO inbound_event;

-- next statement
CREATE TABLE new_stored_file (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  media_type TEXT NOT NULL,
  original_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  uploaded_at TEXT NOT NULL,
  uploaded_by TEXT NOT NULL,
  public_token TEXT NOT NULL,
  bytes BLOB,
  CONSTRAINT pk_stored_file PRIMARY KEY (id),
  CONSTRAINT ck_stored_file_sha256_length CHECK (length(sha256) = 64),
  CONSTRAINT ck_stored_file_filekind CHECK (kind IN ('logo', 'signed_contract')),
  CONSTRAINT uq_stored_file_public_token UNIQUE (public_token),
  CONSTRAINT ck_stored_file_uploaded_at_real CHECK (uploaded_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(uploaded_at, 1, 19), '+0 days') IS substr(uploaded_at, 1, 19) AND substr(uploaded_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND uploaded_at >= '0001'))
)
 STRICT;

-- next statement
INSERT INTO new_stored_file (id, kind, media_type, original_name, sha256, width, height, uploaded_at, uploaded_by, public_token, bytes)
SELECT id, kind, media_type, original_name, sha256, width, height, uploaded_at, uploaded_by, public_token, bytes FROM stored_file;

-- next statement
DROP TABLE stored_file;

-- next statement
ALTER TABLE new_stored_file RENAME TO stored_file;

-- next statement
CREATE TABLE new_ledger_account (
  id INTEGER NOT NULL,
  code TEXT NOT NULL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  fund_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  CONSTRAINT pk_ledger_account PRIMARY KEY (id),
  CONSTRAINT uq_ledger_account_role_fund_id_currency UNIQUE (role, fund_id, currency),
  CONSTRAINT uq_ledger_account_id_fund_id_currency UNIQUE (id, fund_id, currency),
  CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'bank', 'receivables', 'deferred-revenue', 'suspense', 'contributions', 'sponsorship-income', 'processing-fees')),
  CONSTRAINT ck_ledger_account_accountkind CHECK (kind IN ('asset', 'liability', 'income', 'expense')),
  CONSTRAINT fk_ledger_account_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_ledger_account_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
)
 STRICT;

-- next statement
INSERT INTO new_ledger_account (id, code, role, kind, fund_id, currency)
SELECT id, code, role, kind, fund_id, currency FROM ledger_account;

-- next statement
DROP TABLE ledger_account;

-- next statement
ALTER TABLE new_ledger_account RENAME TO ledger_account;

-- next statement
CREATE TABLE new_payment (
  id INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  purpose_id INTEGER NOT NULL,
  checkout_id INTEGER,
  external_id TEXT NOT NULL,
  charge_external_id TEXT,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  method TEXT NOT NULL,
  status TEXT NOT NULL,
  begun_at TEXT NOT NULL,
  settled_at TEXT,
  failure TEXT NOT NULL,
  fee_minor INTEGER,
  fee_currency TEXT,
  refunded_minor INTEGER NOT NULL,
  is_misfit INTEGER NOT NULL,
  CONSTRAINT pk_payment PRIMARY KEY (id),
  CONSTRAINT ck_payment_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_payment_refunded_within_amount CHECK (refunded_minor >= 0 AND refunded_minor <= amount_minor),
  CONSTRAINT ck_payment_fee_whole CHECK ((fee_minor IS NULL) = (fee_currency IS NULL)),
  CONSTRAINT ck_payment_settled_when CHECK ((status = 'settled') = (settled_at IS NOT NULL)),
  CONSTRAINT uq_payment_id_currency UNIQUE (id, currency),
  CONSTRAINT ck_payment_purpose CHECK (purpose IN ('donation', 'recurring_gift', 'invoice')),
  CONSTRAINT fk_payment_checkout_id FOREIGN KEY(checkout_id) REFERENCES checkout (id) ON DELETE RESTRICT,
  CONSTRAINT uq_payment_external_id UNIQUE (external_id),
  CONSTRAINT uq_payment_charge_external_id UNIQUE (charge_external_id),
  CONSTRAINT ck_payment_method CHECK (method IN ('card', 'bank_debit', 'other')),
  CONSTRAINT ck_payment_paymentstatus CHECK (status IN ('pending', 'settled', 'failed')),
  CONSTRAINT ck_payment_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_payment_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_payment_begun_at_real CHECK (begun_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(begun_at, 1, 19), '+0 days') IS substr(begun_at, 1, 19) AND substr(begun_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND begun_at >= '0001')),
  CONSTRAINT ck_payment_settled_at_real CHECK (settled_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(settled_at, 1, 19), '+0 days') IS substr(settled_at, 1, 19) AND substr(settled_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND settled_at >= '0001')),
  CONSTRAINT ck_payment_fee_minor_whole CHECK (fee_minor % 1 = 0 AND abs(fee_minor) <= 9000000000000000),
  CONSTRAINT ck_payment_fee_currency_code CHECK (length(fee_currency) = 3 AND fee_currency = upper(fee_currency)),
  CONSTRAINT ck_payment_refunded_minor_whole CHECK (refunded_minor % 1 = 0 AND abs(refunded_minor) <= 9000000000000000),
  CONSTRAINT ck_payment_is_misfit_flag CHECK (is_misfit IN (0, 1))
)
 STRICT;

-- next statement
INSERT INTO new_payment (id, purpose, purpose_id, checkout_id, external_id, charge_external_id, amount_minor, currency, method, status, begun_at, settled_at, failure, fee_minor, fee_currency, refunded_minor, is_misfit)
SELECT id, purpose, purpose_id, checkout_id, external_id, charge_external_id, amount_minor, currency, method, status, begun_at, settled_at, failure, fee_minor, fee_currency, refunded_minor, is_misfit FROM payment;

-- next statement
DROP TABLE payment;

-- next statement
ALTER TABLE new_payment RENAME TO payment;

-- next statement
CREATE TABLE new_donation (
  id INTEGER NOT NULL,
  form_key TEXT,
  recurring_gift_id INTEGER,
  instalment_external_id TEXT,
  donor_id INTEGER,
  donor_name TEXT NOT NULL,
  donor_email TEXT NOT NULL,
  is_anonymous INTEGER NOT NULL,
  note TEXT NOT NULL,
  fund_id INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  public_token TEXT NOT NULL,
  begun_at TEXT NOT NULL,
  received_on TEXT,
  CONSTRAINT pk_donation PRIMARY KEY (id),
  CONSTRAINT ck_donation_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_donation_received_when CHECK (status NOT IN ('received', 'refunded') OR received_on IS NOT NULL),
  CONSTRAINT uq_donation_form_key UNIQUE (form_key),
  CONSTRAINT fk_donation_recurring_gift_id FOREIGN KEY(recurring_gift_id) REFERENCES recurring_gift (id) ON DELETE RESTRICT,
  CONSTRAINT uq_donation_instalment_external_id UNIQUE (instalment_external_id),
  CONSTRAINT fk_donation_donor_id FOREIGN KEY(donor_id) REFERENCES constituent (id) ON DELETE RESTRICT,
  CONSTRAINT fk_donation_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_donation_donationstatus CHECK (status IN ('begun', 'pending', 'received', 'failed', 'lapsed', 'refunded')),
  CONSTRAINT uq_donation_public_token UNIQUE (public_token),
  CONSTRAINT ck_donation_is_anonymous_flag CHECK (is_anonymous IN (0, 1)),
  CONSTRAINT ck_donation_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_donation_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_donation_begun_at_real CHECK (begun_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(begun_at, 1, 19), '+0 days') IS substr(begun_at, 1, 19) AND substr(begun_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND begun_at >= '0001')),
  CONSTRAINT ck_donation_received_on_real CHECK (received_on IS NULL OR (received_on IS date(received_on, '+0 days') AND received_on >= '0001'))
)
 STRICT;

-- next statement
INSERT INTO new_donation (id, form_key, recurring_gift_id, instalment_external_id, donor_id, donor_name, donor_email, is_anonymous, note, fund_id, amount_minor, currency, status, public_token, begun_at, received_on)
SELECT id, form_key, recurring_gift_id, instalment_external_id, donor_id, donor_name, donor_email, is_anonymous, note, fund_id, amount_minor, currency, status, public_token, begun_at, received_on FROM donation;

-- next statement
DROP TABLE donation;

-- next statement
ALTER TABLE new_donation RENAME TO donation;

-- next statement
CREATE TABLE new_refund (
  id INTEGER NOT NULL,
  payment_id INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  form_key TEXT,
  idempotency_key TEXT NOT NULL,
  external_id TEXT,
  requested_at TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  failure TEXT NOT NULL,
  CONSTRAINT pk_refund PRIMARY KEY (id),
  CONSTRAINT ck_refund_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT fk_refund_payment FOREIGN KEY(payment_id, currency) REFERENCES payment (id, currency) ON DELETE RESTRICT,
  CONSTRAINT ck_refund_refundstatus CHECK (status IN ('requested', 'pending', 'succeeded', 'failed')),
  CONSTRAINT uq_refund_form_key UNIQUE (form_key),
  CONSTRAINT uq_refund_idempotency_key UNIQUE (idempotency_key),
  CONSTRAINT uq_refund_external_id UNIQUE (external_id),
  CONSTRAINT ck_refund_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_refund_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_refund_requested_at_real CHECK (requested_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(requested_at, 1, 19), '+0 days') IS substr(requested_at, 1, 19) AND substr(requested_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND requested_at >= '0001'))
)
 STRICT;

-- next statement
INSERT INTO new_refund (id, payment_id, amount_minor, currency, status, reason, form_key, idempotency_key, external_id, requested_at, requested_by, failure)
SELECT id, payment_id, amount_minor, currency, status, reason, form_key, idempotency_key, external_id, requested_at, requested_by, failure FROM refund;

-- next statement
DROP TABLE refund;

-- next statement
ALTER TABLE new_refund RENAME TO refund;

-- next statement
CREATE TABLE new_receipt (
  id INTEGER NOT NULL,
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  donation_id INTEGER NOT NULL,
  payment_id INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  tax_date TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  status TEXT NOT NULL,
  document_id INTEGER NOT NULL,
  public_token TEXT NOT NULL,
  CONSTRAINT pk_receipt PRIMARY KEY (id),
  CONSTRAINT uq_receipt_series_year_sequence UNIQUE (series, year, sequence),
  CONSTRAINT ck_receipt_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_receipt_sequence_counted CHECK (sequence >= 1),
  CONSTRAINT uq_receipt_donation_id UNIQUE (donation_id),
  CONSTRAINT fk_receipt_donation_id FOREIGN KEY(donation_id) REFERENCES donation (id) ON DELETE RESTRICT,
  CONSTRAINT uq_receipt_payment_id UNIQUE (payment_id),
  CONSTRAINT fk_receipt_payment_id FOREIGN KEY(payment_id) REFERENCES payment (id) ON DELETE RESTRICT,
  CONSTRAINT ck_receipt_receiptstatus CHECK (status IN ('issued', 'void')),
  CONSTRAINT fk_receipt_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE RESTRICT,
  CONSTRAINT uq_receipt_public_token UNIQUE (public_token),
  CONSTRAINT ck_receipt_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_receipt_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_receipt_tax_date_real CHECK (tax_date IS NULL OR (tax_date IS date(tax_date, '+0 days') AND tax_date >= '0001')),
  CONSTRAINT ck_receipt_issued_at_real CHECK (issued_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(issued_at, 1, 19), '+0 days') IS substr(issued_at, 1, 19) AND substr(issued_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND issued_at >= '0001'))
)
 STRICT;

-- next statement
INSERT INTO new_receipt (id, series, year, sequence, donation_id, payment_id, amount_minor, currency, tax_date, issued_at, status, document_id, public_token)
SELECT id, series, year, sequence, donation_id, payment_id, amount_minor, currency, tax_date, issued_at, status, document_id, public_token FROM receipt;

-- next statement
DROP TABLE receipt;

-- next statement
ALTER TABLE new_receipt RENAME TO receipt;

-- next statement
CREATE TABLE new_settlement (
  id INTEGER NOT NULL,
  invoice_id INTEGER NOT NULL,
  payment_id INTEGER,
  bank_transfer_id INTEGER,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  settled_on TEXT NOT NULL,
  CONSTRAINT pk_settlement PRIMARY KEY (id),
  CONSTRAINT ck_settlement_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_settlement_one_source CHECK ((payment_id IS NULL) <> (bank_transfer_id IS NULL)),
  CONSTRAINT fk_settlement_invoice FOREIGN KEY(invoice_id, currency) REFERENCES invoice (id, currency) ON DELETE RESTRICT,
  CONSTRAINT uq_settlement_payment_id UNIQUE (payment_id),
  CONSTRAINT fk_settlement_payment_id FOREIGN KEY(payment_id) REFERENCES payment (id) ON DELETE RESTRICT,
  CONSTRAINT uq_settlement_bank_transfer_id UNIQUE (bank_transfer_id),
  CONSTRAINT fk_settlement_bank_transfer_id FOREIGN KEY(bank_transfer_id) REFERENCES bank_transfer (id) ON DELETE RESTRICT,
  CONSTRAINT ck_settlement_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_settlement_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_settlement_settled_on_real CHECK (settled_on IS NULL OR (settled_on IS date(settled_on, '+0 days') AND settled_on >= '0001'))
)
 STRICT;

-- next statement
INSERT INTO new_settlement (id, invoice_id, payment_id, bank_transfer_id, amount_minor, currency, settled_on)
SELECT id, invoice_id, payment_id, bank_transfer_id, amount_minor, currency, settled_on FROM settlement;

-- next statement
DROP TABLE settlement;

-- next statement
ALTER TABLE new_settlement RENAME TO settlement;

-- next statement
CREATE INDEX ix_inbound_event_event_type ON inbound_event (event_type);

-- next statement
CREATE INDEX ix_inbound_event_waiting ON inbound_event (handled_at, received_at);

-- next statement
CREATE INDEX ix_stored_file_sha256 ON stored_file (sha256);

-- next statement
CREATE INDEX ix_payment_purpose ON payment (purpose, purpose_id);

-- next statement
CREATE INDEX ix_donation_begun_at ON donation (begun_at);

-- next statement
CREATE INDEX ix_donation_donor_id ON donation (donor_id);

-- next statement
CREATE INDEX ix_donation_fund_id ON donation (fund_id);

-- next statement
CREATE INDEX ix_donation_received_on ON donation (received_on);

-- next statement
CREATE INDEX ix_donation_recurring_gift_id ON donation (recurring_gift_id);

-- next statement
CREATE INDEX ix_refund_payment_id ON refund (payment_id);

-- next statement
CREATE INDEX ix_settlement_invoice_id ON settlement (invoice_id);

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'accounting_period' AND from_status = 'closed' AND to_status = 'open';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'accounting_period' AND from_status = 'open' AND to_status = 'closed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'bank_line' AND from_status = 'matched' AND to_status = 'waiting';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'bank_line' AND from_status = 'set_aside' AND to_status = 'waiting';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'bank_line' AND from_status = 'waiting' AND to_status = 'matched';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'bank_line' AND from_status = 'waiting' AND to_status = 'set_aside';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'difference' AND from_status = 'accepted' AND to_status = 'found';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'difference' AND from_status = 'fixed' AND to_status = 'found';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'difference' AND from_status = 'found' AND to_status = 'accepted';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'difference' AND from_status = 'found' AND to_status = 'fixed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'difference' AND from_status = 'found' AND to_status = 'gone';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'dispute' AND from_status = 'closed' AND to_status = 'lost';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'dispute' AND from_status = 'closed' AND to_status = 'open';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'dispute' AND from_status = 'lost' AND to_status = 'won';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'dispute' AND from_status = 'open' AND to_status = 'closed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'dispute' AND from_status = 'open' AND to_status = 'lost';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'dispute' AND from_status = 'open' AND to_status = 'won';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'dispute' AND from_status = 'raised' AND to_status = 'closed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'dispute' AND from_status = 'raised' AND to_status = 'lost';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'dispute' AND from_status = 'raised' AND to_status = 'open';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'dispute' AND from_status = 'raised' AND to_status = 'won';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'donation' AND from_status = 'received' AND to_status = 'taken_back';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'donation' AND from_status = 'received' AND to_status = 'withdrawn';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'donation' AND from_status = 'refunded' AND to_status = 'taken_back';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'donation' AND from_status = 'taken_back' AND to_status = 'received';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'donation' AND from_status = 'taken_back' AND to_status = 'refunded';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'invoice' AND from_status = 'paid' AND to_status = 'issued';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'payout' AND from_status = 'paid' AND to_status = 'failed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'payout' AND from_status = 'under_way' AND to_status = 'cancelled';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'payout' AND from_status = 'under_way' AND to_status = 'failed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'payout' AND from_status = 'under_way' AND to_status = 'paid';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'refund' AND from_status = 'proposed' AND to_status = 'rejected';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'refund' AND from_status = 'proposed' AND to_status = 'requested';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'remittance' AND from_status = 'approved' AND to_status = 'rejected';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'remittance' AND from_status = 'approved' AND to_status = 'sent';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'remittance' AND from_status = 'proposed' AND to_status = 'approved';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'remittance' AND from_status = 'proposed' AND to_status = 'rejected';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'remittance' AND from_status = 'sent' AND to_status = 'came_back';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'counted_as_gift' AND to_status = 'waiting';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'passed_on' AND to_status = 'waiting';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'returned' AND to_status = 'waiting';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'settled_invoice' AND to_status = 'waiting';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'waiting' AND to_status = 'counted_as_gift';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'waiting' AND to_status = 'explained';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'waiting' AND to_status = 'passed_on';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'waiting' AND to_status = 'returned';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'waiting' AND to_status = 'settled_invoice';

-- next statement
CREATE TRIGGER audit_note_never_updated BEFORE UPDATE ON audit_note
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: audit_note_never_updated');
END;

-- next statement
CREATE TRIGGER audit_note_never_deleted BEFORE DELETE ON audit_note
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: audit_note_never_deleted');
END;

-- next statement
CREATE TRIGGER bank_transfer_never_updated BEFORE UPDATE ON bank_transfer
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: bank_transfer_never_updated');
END;

-- next statement
CREATE TRIGGER bank_transfer_never_deleted BEFORE DELETE ON bank_transfer
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: bank_transfer_never_deleted');
END;

-- next statement
CREATE TRIGGER credit_note_never_updated BEFORE UPDATE ON credit_note
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: credit_note_never_updated');
END;

-- next statement
CREATE TRIGGER credit_note_never_deleted BEFORE DELETE ON credit_note
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: credit_note_never_deleted');
END;

-- next statement
CREATE TRIGGER journal_entry_never_updated BEFORE UPDATE ON journal_entry
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: journal_entry_never_updated');
END;

-- next statement
CREATE TRIGGER journal_entry_never_deleted BEFORE DELETE ON journal_entry
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: journal_entry_never_deleted');
END;

-- next statement
CREATE TRIGGER ledger_account_never_updated BEFORE UPDATE ON ledger_account
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: ledger_account_never_updated');
END;

-- next statement
CREATE TRIGGER ledger_account_never_deleted BEFORE DELETE ON ledger_account
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: ledger_account_never_deleted');
END;

-- next statement
CREATE TRIGGER posting_never_updated BEFORE UPDATE ON posting
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: posting_never_updated');
END;

-- next statement
CREATE TRIGGER posting_never_deleted BEFORE DELETE ON posting
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: posting_never_deleted');
END;

-- next statement
CREATE TRIGGER promised_placement_never_updated BEFORE UPDATE ON promised_placement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: promised_placement_never_updated');
END;

-- next statement
CREATE TRIGGER promised_placement_never_deleted BEFORE DELETE ON promised_placement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: promised_placement_never_deleted');
END;

-- next statement
CREATE TRIGGER settlement_never_updated BEFORE UPDATE ON settlement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_never_updated');
END;

-- next statement
CREATE TRIGGER settlement_never_deleted BEFORE DELETE ON settlement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_never_deleted');
END;

-- next statement
CREATE TRIGGER signature_never_updated BEFORE UPDATE ON signature
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: signature_never_updated');
END;

-- next statement
CREATE TRIGGER signature_never_deleted BEFORE DELETE ON signature
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: signature_never_deleted');
END;

-- next statement
CREATE TRIGGER status_change_never_updated BEFORE UPDATE ON status_change
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: status_change_never_updated');
END;

-- next statement
CREATE TRIGGER status_change_never_deleted BEFORE DELETE ON status_change
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: status_change_never_deleted');
END;

-- next statement
CREATE TRIGGER stored_file_never_updated BEFORE UPDATE ON stored_file
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: stored_file_never_updated');
END;

-- next statement
CREATE TRIGGER stored_file_never_deleted BEFORE DELETE ON stored_file
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: stored_file_never_deleted');
END;

-- next statement
CREATE TRIGGER api_token_never_deleted BEFORE DELETE ON api_token
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: api_token_never_deleted');
END;

-- next statement
CREATE TRIGGER checkout_never_deleted BEFORE DELETE ON checkout
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: checkout_never_deleted');
END;

-- next statement
CREATE TRIGGER constituent_never_deleted BEFORE DELETE ON constituent
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: constituent_never_deleted');
END;

-- next statement
CREATE TRIGGER contract_never_deleted BEFORE DELETE ON contract
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: contract_never_deleted');
END;

-- next statement
CREATE TRIGGER dispatch_never_deleted BEFORE DELETE ON dispatch
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: dispatch_never_deleted');
END;

-- next statement
CREATE TRIGGER document_never_deleted BEFORE DELETE ON document
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: document_never_deleted');
END;

-- next statement
CREATE TRIGGER donation_never_deleted BEFORE DELETE ON donation
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: donation_never_deleted');
END;

-- next statement
CREATE TRIGGER fund_never_deleted BEFORE DELETE ON fund
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: fund_never_deleted');
END;

-- next statement
CREATE TRIGGER inbound_event_never_deleted BEFORE DELETE ON inbound_event
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: inbound_event_never_deleted');
END;

-- next statement
CREATE TRIGGER invoice_never_deleted BEFORE DELETE ON invoice
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_never_deleted');
END;

-- next statement
CREATE TRIGGER letter_never_deleted BEFORE DELETE ON letter
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: letter_never_deleted');
END;

-- next statement
CREATE TRIGGER number_series_never_deleted BEFORE DELETE ON number_series
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: number_series_never_deleted');
END;

-- next statement
CREATE TRIGGER payment_never_deleted BEFORE DELETE ON payment
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: payment_never_deleted');
END;

-- next statement
CREATE TRIGGER program_year_never_deleted BEFORE DELETE ON program_year
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: program_year_never_deleted');
END;

-- next statement
CREATE TRIGGER promised_benefit_never_deleted BEFORE DELETE ON promised_benefit
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_never_deleted');
END;

-- next statement
CREATE TRIGGER receipt_never_deleted BEFORE DELETE ON receipt
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: receipt_never_deleted');
END;

-- next statement
CREATE TRIGGER recurring_gift_never_deleted BEFORE DELETE ON recurring_gift
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: recurring_gift_never_deleted');
END;

-- next statement
CREATE TRIGGER refund_never_deleted BEFORE DELETE ON refund
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: refund_never_deleted');
END;

-- next statement
CREATE TRIGGER sponsor_never_deleted BEFORE DELETE ON sponsor
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: sponsor_never_deleted');
END;

-- next statement
CREATE TRIGGER sponsorship_never_deleted BEFORE DELETE ON sponsorship
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_never_deleted');
END;

-- next statement
CREATE TRIGGER staff_user_never_deleted BEFORE DELETE ON staff_user
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: staff_user_never_deleted');
END;

-- next statement
CREATE TRIGGER lifecycle_move_never_inserted BEFORE INSERT ON lifecycle_move
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: lifecycle_move_never_inserted');
END;

-- next statement
CREATE TRIGGER lifecycle_move_never_updated BEFORE UPDATE ON lifecycle_move
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: lifecycle_move_never_updated');
END;

-- next statement
CREATE TRIGGER lifecycle_move_never_deleted BEFORE DELETE ON lifecycle_move
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: lifecycle_move_never_deleted');
END;

-- next statement
CREATE TRIGGER api_token_frozen BEFORE UPDATE ON api_token
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.name IS OLD.name AND NEW.token_hash IS OLD.token_hash AND NEW.scopes IS OLD.scopes AND NEW.created_at IS OLD.created_at AND NEW.created_by IS OLD.created_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: api_token_frozen');
END;

-- next statement
CREATE TRIGGER benefit_frozen BEFORE UPDATE ON benefit
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.program_year_id IS OLD.program_year_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: benefit_frozen');
END;

-- next statement
CREATE TRIGGER checkout_frozen BEFORE UPDATE ON checkout
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.purpose IS OLD.purpose AND NEW.purpose_id IS OLD.purpose_id AND NEW.attempt IS OLD.attempt AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.idempotency_key IS OLD.idempotency_key AND NEW.begun_at IS OLD.begun_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: checkout_frozen');
END;

-- next statement
CREATE TRIGGER constituent_frozen BEFORE UPDATE ON constituent
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.created_at IS OLD.created_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: constituent_frozen');
END;

-- next statement
CREATE TRIGGER contract_frozen BEFORE UPDATE ON contract
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.sponsorship_id IS OLD.sponsorship_id AND NEW.revision IS OLD.revision AND NEW.document_id IS OLD.document_id AND NEW.public_token IS OLD.public_token AND NEW.drafted_at IS OLD.drafted_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_frozen');
END;

-- next statement
CREATE TRIGGER dispatch_frozen BEFORE UPDATE ON dispatch
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.letter_id IS OLD.letter_id AND NEW.ordinal IS OLD.ordinal AND NEW.message_id IS OLD.message_id AND NEW.requested_at IS OLD.requested_at AND NEW.requested_by IS OLD.requested_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: dispatch_frozen');
END;

-- next statement
CREATE TRIGGER document_frozen BEFORE UPDATE ON document
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.kind IS OLD.kind AND NEW.title IS OLD.title AND NEW.content IS OLD.content AND NEW.attaches_id IS OLD.attaches_id AND NEW.made_at IS OLD.made_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: document_frozen');
END;

-- next statement
CREATE TRIGGER donation_frozen BEFORE UPDATE ON donation
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.form_key IS OLD.form_key AND NEW.public_token IS OLD.public_token AND NEW.begun_at IS OLD.begun_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: donation_frozen');
END;

-- next statement
CREATE TRIGGER fund_frozen BEFORE UPDATE ON fund
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.currency IS OLD.currency AND NEW.created_at IS OLD.created_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: fund_frozen');
END;

-- next statement
CREATE TRIGGER inbound_event_frozen BEFORE UPDATE ON inbound_event
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.provider IS OLD.provider AND NEW.livemode IS OLD.livemode AND NEW.account IS OLD.account AND NEW.external_id IS OLD.external_id AND NEW.event_type IS OLD.event_type AND NEW.object_type IS OLD.object_type AND NEW.object_id IS OLD.object_id AND NEW.body IS OLD.body AND NEW.received_at IS OLD.received_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: inbound_event_frozen');
END;

-- next statement
CREATE TRIGGER invoice_frozen BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.sponsorship_id IS OLD.sponsorship_id AND NEW.public_token IS OLD.public_token AND NEW.drafted_at IS OLD.drafted_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_frozen');
END;

-- next statement
CREATE TRIGGER letter_frozen BEFORE UPDATE ON letter
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.template IS OLD.template AND NEW.fact IS OLD.fact AND NEW.attachments IS OLD.attachments AND NEW.owed_at IS OLD.owed_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: letter_frozen');
END;

-- next statement
CREATE TRIGGER number_series_frozen BEFORE UPDATE ON number_series
FOR EACH ROW WHEN (NEW.series IS OLD.series AND NEW.year IS OLD.year) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: number_series_frozen');
END;

-- next statement
CREATE TRIGGER payment_frozen BEFORE UPDATE ON payment
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.purpose IS OLD.purpose AND NEW.purpose_id IS OLD.purpose_id AND NEW.external_id IS OLD.external_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.begun_at IS OLD.begun_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_frozen');
END;

-- next statement
CREATE TRIGGER program_year_frozen BEFORE UPDATE ON program_year
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.year IS OLD.year) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: program_year_frozen');
END;

-- next statement
CREATE TRIGGER promised_benefit_frozen BEFORE UPDATE ON promised_benefit
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.sponsorship_id IS OLD.sponsorship_id AND NEW.benefit_id IS OLD.benefit_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_frozen');
END;

-- next statement
CREATE TRIGGER receipt_frozen BEFORE UPDATE ON receipt
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.series IS OLD.series AND NEW.year IS OLD.year AND NEW.sequence IS OLD.sequence AND NEW.donation_id IS OLD.donation_id AND NEW.payment_id IS OLD.payment_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.tax_date IS OLD.tax_date AND NEW.issued_at IS OLD.issued_at AND NEW.document_id IS OLD.document_id AND NEW.public_token IS OLD.public_token) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: receipt_frozen');
END;

-- next statement
CREATE TRIGGER recurring_gift_frozen BEFORE UPDATE ON recurring_gift
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.form_key IS OLD.form_key AND NEW.currency IS OLD.currency AND NEW.public_token IS OLD.public_token AND NEW.begun_at IS OLD.begun_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: recurring_gift_frozen');
END;

-- next statement
CREATE TRIGGER refund_frozen BEFORE UPDATE ON refund
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.payment_id IS OLD.payment_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.reason IS OLD.reason AND NEW.form_key IS OLD.form_key AND NEW.idempotency_key IS OLD.idempotency_key AND NEW.requested_at IS OLD.requested_at AND NEW.requested_by IS OLD.requested_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_frozen');
END;

-- next statement
CREATE TRIGGER sign_in_link_frozen BEFORE UPDATE ON sign_in_link
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.token_hash IS OLD.token_hash AND NEW.staff_id IS OLD.staff_id AND NEW.created_at IS OLD.created_at AND NEW.created_by IS OLD.created_by AND NEW.expires_at IS OLD.expires_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sign_in_link_frozen');
END;

-- next statement
CREATE TRIGGER sponsor_frozen BEFORE UPDATE ON sponsor
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.created_at IS OLD.created_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsor_frozen');
END;

-- next statement
CREATE TRIGGER sponsorship_frozen BEFORE UPDATE ON sponsorship
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.form_key IS OLD.form_key AND NEW.sponsor_id IS OLD.sponsor_id AND NEW.program_year_id IS OLD.program_year_id AND NEW.list_price_minor IS OLD.list_price_minor AND NEW.currency IS OLD.currency AND NEW.applied_at IS OLD.applied_at AND NEW.renews_id IS OLD.renews_id AND NEW.public_token IS OLD.public_token) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_frozen');
END;

-- next statement
CREATE TRIGGER staff_session_frozen BEFORE UPDATE ON staff_session
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.token_hash IS OLD.token_hash AND NEW.staff_id IS OLD.staff_id AND NEW.created_at IS OLD.created_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: staff_session_frozen');
END;

-- next statement
CREATE TRIGGER staff_user_frozen BEFORE UPDATE ON staff_user
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.created_at IS OLD.created_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: staff_user_frozen');
END;

-- next statement
CREATE TRIGGER tier_frozen BEFORE UPDATE ON tier
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.program_year_id IS OLD.program_year_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: tier_frozen');
END;

-- next statement
CREATE TRIGGER api_token_frozen_once_set BEFORE UPDATE ON api_token
FOR EACH ROW WHEN ((OLD.revoked_at IS NULL OR NEW.revoked_at IS OLD.revoked_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: api_token_frozen_once_set');
END;

-- next statement
CREATE TRIGGER checkout_frozen_once_set BEFORE UPDATE ON checkout
FOR EACH ROW WHEN ((OLD.external_id IS NULL OR NEW.external_id IS OLD.external_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: checkout_frozen_once_set');
END;

-- next statement
CREATE TRIGGER contract_frozen_once_set BEFORE UPDATE ON contract
FOR EACH ROW WHEN ((OLD.sent_at IS NULL OR NEW.sent_at IS OLD.sent_at) AND (OLD.executed_at IS NULL OR NEW.executed_at IS OLD.executed_at) AND (OLD.executed_document_id IS NULL OR NEW.executed_document_id IS OLD.executed_document_id) AND (OLD.signed_file_id IS NULL OR NEW.signed_file_id IS OLD.signed_file_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_frozen_once_set');
END;

-- next statement
CREATE TRIGGER dispatch_frozen_once_set BEFORE UPDATE ON dispatch
FOR EACH ROW WHEN ((OLD.sent_at IS NULL OR NEW.sent_at IS OLD.sent_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: dispatch_frozen_once_set');
END;

-- next statement
CREATE TRIGGER document_frozen_once_set BEFORE UPDATE ON document
FOR EACH ROW WHEN ((OLD.pdf IS NULL OR NEW.pdf IS OLD.pdf) AND (OLD.sha256 IS NULL OR NEW.sha256 IS OLD.sha256) AND (OLD.rendered_at IS NULL OR NEW.rendered_at IS OLD.rendered_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: document_frozen_once_set');
END;

-- next statement
CREATE TRIGGER donation_frozen_once_set BEFORE UPDATE ON donation
FOR EACH ROW WHEN ((OLD.received_on IS NULL OR NEW.received_on IS OLD.received_on) AND (OLD.recurring_gift_id IS NULL OR NEW.recurring_gift_id IS OLD.recurring_gift_id) AND (OLD.instalment_external_id IS NULL OR NEW.instalment_external_id IS OLD.instalment_external_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: donation_frozen_once_set');
END;

-- next statement
CREATE TRIGGER inbound_event_frozen_once_set BEFORE UPDATE ON inbound_event
FOR EACH ROW WHEN ((OLD.handled_at IS NULL OR NEW.handled_at IS OLD.handled_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: inbound_event_frozen_once_set');
END;

-- next statement
CREATE TRIGGER invoice_frozen_once_set BEFORE UPDATE ON invoice
FOR EACH ROW WHEN ((OLD.year IS NULL OR NEW.year IS OLD.year) AND (OLD.sequence IS NULL OR NEW.sequence IS OLD.sequence) AND (OLD.issued_on IS NULL OR NEW.issued_on IS OLD.issued_on) AND (OLD.due_on IS NULL OR NEW.due_on IS OLD.due_on) AND (OLD.document_id IS NULL OR NEW.document_id IS OLD.document_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_frozen_once_set');
END;

-- next statement
CREATE TRIGGER payment_frozen_once_set BEFORE UPDATE ON payment
FOR EACH ROW WHEN ((OLD.checkout_id IS NULL OR NEW.checkout_id IS OLD.checkout_id) AND (OLD.settled_at IS NULL OR NEW.settled_at IS OLD.settled_at) AND (OLD.fee_minor IS NULL OR NEW.fee_minor IS OLD.fee_minor) AND (OLD.fee_currency IS NULL OR NEW.fee_currency IS OLD.fee_currency)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_frozen_once_set');
END;

-- next statement
CREATE TRIGGER recurring_gift_frozen_once_set BEFORE UPDATE ON recurring_gift
FOR EACH ROW WHEN ((OLD.external_id IS NULL OR NEW.external_id IS OLD.external_id) AND (OLD.cancelled_at IS NULL OR NEW.cancelled_at IS OLD.cancelled_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: recurring_gift_frozen_once_set');
END;

-- next statement
CREATE TRIGGER refund_frozen_once_set BEFORE UPDATE ON refund
FOR EACH ROW WHEN ((OLD.external_id IS NULL OR NEW.external_id IS OLD.external_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_frozen_once_set');
END;

-- next statement
CREATE TRIGGER sign_in_link_frozen_once_set BEFORE UPDATE ON sign_in_link
FOR EACH ROW WHEN ((OLD.used_at IS NULL OR NEW.used_at IS OLD.used_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sign_in_link_frozen_once_set');
END;

-- next statement
CREATE TRIGGER staff_session_frozen_once_set BEFORE UPDATE ON staff_session
FOR EACH ROW WHEN ((OLD.revoked_at IS NULL OR NEW.revoked_at IS OLD.revoked_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: staff_session_frozen_once_set');
END;

-- next statement
CREATE TRIGGER checkout_frozen_once_asked BEFORE UPDATE ON checkout
FOR EACH ROW WHEN ((NEW.request_hash IS OLD.request_hash) OR (OLD.request_hash = '')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: checkout_frozen_once_asked');
END;

-- next statement
CREATE TRIGGER donation_frozen_by_its_status BEFORE UPDATE ON donation
FOR EACH ROW WHEN ((NEW.fund_id IS OLD.fund_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency) OR (OLD.status = 'begun')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: donation_frozen_by_its_status');
END;

-- next statement
CREATE TRIGGER fund_frozen_by_its_books BEFORE UPDATE ON fund
FOR EACH ROW WHEN ((NEW.restriction IS OLD.restriction AND NEW.purpose IS OLD.purpose) OR (NOT EXISTS (SELECT 1 FROM posting WHERE posting.fund_id = OLD.id))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: fund_frozen_by_its_books');
END;

-- next statement
CREATE TRIGGER invoice_frozen_by_its_status BEFORE UPDATE ON invoice
FOR EACH ROW WHEN ((NEW.series IS OLD.series AND NEW.fund_id IS OLD.fund_id AND NEW.bill_to IS OLD.bill_to AND NEW.po_number IS OLD.po_number AND NEW.starts_on IS OLD.starts_on AND NEW.ends_on IS OLD.ends_on AND NEW.total_minor IS OLD.total_minor AND NEW.currency IS OLD.currency) OR (OLD.status = 'draft')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_frozen_by_its_status');
END;

-- next statement
CREATE TRIGGER payment_frozen_once_settled BEFORE UPDATE ON payment
FOR EACH ROW WHEN ((NEW.method IS OLD.method) OR (OLD.status <> 'settled')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_frozen_once_settled');
END;

-- next statement
CREATE TRIGGER payment_charge_frozen_once_settled BEFORE UPDATE ON payment
FOR EACH ROW WHEN ((NEW.charge_external_id IS OLD.charge_external_id) OR (OLD.status <> 'settled' OR OLD.charge_external_id IS NULL)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_charge_frozen_once_settled');
END;

-- next statement
CREATE TRIGGER program_year_frozen_by_its_status BEFORE UPDATE ON program_year
FOR EACH ROW WHEN ((NEW.currency IS OLD.currency AND NEW.fund_id IS OLD.fund_id) OR (OLD.status = 'draft')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: program_year_frozen_by_its_status');
END;

-- next statement
CREATE TRIGGER promised_benefit_frozen_by_the_contract BEFORE UPDATE ON promised_benefit
FOR EACH ROW WHEN ((NEW.position IS OLD.position AND NEW.program IS OLD.program AND NEW.name IS OLD.name AND NEW.description IS OLD.description AND NEW.quantity IS OLD.quantity AND NEW.is_add_on IS OLD.is_add_on AND NEW.clause_id IS OLD.clause_id) OR ((SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) IN ('applied', 'approved'))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_frozen_by_the_contract');
END;

-- next statement
CREATE TRIGGER recurring_gift_frozen_by_its_status BEFORE UPDATE ON recurring_gift
FOR EACH ROW WHEN ((NEW.fund_id IS OLD.fund_id AND NEW.amount_minor IS OLD.amount_minor) OR (OLD.status <> 'cancelled')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: recurring_gift_frozen_by_its_status');
END;

-- next statement
CREATE TRIGGER sponsorship_frozen_by_its_status BEFORE UPDATE ON sponsorship
FOR EACH ROW WHEN ((NEW.tier_id IS OLD.tier_id AND NEW.agreed_fee_minor IS OLD.agreed_fee_minor AND NEW.starts_on IS OLD.starts_on AND NEW.ends_on IS OLD.ends_on) OR (OLD.status IN ('applied', 'approved'))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_frozen_by_its_status');
END;

-- next statement
CREATE TRIGGER checkout_begins_open BEFORE INSERT ON checkout
FOR EACH ROW WHEN (NEW.status = 'open') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: checkout_begins_open');
END;

-- next statement
CREATE TRIGGER checkout_status_moves BEFORE UPDATE ON checkout
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'checkout' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: checkout_status_moves');
END;

-- next statement
CREATE TRIGGER contract_begins_draft BEFORE INSERT ON contract
FOR EACH ROW WHEN (NEW.status = 'draft') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_begins_draft');
END;

-- next statement
CREATE TRIGGER contract_status_moves BEFORE UPDATE ON contract
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'contract' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_status_moves');
END;

-- next statement
CREATE TRIGGER dispatch_begins_owed BEFORE INSERT ON dispatch
FOR EACH ROW WHEN (NEW.status = 'owed') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: dispatch_begins_owed');
END;

-- next statement
CREATE TRIGGER dispatch_status_moves BEFORE UPDATE ON dispatch
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'dispatch' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: dispatch_status_moves');
END;

-- next statement
CREATE TRIGGER donation_begins_begun BEFORE INSERT ON donation
FOR EACH ROW WHEN (NEW.status = 'begun') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: donation_begins_begun');
END;

-- next statement
CREATE TRIGGER donation_status_moves BEFORE UPDATE ON donation
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'donation' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: donation_status_moves');
END;

-- next statement
CREATE TRIGGER invoice_begins_draft BEFORE INSERT ON invoice
FOR EACH ROW WHEN (NEW.status = 'draft') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_begins_draft');
END;

-- next statement
CREATE TRIGGER invoice_status_moves BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'invoice' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_status_moves');
END;

-- next statement
CREATE TRIGGER payment_begins_pending BEFORE INSERT ON payment
FOR EACH ROW WHEN (NEW.status = 'pending') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_begins_pending');
END;

-- next statement
CREATE TRIGGER payment_status_moves BEFORE UPDATE ON payment
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'payment' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_status_moves');
END;

-- next statement
CREATE TRIGGER program_year_begins_draft BEFORE INSERT ON program_year
FOR EACH ROW WHEN (NEW.status = 'draft') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: program_year_begins_draft');
END;

-- next statement
CREATE TRIGGER program_year_status_moves BEFORE UPDATE ON program_year
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'program_year' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: program_year_status_moves');
END;

-- next statement
CREATE TRIGGER receipt_begins_issued BEFORE INSERT ON receipt
FOR EACH ROW WHEN (NEW.status = 'issued') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: receipt_begins_issued');
END;

-- next statement
CREATE TRIGGER receipt_status_moves BEFORE UPDATE ON receipt
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'receipt' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: receipt_status_moves');
END;

-- next statement
CREATE TRIGGER recurring_gift_begins_begun BEFORE INSERT ON recurring_gift
FOR EACH ROW WHEN (NEW.status = 'begun') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: recurring_gift_begins_begun');
END;

-- next statement
CREATE TRIGGER recurring_gift_status_moves BEFORE UPDATE ON recurring_gift
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'recurring_gift' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: recurring_gift_status_moves');
END;

-- next statement
CREATE TRIGGER refund_begins_requested BEFORE INSERT ON refund
FOR EACH ROW WHEN (NEW.status = 'requested') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_begins_requested');
END;

-- next statement
CREATE TRIGGER refund_status_moves BEFORE UPDATE ON refund
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'refund' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_status_moves');
END;

-- next statement
CREATE TRIGGER sponsorship_begins_applied BEFORE INSERT ON sponsorship
FOR EACH ROW WHEN (NEW.status = 'applied') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_begins_applied');
END;

-- next statement
CREATE TRIGGER sponsorship_status_moves BEFORE UPDATE ON sponsorship
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'sponsorship' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_status_moves');
END;

-- next statement
CREATE TRIGGER ledger_account_kind_follows_role BEFORE INSERT ON ledger_account
FOR EACH ROW WHEN ((NEW.role = 'stripe-clearing' AND NEW.kind = 'asset') OR (NEW.role = 'bank' AND NEW.kind = 'asset') OR (NEW.role = 'receivables' AND NEW.kind = 'asset') OR (NEW.role = 'deferred-revenue' AND NEW.kind = 'liability') OR (NEW.role = 'suspense' AND NEW.kind = 'liability') OR (NEW.role = 'contributions' AND NEW.kind = 'income') OR (NEW.role = 'sponsorship-income' AND NEW.kind = 'income') OR (NEW.role = 'processing-fees' AND NEW.kind = 'expense')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: ledger_account_kind_follows_role');
END;

-- next statement
CREATE TRIGGER posting_completes_its_entry BEFORE INSERT ON posting
FOR EACH ROW WHEN (NEW.position = 1 + coalesce((SELECT max(posting.position) FROM posting WHERE posting.entry_id = NEW.entry_id), 0) AND NEW.position <= (SELECT posting_count FROM journal_entry WHERE id = NEW.entry_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: posting_completes_its_entry');
END;

-- next statement
CREATE TRIGGER posting_mirrors_what_it_reverses AFTER INSERT ON posting
FOR EACH ROW WHEN (NEW.position < (SELECT posting_count FROM journal_entry WHERE id = NEW.entry_id) OR (SELECT reverses_id FROM journal_entry WHERE id = NEW.entry_id) IS NULL OR (
    (SELECT count(*) FROM posting WHERE posting.entry_id = (SELECT reverses_id FROM journal_entry WHERE id = NEW.entry_id)) = NEW.position
    AND (SELECT posting_count FROM journal_entry WHERE id = (SELECT reverses_id FROM journal_entry WHERE id = NEW.entry_id)) = NEW.position
    AND NOT EXISTS (
      SELECT 1 FROM posting AS old_one WHERE old_one.entry_id = (SELECT reverses_id FROM journal_entry WHERE id = NEW.entry_id)
      AND (SELECT count(*) FROM posting AS same WHERE same.entry_id = old_one.entry_id
           AND same.debit_account_id = old_one.debit_account_id
           AND same.credit_account_id = old_one.credit_account_id
           AND same.amount_minor = old_one.amount_minor)
       <> (SELECT count(*) FROM posting AS back WHERE back.entry_id = NEW.entry_id
           AND back.debit_account_id = old_one.credit_account_id
           AND back.credit_account_id = old_one.debit_account_id
           AND back.amount_minor = old_one.amount_minor)))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: posting_mirrors_what_it_reverses');
END;

-- next statement
CREATE TRIGGER refund_of_a_settled_payment BEFORE INSERT ON refund
FOR EACH ROW WHEN ((SELECT status FROM payment WHERE id = NEW.payment_id) = 'settled') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_of_a_settled_payment');
END;

-- next statement
CREATE TRIGGER receipt_fits_its_payment BEFORE INSERT ON receipt
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND payment.currency = NEW.currency AND NEW.amount_minor <= payment.amount_minor)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: receipt_fits_its_payment');
END;

-- next statement
CREATE TRIGGER invoice_begins_without_a_number BEFORE INSERT ON invoice
FOR EACH ROW WHEN (NEW.sequence IS NULL) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_begins_without_a_number');
END;

-- next statement
CREATE TRIGGER invoice_issued_for_the_sum_of_its_lines BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (NEW.status <> 'issued' OR OLD.status = 'issued' OR NEW.total_minor = (SELECT coalesce(sum(quantity * unit_amount_minor), 0) FROM invoice_line WHERE invoice_id = NEW.id AND invoice_line.currency = NEW.currency)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_issued_for_the_sum_of_its_lines');
END;

-- next statement
CREATE TRIGGER invoice_void_only_if_untouched BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (NEW.status <> 'void' OR (NEW.paid_minor = 0 AND NEW.credited_minor = 0)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_void_only_if_untouched');
END;

-- next statement
CREATE TRIGGER invoice_line_frozen_on_insert BEFORE INSERT ON invoice_line
FOR EACH ROW WHEN ((SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'draft') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_line_frozen_on_insert');
END;

-- next statement
CREATE TRIGGER invoice_line_frozen_on_update BEFORE UPDATE ON invoice_line
FOR EACH ROW WHEN ((SELECT status FROM invoice WHERE id = OLD.invoice_id) = 'draft' AND NEW.invoice_id = OLD.invoice_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_line_frozen_on_update');
END;

-- next statement
CREATE TRIGGER invoice_line_frozen_on_delete BEFORE DELETE ON invoice_line
FOR EACH ROW WHEN ((SELECT status FROM invoice WHERE id = OLD.invoice_id) = 'draft') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_line_frozen_on_delete');
END;

-- next statement
CREATE TRIGGER settlement_of_an_issued_invoice BEFORE INSERT ON settlement
FOR EACH ROW WHEN ((SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'issued') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_of_an_issued_invoice');
END;

-- next statement
CREATE TRIGGER settlement_within_its_source BEFORE INSERT ON settlement
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND payment.currency = NEW.currency AND NEW.amount_minor <= payment.amount_minor) OR EXISTS (SELECT 1 FROM bank_transfer WHERE bank_transfer.id = NEW.bank_transfer_id AND bank_transfer.currency = NEW.currency AND NEW.amount_minor <= bank_transfer.amount_minor)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_within_its_source');
END;

-- next statement
CREATE TRIGGER credit_note_on_an_issued_invoice BEFORE INSERT ON credit_note
FOR EACH ROW WHEN ((SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'issued') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: credit_note_on_an_issued_invoice');
END;

-- next statement
CREATE TRIGGER receipt_takes_the_next_number BEFORE INSERT ON receipt
FOR EACH ROW WHEN ((FALSE) OR NEW.sequence = 1 + coalesce((SELECT max(numbered.sequence) FROM receipt AS numbered WHERE numbered.series = NEW.series AND numbered.year = NEW.year), 0)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: receipt_takes_the_next_number');
END;

-- next statement
CREATE TRIGGER credit_note_takes_the_next_number BEFORE INSERT ON credit_note
FOR EACH ROW WHEN ((FALSE) OR NEW.sequence = 1 + coalesce((SELECT max(numbered.sequence) FROM credit_note AS numbered WHERE numbered.series = NEW.series AND numbered.year = NEW.year), 0)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: credit_note_takes_the_next_number');
END;

-- next statement
CREATE TRIGGER invoice_takes_the_next_number BEFORE UPDATE ON invoice
FOR EACH ROW WHEN ((NEW.sequence IS OLD.sequence) OR NEW.sequence = 1 + coalesce((SELECT max(numbered.sequence) FROM invoice AS numbered WHERE numbered.series = NEW.series AND numbered.year = NEW.year), 0)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_takes_the_next_number');
END;

-- next statement
CREATE TRIGGER number_series_begins_at_one BEFORE INSERT ON number_series
FOR EACH ROW WHEN (NEW.last = 1) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: number_series_begins_at_one');
END;

-- next statement
CREATE TRIGGER number_series_grows_by_one BEFORE UPDATE ON number_series
FOR EACH ROW WHEN (NEW.last = OLD.last + 1) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: number_series_grows_by_one');
END;

-- next statement
CREATE TRIGGER letter_changes_only_to_be_forgotten BEFORE UPDATE ON letter
FOR EACH ROW WHEN ((NEW.context = OLD.context OR NEW.context = '{}') AND (NEW.recipient_name = OLD.recipient_name OR NEW.recipient_name = '') AND (NEW.recipient_email = OLD.recipient_email OR NEW.recipient_email = '')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: letter_changes_only_to_be_forgotten');
END;

-- next statement
CREATE TRIGGER sponsorship_tier_of_its_year BEFORE INSERT ON sponsorship
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM tier WHERE tier.id = NEW.tier_id AND tier.program_year_id = NEW.program_year_id AND tier.currency = NEW.currency)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_tier_of_its_year');
END;

-- next statement
CREATE TRIGGER sponsorship_tier_stays_in_its_year BEFORE UPDATE ON sponsorship
FOR EACH ROW WHEN (NEW.tier_id = OLD.tier_id OR EXISTS (SELECT 1 FROM tier WHERE tier.id = NEW.tier_id AND tier.program_year_id = NEW.program_year_id AND tier.currency = NEW.currency)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_tier_stays_in_its_year');
END;

-- next statement
CREATE TRIGGER promised_benefit_before_the_contract BEFORE INSERT ON promised_benefit
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM sponsorship, benefit WHERE sponsorship.id = NEW.sponsorship_id AND benefit.id = NEW.benefit_id AND sponsorship.status IN ('applied', 'approved') AND benefit.program_year_id = sponsorship.program_year_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_before_the_contract');
END;

-- next statement
CREATE TRIGGER promised_benefit_stays_released BEFORE UPDATE ON promised_benefit
FOR EACH ROW WHEN (NEW.is_released OR NOT OLD.is_released OR (SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) IN ('applied', 'approved')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_stays_released');
END;

-- next statement
CREATE TRIGGER signature_on_the_document_that_was_sent BEFORE INSERT ON signature
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM contract JOIN document ON document.id = contract.document_id WHERE contract.id = NEW.contract_id AND contract.status IN ('awaiting_signature', 'executed') AND (NEW.method <> 'online' OR document.sha256 = NEW.document_sha256))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: signature_on_the_document_that_was_sent');
END;

-- next statement
CREATE TRIGGER audit_note_continues_the_chain BEFORE INSERT ON audit_note
FOR EACH ROW WHEN (length(NEW.hash) = 64 AND NEW.seq = 1 + coalesce((SELECT max(seq) FROM audit_note), 0) AND NEW.previous_hash = coalesce((SELECT last.hash FROM audit_note AS last ORDER BY last.seq DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: audit_note_continues_the_chain');
END;

-- next statement
CREATE TRIGGER payment_refunded_minor_starts_at_zero BEFORE INSERT ON payment
FOR EACH ROW WHEN (NEW.refunded_minor = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_refunded_minor_starts_at_zero');
END;

-- next statement
CREATE TRIGGER payment_refunded_minor_is_recomputed BEFORE UPDATE ON payment
FOR EACH ROW WHEN (NEW.refunded_minor = OLD.refunded_minor OR NEW.refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = NEW.id AND refund.status <> 'failed')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_refunded_minor_is_recomputed');
END;

-- next statement
CREATE TRIGGER invoice_paid_minor_starts_at_zero BEFORE INSERT ON invoice
FOR EACH ROW WHEN (NEW.paid_minor = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_paid_minor_starts_at_zero');
END;

-- next statement
CREATE TRIGGER invoice_paid_minor_is_recomputed BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (NEW.paid_minor = OLD.paid_minor OR NEW.paid_minor = (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = NEW.id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_paid_minor_is_recomputed');
END;

-- next statement
CREATE TRIGGER invoice_credited_minor_starts_at_zero BEFORE INSERT ON invoice
FOR EACH ROW WHEN (NEW.credited_minor = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_credited_minor_starts_at_zero');
END;

-- next statement
CREATE TRIGGER invoice_credited_minor_is_recomputed BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (NEW.credited_minor = OLD.credited_minor OR NEW.credited_minor = (SELECT coalesce(sum(credit_note.amount_minor), 0) FROM credit_note WHERE credit_note.invoice_id = NEW.id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_credited_minor_is_recomputed');
END;

-- next statement
CREATE TRIGGER tier_taken_starts_at_zero BEFORE INSERT ON tier
FOR EACH ROW WHEN (NEW.taken = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: tier_taken_starts_at_zero');
END;

-- next statement
CREATE TRIGGER tier_taken_is_recomputed BEFORE UPDATE ON tier
FOR EACH ROW WHEN (NEW.taken = OLD.taken OR NEW.taken = (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = NEW.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed'))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: tier_taken_is_recomputed');
END;

-- next statement
CREATE TRIGGER benefit_taken_starts_at_zero BEFORE INSERT ON benefit
FOR EACH ROW WHEN (NEW.taken = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: benefit_taken_starts_at_zero');
END;

-- next statement
CREATE TRIGGER benefit_taken_is_recomputed BEFORE UPDATE ON benefit
FOR EACH ROW WHEN (NEW.taken = OLD.taken OR NEW.taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = NEW.id AND NOT promised_benefit.is_released)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: benefit_taken_is_recomputed');
END;

-- next statement
CREATE TRIGGER refund_added_counts_as_refunded_minor AFTER INSERT ON refund
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: refund_added_counts_as_refunded_minor') FROM payment WHERE payment.id IN (NEW.payment_id) AND (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status <> 'failed') > payment.amount_minor;
  UPDATE payment SET refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status <> 'failed') WHERE payment.id IN (NEW.payment_id);
END;

-- next statement
CREATE TRIGGER refund_changed_counts_as_refunded_minor AFTER UPDATE ON refund
FOR EACH ROW WHEN NEW.status IS NOT OLD.status
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_changed_counts_as_refunded_minor') FROM payment WHERE payment.id IN (NEW.payment_id) AND (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status <> 'failed') > payment.amount_minor;
  UPDATE payment SET refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status <> 'failed') WHERE payment.id IN (NEW.payment_id);
END;

-- next statement
CREATE TRIGGER settlement_added_counts_as_paid_minor AFTER INSERT ON settlement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_added_counts_as_paid_minor') FROM invoice WHERE invoice.id IN (NEW.invoice_id) AND (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) > invoice.total_minor - invoice.credited_minor;
  UPDATE invoice SET paid_minor = (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) WHERE invoice.id IN (NEW.invoice_id);
END;

-- next statement
CREATE TRIGGER credit_note_added_counts_as_credited_minor AFTER INSERT ON credit_note
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: credit_note_added_counts_as_credited_minor') FROM invoice WHERE invoice.id IN (NEW.invoice_id) AND (SELECT coalesce(sum(credit_note.amount_minor), 0) FROM credit_note WHERE credit_note.invoice_id = invoice.id) > invoice.total_minor - invoice.paid_minor;
  UPDATE invoice SET credited_minor = (SELECT coalesce(sum(credit_note.amount_minor), 0) FROM credit_note WHERE credit_note.invoice_id = invoice.id) WHERE invoice.id IN (NEW.invoice_id);
END;

-- next statement
CREATE TRIGGER sponsorship_added_counts_as_taken AFTER INSERT ON sponsorship
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_added_counts_as_taken') FROM tier WHERE tier.id IN (NEW.tier_id) AND (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) > tier.capacity;
  UPDATE tier SET taken = (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) WHERE tier.id IN (NEW.tier_id);
END;

-- next statement
CREATE TRIGGER sponsorship_changed_counts_as_taken AFTER UPDATE ON sponsorship
FOR EACH ROW WHEN NEW.status IS NOT OLD.status OR NEW.tier_id IS NOT OLD.tier_id
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_changed_counts_as_taken') FROM tier WHERE tier.id IN (NEW.tier_id, OLD.tier_id) AND (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) > tier.capacity;
  UPDATE tier SET taken = (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) WHERE tier.id IN (NEW.tier_id, OLD.tier_id);
END;

-- next statement
CREATE TRIGGER promised_benefit_added_counts_as_taken AFTER INSERT ON promised_benefit
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_added_counts_as_taken') FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) > benefit.capacity;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) WHERE benefit.id IN (NEW.benefit_id);
END;

-- next statement
CREATE TRIGGER promised_benefit_changed_counts_as_taken AFTER UPDATE ON promised_benefit
FOR EACH ROW WHEN NEW.is_released IS NOT OLD.is_released
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_changed_counts_as_taken') FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) > benefit.capacity;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) WHERE benefit.id IN (NEW.benefit_id);
END;
