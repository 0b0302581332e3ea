"""The page on which a company changes its application, and what staff see of it."""

from __future__ import annotations

from typing import Any

import pytest

from sponsorship.errors import Stale
from sponsorship.lifecycle import WrongState, history
from sponsorship.sponsorships import queries as applied
from tests.admin_app.desks.desks import Desks, told
from tests.programme.conftest import Public
from tests.programme.test_changing import amend, numbers, promised, taken
from tests.programme.test_portal import Visit, rosa_in, visit

__all__ = ["visit"]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What differs between engines is tested beside this, without pages."""
    return sqlite_url


def test_a_company_changes_its_application_on_its_page_and_keeps_number_and_links(
    office: Desks, public: Public, visit: Visit
) -> None:
    story = office.story
    lanyards, lounge = (numbers(story)[name] for name in ("Lanyards", "Lounge sponsorship"))
    before = story.apply(add_on_ids=(lanyards,))
    page = f"/sponsors/applications/{before.public_token}/change"
    shown = public(page).text
    assert 'value="PO-77"' in shown
    assert f'name="add_ons" value="{lanyards}" data-plain="9000.00" checked' in shown
    chosen: Any = {"tier": "participating", "add_ons": str(lounge), "po_number": "PO-78",
              "message": before.message}  # fmt: skip
    assert "$16,000<" in visit.send(page, look="total", **chosen).text

    rosa_in(visit)
    assert f'{page}">Change the application' in public(f"/portal/sponsor/{before.sponsor_id}").text
    sent = visit.send(page, **chosen)

    assert sent.headers["location"] == f"/sponsors/applications/{before.public_token}"
    after = story.sponsorship(before)
    assert (after.reference, after.tier.slug, after.list_price.plain(), after.po_number) == (
        before.reference, "participating", "16000.00", "PO-78",
    )  # fmt: skip
    assert ("Conference passes", 2) in promised(story, after)
    assert taken(story) == {"Participating": 1, "Lounge sponsorship": 1, "Conference passes": 1}
    with story.database.reading() as session:
        [move] = history(session, after)
    assert (move.verb, move.from_status, move.to_status) == ("amended", "applied", "applied")
    assert move.reason == (
        "Tier: Partner → Participating; Additions: Lanyards → Lounge sponsorship;"
        " Price: $20,000.00 → $16,000.00; PO number: PO-77 → PO-78"
    )
    [theirs], [ours] = office.letters("application_changed"), office.letters("sponsor_changed")
    assert theirs.recipient_email == "rosa@foxhedgehog.example"
    assert [one["label"] for one in ours.context["changes"]] == [
        "Tier", "Additions", "Price", "PO number",
    ]  # fmt: skip
    assert ours.context["changed_by"] == "Rosa Fox"
    [note] = office.notes("amended_application")
    assert note.changes[f"sponsorship:{before.id}"]["list_price_minor"] == [2_000_000, 1_600_000]
    ada = office.staff()
    assert "changed" in ada.get("/admin/desk/sponsorships").text
    assert "Lanyards → Lounge" in ada.get(f"/admin/desk/sponsorships/{before.id}").text


def test_the_same_form_twice_is_once_and_another_tab_is_told(
    office: Desks, public: Public, visit: Visit
) -> None:
    story = office.story
    before = story.apply()
    page = f"/sponsors/applications/{before.public_token}/change"
    first: Any = {"tier": "visionary", "po_number": "PO-77", "message": before.message}
    stale = before.version
    with story.database.unit_of_work() as session:  # staff write something down meanwhile
        applied.get(session, before.id).po_number = "PO-99"
    refused = visit.send(page, version=str(stale), **first)
    assert (refused.status_code, "changed this application meanwhile" in refused.text) == (
        409,
        True,
    )
    assert "$" in refused.text
    assert story.sponsorship(before).tier.slug == "partner"

    assert len(amend(story, before, "visionary")) == 3
    assert amend(story, before, "visionary", shown=stale) == []  # the same once more
    with pytest.raises(Stale):
        amend(story, before, "partner", shown=stale)
    assert len(office.letters("application_changed")) == 1


def test_what_is_decided_stays_and_staff_who_are_late_are_told(
    office: Desks, public: Public, visit: Visit
) -> None:
    story, ada = office.story, office.staff()
    before = story.apply()
    page = f"/sponsors/applications/{before.public_token}/change"
    desk = f"/admin/desk/sponsorships/{before.id}/approve"
    opened = ada.opened(desk)
    amend(story, before, "visionary")
    late = ada.post(desk, data=opened | {"starts_on": "2026-04-01", "ends_on": "2027-03-31",
                                         "agreed_fee": "11000"})  # fmt: skip
    assert (late.status_code, "meanwhile" in told(late)) == (409, True)

    form = public(page).text
    story.approve(before)
    assert 'name="tier"' in form
    answers = [public(page), public.client.post(page, data={"form_token": "x"})]
    assert [one.status_code for one in answers] == [409, 403]
    assert "cannot be changed any more" in answers[0].text
    with pytest.raises(WrongState):
        amend(story, before, "partner")
    assert f"{page}" not in public(f"/sponsors/applications/{before.public_token}").text
