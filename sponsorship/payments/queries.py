"""Questions about checkouts and payments."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from sponsorship.payments.models import Checkout, Payment, Purpose


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
