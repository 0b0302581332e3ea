"""Every table, status and money-moving word is explained where a newcomer looks for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

import sponsorship.models  # every table and machine is declared by importing it
from sponsorship.database import Base
from sponsorship.lifecycle import MACHINES
from tests.architecture.source import ROOT, modules

TABLES = sorted(mapper.class_.__name__ for mapper in Base.registry.mappers)


def _undocumented_members(enum: ast.ClassDef) -> Iterator[str]:
    for position, statement in enumerate(enum.body):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            following = enum.body[position + 1 : position + 2]
            explained = following and isinstance(following[0], ast.Expr)
            if not explained:
                yield statement.targets[0].id


@pytest.mark.parametrize("machine", sorted(MACHINES))
def test_every_status_says_what_it_means(machine: str) -> None:
    """What it means, what sets it, and what it does not promise: beside the member itself."""
    name = type(MACHINES[machine].initial).__name__
    enums = [
        node
        for module in modules("sponsorship")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and node.name == name
    ]
    assert len(enums) == 1
    page = ROOT / "docs" / "lifecycles.md"
    described = page.read_text(encoding="utf-8") if page.exists() else ""
    silent = [
        member for member in _undocumented_members(enums[0]) if f"`{member}`" not in described
    ]
    assert silent == []


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_explained_in_a_sentence(table: str) -> None:
    mapped = {mapper.class_.__name__: mapper.class_ for mapper in Base.registry.mappers}[table]
    glossary = ROOT / "docs" / "glossary.md"
    terms = glossary.read_text(encoding="utf-8") if glossary.exists() else ""
    assert mapped.__dict__.get("__doc__") or f"`{table}`" in terms


def test_every_model_is_in_the_register_of_tables() -> None:
    """`sponsorship.models` is what migrations and the schema files are made from."""
    declared = {
        node.name
        for module in modules("sponsorship")
        if module.name.endswith(".models")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        if any(
            isinstance(statement, ast.Assign)
            and isinstance(statement.targets[0], ast.Name)
            and statement.targets[0].id == "__tablename__"
            for statement in node.body
        )
    }
    assert declared <= set(TABLES)
    assert sponsorship.models.metadata is Base.metadata
