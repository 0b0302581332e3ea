"""Open Collective and Liberapay charged twice after a double click, the back button, a second tab."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sponsorship.donations.models import Donation, DonationStatus
from sponsorship.payments.models import Checkout, Payment
from sponsorship.payments.processor import PageStatus
from tests.stories.telling import Story


def test_failure_07_eight_clicks_at_once_lead_to_one_page(story: Story) -> None:
    gift = story.fill_in("40.00")
    gate = Barrier(8, timeout=60)

    def click(_: int) -> str:
        gate.wait()
        return story.submit(gift)

    with ThreadPoolExecutor(8) as threads:
        addresses = list(threads.map(click, range(8)))

    assert len(set(addresses)) == 1
    assert (story.count(Donation), story.count(Checkout)) == (1, 1)
    assert len(story.processor.pages) == 1


def test_failure_07_of_two_tabs_with_different_amounts_one_page_can_be_paid(story: Story) -> None:
    first = story.fill_in("40.00")
    second = story.fill_in("60.00", form_key=first.form_key)

    pages = [story.page_of(story.submit(gift)) for gift in (first, second, first)]

    assert [story.processor.status[page] for page in pages] == [
        PageStatus.EXPIRED,
        PageStatus.EXPIRED,
        PageStatus.OPEN,
    ]
    assert story.count(Donation) == 1


def test_failure_07_going_back_after_paying_leads_to_the_truth_and_to_no_second_charge(
    story: Story,
) -> None:
    gift = story.fill_in("40.00")
    page = story.page_of(story.submit(gift))
    story.processor.pay(page)

    before_the_news = story.submit(story.fill_in("60.00", form_key=gift.form_key))
    story.hear("checkout.session.completed", page)
    after_the_news = story.submit(gift)

    truth = story.foundation.links.gift(story.gift(gift.form_key).public_token)
    assert (before_the_news, after_the_news) == (truth, truth)
    assert story.gift(gift.form_key).status is DonationStatus.RECEIVED
    assert (story.count(Payment), len(story.processor.payments)) == (1, 1)
