"""A donor pays online: the gift, its truth, its receipt, its return."""

import pytest
import sqlalchemy as sa

from sponsorship.donations.models import Donation, DonationStatus
from sponsorship.donations.operations import AmountOutOfRange, FundClosed
from sponsorship.errors import NotFound, Unavailable
from sponsorship.funds.models import Fund
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import Role
from sponsorship.lifecycle import history
from sponsorship.money import Money
from sponsorship.payments.models import Checkout, Method, Payment, Refund, RefundStatus
from sponsorship.payments.processor import PaymentState
from sponsorship.payments.refunds import OverRefund
from sponsorship.receipts.models import Receipt
from sponsorship.workflows import news
from sponsorship.workflows.refunding import NothingReceived
from tests.stories.telling import Story


def test_a_card_gift_becomes_income_and_one_receipt(story: Story) -> None:
    donation = story.give("100.00")

    assert donation.status is DonationStatus.RECEIVED
    assert story.journal() == [
        f"2026-03-02 donation_received {donation.reference}",
        "  Dr stripe-clearing/general  100.00 USD",
        "  Cr contributions/general  100.00 USD",
    ]
    assert story.receipts() == ["R-2026-00001 issued"]
    assert story.subjects() == ["Thank you for your gift of $100.00 (receipt R-2026-00001)"]


def test_a_gift_to_the_restricted_fund_is_income_of_that_fund_alone(story: Story) -> None:
    story.give("250.00", fund="security")

    assert [line.strip() for line in story.journal()[1:]] == [
        "Dr stripe-clearing/security  250.00 USD",
        "Cr contributions/security  250.00 USD",
    ]


def test_the_fee_is_booked_when_it_is_revealed_and_income_stays_gross(story: Story) -> None:
    donation = story.give("100.00")
    story.processor.reveal_fee(story.payment_of(donation), Money(320, "USD"))

    story.hear("charge.updated", story.payment_of(donation))
    story.hear("charge.updated", story.payment_of(donation))

    assert story.journal()[3:] == [
        f"2026-03-02 fee_charged {donation.reference}:P-2026-000001",
        "  Dr processing-fees/general  3.20 USD",
        "  Cr stripe-clearing/general  3.20 USD",
    ]


def test_the_receipt_is_attached_to_the_letter_and_names_the_gift(story: Story) -> None:
    donation = story.give("100.00")

    (letter,) = story.transport.sent
    (attached,) = letter.iter_attachments()
    assert attached.get_filename() == "receipt-r-2026-00001.pdf"
    assert donation.reference.encode() in attached.get_payload(decode=True)


def test_a_double_click_is_one_gift_and_one_page(story: Story) -> None:
    gift = story.fill_in("40.00")

    assert story.submit(gift) == story.submit(gift)
    assert story.count(Donation) == 1
    assert story.count(Checkout) == 1


def test_a_second_tab_after_paying_leads_to_the_truth_and_not_to_a_second_payment(
    story: Story,
) -> None:
    gift = story.fill_in("40.00")
    page = story.page_of(story.submit(gift))
    story.processor.pay(page)
    story.hear("checkout.session.completed", page)

    again = story.submit(gift)

    assert again == story.foundation.links.gift(story.gift(gift.form_key).public_token)
    assert story.count(Payment) == 1


def test_going_back_to_change_the_amount_closes_the_old_page(story: Story) -> None:
    gift = story.fill_in("40.00")
    old = story.page_of(story.submit(gift))
    changed = story.fill_in("60.00", form_key=gift.form_key)

    new = story.page_of(story.submit(changed))

    assert new != old
    assert story.processor.status[old].value == "expired"
    assert story.processor.pages[new].amount == Money(6000, "USD")
    assert story.count(Donation) == 1


def test_changing_the_form_after_paying_the_old_page_leads_to_the_truth(story: Story) -> None:
    gift = story.fill_in("40.00")
    old = story.page_of(story.submit(gift))
    story.processor.pay(old)  # the webhook has not arrived yet

    address = story.submit(story.fill_in("60.00", form_key=gift.form_key))

    assert address.startswith("https://fund.example/donate/thanks/")
    assert story.count(Checkout) == 1


def test_switching_from_once_to_monthly_leaves_one_open_page(story: Story) -> None:
    gift = story.fill_in("40.00")
    old = story.page_of(story.submit(gift))

    story.submit(story.fill_in("40.00", form_key=gift.form_key, is_monthly=True))

    assert story.processor.status[old].value == "expired"
    assert story.gift(gift.form_key).status is DonationStatus.LAPSED
    with story.database.reading() as session:
        lapsed = history(session, story.gift(gift.form_key))
    assert [(move.verb, move.by) for move in lapsed] == [("lapsed", "donor:donation form")]


def test_when_the_processor_is_down_the_intent_is_kept_and_trying_again_is_safe(
    story: Story,
) -> None:
    gift = story.fill_in("40.00")
    story.processor.is_down = True
    with pytest.raises(Unavailable):
        story.submit(gift)
    story.processor.is_down = False

    story.submit(gift)

    keys = [key for key in story.processor.asked if key.startswith("donation:")]
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert story.count(Checkout) == 1


def test_the_same_news_five_times_is_one_gift_one_receipt_one_letter(story: Story) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    story.processor.pay(page)

    kept = [story.keep("checkout.session.completed", page, event_id="evt_same") for _ in range(5)]
    story.work()
    story.hear("charge.updated", story.payment_of(story.gift(gift.form_key)))

    assert kept == [True, False, False, False, False]
    assert len(story.journal()) == 3
    assert story.count(Receipt) == 1
    assert len(story.subjects()) == 1


def test_a_lost_webhook_is_made_good_when_the_donor_looks_at_the_thanks_page(story: Story) -> None:
    gift = story.fill_in("100.00")
    story.processor.pay(story.page_of(story.submit(gift)))

    news.ask_about_gift(
        story.database,
        story.processor,
        story.gift(gift.form_key).public_token,
        foundation=story.foundation,
        at=story.now,
    )

    assert story.gift(gift.form_key).status is DonationStatus.RECEIVED


def test_a_bank_debit_is_pending_without_income_or_receipt_until_it_settles(story: Story) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    debit = story.processor.pay(page, by=Method.BANK_DEBIT)
    story.hear("checkout.session.completed", page)

    assert story.gift(gift.form_key).status is DonationStatus.PENDING
    assert story.journal() == []
    assert story.receipts() == []

    story.pass_time(days=4)
    story.processor.settle(debit)
    story.hear("checkout.session.async_payment_succeeded", page)

    assert story.gift(gift.form_key).received_on is not None
    assert story.journal()[0].startswith("2026-03-06 donation_received")
    assert story.receipts() == ["R-2026-00001 issued"]


def test_a_bank_debit_that_fails_charges_nothing_and_says_so(story: Story) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    debit = story.processor.pay(page, by=Method.BANK_DEBIT)
    story.hear("checkout.session.completed", page)
    story.processor.fail(debit)
    story.hear("checkout.session.async_payment_failed", page)

    assert story.gift(gift.form_key).status is DonationStatus.FAILED
    assert story.journal() == []
    assert story.receipts() == []
    assert len(story.subjects()) == 2


def test_a_page_that_nobody_finished_lapses(story: Story) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    story.processor.close_checkout(page)

    story.hear("checkout.session.expired", page)

    assert story.gift(gift.form_key).status is DonationStatus.LAPSED
    assert story.subjects() == []


def test_money_of_another_amount_waits_in_suspense_and_the_gift_is_not_received(
    story: Story,
) -> None:
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    story.processor.pay(page, amount=Money(9_000, "USD"))

    story.hear("checkout.session.completed", page)

    assert story.gift(gift.form_key).status is DonationStatus.BEGUN
    assert story.receipts() == []
    assert story.journal() == [
        "2026-03-02 misfit_received P-2026-000001",
        "  Dr stripe-clearing/general  90.00 USD",
        "  Cr suspense/general  90.00 USD",
    ]


def test_another_applications_event_is_kept_and_left_alone(story: Story) -> None:
    assert story.hear("charge.updated", "ch_of_somebody_else") == 1
    assert story.journal() == []


def test_refunding_a_part_gives_back_that_part_and_replaces_the_receipt(story: Story) -> None:
    donation = story.give("100.00")

    story.refund(donation, "30.00")

    assert story.journal()[3:] == [
        f"2026-03-02 donation_refunded {donation.reference}:RF-2026-000001",
        "  Dr contributions/general  30.00 USD",
        "  Cr stripe-clearing/general  30.00 USD",
    ]
    assert story.again(donation).status is DonationStatus.RECEIVED
    assert story.receipts() == ["R-2026-00001 void", "R-2026-00002 issued"]
    assert len(story.subjects()) == 2


def test_refunding_the_rest_refunds_the_gift_and_voids_its_receipt(story: Story) -> None:
    donation = story.give("100.00")
    story.refund(donation, "30.00")

    story.refund(donation, "70.00")

    assert story.again(donation).status is DonationStatus.REFUNDED
    assert story.receipts() == ["R-2026-00001 void", "R-2026-00002 void"]


def test_no_more_can_be_given_back_than_is_left(story: Story) -> None:
    donation = story.give("100.00")
    story.refund(donation, "80.00")

    with pytest.raises(OverRefund, match=r"Only \$20.00 of this payment is left"):
        story.refund(donation, "20.01")

    assert story.count(Refund) == 1


def test_a_gift_that_never_arrived_cannot_be_given_back(story: Story) -> None:
    gift = story.fill_in("100.00")
    story.submit(gift)

    with pytest.raises(NothingReceived):
        story.refund(story.gift(gift.form_key), "1.00")


def test_a_refund_that_comes_back_restores_gift_and_receipt(story: Story) -> None:
    donation = story.give("100.00")
    story.refund(donation, "100.00")
    story.pass_time(days=3)
    story.processor.return_refund(story.payment_of(donation))

    story.hear("refund.failed", story.payment_of(donation))

    assert story.again(donation).status is DonationStatus.RECEIVED
    assert story.receipts() == ["R-2026-00001 issued"]
    assert story.journal()[-3:] == [
        f"2026-03-05 donation_refunded_reversed {donation.reference}:RF-2026-000001",
        "  Dr stripe-clearing/general  100.00 USD",
        "  Cr contributions/general  100.00 USD",
    ]


def test_a_gift_stays_refunded_if_one_refund_came_back_and_the_next_gave_back_all(
    story: Story,
) -> None:
    donation = story.give("100.00")
    payment = story.payment_of(donation)
    story.processor.give_back(payment, Money(2_000, "USD"))
    story.hear("charge.refunded", payment)
    story.processor.return_refund(payment)  # this news is lost
    story.processor.give_back(payment, Money(10_000, "USD"))

    story.hear("charge.refunded", payment)

    assert story.again(donation).status is DonationStatus.REFUNDED
    assert story.receipts()[-1].endswith(" void")
    with story.database.reading() as session:
        assert books.balance_under(
            session, Role.CONTRIBUTIONS, donation.reference, currency="USD"
        ) == Money.zero("USD")


def test_old_news_of_a_refund_that_failed_since_books_nothing(story: Story) -> None:
    donation = story.give("100.00")
    payment = story.payment_of(donation)
    story.processor.give_back(payment, Money(2_000, "USD"))
    as_it_was = story.processor.payments[payment]
    story.processor.return_refund(payment)
    story.hear("refund.failed", payment)

    with story.database.unit_of_work() as session:
        news.appliers(story.foundation, story.now)[PaymentState](session, as_it_was)

    assert len(story.journal()) == 3
    assert story.receipts() == ["R-2026-00001 issued"]
    assert len(story.subjects()) == 1


def test_a_refund_that_the_processor_refuses_has_failed_and_gives_the_money_free(
    story: Story,
) -> None:
    donation = story.give("100.00")
    story.processor.refuses_refunds = True
    story.refund(donation, "100.00")
    story.processor.refuses_refunds = False

    with story.database.reading() as session:
        refund = session.scalars(sa.select(Refund)).one()
    assert refund.status is RefundStatus.FAILED
    assert refund.failure == "The payer's bank has taken this payment back already."
    story.refund(donation, "100.00")
    assert story.again(donation).status is DonationStatus.REFUNDED


def test_a_refund_made_in_the_processors_dashboard_is_followed(story: Story) -> None:
    donation = story.give("100.00")
    payment = story.payment_of(donation)
    story.processor.give_back(payment, Money(4_000, "USD"))

    story.hear("charge.refunded", payment)
    story.hear("refund.created", payment)

    assert story.journal()[3:5] == [
        f"2026-03-02 donation_refunded {donation.reference}:RF-2026-000001",
        "  Dr contributions/general  40.00 USD",
    ]
    assert len(story.journal()) == 6


@pytest.mark.parametrize("amount", ["0.99", "100000.01"])
def test_a_gift_outside_the_limits_is_refused_before_anything_is_stored(
    story: Story, amount: str
) -> None:
    with pytest.raises(AmountOutOfRange):
        story.submit(story.fill_in(amount))

    assert story.count(Donation) == 0
    assert story.processor.asked == []


def test_an_unknown_fund_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        story.submit(story.fill_in(), fund="yachts")


def test_a_closed_fund_takes_no_gift(story: Story) -> None:
    with story.database.unit_of_work() as session:
        session.scalars(sa.select(Fund).where(Fund.slug == "security")).one().accepts_gifts = False

    with pytest.raises(FundClosed):
        story.submit(story.fill_in(), fund="security")

    assert story.count(Donation) == 0


def test_two_gifts_of_one_person_are_one_constituent(story: Story) -> None:
    one = story.give("10.00", email="Ada@Example.org")
    two = story.give("20.00", email="ada@example.org")

    assert one.donor_id == two.donor_id
    assert story.receipts() == ["R-2026-00001 issued", "R-2026-00002 issued"]
