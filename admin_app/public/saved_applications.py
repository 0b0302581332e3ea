"""An application to be finished later: saved by a button of the form, found again by a link."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin_app.forms import Form
from admin_app.pages import flash, redirect, wiring_of
from admin_app.public import application_form, crowding
from admin_app.public.application_form import Draft
from admin_app.public.personal import token_of
from sponsorship.clock import utc_now
from sponsorship.saved import operations as saved
from sponsorship.saved.models import SavedApplication
from sponsorship.tiers.queries import Catalogue
from sponsorship.workflows import saving

HOME = "/sponsors/apply/saved"


def save(request: Request, sent: Form, draft: Draft, catalogue: Catalogue) -> Response:
    """Keep the form, send its link to the first contact, and go on there.

    Raises Invalid where there is no address to send it to, and Crowding.
    """
    wiring, now = wiring_of(request), utc_now()
    crowding.must_be_a_person(request, sent, at=now, what=crowding.SAVED, email="contact_0_email")
    email = sent.line("contact_0_email")
    token = saving.save(
        wiring.database,
        draft.form_key,
        application_form.answers_of(draft),
        email=email,
        name=sent.line("contact_0_name", longest=200),
        programme=catalogue.year.title,
        choice=draft.choice(),
        foundation=wiring.foundation,
        at=now,
    )
    said = f"Saved. The link to this page is on its way to {email}."
    return flash(request, redirect(f"{HOME}/{token}"), said)


def found(request: Request) -> SavedApplication:
    """What the link of the page leads to; raises NotFound if it was sent, or forgotten by now."""
    with wiring_of(request).database.reading() as session:
        return saved.by_token(session, token_of(request, "saved application"), at=utc_now())
