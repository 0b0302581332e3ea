DROP TRIGGER lifecycle_move_never_inserted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_updated ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_deleted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_truncated ON lifecycle_move;

-- next statement
DROP TRIGGER invoice_frozen ON invoice;

-- next statement
DROP TRIGGER sponsorship_frozen ON sponsorship;

-- next statement
DROP TRIGGER promised_benefit_frozen_by_the_contract ON promised_benefit;

-- next statement
DROP TRIGGER sponsorship_frozen_by_its_status ON sponsorship;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_insert ON instalment;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_update ON instalment;

-- next statement
DROP TRIGGER instalment_agreed_before_the_first_invoice_on_delete ON instalment;

-- next statement
DROP TRIGGER promised_benefit_before_the_contract ON promised_benefit;

-- next statement
DROP TRIGGER promised_clause_before_the_contract ON promised_clause;

-- next statement
DROP TRIGGER promised_benefit_stays_released ON promised_benefit;

-- next statement
DROP TRIGGER benefit_taken_is_recomputed ON benefit;

-- next statement
DROP TRIGGER sponsorship_added_counts_as_taken ON sponsorship;

-- next statement
DROP TRIGGER sponsorship_changed_counts_as_taken ON sponsorship;

-- next statement
DROP TRIGGER promised_benefit_added_counts_as_taken ON promised_benefit;

-- next statement
DROP TRIGGER promised_benefit_changed_counts_as_taken ON promised_benefit;

-- next statement
DROP FUNCTION guard_invoice_frozen();

-- next statement
DROP FUNCTION guard_sponsorship_frozen();

-- next statement
DROP FUNCTION guard_promised_benefit_frozen_by_the_contract();

-- next statement
DROP FUNCTION guard_sponsorship_frozen_by_its_status();

-- next statement
DROP FUNCTION guard_instalment_agreed_before_the_first_invoice_on_insert();

-- next statement
DROP FUNCTION guard_instalment_agreed_before_the_first_invoice_on_update();

-- next statement
DROP FUNCTION guard_instalment_agreed_before_the_first_invoice_on_delete();

-- next statement
DROP FUNCTION guard_promised_benefit_before_the_contract();

-- next statement
DROP FUNCTION guard_promised_clause_before_the_contract();

-- next statement
DROP FUNCTION guard_promised_benefit_stays_released();

-- next statement
DROP FUNCTION guard_benefit_taken_is_recomputed();

-- next statement
DROP FUNCTION guard_sponsorship_added_counts_as_taken();

-- next statement
DROP FUNCTION guard_sponsorship_changed_counts_as_taken();

-- next statement
DROP FUNCTION guard_promised_benefit_added_counts_as_taken();

-- next statement
DROP FUNCTION guard_promised_benefit_changed_counts_as_taken();

-- next statement
ALTER TABLE document DROP CONSTRAINT ck_document_documentkind;

-- next statement
ALTER TABLE benefit DROP CONSTRAINT ck_benefit_within_capacity;

-- next statement
ALTER TABLE tier DROP CONSTRAINT ck_tier_within_capacity;

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
ALTER TABLE saved_application ADD COLUMN places_until TIMESTAMP WITH TIME ZONE;

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
ALTER TABLE program_year ADD COLUMN saved_place_days BIGINT DEFAULT 7 NOT NULL;

-- next statement
ALTER TABLE program_year ADD COLUMN offered_place_days BIGINT DEFAULT 7 NOT NULL;

-- next statement
ALTER TABLE benefit ADD COLUMN deliver_by DATE;

-- next statement
ALTER TABLE benefit ADD COLUMN kept BIGINT DEFAULT 0 NOT NULL;

-- next statement
ALTER TABLE tier ADD COLUMN kept BIGINT DEFAULT 0 NOT NULL;

-- next statement
ALTER TABLE sponsorship ADD COLUMN amended_at TIMESTAMP WITH TIME ZONE;

-- next statement
ALTER TABLE sponsorship ADD COLUMN added_minor NUMERIC DEFAULT 0 NOT NULL;

-- next statement
CREATE TABLE waiting_entry (
  id BIGSERIAL NOT NULL,
  program_year_id BIGINT NOT NULL,
  tier_id BIGINT,
  benefit_id BIGINT,
  sponsor_id BIGINT,
  company TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  status TEXT NOT NULL,
  form_key TEXT NOT NULL,
  public_token TEXT NOT NULL,
  joined_at TIMESTAMP WITH TIME ZONE NOT NULL,
  offered_at TIMESTAMP WITH TIME ZONE,
  offered_until TIMESTAMP WITH TIME ZONE,
  ended_at TIMESTAMP WITH TIME ZONE,
  reason TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_waiting_entry PRIMARY KEY (id),
  CONSTRAINT ck_waiting_entry_of_one CHECK ((tier_id IS NULL) <> (benefit_id IS NULL)),
  CONSTRAINT ck_waiting_entry_email_folded CHECK (email = lower(email)),
  CONSTRAINT ck_waiting_entry_offered_for_a_time CHECK (status <> 'offered' OR (offered_at IS NOT NULL AND offered_until > offered_at)),
  CONSTRAINT ck_waiting_entry_ended_when CHECK ((ended_at IS NULL) = (status IN ('waiting', 'offered'))),
  CONSTRAINT fk_waiting_entry_program_year_id FOREIGN KEY(program_year_id) REFERENCES program_year (id) ON DELETE RESTRICT,
  CONSTRAINT fk_waiting_entry_tier_id FOREIGN KEY(tier_id) REFERENCES tier (id) ON DELETE RESTRICT,
  CONSTRAINT fk_waiting_entry_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_waiting_entry_sponsor_id FOREIGN KEY(sponsor_id) REFERENCES sponsor (id) ON DELETE RESTRICT,
  CONSTRAINT ck_waiting_entry_waitingstatus CHECK (status IN ('waiting', 'offered', 'served', 'missed', 'declined', 'removed', 'closed')),
  CONSTRAINT uq_waiting_entry_form_key UNIQUE (form_key),
  CONSTRAINT uq_waiting_entry_public_token UNIQUE (public_token),
  CONSTRAINT ck_waiting_entry_joined_at_real CHECK (joined_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND joined_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_waiting_entry_offered_at_real CHECK (offered_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND offered_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_waiting_entry_offered_until_real CHECK (offered_until >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND offered_until < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_waiting_entry_ended_at_real CHECK (ended_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND ended_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE kept_place (
  id BIGSERIAL NOT NULL,
  form_key TEXT NOT NULL,
  tier_id BIGINT,
  benefit_id BIGINT,
  kept_at TIMESTAMP WITH TIME ZONE NOT NULL,
  kept_until TIMESTAMP WITH TIME ZONE NOT NULL,
  entry_id BIGINT,
  CONSTRAINT pk_kept_place PRIMARY KEY (id),
  CONSTRAINT ck_kept_place_of_one CHECK ((tier_id IS NULL) <> (benefit_id IS NULL)),
  CONSTRAINT ck_kept_place_for_a_time CHECK (kept_until > kept_at),
  CONSTRAINT uq_kept_place_form_key_tier_id UNIQUE (form_key, tier_id),
  CONSTRAINT uq_kept_place_form_key_benefit_id UNIQUE (form_key, benefit_id),
  CONSTRAINT fk_kept_place_tier_id FOREIGN KEY(tier_id) REFERENCES tier (id) ON DELETE RESTRICT,
  CONSTRAINT fk_kept_place_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_kept_place_entry_id FOREIGN KEY(entry_id) REFERENCES waiting_entry (id) ON DELETE RESTRICT,
  CONSTRAINT ck_kept_place_kept_at_real CHECK (kept_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND kept_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_kept_place_kept_until_real CHECK (kept_until >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND kept_until < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE promised_benefit ADD COLUMN is_dropped BOOLEAN DEFAULT false NOT NULL;

-- next statement
ALTER TABLE promised_benefit ADD COLUMN deliver_by DATE;

-- next statement
CREATE TABLE supplement (
  id BIGSERIAL NOT NULL,
  form_key TEXT,
  sponsorship_id BIGINT NOT NULL,
  status TEXT NOT NULL,
  list_price_minor NUMERIC NOT NULL,
  agreed_price_minor NUMERIC,
  currency TEXT NOT NULL,
  message TEXT NOT NULL,
  requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
  requested_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  contract_id BIGINT,
  promised_on DATE,
  version BIGINT NOT NULL,
  CONSTRAINT pk_supplement PRIMARY KEY (id),
  CONSTRAINT ck_supplement_list_price_not_negative CHECK (list_price_minor >= 0),
  CONSTRAINT ck_supplement_agreed_price_not_negative CHECK (agreed_price_minor >= 0),
  CONSTRAINT ck_supplement_priced_if_approved CHECK (status NOT IN ('approved', 'promised') OR agreed_price_minor IS NOT NULL),
  CONSTRAINT ck_supplement_declined_with_a_reason CHECK (status <> 'declined' OR reason <> ''),
  CONSTRAINT ck_supplement_promised_on_a_day CHECK (status <> 'promised' OR promised_on IS NOT NULL),
  CONSTRAINT uq_supplement_form_key UNIQUE (form_key),
  CONSTRAINT fk_supplement_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_supplement_supplementstatus CHECK (status IN ('requested', 'approved', 'promised', 'declined', 'withdrawn')),
  CONSTRAINT uq_supplement_contract_id UNIQUE (contract_id),
  CONSTRAINT fk_supplement_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id) ON DELETE RESTRICT,
  CONSTRAINT ck_supplement_list_price_minor_whole CHECK (list_price_minor % 1 = 0 AND abs(list_price_minor) <= 9000000000000000),
  CONSTRAINT ck_supplement_agreed_price_minor_whole CHECK (agreed_price_minor % 1 = 0 AND abs(agreed_price_minor) <= 9000000000000000),
  CONSTRAINT ck_supplement_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_supplement_requested_at_real CHECK (requested_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND requested_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_supplement_promised_on_real CHECK (promised_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
ALTER TABLE invoice ADD COLUMN supplement_id BIGINT;

-- next statement
CREATE TABLE supplement_line (
  id BIGSERIAL NOT NULL,
  supplement_id BIGINT NOT NULL,
  benefit_id BIGINT NOT NULL,
  program TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  clause_ids JSONB NOT NULL,
  quantity BIGINT NOT NULL,
  unit_price_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  is_released BOOLEAN NOT NULL,
  CONSTRAINT pk_supplement_line PRIMARY KEY (id),
  CONSTRAINT uq_supplement_line_supplement_id_benefit_id UNIQUE (supplement_id, benefit_id),
  CONSTRAINT ck_supplement_line_quantity_counted CHECK (quantity >= 1),
  CONSTRAINT ck_supplement_line_unit_price_not_negative CHECK (unit_price_minor >= 0),
  CONSTRAINT fk_supplement_line_supplement_id FOREIGN KEY(supplement_id) REFERENCES supplement (id) ON DELETE RESTRICT,
  CONSTRAINT fk_supplement_line_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT ck_supplement_line_unit_price_minor_whole CHECK (unit_price_minor % 1 = 0 AND abs(unit_price_minor) <= 9000000000000000),
  CONSTRAINT ck_supplement_line_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
);

-- next statement
ALTER TABLE document ADD CONSTRAINT ck_document_documentkind CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt', 'price_list', 'statement', 'sponsor_report', 'payment_receipt'));

-- next statement
ALTER TABLE saved_application ADD CONSTRAINT ck_saved_application_places_until_real CHECK (places_until >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND places_until < TIMESTAMPTZ '9999-12-31 00:00:00+00');

-- next statement
ALTER TABLE program_year ADD CONSTRAINT ck_program_year_kept_for_days CHECK (saved_place_days >= 0 AND offered_place_days >= 1);

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_within_capacity CHECK (taken >= 0 AND kept >= 0 AND (capacity IS NULL OR taken + kept <= capacity));

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_deliver_by_real CHECK (deliver_by BETWEEN DATE '0001-01-01' AND DATE '9999-12-31');

-- next statement
ALTER TABLE tier ADD CONSTRAINT ck_tier_within_capacity CHECK (taken >= 0 AND kept >= 0 AND (capacity IS NULL OR taken + kept <= capacity));

-- next statement
ALTER TABLE sponsorship ADD CONSTRAINT ck_sponsorship_amended_at_real CHECK (amended_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND amended_at < TIMESTAMPTZ '9999-12-31 00:00:00+00');

-- next statement
ALTER TABLE sponsorship ADD CONSTRAINT ck_sponsorship_added_minor_whole CHECK (added_minor % 1 = 0 AND abs(added_minor) <= 9000000000000000);

-- next statement
ALTER TABLE promised_benefit ADD CONSTRAINT ck_promised_benefit_dropped_is_released CHECK (is_released OR NOT is_dropped);

-- next statement
ALTER TABLE promised_benefit ADD CONSTRAINT ck_promised_benefit_deliver_by_real CHECK (deliver_by BETWEEN DATE '0001-01-01' AND DATE '9999-12-31');

-- next statement
ALTER TABLE invoice ADD CONSTRAINT fk_invoice_supplement_id FOREIGN KEY(supplement_id) REFERENCES supplement (id) ON DELETE RESTRICT;

-- next statement
CREATE INDEX ix_counterpart_row ON counterpart (table_name, row_id);

-- next statement
CREATE INDEX ix_import_line_run_id ON import_line (run_id);

-- next statement
CREATE INDEX ix_waiting_entry_program_year_id ON waiting_entry (program_year_id);

-- next statement
CREATE INDEX ix_waiting_entry_sponsor_id ON waiting_entry (sponsor_id);

-- next statement
CREATE INDEX ix_waiting_entry_status ON waiting_entry (status);

-- next statement
CREATE UNIQUE INDEX uq_waiting_entry_benefit ON waiting_entry (benefit_id, email) WHERE status IN ('waiting', 'offered');

-- next statement
CREATE UNIQUE INDEX uq_waiting_entry_tier ON waiting_entry (tier_id, email) WHERE status IN ('waiting', 'offered');

-- next statement
CREATE INDEX ix_kept_place_benefit_id ON kept_place (benefit_id);

-- next statement
CREATE INDEX ix_kept_place_entry_id ON kept_place (entry_id);

-- next statement
CREATE INDEX ix_kept_place_tier_id ON kept_place (tier_id);

-- next statement
CREATE INDEX ix_supplement_sponsorship_id ON supplement (sponsorship_id);

-- next statement
CREATE UNIQUE INDEX uq_supplement_under_way ON supplement (sponsorship_id) WHERE status = 'approved';

-- next statement
CREATE UNIQUE INDEX uq_invoice_supplement ON invoice (supplement_id) WHERE status <> 'void';

-- next statement
CREATE INDEX ix_supplement_line_benefit_id ON supplement_line (benefit_id);

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('program_year', 'draft', 'closed'),
  ('sponsorship', 'applied', 'applied'),
  ('supplement', 'approved', 'promised'),
  ('supplement', 'approved', 'requested'),
  ('supplement', 'approved', 'withdrawn'),
  ('supplement', 'requested', 'approved'),
  ('supplement', 'requested', 'declined'),
  ('supplement', 'requested', 'withdrawn'),
  ('waiting_entry', 'offered', 'closed'),
  ('waiting_entry', 'offered', 'declined'),
  ('waiting_entry', 'offered', 'missed'),
  ('waiting_entry', 'offered', 'removed'),
  ('waiting_entry', 'offered', 'served'),
  ('waiting_entry', 'waiting', 'closed'),
  ('waiting_entry', 'waiting', 'declined'),
  ('waiting_entry', 'waiting', 'offered'),
  ('waiting_entry', 'waiting', 'removed');

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
CREATE FUNCTION guard_invoice_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.sponsorship_id IS NOT DISTINCT FROM OLD.sponsorship_id AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.drafted_at IS NOT DISTINCT FROM OLD.drafted_at AND NEW.instalment IS NOT DISTINCT FROM OLD.instalment AND NEW.supplement_id IS NOT DISTINCT FROM OLD.supplement_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_kept_place_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.tier_id IS NOT DISTINCT FROM OLD.tier_id AND NEW.benefit_id IS NOT DISTINCT FROM OLD.benefit_id AND NEW.kept_at IS NOT DISTINCT FROM OLD.kept_at AND NEW.kept_until IS NOT DISTINCT FROM OLD.kept_until AND NEW.entry_id IS NOT DISTINCT FROM OLD.entry_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: kept_place_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_kept_place_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_supplement_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.sponsorship_id IS NOT DISTINCT FROM OLD.sponsorship_id AND NEW.list_price_minor IS NOT DISTINCT FROM OLD.list_price_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.message IS NOT DISTINCT FROM OLD.message AND NEW.requested_at IS NOT DISTINCT FROM OLD.requested_at AND NEW.requested_by IS NOT DISTINCT FROM OLD.requested_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_line_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.supplement_id IS NOT DISTINCT FROM OLD.supplement_id AND NEW.benefit_id IS NOT DISTINCT FROM OLD.benefit_id AND NEW.program IS NOT DISTINCT FROM OLD.program AND NEW.name IS NOT DISTINCT FROM OLD.name AND NEW.description IS NOT DISTINCT FROM OLD.description AND NEW.clause_ids IS NOT DISTINCT FROM OLD.clause_ids AND NEW.quantity IS NOT DISTINCT FROM OLD.quantity AND NEW.unit_price_minor IS NOT DISTINCT FROM OLD.unit_price_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_line_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_line_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_waiting_entry_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.program_year_id IS NOT DISTINCT FROM OLD.program_year_id AND NEW.tier_id IS NOT DISTINCT FROM OLD.tier_id AND NEW.benefit_id IS NOT DISTINCT FROM OLD.benefit_id AND NEW.sponsor_id IS NOT DISTINCT FROM OLD.sponsor_id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.joined_at IS NOT DISTINCT FROM OLD.joined_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: waiting_entry_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_waiting_entry_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_waiting_entry_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.offered_at IS NULL OR NEW.offered_at IS NOT DISTINCT FROM OLD.offered_at) AND (OLD.offered_until IS NULL OR NEW.offered_until IS NOT DISTINCT FROM OLD.offered_until) AND (OLD.ended_at IS NULL OR NEW.ended_at IS NOT DISTINCT FROM OLD.ended_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: waiting_entry_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_waiting_entry_frozen_once_set() FROM PUBLIC;

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
CREATE FUNCTION guard_promised_benefit_frozen_by_the_contract() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.position IS NOT DISTINCT FROM OLD.position AND NEW.program IS NOT DISTINCT FROM OLD.program AND NEW.name IS NOT DISTINCT FROM OLD.name AND NEW.description IS NOT DISTINCT FROM OLD.description AND NEW.quantity IS NOT DISTINCT FROM OLD.quantity AND NEW.is_add_on IS NOT DISTINCT FROM OLD.is_add_on AND NEW.clause_id IS NOT DISTINCT FROM OLD.clause_id) OR ((SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) IN ('applied', 'approved') OR (OLD.is_dropped AND ((SELECT status FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = NEW.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = NEW.benefit_id AND supplement_line.quantity = NEW.quantity))))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_frozen_by_the_contract' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_frozen_by_the_contract() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_chosen_before_the_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.is_dropped IS NOT DISTINCT FROM OLD.is_dropped) OR ((SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) = 'applied' OR (OLD.is_dropped AND ((SELECT status FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = NEW.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = NEW.benefit_id AND supplement_line.quantity = NEW.quantity))))) IS NOT TRUE THEN
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
CREATE FUNCTION guard_supplement_frozen_by_its_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.contract_id IS NOT DISTINCT FROM OLD.contract_id AND NEW.reason IS NOT DISTINCT FROM OLD.reason AND NEW.promised_on IS NOT DISTINCT FROM OLD.promised_on) OR (OLD.status IN ('requested', 'approved'))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_frozen_by_its_status' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_frozen_by_its_status() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_price_frozen_by_the_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.agreed_price_minor IS NOT DISTINCT FROM OLD.agreed_price_minor) OR (OLD.status = 'requested' OR NEW.status = 'requested')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_price_frozen_by_the_decision' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_price_frozen_by_the_decision() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_begins_requested() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'requested') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_begins_requested' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_begins_requested() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'supplement' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_waiting_entry_begins_waiting() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'waiting') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: waiting_entry_begins_waiting' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_waiting_entry_begins_waiting() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_waiting_entry_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: waiting_entry_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_waiting_entry_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_instalment_agreed_before_the_first_invoice_on_insert() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = NEW.sponsorship_id FOR NO KEY UPDATE;
  IF (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = NEW.sponsorship_id AND invoice.status <> 'void' AND invoice.supplement_id IS NULL)) IS NOT TRUE THEN
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
  IF (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = OLD.sponsorship_id AND invoice.status <> 'void' AND invoice.supplement_id IS NULL)) IS NOT TRUE THEN
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
  IF (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = OLD.sponsorship_id AND invoice.status <> 'void' AND invoice.supplement_id IS NULL)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: instalment_agreed_before_the_first_invoice_on_delete' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_instalment_agreed_before_the_first_invoice_on_delete() FROM PUBLIC;

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
CREATE FUNCTION guard_kept_place_offered_to_who_waited() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.entry_id IS NULL OR EXISTS (SELECT 1 FROM waiting_entry WHERE waiting_entry.id = NEW.entry_id AND waiting_entry.form_key = NEW.form_key AND waiting_entry.status = 'offered' AND waiting_entry.tier_id IS NOT DISTINCT FROM NEW.tier_id AND waiting_entry.benefit_id IS NOT DISTINCT FROM NEW.benefit_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: kept_place_offered_to_who_waited' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_kept_place_offered_to_who_waited() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_waiting_entry_of_its_year() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (EXISTS (SELECT 1 FROM tier WHERE tier.id = NEW.tier_id AND tier.program_year_id = NEW.program_year_id) OR EXISTS (SELECT 1 FROM benefit WHERE benefit.id = NEW.benefit_id AND benefit.program_year_id = NEW.program_year_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: waiting_entry_of_its_year' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_waiting_entry_of_its_year() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_waiting_entry_changes_only_to_be_forgotten() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.company = OLD.company AND NEW.name = OLD.name AND NEW.email = OLD.email) OR (NEW.ended_at IS NOT NULL AND NEW.company = '' AND NEW.name = '' AND NEW.email = '')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: waiting_entry_changes_only_to_be_forgotten' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_waiting_entry_changes_only_to_be_forgotten() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_before_the_contract() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = NEW.sponsorship_id FOR NO KEY UPDATE;
  IF (EXISTS (SELECT 1 FROM sponsorship, benefit WHERE sponsorship.id = NEW.sponsorship_id AND benefit.id = NEW.benefit_id AND (sponsorship.status IN ('applied', 'approved') OR ((SELECT status FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = NEW.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = NEW.benefit_id AND supplement_line.quantity = NEW.quantity))) AND benefit.program_year_id = sponsorship.program_year_id)) IS NOT TRUE THEN
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
  IF (EXISTS (SELECT 1 FROM promised_benefit AS promise JOIN sponsorship ON sponsorship.id = promise.sponsorship_id WHERE promise.id = NEW.promised_benefit_id AND (sponsorship.status IN ('applied', 'approved') OR ((SELECT status FROM sponsorship WHERE sponsorship.id = promise.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = promise.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = promise.benefit_id AND supplement_line.quantity = promise.quantity))))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_clause_before_the_contract' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_clause_before_the_contract() FROM PUBLIC;

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
CREATE FUNCTION guard_promised_benefit_stays_released() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = OLD.sponsorship_id FOR NO KEY UPDATE;
  IF (NEW.is_released OR NOT OLD.is_released OR (SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) IN ('applied', 'approved') OR (OLD.is_dropped AND ((SELECT status FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = NEW.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = NEW.benefit_id AND supplement_line.quantity = NEW.quantity)))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_stays_released' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_stays_released() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_in_the_currency_of_its_sponsorship() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = NEW.sponsorship_id FOR NO KEY UPDATE;
  IF (EXISTS (SELECT 1 FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id AND sponsorship.currency = NEW.currency AND sponsorship.status IN ('approved', 'contracted', 'confirmed')) AND NEW.contract_id IS NULL) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_in_the_currency_of_its_sponsorship' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_in_the_currency_of_its_sponsorship() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_named_by_an_amendment() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.contract_id IS NOT DISTINCT FROM OLD.contract_id OR NEW.contract_id IS NULL OR EXISTS (SELECT 1 FROM contract WHERE contract.id = NEW.contract_id AND contract.sponsorship_id = NEW.sponsorship_id AND contract.amends_id IS NOT NULL)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_named_by_an_amendment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_named_by_an_amendment() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_promised_once_signed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status <> 'promised' OR OLD.status = 'promised' OR (SELECT CASE WHEN NEW.contract_id IS NULL THEN (SELECT sponsorship.status FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id) = 'approved' ELSE (SELECT contract.status FROM contract WHERE contract.id = NEW.contract_id) = 'executed' END)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_promised_once_signed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_promised_once_signed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_promised_whole() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status <> 'promised' OR OLD.status = 'promised' OR NOT EXISTS (SELECT 1 FROM supplement_line WHERE supplement_line.supplement_id = NEW.id AND NOT EXISTS (SELECT 1 FROM promised_benefit WHERE promised_benefit.sponsorship_id = NEW.sponsorship_id AND promised_benefit.benefit_id = supplement_line.benefit_id AND promised_benefit.quantity = supplement_line.quantity AND NOT promised_benefit.is_released))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_promised_whole' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_promised_whole() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_line_may_be_added() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = (SELECT sponsorship_id FROM supplement WHERE supplement.id = NEW.supplement_id) FOR NO KEY UPDATE;
  IF (NOT NEW.is_released AND EXISTS (SELECT 1 FROM supplement JOIN sponsorship ON sponsorship.id = supplement.sponsorship_id JOIN tier ON tier.id = sponsorship.tier_id JOIN benefit ON benefit.program_year_id = sponsorship.program_year_id WHERE supplement.id = NEW.supplement_id AND benefit.id = NEW.benefit_id AND supplement.status = 'requested' AND supplement.currency = NEW.currency AND (benefit.stand_alone_price_minor IS NOT NULL) = tier.is_stand_alone AND (tier.is_stand_alone OR (benefit.is_add_on AND tier.allows_add_ons)) AND (NEW.quantity = 1 OR benefit.capacity IS NULL))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_line_may_be_added' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_line_may_be_added() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_line_fits_what_is_had() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NOT EXISTS (SELECT 1 FROM promised_benefit AS held JOIN supplement ON supplement.sponsorship_id = held.sponsorship_id WHERE supplement.id = NEW.supplement_id AND NOT held.is_released AND (held.benefit_id = NEW.benefit_id OR EXISTS (SELECT 1 FROM benefit_conflict AS pair WHERE (pair.benefit_id = NEW.benefit_id AND pair.other_id = held.benefit_id) OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = held.benefit_id)))) AND NOT EXISTS (SELECT 1 FROM supplement_line AS asked JOIN supplement AS other ON other.id = asked.supplement_id JOIN supplement ON supplement.sponsorship_id = other.sponsorship_id WHERE supplement.id = NEW.supplement_id AND NOT asked.is_released AND (asked.benefit_id = NEW.benefit_id OR EXISTS (SELECT 1 FROM benefit_conflict AS pair WHERE (pair.benefit_id = NEW.benefit_id AND pair.other_id = asked.benefit_id) OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = asked.benefit_id))))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_line_fits_what_is_had' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_line_fits_what_is_had() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_line_stays_released() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.is_released OR NOT OLD.is_released) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: supplement_line_stays_released' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_line_stays_released() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_of_a_promised_supplement() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.supplement_id IS NULL OR (NEW.instalment IS NULL AND EXISTS (SELECT 1 FROM supplement WHERE supplement.id = NEW.supplement_id AND supplement.sponsorship_id = NEW.sponsorship_id AND supplement.contract_id IS NOT NULL AND supplement.status = 'promised'))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_of_a_promised_supplement' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_of_a_promised_supplement() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_benefit_taken_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.taken = OLD.taken OR NEW.taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = NEW.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = NEW.id AND NOT supplement_line.is_released)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: benefit_taken_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_benefit_taken_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_added_minor_starts_at_zero() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.added_minor = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_added_minor_starts_at_zero' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_added_minor_starts_at_zero() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_added_minor_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.added_minor = OLD.added_minor OR NEW.added_minor = (SELECT coalesce(sum(supplement.agreed_price_minor), 0) FROM supplement WHERE supplement.sponsorship_id = NEW.id AND supplement.status = 'promised' AND supplement.contract_id IS NOT NULL)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_added_minor_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_added_minor_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_tier_kept_starts_at_zero() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.kept = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: tier_kept_starts_at_zero' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_tier_kept_starts_at_zero() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_tier_kept_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.kept = OLD.kept OR NEW.kept = (SELECT count(*) FROM kept_place WHERE kept_place.tier_id = NEW.id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: tier_kept_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_tier_kept_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_benefit_kept_starts_at_zero() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.kept = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: benefit_kept_starts_at_zero' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_benefit_kept_starts_at_zero() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_benefit_kept_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.kept = OLD.kept OR NEW.kept = (SELECT count(*) FROM kept_place WHERE kept_place.benefit_id = NEW.id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: benefit_kept_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_benefit_kept_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_added_counts_as_taken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM tier WHERE tier.id IN (NEW.tier_id)
    ORDER BY tier.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM tier WHERE tier.id IN (NEW.tier_id) AND (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) > tier.capacity - tier.kept) THEN
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
  IF EXISTS (SELECT 1 FROM tier WHERE tier.id IN (NEW.tier_id, OLD.tier_id) AND (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) > tier.capacity - tier.kept) THEN
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
  IF EXISTS (SELECT 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) > benefit.capacity - benefit.kept) THEN
    RAISE EXCEPTION 'guard: promised_benefit_added_counts_as_taken' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) WHERE benefit.id IN (NEW.benefit_id);
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
  IF EXISTS (SELECT 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) > benefit.capacity - benefit.kept) THEN
    RAISE EXCEPTION 'guard: promised_benefit_changed_counts_as_taken' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) WHERE benefit.id IN (NEW.benefit_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_changed_counts_as_taken() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_line_added_counts_as_taken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id)
    ORDER BY benefit.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) > benefit.capacity - benefit.kept) THEN
    RAISE EXCEPTION 'guard: supplement_line_added_counts_as_taken' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) WHERE benefit.id IN (NEW.benefit_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_line_added_counts_as_taken() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_line_changed_counts_as_taken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF NOT (NEW.is_released IS DISTINCT FROM OLD.is_released) THEN RETURN NULL; END IF;
  PERFORM 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id)
    ORDER BY benefit.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) > benefit.capacity - benefit.kept) THEN
    RAISE EXCEPTION 'guard: supplement_line_changed_counts_as_taken' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) WHERE benefit.id IN (NEW.benefit_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_line_changed_counts_as_taken() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_added_counts_as_added_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE sponsorship.id IN (NEW.sponsorship_id)
    ORDER BY sponsorship.id FOR NO KEY UPDATE;
  UPDATE sponsorship SET added_minor = (SELECT coalesce(sum(supplement.agreed_price_minor), 0) FROM supplement WHERE supplement.sponsorship_id = sponsorship.id AND supplement.status = 'promised' AND supplement.contract_id IS NOT NULL) WHERE sponsorship.id IN (NEW.sponsorship_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_added_counts_as_added_minor() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_supplement_changed_counts_as_added_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF NOT (NEW.status IS DISTINCT FROM OLD.status) THEN RETURN NULL; END IF;
  PERFORM 1 FROM sponsorship WHERE sponsorship.id IN (NEW.sponsorship_id)
    ORDER BY sponsorship.id FOR NO KEY UPDATE;
  UPDATE sponsorship SET added_minor = (SELECT coalesce(sum(supplement.agreed_price_minor), 0) FROM supplement WHERE supplement.sponsorship_id = sponsorship.id AND supplement.status = 'promised' AND supplement.contract_id IS NOT NULL) WHERE sponsorship.id IN (NEW.sponsorship_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_supplement_changed_counts_as_added_minor() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_kept_place_added_counts_as_kept_of_tier() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM tier WHERE tier.id IN (NEW.tier_id)
    ORDER BY tier.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM tier WHERE tier.id IN (NEW.tier_id) AND (SELECT count(*) FROM kept_place WHERE kept_place.tier_id = tier.id) > tier.capacity - tier.taken) THEN
    RAISE EXCEPTION 'guard: kept_place_added_counts_as_kept_of_tier' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE tier SET kept = (SELECT count(*) FROM kept_place WHERE kept_place.tier_id = tier.id) WHERE tier.id IN (NEW.tier_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_kept_place_added_counts_as_kept_of_tier() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_kept_place_gone_counts_as_kept_of_tier() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM tier WHERE tier.id = OLD.tier_id
    ORDER BY tier.id FOR NO KEY UPDATE;
  UPDATE tier SET kept = (SELECT count(*) FROM kept_place WHERE kept_place.tier_id = tier.id) WHERE tier.id = OLD.tier_id;
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_kept_place_gone_counts_as_kept_of_tier() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_kept_place_added_counts_as_kept_of_benefit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id)
    ORDER BY benefit.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM kept_place WHERE kept_place.benefit_id = benefit.id) > benefit.capacity - benefit.taken) THEN
    RAISE EXCEPTION 'guard: kept_place_added_counts_as_kept_of_benefit' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE benefit SET kept = (SELECT count(*) FROM kept_place WHERE kept_place.benefit_id = benefit.id) WHERE benefit.id IN (NEW.benefit_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_kept_place_added_counts_as_kept_of_benefit() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_kept_place_gone_counts_as_kept_of_benefit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM benefit WHERE benefit.id = OLD.benefit_id
    ORDER BY benefit.id FOR NO KEY UPDATE;
  UPDATE benefit SET kept = (SELECT count(*) FROM kept_place WHERE kept_place.benefit_id = benefit.id) WHERE benefit.id = OLD.benefit_id;
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_kept_place_gone_counts_as_kept_of_benefit() FROM PUBLIC;

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
CREATE TRIGGER supplement_never_deleted BEFORE DELETE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER supplement_never_truncated BEFORE TRUNCATE ON supplement
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER supplement_line_never_deleted BEFORE DELETE ON supplement_line
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER supplement_line_never_truncated BEFORE TRUNCATE ON supplement_line
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER waiting_entry_never_deleted BEFORE DELETE ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER waiting_entry_never_truncated BEFORE TRUNCATE ON waiting_entry
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
CREATE TRIGGER invoice_frozen BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_frozen();

-- next statement
CREATE TRIGGER kept_place_frozen BEFORE UPDATE ON kept_place
FOR EACH ROW EXECUTE FUNCTION guard_kept_place_frozen();

-- next statement
CREATE TRIGGER sponsorship_frozen BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_frozen();

-- next statement
CREATE TRIGGER supplement_frozen BEFORE UPDATE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_frozen();

-- next statement
CREATE TRIGGER supplement_line_frozen BEFORE UPDATE ON supplement_line
FOR EACH ROW EXECUTE FUNCTION guard_supplement_line_frozen();

-- next statement
CREATE TRIGGER waiting_entry_frozen BEFORE UPDATE ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_waiting_entry_frozen();

-- next statement
CREATE TRIGGER import_run_frozen_once_set BEFORE UPDATE ON import_run
FOR EACH ROW EXECUTE FUNCTION guard_import_run_frozen_once_set();

-- next statement
CREATE TRIGGER waiting_entry_frozen_once_set BEFORE UPDATE ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_waiting_entry_frozen_once_set();

-- next statement
CREATE TRIGGER import_run_frozen_once_ended BEFORE UPDATE ON import_run
FOR EACH ROW EXECUTE FUNCTION guard_import_run_frozen_once_ended();

-- next statement
CREATE TRIGGER promised_benefit_frozen_by_the_contract BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_frozen_by_the_contract();

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
CREATE TRIGGER supplement_frozen_by_its_status BEFORE UPDATE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_frozen_by_its_status();

-- next statement
CREATE TRIGGER supplement_price_frozen_by_the_decision BEFORE UPDATE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_price_frozen_by_the_decision();

-- next statement
CREATE TRIGGER supplement_begins_requested BEFORE INSERT ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_begins_requested();

-- next statement
CREATE TRIGGER supplement_status_moves BEFORE UPDATE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_status_moves();

-- next statement
CREATE TRIGGER waiting_entry_begins_waiting BEFORE INSERT ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_waiting_entry_begins_waiting();

-- next statement
CREATE TRIGGER waiting_entry_status_moves BEFORE UPDATE ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_waiting_entry_status_moves();

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
CREATE TRIGGER import_line_before_its_end BEFORE INSERT ON import_line
FOR EACH ROW EXECUTE FUNCTION guard_import_line_before_its_end();

-- next statement
CREATE TRIGGER kept_place_never_truncated BEFORE TRUNCATE ON kept_place
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER kept_place_offered_to_who_waited BEFORE INSERT ON kept_place
FOR EACH ROW EXECUTE FUNCTION guard_kept_place_offered_to_who_waited();

-- next statement
CREATE TRIGGER waiting_entry_of_its_year BEFORE INSERT ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_waiting_entry_of_its_year();

-- next statement
CREATE TRIGGER waiting_entry_changes_only_to_be_forgotten BEFORE UPDATE ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_waiting_entry_changes_only_to_be_forgotten();

-- next statement
CREATE TRIGGER promised_benefit_before_the_contract BEFORE INSERT ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_before_the_contract();

-- next statement
CREATE TRIGGER promised_clause_before_the_contract BEFORE INSERT ON promised_clause
FOR EACH ROW EXECUTE FUNCTION guard_promised_clause_before_the_contract();

-- next statement
CREATE TRIGGER promised_benefit_taken_up_fits BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_taken_up_fits();

-- next statement
CREATE TRIGGER promised_benefit_stays_released BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_stays_released();

-- next statement
CREATE TRIGGER supplement_in_the_currency_of_its_sponsorship BEFORE INSERT ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_in_the_currency_of_its_sponsorship();

-- next statement
CREATE TRIGGER supplement_named_by_an_amendment BEFORE UPDATE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_named_by_an_amendment();

-- next statement
CREATE TRIGGER supplement_promised_once_signed BEFORE UPDATE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_promised_once_signed();

-- next statement
CREATE TRIGGER supplement_promised_whole BEFORE UPDATE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_promised_whole();

-- next statement
CREATE TRIGGER supplement_line_may_be_added BEFORE INSERT ON supplement_line
FOR EACH ROW EXECUTE FUNCTION guard_supplement_line_may_be_added();

-- next statement
CREATE TRIGGER supplement_line_fits_what_is_had BEFORE INSERT ON supplement_line
FOR EACH ROW EXECUTE FUNCTION guard_supplement_line_fits_what_is_had();

-- next statement
CREATE TRIGGER supplement_line_stays_released BEFORE UPDATE ON supplement_line
FOR EACH ROW EXECUTE FUNCTION guard_supplement_line_stays_released();

-- next statement
CREATE TRIGGER invoice_of_a_promised_supplement BEFORE INSERT ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_of_a_promised_supplement();

-- next statement
CREATE TRIGGER stamp_never_updated BEFORE UPDATE ON stamp
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER benefit_taken_is_recomputed BEFORE UPDATE ON benefit
FOR EACH ROW EXECUTE FUNCTION guard_benefit_taken_is_recomputed();

-- next statement
CREATE TRIGGER sponsorship_added_minor_starts_at_zero BEFORE INSERT ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_added_minor_starts_at_zero();

-- next statement
CREATE TRIGGER sponsorship_added_minor_is_recomputed BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_added_minor_is_recomputed();

-- next statement
CREATE TRIGGER tier_kept_starts_at_zero BEFORE INSERT ON tier
FOR EACH ROW EXECUTE FUNCTION guard_tier_kept_starts_at_zero();

-- next statement
CREATE TRIGGER tier_kept_is_recomputed BEFORE UPDATE ON tier
FOR EACH ROW EXECUTE FUNCTION guard_tier_kept_is_recomputed();

-- next statement
CREATE TRIGGER benefit_kept_starts_at_zero BEFORE INSERT ON benefit
FOR EACH ROW EXECUTE FUNCTION guard_benefit_kept_starts_at_zero();

-- next statement
CREATE TRIGGER benefit_kept_is_recomputed BEFORE UPDATE ON benefit
FOR EACH ROW EXECUTE FUNCTION guard_benefit_kept_is_recomputed();

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

-- next statement
CREATE TRIGGER supplement_line_added_counts_as_taken AFTER INSERT ON supplement_line
FOR EACH ROW EXECUTE FUNCTION guard_supplement_line_added_counts_as_taken();

-- next statement
CREATE TRIGGER supplement_line_changed_counts_as_taken AFTER UPDATE ON supplement_line
FOR EACH ROW EXECUTE FUNCTION guard_supplement_line_changed_counts_as_taken();

-- next statement
CREATE TRIGGER supplement_added_counts_as_added_minor AFTER INSERT ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_added_counts_as_added_minor();

-- next statement
CREATE TRIGGER supplement_changed_counts_as_added_minor AFTER UPDATE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_changed_counts_as_added_minor();

-- next statement
CREATE TRIGGER kept_place_added_counts_as_kept_of_tier AFTER INSERT ON kept_place
FOR EACH ROW EXECUTE FUNCTION guard_kept_place_added_counts_as_kept_of_tier();

-- next statement
CREATE TRIGGER kept_place_gone_counts_as_kept_of_tier AFTER DELETE ON kept_place
FOR EACH ROW EXECUTE FUNCTION guard_kept_place_gone_counts_as_kept_of_tier();

-- next statement
CREATE TRIGGER kept_place_added_counts_as_kept_of_benefit AFTER INSERT ON kept_place
FOR EACH ROW EXECUTE FUNCTION guard_kept_place_added_counts_as_kept_of_benefit();

-- next statement
CREATE TRIGGER kept_place_gone_counts_as_kept_of_benefit AFTER DELETE ON kept_place
FOR EACH ROW EXECUTE FUNCTION guard_kept_place_gone_counts_as_kept_of_benefit();

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
CREATE TRIGGER stamp_when_kept_place_inserted AFTER INSERT ON kept_place
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_kept_place_updated AFTER UPDATE ON kept_place
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_kept_place_deleted AFTER DELETE ON kept_place
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_kept_place_truncated AFTER TRUNCATE ON kept_place
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

-- next statement
CREATE TRIGGER stamp_when_waiting_entry_inserted AFTER INSERT ON waiting_entry
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_waiting_entry_updated AFTER UPDATE ON waiting_entry
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_waiting_entry_deleted AFTER DELETE ON waiting_entry
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();

-- next statement
CREATE TRIGGER stamp_when_waiting_entry_truncated AFTER TRUNCATE ON waiting_entry
FOR EACH STATEMENT EXECUTE FUNCTION guard_leave_a_stamp();
