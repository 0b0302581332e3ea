"""Another year in two clicks: last year's choice with this year's prices, and one button."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.forms import Form, new_submission_key
from admin_app.pages import flash, redirect, render, wiring_of
from admin_app.portal.contact_access import CONTACT, HOME, keeper_of
from admin_app.problems import status_of
from admin_app.public.personal import PRIVATE_FORM
from admin_app.public.sponsors import price
from admin_app.routing import form, page
from sponsorship.clock import utc_now
from sponsorship.errors import NotFound, SponsorshipError
from sponsorship.places import queries
from sponsorship.places.models import WaitingEntry, WaitingStatus
from sponsorship.places.waiting import NobodyWaitsForIt, Waiter
from sponsorship.sponsorships.models import Sponsor, SponsorContact
from sponsorship.sponsorships.operations import ApplicationsClosed
from sponsorship.sponsorships.renewing import AlreadyThisYear, Offer
from sponsorship.tiers import queries as tiers
from sponsorship.workflows import portal, waiting


def show_renewal(request: Request) -> Response:
    """What it would be this year, what changed, and the button; `tier` asks for another tier."""
    keeper = keeper_of(request)
    return _page(request, keeper, tier_slug=request.query_params.get("tier", "")[:100])


def renew(request: Request, sent: Form) -> Response:
    """Apply with what the page showed."""
    keeper = keeper_of(request)
    wiring = wiring_of(request)
    try:
        tier_slug = sent.line("tier", longest=100)
        token = portal.apply_again(
            wiring.database,
            keeper.sponsor_id,
            form_key=sent.submission(),
            tier_slug=tier_slug,
            po_number=sent.line("po_number", longest=200),
            foundation=wiring.foundation,
            at=utc_now(),
        )
    except NotFound:
        raise
    except SponsorshipError as refusal:
        return _page(request, keeper, tier_slug=sent.typed.get("tier", ""), refusal=refusal)
    answer = redirect(f"/sponsors/applications/{token}")
    return flash(request, answer, "Thank you. Your application for this year is in.")


def wait(request: Request, sent: Form) -> Response:
    """Tell us when there is a place in the tier: to the end of its line, in one click."""
    keeper, wiring = keeper_of(request), wiring_of(request)
    with wiring.database.unit_of_work() as session:
        sponsor = session.get_one(Sponsor, keeper.sponsor_id)
        catalogue = tiers.open_catalogue(session)
        if catalogue is None:
            raise NotFound("tier")
        tier = catalogue.tier(sent.line("tier", longest=100))
        waiter = Waiter(sponsor.name, keeper.name, keeper.email)
        answer = redirect(f"{HOME}/{sponsor.id}/renew?tier={tier.slug}")
        try:
            waiting.join(
                session,
                tier,
                waiter,
                sponsor_id=sponsor.id,
                foundation=wiring.foundation,
                at=utc_now(),
            )
        except NobodyWaitsForIt:
            return flash(request, answer, f"There is a place in the tier {tier.name} now.")
    return flash(request, answer, f"You are on the waiting list for the tier {tier.name}.")


def _page(
    request: Request,
    keeper: SponsorContact,
    *,
    tier_slug: str,
    refusal: SponsorshipError | None = None,
) -> Response:
    found: Offer | None = None
    line: WaitingEntry | None = None
    submission, place = new_submission_key(), 0
    with wiring_of(request).database.reading() as session:
        sponsor = session.get_one(Sponsor, keeper.sponsor_id)
        catalogue = tiers.open_catalogue(session)
        try:
            found = portal.offered(session, sponsor, tier_slug=tier_slug, at=utc_now())
        except (ApplicationsClosed, AlreadyThisYear) as closed:
            refusal = refusal or closed
        if found is not None and found.selection is not None:
            line = queries.of_sponsor(session, sponsor.id, found.selection.tier)
        if (
            line is not None and line.status is WaitingStatus.OFFERED
        ):  # their turn: what is kept is theirs
            submission = line.form_key
            found = portal.offered(
                session, sponsor, tier_slug=tier_slug, form_key=submission, at=utc_now()
            )
        elif line is not None:
            place = queries.place_in_line(session, line)
    context = {
        "title": f"Another year for {sponsor.name}",
        "sponsor": sponsor,
        "offer": found,
        "catalogue": catalogue,
        "tier_slug": tier_slug,
        "submission": submission,
        "line": line,
        "place": place,
        "price": price,
        "refusal": "" if refusal is None else str(refusal),
    }
    status = 200 if refusal is None else status_of(refusal)
    return render(request, "portal/renewal.html", context, status=status, headers=PRIVATE_FORM)


routes: list[BaseRoute] = [
    page(HOME + "/{id}/renew", show_renewal, access=CONTACT),
    form(HOME + "/{id}/renew", renew, access=CONTACT),
    form(HOME + "/{id}/waiting", wait, access=CONTACT, name="wait_for_tier"),
]
