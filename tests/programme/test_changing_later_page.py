"""The portal's page on which a sponsor adds something, and the desk that decides about it."""

from __future__ import annotations

from typing import Any

import pytest

from sponsorship.contracts import queries as agreements
from sponsorship.sponsorships.models import Sponsorship
from tests.admin_app.desks.desks import Desks, told
from tests.programme.conftest import Public
from tests.programme.test_changing import numbers, promised, taken
from tests.programme.test_changing_later import again, ask, bills
from tests.programme.test_portal import HOME, Show, Visit, rosa_in, visit

__all__ = ["visit"]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What differs between engines is tested beside this, without pages."""
    return sqlite_url


def add_page(sponsorship: Sponsorship) -> str:
    return f"{HOME}/{sponsorship.sponsor_id}/sponsorships/{sponsorship.id}/add"


def test_a_sponsor_adds_to_its_sponsorship_and_staff_agree(
    office: Desks, public: Public, visit: Visit, shown: Show
) -> None:
    story, ada = office.story, office.staff()
    ours = shown()
    has, page = numbers(story), add_page(ours)
    rosa_in(visit)
    assert f'{page}">Add to your sponsorship' in visit.page(f"{HOME}/{ours.sponsor_id}").text
    nothing = visit.send(page)
    assert (nothing.status_code, "Please choose what you would like" in nothing.text) == (422, True)
    chosen: Any = {
        f"pieces_{has['Lanyards']}": "1",
        f"pieces_{has['Extra conference passes']}": "2",
    }
    assert visit.send(page, **chosen).headers["location"] == page
    waits = visit.page(page).text
    assert "Lanyards, Extra conference passes × 2" in waits
    assert "Cannot be had together with “Lanyards”." in waits

    assert "Addition A-" in ada.get("/admin").text
    queue = ada.get("/admin/desk/supplements").text
    assert "$14,000.00" in queue
    desk = "/admin/desk/supplements/1"
    ada.act(f"{desk}/approve", agreed_price="13000.00")
    with story.database.reading() as session:
        amendment = agreements.of_sponsorship(session, ours.id)[0]
    assert told(ada.get(f"/admin/desk/contracts/{amendment.id}")).startswith("Agreed. Contract")
    assert "the amendment is on its way" in visit.page(page).text
    story.sign(story.send(story.contract(amendment.id)))

    invoice = bills(story, ours)[0]
    assert invoice.number in ada.get(desk).text
    ada.act(f"/admin/desk/invoices/{invoice.id}/void", reason="Another address.")
    ada.act(f"{desk}/invoice")  # a person issues it again
    assert [one.status.value for one in bills(story, ours)] == ["issued", "void"]
    theirs = public(f"/sponsors/applications/{ours.public_token}").text
    assert ("Lanyards" in theirs, "$13,000.00" in theirs) == (True, True)
    assert "Added later" in ada.get(f"/admin/desk/sponsorships/{ours.id}").text
    assert [one.template for one in office.letters("supplement_requested_staff")]


def test_what_was_asked_for_is_taken_back_or_declined_and_strangers_find_nothing(
    office: Desks, visit: Visit, shown: Show
) -> None:
    story, ada = office.story, office.staff()
    ours, theirs = shown(), shown("Juniper Press")
    rosa_in(visit)
    asked = ask(story, ours, Lanyards=1)
    page = add_page(ours)
    foreign = ask(story, theirs, Extra_conference_passes=1)
    assert visit.send(page, step="take_back", supplement=str(foreign.id)).status_code == 404
    assert (
        visit.page(page.replace(f"/sponsorships/{ours.id}/", "/sponsorships/99/")).status_code
        == 404
    )
    assert visit.send(page, step="take_back", supplement=str(asked.id)).status_code == 303
    assert (again(story, asked).status.value, taken(story).get("Lanyards")) == ("withdrawn", None)

    desk = f"/admin/desk/sponsorships/{ours.id}/add"  # they phoned
    piece = f"pieces_{numbers(story)['Lanyards']}"
    ada.act(desk, **{piece: "1", "message": "Rosa called."})
    third = f"/admin/desk/supplements/{foreign.id + 1}"
    assert "its places are kept" in told(ada.get(third))
    ada.act(f"{third}/decline", reason="Ribbons this year.")
    [letter] = office.letters("supplement_declined")
    assert letter.context["reason"] == "Ribbons this year."
    assert "Ribbons this year." in visit.page(page).text
    late = visit.send(page, step="take_back", supplement=str(foreign.id + 1))
    assert (late.status_code, "decided about" in late.text) == (409, True)
    assert ("Lanyards", 1) not in promised(story, ours)
