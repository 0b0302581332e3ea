"""Delivers events as signed webhooks over real HTTP, again and again until they are taken."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import requests

from admin_app.sandbox import chores
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import World

log = logging.getLogger("sandbox")

_LONGEST_NAP = 0.5
# A disabled endpoint gets nothing; what it is owed waits until it is enabled again.
_OWED = (
    "state = 'pending' AND EXISTS (SELECT 1 FROM objects WHERE objects.id = endpoint_id"
    " AND json_extract(objects.body, '$.status') = 'enabled')"
)


def signature(payload: bytes, secret: str, at: int) -> str:
    """The `Stripe-Signature` header: the time, and an HMAC over time and body."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256)
    return f"t={at},v1={digest.hexdigest()}"


class Courier:
    """One background thread that does what is due; what it did not do survives a restart."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._stopping = threading.Event()
        self._idle = threading.Condition()
        self._busy = False
        self._thread = threading.Thread(target=self._run, name="sandbox-courier", daemon=True)
        self._pool = ThreadPoolExecutor(world.config.senders, thread_name_prefix="sandbox-sender")
        self._session = requests.Session()
        self._session.trust_env = False

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._world.wake.set()
        self._thread.join(timeout=self._world.config.delivery_timeout + 1)
        self._pool.shutdown(wait=True)
        self._session.close()

    def drain(self, *, force: bool = False, timeout: float = 30.0) -> dict[str, int]:
        """Waits until nothing is due; `force` makes everything owed due now, in its order."""
        world, deadline = self._world, time.monotonic() + timeout
        with world.store.transaction():
            if force:
                world.store.write(
                    "UPDATE deliveries SET due_at = due_at - (SELECT max(due_at) FROM deliveries"
                    " WHERE state = 'pending') + ? WHERE state = 'pending'",
                    time.time(),
                )
            # What is owed now is waited for; a retry planned meanwhile is not.
            limit = time.time()
        world.wake.set()
        with self._idle:
            while time.monotonic() < deadline and (self._busy or self._due(limit)):
                self._idle.wait(0.05)
        return self.tally()

    def tally(self) -> dict[str, int]:
        """How many deliveries are in each state."""
        counts = dict.fromkeys(("delivered", "pending", "dropped", "given_up"), 0)
        rows = self._world.store.rows("SELECT state, count(*) AS n FROM deliveries GROUP BY state")
        return counts | {row["state"]: row["n"] for row in rows}

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._world.wake.clear()
            try:
                worked = self._work()
            except Exception:
                # The thread must live on: a broken delivery is no reason to lose the others.
                log.exception("The sandbox's courier stumbled")
                worked = False
            if not worked:
                self._world.wake.wait(self._nap())

    def _work(self) -> bool:
        with self._idle:
            self._busy = True
        try:
            done = chores.run_due(self._world)
            batch = self._due(time.time())
            list(self._pool.map(self._deliver, batch))
            return bool(done or batch)
        finally:
            with self._idle:
                self._busy = False
                self._idle.notify_all()

    def _due(self, at: float) -> list[sqlite3.Row]:
        return self._world.store.rows(
            f"SELECT * FROM deliveries WHERE {_OWED} AND due_at <= ?"  # noqa: S608 - our own words
            " ORDER BY due_at, id LIMIT 50",
            at,
        )

    def _nap(self) -> float:
        found = self._world.store.row(
            f"SELECT min(due_at) AS due_at FROM (SELECT due_at FROM deliveries WHERE {_OWED}"  # noqa: S608 - our own words
            " UNION ALL SELECT due_at FROM chores)"
        )
        if found is None or found["due_at"] is None:
            return _LONGEST_NAP
        return min(max(float(found["due_at"]) - time.time(), 0.005), _LONGEST_NAP)

    def _deliver(self, delivery: sqlite3.Row) -> None:
        world = self._world
        event, endpoint = (
            world.store.get(delivery["event_id"]),
            world.store.get(delivery["endpoint_id"]),
        )
        if event is None or endpoint is None or self._stopping.is_set():
            return
        status, answer = self._post(event, endpoint, wrong_secret=bool(delivery["wrong_secret"]))
        attempts = delivery["attempts"] + 1
        taken = status is not None and 200 <= status <= 299
        waits = world.config.retry_delays
        state = "delivered" if taken else "given_up" if attempts > len(waits) else "pending"
        wait = 0.0 if state != "pending" else waits[attempts - 1]
        with world.store.transaction():
            world.store.write(
                "INSERT INTO attempts (delivery_id, at, status, answer) VALUES (?, ?, ?, ?)",
                delivery["id"],
                time.time(),
                status,
                answer,
            )
            world.store.write(
                "UPDATE deliveries SET state = ?, attempts = ?, due_at = ? WHERE id = ?",
                state,
                attempts,
                time.time() + wait,
                delivery["id"],
            )

    def _post(
        self, event: JsonObject, endpoint: JsonObject, *, wrong_secret: bool
    ) -> tuple[int | None, str]:
        payload = json.dumps(event, indent=2, ensure_ascii=False).encode()
        secret = str(self._world.store.private(endpoint["id"])["secret"])
        if wrong_secret or self._world.faults.wrong_secret:
            secret += "-wrong"
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": signature(payload, secret, int(time.time())),
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        }
        try:
            answer = self._session.post(
                endpoint["url"],
                data=payload,
                headers=headers,
                timeout=self._world.config.delivery_timeout,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return None, type(error).__name__
        return answer.status_code, answer.text[:500]
