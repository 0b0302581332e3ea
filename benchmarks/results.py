"""One measured figure, and how it is printed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Result:
    """A figure of the product and the same figure of the bare application."""

    name: str
    value: float
    unit: str
    baseline: float
    details: dict[str, object] = field(default_factory=dict)

    def line(self) -> str:
        """The result as one line of JSON."""
        fields = asdict(self)
        details = fields.pop("details")
        ratio = round(self.value / self.baseline, 3) if self.baseline else None
        return json.dumps({**fields, "ratio": ratio, **details})
