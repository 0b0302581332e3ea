"""The 38 probes of a back office: what SQLAdmin with its documented sign-in mostly fails."""

from __future__ import annotations

import re
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response

from admin_app.access import PUBLIC
from admin_app.routing import page
from sponsorship.audit import AuditNote
from sponsorship.constituents.models import Constituent, ConstituentKind
from sponsorship.staff.models import SignInAttempt, StaffUser
from sponsorship.staff.permissions import StaffRole
from tests.admin_app.office import Office, Visitor, hidden_fields
from tests.clock import NOW

EVIL = {"origin": "https://evil.example"}
CROSS_SITE = {"sec-fetch-site": "cross-site"}
SIGN_IN = "/admin/sign-in"


def donor(office: Office, name: str, email: str = "kim@example.org") -> int:
    with office.database.unit_of_work() as session:
        known = Constituent(
            kind=ConstituentKind.PERSON, name=name, email=email, email_key=email, created_at=NOW
        )
        session.add(known)
        session.flush()
        return known.id


def cookie(response: Any) -> str:
    sent: list[str] = response.headers.get_list("set-cookie")
    return next(one for one in sent if "staff_session" in one)


def enter(office: Office, staff_id: int) -> Any:
    """Come in by a link, as a try-out offers it."""
    return office.visitor().submit(office.link_for(staff_id), how="this session")


@pytest.fixture
def bo(office: Office, ada: int) -> int:
    return office.hire("Bo Lindqvist", StaffRole.VIEWER)


def test_probe_01_nobody_is_signed_in_by_a_form_of_another_site(visitor: Visitor) -> None:
    answer = visitor.post(SIGN_IN, data={"email": "a@b.org", "password": "x"}, headers=EVIL)
    assert answer.status_code == 403
    without_token = visitor.post(SIGN_IN, data={"email": "a@b.org", "password": "x"})
    assert without_token.status_code == 403


def test_probe_02_the_session_cookie_is_secure_over_https(secure_office: Office) -> None:
    assert "; Secure" in cookie(enter(secure_office, secure_office.hire()))


def test_probe_03_the_session_cookie_belongs_to_this_host_alone(secure_office: Office) -> None:
    assert cookie(enter(secure_office, secure_office.hire())).startswith("__Host-staff_session=")


def test_probe_04_the_session_cookie_ends_with_the_browser(office: Office, ada: int) -> None:
    assert "Max-Age" not in cookie(enter(office, ada))


def test_probe_05_another_site_cannot_add_anything(office: Office, admin: Visitor) -> None:
    fields = hidden_fields(admin.get("/admin/desk/staff/add").text)
    fields |= {"name": "Eve", "email": "eve@example.org", "role": "administrator"}
    for foreign in (EVIL, CROSS_SITE, {"origin": "null"}, {"sec-fetch-site": "none"}):
        answer = admin.post("/admin/desk/staff/add", data=fields, headers=foreign)
        assert answer.status_code == 403
    with office.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(StaffUser)) == 1


def test_probe_06_another_site_cannot_change_anything(
    office: Office, admin: Visitor, bo: int
) -> None:
    path = f"/admin/desk/staff/{bo}/role"
    fields = hidden_fields(admin.get(path).text) | {"role": "administrator"}
    assert admin.post(path, data=fields, headers=EVIL).status_code == 403
    assert admin.post(path, data=fields | {"form_token": "x"}).status_code == 403
    with office.database.reading() as session:
        assert session.get_one(StaffUser, bo).role is StaffRole.VIEWER


def test_probe_07_nothing_can_be_deleted(admin: Visitor, bo: int) -> None:
    for path in (f"/admin/staff-user/delete?pks={bo}", f"/admin/desk/staff/{bo}"):
        assert admin.delete(path, headers=EVIL).status_code == 403
        assert admin.delete(path).status_code in {404, 405}


def test_probe_08_a_link_changes_nothing(office: Office, admin: Visitor, bo: int) -> None:
    for act in ("disable", "sign-out", "role", "link"):
        admin.get(f"/admin/desk/staff/{bo}/{act}", headers=CROSS_SITE)
    assert admin.get(f"/admin/staff-user/action/disable?pks={bo}").status_code == 404
    with office.database.reading() as session:
        assert session.get_one(StaffUser, bo).version == 1


def test_probe_09_signing_out_needs_a_form(admin: Visitor) -> None:
    assert admin.get("/admin/sign-out").status_code == 405
    assert admin.get("/admin/logout").status_code == 404
    assert admin.get("/admin/desk/account").status_code == 200


@pytest.mark.parametrize("path", ["/admin/sign-in", "/nothing", "/static/app.css"])
def test_probe_10_a_strict_content_policy_is_on_every_response(visitor: Visitor, path: str) -> None:
    policy = visitor.get(path).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; base-uri 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_probe_11_no_page_can_be_framed(visitor: Visitor) -> None:
    assert visitor.get(SIGN_IN).headers["x-frame-options"] == "DENY"


def test_probe_12_types_are_not_guessed(visitor: Visitor) -> None:
    for path in (SIGN_IN, "/static/app.css", "/nothing", "/api/v1/nothing"):
        assert visitor.get(path).headers["x-content-type-options"] == "nosniff"


def test_probe_13_addresses_are_not_told_to_other_sites(visitor: Visitor) -> None:
    assert visitor.get(SIGN_IN).headers["referrer-policy"] == "same-origin"


def test_probe_14_https_stays_https(secure_office: Office, visitor: Visitor) -> None:
    secure = secure_office.visitor().get(SIGN_IN)
    assert secure.headers["strict-transport-security"].startswith("max-age=")
    assert "strict-transport-security" not in visitor.get(SIGN_IN).headers


def test_probe_15_pages_of_staff_are_not_cached(admin: Visitor) -> None:
    for path in ("/admin/desk/account", "/admin/staff-user/list", "/admin/staff-user/export/csv"):
        assert admin.get(path).headers["cache-control"] == "no-store"


def test_probe_16_a_stale_page_changes_nothing(office: Office, admin: Visitor, bo: int) -> None:
    path = f"/admin/desk/staff/{bo}/role"
    earlier = hidden_fields(admin.get(path).text)
    admin.submit(path, role="finance")
    answer = admin.post(path, data=earlier | {"role": "programme"})
    assert answer.status_code == 409
    assert "Somebody else changed this" in answer.text
    with office.database.reading() as session:
        assert session.get_one(StaffUser, bo).role is StaffRole.FINANCE


def test_probe_17_what_a_role_may_not_see_has_no_list(office: Office, bo: int) -> None:
    assert office.signed_in(bo).get("/admin/staff-user/list").status_code == 403


def test_probe_18_what_a_role_may_not_see_has_no_page(office: Office, bo: int) -> None:
    viewer = office.signed_in(bo)
    known, unknown = (viewer.get(f"/admin/staff-user/details/{pk}") for pk in (bo, 77))
    assert known.status_code == unknown.status_code == 403


def test_probe_19_what_a_role_may_not_see_has_no_export(office: Office, bo: int) -> None:
    finance = office.signed_in(office.hire("Femi Adeyemi", StaffRole.FINANCE))
    assert finance.get("/admin/staff-user/export/csv").status_code == 403
    assert finance.get("/admin/donation/export/csv").status_code == 200
    assert office.signed_in(bo).get("/admin/donation/export/csv").status_code == 403


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_probe_20_an_export_holds_no_formula(office: Office, admin: Visitor, start: str) -> None:
    donor(office, f'{start}HYPERLINK("https://evil.example","Kim")')
    text = admin.get("/admin/constituent/export/csv").text
    assert f"'{start}HYPERLINK" in text


def test_probe_21_a_percent_sign_is_searched_for_as_such(office: Office, admin: Visitor) -> None:
    donor(office, "Kim Reyes")
    donor(office, "100% Wolf Ltd", "wolf@example.org")
    found = admin.get("/admin/constituent/list", params={"search": "100%"}).text
    assert "Wolf" in found
    assert "Reyes" not in found
    assert "Reyes" not in admin.get("/admin/constituent/list", params={"search": "_im"}).text


@pytest.mark.parametrize("pk", ["abc", "-1", "%20", "1;2", "0x1", "１", "%00", "..%2f1"])
def test_probe_22_a_bad_key_is_not_found(admin: Visitor, pk: str) -> None:
    assert admin.get(f"/admin/constituent/details/{pk}").status_code == 404
    assert admin.get(f"/admin/desk/staff/{pk}").status_code == 404


@pytest.mark.parametrize("pk", [2**63, 10**40, "9" * 5000])
def test_probe_23_a_huge_key_is_not_found(admin: Visitor, pk: object) -> None:
    assert admin.get(f"/admin/constituent/details/{pk}").status_code == 404
    assert admin.get(f"/admin/desk/staff/{pk}").status_code == 404


def test_probe_24_there_is_no_route_that_deletes(admin: Visitor) -> None:
    assert admin.delete("/admin/constituent/delete").status_code in {404, 405}
    for gone in ("create", "edit/1", "import", "ajax/lookup?name=a&term=b"):
        assert admin.get(f"/admin/constituent/{gone}").status_code == 404
        assert admin.post(f"/admin/constituent/{gone}", data={}).status_code == 404


def test_probe_25_a_failed_statement_is_not_shown(office: Office) -> None:
    def fail(_: Request) -> Response:
        with office.database.reading() as session:
            session.execute(sa.text("SELECT password_canary FROM nowhere WHERE x = :x"), {"x": 7})
        raise AssertionError("the statement failed")

    office.app.router.routes.insert(0, page("/fails", fail, access=PUBLIC))
    answer = office.visitor().get("/fails")
    assert answer.status_code in {500, 503}
    for told in ("canary", "SELECT", "nowhere", "Traceback", "sqlite"):
        assert told not in answer.text
    assert answer.headers["x-request-id"] in answer.text


@pytest.mark.usefixtures("one_quarter_of_an_hour")
def test_probe_26_two_hundred_wrong_passwords_are_not_all_looked_at(
    office: Office, visitor: Visitor, ada: int
) -> None:
    fields = hidden_fields(visitor.get(SIGN_IN).text)
    statuses = [
        visitor.post(
            SIGN_IN, data=fields | {"email": "ada@example.org", "password": f"guess {n}"}
        ).status_code
        for n in range(30)
    ]
    assert statuses == [422] * 10 + [429] * 20
    with office.database.reading() as session:
        tries = session.scalars(
            sa.select(SignInAttempt.tries).where(SignInAttempt.bucket.startswith("account:"))
        )
        assert sum(tries) == 10


def test_probe_27_a_cookie_is_dead_after_signing_out(office: Office, ada: int) -> None:
    browser = office.signed_in(ada)
    kept = browser.cookies["staff_session"]
    assert browser.submit("/admin/sign-out", page="/admin/desk/account").status_code == 303
    thief = office.visitor()
    thief.cookies.set("staff_session", kept)
    assert thief.get("/admin/desk/account").headers["location"].startswith(SIGN_IN)


def test_probe_28_a_foreign_host_is_refused(visitor: Visitor) -> None:
    for host in ("evil.example", "testserver.evil.example", "a/?x=", "testserver@evil.example", ""):
        answer = visitor.get("/admin", headers={"host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.headers.get("location", "")
    forwarded = visitor.get("/admin", headers={"x-forwarded-host": "evil.example"})
    assert forwarded.headers["location"] == "/admin/sign-in?next=/admin"


def test_probe_29_scripts_cannot_read_the_cookie(office: Office, ada: int) -> None:
    assert "; HttpOnly" in cookie(enter(office, ada))


def test_probe_30_the_cookie_stays_at_home(office: Office, ada: int) -> None:
    assert "; SameSite=strict" in cookie(enter(office, ada))


def test_probe_31_names_are_only_text(office: Office, admin: Visitor) -> None:
    pk = donor(office, '<script>alert("x")</script>')
    for path in ("list", f"details/{pk}"):
        shown = admin.get(f"/admin/constituent/{path}").text
        assert "<script>alert" not in shown
        assert "&lt;script&gt;" in shown


def test_probe_32_an_address_of_a_script_is_not_a_link(office: Office, admin: Visitor) -> None:
    pk = donor(office, "javascript:alert(1)")
    for path in ("list", f"details/{pk}"):
        assert not re.search(
            r'href=["\']?\s*javascript', admin.get(f"/admin/constituent/{path}").text
        )


def test_probe_33_only_shown_columns_sort(admin: Visitor) -> None:
    for column in (
        "email_key",
        "password_hash",
        "name; DROP TABLE staff_user",
        "staff.password_hash",
    ):
        params = {"sortBy": column, "sort": "asc"}
        assert admin.get("/admin/constituent/list", params=params).status_code == 400


def test_probe_34_a_page_has_at_most_a_hundred_rows(office: Office, admin: Visitor) -> None:
    for n in range(105):
        donor(office, f"Donor {n}", f"donor{n}@example.org")
    shown = admin.get("/admin/constituent/list", params={"pageSize": "1000000000"}).text
    assert shown.count('<th scope="row">') == 100


def test_probe_35_a_page_beyond_the_last_is_the_last(admin: Visitor) -> None:
    for asked in ("999999999999", "-1", "0", str(10**30)):
        answer = admin.get("/admin/constituent/list", params={"page": asked})
        assert answer.headers["location"].endswith("page=1")
    for nonsense in ("x", "9" * 5000, "1e3"):
        params = {"page": nonsense}
        assert admin.get("/admin/constituent/list", params=params).status_code == 400


def test_probe_36_an_act_is_not_carried_out_by_get(office: Office, admin: Visitor, bo: int) -> None:
    shown = admin.get(f"/admin/desk/staff/{bo}/disable?confirmed=yes&version=1")
    assert shown.status_code == 200
    with office.database.reading() as session:
        assert session.get_one(StaffUser, bo).is_active


def test_probe_37_a_huge_field_is_refused(admin: Visitor) -> None:
    answer = admin.post("/admin/desk/staff/add", data={"name": "x" * 30 * 2**20})
    assert answer.status_code == 413
    chunked = admin.post(
        "/admin/desk/staff/add",
        content=(b"name=" + b"x" * 65536 for _ in range(500)),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert chunked.status_code == 413


def test_probe_38_the_note_of_an_act_is_written_with_it_and_without_secrets(
    office: Office, ada: int, admin: Visitor, bo: int
) -> None:
    admin.submit(f"/admin/desk/staff/{bo}/role", role="finance")
    admin.submit(f"/admin/desk/staff/{bo}/role", role="no such role")
    with office.database.reading() as session:
        notes = session.scalars(sa.select(AuditNote).where(AuditNote.verb == "given_role")).all()
        assert [note.changes for note in notes] == [
            {f"staff_user:{bo}": {"role": ["viewer", "finance"]}}
        ]
        assert notes[0].by == f"staff:{ada} Ada Okafor"
