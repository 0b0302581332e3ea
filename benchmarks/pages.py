"""Pages about sponsors, with sixty of them in four places each: queries and time to the last byte."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from starlette.testclient import TestClient

from admin_app.app import create_app
from benchmarks.donations import bare_donor
from benchmarks.engines import ENGINES, Engines
from benchmarks.results import Result
from benchmarks.servers import BARE, PRODUCT, Server, running
from benchmarks.sponsors import PLACEMENTS, filled
from sponsorship import settings, wiring

SPONSORS = 60
VISITS = 60

PAGES = {
    "sponsor application form": "/sponsors/apply",
    "sponsors page": "/sponsors",
    "logo feed": "/api/v2/sponsors/logo-placement/",
}


def measure(engines: Engines, folder: Path) -> Iterator[Result]:
    """Milliseconds per page, beside as many rows from one SELECT of the bare application."""
    for engine in ENGINES:
        installed = settings.load(
            data_dir=folder, database_url=engines.empty(engine, folder), mail_url=""
        )
        headers = {"Authorization": f"Token {filled(installed, SPONSORS)}"}
        queries = {path: queries_of(installed, path, headers) for path in PAGES.values()}
        with (
            running(PRODUCT, installed.database, folder) as product,
            running(BARE, engines.empty(engine, folder), folder) as bare,
        ):
            _fill_bare(bare)
            for name, path in PAGES.items():
                ours, theirs = _in_turn(product, path, headers, bare)
                yield Result(
                    f"{name} with {SPONSORS} sponsors, {engine}",
                    round(statistics.median(ours), 1),
                    "ms",
                    round(statistics.median(theirs), 1),
                    {
                        "queries": queries[path][0],
                        "queries_made_anew": queries[path][1],
                        "p99_ms": round(max(ours), 1),
                        "visits": VISITS,
                    },
                )


def queries_of(installed: settings.Settings, path: str, headers: dict[str, str]) -> tuple[int, int]:
    """How many queries the page takes: as it is asked for again, and made anew."""
    built = wiring.build(installed)
    seen: list[str] = []

    def see(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    with TestClient(create_app(built), base_url=installed.origin, headers=headers) as visitor:
        assert visitor.get("/healthz").status_code == 200
        sa.event.listen(built.database.engine, "before_cursor_execute", see)
        counts = []
        for _ in range(3):  # that a token is used is noted once a day, which makes all anew once
            seen.clear()
            visitor.cookies.clear()
            assert visitor.get(path).status_code == 200
            counts.append(len(seen))
    return counts[-1], max(counts)


def _in_turn(
    product: Server, path: str, headers: dict[str, str], bare: Server
) -> tuple[list[float], list[float]]:
    ours, theirs = [], []
    for _ in range(VISITS):
        ours.append(_visit(product, path, headers))
        theirs.append(_visit(bare, f"/list/{SPONSORS * PLACEMENTS}", {}))
    return ours, theirs


def _visit(server: Server, path: str, headers: dict[str, str]) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    took = (time.perf_counter() - began) * 1000
    connection.close()
    assert answer.status == 200
    return took


def _fill_bare(bare: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", bare.port, timeout=60)
    next_call = bare_donor()
    for _ in range(SPONSORS * PLACEMENTS):
        call = next_call()
        connection.request(call.method, call.path, call.body, call.headers)
        connection.getresponse().read()
    connection.close()
