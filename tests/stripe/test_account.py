"""Our account with Stripe through the adapter: lines, payouts, balance, with the sandbox over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sponsorship.clock import utc_now
from sponsorship.money import Money
from sponsorship.payments.models import PayoutStatus
from sponsorship.payments.processor import PayoutState, RefundRequest
from sponsorship.payments.stripe.client import StripeProcessor
from sponsorship.payments.stripe.refusals import UnknownToProcessor
from tests.stripe.counterpart import Counterpart, checkout_of, only, payment_in, seen_through

SINCE, UNTIL = utc_now() - timedelta(days=1), utc_now() + timedelta(days=1)


def gift(
    sandbox: Counterpart,
    processor: StripeProcessor,
    *,
    attempt: int = 1,
    amount: Money | None = None,
) -> str:
    """A gift with its fee; the id of its payment."""
    page = processor.open_checkout(
        checkout_of(attempt=attempt, amount=amount or Money(2500, "USD"))
    )
    sandbox.pay(page)
    sandbox.let_time_pass("fees")
    return payment_in(processor.look_up_checkout(page.external_id)).external_id


def test_an_automatic_payout_names_its_lines_when_it_is_added_up(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    gift(sandbox, processor)
    (held,) = sandbox.ask("payouts/now/pay_out", hold=True)["payouts"]
    before = processor.look_up_payout(held["id"])
    sandbox.ask(f"payouts/{held['id']}/arrive")
    after = processor.look_up_payout(held["id"])

    assert (before.status, before.names_lines, before.lines) == (
        PayoutStatus.UNDER_WAY,
        False,
        None,
    )
    assert (after.status, after.is_automatic, after.amount) == (
        PayoutStatus.PAID,
        True,
        Money(2397, "USD"),
    )
    lines = {line.category: line for line in after.lines or ()}
    assert lines["charge"].net == Money(2397, "USD")
    assert lines["charge"].fee == Money(103, "USD")
    assert str(lines["charge"].source_external_id).startswith("ch_")
    assert (lines["payout"].source_external_id, lines["payout"].net) == (
        held["id"],
        Money(-2397, "USD"),
    )


def test_a_payout_that_came_back_says_when_and_why(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    gift(sandbox, processor)
    (sent,) = sandbox.ask("payouts/now/pay_out")["payouts"]
    sandbox.ask(f"payouts/{sent['id']}/fail")
    by_hand = sandbox.ask("payouts/usd/pay_out", amount=100)
    sandbox.ask(f"payouts/{by_hand['id']}/cancel")

    stopped, failed = processor.list_payouts(SINCE)

    assert (failed.status, failed.failure) == (
        PayoutStatus.FAILED,
        "The bank account has been closed.",
    )
    assert failed.ended_at is not None
    assert failed.lines is None
    assert (stopped.status, stopped.is_automatic, stopped.names_lines) == (
        PayoutStatus.CANCELLED,
        False,
        False,
    )
    assert list(processor.list_payouts(UNTIL)) == []


def test_news_of_a_payout_is_ours_whoever_sold_what(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    sandbox.ask("account/2000/sell_something_else")
    sandbox.ask("payouts/now/pay_out")
    (event,) = [one for one in sandbox.events if one["type"] == "payout.paid"]

    state = only(seen_through(processor, event).states, PayoutState)

    assert [line.category for line in state.lines or ()] == ["payout", "charge"]


def test_a_payout_that_does_not_exist_is_unknown(processor: StripeProcessor) -> None:
    with pytest.raises(UnknownToProcessor):
        processor.look_up_payout("po_00000000000000")


def test_the_lines_of_some_days_come_page_by_page(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    for _ in range(101):
        sandbox.ask("account/200/charge_fee")
    sandbox.ask("account/50000/top_up")

    lines = list(processor.list_balance_lines(SINCE, UNTIL))

    assert len(lines) == 102
    assert (lines[0].category, lines[0].net) == ("topup", Money(50_000, "USD"))
    assert (lines[-1].category, lines[-1].source_external_id) == ("fee", None)
    assert list(processor.list_balance_lines(UNTIL, UNTIL)) == []


def test_the_balance_is_what_is_available_and_what_is_not_yet(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    gift(sandbox, processor)
    sandbox.ask("account/50000/top_up")

    assert processor.look_up_balance() == (Money(52_397, "USD"),)


def test_what_the_account_takes_is_told_in_its_own_currency(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    """A refund is exchanged at the rate of its own day, and only then known."""
    sandbox.ask("account/eur/exchange_at", rate="1.085")
    payment_id = gift(sandbox, processor, amount=Money(10_000, "EUR"))
    sandbox.ask("account/eur/exchange_at", rate="1.1")
    processor.refund(RefundRequest(1, payment_id, Money(3_000, "EUR"), "refund:1"))
    (event,) = [one for one in sandbox.events if one["type"] == "refund.created"]

    payment = payment_in(seen_through(processor, event).states)

    assert (payment.amount, payment.settlement) == (Money(10_000, "EUR"), Money(10_850, "USD"))
    assert payment.fee == Money(345, "USD")
    assert payment.refunds[0].settlement == Money(3_300, "USD")
    assert payment.refunds[0].returned is None


def test_what_comes_back_and_what_a_dispute_moves_is_told_in_the_accounts_currency(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    sandbox.ask("account/eur/exchange_at", rate="1.085")
    payment_id = gift(sandbox, processor, amount=Money(10_000, "EUR"))
    made = processor.refund(RefundRequest(1, payment_id, Money(3_000, "EUR"), "refund:1"))
    sandbox.ask("account/eur/exchange_at", rate="1.1")
    sandbox.ask(f"refunds/{made.external_id}/fail")
    sandbox.ask("account/eur/exchange_at", rate="1.2")
    dispute = sandbox.ask(f"payments/{payment_id}/dispute", amount=5_000)
    sandbox.ask("account/eur/exchange_at", rate="1.3")
    sandbox.ask(f"disputes/{dispute['id']}/win")

    payment = payment_in(processor.look_up_payment(payment_id))

    assert (payment.refunds[0].settlement, payment.refunds[0].returned) == (
        Money(3_255, "USD"),
        Money(3_300, "USD"),
    )
    moved = payment.disputes[0].movements
    assert [one.amount for one in moved] == [Money(5_000, "EUR")] * 2
    assert [one.settlement for one in moved] == [Money(6_000, "USD"), Money(6_500, "USD")]
    assert sandbox.violations == []


def test_where_nothing_is_exchanged_the_account_takes_what_was_paid(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    payment_id = gift(sandbox, processor)
    processor.refund(RefundRequest(1, payment_id, Money(1_000, "USD"), "refund:1"))
    (event,) = [one for one in sandbox.events if one["type"] == "refund.created"]

    payment = payment_in(seen_through(processor, event).states)

    assert payment.settlement == Money(2_500, "USD")
    assert payment.refunds[0].settlement == Money(1_000, "USD")

    sandbox.ask(f"refunds/{payment.refunds[0].external_id}/fail")
    payment = payment_in(processor.look_up_payment(payment_id))
    assert payment.refunds[0].returned == Money(1_000, "USD")
