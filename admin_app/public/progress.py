"""How far a fund has come: from the books, never from a stored figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sponsorship.funds.models import Fund
from sponsorship.ledger import queries as ledger
from sponsorship.ledger.models import Role
from sponsorship.money import Money


@dataclass(frozen=True, slots=True)
class Progress:
    """What donors gave to a fund so far, less what was given back, and its goal if it has one."""

    fund: Fund
    received: Money
    goal: Money | None

    @property
    def percent(self) -> int | None:
        """Whole percent of the goal, never rounded up to a goal that is not reached."""
        return None if self.goal is None else max(self.received.minor, 0) * 100 // self.goal.minor

    @property
    def bar(self) -> int:
        """The length of the bar in percent: visible as soon as anything came, full at the goal."""
        percent = min(self.percent or 0, 100)
        return max(percent, 1) if self.received.is_positive else percent


def progress_of(session: Session, funds: Sequence[Fund]) -> list[Progress]:
    """The progress of each of these funds, in their order."""
    held = ledger.balances_by_fund(session, Role.CONTRIBUTIONS)
    return [
        Progress(
            fund,
            next(
                (amount for amount in held.get(fund.id, ()) if amount.currency == fund.currency),
                Money.zero(fund.currency),
            ),
            fund.goal,
        )
        for fund in funds
    ]
