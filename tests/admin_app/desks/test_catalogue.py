"""Setting a foundation up: funds, a programme year, its tiers and benefits."""

from __future__ import annotations

from typing import TypeVar

import pytest
import sqlalchemy as sa

from sponsorship.funds.models import Fund, Restriction
from sponsorship.money import Money
from sponsorship.tiers.models import Benefit, ProgramYear, ProgramYearStatus, Tier, TierBenefit
from tests.admin_app.desks.desks import Colleague, Desks, told

Kind = TypeVar("Kind")

FUNDS = "/admin/desk/funds"
YEARS = "/admin/desk/years"
SHOWN = {"held_until": "full_payment"}
LIBRARY = {
    "name": "Library fund",
    "summary": "Books for everybody.",
    "description": "It buys books.",
    "goal": "5000",
    "slug": "library",
    "currency": "eur",
    "purpose": "Buying books.",
}
NEXT = {
    "year": "2031",
    "title": "Programme 2031",
    "introduction": "Welcome.",
    "starts_on": "2031-01-01",
    "ends_on": "2031-12-31",
    "fund": "1",
}


def _one(desks: Desks, model: type[Kind], *conditions: sa.ColumnElement[bool]) -> Kind:
    with desks.story.database.reading() as session:
        return session.scalars(sa.select(model).where(*conditions)).one()


def test_a_fund_is_opened_for_gifts_and_described_anew(desks: Desks, ada: Colleague) -> None:
    answer = ada.act(f"{FUNDS}/add", **LIBRARY)
    fund = _one(desks, Fund, Fund.slug == "library")

    assert answer.headers["location"] == f"{FUNDS}/{fund.id}"
    assert (fund.restriction, fund.purpose) == (Restriction.PURPOSE, "Buying books.")
    assert fund.goal == Money(500_000, "EUR")
    texts = {key: LIBRARY[key] for key in ("summary", "description")}
    ada.act(f"{FUNDS}/{fund.id}/describe", **texts, name="Library", goal="")
    fund = _one(desks, Fund, Fund.slug == "library")
    assert (fund.name, fund.goal) == ("Library", None)
    assert desks.notes("described_fund")[0].changes[f"fund:{fund.id}"]["name"] == [
        "Library fund",
        "Library",
    ]


def test_a_fund_stops_taking_gifts_and_takes_them_again(desks: Desks, ada: Colleague) -> None:
    ada.act(f"{FUNDS}/2/stop")
    assert not _one(desks, Fund, Fund.id == 2).accepts_gifts
    assert "closed" in ada.get(FUNDS).text

    ada.press(f"{FUNDS}/2", f"{FUNDS}/2/resume")
    assert _one(desks, Fund, Fund.id == 2).accepts_gifts


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"slug": "general"}, 409, "There is a fund with the address /funds/general already."),
        (
            {"slug": "My Fund"},
            422,
            "An address is made of small letters, digits and single hyphens.",
        ),
        ({"currency": "zzz"}, 422, "This currency is not one that we know."),
        ({"goal": "0"}, 422, "A goal is above zero. Leave it empty if there is none."),
        ({"summary": " "}, 422, "Please give one sentence about the fund."),
    ],
)
def test_a_fund_that_breaks_a_rule_is_not_opened(
    desks: Desks, ada: Colleague, wrong: dict[str, str], status: int, sentence: str
) -> None:
    answer = ada.act(f"{FUNDS}/add", **(LIBRARY | wrong))

    assert (answer.status_code, told(answer)) == (status, sentence)
    assert desks.story.count(Fund) == 2


def test_a_programme_year_is_prepared_and_opened_after_the_last_one_closed(
    desks: Desks, ada: Colleague
) -> None:
    ada.act(f"{YEARS}/add", **NEXT)
    year = _one(desks, ProgramYear, ProgramYear.year == 2031)
    home = f"{YEARS}/{year.id}"
    nothing = ada.act(f"{home}/open")
    ada.act(f"{home}/tiers/add", name="Grand Partner", list_price="9000", capacity="3", **SHOWN)
    tier = _one(desks, Tier, Tier.program_year_id == year.id)
    ada.act(
        f"{home}/benefits/add", name="Booth", program="Conference", tiers=str(tier.id),
        add_on_price="500", placements="pycon/sponsors",
    )  # fmt: skip
    refused = ada.act(f"{home}/open")
    last = _one(desks, ProgramYear, ProgramYear.year == 2026)
    ada.act(f"{YEARS}/{last.id}/close")
    ada.act(f"{home}/open")

    assert told(nothing).startswith("Close “Sponsorship Programme 2026” first")
    assert told(refused) == told(nothing)
    assert (tier.slug, tier.list_price, tier.capacity) == (
        "grand-partner",
        Money(900_000, "USD"),
        3,
    )
    benefit = _one(desks, Benefit, Benefit.program_year_id == year.id)
    assert benefit.add_on_price == Money(50_000, "USD")
    assert _one(desks, TierBenefit, TierBenefit.benefit_id == benefit.id).tier_id == tier.id
    year = _one(desks, ProgramYear, ProgramYear.year == 2031)
    assert year.status is ProgramYearStatus.OPEN
    assert "Booth" in ada.get("/sponsors/tiers").text


def test_a_year_without_tiers_is_not_opened(desks: Desks, ada: Colleague) -> None:
    ada.act(f"{YEARS}/1/close")
    ada.act(f"{YEARS}/add", **NEXT)

    answer = ada.act(f"{YEARS}/2/open")

    assert told(answer) == "Add a tier first: companies would find nothing to apply for."


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"year": "2026"}, 409, "There is a programme for 2026 already."),
        ({"year": "20"}, 422, "Please give a year from 2000 to 2100."),
        ({"title": " "}, 422, "Please give a title."),
        ({"ends_on": "2030-01-01"}, 422, "The last day cannot be before the first day."),
        ({"fund": "77"}, 422, "Please choose the fund that the fees go to."),
    ],
)
def test_a_year_that_breaks_a_rule_is_not_prepared(
    desks: Desks, ada: Colleague, wrong: dict[str, str], status: int, sentence: str
) -> None:
    answer = ada.act(f"{YEARS}/add", **(NEXT | wrong))

    assert (answer.status_code, told(answer)) == (status, sentence)
    assert desks.story.count(ProgramYear) == 1


def test_a_tier_never_has_fewer_places_than_are_taken(desks: Desks, ada: Colleague) -> None:
    desks.story.apply(tier_slug="partner")
    tier = _one(desks, Tier, Tier.slug == "partner")
    path = f"{YEARS}/tiers/{tier.id}/change"

    refused = ada.act(path, name="Partner", list_price="12000", capacity="0", **SHOWN)
    ada.act(path, name="Partner", list_price="12000", capacity="1", **SHOWN)

    assert told(refused) == "1 places are taken already."
    tier = _one(desks, Tier, Tier.slug == "partner")
    assert (tier.list_price, tier.capacity) == (Money(1_200_000, "USD"), 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " ", "list_price": "5"}, "Please give a name."),
        ({"name": "Partner", "list_price": "5"}, "There is a tier of this name already."),
        (
            {"name": "New", "list_price": "-5"},
            "Please give the amount as a plain number, like 25.00.",
        ),
    ],
)
def test_a_tier_that_breaks_a_rule_is_not_added(
    desks: Desks, ada: Colleague, fields: dict[str, str], sentence: str
) -> None:
    answer = ada.act(f"{YEARS}/1/tiers/add", **SHOWN | fields)

    assert (answer.status_code, told(answer)) == (422, sentence)
    assert desks.story.count(Tier) == 9


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"name": "X", "program": "Y"},
            "Choose a tier that includes it, or give it a price of its own.",
        ),
        ({"name": " ", "program": "Y"}, "Please give the benefit a name."),
    ],
)
def test_a_benefit_that_nobody_could_get_is_not_added(
    desks: Desks, ada: Colleague, fields: dict[str, str], sentence: str
) -> None:
    answer = ada.act(f"{YEARS}/1/benefits/add", **fields)

    assert told(answer) == sentence


def test_a_benefit_is_offered_no_more_and_again(desks: Desks, ada: Colleague) -> None:
    benefit = _one(desks, Benefit, Benefit.name == "Lanyards")
    ada.act(f"{YEARS}/benefits/{benefit.id}/withdraw")
    assert "Offer it again" in ada.get(f"{YEARS}/1").text
    assert "Lanyards" not in ada.get("/sponsors/tiers").text

    ada.press(f"{YEARS}/1", f"{YEARS}/benefits/{benefit.id}/offer")
    assert "Lanyards" in ada.get("/sponsors/tiers").text


def test_who_only_looks_changes_nothing(desks: Desks, vera: Colleague) -> None:
    assert vera.get(FUNDS).status_code == 200
    assert vera.get(YEARS).status_code == 200
    assert vera.get(f"{FUNDS}/add").status_code == 403
    assert vera.get(f"{YEARS}/add").status_code == 403
    assert desks.story.count(Fund) == 2
