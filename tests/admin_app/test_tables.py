"""The tables: what they find, count, sort, export and show, and that every record has one."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from starlette.exceptions import HTTPException
from starlette.requests import Request

import sponsorship.models  # noqa: F401 -- every table, to see that each has its page
from admin_app.tables.table import COUNT_CAP, VIEWS
from admin_app.tables.values import label, shown
from sponsorship.audit import AuditNote
from sponsorship.constituents.models import Constituent, ConstituentKind
from sponsorship.database import Base, Database
from sponsorship.donations.models import Donation
from sponsorship.funds.models import Fund, Restriction
from sponsorship.money import Money
from sponsorship.reporting.spreadsheet import csv_lines, exported
from sponsorship.settings import Settings
from tests.admin_app.office import Office, Visitor
from tests.clock import NOW
from tests.databases import new_sqlite


def fund(database: Database, name: str = "General") -> int:
    with database.unit_of_work() as session:
        made = Fund(
            slug=name.lower(), name=name, summary="", description="", restriction=Restriction.NONE,
            currency="USD", created_at=NOW,
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def gift(database: Database, fund_id: int, name: str, minor: int = 2500, **facts: object) -> int:
    with database.unit_of_work() as session:
        count = session.scalar(sa.select(sa.func.count()).select_from(Donation)) or 0
        made = Donation(
            donor_name=name, donor_email=f"{count}@example.org", fund_id=fund_id, amount_minor=minor,
            currency="USD", public_token=f"{count:032}", begun_at=NOW, **facts,
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def names_in(page: str, names: tuple[str, ...]) -> list[str]:
    """The names in the order in which they stand on the page."""
    return sorted((name for name in names if name in page), key=page.index)


@pytest.fixture
def general(office: Office) -> int:
    return fund(office.database)


def test_every_record_has_a_table(office: Office) -> None:
    everything = {mapper.class_ for mapper in Base.registry.mappers}
    assert {model.__name__ for model in everything - set(VIEWS)} == set()


def test_two_products_in_one_process_show_each_its_own(
    office: Office, admin: Visitor, settings: Settings, tmp_path: Path
) -> None:
    fund(office.database, "Ours")
    data = {"database_url": new_sqlite(tmp_path), "organisation_name": "Another House"}
    other = Office(settings.model_copy(update=data))
    fund(other.database, "Theirs")
    visitor = other.signed_in(other.hire())
    for product, name in ((admin, "Ours"), (visitor, "Theirs")):
        page = product.get("/admin/fund/list").text
        assert names_in(page, ("Ours", "Theirs")) == [name]
    other.close()


def test_every_table_lists_exports_and_refuses_bad_keys(admin: Visitor) -> None:
    for view in VIEWS.values():
        place = f"/admin/{view.identity}"
        assert admin.get(f"{place}/list?search=x%25&page=1").status_code == 200, place
        assert admin.get(f"{place}/export/csv").status_code == 200, place
        assert admin.get(f"{place}/details/abc").status_code == 404, place
        assert admin.get(f"{place}/details/a;b;c;d").status_code == 404, place


def test_every_column_of_every_table_sorts_or_is_refused(office: Office) -> None:
    for view in VIEWS.values():
        fresh = view()
        for name in map(str, view.column_list):
            request = Request({"type": "http", "query_string": f"sortBy={name}&sort=desc".encode()})
            if fresh._sort_column(name) is None:
                with pytest.raises(HTTPException):
                    fresh.sort_query(sa.select(view.model), request)
            else:
                sorted_by = fresh.sort_query(sa.select(view.model), request)
                with office.database.reading() as session:
                    session.execute(sorted_by.limit(1)).all()


def test_a_gift_is_found_by_name_and_by_reference(
    office: Office, admin: Visitor, general: int
) -> None:
    gift(office.database, general, "Kim Reyes")
    pk = gift(office.database, general, "Ola Nordmann")
    for term, found in [
        ("reyes", ["Kim Reyes"]),
        ("kim r", ["Kim Reyes"]),
        ("eyes", []),
        (f"D-2026-{pk:06d}", ["Ola Nordmann"]),
        (f"d-2026-{pk}", ["Ola Nordmann"]),
        ("D-2026-99999999999999", []),
        ("\\", []),
        ("x" * 10_000, []),
    ]:
        page = admin.get("/admin/donation/list", params={"search": term}).text
        assert names_in(page, ("Kim Reyes", "Ola Nordmann")) == found, term


def test_gifts_sort_by_amount_and_by_the_name_of_their_fund(
    office: Office, admin: Visitor, general: int
) -> None:
    gift(office.database, general, "Kim Reyes", 5000)
    gift(office.database, fund(office.database, "Archive"), "Ola Nordmann", 1000)
    names = ("Kim Reyes", "Ola Nordmann")
    for by, order, expected in [
        ("amount", "asc", ["Ola Nordmann", "Kim Reyes"]),
        ("amount", "desc", ["Kim Reyes", "Ola Nordmann"]),
        ("fund.name", "asc", ["Ola Nordmann", "Kim Reyes"]),
    ]:
        page = admin.get("/admin/donation/list", params={"sortBy": by, "sort": order}).text
        assert names_in(page, names) == expected


def test_a_row_without_a_related_record_does_not_vanish_by_sorting(
    office: Office, admin: Visitor, general: int
) -> None:
    stmt = VIEWS[Donation]()._join_relationship_paths(sa.select(Donation), "donor.name", set())[0]
    assert "LEFT OUTER JOIN constituent" in str(stmt)


def test_filters_narrow_the_list_and_the_export(
    office: Office, admin: Visitor, general: int
) -> None:
    gift(office.database, general, "Kim Reyes")
    other = fund(office.database, "Archive")
    gift(office.database, other, "Ola Nordmann")
    for query, expected in [
        (f"fund_id={other}", ["Ola Nordmann"]),
        ("status=begun", ["Kim Reyes", "Ola Nordmann"]),
        ("status=received", []),
        ("received_on_from=2026-01-01", []),
        ("search=kim", ["Kim Reyes"]),
    ]:
        page = admin.get(f"/admin/donation/list?{query}").text
        assert sorted(names_in(page, ("Kim Reyes", "Ola Nordmann"))) == expected, query
        rows = list(
            csv.DictReader(io.StringIO(admin.get(f"/admin/donation/export/csv?{query}").text))
        )
        assert sorted(row["donor_name"] for row in rows) == expected, query


@pytest.mark.parametrize(
    "query",
    ["status=paid", "fund_id=x", "fund_id=99999999999999999999", "received_on_from=2026-02-30",
     "received_on_to=9999-12-31", "begun_at=1", "pageSize=x"],
)  # fmt: skip
def test_what_a_filter_cannot_mean_is_no_error_of_ours(admin: Visitor, query: str) -> None:
    assert admin.get(f"/admin/donation/list?{query}").status_code in {200, 400}
    assert admin.get(f"/admin/donation/export/csv?{query}").status_code in {200, 400}


def test_days_are_days_of_the_foundation(office: Office, settings: Settings) -> None:
    zone = ZoneInfo("Pacific/Auckland")
    from admin_app.tables.filters import Asked, Days

    asked = Asked({"begun_at_from": "2026-03-02", "begun_at_to": "2026-03-02"}, zone)
    narrowed = Days(Donation.begun_at).narrowed(sa.select(Donation), asked)
    bounds = sorted(narrowed.compile().params.values())
    assert [str(bound) for bound in bounds] == [
        "2026-03-01 11:00:00+00:00",
        "2026-03-02 11:00:00+00:00",
    ]


def test_a_page_costs_as_many_queries_for_many_rows_as_for_few(
    office: Office, admin: Visitor, general: int
) -> None:
    statements: list[str] = []
    event.listen(
        office.database.engine, "before_cursor_execute", lambda *given: statements.append(given[2])
    )
    counts = []
    for _ in range(2):
        for n in range(6):
            gift(office.database, general, f"Donor {n}")
        statements.clear()
        admin.get("/admin/donation/list")
        counts.append(len([one for one in statements if one.startswith("SELECT")]))
    assert counts[0] == counts[1] <= 6


def test_counting_stops_at_ten_thousand(office: Office, admin: Visitor) -> None:
    with office.database.unit_of_work() as session:
        session.execute(
            sa.insert(Constituent),
            [
                {"kind": ConstituentKind.PERSON, "name": f"Donor {n}", "email": f"{n}@example.org",
                 "email_key": f"{n}@example.org", "created_at": NOW, "version": 1}
                for n in range(COUNT_CAP + 30)
            ],
        )  # fmt: skip
    assert "of more than 10,000" in admin.get("/admin/constituent/list").text


def test_an_export_streams_every_row_and_is_noted(
    office: Office, ada: int, admin: Visitor, general: int
) -> None:
    for n in range(120):
        gift(office.database, general, f"Donor {n}", minor=n + 1)
    answer = admin.get("/admin/donation/export/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 120
    assert rows[0]["amount"] == "1.20"
    assert "public_token" not in rows[0]
    assert answer.headers["content-disposition"].startswith('attachment; filename="donation-')
    with office.database.reading() as session:
        note = session.scalars(sa.select(AuditNote).where(AuditNote.verb == "exported")).one()
        assert (note.by, note.subject) == (f"staff:{ada} Ada Okafor", "donation")


def test_a_record_shows_its_moves_and_leads_to_what_belongs_to_it(
    office: Office, admin: Visitor, general: int
) -> None:
    pk = gift(office.database, general, "Kim Reyes")
    page = admin.get(f"/admin/donation/details/{pk}").text
    assert "$25.00" in page
    assert f'href="/admin/fund/details/{general}"' in page or "/admin/desk/" in page
    assert "0" * 30 not in page


def test_secrets_are_on_no_page(office: Office, ada: int, admin: Visitor) -> None:
    office.link_for(ada)
    secrets = set()
    with office.database.reading() as session:
        for table in ("staff_session", "sign_in_link"):
            secrets |= set(session.scalars(sa.text(f"SELECT token_hash FROM {table}")))
    shown_ = "".join(
        admin.get(f"/admin/{name}/{kind}").text
        for name in ("staff-session", "sign-in-link", "staff-user")
        for kind in ("list", "details/1", "export/csv")
    )
    assert secrets
    assert [secret for secret in secrets if secret in shown_] == []


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")))
def test_an_exported_text_is_no_formula_and_comes_back(text: str) -> None:
    written = "".join(csv_lines(["name"], [[text]]))
    read = list(csv.reader(io.StringIO(written, newline="")))
    cell = read[1][0] if len(read) > 1 and read[1] else ""
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert (cell.removeprefix("'")) == text


def test_exported_values_are_plain() -> None:
    values = [None, True, Money(-123456, "USD"), NOW, date(2026, 3, 1), 7, ["a"], Restriction.NONE]
    assert [exported(value) for value in values] == [
        "", "yes", "-1234.56", "2026-03-02T15:00:00+00:00", "2026-03-01", "7", '["a"]', "none",
    ]  # fmt: skip


def test_values_are_shown_as_text() -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert shown(Money(100, "USD"), zone) == "$1.00"
    assert shown("<b>", zone) == "&lt;b&gt;"
    assert shown(NOW + timedelta(hours=9), zone).endswith("2026-03-03 01:00</time>")
    assert (
        shown({"a": "<i>"}, zone)
        == '<pre tabindex="0"><code>{\n  &#34;a&#34;: &#34;&lt;i&gt;&#34;\n}</code></pre>'
    )
    assert shown(("a", "b"), zone) == "a, b"
    assert [label(name) for name in ("amount_minor", "sponsor.name", "fund_id")] == [
        "Amount", "Sponsor name", "Fund",
    ]  # fmt: skip
