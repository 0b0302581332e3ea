CREATE TABLE api_token (
  id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  scopes JSONB NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_by TEXT NOT NULL,
  revoked_at TIMESTAMP WITH TIME ZONE,
  last_used_on DATE,
  CONSTRAINT pk_api_token PRIMARY KEY (id),
  CONSTRAINT uq_api_token_name UNIQUE (name),
  CONSTRAINT uq_api_token_token_hash UNIQUE (token_hash),
  CONSTRAINT ck_api_token_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_api_token_revoked_at_real CHECK (revoked_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND revoked_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_api_token_last_used_on_real CHECK (last_used_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE TABLE audit_note (
  seq BIGINT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  by TEXT NOT NULL,
  verb TEXT NOT NULL,
  subject TEXT NOT NULL,
  changes JSONB NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT pk_audit_note PRIMARY KEY (seq),
  CONSTRAINT uq_audit_note_hash UNIQUE (hash),
  CONSTRAINT ck_audit_note_at_real CHECK (at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_audit_note_at ON audit_note (at);

-- next statement
CREATE INDEX ix_audit_note_subject ON audit_note (subject);

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
CREATE TABLE bank_transfer (
  id BIGSERIAL NOT NULL,
  form_key TEXT,
  received_on DATE NOT NULL,
  payer TEXT NOT NULL,
  bank_reference TEXT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_by TEXT NOT NULL,
  method TEXT DEFAULT 'transfer' NOT NULL,
  cheque_number TEXT DEFAULT '' NOT NULL,
  turn BIGINT DEFAULT 1 NOT NULL,
  CONSTRAINT pk_bank_transfer PRIMARY KEY (id),
  CONSTRAINT ck_bank_transfer_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_bank_transfer_cheque_numbered CHECK ((method = 'cheque') = (cheque_number <> '')),
  CONSTRAINT ck_bank_transfer_turn_counted CHECK (turn >= 1),
  CONSTRAINT uq_bank_transfer_bank_reference_turn UNIQUE (bank_reference, turn),
  CONSTRAINT uq_bank_transfer_form_key UNIQUE (form_key),
  CONSTRAINT ck_bank_transfer_transfermethod CHECK (method IN ('transfer', 'cheque')),
  CONSTRAINT ck_bank_transfer_received_on_real CHECK (received_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_bank_transfer_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_transfer_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_bank_transfer_recorded_at_real CHECK (recorded_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND recorded_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE UNIQUE INDEX uq_bank_transfer_cheque ON bank_transfer (payer, cheque_number, turn) WHERE cheque_number <> '';

-- next statement
CREATE TABLE checkout (
  id BIGSERIAL NOT NULL,
  purpose TEXT NOT NULL,
  purpose_id BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  external_id TEXT,
  url TEXT,
  begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_checkout PRIMARY KEY (id),
  CONSTRAINT uq_checkout_purpose_purpose_id_attempt UNIQUE (purpose, purpose_id, attempt),
  CONSTRAINT ck_checkout_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_checkout_attempt_counted CHECK (attempt >= 1),
  CONSTRAINT ck_checkout_purpose CHECK (purpose IN ('donation', 'recurring_gift', 'invoice')),
  CONSTRAINT ck_checkout_checkoutstatus CHECK (status IN ('open', 'completed', 'expired')),
  CONSTRAINT uq_checkout_idempotency_key UNIQUE (idempotency_key),
  CONSTRAINT uq_checkout_external_id UNIQUE (external_id),
  CONSTRAINT ck_checkout_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_checkout_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_checkout_begun_at_real CHECK (begun_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND begun_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_checkout_expires_at_real CHECK (expires_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND expires_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_checkout_begun_at ON checkout (begun_at);

-- next statement
CREATE TABLE constituent (
  id BIGSERIAL NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT pk_constituent PRIMARY KEY (id),
  CONSTRAINT ck_constituent_constituentkind CHECK (kind IN ('person', 'organisation')),
  CONSTRAINT uq_constituent_email_key UNIQUE (email_key),
  CONSTRAINT ck_constituent_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

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
CREATE UNIQUE INDEX uq_contract_text_published ON contract_text (kind) WHERE status = 'published';

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
CREATE UNIQUE INDEX ix_difference_standing ON difference (kind, subject) WHERE status = 'found';

-- next statement
CREATE INDEX ix_difference_subject ON difference (subject);

-- next statement
CREATE TABLE document (
  id BIGSERIAL NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  content JSONB NOT NULL,
  attaches_id BIGINT,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  pdf BYTEA,
  sha256 TEXT,
  rendered_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_document PRIMARY KEY (id),
  CONSTRAINT ck_document_rendered_whole CHECK ((pdf IS NULL) = (sha256 IS NULL) AND (pdf IS NULL) = (rendered_at IS NULL)),
  CONSTRAINT ck_document_sha256_length CHECK (sha256 IS NULL OR length(sha256) = 64),
  CONSTRAINT ck_document_documentkind CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt', 'price_list', 'statement', 'sponsor_report', 'payment_receipt')),
  CONSTRAINT fk_document_attaches_id FOREIGN KEY(attaches_id) REFERENCES document (id) ON DELETE RESTRICT,
  CONSTRAINT ck_document_made_at_real CHECK (made_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND made_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_document_rendered_at_real CHECK (rendered_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND rendered_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE fund (
  id BIGSERIAL NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  description TEXT NOT NULL,
  restriction TEXT NOT NULL,
  purpose TEXT NOT NULL,
  currency TEXT NOT NULL,
  goal_minor NUMERIC,
  position BIGINT NOT NULL,
  accepts_gifts BOOLEAN NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  version BIGINT NOT NULL,
  restricted_until DATE,
  CONSTRAINT pk_fund PRIMARY KEY (id),
  CONSTRAINT ck_fund_purpose_if_restricted CHECK ((restriction <> 'none' OR purpose = '') AND (restriction <> 'purpose' OR purpose <> '')),
  CONSTRAINT ck_fund_until_if_time CHECK ((restriction = 'time') = (restricted_until IS NOT NULL)),
  CONSTRAINT ck_fund_goal_positive CHECK (goal_minor IS NULL OR goal_minor > 0),
  CONSTRAINT uq_fund_slug UNIQUE (slug),
  CONSTRAINT ck_fund_restriction CHECK (restriction IN ('none', 'purpose', 'time')),
  CONSTRAINT ck_fund_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_fund_goal_minor_whole CHECK (goal_minor % 1 = 0 AND abs(goal_minor) <= 9000000000000000),
  CONSTRAINT ck_fund_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_fund_restricted_until_real CHECK (restricted_until BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

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
CREATE TABLE inbound_event (
  id BIGSERIAL NOT NULL,
  provider TEXT NOT NULL,
  livemode BOOLEAN NOT NULL,
  account TEXT NOT NULL,
  external_id TEXT NOT NULL,
  event_type TEXT NOT NULL,
  object_type TEXT NOT NULL,
  object_id TEXT NOT NULL,
  body JSONB NOT NULL,
  received_at TIMESTAMP WITH TIME ZONE NOT NULL,
  handled_at TIMESTAMP WITH TIME ZONE,
  outcome TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  error TEXT NOT NULL,
  came_by TEXT DEFAULT 'webhook' NOT NULL,
  occurred_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_inbound_event PRIMARY KEY (id),
  CONSTRAINT uq_inbound_event_provider_livemode_account_external_id UNIQUE (provider, livemode, account, external_id),
  CONSTRAINT ck_inbound_event_cameby CHECK (came_by IN ('webhook', 'list')),
  CONSTRAINT ck_inbound_event_received_at_real CHECK (received_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND received_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_inbound_event_handled_at_real CHECK (handled_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND handled_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_inbound_event_occurred_at_real CHECK (occurred_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND occurred_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_inbound_event_event_type ON inbound_event (event_type);

-- next statement
CREATE INDEX ix_inbound_event_waiting ON inbound_event (handled_at, received_at);

-- next statement
CREATE TABLE job_trouble (
  id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  payload JSONB NOT NULL,
  error TEXT NOT NULL,
  run BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  first_failed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  last_failed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  next_try_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_job_trouble PRIMARY KEY (id),
  CONSTRAINT uq_job_trouble_name_key UNIQUE (name, key),
  CONSTRAINT ck_job_trouble_tries_positive CHECK (tries > 0),
  CONSTRAINT ck_job_trouble_first_failed_at_real CHECK (first_failed_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND first_failed_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_job_trouble_last_failed_at_real CHECK (last_failed_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND last_failed_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_job_trouble_next_try_at_real CHECK (next_try_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND next_try_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_job_trouble_next_try_at ON job_trouble (next_try_at);

-- next statement
CREATE TABLE journal_entry (
  id BIGSERIAL NOT NULL,
  fact TEXT NOT NULL,
  source TEXT NOT NULL,
  occurred_on DATE NOT NULL,
  posted_on DATE NOT NULL,
  recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  by TEXT NOT NULL,
  memo TEXT NOT NULL,
  reverses_id BIGINT,
  posting_count BIGINT NOT NULL,
  CONSTRAINT pk_journal_entry PRIMARY KEY (id),
  CONSTRAINT uq_journal_entry_fact_source UNIQUE (fact, source),
  CONSTRAINT ck_journal_entry_has_postings CHECK (posting_count >= 1),
  CONSTRAINT ck_journal_entry_reverses_another CHECK (reverses_id <> id),
  CONSTRAINT ck_journal_entry_named CHECK (length(fact) > 0 AND length(source) > 0),
  CONSTRAINT uq_journal_entry_reverses_id UNIQUE (reverses_id),
  CONSTRAINT fk_journal_entry_reverses_id FOREIGN KEY(reverses_id) REFERENCES journal_entry (id) ON DELETE RESTRICT,
  CONSTRAINT ck_journal_entry_occurred_on_real CHECK (occurred_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_journal_entry_posted_on_real CHECK (posted_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_journal_entry_recorded_at_real CHECK (recorded_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND recorded_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_journal_entry_posted_on ON journal_entry (posted_on);

-- next statement
CREATE TABLE legal_clause (
  id BIGSERIAL NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  position BIGINT NOT NULL,
  version BIGINT DEFAULT 1 NOT NULL,
  CONSTRAINT pk_legal_clause PRIMARY KEY (id)
);

-- next statement
CREATE TABLE letter (
  id BIGSERIAL NOT NULL,
  template TEXT NOT NULL,
  fact TEXT NOT NULL,
  recipient_name TEXT NOT NULL,
  recipient_email TEXT NOT NULL,
  context JSONB NOT NULL,
  attachments JSONB NOT NULL,
  owed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  about TEXT,
  CONSTRAINT pk_letter PRIMARY KEY (id),
  CONSTRAINT uq_letter_template_fact UNIQUE (template, fact),
  CONSTRAINT ck_letter_owed_at_real CHECK (owed_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND owed_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_letter_about ON letter (about);

-- next statement
CREATE INDEX ix_letter_owed_at ON letter (owed_at);

-- next statement
CREATE INDEX ix_letter_recipient_email ON letter (recipient_email);

-- next statement
CREATE TABLE lifecycle_move (
  machine TEXT NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  CONSTRAINT pk_lifecycle_move PRIMARY KEY (machine, from_status, to_status)
);

-- next statement
CREATE TABLE number_series (
  series TEXT NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  CONSTRAINT pk_number_series PRIMARY KEY (series, year),
  CONSTRAINT ck_number_series_last_not_negative CHECK (last >= 0)
);

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
CREATE INDEX ix_payout_begun_at ON payout (begun_at);

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
CREATE INDEX ix_question_status ON question (status);

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
CREATE INDEX ix_reconciliation_run_ran_at ON reconciliation_run (ran_at);

-- next statement
CREATE TABLE saved_application (
  id BIGSERIAL NOT NULL,
  form_key TEXT NOT NULL,
  public_token TEXT NOT NULL,
  email TEXT NOT NULL,
  answers JSONB NOT NULL,
  saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  places_until TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_saved_application PRIMARY KEY (id),
  CONSTRAINT ck_saved_application_expires_later CHECK (expires_at > saved_at),
  CONSTRAINT uq_saved_application_form_key UNIQUE (form_key),
  CONSTRAINT uq_saved_application_public_token UNIQUE (public_token),
  CONSTRAINT ck_saved_application_saved_at_real CHECK (saved_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND saved_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_saved_application_expires_at_real CHECK (expires_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND expires_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_saved_application_places_until_real CHECK (places_until >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND places_until < TIMESTAMPTZ '9999-12-31 00:00:00+00')
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
CREATE INDEX ix_self_check_finished_at ON self_check (finished_at);

-- next statement
CREATE TABLE sign_in_attempt (
  bucket TEXT NOT NULL,
  quarter BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  CONSTRAINT pk_sign_in_attempt PRIMARY KEY (bucket, quarter),
  CONSTRAINT ck_sign_in_attempt_tries_not_negative CHECK (tries >= 0)
);

-- next statement
CREATE TABLE staff_user (
  id BIGSERIAL NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT,
  totp_secret TEXT,
  totp_last_counter BIGINT,
  is_active BOOLEAN NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_by TEXT NOT NULL,
  disabled_at TIMESTAMP WITH TIME ZONE,
  version BIGINT NOT NULL,
  calendar_token_hash TEXT,
  CONSTRAINT pk_staff_user PRIMARY KEY (id),
  CONSTRAINT ck_staff_user_email_folded CHECK (length(email) > 2 AND email = lower(email)),
  CONSTRAINT ck_staff_user_both_factors_or_none CHECK ((password_hash IS NULL) = (totp_secret IS NULL)),
  CONSTRAINT uq_staff_user_email UNIQUE (email),
  CONSTRAINT ck_staff_user_staffrole CHECK (role IN ('administrator', 'finance', 'programme', 'viewer')),
  CONSTRAINT ck_staff_user_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_staff_user_disabled_at_real CHECK (disabled_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND disabled_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE UNIQUE INDEX uq_staff_user_calendar_token_hash ON staff_user (calendar_token_hash);

-- next statement
CREATE TABLE stamp (
  id BIGSERIAL NOT NULL,
  CONSTRAINT pk_stamp PRIMARY KEY (id)
);

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
CREATE TABLE stored_file (
  id BIGSERIAL NOT NULL,
  kind TEXT NOT NULL,
  media_type TEXT NOT NULL,
  original_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  width BIGINT,
  height BIGINT,
  uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
  uploaded_by TEXT NOT NULL,
  public_token TEXT NOT NULL,
  bytes BYTEA,
  CONSTRAINT pk_stored_file PRIMARY KEY (id),
  CONSTRAINT ck_stored_file_sha256_length CHECK (length(sha256) = 64),
  CONSTRAINT ck_stored_file_filekind CHECK (kind IN ('logo', 'signed_contract', 'bank_statement', 'picture', 'private')),
  CONSTRAINT uq_stored_file_public_token UNIQUE (public_token),
  CONSTRAINT ck_stored_file_uploaded_at_real CHECK (uploaded_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND uploaded_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_stored_file_sha256 ON stored_file (sha256);

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
CREATE TABLE worker_heartbeat (
  worker TEXT NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE NOT NULL,
  beat_at TIMESTAMP WITH TIME ZONE NOT NULL,
  relieved_by TEXT NOT NULL,
  relieved_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_worker_heartbeat PRIMARY KEY (worker),
  CONSTRAINT ck_worker_heartbeat_started_at_real CHECK (started_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND started_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_worker_heartbeat_beat_at_real CHECK (beat_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND beat_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_worker_heartbeat_relieved_at_real CHECK (relieved_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND relieved_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
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
CREATE INDEX ix_balance_transaction_created_at ON balance_transaction (created_at);

-- next statement
CREATE INDEX ix_balance_transaction_payout_id ON balance_transaction (payout_id);

-- next statement
CREATE INDEX ix_balance_transaction_source_external_id ON balance_transaction (source_external_id);

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
CREATE INDEX ix_counterpart_row ON counterpart (table_name, row_id);

-- next statement
CREATE TABLE dispatch (
  id BIGSERIAL NOT NULL,
  letter_id BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  status TEXT NOT NULL,
  message_id TEXT NOT NULL,
  requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
  requested_by TEXT NOT NULL,
  sent_at TIMESTAMP WITH TIME ZONE,
  attempts BIGINT NOT NULL,
  error TEXT NOT NULL,
  CONSTRAINT pk_dispatch PRIMARY KEY (id),
  CONSTRAINT uq_dispatch_letter_id_ordinal UNIQUE (letter_id, ordinal),
  CONSTRAINT ck_dispatch_ordinal_positive CHECK (ordinal > 0),
  CONSTRAINT ck_dispatch_attempts_not_negative CHECK (attempts >= 0),
  CONSTRAINT ck_dispatch_sent_has_time CHECK ((status = 'sent') = (sent_at IS NOT NULL)),
  CONSTRAINT fk_dispatch_letter_id FOREIGN KEY(letter_id) REFERENCES letter (id) ON DELETE RESTRICT,
  CONSTRAINT ck_dispatch_dispatchstatus CHECK (status IN ('owed', 'sent', 'failed')),
  CONSTRAINT uq_dispatch_message_id UNIQUE (message_id),
  CONSTRAINT ck_dispatch_requested_at_real CHECK (requested_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND requested_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_dispatch_sent_at_real CHECK (sent_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND sent_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_dispatch_status ON dispatch (status, id);

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
CREATE INDEX ix_import_line_run_id ON import_line (run_id);

-- next statement
CREATE TABLE ledger_account (
  id BIGSERIAL NOT NULL,
  code TEXT NOT NULL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  fund_id BIGINT NOT NULL,
  currency TEXT NOT NULL,
  CONSTRAINT pk_ledger_account PRIMARY KEY (id),
  CONSTRAINT uq_ledger_account_role_fund_id_currency UNIQUE (role, fund_id, currency),
  CONSTRAINT uq_ledger_account_id_fund_id_currency UNIQUE (id, fund_id, currency),
  CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'payouts-in-transit', 'bank', 'receivables', 'disputed-funds', 'deferred-revenue', 'tax-payable', 'suspense', 'between-funds', 'currency-exchange', 'released-from-restriction', 'contributions', 'sponsorship-income', 'processing-fees', 'dispute-fees', 'bad-debts')),
  CONSTRAINT ck_ledger_account_accountkind CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
  CONSTRAINT fk_ledger_account_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_ledger_account_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
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
CREATE TABLE payment (
  id BIGSERIAL NOT NULL,
  purpose TEXT NOT NULL,
  purpose_id BIGINT NOT NULL,
  checkout_id BIGINT,
  external_id TEXT NOT NULL,
  charge_external_id TEXT,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  method TEXT NOT NULL,
  status TEXT NOT NULL,
  begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
  settled_at TIMESTAMP WITH TIME ZONE,
  failure TEXT NOT NULL,
  fee_minor NUMERIC,
  fee_currency TEXT,
  refunded_minor NUMERIC NOT NULL,
  is_misfit BOOLEAN NOT NULL,
  settlement_minor NUMERIC,
  settlement_currency TEXT,
  disputed_minor NUMERIC DEFAULT 0 NOT NULL,
  CONSTRAINT pk_payment PRIMARY KEY (id),
  CONSTRAINT ck_payment_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_payment_refunded_within_amount CHECK (refunded_minor >= 0 AND refunded_minor <= amount_minor),
  CONSTRAINT ck_payment_disputed_not_negative CHECK (disputed_minor >= 0),
  CONSTRAINT ck_payment_fee_whole CHECK ((fee_minor IS NULL) = (fee_currency IS NULL)),
  CONSTRAINT ck_payment_settled_when CHECK ((status = 'settled') = (settled_at IS NOT NULL)),
  CONSTRAINT ck_payment_settlement_whole CHECK ((settlement_minor IS NULL) = (settlement_currency IS NULL)),
  CONSTRAINT uq_payment_id_currency UNIQUE (id, currency),
  CONSTRAINT ck_payment_purpose CHECK (purpose IN ('donation', 'recurring_gift', 'invoice')),
  CONSTRAINT fk_payment_checkout_id FOREIGN KEY(checkout_id) REFERENCES checkout (id) ON DELETE RESTRICT,
  CONSTRAINT uq_payment_external_id UNIQUE (external_id),
  CONSTRAINT uq_payment_charge_external_id UNIQUE (charge_external_id),
  CONSTRAINT ck_payment_method CHECK (method IN ('card', 'bank_debit', 'other')),
  CONSTRAINT ck_payment_paymentstatus CHECK (status IN ('pending', 'settled', 'failed')),
  CONSTRAINT ck_payment_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_payment_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_payment_begun_at_real CHECK (begun_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND begun_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_payment_settled_at_real CHECK (settled_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND settled_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_payment_fee_minor_whole CHECK (fee_minor % 1 = 0 AND abs(fee_minor) <= 9000000000000000),
  CONSTRAINT ck_payment_fee_currency_code CHECK (length(fee_currency) = 3 AND fee_currency = upper(fee_currency)),
  CONSTRAINT ck_payment_refunded_minor_whole CHECK (refunded_minor % 1 = 0 AND abs(refunded_minor) <= 9000000000000000),
  CONSTRAINT ck_payment_settlement_minor_whole CHECK (settlement_minor % 1 = 0 AND abs(settlement_minor) <= 9000000000000000),
  CONSTRAINT ck_payment_settlement_currency_code CHECK (length(settlement_currency) = 3 AND settlement_currency = upper(settlement_currency)),
  CONSTRAINT ck_payment_disputed_minor_whole CHECK (disputed_minor % 1 = 0 AND abs(disputed_minor) <= 9000000000000000)
);

-- next statement
CREATE INDEX ix_payment_purpose ON payment (purpose, purpose_id);

-- next statement
CREATE TABLE program_year (
  id BIGSERIAL NOT NULL,
  year BIGINT NOT NULL,
  title TEXT NOT NULL,
  introduction TEXT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  currency TEXT NOT NULL,
  fund_id BIGINT NOT NULL,
  status TEXT NOT NULL,
  version BIGINT NOT NULL,
  saved_place_days BIGINT DEFAULT 7 NOT NULL,
  offered_place_days BIGINT DEFAULT 7 NOT NULL,
  CONSTRAINT pk_program_year PRIMARY KEY (id),
  CONSTRAINT ck_program_year_term CHECK (starts_on <= ends_on),
  CONSTRAINT ck_program_year_kept_for_days CHECK (saved_place_days >= 0 AND offered_place_days >= 1),
  CONSTRAINT uq_program_year_year UNIQUE (year),
  CONSTRAINT fk_program_year_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_program_year_programyearstatus CHECK (status IN ('draft', 'open', 'closed')),
  CONSTRAINT ck_program_year_starts_on_real CHECK (starts_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_program_year_ends_on_real CHECK (ends_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_program_year_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
);

-- next statement
CREATE UNIQUE INDEX uq_program_year_open ON program_year (status) WHERE status = 'open';

-- next statement
CREATE TABLE recurring_gift (
  id BIGSERIAL NOT NULL,
  form_key TEXT,
  donor_name TEXT NOT NULL,
  donor_email TEXT NOT NULL,
  is_anonymous BOOLEAN NOT NULL,
  note TEXT NOT NULL,
  fund_id BIGINT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  public_token TEXT NOT NULL,
  external_id TEXT,
  customer_external_id TEXT,
  begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
  next_on DATE,
  cancelled_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_recurring_gift PRIMARY KEY (id),
  CONSTRAINT ck_recurring_gift_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT uq_recurring_gift_form_key UNIQUE (form_key),
  CONSTRAINT fk_recurring_gift_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_recurring_gift_recurringgiftstatus CHECK (status IN ('begun', 'active', 'past_due', 'cancelled', 'lapsed')),
  CONSTRAINT uq_recurring_gift_public_token UNIQUE (public_token),
  CONSTRAINT uq_recurring_gift_external_id UNIQUE (external_id),
  CONSTRAINT ck_recurring_gift_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_recurring_gift_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_recurring_gift_begun_at_real CHECK (begun_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND begun_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_recurring_gift_next_on_real CHECK (next_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_recurring_gift_cancelled_at_real CHECK (cancelled_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND cancelled_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_recurring_gift_begun_at ON recurring_gift (begun_at);

-- next statement
CREATE INDEX ix_recurring_gift_fund_id ON recurring_gift (fund_id);

-- next statement
CREATE TABLE sign_in_link (
  id BIGSERIAL NOT NULL,
  token_hash TEXT NOT NULL,
  staff_id BIGINT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_by TEXT NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  used_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_sign_in_link PRIMARY KEY (id),
  CONSTRAINT uq_sign_in_link_token_hash UNIQUE (token_hash),
  CONSTRAINT fk_sign_in_link_staff_id FOREIGN KEY(staff_id) REFERENCES staff_user (id),
  CONSTRAINT ck_sign_in_link_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_sign_in_link_expires_at_real CHECK (expires_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND expires_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_sign_in_link_used_at_real CHECK (used_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND used_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_sign_in_link_staff_id ON sign_in_link (staff_id);

-- next statement
CREATE TABLE sponsor (
  id BIGSERIAL NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  website TEXT NOT NULL,
  address_line_1 TEXT NOT NULL,
  address_line_2 TEXT NOT NULL,
  city TEXT NOT NULL,
  region TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  country TEXT NOT NULL,
  tax_id TEXT NOT NULL,
  logo_id BIGINT,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  version BIGINT NOT NULL,
  white_logo_id BIGINT,
  print_logo_id BIGINT,
  billing_name TEXT DEFAULT '' NOT NULL,
  billing_address_line_1 TEXT DEFAULT '' NOT NULL,
  billing_address_line_2 TEXT DEFAULT '' NOT NULL,
  billing_city TEXT DEFAULT '' NOT NULL,
  billing_region TEXT DEFAULT '' NOT NULL,
  billing_postal_code TEXT DEFAULT '' NOT NULL,
  billing_country TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_sponsor PRIMARY KEY (id),
  CONSTRAINT uq_sponsor_slug UNIQUE (slug),
  CONSTRAINT fk_sponsor_logo_id FOREIGN KEY(logo_id) REFERENCES stored_file (id) ON DELETE RESTRICT,
  CONSTRAINT fk_sponsor_white_logo_id FOREIGN KEY(white_logo_id) REFERENCES stored_file (id) ON DELETE RESTRICT,
  CONSTRAINT fk_sponsor_print_logo_id FOREIGN KEY(print_logo_id) REFERENCES stored_file (id) ON DELETE RESTRICT,
  CONSTRAINT ck_sponsor_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE TABLE staff_session (
  id BIGSERIAL NOT NULL,
  token_hash TEXT NOT NULL,
  staff_id BIGINT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  second_factor_at TIMESTAMP WITH TIME ZONE,
  enrolment_secret TEXT,
  revoked_at TIMESTAMP WITH TIME ZONE,
  ip TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  CONSTRAINT pk_staff_session PRIMARY KEY (id),
  CONSTRAINT uq_staff_session_token_hash UNIQUE (token_hash),
  CONSTRAINT fk_staff_session_staff_id FOREIGN KEY(staff_id) REFERENCES staff_user (id),
  CONSTRAINT ck_staff_session_created_at_real CHECK (created_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND created_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_staff_session_last_seen_at_real CHECK (last_seen_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND last_seen_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_staff_session_expires_at_real CHECK (expires_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND expires_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_staff_session_second_factor_at_real CHECK (second_factor_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND second_factor_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_staff_session_revoked_at_real CHECK (revoked_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND revoked_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_staff_session_staff_id ON staff_session (staff_id);

-- next statement
CREATE TABLE status_change (
  id BIGSERIAL NOT NULL,
  machine TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  verb TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  by TEXT NOT NULL,
  reason TEXT NOT NULL,
  CONSTRAINT pk_status_change PRIMARY KEY (id),
  CONSTRAINT fk_status_change_machine_from_status_to_status FOREIGN KEY(machine, from_status, to_status) REFERENCES lifecycle_move (machine, from_status, to_status),
  CONSTRAINT ck_status_change_at_real CHECK (at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_status_change_subject ON status_change (machine, subject_id);

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
CREATE INDEX ix_bank_line_waiting ON bank_line (status, booked_on);

-- next statement
CREATE TABLE benefit (
  id BIGSERIAL NOT NULL,
  program_year_id BIGINT NOT NULL,
  program TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  position BIGINT NOT NULL,
  is_add_on BOOLEAN NOT NULL,
  add_on_price_minor NUMERIC,
  currency TEXT NOT NULL,
  capacity BIGINT,
  taken BIGINT NOT NULL,
  is_available BOOLEAN NOT NULL,
  clause_id BIGINT,
  version BIGINT NOT NULL,
  stand_alone_price_minor NUMERIC,
  internal_value_minor NUMERIC,
  fair_value_minor NUMERIC,
  internal_note TEXT DEFAULT '' NOT NULL,
  is_new BOOLEAN DEFAULT false NOT NULL,
  copied_from_id BIGINT,
  deliver_by DATE,
  kept BIGINT DEFAULT 0 NOT NULL,
  CONSTRAINT pk_benefit PRIMARY KEY (id),
  CONSTRAINT ck_benefit_within_capacity CHECK (taken >= 0 AND kept >= 0 AND (capacity IS NULL OR taken + kept <= capacity)),
  CONSTRAINT ck_benefit_add_on_price_not_negative CHECK (add_on_price_minor >= 0),
  CONSTRAINT ck_benefit_add_on_priced CHECK (add_on_price_minor IS NOT NULL OR NOT is_add_on),
  CONSTRAINT ck_benefit_stand_alone_price_not_negative CHECK (stand_alone_price_minor >= 0),
  CONSTRAINT ck_benefit_stands_alone_or_is_added CHECK (stand_alone_price_minor IS NULL OR NOT is_add_on),
  CONSTRAINT ck_benefit_internal_value_not_negative CHECK (internal_value_minor >= 0),
  CONSTRAINT ck_benefit_fair_value_not_negative CHECK (fair_value_minor >= 0),
  CONSTRAINT fk_benefit_program_year_id FOREIGN KEY(program_year_id) REFERENCES program_year (id) ON DELETE RESTRICT,
  CONSTRAINT fk_benefit_clause_id FOREIGN KEY(clause_id) REFERENCES legal_clause (id) ON DELETE RESTRICT,
  CONSTRAINT fk_benefit_copied_from_id FOREIGN KEY(copied_from_id) REFERENCES benefit (id) ON DELETE SET NULL,
  CONSTRAINT ck_benefit_add_on_price_minor_whole CHECK (add_on_price_minor % 1 = 0 AND abs(add_on_price_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_benefit_stand_alone_price_minor_whole CHECK (stand_alone_price_minor % 1 = 0 AND abs(stand_alone_price_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_internal_value_minor_whole CHECK (internal_value_minor % 1 = 0 AND abs(internal_value_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_fair_value_minor_whole CHECK (fair_value_minor % 1 = 0 AND abs(fair_value_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_deliver_by_real CHECK (deliver_by BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE INDEX ix_benefit_program_year_id ON benefit (program_year_id);

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
CREATE INDEX ix_dispute_payment_id ON dispute (payment_id);

-- next statement
CREATE TABLE donation (
  id BIGSERIAL NOT NULL,
  form_key TEXT,
  recurring_gift_id BIGINT,
  instalment_external_id TEXT,
  donor_id BIGINT,
  donor_name TEXT NOT NULL,
  donor_email TEXT NOT NULL,
  is_anonymous BOOLEAN NOT NULL,
  note TEXT NOT NULL,
  fund_id BIGINT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  public_token TEXT NOT NULL,
  begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
  received_on DATE,
  method TEXT DEFAULT 'online' NOT NULL,
  cheque_number TEXT DEFAULT '' NOT NULL,
  mailed_on DATE,
  donor_address TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_donation PRIMARY KEY (id),
  CONSTRAINT ck_donation_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_donation_received_when CHECK (status NOT IN ('received', 'refunded', 'taken_back') OR received_on IS NOT NULL),
  CONSTRAINT ck_donation_cheque_numbered CHECK ((method = 'cheque') = (cheque_number <> '')),
  CONSTRAINT ck_donation_only_cheques_are_mailed CHECK (mailed_on IS NULL OR method = 'cheque'),
  CONSTRAINT uq_donation_form_key UNIQUE (form_key),
  CONSTRAINT fk_donation_recurring_gift_id FOREIGN KEY(recurring_gift_id) REFERENCES recurring_gift (id) ON DELETE RESTRICT,
  CONSTRAINT uq_donation_instalment_external_id UNIQUE (instalment_external_id),
  CONSTRAINT fk_donation_donor_id FOREIGN KEY(donor_id) REFERENCES constituent (id) ON DELETE RESTRICT,
  CONSTRAINT fk_donation_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_donation_donationstatus CHECK (status IN ('begun', 'pending', 'received', 'failed', 'lapsed', 'refunded', 'taken_back', 'withdrawn')),
  CONSTRAINT uq_donation_public_token UNIQUE (public_token),
  CONSTRAINT ck_donation_giftmethod CHECK (method IN ('online', 'transfer', 'cheque', 'elsewhere')),
  CONSTRAINT ck_donation_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_donation_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_donation_begun_at_real CHECK (begun_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND begun_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_donation_received_on_real CHECK (received_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_donation_mailed_on_real CHECK (mailed_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

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
CREATE UNIQUE INDEX uq_donation_cheque ON donation (donor_name, cheque_number) WHERE cheque_number <> '' AND status <> 'withdrawn';

-- next statement
CREATE TABLE posting (
  entry_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  fund_id BIGINT NOT NULL,
  debit_account_id BIGINT NOT NULL,
  credit_account_id BIGINT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  CONSTRAINT pk_posting PRIMARY KEY (entry_id, position),
  CONSTRAINT ck_posting_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_posting_two_accounts CHECK (debit_account_id <> credit_account_id),
  CONSTRAINT fk_posting_debit FOREIGN KEY(debit_account_id, fund_id, currency) REFERENCES ledger_account (id, fund_id, currency) ON DELETE RESTRICT,
  CONSTRAINT fk_posting_credit FOREIGN KEY(credit_account_id, fund_id, currency) REFERENCES ledger_account (id, fund_id, currency) ON DELETE RESTRICT,
  CONSTRAINT fk_posting_entry_id FOREIGN KEY(entry_id) REFERENCES journal_entry (id) ON DELETE RESTRICT,
  CONSTRAINT ck_posting_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_posting_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
);

-- next statement
CREATE INDEX ix_posting_credit ON posting (credit_account_id);

-- next statement
CREATE INDEX ix_posting_debit ON posting (debit_account_id);

-- next statement
CREATE TABLE refund (
  id BIGSERIAL NOT NULL,
  payment_id BIGINT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT NOT NULL,
  form_key TEXT,
  idempotency_key TEXT NOT NULL,
  external_id TEXT,
  requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
  requested_by TEXT NOT NULL,
  failure TEXT NOT NULL,
  settlement_minor NUMERIC,
  settlement_currency TEXT,
  needs_approval BOOLEAN DEFAULT false NOT NULL,
  requested_by_id BIGINT,
  approved_by_id BIGINT,
  approved_by TEXT,
  approved_at TIMESTAMP WITH TIME ZONE,
  returned_minor NUMERIC,
  returned_currency TEXT,
  CONSTRAINT pk_refund PRIMARY KEY (id),
  CONSTRAINT ck_refund_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_refund_approved_by_another CHECK (approved_by_id <> requested_by_id),
  CONSTRAINT ck_refund_approved_if_needed CHECK (status IN ('proposed', 'rejected') OR NOT needs_approval OR (approved_by_id IS NOT NULL AND requested_by_id IS NOT NULL)),
  CONSTRAINT ck_refund_approved_whole CHECK ((approved_by_id IS NULL) = (approved_at IS NULL)),
  CONSTRAINT fk_refund_payment FOREIGN KEY(payment_id, currency) REFERENCES payment (id, currency) ON DELETE RESTRICT,
  CONSTRAINT ck_refund_settlement_whole CHECK ((settlement_minor IS NULL) = (settlement_currency IS NULL)),
  CONSTRAINT ck_refund_returned_whole CHECK ((returned_minor IS NULL) = (returned_currency IS NULL)),
  CONSTRAINT ck_refund_refundstatus CHECK (status IN ('proposed', 'requested', 'pending', 'succeeded', 'failed', 'rejected')),
  CONSTRAINT uq_refund_form_key UNIQUE (form_key),
  CONSTRAINT uq_refund_idempotency_key UNIQUE (idempotency_key),
  CONSTRAINT uq_refund_external_id UNIQUE (external_id),
  CONSTRAINT ck_refund_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_refund_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_refund_requested_at_real CHECK (requested_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND requested_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_refund_settlement_minor_whole CHECK (settlement_minor % 1 = 0 AND abs(settlement_minor) <= 9000000000000000),
  CONSTRAINT ck_refund_settlement_currency_code CHECK (length(settlement_currency) = 3 AND settlement_currency = upper(settlement_currency)),
  CONSTRAINT ck_refund_approved_at_real CHECK (approved_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND approved_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_refund_returned_minor_whole CHECK (returned_minor % 1 = 0 AND abs(returned_minor) <= 9000000000000000),
  CONSTRAINT ck_refund_returned_currency_code CHECK (length(returned_currency) = 3 AND returned_currency = upper(returned_currency))
);

-- next statement
CREATE INDEX ix_refund_payment_id ON refund (payment_id);

-- next statement
CREATE TABLE sponsor_contact (
  id BIGSERIAL NOT NULL,
  sponsor_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  is_primary BOOLEAN NOT NULL,
  is_administrative BOOLEAN NOT NULL,
  is_accounting BOOLEAN NOT NULL,
  is_manager BOOLEAN NOT NULL,
  wants_news BOOLEAN DEFAULT true NOT NULL,
  wants_invitations BOOLEAN DEFAULT true NOT NULL,
  public_token TEXT,
  version BIGINT DEFAULT 1 NOT NULL,
  CONSTRAINT pk_sponsor_contact PRIMARY KEY (id),
  CONSTRAINT uq_sponsor_contact_sponsor_id_email UNIQUE (sponsor_id, email),
  CONSTRAINT fk_sponsor_contact_sponsor_id FOREIGN KEY(sponsor_id) REFERENCES sponsor (id) ON DELETE RESTRICT
);

-- next statement
CREATE UNIQUE INDEX uq_sponsor_contact_public_token ON sponsor_contact (public_token);

-- next statement
CREATE TABLE tier (
  id BIGSERIAL NOT NULL,
  program_year_id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  position BIGINT NOT NULL,
  list_price_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  logo_width BIGINT NOT NULL,
  is_advertised BOOLEAN NOT NULL,
  allows_add_ons BOOLEAN NOT NULL,
  capacity BIGINT,
  taken BIGINT NOT NULL,
  version BIGINT NOT NULL,
  is_stand_alone BOOLEAN DEFAULT false NOT NULL,
  held_until TEXT DEFAULT 'first_payment' NOT NULL,
  kept BIGINT DEFAULT 0 NOT NULL,
  CONSTRAINT pk_tier PRIMARY KEY (id),
  CONSTRAINT uq_tier_program_year_id_slug UNIQUE (program_year_id, slug),
  CONSTRAINT ck_tier_list_price_not_negative CHECK (list_price_minor >= 0),
  CONSTRAINT ck_tier_within_capacity CHECK (taken >= 0 AND kept >= 0 AND (capacity IS NULL OR taken + kept <= capacity)),
  CONSTRAINT ck_tier_stand_alone_is_plain CHECK (NOT is_stand_alone OR (list_price_minor = 0 AND NOT is_advertised AND capacity IS NULL)),
  CONSTRAINT fk_tier_program_year_id FOREIGN KEY(program_year_id) REFERENCES program_year (id) ON DELETE RESTRICT,
  CONSTRAINT ck_tier_helduntil CHECK (held_until IN ('contract', 'first_payment', 'full_payment')),
  CONSTRAINT ck_tier_list_price_minor_whole CHECK (list_price_minor % 1 = 0 AND abs(list_price_minor) <= 9000000000000000),
  CONSTRAINT ck_tier_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
);

-- next statement
CREATE UNIQUE INDEX uq_tier_stand_alone ON tier (program_year_id) WHERE is_stand_alone;

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
CREATE INDEX ix_bank_match_bank_line_id ON bank_match (bank_line_id);

-- next statement
CREATE UNIQUE INDEX uq_bank_match_entry_seen_once ON bank_match (entry_id) WHERE undone_at IS NULL;

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
CREATE INDEX ix_benefit_clause_clause_id ON benefit_clause (clause_id);

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
CREATE INDEX ix_benefit_conflict_other_id ON benefit_conflict (other_id);

-- next statement
CREATE TABLE benefit_placement (
  id BIGSERIAL NOT NULL,
  benefit_id BIGINT NOT NULL,
  publisher TEXT NOT NULL,
  flight TEXT NOT NULL,
  links_to_sponsors_page BOOLEAN NOT NULL,
  describes_as_sponsor BOOLEAN NOT NULL,
  CONSTRAINT pk_benefit_placement PRIMARY KEY (id),
  CONSTRAINT uq_benefit_placement_benefit_id_publisher_flight UNIQUE (benefit_id, publisher, flight),
  CONSTRAINT fk_benefit_placement_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT ck_benefit_placement_publisher CHECK (publisher IN ('psf', 'pycon', 'pypi', 'core')),
  CONSTRAINT ck_benefit_placement_flight CHECK (flight IN ('sidebar', 'sponsors', 'jobs', 'blogpost', 'footer', 'docs', 'download', 'devguide'))
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
CREATE INDEX ix_dispute_movement_payment_id ON dispute_movement (payment_id);

-- next statement
CREATE TABLE receipt (
  id BIGSERIAL NOT NULL,
  series TEXT NOT NULL,
  year BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  donation_id BIGINT NOT NULL,
  payment_id BIGINT,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  tax_date DATE NOT NULL,
  issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
  status TEXT NOT NULL,
  document_id BIGINT NOT NULL,
  public_token TEXT NOT NULL,
  replaces_id BIGINT,
  CONSTRAINT pk_receipt PRIMARY KEY (id),
  CONSTRAINT uq_receipt_series_year_sequence UNIQUE (series, year, sequence),
  CONSTRAINT ck_receipt_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_receipt_sequence_counted CHECK (sequence >= 1),
  CONSTRAINT fk_receipt_donation_id FOREIGN KEY(donation_id) REFERENCES donation (id) ON DELETE RESTRICT,
  CONSTRAINT fk_receipt_payment_id FOREIGN KEY(payment_id) REFERENCES payment (id) ON DELETE RESTRICT,
  CONSTRAINT ck_receipt_receiptstatus CHECK (status IN ('issued', 'void')),
  CONSTRAINT fk_receipt_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE RESTRICT,
  CONSTRAINT uq_receipt_public_token UNIQUE (public_token),
  CONSTRAINT uq_receipt_replaces_id UNIQUE (replaces_id),
  CONSTRAINT fk_receipt_replaces_id FOREIGN KEY(replaces_id) REFERENCES receipt (id) ON DELETE RESTRICT,
  CONSTRAINT ck_receipt_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_receipt_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_receipt_tax_date_real CHECK (tax_date BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_receipt_issued_at_real CHECK (issued_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND issued_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

-- next statement
CREATE INDEX ix_receipt_donation_id ON receipt (donation_id);

-- next statement
CREATE INDEX ix_receipt_payment_id ON receipt (payment_id);

-- next statement
CREATE UNIQUE INDEX uq_receipt_first ON receipt (donation_id) WHERE replaces_id IS NULL;

-- next statement
CREATE UNIQUE INDEX uq_receipt_standing ON receipt (donation_id) WHERE status = 'issued';

-- next statement
CREATE TABLE sponsorship (
  id BIGSERIAL NOT NULL,
  form_key TEXT,
  sponsor_id BIGINT NOT NULL,
  program_year_id BIGINT NOT NULL,
  tier_id BIGINT NOT NULL,
  status TEXT NOT NULL,
  applied_at TIMESTAMP WITH TIME ZONE NOT NULL,
  list_price_minor NUMERIC NOT NULL,
  agreed_fee_minor NUMERIC,
  currency TEXT NOT NULL,
  starts_on DATE,
  ends_on DATE,
  po_number TEXT NOT NULL,
  message TEXT NOT NULL,
  decision_reason TEXT NOT NULL,
  public_token TEXT NOT NULL,
  renews_id BIGINT,
  version BIGINT NOT NULL,
  is_customised BOOLEAN DEFAULT false NOT NULL,
  left_out JSONB DEFAULT '[]' NOT NULL,
  amended_at TIMESTAMP WITH TIME ZONE,
  added_minor NUMERIC DEFAULT 0 NOT NULL,
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
  CONSTRAINT ck_sponsorship_applied_at_real CHECK (applied_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND applied_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_sponsorship_list_price_minor_whole CHECK (list_price_minor % 1 = 0 AND abs(list_price_minor) <= 9000000000000000),
  CONSTRAINT ck_sponsorship_agreed_fee_minor_whole CHECK (agreed_fee_minor % 1 = 0 AND abs(agreed_fee_minor) <= 9000000000000000),
  CONSTRAINT ck_sponsorship_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_sponsorship_starts_on_real CHECK (starts_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_sponsorship_ends_on_real CHECK (ends_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_sponsorship_amended_at_real CHECK (amended_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND amended_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_sponsorship_added_minor_whole CHECK (added_minor % 1 = 0 AND abs(added_minor) <= 9000000000000000)
);

-- next statement
CREATE INDEX ix_sponsorship_program_year_id ON sponsorship (program_year_id);

-- next statement
CREATE INDEX ix_sponsorship_shown ON sponsorship (status, starts_on, ends_on);

-- next statement
CREATE INDEX ix_sponsorship_tier_id ON sponsorship (tier_id);

-- next statement
CREATE UNIQUE INDEX uq_sponsorship_live ON sponsorship (sponsor_id, program_year_id) WHERE status NOT IN ('rejected', 'cancelled', 'withdrawn');

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
CREATE INDEX ix_suspense_case_waiting ON suspense_case (status, opened_at);

-- next statement
CREATE UNIQUE INDEX uq_suspense_case_bank_line_waiting ON suspense_case (bank_line_id) WHERE status = 'waiting';

-- next statement
CREATE TABLE tier_benefit (
  tier_id BIGINT NOT NULL,
  benefit_id BIGINT NOT NULL,
  quantity BIGINT NOT NULL,
  label TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_tier_benefit PRIMARY KEY (tier_id, benefit_id),
  CONSTRAINT ck_tier_benefit_quantity_counted CHECK (quantity >= 1),
  CONSTRAINT fk_tier_benefit_tier_id FOREIGN KEY(tier_id) REFERENCES tier (id) ON DELETE RESTRICT,
  CONSTRAINT fk_tier_benefit_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT
);

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
CREATE INDEX ix_addressee_letter_id ON addressee (letter_id);

-- next statement
CREATE INDEX ix_addressee_sponsorship_id ON addressee (sponsorship_id);

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
CREATE INDEX ix_announcement_made_at ON announcement (made_at);

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
CREATE INDEX ix_asset_internal_name ON asset (internal_name);

-- next statement
CREATE UNIQUE INDEX uq_asset_of_sponsor ON asset (sponsor_id, internal_name) WHERE sponsorship_id IS NULL;

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
CREATE INDEX ix_assignment_sponsorship_id ON assignment (sponsorship_id);

-- next statement
CREATE TABLE contract (
  id BIGSERIAL NOT NULL,
  sponsorship_id BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  status TEXT NOT NULL,
  public_token TEXT NOT NULL,
  document_id BIGINT NOT NULL,
  executed_document_id BIGINT,
  signed_file_id BIGINT,
  drafted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  sent_at TIMESTAMP WITH TIME ZONE,
  executed_at TIMESTAMP WITH TIME ZONE,
  nullified_reason TEXT NOT NULL,
  version BIGINT NOT NULL,
  kind TEXT DEFAULT 'new' NOT NULL,
  text_id BIGINT,
  particulars TEXT DEFAULT '' NOT NULL,
  amends_id BIGINT,
  countersigns_later BOOLEAN DEFAULT false NOT NULL,
  countersigner_name TEXT,
  countersigner_title TEXT,
  countersigned_at TIMESTAMP WITH TIME ZONE,
  countersigned_by TEXT,
  terminated_on DATE,
  terminated_reason TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_contract PRIMARY KEY (id),
  CONSTRAINT uq_contract_sponsorship_id_revision UNIQUE (sponsorship_id, revision),
  CONSTRAINT ck_contract_revision_counted CHECK (revision >= 1),
  CONSTRAINT fk_contract_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_contract_contractstatus CHECK (status IN ('draft', 'awaiting_signature', 'signed', 'executed', 'nullified', 'superseded', 'terminated')),
  CONSTRAINT uq_contract_public_token UNIQUE (public_token),
  CONSTRAINT fk_contract_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE RESTRICT,
  CONSTRAINT fk_contract_executed_document_id FOREIGN KEY(executed_document_id) REFERENCES document (id) ON DELETE RESTRICT,
  CONSTRAINT fk_contract_signed_file_id FOREIGN KEY(signed_file_id) REFERENCES stored_file (id) ON DELETE RESTRICT,
  CONSTRAINT ck_contract_contractkind CHECK (kind IN ('new', 'renewal', 'amendment')),
  CONSTRAINT fk_contract_text_id FOREIGN KEY(text_id) REFERENCES contract_text (id) ON DELETE RESTRICT,
  CONSTRAINT fk_contract_amends_id FOREIGN KEY(amends_id) REFERENCES contract (id) ON DELETE RESTRICT,
  CONSTRAINT ck_contract_drafted_at_real CHECK (drafted_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND drafted_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_contract_sent_at_real CHECK (sent_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND sent_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_contract_executed_at_real CHECK (executed_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND executed_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_contract_countersigned_at_real CHECK (countersigned_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND countersigned_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_contract_terminated_on_real CHECK (terminated_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE INDEX ix_contract_amends_id ON contract (amends_id);

-- next statement
CREATE INDEX ix_contract_text_id ON contract (text_id);

-- next statement
CREATE UNIQUE INDEX uq_contract_in_force ON contract (sponsorship_id) WHERE status = 'executed';

-- next statement
CREATE UNIQUE INDEX uq_contract_open ON contract (sponsorship_id) WHERE status IN ('draft', 'awaiting_signature', 'signed');

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
CREATE INDEX ix_instalment_invoice_on ON instalment (invoice_on);

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
CREATE INDEX ix_kept_place_benefit_id ON kept_place (benefit_id);

-- next statement
CREATE INDEX ix_kept_place_entry_id ON kept_place (entry_id);

-- next statement
CREATE INDEX ix_kept_place_tier_id ON kept_place (tier_id);

-- next statement
CREATE TABLE promised_benefit (
  id BIGSERIAL NOT NULL,
  sponsorship_id BIGINT NOT NULL,
  benefit_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  program TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  is_add_on BOOLEAN NOT NULL,
  clause_id BIGINT,
  is_released BOOLEAN NOT NULL,
  internal_value_minor NUMERIC,
  status TEXT DEFAULT 'promised' NOT NULL,
  adjusted_quantity BIGINT,
  adjustment_reason TEXT DEFAULT '' NOT NULL,
  is_dropped BOOLEAN DEFAULT false NOT NULL,
  deliver_by DATE,
  CONSTRAINT pk_promised_benefit PRIMARY KEY (id),
  CONSTRAINT uq_promised_benefit_sponsorship_id_benefit_id UNIQUE (sponsorship_id, benefit_id),
  CONSTRAINT ck_promised_benefit_quantity_counted CHECK (quantity >= 1),
  CONSTRAINT ck_promised_benefit_adjusted_with_a_reason CHECK (adjusted_quantity IS NULL OR (adjusted_quantity >= 0 AND adjustment_reason <> '')),
  CONSTRAINT ck_promised_benefit_dropped_is_released CHECK (is_released OR NOT is_dropped),
  CONSTRAINT fk_promised_benefit_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT fk_promised_benefit_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_promised_benefit_clause_id FOREIGN KEY(clause_id) REFERENCES legal_clause (id) ON DELETE RESTRICT,
  CONSTRAINT ck_promised_benefit_promisestatus CHECK (status IN ('promised', 'in_progress', 'delivered', 'waived')),
  CONSTRAINT ck_promised_benefit_internal_value_minor_whole CHECK (internal_value_minor % 1 = 0 AND abs(internal_value_minor) <= 9000000000000000),
  CONSTRAINT ck_promised_benefit_deliver_by_real CHECK (deliver_by BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE INDEX ix_promised_benefit_benefit_id ON promised_benefit (benefit_id);

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
CREATE INDEX ix_remittance_case_id ON remittance (case_id);

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
CREATE INDEX ix_review_note_sponsorship_id ON review_note (sponsorship_id);

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
CREATE INDEX ix_delivery_announcement_id ON delivery (announcement_id);

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
CREATE INDEX ix_promised_asset_benefit_asset_id ON promised_asset (benefit_asset_id);

-- next statement
CREATE INDEX ix_promised_asset_internal_name ON promised_asset (internal_name);

-- next statement
CREATE TABLE promised_clause (
  promised_benefit_id BIGINT NOT NULL,
  clause_id BIGINT NOT NULL,
  CONSTRAINT pk_promised_clause PRIMARY KEY (promised_benefit_id, clause_id),
  CONSTRAINT fk_promised_clause_promised_benefit_id FOREIGN KEY(promised_benefit_id) REFERENCES promised_benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_promised_clause_clause_id FOREIGN KEY(clause_id) REFERENCES legal_clause (id) ON DELETE RESTRICT
);

-- next statement
CREATE INDEX ix_promised_clause_clause_id ON promised_clause (clause_id);

-- next statement
CREATE TABLE promised_placement (
  id BIGSERIAL NOT NULL,
  promised_benefit_id BIGINT NOT NULL,
  publisher TEXT NOT NULL,
  flight TEXT NOT NULL,
  links_to_sponsors_page BOOLEAN NOT NULL,
  describes_as_sponsor BOOLEAN NOT NULL,
  CONSTRAINT pk_promised_placement PRIMARY KEY (id),
  CONSTRAINT uq_promised_placement_promised_benefit_id_publisher_flight UNIQUE (promised_benefit_id, publisher, flight),
  CONSTRAINT fk_promised_placement_promised_benefit_id FOREIGN KEY(promised_benefit_id) REFERENCES promised_benefit (id) ON DELETE RESTRICT,
  CONSTRAINT ck_promised_placement_publisher CHECK (publisher IN ('psf', 'pycon', 'pypi', 'core')),
  CONSTRAINT ck_promised_placement_flight CHECK (flight IN ('sidebar', 'sponsors', 'jobs', 'blogpost', 'footer', 'docs', 'download', 'devguide'))
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
CREATE INDEX ix_proof_promised_benefit_id ON proof (promised_benefit_id);

-- next statement
CREATE TABLE signature (
  id BIGSERIAL NOT NULL,
  contract_id BIGINT NOT NULL,
  method TEXT NOT NULL,
  signer_name TEXT NOT NULL,
  signer_title TEXT NOT NULL,
  consent TEXT NOT NULL,
  signed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  document_sha256 TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  CONSTRAINT pk_signature PRIMARY KEY (id),
  CONSTRAINT ck_signature_sha256_length CHECK (length(document_sha256) = 64),
  CONSTRAINT uq_signature_contract_id UNIQUE (contract_id),
  CONSTRAINT fk_signature_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id) ON DELETE RESTRICT,
  CONSTRAINT ck_signature_signaturemethod CHECK (method IN ('online', 'on_file')),
  CONSTRAINT ck_signature_signed_at_real CHECK (signed_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND signed_at < TIMESTAMPTZ '9999-12-31 00:00:00+00')
);

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
CREATE INDEX ix_supplement_sponsorship_id ON supplement (sponsorship_id);

-- next statement
CREATE UNIQUE INDEX uq_supplement_under_way ON supplement (sponsorship_id) WHERE status = 'approved';

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
CREATE INDEX ix_voucher_promised_benefit_id ON voucher (promised_benefit_id);

-- next statement
CREATE TABLE invoice (
  id BIGSERIAL NOT NULL,
  series TEXT NOT NULL,
  year BIGINT,
  sequence BIGINT,
  sponsorship_id BIGINT NOT NULL,
  fund_id BIGINT NOT NULL,
  status TEXT NOT NULL,
  bill_to JSONB NOT NULL,
  po_number TEXT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  drafted_at TIMESTAMP WITH TIME ZONE NOT NULL,
  issued_on DATE,
  due_on DATE,
  total_minor NUMERIC NOT NULL,
  paid_minor NUMERIC NOT NULL,
  credited_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  void_reason TEXT NOT NULL,
  document_id BIGINT,
  public_token TEXT NOT NULL,
  version BIGINT NOT NULL,
  tax_minor NUMERIC DEFAULT 0 NOT NULL,
  tax_note TEXT DEFAULT '' NOT NULL,
  instalment BIGINT,
  supplement_id BIGINT,
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
  CONSTRAINT fk_invoice_supplement_id FOREIGN KEY(supplement_id) REFERENCES supplement (id) ON DELETE RESTRICT,
  CONSTRAINT ck_invoice_starts_on_real CHECK (starts_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_invoice_ends_on_real CHECK (ends_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_invoice_drafted_at_real CHECK (drafted_at >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND drafted_at < TIMESTAMPTZ '9999-12-31 00:00:00+00'),
  CONSTRAINT ck_invoice_issued_on_real CHECK (issued_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_invoice_due_on_real CHECK (due_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_invoice_total_minor_whole CHECK (total_minor % 1 = 0 AND abs(total_minor) <= 9000000000000000),
  CONSTRAINT ck_invoice_paid_minor_whole CHECK (paid_minor % 1 = 0 AND abs(paid_minor) <= 9000000000000000),
  CONSTRAINT ck_invoice_credited_minor_whole CHECK (credited_minor % 1 = 0 AND abs(credited_minor) <= 9000000000000000),
  CONSTRAINT ck_invoice_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_invoice_tax_minor_whole CHECK (tax_minor % 1 = 0 AND abs(tax_minor) <= 9000000000000000)
);

-- next statement
CREATE INDEX ix_invoice_due_on ON invoice (due_on);

-- next statement
CREATE INDEX ix_invoice_sponsorship_id ON invoice (sponsorship_id);

-- next statement
CREATE UNIQUE INDEX uq_invoice_instalment ON invoice (sponsorship_id, instalment) WHERE status <> 'void';

-- next statement
CREATE UNIQUE INDEX uq_invoice_supplement ON invoice (supplement_id) WHERE status <> 'void';

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
CREATE INDEX ix_supplement_line_benefit_id ON supplement_line (benefit_id);

-- next statement
CREATE TABLE credit_note (
  id BIGSERIAL NOT NULL,
  form_key TEXT,
  series TEXT NOT NULL,
  year BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  invoice_id BIGINT NOT NULL,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  reason TEXT NOT NULL,
  issued_on DATE NOT NULL,
  document_id BIGINT NOT NULL,
  public_token TEXT NOT NULL,
  tax_minor NUMERIC DEFAULT 0 NOT NULL,
  CONSTRAINT pk_credit_note PRIMARY KEY (id),
  CONSTRAINT uq_credit_note_series_year_sequence UNIQUE (series, year, sequence),
  CONSTRAINT ck_credit_note_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_credit_note_sequence_counted CHECK (sequence >= 1),
  CONSTRAINT ck_credit_note_tax_within_amount CHECK (tax_minor BETWEEN 0 AND amount_minor),
  CONSTRAINT fk_credit_note_invoice FOREIGN KEY(invoice_id, currency) REFERENCES invoice (id, currency) ON DELETE RESTRICT,
  CONSTRAINT uq_credit_note_form_key UNIQUE (form_key),
  CONSTRAINT fk_credit_note_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE RESTRICT,
  CONSTRAINT uq_credit_note_public_token UNIQUE (public_token),
  CONSTRAINT ck_credit_note_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_credit_note_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_credit_note_issued_on_real CHECK (issued_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'),
  CONSTRAINT ck_credit_note_tax_minor_whole CHECK (tax_minor % 1 = 0 AND abs(tax_minor) <= 9000000000000000)
);

-- next statement
CREATE INDEX ix_credit_note_invoice_id ON credit_note (invoice_id);

-- next statement
CREATE TABLE invoice_line (
  id BIGSERIAL NOT NULL,
  invoice_id BIGINT NOT NULL,
  position BIGINT NOT NULL,
  text TEXT NOT NULL,
  quantity BIGINT NOT NULL,
  unit_amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  is_tax BOOLEAN DEFAULT false NOT NULL,
  CONSTRAINT pk_invoice_line PRIMARY KEY (id),
  CONSTRAINT uq_invoice_line_invoice_id_position UNIQUE (invoice_id, position),
  CONSTRAINT ck_invoice_line_quantity_counted CHECK (quantity >= 1),
  CONSTRAINT fk_invoice_line_invoice_id FOREIGN KEY(invoice_id) REFERENCES invoice (id) ON DELETE RESTRICT,
  CONSTRAINT ck_invoice_line_unit_amount_minor_whole CHECK (unit_amount_minor % 1 = 0 AND abs(unit_amount_minor) <= 9000000000000000),
  CONSTRAINT ck_invoice_line_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
);

-- next statement
CREATE TABLE settlement (
  id BIGSERIAL NOT NULL,
  invoice_id BIGINT NOT NULL,
  payment_id BIGINT,
  bank_transfer_id BIGINT,
  amount_minor NUMERIC NOT NULL,
  currency TEXT NOT NULL,
  settled_on DATE NOT NULL,
  CONSTRAINT pk_settlement PRIMARY KEY (id),
  CONSTRAINT ck_settlement_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_settlement_one_source CHECK ((payment_id IS NULL) <> (bank_transfer_id IS NULL)),
  CONSTRAINT fk_settlement_invoice FOREIGN KEY(invoice_id, currency) REFERENCES invoice (id, currency) ON DELETE RESTRICT,
  CONSTRAINT fk_settlement_payment_id FOREIGN KEY(payment_id) REFERENCES payment (id) ON DELETE RESTRICT,
  CONSTRAINT uq_settlement_bank_transfer_id UNIQUE (bank_transfer_id),
  CONSTRAINT fk_settlement_bank_transfer_id FOREIGN KEY(bank_transfer_id) REFERENCES bank_transfer (id) ON DELETE RESTRICT,
  CONSTRAINT ck_settlement_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_settlement_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_settlement_settled_on_real CHECK (settled_on BETWEEN DATE '0001-01-01' AND DATE '9999-12-31')
);

-- next statement
CREATE INDEX ix_settlement_invoice_id ON settlement (invoice_id);

-- next statement
CREATE INDEX ix_settlement_payment_id ON settlement (payment_id);

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
CREATE UNIQUE INDEX uq_write_off_standing ON write_off (invoice_id) WHERE status IN ('proposed', 'approved');

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
CREATE INDEX ix_settlement_return_invoice_id ON settlement_return (invoice_id);

-- next statement
CREATE INDEX ix_settlement_return_settlement_id ON settlement_return (settlement_id);

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
ALTER TABLE journal_entry ADD CONSTRAINT fk_journal_entry_last_posting FOREIGN KEY(id, posting_count) REFERENCES posting (entry_id, position) DEFERRABLE INITIALLY DEFERRED;

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('accounting_period', 'closed', 'open'),
  ('accounting_period', 'open', 'closed');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('bank_line', 'matched', 'waiting'),
  ('bank_line', 'set_aside', 'waiting'),
  ('bank_line', 'waiting', 'matched'),
  ('bank_line', 'waiting', 'set_aside');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('checkout', 'expired', 'completed'),
  ('checkout', 'open', 'completed'),
  ('checkout', 'open', 'expired');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('contract', 'awaiting_signature', 'executed'),
  ('contract', 'awaiting_signature', 'nullified'),
  ('contract', 'awaiting_signature', 'signed'),
  ('contract', 'draft', 'awaiting_signature'),
  ('contract', 'draft', 'executed'),
  ('contract', 'draft', 'nullified'),
  ('contract', 'draft', 'superseded'),
  ('contract', 'executed', 'superseded'),
  ('contract', 'executed', 'terminated'),
  ('contract', 'signed', 'executed'),
  ('contract', 'signed', 'nullified');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('contract_text', 'draft', 'published'),
  ('contract_text', 'draft', 'retired'),
  ('contract_text', 'published', 'retired');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('delivery', 'owed', 'delivered'),
  ('delivery', 'owed', 'dropped');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('difference', 'accepted', 'found'),
  ('difference', 'fixed', 'found'),
  ('difference', 'found', 'accepted'),
  ('difference', 'found', 'fixed'),
  ('difference', 'found', 'gone');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('dispatch', 'owed', 'failed'),
  ('dispatch', 'owed', 'sent');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('dispute', 'closed', 'lost'),
  ('dispute', 'closed', 'open'),
  ('dispute', 'lost', 'won'),
  ('dispute', 'open', 'closed'),
  ('dispute', 'open', 'lost'),
  ('dispute', 'open', 'won'),
  ('dispute', 'raised', 'closed'),
  ('dispute', 'raised', 'lost'),
  ('dispute', 'raised', 'open'),
  ('dispute', 'raised', 'won');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('donation', 'begun', 'failed'),
  ('donation', 'begun', 'lapsed'),
  ('donation', 'begun', 'pending'),
  ('donation', 'begun', 'received'),
  ('donation', 'failed', 'lapsed'),
  ('donation', 'failed', 'pending'),
  ('donation', 'failed', 'received'),
  ('donation', 'lapsed', 'pending'),
  ('donation', 'lapsed', 'received'),
  ('donation', 'pending', 'failed'),
  ('donation', 'pending', 'received'),
  ('donation', 'received', 'refunded'),
  ('donation', 'received', 'taken_back'),
  ('donation', 'received', 'withdrawn'),
  ('donation', 'refunded', 'received'),
  ('donation', 'refunded', 'taken_back'),
  ('donation', 'taken_back', 'received'),
  ('donation', 'taken_back', 'refunded');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('invoice', 'draft', 'issued'),
  ('invoice', 'draft', 'void'),
  ('invoice', 'issued', 'paid'),
  ('invoice', 'issued', 'void'),
  ('invoice', 'issued', 'written_off'),
  ('invoice', 'paid', 'issued'),
  ('invoice', 'written_off', 'issued');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('payment', 'failed', 'settled'),
  ('payment', 'pending', 'failed'),
  ('payment', 'pending', 'settled');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('payout', 'paid', 'failed'),
  ('payout', 'under_way', 'cancelled'),
  ('payout', 'under_way', 'failed'),
  ('payout', 'under_way', 'paid');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('program_year', 'closed', 'open'),
  ('program_year', 'draft', 'closed'),
  ('program_year', 'draft', 'open'),
  ('program_year', 'open', 'closed');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('promised_benefit', 'delivered', 'in_progress'),
  ('promised_benefit', 'in_progress', 'delivered'),
  ('promised_benefit', 'in_progress', 'waived'),
  ('promised_benefit', 'promised', 'delivered'),
  ('promised_benefit', 'promised', 'in_progress'),
  ('promised_benefit', 'promised', 'waived'),
  ('promised_benefit', 'waived', 'in_progress');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('question', 'set_aside', 'answered'),
  ('question', 'waiting', 'answered'),
  ('question', 'waiting', 'set_aside');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('receipt', 'issued', 'void'),
  ('receipt', 'void', 'issued');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('recurring_gift', 'active', 'cancelled'),
  ('recurring_gift', 'active', 'past_due'),
  ('recurring_gift', 'begun', 'active'),
  ('recurring_gift', 'begun', 'cancelled'),
  ('recurring_gift', 'begun', 'lapsed'),
  ('recurring_gift', 'begun', 'past_due'),
  ('recurring_gift', 'lapsed', 'active'),
  ('recurring_gift', 'past_due', 'active'),
  ('recurring_gift', 'past_due', 'cancelled');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('refund', 'pending', 'failed'),
  ('refund', 'pending', 'succeeded'),
  ('refund', 'proposed', 'rejected'),
  ('refund', 'proposed', 'requested'),
  ('refund', 'requested', 'failed'),
  ('refund', 'requested', 'pending'),
  ('refund', 'requested', 'succeeded'),
  ('refund', 'succeeded', 'failed');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('remittance', 'approved', 'rejected'),
  ('remittance', 'approved', 'sent'),
  ('remittance', 'proposed', 'approved'),
  ('remittance', 'proposed', 'rejected'),
  ('remittance', 'sent', 'came_back');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('sponsorship', 'applied', 'applied'),
  ('sponsorship', 'applied', 'approved'),
  ('sponsorship', 'applied', 'rejected'),
  ('sponsorship', 'applied', 'withdrawn'),
  ('sponsorship', 'approved', 'applied'),
  ('sponsorship', 'approved', 'cancelled'),
  ('sponsorship', 'approved', 'contracted'),
  ('sponsorship', 'approved', 'withdrawn'),
  ('sponsorship', 'contracted', 'cancelled'),
  ('sponsorship', 'contracted', 'confirmed'),
  ('sponsorship', 'rejected', 'applied');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('subscriber', 'active', 'paused'),
  ('subscriber', 'active', 'removed'),
  ('subscriber', 'paused', 'active'),
  ('subscriber', 'paused', 'removed');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('supplement', 'approved', 'promised'),
  ('supplement', 'approved', 'requested'),
  ('supplement', 'approved', 'withdrawn'),
  ('supplement', 'requested', 'approved'),
  ('supplement', 'requested', 'declined'),
  ('supplement', 'requested', 'withdrawn');

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
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
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
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
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('write_off', 'approved', 'taken_back'),
  ('write_off', 'proposed', 'approved'),
  ('write_off', 'proposed', 'rejected');

-- next statement
CREATE FUNCTION guard_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  RAISE EXCEPTION 'guard: %', TG_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refuse() FROM PUBLIC;

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
CREATE FUNCTION guard_api_token_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.name IS NOT DISTINCT FROM OLD.name AND NEW.token_hash IS NOT DISTINCT FROM OLD.token_hash AND NEW.scopes IS NOT DISTINCT FROM OLD.scopes AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at AND NEW.created_by IS NOT DISTINCT FROM OLD.created_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: api_token_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_api_token_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_benefit_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.program_year_id IS NOT DISTINCT FROM OLD.program_year_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: benefit_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_benefit_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_checkout_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.purpose IS NOT DISTINCT FROM OLD.purpose AND NEW.purpose_id IS NOT DISTINCT FROM OLD.purpose_id AND NEW.attempt IS NOT DISTINCT FROM OLD.attempt AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.idempotency_key IS NOT DISTINCT FROM OLD.idempotency_key AND NEW.begun_at IS NOT DISTINCT FROM OLD.begun_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: checkout_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_checkout_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_constituent_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: constituent_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_constituent_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_dispatch_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.letter_id IS NOT DISTINCT FROM OLD.letter_id AND NEW.ordinal IS NOT DISTINCT FROM OLD.ordinal AND NEW.message_id IS NOT DISTINCT FROM OLD.message_id AND NEW.requested_at IS NOT DISTINCT FROM OLD.requested_at AND NEW.requested_by IS NOT DISTINCT FROM OLD.requested_by) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: dispatch_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_dispatch_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_document_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.kind IS NOT DISTINCT FROM OLD.kind AND NEW.title IS NOT DISTINCT FROM OLD.title AND NEW.content IS NOT DISTINCT FROM OLD.content AND NEW.attaches_id IS NOT DISTINCT FROM OLD.attaches_id AND NEW.made_at IS NOT DISTINCT FROM OLD.made_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: document_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_document_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_fund_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: fund_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_fund_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_letter_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.template IS NOT DISTINCT FROM OLD.template AND NEW.fact IS NOT DISTINCT FROM OLD.fact AND NEW.attachments IS NOT DISTINCT FROM OLD.attachments AND NEW.owed_at IS NOT DISTINCT FROM OLD.owed_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: letter_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_letter_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_number_series_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.series IS NOT DISTINCT FROM OLD.series AND NEW.year IS NOT DISTINCT FROM OLD.year) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: number_series_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_number_series_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payment_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.purpose IS NOT DISTINCT FROM OLD.purpose AND NEW.purpose_id IS NOT DISTINCT FROM OLD.purpose_id AND NEW.external_id IS NOT DISTINCT FROM OLD.external_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.begun_at IS NOT DISTINCT FROM OLD.begun_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_program_year_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.year IS NOT DISTINCT FROM OLD.year) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: program_year_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_program_year_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_recurring_gift_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.form_key IS NOT DISTINCT FROM OLD.form_key AND NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.public_token IS NOT DISTINCT FROM OLD.public_token AND NEW.begun_at IS NOT DISTINCT FROM OLD.begun_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: recurring_gift_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_recurring_gift_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_sign_in_link_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.token_hash IS NOT DISTINCT FROM OLD.token_hash AND NEW.staff_id IS NOT DISTINCT FROM OLD.staff_id AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at AND NEW.created_by IS NOT DISTINCT FROM OLD.created_by AND NEW.expires_at IS NOT DISTINCT FROM OLD.expires_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sign_in_link_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sign_in_link_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsor_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsor_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsor_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_staff_session_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.token_hash IS NOT DISTINCT FROM OLD.token_hash AND NEW.staff_id IS NOT DISTINCT FROM OLD.staff_id AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: staff_session_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_staff_session_frozen() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_staff_user_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.created_at IS NOT DISTINCT FROM OLD.created_at) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: staff_user_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_staff_user_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_tier_frozen() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.program_year_id IS NOT DISTINCT FROM OLD.program_year_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: tier_frozen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_tier_frozen() FROM PUBLIC;

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
CREATE FUNCTION guard_api_token_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.revoked_at IS NULL OR NEW.revoked_at IS NOT DISTINCT FROM OLD.revoked_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: api_token_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_api_token_frozen_once_set() FROM PUBLIC;

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
CREATE FUNCTION guard_checkout_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.external_id IS NULL OR NEW.external_id IS NOT DISTINCT FROM OLD.external_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: checkout_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_checkout_frozen_once_set() FROM PUBLIC;

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
CREATE FUNCTION guard_dispatch_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.sent_at IS NULL OR NEW.sent_at IS NOT DISTINCT FROM OLD.sent_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: dispatch_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_dispatch_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_document_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.pdf IS NULL OR NEW.pdf IS NOT DISTINCT FROM OLD.pdf) AND (OLD.sha256 IS NULL OR NEW.sha256 IS NOT DISTINCT FROM OLD.sha256) AND (OLD.rendered_at IS NULL OR NEW.rendered_at IS NOT DISTINCT FROM OLD.rendered_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: document_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_document_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_donation_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.received_on IS NULL OR NEW.received_on IS NOT DISTINCT FROM OLD.received_on) AND (OLD.recurring_gift_id IS NULL OR NEW.recurring_gift_id IS NOT DISTINCT FROM OLD.recurring_gift_id) AND (OLD.instalment_external_id IS NULL OR NEW.instalment_external_id IS NOT DISTINCT FROM OLD.instalment_external_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: donation_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_donation_frozen_once_set() FROM PUBLIC;

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
CREATE FUNCTION guard_inbound_event_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.handled_at IS NULL OR NEW.handled_at IS NOT DISTINCT FROM OLD.handled_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: inbound_event_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_inbound_event_frozen_once_set() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.year IS NULL OR NEW.year IS NOT DISTINCT FROM OLD.year) AND (OLD.sequence IS NULL OR NEW.sequence IS NOT DISTINCT FROM OLD.sequence) AND (OLD.issued_on IS NULL OR NEW.issued_on IS NOT DISTINCT FROM OLD.issued_on) AND (OLD.due_on IS NULL OR NEW.due_on IS NOT DISTINCT FROM OLD.due_on) AND (OLD.document_id IS NULL OR NEW.document_id IS NOT DISTINCT FROM OLD.document_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_frozen_once_set() FROM PUBLIC;

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
CREATE FUNCTION guard_recurring_gift_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.external_id IS NULL OR NEW.external_id IS NOT DISTINCT FROM OLD.external_id) AND (OLD.cancelled_at IS NULL OR NEW.cancelled_at IS NOT DISTINCT FROM OLD.cancelled_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: recurring_gift_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_recurring_gift_frozen_once_set() FROM PUBLIC;

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
CREATE FUNCTION guard_sign_in_link_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.used_at IS NULL OR NEW.used_at IS NOT DISTINCT FROM OLD.used_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sign_in_link_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sign_in_link_frozen_once_set() FROM PUBLIC;

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
CREATE FUNCTION guard_staff_session_frozen_once_set() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((OLD.revoked_at IS NULL OR NEW.revoked_at IS NOT DISTINCT FROM OLD.revoked_at)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: staff_session_frozen_once_set' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_staff_session_frozen_once_set() FROM PUBLIC;

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
CREATE FUNCTION guard_checkout_frozen_once_asked() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.request_hash IS NOT DISTINCT FROM OLD.request_hash) OR (OLD.request_hash = '')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: checkout_frozen_once_asked' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_checkout_frozen_once_asked() FROM PUBLIC;

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
CREATE FUNCTION guard_donation_frozen_by_its_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.fund_id IS NOT DISTINCT FROM OLD.fund_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor AND NEW.currency IS NOT DISTINCT FROM OLD.currency) OR (OLD.status = 'begun')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: donation_frozen_by_its_status' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_donation_frozen_by_its_status() FROM PUBLIC;

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
CREATE FUNCTION guard_payment_frozen_once_settled() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.method IS NOT DISTINCT FROM OLD.method) OR (OLD.status <> 'settled')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_frozen_once_settled' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_frozen_once_settled() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payment_charge_frozen_once_settled() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.charge_external_id IS NOT DISTINCT FROM OLD.charge_external_id) OR (OLD.status <> 'settled' OR OLD.charge_external_id IS NULL)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_charge_frozen_once_settled' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_charge_frozen_once_settled() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_program_year_frozen_by_its_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.currency IS NOT DISTINCT FROM OLD.currency AND NEW.fund_id IS NOT DISTINCT FROM OLD.fund_id) OR (OLD.status = 'draft')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: program_year_frozen_by_its_status' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_program_year_frozen_by_its_status() FROM PUBLIC;

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
CREATE FUNCTION guard_recurring_gift_frozen_by_its_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.fund_id IS NOT DISTINCT FROM OLD.fund_id AND NEW.amount_minor IS NOT DISTINCT FROM OLD.amount_minor) OR (OLD.status <> 'cancelled')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: recurring_gift_frozen_by_its_status' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_recurring_gift_frozen_by_its_status() FROM PUBLIC;

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
CREATE FUNCTION guard_checkout_begins_open() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'open') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: checkout_begins_open' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_checkout_begins_open() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_checkout_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'checkout' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: checkout_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_checkout_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_begins_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'draft') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_begins_draft' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_begins_draft() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_contract_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'contract' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: contract_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_contract_status_moves() FROM PUBLIC;

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
CREATE FUNCTION guard_dispatch_begins_owed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'owed') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: dispatch_begins_owed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_dispatch_begins_owed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_dispatch_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'dispatch' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: dispatch_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_dispatch_status_moves() FROM PUBLIC;

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
CREATE FUNCTION guard_donation_begins_begun() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'begun') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: donation_begins_begun' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_donation_begins_begun() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_donation_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'donation' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: donation_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_donation_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_begins_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'draft') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_begins_draft' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_begins_draft() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'invoice' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payment_begins_pending() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'pending') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_begins_pending' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_begins_pending() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_payment_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'payment' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_status_moves() FROM PUBLIC;

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
CREATE FUNCTION guard_program_year_begins_draft() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'draft') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: program_year_begins_draft' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_program_year_begins_draft() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_program_year_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'program_year' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: program_year_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_program_year_status_moves() FROM PUBLIC;

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
CREATE FUNCTION guard_receipt_begins_issued() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'issued') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: receipt_begins_issued' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_receipt_begins_issued() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_receipt_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'receipt' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: receipt_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_receipt_status_moves() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_recurring_gift_begins_begun() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'begun') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: recurring_gift_begins_begun' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_recurring_gift_begins_begun() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_recurring_gift_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'recurring_gift' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: recurring_gift_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_recurring_gift_status_moves() FROM PUBLIC;

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
CREATE FUNCTION guard_refund_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'refund' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: refund_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_status_moves() FROM PUBLIC;

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
CREATE FUNCTION guard_sponsorship_begins_applied() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = 'applied') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_begins_applied' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_begins_applied() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_status_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'sponsorship' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_status_moves' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_status_moves() FROM PUBLIC;

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
CREATE FUNCTION guard_posting_completes_its_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.position = 1 + coalesce((SELECT max(posting.position) FROM posting WHERE posting.entry_id = NEW.entry_id), 0) AND NEW.position <= (SELECT posting_count FROM journal_entry WHERE id = NEW.entry_id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: posting_completes_its_entry' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_posting_completes_its_entry() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_posting_mirrors_what_it_reverses() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.position < (SELECT posting_count FROM journal_entry WHERE id = NEW.entry_id) OR (SELECT reverses_id FROM journal_entry WHERE id = NEW.entry_id) IS NULL OR (
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
           AND back.amount_minor = old_one.amount_minor)))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: posting_mirrors_what_it_reverses' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_posting_mirrors_what_it_reverses() FROM PUBLIC;

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
CREATE FUNCTION guard_refund_of_a_settled_payment() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
  IF ((SELECT status FROM payment WHERE id = NEW.payment_id) = 'settled') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: refund_of_a_settled_payment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_refund_of_a_settled_payment() FROM PUBLIC;

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
CREATE FUNCTION guard_invoice_begins_without_a_number() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.sequence IS NULL) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_begins_without_a_number' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_begins_without_a_number() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_issued_for_the_sum_of_its_lines() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status <> 'issued' OR OLD.status = 'issued' OR NEW.total_minor = (SELECT coalesce(sum(quantity * unit_amount_minor), 0) FROM invoice_line WHERE invoice_id = NEW.id AND invoice_line.currency = NEW.currency)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_issued_for_the_sum_of_its_lines' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_issued_for_the_sum_of_its_lines() FROM PUBLIC;

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
CREATE FUNCTION guard_invoice_void_only_if_untouched() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.status <> 'void' OR (NEW.paid_minor = 0 AND NEW.credited_minor = 0)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_void_only_if_untouched' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_void_only_if_untouched() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_line_frozen_on_insert() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM invoice WHERE id = NEW.invoice_id FOR NO KEY UPDATE;
  IF ((SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'draft') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_line_frozen_on_insert' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_line_frozen_on_insert() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_line_frozen_on_update() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM invoice WHERE id = OLD.invoice_id FOR NO KEY UPDATE;
  IF ((SELECT status FROM invoice WHERE id = OLD.invoice_id) = 'draft' AND NEW.invoice_id = OLD.invoice_id) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_line_frozen_on_update' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_line_frozen_on_update() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_line_frozen_on_delete() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM invoice WHERE id = OLD.invoice_id FOR NO KEY UPDATE;
  IF ((SELECT status FROM invoice WHERE id = OLD.invoice_id) = 'draft') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_line_frozen_on_delete' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_line_frozen_on_delete() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_settlement_of_an_issued_invoice() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM invoice WHERE id = NEW.invoice_id FOR NO KEY UPDATE;
  IF ((SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'issued') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: settlement_of_an_issued_invoice' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_settlement_of_an_issued_invoice() FROM PUBLIC;

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
CREATE FUNCTION guard_credit_note_on_an_issued_invoice() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM invoice WHERE id = NEW.invoice_id FOR NO KEY UPDATE;
  IF ((SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'issued') IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: credit_note_on_an_issued_invoice' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_credit_note_on_an_issued_invoice() FROM PUBLIC;

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
CREATE FUNCTION guard_receipt_takes_the_next_number() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((FALSE) OR NEW.sequence = 1 + coalesce((SELECT max(numbered.sequence) FROM receipt AS numbered WHERE numbered.series = NEW.series AND numbered.year = NEW.year), 0)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: receipt_takes_the_next_number' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_receipt_takes_the_next_number() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_credit_note_takes_the_next_number() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((FALSE) OR NEW.sequence = 1 + coalesce((SELECT max(numbered.sequence) FROM credit_note AS numbered WHERE numbered.series = NEW.series AND numbered.year = NEW.year), 0)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: credit_note_takes_the_next_number' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_credit_note_takes_the_next_number() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_takes_the_next_number() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.sequence IS NOT DISTINCT FROM OLD.sequence) OR NEW.sequence = 1 + coalesce((SELECT max(numbered.sequence) FROM invoice AS numbered WHERE numbered.series = NEW.series AND numbered.year = NEW.year), 0)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_takes_the_next_number' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_takes_the_next_number() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_number_series_begins_at_one() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.last = 1) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: number_series_begins_at_one' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_number_series_begins_at_one() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_number_series_grows_by_one() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.last = OLD.last + 1) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: number_series_grows_by_one' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_number_series_grows_by_one() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_letter_changes_only_to_be_forgotten() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF ((NEW.context = OLD.context OR NEW.context = '{}') AND (NEW.recipient_name = OLD.recipient_name OR NEW.recipient_name = '') AND (NEW.recipient_email = OLD.recipient_email OR NEW.recipient_email = '')) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: letter_changes_only_to_be_forgotten' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_letter_changes_only_to_be_forgotten() FROM PUBLIC;

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
CREATE FUNCTION guard_sponsorship_tier_of_its_year() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (EXISTS (SELECT 1 FROM tier WHERE tier.id = NEW.tier_id AND tier.program_year_id = NEW.program_year_id AND tier.currency = NEW.currency)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_tier_of_its_year' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_tier_of_its_year() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_sponsorship_tier_stays_in_its_year() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.tier_id = OLD.tier_id OR EXISTS (SELECT 1 FROM tier WHERE tier.id = NEW.tier_id AND tier.program_year_id = NEW.program_year_id AND tier.currency = NEW.currency)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: sponsorship_tier_stays_in_its_year' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_sponsorship_tier_stays_in_its_year() FROM PUBLIC;

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
  IF (EXISTS (SELECT 1 FROM promised_benefit AS promise JOIN sponsorship ON sponsorship.id = promise.sponsorship_id WHERE promise.id = NEW.promised_benefit_id AND (sponsorship.status IN ('applied', 'approved') OR ((SELECT status FROM sponsorship WHERE sponsorship.id = promise.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = promise.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = promise.benefit_id AND supplement_line.quantity = promise.quantity))))) IS NOT TRUE THEN
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
CREATE FUNCTION guard_payment_refunded_minor_starts_at_zero() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.refunded_minor = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: payment_refunded_minor_starts_at_zero' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_payment_refunded_minor_starts_at_zero() FROM PUBLIC;

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
CREATE FUNCTION guard_invoice_paid_minor_starts_at_zero() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.paid_minor = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_paid_minor_starts_at_zero' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_paid_minor_starts_at_zero() FROM PUBLIC;

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
CREATE FUNCTION guard_invoice_credited_minor_starts_at_zero() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.credited_minor = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_credited_minor_starts_at_zero' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_credited_minor_starts_at_zero() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_invoice_credited_minor_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.credited_minor = OLD.credited_minor OR NEW.credited_minor = (SELECT coalesce(sum(credit_note.amount_minor), 0) FROM credit_note WHERE credit_note.invoice_id = NEW.id)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: invoice_credited_minor_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_invoice_credited_minor_is_recomputed() FROM PUBLIC;

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
CREATE FUNCTION guard_tier_taken_starts_at_zero() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.taken = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: tier_taken_starts_at_zero' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_tier_taken_starts_at_zero() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_tier_taken_is_recomputed() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.taken = OLD.taken OR NEW.taken = (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = NEW.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed'))) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: tier_taken_is_recomputed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_tier_taken_is_recomputed() FROM PUBLIC;

-- next statement
CREATE FUNCTION guard_benefit_taken_starts_at_zero() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (NEW.taken = 0) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: benefit_taken_starts_at_zero' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_benefit_taken_starts_at_zero() FROM PUBLIC;

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
CREATE FUNCTION guard_credit_note_added_counts_as_credited_minor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  PERFORM 1 FROM invoice WHERE invoice.id IN (NEW.invoice_id)
    ORDER BY invoice.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM invoice WHERE invoice.id IN (NEW.invoice_id) AND (SELECT coalesce(sum(credit_note.amount_minor), 0) FROM credit_note WHERE credit_note.invoice_id = invoice.id) > invoice.total_minor - invoice.paid_minor) THEN
    RAISE EXCEPTION 'guard: credit_note_added_counts_as_credited_minor' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  UPDATE invoice SET credited_minor = (SELECT coalesce(sum(credit_note.amount_minor), 0) FROM credit_note WHERE credit_note.invoice_id = invoice.id) WHERE invoice.id IN (NEW.invoice_id);
  RETURN NULL;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_credit_note_added_counts_as_credited_minor() FROM PUBLIC;

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
CREATE TRIGGER audit_note_never_updated BEFORE UPDATE ON audit_note
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER audit_note_never_deleted BEFORE DELETE ON audit_note
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER audit_note_never_truncated BEFORE TRUNCATE ON audit_note
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

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
CREATE TRIGGER bank_transfer_never_updated BEFORE UPDATE ON bank_transfer
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER bank_transfer_never_deleted BEFORE DELETE ON bank_transfer
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER bank_transfer_never_truncated BEFORE TRUNCATE ON bank_transfer
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER credit_note_never_updated BEFORE UPDATE ON credit_note
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER credit_note_never_deleted BEFORE DELETE ON credit_note
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER credit_note_never_truncated BEFORE TRUNCATE ON credit_note
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
CREATE TRIGGER import_line_never_updated BEFORE UPDATE ON import_line
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER import_line_never_deleted BEFORE DELETE ON import_line
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER import_line_never_truncated BEFORE TRUNCATE ON import_line
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER journal_entry_never_updated BEFORE UPDATE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER journal_entry_never_deleted BEFORE DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER journal_entry_never_truncated BEFORE TRUNCATE ON journal_entry
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER ledger_account_never_updated BEFORE UPDATE ON ledger_account
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER ledger_account_never_deleted BEFORE DELETE ON ledger_account
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER ledger_account_never_truncated BEFORE TRUNCATE ON ledger_account
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
CREATE TRIGGER posting_never_updated BEFORE UPDATE ON posting
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER posting_never_deleted BEFORE DELETE ON posting
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER posting_never_truncated BEFORE TRUNCATE ON posting
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
CREATE TRIGGER promised_placement_never_updated BEFORE UPDATE ON promised_placement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER promised_placement_never_deleted BEFORE DELETE ON promised_placement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER promised_placement_never_truncated BEFORE TRUNCATE ON promised_placement
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
CREATE TRIGGER reconciliation_run_never_updated BEFORE UPDATE ON reconciliation_run
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER reconciliation_run_never_deleted BEFORE DELETE ON reconciliation_run
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER reconciliation_run_never_truncated BEFORE TRUNCATE ON reconciliation_run
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
CREATE TRIGGER settlement_never_updated BEFORE UPDATE ON settlement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER settlement_never_deleted BEFORE DELETE ON settlement
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER settlement_never_truncated BEFORE TRUNCATE ON settlement
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
CREATE TRIGGER signature_never_updated BEFORE UPDATE ON signature
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER signature_never_deleted BEFORE DELETE ON signature
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER signature_never_truncated BEFORE TRUNCATE ON signature
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER status_change_never_updated BEFORE UPDATE ON status_change
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER status_change_never_deleted BEFORE DELETE ON status_change
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER status_change_never_truncated BEFORE TRUNCATE ON status_change
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER stored_file_never_updated BEFORE UPDATE ON stored_file
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER stored_file_never_deleted BEFORE DELETE ON stored_file
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER stored_file_never_truncated BEFORE TRUNCATE ON stored_file
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
CREATE TRIGGER api_token_never_deleted BEFORE DELETE ON api_token
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER api_token_never_truncated BEFORE TRUNCATE ON api_token
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER asset_never_deleted BEFORE DELETE ON asset
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER asset_never_truncated BEFORE TRUNCATE ON asset
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
CREATE TRIGGER checkout_never_deleted BEFORE DELETE ON checkout
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER checkout_never_truncated BEFORE TRUNCATE ON checkout
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER constituent_never_deleted BEFORE DELETE ON constituent
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER constituent_never_truncated BEFORE TRUNCATE ON constituent
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER contract_never_deleted BEFORE DELETE ON contract
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER contract_never_truncated BEFORE TRUNCATE ON contract
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER contract_text_never_deleted BEFORE DELETE ON contract_text
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER contract_text_never_truncated BEFORE TRUNCATE ON contract_text
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER counterpart_never_deleted BEFORE DELETE ON counterpart
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER counterpart_never_truncated BEFORE TRUNCATE ON counterpart
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER delivery_never_deleted BEFORE DELETE ON delivery
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER delivery_never_truncated BEFORE TRUNCATE ON delivery
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER difference_never_deleted BEFORE DELETE ON difference
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER difference_never_truncated BEFORE TRUNCATE ON difference
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER dispatch_never_deleted BEFORE DELETE ON dispatch
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER dispatch_never_truncated BEFORE TRUNCATE ON dispatch
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER dispute_never_deleted BEFORE DELETE ON dispute
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER dispute_never_truncated BEFORE TRUNCATE ON dispute
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER document_never_deleted BEFORE DELETE ON document
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER document_never_truncated BEFORE TRUNCATE ON document
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER donation_never_deleted BEFORE DELETE ON donation
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER donation_never_truncated BEFORE TRUNCATE ON donation
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER fund_never_deleted BEFORE DELETE ON fund
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER fund_never_truncated BEFORE TRUNCATE ON fund
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER import_run_never_deleted BEFORE DELETE ON import_run
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER import_run_never_truncated BEFORE TRUNCATE ON import_run
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER inbound_event_never_deleted BEFORE DELETE ON inbound_event
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER inbound_event_never_truncated BEFORE TRUNCATE ON inbound_event
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER invoice_never_deleted BEFORE DELETE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER invoice_never_truncated BEFORE TRUNCATE ON invoice
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER letter_never_deleted BEFORE DELETE ON letter
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER letter_never_truncated BEFORE TRUNCATE ON letter
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER number_series_never_deleted BEFORE DELETE ON number_series
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER number_series_never_truncated BEFORE TRUNCATE ON number_series
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER payment_never_deleted BEFORE DELETE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER payment_never_truncated BEFORE TRUNCATE ON payment
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER payout_never_deleted BEFORE DELETE ON payout
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER payout_never_truncated BEFORE TRUNCATE ON payout
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER program_year_never_deleted BEFORE DELETE ON program_year
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER program_year_never_truncated BEFORE TRUNCATE ON program_year
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER promised_benefit_never_deleted BEFORE DELETE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER promised_benefit_never_truncated BEFORE TRUNCATE ON promised_benefit
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER question_never_deleted BEFORE DELETE ON question
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER question_never_truncated BEFORE TRUNCATE ON question
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER receipt_never_deleted BEFORE DELETE ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER receipt_never_truncated BEFORE TRUNCATE ON receipt
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER recurring_gift_never_deleted BEFORE DELETE ON recurring_gift
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER recurring_gift_never_truncated BEFORE TRUNCATE ON recurring_gift
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER refund_never_deleted BEFORE DELETE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER refund_never_truncated BEFORE TRUNCATE ON refund
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER remittance_never_deleted BEFORE DELETE ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER remittance_never_truncated BEFORE TRUNCATE ON remittance
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER sponsor_never_deleted BEFORE DELETE ON sponsor
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER sponsor_never_truncated BEFORE TRUNCATE ON sponsor
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER sponsorship_never_deleted BEFORE DELETE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER sponsorship_never_truncated BEFORE TRUNCATE ON sponsorship
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER staff_user_never_deleted BEFORE DELETE ON staff_user
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER staff_user_never_truncated BEFORE TRUNCATE ON staff_user
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
CREATE TRIGGER suspense_case_never_deleted BEFORE DELETE ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER suspense_case_never_truncated BEFORE TRUNCATE ON suspense_case
FOR EACH STATEMENT EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER waiting_entry_never_deleted BEFORE DELETE ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER waiting_entry_never_truncated BEFORE TRUNCATE ON waiting_entry
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
CREATE TRIGGER accounting_period_frozen BEFORE UPDATE ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_accounting_period_frozen();

-- next statement
CREATE TRIGGER api_token_frozen BEFORE UPDATE ON api_token
FOR EACH ROW EXECUTE FUNCTION guard_api_token_frozen();

-- next statement
CREATE TRIGGER asset_frozen BEFORE UPDATE ON asset
FOR EACH ROW EXECUTE FUNCTION guard_asset_frozen();

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
CREATE TRIGGER benefit_frozen BEFORE UPDATE ON benefit
FOR EACH ROW EXECUTE FUNCTION guard_benefit_frozen();

-- next statement
CREATE TRIGGER benefit_asset_frozen BEFORE UPDATE ON benefit_asset
FOR EACH ROW EXECUTE FUNCTION guard_benefit_asset_frozen();

-- next statement
CREATE TRIGGER checkout_frozen BEFORE UPDATE ON checkout
FOR EACH ROW EXECUTE FUNCTION guard_checkout_frozen();

-- next statement
CREATE TRIGGER constituent_frozen BEFORE UPDATE ON constituent
FOR EACH ROW EXECUTE FUNCTION guard_constituent_frozen();

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
CREATE TRIGGER counterpart_frozen BEFORE UPDATE ON counterpart
FOR EACH ROW EXECUTE FUNCTION guard_counterpart_frozen();

-- next statement
CREATE TRIGGER delivery_frozen BEFORE UPDATE ON delivery
FOR EACH ROW EXECUTE FUNCTION guard_delivery_frozen();

-- next statement
CREATE TRIGGER difference_frozen BEFORE UPDATE ON difference
FOR EACH ROW EXECUTE FUNCTION guard_difference_frozen();

-- next statement
CREATE TRIGGER dispatch_frozen BEFORE UPDATE ON dispatch
FOR EACH ROW EXECUTE FUNCTION guard_dispatch_frozen();

-- next statement
CREATE TRIGGER dispute_frozen BEFORE UPDATE ON dispute
FOR EACH ROW EXECUTE FUNCTION guard_dispute_frozen();

-- next statement
CREATE TRIGGER document_frozen BEFORE UPDATE ON document
FOR EACH ROW EXECUTE FUNCTION guard_document_frozen();

-- next statement
CREATE TRIGGER donation_frozen BEFORE UPDATE ON donation
FOR EACH ROW EXECUTE FUNCTION guard_donation_frozen();

-- next statement
CREATE TRIGGER fund_frozen BEFORE UPDATE ON fund
FOR EACH ROW EXECUTE FUNCTION guard_fund_frozen();

-- next statement
CREATE TRIGGER import_run_frozen BEFORE UPDATE ON import_run
FOR EACH ROW EXECUTE FUNCTION guard_import_run_frozen();

-- next statement
CREATE TRIGGER inbound_event_frozen BEFORE UPDATE ON inbound_event
FOR EACH ROW EXECUTE FUNCTION guard_inbound_event_frozen();

-- next statement
CREATE TRIGGER instalment_frozen BEFORE UPDATE ON instalment
FOR EACH ROW EXECUTE FUNCTION guard_instalment_frozen();

-- next statement
CREATE TRIGGER invoice_frozen BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_frozen();

-- next statement
CREATE TRIGGER kept_place_frozen BEFORE UPDATE ON kept_place
FOR EACH ROW EXECUTE FUNCTION guard_kept_place_frozen();

-- next statement
CREATE TRIGGER letter_frozen BEFORE UPDATE ON letter
FOR EACH ROW EXECUTE FUNCTION guard_letter_frozen();

-- next statement
CREATE TRIGGER number_series_frozen BEFORE UPDATE ON number_series
FOR EACH ROW EXECUTE FUNCTION guard_number_series_frozen();

-- next statement
CREATE TRIGGER payment_frozen BEFORE UPDATE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_frozen();

-- next statement
CREATE TRIGGER payout_frozen BEFORE UPDATE ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_frozen();

-- next statement
CREATE TRIGGER program_year_frozen BEFORE UPDATE ON program_year
FOR EACH ROW EXECUTE FUNCTION guard_program_year_frozen();

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
CREATE TRIGGER receipt_frozen BEFORE UPDATE ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_receipt_frozen();

-- next statement
CREATE TRIGGER recurring_gift_frozen BEFORE UPDATE ON recurring_gift
FOR EACH ROW EXECUTE FUNCTION guard_recurring_gift_frozen();

-- next statement
CREATE TRIGGER refund_frozen BEFORE UPDATE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_frozen();

-- next statement
CREATE TRIGGER remittance_frozen BEFORE UPDATE ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_remittance_frozen();

-- next statement
CREATE TRIGGER saved_application_frozen BEFORE UPDATE ON saved_application
FOR EACH ROW EXECUTE FUNCTION guard_saved_application_frozen();

-- next statement
CREATE TRIGGER sign_in_link_frozen BEFORE UPDATE ON sign_in_link
FOR EACH ROW EXECUTE FUNCTION guard_sign_in_link_frozen();

-- next statement
CREATE TRIGGER sponsor_frozen BEFORE UPDATE ON sponsor
FOR EACH ROW EXECUTE FUNCTION guard_sponsor_frozen();

-- next statement
CREATE TRIGGER sponsorship_frozen BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_frozen();

-- next statement
CREATE TRIGGER staff_session_frozen BEFORE UPDATE ON staff_session
FOR EACH ROW EXECUTE FUNCTION guard_staff_session_frozen();

-- next statement
CREATE TRIGGER staff_user_frozen BEFORE UPDATE ON staff_user
FOR EACH ROW EXECUTE FUNCTION guard_staff_user_frozen();

-- next statement
CREATE TRIGGER standing_letter_frozen BEFORE UPDATE ON standing_letter
FOR EACH ROW EXECUTE FUNCTION guard_standing_letter_frozen();

-- next statement
CREATE TRIGGER subscriber_frozen BEFORE UPDATE ON subscriber
FOR EACH ROW EXECUTE FUNCTION guard_subscriber_frozen();

-- next statement
CREATE TRIGGER supplement_frozen BEFORE UPDATE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_frozen();

-- next statement
CREATE TRIGGER supplement_line_frozen BEFORE UPDATE ON supplement_line
FOR EACH ROW EXECUTE FUNCTION guard_supplement_line_frozen();

-- next statement
CREATE TRIGGER suspense_case_frozen BEFORE UPDATE ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_frozen();

-- next statement
CREATE TRIGGER tier_frozen BEFORE UPDATE ON tier
FOR EACH ROW EXECUTE FUNCTION guard_tier_frozen();

-- next statement
CREATE TRIGGER voucher_frozen BEFORE UPDATE ON voucher
FOR EACH ROW EXECUTE FUNCTION guard_voucher_frozen();

-- next statement
CREATE TRIGGER waiting_entry_frozen BEFORE UPDATE ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_waiting_entry_frozen();

-- next statement
CREATE TRIGGER write_off_frozen BEFORE UPDATE ON write_off
FOR EACH ROW EXECUTE FUNCTION guard_write_off_frozen();

-- next statement
CREATE TRIGGER api_token_frozen_once_set BEFORE UPDATE ON api_token
FOR EACH ROW EXECUTE FUNCTION guard_api_token_frozen_once_set();

-- next statement
CREATE TRIGGER balance_transaction_frozen_once_set BEFORE UPDATE ON balance_transaction
FOR EACH ROW EXECUTE FUNCTION guard_balance_transaction_frozen_once_set();

-- next statement
CREATE TRIGGER bank_match_frozen_once_set BEFORE UPDATE ON bank_match
FOR EACH ROW EXECUTE FUNCTION guard_bank_match_frozen_once_set();

-- next statement
CREATE TRIGGER checkout_frozen_once_set BEFORE UPDATE ON checkout
FOR EACH ROW EXECUTE FUNCTION guard_checkout_frozen_once_set();

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
CREATE TRIGGER dispatch_frozen_once_set BEFORE UPDATE ON dispatch
FOR EACH ROW EXECUTE FUNCTION guard_dispatch_frozen_once_set();

-- next statement
CREATE TRIGGER document_frozen_once_set BEFORE UPDATE ON document
FOR EACH ROW EXECUTE FUNCTION guard_document_frozen_once_set();

-- next statement
CREATE TRIGGER donation_frozen_once_set BEFORE UPDATE ON donation
FOR EACH ROW EXECUTE FUNCTION guard_donation_frozen_once_set();

-- next statement
CREATE TRIGGER import_run_frozen_once_set BEFORE UPDATE ON import_run
FOR EACH ROW EXECUTE FUNCTION guard_import_run_frozen_once_set();

-- next statement
CREATE TRIGGER inbound_event_frozen_once_set BEFORE UPDATE ON inbound_event
FOR EACH ROW EXECUTE FUNCTION guard_inbound_event_frozen_once_set();

-- next statement
CREATE TRIGGER invoice_frozen_once_set BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_frozen_once_set();

-- next statement
CREATE TRIGGER letter_frozen_once_set BEFORE UPDATE ON letter
FOR EACH ROW EXECUTE FUNCTION guard_letter_frozen_once_set();

-- next statement
CREATE TRIGGER payment_frozen_once_set BEFORE UPDATE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_frozen_once_set();

-- next statement
CREATE TRIGGER payout_frozen_once_set BEFORE UPDATE ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_frozen_once_set();

-- next statement
CREATE TRIGGER recurring_gift_frozen_once_set BEFORE UPDATE ON recurring_gift
FOR EACH ROW EXECUTE FUNCTION guard_recurring_gift_frozen_once_set();

-- next statement
CREATE TRIGGER refund_frozen_once_set BEFORE UPDATE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_frozen_once_set();

-- next statement
CREATE TRIGGER remittance_frozen_once_set BEFORE UPDATE ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_remittance_frozen_once_set();

-- next statement
CREATE TRIGGER sign_in_link_frozen_once_set BEFORE UPDATE ON sign_in_link
FOR EACH ROW EXECUTE FUNCTION guard_sign_in_link_frozen_once_set();

-- next statement
CREATE TRIGGER sponsor_contact_frozen_once_set BEFORE UPDATE ON sponsor_contact
FOR EACH ROW EXECUTE FUNCTION guard_sponsor_contact_frozen_once_set();

-- next statement
CREATE TRIGGER staff_session_frozen_once_set BEFORE UPDATE ON staff_session
FOR EACH ROW EXECUTE FUNCTION guard_staff_session_frozen_once_set();

-- next statement
CREATE TRIGGER waiting_entry_frozen_once_set BEFORE UPDATE ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_waiting_entry_frozen_once_set();

-- next statement
CREATE TRIGGER write_off_frozen_once_set BEFORE UPDATE ON write_off
FOR EACH ROW EXECUTE FUNCTION guard_write_off_frozen_once_set();

-- next statement
CREATE TRIGGER voucher_frozen_once_set BEFORE UPDATE ON voucher
FOR EACH ROW EXECUTE FUNCTION guard_voucher_frozen_once_set();

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
CREATE TRIGGER checkout_frozen_once_asked BEFORE UPDATE ON checkout
FOR EACH ROW EXECUTE FUNCTION guard_checkout_frozen_once_asked();

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
CREATE TRIGGER donation_frozen_by_its_status BEFORE UPDATE ON donation
FOR EACH ROW EXECUTE FUNCTION guard_donation_frozen_by_its_status();

-- next statement
CREATE TRIGGER fund_frozen_by_its_books BEFORE UPDATE ON fund
FOR EACH ROW EXECUTE FUNCTION guard_fund_frozen_by_its_books();

-- next statement
CREATE TRIGGER import_run_frozen_once_ended BEFORE UPDATE ON import_run
FOR EACH ROW EXECUTE FUNCTION guard_import_run_frozen_once_ended();

-- next statement
CREATE TRIGGER invoice_frozen_by_its_status BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_frozen_by_its_status();

-- next statement
CREATE TRIGGER payment_frozen_once_settled BEFORE UPDATE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_frozen_once_settled();

-- next statement
CREATE TRIGGER payment_charge_frozen_once_settled BEFORE UPDATE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_charge_frozen_once_settled();

-- next statement
CREATE TRIGGER program_year_frozen_by_its_status BEFORE UPDATE ON program_year
FOR EACH ROW EXECUTE FUNCTION guard_program_year_frozen_by_its_status();

-- next statement
CREATE TRIGGER promised_benefit_frozen_by_the_contract BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_frozen_by_the_contract();

-- next statement
CREATE TRIGGER promised_benefit_chosen_before_the_decision BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_chosen_before_the_decision();

-- next statement
CREATE TRIGGER question_frozen_once_answered BEFORE UPDATE ON question
FOR EACH ROW EXECUTE FUNCTION guard_question_frozen_once_answered();

-- next statement
CREATE TRIGGER recurring_gift_frozen_by_its_status BEFORE UPDATE ON recurring_gift
FOR EACH ROW EXECUTE FUNCTION guard_recurring_gift_frozen_by_its_status();

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
CREATE TRIGGER sponsorship_term_frozen_by_the_contract BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_term_frozen_by_the_contract();

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
CREATE TRIGGER checkout_begins_open BEFORE INSERT ON checkout
FOR EACH ROW EXECUTE FUNCTION guard_checkout_begins_open();

-- next statement
CREATE TRIGGER checkout_status_moves BEFORE UPDATE ON checkout
FOR EACH ROW EXECUTE FUNCTION guard_checkout_status_moves();

-- next statement
CREATE TRIGGER contract_begins_draft BEFORE INSERT ON contract
FOR EACH ROW EXECUTE FUNCTION guard_contract_begins_draft();

-- next statement
CREATE TRIGGER contract_status_moves BEFORE UPDATE ON contract
FOR EACH ROW EXECUTE FUNCTION guard_contract_status_moves();

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
CREATE TRIGGER difference_begins_found BEFORE INSERT ON difference
FOR EACH ROW EXECUTE FUNCTION guard_difference_begins_found();

-- next statement
CREATE TRIGGER difference_status_moves BEFORE UPDATE ON difference
FOR EACH ROW EXECUTE FUNCTION guard_difference_status_moves();

-- next statement
CREATE TRIGGER dispatch_begins_owed BEFORE INSERT ON dispatch
FOR EACH ROW EXECUTE FUNCTION guard_dispatch_begins_owed();

-- next statement
CREATE TRIGGER dispatch_status_moves BEFORE UPDATE ON dispatch
FOR EACH ROW EXECUTE FUNCTION guard_dispatch_status_moves();

-- next statement
CREATE TRIGGER dispute_begins_raised BEFORE INSERT ON dispute
FOR EACH ROW EXECUTE FUNCTION guard_dispute_begins_raised();

-- next statement
CREATE TRIGGER dispute_status_moves BEFORE UPDATE ON dispute
FOR EACH ROW EXECUTE FUNCTION guard_dispute_status_moves();

-- next statement
CREATE TRIGGER donation_begins_begun BEFORE INSERT ON donation
FOR EACH ROW EXECUTE FUNCTION guard_donation_begins_begun();

-- next statement
CREATE TRIGGER donation_status_moves BEFORE UPDATE ON donation
FOR EACH ROW EXECUTE FUNCTION guard_donation_status_moves();

-- next statement
CREATE TRIGGER invoice_begins_draft BEFORE INSERT ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_begins_draft();

-- next statement
CREATE TRIGGER invoice_status_moves BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_status_moves();

-- next statement
CREATE TRIGGER payment_begins_pending BEFORE INSERT ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_begins_pending();

-- next statement
CREATE TRIGGER payment_status_moves BEFORE UPDATE ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_status_moves();

-- next statement
CREATE TRIGGER payout_begins_under_way BEFORE INSERT ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_begins_under_way();

-- next statement
CREATE TRIGGER payout_status_moves BEFORE UPDATE ON payout
FOR EACH ROW EXECUTE FUNCTION guard_payout_status_moves();

-- next statement
CREATE TRIGGER program_year_begins_draft BEFORE INSERT ON program_year
FOR EACH ROW EXECUTE FUNCTION guard_program_year_begins_draft();

-- next statement
CREATE TRIGGER program_year_status_moves BEFORE UPDATE ON program_year
FOR EACH ROW EXECUTE FUNCTION guard_program_year_status_moves();

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
CREATE TRIGGER receipt_begins_issued BEFORE INSERT ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_receipt_begins_issued();

-- next statement
CREATE TRIGGER receipt_status_moves BEFORE UPDATE ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_receipt_status_moves();

-- next statement
CREATE TRIGGER recurring_gift_begins_begun BEFORE INSERT ON recurring_gift
FOR EACH ROW EXECUTE FUNCTION guard_recurring_gift_begins_begun();

-- next statement
CREATE TRIGGER recurring_gift_status_moves BEFORE UPDATE ON recurring_gift
FOR EACH ROW EXECUTE FUNCTION guard_recurring_gift_status_moves();

-- next statement
CREATE TRIGGER refund_begins_proposed BEFORE INSERT ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_begins_proposed();

-- next statement
CREATE TRIGGER refund_status_moves BEFORE UPDATE ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_status_moves();

-- next statement
CREATE TRIGGER remittance_begins_proposed BEFORE INSERT ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_remittance_begins_proposed();

-- next statement
CREATE TRIGGER remittance_status_moves BEFORE UPDATE ON remittance
FOR EACH ROW EXECUTE FUNCTION guard_remittance_status_moves();

-- next statement
CREATE TRIGGER sponsorship_begins_applied BEFORE INSERT ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_begins_applied();

-- next statement
CREATE TRIGGER sponsorship_status_moves BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_status_moves();

-- next statement
CREATE TRIGGER subscriber_begins_active BEFORE INSERT ON subscriber
FOR EACH ROW EXECUTE FUNCTION guard_subscriber_begins_active();

-- next statement
CREATE TRIGGER subscriber_status_moves BEFORE UPDATE ON subscriber
FOR EACH ROW EXECUTE FUNCTION guard_subscriber_status_moves();

-- next statement
CREATE TRIGGER supplement_begins_requested BEFORE INSERT ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_begins_requested();

-- next statement
CREATE TRIGGER supplement_status_moves BEFORE UPDATE ON supplement
FOR EACH ROW EXECUTE FUNCTION guard_supplement_status_moves();

-- next statement
CREATE TRIGGER suspense_case_begins_waiting BEFORE INSERT ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_begins_waiting();

-- next statement
CREATE TRIGGER suspense_case_status_moves BEFORE UPDATE ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_status_moves();

-- next statement
CREATE TRIGGER waiting_entry_begins_waiting BEFORE INSERT ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_waiting_entry_begins_waiting();

-- next statement
CREATE TRIGGER waiting_entry_status_moves BEFORE UPDATE ON waiting_entry
FOR EACH ROW EXECUTE FUNCTION guard_waiting_entry_status_moves();

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
CREATE TRIGGER posting_completes_its_entry BEFORE INSERT ON posting
FOR EACH ROW EXECUTE FUNCTION guard_posting_completes_its_entry();

-- next statement
CREATE TRIGGER posting_mirrors_what_it_reverses AFTER INSERT ON posting
FOR EACH ROW EXECUTE FUNCTION guard_posting_mirrors_what_it_reverses();

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
CREATE TRIGGER refund_of_a_settled_payment BEFORE INSERT ON refund
FOR EACH ROW EXECUTE FUNCTION guard_refund_of_a_settled_payment();

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
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_insert BEFORE INSERT ON instalment
FOR EACH ROW EXECUTE FUNCTION guard_instalment_agreed_before_the_first_invoice_on_insert();

-- next statement
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_update BEFORE UPDATE ON instalment
FOR EACH ROW EXECUTE FUNCTION guard_instalment_agreed_before_the_first_invoice_on_update();

-- next statement
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_delete BEFORE DELETE ON instalment
FOR EACH ROW EXECUTE FUNCTION guard_instalment_agreed_before_the_first_invoice_on_delete();

-- next statement
CREATE TRIGGER invoice_begins_without_a_number BEFORE INSERT ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_begins_without_a_number();

-- next statement
CREATE TRIGGER invoice_issued_for_the_sum_of_its_lines BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_issued_for_the_sum_of_its_lines();

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
CREATE TRIGGER invoice_void_only_if_untouched BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_void_only_if_untouched();

-- next statement
CREATE TRIGGER invoice_line_frozen_on_insert BEFORE INSERT ON invoice_line
FOR EACH ROW EXECUTE FUNCTION guard_invoice_line_frozen_on_insert();

-- next statement
CREATE TRIGGER invoice_line_frozen_on_update BEFORE UPDATE ON invoice_line
FOR EACH ROW EXECUTE FUNCTION guard_invoice_line_frozen_on_update();

-- next statement
CREATE TRIGGER invoice_line_frozen_on_delete BEFORE DELETE ON invoice_line
FOR EACH ROW EXECUTE FUNCTION guard_invoice_line_frozen_on_delete();

-- next statement
CREATE TRIGGER settlement_of_an_issued_invoice BEFORE INSERT ON settlement
FOR EACH ROW EXECUTE FUNCTION guard_settlement_of_an_issued_invoice();

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
CREATE TRIGGER credit_note_on_an_issued_invoice BEFORE INSERT ON credit_note
FOR EACH ROW EXECUTE FUNCTION guard_credit_note_on_an_issued_invoice();

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
CREATE TRIGGER receipt_takes_the_next_number BEFORE INSERT ON receipt
FOR EACH ROW EXECUTE FUNCTION guard_receipt_takes_the_next_number();

-- next statement
CREATE TRIGGER credit_note_takes_the_next_number BEFORE INSERT ON credit_note
FOR EACH ROW EXECUTE FUNCTION guard_credit_note_takes_the_next_number();

-- next statement
CREATE TRIGGER invoice_takes_the_next_number BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_takes_the_next_number();

-- next statement
CREATE TRIGGER number_series_begins_at_one BEFORE INSERT ON number_series
FOR EACH ROW EXECUTE FUNCTION guard_number_series_begins_at_one();

-- next statement
CREATE TRIGGER number_series_grows_by_one BEFORE UPDATE ON number_series
FOR EACH ROW EXECUTE FUNCTION guard_number_series_grows_by_one();

-- next statement
CREATE TRIGGER letter_changes_only_to_be_forgotten BEFORE UPDATE ON letter
FOR EACH ROW EXECUTE FUNCTION guard_letter_changes_only_to_be_forgotten();

-- next statement
CREATE TRIGGER import_line_before_its_end BEFORE INSERT ON import_line
FOR EACH ROW EXECUTE FUNCTION guard_import_line_before_its_end();

-- next statement
CREATE TRIGGER addressee_gets_a_letter_of_the_mailing BEFORE INSERT ON addressee
FOR EACH ROW EXECUTE FUNCTION guard_addressee_gets_a_letter_of_the_mailing();

-- next statement
CREATE TRIGGER sponsorship_tier_of_its_year BEFORE INSERT ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_tier_of_its_year();

-- next statement
CREATE TRIGGER sponsorship_tier_stays_in_its_year BEFORE UPDATE ON sponsorship
FOR EACH ROW EXECUTE FUNCTION guard_sponsorship_tier_stays_in_its_year();

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
CREATE TRIGGER promised_benefit_taken_up_fits BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_taken_up_fits();

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
CREATE TRIGGER promised_benefit_stays_released BEFORE UPDATE ON promised_benefit
FOR EACH ROW EXECUTE FUNCTION guard_promised_benefit_stays_released();

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
CREATE TRIGGER audit_note_continues_the_chain BEFORE INSERT ON audit_note
FOR EACH ROW EXECUTE FUNCTION guard_audit_note_continues_the_chain();

-- next statement
CREATE TRIGGER stamp_never_updated BEFORE UPDATE ON stamp
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER payment_refunded_minor_starts_at_zero BEFORE INSERT ON payment
FOR EACH ROW EXECUTE FUNCTION guard_payment_refunded_minor_starts_at_zero();

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
CREATE TRIGGER invoice_paid_minor_starts_at_zero BEFORE INSERT ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_paid_minor_starts_at_zero();

-- next statement
CREATE TRIGGER invoice_paid_minor_is_recomputed BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_paid_minor_is_recomputed();

-- next statement
CREATE TRIGGER invoice_credited_minor_starts_at_zero BEFORE INSERT ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_credited_minor_starts_at_zero();

-- next statement
CREATE TRIGGER invoice_credited_minor_is_recomputed BEFORE UPDATE ON invoice
FOR EACH ROW EXECUTE FUNCTION guard_invoice_credited_minor_is_recomputed();

-- next statement
CREATE TRIGGER suspense_case_decided_minor_starts_at_zero BEFORE INSERT ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_decided_minor_starts_at_zero();

-- next statement
CREATE TRIGGER suspense_case_decided_minor_is_recomputed BEFORE UPDATE ON suspense_case
FOR EACH ROW EXECUTE FUNCTION guard_suspense_case_decided_minor_is_recomputed();

-- next statement
CREATE TRIGGER tier_taken_starts_at_zero BEFORE INSERT ON tier
FOR EACH ROW EXECUTE FUNCTION guard_tier_taken_starts_at_zero();

-- next statement
CREATE TRIGGER tier_taken_is_recomputed BEFORE UPDATE ON tier
FOR EACH ROW EXECUTE FUNCTION guard_tier_taken_is_recomputed();

-- next statement
CREATE TRIGGER benefit_taken_starts_at_zero BEFORE INSERT ON benefit
FOR EACH ROW EXECUTE FUNCTION guard_benefit_taken_starts_at_zero();

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
CREATE TRIGGER credit_note_added_counts_as_credited_minor AFTER INSERT ON credit_note
FOR EACH ROW EXECUTE FUNCTION guard_credit_note_added_counts_as_credited_minor();

-- next statement
CREATE TRIGGER suspense_decision_added_counts_as_decided_minor AFTER INSERT ON suspense_decision
FOR EACH ROW EXECUTE FUNCTION guard_suspense_decision_added_counts_as_decided_minor();

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
