"""How to reach the foundation."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import PUBLIC
from admin_app.pages import render, wiring_of
from admin_app.routing import page


def show_contact(request: Request) -> Response:
    """The foundation's e-mail and postal addresses, and what can be done without writing."""
    foundation = wiring_of(request).foundation
    return render(
        request, "public/contact.html", {"title": "Write to us", "foundation": foundation}
    )


routes: list[BaseRoute] = [page("/contact", show_contact, access=PUBLIC)]
