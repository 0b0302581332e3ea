"""Money that goes back: decided by one person or two, in parts, by the dashboard, and back again."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship.audit import SYSTEM
from sponsorship.donations.models import Donation, DonationStatus
from sponsorship.errors import Invalid, NotFound
from sponsorship.lifecycle import WrongState, history
from sponsorship.money import Money
from sponsorship.payments import refunds
from sponsorship.payments.models import Method, Payment, Refund, RefundStatus
from sponsorship.payments.processor import RefundState
from sponsorship.payments.refunds import NotRefundable, OverRefund, OwnProposal
from sponsorship.workflows import refunding
from sponsorship.workflows.refunding import NothingReceived
from tests.clock import NOW, later
from tests.stories.telling import FINANCE, STAFF, Story


def moves(story: Story) -> list[list[str]]:
    """For each refund what became of it, and by whom."""
    with story.database.reading() as session:
        found = session.scalars(sa.select(Refund).order_by(Refund.id)).all()
        return [[f"{one.verb} by {one.by}" for one in history(session, each)] for each in found]


def reject(story: Story, refund_id: int, *, reason: str = "They changed their mind. ") -> None:
    with story.database.unit_of_work() as session:
        refund = session.get_one(Refund, refund_id)
        refunds.reject(session, refund, reason=reason, at=story.now, by=STAFF)


def decide(story: Story, donation: Donation, amount: Money, **changes: Any) -> int:
    """Finance decides; nobody has asked the processor yet. The number of the refund."""
    facts = {"reason": "asked for", "form_key": None, "at": story.now, "by": FINANCE} | changes
    with story.database.unit_of_work() as session:
        gift = session.get_one(Donation, donation.id)
        refund = refunding.decide_refund(
            session, gift, amount=amount, foundation=story.foundation, **facts
        )
        return refund.id


def refund_of(story: Story, refund_id: int) -> Refund:
    with story.database.reading() as session:
        return session.get_one(Refund, refund_id)


def reasons(story: Story, refund_id: int) -> list[str]:
    with story.database.reading() as session:
        return [one.reason for one in history(session, session.get_one(Refund, refund_id))]


def dollars(amount: str) -> Money:
    return Money.parse(amount, "USD")


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


def test_a_refund_says_how_much_why_when_by_whom_and_who_agreed(story: Story) -> None:
    donation = story.give("5000.00")
    decide(story, donation, dollars("10.00"), reason=" A mistake ", form_key="form-1")
    decide(story, donation, dollars("2000.00"), at=later(minutes=2))
    story.pass_time(hours=1)
    story.approve_refund(2)

    small, large = refund_of(story, 1), refund_of(story, 2)
    assert (small.amount, small.reason, small.form_key) == (dollars("10.00"), "A mistake", "form-1")
    assert (small.requested_at, small.requested_by, small.requested_by_id) == (
        NOW,
        "staff:8 Femi Adeyemi",
        8,
    )
    assert (small.needs_approval, small.approved_by, small.approved_at) == (False, None, None)
    assert [one.idempotency_key for one in (small, large)] == ["refund:1:1", "refund:1:2"]
    assert large.needs_approval
    assert (large.approved_by_id, large.approved_by, large.approved_at) == (
        7,
        "staff:7 Sumana Rao",
        later(hours=1),
    )
    assert large.requested_at == later(minutes=2)


def test_one_form_is_one_refund(story: Story) -> None:
    donation = story.give("100.00")

    first = decide(story, donation, dollars("10.00"), form_key="form-1")
    assert decide(story, donation, dollars("10.00"), form_key="form-1") == first
    assert decide(story, donation, dollars("10.00"), form_key="form-2") != first
    assert decide(story, donation, dollars("10.00")) != decide(story, donation, dollars("10.00"))

    story.work()
    assert story.count(Refund) == 4
    assert story.again(donation).status is DonationStatus.RECEIVED
    assert len(story.journal(donation.reference)) == 3 + 4 * 3


@pytest.mark.parametrize(
    ("amount", "reason", "field", "sentence"),
    [
        (Money(0, "USD"), "why", "amount", "Please give an amount in USD above zero."),
        (Money(-1, "USD"), "why", "amount", "Please give an amount in USD above zero."),
        (Money(1, "EUR"), "why", "amount", "Please give an amount in USD above zero."),
        (Money(1, "USD"), " ", "reason", "Please say why the money is given back."),
    ],
)
def test_a_refund_needs_an_amount_of_the_payment_and_a_reason(
    story: Story, amount: Money, reason: str, field: str, sentence: str
) -> None:
    donation = story.give("100.00")

    with pytest.raises(Invalid) as refusal:
        decide(story, donation, amount, reason=reason)

    assert (refusal.value.field, str(refusal.value)) == (field, sentence)


def test_what_never_arrived_is_not_given_back_and_the_refusal_says_so(story: Story) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    story.processor.pay(page, by=Method.BANK_DEBIT)
    story.hear("checkout.session.completed", page)
    donation = story.gift(gift.form_key)

    with pytest.raises(NothingReceived) as refusal:
        decide(story, donation, dollars("1.00"))
    assert isinstance(refusal.value.donation, Donation)
    assert str(refusal.value) == (
        "No money has been received for this gift, so none can be given back."
    )
    with story.database.unit_of_work() as session:
        unpaid = session.scalars(sa.select(Payment)).one()
        asked = {"reason": "why", "approval_above": dollars("1.00"), "form_key": None}
        with pytest.raises(NotRefundable) as unsettled:
            refunds.request(session, unpaid, amount=dollars("1.00"), at=NOW, by=FINANCE, **asked)  # type: ignore[arg-type]
        assert unsettled.value.payment is unpaid
    assert str(unsettled.value) == (
        "This payment has not settled, so there is nothing to give back yet."
    )


def test_what_is_given_back_of_a_gift_paid_in_two_tabs_is_the_first_payment(story: Story) -> None:
    donation = story.give("100.00")
    (paid,) = story.processor.payments.values()
    story.processor.payments["twice"] = replace(
        paid, external_id="twice", charge_external_id="charge_twice"
    )
    story.hear("charge.updated", "twice")

    story.refund(donation, "10.00")

    assert story.journal(donation.reference)[-2:] == [
        "  Dr contributions/general  10.00 USD",
        "  Cr stripe-clearing/general  10.00 USD",
    ]


def test_only_what_one_person_gave_back_counts_towards_the_limit(story: Story) -> None:
    """Not what the dashboard or two people gave back, what was rejected or refused."""
    donation = story.give("9000.00")
    payment = story.payment_of(donation)
    story.processor.give_back(payment, dollars("500.00"))
    story.hear("charge.refunded", payment)
    story.refund(donation, "1500.00")
    story.approve_refund(2)
    story.refund(donation, "1200.00")
    reject(story, 3)
    story.processor.refuses_refunds = True
    story.refund(donation, "700.00")
    story.processor.refuses_refunds = False

    story.refund(donation, "1000.00")
    story.refund(donation, "0.01")

    assert [refund_of(story, number).status.value for number in range(1, 7)] == [
        "succeeded",
        "succeeded",
        "rejected",
        "failed",
        "succeeded",
        "proposed",
    ]
    assert moves(story)[3] == ["approved by staff:8 Femi Adeyemi", "failed by processor:stripe"]
    assert refund_of(story, 4).failure == "The payer's bank has taken this payment back already."
    assert reasons(story, 4) == ["", "The payer's bank has taken this payment back already."]


def test_a_refund_is_asked_for_by_a_job_of_its_own_once_it_is_decided(story: Story) -> None:
    donation = story.give("5000.00")
    decide(story, donation, dollars("1000.01"))
    assert story.queue.waiting == []

    decide(story, donation, dollars("10.00"))
    (job,) = story.queue.waiting
    assert (job.name, job.key, job.payload) == ("ask_for_refund", "refund:2", {"refund_id": 2})
    story.work()

    asking = {"foundation": story.foundation, "at": story.now}
    for number in (1, 2):  # a proposal, and one that is done
        refunding.ask_for_refund(story.database, story.processor, number, **asking)  # type: ignore[arg-type]
    assert [key for key in story.processor.asked if key.startswith("refund:")] == ["refund:1:2"]
    with pytest.raises(NotFound, match="no such refund"):
        refunding.ask_for_refund(story.database, story.processor, 3, **asking)  # type: ignore[arg-type]


def test_who_proposed_a_refund_cannot_approve_it(story: Story) -> None:
    donation = story.give("5000.00")
    story.refund(donation, "5000.00")

    with pytest.raises(
        OwnProposal, match=r"to approve a refund that you proposed yourself\.$"
    ) as own:
        story.approve_refund(1, by=FINANCE)
    assert own.value.actor == FINANCE
    with pytest.raises(OwnProposal):
        story.approve_refund(1, by=SYSTEM)

    assert moves(story) == [[]]


def test_a_large_refund_is_not_made_of_small_ones(story: Story) -> None:
    donation = story.give("5000.00")
    story.refund(donation, "600.00")

    story.refund(donation, "400.01")

    assert [len(each) for each in moves(story)] == [2, 0]


def test_a_proposal_reserves_its_amount_until_it_is_rejected(story: Story) -> None:
    donation = story.give("5000.00")
    story.refund(donation, "4500.00")
    with pytest.raises(OverRefund, match=r"Only \$500.00") as over:
        story.refund(donation, "500.01")
    assert isinstance(over.value.payment, Payment)

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

    with pytest.raises(WrongState, match="is rejected, so it can no longer be approved"):
        story.approve_refund(1)
    with pytest.raises(WrongState):
        reject(story, 1)

    assert moves(story) == [["rejected by staff:7 Sumana Rao"]]


def test_a_rejection_has_a_reason(story: Story) -> None:
    story.refund(story.give("5000.00"), "5000.00")

    with pytest.raises(Invalid, match=r"^Please say why the money is not given back\.$") as unsaid:
        reject(story, 1, reason=" ")
    assert unsaid.value.field == "reason"
    reject(story, 1, reason=" They changed their mind. ")

    assert reasons(story, 1) == ["They changed their mind."]


def test_the_newest_proposals_give_way_to_what_happened_in_the_dashboard(story: Story) -> None:
    donation = story.give("5000.00")
    payment = story.payment_of(donation)
    for _ in range(3):
        decide(story, donation, dollars("1500.00"))
    of_another_gift = decide(story, story.give("5000.00"), dollars("1500.00"))
    story.processor.give_back(payment, dollars("2000.00"))
    story.hear("charge.refunded", payment)

    assert [refund_of(story, number).status.value for number in (1, 2, 3, 5)] == [
        "proposed",
        "proposed",
        "rejected",
        "succeeded",
    ]
    assert refund_of(story, of_another_gift).status is RefundStatus.PROPOSED
    assert reasons(story, 3) == [refunds.NOTHING_IS_LEFT]
    made = refund_of(story, 5)
    assert made.reason == "Given back in the processor's own dashboard."
    assert (made.external_id, made.idempotency_key) == (
        f"refund_of_{payment}_0",
        f"external:refund_of_{payment}_0",
    )
    assert (made.requested_at, made.requested_by, made.requested_by_id) == (
        story.now,
        "processor:stripe",
        None,
    )


def test_a_refund_on_its_way_is_followed_to_its_end(story: Story) -> None:
    donation = story.give("100.00")
    payment = story.payment_of(donation)
    story.processor.give_back(payment, dollars("40.00"))
    (made,) = story.processor.payments[payment].refunds

    def hear(**changes: Any) -> Refund:
        told = (replace(made, **changes),)
        known = story.processor.payments[payment]
        story.processor.payments[payment] = replace(known, refunds=told)
        story.hear("charge.refunded", payment)
        return refund_of(story, 1)

    assert hear(status=RefundStatus.PENDING).status is RefundStatus.PENDING
    assert len(story.journal()) == 3
    assert hear(status=RefundStatus.SUCCEEDED).status is RefundStatus.SUCCEEDED
    assert len(story.journal()) == 6
    assert hear(status=RefundStatus.PENDING).status is RefundStatus.SUCCEEDED
    failed = hear(status=RefundStatus.FAILED, failure="lost_or_stolen_card")
    assert (failed.status, failed.failure) == (RefundStatus.FAILED, "lost_or_stolen_card")
    assert len(story.journal()) == 9
    assert moves(story)[0] == [
        f"{verb} by processor:stripe" for verb in ("approved", "accepted", "succeeded", "failed")
    ]


def test_a_refund_is_known_by_our_number_or_by_the_processors(story: Story) -> None:
    first, second = story.give("100.00"), story.give("100.00")
    number = decide(story, first, dollars("10.00"))
    other = decide(story, second, dollars("10.00"))

    class Undone(Exception):
        """Raised to leave nothing behind: the gifts would have to follow."""

    with pytest.raises(Undone), story.database.unit_of_work() as session:

        def apply(payment_id: int, external_id: str, refund_id: int | None) -> int:
            state = RefundState(
                external_id, refund_id, dollars("10.00"), RefundStatus.SUCCEEDED, "", story.now
            )
            payment = session.get_one(Payment, payment_id)
            refund, _ = refunds.apply(session, payment, state, at=story.now, by=SYSTEM)
            assert refund is not None
            assert refund.external_id == external_id
            return refund.id

        assert apply(1, "re_1", number) == number
        assert apply(1, "re_1", None) == number
        assert apply(2, "re_2", other) == other
        assert apply(1, "re_1", 99) == number
        assert apply(2, "re_3", None) not in {number, other}
        assert apply(2, "re_5", number) not in {number, other}

        # Made elsewhere and failed before we heard of it: remembered, unless there is no room for it.
        second_payment = session.get_one(Payment, 2)
        left = second_payment.refundable
        failed = RefundState("re_4", None, left + Money(1, "USD"), RefundStatus.FAILED, "", NOW)
        told = {"at": story.now, "by": SYSTEM}
        assert refunds.apply(session, second_payment, failed, **told) == (None, False)  # type: ignore[arg-type]
        remembered, has_moved = refunds.apply(
            session,
            second_payment,
            replace(failed, amount=left),
            **told,  # type: ignore[arg-type]
        )
        assert remembered is not None
        assert has_moved is False
        raise Undone


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
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    debit = story.processor.pay(page, by=Method.BANK_DEBIT)
    story.processor.give_back(debit, Money(10_000, "USD"))
    story.processor.fail(debit)

    story.hear("charge.refunded", debit)

    assert story.journal() == []
    assert story.count(Refund) == 0
    assert story.gift(gift.form_key).status is DonationStatus.FAILED
