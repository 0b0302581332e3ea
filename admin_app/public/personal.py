"""Pages behind a personal link: whoever holds it may look, and nobody learns more by guessing."""

from __future__ import annotations

import re

from starlette.requests import Request

from sponsorship.errors import NotFound

PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
"""Headers of a page whose address is the key to it."""

PRIVATE_FORM = {"Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow"}
"""The same for a page with a form: without any referrer a browser would send no origin either."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)


def token_of(request: Request, what: str) -> str:
    """The token in the address; what cannot be one is not found, like one that is unknown."""
    token = str(request.path_params["token"])
    if _TOKEN.fullmatch(token) is None:
        raise NotFound(what)
    return token
