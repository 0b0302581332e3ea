"""Tables of the catalogue."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Flag
from admin_app.tables.table import Table
from sponsorship.tiers.models import (
    Benefit,
    BenefitAsset,
    BenefitClause,
    BenefitConflict,
    BenefitPlacement,
    LegalClause,
    Program,
    ProgramYear,
    Tier,
    TierBenefit,
)


class Programs(Table, model=Program):
    name_plural = "Programmes"
    column_list = ("name", "description", "position")


class ProgramYears(Table, model=ProgramYear):
    name_plural = "Programme years"
    column_list = ("title", "year", "status", "starts_on", "ends_on", "fund.name")
    filters = (Choice(ProgramYear.status),)


class Tiers(Table, model=Tier):
    name_plural = "Tiers"
    column_list = (
        "name", "program_year.title", "list_price", "capacity", "taken", "kept", "is_advertised",
    )  # fmt: skip
    column_searchable_list = ("name",)
    filters = (Flag(Tier.is_advertised),)


class Benefits(Table, model=Benefit):
    name_plural = "Benefits"
    column_list = (
        "name",
        "program",
        "program_year.title",
        "is_add_on",
        "add_on_price",
        "stand_alone_price",
        "internal_value",
        "fair_value",
        "capacity",
        "taken",
        "kept",
    )
    column_searchable_list = ("name", "program")
    filters = (Flag(Benefit.is_add_on), Flag(Benefit.is_available))


class TierBenefits(Table, model=TierBenefit):
    name_plural = "Benefits of tiers"
    column_list = ("tier.name", "benefit.name", "quantity", "label")


class BenefitConflicts(Table, model=BenefitConflict):
    name_plural = "Conflicts of benefits"
    column_list = ("benefit_id", "other_id")


class LegalClauses(Table, model=LegalClause):
    name_plural = "Legal clauses"
    column_list = ("title", "text", "position")
    column_searchable_list = ("title",)


class BenefitClauses(Table, model=BenefitClause):
    name_plural = "Clauses of benefits"
    column_list = ("benefit_id", "clause_id")


class BenefitPlacements(Table, model=BenefitPlacement):
    name_plural = "Logo placements"
    column_list = ("id", "benefit_id", "publisher", "flight", "links_to_sponsors_page")
    filters = (Choice(BenefitPlacement.publisher), Choice(BenefitPlacement.flight))


class BenefitAssets(Table, model=BenefitAsset):
    name_plural = "Assets of benefits"
    column_list = ("label", "benefit.name", "direction", "kind", "owner", "due_on", "is_shared")
    column_searchable_list = ("label", "internal_name")
    filters = (Choice(BenefitAsset.direction), Choice(BenefitAsset.kind))


tables = (
    Programs,
    ProgramYears,
    Tiers,
    Benefits,
    TierBenefits,
    BenefitConflicts,
    LegalClauses,
    BenefitClauses,
    BenefitPlacements,
    BenefitAssets,
)
