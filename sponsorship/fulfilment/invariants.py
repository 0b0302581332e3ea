"""What must hold of assets and vouchers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.fulfilment.models import Asset, Voucher
from sponsorship.sponsorships.models import PromisedBenefit, Sponsorship


def assets_are_of_their_sponsor(session: Session) -> Iterator[str]:
    """The value of a sponsorship belongs to the sponsor of that sponsorship."""
    for asset in session.scalars(_assets_astray()):
        yield f"Asset {asset.id} ({asset.internal_name}) belongs to another sponsor."


@cache
def _assets_astray() -> sa.Select[Asset]:
    return (
        sa.select(Asset)
        .join(Sponsorship, Sponsorship.id == Asset.sponsorship_id)
        .where(Asset.sponsor_id != Sponsorship.sponsor_id)
    )


def vouchers_are_for_what_they_give(session: Session) -> Iterator[str]:
    """A code is issued to a promise of the very benefit that it was kept for."""
    for voucher in session.scalars(_vouchers_astray()):
        yield f"Voucher {voucher.id} was issued for another benefit."


@cache
def _vouchers_astray() -> sa.Select[Voucher]:
    return (
        sa.select(Voucher)
        .join(PromisedBenefit, PromisedBenefit.id == Voucher.promised_benefit_id)
        .where(Voucher.benefit_id != PromisedBenefit.benefit_id)
    )


FULFILMENT = (assets_are_of_their_sponsor, vouchers_are_for_what_they_give)
"""All of them."""
