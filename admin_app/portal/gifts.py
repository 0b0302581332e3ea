"""A donor's monthly gift, behind its personal link: see it, pay otherwise, end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK
from admin_app.forms import Form
from admin_app.pages import flash, redirect, redirect_to_payment, render, wiring_of
from admin_app.problems import status_of
from admin_app.public.giving import speaking_slots
from admin_app.public.personal import PRIVATE_FORM, token_of
from admin_app.routing import form, page
from sponsorship.audit import Actor
from sponsorship.clock import utc_now
from sponsorship.donations import queries as gifts
from sponsorship.donations.models import RecurringGift
from sponsorship.errors import NotFound, SponsorshipError
from sponsorship.receipts import queries as receipts
from sponsorship.workflows import recurring

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring

ENDED = "Your monthly gift has ended. Nothing more will be collected."


def show_gift(request: Request) -> Response:
    """How the monthly gift stands, and every month so far."""
    return _gift_page(request, token_of(request, "gift"))


def change_payment(request: Request, _: Form) -> Response:
    """On to the processor's own page for cards and bank accounts."""
    wiring, token = wiring_of(request), token_of(request, "gift")
    try:
        address = recurring.self_service(
            wiring.database, wiring.processor, token, foundation=wiring.foundation, at=utc_now()
        )
    except NotFound:
        raise
    except SponsorshipError as refusal:
        return _gift_page(request, token, refusal=refusal)
    return redirect_to_payment(address)


def confirm_end(request: Request) -> Response:
    """Ask once more: ending cannot be undone."""
    token = token_of(request, "gift")
    with wiring_of(request).database.reading() as session:
        gift = gifts.recurring_by_token(session, token)
    if not gift.can_be("cancelled"):
        return redirect(f"/portal/gifts/{token}")
    return _end_page(request, gift)


def end_gift(request: Request, _: Form) -> Response:
    """End the gift at once; asking again changes nothing."""
    wiring, token = wiring_of(request), token_of(request, "gift")
    with wiring.database.reading() as session:
        gift = gifts.recurring_by_token(session, token)
    try:
        recurring.cancel(
            wiring.database,
            wiring.processor,
            token,
            foundation=wiring.foundation,
            at=utc_now(),
            by=_donor(gift),
        )
    except SponsorshipError as refusal:
        return _end_page(request, gift, refusal=refusal)
    return flash(request, redirect(f"/portal/gifts/{token}"), ENDED)


def _donor(gift: RecurringGift) -> Actor:
    return Actor("donor", gift.reference)


def _gift_page(
    request: Request, token: str, *, refusal: SponsorshipError | None = None
) -> Response:
    wiring: Wiring = wiring_of(request)
    with wiring.database.reading() as session:
        gift = gifts.recurring_by_token(session, token)
        months = list(reversed(gift.donations))
        issued = receipts.of_donations(session, [month.id for month in months])
    context = {
        "title": "Your monthly gift",
        "gift": gift,
        "months": [(month, issued.get(month.id)) for month in months],
        "is_collected": gift.customer_external_id is not None and gift.can_be("cancelled"),
        "refusal": "" if refusal is None else str(refusal),
    }
    return render(
        request,
        "portal/gift.html",
        context,
        status=200 if refusal is None else status_of(refusal),
        headers=PRIVATE_FORM,
    )


def _end_page(
    request: Request, gift: RecurringGift, *, refusal: SponsorshipError | None = None
) -> Response:
    return render(
        request,
        "portal/end_gift.html",
        {
            "title": "End your monthly gift",
            "gift": gift,
            "refusal": "" if refusal is None else str(refusal),
        },
        status=200 if refusal is None else status_of(refusal),
        headers=PRIVATE_FORM,
    )


routes: list[BaseRoute] = [
    page("/portal/gifts/{token}", show_gift, access=LINK),
    form(
        "/portal/gifts/{token}/payment-method", change_payment, access=LINK, limiter=speaking_slots
    ),
    page("/portal/gifts/{token}/end", confirm_end, access=LINK),
    form("/portal/gifts/{token}/end", end_gift, access=LINK, limiter=speaking_slots),
]
