"""The gates that `make test` ends with."""

from __future__ import annotations

from typing import Any

from scripts.coverage_gates import shortfalls


def measured(
    covered: int, missing: tuple[int, ...] = (), branches: tuple[tuple[int, int], ...] = ()
) -> dict[str, Any]:
    return {
        "summary": {
            "covered_lines": covered,
            "missing_lines": len(missing),
            "covered_branches": 0,
            "missing_branches": len(branches),
        },
        "executed_lines": [41, 42],
        "missing_lines": list(missing),
        "missing_branches": [list(branch) for branch in branches],
    }


def test_money_is_covered_to_the_last_line_or_the_lines_are_named() -> None:
    files = {"sponsorship/money.py": measured(996, (3, 5, 6, 7), ((12, 0), (40, 42)))}
    assert shortfalls({"files": files}) == [
        "sponsorship/money.py is not covered completely: 3, 5-7, 12->0, 40->42"
    ]


def test_a_way_that_leads_only_to_an_alarm_need_not_be_gone() -> None:
    """Line 50 is not counted: it raises what never happens."""
    files = {"sponsorship/money.py": measured(1000, (), ((49, 50),))}
    assert shortfalls({"files": files}) == []


def test_the_rest_is_covered_to_ninety_five_percent_taken_together() -> None:
    files = {
        "sponsorship/money.py": measured(10),
        "sponsorship/contracts/models.py": measured(900, tuple(range(50)), ((1, 2),) * 50),
        "admin_app/app.py": measured(0, tuple(range(1000))),
    }
    assert shortfalls({"files": files}) == ["sponsorship/ is covered to 90.1 %, less than 95 %"]


def test_nothing_is_said_when_every_gate_holds() -> None:
    files = {
        "sponsorship/ledger/posting.py": measured(10),
        "sponsorship/contracts/models.py": measured(990, tuple(range(10))),
    }
    assert shortfalls({"files": files}) == []
