"""Find the browser that the tests drive, and install one where that may be done unasked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


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
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(
                ["apt-get", *quiet, *arguments],
                check=False,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
    else:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            check=False,
            stdin=subprocess.DEVNULL,
        )


def main() -> int:
    if find_browser():
        return 0
    print("Installing Chromium for the browser tests ...", flush=True)
    install_browser()
    if find_browser():
        return 0
    print(
        "The browser tests need Chromium: install it (on Debian: apt-get install chromium)"
        " or name one in SPONSORSHIP_TEST_CHROMIUM.",
        file=sys.stderr,
    )
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
