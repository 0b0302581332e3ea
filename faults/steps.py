"""The words in which an operation is told: who comes from outside, and what each wants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sponsorship.money import Money
from tests.stories.telling import Story


@dataclass(frozen=True)
class Step:
    """One call from outside."""

    name: str
    deed: Callable[[], object]


@dataclass(frozen=True)
class Operation:
    """One thing that happens to money."""

    name: str
    arrange: Callable[[Story], Sequence[Step]]


def delivery(story: Story, event_type: str, object_id: str, event_id: str = "evt_news") -> Step:
    """The processor delivers its news."""
    return Step(
        f"{event_type} is delivered",
        lambda: story.keep(event_type, object_id, event_id=event_id),
    )


def click(story: Story, name: str, act: Callable[[Session], object]) -> Step:
    """Staff press a button: one unit of work."""

    def deed() -> str:
        with story.database.unit_of_work() as session:
            act(session)
        return "done"

    return Step(name, deed)


def dollars(amount: str) -> Money:
    return Money.parse(amount, "USD")


def give_with_fee(story: Story, amount: str, fee: str, *, fund: str = "general") -> str:
    """A gift by card whose fee is known: the processor's id of its payment."""
    payment = story.payment_of(story.give(amount, fund=fund))
    story.processor.reveal_fee(payment, dollars(fee))
    story.hear("charge.updated", payment)
    return payment
