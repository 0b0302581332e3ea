"""What the database refuses about payments: refunds, disputes and the receipts of what is left."""

from __future__ import annotations

from sponsorship.guards.triggers import Rule

PAYING = (
    Rule(
        "refund_of_a_settled_payment",
        "refund",
        "INSERT",
        permits="(SELECT status FROM payment WHERE id = NEW.payment_id) = 'settled'",
        locks="payment WHERE id = NEW.payment_id",
    ),
    Rule(
        # What the processor reports (it has an id there from the start) has happened already.
        "refund_leaves_what_the_bank_took",
        "refund",
        "INSERT",
        permits="NEW.external_id IS NOT NULL OR EXISTS (SELECT 1 FROM payment"
        " WHERE payment.id = NEW.payment_id AND (payment.disputed_minor = 0 OR NEW.amount_minor"
        " <= payment.amount_minor - payment.refunded_minor - payment.disputed_minor))",
        locks="payment WHERE id = NEW.payment_id",
    ),
    Rule(
        "refund_approved_while_there_is_room",
        "refund",
        "UPDATE",
        permits="OLD.status <> 'proposed' OR NEW.status <> 'requested'"
        " OR NEW.external_id IS NOT NULL OR EXISTS (SELECT 1 FROM payment"
        " WHERE payment.id = NEW.payment_id"
        " AND payment.refunded_minor + payment.disputed_minor <= payment.amount_minor)",
        locks="payment WHERE id = NEW.payment_id",
    ),
    Rule(
        "dispute_of_a_settled_payment",
        "dispute",
        "INSERT",
        permits="(SELECT status FROM payment WHERE id = NEW.payment_id) = 'settled'",
        locks="payment WHERE id = NEW.payment_id",
    ),
    Rule(
        "receipt_replaces_the_void_one_before",
        "receipt",
        "INSERT",
        permits="NEW.replaces_id IS NULL OR EXISTS (SELECT 1 FROM receipt AS last"
        " WHERE last.id = NEW.replaces_id AND last.status = 'void'"
        " AND last.donation_id = NEW.donation_id AND last.payment_id IS NOT DISTINCT FROM NEW.payment_id)",
        locks="receipt WHERE id = NEW.replaces_id",
    ),
    Rule(
        "receipt_that_is_replaced_stays_void",
        "receipt",
        "UPDATE",
        permits="NEW.status <> 'issued' OR NOT EXISTS"
        " (SELECT 1 FROM receipt AS later WHERE later.replaces_id = OLD.id)",
    ),
    Rule(
        "receipt_fits_its_payment",
        "receipt",
        "INSERT",
        permits="(NEW.payment_id IS NULL AND EXISTS (SELECT 1 FROM donation"
        " WHERE donation.id = NEW.donation_id AND donation.method <> 'online'"
        " AND donation.currency = NEW.currency AND NEW.amount_minor <= donation.amount_minor))"
        " OR EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id"
        " AND payment.status = 'settled' AND payment.currency = NEW.currency"
        " AND NEW.amount_minor + (SELECT coalesce(sum(other.amount_minor), 0)"
        " FROM receipt AS other WHERE other.payment_id = NEW.payment_id"
        " AND other.status = 'issued') <= payment.amount_minor)",
        locks="payment WHERE id = NEW.payment_id",
    ),
)
