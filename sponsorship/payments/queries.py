"""Questions about checkouts and payments."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.payments.models import Checkout, Purpose


def latest_attempt(session: Session, purpose: Purpose, purpose_id: int) -> Checkout | None:
    """The newest checkout for this purpose, whatever became of it."""
    return session.scalars(
        sa.select(Checkout)
        .where(Checkout.purpose == purpose, Checkout.purpose_id == purpose_id)
        .order_by(Checkout.attempt.desc())
        .limit(1)
    ).one_or_none()
