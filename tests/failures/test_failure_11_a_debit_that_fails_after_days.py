"""Ghost recorded bank debits as received; donors of Wikimedia were told "failed" and paid again."""

from sponsorship.donations.models import DonationStatus
from sponsorship.payments.models import Method
from tests.stories.telling import Story


def test_failure_11_a_debit_that_fails_after_five_days_leaves_no_income_and_no_receipt(
    story: Story,
) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    payment = story.processor.pay(page, by=Method.BANK_DEBIT)
    story.hear("checkout.session.completed", page)

    assert story.gift(gift.form_key).status is DonationStatus.PENDING
    assert (story.journal(), story.receipts()) == ([], [])
    assert story.submit(gift).startswith("https://fund.example/donate/thanks/")

    story.pass_time(days=5)
    story.processor.fail(payment)
    story.hear("checkout.session.async_payment_failed", payment)

    assert story.gift(gift.form_key).status is DonationStatus.FAILED
    assert (story.journal(), story.receipts()) == ([], [])
    assert len(story.subjects()) == 2  # on its way; did not go through


def test_failure_11_the_second_try_is_one_gift_with_one_receipt(story: Story) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    failed = story.processor.pay(page, by=Method.BANK_DEBIT)
    story.hear("checkout.session.completed", page)
    story.processor.fail(failed)
    story.hear("checkout.session.async_payment_failed", failed)

    again = story.page_of(story.submit(gift))
    story.processor.pay(again)
    story.hear("checkout.session.completed", again)
    story.hear("checkout.session.async_payment_failed", failed)  # told once more

    assert again != page
    assert story.gift(gift.form_key).status is DonationStatus.RECEIVED
    assert story.receipts() == ["R-2026-00001 issued"]
