"""The sums and numbers of children that the database itself keeps in their parents."""

# ruff: noqa: S608 -- the SQL is put together from constants of this package alone

from __future__ import annotations

from sponsorship.guards.triggers import Counter
from sponsorship.sponsorships.models import HOLDS_ITS_PLACE

_PLACES = ", ".join(f"'{status}'" for status in HOLDS_ITS_PLACE)

COUNTERS = (
    Counter(
        parent="payment",
        column="refunded_minor",
        child="refund",
        key="payment_id",
        recomputed="(SELECT coalesce(sum(refund.amount_minor), 0) FROM refund"
        " WHERE refund.payment_id = {parent}.id AND refund.status NOT IN ('failed', 'rejected'))",
        room="payment.amount_minor",
        moves_with=("status",),
    ),
    Counter(
        parent="payment",
        column="disputed_minor",
        child="dispute_movement",
        key="payment_id",
        recomputed="(SELECT coalesce(sum(CASE dispute_movement.kind WHEN 'withdrawal'"
        " THEN dispute_movement.amount_minor ELSE -dispute_movement.amount_minor END), 0)"
        " FROM dispute_movement WHERE dispute_movement.payment_id = {parent}.id)",
    ),
    *(
        Counter(
            parent="invoice",
            column="paid_minor",
            child=child,
            key="invoice_id",
            recomputed="(SELECT coalesce(sum(settlement.amount_minor), 0) FROM settlement"
            " WHERE settlement.invoice_id = {parent}.id)"
            " - (SELECT coalesce(sum(CASE settlement_return.direction WHEN 'returned'"
            " THEN settlement_return.amount_minor ELSE -settlement_return.amount_minor END), 0)"
            " FROM settlement_return WHERE settlement_return.invoice_id = {parent}.id)",
            room="invoice.total_minor - invoice.credited_minor",
        )
        for child in ("settlement", "settlement_return")
    ),
    Counter(
        parent="invoice",
        column="credited_minor",
        child="credit_note",
        key="invoice_id",
        recomputed="(SELECT coalesce(sum(credit_note.amount_minor), 0) FROM credit_note"
        " WHERE credit_note.invoice_id = {parent}.id)",
        room="invoice.total_minor - invoice.paid_minor",
    ),
    Counter(
        parent="suspense_case",
        column="decided_minor",
        child="suspense_decision",
        key="case_id",
        recomputed="(SELECT coalesce(sum(CASE WHEN suspense_decision.undoes_id IS NULL"
        " THEN suspense_decision.amount_minor ELSE -suspense_decision.amount_minor END), 0)"
        " FROM suspense_decision WHERE suspense_decision.case_id = {parent}.id)",
        room="suspense_case.amount_minor",
    ),
    Counter(
        parent="tier",
        column="taken",
        child="sponsorship",
        key="tier_id",
        recomputed="(SELECT count(*) FROM sponsorship"
        f" WHERE sponsorship.tier_id = {{parent}}.id AND sponsorship.status IN ({_PLACES}))",
        room="tier.capacity - tier.kept",
        moves_with=("status", "tier_id"),
    ),
    *(
        Counter(
            parent="benefit",
            column="taken",
            child=child,
            key="benefit_id",
            recomputed="(SELECT count(*) FROM promised_benefit"
            " WHERE promised_benefit.benefit_id = {parent}.id AND NOT promised_benefit.is_released)"
            " + (SELECT count(*) FROM supplement_line"
            " WHERE supplement_line.benefit_id = {parent}.id AND NOT supplement_line.is_released)",
            room="benefit.capacity - benefit.kept",
            moves_with=("is_released",),
        )
        for child in ("promised_benefit", "supplement_line")
    ),
    Counter(
        parent="sponsorship",
        column="added_minor",
        child="supplement",
        key="sponsorship_id",
        recomputed="(SELECT coalesce(sum(supplement.agreed_price_minor), 0) FROM supplement"
        " WHERE supplement.sponsorship_id = {parent}.id AND supplement.status = 'promised'"
        " AND supplement.contract_id IS NOT NULL)",
        moves_with=("status",),
    ),
    *(
        Counter(
            parent=parent,
            column="kept",
            child="kept_place",
            key=f"{parent}_id",
            recomputed="(SELECT count(*) FROM kept_place"
            f" WHERE kept_place.{parent}_id = {{parent}}.id)",
            room=f"{parent}.capacity - {parent}.taken",
            may_go=True,
            known_as=f"kept_of_{parent}",
        )
        for parent in ("tier", "benefit")
    ),
)
