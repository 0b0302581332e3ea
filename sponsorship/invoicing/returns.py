"""What of an invoice's payment went back, or came back to us: the invoice is open again, or settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.invoicing.models import (
    Invoice,
    InvoiceStatus,
    ReturnDirection,
    Settlement,
    SettlementReturn,
)
from sponsorship.invoicing.operations import close_if_covered
from sponsorship.lifecycle import advance
from sponsorship.money import Money


@dataclass(frozen=True, slots=True)
class Cause:
    """The refund, the dispute or the reversing entry by which money moved, and how much of it."""

    amount: Money
    refund_id: int | None = None
    dispute_id: int | None = None
    entry_id: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Why, when and by whom money of a settlement moved."""

    causes: Sequence[Cause]
    on: date
    at: datetime
    by: Actor
    reason: str


def settlements_of(session: Session, payment_id: int) -> list[Settlement]:
    """What a payment settled, oldest first."""
    return list(
        session.scalars(
            sa.select(Settlement).where(Settlement.payment_id == payment_id).order_by(Settlement.id)
        )
    )


def still_settled(session: Session, settlement: Settlement) -> Money:
    """What of a settlement counts as paid on its invoice now."""
    rows = session.scalars(
        sa.select(SettlementReturn).where(SettlementReturn.settlement_id == settlement.id)
    )
    gone = sum(row.amount_minor * row.direction.sign for row in rows)
    return Money(settlement.amount_minor - gone, settlement.currency)


def move(
    session: Session,
    invoice: Invoice,
    settlements: Sequence[Settlement],
    gone: Money,
    moved: Moved,
) -> Money:
    """Let so much less count as paid by these settlements, or so much more if it is below zero.

    Never less than nothing, and never more than was settled or is outstanding: how much it was. What has
    no room on the invoice is not the invoice's.
    """
    left = gone
    for settlement in reversed(settlements):
        still = still_settled(session, settlement)
        if left.is_positive and still.is_positive:
            left = left - _return(session, invoice, settlement, min(left, still), moved)
        elif (-left).is_positive:
            room = min(-left, settlement.amount - still, invoice.outstanding)
            left = left + _restore(session, invoice, settlement, room, moved)
    session.refresh(invoice, ["returns"])
    return gone - left


def _return(
    session: Session, invoice: Invoice, settlement: Settlement, amount: Money, moved: Moved
) -> Money:
    if invoice.status is InvoiceStatus.PAID:
        advance(session, invoice, "reopened", at=moved.at, by=moved.by, reason=moved.reason)
        session.flush()  # only an issued invoice may lose a payment
    _write(session, settlement, amount, ReturnDirection.RETURNED, moved)
    session.refresh(invoice, ["paid_minor"])  # kept by the database
    return amount


def _restore(
    session: Session, invoice: Invoice, settlement: Settlement, amount: Money, moved: Moved
) -> Money:
    if amount.is_positive:
        _write(session, settlement, amount, ReturnDirection.RESTORED, moved)
        close_if_covered(session, invoice, at=moved.at, by=moved.by)
    return amount


def _write(
    session: Session,
    settlement: Settlement,
    amount: Money,
    direction: ReturnDirection,
    moved: Moved,
) -> None:
    """One row for each cause, until the whole amount has one; the last cause takes what is left."""
    left = amount
    for number, cause in enumerate(moved.causes, start=1):
        share = left if number == len(moved.causes) else min(cause.amount, left)
        if not share.is_positive:
            continue
        left = left - share
        session.add(
            SettlementReturn(
                settlement_id=settlement.id,
                invoice_id=settlement.invoice_id,
                refund_id=cause.refund_id,
                dispute_id=cause.dispute_id,
                entry_id=cause.entry_id,
                direction=direction,
                amount_minor=share.minor,
                currency=share.currency,
                returned_on=moved.on,
            )
        )
        session.flush()
