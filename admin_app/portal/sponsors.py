"""A sponsor's own pages, for its contacts: where everything stands, the profile, who speaks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.forms import Form
from admin_app.pages import flash, path_id, redirect, render, wiring_of
from admin_app.portal.contact_access import (
    CONTACT,
    HOME,
    actor_of,
    contact_of,
    contacts_of,
    keeper_of,
    may_keep,
)
from admin_app.problems import status_of
from admin_app.public import application_form
from admin_app.public.personal import PRIVATE_FORM
from admin_app.public.sponsoring import STANDING, UPLOADS, drawing_slots
from admin_app.public.wall import badge_path
from admin_app.routing import form, page
from sponsorship import audit
from sponsorship.audit import AuditNote
from sponsorship.clock import utc_now
from sponsorship.contracts import queries as contracts
from sponsorship.contracts.models import Contract, ContractStatus
from sponsorship.errors import Invalid, NotFound, SponsorshipError
from sponsorship.fulfilment import queries as fulfilment
from sponsorship.fulfilment.queries import Place
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice, InvoiceStatus
from sponsorship.invoicing.payment_receipts import kept_of
from sponsorship.money import Money
from sponsorship.sponsorships import contacts, profile, renewing
from sponsorship.sponsorships.models import LogoVariant, Sponsor, SponsorContact, Sponsorship
from sponsorship.sponsorships.profile import Changed, ContactFacts
from sponsorship.supplements.operations import may_be_asked
from sponsorship.tiers import queries as tiers
from sponsorship.workflows import logos, portal

_ROLES = {
    "is_primary": "Primary: gets everything, and looks after what we need from you",
    "is_administrative": "Administrative: gets contracts",
    "is_accounting": "Accounting: gets invoices and news of payments",
    "is_manager": "Manager: may change things on these pages",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One sponsorship with its papers and what is asked for it."""

    sponsorship: Sponsorship
    contracts: tuple[Contract, ...]
    invoices: tuple[Invoice, ...]
    asked: tuple[Place, ...]
    badge: str

    @property
    def missing(self) -> int:
        return sum(not one.is_there for one in self.asked)

    @property
    def kept(self) -> dict[int, Money]:
        """What we have of each payment, by its settlement."""
        return {
            paid.id: kept_of(invoice, paid)
            for invoice in self.invoices
            for paid in invoice.settlements
        }


def show_sponsors(request: Request) -> Response:
    """The sponsors that somebody speaks for; the only one opens at once."""
    found = contacts_of(request)
    if len(found) == 1:
        return redirect(f"{HOME}/{found[0].sponsor_id}")
    context = {"title": "Your sponsors", "contacts": found}
    return render(request, "portal/sponsors.html", context, headers=PRIVATE_FORM)


def show_sponsor(request: Request) -> Response:
    """Every sponsorship with its papers and benefits, and what can be done next."""
    contact = contact_of(request)
    wiring = wiring_of(request)
    today = wiring.foundation.calendar.day_of(utc_now())
    with wiring.database.reading() as session:
        sponsor = session.get_one(Sponsor, contact.sponsor_id)
        standings = [
            _standing(session, one, today) for one in contacts.sponsorships_of(session, contact)
        ]
        catalogue = tiers.open_catalogue(session)
        can_renew = (
            catalogue is not None and renewing.live_in(session, sponsor, catalogue.year) is None
        )
        people = list(sponsor.contacts)
        _ = sponsor.logos
    context = {
        "title": sponsor.name,
        "sponsor": sponsor,
        "contact": contact,
        "people": people,
        "standings": standings,
        "status_words": STANDING,
        "year": catalogue.year if catalogue else None,
        "can_renew": can_renew and may_keep(contact),
        "may_keep": may_keep(contact),
        "can_add_to": [
            one.sponsorship.id for one in standings if may_be_asked(one.sponsorship, on=today)
        ],
    }
    return render(request, "portal/sponsor.html", context, headers=PRIVATE_FORM)


def _standing(session: Session, sponsorship: Sponsorship, today: Any) -> Standing:
    sent = [
        one
        for one in contracts.of_sponsorship(session, sponsorship.id)
        if one.sent_at is not None and one.status is not ContractStatus.NULLIFIED
    ]
    issued = [
        one
        for one in invoices.of_sponsorship(session, sponsorship.id)
        if one.status is not InvoiceStatus.DRAFT
    ]
    asked = [one for one in fulfilment.places_of(session, sponsorship) if one.is_asked]
    is_shown = sponsorship.was_shown_by(today)
    return Standing(
        sponsorship,
        tuple(sent),
        tuple(issued),
        tuple(asked),
        badge_path(sponsorship) if is_shown else "",
    )


# --- Profile --------------------------------------------------------------------------------------


def show_profile(request: Request) -> Response:
    """The profile to change, and what was changed before."""
    keeper = keeper_of(request)
    return _profile_page(request, keeper)


def change_profile(request: Request, sent: Form) -> Response:
    """Take over what differs, note it, and tell staff."""
    keeper = keeper_of(request)
    wiring, at = wiring_of(request), utc_now()
    try:
        facts = _facts(sent)
        with wiring.database.unit_of_work() as session:
            audit.begin_act(
                session,
                by=actor_of(keeper),
                verb="changed_profile",
                subject=f"sponsor:{keeper.sponsor_id}",
                at=at,
            )
            sponsor = session.get_one(Sponsor, keeper.sponsor_id)
            changes = profile.change_profile(sponsor, facts)
            portal.tell_staff(
                session, sponsor, changes, contact=keeper, foundation=wiring.foundation, at=at
            )
    except Invalid as wrong:
        return _profile_page(request, keeper, typed=sent.typed, wrong=wrong)
    said = "Your profile is changed, and our staff know." if changes else "Nothing was changed."
    return flash(request, redirect(f"{HOME}/{keeper.sponsor_id}/profile"), said)


def _facts(sent: Form) -> dict[str, str]:
    facts = {
        name: sent.text(name) if name == "description" else sent.line(name)
        for name in profile.LABELS
    }
    if facts["country"] not in application_form.countries():
        raise Invalid("country", "Please choose a country from the list.")
    return facts


def change_logo(request: Request, sent: Form) -> Response:
    """The logo in one of its forms, shown from now on."""
    keeper = keeper_of(request)
    wiring, at = wiring_of(request), utc_now()
    try:
        variant = sent.choice("variant", LogoVariant)
        upload = sent.upload("logo")
        kept = logos.accepted(upload.content if upload else b"", variant)
        with wiring.database.unit_of_work() as session:
            audit.begin_act(
                session,
                by=actor_of(keeper),
                verb="replaced_logo",
                subject=f"sponsor:{keeper.sponsor_id}",
                at=at,
            )
            sponsor = session.get_one(Sponsor, keeper.sponsor_id)
            name = upload.filename if upload else ""
            before = sponsor.logos[variant]
            logos.replace(
                session, sponsor, variant, kept, original_name=name, at=at, by=actor_of(keeper)
            )
            changes = [Changed(variant.label, before.original_name if before else "", name)]
            portal.tell_staff(
                session, sponsor, changes, contact=keeper, foundation=wiring.foundation, at=at
            )
    except SponsorshipError as wrong:
        return _profile_page(request, keeper, typed=sent.typed, wrong=wrong)
    answer = redirect(f"{HOME}/{keeper.sponsor_id}/profile")
    return flash(request, answer, "The logo is kept, and shown from now on.")


def _profile_page(
    request: Request,
    keeper: SponsorContact,
    *,
    typed: Mapping[str, str] | None = None,
    wrong: SponsorshipError | None = None,
) -> Response:
    with wiring_of(request).database.reading() as session:
        sponsor = session.get_one(Sponsor, keeper.sponsor_id)
        held = {name: getattr(sponsor, name) for name in profile.LABELS}
        variants = dict(sponsor.logos)
        notes = _changes(session, sponsor)
    context = {
        "title": f"Profile of {sponsor.name}",
        "sponsor": sponsor,
        "logos": variants,
        "labels": profile.LABELS,
        "typed": held | dict(typed or {}),
        "countries": application_form.countries(),
        "problems": {} if wrong is None else {getattr(wrong, "field", "form"): str(wrong)},
        "notes": notes,
    }
    status = 200 if wrong is None else status_of(wrong)
    return render(request, "portal/profile.html", context, status=status, headers=PRIVATE_FORM)


@dataclass(frozen=True, slots=True)
class Noted:
    """One change by the sponsor's own people."""

    note: AuditNote
    changed: tuple[tuple[str, str, str], ...]

    @property
    def by(self) -> str:
        return self.note.by.partition(" ")[2].rpartition(",")[0]


def _changes(session: Session, sponsor: Sponsor) -> list[Noted]:
    """What the sponsor's own people changed in its profile, the newest first."""
    subject = f"sponsor:{sponsor.id}"
    found = session.scalars(
        sa.select(AuditNote)
        .where(AuditNote.subject == subject, AuditNote.verb == "changed_profile")
        .order_by(AuditNote.seq.desc())
        .limit(20)
    )
    noted = []
    for note in found:
        columns = note.changes.get(subject, {})
        changed = [
            (label, str(columns[name][0]), str(columns[name][1]))
            for name, label in profile.LABELS.items()
            if name in columns
        ]
        if changed:
            noted.append(Noted(note, tuple(changed)))
    return noted


# --- Contacts -------------------------------------------------------------------------------------


def show_contact(request: Request) -> Response:
    """One contact to change; or a new one."""
    keeper = keeper_of(request)
    return _contact_page(request, keeper, _asked_contact(request, keeper))


def keep_contact(request: Request, sent: Form) -> Response:
    """Add the contact, change it or remove it, note it, and tell staff."""
    keeper = keeper_of(request)
    asked = _asked_contact(request, keeper)
    wiring, at = wiring_of(request), utc_now()
    try:
        with wiring.database.unit_of_work() as session:
            audit.begin_act(
                session,
                by=actor_of(keeper),
                verb="changed_contacts",
                subject=f"sponsor:{keeper.sponsor_id}",
                at=at,
            )
            sponsor = session.get_one(Sponsor, keeper.sponsor_id)
            changes = _kept(session, sponsor, asked, sent)
            portal.tell_staff(
                session, sponsor, changes, contact=keeper, foundation=wiring.foundation, at=at
            )
    except SponsorshipError as wrong:
        return _contact_page(request, keeper, asked, typed=sent.typed, wrong=wrong)
    answer = redirect(f"{HOME}/{keeper.sponsor_id}")
    return flash(request, answer, "The contacts are changed, and our staff know.")


def _kept(
    session: Session, sponsor: Sponsor, asked: SponsorContact | None, sent: Form
) -> list[Changed]:
    held = session.get_one(SponsorContact, asked.id) if asked else None
    before = _in_words(held)
    if held is not None and sent.line("step") == "remove":
        profile.remove_contact(session, held)
        return [Changed(f"Contact {held.name}", before, "")]
    facts = ContactFacts(
        name=sent.line("name"),
        email=sent.line("email"),
        phone=sent.line("phone"),
        **{role: sent.flag(role) for role in _ROLES},
    )
    if held is None:
        added = profile.add_contact(session, sponsor, facts)
        return [Changed(f"Contact {added.name}", "", _in_words(added))]
    profile.change_contact(session, held, facts)
    after = _in_words(held)
    return [] if after == before else [Changed(f"Contact {held.name}", before, after)]


def _in_words(contact: SponsorContact | None) -> str:
    if contact is None:
        return ""
    roles = ", ".join(contact.roles) or "no role"
    return f"{contact.name}, {contact.email}, {contact.phone or 'no phone'} ({roles})"


def _asked_contact(request: Request, keeper: SponsorContact) -> SponsorContact | None:
    """The contact in the address, None for a new one; one of another sponsor is not found."""
    if request.path_params["contact_id"] == "new":
        return None
    contact_id = path_id(request, "contact_id")
    with wiring_of(request).database.reading() as session:
        found = session.get(SponsorContact, contact_id)
    if found is None or found.sponsor_id != keeper.sponsor_id:
        raise NotFound("contact")
    return found


def _contact_page(
    request: Request,
    keeper: SponsorContact,
    asked: SponsorContact | None,
    *,
    typed: Mapping[str, str] | None = None,
    wrong: SponsorshipError | None = None,
) -> Response:
    held = {
        name: getattr(asked, name) if asked else "" for name in ("name", "email", "phone", *_ROLES)
    }
    context = {
        "title": asked.name if asked else "A new contact",
        "sponsor": keeper.sponsor,
        "asked": asked,
        "roles": _ROLES,
        "typed": held if typed is None else typed,
        "problems": {} if wrong is None else {getattr(wrong, "field", "form"): str(wrong)},
    }
    status = 200 if wrong is None else status_of(wrong)
    return render(request, "portal/contact.html", context, status=status, headers=PRIVATE_FORM)


routes: list[BaseRoute] = [
    page(HOME, show_sponsors, access=CONTACT),
    page(HOME + "/{id}", show_sponsor, access=CONTACT, name="portal_sponsor"),
    page(HOME + "/{id}/profile", show_profile, access=CONTACT),
    form(HOME + "/{id}/profile", change_profile, access=CONTACT),
    form(HOME + "/{id}/logo", change_logo, access=CONTACT, uploads=UPLOADS, limiter=drawing_slots),
    page(HOME + "/{id}/contacts/{contact_id}", show_contact, access=CONTACT, name="portal_contact"),
    form(HOME + "/{id}/contacts/{contact_id}", keep_contact, access=CONTACT),
]
