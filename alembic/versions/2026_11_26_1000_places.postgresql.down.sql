DROP TRIGGER import_line_never_updated ON import_line;

-- next statement
DROP TRIGGER import_line_never_deleted ON import_line;

-- next statement
DROP TRIGGER import_line_never_truncated ON import_line;

-- next statement
DROP TRIGGER counterpart_never_deleted ON counterpart;

-- next statement
DROP TRIGGER counterpart_never_truncated ON counterpart;

-- next statement
DROP TRIGGER import_run_never_deleted ON import_run;

-- next statement
DROP TRIGGER import_run_never_truncated ON import_run;

-- next statement
DROP TRIGGER supplement_never_deleted ON supplement;

-- next statement
DROP TRIGGER supplement_never_truncated ON supplement;

-- next statement
DROP TRIGGER supplement_line_never_deleted ON supplement_line;

-- next statement
DROP TRIGGER supplement_line_never_truncated ON supplement_line;

-- next statement
DROP TRIGGER waiting_entry_never_deleted ON waiting_entry;

-- next statement
DROP TRIGGER waiting_entry_never_truncated ON waiting_entry;

-- next statement
DROP TRIGGER lifecycle_move_never_inserted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_updated ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_deleted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_truncated ON lifecycle_move;

-- next statement
DROP TRIGGER counterpart_frozen ON counterpart;

-- next statement
DROP TRIGGER import_run_frozen ON import_run;

-- next statement
DROP TRIGGER invoice_frozen ON invoice;

-- next statement
DROP TRIGGER kept_place_frozen ON kept_place;

-- next statement
DROP TRIGGER sponsorship_frozen ON sponsorship;

-- next statement
DROP TRIGGER supplement_frozen ON supplement;

-- next statement
DROP TRIGGER supplement_line_frozen ON supplement_line;

-- next statement
DROP TRIGGER waiting_entry_frozen ON waiting_entry;

-- next statement
DROP TRIGGER import_run_frozen_once_set ON import_run;

-- next statement
DROP TRIGGER waiting_entry_frozen_once_set ON waiting_entry;

-- next statement
DROP TRIGGER import_run_frozen_once_ended ON import_run;

-- next statement
DROP TRIGGER promised_benefit_frozen_by_the_contract ON promised_benefit;

-- next statement
DROP TRIGGER promised_benefit_chosen_before_the_decision ON promised_benefit;

-- next statement
DROP TRIGGER sponsorship_frozen_by_its_status ON sponsorship;

-- next statement
DROP TRIGGER sponsorship_choice_frozen_by_the_decision ON sponsorship;

-- next statement
DROP TRIGGER supplement_frozen_by_its_status ON supplement;

-- next statement
DROP TRIGGER supplement_price_frozen_by_the_decision ON supplement;

-- next statement
DROP TRIGGER supplement_begins_requested ON supplement;

-- next statement
DROP TRIGGER supplement_status_moves ON supplement;

-- next statement
DROP TRIGGER waiting_entry_begins_waiting ON waiting_entry;

-- next statement
DROP TRIGGER waiting_entry_status_moves ON waiting_entry;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_insert ON instalment;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_update ON instalment;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_delete ON instalment;

-- next statement
DROP TRIGGER import_line_before_its_end ON import_line;

-- next statement
DROP TRIGGER kept_place_never_truncated ON kept_place;

-- next statement
DROP TRIGGER kept_place_offered_to_who_waited ON kept_place;

-- next statement
DROP TRIGGER waiting_entry_of_its_year ON waiting_entry;

-- next statement
DROP TRIGGER waiting_entry_changes_only_to_be_forgotten ON waiting_entry;

-- next statement
DROP TRIGGER promised_benefit_before_the_contract ON promised_benefit;

-- next statement
DROP TRIGGER promised_clause_before_the_contract ON promised_clause;

-- next statement
DROP TRIGGER promised_benefit_taken_up_fits ON promised_benefit;

-- next statement
DROP TRIGGER promised_benefit_stays_released ON promised_benefit;

-- next statement
DROP TRIGGER supplement_in_the_currency_of_its_sponsorship ON supplement;

-- next statement
DROP TRIGGER supplement_named_by_an_amendment ON supplement;

-- next statement
DROP TRIGGER supplement_promised_once_signed ON supplement;

-- next statement
DROP TRIGGER supplement_promised_whole ON supplement;

-- next statement
DROP TRIGGER supplement_line_may_be_added ON supplement_line;

-- next statement
DROP TRIGGER supplement_line_fits_what_is_had ON supplement_line;

-- next statement
DROP TRIGGER supplement_line_stays_released ON supplement_line;

-- next statement
DROP TRIGGER invoice_of_a_promised_supplement ON invoice;

-- next statement
DROP TRIGGER stamp_never_updated ON stamp;

-- next statement
DROP TRIGGER benefit_taken_is_recomputed ON benefit;

-- next statement
DROP TRIGGER sponsorship_added_minor_starts_at_zero ON sponsorship;

-- next statement
DROP TRIGGER sponsorship_added_minor_is_recomputed ON sponsorship;

-- next statement
DROP TRIGGER tier_kept_starts_at_zero ON tier;

-- next statement
DROP TRIGGER tier_kept_is_recomputed ON tier;

-- next statement
DROP TRIGGER benefit_kept_starts_at_zero ON benefit;

-- next statement
DROP TRIGGER benefit_kept_is_recomputed ON benefit;

-- next statement
DROP TRIGGER sponsorship_added_counts_as_taken ON sponsorship;

-- next statement
DROP TRIGGER sponsorship_changed_counts_as_taken ON sponsorship;

-- next statement
DROP TRIGGER promised_benefit_added_counts_as_taken ON promised_benefit;

-- next statement
DROP TRIGGER promised_benefit_changed_counts_as_taken ON promised_benefit;

-- next statement
DROP TRIGGER supplement_line_added_counts_as_taken ON supplement_line;

-- next statement
DROP TRIGGER supplement_line_changed_counts_as_taken ON supplement_line;

-- next statement
DROP TRIGGER supplement_added_counts_as_added_minor ON supplement;

-- next statement
DROP TRIGGER supplement_changed_counts_as_added_minor ON supplement;

-- next statement
DROP TRIGGER kept_place_added_counts_as_kept_of_tier ON kept_place;

-- next statement
DROP TRIGGER kept_place_gone_counts_as_kept_of_tier ON kept_place;

-- next statement
DROP TRIGGER kept_place_added_counts_as_kept_of_benefit ON kept_place;

-- next statement
DROP TRIGGER kept_place_gone_counts_as_kept_of_benefit ON kept_place;

-- next statement
DROP TRIGGER stamp_when_api_token_inserted ON api_token;

-- next statement
DROP TRIGGER stamp_when_api_token_updated ON api_token;

-- next statement
DROP TRIGGER stamp_when_api_token_deleted ON api_token;

-- next statement
DROP TRIGGER stamp_when_api_token_truncated ON api_token;

-- next statement
DROP TRIGGER stamp_when_benefit_inserted ON benefit;

-- next statement
DROP TRIGGER stamp_when_benefit_updated ON benefit;

-- next statement
DROP TRIGGER stamp_when_benefit_deleted ON benefit;

-- next statement
DROP TRIGGER stamp_when_benefit_truncated ON benefit;

-- next statement
DROP TRIGGER stamp_when_benefit_clause_inserted ON benefit_clause;

-- next statement
DROP TRIGGER stamp_when_benefit_clause_updated ON benefit_clause;

-- next statement
DROP TRIGGER stamp_when_benefit_clause_deleted ON benefit_clause;

-- next statement
DROP TRIGGER stamp_when_benefit_clause_truncated ON benefit_clause;

-- next statement
DROP TRIGGER stamp_when_benefit_conflict_inserted ON benefit_conflict;

-- next statement
DROP TRIGGER stamp_when_benefit_conflict_updated ON benefit_conflict;

-- next statement
DROP TRIGGER stamp_when_benefit_conflict_deleted ON benefit_conflict;

-- next statement
DROP TRIGGER stamp_when_benefit_conflict_truncated ON benefit_conflict;

-- next statement
DROP TRIGGER stamp_when_benefit_placement_inserted ON benefit_placement;

-- next statement
DROP TRIGGER stamp_when_benefit_placement_updated ON benefit_placement;

-- next statement
DROP TRIGGER stamp_when_benefit_placement_deleted ON benefit_placement;

-- next statement
DROP TRIGGER stamp_when_benefit_placement_truncated ON benefit_placement;

-- next statement
DROP TRIGGER stamp_when_fund_inserted ON fund;

-- next statement
DROP TRIGGER stamp_when_fund_updated ON fund;

-- next statement
DROP TRIGGER stamp_when_fund_deleted ON fund;

-- next statement
DROP TRIGGER stamp_when_fund_truncated ON fund;

-- next statement
DROP TRIGGER stamp_when_kept_place_inserted ON kept_place;

-- next statement
DROP TRIGGER stamp_when_kept_place_updated ON kept_place;

-- next statement
DROP TRIGGER stamp_when_kept_place_deleted ON kept_place;

-- next statement
DROP TRIGGER stamp_when_kept_place_truncated ON kept_place;

-- next statement
DROP TRIGGER stamp_when_legal_clause_inserted ON legal_clause;

-- next statement
DROP TRIGGER stamp_when_legal_clause_updated ON legal_clause;

-- next statement
DROP TRIGGER stamp_when_legal_clause_deleted ON legal_clause;

-- next statement
DROP TRIGGER stamp_when_legal_clause_truncated ON legal_clause;

-- next statement
DROP TRIGGER stamp_when_program_inserted ON program;

-- next statement
DROP TRIGGER stamp_when_program_updated ON program;

-- next statement
DROP TRIGGER stamp_when_program_deleted ON program;

-- next statement
DROP TRIGGER stamp_when_program_truncated ON program;

-- next statement
DROP TRIGGER stamp_when_program_year_inserted ON program_year;

-- next statement
DROP TRIGGER stamp_when_program_year_updated ON program_year;

-- next statement
DROP TRIGGER stamp_when_program_year_deleted ON program_year;

-- next statement
DROP TRIGGER stamp_when_program_year_truncated ON program_year;

-- next statement
DROP TRIGGER stamp_when_promised_benefit_inserted ON promised_benefit;

-- next statement
DROP TRIGGER stamp_when_promised_benefit_updated ON promised_benefit;

-- next statement
DROP TRIGGER stamp_when_promised_benefit_deleted ON promised_benefit;

-- next statement
DROP TRIGGER stamp_when_promised_benefit_truncated ON promised_benefit;

-- next statement
DROP TRIGGER stamp_when_promised_placement_inserted ON promised_placement;

-- next statement
DROP TRIGGER stamp_when_promised_placement_updated ON promised_placement;

-- next statement
DROP TRIGGER stamp_when_promised_placement_deleted ON promised_placement;

-- next statement
DROP TRIGGER stamp_when_promised_placement_truncated ON promised_placement;

-- next statement
DROP TRIGGER stamp_when_sponsor_inserted ON sponsor;

-- next statement
DROP TRIGGER stamp_when_sponsor_updated ON sponsor;

-- next statement
DROP TRIGGER stamp_when_sponsor_deleted ON sponsor;

-- next statement
DROP TRIGGER stamp_when_sponsor_truncated ON sponsor;

-- next statement
DROP TRIGGER stamp_when_sponsorship_inserted ON sponsorship;

-- next statement
DROP TRIGGER stamp_when_sponsorship_updated ON sponsorship;

-- next statement
DROP TRIGGER stamp_when_sponsorship_deleted ON sponsorship;

-- next statement
DROP TRIGGER stamp_when_sponsorship_truncated ON sponsorship;

-- next statement
DROP TRIGGER stamp_when_stored_file_inserted ON stored_file;

-- next statement
DROP TRIGGER stamp_when_stored_file_updated ON stored_file;

-- next statement
DROP TRIGGER stamp_when_stored_file_deleted ON stored_file;

-- next statement
DROP TRIGGER stamp_when_stored_file_truncated ON stored_file;

-- next statement
DROP TRIGGER stamp_when_tier_inserted ON tier;

-- next statement
DROP TRIGGER stamp_when_tier_updated ON tier;

-- next statement
DROP TRIGGER stamp_when_tier_deleted ON tier;

-- next statement
DROP TRIGGER stamp_when_tier_truncated ON tier;

-- next statement
DROP TRIGGER stamp_when_tier_benefit_inserted ON tier_benefit;

-- next statement
DROP TRIGGER stamp_when_tier_benefit_updated ON tier_benefit;

-- next statement
DROP TRIGGER stamp_when_tier_benefit_deleted ON tier_benefit;

-- next statement
DROP TRIGGER stamp_when_tier_benefit_truncated ON tier_benefit;

-- next statement
DROP TRIGGER stamp_when_waiting_entry_inserted ON waiting_entry;

-- next statement
DROP TRIGGER stamp_when_waiting_entry_updated ON waiting_entry;

-- next statement
DROP TRIGGER stamp_when_waiting_entry_deleted ON waiting_entry;

-- next statement
DROP TRIGGER stamp_when_waiting_entry_truncated ON waiting_entry;

-- next statement
DROP FUNCTION guard_counterpart_frozen();

-- next statement
DROP FUNCTION guard_import_run_frozen();

-- next statement
DROP FUNCTION guard_invoice_frozen();

-- next statement
DROP FUNCTION guard_kept_place_frozen();

-- next statement
DROP FUNCTION guard_sponsorship_frozen();

-- next statement
DROP FUNCTION guard_supplement_frozen();

-- next statement
DROP FUNCTION guard_supplement_line_frozen();

-- next statement
DROP FUNCTION guard_waiting_entry_frozen();

-- next statement
DROP FUNCTION guard_import_run_frozen_once_set();

-- next statement
DROP FUNCTION guard_waiting_entry_frozen_once_set();

-- next statement
DROP FUNCTION guard_import_run_frozen_once_ended();

-- next statement
DROP FUNCTION guard_promised_benefit_frozen_by_the_contract();

-- next statement
DROP FUNCTION guard_promised_benefit_chosen_before_the_decision();

-- next statement
DROP FUNCTION guard_sponsorship_frozen_by_its_status();

-- next statement
DROP FUNCTION guard_sponsorship_choice_frozen_by_the_decision();

-- next statement
DROP FUNCTION guard_supplement_frozen_by_its_status();

-- next statement
DROP FUNCTION guard_supplement_price_frozen_by_the_decision();

-- next statement
DROP FUNCTION guard_supplement_begins_requested();

-- next statement
DROP FUNCTION guard_supplement_status_moves();

-- next statement
DROP FUNCTION guard_waiting_entry_begins_waiting();

-- next statement
DROP FUNCTION guard_waiting_entry_status_moves();

-- next statement
DROP FUNCTION guard_instalment_agreed_before_the_first_invoice_on_insert();

-- next statement
DROP FUNCTION guard_instalment_agreed_before_the_first_invoice_on_update();

-- next statement
DROP FUNCTION guard_instalment_agreed_before_the_first_invoice_on_delete();

-- next statement
DROP FUNCTION guard_import_line_before_its_end();

-- next statement
DROP FUNCTION guard_kept_place_offered_to_who_waited();

-- next statement
DROP FUNCTION guard_waiting_entry_of_its_year();

-- next statement
DROP FUNCTION guard_waiting_entry_changes_only_to_be_forgotten();

-- next statement
DROP FUNCTION guard_promised_benefit_before_the_contract();

-- next statement
DROP FUNCTION guard_promised_clause_before_the_contract();

-- next statement
DROP FUNCTION guard_promised_benefit_taken_up_fits();

-- next statement
DROP FUNCTION guard_promised_benefit_stays_released();

-- next statement
DROP FUNCTION guard_supplement_in_the_currency_of_its_sponsorship();

-- next statement
DROP FUNCTION guard_supplement_named_by_an_amendment();

-- next statement
DROP FUNCTION guard_supplement_promised_once_signed();

-- next statement
DROP FUNCTION guard_supplement_promised_whole();

-- next statement
DROP FUNCTION guard_supplement_line_may_be_added();

-- next statement
DROP FUNCTION guard_supplement_line_fits_what_is_had();

-- next statement
DROP FUNCTION guard_supplement_line_stays_released();

-- next statement
DROP FUNCTION guard_invoice_of_a_promised_supplement();

-- next statement
DROP FUNCTION guard_benefit_taken_is_recomputed();

-- next statement
DROP FUNCTION guard_sponsorship_added_minor_starts_at_zero();

-- next statement
DROP FUNCTION guard_sponsorship_added_minor_is_recomputed();

-- next statement
DROP FUNCTION guard_tier_kept_starts_at_zero();

-- next statement
DROP FUNCTION guard_tier_kept_is_recomputed();

-- next statement
DROP FUNCTION guard_benefit_kept_starts_at_zero();

-- next statement
DROP FUNCTION guard_benefit_kept_is_recomputed();

-- next statement
DROP FUNCTION guard_sponsorship_added_counts_as_taken();

-- next statement
DROP FUNCTION guard_sponsorship_changed_counts_as_taken();

-- next statement
DROP FUNCTION guard_promised_benefit_added_counts_as_taken();

-- next statement
DROP FUNCTION guard_promised_benefit_changed_counts_as_taken();

-- next statement
DROP FUNCTION guard_supplement_line_added_counts_as_taken();

-- next statement
DROP FUNCTION guard_supplement_line_changed_counts_as_taken();

-- next statement
DROP FUNCTION guard_supplement_added_counts_as_added_minor();

-- next statement
DROP FUNCTION guard_supplement_changed_counts_as_added_minor();

-- next statement
DROP FUNCTION guard_kept_place_added_counts_as_kept_of_tier();

-- next statement
DROP FUNCTION guard_kept_place_gone_counts_as_kept_of_tier();

-- next statement
DROP FUNCTION guard_kept_place_added_counts_as_kept_of_benefit();

-- next statement
DROP FUNCTION guard_kept_place_gone_counts_as_kept_of_benefit();

-- next statement
DROP FUNCTION guard_leave_a_stamp();

-- next statement
DROP INDEX ix_counterpart_row;

-- next statement
DROP INDEX ix_import_line_run_id;

-- next statement
DROP INDEX ix_waiting_entry_program_year_id;

-- next statement
DROP INDEX ix_waiting_entry_sponsor_id;

-- next statement
DROP INDEX ix_waiting_entry_status;

-- next statement
DROP INDEX uq_waiting_entry_benefit;

-- next statement
DROP INDEX uq_waiting_entry_tier;

-- next statement
DROP INDEX ix_kept_place_benefit_id;

-- next statement
DROP INDEX ix_kept_place_entry_id;

-- next statement
DROP INDEX ix_kept_place_tier_id;

-- next statement
DROP INDEX ix_supplement_sponsorship_id;

-- next statement
DROP INDEX uq_supplement_under_way;

-- next statement
DROP INDEX uq_invoice_supplement;

-- next statement
DROP INDEX ix_supplement_line_benefit_id;

-- next statement
ALTER TABLE document DROP CONSTRAINT ck_document_documentkind;

-- next statement
ALTER TABLE saved_application DROP CONSTRAINT ck_saved_application_places_until_real;

-- next statement
ALTER TABLE saved_application DROP COLUMN places_until;

-- next statement
ALTER TABLE program_year DROP CONSTRAINT ck_program_year_kept_for_days;

-- next statement
ALTER TABLE program_year DROP COLUMN saved_place_days;

-- next statement
ALTER TABLE program_year DROP COLUMN offered_place_days;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT ck_benefit_deliver_by_real;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT ck_benefit_within_capacity;

-- next statement
ALTER TABLE benefit DROP COLUMN deliver_by;

-- next statement
ALTER TABLE benefit DROP COLUMN kept;

-- next statement
ALTER TABLE tier DROP CONSTRAINT ck_tier_within_capacity;

-- next statement
ALTER TABLE tier DROP COLUMN kept;

-- next statement
ALTER TABLE sponsorship DROP CONSTRAINT ck_sponsorship_added_minor_whole;

-- next statement
ALTER TABLE sponsorship DROP CONSTRAINT ck_sponsorship_amended_at_real;

-- next statement
ALTER TABLE sponsorship DROP COLUMN amended_at;

-- next statement
ALTER TABLE sponsorship DROP COLUMN added_minor;

-- next statement
ALTER TABLE invoice DROP CONSTRAINT fk_invoice_supplement_id;

-- next statement
ALTER TABLE invoice DROP COLUMN supplement_id;

-- next statement
ALTER TABLE promised_benefit DROP CONSTRAINT ck_promised_benefit_deliver_by_real;

-- next statement
ALTER TABLE promised_benefit DROP CONSTRAINT ck_promised_benefit_dropped_is_released;

-- next statement
ALTER TABLE promised_benefit DROP COLUMN is_dropped;

-- next statement
ALTER TABLE promised_benefit DROP COLUMN deliver_by;

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
ALTER TABLE document ADD CONSTRAINT ck_document_documentkind CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt', 'price_list', 'statement', 'sponsor_report'));

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_within_capacity CHECK (taken >= 0 AND (capacity IS NULL OR taken <= capacity));

-- next statement
ALTER TABLE tier ADD CONSTRAINT ck_tier_within_capacity CHECK (taken >= 0 AND (capacity IS NULL OR taken <= capacity));

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
CREATE FUNCTION guard_invoice_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.sponsorship_id IS NOT DISTINCT FROM OLD.sponsorship_id AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.drafted_at IS NOT DISTINCT FROM OLD.drafted_at AND NEW.instalment IS NOT DISTINCT FROM OLD.instalment) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.sponsor_id IS NOT DISTINCT FROM OLD.sponsor_id AND NEW.program_year_id IS NOT DISTINCT FROM OLD.program_year_id AND NEW.list_price_minor IS NOT DISTINCT FROM OLD.list_price_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.applied_at IS NOT DISTINCT FROM OLD.applied_at AND NEW.renews_id IS NOT DISTINCT FROM OLD.renews_id AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.is_customised IS NOT DISTINCT FROM OLD.is_customised AND NEW.left_out IS NOT DISTINCT FROM OLD.left_out) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_frozen_by_the_contract() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.position IS NOT DISTINCT FROM OLD.position AND NEW.program IS NOT DISTINCT FROM OLD.program AND NEW.name IS NOT DISTINCT FROM OLD.name AND NEW.description IS NOT DISTINCT FROM OLD.description AND NEW.quantity IS NOT DISTINCT FROM OLD.quantity AND NEW.is_add_on IS NOT DISTINCT FROM OLD.is_add_on AND NEW.clause_id IS NOT DISTINCT FROM OLD.clause_id) OR ((SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) IN ('applied', 'approved'))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_frozen_by_the_contract' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_frozen_by_the_contract() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_frozen_by_its_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.tier_id IS NOT DISTINCT FROM OLD.tier_id AND NEW.agreed_fee_minor IS NOT DISTINCT FROM OLD.agreed_fee_minor AND NEW.starts_on IS NOT DISTINCT FROM OLD.starts_on) OR (OLD.status IN ('applied', 'approved'))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_frozen_by_its_status' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_frozen_by_its_status() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_instalment_agreed_before_the_first_invoice_on_insert() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = NEW.sponsorship_id FOR NO KEY UPDATE;
  IF (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = NEW.sponsorship_id AND invoice.status <> 'void')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: instalment_agreed_before_the_first_invoice_on_insert' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_instalment_agreed_before_the_first_invoice_on_insert() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_instalment_agreed_before_the_first_invoice_on_update() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = OLD.sponsorship_id FOR NO KEY UPDATE;
  IF (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = OLD.sponsorship_id AND invoice.status <> 'void')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: instalment_agreed_before_the_first_invoice_on_update' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_instalment_agreed_before_the_first_invoice_on_update() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_instalment_agreed_before_the_first_invoice_on_delete() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = OLD.sponsorship_id FOR NO KEY UPDATE;
  IF (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = OLD.sponsorship_id AND invoice.status <> 'void')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: instalment_agreed_before_the_first_invoice_on_delete' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_instalment_agreed_before_the_first_invoice_on_delete() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_before_the_contract() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = NEW.sponsorship_id FOR NO KEY UPDATE;
  IF (EXISTS (SELECT 1 FROM sponsorship, benefit WHERE sponsorship.id = NEW.sponsorship_id AND benefit.id = NEW.benefit_id AND sponsorship.status IN ('applied', 'approved') AND benefit.program_year_id = sponsorship.program_year_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_before_the_contract' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_before_the_contract() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_clause_before_the_contract() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM promised_benefit WHERE id = NEW.promised_benefit_id FOR NO KEY UPDATE;
  IF ((SELECT sponsorship.status FROM promised_benefit JOIN sponsorship ON sponsorship.id = promised_benefit.sponsorship_id WHERE promised_benefit.id = NEW.promised_benefit_id) IN ('applied', 'approved')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_clause_before_the_contract' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_clause_before_the_contract() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_stays_released() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = OLD.sponsorship_id FOR NO KEY UPDATE;
  IF (NEW.is_released OR NOT OLD.is_released OR (SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) IN ('applied', 'approved')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_stays_released' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_stays_released() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_benefit_taken_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.taken = OLD.taken OR NEW.taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = NEW.id AND NOT promised_benefit.is_released)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: benefit_taken_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_benefit_taken_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_added_counts_as_taken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM tier WHERE tier.id IN (NEW.tier_id)
    ORDER BY tier.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM tier WHERE tier.id IN (NEW.tier_id) AND (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) > tier.capacity) THEN
    RAISE EXCEPTION 'guard: sponsorship_added_counts_as_taken' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE tier SET taken = (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) WHERE tier.id IN (NEW.tier_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_added_counts_as_taken() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_changed_counts_as_taken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF NOT (NEW.status IS DISTINCT FROM OLD.status OR NEW.tier_id IS DISTINCT FROM OLD.tier_id) THEN RETURN NULL; END IF;
  PERFORM 1 FROM tier WHERE tier.id IN (NEW.tier_id, OLD.tier_id)
    ORDER BY tier.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM tier WHERE tier.id IN (NEW.tier_id, OLD.tier_id) AND (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) > tier.capacity) THEN
    RAISE EXCEPTION 'guard: sponsorship_changed_counts_as_taken' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE tier SET taken = (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) WHERE tier.id IN (NEW.tier_id, OLD.tier_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_changed_counts_as_taken() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_added_counts_as_taken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id)
    ORDER BY benefit.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) > benefit.capacity) THEN
    RAISE EXCEPTION 'guard: promised_benefit_added_counts_as_taken' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) WHERE benefit.id IN (NEW.benefit_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_added_counts_as_taken() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_changed_counts_as_taken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF NOT (NEW.is_released IS DISTINCT FROM OLD.is_released) THEN RETURN NULL; END IF;
  PERFORM 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id)
    ORDER BY benefit.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) > benefit.capacity) THEN
    RAISE EXCEPTION 'guard: promised_benefit_changed_counts_as_taken' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) WHERE benefit.id IN (NEW.benefit_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_changed_counts_as_taken() FROM PUBLIC;

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
CREATE TRIGGER invoice_frozen BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_frozen();

-- next statement
CREATE TRIGGER sponsorship_frozen BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_frozen();

-- next statement
CREATE TRIGGER promised_benefit_frozen_by_the_contract BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_frozen_by_the_contract();

-- next statement
CREATE TRIGGER sponsorship_frozen_by_its_status BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_frozen_by_its_status();

-- next statement
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_insert BEFORE INSERT ON instalment
FOR EACH ROW EXECUTE FUNCTION guard_instalment_agreed_before_the_first_invoice_on_insert();

-- next statement
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_update BEFORE UPDATE ON instalment
FOR EACH ROW EXECUTE FUNCTION guard_instalment_agreed_before_the_first_invoice_on_update();

-- next statement
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_delete BEFORE DELETE ON instalment
FOR EACH ROW EXECUTE FUNCTION guard_instalment_agreed_before_the_first_invoice_on_delete();

-- next statement
CREATE TRIGGER promised_benefit_before_the_contract BEFORE INSERT ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_before_the_contract();

-- next statement
CREATE TRIGGER promised_clause_before_the_contract BEFORE INSERT ON promised_clause
FOR EACH ROW EXECUTE FUNCTION guard_promised_clause_before_the_contract();

-- next statement
CREATE TRIGGER promised_benefit_stays_released BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_stays_released();

-- next statement
CREATE TRIGGER benefit_taken_is_recomputed BEFORE UPDATE ON benefit
FOR EACH ROW EXECUTE FUNCTION guard_benefit_taken_is_recomputed();

-- next statement
CREATE TRIGGER sponsorship_added_counts_as_taken AFTER INSERT ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_added_counts_as_taken();

-- next statement
CREATE TRIGGER sponsorship_changed_counts_as_taken AFTER UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_changed_counts_as_taken();

-- next statement
CREATE TRIGGER promised_benefit_added_counts_as_taken AFTER INSERT ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_added_counts_as_taken();

-- next statement
CREATE TRIGGER promised_benefit_changed_counts_as_taken AFTER UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_changed_counts_as_taken();
