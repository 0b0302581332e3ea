"""Questions about taxes."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.taxes.models import TaxRate


def known(session: Session) -> list[TaxRate]:
    """Every tax, by country and name, the newest first."""
    return list(
        session.scalars(
            sa.select(TaxRate).order_by(
                TaxRate.country, TaxRate.name, TaxRate.is_for_tax_ids, TaxRate.starts_on.desc()
            )
        )
    )


def on_invoice(session: Session, *, country: str, has_tax_id: bool, day: date) -> list[TaxRate]:
    """The taxes of an invoice issued on that day to a sponsor of that country."""
    statement = (
        sa.select(TaxRate)
        .where(
            TaxRate.country == country,
            TaxRate.starts_on <= day,
            sa.or_(TaxRate.ends_on.is_(None), TaxRate.ends_on >= day),
        )
        .order_by(TaxRate.name, TaxRate.id)
    )
    found = list(session.scalars(statement))
    for_businesses = [one for one in found if one.is_for_tax_ids]
    if has_tax_id and for_businesses:
        return for_businesses
    return [one for one in found if not one.is_for_tax_ids]
