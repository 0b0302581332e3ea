"""Where the processor's account and our books do not agree: looking, and nothing else.

Each check yields what it finds as a sentence and an amount: what the processor has more than our books.
What is looked at are the lines of some days, and again everything that stands from earlier days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.ledger import queries as books
from sponsorship.ledger.models import Role
from sponsorship.money import Money
from sponsorship.payments import payouts
from sponsorship.payments import queries as payments
from sponsorship.payments.models import (
    BalanceTransaction,
    DisputeMovement,
    MovementKind,
    Payment,
    PaymentStatus,
    Payout,
    Refund,
    RefundStatus,
)
from sponsorship.reconciliation import queries as differences
from sponsorship.reconciliation.models import DifferenceKind, DifferenceStatus
from sponsorship.reconciliation.operations import Finding
from sponsorship.workflows import paying_out
from sponsorship.workflows.foundation import Foundation

PATIENCE = timedelta(days=3)
"""How long a payment may be without its line, and a payout without its booking."""

LINE_KINDS = (
    DifferenceKind.FOREIGN,
    DifferenceKind.NOT_BOOKED,
    DifferenceKind.AMOUNT,
    DifferenceKind.FEE,
    DifferenceKind.UNKNOWN_LINE,
)
"""Differences about one line; a person who fixes one books its amount."""

OTHER_KINDS = (DifferenceKind.NO_LINE, DifferenceKind.PAYOUT_SUM, DifferenceKind.PAYOUT_LATE)

_BATCH = 500  # lines at a time


@dataclass(frozen=True, slots=True)
class Answers:
    """What the processor said when it was asked, by the line's or payout's external id."""

    foreign: Collection[str] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    """Why something of ours could not be booked."""


@dataclass(frozen=True, slots=True)
class Days:
    """The instants from `since` on and before `until`, seen at `at`."""

    since: datetime
    until: datetime
    at: datetime


def about_lines(session: Session, days: Days, answers: Answers) -> Iterator[Finding]:
    """What is wrong with the lines of these days, and with those that differed before."""
    foreign = differences.about(session, kinds=[DifferenceKind.FOREIGN])
    for batch in _batches_of_lines(session, days):
        sources = {line.source_external_id for line in batch if line.source_external_id}
        ours = payments.paid_by_source(session, sources)
        refunds = payments.refunds_by_source(session, sources)
        moved = payments.movements_by_line(session, [line.external_id for line in batch])
        for line in batch:
            payment = ours.get(line.source_external_id or "")
            if line.category not in paying_out.OF_PAYMENTS:
                if not _is_booked_by_its_kind(session, line):
                    yield _unknown(line)
            elif payment is not None and payment.status is PaymentStatus.SETTLED:
                refund = refunds.get(line.source_external_id or "")
                movement = moved.get(line.external_id)
                if movement is None and line.category in {"dispute", "dispute_reversal"}:
                    yield _not_booked(line, answers)
                yield from _about_ours(line, payment, refund, movement)
            else:
                is_foreign = line.external_id in answers.foreign or _subject(line) in foreign
                yield _not_ours(line) if is_foreign else _not_booked(line, answers)


def _batches_of_lines(session: Session, days: Days) -> Iterator[Sequence[BalanceTransaction]]:
    standing = [one.subject_id for one in differences.standing(session, kinds=LINE_KINDS)]
    for start in range(0, len(standing), _BATCH):
        yield session.scalars(
            sa.select(BalanceTransaction)
            .where(
                BalanceTransaction.id.in_(standing[start : start + _BATCH]),
                sa.or_(
                    BalanceTransaction.created_at < days.since,
                    BalanceTransaction.created_at >= days.until,
                ),
            )
            .order_by(BalanceTransaction.id)
        ).all()
    last = 0
    while batch := session.scalars(
        sa.select(BalanceTransaction)
        .where(
            BalanceTransaction.id > last,
            BalanceTransaction.created_at >= days.since,
            BalanceTransaction.created_at < days.until,
        )
        .order_by(BalanceTransaction.id)
        .limit(_BATCH)
    ).all():
        yield batch
        last = batch[-1].id


def _subject(line: BalanceTransaction) -> str:
    return f"balance_transaction:{line.id}"


def _is_booked_by_its_kind(session: Session, line: BalanceTransaction) -> bool:
    if line.category in {payouts.PAYOUT_CATEGORY, paying_out.PAYOUT_CAME_BACK}:
        known = sa.select(Payout.id).where(Payout.external_id == line.source_external_id)
        return session.scalar(known) is not None
    return line.net.is_zero or line.category in paying_out.FEES | paying_out.TOPUPS


def _unknown(line: BalanceTransaction) -> Finding:
    return Finding(
        DifferenceKind.UNKNOWN_LINE,
        _subject(line),
        f"The account has a line of the kind “{line.category.replace('_', ' ')}”"
        f" ({line.description or line.external_id}), which no rule of ours books.",
        line.net,
    )


def _not_ours(line: BalanceTransaction) -> Finding:
    what = line.description or f"A {line.category.replace('_', ' ')}"
    return Finding(
        DifferenceKind.FOREIGN,
        _subject(line),
        f"“{what}” ({line.source_external_id}) is on the account and was not begun here:"
        f" {line.net.shown()} after the fee.",
        line.net,
    )


def _not_booked(line: BalanceTransaction, answers: Answers) -> Finding:
    why = answers.refused.get(line.external_id) or "We do not know what it belongs to yet."
    return Finding(
        DifferenceKind.NOT_BOOKED,
        _subject(line),
        f"The {line.category.replace('_', ' ')} {line.source_external_id} of {line.amount.shown()} is"
        f" on the account and not in our books. {why}",
        line.net,
    )


def _about_ours(
    line: BalanceTransaction,
    payment: Payment,
    refund: Refund | None,
    movement: DisputeMovement | None,
) -> Iterator[Finding]:
    booked = _booked(line, payment, refund) if movement is None else _moved(line, movement)
    if booked is not None and booked != line.amount:
        surplus = line.amount
        if booked.currency == line.currency:
            surplus = line.amount - booked
        what = payment.reference if refund is None else refund.reference
        if movement is not None:
            what = f"What the payer's bank moved of {payment.reference}"
        yield Finding(
            DifferenceKind.AMOUNT,
            _subject(line),
            f"{what} is {line.amount.shown()} on the account and {booked.shown()} in our books.",
            surplus,
        )
    if line.category != "charge":
        return
    fee = payment.fee or Money.zero(line.currency)
    if fee != line.fee:
        more = line.fee - fee if fee.currency == line.currency else line.fee
        yield Finding(
            DifferenceKind.FEE,
            _subject(line),
            f"The fee of {payment.reference} is {line.fee.shown()} on the account and"
            f" {fee.shown()} in our books.",
            -more,
        )


def _booked(line: BalanceTransaction, payment: Payment, refund: Refund | None) -> Money | None:
    """What clearing took in or gave up for the line; None if that is told elsewhere."""
    signs = {"charge": 1, "refund": -1, "refund_failure": 1}
    subject = payment if line.category == "charge" else refund
    if subject is None or line.category not in signs:
        return None
    own = subject.amount if subject.currency == line.currency else subject.settlement
    if line.category == "refund_failure" and refund is not None and refund.returned is not None:
        own = refund.returned
    return (own or Money.zero(line.currency)) * signs[line.category]


def _moved(line: BalanceTransaction, movement: DisputeMovement) -> Money:
    """What clearing gave up or took in for a movement of a dispute."""
    own = movement.amount if movement.currency == line.currency else movement.settlement
    return -own if movement.kind is MovementKind.WITHDRAWAL else own


def about_payments(session: Session, days: Days, foundation: Foundation) -> Iterator[Finding]:
    """Payments that we booked days ago, and of which the account has no line."""
    standing = [
        one.subject_id for one in differences.standing(session, kinds=[DifferenceKind.NO_LINE])
    ]
    in_these_days = sa.and_(
        Payment.settled_at >= days.since,
        Payment.settled_at < min(days.until, days.at) - PATIENCE,
    )
    statement = _settled_without_a_line().where(sa.or_(in_these_days, Payment.id.in_(standing)))
    for payment in session.scalars(statement.order_by(Payment.id)):
        settled_on = foundation.calendar.day_of(payment.settled_at or days.at)
        yield Finding(
            DifferenceKind.NO_LINE,
            f"payment:{payment.id}",
            f"{payment.reference} over {payment.amount.shown()} settled on {settled_on}, and the"
            " account has no line for it.",
            -payment.amount,
        )


def _settled_without_a_line() -> sa.Select[Payment]:
    has_line = sa.exists().where(
        BalanceTransaction.source_external_id == Payment.charge_external_id,
        BalanceTransaction.category == "charge",
    )
    return sa.select(Payment).where(Payment.status == PaymentStatus.SETTLED, ~has_line)


def about_payouts(
    session: Session, days: Days, answers: Answers, foundation: Foundation
) -> Iterator[Finding]:
    """Payouts that do not add up, and those that are not booked although they arrived days ago."""
    today = foundation.calendar.day_of(days.at)
    for payout in session.scalars(sa.select(Payout).where(Payout.booked_at.is_(None))):
        missing = payouts.missing_from_lines(session, payout)
        subject = f"payout:{payout.id}"
        if payout.external_id in answers.refused:
            yield Finding(
                DifferenceKind.PAYOUT_SUM, subject, answers.refused[payout.external_id], missing
            )
        elif missing != payout.amount and not missing.is_zero:
            yield Finding(
                DifferenceKind.PAYOUT_SUM,
                subject,
                f"{payout} is {payout.amount.shown()}, and its lines add up to"
                f" {(payout.amount - missing).shown()}.",
                missing,
            )
        elif not payout.has_come_back and payout.arrival_on + PATIENCE < today:
            yield Finding(
                DifferenceKind.PAYOUT_LATE,
                subject,
                f"{payout} of {payout.amount.shown()} was due on {payout.arrival_on} and is not"
                " booked: we do not know yet whose money it is.",
                -payout.amount,
            )


def about_balance(session: Session, balance: Sequence[Money]) -> Iterator[Finding]:
    """What remains between the processor's balance and clearing when all that is known is counted."""
    expected = _expected_balance(session)
    held = {amount.currency: amount.minor for amount in balance}
    for currency in sorted({*held, *expected}):
        remains = Money(held.get(currency, 0) - expected[currency], currency)
        if not remains.is_zero:
            yield Finding(
                DifferenceKind.BALANCE,
                f"currency:{currency}",
                f"The processor holds {Money(held.get(currency, 0), currency).shown()}, and our"
                f" books and all that is explained come to"
                f" {Money(expected[currency], currency).shown()}.",
                remains,
            )


def _expected_balance(session: Session) -> defaultdict[str, int]:
    """Clearing, and what is known to stand between it and the processor's balance, in each currency."""
    expected: defaultdict[str, int] = defaultdict(int)
    for amounts in books.balances_by_fund(session, Role.CLEARING).values():
        for amount in amounts:
            expected[amount.currency] += amount.minor
    for payment in session.scalars(_settled_without_a_line()):
        expected[payment.currency] -= payment.amount_minor
    for currency, minor in _refunds_on_the_way(session):
        expected[currency] += minor
    for payout in session.scalars(sa.select(Payout).where(Payout.booked_at.is_(None))):
        if not payout.has_come_back:
            expected[payout.currency] -= payout.amount_minor
    for currency, minor in differences.unbooked(
        session, LINE_KINDS, [DifferenceStatus.FOUND, DifferenceStatus.ACCEPTED]
    ):
        expected[currency] += minor
    return expected


def _refunds_on_the_way(session: Session) -> Iterator[tuple[str, int]]:
    """Refunds that only one side has: booked without a line, or on the account and not booked yet."""
    line = sa.exists().where(
        BalanceTransaction.source_external_id == Refund.external_id,
        BalanceTransaction.category == "refund",
    )
    booked = sa.select(Refund).where(Refund.status == RefundStatus.SUCCEEDED, ~line)
    for refund in session.scalars(booked):
        yield refund.currency, refund.amount_minor
    unbooked = (
        sa.select(BalanceTransaction.currency, BalanceTransaction.net_minor)
        .join(Refund, Refund.external_id == BalanceTransaction.source_external_id)
        # What came back is booked at what it was, once that is known.
        .where(Refund.status != RefundStatus.SUCCEEDED, Refund.returned_minor.is_(None))
    )
    yield from ((currency, minor) for currency, minor in session.execute(unbooked))
