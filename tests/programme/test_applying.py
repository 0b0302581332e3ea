"""What a company may choose together, what it comes to, and what it is promised then."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sponsorship.errors import Invalid
from sponsorship.sponsorships.choosing import Choice, Selection, selected
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus
from sponsorship.sponsorships.operations import BenefitTaken
from sponsorship.tiers import operations, queries
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.tiers.operations import Inclusion
from tests.programme.test_catalogue import money, the, the_year, tier
from tests.stories.telling import Story

PARTNER = {
    "Logo on the sponsors page",
    "Thank-you post",
    "Job board postings",
    "Logo on the index's sponsors page",
    "Conference passes",
}


def ids(story: Story, *names: str) -> tuple[int, ...]:
    with story.database.reading() as session:
        return tuple(the(session, name).id for name in names)


def choose(story: Story, slug: str = "partner", **wanted: tuple[int, ...]) -> Selection:
    with story.database.reading() as session:
        return selected(queries.catalogue(session, the_year(session)), Choice(slug, **wanted))


def names(benefits: tuple[Benefit, ...]) -> set[str]:
    return {benefit.name for benefit in benefits}


def promised(story: Story, sponsorship: Sponsorship) -> dict[str, int]:
    with story.database.reading() as session:
        held = session.get_one(Sponsorship, sponsorship.id).promised_benefits
        return {one.name: one.quantity for one in held}


def test_case_06_a_choice_is_the_tier_or_more_or_less_than_it(story: Story) -> None:
    exactly = choose(story)
    assert {benefit.name for benefit, _ in exactly.included} == PARTNER
    assert (exactly.added, exactly.left_out, exactly.is_customised) == ((), (), False)
    assert exactly.list_price == money("11000.00")

    more = choose(story, add_on_ids=ids(story, "Extra conference passes"))
    assert names(more.added) == {"Extra conference passes"}
    assert (more.list_price, more.is_customised) == (money("13500.00"), False)

    less = choose(story, left_out_ids=ids(story, "Conference passes"))
    assert names(less.left_out) == {"Conference passes"}
    assert {benefit.name for benefit, _ in less.included} == PARTNER - {"Conference passes"}
    assert less.is_customised


def test_case_14_only_advertised_tiers_of_the_open_year_are_offered(story: Story) -> None:
    with story.database.unit_of_work() as session:
        tier(session, "associate").is_advertised = False
    with story.database.reading() as session:
        offered = queries.catalogue(session, the_year(session))
    assert len(offered.tiers) == 7
    assert {one.slug for one in offered.tiers}.isdisjoint({"associate", "stand-alone"})
    for slug in ("associate", "stand-alone", "gold"):
        with pytest.raises(Invalid, match="not offered") as refused:
            selected(offered, Choice(slug))
        assert refused.value.field == "tier"


def test_case_16_nothing_chosen_is_no_application_and_a_part_of_a_tier_is_one(
    story: Story,
) -> None:
    with pytest.raises(Invalid, match="Please choose a tier"):
        choose(story, "")
    everything = ids(story, *PARTNER)
    with pytest.raises(Invalid, match="Nothing is left of the tier"):
        choose(story, left_out_ids=everything)
    assert len(choose(story, left_out_ids=everything[1:]).included) == 1


def test_case_17_what_stands_alone_is_had_without_a_tier_only(story: Story) -> None:
    travel = ids(story, "Travel to the sprint")
    with pytest.raises(Invalid, match="for companies without a tier") as refused:
        choose(story, stand_alone_ids=travel)
    assert refused.value.field == "stand_alone"

    alone = choose(story, "", stand_alone_ids=travel)
    assert (alone.tier.slug, alone.list_price) == ("stand-alone", money("2000.00"))
    sponsorship = story.apply(tier_slug="", stand_alone_ids=travel)
    assert sponsorship.list_price == money("2000.00")
    assert promised(story, sponsorship) == {"Travel to the sprint": 1}


def test_case_18_an_addition_needs_a_tier_to_be_added_to(story: Story) -> None:
    extra = ids(story, "Extra conference passes")
    with pytest.raises(Invalid, match="Please choose the tier") as refused:
        choose(story, "", add_on_ids=extra)
    assert refused.value.field == "tier"
    assert choose(story, add_on_ids=extra).added


def test_case_19_a_tier_that_allows_no_additions_is_had_without_them(story: Story) -> None:
    extra = ids(story, "Extra conference passes")
    with pytest.raises(Invalid, match="cannot be combined with additions"):
        choose(story, "associate", add_on_ids=extra)
    assert choose(story, "associate").list_price == money("1500.00")


def test_case_20_what_excludes_each_other_is_not_chosen_together(story: Story) -> None:
    lounge, lanyards = ids(story, "Lounge sponsorship", "Lanyards")
    with pytest.raises(Invalid, match="cannot be had together") as refused:
        choose(story, add_on_ids=(lounge, lanyards))
    assert refused.value.field == "add_ons"
    for one in (lounge, lanyards):
        assert len(choose(story, add_on_ids=(one,)).added) == 1


def test_case_20_doing_without_one_of_a_tiers_two_that_exclude_each_other_keeps_the_price(
    story: Story,
) -> None:
    passes, post = ids(story, "Conference passes", "Thank-you post")
    with story.database.unit_of_work() as session:
        benefit, other = session.get_one(Benefit, passes), session.get_one(Benefit, post)
        operations.change_benefit(
            session,
            benefit,
            operations.BenefitFacts(benefit.program, benefit.name),
            placements=[],
            conflicts=[other],
        )
    with pytest.raises(Invalid, match="cannot be had together"):
        choose(story)
    kept = choose(story, left_out_ids=(post,))
    assert (kept.is_customised, kept.list_price) == (False, money("11000.00"))
    assert choose(story, left_out_ids=(post, passes)).is_customised


def test_case_21_what_only_tiers_hold_is_not_added_to_another(story: Story) -> None:
    booth = ids(story, "Exhibition booth")
    with pytest.raises(Invalid, match="not offered this year"):
        choose(story, add_on_ids=booth)
    with pytest.raises(Invalid, match="not offered this year"):
        choose(story, "", stand_alone_ids=booth)
    assert "Exhibition booth" in {one.name for one, _ in choose(story, "visionary").included}


def test_case_22_what_is_taken_is_refused_unless_one_does_without_it(story: Story) -> None:
    [booth] = ids(story, "Exhibition booth")
    with story.database.unit_of_work() as session:
        session.get_one(Benefit, booth).capacity = 0
    with pytest.raises(BenefitTaken):
        story.apply(tier_slug="contributing")
    sponsorship = story.apply(tier_slug="contributing", left_out_ids=(booth,))
    assert "Exhibition booth" not in promised(story, sponsorship)
    assert sponsorship.left_out == ["Exhibition booth"]


def test_case_35_what_is_promised_is_frozen_as_it_was_when_the_company_applied(
    story: Story,
) -> None:
    sponsorship = story.apply(add_on_ids=ids(story, "Extra conference passes"))
    with story.database.unit_of_work() as session:
        passes = the(session, "Conference passes")
        passes.name, passes.internal_value_minor = "Passes", 1
        partner = tier(session, "partner")
        partner.list_price_minor = 1
        operations.include(session, partner, {passes.id: Inclusion(1)})
    assert sponsorship.status is SponsorshipStatus.APPLIED
    assert sponsorship.price == money("13500.00")
    assert promised(story, sponsorship)["Conference passes"] == 3
    with story.database.reading() as session:
        assert session.get_one(Sponsorship, sponsorship.id).worth == money("4550.00")
    assert story.subjects() == [
        "We have your sponsorship application for Fox & Hedgehog Ltd",
        "New application: Fox & Hedgehog Ltd, Partner (Sponsorship Programme 2026)",
    ]


def test_a_customised_application_has_no_price_until_one_is_agreed(story: Story) -> None:
    sponsorship = story.apply(left_out_ids=ids(story, "Conference passes"))
    assert (sponsorship.is_customised, sponsorship.price) == (True, None)
    assert sponsorship.left_out == ["Conference passes"]
    bodies = [mail.get_body(("plain",)) for mail in story.transport.sent]
    assert all(body and "Fee: to be agreed" in body.get_content() for body in bodies)

    story.approve(sponsorship, fee="9000.00")

    assert story.sponsorship(sponsorship).price == money("9000.00")


def test_nobody_changes_afterwards_what_was_left_out(story: Story) -> None:
    story.approve(story.apply(left_out_ids=ids(story, "Conference passes")))
    with pytest.raises(sa.exc.IntegrityError), story.database.unit_of_work() as session:
        session.execute(sa.update(Sponsorship).values(is_customised=False))
    with story.database.reading() as session:
        assert session.scalars(sa.select(Tier.taken).where(Tier.slug == "partner")).one() == 1
