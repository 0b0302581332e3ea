"""Run the benchmarks that are named, or all of them."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import crowds, documents, donations, pages, selfcheck, starting, webhooks
from benchmarks.engines import Engines, both_engines
from benchmarks.results import Result
from sponsorship import logs

BENCHMARKS: dict[str, Callable[[Engines, Path], Iterator[Result]]] = {
    "donations": donations.measure,
    "webhooks": webhooks.measure,
    "pages": pages.measure,
    "crowds": crowds.measure,
    "starting": starting.measure,
    "selfcheck": selfcheck.measure,
    "documents": documents.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHMARKS], metavar="NAME")
    wanted = parser.parse_args().names or list(BENCHMARKS)
    logs.configure(level="WARNING")
    with tempfile.TemporaryDirectory() as folder, both_engines() as engines:
        for name in wanted:
            for result in BENCHMARKS[name](engines, Path(folder)):
                print(result.line(), flush=True)


if __name__ == "__main__":
    main()
