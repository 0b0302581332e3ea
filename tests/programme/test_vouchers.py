"""Voucher codes: brought in once, issued by what is owed and never twice, counted as they are used."""

from __future__ import annotations

import pytest

from sponsorship.clock import utc_now
from sponsorship.errors import Invalid
from sponsorship.fulfilment import delivering, vouchers
from sponsorship.sponsorships.models import PromisedBenefit
from sponsorship.tiers.models import Benefit
from tests.admin_app.desks.desks import Colleague, Desks, told
from tests.programme.assets import agreed
from tests.programme.conftest import Public
from tests.programme.test_fulfilment import promise_of
from tests.stories.telling import STAFF

TODAY = utc_now().date()


def test_codes_are_issued_by_what_is_owed_and_never_twice(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    story = office.story
    fox, juniper = agreed(story, TODAY), agreed(story, TODAY, name="Juniper Press")
    ours, theirs = promise_of(story, fox), promise_of(story, juniper)
    page = f"/admin/desk/vouchers/{ours.benefit_id}"

    def tell(path: str, **typed: str) -> str:
        answer = sumana.act(f"{page}/{path}", **typed)
        shown = sumana.get(answer.headers["location"]) if answer.status_code == 303 else answer
        return told(shown)

    assert ours.owed == theirs.owed == 3
    assert tell("add", codes="FOX-A\nFOX-B, 2\n\nBIG, 9") == "3 codes are new."
    assert tell("add", codes="FOX-A\nFOX-C") == "1 codes are new, 1 were there already."
    assert tell("add", codes="with blank").startswith("Line 1: a code has 3 to 64 plain letters")
    # Three for us; one is left for them, because the big one is for more than they are owed.
    assert tell("issue") == "3 codes are issued; 2 are missing: bring codes in or make some."
    assert tell("issue") == "Nothing was to be issued; 2 are missing: bring codes in or make some."
    assert tell("make", number="2", prefix="JUN-") == "2 codes are made."
    assert tell("issue") == "2 codes are issued."
    assert [one.recipient_email for one in office.letters("vouchers_issued")] == [
        "rosa@foxhedgehog.example"
    ] * 3
    assert tell("used", codes="FOX-B, 1") == "1 codes are counted anew."
    assert tell("used", codes="FOX-B, 3") == "FOX-B is good for 2, not 3."
    assert tell("used", codes="BIG, 1") == "BIG was not issued to anybody."
    seen = public(f"/sponsors/applications/{fox.public_token}").text
    assert ("<code>FOX-B</code> <small>1 of 2 used" in seen, "JUN-" in seen) == (True, False)
    assert tell("forget") == "1 codes are forgotten."
    assert "5 kept, 5 issued" not in sumana.get(page).text
    assert "6 kept, 6 issued, 0 free, 1 used." in sumana.get(page).text


def test_what_was_waived_or_adjusted_is_issued_accordingly(office: Desks) -> None:
    story = office.story
    sponsorship = agreed(story, TODAY)
    promise = promise_of(story, sponsorship)
    with story.database.unit_of_work() as session:
        held = session.get_one(PromisedBenefit, promise.id)
        benefit = session.get_one(Benefit, promise.benefit_id)
        vouchers.add(session, benefit, vouchers.made("", 9), at=story.now, by=STAFF)
        delivering.adjust(session, held, quantity=1, reason="Two stay at home.")
        assert len(vouchers.issue(session, held, at=story.now)) == 1
        delivering.adjust(session, held, quantity=4, reason="They come after all.")
        assert len(vouchers.issue(session, held, at=story.now)) == 3
        delivering.adjust(session, held, quantity=0, reason="Nobody comes.")
        assert vouchers.issue(session, held, at=story.now) == []
        delivering.waive(session, held, reason="Nobody comes.", at=story.now, by=STAFF)
        [holding] = vouchers.holdings(session, benefit)
        assert (holding.owed, holding.issued, holding.left) == (0, 4, 4)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Please paste one code on each line."),
        ("AB", "Line 1: a code has 3 to 64"),
        ("ABC,many", "Line 1: behind the comma stands a whole number."),
        ("ABC", "Line 1: a number is missing"),
    ],
)
def test_what_is_pasted_is_refused_by_its_line(text: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        vouchers.rows(text)
