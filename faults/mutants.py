"""Make one small mistake after the other in the code that moves money: the tests must notice each.

mutmut makes the mistakes, each in one function, and asks the tests that run this function
(`[tool.mutmut]` in pyproject.toml; docs/adr/0022). It works on a copy, on SQLite alone, one process
at a time. What no test notices is a survivor, and each has its reason in survivors.toml.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code

from faults.verdicts import Verdict

ROOT = Path(__file__).resolve().parents[1]
SURVIVORS = Path(__file__).with_name("survivors.toml")
ENOUGH = 90
"""Percent of the mistakes that the tests must notice, in all and in each file."""

KILLED, TIMED_OUT = "killed", "timeout"
"""As mutmut says it; everything else has survived."""


@dataclass(frozen=True)
class Mutant:
    """One mistake: the file it was made in, and what became of it."""

    path: str
    name: str
    outcome: str

    @property
    def survived(self) -> bool:
        return self.outcome not in (KILLED, TIMED_OUT)


@dataclass(frozen=True)
class Mutation:
    """A project's mutants, and the folder in which mutmut keeps them."""

    folder: Path
    mutants: Sequence[Mutant]

    def change(self, mutant: Mutant) -> str:
        """The mistake in words that outlive a change elsewhere: function, line before, line after."""
        with contextlib.chdir(self.folder):
            shown = get_diff_for_mutant(mutant.name, path=mutant.path).splitlines()[3:]
        was, becomes = (
            " ".join(line[1:].strip() for line in shown if line.startswith(sign)) for sign in "-+"
        )
        return f"{_function(mutant.name)}: {was} => {becomes}"


def targets(project: Path = ROOT) -> list[str]:
    """The files in which mistakes are made."""
    return [str(path) for path in _settings(project)["only_mutate"]]


def mutate(project: Path, folder: Path, paths: Iterable[str] = ()) -> Mutation:
    """Make every mistake in these files of the project, or in all its targets, and ask its tests."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = _settings(project)
    for name in (*settings["source_paths"], *settings["also_copy"], "tests", "pyproject.toml"):
        (folder / str(name)).symlink_to(project / str(name))
    _run(folder, [f"{_module(path)}.*" for path in paths])
    return Mutation(folder, list(_outcomes(folder, paths or targets(project))))


def _outcomes(folder: Path, paths: Iterable[str]) -> Iterator[Mutant]:
    with contextlib.chdir(folder):
        for path in paths:
            kept = SourceFileMutationData(path=Path(path))
            kept.load()
            for name, exit_code in kept.exit_code_by_key.items():
                yield Mutant(path, name, status_by_exit_code[exit_code])


def show(folder: Path, paths: Sequence[str] = ()) -> Verdict:
    """The show over these files of the product, or over all that are meant to be mutated."""
    began = time.perf_counter()
    mutation = mutate(ROOT, folder, paths)
    alive = [mutation.change(one) for one in mutation.mutants if one.survived]
    modules = tuple(f"{_module(one.path)}." for one in mutation.mutants)
    told = [one for one in explained(SURVIVORS) if one.startswith(modules)]
    by_file = {
        path: figures([one for one in mutation.mutants if one.path == path])
        for path in sorted({one.path for one in mutation.mutants})
    }
    violations = [
        *too_few({"in all": figures(mutation.mutants), **by_file}),
        *unexplained(alive, told),
    ]
    for one in violations:  # the verdict has room for a few of them
        print(one, file=sys.stderr, flush=True)
    return Verdict(
        "mutants",
        "sqlite",
        seed=0,
        size=len(mutation.mutants),
        figures=figures(mutation.mutants) | {"by_file": by_file},
        seconds=time.perf_counter() - began,
        violations=violations,
    )


def figures(mutants: Sequence[Mutant]) -> dict[str, object]:
    """How many there were, and how many the tests noticed; what never ends is noticed as well."""
    outcomes = Counter(one.outcome for one in mutants)
    survived = sum(one.survived for one in mutants)
    noticed = len(mutants) - survived
    return {
        "mutants": len(mutants),
        "killed": outcomes[KILLED],
        "timed_out": outcomes[TIMED_OUT],
        "survived": survived,
        "percent": noticed * 1000 // max(len(mutants), 1) / 10,
    }


def too_few(by_file: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Where the tests notice less than they must."""
    return [
        f"{where}: {one['percent']} % noticed"
        for where, one in by_file.items()
        if not one["mutants"] or float(str(one["percent"])) < ENOUGH
    ]


def unexplained(alive: Iterable[str], told: Iterable[str]) -> list[str]:
    """Survivors without a reason, and reasons without a survivor."""
    survivors, reasons = Counter(alive), Counter(told)
    return [
        *(f"nobody notices: {one}" for one in (survivors - reasons).elements()),
        *(f"explained, but does not survive: {one}" for one in (reasons - survivors).elements()),
    ]


def explained(file: Path) -> list[str]:
    """Every survivor that the file gives a reason for."""
    reasons = tomllib.loads(file.read_text(encoding="utf-8"))["reason"]
    return [str(one) for reason in reasons if reason["why"] for one in reason["mutants"]]


def _settings(project: Path) -> Mapping[str, Sequence[str]]:
    read = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    settings: Mapping[str, Sequence[str]] = read["tool"]["mutmut"]
    return settings


def _module(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".")


def _function(name: str) -> str:
    """`x_post__mutmut_3` is a mistake in `post`, `xǁMoneyǁparse__mutmut_1` in `Money.parse`."""
    module, _, mangled = name.rpartition("__mutmut_")[0].rpartition(".")
    own = mangled.removeprefix("x_") if mangled.startswith("x_") else mangled[2:].replace("ǁ", ".")
    return f"{module}.{own}"


def _run(folder: Path, names: Iterable[str]) -> None:
    # Measuring coverage would slow down each of its processes, and overwrite what the outer run measured.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SLIPCOVER")}
    log = folder / "mutmut.log"
    with log.open("wb") as told:
        ran = subprocess.run(
            [Path(sys.executable).with_name("mutmut"), "run", "--max-children", "1", *names],
            cwd=folder,
            env=kept
            | {
                "LANGUAGE": "de_DE",  # so that what takes the machine's language shows
                "PYTHONDONTWRITEBYTECODE": "1",
                "TMPDIR": str(folder),
            },
            stdout=told,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if ran.returncode != 0:
        raise AssertionError(f"mutmut failed: {log.read_text(encoding='utf-8')[-4000:]}")
