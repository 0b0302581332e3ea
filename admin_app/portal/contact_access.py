"""Which contact of which sponsors is asking: from the cookie to rows, at every request anew."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin_app import cookies
from admin_app.access import Access
from admin_app.pages import path_id, redirect, wiring_of
from sponsorship.audit import Actor
from sponsorship.clock import utc_now
from sponsorship.errors import NotAllowed, NotFound
from sponsorship.portal import queries
from sponsorship.sponsorships.models import SponsorContact

HOME = "/portal/sponsor"
SIGN_IN = f"{HOME}/sign-in"


def contacts_of(request: Request) -> list[SponsorContact]:
    """The contacts that the signed-in address is, one for each sponsor; none for nobody."""
    if not hasattr(request.state, "contacts"):
        token = cookies.read(request, cookies.PORTAL)
        found: list[SponsorContact] = []
        if token:
            with wiring_of(request).database.reading() as session:
                found = queries.contacts_behind(session, token, at=utc_now())
        request.state.contacts = found
    contacts: list[SponsorContact] = request.state.contacts
    return contacts


def contact_of(request: Request) -> SponsorContact:
    """Who speaks for the sponsor in the address; another sponsor looks like none: NotFound."""
    sponsor_id = path_id(request)
    for contact in contacts_of(request):
        if contact.sponsor_id == sponsor_id:
            return contact
    raise NotFound("sponsor")


def keeper_of(request: Request) -> SponsorContact:
    """The same, if the contact may change things; raises NotAllowed."""
    contact = contact_of(request)
    if not may_keep(contact):
        raise NotAllowed(contact, "change this: the primary contact and managers are")
    return contact


def may_keep(contact: SponsorContact) -> bool:
    """Primary contacts look after everything, managers after our site."""
    return contact.is_primary or contact.is_manager


def actor_of(contact: SponsorContact) -> Actor:
    """As the audit log names them."""
    return Actor("sponsor", f"{contact.name}, {contact.sponsor.name}", contact.sponsor_id)


def _guard(request: Request) -> Response | None:
    return None if contacts_of(request) else redirect(SIGN_IN)


CONTACT = Access("sponsor contact", guard=_guard)
"""A contact of a sponsor who is signed in; the page asks for which sponsors."""
