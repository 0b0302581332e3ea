"""Questions about receipts."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.donations.models import Donation
from sponsorship.errors import NotFound
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
