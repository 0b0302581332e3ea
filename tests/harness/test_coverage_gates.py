"""The gates that `make test` ends with."""

from __future__ import annotations

from typing import Any

from scripts.coverage_gates import shortfalls


def measured(covered: int, statements: int, *, missing: tuple[int, ...] = ()) -> dict[str, Any]:
    return {
        "summary": {
            "percent_covered": 100 * covered / statements,
            "covered_lines": covered,
            "num_statements": statements,
            "covered_branches": 0,
            "num_branches": 0,
        },
        "missing_lines": list(missing),
        "missing_branches": [],
    }


def test_money_is_covered_to_the_last_line_or_the_lines_are_named() -> None:
    report = {"files": {"sponsorship/money.py": measured(96, 100, missing=(3, 5, 6, 7))}}
    assert shortfalls(report) == ["sponsorship/money.py is not covered completely: 3, 5-7"]


def test_the_rest_is_covered_to_ninety_five_percent_taken_together() -> None:
    files = {
        "sponsorship/money.py": measured(10, 10),
        "sponsorship/contracts/models.py": measured(900, 1000),
        "admin_app/app.py": measured(0, 1000),
    }
    assert shortfalls({"files": files}) == ["sponsorship/ is covered to 90.1 %, less than 95 %"]


def test_nothing_is_said_when_every_gate_holds() -> None:
    files = {
        "sponsorship/ledger/posting.py": measured(10, 10),
        "sponsorship/contracts/models.py": measured(990, 1000),
    }
    assert shortfalls({"files": files}) == []
