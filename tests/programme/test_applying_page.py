"""What the application form asks, keeps and refuses, by the cases of the peer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from sponsorship.audit import SYSTEM
from sponsorship.clock import utc_now
from sponsorship.lifecycle import advance
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers.copying import copy_year
from sponsorship.tiers.models import Benefit, ProgramYear, ProgramYearStatus
from sponsorship.wiring import Wiring
from tests.admin_app.public.company import (
    ANSWERS,
    Desk,
    applications,
    apply,
    logo,
    open_programme,
)
from tests.admin_app.public.conftest import ada, app, books, queue, stranger, till, wiring
from tests.admin_app.public.visitor import Visitor, words

__all__ = ["ada", "app", "books", "queue", "stranger", "till", "wiring"]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """For what comes before any engine makes a difference, one is enough."""
    return sqlite_url


def another_year(wiring: Wiring, *, is_open: bool) -> str:
    """A copy of the year for the one after; open instead of it, or in draft. Its title."""
    with wiring.database.unit_of_work() as session:
        year = session.scalars(sa.select(ProgramYear)).one()
        made = copy_year(
            session, year, year=year.year + 1, title="Programme of tomorrow",
            starts_on=year.starts_on + timedelta(365), ends_on=year.ends_on + timedelta(365),
        )  # fmt: skip
        if is_open:
            advance(session, year, "closed", at=utc_now(), by=SYSTEM)
            session.flush()
            advance(session, made, "opened", at=utc_now(), by=SYSTEM)
    return "Programme of tomorrow"


@pytest.fixture
def desk(wiring: Wiring) -> Desk:
    open_programme(wiring.database)
    return Desk(wiring.database, wiring.renderer, wiring.foundation)


def test_case_09_the_open_year_is_asked_for_each_time_and_never_out_of_date(
    ada: Visitor, wiring: Wiring, desk: Desk
) -> None:
    """No cache that could be stale: the open year is one row, found by its index."""
    assert str(utc_now().year) in words(ada.visit("/sponsors/apply"))

    later = another_year(wiring, is_open=True)

    page = words(ada.visit("/sponsors/apply"))
    assert later in page
    assert f"Sponsorship Programme {utc_now().year}" not in page


def test_case_15_the_form_groups_the_benefits_of_the_open_year_alone(
    ada: Visitor, wiring: Wiring, desk: Desk
) -> None:
    another_year(wiring, is_open=False)
    with wiring.database.reading() as session:
        year = session.scalars(
            sa.select(ProgramYear).where(ProgramYear.status == ProgramYearStatus.OPEN)
        ).one()
        ours = session.scalars(
            sa.select(Benefit.id).where(
                Benefit.program_year_id == year.id, Benefit.add_on_price_minor.is_not(None)
            )
        ).all()

    page = ada.visit("/sponsors/apply").text

    offered = re.findall(r'name="(?:add_ons|left_out)" value="(\d+)"', page)
    with wiring.database.reading() as session:
        years = session.scalars(
            sa.select(Benefit.program_year_id).where(Benefit.id.in_([int(one) for one in offered]))
        ).all()
    assert set(years) == {year.id}
    assert {str(one) for one in ours} <= set(offered)


def test_case_24_and_25_the_form_needs_no_memory_of_a_first_step(ada: Visitor, desk: Desk) -> None:
    """One form with an address for each tier: nothing is remembered between two steps."""
    page = ada.visit("/sponsors/apply?tier=partner")
    assert ada.fields["tier"] == "partner"
    assert "$11,000" in words(page)


def test_case_27_an_address_that_names_no_tier_says_so(ada: Visitor, desk: Desk) -> None:
    for tier in ("gold", "stand-alone", "[]", "x" * 5000):
        answer = ada.client.get("/sponsors/apply", params={"tier": tier})
        assert answer.status_code in {400, 404, 414}
        assert "SELECT" not in answer.text


def test_case_28_an_empty_form_is_told_exactly_what_it_lacks(ada: Visitor, desk: Desk) -> None:
    nothing = dict.fromkeys(ANSWERS, "")
    answer = apply(ada, b"", **nothing)
    assert answer.status_code == 422
    for sentence in (
        "Please choose a tier.", "Please give the name of your organisation.",
        "Please give your street address.", "Please give your city.",
        "Please give your postal code.", "Please choose a country from the list.",
        "Please name one to five contacts.",
    ):  # fmt: skip
        assert sentence in words(answer)
    assert applications(desk.database) == []


def test_case_60_an_american_company_gives_its_state(ada: Visitor, desk: Desk) -> None:
    home = apply(ada, region="Delaware").headers["location"]
    assert "Delaware" in words(ada.visit(home))


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("address_line_1", "x" * 300, "in one line of at most 200 letters"),
        ("description", "x" * 2001, "This text has at most 2000 letters."),
    ],
)
def test_case_61_a_text_over_its_length_is_refused(
    ada: Visitor, desk: Desk, field: str, text: str, sentence: str
) -> None:
    answer = apply(ada, **{field: text})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert applications(desk.database) == []


def test_case_61_a_logo_below_the_smallest_size_is_refused(ada: Visitor, desk: Desk) -> None:
    answer = apply(ada, logo(10, 10))
    assert answer.status_code == 422
    assert "256 pixels" in words(answer)
    assert applications(desk.database) == []


def test_case_34_a_drawing_is_a_logo_and_its_scripts_are_left_out(ada: Visitor, desk: Desk) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 160">'
        b'<script>alert(1)</script><rect width="400" height="160" onclick="alert(2)"/></svg>'
    )
    home = apply(ada, drawing, "logo.svg").headers["location"]
    assert "/logos/" in ada.visit(home).text
    (sponsorship,) = applications(desk.database)
    with desk.database.reading() as session:
        logo = session.get_one(Sponsorship, sponsorship.id).sponsor.logo
        assert logo is not None
        assert (logo.media_type, b"alert" in logo.bytes) == ("image/svg+xml", False)


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"MZ", b"<svg", b"<html><body/></html>"])
def test_case_61_a_file_that_is_no_logo_is_refused(
    ada: Visitor, desk: Desk, content: bytes
) -> None:
    answer = apply(ada, content, "logo.svg")
    assert answer.status_code == 422
    assert applications(desk.database) == []
