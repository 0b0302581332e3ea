"""Questions about money in suspense."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.errors import NotFound
from sponsorship.money import Money
from sponsorship.payments.models import (
    Dispute,
    DisputeMovement,
    DisputeStatus,
    Payment,
    Refund,
    RefundStatus,
)
from sponsorship.payments.queries import MOVED
from sponsorship.suspense.models import SuspenseCase, SuspenseCaseStatus, SuspenseDecision

_WHOLE = (
    joinedload(SuspenseCase.fund),
    joinedload(SuspenseCase.payment),
    selectinload(SuspenseCase.decisions).options(
        joinedload(SuspenseDecision.refund), joinedload(SuspenseDecision.donation)
    ),
)


def get(session: Session, case_id: int, *, for_update: bool = False) -> SuspenseCase:
    """The case with its payment and decisions; raises NotFound."""
    statement = sa.select(SuspenseCase).where(SuspenseCase.id == case_id).options(*_WHOLE)
    if for_update:
        statement = statement.with_for_update(of=SuspenseCase).execution_options(
            populate_existing=True
        )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("suspense case")
    return found


def of_payment(session: Session, payment_id: int) -> SuspenseCase | None:
    """The case of a payment, locked, if some of its money is or was in suspense."""
    return _one(session, SuspenseCase.payment_id == payment_id)


def waiting_of(session: Session, payment: Payment) -> list[SuspenseCase]:
    """What of a payment's money waits for a decision, oldest first, locked.

    Beside the case of the payment there may be others, of money that came back to us later.
    """
    return list(
        session.scalars(
            sa.select(SuspenseCase)
            .where(
                SuspenseCase.is_shortfall.is_(False),
                SuspenseCase.status == SuspenseCaseStatus.WAITING,
                sa.or_(
                    SuspenseCase.payment_id == payment.id,
                    SuspenseCase.external_id.startswith(f"{kept_of(payment)}:", autoescape=True),
                ),
            )
            .order_by(SuspenseCase.id)
            .with_for_update()
        )
    )


def kept_of(payment: Payment) -> str:
    """How the further cases of a payment begin, of money that came back to us."""
    return f"kept:{payment.external_id}"


def of_external(session: Session, external_id: str) -> SuspenseCase | None:
    """The case of something that the processor calls so, locked."""
    return _one(session, SuspenseCase.external_id == external_id)


def shortfalls(session: Session, name: str) -> list[SuspenseCase]:
    """What is missing by the cause of that name and was not found yet, oldest first, locked."""
    return list(
        session.scalars(
            sa.select(SuspenseCase)
            .where(
                SuspenseCase.is_shortfall,
                SuspenseCase.status == SuspenseCaseStatus.WAITING,
                SuspenseCase.external_id.startswith(f"{name}:"),
            )
            .order_by(SuspenseCase.id)
            .with_for_update()
        )
    )


def of_bank_line(session: Session, bank_line_id: int) -> SuspenseCase | None:
    """The case of a line of the bank statement that waits, locked."""
    waits = SuspenseCase.status == SuspenseCaseStatus.WAITING
    return _one(session, sa.and_(SuspenseCase.bank_line_id == bank_line_id, waits))


def _one(session: Session, source: sa.ColumnElement[bool]) -> SuspenseCase | None:
    return session.scalars(sa.select(SuspenseCase).where(source).with_for_update()).one_or_none()


def waiting(session: Session, *, limit: int = 200) -> list[SuspenseCase]:
    """What waits for a decision, the longest first."""
    return list(
        session.scalars(
            sa.select(SuspenseCase)
            .where(SuspenseCase.status == SuspenseCaseStatus.WAITING)
            .options(*_WHOLE)
            .order_by(SuspenseCase.opened_at, SuspenseCase.id)
            .limit(limit)
        )
    )


def decided_last(session: Session, *, limit: int = 50) -> list[SuspenseCase]:
    """Cases that nobody has to look at any more, the newest first."""
    return list(
        session.scalars(
            sa.select(SuspenseCase)
            .where(SuspenseCase.status != SuspenseCaseStatus.WAITING)
            .options(*_WHOLE)
            .order_by(SuspenseCase.id.desc())
            .limit(limit)
        )
    )


def on_its_way_back(session: Session, case: SuspenseCase) -> Money:
    """What of the case's payment was asked to be given back and is not confirmed yet."""
    asked = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Refund.amount_minor), 0)).where(
            Refund.payment_id == case.payment_id,
            Refund.status.in_(
                [RefundStatus.PROPOSED, RefundStatus.REQUESTED, RefundStatus.PENDING]
            ),
        )
    )
    return Money(int(asked or 0), case.currency)


def free(session: Session, case: SuspenseCase) -> Money:
    """What can be decided about now: undecided, not on its way back, and not held by the payer's bank."""
    left = case.undecided - on_its_way_back(session, case) - _disputed(session, case)
    return left if left.is_positive else Money.zero(case.currency)


def _disputed(session: Session, case: SuspenseCase) -> Money:
    held = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(MOVED), 0))
        .join(Dispute, Dispute.id == DisputeMovement.dispute_id)
        .where(Dispute.payment_id == case.payment_id, Dispute.status != DisputeStatus.LOST)
    )
    return Money(int(held or 0), case.currency)


def standing(session: Session, case: SuspenseCase) -> list[SuspenseDecision]:
    """The decisions about a case that were not undone, oldest first."""
    undone = sa.select(SuspenseDecision.undoes_id).where(SuspenseDecision.undoes_id.is_not(None))
    return list(
        session.scalars(
            sa.select(SuspenseDecision)
            .where(
                SuspenseDecision.case_id == case.id,
                SuspenseDecision.undoes_id.is_(None),
                SuspenseDecision.id.not_in(undone),
            )
            .order_by(SuspenseDecision.id)
        )
    )
