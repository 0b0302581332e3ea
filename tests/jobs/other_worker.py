"""A worker in a process of its own, to be stopped or killed by a test."""

from __future__ import annotations

import sys
import threading
import time

from sponsorship.jobs import Handler, Payload, Schedule, Worker
from tests.jobs.conftest import IMPATIENT, Office


def work(url: str, kind: str) -> None:
    office = Office(url)

    def mark_and_hang(payload: Payload) -> None:
        office.mark(payload)
        threading.Event().wait()

    def mark_slowly(payload: Payload) -> None:
        time.sleep(0.3)
        office.mark(payload)

    handlers: dict[str, Handler] = {
        "mark": office.mark,
        "mark_and_hang": mark_and_hang,
        "mark_slowly": mark_slowly,
    }
    schedules = (Schedule("mark", "* * * * * *"),) if kind == "every_second" else ()
    Worker(
        office.database,
        handlers,
        schedules,
        patience=IMPATIENT,
        concurrency=4,
        polling_seconds=0.05,
        beat_seconds=0.1,
        dead_after_seconds=60.0,
    ).run_until_stopped()


if __name__ == "__main__":
    work(*sys.argv[1:])
