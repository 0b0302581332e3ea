"""Benefits of the catalogue: in which tiers, for what price, where they show a logo, what they ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.documents import operations as documents
from sponsorship.documents.models import FileKind, StoredFile
from sponsorship.errors import Invalid, Refused
from sponsorship.fulfilment import queries as fulfilment
from sponsorship.fulfilment.operations import PLAIN_BYTES
from sponsorship.importing.catalogue import YEAR
from sponsorship.importing.passage import (
    BY,
    Kind,
    Passage,
    columns,
    is_settled,
    stands_anew,
)
from sponsorship.importing.records import Record
from sponsorship.importing.tables import FEATURES
from sponsorship.importing.terms import KINDS, place_of, terms_of
from sponsorship.money import Money
from sponsorship.tiers import assets
from sponsorship.tiers.assets import AssetFacts
from sponsorship.tiers.clauses import govern
from sponsorship.tiers.models import (
    Benefit,
    BenefitAsset,
    BenefitConflict,
    BenefitPlacement,
    LegalClause,
    Program,
    ProgramYear,
    Tier,
    TierBenefit,
)
from sponsorship.tiers.operations import stand_alone_tier

_CONFIGURED = tuple(f"{name}configuration" for name in FEATURES)


def features(passage: Passage, benefit: Record) -> list[Record]:
    """What is configured on a benefit."""
    return [one for model in _CONFIGURED for one in passage.dump.of(model, "benefit", benefit.pk)]


def _reads(passage: Passage, record: Record) -> Iterable[Record]:
    return (record, *features(passage, record))


def _stands(session: Session, benefit: Benefit) -> Any:
    tiers = session.execute(
        sa.select(TierBenefit.tier_id, TierBenefit.quantity, TierBenefit.label)
        .where(TierBenefit.benefit_id == benefit.id)
        .order_by(TierBenefit.tier_id)
    )
    places = session.scalars(
        sa.select(BenefitPlacement).where(BenefitPlacement.benefit_id == benefit.id)
    )
    asked = session.scalars(sa.select(BenefitAsset).where(BenefitAsset.benefit_id == benefit.id))
    return [
        columns(benefit),
        [list(row) for row in tiers],
        sorted(str(columns(one)) for one in places),
        sorted(str(columns(one)) for one in asked),
        sorted(one.id for one in benefit.linked_clauses),
        sorted(other for other in _conflicts(session, benefit)),
    ]


def _make(session: Session, passage: Passage, record: Record) -> tuple[Benefit, bool]:
    year = passage.ours(session, ProgramYear, YEAR, record.number(YEAR))
    benefit = Benefit(program_year_id=year.id, currency=year.currency, taken=0)
    _fill_in(session, passage, record, benefit, year)
    return benefit, True


def _change(session: Session, passage: Passage, record: Record, benefit: Benefit) -> None:
    if record.number(YEAR) != benefit.program_year.year:
        raise Invalid(YEAR, "A benefit keeps its year here.")
    _fill_in(session, passage, record, benefit, benefit.program_year)


def _fill_in(
    session: Session, passage: Passage, record: Record, benefit: Benefit, year: ProgramYear
) -> None:
    program = passage.ours(session, Program, "sponsorshipprogram", record.one("program"))
    tiers = _tiers(session, passage, record, year)
    record.many("conflicts")  # they are set once all benefits are here
    benefit.program = program.name
    benefit.name = record.line("name", most=1024, is_needed=True)
    benefit.description = record.text("description")
    benefit.position = record.number("order") or 0
    benefit.is_new = bool(record.flag("new"))
    value = record.amount("internal_value", passage.currency)
    benefit.internal_value_minor = value.minor if value else None
    _price(passage, record, benefit, tiers=tiers, value=value)
    _limit(passage, record, benefit)
    session.add(benefit)
    session.flush()
    if benefit.stands_alone:
        stand_alone_tier(session, year)
    _include(session, passage, record, benefit, tiers)
    _place(session, passage, record, benefit)
    govern(
        benefit,
        [
            passage.ours(session, LegalClause, "legalclause", one)
            for one in record.many("legal_clauses")
        ],
    )
    _ask(session, passage, record, benefit)
    if passage.dump.of("emailtargetableconfiguration", "benefit", record.pk):
        passage.note("Its mark for letters is not kept: letters are addressed by sponsorship here.")


def _tiers(
    session: Session, passage: Passage, record: Record, year: ProgramYear
) -> dict[int, Tier]:
    """Our tiers that include it, by the number of their package."""
    found = {}
    for pk in record.many("packages"):
        tier = passage.ours(session, Tier, "sponsorshippackage", pk)
        if tier.program_year_id != year.id:
            passage.note(f"It is not in package {pk} here, which is of another year.")
        elif tier.is_stand_alone:
            passage.note(
                "It is not in the package for stand-alone benefits, which includes nothing."
            )
        else:
            found[pk] = tier
    return found


def _price(
    passage: Passage,
    record: Record,
    benefit: Benefit,
    *,
    tiers: dict[int, Tier],
    value: Money | None,
) -> None:
    """How it is had besides with a tier: there its price is what it is worth inside."""
    benefit.is_available = not record.flag("unavailable")
    benefit.is_add_on = False
    benefit.add_on_price_minor = benefit.stand_alone_price_minor = None
    stands_alone = bool(record.flag("standalone"))
    if stands_alone and tiers:
        passage.note("It cannot stand alone here: a tier includes it.")
        stands_alone = False
    if stands_alone:
        benefit.stand_alone_price_minor = value.minor if value else 0
    elif not record.flag("package_only") and value is not None:
        benefit.is_add_on, benefit.add_on_price_minor = True, value.minor
    elif not record.flag("package_only"):
        passage.note("It is no add-on here: nothing says what it is worth, so it has no price.")
    nowhere = not (tiers or stands_alone or benefit.is_add_on)
    if nowhere or (stands_alone and value is None):
        passage.note("It is not offered here until somebody gives it a price.")
        benefit.is_available = False


def _limit(passage: Passage, record: Record, benefit: Benefit) -> None:
    """How many there are; a number that they overstep at will is only a note here."""
    capacity = record.number("capacity")
    if capacity is not None and capacity < 0:
        raise Invalid("capacity", "Its capacity is less than nothing.")
    note = record.text("internal_description")
    if capacity is not None and record.flag("soft_capacity"):
        note, capacity = f"{note}\n\nAbout {capacity} of it are to be had.".strip(), None
        passage.note(
            "Its number is no limit here, as it was none there: it stands in the internal note."
        )
    kept = benefit.kept or 0  # for somebody who has not applied yet
    taken = max(benefit.taken or 0, _promised(passage, record)) + kept
    if capacity is not None and capacity < taken:
        passage.note(f"There are {taken} of it here and not {capacity}: so many were promised.")
        capacity = taken
    benefit.internal_note, benefit.capacity = note, capacity


def _promised(passage: Passage, record: Record) -> int:
    """How often they promise it; there nobody counts."""
    held = passage.dump.of("sponsorbenefit", "sponsorship_benefit", record.pk)
    of = (passage.dump.get("sponsorship", one.one("sponsorship")) for one in held)
    return sum(one is not None and one.fields.get("status") != "rejected" for one in of)


def _include(
    session: Session,
    passage: Passage,
    record: Record,
    benefit: Benefit,
    tiers: dict[int, Tier],
) -> None:
    counted = {
        one.one("package"): one
        for one in passage.dump.of("tieredbenefitconfiguration", "benefit", record.pk)
    }
    held = {
        one.tier_id: one
        for one in session.scalars(
            sa.select(TierBenefit).where(TierBenefit.benefit_id == benefit.id)
        )
    }
    for pk, tier in tiers.items():
        inclusion = held.pop(tier.id, None) or TierBenefit(tier_id=tier.id, benefit_id=benefit.id)
        feature = counted.pop(pk, None)
        inclusion.quantity, inclusion.label = quantity_of(passage, feature), label_of(feature)
        session.add(inclusion)
    for gone in held.values():
        session.delete(gone)
    for package in counted:
        passage.note(f"Its number in package {package} is not kept: that does not include it.")
    session.flush()


def quantity_of(passage: Passage, feature: Record | None) -> int:
    """How many pieces the feature says; one without a feature."""
    if feature is None:
        return 1
    said = feature.number("quantity") or 0
    if said < 1:
        passage.note(f"It is counted once here, not {said} times.")
    return max(said, 1)


def label_of(feature: Record | None) -> str:
    return feature.line("display_label", most=32) if feature else ""


def _place(session: Session, passage: Passage, record: Record, benefit: Benefit) -> None:
    kept = {}
    for feature in passage.dump.of("logoplacementconfiguration", "benefit", record.pk):
        try:
            publisher, flight = place_of(feature)
        except Invalid as wrong:
            passage.refuse(feature, benefit.name, wrong)
            continue
        held = {(one.publisher, one.flight): one for one in benefit.placements}
        place = held.get((publisher, flight)) or BenefitPlacement(
            publisher=publisher, flight=flight
        )
        place.links_to_sponsors_page = bool(feature.flag("link_to_sponsors_page"))
        place.describes_as_sponsor = bool(feature.flag("describe_as_sponsor"))
        kept[publisher, flight] = place
    benefit.placements = list(kept.values())
    session.flush()


# --- Assets ---------------------------------------------------------------------------------------


def _ask(session: Session, passage: Passage, record: Record, benefit: Benefit) -> None:
    held = {one.internal_name: one for one in benefit.assets}
    seen: set[str] = set()
    for name in KINDS:
        for feature in passage.dump.of(f"{name}configuration", "benefit", record.pk):
            try:
                with session.begin_nested():
                    seen.add(_ask_for(session, passage, benefit, feature, seen))
            except (Invalid, Refused) as wrong:
                passage.refuse(feature, str(feature.fields.get("label", "")), wrong)
    for name, asset in held.items():
        if name not in seen and not fulfilment.is_promised(session, asset):
            assets.remove_asset(session, asset, is_promised=False)
    session.expire(benefit, ["assets"])


def _ask_for(
    session: Session, passage: Passage, benefit: Benefit, feature: Record, seen: set[str]
) -> str:
    """One asset, under its name; raises Invalid or Refused."""
    facts = terms_of(passage, feature)
    if facts.internal_name in seen:
        raise Invalid("internal_name", "This benefit has an asset of this name already.")
    shared = _shared_file(session, passage, facts, feature)
    held = next((one for one in benefit.assets if one.internal_name == facts.internal_name), None)
    if held is None:
        assets.add_asset(session, benefit, facts, shared_file=shared)
    else:
        assets.change_asset(session, held, facts, shared_file=shared)
    return facts.internal_name


def _shared_file(
    session: Session, passage: Passage, facts: AssetFacts, feature: Record
) -> StoredFile | None:
    name = feature.line("shared_file") if feature.model.startswith("providedfile") else ""
    if not facts.is_shared or not name:
        return None
    content = passage.media.find(name)
    if content is None:
        passage.note(f"Its file {name} is not there.")
        return None
    return documents.store_file(
        session,
        FileKind.PRIVATE,
        content,
        media_type=PLAIN_BYTES,
        original_name=name.rsplit("/", 1)[-1],
        by=str(BY),
        at=passage.at,
    )


def _files(passage: Passage, record: Record) -> tuple[str, ...]:
    handed = passage.dump.of("providedfileassetconfiguration", "benefit", record.pk)
    return tuple(str(one.fields.get("shared_file") or "") for one in handed)


BENEFIT = Kind(
    "sponsorshipbenefit",
    Benefit,
    lambda _, record: record.line("name", most=1024),
    _make,
    _change,
    _reads,
    _files,
    _stands,
)


# --- Conflicts ------------------------------------------------------------------------------------


def set_conflicts(session: Session, passage: Passage, record: Record) -> None:
    """Which benefits it excludes, once all of them are here; what is excluded no more may go with it."""
    if not is_settled(passage, BENEFIT, record):
        return
    benefit = session.get_one(Benefit, passage.known[record.key].row_id)
    wanted = {
        other.row_id
        for pk in record.many("conflicts")
        if (other := passage.known.get((record.model, pk))) is not None
        if session.get_one(Benefit, other.row_id).program_year_id == benefit.program_year_id
    } - {benefit.id}
    held = _conflicts(session, benefit)
    for excluded in sorted(wanted ^ held):
        lower, higher = sorted((benefit.id, excluded))
        if excluded in wanted:
            session.add(BenefitConflict(benefit_id=lower, other_id=higher))
        else:
            session.delete(session.get_one(BenefitConflict, (lower, higher)))
    session.flush()
    stands_anew(session, passage, BENEFIT, record.key, benefit)


def _conflicts(session: Session, benefit: Benefit) -> set[int]:
    pairs = session.execute(
        sa.select(BenefitConflict.benefit_id, BenefitConflict.other_id).where(
            sa.or_(BenefitConflict.benefit_id == benefit.id, BenefitConflict.other_id == benefit.id)
        )
    )
    return {one if other == benefit.id else other for one, other in pairs}
