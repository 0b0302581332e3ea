"""What the adapter asks in order to catch up: the list of events, payments, months, lost pages."""

from __future__ import annotations

import json
from datetime import timedelta

from sponsorship.clock import utc_now
from sponsorship.money import Money
from sponsorship.payments.models import PaymentStatus, Purpose
from sponsorship.payments.processor import InstalmentState, RecurringState
from sponsorship.payments.stripe.client import StripeProcessor
from sponsorship.payments.stripe.lookup import READERS
from tests.stripe.counterpart import Counterpart, checkout_of, only, payment_in

SOON = timedelta(minutes=5)


def test_events_are_listed_oldest_first_as_a_webhook_would_bring_them(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    for attempt in (1, 2):
        sandbox.pay(processor.open_checkout(checkout_of(attempt=attempt)))
    sandbox.let_time_pass()

    listed = list(processor.list_events(utc_now() - timedelta(days=2), until=utc_now() + SOON))

    happened = [event for event in sandbox.events if event["type"] in READERS]
    assert [one.external_id for one in listed] == [event["id"] for event in happened]
    first, told = listed[0], happened[0]
    assert (first.event_type, first.object_type) == (told["type"], told["data"]["object"]["object"])
    assert (first.object_id, first.livemode, first.account) == (
        told["data"]["object"]["id"], False, "",
    )  # fmt: skip
    assert first.body["created"] == told["created"]


def test_a_listed_event_with_a_price_is_kept_as_text_like_one_that_was_delivered(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    sandbox.pay(processor.open_checkout(checkout_of(Purpose.RECURRING_GIFT)))
    sandbox.let_time_pass()

    listed = list(processor.list_events(utc_now() - timedelta(hours=1), until=utc_now() + SOON))

    happened = {event["id"]: event["data"]["object"] for event in sandbox.events}
    with_price = [one for one in listed if one.object_type in {"subscription", "invoice"}]
    assert with_price
    for one in with_price:
        kept = json.loads(json.dumps(one.body))
        assert kept["data"]["object"] == happened[one.external_id]


def test_what_is_older_than_a_month_is_not_asked_for(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    sandbox.pay(processor.open_checkout(checkout_of()))
    now = utc_now()

    assert list(processor.list_events(now - timedelta(days=90), until=now + SOON))
    later = now + timedelta(days=32)
    assert list(processor.list_events(now - timedelta(days=90), until=later)) == []


def test_more_events_than_a_page_holds_are_all_listed(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    for attempt in range(1, 53):
        sandbox.pay(processor.open_checkout(checkout_of(attempt=attempt)))
    sandbox.let_time_pass()

    listed = list(processor.list_events(utc_now() - timedelta(hours=1), until=utc_now() + SOON))

    assert len(listed) > 100
    assert len({one.external_id for one in listed}) == len(listed)


def test_a_payment_is_read_by_its_own_id(sandbox: Counterpart, processor: StripeProcessor) -> None:
    page = processor.open_checkout(checkout_of())
    sandbox.pay(page)
    known = payment_in(processor.look_up_checkout(page.external_id))
    sandbox.let_time_pass("fees")

    found = payment_in(processor.look_up_payment(known.external_id))

    assert (found.external_id, found.purpose_id) == (known.external_id, 9)
    assert (found.status, found.fee) == (PaymentStatus.SETTLED, Money(103, "USD"))


def test_a_payment_of_another_application_says_nothing(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    page = processor.open_checkout(checkout_of())
    sandbox.pay(page)
    payment = payment_in(processor.look_up_checkout(page.external_id)).external_id
    sandbox.call(f"payment_intents/{payment}", **{"metadata[app]": "another"})

    assert processor.look_up_payment(payment) == ()


def test_a_monthly_collection_is_read_with_its_latest_months(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    page = processor.open_checkout(checkout_of(Purpose.RECURRING_GIFT))
    sandbox.pay(page)
    standing = only(processor.look_up_checkout(page.external_id), RecurringState)
    sandbox.renew(standing.external_id)

    states = processor.look_up_recurring(standing.external_id)
    months = {s.external_id: s for s in states if isinstance(s, InstalmentState)}

    assert len(months) == 2
    assert all(month.is_paid and month.payment for month in months.values())
    payment = next(iter(months.values())).payment
    assert payment is not None
    assert only(processor.look_up_payment(payment.external_id), InstalmentState) in months.values()


def test_a_page_whose_answer_was_lost_is_found_by_our_mark(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    made = processor.open_checkout(checkout_of(attempt=1))
    processor.open_checkout(checkout_of(attempt=2))

    assert processor.find_checkout(71, begun_at=utc_now()) == made.external_id
    assert processor.find_checkout(99, begun_at=utc_now()) is None
    assert processor.find_checkout(71, begun_at=utc_now() - timedelta(days=2)) is None


def test_the_processor_tells_its_time(sandbox: Counterpart, processor: StripeProcessor) -> None:
    assert abs(processor.tell_time() - utc_now()) < timedelta(seconds=10)
