"""The back office in a real browser: accessible, light and dark, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Page, expect

from sponsorship.settings import Settings
from tests.admin_app.office import Office, served
from tests.browser.axe import violations

PASSWORD = "nine purple herons wade"


@pytest.fixture
def office(settings: Settings, sqlite_url: str, server_port: int) -> Iterator[Office]:
    changes = {"database_url": sqlite_url, "base_url": "", "port": server_port}
    opened = Office(settings.model_copy(update=changes))
    with served(opened.app, server_port):
        yield opened
    opened.close()


def look(page: Page) -> list[str]:
    """What is wrong with the page: wide and light, narrow and dark."""
    found = []
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(
            color_scheme="dark" if width == 375 else "light", reduced_motion="reduce"
        )
        found += [f"{width} {one}" for one in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{width}: the page is wider than the window")
    return found


def test_a_new_member_of_staff_enrols_and_works(office: Office, page: Page) -> None:
    origin = office.wiring.settings.origin
    page.goto(origin + office.link_for(office.hire("Ada Okafor")))
    assert look(page) == []
    page.get_by_role("button", name="Set up my account").click()
    assert look(page) == []
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_label("The six digits that the app shows now").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("status")).to_contain_text("you are signed in")
    assert look(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("link", name="Staff", exact=True).first.click()
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_label("Name").fill("Kim Reyes")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Role").select_option("viewer")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("alert")).to_contain_text("belongs to a member of staff already")
    assert look(page) == []
    page.get_by_label("E-mail address").fill("kim@example.org")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign-in link for Kim Reyes")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(r"/admin/sign-in$"))
    assert look(page) == []


PAGES = (
    "/admin/desk/staff",
    "/admin/desk/staff/1",
    "/admin/desk/tokens/add",
    "/admin/staff-user/list",
    "/admin/staff-user/details/1",
    "/admin/donation/list",
    "/admin/desk/account",
    "/admin/desk/staff/77",
)


def test_pages_of_staff_are_accessible(office: Office, page: Page) -> None:
    origin = office.wiring.settings.origin
    page.goto(origin + office.link_for(office.hire("Ada Okafor")))
    page.get_by_role("button", name="Sign in for this session only").click()
    for path in PAGES:
        page.goto(origin + path)
        assert [f"{path} {one}" for one in look(page)] == []


def test_pages_work_without_scripts(office: Office, page: Page) -> None:
    browser = page.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 700})
    plain = context.new_page()
    plain.goto(office.wiring.settings.origin + office.link_for(office.hire("Ada Okafor")))
    plain.get_by_role("button", name="Sign in for this session only").click()
    plain.get_by_role("link", name="My account").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("My account")
    context.close()
