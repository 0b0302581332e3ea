"""The applicant's form once more: another choice, as long as we have not decided."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK
from admin_app.forms import Form, new_submission_key
from admin_app.pages import flash, redirect, render, wiring_of
from admin_app.portal.contact_access import actor_of, contacts_of
from admin_app.problems import status_of
from admin_app.public import application_form
from admin_app.public.application_form import Draft
from admin_app.public.personal import PRIVATE_FORM, token_of
from admin_app.public.sponsors import join_path, price
from admin_app.routing import form, page
from sponsorship.audit import Actor
from sponsorship.clock import utc_now
from sponsorship.errors import Invalid, Refused, Stale
from sponsorship.places import queries as places
from sponsorship.sponsorships import amending as choices
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.amending import Amendment
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.tiers.queries import Catalogue
from sponsorship.workflows import amending

if TYPE_CHECKING:
    from sponsorship.sponsorships.profile import Changed
    from sponsorship.wiring import Wiring

DECIDED = "We have decided about this application, so that it cannot be changed any more."


def show_change(request: Request) -> Response:
    """The form with what is chosen now; once it is decided, the application's own page."""
    sponsorship, catalogue = _asked(request)
    if not sponsorship.can_be("amended"):
        return _decided(request, sponsorship)
    chosen = choices.choice_of(sponsorship, catalogue)
    draft = Draft(
        new_submission_key(),
        {
            "tier": chosen.tier_slug or application_form.STAND_ALONE,
            "po_number": sponsorship.po_number,
            "message": sponsorship.message,
        },
        add_ons=frozenset(map(str, chosen.add_on_ids)),
        left_out=frozenset(map(str, chosen.left_out_ids)),
        stand_alone=frozenset(map(str, chosen.stand_alone_ids)),
    )
    return _form_page(request, sponsorship, catalogue, draft)


def change(request: Request, sent: Form) -> Response:
    """Exchange it, or the form again with the sentence that says why not."""
    sponsorship, catalogue = _asked(request)
    if not sponsorship.can_be("amended"):
        return _decided(request, sponsorship)
    draft = application_form.sent_draft(sent)
    version = sent.line("version", longest=20)
    if "look" in sent:  # only asks what it comes to
        return _form_page(request, sponsorship, catalogue, draft, version=version)
    try:
        asked = Amendment(
            draft.choice(), sent.line("po_number", longest=1000), sent.text("message")
        )
        changes = _amend(request, sponsorship, asked, shown=version, at=utc_now())
    except Invalid as wrong:
        draft.problems[wrong.field] = str(wrong)
        return _form_page(request, sponsorship, catalogue, draft, version=version, status=422)
    except (Refused, Stale) as refused:
        sponsorship, catalogue = _asked(request)
        if not sponsorship.can_be("amended"):
            return _decided(request, sponsorship)
        draft.trouble = str(refused)
        return _form_page(
            request, sponsorship, catalogue, draft, version=version, status=status_of(refused)
        )
    said = "Your application is changed, and our staff know." if changes else "Nothing was changed."
    return flash(request, redirect(f"/sponsors/applications/{sponsorship.public_token}"), said)


def _amend(
    request: Request, sponsorship: Sponsorship, asked: Amendment, *, shown: str, at: datetime
) -> list[Changed]:
    wiring: Wiring = wiring_of(request)
    signed_in = [one for one in contacts_of(request) if one.sponsor_id == sponsorship.sponsor_id]
    contact = signed_in[0] if signed_in else None
    sponsor = sponsorship.sponsor
    with wiring.database.unit_of_work() as session:
        return amending.amend(
            session,
            sponsorships.get(session, sponsorship.id),
            asked,
            shown=int(shown) if shown.isascii() and shown.isdigit() else 0,
            contact=contact,
            foundation=wiring.foundation,
            at=at,
            by=actor_of(contact) if contact else Actor("sponsor", sponsor.name, sponsor.id),
        )


def _asked(request: Request) -> tuple[Sponsorship, Catalogue]:
    token = token_of(request, "application")
    with wiring_of(request).database.reading() as session:
        sponsorship = sponsorships.by_token(session, token)
        return sponsorship, choices.offered_to(session, sponsorship)


def _decided(request: Request, sponsorship: Sponsorship) -> Response:
    context = {
        "title": "Your application is decided",
        "sponsorship": sponsorship,
        "sentence": DECIDED,
    }
    return render(request, "public/sponsor_decided.html", context, status=409, headers=PRIVATE_FORM)


def _form_page(
    request: Request,
    sponsorship: Sponsorship,
    catalogue: Catalogue,
    draft: Draft,
    *,
    version: str = "",
    status: int = 200,
) -> Response:
    promised = {one.benefit_id for one in sponsorship.promised_benefits}
    with wiring_of(request).database.reading() as session:
        had: list[Tier | Benefit] = [sponsorship.tier]
        had += (one for one in catalogue.benefits if one.id in promised)
        rooms = places.rooms(session, catalogue, at=utc_now(), held=had)
    context = {
        "title": "Change your application",
        "sponsorship": sponsorship,
        "action": f"/sponsors/applications/{sponsorship.public_token}/change",
        "version": version or str(sponsorship.version),
        "draft": draft,
        "typed": draft.typed,
        "problems": draft.wrong,
        "catalogue": catalogue,
        "selection": draft.selection(catalogue),
        "no_tier": application_form.STAND_ALONE,
        "rooms": rooms,
        "yours": "yours",
        "join_path": join_path,
        "price": price,
    }
    return render(
        request, "public/sponsor_amend.html", context, status=status, headers=PRIVATE_FORM
    )


routes: list[BaseRoute] = [
    page("/sponsors/applications/{token}/change", show_change, access=LINK),
    form("/sponsors/applications/{token}/change", change, access=LINK, name="change_application"),
]
