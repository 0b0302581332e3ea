"""What the database refuses about cases in suspense and decisions about them."""

from __future__ import annotations

from sponsorship.guards.triggers import Rule

SUSPENSE = (
    Rule(
        "suspense_case_of_a_settled_payment",
        "suspense_case",
        "INSERT",
        permits="NEW.payment_id IS NULL OR EXISTS (SELECT 1 FROM payment"
        " WHERE payment.id = NEW.payment_id AND payment.status = 'settled'"
        " AND NEW.amount_minor <= payment.amount_minor)",
        locks="payment WHERE id = NEW.payment_id",
    ),
    Rule(
        "suspense_decision_about_a_waiting_case",
        "suspense_decision",
        "INSERT",
        permits="(SELECT status FROM suspense_case WHERE id = NEW.case_id) = 'waiting'",
        locks="suspense_case WHERE id = NEW.case_id",
    ),
    Rule(
        "suspense_decision_undoes_the_same",
        "suspense_decision",
        "INSERT",
        permits="NEW.undoes_id IS NULL OR EXISTS (SELECT 1 FROM suspense_decision AS undone"
        " WHERE undone.id = NEW.undoes_id AND undone.case_id = NEW.case_id"
        " AND undone.kind = NEW.kind AND undone.amount_minor = NEW.amount_minor"
        " AND undone.undoes_id IS NULL)",
    ),
)
