"""Ten thousand deliveries to a product whose processes are killed all the time.

A web process takes the deliveries over HTTP and a worker acts on them, both the product's own, on
one database. Lives of gifts go on at the processor meanwhile. A fifth of the news is never delivered; the
rest five times, late and out of order, by couriers who come again until they are thanked. Now and
then one of the two processes is killed and replaced. At the end every gift is looked at once more, as its
own page does; then the books must be what an oracle that knows the processor alone says.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Self, cast

import sqlalchemy as sa

from faults import processes
from faults.grounds import Grounds
from faults.orders import PASSING, expected, happen, sampled
from faults.outside import Outside
from faults.points import Points
from faults.telling import Told, tell
from faults.verdicts import Verdict
from sponsorship import working
from sponsorship.donations.models import Donation
from sponsorship.errors import SponsorshipError
from sponsorship.invariants import broken
from sponsorship.jobs import Patience, Worker
from sponsorship.jobs.dbos_queue import FOREIGN_SCHEMA
from sponsorship.jobs.models import JobTrouble
from sponsorship.ledger import queries as books
from sponsorship.messages.models import Dispatch, DispatchStatus, Letter
from sponsorship.payments.models import InboundEvent, Payment, RefundStatus
from sponsorship.payments.processor import PaymentState
from sponsorship.receipts.models import Receipt, ReceiptStatus
from sponsorship.workflows import news
from tests.clock import NOW
from tests.ports import port_for_a_server

COURIERS = 6
REPEATS = 5
DROPPED = 0.2
HOST = "fund.example"
PATIENCE = 300
"""Seconds that a courier tries: far longer than it takes to start a web process again."""
HASTY = Patience(first=0.1, longest=1.0, tries=50, tries_when_unavailable=200)


@dataclass(frozen=True)
class Event:
    """One piece of the processor's news."""

    id: str
    type: str
    object_id: str

    def body(self) -> bytes:
        kind = self.type.rsplit(".", 1)[0]
        content = {
            "id": self.id,
            "object": "event",
            "livemode": False,
            "type": self.type,
            "data": {"object": {"id": self.object_id, "object": kind}},
        }
        return json.dumps(content).encode()


# --- The product's processes ----------------------------------------------------------------------


def _serve(told: Told, port: int) -> None:
    import uvicorn

    from admin_app.app import create_app

    told.database.close()
    uvicorn.run(
        create_app(told.wiring), host="127.0.0.1", port=port, log_level="critical", access_log=False
    )


def _work(told: Told) -> None:
    logging.disable(logging.CRITICAL)  # the engine tells at length of jobs that it finds again
    told.database.close()
    Worker(
        told.database,
        working.handlers(told.wiring, clock=lambda: NOW),
        patience=HASTY,
        concurrency=8,
        polling_seconds=0.05,
        beat_seconds=0.25,
        dead_after_seconds=2.0,
    ).run_until_stopped()


@dataclass
class Product:
    """A web process and a worker, each replaced as soon as it was killed."""

    told: Told
    port: int
    kills: Counter[str] = field(default_factory=Counter)
    seen: int = 0

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Both processes, which end with this whatever happens: whoever reads what we say would wait."""
        self.web = processes.start(lambda: _serve(self.told, self.port))
        self.worker = processes.start(lambda: _work(self.told))
        try:
            yield self
        finally:
            processes.kill_all((self.web, self.worker))

    def kill_web(self) -> None:
        processes.kill(self.web)
        self.kills["web"] += 1
        self.web = processes.start(lambda: _serve(self.told, self.port))

    def kill_worker(self) -> None:
        """Never before it has worked, or nothing would ever be killed in the middle."""
        ends = time.monotonic() + 30
        while (handled := _handled(self.told)) <= self.seen and time.monotonic() < ends:
            time.sleep(0.05)
        self.seen = handled
        processes.kill(self.worker)
        self.kills["worker"] += 1
        self.worker = processes.start(lambda: _work(self.told))


def _handled(told: Told) -> int:
    with told.database.reading() as session:
        count = session.scalar(
            sa.select(sa.func.count())
            .select_from(InboundEvent)
            .where(InboundEvent.handled_at.is_not(None))
        )
    told.database.close()  # a process that is forked must not inherit a connection
    return count or 0


# --- Couriers -------------------------------------------------------------------------------------


def _deliver(line: Connection[Any, Any], port: int, secret: bytes) -> None:
    """Bring each delivery again and again until somebody says thank you."""
    while True:
        body = cast("bytes | None", line.recv())
        if body is None:
            return
        tries = 1
        gives_up_at = time.monotonic() + PATIENCE
        while not _thanked(port, body, secret):
            if time.monotonic() > gives_up_at:
                raise AssertionError("nobody takes a delivery any more")
            tries += 1
            time.sleep(0.05)
        line.send(tries)


def _thanked(port: int, body: bytes, secret: bytes) -> bool:
    now = int(time.time())
    mark = hmac.new(secret, b"%d." % now + body, hashlib.sha256).hexdigest()
    headers = {
        "Host": HOST,
        "Content-Type": "application/json",
        "Stripe-Signature": f"t={now},v1={mark}",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("POST", "/webhooks/stripe", body, headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    if status not in {200, 202, 500, 503}:
        raise AssertionError(f"a delivery was answered {status}")
    return status in {200, 202}


class Post:
    """The couriers, each with one delivery at a time."""

    def __init__(self, port: int, secret: bytes) -> None:
        self.tries = 0
        self.delivered = 0
        self.idle: list[Connection[Any, Any]] = []
        self.lines: list[Connection[Any, Any]] = []
        self.couriers = []
        for _ in range(COURIERS):
            ours, theirs = multiprocessing.Pipe()
            self.couriers.append(processes.start(lambda line=theirs: _deliver(line, port, secret)))  # type: ignore[misc]
            theirs.close()  # if the courier gives up, its line ends
            self.lines.append(ours)
            self.idle.append(ours)

    def send(self, body: bytes) -> None:
        if not self.idle:
            self._wait()
        self.idle.pop().send(body)

    @contextmanager
    def delivering(self) -> Iterator[Self]:
        """No courier goes on alone, whatever happens."""
        try:
            yield self
        finally:
            processes.kill_all(self.couriers)

    def finish(self) -> None:
        while len(self.idle) < COURIERS:
            self._wait()

    def _wait(self) -> None:
        for ready in wait(self.lines):
            line = cast("Connection[Any, Any]", ready)
            self.tries += line.recv()
            self.delivered += 1
            self.idle.append(line)


# --- The plan -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Planned:
    """At some moment: a step of a life at the processor, or one delivery of its news."""

    at: float
    page: str
    step: str
    amount: int
    number: int
    is_delivery: bool


def _plan(rng: random.Random, pages: list[str], deliveries: int) -> list[Planned]:
    """Lives side by side; each step's news is dropped, or comes five times within some time."""
    planned: list[Planned] = []
    count = 0
    for number, page in enumerate(pages):
        if count >= deliveries:
            break
        steps, amounts, _ = sampled(rng)
        at = number + rng.random() * 40
        for index, (step, amount) in enumerate(zip(steps, amounts, strict=True)):
            at += rng.expovariate(1 / 8)
            what = Planned(at, page, step, amount, index, is_delivery=False)
            planned.append(what)
            if rng.random() < DROPPED:
                continue
            for _ in range(REPEATS):
                late = rng.expovariate(1 / 4) if rng.random() < 0.7 else rng.expovariate(1 / 60)
                planned.append(replace(what, at=at + 0.001 + late, is_delivery=True))
                count += 1
    return sorted(planned, key=lambda one: one.at)


def _begin_gifts(told: Told, count: int) -> list[str]:
    return [told.page_of(told.submit(told.fill_in("100.00"))) for _ in range(count)]


def show(
    grounds: Grounds, folder: Path, *, engine: str, seed: int, deliveries: int, kills: int
) -> Iterator[Verdict]:
    """One soak on this engine."""
    began = time.perf_counter()
    rng = random.Random(seed)
    outside = Outside(NOW)
    with grounds.on(engine) as ground:
        told = tell(ground.url, folder / "soak", outside, Points())
        _load_everything(told)
        pages = _begin_gifts(told, deliveries // 12 + 20)
        told.database.close()
        plan = _plan(rng, pages, deliveries)
        with port_for_a_server() as port, Product(told, port).running() as product:
            figures = _soak(product, plan, rng, kills=kills)
            violations = _looked_at_again(told) + _settled_down(told)
        violations += _wrong(told, outside, {one.page for one in plan})
        told.database.close()
    outside.close()
    figures["dropped_events"] = len({(p.page, p.number) for p in plan}) - len(
        {(p.page, p.number) for p in plan if p.is_delivery}
    )
    yield Verdict(
        "soak",
        engine,
        seed=seed,
        size=figures["deliveries"],
        figures=figures,
        seconds=time.perf_counter() - began,
        violations=violations,
    )


def _load_everything(told: Told) -> None:
    """Import what the processes need, so that a replaced one is there at once."""
    import dbos  # noqa: F401  # loaded for its processes
    import uvicorn  # noqa: F401  # as dbos

    from admin_app.app import create_app

    create_app(told.wiring)


def _soak(
    product: Product, plan: list[Planned], rng: random.Random, *, kills: int
) -> dict[str, Any]:
    told = product.told
    with Post(product.port, told.settings.webhook_secrets[0].encode()).delivering() as post:
        happened = _happened(post, product, plan, rng, kills=kills)
    return {
        "deliveries": post.delivered,
        "tries_until_thanked": post.tries,
        "events": len(happened),
        "lives": len({page for page, _ in happened}),
        "kills": dict(product.kills),
    }


def _happened(
    post: Post, product: Product, plan: list[Planned], rng: random.Random, *, kills: int
) -> dict[tuple[str, int], Event]:
    fatal = Counter(rng.randrange(len(plan)) for _ in range(kills))
    happened: dict[tuple[str, int], Event] = {}
    for position, what in enumerate(plan):
        for _ in range(fatal[position]):
            (product.kill_web if rng.random() < 0.5 else product.kill_worker)()
        key = what.page, what.number
        if what.is_delivery:
            post.send(happened[key].body())
        else:
            kind, object_id = happen(product.told.processor, what.page, what.step, what.amount)
            happened[key] = Event(f"evt_{len(happened)}", kind, object_id)
    post.finish()
    return happened


# --- The end --------------------------------------------------------------------------------------


def _looked_at_again(told: Told) -> list[str]:
    """What was never delivered comes back when somebody looks at the gift."""
    problems = []
    with told.database.reading() as session:
        tokens = list(session.scalars(sa.select(Donation.public_token)))
    for token in tokens:
        try:
            news.ask_about_gift(
                told.database, told.processor, token, foundation=told.foundation, at=NOW
            )
        except SponsorshipError as refusal:
            problems.append(f"looking again was refused: {refusal}")
    return problems


def _settled_down(told: Told) -> list[str]:
    """Wait until nothing is owed any more; what is still owed after a long time."""
    where = "" if told.database.is_sqlite else f"{FOREIGN_SCHEMA}."
    owed = sa.text(
        f"SELECT count(*) FROM {where}workflow_status"
        " WHERE name = 'job' AND status NOT IN ('SUCCESS', 'CANCELLED')"
    )
    ends = time.monotonic() + 900
    left = 1
    while left and time.monotonic() < ends:
        time.sleep(0.2)
        with told.database.reading() as session:
            left = session.scalar(owed) or 0
    return [f"{left} jobs are still owed"] if left else []


def _wrong(told: Told, outside: Outside, pages: set[str]) -> list[str]:
    """Where the books, receipts, letters and mails are not what the processor's account leads to."""
    world = outside.world()
    states = [p for p in world.processor.payments.values() if f"page_{p.checkout_id}" in pages]
    with told.database.reading() as session:
        wrong = broken(session)
        wrong += [f"trouble: {t.name} {t.error}" for t in session.scalars(sa.select(JobTrouble))]
        wrong += _wrong_gifts(session, states)
        wrong += _wrong_letters(session, states)
        wanted: Counter[str] = Counter()
        for state in states:
            wanted.update(dict(expected(state).balances))
        found: Counter[str] = Counter()
        for one in books.trial_balance(session):
            is_debit = one.kind.value in {"asset", "expense"}
            found[one.role.value] += one.amount.minor * (1 if is_debit else -1)
        if +found != +wanted or -found != -wanted:
            wrong.append(f"balances: {dict(found)}, not {dict(wanted)}")
        numbers = list(session.scalars(sa.select(Receipt.sequence).order_by(Receipt.sequence)))
        if numbers != list(range(1, len(numbers) + 1)):
            wrong.append("receipts are not numbered 1 to n")
        ids = set(session.scalars(sa.select(Dispatch.message_id)))
    mailed = {mail.message_id.strip("<>").split("@")[0] for mail in world.mails}
    if mailed != ids:
        wrong.append(f"{len(ids - mailed)} letters were not mailed, {len(mailed - ids)} too many")
    return wrong


def _wrong_gifts(session: sa.orm.Session, states: list[PaymentState]) -> list[str]:
    wrong = []
    for state in states:
        donation = session.get_one(Donation, state.purpose_id)
        payment = session.scalars(
            sa.select(Payment).where(Payment.external_id == state.external_id)
        ).one_or_none()
        standing = session.scalar(
            sa.select(sa.func.count())
            .select_from(Receipt)
            .where(Receipt.donation_id == donation.id, Receipt.status == ReceiptStatus.ISSUED)
        )
        wanted = expected(state)
        if payment is None:
            wrong.append(f"{donation.reference}: its payment is not known")
            continue
        found = (
            donation.status.value,
            payment.status.value,
            payment.refunded_minor,
            payment.fee_minor or 0,
            standing,
        )
        right = (
            wanted.gift,
            wanted.payment,
            wanted.refunded,
            wanted.fee,
            wanted.standing_receipts,
        )
        if found != right:
            wrong.append(f"{donation.reference}: {found}, not {right}")
    return wrong


def _wrong_letters(session: sa.orm.Session, states: list[PaymentState]) -> list[str]:
    """One letter per fact: all that are due, each sent, and beyond them only about what passed."""
    endings = [expected(state) for state in states]
    received = sum("1 donation_received" in ending.letters for ending in endings)
    good = sum(
        sum(r.status is RefundStatus.SUCCEEDED for r in state.refunds)
        for state, ending in zip(states, endings, strict=True)
        if "1 donation_received" in ending.letters
    )
    counted = Counter(session.scalars(sa.select(Letter.template)))
    wrong = []
    if counted["donation_received"] != received:
        wrong.append(f"{counted['donation_received']} letters of thanks, not {received}")
    if counted["donation_refunded"] < good:
        wrong.append(f"{counted['donation_refunded']} letters about refunds, not {good}")
    strange = set(counted) - PASSING - {"donation_received"}
    if strange:
        wrong.append(f"letters that nobody expects: {strange}")
    sendings = session.execute(
        sa.select(Dispatch.letter_id, sa.func.count()).group_by(Dispatch.letter_id)
    )
    if any(count != 1 for _, count in sendings.tuples()):
        wrong.append("a letter has more than one sending")
    unsent = session.scalar(
        sa.select(sa.func.count())
        .select_from(Dispatch)
        .where(Dispatch.status != DispatchStatus.SENT)
    )
    if unsent:
        wrong.append(f"{unsent} letters are not sent")
    return wrong
