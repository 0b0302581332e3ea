"""A real headless Chromium, and pages that fail a test when they complain."""

from __future__ import annotations

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

from scripts.browser import find_browser

OURS = {"127.0.0.1", "localhost"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser per module: Playwright's event loop must be gone before other modules' tests."""
    path = find_browser()
    if path is None:
        missing = "Chromium is missing: make browser installs it or says what to install"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    flags = ["--disable-gpu"]  # drawn by the processor twice over otherwise
    flags += ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor. Script errors, refused content and calls to other hosts fail the test."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A page that answers 404 or 409 on purpose is reported as a failed resource as well.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"console: {message.text}")

    def see(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.hostname not in OURS:
            complaints.append(f"request to another host: {request.url}")

    def stumble(error: Error) -> None:
        complaints.append(f"script: {error}")

    context = browser.new_context(locale="en-US", timezone_id="UTC")
    visited = context.new_page()
    visited.on("console", hear)
    visited.on("request", see)
    visited.on("pageerror", stumble)
    yield visited
    context.close()
    assert complaints == []
