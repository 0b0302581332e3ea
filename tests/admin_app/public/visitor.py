"""A visitor without JavaScript: opens pages, fills in the form it sees, follows the answer."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

if TYPE_CHECKING:
    from httpx2 import Response
    from starlette.applications import Starlette

_TAG = re.compile(r"<(?:input|textarea|select)\b[^>]*>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


class Visitor:
    """One browser with its own cookies."""

    def __init__(self, app: Starlette) -> None:
        self.client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
        self.page: Response

    def visit(self, path: str) -> Response:
        self.page = self.client.get(path)
        return self.page

    @property
    def fields(self) -> dict[str, str]:
        """What the form on the page would send if nothing were touched."""
        found: dict[str, str] = {}
        for tag in _TAG.findall(self.page.text):
            of = dict(_ATTRIBUTE.findall(tag))
            ticks = of.get("type") in {"radio", "checkbox"}
            if "name" in of and (not ticks or " checked" in tag):
                found[of["name"]] = html.unescape(of.get("value", ""))
        return found

    def send(self, path: str, **typed: str) -> Response:
        """Send the form of the page with these fields changed; None of the page's own are lost."""
        self.page = self.client.post(path, data={**self.fields, **typed})
        return self.page

    def give(self, path: str = "/donate", **typed: str) -> Response:
        """Open the form, fill it in as Ada would, and send it."""
        if self.visit(path).status_code != 200:
            return self.page
        return self.send(path, **{"name": "Ada Lovelace", "email": "ada@example.org", **typed})

    def close(self) -> None:
        self.client.close()


def words(page: Response) -> str:
    """What a reader sees, blanks folded."""
    body = re.sub(r"<(script|style|noscript)\b.*?</\1>", " ", page.text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
