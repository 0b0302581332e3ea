"""A gift from the click to the payment page.

Two units of work and none of them around the network: the intent is committed, the processor is asked,
the outcome is recorded. What then becomes of the gift is followed in `receiving`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import Database
from sponsorship.donations import operations as donations
from sponsorship.donations.models import Donation, RecurringGift
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.lifecycle import advance
from sponsorship.payments import operations as payments
from sponsorship.payments.models import Checkout, Purpose
from sponsorship.payments.processor import (
    CheckoutRequest,
    CheckoutState,
    PageStatus,
    Processor,
)
from sponsorship.workflows.foundation import Foundation

FilledIn = Callable[[Fund], donations.Gift | None]
"""What the donor filled in, read once its fund is known: a fund decides on currency and limits."""


def start_gift(
    database: Database,
    processor: Processor,
    filled_in: FilledIn,
    *,
    fund_slug: str,
    foundation: Foundation,
    at: datetime,
) -> str | None:
    """The address to send the donor to: the payment page, or the truth if the gift is paid already.

    None if what was filled in is no gift; without a slug it is for the first open fund. The same form sent
    again (double click, back, refresh, second tab) finds the same gift and page; if the donor changed it
    before paying, the old page is closed first. Raises NotFound for the fund, NoOpenFund, FundClosed,
    AmountOutOfRange or Unavailable.
    """

    def begin(session: Session, *, supersede: bool = False) -> _Intent | None:
        fund = _fund_for(session, fund_slug)
        gift = filled_in(fund)
        if gift is None:
            return None
        return _begin(session, gift, fund, foundation=foundation, at=at, supersede=supersede)

    intent = database.together(begin)
    if isinstance(intent, _Superseded):
        processor.close_checkout(intent.external_id)
        states = processor.look_up_checkout(intent.external_id)
        if any(isinstance(s, CheckoutState) and s.status is PageStatus.COMPLETED for s in states):
            return foundation.links.gift(intent.token)
        intent = database.together(partial(begin, supersede=True))
    if isinstance(intent, CheckoutRequest):
        return open_page(database, processor, intent)
    if intent is None or isinstance(intent, str):
        return intent
    raise AssertionError("a closed page was found open again")


def open_page(database: Database, processor: Processor, request: CheckoutRequest) -> str:
    """Ask the processor for the page of a committed checkout, and remember the answer."""
    page = processor.open_checkout(request)
    database.together(lambda session: payments.remember_page(session, request.checkout_id, page))
    return page.url


DONOR = Actor("donor", "donation form")
"""Whoever sends the form: the history of a gift names no person, because it is never forgotten."""


@dataclass(frozen=True, slots=True)
class _Superseded:
    """An open page asks for something else than the donor wants now: it must be closed first."""

    external_id: str
    token: str


_Intent = CheckoutRequest | _Superseded | str
"""What comes next: ask for a page, close another one first, or send the donor to this address."""


def _fund_for(session: Session, slug: str) -> Fund:
    fund = funds.by_slug(session, slug) if slug else next(iter(funds.open_for_gifts(session)), None)
    if fund is None:
        raise donations.NoOpenFund
    if not fund.accepts_gifts:
        session.expunge(fund)  # so that it can still be read after the transaction
        raise donations.FundClosed(fund)
    return fund


def _begin(
    session: Session,
    gift: donations.Gift,
    fund: Fund,
    *,
    foundation: Foundation,
    at: datetime,
    supersede: bool,
) -> _Intent:
    smallest, largest = foundation.gift_limits(fund.currency)
    donations.check_amount(gift.amount, smallest=smallest, largest=largest)
    purpose = Purpose.RECURRING_GIFT if gift.is_monthly else Purpose.DONATION
    other = _switched(session, gift, supersede=supersede, at=at)
    if other is not None:
        return other
    begin = donations.begin_monthly if gift.is_monthly else donations.begin
    known, is_new = begin(session, gift, fund, at=at)

    def asks(checkout: Checkout) -> CheckoutRequest:
        return request_for(checkout, known, fund, foundation)

    if is_new:
        checkout = payments.begin_checkout(
            session, purpose, known.id, amount=gift.amount, at=at, is_first=True, asks=asks
        )
    else:
        found = _again(
            session, known, gift, fund, purpose=purpose, supersede=supersede, at=at, asks=asks
        )
        if not isinstance(found, Checkout):
            return found or foundation.links.gift(known.public_token)
        checkout = found
    if checkout.url is not None:
        return checkout.url
    return asks(checkout)


def _again(
    session: Session,
    known: Donation | RecurringGift,
    gift: donations.Gift,
    fund: Fund,
    *,
    purpose: Purpose,
    supersede: bool,
    at: datetime,
    asks: Callable[[Checkout], CheckoutRequest],
) -> Checkout | _Superseded | None:
    """The checkout to use for a form that came before; None if there is nothing left to pay."""
    if not is_unpaid(known):
        return None
    checkout = payments.open_attempt(session, purpose, known.id)
    is_same = donations.says_the_same(known, gift, fund)
    if checkout is not None and is_same and checkout.expires_at > at:
        return checkout
    if checkout is not None:
        if checkout.external_id is not None and not supersede:
            return _Superseded(checkout.external_id, known.public_token)
        advance(session, checkout, "expired", at=at, by=DONOR, reason="a newer attempt")
    if not is_same:
        donations.change(known, gift, fund)
    return payments.begin_checkout(
        session, purpose, known.id, amount=gift.amount, at=at, is_first=False, asks=asks
    )


def _switched(
    session: Session, gift: donations.Gift, *, supersede: bool, at: datetime
) -> _Superseded | None:
    """The donor came back to switch between once and monthly: the other intent is closed."""
    other = donations.of_form(session, gift.form_key, is_monthly=not gift.is_monthly)
    if other is None or not is_unpaid(other):
        return None
    purpose = Purpose.DONATION if gift.is_monthly else Purpose.RECURRING_GIFT
    checkout = payments.open_attempt(session, purpose, other.id)
    if checkout is not None:
        if checkout.external_id is not None and not supersede:
            return _Superseded(checkout.external_id, other.public_token)
        advance(session, checkout, "expired", at=at, by=DONOR, reason="a newer attempt")
    if other.can_be("lapsed"):
        advance(session, other, "lapsed", at=at, by=DONOR, reason="a newer attempt")
    return None


def is_unpaid(known: Donation | RecurringGift) -> bool:
    """Whether a gift was begun and nothing was paid for it so far."""
    return known.status.value in {"begun", "lapsed", "failed"}


def request_for(
    checkout: Checkout, known: Donation | RecurringGift, fund: Fund, foundation: Foundation
) -> CheckoutRequest:
    """What the processor is asked for this checkout: always the same for the same checkout."""
    monthly = "monthly gift" if checkout.purpose is Purpose.RECURRING_GIFT else "gift"
    return CheckoutRequest(
        checkout_id=checkout.id,
        purpose=checkout.purpose,
        purpose_id=checkout.purpose_id,
        amount=checkout.amount,
        fund=fund.slug,
        description=f"{foundation.name}: {monthly} to {fund.name}",
        email=known.donor_email,
        return_url=foundation.links.gift(known.public_token),
        cancel_url=foundation.links.donate(fund.slug),
        expires_at=checkout.expires_at,
        key=checkout.idempotency_key,
    )
