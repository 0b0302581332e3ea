"""The command: its lines, its counts, its exit statuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sponsorship import cli
from sponsorship.database import Database
from sponsorship.demo import catalogue
from tests.clock import NOW
from tests.importing.peer import small


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, ["import", "python-org", *words])
    return result.exit_code, result.output


def test_the_command_tries_takes_over_and_tells_what_was_refused(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPONSORSHIP_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SPONSORSHIP_DATA_DIR", str(tmp_path / "data"))
    database = Database(sqlite_url)
    with database.unit_of_work() as session:
        catalogue.add_funds(session, currency="USD", at=NOW)
    database.close()
    peer = small()
    tables = str(peer.write_tables(tmp_path / "tables"))

    code, text = _run(tables, "--dry-run")
    assert (code, text.splitlines()[-1]) == (0, "This was a dry run: nothing of it was kept.")
    assert "created   sponsorship 3 “Initech Inc, 2026”" in text
    code, text = _run(tables)
    assert (code, text.splitlines()[-1]) == (0, "fileasset: 1 skipped")
    assert "sponsorship: 7 created\n" in text
    peer.change("sponsor", 1, country="Atlantis")
    code, text = _run(str(peer.write_dump(tmp_path)))
    assert (code, "sponsor: 5 unchanged, 1 refused\n" in text) == (1, True)
    (tmp_path / "sponsors.json").write_text("{}")
    code, text = _run(str(tmp_path / "sponsors.json"))
    assert code == 2
