"""Disputes, as the processor reports them: what the payer's bank says, and what money it moved.

They are answered in the processor's own dashboard. Everything that is reported has happened, so it is
recorded whatever else is known of the payment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.lifecycle import advance
from sponsorship.payments.models import Dispute, DisputeMovement, DisputeStatus, Payment
from sponsorship.payments.processor import DisputeState, MovementState

_VERBS = {
    DisputeStatus.OPEN: "opened",
    DisputeStatus.WON: "won",
    DisputeStatus.LOST: "lost",
    DisputeStatus.CLOSED: "closed",
}


@dataclass(slots=True)
class DisputeNews:
    """What of one dispute we did not know yet; `verb` is how its status moved, if it did."""

    dispute: Dispute
    is_new: bool = False
    verb: str = ""
    was_lost: bool = False
    movements: list[DisputeMovement] = field(default_factory=list)

    @property
    def is_anything(self) -> bool:
        return bool(self.is_new or self.verb or self.movements)


def apply(
    session: Session, payment: Payment, state: DisputeState, *, at: datetime, by: Actor
) -> DisputeNews:
    """Follow the processor's view of one dispute; hearing it again, or an older view, changes nothing."""
    dispute = session.scalars(
        sa.select(Dispute).where(Dispute.external_id == state.external_id)
    ).one_or_none()
    news = DisputeNews(dispute or _add(session, payment, state), is_new=dispute is None)
    dispute = news.dispute
    news.was_lost = dispute.status is DisputeStatus.LOST
    known = {one.external_id for one in dispute.movements}
    for movement in state.movements:
        if movement.external_id not in known:
            news.movements.append(_move(session, dispute, movement))
    if dispute.is_undecided:
        dispute.amount_minor, dispute.due_by = state.amount.minor, state.due_by
    verb = _VERBS.get(state.status, "")
    # What is closed is opened again only by money that moves: an older view must not do that.
    if verb == "opened" and dispute.status is DisputeStatus.CLOSED and not news.movements:
        verb = ""
    if verb and dispute.can_be(verb):
        advance(session, dispute, verb, at=at, by=by)
        news.verb = verb
    session.flush()
    session.refresh(payment, ["disputed_minor"])  # kept by the database
    return news


def _add(session: Session, payment: Payment, state: DisputeState) -> Dispute:
    dispute = Dispute(
        payment_id=payment.id,
        external_id=state.external_id,
        amount_minor=state.amount.minor,
        currency=payment.currency,
        reason=state.reason,
        opened_at=state.at,
        due_by=state.due_by,
    )
    session.add(dispute)
    session.flush()  # movements and history refer to it
    return dispute


def _move(session: Session, dispute: Dispute, state: MovementState) -> DisputeMovement:
    movement = DisputeMovement(
        dispute_id=dispute.id,
        payment_id=dispute.payment_id,
        ordinal=len(dispute.movements) + 1,
        external_id=state.external_id,
        kind=state.kind,
        amount_minor=state.amount.minor,
        currency=state.amount.currency,
        settlement_minor=state.settlement.minor,
        settlement_currency=state.settlement.currency,
        fee_minor=state.fee.minor,
        fee_currency=state.fee.currency,
        moved_at=state.at,
    )
    session.add(movement)
    session.flush()
    session.refresh(dispute, ["movements"])
    return movement
