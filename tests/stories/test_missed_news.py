"""What was missed comes back: from the list of events, by asking about unfinished rows, by alarms."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship import invariants, lifecycle, working
from sponsorship.database import Database
from sponsorship.donations.models import DonationStatus, RecurringGift
from sponsorship.errors import Unavailable
from sponsorship.jobs import RecordingQueue
from sponsorship.money import Money
from sponsorship.payments import inbox
from sponsorship.payments.models import (
    Checkout,
    InboundEvent,
    Method,
    Payment,
)
from sponsorship.payments.operations import NotYetKnown
from sponsorship.payments.processor import CheckoutState, PaymentState
from sponsorship.payments.stripe.webhook import read_envelope
from sponsorship.vitals import operations as vitals
from sponsorship.workflows import fetching, news
from tests.stories.telling import Story

FEE = Money(320, "USD")


def _paid_unheard(story: Story, amount: str = "100.00") -> tuple[str, str]:
    """A donor pays, and nobody tells us: the form's key and the page."""
    gift = story.fill_in(amount)
    page = story.page_of(story.submit(gift))
    story.processor.pay(page)
    return gift.form_key, page


def _events(story: Story) -> list[InboundEvent]:
    with story.database.reading() as session:
        return list(session.scalars(sa.select(InboundEvent).order_by(InboundEvent.id)))


class TestBackFill:
    def test_news_of_an_outage_of_days_is_fetched_and_booked_once(self, story: Story) -> None:
        forms = []
        for _ in range(3):
            form, page = _paid_unheard(story)
            forms.append(form)
            story.miss("checkout.session.completed", page)
            story.pass_time(days=1)

        assert story.fetch() == 3
        assert [story.gift(form).status for form in forms] == [DonationStatus.RECEIVED] * 3
        journal = story.journal()
        assert {event.came_by.value for event in _events(story)} == {"list"}

        assert story.fetch() == 0
        story.pass_time(hours=1)
        assert story.fetch() == 0
        assert story.journal() == journal

    def test_what_was_delivered_is_not_fetched_again(self, story: Story) -> None:
        _, page = _paid_unheard(story)
        envelope = story.miss("checkout.session.completed", page)
        story.keep(envelope.event_type, page, event_id=envelope.external_id)

        assert story.fetch() == 0
        assert [event.came_by.value for event in _events(story)] == ["webhook"]

    def test_a_run_that_breaks_off_is_made_up_for_by_the_next(self, story: Story) -> None:
        _, page = _paid_unheard(story)
        story.miss("checkout.session.completed", page)
        story.processor.is_down = True
        with pytest.raises(Unavailable):
            story.fetch()
        story.processor.is_down = False
        story.pass_time(days=2)

        assert story.fetch() == 1

    def test_nothing_is_read_before_the_first_wish_to_collect(self, story: Story) -> None:
        story.miss("charge.updated", "ch_of_somebody_else")
        story.pass_time(days=1)

        assert story.fetch() == 0
        assert "events:list" not in story.processor.asked


class TestSweep:
    def test_a_page_that_ran_out_unheard_of_lets_its_gift_lapse(self, story: Story) -> None:
        gift = story.fill_in("100.00")
        story.processor.close_checkout(story.page_of(story.submit(gift)))
        story.pass_time(hours=3)

        assert story.sweep() == []
        assert story.gift(gift.form_key).status is DonationStatus.LAPSED

    def test_a_page_that_was_paid_unheard_of_becomes_a_gift(self, story: Story) -> None:
        form, _ = _paid_unheard(story)
        story.pass_time(hours=1)

        story.sweep()
        assert story.gift(form).status is DonationStatus.RECEIVED
        journal = story.journal()
        story.sweep()
        assert story.journal() == journal

    def test_a_bank_debit_that_settled_unheard_of_becomes_a_gift(self, story: Story) -> None:
        gift = story.fill_in("100.00")
        page = story.page_of(story.submit(gift))
        payment = story.processor.pay(page, by=Method.BANK_DEBIT)
        story.hear("checkout.session.completed", page)
        story.pass_time(days=6)
        story.processor.settle(payment)

        story.sweep()
        assert story.gift(gift.form_key).status is DonationStatus.RECEIVED

    def test_a_fee_that_nobody_told_is_asked_for(self, story: Story) -> None:
        donation = story.give("100.00")
        story.processor.reveal_fee(story.payment_of(donation), FEE)
        story.pass_time(hours=2)

        story.sweep()
        assert "  Dr processing-fees/general  3.20 USD" in story.journal(donation.reference)

    def test_a_month_that_nobody_told_of_becomes_a_gift(self, story: Story) -> None:
        monthly = story.give_monthly()
        request = next(r for r in story.processor.pages.values() if r.is_monthly)
        story.pass_time(days=34)
        story.processor.collect(request, number=2)

        story.sweep()
        with story.database.reading() as session:
            gift = session.get_one(RecurringGift, monthly.id)
            assert [one.status.value for one in gift.donations] == ["received", "received"]

    def test_a_refund_that_was_never_asked_for_is_asked_for(self, story: Story) -> None:
        donation = story.give("100.00")
        story.processor.is_down = True
        with pytest.raises(Unavailable):
            story.refund(donation, "30.00")
        story.processor.is_down = False
        story.queue.waiting.clear()  # the job is lost
        story.pass_time(hours=1)

        story.sweep()
        assert "2026-03-02 donation_refunded D-2026-000001:RF-2026-000001" in story.journal()

    def test_one_bad_row_does_not_stop_the_rest_and_is_reported(self, story: Story) -> None:
        bad, bad_page = _paid_unheard(story)
        good, _ = _paid_unheard(story)
        story.processor.payments["pay" + bad_page.removeprefix("page")] = replace(
            story.processor.payments["pay" + bad_page.removeprefix("page")], purpose_id=99
        )
        del story.processor.pages[bad_page]
        story.pass_time(hours=1)

        failures = story.sweep()

        assert failures == ["checkout 1 (KeyError)"]
        assert story.gift(bad).status is DonationStatus.BEGUN
        assert story.gift(good).status is DonationStatus.RECEIVED
        assert "sweep_failed" in story.watch()


def test_failure_01_a_page_that_was_made_unheard_of_is_one_charge_within_a_day(
    story: Story,
) -> None:
    """The processor made the page, and its answer was lost: the second click asks with the same key."""
    gift = story.fill_in("100.00")
    story.processor.breaks_after_commit = True
    with pytest.raises(Unavailable):
        story.submit(gift)
    story.processor.breaks_after_commit = False

    page = story.page_of(story.submit(gift))
    story.processor.pay(page)
    story.hear("checkout.session.completed", page)

    assert list(story.processor.pages) == [page]
    assert story.count(Payment) == 1
    assert story.gift(gift.form_key).status is DonationStatus.RECEIVED


def test_failure_01_the_sweep_learns_of_the_page_by_its_key(story: Story) -> None:
    gift = story.fill_in("100.00")
    story.processor.breaks_after_commit = True
    with pytest.raises(Unavailable):
        story.submit(gift)
    story.processor.breaks_after_commit = False
    [page] = story.processor.pages
    story.processor.pay(page)
    story.pass_time(minutes=20)

    story.sweep()

    assert list(story.processor.pages) == [page]
    assert story.gift(gift.form_key).status is DonationStatus.RECEIVED


def test_failure_01_after_a_day_the_page_is_looked_for_and_not_made_again(story: Story) -> None:
    """By then the processor has forgotten the key: asking with it would make a second page."""
    gift = story.fill_in("100.00")
    story.processor.breaks_after_commit = True
    with pytest.raises(Unavailable):
        story.submit(gift)
    story.processor.breaks_after_commit = False
    [page] = story.processor.pages
    story.processor.pay(page)
    story.pass_time(hours=30)

    story.sweep()
    story.sweep()

    assert list(story.processor.pages) == [page]
    assert story.count(Payment) == 1
    assert story.gift(gift.form_key).status is DonationStatus.RECEIVED


def test_failure_01_a_page_that_never_came_to_be_is_closed(story: Story) -> None:
    gift = story.fill_in("100.00")
    story.processor.is_down = True
    with pytest.raises(Unavailable):
        story.submit(gift)
    story.processor.is_down = False
    story.pass_time(hours=30)

    story.sweep()

    assert story.processor.pages == {}
    assert story.gift(gift.form_key).status is DonationStatus.LAPSED
    with story.database.reading() as session:
        [checkout] = session.scalars(sa.select(Checkout))
        [move] = lifecycle.history(session, checkout)
        assert move.reason == "the processor never made the page"


@pytest.mark.parametrize("hours", [1, 30])
def test_failure_01_a_refund_that_was_made_unheard_of_is_one_refund(
    story: Story, hours: int
) -> None:
    donation = story.give("100.00")
    story.processor.breaks_after_commit = True
    with pytest.raises(Unavailable):
        story.refund(donation, "30.00")
    story.processor.breaks_after_commit = False
    story.pass_time(hours=hours)

    story.work()

    [payment] = story.processor.payments.values()
    assert [str(one.amount) for one in payment.refunds] == ["30.00 USD"]
    facts = [line for line in story.journal() if "donation_refunded" in line]
    assert len(facts) == 1


def test_failure_03_the_same_event_twenty_times_in_parallel_is_one_gift(story: Story) -> None:
    _, page = _paid_unheard(story)
    envelope = story.envelope("checkout.session.completed", page)

    def deliver(_: int) -> bool:
        with story.database.unit_of_work() as session:
            return inbox.keep(session, envelope, at=story.now)

    def act(_: int) -> None:
        follow = news.appliers(story.foundation, story.now)
        inbox.act(story.database, story.processor, 1, follow, at=story.now)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(deliver, range(20))).count(True) == 1
        list(pool.map(act, range(20)))

    assert [line for line in story.journal() if "donation" in line] == [
        "2026-03-02 donation_received D-2026-000001"
    ]
    assert story.receipts() == ["R-2026-00001 issued"]
    story.work()
    assert len(story.subjects()) == 1


def test_failure_04_an_event_whose_handler_failed_is_handled_by_the_retry(story: Story) -> None:
    form, page = _paid_unheard(story)
    story.processor.is_down = True
    with pytest.raises(Unavailable):
        story.hear("checkout.session.completed", page, event_id="evt_lost")
    [failed] = _events(story)
    story.processor.is_down = False

    assert not story.keep("checkout.session.completed", page, event_id="evt_lost")
    assert story.work() > 0

    assert (failed.attempts, failed.error.partition(":")[0]) == (1, "Unavailable")
    [handled] = _events(story)
    assert (handled.attempts, handled.error, handled.outcome) == (2, "", "ours")
    assert story.gift(form).status is DonationStatus.RECEIVED


def test_failure_05_ours_but_unknown_is_kept_shown_and_tried_again_until_it_is_known(
    story: Story,
) -> None:
    _, page = _paid_unheard(story)
    payment = "pay" + page.removeprefix("page")
    known = story.processor.payments[payment]
    story.processor.payments[payment] = replace(known, purpose_id=4_711)
    with pytest.raises(NotYetKnown):
        story.hear("charge.updated", payment)
    story.queue.waiting.clear()  # tried for minutes, then given up
    story.pass_time(hours=2)

    assert story.sweep() == []
    alarms = story.watch()
    with story.database.reading() as session:
        counts = inbox.counts(session, since=story.now - timedelta(days=30))
        found = inbox.concerning(session, payment)
    story.processor.payments[payment] = known
    story.sweep()

    assert "events_unknown" in alarms
    assert (counts.unknown, counts.ours) == (1, 0)
    assert [event.object_id for event in found] == [payment]
    [event] = _events(story)
    assert event.outcome == "ours"
    assert story.receipts() == ["R-2026-00001 issued"]


def test_failure_05_another_applications_event_is_counted_and_ignored(story: Story) -> None:
    story.hear("charge.updated", "ch_of_somebody_else")

    with story.database.reading() as session:
        counts = inbox.counts(session, since=story.now - timedelta(days=30))
    assert (counts.foreign, counts.ours, counts.waiting) == (1, 0, 0)
    assert story.journal() == []


def test_failure_05_looking_again_at_a_handled_event_is_boring(story: Story) -> None:
    story.give("100.00")
    journal = story.journal()
    follow = news.appliers(story.foundation, story.now)

    inbox.look_again(story.database, story.processor, 1, follow)
    story.work()

    assert story.journal() == journal
    assert len(story.subjects()) == 1


def test_failure_06_a_poison_message_does_not_stop_the_rest(story: Story) -> None:
    """The amount of a payment changed behind our back: an alarm, and the others flow."""
    poisoned = story.give("100.00")
    payment = story.payment_of(poisoned)
    story.processor.payments[payment] = replace(
        story.processor.payments[payment], amount=Money(1, "USD")
    )
    story.keep("charge.updated", payment)
    form, page = _paid_unheard(story)
    story.keep("checkout.session.completed", page)
    follow = news.appliers(story.foundation, story.now)

    with pytest.raises(AssertionError):
        inbox.act(story.database, story.processor, 2, follow, at=story.now)
    inbox.act(story.database, story.processor, 3, follow, at=story.now)

    assert story.gift(form).status is DonationStatus.RECEIVED
    with story.database.reading() as session:
        [event] = inbox.failed(session)
        assert event.error == (
            "AmountContradiction: P-2026-000001 was 100.00 USD and is now said to be 0.01 USD"
        )
        assert invariants.broken(session) == []


def _told_by(version: str, page: str, **changes: Any) -> dict[str, Any]:
    """The same news as different versions of the API tell it."""
    content: dict[str, Any] = {
        "id": f"evt_{version}",
        "object": "event",
        "api_version": version,
        "created": 1_772_463_600,
        "data": {"object": {"id": page, "object": "checkout.session"}},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": "checkout.session.completed",
    }
    return content | changes


def test_failure_20_stored_events_of_other_versions_are_understood_or_left_alone(
    story: Story,
) -> None:
    """Only identity, type and the object's id are read of an event; what it says else is a hint."""
    form, page = _paid_unheard(story)
    session_of_2019 = {"id": page, "object": "checkout.session", "display_items": [{"type": "sku"}]}
    events = [
        _told_by("2019-12-03", page, request="req_1", data={"object": session_of_2019}),
        _told_by("2022-11-15", page, account=None, data={"object": {"id": page, "x": None}}),
        _told_by("2025-08-27.basil", page, context="acct_1", data={
            "object": {"id": page, "object": "checkout.session", "wallet_options": {"a": [1.5]}},
            "previous_attributes": None,
        }),
        _told_by("2031-01-01.zebra", page, created="in the morning", reason={"type": "x"}),
        _told_by("without an object", page, data={"object": None}),
        _told_by("without data", page, data=None, created=10**30),
        _told_by("with numbers for names", page, data={"object": {"id": 7, "object": 8}}),
        _told_by("of a new type", page, type="checkout.session.teleported"),
    ]  # fmt: skip
    envelopes = [read_envelope(event) for event in events]
    with story.database.unit_of_work() as session:
        assert all(inbox.keep(session, one, at=story.now) for one in envelopes)

    assert story.work() > len(events)

    kept = _events(story)
    assert [event.error for event in kept] == [""] * len(events)
    assert all(event.handled_at for event in kept)
    assert [event.occurred_at is None for event in kept] == [False] * 3 + [
        True, False, True, False, False,
    ]  # fmt: skip
    assert story.gift(form).status is DonationStatus.RECEIVED
    assert story.receipts() == ["R-2026-00001 issued"]
    assert len(story.subjects()) == 1


def test_failure_22_webhooks_that_do_not_come_ring_one_letter_a_day(story: Story) -> None:
    with story.database.unit_of_work() as session:
        vitals.show(session, vitals.WEB, at=story.now)
    _, page = _paid_unheard(story)
    story.miss("checkout.session.completed", page)
    story.pass_time(hours=1)
    story.fetch()

    assert "webhooks_missing" in story.watch()
    assert "webhooks_missing" in story.watch()

    told = [subject for subject in story.subjects() if "not delivered by webhook" in subject]
    assert len(told) == 1
    story.pass_time(days=2)
    assert "webhooks_missing" not in story.watch()


def test_failure_22_an_event_that_was_fetched_within_minutes_rings_nothing(story: Story) -> None:
    with story.database.unit_of_work() as session:
        vitals.show(session, vitals.WEB, at=story.now)
    _, page = _paid_unheard(story)
    story.miss("checkout.session.completed", page)
    story.pass_time(minutes=5)
    story.fetch()

    assert "webhooks_missing" not in story.watch()


def test_failure_22_a_job_that_does_not_run_rings(story: Story) -> None:
    working.begin(story.wiring, at=story.now)
    story.work()
    assert not [code for code in story.watch() if code.startswith("job_overdue")]

    story.pass_time(hours=2, minutes=1)

    assert {code for code in story.watch() if code.startswith("job_overdue")} == {
        "job_overdue:watch_vital_signs",
        "job_overdue:check_everything",
        "job_overdue:fetch_missed_events",
        "job_overdue:offer_free_places",
        "job_overdue:sweep_unfinished",
    }
    assert [s for s in story.subjects() if "sweep unfinished" in s]


def test_a_clock_that_is_off_rings(story: Story) -> None:
    for ahead, rings in ((90, True), (-90, True), (30, False)):
        story.processor.clock_is_ahead = timedelta(seconds=ahead)
        fetching.compare_clocks(
            story.database, story.processor, asked_at=story.now, clock=lambda: story.now
        )
        assert ("clock_off:processor" in story.watch()) is rings


def test_news_of_a_payment_does_not_wait_while_news_of_its_page_is_followed(
    postgresql_database: Database, tmp_path: Path
) -> None:
    """Waiting would be for ever: whoever follows the page wants to write the payment next."""
    queue = RecordingQueue()
    postgresql_database.jobs = queue
    story = Story(postgresql_database, tmp_path / "data", queue)
    form, page = _paid_unheard(story)
    follow = news.appliers(story.foundation, story.now)
    states = story.processor.look_up_checkout(page)
    assert [type(state) for state in states] == [CheckoutState, PaymentState]

    with story.database.unit_of_work() as looking:
        follow[CheckoutState](looking, states[0])
        looking.flush()
        with story.database.unit_of_work() as hearing:
            hearing.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
            follow[PaymentState](hearing, states[1])
        follow[PaymentState](looking, states[1])

    assert story.gift(form).status is DonationStatus.RECEIVED
    assert story.receipts() == ["R-2026-00001 issued"]
