"""The machine that measured, in words, and how fast it was just then."""

from __future__ import annotations

import os
import platform
import re
import time
from pathlib import Path


def described() -> str:
    """Processors, memory and interpreter."""
    try:
        model = re.search(
            r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8")
        )
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    except (OSError, ValueError):
        model, memory = None, 0
    name = model[1] if model else platform.machine()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} x {name}, {memory} GiB, Python {platform.python_version()}"


def calibrated() -> float:
    """Seconds for five million additions in a Python loop: 0.16 to 0.19 on the peer's machine."""
    total, began = 0, time.perf_counter()
    for number in range(5_000_000):
        total += number
    return round(time.perf_counter() - began, 3)


def processor_ms(pid: int) -> float:
    """What the process has had of the processors until now; zero where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")
