"""A donor gives every month: the mandate, the renewals, the card that expires, the end."""

import sqlalchemy as sa

from sponsorship.donations.models import Donation, RecurringGift, RecurringGiftStatus
from tests.stories.telling import Story


def _status(story: Story, gift: RecurringGift) -> RecurringGiftStatus:
    with story.database.reading() as session:
        return session.scalars(
            sa.select(RecurringGift.status).where(RecurringGift.id == gift.id)
        ).one()


def test_the_first_month_is_a_gift_with_a_receipt_and_the_mandate_is_confirmed(
    story: Story,
) -> None:
    gift = story.give_monthly("10.00")

    assert gift.status is RecurringGiftStatus.ACTIVE
    assert story.receipts() == ["R-2026-00001 issued"]
    assert len(story.subjects()) == 2


def test_every_month_is_a_gift_of_its_own(story: Story) -> None:
    gift = story.give_monthly("10.00")
    story.next_month(gift, number=2)
    story.next_month(gift, number=3)

    assert story.count(Donation) == 3
    assert story.receipts() == [
        "R-2026-00001 issued",
        "R-2026-00002 issued",
        "R-2026-00003 issued",
    ]
    assert [line[:10] for line in story.journal() if "donation_received" in line] == [
        "2026-03-02",
        "2026-04-02",
        "2026-05-03",
    ]


def test_the_same_month_reported_twice_is_one_gift(story: Story) -> None:
    gift = story.give_monthly("10.00")
    story.next_month(gift, number=2)

    story.hear("invoice.paid", f"inst_{gift.id}_2")

    assert story.count(Donation) == 2


def test_a_failed_month_asks_the_donor_once_to_update_the_card(story: Story) -> None:
    gift = story.give_monthly("10.00")
    story.next_month(gift, number=2, succeeds=False)
    story.hear("invoice.payment_failed", f"inst_{gift.id}_2")

    assert _status(story, gift) is RecurringGiftStatus.PAST_DUE
    assert story.count(Donation) == 1
    assert len(story.subjects()) == 3
    body = story.transport.sent[-1].get_body(("plain",))
    assert body is not None
    assert story.foundation.links.recurring(gift.public_token) in body.get_content()


def test_the_donor_ends_it_alone_and_nothing_is_collected_after(story: Story) -> None:
    gift = story.give_monthly("10.00")

    story.cancel_monthly(gift)
    story.cancel_monthly(gift)

    assert _status(story, gift) is RecurringGiftStatus.CANCELLED
    assert story.processor.asked.count(f"recurring_gift:{gift.id}:cancel") == 1
    assert len(story.subjects()) == 3
