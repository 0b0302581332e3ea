"""A gift in another currency than the processor's account: both sides are in the books, to the cent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sponsorship.funds.models import Fund, Restriction
from sponsorship.ledger.models import Role
from sponsorship.money import Money, exponent_of
from sponsorship.payments.models import DisputeStatus
from sponsorship.payments.stripe import amounts
from tests.clock import NOW
from tests.stories.telling import Story
from tests.stories.test_disputes import sound
from tests.stories.test_payouts import held, pay_out
from tests.stories.test_reconciling import reconcile


def euros(amount: str) -> Money:
    return Money.parse(amount, "EUR")


def dollars(amount: str) -> Money:
    return Money.parse(amount, "USD")


@pytest.fixture
def europe(story: Story) -> Story:
    """A fund in euros of a foundation whose account with the processor is in dollars."""
    add_fund(story, "EUR")
    return story


def add_fund(story: Story, currency: str) -> str:
    slug = f"fund-{currency.lower()}"
    with story.database.unit_of_work() as session:
        session.add(
            Fund(
                slug=slug,
                name=f"Fund in {currency}",
                summary="",
                description="",
                restriction=Restriction.NONE,
                currency=currency,
                position=9,
                created_at=NOW,
            )
        )
    return slug


def settle(story: Story, amount: Money, *, into: Money, fee: Money, fund: str = "fund-eur") -> str:
    """A gift by card, which the account takes in in its own currency; the payment."""
    form = replace(story.fill_in(), amount=amount)
    page = story.page_of(story.submit(form, fund=fund))
    payment = story.processor.pay(page)
    story.hear("checkout.session.completed", page)
    story.processor.reveal_fee(payment, fee, settles_as=into)
    for _ in range(2):
        story.hear("charge.updated", payment)
    return payment


def test_a_gift_in_euros_is_exchanged_as_soon_as_it_is_known_at_which_rate(europe: Story) -> None:
    settle(europe, euros("100.00"), into=dollars("108.50"), fee=dollars("3.45"))

    assert europe.journal()[3:] == [
        "2026-03-02 fee_charged D-2026-000001:P-2026-000001",
        "  Dr processing-fees/fund-eur  3.45 USD",
        "  Cr stripe-clearing/fund-eur  3.45 USD",
        "2026-03-02 currency_exchanged D-2026-000001:P-2026-000001",
        "  Dr currency-exchange/fund-eur  100.00 EUR",
        "  Cr stripe-clearing/fund-eur  100.00 EUR",
        "  Dr stripe-clearing/fund-eur  108.50 USD",
        "  Cr currency-exchange/fund-eur  108.50 USD",
    ]
    assert held(europe, Role.CLEARING) == {"stripe-clearing/fund-eur": "105.05 USD"}
    assert reconcile(europe).standing == ()


def test_a_refund_is_exchanged_back_at_a_rate_of_its_own(europe: Story) -> None:
    payment = settle(europe, euros("100.00"), into=dollars("108.50"), fee=dollars("3.45"))
    europe.pass_time(days=3)

    europe.processor.give_back(payment, euros("30.00"), settles_as=dollars("33.00"))
    europe.hear("charge.refunded", payment)

    assert europe.journal()[11:] == [
        "2026-03-05 donation_refunded D-2026-000001:RF-2026-000001",
        "  Dr contributions/fund-eur  30.00 EUR",
        "  Cr stripe-clearing/fund-eur  30.00 EUR",
        "2026-03-05 currency_exchanged D-2026-000001:RF-2026-000001",
        "  Dr currency-exchange/fund-eur  33.00 USD",
        "  Cr stripe-clearing/fund-eur  33.00 USD",
        "  Dr stripe-clearing/fund-eur  30.00 EUR",
        "  Cr currency-exchange/fund-eur  30.00 EUR",
    ]
    assert held(europe, Role.CLEARING) == {"stripe-clearing/fund-eur": "72.05 USD"}
    assert reconcile(europe).standing == ()
    pay_out(europe)
    assert held(europe, Role.CLEARING) == {}


def test_a_refund_that_comes_back_is_exchanged_back_as_it_went(europe: Story) -> None:
    payment = settle(europe, euros("100.00"), into=dollars("108.50"), fee=dollars("3.45"))
    europe.processor.give_back(payment, euros("100.00"), settles_as=dollars("110.00"))
    europe.hear("charge.refunded", payment)
    europe.pass_time(days=3)

    europe.processor.return_refund(payment)
    for _ in range(2):
        europe.hear("refund.failed", payment)

    facts = [line.split()[1] for line in europe.journal() if not line.startswith(" ")]
    assert facts[-2:] == ["donation_refunded_reversed", "currency_exchanged_reversed"]
    assert held(europe, Role.CLEARING) == {"stripe-clearing/fund-eur": "105.05 USD"}
    assert reconcile(europe).standing == ()


def test_a_refund_that_comes_back_at_another_rate_books_what_that_lost(europe: Story) -> None:
    payment = settle(europe, euros("100.00"), into=dollars("108.50"), fee=dollars("3.45"))
    europe.processor.give_back(payment, euros("100.00"), settles_as=dollars("110.00"))
    europe.hear("charge.refunded", payment)
    europe.pass_time(days=3)

    europe.processor.return_refund(payment, settles_as=dollars("107.20"))
    for _ in range(2):
        europe.hear("refund.failed", payment)

    assert europe.journal()[-3:] == [
        "2026-03-05 exchange_difference D-2026-000001:RF-2026-000001",
        "  Dr currency-exchange/fund-eur  2.80 USD",
        "  Cr stripe-clearing/fund-eur  2.80 USD",
    ]
    assert held(europe, Role.CLEARING) == {"stripe-clearing/fund-eur": "102.25 USD"}
    assert reconcile(europe).standing == ()
    sound(europe)


def test_a_refund_that_had_failed_before_we_heard_of_it_books_only_what_its_rates_lost(
    europe: Story,
) -> None:
    payment = settle(europe, euros("100.00"), into=dollars("108.50"), fee=dollars("3.45"))
    europe.processor.give_back(payment, euros("100.00"), settles_as=dollars("110.00"))
    europe.processor.return_refund(payment, settles_as=dollars("110.40"))

    europe.hear("refund.failed", payment)

    assert europe.journal()[-3:] == [
        "2026-03-02 exchange_difference D-2026-000001:RF-2026-000001",
        "  Dr stripe-clearing/fund-eur  0.40 USD",
        "  Cr currency-exchange/fund-eur  0.40 USD",
    ]
    assert reconcile(europe).standing == ()
    sound(europe)


def test_a_dispute_is_booked_at_what_it_took_from_the_account_and_gave_back(
    europe: Story,
) -> None:
    payment = settle(europe, euros("100.00"), into=dollars("108.50"), fee=dollars("3.45"))
    dispute = europe.processor.dispute(payment, settles_as=dollars("109.20"), fee=dollars("20.00"))
    for _ in range(2):
        europe.hear("charge.dispute.funds_withdrawn", payment)

    assert europe.journal()[11:] == [
        "2026-03-02 dispute_withdrawn D-2026-000001:DP-2026-000001:1",
        "  Dr disputed-funds/fund-eur  100.00 EUR",
        "  Cr stripe-clearing/fund-eur  100.00 EUR",
        "2026-03-02 dispute_fee_charged D-2026-000001:DP-2026-000001:1",
        "  Dr dispute-fees/fund-eur  20.00 USD",
        "  Cr stripe-clearing/fund-eur  20.00 USD",
        "2026-03-02 currency_exchanged D-2026-000001:DP-2026-000001:1",
        "  Dr currency-exchange/fund-eur  109.20 USD",
        "  Cr stripe-clearing/fund-eur  109.20 USD",
        "  Dr stripe-clearing/fund-eur  100.00 EUR",
        "  Cr currency-exchange/fund-eur  100.00 EUR",
    ]
    assert held(europe, Role.CLEARING) == {"stripe-clearing/fund-eur": "-24.15 USD"}
    assert reconcile(europe).standing == ()

    europe.pass_time(days=9)
    europe.processor.decide(dispute, DisputeStatus.WON, settles_as=dollars("107.90"))
    europe.hear("charge.dispute.closed", payment)

    assert europe.journal()[-5:] == [
        "2026-03-11 currency_exchanged D-2026-000001:DP-2026-000001:2",
        "  Dr currency-exchange/fund-eur  100.00 EUR",
        "  Cr stripe-clearing/fund-eur  100.00 EUR",
        "  Dr stripe-clearing/fund-eur  107.90 USD",
        "  Cr currency-exchange/fund-eur  107.90 USD",
    ]
    assert held(europe, Role.CLEARING) == {"stripe-clearing/fund-eur": "83.75 USD"}
    assert held(europe, Role.DISPUTED) == {}
    assert reconcile(europe).standing == ()
    pay_out(europe)
    assert held(europe, Role.CLEARING) == {}
    sound(europe)


def test_a_dispute_line_of_another_amount_than_we_booked_is_named(europe: Story) -> None:
    payment = settle(europe, euros("100.00"), into=dollars("108.50"), fee=dollars("3.45"))
    europe.processor.dispute(payment, settles_as=dollars("109.20"))
    europe.hear("charge.dispute.funds_withdrawn", payment)
    line = europe.processor.lines[-1]
    europe.processor.lines[-1] = replace(line, amount=-dollars("110.00"), net=-dollars("110.00"))

    assert reconcile(europe).standing == (
        "What the payer's bank moved of P-2026-000001 is -$110.00 on the account and -$109.20 in our"
        " books.",
    )


def test_money_that_fits_nothing_is_exchanged_in_the_general_fund(europe: Story) -> None:
    form = replace(europe.fill_in(), amount=euros("100.00"))
    page = europe.page_of(europe.submit(form, fund="fund-eur"))
    payment = europe.processor.pay(page, amount=euros("90.00"))
    europe.hear("checkout.session.completed", page)

    europe.processor.reveal_fee(payment, dollars("3.00"), settles_as=dollars("97.65"))
    europe.hear("charge.updated", payment)

    assert held(europe, Role.CLEARING) == {"stripe-clearing/general": "94.65 USD"}
    assert held(europe, Role.SUSPENSE) == {"suspense/general": "90.00 EUR"}
    assert reconcile(europe).standing == ()


CLASSES = ("USD", "EUR", "JPY", "KRW", "KWD", "BHD", "ISK", "HUF", "TWD", "UGX")
"""Two decimals, none, three, and those that Stripe writes in its own way."""


@pytest.mark.parametrize("currency", CLASSES)
def test_failure_14_what_is_left_and_the_fee_are_the_gift_in_every_currency(
    story: Story, currency: str
) -> None:
    """As Stripe writes the amounts, read, booked, compared and paid out: nothing is lost or made up."""
    fund = add_fund(story, currency)
    step = 10 if exponent_of(currency) == 3 else 1
    gross = Money(12_340 * step, currency)
    fee = Money(390 * step, currency)
    assert amounts.read(amounts.written(gross), currency.lower()) == gross
    assert amounts.read(amounts.written(fee), currency.lower()) == fee

    settle(story, gross, into=gross, fee=fee, fund=fund)

    line = story.processor.lines[-1]
    assert line.fee + line.net == gross
    assert held(story, Role.CLEARING) == {f"stripe-clearing/{fund}": str(gross - fee)}
    payout = story.processor.pay_out(currency=currency)
    story.processor.name_lines(payout)
    story.hear("payout.paid", payout)
    assert held(story, Role.CLEARING) == {}
    assert held(story, Role.IN_TRANSIT) == {f"payouts-in-transit/{fund}": str(gross - fee)}
    assert held(story, Role.PROCESSING_FEES) == {f"processing-fees/{fund}": str(fee)}
    assert reconcile(story).standing == ()
