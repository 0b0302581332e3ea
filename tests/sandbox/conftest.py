"""A sandbox per test, whose every event and call is checked against the contract afterwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import stripe

from admin_app.sandbox.config import SandboxConfig
from admin_app.sandbox.contract import Contract
from tests.sandbox.driver import Driver, Receiver, driven_sandbox, running_receiver

# Long enough that nothing happens by itself during a test: tests say when.
LATER = 3600.0


@pytest.fixture(autouse=True)
def _no_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stripe, "enable_telemetry", False)


@pytest.fixture(scope="session")
def contract() -> Contract:
    return Contract.of_installed_sdk()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as running:
        yield running


@pytest.fixture
def config(tmp_path: Path, receiver: Receiver) -> SandboxConfig:
    return SandboxConfig(
        state_path=tmp_path / "sandbox.sqlite3",
        webhook_url=receiver.url,
        mail_dir=tmp_path / "mail",
        fee_delay=LATER,
        refund_delay=LATER,
        retry_delays=(0.01, 0.01, 0.01, LATER),
    )


Start = Callable[..., AbstractContextManager[Driver]]


@pytest.fixture
def start(config: SandboxConfig, receiver: Receiver) -> Start:
    """Starts a sandbox with some settings changed; the state file stays the same."""

    def starting(**changes: Any) -> AbstractContextManager[Driver]:
        return driven_sandbox(dataclasses.replace(config, **changes), receiver)

    return starting


@pytest.fixture
def sandbox(start: Start, contract: Contract) -> Iterator[Driver]:
    """A running sandbox. In the end no call broke the contract, and no event either."""
    with start() as driver:
        yield driver
        assert driver.violations() == []
        assert_contract(driver, contract)


def assert_contract(driver: Driver, contract: Contract) -> None:
    """Every event, and every object as it stands now, has the shape Stripe promises."""
    for event in driver.ask("events")["events"]:
        event.pop("deliveries")
        assert contract.check_event(event) == [], event["type"]
    for body in driver.ask("objects")["objects"]:
        assert contract.check_object(body["object"], body) == [], body["object"]
