"""What each kind of news from the processor leads to, and asking for news instead of waiting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from sponsorship.database import Database
from sponsorship.donations import queries as gifts
from sponsorship.donations.models import Donation
from sponsorship.invoicing import queries as invoices
from sponsorship.payments import queries as payments
from sponsorship.payments.models import Purpose
from sponsorship.payments.processor import (
    CheckoutState,
    InstalmentState,
    PaymentState,
    PayoutState,
    Processor,
    RecurringState,
)
from sponsorship.workflows import billing, paying_out, receiving, recurring
from sponsorship.workflows.foundation import Foundation

Appliers = dict[type[Any], Callable[[Session, Any], None]]


def appliers(foundation: Foundation, at: datetime) -> Appliers:
    """What to do with each kind of state, in the caller's transaction; hearing it again is safe."""

    def checkout(session: Session, state: CheckoutState) -> None:
        receiving.follow_checkout(session, state, at=at)

    def payment(session: Session, state: PaymentState) -> None:
        if state.purpose is Purpose.INVOICE:
            billing.follow_invoice_payment(session, state, foundation=foundation, at=at)
        else:
            receiving.follow_donation(session, state, foundation=foundation, at=at)

    def collection(session: Session, state: RecurringState) -> None:
        recurring.follow_recurring(session, state, foundation=foundation, at=at)

    def instalment(session: Session, state: InstalmentState) -> None:
        recurring.follow_instalment(session, state, foundation=foundation, at=at)

    def payout(session: Session, state: PayoutState) -> None:
        paying_out.follow_payout(session, state, foundation=foundation, at=at)

    return {
        CheckoutState: checkout,
        PaymentState: payment,
        RecurringState: collection,
        InstalmentState: instalment,
        PayoutState: payout,
    }


def ask_about_gift(
    database: Database,
    processor: Processor,
    token: str,
    *,
    foundation: Foundation,
    at: datetime,
) -> bool:
    """Ask the processor what became of a gift that we have heard nothing of, and follow the answer.

    A lost webhook must not leave the donor waiting. False if there is no page to ask about. Raises
    NotFound, or Unavailable; what is not known yet stays unknown.
    """
    with database.reading() as session:
        gift = gifts.by_token(session, token)
        purpose = Purpose.DONATION if isinstance(gift, Donation) else Purpose.RECURRING_GIFT
        checkout = payments.latest_attempt(session, purpose, gift.id)
        external_id = checkout.external_id if checkout else None
    return _ask(database, processor, external_id, foundation=foundation, at=at)


def ask_about_invoice(
    database: Database,
    processor: Processor,
    token: str,
    *,
    foundation: Foundation,
    at: datetime,
) -> bool:
    """Ask the processor what became of the newest payment page of an invoice, and follow the answer.

    False if there is no page to ask about. Raises NotFound, or Unavailable.
    """
    with database.reading() as session:
        invoice = invoices.by_token(session, token)
        checkout = payments.latest_attempt(session, Purpose.INVOICE, invoice.id)
        external_id = checkout.external_id if checkout else None
    return _ask(database, processor, external_id, foundation=foundation, at=at)


def _ask(
    database: Database,
    processor: Processor,
    external_id: str | None,
    *,
    foundation: Foundation,
    at: datetime,
) -> bool:
    if external_id is None:
        return False
    states = processor.look_up_checkout(external_id)
    follow = appliers(foundation, at)
    with database.unit_of_work() as session:
        for state in states:
            follow[type(state)](session, state)
    return True
