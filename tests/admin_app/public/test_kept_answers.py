"""Kept answers: true in every process at once, the same for everybody, and nobody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient

from admin_app import cookies
from admin_app.app import create_app
from admin_app.kept import MOST, KeptAnswers
from admin_app.pages import for_nobody
from sponsorship.clock import utc_now
from sponsorship.database import Base, Database
from sponsorship.guards.stamping import STAMPED
from sponsorship.sponsorships.models import PromisedBenefit, Sponsor, SponsorContact
from sponsorship.staff import operations as staff
from sponsorship.staff.models import ApiToken
from sponsorship.tiers.models import Tier
from sponsorship.wiring import Wiring
from tests.admin_app.public.company import GRACE, Desk, open_programme
from tests.admin_app.public.test_sponsoring_pages import counted
from tests.admin_app.public.visitor import Visitor

if TYPE_CHECKING:
    from httpx2 import Response

FORM = "/sponsors/apply"
FEED = "/api/v2/sponsors/logo-placement/"


@pytest.fixture
def desk(wiring: Wiring) -> Desk:
    open_programme(wiring.database)
    return Desk(wiring.database, wiring.renderer, wiring.foundation)


@pytest.fixture
def processes(app: Starlette, wiring: Wiring) -> Iterator[tuple[TestClient, TestClient]]:
    """Two web processes on one database: what they keep, each keeps for itself."""
    both = TestClient(app), TestClient(create_app(wiring))
    yield both
    for one in both:
        one.close()


def key_for(database: Database, *scopes: str) -> dict[str, str]:
    with database.unit_of_work() as session:
        _, secret = staff.add_api_token(
            session, name=" ".join(scopes), scopes=scopes, by=GRACE, at=utc_now()
        )
    return {"Authorization": f"Token {secret}"}


def plain(page: Response) -> str:
    """The page without what is each visitor's own."""
    text, count = re.subn(r'(name="(form_token|submission)" value=")[^"]+', r"\1", page.text)
    assert count == 2
    return text


def tables_in(statements: list[str]) -> set[str]:
    """The tables that the statements name."""
    return set(re.findall(r"\w+", " ".join(statements))) & set(Base.metadata.tables)


def test_every_table_that_a_kept_answer_is_made_of_is_stamped(
    desk: Desk, processes: tuple[TestClient, TestClient]
) -> None:
    desk.show("Northwind Cloud")
    key = key_for(desk.database, "placements")
    with counted(desk.database) as asked:
        assert processes[0].get(FORM).status_code == 200
        assert len(processes[0].get(FEED, headers=key).json()) == 2
    read = tables_in([one for one in asked if one.startswith("SELECT")]) - {"stamp"}
    assert read - set(STAMPED) == set()
    assert {"tier", "promised_placement", "api_token"} <= read


def test_a_price_stands_in_the_form_of_every_process_at_once(
    desk: Desk, processes: tuple[TestClient, TestClient]
) -> None:
    for price in ("$11,000", "$12,500", "$9,800"):
        with desk.database.unit_of_work() as session:
            partner = session.scalars(sa.select(Tier).where(Tier.slug == "partner")).one()
            partner.list_price_minor = int(re.sub(r"\D", "", price)) * 100
        for one in processes:
            assert price in one.get(FORM).text


def test_case_64_the_feed_of_every_process_is_fresh_at_once(
    desk: Desk, processes: tuple[TestClient, TestClient]
) -> None:
    key = key_for(desk.database, "placements")

    def shown() -> list[list[str]]:
        return [
            [placed["sponsor"] for placed in one.get(FEED, headers=key).json()] for one in processes
        ]

    assert shown() == [[], []]
    desk.show("Northwind Cloud")
    assert shown() == [["Northwind Cloud"] * 2] * 2
    with desk.database.unit_of_work() as session:
        session.scalars(sa.select(Sponsor)).one().name = "Northwind"
    assert shown() == [["Northwind"] * 2] * 2
    with desk.database.unit_of_work() as session:
        for promised in session.scalars(sa.select(PromisedBenefit)):
            promised.is_released = True
    assert shown() == [[], []]


def test_a_revoked_token_opens_no_kept_answer(
    desk: Desk, processes: tuple[TestClient, TestClient]
) -> None:
    key = key_for(desk.database, "placements")
    assert [one.get(FEED, headers=key).status_code for one in processes] == [200, 200]
    with desk.database.unit_of_work() as session:
        staff.revoke_api_token(session.scalars(sa.select(ApiToken)).one(), at=utc_now())
    assert [one.get(FEED, headers=key).status_code for one in processes] == [401, 401]


def test_each_visitor_gets_token_and_key_of_its_own(
    desk: Desk, ada: Visitor, stranger: Visitor
) -> None:
    pages = [ada.visit(FORM), stranger.visit(FORM)]
    fields = [ada.fields, stranger.fields]
    for name in ("form_token", "submission"):
        assert fields[0][name] != fields[1][name]
        assert fields[0][name] not in pages[1].text
    assert plain(pages[0]) == plain(pages[1])
    assert ada.visit(FORM).text == pages[0].text  # the same key again: sent twice, it is one deed


def test_the_kept_form_says_what_one_made_for_a_single_visitor_says(
    desk: Desk, ada: Visitor, stranger: Visitor
) -> None:
    stranger.client.cookies.set("flash", "forged")  # may hold a sentence for this visitor alone
    for address in (FORM, f"{FORM}?tier=associate"):
        assert plain(ada.visit(address)) == plain(stranger.visit(address))


def test_a_sentence_for_one_visitor_is_said_to_that_one_alone(
    desk: Desk, ada: Visitor, stranger: Visitor, wiring: Wiring
) -> None:
    left = HTMLResponse()
    cookies.leave_flash(left, wiring.settings, "Hello, Ada.", kind="good")
    ada.client.cookies.update(dict([left.headers["set-cookie"].split(";")[0].split("=", 1)]))
    said = ["Hello, Ada." in visitor.visit(FORM).text for visitor in (ada, stranger)]
    assert said == [True, False]


def test_a_kept_answer_takes_one_question(
    desk: Desk, processes: tuple[TestClient, TestClient]
) -> None:
    desk.show("Northwind Cloud")
    visitor, key = processes[0], key_for(desk.database, "placements")
    for address in (FORM, FEED, f"{FEED}?publisher=pypi"):
        for _ in range(2):  # the first use of a token on a day is noted
            visitor.get(address, headers=key)
        visitor.cookies.clear()
        with counted(desk.database) as asked:
            assert visitor.get(address, headers=key).status_code == 200
        assert len(asked) == 1


def test_people_are_read_anew_each_time_and_stand_beside_their_sponsor(
    desk: Desk, processes: tuple[TestClient, TestClient]
) -> None:
    for name in ("Northwind Cloud", "Tessera Bank"):
        desk.show(name)
    without = processes[0].get(FEED, headers=key_for(desk.database, "placements")).json()
    key = key_for(desk.database, "placements", "contacts")
    for changed in ("Robin Calder", "Robin Iverson"):
        with desk.database.unit_of_work() as session:
            session.execute(sa.update(SponsorContact).values(name=changed))
        with counted(desk.database) as asked:
            placed = processes[0].get(FEED, headers=key).json()
        assert "sponsor_contact" in tables_in(asked)
        assert [(one["sponsor_slug"], one["contacts"]) for one in placed] == [
            (slug, [robin(f"{slug}@example.org", changed)])
            for slug in ("northwind-cloud", "northwind-cloud", "tessera-bank", "tessera-bank")
        ]
        assert [{**one, "contacts": []} for one in placed] == without


def robin(email: str, name: str) -> dict[str, object]:
    """The contact of every company here."""
    roles = {"administrative": False, "accounting": False, "manager": False}
    return {"name": name, "email": email, "primary": True, **roles}


def test_a_tier_that_was_not_there_is_found_once_it_is(
    desk: Desk, processes: tuple[TestClient, TestClient]
) -> None:
    address = f"{FORM}?tier=patron"
    assert processes[0].get(address).status_code == 404
    with desk.database.unit_of_work() as session:
        session.scalars(sa.select(Tier).where(Tier.slug == "partner")).one().slug = "patron"
    assert re.search(r'value="patron"[^>]* checked', processes[0].get(address).text)


def test_only_so_many_are_kept(database: Database, app: Starlette) -> None:
    kept = KeptAnswers(database)

    def answer(number: int) -> object:
        asked = for_nobody(Request({"type": "http", "path": "/", "headers": [], "app": app}))
        return kept.answer(asked, number, lambda _: object())

    first = [answer(number) for number in range(MOST + 1)]
    assert answer(MOST) is first[MOST]
    assert answer(1) is first[1]
    assert answer(0) is not first[0]
