"""Clients that keep a server busy: each sends its next request when it has its answer."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

CLIENTS = 8
ROUND_SECONDS = 2.0
ROUNDS = 5


@dataclass(frozen=True)
class Call:
    """One request and the statuses that mean that its work was done."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]
    expected: frozenset[int]


@dataclass
class Sample:
    """The answers to one kind of request."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def milliseconds(self, percentile: int) -> float:
        """The latency that so many in a hundred answers stayed below."""
        return statistics.quantiles(self.latencies, n=100)[percentile - 1] * 1000


class Refused(Exception):
    """Raised when a server did not do what it was asked; the figures would mean nothing."""


class Client(threading.Thread):
    """One visitor on one kept-alive connection, until the time is over."""

    def __init__(self, port: int, next_call: Callable[[], Call], ends: float) -> None:
        super().__init__()
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.next_call = next_call
        self.ends = ends
        self.latencies: list[float] = []
        self.trouble: Exception | None = None

    def run(self) -> None:
        try:
            while time.perf_counter() < self.ends:
                self._send(self.next_call())
        except (OSError, http.client.HTTPException, Refused) as trouble:
            # Told to the thread that waits for the figures.
            self.trouble = trouble
        finally:
            self.connection.close()

    def _send(self, call: Call) -> None:
        began = time.perf_counter()
        self.connection.request(call.method, call.path, call.body, call.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        self.latencies.append(time.perf_counter() - began)
        if answer.status not in call.expected:
            raise Refused(f"{call.method} {call.path}: {answer.status} {text[:300]!r}")


def round_of(port: int, callers: list[Callable[[], Call]], into: Sample) -> None:
    """Let every caller send for one round, and add what was measured."""
    began = time.perf_counter()
    clients = [Client(port, caller, began + ROUND_SECONDS) for caller in callers]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    into.seconds += time.perf_counter() - began
    for client in clients:
        if client.trouble:
            raise client.trouble
        into.latencies += client.latencies


def side_by_side(
    product: tuple[int, list[Callable[[], Call]]],
    baseline: tuple[int, list[Callable[[], Call]]],
) -> tuple[Sample, Sample]:
    """Both servers in turn, so that what else the machine does concerns both; after a warm-up."""
    for port, callers in (product, baseline):
        round_of(port, callers, Sample())
    ours, bare = Sample(), Sample()
    for _ in range(ROUNDS):
        round_of(*product, ours)
        round_of(*baseline, bare)
    return ours, bare
