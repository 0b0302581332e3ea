"""Fail when the tests leave out a line or branch where money is decided, or too much elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

COMPLETE = (
    "sponsorship/money.py",
    "sponsorship/lifecycle.py",
    "sponsorship/ledger/",
    "sponsorship/bookkeeping.py",
    "sponsorship/receipts/",
)
OVERALL = 95.0
_THE_END = 0
"""Where a branch leads that leaves the function."""


def shortfalls(report: dict[str, Any]) -> list[str]:
    """One sentence per gate that does not hold."""
    found = []
    for path, measured in sorted(report["files"].items()):
        left_out = [*_ranges(measured["missing_lines"])]
        left_out += [f"{start}->{end}" for start, end in _missed(measured)]
        if path.startswith(COMPLETE) and left_out:
            found.append(f"{path} is not covered completely: {', '.join(left_out)}")
    overall = _percent(report, "sponsorship/")
    if overall < OVERALL:
        found.append(f"sponsorship/ is covered to {overall:.1f} %, less than {OVERALL:.0f} %")
    return found


def _missed(measured: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """The branches not taken; one into a line that is not counted (it only raises) is none."""
    counted = {*measured["executed_lines"], *measured["missing_lines"], _THE_END}
    for start, end in measured["missing_branches"]:
        if end in counted:
            yield start, end


def _ranges(lines: list[int]) -> Iterator[str]:
    """3, 5-9 for the lines 3, 5, 6, 7, 8, 9."""
    for _, run in groupby(enumerate(lines), key=lambda numbered: numbered[1] - numbered[0]):
        first, *others = [line for _, line in run]
        yield f"{first}-{others[-1]}" if others else str(first)


def _percent(report: dict[str, Any], folder: str) -> float:
    summaries = [one["summary"] for path, one in report["files"].items() if path.startswith(folder)]
    covered = sum(one["covered_lines"] + one["covered_branches"] for one in summaries)
    missing = sum(one["missing_lines"] + one["missing_branches"] for one in summaries)
    return 100 * covered / (covered + missing) if covered + missing else 100.0


def main() -> int:
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    missing = shortfalls(report)
    for sentence in missing:
        print(f"coverage: {sentence}", file=sys.stderr)
    print(
        f"coverage: sponsorship {_percent(report, 'sponsorship/'):.1f} %,"
        f" admin_app {_percent(report, 'admin_app/'):.1f} % of lines and branches"
    )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
