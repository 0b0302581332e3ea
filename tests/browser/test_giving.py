"""A donor walks from the form over the payment page to the thanks, with and without JavaScript.

Everything is real but the wall between processes: the sandbox serves its pages and API over HTTP, the
application is on a socket, and the worker's jobs are run when a story says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from admin_app.app import create_app
from admin_app.sandbox.config import SandboxConfig
from admin_app.sandbox.testing import running_sandbox
from sponsorship.donations.models import Donation, RecurringGift
from sponsorship.jobs import RecordingQueue
from sponsorship.receipts.models import Receipt
from sponsorship.settings import Settings
from sponsorship.wiring import Wiring, build
from sponsorship.working import handlers
from tests.admin_app.office import served
from tests.admin_app.public.conftest import add_funds
from tests.browser.axe import flaws

NEVER = 1e6
"""Seconds: nothing happens by itself during a story."""

SIZES = [(1280, 900), (320, 700)]


class Product:
    """One running product: its address, its parts, and its worker."""

    def __init__(self, address: str, wiring: Wiring, queue: RecordingQueue) -> None:
        self.address = address
        self.wiring = wiring
        self.queue = queue

    def work(self) -> None:
        """Let the worker do what is waiting."""
        self.queue.drain(handlers(self.wiring))

    def count(self, model: type[Donation | RecurringGift | Receipt]) -> int:
        with self.wiring.database.reading() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0

    @property
    def subjects(self) -> list[str]:
        """The subjects of the letters that were sent."""
        return sorted(str(letter["Subject"]) for letter in self._mails())

    @property
    def letters(self) -> list[str]:
        """The plain words of the letters that were sent."""
        plain = [letter.get_body(("plain",)) for letter in self._mails()]
        return [str(words.get_content()) for words in plain if words is not None]

    def _mails(self) -> list[EmailMessage]:
        files = self.wiring.settings.mail_dir.glob("*.eml")
        return [BytesParser(policy=policy.default).parsebytes(file.read_bytes()) for file in files]


@pytest.fixture
def product(
    settings: Settings, sqlite_url: str, server_port: int, tmp_path: Path
) -> Iterator[Product]:
    address = f"http://127.0.0.1:{server_port}"
    mine = settings.model_copy(
        update={"database_url": sqlite_url, "base_url": address, "port": server_port}
    )
    config = SandboxConfig(
        tmp_path / "sandbox.db",
        webhook_url=f"{address}/webhooks/stripe",
        webhook_secret=mine.webhook_secrets[0],
        fee_delay=NEVER,
        refund_delay=NEVER,
    )
    with running_sandbox(config) as sandbox:
        known = mine.model_copy(update={"sandbox_port": int(sandbox.rpartition(":")[2])})
        queue = RecordingQueue()
        wiring = build(known, queue=queue)
        add_funds(wiring.database)
        with served(create_app(wiring), server_port):
            yield Product(address, wiring, queue)
        wiring.database.close()


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A donor's browser, once with scripts and once without."""
    context = browser.new_context(
        java_script_enabled=request.param == "with JavaScript", locale="en-US", timezone_id="UTC"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def fill_in(page: Page, *, amount: str = "100.00", monthly: bool = False) -> None:
    if monthly:
        page.get_by_label("Every month").check()
    page.locator(f"input[name=amount][value='{amount}']").check()
    page.get_by_label("Name", exact=True).fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@example.org")


def choose_on_payment_page(page: Page, way: str) -> None:
    page.wait_for_url("**/sandbox/checkout/**")
    page.get_by_text(way).click()
    page.get_by_role("button", name=re.compile(r"\$|¥")).click()


def test_a_gift_from_the_form_to_the_receipt(visitor: Page, product: Product) -> None:
    visitor.goto(product.address)
    visitor.get_by_role("main").get_by_role("link", name=re.compile("^Donate")).click()
    fill_in(visitor)
    visitor.get_by_label("Python Package Index").check()
    visitor.get_by_role("button", name="Continue to payment").click()
    choose_on_payment_page(visitor, "Pay by card")
    visitor.wait_for_url("**/donate/thanks/**")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Thank you, Ada Lovelace")
    expect(visitor.locator("main")).to_contain_text("$100.00 received for Python Package Index")
    product.work()
    assert (product.count(Donation), product.count(Receipt)) == (1, 1)
    assert len(product.subjects) == 1
    visitor.get_by_role("button", name="See the receipt").click()
    with visitor.expect_download() as download:
        visitor.get_by_role("button", name="Download as PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    visitor.goto(f"{product.address}/funds/pypi")
    expect(visitor.locator("main")).to_contain_text("Ada Lovelace")


def test_a_monthly_gift_from_the_form_to_its_end(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/donate")
    fill_in(visitor, amount="25.00", monthly=True)
    visitor.get_by_role("button", name="Continue to payment").click()
    choose_on_payment_page(visitor, "Pay by card")
    visitor.wait_for_url("**/donate/thanks/**")
    expect(visitor.locator("main")).to_contain_text("$25.00 every month to General fund has begun")
    visitor.get_by_role("button", name="Change or end it").click()
    expect(visitor.locator("main")).to_contain_text("active")
    visitor.get_by_role("button", name="End this gift").click()
    visitor.get_by_role("button", name="End it now").click()
    expect(visitor.locator("main")).to_contain_text("Your monthly gift has ended.")
    product.work()
    assert (product.count(RecurringGift), product.count(Receipt)) == (1, 1)
    assert len([subject for subject in product.subjects if "ended" in subject.lower()]) == 1


def test_a_declined_card_then_a_good_one_is_one_gift(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/donate")
    fill_in(visitor)
    visitor.get_by_role("button", name="Continue to payment").click()
    choose_on_payment_page(visitor, "Card declined")
    product.work()
    choose_on_payment_page(visitor, "Pay by card")
    visitor.wait_for_url("**/donate/thanks/**")
    expect(visitor.locator("main")).to_contain_text("$100.00 received")
    product.work()
    assert (product.count(Donation), product.count(Receipt)) == (1, 1)


def test_leaving_the_payment_page_finds_the_form_as_it_was(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/donate")
    fill_in(visitor, amount="250.00")
    visitor.get_by_role("button", name="Continue to payment").click()
    visitor.get_by_role("link", name=re.compile("Cancel and go back")).click()
    visitor.wait_for_url("**/donate/general")
    expect(visitor.get_by_label("Name", exact=True)).to_have_value("Ada Lovelace")
    expect(visitor.locator("input[name=amount][value='250.00']")).to_be_checked()
    visitor.get_by_role("button", name="Continue to payment").click()
    visitor.wait_for_url("**/sandbox/checkout/**")
    assert product.count(Donation) == 1


def test_a_bank_debit_is_shown_as_on_its_way(visitor: Page, product: Product) -> None:
    visitor.goto(f"{product.address}/donate")
    fill_in(visitor)
    visitor.get_by_role("button", name="Continue to payment").click()
    choose_on_payment_page(visitor, "Bank debit that settles")
    visitor.wait_for_url("**/donate/thanks/**")
    expect(visitor.locator("main")).to_contain_text("Please do not pay again.")
    assert product.count(Receipt) == 0


def test_what_is_wrong_gets_the_focus_and_leads_to_its_field(page: Page, product: Product) -> None:
    page.goto(f"{product.address}/donate")
    page.get_by_label("Or your own amount").fill("1.005")
    expect(page.locator("#amount-other")).to_be_checked()
    page.get_by_role("button", name="Continue to payment").click()
    expect(page.locator(".problems")).to_be_focused()
    page.get_by_role("link", name="Please give an e-mail address like name@example.org.").click()
    expect(page.get_by_label("E-mail")).to_be_focused()
    expect(page.get_by_label("Or your own amount")).to_have_value("1.005")


def test_the_form_works_with_the_keyboard_alone(page: Page, product: Product) -> None:
    page.goto(f"{product.address}/donate")
    page.locator("#frequency-once").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")  # the link to the fund in yen
    page.keyboard.press("Tab")
    page.keyboard.type("Ada Lovelace")
    page.keyboard.press("Tab")
    page.keyboard.type("ada@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sandbox/checkout/**")
    with product.wiring.database.reading() as session:
        gift = session.scalars(sa.select(RecurringGift)).one()
        assert (gift.amount.plain(), gift.fund.slug) == ("100.00", "pypi")


def test_every_page_is_accessible_and_fits_every_screen(page: Page, product: Product) -> None:
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found[name] = flaws(page, SIZES)

    for path in ("/", "/donate", "/donate/pypi", "/donate/travel", "/funds/pypi", "/no-such-page"):
        page.goto(product.address + path)
        look(path)
    page.goto(f"{product.address}/donate")
    page.get_by_role("button", name="Continue to payment").click()
    look("problems")
    fill_in(page, amount="25.00", monthly=True)
    page.get_by_role("button", name="Continue to payment").click()
    page.wait_for_url("**/sandbox/checkout/**")
    with product.wiring.database.reading() as session:
        token = session.scalars(sa.select(RecurringGift.public_token)).one()
    visit = page.context.new_page()
    visit.goto(f"{product.address}/donate/thanks/{token}")
    expect(visit.get_by_role("heading", level=1)).to_have_text("Your gift is being confirmed")
    found["waiting"] = flaws(visit, SIZES)
    visit.close()
    choose_on_payment_page(page, "Pay by card")
    page.wait_for_url("**/donate/thanks/**")
    look("thanks")
    page.get_by_role("button", name="See the receipt").click()
    look("receipt")
    page.goto(f"{product.address}/portal/gifts/{token}")
    look("monthly gift")
    page.get_by_role("button", name="End this gift").click()
    look("end")
    page.get_by_role("button", name="End it now").click()
    look("ended")
    assert found == {name: [] for name in found}
