DROP TRIGGER addressee_never_updated;

-- next statement
DROP TRIGGER addressee_never_deleted;

-- next statement
DROP TRIGGER announcement_never_updated;

-- next statement
DROP TRIGGER announcement_never_deleted;

-- next statement
DROP TRIGGER assignment_never_updated;

-- next statement
DROP TRIGGER assignment_never_deleted;

-- next statement
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
DROP TRIGGER import_line_never_updated;

-- next statement
DROP TRIGGER import_line_never_deleted;

-- next statement
DROP TRIGGER journal_entry_never_updated;

-- next statement
DROP TRIGGER journal_entry_never_deleted;

-- next statement
DROP TRIGGER ledger_account_never_updated;

-- next statement
DROP TRIGGER ledger_account_never_deleted;

-- next statement
DROP TRIGGER mailing_never_updated;

-- next statement
DROP TRIGGER mailing_never_deleted;

-- next statement
DROP TRIGGER posting_never_updated;

-- next statement
DROP TRIGGER posting_never_deleted;

-- next statement
DROP TRIGGER promised_clause_never_updated;

-- next statement
DROP TRIGGER promised_clause_never_deleted;

-- next statement
DROP TRIGGER promised_placement_never_updated;

-- next statement
DROP TRIGGER promised_placement_never_deleted;

-- next statement
DROP TRIGGER proof_never_updated;

-- next statement
DROP TRIGGER proof_never_deleted;

-- next statement
DROP TRIGGER reconciliation_run_never_updated;

-- next statement
DROP TRIGGER reconciliation_run_never_deleted;

-- next statement
DROP TRIGGER review_note_never_updated;

-- next statement
DROP TRIGGER review_note_never_deleted;

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
DROP TRIGGER asset_never_deleted;

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
DROP TRIGGER contract_text_never_deleted;

-- next statement
DROP TRIGGER counterpart_never_deleted;

-- next statement
DROP TRIGGER delivery_never_deleted;

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
DROP TRIGGER import_run_never_deleted;

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
DROP TRIGGER question_never_deleted;

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
DROP TRIGGER standing_letter_never_deleted;

-- next statement
DROP TRIGGER subscriber_never_deleted;

-- next statement
DROP TRIGGER supplement_never_deleted;

-- next statement
DROP TRIGGER supplement_line_never_deleted;

-- next statement
DROP TRIGGER suspense_case_never_deleted;

-- next statement
DROP TRIGGER waiting_entry_never_deleted;

-- next statement
DROP TRIGGER write_off_never_deleted;

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
DROP TRIGGER asset_frozen;

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
DROP TRIGGER benefit_asset_frozen;

-- next statement
DROP TRIGGER checkout_frozen;

-- next statement
DROP TRIGGER constituent_frozen;

-- next statement
DROP TRIGGER contact_link_frozen;

-- next statement
DROP TRIGGER contact_session_frozen;

-- next statement
DROP TRIGGER contract_frozen;

-- next statement
DROP TRIGGER contract_text_frozen;

-- next statement
DROP TRIGGER counterpart_frozen;

-- next statement
DROP TRIGGER delivery_frozen;

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
DROP TRIGGER import_run_frozen;

-- next statement
DROP TRIGGER inbound_event_frozen;

-- next statement
DROP TRIGGER instalment_frozen;

-- next statement
DROP TRIGGER invoice_frozen;

-- next statement
DROP TRIGGER kept_place_frozen;

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
DROP TRIGGER promised_asset_frozen;

-- next statement
DROP TRIGGER promised_benefit_frozen;

-- next statement
DROP TRIGGER question_frozen;

-- next statement
DROP TRIGGER receipt_frozen;

-- next statement
DROP TRIGGER recurring_gift_frozen;

-- next statement
DROP TRIGGER refund_frozen;

-- next statement
DROP TRIGGER remittance_frozen;

-- next statement
DROP TRIGGER saved_application_frozen;

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
DROP TRIGGER standing_letter_frozen;

-- next statement
DROP TRIGGER subscriber_frozen;

-- next statement
DROP TRIGGER supplement_frozen;

-- next statement
DROP TRIGGER supplement_line_frozen;

-- next statement
DROP TRIGGER suspense_case_frozen;

-- next statement
DROP TRIGGER tier_frozen;

-- next statement
DROP TRIGGER voucher_frozen;

-- next statement
DROP TRIGGER waiting_entry_frozen;

-- next statement
DROP TRIGGER write_off_frozen;

-- next statement
DROP TRIGGER api_token_frozen_once_set;

-- next statement
DROP TRIGGER balance_transaction_frozen_once_set;

-- next statement
DROP TRIGGER bank_match_frozen_once_set;

-- next statement
DROP TRIGGER checkout_frozen_once_set;

-- next statement
DROP TRIGGER contact_link_frozen_once_set;

-- next statement
DROP TRIGGER contact_session_frozen_once_set;

-- next statement
DROP TRIGGER contract_frozen_once_set;

-- next statement
DROP TRIGGER contract_text_frozen_once_set;

-- next statement
DROP TRIGGER delivery_frozen_once_set;

-- next statement
DROP TRIGGER dispatch_frozen_once_set;

-- next statement
DROP TRIGGER document_frozen_once_set;

-- next statement
DROP TRIGGER donation_frozen_once_set;

-- next statement
DROP TRIGGER import_run_frozen_once_set;

-- next statement
DROP TRIGGER inbound_event_frozen_once_set;

-- next statement
DROP TRIGGER invoice_frozen_once_set;

-- next statement
DROP TRIGGER letter_frozen_once_set;

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
DROP TRIGGER sponsor_contact_frozen_once_set;

-- next statement
DROP TRIGGER staff_session_frozen_once_set;

-- next statement
DROP TRIGGER waiting_entry_frozen_once_set;

-- next statement
DROP TRIGGER write_off_frozen_once_set;

-- next statement
DROP TRIGGER voucher_frozen_once_set;

-- next statement
DROP TRIGGER accounting_period_closing_frozen;

-- next statement
DROP TRIGGER accounting_period_approval_frozen;

-- next statement
DROP TRIGGER accounting_period_request_frozen;

-- next statement
DROP TRIGGER checkout_frozen_once_asked;

-- next statement
DROP TRIGGER contract_sending_frozen;

-- next statement
DROP TRIGGER contract_ending_frozen;

-- next statement
DROP TRIGGER contract_text_frozen_once_published;

-- next statement
DROP TRIGGER donation_frozen_by_its_status;

-- next statement
DROP TRIGGER fund_frozen_by_its_books;

-- next statement
DROP TRIGGER import_run_frozen_once_ended;

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
DROP TRIGGER promised_benefit_chosen_before_the_decision;

-- next statement
DROP TRIGGER question_frozen_once_answered;

-- next statement
DROP TRIGGER recurring_gift_frozen_by_its_status;

-- next statement
DROP TRIGGER sponsorship_frozen_by_its_status;

-- next statement
DROP TRIGGER sponsorship_choice_frozen_by_the_decision;

-- next statement
DROP TRIGGER supplement_frozen_by_its_status;

-- next statement
DROP TRIGGER supplement_price_frozen_by_the_decision;

-- next statement
DROP TRIGGER sponsorship_term_frozen_by_the_contract;

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
DROP TRIGGER contract_text_begins_draft;

-- next statement
DROP TRIGGER contract_text_status_moves;

-- next statement
DROP TRIGGER delivery_begins_owed;

-- next statement
DROP TRIGGER delivery_status_moves;

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
DROP TRIGGER promised_benefit_begins_promised;

-- next statement
DROP TRIGGER promised_benefit_status_moves;

-- next statement
DROP TRIGGER question_begins_waiting;

-- next statement
DROP TRIGGER question_status_moves;

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
DROP TRIGGER subscriber_begins_active;

-- next statement
DROP TRIGGER subscriber_status_moves;

-- next statement
DROP TRIGGER supplement_begins_requested;

-- next statement
DROP TRIGGER supplement_status_moves;

-- next statement
DROP TRIGGER suspense_case_begins_waiting;

-- next statement
DROP TRIGGER suspense_case_status_moves;

-- next statement
DROP TRIGGER waiting_entry_begins_waiting;

-- next statement
DROP TRIGGER waiting_entry_status_moves;

-- next statement
DROP TRIGGER write_off_begins_proposed;

-- next statement
DROP TRIGGER write_off_status_moves;

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
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_insert;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_update;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_delete;

-- next statement
DROP TRIGGER invoice_begins_without_a_number;

-- next statement
DROP TRIGGER invoice_issued_for_the_sum_of_its_lines;

-- next statement
DROP TRIGGER invoice_issued_with_the_tax_of_its_lines;

-- next statement
DROP TRIGGER credit_note_takes_no_more_tax_than_there_is;

-- next statement
DROP TRIGGER invoice_written_off_by_two;

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
DROP TRIGGER import_line_before_its_end;

-- next statement
DROP TRIGGER addressee_gets_a_letter_of_the_mailing;

-- next statement
DROP TRIGGER sponsorship_tier_of_its_year;

-- next statement
DROP TRIGGER sponsorship_tier_stays_in_its_year;

-- next statement
DROP TRIGGER kept_place_offered_to_who_waited;

-- next statement
DROP TRIGGER waiting_entry_of_its_year;

-- next statement
DROP TRIGGER waiting_entry_changes_only_to_be_forgotten;

-- next statement
DROP TRIGGER promised_benefit_before_the_contract;

-- next statement
DROP TRIGGER contract_amends_one_in_force;

-- next statement
DROP TRIGGER contract_made_from_a_text_in_use;

-- next statement
DROP TRIGGER promised_clause_before_the_contract;

-- next statement
DROP TRIGGER promised_benefit_without_conflict;

-- next statement
DROP TRIGGER promised_benefit_stands_alone_or_not;

-- next statement
DROP TRIGGER promised_benefit_taken_up_fits;

-- next statement
DROP TRIGGER benefit_conflict_within_a_year;

-- next statement
DROP TRIGGER tier_benefit_stands_not_alone;

-- next statement
DROP TRIGGER benefit_stands_alone_in_no_tier;

-- next statement
DROP TRIGGER promised_benefit_stays_released;

-- next statement
DROP TRIGGER asset_of_its_sponsor;

-- next statement
DROP TRIGGER promised_asset_of_its_benefit;

-- next statement
DROP TRIGGER voucher_issued_for_its_benefit;

-- next statement
DROP TRIGGER voucher_begins_free;

-- next statement
DROP TRIGGER voucher_issued_stays;

-- next statement
DROP TRIGGER announcement_takes_its_turn;

-- next statement
DROP TRIGGER signature_on_the_document_that_was_sent;

-- next statement
DROP TRIGGER supplement_in_the_currency_of_its_sponsorship;

-- next statement
DROP TRIGGER supplement_named_by_an_amendment;

-- next statement
DROP TRIGGER supplement_promised_once_signed;

-- next statement
DROP TRIGGER supplement_promised_whole;

-- next statement
DROP TRIGGER supplement_line_may_be_added;

-- next statement
DROP TRIGGER supplement_line_fits_what_is_had;

-- next statement
DROP TRIGGER supplement_line_stays_released;

-- next statement
DROP TRIGGER invoice_of_a_promised_supplement;

-- next statement
DROP TRIGGER audit_note_continues_the_chain;

-- next statement
DROP TRIGGER stamp_never_updated;

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
DROP TRIGGER sponsorship_added_minor_starts_at_zero;

-- next statement
DROP TRIGGER sponsorship_added_minor_is_recomputed;

-- next statement
DROP TRIGGER tier_kept_starts_at_zero;

-- next statement
DROP TRIGGER tier_kept_is_recomputed;

-- next statement
DROP TRIGGER benefit_kept_starts_at_zero;

-- next statement
DROP TRIGGER benefit_kept_is_recomputed;

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
DROP TRIGGER supplement_line_added_counts_as_taken;

-- next statement
DROP TRIGGER supplement_line_changed_counts_as_taken;

-- next statement
DROP TRIGGER supplement_added_counts_as_added_minor;

-- next statement
DROP TRIGGER supplement_changed_counts_as_added_minor;

-- next statement
DROP TRIGGER kept_place_added_counts_as_kept_of_tier;

-- next statement
DROP TRIGGER kept_place_gone_counts_as_kept_of_tier;

-- next statement
DROP TRIGGER kept_place_added_counts_as_kept_of_benefit;

-- next statement
DROP TRIGGER kept_place_gone_counts_as_kept_of_benefit;

-- next statement
DROP TRIGGER stamp_when_api_token_inserted;

-- next statement
DROP TRIGGER stamp_when_api_token_updated;

-- next statement
DROP TRIGGER stamp_when_api_token_deleted;

-- next statement
DROP TRIGGER stamp_when_benefit_inserted;

-- next statement
DROP TRIGGER stamp_when_benefit_updated;

-- next statement
DROP TRIGGER stamp_when_benefit_deleted;

-- next statement
DROP TRIGGER stamp_when_benefit_clause_inserted;

-- next statement
DROP TRIGGER stamp_when_benefit_clause_updated;

-- next statement
DROP TRIGGER stamp_when_benefit_clause_deleted;

-- next statement
DROP TRIGGER stamp_when_benefit_conflict_inserted;

-- next statement
DROP TRIGGER stamp_when_benefit_conflict_updated;

-- next statement
DROP TRIGGER stamp_when_benefit_conflict_deleted;

-- next statement
DROP TRIGGER stamp_when_benefit_placement_inserted;

-- next statement
DROP TRIGGER stamp_when_benefit_placement_updated;

-- next statement
DROP TRIGGER stamp_when_benefit_placement_deleted;

-- next statement
DROP TRIGGER stamp_when_fund_inserted;

-- next statement
DROP TRIGGER stamp_when_fund_updated;

-- next statement
DROP TRIGGER stamp_when_fund_deleted;

-- next statement
DROP TRIGGER stamp_when_kept_place_inserted;

-- next statement
DROP TRIGGER stamp_when_kept_place_updated;

-- next statement
DROP TRIGGER stamp_when_kept_place_deleted;

-- next statement
DROP TRIGGER stamp_when_legal_clause_inserted;

-- next statement
DROP TRIGGER stamp_when_legal_clause_updated;

-- next statement
DROP TRIGGER stamp_when_legal_clause_deleted;

-- next statement
DROP TRIGGER stamp_when_program_inserted;

-- next statement
DROP TRIGGER stamp_when_program_updated;

-- next statement
DROP TRIGGER stamp_when_program_deleted;

-- next statement
DROP TRIGGER stamp_when_program_year_inserted;

-- next statement
DROP TRIGGER stamp_when_program_year_updated;

-- next statement
DROP TRIGGER stamp_when_program_year_deleted;

-- next statement
DROP TRIGGER stamp_when_promised_benefit_inserted;

-- next statement
DROP TRIGGER stamp_when_promised_benefit_updated;

-- next statement
DROP TRIGGER stamp_when_promised_benefit_deleted;

-- next statement
DROP TRIGGER stamp_when_promised_placement_inserted;

-- next statement
DROP TRIGGER stamp_when_promised_placement_updated;

-- next statement
DROP TRIGGER stamp_when_promised_placement_deleted;

-- next statement
DROP TRIGGER stamp_when_sponsor_inserted;

-- next statement
DROP TRIGGER stamp_when_sponsor_updated;

-- next statement
DROP TRIGGER stamp_when_sponsor_deleted;

-- next statement
DROP TRIGGER stamp_when_sponsorship_inserted;

-- next statement
DROP TRIGGER stamp_when_sponsorship_updated;

-- next statement
DROP TRIGGER stamp_when_sponsorship_deleted;

-- next statement
DROP TRIGGER stamp_when_stored_file_inserted;

-- next statement
DROP TRIGGER stamp_when_stored_file_updated;

-- next statement
DROP TRIGGER stamp_when_stored_file_deleted;

-- next statement
DROP TRIGGER stamp_when_tier_inserted;

-- next statement
DROP TRIGGER stamp_when_tier_updated;

-- next statement
DROP TRIGGER stamp_when_tier_deleted;

-- next statement
DROP TRIGGER stamp_when_tier_benefit_inserted;

-- next statement
DROP TRIGGER stamp_when_tier_benefit_updated;

-- next statement
DROP TRIGGER stamp_when_tier_benefit_deleted;

-- next statement
DROP TRIGGER stamp_when_waiting_entry_inserted;

-- next statement
DROP TRIGGER stamp_when_waiting_entry_updated;

-- next statement
DROP TRIGGER stamp_when_waiting_entry_deleted;

-- next statement
DROP TABLE supplement_line;

-- next statement
DROP TABLE supplement;

-- next statement
DROP TABLE kept_place;

-- next statement
DROP TABLE waiting_entry;

-- next statement
DROP TABLE import_line;

-- next statement
DROP TABLE counterpart;

-- next statement
DROP TABLE stamp;

-- next statement
DROP TABLE import_run;

-- next statement
CREATE TABLE new_document (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  attaches_id INTEGER,
  made_at TEXT NOT NULL,
  pdf BLOB,
  sha256 TEXT,
  rendered_at TEXT,
  CONSTRAINT pk_document PRIMARY KEY (id),
  CONSTRAINT ck_document_rendered_whole CHECK ((pdf IS NULL) = (sha256 IS NULL) AND (pdf IS NULL) = (rendered_at IS NULL)),
  CONSTRAINT ck_document_sha256_length CHECK (sha256 IS NULL OR length(sha256) = 64),
  CONSTRAINT ck_document_documentkind CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt', 'price_list', 'statement', 'sponsor_report')),
  CONSTRAINT fk_document_attaches_id FOREIGN KEY(attaches_id) REFERENCES document (id) ON DELETE RESTRICT,
  CONSTRAINT ck_document_content_json CHECK (json_valid(content)),
  CONSTRAINT ck_document_made_at_real CHECK (made_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(made_at, 1, 19), '+0 days') IS substr(made_at, 1, 19) AND substr(made_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND made_at >= '0001')),
  CONSTRAINT ck_document_rendered_at_real CHECK (rendered_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(rendered_at, 1, 19), '+0 days') IS substr(rendered_at, 1, 19) AND substr(rendered_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND rendered_at >= '0001'))
)
 STRICT;

-- next statement
INSERT INTO new_document (id, kind, title, content, attaches_id, made_at, pdf, sha256, rendered_at)
SELECT id, kind, title, content, attaches_id, made_at, pdf, sha256, rendered_at FROM document;

-- next statement
DROP TABLE document;

-- next statement
ALTER TABLE new_document RENAME TO document;

-- next statement
CREATE TABLE new_saved_application (
  id INTEGER NOT NULL,
  form_key TEXT NOT NULL,
  public_token TEXT NOT NULL,
  email TEXT NOT NULL,
  answers TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  CONSTRAINT pk_saved_application PRIMARY KEY (id),
  CONSTRAINT ck_saved_application_expires_later CHECK (expires_at > saved_at),
  CONSTRAINT uq_saved_application_form_key UNIQUE (form_key),
  CONSTRAINT uq_saved_application_public_token UNIQUE (public_token),
  CONSTRAINT ck_saved_application_answers_json CHECK (json_valid(answers)),
  CONSTRAINT ck_saved_application_saved_at_real CHECK (saved_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(saved_at, 1, 19), '+0 days') IS substr(saved_at, 1, 19) AND substr(saved_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND saved_at >= '0001')),
  CONSTRAINT ck_saved_application_expires_at_real CHECK (expires_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(expires_at, 1, 19), '+0 days') IS substr(expires_at, 1, 19) AND substr(expires_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND expires_at >= '0001'))
)
 STRICT;

-- next statement
INSERT INTO new_saved_application (id, form_key, public_token, email, answers, saved_at, expires_at)
SELECT id, form_key, public_token, email, answers, saved_at, expires_at FROM saved_application;

-- next statement
DROP TABLE saved_application;

-- next statement
ALTER TABLE new_saved_application RENAME TO saved_application;

-- next statement
CREATE TABLE new_program_year (
  id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  introduction TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  currency TEXT NOT NULL,
  fund_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_program_year PRIMARY KEY (id),
  CONSTRAINT ck_program_year_term CHECK (starts_on <= ends_on),
  CONSTRAINT uq_program_year_year UNIQUE (year),
  CONSTRAINT fk_program_year_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_program_year_programyearstatus CHECK (status IN ('draft', 'open', 'closed')),
  CONSTRAINT ck_program_year_starts_on_real CHECK (starts_on IS NULL OR (starts_on IS date(starts_on, '+0 days') AND starts_on >= '0001')),
  CONSTRAINT ck_program_year_ends_on_real CHECK (ends_on IS NULL OR (ends_on IS date(ends_on, '+0 days') AND ends_on >= '0001')),
  CONSTRAINT ck_program_year_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
)
 STRICT;

-- next statement
INSERT INTO new_program_year (id, year, title, introduction, starts_on, ends_on, currency, fund_id, status, version)
SELECT id, year, title, introduction, starts_on, ends_on, currency, fund_id, status, version FROM program_year;

-- next statement
DROP TABLE program_year;

-- next statement
ALTER TABLE new_program_year RENAME TO program_year;

-- next statement
CREATE TABLE new_benefit (
  id INTEGER NOT NULL,
  program_year_id INTEGER NOT NULL,
  program TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  position INTEGER NOT NULL,
  is_add_on INTEGER NOT NULL,
  add_on_price_minor INTEGER,
  currency TEXT NOT NULL,
  capacity INTEGER,
  taken INTEGER NOT NULL,
  is_available INTEGER NOT NULL,
  clause_id INTEGER,
  version INTEGER NOT NULL,
  stand_alone_price_minor INTEGER,
  internal_value_minor INTEGER,
  fair_value_minor INTEGER,
  internal_note TEXT DEFAULT '' NOT NULL,
  is_new INTEGER DEFAULT 0 NOT NULL,
  copied_from_id INTEGER,
  CONSTRAINT pk_benefit PRIMARY KEY (id),
  CONSTRAINT ck_benefit_within_capacity CHECK (taken >= 0 AND (capacity IS NULL OR taken <= capacity)),
  CONSTRAINT ck_benefit_add_on_price_not_negative CHECK (add_on_price_minor >= 0),
  CONSTRAINT ck_benefit_add_on_priced CHECK (add_on_price_minor IS NOT NULL OR NOT is_add_on),
  CONSTRAINT ck_benefit_stand_alone_price_not_negative CHECK (stand_alone_price_minor >= 0),
  CONSTRAINT ck_benefit_stands_alone_or_is_added CHECK (stand_alone_price_minor IS NULL OR NOT is_add_on),
  CONSTRAINT ck_benefit_internal_value_not_negative CHECK (internal_value_minor >= 0),
  CONSTRAINT ck_benefit_fair_value_not_negative CHECK (fair_value_minor >= 0),
  CONSTRAINT fk_benefit_program_year_id FOREIGN KEY(program_year_id) REFERENCES program_year (id) ON DELETE RESTRICT,
  CONSTRAINT fk_benefit_clause_id FOREIGN KEY(clause_id) REFERENCES legal_clause (id) ON DELETE RESTRICT,
  CONSTRAINT fk_benefit_copied_from_id FOREIGN KEY(copied_from_id) REFERENCES benefit (id) ON DELETE SET NULL,
  CONSTRAINT ck_benefit_is_add_on_flag CHECK (is_add_on IN (0, 1)),
  CONSTRAINT ck_benefit_add_on_price_minor_whole CHECK (add_on_price_minor % 1 = 0 AND abs(add_on_price_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_benefit_is_available_flag CHECK (is_available IN (0, 1)),
  CONSTRAINT ck_benefit_stand_alone_price_minor_whole CHECK (stand_alone_price_minor % 1 = 0 AND abs(stand_alone_price_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_internal_value_minor_whole CHECK (internal_value_minor % 1 = 0 AND abs(internal_value_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_fair_value_minor_whole CHECK (fair_value_minor % 1 = 0 AND abs(fair_value_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_is_new_flag CHECK (is_new IN (0, 1))
)
 STRICT;

-- next statement
INSERT INTO new_benefit (id, program_year_id, program, name, description, position, is_add_on, add_on_price_minor, currency, capacity, taken, is_available, clause_id, version, stand_alone_price_minor, internal_value_minor, fair_value_minor, internal_note, is_new, copied_from_id)
SELECT id, program_year_id, program, name, description, position, is_add_on, add_on_price_minor, currency, capacity, taken, is_available, clause_id, version, stand_alone_price_minor, internal_value_minor, fair_value_minor, internal_note, is_new, copied_from_id FROM benefit;

-- next statement
DROP TABLE benefit;

-- next statement
ALTER TABLE new_benefit RENAME TO benefit;

-- next statement
CREATE TABLE new_tier (
  id INTEGER NOT NULL,
  program_year_id INTEGER NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  position INTEGER NOT NULL,
  list_price_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  logo_width INTEGER NOT NULL,
  is_advertised INTEGER NOT NULL,
  allows_add_ons INTEGER NOT NULL,
  capacity INTEGER,
  taken INTEGER NOT NULL,
  version INTEGER NOT NULL,
  is_stand_alone INTEGER DEFAULT 0 NOT NULL,
  held_until TEXT DEFAULT 'first_payment' NOT NULL,
  CONSTRAINT pk_tier PRIMARY KEY (id),
  CONSTRAINT uq_tier_program_year_id_slug UNIQUE (program_year_id, slug),
  CONSTRAINT ck_tier_list_price_not_negative CHECK (list_price_minor >= 0),
  CONSTRAINT ck_tier_within_capacity CHECK (taken >= 0 AND (capacity IS NULL OR taken <= capacity)),
  CONSTRAINT ck_tier_stand_alone_is_plain CHECK (NOT is_stand_alone OR (list_price_minor = 0 AND NOT is_advertised AND capacity IS NULL)),
  CONSTRAINT fk_tier_program_year_id FOREIGN KEY(program_year_id) REFERENCES program_year (id) ON DELETE RESTRICT,
  CONSTRAINT ck_tier_helduntil CHECK (held_until IN ('contract', 'first_payment', 'full_payment')),
  CONSTRAINT ck_tier_list_price_minor_whole CHECK (list_price_minor % 1 = 0 AND abs(list_price_minor) <= 9000000000000000),
  CONSTRAINT ck_tier_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_tier_is_advertised_flag CHECK (is_advertised IN (0, 1)),
  CONSTRAINT ck_tier_allows_add_ons_flag CHECK (allows_add_ons IN (0, 1)),
  CONSTRAINT ck_tier_is_stand_alone_flag CHECK (is_stand_alone IN (0, 1))
)
 STRICT;

-- next statement
INSERT INTO new_tier (id, program_year_id, slug, name, summary, position, list_price_minor, currency, logo_width, is_advertised, allows_add_ons, capacity, taken, version, is_stand_alone, held_until)
SELECT id, program_year_id, slug, name, summary, position, list_price_minor, currency, logo_width, is_advertised, allows_add_ons, capacity, taken, version, is_stand_alone, held_until FROM tier;

-- next statement
DROP TABLE tier;

-- next statement
ALTER TABLE new_tier RENAME TO tier;

-- next statement
CREATE TABLE new_sponsorship (
  id INTEGER NOT NULL,
  form_key TEXT,
  sponsor_id INTEGER NOT NULL,
  program_year_id INTEGER NOT NULL,
  tier_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  applied_at TEXT NOT NULL,
  list_price_minor INTEGER NOT NULL,
  agreed_fee_minor INTEGER,
  currency TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  po_number TEXT NOT NULL,
  message TEXT NOT NULL,
  decision_reason TEXT NOT NULL,
  public_token TEXT NOT NULL,
  renews_id INTEGER,
  version INTEGER NOT NULL,
  is_customised INTEGER DEFAULT 0 NOT NULL,
  left_out TEXT DEFAULT '[]' NOT NULL,
  CONSTRAINT pk_sponsorship PRIMARY KEY (id),
  CONSTRAINT ck_sponsorship_list_price_not_negative CHECK (list_price_minor >= 0),
  CONSTRAINT ck_sponsorship_agreed_fee_not_negative CHECK (agreed_fee_minor >= 0),
  CONSTRAINT ck_sponsorship_term CHECK (starts_on <= ends_on),
  CONSTRAINT ck_sponsorship_agreed_if_approved CHECK (status IN ('applied', 'rejected', 'withdrawn') OR (agreed_fee_minor IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL)),
  CONSTRAINT uq_sponsorship_form_key UNIQUE (form_key),
  CONSTRAINT fk_sponsorship_sponsor_id FOREIGN KEY(sponsor_id) REFERENCES sponsor (id) ON DELETE RESTRICT,
  CONSTRAINT fk_sponsorship_program_year_id FOREIGN KEY(program_year_id) REFERENCES program_year (id) ON DELETE RESTRICT,
  CONSTRAINT fk_sponsorship_tier_id FOREIGN KEY(tier_id) REFERENCES tier (id) ON DELETE RESTRICT,
  CONSTRAINT ck_sponsorship_sponsorshipstatus CHECK (status IN ('applied', 'approved', 'rejected', 'contracted', 'confirmed', 'cancelled', 'withdrawn')),
  CONSTRAINT uq_sponsorship_public_token UNIQUE (public_token),
  CONSTRAINT uq_sponsorship_renews_id UNIQUE (renews_id),
  CONSTRAINT fk_sponsorship_renews_id FOREIGN KEY(renews_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_sponsorship_applied_at_real CHECK (applied_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(applied_at, 1, 19), '+0 days') IS substr(applied_at, 1, 19) AND substr(applied_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND applied_at >= '0001')),
  CONSTRAINT ck_sponsorship_list_price_minor_whole CHECK (list_price_minor % 1 = 0 AND abs(list_price_minor) <= 9000000000000000),
  CONSTRAINT ck_sponsorship_agreed_fee_minor_whole CHECK (agreed_fee_minor % 1 = 0 AND abs(agreed_fee_minor) <= 9000000000000000),
  CONSTRAINT ck_sponsorship_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_sponsorship_starts_on_real CHECK (starts_on IS NULL OR (starts_on IS date(starts_on, '+0 days') AND starts_on >= '0001')),
  CONSTRAINT ck_sponsorship_ends_on_real CHECK (ends_on IS NULL OR (ends_on IS date(ends_on, '+0 days') AND ends_on >= '0001')),
  CONSTRAINT ck_sponsorship_is_customised_flag CHECK (is_customised IN (0, 1)),
  CONSTRAINT ck_sponsorship_left_out_json CHECK (json_valid(left_out))
)
 STRICT;

-- next statement
INSERT INTO new_sponsorship (id, form_key, sponsor_id, program_year_id, tier_id, status, applied_at, list_price_minor, agreed_fee_minor, currency, starts_on, ends_on, po_number, message, decision_reason, public_token, renews_id, version, is_customised, left_out)
SELECT id, form_key, sponsor_id, program_year_id, tier_id, status, applied_at, list_price_minor, agreed_fee_minor, currency, starts_on, ends_on, po_number, message, decision_reason, public_token, renews_id, version, is_customised, left_out FROM sponsorship;

-- next statement
DROP TABLE sponsorship;

-- next statement
ALTER TABLE new_sponsorship RENAME TO sponsorship;

-- next statement
CREATE TABLE new_invoice (
  id INTEGER NOT NULL,
  series TEXT NOT NULL,
  year INTEGER,
  sequence INTEGER,
  sponsorship_id INTEGER NOT NULL,
  fund_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  bill_to TEXT NOT NULL,
  po_number TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  drafted_at TEXT NOT NULL,
  issued_on TEXT,
  due_on TEXT,
  total_minor INTEGER NOT NULL,
  paid_minor INTEGER NOT NULL,
  credited_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  void_reason TEXT NOT NULL,
  document_id INTEGER,
  public_token TEXT NOT NULL,
  version INTEGER NOT NULL,
  tax_minor INTEGER DEFAULT 0 NOT NULL,
  tax_note TEXT DEFAULT '' NOT NULL,
  instalment INTEGER,
  CONSTRAINT pk_invoice PRIMARY KEY (id),
  CONSTRAINT uq_invoice_series_year_sequence UNIQUE (series, year, sequence),
  CONSTRAINT ck_invoice_total_positive CHECK (total_minor > 0),
  CONSTRAINT ck_invoice_term CHECK (starts_on <= ends_on),
  CONSTRAINT ck_invoice_settled_within_total CHECK (paid_minor >= 0 AND credited_minor >= 0 AND paid_minor + credited_minor <= total_minor),
  CONSTRAINT ck_invoice_paid_when_covered CHECK ((status = 'paid') = (paid_minor + credited_minor = total_minor) OR status IN ('issued', 'void')),
  CONSTRAINT ck_invoice_numbered_whole CHECK ((sequence IS NULL) = (issued_on IS NULL) AND (sequence IS NULL) = (year IS NULL) AND (sequence IS NULL) = (due_on IS NULL) AND (sequence IS NULL) = (document_id IS NULL)),
  CONSTRAINT ck_invoice_numbered CHECK (status NOT IN ('issued', 'paid') OR sequence IS NOT NULL),
  CONSTRAINT ck_invoice_sequence_counted CHECK (sequence >= 1),
  CONSTRAINT ck_invoice_tax_within_total CHECK (tax_minor >= 0 AND tax_minor < total_minor),
  CONSTRAINT uq_invoice_id_currency UNIQUE (id, currency),
  CONSTRAINT fk_invoice_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT fk_invoice_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_invoice_invoicestatus CHECK (status IN ('draft', 'issued', 'paid', 'void', 'written_off')),
  CONSTRAINT fk_invoice_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE RESTRICT,
  CONSTRAINT uq_invoice_public_token UNIQUE (public_token),
  CONSTRAINT ck_invoice_bill_to_json CHECK (json_valid(bill_to)),
  CONSTRAINT ck_invoice_starts_on_real CHECK (starts_on IS NULL OR (starts_on IS date(starts_on, '+0 days') AND starts_on >= '0001')),
  CONSTRAINT ck_invoice_ends_on_real CHECK (ends_on IS NULL OR (ends_on IS date(ends_on, '+0 days') AND ends_on >= '0001')),
  CONSTRAINT ck_invoice_drafted_at_real CHECK (drafted_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(drafted_at, 1, 19), '+0 days') IS substr(drafted_at, 1, 19) AND substr(drafted_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND drafted_at >= '0001')),
  CONSTRAINT ck_invoice_issued_on_real CHECK (issued_on IS NULL OR (issued_on IS date(issued_on, '+0 days') AND issued_on >= '0001')),
  CONSTRAINT ck_invoice_due_on_real CHECK (due_on IS NULL OR (due_on IS date(due_on, '+0 days') AND due_on >= '0001')),
  CONSTRAINT ck_invoice_total_minor_whole CHECK (total_minor % 1 = 0 AND abs(total_minor) <= 9000000000000000),
  CONSTRAINT ck_invoice_paid_minor_whole CHECK (paid_minor % 1 = 0 AND abs(paid_minor) <= 9000000000000000),
  CONSTRAINT ck_invoice_credited_minor_whole CHECK (credited_minor % 1 = 0 AND abs(credited_minor) <= 9000000000000000),
  CONSTRAINT ck_invoice_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_invoice_tax_minor_whole CHECK (tax_minor % 1 = 0 AND abs(tax_minor) <= 9000000000000000)
)
 STRICT;

-- next statement
INSERT INTO new_invoice (id, series, year, sequence, sponsorship_id, fund_id, status, bill_to, po_number, starts_on, ends_on, drafted_at, issued_on, due_on, total_minor, paid_minor, credited_minor, currency, void_reason, document_id, public_token, version, tax_minor, tax_note, instalment)
SELECT id, series, year, sequence, sponsorship_id, fund_id, status, bill_to, po_number, starts_on, ends_on, drafted_at, issued_on, due_on, total_minor, paid_minor, credited_minor, currency, void_reason, document_id, public_token, version, tax_minor, tax_note, instalment FROM invoice;

-- next statement
DROP TABLE invoice;

-- next statement
ALTER TABLE new_invoice RENAME TO invoice;

-- next statement
CREATE TABLE new_promised_benefit (
  id INTEGER NOT NULL,
  sponsorship_id INTEGER NOT NULL,
  benefit_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  program TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  is_add_on INTEGER NOT NULL,
  clause_id INTEGER,
  is_released INTEGER NOT NULL,
  internal_value_minor INTEGER,
  status TEXT DEFAULT 'promised' NOT NULL,
  adjusted_quantity INTEGER,
  adjustment_reason TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_promised_benefit PRIMARY KEY (id),
  CONSTRAINT uq_promised_benefit_sponsorship_id_benefit_id UNIQUE (sponsorship_id, benefit_id),
  CONSTRAINT ck_promised_benefit_quantity_counted CHECK (quantity >= 1),
  CONSTRAINT ck_promised_benefit_adjusted_with_a_reason CHECK (adjusted_quantity IS NULL OR (adjusted_quantity >= 0 AND adjustment_reason <> '')),
  CONSTRAINT fk_promised_benefit_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT fk_promised_benefit_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_promised_benefit_clause_id FOREIGN KEY(clause_id) REFERENCES legal_clause (id) ON DELETE RESTRICT,
  CONSTRAINT ck_promised_benefit_promisestatus CHECK (status IN ('promised', 'in_progress', 'delivered', 'waived')),
  CONSTRAINT ck_promised_benefit_is_add_on_flag CHECK (is_add_on IN (0, 1)),
  CONSTRAINT ck_promised_benefit_is_released_flag CHECK (is_released IN (0, 1)),
  CONSTRAINT ck_promised_benefit_internal_value_minor_whole CHECK (internal_value_minor % 1 = 0 AND abs(internal_value_minor) <= 9000000000000000)
)
 STRICT;

-- next statement
INSERT INTO new_promised_benefit (id, sponsorship_id, benefit_id, position, program, name, description, quantity, is_add_on, clause_id, is_released, internal_value_minor, status, adjusted_quantity, adjustment_reason)
SELECT id, sponsorship_id, benefit_id, position, program, name, description, quantity, is_add_on, clause_id, is_released, internal_value_minor, status, adjusted_quantity, adjustment_reason FROM promised_benefit;

-- next statement
DROP TABLE promised_benefit;

-- next statement
ALTER TABLE new_promised_benefit RENAME TO promised_benefit;

-- next statement
CREATE UNIQUE INDEX uq_program_year_open ON program_year (status) WHERE status = 'open';

-- next statement
CREATE INDEX ix_benefit_program_year_id ON benefit (program_year_id);

-- next statement
CREATE UNIQUE INDEX uq_tier_stand_alone ON tier (program_year_id) WHERE is_stand_alone;

-- next statement
CREATE INDEX ix_sponsorship_program_year_id ON sponsorship (program_year_id);

-- next statement
CREATE INDEX ix_sponsorship_shown ON sponsorship (status, starts_on, ends_on);

-- next statement
CREATE INDEX ix_sponsorship_tier_id ON sponsorship (tier_id);

-- next statement
CREATE UNIQUE INDEX uq_sponsorship_live ON sponsorship (sponsor_id, program_year_id) WHERE status NOT IN ('rejected', 'cancelled', 'withdrawn');

-- next statement
CREATE INDEX ix_invoice_due_on ON invoice (due_on);

-- next statement
CREATE INDEX ix_invoice_sponsorship_id ON invoice (sponsorship_id);

-- next statement
CREATE UNIQUE INDEX uq_invoice_instalment ON invoice (sponsorship_id, instalment) WHERE status <> 'void';

-- next statement
CREATE INDEX ix_promised_benefit_benefit_id ON promised_benefit (benefit_id);

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'program_year' AND from_status = 'draft' AND to_status = 'closed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'sponsorship' AND from_status = 'applied' AND to_status = 'applied';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'supplement' AND from_status = 'approved' AND to_status = 'promised';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'supplement' AND from_status = 'approved' AND to_status = 'requested';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'supplement' AND from_status = 'approved' AND to_status = 'withdrawn';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'supplement' AND from_status = 'requested' AND to_status = 'approved';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'supplement' AND from_status = 'requested' AND to_status = 'declined';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'supplement' AND from_status = 'requested' AND to_status = 'withdrawn';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = 'offered' AND to_status = 'closed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = 'offered' AND to_status = 'declined';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = 'offered' AND to_status = 'missed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = 'offered' AND to_status = 'removed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = 'offered' AND to_status = 'served';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = 'waiting' AND to_status = 'closed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = 'waiting' AND to_status = 'declined';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = 'waiting' AND to_status = 'offered';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = 'waiting' AND to_status = 'removed';

-- next statement
CREATE TRIGGER addressee_never_updated BEFORE UPDATE ON addressee
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: addressee_never_updated');
END;

-- next statement
CREATE TRIGGER addressee_never_deleted BEFORE DELETE ON addressee
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: addressee_never_deleted');
END;

-- next statement
CREATE TRIGGER announcement_never_updated BEFORE UPDATE ON announcement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: announcement_never_updated');
END;

-- next statement
CREATE TRIGGER announcement_never_deleted BEFORE DELETE ON announcement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: announcement_never_deleted');
END;

-- next statement
CREATE TRIGGER assignment_never_updated BEFORE UPDATE ON assignment
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: assignment_never_updated');
END;

-- next statement
CREATE TRIGGER assignment_never_deleted BEFORE DELETE ON assignment
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: assignment_never_deleted');
END;

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
CREATE TRIGGER bank_statement_never_updated BEFORE UPDATE ON bank_statement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: bank_statement_never_updated');
END;

-- next statement
CREATE TRIGGER bank_statement_never_deleted BEFORE DELETE ON bank_statement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: bank_statement_never_deleted');
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
CREATE TRIGGER dispute_movement_never_updated BEFORE UPDATE ON dispute_movement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: dispute_movement_never_updated');
END;

-- next statement
CREATE TRIGGER dispute_movement_never_deleted BEFORE DELETE ON dispute_movement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: dispute_movement_never_deleted');
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
CREATE TRIGGER mailing_never_updated BEFORE UPDATE ON mailing
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: mailing_never_updated');
END;

-- next statement
CREATE TRIGGER mailing_never_deleted BEFORE DELETE ON mailing
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: mailing_never_deleted');
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
CREATE TRIGGER promised_clause_never_updated BEFORE UPDATE ON promised_clause
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: promised_clause_never_updated');
END;

-- next statement
CREATE TRIGGER promised_clause_never_deleted BEFORE DELETE ON promised_clause
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: promised_clause_never_deleted');
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
CREATE TRIGGER proof_never_updated BEFORE UPDATE ON proof
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: proof_never_updated');
END;

-- next statement
CREATE TRIGGER proof_never_deleted BEFORE DELETE ON proof
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: proof_never_deleted');
END;

-- next statement
CREATE TRIGGER reconciliation_run_never_updated BEFORE UPDATE ON reconciliation_run
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: reconciliation_run_never_updated');
END;

-- next statement
CREATE TRIGGER reconciliation_run_never_deleted BEFORE DELETE ON reconciliation_run
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: reconciliation_run_never_deleted');
END;

-- next statement
CREATE TRIGGER review_note_never_updated BEFORE UPDATE ON review_note
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: review_note_never_updated');
END;

-- next statement
CREATE TRIGGER review_note_never_deleted BEFORE DELETE ON review_note
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: review_note_never_deleted');
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
CREATE TRIGGER settlement_return_never_updated BEFORE UPDATE ON settlement_return
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_return_never_updated');
END;

-- next statement
CREATE TRIGGER settlement_return_never_deleted BEFORE DELETE ON settlement_return
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_return_never_deleted');
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
CREATE TRIGGER suspense_decision_never_updated BEFORE UPDATE ON suspense_decision
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_decision_never_updated');
END;

-- next statement
CREATE TRIGGER suspense_decision_never_deleted BEFORE DELETE ON suspense_decision
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_decision_never_deleted');
END;

-- next statement
CREATE TRIGGER accounting_period_never_deleted BEFORE DELETE ON accounting_period
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: accounting_period_never_deleted');
END;

-- next statement
CREATE TRIGGER api_token_never_deleted BEFORE DELETE ON api_token
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: api_token_never_deleted');
END;

-- next statement
CREATE TRIGGER asset_never_deleted BEFORE DELETE ON asset
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: asset_never_deleted');
END;

-- next statement
CREATE TRIGGER balance_transaction_never_deleted BEFORE DELETE ON balance_transaction
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: balance_transaction_never_deleted');
END;

-- next statement
CREATE TRIGGER bank_account_never_deleted BEFORE DELETE ON bank_account
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: bank_account_never_deleted');
END;

-- next statement
CREATE TRIGGER bank_line_never_deleted BEFORE DELETE ON bank_line
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: bank_line_never_deleted');
END;

-- next statement
CREATE TRIGGER bank_match_never_deleted BEFORE DELETE ON bank_match
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: bank_match_never_deleted');
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
CREATE TRIGGER contract_text_never_deleted BEFORE DELETE ON contract_text
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: contract_text_never_deleted');
END;

-- next statement
CREATE TRIGGER delivery_never_deleted BEFORE DELETE ON delivery
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: delivery_never_deleted');
END;

-- next statement
CREATE TRIGGER difference_never_deleted BEFORE DELETE ON difference
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: difference_never_deleted');
END;

-- next statement
CREATE TRIGGER dispatch_never_deleted BEFORE DELETE ON dispatch
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: dispatch_never_deleted');
END;

-- next statement
CREATE TRIGGER dispute_never_deleted BEFORE DELETE ON dispute
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: dispute_never_deleted');
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
CREATE TRIGGER payout_never_deleted BEFORE DELETE ON payout
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: payout_never_deleted');
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
CREATE TRIGGER question_never_deleted BEFORE DELETE ON question
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: question_never_deleted');
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
CREATE TRIGGER remittance_never_deleted BEFORE DELETE ON remittance
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: remittance_never_deleted');
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
CREATE TRIGGER standing_letter_never_deleted BEFORE DELETE ON standing_letter
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: standing_letter_never_deleted');
END;

-- next statement
CREATE TRIGGER subscriber_never_deleted BEFORE DELETE ON subscriber
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: subscriber_never_deleted');
END;

-- next statement
CREATE TRIGGER suspense_case_never_deleted BEFORE DELETE ON suspense_case
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_case_never_deleted');
END;

-- next statement
CREATE TRIGGER write_off_never_deleted BEFORE DELETE ON write_off
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: write_off_never_deleted');
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
CREATE TRIGGER accounting_period_frozen BEFORE UPDATE ON accounting_period
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.starts_on IS OLD.starts_on AND NEW.ends_on IS OLD.ends_on AND NEW.next_starts_on IS OLD.next_starts_on) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: accounting_period_frozen');
END;

-- next statement
CREATE TRIGGER api_token_frozen BEFORE UPDATE ON api_token
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.name IS OLD.name AND NEW.token_hash IS OLD.token_hash AND NEW.scopes IS OLD.scopes AND NEW.created_at IS OLD.created_at AND NEW.created_by IS OLD.created_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: api_token_frozen');
END;

-- next statement
CREATE TRIGGER asset_frozen BEFORE UPDATE ON asset
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.sponsor_id IS OLD.sponsor_id AND NEW.sponsorship_id IS OLD.sponsorship_id AND NEW.internal_name IS OLD.internal_name) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: asset_frozen');
END;

-- next statement
CREATE TRIGGER balance_transaction_frozen BEFORE UPDATE ON balance_transaction
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.external_id IS OLD.external_id AND NEW.category IS OLD.category AND NEW.source_external_id IS OLD.source_external_id AND NEW.description IS OLD.description AND NEW.amount_minor IS OLD.amount_minor AND NEW.fee_minor IS OLD.fee_minor AND NEW.net_minor IS OLD.net_minor AND NEW.currency IS OLD.currency AND NEW.created_at IS OLD.created_at AND NEW.available_on IS OLD.available_on) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: balance_transaction_frozen');
END;

-- next statement
CREATE TRIGGER bank_account_frozen BEFORE UPDATE ON bank_account
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.identification IS OLD.identification AND NEW.currency IS OLD.currency AND NEW.opened_at IS OLD.opened_at AND NEW.opened_by IS OLD.opened_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: bank_account_frozen');
END;

-- next statement
CREATE TRIGGER bank_line_frozen BEFORE UPDATE ON bank_line
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.bank_account_id IS OLD.bank_account_id AND NEW.bank_statement_id IS OLD.bank_statement_id AND NEW.position IS OLD.position AND NEW.fingerprint IS OLD.fingerprint AND NEW.occurrence IS OLD.occurrence AND NEW.booked_on IS OLD.booked_on AND NEW.valued_on IS OLD.valued_on AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.counterparty IS OLD.counterparty AND NEW.text IS OLD.text AND NEW.bank_reference IS OLD.bank_reference) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: bank_line_frozen');
END;

-- next statement
CREATE TRIGGER bank_match_frozen BEFORE UPDATE ON bank_match
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.bank_line_id IS OLD.bank_line_id AND NEW.entry_id IS OLD.entry_id AND NEW.kind IS OLD.kind AND NEW.books IS OLD.books AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.matched_at IS OLD.matched_at AND NEW.matched_by IS OLD.matched_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: bank_match_frozen');
END;

-- next statement
CREATE TRIGGER benefit_frozen BEFORE UPDATE ON benefit
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.program_year_id IS OLD.program_year_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: benefit_frozen');
END;

-- next statement
CREATE TRIGGER benefit_asset_frozen BEFORE UPDATE ON benefit_asset
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.benefit_id IS OLD.benefit_id AND NEW.internal_name IS OLD.internal_name) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: benefit_asset_frozen');
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
CREATE TRIGGER contact_link_frozen BEFORE UPDATE ON contact_link
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.token_hash IS OLD.token_hash AND NEW.email IS OLD.email AND NEW.created_at IS OLD.created_at AND NEW.expires_at IS OLD.expires_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contact_link_frozen');
END;

-- next statement
CREATE TRIGGER contact_session_frozen BEFORE UPDATE ON contact_session
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.token_hash IS OLD.token_hash AND NEW.email IS OLD.email AND NEW.created_at IS OLD.created_at AND NEW.expires_at IS OLD.expires_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contact_session_frozen');
END;

-- next statement
CREATE TRIGGER contract_frozen BEFORE UPDATE ON contract
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.sponsorship_id IS OLD.sponsorship_id AND NEW.revision IS OLD.revision AND NEW.document_id IS OLD.document_id AND NEW.public_token IS OLD.public_token AND NEW.drafted_at IS OLD.drafted_at AND NEW.kind IS OLD.kind AND NEW.text_id IS OLD.text_id AND NEW.particulars IS OLD.particulars AND NEW.amends_id IS OLD.amends_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_frozen');
END;

-- next statement
CREATE TRIGGER contract_text_frozen BEFORE UPDATE ON contract_text
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.kind IS OLD.kind AND NEW.number IS OLD.number AND NEW.written_at IS OLD.written_at AND NEW.written_by IS OLD.written_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_text_frozen');
END;

-- next statement
CREATE TRIGGER delivery_frozen BEFORE UPDATE ON delivery
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.subscriber_id IS OLD.subscriber_id AND NEW.announcement_id IS OLD.announcement_id AND NEW.ordinal IS OLD.ordinal AND NEW.owed_at IS OLD.owed_at AND NEW.owed_by IS OLD.owed_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: delivery_frozen');
END;

-- next statement
CREATE TRIGGER difference_frozen BEFORE UPDATE ON difference
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.kind IS OLD.kind AND NEW.subject IS OLD.subject AND NEW.sentence IS OLD.sentence AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.found_at IS OLD.found_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: difference_frozen');
END;

-- next statement
CREATE TRIGGER dispatch_frozen BEFORE UPDATE ON dispatch
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.letter_id IS OLD.letter_id AND NEW.ordinal IS OLD.ordinal AND NEW.message_id IS OLD.message_id AND NEW.requested_at IS OLD.requested_at AND NEW.requested_by IS OLD.requested_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: dispatch_frozen');
END;

-- next statement
CREATE TRIGGER dispute_frozen BEFORE UPDATE ON dispute
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.payment_id IS OLD.payment_id AND NEW.external_id IS OLD.external_id AND NEW.currency IS OLD.currency AND NEW.opened_at IS OLD.opened_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: dispute_frozen');
END;

-- next statement
CREATE TRIGGER document_frozen BEFORE UPDATE ON document
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.kind IS OLD.kind AND NEW.title IS OLD.title AND NEW.content IS OLD.content AND NEW.attaches_id IS OLD.attaches_id AND NEW.made_at IS OLD.made_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: document_frozen');
END;

-- next statement
CREATE TRIGGER donation_frozen BEFORE UPDATE ON donation
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.form_key IS OLD.form_key AND NEW.public_token IS OLD.public_token AND NEW.begun_at IS OLD.begun_at AND NEW.method IS OLD.method AND NEW.cheque_number IS OLD.cheque_number AND NEW.mailed_on IS OLD.mailed_on AND NEW.donor_address IS OLD.donor_address) IS NOT TRUE
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
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.provider IS OLD.provider AND NEW.livemode IS OLD.livemode AND NEW.account IS OLD.account AND NEW.external_id IS OLD.external_id AND NEW.event_type IS OLD.event_type AND NEW.object_type IS OLD.object_type AND NEW.object_id IS OLD.object_id AND NEW.body IS OLD.body AND NEW.received_at IS OLD.received_at AND NEW.came_by IS OLD.came_by AND NEW.occurred_at IS OLD.occurred_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: inbound_event_frozen');
END;

-- next statement
CREATE TRIGGER instalment_frozen BEFORE UPDATE ON instalment
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.sponsorship_id IS OLD.sponsorship_id AND NEW.position IS OLD.position) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: instalment_frozen');
END;

-- next statement
CREATE TRIGGER invoice_frozen BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.sponsorship_id IS OLD.sponsorship_id AND NEW.public_token IS OLD.public_token AND NEW.drafted_at IS OLD.drafted_at AND NEW.instalment IS OLD.instalment) IS NOT TRUE
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
CREATE TRIGGER payout_frozen BEFORE UPDATE ON payout
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.external_id IS OLD.external_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.is_automatic IS OLD.is_automatic AND NEW.begun_at IS OLD.begun_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payout_frozen');
END;

-- next statement
CREATE TRIGGER program_year_frozen BEFORE UPDATE ON program_year
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.year IS OLD.year) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: program_year_frozen');
END;

-- next statement
CREATE TRIGGER promised_asset_frozen BEFORE UPDATE ON promised_asset
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.promised_benefit_id IS OLD.promised_benefit_id AND NEW.benefit_asset_id IS OLD.benefit_asset_id AND NEW.direction IS OLD.direction AND NEW.kind IS OLD.kind AND NEW.owner IS OLD.owner AND NEW.internal_name IS OLD.internal_name AND NEW.label IS OLD.label AND NEW.help_text IS OLD.help_text AND NEW.due_on IS OLD.due_on AND NEW.min_width IS OLD.min_width AND NEW.max_width IS OLD.max_width AND NEW.min_height IS OLD.min_height AND NEW.max_height IS OLD.max_height AND NEW.max_length IS OLD.max_length AND NEW.is_shared IS OLD.is_shared) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_asset_frozen');
END;

-- next statement
CREATE TRIGGER promised_benefit_frozen BEFORE UPDATE ON promised_benefit
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.sponsorship_id IS OLD.sponsorship_id AND NEW.benefit_id IS OLD.benefit_id AND NEW.internal_value_minor IS OLD.internal_value_minor) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_frozen');
END;

-- next statement
CREATE TRIGGER question_frozen BEFORE UPDATE ON question
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.form_key IS OLD.form_key AND NEW.name IS OLD.name AND NEW.email IS OLD.email AND NEW.organisation IS OLD.organisation AND NEW.text IS OLD.text AND NEW.asked_at IS OLD.asked_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: question_frozen');
END;

-- next statement
CREATE TRIGGER receipt_frozen BEFORE UPDATE ON receipt
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.series IS OLD.series AND NEW.year IS OLD.year AND NEW.sequence IS OLD.sequence AND NEW.donation_id IS OLD.donation_id AND NEW.payment_id IS OLD.payment_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.tax_date IS OLD.tax_date AND NEW.issued_at IS OLD.issued_at AND NEW.document_id IS OLD.document_id AND NEW.public_token IS OLD.public_token AND NEW.replaces_id IS OLD.replaces_id) IS NOT TRUE
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
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.payment_id IS OLD.payment_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.reason IS OLD.reason AND NEW.form_key IS OLD.form_key AND NEW.idempotency_key IS OLD.idempotency_key AND NEW.requested_at IS OLD.requested_at AND NEW.requested_by IS OLD.requested_by AND NEW.needs_approval IS OLD.needs_approval AND NEW.requested_by_id IS OLD.requested_by_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_frozen');
END;

-- next statement
CREATE TRIGGER remittance_frozen BEFORE UPDATE ON remittance
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.case_id IS OLD.case_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.payee IS OLD.payee AND NEW.reason IS OLD.reason AND NEW.form_key IS OLD.form_key AND NEW.needs_approval IS OLD.needs_approval AND NEW.requested_at IS OLD.requested_at AND NEW.requested_by IS OLD.requested_by AND NEW.requested_by_id IS OLD.requested_by_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: remittance_frozen');
END;

-- next statement
CREATE TRIGGER saved_application_frozen BEFORE UPDATE ON saved_application
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.form_key IS OLD.form_key AND NEW.public_token IS OLD.public_token) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: saved_application_frozen');
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
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.form_key IS OLD.form_key AND NEW.sponsor_id IS OLD.sponsor_id AND NEW.program_year_id IS OLD.program_year_id AND NEW.list_price_minor IS OLD.list_price_minor AND NEW.currency IS OLD.currency AND NEW.applied_at IS OLD.applied_at AND NEW.renews_id IS OLD.renews_id AND NEW.public_token IS OLD.public_token AND NEW.is_customised IS OLD.is_customised AND NEW.left_out IS OLD.left_out) IS NOT TRUE
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
CREATE TRIGGER standing_letter_frozen BEFORE UPDATE ON standing_letter
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.created_at IS OLD.created_at AND NEW.created_by IS OLD.created_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: standing_letter_frozen');
END;

-- next statement
CREATE TRIGGER subscriber_frozen BEFORE UPDATE ON subscriber
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.name IS OLD.name AND NEW.address IS OLD.address AND NEW.salt IS OLD.salt AND NEW.added_at IS OLD.added_at AND NEW.added_by IS OLD.added_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: subscriber_frozen');
END;

-- next statement
CREATE TRIGGER suspense_case_frozen BEFORE UPDATE ON suspense_case
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.payment_id IS OLD.payment_id AND NEW.bank_line_id IS OLD.bank_line_id AND NEW.external_id IS OLD.external_id AND NEW.fund_id IS OLD.fund_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.is_shortfall IS OLD.is_shortfall AND NEW.reason IS OLD.reason AND NEW.sentence IS OLD.sentence AND NEW.opened_at IS OLD.opened_at AND NEW.opened_by IS OLD.opened_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_case_frozen');
END;

-- next statement
CREATE TRIGGER tier_frozen BEFORE UPDATE ON tier
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.program_year_id IS OLD.program_year_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: tier_frozen');
END;

-- next statement
CREATE TRIGGER voucher_frozen BEFORE UPDATE ON voucher
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.benefit_id IS OLD.benefit_id AND NEW.code IS OLD.code AND NEW.uses IS OLD.uses AND NEW.added_at IS OLD.added_at AND NEW.added_by IS OLD.added_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: voucher_frozen');
END;

-- next statement
CREATE TRIGGER write_off_frozen BEFORE UPDATE ON write_off
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.invoice_id IS OLD.invoice_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency AND NEW.reason IS OLD.reason AND NEW.form_key IS OLD.form_key AND NEW.requested_at IS OLD.requested_at AND NEW.requested_by IS OLD.requested_by AND NEW.requested_by_id IS OLD.requested_by_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: write_off_frozen');
END;

-- next statement
CREATE TRIGGER api_token_frozen_once_set BEFORE UPDATE ON api_token
FOR EACH ROW WHEN ((OLD.revoked_at IS NULL OR NEW.revoked_at IS OLD.revoked_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: api_token_frozen_once_set');
END;

-- next statement
CREATE TRIGGER balance_transaction_frozen_once_set BEFORE UPDATE ON balance_transaction
FOR EACH ROW WHEN ((OLD.payout_id IS NULL OR NEW.payout_id IS OLD.payout_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: balance_transaction_frozen_once_set');
END;

-- next statement
CREATE TRIGGER bank_match_frozen_once_set BEFORE UPDATE ON bank_match
FOR EACH ROW WHEN ((OLD.undone_at IS NULL OR NEW.undone_at IS OLD.undone_at) AND (OLD.undone_by IS NULL OR NEW.undone_by IS OLD.undone_by) AND (OLD.undone_why IS NULL OR NEW.undone_why IS OLD.undone_why)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: bank_match_frozen_once_set');
END;

-- next statement
CREATE TRIGGER checkout_frozen_once_set BEFORE UPDATE ON checkout
FOR EACH ROW WHEN ((OLD.external_id IS NULL OR NEW.external_id IS OLD.external_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: checkout_frozen_once_set');
END;

-- next statement
CREATE TRIGGER contact_link_frozen_once_set BEFORE UPDATE ON contact_link
FOR EACH ROW WHEN ((OLD.used_at IS NULL OR NEW.used_at IS OLD.used_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contact_link_frozen_once_set');
END;

-- next statement
CREATE TRIGGER contact_session_frozen_once_set BEFORE UPDATE ON contact_session
FOR EACH ROW WHEN ((OLD.revoked_at IS NULL OR NEW.revoked_at IS OLD.revoked_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contact_session_frozen_once_set');
END;

-- next statement
CREATE TRIGGER contract_frozen_once_set BEFORE UPDATE ON contract
FOR EACH ROW WHEN ((OLD.sent_at IS NULL OR NEW.sent_at IS OLD.sent_at) AND (OLD.executed_at IS NULL OR NEW.executed_at IS OLD.executed_at) AND (OLD.executed_document_id IS NULL OR NEW.executed_document_id IS OLD.executed_document_id) AND (OLD.signed_file_id IS NULL OR NEW.signed_file_id IS OLD.signed_file_id) AND (OLD.terminated_on IS NULL OR NEW.terminated_on IS OLD.terminated_on) AND (OLD.countersigner_name IS NULL OR NEW.countersigner_name IS OLD.countersigner_name) AND (OLD.countersigner_title IS NULL OR NEW.countersigner_title IS OLD.countersigner_title) AND (OLD.countersigned_at IS NULL OR NEW.countersigned_at IS OLD.countersigned_at) AND (OLD.countersigned_by IS NULL OR NEW.countersigned_by IS OLD.countersigned_by)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_frozen_once_set');
END;

-- next statement
CREATE TRIGGER contract_text_frozen_once_set BEFORE UPDATE ON contract_text
FOR EACH ROW WHEN ((OLD.published_at IS NULL OR NEW.published_at IS OLD.published_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_text_frozen_once_set');
END;

-- next statement
CREATE TRIGGER delivery_frozen_once_set BEFORE UPDATE ON delivery
FOR EACH ROW WHEN ((OLD.delivered_at IS NULL OR NEW.delivered_at IS OLD.delivered_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: delivery_frozen_once_set');
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
CREATE TRIGGER letter_frozen_once_set BEFORE UPDATE ON letter
FOR EACH ROW WHEN ((OLD.about IS NULL OR NEW.about IS OLD.about)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: letter_frozen_once_set');
END;

-- next statement
CREATE TRIGGER payment_frozen_once_set BEFORE UPDATE ON payment
FOR EACH ROW WHEN ((OLD.checkout_id IS NULL OR NEW.checkout_id IS OLD.checkout_id) AND (OLD.settled_at IS NULL OR NEW.settled_at IS OLD.settled_at) AND (OLD.fee_minor IS NULL OR NEW.fee_minor IS OLD.fee_minor) AND (OLD.fee_currency IS NULL OR NEW.fee_currency IS OLD.fee_currency) AND (OLD.settlement_minor IS NULL OR NEW.settlement_minor IS OLD.settlement_minor) AND (OLD.settlement_currency IS NULL OR NEW.settlement_currency IS OLD.settlement_currency)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_frozen_once_set');
END;

-- next statement
CREATE TRIGGER payout_frozen_once_set BEFORE UPDATE ON payout
FOR EACH ROW WHEN ((OLD.ended_at IS NULL OR NEW.ended_at IS OLD.ended_at) AND (OLD.reconciled_at IS NULL OR NEW.reconciled_at IS OLD.reconciled_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payout_frozen_once_set');
END;

-- next statement
CREATE TRIGGER recurring_gift_frozen_once_set BEFORE UPDATE ON recurring_gift
FOR EACH ROW WHEN ((OLD.external_id IS NULL OR NEW.external_id IS OLD.external_id) AND (OLD.cancelled_at IS NULL OR NEW.cancelled_at IS OLD.cancelled_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: recurring_gift_frozen_once_set');
END;

-- next statement
CREATE TRIGGER refund_frozen_once_set BEFORE UPDATE ON refund
FOR EACH ROW WHEN ((OLD.external_id IS NULL OR NEW.external_id IS OLD.external_id) AND (OLD.settlement_minor IS NULL OR NEW.settlement_minor IS OLD.settlement_minor) AND (OLD.settlement_currency IS NULL OR NEW.settlement_currency IS OLD.settlement_currency) AND (OLD.approved_by_id IS NULL OR NEW.approved_by_id IS OLD.approved_by_id) AND (OLD.approved_by IS NULL OR NEW.approved_by IS OLD.approved_by) AND (OLD.approved_at IS NULL OR NEW.approved_at IS OLD.approved_at) AND (OLD.returned_minor IS NULL OR NEW.returned_minor IS OLD.returned_minor) AND (OLD.returned_currency IS NULL OR NEW.returned_currency IS OLD.returned_currency)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_frozen_once_set');
END;

-- next statement
CREATE TRIGGER remittance_frozen_once_set BEFORE UPDATE ON remittance
FOR EACH ROW WHEN ((OLD.approved_by_id IS NULL OR NEW.approved_by_id IS OLD.approved_by_id) AND (OLD.approved_by IS NULL OR NEW.approved_by IS OLD.approved_by) AND (OLD.approved_at IS NULL OR NEW.approved_at IS OLD.approved_at) AND (OLD.sent_on IS NULL OR NEW.sent_on IS OLD.sent_on) AND (OLD.bank_reference IS NULL OR NEW.bank_reference IS OLD.bank_reference)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: remittance_frozen_once_set');
END;

-- next statement
CREATE TRIGGER sign_in_link_frozen_once_set BEFORE UPDATE ON sign_in_link
FOR EACH ROW WHEN ((OLD.used_at IS NULL OR NEW.used_at IS OLD.used_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sign_in_link_frozen_once_set');
END;

-- next statement
CREATE TRIGGER sponsor_contact_frozen_once_set BEFORE UPDATE ON sponsor_contact
FOR EACH ROW WHEN ((OLD.public_token IS NULL OR NEW.public_token IS OLD.public_token)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsor_contact_frozen_once_set');
END;

-- next statement
CREATE TRIGGER staff_session_frozen_once_set BEFORE UPDATE ON staff_session
FOR EACH ROW WHEN ((OLD.revoked_at IS NULL OR NEW.revoked_at IS OLD.revoked_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: staff_session_frozen_once_set');
END;

-- next statement
CREATE TRIGGER write_off_frozen_once_set BEFORE UPDATE ON write_off
FOR EACH ROW WHEN ((OLD.approved_by_id IS NULL OR NEW.approved_by_id IS OLD.approved_by_id) AND (OLD.approved_by IS NULL OR NEW.approved_by IS OLD.approved_by) AND (OLD.approved_at IS NULL OR NEW.approved_at IS OLD.approved_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: write_off_frozen_once_set');
END;

-- next statement
CREATE TRIGGER voucher_frozen_once_set BEFORE UPDATE ON voucher
FOR EACH ROW WHEN ((OLD.promised_benefit_id IS NULL OR NEW.promised_benefit_id IS OLD.promised_benefit_id) AND (OLD.issued_at IS NULL OR NEW.issued_at IS OLD.issued_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: voucher_frozen_once_set');
END;

-- next statement
CREATE TRIGGER accounting_period_closing_frozen BEFORE UPDATE ON accounting_period
FOR EACH ROW WHEN ((NEW.closed_by IS OLD.closed_by AND NEW.closed_at IS OLD.closed_at AND NEW.last_entry_id IS OLD.last_entry_id) OR (OLD.status = 'open' AND NEW.status = 'closed')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: accounting_period_closing_frozen');
END;

-- next statement
CREATE TRIGGER accounting_period_approval_frozen BEFORE UPDATE ON accounting_period
FOR EACH ROW WHEN ((NEW.reopened_by IS OLD.reopened_by AND NEW.reopened_by_id IS OLD.reopened_by_id AND NEW.reopened_at IS OLD.reopened_at) OR (NEW.status <> OLD.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: accounting_period_approval_frozen');
END;

-- next statement
CREATE TRIGGER accounting_period_request_frozen BEFORE UPDATE ON accounting_period
FOR EACH ROW WHEN ((NEW.reopen_requested_by IS OLD.reopen_requested_by AND NEW.reopen_requested_by_id IS OLD.reopen_requested_by_id AND NEW.reopen_requested_at IS OLD.reopen_requested_at AND NEW.reopen_reason IS OLD.reopen_reason) OR (OLD.reopen_requested_by_id IS NULL OR NEW.reopen_requested_by_id IS NULL)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: accounting_period_request_frozen');
END;

-- next statement
CREATE TRIGGER checkout_frozen_once_asked BEFORE UPDATE ON checkout
FOR EACH ROW WHEN ((NEW.request_hash IS OLD.request_hash) OR (OLD.request_hash = '')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: checkout_frozen_once_asked');
END;

-- next statement
CREATE TRIGGER contract_sending_frozen BEFORE UPDATE ON contract
FOR EACH ROW WHEN ((NEW.countersigns_later IS OLD.countersigns_later) OR (OLD.status = 'draft')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_sending_frozen');
END;

-- next statement
CREATE TRIGGER contract_ending_frozen BEFORE UPDATE ON contract
FOR EACH ROW WHEN ((NEW.terminated_on IS OLD.terminated_on AND NEW.terminated_reason IS OLD.terminated_reason) OR (OLD.status = 'executed' AND NEW.status = 'terminated')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_ending_frozen');
END;

-- next statement
CREATE TRIGGER contract_text_frozen_once_published BEFORE UPDATE ON contract_text
FOR EACH ROW WHEN ((NEW.text IS OLD.text AND NEW.note IS OLD.note) OR (OLD.status = 'draft')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_text_frozen_once_published');
END;

-- next statement
CREATE TRIGGER donation_frozen_by_its_status BEFORE UPDATE ON donation
FOR EACH ROW WHEN ((NEW.fund_id IS OLD.fund_id AND NEW.amount_minor IS OLD.amount_minor AND NEW.currency IS OLD.currency) OR (OLD.status = 'begun')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: donation_frozen_by_its_status');
END;

-- next statement
CREATE TRIGGER fund_frozen_by_its_books BEFORE UPDATE ON fund
FOR EACH ROW WHEN ((NEW.restriction IS OLD.restriction AND NEW.purpose IS OLD.purpose AND NEW.restricted_until IS OLD.restricted_until) OR (NOT EXISTS (SELECT 1 FROM posting WHERE posting.fund_id = OLD.id))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: fund_frozen_by_its_books');
END;

-- next statement
CREATE TRIGGER invoice_frozen_by_its_status BEFORE UPDATE ON invoice
FOR EACH ROW WHEN ((NEW.series IS OLD.series AND NEW.fund_id IS OLD.fund_id AND NEW.bill_to IS OLD.bill_to AND NEW.po_number IS OLD.po_number AND NEW.starts_on IS OLD.starts_on AND NEW.ends_on IS OLD.ends_on AND NEW.total_minor IS OLD.total_minor AND NEW.currency IS OLD.currency AND NEW.tax_minor IS OLD.tax_minor AND NEW.tax_note IS OLD.tax_note) OR (OLD.status = 'draft')) IS NOT TRUE
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
CREATE TRIGGER question_frozen_once_answered BEFORE UPDATE ON question
FOR EACH ROW WHEN ((NEW.answer IS OLD.answer) OR (OLD.status <> 'answered')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: question_frozen_once_answered');
END;

-- next statement
CREATE TRIGGER recurring_gift_frozen_by_its_status BEFORE UPDATE ON recurring_gift
FOR EACH ROW WHEN ((NEW.fund_id IS OLD.fund_id AND NEW.amount_minor IS OLD.amount_minor) OR (OLD.status <> 'cancelled')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: recurring_gift_frozen_by_its_status');
END;

-- next statement
CREATE TRIGGER sponsorship_frozen_by_its_status BEFORE UPDATE ON sponsorship
FOR EACH ROW WHEN ((NEW.tier_id IS OLD.tier_id AND NEW.agreed_fee_minor IS OLD.agreed_fee_minor AND NEW.starts_on IS OLD.starts_on) OR (OLD.status IN ('applied', 'approved'))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_frozen_by_its_status');
END;

-- next statement
CREATE TRIGGER sponsorship_term_frozen_by_the_contract BEFORE UPDATE ON sponsorship
FOR EACH ROW WHEN ((NEW.ends_on IS OLD.ends_on) OR (OLD.status IN ('applied', 'approved') OR (NEW.ends_on < OLD.ends_on AND EXISTS (SELECT 1 FROM contract WHERE contract.sponsorship_id = OLD.id AND contract.status = 'terminated' AND contract.terminated_on = NEW.ends_on)))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_term_frozen_by_the_contract');
END;

-- next statement
CREATE TRIGGER accounting_period_begins_open BEFORE INSERT ON accounting_period
FOR EACH ROW WHEN (NEW.status = 'open') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: accounting_period_begins_open');
END;

-- next statement
CREATE TRIGGER accounting_period_status_moves BEFORE UPDATE ON accounting_period
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'accounting_period' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: accounting_period_status_moves');
END;

-- next statement
CREATE TRIGGER bank_line_begins_waiting BEFORE INSERT ON bank_line
FOR EACH ROW WHEN (NEW.status = 'waiting') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: bank_line_begins_waiting');
END;

-- next statement
CREATE TRIGGER bank_line_status_moves BEFORE UPDATE ON bank_line
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'bank_line' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: bank_line_status_moves');
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
CREATE TRIGGER contract_text_begins_draft BEFORE INSERT ON contract_text
FOR EACH ROW WHEN (NEW.status = 'draft') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_text_begins_draft');
END;

-- next statement
CREATE TRIGGER contract_text_status_moves BEFORE UPDATE ON contract_text
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'contract_text' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_text_status_moves');
END;

-- next statement
CREATE TRIGGER delivery_begins_owed BEFORE INSERT ON delivery
FOR EACH ROW WHEN (NEW.status = 'owed') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: delivery_begins_owed');
END;

-- next statement
CREATE TRIGGER delivery_status_moves BEFORE UPDATE ON delivery
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'delivery' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: delivery_status_moves');
END;

-- next statement
CREATE TRIGGER difference_begins_found BEFORE INSERT ON difference
FOR EACH ROW WHEN (NEW.status = 'found') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: difference_begins_found');
END;

-- next statement
CREATE TRIGGER difference_status_moves BEFORE UPDATE ON difference
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'difference' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: difference_status_moves');
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
CREATE TRIGGER dispute_begins_raised BEFORE INSERT ON dispute
FOR EACH ROW WHEN (NEW.status = 'raised') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: dispute_begins_raised');
END;

-- next statement
CREATE TRIGGER dispute_status_moves BEFORE UPDATE ON dispute
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'dispute' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: dispute_status_moves');
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
CREATE TRIGGER payout_begins_under_way BEFORE INSERT ON payout
FOR EACH ROW WHEN (NEW.status = 'under_way') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payout_begins_under_way');
END;

-- next statement
CREATE TRIGGER payout_status_moves BEFORE UPDATE ON payout
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'payout' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payout_status_moves');
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
CREATE TRIGGER promised_benefit_begins_promised BEFORE INSERT ON promised_benefit
FOR EACH ROW WHEN (NEW.status = 'promised') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_begins_promised');
END;

-- next statement
CREATE TRIGGER promised_benefit_status_moves BEFORE UPDATE ON promised_benefit
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'promised_benefit' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_status_moves');
END;

-- next statement
CREATE TRIGGER question_begins_waiting BEFORE INSERT ON question
FOR EACH ROW WHEN (NEW.status = 'waiting') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: question_begins_waiting');
END;

-- next statement
CREATE TRIGGER question_status_moves BEFORE UPDATE ON question
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'question' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: question_status_moves');
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
CREATE TRIGGER refund_begins_proposed BEFORE INSERT ON refund
FOR EACH ROW WHEN (NEW.status = 'proposed') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_begins_proposed');
END;

-- next statement
CREATE TRIGGER refund_status_moves BEFORE UPDATE ON refund
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'refund' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_status_moves');
END;

-- next statement
CREATE TRIGGER remittance_begins_proposed BEFORE INSERT ON remittance
FOR EACH ROW WHEN (NEW.status = 'proposed') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: remittance_begins_proposed');
END;

-- next statement
CREATE TRIGGER remittance_status_moves BEFORE UPDATE ON remittance
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'remittance' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: remittance_status_moves');
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
CREATE TRIGGER subscriber_begins_active BEFORE INSERT ON subscriber
FOR EACH ROW WHEN (NEW.status = 'active') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: subscriber_begins_active');
END;

-- next statement
CREATE TRIGGER subscriber_status_moves BEFORE UPDATE ON subscriber
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'subscriber' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: subscriber_status_moves');
END;

-- next statement
CREATE TRIGGER suspense_case_begins_waiting BEFORE INSERT ON suspense_case
FOR EACH ROW WHEN (NEW.status = 'waiting') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_case_begins_waiting');
END;

-- next statement
CREATE TRIGGER suspense_case_status_moves BEFORE UPDATE ON suspense_case
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_case_status_moves');
END;

-- next statement
CREATE TRIGGER write_off_begins_proposed BEFORE INSERT ON write_off
FOR EACH ROW WHEN (NEW.status = 'proposed') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: write_off_begins_proposed');
END;

-- next statement
CREATE TRIGGER write_off_status_moves BEFORE UPDATE ON write_off
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'write_off' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: write_off_status_moves');
END;

-- next statement
CREATE TRIGGER ledger_account_kind_follows_role BEFORE INSERT ON ledger_account
FOR EACH ROW WHEN ((NEW.role = 'stripe-clearing' AND NEW.kind = 'asset') OR (NEW.role = 'payouts-in-transit' AND NEW.kind = 'asset') OR (NEW.role = 'bank' AND NEW.kind = 'asset') OR (NEW.role = 'receivables' AND NEW.kind = 'asset') OR (NEW.role = 'disputed-funds' AND NEW.kind = 'asset') OR (NEW.role = 'deferred-revenue' AND NEW.kind = 'liability') OR (NEW.role = 'tax-payable' AND NEW.kind = 'liability') OR (NEW.role = 'suspense' AND NEW.kind = 'liability') OR (NEW.role = 'between-funds' AND NEW.kind = 'equity') OR (NEW.role = 'currency-exchange' AND NEW.kind = 'equity') OR (NEW.role = 'released-from-restriction' AND NEW.kind = 'equity') OR (NEW.role = 'contributions' AND NEW.kind = 'income') OR (NEW.role = 'sponsorship-income' AND NEW.kind = 'income') OR (NEW.role = 'processing-fees' AND NEW.kind = 'expense') OR (NEW.role = 'dispute-fees' AND NEW.kind = 'expense') OR (NEW.role = 'bad-debts' AND NEW.kind = 'expense')) IS NOT TRUE
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
CREATE TRIGGER journal_entry_after_the_closed_period BEFORE INSERT ON journal_entry
FOR EACH ROW WHEN (NOT EXISTS (SELECT 1 FROM accounting_period AS other WHERE other.status = 'closed' AND other.ends_on >= NEW.posted_on)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: journal_entry_after_the_closed_period');
END;

-- next statement
CREATE TRIGGER accounting_period_follows_the_last BEFORE INSERT ON accounting_period
FOR EACH ROW WHEN (NOT EXISTS (SELECT 1 FROM accounting_period) OR NEW.starts_on = (SELECT max(other.next_starts_on) FROM accounting_period AS other)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: accounting_period_follows_the_last');
END;

-- next statement
CREATE TRIGGER accounting_period_closes_in_order BEFORE UPDATE ON accounting_period
FOR EACH ROW WHEN (NEW.status <> 'closed' OR OLD.status = 'closed' OR (NEW.reopen_requested_by_id IS NULL AND NOT EXISTS (SELECT 1 FROM accounting_period AS other WHERE other.status = 'open' AND other.starts_on < OLD.starts_on))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: accounting_period_closes_in_order');
END;

-- next statement
CREATE TRIGGER accounting_period_reopened_by_two BEFORE UPDATE ON accounting_period
FOR EACH ROW WHEN (NEW.status <> 'open' OR OLD.status = 'open' OR (OLD.reopened_by_id IS NULL AND NEW.reopen_requested_by_id = OLD.reopen_requested_by_id AND NEW.reopened_by_id <> OLD.reopen_requested_by_id AND NOT EXISTS (SELECT 1 FROM accounting_period AS other WHERE other.status = 'closed' AND other.starts_on > OLD.starts_on))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: accounting_period_reopened_by_two');
END;

-- next statement
CREATE TRIGGER refund_of_a_settled_payment BEFORE INSERT ON refund
FOR EACH ROW WHEN ((SELECT status FROM payment WHERE id = NEW.payment_id) = 'settled') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_of_a_settled_payment');
END;

-- next statement
CREATE TRIGGER refund_leaves_what_the_bank_took BEFORE INSERT ON refund
FOR EACH ROW WHEN (NEW.external_id IS NOT NULL OR EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND (payment.disputed_minor = 0 OR NEW.amount_minor <= payment.amount_minor - payment.refunded_minor - payment.disputed_minor))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_leaves_what_the_bank_took');
END;

-- next statement
CREATE TRIGGER refund_approved_while_there_is_room BEFORE UPDATE ON refund
FOR EACH ROW WHEN (OLD.status <> 'proposed' OR NEW.status <> 'requested' OR NEW.external_id IS NOT NULL OR EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.refunded_minor + payment.disputed_minor <= payment.amount_minor)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_approved_while_there_is_room');
END;

-- next statement
CREATE TRIGGER dispute_of_a_settled_payment BEFORE INSERT ON dispute
FOR EACH ROW WHEN ((SELECT status FROM payment WHERE id = NEW.payment_id) = 'settled') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: dispute_of_a_settled_payment');
END;

-- next statement
CREATE TRIGGER receipt_replaces_the_void_one_before BEFORE INSERT ON receipt
FOR EACH ROW WHEN (NEW.replaces_id IS NULL OR EXISTS (SELECT 1 FROM receipt AS last WHERE last.id = NEW.replaces_id AND last.status = 'void' AND last.donation_id = NEW.donation_id AND last.payment_id IS NEW.payment_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: receipt_replaces_the_void_one_before');
END;

-- next statement
CREATE TRIGGER receipt_that_is_replaced_stays_void BEFORE UPDATE ON receipt
FOR EACH ROW WHEN (NEW.status <> 'issued' OR NOT EXISTS (SELECT 1 FROM receipt AS later WHERE later.replaces_id = OLD.id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: receipt_that_is_replaced_stays_void');
END;

-- next statement
CREATE TRIGGER receipt_fits_its_payment BEFORE INSERT ON receipt
FOR EACH ROW WHEN ((NEW.payment_id IS NULL AND EXISTS (SELECT 1 FROM donation WHERE donation.id = NEW.donation_id AND donation.method <> 'online' AND donation.currency = NEW.currency AND NEW.amount_minor <= donation.amount_minor)) OR EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND payment.currency = NEW.currency AND NEW.amount_minor + (SELECT coalesce(sum(other.amount_minor), 0) FROM receipt AS other WHERE other.payment_id = NEW.payment_id AND other.status = 'issued') <= payment.amount_minor)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: receipt_fits_its_payment');
END;

-- next statement
CREATE TRIGGER payout_begins_unbooked BEFORE INSERT ON payout
FOR EACH ROW WHEN (NEW.booked_at IS NULL AND NEW.reconciled_at IS NULL AND NEW.bookings = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payout_begins_unbooked');
END;

-- next statement
CREATE TRIGGER payout_counts_its_bookings BEFORE UPDATE ON payout
FOR EACH ROW WHEN ((NEW.booked_at IS OLD.booked_at AND NEW.bookings = OLD.bookings) OR (OLD.booked_at IS NULL AND NEW.bookings = OLD.bookings + 1) OR (NEW.booked_at IS NULL AND NEW.bookings = OLD.bookings)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payout_counts_its_bookings');
END;

-- next statement
CREATE TRIGGER payout_reconciled_if_its_lines_add_up BEFORE UPDATE ON payout
FOR EACH ROW WHEN (NEW.reconciled_at IS NULL OR OLD.reconciled_at IS NOT NULL OR NOT NEW.is_automatic OR NEW.amount_minor = (SELECT sum(net_minor) FROM balance_transaction WHERE balance_transaction.payout_id = NEW.id AND NOT (category = 'payout' AND source_external_id IS NEW.external_id))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payout_reconciled_if_its_lines_add_up');
END;

-- next statement
CREATE TRIGGER balance_transaction_born_into_an_open_payout BEFORE INSERT ON balance_transaction
FOR EACH ROW WHEN (NEW.payout_id IS NULL OR (SELECT reconciled_at FROM payout WHERE id = NEW.payout_id) IS NULL) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: balance_transaction_born_into_an_open_payout');
END;

-- next statement
CREATE TRIGGER balance_transaction_joins_an_open_payout BEFORE UPDATE ON balance_transaction
FOR EACH ROW WHEN (NEW.payout_id IS NULL OR (SELECT reconciled_at FROM payout WHERE id = NEW.payout_id) IS NULL OR NEW.payout_id = OLD.payout_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: balance_transaction_joins_an_open_payout');
END;

-- next statement
CREATE TRIGGER difference_counts_its_fixes BEFORE UPDATE ON difference
FOR EACH ROW WHEN (NEW.fixes = OLD.fixes OR (NEW.fixes = OLD.fixes + 1 AND NEW.status = 'fixed')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: difference_counts_its_fixes');
END;

-- next statement
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_insert BEFORE INSERT ON instalment
FOR EACH ROW WHEN (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = NEW.sponsorship_id AND invoice.status <> 'void')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: instalment_agreed_before_the_first_invoice_on_insert');
END;

-- next statement
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_update BEFORE UPDATE ON instalment
FOR EACH ROW WHEN (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = OLD.sponsorship_id AND invoice.status <> 'void')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: instalment_agreed_before_the_first_invoice_on_update');
END;

-- next statement
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_delete BEFORE DELETE ON instalment
FOR EACH ROW WHEN (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = OLD.sponsorship_id AND invoice.status <> 'void')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: instalment_agreed_before_the_first_invoice_on_delete');
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
CREATE TRIGGER invoice_issued_with_the_tax_of_its_lines BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (NEW.status <> 'issued' OR OLD.status = 'issued' OR NEW.tax_minor = (SELECT coalesce(sum(quantity * unit_amount_minor), 0) FROM invoice_line WHERE invoice_id = NEW.id AND invoice_line.is_tax)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_issued_with_the_tax_of_its_lines');
END;

-- next statement
CREATE TRIGGER credit_note_takes_no_more_tax_than_there_is BEFORE INSERT ON credit_note
FOR EACH ROW WHEN (NEW.tax_minor + (SELECT coalesce(sum(other.tax_minor), 0) FROM credit_note AS other WHERE other.invoice_id = NEW.invoice_id) <= (SELECT invoice.tax_minor FROM invoice WHERE invoice.id = NEW.invoice_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: credit_note_takes_no_more_tax_than_there_is');
END;

-- next statement
CREATE TRIGGER invoice_written_off_by_two BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (NEW.status <> 'written_off' OR OLD.status = 'written_off' OR EXISTS (SELECT 1 FROM write_off WHERE write_off.invoice_id = NEW.id AND write_off.status = 'approved' AND write_off.amount_minor = NEW.total_minor - NEW.paid_minor - NEW.credited_minor)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_written_off_by_two');
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
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND payment.currency = NEW.currency AND NEW.amount_minor + (SELECT coalesce(sum(other.amount_minor), 0) FROM settlement AS other WHERE other.payment_id = NEW.payment_id) - (SELECT coalesce(sum(CASE gone.direction WHEN 'returned' THEN gone.amount_minor ELSE -gone.amount_minor END), 0) FROM settlement_return AS gone JOIN settlement AS other ON other.id = gone.settlement_id WHERE other.payment_id = NEW.payment_id) <= payment.amount_minor) OR EXISTS (SELECT 1 FROM bank_transfer WHERE bank_transfer.id = NEW.bank_transfer_id AND bank_transfer.currency = NEW.currency AND NEW.amount_minor <= bank_transfer.amount_minor)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_within_its_source');
END;

-- next statement
CREATE TRIGGER settlement_return_of_an_issued_invoice BEFORE INSERT ON settlement_return
FOR EACH ROW WHEN ((SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'issued') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_return_of_an_issued_invoice');
END;

-- next statement
CREATE TRIGGER settlement_return_within_its_settlement BEFORE INSERT ON settlement_return
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM settlement WHERE settlement.id = NEW.settlement_id AND settlement.invoice_id = NEW.invoice_id AND settlement.currency = NEW.currency AND (EXISTS (SELECT 1 FROM refund WHERE refund.id = NEW.refund_id AND refund.payment_id = settlement.payment_id) OR EXISTS (SELECT 1 FROM dispute WHERE dispute.id = NEW.dispute_id AND dispute.payment_id = settlement.payment_id) OR (NEW.direction = 'returned' AND EXISTS (SELECT 1 FROM journal_entry WHERE journal_entry.id = NEW.entry_id AND journal_entry.reverses_id IS NOT NULL))) AND (SELECT coalesce(sum(CASE gone.direction WHEN 'returned' THEN gone.amount_minor ELSE -gone.amount_minor END), 0) FROM settlement_return AS gone WHERE gone.settlement_id = NEW.settlement_id) + CASE NEW.direction WHEN 'returned' THEN NEW.amount_minor ELSE -NEW.amount_minor END BETWEEN 0 AND settlement.amount_minor)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_return_within_its_settlement');
END;

-- next statement
CREATE TRIGGER credit_note_on_an_issued_invoice BEFORE INSERT ON credit_note
FOR EACH ROW WHEN ((SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'issued') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: credit_note_on_an_issued_invoice');
END;

-- next statement
CREATE TRIGGER bank_match_of_a_waiting_line BEFORE INSERT ON bank_match
FOR EACH ROW WHEN ((SELECT status FROM bank_line WHERE id = NEW.bank_line_id) = 'waiting' AND NEW.undone_at IS NULL) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: bank_match_of_a_waiting_line');
END;

-- next statement
CREATE TRIGGER bank_line_matched_whole BEFORE UPDATE ON bank_line
FOR EACH ROW WHEN (CASE WHEN NEW.status = 'matched' THEN NEW.amount_minor = (SELECT coalesce(sum(bank_match.amount_minor), 0) FROM bank_match WHERE bank_match.bank_line_id = NEW.id AND bank_match.undone_at IS NULL) ELSE NOT EXISTS (SELECT 1 FROM bank_match WHERE bank_match.bank_line_id = NEW.id AND bank_match.undone_at IS NULL) END) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: bank_line_matched_whole');
END;

-- next statement
CREATE TRIGGER suspense_case_of_a_settled_payment BEFORE INSERT ON suspense_case
FOR EACH ROW WHEN (NEW.payment_id IS NULL OR EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND NEW.amount_minor <= payment.amount_minor)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_case_of_a_settled_payment');
END;

-- next statement
CREATE TRIGGER remittance_of_what_is_free BEFORE INSERT ON remittance
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM suspense_case WHERE suspense_case.id = NEW.case_id AND suspense_case.payment_id IS NULL AND NOT suspense_case.is_shortfall AND NEW.amount_minor + (SELECT coalesce(sum(other.amount_minor), 0) FROM remittance AS other WHERE other.case_id = NEW.case_id AND other.status IN ('proposed', 'approved')) <= suspense_case.amount_minor - suspense_case.decided_minor)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: remittance_of_what_is_free');
END;

-- next statement
CREATE TRIGGER suspense_decision_about_a_waiting_case BEFORE INSERT ON suspense_decision
FOR EACH ROW WHEN ((SELECT status FROM suspense_case WHERE id = NEW.case_id) = 'waiting') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_decision_about_a_waiting_case');
END;

-- next statement
CREATE TRIGGER suspense_decision_of_its_remittance BEFORE INSERT ON suspense_decision
FOR EACH ROW WHEN (NEW.remittance_id IS NULL OR EXISTS (SELECT 1 FROM remittance WHERE remittance.id = NEW.remittance_id AND remittance.case_id = NEW.case_id AND remittance.amount_minor = NEW.amount_minor AND remittance.status IN ('sent', 'came_back'))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_decision_of_its_remittance');
END;

-- next statement
CREATE TRIGGER suspense_decision_undoes_the_same BEFORE INSERT ON suspense_decision
FOR EACH ROW WHEN (NEW.undoes_id IS NULL OR EXISTS (SELECT 1 FROM suspense_decision AS undone WHERE undone.id = NEW.undoes_id AND undone.case_id = NEW.case_id AND undone.kind = NEW.kind AND undone.amount_minor = NEW.amount_minor AND undone.undoes_id IS NULL)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_decision_undoes_the_same');
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
CREATE TRIGGER addressee_gets_a_letter_of_the_mailing BEFORE INSERT ON addressee
FOR EACH ROW WHEN (NEW.letter_id IS NULL OR EXISTS (SELECT 1 FROM letter WHERE letter.id = NEW.letter_id AND letter.template = 'sponsor_letter' AND letter.fact LIKE 'mailing:' || NEW.mailing_id || ':%' AND lower(letter.recipient_email) = lower(NEW.email))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: addressee_gets_a_letter_of_the_mailing');
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
CREATE TRIGGER contract_amends_one_in_force BEFORE INSERT ON contract
FOR EACH ROW WHEN ((NEW.kind = 'amendment') = (NEW.amends_id IS NOT NULL) AND (NEW.amends_id IS NULL OR EXISTS (SELECT 1 FROM contract AS amended WHERE amended.id = NEW.amends_id AND amended.sponsorship_id = NEW.sponsorship_id AND amended.status = 'executed'))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_amends_one_in_force');
END;

-- next statement
CREATE TRIGGER contract_made_from_a_text_in_use BEFORE INSERT ON contract
FOR EACH ROW WHEN (NEW.text_id IS NULL OR EXISTS (SELECT 1 FROM contract_text WHERE contract_text.id = NEW.text_id AND contract_text.kind = NEW.kind AND contract_text.status = 'published')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: contract_made_from_a_text_in_use');
END;

-- next statement
CREATE TRIGGER promised_clause_before_the_contract BEFORE INSERT ON promised_clause
FOR EACH ROW WHEN ((SELECT sponsorship.status FROM promised_benefit JOIN sponsorship ON sponsorship.id = promised_benefit.sponsorship_id WHERE promised_benefit.id = NEW.promised_benefit_id) IN ('applied', 'approved')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_clause_before_the_contract');
END;

-- next statement
CREATE TRIGGER promised_benefit_without_conflict BEFORE INSERT ON promised_benefit
FOR EACH ROW WHEN (NOT EXISTS (SELECT 1 FROM promised_benefit AS held, benefit_conflict AS pair WHERE held.sponsorship_id = NEW.sponsorship_id AND NOT held.is_released AND ((pair.benefit_id = NEW.benefit_id AND pair.other_id = held.benefit_id) OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = held.benefit_id)))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_without_conflict');
END;

-- next statement
CREATE TRIGGER promised_benefit_stands_alone_or_not BEFORE INSERT ON promised_benefit
FOR EACH ROW WHEN ((SELECT stand_alone_price_minor IS NOT NULL FROM benefit WHERE benefit.id = NEW.benefit_id) = (SELECT tier.is_stand_alone FROM sponsorship JOIN tier ON tier.id = sponsorship.tier_id WHERE sponsorship.id = NEW.sponsorship_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_stands_alone_or_not');
END;

-- next statement
CREATE TRIGGER benefit_conflict_within_a_year BEFORE INSERT ON benefit_conflict
FOR EACH ROW WHEN ((SELECT program_year_id FROM benefit WHERE benefit.id = NEW.benefit_id) = (SELECT program_year_id FROM benefit WHERE benefit.id = NEW.other_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: benefit_conflict_within_a_year');
END;

-- next statement
CREATE TRIGGER tier_benefit_stands_not_alone BEFORE INSERT ON tier_benefit
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM benefit, tier WHERE benefit.id = NEW.benefit_id AND tier.id = NEW.tier_id AND benefit.stand_alone_price_minor IS NULL AND NOT tier.is_stand_alone)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: tier_benefit_stands_not_alone');
END;

-- next statement
CREATE TRIGGER benefit_stands_alone_in_no_tier BEFORE UPDATE ON benefit
FOR EACH ROW WHEN (NEW.stand_alone_price_minor IS NULL OR NOT EXISTS (SELECT 1 FROM tier_benefit WHERE tier_benefit.benefit_id = NEW.id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: benefit_stands_alone_in_no_tier');
END;

-- next statement
CREATE TRIGGER promised_benefit_stays_released BEFORE UPDATE ON promised_benefit
FOR EACH ROW WHEN (NEW.is_released OR NOT OLD.is_released OR (SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) IN ('applied', 'approved')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_stays_released');
END;

-- next statement
CREATE TRIGGER asset_of_its_sponsor BEFORE INSERT ON asset
FOR EACH ROW WHEN (NEW.sponsorship_id IS NULL OR EXISTS (SELECT 1 FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id AND sponsorship.sponsor_id = NEW.sponsor_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: asset_of_its_sponsor');
END;

-- next statement
CREATE TRIGGER promised_asset_of_its_benefit BEFORE INSERT ON promised_asset
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM promised_benefit, benefit_asset WHERE promised_benefit.id = NEW.promised_benefit_id AND benefit_asset.id = NEW.benefit_asset_id AND benefit_asset.benefit_id = promised_benefit.benefit_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_asset_of_its_benefit');
END;

-- next statement
CREATE TRIGGER voucher_issued_for_its_benefit BEFORE UPDATE ON voucher
FOR EACH ROW WHEN (NEW.promised_benefit_id IS NULL OR EXISTS (SELECT 1 FROM promised_benefit WHERE promised_benefit.id = NEW.promised_benefit_id AND promised_benefit.benefit_id = NEW.benefit_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: voucher_issued_for_its_benefit');
END;

-- next statement
CREATE TRIGGER voucher_begins_free BEFORE INSERT ON voucher
FOR EACH ROW WHEN (NEW.promised_benefit_id IS NULL) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: voucher_begins_free');
END;

-- next statement
CREATE TRIGGER voucher_issued_stays BEFORE DELETE ON voucher
FOR EACH ROW WHEN (OLD.promised_benefit_id IS NULL) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: voucher_issued_stays');
END;

-- next statement
CREATE TRIGGER announcement_takes_its_turn BEFORE INSERT ON announcement
FOR EACH ROW WHEN (NEW.number = 1 + coalesce((SELECT max(number) FROM announcement AS told WHERE told.sponsorship_id = NEW.sponsorship_id), 0) AND (NEW.kind = 'started') = (coalesce((SELECT kind FROM announcement AS told WHERE told.sponsorship_id = NEW.sponsorship_id ORDER BY told.number DESC LIMIT 1), 'ended') = 'ended')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: announcement_takes_its_turn');
END;

-- next statement
CREATE TRIGGER signature_on_the_document_that_was_sent BEFORE INSERT ON signature
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM contract JOIN document ON document.id = contract.document_id WHERE contract.id = NEW.contract_id AND contract.status IN ('awaiting_signature', 'signed', 'executed') AND (NEW.method <> 'online' OR document.sha256 = NEW.document_sha256))) IS NOT TRUE
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
FOR EACH ROW WHEN (NEW.refunded_minor = OLD.refunded_minor OR NEW.refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = NEW.id AND refund.status NOT IN ('failed', 'rejected'))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_refunded_minor_is_recomputed');
END;

-- next statement
CREATE TRIGGER payment_disputed_minor_starts_at_zero BEFORE INSERT ON payment
FOR EACH ROW WHEN (NEW.disputed_minor = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_disputed_minor_starts_at_zero');
END;

-- next statement
CREATE TRIGGER payment_disputed_minor_is_recomputed BEFORE UPDATE ON payment
FOR EACH ROW WHEN (NEW.disputed_minor = OLD.disputed_minor OR NEW.disputed_minor = (SELECT coalesce(sum(CASE dispute_movement.kind WHEN 'withdrawal' THEN dispute_movement.amount_minor ELSE -dispute_movement.amount_minor END), 0) FROM dispute_movement WHERE dispute_movement.payment_id = NEW.id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: payment_disputed_minor_is_recomputed');
END;

-- next statement
CREATE TRIGGER invoice_paid_minor_starts_at_zero BEFORE INSERT ON invoice
FOR EACH ROW WHEN (NEW.paid_minor = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_paid_minor_starts_at_zero');
END;

-- next statement
CREATE TRIGGER invoice_paid_minor_is_recomputed BEFORE UPDATE ON invoice
FOR EACH ROW WHEN (NEW.paid_minor = OLD.paid_minor OR NEW.paid_minor = (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = NEW.id) - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned' THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0) FROM settlement_return WHERE settlement_return.invoice_id = NEW.id)) IS NOT TRUE
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
CREATE TRIGGER suspense_case_decided_minor_starts_at_zero BEFORE INSERT ON suspense_case
FOR EACH ROW WHEN (NEW.decided_minor = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_case_decided_minor_starts_at_zero');
END;

-- next statement
CREATE TRIGGER suspense_case_decided_minor_is_recomputed BEFORE UPDATE ON suspense_case
FOR EACH ROW WHEN (NEW.decided_minor = OLD.decided_minor OR NEW.decided_minor = (SELECT coalesce(sum(CASE WHEN suspense_decision.undoes_id IS NULL THEN suspense_decision.amount_minor ELSE -suspense_decision.amount_minor END), 0) FROM suspense_decision WHERE suspense_decision.case_id = NEW.id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_case_decided_minor_is_recomputed');
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
  SELECT RAISE(ABORT, 'guard: refund_added_counts_as_refunded_minor') FROM payment WHERE payment.id IN (NEW.payment_id) AND (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status NOT IN ('failed', 'rejected')) > payment.amount_minor;
  UPDATE payment SET refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status NOT IN ('failed', 'rejected')) WHERE payment.id IN (NEW.payment_id);
END;

-- next statement
CREATE TRIGGER refund_changed_counts_as_refunded_minor AFTER UPDATE ON refund
FOR EACH ROW WHEN NEW.status IS NOT OLD.status
BEGIN
  SELECT RAISE(ABORT, 'guard: refund_changed_counts_as_refunded_minor') FROM payment WHERE payment.id IN (NEW.payment_id) AND (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status NOT IN ('failed', 'rejected')) > payment.amount_minor;
  UPDATE payment SET refunded_minor = (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.payment_id = payment.id AND refund.status NOT IN ('failed', 'rejected')) WHERE payment.id IN (NEW.payment_id);
END;

-- next statement
CREATE TRIGGER dispute_movement_added_counts_as_disputed_minor AFTER INSERT ON dispute_movement
FOR EACH ROW BEGIN
  UPDATE payment SET disputed_minor = (SELECT coalesce(sum(CASE dispute_movement.kind WHEN 'withdrawal' THEN dispute_movement.amount_minor ELSE -dispute_movement.amount_minor END), 0) FROM dispute_movement WHERE dispute_movement.payment_id = payment.id) WHERE payment.id IN (NEW.payment_id);
END;

-- next statement
CREATE TRIGGER settlement_added_counts_as_paid_minor AFTER INSERT ON settlement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_added_counts_as_paid_minor') FROM invoice WHERE invoice.id IN (NEW.invoice_id) AND (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned' THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0) FROM settlement_return WHERE settlement_return.invoice_id = invoice.id) > invoice.total_minor - invoice.credited_minor;
  UPDATE invoice SET paid_minor = (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned' THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0) FROM settlement_return WHERE settlement_return.invoice_id = invoice.id) WHERE invoice.id IN (NEW.invoice_id);
END;

-- next statement
CREATE TRIGGER settlement_return_added_counts_as_paid_minor AFTER INSERT ON settlement_return
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: settlement_return_added_counts_as_paid_minor') FROM invoice WHERE invoice.id IN (NEW.invoice_id) AND (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned' THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0) FROM settlement_return WHERE settlement_return.invoice_id = invoice.id) > invoice.total_minor - invoice.credited_minor;
  UPDATE invoice SET paid_minor = (SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement WHERE settlement.invoice_id = invoice.id) - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned' THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0) FROM settlement_return WHERE settlement_return.invoice_id = invoice.id) WHERE invoice.id IN (NEW.invoice_id);
END;

-- next statement
CREATE TRIGGER credit_note_added_counts_as_credited_minor AFTER INSERT ON credit_note
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: credit_note_added_counts_as_credited_minor') FROM invoice WHERE invoice.id IN (NEW.invoice_id) AND (SELECT coalesce(sum(credit_note.amount_minor), 0) FROM credit_note WHERE credit_note.invoice_id = invoice.id) > invoice.total_minor - invoice.paid_minor;
  UPDATE invoice SET credited_minor = (SELECT coalesce(sum(credit_note.amount_minor), 0) FROM credit_note WHERE credit_note.invoice_id = invoice.id) WHERE invoice.id IN (NEW.invoice_id);
END;

-- next statement
CREATE TRIGGER suspense_decision_added_counts_as_decided_minor AFTER INSERT ON suspense_decision
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_decision_added_counts_as_decided_minor') FROM suspense_case WHERE suspense_case.id IN (NEW.case_id) AND (SELECT coalesce(sum(CASE WHEN suspense_decision.undoes_id IS NULL THEN suspense_decision.amount_minor ELSE -suspense_decision.amount_minor END), 0) FROM suspense_decision WHERE suspense_decision.case_id = suspense_case.id) > suspense_case.amount_minor;
  UPDATE suspense_case SET decided_minor = (SELECT coalesce(sum(CASE WHEN suspense_decision.undoes_id IS NULL THEN suspense_decision.amount_minor ELSE -suspense_decision.amount_minor END), 0) FROM suspense_decision WHERE suspense_decision.case_id = suspense_case.id) WHERE suspense_case.id IN (NEW.case_id);
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
