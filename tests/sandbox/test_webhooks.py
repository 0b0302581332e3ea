"""Signed events over real HTTP: delivered, repeated, shuffled, lost, kept over a restart."""

from __future__ import annotations

import json
import socket

import pytest
import stripe

from admin_app.sandbox.contract import Contract
from tests.sandbox.conftest import Start, assert_contract
from tests.sandbox.driver import Driver, running_receiver


def test_an_event_is_signed_as_stripe_signs(sandbox: Driver) -> None:
    sandbox.paid_donation()
    sandbox.drain()
    secret = sandbox.config.webhook_secret
    for header, body in sandbox.receiver.deliveries:
        event = sandbox.client.construct_event(body, header, secret)
        assert (event.api_version, event.livemode) == ("2026-10-28.endive", False)
        with pytest.raises(stripe.SignatureVerificationError):
            sandbox.client.construct_event(body + b" ", header, secret)
        with pytest.raises(stripe.SignatureVerificationError):
            sandbox.client.construct_event(body, header, "whsec_other")
    assert len(sandbox.receiver.deliveries) == 3


def test_an_event_names_the_call_that_caused_it(sandbox: Driver) -> None:
    intent = sandbox.paid_donation()
    sandbox.v1.refunds.create({"payment_intent": intent.id}, {"idempotency_key": "RF-1"})
    sandbox.drain()
    by_type = {event["type"]: event["request"] for event in sandbox.receiver.events}
    assert by_type["refund.created"]["idempotency_key"] == "RF-1"
    assert by_type["refund.created"]["id"].startswith("req_")
    assert by_type["charge.succeeded"] == {"id": None, "idempotency_key": None}


def test_what_was_refused_is_delivered_again(sandbox: Driver) -> None:
    sandbox.receiver.answers += [500, 503, 302]
    sandbox.paid_donation()
    for _ in range(4):
        sandbox.drain()
    events = sandbox.ask("events")["events"]
    attempts = [
        attempt["status"]
        for event in events
        for delivery in event["deliveries"]
        for attempt in delivery["attempts"]
    ]
    assert sorted(attempts) == [200, 200, 200, 302, 500, 503]
    assert {event["pending_webhooks"] for event in events} == {0}


def test_after_the_last_attempt_an_event_stays_undelivered(start: Start) -> None:
    with start(retry_delays=()) as sandbox:
        sandbox.receiver.answers += [500] * 3
        sandbox.paid_donation()
        assert sandbox.drain() == {"delivered": 0, "pending": 0, "dropped": 0, "given_up": 3}
        missed = sandbox.v1.events.list({"delivery_success": False})
        assert len(missed.data) == 3

        event = missed.data[-1]
        sandbox.post(f"events/{event.id}/resend")
        assert sandbox.drain()["delivered"] == 1
        assert sandbox.receiver.events[-1]["id"] == event.id


def test_nobody_listening_is_noted_and_tried_again(start: Start) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        silent = f"http://127.0.0.1:{unused.getsockname()[1]}/webhooks/stripe"
        with start(webhook_url=silent, retry_delays=(3600.0,)) as sandbox:
            sandbox.paid_donation()
            sandbox.drain(force=False)
            first = sandbox.ask("events")["events"][0]["deliveries"][0]
            assert first["attempts"][0]["status"] is None
            assert first["attempts"][0]["answer"] == "ConnectionError"
            assert first["state"] == "pending"


def test_every_event_may_come_several_times(sandbox: Driver) -> None:
    sandbox.post("faults", duplicate=2)
    sandbox.paid_donation()
    sandbox.drain()
    ids = [event["id"] for event in sandbox.receiver.events]
    assert len(ids) == 9
    assert len(set(ids)) == 3


def test_events_may_be_late(sandbox: Driver) -> None:
    sandbox.post("faults", delay=3600)
    sandbox.paid_donation()
    assert sandbox.drain(force=False)["pending"] == 3
    assert sandbox.receiver.deliveries == []
    assert sandbox.drain(force=True)["delivered"] == 3


def shuffled_order(start: Start, seed: int) -> list[str]:
    with start(seed=seed) as sandbox:
        sandbox.post("reset")
        sandbox.receiver.deliveries.clear()
        sandbox.post("faults", reorder=True, reorder_window=3600)
        for _ in range(4):
            sandbox.paid_donation()
        sandbox.drain()
        made = [event["id"] for event in sandbox.ask("events")["events"]]
        came = [event["id"] for event in sandbox.receiver.events]
        assert sorted(came) == sorted(made)
        return [str(made.index(one)) for one in came]


def test_events_may_come_in_another_order(start: Start) -> None:
    order = shuffled_order(start, 7)
    assert order != sorted(order, key=int)


def test_the_seed_decides_which_events_are_lost(start: Start, contract: Contract) -> None:
    with start(seed=3) as sandbox:
        sandbox.post("faults", drop=0.5)
        for _ in range(10):
            sandbox.paid_donation()
        tally = sandbox.drain()
        assert 0 < tally["dropped"] < 30
        assert tally["delivered"] + tally["dropped"] == 30
        lost = [
            position
            for position, event in enumerate(sandbox.ask("events")["events"])
            if event["deliveries"][0]["state"] == "dropped"
        ]
        sandbox.post("faults", drop=0.0)
        # What was lost is found again by asking, oldest last.
        missed = sandbox.v1.events.list({"delivery_success": False, "limit": 100})
        assert len(missed.data) == tally["dropped"]
        assert_contract(sandbox, contract)
    assert lost == sorted(lost)


def test_a_wrong_secret_does_not_verify(sandbox: Driver) -> None:
    sandbox.post("faults", wrong_secret=True)
    sandbox.paid_donation()
    sandbox.drain()
    header, body = sandbox.receiver.deliveries[0]
    with pytest.raises(stripe.SignatureVerificationError):
        sandbox.client.construct_event(body, header, sandbox.config.webhook_secret)

    sandbox.post("faults", wrong_secret=False)
    event = json.loads(body)["id"]
    sandbox.post(f"events/{event}/resend")
    sandbox.drain()
    header, body = sandbox.receiver.deliveries[-1]
    assert sandbox.client.construct_event(body, header, sandbox.config.webhook_secret).id == event

    sandbox.post(f"events/{event}/resend", wrong_secret=True)
    sandbox.drain()
    header, body = sandbox.receiver.deliveries[-1]
    with pytest.raises(stripe.SignatureVerificationError):
        sandbox.client.construct_event(body, header, sandbox.config.webhook_secret)


def test_everything_survives_a_restart(start: Start, contract: Contract) -> None:
    with start() as sandbox:
        sandbox.post("faults", delay=3600, duplicate=1)
        intent = sandbox.paid_donation()
        subscription = sandbox.monthly_giver()
        assert sandbox.receiver.deliveries == []
    with start() as sandbox:
        assert sandbox.ask("faults")["duplicate"] == 1
        assert sandbox.v1.payment_intents.retrieve(intent.id).status == "succeeded"
        sandbox.post(f"subscriptions/{subscription.id}/advance")
        sandbox.reveal_fees()
        tally = sandbox.drain()
        assert tally["pending"] == 0
        assert tally["delivered"] == len(sandbox.receiver.deliveries) > 20
        assert sandbox.violations() == []
        assert_contract(sandbox, contract)


def test_started_without_a_webhook_address_it_tells_nobody(start: Start) -> None:
    """What was owed before waits until the address is known again."""
    with start() as sandbox:
        sandbox.post("faults", delay=3600)
        sandbox.paid_donation()
        sandbox.post("faults", delay=0)
    with start(webhook_url="") as sandbox:
        sandbox.paid_donation()
        sandbox.drain()
        assert sandbox.receiver.deliveries == []
    with start() as sandbox:
        sandbox.drain()
        assert len(sandbox.receiver.deliveries) == 3
        sandbox.paid_donation()
        sandbox.drain()
        assert len(sandbox.receiver.deliveries) == 6


def test_an_endpoint_made_through_the_api_gets_what_it_asked_for(sandbox: Driver) -> None:
    with running_receiver() as second:
        endpoint = sandbox.v1.webhook_endpoints.create(
            {
                "url": second.url,
                "api_version": "2026-10-28.endive",
                "enabled_events": ["checkout.session.completed", "charge.updated"],
            }
        )
        sandbox.paid_donation()
        sandbox.reveal_fees()
        sandbox.drain()
        assert second.types == ["checkout.session.completed", "charge.updated"]
        header, body = second.deliveries[0]
        received = sandbox.client.construct_event(body, header, endpoint.secret)
        assert received.type == "checkout.session.completed"
        sandbox.v1.webhook_endpoints.update(endpoint.id, {"disabled": True})
        sandbox.paid_donation()
        sandbox.drain()
        assert len(second.deliveries) == 2
        assert sandbox.v1.webhook_endpoints.delete(endpoint.id).deleted


def test_missed_events_are_listed_from_the_last_good_one_on(sandbox: Driver) -> None:
    for _ in range(3):
        sandbox.paid_donation()
    completed = sandbox.v1.events.list({"types": ["checkout.session.completed"]})
    assert len(completed.data) == 3
    last_good = completed.data[-1]
    later = list(
        sandbox.v1.events.list({"ending_before": last_good.id, "limit": 2}).auto_paging_iter()
    )
    made = [event["id"] for event in sandbox.ask("events")["events"]]
    assert [event.id for event in later] == made[made.index(last_good.id) + 1 :]
    assert sandbox.v1.events.list({"created": {"gt": last_good.created + 1000}}).data == []
    assert sandbox.v1.events.list({"type": "charge.*"}).data[0].type == "charge.succeeded"
    assert sandbox.v1.events.retrieve(last_good.id).data.object["id"].startswith("cs_test_")
    with pytest.raises(stripe.InvalidRequestError, match="only specify one"):
        sandbox.v1.events.list({"type": "charge.updated", "types": ["charge.updated"]})
