"""Staff prepare next year at the desk, and everybody reads its price list."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from sponsorship.money import Money
from sponsorship.staff.permissions import StaffRole
from sponsorship.tiers.models import Benefit, ProgramYear, Tier
from tests.admin_app.desks.conftest import ada, desks
from tests.admin_app.desks.desks import Colleague, Desks, told

YEARS = "/admin/desk/years"
NEXT = {
    "year": "2027",
    "title": "Programme 2027",
    "starts_on": "2027-01-01",
    "ends_on": "2027-12-31",
}


__all__ = ["ada", "desks"]


def named(desks: Desks, model: type[Benefit | Tier], name: str, year: int = 2026) -> int:
    with desks.story.database.reading() as session:
        return session.scalars(
            sa.select(model.id)
            .join(ProgramYear, ProgramYear.id == model.program_year_id)
            .where(model.name == name, ProgramYear.year == year)
        ).one()


def test_next_year_is_copied_changed_compared_and_previewed(desks: Desks, ada: Colleague) -> None:
    copied = ada.act(f"{YEARS}/1/copy", **NEXT)
    assert copied.headers["location"] == f"{YEARS}/2"
    again = ada.act(f"{YEARS}/1/copy", **NEXT)
    assert (again.status_code, told(again)) == (409, "There is a programme for 2027 already.")

    partner = named(desks, Tier, "Partner", 2027)
    page = ada.get(f"{YEARS}/tiers/{partner}/change").text
    assert 'value="11000.00"' in page
    ada.act(
        f"{YEARS}/tiers/{partner}/change",
        name="Partner", list_price="12000", logo_width="225", held_until="full_payment",
    )  # fmt: skip
    passes = named(desks, Benefit, "Conference passes", 2027)
    refused = ada.act(f"{YEARS}/tiers/{partner}/inclusions", **{f"benefit_{passes}": "many"})
    assert told(refused) == "Begin with a number, like 3, or 3 booths."
    ada.act(
        f"{YEARS}/tiers/{partner}/inclusions",
        **{f"benefit_{passes}": "4 for all days", f"benefit_{passes - 9}": "1"},
    )

    changes = ada.get(f"{YEARS}/2/changes").text
    assert "$11,000.00" in changes
    assert "$12,000.00" in changes
    assert "Partner for all days" in changes
    preview = ada.get(f"{YEARS}/2/preview").text
    assert "Only staff see this page" in preview
    assert "for all days" in preview
    assert "/sponsors/apply?tier=" not in preview
    [note] = desks.notes("changed_tier")
    assert note.changes[f"tier:{partner}"]["list_price_minor"] == [1_100_000, 1_200_000]
    assert "the whole fee is paid" in changes


def test_a_benefit_is_changed_and_excludes_another(desks: Desks, ada: Colleague) -> None:
    extra = named(desks, Benefit, "Extra conference passes")
    lanyards = named(desks, Benefit, "Lanyards")
    facts = {"name": "Five more passes", "program": "Conference", "add_on_price": "2600"}
    ada.act(
        f"{YEARS}/benefits/{extra}/change",
        **facts,
        conflicts=str(lanyards),
        is_new="yes",
        deliver_by="2026-09-30",
    )
    with desks.story.database.reading() as session:
        benefit = session.get_one(Benefit, extra)
        assert (benefit.name, benefit.add_on_price, benefit.is_new) == (
            "Five more passes",
            Money(260_000, "USD"),
            True,
        )
        assert benefit.deliver_by == date(2026, 9, 30)
    assert ada.get(f"{YEARS}/1").text.count("Five more passes") >= 2, "in its row and in Lanyards'"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"add_on_price": ""}, "No tier includes it: give it a price of its own."),
        ({"stand_alone_price": "5"},
         "A benefit stands alone or is added to a tier. For both, make two benefits."),
        ({"program": "Elsewhere"}, "Please choose one of the programmes."),
        ({"internal_value": "-1"}, "Please give the amount as a plain number, like 25.00."),
        ({"name": " "}, "Please give the benefit a name."),
        ({"capacity": "0"}, "It is promised once already."),
    ],
)  # fmt: skip
def test_a_benefit_that_breaks_a_rule_is_not_changed(
    desks: Desks, ada: Colleague, wrong: dict[str, str], sentence: str
) -> None:
    lanyards = named(desks, Benefit, "Lanyards")
    desks.story.apply(add_on_ids=(lanyards,))
    facts = {"name": "Lanyards", "program": "Conference", "add_on_price": "9000"}
    answer = ada.act(f"{YEARS}/benefits/{lanyards}/change", **(facts | wrong))
    assert (answer.status_code, told(answer)) == (422, sentence)


def test_programmes_are_named_described_and_put_in_order(desks: Desks, ada: Colleague) -> None:
    home = "/admin/desk/programs"
    ada.act(f"{home}/add", name="Outreach", description="Workshops everywhere.")
    ada.press(home, f"{home}/5/up")
    shown = ada.get(home).text
    assert shown.index("Outreach") < shown.index("Conference</th>")
    again = ada.act(f"{home}/add", name="Outreach", description="")
    assert told(again) == "There is a programme of this name already."


def test_whoever_may_only_look_changes_no_catalogue(desks: Desks) -> None:
    vera = desks.staff("Vera Lind", StaffRole.VIEWER)
    assert vera.get(f"{YEARS}/1").status_code == 200
    assert vera.get(f"{YEARS}/1/copy").status_code == 403
    assert vera.post(f"{YEARS}/1/copy", data=NEXT).status_code == 403


def test_case_26_others_see_no_draft(desks: Desks, ada: Colleague) -> None:
    ada.act(f"{YEARS}/1/copy", **NEXT)
    stranger = Colleague(desks, "nobody")
    assert stranger.get(f"{YEARS}/2/preview").status_code == 303
    assert "2027" not in stranger.get("/sponsors/tiers").text
    assert ada.get(f"{YEARS}/two/preview").status_code == 404
    assert ada.get(f"{YEARS}/2/changes?since=77").status_code == 404


def test_the_price_list_is_a_file_and_a_feed(desks: Desks, ada: Colleague) -> None:
    stranger = Colleague(desks, "nobody")
    printed = stranger.get("/sponsors/tiers.pdf")
    assert printed.headers["content-type"] == "application/pdf"
    mark = {"if-none-match": printed.headers["etag"]}
    assert stranger.get("/sponsors/tiers.pdf", headers=mark).status_code == 304
    feed = stranger.get("/api/v1/price-list")
    assert [one["slug"] for one in feed.json()["tiers"]][:2] == ["visionary", "sustainability"]

    ada.act(f"{YEARS}/1/close")

    assert stranger.get("/sponsors/tiers.pdf").status_code == 404
    assert stranger.get("/api/v1/price-list").status_code == 404
