"""What the database refuses about sponsorships, their promises and their signatures."""

# ruff: noqa: S608 -- the SQL is put together from constants of this package alone

from __future__ import annotations

from sponsorship.guards.supplements import is_added
from sponsorship.guards.triggers import Rule

SPONSORING = (
    Rule(
        "import_line_before_its_end",
        "import_line",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM import_run WHERE import_run.id = NEW.run_id"
        " AND import_run.ended_at IS NULL)",
        locks="import_run WHERE id = NEW.run_id",
    ),
    Rule(
        "addressee_gets_a_letter_of_the_mailing",
        "addressee",
        "INSERT",
        permits="NEW.letter_id IS NULL OR EXISTS (SELECT 1 FROM letter"
        " WHERE letter.id = NEW.letter_id AND letter.template = 'sponsor_letter'"
        " AND letter.fact LIKE 'mailing:' || NEW.mailing_id || ':%'"
        " AND lower(letter.recipient_email) = lower(NEW.email))",
    ),
    Rule(
        "sponsorship_tier_of_its_year",
        "sponsorship",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM tier WHERE tier.id = NEW.tier_id"
        " AND tier.program_year_id = NEW.program_year_id AND tier.currency = NEW.currency)",
    ),
    Rule(
        "sponsorship_tier_stays_in_its_year",
        "sponsorship",
        "UPDATE",
        permits="NEW.tier_id = OLD.tier_id OR EXISTS (SELECT 1 FROM tier"
        " WHERE tier.id = NEW.tier_id AND tier.program_year_id = NEW.program_year_id"
        " AND tier.currency = NEW.currency)",
    ),
    Rule("kept_place_never_truncated", "kept_place", "TRUNCATE"),
    Rule(
        "kept_place_offered_to_who_waited",
        "kept_place",
        "INSERT",
        permits="NEW.entry_id IS NULL OR EXISTS (SELECT 1 FROM waiting_entry"
        " WHERE waiting_entry.id = NEW.entry_id AND waiting_entry.form_key = NEW.form_key"
        " AND waiting_entry.status = 'offered'"
        " AND waiting_entry.tier_id IS NOT DISTINCT FROM NEW.tier_id"
        " AND waiting_entry.benefit_id IS NOT DISTINCT FROM NEW.benefit_id)",
    ),
    Rule(
        "waiting_entry_of_its_year",
        "waiting_entry",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM tier WHERE tier.id = NEW.tier_id"
        " AND tier.program_year_id = NEW.program_year_id)"
        " OR EXISTS (SELECT 1 FROM benefit WHERE benefit.id = NEW.benefit_id"
        " AND benefit.program_year_id = NEW.program_year_id)",
    ),
    Rule(
        "waiting_entry_changes_only_to_be_forgotten",
        "waiting_entry",
        "UPDATE",
        permits="(NEW.company = OLD.company AND NEW.name = OLD.name AND NEW.email = OLD.email)"
        " OR (NEW.ended_at IS NOT NULL"
        " AND NEW.company = '' AND NEW.name = '' AND NEW.email = '')",
    ),
    Rule(
        "promised_benefit_before_the_contract",
        "promised_benefit",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM sponsorship, benefit"
        " WHERE sponsorship.id = NEW.sponsorship_id AND benefit.id = NEW.benefit_id"
        f" AND (sponsorship.status IN ('applied', 'approved') OR {is_added('NEW')})"
        " AND benefit.program_year_id = sponsorship.program_year_id)",
        locks="sponsorship WHERE id = NEW.sponsorship_id",
    ),
    Rule(
        "contract_amends_one_in_force",
        "contract",
        "INSERT",
        permits="(NEW.kind = 'amendment') = (NEW.amends_id IS NOT NULL)"
        " AND (NEW.amends_id IS NULL OR EXISTS (SELECT 1 FROM contract AS amended"
        " WHERE amended.id = NEW.amends_id AND amended.sponsorship_id = NEW.sponsorship_id"
        " AND amended.status = 'executed'))",
        locks="contract WHERE id = NEW.amends_id",
    ),
    Rule(
        "contract_made_from_a_text_in_use",
        "contract",
        "INSERT",
        permits="NEW.text_id IS NULL OR EXISTS (SELECT 1 FROM contract_text"
        " WHERE contract_text.id = NEW.text_id AND contract_text.kind = NEW.kind"
        " AND contract_text.status = 'published')",
        locks="contract_text WHERE id = NEW.text_id",
    ),
    Rule(
        "promised_clause_before_the_contract",
        "promised_clause",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM promised_benefit AS promise JOIN sponsorship"
        " ON sponsorship.id = promise.sponsorship_id WHERE promise.id = NEW.promised_benefit_id"
        f" AND (sponsorship.status IN ('applied', 'approved') OR {is_added('promise')}))",
        locks="promised_benefit WHERE id = NEW.promised_benefit_id",
    ),
    Rule(
        "promised_benefit_without_conflict",
        "promised_benefit",
        "INSERT",
        permits="NOT EXISTS (SELECT 1 FROM promised_benefit AS held, benefit_conflict AS pair"
        " WHERE held.sponsorship_id = NEW.sponsorship_id AND NOT held.is_released"
        " AND ((pair.benefit_id = NEW.benefit_id AND pair.other_id = held.benefit_id)"
        " OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = held.benefit_id)))",
        locks="sponsorship WHERE id = NEW.sponsorship_id",
    ),
    Rule(
        "promised_benefit_stands_alone_or_not",
        "promised_benefit",
        "INSERT",
        permits="(SELECT stand_alone_price_minor IS NOT NULL FROM benefit"
        " WHERE benefit.id = NEW.benefit_id) = (SELECT tier.is_stand_alone FROM sponsorship"
        " JOIN tier ON tier.id = sponsorship.tier_id WHERE sponsorship.id = NEW.sponsorship_id)",
        locks="sponsorship WHERE id = NEW.sponsorship_id",
    ),
    Rule(
        "promised_benefit_taken_up_fits",
        "promised_benefit",
        "UPDATE",
        permits="NEW.is_dropped OR NOT OLD.is_dropped OR (NOT EXISTS (SELECT 1"
        " FROM promised_benefit AS held, benefit_conflict AS pair"
        " WHERE held.sponsorship_id = NEW.sponsorship_id"
        " AND NOT held.is_released AND held.id <> NEW.id"
        " AND ((pair.benefit_id = NEW.benefit_id AND pair.other_id = held.benefit_id)"
        " OR (pair.other_id = NEW.benefit_id AND pair.benefit_id = held.benefit_id)))"
        " AND (SELECT stand_alone_price_minor IS NOT NULL FROM benefit"
        " WHERE benefit.id = NEW.benefit_id) = (SELECT tier.is_stand_alone FROM sponsorship"
        " JOIN tier ON tier.id = sponsorship.tier_id WHERE sponsorship.id = NEW.sponsorship_id))",
        locks="sponsorship WHERE id = NEW.sponsorship_id",
    ),
    Rule(
        "benefit_conflict_within_a_year",
        "benefit_conflict",
        "INSERT",
        permits="(SELECT program_year_id FROM benefit WHERE benefit.id = NEW.benefit_id)"
        " = (SELECT program_year_id FROM benefit WHERE benefit.id = NEW.other_id)",
    ),
    Rule(
        "tier_benefit_stands_not_alone",
        "tier_benefit",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM benefit, tier WHERE benefit.id = NEW.benefit_id"
        " AND tier.id = NEW.tier_id AND benefit.stand_alone_price_minor IS NULL"
        " AND NOT tier.is_stand_alone)",
    ),
    Rule(
        "benefit_stands_alone_in_no_tier",
        "benefit",
        "UPDATE",
        permits="NEW.stand_alone_price_minor IS NULL"
        " OR NOT EXISTS (SELECT 1 FROM tier_benefit WHERE tier_benefit.benefit_id = NEW.id)",
    ),
    Rule(
        "promised_benefit_stays_released",
        "promised_benefit",
        "UPDATE",
        permits="NEW.is_released OR NOT OLD.is_released"
        " OR (SELECT status FROM sponsorship WHERE id = OLD.sponsorship_id)"
        " IN ('applied', 'approved')"
        f" OR (OLD.is_dropped AND {is_added('NEW')})",
        locks="sponsorship WHERE id = OLD.sponsorship_id",
    ),
    Rule(
        "asset_of_its_sponsor",
        "asset",
        "INSERT",
        permits="NEW.sponsorship_id IS NULL OR EXISTS (SELECT 1 FROM sponsorship"
        " WHERE sponsorship.id = NEW.sponsorship_id AND sponsorship.sponsor_id = NEW.sponsor_id)",
    ),
    Rule(
        "promised_asset_of_its_benefit",
        "promised_asset",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM promised_benefit, benefit_asset"
        " WHERE promised_benefit.id = NEW.promised_benefit_id"
        " AND benefit_asset.id = NEW.benefit_asset_id"
        " AND benefit_asset.benefit_id = promised_benefit.benefit_id)",
    ),
    Rule(
        "voucher_issued_for_its_benefit",
        "voucher",
        "UPDATE",
        permits="NEW.promised_benefit_id IS NULL OR EXISTS (SELECT 1 FROM promised_benefit"
        " WHERE promised_benefit.id = NEW.promised_benefit_id"
        " AND promised_benefit.benefit_id = NEW.benefit_id)",
    ),
    Rule(
        "voucher_begins_free",
        "voucher",
        "INSERT",
        permits="NEW.promised_benefit_id IS NULL",
    ),
    Rule(
        "voucher_issued_stays",
        "voucher",
        "DELETE",
        permits="OLD.promised_benefit_id IS NULL",
    ),
    Rule(
        "announcement_takes_its_turn",
        "announcement",
        "INSERT",
        permits="NEW.number = 1 + coalesce((SELECT max(number) FROM announcement AS told"
        " WHERE told.sponsorship_id = NEW.sponsorship_id), 0)"
        " AND (NEW.kind = 'started') = (coalesce((SELECT kind FROM announcement AS told"
        " WHERE told.sponsorship_id = NEW.sponsorship_id ORDER BY told.number DESC LIMIT 1),"
        " 'ended') = 'ended')",
        locks="sponsorship WHERE id = NEW.sponsorship_id",
    ),
    Rule(
        "signature_on_the_document_that_was_sent",
        "signature",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM contract JOIN document ON document.id = contract.document_id"
        " WHERE contract.id = NEW.contract_id"
        " AND contract.status IN ('awaiting_signature', 'signed', 'executed')"
        " AND (NEW.method <> 'online' OR document.sha256 = NEW.document_sha256))",
        locks="contract WHERE id = NEW.contract_id",
    ),
)
