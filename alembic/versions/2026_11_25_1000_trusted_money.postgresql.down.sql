DROP TRIGGER suspense_decision_never_updated ON suspense_decision;

-- next statement
DROP TRIGGER suspense_decision_never_deleted ON suspense_decision;

-- next statement
DROP TRIGGER suspense_decision_never_truncated ON suspense_decision;

-- next statement
DROP TRIGGER suspense_case_never_deleted ON suspense_case;

-- next statement
DROP TRIGGER suspense_case_never_truncated ON suspense_case;

-- next statement
DROP TRIGGER lifecycle_move_never_inserted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_updated ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_deleted ON lifecycle_move;

-- next statement
DROP TRIGGER lifecycle_move_never_truncated ON lifecycle_move;

-- next statement
DROP TRIGGER suspense_case_frozen ON suspense_case;

-- next statement
DROP TRIGGER suspense_case_begins_waiting ON suspense_case;

-- next statement
DROP TRIGGER suspense_case_status_moves ON suspense_case;

-- next statement
DROP TRIGGER ledger_account_kind_follows_role ON ledger_account;

-- next statement
DROP TRIGGER settlement_within_its_source ON settlement;

-- next statement
DROP TRIGGER suspense_case_of_a_settled_payment ON suspense_case;

-- next statement
DROP TRIGGER suspense_decision_about_a_waiting_case ON suspense_decision;

-- next statement
DROP TRIGGER suspense_decision_undoes_the_same ON suspense_decision;

-- next statement
DROP TRIGGER suspense_case_decided_minor_starts_at_zero ON suspense_case;

-- next statement
DROP TRIGGER suspense_case_decided_minor_is_recomputed ON suspense_case;

-- next statement
DROP TRIGGER suspense_decision_added_counts_as_decided_minor ON suspense_decision;

-- next statement
DROP FUNCTION guard_suspense_case_frozen();

-- next statement
DROP FUNCTION guard_suspense_case_begins_waiting();

-- next statement
DROP FUNCTION guard_suspense_case_status_moves();

-- next statement
DROP FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
DROP FUNCTION guard_settlement_within_its_source();

-- next statement
DROP FUNCTION guard_suspense_case_of_a_settled_payment();

-- next statement
DROP FUNCTION guard_suspense_decision_about_a_waiting_case();

-- next statement
DROP FUNCTION guard_suspense_decision_undoes_the_same();

-- next statement
DROP FUNCTION guard_suspense_case_decided_minor_starts_at_zero();

-- next statement
DROP FUNCTION guard_suspense_case_decided_minor_is_recomputed();

-- next statement
DROP FUNCTION guard_suspense_decision_added_counts_as_decided_minor();

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_accountkind;

-- next statement
ALTER TABLE ledger_account DROP CONSTRAINT ck_ledger_account_role;

-- next statement
DROP INDEX ix_self_check_finished_at;

-- next statement
DROP INDEX ix_suspense_case_waiting;

-- next statement
DROP INDEX ix_settlement_payment_id;

-- next statement
DROP INDEX ix_suspense_decision_case_id;

-- next statement
DROP INDEX ix_suspense_decision_donation_id;

-- next statement
DROP INDEX ix_suspense_decision_refund_id;

-- next statement
DROP INDEX ix_suspense_decision_settlement_id;

-- next statement
DROP TABLE suspense_decision;

-- next statement
DROP TABLE suspense_case;

-- next statement
DROP TABLE self_check;

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_role CHECK (role IN ('stripe-clearing', 'bank', 'receivables', 'deferred-revenue', 'suspense', 'contributions', 'sponsorship-income', 'processing-fees'));

-- next statement
ALTER TABLE ledger_account ADD CONSTRAINT ck_ledger_account_accountkind CHECK (kind IN ('asset', 'liability', 'income', 'expense'));

-- next statement
ALTER TABLE settlement ADD CONSTRAINT uq_settlement_payment_id UNIQUE (payment_id);

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'counted_as_gift' AND to_status = 'waiting';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'returned' AND to_status = 'waiting';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'settled_invoice' AND to_status = 'waiting';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'waiting' AND to_status = 'counted_as_gift';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'waiting' AND to_status = 'returned';

-- next statement
DELETE FROM lifecycle_move WHERE machine = 'suspense_case' AND from_status = 'waiting' AND to_status = 'settled_invoice';

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
CREATE FUNCTION guard_settlement_within_its_source() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $guard$
BEGIN
  IF (EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id AND payment.status = 'settled' AND payment.currency = NEW.currency AND NEW.amount_minor <= payment.amount_minor) OR EXISTS (SELECT 1 FROM bank_transfer WHERE bank_transfer.id = NEW.bank_transfer_id AND bank_transfer.currency = NEW.currency AND NEW.amount_minor <= bank_transfer.amount_minor)) IS NOT TRUE THEN
    RAISE EXCEPTION 'guard: settlement_within_its_source' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$guard$;

-- next statement
REVOKE ALL ON FUNCTION guard_settlement_within_its_source() FROM PUBLIC;

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
CREATE TRIGGER ledger_account_kind_follows_role BEFORE INSERT ON ledger_account
FOR EACH ROW EXECUTE FUNCTION guard_ledger_account_kind_follows_role();

-- next statement
CREATE TRIGGER settlement_within_its_source BEFORE INSERT ON settlement
FOR EACH ROW EXECUTE FUNCTION guard_settlement_within_its_source();
