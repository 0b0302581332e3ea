"""Threads of their own for work that may have to wait, so that all other pages keep theirs."""

from __future__ import annotations

import anyio
from anyio.lowlevel import RunVar


class Slots:
    """So many may do this at once in one application; the others wait without a thread."""

    def __init__(self, name: str, number: int) -> None:
        self._number = number
        self._limiter: RunVar[anyio.CapacityLimiter] = RunVar(name)

    def __call__(self) -> anyio.CapacityLimiter:
        try:
            return self._limiter.get()
        except LookupError:
            self._limiter.set(anyio.CapacityLimiter(self._number))
            return self._limiter.get()
