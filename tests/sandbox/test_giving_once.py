"""One gift through the hosted page: paid, declined, confirmed, pending, expired."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import stripe

from tests.sandbox.conftest import Start
from tests.sandbox.driver import Driver


def test_a_gift_is_paid_and_the_donor_comes_back(sandbox: Driver) -> None:
    session = sandbox.donation()
    assert session.url == f"{sandbox.base_url}/sandbox/checkout/{session.id}"
    assert (session.status, session.payment_status) == ("open", "unpaid")

    answer = sandbox.submit(
        f"/sandbox/checkout/{session.id}", email="ada@example.org", name="Ada", outcome="paid"
    )

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"https://fund.example/thanks?session_id={session.id}"
    paid = sandbox.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge", "line_items"]}
    )
    assert (paid.status, paid.payment_status, paid.amount_total) == ("complete", "paid", 2500)
    assert paid.customer_details.name == "Ada"
    assert paid.payment_intent.latest_charge.metadata["donation_id"] == "D-2026-000123"
    assert paid.line_items.data[0].description == "Donation to the general fund"
    assert paid.customer is None
    lines = sandbox.v1.checkout.sessions.line_items.list(session.id)
    assert [line.amount_total for line in lines] == [2500]


def test_the_fee_is_unknown_at_first_and_appears_with_an_event(sandbox: Driver) -> None:
    intent = sandbox.paid_donation()
    assert intent.latest_charge.balance_transaction is None

    sandbox.reveal_fees()
    sandbox.drain()

    charge = sandbox.v1.charges.retrieve(
        intent.latest_charge.id, {"expand": ["balance_transaction"]}
    )
    transaction = charge.balance_transaction
    # 2.9 % of 2500 is 72.5, rounded to 73, and 30 on top.
    assert (transaction.amount, transaction.fee, transaction.net) == (2500, 103, 2397)
    assert [fee.type for fee in transaction.fee_details] == ["stripe_fee"]
    assert sandbox.receiver.types == [
        "payment_intent.succeeded",
        "charge.succeeded",
        "checkout.session.completed",
        "charge.updated",
    ]


def test_the_fee_appears_by_itself_after_its_delay(start: Start) -> None:
    with start(fee_delay=0.01) as sandbox:
        sandbox.paid_donation()
        _until(lambda: "charge.updated" in sandbox.receiver.types)


@pytest.mark.parametrize(
    ("outcome", "sentence", "decline_code"),
    [
        ("declined", "Your card has been declined.", "generic_decline"),
        ("insufficient_funds", "Your card has insufficient funds.", "insufficient_funds"),
    ],
)
def test_a_decline_stays_on_the_page_and_can_be_tried_again(
    sandbox: Driver, outcome: str, sentence: str, decline_code: str
) -> None:
    session = sandbox.donation()
    path = f"/sandbox/checkout/{session.id}"

    declined = sandbox.submit(path, email="ada@example.org", outcome=outcome)

    assert declined.status_code == 402
    assert sentence in declined.text
    still = sandbox.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (still.status, still.payment_status) == ("open", "unpaid")
    assert still.payment_intent.last_payment_error.decline_code == decline_code

    assert sandbox.submit(path, email="ada@example.org", outcome="paid").status_code == 303
    paid = sandbox.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert paid.payment_intent.id == still.payment_intent.id
    assert paid.payment_intent.status == "succeeded"
    assert len(sandbox.ask("objects?kind=charge")["objects"]) == 2


def test_the_bank_asks_for_confirmation_and_gets_it(sandbox: Driver) -> None:
    session = sandbox.donation()
    path = f"/sandbox/checkout/{session.id}"
    asked = sandbox.submit(path, email="ada@example.org", outcome="three_d_secure")
    confirm = asked.headers["Location"]
    assert "Confirm your payment" in sandbox.page(confirm).text

    refused = sandbox.submit(confirm, answer="refuse")
    assert refused.status_code == 402
    assert "could not confirm" in refused.text

    asked = sandbox.submit(path, email="ada@example.org", outcome="three_d_secure")
    done = sandbox.submit(asked.headers["Location"], answer="approve")
    assert done.headers["Location"].startswith("https://fund.example/thanks")
    paid = sandbox.v1.checkout.sessions.retrieve(session.id)
    assert paid.payment_status == "paid"


def test_a_bank_debit_is_pending_and_then_settles(sandbox: Driver) -> None:
    session = sandbox.donation()
    sandbox.post(f"sessions/{session.id}/pay", outcome="debit_settles")
    pending = sandbox.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (pending.status, pending.payment_status) == ("complete", "unpaid")
    assert pending.payment_intent.status == "processing"

    sandbox.post(f"payments/{pending.payment_intent.id}/settle")
    sandbox.drain()

    settled = sandbox.v1.checkout.sessions.retrieve(session.id)
    assert settled.payment_status == "paid"
    assert sandbox.receiver.types == [
        "checkout.session.completed",
        "payment_intent.succeeded",
        "charge.succeeded",
        "checkout.session.async_payment_succeeded",
    ]
    sandbox.reveal_fees()
    line = sandbox.v1.balance_transactions.list({"type": "payment"}).data[0]
    assert (line.fee, line.net) == (20, 2480)
    assert "not a pending bank debit" in sandbox.refusal(
        f"payments/{pending.payment_intent.id}/fail"
    )


def test_a_bank_debit_fails_as_its_account_number_says(sandbox: Driver) -> None:
    session = sandbox.donation()
    done = sandbox.post(f"sessions/{session.id}/pay", outcome="debit_fails")
    sandbox.post(f"payments/{done['payment_intent']}/fail")
    failed = sandbox.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge"]}
    )
    assert failed.payment_status == "unpaid"
    assert failed.payment_intent.latest_charge.failure_code == "debit_not_authorized"
    types = [event["type"] for event in sandbox.ask("events")["events"]]
    assert types[-1] == "checkout.session.async_payment_failed"


@pytest.mark.parametrize(
    ("outcome", "ends_with"),
    [
        ("debit_settles", "checkout.session.async_payment_succeeded"),
        ("debit_fails", "checkout.session.async_payment_failed"),
    ],
)
def test_a_bank_debit_runs_its_course_when_told_to(
    start: Start, outcome: str, ends_with: str
) -> None:
    with start(debit_delay=0.01) as sandbox:
        session = sandbox.donation()
        sandbox.post(f"sessions/{session.id}/pay", outcome=outcome)
        _until(lambda: ends_with in sandbox.receiver.types)


def test_twenty_clicks_on_pay_take_the_money_once(sandbox: Driver) -> None:
    session = sandbox.donation()
    path = f"/sandbox/checkout/{session.id}"

    def click(_number: int) -> tuple[int, str]:
        answer = sandbox.submit(path, email="ada@example.org", outcome="paid")
        return answer.status_code, answer.headers["Location"]

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(click, range(20)))

    assert answers == {(303, f"https://fund.example/thanks?session_id={session.id}")}
    assert len(sandbox.ask("objects?kind=charge")["objects"]) == 1
    assert len(sandbox.ask("events?type=checkout.session.completed")["events"]) == 1


def test_an_expired_session_cannot_be_paid(sandbox: Driver) -> None:
    session = sandbox.donation()
    expired = sandbox.v1.checkout.sessions.expire(
        session.id, {}, {"idempotency_key": "D-2026-000123:expire"}
    )
    assert (expired.status, expired.url) == ("expired", None)
    path = f"/sandbox/checkout/{session.id}"
    assert "expired before it was paid" in sandbox.page(path).text
    assert sandbox.submit(path, email="ada@example.org", outcome="paid").status_code == 409
    assert sandbox.ask("objects?kind=charge")["objects"] == []
    with pytest.raises(stripe.InvalidRequestError, match="status of expired"):
        sandbox.v1.checkout.sessions.expire(session.id)
    assert sandbox.ask("events")["events"][-1]["type"] == "checkout.session.expired"


def test_a_paid_session_says_so(sandbox: Driver) -> None:
    session = sandbox.donation()
    sandbox.post(f"sessions/{session.id}/pay")
    again = sandbox.page(f"/sandbox/checkout/{session.id}")
    assert "This order was paid" in again.text
    assert "<form" not in again.text


def test_a_customer_is_made_or_reused_when_asked(sandbox: Driver) -> None:
    session = sandbox.donation(customer_creation="always")
    made = sandbox.post(f"sessions/{session.id}/pay", name="Ada Lovelace")["customer"]
    customer = sandbox.v1.customers.retrieve(made)
    assert (customer.name, customer.email) == ("Ada Lovelace", "ada@example.org")

    params = {"customer": made, "customer_email": None, "customer_creation": None}
    again = sandbox.donation(**params)
    assert sandbox.post(f"sessions/{again.id}/pay")["customer"] == made


def test_a_sponsor_pays_an_invoice_of_ours_by_a_session(sandbox: Driver) -> None:
    """Our own number and document; Stripe only collects."""
    sponsor = sandbox.v1.customers.create(
        {"email": "accounts@acme.example", "name": "Acme", "metadata": {"sponsor_id": "7"}},
        {"idempotency_key": "spo_7:customer"},
    )
    session = sandbox.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "submit_type": "pay",
            "client_reference_id": "INV-7",
            "customer": sponsor.id,
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": "usd",
                        "unit_amount": 500000,
                        "product_data": {"name": "Invoice INV-7"},
                    },
                }
            ],
            "success_url": "https://fund.example/invoices/paid",
            "cancel_url": "https://fund.example/invoices/INV-7",
            "metadata": {"kind": "invoice", "invoice_id": "INV-7"},
            "payment_intent_data": {"metadata": {"kind": "invoice", "invoice_id": "INV-7"}},
            "invoice_creation": {"enabled": False},
        },
        {"idempotency_key": "INV-7:pay:1"},
    )
    sandbox.post(f"sessions/{session.id}/pay")
    paid = sandbox.v1.checkout.sessions.retrieve(session.id)
    assert (paid.payment_status, paid.amount_total) == ("paid", 500000)
    assert paid.customer == sponsor.id


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"mode": "subscription"}, "You can not pass"),
        ({"expires_at": 1}, "between 30 minutes and 24 hours"),
        ({"success_url": "javascript:alert(1)"}, "Not a valid URL"),
        ({"customer": "cus_unknown", "customer_email": None}, "No such customer"),
        ({"customer": "cus_unknown"}, "only specify one"),
        ({"line_items": [{"quantity": 1}]}, "either `price` or `price_data`"),
        ({"line_items": None}, "line_items"),
    ],
)
def test_what_stripe_would_refuse_is_refused(
    start: Start, changes: dict[str, object], sentence: str
) -> None:
    with start() as sandbox:
        kept = {name: value for name, value in changes.items() if value is not None}
        gone = {name for name, value in changes.items() if value is None}
        with pytest.raises(stripe.InvalidRequestError, match=sentence):
            sandbox.donation(**kept, **dict.fromkeys(gone))
        assert sandbox.ask("objects?kind=checkout.session")["objects"] == []


@pytest.mark.parametrize(
    ("amount", "code"), [(49, "amount_too_small"), (10**8, "amount_too_large")]
)
def test_an_amount_outside_of_stripes_limits_is_refused(
    sandbox: Driver, amount: int, code: str
) -> None:
    price = {"currency": "usd", "unit_amount": amount, "product_data": {"name": "Donation"}}
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        sandbox.donation(line_items=[{"quantity": 1, "price_data": price}])
    assert refusal.value.code == code


def _until(happened: object) -> None:
    """Waits for what a background thread does, with a limit that only a failure reaches."""
    assert callable(happened)
    limit = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < limit, "it never happened"
        time.sleep(0.01)
