"""House rules as executable checks. A remark that a reviewer makes twice becomes a test here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import (
    EDGE,
    ROOT,
    Module,
    core_below_the_edge,
    dotted,
    modules,
    text_files,
)

LONGEST_FUNCTION = 60
LONGEST_FILE = 600

REAL_TIME = {
    "clock.utc_now",
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "utc_now",
}
ENVIRONMENT = {"os.environ", "os.getenv", "environ", "getenv"}
VAGUE_FUNCTIONS = {"process", "manage", "do", "execute", "update_status", "run_all"}
VAGUE_MODULES = {
    "base",
    "common",
    "helpers",
    "helper",
    "misc",
    "service",
    "services",
    "utils",
    "util",
}
VAGUE_CLASSES = re.compile(r"(Service|Manager|Helper|Util|Utils)$")

NEVER_WRITTEN = {
    "unfinished work": re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b"),
    "a path of somebody's machine": re.compile(r"(?<![\w.])/(?:r[o]ot|h[o]me|w[o]rk|U[s]ers)/"),
    "the address of a package index": re.compile(r"pypi[.]org/simple|index-[u]rl|registry[.]npm"),
}


def test_a_row_is_locked_without_barring_those_who_refer_to_it() -> None:
    """FOR UPDATE bars them, and makes two deeds wait for each other (`ROW_LOCK`)."""
    seen = [
        module.at(call)
        for module in modules()
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and _locks_too_much(call)
    ]
    assert not seen, "\n".join(seen)


def test_letters_about_a_sponsorship_say_so() -> None:
    """Otherwise its history lacks them (`Letter.about`)."""
    seen = [
        module.at(call)
        for module in modules()
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and dotted(call.func) == "outbox.owe"
        if _OF_A_SPONSORSHIP.search(ast.unparse(call)) and "about=" not in ast.unparse(call)
    ]
    assert not seen, "\n".join(seen)


_OF_A_SPONSORSHIP = re.compile(r"contact\.|sponsorship\.id|invoice\.id")


def _locks_too_much(call: ast.Call) -> bool:
    given = {one.arg: ast.unparse(one.value) for one in call.keywords}
    if isinstance(call.func, ast.Attribute) and call.func.attr == "with_for_update":
        return given.get(None) != "ROW_LOCK"
    return "with_for_update" in given and "ROW_LOCK" not in given["with_for_update"]


def test_the_core_reads_no_clock_no_environment_and_no_settings() -> None:
    """Time, actor and policy are arguments: what happened can be told again, and tested."""
    seen = [sight for module in core_below_the_edge() for sight in _glances_at_the_world(module)]
    assert not seen, "\n".join(seen)


def _glances_at_the_world(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _ends_in(dotted(node.func), REAL_TIME):
            yield f"{module.at(node)} reads the clock"
        if isinstance(node, ast.Attribute | ast.Name) and dotted(node) in ENVIRONMENT:
            yield f"{module.at(node)} reads the environment"
    for name, statement in module.imports():
        if name.startswith("sponsorship.settings"):
            yield f"{module.at(statement)} reads the settings"


def test_operations_never_commit() -> None:
    """One transaction per business fact, and the edge says where it ends."""
    database = {"sponsorship.database", "sponsorship.jobs", "sponsorship.migrations"}
    seen = [
        module.at(node)
        for module in modules("sponsorship")
        if not module.is_in(database | EDGE)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert not seen, "\n".join(seen)


def test_a_status_is_never_assigned() -> None:
    """`advance()` is the only door; the history row and the guard hang on it."""
    machines = {"sponsorship.lifecycle", "admin_app.sandbox"}
    seen = [
        module.at(node)
        for module in modules()
        if not module.is_in(machines)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and target.attr == "status"
        if not (isinstance(target.value, ast.Name) and target.value.id == "self")
    ]
    assert not seen, "\n".join(seen)


def test_only_the_edge_opens_a_database() -> None:
    edge = EDGE | {"sponsorship.database", "sponsorship.migrations", "admin_app.wiring"}
    seen = [
        module.at(node)
        for module in modules()
        if not module.is_in(edge)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and dotted(node.func) in {"Database", "database.Database"}
    ]
    assert not seen, "\n".join(seen)


def test_functions_fit_on_a_screen_and_files_in_a_head() -> None:
    seen = []
    for module in modules():
        if module.lines > LONGEST_FILE:
            seen.append(f"{module.at(module.tree)} has {module.lines} lines")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    seen.append(f"{module.at(node)} {node.name} has {length} lines")
    assert not seen, "\n".join(seen)


def test_names_say_what_they_mean() -> None:
    seen = []
    for module in modules():
        if module.name.rsplit(".", 1)[-1] in VAGUE_MODULES:
            seen.append(f"{module.at(module.tree)} is a vague name for a module")
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef) and node.name in VAGUE_FUNCTIONS:
                seen.append(f"{module.at(node)} {node.name}() is a vague name")
            if isinstance(node, ast.ClassDef) and VAGUE_CLASSES.search(node.name):
                seen.append(f"{module.at(node)} {node.name} is a vague name")
    assert not seen, "\n".join(seen)


def test_modules_say_what_they_are_for() -> None:
    seen = [module.at(module.tree) for module in modules() if not ast.get_docstring(module.tree)]
    assert not seen, "\n".join(seen)


def test_tests_replace_nothing_of_ours_and_skip_nothing() -> None:
    """A double stands at one of the four seams; a skipped test is a promise nobody keeps."""
    seen = []
    for module in modules("tests"):
        seen += [
            f"{module.at(statement)} imports a mocking library"
            for name, statement in module.imports()
            if name.startswith(("unittest.mock", "mock", "pytest_mock"))
        ]
        for node in ast.walk(module.tree):
            name = dotted(node) if isinstance(node, ast.Attribute) else ""
            if name in {"pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail"}:
                seen.append(f"{module.at(node)} uses {name}")
    assert not seen, "\n".join(seen)


def test_the_folder_of_migrations_is_no_package() -> None:
    """With an `__init__.py` it would hide the installed package of the same name."""
    assert not (ROOT / "alembic" / "__init__.py").exists()


@pytest.mark.parametrize("kind", NEVER_WRITTEN)
def test_the_repository_speaks_of_the_product_alone(kind: str) -> None:
    seen = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in text_files()
        for number, line in enumerate(_lines(path.read_bytes()), start=1)
        if NEVER_WRITTEN[kind].search(line)
    ]
    assert not seen, "\n".join(seen)


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", errors="replace").splitlines()


def _ends_in(name: str, names: set[str]) -> bool:
    return any(name == one or name.endswith(f".{one}") for one in names)
