"""The state every part of the sandbox shares: objects, faults, events and things due later."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

from admin_app.sandbox.config import API_VERSION, Faults, SandboxConfig
from admin_app.sandbox.errors import NoSuchObject
from admin_app.sandbox.store import JsonObject, Store

EVENT_TYPES = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
        "charge.succeeded",
        "charge.updated",
        "charge.refunded",
        "refund.created",
        "refund.updated",
        "refund.failed",
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
        "radar.early_fraud_warning.created",
        "customer.subscription.created",
        "customer.subscription.updated",
        "customer.subscription.deleted",
        "customer.subscription.paused",
        "customer.subscription.resumed",
        "invoice.created",
        "invoice.finalized",
        "invoice.finalization_failed",
        "invoice.paid",
        "invoice.payment_failed",
        "invoice.payment_action_required",
        "invoice.overdue",
        "invoice.voided",
        "invoice.marked_uncollectible",
        "invoice.overpaid",
        "invoice_payment.paid",
        "payout.created",
        "payout.paid",
        "payout.failed",
        "payout.canceled",
        "payout.reconciliation_completed",
        "payment_intent.succeeded",
        "payment_intent.payment_failed",
    }
)


@dataclass(frozen=True)
class ApiRequest:
    """The API call that causes an event, as the event names it."""

    id: str
    idempotency_key: str | None


class World:
    """One sandbox account. All work on it happens inside `store.transaction()`."""

    def __init__(self, config: SandboxConfig) -> None:
        self.config = config
        self.store = Store(config.state_path)
        self.wake = threading.Event()
        self.request: ApiRequest | None = None
        self._faults = self._read_faults()
        self._ensure_endpoint()

    # --- ids, time, objects ---------------------------------------------------------------

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_{secrets.token_hex(12)}"

    def now(self) -> int:
        return int(time.time())

    def get(self, kind: str, object_id: str, param: str = "id") -> JsonObject:
        """An object of this kind, or Stripe's refusal of an unknown id."""
        found = self.store.get(object_id)
        if found is None or found["object"] != kind:
            raise NoSuchObject(kind.replace(".", " "), object_id, param)
        return found

    def change(self, body: JsonObject, **fields: Any) -> JsonObject:
        """Changes fields, keeps the object, and returns what the changed fields were before."""
        previous = {
            name: body.get(name) for name, value in fields.items() if body.get(name) != value
        }
        body.update(fields)
        self.store.put(body)
        return previous

    # --- events ---------------------------------------------------------------------------

    def emit(
        self, event_type: str, carried: JsonObject, previous: JsonObject | None = None
    ) -> JsonObject:
        """Records an event and owes its delivery to every endpoint that asked for the type."""
        if event_type not in EVENT_TYPES:
            raise ValueError(f"The sandbox does not send {event_type}.")
        contents: JsonObject = {"object": carried}
        if previous is not None:
            contents["previous_attributes"] = previous
        endpoints = [e for e in self.store.find("webhook_endpoint") if _wants(e, event_type)]
        event: JsonObject = {
            "id": self.new_id("evt"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now(),
            "data": contents,
            "livemode": False,
            "pending_webhooks": len(endpoints),
            "request": {
                "id": self.request.id if self.request else None,
                "idempotency_key": self.request.idempotency_key if self.request else None,
            },
            "type": event_type,
        }
        self.store.put(event)
        for endpoint in endpoints:
            self._owe(event["id"], endpoint["id"])
        self.wake.set()
        return event

    def _owe(self, event_id: str, endpoint_id: str) -> None:
        """Plans the deliveries of one event; the seed and its place in line decide the faults."""
        faults, place = self.faults, self.store.seq(event_id) or 0
        wait = faults.delay
        if faults.reorder:
            wait += faults.reorder_window * self._chance("order", place)
        dropped = self._chance("drop", place) < faults.drop
        for _ in range(1 + faults.duplicate):
            self.plan_delivery(
                event_id,
                endpoint_id,
                wait=wait,
                state="dropped" if dropped else "pending",
            )

    def plan_delivery(
        self,
        event_id: str,
        endpoint_id: str,
        *,
        wait: float = 0.0,
        state: str = "pending",
        wrong_secret: bool = False,
    ) -> None:
        self.store.write(
            "INSERT INTO deliveries (event_id, endpoint_id, due_at, state, wrong_secret)"
            " VALUES (?, ?, ?, ?, ?)",
            event_id,
            endpoint_id,
            time.time() + wait,
            state,
            int(wrong_secret),
        )
        self.wake.set()

    def _chance(self, topic: str, place: int) -> float:
        """A number from 0 to 1 that is the same whenever the same seed meets the same place."""
        digest = hashlib.sha256(f"{self.config.seed}:{topic}:{place}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48

    # --- faults ---------------------------------------------------------------------------

    @property
    def faults(self) -> Faults:
        return self._faults

    def set_faults(self, **changes: Any) -> Faults:
        """Changes some knobs and remembers them over a restart."""
        with self.store.transaction():
            self._faults = dataclasses.replace(self._faults, **changes)
            self.store.keep_note("faults", dataclasses.asdict(self._faults))
        return self._faults

    def next_failure(self) -> int | None:
        """The status the next API call must fail with, used up by asking."""
        with self.store.transaction():
            if not self._faults.fail_next:
                return None
            status, *rest = self._faults.fail_next
            self.set_faults(fail_next=tuple(rest))
            return status

    def breaks_after_commit(self) -> bool:
        """Whether this call loses its connection after its work, used up by asking."""
        with self.store.transaction():
            left = self._faults.time_out_after_commit
            if left:
                self.set_faults(time_out_after_commit=left - 1)
            return left > 0

    def _read_faults(self) -> Faults:
        kept = self.store.note("faults")
        if kept is None:
            return self.config.faults
        return Faults(**{**kept, "fail_next": tuple(kept["fail_next"])})

    # --- later ----------------------------------------------------------------------------

    def later(self, wait: float, chore: str, object_id: str) -> None:
        """Owes a piece of work, such as revealing a fee, after `wait` seconds."""
        self.store.write(
            "INSERT INTO chores (due_at, name, object_id) VALUES (?, ?, ?)",
            time.time() + wait,
            chore,
            object_id,
        )
        self.wake.set()

    def forget_chore(self, chore: str, object_id: str) -> None:
        self.store.write("DELETE FROM chores WHERE name = ? AND object_id = ?", chore, object_id)

    # --- violations -----------------------------------------------------------------------

    def note_violation(self, method: str, path: str, place: str, code: str, message: str) -> None:
        self.store.write(
            "INSERT INTO violations (at, method, path, place, code, message)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            time.time(),
            method,
            path,
            place,
            code,
            message,
        )

    # --- the built-in webhook endpoint ----------------------------------------------------

    def _ensure_endpoint(self) -> None:
        """The endpoint named in the configuration; its address and secret follow the start."""
        known = self.store.get("we_sandbox")
        with self.store.transaction():
            if not self.config.webhook_url:
                if known:
                    self.change(known, status="disabled")
                return
            self.store.put(
                webhook_endpoint(
                    "we_sandbox",
                    self.config.webhook_url,
                    ["*"],
                    created=known["created"] if known else self.now(),
                )
            )
            self.store.keep_private("we_sandbox", secret=self.config.webhook_secret)

    def start_again(self) -> None:
        """Forgets everything that happened and stands as a new account."""
        with self.store.transaction():
            self.store.forget_everything()
            self._faults = self.config.faults
            self._ensure_endpoint()


def webhook_endpoint(
    endpoint_id: str, url: str, enabled_events: list[str], *, created: int
) -> JsonObject:
    return {
        "id": endpoint_id,
        "object": "webhook_endpoint",
        "api_version": API_VERSION,
        "application": None,
        "created": created,
        "description": None,
        "enabled_events": enabled_events,
        "livemode": False,
        "metadata": {},
        "status": "enabled",
        "url": url,
    }


def _wants(endpoint: JsonObject, event_type: str) -> bool:
    wanted = endpoint["enabled_events"]
    return endpoint["status"] == "enabled" and ("*" in wanted or event_type in wanted)


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
