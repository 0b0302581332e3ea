DROP TRIGGER ledger_account_kind_follows_role ON ledger_account;

-- next statement
DROP FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_accountkind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_role;

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
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'payouts-in-transit', 'bank', 'receivables', 'disputed-funds', 'deferred-revenue', 'suspense', 'between-funds', 'currency-exchange', 'released-from-restriction', 'contributions', 'sponsorship-income', 'processing-fees', 'dispute-fees'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_accountkind CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense'));

-- next statement
CREATE INDEX ix_self_check_finished_at ON self_check (finished_at);

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
CREATE TRIGGER ledger_account_kind_follows_role BEFORE INSERT ON ledger_account
FOR EACH ROW EXECUTE FUNCTION guard_ledger_account_kind_follows_role();
