"""Refunds: decided here by one person or two, or reported by the processor.

What is decided here must leave the payment enough: not more than was paid, less what went back and
what the payer's bank took. What the processor reports has happened, so it is always recorded. None of
this knows what a payment is for.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import ROW_LOCK
from sponsorship.errors import Invalid, NotAllowed, Refused
from sponsorship.lifecycle import WrongState, advance
from sponsorship.money import Money
from sponsorship.payments.models import Payment, PaymentStatus, Refund, RefundStatus
from sponsorship.payments.processor import RefundState

NOTHING_IS_LEFT = "The money was given back in the processor's own dashboard meanwhile."


class NotRefundable(Refused):
    """Raised when a payment has no money of the payer's to give back."""

    code = "not_refundable"

    def __init__(self, payment: Payment) -> None:
        self.payment = payment
        super().__init__("This payment has not settled, so there is nothing to give back yet.")


class OverRefund(Refused):
    """Raised when more is to be given back than is left of the payment."""

    code = "over_refund"

    def __init__(self, payment: Payment, left: Money) -> None:
        self.payment = payment
        self.left = left
        super().__init__(f"Only {left.shown()} of this payment is left to give back.")


class OwnProposal(NotAllowed):
    """Raised when somebody approves the refund that they proposed."""

    code = "own_proposal"

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor, "approve a refund that you proposed yourself")


def request(
    session: Session,
    payment: Payment,
    *,
    amount: Money,
    reason: str,
    approval_above: Money,
    form_key: str | None,
    at: datetime,
    by: Actor,
) -> Refund:
    """Decide to give money back: the intent is committed before the processor is asked.

    Above `approval_above` it stays a proposal until a second person approves it; what one person alone gave
    back of the same payment before counts with it. Raises NotRefundable, OverRefund, or Invalid for
    a wrong currency or an amount that is not positive. The same form sent twice finds the same refund.
    """
    session.refresh(payment, with_for_update=ROW_LOCK)
    if form_key is not None:
        known = session.scalars(sa.select(Refund).where(Refund.form_key == form_key)).one_or_none()
        if known is not None:
            return known
    if payment.status is not PaymentStatus.SETTLED:
        raise NotRefundable(payment)
    if amount.currency != payment.currency or not amount.is_positive:
        raise Invalid("amount", f"Please give an amount in {payment.currency} above zero.")
    if amount > payment.refundable:
        raise OverRefund(payment, payment.refundable)
    if not reason.strip():
        raise Invalid("reason", "Please say why the money is given back.")
    refund = Refund(
        payment_id=payment.id,
        amount_minor=amount.minor,
        currency=amount.currency,
        reason=reason.strip(),
        form_key=form_key,
        idempotency_key=f"refund:{payment.id}:{len(payment.refunds) + 1}",
        requested_at=at,
        requested_by=str(by),
        requested_by_id=by.id,
        needs_approval=amount + _given_back_by_one(payment) > approval_above,
    )
    session.add(refund)
    session.flush()  # the processor is told our id
    session.refresh(payment, ["refunded_minor", "refunds"])  # kept by the database
    if not refund.needs_approval:
        advance(session, refund, "approved", at=at, by=by)
        session.flush()
    return refund


def _given_back_by_one(payment: Payment) -> Money:
    """What single people gave back of this payment, so that a large refund is not made of small ones."""
    alone = [
        refund.amount_minor
        for refund in payment.refunds
        if refund.requested_by_id is not None
        and not refund.needs_approval
        and refund.status not in (RefundStatus.FAILED, RefundStatus.REJECTED)
    ]
    return Money(sum(alone), payment.currency)


def approve(session: Session, refund: Refund, *, at: datetime, by: Actor) -> None:
    """The second person agrees; raises OwnProposal, OverRefund or WrongState."""
    payment = _locked(session, refund)
    if not refund.can_be("approved"):
        raise WrongState(refund, "approved", refund.status, ())
    if by.id is None or by.id == refund.requested_by_id:
        raise OwnProposal(by)
    if payment.overdrawn.is_positive:
        raise OverRefund(payment, refund.amount - min(refund.amount, payment.overdrawn))
    refund.approved_by_id, refund.approved_by, refund.approved_at = by.id, str(by), at
    advance(session, refund, "approved", at=at, by=by)
    session.flush()


def reject(session: Session, refund: Refund, *, reason: str, at: datetime, by: Actor) -> None:
    """The second person says no, or the first one withdraws it: its amount is free again."""
    _locked(session, refund)
    if not reason.strip():
        raise Invalid("reason", "Please say why the money is not given back.")
    advance(session, refund, "rejected", at=at, by=by, reason=reason.strip())
    session.flush()


def _locked(session: Session, refund: Refund) -> Payment:
    payment = session.get_one(Payment, refund.payment_id, with_for_update=ROW_LOCK)
    session.refresh(payment)
    session.refresh(refund, with_for_update=ROW_LOCK)
    return payment


def apply(
    session: Session, payment: Payment, state: RefundState, *, at: datetime, by: Actor
) -> tuple[Refund | None, bool]:
    """Follow the processor's view of one refund; and whether money moved by it that we did not know of."""
    refund = _find(session, payment, state)
    if refund is None:
        if state.status is RefundStatus.FAILED and state.amount > payment.refundable:
            # Made elsewhere and failed before we heard of it: no money ever moved.
            return None, False
        # A failed one is remembered as well: older news that it succeeded may still be on its way.
        refund = _made_elsewhere(session, payment, state, at=at, by=by)
    refund.external_id = state.external_id
    has_moved = False
    if state.status is RefundStatus.SUCCEEDED and refund.can_be("succeeded"):
        advance(session, refund, "succeeded", at=at, by=by)
        has_moved = True
    elif state.status is RefundStatus.PENDING and refund.can_be("accepted"):
        advance(session, refund, "accepted", at=at, by=by)
    elif state.status is RefundStatus.FAILED and refund.can_be("failed"):
        has_moved = refund.status is RefundStatus.SUCCEEDED
        refund.failure = state.failure
        advance(session, refund, "failed", at=at, by=by)
    session.flush()
    session.refresh(payment, ["refunded_minor"])  # kept by the database
    return refund, has_moved


def _find(session: Session, payment: Payment, state: RefundState) -> Refund | None:
    same = Refund.external_id == state.external_id
    if state.refund_id is not None:
        same = sa.or_(same, Refund.id == state.refund_id)
    return session.scalars(
        sa.select(Refund).where(Refund.payment_id == payment.id, same)
    ).one_or_none()


def _made_elsewhere(
    session: Session, payment: Payment, state: RefundState, *, at: datetime, by: Actor
) -> Refund:
    """A refund that the processor reports and nobody asked for here: nobody's approval is waited for."""
    _make_room(session, payment, state.amount, at=at, by=by)
    refund = Refund(
        payment_id=payment.id,
        amount_minor=state.amount.minor,
        currency=state.amount.currency,
        reason="Given back in the processor's own dashboard.",
        idempotency_key=f"external:{state.external_id}",
        external_id=state.external_id,
        requested_at=state.at,
        requested_by=str(by),
    )
    session.add(refund)
    session.flush()  # only then does it have its first status, from which it moves on
    advance(session, refund, "approved", at=at, by=by)
    session.flush()  # one move after the other: the database knows no shortcut
    return refund


def _make_room(
    session: Session, payment: Payment, amount: Money, *, at: datetime, by: Actor
) -> None:
    """What is only proposed gives way to what has happened, the newest proposal first.

    What was asked of the processor already is not touched: it will be refused there, and then this news
    is followed at its next try.
    """
    proposals = session.scalars(
        sa.select(Refund)
        .where(Refund.payment_id == payment.id, Refund.status == RefundStatus.PROPOSED)
        .order_by(Refund.id.desc())
    )
    for proposal in proposals:
        if payment.refunded_minor + amount.minor <= payment.amount_minor:
            return
        advance(session, proposal, "rejected", at=at, by=by, reason=NOTHING_IS_LEFT)
        session.flush()
        session.refresh(payment, ["refunded_minor"])
