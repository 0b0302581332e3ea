"""Disputes as Stripe tells of them, through the sandbox, in our words."""

from __future__ import annotations

from typing import Any

import pytest
from stripe import Dispute

from sponsorship.money import Money
from sponsorship.payments.models import DisputeStatus, MovementKind
from sponsorship.payments.processor import DisputeState, Origin
from sponsorship.payments.stripe import translate
from sponsorship.payments.stripe.client import StripeProcessor
from tests.clock import NOW
from tests.stripe.counterpart import Counterpart, checkout_of, payment_in, seen_through

KEY = "sk_test_sandbox"


def disputed(sandbox: Counterpart, processor: StripeProcessor, how: str, **wishes: Any) -> str:
    """A paid gift whose bank disputes it, or only asks: Stripe's id of the dispute."""
    page = processor.open_checkout(checkout_of())
    sandbox.pay(page)
    payment = payment_in(processor.look_up_checkout(page.external_id)).external_id
    return str(sandbox.ask(f"payments/{payment}/{how}", **wishes)["id"])


def heard(sandbox: Counterpart, processor: StripeProcessor, event_type: str) -> DisputeState:
    """What the newest event of that type leads to."""
    event = [one for one in sandbox.events if one["type"] == event_type][-1]
    found = seen_through(processor, event)
    assert found.origin is Origin.OURS
    (dispute,) = payment_in(found.states).disputes
    return dispute


def test_a_dispute_is_seen_with_its_money_and_fee_by_each_of_its_events(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    dispute_id = disputed(sandbox, processor, "dispute", amount=1000)
    opened = heard(sandbox, processor, "charge.dispute.created")
    assert opened == heard(sandbox, processor, "charge.dispute.funds_withdrawn")
    assert opened == heard(sandbox, processor, "charge.updated")
    assert (opened.external_id, opened.status) == (dispute_id, DisputeStatus.OPEN)
    assert (opened.amount, opened.reason) == (Money(1000, "USD"), "fraudulent")
    assert opened.due_by is not None
    (taken,) = opened.movements
    assert (taken.kind, taken.amount) == (MovementKind.WITHDRAWAL, Money(1000, "USD"))
    assert taken.fee == Money(1500, "USD")

    sandbox.ask(f"disputes/{dispute_id}/win")

    won = heard(sandbox, processor, "charge.dispute.funds_reinstated")
    assert won.status is DisputeStatus.WON
    assert [one.kind for one in won.movements] == [*MovementKind]
    assert won.movements[1].fee == Money(0, "USD")
    assert sandbox.violations == []


def test_a_warning_is_seen_although_the_charge_does_not_say_so(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    dispute_id = disputed(sandbox, processor, "warn")
    warned = heard(sandbox, processor, "charge.dispute.created")
    assert (warned.status, warned.movements) == (DisputeStatus.RAISED, ())

    sandbox.ask(f"disputes/{dispute_id}/close_warning")
    assert heard(sandbox, processor, "charge.dispute.closed").status is DisputeStatus.CLOSED


def test_a_lost_dispute_stays_lost_until_the_appeal_is_won(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    dispute_id = disputed(sandbox, processor, "warn")
    sandbox.ask(f"disputes/{dispute_id}/escalate")
    assert heard(sandbox, processor, "charge.dispute.updated").status is DisputeStatus.OPEN
    sandbox.ask(f"disputes/{dispute_id}/lose")
    sandbox.ask(f"disputes/{dispute_id}/appeal")
    assert heard(sandbox, processor, "charge.dispute.updated").status is DisputeStatus.LOST

    sandbox.ask(f"disputes/{dispute_id}/win")

    assert heard(sandbox, processor, "charge.dispute.closed").status is DisputeStatus.WON
    assert sandbox.violations == []


def dispute(**changes: Any) -> Dispute:
    facts = {
        "id": "du_1",
        "object": "dispute",
        "amount": 5000,
        "currency": "usd",
        "created": int(NOW.timestamp()),
        "reason": "fraudulent",
        "status": "needs_response",
        "evidence_details": {"due_by": 0},
        "balance_transactions": [],
    }
    return Dispute.construct_from(facts | changes, KEY)


def line(amount: int, **changes: Any) -> dict[str, Any]:
    created = int(NOW.timestamp())
    facts = {
        "id": f"txn_{amount}",
        "amount": amount,
        "fee": 0,
        "currency": "usd",
        "created": created,
    }
    return facts | changes


@pytest.mark.parametrize(
    ("lines", "status"), [([], DisputeStatus.RAISED), ([line(-5000)], DisputeStatus.OPEN)]
)
def test_a_status_that_we_do_not_know_is_not_decided(
    lines: list[dict[str, Any]], status: DisputeStatus
) -> None:
    told = translate.dispute_state(dispute(status="in_mediation", balance_transactions=lines))

    assert (told.status, told.due_by) == (status, None)


def test_what_is_taken_in_the_account_s_own_currency_is_told_in_the_payment_s() -> None:
    taken = line(-4600, currency="eur", fee=2000)

    told = translate.dispute_state(dispute(balance_transactions=[taken]))

    assert told.movements[0].amount == Money(5000, "USD")
    assert told.movements[0].fee == Money(2000, "EUR")


def test_a_line_that_carries_a_fee_alone_moves_nothing() -> None:
    told = translate.dispute_state(dispute(balance_transactions=[line(0, fee=1500)]))

    assert told.movements[0].amount == Money(0, "USD")
    assert told.movements[0].fee == Money(1500, "USD")
