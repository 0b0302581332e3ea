"""Another choice before the decision: exchanged in one step, told to both sides, and never afterwards."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from sponsorship.audit import Actor
from sponsorship.errors import Invalid, Refused
from sponsorship.sponsorships import queries as applied
from sponsorship.sponsorships.amending import Amendment
from sponsorship.sponsorships.choosing import Choice
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.sponsorships.operations import BenefitTaken, TierFull
from sponsorship.sponsorships.profile import Changed
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.workflows import amending, sponsoring
from tests.stories.telling import STAFF, Story

ROSA = Actor("sponsor", "Rosa Fox")


def numbers(story: Story) -> dict[str, int]:
    with story.database.reading() as session:
        return {one.name: one.id for one in session.scalars(sa.select(Benefit))}


def taken(story: Story) -> dict[str, int]:
    """What of the limited things is taken, and of the tiers that this company may be in."""
    with story.database.reading() as session:
        counted = [*session.scalars(sa.select(Benefit)), *session.scalars(sa.select(Tier))]
        found = {one.name: one.taken for one in counted}
    names = ("Partner", "Visionary", "Participating", "Lanyards", "Lounge sponsorship",
             "Conference passes")  # fmt: skip
    return {name: found[name] for name in names if found.get(name)}


def amend(
    story: Story,
    sponsorship: Sponsorship,
    tier: str = "partner",
    *added: int,
    left_out: tuple[int, ...] = (),
    shown: int | None = None,
    po_number: str = "PO-77",
    gate: threading.Barrier | None = None,
) -> list[Changed]:
    asked = Amendment(Choice(tier, added, left_out), po_number, sponsorship.message)
    with story.database.unit_of_work() as session:
        found = applied.get(session, sponsorship.id)
        if gate is not None:
            gate.wait()
        return amending.amend(
            session, found, asked, shown=found.version if shown is None else shown,
            foundation=story.foundation, at=story.now, by=ROSA,
        )  # fmt: skip


def promised(story: Story, sponsorship: Sponsorship) -> list[tuple[str, int]]:
    found = story.sponsorship(sponsorship).promised_benefits
    return [(one.name, one.quantity) for one in found]


def test_what_is_full_refuses_the_whole_and_nothing_is_lost(story: Story) -> None:
    has = numbers(story)
    ours = story.apply(add_on_ids=(has["Lounge sponsorship"],))
    story.apply(name="Juniper Press", add_on_ids=(has["Lanyards"],))
    with story.database.unit_of_work() as session:
        full = session.scalars(sa.select(Tier).where(Tier.slug == "participating")).one()
        full.capacity = 0
    before = (promised(story, ours), taken(story))

    with pytest.raises(TierFull):
        amend(story, ours, "participating")
    with pytest.raises(BenefitTaken):
        amend(story, ours, "visionary", has["Lanyards"])
    with pytest.raises(Invalid):  # these two exclude each other
        amend(story, ours, "partner", has["Lanyards"], has["Lounge sponsorship"])

    assert (promised(story, ours), taken(story)) == before
    assert story.sponsorship(ours).tier.slug == "partner"


def test_what_is_had_is_kept_though_it_is_full_or_offered_no_longer(story: Story) -> None:
    has = numbers(story)
    ours = story.apply(add_on_ids=(has["Lanyards"],))
    with story.database.unit_of_work() as session:
        partner = session.scalars(sa.select(Tier).where(Tier.slug == "partner")).one()
        partner.capacity, partner.is_advertised, partner.list_price_minor = 1, False, 1_500_000
        session.get_one(Benefit, has["Lanyards"]).is_available = False

    amend(story, ours, "partner", has["Lanyards"], po_number="PO-78")
    assert story.sponsorship(ours).list_price.plain() == "20000.00"  # as it was
    passes = has["Conference passes"]
    amend(story, ours, "partner", has["Lanyards"], left_out=(passes,))
    without = story.sponsorship(ours)
    assert (without.price, without.left_out) == (None, ["Conference passes"])
    assert without.list_price.plain() == "24000.00"  # another choice, at the price of today
    assert taken(story) == {"Partner": 1, "Lanyards": 1}
    amend(story, ours, "partner")
    assert ("Conference passes", 3) in promised(story, ours)  # the same promise, taken up again
    with pytest.raises(Invalid):
        amend(story, ours, "partner", has["Lanyards"])  # given back, and not offered any more


def test_a_company_that_wants_no_tier_after_all_exchanges_it_for_what_stands_alone(
    story: Story,
) -> None:
    travel = numbers(story)["Travel to the sprint"]
    ours = story.apply()
    with story.database.unit_of_work() as session:
        asked = Amendment(Choice(stand_alone_ids=(travel,)), "PO-77", "")
        found = applied.get(session, ours.id)
        amending.amend(session, found, asked, shown=found.version,
                       foundation=story.foundation, at=story.now, by=ROSA)  # fmt: skip
    assert promised(story, ours) == [("Travel to the sprint", 1)]
    amend(story, ours, "partner")
    assert promised(story, ours)[0][0] == "Logo on the sponsors page"
    with story.database.unit_of_work() as session:
        found = applied.get(session, ours.id)
        story_end = [one for one in found.promised_benefits if one.is_released]
    assert story_end == []


def test_two_who_exchange_with_each_other_never_wait_for_each_other(story: Story) -> None:
    has = numbers(story)
    first = story.apply(add_on_ids=(has["Lanyards"],))
    second = story.apply(tier_slug="visionary", name="Juniper Press",
                         add_on_ids=(has["Lounge sponsorship"],))  # fmt: skip
    gate = threading.Barrier(2, timeout=60) if not story.database.is_sqlite else None

    def exchange(one: Sponsorship, tier: str, add_on: str) -> str:
        try:
            amend(story, one, tier, has[add_on], gate=gate)
        except Refused as refused:
            return refused.code
        return "changed"

    with ThreadPoolExecutor(2) as threads:
        asked = [
            threads.submit(exchange, first, "visionary", "Lounge sponsorship"),
            threads.submit(exchange, second, "partner", "Lanyards"),
        ]
    assert [one.result() for one in asked] == ["benefit_taken"] * 2  # neither gave way first
    assert taken(story)["Lanyards"] == taken(story)["Lounge sponsorship"] == 1


def test_a_rolled_back_application_can_be_changed_again(story: Story) -> None:
    ours = story.apply()
    story.approve(ours)
    with story.database.unit_of_work() as session:
        sponsoring.roll_back(session, applied.get(session, ours.id), reason="They called.",
                             at=story.now, by=STAFF)  # fmt: skip
    amend(story, ours, "visionary")
    contract = story.approve(ours, fee="30000.00")
    assert contract.document.content["tier_name"] == "Visionary"
