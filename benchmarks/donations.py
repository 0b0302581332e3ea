"""The donation checkout: the donor's form becomes a committed intent and a payment page."""

from __future__ import annotations

import http.client
import itertools
import re
import secrets
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa

from benchmarks.engines import ENGINES, Engines
from benchmarks.load import CLIENTS, Call, Sample, side_by_side
from benchmarks.results import Result
from benchmarks.servers import BARE, PRODUCT, running
from sponsorship.database import Database
from sponsorship.payments.models import Checkout

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
REDIRECTED = frozenset({303})
_INPUT = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


def measure(engines: Engines, folder: Path) -> Iterator[Result]:
    """Checkouts per second on either engine."""
    for engine in ENGINES:
        url = engines.new(engine, folder)
        with (
            running(PRODUCT, url, folder) as product,
            running(BARE, engines.empty(engine, folder), folder) as bare,
        ):
            ours, theirs = side_by_side(
                (product.port, [donor(product.port) for _ in range(CLIENTS)]),
                (bare.port, [bare_donor()] * CLIENTS),
            )
        _were_committed(url, len(ours.latencies))
        yield throughput("donation checkout", engine, ours, theirs)


def throughput(name: str, engine: str, ours: Sample, theirs: Sample) -> Result:
    """Requests per second, with what single visitors waited."""
    return Result(
        f"{name}, {engine}",
        round(ours.per_second, 1),
        "requests/s",
        round(theirs.per_second, 1),
        {
            "clients": CLIENTS,
            "requests": len(ours.latencies),
            "p50_ms": round(ours.milliseconds(50), 1),
            "p99_ms": round(ours.milliseconds(99), 1),
            "p99_to_p50": round(ours.milliseconds(99) / ours.milliseconds(50), 2),
            "baseline_p50_ms": round(theirs.milliseconds(50), 1),
            "baseline_p99_ms": round(theirs.milliseconds(99), 1),
            "baseline_p99_to_p50": round(theirs.milliseconds(99) / theirs.milliseconds(50), 2),
        },
    )


def donor(port: int) -> Callable[[], Call]:
    """One browser that has opened the form, and sends it filled in differently every time."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/donate")
    answer = connection.getresponse()
    text = answer.read().decode()
    cookies = [one.split(";")[0] for one in answer.headers.get_all("Set-Cookie", [])]
    connection.close()
    hidden = {
        fields["name"]: unescape(fields.get("value", ""))
        for fields in (dict(_ATTRIBUTE.findall(tag)) for tag in _INPUT.findall(text))
        if fields.get("type") == "hidden"
    }
    headers = {**FORM, "Cookie": "; ".join(cookies), "Sec-Fetch-Site": "same-origin"}
    numbers = itertools.count(1)

    def next_call() -> Call:
        number = next(numbers)
        filled = {
            **hidden,
            "submission": secrets.token_urlsafe(24),
            "fund": "general",
            "amount": "other",
            "other_amount": str(5 + number % 200),
            "frequency": "once",
            "name": f"Ada Lovelace {number}",
            "email": f"ada{number}@example.org",
        }
        return Call("POST", "/donate", urlencode(filled).encode(), headers, REDIRECTED)

    return next_call


def bare_donor() -> Callable[[], Call]:
    """The same facts for the bare application."""
    numbers = itertools.count(1)

    def next_call() -> Call:
        number = next(numbers)
        filled = {
            "amount": str(500 + number % 200),
            "name": f"Ada Lovelace {number}",
            "email": f"ada{number}@example.org",
        }
        return Call("POST", "/gifts", urlencode(filled).encode(), FORM, REDIRECTED)

    return next_call


def _were_committed(url: str, at_least: int) -> None:
    database = Database(url)
    with database.reading() as session:
        kept = session.scalar(
            sa.select(sa.func.count())
            .select_from(Checkout)
            .where(Checkout.external_id.is_not(None))
        )
    database.close()
    assert kept is not None
    assert kept >= at_least
