"""Voucher codes on their way to sponsors."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.fulfilment import delivering, vouchers
from sponsorship.fulfilment.models import Voucher
from sponsorship.messages import outbox
from sponsorship.messages.letters_to_sponsors import VoucherLine, VouchersIssued
from sponsorship.sponsorships.contacts import once_per_address
from sponsorship.sponsorships.models import PromisedBenefit
from sponsorship.tiers.models import Benefit
from sponsorship.workflows.foundation import Foundation


def issue_all(
    session: Session, benefit: Benefit, *, foundation: Foundation, at: datetime, by: Actor
) -> tuple[int, int]:
    """Issue what everybody is owed and has not got yet; how many codes, and how many pieces are short."""
    issued = short = 0
    for holding in vouchers.holdings(session, benefit):
        if not holding.short:
            continue
        new = vouchers.issue(session, holding.promise, at=at)
        issued += len(new)
        short += holding.short - sum(one.uses for one in new)
        if new:
            _tell(session, holding.promise, new, foundation=foundation, at=at, by=by)
    return issued, short


def _tell(
    session: Session,
    promise: PromisedBenefit,
    new: list[Voucher],
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    if promise.can_be("begun"):
        delivering.begin(session, promise, at=at, by=by)
    sponsorship = promise.sponsorship
    letter = VouchersIssued(
        sponsor_name=sponsorship.sponsor.name,
        benefit=promise.name,
        codes=tuple(VoucherLine(code=one.code, uses=one.uses) for one in new),
        page_link=foundation.links.application(sponsorship.public_token),
    )
    for contact in once_per_address(one for one in sponsorship.sponsor.contacts if one.is_primary):
        outbox.owe(
            session,
            letter,
            to=outbox.Recipient(contact.name, contact.email),
            fact=f"vouchers:{promise.id}:{new[-1].id}:{contact.id}",
            about=sponsorship.subject,
            at=at,
            by=by,
        )
