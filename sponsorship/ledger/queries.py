"""Questions to the journal. Balances are always summed from postings, never stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.ledger.models import KINDS, AccountKind, JournalEntry, LedgerAccount, Posting, Role
from sponsorship.money import Money

READ_AT_ONCE = 500
_DEBIT_SIDE = {AccountKind.ASSET, AccountKind.EXPENSE}


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds on its own side: debits less credits for assets, the other way for income."""

    account: str
    role: Role
    kind: AccountKind
    fund_id: int
    amount: Money


def trial_balance(
    session: Session,
    *,
    since: date | None = None,
    until: date | None = None,
    roles: Sequence[Role] = (),
) -> list[Balance]:
    """The balance of every account over the days `since` to `until`, both included."""
    limits: dict[str, Any] = {"since": since, "until": until, "roles": list(roles)}
    asked = {name: limit for name, limit in limits.items() if limit}
    balances = []
    for account, moved in session.execute(_trial_balance(frozenset(asked)), asked):
        own_side = int(moved) if account.kind in _DEBIT_SIDE else -int(moved)
        balances.append(
            Balance(
                account.code,
                account.role,
                account.kind,
                account.fund_id,
                Money(own_side, account.currency),
            )
        )
    return balances


@cache
def _trial_balance(limited_by: frozenset[str]) -> sa.Select[LedgerAccount, Any]:
    debited = _movements(Posting.debit_account_id, 1, limited_by)
    credited = _movements(Posting.credit_account_id, -1, limited_by)
    moves = sa.union_all(debited, credited).subquery()
    statement = (
        sa.select(LedgerAccount, sa.func.sum(moves.c.moved))
        .join(moves, moves.c.account_id == LedgerAccount.id)
        .group_by(LedgerAccount.id)
        .order_by(LedgerAccount.kind, LedgerAccount.code, LedgerAccount.currency)
    )
    if "roles" in limited_by:
        statement = statement.where(LedgerAccount.role.in_(sa.bindparam("roles", expanding=True)))
    return statement


def balance_under(session: Session, role: Role, source: str, *, currency: str) -> Money:
    """What the entries about `source` (itself, or "source:detail") left on accounts of this role."""
    about = sa.or_(JournalEntry.source == source, JournalEntry.source.startswith(source + ":"))
    amount = sa.case(
        (LedgerAccount.id == Posting.debit_account_id, Posting.amount_minor),
        else_=-Posting.amount_minor,
    )
    moved = session.scalar(
        sa.select(sa.func.sum(amount))
        .select_from(Posting)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(
            LedgerAccount,
            sa.or_(
                LedgerAccount.id == Posting.debit_account_id,
                LedgerAccount.id == Posting.credit_account_id,
            ),
        )
        .where(about, LedgerAccount.role == role, Posting.currency == currency)
    )
    sign = 1 if KINDS[role] in _DEBIT_SIDE else -1
    return Money(sign * int(moved or 0), currency)


def balances_by_fund(session: Session, role: Role) -> dict[int, list[Money]]:
    """What each fund's accounts of this role hold on their own side, one amount per currency.

    Funds without a posting are missing. Only the postings of these accounts are read.
    """
    accounts = list(session.scalars(_accounts_of(), {"role": role}))
    sign = 1 if KINDS[role] in _DEBIT_SIDE else -1
    held: dict[int, list[Money]] = {}
    for account in accounts:
        debited, credited = (
            session.scalar(side, {"account": account.id}) for side in _both_sides()
        )
        amount = Money(sign * (int(debited or 0) - int(credited or 0)), account.currency)
        held.setdefault(account.fund_id, []).append(amount)
    return held


@cache
def _accounts_of() -> sa.Select[LedgerAccount]:
    return sa.select(LedgerAccount).where(LedgerAccount.role == sa.bindparam("role"))


@cache
def _both_sides() -> tuple[sa.Select[int], sa.Select[int]]:
    """The sums that an account was debited and credited with."""
    debited, credited = (
        sa.select(sa.func.sum(Posting.amount_minor)).where(side == sa.bindparam("account"))
        for side in (Posting.debit_account_id, Posting.credit_account_id)
    )
    return debited, credited


def entries(
    session: Session, *, source: str | None = None, about: str | None = None
) -> list[JournalEntry]:
    """Journal entries in the order they were recorded.

    Those about `source` only, if given; or those about a detail of any source, like "DP-2026-000001".
    """
    statement = sa.select(JournalEntry).options(
        selectinload(JournalEntry.postings).options(
            joinedload(Posting.debit), joinedload(Posting.credit)
        )
    )
    if source is not None:
        statement = statement.where(
            sa.or_(JournalEntry.source == source, JournalEntry.source.startswith(source + ":"))
        )
    if about is not None:
        statement = statement.where(
            sa.or_(
                JournalEntry.source.endswith(f":{about}"),
                JournalEntry.source.contains(f":{about}:"),
            )
        )
    return list(session.scalars(statement.order_by(JournalEntry.id)))


def posted(
    session: Session, *, since: date | None = None, until: date | None = None
) -> Iterator[JournalEntry]:
    """Every entry posted on the days `since` to `until`, day by day, read piece by piece."""
    wanted = [
        *([JournalEntry.posted_on >= since] if since else []),
        *([JournalEntry.posted_on <= until] if until else []),
    ]
    statement = (
        sa.select(JournalEntry)
        .options(
            selectinload(JournalEntry.postings).options(
                joinedload(Posting.debit), joinedload(Posting.credit)
            )
        )
        .where(*wanted)
        .order_by(JournalEntry.posted_on, JournalEntry.id)
        .limit(READ_AT_ONCE)
    )
    after: sa.ColumnElement[bool] = sa.true()
    while found := list(session.scalars(statement.where(after))):
        yield from found
        last = found[-1]
        after = sa.or_(
            JournalEntry.posted_on > last.posted_on,
            sa.and_(JournalEntry.posted_on == last.posted_on, JournalEntry.id > last.id),
        )
        session.expunge_all()  # a journal of any length, and no more of it at hand than one piece


def of_ids(session: Session, ids: Sequence[int]) -> list[JournalEntry]:
    """These journal entries, in the order they were recorded."""
    return list(
        session.scalars(
            sa.select(JournalEntry)
            .where(JournalEntry.id.in_(ids))
            .options(
                selectinload(JournalEntry.postings).options(
                    joinedload(Posting.debit), joinedload(Posting.credit)
                )
            )
            .order_by(JournalEntry.id)
        )
    )


def printed(found: Sequence[JournalEntry]) -> list[str]:
    """Entries as an accountant reads them, one line for the fact and one per side."""
    lines: list[str] = []
    for entry in found:
        own = f" (of {entry.occurred_on})" if entry.occurred_on != entry.posted_on else ""
        lines.append(f"{entry.posted_on} {entry.fact} {entry.source}{own}")
        for posting in entry.postings:
            for side, account in (("Dr", posting.debit), ("Cr", posting.credit)):
                lines.append(f"  {side} {account.code:<32}{posting.amount!s:>16}")
    return lines


def _movements(
    column: sa.orm.InstrumentedAttribute[int], sign: int, limited_by: frozenset[str]
) -> sa.Select[int, int]:
    statement = sa.select(
        column.label("account_id"), (Posting.amount_minor * sign).label("moved")
    ).select_from(Posting)
    if limited_by & {"since", "until"}:
        statement = statement.join(JournalEntry, JournalEntry.id == Posting.entry_id)
    if "since" in limited_by:
        statement = statement.where(JournalEntry.posted_on >= sa.bindparam("since"))
    if "until" in limited_by:
        statement = statement.where(JournalEntry.posted_on <= sa.bindparam("until"))
    return statement
