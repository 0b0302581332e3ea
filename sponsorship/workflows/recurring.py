"""Monthly gifts: the mandate, each month's collection, the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.audit import PROCESSOR, Actor
from sponsorship.database import ROW_LOCK, Database
from sponsorship.donations import operations as donations
from sponsorship.donations import queries as gifts
from sponsorship.donations.models import RecurringGift, RecurringGiftStatus
from sponsorship.errors import Refused
from sponsorship.lifecycle import WrongState, advance
from sponsorship.messages import letters, outbox
from sponsorship.payments import operations as payments
from sponsorship.payments.models import Purpose
from sponsorship.payments.operations import NotYetKnown
from sponsorship.payments.processor import (
    Collection,
    InstalmentState,
    Processor,
    RecurringState,
)
from sponsorship.workflows import receiving
from sponsorship.workflows.foundation import Foundation


class NotCollected(Refused):
    """Raised when a payment method is to be changed for a gift that nobody collects."""

    code = "not_collected"

    def __init__(self, gift: RecurringGift) -> None:
        self.gift = gift
        super().__init__("This monthly gift is not being collected, so there is nothing to change.")


def follow_recurring(
    session: Session,
    state: RecurringState,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor = PROCESSOR,
) -> None:
    """The processor's view of a monthly collection."""
    gift = _get(session, state.recurring_gift_id)
    gift.external_id = state.external_id
    gift.customer_external_id = state.customer_external_id
    has_ended = RecurringGiftStatus.CANCELLED is gift.status or Collection.CANCELLED is state.status
    gift.next_on = None if has_ended else state.next_on
    is_first = gift.status in (RecurringGiftStatus.BEGUN, RecurringGiftStatus.LAPSED)
    if state.status is Collection.ACTIVE and gift.can_be("activated"):
        advance(session, gift, "activated", at=at, by=by)
        if is_first:
            _tell_started(session, gift, foundation=foundation, at=at)
    elif state.status is Collection.PAST_DUE and gift.can_be("past_due"):
        advance(session, gift, "past_due", at=at, by=by)
    elif state.status is Collection.CANCELLED and gift.can_be("cancelled"):
        was_past_due = gift.status is RecurringGiftStatus.PAST_DUE
        gift.cancelled_at = state.at
        advance(session, gift, "cancelled", at=at, by=by)
        _tell_cancelled(session, gift, was_past_due=was_past_due, foundation=foundation, at=at)


def follow_instalment(
    session: Session, state: InstalmentState, *, foundation: Foundation, at: datetime
) -> None:
    """One month was collected: a gift of its own. Or it failed: the donor is asked to update."""
    gift = _get(session, state.recurring_gift_id)
    if state.payment is not None:
        donation = donations.add_instalment(
            session, gift, external_id=state.external_id, amount=state.amount, at=state.at
        )
        payment = replace(state.payment, purpose=Purpose.DONATION, purpose_id=donation.id)
        receiving.follow_donation(session, payment, foundation=foundation, at=at)
    if state.has_failed and not state.is_paid:
        outbox.owe(
            session,
            letters.RecurringPaymentFailed(
                amount=state.amount,
                interval="month",
                fund_name=gift.fund.name,
                update_link=foundation.links.recurring(gift.public_token),
            ),
            to=outbox.Recipient(gift.donor_name, gift.donor_email),
            fact=f"instalment:{state.external_id}",
            at=at,
        )


def cancel(
    database: Database,
    processor: Processor,
    token: str,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """End a monthly gift from the donor's own link; asking again changes nothing.

    Raises NotFound, or Unavailable if the processor does not answer: then nothing has changed, and
    trying again is safe.
    """
    with database.reading() as session:
        gift = gifts.recurring_by_token(session, token)
        external_id, gift_id, status = gift.external_id, gift.id, gift.status
        page = payments.open_attempt(session, Purpose.RECURRING_GIFT, gift_id)
        page_id = page.external_id if page else None
    if status is RecurringGiftStatus.CANCELLED:
        return
    if external_id is None and page_id is not None:
        processor.close_checkout(page_id)
        # It may have been paid a moment ago, and then money is collected already.
        external_id = _collected_by(processor, page_id)
    if external_id is None:
        with database.unit_of_work() as session:
            gift = _get(session, gift_id)
            if gift.external_id is None:
                if not gift.can_be("cancelled"):
                    raise WrongState(gift, "cancelled", gift.status, ())
                gift.cancelled_at = at
                advance(session, gift, "cancelled", at=at, by=by)
                return
            external_id = gift.external_id
    state = processor.cancel_recurring(external_id, key=f"recurring_gift:{gift_id}:cancel")
    with database.unit_of_work() as session:
        follow_recurring(session, state, foundation=foundation, at=at, by=by)


def _collected_by(processor: Processor, page_id: str) -> str | None:
    """The collection that this page began, if it was paid."""
    states = processor.look_up_checkout(page_id)
    return next((one.external_id for one in states if isinstance(one, RecurringState)), None)


def self_service(
    database: Database,
    processor: Processor,
    token: str,
    *,
    foundation: Foundation,
    at: datetime,
) -> str:
    """The address of the processor's page on which the donor changes the payment method."""
    with database.reading() as session:
        gift = gifts.recurring_by_token(session, token)
        if gift.customer_external_id is None or gift.status is RecurringGiftStatus.CANCELLED:
            raise NotCollected(gift)
        customer, gift_id = gift.customer_external_id, gift.id
    return processor.open_self_service(
        customer,
        return_url=foundation.links.recurring(token),
        key=f"recurring_gift:{gift_id}:self_service:{at.isoformat()}",
    )


def _get(session: Session, gift_id: int) -> RecurringGift:
    gift = session.get(RecurringGift, gift_id, with_for_update=ROW_LOCK)
    if gift is None:
        raise NotYetKnown("monthly gift")
    return gift


def _tell_started(
    session: Session, gift: RecurringGift, *, foundation: Foundation, at: datetime
) -> None:
    outbox.owe(
        session,
        letters.RecurringGiftStarted(
            amount=gift.amount,
            interval="month",
            fund_name=gift.fund.name,
            next_on=gift.next_on,
            manage_link=foundation.links.recurring(gift.public_token),
        ),
        to=outbox.Recipient(gift.donor_name, gift.donor_email),
        fact=f"recurring_gift:{gift.id}",
        at=at,
    )


def _tell_cancelled(
    session: Session,
    gift: RecurringGift,
    *,
    was_past_due: bool,
    foundation: Foundation,
    at: datetime,
) -> None:
    outbox.owe(
        session,
        letters.RecurringGiftCancelled(
            amount=gift.amount,
            interval="month",
            fund_name=gift.fund.name,
            cancelled_on=foundation.calendar.day_of(at),
            is_after_failed_payments=was_past_due,
            donate_link=foundation.links.donate(gift.fund.slug),
        ),
        to=outbox.Recipient(gift.donor_name, gift.donor_email),
        fact=f"recurring_gift:{gift.id}",
        at=at,
    )
