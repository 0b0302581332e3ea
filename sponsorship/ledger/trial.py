"""The trial balance of a stretch of days: opening, movement and closing of every account.

Income, expenses, releases and exchanges begin every fiscal year at nothing; what they came to in the
years before stands in one line per fund, its net assets brought forward. Nothing is posted for
that: the books are never closed by an entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.ledger.models import KINDS, AccountKind, JournalEntry, LedgerAccount, Posting, Role
from sponsorship.money import Money

NET_ASSETS = frozenset(
    {role for role, kind in KINDS.items() if kind in (AccountKind.INCOME, AccountKind.EXPENSE)}
    | {Role.EXCHANGE, Role.RELEASED}
)
"""The roles whose accounts together, credits less debits, are a fund's net assets.

What one fund holds for another is no part of them: it is owed.
"""

BROUGHT_FORWARD = "net-assets"
_DEBIT_SIDE = (AccountKind.ASSET, AccountKind.EXPENSE)
_ORDER = {kind: place for place, kind in enumerate(AccountKind)}


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One account over the days: amounts in minor units, opening and closing as debits less credits.

    The net assets of earlier years have no role.
    """

    code: str
    role: Role | None
    kind: AccountKind
    fund_id: int
    currency: str
    opening_minor: int
    debited_minor: int
    credited_minor: int

    @property
    def closing_minor(self) -> int:
        return self.opening_minor + self.debited_minor - self.credited_minor

    @property
    def opening(self) -> Money:
        """On the account's own side."""
        return self._own_side(self.opening_minor)

    @property
    def debited(self) -> Money:
        return Money(self.debited_minor, self.currency)

    @property
    def credited(self) -> Money:
        return Money(self.credited_minor, self.currency)

    @property
    def closing(self) -> Money:
        """On the account's own side."""
        return self._own_side(self.closing_minor)

    def _own_side(self, minor: int) -> Money:
        return Money(minor if self.kind in _DEBIT_SIDE else -minor, self.currency)


@dataclass(frozen=True, slots=True)
class TrialTotal:
    """All accounts in one currency: what was debited was credited, and the closing debits are credits."""

    currency: str
    debited: Money
    credited: Money
    closing_debits: Money
    closing_credits: Money


def trial(session: Session, *, since: date, until: date, year_began: date) -> list[TrialRow]:
    """Every account that has anything to show for the days `since` to `until`, both included."""
    sums = _sums(session, since=since, until=until, year_began=year_began)
    accounts = session.scalars(sa.select(LedgerAccount).where(LedgerAccount.id.in_(sums)))
    rows: list[TrialRow] = []
    forward: dict[tuple[int, str, str], int] = defaultdict(int)
    for one in accounts:
        before, earlier, debited, credited = sums[one.id]
        if one.role in NET_ASSETS:
            forward[one.fund_id, one.currency, one.code.partition("/")[2]] += before
            before = 0
        if before or earlier or debited or credited:
            rows.append(
                TrialRow(
                    one.code, one.role, one.kind, one.fund_id, one.currency,
                    before + earlier, debited, credited,
                )
            )  # fmt: skip
    rows += [
        TrialRow(
            f"{BROUGHT_FORWARD}/{slug}", None, AccountKind.EQUITY, fund_id, currency, sum_, 0, 0
        )
        for (fund_id, currency, slug), sum_ in forward.items()
        if sum_
    ]
    return sorted(rows, key=lambda row: (_ORDER[row.kind], row.code, row.currency))


def totals(rows: Iterable[TrialRow]) -> list[TrialTotal]:
    """The sums of a trial balance, one per currency."""
    by_currency: dict[str, list[TrialRow]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row)
    return [
        TrialTotal(
            currency,
            Money(sum(row.debited_minor for row in some), currency),
            Money(sum(row.credited_minor for row in some), currency),
            Money(sum(max(row.closing_minor, 0) for row in some), currency),
            Money(sum(max(-row.closing_minor, 0) for row in some), currency),
        )
        for currency, some in sorted(by_currency.items())
    ]


def net_assets(session: Session, fund_id: int, currency: str, *, until: date) -> Money:
    """What a fund has of its own in a currency at the end of a day."""
    own = [
        account.id
        for account in session.scalars(
            sa.select(LedgerAccount).where(
                LedgerAccount.fund_id == fund_id,
                LedgerAccount.currency == currency,
                LedgerAccount.role.in_(NET_ASSETS),
            )
        )
    ]
    minor = 0
    for side, sign in ((Posting.credit_account_id, 1), (Posting.debit_account_id, -1)):
        moved = session.scalar(
            sa.select(sa.func.sum(Posting.amount_minor))
            .join(JournalEntry, JournalEntry.id == Posting.entry_id)
            .where(side.in_(own), JournalEntry.posted_on <= until)
        )
        minor += sign * int(moved or 0)
    return Money(minor, currency)


def _sums(session: Session, *, since: date, until: date, year_began: date) -> dict[int, list[int]]:
    """Per account: before the year, in the year before the days, debited and credited on the days."""
    day = JournalEntry.posted_on
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for side, sign, place in (
        (Posting.debit_account_id, 1, 2),
        (Posting.credit_account_id, -1, 3),
    ):
        stretches = (day < year_began, sa.and_(day >= year_began, day < since), day >= since)
        statement = (
            sa.select(
                side,
                *(
                    sa.func.coalesce(sa.func.sum(sa.case((stretch, Posting.amount_minor))), 0)
                    for stretch in stretches
                ),
            )
            .select_from(Posting)
            .join(JournalEntry, JournalEntry.id == Posting.entry_id)
            .where(day <= until)
            .group_by(side)
        )
        for account_id, before, earlier, moved in session.execute(statement):
            sums = found[account_id]
            sums[0] += sign * int(before)
            sums[1] += sign * int(earlier)
            sums[place] += int(moved)
    return found
