"""What must hold of bank lines, their matches, and the ledger's bank account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.banking import queries as bank
from sponsorship.banking.models import BankLine, BankLineStatus, BankMatch
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import Role
from sponsorship.money import Money


def bank_lines_are_matched_whole(session: Session) -> Iterator[str]:
    """A matched line is exactly what it was matched with; a line that is not, is nothing."""
    for line in session.scalars(_matched_in_part()):
        yield f"Bank line {line.reference} is not what it was matched with."


@cache
def _matched_in_part() -> sa.Select[BankLine]:
    standing = (
        sa.select(sa.func.coalesce(sa.func.sum(BankMatch.amount_minor), 0))
        .where(BankMatch.bank_line_id == BankLine.id, BankMatch.undone_at.is_(None))
        .scalar_subquery()
    )
    is_matched = BankLine.status == BankLineStatus.MATCHED
    return sa.select(BankLine).where(
        sa.or_(
            sa.and_(is_matched, standing != BankLine.amount_minor),
            sa.and_(sa.not_(is_matched), standing != 0),
        )
    )


def bank_matches_are_booked(session: Session) -> Iterator[str]:
    """What a match counts is by how much its entry moves the bank account."""
    for number in session.scalars(_wrongly_matched()):
        yield f"Bank match {number} counts another amount than its entry moves."


@cache
def _wrongly_matched() -> sa.Select[int]:
    moved = bank.movements()
    return (
        sa.select(BankMatch.id)
        .outerjoin(
            moved,
            sa.and_(moved.c.entry_id == BankMatch.entry_id, moved.c.currency == BankMatch.currency),
        )
        .where(
            BankMatch.undone_at.is_(None),
            sa.func.coalesce(moved.c.moved, 0) != BankMatch.amount_minor,
        )
        .order_by(BankMatch.id)
    )


def bank_is_what_its_lines_say(session: Session) -> Iterator[str]:
    """In each currency the bank account holds its matched lines, and what no statement shows yet."""
    held: Counter[str] = Counter()
    for amounts in books.balances_by_fund(session, Role.BANK).values():
        for amount in amounts:
            held[amount.currency] += amount.minor
    for currency, minor in session.execute(_matched()):
        held[currency] -= int(minor)
    for entry in bank.unseen(session):
        held[entry.amount.currency] -= entry.amount.minor
    for currency, minor in sorted(held.items()):
        if minor:
            yield f"The bank account differs from its lines by {Money(minor, currency)}."


@cache
def _matched() -> sa.Select[str, int]:
    return (
        sa.select(BankLine.currency, sa.func.sum(BankLine.amount_minor))
        .where(BankLine.status == BankLineStatus.MATCHED)
        .group_by(BankLine.currency)
    )
