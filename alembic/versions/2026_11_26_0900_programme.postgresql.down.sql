DROP TRIGGER addressee_never_updated ON addressee;

-- next statement
DROP TRIGGER addressee_never_deleted ON addressee;

-- next statement
DROP TRIGGER addressee_never_truncated ON addressee;

-- next statement
DROP TRIGGER announcement_never_updated ON announcement;

-- next statement
DROP TRIGGER announcement_never_deleted ON announcement;

-- next statement
DROP TRIGGER announcement_never_truncated ON announcement;

-- next statement
DROP TRIGGER assignment_never_updated ON assignment;

-- next statement
DROP TRIGGER assignment_never_deleted ON assignment;

-- next statement
DROP TRIGGER assignment_never_truncated ON assignment;

-- next statement
DROP TRIGGER mailing_never_updated ON mailing;

-- next statement
DROP TRIGGER mailing_never_deleted ON mailing;

-- next statement
DROP TRIGGER mailing_never_truncated ON mailing;

-- next statement
DROP TRIGGER promised_clause_never_updated ON promised_clause;

-- next statement
DROP TRIGGER promised_clause_never_deleted ON promised_clause;

-- next statement
DROP TRIGGER promised_clause_never_truncated ON promised_clause;

-- next statement
DROP TRIGGER proof_never_updated ON proof;

-- next statement
DROP TRIGGER proof_never_deleted ON proof;

-- next statement
DROP TRIGGER proof_never_truncated ON proof;

-- next statement
DROP TRIGGER review_note_never_updated ON review_note;

-- next statement
DROP TRIGGER review_note_never_deleted ON review_note;

-- next statement
DROP TRIGGER review_note_never_truncated ON review_note;

-- next statement
DROP TRIGGER asset_never_deleted ON asset;

-- next statement
DROP TRIGGER asset_never_truncated ON asset;

-- next statement
DROP TRIGGER contract_text_never_deleted ON contract_text;

-- next statement
DROP TRIGGER contract_text_never_truncated ON contract_text;

-- next statement
DROP TRIGGER delivery_never_deleted ON delivery;

-- next statement
DROP TRIGGER delivery_never_truncated ON delivery;

-- next statement
DROP TRIGGER question_never_deleted ON question;

-- next statement
DROP TRIGGER question_never_truncated ON question;

-- next statement
DROP TRIGGER standing_letter_never_deleted ON standing_letter;

-- next statement
DROP TRIGGER standing_letter_never_truncated ON standing_letter;

-- next statement
DROP TRIGGER subscriber_never_deleted ON subscriber;

-- next statement
DROP TRIGGER subscriber_never_truncated ON subscriber;

-- next statement
DROP TRIGGER write_off_never_deleted ON write_off;

-- next statement
DROP TRIGGER write_off_never_truncated ON write_off;

-- next statement
DROP TRIGGER lifecycle_move_never_inserted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_updated ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_deleted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_truncated ON lifecycle_move;

-- next statement
DROP TRIGGER asset_frozen ON asset;

-- next statement
DROP TRIGGER benefit_asset_frozen ON benefit_asset;

-- next statement
DROP TRIGGER contact_link_frozen ON contact_link;

-- next statement
DROP TRIGGER contact_session_frozen ON contact_session;

-- next statement
DROP TRIGGER contract_frozen ON contract;

-- next statement
DROP TRIGGER contract_text_frozen ON contract_text;

-- next statement
DROP TRIGGER delivery_frozen ON delivery;

-- next statement
DROP TRIGGER instalment_frozen ON instalment;

-- next statement
DROP TRIGGER invoice_frozen ON invoice;

-- next statement
DROP TRIGGER promised_asset_frozen ON promised_asset;

-- next statement
DROP TRIGGER promised_benefit_frozen ON promised_benefit;

-- next statement
DROP TRIGGER question_frozen ON question;

-- next statement
DROP TRIGGER saved_application_frozen ON saved_application;

-- next statement
DROP TRIGGER sponsorship_frozen ON sponsorship;

-- next statement
DROP TRIGGER standing_letter_frozen ON standing_letter;

-- next statement
DROP TRIGGER subscriber_frozen ON subscriber;

-- next statement
DROP TRIGGER voucher_frozen ON voucher;

-- next statement
DROP TRIGGER write_off_frozen ON write_off;

-- next statement
DROP TRIGGER contact_link_frozen_once_set ON contact_link;

-- next statement
DROP TRIGGER contact_session_frozen_once_set ON contact_session;

-- next statement
DROP TRIGGER contract_frozen_once_set ON contract;

-- next statement
DROP TRIGGER contract_text_frozen_once_set ON contract_text;

-- next statement
DROP TRIGGER delivery_frozen_once_set ON delivery;

-- next statement
DROP TRIGGER letter_frozen_once_set ON letter;

-- next statement
DROP TRIGGER sponsor_contact_frozen_once_set ON sponsor_contact;

-- next statement
DROP TRIGGER write_off_frozen_once_set ON write_off;

-- next statement
DROP TRIGGER voucher_frozen_once_set ON voucher;

-- next statement
DROP TRIGGER contract_sending_frozen ON contract;

-- next statement
DROP TRIGGER contract_ending_frozen ON contract;

-- next statement
DROP TRIGGER contract_text_frozen_once_published ON contract_text;

-- next statement
DROP TRIGGER invoice_frozen_by_its_status ON invoice;

-- next statement
DROP TRIGGER question_frozen_once_answered ON question;

-- next statement
DROP TRIGGER sponsorship_frozen_by_its_status ON sponsorship;

-- next statement
DROP TRIGGER sponsorship_term_frozen_by_the_contract ON sponsorship;

-- next statement
DROP TRIGGER contract_text_begins_draft ON contract_text;

-- next statement
DROP TRIGGER contract_text_status_moves ON contract_text;

-- next statement
DROP TRIGGER delivery_begins_owed ON delivery;

-- next statement
DROP TRIGGER delivery_status_moves ON delivery;

-- next statement
DROP TRIGGER promised_benefit_begins_promised ON promised_benefit;

-- next statement
DROP TRIGGER promised_benefit_status_moves ON promised_benefit;

-- next statement
DROP TRIGGER question_begins_waiting ON question;

-- next statement
DROP TRIGGER question_status_moves ON question;

-- next statement
DROP TRIGGER subscriber_begins_active ON subscriber;

-- next statement
DROP TRIGGER subscriber_status_moves ON subscriber;

-- next statement
DROP TRIGGER write_off_begins_proposed ON write_off;

-- next statement
DROP TRIGGER write_off_status_moves ON write_off;

-- next statement
DROP TRIGGER ledger_account_kind_follows_role ON ledger_account;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_insert ON instalment;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_update ON instalment;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_delete ON instalment;

-- next statement
DROP TRIGGER invoice_issued_with_the_tax_of_its_lines ON invoice;

-- next statement
DROP TRIGGER credit_note_takes_no_more_tax_than_there_is ON credit_note;

-- next statement
DROP TRIGGER invoice_written_off_by_two ON invoice;

-- next statement
DROP TRIGGER addressee_gets_a_letter_of_the_mailing ON addressee;

-- next statement
DROP TRIGGER contract_amends_one_in_force ON contract;

-- next statement
DROP TRIGGER contract_made_from_a_text_in_use ON contract;

-- next statement
DROP TRIGGER promised_clause_before_the_contract ON promised_clause;

-- next statement
DROP TRIGGER promised_benefit_without_conflict ON promised_benefit;

-- next statement
DROP TRIGGER promised_benefit_stands_alone_or_not ON promised_benefit;

-- next statement
DROP TRIGGER benefit_conflict_within_a_year ON benefit_conflict;

-- next statement
DROP TRIGGER tier_benefit_stands_not_alone ON tier_benefit;

-- next statement
DROP TRIGGER benefit_stands_alone_in_no_tier ON benefit;

-- next statement
DROP TRIGGER asset_of_its_sponsor ON asset;

-- next statement
DROP TRIGGER promised_asset_of_its_benefit ON promised_asset;

-- next statement
DROP TRIGGER voucher_issued_for_its_benefit ON voucher;

-- next statement
DROP TRIGGER voucher_begins_free ON voucher;

-- next statement
DROP TRIGGER voucher_issued_stays ON voucher;

-- next statement
DROP TRIGGER announcement_takes_its_turn ON announcement;

-- next statement
DROP TRIGGER signature_on_the_document_that_was_sent ON signature;

-- next statement
DROP FUNCTION guard_asset_frozen();

-- next statement
DROP FUNCTION guard_benefit_asset_frozen();

-- next statement
DROP FUNCTION guard_contact_link_frozen();

-- next statement
DROP FUNCTION guard_contact_session_frozen();

-- next statement
DROP FUNCTION guard_contract_frozen();

-- next statement
DROP FUNCTION guard_contract_text_frozen();

-- next statement
DROP FUNCTION guard_delivery_frozen();

-- next statement
DROP FUNCTION guard_instalment_frozen();

-- next statement
DROP FUNCTION guard_invoice_frozen();

-- next statement
DROP FUNCTION guard_promised_asset_frozen();

-- next statement
DROP FUNCTION guard_promised_benefit_frozen();

-- next statement
DROP FUNCTION guard_question_frozen();

-- next statement
DROP FUNCTION guard_saved_application_frozen();

-- next statement
DROP FUNCTION guard_sponsorship_frozen();

-- next statement
DROP FUNCTION guard_standing_letter_frozen();

-- next statement
DROP FUNCTION guard_subscriber_frozen();

-- next statement
DROP FUNCTION guard_voucher_frozen();

-- next statement
DROP FUNCTION guard_write_off_frozen();

-- next statement
DROP FUNCTION guard_contact_link_frozen_once_set();

-- next statement
DROP FUNCTION guard_contact_session_frozen_once_set();

-- next statement
DROP FUNCTION guard_contract_frozen_once_set();

-- next statement
DROP FUNCTION guard_contract_text_frozen_once_set();

-- next statement
DROP FUNCTION guard_delivery_frozen_once_set();

-- next statement
DROP FUNCTION guard_letter_frozen_once_set();

-- next statement
DROP FUNCTION guard_sponsor_contact_frozen_once_set();

-- next statement
DROP FUNCTION guard_write_off_frozen_once_set();

-- next statement
DROP FUNCTION guard_voucher_frozen_once_set();

-- next statement
DROP FUNCTION guard_contract_sending_frozen();

-- next statement
DROP FUNCTION guard_contract_ending_frozen();

-- next statement
DROP FUNCTION guard_contract_text_frozen_once_published();

-- next statement
DROP FUNCTION guard_invoice_frozen_by_its_status();

-- next statement
DROP FUNCTION guard_question_frozen_once_answered();

-- next statement
DROP FUNCTION guard_sponsorship_frozen_by_its_status();

-- next statement
DROP FUNCTION guard_sponsorship_term_frozen_by_the_contract();

-- next statement
DROP FUNCTION guard_contract_text_begins_draft();

-- next statement
DROP FUNCTION guard_contract_text_status_moves();

-- next statement
DROP FUNCTION guard_delivery_begins_owed();

-- next statement
DROP FUNCTION guard_delivery_status_moves();

-- next statement
DROP FUNCTION guard_promised_benefit_begins_promised();

-- next statement
DROP FUNCTION guard_promised_benefit_status_moves();

-- next statement
DROP FUNCTION guard_question_begins_waiting();

-- next statement
DROP FUNCTION guard_question_status_moves();

-- next statement
DROP FUNCTION guard_subscriber_begins_active();

-- next statement
DROP FUNCTION guard_subscriber_status_moves();

-- next statement
DROP FUNCTION guard_write_off_begins_proposed();

-- next statement
DROP FUNCTION guard_write_off_status_moves();

-- next statement
DROP FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
DROP FUNCTION guard_instalment_agreed_before_the_first_invoice_on_insert();

-- next statement
DROP FUNCTION guard_instalment_agreed_before_the_first_invoice_on_update();

-- next statement
DROP FUNCTION guard_instalment_agreed_before_the_first_invoice_on_delete();

-- next statement
DROP FUNCTION guard_invoice_issued_with_the_tax_of_its_lines();

-- next statement
DROP FUNCTION guard_credit_note_takes_no_more_tax_than_there_is();

-- next statement
DROP FUNCTION guard_invoice_written_off_by_two();

-- next statement
DROP FUNCTION guard_addressee_gets_a_letter_of_the_mailing();

-- next statement
DROP FUNCTION guard_contract_amends_one_in_force();

-- next statement
DROP FUNCTION guard_contract_made_from_a_text_in_use();

-- next statement
DROP FUNCTION guard_promised_clause_before_the_contract();

-- next statement
DROP FUNCTION guard_promised_benefit_without_conflict();

-- next statement
DROP FUNCTION guard_promised_benefit_stands_alone_or_not();

-- next statement
DROP FUNCTION guard_benefit_conflict_within_a_year();

-- next statement
DROP FUNCTION guard_tier_benefit_stands_not_alone();

-- next statement
DROP FUNCTION guard_benefit_stands_alone_in_no_tier();

-- next statement
DROP FUNCTION guard_asset_of_its_sponsor();

-- next statement
DROP FUNCTION guard_promised_asset_of_its_benefit();

-- next statement
DROP FUNCTION guard_voucher_issued_for_its_benefit();

-- next statement
DROP FUNCTION guard_voucher_begins_free();

-- next statement
DROP FUNCTION guard_voucher_issued_stays();

-- next statement
DROP FUNCTION guard_announcement_takes_its_turn();

-- next statement
DROP FUNCTION guard_signature_on_the_document_that_was_sent();

-- next statement
DROP INDEX uq_contract_text_published;

-- next statement
DROP INDEX ix_letter_about;

-- next statement
DROP INDEX ix_question_status;

-- next statement
DROP INDEX uq_staff_user_calendar_token_hash;

-- next statement
DROP INDEX uq_sponsor_contact_public_token;

-- next statement
DROP INDEX uq_tier_stand_alone;

-- next statement
DROP INDEX ix_benefit_clause_clause_id;

-- next statement
DROP INDEX ix_benefit_conflict_other_id;

-- next statement
DROP INDEX uq_sponsorship_live;

-- next statement
DROP INDEX ix_addressee_letter_id;

-- next statement
DROP INDEX ix_addressee_sponsorship_id;

-- next statement
DROP INDEX ix_announcement_made_at;

-- next statement
DROP INDEX ix_asset_internal_name;

-- next statement
DROP INDEX uq_asset_of_sponsor;

-- next statement
DROP INDEX ix_assignment_sponsorship_id;

-- next statement
DROP INDEX ix_contract_amends_id;

-- next statement
DROP INDEX ix_contract_text_id;

-- next statement
DROP INDEX uq_contract_in_force;

-- next statement
DROP INDEX uq_contract_open;

-- next statement
DROP INDEX ix_instalment_invoice_on;

-- next statement
DROP INDEX uq_invoice_instalment;

-- next statement
DROP INDEX ix_review_note_sponsorship_id;

-- next statement
DROP INDEX ix_delivery_announcement_id;

-- next statement
DROP INDEX ix_promised_asset_benefit_asset_id;

-- next statement
DROP INDEX ix_promised_asset_internal_name;

-- next statement
DROP INDEX ix_promised_clause_clause_id;

-- next statement
DROP INDEX ix_proof_promised_benefit_id;

-- next statement
DROP INDEX ix_voucher_promised_benefit_id;

-- next statement
DROP INDEX uq_write_off_standing;

-- next statement
ALTER TABLE document DROP CONSTRAINT ck_document_documentkind;

-- next statement
ALTER TABLE legal_clause DROP COLUMN version;

-- next statement
ALTER TABLE letter DROP COLUMN about;

-- next statement
ALTER TABLE staff_user DROP COLUMN calendar_token_hash;

-- next statement
ALTER TABLE stored_file DROP CONSTRAINT ck_stored_file_filekind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_role;

-- next statement
ALTER TABLE sponsor DROP CONSTRAINT fk_sponsor_print_logo_id;

-- next statement
ALTER TABLE sponsor DROP CONSTRAINT fk_sponsor_white_logo_id;

-- next statement
ALTER TABLE sponsor DROP COLUMN white_logo_id;

-- next statement
ALTER TABLE sponsor DROP COLUMN print_logo_id;

-- next statement
ALTER TABLE sponsor DROP COLUMN billing_name;

-- next statement
ALTER TABLE sponsor DROP COLUMN billing_address_line_1;

-- next statement
ALTER TABLE sponsor DROP COLUMN billing_address_line_2;

-- next statement
ALTER TABLE sponsor DROP COLUMN billing_city;

-- next statement
ALTER TABLE sponsor DROP COLUMN billing_region;

-- next statement
ALTER TABLE sponsor DROP COLUMN billing_postal_code;

-- next statement
ALTER TABLE sponsor DROP COLUMN billing_country;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT ck_benefit_fair_value_minor_whole;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT ck_benefit_internal_value_minor_whole;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT ck_benefit_stand_alone_price_minor_whole;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT fk_benefit_copied_from_id;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT ck_benefit_fair_value_not_negative;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT ck_benefit_internal_value_not_negative;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT ck_benefit_stands_alone_or_is_added;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT ck_benefit_stand_alone_price_not_negative;

-- next statement
ALTER TABLE benefit DROP COLUMN stand_alone_price_minor;

-- next statement
ALTER TABLE benefit DROP COLUMN internal_value_minor;

-- next statement
ALTER TABLE benefit DROP COLUMN fair_value_minor;

-- next statement
ALTER TABLE benefit DROP COLUMN internal_note;

-- next statement
ALTER TABLE benefit DROP COLUMN is_new;

-- next statement
ALTER TABLE benefit DROP COLUMN copied_from_id;

-- next statement
ALTER TABLE sponsor_contact DROP COLUMN wants_news;

-- next statement
ALTER TABLE sponsor_contact DROP COLUMN wants_invitations;

-- next statement
ALTER TABLE sponsor_contact DROP COLUMN public_token;

-- next statement
ALTER TABLE sponsor_contact DROP COLUMN version;

-- next statement
ALTER TABLE tier DROP CONSTRAINT ck_tier_helduntil;

-- next statement
ALTER TABLE tier DROP CONSTRAINT ck_tier_stand_alone_is_plain;

-- next statement
ALTER TABLE tier DROP COLUMN is_stand_alone;

-- next statement
ALTER TABLE tier DROP COLUMN held_until;

-- next statement
ALTER TABLE sponsorship DROP CONSTRAINT ck_sponsorship_sponsorshipstatus;

-- next statement
ALTER TABLE sponsorship DROP CONSTRAINT ck_sponsorship_agreed_if_approved;

-- next statement
ALTER TABLE sponsorship DROP COLUMN is_customised;

-- next statement
ALTER TABLE sponsorship DROP COLUMN left_out;

-- next statement
ALTER TABLE tier_benefit DROP COLUMN label;

-- next statement
ALTER TABLE contract DROP CONSTRAINT ck_contract_terminated_on_real;

-- next statement
ALTER TABLE contract DROP CONSTRAINT ck_contract_countersigned_at_real;

-- next statement
ALTER TABLE contract DROP CONSTRAINT fk_contract_amends_id;

-- next statement
ALTER TABLE contract DROP CONSTRAINT fk_contract_text_id;

-- next statement
ALTER TABLE contract DROP CONSTRAINT ck_contract_contractkind;

-- next statement
ALTER TABLE contract DROP CONSTRAINT ck_contract_contractstatus;

-- next statement
ALTER TABLE contract DROP COLUMN kind;

-- next statement
ALTER TABLE contract DROP COLUMN text_id;

-- next statement
ALTER TABLE contract DROP COLUMN particulars;

-- next statement
ALTER TABLE contract DROP COLUMN amends_id;

-- next statement
ALTER TABLE contract DROP COLUMN countersigns_later;

-- next statement
ALTER TABLE contract DROP COLUMN countersigner_name;

-- next statement
ALTER TABLE contract DROP COLUMN countersigner_title;

-- next statement
ALTER TABLE contract DROP COLUMN countersigned_at;

-- next statement
ALTER TABLE contract DROP COLUMN countersigned_by;

-- next statement
ALTER TABLE contract DROP COLUMN terminated_on;

-- next statement
ALTER TABLE contract DROP COLUMN terminated_reason;

-- next statement
ALTER TABLE invoice DROP CONSTRAINT ck_invoice_tax_minor_whole;

-- next statement
ALTER TABLE invoice DROP CONSTRAINT ck_invoice_invoicestatus;

-- next statement
ALTER TABLE invoice DROP CONSTRAINT ck_invoice_tax_within_total;

-- next statement
ALTER TABLE invoice DROP COLUMN tax_minor;

-- next statement
ALTER TABLE invoice DROP COLUMN tax_note;

-- next statement
ALTER TABLE invoice DROP COLUMN instalment;

-- next statement
ALTER TABLE promised_benefit DROP CONSTRAINT ck_promised_benefit_internal_value_minor_whole;

-- next statement
ALTER TABLE promised_benefit DROP CONSTRAINT ck_promised_benefit_promisestatus;

-- next statement
ALTER TABLE promised_benefit DROP CONSTRAINT ck_promised_benefit_adjusted_with_a_reason;

-- next statement
ALTER TABLE promised_benefit DROP COLUMN internal_value_minor;

-- next statement
ALTER TABLE promised_benefit DROP COLUMN status;

-- next statement
ALTER TABLE promised_benefit DROP COLUMN adjusted_quantity;

-- next statement
ALTER TABLE promised_benefit DROP COLUMN adjustment_reason;

-- next statement
ALTER TABLE credit_note DROP CONSTRAINT ck_credit_note_tax_minor_whole;

-- next statement
ALTER TABLE credit_note DROP CONSTRAINT ck_credit_note_tax_within_amount;

-- next statement
ALTER TABLE credit_note DROP COLUMN tax_minor;

-- next statement
ALTER TABLE invoice_line DROP COLUMN is_tax;

-- next statement
DROP TABLE write_off;

-- next statement
DROP TABLE voucher;

-- next statement
DROP TABLE proof;

-- next statement
DROP TABLE promised_clause;

-- next statement
DROP TABLE promised_asset;

-- next statement
DROP TABLE delivery;

-- next statement
DROP TABLE review_note;

-- next statement
DROP TABLE instalment;

-- next statement
DROP TABLE assignment;

-- next statement
DROP TABLE asset;

-- next statement
DROP TABLE announcement;

-- next statement
DROP TABLE addressee;

-- next statement
DROP TABLE benefit_conflict;

-- next statement
DROP TABLE benefit_clause;

-- next statement
DROP TABLE benefit_asset;

-- next statement
DROP TABLE mailing;

-- next statement
DROP TABLE tax_rate;

-- next statement
DROP TABLE subscriber;

-- next statement
DROP TABLE standing_letter;

-- next statement
DROP TABLE saved_application;

-- next statement
DROP TABLE question;

-- next statement
DROP TABLE program;

-- next statement
DROP TABLE contract_text;

-- next statement
DROP TABLE contact_session;

-- next statement
DROP TABLE contact_link;

-- next statement
ALTER TABLE document ADD CONSTRAINT ck_document_documentkind CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt'));

-- next statement
ALTER TABLE stored_file ADD CONSTRAINT ck_stored_file_filekind CHECK (kind IN ('logo', 'signed_contract', 'bank_statement'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'payouts-in-transit', 'bank', 'receivables', 'disputed-funds', 'deferred-revenue', 'suspense', 'between-funds', 'currency-exchange', 'released-from-restriction', 'contributions', 'sponsorship-income', 'processing-fees', 'dispute-fees'));

-- next statement
ALTER TABLE sponsorship ADD CONSTRAINT ck_sponsorship_agreed_if_approved CHECK (status IN ('applied', 'rejected') OR (agreed_fee_minor IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL));

-- next statement
ALTER TABLE sponsorship ADD CONSTRAINT ck_sponsorship_sponsorshipstatus CHECK (status IN ('applied', 'approved', 'rejected', 'contracted', 'confirmed', 'cancelled'));

-- next statement
ALTER TABLE contract ADD CONSTRAINT ck_contract_contractstatus CHECK (status IN ('draft', 'awaiting_signature', 'executed', 'nullified'));

-- next statement
ALTER TABLE invoice ADD CONSTRAINT ck_invoice_invoicestatus CHECK (status IN ('draft', 'issued', 'paid', 'void'));

-- next statement
CREATE UNIQUE INDEX uq_sponsorship_live ON sponsorship (sponsor_id, program_year_id) WHERE status NOT IN ('rejected', 'cancelled');

-- next statement
CREATE UNIQUE INDEX uq_contract_live ON contract (sponsorship_id) WHERE status <> 'nullified';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'contract' AND from_status = 'awaiting_signature' AND to_status = 'signed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'contract' AND from_status = 'draft' AND to_status = 'executed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'contract' AND from_status = 'draft' AND to_status = 'superseded';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'contract' AND from_status = 'executed' AND to_status = 'superseded';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'contract' AND from_status = 'executed' AND to_status = 'terminated';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'contract' AND from_status = 'signed' AND to_status = 'executed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'contract' AND from_status = 'signed' AND to_status = 'nullified';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'contract_text' AND from_status = 'draft' AND to_status = 'published';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'contract_text' AND from_status = 'draft' AND to_status = 'retired';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'contract_text' AND from_status = 'published' AND to_status = 'retired';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'delivery' AND from_status = 'owed' AND to_status = 'delivered';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'delivery' AND from_status = 'owed' AND to_status = 'dropped';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'invoice' AND from_status = 'issued' AND to_status = 'written_off';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'invoice' AND from_status = 'written_off' AND to_status = 'issued';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'promised_benefit' AND from_status = 'delivered' AND to_status = 'in_progress';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'promised_benefit' AND from_status = 'in_progress' AND to_status = 'delivered';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'promised_benefit' AND from_status = 'in_progress' AND to_status = 'waived';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'promised_benefit' AND from_status = 'promised' AND to_status = 'delivered';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'promised_benefit' AND from_status = 'promised' AND to_status = 'in_progress';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'promised_benefit' AND from_status = 'promised' AND to_status = 'waived';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'promised_benefit' AND from_status = 'waived' AND to_status = 'in_progress';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'question' AND from_status = 'set_aside' AND to_status = 'answered';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'question' AND from_status = 'waiting' AND to_status = 'answered';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'question' AND from_status = 'waiting' AND to_status = 'set_aside';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'sponsorship' AND from_status = 'applied' AND to_status = 'withdrawn';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'sponsorship' AND from_status = 'approved' AND to_status = 'applied';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'sponsorship' AND from_status = 'approved' AND to_status = 'withdrawn';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'sponsorship' AND from_status = 'rejected' AND to_status = 'applied';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'subscriber' AND from_status = 'active' AND to_status = 'paused';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'subscriber' AND from_status = 'active' AND to_status = 'removed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'subscriber' AND from_status = 'paused' AND to_status = 'active';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'subscriber' AND from_status = 'paused' AND to_status = 'removed';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'write_off' AND from_status = 'approved' AND to_status = 'taken_back';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'write_off' AND from_status = 'proposed' AND to_status = 'approved';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'write_off' AND from_status = 'proposed' AND to_status = 'rejected';

-- next statement
CREATE FUNCTION guard_contract_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.sponsorship_id IS NOT DISTINCT FROM OLD.sponsorship_id AND NEW.revision IS NOT DISTINCT FROM OLD.revision AND NEW.document_id IS NOT DISTINCT FROM OLD.document_id AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.drafted_at IS NOT DISTINCT FROM OLD.drafted_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.sponsorship_id IS NOT DISTINCT FROM OLD.sponsorship_id AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.drafted_at IS NOT DISTINCT FROM OLD.drafted_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.sponsorship_id IS NOT DISTINCT FROM OLD.sponsorship_id AND NEW.benefit_id IS NOT DISTINCT FROM OLD.benefit_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.sponsor_id IS NOT DISTINCT FROM OLD.sponsor_id AND NEW.program_year_id IS NOT DISTINCT FROM OLD.program_year_id AND NEW.list_price_minor IS NOT DISTINCT FROM OLD.list_price_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.applied_at IS NOT DISTINCT FROM OLD.applied_at AND NEW.renews_id IS NOT DISTINCT FROM OLD.renews_id AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.sent_at IS NULL OR NEW.sent_at IS NOT DISTINCT FROM OLD.sent_at) AND (OLD.executed_at IS NULL OR NEW.executed_at IS NOT DISTINCT FROM OLD.executed_at) AND (OLD.executed_document_id IS NULL OR NEW.executed_document_id IS NOT DISTINCT FROM OLD.executed_document_id) AND (OLD.signed_file_id IS NULL OR NEW.signed_file_id IS NOT DISTINCT FROM OLD.signed_file_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_frozen_by_its_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.series IS NOT DISTINCT FROM OLD.series AND NEW.fund_id IS NOT DISTINCT FROM OLD.fund_id AND NEW.bill_to IS NOT DISTINCT FROM OLD.bill_to AND NEW.po_number IS NOT DISTINCT FROM OLD.po_number AND NEW.starts_on IS NOT DISTINCT FROM OLD.starts_on AND NEW.ends_on IS NOT DISTINCT FROM OLD.ends_on AND NEW.total_minor IS NOT DISTINCT FROM OLD.total_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency) OR (OLD.status = 'draft')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_frozen_by_its_status' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_frozen_by_its_status() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_frozen_by_its_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.tier_id IS NOT DISTINCT FROM OLD.tier_id AND NEW.agreed_fee_minor IS NOT DISTINCT FROM OLD.agreed_fee_minor AND NEW.starts_on IS NOT DISTINCT FROM OLD.starts_on AND NEW.ends_on IS NOT DISTINCT FROM OLD.ends_on) OR (OLD.status IN ('applied', 'approved'))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_frozen_by_its_status' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_frozen_by_its_status() FROM PUBLIC;

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
CREATE FUNCTION guard_signature_on_the_document_that_was_sent() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM contract WHERE id = NEW.contract_id FOR NO KEY UPDATE;
  IF (EXISTS (SELECT 1 FROM contract JOIN document ON document.id = contract.document_id WHERE contract.id = NEW.contract_id AND contract.status IN ('awaiting_signature', 'executed') AND (NEW.method <> 'online' OR document.sha256 = NEW.document_sha256))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: signature_on_the_document_that_was_sent' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_signature_on_the_document_that_was_sent() FROM PUBLIC;

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
CREATE TRIGGER contract_frozen BEFORE UPDATE ON contract
FOR EACH ROW EXECUTE FUNCTION guard_contract_frozen();

-- next statement
CREATE TRIGGER invoice_frozen BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_frozen();

-- next statement
CREATE TRIGGER promised_benefit_frozen BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_frozen();

-- next statement
CREATE TRIGGER sponsorship_frozen BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_frozen();

-- next statement
CREATE TRIGGER contract_frozen_once_set BEFORE UPDATE ON contract
FOR EACH ROW EXECUTE FUNCTION guard_contract_frozen_once_set();

-- next statement
CREATE TRIGGER invoice_frozen_by_its_status BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_frozen_by_its_status();

-- next statement
CREATE TRIGGER sponsorship_frozen_by_its_status BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_frozen_by_its_status();

-- next statement
CREATE TRIGGER ledger_account_kind_follows_role BEFORE INSERT ON ledger_account
FOR EACH ROW EXECUTE FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
CREATE TRIGGER signature_on_the_document_that_was_sent BEFORE INSERT ON signature
FOR EACH ROW EXECUTE FUNCTION guard_signature_on_the_document_that_was_sent();
