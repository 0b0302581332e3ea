"""Staff subscribe to the ends of terms, and everybody is told in time."""

from __future__ import annotations

import re
from datetime import date

from icalendar import Calendar

from sponsorship.clock import utc_now
from sponsorship.staff.models import StaffUser
from sponsorship.workflows import expiring
from tests.admin_app.desks.desks import Colleague, Desks
from tests.programme.conftest import Public
from tests.stories.telling import Story

ACCOUNT = "/admin/desk/account"


def address(sumana: Colleague) -> str:
    page = sumana.act(f"{ACCOUNT}/calendar", confirmed="yes").text
    found = re.search(r"(/calendar/[\w-]+\.ics)", page)
    assert found is not None
    return found[1]


def test_a_calendar_address_shows_when_terms_end_and_can_be_renewed_and_ended(
    office: Desks, sumana: Colleague, public: Public
) -> None:
    story = office.story
    last = date(utc_now().year + 1, 3, 31)
    name = "Fox\r\nBEGIN:VEVENT; & Hedgehog".replace("\r\n", " ")
    story.sign(story.send(story.approve(story.apply(name=name), fee="0.00", ends_on=last)))
    story.approve(story.apply(name="Not agreed yet"))
    first = address(sumana)
    answer = public(first)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == last
    assert str(event["summary"]) == f"Last day: {name}, Partner"

    second = address(sumana)
    assert (public(first).status_code, public(second).status_code) == (404, 200)
    with story.database.unit_of_work() as session:
        member = session.query(StaffUser).filter(StaffUser.name == "Sumana Rao").one()
        member.is_active = False
    assert public(second).status_code == 404
    with story.database.unit_of_work() as session:
        session.query(StaffUser).filter(StaffUser.name == "Sumana Rao").one().is_active = True
    sumana.press(ACCOUNT, f"{ACCOUNT}/calendar/end")
    assert public(second).status_code == 404
    assert second not in str([note.changes for note in office.notes("opened_calendar")])


def test_sponsor_and_office_are_told_before_a_term_ends(story: Story) -> None:
    story.sign(story.send(story.approve(story.apply(), fee="0.00", ends_on=date(2026, 5, 31))))

    def told() -> int:
        return expiring.remind_ending(story.database, foundation=story.foundation, at=story.now)

    days = {}
    for _ in range(92):
        if letters := told():
            days[(date(2026, 5, 31) - story.now.date()).days] = letters
            assert told() == 0
        story.pass_time(days=1)
    assert days == {60: 2, 14: 2}
    story.work()
    assert story.subjects()[-2:] == [
        "Your sponsorship ends on 31 May 2026",
        "Fox & Hedgehog Ltd: the sponsorship ends on 31 May 2026",
    ]
