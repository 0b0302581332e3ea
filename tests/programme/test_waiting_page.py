"""The pages of a waiting list: for who comes by, for a sponsor that we know, and for staff."""

from __future__ import annotations

import re

import sqlalchemy as sa

from sponsorship.places.models import KeptPlace, WaitingEntry
from sponsorship.sponsorships.models import Sponsor, Sponsorship
from tests.admin_app.desks.desks import Colleague, Desks
from tests.admin_app.public.company import ANSWERS, logo
from tests.admin_app.public.visitor import words
from tests.programme.places import limit, outcome_of, save
from tests.programme.test_portal import Show, Visit, next_year, rosa_in, visit
from tests.programme.test_waiting import decline, line

__all__ = ["visit"]

HOME, DESK = "/sponsors/waiting", "/admin/desk/waiting"
OWL = {"company": "Owl", "name": "Olga Owl", "email": "olga@owl.example"}


def full(office: Desks) -> None:
    """Hare has the only place of Partner."""
    limit(office.story)
    assert outcome_of(office.story, name="Hare") == "in"


def link_of(office: Desks, number: int = -1) -> str:
    """The personal link in the last letter, or in another."""
    plain = office.story.transport.sent[number].get_body(("plain",))
    assert plain is not None
    return str(re.findall(rf"{HOME}/[\w-]{{32}}", plain.get_content())[0])


def test_who_comes_too_late_joins_and_applies_by_the_letter_that_says_it_is_their_turn(
    office: Desks, visit: Visit
) -> None:
    full(office)
    tiers = visit.page("/sponsors/tiers")
    assert "All places taken: waiting list" in words(tiers)
    assert f'href="{HOME}?tier=partner"' in tiers.text
    assert "Tell me when Partner has a place" in words(visit.page("/sponsors/apply?tier=partner"))

    for _ in range(2):  # the same answer, one entry, one letter
        answer = visit.send(f"{HOME}?tier=partner", HOME, None, **OWL)
        assert answer.headers["location"] == "/sponsors/tiers"
    office.story.work()
    assert line(office.story) == ["Owl waiting"]
    assert office.story.recipients()[-1] == "Olga Owl <olga@owl.example>"
    link = link_of(office)
    assert "You are next" in words(visit.page(link))

    decline(office.story, "Hare")
    form = visit.page(link)
    assert "Kept for you until the end of" in words(form)
    assert "No thanks, give it to the next" in words(form)
    assert re.search(r'value="partner"[^>]* checked', form.text)
    sent = visit.send(link, "/sponsors/apply", files={"logo": logo()}, **ANSWERS)
    assert str(sent.headers["location"]).startswith("/sponsors/applications/")
    assert line(office.story) == ["Owl served"]
    assert "You have applied with it" in words(visit.page(link))


def test_no_thanks_and_once_more_at_the_end(office: Desks, visit: Visit) -> None:
    full(office)
    visit.send(f"{HOME}?tier=partner", HOME, None, **OWL)
    office.story.work()
    link = link_of(office)

    assert visit.send(f"{link}/leave").headers["location"] == link
    forged = visit.public.client.post(f"{link}/leave", data={"reason": "none"})
    assert forged.status_code == 403
    assert "You left the waiting list" in words(visit.page(link))
    again = visit.send(link, f"{link}/again").headers["location"]
    assert again != link
    assert line(office.story) == ["Owl declined", "Owl waiting"]


def test_what_is_no_person_with_an_address_stands_in_no_line(office: Desks, visit: Visit) -> None:
    full(office)
    for changed, status in (
        ({"email": "nobody"}, 422),
        ({"email": "eve@x.example\nBcc: all@x.example"}, 422),
        ({"company": ""}, 422),
        ({"name": "x" * 900}, 422),
        ({"leave_empty": "a program"}, 409),
    ):
        answer = visit.send(f"{HOME}?tier=partner", HOME, None, **OWL | changed)
        assert answer.status_code == status
        assert ("Olga Owl" in answer.text) is ("name" not in changed)  # nothing typed is lost
    assert line(office.story) == []


def test_nobody_waits_for_what_is_not_there_or_can_be_had(office: Desks, visit: Visit) -> None:
    markup = "<script>alert(1)</script>"
    for asked in ("", "?tier=none", "?benefit=0", "?benefit=1'", f"?tier={markup}"):
        assert visit.page(HOME + asked).status_code == 404
    assert visit.page(f"{HOME}?tier=partner").headers["location"] == "/sponsors/apply?tier=partner"
    assert visit.page(f"{HOME}/{'x' * 32}").status_code == 404
    full(office)
    visit.send(f"{HOME}?tier=partner", HOME, None, **OWL | {"company": markup})
    office.story.work()
    assert markup not in visit.page(link_of(office)).text


def test_a_sponsor_waits_at_its_portal_and_renews_with_the_place(
    office: Desks, visit: Visit, shown: Show
) -> None:
    shown()
    next_year(office.story)
    limit(office.story)
    assert outcome_of(office.story, name="Hare") == "in"
    rosa_in(visit)
    [number] = _all(office, sa.select(Sponsor.id).where(Sponsor.name.like("Fox%")))
    renewal = f"/portal/sponsor/{number}/renew"
    assert "let us tell you when one is free" in words(visit.page(renewal))

    visit.send(renewal, f"/portal/sponsor/{number}/waiting")
    office.story.work()
    assert "You are on the waiting list for this tier, and next" in words(visit.page(renewal))
    decline(office.story, "Hare")
    turn = visit.page(link_of(office))
    assert f'href="{renewal}?tier=partner"' in turn.text
    sent = visit.send(f"{renewal}?tier=partner", renewal)

    assert sent.status_code == 303
    assert line(office.story) == ["Fox & Hedgehog Ltd served"]
    assert _all(office, sa.select(KeptPlace.id)) == []
    assert len(_all(office, sa.select(Sponsorship.id).where(Sponsorship.sponsor_id == number))) == 2


def _all(office: Desks, asked: sa.Executable) -> list[int]:
    with office.story.database.reading() as session:
        return list(session.scalars(asked))


def test_staff_see_the_lines_add_somebody_take_somebody_out_and_let_places_go(
    office: Desks, sumana: Colleague
) -> None:
    full(office)
    [tier] = _all(office, sa.text("SELECT id FROM tier WHERE slug = 'partner'"))
    sumana.act(f"{DESK}/add", wanted=f"tier:{tier}", **OWL)
    assert line(office.story) == ["Owl waiting"]
    save(office.story, tier="visionary", email="fox@fox.example")
    page = words(sumana.get(DESK))
    assert "Owl" in page
    assert "Tier Visionary" in page
    assert "fox@fox.example" in page

    sumana.act(f"{DESK}/1/take-out", reason="They asked us to.")
    [kept] = _all(office, sa.select(KeptPlace.id))
    sumana.act(f"{DESK}/kept/{kept}/let-go")
    office.story.work()

    assert line(office.story) == ["Owl removed"]
    assert office.story.subjects()[-1].startswith("You are no longer on the waiting list")
    assert _all(office, sa.select(KeptPlace.id)) == []
    assert "They asked us to." in words(sumana.get(f"{DESK}/1"))
    assert [note.subject for note in office.notes("took_off_waiting_list")] == ["waiting_entry:1"]
    assert len(_all(office, sa.select(WaitingEntry.id))) == 1
