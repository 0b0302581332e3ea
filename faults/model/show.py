"""Runs the sequences, a few hundred at a time, in a few processes side by side."""

from __future__ import annotations

import contextlib
import gc
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis.stateful import run_state_machine_as_test

from faults import processes as running
from faults.grounds import Ground, Grounds
from faults.model.rules import Anything
from faults.model.world import World
from faults.verdicts import Verdict
from tests import dialects

AT_ONCE = 200
"""Hypothesis remembers every sequence that it tried; so many at a time fit into any memory."""

EVERY_STEP = "state.the_product_is_what_the_model_says()\n"

Batch = tuple[int, int]
"""A seed, and how many sequences."""


def show(
    grounds: Grounds,
    folder: Path,
    *,
    engine: str,
    seed: int,
    sequences: int,
    steps: int,
    processes: int,
) -> Verdict:
    """So many sequences of so many steps, shared by a few processes with a database each."""
    began = time.perf_counter()
    dialects.share_compiled_statements()
    at_once = min(AT_ONCE, max(1, sequences // processes))
    batches = [
        (seed + number, min(at_once, sequences - first))
        for number, first in enumerate(range(0, sequences, at_once))
    ]

    def share(number: int, ground: Ground) -> tuple[dict[str, int], list[str]]:
        gc.freeze()
        gc.enable()  # this process lives long, and Hypothesis makes many circles
        gc.set_threshold(50_000, 20, 100)
        return run(ground, folder / f"model{number}", batches[number::processes], steps=steps)

    with contextlib.ExitStack() as stack:
        given = [stack.enter_context(grounds.on(engine)) for _ in range(processes)]
        found = running.together([partial(share, *each) for each in enumerate(given)])
    return Verdict(
        "state_machine",
        engine,
        seed=seed,
        size=sum(told["sequences"] for told, _ in found),
        figures={"most_steps": steps, **sum((Counter(told) for told, _ in found), Counter())},
        seconds=time.perf_counter() - began,
        violations=[one for _, wrong in found for one in wrong],
    )


def run(
    ground: Ground, folder: Path, batches: Sequence[Batch], *, steps: int
) -> tuple[dict[str, int], list[str]]:
    """Run these batches until one of them fails; how much was told, and the shortest story that fails."""
    told = {"sequences": 0, "steps": 0}
    world = World(ground, folder)

    class Here(Anything):
        pass

    Here.world, Here.told = world, told
    for seed, size in batches:
        settings = hypothesis.settings(
            max_examples=size,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            print_blob=False,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        try:
            run_state_machine_as_test(hypothesis.seed(seed)(Here), settings=settings)
        except Exception as failure:  # noqa: BLE001 - whatever it is, the story that led to it is told
            story = "\n".join(getattr(failure, "__notes__", [])).replace(EVERY_STEP, "")
            return told, [f"seed {seed}: {type(failure).__name__}: {failure}\n{story}"]
    return told, []
