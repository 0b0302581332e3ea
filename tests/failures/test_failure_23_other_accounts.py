"""GiveWP gave money back through the wrong account; events of others reached gifts of ours."""

from sponsorship.donations.models import DonationStatus
from sponsorship.payments import inbox
from sponsorship.payments.models import InboundEvent
from sponsorship.payments.stripe.webhook import Envelope
from tests.stories.telling import Story


def test_failure_23_news_of_another_account_never_acts_even_if_it_names_our_payment(
    story: Story,
) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    story.processor.pay(page)
    asked_before = list(story.processor.asked)

    envelope = Envelope(
        external_id="evt_1",
        livemode=False,
        account="acct_of_somebody_else",
        event_type="checkout.session.completed",
        object_type="checkout.session",
        object_id=page,
        body={},
    )
    with story.database.unit_of_work() as session:
        inbox.keep(session, envelope, at=story.now)
    story.work()

    assert story.gift(gift.form_key).status is DonationStatus.BEGUN
    assert story.journal() == []
    assert story.processor.asked == asked_before
    with story.database.reading() as session:
        assert session.query(InboundEvent).one().outcome == "foreign"


def test_failure_23_equal_event_ids_of_two_accounts_are_two_events(story: Story) -> None:
    page = story.page_of(story.submit(story.fill_in("100.00")))
    story.processor.pay(page)
    foreign = Envelope(
        external_id="evt_1",
        livemode=False,
        account="acct_of_somebody_else",
        event_type="checkout.session.completed",
        object_type="checkout.session",
        object_id=page,
        body={},
    )
    with story.database.unit_of_work() as session:
        inbox.keep(session, foreign, at=story.now)

    story.hear("checkout.session.completed", page, event_id="evt_1")

    assert story.receipts() == ["R-2026-00001 issued"]


def test_failure_23_a_refund_goes_to_the_payment_of_its_own_gift(story: Story) -> None:
    one = story.give("100.00")
    other = story.give("100.00", name="Grace Hopper", email="grace@example.org")

    story.refund(other, "100.00")

    refunded = {
        payment.purpose_id: sum(refund.amount.minor for refund in payment.refunds)
        for payment in story.processor.payments.values()
    }
    assert refunded == {one.id: 0, other.id: 10_000}
    assert story.again(one).status is DonationStatus.RECEIVED
    assert story.again(other).status is DonationStatus.REFUNDED
