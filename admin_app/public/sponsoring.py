"""Applying for a sponsorship: the form, and the applicant's own page about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app import cookies
from admin_app.access import LINK, PUBLIC
from admin_app.forms import Form, new_submission_key
from admin_app.kept import FORM_KEY_HERE, KeptPage, kept_answers
from admin_app.pages import flash, redirect, render, wiring_of
from admin_app.problems import status_of
from admin_app.public import application_form, saved_applications, sponsors
from admin_app.public.application_form import Draft
from admin_app.public.personal import PRIVATE, PRIVATE_FORM, token_of
from admin_app.public.wall import badge_path
from admin_app.routing import form, page
from admin_app.slots import Slots
from sponsorship.audit import Actor
from sponsorship.clock import utc_now
from sponsorship.contracts import queries as contracts
from sponsorship.contracts.models import ContractStatus
from sponsorship.documents import logos
from sponsorship.documents.images import PictureRefused
from sponsorship.errors import Invalid, NotFound, Refused, Unavailable
from sponsorship.fulfilment import board, vouchers
from sponsorship.fulfilment import queries as fulfilment
from sponsorship.invoicing import instalments
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice, InvoiceStatus
from sponsorship.lifecycle import WrongState
from sponsorship.places import queries as places
from sponsorship.places.models import WaitingEntry
from sponsorship.saved.models import SavedApplication
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus
from sponsorship.sponsorships.operations import (
    Application,
    ApplicationsClosed,
    BenefitTaken,
    TierFull,
)
from sponsorship.tiers import queries as tiers
from sponsorship.tiers.models import Benefit, Tier
from sponsorship.tiers.queries import Catalogue
from sponsorship.workflows import particulars, sponsoring

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring

FORM_KEY = "application_form"
"""The cookie with the key of the form that this browser fills in: one key, one application."""

UPLOADS = 6 * 1024 * 1024
"""More than a logo may have, so that one that is too large is told what is wrong, not cut off."""

_FORM = "public/sponsor_apply.html"
_KEY = re.compile(r"[A-Za-z0-9_-]{22,64}", re.ASCII)
drawing_slots = Slots("drawing logos", 2)
"""Drawing a logo costs processor time: few at once, and not in the place of other pages."""


def show_form(request: Request) -> Response:
    """The application form; `tier` in the address chooses a tier."""
    wiring = wiring_of(request)
    key, asked = cookies.read(request, FORM_KEY), request.query_params.get("tier", "")
    earlier, held = None, False
    if _KEY.fullmatch(key):
        with wiring.database.reading() as session:
            earlier = sponsorships.of_form(session, key)
            held = bool(places.kept_for(session, key, at=utc_now()))
    is_used = earlier is not None or not _KEY.fullmatch(key)
    if is_used:
        key = new_submission_key()
    if earlier is not None or held or cookies.read(request, cookies.FLASH):
        earlier_token = earlier.public_token if earlier else ""
        response = _form_said_to_one(request, asked, key, earlier_token)
    else:
        response = _form_said_to_all(request, asked, key)
    if is_used:
        cookies.write(response, wiring.settings, FORM_KEY, key)
    return response


def _form_said_to_one(request: Request, asked: str, key: str, earlier_token: str) -> Response:
    """The form with a sentence for this visitor alone."""
    with wiring_of(request).database.reading() as session:
        catalogue = tiers.open_catalogue(session)
    if catalogue is None:
        return sponsors.closed(request)
    draft = _blank(catalogue, asked, key)
    return form_page(request, draft, catalogue, earlier_token=earlier_token)


def _form_said_to_all(request: Request, asked: str, key: str) -> Response:
    """The form as everybody gets it; only the key and the token in it are this visitor's."""
    now = utc_now()

    def made(session: Session) -> tuple[KeptPage, datetime | None] | None:
        catalogue = tiers.open_offer(session)
        if catalogue is None:
            return None
        draft = _blank(catalogue, asked, FORM_KEY_HERE)
        context = _form_context(request, session, draft, catalogue)
        return KeptPage.of(request, _FORM, context), context["rooms"].lapses_at

    known = kept_answers(request).answer(request, ("application form", asked), made)
    if known is None:
        return sponsors.closed(request)
    page, lapses_at = known
    if (
        lapses_at is not None and lapses_at <= now
    ):  # a place is free, and nothing has changed for it
        return _form_said_to_one(request, asked, key, "")
    return page.given_to(request, form_key=key)


def _blank(catalogue: Catalogue, asked: str, key: str) -> Draft:
    tier = catalogue.tier(asked) if asked else None
    return application_form.blank(key, tier if tier is not None and tier.has_capacity else None)


def show_saved(request: Request) -> Response:
    """The form as it was saved, to go on with; it is saved and sent under the same key."""
    kept = saved_applications.found(request)
    with wiring_of(request).database.reading() as session:
        catalogue = tiers.open_catalogue(session)
    if catalogue is None:
        return sponsors.closed(request, is_saved=True)
    draft = application_form.saved_draft(kept.form_key, kept.answers)
    return form_page(request, draft, catalogue, headers=PRIVATE_FORM, kept=kept)


def send_form(request: Request, sent: Form) -> Response:
    """Take the application in; or the form again with a sentence beside every wrong field."""
    wiring = wiring_of(request)
    draft = application_form.sent_draft(sent)
    with wiring.database.reading() as session:
        known = sponsorships.of_form(session, draft.form_key)
        catalogue = tiers.open_catalogue(session)
    if known is not None:
        answer = redirect(f"/sponsors/applications/{known.public_token}")
        return flash(request, answer, "We have this application already; nothing was sent twice.")
    if catalogue is None:
        return sponsors.closed(request, status=409)
    if "look" in sent:  # only asks what it comes to
        return form_page(request, draft, catalogue)
    if "save" in sent:
        return _save(request, sent, draft, catalogue)
    application = application_form.read_application(sent, draft, catalogue)
    logo = _logo(sent, draft)
    if application is None or logo is None:
        return form_page(request, draft, catalogue, status=503 if draft.trouble else 422)
    return _apply(request, application, logo, draft, catalogue)


def _save(request: Request, sent: Form, draft: Draft, catalogue: Catalogue) -> Response:
    try:
        return saved_applications.save(request, sent, draft, catalogue)
    except Invalid as wrong:
        draft.problems[wrong.field] = str(wrong)
        return form_page(request, draft, catalogue, status=422)
    except Refused as refused:
        draft.trouble = str(refused)
        return form_page(request, draft, catalogue, status=status_of(refused))


def _logo(sent: Form, draft: Draft) -> sponsoring.Upload | None:
    """The logo drawn again; None after noting what is wrong with it, or with anything else."""
    upload = sent.upload("logo")
    try:
        if upload is None:
            raise PictureRefused("Please choose your logo.")
        logos.looked_at(upload.content)
        if draft.problems:
            return None  # the form comes back in any case; the costly part can wait
        logo = logos.accepted(upload.content)
    except Invalid as refused:
        draft.problems["logo"] = str(refused)
        return None
    except Unavailable as silent:
        draft.trouble = str(silent)
        return None
    return sponsoring.Upload(
        logo.content, logo.media_type, upload.filename, width=logo.width, height=logo.height
    )


def _apply(
    request: Request,
    application: Application,
    logo: sponsoring.Upload,
    draft: Draft,
    catalogue: Catalogue,
) -> Response:
    wiring = wiring_of(request)
    try:
        token = sponsoring.apply(
            wiring.database, application, logo=logo, foundation=wiring.foundation, at=utc_now()
        )
    except ApplicationsClosed:
        return sponsors.closed(request, status=409)
    except (Invalid, NotFound) as wrong:
        draft.problems[getattr(wrong, "field", "tier")] = str(wrong)
    except Refused as refused:
        draft.trouble = str(refused)
        catalogue = _fresh(wiring) or catalogue
        if isinstance(refused, TierFull | BenefitTaken):
            offered: list[Tier | Benefit] = [*catalogue.tiers, *catalogue.benefits]
            full = [one for one in offered if (type(one), one.id) == refused.full]
            draft.full = full[0] if full else None
        return form_page(request, draft, catalogue, status=status_of(refused))
    else:
        return redirect(f"/sponsors/applications/{token}")
    return form_page(request, draft, catalogue, status=422)


def _fresh(wiring: Wiring) -> Catalogue | None:
    """What is free may have changed since the form was read."""
    with wiring.database.reading() as session:
        return tiers.open_catalogue(session)


def form_page(
    request: Request,
    draft: Draft,
    catalogue: Catalogue,
    *,
    status: int = 200,
    earlier_token: str = "",
    kept: SavedApplication | None = None,
    entry: WaitingEntry | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The form as it stands, with what is kept for it: by saving it, or because it is their turn."""
    with wiring_of(request).database.reading() as session:
        context = _form_context(
            request, session, draft, catalogue, earlier_token=earlier_token, kept=kept, entry=entry
        )
    return render(request, _FORM, context, status=status, headers=headers)


def _form_context(
    request: Request,
    session: Session,
    draft: Draft,
    catalogue: Catalogue,
    *,
    earlier_token: str = "",
    kept: SavedApplication | None = None,
    entry: WaitingEntry | None = None,
) -> dict[str, Any]:
    now = utc_now()
    return {
        "title": "Apply for a sponsorship",
        "draft": draft,
        "typed": draft.typed,
        "problems": draft.wrong,
        "catalogue": catalogue,
        "selection": draft.selection(catalogue),
        "no_tier": application_form.STAND_ALONE,
        "countries": application_form.countries(),
        "places": application_form.CONTACTS,
        "roles": application_form.ROLES,
        "earlier_token": earlier_token,
        "kept": kept,
        "entry": entry,
        "join_path": sponsors.join_path,
        "rooms": places.rooms(session, catalogue, at=now, form_key=draft.form_key),
        "held": []
        if draft.form_key == FORM_KEY_HERE
        else places.kept_for(session, draft.form_key, at=now),
        "last_day": wiring_of(request).foundation.calendar.last_day_before,
        "yours": "Kept for you",
        "action": "/sponsors/apply",
        "version": "",
        "price": sponsors.price,
    }


STANDING = {
    SponsorshipStatus.APPLIED: ("We are reading it", "warn"),
    SponsorshipStatus.APPROVED: ("Accepted", "good"),
    SponsorshipStatus.REJECTED: ("Declined", "bad"),
    SponsorshipStatus.CONTRACTED: ("Contract signed", "good"),
    SponsorshipStatus.CONFIRMED: ("Confirmed", "good"),
    SponsorshipStatus.CANCELLED: ("Cancelled", "quiet"),
    SponsorshipStatus.WITHDRAWN: ("Withdrawn", "quiet"),
}
"""What an applicant reads for a status, and in which colour."""


def show_application(request: Request) -> Response:
    """Everything they sent, how it stands, and what happens next."""
    wiring = wiring_of(request)
    token = token_of(request, "application")
    with wiring.database.reading() as session:
        sponsorship = sponsorships.by_token(session, token)
        sent = [
            contract
            for contract in contracts.of_sponsorship(session, sponsorship.id)
            if contract.sent_at is not None
        ]
        issued = [
            invoice
            for invoice in invoices.of_sponsorship(session, sponsorship.id)
            if invoice.status is not InvoiceStatus.DRAFT
        ]
        places = fulfilment.places_of(session, sponsorship)
        shown = board.proofs_of(session, sponsorship)
        reasons = board.reasons_of(session, sponsorship)
        to_come = instalments.to_invoice(session, sponsorship, on=None)
        may_change_billing = particulars.may_change(session, sponsorship)
        codes = vouchers.of_sponsorship(session, sponsorship)
    contract = sent[0] if sent and sent[0].status is not ContractStatus.NULLIFIED else None
    context = {
        "title": f"Application {sponsorship.reference}",
        "sponsorship": sponsorship,
        "sponsor": sponsorship.sponsor,
        "standing": STANDING[sponsorship.status],
        "badge": badge_path(sponsorship),
        "contract": contract,
        "invoice": _next_to_pay(issued),
        "invoices": list(reversed(issued)),
        "to_come": to_come,
        "held_until": sponsorship.tier.held_until.value,
        "country": application_form.country_name(sponsorship.sponsor.country),
        "asked": [one for one in places if one.is_asked],
        "provided": [one for one in places if one.is_there and not one.is_asked],
        "shown": shown,
        "reasons": reasons,
        "codes": codes,
        "is_agreed": sponsorship.status in fulfilment.AGREED,
        "today": wiring.foundation.calendar.day_of(utc_now()),
        "billed_country": application_form.country_name(sponsorship.sponsor.billed_country),
        "may_change_billing": may_change_billing,
    }
    return render(request, "public/sponsor_application.html", context, headers=PRIVATE)


def _next_to_pay(issued: list[Invoice]) -> Invoice | None:
    """The oldest of their invoices that still asks for money, or else the newest."""
    owed = [one for one in issued if one.outstanding.is_positive]
    return owed[-1] if owed else next(iter(issued), None)


def confirm_withdrawal(request: Request) -> Response:
    """Ask once more: the place may be gone afterwards."""
    token = token_of(request, "application")
    with wiring_of(request).database.reading() as session:
        sponsorship = sponsorships.by_token(session, token)
    if not sponsorship.can_be("withdrawn"):
        return redirect(f"/sponsors/applications/{token}")
    return _withdrawal_page(request, sponsorship)


def withdraw(request: Request, sent: Form) -> Response:
    """Take the application back; asking again changes nothing."""
    wiring, token = wiring_of(request), token_of(request, "application")
    with wiring.database.reading() as session:
        sponsorship = sponsorships.by_token(session, token)
    try:
        reason = sent.text("reason", longest=2000)
        with wiring.database.unit_of_work() as session:
            sponsoring.withdraw(
                session,
                sponsorships.by_token(session, token),
                reason=reason,
                foundation=wiring.foundation,
                at=utc_now(),
                by=Actor("sponsor", sponsorship.sponsor.name, sponsorship.sponsor_id),
            )
    except WrongState:
        return redirect(f"/sponsors/applications/{token}")  # it shows how it stands by now
    except Invalid as wrong:
        return _withdrawal_page(request, sponsorship, refusal=wrong, typed=sent.typed)
    answer = redirect(f"/sponsors/applications/{token}")
    return flash(request, answer, "Your application is withdrawn.")


def _withdrawal_page(
    request: Request,
    sponsorship: Sponsorship,
    *,
    refusal: Invalid | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    context = {
        "title": "Withdraw your application",
        "sponsorship": sponsorship,
        "typed": typed or {},
        "refusal": "" if refusal is None else str(refusal),
    }
    status = 200 if refusal is None else status_of(refusal)
    return render(
        request, "public/sponsor_withdraw.html", context, status=status, headers=PRIVATE_FORM
    )


routes: list[BaseRoute] = [
    page("/sponsors/apply", show_form, access=PUBLIC, name="application_form"),
    form(
        "/sponsors/apply", send_form, access=PUBLIC, name="apply", uploads=UPLOADS,
        limiter=drawing_slots,
    ),
    page(f"{saved_applications.HOME}/{{token}}", show_saved, access=LINK, name="saved_application"),
    page("/sponsors/applications/{token}", show_application, access=LINK),
    page("/sponsors/applications/{token}/withdraw", confirm_withdrawal, access=LINK),
    form("/sponsors/applications/{token}/withdraw", withdraw, access=LINK, name="withdraw"),
]  # fmt: skip
