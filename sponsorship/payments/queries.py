"""Questions about checkouts and payments."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from sponsorship.payments.models import Checkout, Payment, Purpose, Refund

_OBJECTS_OF_A_PAYMENT = (
    (Payment.charge_external_id, Payment.id),
    (Refund.external_id, Refund.payment_id),
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


def refunds_by_source(session: Session, sources: Collection[str]) -> dict[str, Refund]:
    """The refunds among these objects of the processor, by the object's id; at most a batch of them."""
    found = session.scalars(sa.select(Refund).where(Refund.external_id.in_(list(sources))))
    return {str(refund.external_id): refund for refund in found}
