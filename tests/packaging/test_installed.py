"""The wheel, installed into an empty environment, is the whole product from any directory."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import port_for_a_server

ROOT = Path(__file__).resolve().parents[2]
PIP = ("-m", "pip", "-qq", "--disable-pip-version-check", "--no-input", "install", "--no-compile")


class Installation:
    """An environment with nothing but the wheel in it, and a folder to run in."""

    def __init__(self, environment: Path, folder: Path, port: int) -> None:
        self.bin = environment / "bin"
        self.folder = folder
        self.port = port

    @property
    def settings(self) -> dict[str, str]:
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SPONSORSHIP_", "PYTHON"))
        }
        return clean | {
            "SPONSORSHIP_DATA_DIR": str(self.folder / "data"),
            "SPONSORSHIP_PORT": str(self.port),
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.bin / "sponsorship", *arguments],
            cwd=self.folder,
            env=self.settings,
            capture_output=True,
            text=True,
            check=False,
        )

    @contextlib.contextmanager
    def serving(self) -> Iterator[str]:
        """The address of the running web application."""
        server = subprocess.Popen(
            [self.bin / "sponsorship", "serve"],
            cwd=self.folder,
            env=self.settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{self.port}"
        try:
            while server.poll() is None:
                with contextlib.suppress(urllib.error.URLError, ConnectionError):
                    assert fetched(f"{address}/readyz")
                    break
                time.sleep(0.1)  # asking without a pause would take the processor from who is asked
            assert server.poll() is None, server.communicate()[0].decode()
            yield address
        finally:
            server.terminate()
            server.communicate(timeout=60)


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


@pytest.fixture(scope="module")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin" / "python"
    locked = ("--require-hashes", "--requirement", str(ROOT / "requirements" / "runtime.txt"))
    subprocess.run([python, *PIP, *locked], check=True)
    subprocess.run([python, *PIP, "--no-deps", wheel], check=True)
    with port_for_a_server() as port:
        yield Installation(environment, tmp_path_factory.mktemp("elsewhere"), port)


def test_the_wheel_alone_migrates_serves_and_is_dressed(installation: Installation) -> None:
    helped = installation.run("--help")
    assert helped.returncode == 0
    assert "migrate" in helped.stdout

    migrated = installation.run("migrate")
    assert migrated.returncode == 0, migrated.stderr
    assert (installation.folder / "data" / "sponsorship.db").exists()

    with installation.serving() as address:
        page = fetched(f"{address}/donate")
        sheets = re.findall(r'<link rel="stylesheet" href="(/[^"]+)"', page)
        assert sheets
        assert all(fetched(address + sheet) for sheet in sheets)
