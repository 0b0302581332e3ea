"""Roles and routes: made from the route table itself, so that no new route is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from starlette.routing import Mount

from admin_app.app import all_routes
from admin_app.forms import NoFormToken
from admin_app.routing import GuardedRoute
from sponsorship.staff.permissions import ROLES, StaffRole
from tests.admin_app.office import Office, Visitor

TABLES = ("/admin/donation/list", "/admin/donation/details/1", "/admin/donation/export/csv")
SIGN_IN = "/admin/sign-in"
OPEN_KINDS = {"public", "link", "machine", "signing in"}


@cache
def routes() -> tuple[GuardedRoute, ...]:
    return tuple(route for route in all_routes() if isinstance(route, GuardedRoute))


def address(route: GuardedRoute) -> str:
    """The route's path with something in place of what varies."""
    return re.sub(r"{(\w+)(:\w+)?}", lambda part: "1" if part[1] == "id" else "x" * 43, route.path)


def of_staff() -> Iterator[GuardedRoute]:
    return (route for route in routes() if route.access.may is not None)


def named(route: GuardedRoute) -> str:
    return f"{'/'.join(sorted(route.methods or ()))} {route.path}"


def knock(visitor: Visitor, route: GuardedRoute, **headers: str) -> Any:
    method = "POST" if route.reads_form else "GET"
    return visitor.request(method, address(route), headers=headers)


def test_every_route_says_who_may_open_it(office: Office) -> None:
    strays = [
        route
        for route in office.app.routes
        if not isinstance(route, GuardedRoute)
        and not (isinstance(route, Mount) and route.path == "/static")
    ]
    assert strays == []


def test_every_route_that_changes_something_reads_a_form_or_is_for_machines() -> None:
    unsafe = [route for route in routes() if (route.methods or set()) - {"GET", "HEAD"}]
    careless = [one for one in unsafe if not one.reads_form and one.access.name != "machine"]
    assert [named(one) for one in careless] == []


def test_every_route_under_admin_is_for_staff_or_for_signing_in() -> None:
    wrong = [
        named(route)
        for route in routes()
        if route.path.startswith("/admin")
        and route.access.may is None
        and route.access.name != "signing in"
    ]
    assert wrong == []


def test_no_two_routes_answer_the_same_address() -> None:
    addresses = [named(route) for route in routes()]
    assert sorted(addresses) == sorted(set(addresses))


@pytest.mark.parametrize("role", [None, *StaffRole])
def test_each_role_opens_its_routes_and_no_other(office: Office, role: StaffRole | None) -> None:
    visitor = office.visitor()
    if role is not None:
        office.hire("Ada Okafor")
        visitor = office.signed_in(office.hire("Sam Quill", role))
    for route in of_staff():
        answer = knock(visitor, route)
        status, location = answer.status_code, answer.headers.get("location", "")
        if role is None:
            assert (status, location.partition("?")[0]) == (303, SIGN_IN), named(route)
        elif route.access.may not in ROLES[role]:
            assert status == 403, named(route)
            assert "not allowed to" in answer.text, named(route)
        elif route.reads_form:
            assert status in {403, 415}, named(route)
            assert "not allowed to" not in answer.text, named(route)
        else:
            assert status < 500, named(route)
            assert status not in {303, 403}, named(route)


@pytest.mark.parametrize("role", [None, *StaffRole])
def test_tables_are_for_staff(office: Office, role: StaffRole | None) -> None:
    visitor = office.visitor() if role is None else office.signed_in(office.hire(role=role))
    answers = [visitor.get(path).status_code for path in TABLES]
    if role is None:
        assert answers == [303, 303, 303]
    else:
        assert answers == [200, 404, 403 if role is StaffRole.VIEWER else 200]


def test_no_open_route_breaks_on_what_it_does_not_know(visitor: Visitor) -> None:
    broken = [
        named(route)
        for route in routes()
        if route.access.name in OPEN_KINDS
        if knock(visitor, route).status_code >= 500
    ]
    assert broken == []


@pytest.mark.parametrize(
    "foreign",
    [
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_no_form_is_taken_from_another_site(admin: Visitor, foreign: dict[str, str]) -> None:
    for route in routes():
        if route.reads_form:
            answer = knock(admin, route, **foreign)
            assert answer.status_code == 403, named(route)
            assert "another site" in answer.text, named(route)


def test_no_form_is_taken_without_its_token(admin: Visitor) -> None:
    for route in routes():
        if route.reads_form:
            answer = admin.post(address(route), data={"form_token": "guessed"})
            refused = answer.status_code == 403 and NoFormToken().detail in answer.text
            # A guard may send them away before the form is even read.
            assert refused or answer.status_code in {303, 404}, named(route)


def test_extra_fields_change_nothing(admin: Visitor, office: Office) -> None:
    smuggled = {"is_active": "", "version": "", "password_hash": "x", "id": "77", "status": "paid"}
    admin.submit(
        "/admin/desk/staff/add",
        name="Kim Reyes", email="kim@example.org", role="viewer", **smuggled,
    )  # fmt: skip
    shown = admin.get("/admin/staff-user/export/csv").text.splitlines()[1].split(",")
    assert shown[0] == "2"
    assert shown[5] == "yes"
    assert admin.get("/admin/desk/staff/77").status_code == 404
