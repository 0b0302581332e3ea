"""Processes of a show's own: forked from one that has the product loaded, so that one costs nothing."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def start(deed: Callable[[], object]) -> int:
    """A process that does this and ends; its number. Nothing else may run in this process meanwhile."""
    pid = os.fork()
    if pid:
        return pid
    gc.disable()  # it would copy the memory of a process that soon ends
    ended = 1
    try:
        deed()
        ended = 0
    except BaseException:  # noqa: BLE001 - told, and the status says so
        traceback.print_exc()
    os._exit(ended)


def end(pid: int) -> int:
    """Wait for it; how it ended: 0 is well, below 0 is the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kill(pid: int) -> None:
    """End it at once, wherever it is."""
    os.kill(pid, signal.SIGKILL)
    if end(pid) != -signal.SIGKILL:
        raise AssertionError("a process ended before it was killed")


def kill_all(pids: Sequence[int]) -> None:
    """End them all at once; only then complain of one that had ended before."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)  # one that ended keeps its number until it is waited for
    if any([end(pid) != -signal.SIGKILL for pid in pids]):  # noqa: C419 - each is waited for
        raise AssertionError("a process ended before it was killed")


def together(deeds: Sequence[Callable[[], T]]) -> list[T]:
    """Do each in a process of its own, all at once; what they return, in order."""
    running: list[tuple[int, Any]] = []
    for deed in deeds:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        running.append((start(_telling(deed, theirs)), ours))
        theirs.close()
    told: list[T] = []
    for pid, ours in running:
        told.append(ours.recv())
        if end(pid) != 0:
            raise AssertionError("one of the processes did not end well")
    return told


def _telling(deed: Callable[[], object], line: Any) -> Callable[[], None]:
    return lambda: line.send(deed())
