"""Every statement that must never succeed, whoever sends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.database import (
    attacks_by_engine,
    attacks_on_history,
    attacks_on_money,
    attacks_on_periods,
    attacks_on_promises,
    attacks_on_supplements,
    attacks_on_the_account,
)
from tests.database.hostile import Attack

TOPICS: dict[str, Callable[[], Iterator[Attack]]] = {
    "history": attacks_on_history.attacks,
    "money": attacks_on_money.attacks,
    "periods": attacks_on_periods.attacks,
    "promises": attacks_on_promises.attacks,
    "supplements": attacks_on_supplements.attacks,
    "the account": attacks_on_the_account.attacks,
    "one engine": attacks_by_engine.attacks,
}


def every_attack() -> list[Attack]:
    """All of them; their names are unique."""
    return [attack for attacks in TOPICS.values() for attack in attacks()]
