"""What must hold of assets."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.fulfilment.models import Asset
from sponsorship.sponsorships.models import Sponsorship


def assets_are_of_their_sponsor(session: Session) -> Iterator[str]:
    """The value of a sponsorship belongs to the sponsor of that sponsorship."""
    astray = (
        sa.select(Asset)
        .join(Sponsorship, Sponsorship.id == Asset.sponsorship_id)
        .where(Asset.sponsor_id != Sponsorship.sponsor_id)
    )
    for asset in session.scalars(astray):
        yield f"Asset {asset.id} ({asset.internal_name}) belongs to another sponsor."
