"""The product's own source, parsed once, for rules that no linter knows."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

EDGE = {
    "sponsorship.__main__",
    "sponsorship.backups",  # begins with an address, because the database is still to be made
    "sponsorship.cli",
    "sponsorship.demo",
    "sponsorship.running",
    "sponsorship.wiring",
    "sponsorship.working",
}
"""Where settings and the clock are read and units of work begin."""

FOUNDATIONS = {
    "sponsorship.clock",
    "sponsorship.database",
    "sponsorship.documents",  # starts its compiler in a process of its own
    "sponsorship.jobs",
    "sponsorship.logs",
    "sponsorship.migrations",
    "sponsorship.settings",
}
"""What the capabilities stand on; each reads one part of the world so that they need not."""


@dataclass(frozen=True)
class Module:
    """One Python file of the product."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.path.read_text(encoding="utf-8").splitlines())

    def is_in(self, names: set[str]) -> bool:
        return any(self.name == name or self.name.startswith(f"{name}.") for name in names)

    def at(self, node: ast.AST) -> str:
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"

    def imports(self) -> Iterator[tuple[str, ast.stmt]]:
        """Every imported name in full, with the statement that imports it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name, node
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    yield f"{node.module}.{alias.name}", node


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """All modules below the folders, `sponsorship` and `admin_app` unless others are named."""
    return tuple(_parsed(folders or ("sponsorship", "admin_app")))


def _parsed(folders: tuple[str, ...]) -> Iterator[Module]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            name = dotted.removesuffix(".__init__")
            yield Module(name, path, ast.parse(path.read_text(encoding="utf-8")))


def core_below_the_edge() -> list[Module]:
    """The capabilities: what must not know the time, the settings or where a transaction ends."""
    return [module for module in modules("sponsorship") if not module.is_in(EDGE | FOUNDATIONS)]


def dotted(node: ast.expr) -> str:
    """`datetime.now` for the expression of that name, "" for anything that is no plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        return f"{owner}.{node.attr}" if owner else node.attr
    return ""


@cache
def text_files() -> tuple[Path, ...]:
    """Every text that belongs to the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    binary = {".ttf", ".otf", ".png", ".pdf", ".ico", ".woff2", ".icc", ".jpg", ".gif", ".webp"}
    paths = (ROOT / name for name in listed if name)
    return tuple(path for path in paths if path.is_file() and path.suffix not in binary)
