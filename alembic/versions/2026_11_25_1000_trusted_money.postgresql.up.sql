DROP TRIGGER lifecycle_move_never_inserted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_updated ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_deleted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_truncated ON lifecycle_move;

-- next statement
DROP TRIGGER fund_frozen_by_its_books ON fund;

-- next statement
DROP TRIGGER ledger_account_kind_follows_role ON ledger_account;

-- next statement
DROP TRIGGER audit_note_continues_the_chain ON audit_note;

-- next statement
DROP FUNCTION guard_fund_frozen_by_its_books();

-- next statement
DROP FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
DROP FUNCTION guard_audit_note_continues_the_chain();

-- next statement
ALTER TABLE fund DROP CONSTRAINT ck_fund_restriction;

-- next statement
ALTER TABLE fund DROP CONSTRAINT ck_fund_purpose_if_restricted;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_accountkind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_role;

-- next statement
ALTER TABLE fund ADD COLUMN restricted_until DATE;

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
ALTER TABLE fund ADD CONSTRAINT ck_fund_purpose_if_restricted CHECK ((restriction <> 'none' OR purpose = '') AND (restriction <> 'purpose' OR purpose <> ''));

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_until_if_time CHECK ((restriction = 'time') = (restricted_until IS NOT NULL));

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_restriction CHECK (restriction IN ('none', 'purpose', 'time'));

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_restricted_until_real CHECK (restricted_until BETWEEN DATE '0001-01-01' AND DATE '9999-12-31');

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'payouts-in-transit', 'bank', 'receivables', 'disputed-funds', 'deferred-revenue', 'suspense', 'between-funds', 'currency-exchange', 'released-from-restriction', 'contributions', 'sponsorship-income', 'processing-fees', 'dispute-fees'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_accountkind CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense'));

-- next statement
CREATE INDEX ix_self_check_finished_at ON self_check (finished_at);

-- next statement
INSERT INTO lifecycle_move (machine, from_status, to_status)
VALUES
  ('accounting_period', 'closed', 'open'),
  ('accounting_period', 'open', 'closed');

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
CREATE TRIGGER accounting_period_never_deleted BEFORE DELETE ON accounting_period
FOR EACH ROW EXECUTE FUNCTION guard_refuse();

-- next statement
CREATE TRIGGER accounting_period_never_truncated BEFORE TRUNCATE ON accounting_period
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
CREATE TRIGGER audit_note_continues_the_chain BEFORE INSERT ON audit_note
FOR EACH ROW EXECUTE FUNCTION guard_audit_note_continues_the_chain();
