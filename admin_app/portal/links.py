"""Where donors and sponsor contacts find their own pages: the links are in their letters."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import PUBLIC
from admin_app.forms import Form
from admin_app.pages import render, wiring_of
from admin_app.routing import form, page
from sponsorship.addresses import checked_email
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid
from sponsorship.workflows import links


def show(request: Request) -> Response:
    """What the letters lead to, and the form to have them sent again."""
    return _page(request)


def send_again(request: Request, sent: Form) -> Response:
    """Have the letters sent again; the answer is the same for addresses that we do not know."""
    try:
        email = checked_email(sent.line("email"))
    except Invalid as wrong:
        return _page(request, typed=sent.typed.get("email", ""), problem=str(wrong), status=422)
    with wiring_of(request).database.unit_of_work() as session:
        links.ask(session, email, at=utc_now())
    return _page(request, is_sent=True)


def _page(
    request: Request,
    *,
    typed: str = "",
    problem: str = "",
    is_sent: bool = False,
    status: int = 200,
) -> Response:
    context = {
        "title": "My gifts and links",
        "typed": typed,
        "problem": problem,
        "is_sent": is_sent,
    }
    return render(request, "portal/links.html", context, status=status)


routes: list[BaseRoute] = [
    page("/portal", show, access=PUBLIC),
    form("/portal", send_again, access=PUBLIC, name="send_links_again"),
]
