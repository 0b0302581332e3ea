"""Answers `/v1/...` as Stripe does: key, contract, idempotency, work, expansion, faults."""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from admin_app.sandbox import (
    account,
    catalogue,
    checkout,
    disputes,
    invoices,
    payments,
    payouts,
    refunds,
    subscriptions,
)
from admin_app.sandbox.config import API_VERSION, LIVE_KEY_PREFIXES
from admin_app.sandbox.contract import CheckedRequest, Contract, Violation
from admin_app.sandbox.errors import CardDeclined, StripeRefusal
from admin_app.sandbox.routes import Answer, Call, expand
from admin_app.sandbox.store import JsonObject
from admin_app.sandbox.world import ApiRequest, World, canonical, fingerprint

log = logging.getLogger("sandbox")

_PARTS = (
    catalogue,
    checkout,
    payments,
    refunds,
    disputes,
    subscriptions,
    invoices,
    payouts,
    account,
)
_ROUTES = [route for part in _PARTS for route in part.api.routes]
_INCLUDES = {key: include for part in _PARTS for key, include in part.api.includes.items()}
_KEY_LIFE = 24 * 3600
_MOST_VIOLATIONS_NAMED = 20
# Deviations Stripe itself would live with when the sandbox is told not to be strict.
_TOLERABLE = {"parameter_unknown", "version_wrong", "idempotency_key_missing"}
_FAULT_TYPES = {429: ("rate_limit_error", "rate_limit"), 409: ("api_error", "lock_timeout")}


@dataclass(frozen=True)
class Incoming:
    """One HTTP request to the API."""

    method: str
    path: str
    form: str
    headers: Mapping[str, str]

    @property
    def key(self) -> str | None:
        return self.headers.get("idempotency-key") if self.method == "POST" else None


@dataclass
class Outgoing:
    """The answer, and whether the connection breaks instead of giving it."""

    status: int
    body: JsonObject
    headers: dict[str, str] = field(default_factory=dict)
    breaks: bool = False


def respond(world: World, contract: Contract, incoming: Incoming) -> Outgoing:
    """Answers one API call; never raises."""
    request = ApiRequest(f"req_{secrets.token_hex(8)}", incoming.key)
    try:
        answer = _respond(world, contract, incoming, request)
    except StripeRefusal as refusal:
        answer = Outgoing(refusal.status, refusal.body)
    except Exception:
        log.exception("The sandbox failed on %s %s", incoming.method, incoming.path)
        failure = StripeRefusal("The payments sandbox failed.", status=500, kind="api_error")
        answer = Outgoing(500, failure.body)
    answer.headers |= {"Request-Id": request.id, "Stripe-Version": API_VERSION}
    if incoming.key:
        answer.headers["Idempotency-Key"] = incoming.key
    return answer


def _respond(world: World, contract: Contract, incoming: Incoming, request: ApiRequest) -> Outgoing:
    _check_key(world, incoming)
    failure = world.next_failure()
    if failure is not None:
        kind, code = _FAULT_TYPES.get(failure, ("api_error", ""))
        message = "The sandbox was asked to fail this call; nothing was done."
        raise StripeRefusal(message, status=failure, kind=kind, code=code or None)
    checked = contract.read_request(incoming.method, incoming.path, incoming.form, incoming.headers)
    _check_contract(world, incoming, checked)
    found = _route(incoming.method, incoming.path)
    if found is None:
        message = f"The payments sandbox does not model {incoming.method} {incoming.path}."
        _note(world, incoming, Violation(incoming.path, "not_modelled", message))
        raise StripeRefusal(message, status=404)
    answer, ids = found
    with world.store.transaction():
        replayed = _replay(world, incoming)
        if replayed is not None:
            return replayed
        call = Call(world, incoming.path, ids, checked.params)
        world.request = request
        try:
            outgoing = _work(world, answer, call)
        finally:
            world.request = None
        _remember(world, incoming, request, outgoing)
    outgoing.breaks = incoming.method == "POST" and world.breaks_after_commit()
    return outgoing


def _work(world: World, answer: Answer, call: Call) -> Outgoing:
    try:
        body = answer(call)
    except CardDeclined as declined:
        # A declined attempt is a fact that stays, unlike a refused request.
        return Outgoing(declined.status, declined.body)
    paths = [str(path) for path in call.params.get("expand") or []]
    # A copy, because expanding must not change what is kept.
    copy: JsonObject = json.loads(json.dumps(body))
    return Outgoing(200, expand(world, _INCLUDES, copy, paths))


def _route(method: str, path: str) -> tuple[Answer, tuple[str, ...]] | None:
    for known, pattern, answer in _ROUTES:
        found = pattern.fullmatch(path) if known == method else None
        if found:
            return answer, found.groups()
    return None


# --- who and what may ask -----------------------------------------------------------------


def _check_key(world: World, incoming: Incoming) -> None:
    given = incoming.headers.get("authorization", "").removeprefix("Bearer ").strip()
    if given.startswith(LIVE_KEY_PREFIXES):
        message = "A live key was sent to the payments sandbox."
        _note(world, incoming, Violation("Authorization", "live_key", message))
        raise StripeRefusal(message, status=401)
    if not secrets.compare_digest(given.encode(), world.config.api_key.encode()):
        code = "api_key_missing" if not given else "api_key_wrong"
        message = "You did not provide an API key." if not given else "Invalid API Key provided."
        _note(world, incoming, Violation("Authorization", code, message))
        raise StripeRefusal(message, status=401)


def _check_contract(world: World, incoming: Incoming, checked: CheckedRequest) -> None:
    for violation in checked.violations[:_MOST_VIOLATIONS_NAMED]:
        _note(world, incoming, violation)
    fatal = [
        violation
        for violation in checked.violations
        if world.config.strict or violation.code not in _TOLERABLE
    ]
    if fatal:
        first = fatal[0]
        raise StripeRefusal(
            first.message,
            status=404 if first.code == "url_unknown" else 400,
            code=None if first.code == "url_unknown" else first.code,
            param=first.where,
        )


def _note(world: World, incoming: Incoming, violation: Violation) -> None:
    world.note_violation(
        incoming.method, incoming.path, violation.where, violation.code, violation.message
    )


# --- idempotency --------------------------------------------------------------------------


def _fingerprint(incoming: Incoming) -> str:
    pairs = sorted(parse_qsl(incoming.form, keep_blank_values=True))
    return fingerprint(canonical(pairs))


def _replay(world: World, incoming: Incoming) -> Outgoing | None:
    """The first answer again for the same key and words; a refusal for other words."""
    if not incoming.key:
        return None
    world.store.write("DELETE FROM idempotency_keys WHERE at < ?", time.time() - _KEY_LIFE)
    known = world.store.row("SELECT * FROM idempotency_keys WHERE key = ?", incoming.key)
    if known is None:
        return None
    if known["address"] != f"{incoming.method} {incoming.path}":
        raise StripeRefusal(
            "Keys for idempotent requests can only be used for the same endpoint they were first"
            f" used for ('{known['address']}').",
            kind="idempotency_error",
        )
    if known["fingerprint"] != _fingerprint(incoming):
        raise StripeRefusal(
            "Keys for idempotent requests can only be used with the same parameters they were"
            " first used with.",
            kind="idempotency_error",
        )
    headers = {"Idempotent-Replayed": "true", "Original-Request": known["request_id"]}
    return Outgoing(known["status"], json.loads(known["body"]), headers)


def _remember(world: World, incoming: Incoming, request: ApiRequest, outgoing: Outgoing) -> None:
    if incoming.key:
        world.store.write(
            "INSERT INTO idempotency_keys (key, at, address, fingerprint, status, body, request_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            incoming.key,
            time.time(),
            f"{incoming.method} {incoming.path}",
            _fingerprint(incoming),
            outgoing.status,
            json.dumps(outgoing.body),
            request.id,
        )


def violations(world: World) -> list[dict[str, Any]]:
    """Every deviation from the contract so far, oldest first."""
    return [dict(row) for row in world.store.rows("SELECT * FROM violations ORDER BY id")]
