"""Payouts in the books: whose money goes to the bank, and what comes back.

A payout leaves clearing fund by fund: by the lines that it consists of, or, where the processor does not
name them, by what each fund holds. Following one again changes nothing more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import PROCESSOR, Actor
from sponsorship.donations.models import Donation
from sponsorship.funds import queries as funds
from sponsorship.funds.models import Fund
from sponsorship.invoicing.models import Invoice
from sponsorship.ledger import posting as ledger
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import JournalEntry, Role
from sponsorship.ledger.posting import FundKey
from sponsorship.money import Money
from sponsorship.payments import payouts
from sponsorship.payments import queries as payments
from sponsorship.payments.models import (
    BalanceTransaction,
    Payment,
    PaymentStatus,
    Payout,
    Purpose,
)
from sponsorship.payments.processor import PayoutState
from sponsorship.reconciliation import queries as differences
from sponsorship.reconciliation.models import DifferenceKind, DifferenceStatus
from sponsorship.workflows import whose_line
from sponsorship.workflows.foundation import Foundation

FEES = frozenset({"fee", "network_cost", "tax"})
"""Lines by which the processor charges for something that is no payment."""

TOPUPS = frozenset({"topup", "topup_reversal"})
"""Lines by which money came from our bank to the processor, or went back."""

PAYOUT_CAME_BACK = "payout_reversal"
"""The line by which a payout that failed or was stopped is on the account again."""

OF_PAYMENTS = frozenset({"charge", "refund", "refund_failure", "dispute", "dispute_reversal"})
"""Lines that a payment causes, somebody's."""

NAMED = (DifferenceKind.NOT_BOOKED, DifferenceKind.UNKNOWN_LINE)
NAMED_FOR_GOOD = (DifferenceStatus.FIXED, DifferenceStatus.ACCEPTED)
"""What a person has decided about is explained, whatever it was."""

Shares = Mapping[FundKey, Money]


def follow_payout(
    session: Session, state: PayoutState, *, foundation: Foundation, at: datetime
) -> Payout:
    """The processor's view of a payout: book what is new, as soon as it is known whose money it is."""
    payout = payouts.follow(session, state, at=at, by=PROCESSOR).payout
    if state.lines is not None:
        book_lines(session, payouts.what_went_out(session, payout), foundation=foundation, at=at)
        if payout.reconciled_at is None and payouts.missing_from_lines(session, payout).is_zero:
            payout.reconciled_at = at
    book_what_is_known(session, payout, foundation=foundation, at=at)
    return payout


def book_what_is_known(
    session: Session, payout: Payout, *, foundation: Foundation, at: datetime
) -> None:
    """Book the payout if it is known whose money it is, and take it back if it has come back."""
    if payout.is_automatic:
        book_by_lines(session, payout, foundation=foundation, at=at)
    elif not payout.has_come_back:
        book_by_holdings(session, payout, foundation=foundation, at=at)
    if payout.has_come_back and payout.booked_at is not None:
        ledger.reverse_fact(
            session,
            "payout_sent",
            payout.source,
            on=foundation.calendar.day_of(payout.ended_at or at),
            at=at,
            by=PROCESSOR,
            memo=payout.failure or f"the payout was {payout.status.value}",
        )
    session.flush()


def book_by_lines(
    session: Session, payout: Payout, *, foundation: Foundation, at: datetime
) -> None:
    """Book a payout by its lines, once they are complete and it is known whose each of them is."""
    if payout.reconciled_at is None or payout.booked_at is not None:
        return
    if unexplained(session, payouts.what_went_out(session, payout)):
        return  # the next comparison asks the processor about them
    shares = shares_by_lines(session, payout)
    _book(session, payout, shares, foundation=foundation, at=at, by=PROCESSOR)


def unexplained(session: Session, lines: Sequence[BalanceTransaction]) -> list[BalanceTransaction]:
    """The lines about payments that are neither ours, as far as we know, nor named as foreign."""
    about = [line for line in lines if line.category in OF_PAYMENTS and line.source_external_id]
    ours = payments.paid_by_source(session, [str(line.source_external_id) for line in about])
    named = differences.about(session, kinds=NAMED, statuses=NAMED_FOR_GOOD)
    named |= differences.about(session, kinds=[DifferenceKind.FOREIGN])
    return [
        line
        for line in about
        if f"balance_transaction:{line.id}" not in named
        and not _is_settled(ours.get(str(line.source_external_id)))
    ]


def _is_settled(payment: Payment | None) -> bool:
    return payment is not None and payment.status is PaymentStatus.SETTLED


def book_by_holdings(
    session: Session,
    payout: Payout,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor = PROCESSOR,
) -> None:
    """Book a payout of which no lines are named: each fund gives in proportion to what it holds."""
    if payout.booked_at is not None:
        return
    shares = shares_by_holdings(session, payout.amount)
    _book(session, payout, shares, foundation=foundation, at=at, by=by)


def _book(
    session: Session,
    payout: Payout,
    shares: Shares,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    on = foundation.calendar.day_of(payout.begun_at)
    payout.booked_at = at
    payout.bookings += 1
    ledger.post(session, bookkeeping.payout_sent(payout, shares, on=on), at=at, by=by)


def reconcile_by_hand(session: Session, payout: Payout, *, at: datetime) -> None:
    """A payout of which no lines are named agrees with the account if its own line has its amount."""
    if payout.is_automatic or payout.reconciled_at is not None:
        return
    own = payouts.own_line(session, payout)
    if own is not None and own.net == -payout.amount:
        payout.reconciled_at = at
        session.flush()


def take_booking_back(
    session: Session, payout: Payout, *, on: date, at: datetime, by: Actor, memo: str
) -> None:
    """The payout is in clearing again, until it is booked anew."""
    if payout.booked_at is not None:
        ledger.reverse_fact(session, "payout_sent", payout.source, on=on, at=at, by=by, memo=memo)
        payout.booked_at = None
        session.flush()


def shares_by_lines(session: Session, payout: Payout) -> Shares:
    """Each fund's part of a payout, by the payments that its lines are about; the rest is general.

    A payment that fits only in part is asked of the journal line by line.
    """
    lines = payouts.what_went_out(session, payout)
    general = bookkeeping.fund_key(funds.general(session))
    sources = {line.source_external_id for line in lines if line.source_external_id}
    paid = payments.paid_by_source(session, list(sources))
    fund_of = funds_of_payments(session, paid.values())
    keys = {fund.id: bookkeeping.fund_key(fund) for fund in funds.every(session)}
    shares: dict[FundKey, Money] = defaultdict(lambda: Money.zero(payout.currency))
    for line in lines:
        if line.category in {PAYOUT_CAME_BACK, payouts.PAYOUT_CATEGORY}:
            parts = _shares_of_another_payout(session, line)
        else:
            payment = paid.get(line.source_external_id or "")
            split = (
                whose_line.by_fund(session, line, payment) if payment and payment.is_misfit else {}
            )
            fund = fund_of[payment.id] if payment else None
            parts = {keys[fund_id]: share for fund_id, share in split.items()} or {
                general if fund is None else bookkeeping.fund_key(fund): line.net
            }
        for key, part in parts.items():
            shares[key] = shares[key] + part
    return shares


def _shares_of_another_payout(session: Session, line: BalanceTransaction) -> Shares:
    """A payout that came back goes out again as it went; one made by hand in between was sent already."""
    other = session.scalars(
        sa.select(Payout).where(Payout.external_id == line.source_external_id)
    ).one_or_none()
    sign = 1 if line.category == PAYOUT_CAME_BACK else -1
    booked = {} if other is None else booked_shares(session, other)
    if sum(share.minor for share in booked.values()) == sign * line.net_minor:
        return {key: share * sign for key, share in booked.items()}
    return {bookkeeping.fund_key(funds.general(session)): line.net}


def booked_shares(session: Session, payout: Payout) -> Shares:
    """What each fund gave to a payout, as it stands in the journal; nothing before it is booked."""
    entry = session.scalars(
        sa.select(JournalEntry).where(
            JournalEntry.fact == "payout_sent", JournalEntry.source == payout.source
        )
    ).one_or_none()
    if entry is None or payout.booked_at is None:
        return {}
    by_id = {fund.id: bookkeeping.fund_key(fund) for fund in funds.every(session)}
    return {
        by_id[one.fund_id]: one.amount if one.debit.role is Role.IN_TRANSIT else -one.amount
        for one in entry.postings
    }


def shares_by_holdings(session: Session, amount: Money) -> Shares:
    """Each fund's part of an amount, in proportion to what it holds in clearing, to the last cent.

    What is collected from our bank is for those funds that are in the red.
    """
    held = books.balances_by_fund(session, Role.CLEARING)
    keys = [bookkeeping.fund_key(fund) for fund in funds.every(session)]
    holdings = {
        key: one.minor
        for key in keys
        for one in held.get(key.id, ())
        if one.currency == amount.currency
    }
    if sum(holdings.values()) == amount.minor:
        return {key: Money(minor, amount.currency) for key, minor in holdings.items()}
    sign = 1 if amount.is_positive else -1
    weights = {key: sign * minor for key, minor in holdings.items() if sign * minor > 0}
    if not weights:
        return {bookkeeping.fund_key(funds.general(session)): amount}
    parts = Money(sign * amount.minor, amount.currency).split(list(weights.values()))
    return {key: part * sign for key, part in zip(weights, parts, strict=True)}


def funds_by_source(session: Session, sources: Iterable[str]) -> dict[str, Fund]:
    """The fund in which the money of each object of the processor is, if it is ours."""
    paid = payments.paid_by_source(session, list(sources))
    fund_of = funds_of_payments(session, paid.values())
    return {source: fund_of[payment.id] for source, payment in paid.items()}


def funds_of_payments(session: Session, found: Iterable[Payment]) -> dict[int, Fund]:
    """The fund in which each payment was booked: the gift's or the invoice's; misfits are general."""
    fund_of: dict[int, Fund] = {}
    by_purpose: dict[Purpose, list[Payment]] = defaultdict(list)
    general = funds.general(session)
    for payment in found:
        fund_of[payment.id] = general
        if not payment.is_misfit:
            by_purpose[payment.purpose].append(payment)
    of: tuple[tuple[Purpose, type[Donation | Invoice]], ...] = (
        (Purpose.DONATION, Donation),
        (Purpose.INVOICE, Invoice),
    )
    for purpose, model in of:
        ids = {payment.purpose_id for payment in by_purpose[purpose]}
        rows = session.execute(
            sa.select(model.id, Fund).join(Fund, Fund.id == model.fund_id).where(model.id.in_(ids))
        )
        known: dict[int, Fund] = dict(iter(rows))
        fund_of |= {
            payment.id: known[payment.purpose_id]
            for payment in by_purpose[purpose]
            if payment.purpose_id in known
        }
    return fund_of


def book_lines(
    session: Session,
    lines: Iterable[BalanceTransaction],
    *,
    foundation: Foundation,
    at: datetime,
) -> int:
    """Book the lines that are facts of their own about our account: fees and money from our bank."""
    booked, general = 0, funds.general(session)
    for line in lines:
        if line.net.is_zero or line.category not in FEES | TOPUPS:
            continue
        rule = (
            bookkeeping.processor_fee_charged
            if line.category in FEES
            else bookkeeping.topup_received
        )
        day = foundation.calendar.day_of(line.created_at)
        entry = rule(line, general, on=day)
        booked += ledger.post(session, entry, at=at, by=PROCESSOR) is not None
    return booked
