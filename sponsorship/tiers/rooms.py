"""What is left of tiers and benefits for whoever comes by: a pure account of places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sponsorship.tiers.models import Benefit, Tier


@dataclass(frozen=True, slots=True)
class Room:
    """The places of one tier or benefit at one moment."""

    capacity: int | None
    """None for any number."""
    taken: int
    kept: int = 0
    """For others, and not lapsed."""
    waiting: int = 0
    """Who comes first when one is free."""
    is_yours: bool = False
    """One is kept for the form that is shown."""
    is_offered: bool = True

    @property
    def left(self) -> int | None:
        """How many there are for whoever comes by; None for any number."""
        if self.capacity is None:
            return None
        return max(self.capacity - self.taken - self.kept - self.waiting, 0)

    @property
    def is_free(self) -> bool:
        """Whether whoever looks at it can have one."""
        return self.is_offered and (self.is_yours or self.left is None or self.left > 0)


@dataclass(frozen=True, slots=True)
class Rooms:
    """The room of every tier and benefit of a catalogue, by number."""

    tiers: Mapping[int, Room]
    benefits: Mapping[int, Room]
    lapses_at: datetime | None = None
    """When the first of the kept places is free again; None if none is kept."""

    def of(self, one: Tier | Benefit) -> Room:
        return (self.tiers if isinstance(one, Tier) else self.benefits)[one.id]
