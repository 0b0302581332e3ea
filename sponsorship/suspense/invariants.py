"""What must hold of suspense, its cases and what was decided about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.funds.models import Fund
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import Role
from sponsorship.money import Money
from sponsorship.payments.models import Payment
from sponsorship.suspense.models import (
    Remittance,
    RemittanceStatus,
    SuspenseCase,
    SuspenseCaseStatus,
    SuspenseDecision,
)


def suspense_is_explained(session: Session) -> Iterator[str]:
    """What suspense holds in each fund and currency is what its cases have still to be decided about."""
    held: dict[tuple[int, str], int] = defaultdict(int)
    for balance in books.trial_balance(session, roles=[Role.SUSPENSE]):
        held[balance.fund_id, balance.amount.currency] += balance.amount.minor
    for fund_id, currency, waits in session.execute(_undecided()):
        held[fund_id, currency] -= int(waits)
    for (fund_id, currency), minor in sorted(held.items()):
        if minor:
            fund = session.get_one(Fund, fund_id)
            unexplained = Money(minor, currency).shown()
            yield f"Suspense of {fund} and its cases differ by {unexplained}."


@cache
def _undecided() -> sa.Select[int, str, int]:
    undecided = SuspenseCase.amount_minor - SuspenseCase.decided_minor
    return sa.select(
        SuspenseCase.fund_id,
        SuspenseCase.currency,
        sa.func.sum(sa.case((SuspenseCase.is_shortfall, -undecided), else_=undecided)),
    ).group_by(SuspenseCase.fund_id, SuspenseCase.currency)


def misfits_have_a_case(session: Session) -> Iterator[str]:
    """A payment is a misfit if, and only if, it has a case."""
    for payment in session.scalars(_misfits_by_one_side()):
        yield f"Payment {payment.reference} and the cases in suspense disagree."


@cache
def _misfits_by_one_side() -> sa.Select[Payment]:
    with_case = sa.select(SuspenseCase.payment_id).where(SuspenseCase.payment_id.is_not(None))
    return sa.select(Payment).where(Payment.is_misfit != Payment.id.in_(with_case))


_SIGNED = sa.case(
    (SuspenseDecision.undoes_id.is_(None), SuspenseDecision.amount_minor),
    else_=-SuspenseDecision.amount_minor,
)
"""What a decision takes off its case; below zero if it undoes another."""


def decided_cases_are_counted(session: Session) -> Iterator[str]:
    """What a case says was decided is the sum of its decisions, and it waits until that is all."""
    for case in session.scalars(_counted_otherwise()):
        yield f"{case} counts what was decided wrongly."


@cache
def _counted_otherwise() -> sa.Select[SuspenseCase]:
    decided = (
        sa.select(sa.func.coalesce(sa.func.sum(_SIGNED), 0))
        .where(SuspenseDecision.case_id == SuspenseCase.id)
        .scalar_subquery()
    )
    waits = SuspenseCase.status == SuspenseCaseStatus.WAITING
    return sa.select(SuspenseCase).where(
        sa.or_(
            SuspenseCase.decided_minor != decided,
            sa.and_(waits, SuspenseCase.decided_minor == SuspenseCase.amount_minor),
            sa.and_(~waits, SuspenseCase.decided_minor != SuspenseCase.amount_minor),
        )
    )


def sent_remittances_are_decided(session: Session) -> Iterator[str]:
    """What our bank sent away is a decision that stands, and nothing else is."""
    for remittance in session.scalars(_sent_otherwise()):
        yield f"{remittance} and the decisions about its case disagree."


@cache
def _sent_otherwise() -> sa.Select[Remittance]:
    stands = (
        sa.select(sa.func.coalesce(sa.func.sum(_SIGNED), 0))
        .where(SuspenseDecision.remittance_id == Remittance.id)
        .scalar_subquery()
    )
    is_sent = Remittance.status == RemittanceStatus.SENT
    sent = sa.case((is_sent, Remittance.amount_minor), else_=0)
    return sa.select(Remittance).where(stands != sent)


SUSPENSE = (
    suspense_is_explained,
    misfits_have_a_case,
    decided_cases_are_counted,
    sent_remittances_are_decided,
)
"""All of them."""
