"""What became of a gift: received, pending, failed, lapsed; booked, receipted, told.

Every function follows a state that the processor reports, in the caller's transaction. Hearing it again
changes nothing more.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import PROCESSOR, Actor
from sponsorship.constituents import operations as constituents
from sponsorship.database import ROW_LOCK
from sponsorship.donations.models import Donation, DonationStatus, RecurringGift
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.ledger import posting as ledger
from sponsorship.lifecycle import advance
from sponsorship.messages import letters, outbox
from sponsorship.payments import operations as payments
from sponsorship.payments.models import Checkout, CheckoutStatus, Payment, Purpose
from sponsorship.payments.operations import News, NotYetKnown
from sponsorship.payments.processor import CheckoutState, PaymentState
from sponsorship.receipts import operations as receipts
from sponsorship.suspense.models import Misfit
from sponsorship.workflows import exchanging, gifts_back, going_back, misfits
from sponsorship.workflows.foundation import Foundation, method_name


def follow_checkout(session: Session, state: CheckoutState, *, at: datetime) -> None:
    """A page of ours was finished or ran out; a gift whose last page ran out has lapsed."""
    checkout = payments.apply_checkout(session, state, at=at, by=PROCESSOR)
    if checkout is not None and checkout.status is CheckoutStatus.EXPIRED:
        let_lapse(session, checkout, at=at, by=PROCESSOR)


def let_lapse(session: Session, checkout: Checkout, *, at: datetime, by: Actor) -> None:
    """The page cannot be used any more: if it was the last one, its gift has lapsed."""
    if payments.open_attempt(session, checkout.purpose, checkout.purpose_id):
        return
    known: Donation | RecurringGift
    if checkout.purpose is Purpose.DONATION:
        known = session.get_one(Donation, checkout.purpose_id, with_for_update=ROW_LOCK)
    elif checkout.purpose is Purpose.RECURRING_GIFT:
        known = session.get_one(RecurringGift, checkout.purpose_id, with_for_update=ROW_LOCK)
    else:
        return  # an invoice stays as it is: its next page is made on the next click
    if known.can_be("lapsed"):
        advance(session, known, "lapsed", at=at, by=by)


def follow_donation(
    session: Session, state: PaymentState, *, foundation: Foundation, at: datetime
) -> None:
    """The processor's view of a gift's payment: book what is new, and say so to the donor."""
    news = payments.apply_payment(
        session, state, purpose=Purpose.DONATION, purpose_id=state.purpose_id, at=at, by=PROCESSOR
    )
    donation = session.get(Donation, state.purpose_id, with_for_update=ROW_LOCK)
    if donation is None:
        if not misfits.is_gone(state, at=at):
            raise NotYetKnown("gift")
        misfits.follow_lost(session, news, what="gift", foundation=foundation, at=at)
        going_back.follow_misfit(session, news, foundation=foundation, at=at)
        book_fee(session, news, funds.general(session), source=news.payment.reference,
                 foundation=foundation, at=at)  # fmt: skip
        exchanging.book_exchange(session, news, funds.general(session),
                                 source=news.payment.reference, foundation=foundation, at=at)  # fmt: skip
        return
    if news.is_settled:
        _receive(session, donation, news.payment, foundation=foundation, at=at)
    elif news.is_pending and donation.can_be("pending"):
        advance(session, donation, "pending", at=at, by=PROCESSOR)
        _tell_pending(session, donation, at=at)
    elif news.is_failed and donation.can_be("failed"):
        was_pending = donation.status is DonationStatus.PENDING
        advance(session, donation, "failed", at=at, by=PROCESSOR, reason=news.payment.failure)
        if was_pending:
            _tell_failed(session, donation, foundation=foundation, at=at)
    book_fee(session, news, donation.fund, source=donation.reference, foundation=foundation, at=at)
    gifts_back.follow(session, donation, news, foundation=foundation, at=at)
    exchanging.book_exchange(
        session, news, donation.fund, source=donation.reference, foundation=foundation, at=at
    )


def _receive(
    session: Session, donation: Donation, payment: Payment, *, foundation: Foundation, at: datetime
) -> None:
    """The money is there: donor, income, receipt, thanks. All of it or none of it."""
    found = _misfit(payment, donation)
    if found is not None:
        reason, sentence = found
        misfits.book(
            session, payment, reason=reason, sentence=sentence, foundation=foundation, at=at
        )
        return
    charged_at = payment.settled_at or at
    day = foundation.calendar.day_of(charged_at)
    donor = constituents.find_or_add(
        session, name=donation.donor_name, email=donation.donor_email, at=at
    )
    donation.donor_id = donor.id
    donation.received_on = day
    advance(session, donation, "received", at=at, by=PROCESSOR)
    ledger.post(session, bookkeeping.donation_received(donation, on=day), at=at, by=PROCESSOR)
    thank(session, donation, payment, day=day, foundation=foundation, at=at)


def thank(
    session: Session,
    donation: Donation,
    payment: Payment,
    *,
    day: date,
    foundation: Foundation,
    at: datetime,
) -> None:
    """The numbered receipt of a received gift, and the letter that carries it."""
    receipt = receipts.issue(
        session,
        donation,
        donation.amount,
        receipts.Paper(
            method=method_name(payment),
            foundation=foundation.party,
            calendar=foundation.calendar,
            is_specimen=foundation.is_sandbox,
        ),
        payment_id=payment.id,
        at=at,
    )
    recurring = donation.recurring_gift
    outbox.owe(
        session,
        letters.DonationReceived(
            amount=donation.amount,
            fund_name=donation.fund.name,
            received_on=day,
            receipt_number=receipt.number,
            receipt_link=foundation.links.receipt(receipt.public_token),
            manage_link=foundation.links.recurring(recurring.public_token) if recurring else None,
        ),
        to=outbox.Recipient(donation.donor_name, donation.donor_email),
        fact=f"donation:{donation.id}",
        at=at,
        attachments=[receipt.document_id],
    )


def _misfit(payment: Payment, donation: Donation) -> tuple[Misfit, str] | None:
    """Why this payment is not the gift that was agreed, if it is not."""
    paid, agreed = payment.amount.shown(), donation.amount.shown()
    if not donation.can_be("received"):
        return Misfit.NOTHING_OWED, (
            f"{donation} of {agreed} was received already; this is another payment for it."
        )
    if payment.currency != donation.currency:
        return Misfit.CURRENCY_DIFFERS, f"{donation} was to be {agreed}, and {paid} came."
    if payment.amount != donation.amount:
        return Misfit.AMOUNT_DIFFERS, f"{donation} was to be {agreed}, and {paid} came."
    return None


def book_fee(
    session: Session,
    news: News,
    fund: Fund,
    *,
    source: str,
    foundation: Foundation,
    at: datetime,
) -> None:
    """What the processor keeps, as soon as it says how much: a fact of its own."""
    if news.fee is None or not news.fee.is_positive:
        return
    if news.payment.is_misfit:
        fund = funds.general(session)
    day = foundation.calendar.day_of(news.payment.settled_at or at)
    entry = bookkeeping.fee_charged(news.payment, fund, news.fee, on=day, source=source)
    ledger.post(session, entry, at=at, by=PROCESSOR)


def _tell_pending(session: Session, donation: Donation, *, at: datetime) -> None:
    outbox.owe(
        session,
        letters.DonationPending(amount=donation.amount, fund_name=donation.fund.name),
        to=outbox.Recipient(donation.donor_name, donation.donor_email),
        fact=f"donation:{donation.id}",
        at=at,
    )


def _tell_failed(
    session: Session, donation: Donation, *, foundation: Foundation, at: datetime
) -> None:
    outbox.owe(
        session,
        letters.DonationFailed(
            amount=donation.amount,
            fund_name=donation.fund.name,
            retry_link=foundation.links.donate(donation.fund.slug),
        ),
        to=outbox.Recipient(donation.donor_name, donation.donor_email),
        fact=f"donation:{donation.id}",
        at=at,
    )
