DROP TRIGGER ledger_account_kind_follows_role ON ledger_account;

-- next statement
DROP FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_accountkind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_role;

-- next statement
DROP INDEX ix_self_check_finished_at;

-- next statement
DROP TABLE self_check;

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'bank', 'receivables', 'deferred-revenue', 'suspense', 'contributions', 'sponsorship-income', 'processing-fees'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_accountkind CHECK (kind IN ('asset', 'liability', 'income', 'expense'));

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
CREATE TRIGGER ledger_account_kind_follows_role BEFORE INSERT ON ledger_account
FOR EACH ROW EXECUTE FUNCTION guard_ledger_account_kind_follows_role();
