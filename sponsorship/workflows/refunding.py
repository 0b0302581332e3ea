"""Giving money back, in whole or in part: decide and commit, ask the processor, record the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.audit import PROCESSOR, Actor
from sponsorship.database import ROW_LOCK, Database
from sponsorship.donations.models import Donation
from sponsorship.errors import NotFound, Refused
from sponsorship.invoicing.models import Invoice, Settlement
from sponsorship.lifecycle import advance
from sponsorship.money import Money
from sponsorship.payments import refunds
from sponsorship.payments.models import Payment, PaymentStatus, Purpose, Refund, RefundStatus
from sponsorship.payments.processor import PaymentState, Processor, RefundRequest, RefundState
from sponsorship.workflows import billing, receiving
from sponsorship.workflows.foundation import Foundation

ASK_FOR_REFUND = "ask_for_refund"
"""The job that asks the processor for one decided refund; its payload is `{"refund_id": id}`."""


class NothingReceived(Refused):
    """Raised when a gift is to be given back that never arrived."""

    code = "nothing_received"

    def __init__(self, donation: Donation) -> None:
        self.donation = donation
        super().__init__("No money has been received for this gift, so none can be given back.")


def decide_refund(
    session: Session,
    donation: Donation,
    *,
    amount: Money,
    reason: str,
    form_key: str | None,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Refund:
    """Decide to give back `amount` of a received gift; a job asks the processor once it is committed.

    Above the foundation's limit it is a proposal, and nobody is asked before a second person approves.
    Raises NothingReceived, OverRefund, or Invalid for the amount or the reason.
    """
    payment = session.scalars(
        sa.select(Payment).where(
            Payment.purpose == Purpose.DONATION,
            Payment.purpose_id == donation.id,
            Payment.status == PaymentStatus.SETTLED,
            Payment.is_misfit.is_(False),
        )
    ).one_or_none()
    if payment is None:
        raise NothingReceived(donation)
    return decide(
        session,
        payment,
        amount=amount,
        reason=reason,
        form_key=form_key,
        foundation=foundation,
        at=at,
        by=by,
    )


def decide_invoice_refund(
    session: Session,
    invoice: Invoice,
    *,
    payment_id: int,
    amount: Money,
    reason: str,
    form_key: str | None,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Refund:
    """Decide to give back a sponsor's online payment of an invoice, or a part of it.

    The invoice is open again once the processor has given the money back. Raises NotFound for a payment
    that settled nothing of this invoice, OverRefund, or Invalid.
    """
    payment = session.scalars(
        sa.select(Payment).where(
            Payment.id == payment_id,
            Payment.purpose == Purpose.INVOICE,
            Payment.purpose_id == invoice.id,
            Payment.status == PaymentStatus.SETTLED,
            sa.exists().where(
                Settlement.payment_id == Payment.id, Settlement.invoice_id == invoice.id
            ),
        )
    ).one_or_none()
    if payment is None:
        raise NotFound("payment")
    return decide(
        session,
        payment,
        amount=amount,
        reason=reason,
        form_key=form_key,
        foundation=foundation,
        at=at,
        by=by,
    )


def decide(
    session: Session,
    payment: Payment,
    *,
    amount: Money,
    reason: str,
    form_key: str | None,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Refund:
    """Decide to give back a part of any settled payment; asked for once it is committed and approved."""
    refund = refunds.request(
        session,
        payment,
        amount=amount,
        reason=reason,
        approval_above=foundation.refund_limit(payment.currency),
        form_key=form_key,
        at=at,
        by=by,
    )
    if refund.status is RefundStatus.REQUESTED:
        _owe_asking(session, refund)
    return refund


def approve_refund(session: Session, refund: Refund, *, at: datetime, by: Actor) -> None:
    """The second person agrees, and a job asks the processor; raises OwnProposal or OverRefund."""
    refunds.approve(session, refund, at=at, by=by)
    _owe_asking(session, refund)


def _owe_asking(session: Session, refund: Refund) -> None:
    jobs.enqueue(
        session, ASK_FOR_REFUND, key=f"refund:{refund.id}", payload={"refund_id": refund.id}
    )


def ask_for_refund(
    database: Database,
    processor: Processor,
    refund_id: int,
    *,
    foundation: Foundation,
    at: datetime,
) -> None:
    """Ask the processor for a decided refund and book the answer; asking again is safe.

    If the processor refuses for good, the refund has failed and staff see why.
    """
    with database.reading() as session:
        refund = session.get(Refund, refund_id)
        if refund is None:
            raise NotFound("refund")
        if refund.status is not RefundStatus.REQUESTED:
            return
        payment = session.get_one(Payment, refund.payment_id)
        request = RefundRequest(
            refund.id, payment.external_id, refund.amount, refund.idempotency_key
        )
        known = _present(payment)
    try:
        answer = processor.refund(request)
    except Refused as refusal:
        with database.unit_of_work() as session:
            refund = session.get_one(Refund, refund_id, with_for_update=ROW_LOCK)
            if refund.status is RefundStatus.REQUESTED:
                refund.failure = str(refusal)
                advance(session, refund, "failed", at=at, by=PROCESSOR, reason=refund.failure)
        return
    with database.unit_of_work() as session:
        state = _with(known, answer)
        if state.purpose is Purpose.INVOICE:
            billing.follow_invoice_payment(session, state, foundation=foundation, at=at)
        else:
            receiving.follow_donation(session, state, foundation=foundation, at=at)


def _present(payment: Payment) -> PaymentState:
    return PaymentState(
        purpose=payment.purpose,
        purpose_id=payment.purpose_id,
        checkout_id=payment.checkout_id,
        external_id=payment.external_id,
        charge_external_id=payment.charge_external_id,
        amount=payment.amount,
        method=payment.method,
        status=payment.status,
        failure=payment.failure,
        at=payment.settled_at or payment.begun_at,
        fee=payment.fee,
    )


def _with(known: PaymentState, answer: RefundState) -> PaymentState:
    return replace(known, refunds=(answer,))
