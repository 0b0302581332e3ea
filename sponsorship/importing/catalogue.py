"""Programmes, clauses, programme years and tiers."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.errors import Invalid
from sponsorship.funds.models import Fund
from sponsorship.importing.passage import BY, Kind, Passage, price
from sponsorship.importing.records import Dump, Record
from sponsorship.tiers import clauses as texts
from sponsorship.tiers import operations as tiers
from sponsorship.tiers.models import (
    HeldUntil,
    LegalClause,
    Program,
    ProgramYear,
    ProgramYearStatus,
    Tier,
)
from sponsorship.tiers.operations import (
    FIRST_YEAR,
    LAST_YEAR,
    NARROWEST_LOGO,
    WIDEST_LOGO,
    TierFacts,
)

YEAR = "year"
"""They have no table of years: a year is a number that packages, benefits and sponsorships carry."""
ALONE = "standalone-only"
"""The slug of the hidden package on which applications for stand-alone benefits hang."""
_CARRY_A_YEAR = ("sponsorshippackage", "sponsorshipbenefit", "sponsorship")


def name_years(dump: Dump) -> None:
    """Make a record of every year that the others carry."""
    said = {
        year
        for model in _CARRY_A_YEAR
        for one in dump.every(model)
        if type(year := year_of(dump, one)) is int
    }
    current = _current_year(dump)
    dump.records[YEAR] = {
        year: Record(YEAR, year, {"is_over": current is not None and year < current})
        for year in sorted(said)
    }


def _current_year(dump: Dump) -> int | None:
    """The year for which they take applications."""
    years = [one.fields.get(YEAR) for one in dump.every("sponsorshipcurrentyear")]
    return next((year for year in years if type(year) is int), None)


def year_of(dump: Dump, record: Record) -> object:
    """The year of a record; an old sponsorship without one is of the year of its package or first day."""
    said = record.fields.get(YEAR)
    if said is not None or record.model != "sponsorship":
        return said
    package = record.fields.get("package")
    kept = dump.get("sponsorshippackage", package) if type(package) is int else None
    if kept is not None and kept.fields.get(YEAR) is not None:
        return kept.fields[YEAR]
    day = record.fields.get("start_date") or record.fields.get("applied_on")
    return int(day[:4]) if isinstance(day, str) and day[:4].isdecimal() else None


# --- Programmes -----------------------------------------------------------------------------------


def _make_program(session: Session, passage: Passage, record: Record) -> tuple[Program, bool]:
    name = record.line("name", is_needed=True)
    held = session.scalars(sa.select(Program).where(Program.name == name)).one_or_none()
    if held is not None:
        passage.note("There is a programme of this name here already, and it is used.")
        return held, False
    program = tiers.add_program(session, name=name, description=record.text("description"))
    program.position = record.number("order") or 0
    return program, True


def _change_program(session: Session, _: Passage, record: Record, program: Program) -> None:
    tiers.change_program(
        session,
        program,
        name=record.line("name", is_needed=True),
        description=record.text("description"),
    )
    program.position = record.number("order") or 0


PROGRAM = Kind(
    "sponsorshipprogram",
    Program,
    lambda _, record: record.line("name"),
    _make_program,
    _change_program,
)


# --- Clauses --------------------------------------------------------------------------------------


def _make_clause(session: Session, passage: Passage, record: Record) -> tuple[LegalClause, bool]:
    clause = LegalClause(title="", text="")
    _change_clause(session, passage, record, clause)
    session.add(clause)
    return clause, True


def _change_clause(_: Session, passage: Passage, record: Record, clause: LegalClause) -> None:
    title = record.line("internal_name", most=1024)
    if len(title) > texts.LONGEST_TITLE:
        passage.note(f"Its name was cut after {texts.LONGEST_TITLE} letters: “{title}”.")
    texts.change_clause(
        clause, title=title[: texts.LONGEST_TITLE].strip(), text=record.text("clause")
    )
    clause.position = record.number("order") or 0
    passage.without(record, {"notes": "notes"})


CLAUSE = Kind(
    "legalclause",
    LegalClause,
    lambda _, record: record.line("internal_name", most=1024),
    _make_clause,
    _change_clause,
)


# --- Years ----------------------------------------------------------------------------------------


def _make_year(session: Session, passage: Passage, record: Record) -> tuple[ProgramYear, bool]:
    if not FIRST_YEAR <= record.pk <= LAST_YEAR:
        raise Invalid(YEAR, f"The year {record.pk} is not one from {FIRST_YEAR} to {LAST_YEAR}.")
    held = session.scalars(
        sa.select(ProgramYear).where(ProgramYear.year == record.pk)
    ).one_or_none()
    if held is not None:
        if held.currency != passage.currency:
            raise Invalid("currency", f"{held} is in {held.currency}, and theirs are in dollars.")
        passage.note(f"{held} is here already, and is used.")
        return held, False
    year = tiers.add_year(
        session,
        year=record.pk,
        title=f"Sponsorship {record.pk}",
        introduction="",
        starts_on=date(record.pk, 1, 1),
        ends_on=date(record.pk, 12, 31),
        fund=session.get_one(Fund, passage.fund_id),
    )
    _change_year(session, passage, record, year)
    return year, True


def _change_year(session: Session, passage: Passage, record: Record, year: ProgramYear) -> None:
    if record.fields["is_over"] and year.status is ProgramYearStatus.DRAFT:
        tiers.record_year(session, year, at=passage.at, by=BY)
    elif year.status is ProgramYearStatus.DRAFT:
        passage.note("It is a draft here: open it when applications come here.")


PROGRAM_YEAR = Kind(YEAR, ProgramYear, lambda _, record: str(record.pk), _make_year, _change_year)


# --- Tiers ----------------------------------------------------------------------------------------


def _make_tier(session: Session, passage: Passage, record: Record) -> tuple[Tier, bool]:
    year = passage.ours(session, ProgramYear, YEAR, record.number(YEAR))
    slug = record.line("slug", most=60, is_needed=True)
    if slug == ALONE:
        if record.number("sponsorship_amount"):
            passage.note("Its amount is not kept: what stands alone is priced by itself.")
        return tiers.stand_alone_tier(session, year), True
    tier = tiers.add_tier(session, year, _tier_facts(passage, record), slug=slug)
    tier.position = record.number("order") or 0
    return tier, True


def _change_tier(_: Session, passage: Passage, record: Record, tier: Tier) -> None:
    if tier.is_stand_alone:
        return
    if record.line("slug") != tier.slug or record.number(YEAR) != tier.program_year.year:
        raise Invalid("slug", "A tier keeps its short name and its year here.")
    tiers.change_tier(tier, _tier_facts(passage, record))
    tier.position = record.number("order") or 0


def _tier_facts(passage: Passage, record: Record) -> TierFacts:
    said = record.number("logo_dimension") or NARROWEST_LOGO
    width = min(max(said, NARROWEST_LOGO), WIDEST_LOGO)
    if width != said:
        passage.note(f"Its logos are {width} pixels wide here, not {said}.")
    may_add = record.flag("allow_a_la_carte")
    return TierFacts(
        name=record.line("name", is_needed=True),
        summary="",
        list_price=price(passage, record.amount("sponsorship_amount", passage.currency)),
        capacity=None,
        logo_width=width,
        is_advertised=bool(record.flag("advertise")),
        allows_add_ons=may_add is not False,
        held_until=HeldUntil.CONTRACT,  # there a sponsor is shown as soon as its contract is signed
    )


TIER = Kind(
    "sponsorshippackage", Tier, lambda _, record: record.line("name"), _make_tier, _change_tier
)
