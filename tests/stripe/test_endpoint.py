"""The door for Stripe's deliveries: what it answers, what it keeps, and who it lets in."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
import sqlalchemy as sa
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from admin_app import webhooks
from admin_app.sandbox.config import SandboxConfig
from admin_app.sandbox.testing import running_sandbox
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.jobs import RecordingQueue
from sponsorship.payments.models import InboundEvent
from sponsorship.payments.stripe.client import StripeProcessor
from sponsorship.payments.stripe.webhook import Envelope
from sponsorship.settings import Settings
from sponsorship.vitals import operations as vitals
from sponsorship.vitals import queries as signs
from tests.stripe.counterpart import API_KEY, Counterpart, checkout_of
from tests.stripe.deliveries import SECRET, body_of, event, signed

BODY = body_of(event())


@dataclass(frozen=True)
class Parts:
    """As much of the wiring as the endpoint uses."""

    settings: Settings
    database: Database


@pytest.fixture
def jobs(database: Database) -> RecordingQueue:
    queue = RecordingQueue()
    database.jobs = queue
    return queue


def app_of(database: Database, **settings: Any) -> Starlette:
    facts: dict[str, Any] = {"_env_file": None, "stripe_webhook_secrets": SECRET} | settings
    app = Starlette(routes=webhooks.routes)
    app.state.wiring = Parts(Settings(**facts), database)
    return app


@pytest.fixture
def client(database: Database, jobs: RecordingQueue) -> Iterator[TestClient]:
    with TestClient(app_of(database)) as client:
        yield client


def deliver(client: TestClient, body: bytes = BODY, signature: str | None = None) -> int:
    header = signed(body, at=utc_now()) if signature is None else signature
    answer = client.post("/webhooks/stripe", content=body, headers={"Stripe-Signature": header})
    assert answer.content == b""
    return answer.status_code


def kept(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(sa.select(InboundEvent.external_id).order_by(InboundEvent.id)))


def test_news_is_accepted_kept_and_owed_work(
    client: TestClient, database: Database, jobs: RecordingQueue
) -> None:
    assert deliver(client) == 202
    assert kept(database) == ["evt_1"]
    assert [job.name for job in jobs.waiting] == ["act_on_event"]


def test_news_told_again_is_thanked_for(
    client: TestClient, database: Database, jobs: RecordingQueue
) -> None:
    assert [deliver(client) for _ in range(5)] == [202, 200, 200, 200, 200]
    assert kept(database) == ["evt_1"]
    assert len(jobs.waiting) == 1


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "t=1,v1=abc",
        signed(BODY),
        signed(BODY, at=utc_now(), secret="whsec_of_another_endpoint"),
        signed(BODY, at=utc_now()).replace("v1=", "v0="),
        signed(BODY, at=utc_now() + timedelta(hours=1)),
        signed(b"{}", at=utc_now()),
    ],
    ids=["none", "nonsense", "old", "other endpoint", "old scheme", "future", "other body"],
)
def test_what_is_not_proven_is_turned_away_and_not_kept(
    client: TestClient, database: Database, jobs: RecordingQueue, signature: str
) -> None:
    assert deliver(client, signature=signature) == 400
    assert kept(database) == []
    assert jobs.waiting == []


def test_genuine_deliveries_at_a_wrong_time_are_counted_and_forged_ones_are_not(
    client: TestClient, database: Database, jobs: RecordingQueue
) -> None:
    """Many of them mean that our own clock is wrong; nobody without the secret makes us write."""
    deliver(client, signature=signed(BODY, at=utc_now(), secret="whsec_of_another_endpoint"))
    with database.reading() as session:
        assert signs.last(session, vitals.MISTIMED) is None

    for hours in (-1, 1, -2):
        deliver(client, signature=signed(BODY, at=utc_now() + timedelta(hours=hours)))

    with database.reading() as session:
        assert signs.known(session, at=utc_now()).signs[vitals.MISTIMED].count == 3


def test_a_delivery_without_a_signature_is_turned_away(client: TestClient) -> None:
    assert client.post("/webhooks/stripe", content=BODY).status_code == 400


def test_a_body_that_is_not_text_is_turned_away(client: TestClient) -> None:
    at, body = int(utc_now().timestamp()), b"\xff\xfe\x00"
    signature = hmac.new(SECRET.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    assert deliver(client, body, f"t={at},v1={signature}") == 400


def test_real_money_is_not_taken_for_test_money_nor_the_other_way_round(
    database: Database, jobs: RecordingQueue
) -> None:
    live = {
        "stripe_api_key": "rk_live_abc",
        "mail_url": "smtp://localhost:25",
        "secret_key": "s" * 32,
        "base_url": "https://donate.example.org",
    }
    body = body_of(event(livemode=True))
    with TestClient(app_of(database, **live)) as client:
        assert deliver(client, BODY) == 400
        assert kept(database) == []
        assert deliver(client, body) == 202
    with TestClient(app_of(database)) as client:
        assert deliver(client, body) == 400


def test_both_secrets_are_accepted_while_they_are_rolled(
    database: Database, jobs: RecordingQueue
) -> None:
    with TestClient(app_of(database, stripe_webhook_secrets=f"whsec_new,{SECRET}")) as client:
        assert deliver(client) == 202
        fresh = body_of(event("evt_2"))
        assert deliver(client, fresh, signed(fresh, secret="whsec_new", at=utc_now())) == 202


def test_without_a_secret_there_is_no_such_door(database: Database, jobs: RecordingQueue) -> None:
    @dataclass(frozen=True)
    class Secretless:
        webhook_secrets: tuple[str, ...] = ("", "  ")
        is_live: bool = False

    app = app_of(database)
    app.state.wiring = Parts(Secretless(), database)  # type: ignore[arg-type]  # cannot be set so
    at = int(utc_now().timestamp())
    keyless = hmac.new(b"", b"%d." % at + BODY, hashlib.sha256).hexdigest()
    with TestClient(app) as client:
        assert deliver(client, signature=f"t={at},v1={keyless}") == 404
    assert kept(database) == []


@pytest.mark.parametrize("is_announced", [True, False])
def test_an_oversized_delivery_is_not_read(
    client: TestClient, database: Database, is_announced: bool
) -> None:
    body = b"x" * (256 * 1024 + 1)
    content = body if is_announced else iter([body[:1000], body[1000:]])
    answer = client.post("/webhooks/stripe", content=content)
    assert answer.status_code == 413


def test_the_largest_delivery_is_read_whole(client: TestClient, database: Database) -> None:
    body = body_of(event(padding=""))
    body = body_of(event(padding="x" * (256 * 1024 - len(body))))
    assert len(body) == 256 * 1024
    assert deliver(client, body) == 202


def test_looking_at_the_door_shows_nothing(client: TestClient) -> None:
    assert client.get("/webhooks/stripe").status_code == 405


def together(database: Database, *envelopes: Envelope) -> list[bool | BaseException]:
    """What each sender is told when all of them deliver at once."""

    async def deliver_all() -> list[bool | BaseException]:
        waits = [webhooks.keep(database, one, at=utc_now()) for one in envelopes]
        return await asyncio.gather(*waits, return_exceptions=True)

    return asyncio.run(deliver_all())


def proven(external_id: str, *, livemode: Any = False) -> Envelope:
    content = event(external_id)
    return Envelope(external_id, livemode, "", content["type"], "checkout.session", "cs_1", content)


class TestIntake:
    def test_deliveries_that_wait_together_are_answered_each_for_itself(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        many = [proven(f"evt_{number}") for number in range(120)]
        assert together(database, *many, many[0]) == [True] * 120 + [False]
        assert len(kept(database)) == len(jobs.waiting) == 120

    def test_one_that_cannot_be_kept_does_not_harm_the_others(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        broken = proven("evt_broken", livemode="perhaps")
        answers = together(database, proven("evt_1"), broken, proven("evt_2"), proven("evt_3"))
        assert isinstance(answers.pop(1), sa.exc.StatementError)
        assert answers == [True] * 3
        assert sorted(kept(database)) == ["evt_1", "evt_2", "evt_3"]
        assert len(jobs.waiting) == 3

    def test_what_was_sent_by_somebody_who_left_is_kept_and_the_next_is_served(
        self, database: Database, jobs: RecordingQueue
    ) -> None:
        async def leave_early() -> bool:
            keep = partial(webhooks.keep, database, at=utc_now())
            impatient = asyncio.create_task(keep(proven("evt_1")))
            await asyncio.sleep(0)
            impatient.cancel()
            await asyncio.gather(impatient, return_exceptions=True)
            is_new = await keep(proven("evt_2"))
            left_behind = asyncio.all_tasks() - {asyncio.current_task()}
            await asyncio.gather(*left_behind)
            return is_new

        assert asyncio.run(leave_early())
        assert sorted(kept(database)) == ["evt_1", "evt_2"]
        assert len(jobs.waiting) == 2


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """The application on a free port."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/webhooks/stripe"
    server.should_exit = True
    thread.join()


def test_five_deliveries_by_eight_senders_at_once_are_one_row_and_all_are_thanked(
    database: Database, jobs: RecordingQueue
) -> None:
    header = {"Stripe-Signature": signed(BODY, at=utc_now())}
    at_once = threading.Barrier(8, timeout=60)

    def send(address: str) -> list[int]:
        at_once.wait()
        return [
            requests.post(address, data=BODY, headers=header, timeout=30).status_code
            for _ in range(5)
        ]

    with serving(app_of(database)) as address, ThreadPoolExecutor(8) as pool:
        answers = [one for many in pool.map(send, [address] * 8) for one in many]

    assert sorted(answers) == [200] * 39 + [202]
    assert kept(database) == ["evt_1"]
    assert len(jobs.waiting) == 1


def test_what_the_sandbox_delivers_is_taken_once_although_it_delivers_thrice(
    sqlite_database: Database, tmp_path: Path
) -> None:
    sqlite_database.jobs = jobs = RecordingQueue()
    with serving(app_of(sqlite_database)) as address:
        quiet = SandboxConfig(
            tmp_path / "state.db", webhook_url=address, webhook_secret=SECRET, fee_delay=1e6
        )
        with running_sandbox(quiet) as base:
            sandbox = Counterpart(base)
            sandbox.trouble(duplicate=2)
            page = StripeProcessor(API_KEY, base_address=base).open_checkout(checkout_of())
            sandbox.pay(page)
            sandbox.let_time_pass("fees")
            tally = sandbox.ask("drain", force=True)
            happened = sandbox.events

    assert (tally["delivered"], tally["pending"]) == (12, 0)
    assert sorted(kept(sqlite_database)) == sorted(one["id"] for one in happened)
    assert len(jobs.waiting) == len(happened) == 4
    with sqlite_database.reading() as session:
        bodies = session.scalars(sa.select(InboundEvent.body)).all()
    assert {body["type"] for body in bodies} >= {"checkout.session.completed", "charge.updated"}
