"""The wheel is the whole product: installed alone, started from anywhere."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shipped(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_below(*folders: str) -> set[str]:
    """What the repository holds there, apart from what Python leaves behind."""
    return {
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_carries_every_file_of_both_packages(shipped: set[str]) -> None:
    assert files_below("sponsorship", "admin_app") - shipped == set()


def test_the_wheel_carries_letters_and_migrations(shipped: set[str]) -> None:
    expected = {
        f"sponsorship/_shipped/{name}" for name in files_below("email_templates", "alembic")
    }
    assert expected
    assert expected - shipped == set()


def test_the_wheel_carries_nothing_at_the_top_that_is_not_ours(shipped: set[str]) -> None:
    """A folder called `alembic` or `tests` there would end up in everybody's environment."""
    tops = {name.split("/")[0] for name in shipped}
    assert tops - {"sponsorship", "admin_app"} == {
        name for name in tops if name.endswith(".dist-info")
    }


def test_the_licence_travels_along(shipped: set[str]) -> None:
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in shipped)


def test_the_same_source_gives_the_same_wheel(
    wheel: Path, build_wheel: Callable[[Path], Path], tmp_path: Path
) -> None:
    again = build_wheel(tmp_path)
    assert _digest(again) == _digest(wheel)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
