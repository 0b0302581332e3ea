"""A company walks from the tiers to its logo on the sponsors page, with and without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sponsorship.clock import utc_now
from tests.admin_app.public.company import (
    ANSWERS,
    Desk,
    applications,
    benefit_id,
    logo,
    open_programme,
)
from tests.browser import test_giving
from tests.browser.axe import flaws
from tests.browser.test_giving import Product, choose_on_payment_page

product = test_giving.product
visitor = test_giving.visitor

SCREENS = ((1280, 800), (320, 800))
LINK = re.compile(r"/portal/sponsor/enter/[\w-]{32}")


@pytest.fixture
def desk(product: Product) -> Desk:
    open_programme(product.wiring.database)
    return Desk(product.wiring.database, product.wiring.renderer, product.wiring.foundation)


@pytest.fixture
def logo_file(tmp_path: Path) -> Path:
    path = tmp_path / "northwind.png"
    path.write_bytes(logo())
    return path


def fill_in(page: Page, logo_file: Path) -> None:
    for name, value in ANSWERS.items():
        field = page.locator(f"[name={name}]")
        if name == "tier":
            page.locator(f"input[name=tier][value={value}]").check()
        elif value == "yes":
            field.check()
        elif name == "country":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("#logo").set_input_files(logo_file)


def sign_in(page: Page, product: Product, email: str) -> None:
    """Into the sponsors' own pages, by the link that comes by mail."""
    page.goto(f"{product.address}/portal/sponsor/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("status")).to_contain_text("a link is on its way")
    product.work()
    (path,) = {found for text in product.letters for found in LINK.findall(text)}
    page.goto(product.address + path)
    page.get_by_role("button", name="Sign in").click()


def test_a_company_from_the_tiers_to_the_sponsors_page(
    visitor: Page, product: Product, desk: Desk, logo_file: Path
) -> None:
    visitor.goto(f"{product.address}/sponsors/tiers")
    visitor.get_by_role("button", name="Apply for Partner").click()
    expect(visitor.locator("input[name=tier][value=partner]")).to_be_checked()

    fill_in(visitor, logo_file)
    visitor.get_by_label("Newsletter issue").check()
    visitor.get_by_role("button", name="Send the application").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Northwind Cloud: Partner")
    expect(visitor.get_by_role("main")).to_contain_text("$12,800.00")
    expect(visitor.get_by_alt_text("Your logo")).to_be_visible()

    (sponsorship,) = applications(product.wiring.database)
    desk.send_contract(sponsorship.public_token, at=utc_now())
    visitor.reload()
    visitor.get_by_role("button", name="Read and sign the contract").click()
    visitor.get_by_label("Your full name").fill("Robin Calder")
    visitor.get_by_label("Your title").fill("Head of Open Source")
    visitor.get_by_label("I have read this agreement").check()
    visitor.get_by_role("button", name="Sign the contract").click()
    expect(visitor.get_by_role("status")).to_contain_text("The contract is signed by both of us.")

    visitor.get_by_role("link", name="To the invoice").click()
    visitor.get_by_role("button", name="Pay online").click()
    choose_on_payment_page(visitor, "Pay by card")
    visitor.wait_for_url("**/invoices/**")
    product.work()
    visitor.reload()
    expect(visitor.get_by_role("heading", name="Paid, thank you")).to_be_visible()

    visitor.get_by_role("link", name="See our sponsors").click()
    expect(visitor.get_by_role("link", name="Northwind Cloud")).to_have_attribute(
        "href", "https://www.northwind.example"
    )
    expect(visitor.locator("#northwind-cloud img")).to_be_visible()
    assert "Northwind Cloud" in visitor.get_by_role("main").inner_text()


def test_what_is_wrong_is_told_and_the_rest_is_kept(
    visitor: Page, product: Product, desk: Desk, logo_file: Path
) -> None:
    visitor.goto(f"{product.address}/sponsors/apply")
    fill_in(visitor, logo_file)
    visitor.get_by_label("Web site").fill("northwind")
    visitor.get_by_role("button", name="Send the application").click()
    problems = visitor.get_by_role("alert")
    expect(problems).to_contain_text("One thing needs another look")
    expect(visitor.get_by_label("What you do")).to_have_value(ANSWERS["description"])
    problems.get_by_role("link").click()
    expect(visitor.get_by_label("Web site")).to_be_focused()
    assert applications(desk.database) == []


def test_the_total_follows_what_is_ticked(page: Page, product: Product, desk: Desk) -> None:
    page.goto(f"{product.address}/sponsors/apply")
    total = page.locator("[data-total]")
    expect(total).to_have_text("–")
    page.get_by_label("Partner").check()
    expect(total).to_have_text("$11,000")
    page.get_by_label("Lanyards").check()
    expect(total).to_have_text("$20,000")
    page.get_by_label("Associate").check()
    expect(total).to_have_text("$1,500")
    expect(page.get_by_label("Lanyards")).to_be_disabled()
    expect(page.get_by_role("button", name="Add up")).to_be_hidden()


def test_without_scripts_a_button_adds_up(visitor: Page, product: Product, desk: Desk) -> None:
    visitor.goto(f"{product.address}/sponsors/apply?tier=partner")
    visitor.locator(f"input[value='{benefit_id(desk.database, 'Lanyards')}']").check()
    button = visitor.get_by_role("button", name="Add up")
    if button.is_visible():
        button.click()
    expect(visitor.locator("[data-total]")).to_have_text("$20,000")
    assert applications(desk.database) == []


def test_every_page_is_accessible_and_fits_every_screen(
    page: Page, product: Product, desk: Desk
) -> None:
    at = utc_now()
    desk.show("Tessera Bank", "associate")
    desk.enter("Aldebaran Aerospace", "visionary", at=at)
    waiting = desk.enter("Meridian Health", at=at)
    contract = desk.send_contract(waiting, at=at)
    other = desk.send_contract(desk.enter("Quillworks", at=at), at=at)
    invoice = desk.have_signed(other, at=at)
    for path in (
        "/sponsors",
        "/sponsors/wall",
        "/sponsors/wall/embed",
        f"/sponsors/badges/{at.year}/tessera-bank",
        "/sponsors/tiers",
        "/sponsors/apply?tier=partner",
        f"/sponsors/applications/{waiting}",
        f"/contracts/{contract}",
        f"/contracts/{other}",
        f"/invoices/{invoice}",
    ):
        page.goto(product.address + path)
        assert flaws(page, SCREENS) == [], path
    page.goto(f"{product.address}/sponsors/apply")
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("alert")).to_contain_text("Some things need another look")
    assert flaws(page, SCREENS) == [], "the form with its problems"
    sign_in(page, product, "quillworks@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quillworks")
    links = page.get_by_role("main").locator("a[href^='/portal/sponsor/']")
    theirs = {str(link.get_attribute("href")) for link in links.all()}
    assert len(theirs) >= 3
    for path in ["/portal/sponsor/sign-in", "/portal/sponsor", *sorted(theirs)]:
        page.goto(product.address + path)
        assert flaws(page, SCREENS) == [], path


def test_a_phone_reads_the_comparison_in_its_own_frame(
    page: Page, product: Product, desk: Desk
) -> None:
    """The table scrolls inside its region, and its first column stays."""
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{product.address}/sponsors/tiers")
    region = page.get_by_role("region", name=re.compile("Benefits of each tier"))
    before = region.get_by_role("rowheader", name=re.compile("^Conference passes")).bounding_box()
    region.evaluate("node => node.scrollLeft = 200")
    after = region.get_by_role("rowheader", name=re.compile("^Conference passes")).bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == before["x"]
