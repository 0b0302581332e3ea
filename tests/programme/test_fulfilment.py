"""How far each benefit is delivered, what shows it, what presses, and who is reminded of what is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from sponsorship.clock import shown_day, utc_now
from sponsorship.fulfilment import board, delivering
from sponsorship.fulfilment.board import Due, Sought
from sponsorship.fulfilment.delivering import NotOwed, Shown
from sponsorship.lifecycle import WrongState
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import PromisedBenefit, PromiseStatus, Sponsorship
from sponsorship.tiers.models import Benefit
from sponsorship.workflows import reminding, sponsoring
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.programme.assets import PASSES, POSTS, agreed, ask_for, hand_in
from tests.programme.conftest import Public
from tests.stories.telling import STAFF, Story

TODAY = utc_now().date()


def promise_of(story: Story, sponsorship: Sponsorship, name: str = PASSES) -> PromisedBenefit:
    with story.database.reading() as session:
        promised = sponsorships.get(session, sponsorship.id).promised_benefits
        return next(one for one in promised if one.name == name)


def remind(story: Story, day: date) -> int:
    at = story.now.replace(year=day.year, month=day.month, day=day.day)
    return reminding.remind_assets(story.database, foundation=story.foundation, at=at)


def due_letters(office: Desks) -> list[tuple[str, int, list[str]]]:
    """Whom it went to, in how many days it is due, and what."""
    return [
        (one.recipient_email, one.context["days_left"], one.context["assets"])
        for one in office.letters("assets_due")
    ]


def test_case_54_a_sponsor_is_told_in_how_many_days_and_on_which_day(office: Desks) -> None:
    story, due_on = office.story, TODAY + timedelta(days=30)
    ask_for(story, "text", "blurb", due_on=due_on)
    ask_for(story, "image", "banner", due_on=due_on, benefit=POSTS)
    ask_for(story, "text", "later", due_on=due_on + timedelta(days=60))
    agreed(story, TODAY)
    assert remind(story, due_on - timedelta(days=15)) == 0
    assert remind(story, due_on - timedelta(days=14)) == 1
    assert remind(story, due_on - timedelta(days=14)) == 0  # twice on a day is once
    assert remind(story, due_on - timedelta(days=9)) == 0
    assert remind(story, due_on - timedelta(days=6)) == 1  # the seventh was missed
    assert remind(story, due_on) == 1
    assert sorted(due_letters(office)) == [
        ("rosa@foxhedgehog.example", days, ["Banner", "Blurb"]) for days in (0, 6, 14)
    ]
    assert {one.context["due_on"] for one in office.letters("assets_due")} == {due_on.isoformat()}


def test_case_62_nobody_is_reminded_of_what_is_there_or_over(office: Desks, public: Public) -> None:
    story, due_on = office.story, TODAY + timedelta(days=7)
    ask_for(story, "text", "blurb", due_on=due_on)
    done, ended, withdrawn = (agreed(story, TODAY, name=name) for name in ("Acme", "Bolt", "Crux"))
    story.apply(name="Dune")  # not decided yet
    hand_in(public, done, blurb="Here.")
    with story.database.unit_of_work() as session:
        over = sponsorships.get(session, ended.id)
        over.ends_on = due_on - timedelta(days=1)
        sponsoring.withdraw(
            session,
            sponsorships.get(session, withdrawn.id),
            reason="",
            foundation=story.foundation,
            at=story.now,
            by=STAFF,
        )
    assert remind(story, due_on) == 0
    with story.database.unit_of_work() as session:
        sponsorships.get(session, ended.id).ends_on = due_on
    assert remind(story, due_on) == 1


def test_a_benefit_is_promised_worked_on_and_delivered_with_proof(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    story = office.story
    sponsorship = agreed(story, TODAY)
    promise = promise_of(story, sponsorship)
    path = f"/admin/desk/fulfilment/benefits/{promise.id}"
    page = f"/admin/desk/fulfilment/{sponsorship.id}"
    assert sumana.press(page, f"{path}/begin").status_code == 303
    assert (
        told(sumana.act(f"{path}/deliver")) == "Please give a link, a file or a note that shows it."
    )
    bad = sumana.act(f"{path}/deliver", link="javascript:alert(1)")
    assert told(bad).startswith("Please give an address like https://")
    files = {"file": ("list.csv", b"a,b", "text/csv")}
    done = sumana.act(f"{path}/deliver", figure="3 of 3 used", files=files)
    assert told(sumana.get(done.headers["location"])) == "Conference passes is delivered."
    assert office.history(promise) == [
        f"{verb} by {sumana.actor}" for verb in ("begun", "delivered")
    ]
    theirs = f"/sponsors/applications/{sponsorship.public_token}"
    seen = public(theirs).text
    assert ("3 of 3 used" in seen, "delivered" in seen, f"{theirs}/proofs/1/file" in seen) == (
        True, True, True,
    )  # fmt: skip
    assert public(f"{theirs}/proofs/1/file").content == b"a,b"
    other = agreed(story, TODAY, name="Juniper Press")
    assert public(f"/sponsors/applications/{other.public_token}/proofs/1/file").status_code == 404
    again = sumana.act(f"{path}/take-up-again", reason="One badge was wrong.")
    assert again.status_code == 303
    assert "One badge was wrong." in sumana.get(page).text


def test_what_we_are_late_with_stands_on_the_start_page_until_it_is_delivered(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    story = office.story
    by = TODAY - timedelta(days=1)
    with story.database.unit_of_work() as session:
        session.scalars(sa.select(Benefit).where(Benefit.name == PASSES)).one().deliver_by = by
    sponsorship = agreed(story, TODAY)
    promise = promise_of(story, sponsorship)
    path = f"/admin/desk/fulfilment/benefits/{promise.id}"

    assert promise.deliver_by == by
    assert "Late with a benefit" in sumana.get("/admin").text
    assert f"#benefit-{promise.id}" in sumana.get("/admin/desk/fulfilment?due=late").text
    assert (
        f"<small>by {shown_day(by)}</small>"
        in public(f"/sponsors/applications/{sponsorship.public_token}").text
    )

    bad = sumana.act(f"{path}/set-day", deliver_by="2027-02-30")
    assert bad.status_code == 422
    sumana.act(f"{path}/set-day", deliver_by=TODAY.isoformat())
    assert "Late with a benefit" not in sumana.get("/admin").text
    sumana.act(f"{path}/set-day", deliver_by=by.isoformat())
    sumana.act(f"{path}/deliver", note="Sent.")
    assert "Late with a benefit" not in sumana.get("/admin").text


def test_fewer_are_owed_for_a_reason_and_the_contract_keeps_its_number(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    story = office.story
    sponsorship = agreed(story, TODAY)
    promise = promise_of(story, sponsorship)
    path = f"/admin/desk/fulfilment/benefits/{promise.id}"
    assert (
        sumana.act(
            f"{path}/adjust", quantity="7", reason="Two more, for the late hall."
        ).status_code
        == 303
    )
    kept = promise_of(story, sponsorship)
    assert (kept.quantity, kept.owed) == (promise.quantity, 7)
    assert (
        "Two more, for the late hall."
        in public(f"/sponsors/applications/{sponsorship.public_token}").text
    )
    assert sumana.act(f"{path}/waive", reason="They stay at home.").status_code == 303
    with story.database.unit_of_work() as session, pytest.raises(WrongState):
        delivering.begin(
            session, session.get_one(PromisedBenefit, promise.id), at=story.now, by=STAFF
        )
    waiting = promise_of(story, story.apply(name="Juniper Press"))
    with story.database.unit_of_work() as session, pytest.raises(NotOwed):
        delivering.deliver(
            session,
            session.get_one(PromisedBenefit, waiting.id),
            Shown(note="Seen."),
            at=story.now,
            by=STAFF,
        )


def test_the_board_is_narrowed_by_benefit_year_state_and_what_presses(
    office: Desks, sumana: Colleague
) -> None:
    story = office.story
    ask_for(story, "text", "blurb", due_on=TODAY - timedelta(days=1))
    ours, _ = agreed(story, TODAY), agreed(story, TODAY, name="Juniper Press")
    with story.database.unit_of_work() as session:
        begun = session.get_one(PromisedBenefit, promise_of(story, ours).id)
        delivering.begin(session, begun, at=story.now, by=STAFF)
    with story.database.reading() as session:

        def seen(**sought: object) -> list[tuple[str, str]]:
            found = board.lines(session, Sought(**sought), today=TODAY)  # type: ignore[arg-type]
            return [(one.sponsorship.sponsor.name, one.promise.name) for one in found]

        fox, juniper = ("Fox & Hedgehog Ltd", PASSES), ("Juniper Press", PASSES)
        assert seen(benefit=PASSES) == [fox, juniper]
        assert seen(benefit=PASSES, status=PromiseStatus.IN_PROGRESS) == [fox]
        assert seen(due=Due.OVERDUE) == [fox, juniper]
        assert seen(year=1999) == []
        assert seen(due=Due.ENDING) == []
        assert seen(benefit=PASSES, sponsor="JUNI") == [juniper]
    page = sumana.get(f"/admin/desk/fulfilment?benefit={PASSES}&by=sponsor&due=overdue").text
    assert (
        "<h2>Juniper Press" in page,
        POSTS in page.partition('class="toolbar')[2].partition("</form>")[2],
    ) == (True, False)
    assert sumana.get("/admin/desk/fulfilment?year=x&status=y&due=z").status_code == 200
