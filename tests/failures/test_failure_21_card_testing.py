"""Mozilla's donation form was used to try thousands of stolen cards; a limit must not hit a café."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from admin_app.app import create_app
from admin_app.forms import Form
from admin_app.public import crowding
from sponsorship.database import Database
from sponsorship.donations.models import Donation
from sponsorship.wiring import Wiring
from tests.admin_app.public.till import Till
from tests.admin_app.public.visitor import Visitor, words
from tests.clock import NOW

ATTEMPTS = 18_000


def visitor_from(app: Starlette, address: str) -> Visitor:
    visitor = Visitor(app)
    visitor.client.close()
    visitor.client = TestClient(app, follow_redirects=False, client=(address, 50_000))
    return visitor


def gifts(books: Database) -> int:
    with books.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Donation)) or 0


def attempt(app: Starlette, address: str, number: int) -> bool:
    """Whether one more form from there would be looked at."""
    request = Request({"type": "http", "app": app, "client": (address, 50_000)})
    try:
        crowding.must_be_a_person(
            request, Form([("email", f"card{number}@example.org")], {}), at=NOW
        )
    except crowding.Crowding:
        return False
    return True


def test_failure_21_eighteen_thousand_attempts_from_one_network_are_stopped(
    app: Starlette, books: Database
) -> None:
    statements: list[str] = []
    event.listen(
        books.engine, "before_cursor_execute", lambda *facts: statements.append(str(facts[2]))
    )

    passed = sum(attempt(app, "203.0.113.9", number) for number in range(ATTEMPTS))

    assert passed == crowding.PER_NETWORK
    # The first few cost nothing, those up to the limit a count each, and the attack nothing again.
    assert len(statements) < 4 * crowding.PER_NETWORK
    assert attempt(app, "198.51.100.7", 1)


@pytest.mark.usefixtures("one_quarter_of_an_hour")
def test_failure_21_whoever_is_stopped_reads_why_and_keeps_what_was_typed(
    app: Starlette, books: Database, till: Till
) -> None:
    tester = visitor_from(app, "203.0.113.9")
    for _ in range(crowding.PER_EMAIL):
        tester.client.cookies.clear()
        assert tester.give(amount="1.00").status_code == 303
    tester.client.cookies.clear()

    answer = tester.give(amount="1.00", note="Keep going!")

    assert answer.status_code == 429
    assert "Nothing was charged. Please try again in a quarter of an hour." in words(answer)
    assert "Keep going!" in answer.text
    assert gifts(books) == len(till.pages) == crowding.PER_EMAIL
    tester.close()


def test_failure_21_a_cafe_of_thirty_donors_behind_one_address_gives_without_hindrance(
    app: Starlette, books: Database
) -> None:
    for number in range(30):
        donor = visitor_from(app, "198.51.100.7")
        assert donor.give(amount="abc", email=f"guest{number}@example.org").status_code == 422
        answer = donor.send("/donate", amount="", other_amount="20")
        assert answer.status_code == 303
        donor.close()

    assert gifts(books) == 30


@pytest.mark.usefixtures("one_quarter_of_an_hour")
def test_failure_21_one_address_cannot_be_used_from_everywhere(
    app: Starlette, books: Database
) -> None:
    for number in range(crowding.PER_EMAIL + 5):
        somewhere = visitor_from(app, f"2001:db8:{number:x}::1")
        answer = somewhere.give(amount="1.00")
        assert answer.status_code == (303 if number < crowding.PER_EMAIL else 429)
        somewhere.close()

    assert gifts(books) == crowding.PER_EMAIL


@pytest.mark.usefixtures("one_quarter_of_an_hour")
def test_failure_21_the_counts_are_kept_by_the_database_for_all_processes(
    app: Starlette, wiring: Wiring
) -> None:
    for _ in range(crowding.PER_EMAIL):
        visitor_from(app, "203.0.113.9").give(amount="1.00")
    another_process = create_app(wiring)

    answers = [
        visitor_from(another_process, "203.0.113.9").give(amount="1.00").status_code
        for _ in range(crowding.UNCOUNTED + 1)
    ]

    assert answers == [303] * crowding.UNCOUNTED + [429]


def test_failure_21_a_quarter_of_an_hour_later_everything_is_forgotten() -> None:
    lately = crowding.Lately()
    lately.count("somebody", 7)
    lately.refuse("somebody")

    assert lately.count("somebody", 8) == 1
    assert not lately.is_refused("somebody")


def test_failure_21_only_so_many_names_are_remembered() -> None:
    lately = crowding.Lately(most=2)
    for name in ("one", "two", "three"):
        lately.count(name, 7)

    assert lately.count("one", 7) == 1
    assert lately.count("three", 7) == 2


def test_failure_21_a_program_that_fills_in_everything_is_told_so(
    ada: Visitor, books: Database
) -> None:
    answer = ada.give(amount="25.00", leave_empty="https://spam.example")

    assert answer.status_code == 409
    assert "Please reload the page and fill in the form yourself." in words(answer)
    assert gifts(books) == 0


def test_failure_21_a_program_on_this_machine_is_no_network_of_donors(
    app: Starlette, books: Database
) -> None:
    here = visitor_from(app, "127.0.0.1")
    for _ in range(crowding.PER_EMAIL + 2):
        here.client.cookies.clear()
        assert here.give(amount="1.00").status_code == 303
    here.close()

    assert gifts(books) == crowding.PER_EMAIL + 2
