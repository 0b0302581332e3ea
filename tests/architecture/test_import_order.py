"""Imports point down. `make check` proves the contracts; here, that they forget nobody."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source import EDGE, ROOT, modules

OUTSIDE = {"sponsorship.models", "sponsorship.migrations"}
"""Import every table on purpose, and are themselves imported at the edge alone."""


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    checked = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def test_every_module_of_the_core_has_its_place_in_the_layers() -> None:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = configured["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    placed = {name for layer in layers for name in re.findall(r"[\w.]+", layer)}

    top_level = {".".join(module.name.split(".")[:2]) for module in modules("sponsorship")}

    assert top_level - placed - OUTSIDE == {"sponsorship"}


def test_nobody_below_the_edge_imports_every_table() -> None:
    edge = EDGE | {"sponsorship.guards", "sponsorship.migrations", "sponsorship.schema"}
    seen = [
        module.at(statement)
        for module in modules()
        if not module.is_in(edge)
        for name, statement in module.imports()
        if name == "sponsorship.models" or name.startswith("sponsorship.models.")
    ]
    assert not seen, "\n".join(seen)
