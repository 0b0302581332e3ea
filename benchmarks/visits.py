"""Visitors in a closed loop, each visit on a connection of its own: how the peer was measured."""

from __future__ import annotations

import socket
import statistics
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

_PIECE = 2**20


@dataclass
class Visits:
    """What so many visitors got of one page."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    size: int = 0

    @property
    def per_second(self) -> float:
        return round(len(self.latencies) / self.seconds, 1)

    @property
    def p95_ms(self) -> float:
        return round(statistics.quantiles(self.latencies, n=20)[18] * 1000, 1)


class _Visitor(threading.Thread):
    """Asks again when it has its answer, until the time is over; a plain socket costs it little."""

    def __init__(self, port: int, request: bytes, ends: float) -> None:
        super().__init__()
        self.port, self.request, self.ends = port, request, ends
        self.latencies: list[float] = []
        self.size = 0
        self.refusal = b""

    def run(self) -> None:
        room = memoryview(bytearray(_PIECE))
        while time.perf_counter() < self.ends and not self.refusal:
            began = time.perf_counter()
            self._visit(room)
            self.latencies.append(time.perf_counter() - began)

    def _visit(self, room: memoryview) -> None:
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            line.sendall(self.request)
            got = line.recv_into(room)
            if not bytes(room[:12]).endswith(b" 200"):
                self.refusal = bytes(room[: min(got, 300)])
            size = got
            while got:
                got = line.recv_into(room)
                size += got
        self.size = size


def visit(
    port: int,
    path: str,
    headers: Mapping[str, str],
    *,
    visitors: int,
    seconds: float,
    into: Visits,
) -> None:
    """Let so many visitors ask for the page for so long, and add what was measured."""
    lines = {"Host": f"127.0.0.1:{port}", "Connection": "close", **headers}
    text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    request = f"GET {path} HTTP/1.1\r\n{text}\r\n".encode()
    began = time.perf_counter()
    crowd = [_Visitor(port, request, began + seconds) for _ in range(visitors)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    into.seconds += time.perf_counter() - began
    for one in crowd:
        if one.refusal:
            raise RuntimeError(f"{path}: {one.refusal!r}")
        into.latencies += one.latencies
        into.size = one.size
