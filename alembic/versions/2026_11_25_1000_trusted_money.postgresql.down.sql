DROP TRIGGER bank_statement_never_updated ON bank_statement;

-- next statement
DROP TRIGGER bank_statement_never_deleted ON bank_statement;

-- next statement
DROP TRIGGER bank_statement_never_truncated ON bank_statement;

-- next statement
DROP TRIGGER dispute_movement_never_updated ON dispute_movement;

-- next statement
DROP TRIGGER dispute_movement_never_deleted ON dispute_movement;

-- next statement
DROP TRIGGER dispute_movement_never_truncated ON dispute_movement;

-- next statement
DROP TRIGGER reconciliation_run_never_updated ON reconciliation_run;

-- next statement
DROP TRIGGER reconciliation_run_never_deleted ON reconciliation_run;

-- next statement
DROP TRIGGER reconciliation_run_never_truncated ON reconciliation_run;

-- next statement
DROP TRIGGER settlement_return_never_updated ON settlement_return;

-- next statement
DROP TRIGGER settlement_return_never_deleted ON settlement_return;

-- next statement
DROP TRIGGER settlement_return_never_truncated ON settlement_return;

-- next statement
DROP TRIGGER suspense_decision_never_updated ON suspense_decision;

-- next statement
DROP TRIGGER suspense_decision_never_deleted ON suspense_decision;

-- next statement
DROP TRIGGER suspense_decision_never_truncated ON suspense_decision;

-- next statement
DROP TRIGGER accounting_period_never_deleted ON accounting_period;

-- next statement
DROP TRIGGER accounting_period_never_truncated ON accounting_period;

-- next statement
DROP TRIGGER balance_transaction_never_deleted ON balance_transaction;

-- next statement
DROP TRIGGER balance_transaction_never_truncated ON balance_transaction;

-- next statement
DROP TRIGGER bank_account_never_deleted ON bank_account;

-- next statement
DROP TRIGGER bank_account_never_truncated ON bank_account;

-- next statement
DROP TRIGGER bank_line_never_deleted ON bank_line;

-- next statement
DROP TRIGGER bank_line_never_truncated ON bank_line;

-- next statement
DROP TRIGGER bank_match_never_deleted ON bank_match;

-- next statement
DROP TRIGGER bank_match_never_truncated ON bank_match;

-- next statement
DROP TRIGGER difference_never_deleted ON difference;

-- next statement
DROP TRIGGER difference_never_truncated ON difference;

-- next statement
DROP TRIGGER dispute_never_deleted ON dispute;

-- next statement
DROP TRIGGER dispute_never_truncated ON dispute;

-- next statement
DROP TRIGGER payout_never_deleted ON payout;

-- next statement
DROP TRIGGER payout_never_truncated ON payout;

-- next statement
DROP TRIGGER remittance_never_deleted ON remittance;

-- next statement
DROP TRIGGER remittance_never_truncated ON remittance;

-- next statement
DROP TRIGGER suspense_case_never_deleted ON suspense_case;

-- next statement
DROP TRIGGER suspense_case_never_truncated ON suspense_case;

-- next statement
DROP TRIGGER lifecycle_move_never_inserted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_updated ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_deleted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_truncated ON lifecycle_move;

-- next statement
DROP TRIGGER accounting_period_frozen ON accounting_period;

-- next statement
DROP TRIGGER balance_transaction_frozen ON balance_transaction;

-- next statement
DROP TRIGGER bank_account_frozen ON bank_account;

-- next statement
DROP TRIGGER bank_line_frozen ON bank_line;

-- next statement
DROP TRIGGER bank_match_frozen ON bank_match;

-- next statement
DROP TRIGGER difference_frozen ON difference;

-- next statement
DROP TRIGGER dispute_frozen ON dispute;

-- next statement
DROP TRIGGER donation_frozen ON donation;

-- next statement
DROP TRIGGER inbound_event_frozen ON inbound_event;

-- next statement
DROP TRIGGER payout_frozen ON payout;

-- next statement
DROP TRIGGER receipt_frozen ON receipt;

-- next statement
DROP TRIGGER refund_frozen ON refund;

-- next statement
DROP TRIGGER remittance_frozen ON remittance;

-- next statement
DROP TRIGGER suspense_case_frozen ON suspense_case;

-- next statement
DROP TRIGGER balance_transaction_frozen_once_set ON balance_transaction;

-- next statement
DROP TRIGGER bank_match_frozen_once_set ON bank_match;

-- next statement
DROP TRIGGER payment_frozen_once_set ON payment;

-- next statement
DROP TRIGGER payout_frozen_once_set ON payout;

-- next statement
DROP TRIGGER refund_frozen_once_set ON refund;

-- next statement
DROP TRIGGER remittance_frozen_once_set ON remittance;

-- next statement
DROP TRIGGER accounting_period_closing_frozen ON accounting_period;

-- next statement
DROP TRIGGER accounting_period_approval_frozen ON accounting_period;

-- next statement
DROP TRIGGER accounting_period_request_frozen ON accounting_period;

-- next statement
DROP TRIGGER fund_frozen_by_its_books ON fund;

-- next statement
DROP TRIGGER accounting_period_begins_open ON accounting_period;

-- next statement
DROP TRIGGER accounting_period_status_moves ON accounting_period;

-- next statement
DROP TRIGGER bank_line_begins_waiting ON bank_line;

-- next statement
DROP TRIGGER bank_line_status_moves ON bank_line;

-- next statement
DROP TRIGGER difference_begins_found ON difference;

-- next statement
DROP TRIGGER difference_status_moves ON difference;

-- next statement
DROP TRIGGER dispute_begins_raised ON dispute;

-- next statement
DROP TRIGGER dispute_status_moves ON dispute;

-- next statement
DROP TRIGGER payout_begins_under_way ON payout;

-- next statement
DROP TRIGGER payout_status_moves ON payout;

-- next statement
DROP TRIGGER refund_begins_proposed ON refund;

-- next statement
DROP TRIGGER remittance_begins_proposed ON remittance;

-- next statement
DROP TRIGGER remittance_status_moves ON remittance;

-- next statement
DROP TRIGGER suspense_case_begins_waiting ON suspense_case;

-- next statement
DROP TRIGGER suspense_case_status_moves ON suspense_case;

-- next statement
DROP TRIGGER ledger_account_kind_follows_role ON ledger_account;

-- next statement
DROP TRIGGER journal_entry_after_the_closed_period ON journal_entry;

-- next statement
DROP TRIGGER accounting_period_follows_the_last ON accounting_period;

-- next statement
DROP TRIGGER accounting_period_closes_in_order ON accounting_period;

-- next statement
DROP TRIGGER accounting_period_reopened_by_two ON accounting_period;

-- next statement
DROP TRIGGER refund_leaves_what_the_bank_took ON refund;

-- next statement
DROP TRIGGER refund_approved_while_there_is_room ON refund;

-- next statement
DROP TRIGGER dispute_of_a_settled_payment ON dispute;

-- next statement
DROP TRIGGER receipt_replaces_the_void_one_before ON receipt;

-- next statement
DROP TRIGGER receipt_that_is_replaced_stays_void ON receipt;

-- next statement
DROP TRIGGER receipt_fits_its_payment ON receipt;

-- next statement
DROP TRIGGER payout_begins_unbooked ON payout;

-- next statement
DROP TRIGGER payout_counts_its_bookings ON payout;

-- next statement
DROP TRIGGER payout_reconciled_if_its_lines_add_up ON payout;

-- next statement
DROP TRIGGER balance_transaction_born_into_an_open_payout ON balance_transaction;

-- next statement
DROP TRIGGER balance_transaction_joins_an_open_payout ON balance_transaction;

-- next statement
DROP TRIGGER difference_counts_its_fixes ON difference;

-- next statement
DROP TRIGGER settlement_within_its_source ON settlement;

-- next statement
DROP TRIGGER settlement_return_of_an_issued_invoice ON settlement_return;

-- next statement
DROP TRIGGER settlement_return_within_its_settlement ON settlement_return;

-- next statement
DROP TRIGGER bank_match_of_a_waiting_line ON bank_match;

-- next statement
DROP TRIGGER bank_line_matched_whole ON bank_line;

-- next statement
DROP TRIGGER suspense_case_of_a_settled_payment ON suspense_case;

-- next statement
DROP TRIGGER remittance_of_what_is_free ON remittance;

-- next statement
DROP TRIGGER suspense_decision_about_a_waiting_case ON suspense_decision;

-- next statement
DROP TRIGGER suspense_decision_of_its_remittance ON suspense_decision;

-- next statement
DROP TRIGGER suspense_decision_undoes_the_same ON suspense_decision;

-- next statement
DROP TRIGGER audit_note_continues_the_chain ON audit_note;

-- next statement
DROP TRIGGER payment_refunded_minor_is_recomputed ON payment;

-- next statement
DROP TRIGGER payment_disputed_minor_starts_at_zero ON payment;

-- next statement
DROP TRIGGER payment_disputed_minor_is_recomputed ON payment;

-- next statement
DROP TRIGGER invoice_paid_minor_is_recomputed ON invoice;

-- next statement
DROP TRIGGER suspense_case_decided_minor_starts_at_zero ON suspense_case;

-- next statement
DROP TRIGGER suspense_case_decided_minor_is_recomputed ON suspense_case;

-- next statement
DROP TRIGGER refund_added_counts_as_refunded_minor ON refund;

-- next statement
DROP TRIGGER refund_changed_counts_as_refunded_minor ON refund;

-- next statement
DROP TRIGGER dispute_movement_added_counts_as_disputed_minor ON dispute_movement;

-- next statement
DROP TRIGGER settlement_added_counts_as_paid_minor ON settlement;

-- next statement
DROP TRIGGER settlement_return_added_counts_as_paid_minor ON settlement_return;

-- next statement
DROP TRIGGER suspense_decision_added_counts_as_decided_minor ON suspense_decision;

-- next statement
DROP FUNCTION guard_accounting_period_frozen();

-- next statement
DROP FUNCTION guard_balance_transaction_frozen();

-- next statement
DROP FUNCTION guard_bank_account_frozen();

-- next statement
DROP FUNCTION guard_bank_line_frozen();

-- next statement
DROP FUNCTION guard_bank_match_frozen();

-- next statement
DROP FUNCTION guard_difference_frozen();

-- next statement
DROP FUNCTION guard_dispute_frozen();

-- next statement
DROP FUNCTION guard_donation_frozen();

-- next statement
DROP FUNCTION guard_inbound_event_frozen();

-- next statement
DROP FUNCTION guard_payout_frozen();

-- next statement
DROP FUNCTION guard_receipt_frozen();

-- next statement
DROP FUNCTION guard_refund_frozen();

-- next statement
DROP FUNCTION guard_remittance_frozen();

-- next statement
DROP FUNCTION guard_suspense_case_frozen();

-- next statement
DROP FUNCTION guard_balance_transaction_frozen_once_set();

-- next statement
DROP FUNCTION guard_bank_match_frozen_once_set();

-- next statement
DROP FUNCTION guard_payment_frozen_once_set();

-- next statement
DROP FUNCTION guard_payout_frozen_once_set();

-- next statement
DROP FUNCTION guard_refund_frozen_once_set();

-- next statement
DROP FUNCTION guard_remittance_frozen_once_set();

-- next statement
DROP FUNCTION guard_accounting_period_closing_frozen();

-- next statement
DROP FUNCTION guard_accounting_period_approval_frozen();

-- next statement
DROP FUNCTION guard_accounting_period_request_frozen();

-- next statement
DROP FUNCTION guard_fund_frozen_by_its_books();

-- next statement
DROP FUNCTION guard_accounting_period_begins_open();

-- next statement
DROP FUNCTION guard_accounting_period_status_moves();

-- next statement
DROP FUNCTION guard_bank_line_begins_waiting();

-- next statement
DROP FUNCTION guard_bank_line_status_moves();

-- next statement
DROP FUNCTION guard_difference_begins_found();

-- next statement
DROP FUNCTION guard_difference_status_moves();

-- next statement
DROP FUNCTION guard_dispute_begins_raised();

-- next statement
DROP FUNCTION guard_dispute_status_moves();

-- next statement
DROP FUNCTION guard_payout_begins_under_way();

-- next statement
DROP FUNCTION guard_payout_status_moves();

-- next statement
DROP FUNCTION guard_refund_begins_proposed();

-- next statement
DROP FUNCTION guard_remittance_begins_proposed();

-- next statement
DROP FUNCTION guard_remittance_status_moves();

-- next statement
DROP FUNCTION guard_suspense_case_begins_waiting();

-- next statement
DROP FUNCTION guard_suspense_case_status_moves();

-- next statement
DROP FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
DROP FUNCTION guard_journal_entry_after_the_closed_period();

-- next statement
DROP FUNCTION guard_accounting_period_follows_the_last();

-- next statement
DROP FUNCTION guard_accounting_period_closes_in_order();

-- next statement
DROP FUNCTION guard_accounting_period_reopened_by_two();

-- next statement
DROP FUNCTION guard_refund_leaves_what_the_bank_took();

-- next statement
DROP FUNCTION guard_refund_approved_while_there_is_room();

-- next statement
DROP FUNCTION guard_dispute_of_a_settled_payment();

-- next statement
DROP FUNCTION guard_receipt_replaces_the_void_one_before();

-- next statement
DROP FUNCTION guard_receipt_that_is_replaced_stays_void();

-- next statement
DROP FUNCTION guard_receipt_fits_its_payment();

-- next statement
DROP FUNCTION guard_payout_begins_unbooked();

-- next statement
DROP FUNCTION guard_payout_counts_its_bookings();

-- next statement
DROP FUNCTION guard_payout_reconciled_if_its_lines_add_up();

-- next statement
DROP FUNCTION guard_balance_transaction_born_into_an_open_payout();

-- next statement
DROP FUNCTION guard_balance_transaction_joins_an_open_payout();

-- next statement
DROP FUNCTION guard_difference_counts_its_fixes();

-- next statement
DROP FUNCTION guard_settlement_within_its_source();

-- next statement
DROP FUNCTION guard_settlement_return_of_an_issued_invoice();

-- next statement
DROP FUNCTION guard_settlement_return_within_its_settlement();

-- next statement
DROP FUNCTION guard_bank_match_of_a_waiting_line();

-- next statement
DROP FUNCTION guard_bank_line_matched_whole();

-- next statement
DROP FUNCTION guard_suspense_case_of_a_settled_payment();

-- next statement
DROP FUNCTION guard_remittance_of_what_is_free();

-- next statement
DROP FUNCTION guard_suspense_decision_about_a_waiting_case();

-- next statement
DROP FUNCTION guard_suspense_decision_of_its_remittance();

-- next statement
DROP FUNCTION guard_suspense_decision_undoes_the_same();

-- next statement
DROP FUNCTION guard_audit_note_continues_the_chain();

-- next statement
DROP FUNCTION guard_payment_refunded_minor_is_recomputed();

-- next statement
DROP FUNCTION guard_payment_disputed_minor_starts_at_zero();

-- next statement
DROP FUNCTION guard_payment_disputed_minor_is_recomputed();

-- next statement
DROP FUNCTION guard_invoice_paid_minor_is_recomputed();

-- next statement
DROP FUNCTION guard_suspense_case_decided_minor_starts_at_zero();

-- next statement
DROP FUNCTION guard_suspense_case_decided_minor_is_recomputed();

-- next statement
DROP FUNCTION guard_refund_added_counts_as_refunded_minor();

-- next statement
DROP FUNCTION guard_refund_changed_counts_as_refunded_minor();

-- next statement
DROP FUNCTION guard_dispute_movement_added_counts_as_disputed_minor();

-- next statement
DROP FUNCTION guard_settlement_added_counts_as_paid_minor();

-- next statement
DROP FUNCTION guard_settlement_return_added_counts_as_paid_minor();

-- next statement
DROP FUNCTION guard_suspense_decision_added_counts_as_decided_minor();

-- next statement
DROP INDEX uq_bank_transfer_cheque;

-- next statement
DROP INDEX ix_difference_standing;

-- next statement
DROP INDEX ix_difference_subject;

-- next statement
DROP INDEX ix_payout_begun_at;

-- next statement
DROP INDEX ix_reconciliation_run_ran_at;

-- next statement
DROP INDEX ix_self_check_finished_at;

-- next statement
DROP INDEX ix_balance_transaction_created_at;

-- next statement
DROP INDEX ix_balance_transaction_payout_id;

-- next statement
DROP INDEX ix_balance_transaction_source_external_id;

-- next statement
DROP INDEX ix_bank_line_waiting;

-- next statement
DROP INDEX ix_dispute_payment_id;

-- next statement
DROP INDEX uq_donation_cheque;

-- next statement
DROP INDEX ix_bank_match_bank_line_id;

-- next statement
DROP INDEX uq_bank_match_entry_seen_once;

-- next statement
DROP INDEX ix_dispute_movement_payment_id;

-- next statement
DROP INDEX ix_receipt_donation_id;

-- next statement
DROP INDEX ix_receipt_payment_id;

-- next statement
DROP INDEX uq_receipt_first;

-- next statement
DROP INDEX uq_receipt_standing;

-- next statement
DROP INDEX ix_suspense_case_waiting;

-- next statement
DROP INDEX uq_suspense_case_bank_line_waiting;

-- next statement
DROP INDEX ix_remittance_case_id;

-- next statement
DROP INDEX ix_settlement_payment_id;

-- next statement
DROP INDEX ix_settlement_return_invoice_id;

-- next statement
DROP INDEX ix_settlement_return_settlement_id;

-- next statement
DROP INDEX ix_suspense_decision_case_id;

-- next statement
DROP INDEX ix_suspense_decision_donation_id;

-- next statement
DROP INDEX ix_suspense_decision_refund_id;

-- next statement
DROP INDEX ix_suspense_decision_remittance_id;

-- next statement
DROP INDEX ix_suspense_decision_settlement_id;

-- next statement
ALTER TABLE bank_transfer DROP CONSTRAINT ck_bank_transfer_transfermethod;

-- next statement
ALTER TABLE bank_transfer DROP CONSTRAINT uq_bank_transfer_bank_reference_turn;

-- next statement
ALTER TABLE bank_transfer DROP CONSTRAINT ck_bank_transfer_turn_counted;

-- next statement
ALTER TABLE bank_transfer DROP CONSTRAINT ck_bank_transfer_cheque_numbered;

-- next statement
ALTER TABLE bank_transfer DROP COLUMN method;

-- next statement
ALTER TABLE bank_transfer DROP COLUMN cheque_number;

-- next statement
ALTER TABLE bank_transfer DROP COLUMN turn;

-- next statement
ALTER TABLE fund DROP CONSTRAINT ck_fund_restricted_until_real;

-- next statement
ALTER TABLE fund DROP CONSTRAINT ck_fund_restriction;

-- next statement
ALTER TABLE fund DROP CONSTRAINT ck_fund_until_if_time;

-- next statement
ALTER TABLE fund DROP CONSTRAINT ck_fund_purpose_if_restricted;

-- next statement
ALTER TABLE fund DROP COLUMN restricted_until;

-- next statement
ALTER TABLE inbound_event DROP CONSTRAINT ck_inbound_event_occurred_at_real;

-- next statement
ALTER TABLE inbound_event DROP CONSTRAINT ck_inbound_event_cameby;

-- next statement
ALTER TABLE inbound_event DROP COLUMN came_by;

-- next statement
ALTER TABLE inbound_event DROP COLUMN occurred_at;

-- next statement
ALTER TABLE stored_file DROP CONSTRAINT ck_stored_file_filekind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_accountkind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_role;

-- next statement
ALTER TABLE payment DROP CONSTRAINT ck_payment_disputed_minor_whole;

-- next statement
ALTER TABLE payment DROP CONSTRAINT ck_payment_settlement_currency_code;

-- next statement
ALTER TABLE payment DROP CONSTRAINT ck_payment_settlement_minor_whole;

-- next statement
ALTER TABLE payment DROP CONSTRAINT ck_payment_settlement_whole;

-- next statement
ALTER TABLE payment DROP CONSTRAINT ck_payment_disputed_not_negative;

-- next statement
ALTER TABLE payment DROP COLUMN settlement_minor;

-- next statement
ALTER TABLE payment DROP COLUMN settlement_currency;

-- next statement
ALTER TABLE payment DROP COLUMN disputed_minor;

-- next statement
ALTER TABLE donation DROP CONSTRAINT ck_donation_mailed_on_real;

-- next statement
ALTER TABLE donation DROP CONSTRAINT ck_donation_giftmethod;

-- next statement
ALTER TABLE donation DROP CONSTRAINT ck_donation_donationstatus;

-- next statement
ALTER TABLE donation DROP CONSTRAINT ck_donation_only_cheques_are_mailed;

-- next statement
ALTER TABLE donation DROP CONSTRAINT ck_donation_cheque_numbered;

-- next statement
ALTER TABLE donation DROP CONSTRAINT ck_donation_received_when;

-- next statement
ALTER TABLE donation DROP COLUMN method;

-- next statement
ALTER TABLE donation DROP COLUMN cheque_number;

-- next statement
ALTER TABLE donation DROP COLUMN mailed_on;

-- next statement
ALTER TABLE donation DROP COLUMN donor_address;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_returned_currency_code;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_returned_minor_whole;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_approved_at_real;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_settlement_currency_code;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_settlement_minor_whole;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_refundstatus;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_returned_whole;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_settlement_whole;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_approved_whole;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_approved_if_needed;

-- next statement
ALTER TABLE refund DROP CONSTRAINT ck_refund_approved_by_another;

-- next statement
ALTER TABLE refund DROP COLUMN settlement_minor;

-- next statement
ALTER TABLE refund DROP COLUMN settlement_currency;

-- next statement
ALTER TABLE refund DROP COLUMN needs_approval;

-- next statement
ALTER TABLE refund DROP COLUMN requested_by_id;

-- next statement
ALTER TABLE refund DROP COLUMN approved_by_id;

-- next statement
ALTER TABLE refund DROP COLUMN approved_by;

-- next statement
ALTER TABLE refund DROP COLUMN approved_at;

-- next statement
ALTER TABLE refund DROP COLUMN returned_minor;

-- next statement
ALTER TABLE refund DROP COLUMN returned_currency;

-- next statement
ALTER TABLE receipt DROP CONSTRAINT fk_receipt_replaces_id;

-- next statement
ALTER TABLE receipt DROP CONSTRAINT uq_receipt_replaces_id;

-- next statement
ALTER TABLE receipt DROP COLUMN replaces_id;

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
ALTER TABLE receipt ALTER COLUMN payment_id SET NOT NULL;

-- next statement
ALTER TABLE bank_transfer ADD CONSTRAINT uq_bank_transfer_bank_reference UNIQUE (bank_reference);

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_purpose_if_restricted CHECK ((restriction = 'none') = (purpose = ''));

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_restriction CHECK (restriction IN ('none', 'purpose'));

-- next statement
ALTER TABLE stored_file ADD CONSTRAINT ck_stored_file_filekind CHECK (kind IN ('logo', 'signed_contract'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'bank', 'receivables', 'deferred-revenue', 'suspense', 'contributions', 'sponsorship-income', 'processing-fees'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_accountkind CHECK (kind IN ('asset', 'liability', 'income', 'expense'));

-- next statement
ALTER TABLE donation ADD CONSTRAINT ck_donation_received_when CHECK (status NOT IN ('received', 'refunded') OR received_on IS NOT NULL);

-- next statement
ALTER TABLE donation ADD CONSTRAINT ck_donation_donationstatus CHECK (status IN ('begun', 'pending', 'received', 'failed', 'lapsed', 'refunded'));

-- next statement
ALTER TABLE refund ADD CONSTRAINT ck_refund_refundstatus CHECK (status IN ('requested', 'pending', 'succeeded', 'failed'));

-- next statement
ALTER TABLE receipt ADD CONSTRAINT uq_receipt_donation_id UNIQUE (donation_id);

-- next statement
ALTER TABLE receipt ADD CONSTRAINT uq_receipt_payment_id UNIQUE (payment_id);

-- next statement
ALTER TABLE settlement ADD CONSTRAINT uq_settlement_payment_id UNIQUE (payment_id);

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
CREATE FUNCTION guard_donation_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.begun_at IS NOT DISTINCT FROM OLD.begun_at) IS NOT TRUE THEN
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
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.provider IS NOT DISTINCT FROM OLD.provider AND NEW.livemode IS NOT DISTINCT FROM OLD.livemode AND NEW.account IS NOT DISTINCT FROM OLD.account AND NEW.external_id IS NOT DISTINCT FROM OLD.external_id AND NEW.event_type IS NOT DISTINCT FROM OLD.event_type AND NEW.object_type IS NOT DISTINCT FROM OLD.object_type AND NEW.object_id IS NOT DISTINCT FROM OLD.object_id AND NEW.body IS NOT DISTINCT FROM OLD.body AND NEW.received_at IS NOT DISTINCT FROM OLD.received_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: inbound_event_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_inbound_event_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_receipt_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.series IS NOT DISTINCT FROM OLD.series AND NEW.year IS NOT DISTINCT FROM OLD.year AND NEW.sequence IS NOT DISTINCT FROM OLD.sequence AND NEW.donation_id IS NOT DISTINCT FROM OLD.donation_id AND NEW.payment_id IS NOT DISTINCT FROM OLD.payment_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.tax_date IS NOT DISTINCT FROM OLD.tax_date AND NEW.issued_at IS NOT DISTINCT FROM OLD.issued_at AND NEW.document_id IS NOT DISTINCT FROM OLD.document_id AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token) IS NOT TRUE THEN
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
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.payment_id IS NOT DISTINCT FROM OLD.payment_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.reason IS NOT DISTINCT FROM OLD.reason AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.idempotency_key IS NOT DISTINCT FROM OLD.idempotency_key AND NEW.requested_at IS NOT DISTINCT FROM OLD.requested_at AND NEW.requested_by IS NOT DISTINCT FROM OLD.requested_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: refund_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payment_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.checkout_id IS NULL OR NEW.checkout_id IS NOT DISTINCT FROM OLD.checkout_id) AND (OLD.settled_at IS NULL OR NEW.settled_at IS NOT DISTINCT FROM OLD.settled_at) AND (OLD.fee_minor IS NULL OR NEW.fee_minor IS NOT DISTINCT FROM OLD.fee_minor) AND (OLD.fee_currency IS NULL OR NEW.fee_currency IS NOT DISTINCT FROM OLD.fee_currency)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_refund_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.external_id IS NULL OR NEW.external_id IS NOT DISTINCT FROM OLD.external_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: refund_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_fund_frozen_by_its_books() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.restriction IS NOT DISTINCT FROM OLD.restriction AND NEW.purpose IS NOT DISTINCT FROM OLD.purpose) OR (NOT EXISTS (SELECT 1 FROM posting WHERE posting.fund_id = OLD.id))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: fund_frozen_by_its_books' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_fund_frozen_by_its_books() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_refund_begins_requested() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'requested') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: refund_begins_requested' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_begins_requested() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_ledger_account_kind_follows_role() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.role = 'stripe-clearing' AND NEW.kind = 'asset') OR (NEW.role = 'bank' AND NEW.kind = 'asset') OR (NEW.role = 'receivables' AND NEW.kind = 'asset') OR (NEW.role = 'deferred-revenue' AND NEW.kind = 'liability') OR (NEW.role = 'suspense' AND NEW.kind = 'liability') OR (NEW.role = 'contributions' AND NEW.kind = 'income') OR (NEW.role = 'sponsorship-income' AND NEW.kind = 'income') OR (NEW.role = 'processing-fees' AND NEW.kind = 'expense')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: ledger_account_kind_follows_role' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_ledger_account_kind_follows_role() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_receipt_fits_its_payment() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND payment.currency = NEW.currency AND NEW.amount_minor <= payment.amount_minor)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: receipt_fits_its_payment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_receipt_fits_its_payment() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_settlement_within_its_source() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND payment.currency = NEW.currency AND NEW.amount_minor <= payment.amount_minor) OR EXISTS (SELECT 1 FROM bank_transfer WHERE bank_transfer.id = NEW.bank_transfer_id AND bank_transfer.currency = NEW.currency AND NEW.amount_minor <= bank_transfer.amount_minor)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: settlement_within_its_source' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_settlement_within_its_source() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_audit_note_continues_the_chain() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
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
  IF (NEW.refunded_minor = OLD.refunded_minor OR NEW.refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = NEW.id AND refund.status <> 'failed')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_refunded_minor_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_refunded_minor_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_paid_minor_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.paid_minor = OLD.paid_minor OR NEW.paid_minor = (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = NEW.id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_paid_minor_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_paid_minor_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_refund_added_counts_as_refunded_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payment WHERE payment.id IN (NEW.payment_id)
    ORDER BY payment.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM payment WHERE payment.id IN (NEW.payment_id) AND (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status <> 'failed') > payment.amount_minor) THEN
    RAISE EXCEPTION 'guard: refund_added_counts_as_refunded_minor' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE payment SET refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status <> 'failed') WHERE payment.id IN (NEW.payment_id);
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
  IF EXISTS (SELECT 1 FROM payment WHERE payment.id IN (NEW.payment_id) AND (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status <> 'failed') > payment.amount_minor) THEN
    RAISE EXCEPTION 'guard: refund_changed_counts_as_refunded_minor' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE payment SET refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status <> 'failed') WHERE payment.id IN (NEW.payment_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_changed_counts_as_refunded_minor() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_settlement_added_counts_as_paid_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM invoice WHERE invoice.id IN (NEW.invoice_id)
    ORDER BY invoice.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM invoice WHERE invoice.id IN (NEW.invoice_id) AND (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) > invoice.total_minor - invoice.credited_minor) THEN
    RAISE EXCEPTION 'guard: settlement_added_counts_as_paid_minor' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE invoice SET paid_minor = (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) WHERE invoice.id IN (NEW.invoice_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_settlement_added_counts_as_paid_minor() FROM PUBLIC;

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
CREATE TRIGGER donation_frozen BEFORE UPDATE ON donation
FOR EACH ROW EXECUTE FUNCTION guard_donation_frozen();

-- next statement
CREATE TRIGGER inbound_event_frozen BEFORE UPDATE ON inbound_event
FOR EACH ROW EXECUTE FUNCTION guard_inbound_event_frozen();

-- next statement
CREATE TRIGGER receipt_frozen BEFORE UPDATE ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_receipt_frozen();

-- next statement
CREATE TRIGGER refund_frozen BEFORE UPDATE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_frozen();

-- next statement
CREATE TRIGGER payment_frozen_once_set BEFORE UPDATE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_frozen_once_set();

-- next statement
CREATE TRIGGER refund_frozen_once_set BEFORE UPDATE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_frozen_once_set();

-- next statement
CREATE TRIGGER fund_frozen_by_its_books BEFORE UPDATE ON fund
FOR EACH ROW EXECUTE FUNCTION guard_fund_frozen_by_its_books();

-- next statement
CREATE TRIGGER refund_begins_requested BEFORE INSERT ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_begins_requested();

-- next statement
CREATE TRIGGER ledger_account_kind_follows_role BEFORE INSERT ON ledger_account
FOR EACH ROW EXECUTE FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
CREATE TRIGGER receipt_fits_its_payment BEFORE INSERT ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_receipt_fits_its_payment();

-- next statement
CREATE TRIGGER settlement_within_its_source BEFORE INSERT ON settlement
FOR EACH ROW EXECUTE FUNCTION guard_settlement_within_its_source();

-- next statement
CREATE TRIGGER audit_note_continues_the_chain BEFORE INSERT ON audit_note
FOR EACH ROW EXECUTE FUNCTION guard_audit_note_continues_the_chain();

-- next statement
CREATE TRIGGER payment_refunded_minor_is_recomputed BEFORE UPDATE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_refunded_minor_is_recomputed();

-- next statement
CREATE TRIGGER invoice_paid_minor_is_recomputed BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_paid_minor_is_recomputed();

-- next statement
CREATE TRIGGER refund_added_counts_as_refunded_minor AFTER INSERT ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_added_counts_as_refunded_minor();

-- next statement
CREATE TRIGGER refund_changed_counts_as_refunded_minor AFTER UPDATE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_changed_counts_as_refunded_minor();

-- next statement
CREATE TRIGGER settlement_added_counts_as_paid_minor AFTER INSERT ON settlement
FOR EACH ROW EXECUTE FUNCTION guard_settlement_added_counts_as_paid_minor();
