"""The pages for people: what they say, what they refuse, and the mail that was caught."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.sandbox.conftest import Start
from tests.sandbox.driver import Driver

RECEIPT = "2026-11-23_receipt_R-2026-000012.eml"


@pytest.fixture
def caught(sandbox: Driver) -> Path:
    """A receipt the product would have sent."""
    folder = sandbox.config.mail_dir
    assert folder is not None
    folder.mkdir()
    message = EmailMessage()
    message["Subject"] = "Your receipt R-2026-000012"
    message["From"] = "Example Foundation <gifts@fund.example>"
    message["To"] = "Ada Lovelace <ada@example.org>"
    message["Date"] = "Mon, 23 Nov 2026 10:00:00 +0000"
    message.set_content("Dear Ada,\n\nthank you for <b>$25.00</b>.")
    message.add_alternative('<p>Dear Ada</p><img src="cid:logo"><script>x</script>', subtype="html")
    alternative = message.get_payload(1)
    assert isinstance(alternative, EmailMessage)
    alternative.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>")
    message.add_attachment(
        b"%PDF-1.7 receipt", maintype="application", subtype="pdf", filename="receipt R-12.pdf"
    )
    (folder / RECEIPT).write_bytes(message.as_bytes())
    (folder.parent / "secret.eml").write_text("Subject: secret\n\nnobody reads this")
    return folder


def test_every_page_says_that_no_money_moves(sandbox: Driver) -> None:
    session, subscription = sandbox.donation(), sandbox.monthly_giver()
    portal = sandbox.v1.billing_portal.sessions.create({"customer": subscription.customer})
    for path in (
        "/sandbox/",
        "/sandbox/reset",
        "/sandbox/mail",
        "/sandbox/nowhere",
        "/nowhere",
        f"/sandbox/checkout/{session.id}",
        "/sandbox/checkout/cs_unknown",
        f"/sandbox/invoices/{subscription.latest_invoice}",
        f"/sandbox/portal/{portal.id}",
    ):
        page = sandbox.page(path)
        assert "Payments sandbox: no real money." in page.text, path
        assert page.text.count("<h1") == 1, path
        assert '<html lang="en">' in page.text, path
        assert "default-src 'none'" in page.headers["Content-Security-Policy"], path
        assert page.headers["X-Content-Type-Options"] == "nosniff", path
        assert page.status_code == (404 if "nowhere" in path or "unknown" in path else 200), path


def test_the_checkout_says_what_and_how_much(sandbox: Driver) -> None:
    text = sandbox.page(f"/sandbox/checkout/{sandbox.donation().id}").text
    assert "Donation to the general fund" in text
    assert "Donate $25.00" in text
    assert 'value="ada@example.org"' in text
    assert 'href="https://fund.example/donate"' in text
    for number in ("4242 4242 4242 4242", "4000 0000 0000 0002", "4000 0027 6000 3184"):
        assert number in text


@pytest.mark.parametrize(
    ("currency", "amount", "shown"),
    [("jpy", 5000, "¥5,000"), ("kwd", 5000, "KWD\xa05.000"), ("eur", 5000, "€50.00")],
)
def test_amounts_are_shown_in_their_own_currency(
    sandbox: Driver, currency: str, amount: int, shown: str
) -> None:
    price = {"currency": currency, "unit_amount": amount, "product_data": {"name": "Donation"}}
    session = sandbox.donation(line_items=[{"quantity": 1, "price_data": price}])
    assert f"Donate {shown}" in sandbox.page(f"/sandbox/checkout/{session.id}").text


def test_text_from_outside_stays_text(sandbox: Driver) -> None:
    hostile = "<script>alert(1)</script>"
    price = {"currency": "usd", "unit_amount": 500, "product_data": {"name": hostile}}
    session = sandbox.donation(line_items=[{"quantity": 1, "price_data": price}])
    path = f"/sandbox/checkout/{session.id}"
    assert hostile not in sandbox.page(path).text
    answer = sandbox.submit(path, email=f'"{hostile}', name=hostile, outcome="paid")
    assert answer.status_code == 422
    assert hostile not in answer.text


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@example.org", "ada b@example.org"])
def test_an_address_that_is_none_is_asked_for_again(sandbox: Driver, email: str) -> None:
    session = sandbox.donation()
    answer = sandbox.submit(f"/sandbox/checkout/{session.id}", email=email, outcome="paid")
    assert answer.status_code == 422
    assert "Please enter an e-mail address" in answer.text
    assert sandbox.ask("objects?kind=charge")["objects"] == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
@pytest.mark.parametrize("door", ["/sandbox/checkout/{}", "/sandbox/api/sessions/{}/pay"])
def test_a_foreign_page_cannot_press_buttons(
    sandbox: Driver, door: str, headers: dict[str, str]
) -> None:
    session = sandbox.donation()
    answer = sandbox.http.post(
        sandbox.base_url + door.format(session.id),
        data={"email": "ada@example.org", "outcome": "paid"},
        headers=headers,
        timeout=10,
    )
    assert answer.status_code == 403
    assert sandbox.ask("objects?kind=charge")["objects"] == []


def test_the_buttons_of_the_control_room_work(sandbox: Driver) -> None:
    session = sandbox.donation()
    done = sandbox.post(f"sessions/{session.id}/pay", outcome="debit_settles")
    intent, subscription = done["payment_intent"], sandbox.monthly_giver()
    open_session = sandbox.donation()
    for button in (
        f"payments/{intent}/settle",
        "waiting/fees/run",
        f"payments/{intent}/dispute",
        f"subscriptions/{subscription.id}/fail_next",
        f"subscriptions/{subscription.id}/advance",
        "payouts/now/pay_out",
        f"sessions/{open_session.id}/expire",
    ):
        answer = sandbox.submit(f"/sandbox/press/{button}")
        assert answer.status_code == 303, answer.text
        assert answer.headers["Location"].startswith("/sandbox/?done=")
    room = sandbox.page("/sandbox/?done=payouts-pay_out").text
    assert "Done: payouts pay out." in room
    assert "Decide for us" in room
    assert "past due" in room
    refused = sandbox.submit(f"/sandbox/press/payments/{intent}/settle")
    assert refused.status_code == 409
    assert "not a pending bank debit" in refused.text


def test_an_event_is_resent_with_a_wrong_secret_by_its_button(sandbox: Driver) -> None:
    sandbox.paid_donation()
    event = sandbox.ask("events")["events"][0]["id"]
    sandbox.submit(f"/sandbox/press/events/{event}/resend", wrong_secret="yes")
    sandbox.drain()
    assert len(sandbox.receiver.deliveries) == 4
    assert len(sandbox.ask(f"events/{event}")["deliveries"]) == 2


def test_the_knobs_are_turned_on_the_page(sandbox: Driver) -> None:
    answer = sandbox.submit(
        "/sandbox/faults", duplicate="2", drop="0.25", reorder="on", fail_next="500 429"
    )
    assert answer.status_code == 303
    faults = sandbox.ask("faults")
    assert (faults["duplicate"], faults["drop"], faults["reorder"]) == (2, 0.25, True)
    assert faults["fail_next"] == [500, 429]
    wrong = sandbox.submit("/sandbox/faults", duplicate="many")
    assert wrong.status_code == 422
    assert "numbers only" in wrong.text
    assert sandbox.submit("/sandbox/faults", drop="7").status_code == 422
    assert sandbox.ask("faults")["drop"] == 0.25


def test_emptying_the_sandbox_asks_first(sandbox: Driver) -> None:
    sandbox.donation()
    assert "cannot be undone" in sandbox.page("/sandbox/reset").text
    assert sandbox.submit("/sandbox/reset").status_code == 303
    assert sandbox.ask("objects?kind=checkout.session")["objects"] == []


def test_a_violation_is_shown_in_the_control_room(start: Start) -> None:
    with start() as sandbox:
        sandbox.call("GET", "/v1/donations")
        assert "Unrecognized request URL" in sandbox.page("/sandbox/").text
        sandbox.submit("/sandbox/press/violations/all/clear")
        assert "one that Stripe's API knows" in sandbox.page("/sandbox/").text


def test_the_pages_bring_their_own_style(sandbox: Driver) -> None:
    style = sandbox.page("/sandbox/static/sandbox.css")
    assert style.headers["Content-Type"].startswith("text/css")
    assert sandbox.page("/").headers["Location"] == "/sandbox/"


# --- mail ---------------------------------------------------------------------------------


def test_caught_mail_is_listed_and_read(sandbox: Driver, caught: Path) -> None:
    listed = sandbox.page("/sandbox/mail").text
    assert "Your receipt R-2026-000012" in listed
    assert "1 attachment" in listed
    letter = sandbox.page(f"/sandbox/mail/{RECEIPT}").text
    assert "Ada Lovelace &lt;ada@example.org&gt;" in letter
    assert "thank you for &lt;b&gt;$25.00&lt;/b&gt;" in letter
    assert 'sandbox="allow-popups"' in letter
    assert "receipt R-12.pdf" in letter


def test_the_html_of_a_letter_can_do_nothing(sandbox: Driver, caught: Path) -> None:
    html = sandbox.page(f"/sandbox/mail/{RECEIPT}/html")
    policy = html.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups; default-src 'none'")
    assert "script-src" not in policy
    assert "data:image/png;base64,iVBORw==" in html.text


def test_an_attachment_is_downloaded_never_opened(sandbox: Driver, caught: Path) -> None:
    file = sandbox.page(f"/sandbox/mail/{RECEIPT}/attachments/1")
    assert file.content == b"%PDF-1.7 receipt"
    assert file.headers["Content-Disposition"] == 'attachment; filename="receipt_R-12.pdf"'
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert sandbox.page(f"/sandbox/mail/{RECEIPT}/attachments/2").status_code == 404
    assert sandbox.page(f"/sandbox/mail/{RECEIPT}/attachments/0").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "..%2Fsecret.eml",
        "%2e%2e%2fsecret.eml",
        "..%5Csecret.eml",
        "unknown.eml",
        "a%00.eml",
        "%2e%2e",
    ],
)
def test_no_file_outside_of_the_mail_folder_is_shown(
    sandbox: Driver, caught: Path, name: str
) -> None:
    for ending in ("", "/html", "/attachments/1"):
        answer = sandbox.page(f"/sandbox/mail/{name}{ending}")
        assert answer.status_code in {303, 404}
        assert "nobody reads this" not in answer.text


def test_newest_mail_comes_first_and_drafts_not_at_all(sandbox: Driver, caught: Path) -> None:
    newer = EmailMessage()
    newer["Subject"] = "Your pledge was cancelled"
    newer["To"] = "grace@example.org"
    newer.set_content("Dear Grace")
    (caught / "newer.eml").write_bytes(newer.as_bytes())
    (caught / "half.draft").write_text("Subject: half written")
    listed = sandbox.page("/sandbox/mail").text
    assert listed.index("pledge was cancelled") < listed.index("Your receipt")
    assert "half written" not in listed


def test_without_a_mail_folder_there_is_no_mailbox(start: Start) -> None:
    with start(mail_dir=None) as sandbox:
        assert sandbox.page("/sandbox/mail").status_code == 404
        assert "Caught mail" not in sandbox.page("/sandbox/").text
