"""A payer's bank objects: warned, opened, won, lost, turned by an appeal, with fees and with refunds."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sponsorship import invariants
from sponsorship.donations.models import Donation, DonationStatus
from sponsorship.ledger import queries as books
from sponsorship.lifecycle import history
from sponsorship.money import Money
from sponsorship.payments.models import Dispute, DisputeStatus, Payment, Refund, RefundStatus
from sponsorship.payments.refunds import OverRefund
from tests.stories.telling import Story

FEE = Money(1_500, "USD")


def sound(story: Story) -> None:
    with story.database.reading() as session:
        assert invariants.broken(session) == []


def balances(story: Story) -> dict[str, str]:
    """What every account holds that holds anything."""
    with story.database.reading() as session:
        found = books.trial_balance(session)
    return {one.account: str(one.amount) for one in found if not one.amount.is_zero}


def moves(story: Story) -> list[str]:
    with story.database.reading() as session:
        return [one.verb for one in history(session, session.scalars(sa.select(Dispute)).one())]


def hear(story: Story, donation: Donation, event: str = "charge.dispute.updated") -> None:
    story.hear(event, story.payment_of(donation))


def test_a_dispute_takes_the_money_and_a_fee_but_no_income_until_it_is_lost(story: Story) -> None:
    donation = story.give("100.00")
    story.processor.dispute(story.payment_of(donation), fee=FEE)

    hear(story, donation, "charge.dispute.created")
    hear(story, donation, "charge.dispute.funds_withdrawn")

    assert story.journal(donation.reference)[3:] == [
        f"2026-03-02 dispute_withdrawn {donation.reference}:DP-2026-000001:1",
        "  Dr disputed-funds/general  100.00 USD",
        "  Cr stripe-clearing/general  100.00 USD",
        f"2026-03-02 dispute_fee_charged {donation.reference}:DP-2026-000001:1",
        "  Dr dispute-fees/general  15.00 USD",
        "  Cr stripe-clearing/general  15.00 USD",
    ]
    assert story.again(donation).status is DonationStatus.RECEIVED
    assert story.receipts() == ["R-2026-00001 issued"]
    assert story.subjects()[1:] == ["A dispute over $100.00 was opened (DP-2026-000001)"]
    text = story.transport.sent[-1].get_body(("plain",))
    assert text is not None
    assert "Answer by: 16 March 2026" in text.get_content()
    sound(story)


def test_a_lost_dispute_takes_income_voids_the_receipt_and_tells_the_donor(story: Story) -> None:
    donation = story.give("100.00")
    dispute = story.processor.dispute(story.payment_of(donation), fee=FEE)
    hear(story, donation)
    story.pass_time(days=7)
    story.processor.decide(dispute, DisputeStatus.LOST)

    hear(story, donation, "charge.dispute.closed")

    assert story.journal(donation.reference)[-3:] == [
        f"2026-03-09 dispute_lost {donation.reference}:DP-2026-000001",
        "  Dr contributions/general  100.00 USD",
        "  Cr disputed-funds/general  100.00 USD",
    ]
    assert story.again(donation).status is DonationStatus.TAKEN_BACK
    assert story.receipts() == ["R-2026-00001 void"]
    assert story.subjects()[-1] == "Your bank has taken back $100.00 of your gift"
    assert balances(story) == {
        "dispute-fees/general": "15.00 USD",
        "stripe-clearing/general": "-15.00 USD",
    }
    sound(story)


def test_a_dispute_won_gives_the_money_back_and_nobody_is_written_to(story: Story) -> None:
    donation = story.give("100.00")
    dispute = story.processor.dispute(story.payment_of(donation), fee=FEE)
    hear(story, donation)
    story.processor.decide(dispute, DisputeStatus.WON)

    hear(story, donation, "charge.dispute.funds_reinstated")
    hear(story, donation, "charge.dispute.closed")

    assert story.journal(donation.reference)[-3:] == [
        f"2026-03-02 dispute_reinstated {donation.reference}:DP-2026-000001:2",
        "  Dr stripe-clearing/general  100.00 USD",
        "  Cr disputed-funds/general  100.00 USD",
    ]
    assert moves(story) == ["opened", "won"]
    assert story.receipts() == ["R-2026-00001 issued"]
    assert len(story.subjects()) == 2  # the donor's thanks, and staff when it was opened
    sound(story)


def test_failure_12_a_partial_dispute_that_is_lost_leaves_a_receipt_for_the_rest(
    story: Story,
) -> None:
    donation = story.give("100.00")
    dispute = story.processor.dispute(story.payment_of(donation), Money(4_000, "USD"))
    hear(story, donation)
    story.processor.decide(dispute, DisputeStatus.LOST)

    hear(story, donation)

    assert story.again(donation).status is DonationStatus.RECEIVED
    assert story.receipts() == ["R-2026-00001 void", "R-2026-00002 issued"]
    assert balances(story)["contributions/general"] == "60.00 USD"
    sound(story)


def test_a_warning_moves_no_money_and_ends_without_consequence(story: Story) -> None:
    donation = story.give("100.00")
    dispute = story.processor.dispute(story.payment_of(donation), status=DisputeStatus.RAISED)
    hear(story, donation, "charge.dispute.created")
    assert story.subjects()[-1] == "A payment of $100.00 is questioned (DP-2026-000001)"

    story.processor.decide(dispute, DisputeStatus.CLOSED)
    hear(story, donation, "charge.dispute.closed")

    assert moves(story) == ["closed"]
    assert len(story.journal(donation.reference)) == 3
    assert story.receipts() == ["R-2026-00001 issued"]
    sound(story)


def test_a_warning_that_becomes_a_dispute_is_told_a_second_time(story: Story) -> None:
    donation = story.give("100.00")
    dispute = story.processor.dispute(story.payment_of(donation), status=DisputeStatus.RAISED)
    hear(story, donation)
    story.processor.take(dispute, fee=FEE)
    story.processor.decide(dispute, DisputeStatus.OPEN)

    hear(story, donation)

    assert moves(story) == ["opened"]
    assert balances(story)["disputed-funds/general"] == "100.00 USD"
    assert [subject.split()[0] for subject in story.subjects()[1:]] == ["A", "A"]
    sound(story)


def test_an_appeal_turns_a_lost_dispute_and_the_gift_stands_again(story: Story) -> None:
    donation = story.give("100.00")
    dispute = story.processor.dispute(story.payment_of(donation), fee=FEE)
    story.processor.decide(dispute, DisputeStatus.LOST)
    hear(story, donation)
    story.processor.decide(dispute, DisputeStatus.WON)

    hear(story, donation)

    assert moves(story) == ["lost", "won"]
    assert story.again(donation).status is DonationStatus.RECEIVED
    assert story.receipts() == ["R-2026-00001 issued"]
    assert story.subjects()[-1] == "$100.00 of your gift came back to us"
    assert story.journal(donation.reference)[-3:] == [
        f"2026-03-02 dispute_recovered {donation.reference}:DP-2026-000001:2",
        "  Dr disputed-funds/general  100.00 USD",
        "  Cr contributions/general  100.00 USD",
    ]
    assert balances(story)["contributions/general"] == "100.00 USD"
    sound(story)


def test_an_older_view_of_a_decided_dispute_changes_nothing(story: Story) -> None:
    donation = story.give("100.00")
    dispute = story.processor.dispute(story.payment_of(donation))
    hear(story, donation)
    story.processor.decide(dispute, DisputeStatus.LOST)
    hear(story, donation)
    before = story.journal()
    story.processor.decide(dispute, DisputeStatus.OPEN)

    hear(story, donation)

    assert moves(story) == ["opened", "lost"]
    assert story.journal() == before


def test_failure_12_nothing_is_given_back_of_what_the_bank_took(story: Story) -> None:
    donation = story.give("100.00")
    story.processor.dispute(story.payment_of(donation), Money(7_000, "USD"))
    hear(story, donation)

    with pytest.raises(OverRefund, match=r"Only \$30.00 of this payment is left"):
        story.refund(donation, "30.01")
    story.refund(donation, "30.00")

    assert story.count(Refund) == 1
    sound(story)


def test_failure_12_a_proposal_is_not_approved_after_the_bank_took_the_money(
    story: Story,
) -> None:
    donation = story.give("5000.00")
    story.refund(donation, "4000.00")
    story.processor.dispute(story.payment_of(donation), Money(200_000, "USD"))
    hear(story, donation)

    with pytest.raises(OverRefund, match=r"Only \$3,000.00 of this payment is left") as over:
        story.approve_refund(1)

    assert isinstance(over.value.payment, Payment)
    assert over.value.left == Money(300_000, "USD")
    with story.database.reading() as session:
        assert session.scalars(sa.select(Refund)).one().status is RefundStatus.PROPOSED


@pytest.mark.parametrize("is_refund_first", [True, False])
def test_failure_12_a_refund_and_a_lost_dispute_of_one_gift_overlap_in_suspense(
    story: Story, is_refund_first: bool
) -> None:
    """Both took the money. Income is not taken twice for it, whichever came first."""
    donation = story.give("100.00")
    payment = story.payment_of(donation)

    def give_back() -> None:
        story.processor.give_back(payment, Money(6_000, "USD"))
        hear(story, donation, "charge.refunded")

    def lose() -> None:
        dispute = story.processor.dispute(payment, fee=FEE)
        story.processor.decide(dispute, DisputeStatus.LOST)
        hear(story, donation, "charge.dispute.closed")

    for step in (give_back, lose) if is_refund_first else (lose, give_back):
        step()

    assert balances(story) == {
        "dispute-fees/general": "15.00 USD",
        "stripe-clearing/general": "-75.00 USD",
        "suspense/general": "-60.00 USD",
    }
    assert story.again(donation).status is DonationStatus.TAKEN_BACK
    assert all(one.endswith("void") for one in story.receipts())
    sound(story)

    story.processor.return_refund(payment)
    hear(story, donation, "refund.failed")

    assert balances(story) == {
        "dispute-fees/general": "15.00 USD",
        "stripe-clearing/general": "-15.00 USD",
    }
    sound(story)


def test_an_overlap_waits_in_the_general_fund_whatever_fund_the_gift_was_for(story: Story) -> None:
    """Where its case is, so that deciding about it leaves both funds right."""
    donation = story.give("100.00", fund="security")
    payment = story.payment_of(donation)
    story.processor.give_back(payment, Money(6_000, "USD"))
    hear(story, donation, "charge.refunded")
    dispute = story.processor.dispute(payment, fee=FEE)
    story.processor.decide(dispute, DisputeStatus.LOST)
    hear(story, donation, "charge.dispute.closed")

    assert balances(story) == {
        "between-funds/general": "60.00 USD",
        "between-funds/security": "-60.00 USD",
        "dispute-fees/security": "15.00 USD",
        "stripe-clearing/security": "-75.00 USD",
        "suspense/general": "-60.00 USD",
    }
    sound(story)


def test_failure_12_a_refund_before_any_payout_leaves_clearing_below_what_was_collected(
    story: Story,
) -> None:
    donation = story.give("100.00")
    story.processor.reveal_fee(story.payment_of(donation), Money(320, "USD"))
    hear(story, donation, "charge.updated")

    story.refund(donation, "100.00")

    assert balances(story) == {
        "processing-fees/general": "3.20 USD",
        "stripe-clearing/general": "-3.20 USD",
    }
    sound(story)


def test_a_dispute_of_money_that_fits_nothing_is_taken_from_suspense(story: Story) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    payment = story.processor.pay(page, amount=Money(9_000, "USD"))
    story.hear("checkout.session.completed", page)
    dispute = story.processor.dispute(payment)
    story.processor.decide(dispute, DisputeStatus.LOST)

    story.hear("charge.dispute.closed", payment)

    assert balances(story) == {}
    assert story.journal("P-2026-000001")[-3:] == [
        "2026-03-02 dispute_lost P-2026-000001:DP-2026-000001",
        "  Dr suspense/general  90.00 USD",
        "  Cr disputed-funds/general  90.00 USD",
    ]
    sound(story)


def test_a_dispute_stays_within_the_fund_of_the_gift(story: Story) -> None:
    donation = story.give("250.00", fund="security")
    dispute = story.processor.dispute(story.payment_of(donation), fee=FEE)
    story.processor.decide(dispute, DisputeStatus.LOST)

    hear(story, donation)

    assert {name.partition("/")[2] for name in balances(story)} == {"security"}


def test_a_fee_that_is_given_back_with_the_money_is_booked(story: Story) -> None:
    donation = story.give("100.00")
    dispute = story.processor.dispute(story.payment_of(donation), fee=FEE)
    hear(story, donation)
    story.processor.decide(dispute, DisputeStatus.WON)
    story.processor.change_last_movement(dispute, fee=-FEE)

    hear(story, donation)

    assert balances(story) == {
        "contributions/general": "100.00 USD",
        "stripe-clearing/general": "100.00 USD",
    }


def test_two_disputes_of_one_payment_are_two(story: Story) -> None:
    donation = story.give("100.00")
    payment = story.payment_of(donation)
    for part in (3_000, 7_000):
        dispute = story.processor.dispute(payment, Money(part, "USD"))
        story.pass_time(days=1)
        story.processor.decide(dispute, DisputeStatus.LOST)
        hear(story, donation)

    assert story.count(Dispute) == 2
    assert story.again(donation).status is DonationStatus.TAKEN_BACK
    assert [one.split()[1] for one in story.receipts()] == ["void", "void"]
    with story.database.reading() as session:
        assert session.scalars(sa.select(Payment)).one().disputed_minor == 10_000
        due = session.scalars(sa.select(Dispute.due_by).order_by(Dispute.id)).all()
    assert due == [story.now - timedelta(days=2) + timedelta(days=14 + n) for n in (0, 1)]
    sound(story)
