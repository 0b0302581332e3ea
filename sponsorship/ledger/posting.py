"""Entries as values, and the two ways into the journal: post and reverse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import in_both_words, insert_into, write
from sponsorship.ledger.models import (
    BOOKS_LOCK,
    KINDS,
    AccountingPeriod,
    JournalEntry,
    LedgerAccount,
    PeriodStatus,
    Posting,
    Role,
)
from sponsorship.money import Money

REVERSED = "_reversed"
"""The fact of a reversing entry is the original's with this ending."""


@dataclass(frozen=True, slots=True)
class FundKey:
    """Which fund a line belongs to: its row and the name that its accounts carry."""

    id: int
    slug: str


@dataclass(frozen=True, slots=True)
class Line:
    """Debit one account of a fund and credit another, by one positive amount."""

    fund: FundKey
    debit: Role
    credit: Role
    amount: Money

    def __post_init__(self) -> None:
        if not self.amount.is_positive:
            raise ValueError("a posting moves a positive amount")
        if self.debit is self.credit:
            raise ValueError("a posting names two accounts")


@dataclass(frozen=True, slots=True)
class Entry:
    """One business fact, ready for the journal; `fact` and `source` together name it once."""

    fact: str
    source: str
    on: date
    lines: tuple[Line, ...]
    memo: str = ""

    def __post_init__(self) -> None:
        if not self.lines:
            raise ValueError("an entry has at least one posting")


class EntryContradiction(AssertionError):
    """The same fact was reported again with other amounts: never booked, somebody must look."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(f"{entry.fact} {entry.source} is in the journal with other postings")


def post(session: Session, entry: Entry, *, at: datetime, by: Actor) -> int | None:
    """Append the entry; None if this fact is in the journal already, with the same postings.

    It is posted on its own day, or on the first open day if that one is in a closed month.
    Raises EntryContradiction if it is there with other postings.
    """
    entry_id = _insert_entry(session, entry, at=at, by=by, reverses_id=None)
    if entry_id is None:
        _must_equal(session, entry)
        return None
    accounts = _accounts(session, entry.lines)
    session.execute(
        sa.insert(Posting),
        [
            {
                "entry_id": entry_id,
                "position": position,
                "fund_id": line.fund.id,
                "debit_account_id": accounts[line.debit, line.fund.id, line.amount.currency],
                "credit_account_id": accounts[line.credit, line.fund.id, line.amount.currency],
                "amount_minor": line.amount.minor,
                "currency": line.amount.currency,
            }
            for position, line in enumerate(entry.lines, start=1)
        ],
    )
    return entry_id


def reverse(
    session: Session, original: JournalEntry, *, on: date, at: datetime, by: Actor, memo: str
) -> int | None:
    """Append the opposite of an entry, once; None if it is reversed already."""
    mirrored = Entry(
        fact=original.fact + REVERSED,
        source=original.source,
        on=on,
        lines=tuple(
            Line(
                FundKey(posting.fund_id, ""),
                posting.credit.role,
                posting.debit.role,
                posting.amount,
            )
            for posting in original.postings
        ),
        memo=memo,
    )
    entry_id = _insert_entry(session, mirrored, at=at, by=by, reverses_id=original.id)
    if entry_id is None:
        return None
    session.execute(
        sa.insert(Posting),
        [
            {
                "entry_id": entry_id,
                "position": posting.position,
                "fund_id": posting.fund_id,
                "debit_account_id": posting.credit_account_id,
                "credit_account_id": posting.debit_account_id,
                "amount_minor": posting.amount_minor,
                "currency": posting.currency,
            }
            for posting in original.postings
        ],
    )
    return entry_id


def reverse_fact(
    session: Session, fact: str, source: str, *, on: date, at: datetime, by: Actor, memo: str
) -> int | None:
    """Reverse the entry of that fact, once; None if there is none or it is reversed already."""
    original = session.scalars(
        sa.select(JournalEntry).where(JournalEntry.fact == fact, JournalEntry.source == source)
    ).one_or_none()
    if original is None:
        return None
    return reverse(session, original, on=on, at=at, by=by, memo=memo)


def _insert_entry(
    session: Session, entry: Entry, *, at: datetime, by: Actor, reverses_id: int | None
) -> int | None:
    _wait_for_a_closing(session)
    entry_id: int | None = write(
        session,
        _add_entry(),
        {
            "fact": entry.fact,
            "source": entry.source,
            "occurred_on": entry.on,
            "own_day": entry.on,
            "recorded_at": at,
            "by": str(by),
            "memo": entry.memo,
            "reverses_id": reverses_id,
            "posting_count": len(entry.lines),
        },
    )
    return entry_id


def _wait_for_a_closing(session: Session) -> None:
    """The guard on the journal waits as well, but only after the day was chosen."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(BOOKS_LOCK)))


@cache
def _add_entry() -> dict[str, Any]:
    entries = cast("sa.Table", JournalEntry.__table__)
    return in_both_words(
        lambda insert: (
            insert(entries)
            .values(posted_on=_first_open_day())
            .on_conflict_do_nothing(index_elements=["fact", "source"])
            .returning(entries.c.id)
        )
    )


def _first_open_day() -> sa.ScalarSelect[date]:
    """The day itself, or the day after the newest closed month if that is later."""
    own = sa.bindparam("own_day", type_=AccountingPeriod.next_starts_on.type)
    return (
        sa.select(sa.func.coalesce(sa.func.max(AccountingPeriod.next_starts_on), own))
        .where(
            AccountingPeriod.status == PeriodStatus.CLOSED, AccountingPeriod.next_starts_on > own
        )
        .scalar_subquery()
    )


def _accounts(session: Session, lines: Iterable[Line]) -> dict[tuple[Role, int, str], int]:
    """The row of every account that the lines name; accounts come to be when first needed."""
    wanted = {
        (role, line.fund, line.amount.currency)
        for line in lines
        for role in (line.debit, line.credit)
    }
    ids = _known_accounts(session, {fund.id for _, fund, _ in wanted})
    missing = [(r, f, c) for r, f, c in wanted if (r, f.id, c) not in ids]
    if missing:
        session.execute(
            insert_into(session, LedgerAccount).on_conflict_do_nothing(
                index_elements=["role", "fund_id", "currency"]
            ),
            [
                {
                    "code": f"{role.value}/{fund.slug}",
                    "role": role,
                    "kind": KINDS[role],
                    "fund_id": fund.id,
                    "currency": currency,
                }
                for role, fund, currency in sorted(missing, key=lambda m: (m[0], m[1].id, m[2]))
            ],
        )
        ids = _known_accounts(session, {fund.id for _, fund, _ in wanted})
    return ids


def _known_accounts(session: Session, fund_ids: set[int]) -> dict[tuple[Role, int, str], int]:
    rows = session.execute(_accounts_of_funds(), {"funds": list(fund_ids)})
    return {(role, fund_id, currency): row_id for role, fund_id, currency, row_id in rows}


@cache
def _accounts_of_funds() -> sa.Select[Role, int, str, int]:
    return sa.select(
        LedgerAccount.role, LedgerAccount.fund_id, LedgerAccount.currency, LedgerAccount.id
    ).where(LedgerAccount.fund_id.in_(sa.bindparam("funds", expanding=True)))


def _must_equal(session: Session, entry: Entry) -> None:
    stored = session.scalars(
        sa.select(JournalEntry).where(
            JournalEntry.fact == entry.fact, JournalEntry.source == entry.source
        )
    ).one()
    was = sorted((p.debit.role, p.credit.role, p.fund_id, p.amount_minor, p.currency)
                 for p in stored.postings)  # fmt: skip
    now = sorted((x.debit, x.credit, x.fund.id, x.amount.minor, x.amount.currency)
                 for x in entry.lines)  # fmt: skip
    if was != now:
        raise EntryContradiction(entry)
