"""The processor's account as staff see it: what agrees with our books, payout by payout, or does not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.ledger import queries as books
from sponsorship.ledger.models import Role
from sponsorship.money import Money
from sponsorship.payments.models import BalanceTransaction, Payout
from sponsorship.reconciliation import queries as differences
from sponsorship.reconciliation.models import Difference, DifferenceStatus, ReconciliationRun

_SHOWN = 25  # payouts on the page


@dataclass(frozen=True, slots=True)
class Currency:
    """The account in one currency: its lines, how many of them differ, and what clearing holds."""

    code: str
    lines: int
    lines_that_differ: int
    came_in: Money
    fees: Money
    paid_out: Money
    clearing: Money

    @property
    def lines_that_agree(self) -> int:
        return self.lines - self.lines_that_differ


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """One payout with what it consists of, as far as the processor names it."""

    payout: Payout
    lines: int
    total: Money

    @property
    def adds_up(self) -> bool:
        return self.payout.reconciled_at is not None


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that the page about reconciliation shows."""

    currencies: tuple[Currency, ...]
    payouts: tuple[PayoutRow, ...]
    standing: tuple[Difference, ...]
    decided: tuple[Difference, ...]
    latest_run: ReconciliationRun | None


def account(session: Session) -> Account:
    """The account as it was read last, beside our books."""
    return Account(
        currencies=tuple(_currencies(session)),
        payouts=tuple(_payouts(session)),
        standing=tuple(differences.standing(session)),
        decided=tuple(differences.latest_decided(session, most=_SHOWN)),
        latest_run=differences.latest_run(session),
    )


def _currencies(session: Session) -> list[Currency]:
    is_payout = BalanceTransaction.category.in_(["payout", "payout_reversal"])
    rows = session.execute(
        sa.select(
            BalanceTransaction.currency,
            sa.func.count().label("lines"),
            sa.func.sum(sa.case((is_payout, 0), else_=BalanceTransaction.amount_minor)).label(
                "gross"
            ),
            sa.func.sum(BalanceTransaction.fee_minor).label("fees"),
            sa.func.sum(sa.case((is_payout, BalanceTransaction.net_minor), else_=0)).label("sent"),
        )
        .group_by(BalanceTransaction.currency)
        .order_by(BalanceTransaction.currency)
    ).all()
    differing = _differing(session)
    held: dict[str, int] = defaultdict(int)
    for amounts in books.balances_by_fund(session, Role.CLEARING).values():
        for amount in amounts:
            held[amount.currency] += amount.minor
    return [
        Currency(
            row.currency,
            int(row.lines),
            differing[row.currency],
            Money(int(row.gross), row.currency),
            Money(int(row.fees), row.currency),
            Money(-int(row.sent), row.currency),
            Money(held[row.currency], row.currency),
        )
        for row in rows
    ]


def _differing(session: Session) -> defaultdict[str, int]:
    """How many lines of each currency are named by a difference that stands."""
    counted: defaultdict[str, int] = defaultdict(int)
    rows = session.execute(
        sa.select(Difference.currency, sa.func.count(sa.distinct(Difference.subject)))
        .where(
            Difference.status == DifferenceStatus.FOUND,
            Difference.subject.startswith("balance_transaction:"),
        )
        .group_by(Difference.currency)
    )
    counted.update({currency: int(count) for currency, count in rows})
    return counted


def _payouts(session: Session) -> list[PayoutRow]:
    found = session.scalars(
        sa.select(Payout).order_by(Payout.begun_at.desc(), Payout.id.desc()).limit(_SHOWN)
    ).all()
    is_own = sa.and_(
        BalanceTransaction.category == "payout",
        BalanceTransaction.source_external_id == Payout.external_id,
    )
    rows = session.execute(
        sa.select(Payout.id, sa.func.count(), sa.func.sum(BalanceTransaction.net_minor))
        .join(BalanceTransaction, BalanceTransaction.payout_id == Payout.id)
        .where(Payout.id.in_([payout.id for payout in found]), ~is_own)
        .group_by(Payout.id)
    )
    sums = {payout_id: (int(count), int(net)) for payout_id, count, net in rows}
    return [
        PayoutRow(
            payout,
            sums.get(payout.id, (0, 0))[0],
            Money(sums.get(payout.id, (0, 0))[1], payout.currency),
        )
        for payout in found
    ]
