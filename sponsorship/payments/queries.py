"""Questions about checkouts and payments."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.money import Money
from sponsorship.payments.models import (
    Checkout,
    Dispute,
    DisputeMovement,
    DisputeStatus,
    MovementKind,
    Payment,
    Purpose,
    Refund,
    RefundStatus,
)

MOVED = sa.case(
    (DisputeMovement.kind == MovementKind.WITHDRAWAL, DisputeMovement.amount_minor),
    else_=-DisputeMovement.amount_minor,
)
"""A movement's amount, below zero where the bank gave it back."""

_OBJECTS_OF_A_PAYMENT = (
    (Payment.charge_external_id, Payment.id),
    (Refund.external_id, Refund.payment_id),
    (Dispute.external_id, Dispute.payment_id),
)
"""The processor's objects that cause lines on its account, and the payment that each belongs to."""

_BATCH = 500  # values per statement


def latest_attempt(session: Session, purpose: Purpose, purpose_id: int) -> Checkout | None:
    """The newest checkout for this purpose, whatever became of it."""
    return session.scalars(
        sa.select(Checkout)
        .where(Checkout.purpose == purpose, Checkout.purpose_id == purpose_id)
        .order_by(Checkout.attempt.desc())
        .limit(1)
    ).one_or_none()


def latest_payment(session: Session, purpose: Purpose, purpose_id: int) -> Payment | None:
    """The newest payment for this purpose, whether or not it came through."""
    return session.scalars(
        sa.select(Payment)
        .where(Payment.purpose == purpose, Payment.purpose_id == purpose_id)
        .order_by(Payment.id.desc())
        .limit(1)
    ).one_or_none()


def proposed_refunds(session: Session) -> list[Refund]:
    """Refunds that wait for a second person, the oldest first."""
    return list(
        session.scalars(
            sa.select(Refund)
            .where(Refund.status == RefundStatus.PROPOSED)
            .options(joinedload(Refund.payment))
            .order_by(Refund.id)
        )
    )


@dataclass(frozen=True, slots=True)
class Gone:
    """What of a payment is not ours any more."""

    refunded: Money
    lost: Money

    @property
    def total(self) -> Money:
        return self.refunded + self.lost


def gone(session: Session, payment: Payment) -> Gone:
    """What went back to the payer by refunds that succeeded, and by disputes that were lost."""
    refunded = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Refund.amount_minor), 0)).where(
            Refund.payment_id == payment.id, Refund.status == RefundStatus.SUCCEEDED
        )
    )
    lost = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(MOVED), 0))
        .join(Dispute, Dispute.id == DisputeMovement.dispute_id)
        .where(Dispute.payment_id == payment.id, Dispute.status == DisputeStatus.LOST)
    )
    return Gone(
        Money(int(refunded or 0), payment.currency), Money(int(lost or 0), payment.currency)
    )


def disputes(session: Session, *, limit: int = 100) -> list[Dispute]:
    """Disputes with their payments: those that are not decided first, then the newest."""
    is_decided = Dispute.status.not_in([DisputeStatus.RAISED, DisputeStatus.OPEN])
    return list(
        session.scalars(
            sa.select(Dispute)
            .options(joinedload(Dispute.payment), selectinload(Dispute.movements))
            .order_by(is_decided, Dispute.opened_at.desc(), Dispute.id.desc())
            .limit(limit)
        )
    )


def disputes_of(session: Session, payment_id: int) -> list[Dispute]:
    """The disputes of one payment, oldest first."""
    return list(
        session.scalars(
            sa.select(Dispute).where(Dispute.payment_id == payment_id).order_by(Dispute.id)
        )
    )


def undecided_disputes(session: Session) -> list[Dispute]:
    """Disputes that may want an answer, the one that is due first on top."""
    return list(
        session.scalars(
            sa.select(Dispute)
            .where(Dispute.status.in_([DisputeStatus.RAISED, DisputeStatus.OPEN]))
            .options(joinedload(Dispute.payment))
            .order_by(Dispute.due_by, Dispute.id)
        )
    )


def of_purpose(session: Session, purpose: Purpose, purpose_id: int) -> list[Payment]:
    """The payments for this purpose with their refunds, oldest first."""
    return list(
        session.scalars(
            sa.select(Payment)
            .where(Payment.purpose == purpose, Payment.purpose_id == purpose_id)
            .options(selectinload(Payment.refunds))
            .order_by(Payment.id)
        )
    )


def paid_by_source(session: Session, sources: Collection[str]) -> dict[str, Payment]:
    """The payments of ours that these objects of the processor belong to, by the object's id."""
    found: dict[str, Payment] = {}
    wanted = sorted(sources)
    for start in range(0, len(wanted), _BATCH):
        for external_id, payment_id in _OBJECTS_OF_A_PAYMENT:
            rows = session.execute(
                sa.select(external_id, Payment).where(
                    Payment.id == payment_id, external_id.in_(wanted[start : start + _BATCH])
                )
            )
            found |= {str(source): payment for source, payment in rows}
    return found


def movements_by_line(session: Session, lines: Collection[str]) -> dict[str, DisputeMovement]:
    """What disputes moved on these lines of the account, by the line's id; at most a batch of them."""
    found = session.scalars(
        sa.select(DisputeMovement).where(DisputeMovement.external_id.in_(list(lines)))
    )
    return {movement.external_id: movement for movement in found}


def refunds_by_source(session: Session, sources: Collection[str]) -> dict[str, Refund]:
    """The refunds among these objects of the processor, by the object's id; at most a batch of them."""
    found = session.scalars(sa.select(Refund).where(Refund.external_id.in_(list(sources))))
    return {str(refund.external_id): refund for refund in found}
