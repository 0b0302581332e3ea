"""Games Done Quick and Open Collective named donors who had given anonymously, once they gave openly."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Route

from sponsorship.database import Database
from tests.admin_app.public.test_giving_funds_and_receipts import give_and_pay
from tests.admin_app.public.till import Till
from tests.admin_app.public.visitor import Visitor, words

OPEN = "Grace Hopper"
EMAIL = "grace@example.org"
PARAMETERS = {"fund": "pypi", "slug": "pypi"}


def public_addresses(app: Starlette) -> list[str]:
    """Every page that anybody may see, as far as its address can be written down."""
    addresses = []
    for route in app.routes:
        if not isinstance(route, Route) or "GET" not in (route.methods or ()):
            continue
        names = set(route.param_convertors)
        if route.path.startswith(("/admin", "/sandbox")) or not names <= set(PARAMETERS):
            continue
        addresses.append(route.path.format(**PARAMETERS).replace(":path", ""))
    return addresses


def test_failure_19_an_anonymous_gift_stays_so_although_its_donor_gave_openly(
    ada: Visitor, stranger: Visitor, books: Database, till: Till, app: Starlette
) -> None:
    openly = {"fund": "pypi", "name": OPEN, "email": EMAIL}
    give_and_pay(ada, books, till, **openly, amount="25.00")
    give_and_pay(ada, books, till, **openly, amount="250.00", anonymous="yes")

    seen = {path: stranger.visit(path) for path in public_addresses(app)}

    assert {"/", "/funds/pypi", "/donate", "/donate/pypi", "/sponsors"} <= set(seen)
    named = {path: page.text.count(OPEN) for path, page in seen.items() if OPEN in page.text}
    assert named == {"/funds/pypi": 1}
    assert not [path for path, page in seen.items() if EMAIL in page.text]
    shown = words(seen["/funds/pypi"])
    assert f"{OPEN} " in shown[: shown.index("$25.00") + 1]
    assert "Anonymous" in shown


def test_failure_19_a_later_open_gift_does_not_name_an_earlier_one(
    ada: Visitor, stranger: Visitor, books: Database, till: Till
) -> None:
    openly = {"fund": "pypi", "name": OPEN, "email": EMAIL}
    give_and_pay(ada, books, till, **openly, amount="250.00", anonymous="yes")
    assert OPEN not in stranger.visit("/funds/pypi").text

    give_and_pay(ada, books, till, **openly, amount="25.00")

    assert stranger.visit("/funds/pypi").text.count(OPEN) == 1
