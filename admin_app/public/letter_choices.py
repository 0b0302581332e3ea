"""Which letters a contact of a sponsor gets: their own choice, behind the link in such a letter."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK
from admin_app.forms import Form
from admin_app.pages import flash, redirect, render, wiring_of
from admin_app.problems import status_of
from admin_app.public.personal import PRIVATE_FORM, token_of
from admin_app.routing import form, page
from sponsorship import audit
from sponsorship.audit import Actor
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid
from sponsorship.sponsorships import contacts
from sponsorship.sponsorships.models import OPTIONAL_TOPICS, Topic

HOME = "/sponsors/letters/{token}"
SAVED = "Thank you: your choice holds from the next letter on."


def show_choice(request: Request) -> Response:
    """Opening the link changes nothing: mail programs open links by themselves."""
    return _page(request)


def save_choice(request: Request, sent: Form) -> Response:
    """Keep what was ticked; sent twice it is the same choice."""
    token = token_of(request, "contact")
    try:
        wanted = {Topic(value) for value in sent.many("wanted")}
        with wiring_of(request).database.unit_of_work() as session:
            contact = contacts.by_token(session, token)
            audit.begin_act(
                session,
                by=Actor("sponsor", contact.name, contact.id),
                verb="chose_letters",
                subject=f"sponsor_contact:{contact.id}",
                at=utc_now(),
            )
            contacts.choose_letters(session, contact, wanted=wanted)
    except (Invalid, ValueError):
        return _page(request, Invalid("wanted", "Please choose among the offered letters."))
    return flash(request, redirect(HOME.format(token=token)), SAVED)


def _page(request: Request, refusal: Invalid | None = None) -> Response:
    with wiring_of(request).database.reading() as session:
        contact = contacts.by_token(session, token_of(request, "contact"))
    return render(
        request,
        "public/letter_choices.html",
        {
            "title": "Letters to you",
            "contact": contact,
            "topics": OPTIONAL_TOPICS,
            "refusal": str(refusal) if refusal else "",
        },
        status=status_of(refusal) if refusal else 200,
        headers=PRIVATE_FORM,
    )


routes: list[BaseRoute] = [
    page(HOME, show_choice, access=LINK),
    form(HOME, save_choice, access=LINK),
]
