"""The payments sandbox as the tests drive it: what payers and banks would do, what it recorded."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any, TypeVar

import requests

from sponsorship.clock import utc_now
from sponsorship.money import Money
from sponsorship.payments.models import Purpose
from sponsorship.payments.processor import (
    CheckoutPage,
    CheckoutRequest,
    LookUp,
    PaymentState,
    State,
)
from sponsorship.payments.stripe.client import StripeProcessor

API_KEY = "sk_test_sandbox"
HEADERS = {"Authorization": f"Bearer {API_KEY}", "Stripe-Version": "2026-10-28.endive"}


class Counterpart:
    """One running sandbox."""

    def __init__(self, base: str) -> None:
        self.base = base

    def ask(self, path: str, **wishes: Any) -> dict[str, Any]:
        answer = requests.post(f"{self.base}/sandbox/api/{path}", json=wishes, timeout=30)
        assert answer.ok, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def read(self, path: str) -> dict[str, Any]:
        told: dict[str, Any] = requests.get(f"{self.base}/sandbox/api/{path}", timeout=30).json()
        return told

    def pay(self, page: CheckoutPage, outcome: str = "paid") -> None:
        """The payer's click on the page."""
        self.ask(f"sessions/{page.external_id}/pay", outcome=outcome)

    def let_time_pass(self, *what: str) -> None:
        """What would happen in a moment: `fees`, `refunds`, `debits`, or all of it."""
        for one in what or ("debits", "fees", "refunds"):
            self.ask(f"waiting/{one}/run")

    def renew(self, subscription: str, *, payment_fails: bool = False) -> None:
        self.ask(f"subscriptions/{subscription}/advance", payment_fails=payment_fails)

    def trouble(self, **faults: Any) -> None:
        """Turn the knobs of what goes wrong next."""
        self.ask("faults", **faults)

    def call(self, path: str, **form: str) -> dict[str, Any]:
        """One POST to the API itself, as somebody else's program would make it."""
        key = hashlib.sha256(f"{path}{form}".encode()).hexdigest()
        headers = {**HEADERS, "Idempotency-Key": key}
        answer = requests.post(f"{self.base}/v1/{path}", data=form, headers=headers, timeout=30)
        assert answer.ok, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def listed(self, path: str) -> list[dict[str, Any]]:
        """What the API itself lists there."""
        answer = requests.get(f"{self.base}/v1/{path}", headers=HEADERS, timeout=30)
        rows: list[dict[str, Any]] = answer.json()["data"]
        return rows

    @property
    def events(self) -> list[dict[str, Any]]:
        """Everything that happened, oldest first."""
        found: list[dict[str, Any]] = self.read("events")["events"]
        return found

    @property
    def violations(self) -> list[dict[str, Any]]:
        """Requests that broke the contract of Stripe's API."""
        found: list[dict[str, Any]] = self.read("violations")["violations"]
        return found


def checkout_of(
    purpose: Purpose = Purpose.DONATION, *, attempt: int = 1, **changes: Any
) -> CheckoutRequest:
    """Ada's gift of 25 dollars, or whatever the changes make of it."""
    facts: dict[str, Any] = {
        "checkout_id": 70 + attempt,
        "purpose": purpose,
        "purpose_id": 9,
        "amount": Money(2500, "USD"),
        "fund": "security",
        "description": "Gift D-2026-000009",
        "email": "ada@example.org",
        "return_url": "https://donate.example.org/thanks",
        "cancel_url": "https://donate.example.org/donate",
        "expires_at": (utc_now() + timedelta(hours=2)).replace(microsecond=0),
        "key": f"{purpose.value}:9:checkout:{attempt}",
    }
    return CheckoutRequest(**(facts | changes))


def seen_through(processor: StripeProcessor, event: dict[str, Any]) -> LookUp:
    """What the event leads to now."""
    concerned = event["data"]["object"]
    return processor.look_up_event(event["type"], concerned["object"], concerned["id"])


S = TypeVar("S")


def only(states: tuple[State, ...], kind: type[S]) -> S:
    (found,) = [state for state in states if isinstance(state, kind)]
    return found


def payment_in(states: tuple[State, ...]) -> PaymentState:
    return only(states, PaymentState)
