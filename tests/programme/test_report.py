"""The report to a sponsor: the same facts as a page and on paper, and what was sent stays as it was."""

from __future__ import annotations

import json

from sponsorship.clock import utc_now
from sponsorship.fulfilment import delivering, vouchers
from sponsorship.fulfilment.delivering import Shown
from sponsorship.sponsorships.models import PromisedBenefit
from sponsorship.tiers.models import Benefit
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.programme.assets import POSTS, agreed
from tests.programme.conftest import Public
from tests.programme.test_fulfilment import promise_of
from tests.stories.telling import STAFF

TODAY = utc_now().date()


def test_a_report_tells_what_was_promised_delivered_and_shown(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    story = office.story
    sponsorship = agreed(story, TODAY)
    passes, posts = promise_of(story, sponsorship), promise_of(story, sponsorship, POSTS)
    with story.database.unit_of_work() as session:
        held = session.get_one(PromisedBenefit, passes.id)
        benefit = session.get_one(Benefit, passes.benefit_id)
        vouchers.add(session, benefit, vouchers.rows("ABC, 3"), at=story.now, by=STAFF)
        vouchers.issue(session, held, at=story.now)
        vouchers.count_used(session, benefit, vouchers.rows("ABC, 2"))
        shown = Shown(note="Everybody came.", figure="2 talks given")
        delivering.deliver(session, held, shown, at=story.now, by=STAFF)
        other = session.get_one(PromisedBenefit, posts.id)
        delivering.waive(session, other, reason="You have no jobs.", at=story.now, by=STAFF)
    theirs = f"/sponsors/applications/{sponsorship.public_token}"
    page = public(f"{theirs}/report").text
    for text in (
        "1 of 5</strong>",
        "Everybody came.",
        "2 talks given",
        "2 of 3 codes used",
        "You have no jobs.",
    ):
        assert text in page, text
    printed = json.loads(public(f"{theirs}/report.pdf").content.split(b"\n")[1])["content"]
    [line] = [one for one in printed["lines"] if one["name"] == passes.name]
    assert (line["quantity"], line["state"]) == ("3", "delivered")
    assert line["figures"] == ["2 talks given", "2 of 3 codes used"]
    desk = f"/admin/desk/fulfilment/{sponsorship.id}"
    sent = sumana.act(f"{desk}/report")
    assert told(sumana.get(sent.headers["location"])) == "The report goes to Fox & Hedgehog Ltd."
    [letter] = office.letters("sponsor_report")
    assert (letter.recipient_email, len(letter.attachments)) == ("rosa@foxhedgehog.example", 1)
    assert (letter.context["delivered"], letter.about) == (1, f"sponsorship:{sponsorship.id}")


def test_there_is_nothing_to_report_before_the_approval(office: Desks, public: Public) -> None:
    waiting = office.story.apply()
    assert public(f"/sponsors/applications/{waiting.public_token}/report").status_code == 409
