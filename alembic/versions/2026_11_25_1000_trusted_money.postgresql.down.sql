DROP TRIGGER accounting_period_never_deleted ON accounting_period;

-- next statement
DROP TRIGGER accounting_period_never_truncated ON accounting_period;

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
DROP TRIGGER audit_note_continues_the_chain ON audit_note;

-- next statement
DROP FUNCTION guard_accounting_period_frozen();

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
DROP FUNCTION guard_audit_note_continues_the_chain();

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
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_accountkind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_role;

-- next statement
DROP INDEX ix_self_check_finished_at;

-- next statement
DROP TABLE accounting_period;

-- next statement
DROP TABLE self_check;

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_purpose_if_restricted CHECK ((restriction = 'none') = (purpose = ''));

-- next statement
ALTER TABLE fund ADD CONSTRAINT ck_fund_restriction CHECK (restriction IN ('none', 'purpose'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'bank', 'receivables', 'deferred-revenue', 'suspense', 'contributions', 'sponsorship-income', 'processing-fees'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_accountkind CHECK (kind IN ('asset', 'liability', 'income', 'expense'));

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'accounting_period' AND from_status = 'closed' AND to_status = 'open';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'accounting_period' AND from_status = 'open' AND to_status = 'closed';

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
CREATE TRIGGER fund_frozen_by_its_books BEFORE UPDATE ON fund
FOR EACH ROW EXECUTE FUNCTION guard_fund_frozen_by_its_books();

-- next statement
CREATE TRIGGER ledger_account_kind_follows_role BEFORE INSERT ON ledger_account
FOR EACH ROW EXECUTE FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
CREATE TRIGGER audit_note_continues_the_chain BEFORE INSERT ON audit_note
FOR EACH ROW EXECUTE FUNCTION guard_audit_note_continues_the_chain();
