"""Find the browser that the tests drive, and install one where that may be done unasked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HEADLESS = "chromium-headless-shell"
"""Debian's package, and its program: Chromium without windows, which costs half the time."""

NAMES = (HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> Path | None:
    """A Chromium that can be started: a named one, the system's, or Playwright's own."""
    named = os.environ.get("SPONSORSHIP_TEST_CHROMIUM")
    if named:
        return Path(named)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return _playwrights_own()


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def install_browser() -> None:
    """Debian's package for root, Playwright's download for everybody else."""
    if is_debian_root():
        apt_get("update")
        apt_get("install", HEADLESS)
        if not find_browser():  # an older release has the whole one only
            apt_get("install", "chromium")
    else:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            check=False,
            stdin=subprocess.DEVNULL,
        )


def is_debian_root() -> bool:
    """Whether packages may be installed here without asking anybody."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_get(*arguments: str) -> None:
    subprocess.run(
        ["apt-get", "-qq", "-y", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends", *arguments],
        check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def is_ci() -> bool:
    """Whether nobody works on this machine: a missing part is a failure, a better one is fetched."""
    return os.environ.get("CI") == "true"


def main() -> int:
    found = find_browser()
    would_be_slow = is_ci() and is_debian_root() and found == Path("/usr/bin/chromium")
    if found and not would_be_slow:
        return 0
    print("Installing Chromium for the browser tests ...", flush=True)
    install_browser()
    if find_browser():
        return 0
    print(
        "The browser tests need Chromium: install it (on Debian: apt-get install"
        f" {HEADLESS}) or name one in SPONSORSHIP_TEST_CHROMIUM.",
        file=sys.stderr,
    )
    return 1 if is_ci() else 0


if __name__ == "__main__":
    sys.exit(main())
