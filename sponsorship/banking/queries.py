"""Questions about bank lines, and about entries of the journal that no bank statement shows yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from sponsorship.banking.models import (
    BankAccount,
    BankLine,
    BankLineStatus,
    BankMatch,
    BankStatement,
)
from sponsorship.clock import shown_day
from sponsorship.database import ROW_LOCK
from sponsorship.errors import NotFound
from sponsorship.ledger.models import JournalEntry, LedgerAccount, Posting, Role
from sponsorship.money import Money


@dataclass(frozen=True, slots=True)
class Known:
    """The lines that an account has over some days already."""

    by_fingerprint: dict[tuple[str, int], BankLine]
    by_day: dict[tuple[date, int], BankLine]

    def same(self, fingerprint: str, occurrence: int) -> BankLine | None:
        return self.by_fingerprint.get((fingerprint, occurrence))

    def alike(self, day: date, amount: Money) -> BankLine | None:
        return self.by_day.get((day, amount.minor))


@dataclass(frozen=True, slots=True)
class UnseenEntry:
    """An entry that moves our bank account, and that no bank line was matched with."""

    entry_id: int
    fact: str
    source: str
    on: date
    amount: Money


def account_named(session: Session, name: str) -> BankAccount:
    """The bank account of that IBAN, number or name; raises NotFound."""
    plain = name.replace(" ", "").replace("-", "").upper()
    found = session.scalars(
        sa.select(BankAccount).where(
            sa.or_(BankAccount.identification == plain, BankAccount.name == name.strip())
        )
    ).first()
    if found is None:
        raise NotFound("bank account")
    return found


def accounts(session: Session) -> list[BankAccount]:
    """All bank accounts, by name."""
    return list(session.scalars(sa.select(BankAccount).order_by(BankAccount.name)))


def statements(session: Session, *, limit: int = 100) -> list[BankStatement]:
    """The statements imported last, the newest first."""
    return list(
        session.scalars(
            sa.select(BankStatement)
            .options(joinedload(BankStatement.account))
            .order_by(BankStatement.ends_on.desc(), BankStatement.id.desc())
            .limit(limit)
        )
    )


def known_lines(session: Session, account: BankAccount, first: date, last: date) -> Known:
    """What is known of the account from the `first` to the `last` of these days."""
    found = session.scalars(
        sa.select(BankLine)
        .where(BankLine.bank_account_id == account.id, BankLine.booked_on.between(first, last))
        .order_by(BankLine.id)
    ).all()
    return Known(
        {(line.fingerprint, line.occurrence): line for line in found},
        {(line.booked_on, line.amount_minor): line for line in found},
    )


def lines(session: Session, status: BankLineStatus, *, limit: int | None = None) -> list[BankLine]:
    """The lines in this status with what they were matched to: waiting ones the oldest first."""
    is_waiting = status is BankLineStatus.WAITING
    by = (BankLine.booked_on, BankLine.id)
    statement = (
        sa.select(BankLine)
        .where(BankLine.status == status)
        .options(joinedload(BankLine.account), *_MATCHED)
        .order_by(*(by if is_waiting else (column.desc() for column in by)))
        .limit(limit)
    )
    return list(session.scalars(statement))


def line(session: Session, line_id: int, *, for_update: bool = False) -> BankLine:
    """One line with its matches and their entries; raises NotFound."""
    statement = (
        sa.select(BankLine)
        .where(BankLine.id == line_id)
        .options(joinedload(BankLine.account), joinedload(BankLine.statement), *_MATCHED)
    )
    if for_update:
        statement = statement.with_for_update(of=BankLine, **ROW_LOCK).execution_options(
            populate_existing=True
        )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("bank line")
    return found


_MATCHED = (selectinload(BankLine.matches).joinedload(BankMatch.entry),)


def unseen(session: Session, *, currency: str | None = None) -> list[UnseenEntry]:
    """Entries that move the bank and that no line shows yet, oldest first.

    An entry that was reversed before the bank knew of it needs no line, and neither does its reversal.
    """
    return [
        UnseenEntry(entry.id, entry.fact, entry.source, entry.occurred_on, Money(int(minor), code))
        for entry, code, minor in session.execute(_unseen(currency))
    ]


@cache
def _unseen(currency: str | None) -> sa.Select[JournalEntry, str, int]:
    standing = sa.select(BankMatch.entry_id).where(BankMatch.undone_at.is_(None))
    other = aliased(JournalEntry)
    unseen_reversal = (
        sa.select(other.id)
        .where(other.reverses_id == JournalEntry.id, other.id.not_in(standing))
        .exists()
    )
    moved = movements(currency=currency)
    return (
        sa.select(JournalEntry, moved.c.currency, moved.c.moved)
        .join(moved, moved.c.entry_id == JournalEntry.id)
        .where(
            moved.c.moved != 0,
            JournalEntry.id.not_in(standing),
            sa.not_(unseen_reversal),
            sa.or_(
                JournalEntry.reverses_id.is_(None),
                JournalEntry.reverses_id.in_(standing),
            ),
        )
        .order_by(JournalEntry.posted_on, JournalEntry.id)
    )


@cache
def movements(*, currency: str | None = None) -> sa.Subquery:
    """By how much each entry moves our bank accounts, per currency: in, less out."""
    debit, credit = aliased(LedgerAccount), aliased(LedgerAccount)
    is_in = sa.case((debit.role == Role.BANK, Posting.amount_minor), else_=0)
    is_out = sa.case((credit.role == Role.BANK, Posting.amount_minor), else_=0)
    statement = (
        sa.select(
            Posting.entry_id,
            Posting.currency,
            sa.func.sum(is_in - is_out).label("moved"),
        )
        .join(debit, debit.id == Posting.debit_account_id)
        .join(credit, credit.id == Posting.credit_account_id)
        .where(sa.or_(debit.role == Role.BANK, credit.role == Role.BANK))
        .group_by(Posting.entry_id, Posting.currency)
    )
    if currency is not None:
        statement = statement.where(Posting.currency == currency)
    return statement.subquery()


def moved_by(session: Session, entry_ids: Sequence[int], currency: str) -> dict[int, Money]:
    """By how much each of these entries moves our bank accounts in this currency."""
    moved = movements(currency=currency)
    found = session.execute(
        sa.select(moved.c.entry_id, moved.c.moved).where(moved.c.entry_id.in_(entry_ids))
    )
    return {entry_id: Money(int(minor), currency) for entry_id, minor in found}


def has_statements(session: Session) -> bool:
    """Whether statements of the bank are imported here at all."""
    return session.scalar(sa.select(BankStatement.id).limit(1)) is not None


def waiting_since(session: Session, day: date) -> list[str]:
    """A sentence for every bank line booked before `day` of which nobody said what it is."""
    found = session.scalars(
        sa.select(BankLine)
        .where(BankLine.status == BankLineStatus.WAITING, BankLine.booked_on < day)
        .order_by(BankLine.booked_on, BankLine.id)
    )
    return [
        f"Bank line {line.reference} of {shown_day(line.booked_on)}, {line.amount.shown()},"
        f" {line.counterparty or line.text or 'without a name'}: nobody has said what it is."
        for line in found
    ]


def not_seen_since(session: Session, day: date) -> list[str]:
    """A sentence for every entry before `day` that moved the bank and that no statement shows."""
    return [
        f"{one.fact.replace('_', ' ').capitalize()} {one.source.replace(':', ', ')}"
        f" of {shown_day(one.on)}, {one.amount.shown()}: no bank statement shows it."
        for one in unseen(session)
        if one.on < day
    ]


def statements_that_differ(session: Session) -> list[str]:
    """A sentence for every statement whose balances and lines disagree, and for every gap between two."""
    found = session.scalars(
        sa.select(BankStatement)
        .options(joinedload(BankStatement.account))
        .where(BankStatement.closing_minor.is_not(None))
        .order_by(BankStatement.ends_on, BankStatement.id)
    )
    by_account: dict[int, list[BankStatement]] = defaultdict(list)
    for statement in found:
        by_account[statement.bank_account_id].append(statement)
    return [sentence for ordered in by_account.values() for sentence in _differences(ordered)]


def _differences(ordered: Sequence[BankStatement]) -> list[str]:
    sentences = []
    before: BankStatement | None = None
    for statement in ordered:
        if statement.difference is not None and not statement.difference.is_zero:
            sentences.append(
                f"{statement} of {statement.account}: its lines and its closing balance differ by"
                f" {statement.difference}."
            )
        follows = before is not None and statement.starts_on > before.ends_on
        if follows and before is not None and statement.opening != before.closing:
            sentences.append(
                f"{statement} of {statement.account} begins with {statement.opening}, but"
                f" {before.reference} ends with {before.closing}: a statement is missing."
            )
        before = statement
    return sentences
