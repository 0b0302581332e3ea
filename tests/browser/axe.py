"""What an accessibility checker says about a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    """One line per broken rule of WCAG 2.2 AA, with the places that break it."""
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {rule['help']} at "
        + ", ".join(" ".join(map(str, node["target"])) for node in rule["nodes"])
        for rule in found
    ]
