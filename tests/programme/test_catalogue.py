"""The catalogue of a programme year: what can be had, for how much, how often, and next year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.errors import Invalid
from sponsorship.money import Money
from sponsorship.places import queries as places
from sponsorship.sponsorships.operations import BenefitTaken
from sponsorship.tiers import operations, price_list, queries
from sponsorship.tiers.comparison import Change, changes_between
from sponsorship.tiers.copying import copy_year
from sponsorship.tiers.models import (
    Benefit,
    BenefitConflict,
    LegalClause,
    ProgramYear,
    Tier,
    TierBenefit,
)
from sponsorship.tiers.operations import BenefitFacts, Inclusion, YearTaken
from tests.stories.telling import Story

NEXT: dict[str, Any] = {
    "year": 2027,
    "title": "Sponsorship Programme 2027",
    "starts_on": date(2027, 1, 1),
    "ends_on": date(2027, 12, 31),
}


def the_year(session: Session, number: int = 2026) -> ProgramYear:
    return session.scalars(sa.select(ProgramYear).where(ProgramYear.year == number)).one()


def the(session: Session, name: str, year: int = 2026) -> Benefit:
    return session.scalars(
        sa.select(Benefit)
        .join(ProgramYear, ProgramYear.id == Benefit.program_year_id)
        .where(Benefit.name == name, ProgramYear.year == year)
    ).one()


def tier(session: Session, slug: str, year: int = 2026) -> Tier:
    return session.scalars(
        sa.select(Tier)
        .join(ProgramYear, ProgramYear.id == Tier.program_year_id)
        .where(Tier.slug == slug, ProgramYear.year == year)
    ).one()


def money(amount: str) -> Money:
    return Money.parse(amount, "USD")


@pytest.mark.parametrize(
    ("capacity", "is_available", "has_capacity"),
    [(10, True, True), (0, True, False), (10, False, False), (None, True, True)],
)
def test_case_01_a_benefit_can_be_had_while_it_is_offered_and_its_limit_is_not_reached(
    story: Story, capacity: int | None, *, is_available: bool, has_capacity: bool
) -> None:
    """A limit that is none (soft) is no limit here: the field stays empty."""
    with story.database.unit_of_work() as session:
        lanyards = the(session, "Lanyards")
        lanyards.capacity, lanyards.is_available = capacity, is_available
        session.flush()
        assert lanyards.has_capacity is has_capacity


def test_case_02_conflicts_are_told_for_both_ends_and_nobody_else(story: Story) -> None:
    with story.database.reading() as session:
        lounge, lanyards = the(session, "Lounge sponsorship"), the(session, "Lanyards")
        assert queries.conflicts_of(session, the_year(session)) == {
            lounge.id: {lanyards.id},
            lanyards.id: {lounge.id},
        }


def test_case_03_a_benefit_is_named_with_what_the_tier_holds_of_it(story: Story) -> None:
    with story.database.unit_of_work() as session:
        partner, passes = tier(session, "partner"), the(session, "Conference passes")
        wanted = {one.benefit_id: Inclusion(one.quantity) for one in partner.inclusions}
        operations.include(session, partner, wanted | {passes.id: Inclusion(3, "three days")})
    with story.database.reading() as session:
        catalogue = queries.catalogue(session, the_year(session))
        passes = the(session, "Conference passes")
        named = {
            slug: catalogue.name_in(catalogue.tier(slug), passes)
            for slug in ("visionary", "partner", "associate")
        }
    assert named == {
        "visionary": "Conference passes (30)",
        "partner": "Conference passes (three days)",
        "associate": "Conference passes",
    }


def test_case_04_a_sponsorship_is_promised_what_its_own_tier_holds(story: Story) -> None:
    story.apply(tier_slug="associate")
    partner = story.apply(tier_slug="partner", name="Globex", form_key="a" * 20)
    with story.database.reading() as session:
        promised = {
            (one.sponsorship_id == partner.id, one.name): one.quantity
            for one in session.merge(partner).promised_benefits
        }
    assert promised[True, "Conference passes"] == 3
    assert story.count(Tier) == 9


def test_case_07_shares_of_programmes_sum_to_a_hundred_and_count_each_piece(story: Story) -> None:
    with story.database.reading() as session:
        catalogue = queries.catalogue(session, the_year(session))
        visionary = catalogue.tier("visionary")
        assert catalogue.worth(visionary) == money("63000.00")
        split = catalogue.split(visionary)
    assert abs(sum(split.values(), Decimal()) - 100) <= Decimal("0.1")
    assert list(split) == ["Foundation", "Conference", "Package index", "Core development"]
    assert split["Conference"] == Decimal("36.032"), "thirty passes, not one"


def test_case_07_without_values_there_is_no_split(story: Story) -> None:
    with story.database.unit_of_work() as session:
        session.execute(sa.update(Benefit).values(internal_value_minor=None))
    with story.database.reading() as session:
        catalogue = queries.catalogue(session, the_year(session))
        assert catalogue.split(catalogue.tier("visionary")) == {}


def test_case_08_two_years_are_never_open_together(story: Story) -> None:
    with story.database.unit_of_work() as session:
        copy_year(session, the_year(session), **NEXT)
    with pytest.raises(sa.exc.IntegrityError), story.database.unit_of_work() as session:
        session.execute(sa.text("UPDATE program_year SET status = 'open' WHERE year = 2027"))
    with pytest.raises(sa.exc.IntegrityError), story.database.unit_of_work() as session:
        session.execute(sa.text("DELETE FROM program_year"))


def test_case_10_and_11_and_58_a_copy_of_a_year_leaves_nothing_behind(story: Story) -> None:
    with story.database.unit_of_work() as session:
        operations.offer_benefit(the(session, "Exhibition booth"), is_available=False)
    with story.database.unit_of_work() as session:
        made = copy_year(session, the_year(session), **NEXT)
        assert made.status.value == "draft"
    with story.database.reading() as session:
        for model, facts in (
            (Tier, "slug name summary position list_price_minor logo_width is_advertised"
                   " allows_add_ons is_stand_alone capacity held_until"),
            (Benefit, "program name description position is_add_on add_on_price_minor"
                      " stand_alone_price_minor internal_value_minor fair_value_minor"
                      " is_available capacity clause_id"),
        ):  # fmt: skip
            rows = [
                [
                    tuple(getattr(one, fact) for fact in facts.split())
                    for one in session.scalars(
                        sa.select(model)
                        .join(ProgramYear, ProgramYear.id == model.program_year_id)
                        .where(ProgramYear.year == number)
                        .order_by(model.position)
                    )
                ]
                for number in (2026, 2027)
            ]
            assert rows[0] == rows[1]
        booth = the(session, "Exhibition booth", 2027)
        assert (booth.is_available, booth.copied_from_id) == (
            False,
            the(session, "Exhibition booth").id,
        )
        assert not tier(session, "associate", 2027).allows_add_ons
        logo = the(session, "Logo on the sponsors page", 2027)
        assert [(one.publisher.value, one.flight.value) for one in logo.placements] == [
            ("psf", "sponsors")
        ]
        assert [one.title for one in booth.clauses] == ["Code of conduct", "Exhibition"]
        assert session.scalar(sa.select(sa.func.count()).select_from(LegalClause)) == 3
        held = session.scalars(
            sa.select(TierBenefit.quantity)
            .where(TierBenefit.benefit_id == the(session, "Conference passes", 2027).id)
            .order_by(TierBenefit.tier_id)
        ).all()
        assert held == [30, 20, 14, 8, 5, 3, 2]
        assert session.scalar(sa.select(sa.func.count()).select_from(BenefitConflict)) == 2
        assert not the(session, "Report from the sprint", 2027).is_new
        assert changes_between(session, the_year(session), the_year(session, 2027)) == []


@pytest.mark.parametrize(
    ("number", "refusal"), [(2026, Invalid), (2020, Invalid), (2101, Invalid), (2027, YearTaken)]
)
def test_case_13_a_year_is_copied_only_to_a_later_one_that_is_not_there(
    story: Story, number: int, refusal: type[Exception]
) -> None:
    with story.database.unit_of_work() as session:
        copy_year(session, the_year(session), **NEXT)
    with pytest.raises(refusal), story.database.unit_of_work() as session:
        copy_year(session, the_year(session), **(NEXT | {"year": number}))
    with story.database.unit_of_work() as session:
        copy_year(session, the_year(session), **(NEXT | {"year": 2050}))
    assert story.count(ProgramYear) == 3
    assert story.count(Tier) == 27


def test_case_12_what_stands_alone_is_in_no_tier(story: Story) -> None:
    travel = BenefitFacts(
        "Core development", "Travel for two", stand_alone_price=money("4000.00"), capacity=2
    )
    with story.database.unit_of_work() as session:
        year, partner = the_year(session), tier(session, "partner")
        with pytest.raises(Invalid, match="in no tier"):
            operations.add_benefit(session, year, travel, tiers=[partner])
        benefit = operations.add_benefit(session, year, travel)
        with pytest.raises(Invalid, match="cannot be part of a tier"):
            operations.include(session, partner, {benefit.id: Inclusion()})
        with pytest.raises(Invalid, match="stands alone or is added"):
            BenefitFacts(
                "Conference", "Both", add_on_price=money("1.00"), stand_alone_price=money("1.00")
            )


def test_case_57_a_benefit_that_is_promised_as_often_as_it_can_be_is_not_promised_again(
    story: Story,
) -> None:
    with story.database.reading() as session:
        lanyards = the(session, "Lanyards").id
    story.apply(add_on_ids=(lanyards,))
    with pytest.raises(BenefitTaken):
        story.apply(add_on_ids=(lanyards,), name="Globex", form_key="b" * 20)


def test_what_changed_since_last_year_is_told_in_words(story: Story) -> None:
    with story.database.unit_of_work() as session:
        copy_year(session, the_year(session), **NEXT)
    with story.database.unit_of_work() as session:
        tier(session, "partner", 2027).list_price_minor = 12_000_00
        the(session, "Lanyards", 2027).name = "Lanyards and badges"
        booth = the(session, "Exhibition booth", 2027)
        session.execute(sa.delete(TierBenefit).where(TierBenefit.benefit_id == booth.id))
        session.delete(booth)
        operations.add_benefit(
            session,
            the_year(session, 2027),
            BenefitFacts("Conference", "Quiet room", add_on_price=money("3000.00")),
        )
    with story.database.reading() as session:
        changes = changes_between(session, the_year(session), the_year(session, 2027))
    assert changes == [
        Change("Tier Partner", "price", "$11,000.00", "$12,000.00"),
        Change("Benefit Lounge sponsorship", "conflicts with", "Lanyards", "Lanyards and badges"),
        Change("Benefit Lanyards and badges", "name", "Lanyards", "Lanyards and badges"),
        Change("Benefit Quiet room", "", None, "new"),
        Change("Benefit Exhibition booth", "", "offered", None),
    ]


def test_a_programme_gets_another_name_and_promises_keep_the_old_one(story: Story) -> None:
    sponsorship = story.apply()
    with story.database.unit_of_work() as session:
        conference = next(one for one in queries.programs(session) if one.name == "Conference")
        with pytest.raises(Invalid, match="of this name already"):
            operations.change_program(session, conference, name="Foundation", description="")
        operations.change_program(session, conference, name="Yearly meeting", description="")
        operations.move_program_up(session, conference)
    with story.database.reading() as session:
        assert queries.catalogue(session, the_year(session)).programs == (
            "Foundation", "Package index", "Yearly meeting", "Core development",
        )  # fmt: skip
        promised = session.merge(sponsorship).promised_benefits
        assert {one.program for one in promised} >= {"Conference"}


def test_nothing_is_taken_out_of_the_last_tier_that_has_it(story: Story) -> None:
    with story.database.unit_of_work() as session:
        meeting = the(session, "Meeting with the directors")
        for slug in ("visionary", "sustainability"):
            one = tier(session, slug)
            others = {
                held.benefit_id: Inclusion(held.quantity)
                for held in one.inclusions
                if held.benefit_id != meeting.id
            }
            if slug == "visionary":
                operations.include(session, one, others)
                continue
            with pytest.raises(Invalid, match="No tier would include"):
                operations.include(session, one, others)
            session.rollback()


def test_programs_read_the_same_price_list_as_people(story: Story) -> None:
    with story.database.reading() as session:
        catalogue = queries.catalogue(session, the_year(session))
        rooms = places.rooms(session, catalogue, at=story.now)
        told = price_list.as_data(catalogue, rooms, waiting_list=str)
        printed = price_list.as_document(
            catalogue,
            rooms,
            foundation=story.foundation.party,
            calendar=story.foundation.calendar,
            apply_url=story.foundation.links.apply(),
            is_specimen=False,
            at=story.now,
        )
    assert [one["name"] for one in told["tiers"]] == [one.name for one in printed.tiers]
    assert told["tiers"][0]["price"] == "155000.00"
    assert printed.tiers[0].price == "$155,000.00"
    assert printed.tiers[0].places == "2 of 2 left"
    assert [one.name for one in printed.programmes] == [
        "Foundation", "Package index", "Core development", "Conference",
    ]  # fmt: skip
    rows = {row.name: row.amounts for part in printed.programmes for row in part.rows}
    assert rows["Conference passes"] == ("30", "20", "14", "8", "5", "3", "2", "")
    by_name = {one["name"]: one for one in told["benefits"]}
    assert by_name["Lanyards"]["conflicts_with"] == [by_name["Lounge sponsorship"]["id"]]
    assert by_name["Travel to the sprint"]["stand_alone_price"] == "2000.00"
    assert [one.name for one in printed.stand_alone] == ["Travel to the sprint"]
