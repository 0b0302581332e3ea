"""What gets installed is what was tested, to the byte."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
FILES = ("build.txt", "dev.txt", "lock.txt", "runtime.txt")


def pins(name: str) -> dict[str, str]:
    """Package name to the pinned requirement with its marker."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", "")
    found: dict[str, str] = {}
    for line in text.splitlines():
        pin = Requirement(re.sub(r"\s+--hash=\S+", "", line))
        assert "--hash=sha256:" in line, f"{pin.name} has no hash"
        found[canonicalize_name(pin.name)] = str(pin)
    return found


def version_of(pin: str) -> str:
    (specifier,) = Requirement(pin).specifier
    return specifier.version


def declared(requirements: list[str]) -> dict[str, Requirement]:
    return {canonicalize_name((one := Requirement(text)).name): one for text in requirements}


@pytest.mark.parametrize("name", FILES)
def test_every_pin_names_one_version_and_its_hashes(name: str) -> None:
    assert all(re.search(r"==[\w.]+", pin) for pin in pins(name).values())


@pytest.mark.parametrize("name", ["build.txt", "runtime.txt"])
def test_what_runs_is_what_was_tested(name: str) -> None:
    """The same versions; only the platforms on which one is needed may differ."""
    tested = {package: version_of(pin) for package, pin in pins("dev.txt").items()}
    installed = {package: version_of(pin) for package, pin in pins(name).items()}
    assert installed.items() <= tested.items()


def test_the_lock_files_follow_the_declared_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "runtime.txt": project["project"]["dependencies"],
        "dev.txt": project["dependency-groups"]["dev"],
        "build.txt": project["dependency-groups"]["build"],
        "lock.txt": project["dependency-groups"]["lock"],
    }
    stale = [
        f"{name}: {requirement}"
        for name, requirements in wanted.items()
        for package, requirement in declared(requirements).items()
        if package not in pins(name)
        or not requirement.specifier.contains(version_of(pins(name)[package]))
    ]
    assert stale == []


@pytest.mark.parametrize("name", FILES)
def test_a_pin_has_the_extras_that_others_ask_for(name: str) -> None:
    """Without them pip takes `psycopg[binary]` for a project of its own, which nothing pins, and
    refuses to install as soon as a newer release than ours is out.
    """
    pinned = {package: Requirement(pin) for package, pin in pins(name).items()}
    lacking = [
        f"{package} asks for {wanted}"
        for package in pinned
        for text in requires(package)
        if (wanted := Requirement(text)).extras
        and (wanted.marker is None or wanted.marker.evaluate({"extra": ""}))
        and not wanted.extras <= pinned[canonicalize_name(wanted.name)].extras
    ]
    assert lacking == []


def requires(package: str) -> list[str]:
    """What an installed package says it needs; nothing for one that this platform does without."""
    try:
        return metadata.requires(package) or []
    except metadata.PackageNotFoundError:
        return []
