"""Questions about gifts."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.donations.models import Donation, DonationStatus, RecurringGift
from sponsorship.errors import NotFound


def by_token(session: Session, token: str) -> Donation | RecurringGift:
    """The single or monthly gift behind a donor's personal link; raises NotFound."""
    found = session.scalars(
        sa.select(Donation).where(Donation.public_token == token).options(joinedload(Donation.fund))
    ).one_or_none()
    return found if found is not None else recurring_by_token(session, token)


def recurring_by_token(session: Session, token: str) -> RecurringGift:
    """The monthly gift behind a donor's personal link; raises NotFound."""
    found = session.scalars(
        sa.select(RecurringGift)
        .where(RecurringGift.public_token == token)
        .options(joinedload(RecurringGift.fund))
    ).one_or_none()
    if found is None:
        raise NotFound("gift")
    return found


def recent_public(session: Session, fund_id: int, *, limit: int = 8) -> list[Donation]:
    """The latest received gifts of a fund, for its public page; show them by `shown_name` only."""
    return list(
        session.scalars(
            sa.select(Donation)
            .where(Donation.fund_id == fund_id, Donation.status == DonationStatus.RECEIVED)
            .order_by(Donation.received_on.desc(), Donation.id.desc())
            .limit(limit)
        )
    )


def begun_with(session: Session, form_key: str) -> list[Donation | RecurringGift]:
    """The single and the monthly gift that this form began, if any, the newer one first."""
    found: list[Donation | RecurringGift] = [
        *session.scalars(
            sa.select(Donation)
            .where(Donation.form_key == form_key)
            .options(joinedload(Donation.fund))
        ),
        *session.scalars(
            sa.select(RecurringGift)
            .where(RecurringGift.form_key == form_key)
            .options(joinedload(RecurringGift.fund))
        ),
    ]
    return sorted(found, key=lambda gift: gift.begun_at, reverse=True)
