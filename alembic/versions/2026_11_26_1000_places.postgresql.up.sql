DROP TRIGGER lifecycle_move_never_inserted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_updated ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_deleted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_truncated ON lifecycle_move;

-- next statement
DROP TRIGGER sponsorship_frozen ON sponsorship;

-- next statement
DROP TRIGGER sponsorship_frozen_by_its_status ON sponsorship;

-- next statement
DROP FUNCTION guard_sponsorship_frozen();

-- next statement
DROP FUNCTION guard_sponsorship_frozen_by_its_status();

-- next statement
ALTER TABLE document DROP CONSTRAINT ck_document_documentkind;

-- next statement
CREATE TABLE import_run (
  id BIGSERIAL NOT NULL,
  source TEXT NOT NULL,
  file_name TEXT NOT NULL,
  begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
  begun_by TEXT NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  counts JSONB NOT NULL,
  CONSTRAINT pk_import_run PRIMARY KEY (id),
  CONSTRAINT ck_import_run_named CHECK (source <> ''),
  CONSTRAINT ck_import_run_begun_at_real CHECK (begun_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND begun_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_import_run_ended_at_real CHECK (ended_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND ended_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE stamp (
  id BIGSERIAL NOT NULL,
  CONSTRAINT pk_stamp PRIMARY KEY (id)
);

-- next statement
CREATE TABLE counterpart (
  id BIGSERIAL NOT NULL,
  source TEXT NOT NULL,
  model TEXT NOT NULL,
  number BIGINT NOT NULL,
  table_name TEXT NOT NULL,
  row_id BIGINT NOT NULL,
  said TEXT NOT NULL,
  files TEXT NOT NULL,
  stood TEXT NOT NULL,
  run_id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_counterpart PRIMARY KEY (id),
  CONSTRAINT uq_counterpart_source_model_number UNIQUE (source, model, number),
  CONSTRAINT ck_counterpart_sha256_length CHECK (length(said) = 64 AND length(stood) = 64),
  CONSTRAINT fk_counterpart_run_id FOREIGN KEY(run_id) REFERENCES import_run (id) ON DELETE RESTRICT
);

-- next statement
CREATE TABLE import_line (
  id BIGSERIAL NOT NULL,
  run_id BIGINT NOT NULL,
  model TEXT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  sentence TEXT NOT NULL,
  CONSTRAINT pk_import_line PRIMARY KEY (id),
  CONSTRAINT ck_import_line_worth_a_line CHECK (outcome <> 'unchanged' OR sentence <> ''),
  CONSTRAINT fk_import_line_run_id FOREIGN KEY(run_id) REFERENCES import_run (id) ON DELETE RESTRICT,
  CONSTRAINT ck_import_line_importoutcome CHECK (outcome IN ('created', 'updated', 'unchanged', 'skipped', 'refused'))
);

-- next statement
ALTER TABLE benefit ADD COLUMN deliver_by DATE;

-- next statement
ALTER TABLE sponsorship ADD COLUMN amended_at TIMESTAMP WITH TIME ZONE;

-- next statement
ALTER TABLE promised_benefit ADD COLUMN is_dropped BOOLEAN DEFAULT false NOT NULL;

-- next statement
ALTER TABLE promised_benefit ADD COLUMN deliver_by DATE;

-- next statement
ALTER TABLE document ADD CONSTRAINT ck_document_documentkind CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt', 'price_list', 'statement', 'sponsor_report', 'payment_receipt'));

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_deliver_by_real CHECK (deliver_by BETWEEN DATE '0001-01-01' AND DATE '9999-12-31');

-- next statement
ALTER TABLE sponsorship ADD CONSTRAINT ck_sponsorship_amended_at_real CHECK (amended_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND amended_at < TIMESTAMPTZ '9999-12-31 00:00:00+00');

-- next statement
ALTER TABLE promised_benefit ADD CONSTRAINT ck_promised_benefit_dropped_is_released CHECK (is_released OR NOT is_dropped);

-- next statement
ALTER TABLE promised_benefit ADD CONSTRAINT ck_promised_benefit_deliver_by_real CHECK (deliver_by BETWEEN DATE '0001-01-01' AND DATE '9999-12-31');

-- next statement
CREATE INDEX ix_counterpart_row ON counterpart (table_name, row_id);

-- next statement
CREATE INDEX ix_import_line_run_id ON import_line (run_id);

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('program_year', 'draft', 'closed'),
  ('sponsorship', 'applied', 'applied');

-- next statement
CREATE FUNCTION guard_counterpart_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.source IS NOT DISTINCT FROM OLD.source AND NEW.model IS NOT DISTINCT FROM OLD.model AND NEW.number IS NOT DISTINCT FROM OLD.number) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: counterpart_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_counterpart_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_import_run_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.source IS NOT DISTINCT FROM OLD.source AND NEW.file_name IS NOT DISTINCT FROM OLD.file_name AND NEW.begun_at IS NOT DISTINCT FROM OLD.begun_at AND NEW.begun_by IS NOT DISTINCT FROM OLD.begun_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: import_run_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_import_run_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.sponsor_id IS NOT DISTINCT FROM OLD.sponsor_id AND NEW.program_year_id IS NOT DISTINCT FROM OLD.program_year_id AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.applied_at IS NOT DISTINCT FROM OLD.applied_at AND NEW.renews_id IS NOT DISTINCT FROM OLD.renews_id AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_import_run_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.ended_at IS NULL OR NEW.ended_at IS NOT DISTINCT FROM OLD.ended_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: import_run_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_import_run_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_import_run_frozen_once_ended() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.counts IS NOT DISTINCT FROM OLD.counts) OR (OLD.ended_at IS NULL)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: import_run_frozen_once_ended' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_import_run_frozen_once_ended() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_chosen_before_the_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.is_dropped IS NOT DISTINCT FROM OLD.is_dropped) OR ((SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) = 'applied')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_chosen_before_the_decision' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_chosen_before_the_decision() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_frozen_by_its_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.agreed_fee_minor IS NOT DISTINCT FROM OLD.agreed_fee_minor AND NEW.starts_on IS NOT DISTINCT FROM OLD.starts_on) OR (OLD.status IN ('applied', 'approved'))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_frozen_by_its_status' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_frozen_by_its_status() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_choice_frozen_by_the_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.tier_id IS NOT DISTINCT FROM OLD.tier_id AND NEW.list_price_minor IS NOT DISTINCT FROM OLD.list_price_minor AND NEW.is_customised IS NOT DISTINCT FROM OLD.is_customised AND NEW.left_out IS NOT DISTINCT FROM OLD.left_out AND NEW.amended_at IS NOT DISTINCT FROM OLD.amended_at) OR (OLD.status = 'applied' AND NEW.status = 'applied')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_choice_frozen_by_the_decision' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_choice_frozen_by_the_decision() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_import_line_before_its_end() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM import_run WHERE id = NEW.run_id FOR NO KEY UPDATE;
  IF (EXISTS (SELECT 1 FROM import_run WHERE import_run.id = NEW.run_id AND import_run.ended_at IS NULL)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: import_line_before_its_end' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_import_line_before_its_end() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_taken_up_fits() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = NEW.sponsorship_id FOR NO KEY UPDATE;
  IF (NEW.is_dropped OR NOT OLD.is_dropped OR (NOT EXISTS (SELECT 1 FROM promised_benefit AS held, benefit_conflict AS pair WHERE held.sponsorship_id = NEW.sponsorship_id AND NOT held.is_released AND held.id <> NEW.id AND ((pair.benefit_id = NEW.benefit_id AND pair.other_id = held.benefit_id) OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = held.benefit_id))) AND (SELECT stand_alone_price_minor IS NOT NULL FROM benefit WHERE benefit.id = NEW.benefit_id) = (SELECT tier.is_stand_alone FROM sponsorship JOIN tier ON tier.id = sponsorship.tier_id WHERE sponsorship.id = NEW.sponsorship_id))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_taken_up_fits' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_taken_up_fits() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_leave_a_stamp() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  DELETE FROM stamp WHERE id IN (SELECT id FROM stamp FOR UPDATE SKIP LOCKED);
  INSERT INTO stamp DEFAULT VALUES;
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_leave_a_stamp() FROM PUBLIC;

-- next statement
CREATE TRIGGER import_line_never_updated BEFORE UPDATE ON import_line
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER import_line_never_deleted BEFORE DELETE ON import_line
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER import_line_never_truncated BEFORE TRUNCATE ON import_line
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER counterpart_never_deleted BEFORE DELETE ON counterpart
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER counterpart_never_truncated BEFORE TRUNCATE ON counterpart
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER import_run_never_deleted BEFORE DELETE ON import_run
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER import_run_never_truncated BEFORE TRUNCATE ON import_run
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
CREATE TRIGGER counterpart_frozen BEFORE UPDATE ON counterpart
FOR EACH ROW EXECUTE FUNCTION guard_counterpart_frozen();

-- next statement
CREATE TRIGGER import_run_frozen BEFORE UPDATE ON import_run
FOR EACH ROW EXECUTE FUNCTION guard_import_run_frozen();

-- next statement
CREATE TRIGGER sponsorship_frozen BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_frozen();

-- next statement
CREATE TRIGGER import_run_frozen_once_set BEFORE UPDATE ON import_run
FOR EACH ROW EXECUTE FUNCTION guard_import_run_frozen_once_set();

-- next statement
CREATE TRIGGER import_run_frozen_once_ended BEFORE UPDATE ON import_run
FOR EACH ROW EXECUTE FUNCTION guard_import_run_frozen_once_ended();

-- next statement
CREATE TRIGGER promised_benefit_chosen_before_the_decision BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_chosen_before_the_decision();

-- next statement
CREATE TRIGGER sponsorship_frozen_by_its_status BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_frozen_by_its_status();

-- next statement
CREATE TRIGGER sponsorship_choice_frozen_by_the_decision BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_choice_frozen_by_the_decision();

-- next statement
CREATE TRIGGER import_line_before_its_end BEFORE INSERT ON import_line
FOR EACH ROW EXECUTE FUNCTION guard_import_line_before_its_end();

-- next statement
CREATE TRIGGER promised_benefit_taken_up_fits BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_taken_up_fits();

-- next statement
CREATE TRIGGER stamp_never_updated BEFORE UPDATE ON stamp
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER stamp_when_api_token_inserted AFTER INSERT ON api_token
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_api_token_updated AFTER UPDATE ON api_token
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_api_token_deleted AFTER DELETE ON api_token
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_api_token_truncated AFTER TRUNCATE ON api_token
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_inserted AFTER INSERT ON benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_updated AFTER UPDATE ON benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_deleted AFTER DELETE ON benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_truncated AFTER TRUNCATE ON benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_clause_inserted AFTER INSERT ON benefit_clause
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_clause_updated AFTER UPDATE ON benefit_clause
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_clause_deleted AFTER DELETE ON benefit_clause
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_clause_truncated AFTER TRUNCATE ON benefit_clause
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_conflict_inserted AFTER INSERT ON benefit_conflict
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_conflict_updated AFTER UPDATE ON benefit_conflict
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_conflict_deleted AFTER DELETE ON benefit_conflict
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_conflict_truncated AFTER TRUNCATE ON benefit_conflict
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_placement_inserted AFTER INSERT ON benefit_placement
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_placement_updated AFTER UPDATE ON benefit_placement
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_placement_deleted AFTER DELETE ON benefit_placement
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_benefit_placement_truncated AFTER TRUNCATE ON benefit_placement
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_fund_inserted AFTER INSERT ON fund
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_fund_updated AFTER UPDATE ON fund
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_fund_deleted AFTER DELETE ON fund
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_fund_truncated AFTER TRUNCATE ON fund
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_legal_clause_inserted AFTER INSERT ON legal_clause
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_legal_clause_updated AFTER UPDATE ON legal_clause
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_legal_clause_deleted AFTER DELETE ON legal_clause
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_legal_clause_truncated AFTER TRUNCATE ON legal_clause
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_program_inserted AFTER INSERT ON program
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_program_updated AFTER UPDATE ON program
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_program_deleted AFTER DELETE ON program
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_program_truncated AFTER TRUNCATE ON program
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_program_year_inserted AFTER INSERT ON program_year
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_program_year_updated AFTER UPDATE ON program_year
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_program_year_deleted AFTER DELETE ON program_year
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_program_year_truncated AFTER TRUNCATE ON program_year
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_promised_benefit_inserted AFTER INSERT ON promised_benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_promised_benefit_updated AFTER UPDATE ON promised_benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_promised_benefit_deleted AFTER DELETE ON promised_benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_promised_benefit_truncated AFTER TRUNCATE ON promised_benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_promised_placement_inserted AFTER INSERT ON promised_placement
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_promised_placement_updated AFTER UPDATE ON promised_placement
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_promised_placement_deleted AFTER DELETE ON promised_placement
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_promised_placement_truncated AFTER TRUNCATE ON promised_placement
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_sponsor_inserted AFTER INSERT ON sponsor
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_sponsor_updated AFTER UPDATE ON sponsor
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_sponsor_deleted AFTER DELETE ON sponsor
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_sponsor_truncated AFTER TRUNCATE ON sponsor
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_sponsorship_inserted AFTER INSERT ON sponsorship
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_sponsorship_updated AFTER UPDATE ON sponsorship
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_sponsorship_deleted AFTER DELETE ON sponsorship
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_sponsorship_truncated AFTER TRUNCATE ON sponsorship
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_stored_file_inserted AFTER INSERT ON stored_file
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_stored_file_updated AFTER UPDATE ON stored_file
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_stored_file_deleted AFTER DELETE ON stored_file
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_stored_file_truncated AFTER TRUNCATE ON stored_file
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_tier_inserted AFTER INSERT ON tier
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_tier_updated AFTER UPDATE ON tier
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_tier_deleted AFTER DELETE ON tier
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_tier_truncated AFTER TRUNCATE ON tier
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_tier_benefit_inserted AFTER INSERT ON tier_benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_tier_benefit_updated AFTER UPDATE ON tier_benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_tier_benefit_deleted AFTER DELETE ON tier_benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_tier_benefit_truncated AFTER TRUNCATE ON tier_benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();
