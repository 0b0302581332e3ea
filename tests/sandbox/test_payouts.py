"""Payouts: what they consist of adds up to what arrives."""

from __future__ import annotations

from tests.sandbox.driver import Driver


def test_the_lines_of_a_payout_add_up_to_it(sandbox: Driver) -> None:
    """Eleven gifts, one refund and one dispute; more lines than one page of the list."""
    gifts = [sandbox.paid_donation() for _ in range(11)]
    sandbox.reveal_fees()
    sandbox.v1.refunds.create({"payment_intent": gifts[0].id, "amount": 500})
    sandbox.post(f"payments/{gifts[1].id}/dispute")

    sandbox.post("payouts/now/pay_out")

    payout = sandbox.v1.payouts.list({"status": "paid", "limit": 100}).data[0]
    assert (payout.automatic, payout.reconciliation_status) == (True, "completed")
    lines = list(
        sandbox.v1.balance_transactions.list(
            {"payout": payout.id, "limit": 5, "expand": ["data.source"]}
        ).auto_paging_iter()
    )
    assert sum(line.net for line in lines if line.type != "payout") == payout.amount
    assert payout.amount == 11 * 2397 - 500 - 4000
    assert sorted({line.reporting_category for line in lines}) == [
        "charge",
        "dispute",
        "payout",
        "refund",
    ]
    assert {line.source.object for line in lines} == {"charge", "dispute", "payout", "refund"}
    types = [event["type"] for event in sandbox.ask("events")["events"]]
    assert types[-3:] == ["payout.created", "payout.paid", "payout.reconciliation_completed"]


def test_money_is_paid_out_once(sandbox: Driver) -> None:
    sandbox.paid_donation()
    sandbox.reveal_fees()
    sandbox.post("payouts/now/pay_out")
    assert "nothing to pay out" in sandbox.refusal("payouts/now/pay_out")
    sandbox.paid_donation()
    sandbox.reveal_fees()
    second = sandbox.post("payouts/now/pay_out")["payouts"][0]
    assert second["amount"] == 2397


def test_each_currency_has_its_own_payout(sandbox: Driver) -> None:
    sandbox.paid_donation()
    price = {"currency": "jpy", "unit_amount": 5000, "product_data": {"name": "Donation"}}
    sandbox.paid_donation(line_items=[{"quantity": 1, "price_data": price}])
    sandbox.reveal_fees()
    paid_out = sandbox.post("payouts/now/pay_out")["payouts"]
    amounts = {payout["currency"]: payout["amount"] for payout in paid_out}
    assert amounts == {"jpy": 4825, "usd": 2397}


def test_the_balance_moves_from_pending_to_the_bank(sandbox: Driver) -> None:
    sandbox.paid_donation()
    sandbox.reveal_fees()
    assert [(one.currency, one.amount) for one in sandbox.v1.balance.retrieve().pending] == [
        ("usd", 2397)
    ]
    sandbox.post("payouts/now/pay_out")
    balance = sandbox.v1.balance.retrieve()
    assert [one.amount for one in balance.pending] == [0]
    assert [one.amount for one in balance.available] == [0]


def test_the_bank_may_send_a_payout_back(sandbox: Driver) -> None:
    sandbox.paid_donation()
    sandbox.reveal_fees()
    payout = sandbox.post("payouts/now/pay_out")["payouts"][0]
    sandbox.post(f"payouts/{payout['id']}/fail")
    failed = sandbox.v1.payouts.retrieve(payout["id"], {"expand": ["failure_balance_transaction"]})
    assert (failed.status, failed.failure_code) == ("failed", "account_closed")
    assert failed.failure_balance_transaction.type == "payout_failure"
    assert [one.amount for one in sandbox.v1.balance.retrieve().available] == [2397]


def test_the_account_says_who_it_is(sandbox: Driver) -> None:
    account = sandbox.v1.accounts.retrieve_current()
    assert (account.business_profile.name, account.charges_enabled) == ("Example Foundation", True)
