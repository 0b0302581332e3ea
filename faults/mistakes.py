"""Handlers that are wrong on purpose, in the two ways in which handlers usually are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from faults.telling import Handlers
from sponsorship.jobs import Handler, Payload
from sponsorship.payments import inbox
from sponsorship.payments.models import InboundEvent, Payment, Refund, RefundStatus
from sponsorship.payments.processor import RefundRequest
from sponsorship.workflows import news, refunding
from tests.stories.telling import Story


@dataclass(frozen=True)
class Mistake:
    """One wrong handler, and the operation in which it does harm."""

    name: str
    operation: str
    handlers: Handlers


def _acknowledge_then_work(story: Story) -> Mapping[str, Handler]:
    """Marks the event as handled first, so that nobody works twice; then nobody may work at all."""

    def act(payload: Payload) -> None:
        with story.database.unit_of_work() as session:
            event = session.get_one(InboundEvent, payload["event_id"], with_for_update=True)
            if event.handled_at is not None:
                return
            event.handled_at = story.now
            event.outcome = "ours"
            event.attempts += 1
            facts = event.event_type, event.object_type, event.object_id
        found = story.processor.look_up_event(*facts)
        appliers = news.appliers(story.foundation, story.now)
        with story.database.unit_of_work() as session:
            for state in found.states:
                appliers[type(state)](session, state)

    return {inbox.JOB: act}


def _check_then_act(story: Story) -> Mapping[str, Handler]:
    """Looks whether the refund was made, then makes it, with a key of the moment."""

    def ask(payload: Payload) -> None:
        with story.database.reading() as session:
            refund = session.get_one(Refund, payload["refund_id"])
            payment = session.get_one(Payment, refund.payment_id)
            if refund.status is not RefundStatus.REQUESTED:
                return
        attempt = len(story.processor.asked)
        story.processor.refund(
            RefundRequest(
                refund.id, payment.external_id, refund.amount, f"refund:{refund.id}:{attempt}"
            )
        )
        refunding.ask_for_refund(
            story.database,
            story.processor,
            refund.id,
            foundation=story.foundation,
            at=story.now,
        )

    return {refunding.ASK_FOR_REFUND: ask}


MISTAKES: tuple[Mistake, ...] = (
    Mistake("acknowledge_then_work", "card_gift_settles", _acknowledge_then_work),
    Mistake("check_then_act", "part_refunded", _check_then_act),
)
