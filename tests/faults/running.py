"""Runs a show at a reduced size, as a program of its own, and reads its verdicts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def verdicts(*arguments: str) -> list[dict[str, Any]]:
    """What `python -m faults` says; its exit status agrees with it."""
    ran = subprocess.run(
        [sys.executable, "-m", "faults", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    holds = bool(told) and all(verdict["verdict"] == "holds" for verdict in told)
    assert ran.returncode == (0 if holds else 1), ran.stderr[-2000:]
    assert told, ran.stderr[-2000:]
    return told
