"""Adding something to an agreed sponsorship: what can be had, what was asked for, how it stands."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.forms import Form, new_submission_key
from admin_app.pages import flash, path_id, redirect, render, wiring_of
from admin_app.portal.contact_access import CONTACT, HOME, actor_of, keeper_of
from admin_app.problems import status_of
from admin_app.public.personal import PRIVATE_FORM
from admin_app.public.sponsors import price
from admin_app.routing import form, page
from sponsorship import audit
from sponsorship.clock import utc_now
from sponsorship.errors import NotFound, SponsorshipError
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import SponsorContact, Sponsorship
from sponsorship.supplements import operations, queries
from sponsorship.supplements.models import SupplementStatus
from sponsorship.supplements.operations import may_be_asked
from sponsorship.supplements.queries import Offered
from sponsorship.workflows import adding

STANDING = {
    SupplementStatus.REQUESTED: ("We are looking at it", "warn"),
    SupplementStatus.APPROVED: ("Agreed: the amendment is on its way", "info"),
    SupplementStatus.PROMISED: ("Yours", "good"),
    SupplementStatus.DECLINED: ("Declined", "bad"),
    SupplementStatus.WITHDRAWN: ("Taken back", "quiet"),
}
"""What a sponsor reads for a status, and in which colour."""


def show_additions(request: Request) -> Response:
    """What can be added, and what was asked for already."""
    return _page(request, keeper_of(request), {})


def ask_for_additions(request: Request, sent: Form) -> Response:
    """Ask for what was chosen, or take back what was asked for."""
    keeper, wiring, at = keeper_of(request), wiring_of(request), utc_now()
    by = actor_of(keeper)
    try:
        with wiring.database.unit_of_work() as session:
            sponsorship = _theirs(session, request, keeper)
            audit.begin_act(
                session,
                by=by,
                verb="asked_for_supplement",
                subject=sponsorship.subject,
                at=at,
            )
            if sent.line("step") == "take_back":
                said = "It is taken back, and its places are free."
                _take_back(session, sponsorship, sent, keeper)
            else:
                offers = queries.offered(session, sponsorship, at=at)
                adding.request(
                    session,
                    sponsorship,
                    wanted(sent, offers),
                    form_key=sent.submission(),
                    message=sent.text("message"),
                    foundation=wiring.foundation,
                    at=at,
                    by=by,
                )
                said = "We have your request, and keep the places for you."
    except NotFound:
        raise
    except SponsorshipError as refusal:
        return _page(request, keeper, sent.typed, refusal=refusal)
    return flash(request, redirect(request.url.path), said)


def wanted(sent: Form, offers: list[Offered]) -> dict[int, int]:
    """How many of each were asked for; of what is limited a tick is one. Raises Invalid."""
    chosen = {}
    for one in offers:
        name = f"pieces_{one.benefit.id}"
        if name in sent:
            chosen[one.benefit.id] = sent.whole(name)
    return chosen


def _take_back(
    session: Session, sponsorship: Sponsorship, sent: Form, keeper: SponsorContact
) -> None:
    supplement = queries.get(session, sent.whole("supplement"))
    if supplement.sponsorship_id != sponsorship.id:
        raise NotFound("supplement")
    if supplement.status is not SupplementStatus.REQUESTED:
        raise operations.DecidedAlready(supplement)
    reason = f"{keeper.name} took it back."
    operations.withdraw(session, supplement, reason=reason, at=utc_now(), by=actor_of(keeper))


def _theirs(session: Session, request: Request, keeper: SponsorContact) -> Sponsorship:
    """The sponsorship in the address; one of another sponsor is not found."""
    sponsorship = sponsorships.get(session, path_id(request, "sponsorship_id"))
    if sponsorship.sponsor_id != keeper.sponsor_id:
        raise NotFound("sponsorship")
    return sponsorship


def _page(
    request: Request,
    keeper: SponsorContact,
    typed: Mapping[str, str],
    *,
    refusal: SponsorshipError | None = None,
) -> Response:
    wiring = wiring_of(request)
    at = utc_now()
    today = wiring.foundation.calendar.day_of(at)
    with wiring.database.reading() as session:
        sponsorship = _theirs(session, request, keeper)
        may_ask = may_be_asked(sponsorship, on=today)
        offers = queries.offered(session, sponsorship, at=at) if may_ask else []
        asked = queries.of_sponsorship(session, sponsorship.id)
    context = {
        "title": "Add to your sponsorship",
        "sponsor": sponsorship.sponsor,
        "sponsorship": sponsorship,
        "offers": offers,
        "asked": asked,
        "standing": STANDING,
        "typed": typed,
        "may_ask": may_ask,
        "submission": new_submission_key(),
        "price": price,
        "refusal": "" if refusal is None else str(refusal),
    }
    status = 200 if refusal is None else status_of(refusal)
    return render(request, "portal/additions.html", context, status=status, headers=PRIVATE_FORM)


_PATH = HOME + "/{id}/sponsorships/{sponsorship_id}/add"
routes: list[BaseRoute] = [
    page(_PATH, show_additions, access=CONTACT),
    form(_PATH, ask_for_additions, access=CONTACT),
]
