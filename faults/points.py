"""The points at which a process can die: around every statement, every commit, every call."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event


class Points:
    """Counts the points that a process reaches, and ends it for good at the fatal one."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.fatal: int | None = None
        self.is_watching = False

    def reach(self, where: str) -> None:
        """The process is here; if this is the fatal point, it is nowhere any more."""
        if not self.is_watching:
            return
        self.passed.append(where)
        if len(self.passed) == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def watched(self, *, fatal: int | None = None) -> Iterator[list[str]]:
        """What is done meanwhile counts; dies at the fatal point, if one is named."""
        self.passed, self.fatal, self.is_watching = [], fatal, True
        try:
            yield self.passed
        finally:
            self.is_watching = False

    @contextmanager
    def unwatched(self) -> Iterator[None]:
        """What is done meanwhile is the harness's own and does not count."""
        before, self.is_watching = self.is_watching, False
        try:
            yield
        finally:
            self.is_watching = before

    def watch(self, engine: sa.Engine) -> None:
        """Every statement and every commit of this engine is two points."""

        def before(_: Any, __: Any, statement: str, *___: Any) -> None:
            self.reach(f"before {_short(statement)}")

        def after(_: Any, __: Any, statement: str, *___: Any) -> None:
            self.reach(f"after {_short(statement)}")

        event.listen(engine, "before_cursor_execute", before)
        event.listen(engine, "after_cursor_execute", after)
        commit = engine.dialect.do_commit

        def do_commit(connection: Any) -> None:
            self.reach("before COMMIT")
            commit(connection)
            self.reach("after COMMIT")

        # No event tells that a commit is over.
        vars(engine.dialect)["do_commit"] = do_commit


def _short(statement: str) -> str:
    return " ".join(statement.split())[:60]
