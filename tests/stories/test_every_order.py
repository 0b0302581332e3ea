"""Whatever order the news of one payment comes in, and whatever was missed, the books end the same."""

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from sponsorship import invariants
from sponsorship.ledger import queries as books
from sponsorship.money import Money
from sponsorship.payments.models import DisputeStatus, MovementKind, PaymentStatus, RefundStatus
from sponsorship.payments.processor import DisputeState, MovementState, PaymentState, RefundState
from tests.stories.telling import Story

LIFE = ("settle", "fee", "refund A", "refund B", "A fails", "dispute", "decision")
SAMPLES = 12


def _usd(minor: int) -> Money:
    return Money(minor, "USD")


def seen(begun: PaymentState, happened: Iterable[str], decision: DisputeStatus) -> PaymentState:
    """The payment as the processor shows it once these things have happened, in whatever order."""
    has = set(happened)
    refunds = []
    for name, minor in (("A", 3_000), ("B", 4_500)):
        has_failed = f"{name} fails" in has
        if f"refund {name}" in has or has_failed:
            status = RefundStatus.FAILED if has_failed else RefundStatus.SUCCEEDED
            external_id = f"{begun.external_id}_re_{name}"
            refunds.append(RefundState(external_id, None, _usd(minor), status, "x", begun.at))
    disputes = []
    if {"dispute", "decision"} & has:
        one = f"{begun.external_id}_du"
        lines = [(f"{one}_1", MovementKind.WITHDRAWAL, _usd(1_500))]
        if "decision" in has and decision is DisputeStatus.WON:
            lines.append((f"{one}_2", MovementKind.REINSTATEMENT, _usd(0)))
        moved = [
            MovementState(key, kind, _usd(8_000), _usd(8_000), fee, begun.at)
            for key, kind, fee in lines
        ]
        said = decision if "decision" in has else DisputeStatus.OPEN
        disputes.append(
            DisputeState(one, _usd(8_000), "fraudulent", said, None, begun.at, tuple(moved))
        )
    return replace(
        begun,
        status=PaymentStatus.SETTLED if "settle" in has else PaymentStatus.PENDING,
        fee=_usd(320) if {"settle", "fee"} <= has else None,
        refunds=tuple(refunds),
        disputes=tuple(disputes),
    )


def live(story: Story, order: Iterable[str], decision: DisputeStatus) -> tuple[object, ...]:
    """One gift whose news comes in this order: what it adds to each account, and how it ends."""
    before = _balances(story)
    gift = story.fill_in("100.00")
    page = story.page_of(story.submit(gift))
    payment = story.processor.pay(page)
    begun = story.processor.payments[payment]
    happened: list[str] = []
    for step in order:
        happened.append(step)
        story.processor.payments[payment] = seen(begun, happened, decision)
        story.hear("charge.updated", payment)
    after = _balances(story)
    with story.database.reading() as session:
        assert invariants.broken(session) == []
    added = {name: after[name] - before.get(name, 0) for name in sorted(after)}
    return {name: minor for name, minor in added.items() if minor}, story.gift(gift.form_key).status


def _balances(story: Story) -> dict[str, int]:
    with story.database.reading() as session:
        return {one.account: one.amount.minor for one in books.trial_balance(session)}


@pytest.mark.parametrize("decision", [DisputeStatus.LOST, DisputeStatus.WON])
def test_every_order_of_the_news_ends_in_the_same_balances(
    story: Story, decision: DisputeStatus
) -> None:
    """Row 21 of the faults, for the life with refunds and a dispute; a sample with a fixed seed."""
    chance = random.Random(12)
    expected = live(story, LIFE, decision)
    for _ in range(SAMPLES):
        order = chance.sample(LIFE, len(LIFE))
        assert live(story, order, decision) == expected, order
    kept = 10_000 - 4_500 - (8_000 if decision is DisputeStatus.LOST else 0)
    balances = expected[0]
    assert isinstance(balances, dict)
    assert balances.get("contributions/general", 0) == max(kept, 0)
    assert balances.get("suspense/general", 0) == min(kept, 0)
