"""Every statement that must never succeed, whoever sends it."""

from __future__ import annotations

from tests.database import (
    attacks_by_engine,
    attacks_on_history,
    attacks_on_money,
    attacks_on_periods,
    attacks_on_promises,
    attacks_on_the_account,
)
from tests.database.hostile import Attack


def every_attack() -> list[Attack]:
    """All of them; their names are unique."""
    return [
        *attacks_on_history.attacks(),
        *attacks_on_money.attacks(),
        *attacks_on_periods.attacks(),
        *attacks_on_promises.attacks(),
        *attacks_on_the_account.attacks(),
        *attacks_by_engine.attacks(),
    ]
