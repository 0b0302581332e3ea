CREATE TABLE api_token (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  revoked_at TEXT,
  last_used_on TEXT,
  CONSTRAINT pk_api_token PRIMARY KEY (id),
  CONSTRAINT uq_api_token_name UNIQUE (name),
  CONSTRAINT uq_api_token_token_hash UNIQUE (token_hash),
  CONSTRAINT ck_api_token_scopes_json CHECK (json_valid(scopes)),
  CONSTRAINT ck_api_token_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001')),
  CONSTRAINT ck_api_token_revoked_at_real CHECK (revoked_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(revoked_at, 1, 19), '+0 days') IS substr(revoked_at, 1, 19) AND substr(revoked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND revoked_at >= '0001')),
  CONSTRAINT ck_api_token_last_used_on_real CHECK (last_used_on IS NULL OR (last_used_on IS date(last_used_on, '+0 days') AND last_used_on >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE audit_note (
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  "by" TEXT NOT NULL,
  verb TEXT NOT NULL,
  subject TEXT NOT NULL,
  changes TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT pk_audit_note PRIMARY KEY (seq),
  CONSTRAINT uq_audit_note_hash UNIQUE (hash),
  CONSTRAINT ck_audit_note_at_real CHECK (at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND at >= '0001')),
  CONSTRAINT ck_audit_note_changes_json CHECK (json_valid(changes))
)
 STRICT;

-- next statement
CREATE INDEX ix_audit_note_at ON audit_note (at);

-- next statement
CREATE INDEX ix_audit_note_subject ON audit_note (subject);

-- next statement
CREATE TABLE bank_account (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  identification TEXT NOT NULL,
  currency TEXT NOT NULL,
  csv_format TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_bank_account PRIMARY KEY (id),
  CONSTRAINT uq_bank_account_id_currency UNIQUE (id, currency),
  CONSTRAINT uq_bank_account_name UNIQUE (name),
  CONSTRAINT uq_bank_account_identification UNIQUE (identification),
  CONSTRAINT ck_bank_account_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_bank_account_csv_format_json CHECK (json_valid(csv_format)),
  CONSTRAINT ck_bank_account_opened_at_real CHECK (opened_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(opened_at, 1, 19), '+0 days') IS substr(opened_at, 1, 19) AND substr(opened_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND opened_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE bank_transfer (
  id INTEGER NOT NULL,
  form_key TEXT,
  received_on TEXT NOT NULL,
  payer TEXT NOT NULL,
  bank_reference TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  method TEXT DEFAULT 'transfer' NOT NULL,
  cheque_number TEXT DEFAULT '' NOT NULL,
  turn INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_bank_transfer PRIMARY KEY (id),
  CONSTRAINT ck_bank_transfer_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_bank_transfer_cheque_numbered CHECK ((method = 'cheque') = (cheque_number <> '')),
  CONSTRAINT ck_bank_transfer_turn_counted CHECK (turn >= 1),
  CONSTRAINT uq_bank_transfer_bank_reference_turn UNIQUE (bank_reference, turn),
  CONSTRAINT uq_bank_transfer_form_key UNIQUE (form_key),
  CONSTRAINT ck_bank_transfer_transfermethod CHECK (method IN ('transfer', 'cheque')),
  CONSTRAINT ck_bank_transfer_received_on_real CHECK (received_on IS NULL OR (received_on IS date(received_on, '+0 days') AND received_on >= '0001')),
  CONSTRAINT ck_bank_transfer_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_transfer_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_bank_transfer_recorded_at_real CHECK (recorded_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(recorded_at, 1, 19), '+0 days') IS substr(recorded_at, 1, 19) AND substr(recorded_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND recorded_at >= '0001'))
)
 STRICT;

-- next statement
CREATE UNIQUE INDEX uq_bank_transfer_cheque ON bank_transfer (payer, cheque_number, turn) WHERE cheque_number <> '';

-- next statement
CREATE TABLE checkout (
  id INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  purpose_id INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  external_id TEXT,
  url TEXT,
  begun_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
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
  CONSTRAINT ck_checkout_begun_at_real CHECK (begun_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(begun_at, 1, 19), '+0 days') IS substr(begun_at, 1, 19) AND substr(begun_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND begun_at >= '0001')),
  CONSTRAINT ck_checkout_expires_at_real CHECK (expires_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(expires_at, 1, 19), '+0 days') IS substr(expires_at, 1, 19) AND substr(expires_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND expires_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_checkout_begun_at ON checkout (begun_at);

-- next statement
CREATE TABLE constituent (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_constituent PRIMARY KEY (id),
  CONSTRAINT ck_constituent_constituentkind CHECK (kind IN ('person', 'organisation')),
  CONSTRAINT uq_constituent_email_key UNIQUE (email_key),
  CONSTRAINT ck_constituent_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE contact_link (
  id INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  email TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT,
  CONSTRAINT pk_contact_link PRIMARY KEY (id),
  CONSTRAINT ck_contact_link_email_folded CHECK (email = lower(email)),
  CONSTRAINT uq_contact_link_token_hash UNIQUE (token_hash),
  CONSTRAINT ck_contact_link_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001')),
  CONSTRAINT ck_contact_link_expires_at_real CHECK (expires_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(expires_at, 1, 19), '+0 days') IS substr(expires_at, 1, 19) AND substr(expires_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND expires_at >= '0001')),
  CONSTRAINT ck_contact_link_used_at_real CHECK (used_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(used_at, 1, 19), '+0 days') IS substr(used_at, 1, 19) AND substr(used_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND used_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE contact_session (
  id INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  email TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT,
  CONSTRAINT pk_contact_session PRIMARY KEY (id),
  CONSTRAINT ck_contact_session_email_folded CHECK (email = lower(email)),
  CONSTRAINT uq_contact_session_token_hash UNIQUE (token_hash),
  CONSTRAINT ck_contact_session_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001')),
  CONSTRAINT ck_contact_session_expires_at_real CHECK (expires_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(expires_at, 1, 19), '+0 days') IS substr(expires_at, 1, 19) AND substr(expires_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND expires_at >= '0001')),
  CONSTRAINT ck_contact_session_revoked_at_real CHECK (revoked_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(revoked_at, 1, 19), '+0 days') IS substr(revoked_at, 1, 19) AND substr(revoked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND revoked_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE contract_text (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  number INTEGER NOT NULL,
  status TEXT NOT NULL,
  text TEXT NOT NULL,
  note TEXT NOT NULL,
  written_at TEXT NOT NULL,
  written_by TEXT NOT NULL,
  published_at TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_contract_text PRIMARY KEY (id),
  CONSTRAINT uq_contract_text_kind_number UNIQUE (kind, number),
  CONSTRAINT ck_contract_text_number_counted CHECK (number >= 1),
  CONSTRAINT ck_contract_text_written CHECK (text <> ''),
  CONSTRAINT ck_contract_text_contractkind CHECK (kind IN ('new', 'renewal', 'amendment')),
  CONSTRAINT ck_contract_text_contracttextstatus CHECK (status IN ('draft', 'published', 'retired')),
  CONSTRAINT ck_contract_text_written_at_real CHECK (written_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(written_at, 1, 19), '+0 days') IS substr(written_at, 1, 19) AND substr(written_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND written_at >= '0001')),
  CONSTRAINT ck_contract_text_published_at_real CHECK (published_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(published_at, 1, 19), '+0 days') IS substr(published_at, 1, 19) AND substr(published_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND published_at >= '0001'))
)
 STRICT;

-- next statement
CREATE UNIQUE INDEX uq_contract_text_published ON contract_text (kind) WHERE status = 'published';

-- next statement
CREATE TABLE difference (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  sentence TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  found_at TEXT NOT NULL,
  fixes INTEGER NOT NULL,
  CONSTRAINT pk_difference PRIMARY KEY (id),
  CONSTRAINT ck_difference_fixes_counted CHECK (fixes >= 0),
  CONSTRAINT ck_difference_differencekind CHECK (kind IN ('foreign', 'not_booked', 'amount', 'fee', 'unknown_line', 'no_line', 'payout_sum', 'payout_late', 'balance')),
  CONSTRAINT ck_difference_differencestatus CHECK (status IN ('found', 'fixed', 'accepted', 'gone')),
  CONSTRAINT ck_difference_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_difference_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_difference_found_at_real CHECK (found_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(found_at, 1, 19), '+0 days') IS substr(found_at, 1, 19) AND substr(found_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND found_at >= '0001'))
)
 STRICT;

-- next statement
CREATE UNIQUE INDEX ix_difference_standing ON difference (kind, subject) WHERE status = 'found';

-- next statement
CREATE INDEX ix_difference_subject ON difference (subject);

-- next statement
CREATE TABLE document (
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
  CONSTRAINT ck_document_documentkind CHECK (kind IN ('contract', 'invoice', 'credit_note', 'receipt', 'price_list', 'statement', 'sponsor_report', 'payment_receipt')),
  CONSTRAINT fk_document_attaches_id FOREIGN KEY(attaches_id) REFERENCES document (id) ON DELETE RESTRICT,
  CONSTRAINT ck_document_content_json CHECK (json_valid(content)),
  CONSTRAINT ck_document_made_at_real CHECK (made_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(made_at, 1, 19), '+0 days') IS substr(made_at, 1, 19) AND substr(made_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND made_at >= '0001')),
  CONSTRAINT ck_document_rendered_at_real CHECK (rendered_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(rendered_at, 1, 19), '+0 days') IS substr(rendered_at, 1, 19) AND substr(rendered_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND rendered_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE fund (
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
  restricted_until TEXT,
  CONSTRAINT pk_fund PRIMARY KEY (id),
  CONSTRAINT ck_fund_purpose_if_restricted CHECK ((restriction <> 'none' OR purpose = '') AND (restriction <> 'purpose' OR purpose <> '')),
  CONSTRAINT ck_fund_until_if_time CHECK ((restriction = 'time') = (restricted_until IS NOT NULL)),
  CONSTRAINT ck_fund_goal_positive CHECK (goal_minor IS NULL OR goal_minor > 0),
  CONSTRAINT uq_fund_slug UNIQUE (slug),
  CONSTRAINT ck_fund_restriction CHECK (restriction IN ('none', 'purpose', 'time')),
  CONSTRAINT ck_fund_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_fund_goal_minor_whole CHECK (goal_minor % 1 = 0 AND abs(goal_minor) <= 9000000000000000),
  CONSTRAINT ck_fund_accepts_gifts_flag CHECK (accepts_gifts IN (0, 1)),
  CONSTRAINT ck_fund_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001')),
  CONSTRAINT ck_fund_restricted_until_real CHECK (restricted_until IS NULL OR (restricted_until IS date(restricted_until, '+0 days') AND restricted_until >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE import_run (
  id INTEGER NOT NULL,
  source TEXT NOT NULL,
  file_name TEXT NOT NULL,
  begun_at TEXT NOT NULL,
  begun_by TEXT NOT NULL,
  ended_at TEXT,
  counts TEXT NOT NULL,
  CONSTRAINT pk_import_run PRIMARY KEY (id),
  CONSTRAINT ck_import_run_named CHECK (source <> ''),
  CONSTRAINT ck_import_run_begun_at_real CHECK (begun_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(begun_at, 1, 19), '+0 days') IS substr(begun_at, 1, 19) AND substr(begun_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND begun_at >= '0001')),
  CONSTRAINT ck_import_run_ended_at_real CHECK (ended_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(ended_at, 1, 19), '+0 days') IS substr(ended_at, 1, 19) AND substr(ended_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND ended_at >= '0001')),
  CONSTRAINT ck_import_run_counts_json CHECK (json_valid(counts))
)
 STRICT;

-- next statement
CREATE TABLE inbound_event (
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
  came_by TEXT DEFAULT 'webhook' NOT NULL,
  occurred_at TEXT,
  CONSTRAINT pk_inbound_event PRIMARY KEY (id),
  CONSTRAINT uq_inbound_event_provider_livemode_account_external_id UNIQUE (provider, livemode, account, external_id),
  CONSTRAINT ck_inbound_event_cameby CHECK (came_by IN ('webhook', 'list')),
  CONSTRAINT ck_inbound_event_livemode_flag CHECK (livemode IN (0, 1)),
  CONSTRAINT ck_inbound_event_body_json CHECK (json_valid(body)),
  CONSTRAINT ck_inbound_event_received_at_real CHECK (received_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(received_at, 1, 19), '+0 days') IS substr(received_at, 1, 19) AND substr(received_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND received_at >= '0001')),
  CONSTRAINT ck_inbound_event_handled_at_real CHECK (handled_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(handled_at, 1, 19), '+0 days') IS substr(handled_at, 1, 19) AND substr(handled_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND handled_at >= '0001')),
  CONSTRAINT ck_inbound_event_occurred_at_real CHECK (occurred_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(occurred_at, 1, 19), '+0 days') IS substr(occurred_at, 1, 19) AND substr(occurred_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND occurred_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_inbound_event_event_type ON inbound_event (event_type);

-- next statement
CREATE INDEX ix_inbound_event_waiting ON inbound_event (handled_at, received_at);

-- next statement
CREATE TABLE job_trouble (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  "key" TEXT NOT NULL,
  payload TEXT NOT NULL,
  error TEXT NOT NULL,
  run INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  first_failed_at TEXT NOT NULL,
  last_failed_at TEXT NOT NULL,
  next_try_at TEXT,
  CONSTRAINT pk_job_trouble PRIMARY KEY (id),
  CONSTRAINT uq_job_trouble_name_key UNIQUE (name, "key"),
  CONSTRAINT ck_job_trouble_tries_positive CHECK (tries > 0),
  CONSTRAINT ck_job_trouble_payload_json CHECK (json_valid(payload)),
  CONSTRAINT ck_job_trouble_first_failed_at_real CHECK (first_failed_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(first_failed_at, 1, 19), '+0 days') IS substr(first_failed_at, 1, 19) AND substr(first_failed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND first_failed_at >= '0001')),
  CONSTRAINT ck_job_trouble_last_failed_at_real CHECK (last_failed_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(last_failed_at, 1, 19), '+0 days') IS substr(last_failed_at, 1, 19) AND substr(last_failed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND last_failed_at >= '0001')),
  CONSTRAINT ck_job_trouble_next_try_at_real CHECK (next_try_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(next_try_at, 1, 19), '+0 days') IS substr(next_try_at, 1, 19) AND substr(next_try_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND next_try_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_job_trouble_next_try_at ON job_trouble (next_try_at);

-- next statement
CREATE TABLE journal_entry (
  id INTEGER NOT NULL,
  fact TEXT NOT NULL,
  source TEXT NOT NULL,
  occurred_on TEXT NOT NULL,
  posted_on TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  "by" TEXT NOT NULL,
  memo TEXT NOT NULL,
  reverses_id INTEGER,
  posting_count INTEGER NOT NULL,
  CONSTRAINT pk_journal_entry PRIMARY KEY (id),
  CONSTRAINT uq_journal_entry_fact_source UNIQUE (fact, source),
  CONSTRAINT ck_journal_entry_has_postings CHECK (posting_count >= 1),
  CONSTRAINT ck_journal_entry_reverses_another CHECK (reverses_id <> id),
  CONSTRAINT ck_journal_entry_named CHECK (length(fact) > 0 AND length(source) > 0),
  CONSTRAINT fk_journal_entry_last_posting FOREIGN KEY(id, posting_count) REFERENCES posting (entry_id, position) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT uq_journal_entry_reverses_id UNIQUE (reverses_id),
  CONSTRAINT fk_journal_entry_reverses_id FOREIGN KEY(reverses_id) REFERENCES journal_entry (id) ON DELETE RESTRICT,
  CONSTRAINT ck_journal_entry_occurred_on_real CHECK (occurred_on IS NULL OR (occurred_on IS date(occurred_on, '+0 days') AND occurred_on >= '0001')),
  CONSTRAINT ck_journal_entry_posted_on_real CHECK (posted_on IS NULL OR (posted_on IS date(posted_on, '+0 days') AND posted_on >= '0001')),
  CONSTRAINT ck_journal_entry_recorded_at_real CHECK (recorded_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(recorded_at, 1, 19), '+0 days') IS substr(recorded_at, 1, 19) AND substr(recorded_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND recorded_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_journal_entry_posted_on ON journal_entry (posted_on);

-- next statement
CREATE TABLE legal_clause (
  id INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  position INTEGER NOT NULL,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_legal_clause PRIMARY KEY (id)
)
 STRICT;

-- next statement
CREATE TABLE letter (
  id INTEGER NOT NULL,
  template TEXT NOT NULL,
  fact TEXT NOT NULL,
  recipient_name TEXT NOT NULL,
  recipient_email TEXT NOT NULL,
  context TEXT NOT NULL,
  attachments TEXT NOT NULL,
  owed_at TEXT NOT NULL,
  about TEXT,
  CONSTRAINT pk_letter PRIMARY KEY (id),
  CONSTRAINT uq_letter_template_fact UNIQUE (template, fact),
  CONSTRAINT ck_letter_context_json CHECK (json_valid(context)),
  CONSTRAINT ck_letter_attachments_json CHECK (json_valid(attachments)),
  CONSTRAINT ck_letter_owed_at_real CHECK (owed_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(owed_at, 1, 19), '+0 days') IS substr(owed_at, 1, 19) AND substr(owed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND owed_at >= '0001'))
)
 STRICT;

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
)
 STRICT;

-- next statement
CREATE TABLE number_series (
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  CONSTRAINT pk_number_series PRIMARY KEY (series, year),
  CONSTRAINT ck_number_series_last_not_negative CHECK (last >= 0)
)
 STRICT;

-- next statement
CREATE TABLE payout (
  id INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  is_automatic INTEGER NOT NULL,
  status TEXT NOT NULL,
  begun_at TEXT NOT NULL,
  arrival_on TEXT NOT NULL,
  ended_at TEXT,
  failure TEXT NOT NULL,
  booked_at TEXT,
  reconciled_at TEXT,
  bookings INTEGER NOT NULL,
  CONSTRAINT pk_payout PRIMARY KEY (id),
  CONSTRAINT ck_payout_amount_not_zero CHECK (amount_minor <> 0),
  CONSTRAINT ck_payout_bookings_counted CHECK (bookings >= 0),
  CONSTRAINT uq_payout_id_currency UNIQUE (id, currency),
  CONSTRAINT uq_payout_external_id UNIQUE (external_id),
  CONSTRAINT ck_payout_payoutstatus CHECK (status IN ('under_way', 'paid', 'failed', 'cancelled')),
  CONSTRAINT ck_payout_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_payout_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_payout_is_automatic_flag CHECK (is_automatic IN (0, 1)),
  CONSTRAINT ck_payout_begun_at_real CHECK (begun_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(begun_at, 1, 19), '+0 days') IS substr(begun_at, 1, 19) AND substr(begun_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND begun_at >= '0001')),
  CONSTRAINT ck_payout_arrival_on_real CHECK (arrival_on IS NULL OR (arrival_on IS date(arrival_on, '+0 days') AND arrival_on >= '0001')),
  CONSTRAINT ck_payout_ended_at_real CHECK (ended_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(ended_at, 1, 19), '+0 days') IS substr(ended_at, 1, 19) AND substr(ended_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND ended_at >= '0001')),
  CONSTRAINT ck_payout_booked_at_real CHECK (booked_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(booked_at, 1, 19), '+0 days') IS substr(booked_at, 1, 19) AND substr(booked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND booked_at >= '0001')),
  CONSTRAINT ck_payout_reconciled_at_real CHECK (reconciled_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(reconciled_at, 1, 19), '+0 days') IS substr(reconciled_at, 1, 19) AND substr(reconciled_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND reconciled_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_payout_begun_at ON payout (begun_at);

-- next statement
CREATE TABLE program (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  position INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_program PRIMARY KEY (id),
  CONSTRAINT ck_program_named CHECK (name <> ''),
  CONSTRAINT uq_program_name UNIQUE (name)
)
 STRICT;

-- next statement
CREATE TABLE question (
  id INTEGER NOT NULL,
  form_key TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  organisation TEXT NOT NULL,
  text TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  status TEXT NOT NULL,
  answer TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_question PRIMARY KEY (id),
  CONSTRAINT ck_question_answered_in_words CHECK ((status = 'answered') = (answer <> '')),
  CONSTRAINT uq_question_form_key UNIQUE (form_key),
  CONSTRAINT ck_question_questionstatus CHECK (status IN ('waiting', 'answered', 'set_aside')),
  CONSTRAINT ck_question_asked_at_real CHECK (asked_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(asked_at, 1, 19), '+0 days') IS substr(asked_at, 1, 19) AND substr(asked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND asked_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_question_status ON question (status);

-- next statement
CREATE TABLE reconciliation_run (
  id INTEGER NOT NULL,
  ran_at TEXT NOT NULL,
  since_on TEXT NOT NULL,
  until_on TEXT NOT NULL,
  lines_read INTEGER NOT NULL,
  lines_added INTEGER NOT NULL,
  found INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  standing INTEGER NOT NULL,
  CONSTRAINT pk_reconciliation_run PRIMARY KEY (id),
  CONSTRAINT ck_reconciliation_run_ran_at_real CHECK (ran_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(ran_at, 1, 19), '+0 days') IS substr(ran_at, 1, 19) AND substr(ran_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND ran_at >= '0001')),
  CONSTRAINT ck_reconciliation_run_since_on_real CHECK (since_on IS NULL OR (since_on IS date(since_on, '+0 days') AND since_on >= '0001')),
  CONSTRAINT ck_reconciliation_run_until_on_real CHECK (until_on IS NULL OR (until_on IS date(until_on, '+0 days') AND until_on >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_reconciliation_run_ran_at ON reconciliation_run (ran_at);

-- next statement
CREATE TABLE saved_application (
  id INTEGER NOT NULL,
  form_key TEXT NOT NULL,
  public_token TEXT NOT NULL,
  email TEXT NOT NULL,
  answers TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  places_until TEXT,
  CONSTRAINT pk_saved_application PRIMARY KEY (id),
  CONSTRAINT ck_saved_application_expires_later CHECK (expires_at > saved_at),
  CONSTRAINT uq_saved_application_form_key UNIQUE (form_key),
  CONSTRAINT uq_saved_application_public_token UNIQUE (public_token),
  CONSTRAINT ck_saved_application_answers_json CHECK (json_valid(answers)),
  CONSTRAINT ck_saved_application_saved_at_real CHECK (saved_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(saved_at, 1, 19), '+0 days') IS substr(saved_at, 1, 19) AND substr(saved_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND saved_at >= '0001')),
  CONSTRAINT ck_saved_application_expires_at_real CHECK (expires_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(expires_at, 1, 19), '+0 days') IS substr(expires_at, 1, 19) AND substr(expires_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND expires_at >= '0001')),
  CONSTRAINT ck_saved_application_places_until_real CHECK (places_until IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(places_until, 1, 19), '+0 days') IS substr(places_until, 1, 19) AND substr(places_until, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND places_until >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE self_check (
  id INTEGER NOT NULL,
  begun_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  broken_count INTEGER NOT NULL,
  sentences TEXT NOT NULL,
  CONSTRAINT pk_self_check PRIMARY KEY (id),
  CONSTRAINT ck_self_check_broken_counted CHECK (broken_count >= 0),
  CONSTRAINT ck_self_check_begun_at_real CHECK (begun_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(begun_at, 1, 19), '+0 days') IS substr(begun_at, 1, 19) AND substr(begun_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND begun_at >= '0001')),
  CONSTRAINT ck_self_check_finished_at_real CHECK (finished_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(finished_at, 1, 19), '+0 days') IS substr(finished_at, 1, 19) AND substr(finished_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND finished_at >= '0001')),
  CONSTRAINT ck_self_check_sentences_json CHECK (json_valid(sentences))
)
 STRICT;

-- next statement
CREATE INDEX ix_self_check_finished_at ON self_check (finished_at);

-- next statement
CREATE TABLE sign_in_attempt (
  bucket TEXT NOT NULL,
  quarter INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  CONSTRAINT pk_sign_in_attempt PRIMARY KEY (bucket, quarter),
  CONSTRAINT ck_sign_in_attempt_tries_not_negative CHECK (tries >= 0)
)
 STRICT;

-- next statement
CREATE TABLE staff_user (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT,
  totp_secret TEXT,
  totp_last_counter INTEGER,
  is_active INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  disabled_at TEXT,
  version INTEGER NOT NULL,
  calendar_token_hash TEXT,
  CONSTRAINT pk_staff_user PRIMARY KEY (id),
  CONSTRAINT ck_staff_user_email_folded CHECK (length(email) > 2 AND email = lower(email)),
  CONSTRAINT ck_staff_user_both_factors_or_none CHECK ((password_hash IS NULL) = (totp_secret IS NULL)),
  CONSTRAINT uq_staff_user_email UNIQUE (email),
  CONSTRAINT ck_staff_user_staffrole CHECK (role IN ('administrator', 'finance', 'programme', 'viewer')),
  CONSTRAINT ck_staff_user_is_active_flag CHECK (is_active IN (0, 1)),
  CONSTRAINT ck_staff_user_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001')),
  CONSTRAINT ck_staff_user_disabled_at_real CHECK (disabled_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(disabled_at, 1, 19), '+0 days') IS substr(disabled_at, 1, 19) AND substr(disabled_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND disabled_at >= '0001'))
)
 STRICT;

-- next statement
CREATE UNIQUE INDEX uq_staff_user_calendar_token_hash ON staff_user (calendar_token_hash);

-- next statement
CREATE TABLE stamp (
  id INTEGER NOT NULL,
  CONSTRAINT pk_stamp PRIMARY KEY (id)
)
 STRICT;

-- next statement
CREATE TABLE standing_letter (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  archived_at TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_standing_letter PRIMARY KEY (id),
  CONSTRAINT ck_standing_letter_written CHECK (name <> '' AND subject <> '' AND text <> ''),
  CONSTRAINT uq_standing_letter_name UNIQUE (name),
  CONSTRAINT ck_standing_letter_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001')),
  CONSTRAINT ck_standing_letter_archived_at_real CHECK (archived_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(archived_at, 1, 19), '+0 days') IS substr(archived_at, 1, 19) AND substr(archived_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND archived_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE stored_file (
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
  CONSTRAINT ck_stored_file_filekind CHECK (kind IN ('logo', 'signed_contract', 'bank_statement', 'picture', 'private')),
  CONSTRAINT uq_stored_file_public_token UNIQUE (public_token),
  CONSTRAINT ck_stored_file_uploaded_at_real CHECK (uploaded_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(uploaded_at, 1, 19), '+0 days') IS substr(uploaded_at, 1, 19) AND substr(uploaded_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND uploaded_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_stored_file_sha256 ON stored_file (sha256);

-- next statement
CREATE TABLE subscriber (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  salt TEXT NOT NULL,
  status TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_subscriber PRIMARY KEY (id),
  CONSTRAINT uq_subscriber_salt UNIQUE (salt),
  CONSTRAINT ck_subscriber_subscriberstatus CHECK (status IN ('active', 'paused', 'removed')),
  CONSTRAINT ck_subscriber_added_at_real CHECK (added_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(added_at, 1, 19), '+0 days') IS substr(added_at, 1, 19) AND substr(added_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND added_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE tax_rate (
  id INTEGER NOT NULL,
  country TEXT NOT NULL,
  name TEXT NOT NULL,
  treatment TEXT NOT NULL,
  rate INTEGER NOT NULL,
  is_for_tax_ids INTEGER NOT NULL,
  note TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_tax_rate PRIMARY KEY (id),
  CONSTRAINT uq_tax_rate_country_is_for_tax_ids_name_starts_on UNIQUE (country, is_for_tax_ids, name, starts_on),
  CONSTRAINT ck_tax_rate_named CHECK (name <> ''),
  CONSTRAINT ck_tax_rate_country_is_a_code CHECK (length(country) = 2),
  CONSTRAINT ck_tax_rate_rate_if_charged CHECK ((treatment = 'charged') = (rate > 0) AND rate BETWEEN 0 AND 100000),
  CONSTRAINT ck_tax_rate_explained CHECK (treatment = 'charged' OR note <> ''),
  CONSTRAINT ck_tax_rate_term CHECK (starts_on <= ends_on),
  CONSTRAINT ck_tax_rate_taxtreatment CHECK (treatment IN ('charged', 'reverse_charge', 'exempt')),
  CONSTRAINT ck_tax_rate_is_for_tax_ids_flag CHECK (is_for_tax_ids IN (0, 1)),
  CONSTRAINT ck_tax_rate_starts_on_real CHECK (starts_on IS NULL OR (starts_on IS date(starts_on, '+0 days') AND starts_on >= '0001')),
  CONSTRAINT ck_tax_rate_ends_on_real CHECK (ends_on IS NULL OR (ends_on IS date(ends_on, '+0 days') AND ends_on >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE vital_sign (
  name TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  count INTEGER NOT NULL,
  note TEXT NOT NULL,
  CONSTRAINT pk_vital_sign PRIMARY KEY (name),
  CONSTRAINT ck_vital_sign_count_not_negative CHECK (count >= 0),
  CONSTRAINT ck_vital_sign_first_at_real CHECK (first_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(first_at, 1, 19), '+0 days') IS substr(first_at, 1, 19) AND substr(first_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND first_at >= '0001')),
  CONSTRAINT ck_vital_sign_last_at_real CHECK (last_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(last_at, 1, 19), '+0 days') IS substr(last_at, 1, 19) AND substr(last_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND last_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE worker_heartbeat (
  worker TEXT NOT NULL,
  started_at TEXT NOT NULL,
  beat_at TEXT NOT NULL,
  relieved_by TEXT NOT NULL,
  relieved_at TEXT,
  CONSTRAINT pk_worker_heartbeat PRIMARY KEY (worker),
  CONSTRAINT ck_worker_heartbeat_started_at_real CHECK (started_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(started_at, 1, 19), '+0 days') IS substr(started_at, 1, 19) AND substr(started_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND started_at >= '0001')),
  CONSTRAINT ck_worker_heartbeat_beat_at_real CHECK (beat_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(beat_at, 1, 19), '+0 days') IS substr(beat_at, 1, 19) AND substr(beat_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND beat_at >= '0001')),
  CONSTRAINT ck_worker_heartbeat_relieved_at_real CHECK (relieved_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(relieved_at, 1, 19), '+0 days') IS substr(relieved_at, 1, 19) AND substr(relieved_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND relieved_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE accounting_period (
  id INTEGER NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  next_starts_on TEXT NOT NULL,
  status TEXT NOT NULL,
  closed_by TEXT,
  closed_at TEXT,
  last_entry_id INTEGER,
  reopen_requested_by TEXT,
  reopen_requested_by_id INTEGER,
  reopen_requested_at TEXT,
  reopen_reason TEXT NOT NULL,
  reopened_by TEXT,
  reopened_by_id INTEGER,
  reopened_at TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_accounting_period PRIMARY KEY (id),
  CONSTRAINT ck_accounting_period_one_month CHECK (id = CAST(strftime('%Y%m', starts_on) AS INTEGER) AND starts_on = date(starts_on, 'start of month') AND ends_on = date(starts_on, '+1 month', '-1 day') AND next_starts_on = date(starts_on, '+1 month')),
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
  CONSTRAINT ck_accounting_period_starts_on_real CHECK (starts_on IS NULL OR (starts_on IS date(starts_on, '+0 days') AND starts_on >= '0001')),
  CONSTRAINT ck_accounting_period_ends_on_real CHECK (ends_on IS NULL OR (ends_on IS date(ends_on, '+0 days') AND ends_on >= '0001')),
  CONSTRAINT ck_accounting_period_next_starts_on_real CHECK (next_starts_on IS NULL OR (next_starts_on IS date(next_starts_on, '+0 days') AND next_starts_on >= '0001')),
  CONSTRAINT ck_accounting_period_closed_at_real CHECK (closed_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(closed_at, 1, 19), '+0 days') IS substr(closed_at, 1, 19) AND substr(closed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND closed_at >= '0001')),
  CONSTRAINT ck_accounting_period_reopen_requested_at_real CHECK (reopen_requested_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(reopen_requested_at, 1, 19), '+0 days') IS substr(reopen_requested_at, 1, 19) AND substr(reopen_requested_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND reopen_requested_at >= '0001')),
  CONSTRAINT ck_accounting_period_reopened_at_real CHECK (reopened_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(reopened_at, 1, 19), '+0 days') IS substr(reopened_at, 1, 19) AND substr(reopened_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND reopened_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE balance_transaction (
  id INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  category TEXT NOT NULL,
  source_external_id TEXT,
  description TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  fee_minor INTEGER NOT NULL,
  net_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  created_at TEXT NOT NULL,
  available_on TEXT NOT NULL,
  payout_id INTEGER,
  CONSTRAINT pk_balance_transaction PRIMARY KEY (id),
  CONSTRAINT ck_balance_transaction_net_is_what_is_left CHECK (net_minor = amount_minor - fee_minor),
  CONSTRAINT fk_balance_transaction_payout FOREIGN KEY(payout_id, currency) REFERENCES payout (id, currency) ON DELETE RESTRICT,
  CONSTRAINT uq_balance_transaction_external_id UNIQUE (external_id),
  CONSTRAINT ck_balance_transaction_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_balance_transaction_fee_minor_whole CHECK (fee_minor % 1 = 0 AND abs(fee_minor) <= 9000000000000000),
  CONSTRAINT ck_balance_transaction_net_minor_whole CHECK (net_minor % 1 = 0 AND abs(net_minor) <= 9000000000000000),
  CONSTRAINT ck_balance_transaction_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_balance_transaction_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001')),
  CONSTRAINT ck_balance_transaction_available_on_real CHECK (available_on IS NULL OR (available_on IS date(available_on, '+0 days') AND available_on >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_balance_transaction_created_at ON balance_transaction (created_at);

-- next statement
CREATE INDEX ix_balance_transaction_payout_id ON balance_transaction (payout_id);

-- next statement
CREATE INDEX ix_balance_transaction_source_external_id ON balance_transaction (source_external_id);

-- next statement
CREATE TABLE bank_statement (
  id INTEGER NOT NULL,
  bank_account_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  filename TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  stored_file_id INTEGER,
  format TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  opening_minor INTEGER,
  closing_minor INTEGER,
  moved_minor INTEGER NOT NULL,
  line_count INTEGER NOT NULL,
  new_count INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
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
  CONSTRAINT ck_bank_statement_starts_on_real CHECK (starts_on IS NULL OR (starts_on IS date(starts_on, '+0 days') AND starts_on >= '0001')),
  CONSTRAINT ck_bank_statement_ends_on_real CHECK (ends_on IS NULL OR (ends_on IS date(ends_on, '+0 days') AND ends_on >= '0001')),
  CONSTRAINT ck_bank_statement_opening_minor_whole CHECK (opening_minor % 1 = 0 AND abs(opening_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_statement_closing_minor_whole CHECK (closing_minor % 1 = 0 AND abs(closing_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_statement_moved_minor_whole CHECK (moved_minor % 1 = 0 AND abs(moved_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_statement_imported_at_real CHECK (imported_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(imported_at, 1, 19), '+0 days') IS substr(imported_at, 1, 19) AND substr(imported_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND imported_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE counterpart (
  id INTEGER NOT NULL,
  source TEXT NOT NULL,
  model TEXT NOT NULL,
  number INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  said TEXT NOT NULL,
  files TEXT NOT NULL,
  stood TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_counterpart PRIMARY KEY (id),
  CONSTRAINT uq_counterpart_source_model_number UNIQUE (source, model, number),
  CONSTRAINT ck_counterpart_sha256_length CHECK (length(said) = 64 AND length(stood) = 64),
  CONSTRAINT fk_counterpart_run_id FOREIGN KEY(run_id) REFERENCES import_run (id) ON DELETE RESTRICT
)
 STRICT;

-- next statement
CREATE INDEX ix_counterpart_row ON counterpart (table_name, row_id);

-- next statement
CREATE TABLE dispatch (
  id INTEGER NOT NULL,
  letter_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  status TEXT NOT NULL,
  message_id TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  sent_at TEXT,
  attempts INTEGER NOT NULL,
  error TEXT NOT NULL,
  CONSTRAINT pk_dispatch PRIMARY KEY (id),
  CONSTRAINT uq_dispatch_letter_id_ordinal UNIQUE (letter_id, ordinal),
  CONSTRAINT ck_dispatch_ordinal_positive CHECK (ordinal > 0),
  CONSTRAINT ck_dispatch_attempts_not_negative CHECK (attempts >= 0),
  CONSTRAINT ck_dispatch_sent_has_time CHECK ((status = 'sent') = (sent_at IS NOT NULL)),
  CONSTRAINT fk_dispatch_letter_id FOREIGN KEY(letter_id) REFERENCES letter (id) ON DELETE RESTRICT,
  CONSTRAINT ck_dispatch_dispatchstatus CHECK (status IN ('owed', 'sent', 'failed')),
  CONSTRAINT uq_dispatch_message_id UNIQUE (message_id),
  CONSTRAINT ck_dispatch_requested_at_real CHECK (requested_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(requested_at, 1, 19), '+0 days') IS substr(requested_at, 1, 19) AND substr(requested_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND requested_at >= '0001')),
  CONSTRAINT ck_dispatch_sent_at_real CHECK (sent_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(sent_at, 1, 19), '+0 days') IS substr(sent_at, 1, 19) AND substr(sent_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND sent_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_dispatch_status ON dispatch (status, id);

-- next statement
CREATE TABLE import_line (
  id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  model TEXT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  sentence TEXT NOT NULL,
  CONSTRAINT pk_import_line PRIMARY KEY (id),
  CONSTRAINT ck_import_line_worth_a_line CHECK (outcome <> 'unchanged' OR sentence <> ''),
  CONSTRAINT fk_import_line_run_id FOREIGN KEY(run_id) REFERENCES import_run (id) ON DELETE RESTRICT,
  CONSTRAINT ck_import_line_importoutcome CHECK (outcome IN ('created', 'updated', 'unchanged', 'skipped', 'refused'))
)
 STRICT;

-- next statement
CREATE INDEX ix_import_line_run_id ON import_line (run_id);

-- next statement
CREATE TABLE ledger_account (
  id INTEGER NOT NULL,
  code TEXT NOT NULL,
  role TEXT NOT NULL,
  kind TEXT NOT NULL,
  fund_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  CONSTRAINT pk_ledger_account PRIMARY KEY (id),
  CONSTRAINT uq_ledger_account_role_fund_id_currency UNIQUE (role, fund_id, currency),
  CONSTRAINT uq_ledger_account_id_fund_id_currency UNIQUE (id, fund_id, currency),
  CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'payouts-in-transit', 'bank', 'receivables', 'disputed-funds', 'deferred-revenue', 'tax-payable', 'suspense', 'between-funds', 'currency-exchange', 'released-from-restriction', 'contributions', 'sponsorship-income', 'processing-fees', 'dispute-fees', 'bad-debts')),
  CONSTRAINT ck_ledger_account_accountkind CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
  CONSTRAINT fk_ledger_account_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_ledger_account_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
)
 STRICT;

-- next statement
CREATE TABLE mailing (
  id INTEGER NOT NULL,
  form_key TEXT NOT NULL,
  standing_letter_id INTEGER,
  topic TEXT NOT NULL,
  roles TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  sent_by TEXT NOT NULL,
  CONSTRAINT pk_mailing PRIMARY KEY (id),
  CONSTRAINT ck_mailing_written CHECK (subject <> '' AND text <> ''),
  CONSTRAINT uq_mailing_form_key UNIQUE (form_key),
  CONSTRAINT fk_mailing_standing_letter_id FOREIGN KEY(standing_letter_id) REFERENCES standing_letter (id) ON DELETE RESTRICT,
  CONSTRAINT ck_mailing_topic CHECK (topic IN ('agreement', 'news', 'invitations')),
  CONSTRAINT ck_mailing_roles_json CHECK (json_valid(roles)),
  CONSTRAINT ck_mailing_sent_at_real CHECK (sent_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(sent_at, 1, 19), '+0 days') IS substr(sent_at, 1, 19) AND substr(sent_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND sent_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE payment (
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
  settlement_minor INTEGER,
  settlement_currency TEXT,
  disputed_minor INTEGER DEFAULT 0 NOT NULL,
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
  CONSTRAINT ck_payment_begun_at_real CHECK (begun_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(begun_at, 1, 19), '+0 days') IS substr(begun_at, 1, 19) AND substr(begun_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND begun_at >= '0001')),
  CONSTRAINT ck_payment_settled_at_real CHECK (settled_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(settled_at, 1, 19), '+0 days') IS substr(settled_at, 1, 19) AND substr(settled_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND settled_at >= '0001')),
  CONSTRAINT ck_payment_fee_minor_whole CHECK (fee_minor % 1 = 0 AND abs(fee_minor) <= 9000000000000000),
  CONSTRAINT ck_payment_fee_currency_code CHECK (length(fee_currency) = 3 AND fee_currency = upper(fee_currency)),
  CONSTRAINT ck_payment_refunded_minor_whole CHECK (refunded_minor % 1 = 0 AND abs(refunded_minor) <= 9000000000000000),
  CONSTRAINT ck_payment_is_misfit_flag CHECK (is_misfit IN (0, 1)),
  CONSTRAINT ck_payment_settlement_minor_whole CHECK (settlement_minor % 1 = 0 AND abs(settlement_minor) <= 9000000000000000),
  CONSTRAINT ck_payment_settlement_currency_code CHECK (length(settlement_currency) = 3 AND settlement_currency = upper(settlement_currency)),
  CONSTRAINT ck_payment_disputed_minor_whole CHECK (disputed_minor % 1 = 0 AND abs(disputed_minor) <= 9000000000000000)
)
 STRICT;

-- next statement
CREATE INDEX ix_payment_purpose ON payment (purpose, purpose_id);

-- next statement
CREATE TABLE program_year (
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
  saved_place_days INTEGER DEFAULT 7 NOT NULL,
  offered_place_days INTEGER DEFAULT 7 NOT NULL,
  CONSTRAINT pk_program_year PRIMARY KEY (id),
  CONSTRAINT ck_program_year_term CHECK (starts_on <= ends_on),
  CONSTRAINT ck_program_year_kept_for_days CHECK (saved_place_days >= 0 AND offered_place_days >= 1),
  CONSTRAINT uq_program_year_year UNIQUE (year),
  CONSTRAINT fk_program_year_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_program_year_programyearstatus CHECK (status IN ('draft', 'open', 'closed')),
  CONSTRAINT ck_program_year_starts_on_real CHECK (starts_on IS NULL OR (starts_on IS date(starts_on, '+0 days') AND starts_on >= '0001')),
  CONSTRAINT ck_program_year_ends_on_real CHECK (ends_on IS NULL OR (ends_on IS date(ends_on, '+0 days') AND ends_on >= '0001')),
  CONSTRAINT ck_program_year_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
)
 STRICT;

-- next statement
CREATE UNIQUE INDEX uq_program_year_open ON program_year (status) WHERE status = 'open';

-- next statement
CREATE TABLE recurring_gift (
  id INTEGER NOT NULL,
  form_key TEXT,
  donor_name TEXT NOT NULL,
  donor_email TEXT NOT NULL,
  is_anonymous INTEGER NOT NULL,
  note TEXT NOT NULL,
  fund_id INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL,
  public_token TEXT NOT NULL,
  external_id TEXT,
  customer_external_id TEXT,
  begun_at TEXT NOT NULL,
  next_on TEXT,
  cancelled_at TEXT,
  CONSTRAINT pk_recurring_gift PRIMARY KEY (id),
  CONSTRAINT ck_recurring_gift_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT uq_recurring_gift_form_key UNIQUE (form_key),
  CONSTRAINT fk_recurring_gift_fund_id FOREIGN KEY(fund_id) REFERENCES fund (id) ON DELETE RESTRICT,
  CONSTRAINT ck_recurring_gift_recurringgiftstatus CHECK (status IN ('begun', 'active', 'past_due', 'cancelled', 'lapsed')),
  CONSTRAINT uq_recurring_gift_public_token UNIQUE (public_token),
  CONSTRAINT uq_recurring_gift_external_id UNIQUE (external_id),
  CONSTRAINT ck_recurring_gift_is_anonymous_flag CHECK (is_anonymous IN (0, 1)),
  CONSTRAINT ck_recurring_gift_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_recurring_gift_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_recurring_gift_begun_at_real CHECK (begun_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(begun_at, 1, 19), '+0 days') IS substr(begun_at, 1, 19) AND substr(begun_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND begun_at >= '0001')),
  CONSTRAINT ck_recurring_gift_next_on_real CHECK (next_on IS NULL OR (next_on IS date(next_on, '+0 days') AND next_on >= '0001')),
  CONSTRAINT ck_recurring_gift_cancelled_at_real CHECK (cancelled_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(cancelled_at, 1, 19), '+0 days') IS substr(cancelled_at, 1, 19) AND substr(cancelled_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND cancelled_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_recurring_gift_begun_at ON recurring_gift (begun_at);

-- next statement
CREATE INDEX ix_recurring_gift_fund_id ON recurring_gift (fund_id);

-- next statement
CREATE TABLE sign_in_link (
  id INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT,
  CONSTRAINT pk_sign_in_link PRIMARY KEY (id),
  CONSTRAINT uq_sign_in_link_token_hash UNIQUE (token_hash),
  CONSTRAINT fk_sign_in_link_staff_id FOREIGN KEY(staff_id) REFERENCES staff_user (id),
  CONSTRAINT ck_sign_in_link_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001')),
  CONSTRAINT ck_sign_in_link_expires_at_real CHECK (expires_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(expires_at, 1, 19), '+0 days') IS substr(expires_at, 1, 19) AND substr(expires_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND expires_at >= '0001')),
  CONSTRAINT ck_sign_in_link_used_at_real CHECK (used_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(used_at, 1, 19), '+0 days') IS substr(used_at, 1, 19) AND substr(used_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND used_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_sign_in_link_staff_id ON sign_in_link (staff_id);

-- next statement
CREATE TABLE sponsor (
  id INTEGER NOT NULL,
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
  logo_id INTEGER,
  created_at TEXT NOT NULL,
  version INTEGER NOT NULL,
  white_logo_id INTEGER,
  print_logo_id INTEGER,
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
  CONSTRAINT ck_sponsor_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE staff_session (
  id INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  staff_id INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  second_factor_at TEXT,
  enrolment_secret TEXT,
  revoked_at TEXT,
  ip TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  CONSTRAINT pk_staff_session PRIMARY KEY (id),
  CONSTRAINT uq_staff_session_token_hash UNIQUE (token_hash),
  CONSTRAINT fk_staff_session_staff_id FOREIGN KEY(staff_id) REFERENCES staff_user (id),
  CONSTRAINT ck_staff_session_created_at_real CHECK (created_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(created_at, 1, 19), '+0 days') IS substr(created_at, 1, 19) AND substr(created_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND created_at >= '0001')),
  CONSTRAINT ck_staff_session_last_seen_at_real CHECK (last_seen_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(last_seen_at, 1, 19), '+0 days') IS substr(last_seen_at, 1, 19) AND substr(last_seen_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND last_seen_at >= '0001')),
  CONSTRAINT ck_staff_session_expires_at_real CHECK (expires_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(expires_at, 1, 19), '+0 days') IS substr(expires_at, 1, 19) AND substr(expires_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND expires_at >= '0001')),
  CONSTRAINT ck_staff_session_second_factor_at_real CHECK (second_factor_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(second_factor_at, 1, 19), '+0 days') IS substr(second_factor_at, 1, 19) AND substr(second_factor_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND second_factor_at >= '0001')),
  CONSTRAINT ck_staff_session_revoked_at_real CHECK (revoked_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(revoked_at, 1, 19), '+0 days') IS substr(revoked_at, 1, 19) AND substr(revoked_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND revoked_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_staff_session_staff_id ON staff_session (staff_id);

-- next statement
CREATE TABLE status_change (
  id INTEGER NOT NULL,
  machine TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  verb TEXT NOT NULL,
  at TEXT NOT NULL,
  "by" TEXT NOT NULL,
  reason TEXT NOT NULL,
  CONSTRAINT pk_status_change PRIMARY KEY (id),
  CONSTRAINT fk_status_change_machine_from_status_to_status FOREIGN KEY(machine, from_status, to_status) REFERENCES lifecycle_move (machine, from_status, to_status),
  CONSTRAINT ck_status_change_at_real CHECK (at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(at, 1, 19), '+0 days') IS substr(at, 1, 19) AND substr(at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_status_change_subject ON status_change (machine, subject_id);

-- next statement
CREATE TABLE bank_line (
  id INTEGER NOT NULL,
  bank_account_id INTEGER NOT NULL,
  bank_statement_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  occurrence INTEGER NOT NULL,
  booked_on TEXT NOT NULL,
  valued_on TEXT,
  amount_minor INTEGER NOT NULL,
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
  CONSTRAINT ck_bank_line_booked_on_real CHECK (booked_on IS NULL OR (booked_on IS date(booked_on, '+0 days') AND booked_on >= '0001')),
  CONSTRAINT ck_bank_line_valued_on_real CHECK (valued_on IS NULL OR (valued_on IS date(valued_on, '+0 days') AND valued_on >= '0001')),
  CONSTRAINT ck_bank_line_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_line_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
)
 STRICT;

-- next statement
CREATE INDEX ix_bank_line_waiting ON bank_line (status, booked_on);

-- next statement
CREATE TABLE benefit (
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
  deliver_by TEXT,
  kept INTEGER DEFAULT 0 NOT NULL,
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
  CONSTRAINT ck_benefit_is_add_on_flag CHECK (is_add_on IN (0, 1)),
  CONSTRAINT ck_benefit_add_on_price_minor_whole CHECK (add_on_price_minor % 1 = 0 AND abs(add_on_price_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_benefit_is_available_flag CHECK (is_available IN (0, 1)),
  CONSTRAINT ck_benefit_stand_alone_price_minor_whole CHECK (stand_alone_price_minor % 1 = 0 AND abs(stand_alone_price_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_internal_value_minor_whole CHECK (internal_value_minor % 1 = 0 AND abs(internal_value_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_fair_value_minor_whole CHECK (fair_value_minor % 1 = 0 AND abs(fair_value_minor) <= 9000000000000000),
  CONSTRAINT ck_benefit_is_new_flag CHECK (is_new IN (0, 1)),
  CONSTRAINT ck_benefit_deliver_by_real CHECK (deliver_by IS NULL OR (deliver_by IS date(deliver_by, '+0 days') AND deliver_by >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_benefit_program_year_id ON benefit (program_year_id);

-- next statement
CREATE TABLE dispute (
  id INTEGER NOT NULL,
  payment_id INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  reason TEXT NOT NULL,
  status TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  due_by TEXT,
  CONSTRAINT pk_dispute PRIMARY KEY (id),
  CONSTRAINT ck_dispute_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT fk_dispute_payment FOREIGN KEY(payment_id, currency) REFERENCES payment (id, currency) ON DELETE RESTRICT,
  CONSTRAINT uq_dispute_id_payment_id_currency UNIQUE (id, payment_id, currency),
  CONSTRAINT uq_dispute_external_id UNIQUE (external_id),
  CONSTRAINT ck_dispute_disputestatus CHECK (status IN ('raised', 'open', 'won', 'lost', 'closed')),
  CONSTRAINT ck_dispute_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_dispute_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_dispute_opened_at_real CHECK (opened_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(opened_at, 1, 19), '+0 days') IS substr(opened_at, 1, 19) AND substr(opened_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND opened_at >= '0001')),
  CONSTRAINT ck_dispute_due_by_real CHECK (due_by IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(due_by, 1, 19), '+0 days') IS substr(due_by, 1, 19) AND substr(due_by, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND due_by >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_dispute_payment_id ON dispute (payment_id);

-- next statement
CREATE TABLE donation (
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
  method TEXT DEFAULT 'online' NOT NULL,
  cheque_number TEXT DEFAULT '' NOT NULL,
  mailed_on TEXT,
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
  CONSTRAINT ck_donation_is_anonymous_flag CHECK (is_anonymous IN (0, 1)),
  CONSTRAINT ck_donation_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_donation_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_donation_begun_at_real CHECK (begun_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(begun_at, 1, 19), '+0 days') IS substr(begun_at, 1, 19) AND substr(begun_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND begun_at >= '0001')),
  CONSTRAINT ck_donation_received_on_real CHECK (received_on IS NULL OR (received_on IS date(received_on, '+0 days') AND received_on >= '0001')),
  CONSTRAINT ck_donation_mailed_on_real CHECK (mailed_on IS NULL OR (mailed_on IS date(mailed_on, '+0 days') AND mailed_on >= '0001'))
)
 STRICT;

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
  entry_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  fund_id INTEGER NOT NULL,
  debit_account_id INTEGER NOT NULL,
  credit_account_id INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  CONSTRAINT pk_posting PRIMARY KEY (entry_id, position),
  CONSTRAINT ck_posting_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_posting_two_accounts CHECK (debit_account_id <> credit_account_id),
  CONSTRAINT fk_posting_debit FOREIGN KEY(debit_account_id, fund_id, currency) REFERENCES ledger_account (id, fund_id, currency) ON DELETE RESTRICT,
  CONSTRAINT fk_posting_credit FOREIGN KEY(credit_account_id, fund_id, currency) REFERENCES ledger_account (id, fund_id, currency) ON DELETE RESTRICT,
  CONSTRAINT fk_posting_entry_id FOREIGN KEY(entry_id) REFERENCES journal_entry (id) ON DELETE RESTRICT,
  CONSTRAINT ck_posting_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_posting_currency_code CHECK (length(currency) = 3 AND currency = upper(currency))
)
 STRICT;

-- next statement
CREATE INDEX ix_posting_credit ON posting (credit_account_id);

-- next statement
CREATE INDEX ix_posting_debit ON posting (debit_account_id);

-- next statement
CREATE TABLE refund (
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
  settlement_minor INTEGER,
  settlement_currency TEXT,
  needs_approval INTEGER DEFAULT 0 NOT NULL,
  requested_by_id INTEGER,
  approved_by_id INTEGER,
  approved_by TEXT,
  approved_at TEXT,
  returned_minor INTEGER,
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
  CONSTRAINT ck_refund_requested_at_real CHECK (requested_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(requested_at, 1, 19), '+0 days') IS substr(requested_at, 1, 19) AND substr(requested_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND requested_at >= '0001')),
  CONSTRAINT ck_refund_settlement_minor_whole CHECK (settlement_minor % 1 = 0 AND abs(settlement_minor) <= 9000000000000000),
  CONSTRAINT ck_refund_settlement_currency_code CHECK (length(settlement_currency) = 3 AND settlement_currency = upper(settlement_currency)),
  CONSTRAINT ck_refund_needs_approval_flag CHECK (needs_approval IN (0, 1)),
  CONSTRAINT ck_refund_approved_at_real CHECK (approved_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(approved_at, 1, 19), '+0 days') IS substr(approved_at, 1, 19) AND substr(approved_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND approved_at >= '0001')),
  CONSTRAINT ck_refund_returned_minor_whole CHECK (returned_minor % 1 = 0 AND abs(returned_minor) <= 9000000000000000),
  CONSTRAINT ck_refund_returned_currency_code CHECK (length(returned_currency) = 3 AND returned_currency = upper(returned_currency))
)
 STRICT;

-- next statement
CREATE INDEX ix_refund_payment_id ON refund (payment_id);

-- next statement
CREATE TABLE sponsor_contact (
  id INTEGER NOT NULL,
  sponsor_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  is_primary INTEGER NOT NULL,
  is_administrative INTEGER NOT NULL,
  is_accounting INTEGER NOT NULL,
  is_manager INTEGER NOT NULL,
  wants_news INTEGER DEFAULT 1 NOT NULL,
  wants_invitations INTEGER DEFAULT 1 NOT NULL,
  public_token TEXT,
  version INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT pk_sponsor_contact PRIMARY KEY (id),
  CONSTRAINT uq_sponsor_contact_sponsor_id_email UNIQUE (sponsor_id, email),
  CONSTRAINT fk_sponsor_contact_sponsor_id FOREIGN KEY(sponsor_id) REFERENCES sponsor (id) ON DELETE RESTRICT,
  CONSTRAINT ck_sponsor_contact_is_primary_flag CHECK (is_primary IN (0, 1)),
  CONSTRAINT ck_sponsor_contact_is_administrative_flag CHECK (is_administrative IN (0, 1)),
  CONSTRAINT ck_sponsor_contact_is_accounting_flag CHECK (is_accounting IN (0, 1)),
  CONSTRAINT ck_sponsor_contact_is_manager_flag CHECK (is_manager IN (0, 1)),
  CONSTRAINT ck_sponsor_contact_wants_news_flag CHECK (wants_news IN (0, 1)),
  CONSTRAINT ck_sponsor_contact_wants_invitations_flag CHECK (wants_invitations IN (0, 1))
)
 STRICT;

-- next statement
CREATE UNIQUE INDEX uq_sponsor_contact_public_token ON sponsor_contact (public_token);

-- next statement
CREATE TABLE tier (
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
  kept INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_tier PRIMARY KEY (id),
  CONSTRAINT uq_tier_program_year_id_slug UNIQUE (program_year_id, slug),
  CONSTRAINT ck_tier_list_price_not_negative CHECK (list_price_minor >= 0),
  CONSTRAINT ck_tier_within_capacity CHECK (taken >= 0 AND kept >= 0 AND (capacity IS NULL OR taken + kept <= capacity)),
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
CREATE UNIQUE INDEX uq_tier_stand_alone ON tier (program_year_id) WHERE is_stand_alone;

-- next statement
CREATE TABLE bank_match (
  id INTEGER NOT NULL,
  bank_line_id INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  books INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  matched_at TEXT NOT NULL,
  matched_by TEXT NOT NULL,
  undone_at TEXT,
  undone_by TEXT,
  undone_why TEXT,
  CONSTRAINT pk_bank_match PRIMARY KEY (id),
  CONSTRAINT ck_bank_match_moves_money CHECK (amount_minor <> 0),
  CONSTRAINT ck_bank_match_undone_whole CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undone_why IS NULL)),
  CONSTRAINT fk_bank_match_bank_line FOREIGN KEY(bank_line_id, currency) REFERENCES bank_line (id, currency) ON DELETE RESTRICT,
  CONSTRAINT fk_bank_match_entry_id FOREIGN KEY(entry_id) REFERENCES journal_entry (id) ON DELETE RESTRICT,
  CONSTRAINT ck_bank_match_matchkind CHECK (kind IN ('recorded', 'payout', 'invoice', 'gift', 'suspense')),
  CONSTRAINT ck_bank_match_books_flag CHECK (books IN (0, 1)),
  CONSTRAINT ck_bank_match_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_bank_match_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_bank_match_matched_at_real CHECK (matched_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(matched_at, 1, 19), '+0 days') IS substr(matched_at, 1, 19) AND substr(matched_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND matched_at >= '0001')),
  CONSTRAINT ck_bank_match_undone_at_real CHECK (undone_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(undone_at, 1, 19), '+0 days') IS substr(undone_at, 1, 19) AND substr(undone_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND undone_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_bank_match_bank_line_id ON bank_match (bank_line_id);

-- next statement
CREATE UNIQUE INDEX uq_bank_match_entry_seen_once ON bank_match (entry_id) WHERE undone_at IS NULL;

-- next statement
CREATE TABLE benefit_asset (
  id INTEGER NOT NULL,
  benefit_id INTEGER NOT NULL,
  shared_text TEXT NOT NULL,
  shared_file_id INTEGER,
  version INTEGER NOT NULL,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  internal_name TEXT NOT NULL,
  label TEXT NOT NULL,
  help_text TEXT NOT NULL,
  due_on TEXT,
  min_width INTEGER,
  max_width INTEGER,
  min_height INTEGER,
  max_height INTEGER,
  max_length INTEGER,
  is_shared INTEGER NOT NULL,
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
  CONSTRAINT ck_benefit_asset_due_on_real CHECK (due_on IS NULL OR (due_on IS date(due_on, '+0 days') AND due_on >= '0001')),
  CONSTRAINT ck_benefit_asset_is_shared_flag CHECK (is_shared IN (0, 1))
)
 STRICT;

-- next statement
CREATE TABLE benefit_clause (
  benefit_id INTEGER NOT NULL,
  clause_id INTEGER NOT NULL,
  CONSTRAINT pk_benefit_clause PRIMARY KEY (benefit_id, clause_id),
  CONSTRAINT fk_benefit_clause_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE CASCADE,
  CONSTRAINT fk_benefit_clause_clause_id FOREIGN KEY(clause_id) REFERENCES legal_clause (id) ON DELETE RESTRICT
)
 STRICT;

-- next statement
CREATE INDEX ix_benefit_clause_clause_id ON benefit_clause (clause_id);

-- next statement
CREATE TABLE benefit_conflict (
  benefit_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  CONSTRAINT pk_benefit_conflict PRIMARY KEY (benefit_id, other_id),
  CONSTRAINT ck_benefit_conflict_written_once CHECK (benefit_id < other_id),
  CONSTRAINT fk_benefit_conflict_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE CASCADE,
  CONSTRAINT fk_benefit_conflict_other_id FOREIGN KEY(other_id) REFERENCES benefit (id) ON DELETE CASCADE
)
 STRICT;

-- next statement
CREATE INDEX ix_benefit_conflict_other_id ON benefit_conflict (other_id);

-- next statement
CREATE TABLE benefit_placement (
  id INTEGER NOT NULL,
  benefit_id INTEGER NOT NULL,
  publisher TEXT NOT NULL,
  flight TEXT NOT NULL,
  links_to_sponsors_page INTEGER NOT NULL,
  describes_as_sponsor INTEGER NOT NULL,
  CONSTRAINT pk_benefit_placement PRIMARY KEY (id),
  CONSTRAINT uq_benefit_placement_benefit_id_publisher_flight UNIQUE (benefit_id, publisher, flight),
  CONSTRAINT fk_benefit_placement_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT ck_benefit_placement_publisher CHECK (publisher IN ('psf', 'pycon', 'pypi', 'core')),
  CONSTRAINT ck_benefit_placement_flight CHECK (flight IN ('sidebar', 'sponsors', 'jobs', 'blogpost', 'footer', 'docs', 'download', 'devguide')),
  CONSTRAINT ck_benefit_placement_links_to_sponsors_page_flag CHECK (links_to_sponsors_page IN (0, 1)),
  CONSTRAINT ck_benefit_placement_describes_as_sponsor_flag CHECK (describes_as_sponsor IN (0, 1))
)
 STRICT;

-- next statement
CREATE TABLE dispute_movement (
  id INTEGER NOT NULL,
  dispute_id INTEGER NOT NULL,
  payment_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  external_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  fee_minor INTEGER NOT NULL,
  fee_currency TEXT NOT NULL,
  settlement_minor INTEGER NOT NULL,
  settlement_currency TEXT NOT NULL,
  moved_at TEXT NOT NULL,
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
  CONSTRAINT ck_dispute_movement_moved_at_real CHECK (moved_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(moved_at, 1, 19), '+0 days') IS substr(moved_at, 1, 19) AND substr(moved_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND moved_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_dispute_movement_payment_id ON dispute_movement (payment_id);

-- next statement
CREATE TABLE receipt (
  id INTEGER NOT NULL,
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  donation_id INTEGER NOT NULL,
  payment_id INTEGER,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  tax_date TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  status TEXT NOT NULL,
  document_id INTEGER NOT NULL,
  public_token TEXT NOT NULL,
  replaces_id INTEGER,
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
  CONSTRAINT ck_receipt_tax_date_real CHECK (tax_date IS NULL OR (tax_date IS date(tax_date, '+0 days') AND tax_date >= '0001')),
  CONSTRAINT ck_receipt_issued_at_real CHECK (issued_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(issued_at, 1, 19), '+0 days') IS substr(issued_at, 1, 19) AND substr(issued_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND issued_at >= '0001'))
)
 STRICT;

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
  amended_at TEXT,
  added_minor INTEGER DEFAULT 0 NOT NULL,
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
  CONSTRAINT ck_sponsorship_left_out_json CHECK (json_valid(left_out)),
  CONSTRAINT ck_sponsorship_amended_at_real CHECK (amended_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(amended_at, 1, 19), '+0 days') IS substr(amended_at, 1, 19) AND substr(amended_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND amended_at >= '0001')),
  CONSTRAINT ck_sponsorship_added_minor_whole CHECK (added_minor % 1 = 0 AND abs(added_minor) <= 9000000000000000)
)
 STRICT;

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
  id INTEGER NOT NULL,
  payment_id INTEGER,
  bank_line_id INTEGER,
  external_id TEXT,
  fund_id INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  decided_minor INTEGER NOT NULL,
  is_shortfall INTEGER NOT NULL,
  reason TEXT NOT NULL,
  sentence TEXT NOT NULL,
  status TEXT NOT NULL,
  opened_at TEXT NOT NULL,
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
  CONSTRAINT ck_suspense_case_is_shortfall_flag CHECK (is_shortfall IN (0, 1)),
  CONSTRAINT ck_suspense_case_opened_at_real CHECK (opened_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(opened_at, 1, 19), '+0 days') IS substr(opened_at, 1, 19) AND substr(opened_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND opened_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_suspense_case_waiting ON suspense_case (status, opened_at);

-- next statement
CREATE UNIQUE INDEX uq_suspense_case_bank_line_waiting ON suspense_case (bank_line_id) WHERE status = 'waiting';

-- next statement
CREATE TABLE tier_benefit (
  tier_id INTEGER NOT NULL,
  benefit_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  label TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_tier_benefit PRIMARY KEY (tier_id, benefit_id),
  CONSTRAINT ck_tier_benefit_quantity_counted CHECK (quantity >= 1),
  CONSTRAINT fk_tier_benefit_tier_id FOREIGN KEY(tier_id) REFERENCES tier (id) ON DELETE RESTRICT,
  CONSTRAINT fk_tier_benefit_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT
)
 STRICT;

-- next statement
CREATE TABLE waiting_entry (
  id INTEGER NOT NULL,
  program_year_id INTEGER NOT NULL,
  tier_id INTEGER,
  benefit_id INTEGER,
  sponsor_id INTEGER,
  company TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  status TEXT NOT NULL,
  form_key TEXT NOT NULL,
  public_token TEXT NOT NULL,
  joined_at TEXT NOT NULL,
  offered_at TEXT,
  offered_until TEXT,
  ended_at TEXT,
  reason TEXT NOT NULL,
  version INTEGER NOT NULL,
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
  CONSTRAINT ck_waiting_entry_joined_at_real CHECK (joined_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(joined_at, 1, 19), '+0 days') IS substr(joined_at, 1, 19) AND substr(joined_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND joined_at >= '0001')),
  CONSTRAINT ck_waiting_entry_offered_at_real CHECK (offered_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(offered_at, 1, 19), '+0 days') IS substr(offered_at, 1, 19) AND substr(offered_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND offered_at >= '0001')),
  CONSTRAINT ck_waiting_entry_offered_until_real CHECK (offered_until IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(offered_until, 1, 19), '+0 days') IS substr(offered_until, 1, 19) AND substr(offered_until, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND offered_until >= '0001')),
  CONSTRAINT ck_waiting_entry_ended_at_real CHECK (ended_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(ended_at, 1, 19), '+0 days') IS substr(ended_at, 1, 19) AND substr(ended_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND ended_at >= '0001'))
)
 STRICT;

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
  id INTEGER NOT NULL,
  mailing_id INTEGER NOT NULL,
  sponsorship_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  letter_id INTEGER,
  skipped TEXT,
  CONSTRAINT pk_addressee PRIMARY KEY (id),
  CONSTRAINT uq_addressee_mailing_id_sponsorship_id_email UNIQUE (mailing_id, sponsorship_id, email),
  CONSTRAINT ck_addressee_written_or_skipped CHECK ((letter_id IS NULL) = (skipped IS NOT NULL)),
  CONSTRAINT fk_addressee_mailing_id FOREIGN KEY(mailing_id) REFERENCES mailing (id) ON DELETE RESTRICT,
  CONSTRAINT fk_addressee_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT fk_addressee_letter_id FOREIGN KEY(letter_id) REFERENCES letter (id) ON DELETE RESTRICT,
  CONSTRAINT ck_addressee_skipreason CHECK (skipped IN ('no_contact', 'declined'))
)
 STRICT;

-- next statement
CREATE INDEX ix_addressee_letter_id ON addressee (letter_id);

-- next statement
CREATE INDEX ix_addressee_sponsorship_id ON addressee (sponsorship_id);

-- next statement
CREATE TABLE announcement (
  id INTEGER NOT NULL,
  sponsorship_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  made_at TEXT NOT NULL,
  CONSTRAINT pk_announcement PRIMARY KEY (id),
  CONSTRAINT uq_announcement_sponsorship_id_number UNIQUE (sponsorship_id, number),
  CONSTRAINT ck_announcement_number_positive CHECK (number > 0),
  CONSTRAINT fk_announcement_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_announcement_announcementkind CHECK (kind IN ('started', 'changed', 'ended')),
  CONSTRAINT ck_announcement_content_json CHECK (json_valid(content)),
  CONSTRAINT ck_announcement_made_at_real CHECK (made_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(made_at, 1, 19), '+0 days') IS substr(made_at, 1, 19) AND substr(made_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND made_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_announcement_made_at ON announcement (made_at);

-- next statement
CREATE TABLE asset (
  id INTEGER NOT NULL,
  sponsor_id INTEGER NOT NULL,
  sponsorship_id INTEGER,
  internal_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  answer INTEGER,
  file_id INTEGER,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  version INTEGER NOT NULL,
  CONSTRAINT pk_asset PRIMARY KEY (id),
  CONSTRAINT ck_asset_has_a_value CHECK ((kind = 'text' AND text <> '' AND answer IS NULL AND file_id IS NULL) OR (kind = 'answer' AND text = '' AND answer IS NOT NULL AND file_id IS NULL) OR (kind IN ('image', 'file') AND text = '' AND answer IS NULL AND file_id IS NOT NULL)),
  CONSTRAINT uq_asset_sponsorship_id_internal_name UNIQUE (sponsorship_id, internal_name),
  CONSTRAINT fk_asset_sponsor_id FOREIGN KEY(sponsor_id) REFERENCES sponsor (id) ON DELETE RESTRICT,
  CONSTRAINT fk_asset_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_asset_assetkind CHECK (kind IN ('image', 'text', 'answer', 'file')),
  CONSTRAINT fk_asset_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id) ON DELETE RESTRICT,
  CONSTRAINT ck_asset_answer_flag CHECK (answer IN (0, 1)),
  CONSTRAINT ck_asset_changed_at_real CHECK (changed_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(changed_at, 1, 19), '+0 days') IS substr(changed_at, 1, 19) AND substr(changed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND changed_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_asset_internal_name ON asset (internal_name);

-- next statement
CREATE UNIQUE INDEX uq_asset_of_sponsor ON asset (sponsor_id, internal_name) WHERE sponsorship_id IS NULL;

-- next statement
CREATE TABLE assignment (
  id INTEGER NOT NULL,
  sponsorship_id INTEGER NOT NULL,
  staff_id INTEGER,
  assigned_at TEXT NOT NULL,
  assigned_by TEXT NOT NULL,
  CONSTRAINT pk_assignment PRIMARY KEY (id),
  CONSTRAINT fk_assignment_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT fk_assignment_staff_id FOREIGN KEY(staff_id) REFERENCES staff_user (id) ON DELETE RESTRICT,
  CONSTRAINT ck_assignment_assigned_at_real CHECK (assigned_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(assigned_at, 1, 19), '+0 days') IS substr(assigned_at, 1, 19) AND substr(assigned_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND assigned_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_assignment_sponsorship_id ON assignment (sponsorship_id);

-- next statement
CREATE TABLE contract (
  id INTEGER NOT NULL,
  sponsorship_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  status TEXT NOT NULL,
  public_token TEXT NOT NULL,
  document_id INTEGER NOT NULL,
  executed_document_id INTEGER,
  signed_file_id INTEGER,
  drafted_at TEXT NOT NULL,
  sent_at TEXT,
  executed_at TEXT,
  nullified_reason TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT DEFAULT 'new' NOT NULL,
  text_id INTEGER,
  particulars TEXT DEFAULT '' NOT NULL,
  amends_id INTEGER,
  countersigns_later INTEGER DEFAULT 0 NOT NULL,
  countersigner_name TEXT,
  countersigner_title TEXT,
  countersigned_at TEXT,
  countersigned_by TEXT,
  terminated_on TEXT,
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
  CONSTRAINT ck_contract_drafted_at_real CHECK (drafted_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(drafted_at, 1, 19), '+0 days') IS substr(drafted_at, 1, 19) AND substr(drafted_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND drafted_at >= '0001')),
  CONSTRAINT ck_contract_sent_at_real CHECK (sent_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(sent_at, 1, 19), '+0 days') IS substr(sent_at, 1, 19) AND substr(sent_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND sent_at >= '0001')),
  CONSTRAINT ck_contract_executed_at_real CHECK (executed_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(executed_at, 1, 19), '+0 days') IS substr(executed_at, 1, 19) AND substr(executed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND executed_at >= '0001')),
  CONSTRAINT ck_contract_countersigns_later_flag CHECK (countersigns_later IN (0, 1)),
  CONSTRAINT ck_contract_countersigned_at_real CHECK (countersigned_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(countersigned_at, 1, 19), '+0 days') IS substr(countersigned_at, 1, 19) AND substr(countersigned_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND countersigned_at >= '0001')),
  CONSTRAINT ck_contract_terminated_on_real CHECK (terminated_on IS NULL OR (terminated_on IS date(terminated_on, '+0 days') AND terminated_on >= '0001'))
)
 STRICT;

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
  id INTEGER NOT NULL,
  sponsorship_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  invoice_on TEXT,
  CONSTRAINT pk_instalment PRIMARY KEY (id),
  CONSTRAINT uq_instalment_sponsorship_id_position UNIQUE (sponsorship_id, position),
  CONSTRAINT ck_instalment_amount_positive CHECK (amount_minor > 0),
  CONSTRAINT ck_instalment_position_counted CHECK (position >= 1),
  CONSTRAINT fk_instalment_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_instalment_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_instalment_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_instalment_invoice_on_real CHECK (invoice_on IS NULL OR (invoice_on IS date(invoice_on, '+0 days') AND invoice_on >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_instalment_invoice_on ON instalment (invoice_on);

-- next statement
CREATE TABLE kept_place (
  id INTEGER NOT NULL,
  form_key TEXT NOT NULL,
  tier_id INTEGER,
  benefit_id INTEGER,
  kept_at TEXT NOT NULL,
  kept_until TEXT NOT NULL,
  entry_id INTEGER,
  CONSTRAINT pk_kept_place PRIMARY KEY (id),
  CONSTRAINT ck_kept_place_of_one CHECK ((tier_id IS NULL) <> (benefit_id IS NULL)),
  CONSTRAINT ck_kept_place_for_a_time CHECK (kept_until > kept_at),
  CONSTRAINT uq_kept_place_form_key_tier_id UNIQUE (form_key, tier_id),
  CONSTRAINT uq_kept_place_form_key_benefit_id UNIQUE (form_key, benefit_id),
  CONSTRAINT fk_kept_place_tier_id FOREIGN KEY(tier_id) REFERENCES tier (id) ON DELETE RESTRICT,
  CONSTRAINT fk_kept_place_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_kept_place_entry_id FOREIGN KEY(entry_id) REFERENCES waiting_entry (id) ON DELETE RESTRICT,
  CONSTRAINT ck_kept_place_kept_at_real CHECK (kept_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(kept_at, 1, 19), '+0 days') IS substr(kept_at, 1, 19) AND substr(kept_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND kept_at >= '0001')),
  CONSTRAINT ck_kept_place_kept_until_real CHECK (kept_until IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(kept_until, 1, 19), '+0 days') IS substr(kept_until, 1, 19) AND substr(kept_until, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND kept_until >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_kept_place_benefit_id ON kept_place (benefit_id);

-- next statement
CREATE INDEX ix_kept_place_entry_id ON kept_place (entry_id);

-- next statement
CREATE INDEX ix_kept_place_tier_id ON kept_place (tier_id);

-- next statement
CREATE TABLE promised_benefit (
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
  is_dropped INTEGER DEFAULT 0 NOT NULL,
  deliver_by TEXT,
  CONSTRAINT pk_promised_benefit PRIMARY KEY (id),
  CONSTRAINT uq_promised_benefit_sponsorship_id_benefit_id UNIQUE (sponsorship_id, benefit_id),
  CONSTRAINT ck_promised_benefit_quantity_counted CHECK (quantity >= 1),
  CONSTRAINT ck_promised_benefit_adjusted_with_a_reason CHECK (adjusted_quantity IS NULL OR (adjusted_quantity >= 0 AND adjustment_reason <> '')),
  CONSTRAINT ck_promised_benefit_dropped_is_released CHECK (is_released OR NOT is_dropped),
  CONSTRAINT fk_promised_benefit_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT fk_promised_benefit_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_promised_benefit_clause_id FOREIGN KEY(clause_id) REFERENCES legal_clause (id) ON DELETE RESTRICT,
  CONSTRAINT ck_promised_benefit_promisestatus CHECK (status IN ('promised', 'in_progress', 'delivered', 'waived')),
  CONSTRAINT ck_promised_benefit_is_add_on_flag CHECK (is_add_on IN (0, 1)),
  CONSTRAINT ck_promised_benefit_is_released_flag CHECK (is_released IN (0, 1)),
  CONSTRAINT ck_promised_benefit_internal_value_minor_whole CHECK (internal_value_minor % 1 = 0 AND abs(internal_value_minor) <= 9000000000000000),
  CONSTRAINT ck_promised_benefit_is_dropped_flag CHECK (is_dropped IN (0, 1)),
  CONSTRAINT ck_promised_benefit_deliver_by_real CHECK (deliver_by IS NULL OR (deliver_by IS date(deliver_by, '+0 days') AND deliver_by >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_promised_benefit_benefit_id ON promised_benefit (benefit_id);

-- next statement
CREATE TABLE remittance (
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  payee TEXT NOT NULL,
  reason TEXT NOT NULL,
  form_key TEXT,
  status TEXT NOT NULL,
  needs_approval INTEGER NOT NULL,
  requested_at TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  requested_by_id INTEGER,
  approved_by_id INTEGER,
  approved_by TEXT,
  approved_at TEXT,
  sent_on TEXT,
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
  CONSTRAINT ck_remittance_needs_approval_flag CHECK (needs_approval IN (0, 1)),
  CONSTRAINT ck_remittance_requested_at_real CHECK (requested_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(requested_at, 1, 19), '+0 days') IS substr(requested_at, 1, 19) AND substr(requested_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND requested_at >= '0001')),
  CONSTRAINT ck_remittance_approved_at_real CHECK (approved_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(approved_at, 1, 19), '+0 days') IS substr(approved_at, 1, 19) AND substr(approved_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND approved_at >= '0001')),
  CONSTRAINT ck_remittance_sent_on_real CHECK (sent_on IS NULL OR (sent_on IS date(sent_on, '+0 days') AND sent_on >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_remittance_case_id ON remittance (case_id);

-- next statement
CREATE TABLE review_note (
  id INTEGER NOT NULL,
  sponsorship_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  written_at TEXT NOT NULL,
  written_by TEXT NOT NULL,
  CONSTRAINT pk_review_note PRIMARY KEY (id),
  CONSTRAINT ck_review_note_text_written CHECK (text <> ''),
  CONSTRAINT fk_review_note_sponsorship_id FOREIGN KEY(sponsorship_id) REFERENCES sponsorship (id) ON DELETE RESTRICT,
  CONSTRAINT ck_review_note_written_at_real CHECK (written_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(written_at, 1, 19), '+0 days') IS substr(written_at, 1, 19) AND substr(written_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND written_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_review_note_sponsorship_id ON review_note (sponsorship_id);

-- next statement
CREATE TABLE delivery (
  id INTEGER NOT NULL,
  subscriber_id INTEGER NOT NULL,
  announcement_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  status TEXT NOT NULL,
  owed_at TEXT NOT NULL,
  owed_by TEXT NOT NULL,
  delivered_at TEXT,
  attempts INTEGER NOT NULL,
  error TEXT NOT NULL,
  CONSTRAINT pk_delivery PRIMARY KEY (id),
  CONSTRAINT uq_delivery_subscriber_id_announcement_id_ordinal UNIQUE (subscriber_id, announcement_id, ordinal),
  CONSTRAINT ck_delivery_ordinal_positive CHECK (ordinal > 0),
  CONSTRAINT ck_delivery_attempts_not_negative CHECK (attempts >= 0),
  CONSTRAINT ck_delivery_delivered_has_time CHECK ((status = 'delivered') = (delivered_at IS NOT NULL)),
  CONSTRAINT fk_delivery_subscriber_id FOREIGN KEY(subscriber_id) REFERENCES subscriber (id) ON DELETE RESTRICT,
  CONSTRAINT fk_delivery_announcement_id FOREIGN KEY(announcement_id) REFERENCES announcement (id) ON DELETE RESTRICT,
  CONSTRAINT ck_delivery_deliverystatus CHECK (status IN ('owed', 'delivered', 'dropped')),
  CONSTRAINT ck_delivery_owed_at_real CHECK (owed_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(owed_at, 1, 19), '+0 days') IS substr(owed_at, 1, 19) AND substr(owed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND owed_at >= '0001')),
  CONSTRAINT ck_delivery_delivered_at_real CHECK (delivered_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(delivered_at, 1, 19), '+0 days') IS substr(delivered_at, 1, 19) AND substr(delivered_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND delivered_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_delivery_announcement_id ON delivery (announcement_id);

-- next statement
CREATE TABLE promised_asset (
  id INTEGER NOT NULL,
  promised_benefit_id INTEGER NOT NULL,
  benefit_asset_id INTEGER NOT NULL,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  internal_name TEXT NOT NULL,
  label TEXT NOT NULL,
  help_text TEXT NOT NULL,
  due_on TEXT,
  min_width INTEGER,
  max_width INTEGER,
  min_height INTEGER,
  max_height INTEGER,
  max_length INTEGER,
  is_shared INTEGER NOT NULL,
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
  CONSTRAINT ck_promised_asset_due_on_real CHECK (due_on IS NULL OR (due_on IS date(due_on, '+0 days') AND due_on >= '0001')),
  CONSTRAINT ck_promised_asset_is_shared_flag CHECK (is_shared IN (0, 1))
)
 STRICT;

-- next statement
CREATE INDEX ix_promised_asset_benefit_asset_id ON promised_asset (benefit_asset_id);

-- next statement
CREATE INDEX ix_promised_asset_internal_name ON promised_asset (internal_name);

-- next statement
CREATE TABLE promised_clause (
  promised_benefit_id INTEGER NOT NULL,
  clause_id INTEGER NOT NULL,
  CONSTRAINT pk_promised_clause PRIMARY KEY (promised_benefit_id, clause_id),
  CONSTRAINT fk_promised_clause_promised_benefit_id FOREIGN KEY(promised_benefit_id) REFERENCES promised_benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_promised_clause_clause_id FOREIGN KEY(clause_id) REFERENCES legal_clause (id) ON DELETE RESTRICT
)
 STRICT;

-- next statement
CREATE INDEX ix_promised_clause_clause_id ON promised_clause (clause_id);

-- next statement
CREATE TABLE promised_placement (
  id INTEGER NOT NULL,
  promised_benefit_id INTEGER NOT NULL,
  publisher TEXT NOT NULL,
  flight TEXT NOT NULL,
  links_to_sponsors_page INTEGER NOT NULL,
  describes_as_sponsor INTEGER NOT NULL,
  CONSTRAINT pk_promised_placement PRIMARY KEY (id),
  CONSTRAINT uq_promised_placement_promised_benefit_id_publisher_flight UNIQUE (promised_benefit_id, publisher, flight),
  CONSTRAINT fk_promised_placement_promised_benefit_id FOREIGN KEY(promised_benefit_id) REFERENCES promised_benefit (id) ON DELETE RESTRICT,
  CONSTRAINT ck_promised_placement_publisher CHECK (publisher IN ('psf', 'pycon', 'pypi', 'core')),
  CONSTRAINT ck_promised_placement_flight CHECK (flight IN ('sidebar', 'sponsors', 'jobs', 'blogpost', 'footer', 'docs', 'download', 'devguide')),
  CONSTRAINT ck_promised_placement_links_to_sponsors_page_flag CHECK (links_to_sponsors_page IN (0, 1)),
  CONSTRAINT ck_promised_placement_describes_as_sponsor_flag CHECK (describes_as_sponsor IN (0, 1))
)
 STRICT;

-- next statement
CREATE TABLE proof (
  id INTEGER NOT NULL,
  promised_benefit_id INTEGER NOT NULL,
  link TEXT NOT NULL,
  note TEXT NOT NULL,
  figure TEXT NOT NULL,
  file_id INTEGER,
  given_at TEXT NOT NULL,
  given_by TEXT NOT NULL,
  CONSTRAINT pk_proof PRIMARY KEY (id),
  CONSTRAINT ck_proof_shows_something CHECK (link <> '' OR note <> '' OR file_id IS NOT NULL),
  CONSTRAINT fk_proof_promised_benefit_id FOREIGN KEY(promised_benefit_id) REFERENCES promised_benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_proof_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id) ON DELETE RESTRICT,
  CONSTRAINT ck_proof_given_at_real CHECK (given_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(given_at, 1, 19), '+0 days') IS substr(given_at, 1, 19) AND substr(given_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND given_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_proof_promised_benefit_id ON proof (promised_benefit_id);

-- next statement
CREATE TABLE signature (
  id INTEGER NOT NULL,
  contract_id INTEGER NOT NULL,
  method TEXT NOT NULL,
  signer_name TEXT NOT NULL,
  signer_title TEXT NOT NULL,
  consent TEXT NOT NULL,
  signed_at TEXT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  document_sha256 TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  CONSTRAINT pk_signature PRIMARY KEY (id),
  CONSTRAINT ck_signature_sha256_length CHECK (length(document_sha256) = 64),
  CONSTRAINT uq_signature_contract_id UNIQUE (contract_id),
  CONSTRAINT fk_signature_contract_id FOREIGN KEY(contract_id) REFERENCES contract (id) ON DELETE RESTRICT,
  CONSTRAINT ck_signature_signaturemethod CHECK (method IN ('online', 'on_file')),
  CONSTRAINT ck_signature_signed_at_real CHECK (signed_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(signed_at, 1, 19), '+0 days') IS substr(signed_at, 1, 19) AND substr(signed_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND signed_at >= '0001'))
)
 STRICT;

-- next statement
CREATE TABLE supplement (
  id INTEGER NOT NULL,
  form_key TEXT,
  sponsorship_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  list_price_minor INTEGER NOT NULL,
  agreed_price_minor INTEGER,
  currency TEXT NOT NULL,
  message TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  contract_id INTEGER,
  promised_on TEXT,
  version INTEGER NOT NULL,
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
  CONSTRAINT ck_supplement_requested_at_real CHECK (requested_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(requested_at, 1, 19), '+0 days') IS substr(requested_at, 1, 19) AND substr(requested_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND requested_at >= '0001')),
  CONSTRAINT ck_supplement_promised_on_real CHECK (promised_on IS NULL OR (promised_on IS date(promised_on, '+0 days') AND promised_on >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_supplement_sponsorship_id ON supplement (sponsorship_id);

-- next statement
CREATE UNIQUE INDEX uq_supplement_under_way ON supplement (sponsorship_id) WHERE status = 'approved';

-- next statement
CREATE TABLE voucher (
  id INTEGER NOT NULL,
  benefit_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  uses INTEGER NOT NULL,
  used INTEGER NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  promised_benefit_id INTEGER,
  issued_at TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT pk_voucher PRIMARY KEY (id),
  CONSTRAINT uq_voucher_benefit_id_code UNIQUE (benefit_id, code),
  CONSTRAINT ck_voucher_says_something CHECK (code <> '' AND uses >= 1),
  CONSTRAINT ck_voucher_used_within_its_uses CHECK (used >= 0 AND used <= uses),
  CONSTRAINT ck_voucher_issued_when CHECK ((promised_benefit_id IS NULL) = (issued_at IS NULL)),
  CONSTRAINT ck_voucher_used_once_issued CHECK (used = 0 OR promised_benefit_id IS NOT NULL),
  CONSTRAINT fk_voucher_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT fk_voucher_promised_benefit_id FOREIGN KEY(promised_benefit_id) REFERENCES promised_benefit (id) ON DELETE RESTRICT,
  CONSTRAINT ck_voucher_added_at_real CHECK (added_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(added_at, 1, 19), '+0 days') IS substr(added_at, 1, 19) AND substr(added_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND added_at >= '0001')),
  CONSTRAINT ck_voucher_issued_at_real CHECK (issued_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(issued_at, 1, 19), '+0 days') IS substr(issued_at, 1, 19) AND substr(issued_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND issued_at >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_voucher_promised_benefit_id ON voucher (promised_benefit_id);

-- next statement
CREATE TABLE invoice (
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
  supplement_id INTEGER,
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
CREATE INDEX ix_invoice_due_on ON invoice (due_on);

-- next statement
CREATE INDEX ix_invoice_sponsorship_id ON invoice (sponsorship_id);

-- next statement
CREATE UNIQUE INDEX uq_invoice_instalment ON invoice (sponsorship_id, instalment) WHERE status <> 'void';

-- next statement
CREATE UNIQUE INDEX uq_invoice_supplement ON invoice (supplement_id) WHERE status <> 'void';

-- next statement
CREATE TABLE supplement_line (
  id INTEGER NOT NULL,
  supplement_id INTEGER NOT NULL,
  benefit_id INTEGER NOT NULL,
  program TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  clause_ids TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit_price_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  is_released INTEGER NOT NULL,
  CONSTRAINT pk_supplement_line PRIMARY KEY (id),
  CONSTRAINT uq_supplement_line_supplement_id_benefit_id UNIQUE (supplement_id, benefit_id),
  CONSTRAINT ck_supplement_line_quantity_counted CHECK (quantity >= 1),
  CONSTRAINT ck_supplement_line_unit_price_not_negative CHECK (unit_price_minor >= 0),
  CONSTRAINT fk_supplement_line_supplement_id FOREIGN KEY(supplement_id) REFERENCES supplement (id) ON DELETE RESTRICT,
  CONSTRAINT fk_supplement_line_benefit_id FOREIGN KEY(benefit_id) REFERENCES benefit (id) ON DELETE RESTRICT,
  CONSTRAINT ck_supplement_line_clause_ids_json CHECK (json_valid(clause_ids)),
  CONSTRAINT ck_supplement_line_unit_price_minor_whole CHECK (unit_price_minor % 1 = 0 AND abs(unit_price_minor) <= 9000000000000000),
  CONSTRAINT ck_supplement_line_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_supplement_line_is_released_flag CHECK (is_released IN (0, 1))
)
 STRICT;

-- next statement
CREATE INDEX ix_supplement_line_benefit_id ON supplement_line (benefit_id);

-- next statement
CREATE TABLE credit_note (
  id INTEGER NOT NULL,
  form_key TEXT,
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  invoice_id INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  reason TEXT NOT NULL,
  issued_on TEXT NOT NULL,
  document_id INTEGER NOT NULL,
  public_token TEXT NOT NULL,
  tax_minor INTEGER DEFAULT 0 NOT NULL,
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
  CONSTRAINT ck_credit_note_issued_on_real CHECK (issued_on IS NULL OR (issued_on IS date(issued_on, '+0 days') AND issued_on >= '0001')),
  CONSTRAINT ck_credit_note_tax_minor_whole CHECK (tax_minor % 1 = 0 AND abs(tax_minor) <= 9000000000000000)
)
 STRICT;

-- next statement
CREATE INDEX ix_credit_note_invoice_id ON credit_note (invoice_id);

-- next statement
CREATE TABLE invoice_line (
  id INTEGER NOT NULL,
  invoice_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit_amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  is_tax INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_invoice_line PRIMARY KEY (id),
  CONSTRAINT uq_invoice_line_invoice_id_position UNIQUE (invoice_id, position),
  CONSTRAINT ck_invoice_line_quantity_counted CHECK (quantity >= 1),
  CONSTRAINT fk_invoice_line_invoice_id FOREIGN KEY(invoice_id) REFERENCES invoice (id) ON DELETE RESTRICT,
  CONSTRAINT ck_invoice_line_unit_amount_minor_whole CHECK (unit_amount_minor % 1 = 0 AND abs(unit_amount_minor) <= 9000000000000000),
  CONSTRAINT ck_invoice_line_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_invoice_line_is_tax_flag CHECK (is_tax IN (0, 1))
)
 STRICT;

-- next statement
CREATE TABLE settlement (
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
  CONSTRAINT fk_settlement_payment_id FOREIGN KEY(payment_id) REFERENCES payment (id) ON DELETE RESTRICT,
  CONSTRAINT uq_settlement_bank_transfer_id UNIQUE (bank_transfer_id),
  CONSTRAINT fk_settlement_bank_transfer_id FOREIGN KEY(bank_transfer_id) REFERENCES bank_transfer (id) ON DELETE RESTRICT,
  CONSTRAINT ck_settlement_amount_minor_whole CHECK (amount_minor % 1 = 0 AND abs(amount_minor) <= 9000000000000000),
  CONSTRAINT ck_settlement_currency_code CHECK (length(currency) = 3 AND currency = upper(currency)),
  CONSTRAINT ck_settlement_settled_on_real CHECK (settled_on IS NULL OR (settled_on IS date(settled_on, '+0 days') AND settled_on >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_settlement_invoice_id ON settlement (invoice_id);

-- next statement
CREATE INDEX ix_settlement_payment_id ON settlement (payment_id);

-- next statement
CREATE TABLE write_off (
  id INTEGER NOT NULL,
  invoice_id INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  reason TEXT NOT NULL,
  form_key TEXT,
  status TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  requested_by_id INTEGER,
  approved_by_id INTEGER,
  approved_by TEXT,
  approved_at TEXT,
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
  CONSTRAINT ck_write_off_requested_at_real CHECK (requested_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(requested_at, 1, 19), '+0 days') IS substr(requested_at, 1, 19) AND substr(requested_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND requested_at >= '0001')),
  CONSTRAINT ck_write_off_approved_at_real CHECK (approved_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(approved_at, 1, 19), '+0 days') IS substr(approved_at, 1, 19) AND substr(approved_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND approved_at >= '0001'))
)
 STRICT;

-- next statement
CREATE UNIQUE INDEX uq_write_off_standing ON write_off (invoice_id) WHERE status IN ('proposed', 'approved');

-- next statement
CREATE TABLE settlement_return (
  id INTEGER NOT NULL,
  settlement_id INTEGER NOT NULL,
  invoice_id INTEGER NOT NULL,
  refund_id INTEGER,
  dispute_id INTEGER,
  entry_id INTEGER,
  direction TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  returned_on TEXT NOT NULL,
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
  CONSTRAINT ck_settlement_return_returned_on_real CHECK (returned_on IS NULL OR (returned_on IS date(returned_on, '+0 days') AND returned_on >= '0001'))
)
 STRICT;

-- next statement
CREATE INDEX ix_settlement_return_invoice_id ON settlement_return (invoice_id);

-- next statement
CREATE INDEX ix_settlement_return_settlement_id ON settlement_return (settlement_id);

-- next statement
CREATE TABLE suspense_decision (
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  refund_id INTEGER,
  donation_id INTEGER,
  settlement_id INTEGER,
  remittance_id INTEGER,
  undoes_id INTEGER,
  entry_id INTEGER NOT NULL,
  form_key TEXT,
  reason TEXT NOT NULL,
  decided_at TEXT NOT NULL,
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
  CONSTRAINT ck_suspense_decision_decided_at_real CHECK (decided_at IS NULL OR (strftime('%Y-%m-%dT%H:%M:%S', substr(decided_at, 1, 19), '+0 days') IS substr(decided_at, 1, 19) AND substr(decided_at, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]Z' AND decided_at >= '0001'))
)
 STRICT;

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
CREATE TRIGGER import_line_never_updated BEFORE UPDATE ON import_line
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: import_line_never_updated');
END;

-- next statement
CREATE TRIGGER import_line_never_deleted BEFORE DELETE ON import_line
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: import_line_never_deleted');
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
CREATE TRIGGER counterpart_never_deleted BEFORE DELETE ON counterpart
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: counterpart_never_deleted');
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
CREATE TRIGGER import_run_never_deleted BEFORE DELETE ON import_run
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: import_run_never_deleted');
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
CREATE TRIGGER supplement_never_deleted BEFORE DELETE ON supplement
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_never_deleted');
END;

-- next statement
CREATE TRIGGER supplement_line_never_deleted BEFORE DELETE ON supplement_line
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_line_never_deleted');
END;

-- next statement
CREATE TRIGGER suspense_case_never_deleted BEFORE DELETE ON suspense_case
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: suspense_case_never_deleted');
END;

-- next statement
CREATE TRIGGER waiting_entry_never_deleted BEFORE DELETE ON waiting_entry
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: waiting_entry_never_deleted');
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
CREATE TRIGGER counterpart_frozen BEFORE UPDATE ON counterpart
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.source IS OLD.source AND NEW.model IS OLD.model AND NEW.number IS OLD.number) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: counterpart_frozen');
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
CREATE TRIGGER import_run_frozen BEFORE UPDATE ON import_run
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.source IS OLD.source AND NEW.file_name IS OLD.file_name AND NEW.begun_at IS OLD.begun_at AND NEW.begun_by IS OLD.begun_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: import_run_frozen');
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
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.sponsorship_id IS OLD.sponsorship_id AND NEW.public_token IS OLD.public_token AND NEW.drafted_at IS OLD.drafted_at AND NEW.instalment IS OLD.instalment AND NEW.supplement_id IS OLD.supplement_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_frozen');
END;

-- next statement
CREATE TRIGGER kept_place_frozen BEFORE UPDATE ON kept_place
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.form_key IS OLD.form_key AND NEW.tier_id IS OLD.tier_id AND NEW.benefit_id IS OLD.benefit_id AND NEW.kept_at IS OLD.kept_at AND NEW.kept_until IS OLD.kept_until AND NEW.entry_id IS OLD.entry_id) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: kept_place_frozen');
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
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.form_key IS OLD.form_key AND NEW.sponsor_id IS OLD.sponsor_id AND NEW.program_year_id IS OLD.program_year_id AND NEW.currency IS OLD.currency AND NEW.applied_at IS OLD.applied_at AND NEW.renews_id IS OLD.renews_id AND NEW.public_token IS OLD.public_token) IS NOT TRUE
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
CREATE TRIGGER supplement_frozen BEFORE UPDATE ON supplement
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.form_key IS OLD.form_key AND NEW.sponsorship_id IS OLD.sponsorship_id AND NEW.list_price_minor IS OLD.list_price_minor AND NEW.currency IS OLD.currency AND NEW.message IS OLD.message AND NEW.requested_at IS OLD.requested_at AND NEW.requested_by IS OLD.requested_by) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_frozen');
END;

-- next statement
CREATE TRIGGER supplement_line_frozen BEFORE UPDATE ON supplement_line
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.supplement_id IS OLD.supplement_id AND NEW.benefit_id IS OLD.benefit_id AND NEW.program IS OLD.program AND NEW.name IS OLD.name AND NEW.description IS OLD.description AND NEW.clause_ids IS OLD.clause_ids AND NEW.quantity IS OLD.quantity AND NEW.unit_price_minor IS OLD.unit_price_minor AND NEW.currency IS OLD.currency) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_line_frozen');
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
CREATE TRIGGER waiting_entry_frozen BEFORE UPDATE ON waiting_entry
FOR EACH ROW WHEN (NEW.id IS OLD.id AND NEW.program_year_id IS OLD.program_year_id AND NEW.tier_id IS OLD.tier_id AND NEW.benefit_id IS OLD.benefit_id AND NEW.sponsor_id IS OLD.sponsor_id AND NEW.form_key IS OLD.form_key AND NEW.public_token IS OLD.public_token AND NEW.joined_at IS OLD.joined_at) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: waiting_entry_frozen');
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
CREATE TRIGGER import_run_frozen_once_set BEFORE UPDATE ON import_run
FOR EACH ROW WHEN ((OLD.ended_at IS NULL OR NEW.ended_at IS OLD.ended_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: import_run_frozen_once_set');
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
CREATE TRIGGER waiting_entry_frozen_once_set BEFORE UPDATE ON waiting_entry
FOR EACH ROW WHEN ((OLD.offered_at IS NULL OR NEW.offered_at IS OLD.offered_at) AND (OLD.offered_until IS NULL OR NEW.offered_until IS OLD.offered_until) AND (OLD.ended_at IS NULL OR NEW.ended_at IS OLD.ended_at)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: waiting_entry_frozen_once_set');
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
CREATE TRIGGER import_run_frozen_once_ended BEFORE UPDATE ON import_run
FOR EACH ROW WHEN ((NEW.counts IS OLD.counts) OR (OLD.ended_at IS NULL)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: import_run_frozen_once_ended');
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
FOR EACH ROW WHEN ((NEW.position IS OLD.position AND NEW.program IS OLD.program AND NEW.name IS OLD.name AND NEW.description IS OLD.description AND NEW.quantity IS OLD.quantity AND NEW.is_add_on IS OLD.is_add_on AND NEW.clause_id IS OLD.clause_id) OR ((SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) IN ('applied', 'approved') OR (OLD.is_dropped AND ((SELECT status FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = NEW.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = NEW.benefit_id AND supplement_line.quantity = NEW.quantity))))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_frozen_by_the_contract');
END;

-- next statement
CREATE TRIGGER promised_benefit_chosen_before_the_decision BEFORE UPDATE ON promised_benefit
FOR EACH ROW WHEN ((NEW.is_dropped IS OLD.is_dropped) OR ((SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) = 'applied' OR (OLD.is_dropped AND ((SELECT status FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = NEW.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = NEW.benefit_id AND supplement_line.quantity = NEW.quantity))))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_chosen_before_the_decision');
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
FOR EACH ROW WHEN ((NEW.agreed_fee_minor IS OLD.agreed_fee_minor AND NEW.starts_on IS OLD.starts_on) OR (OLD.status IN ('applied', 'approved'))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_frozen_by_its_status');
END;

-- next statement
CREATE TRIGGER sponsorship_choice_frozen_by_the_decision BEFORE UPDATE ON sponsorship
FOR EACH ROW WHEN ((NEW.tier_id IS OLD.tier_id AND NEW.list_price_minor IS OLD.list_price_minor AND NEW.is_customised IS OLD.is_customised AND NEW.left_out IS OLD.left_out AND NEW.amended_at IS OLD.amended_at) OR (OLD.status = 'applied' AND NEW.status = 'applied')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_choice_frozen_by_the_decision');
END;

-- next statement
CREATE TRIGGER supplement_frozen_by_its_status BEFORE UPDATE ON supplement
FOR EACH ROW WHEN ((NEW.contract_id IS OLD.contract_id AND NEW.reason IS OLD.reason AND NEW.promised_on IS OLD.promised_on) OR (OLD.status IN ('requested', 'approved'))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_frozen_by_its_status');
END;

-- next statement
CREATE TRIGGER supplement_price_frozen_by_the_decision BEFORE UPDATE ON supplement
FOR EACH ROW WHEN ((NEW.agreed_price_minor IS OLD.agreed_price_minor) OR (OLD.status = 'requested' OR NEW.status = 'requested')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_price_frozen_by_the_decision');
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
CREATE TRIGGER supplement_begins_requested BEFORE INSERT ON supplement
FOR EACH ROW WHEN (NEW.status = 'requested') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_begins_requested');
END;

-- next statement
CREATE TRIGGER supplement_status_moves BEFORE UPDATE ON supplement
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'supplement' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_status_moves');
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
CREATE TRIGGER waiting_entry_begins_waiting BEFORE INSERT ON waiting_entry
FOR EACH ROW WHEN (NEW.status = 'waiting') IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: waiting_entry_begins_waiting');
END;

-- next statement
CREATE TRIGGER waiting_entry_status_moves BEFORE UPDATE ON waiting_entry
FOR EACH ROW WHEN (NEW.status = OLD.status OR EXISTS (SELECT 1 FROM lifecycle_move WHERE machine = 'waiting_entry' AND from_status = OLD.status AND to_status = NEW.status)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: waiting_entry_status_moves');
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
FOR EACH ROW WHEN (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = NEW.sponsorship_id AND invoice.status <> 'void' AND invoice.supplement_id IS NULL)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: instalment_agreed_before_the_first_invoice_on_insert');
END;

-- next statement
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_update BEFORE UPDATE ON instalment
FOR EACH ROW WHEN (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = OLD.sponsorship_id AND invoice.status <> 'void' AND invoice.supplement_id IS NULL)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: instalment_agreed_before_the_first_invoice_on_update');
END;

-- next statement
CREATE TRIGGER instalment_agreed_before_the_first_invoice_on_delete BEFORE DELETE ON instalment
FOR EACH ROW WHEN (NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = OLD.sponsorship_id AND invoice.status <> 'void' AND invoice.supplement_id IS NULL)) IS NOT TRUE
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
CREATE TRIGGER import_line_before_its_end BEFORE INSERT ON import_line
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM import_run WHERE import_run.id = NEW.run_id AND import_run.ended_at IS NULL)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: import_line_before_its_end');
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
CREATE TRIGGER kept_place_offered_to_who_waited BEFORE INSERT ON kept_place
FOR EACH ROW WHEN (NEW.entry_id IS NULL OR EXISTS (SELECT 1 FROM waiting_entry WHERE waiting_entry.id = NEW.entry_id AND waiting_entry.form_key = NEW.form_key AND waiting_entry.status = 'offered' AND waiting_entry.tier_id IS NEW.tier_id AND waiting_entry.benefit_id IS NEW.benefit_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: kept_place_offered_to_who_waited');
END;

-- next statement
CREATE TRIGGER waiting_entry_of_its_year BEFORE INSERT ON waiting_entry
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM tier WHERE tier.id = NEW.tier_id AND tier.program_year_id = NEW.program_year_id) OR EXISTS (SELECT 1 FROM benefit WHERE benefit.id = NEW.benefit_id AND benefit.program_year_id = NEW.program_year_id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: waiting_entry_of_its_year');
END;

-- next statement
CREATE TRIGGER waiting_entry_changes_only_to_be_forgotten BEFORE UPDATE ON waiting_entry
FOR EACH ROW WHEN ((NEW.company = OLD.company AND NEW.name = OLD.name AND NEW.email = OLD.email) OR (NEW.ended_at IS NOT NULL AND NEW.company = '' AND NEW.name = '' AND NEW.email = '')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: waiting_entry_changes_only_to_be_forgotten');
END;

-- next statement
CREATE TRIGGER promised_benefit_before_the_contract BEFORE INSERT ON promised_benefit
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM sponsorship, benefit WHERE sponsorship.id = NEW.sponsorship_id AND benefit.id = NEW.benefit_id AND (sponsorship.status IN ('applied', 'approved') OR ((SELECT status FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = NEW.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = NEW.benefit_id AND supplement_line.quantity = NEW.quantity))) AND benefit.program_year_id = sponsorship.program_year_id)) IS NOT TRUE
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
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM promised_benefit AS promise JOIN sponsorship ON sponsorship.id = promise.sponsorship_id WHERE promise.id = NEW.promised_benefit_id AND (sponsorship.status IN ('applied', 'approved') OR ((SELECT status FROM sponsorship WHERE sponsorship.id = promise.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = promise.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = promise.benefit_id AND supplement_line.quantity = promise.quantity))))) IS NOT TRUE
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
CREATE TRIGGER promised_benefit_taken_up_fits BEFORE UPDATE ON promised_benefit
FOR EACH ROW WHEN (NEW.is_dropped OR NOT OLD.is_dropped OR (NOT EXISTS (SELECT 1 FROM promised_benefit AS held, benefit_conflict AS pair WHERE held.sponsorship_id = NEW.sponsorship_id AND NOT held.is_released AND held.id <> NEW.id AND ((pair.benefit_id = NEW.benefit_id AND pair.other_id = held.benefit_id) OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = held.benefit_id))) AND (SELECT stand_alone_price_minor IS NOT NULL FROM benefit WHERE benefit.id = NEW.benefit_id) = (SELECT tier.is_stand_alone FROM sponsorship JOIN tier ON tier.id = sponsorship.tier_id WHERE sponsorship.id = NEW.sponsorship_id))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_taken_up_fits');
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
FOR EACH ROW WHEN (NEW.is_released OR NOT OLD.is_released OR (SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id) IN ('applied', 'approved') OR (OLD.is_dropped AND ((SELECT status FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id) IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement JOIN supplement_line ON supplement_line.supplement_id = supplement.id JOIN contract ON contract.id = supplement.contract_id WHERE supplement.sponsorship_id = NEW.sponsorship_id AND supplement.status = 'approved' AND contract.status = 'executed' AND supplement_line.benefit_id = NEW.benefit_id AND supplement_line.quantity = NEW.quantity)))) IS NOT TRUE
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
CREATE TRIGGER supplement_in_the_currency_of_its_sponsorship BEFORE INSERT ON supplement
FOR EACH ROW WHEN (EXISTS (SELECT 1 FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id AND sponsorship.currency = NEW.currency AND sponsorship.status IN ('approved', 'contracted', 'confirmed')) AND NEW.contract_id IS NULL) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_in_the_currency_of_its_sponsorship');
END;

-- next statement
CREATE TRIGGER supplement_named_by_an_amendment BEFORE UPDATE ON supplement
FOR EACH ROW WHEN (NEW.contract_id IS OLD.contract_id OR NEW.contract_id IS NULL OR EXISTS (SELECT 1 FROM contract WHERE contract.id = NEW.contract_id AND contract.sponsorship_id = NEW.sponsorship_id AND contract.amends_id IS NOT NULL)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_named_by_an_amendment');
END;

-- next statement
CREATE TRIGGER supplement_promised_once_signed BEFORE UPDATE ON supplement
FOR EACH ROW WHEN (NEW.status <> 'promised' OR OLD.status = 'promised' OR (SELECT CASE WHEN NEW.contract_id IS NULL THEN (SELECT sponsorship.status FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id) = 'approved' ELSE (SELECT contract.status FROM contract WHERE contract.id = NEW.contract_id) = 'executed' END)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_promised_once_signed');
END;

-- next statement
CREATE TRIGGER supplement_promised_whole BEFORE UPDATE ON supplement
FOR EACH ROW WHEN (NEW.status <> 'promised' OR OLD.status = 'promised' OR NOT EXISTS (SELECT 1 FROM supplement_line WHERE supplement_line.supplement_id = NEW.id AND NOT EXISTS (SELECT 1 FROM promised_benefit WHERE promised_benefit.sponsorship_id = NEW.sponsorship_id AND promised_benefit.benefit_id = supplement_line.benefit_id AND promised_benefit.quantity = supplement_line.quantity AND NOT promised_benefit.is_released))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_promised_whole');
END;

-- next statement
CREATE TRIGGER supplement_line_may_be_added BEFORE INSERT ON supplement_line
FOR EACH ROW WHEN (NOT NEW.is_released AND EXISTS (SELECT 1 FROM supplement JOIN sponsorship ON sponsorship.id = supplement.sponsorship_id JOIN tier ON tier.id = sponsorship.tier_id JOIN benefit ON benefit.program_year_id = sponsorship.program_year_id WHERE supplement.id = NEW.supplement_id AND benefit.id = NEW.benefit_id AND supplement.status = 'requested' AND supplement.currency = NEW.currency AND (benefit.stand_alone_price_minor IS NOT NULL) = tier.is_stand_alone AND (tier.is_stand_alone OR (benefit.is_add_on AND tier.allows_add_ons)) AND (NEW.quantity = 1 OR benefit.capacity IS NULL))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_line_may_be_added');
END;

-- next statement
CREATE TRIGGER supplement_line_fits_what_is_had BEFORE INSERT ON supplement_line
FOR EACH ROW WHEN (NOT EXISTS (SELECT 1 FROM promised_benefit AS held JOIN supplement ON supplement.sponsorship_id = held.sponsorship_id WHERE supplement.id = NEW.supplement_id AND NOT held.is_released AND (held.benefit_id = NEW.benefit_id OR EXISTS (SELECT 1 FROM benefit_conflict AS pair WHERE (pair.benefit_id = NEW.benefit_id AND pair.other_id = held.benefit_id) OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = held.benefit_id)))) AND NOT EXISTS (SELECT 1 FROM supplement_line AS asked JOIN supplement AS other ON other.id = asked.supplement_id JOIN supplement ON supplement.sponsorship_id = other.sponsorship_id WHERE supplement.id = NEW.supplement_id AND NOT asked.is_released AND (asked.benefit_id = NEW.benefit_id OR EXISTS (SELECT 1 FROM benefit_conflict AS pair WHERE (pair.benefit_id = NEW.benefit_id AND pair.other_id = asked.benefit_id) OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = asked.benefit_id))))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_line_fits_what_is_had');
END;

-- next statement
CREATE TRIGGER supplement_line_stays_released BEFORE UPDATE ON supplement_line
FOR EACH ROW WHEN (NEW.is_released OR NOT OLD.is_released) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_line_stays_released');
END;

-- next statement
CREATE TRIGGER invoice_of_a_promised_supplement BEFORE INSERT ON invoice
FOR EACH ROW WHEN (NEW.supplement_id IS NULL OR (NEW.instalment IS NULL AND EXISTS (SELECT 1 FROM supplement WHERE supplement.id = NEW.supplement_id AND supplement.sponsorship_id = NEW.sponsorship_id AND supplement.contract_id IS NOT NULL AND supplement.status = 'promised'))) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: invoice_of_a_promised_supplement');
END;

-- next statement
CREATE TRIGGER audit_note_continues_the_chain BEFORE INSERT ON audit_note
FOR EACH ROW WHEN (length(NEW.hash) = 64 AND NEW.seq = 1 + coalesce((SELECT max(seq) FROM audit_note), 0) AND NEW.previous_hash = coalesce((SELECT last.hash FROM audit_note AS last ORDER BY last.seq DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000')) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: audit_note_continues_the_chain');
END;

-- next statement
CREATE TRIGGER stamp_never_updated BEFORE UPDATE ON stamp
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: stamp_never_updated');
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
FOR EACH ROW WHEN (NEW.taken = OLD.taken OR NEW.taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = NEW.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = NEW.id AND NOT supplement_line.is_released)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: benefit_taken_is_recomputed');
END;

-- next statement
CREATE TRIGGER sponsorship_added_minor_starts_at_zero BEFORE INSERT ON sponsorship
FOR EACH ROW WHEN (NEW.added_minor = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_added_minor_starts_at_zero');
END;

-- next statement
CREATE TRIGGER sponsorship_added_minor_is_recomputed BEFORE UPDATE ON sponsorship
FOR EACH ROW WHEN (NEW.added_minor = OLD.added_minor OR NEW.added_minor = (SELECT coalesce(sum(supplement.agreed_price_minor), 0) FROM supplement WHERE supplement.sponsorship_id = NEW.id AND supplement.status = 'promised' AND supplement.contract_id IS NOT NULL)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_added_minor_is_recomputed');
END;

-- next statement
CREATE TRIGGER tier_kept_starts_at_zero BEFORE INSERT ON tier
FOR EACH ROW WHEN (NEW.kept = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: tier_kept_starts_at_zero');
END;

-- next statement
CREATE TRIGGER tier_kept_is_recomputed BEFORE UPDATE ON tier
FOR EACH ROW WHEN (NEW.kept = OLD.kept OR NEW.kept = (SELECT count(*) FROM kept_place WHERE kept_place.tier_id = NEW.id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: tier_kept_is_recomputed');
END;

-- next statement
CREATE TRIGGER benefit_kept_starts_at_zero BEFORE INSERT ON benefit
FOR EACH ROW WHEN (NEW.kept = 0) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: benefit_kept_starts_at_zero');
END;

-- next statement
CREATE TRIGGER benefit_kept_is_recomputed BEFORE UPDATE ON benefit
FOR EACH ROW WHEN (NEW.kept = OLD.kept OR NEW.kept = (SELECT count(*) FROM kept_place WHERE kept_place.benefit_id = NEW.id)) IS NOT TRUE
BEGIN
  SELECT RAISE(ABORT, 'guard: benefit_kept_is_recomputed');
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
  SELECT RAISE(ABORT, 'guard: sponsorship_added_counts_as_taken') FROM tier WHERE tier.id IN (NEW.tier_id) AND (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) > tier.capacity - tier.kept;
  UPDATE tier SET taken = (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) WHERE tier.id IN (NEW.tier_id);
END;

-- next statement
CREATE TRIGGER sponsorship_changed_counts_as_taken AFTER UPDATE ON sponsorship
FOR EACH ROW WHEN NEW.status IS NOT OLD.status OR NEW.tier_id IS NOT OLD.tier_id
BEGIN
  SELECT RAISE(ABORT, 'guard: sponsorship_changed_counts_as_taken') FROM tier WHERE tier.id IN (NEW.tier_id, OLD.tier_id) AND (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) > tier.capacity - tier.kept;
  UPDATE tier SET taken = (SELECT count(*) FROM sponsorship WHERE sponsorship.tier_id = tier.id AND sponsorship.status IN ('applied', 'approved', 'contracted', 'confirmed')) WHERE tier.id IN (NEW.tier_id, OLD.tier_id);
END;

-- next statement
CREATE TRIGGER promised_benefit_added_counts_as_taken AFTER INSERT ON promised_benefit
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_added_counts_as_taken') FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) > benefit.capacity - benefit.kept;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) WHERE benefit.id IN (NEW.benefit_id);
END;

-- next statement
CREATE TRIGGER promised_benefit_changed_counts_as_taken AFTER UPDATE ON promised_benefit
FOR EACH ROW WHEN NEW.is_released IS NOT OLD.is_released
BEGIN
  SELECT RAISE(ABORT, 'guard: promised_benefit_changed_counts_as_taken') FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) > benefit.capacity - benefit.kept;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) WHERE benefit.id IN (NEW.benefit_id);
END;

-- next statement
CREATE TRIGGER supplement_line_added_counts_as_taken AFTER INSERT ON supplement_line
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_line_added_counts_as_taken') FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) > benefit.capacity - benefit.kept;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) WHERE benefit.id IN (NEW.benefit_id);
END;

-- next statement
CREATE TRIGGER supplement_line_changed_counts_as_taken AFTER UPDATE ON supplement_line
FOR EACH ROW WHEN NEW.is_released IS NOT OLD.is_released
BEGIN
  SELECT RAISE(ABORT, 'guard: supplement_line_changed_counts_as_taken') FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) > benefit.capacity - benefit.kept;
  UPDATE benefit SET taken = (SELECT count(*) FROM promised_benefit WHERE promised_benefit.benefit_id = benefit.id AND NOT promised_benefit.is_released) + (SELECT count(*) FROM supplement_line WHERE supplement_line.benefit_id = benefit.id AND NOT supplement_line.is_released) WHERE benefit.id IN (NEW.benefit_id);
END;

-- next statement
CREATE TRIGGER supplement_added_counts_as_added_minor AFTER INSERT ON supplement
FOR EACH ROW BEGIN
  UPDATE sponsorship SET added_minor = (SELECT coalesce(sum(supplement.agreed_price_minor), 0) FROM supplement WHERE supplement.sponsorship_id = sponsorship.id AND supplement.status = 'promised' AND supplement.contract_id IS NOT NULL) WHERE sponsorship.id IN (NEW.sponsorship_id);
END;

-- next statement
CREATE TRIGGER supplement_changed_counts_as_added_minor AFTER UPDATE ON supplement
FOR EACH ROW WHEN NEW.status IS NOT OLD.status
BEGIN
  UPDATE sponsorship SET added_minor = (SELECT coalesce(sum(supplement.agreed_price_minor), 0) FROM supplement WHERE supplement.sponsorship_id = sponsorship.id AND supplement.status = 'promised' AND supplement.contract_id IS NOT NULL) WHERE sponsorship.id IN (NEW.sponsorship_id);
END;

-- next statement
CREATE TRIGGER kept_place_added_counts_as_kept_of_tier AFTER INSERT ON kept_place
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: kept_place_added_counts_as_kept_of_tier') FROM tier WHERE tier.id IN (NEW.tier_id) AND (SELECT count(*) FROM kept_place WHERE kept_place.tier_id = tier.id) > tier.capacity - tier.taken;
  UPDATE tier SET kept = (SELECT count(*) FROM kept_place WHERE kept_place.tier_id = tier.id) WHERE tier.id IN (NEW.tier_id);
END;

-- next statement
CREATE TRIGGER kept_place_gone_counts_as_kept_of_tier AFTER DELETE ON kept_place
FOR EACH ROW BEGIN
  UPDATE tier SET kept = (SELECT count(*) FROM kept_place WHERE kept_place.tier_id = tier.id) WHERE tier.id = OLD.tier_id;
END;

-- next statement
CREATE TRIGGER kept_place_added_counts_as_kept_of_benefit AFTER INSERT ON kept_place
FOR EACH ROW BEGIN
  SELECT RAISE(ABORT, 'guard: kept_place_added_counts_as_kept_of_benefit') FROM benefit WHERE benefit.id IN (NEW.benefit_id) AND (SELECT count(*) FROM kept_place WHERE kept_place.benefit_id = benefit.id) > benefit.capacity - benefit.taken;
  UPDATE benefit SET kept = (SELECT count(*) FROM kept_place WHERE kept_place.benefit_id = benefit.id) WHERE benefit.id IN (NEW.benefit_id);
END;

-- next statement
CREATE TRIGGER kept_place_gone_counts_as_kept_of_benefit AFTER DELETE ON kept_place
FOR EACH ROW BEGIN
  UPDATE benefit SET kept = (SELECT count(*) FROM kept_place WHERE kept_place.benefit_id = benefit.id) WHERE benefit.id = OLD.benefit_id;
END;

-- next statement
CREATE TRIGGER stamp_when_api_token_inserted AFTER INSERT ON api_token
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_api_token_updated AFTER UPDATE ON api_token
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_api_token_deleted AFTER DELETE ON api_token
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_inserted AFTER INSERT ON benefit
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_updated AFTER UPDATE ON benefit
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_deleted AFTER DELETE ON benefit
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_clause_inserted AFTER INSERT ON benefit_clause
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_clause_updated AFTER UPDATE ON benefit_clause
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_clause_deleted AFTER DELETE ON benefit_clause
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_conflict_inserted AFTER INSERT ON benefit_conflict
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_conflict_updated AFTER UPDATE ON benefit_conflict
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_conflict_deleted AFTER DELETE ON benefit_conflict
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_placement_inserted AFTER INSERT ON benefit_placement
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_placement_updated AFTER UPDATE ON benefit_placement
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_benefit_placement_deleted AFTER DELETE ON benefit_placement
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_fund_inserted AFTER INSERT ON fund
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_fund_updated AFTER UPDATE ON fund
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_fund_deleted AFTER DELETE ON fund
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_kept_place_inserted AFTER INSERT ON kept_place
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_kept_place_updated AFTER UPDATE ON kept_place
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_kept_place_deleted AFTER DELETE ON kept_place
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_legal_clause_inserted AFTER INSERT ON legal_clause
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_legal_clause_updated AFTER UPDATE ON legal_clause
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_legal_clause_deleted AFTER DELETE ON legal_clause
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_program_inserted AFTER INSERT ON program
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_program_updated AFTER UPDATE ON program
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_program_deleted AFTER DELETE ON program
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_program_year_inserted AFTER INSERT ON program_year
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_program_year_updated AFTER UPDATE ON program_year
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_program_year_deleted AFTER DELETE ON program_year
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_promised_benefit_inserted AFTER INSERT ON promised_benefit
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_promised_benefit_updated AFTER UPDATE ON promised_benefit
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_promised_benefit_deleted AFTER DELETE ON promised_benefit
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_promised_placement_inserted AFTER INSERT ON promised_placement
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_promised_placement_updated AFTER UPDATE ON promised_placement
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_promised_placement_deleted AFTER DELETE ON promised_placement
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_sponsor_inserted AFTER INSERT ON sponsor
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_sponsor_updated AFTER UPDATE ON sponsor
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_sponsor_deleted AFTER DELETE ON sponsor
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_sponsorship_inserted AFTER INSERT ON sponsorship
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_sponsorship_updated AFTER UPDATE ON sponsorship
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_sponsorship_deleted AFTER DELETE ON sponsorship
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_stored_file_inserted AFTER INSERT ON stored_file
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_stored_file_updated AFTER UPDATE ON stored_file
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_stored_file_deleted AFTER DELETE ON stored_file
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_tier_inserted AFTER INSERT ON tier
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_tier_updated AFTER UPDATE ON tier
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_tier_deleted AFTER DELETE ON tier
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_tier_benefit_inserted AFTER INSERT ON tier_benefit
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_tier_benefit_updated AFTER UPDATE ON tier_benefit
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_tier_benefit_deleted AFTER DELETE ON tier_benefit
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_waiting_entry_inserted AFTER INSERT ON waiting_entry
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_waiting_entry_updated AFTER UPDATE ON waiting_entry
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;

-- next statement
CREATE TRIGGER stamp_when_waiting_entry_deleted AFTER DELETE ON waiting_entry
FOR EACH ROW BEGIN
  INSERT INTO stamp (id) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stamp));
  DELETE FROM stamp WHERE id < (SELECT max(id) FROM stamp);
END;
