"""Run so many sequences on one engine; exit status 1 if the product and the model ever disagree."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from faults.grounds import ENGINES, FAST, grounds
from faults.model.show import show
from sponsorship import logs


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m faults.model", description=__doc__)
    parser.add_argument("--sequences", type=int, default=20_000)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    logs.configure(level="ERROR")
    with tempfile.TemporaryDirectory(dir=FAST) as folder, grounds(Path(folder)) as ground:
        verdict = show(
            ground,
            Path(folder),
            engine=asked.engine,
            seed=asked.seed,
            sequences=asked.sequences,
            steps=asked.steps,
            processes=asked.processes,
        )
    print(verdict.line())
    return 0 if verdict.holds else 1


if __name__ == "__main__":
    sys.exit(main())
