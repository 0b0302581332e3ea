"""Wikimedia charged monthly donors who had cancelled, because the charge was chosen before."""

from sponsorship.audit import Actor
from sponsorship.donations.models import Donation, RecurringGift, RecurringGiftStatus
from sponsorship.payments.processor import Collection, RecurringState
from sponsorship.workflows import news, recurring
from tests.stories.telling import Story


def only_gift(story: Story) -> RecurringGift:
    with story.database.reading() as session:
        return session.query(RecurringGift).one()


def collection_of(story: Story, gift: RecurringGift) -> RecurringState:
    return story.processor.collections[f"sub_{gift.id}"]


def test_failure_02_a_gift_that_is_ended_before_its_news_arrives_is_collected_no_more(
    story: Story,
) -> None:
    page = story.page_of(story.submit(story.fill_in("10.00", is_monthly=True)))
    story.processor.begin_collecting(page)  # paid, and we have not heard of it

    story.cancel_monthly(only_gift(story))
    story.hear("checkout.session.completed", page)

    gift = only_gift(story)
    assert gift.status is RecurringGiftStatus.CANCELLED
    assert collection_of(story, gift).status is Collection.CANCELLED
    assert story.count(Donation) == 1  # what was charged before is a gift all the same
    assert story.receipts() == ["R-2026-00001 issued"]


def test_failure_02_a_month_that_was_charged_just_before_the_end_is_booked_once(
    story: Story,
) -> None:
    gift = story.give_monthly("10.00")
    story.pass_time(days=31)
    request = next(iter(story.processor.pages.values()))
    month = story.processor.collect(request, number=2)

    story.cancel_monthly(gift)
    story.hear("invoice.paid", month)
    story.hear("invoice.paid", month)

    assert only_gift(story).status is RecurringGiftStatus.CANCELLED
    assert story.count(Donation) == 2
    assert story.receipts() == ["R-2026-00001 issued", "R-2026-00002 issued"]


def test_failure_02_old_news_does_not_revive_an_ended_gift(story: Story) -> None:
    gift = story.give_monthly("10.00")
    as_it_was = collection_of(story, gift)
    story.cancel_monthly(gift)

    with story.database.unit_of_work() as session:
        news.appliers(story.foundation, story.now)[RecurringState](session, as_it_was)

    assert only_gift(story).status is RecurringGiftStatus.CANCELLED
    assert only_gift(story).next_on is None


def test_failure_02_ending_it_twice_ends_it_once(story: Story) -> None:
    gift = story.give_monthly("10.00")
    story.cancel_monthly(gift)
    recurring.cancel(
        story.database,
        story.processor,
        gift.public_token,
        foundation=story.foundation,
        at=story.now,
        by=Actor("donor", "Ada"),
    )
    story.work()

    assert [s for s in story.subjects() if "ended" in s] == [story.subjects()[-1]]
