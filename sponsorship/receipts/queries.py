"""Questions about receipts."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.donations.models import Donation
from sponsorship.errors import NotFound
from sponsorship.money import Money
from sponsorship.payments.models import Payment
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
    """The receipts of these gifts, by the gift's id; gifts without one are missing."""
    found = session.scalars(sa.select(Receipt).where(Receipt.donation_id.in_(donation_ids)))
    return {receipt.donation_id: receipt for receipt in found}


def given_back(session: Session, receipt: Receipt) -> Money:
    """How much of the receipt's payment was refunded, or is on its way back."""
    if receipt.payment_id is None:
        return Money.zero(receipt.currency)
    payment = session.get_one(Payment, receipt.payment_id)
    return Money(payment.refunded_minor, payment.currency)
