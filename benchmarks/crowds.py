"""The application form and the logo feed with 60 and with 500 sponsors, beside python.org's own.

Its figures were measured with 61 sponsors and 244 placements on a machine like the one that the results
name: 2 server processes and the client on the same 2 cores, a closed loop of 1 and 2 clients, a
connection for each request. Ours runs as the manual says: 2 processes on PostgreSQL, 1 on SQLite.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import machine
from benchmarks.engines import ENGINES, Engines
from benchmarks.pages import queries_of
from benchmarks.results import Result
from benchmarks.servers import BARE, PRODUCT, Server, running
from benchmarks.sponsors import filled
from benchmarks.visits import Visits, visit
from sponsorship import settings

FEW, MANY = 60, 500
PROCESSES = {"sqlite": 1, "postgresql": 2}
VISITORS = (1, 2)
ROUNDS = 3
ROUND_SECONDS = 0.7
TARGET, MOST_QUERIES = 100, 8
FEED = "/api/v2/sponsors/logo-placement/"


@dataclass(frozen=True)
class Page:
    """A page, and how often python.org answers with it in a second: for 1 client, and for 2 if known."""

    name: str
    path: str
    peer: tuple[float, ...]
    grows: bool = False


PAGES = (
    Page("sponsor application form", "/sponsors/apply", (1.70, 3.4)),
    Page("logo feed", FEED, (4.2, 8.6), grows=True),
    Page("logo feed of one place", f"{FEED}?publisher=pypi&flight=sponsors", (3.8,), grows=True),
)


@dataclass
class _House:
    """A running product with so many sponsors."""

    installed: settings.Settings
    headers: dict[str, str]
    server: Server


def measure(engines: Engines, folder: Path) -> Iterator[Result]:
    """Requests per second, both sizes in turn, so that what else the machine does concerns both."""
    for engine in ENGINES:
        with contextlib.ExitStack() as stack:
            houses = {
                many: stack.enter_context(_house(engine, engines, folder, many))
                for many in (FEW, MANY)
            }
            bare = stack.enter_context(
                running(BARE, engines.empty(engine, folder), folder, workers=PROCESSES[engine])
            )
            for page in PAGES:
                for visitors in VISITORS[: len(page.peer)]:
                    yield from _compared(page, visitors, houses, bare, engine)


@contextlib.contextmanager
def _house(engine: str, engines: Engines, folder: Path, many: int) -> Iterator[_House]:
    url = engines.empty(engine, folder)
    installed = settings.load(data_dir=folder, database_url=url, mail_url="")
    headers = {"Authorization": f"Token {filled(installed, many)}"}
    with running(PRODUCT, installed.database, folder, workers=PROCESSES[engine]) as server:
        yield _House(installed, headers, server)


def _compared(
    page: Page, visitors: int, houses: dict[int, _House], bare: Server, engine: str
) -> Iterator[Result]:
    got = {many: Visits() for many in houses}
    least = Visits()
    for house in houses.values():  # every process makes its answer once
        _visit(house, page, visitors, Visits())
    queries = queries_of(houses[MANY].installed, page.path, houses[MANY].headers)
    for _ in range(ROUNDS):
        for many, house in houses.items():
            _visit(house, page, visitors, got[many])
        visit(bare.port, "/healthz", {}, visitors=visitors, seconds=ROUND_SECONDS, into=least)
    details = {"clients": visitors, "processes": PROCESSES[engine], "machine": machine.described()}
    for many in houses:
        yield Result(
            f"{page.name} with {many} sponsors, {engine}",
            got[many].per_second,
            "requests/s",
            page.peer[visitors - 1],
            {
                "baseline_is": "python.org with 61 sponsors",
                "target_ratio": TARGET,
                **details,
                "p95_ms": got[many].p95_ms,
                "bytes": got[many].size,
                "queries": queries[0],
                "queries_made_anew": queries[1],
                "bare_answer_per_second": least.per_second,
                "calibration_s": machine.calibrated(),
            },
        )
    if not page.grows:
        yield Result(
            f"{page.name}, {MANY} sponsors beside {FEW}, {engine}",
            got[MANY].per_second,
            "requests/s",
            got[FEW].per_second,
            {"least_ratio": 0.8, **details},
        )


def _visit(house: _House, page: Page, visitors: int, into: Visits) -> None:
    visit(
        house.server.port, page.path, house.headers,
        visitors=visitors, seconds=ROUND_SECONDS, into=into,
    )  # fmt: skip
