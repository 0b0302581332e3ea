"""Keeps one process from doing the same thing too often for the same name."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict


class Rarely:
    """Says yes once per `pause` seconds for each name; remembers the last `most` names."""

    def __init__(self, *, pause: float, most: int = 10_000) -> None:
        self.pause = pause
        self.most = most
        self._lock = threading.Lock()
        self._last: OrderedDict[str, float] = OrderedDict()

    def may(self, name: str) -> bool:
        """Whether it is time again; the one who is told yes has taken the turn."""
        now = time.monotonic()
        with self._lock:
            last = self._last.get(name)
            if last is not None and now - last < self.pause:
                return False
            self._last[name] = now
            self._last.move_to_end(name)
            while len(self._last) > self.most:
                self._last.popitem(last=False)
            return True
