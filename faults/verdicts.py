"""What one show on one engine came to, and how it is printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

SHOWN = 5
"""So many violations are printed; the count tells of the rest."""


@dataclass(frozen=True)
class Verdict:
    """The figures of one show on one engine, and every violation that it found."""

    name: str
    engine: str
    seed: int
    size: int
    figures: dict[str, object]
    seconds: float
    violations: Sequence[str] = field(default=())

    @property
    def holds(self) -> bool:
        return not self.violations

    def line(self) -> str:
        """The verdict as one line of JSON."""
        told: dict[str, object] = {
            "name": self.name,
            "engine": self.engine,
            "seed": self.seed,
            "size": self.size,
            "figures": self.figures,
            "seconds": round(self.seconds, 1),
            "verdict": "holds" if self.holds else f"broken {len(self.violations)} times",
        }
        if self.violations:
            told["violations"] = list(self.violations[:SHOWN])
        return json.dumps(told)
