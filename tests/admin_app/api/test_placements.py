"""The logo feed that other sites read: the same fields, refusals and filters as the one it replaces."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.sponsorships.models import Sponsor
from sponsorship.staff import operations as staff
from sponsorship.staff.models import ApiToken
from tests.admin_app.api.conftest import ORIGIN, Call
from tests.admin_app.public.company import Desk
from tests.admin_app.public.test_sponsoring_pages import counted

PLACEMENTS = "/api/v2/sponsors/logo-placement/"
ASSETS = "/api/v2/sponsors/sponsorship-assets/"

Give = Callable[..., str]


def logo_of(desk: Desk, name: str) -> str:
    with desk.database.reading() as session:
        sponsor = session.scalars(sa.select(Sponsor).where(Sponsor.name == name)).one()
        assert sponsor.logo is not None
        return f"{ORIGIN}/logos/{sponsor.logo.public_token}"


class TestPlacements:
    def test_every_placement_has_exactly_the_fields_that_its_readers_know(
        self, call: Call, token: Give, desk: Desk
    ) -> None:
        desk.show("Northwind Cloud")
        today = utc_now().date()
        answer = call(PLACEMENTS, token("placements"))
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        common: dict[str, Any] = {
            "sponsor": "Northwind Cloud",
            "sponsor_id": "1",
            "sponsor_slug": "northwind-cloud",
            "logo": logo_of(desk, "Northwind Cloud"),
            "white_logo": None,
            "start_date": today.isoformat(),
            "end_date": (today + timedelta(days=364)).isoformat(),
            "level_name": "Partner",
            "level_order": 2,
            "contacts": [],
        }
        assert answer.json() == [
            {
                "publisher": "psf",
                "flight": "sponsors",
                "description": "Northwind Cloud says hello.",
                "sponsor_url": "https://northwind-cloud.example.org",
                **common,
            },
            {
                "publisher": "pypi",
                "flight": "footer",
                "description": "Northwind Cloud is a Partner sponsor of the Python Software"
                " Foundation.",
                "sponsor_url": f"{ORIGIN}/sponsors#northwind-cloud",
                **common,
            },
        ]
        assert list(answer.json()[0]) == [
            "publisher", "flight", "sponsor", "sponsor_id", "sponsor_slug", "description", "logo",
            "white_logo", "start_date", "end_date", "sponsor_url", "level_name", "level_order",
            "contacts",
        ]  # fmt: skip

    def test_contacts_are_only_for_tokens_that_may_see_them(
        self, call: Call, token: Give, desk: Desk
    ) -> None:
        desk.show("Northwind Cloud")
        assert call(PLACEMENTS, token("placements")).json()[0]["contacts"] == []
        assert call(PLACEMENTS, token("placements", "contacts")).json()[0]["contacts"] == [
            {
                "name": "Robin Calder",
                "email": "northwind-cloud@example.org",
                "primary": True,
                "administrative": False,
                "accounting": False,
                "manager": False,
            }
        ]

    def test_only_the_sponsors_of_today_are_listed(
        self, call: Call, token: Give, desk: Desk
    ) -> None:
        desk.show("Over and Out", at=utc_now() - timedelta(days=400))
        desk.enter("Still Waiting", at=utc_now())
        desk.send_contract(desk.enter("Nearly There", at=utc_now()), at=utc_now())
        assert call(PLACEMENTS, token("placements")).json() == []

    def test_filters_narrow_the_list(self, call: Call, token: Give, desk: Desk) -> None:
        desk.show("Northwind Cloud")
        desk.show("Tessera Bank", "associate")
        key, year = token("placements"), utc_now().year
        found = {
            "all": len(call(PLACEMENTS, key).json()),
            "publisher": len(call(PLACEMENTS, key, publisher="pypi").json()),
            "flight": len(call(PLACEMENTS, key, flight="sponsors").json()),
            "both": len(call(PLACEMENTS, key, publisher="pypi", flight="sponsors").json()),
            "year": len(call(PLACEMENTS, key, year=year).json()),
            "another year": len(call(PLACEMENTS, key, year=year - 1).json()),
            "a year of the far future": len(call(PLACEMENTS, key, year="9" * 40).json()),
        }
        assert found == {
            "all": 4, "publisher": 2, "flight": 2, "both": 0, "year": 4, "another year": 0,
            "a year of the far future": 0,
        }  # fmt: skip

    def test_wrong_parameters_are_named_one_by_one(self, call: Call, token: Give) -> None:
        answer = call(PLACEMENTS, token("placements"), publisher="nasa", flight="", year="soon")
        assert answer.status_code == 400
        assert answer.json() == {
            "publisher": ['"nasa" is not a valid choice.'],
            "flight": ['"" is not a valid choice.'],
            "year": ["A valid integer is required."],
        }

    def test_the_address_without_its_last_slash_answers_too(self, call: Call, token: Give) -> None:
        assert call(PLACEMENTS.rstrip("/"), token("placements")).status_code == 200

    def test_a_reader_who_has_the_answer_gets_it_not_again(
        self, call: Call, token: Give, desk: Desk
    ) -> None:
        desk.show("Northwind Cloud")
        key = token("placements")
        mark = call(PLACEMENTS, key).headers["etag"]
        again = call(PLACEMENTS, key, headers={"If-None-Match": f'"old", W/{mark}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
        desk.show("Tessera Bank")
        fresh = call(PLACEMENTS, key, headers={"If-None-Match": mark})
        assert (fresh.status_code, len(fresh.json())) == (200, 4)

    def test_sixty_sponsors_ask_the_database_as_little_as_five(
        self, call: Call, token: Give, desk: Desk
    ) -> None:
        key = token("placements", "contacts")
        call(PLACEMENTS, key)  # keeps that the token was used today
        for number in range(5):
            desk.show(f"Company {number}")
        with counted(desk.database) as few:
            call(PLACEMENTS, key)
        for number in range(5, 60):
            desk.show(f"Company {number}")
        with counted(desk.database) as many:
            assert len(call(PLACEMENTS, key).json()) == 120
        assert len(few) == len(many) <= 8


class TestAssets:
    def test_the_logos_of_agreed_sponsors_are_listed(
        self, call: Call, token: Give, desk: Desk
    ) -> None:
        desk.show("Northwind Cloud")
        desk.send_contract(desk.enter("Nearly There", at=utc_now()), at=utc_now())
        desk.enter("Still Waiting", at=utc_now())
        answer = call(ASSETS, token("assets"), internal_name="web_logo")
        assert answer.status_code == 200
        first, second = answer.json()
        assert re.fullmatch(r"[0-9a-f-]{36}", first.pop("uuid"))
        assert first == {
            "internal_name": "web_logo",
            "value": logo_of(desk, "Nearly There"),
            "content_type": "Sponsor",
            "sponsor": "Nearly There",
            "sponsor_slug": "nearly-there",
        }
        assert second["sponsor"] == "Northwind Cloud"

    def test_who_handed_nothing_in_is_listed_on_request(
        self, call: Call, token: Give, desk: Desk
    ) -> None:
        key = token("assets")
        desk.send_contract(desk.enter("Nearly There", picture=b"", at=utc_now()), at=utc_now())
        assert call(ASSETS, key, internal_name="logo").json() == []
        assert call(ASSETS, key, internal_name="logo", list_empty="false").json() == []
        (empty,) = call(ASSETS, key, internal_name="logo", list_empty="true").json()
        assert (empty["sponsor"], empty["value"]) == ("Nearly There", "")
        (again,) = call(ASSETS, key, internal_name="logo", list_empty="1").json()
        assert again["uuid"] == empty["uuid"]

    def test_a_name_that_nobody_has_finds_nothing(self, call: Call, token: Give) -> None:
        assert call(ASSETS, token("assets"), internal_name="booth-plan").json() == []

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({}, {"internal_name": ["This field is required."]}),
            ({"internal_name": ""}, {"internal_name": ["This field may not be blank."]}),
            (
                {"internal_name": "n" * 129, "list_empty": "perhaps"},
                {
                    "internal_name": ["Ensure this field has no more than 128 characters."],
                    "list_empty": ["Must be a valid boolean."],
                },
            ),
        ],
    )
    def test_wrong_parameters_are_named(
        self, given: dict[str, str], told: dict[str, list[str]], call: Call, token: Give
    ) -> None:
        answer = call(ASSETS, token("assets"), **given)
        assert (answer.status_code, answer.json()) == (400, told)


class TestTokens:
    @pytest.mark.parametrize("path", [PLACEMENTS, ASSETS])
    @pytest.mark.parametrize(
        ("authorization", "told"),
        [
            ("", "Authentication credentials were not provided."),
            ("Basic dXNlcjpwYXNz", "Authentication credentials were not provided."),
            ("Token", "Invalid token header. No credentials provided."),
            ("Token a b", "Invalid token header. Token string should not contain spaces."),
            ("Token sp_unknown", "Invalid token."),
            ("Token " + "x" * 4000, "Invalid token."),
        ],
    )
    def test_without_a_valid_token_nothing_is_told(
        self, path: str, authorization: str, told: str, call: Call
    ) -> None:
        answer = call(path, headers={"Authorization": authorization} if authorization else {})
        assert (answer.status_code, answer.json()) == (401, {"detail": told})
        assert answer.headers["www-authenticate"] == "Token"

    @pytest.mark.parametrize(("path", "scope"), [(PLACEMENTS, "assets"), (ASSETS, "placements")])
    def test_a_token_opens_only_what_its_scopes_name(
        self, path: str, scope: str, call: Call, token: Give
    ) -> None:
        answer = call(path, token(scope, "contacts"))
        assert answer.status_code == 403
        assert answer.json() == {"detail": "You do not have permission to perform this action."}

    def test_a_revoked_token_is_no_token(self, call: Call, token: Give, books: Database) -> None:
        key = token("placements")
        assert call(PLACEMENTS, key).status_code == 200
        with books.unit_of_work() as session:
            staff.revoke_api_token(session.scalars(sa.select(ApiToken)).one(), at=utc_now())
        assert call(PLACEMENTS, key).status_code == 401

    def test_the_day_of_the_last_use_is_kept(
        self, call: Call, token: Give, books: Database
    ) -> None:
        call(PLACEMENTS, token("placements"))
        with books.reading() as session:
            assert session.scalars(sa.select(ApiToken.last_used_on)).one() == utc_now().date()

    @pytest.mark.parametrize("path", [PLACEMENTS, ASSETS])
    def test_nothing_can_be_written(self, path: str, client: TestClient, token: Give) -> None:

        answer = client.post(
            path, headers={"Authorization": f"Token {token('placements', 'assets')}"}
        )
        assert answer.status_code == 405
