"""Drives a running sandbox as the product and a person would: StripeClient, HTTP, a receiver."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests
import stripe

from admin_app.sandbox.config import SandboxConfig
from admin_app.sandbox.testing import running_sandbox

JsonObject = dict[str, Any]


@dataclass
class Receiver:
    """A webhook endpoint that keeps what it gets and answers as told."""

    url: str
    deliveries: list[tuple[str, bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    """Statuses of the next answers; 200 when there are none."""

    @property
    def events(self) -> list[JsonObject]:
        return [json.loads(body) for _, body in self.deliveries]

    @property
    def types(self) -> list[str]:
        return [event["type"] for event in self.events]

    def of_type(self, event_type: str) -> list[JsonObject]:
        return [event["data"]["object"] for event in self.events if event["type"] == event_type]


@contextmanager
def running_receiver() -> Iterator[Receiver]:
    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.deliveries.append((self.headers["Stripe-Signature"], body))
            self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            """Tests have nothing to say on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.daemon_threads = True
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}/webhooks/stripe")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Driver:
    """A sandbox that is running, with everything a test wants to do to it."""

    def __init__(self, base_url: str, config: SandboxConfig, receiver: Receiver) -> None:
        self.base_url, self.config, self.receiver = base_url, config, receiver
        self.http = requests.Session()
        self.http.trust_env = False
        self.client = stripe.StripeClient(
            config.api_key,
            base_addresses={"api": base_url},
            http_client=stripe.RequestsClient(timeout=10, session=self.http),
        )
        # Expanded fields change their type, which no annotation can follow.
        self.v1: Any = self.client.v1

    # --- the doors for scripts ------------------------------------------------------------

    def post(self, path: str, **wishes: Any) -> JsonObject:
        answer = self.http.post(f"{self.base_url}/sandbox/api/{path}", json=wishes, timeout=10)
        assert answer.status_code == 200, answer.text
        told: JsonObject = answer.json()
        return told

    def refusal(self, path: str, **wishes: Any) -> str:
        """The sentence with which the sandbox refuses this."""
        answer = self.http.post(f"{self.base_url}/sandbox/api/{path}", json=wishes, timeout=10)
        assert 400 <= answer.status_code < 500, answer.text
        return str(answer.json()["error"]["message"])

    def ask(self, path: str) -> JsonObject:
        answer = self.http.get(f"{self.base_url}/sandbox/api/{path}", timeout=10)
        assert answer.status_code == 200, answer.text
        told: JsonObject = answer.json()
        return told

    def page(self, path: str) -> requests.Response:
        return self.http.get(f"{self.base_url}{path}", timeout=10, allow_redirects=False)

    def submit(self, path: str, **fields: str) -> requests.Response:
        url = f"{self.base_url}{path}"
        return self.http.post(url, data=fields, timeout=10, allow_redirects=False)

    def call(
        self,
        method: str,
        path: str,
        form: dict[str, str] | None = None,
        *,
        key: str | None = "k",
        version: str = "2026-10-28.endive",
    ) -> requests.Response:
        """A bare API call, as a client without the SDK might make it."""
        headers = {"Authorization": f"Bearer {self.config.api_key}", "Stripe-Version": version}
        if key is not None:
            headers["Idempotency-Key"] = key
        sent = {"data": form} if method == "POST" else {"params": form}
        url = f"{self.base_url}{path}"
        return self.http.request(method, url, headers=headers, timeout=10, **sent)  # type: ignore[arg-type]

    # --- what tests do all the time -------------------------------------------------------

    def donation(self, **changes: Any) -> Any:
        """A session for one gift of $25.00, as the product asks for it."""
        key = changes.pop("key", f"donation-{time.monotonic_ns()}")
        params: JsonObject = {
            "mode": "payment",
            "submit_type": "donate",
            "client_reference_id": "D-2026-000123",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": "usd",
                        "unit_amount": 2500,
                        "product_data": {"name": "Donation to the general fund"},
                    },
                }
            ],
            "customer_email": "ada@example.org",
            "customer_creation": "if_required",
            "billing_address_collection": "auto",
            "locale": "auto",
            "success_url": "https://fund.example/thanks?session_id={CHECKOUT_SESSION_ID}",
            "cancel_url": "https://fund.example/donate",
            "expires_at": int(time.time()) + 3600,
            "metadata": {"kind": "donation", "donation_id": "D-2026-000123"},
            "payment_intent_data": {
                "metadata": {"kind": "donation", "donation_id": "D-2026-000123"},
                "description": "Donation D-2026-000123",
                "statement_descriptor_suffix": "DONATION",
            },
            "adaptive_pricing": {"enabled": False},
        }
        wanted: Any = {**params, **changes}
        return self.v1.checkout.sessions.create(wanted, {"idempotency_key": key})

    def paid_donation(self, outcome: str = "paid", **changes: Any) -> Any:
        """The payment intent of a gift that was paid in this way, with charge and fee."""
        session = self.donation(**changes)
        self.post(f"sessions/{session.id}/pay", outcome=outcome)
        paid = self.v1.checkout.sessions.retrieve(
            session.id, {"expand": ["payment_intent.latest_charge.balance_transaction"]}
        )
        return paid.payment_intent

    def monthly_gift(self, **changes: Any) -> Any:
        """A session for $10.00 a month."""
        params: Any = {
            "mode": "subscription",
            "submit_type": "donate",
            "client_reference_id": "P-2026-000007",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": "usd",
                        "unit_amount": 1000,
                        "recurring": {"interval": "month"},
                        "product_data": {"name": "Monthly donation"},
                    },
                }
            ],
            "customer_email": "grace@example.org",
            "success_url": "https://fund.example/thanks",
            "cancel_url": "https://fund.example/donate",
            "metadata": {"kind": "pledge", "pledge_id": "P-2026-000007"},
            "subscription_data": {
                "metadata": {"kind": "pledge", "pledge_id": "P-2026-000007"},
                "description": "Monthly donation",
            },
            **changes,
        }
        return self.v1.checkout.sessions.create(
            params, {"idempotency_key": f"pledge-{time.monotonic_ns()}"}
        )

    def monthly_giver(self, outcome: str = "paid") -> Any:
        """The subscription of somebody who gives $10.00 a month."""
        session = self.monthly_gift()
        done = self.post(f"sessions/{session.id}/pay", outcome=outcome)
        return self.v1.subscriptions.retrieve(done["subscription"])

    def reveal_fees(self) -> None:
        self.post("waiting/fees/run")

    def drain(self, *, force: bool = True) -> JsonObject:
        return self.post("drain", force=force)

    def violations(self) -> list[JsonObject]:
        found: list[JsonObject] = self.ask("violations")["violations"]
        return found


@contextmanager
def driven_sandbox(config: SandboxConfig, receiver: Receiver) -> Iterator[Driver]:
    with running_sandbox(config) as base_url:
        driver = Driver(base_url, config, receiver)
        try:
            yield driver
        finally:
            driver.http.close()
