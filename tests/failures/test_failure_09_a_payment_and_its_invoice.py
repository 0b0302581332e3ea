"""CiviCRM booked a monthly gift twice: once for its payment, and once for that payment's invoice."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import sqlalchemy as sa

from sponsorship import working
from sponsorship.clock import utc_now
from sponsorship.donations.models import Donation
from sponsorship.payments import inbox
from sponsorship.payments.models import Payment
from sponsorship.payments.stripe.client import StripeProcessor
from sponsorship.payments.stripe.webhook import Envelope
from sponsorship.receipts.models import Receipt
from sponsorship.workflows import giving
from tests.stories.telling import Story
from tests.stripe.counterpart import Counterpart


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_failure_09_every_event_of_a_month_in_any_order_and_twice_is_one_gift(
    story: Story, sandbox: Counterpart, processor: StripeProcessor, seed: int
) -> None:
    wiring = replace(story.wiring, processor=processor)
    gift = story.fill_in("10.00", is_monthly=True)
    address = giving.start_gift(
        story.database,
        processor,
        lambda _: gift,
        fund_slug="general",
        foundation=story.foundation,
        at=utc_now(),
    )
    assert address is not None
    session_id = next(part for part in address.split("/") if part.startswith("cs_"))
    sandbox.ask(f"sessions/{session_id}/pay", outcome="paid")
    sandbox.let_time_pass("fees")
    told = sandbox.events * 2
    random.Random(seed).shuffle(told)

    for number, event in enumerate(told):
        concerned = event["data"]["object"]
        envelope = Envelope(
            external_id=f"evt_{number}",
            livemode=False,
            account="",
            event_type=event["type"],
            object_type=concerned["object"],
            object_id=concerned["id"],
            body=event,
        )
        with story.database.unit_of_work() as session:
            inbox.keep(session, envelope, at=utc_now())
        story.queue.drain(working.handlers(wiring))

    kinds = {event["type"] for event in told}
    assert {"payment_intent.succeeded", "invoice.paid", "checkout.session.completed"} <= kinds
    with story.database.reading() as session:
        counted = [
            session.scalar(sa.select(sa.func.count()).select_from(model))
            for model in (Donation, Payment, Receipt)
        ]
    assert counted == [1, 1, 1]
    assert sum("donation_received" in line for line in story.journal()) == 1
    assert sum("fee_charged" in line for line in story.journal()) == 1
