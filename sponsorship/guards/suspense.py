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
        "remittance_of_what_is_free",
        "remittance",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM suspense_case WHERE suspense_case.id = NEW.case_id"
        " AND suspense_case.payment_id IS NULL AND NOT suspense_case.is_shortfall"
        " AND NEW.amount_minor + (SELECT coalesce(sum(other.amount_minor), 0)"
        " FROM remittance AS other WHERE other.case_id = NEW.case_id"
        " AND other.status IN ('proposed', 'approved'))"
        " <= suspense_case.amount_minor - suspense_case.decided_minor)",
        locks="suspense_case WHERE id = NEW.case_id",
    ),
    Rule(
        "suspense_decision_about_a_waiting_case",
        "suspense_decision",
        "INSERT",
        permits="(SELECT status FROM suspense_case WHERE id = NEW.case_id) = 'waiting'",
        locks="suspense_case WHERE id = NEW.case_id",
    ),
    Rule(
        "suspense_decision_of_its_remittance",
        "suspense_decision",
        "INSERT",
        permits="NEW.remittance_id IS NULL OR EXISTS (SELECT 1 FROM remittance"
        " WHERE remittance.id = NEW.remittance_id AND remittance.case_id = NEW.case_id"
        " AND remittance.amount_minor = NEW.amount_minor"
        " AND remittance.status IN ('sent', 'came_back'))",
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
