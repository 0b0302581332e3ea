"""What holds for every call: keys, versions, idempotency, unknown doors, faults on purpose."""

from __future__ import annotations

import dataclasses
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
import stripe

from admin_app.sandbox.config import Faults, LiveKeyRefused, SandboxConfig
from tests.sandbox.conftest import Start
from tests.sandbox.driver import Driver

ADA = {"email": "ada@example.org", "name": "Ada"}


@pytest.mark.parametrize("key", ["sk_live_1", "rk_live_1"])
def test_it_refuses_to_run_beside_a_live_key(tmp_path: Path, key: str) -> None:
    with pytest.raises(LiveKeyRefused, match="live Stripe key"):
        SandboxConfig(state_path=tmp_path / "s", api_key=key)


def test_it_refuses_settings_that_make_no_sense(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="webhook secret"):
        SandboxConfig(state_path=tmp_path / "s", webhook_secret=" ")
    with pytest.raises(ValueError, match="trailing slash"):
        SandboxConfig(state_path=tmp_path / "s", base_url="http://127.0.0.1:8001/")
    with pytest.raises(ValueError, match="share"):
        Faults(drop=2)


@pytest.mark.parametrize("key", ["sk_live_secret", "sk_test_of_somebody_else", ""])
def test_only_its_own_key_opens_it(start: Start, key: str) -> None:
    with start() as sandbox:
        answer = requests.get(
            f"{sandbox.base_url}/v1/balance",
            headers={"Authorization": f"Bearer {key}", "Stripe-Version": "2026-10-28.endive"},
            timeout=10,
        )
        assert answer.status_code == 401
        assert answer.json()["error"]["type"] == "invalid_request_error"
        assert [found["place"] for found in sandbox.violations()] == ["Authorization"]


def test_a_call_that_breaks_the_contract_is_refused_and_noted(start: Start) -> None:
    with start() as sandbox:
        with pytest.raises(stripe.InvalidRequestError) as refusal:
            sandbox.donation(payment_method_types=["card"])
        assert refusal.value.code == "payment_method_types_no_longer_supported"
        assert refusal.value.param == "payment_method_types"
        with pytest.raises(stripe.InvalidRequestError, match="unknown parameter"):
            sandbox.donation(payment_intent_data={"metadata": {}, "note": "hello"})
        found = [(one["method"], one["path"], one["place"]) for one in sandbox.violations()]
        assert found == [
            ("POST", "/v1/checkout/sessions", "payment_method_types"),
            ("POST", "/v1/checkout/sessions", "payment_intent_data[note]"),
        ]
        assert sandbox.ask("objects?kind=checkout.session")["objects"] == []
        assert sandbox.post("violations/all/clear") == {"violations": []}
        assert sandbox.violations() == []


def test_without_strictness_unknown_parameters_are_noted_only(start: Start) -> None:
    with start(strict=False) as sandbox:
        assert sandbox.donation(gift_wrapping="ribbon").status == "open"
        assert [found["place"] for found in sandbox.violations()] == ["gift_wrapping"]
        with pytest.raises(stripe.InvalidRequestError, match="Invalid integer"):
            sandbox.donation(expires_at="soon")


def test_an_expansion_five_levels_deep_is_refused(start: Start) -> None:
    with start() as sandbox:
        path = "payment_intent.latest_charge.balance_transaction.source.customer"
        with pytest.raises(stripe.InvalidRequestError, match="more than 4 levels"):
            sandbox.v1.checkout.sessions.list({"expand": [f"data.{path}"]})
        assert [found["code"] for found in sandbox.violations()] == ["expand_too_deep"]


@pytest.mark.parametrize("path", ["/v1/donations", "/v1/quotes", "/v1/"])
def test_a_door_it_does_not_have_is_a_404_and_noted(start: Start, path: str) -> None:
    with start() as sandbox:
        answer = sandbox.call("GET", path)
        assert answer.status_code == 404
        assert answer.json()["error"]["type"] == "invalid_request_error"
        assert len(sandbox.violations()) == 1


def test_a_post_without_an_idempotency_key_is_refused(start: Start) -> None:
    with start() as sandbox:
        answer = sandbox.call("POST", "/v1/customers", ADA, key=None)
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "idempotency_key_missing"
        assert sandbox.ask("objects?kind=customer")["objects"] == []


def test_another_api_version_is_refused(start: Start) -> None:
    with start() as sandbox:
        answer = sandbox.call("GET", "/v1/balance", version="2020-08-27")
        assert answer.status_code == 400
        assert [found["code"] for found in sandbox.violations()] == ["version_wrong"]


# --- idempotency --------------------------------------------------------------------------


def test_the_same_key_gives_the_same_answer_again(sandbox: Driver) -> None:
    first = sandbox.call("POST", "/v1/customers", ADA, key="spo_7:customer")
    again = sandbox.call("POST", "/v1/customers", ADA, key="spo_7:customer")
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Original-Request"] == first.headers["Request-Id"]
    assert "Idempotent-Replayed" not in first.headers
    assert len(sandbox.ask("objects?kind=customer")["objects"]) == 1


def test_fifty_callers_with_one_key_make_one_object(sandbox: Driver) -> None:
    def create(_number: int) -> str:
        return str(sandbox.call("POST", "/v1/customers", ADA, key="one").json()["id"])

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(create, range(50)))) == 1
    assert len(sandbox.ask("objects?kind=customer")["objects"]) == 1


def test_the_same_key_with_other_words_is_refused(sandbox: Driver) -> None:
    sandbox.donation(key="D-1:checkout:1")
    price = {"currency": "usd", "unit_amount": 9900, "product_data": {"name": "Donation"}}
    with pytest.raises(stripe.IdempotencyError, match="same parameters"):
        sandbox.donation(key="D-1:checkout:1", line_items=[{"quantity": 1, "price_data": price}])
    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        sandbox.v1.customers.create({"name": "Ada"}, {"idempotency_key": "D-1:checkout:1"})


def test_a_refused_request_does_not_use_up_its_key(sandbox: Driver) -> None:
    intent = sandbox.paid_donation()
    options: stripe.RequestOptions = {"idempotency_key": "RF-9"}
    with pytest.raises(stripe.InvalidRequestError, match="greater than"):
        sandbox.v1.refunds.create({"payment_intent": intent.id, "amount": 9999}, options)
    refund = sandbox.v1.refunds.create({"payment_intent": intent.id, "amount": 999}, options)
    assert refund.amount == 999


def test_a_key_still_counts_after_a_restart(start: Start) -> None:
    with start() as sandbox:
        first = sandbox.call("POST", "/v1/customers", ADA, key="kept").json()
    with start() as sandbox:
        assert sandbox.call("POST", "/v1/customers", ADA, key="kept").json() == first


# --- faults of the API --------------------------------------------------------------------


def test_a_call_that_breaks_after_its_work_is_found_again_by_its_key(sandbox: Driver) -> None:
    """The same key and the same words, time included, find the one session that was made."""
    sandbox.post("faults", time_out_after_commit=1)
    expires_at = int(time.time()) + 3600
    with pytest.raises(stripe.APIConnectionError):
        sandbox.donation(key="D-2:checkout:1", expires_at=expires_at)
    assert len(sandbox.ask("objects?kind=checkout.session")["objects"]) == 1

    session = sandbox.donation(key="D-2:checkout:1", expires_at=expires_at)

    made = sandbox.ask("objects?kind=checkout.session")["objects"]
    assert [one["id"] for one in made] == [session.id]
    assert sandbox.ask("faults")["time_out_after_commit"] == 0


def test_a_call_may_stay_silent_until_its_caller_gives_up(sandbox: Driver) -> None:
    sandbox.post("faults", time_out_after_commit=1, time_out_seconds=1.0)
    impatient = stripe.StripeClient(
        sandbox.config.api_key,
        base_addresses={"api": sandbox.base_url},
        http_client=stripe.RequestsClient(timeout=0.2, session=sandbox.http),
    )
    with pytest.raises(stripe.APIConnectionError, match=r"(?i)timed? ?out"):
        impatient.v1.customers.create({"name": "Ada"}, {"idempotency_key": "silent"})
    assert len(sandbox.ask("objects?kind=customer")["objects"]) == 1


@pytest.mark.parametrize(
    ("status", "error"), [(500, stripe.APIError), (429, stripe.RateLimitError)]
)
def test_the_next_calls_fail_when_told_to_and_do_nothing(
    sandbox: Driver, status: int, error: type[stripe.StripeError]
) -> None:
    sandbox.post("faults", fail_next=[status])
    with pytest.raises(error):
        sandbox.v1.customers.create({"name": "Ada"}, {"idempotency_key": "fails"})
    assert sandbox.ask("objects?kind=customer")["objects"] == []
    assert sandbox.v1.customers.create({"name": "Ada"}, {"idempotency_key": "fails"}).name == "Ada"


@pytest.mark.parametrize(
    "wishes",
    [
        {"drop": 1.5},
        {"drop": "half"},
        {"duplicate": -1},
        {"duplicate": True},
        {"fail_next": [200]},
        {"fail_next": 500},
        {"reorder": 1},
        {"gremlins": 3},
    ],
)
def test_a_knob_that_makes_no_sense_changes_nothing(
    sandbox: Driver, wishes: dict[str, object]
) -> None:
    before = sandbox.ask("faults")
    sandbox.refusal("faults", **wishes)
    assert sandbox.ask("faults") == before == {**dataclasses.asdict(Faults()), "fail_next": []}


@pytest.mark.parametrize(
    ("path", "wishes"),
    [
        ("sessions/cs_unknown/pay", {}),
        ("payments/pi_unknown/settle", {}),
        ("subscriptions/sub_unknown/advance", {}),
        ("donations/1/pay", {}),
        ("waiting/weather/run", {}),
        ("drain", {"timeout": "long"}),
    ],
)
def test_a_script_that_asks_for_nonsense_gets_a_sentence(
    sandbox: Driver, path: str, wishes: dict[str, object]
) -> None:
    assert sandbox.refusal(path, **wishes)


def test_a_script_that_pays_in_an_unknown_way_gets_a_sentence(sandbox: Driver) -> None:
    session = sandbox.donation()
    assert "no way to pay" in sandbox.refusal(f"sessions/{session.id}/pay", outcome="cash")
    assert (
        "JSON"
        in sandbox.http.post(
            f"{sandbox.base_url}/sandbox/api/sessions/{session.id}/pay", data=b"[", timeout=10
        ).json()["error"]["message"]
    )


def test_an_emptied_sandbox_is_a_new_account(sandbox: Driver) -> None:
    sandbox.paid_donation()
    sandbox.post("reset")
    assert sandbox.ask("events")["events"] == []
    kinds = [one["object"] for one in sandbox.ask("objects")["objects"]]
    assert kinds == ["webhook_endpoint"]
    sandbox.paid_donation()
    sandbox.drain()
    assert sandbox.receiver.types[-1] == "checkout.session.completed"
