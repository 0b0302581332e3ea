"""The browser of the tests itself: it starts, sees what is wrong with a page, and stays at home."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.axe import violations

PLAIN = """<!doctype html><html lang="en"><head><title>Donate</title></head>
<body><main><h1>Donate</h1><form><label>Amount <input name="amount"></label></form></main></body>
</html>"""


def test_a_plain_form_has_no_accessibility_violation(page: Page) -> None:
    page.set_content(PLAIN)
    assert violations(page) == []


def test_a_field_without_a_label_is_found(page: Page) -> None:
    page.set_content(PLAIN.replace("<label>Amount ", "<label>Amount</label><label>"))
    assert [line.split(":")[0] for line in violations(page)] == ["label"]
