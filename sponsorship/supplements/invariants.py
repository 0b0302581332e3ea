"""What must hold of supplements."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.sponsorships.models import Sponsorship
from sponsorship.supplements.models import WAITS, Supplement, SupplementLine, SupplementStatus


def supplements_keep_places_while_they_wait(session: Session) -> Iterator[str]:
    """The lines of a supplement keep their places as long as it waits, and no longer."""
    waits = Supplement.status.in_(WAITS)
    astray = (
        sa.select(SupplementLine.id, SupplementLine.name)
        .outerjoin(Supplement, Supplement.id == SupplementLine.supplement_id)
        .where(sa.func.coalesce(waits, sa.false()) == SupplementLine.is_released)
    )
    for number, name in session.execute(astray):
        yield f"Supplement line {number} ({name}) keeps its place when it should not, or does not."


def added_fees_are_those_of_supplements(session: Session) -> Iterator[str]:
    """What was added to a fee is the price of what amendments promised."""
    added = (
        sa.select(sa.func.coalesce(sa.func.sum(Supplement.agreed_price_minor), 0))
        .where(
            Supplement.sponsorship_id == Sponsorship.id,
            Supplement.status == SupplementStatus.PROMISED,
            Supplement.contract_id.is_not(None),
        )
        .scalar_subquery()
    )
    for one in session.scalars(sa.select(Sponsorship).where(Sponsorship.added_minor != added)):
        yield f"{one} counts wrongly what was added to its fee."


SUPPLEMENTS = (supplements_keep_places_while_they_wait, added_fees_are_those_of_supplements)
"""All of them."""
