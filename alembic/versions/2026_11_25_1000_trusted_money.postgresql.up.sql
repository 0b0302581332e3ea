DROP TRIGGER lifecycle_move_never_inserted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_updated ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_deleted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_truncated ON lifecycle_move;

-- next statement
DROP TRIGGER donation_frozen ON donation;

-- next statement
DROP TRIGGER inbound_event_frozen ON inbound_event;

-- next statement
DROP TRIGGER receipt_frozen ON receipt;

-- next statement
DROP TRIGGER refund_frozen ON refund;

-- next statement
DROP TRIGGER payment_frozen_once_set ON payment;

-- next statement
DROP TRIGGER refund_frozen_once_set ON refund;

-- next statement
DROP TRIGGER fund_frozen_by_its_books ON fund;

-- next statement
DROP TRIGGER refund_begins_requested ON refund;

-- next statement
DROP TRIGGER ledger_account_kind_follows_role ON ledger_account;

-- next statement
DROP TRIGGER receipt_fits_its_payment ON receipt;

-- next statement
DROP TRIGGER settlement_within_its_source ON settlement;

-- next statement
DROP TRIGGER audit_note_continues_the_chain ON audit_note;

-- next statement
DROP TRIGGER payment_refunded_minor_is_recomputed ON payment;

-- next statement
DROP TRIGGER invoice_paid_minor_is_recomputed ON invoice;

-- next statement
DROP TRIGGER refund_added_counts_as_refunded_minor ON refund;

-- next statement
DROP TRIGGER refund_changed_counts_as_refunded_minor ON refund;

-- next statement
DROP TRIGGER settlement_added_counts_as_paid_minor ON settlement;

-- next statement
DROP FUNCTION guard_donation_frozen();

-- next statement
DROP FUNCTION guard_inbound_event_frozen();

-- next statement
DROP FUNCTION guard_receipt_frozen();

-- next statement
DROP FUNCTION guard_refund_frozen();

-- next statement
DROP FUNCTION guard_payment_frozen_once_set();

-- next statement
DROP FUNCTION guard_refund_frozen_once_set();

-- next statement
DROP FUNCTION guard_fund_frozen_by_its_books();

-- next statement
DROP FUNCTION guard_refund_begins_requested();

-- next statement
DROP FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
DROP FUNCTION guard_receipt_fits_its_payment();

-- next statement
DROP FUNCTION guard_settlement_within_its_source();

-- next statement
DROP FUNCTION guard_audit_note_continues_the_chain();

-- next statement
DROP FUNCTION guard_payment_refunded_minor_is_recomputed();

-- next statement
DROP FUNCTION guard_invoice_paid_minor_is_recomputed();

-- next statement
DROP FUNCTION guard_refund_added_counts_as_refunded_minor();

-- next statement
DROP FUNCTION guard_refund_changed_counts_as_refunded_minor();

-- next statement
DROP FUNCTION guard_settlement_added_counts_as_paid_minor();

-- next statement
ALTER TABLE bank_transfer DROP CONSTRAINT uq_bank_transfer_bank_reference;

-- next statement
ALTER TABLE fund DROP CONSTRAINT ck_fund_restriction;

-- next statement
ALTER TABLE fund DROP CONSTRAINT ck_fund_purpose_if_restricted;

-- next statement
ALTER TABLE stored_file DROP CONSTRAINT ck_stored_file_filekind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_accountkind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_role;

-- next statement
ALTER TABLE donation DROP CONSTRAINT ck_donation_donationstatus;

-- next statement
ALTER TABLE donation DROP CONSTRAINT ck_donation_received_when;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_refundstatus;

-- next statement
ALTER TABLE receipt DROP CONSTRAINT uq_receipt_payment_id;

-- next statement
ALTER TABLE receipt DROP CONSTRAINT uq_receipt_donation_id;

-- next statement
ALTER TABLE settlement DROP CONSTRAINT uq_settlement_payment_id;

-- next statement
CREATE TABLE bank_account (
  id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  identification TEXT NOT NULL,
  currency TEXT NOT NULL,
  csv_format JSONB NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  opened_by TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_bank_account PRIMARY KEY (id),
  CONSTRAINT uq_bank_account_id_currency UNIQUE (id, currency),
  CONSTRAINT uq_bank_account_name UNIQUE (name),
  CONSTRAINT uq_bank_account_identification UNIQUE (identification),
  CONSTRAINT ck_bank_account_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_bank_account_opened_at_real CHECK (opened_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND opened_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE bank_transfer ADD COLUMN method TEXT DEFAULT 'transfer' NOT NULL;

-- next statement
ALTER TABLE bank_transfer ADD COLUMN cheque_number TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE bank_transfer ADD COLUMN turn BIGINT DEFAULT 1 NOT NULL;

-- next statement
CREATE TABLE difference (
  id BIGSERIAL NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  sentence TEXT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  found_at TIMESTAMP WITH TIME ZONE NOT NULL,
  fixes BIGINT NOT NULL,
  CONSTRAINT pk_difference PRIMARY KEY (id),
  CONSTRAINT ck_difference_fixes_counted CHECK (fixes >= 0),
  CONSTRAINT ck_difference_differencekind CHECK (kind IN ('foreign', 'not_booked', 'amount', 'fee', 'unknown_line', 'no_line', 'payout_sum', 'payout_late', 'balance')),
  CONSTRAINT ck_difference_differencestatus CHECK (status IN ('found', 'fixed', 'accepted', 'gone')),
  CONSTRAINT ck_difference_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_difference_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_difference_found_at_real CHECK (found_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND found_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE fund ADD COLUMN restricted_until DATE;

-- next statement
ALTER TABLE inbound_event ADD COLUMN came_by TEXT DEFAULT 'webhook' NOT NULL;

-- next statement
ALTER TABLE inbound_event ADD COLUMN occurred_at TIMESTAMP WITH TIME ZONE;

-- next statement
CREATE TABLE payout (
  id BIGSERIAL NOT NULL,
  external_id TEXT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  is_automatic BOOLEAN NOT NULL,
  status TEXT NOT NULL,
  begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
  arrival_on DATE NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  failure TEXT NOT NULL,
  booked_at TIMESTAMP WITH TIME ZONE,
  reconciled_at TIMESTAMP WITH TIME ZONE,
  bookings BIGINT NOT NULL,
  CONSTRAINT pk_payout PRIMARY KEY (id),
  CONSTRAINT ck_payout_amount_not_zero CHECK (amount_minor <> 0),
  CONSTRAINT ck_payout_bookings_counted CHECK (bookings >= 0),
  CONSTRAINT uq_payout_id_currency UNIQUE (id, currency),
  CONSTRAINT uq_payout_external_id UNIQUE (external_id),
  CONSTRAINT ck_payout_payoutstatus CHECK (status IN ('under_way', 'paid', 'failed', 'cancelled')),
  CONSTRAINT ck_payout_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_payout_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_payout_begun_at_real CHECK (begun_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND begun_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_payout_arrival_on_real CHECK (arrival_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_payout_ended_at_real CHECK (ended_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND ended_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_payout_booked_at_real CHECK (booked_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND booked_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_payout_reconciled_at_real CHECK (reconciled_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND reconciled_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE reconciliation_run (
  id BIGSERIAL NOT NULL,
  ran_at TIMESTAMP WITH TIME ZONE NOT NULL,
  since_on DATE NOT NULL,
  until_on DATE NOT NULL,
  lines_read BIGINT NOT NULL,
  lines_added BIGINT NOT NULL,
  found BIGINT NOT NULL,
  gone BIGINT NOT NULL,
  standing BIGINT NOT NULL,
  CONSTRAINT pk_reconciliation_run PRIMARY KEY (id),
  CONSTRAINT ck_reconciliation_run_ran_at_real CHECK (ran_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND ran_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_reconciliation_run_since_on_real CHECK (since_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_reconciliation_run_until_on_real CHECK (until_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE TABLE self_check (
  id BIGSERIAL NOT NULL,
  begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
  finished_at TIMESTAMP WITH TIME ZONE NOT NULL,
  broken_count BIGINT NOT NULL,
  sentences JSONB NOT NULL,
  CONSTRAINT pk_self_check PRIMARY KEY (id),
  CONSTRAINT ck_self_check_broken_counted CHECK (broken_count >= 0),
  CONSTRAINT ck_self_check_begun_at_real CHECK (begun_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND begun_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_self_check_finished_at_real CHECK (finished_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND finished_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE vital_sign (
  name TEXT NOT NULL,
  first_at TIMESTAMP WITH TIME ZONE NOT NULL,
  last_at TIMESTAMP WITH TIME ZONE NOT NULL,
  count BIGINT NOT NULL,
  note TEXT NOT NULL,
  CONSTRAINT pk_vital_sign PRIMARY KEY (name),
  CONSTRAINT ck_vital_sign_count_not_negative CHECK (count >= 0),
  CONSTRAINT ck_vital_sign_first_at_real CHECK (first_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND first_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_vital_sign_last_at_real CHECK (last_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND last_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE accounting_period (
  id BIGINT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  next_starts_on DATE NOT NULL,
  status TEXT NOT NULL,
  closed_by TEXT,
  closed_at TIMESTAMP WITH TIME ZONE,
  last_entry_id BIGINT,
  reopen_requested_by TEXT,
  reopen_requested_by_id BIGINT,
  reopen_requested_at TIMESTAMP WITH TIME ZONE,
  reopen_reason TEXT NOT NULL,
  reopened_by TEXT,
  reopened_by_id BIGINT,
  reopened_at TIMESTAMP WITH TIME ZONE,
  version BIGINT NOT NULL,
  CONSTRAINT pk_accounting_period PRIMARY KEY (id),
  CONSTRAINT ck_accounting_period_one_month CHECK (id = extract(year FROM starts_on) * 100 + extract(month FROM starts_on) AND extract(day FROM starts_on) = 1 AND next_starts_on = starts_on + interval '1 month' AND ends_on = next_starts_on - 1),
  CONSTRAINT ck_accounting_period_closed_by_somebody CHECK (status <> 'closed' OR (closed_by IS NOT NULL AND closed_at IS NOT NULL AND last_entry_id IS NOT NULL AND reopened_by_id IS NULL)),
  CONSTRAINT ck_accounting_period_request_is_whole CHECK ((reopen_requested_by_id IS NULL) = (reopen_requested_at IS NULL) AND (reopen_requested_by_id IS NULL) = (reopen_requested_by IS NULL) AND (reopen_requested_by_id IS NULL) = (reopen_reason = '')),
  CONSTRAINT ck_accounting_period_approval_is_whole CHECK ((reopened_by_id IS NULL) = (reopened_at IS NULL) AND (reopened_by_id IS NULL) = (reopened_by IS NULL)),
  CONSTRAINT ck_accounting_period_reopened_by_two CHECK (reopened_by_id IS NULL OR (reopen_requested_by_id IS NOT NULL AND reopened_by_id <> reopen_requested_by_id)),
  CONSTRAINT uq_accounting_period_starts_on UNIQUE (starts_on),
  CONSTRAINT uq_accounting_period_ends_on UNIQUE (ends_on),
  CONSTRAINT uq_accounting_period_next_starts_on UNIQUE (next_starts_on),
  CONSTRAINT ck_accounting_period_periodstatus CHECK (status IN ('open', 'closed')),
  CONSTRAINT fk_accounting_period_last_entry_id FOREIGN KEY(last_entry_id) REFERENCES journal_entry (id) ON DELETE RESTRICT,
  CONSTRAINT fk_accounting_period_reopen_requested_by_id FOREIGN KEY(reopen_requested_by_id) REFERENCES staff_user (id) ON DELETE RESTRICT,
  CONSTRAINT fk_accounting_period_reopened_by_id FOREIGN KEY(reopened_by_id) REFERENCES staff_user (id) ON DELETE RESTRICT,
  CONSTRAINT ck_accounting_period_starts_on_real CHECK (starts_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_accounting_period_ends_on_real CHECK (ends_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_accounting_period_next_starts_on_real CHECK (next_starts_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_accounting_period_closed_at_real CHECK (closed_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND closed_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_accounting_period_reopen_requested_at_real CHECK (reopen_requested_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND reopen_requested_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_accounting_period_reopened_at_real CHECK (reopened_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND reopened_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE balance_transaction (
  id BIGSERIAL NOT NULL,
  external_id TEXT NOT NULL,
  category TEXT NOT NULL,
  source_external_id TEXT,
  description TEXT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  fee_minor NUMERIC NOT NULL,
  net_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  available_on DATE NOT NULL,
  payout_id BIGINT,
  CONSTRAINT pk_balance_transaction PRIMARY KEY (id),
  CONSTRAINT ck_balance_transaction_net_is_what_is_left CHECK (net_minor = amount_minor - fee_minor),
  CONSTRAINT fk_balance_transaction_payout FOREIGN KEY(payout_id, currency) REFERENCES payout (id, currency) ON DELETE RESTRICT,
  CONSTRAINT uq_balance_transaction_external_id UNIQUE (external_id),
  CONSTRAINT ck_balance_transaction_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_balance_transaction_fee_minor_whole CHECK (fee_minor % 1 = 0 AND abs(fee_minor) <= 9000000000000000),
  CONSTRAINT ck_balance_transaction_net_minor_whole CHECK (net_minor % 1 = 0 AND abs(net_minor) <= 9000000000000000),
  CONSTRAINT ck_balance_transaction_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_balance_transaction_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_balance_transaction_available_on_real CHECK (available_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE TABLE bank_statement (
  id BIGSERIAL NOT NULL,
  bank_account_id BIGINT NOT NULL,
  currency TEXT NOT NULL,
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  stored_file_id BIGINT,
  format TEXT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  opening_minor NUMERIC,
  closing_minor NUMERIC,
  moved_minor NUMERIC NOT NULL,
  line_count BIGINT NOT NULL,
  new_count BIGINT NOT NULL,
  imported_at TIMESTAMP WITH TIME ZONE NOT NULL,
  imported_by TEXT NOT NULL,
  CONSTRAINT pk_bank_statement PRIMARY KEY (id),
  CONSTRAINT uq_bank_statement_bank_account_id_sha256 UNIQUE (bank_account_id, sha256),
  CONSTRAINT ck_bank_statement_sha256_length CHECK (length(sha256) = 64),
  CONSTRAINT ck_bank_statement_period CHECK (starts_on <= ends_on),
  CONSTRAINT ck_bank_statement_counted CHECK (new_count >= 0 AND new_count <= line_count),
  CONSTRAINT fk_bank_statement_bank_account FOREIGN KEY(bank_account_id, currency) REFERENCES bank_account (id, currency) ON DELETE RESTRICT,
  CONSTRAINT fk_bank_statement_stored_file_id FOREIGN KEY(stored_file_id) REFERENCES stored_file (id) ON DELETE RESTRICT,
  CONSTRAINT ck_bank_statement_statementformat CHECK (format IN ('csv', 'camt.053')),
  CONSTRAINT ck_bank_statement_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_bank_statement_starts_on_real CHECK (starts_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_bank_statement_ends_on_real CHECK (ends_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_bank_statement_opening_minor_whole CHECK (opening_minor % 1 = 0 AND abs(opening_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_statement_closing_minor_whole CHECK (closing_minor % 1 = 0 AND abs(closing_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_statement_moved_minor_whole CHECK (moved_minor % 1 = 0 AND abs(moved_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_statement_imported_at_real CHECK (imported_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND imported_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE payment ADD COLUMN settlement_minor NUMERIC;

-- next statement
ALTER TABLE payment ADD COLUMN settlement_currency TEXT;

-- next statement
ALTER TABLE payment ADD COLUMN disputed_minor NUMERIC DEFAULT 0 NOT NULL;

-- next statement
CREATE TABLE bank_line (
  id BIGSERIAL NOT NULL,
  bank_account_id BIGINT NOT NULL,
  bank_statement_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  fingerprint TEXT NOT NULL,
  occurrence BIGINT NOT NULL,
  booked_on DATE NOT NULL,
  valued_on DATE,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  counterparty TEXT NOT NULL,
  text TEXT NOT NULL,
  bank_reference TEXT NOT NULL,
  status TEXT NOT NULL,
  CONSTRAINT pk_bank_line PRIMARY KEY (id),
  CONSTRAINT uq_bank_line_bank_account_id_fingerprint_occurrence UNIQUE (bank_account_id, fingerprint, occurrence),
  CONSTRAINT uq_bank_line_bank_statement_id_position UNIQUE (bank_statement_id, position),
  CONSTRAINT uq_bank_line_id_currency UNIQUE (id, currency),
  CONSTRAINT ck_bank_line_moves_money CHECK (amount_minor <> 0),
  CONSTRAINT ck_bank_line_counted CHECK (occurrence >= 1 AND position >= 1),
  CONSTRAINT ck_bank_line_fingerprint_length CHECK (length(fingerprint) = 64),
  CONSTRAINT fk_bank_line_bank_account FOREIGN KEY(bank_account_id, currency) REFERENCES bank_account (id, currency) ON DELETE RESTRICT,
  CONSTRAINT fk_bank_line_bank_statement_id FOREIGN KEY(bank_statement_id) REFERENCES bank_statement (id) ON DELETE RESTRICT,
  CONSTRAINT ck_bank_line_banklinestatus CHECK (status IN ('waiting', 'matched', 'set_aside')),
  CONSTRAINT ck_bank_line_booked_on_real CHECK (booked_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_bank_line_valued_on_real CHECK (valued_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_bank_line_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_line_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
);

-- next statement
CREATE TABLE dispute (
  id BIGSERIAL NOT NULL,
  payment_id BIGINT NOT NULL,
  external_id TEXT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  reason TEXT NOT NULL,
  status TEXT NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_by TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_dispute PRIMARY KEY (id),
  CONSTRAINT ck_dispute_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT fk_dispute_payment FOREIGN KEY(payment_id, currency) REFERENCES payment (id, currency) ON DELETE RESTRICT,
  CONSTRAINT uq_dispute_id_payment_id_currency UNIQUE (id, payment_id, currency),
  CONSTRAINT uq_dispute_external_id UNIQUE (external_id),
  CONSTRAINT ck_dispute_disputestatus CHECK (status IN ('raised', 'open', 'won', 'lost', 'closed')),
  CONSTRAINT ck_dispute_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_dispute_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_dispute_opened_at_real CHECK (opened_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND opened_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_dispute_due_by_real CHECK (due_by >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND due_by < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE donation ADD COLUMN method TEXT DEFAULT 'online' NOT NULL;

-- next statement
ALTER TABLE donation ADD COLUMN cheque_number TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE donation ADD COLUMN mailed_on DATE;

-- next statement
ALTER TABLE donation ADD COLUMN donor_address TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE refund ADD COLUMN settlement_minor NUMERIC;

-- next statement
ALTER TABLE refund ADD COLUMN settlement_currency TEXT;

-- next statement
ALTER TABLE refund ADD COLUMN needs_approval BOOLEAN DEFAULT false NOT NULL;

-- next statement
ALTER TABLE refund ADD COLUMN requested_by_id BIGINT;

-- next statement
ALTER TABLE refund ADD COLUMN approved_by_id BIGINT;

-- next statement
ALTER TABLE refund ADD COLUMN approved_by TEXT;

-- next statement
ALTER TABLE refund ADD COLUMN approved_at TIMESTAMP WITH TIME ZONE;

-- next statement
ALTER TABLE refund ADD COLUMN returned_minor NUMERIC;

-- next statement
ALTER TABLE refund ADD COLUMN returned_currency TEXT;

-- next statement
CREATE TABLE bank_match (
  id BIGSERIAL NOT NULL,
  bank_line_id BIGINT NOT NULL,
  entry_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  books BOOLEAN NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  matched_at TIMESTAMP WITH TIME ZONE NOT NULL,
  matched_by TEXT NOT NULL,
  undone_at TIMESTAMP WITH TIME ZONE,
  undone_by TEXT,
  undone_why TEXT,
  CONSTRAINT pk_bank_match PRIMARY KEY (id),
  CONSTRAINT ck_bank_match_moves_money CHECK (amount_minor <> 0),
  CONSTRAINT ck_bank_match_undone_whole CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undone_why IS NULL)),
  CONSTRAINT fk_bank_match_bank_line FOREIGN KEY(bank_line_id, currency) REFERENCES bank_line (id, currency) ON DELETE RESTRICT,
  CONSTRAINT fk_bank_match_entry_id FOREIGN KEY(entry_id) REFERENCES journal_entry (id) ON DELETE RESTRICT,
  CONSTRAINT ck_bank_match_matchkind CHECK (kind IN ('recorded', 'payout', 'invoice', 'gift', 'suspense')),
  CONSTRAINT ck_bank_match_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_match_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_bank_match_matched_at_real CHECK (matched_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND matched_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_bank_match_undone_at_real CHECK (undone_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND undone_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE dispute_movement (
  id BIGSERIAL NOT NULL,
  dispute_id BIGINT NOT NULL,
  payment_id BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  external_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  fee_minor NUMERIC NOT NULL,
  fee_currency TEXT NOT NULL,
  settlement_minor NUMERIC NOT NULL,
  settlement_currency TEXT NOT NULL,
  moved_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_dispute_movement PRIMARY KEY (id),
  CONSTRAINT uq_dispute_movement_dispute_id_ordinal UNIQUE (dispute_id, ordinal),
  CONSTRAINT ck_dispute_movement_amount_not_negative CHECK (amount_minor >= 0 AND settlement_minor >= 0),
  CONSTRAINT ck_dispute_movement_exchanged_or_equal CHECK (settlement_currency <> currency OR settlement_minor = amount_minor),
  CONSTRAINT fk_dispute_movement_dispute FOREIGN KEY(dispute_id, payment_id, currency) REFERENCES dispute (id, payment_id, currency) ON DELETE RESTRICT,
  CONSTRAINT uq_dispute_movement_external_id UNIQUE (external_id),
  CONSTRAINT ck_dispute_movement_movementkind CHECK (kind IN ('withdrawal', 'reinstatement')),
  CONSTRAINT ck_dispute_movement_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_dispute_movement_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_dispute_movement_fee_minor_whole CHECK (fee_minor % 1 = 0 AND abs(fee_minor) <= 9000000000000000),
  CONSTRAINT ck_dispute_movement_fee_currency_code CHECK (length(fee_currency) = 3 AND fee_currency = upper(fee_currency)),
  CONSTRAINT ck_dispute_movement_settlement_minor_whole CHECK (settlement_minor % 1 = 0 AND abs(settlement_minor) <= 9000000000000000),
  CONSTRAINT ck_dispute_movement_settlement_currency_code CHECK (length(settlement_currency) = 3 AND settlement_currency = upper(settlement_currency)),
  CONSTRAINT ck_dispute_movement_moved_at_real CHECK (moved_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND moved_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE receipt ALTER COLUMN payment_id DROP NOT NULL;

-- next statement
ALTER TABLE receipt ADD COLUMN replaces_id BIGINT;

-- next statement
CREATE TABLE suspense_case (
  id BIGSERIAL NOT NULL,
  payment_id BIGINT,
  bank_line_id BIGINT,
  external_id TEXT,
  fund_id BIGINT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  decided_minor NUMERIC NOT NULL,
  is_shortfall BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  sentence TEXT NOT NULL,
  status TEXT NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  opened_by TEXT NOT NULL,
  CONSTRAINT pk_suspense_case PRIMARY KEY (id),
  CONSTRAINT ck_suspense_case_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_suspense_case_decided_within_amount CHECK (decided_minor >= 0 AND decided_minor <= amount_minor),
  CONSTRAINT ck_suspense_case_waits_until_decided CHECK (status = 'waiting' OR decided_minor = amount_minor),
  CONSTRAINT ck_suspense_case_one_source CHECK (CASE WHEN payment_id IS NULL THEN 0 ELSE 1 END + CASE WHEN bank_line_id IS NULL THEN 0 ELSE 1 END + CASE WHEN external_id IS NULL THEN 0 ELSE 1 END = 1),
  CONSTRAINT ck_suspense_case_shortfall_of_no_payment CHECK (NOT is_shortfall OR payment_id IS NULL),
  CONSTRAINT uq_suspense_case_id_currency UNIQUE (id, currency),
  CONSTRAINT fk_suspense_case_payment FOREIGN KEY(payment_id, currency) REFERENCES payment (id, currency) ON DELETE RESTRICT,
  CONSTRAINT uq_suspense_case_payment_id UNIQUE (payment_id),
  CONSTRAINT fk_suspense_case_bank_line_id FOREIGN KEY(bank_line_id) REFERENCES bank_line (id) ON DELETE RESTRICT,
  CONSTRAINT uq_suspense_case_external_id UNIQUE (external_id),
  CONSTRAINT fk_suspense_case_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_suspense_case_misfit CHECK (reason IN ('amount_differs', 'currency_differs', 'nothing_owed', 'unknown_payer', 'foreign_charge', 'overlap')),
  CONSTRAINT ck_suspense_case_suspensecasestatus CHECK (status IN ('waiting', 'returned', 'counted_as_gift', 'settled_invoice', 'passed_on', 'explained')),
  CONSTRAINT ck_suspense_case_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_suspense_case_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_suspense_case_decided_minor_whole CHECK (decided_minor % 1 = 0 AND abs(decided_minor) <= 9000000000000000),
  CONSTRAINT ck_suspense_case_opened_at_real CHECK (opened_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND opened_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE remittance (
  id BIGSERIAL NOT NULL,
  case_id BIGINT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  payee TEXT NOT NULL,
  reason TEXT NOT NULL,
  form_key TEXT,
  status TEXT NOT NULL,
  needs_approval BOOLEAN NOT NULL,
  requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
  requested_by TEXT NOT NULL,
  requested_by_id BIGINT,
  approved_by_id BIGINT,
  approved_by TEXT,
  approved_at TIMESTAMP WITH TIME ZONE,
  sent_on DATE,
  bank_reference TEXT,
  CONSTRAINT pk_remittance PRIMARY KEY (id),
  CONSTRAINT ck_remittance_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_remittance_approved_by_another CHECK (approved_by_id <> requested_by_id),
  CONSTRAINT ck_remittance_approved_if_needed CHECK (status IN ('proposed', 'rejected') OR NOT needs_approval OR (approved_by_id IS NOT NULL AND requested_by_id IS NOT NULL)),
  CONSTRAINT ck_remittance_approved_whole CHECK ((approved_by_id IS NULL) = (approved_at IS NULL)),
  CONSTRAINT ck_remittance_sent_when CHECK ((status IN ('sent', 'came_back')) = (sent_on IS NOT NULL) AND (sent_on IS NULL) = (bank_reference IS NULL)),
  CONSTRAINT fk_remittance_case FOREIGN KEY(case_id, currency) REFERENCES suspense_case (id, currency) ON DELETE RESTRICT,
  CONSTRAINT uq_remittance_form_key UNIQUE (form_key),
  CONSTRAINT ck_remittance_remittancestatus CHECK (status IN ('proposed', 'approved', 'sent', 'rejected', 'came_back')),
  CONSTRAINT ck_remittance_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_remittance_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_remittance_requested_at_real CHECK (requested_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND requested_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_remittance_approved_at_real CHECK (approved_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND approved_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_remittance_sent_on_real CHECK (sent_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE TABLE settlement_return (
  id BIGSERIAL NOT NULL,
  settlement_id BIGINT NOT NULL,
  invoice_id BIGINT NOT NULL,
  refund_id BIGINT,
  dispute_id BIGINT,
  entry_id BIGINT,
  direction TEXT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  returned_on DATE NOT NULL,
  CONSTRAINT pk_settlement_return PRIMARY KEY (id),
  CONSTRAINT ck_settlement_return_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_settlement_return_one_cause CHECK (CASE WHEN refund_id IS NULL THEN 0 ELSE 1 END + CASE WHEN dispute_id IS NULL THEN 0 ELSE 1 END + CASE WHEN entry_id IS NULL THEN 0 ELSE 1 END = 1),
  CONSTRAINT fk_settlement_return_invoice FOREIGN KEY(invoice_id, currency) REFERENCES invoice (id, currency) ON DELETE RESTRICT,
  CONSTRAINT fk_settlement_return_settlement_id FOREIGN KEY(settlement_id) REFERENCES settlement (id) ON DELETE RESTRICT,
  CONSTRAINT fk_settlement_return_refund_id FOREIGN KEY(refund_id) REFERENCES refund (id) ON DELETE RESTRICT,
  CONSTRAINT fk_settlement_return_dispute_id FOREIGN KEY(dispute_id) REFERENCES dispute (id) ON DELETE RESTRICT,
  CONSTRAINT fk_settlement_return_entry_id FOREIGN KEY(entry_id) REFERENCES journal_entry (id) ON DELETE RESTRICT,
  CONSTRAINT ck_settlement_return_returndirection CHECK (direction IN ('returned', 'restored')),
  CONSTRAINT ck_settlement_return_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_settlement_return_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_settlement_return_returned_on_real CHECK (returned_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE TABLE suspense_decision (
  id BIGSERIAL NOT NULL,
  case_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  refund_id BIGINT,
  donation_id BIGINT,
  settlement_id BIGINT,
  remittance_id BIGINT,
  undoes_id BIGINT,
  entry_id BIGINT NOT NULL,
  form_key TEXT,
  reason TEXT NOT NULL,
  decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
  decided_by TEXT NOT NULL,
  CONSTRAINT pk_suspense_decision PRIMARY KEY (id),
  CONSTRAINT ck_suspense_decision_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_suspense_decision_undoes_another CHECK (undoes_id <> id),
  CONSTRAINT ck_suspense_decision_target_of_its_kind CHECK ((kind = 'counted_as_gift') = (donation_id IS NOT NULL) AND (kind = 'settled_invoice') = (settlement_id IS NOT NULL) AND (kind = 'returned' OR refund_id IS NULL) AND (kind IN ('returned', 'passed_on') OR remittance_id IS NULL) AND (kind <> 'passed_on' OR remittance_id IS NOT NULL) AND (refund_id IS NULL OR remittance_id IS NULL)),
  CONSTRAINT fk_suspense_decision_case FOREIGN KEY(case_id, currency) REFERENCES suspense_case (id, currency) ON DELETE RESTRICT,
  CONSTRAINT ck_suspense_decision_decisionkind CHECK (kind IN ('returned', 'counted_as_gift', 'settled_invoice', 'passed_on', 'explained')),
  CONSTRAINT fk_suspense_decision_refund_id FOREIGN KEY(refund_id) REFERENCES refund (id) ON DELETE RESTRICT,
  CONSTRAINT fk_suspense_decision_donation_id FOREIGN KEY(donation_id) REFERENCES donation (id) ON DELETE RESTRICT,
  CONSTRAINT fk_suspense_decision_settlement_id FOREIGN KEY(settlement_id) REFERENCES settlement (id) ON DELETE RESTRICT,
  CONSTRAINT fk_suspense_decision_remittance_id FOREIGN KEY(remittance_id) REFERENCES remittance (id) ON DELETE RESTRICT,
  CONSTRAINT uq_suspense_decision_undoes_id UNIQUE (undoes_id),
  CONSTRAINT fk_suspense_decision_undoes_id FOREIGN KEY(undoes_id) REFERENCES suspense_decision (id) ON DELETE RESTRICT,
  CONSTRAINT fk_suspense_decision_entry_id FOREIGN KEY(entry_id) REFERENCES journal_entry (id) ON DELETE RESTRICT,
  CONSTRAINT uq_suspense_decision_form_key UNIQUE (form_key),
  CONSTRAINT ck_suspense_decision_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_suspense_decision_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_suspense_decision_decided_at_real CHECK (decided_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND decided_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE bank_transfer ADD CONSTRAINT ck_bank_transfer_cheque_numbered CHECK ((method = 'cheque') = (cheque_number <> ''));

-- next statement
ALTER TABLE bank_transfer ADD CONSTRAINT ck_bank_transfer_turn_counted CHECK (turn >= 1);

-- next statement
ALTER TABLE bank_transfer ADD CONSTRAINT uq_bank_transfer_bank_reference_turn UNIQUE (bank_reference, turn);

-- next statement
ALTER TABLE bank_transfer ADD CONSTRAINT ck_bank_transfer_transfermethod CHECK (method IN ('transfer', 'cheque'));

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_purpose_if_restricted CHECK ((restriction <> 'none' OR purpose = '') AND (restriction <> 'purpose' OR purpose <> ''));

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_until_if_time CHECK ((restriction = 'time') = (restricted_until IS NOT NULL));

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_restriction CHECK (restriction IN ('none', 'purpose', 'time'));

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_restricted_until_real CHECK (restricted_until BETWEEN DATE '0001-01-01' AND DATE '9999-12-31');

-- next statement
ALTER TABLE inbound_event ADD CONSTRAINT ck_inbound_event_cameby CHECK (came_by IN ('webhook', 'list'));

-- next statement
ALTER TABLE inbound_event ADD CONSTRAINT ck_inbound_event_occurred_at_real CHECK (occurred_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND occurred_at < TIMESTAMPTZ '9999-12-31 00:00:00+00');

-- next statement
ALTER TABLE stored_file ADD CONSTRAINT ck_stored_file_filekind CHECK (kind IN ('logo', 'signed_contract', 'bank_statement'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'payouts-in-transit', 'bank', 'receivables', 'disputed-funds', 'deferred-revenue', 'suspense', 'between-funds', 'currency-exchange', 'released-from-restriction', 'contributions', 'sponsorship-income', 'processing-fees', 'dispute-fees'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_accountkind CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense'));

-- next statement
ALTER TABLE payment ADD CONSTRAINT ck_payment_disputed_not_negative CHECK (disputed_minor >= 0);

-- next statement
ALTER TABLE payment ADD CONSTRAINT ck_payment_settlement_whole CHECK ((settlement_minor IS NULL) = (settlement_currency IS NULL));

-- next statement
ALTER TABLE payment ADD CONSTRAINT ck_payment_settlement_minor_whole CHECK (settlement_minor % 1 = 0 AND abs(settlement_minor) <= 9000000000000000);

-- next statement
ALTER TABLE payment ADD CONSTRAINT ck_payment_settlement_currency_code CHECK (length(settlement_currency) = 3 AND settlement_currency = upper(settlement_currency));

-- next statement
ALTER TABLE payment ADD CONSTRAINT ck_payment_disputed_minor_whole CHECK (disputed_minor % 1 = 0 AND abs(disputed_minor) <= 9000000000000000);

-- next statement
ALTER TABLE donation ADD CONSTRAINT ck_donation_received_when CHECK (status NOT IN ('received', 'refunded', 'taken_back') OR received_on IS NOT NULL);

-- next statement
ALTER TABLE donation ADD CONSTRAINT ck_donation_cheque_numbered CHECK ((method = 'cheque') = (cheque_number <> ''));

-- next statement
ALTER TABLE donation ADD CONSTRAINT ck_donation_only_cheques_are_mailed CHECK (mailed_on IS NULL OR method = 'cheque');

-- next statement
ALTER TABLE donation ADD CONSTRAINT ck_donation_donationstatus CHECK (status IN ('begun', 'pending', 'received', 'failed', 'lapsed', 'refunded', 'taken_back', 'withdrawn'));

-- next statement
ALTER TABLE donation ADD CONSTRAINT ck_donation_giftmethod CHECK (method IN ('online', 'transfer', 'cheque', 'elsewhere'));

-- next statement
ALTER TABLE donation ADD CONSTRAINT ck_donation_mailed_on_real CHECK (mailed_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31');

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_approved_by_another CHECK (approved_by_id <> requested_by_id);

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_approved_if_needed CHECK (status IN ('proposed', 'rejected') OR NOT needs_approval OR (approved_by_id IS NOT NULL AND requested_by_id IS NOT NULL));

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_approved_whole CHECK ((approved_by_id IS NULL) = (approved_at IS NULL));

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_settlement_whole CHECK ((settlement_minor IS NULL) = (settlement_currency IS NULL));

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_returned_whole CHECK ((returned_minor IS NULL) = (returned_currency IS NULL));

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_refundstatus CHECK (status IN ('proposed', 'requested', 'pending', 'succeeded', 'failed', 'rejected'));

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_settlement_minor_whole CHECK (settlement_minor % 1 = 0 AND abs(settlement_minor) <= 9000000000000000);

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_settlement_currency_code CHECK (length(settlement_currency) = 3 AND settlement_currency = upper(settlement_currency));

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_approved_at_real CHECK (approved_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND approved_at < TIMESTAMPTZ '9999-12-31 00:00:00+00');

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_returned_minor_whole CHECK (returned_minor % 1 = 0 AND abs(returned_minor) <= 9000000000000000);

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_returned_currency_code CHECK (length(returned_currency) = 3 AND returned_currency = upper(returned_currency));

-- next statement
ALTER TABLE receipt ADD CONSTRAINT uq_receipt_replaces_id UNIQUE (replaces_id);

-- next statement
ALTER TABLE receipt ADD CONSTRAINT fk_receipt_replaces_id FOREIGN KEY(replaces_id) REFERENCES receipt (id) ON DELETE RESTRICT;

-- next statement
CREATE UNIQUE INDEX uq_bank_transfer_cheque ON bank_transfer (payer, cheque_number, turn) WHERE cheque_number <> '';

-- next statement
CREATE UNIQUE INDEX ix_difference_standing ON difference (kind, subject) WHERE status = 'found';

-- next statement
CREATE INDEX ix_difference_subject ON difference (subject);

-- next statement
CREATE INDEX ix_payout_begun_at ON payout (begun_at);

-- next statement
CREATE INDEX ix_reconciliation_run_ran_at ON reconciliation_run (ran_at);

-- next statement
CREATE INDEX ix_self_check_finished_at ON self_check (finished_at);

-- next statement
CREATE INDEX ix_balance_transaction_created_at ON balance_transaction (created_at);

-- next statement
CREATE INDEX ix_balance_transaction_payout_id ON balance_transaction (payout_id);

-- next statement
CREATE INDEX ix_balance_transaction_source_external_id ON balance_transaction (source_external_id);

-- next statement
CREATE INDEX ix_bank_line_waiting ON bank_line (status, booked_on);

-- next statement
CREATE INDEX ix_dispute_payment_id ON dispute (payment_id);

-- next statement
CREATE UNIQUE INDEX uq_donation_cheque ON donation (donor_name, cheque_number) WHERE cheque_number <> '' AND status <> 'withdrawn';

-- next statement
CREATE INDEX ix_bank_match_bank_line_id ON bank_match (bank_line_id);

-- next statement
CREATE UNIQUE INDEX uq_bank_match_entry_seen_once ON bank_match (entry_id) WHERE undone_at IS NULL;

-- next statement
CREATE INDEX ix_dispute_movement_payment_id ON dispute_movement (payment_id);

-- next statement
CREATE INDEX ix_receipt_donation_id ON receipt (donation_id);

-- next statement
CREATE INDEX ix_receipt_payment_id ON receipt (payment_id);

-- next statement
CREATE UNIQUE INDEX uq_receipt_first ON receipt (donation_id) WHERE replaces_id IS NULL;

-- next statement
CREATE UNIQUE INDEX uq_receipt_standing ON receipt (donation_id) WHERE status = 'issued';

-- next statement
CREATE INDEX ix_suspense_case_waiting ON suspense_case (status, opened_at);

-- next statement
CREATE UNIQUE INDEX uq_suspense_case_bank_line_waiting ON suspense_case (bank_line_id) WHERE status = 'waiting';

-- next statement
CREATE INDEX ix_remittance_case_id ON remittance (case_id);

-- next statement
CREATE INDEX ix_settlement_payment_id ON settlement (payment_id);

-- next statement
CREATE INDEX ix_settlement_return_invoice_id ON settlement_return (invoice_id);

-- next statement
CREATE INDEX ix_settlement_return_settlement_id ON settlement_return (settlement_id);

-- next statement
CREATE INDEX ix_suspense_decision_case_id ON suspense_decision (case_id);

-- next statement
CREATE INDEX ix_suspense_decision_donation_id ON suspense_decision (donation_id);

-- next statement
CREATE INDEX ix_suspense_decision_refund_id ON suspense_decision (refund_id);

-- next statement
CREATE INDEX ix_suspense_decision_remittance_id ON suspense_decision (remittance_id);

-- next statement
CREATE INDEX ix_suspense_decision_settlement_id ON suspense_decision (settlement_id);

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('accounting_period', 'closed', 'open'),
  ('accounting_period', 'open', 'closed'),
  ('bank_line', 'matched', 'waiting'),
  ('bank_line', 'set_aside', 'waiting'),
  ('bank_line', 'waiting', 'matched'),
  ('bank_line', 'waiting', 'set_aside'),
  ('difference', 'accepted', 'found'),
  ('difference', 'fixed', 'found'),
  ('difference', 'found', 'accepted'),
  ('difference', 'found', 'fixed'),
  ('difference', 'found', 'gone'),
  ('dispute', 'closed', 'lost'),
  ('dispute', 'closed', 'open'),
  ('dispute', 'lost', 'won'),
  ('dispute', 'open', 'closed'),
  ('dispute', 'open', 'lost'),
  ('dispute', 'open', 'won'),
  ('dispute', 'raised', 'closed'),
  ('dispute', 'raised', 'lost'),
  ('dispute', 'raised', 'open'),
  ('dispute', 'raised', 'won'),
  ('donation', 'received', 'taken_back'),
  ('donation', 'received', 'withdrawn'),
  ('donation', 'refunded', 'taken_back'),
  ('donation', 'taken_back', 'received'),
  ('donation', 'taken_back', 'refunded'),
  ('invoice', 'paid', 'issued'),
  ('payout', 'paid', 'failed'),
  ('payout', 'under_way', 'cancelled'),
  ('payout', 'under_way', 'failed'),
  ('payout', 'under_way', 'paid'),
  ('refund', 'proposed', 'rejected'),
  ('refund', 'proposed', 'requested'),
  ('remittance', 'approved', 'rejected'),
  ('remittance', 'approved', 'sent'),
  ('remittance', 'proposed', 'approved'),
  ('remittance', 'proposed', 'rejected'),
  ('remittance', 'sent', 'came_back'),
  ('suspense_case', 'counted_as_gift', 'waiting'),
  ('suspense_case', 'passed_on', 'waiting'),
  ('suspense_case', 'returned', 'waiting'),
  ('suspense_case', 'settled_invoice', 'waiting'),
  ('suspense_case', 'waiting', 'counted_as_gift'),
  ('suspense_case', 'waiting', 'explained'),
  ('suspense_case', 'waiting', 'passed_on'),
  ('suspense_case', 'waiting', 'returned'),
  ('suspense_case', 'waiting', 'settled_invoice');

-- next statement
CREATE FUNCTION guard_accounting_period_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.starts_on IS NOT DISTINCT FROM OLD.starts_on AND NEW.ends_on IS NOT DISTINCT FROM OLD.ends_on AND NEW.next_starts_on IS NOT DISTINCT FROM OLD.next_starts_on) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: accounting_period_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_accounting_period_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_balance_transaction_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.external_id IS NOT DISTINCT FROM OLD.external_id AND NEW.category IS NOT DISTINCT FROM OLD.category AND NEW.source_external_id IS NOT DISTINCT FROM OLD.source_external_id AND NEW.description IS NOT DISTINCT FROM OLD.description AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.fee_minor IS NOT DISTINCT FROM OLD.fee_minor AND NEW.net_minor IS NOT DISTINCT FROM OLD.net_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at AND NEW.available_on IS NOT DISTINCT FROM OLD.available_on) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: balance_transaction_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_balance_transaction_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_bank_account_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.identification IS NOT DISTINCT FROM OLD.identification AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.opened_at IS NOT DISTINCT FROM OLD.opened_at AND NEW.opened_by IS NOT DISTINCT FROM OLD.opened_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: bank_account_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_bank_account_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_bank_line_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.bank_account_id IS NOT DISTINCT FROM OLD.bank_account_id AND NEW.bank_statement_id IS NOT DISTINCT FROM OLD.bank_statement_id AND NEW.position IS NOT DISTINCT FROM OLD.position AND NEW.fingerprint IS NOT DISTINCT FROM OLD.fingerprint AND NEW.occurrence IS NOT DISTINCT FROM OLD.occurrence AND NEW.booked_on IS NOT DISTINCT FROM OLD.booked_on AND NEW.valued_on IS NOT DISTINCT FROM OLD.valued_on AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.counterparty IS NOT DISTINCT FROM OLD.counterparty AND NEW.text IS NOT DISTINCT FROM OLD.text AND NEW.bank_reference IS NOT DISTINCT FROM OLD.bank_reference) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: bank_line_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_bank_line_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_bank_match_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.bank_line_id IS NOT DISTINCT FROM OLD.bank_line_id AND NEW.entry_id IS NOT DISTINCT FROM OLD.entry_id AND NEW.kind IS NOT DISTINCT FROM OLD.kind AND NEW.books IS NOT DISTINCT FROM OLD.books AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.matched_at IS NOT DISTINCT FROM OLD.matched_at AND NEW.matched_by IS NOT DISTINCT FROM OLD.matched_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: bank_match_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_bank_match_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_difference_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.kind IS NOT DISTINCT FROM OLD.kind AND NEW.subject IS NOT DISTINCT FROM OLD.subject AND NEW.sentence IS NOT DISTINCT FROM OLD.sentence AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.found_at IS NOT DISTINCT FROM OLD.found_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: difference_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_difference_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_dispute_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.payment_id IS NOT DISTINCT FROM OLD.payment_id AND NEW.external_id IS NOT DISTINCT FROM OLD.external_id AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.opened_at IS NOT DISTINCT FROM OLD.opened_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: dispute_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_dispute_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_donation_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.begun_at IS NOT DISTINCT FROM OLD.begun_at AND NEW.method IS NOT DISTINCT FROM OLD.method AND NEW.cheque_number IS NOT DISTINCT FROM OLD.cheque_number AND NEW.mailed_on IS NOT DISTINCT FROM OLD.mailed_on AND NEW.donor_address IS NOT DISTINCT FROM OLD.donor_address) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: donation_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_donation_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_inbound_event_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.provider IS NOT DISTINCT FROM OLD.provider AND NEW.livemode IS NOT DISTINCT FROM OLD.livemode AND NEW.account IS NOT DISTINCT FROM OLD.account AND NEW.external_id IS NOT DISTINCT FROM OLD.external_id AND NEW.event_type IS NOT DISTINCT FROM OLD.event_type AND NEW.object_type IS NOT DISTINCT FROM OLD.object_type AND NEW.object_id IS NOT DISTINCT FROM OLD.object_id AND NEW.body IS NOT DISTINCT FROM OLD.body AND NEW.received_at IS NOT DISTINCT FROM OLD.received_at AND NEW.came_by IS NOT DISTINCT FROM OLD.came_by AND NEW.occurred_at IS NOT DISTINCT FROM OLD.occurred_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: inbound_event_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_inbound_event_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payout_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.external_id IS NOT DISTINCT FROM OLD.external_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.is_automatic IS NOT DISTINCT FROM OLD.is_automatic AND NEW.begun_at IS NOT DISTINCT FROM OLD.begun_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payout_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payout_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_receipt_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.series IS NOT DISTINCT FROM OLD.series AND NEW.year IS NOT DISTINCT FROM OLD.year AND NEW.sequence IS NOT DISTINCT FROM OLD.sequence AND NEW.donation_id IS NOT DISTINCT FROM OLD.donation_id AND NEW.payment_id IS NOT DISTINCT FROM OLD.payment_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.tax_date IS NOT DISTINCT FROM OLD.tax_date AND NEW.issued_at IS NOT DISTINCT FROM OLD.issued_at AND NEW.document_id IS NOT DISTINCT FROM OLD.document_id AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.replaces_id IS NOT DISTINCT FROM OLD.replaces_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: receipt_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_receipt_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_refund_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.payment_id IS NOT DISTINCT FROM OLD.payment_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.reason IS NOT DISTINCT FROM OLD.reason AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.idempotency_key IS NOT DISTINCT FROM OLD.idempotency_key AND NEW.requested_at IS NOT DISTINCT FROM OLD.requested_at AND NEW.requested_by IS NOT DISTINCT FROM OLD.requested_by AND NEW.needs_approval IS NOT DISTINCT FROM OLD.needs_approval AND NEW.requested_by_id IS NOT DISTINCT FROM OLD.requested_by_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: refund_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_remittance_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.case_id IS NOT DISTINCT FROM OLD.case_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.payee IS NOT DISTINCT FROM OLD.payee AND NEW.reason IS NOT DISTINCT FROM OLD.reason AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.needs_approval IS NOT DISTINCT FROM OLD.needs_approval AND NEW.requested_at IS NOT DISTINCT FROM OLD.requested_at AND NEW.requested_by IS NOT DISTINCT FROM OLD.requested_by AND NEW.requested_by_id IS NOT DISTINCT FROM OLD.requested_by_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: remittance_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_remittance_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_suspense_case_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.payment_id IS NOT DISTINCT FROM OLD.payment_id AND NEW.bank_line_id IS NOT DISTINCT FROM OLD.bank_line_id AND NEW.external_id IS NOT DISTINCT FROM OLD.external_id AND NEW.fund_id IS NOT DISTINCT FROM OLD.fund_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.is_shortfall IS NOT DISTINCT FROM OLD.is_shortfall AND NEW.reason IS NOT DISTINCT FROM OLD.reason AND NEW.sentence IS NOT DISTINCT FROM OLD.sentence AND NEW.opened_at IS NOT DISTINCT FROM OLD.opened_at AND NEW.opened_by IS NOT DISTINCT FROM OLD.opened_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: suspense_case_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_suspense_case_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_balance_transaction_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.payout_id IS NULL OR NEW.payout_id IS NOT DISTINCT FROM OLD.payout_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: balance_transaction_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_balance_transaction_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_bank_match_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.undone_at IS NULL OR NEW.undone_at IS NOT DISTINCT FROM OLD.undone_at) AND (OLD.undone_by IS NULL OR NEW.undone_by IS NOT DISTINCT FROM OLD.undone_by) AND (OLD.undone_why IS NULL OR NEW.undone_why IS NOT DISTINCT FROM OLD.undone_why)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: bank_match_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_bank_match_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payment_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.checkout_id IS NULL OR NEW.checkout_id IS NOT DISTINCT FROM OLD.checkout_id) AND (OLD.settled_at IS NULL OR NEW.settled_at IS NOT DISTINCT FROM OLD.settled_at) AND (OLD.fee_minor IS NULL OR NEW.fee_minor IS NOT DISTINCT FROM OLD.fee_minor) AND (OLD.fee_currency IS NULL OR NEW.fee_currency IS NOT DISTINCT FROM OLD.fee_currency) AND (OLD.settlement_minor IS NULL OR NEW.settlement_minor IS NOT DISTINCT FROM OLD.settlement_minor) AND (OLD.settlement_currency IS NULL OR NEW.settlement_currency IS NOT DISTINCT FROM OLD.settlement_currency)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payout_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.ended_at IS NULL OR NEW.ended_at IS NOT DISTINCT FROM OLD.ended_at) AND (OLD.reconciled_at IS NULL OR NEW.reconciled_at IS NOT DISTINCT FROM OLD.reconciled_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payout_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payout_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_refund_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.external_id IS NULL OR NEW.external_id IS NOT DISTINCT FROM OLD.external_id) AND (OLD.settlement_minor IS NULL OR NEW.settlement_minor IS NOT DISTINCT FROM OLD.settlement_minor) AND (OLD.settlement_currency IS NULL OR NEW.settlement_currency IS NOT DISTINCT FROM OLD.settlement_currency) AND (OLD.approved_by_id IS NULL OR NEW.approved_by_id IS NOT DISTINCT FROM OLD.approved_by_id) AND (OLD.approved_by IS NULL OR NEW.approved_by IS NOT DISTINCT FROM OLD.approved_by) AND (OLD.approved_at IS NULL OR NEW.approved_at IS NOT DISTINCT FROM OLD.approved_at) AND (OLD.returned_minor IS NULL OR NEW.returned_minor IS NOT DISTINCT FROM OLD.returned_minor) AND (OLD.returned_currency IS NULL OR NEW.returned_currency IS NOT DISTINCT FROM OLD.returned_currency)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: refund_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_remittance_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.approved_by_id IS NULL OR NEW.approved_by_id IS NOT DISTINCT FROM OLD.approved_by_id) AND (OLD.approved_by IS NULL OR NEW.approved_by IS NOT DISTINCT FROM OLD.approved_by) AND (OLD.approved_at IS NULL OR NEW.approved_at IS NOT DISTINCT FROM OLD.approved_at) AND (OLD.sent_on IS NULL OR NEW.sent_on IS NOT DISTINCT FROM OLD.sent_on) AND (OLD.bank_reference IS NULL OR NEW.bank_reference IS NOT DISTINCT FROM OLD.bank_reference)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: remittance_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_remittance_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_accounting_period_closing_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.closed_by IS NOT DISTINCT FROM OLD.closed_by AND NEW.closed_at IS NOT DISTINCT FROM OLD.closed_at AND NEW.last_entry_id IS NOT DISTINCT FROM OLD.last_entry_id) OR (OLD.status = 'open' AND NEW.status = 'closed')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: accounting_period_closing_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_accounting_period_closing_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_accounting_period_approval_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.reopened_by IS NOT DISTINCT FROM OLD.reopened_by AND NEW.reopened_by_id IS NOT DISTINCT FROM OLD.reopened_by_id AND NEW.reopened_at IS NOT DISTINCT FROM OLD.reopened_at) OR (NEW.status <> OLD.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: accounting_period_approval_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_accounting_period_approval_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_accounting_period_request_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.reopen_requested_by IS NOT DISTINCT FROM OLD.reopen_requested_by AND NEW.reopen_requested_by_id IS NOT DISTINCT FROM OLD.reopen_requested_by_id AND NEW.reopen_requested_at IS NOT DISTINCT FROM OLD.reopen_requested_at AND NEW.reopen_reason IS NOT DISTINCT FROM OLD.reopen_reason) OR (OLD.reopen_requested_by_id IS NULL OR NEW.reopen_requested_by_id IS NULL)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: accounting_period_request_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_accounting_period_request_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_fund_frozen_by_its_books() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.restriction IS NOT DISTINCT FROM OLD.restriction AND NEW.purpose IS NOT DISTINCT FROM OLD.purpose AND NEW.restricted_until IS NOT DISTINCT FROM OLD.restricted_until) OR (NOT EXISTS (SELECT 1 FROM posting WHERE posting.fund_id = OLD.id))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: fund_frozen_by_its_books' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_fund_frozen_by_its_books() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_accounting_period_begins_open() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'open') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: accounting_period_begins_open' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_accounting_period_begins_open() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_accounting_period_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'accounting_period' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: accounting_period_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_accounting_period_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_bank_line_begins_waiting() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'waiting') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: bank_line_begins_waiting' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_bank_line_begins_waiting() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_bank_line_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'bank_line' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: bank_line_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_bank_line_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_difference_begins_found() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'found') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: difference_begins_found' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_difference_begins_found() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_difference_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'difference' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: difference_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_difference_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_dispute_begins_raised() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'raised') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: dispute_begins_raised' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_dispute_begins_raised() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_dispute_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'dispute' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: dispute_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_dispute_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payout_begins_under_way() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'under_way') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payout_begins_under_way' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payout_begins_under_way() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payout_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'payout' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payout_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payout_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_refund_begins_proposed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'proposed') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: refund_begins_proposed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_begins_proposed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_remittance_begins_proposed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'proposed') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: remittance_begins_proposed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_remittance_begins_proposed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_remittance_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'remittance' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: remittance_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_remittance_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_suspense_case_begins_waiting() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'waiting') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: suspense_case_begins_waiting' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_suspense_case_begins_waiting() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_suspense_case_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: suspense_case_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_suspense_case_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_ledger_account_kind_follows_role() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.role = 'stripe-clearing' AND NEW.kind = 'asset') OR (NEW.role = 'payouts-in-transit' AND NEW.kind = 'asset') OR (NEW.role = 'bank' AND NEW.kind = 'asset') OR (NEW.role = 'receivables' AND NEW.kind = 'asset') OR (NEW.role = 'disputed-funds' AND NEW.kind = 'asset') OR (NEW.role = 'deferred-revenue' AND NEW.kind = 'liability') OR (NEW.role = 'suspense' AND NEW.kind = 'liability') OR (NEW.role = 'between-funds' AND NEW.kind = 'equity') OR (NEW.role = 'currency-exchange' AND NEW.kind = 'equity') OR (NEW.role = 'released-from-restriction' AND NEW.kind = 'equity') OR (NEW.role = 'contributions' AND NEW.kind = 'income') OR (NEW.role = 'sponsorship-income' AND NEW.kind = 'income') OR (NEW.role = 'processing-fees' AND NEW.kind = 'expense') OR (NEW.role = 'dispute-fees' AND NEW.kind = 'expense')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: ledger_account_kind_follows_role' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_ledger_account_kind_follows_role() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_journal_entry_after_the_closed_period() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'guard: journal_entry_after_the_closed_period' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM pg_advisory_xact_lock_shared(4711002);
  IF (NOT EXISTS (SELECT 1 FROM accounting_period AS other WHERE other.status = 'closed' AND other.ends_on >= NEW.posted_on)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: journal_entry_after_the_closed_period' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_journal_entry_after_the_closed_period() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_accounting_period_follows_the_last() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'guard: accounting_period_follows_the_last' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(4711002);
  IF (NOT EXISTS (SELECT 1 FROM accounting_period) OR NEW.starts_on = (SELECT max(other.next_starts_on) FROM accounting_period AS other)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: accounting_period_follows_the_last' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_accounting_period_follows_the_last() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_accounting_period_closes_in_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'guard: accounting_period_closes_in_order' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(4711002);
  IF (NEW.status <> 'closed' OR OLD.status = 'closed' OR (NEW.reopen_requested_by_id IS NULL AND NOT EXISTS (SELECT 1 FROM accounting_period AS other WHERE other.status = 'open' AND other.starts_on < OLD.starts_on))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: accounting_period_closes_in_order' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_accounting_period_closes_in_order() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_accounting_period_reopened_by_two() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'guard: accounting_period_reopened_by_two' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(4711002);
  IF (NEW.status <> 'open' OR OLD.status = 'open' OR (OLD.reopened_by_id IS NULL AND NEW.reopen_requested_by_id = OLD.reopen_requested_by_id AND NEW.reopened_by_id <> OLD.reopen_requested_by_id AND NOT EXISTS (SELECT 1 FROM accounting_period AS other WHERE other.status = 'closed' AND other.starts_on > OLD.starts_on))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: accounting_period_reopened_by_two' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_accounting_period_reopened_by_two() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_refund_leaves_what_the_bank_took() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
  IF (NEW.external_id IS NOT NULL OR EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND (payment.disputed_minor = 0 OR NEW.amount_minor <= payment.amount_minor - payment.refunded_minor - payment.disputed_minor))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: refund_leaves_what_the_bank_took' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_leaves_what_the_bank_took() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_refund_approved_while_there_is_room() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
  IF (OLD.status <> 'proposed' OR NEW.status <> 'requested' OR NEW.external_id IS NOT NULL OR EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.refunded_minor + payment.disputed_minor <= payment.amount_minor)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: refund_approved_while_there_is_room' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_approved_while_there_is_room() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_dispute_of_a_settled_payment() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
  IF ((SELECT status FROM payment WHERE id = NEW.payment_id) = 'settled') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: dispute_of_a_settled_payment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_dispute_of_a_settled_payment() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_receipt_replaces_the_void_one_before() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM receipt WHERE id = NEW.replaces_id FOR NO KEY UPDATE;
  IF (NEW.replaces_id IS NULL OR EXISTS (SELECT 1 FROM receipt AS last WHERE last.id = NEW.replaces_id AND last.status = 'void' AND last.donation_id = NEW.donation_id AND last.payment_id IS NOT DISTINCT FROM NEW.payment_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: receipt_replaces_the_void_one_before' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_receipt_replaces_the_void_one_before() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_receipt_that_is_replaced_stays_void() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status <> 'issued' OR NOT EXISTS (SELECT 1 FROM receipt AS later WHERE later.replaces_id = OLD.id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: receipt_that_is_replaced_stays_void' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_receipt_that_is_replaced_stays_void() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_receipt_fits_its_payment() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
  IF ((NEW.payment_id IS NULL AND EXISTS (SELECT 1 FROM donation WHERE donation.id = NEW.donation_id AND donation.method <> 'online' AND donation.currency = NEW.currency AND NEW.amount_minor <= donation.amount_minor)) OR EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND payment.currency = NEW.currency AND NEW.amount_minor + (SELECT coalesce(sum(other.amount_minor), 0) FROM receipt AS other WHERE other.payment_id = NEW.payment_id AND other.status = 'issued') <= payment.amount_minor)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: receipt_fits_its_payment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_receipt_fits_its_payment() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payout_begins_unbooked() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.booked_at IS NULL AND NEW.reconciled_at IS NULL AND NEW.bookings = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payout_begins_unbooked' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payout_begins_unbooked() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payout_counts_its_bookings() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.booked_at IS NOT DISTINCT FROM OLD.booked_at AND NEW.bookings = OLD.bookings) OR (OLD.booked_at IS NULL AND NEW.bookings = OLD.bookings + 1) OR (NEW.booked_at IS NULL AND NEW.bookings = OLD.bookings)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payout_counts_its_bookings' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payout_counts_its_bookings() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payout_reconciled_if_its_lines_add_up() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.reconciled_at IS NULL OR OLD.reconciled_at IS NOT NULL OR NOT NEW.is_automatic OR NEW.amount_minor = (SELECT sum(net_minor) FROM balance_transaction WHERE balance_transaction.payout_id = NEW.id AND NOT (category = 'payout' AND source_external_id IS NOT DISTINCT FROM NEW.external_id))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payout_reconciled_if_its_lines_add_up' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payout_reconciled_if_its_lines_add_up() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_balance_transaction_born_into_an_open_payout() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payout WHERE id = NEW.payout_id FOR NO KEY UPDATE;
  IF (NEW.payout_id IS NULL OR (SELECT reconciled_at FROM payout WHERE id = NEW.payout_id) IS NULL) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: balance_transaction_born_into_an_open_payout' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_balance_transaction_born_into_an_open_payout() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_balance_transaction_joins_an_open_payout() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payout WHERE id = NEW.payout_id FOR NO KEY UPDATE;
  IF (NEW.payout_id IS NULL OR (SELECT reconciled_at FROM payout WHERE id = NEW.payout_id) IS NULL OR NEW.payout_id = OLD.payout_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: balance_transaction_joins_an_open_payout' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_balance_transaction_joins_an_open_payout() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_difference_counts_its_fixes() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.fixes = OLD.fixes OR (NEW.fixes = OLD.fixes + 1 AND NEW.status = 'fixed')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: difference_counts_its_fixes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_difference_counts_its_fixes() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_settlement_within_its_source() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
  IF (EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND payment.currency = NEW.currency AND NEW.amount_minor + (SELECT coalesce(sum(other.amount_minor), 0) FROM settlement AS other WHERE other.payment_id = NEW.payment_id) - (SELECT coalesce(sum(CASE gone.direction WHEN 'returned' THEN gone.amount_minor ELSE -gone.amount_minor END), 0) FROM settlement_return AS gone JOIN settlement AS other ON other.id = gone.settlement_id WHERE other.payment_id = NEW.payment_id) <= payment.amount_minor) OR EXISTS (SELECT 1 FROM bank_transfer WHERE bank_transfer.id = NEW.bank_transfer_id AND bank_transfer.currency = NEW.currency AND NEW.amount_minor <= bank_transfer.amount_minor)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: settlement_within_its_source' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_settlement_within_its_source() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_settlement_return_of_an_issued_invoice() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM invoice WHERE id = NEW.invoice_id FOR NO KEY UPDATE;
  IF ((SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'issued') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: settlement_return_of_an_issued_invoice' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_settlement_return_of_an_issued_invoice() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_settlement_return_within_its_settlement() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (EXISTS (SELECT 1 FROM settlement WHERE settlement.id = NEW.settlement_id AND settlement.invoice_id = NEW.invoice_id AND settlement.currency = NEW.currency AND (EXISTS (SELECT 1 FROM refund WHERE refund.id = NEW.refund_id AND refund.payment_id = settlement.payment_id) OR EXISTS (SELECT 1 FROM dispute WHERE dispute.id = NEW.dispute_id AND dispute.payment_id = settlement.payment_id) OR (NEW.direction = 'returned' AND EXISTS (SELECT 1 FROM journal_entry WHERE journal_entry.id = NEW.entry_id AND journal_entry.reverses_id IS NOT NULL))) AND (SELECT coalesce(sum(CASE gone.direction WHEN 'returned' THEN gone.amount_minor ELSE -gone.amount_minor END), 0) FROM settlement_return AS gone WHERE gone.settlement_id = NEW.settlement_id) + CASE NEW.direction WHEN 'returned' THEN NEW.amount_minor ELSE -NEW.amount_minor END BETWEEN 0 AND settlement.amount_minor)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: settlement_return_within_its_settlement' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_settlement_return_within_its_settlement() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_bank_match_of_a_waiting_line() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM bank_line WHERE id = NEW.bank_line_id FOR NO KEY UPDATE;
  IF ((SELECT status FROM bank_line WHERE id = NEW.bank_line_id) = 'waiting' AND NEW.undone_at IS NULL) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: bank_match_of_a_waiting_line' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_bank_match_of_a_waiting_line() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_bank_line_matched_whole() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (CASE WHEN NEW.status = 'matched' THEN NEW.amount_minor = (SELECT coalesce(sum(bank_match.amount_minor), 0) FROM bank_match WHERE bank_match.bank_line_id = NEW.id AND bank_match.undone_at IS NULL) ELSE NOT EXISTS (SELECT 1 FROM bank_match WHERE bank_match.bank_line_id = NEW.id AND bank_match.undone_at IS NULL) END) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: bank_line_matched_whole' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_bank_line_matched_whole() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_suspense_case_of_a_settled_payment() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
  IF (NEW.payment_id IS NULL OR EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND NEW.amount_minor <= payment.amount_minor)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: suspense_case_of_a_settled_payment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_suspense_case_of_a_settled_payment() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_remittance_of_what_is_free() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM suspense_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
  IF (EXISTS (SELECT 1 FROM suspense_case WHERE suspense_case.id = NEW.case_id AND suspense_case.payment_id IS NULL AND NOT suspense_case.is_shortfall AND NEW.amount_minor + (SELECT coalesce(sum(other.amount_minor), 0) FROM remittance AS other WHERE other.case_id = NEW.case_id AND other.status IN ('proposed', 'approved')) <= suspense_case.amount_minor - suspense_case.decided_minor)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: remittance_of_what_is_free' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_remittance_of_what_is_free() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_suspense_decision_about_a_waiting_case() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM suspense_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
  IF ((SELECT status FROM suspense_case WHERE id = NEW.case_id) = 'waiting') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: suspense_decision_about_a_waiting_case' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_suspense_decision_about_a_waiting_case() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_suspense_decision_of_its_remittance() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.remittance_id IS NULL OR EXISTS (SELECT 1 FROM remittance WHERE remittance.id = NEW.remittance_id AND remittance.case_id = NEW.case_id AND remittance.amount_minor = NEW.amount_minor AND remittance.status IN ('sent', 'came_back'))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: suspense_decision_of_its_remittance' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_suspense_decision_of_its_remittance() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_suspense_decision_undoes_the_same() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.undoes_id IS NULL OR EXISTS (SELECT 1 FROM suspense_decision AS undone WHERE undone.id = NEW.undoes_id AND undone.case_id = NEW.case_id AND undone.kind = NEW.kind AND undone.amount_minor = NEW.amount_minor AND undone.undoes_id IS NULL)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: suspense_decision_undoes_the_same' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_suspense_decision_undoes_the_same() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_audit_note_continues_the_chain() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'guard: audit_note_continues_the_chain' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(4711001);
  IF (length(NEW.hash) = 64 AND NEW.seq = 1 + coalesce((SELECT max(seq) FROM audit_note), 0) AND NEW.previous_hash = coalesce((SELECT last.hash FROM audit_note AS last ORDER BY last.seq DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: audit_note_continues_the_chain' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_audit_note_continues_the_chain() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payment_refunded_minor_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.refunded_minor = OLD.refunded_minor OR NEW.refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = NEW.id AND refund.status NOT IN ('failed', 'rejected'))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_refunded_minor_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_refunded_minor_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payment_disputed_minor_starts_at_zero() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.disputed_minor = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_disputed_minor_starts_at_zero' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_disputed_minor_starts_at_zero() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payment_disputed_minor_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.disputed_minor = OLD.disputed_minor OR NEW.disputed_minor = (SELECT coalesce(sum(CASE dispute_movement.kind WHEN 'withdrawal' THEN dispute_movement.amount_minor ELSE -dispute_movement.amount_minor END), 0) FROM dispute_movement WHERE dispute_movement.payment_id = NEW.id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_disputed_minor_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_disputed_minor_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_paid_minor_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.paid_minor = OLD.paid_minor OR NEW.paid_minor = (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = NEW.id) - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned' THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0) FROM settlement_return WHERE settlement_return.invoice_id = NEW.id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_paid_minor_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_paid_minor_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_suspense_case_decided_minor_starts_at_zero() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.decided_minor = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: suspense_case_decided_minor_starts_at_zero' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_suspense_case_decided_minor_starts_at_zero() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_suspense_case_decided_minor_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.decided_minor = OLD.decided_minor OR NEW.decided_minor = (SELECT coalesce(sum(CASE WHEN suspense_decision.undoes_id IS NULL THEN suspense_decision.amount_minor ELSE -suspense_decision.amount_minor END), 0) FROM suspense_decision WHERE suspense_decision.case_id = NEW.id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: suspense_case_decided_minor_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_suspense_case_decided_minor_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_refund_added_counts_as_refunded_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payment WHERE payment.id IN (NEW.payment_id)
    ORDER BY payment.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM payment WHERE payment.id IN (NEW.payment_id) AND (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status NOT IN ('failed', 'rejected')) > payment.amount_minor) THEN
    RAISE EXCEPTION 'guard: refund_added_counts_as_refunded_minor' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE payment SET refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status NOT IN ('failed', 'rejected')) WHERE payment.id IN (NEW.payment_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_added_counts_as_refunded_minor() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_refund_changed_counts_as_refunded_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF NOT (NEW.status IS DISTINCT FROM OLD.status) THEN RETURN NULL; END IF;
  PERFORM 1 FROM payment WHERE payment.id IN (NEW.payment_id)
    ORDER BY payment.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM payment WHERE payment.id IN (NEW.payment_id) AND (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status NOT IN ('failed', 'rejected')) > payment.amount_minor) THEN
    RAISE EXCEPTION 'guard: refund_changed_counts_as_refunded_minor' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE payment SET refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status NOT IN ('failed', 'rejected')) WHERE payment.id IN (NEW.payment_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_changed_counts_as_refunded_minor() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_dispute_movement_added_counts_as_disputed_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payment WHERE payment.id IN (NEW.payment_id)
    ORDER BY payment.id FOR NO KEY UPDATE;
  UPDATE payment SET disputed_minor = (SELECT coalesce(sum(CASE dispute_movement.kind WHEN 'withdrawal' THEN dispute_movement.amount_minor ELSE -dispute_movement.amount_minor END), 0) FROM dispute_movement WHERE dispute_movement.payment_id = payment.id) WHERE payment.id IN (NEW.payment_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_dispute_movement_added_counts_as_disputed_minor() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_settlement_added_counts_as_paid_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM invoice WHERE invoice.id IN (NEW.invoice_id)
    ORDER BY invoice.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM invoice WHERE invoice.id IN (NEW.invoice_id) AND (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned' THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0) FROM settlement_return WHERE settlement_return.invoice_id = invoice.id) > invoice.total_minor - invoice.credited_minor) THEN
    RAISE EXCEPTION 'guard: settlement_added_counts_as_paid_minor' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE invoice SET paid_minor = (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned' THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0) FROM settlement_return WHERE settlement_return.invoice_id = invoice.id) WHERE invoice.id IN (NEW.invoice_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_settlement_added_counts_as_paid_minor() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_settlement_return_added_counts_as_paid_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM invoice WHERE invoice.id IN (NEW.invoice_id)
    ORDER BY invoice.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM invoice WHERE invoice.id IN (NEW.invoice_id) AND (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned' THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0) FROM settlement_return WHERE settlement_return.invoice_id = invoice.id) > invoice.total_minor - invoice.credited_minor) THEN
    RAISE EXCEPTION 'guard: settlement_return_added_counts_as_paid_minor' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE invoice SET paid_minor = (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned' THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0) FROM settlement_return WHERE settlement_return.invoice_id = invoice.id) WHERE invoice.id IN (NEW.invoice_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_settlement_return_added_counts_as_paid_minor() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_suspense_decision_added_counts_as_decided_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM suspense_case WHERE suspense_case.id IN (NEW.case_id)
    ORDER BY suspense_case.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM suspense_case WHERE suspense_case.id IN (NEW.case_id) AND (SELECT coalesce(sum(CASE WHEN suspense_decision.undoes_id IS NULL THEN suspense_decision.amount_minor ELSE -suspense_decision.amount_minor END), 0) FROM suspense_decision WHERE suspense_decision.case_id = suspense_case.id) > suspense_case.amount_minor) THEN
    RAISE EXCEPTION 'guard: suspense_decision_added_counts_as_decided_minor' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE suspense_case SET decided_minor = (SELECT coalesce(sum(CASE WHEN suspense_decision.undoes_id IS NULL THEN suspense_decision.amount_minor ELSE -suspense_decision.amount_minor END), 0) FROM suspense_decision WHERE suspense_decision.case_id = suspense_case.id) WHERE suspense_case.id IN (NEW.case_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_suspense_decision_added_counts_as_decided_minor() FROM PUBLIC;

-- next statement
CREATE TRIGGER bank_statement_never_updated BEFORE UPDATE ON bank_statement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER bank_statement_never_deleted BEFORE DELETE ON bank_statement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER bank_statement_never_truncated BEFORE TRUNCATE ON bank_statement
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER dispute_movement_never_updated BEFORE UPDATE ON dispute_movement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER dispute_movement_never_deleted BEFORE DELETE ON dispute_movement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER dispute_movement_never_truncated BEFORE TRUNCATE ON dispute_movement
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER reconciliation_run_never_updated BEFORE UPDATE ON reconciliation_run
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER reconciliation_run_never_deleted BEFORE DELETE ON reconciliation_run
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER reconciliation_run_never_truncated BEFORE TRUNCATE ON reconciliation_run
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER settlement_return_never_updated BEFORE UPDATE ON settlement_return
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER settlement_return_never_deleted BEFORE DELETE ON settlement_return
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER settlement_return_never_truncated BEFORE TRUNCATE ON settlement_return
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER suspense_decision_never_updated BEFORE UPDATE ON suspense_decision
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER suspense_decision_never_deleted BEFORE DELETE ON suspense_decision
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER suspense_decision_never_truncated BEFORE TRUNCATE ON suspense_decision
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER accounting_period_never_deleted BEFORE DELETE ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER accounting_period_never_truncated BEFORE TRUNCATE ON accounting_period
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER balance_transaction_never_deleted BEFORE DELETE ON balance_transaction
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER balance_transaction_never_truncated BEFORE TRUNCATE ON balance_transaction
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER bank_account_never_deleted BEFORE DELETE ON bank_account
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER bank_account_never_truncated BEFORE TRUNCATE ON bank_account
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER bank_line_never_deleted BEFORE DELETE ON bank_line
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER bank_line_never_truncated BEFORE TRUNCATE ON bank_line
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER bank_match_never_deleted BEFORE DELETE ON bank_match
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER bank_match_never_truncated BEFORE TRUNCATE ON bank_match
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER difference_never_deleted BEFORE DELETE ON difference
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER difference_never_truncated BEFORE TRUNCATE ON difference
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER dispute_never_deleted BEFORE DELETE ON dispute
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER dispute_never_truncated BEFORE TRUNCATE ON dispute
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER payout_never_deleted BEFORE DELETE ON payout
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER payout_never_truncated BEFORE TRUNCATE ON payout
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER remittance_never_deleted BEFORE DELETE ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER remittance_never_truncated BEFORE TRUNCATE ON remittance
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER suspense_case_never_deleted BEFORE DELETE ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER suspense_case_never_truncated BEFORE TRUNCATE ON suspense_case
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER lifecycle_move_never_inserted BEFORE INSERT ON lifecycle_move
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER lifecycle_move_never_updated BEFORE UPDATE ON lifecycle_move
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER lifecycle_move_never_deleted BEFORE DELETE ON lifecycle_move
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER lifecycle_move_never_truncated BEFORE TRUNCATE ON lifecycle_move
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER accounting_period_frozen BEFORE UPDATE ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_accounting_period_frozen();

-- next statement
CREATE TRIGGER balance_transaction_frozen BEFORE UPDATE ON balance_transaction
FOR EACH ROW EXECUTE FUNCTION guard_balance_transaction_frozen();

-- next statement
CREATE TRIGGER bank_account_frozen BEFORE UPDATE ON bank_account
FOR EACH ROW EXECUTE FUNCTION guard_bank_account_frozen();

-- next statement
CREATE TRIGGER bank_line_frozen BEFORE UPDATE ON bank_line
FOR EACH ROW EXECUTE FUNCTION guard_bank_line_frozen();

-- next statement
CREATE TRIGGER bank_match_frozen BEFORE UPDATE ON bank_match
FOR EACH ROW EXECUTE FUNCTION guard_bank_match_frozen();

-- next statement
CREATE TRIGGER difference_frozen BEFORE UPDATE ON difference
FOR EACH ROW EXECUTE FUNCTION guard_difference_frozen();

-- next statement
CREATE TRIGGER dispute_frozen BEFORE UPDATE ON dispute
FOR EACH ROW EXECUTE FUNCTION guard_dispute_frozen();

-- next statement
CREATE TRIGGER donation_frozen BEFORE UPDATE ON donation
FOR EACH ROW EXECUTE FUNCTION guard_donation_frozen();

-- next statement
CREATE TRIGGER inbound_event_frozen BEFORE UPDATE ON inbound_event
FOR EACH ROW EXECUTE FUNCTION guard_inbound_event_frozen();

-- next statement
CREATE TRIGGER payout_frozen BEFORE UPDATE ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_frozen();

-- next statement
CREATE TRIGGER receipt_frozen BEFORE UPDATE ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_receipt_frozen();

-- next statement
CREATE TRIGGER refund_frozen BEFORE UPDATE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_frozen();

-- next statement
CREATE TRIGGER remittance_frozen BEFORE UPDATE ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_remittance_frozen();

-- next statement
CREATE TRIGGER suspense_case_frozen BEFORE UPDATE ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_frozen();

-- next statement
CREATE TRIGGER balance_transaction_frozen_once_set BEFORE UPDATE ON balance_transaction
FOR EACH ROW EXECUTE FUNCTION guard_balance_transaction_frozen_once_set();

-- next statement
CREATE TRIGGER bank_match_frozen_once_set BEFORE UPDATE ON bank_match
FOR EACH ROW EXECUTE FUNCTION guard_bank_match_frozen_once_set();

-- next statement
CREATE TRIGGER payment_frozen_once_set BEFORE UPDATE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_frozen_once_set();

-- next statement
CREATE TRIGGER payout_frozen_once_set BEFORE UPDATE ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_frozen_once_set();

-- next statement
CREATE TRIGGER refund_frozen_once_set BEFORE UPDATE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_frozen_once_set();

-- next statement
CREATE TRIGGER remittance_frozen_once_set BEFORE UPDATE ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_remittance_frozen_once_set();

-- next statement
CREATE TRIGGER accounting_period_closing_frozen BEFORE UPDATE ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_accounting_period_closing_frozen();

-- next statement
CREATE TRIGGER accounting_period_approval_frozen BEFORE UPDATE ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_accounting_period_approval_frozen();

-- next statement
CREATE TRIGGER accounting_period_request_frozen BEFORE UPDATE ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_accounting_period_request_frozen();

-- next statement
CREATE TRIGGER fund_frozen_by_its_books BEFORE UPDATE ON fund
FOR EACH ROW EXECUTE FUNCTION guard_fund_frozen_by_its_books();

-- next statement
CREATE TRIGGER accounting_period_begins_open BEFORE INSERT ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_accounting_period_begins_open();

-- next statement
CREATE TRIGGER accounting_period_status_moves BEFORE UPDATE ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_accounting_period_status_moves();

-- next statement
CREATE TRIGGER bank_line_begins_waiting BEFORE INSERT ON bank_line
FOR EACH ROW EXECUTE FUNCTION guard_bank_line_begins_waiting();

-- next statement
CREATE TRIGGER bank_line_status_moves BEFORE UPDATE ON bank_line
FOR EACH ROW EXECUTE FUNCTION guard_bank_line_status_moves();

-- next statement
CREATE TRIGGER difference_begins_found BEFORE INSERT ON difference
FOR EACH ROW EXECUTE FUNCTION guard_difference_begins_found();

-- next statement
CREATE TRIGGER difference_status_moves BEFORE UPDATE ON difference
FOR EACH ROW EXECUTE FUNCTION guard_difference_status_moves();

-- next statement
CREATE TRIGGER dispute_begins_raised BEFORE INSERT ON dispute
FOR EACH ROW EXECUTE FUNCTION guard_dispute_begins_raised();

-- next statement
CREATE TRIGGER dispute_status_moves BEFORE UPDATE ON dispute
FOR EACH ROW EXECUTE FUNCTION guard_dispute_status_moves();

-- next statement
CREATE TRIGGER payout_begins_under_way BEFORE INSERT ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_begins_under_way();

-- next statement
CREATE TRIGGER payout_status_moves BEFORE UPDATE ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_status_moves();

-- next statement
CREATE TRIGGER refund_begins_proposed BEFORE INSERT ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_begins_proposed();

-- next statement
CREATE TRIGGER remittance_begins_proposed BEFORE INSERT ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_remittance_begins_proposed();

-- next statement
CREATE TRIGGER remittance_status_moves BEFORE UPDATE ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_remittance_status_moves();

-- next statement
CREATE TRIGGER suspense_case_begins_waiting BEFORE INSERT ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_begins_waiting();

-- next statement
CREATE TRIGGER suspense_case_status_moves BEFORE UPDATE ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_status_moves();

-- next statement
CREATE TRIGGER ledger_account_kind_follows_role BEFORE INSERT ON ledger_account
FOR EACH ROW EXECUTE FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
CREATE TRIGGER journal_entry_after_the_closed_period BEFORE INSERT ON journal_entry
FOR EACH ROW EXECUTE FUNCTION guard_journal_entry_after_the_closed_period();

-- next statement
CREATE TRIGGER accounting_period_follows_the_last BEFORE INSERT ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_accounting_period_follows_the_last();

-- next statement
CREATE TRIGGER accounting_period_closes_in_order BEFORE UPDATE ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_accounting_period_closes_in_order();

-- next statement
CREATE TRIGGER accounting_period_reopened_by_two BEFORE UPDATE ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_accounting_period_reopened_by_two();

-- next statement
CREATE TRIGGER refund_leaves_what_the_bank_took BEFORE INSERT ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_leaves_what_the_bank_took();

-- next statement
CREATE TRIGGER refund_approved_while_there_is_room BEFORE UPDATE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_approved_while_there_is_room();

-- next statement
CREATE TRIGGER dispute_of_a_settled_payment BEFORE INSERT ON dispute
FOR EACH ROW EXECUTE FUNCTION guard_dispute_of_a_settled_payment();

-- next statement
CREATE TRIGGER receipt_replaces_the_void_one_before BEFORE INSERT ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_receipt_replaces_the_void_one_before();

-- next statement
CREATE TRIGGER receipt_that_is_replaced_stays_void BEFORE UPDATE ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_receipt_that_is_replaced_stays_void();

-- next statement
CREATE TRIGGER receipt_fits_its_payment BEFORE INSERT ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_receipt_fits_its_payment();

-- next statement
CREATE TRIGGER payout_begins_unbooked BEFORE INSERT ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_begins_unbooked();

-- next statement
CREATE TRIGGER payout_counts_its_bookings BEFORE UPDATE ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_counts_its_bookings();

-- next statement
CREATE TRIGGER payout_reconciled_if_its_lines_add_up BEFORE UPDATE ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_reconciled_if_its_lines_add_up();

-- next statement
CREATE TRIGGER balance_transaction_born_into_an_open_payout BEFORE INSERT ON balance_transaction
FOR EACH ROW EXECUTE FUNCTION guard_balance_transaction_born_into_an_open_payout();

-- next statement
CREATE TRIGGER balance_transaction_joins_an_open_payout BEFORE UPDATE ON balance_transaction
FOR EACH ROW EXECUTE FUNCTION guard_balance_transaction_joins_an_open_payout();

-- next statement
CREATE TRIGGER difference_counts_its_fixes BEFORE UPDATE ON difference
FOR EACH ROW EXECUTE FUNCTION guard_difference_counts_its_fixes();

-- next statement
CREATE TRIGGER settlement_within_its_source BEFORE INSERT ON settlement
FOR EACH ROW EXECUTE FUNCTION guard_settlement_within_its_source();

-- next statement
CREATE TRIGGER settlement_return_of_an_issued_invoice BEFORE INSERT ON settlement_return
FOR EACH ROW EXECUTE FUNCTION guard_settlement_return_of_an_issued_invoice();

-- next statement
CREATE TRIGGER settlement_return_within_its_settlement BEFORE INSERT ON settlement_return
FOR EACH ROW EXECUTE FUNCTION guard_settlement_return_within_its_settlement();

-- next statement
CREATE TRIGGER bank_match_of_a_waiting_line BEFORE INSERT ON bank_match
FOR EACH ROW EXECUTE FUNCTION guard_bank_match_of_a_waiting_line();

-- next statement
CREATE TRIGGER bank_line_matched_whole BEFORE UPDATE ON bank_line
FOR EACH ROW EXECUTE FUNCTION guard_bank_line_matched_whole();

-- next statement
CREATE TRIGGER suspense_case_of_a_settled_payment BEFORE INSERT ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_of_a_settled_payment();

-- next statement
CREATE TRIGGER remittance_of_what_is_free BEFORE INSERT ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_remittance_of_what_is_free();

-- next statement
CREATE TRIGGER suspense_decision_about_a_waiting_case BEFORE INSERT ON suspense_decision
FOR EACH ROW EXECUTE FUNCTION guard_suspense_decision_about_a_waiting_case();

-- next statement
CREATE TRIGGER suspense_decision_of_its_remittance BEFORE INSERT ON suspense_decision
FOR EACH ROW EXECUTE FUNCTION guard_suspense_decision_of_its_remittance();

-- next statement
CREATE TRIGGER suspense_decision_undoes_the_same BEFORE INSERT ON suspense_decision
FOR EACH ROW EXECUTE FUNCTION guard_suspense_decision_undoes_the_same();

-- next statement
CREATE TRIGGER audit_note_continues_the_chain BEFORE INSERT ON audit_note
FOR EACH ROW EXECUTE FUNCTION guard_audit_note_continues_the_chain();

-- next statement
CREATE TRIGGER payment_refunded_minor_is_recomputed BEFORE UPDATE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_refunded_minor_is_recomputed();

-- next statement
CREATE TRIGGER payment_disputed_minor_starts_at_zero BEFORE INSERT ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_disputed_minor_starts_at_zero();

-- next statement
CREATE TRIGGER payment_disputed_minor_is_recomputed BEFORE UPDATE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_disputed_minor_is_recomputed();

-- next statement
CREATE TRIGGER invoice_paid_minor_is_recomputed BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_paid_minor_is_recomputed();

-- next statement
CREATE TRIGGER suspense_case_decided_minor_starts_at_zero BEFORE INSERT ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_decided_minor_starts_at_zero();

-- next statement
CREATE TRIGGER suspense_case_decided_minor_is_recomputed BEFORE UPDATE ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_decided_minor_is_recomputed();

-- next statement
CREATE TRIGGER refund_added_counts_as_refunded_minor AFTER INSERT ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_added_counts_as_refunded_minor();

-- next statement
CREATE TRIGGER refund_changed_counts_as_refunded_minor AFTER UPDATE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_changed_counts_as_refunded_minor();

-- next statement
CREATE TRIGGER dispute_movement_added_counts_as_disputed_minor AFTER INSERT ON dispute_movement
FOR EACH ROW EXECUTE FUNCTION guard_dispute_movement_added_counts_as_disputed_minor();

-- next statement
CREATE TRIGGER settlement_added_counts_as_paid_minor AFTER INSERT ON settlement
FOR EACH ROW EXECUTE FUNCTION guard_settlement_added_counts_as_paid_minor();

-- next statement
CREATE TRIGGER settlement_return_added_counts_as_paid_minor AFTER INSERT ON settlement_return
FOR EACH ROW EXECUTE FUNCTION guard_settlement_return_added_counts_as_paid_minor();

-- next statement
CREATE TRIGGER suspense_decision_added_counts_as_decided_minor AFTER INSERT ON suspense_decision
FOR EACH ROW EXECUTE FUNCTION guard_suspense_decision_added_counts_as_decided_minor();
