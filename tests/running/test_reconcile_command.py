"""`sponsorship reconcile` against the payments sandbox: what it prints, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from typer.testing import CliRunner

from admin_app.sandbox.config import SandboxConfig
from admin_app.sandbox.testing import running_sandbox
from sponsorship import cli
from sponsorship.database import Database
from sponsorship.demo import catalogue
from sponsorship.settings import load
from tests.clock import NOW


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An installation of its own beside a payments sandbox of its own."""
    with running_sandbox(SandboxConfig(tmp_path / "sandbox.db")) as address:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("SPONSORSHIP_DATA_DIR", str(tmp_path / "data"))
        monkeypatch.setenv("SPONSORSHIP_SANDBOX_PORT", address.rsplit(":", 1)[1])
        assert _run("migrate")[0] == 0
        database = Database(load().database)
        with database.unit_of_work() as session:
            catalogue.add_funds(session, currency="USD", at=NOW)
        database.close()
        yield address


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, list(words))
    return result.exit_code, result.output


def _press(address: str, path: str) -> None:
    requests.post(f"{address}/sandbox/api/{path}", json={}, timeout=10).raise_for_status()


def test_it_names_what_differs_and_ends_with_one(sandbox: str) -> None:
    _press(sandbox, "account/2000/sell_something_else")
    _press(sandbox, "account/200/charge_fee")
    _press(sandbox, "payouts/now/pay_out")

    rehearsed = _run("reconcile", "--dry-run")
    first = _run("reconcile")
    again = _run("reconcile")

    assert rehearsed[0] == first[0] == again[0] == 1
    assert "Nothing was changed." in rehearsed[1]
    assert "3 lines of the account read, 3 of them new." in first[1]
    assert "3 lines of the account read, 0 of them new." in again[1]
    assert re.search(r"3 lines, 1 payouts\. \d+ differences found, 0 gone\.", first[1])
    assert " 0 differences found, 0 gone." in again[1]
    assert "“A shirt, sold by another application”" in first[1]


def test_days_in_which_nothing_happened_agree(sandbox: str) -> None:
    code, text = _run("reconcile", "--from", "2020-01-01", "--to", "2020-01-31")

    assert text.splitlines()[-1] == "Everything agrees."
    assert code == 0


def test_a_day_is_written_as_a_day(sandbox: str) -> None:
    code, text = _run("reconcile", "--from", "yesterday")

    assert code == 2
    assert "2026-03-02" in text
