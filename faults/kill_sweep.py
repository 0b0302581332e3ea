"""Kill at every point of every money operation, restart, redeliver: nothing lost, doubled, half-done.

For each operation an undisturbed run counts its points: before and after every statement and commit,
around every call to the processor and the mail server. Then, for each point, a process of its own does
the operation on a copy of the database and dies there. The restart does what is owed; only whoever was
not answered comes again. What is then in the books, the mails and the processor's own account must be
what the undisturbed run left; and still be it after everybody has come again.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from faults import processes
from faults.grounds import Ground, Grounds
from faults.mistakes import MISTAKES
from faults.operations import OPERATIONS
from faults.outcomes import Outcome, counts, difference, outcome
from faults.outside import Outside
from faults.points import Points
from faults.steps import Operation, Step
from faults.telling import Handlers, Told, tell
from faults.verdicts import Verdict
from sponsorship.errors import SponsorshipError
from tests.clock import NOW


@dataclass
class Swept:
    """One operation, killed at every one of its points."""

    operation: str
    points: int = 0
    mails_twice: int = 0
    """The mail server had the letter, and we did not know it: sent again under the same Message-ID."""
    violations: list[str] = field(default_factory=list)


@dataclass
class Stage:
    """One operation on one database, ready to be done over and over."""

    told: Told
    steps: Sequence[Step]
    ground: Ground
    outside: Outside
    points: Points
    arranged: bytes

    def reset(self) -> None:
        self.told.database.close()
        self.ground.restore()
        self.outside.restore(self.arranged)

    def do(self, *, again: bool = False) -> list[str]:
        """Everybody who was not answered comes (again); then the worker does what is owed.

        The codes of refusals: who was not answered may be told that it is done already.
        """
        refused = []
        answers = self.outside.answers()
        for step in self.steps:
            if step.name in answers and not again:
                continue
            try:
                answer = step.deed()
            except SponsorshipError as refusal:
                answer = refusal.code
                refused.append(f"{step.name}: {refusal.code}")
            self.points.reach("before the answer")
            self.outside.answered(step.name, answer)
        self.told.work()
        return refused

    def outcome(self) -> Outcome:
        with self.points.unwatched():
            return outcome(self.told.database, self.outside.world())

    def counts(self) -> Outcome:
        with self.points.unwatched():
            return counts(self.told.database, self.outside.world())


def sweep(
    operation: Operation,
    ground: Ground,
    outside: Outside,
    folder: Path,
    *,
    faulty: Handlers | None = None,
    until: Callable[[Swept], bool] = lambda _: False,
) -> Swept:
    """Kill this operation at every point, on this empty database; `until` may end it early."""
    points = Points()
    outside.restore(outside.as_new)
    told = tell(ground.url, folder, outside, points, faulty=faulty)
    steps = operation.arrange(told)
    told.work()
    told.database.close()
    ground.keep()
    stage = Stage(told, steps, ground, outside, points, outside.keep())
    swept = Swept(operation.name)
    stage.reset()
    with points.watched() as passed:
        refused = stage.do()
    wheres, expected = list(passed), stage.outcome()
    swept.points = len(wheres)
    if refused or expected["invariants"] or expected["troubles"]:
        swept.violations.append(
            f"{operation.name} undisturbed: {refused} {expected['invariants']} {expected['troubles']}"
        )
    for number, where in enumerate(wheres, start=1):
        stage.reset()
        _die_at(stage, number)
        for problem in _restart(stage, expected):
            swept.violations.append(f"{operation.name}, killed at {number} ({where}): {problem}")
        mails = outside.world().mails
        swept.mails_twice += len(mails) - len({mail.message_id for mail in mails})
        if until(swept):
            break
    told.database.close()
    return swept


def _die_at(stage: Stage, number: int) -> None:
    def dying() -> None:
        with stage.points.watched(fatal=number):
            stage.do()

    if processes.end(processes.start(dying)) != -signal.SIGKILL:
        raise AssertionError(f"a process was to be killed at point {number} and was not")


def _restart(stage: Stage, expected: Outcome) -> list[str]:
    """What is wrong after the restart, and after everybody has come once more."""
    try:
        stage.do()
        problems = difference(expected, stage.outcome())
        if not problems:
            stage.do(again=True)
            problems = [
                f"when all came again: {problem}"
                for problem in difference(expected, stage.counts())
            ]
    except Exception as failure:  # noqa: BLE001 - a restart that fails is what is looked for
        return [f"the restart failed: {type(failure).__name__}: {failure}"]
    return problems


def show(
    grounds: Grounds, folder: Path, *, engine: str, names: Sequence[str] = ()
) -> Iterator[Verdict]:
    """The sweep over all operations, then over handlers with a mistake, which it must find."""
    outside = Outside(NOW)
    began = time.perf_counter()
    swept = []
    for operation in OPERATIONS:
        if not names or operation.name in names:
            with grounds.on(engine) as ground:
                swept.append(sweep(operation, ground, outside, folder / "data"))
    yield Verdict(
        "kill_sweep",
        engine,
        seed=0,
        size=sum(one.points for one in swept),
        figures={
            "operations": len(swept),
            "kills": sum(one.points for one in swept),
            "mails_sent_twice_under_one_id": sum(one.mails_twice for one in swept),
            "points": {one.operation: one.points for one in swept},
        },
        seconds=time.perf_counter() - began,
        violations=[violation for one in swept for violation in one.violations],
    )
    yield _mistakes(grounds, folder, outside, engine=engine)
    outside.close()


def _mistakes(grounds: Grounds, folder: Path, outside: Outside, *, engine: str) -> Verdict:
    """Handlers that are wrong on purpose: a sweep that does not find them is no sweep."""
    began = time.perf_counter()
    found: dict[str, str] = {}
    missed = []
    for mistake in MISTAKES:
        operation = next(one for one in OPERATIONS if one.name == mistake.operation)
        with grounds.on(engine) as ground:
            swept = sweep(
                operation,
                ground,
                outside,
                folder / "data",
                faulty=mistake.handlers,
                until=lambda so_far: bool(so_far.violations),
            )
        if swept.violations:
            found[mistake.name] = swept.violations[0]
        else:
            missed.append(f"{mistake.name} was not found")
    return Verdict(
        "kill_sweep_finds_mistakes",
        engine,
        seed=0,
        size=len(MISTAKES),
        figures={"found": found},
        seconds=time.perf_counter() - began,
        violations=missed,
    )
