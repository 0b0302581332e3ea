"""Who comes too late waits in line, and gets what becomes free in the order of joining."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sponsorship import timetable, working
from sponsorship.errors import Invalid
from sponsorship.lifecycle import WrongState, history
from sponsorship.places import queries, waiting
from sponsorship.places.models import WaitingEntry
from sponsorship.places.waiting import NobodyWaitsForIt, Waiter
from sponsorship.sponsorships.models import Sponsor, Sponsorship
from sponsorship.tiers.models import Benefit, ProgramYear, Tier
from sponsorship.tiers.operations import close_year
from sponsorship.workflows import rejecting
from sponsorship.workflows import waiting as lines
from tests.programme.places import FOX, counted, kept, left, limit, outcome_of, save
from tests.stories.telling import STAFF, Story


def join(story: Story, name: str, *, benefit: str = "") -> WaitingEntry:
    """Somebody of that company joins the line for Partner, or for a benefit."""
    with story.database.unit_of_work() as session:
        wanted: Tier | Benefit
        if benefit:
            wanted = session.scalars(sa.select(Benefit).where(Benefit.name == benefit)).one()
        else:
            wanted = session.scalars(sa.select(Tier).where(Tier.slug == "partner")).one()
        entry = lines.join(
            session, wanted, Waiter(name, f"Ada {name}", f"Ada@{name}.example"),
            foundation=story.foundation, at=story.now,
        )  # fmt: skip
    story.work()
    return entry


def line(story: Story) -> list[str]:
    """Everybody who ever joined a line, and how that stands."""
    with story.database.reading() as session:
        found = session.scalars(sa.select(WaitingEntry).order_by(WaitingEntry.id))
        return [f"{one.company} {one.status.value}" for one in found]


def strike(story: Story) -> None:
    """Ten minutes are over: the worker looks at the lines."""
    working.handlers(story.wiring, clock=lambda: story.now)[timetable.OFFER_FREE_PLACES]({})
    story.work()


def decline(story: Story, name: str) -> None:
    """Staff reject the application of that company."""
    with story.database.unit_of_work() as session:
        theirs = session.scalars(
            sa.select(Sponsorship).join(Sponsorship.sponsor).where(Sponsor.name == name)
        ).one()
        rejecting.reject(
            session, theirs, reason="No.", foundation=story.foundation, at=story.now, by=STAFF
        )
    story.work()


def full(story: Story) -> None:
    """Hare has the only place of Partner; Fox and Owl wait for one."""
    limit(story)
    assert outcome_of(story, name="Hare") == "in"
    for name in ("Fox", "Owl"):
        join(story, name)


def test_a_place_that_comes_back_is_the_first_ones_and_nobody_elses(story: Story) -> None:
    full(story)
    assert line(story) == ["Fox waiting", "Owl waiting"]
    assert story.subjects()[-1] == "You are on the waiting list for a place in the tier Partner"

    decline(story, "Hare")

    assert line(story) == ["Fox offered", "Owl waiting"]
    assert story.subjects()[-1] == (
        "Your turn: a place in the tier Partner, kept for you until 9 March 2026"
    )
    assert story.recipients()[-1] == "Ada Fox <ada@fox.example>"
    assert (left(story, "Partner"), counted(story)) == ([0], "0 taken, 1 kept, 1 rows")
    assert outcome_of(story, name="Badger") == "tier_full"
    fox = entry_of(story, "Fox")
    assert outcome_of(story, name="Fox", form_key=fox.form_key) == "in"
    assert line(story) == ["Fox served", "Owl waiting"]
    assert counted(story) == "1 taken, 0 kept, 0 rows"


def entry_of(story: Story, company: str) -> WaitingEntry:
    with story.database.reading() as session:
        return session.scalars(
            sa.select(WaitingEntry)
            .where(WaitingEntry.company == company)
            .order_by(WaitingEntry.id.desc())
            .limit(1)
        ).one()


def test_who_lets_the_time_pass_is_told_and_the_next_one_gets_it(story: Story) -> None:
    full(story)
    decline(story, "Hare")
    story.pass_time(days=7, hours=9)
    assert outcome_of(story, name="Badger") == "tier_full"  # it belongs to the line all the same

    strike(story)

    assert line(story) == ["Fox missed", "Owl offered"]
    assert story.subjects()[-2:] == [
        "Your turn is over: a place in the tier Partner",
        "Your turn: a place in the tier Partner, kept for you until 17 March 2026",
    ]
    join(story, "Fox")
    assert line(story) == ["Fox missed", "Owl offered", "Fox waiting"]
    with story.database.unit_of_work() as session:
        waiting.leave(session, queries.get(session, 2), at=story.now, by=STAFF)
    story.work()
    assert line(story) == ["Fox missed", "Owl declined", "Fox offered"]


def test_a_kept_place_that_lapses_goes_to_the_line(story: Story) -> None:
    limit(story)
    save(story)
    join(story, "Owl")
    story.pass_time(days=8)
    assert (left(story, "Partner"), outcome_of(story, name="Badger")) == ([0], "tier_full")
    save(story, "another-form-of-nobody--", email="badger@badger.example")
    assert kept(story, "another-form-of-nobody--") == []

    strike(story)

    assert line(story) == ["Owl offered"]
    assert outcome_of(story, name="Fox", form_key=FOX) == "tier_full"


def test_more_places_reach_as_many_as_wait_and_the_rest_is_for_everybody(story: Story) -> None:
    full(story)
    limit(story, partner=4)
    assert left(story, "Partner") == [1]
    assert outcome_of(story, name="Badger") == "in"

    strike(story)

    assert line(story) == ["Fox offered", "Owl offered"]
    assert (left(story, "Partner"), outcome_of(story, name="Crow")) == ([0], "tier_full")


def test_a_benefit_is_waited_for_like_a_tier(story: Story) -> None:
    lanyards = limit(story, partner=None)
    assert outcome_of(story, name="Hare", add_on_ids=(lanyards,)) == "in"
    join(story, "Owl", benefit="Lanyards")
    decline(story, "Hare")

    owl = entry_of(story, "Owl")
    assert story.subjects()[-1].startswith("Your turn: Lanyards")
    assert outcome_of(story, name="Crow", add_on_ids=(lanyards,)) == "benefit_taken"
    assert outcome_of(story, name="Crow") == "in"
    assert outcome_of(story, name="Owl", form_key=owl.form_key, add_on_ids=(lanyards,)) == "in"


def test_an_address_stands_in_a_line_once_and_nobody_waits_for_what_can_be_had(
    story: Story,
) -> None:
    full(story)
    letters = len(story.subjects())
    assert join(story, "Fox").id == 1
    assert (line(story), len(story.subjects())) == (["Fox waiting", "Owl waiting"], letters)
    limit(story, partner=9)
    with pytest.raises(NobodyWaitsForIt, match="Partner can be had"):
        join(story, "Badger")
    for wrong in ({"company": " "}, {"name": "a\nb"}, {"email": "nobody"}, {"company": "x" * 201}):
        with pytest.raises(Invalid):
            Waiter(**{"company": "Fox", "name": "Ada", "email": "ada@fox.example"} | wrong)


def test_staff_take_somebody_out_with_a_reason_and_closing_the_year_ends_the_line(
    story: Story,
) -> None:
    full(story)
    with story.database.unit_of_work() as session:
        entry = queries.get(session, 1)
        with pytest.raises(Invalid):
            lines.take_out(session, entry, reason=" ", foundation=story.foundation, at=story.now,
                           by=STAFF)  # fmt: skip
        lines.take_out(session, entry, reason="They asked us to.", foundation=story.foundation,
                       at=story.now, by=STAFF)  # fmt: skip
        with pytest.raises(WrongState):
            waiting.leave(session, entry, at=story.now, by=STAFF)
    with story.database.unit_of_work() as session:
        year = session.scalars(sa.select(ProgramYear)).one()
        close_year(session, year, at=story.now, by=STAFF)
        lines.close_lines(session, year, foundation=story.foundation, at=story.now, by=STAFF)
    story.work()

    assert line(story) == ["Fox removed", "Owl closed"]
    assert (
        story.subjects()[-2:]
        == ["You are no longer on the waiting list: a place in the tier Partner"] * 2
    )
    with story.database.reading() as session:
        [move] = history(session, queries.get(session, 1))
    assert (move.verb, move.by, move.reason) == ("removed", str(STAFF), "They asked us to.")


def test_who_waited_is_forgotten_sixty_days_after_it_ended(story: Story) -> None:
    full(story)
    with story.database.unit_of_work() as session:
        waiting.leave(session, queries.get(session, 1), at=story.now, by=STAFF)
    story.pass_time(days=60)

    working.handlers(story.wiring, clock=lambda: story.now)[timetable.FORGET_OLD]({})

    assert line(story) == [" declined", "Owl waiting"]
    assert story.now - timedelta(days=60) == entry_of(story, "").ended_at
