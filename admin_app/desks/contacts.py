"""Contacts of sponsors: their roles, and which letters they get."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.auth import staff
from admin_app.desks import frame
from admin_app.desks.frame import Act, Field, act
from admin_app.pages import wiring_of
from admin_app.routing import page
from sponsorship.errors import Invalid
from sponsorship.sponsorships import contacts
from sponsorship.sponsorships.models import OPTIONAL_TOPICS, SponsorContact, Topic
from sponsorship.staff.permissions import Capability

HOME = "/admin/desk/contacts"


def show_contact(request: Request) -> Response:
    """Who it is, for whom they speak, and what they get."""
    with wiring_of(request).database.reading() as session:
        contact = frame.found(session, SponsorContact, request)
        sponsorships = contacts.sponsorships_of(session, contact)
        sponsor = contact.sponsor
    return frame.desk_page(
        request,
        "desks/contacts/show.html",
        title=contact.name,
        contact=contact,
        sponsor=sponsor,
        sponsorships=sponsorships,
        topics=list(Topic),
        choose=choose,
    )


def topics_of(values: list[str]) -> set[Topic]:
    """The chosen topics of a form; raises Invalid for what was never offered."""
    try:
        return {Topic(value) for value in values}
    except ValueError as wrong:
        raise Invalid("wanted", "Please choose among the offered letters.") from wrong


def _wanted(_: Session, contact: SponsorContact) -> str:
    return ", ".join(topic.value for topic in OPTIONAL_TOPICS if contact.wants(topic))


@act(
    f"{HOME}/{{id}}/choose",
    may=Capability.KEEP_SPONSORS,
    of=SponsorContact,
    verb="chose_letters",
    title="Choose letters",
    button="Choose letters",
    fields=[
        Field(
            "wanted",
            "Letters that this contact wants",
            "choices",
            is_required=False,
            hint="Letters about the sponsorship, its contract, invoices and payments always come.",
            options=[(topic.value, topic.label) for topic in OPTIONAL_TOPICS],
            initial=_wanted,
        )
    ],
)
def choose(one: Act[SponsorContact]) -> str:
    """As the contact told us; they can do it themselves by the link in such a letter."""
    wanted = topics_of(one.form.many("wanted"))
    contacts.choose_letters(one.session, one.subject, wanted=wanted)
    return f"{one.subject.name} gets the letters of their choice from now on."


desk_paths = {SponsorContact: HOME + "/{id}"}
routes: list[BaseRoute] = [
    page(HOME + "/{id}", show_contact, access=staff()),
    *choose.routes,
]
