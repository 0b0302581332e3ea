"""Staff at their desks in a real browser, against really running processes: web, worker and sandbox.

Nothing is put together in the test's own process but the first rows: everything else is a page, a
letter, a webhook or a job, as in production.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email import policy
from email.parser import BytesParser
from functools import partial
from pathlib import Path

import httpx2
import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from sponsorship import running
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.demo import catalogue
from sponsorship.jobs import DbosQueue
from sponsorship.settings import Settings, load
from sponsorship.sponsorships import operations as sponsorships
from sponsorship.staff.models import StaffUser
from sponsorship.wiring import foundation_of
from sponsorship.workflows import sponsoring
from tests.browser.axe import violations
from tests.ports import port_for_a_server

PASSWORD = "nine purple herons wade"
PATIENCE = 90.0
"""Seconds until a wait counts as failed; a busy machine may need many, a quick one needs few."""


class RunningProduct:
    """The processes of one product, over a database of its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.address = settings.origin

    def letter(self, subject: str) -> str:
        """The text of the newest caught letter whose subject begins like this; waits for it."""
        found: list[str] = []

        def arrived() -> bool:
            for file in sorted(self.settings.mail_dir.glob("*.eml")):
                mail = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
                body = mail.get_body(("plain",))
                if str(mail["Subject"]).startswith(subject) and body is not None:
                    found.append(body.get_content())
            return bool(found)

        wait_until(arrived, f"a letter “{subject}”")
        return found[-1]

    def forget_code(self) -> None:
        """As if half a minute had passed: a code of the authenticator opens only once."""
        database = Database(self.settings.database)
        with database.unit_of_work() as session:
            session.get_one(StaffUser, 1).totp_last_counter = None
        database.close()


def wait_until(happened: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.2)


@pytest.fixture
def product(tmp_path: Path, server_port: int) -> Iterator[RunningProduct]:
    with ExitStack() as stack:
        sandbox_port = stack.enter_context(port_for_a_server())
        settings = load(data_dir=tmp_path / "data", port=server_port, sandbox_port=sandbox_port)
        surroundings = os.environ | {
            "SPONSORSHIP_DATA_DIR": str(settings.data_dir),
            "SPONSORSHIP_PORT": str(server_port),
            "SPONSORSHIP_SANDBOX_PORT": str(sandbox_port),
        }
        running.migrate(settings)
        _furnish(settings)
        for command in ("sandbox", "serve", "worker"):
            log = stack.enter_context((tmp_path / f"{command}.log").open("w"))
            child = subprocess.Popen(
                [sys.executable, "-m", "sponsorship", command],
                env=surroundings, stdout=log, stderr=log,
            )  # fmt: skip
            stack.callback(child.wait, timeout=60)
            stack.callback(child.terminate)
        for address in (
            f"{settings.origin}/readyz",
            f"{settings.sandbox_origin}/sandbox/api/health",
        ):
            wait_until(partial(_answers, address), address)
        yield RunningProduct(settings)


def _answers(address: str) -> bool:
    try:
        return httpx2.get(address, timeout=5).status_code == 200
    except httpx2.HTTPError:
        return False


def _furnish(settings: Settings) -> None:
    """Funds, an open programme year, and a company that has applied."""
    database = Database(settings.database, jobs=DbosQueue())
    foundation, now = foundation_of(settings), utc_now()
    with database.unit_of_work() as session:
        general, _ = catalogue.add_funds(session, currency=settings.currency, at=now)
        catalogue.add_programme(session, general, today=foundation.calendar.day_of(now), at=now)
    application = sponsorships.Application(
        form_key="applied-before-the-story", tier_slug="partner", add_on_ids=(),
        name="Fox & Hedgehog Ltd", description="We make maps for people who walk.",
        website="https://foxhedgehog.example", address_line_1="1 Burrow Lane",
        address_line_2="", city="Hay-on-Wye", region="", postal_code="HR3 5AA", country="GB",
        tax_id="", po_number="", message="",
        contacts=(
            sponsorships.Contact(
                "Rosa Fox", "rosa@foxhedgehog.example", is_primary=True, is_administrative=True
            ),
        ),
    )  # fmt: skip
    sponsoring.apply(database, application, logo=None, foundation=foundation, at=now)
    database.close()


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def staff(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """The browser of a member of staff, once with scripts and once without."""
    context = browser.new_context(
        java_script_enabled=request.param == "with JavaScript", locale="en-US", timezone_id="UTC"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    context.close()


def press(page: Page, name: str) -> None:
    """The button of this name, or the link that leads to its page."""
    main = page.get_by_role("main")
    button = main.get_by_role("button", name=name, exact=True)
    button.or_(main.get_by_role("link", name=name, exact=True)).click()


def says(page: Page, sentence: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(sentence, timeout=PATIENCE * 1000)


def look(page: Page) -> None:
    """The page is accessible and fits a desk and a phone."""
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def sign_in(page: Page, product: RunningProduct) -> None:
    """Enrol by the link that `sponsorship staff add` prints; then password and code."""
    link = running.add_staff(
        product.settings, name="Ada Okafor", email="ada@example.org", role="administrator"
    )
    page.goto(link)
    page.get_by_role("button", name="Set up my account").click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.locator("#password").fill(PASSWORD)
    page.locator("#password_again").fill(PASSWORD)
    page.locator("#code").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Sign out").click()
    product.forget_code()
    page.locator("#email").fill("ada@example.org")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.locator("#code").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def decide_and_send(page: Page, product: RunningProduct) -> None:
    """Approve, look at the PDF, send; the mailed link leads to the contract."""
    page.goto(f"{product.address}/admin")
    page.get_by_role("link", name=re.compile("^Application S-")).click()
    press(page, "Approve and draft the contract")
    page.get_by_label("Agreed fee").fill("ten thousand")
    press(page, "Approve and draft the contract")
    expect(page.get_by_role("alert")).to_contain_text("Please give the amount")
    page.get_by_label("Agreed fee").fill("10,000.00")
    press(page, "Approve and draft the contract")
    says(page, "Approved. Contract C-")
    address = page.get_by_role("link", name="Look at the PDF").get_attribute("href")
    assert page.context.request.get(f"{product.address}{address}").body().startswith(b"%PDF-")
    press(page, "Send to the sponsor")
    press(page, "Send to the sponsor")
    says(page, "Sent to Rosa Fox.")
    assert f"{product.address}/contracts/" in product.letter("Your contract C-")


def record_and_settle(page: Page, tmp_path: Path, product: RunningProduct) -> None:
    """The signed contract comes by post, the money by bank in two parts."""
    signed, picture = tmp_path / "signed.pdf", tmp_path / "signed.png"
    signed.write_bytes(b"%PDF-1.7\nsigned by both\n%%EOF\n")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    press(page, "Record as executed")
    page.get_by_label("Signed for the sponsor by").fill("Rosa Fox")
    page.get_by_label("Signed on").fill("2026-03-02")
    page.get_by_label("Signed contract (PDF)").set_input_files(picture)
    press(page, "Record as executed")
    expect(page.get_by_role("alert")).to_contain_text("This is not a PDF file.")
    expect(page.get_by_label("Signed for the sponsor by")).to_have_value("Rosa Fox")
    page.get_by_label("Signed contract (PDF)").set_input_files(signed)
    press(page, "Record as executed")
    says(page, "Recorded. The invoice is issued and on its way.")
    assert "$10,000.00" in product.letter("Invoice I-")
    page.goto(f"{product.address}/admin/desk/invoices")
    page.get_by_role("link", name=re.compile(r"^I-\d{4}-")).click()
    for number, amount in enumerate(("4000.00", "6000.00")):
        press(page, "Record transfer or cheque")
        page.get_by_label("Amount received").fill(amount)
        page.get_by_label("Received on").fill("2026-03-02")
        page.get_by_label("Payer").fill("FOX AND HEDGEHOG")
        page.get_by_label("The bank's reference").fill(f"MT940-{number}")
        press(page, "Record transfer or cheque")
    says(page, "$6,000.00 recorded. Outstanding: $0.00.")


def give(page: Page, product: RunningProduct) -> None:
    """A donor pays with a card whose refunds come back."""
    page.goto(f"{product.address}/donate")
    page.locator("input[name=amount][value='100.00']").check()
    page.get_by_label("Name", exact=True).fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("lovelace@example.org")
    page.get_by_role("button", name="Continue to payment").click()
    page.wait_for_url("**/sandbox/checkout/**")
    page.get_by_text("Card whose refund fails").click()
    page.get_by_role("button", name=re.compile(r"\$")).click()
    page.wait_for_url("**/donate/thanks/**")
    product.letter("Thank you")


def refund(page: Page, product: RunningProduct) -> None:
    """Give it back; the bank returns the money later, and the start page says so."""
    page.goto(f"{product.address}/admin/desk/gifts?search=lovelace")
    page.get_by_role("link", name=re.compile("^D-")).click()
    press(page, "Refund")
    page.get_by_label("Reason").fill("Gave twice")
    press(page, "Refund")
    says(page, "$100.00 is being given back.")
    desk = page.url
    start = f"{product.address}/admin"

    def came_back() -> bool:
        page.goto(start)
        return page.get_by_text("It did not reach the payer").is_visible()

    wait_until(came_back, "the refund that comes back")
    page.get_by_role("link", name=re.compile("^Refund RF-")).click()
    assert page.url == desk
    expect(page.get_by_role("main")).to_contain_text("failed")
    expect(page.get_by_role("heading", level=1)).to_contain_text("received")


def test_staff_decide_send_record_and_refund(
    staff: Page, product: RunningProduct, tmp_path: Path
) -> None:
    sign_in(staff, product)
    decide_and_send(staff, product)
    record_and_settle(staff, tmp_path, product)
    give(staff, product)
    refund(staff, product)


def test_every_page_of_a_desk_is_accessible_and_works_with_the_keyboard(
    page: Page, product: RunningProduct
) -> None:
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(
        running.add_staff(
            product.settings, name="Ada Okafor", email="ada@example.org", role="administrator"
        )
    )
    page.get_by_role("button", name="Sign in for this session only").click()
    for path in ("", "/desk/sponsorships", "/desk/sponsorships/1", "/desk/sponsorships/1/approve",
                 "/desk/sponsorships/1/reject", "/desk/gifts", "/desk/letters", "/desk/events",
                 "/desk/audit", "/desk/invoices", "/desk/refunds", "/desk/disputes",
                 "/desk/suspense", "/desk/reconciliation", "/desk/bank", "/desk/periods",
                 "/desk/self-check"):  # fmt: skip
        page.goto(f"{product.address}/admin{path}")
        look(page)
    page.goto(f"{product.address}/admin/desk/sponsorships/1/approve")
    page.get_by_label("Agreed fee").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    says(page, "Approved. Contract C-")
    look(page)
    page.goto(f"{product.address}/admin/desk/audit?record=sponsorship:1")
    page.get_by_text("3 records").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("status: applied → approved")
    look(page)
