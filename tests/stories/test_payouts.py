"""Money goes from the processor to our bank: fund by fund, and sometimes back."""

from dataclasses import replace

import sqlalchemy as sa

from sponsorship.donations.models import Donation
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import Role
from sponsorship.lifecycle import history
from sponsorship.money import Money
from sponsorship.payments.models import Payout, PayoutStatus
from tests.stories.telling import Story


def dollars(amount: str) -> Money:
    return Money.parse(amount, "USD")


def give_with_fee(story: Story, amount: str, fee: str, *, fund: str = "general") -> Donation:
    """A gift by card whose line is on the processor's account, and in our books."""
    donation = story.give(amount, fund=fund)
    payment = story.payment_of(donation)
    story.processor.reveal_fee(payment, dollars(fee))
    story.hear("charge.updated", payment)
    return donation


def pay_out(story: Story, *, amount: Money | None = None) -> str:
    """The processor pays out, all of it or what a person chose, and its news of it arrives, twice."""
    payout = story.processor.pay_out(amount=amount)
    story.hear("payout.created", payout)
    story.processor.name_lines(payout)
    for _ in range(2):
        story.hear("payout.paid", payout)
        story.hear("payout.reconciliation_completed", payout)
    return payout


def come_back(
    story: Story, payout: str, *, status: PayoutStatus = PayoutStatus.FAILED, days: int = 3
) -> None:
    """Days later the payout comes back, and the news of it arrives twice."""
    story.pass_time(days=days)
    story.processor.return_payout(payout, status=status)
    for _ in range(2):
        story.hear(f"payout.{status.value.replace('cancelled', 'canceled')}", payout)


def payouts(story: Story) -> list[Payout]:
    with story.database.reading() as session:
        return list(session.scalars(sa.select(Payout).order_by(Payout.id)))


def held(story: Story, role: Role) -> dict[str, str]:
    """What each fund's account of that role holds, without the empty ones."""
    with story.database.reading() as session:
        return {
            one.account: str(one.amount)
            for one in books.trial_balance(session, roles=[role])
            if not one.amount.is_zero
        }


def test_an_automatic_payout_leaves_clearing_fund_by_fund(story: Story) -> None:
    """Gifts to two funds, a refund, a fee of the processor's own: each line goes where it belongs."""
    ada = give_with_fee(story, "100.00", "3.20")
    give_with_fee(story, "50.00", "1.75", fund="security")
    story.processor.give_back(story.payment_of(ada), dollars("30.00"))
    story.hear("charge.refunded", story.payment_of(ada))
    fee = story.processor.add_line("fee", -dollars("0.25"))

    pay_out(story)

    assert story.journal("PO-2026-000001") == [
        "2026-03-02 payout_sent PO-2026-000001",
        "  Dr payouts-in-transit/general  66.55 USD",
        "  Cr stripe-clearing/general  66.55 USD",
        "  Dr payouts-in-transit/security  48.25 USD",
        "  Cr stripe-clearing/security  48.25 USD",
    ]
    assert story.journal(fee) == [
        f"2026-03-02 processor_fee_charged {fee}",
        "  Dr processing-fees/general  0.25 USD",
        "  Cr stripe-clearing/general  0.25 USD",
    ]
    assert held(story, Role.CLEARING) == {}
    (payout,) = payouts(story)
    assert (payout.amount, payout.status) == (dollars("114.80"), PayoutStatus.PAID)
    assert payout.booked_at is not None
    assert payout.reconciled_at is not None


def test_a_payout_is_recorded_but_not_booked_until_its_lines_are_named(story: Story) -> None:
    give_with_fee(story, "100.00", "3.20")
    payout = story.processor.pay_out()

    story.hear("payout.created", payout)
    story.hear("payout.paid", payout)

    (known,) = payouts(story)
    assert (known.status, known.booked_at) == (PayoutStatus.UNDER_WAY, None)
    assert story.journal("PO-2026-000001") == []
    assert held(story, Role.CLEARING) == {"stripe-clearing/general": "96.80 USD"}


def test_a_payout_with_a_payment_that_we_do_not_know_waits_for_the_comparison(
    story: Story,
) -> None:
    """Whose money it is must be asked of the processor, which no news may do by itself."""
    give_with_fee(story, "100.00", "3.20")
    story.processor.add_line("charge", dollars("20.00"), source="charge_of_the_shop")

    pay_out(story)

    (payout,) = payouts(story)
    assert payout.reconciled_at is not None
    assert payout.booked_at is None


def test_a_manual_payout_takes_from_each_fund_in_proportion_to_what_it_holds(story: Story) -> None:
    give_with_fee(story, "100.00", "0.00")
    give_with_fee(story, "50.00", "0.00", fund="security")

    pay_out(story, amount=dollars("100.00"))

    assert story.journal("PO-2026-000001")[1:] == [
        "  Dr payouts-in-transit/general  66.67 USD",
        "  Cr stripe-clearing/general  66.67 USD",
        "  Dr payouts-in-transit/security  33.33 USD",
        "  Cr stripe-clearing/security  33.33 USD",
    ]
    story.pass_time(days=1)
    pay_out(story, amount=dollars("50.00"))
    assert held(story, Role.CLEARING) == {}
    assert held(story, Role.IN_TRANSIT) == {
        "payouts-in-transit/general": "100.00 USD",
        "payouts-in-transit/security": "50.00 USD",
    }


def test_a_negative_payout_runs_the_other_way(story: Story) -> None:
    """A refund after everything was paid out: the processor collects it from our bank."""
    ada = give_with_fee(story, "100.00", "3.20", fund="security")
    pay_out(story)
    story.pass_time(days=1)
    story.processor.give_back(story.payment_of(ada), dollars("40.00"))
    story.hear("charge.refunded", story.payment_of(ada))

    pay_out(story)

    assert story.journal("PO-2026-000002") == [
        "2026-03-03 payout_sent PO-2026-000002",
        "  Dr stripe-clearing/security  40.00 USD",
        "  Cr payouts-in-transit/security  40.00 USD",
    ]
    assert held(story, Role.CLEARING) == {}
    assert held(story, Role.IN_TRANSIT) == {"payouts-in-transit/security": "56.80 USD"}


def test_a_negative_manual_payout_is_for_the_funds_in_the_red(story: Story) -> None:
    ada = give_with_fee(story, "100.00", "0.00", fund="security")
    give_with_fee(story, "10.00", "0.00")
    pay_out(story, amount=dollars("110.00"))
    story.processor.give_back(story.payment_of(ada), dollars("40.00"))
    story.hear("charge.refunded", story.payment_of(ada))
    give_with_fee(story, "5.00", "0.00")

    pay_out(story, amount=-dollars("40.00"))

    assert story.journal("PO-2026-000002")[1:] == [
        "  Dr stripe-clearing/security  40.00 USD",
        "  Cr payouts-in-transit/security  40.00 USD",
    ]


def test_failure_13_a_failed_payout_is_reversed_and_goes_out_again_as_it_went(
    story: Story,
) -> None:
    """Its lines hang on the payout that failed; the next one has a single line for all of them."""
    give_with_fee(story, "100.00", "3.20")
    give_with_fee(story, "50.00", "1.75", fund="security")
    first = pay_out(story)

    come_back(story, first)
    story.pass_time(days=1)
    give_with_fee(story, "20.00", "0.88")
    pay_out(story)

    assert story.journal("PO-2026-000001")[5:] == [
        "2026-03-05 payout_sent_reversed PO-2026-000001",
        "  Dr stripe-clearing/general  96.80 USD",
        "  Cr payouts-in-transit/general  96.80 USD",
        "  Dr stripe-clearing/security  48.25 USD",
        "  Cr payouts-in-transit/security  48.25 USD",
    ]
    assert story.journal("PO-2026-000002") == [
        "2026-03-06 payout_sent PO-2026-000002",
        "  Dr payouts-in-transit/general  115.92 USD",
        "  Cr stripe-clearing/general  115.92 USD",
        "  Dr payouts-in-transit/security  48.25 USD",
        "  Cr stripe-clearing/security  48.25 USD",
    ]
    assert held(story, Role.CLEARING) == {}
    failed, sent = payouts(story)
    assert (failed.status, failed.failure) == (PayoutStatus.FAILED, "account closed")
    assert sent.status is PayoutStatus.PAID
    with story.database.reading() as session:
        assert [move.verb for move in history(session, failed)] == ["paid", "failed"]


def test_failure_13_a_payout_that_failed_before_its_lines_were_named_is_booked_and_reversed(
    story: Story,
) -> None:
    give_with_fee(story, "50.00", "1.75", fund="security")
    payout = story.processor.pay_out()
    story.hear("payout.created", payout)
    come_back(story, payout)
    assert story.journal("PO-2026-000001") == []

    named = replace(story.processor.payouts[payout], names_lines=True)
    story.processor.payouts[payout] = named
    story.hear("payout.reconciliation_completed", payout)

    assert [line for line in story.journal("PO-2026-000001") if not line.startswith(" ")] == [
        "2026-03-02 payout_sent PO-2026-000001",
        "2026-03-05 payout_sent_reversed PO-2026-000001",
    ]
    story.pass_time(days=1)
    pay_out(story)
    assert held(story, Role.CLEARING) == {}
    assert held(story, Role.IN_TRANSIT) == {"payouts-in-transit/security": "48.25 USD"}


def test_failure_13_a_payout_stopped_before_it_was_sent_leaves_the_money_where_it_was(
    story: Story,
) -> None:
    give_with_fee(story, "50.00", "1.75", fund="security")
    payout = story.processor.pay_out(amount=dollars("48.25"))
    story.hear("payout.created", payout)

    come_back(story, payout, status=PayoutStatus.CANCELLED, days=0)

    assert [line for line in story.journal("PO-2026-000001") if not line.startswith(" ")] == [
        "2026-03-02 payout_sent PO-2026-000001",
        "2026-03-02 payout_sent_reversed PO-2026-000001",
    ]
    assert held(story, Role.CLEARING) == {"stripe-clearing/security": "48.25 USD"}
    assert [payout.status for payout in payouts(story)] == [PayoutStatus.CANCELLED]


def test_news_in_the_wrong_order_ends_in_the_same_books(story: Story) -> None:
    give_with_fee(story, "100.00", "3.20")
    payout = story.processor.pay_out()
    story.processor.name_lines(payout)

    for news in ("reconciliation_completed", "paid", "created"):
        story.hear(f"payout.{news}", payout)

    assert [line for line in story.journal("PO-2026-000001") if not line.startswith(" ")] == [
        "2026-03-02 payout_sent PO-2026-000001"
    ]
    assert [payout.status for payout in payouts(story)] == [PayoutStatus.PAID]


def test_money_from_our_bank_to_the_processor_is_in_transit_the_other_way(story: Story) -> None:
    topup = story.processor.add_line("topup", dollars("500.00"))
    pay_out(story, amount=dollars("100.00"))
    give_with_fee(story, "10.00", "0.00")

    pay_out(story)

    assert story.journal(topup) == [
        f"2026-03-02 topup_received {topup}",
        "  Dr stripe-clearing/general  500.00 USD",
        "  Cr payouts-in-transit/general  500.00 USD",
    ]
