"""Questions about money in suspense."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.database import ROW_LOCK
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
from sponsorship.suspense.models import (
    Remittance,
    RemittanceStatus,
    SuspenseCase,
    SuspenseCaseStatus,
    SuspenseDecision,
)

_WHOLE = (
    joinedload(SuspenseCase.fund),
    joinedload(SuspenseCase.payment),
    selectinload(SuspenseCase.decisions).options(
        joinedload(SuspenseDecision.refund),
        joinedload(SuspenseDecision.donation),
        joinedload(SuspenseDecision.remittance),
    ),
)


def get(session: Session, case_id: int, *, for_update: bool = False) -> SuspenseCase:
    """The case with its payment and decisions; raises NotFound."""
    statement = sa.select(SuspenseCase).where(SuspenseCase.id == case_id).options(*_WHOLE)
    if for_update:
        statement = statement.with_for_update(of=SuspenseCase, **ROW_LOCK).execution_options(
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
    return [case for case in every_of(session, payment) if case.undecided.is_positive]


def every_of(session: Session, payment: Payment) -> list[SuspenseCase]:
    """Every case that a payment's money waits in or has waited in, oldest first, locked."""
    statement = sa.select(SuspenseCase).where(_is_of(payment)).order_by(SuspenseCase.id)
    return list(session.scalars(statement.with_for_update(**ROW_LOCK)))


def _is_of(payment: Payment) -> sa.ColumnElement[bool]:
    further = SuspenseCase.external_id.startswith(f"{kept_of(payment)}:", autoescape=True)
    return sa.and_(
        SuspenseCase.is_shortfall.is_(False),
        sa.or_(SuspenseCase.payment_id == payment.id, further),
    )


_KEPT = "kept:"


def kept_of(payment: Payment) -> str:
    """How the further cases of a payment begin, of money that came back to us."""
    return f"{_KEPT}{payment.external_id}"


def payment_behind(session: Session, case: SuspenseCase) -> Payment | None:
    """The payment whose money waits in a case, be it the first one of that payment or a further one."""
    if case.payment is not None or not (case.external_id or "").startswith(_KEPT):
        return case.payment
    external_id = str(case.external_id).removeprefix(_KEPT).rpartition(":")[0]
    return session.scalars(sa.select(Payment).where(Payment.external_id == external_id)).one()


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
            .with_for_update(**ROW_LOCK)
        )
    )


def of_bank_line(session: Session, bank_line_id: int) -> SuspenseCase | None:
    """The case of a line of the bank statement that waits, locked."""
    waits = SuspenseCase.status == SuspenseCaseStatus.WAITING
    return _one(session, sa.and_(SuspenseCase.bank_line_id == bank_line_id, waits))


def _one(session: Session, source: sa.ColumnElement[bool]) -> SuspenseCase | None:
    return session.scalars(
        sa.select(SuspenseCase).where(source).with_for_update(**ROW_LOCK)
    ).one_or_none()


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


def on_its_way_back(session: Session, payment: Payment) -> Money:
    """What of a payment was asked to be given back and is not confirmed yet."""
    asked = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Refund.amount_minor), 0)).where(
            Refund.payment_id == payment.id,
            Refund.status.in_(
                [RefundStatus.PROPOSED, RefundStatus.REQUESTED, RefundStatus.PENDING]
            ),
        )
    )
    return Money(int(asked or 0), payment.currency)


def free(session: Session, case: SuspenseCase) -> Money:
    """What can be decided about now: undecided, not on its way back, and not held by the payer's bank.

    What goes back is taken from all cases of a payment, the oldest first, so all of them count.
    """
    payment = payment_behind(session, case)
    if payment is None or case.is_shortfall:
        return case.undecided - _to_be_sent(session, case)
    undecided = SuspenseCase.amount_minor - SuspenseCase.decided_minor
    waits = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(undecided), 0)).where(_is_of(payment))
    )
    left = Money(int(waits or 0), case.currency) - _disputed(session, payment)
    left = left - on_its_way_back(session, payment)
    return min(left, case.undecided) if left.is_positive else Money.zero(case.currency)


def _to_be_sent(session: Session, case: SuspenseCase) -> Money:
    """What our bank is to send away of it, approved or not yet."""
    reserved = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Remittance.amount_minor), 0)).where(
            Remittance.case_id == case.id,
            Remittance.status.in_([RemittanceStatus.PROPOSED, RemittanceStatus.APPROVED]),
        )
    )
    return Money(int(reserved or 0), case.currency)


def remittances_of(session: Session, case: SuspenseCase) -> list[Remittance]:
    """What was decided to be sent away of a case, oldest first."""
    return list(
        session.scalars(
            sa.select(Remittance).where(Remittance.case_id == case.id).order_by(Remittance.id)
        )
    )


def proposed_remittances(session: Session) -> list[Remittance]:
    """What is to be sent away by our bank and waits for a second person, the oldest first."""
    return list(
        session.scalars(
            sa.select(Remittance)
            .where(Remittance.status == RemittanceStatus.PROPOSED)
            .order_by(Remittance.id)
        )
    )


def remittance(session: Session, remittance_id: int, *, for_update: bool = False) -> Remittance:
    """One remittance with its case; raises NotFound. The case is locked first, then the remittance."""
    found = session.get(Remittance, remittance_id)
    if found is None:
        raise NotFound("remittance")
    if for_update:
        get(session, found.case_id, for_update=True)
        session.refresh(found, with_for_update=ROW_LOCK)
    return found


def _disputed(session: Session, payment: Payment) -> Money:
    held = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(MOVED), 0))
        .join(Dispute, Dispute.id == DisputeMovement.dispute_id)
        .where(Dispute.payment_id == payment.id, Dispute.status != DisputeStatus.LOST)
    )
    return Money(int(held or 0), payment.currency)


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
