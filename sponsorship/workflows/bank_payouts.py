"""Payouts as the bank shows them: they arrive, or the bank takes one back that had failed."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import Actor
from sponsorship.banking import operations as banking
from sponsorship.banking import queries as bank
from sponsorship.banking.matching import ExpectedPayout
from sponsorship.banking.models import BankLine, BankMatch, MatchKind
from sponsorship.banking.operations import Part
from sponsorship.clock import shown_day
from sponsorship.database import ROW_LOCK
from sponsorship.errors import Refused
from sponsorship.ledger import posting as ledger
from sponsorship.ledger.models import JournalEntry, Role
from sponsorship.ledger.posting import FundKey
from sponsorship.money import Money
from sponsorship.payments.models import Payout, PayoutStatus

PROCESSOR = "Stripe"
"""How banks name the processor in the text of a payout."""


LATE_AFTER = timedelta(days=10)
"""How long money may be on its way before somebody should ask where it is."""


def differences(session: Session, *, today: date) -> list[str]:
    """A sentence for everything in which bank statements and books differ; none before the first one.

    What the books say has to have been seen in the bank within `LATE_AFTER`, and every line explained.
    """
    if not bank.has_statements(session):
        return []
    late = today - LATE_AFTER
    return [
        *bank.statements_that_differ(session),
        *not_seen_since(session, late),
        *bank.not_seen_since(session, late),
        *bank.waiting_since(session, late),
    ]


class NotExpected(Refused):
    """Raised when a bank line is said to be a payout of which another amount, or none, should come."""

    code = "payout_not_expected"

    def __init__(self, payout: Payout) -> None:
        self.payout = payout
        super().__init__(f"{payout} is not expected in the bank with this amount.")


def expected(session: Session, currency: str) -> list[ExpectedPayout]:
    """What should still come of each booked payout, or go again of one that failed after it came."""
    arrived = _arrived(session, currency)
    found = []
    for payout in session.scalars(
        sa.select(Payout)
        .where(Payout.currency == currency, Payout.booked_at.is_not(None))
        .order_by(Payout.id)
    ):
        due = 0 if payout.has_come_back else payout.amount_minor
        left = Money(due - arrived[payout.reference], currency)
        if not left.is_zero:
            label = f"{payout.reference} ({payout.external_id})"
            found.append(ExpectedPayout(payout.id, label, left, payout.arrival_on, PROCESSOR))
    return found


def arrive(
    session: Session, line: BankLine, payout_id: int, *, at: datetime, by: Actor
) -> list[BankMatch]:
    """The line is this payout: each fund's share of it is in the bank, or has left it again.

    Raises NotExpected or WrongState.
    """
    banking.must_wait(line)
    payout = session.get_one(Payout, payout_id, with_for_update=ROW_LOCK)
    due = {one.payout_id: one.amount for one in expected(session, line.currency)}
    if due.get(payout.id) != line.amount:
        raise NotExpected(payout)
    source = f"{payout.reference}:{line.reference}:{len(line.matches) + 1}"
    shares = _shares(session, payout)
    book = bookkeeping.payout_arrived
    if payout.has_come_back:
        book = bookkeeping.payout_returned
    entry = book(source, shares, on=line.booked_on)
    entry_id = ledger.post(session, entry, at=at, by=by)
    if entry_id is None:
        raise AssertionError("a payout was booked as arrived before it was matched")
    part = Part(entry_id, MatchKind.PAYOUT, line.amount, books=True)
    return banking.match(session, line, [part], at=at, by=by)


def not_seen_since(session: Session, day: date) -> list[str]:
    """A sentence for every payout that is called paid, was due before `day` and is not in the bank."""
    currencies = session.scalars(sa.select(Payout.currency).distinct().order_by(Payout.currency))
    due = {one.payout_id: one for code in currencies for one in expected(session, code)}
    paid = session.scalars(
        sa.select(Payout)
        .where(Payout.id.in_(due), Payout.status == PayoutStatus.PAID, Payout.arrival_on < day)
        .order_by(Payout.arrival_on, Payout.id)
    )
    return [
        f"{payout} of {payout.amount.shown()} was due on {shown_day(payout.arrival_on)}: no bank"
        " statement shows it."
        for payout in paid
    ]


def _arrived(session: Session, currency: str) -> Counter[str]:
    """What came of each payout so far, less what went again, by the payout's reference."""
    moved = bank.movements(currency=currency)
    found: Counter[str] = Counter()
    for source, minor in session.execute(
        sa.select(JournalEntry.source, moved.c.moved)
        .join(moved, moved.c.entry_id == JournalEntry.id)
        .where(JournalEntry.fact.startswith("payout_"))
    ):
        found[source.partition(":")[0]] += int(minor)
    return found


def _shares(session: Session, payout: Payout) -> dict[FundKey, Money]:
    """What each fund has of the payout, as it was booked when the money left the processor."""
    sent = session.scalars(
        sa.select(JournalEntry).where(
            JournalEntry.fact == "payout_sent", JournalEntry.source == payout.source
        )
    ).one()
    shares = {}
    for posting in sent.postings:
        fund = FundKey(posting.fund_id, posting.debit.code.partition("/")[2])
        is_out = posting.debit.role is Role.IN_TRANSIT
        shares[fund] = posting.amount if is_out else -posting.amount
    return shares
