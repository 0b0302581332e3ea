"""The frame of the desks, seen through the desks of staff and tokens."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from admin_app.desks import frame
from admin_app.desks.frame import Act, Done, Field
from sponsorship.audit import AuditNote
from sponsorship.errors import Refused
from sponsorship.staff.models import ApiToken, StaffUser
from sponsorship.staff.operations import verify_api_token
from sponsorship.staff.permissions import Capability, StaffRole
from tests.admin_app.office import Office, Visitor, hidden_fields

STAFF = "/admin/desk/staff"


@pytest.fixture
def bo(office: Office, ada: int) -> int:
    return office.hire("Bo Lindqvist", StaffRole.VIEWER)


def notes(office: Office, verb: str) -> list[AuditNote]:
    with office.database.reading() as session:
        return list(session.scalars(sa.select(AuditNote).where(AuditNote.verb == verb)))


def test_somebody_new_gets_a_link_that_is_shown_once(office: Office, admin: Visitor) -> None:
    answer = admin.submit(f"{STAFF}/add", name="Kim Reyes", email="Kim@Example.org", role="finance")
    assert answer.status_code == 200
    link = answer.text.partition('class="card secret">')[2].partition("<")[0]
    assert link.startswith("http://testserver/admin/first-sign-in/")
    assert "Welcome, Kim Reyes" in office.visitor().get(link).text
    with office.database.reading() as session:
        assert session.get_one(StaffUser, 2).email == "kim@example.org"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"email": "not an address"}, "an e-mail address like"),
        ({"email": "ada@example.org"}, "belongs to a member of staff already"),
        ({"name": ""}, "Please fill in: Name"),
        ({"role": "owner"}, "one of the offered values"),
        ({"name": "a\nb"}, "one line"),
    ],
)  # fmt: skip
def test_a_refusal_stands_beside_what_was_typed(
    admin: Visitor, wrong: dict[str, str], told: str
) -> None:
    typed = {"name": "Kim Reyes", "email": "kim@example.org", "role": "finance"} | wrong
    answer = admin.submit(f"{STAFF}/add", **typed)
    assert answer.status_code in {409, 422}
    assert told in answer.text
    assert f'value="{typed["email"]}"' in answer.text


def test_an_act_without_the_permission_is_refused_and_noted(office: Office, bo: int) -> None:
    viewer = office.signed_in(bo)
    answer = viewer.post(f"{STAFF}/1/disable", data={"confirmed": "yes", "version": "1"})
    assert answer.status_code == 403
    assert "You are not allowed to change who may sign in." in answer.text
    [note] = notes(office, "was_refused")
    assert (note.by, note.subject) == (f"staff:{bo} Bo Lindqvist", f"{STAFF}/{{id}}/disable")


def test_what_cannot_be_undone_is_confirmed_on_its_own_page(
    office: Office, admin: Visitor, bo: int
) -> None:
    fields = hidden_fields(admin.get(f"{STAFF}/{bo}").text) | {"version": "1"}
    answer = admin.post(f"{STAFF}/{bo}/disable", data=fields)
    assert answer.status_code == 422
    assert "signed out everywhere at once" in answer.text
    admin.submit(f"{STAFF}/{bo}/disable")
    assert "can no longer sign in" in admin.get(f"{STAFF}/{bo}").text
    assert len(notes(office, "disabled")) == 1


def test_disabling_twice_is_told_and_changes_nothing(
    office: Office, admin: Visitor, bo: int
) -> None:
    fields = hidden_fields(admin.get(f"{STAFF}/{bo}/disable").text)
    admin.post(f"{STAFF}/{bo}/disable", data=fields)
    again = admin.post(f"{STAFF}/{bo}/disable", data=fields)
    assert again.status_code == 409
    assert len(notes(office, "disabled")) == 1


def test_one_s_own_account_is_changed_by_somebody_else(admin: Visitor, ada: int) -> None:
    answer = admin.submit(f"{STAFF}/{ada}/disable")
    assert answer.status_code == 409
    assert "Ask another administrator" in answer.text


def test_a_disabled_member_of_staff_comes_back_with_a_new_link(
    office: Office, admin: Visitor, bo: int
) -> None:
    admin.submit(f"{STAFF}/{bo}/disable")
    refused = admin.submit(f"{STAFF}/{bo}/link")
    assert "is disabled" in refused.text
    admin.submit(f"{STAFF}/{bo}/enable", page=f"{STAFF}/{bo}")
    given = admin.submit(f"{STAFF}/{bo}/link")
    assert "/admin/first-sign-in/" in given.text


def test_a_machine_gets_a_token_that_works_until_it_is_revoked(
    office: Office, admin: Visitor
) -> None:
    made = admin.submit("/admin/desk/tokens/add", name="website", scopes="placements")
    secret = made.text.partition('class="card secret">')[2].partition("<")[0]
    with office.database.reading() as session:
        assert verify_api_token(session, secret).scopes == ["placements"]
    assert secret not in admin.get("/admin/desk/tokens").text
    admin.submit("/admin/desk/tokens/1/revoke")
    with office.database.reading() as session:
        assert not session.get_one(ApiToken, 1).is_valid


@pytest.mark.parametrize("fields", [{"name": "a"}, {"name": "a", "scopes": "everything"}])
def test_a_token_has_known_scopes(admin: Visitor, fields: dict[str, str]) -> None:
    answer = admin.submit("/admin/desk/tokens/add", **fields)
    assert answer.status_code == 422


def test_a_double_click_adds_one(office: Office, admin: Visitor) -> None:
    fields = hidden_fields(admin.get(f"{STAFF}/add").text)
    fields |= {"name": "Kim Reyes", "email": "kim@example.org", "role": "viewer"}
    answers = [admin.post(f"{STAFF}/add", data=fields).status_code for _ in range(2)]
    assert answers == [200, 409]


def test_the_menu_offers_what_the_role_may_do(office: Office, admin: Visitor, bo: int) -> None:
    assert 'href="/admin/desk/staff"' in admin.get("/admin/desk/account").text
    assert 'href="/admin/desk/staff"' not in office.signed_in(bo).get("/admin/desk/account").text


def test_a_workflow_opens_its_own_noted_transactions(
    office: Office, admin: Visitor, bo: int
) -> None:
    @frame.workflow(
        "/admin/desk/greetings/{id}", may=Capability.SEE, of=StaffUser, verb="greeted",
        title="Greet", button="Greet", fields=[Field("word", "Word")],
    )  # fmt: skip
    def greet(one: Act[StaffUser]) -> Done:
        if one.form.line("word") == "no":
            raise Refused("Not today.")
        with one.noted() as session:
            session.get_one(StaffUser, one.subject.id).name = one.form.line("word")
        with one.noted() as session:
            session.get_one(StaffUser, one.subject.id).name += "!"
        return Done("Greeted.", "/admin/desk/account")

    office.app.router.routes[:0] = greet.routes
    refused = admin.submit(f"/admin/desk/greetings/{bo}", word="no")
    assert (refused.status_code, "Not today." in refused.text) == (409, True)
    done = admin.submit(f"/admin/desk/greetings/{bo}", word="Hello")
    assert done.headers["location"] == "/admin/desk/account"
    assert "Greeted." in admin.get("/admin/desk/account").text
    assert [note.changes[f"staff_user:{bo}"]["name"][1] for note in notes(office, "greeted")] == [
        "Hello",
        "Hello!",
    ]


def test_the_start_page_shows_its_sections(admin: Visitor) -> None:
    page = admin.get("/admin")
    assert page.status_code == 200
    assert "<h1>Today</h1>" in page.text
