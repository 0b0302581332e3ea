"""A gift of which something went back or was taken back: its status, its receipt, word to the donor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import PROCESSOR
from sponsorship.donations.models import Donation, DonationStatus
from sponsorship.lifecycle import advance
from sponsorship.messages import letters_back as letters
from sponsorship.messages import outbox
from sponsorship.messages.letters import LetterContext
from sponsorship.money import Money
from sponsorship.payments import queries as payments
from sponsorship.payments.models import DisputeStatus, Payment
from sponsorship.payments.operations import News
from sponsorship.payments.queries import Gone
from sponsorship.receipts import operations as receipts
from sponsorship.receipts.models import Receipt
from sponsorship.workflows import going_back, misfits
from sponsorship.workflows.foundation import Foundation, method_name

_VERBS = {
    DonationStatus.RECEIVED: "restored",
    DonationStatus.REFUNDED: "refunded",
    DonationStatus.TAKEN_BACK: "taken_back",
}


def follow(
    session: Session, donation: Donation, news: News, *, foundation: Foundation, at: datetime
) -> None:
    """Book what went back of a gift's payment, and let gift and receipt say what remains."""
    if not news.has_money_gone:
        return
    payment, day = news.payment, foundation.calendar.day_of(at)
    if payment.is_misfit:
        going_back.follow_misfit(session, news, foundation=foundation, at=at)
        return
    place = bookkeeping.place_of_gift(donation)
    going_back.book(
        session,
        news,
        place,
        refunded=lambda one: bookkeeping.donation_refunded(one, donation, on=day),
        foundation=foundation,
        at=at,
    )
    gone = payments.gone(session, payment)
    kept = donation.amount - min(gone.total, donation.amount)
    too_much = gone.total - (donation.amount - kept)
    more = too_much - going_back.misfit_booked(session, payment, place)
    entry_id = going_back.book_misfit(session, payment, more, place, on=day, at=at)
    if entry_id is not None:
        misfits.overlap(session, payment, more, entry_id=entry_id, at=at)
    why = going_back.why_gone(news)
    _restate(session, donation, gone, at=at, why=why)
    before = receipts.of_donation(session, donation.id)
    now = _keep_receipt(session, donation, payment, kept, foundation=foundation, at=at, why=why)
    _tell(
        session,
        donation,
        news,
        kept=kept,
        before=before,
        now=now,
        foundation=foundation,
        at=at,
    )


def _restate(session: Session, donation: Donation, gone: Gone, *, at: datetime, why: str) -> None:
    """What the status says depends on what is gone by now, not on the way to it."""
    if gone.refunded >= donation.amount:
        target = DonationStatus.REFUNDED
    elif gone.total >= donation.amount:
        target = DonationStatus.TAKEN_BACK
    else:
        target = DonationStatus.RECEIVED
    if donation.status is not target:
        advance(session, donation, _VERBS[target], at=at, by=PROCESSOR, reason=why)
        session.flush()


def _keep_receipt(
    session: Session,
    donation: Donation,
    payment: Payment,
    kept: Money,
    *,
    foundation: Foundation,
    at: datetime,
    why: str,
) -> Receipt | None:
    return receipts.keep_to(
        session,
        donation,
        kept,
        receipts.Paper(
            method=method_name(payment),
            foundation=foundation.party,
            calendar=foundation.calendar,
            is_specimen=foundation.is_sandbox,
        ),
        payment_id=payment.id,
        reason=why,
        at=at,
        by=PROCESSOR,
    )


def _tell(
    session: Session,
    donation: Donation,
    news: News,
    *,
    kept: Money,
    before: Receipt | None,
    now: Receipt | None,
    foundation: Foundation,
    at: datetime,
) -> None:
    """One letter for each thing that happened, each with the receipt that stands in the end."""
    day = foundation.calendar.day_of(at)
    is_new = now is not None and (before is None or now.id != before.id)
    paper: dict[str, Any] = {
        "kept": kept,
        "receipt_number": before.number if before and (is_new or now is None) else "",
        "new_receipt": now.number if now and is_new else "",
        "receipt_link": foundation.links.receipt(now.public_token) if now else None,
    }
    told: list[tuple[str, LetterContext]] = [
        (
            f"refund:{refund.id}",
            letters.DonationRefunded(
                refunded=refund.amount,
                donated=donation.amount,
                fund_name=donation.fund.name,
                refunded_on=day,
                **paper,
            ),
        )
        for refund in news.refunds_succeeded
    ]
    told += [
        (f"refund:{refund.id}", _restored(donation, refund.amount, paper, is_refund=True))
        for refund in news.refunds_failed
    ]
    for one in news.disputes:
        is_lost = one.dispute.status is DisputeStatus.LOST
        fact = f"dispute:{one.dispute.id}"
        if is_lost and not one.was_lost and one.dispute.withdrawn.is_positive:
            told.append((fact, _taken_back(donation, one.dispute.withdrawn, paper)))
        elif one.was_lost and not is_lost:
            told.append((fact, _restored(donation, one.dispute.amount, paper, is_refund=False)))
    for fact, letter in told:
        outbox.owe(
            session,
            letter,
            to=outbox.Recipient(donation.donor_name, donation.donor_email),
            fact=fact,
            at=at,
            attachments=[now.document_id] if now and is_new else [],
        )


def _restored(
    donation: Donation, amount: Money, paper: dict[str, Any], *, is_refund: bool
) -> letters.DonationRestored:
    return letters.DonationRestored(
        amount=amount,
        donated=donation.amount,
        fund_name=donation.fund.name,
        is_refund=is_refund,
        **paper,
    )


def _taken_back(
    donation: Donation, amount: Money, paper: dict[str, Any]
) -> letters.DonationTakenBack:
    return letters.DonationTakenBack(
        taken=amount, donated=donation.amount, fund_name=donation.fund.name, **paper
    )
