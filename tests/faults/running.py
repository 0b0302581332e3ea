"""Runs a show at a reduced size, as a program of its own, and reads its verdicts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def verdicts(*arguments: str) -> list[dict[str, Any]]:
    """What `python -m faults` says; its exit status agrees with it."""
    # Into files: a process that a show leaves behind would keep a pipe open, and us waiting for its end.
    with TemporaryFile("w+") as out, TemporaryFile("w+") as complaints:
        ran = subprocess.Popen(
            [sys.executable, "-m", "faults", *arguments],
            cwd=ROOT,
            stdout=out,
            stderr=complaints,
            start_new_session=True,
        )
        try:
            status = ran.wait()
        finally:
            with suppress(ProcessLookupError):  # nothing is left of it
                os.killpg(ran.pid, signal.SIGKILL)
        out.seek(0)
        complaints.seek(0)
        told = [json.loads(line) for line in out]
        complained = complaints.read()[-8000:]
    holds = bool(told) and all(verdict["verdict"] == "holds" for verdict in told)
    assert status == (0 if holds else 1), complained
    assert told, complained
    return told
