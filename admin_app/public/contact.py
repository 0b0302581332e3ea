"""How to reach the foundation: its addresses, and a form for questions."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import PUBLIC
from admin_app.forms import Form, new_submission_key
from admin_app.pages import flash, redirect, render, wiring_of
from admin_app.problems import status_of
from admin_app.public import crowding
from admin_app.routing import form, page
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid, Refused
from sponsorship.questions.operations import Asked
from sponsorship.workflows import asking


def show_contact(request: Request) -> Response:
    """The foundation's addresses, what can be done without writing, and the form."""
    return _page(request, {"submission": new_submission_key()}, {})


def ask(request: Request, sent: Form) -> Response:
    """Keep the question; or the form again with a sentence beside the wrong field."""
    wiring, now = wiring_of(request), utc_now()
    try:
        crowding.must_be_a_person(request, sent, at=now, what=crowding.QUESTION)
        asked = Asked(
            sent.submission(),
            sent.line("name", longest=1000),
            sent.line("email"),
            sent.line("organisation", longest=1000),
            sent.text("text"),
        )
    except Invalid as wrong:
        return _page(request, sent.typed, {wrong.field: str(wrong)}, status=422)
    except Refused as refusal:
        return _page(request, sent.typed, {}, trouble=str(refusal), status=status_of(refusal))
    reference = asking.ask(wiring.database, asked, foundation=wiring.foundation, at=now)
    said = f"We have your question, {reference}. A person reads it and answers by e-mail."
    return flash(request, redirect("/contact"), said)


def _page(
    request: Request,
    typed: Mapping[str, str],
    problems: dict[str, str],
    *,
    trouble: str = "",
    status: int = 200,
) -> Response:
    context = {
        "title": "Write to us",
        "foundation": wiring_of(request).foundation,
        "typed": typed,
        "problems": problems,
        "trouble": trouble,
    }
    return render(request, "public/contact.html", context, status=status)


routes: list[BaseRoute] = [
    page("/contact", show_contact, access=PUBLIC),
    form("/contact", ask, access=PUBLIC, name="ask"),
]
