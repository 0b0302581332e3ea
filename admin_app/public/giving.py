"""Giving: the form, the way to the payment page, and the truth afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import anyio
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app import cookies
from admin_app.access import LINK, PUBLIC
from admin_app.forms import Form, new_submission_key
from admin_app.pages import redirect_to_payment, render, wiring_of
from admin_app.problems import status_of
from admin_app.public import crowding, gift_form, rarely
from admin_app.public.gift_form import Draft, SentForm
from admin_app.public.personal import PRIVATE, token_of
from admin_app.routing import form, page
from admin_app.slots import Slots
from sponsorship.clock import utc_now
from sponsorship.donations import queries as gifts
from sponsorship.donations.models import Donation, DonationStatus, RecurringGift
from sponsorship.donations.models import RecurringGiftStatus as Standing
from sponsorship.donations.operations import FundClosed
from sponsorship.errors import Refused, SponsorshipError, Unavailable
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.logs import logger
from sponsorship.payments import operations as payments
from sponsorship.payments.models import Purpose
from sponsorship.receipts import queries as receipts
from sponsorship.receipts.models import Receipt
from sponsorship.workflows import giving, news

if TYPE_CHECKING:
    from sponsorship.wiring import Wiring

log = logger(__name__)

FORM_KEY = "gift_form"
"""The cookie with the key of the form that this browser fills in: one key, one gift."""

MOST_LOOKS = 20
"""After so many looks a waiting page no longer asks by itself."""

_KEY = re.compile(r"[A-Za-z0-9_-]{22,64}", re.ASCII)
speaking_slots = Slots("speaking to the processor", 12)
"""Donors wait here for a slow processor, and not in the thread pool of all other pages."""

SECOND_LOOKS = rarely.Rarely(pause=1.5)
"""The processor is asked about a gift at most so often, however often its page is loaded."""

_KINDS = {
    DonationStatus.BEGUN: "waiting",
    DonationStatus.PENDING: "pending",
    DonationStatus.RECEIVED: "received",
    DonationStatus.FAILED: "failed",
    DonationStatus.LAPSED: "lapsed",
    DonationStatus.REFUNDED: "refunded",
    DonationStatus.TAKEN_BACK: "taken_back",
    Standing.BEGUN: "waiting",
    Standing.ACTIVE: "active",
    Standing.PAST_DUE: "past_due",
    Standing.CANCELLED: "cancelled",
    Standing.LAPSED: "lapsed",
}
_PAGES = {
    "waiting": "Your gift is being confirmed",
    "pending": "Your gift is on its way",
    "received": "Thank you",
    "failed": "The payment did not go through",
    "lapsed": "The payment page has expired",
    "refunded": "This gift was given back",
    "taken_back": "This gift was taken back",
    "active": "Thank you",
    "past_due": "The last payment did not go through",
    "cancelled": "Your monthly gift has ended",
}


def show_form(request: Request) -> Response:
    """The donation form, for the fund in the address or the first one; filled in as it was left."""
    wiring = wiring_of(request)
    key = cookies.read(request, FORM_KEY)
    with wiring.database.reading() as session:
        open_funds = funds.open_for_gifts(session)
        begun = gifts.begun_with(session, key) if _KEY.fullmatch(key) else []
        chosen = _fund_of_address(request, session)
    is_used = not _KEY.fullmatch(key) or any(not giving.is_unpaid(gift) for gift in begun)
    if is_used:
        key, begun = new_submission_key(), []
    if chosen is None and not open_funds:
        return render(request, "public/no_funds.html", {"title": "Donate"})
    fund = chosen or (begun[0].fund if begun and begun[0].fund.accepts_gifts else open_funds[0])
    if not fund.accepts_gifts:
        return _closed(request, FundClosed(fund), open_funds)
    offered = _offered(wiring, fund)
    typed = gift_form.filled(begun[0], fund, offered) if begun else gift_form.blank(fund, offered)
    response = _form_page(request, Draft(key, fund, typed), open_funds)
    if is_used:
        cookies.write(response, wiring.settings, FORM_KEY, key)
    return response


def give(request: Request, sent: Form) -> Response:
    """On to the payment page; or back to the form with a sentence beside every wrong field."""
    wiring = wiring_of(request)
    now = utc_now()
    try:
        crowding.must_be_a_person(request, sent, at=now)
    except Refused as refusal:
        return _stopped(request, sent, refusal)
    form_sent = SentForm(sent, wiring.foundation)
    try:
        target = giving.start_gift(
            wiring.database,
            wiring.processor,
            form_sent.filled_in,
            fund_slug=sent.line("fund") or str(request.path_params.get("fund", "")),
            foundation=wiring.foundation,
            at=now,
        )
    except FundClosed as closed:
        return _closed(request, closed, _open_funds(wiring))
    except Unavailable:
        form_sent.draft.trouble = (
            "The payment page does not answer at the moment. Nothing was charged, and what you"
            " filled in is kept: please try again in a few minutes."
        )
        return _form_page(request, form_sent.draft, _open_funds(wiring), status=503)
    if target is None:
        return _form_page(request, form_sent.draft, _open_funds(wiring), status=422)
    return redirect_to_payment(target)


def _stopped(request: Request, sent: Form, refusal: Refused) -> Response:
    """Whoever is stopped reads why, and what was typed is kept."""
    with wiring_of(request).database.reading() as session:
        open_funds = funds.open_for_gifts(session)
        asked = sent.line("fund")
        chosen = funds.by_slug(session, asked) if asked else _fund_of_address(request, session)
    fund = chosen or next(iter(open_funds), None)
    if fund is None:
        raise refusal
    draft = Draft(sent.submission(), fund, sent.typed, trouble=str(refusal))
    return _form_page(request, draft, open_funds, status=status_of(refusal))


def _fund_of_address(request: Request, session: Session) -> Fund | None:
    slug = request.path_params.get("fund")
    return funds.by_slug(session, str(slug)) if slug else None


def _open_funds(wiring: Wiring) -> Sequence[Fund]:
    """The funds to choose from, read only when the form is shown."""
    with wiring.database.reading() as session:
        return funds.open_for_gifts(session)


def _offered(wiring: Wiring, fund: Fund) -> list[Any]:
    return gift_form.suggested(wiring.settings.suggested_gifts, fund, wiring.foundation)


def _form_page(
    request: Request, draft: Draft, open_funds: Sequence[Fund], *, status: int = 200
) -> Response:
    wiring = wiring_of(request)
    smallest, largest = wiring.foundation.gift_limits(draft.fund.currency)
    context = {
        "title": "Donate",
        "draft": draft,
        "typed": draft.typed,
        "problems": draft.problems,
        "fund": draft.fund,
        "offered": _offered(wiring, draft.fund),
        "smallest": smallest,
        "largest": largest,
        "choices": [one for one in open_funds if one.currency == draft.fund.currency],
        "elsewhere": [one for one in open_funds if one.currency != draft.fund.currency],
    }
    return render(request, "public/donate.html", context, status=status)


def _closed(request: Request, closed: FundClosed, open_funds: Sequence[Fund]) -> Response:
    context = {
        "title": closed.fund.name,
        "sentence": str(closed),
        "fund": closed.fund,
        "others": open_funds,
    }
    return render(request, "public/fund_closed.html", context, status=409)


@dataclass(frozen=True, slots=True)
class Truth:
    """What our own row says about a gift, its receipt, and the page to pay on if one is open."""

    gift: Donation | RecurringGift
    kind: str
    payment_page: str | None = None
    receipt: Receipt | None = None
    belongs_to: RecurringGift | None = None
    """The monthly gift of which this is one month."""

    @property
    def is_monthly(self) -> bool:
        return isinstance(self.gift, RecurringGift)

    @property
    def awaits_news(self) -> bool:
        """Whether the answer is likely to change within the minute."""
        if self.kind == "active":
            return self.receipt is None
        # A declined card can be followed by a good one on the same page.
        return self.kind == "waiting" or (self.kind == "failed" and self.payment_page is not None)


async def thanks(request: Request) -> Response:
    """The truth about one gift, never from the address; asks the processor if no news has come."""
    token = token_of(request, "gift")
    truth = await run_in_threadpool(_truth, wiring_of(request), token)
    if truth.awaits_news and SECOND_LOOKS.may(token):
        await anyio.to_thread.run_sync(
            _second_look, wiring_of(request), token, limiter=speaking_slots()
        )
        truth = await run_in_threadpool(_truth, wiring_of(request), token)
    looks = request.query_params.get("look", "0")
    count = int(looks) if looks.isascii() and looks.isdigit() and len(looks) < 4 else 0
    context = {
        "title": _PAGES[truth.kind],
        "truth": truth,
        "gift": truth.gift,
        "next_look": count + 1 if truth.awaits_news and count < MOST_LOOKS else None,
    }
    return await run_in_threadpool(render, request, "public/thanks.html", context, headers=PRIVATE)


def _truth(wiring: Wiring, token: str) -> Truth:
    with wiring.database.reading() as session:
        gift = gifts.by_token(session, token)
        kind = _KINDS[gift.status]
        if isinstance(gift, RecurringGift):
            purpose, ids = Purpose.RECURRING_GIFT, [month.id for month in gift.donations]
        else:
            purpose, ids = Purpose.DONATION, [gift.id]
        issued = receipts.of_donations(session, ids)
        is_open = kind in {"waiting", "failed"}
        page_of_it = payments.open_attempt(session, purpose, gift.id) if is_open else None
        return Truth(
            gift,
            kind,
            payment_page=page_of_it.url if page_of_it else None,
            receipt=issued[max(issued)] if issued else None,
            belongs_to=None if isinstance(gift, RecurringGift) else gift.recurring_gift,
        )


def _second_look(wiring: Wiring, token: str) -> None:
    try:
        news.ask_about_gift(
            wiring.database,
            wiring.processor,
            token,
            foundation=wiring.foundation,
            at=utc_now(),
        )
    except SponsorshipError as silence:
        # The page then says what we know; the webhook or the sweep will tell the rest.
        log.info("second look came to nothing", reason=silence.code)


routes: list[BaseRoute] = [
    page("/donate", show_form, access=PUBLIC),
    form("/donate", give, access=PUBLIC, limiter=speaking_slots),
    page("/donate/thanks/{token}", thanks, access=LINK),
    page("/donate/{fund}", show_form, access=PUBLIC, name="show_form_of_fund"),
    form("/donate/{fund}", give, access=PUBLIC, name="give_to_fund", limiter=speaking_slots),
]
