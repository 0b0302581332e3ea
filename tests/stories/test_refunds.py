"""Money that goes back: decided by one person or two, in parts, by the dashboard, and back again."""

import pytest
import sqlalchemy as sa

from sponsorship.donations.models import Donation, DonationStatus
from sponsorship.lifecycle import WrongState, history
from sponsorship.money import Money
from sponsorship.payments import refunds
from sponsorship.payments.models import Refund
from sponsorship.payments.refunds import OverRefund, OwnProposal
from tests.stories.telling import FINANCE, STAFF, Story


def moves(story: Story) -> list[list[str]]:
    """For each refund what became of it, and by whom."""
    with story.database.reading() as session:
        found = session.scalars(sa.select(Refund).order_by(Refund.id)).all()
        return [[f"{one.verb} by {one.by}" for one in history(session, each)] for each in found]


def reject(story: Story, refund_id: int) -> None:
    with story.database.unit_of_work() as session:
        refund = session.get_one(Refund, refund_id)
        refunds.reject(session, refund, reason="They changed their mind.", at=story.now, by=STAFF)


def test_a_refund_up_to_the_limit_needs_one_person(story: Story) -> None:
    donation = story.give("5000.00")

    story.refund(donation, "1000.00")

    assert moves(story) == [
        ["approved by staff:8 Femi Adeyemi", "succeeded by processor:stripe"],
    ]
    assert len(story.journal(donation.reference)) == 6


def test_above_the_limit_nobody_is_asked_before_a_second_person_approves(story: Story) -> None:
    donation = story.give("5000.00")

    story.refund(donation, "1000.01")

    assert moves(story) == [[]]
    assert "refund:1:1" not in story.processor.asked
    assert len(story.journal(donation.reference)) == 3

    story.approve_refund(1, by=STAFF)

    assert moves(story) == [
        ["approved by staff:7 Sumana Rao", "succeeded by processor:stripe"],
    ]
    assert len(story.journal(donation.reference)) == 6


def test_who_proposed_a_refund_cannot_approve_it(story: Story) -> None:
    donation = story.give("5000.00")
    story.refund(donation, "5000.00")

    with pytest.raises(OwnProposal, match="a refund that you proposed yourself"):
        story.approve_refund(1, by=FINANCE)

    assert moves(story) == [[]]


def test_a_large_refund_is_not_made_of_small_ones(story: Story) -> None:
    donation = story.give("5000.00")
    story.refund(donation, "600.00")

    story.refund(donation, "400.01")

    assert [len(each) for each in moves(story)] == [2, 0]


def test_a_proposal_reserves_its_amount_until_it_is_rejected(story: Story) -> None:
    donation = story.give("5000.00")
    story.refund(donation, "4500.00")
    with pytest.raises(OverRefund, match=r"Only \$500.00"):
        story.refund(donation, "500.01")

    reject(story, 1)
    story.refund(donation, "900.00")

    assert moves(story)[0] == ["rejected by staff:7 Sumana Rao"]
    assert story.journal(donation.reference)[-2:] == [
        "  Dr contributions/general  900.00 USD",
        "  Cr stripe-clearing/general  900.00 USD",
    ]


def test_a_decision_is_made_once(story: Story) -> None:
    story.refund(story.give("5000.00"), "5000.00")
    reject(story, 1)

    with pytest.raises(WrongState):
        story.approve_refund(1)
    with pytest.raises(WrongState):
        reject(story, 1)

    assert moves(story) == [["rejected by staff:7 Sumana Rao"]]


def test_a_refund_in_the_dashboard_takes_the_place_of_a_proposal(story: Story) -> None:
    donation = story.give("5000.00")
    payment = story.payment_of(donation)
    story.refund(donation, "3000.00")
    story.processor.give_back(payment, Money(200_000, "USD"))
    story.hear("charge.refunded", payment)
    assert [len(each) for each in moves(story)] == [0, 2]

    story.processor.give_back(payment, Money(300_000, "USD"))
    story.hear("charge.refunded", payment)

    assert moves(story) == [
        ["rejected by processor:stripe"],
        ["approved by processor:stripe", "succeeded by processor:stripe"],
        ["approved by processor:stripe", "succeeded by processor:stripe"],
    ]
    assert story.again(donation).status is DonationStatus.REFUNDED
    assert story.count(Donation) == 1


def test_a_refund_of_a_payment_that_has_not_settled_moved_no_money(story: Story) -> None:
    """Row 24 of the faults: a payment that was only authorised, and cancelled, shows a refund."""
    from sponsorship.payments.models import Method

    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    debit = story.processor.pay(page, by=Method.BANK_DEBIT)
    story.processor.give_back(debit, Money(10_000, "USD"))
    story.processor.fail(debit)

    story.hear("charge.refunded", debit)

    assert story.journal() == []
    assert story.count(Refund) == 0
    assert story.gift(gift.form_key).status is DonationStatus.FAILED
