"""The audit log at its desk: who, when, and what changed from what to what."""

from __future__ import annotations

import html
import re

import pytest

from sponsorship.audit import REDACTED
from tests.admin_app.desks.desks import Colleague, Desks

HOME = "/admin/desk/audit"
TERM = {"starts_on": "2026-04-01", "ends_on": "2027-03-31", "agreed_fee": "10500.00"}


def read(page: str) -> str:
    """The page's words, one blank between them."""
    main = page.partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_an_act_reads_from_before_to_after(desks: Desks, sumana: Colleague) -> None:
    sponsorship = desks.story.apply()
    sumana.act(f"/admin/desk/sponsorships/{sponsorship.id}/approve", **TERM)

    words = read(sumana.get(f"{HOME}?record=sponsorship:{sponsorship.id}").text)

    assert f"Sumana Rao approved: sponsorship {sponsorship.id}" in words
    assert "status: applied → approved" in words
    assert "agreed fee (in the smallest unit): nothing → 1050000" in words
    assert "contract 1 is new" in words
    assert f"public token: {REDACTED}" in words


def test_each_record_leads_to_its_own_notes_and_back(desks: Desks, sumana: Colleague) -> None:
    sponsorship = desks.story.apply()
    home = f"/admin/desk/sponsorships/{sponsorship.id}"
    sumana.act(f"{home}/approve", **TERM)
    sumana.act("/admin/desk/contracts/1/nullify", reason="A new term")

    link = f"{HOME}?record=sponsorship:{sponsorship.id}"

    assert f'href="{link}"' in sumana.get(home).text
    assert f'href="{home}"' in sumana.get(link).text
    assert "nullified:" not in read(sumana.get(link).text)
    contract = sumana.get("/admin/desk/contracts/1").text
    assert f'href="{HOME}?record=contract:1"' in contract
    assert "nullified: contract 1" in read(sumana.get(f"{HOME}?record=contract:1").text)


def test_the_log_of_one_person_holds_their_acts_alone(
    desks: Desks, ada: Colleague, sumana: Colleague
) -> None:
    one, two = desks.story.apply(), desks.story.apply(name="Juniper Press")
    sumana.act(f"/admin/desk/sponsorships/{one.id}/approve", **TERM)
    ada.act(f"/admin/desk/sponsorships/{two.id}/reject", reason="No places left")
    number = ada.actor.removeprefix("staff:").partition(" ")[0]

    words = read(ada.get(HOME, params={"staff": number}).text)

    assert f"rejected: sponsorship {two.id}" in words
    assert f"approved: sponsorship {one.id}" not in words


def test_a_long_log_is_turned_page_by_page(desks: Desks, vera: Colleague) -> None:
    from sponsorship import audit
    from sponsorship.clock import utc_now

    with desks.story.database.unit_of_work() as session:
        for number in range(120):
            audit.note(
                session, by=audit.SYSTEM, verb="counted", subject=f"sheep:{number}", at=utc_now()
            )

    seen, address = [], HOME
    while address:
        page = vera.get(address).text
        seen += re.findall(r"sheep (\d+)|sheep:(\d+)", page)
        older = re.search(r'href="([^"]+)">Older acts', page)
        address = html.unescape(older[1]) if older else ""

    assert [int(one or two) for one, two in seen] == list(range(119, -1, -1))


@pytest.mark.parametrize(
    "asked",
    [
        {"staff": "abc"},
        {"staff": "9" * 40},
        {"staff": "-1", "before": "x"},
        {"record": "' OR 1=1 --"},
        {"record": "x" * 5000},
        {"record": "no_such_table:1"},
        {"record": "sponsorship:" + "9" * 30},
        {"before": "9" * 18},
    ],
)
def test_whatever_is_asked_the_log_answers(vera: Colleague, asked: dict[str, str]) -> None:
    assert vera.get(HOME, params=asked).status_code == 200
