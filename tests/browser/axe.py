"""What an accessibility checker says about a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # the others need not be told node by node
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CHECK = "options => axe.run(options).then(told => told.violations)"


def violations(page: Page) -> list[str]:
    """One line per broken rule of WCAG 2.2 AA, with the places that break it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[dict[str, Any]] = page.evaluate(CHECK, OPTIONS)
    return [
        f"{rule['id']}: {rule['help']} at "
        + ", ".join(" ".join(map(str, node["target"])) for node in rule["nodes"])
        for rule in found
    ]


def flaws(page: Page, screens: Sequence[tuple[int, int]]) -> list[str]:
    """What is wrong with the page on any of these screens, in the light and in the dark."""
    found: list[str] = []
    for width, height in screens:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{width} {scheme}: {one}" for one in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{width} {scheme}: wider than the screen")
    return found
