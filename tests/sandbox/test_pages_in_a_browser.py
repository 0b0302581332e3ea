"""The pages in a real browser: a gift from click to return, accessibility, narrow screens."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import browser, page  # noqa: F401 - fixtures
from tests.sandbox.driver import Driver

PHONE = {"width": 360, "height": 740}


def test_a_donor_is_declined_confirms_and_comes_back(sandbox: Driver, page: Page) -> None:  # noqa: F811
    session = sandbox.donation(
        success_url=f"{sandbox.base_url}/sandbox/reset?session_id={{CHECKOUT_SESSION_ID}}",
        cancel_url=f"{sandbox.base_url}/sandbox/mail",
    )
    page.goto(session.url)
    assert page.get_by_label("E-mail").input_value() == "ada@example.org"
    page.get_by_label("Card declined").check()
    page.get_by_role("button", name="Donate $25.00").click()
    assert "Your card has been declined." in page.get_by_role("alert").inner_text()
    assert violations(page) == []

    page.get_by_label("Confirm with the bank").check()
    page.get_by_role("button", name="Donate $25.00").click()
    assert violations(page) == []
    page.get_by_role("button", name="Yes, confirm").click()

    assert page.url == f"{sandbox.base_url}/sandbox/reset?session_id={session.id}"
    assert sandbox.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_every_page_is_accessible_and_fits_a_phone(sandbox: Driver, page: Page) -> None:  # noqa: F811
    gift = sandbox.donation()
    intent = sandbox.paid_donation("disputed")
    sandbox.reveal_fees()
    sandbox.v1.refunds.list({"payment_intent": intent.id})
    subscription = sandbox.monthly_giver()
    sandbox.post("payouts/now/pay_out")
    portal = sandbox.v1.billing_portal.sessions.create({"customer": subscription.customer})
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for path in (
        f"/sandbox/checkout/{gift.id}",
        f"/sandbox/invoices/{subscription.latest_invoice}",
        f"/sandbox/portal/{portal.id}",
        "/sandbox/",
        "/sandbox/reset",
        "/sandbox/mail",
    ):
        page.goto(sandbox.base_url + path)
        assert violations(page) == [], path
        too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(too_wide), path
