"""What the database refuses about supplements, and what it lets in after the contract because of them."""

# ruff: noqa: S608 -- the SQL is put together from constants of this package alone

from __future__ import annotations

from sponsorship.guards.triggers import Rule


def is_added(row: str) -> str:
    """Whether a promise is one that an amendment adds which both have signed, at this very moment.

    Once its supplement is promised, the moment is over.
    """
    return (
        f"((SELECT status FROM sponsorship WHERE sponsorship.id = {row}.sponsorship_id)"
        " IN ('contracted', 'confirmed') AND EXISTS (SELECT 1 FROM supplement"
        " JOIN supplement_line ON supplement_line.supplement_id = supplement.id"
        " JOIN contract ON contract.id = supplement.contract_id"
        f" WHERE supplement.sponsorship_id = {row}.sponsorship_id"
        " AND supplement.status = 'approved' AND contract.status = 'executed'"
        f" AND supplement_line.benefit_id = {row}.benefit_id"
        f" AND supplement_line.quantity = {row}.quantity))"
    )


_EXCLUDED = (
    "EXISTS (SELECT 1 FROM benefit_conflict AS pair"
    " WHERE (pair.benefit_id = NEW.benefit_id AND pair.other_id = {other}.benefit_id)"
    " OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = {other}.benefit_id))"
)

SUPPLEMENTS = (
    Rule(
        "supplement_in_the_currency_of_its_sponsorship",
        "supplement",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM sponsorship WHERE sponsorship.id = NEW.sponsorship_id"
        " AND sponsorship.currency = NEW.currency"
        " AND sponsorship.status IN ('approved', 'contracted', 'confirmed'))"
        " AND NEW.contract_id IS NULL",
        locks="sponsorship WHERE id = NEW.sponsorship_id",
    ),
    Rule(
        "supplement_named_by_an_amendment",
        "supplement",
        "UPDATE",
        permits="NEW.contract_id IS NOT DISTINCT FROM OLD.contract_id OR NEW.contract_id IS NULL"
        " OR EXISTS (SELECT 1 FROM contract WHERE contract.id = NEW.contract_id"
        " AND contract.sponsorship_id = NEW.sponsorship_id AND contract.amends_id IS NOT NULL)",
    ),
    Rule(
        "supplement_promised_once_signed",
        "supplement",
        "UPDATE",
        permits="NEW.status <> 'promised' OR OLD.status = 'promised' OR (SELECT CASE"
        " WHEN NEW.contract_id IS NULL THEN (SELECT sponsorship.status FROM sponsorship"
        " WHERE sponsorship.id = NEW.sponsorship_id) = 'approved'"
        " ELSE (SELECT contract.status FROM contract WHERE contract.id = NEW.contract_id)"
        " = 'executed' END)",
    ),
    Rule(
        "supplement_promised_whole",
        "supplement",
        "UPDATE",
        permits="NEW.status <> 'promised' OR OLD.status = 'promised' OR NOT EXISTS"
        " (SELECT 1 FROM supplement_line WHERE supplement_line.supplement_id = NEW.id"
        " AND NOT EXISTS (SELECT 1 FROM promised_benefit"
        " WHERE promised_benefit.sponsorship_id = NEW.sponsorship_id"
        " AND promised_benefit.benefit_id = supplement_line.benefit_id"
        " AND promised_benefit.quantity = supplement_line.quantity"
        " AND NOT promised_benefit.is_released))",
    ),
    Rule(
        "supplement_line_may_be_added",
        "supplement_line",
        "INSERT",
        permits="NOT NEW.is_released AND EXISTS (SELECT 1 FROM supplement"
        " JOIN sponsorship ON sponsorship.id = supplement.sponsorship_id"
        " JOIN tier ON tier.id = sponsorship.tier_id"
        " JOIN benefit ON benefit.program_year_id = sponsorship.program_year_id"
        " WHERE supplement.id = NEW.supplement_id AND benefit.id = NEW.benefit_id"
        " AND supplement.status = 'requested' AND supplement.currency = NEW.currency"
        " AND (benefit.stand_alone_price_minor IS NOT NULL) = tier.is_stand_alone"
        " AND (tier.is_stand_alone OR (benefit.is_add_on AND tier.allows_add_ons))"
        " AND (NEW.quantity = 1 OR benefit.capacity IS NULL))",
        locks="sponsorship WHERE id ="
        " (SELECT sponsorship_id FROM supplement WHERE supplement.id = NEW.supplement_id)",
    ),
    Rule(
        "supplement_line_fits_what_is_had",
        "supplement_line",
        "INSERT",
        permits="NOT EXISTS (SELECT 1 FROM promised_benefit AS held JOIN supplement"
        " ON supplement.sponsorship_id = held.sponsorship_id"
        " WHERE supplement.id = NEW.supplement_id AND NOT held.is_released"
        f" AND (held.benefit_id = NEW.benefit_id OR {_EXCLUDED.format(other='held')}))"
        " AND NOT EXISTS (SELECT 1 FROM supplement_line AS asked"
        " JOIN supplement AS other ON other.id = asked.supplement_id"
        " JOIN supplement ON supplement.sponsorship_id = other.sponsorship_id"
        " WHERE supplement.id = NEW.supplement_id AND NOT asked.is_released"
        f" AND (asked.benefit_id = NEW.benefit_id OR {_EXCLUDED.format(other='asked')}))",
    ),
    Rule(
        "supplement_line_stays_released",
        "supplement_line",
        "UPDATE",
        permits="NEW.is_released OR NOT OLD.is_released",
    ),
    Rule(
        "invoice_of_a_promised_supplement",
        "invoice",
        "INSERT",
        permits="NEW.supplement_id IS NULL OR (NEW.instalment IS NULL AND EXISTS"
        " (SELECT 1 FROM supplement WHERE supplement.id = NEW.supplement_id"
        " AND supplement.sponsorship_id = NEW.sponsorship_id"
        " AND supplement.contract_id IS NOT NULL AND supplement.status = 'promised'))",
    ),
)
