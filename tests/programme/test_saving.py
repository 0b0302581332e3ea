"""An application that is saved and finished later, by the link in a letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.testclient import TestClient

from sponsorship import timetable, working
from sponsorship.audit import SYSTEM
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid
from sponsorship.messages.models import Letter
from sponsorship.saved import operations as saved
from sponsorship.saved.models import SavedApplication
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers import operations as catalogue
from sponsorship.tiers.models import ProgramYear
from sponsorship.wiring import Wiring
from sponsorship.workflows import saving
from tests.admin_app.public.company import ANSWERS, applications, logo, open_programme
from tests.admin_app.public.conftest import ada, app, books, queue, stranger, till, wiring
from tests.admin_app.public.visitor import Visitor, words
from tests.stories.telling import Story

__all__ = ["ada", "app", "books", "queue", "stranger", "till", "wiring"]

SOME = {name: ANSWERS[name] for name in ("tier", "name", "contact_0_name", "contact_0_email")}


@pytest.fixture
def add_on(wiring: Wiring) -> str:
    """An open programme; the number of something that can be added to a tier."""
    open_programme(wiring.database)
    return "4"


def save(visitor: Visitor, path: str = "/sponsors/apply", **typed: str) -> str:
    """Fill in a part of the form and save it; where it can be finished."""
    visitor.visit(path)
    answer = visitor.send("/sponsors/apply", save="yes", **typed)
    assert answer.status_code == 303, words(answer)
    return str(answer.headers["location"])


def letters(wiring: Wiring) -> list[Letter]:
    with wiring.database.reading() as session:
        return list(
            session.scalars(sa.select(Letter).where(Letter.template == "application_saved"))
        )


def kept(wiring: Wiring) -> list[SavedApplication]:
    with wiring.database.reading() as session:
        return list(session.scalars(sa.select(SavedApplication)))


def test_case_23_what_was_chosen_is_remembered_exactly_and_found_by_a_link(
    ada: Visitor, stranger: Visitor, wiring: Wiring, add_on: str
) -> None:
    """A link in a letter instead of a cookie: it works in another browser, and after a week."""
    link = save(ada, add_ons=add_on, message="We build\non it.", **SOME)

    [letter] = letters(wiring)
    assert (letter.recipient_name, letter.recipient_email) == (
        "Robin Calder",
        "robin@northwind.example",
    )
    assert letter.context["link"].endswith(link)
    page = stranger.visit(link)
    assert "This is what you saved" in words(page)
    assert "choose the logo again" in words(page)
    fields = stranger.fields
    assert {name: fields[name] for name in SOME} == SOME
    assert fields["add_ons"] == add_on
    assert ">We build\non it.</textarea>" in page.text
    assert applications(wiring.database) == []


def test_case_25_it_is_saved_again_under_the_same_link_and_sent_once(
    ada: Visitor, stranger: Visitor, wiring: Wiring, add_on: str
) -> None:
    link = save(ada, **SOME)

    assert save(stranger, link, **SOME | {"name": "Northwind Clouds"}) == link

    assert len(letters(wiring)) == 1
    assert stranger.visit(link).status_code == 200
    assert stranger.fields["name"] == "Northwind Clouds"
    save(stranger, link, contact_0_email="rosa@northwind.example")
    assert [one.recipient_email for one in letters(wiring)] == [
        "robin@northwind.example", "rosa@northwind.example",
    ]  # fmt: skip
    assert len(kept(wiring)) == 1


def test_case_23_finishing_it_sends_it_and_leaves_nothing_behind(
    ada: Visitor, stranger: Visitor, wiring: Wiring, add_on: str
) -> None:
    link = save(ada, add_ons=add_on, **SOME)
    stranger.visit(link)

    answer = stranger.client.post(
        "/sponsors/apply",
        data=stranger.fields | ANSWERS,
        files={"logo": ("logo.png", logo(), "image/png")},
    )

    assert answer.status_code == 303
    assert str(answer.headers["location"]).startswith("/sponsors/applications/")
    assert len(applications(wiring.database)) == 1
    assert kept(wiring) == []
    assert stranger.visit(link).status_code == 404


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "eve@x.example\nBcc: all@x.example"])
def test_without_an_address_nothing_is_kept_and_nothing_typed_is_lost(
    ada: Visitor, wiring: Wiring, add_on: str, email: str
) -> None:
    ada.visit("/sponsors/apply")

    answer = ada.send("/sponsors/apply", save="yes", **SOME | {"contact_0_email": email})

    assert answer.status_code == 422
    assert 'href="#contact_0_email"' in answer.text
    assert ada.fields["name"] == "Northwind Cloud"
    assert kept(wiring) == []
    assert letters(wiring) == []


@pytest.mark.usefixtures("one_quarter_of_an_hour")
def test_one_address_is_not_written_to_without_end(
    app: Starlette, wiring: Wiring, add_on: str
) -> None:
    answers = []
    for number in range(12):
        visitor = Visitor(app)
        visitor.client.close()
        visitor.client = TestClient(
            app, follow_redirects=False, client=(f"203.0.113.{number}", 50_000)
        )
        visitor.visit("/sponsors/apply")
        answers.append(visitor.send("/sponsors/apply", save="yes", **SOME))
        visitor.close()

    assert [answer.status_code for answer in answers] == [303] * 10 + [429] * 2
    assert "applications were saved" in words(answers[-1])
    assert "Northwind Cloud" in answers[-1].text
    assert len(kept(wiring)) == 10


@pytest.mark.parametrize("token", ["x" * 32, "short", "../../admin", "x" * 33])
def test_a_link_that_is_none_is_not_found(ada: Visitor, add_on: str, token: str) -> None:
    assert ada.visit(f"/sponsors/apply/saved/{token}").status_code == 404


def test_while_applications_are_closed_it_waits(ada: Visitor, wiring: Wiring, add_on: str) -> None:
    link = save(ada, **SOME)
    with wiring.database.unit_of_work() as session:
        catalogue.close_year(
            session, session.scalars(sa.select(ProgramYear)).one(), at=utc_now(), by=SYSTEM
        )

    assert "What you saved is still kept" in words(ada.visit(link))
    assert len(kept(wiring)) == 1


def test_what_nobody_comes_back_for_is_forgotten(story: Story) -> None:
    token = saving.save(
        story.database, "f" * 24, {"name": "Fox"}, email="rosa@fox.example", name="Rosa",
        programme="2026", foundation=story.foundation, at=story.now,
    )  # fmt: skip
    story.work()
    assert story.subjects()[-1:] == ["Your application, to be finished later"]

    story.pass_time(days=59)
    with story.database.reading() as session:
        assert saved.by_token(session, token, at=story.now).answers == {"name": "Fox"}
    story.pass_time(days=1)
    working.handlers(story.wiring, clock=lambda: story.now)[timetable.FORGET_OLD]({})

    assert story.count(SavedApplication) == 0
    assert story.count(Sponsorship) == 0


def test_a_form_longer_than_people_type_is_refused(story: Story) -> None:
    with pytest.raises(Invalid, match="more than we can keep"):
        saving.save(
            story.database, "f" * 24, {"message": "x" * 60_001}, email="rosa@fox.example",
            name="Rosa", programme="2026", foundation=story.foundation, at=utc_now() - timedelta(1),
        )  # fmt: skip
    assert story.count(SavedApplication) == 0
