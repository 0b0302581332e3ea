"""What a web process costs before it does anything: time to its first answer, and memory."""

from __future__ import annotations

import http.client
import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks.engines import Engines
from benchmarks.results import Result
from benchmarks.servers import BARE, PRODUCT, Server, running

STARTS = 5
VISITS = 200


def measure(engines: Engines, folder: Path) -> Iterator[Result]:
    """Seconds from starting the program to its first answer, and its memory after some visits."""
    url, bare_url = engines.new("sqlite", folder), engines.empty("sqlite", folder)
    seconds: dict[str, list[float]] = {PRODUCT: [], BARE: []}
    memory: dict[str, float] = {}
    for _ in range(STARTS):
        for factory, database_url in ((PRODUCT, url), (BARE, bare_url)):
            with running(factory, database_url, folder) as server:
                seconds[factory].append(server.seconds_to_start)
                if factory not in memory:
                    _visit(server, "/donate" if factory == PRODUCT else "/list/10")
                    memory[factory] = server.resident_mib
    yield Result(
        "cold start of the web process to its first answer",
        round(statistics.median(seconds[PRODUCT]), 2),
        "s",
        round(statistics.median(seconds[BARE]), 2),
        {"starts": STARTS},
    )
    yield Result(
        "resident memory of the web process",
        round(memory[PRODUCT], 1),
        "MiB",
        round(memory[BARE], 1),
        {"after_visits": VISITS},
    )


def _visit(server: Server, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    for _ in range(VISITS):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
    connection.close()
