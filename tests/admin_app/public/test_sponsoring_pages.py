"""Who sponsors, what sponsoring gives, and the logos: read by everybody, cheap for the database."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from sponsorship.audit import SYSTEM
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.documents import operations as documents
from sponsorship.documents.models import FileKind, StoredFile
from sponsorship.lifecycle import advance
from sponsorship.tiers.models import ProgramYear
from sponsorship.wiring import Wiring
from tests.admin_app.public.company import Desk, logo, open_programme
from tests.admin_app.public.visitor import Visitor, words

HOSTILE = '<script>alert("x")</script>'


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    seen: list[str] = []

    def note(*sent: object) -> None:
        seen.append(str(sent[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def desk(wiring: Wiring) -> Desk:
    open_programme(wiring.database)
    return Desk(wiring.database, wiring.renderer, wiring.foundation)


class TestSponsors:
    def test_without_sponsors_the_page_calls_for_the_first(self, ada: Visitor) -> None:
        page = ada.visit("/sponsors")
        assert page.status_code == 200
        assert "Nobody is listed here today." in words(page)
        assert 'href="/sponsors/tiers"' in page.text

    def test_the_biggest_logos_come_first_each_with_name_link_and_anchor(
        self, ada: Visitor, desk: Desk
    ) -> None:
        desk.show("Quillworks", "associate")
        desk.show("Tessera Bank", "partner")
        desk.show("Aldebaran", "partner")
        desk.show("Northwind Cloud", "visionary")
        page = ada.visit("/sponsors")
        headings = re.findall(r"<h2 id=\"tier-[^>]*>([^<]+)", page.text)
        assert headings == ["Visionary", "Partner", "Associate"]
        names = re.findall(r"<bdi>([^<]+)</bdi>", page.text)
        assert names == ["Northwind Cloud", "Aldebaran", "Tessera Bank", "Quillworks"]
        assert '<li id="tessera-bank">' in page.text
        link = '<a href="https://tessera-bank.example.org" rel="sponsor noopener">'
        assert link in page.text
        assert 'width="350" height="140"' in page.text
        assert 'width="225" height="90"' in page.text

    def test_a_sponsor_is_shown_only_during_its_term(self, ada: Visitor, desk: Desk) -> None:
        desk.show("Over and Out", at=utc_now() - timedelta(days=400))
        desk.enter("Still Waiting", at=utc_now())
        assert "Nobody is listed here today." in words(ada.visit("/sponsors"))

    def test_what_a_sponsor_typed_is_text_and_nothing_else(self, ada: Visitor, desk: Desk) -> None:
        desk.show(f"Evil {HOSTILE} “Corp”")
        page = ada.visit("/sponsors")
        assert HOSTILE not in page.text
        assert html.escape(HOSTILE, quote=True).replace("&quot;", "&#34;") in page.text

    def test_sixty_sponsors_ask_the_database_as_little_as_five(
        self, ada: Visitor, desk: Desk
    ) -> None:
        for number in range(5):
            desk.show(f"Company {number}")
        with counted(desk.database) as few:
            ada.visit("/sponsors")
        for number in range(5, 60):
            desk.show(f"Company {number}")
        with counted(desk.database) as many:
            assert words(ada.visit("/sponsors")).count("Company") == 60
        assert len(few) == len(many) <= 8


class TestTiers:
    def test_tiers_benefits_quantities_prices_and_places_stand_side_by_side(
        self, ada: Visitor, desk: Desk
    ) -> None:
        page = ada.visit("/sponsors/tiers")
        assert page.status_code == 200
        said = words(page)
        for text in ("$150,000", "$11,000", "$1,500", "1 of 1 place left", "Conference passes"):
            assert text in said
        assert "Lanyards About: Lanyards. 1 of 1 $9,000" in said
        assert "Newsletter issue About: Newsletter issue. any number $1,800" in said
        assert 'href="/sponsors/apply?tier=partner"' in page.text
        row = re.search(r"Conference passes<small>.*?</tr>", page.text, re.DOTALL)
        assert row is not None
        cells = re.findall(r"<td>(.*?)</td>", row[0])
        assert ["30" in cells[0], "3" in cells[1], "not included" in cells[2]] == [True] * 3
        assert '<th scope="rowgroup"' in page.text
        assert "<caption" in page.text

    def test_a_full_tier_says_so_and_cannot_be_applied_for(self, ada: Visitor, desk: Desk) -> None:
        desk.enter("Northwind Cloud", "visionary", at=utc_now())
        page = ada.visit("/sponsors/tiers")
        assert "All places taken" in words(page)
        assert "/sponsors/apply?tier=visionary" not in page.text
        assert page.text.count('href="/sponsors/waiting?tier=visionary"') == 2
        form = ada.visit("/sponsors/apply")
        assert re.search(r'value="visionary"[^>]* disabled>', form.text)
        assert re.search(r'value="partner"[^>]* disabled>', form.text) is None

    @pytest.mark.parametrize("path", ["/sponsors/tiers", "/sponsors/apply"])
    def test_without_an_open_year_the_page_says_when_to_come_back(
        self, path: str, ada: Visitor
    ) -> None:
        page = ada.visit(path)
        assert page.status_code == 200
        assert "A new one usually opens in the last months of the year." in words(page)

    def test_a_year_that_closed_offers_nothing(self, ada: Visitor, desk: Desk) -> None:
        with desk.database.unit_of_work() as session:
            year = session.scalars(sa.select(ProgramYear)).one()
            advance(session, year, "closed", at=utc_now(), by=SYSTEM)
        assert "No programme year is open" in words(ada.visit("/sponsors/tiers"))

    def test_the_comparison_takes_a_handful_of_queries(self, ada: Visitor, desk: Desk) -> None:
        with counted(desk.database) as asked:
            ada.visit("/sponsors/tiers")
        assert len(asked) <= 8


class TestLogos:
    def test_a_logo_is_a_picture_for_every_site_and_nothing_that_runs(
        self, ada: Visitor, desk: Desk
    ) -> None:
        desk.show("Northwind Cloud")
        found = re.search(r'src="(/logos/[^"]+)"', ada.visit("/sponsors").text)
        assert found is not None
        answer = ada.visit(found[1])
        assert answer.status_code == 200
        assert answer.content == logo()
        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        again = ada.client.get(found[1], headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")

    @pytest.mark.parametrize("kind", [FileKind.SIGNED_CONTRACT, FileKind.LOGO])
    def test_nothing_but_logos_as_png_is_served(
        self, kind: FileKind, ada: Visitor, desk: Desk
    ) -> None:
        with desk.database.unit_of_work() as session:
            token = documents.store_file(
                session,
                kind,
                b"%PDF-1.7",
                media_type="application/pdf",
                original_name="signed.pdf",
                by="Grace",
                at=utc_now(),
            ).public_token
        kept = ada.visit(f"/logos/{token}")
        unknown = ada.visit(f"/logos/{'x' * 32}")
        assert (kept.status_code, unknown.status_code) == (404, 404)
        with desk.database.reading() as session:
            assert session.scalar(sa.select(sa.func.count(StoredFile.id))) == 1
