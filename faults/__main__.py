"""Run the shows that are named, or all of them; exit status 1 if anything is violated."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from faults import kill_sweep, mutants, orders, reconciliation, rushes, soak
from faults.grounds import ENGINES, FAST, Grounds, grounds
from faults.model import show as state_machine
from faults.verdicts import Verdict
from sponsorship import logs

Show = Callable[[Grounds, Path, argparse.Namespace, str], Iterator[Verdict]]


def _kill_sweep(
    ground: Grounds, folder: Path, asked: argparse.Namespace, engine: str
) -> Iterator[Verdict]:
    return kill_sweep.show(ground, folder, engine=engine, names=asked.operations)


def _rushes(ground: Grounds, folder: Path, _: argparse.Namespace, engine: str) -> Iterator[Verdict]:
    return rushes.show(ground, folder, engine=engine)


def _orders(
    ground: Grounds, folder: Path, asked: argparse.Namespace, engine: str
) -> Iterator[Verdict]:
    scale = asked.scale * (1 if engine == "sqlite" else 0.1)
    return orders.show(
        ground,
        folder,
        engine=engine,
        seed=asked.seed,
        orders=round(5_040 * scale),
        lives=round(20_000 * scale),
    )


def _soak(
    ground: Grounds, folder: Path, asked: argparse.Namespace, engine: str
) -> Iterator[Verdict]:
    return soak.show(
        ground,
        folder,
        engine=engine,
        seed=asked.seed,
        deliveries=round(10_000 * asked.scale),
        kills=round(200 * asked.scale),
    )


def _reconciliation(
    ground: Grounds, folder: Path, asked: argparse.Namespace, engine: str
) -> Iterator[Verdict]:
    return reconciliation.show(
        ground, folder, engine=engine, seed=asked.seed, gifts=round(1_000 * asked.scale)
    )


def _state_machine(
    ground: Grounds, folder: Path, asked: argparse.Namespace, engine: str
) -> Iterator[Verdict]:
    scale = asked.scale * (1 if engine == "sqlite" else 0.1)
    yield state_machine.show(
        ground,
        folder,
        engine=engine,
        seed=asked.seed,
        sequences=round(500 * scale),
        steps=50,
        processes=2,
    )


def _mutants(_: Grounds, folder: Path, asked: argparse.Namespace, engine: str) -> Iterator[Verdict]:
    if engine == "sqlite":  # a mistake is one on either database
        yield mutants.show(folder / "mutants", asked.targets)


SHOWS: dict[str, Show] = {
    "kill_sweep": _kill_sweep,
    "mutants": _mutants,
    "orders": _orders,
    "reconciliation": _reconciliation,
    "rushes": _rushes,
    "soak": _soak,
    "state_machine": _state_machine,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *SHOWS], metavar="SHOW")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="default: both")
    parser.add_argument("--operations", nargs="*", default=(), help="only these, in the kill sweep")
    parser.add_argument(
        "--targets", nargs="*", default=(), choices=mutants.targets(), metavar="FILE",
        help="only these, of the mutants",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--scale", type=float, default=1.0, help="so much of the full size")
    asked = parser.parse_args()
    logs.configure(level="ERROR")
    holds = True
    with tempfile.TemporaryDirectory(dir=FAST) as folder, grounds(Path(folder)) as ground:
        for name in asked.names or SHOWS:
            for engine in asked.engine or ENGINES:
                for verdict in SHOWS[name](ground, Path(folder), asked, engine):
                    print(verdict.line(), flush=True)
                    holds = holds and verdict.holds
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
