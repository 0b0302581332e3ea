"""Staff come in by password and code, or by a link; and are out at once when they should be."""

from __future__ import annotations

import re
from typing import Any

import pyotp
import pytest

from sponsorship.staff import operations
from sponsorship.staff.models import StaffSession, StaffUser
from sponsorship.staff.permissions import StaffRole
from tests.admin_app.office import Office, Visitor, hidden_fields

SIGN_IN = "/admin/sign-in"
PASSWORD = "nine purple herons wade"
HOME = "/admin/desk/account"


def enrolled(office: Office, staff_id: int) -> tuple[Visitor, str]:
    """They opened their link, chose a password and connected a phone; its secret."""
    browser = office.visitor()
    browser.submit(office.link_for(staff_id), how="enrol")
    shown = browser.get("/admin/enrol").text
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', shown)
    assert found
    secret = found[1].replace(" ", "")
    answer = browser.submit(
        "/admin/enrol", password=PASSWORD, password_again=PASSWORD, code=pyotp.TOTP(secret).now()
    )
    assert answer.headers["location"] == "/admin"
    return browser, secret


def with_password(
    browser: Visitor, email: str = "ada@example.org", password: str = PASSWORD
) -> Any:
    return browser.submit(SIGN_IN, email=email, password=password)


def forget_code(office: Office, staff_id: int) -> None:
    """As if the half minute of the last code had passed."""
    with office.database.unit_of_work() as session:
        session.get_one(StaffUser, staff_id).totp_last_counter = None


def is_in(browser: Visitor) -> bool:
    return browser.get(HOME).status_code == 200


def test_a_new_member_of_staff_enrols_and_is_signed_in(office: Office, ada: int) -> None:
    browser, _ = enrolled(office, ada)
    assert "Your account is ready" in browser.get(HOME).text
    assert "Your account is ready" not in browser.get(HOME).text


def test_password_and_code_open_the_back_office(office: Office, ada: int) -> None:
    _, secret = enrolled(office, ada)
    forget_code(office, ada)
    browser = office.visitor()
    assert with_password(browser).headers["location"] == "/admin/sign-in/code"
    half = browser.cookies["staff_session"]
    assert not is_in(browser)
    entered = browser.submit("/admin/sign-in/code", code=pyotp.TOTP(secret).now())
    assert entered.headers["location"] == "/admin"
    assert browser.cookies["staff_session"] != half
    assert is_in(browser)


def test_a_code_opens_once(office: Office, ada: int) -> None:
    _, secret = enrolled(office, ada)
    forget_code(office, ada)
    code = pyotp.TOTP(secret).now()
    first, second = office.visitor(), office.visitor()
    for browser in (first, second):
        with_password(browser)
    first.submit("/admin/sign-in/code", code=code)
    refused = second.submit("/admin/sign-in/code", code=code)
    assert refused.status_code == 422
    assert "not right" in refused.text
    assert (is_in(first), is_in(second)) == (True, False)


@pytest.mark.usefixtures("one_quarter_of_an_hour")
def test_fifty_wrong_codes_are_not_all_looked_at(office: Office, ada: int) -> None:
    enrolled(office, ada)
    browser = office.visitor()
    with_password(browser)
    fields = hidden_fields(browser.get("/admin/sign-in/code").text)
    answers = [
        browser.post("/admin/sign-in/code", data=fields | {"code": f"{n:06}"}).status_code
        for n in range(20)
    ]
    assert answers == [422] * 10 + [429] * 10


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "１２３４５６", "1234567", "-12345"])
def test_what_is_no_code_is_refused(office: Office, ada: int, code: str) -> None:
    enrolled(office, ada)
    browser = office.visitor()
    with_password(browser)
    refused = browser.submit("/admin/sign-in/code", code=code)
    assert refused.status_code == 422


def test_whoever_is_wrong_gets_the_same_answer(office: Office, ada: int) -> None:
    enrolled(office, ada)
    gone = office.hire("Bo Lindqvist", StaffRole.VIEWER)
    enrolled(office, gone)
    office.hire("Chiamaka Eze", StaffRole.VIEWER)
    admin = office.signed_in(ada)
    admin.submit(f"/admin/desk/staff/{gone}/disable")
    answers = set()
    for email in ("ada@example.org", "bo@example.org", "chiamaka@example.org", "who@example.org"):
        password = "wrong" if email.startswith("ada") else PASSWORD
        refused = with_password(office.visitor(), email, password)
        plain = re.sub(r'value="[^"]*"', "", refused.text)
        answers.add((refused.status_code, re.sub(r"testclient|[0-9a-f]{16}", "", plain)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 422


def test_a_typed_password_is_never_sent_back(office: Office, ada: int) -> None:
    refused = with_password(office.visitor(), password="my secret words")
    assert "ada@example.org" in refused.text
    assert "my secret words" not in refused.text


def test_a_megabyte_of_password_is_refused_unread(visitor: Visitor) -> None:
    fields = hidden_fields(visitor.get(SIGN_IN).text)
    answer = visitor.post(SIGN_IN, data=fields | {"email": "a@b.org", "password": "x" * 10**6})
    assert answer.status_code == 413


def test_a_link_opens_once(office: Office, ada: int) -> None:
    link = office.link_for(ada)
    first = office.visitor().submit(link, how="this session")
    assert first.headers["location"] == "/admin"
    second = office.visitor().get(link)
    assert second.status_code == 409
    assert "has been used or has expired" in second.text


def test_looking_at_a_link_does_not_use_it_up(office: Office, ada: int) -> None:
    link = office.link_for(ada)
    assert office.visitor().get(link).status_code == 200
    assert office.visitor().get(link).status_code == 200


def test_with_real_money_a_link_alone_signs_nobody_in(office: Office, ada: int) -> None:
    browser = office.visitor()
    link = office.link_for(ada)
    fields = hidden_fields(browser.get(link).text) | {"how": "this session"}
    object.__setattr__(office.wiring, "settings", _with_money(office))
    assert "this session only" not in browser.get(link).text
    assert browser.post(link, data=fields).headers["location"] == "/admin/enrol"
    assert not is_in(browser)


def _with_money(office: Office) -> Any:
    from pydantic import SecretStr

    return office.wiring.settings.model_copy(update={"stripe_api_key": SecretStr("sk_test_1")})


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "at least 12"),
        (PASSWORD, PASSWORD + "!", "differ"),
        ("ada okafor ada", "ada okafor ada", "harder to guess"),
        ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "more different"),
        ("password1234", "password1234", "harder to guess"),
    ],
)
def test_a_weak_password_is_refused_in_place(
    office: Office, ada: int, password: str, again: str, told: str
) -> None:
    browser = office.visitor()
    browser.submit(office.link_for(ada), how="enrol")
    refused = browser.submit("/admin/enrol", password=password, password_again=again, code="123456")
    assert refused.status_code == 422
    assert told in refused.text


def test_enrolling_needs_the_link(visitor: Visitor) -> None:
    assert visitor.get("/admin/enrol").headers["location"] == SIGN_IN


def test_a_session_has_a_new_name_after_signing_in(office: Office, ada: int) -> None:
    browser = office.visitor()
    browser.cookies.set("staff_session", "fixed-by-somebody-else")
    browser.submit(office.link_for(ada), how="this session")
    names = [one.value for one in browser.cookies.jar if one.name == "staff_session"]
    assert "fixed-by-somebody-else" not in names[-1:]
    thief = office.visitor()
    thief.cookies.set("staff_session", "fixed-by-somebody-else")
    assert not is_in(thief)


def test_a_copied_cookie_ends_in_both_browsers(office: Office, ada: int) -> None:
    browser = office.signed_in(ada)
    assert is_in(browser)
    answer = browser.get(HOME, headers={"user-agent": "another browser"})
    assert answer.headers["location"].startswith(SIGN_IN)
    assert not is_in(browser)


def test_a_disabled_member_of_staff_is_out_at_once(office: Office, admin: Visitor) -> None:
    bo = office.hire("Bo Lindqvist", StaffRole.FINANCE)
    browser = office.signed_in(bo)
    assert is_in(browser)
    admin.submit(f"/admin/desk/staff/{bo}/disable")
    assert not is_in(browser)


def test_a_role_that_was_taken_away_is_gone_at_once(office: Office, admin: Visitor) -> None:
    bo = office.hire("Bo Lindqvist", StaffRole.ADMINISTRATOR)
    browser = office.signed_in(bo)
    assert browser.get("/admin/desk/staff").status_code == 200
    admin.submit(f"/admin/desk/staff/{bo}/role", role="viewer")
    assert browser.get("/admin/desk/staff").status_code == 403


def test_a_new_password_ends_every_other_session(office: Office, ada: int) -> None:
    browser, secret = enrolled(office, ada)
    other = office.signed_in(ada)
    forget_code(office, ada)
    answer = browser.submit(
        f"{HOME}/password",
        present=PASSWORD, password="eleven quiet foxes rest", code=pyotp.TOTP(secret).now(),
    )  # fmt: skip
    assert answer.headers["location"] == HOME
    assert (is_in(browser), is_in(other)) == (True, False)


def test_a_new_password_needs_the_present_one(office: Office, ada: int) -> None:
    browser, secret = enrolled(office, ada)
    forget_code(office, ada)
    refused = browser.submit(
        f"{HOME}/password",
        present="something else", password="eleven quiet foxes rest",
        code=pyotp.TOTP(secret).now(),
    )  # fmt: skip
    assert refused.status_code == 422
    assert "present password is not right" in refused.text
    assert is_in(browser)


def test_one_can_sign_out_everywhere_else(office: Office, ada: int) -> None:
    here, there = office.signed_in(ada), office.signed_in(ada)
    here.submit(f"{HOME}/sign-out-others", page=HOME)
    assert (is_in(here), is_in(there)) == (True, False)


@pytest.mark.parametrize("passed", [operations.SESSION_IDLES, operations.SESSION_LASTS])
def test_a_session_ends_by_itself(office: Office, ada: int, passed: Any) -> None:
    browser = office.signed_in(ada)
    with office.database.unit_of_work() as session:
        one = session.get_one(StaffSession, 1)
        if passed == operations.SESSION_IDLES:
            one.last_seen_at -= passed
        else:
            one.expires_at -= passed
    assert not is_in(browser)


def test_after_signing_in_one_is_where_one_wanted_to_be(office: Office, ada: int) -> None:
    _, secret = enrolled(office, ada)
    forget_code(office, ada)
    browser = office.visitor()
    sent = browser.get("/admin/staff-user/list?search=ada").headers["location"]
    answer = browser.submit(SIGN_IN, page=sent, email="ada@example.org", password=PASSWORD,
                                 next="/admin/staff-user/list?search=ada")  # fmt: skip
    code = answer.headers["location"]
    assert code.startswith("/admin/sign-in/code?next=")
    entered = browser.submit("/admin/sign-in/code", page=code, code=pyotp.TOTP(secret).now(),
                                  next="/admin/staff-user/list?search=ada")  # fmt: skip
    assert entered.headers["location"] == "/admin/staff-user/list?search=ada"


def test_signing_in_leads_to_no_other_site(office: Office, ada: int) -> None:
    enrolled(office, ada)
    browser = office.visitor()
    answer = browser.submit(
        SIGN_IN, email="ada@example.org", password=PASSWORD, next="//evil.example"
    )
    assert answer.headers["location"] == "/admin/sign-in/code"
    page = browser.get("/admin/sign-in/code?next=https://evil.example").text
    assert "evil" not in page


def test_a_link_from_elsewhere_makes_one_hop_to_fetch_the_cookie(visitor: Visitor) -> None:
    answer = visitor.get("/admin/desk/staff", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    assert 'content="0;url=/admin/desk/staff"' in answer.text


def test_a_forged_message_is_not_shown(admin: Visitor) -> None:
    admin.cookies.set("flash", "WyJnb29kIiwgIkhhaGEiXQ==.forged")
    assert "Haha" not in admin.get(HOME).text
