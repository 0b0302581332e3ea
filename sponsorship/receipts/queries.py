"""Questions about receipts."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.donations.models import Donation
from sponsorship.errors import NotFound
from sponsorship.money import Money
from sponsorship.payments.models import Refund, RefundStatus
from sponsorship.receipts.models import Receipt


def by_token(session: Session, token: str) -> Receipt:
    """The receipt behind a donor's personal link; raises NotFound."""
    found = session.scalars(
        sa.select(Receipt)
        .where(Receipt.public_token == token)
        .options(joinedload(Receipt.donation).joinedload(Donation.fund))
    ).one_or_none()
    if found is None:
        raise NotFound("receipt")
    return found


def of_donations(session: Session, donation_ids: Sequence[int]) -> dict[int, Receipt]:
    """The newest receipt of each of these gifts, by the gift's id; gifts without one are missing."""
    found = session.scalars(
        sa.select(Receipt).where(Receipt.donation_id.in_(donation_ids)).order_by(Receipt.id)
    )
    return {receipt.donation_id: receipt for receipt in found}


def replacement_of(session: Session, receipt: Receipt) -> Receipt | None:
    """The last receipt of the chain after this one, if it was replaced."""
    return session.scalars(
        sa.select(Receipt)
        .where(Receipt.donation_id == receipt.donation_id, Receipt.id > receipt.id)
        .order_by(Receipt.id.desc())
        .limit(1)
    ).one_or_none()


def going_back(session: Session, receipt: Receipt) -> Money:
    """How much of the receipt's payment is on its way back, so that another receipt will follow."""
    under_way = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Refund.amount_minor), 0)).where(
            Refund.payment_id == receipt.payment_id,
            Refund.status.in_([RefundStatus.REQUESTED, RefundStatus.PENDING]),
        )
    )
    return Money(int(under_way or 0), receipt.currency)
