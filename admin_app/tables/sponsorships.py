"""Tables of sponsors and what they were promised."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days, Flag
from admin_app.tables.table import Table
from sponsorship.fulfilment.models import Asset, PromisedAsset, Proof, Voucher
from sponsorship.sponsorships.models import (
    Instalment,
    PromisedBenefit,
    PromisedClause,
    PromisedPlacement,
    Sponsor,
    SponsorContact,
    Sponsorship,
)
from sponsorship.supplements.models import Supplement, SupplementLine


class Sponsors(Table, model=Sponsor):
    name_plural = "Sponsors"
    column_list = ("name", "website", "city", "country", "created_at")
    column_searchable_list = ("name", "slug")


class SponsorContacts(Table, model=SponsorContact):
    name_plural = "Contacts of sponsors"
    column_list = ("name", "email", "sponsor.name", "roles")
    column_searchable_list = ("name", "email", "sponsor.name")


class Sponsorships(Table, model=Sponsorship):
    name_plural = "Sponsorships"
    column_list = (
        "reference",
        "sponsor.name",
        "tier.name",
        "status",
        "agreed_fee",
        "starts_on",
        "ends_on",
    )
    column_searchable_list = ("sponsor.name",)
    filters = (Choice(Sponsorship.status), Days(Sponsorship.ends_on))


class Instalments(Table, model=Instalment):
    name_plural = "Instalments"
    column_list = ("sponsorship_id", "position", "amount", "invoice_on")
    filters = (Days(Instalment.invoice_on),)


class Supplements(Table, model=Supplement):
    name_plural = "Additions to sponsorships"
    column_list = (
        "reference",
        "sponsorship_id",
        "status",
        "list_price",
        "agreed_price",
        "requested_at",
    )
    filters = (Choice(Supplement.status), Days(Supplement.requested_at))


class SupplementLines(Table, model=SupplementLine):
    name_plural = "Benefits of additions"
    column_list = ("name", "supplement_id", "quantity", "unit_price", "is_released")
    column_searchable_list = ("name",)
    filters = (Flag(SupplementLine.is_released),)


class PromisedBenefits(Table, model=PromisedBenefit):
    name_plural = "Promised benefits"
    column_list = ("name", "program", "sponsorship_id", "status", "quantity", "owed", "is_released")
    column_searchable_list = ("name",)
    filters = (
        Choice(PromisedBenefit.status),
        Flag(PromisedBenefit.is_released),
        Flag(PromisedBenefit.is_dropped),
    )


class PromisedPlacements(Table, model=PromisedPlacement):
    name_plural = "Promised placements"
    column_list = ("id", "promised_benefit.name", "publisher", "flight")
    filters = (Choice(PromisedPlacement.publisher), Choice(PromisedPlacement.flight))


class PromisedClauses(Table, model=PromisedClause):
    name_plural = "Clauses of promised benefits"
    column_list = ("promised_benefit_id", "clause_id")


class PromisedAssets(Table, model=PromisedAsset):
    name_plural = "Promised assets"
    column_list = ("label", "promised_benefit.name", "direction", "kind", "owner", "due_on")
    column_searchable_list = ("label", "internal_name")
    filters = (Choice(PromisedAsset.direction), Choice(PromisedAsset.kind))


class Assets(Table, model=Asset):
    name_plural = "Assets of sponsors"
    column_list = ("internal_name", "sponsor.name", "kind", "in_words", "changed_at")
    column_searchable_list = ("internal_name", "sponsor.name")
    filters = (Choice(Asset.kind), Days(Asset.changed_at))


class Proofs(Table, model=Proof):
    name_plural = "Proofs of delivery"
    column_list = ("id", "promised_benefit.name", "figure", "note", "link", "given_at", "given_by")
    column_searchable_list = ("promised_benefit.name", "note")
    filters = (Days(Proof.given_at),)


class Vouchers(Table, model=Voucher):
    name_plural = "Vouchers"
    column_list = ("code", "benefit.name", "uses", "used", "promised_benefit_id", "issued_at")
    column_searchable_list = ("code", "benefit.name")
    filters = (Days(Voucher.issued_at),)


tables = (
    Sponsors,
    SponsorContacts,
    Sponsorships,
    Instalments,
    Supplements,
    SupplementLines,
    PromisedBenefits,
    PromisedPlacements,
    PromisedClauses,
    PromisedAssets,
    Assets,
    Proofs,
    Vouchers,
)
