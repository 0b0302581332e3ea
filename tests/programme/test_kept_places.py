"""Places that a saved application keeps for a time."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sponsorship.errors import Invalid
from sponsorship.places import operations as places
from sponsorship.saved.models import SavedApplication
from sponsorship.sponsorships.operations import TierFull
from sponsorship.tiers import operations as catalogue
from sponsorship.tiers.models import Tier
from sponsorship.wiring import Wiring
from tests.admin_app.public.company import ANSWERS, apply, benefit_id, open_programme, resend
from tests.admin_app.public.conftest import ada, app, books, queue, stranger, till, wiring
from tests.admin_app.public.visitor import Visitor, words
from tests.programme.places import FOX, HEDGEHOG, counted, kept, left, limit, outcome_of, save
from tests.programme.writing import words_of
from tests.stories.telling import Story

__all__ = ["ada", "app", "books", "queue", "stranger", "till", "wiring"]


def test_saving_keeps_the_places_of_the_choice_and_their_holder_gets_them(story: Story) -> None:
    lanyards = limit(story)

    save(story, FOX, lanyards)

    assert kept(story) == ["Partner until 2026-03-09", "Lanyards until 2026-03-09"]
    assert left(story, "Partner", "Lanyards", "Visionary") == [0, 0, 2]
    assert outcome_of(story, name="Hare") == "tier_full"
    assert outcome_of(story, name="Hare", tier_slug="visionary", add_on_ids=(lanyards,)) == (
        "benefit_taken"
    )
    story.work()
    letter = words_of(story.transport.sent[-1])
    assert "Kept for you until the end of 9 March 2026:" in letter
    assert "* a place in the tier Partner\n* Lanyards" in letter.replace("\r", "")
    assert outcome_of(story, form_key=FOX, add_on_ids=(lanyards,)) == "in"
    assert counted(story) == "1 taken, 0 kept, 0 rows"
    assert story.count(SavedApplication) == 0


def test_when_their_time_is_over_they_are_free_without_anybody_clearing_up(story: Story) -> None:
    limit(story)
    save(story)

    story.pass_time(days=7, hours=8.99)  # the last minute of 9 March
    assert (outcome_of(story, name="Hare"), left(story, "Partner")) == ("tier_full", [0])
    story.pass_time(hours=0.02)

    assert (kept(story), left(story, "Partner")) == ([], [1])
    assert counted(story) == "0 taken, 1 kept, 1 rows"
    assert outcome_of(story, name="Hare") == "in"
    assert counted(story) == "1 taken, 0 kept, 0 rows"
    assert outcome_of(story, form_key=FOX) == "tier_full"
    assert story.count(SavedApplication) == 1


def test_saving_again_changes_what_is_kept_but_not_for_how_long(story: Story) -> None:
    lanyards = limit(story)
    save(story, FOX, lanyards)
    story.pass_time(days=5)

    save(story, FOX, tier="visionary")
    assert kept(story) == ["Visionary until 2026-03-09"]
    assert left(story, "Partner", "Lanyards", "Visionary") == [1, 1, 1]
    save(story, HEDGEHOG)
    assert kept(story, HEDGEHOG) == []  # one address keeps the places of one form
    save(story, HEDGEHOG, email="hal@hedgehog.example")
    assert kept(story, HEDGEHOG) == ["Partner until 2026-03-14"]
    save(story, FOX, lanyards)
    assert kept(story) == ["Lanyards until 2026-03-09"]  # the tier is somebody else's by now
    story.pass_time(days=3)
    save(story, FOX, lanyards)
    assert kept(story) == []


def test_a_year_that_keeps_nothing_keeps_nothing(story: Story) -> None:
    limit(story, days=0)
    save(story)

    assert (kept(story), left(story, "Partner")) == ([], [1])
    assert outcome_of(story, name="Hare") == "in"


def test_capacity_is_not_lowered_below_what_is_kept(story: Story) -> None:
    limit(story, partner=2)
    save(story)
    assert outcome_of(story, name="Hare") == "in"

    with story.database.unit_of_work() as session:
        tier = session.scalars(sa.select(Tier).where(Tier.slug == "partner")).one()
        facts = catalogue.TierFacts("Partner", "", tier.list_price, 1)
        with pytest.raises(Invalid, match="1 places are taken already, and 1 kept for somebody"):
            catalogue.change_tier(tier, facts)
        places.let_go(session, FOX, at=story.now)
        catalogue.change_tier(tier, facts)
    assert outcome_of(story, name="Badger") == TierFull.code


def test_the_page_says_what_is_kept_and_for_whom(
    ada: Visitor, stranger: Visitor, wiring: Wiring
) -> None:
    open_programme(wiring.database)
    lanyards = benefit_id(wiring.database, "Lanyards")
    ada.visit("/sponsors/apply")
    assert "The places you chose are kept for 7 days from the first time" in words(ada.page)
    link = ada.send(
        "/sponsors/apply", save="yes", tier="visionary", add_ons=lanyards,
        contact_0_email="robin@northwind.example",
    ).headers["location"]  # fmt: skip

    page = words(ada.visit(str(link)))
    assert "Kept for you until the end of" in page
    assert "a place in the tier Visionary and Lanyards . Afterwards others may have them" in page
    assert "no place is kept" not in page
    assert (ada.fields["tier"], ada.fields["add_ons"]) == ("visionary", lanyards)

    assert "All places taken" in words(stranger.visit("/sponsors/tiers"))
    feed = stranger.visit("/api/v1/price-list").json()
    assert [(one["places_taken"], one["places_left"]) for one in feed["tiers"]] == [
        (0, 0), (0, None), (0, None),
    ]  # fmt: skip
    assert feed["tiers"][0]["waiting_list"].endswith("/sponsors/waiting?tier=visionary")
    assert feed["tiers"][1]["waiting_list"] is None
    refused = apply(stranger, tier="visionary")
    assert refused.status_code == 409
    assert "All places of the tier Visionary are taken" in words(refused)
    assert "Tell me when Visionary has a place" in words(refused)
    ada.visit(str(link))
    assert resend(ada, **ANSWERS | {"tier": "visionary"}).status_code == 303
