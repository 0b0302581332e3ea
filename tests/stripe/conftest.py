"""One sandbox per worker, as new for each test; no request may break the contract of the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from admin_app.sandbox.config import SandboxConfig
from admin_app.sandbox.testing import running_sandbox
from sponsorship.payments.stripe.client import StripeProcessor
from tests.stripe.counterpart import API_KEY, Counterpart

NEVER = 1e6
"""Seconds: nothing happens by itself during a test, only when the test says so."""


@pytest.fixture(scope="session")
def sandbox_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state: Path = tmp_path_factory.mktemp("sandbox") / "state.db"
    quiet = SandboxConfig(
        state, fee_delay=NEVER, refund_delay=NEVER, debit_delay=NEVER, strict=True
    )
    with running_sandbox(quiet) as address:
        yield address


@pytest.fixture
def sandbox(sandbox_address: str) -> Iterator[Counterpart]:
    """A new account at the processor."""
    counterpart = Counterpart(sandbox_address)
    counterpart.ask("reset")
    yield counterpart
    assert counterpart.violations == []


@pytest.fixture
def processor(sandbox: Counterpart) -> StripeProcessor:
    return StripeProcessor(API_KEY, base_address=sandbox.base)
