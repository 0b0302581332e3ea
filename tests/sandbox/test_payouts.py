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


def test_a_payout_that_failed_goes_out_again_with_the_next_one(sandbox: Driver) -> None:
    sandbox.paid_donation()
    sandbox.reveal_fees()
    first = sandbox.post("payouts/now/pay_out")["payouts"][0]
    sandbox.post(f"payouts/{first['id']}/fail")

    second = sandbox.post("payouts/now/pay_out")["payouts"][0]

    assert second["amount"] == first["amount"]
    lines = sandbox.v1.balance_transactions.list({"payout": second["id"]}).data
    assert [line.type for line in lines] == ["payout", "payout_failure"]
    earlier = sandbox.v1.balance_transactions.list({"payout": first["id"]}).data
    assert [line.type for line in earlier] == ["payout", "charge"]


def test_a_payout_by_hand_names_no_lines_and_can_be_stopped(sandbox: Driver) -> None:
    sandbox.paid_donation()
    sandbox.reveal_fees()
    assert "insufficient" in sandbox.refusal("payouts/usd/pay_out", amount=2398)

    payout = sandbox.v1.payouts.create({"amount": 1000, "currency": "usd"})
    assert (payout.automatic, payout.status) == (False, "pending")
    assert payout.reconciliation_status == "not_applicable"
    stopped = sandbox.v1.payouts.cancel(payout.id)
    assert stopped.status == "canceled"
    assert "by hand" in sandbox.refusal(f"payouts/{payout.id}/cancel")

    sandbox.post("payouts/usd/pay_out", amount=1000)
    rest = sandbox.post("payouts/now/pay_out")["payouts"][0]
    assert rest["amount"] == 1397


def test_a_payout_may_stay_on_its_way(sandbox: Driver) -> None:
    sandbox.paid_donation()
    sandbox.reveal_fees()
    held = sandbox.post("payouts/now/pay_out", hold=True)["payouts"][0]
    assert (held["status"], held["reconciliation_status"]) == ("in_transit", "in_progress")

    arrived = sandbox.post(f"payouts/{held['id']}/arrive")

    assert (arrived["status"], arrived["reconciliation_status"]) == ("paid", "completed")
    assert "not on its way" in sandbox.refusal(f"payouts/{held['id']}/arrive")


def test_what_the_account_owes_is_collected_from_the_bank(sandbox: Driver) -> None:
    gift = sandbox.paid_donation()
    sandbox.reveal_fees()
    sandbox.post("payouts/now/pay_out")
    sandbox.v1.refunds.create({"payment_intent": gift.id, "amount": 500})
    sandbox.post("account/200/charge_fee")

    payout = sandbox.post("payouts/now/pay_out")["payouts"][0]

    assert payout["amount"] == -700
    lines = sandbox.v1.balance_transactions.list({"payout": payout["id"]}).data
    assert {line.reporting_category for line in lines} == {"payout", "refund", "fee"}


def test_another_application_and_the_bank_use_the_same_account(sandbox: Driver) -> None:
    sandbox.post("account/2000/sell_something_else")
    sandbox.post("account/50000/top_up")

    found = sandbox.v1.balance_transactions.list({"created": {"gte": 1}, "limit": 10}).data

    assert [(line.reporting_category, line.net) for line in found] == [
        ("topup", 50_000),
        ("charge", 1_912),
    ]
    charge = sandbox.v1.charges.retrieve(found[1].source)
    assert charge.metadata.to_dict() == {"shop_order": "1207"}
    assert sandbox.v1.balance_transactions.list({"created": {"lt": 1}}).data == []


def test_money_in_another_currency_is_exchanged_at_the_rate_of_the_day(sandbox: Driver) -> None:
    sandbox.post("account/eur/exchange_at", rate="1.085")
    price = {"currency": "eur", "unit_amount": 10_000, "product_data": {"name": "Donation"}}
    gift = sandbox.paid_donation(line_items=[{"quantity": 1, "price_data": price}])
    sandbox.reveal_fees()
    sandbox.post("account/eur/exchange_at", rate="1.1")
    sandbox.v1.refunds.create({"payment_intent": gift.id, "amount": 3000})

    refund, charge = sandbox.v1.balance_transactions.list({"limit": 10}).data

    assert (charge.currency, charge.amount, charge.fee) == ("usd", 10_850, 345)
    assert (refund.currency, refund.amount, refund.exchange_rate) == ("usd", -3_300, 1.1)
    assert "positive number" in sandbox.refusal("account/usd/exchange_at", rate="2")
    assert "positive number" in sandbox.refusal("account/eur/exchange_at", rate="dear")
    assert sandbox.post("account/eur/exchange_at") == {"rates": {}}
    assert "whole number" in sandbox.refusal("account/much/top_up")
