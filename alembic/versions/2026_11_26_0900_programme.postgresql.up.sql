DROP TRIGGER lifecycle_move_never_inserted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_updated ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_deleted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_truncated ON lifecycle_move;

-- next statement
DROP TRIGGER contract_frozen ON contract;

-- next statement
DROP TRIGGER invoice_frozen ON invoice;

-- next statement
DROP TRIGGER promised_benefit_frozen ON promised_benefit;

-- next statement
DROP TRIGGER sponsorship_frozen ON sponsorship;

-- next statement
DROP TRIGGER contract_frozen_once_set ON contract;

-- next statement
DROP TRIGGER invoice_frozen_by_its_status ON invoice;

-- next statement
DROP TRIGGER sponsorship_frozen_by_its_status ON sponsorship;

-- next statement
DROP TRIGGER ledger_account_kind_follows_role ON ledger_account;

-- next statement
DROP TRIGGER signature_on_the_document_that_was_sent ON signature;

-- next statement
DROP FUNCTION guard_contract_frozen();

-- next statement
DROP FUNCTION guard_invoice_frozen();

-- next statement
DROP FUNCTION guard_promised_benefit_frozen();

-- next statement
DROP FUNCTION guard_sponsorship_frozen();

-- next statement
DROP FUNCTION guard_contract_frozen_once_set();

-- next statement
DROP FUNCTION guard_invoice_frozen_by_its_status();

-- next statement
DROP FUNCTION guard_sponsorship_frozen_by_its_status();

-- next statement
DROP FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
DROP FUNCTION guard_signature_on_the_document_that_was_sent();

-- next statement
DROP INDEX uq_sponsorship_live;

-- next statement
DROP INDEX uq_contract_live;

-- next statement
ALTER TABLE document DROP CONSTRAINT ck_document_documentkind;

-- next statement
ALTER TABLE stored_file DROP CONSTRAINT ck_stored_file_filekind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_role;

-- next statement
ALTER TABLE sponsorship DROP CONSTRAINT ck_sponsorship_sponsorshipstatus;

-- next statement
ALTER TABLE sponsorship DROP CONSTRAINT ck_sponsorship_agreed_if_approved;

-- next statement
ALTER TABLE contract DROP CONSTRAINT ck_contract_contractstatus;

-- next statement
ALTER TABLE invoice DROP CONSTRAINT ck_invoice_invoicestatus;

-- next statement
CREATE TABLE contact_link (
  id BIGSERIAL NOT NULL,
  token_hash TEXT NOT NULL,
  email TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  used_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_contact_link PRIMARY KEY (id),
  CONSTRAINT ck_contact_link_email_folded CHECK (email = lower(email)),
  CONSTRAINT uq_contact_link_token_hash UNIQUE (token_hash),
  CONSTRAINT ck_contact_link_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_contact_link_expires_at_real CHECK (expires_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND expires_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_contact_link_used_at_real CHECK (used_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND used_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE contact_session (
  id BIGSERIAL NOT NULL,
  token_hash TEXT NOT NULL,
  email TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  revoked_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_contact_session PRIMARY KEY (id),
  CONSTRAINT ck_contact_session_email_folded CHECK (email = lower(email)),
  CONSTRAINT uq_contact_session_token_hash UNIQUE (token_hash),
  CONSTRAINT ck_contact_session_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_contact_session_expires_at_real CHECK (expires_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND expires_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_contact_session_revoked_at_real CHECK (revoked_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND revoked_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE contract_text (
  id BIGSERIAL NOT NULL,
  kind TEXT NOT NULL,
  number BIGINT NOT NULL,
  status TEXT NOT NULL,
  text TEXT NOT NULL,
  note TEXT NOT NULL,
  written_at TIMESTAMP WITH TIME ZONE NOT NULL,
  written_by TEXT NOT NULL,
  published_at TIMESTAMP WITH TIME ZONE,
  version BIGINT NOT NULL,
  CONSTRAINT pk_contract_text PRIMARY KEY (id),
  CONSTRAINT uq_contract_text_kind_number UNIQUE (kind, number),
  CONSTRAINT ck_contract_text_number_counted CHECK (number >= 1),
  CONSTRAINT ck_contract_text_written CHECK (text <> ''),
  CONSTRAINT ck_contract_text_contractkind CHECK (kind IN ('new', 'renewal', 'amendment')),
  CONSTRAINT ck_contract_text_contracttextstatus CHECK (status IN ('draft', 'published', 'retired')),
  CONSTRAINT ck_contract_text_written_at_real CHECK (written_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND written_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_contract_text_published_at_real CHECK (published_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND published_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE legal_clause ADD COLUMN version BIGINT DEFAULT 1 NOT NULL;

-- next statement
ALTER TABLE letter ADD COLUMN about TEXT;

-- next statement
CREATE TABLE program (
  id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  position BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_program PRIMARY KEY (id),
  CONSTRAINT ck_program_named CHECK (name <> ''),
  CONSTRAINT uq_program_name UNIQUE (name)
);

-- next statement
CREATE TABLE question (
  id BIGSERIAL NOT NULL,
  form_key TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  organisation TEXT NOT NULL,
  text TEXT NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  status TEXT NOT NULL,
  answer TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_question PRIMARY KEY (id),
  CONSTRAINT ck_question_answered_in_words CHECK ((status = 'answered') = (answer <> '')),
  CONSTRAINT uq_question_form_key UNIQUE (form_key),
  CONSTRAINT ck_question_questionstatus CHECK (status IN ('waiting', 'answered', 'set_aside')),
  CONSTRAINT ck_question_asked_at_real CHECK (asked_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND asked_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE saved_application (
  id BIGSERIAL NOT NULL,
  form_key TEXT NOT NULL,
  public_token TEXT NOT NULL,
  email TEXT NOT NULL,
  answers JSONB NOT NULL,
  saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_saved_application PRIMARY KEY (id),
  CONSTRAINT ck_saved_application_expires_later CHECK (expires_at > saved_at),
  CONSTRAINT uq_saved_application_form_key UNIQUE (form_key),
  CONSTRAINT uq_saved_application_public_token UNIQUE (public_token),
  CONSTRAINT ck_saved_application_saved_at_real CHECK (saved_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND saved_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_saved_application_expires_at_real CHECK (expires_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND expires_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE staff_user ADD COLUMN calendar_token_hash TEXT;

-- next statement
CREATE TABLE standing_letter (
  id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_by TEXT NOT NULL,
  archived_at TIMESTAMP WITH TIME ZONE,
  version BIGINT NOT NULL,
  CONSTRAINT pk_standing_letter PRIMARY KEY (id),
  CONSTRAINT ck_standing_letter_written CHECK (name <> '' AND subject <> '' AND text <> ''),
  CONSTRAINT uq_standing_letter_name UNIQUE (name),
  CONSTRAINT ck_standing_letter_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_standing_letter_archived_at_real CHECK (archived_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND archived_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE subscriber (
  id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  salt TEXT NOT NULL,
  status TEXT NOT NULL,
  added_at TIMESTAMP WITH TIME ZONE NOT NULL,
  added_by TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_subscriber PRIMARY KEY (id),
  CONSTRAINT uq_subscriber_salt UNIQUE (salt),
  CONSTRAINT ck_subscriber_subscriberstatus CHECK (status IN ('active', 'paused', 'removed')),
  CONSTRAINT ck_subscriber_added_at_real CHECK (added_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND added_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE tax_rate (
  id BIGSERIAL NOT NULL,
  country TEXT NOT NULL,
  name TEXT NOT NULL,
  treatment TEXT NOT NULL,
  rate BIGINT NOT NULL,
  is_for_tax_ids BOOLEAN NOT NULL,
  note TEXT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE,
  version BIGINT NOT NULL,
  CONSTRAINT pk_tax_rate PRIMARY KEY (id),
  CONSTRAINT uq_tax_rate_country_is_for_tax_ids_name_starts_on UNIQUE (country, is_for_tax_ids, name, starts_on),
  CONSTRAINT ck_tax_rate_named CHECK (name <> ''),
  CONSTRAINT ck_tax_rate_country_is_a_code CHECK (length(country) = 2),
  CONSTRAINT ck_tax_rate_rate_if_charged CHECK ((treatment = 'charged') = (rate > 0) AND rate BETWEEN 0 AND 100000),
  CONSTRAINT ck_tax_rate_explained CHECK (treatment = 'charged' OR note <> ''),
  CONSTRAINT ck_tax_rate_term CHECK (starts_on <= ends_on),
  CONSTRAINT ck_tax_rate_taxtreatment CHECK (treatment IN ('charged', 'reverse_charge', 'exempt')),
  CONSTRAINT ck_tax_rate_starts_on_real CHECK (starts_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_tax_rate_ends_on_real CHECK (ends_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE TABLE mailing (
  id BIGSERIAL NOT NULL,
  form_key TEXT NOT NULL,
  standing_letter_id BIGINT,
  topic TEXT NOT NULL,
  roles JSONB NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  sent_at TIMESTAMP WITH TIME ZONE NOT NULL,
  sent_by TEXT NOT NULL,
  CONSTRAINT pk_mailing PRIMARY KEY (id),
  CONSTRAINT ck_mailing_written CHECK (subject <> '' AND text <> ''),
  CONSTRAINT uq_mailing_form_key UNIQUE (form_key),
  CONSTRAINT fk_mailing_standing_letter_id FOREIGN KEY(standing_letter_id) REFERENCES standing_letter (id) ON DELETE RESTRICT,
  CONSTRAINT ck_mailing_topic CHECK (topic IN ('agreement', 'news', 'invitations')),
  CONSTRAINT ck_mailing_sent_at_real CHECK (sent_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND sent_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE sponsor ADD COLUMN white_logo_id BIGINT;

-- next statement
ALTER TABLE sponsor ADD COLUMN print_logo_id BIGINT;

-- next statement
ALTER TABLE sponsor ADD COLUMN billing_name TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE sponsor ADD COLUMN billing_address_line_1 TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE sponsor ADD COLUMN billing_address_line_2 TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE sponsor ADD COLUMN billing_city TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE sponsor ADD COLUMN billing_region TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE sponsor ADD COLUMN billing_postal_code TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE sponsor ADD COLUMN billing_country TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE benefit ADD COLUMN stand_alone_price_minor NUMERIC;

-- next statement
ALTER TABLE benefit ADD COLUMN internal_value_minor NUMERIC;

-- next statement
ALTER TABLE benefit ADD COLUMN fair_value_minor NUMERIC;

-- next statement
ALTER TABLE benefit ADD COLUMN internal_note TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE benefit ADD COLUMN is_new BOOLEAN DEFAULT false NOT NULL;

-- next statement
ALTER TABLE benefit ADD COLUMN copied_from_id BIGINT;

-- next statement
ALTER TABLE sponsor_contact ADD COLUMN wants_news BOOLEAN DEFAULT true NOT NULL;

-- next statement
ALTER TABLE sponsor_contact ADD COLUMN wants_invitations BOOLEAN DEFAULT true NOT NULL;

-- next statement
ALTER TABLE sponsor_contact ADD COLUMN public_token TEXT;

-- next statement
ALTER TABLE sponsor_contact ADD COLUMN version BIGINT DEFAULT 1 NOT NULL;

-- next statement
ALTER TABLE tier ADD COLUMN is_stand_alone BOOLEAN DEFAULT false NOT NULL;

-- next statement
ALTER TABLE tier ADD COLUMN held_until TEXT DEFAULT 'first_payment' NOT NULL;

-- next statement
CREATE TABLE benefit_asset (
  id BIGSERIAL NOT NULL,
  benefit_id BIGINT NOT NULL,
  shared_text TEXT NOT NULL,
  shared_file_id BIGINT,
  version BIGINT NOT NULL,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  internal_name TEXT NOT NULL,
  label TEXT NOT NULL,
  help_text TEXT NOT NULL,
  due_on DATE,
  min_width BIGINT,
  max_width BIGINT,
  min_height BIGINT,
  max_height BIGINT,
  max_length BIGINT,
  is_shared BOOLEAN NOT NULL,
  CONSTRAINT pk_benefit_asset PRIMARY KEY (id),
  CONSTRAINT uq_benefit_asset_benefit_id_internal_name UNIQUE (benefit_id, internal_name),
  CONSTRAINT ck_benefit_asset_named CHECK (internal_name <> '' AND label <> ''),
  CONSTRAINT ck_benefit_asset_providable CHECK (direction = 'asked' OR kind IN ('text', 'file')),
  CONSTRAINT ck_benefit_asset_due_from_the_sponsor CHECK (direction = 'asked' OR due_on IS NULL),
  CONSTRAINT ck_benefit_asset_shared_by_us CHECK (direction = 'provided' OR NOT is_shared),
  CONSTRAINT ck_benefit_asset_pictures_have_sides CHECK (kind = 'image' OR (min_width IS NULL AND max_width IS NULL AND min_height IS NULL AND max_height IS NULL)),
  CONSTRAINT ck_benefit_asset_sides CHECK (min_width <= max_width AND min_height <= max_height),
  CONSTRAINT ck_benefit_asset_texts_have_a_length CHECK (max_length IS NULL OR (kind = 'text' AND max_length > 0)),
  CONSTRAINT ck_benefit_asset_value_if_shared CHECK (is_shared OR (shared_text = '' AND shared_file_id IS NULL)),
  CONSTRAINT fk_benefit_asset_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_benefit_asset_shared_file_id FOREIGN KEY(shared_file_id) REFERENCES stored_file (id) ON DELETE RESTRICT,
  CONSTRAINT ck_benefit_asset_assetdirection CHECK (direction IN ('asked', 'provided')),
  CONSTRAINT ck_benefit_asset_assetkind CHECK (kind IN ('image', 'text', 'answer', 'file')),
  CONSTRAINT ck_benefit_asset_assetowner CHECK (owner IN ('sponsor', 'sponsorship')),
  CONSTRAINT ck_benefit_asset_due_on_real CHECK (due_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE TABLE benefit_clause (
  benefit_id BIGINT NOT NULL,
  clause_id BIGINT NOT NULL,
  CONSTRAINT pk_benefit_clause PRIMARY KEY (benefit_id, clause_id),
  CONSTRAINT fk_benefit_clause_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE CASCADE,
  CONSTRAINT fk_benefit_clause_clause_id FOREIGN KEY(clause_id) REFERENCES legal_clause (id) ON DELETE RESTRICT
);

-- next statement
CREATE TABLE benefit_conflict (
  benefit_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  CONSTRAINT pk_benefit_conflict PRIMARY KEY (benefit_id, other_id),
  CONSTRAINT ck_benefit_conflict_written_once CHECK (benefit_id < other_id),
  CONSTRAINT fk_benefit_conflict_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE CASCADE,
  CONSTRAINT fk_benefit_conflict_other_id FOREIGN KEY(other_id) REFERENCES benefit (id) ON DELETE CASCADE
);

-- next statement
ALTER TABLE sponsorship ADD COLUMN is_customised BOOLEAN DEFAULT false NOT NULL;

-- next statement
ALTER TABLE sponsorship ADD COLUMN left_out JSONB DEFAULT '[]' NOT NULL;

-- next statement
ALTER TABLE tier_benefit ADD COLUMN label TEXT DEFAULT '' NOT NULL;

-- next statement
CREATE TABLE addressee (
  id BIGSERIAL NOT NULL,
  mailing_id BIGINT NOT NULL,
  sponsorship_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  letter_id BIGINT,
  skipped TEXT,
  CONSTRAINT pk_addressee PRIMARY KEY (id),
  CONSTRAINT uq_addressee_mailing_id_sponsorship_id_email UNIQUE (mailing_id, sponsorship_id, email),
  CONSTRAINT ck_addressee_written_or_skipped CHECK ((letter_id IS NULL) = (skipped IS NOT NULL)),
  CONSTRAINT fk_addressee_mailing_id FOREIGN KEY(mailing_id) REFERENCES mailing (id) ON DELETE RESTRICT,
  CONSTRAINT fk_addressee_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT fk_addressee_letter_id FOREIGN KEY(letter_id) REFERENCES letter (id) ON DELETE RESTRICT,
  CONSTRAINT ck_addressee_skipreason CHECK (skipped IN ('no_contact', 'declined'))
);

-- next statement
CREATE TABLE announcement (
  id BIGSERIAL NOT NULL,
  sponsorship_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  kind TEXT NOT NULL,
  content JSONB NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_announcement PRIMARY KEY (id),
  CONSTRAINT uq_announcement_sponsorship_id_number UNIQUE (sponsorship_id, number),
  CONSTRAINT ck_announcement_number_positive CHECK (number > 0),
  CONSTRAINT fk_announcement_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_announcement_announcementkind CHECK (kind IN ('started', 'changed', 'ended')),
  CONSTRAINT ck_announcement_made_at_real CHECK (made_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND made_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE asset (
  id BIGSERIAL NOT NULL,
  sponsor_id BIGINT NOT NULL,
  sponsorship_id BIGINT,
  internal_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  answer BOOLEAN,
  file_id BIGINT,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_by TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_asset PRIMARY KEY (id),
  CONSTRAINT ck_asset_has_a_value CHECK ((kind = 'text' AND text <> '' AND answer IS NULL AND file_id IS NULL) OR (kind = 'answer' AND text = '' AND answer IS NOT NULL AND file_id IS NULL) OR (kind IN ('image', 'file') AND text = '' AND answer IS NULL AND file_id IS NOT NULL)),
  CONSTRAINT uq_asset_sponsorship_id_internal_name UNIQUE (sponsorship_id, internal_name),
  CONSTRAINT fk_asset_sponsor_id FOREIGN KEY(sponsor_id) REFERENCES sponsor (id) ON DELETE RESTRICT,
  CONSTRAINT fk_asset_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_asset_assetkind CHECK (kind IN ('image', 'text', 'answer', 'file')),
  CONSTRAINT fk_asset_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id) ON DELETE RESTRICT,
  CONSTRAINT ck_asset_changed_at_real CHECK (changed_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND changed_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE assignment (
  id BIGSERIAL NOT NULL,
  sponsorship_id BIGINT NOT NULL,
  staff_id BIGINT,
  assigned_at TIMESTAMP WITH TIME ZONE NOT NULL,
  assigned_by TEXT NOT NULL,
  CONSTRAINT pk_assignment PRIMARY KEY (id),
  CONSTRAINT fk_assignment_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT fk_assignment_staff_id FOREIGN KEY(staff_id) REFERENCES staff_user (id) ON DELETE RESTRICT,
  CONSTRAINT ck_assignment_assigned_at_real CHECK (assigned_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND assigned_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE contract ADD COLUMN kind TEXT DEFAULT 'new' NOT NULL;

-- next statement
ALTER TABLE contract ADD COLUMN text_id BIGINT;

-- next statement
ALTER TABLE contract ADD COLUMN particulars TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE contract ADD COLUMN amends_id BIGINT;

-- next statement
ALTER TABLE contract ADD COLUMN countersigns_later BOOLEAN DEFAULT false NOT NULL;

-- next statement
ALTER TABLE contract ADD COLUMN countersigner_name TEXT;

-- next statement
ALTER TABLE contract ADD COLUMN countersigner_title TEXT;

-- next statement
ALTER TABLE contract ADD COLUMN countersigned_at TIMESTAMP WITH TIME ZONE;

-- next statement
ALTER TABLE contract ADD COLUMN countersigned_by TEXT;

-- next statement
ALTER TABLE contract ADD COLUMN terminated_on DATE;

-- next statement
ALTER TABLE contract ADD COLUMN terminated_reason TEXT DEFAULT '' NOT NULL;

-- next statement
CREATE TABLE instalment (
  id BIGSERIAL NOT NULL,
  sponsorship_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  invoice_on DATE,
  CONSTRAINT pk_instalment PRIMARY KEY (id),
  CONSTRAINT uq_instalment_sponsorship_id_position UNIQUE (sponsorship_id, position),
  CONSTRAINT ck_instalment_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_instalment_position_counted CHECK (position >= 1),
  CONSTRAINT fk_instalment_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_instalment_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_instalment_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_instalment_invoice_on_real CHECK (invoice_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
ALTER TABLE invoice ADD COLUMN tax_minor NUMERIC DEFAULT 0 NOT NULL;

-- next statement
ALTER TABLE invoice ADD COLUMN tax_note TEXT DEFAULT '' NOT NULL;

-- next statement
ALTER TABLE invoice ADD COLUMN instalment BIGINT;

-- next statement
ALTER TABLE promised_benefit ADD COLUMN internal_value_minor NUMERIC;

-- next statement
ALTER TABLE promised_benefit ADD COLUMN status TEXT DEFAULT 'promised' NOT NULL;

-- next statement
ALTER TABLE promised_benefit ADD COLUMN adjusted_quantity BIGINT;

-- next statement
ALTER TABLE promised_benefit ADD COLUMN adjustment_reason TEXT DEFAULT '' NOT NULL;

-- next statement
CREATE TABLE review_note (
  id BIGSERIAL NOT NULL,
  sponsorship_id BIGINT NOT NULL,
  text TEXT NOT NULL,
  written_at TIMESTAMP WITH TIME ZONE NOT NULL,
  written_by TEXT NOT NULL,
  CONSTRAINT pk_review_note PRIMARY KEY (id),
  CONSTRAINT ck_review_note_text_written CHECK (text <> ''),
  CONSTRAINT fk_review_note_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_review_note_written_at_real CHECK (written_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND written_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE credit_note ADD COLUMN tax_minor NUMERIC DEFAULT 0 NOT NULL;

-- next statement
CREATE TABLE delivery (
  id BIGSERIAL NOT NULL,
  subscriber_id BIGINT NOT NULL,
  announcement_id BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  status TEXT NOT NULL,
  owed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  owed_by TEXT NOT NULL,
  delivered_at TIMESTAMP WITH TIME ZONE,
  attempts BIGINT NOT NULL,
  error TEXT NOT NULL,
  CONSTRAINT pk_delivery PRIMARY KEY (id),
  CONSTRAINT uq_delivery_subscriber_id_announcement_id_ordinal UNIQUE (subscriber_id, announcement_id, ordinal),
  CONSTRAINT ck_delivery_ordinal_positive CHECK (ordinal > 0),
  CONSTRAINT ck_delivery_attempts_not_negative CHECK (attempts >= 0),
  CONSTRAINT ck_delivery_delivered_has_time CHECK ((status = 'delivered') = (delivered_at IS NOT NULL)),
  CONSTRAINT fk_delivery_subscriber_id FOREIGN KEY(subscriber_id) REFERENCES subscriber (id) ON DELETE RESTRICT,
  CONSTRAINT fk_delivery_announcement_id FOREIGN KEY(announcement_id) REFERENCES announcement (id) ON DELETE RESTRICT,
  CONSTRAINT ck_delivery_deliverystatus CHECK (status IN ('owed', 'delivered', 'dropped')),
  CONSTRAINT ck_delivery_owed_at_real CHECK (owed_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND owed_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_delivery_delivered_at_real CHECK (delivered_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND delivered_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE invoice_line ADD COLUMN is_tax BOOLEAN DEFAULT false NOT NULL;

-- next statement
CREATE TABLE promised_asset (
  id BIGSERIAL NOT NULL,
  promised_benefit_id BIGINT NOT NULL,
  benefit_asset_id BIGINT NOT NULL,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  internal_name TEXT NOT NULL,
  label TEXT NOT NULL,
  help_text TEXT NOT NULL,
  due_on DATE,
  min_width BIGINT,
  max_width BIGINT,
  min_height BIGINT,
  max_height BIGINT,
  max_length BIGINT,
  is_shared BOOLEAN NOT NULL,
  CONSTRAINT pk_promised_asset PRIMARY KEY (id),
  CONSTRAINT uq_promised_asset_promised_benefit_id_internal_name UNIQUE (promised_benefit_id, internal_name),
  CONSTRAINT ck_promised_asset_named CHECK (internal_name <> '' AND label <> ''),
  CONSTRAINT ck_promised_asset_providable CHECK (direction = 'asked' OR kind IN ('text', 'file')),
  CONSTRAINT ck_promised_asset_due_from_the_sponsor CHECK (direction = 'asked' OR due_on IS NULL),
  CONSTRAINT ck_promised_asset_shared_by_us CHECK (direction = 'provided' OR NOT is_shared),
  CONSTRAINT ck_promised_asset_pictures_have_sides CHECK (kind = 'image' OR (min_width IS NULL AND max_width IS NULL AND min_height IS NULL AND max_height IS NULL)),
  CONSTRAINT ck_promised_asset_sides CHECK (min_width <= max_width AND min_height <= max_height),
  CONSTRAINT ck_promised_asset_texts_have_a_length CHECK (max_length IS NULL OR (kind = 'text' AND max_length > 0)),
  CONSTRAINT fk_promised_asset_promised_benefit_id FOREIGN KEY(promised_benefit_id) REFERENCES promised_benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_promised_asset_benefit_asset_id FOREIGN KEY(benefit_asset_id) REFERENCES benefit_asset (id) ON DELETE RESTRICT,
  CONSTRAINT ck_promised_asset_assetdirection CHECK (direction IN ('asked', 'provided')),
  CONSTRAINT ck_promised_asset_assetkind CHECK (kind IN ('image', 'text', 'answer', 'file')),
  CONSTRAINT ck_promised_asset_assetowner CHECK (owner IN ('sponsor', 'sponsorship')),
  CONSTRAINT ck_promised_asset_due_on_real CHECK (due_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE TABLE promised_clause (
  promised_benefit_id BIGINT NOT NULL,
  clause_id BIGINT NOT NULL,
  CONSTRAINT pk_promised_clause PRIMARY KEY (promised_benefit_id, clause_id),
  CONSTRAINT fk_promised_clause_promised_benefit_id FOREIGN KEY(promised_benefit_id) REFERENCES promised_benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_promised_clause_clause_id FOREIGN KEY(clause_id) REFERENCES legal_clause (id) ON DELETE RESTRICT
);

-- next statement
CREATE TABLE proof (
  id BIGSERIAL NOT NULL,
  promised_benefit_id BIGINT NOT NULL,
  link TEXT NOT NULL,
  note TEXT NOT NULL,
  figure TEXT NOT NULL,
  file_id BIGINT,
  given_at TIMESTAMP WITH TIME ZONE NOT NULL,
  given_by TEXT NOT NULL,
  CONSTRAINT pk_proof PRIMARY KEY (id),
  CONSTRAINT ck_proof_shows_something CHECK (link <> '' OR note <> '' OR file_id IS NOT NULL),
  CONSTRAINT fk_proof_promised_benefit_id FOREIGN KEY(promised_benefit_id) REFERENCES promised_benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_proof_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id) ON DELETE RESTRICT,
  CONSTRAINT ck_proof_given_at_real CHECK (given_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND given_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE voucher (
  id BIGSERIAL NOT NULL,
  benefit_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  uses BIGINT NOT NULL,
  used BIGINT NOT NULL,
  added_at TIMESTAMP WITH TIME ZONE NOT NULL,
  added_by TEXT NOT NULL,
  promised_benefit_id BIGINT,
  issued_at TIMESTAMP WITH TIME ZONE,
  version BIGINT NOT NULL,
  CONSTRAINT pk_voucher PRIMARY KEY (id),
  CONSTRAINT uq_voucher_benefit_id_code UNIQUE (benefit_id, code),
  CONSTRAINT ck_voucher_says_something CHECK (code <> '' AND uses >= 1),
  CONSTRAINT ck_voucher_used_within_its_uses CHECK (used >= 0 AND used <= uses),
  CONSTRAINT ck_voucher_issued_when CHECK ((promised_benefit_id IS NULL) = (issued_at IS NULL)),
  CONSTRAINT ck_voucher_used_once_issued CHECK (used = 0 OR promised_benefit_id IS NOT NULL),
  CONSTRAINT fk_voucher_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_voucher_promised_benefit_id FOREIGN KEY(promised_benefit_id) REFERENCES promised_benefit (id) ON DELETE RESTRICT,
  CONSTRAINT ck_voucher_added_at_real CHECK (added_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND added_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_voucher_issued_at_real CHECK (issued_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND issued_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE write_off (
  id BIGSERIAL NOT NULL,
  invoice_id BIGINT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  reason TEXT NOT NULL,
  form_key TEXT,
  status TEXT NOT NULL,
  requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
  requested_by TEXT NOT NULL,
  requested_by_id BIGINT,
  approved_by_id BIGINT,
  approved_by TEXT,
  approved_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_write_off PRIMARY KEY (id),
  CONSTRAINT ck_write_off_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_write_off_approved_by_another CHECK (approved_by_id <> requested_by_id),
  CONSTRAINT ck_write_off_approved_if_in_effect CHECK (status IN ('proposed', 'rejected') OR (approved_by_id IS NOT NULL AND requested_by_id IS NOT NULL)),
  CONSTRAINT ck_write_off_approved_whole CHECK ((approved_by_id IS NULL) = (approved_at IS NULL)),
  CONSTRAINT fk_write_off_invoice FOREIGN KEY(invoice_id, currency) REFERENCES invoice (id, currency) ON DELETE RESTRICT,
  CONSTRAINT uq_write_off_form_key UNIQUE (form_key),
  CONSTRAINT ck_write_off_writeoffstatus CHECK (status IN ('proposed', 'approved', 'rejected', 'taken_back')),
  CONSTRAINT ck_write_off_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_write_off_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_write_off_requested_at_real CHECK (requested_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND requested_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_write_off_approved_at_real CHECK (approved_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND approved_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
ALTER TABLE document ADD CONSTRAINT ck_document_documentkind CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt', 'price_list', 'statement', 'sponsor_report'));

-- next statement
ALTER TABLE stored_file ADD CONSTRAINT ck_stored_file_filekind CHECK (kind IN ('logo', 'signed_contract', 'bank_statement', 'picture', 'private'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'payouts-in-transit', 'bank', 'receivables', 'disputed-funds', 'deferred-revenue', 'tax-payable', 'suspense', 'between-funds', 'currency-exchange', 'released-from-restriction', 'contributions', 'sponsorship-income', 'processing-fees', 'dispute-fees', 'bad-debts'));

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_stand_alone_price_not_negative CHECK (stand_alone_price_minor >= 0);

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_stands_alone_or_is_added CHECK (stand_alone_price_minor IS NULL OR NOT is_add_on);

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_internal_value_not_negative CHECK (internal_value_minor >= 0);

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_fair_value_not_negative CHECK (fair_value_minor >= 0);

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_stand_alone_price_minor_whole CHECK (stand_alone_price_minor % 1 = 0 AND abs(stand_alone_price_minor) <= 9000000000000000);

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_internal_value_minor_whole CHECK (internal_value_minor % 1 = 0 AND abs(internal_value_minor) <= 9000000000000000);

-- next statement
ALTER TABLE benefit ADD CONSTRAINT ck_benefit_fair_value_minor_whole CHECK (fair_value_minor % 1 = 0 AND abs(fair_value_minor) <= 9000000000000000);

-- next statement
ALTER TABLE tier ADD CONSTRAINT ck_tier_stand_alone_is_plain CHECK (NOT is_stand_alone OR (list_price_minor = 0 AND NOT is_advertised AND capacity IS NULL));

-- next statement
ALTER TABLE tier ADD CONSTRAINT ck_tier_helduntil CHECK (held_until IN ('contract', 'first_payment', 'full_payment'));

-- next statement
ALTER TABLE sponsorship ADD CONSTRAINT ck_sponsorship_agreed_if_approved CHECK (status IN ('applied', 'rejected', 'withdrawn') OR (agreed_fee_minor IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL));

-- next statement
ALTER TABLE sponsorship ADD CONSTRAINT ck_sponsorship_sponsorshipstatus CHECK (status IN ('applied', 'approved', 'rejected', 'contracted', 'confirmed', 'cancelled', 'withdrawn'));

-- next statement
ALTER TABLE contract ADD CONSTRAINT ck_contract_contractstatus CHECK (status IN ('draft', 'awaiting_signature', 'signed', 'executed', 'nullified', 'superseded', 'terminated'));

-- next statement
ALTER TABLE contract ADD CONSTRAINT ck_contract_contractkind CHECK (kind IN ('new', 'renewal', 'amendment'));

-- next statement
ALTER TABLE contract ADD CONSTRAINT ck_contract_countersigned_at_real CHECK (countersigned_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND countersigned_at < TIMESTAMPTZ '9999-12-31 00:00:00+00');

-- next statement
ALTER TABLE contract ADD CONSTRAINT ck_contract_terminated_on_real CHECK (terminated_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31');

-- next statement
ALTER TABLE invoice ADD CONSTRAINT ck_invoice_tax_within_total CHECK (tax_minor >= 0 AND tax_minor < total_minor);

-- next statement
ALTER TABLE invoice ADD CONSTRAINT ck_invoice_invoicestatus CHECK (status IN ('draft', 'issued', 'paid', 'void', 'written_off'));

-- next statement
ALTER TABLE invoice ADD CONSTRAINT ck_invoice_tax_minor_whole CHECK (tax_minor % 1 = 0 AND abs(tax_minor) <= 9000000000000000);

-- next statement
ALTER TABLE promised_benefit ADD CONSTRAINT ck_promised_benefit_adjusted_with_a_reason CHECK (adjusted_quantity IS NULL OR (adjusted_quantity >= 0 AND adjustment_reason <> ''));

-- next statement
ALTER TABLE promised_benefit ADD CONSTRAINT ck_promised_benefit_promisestatus CHECK (status IN ('promised', 'in_progress', 'delivered', 'waived'));

-- next statement
ALTER TABLE promised_benefit ADD CONSTRAINT ck_promised_benefit_internal_value_minor_whole CHECK (internal_value_minor % 1 = 0 AND abs(internal_value_minor) <= 9000000000000000);

-- next statement
ALTER TABLE credit_note ADD CONSTRAINT ck_credit_note_tax_within_amount CHECK (tax_minor BETWEEN 0 AND amount_minor);

-- next statement
ALTER TABLE credit_note ADD CONSTRAINT ck_credit_note_tax_minor_whole CHECK (tax_minor % 1 = 0 AND abs(tax_minor) <= 9000000000000000);

-- next statement
ALTER TABLE sponsor ADD CONSTRAINT fk_sponsor_white_logo_id FOREIGN KEY(white_logo_id) REFERENCES stored_file (id) ON DELETE RESTRICT;

-- next statement
ALTER TABLE sponsor ADD CONSTRAINT fk_sponsor_print_logo_id FOREIGN KEY(print_logo_id) REFERENCES stored_file (id) ON DELETE RESTRICT;

-- next statement
ALTER TABLE benefit ADD CONSTRAINT fk_benefit_copied_from_id FOREIGN KEY(copied_from_id) REFERENCES benefit (id) ON DELETE SET NULL;

-- next statement
ALTER TABLE contract ADD CONSTRAINT fk_contract_text_id FOREIGN KEY(text_id) REFERENCES contract_text (id) ON DELETE RESTRICT;

-- next statement
ALTER TABLE contract ADD CONSTRAINT fk_contract_amends_id FOREIGN KEY(amends_id) REFERENCES contract (id) ON DELETE RESTRICT;

-- next statement
CREATE UNIQUE INDEX uq_contract_text_published ON contract_text (kind) WHERE status = 'published';

-- next statement
CREATE INDEX ix_letter_about ON letter (about);

-- next statement
CREATE INDEX ix_question_status ON question (status);

-- next statement
CREATE UNIQUE INDEX uq_staff_user_calendar_token_hash ON staff_user (calendar_token_hash);

-- next statement
CREATE UNIQUE INDEX uq_sponsor_contact_public_token ON sponsor_contact (public_token);

-- next statement
CREATE UNIQUE INDEX uq_tier_stand_alone ON tier (program_year_id) WHERE is_stand_alone;

-- next statement
CREATE INDEX ix_benefit_clause_clause_id ON benefit_clause (clause_id);

-- next statement
CREATE INDEX ix_benefit_conflict_other_id ON benefit_conflict (other_id);

-- next statement
CREATE UNIQUE INDEX uq_sponsorship_live ON sponsorship (sponsor_id, program_year_id) WHERE status NOT IN ('rejected', 'cancelled', 'withdrawn');

-- next statement
CREATE INDEX ix_addressee_letter_id ON addressee (letter_id);

-- next statement
CREATE INDEX ix_addressee_sponsorship_id ON addressee (sponsorship_id);

-- next statement
CREATE INDEX ix_announcement_made_at ON announcement (made_at);

-- next statement
CREATE INDEX ix_asset_internal_name ON asset (internal_name);

-- next statement
CREATE UNIQUE INDEX uq_asset_of_sponsor ON asset (sponsor_id, internal_name) WHERE sponsorship_id IS NULL;

-- next statement
CREATE INDEX ix_assignment_sponsorship_id ON assignment (sponsorship_id);

-- next statement
CREATE INDEX ix_contract_amends_id ON contract (amends_id);

-- next statement
CREATE INDEX ix_contract_text_id ON contract (text_id);

-- next statement
CREATE UNIQUE INDEX uq_contract_in_force ON contract (sponsorship_id) WHERE status = 'executed';

-- next statement
CREATE UNIQUE INDEX uq_contract_open ON contract (sponsorship_id) WHERE status IN ('draft', 'awaiting_signature', 'signed');

-- next statement
CREATE INDEX ix_instalment_invoice_on ON instalment (invoice_on);

-- next statement
CREATE UNIQUE INDEX uq_invoice_instalment ON invoice (sponsorship_id, instalment) WHERE status <> 'void';

-- next statement
CREATE INDEX ix_review_note_sponsorship_id ON review_note (sponsorship_id);

-- next statement
CREATE INDEX ix_delivery_announcement_id ON delivery (announcement_id);

-- next statement
CREATE INDEX ix_promised_asset_benefit_asset_id ON promised_asset (benefit_asset_id);

-- next statement
CREATE INDEX ix_promised_asset_internal_name ON promised_asset (internal_name);

-- next statement
CREATE INDEX ix_promised_clause_clause_id ON promised_clause (clause_id);

-- next statement
CREATE INDEX ix_proof_promised_benefit_id ON proof (promised_benefit_id);

-- next statement
CREATE INDEX ix_voucher_promised_benefit_id ON voucher (promised_benefit_id);

-- next statement
CREATE UNIQUE INDEX uq_write_off_standing ON write_off (invoice_id) WHERE status IN ('proposed', 'approved');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('contract', 'awaiting_signature', 'signed'),
  ('contract', 'draft', 'executed'),
  ('contract', 'draft', 'superseded'),
  ('contract', 'executed', 'superseded'),
  ('contract', 'executed', 'terminated'),
  ('contract', 'signed', 'executed'),
  ('contract', 'signed', 'nullified'),
  ('contract_text', 'draft', 'published'),
  ('contract_text', 'draft', 'retired'),
  ('contract_text', 'published', 'retired'),
  ('delivery', 'owed', 'delivered'),
  ('delivery', 'owed', 'dropped'),
  ('invoice', 'issued', 'written_off'),
  ('invoice', 'written_off', 'issued'),
  ('promised_benefit', 'delivered', 'in_progress'),
  ('promised_benefit', 'in_progress', 'delivered'),
  ('promised_benefit', 'in_progress', 'waived'),
  ('promised_benefit', 'promised', 'delivered'),
  ('promised_benefit', 'promised', 'in_progress'),
  ('promised_benefit', 'promised', 'waived'),
  ('promised_benefit', 'waived', 'in_progress'),
  ('question', 'set_aside', 'answered'),
  ('question', 'waiting', 'answered'),
  ('question', 'waiting', 'set_aside'),
  ('sponsorship', 'applied', 'withdrawn'),
  ('sponsorship', 'approved', 'applied'),
  ('sponsorship', 'approved', 'withdrawn'),
  ('sponsorship', 'rejected', 'applied'),
  ('subscriber', 'active', 'paused'),
  ('subscriber', 'active', 'removed'),
  ('subscriber', 'paused', 'active'),
  ('subscriber', 'paused', 'removed'),
  ('write_off', 'approved', 'taken_back'),
  ('write_off', 'proposed', 'approved'),
  ('write_off', 'proposed', 'rejected');

-- next statement
CREATE FUNCTION guard_asset_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.sponsor_id IS NOT DISTINCT FROM OLD.sponsor_id AND NEW.sponsorship_id IS NOT DISTINCT FROM OLD.sponsorship_id AND NEW.internal_name IS NOT DISTINCT FROM OLD.internal_name) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: asset_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_asset_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_benefit_asset_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.benefit_id IS NOT DISTINCT FROM OLD.benefit_id AND NEW.internal_name IS NOT DISTINCT FROM OLD.internal_name) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: benefit_asset_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_benefit_asset_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contact_link_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.token_hash IS NOT DISTINCT FROM OLD.token_hash AND NEW.email IS NOT DISTINCT FROM OLD.email AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at AND NEW.expires_at IS NOT DISTINCT FROM OLD.expires_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contact_link_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contact_link_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contact_session_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.token_hash IS NOT DISTINCT FROM OLD.token_hash AND NEW.email IS NOT DISTINCT FROM OLD.email AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at AND NEW.expires_at IS NOT DISTINCT FROM OLD.expires_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contact_session_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contact_session_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.sponsorship_id IS NOT DISTINCT FROM OLD.sponsorship_id AND NEW.revision IS NOT DISTINCT FROM OLD.revision AND NEW.document_id IS NOT DISTINCT FROM OLD.document_id AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.drafted_at IS NOT DISTINCT FROM OLD.drafted_at AND NEW.kind IS NOT DISTINCT FROM OLD.kind AND NEW.text_id IS NOT DISTINCT FROM OLD.text_id AND NEW.particulars IS NOT DISTINCT FROM OLD.particulars AND NEW.amends_id IS NOT DISTINCT FROM OLD.amends_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_text_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.kind IS NOT DISTINCT FROM OLD.kind AND NEW.number IS NOT DISTINCT FROM OLD.number AND NEW.written_at IS NOT DISTINCT FROM OLD.written_at AND NEW.written_by IS NOT DISTINCT FROM OLD.written_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_text_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_text_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_delivery_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.subscriber_id IS NOT DISTINCT FROM OLD.subscriber_id AND NEW.announcement_id IS NOT DISTINCT FROM OLD.announcement_id AND NEW.ordinal IS NOT DISTINCT FROM OLD.ordinal AND NEW.owed_at IS NOT DISTINCT FROM OLD.owed_at AND NEW.owed_by IS NOT DISTINCT FROM OLD.owed_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: delivery_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_delivery_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_instalment_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.sponsorship_id IS NOT DISTINCT FROM OLD.sponsorship_id AND NEW.position IS NOT DISTINCT FROM OLD.position) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: instalment_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_instalment_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_promised_asset_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.promised_benefit_id IS NOT DISTINCT FROM OLD.promised_benefit_id AND NEW.benefit_asset_id IS NOT DISTINCT FROM OLD.benefit_asset_id AND NEW.direction IS NOT DISTINCT FROM OLD.direction AND NEW.kind IS NOT DISTINCT FROM OLD.kind AND NEW.owner IS NOT DISTINCT FROM OLD.owner AND NEW.internal_name IS NOT DISTINCT FROM OLD.internal_name AND NEW.label IS NOT DISTINCT FROM OLD.label AND NEW.help_text IS NOT DISTINCT FROM OLD.help_text AND NEW.due_on IS NOT DISTINCT FROM OLD.due_on AND NEW.min_width IS NOT DISTINCT FROM OLD.min_width AND NEW.max_width IS NOT DISTINCT FROM OLD.max_width AND NEW.min_height IS NOT DISTINCT FROM OLD.min_height AND NEW.max_height IS NOT DISTINCT FROM OLD.max_height AND NEW.max_length IS NOT DISTINCT FROM OLD.max_length AND NEW.is_shared IS NOT DISTINCT FROM OLD.is_shared) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_asset_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_asset_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.sponsorship_id IS NOT DISTINCT FROM OLD.sponsorship_id AND NEW.benefit_id IS NOT DISTINCT FROM OLD.benefit_id AND NEW.internal_value_minor IS NOT DISTINCT FROM OLD.internal_value_minor) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_question_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.name IS NOT DISTINCT FROM OLD.name AND NEW.email IS NOT DISTINCT FROM OLD.email AND NEW.organisation IS NOT DISTINCT FROM OLD.organisation AND NEW.text IS NOT DISTINCT FROM OLD.text AND NEW.asked_at IS NOT DISTINCT FROM OLD.asked_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: question_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_question_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_saved_application_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: saved_application_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_saved_application_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_standing_letter_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at AND NEW.created_by IS NOT DISTINCT FROM OLD.created_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: standing_letter_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_standing_letter_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_subscriber_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.name IS NOT DISTINCT FROM OLD.name AND NEW.address IS NOT DISTINCT FROM OLD.address AND NEW.salt IS NOT DISTINCT FROM OLD.salt AND NEW.added_at IS NOT DISTINCT FROM OLD.added_at AND NEW.added_by IS NOT DISTINCT FROM OLD.added_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: subscriber_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_subscriber_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_voucher_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.benefit_id IS NOT DISTINCT FROM OLD.benefit_id AND NEW.code IS NOT DISTINCT FROM OLD.code AND NEW.uses IS NOT DISTINCT FROM OLD.uses AND NEW.added_at IS NOT DISTINCT FROM OLD.added_at AND NEW.added_by IS NOT DISTINCT FROM OLD.added_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: voucher_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_voucher_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_write_off_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.invoice_id IS NOT DISTINCT FROM OLD.invoice_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.reason IS NOT DISTINCT FROM OLD.reason AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.requested_at IS NOT DISTINCT FROM OLD.requested_at AND NEW.requested_by IS NOT DISTINCT FROM OLD.requested_by AND NEW.requested_by_id IS NOT DISTINCT FROM OLD.requested_by_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: write_off_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_write_off_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contact_link_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.used_at IS NULL OR NEW.used_at IS NOT DISTINCT FROM OLD.used_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contact_link_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contact_link_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contact_session_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.revoked_at IS NULL OR NEW.revoked_at IS NOT DISTINCT FROM OLD.revoked_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contact_session_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contact_session_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.sent_at IS NULL OR NEW.sent_at IS NOT DISTINCT FROM OLD.sent_at) AND (OLD.executed_at IS NULL OR NEW.executed_at IS NOT DISTINCT FROM OLD.executed_at) AND (OLD.executed_document_id IS NULL OR NEW.executed_document_id IS NOT DISTINCT FROM OLD.executed_document_id) AND (OLD.signed_file_id IS NULL OR NEW.signed_file_id IS NOT DISTINCT FROM OLD.signed_file_id) AND (OLD.terminated_on IS NULL OR NEW.terminated_on IS NOT DISTINCT FROM OLD.terminated_on) AND (OLD.countersigner_name IS NULL OR NEW.countersigner_name IS NOT DISTINCT FROM OLD.countersigner_name) AND (OLD.countersigner_title IS NULL OR NEW.countersigner_title IS NOT DISTINCT FROM OLD.countersigner_title) AND (OLD.countersigned_at IS NULL OR NEW.countersigned_at IS NOT DISTINCT FROM OLD.countersigned_at) AND (OLD.countersigned_by IS NULL OR NEW.countersigned_by IS NOT DISTINCT FROM OLD.countersigned_by)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_text_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.published_at IS NULL OR NEW.published_at IS NOT DISTINCT FROM OLD.published_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_text_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_text_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_delivery_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.delivered_at IS NULL OR NEW.delivered_at IS NOT DISTINCT FROM OLD.delivered_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: delivery_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_delivery_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_letter_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.about IS NULL OR NEW.about IS NOT DISTINCT FROM OLD.about)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: letter_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_letter_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsor_contact_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.public_token IS NULL OR NEW.public_token IS NOT DISTINCT FROM OLD.public_token)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsor_contact_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsor_contact_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_write_off_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.approved_by_id IS NULL OR NEW.approved_by_id IS NOT DISTINCT FROM OLD.approved_by_id) AND (OLD.approved_by IS NULL OR NEW.approved_by IS NOT DISTINCT FROM OLD.approved_by) AND (OLD.approved_at IS NULL OR NEW.approved_at IS NOT DISTINCT FROM OLD.approved_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: write_off_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_write_off_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_voucher_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.promised_benefit_id IS NULL OR NEW.promised_benefit_id IS NOT DISTINCT FROM OLD.promised_benefit_id) AND (OLD.issued_at IS NULL OR NEW.issued_at IS NOT DISTINCT FROM OLD.issued_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: voucher_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_voucher_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_sending_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.countersigns_later IS NOT DISTINCT FROM OLD.countersigns_later) OR (OLD.status = 'draft')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_sending_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_sending_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_ending_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.terminated_on IS NOT DISTINCT FROM OLD.terminated_on AND NEW.terminated_reason IS NOT DISTINCT FROM OLD.terminated_reason) OR (OLD.status = 'executed' AND NEW.status = 'terminated')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_ending_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_ending_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_text_frozen_once_published() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.text IS NOT DISTINCT FROM OLD.text AND NEW.note IS NOT DISTINCT FROM OLD.note) OR (OLD.status = 'draft')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_text_frozen_once_published' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_text_frozen_once_published() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_frozen_by_its_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.series IS NOT DISTINCT FROM OLD.series AND NEW.fund_id IS NOT DISTINCT FROM OLD.fund_id AND NEW.bill_to IS NOT DISTINCT FROM OLD.bill_to AND NEW.po_number IS NOT DISTINCT FROM OLD.po_number AND NEW.starts_on IS NOT DISTINCT FROM OLD.starts_on AND NEW.ends_on IS NOT DISTINCT FROM OLD.ends_on AND NEW.total_minor IS NOT DISTINCT FROM OLD.total_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.tax_minor IS NOT DISTINCT FROM OLD.tax_minor AND NEW.tax_note IS NOT DISTINCT FROM OLD.tax_note) OR (OLD.status = 'draft')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_frozen_by_its_status' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_frozen_by_its_status() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_question_frozen_once_answered() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.answer IS NOT DISTINCT FROM OLD.answer) OR (OLD.status <> 'answered')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: question_frozen_once_answered' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_question_frozen_once_answered() FROM PUBLIC;

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
CREATE FUNCTION guard_sponsorship_term_frozen_by_the_contract() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.ends_on IS NOT DISTINCT FROM OLD.ends_on) OR (OLD.status IN ('applied', 'approved') OR (NEW.ends_on < OLD.ends_on AND EXISTS (SELECT 1 FROM contract WHERE contract.sponsorship_id = OLD.id AND contract.status = 'terminated' AND contract.terminated_on = NEW.ends_on)))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_term_frozen_by_the_contract' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_term_frozen_by_the_contract() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_text_begins_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'draft') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_text_begins_draft' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_text_begins_draft() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_text_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'contract_text' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_text_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_text_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_delivery_begins_owed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'owed') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: delivery_begins_owed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_delivery_begins_owed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_delivery_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'delivery' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: delivery_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_delivery_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_begins_promised() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'promised') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_begins_promised' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_begins_promised() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'promised_benefit' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_question_begins_waiting() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'waiting') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: question_begins_waiting' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_question_begins_waiting() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_question_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'question' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: question_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_question_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_subscriber_begins_active() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'active') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: subscriber_begins_active' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_subscriber_begins_active() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_subscriber_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'subscriber' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: subscriber_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_subscriber_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_write_off_begins_proposed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'proposed') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: write_off_begins_proposed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_write_off_begins_proposed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_write_off_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'write_off' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: write_off_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_write_off_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_ledger_account_kind_follows_role() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.role = 'stripe-clearing' AND NEW.kind = 'asset') OR (NEW.role = 'payouts-in-transit' AND NEW.kind = 'asset') OR (NEW.role = 'bank' AND NEW.kind = 'asset') OR (NEW.role = 'receivables' AND NEW.kind = 'asset') OR (NEW.role = 'disputed-funds' AND NEW.kind = 'asset') OR (NEW.role = 'deferred-revenue' AND NEW.kind = 'liability') OR (NEW.role = 'tax-payable' AND NEW.kind = 'liability') OR (NEW.role = 'suspense' AND NEW.kind = 'liability') OR (NEW.role = 'between-funds' AND NEW.kind = 'equity') OR (NEW.role = 'currency-exchange' AND NEW.kind = 'equity') OR (NEW.role = 'released-from-restriction' AND NEW.kind = 'equity') OR (NEW.role = 'contributions' AND NEW.kind = 'income') OR (NEW.role = 'sponsorship-income' AND NEW.kind = 'income') OR (NEW.role = 'processing-fees' AND NEW.kind = 'expense') OR (NEW.role = 'dispute-fees' AND NEW.kind = 'expense') OR (NEW.role = 'bad-debts' AND NEW.kind = 'expense')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: ledger_account_kind_follows_role' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_ledger_account_kind_follows_role() FROM PUBLIC;

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
CREATE FUNCTION guard_invoice_issued_with_the_tax_of_its_lines() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status <> 'issued' OR OLD.status = 'issued' OR NEW.tax_minor = (SELECT coalesce(sum(quantity * unit_amount_minor), 0) FROM invoice_line WHERE invoice_id = NEW.id AND invoice_line.is_tax)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_issued_with_the_tax_of_its_lines' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_issued_with_the_tax_of_its_lines() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_credit_note_takes_no_more_tax_than_there_is() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.tax_minor + (SELECT coalesce(sum(other.tax_minor), 0) FROM credit_note AS other WHERE other.invoice_id = NEW.invoice_id) <= (SELECT invoice.tax_minor FROM invoice WHERE invoice.id = NEW.invoice_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: credit_note_takes_no_more_tax_than_there_is' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_credit_note_takes_no_more_tax_than_there_is() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_written_off_by_two() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status <> 'written_off' OR OLD.status = 'written_off' OR EXISTS (SELECT 1 FROM write_off WHERE write_off.invoice_id = NEW.id AND write_off.status = 'approved' AND write_off.amount_minor = NEW.total_minor - NEW.paid_minor - NEW.credited_minor)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_written_off_by_two' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_written_off_by_two() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_addressee_gets_a_letter_of_the_mailing() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.letter_id IS NULL OR EXISTS (SELECT 1 FROM letter WHERE letter.id = NEW.letter_id AND letter.template = 'sponsor_letter' AND letter.fact LIKE 'mailing:' || NEW.mailing_id || ':%' AND lower(letter.recipient_email) = lower(NEW.email))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: addressee_gets_a_letter_of_the_mailing' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_addressee_gets_a_letter_of_the_mailing() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_amends_one_in_force() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM contract WHERE id = NEW.amends_id FOR NO KEY UPDATE;
  IF ((NEW.kind = 'amendment') = (NEW.amends_id IS NOT NULL) AND (NEW.amends_id IS NULL OR EXISTS (SELECT 1 FROM contract AS amended WHERE amended.id = NEW.amends_id AND amended.sponsorship_id = NEW.sponsorship_id AND amended.status = 'executed'))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_amends_one_in_force' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_amends_one_in_force() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_made_from_a_text_in_use() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM contract_text WHERE id = NEW.text_id FOR NO KEY UPDATE;
  IF (NEW.text_id IS NULL OR EXISTS (SELECT 1 FROM contract_text WHERE contract_text.id = NEW.text_id AND contract_text.kind = NEW.kind AND contract_text.status = 'published')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_made_from_a_text_in_use' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_made_from_a_text_in_use() FROM PUBLIC;

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
CREATE FUNCTION guard_promised_benefit_without_conflict() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = NEW.sponsorship_id FOR NO KEY UPDATE;
  IF (NOT EXISTS (SELECT 1 FROM promised_benefit AS held, benefit_conflict AS pair WHERE held.sponsorship_id = NEW.sponsorship_id AND NOT held.is_released AND ((pair.benefit_id = NEW.benefit_id AND pair.other_id = held.benefit_id) OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = held.benefit_id)))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_without_conflict' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_without_conflict() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_benefit_stands_alone_or_not() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = NEW.sponsorship_id FOR NO KEY UPDATE;
  IF ((SELECT stand_alone_price_minor IS NOT NULL FROM benefit WHERE benefit.id = NEW.benefit_id) = (SELECT tier.is_stand_alone FROM sponsorship JOIN tier ON tier.id = sponsorship.tier_id WHERE sponsorship.id = NEW.sponsorship_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_benefit_stands_alone_or_not' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_benefit_stands_alone_or_not() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_benefit_conflict_within_a_year() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((SELECT program_year_id FROM benefit WHERE benefit.id = NEW.benefit_id) = (SELECT program_year_id FROM benefit WHERE benefit.id = NEW.other_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: benefit_conflict_within_a_year' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_benefit_conflict_within_a_year() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_tier_benefit_stands_not_alone() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (EXISTS (SELECT 1 FROM benefit, tier WHERE benefit.id = NEW.benefit_id AND tier.id = NEW.tier_id AND benefit.stand_alone_price_minor IS NULL AND NOT tier.is_stand_alone)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: tier_benefit_stands_not_alone' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_tier_benefit_stands_not_alone() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_benefit_stands_alone_in_no_tier() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.stand_alone_price_minor IS NULL OR NOT EXISTS (SELECT 1 FROM tier_benefit WHERE tier_benefit.benefit_id = NEW.id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: benefit_stands_alone_in_no_tier' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_benefit_stands_alone_in_no_tier() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_asset_of_its_sponsor() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.sponsorship_id IS NULL OR EXISTS (SELECT 1 FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id AND sponsorship.sponsor_id = NEW.sponsor_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: asset_of_its_sponsor' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_asset_of_its_sponsor() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_promised_asset_of_its_benefit() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (EXISTS (SELECT 1 FROM promised_benefit, benefit_asset WHERE promised_benefit.id = NEW.promised_benefit_id AND benefit_asset.id = NEW.benefit_asset_id AND benefit_asset.benefit_id = promised_benefit.benefit_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: promised_asset_of_its_benefit' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_promised_asset_of_its_benefit() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_voucher_issued_for_its_benefit() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.promised_benefit_id IS NULL OR EXISTS (SELECT 1 FROM promised_benefit WHERE promised_benefit.id = NEW.promised_benefit_id AND promised_benefit.benefit_id = NEW.benefit_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: voucher_issued_for_its_benefit' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_voucher_issued_for_its_benefit() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_voucher_begins_free() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.promised_benefit_id IS NULL) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: voucher_begins_free' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_voucher_begins_free() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_voucher_issued_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (OLD.promised_benefit_id IS NULL) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: voucher_issued_stays' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_voucher_issued_stays() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_announcement_takes_its_turn() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM sponsorship WHERE id = NEW.sponsorship_id FOR NO KEY UPDATE;
  IF (NEW.number = 1 + coalesce((SELECT max(number) FROM announcement AS told WHERE told.sponsorship_id = NEW.sponsorship_id), 0) AND (NEW.kind = 'started') = (coalesce((SELECT kind FROM announcement AS told WHERE told.sponsorship_id = NEW.sponsorship_id ORDER BY told.number DESC LIMIT 1), 'ended') = 'ended')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: announcement_takes_its_turn' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_announcement_takes_its_turn() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_signature_on_the_document_that_was_sent() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM contract WHERE id = NEW.contract_id FOR NO KEY UPDATE;
  IF (EXISTS (SELECT 1 FROM contract JOIN document ON document.id = contract.document_id WHERE contract.id = NEW.contract_id AND contract.status IN ('awaiting_signature', 'signed', 'executed') AND (NEW.method <> 'online' OR document.sha256 = NEW.document_sha256))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: signature_on_the_document_that_was_sent' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_signature_on_the_document_that_was_sent() FROM PUBLIC;

-- next statement
CREATE TRIGGER addressee_never_updated BEFORE UPDATE ON addressee
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER addressee_never_deleted BEFORE DELETE ON addressee
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER addressee_never_truncated BEFORE TRUNCATE ON addressee
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER announcement_never_updated BEFORE UPDATE ON announcement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER announcement_never_deleted BEFORE DELETE ON announcement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER announcement_never_truncated BEFORE TRUNCATE ON announcement
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER assignment_never_updated BEFORE UPDATE ON assignment
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER assignment_never_deleted BEFORE DELETE ON assignment
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER assignment_never_truncated BEFORE TRUNCATE ON assignment
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER mailing_never_updated BEFORE UPDATE ON mailing
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER mailing_never_deleted BEFORE DELETE ON mailing
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER mailing_never_truncated BEFORE TRUNCATE ON mailing
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER promised_clause_never_updated BEFORE UPDATE ON promised_clause
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER promised_clause_never_deleted BEFORE DELETE ON promised_clause
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER promised_clause_never_truncated BEFORE TRUNCATE ON promised_clause
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER proof_never_updated BEFORE UPDATE ON proof
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER proof_never_deleted BEFORE DELETE ON proof
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER proof_never_truncated BEFORE TRUNCATE ON proof
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER review_note_never_updated BEFORE UPDATE ON review_note
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER review_note_never_deleted BEFORE DELETE ON review_note
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER review_note_never_truncated BEFORE TRUNCATE ON review_note
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER asset_never_deleted BEFORE DELETE ON asset
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER asset_never_truncated BEFORE TRUNCATE ON asset
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER contract_text_never_deleted BEFORE DELETE ON contract_text
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER contract_text_never_truncated BEFORE TRUNCATE ON contract_text
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER delivery_never_deleted BEFORE DELETE ON delivery
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER delivery_never_truncated BEFORE TRUNCATE ON delivery
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER question_never_deleted BEFORE DELETE ON question
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER question_never_truncated BEFORE TRUNCATE ON question
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER standing_letter_never_deleted BEFORE DELETE ON standing_letter
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER standing_letter_never_truncated BEFORE TRUNCATE ON standing_letter
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER subscriber_never_deleted BEFORE DELETE ON subscriber
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER subscriber_never_truncated BEFORE TRUNCATE ON subscriber
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER write_off_never_deleted BEFORE DELETE ON write_off
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER write_off_never_truncated BEFORE TRUNCATE ON write_off
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
CREATE TRIGGER asset_frozen BEFORE UPDATE ON asset
FOR EACH ROW EXECUTE FUNCTION guard_asset_frozen();

-- next statement
CREATE TRIGGER benefit_asset_frozen BEFORE UPDATE ON benefit_asset
FOR EACH ROW EXECUTE FUNCTION guard_benefit_asset_frozen();

-- next statement
CREATE TRIGGER contact_link_frozen BEFORE UPDATE ON contact_link
FOR EACH ROW EXECUTE FUNCTION guard_contact_link_frozen();

-- next statement
CREATE TRIGGER contact_session_frozen BEFORE UPDATE ON contact_session
FOR EACH ROW EXECUTE FUNCTION guard_contact_session_frozen();

-- next statement
CREATE TRIGGER contract_frozen BEFORE UPDATE ON contract
FOR EACH ROW EXECUTE FUNCTION guard_contract_frozen();

-- next statement
CREATE TRIGGER contract_text_frozen BEFORE UPDATE ON contract_text
FOR EACH ROW EXECUTE FUNCTION guard_contract_text_frozen();

-- next statement
CREATE TRIGGER delivery_frozen BEFORE UPDATE ON delivery
FOR EACH ROW EXECUTE FUNCTION guard_delivery_frozen();

-- next statement
CREATE TRIGGER instalment_frozen BEFORE UPDATE ON instalment
FOR EACH ROW EXECUTE FUNCTION guard_instalment_frozen();

-- next statement
CREATE TRIGGER invoice_frozen BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_frozen();

-- next statement
CREATE TRIGGER promised_asset_frozen BEFORE UPDATE ON promised_asset
FOR EACH ROW EXECUTE FUNCTION guard_promised_asset_frozen();

-- next statement
CREATE TRIGGER promised_benefit_frozen BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_frozen();

-- next statement
CREATE TRIGGER question_frozen BEFORE UPDATE ON question
FOR EACH ROW EXECUTE FUNCTION guard_question_frozen();

-- next statement
CREATE TRIGGER saved_application_frozen BEFORE UPDATE ON saved_application
FOR EACH ROW EXECUTE FUNCTION guard_saved_application_frozen();

-- next statement
CREATE TRIGGER sponsorship_frozen BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_frozen();

-- next statement
CREATE TRIGGER standing_letter_frozen BEFORE UPDATE ON standing_letter
FOR EACH ROW EXECUTE FUNCTION guard_standing_letter_frozen();

-- next statement
CREATE TRIGGER subscriber_frozen BEFORE UPDATE ON subscriber
FOR EACH ROW EXECUTE FUNCTION guard_subscriber_frozen();

-- next statement
CREATE TRIGGER voucher_frozen BEFORE UPDATE ON voucher
FOR EACH ROW EXECUTE FUNCTION guard_voucher_frozen();

-- next statement
CREATE TRIGGER write_off_frozen BEFORE UPDATE ON write_off
FOR EACH ROW EXECUTE FUNCTION guard_write_off_frozen();

-- next statement
CREATE TRIGGER contact_link_frozen_once_set BEFORE UPDATE ON contact_link
FOR EACH ROW EXECUTE FUNCTION guard_contact_link_frozen_once_set();

-- next statement
CREATE TRIGGER contact_session_frozen_once_set BEFORE UPDATE ON contact_session
FOR EACH ROW EXECUTE FUNCTION guard_contact_session_frozen_once_set();

-- next statement
CREATE TRIGGER contract_frozen_once_set BEFORE UPDATE ON contract
FOR EACH ROW EXECUTE FUNCTION guard_contract_frozen_once_set();

-- next statement
CREATE TRIGGER contract_text_frozen_once_set BEFORE UPDATE ON contract_text
FOR EACH ROW EXECUTE FUNCTION guard_contract_text_frozen_once_set();

-- next statement
CREATE TRIGGER delivery_frozen_once_set BEFORE UPDATE ON delivery
FOR EACH ROW EXECUTE FUNCTION guard_delivery_frozen_once_set();

-- next statement
CREATE TRIGGER letter_frozen_once_set BEFORE UPDATE ON letter
FOR EACH ROW EXECUTE FUNCTION guard_letter_frozen_once_set();

-- next statement
CREATE TRIGGER sponsor_contact_frozen_once_set BEFORE UPDATE ON sponsor_contact
FOR EACH ROW EXECUTE FUNCTION guard_sponsor_contact_frozen_once_set();

-- next statement
CREATE TRIGGER write_off_frozen_once_set BEFORE UPDATE ON write_off
FOR EACH ROW EXECUTE FUNCTION guard_write_off_frozen_once_set();

-- next statement
CREATE TRIGGER voucher_frozen_once_set BEFORE UPDATE ON voucher
FOR EACH ROW EXECUTE FUNCTION guard_voucher_frozen_once_set();

-- next statement
CREATE TRIGGER contract_sending_frozen BEFORE UPDATE ON contract
FOR EACH ROW EXECUTE FUNCTION guard_contract_sending_frozen();

-- next statement
CREATE TRIGGER contract_ending_frozen BEFORE UPDATE ON contract
FOR EACH ROW EXECUTE FUNCTION guard_contract_ending_frozen();

-- next statement
CREATE TRIGGER contract_text_frozen_once_published BEFORE UPDATE ON contract_text
FOR EACH ROW EXECUTE FUNCTION guard_contract_text_frozen_once_published();

-- next statement
CREATE TRIGGER invoice_frozen_by_its_status BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_frozen_by_its_status();

-- next statement
CREATE TRIGGER question_frozen_once_answered BEFORE UPDATE ON question
FOR EACH ROW EXECUTE FUNCTION guard_question_frozen_once_answered();

-- next statement
CREATE TRIGGER sponsorship_frozen_by_its_status BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_frozen_by_its_status();

-- next statement
CREATE TRIGGER sponsorship_term_frozen_by_the_contract BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_term_frozen_by_the_contract();

-- next statement
CREATE TRIGGER contract_text_begins_draft BEFORE INSERT ON contract_text
FOR EACH ROW EXECUTE FUNCTION guard_contract_text_begins_draft();

-- next statement
CREATE TRIGGER contract_text_status_moves BEFORE UPDATE ON contract_text
FOR EACH ROW EXECUTE FUNCTION guard_contract_text_status_moves();

-- next statement
CREATE TRIGGER delivery_begins_owed BEFORE INSERT ON delivery
FOR EACH ROW EXECUTE FUNCTION guard_delivery_begins_owed();

-- next statement
CREATE TRIGGER delivery_status_moves BEFORE UPDATE ON delivery
FOR EACH ROW EXECUTE FUNCTION guard_delivery_status_moves();

-- next statement
CREATE TRIGGER promised_benefit_begins_promised BEFORE INSERT ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_begins_promised();

-- next statement
CREATE TRIGGER promised_benefit_status_moves BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_status_moves();

-- next statement
CREATE TRIGGER question_begins_waiting BEFORE INSERT ON question
FOR EACH ROW EXECUTE FUNCTION guard_question_begins_waiting();

-- next statement
CREATE TRIGGER question_status_moves BEFORE UPDATE ON question
FOR EACH ROW EXECUTE FUNCTION guard_question_status_moves();

-- next statement
CREATE TRIGGER subscriber_begins_active BEFORE INSERT ON subscriber
FOR EACH ROW EXECUTE FUNCTION guard_subscriber_begins_active();

-- next statement
CREATE TRIGGER subscriber_status_moves BEFORE UPDATE ON subscriber
FOR EACH ROW EXECUTE FUNCTION guard_subscriber_status_moves();

-- next statement
CREATE TRIGGER write_off_begins_proposed BEFORE INSERT ON write_off
FOR EACH ROW EXECUTE FUNCTION guard_write_off_begins_proposed();

-- next statement
CREATE TRIGGER write_off_status_moves BEFORE UPDATE ON write_off
FOR EACH ROW EXECUTE FUNCTION guard_write_off_status_moves();

-- next statement
CREATE TRIGGER ledger_account_kind_follows_role BEFORE INSERT ON ledger_account
FOR EACH ROW EXECUTE FUNCTION guard_ledger_account_kind_follows_role();

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
CREATE TRIGGER invoice_issued_with_the_tax_of_its_lines BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_issued_with_the_tax_of_its_lines();

-- next statement
CREATE TRIGGER credit_note_takes_no_more_tax_than_there_is BEFORE INSERT ON credit_note
FOR EACH ROW EXECUTE FUNCTION guard_credit_note_takes_no_more_tax_than_there_is();

-- next statement
CREATE TRIGGER invoice_written_off_by_two BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_written_off_by_two();

-- next statement
CREATE TRIGGER addressee_gets_a_letter_of_the_mailing BEFORE INSERT ON addressee
FOR EACH ROW EXECUTE FUNCTION guard_addressee_gets_a_letter_of_the_mailing();

-- next statement
CREATE TRIGGER contract_amends_one_in_force BEFORE INSERT ON contract
FOR EACH ROW EXECUTE FUNCTION guard_contract_amends_one_in_force();

-- next statement
CREATE TRIGGER contract_made_from_a_text_in_use BEFORE INSERT ON contract
FOR EACH ROW EXECUTE FUNCTION guard_contract_made_from_a_text_in_use();

-- next statement
CREATE TRIGGER promised_clause_before_the_contract BEFORE INSERT ON promised_clause
FOR EACH ROW EXECUTE FUNCTION guard_promised_clause_before_the_contract();

-- next statement
CREATE TRIGGER promised_benefit_without_conflict BEFORE INSERT ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_without_conflict();

-- next statement
CREATE TRIGGER promised_benefit_stands_alone_or_not BEFORE INSERT ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_stands_alone_or_not();

-- next statement
CREATE TRIGGER benefit_conflict_within_a_year BEFORE INSERT ON benefit_conflict
FOR EACH ROW EXECUTE FUNCTION guard_benefit_conflict_within_a_year();

-- next statement
CREATE TRIGGER tier_benefit_stands_not_alone BEFORE INSERT ON tier_benefit
FOR EACH ROW EXECUTE FUNCTION guard_tier_benefit_stands_not_alone();

-- next statement
CREATE TRIGGER benefit_stands_alone_in_no_tier BEFORE UPDATE ON benefit
FOR EACH ROW EXECUTE FUNCTION guard_benefit_stands_alone_in_no_tier();

-- next statement
CREATE TRIGGER asset_of_its_sponsor BEFORE INSERT ON asset
FOR EACH ROW EXECUTE FUNCTION guard_asset_of_its_sponsor();

-- next statement
CREATE TRIGGER promised_asset_of_its_benefit BEFORE INSERT ON promised_asset
FOR EACH ROW EXECUTE FUNCTION guard_promised_asset_of_its_benefit();

-- next statement
CREATE TRIGGER voucher_issued_for_its_benefit BEFORE UPDATE ON voucher
FOR EACH ROW EXECUTE FUNCTION guard_voucher_issued_for_its_benefit();

-- next statement
CREATE TRIGGER voucher_begins_free BEFORE INSERT ON voucher
FOR EACH ROW EXECUTE FUNCTION guard_voucher_begins_free();

-- next statement
CREATE TRIGGER voucher_issued_stays BEFORE DELETE ON voucher
FOR EACH ROW EXECUTE FUNCTION guard_voucher_issued_stays();

-- next statement
CREATE TRIGGER announcement_takes_its_turn BEFORE INSERT ON announcement
FOR EACH ROW EXECUTE FUNCTION guard_announcement_takes_its_turn();

-- next statement
CREATE TRIGGER signature_on_the_document_that_was_sent BEFORE INSERT ON signature
FOR EACH ROW EXECUTE FUNCTION guard_signature_on_the_document_that_was_sent();
