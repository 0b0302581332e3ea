"""Whose money a line of the processor's account is, where its payment fits only in part.

A part of such a payment is booked in its own fund and the rest in the general one, and what goes back of it
is booked by what it settles at that time. So the journal is asked what each fund's clearing took in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from sponsorship.donations.models import Donation
from sponsorship.invoicing.models import Invoice
from sponsorship.ledger.models import JournalEntry, LedgerAccount, Posting, Role
from sponsorship.money import Money
from sponsorship.payments import queries as payments
from sponsorship.payments.models import BalanceTransaction, Dispute, Payment, Purpose

_EXCHANGED = "currency_exchanged"
_WENT_BACK = ("donation_refunded", "misfit_refunded", "invoice_payment_returned", _EXCHANGED)
_DISPUTED = (
    "dispute_withdrawn", "dispute_reinstated", "dispute_fee_charged", "dispute_fee_returned", _EXCHANGED,
)  # fmt: skip
_FACTS = {
    "charge": ("invoice_paid", "misfit_received", "fee_charged", _EXCHANGED),
    "refund": _WENT_BACK,
    "refund_failure": (*(f"{fact}_reversed" for fact in _WENT_BACK), "exchange_difference"),
    "dispute": _DISPUTED,
    "dispute_reversal": _DISPUTED,
}  # fmt: skip
"""The facts that a line of each category causes."""


def by_fund(session: Session, line: BalanceTransaction, payment: Payment) -> Mapping[int, Money]:
    """What each fund's clearing took in or gave up for the line; nothing if that is another amount."""
    reference = _reference(session, line, payment)
    if reference is None:
        return {}
    prefixes = _prefixes(session, payment)
    sources = [reference, *(f"{prefix}:{reference}" for prefix in prefixes)]
    debit, credit = aliased(LedgerAccount), aliased(LedgerAccount)
    rows = session.execute(
        sa.select(Posting.fund_id, debit.role, credit.role, Posting.amount_minor)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(debit, debit.id == Posting.debit_account_id)
        .join(credit, credit.id == Posting.credit_account_id)
        .where(
            JournalEntry.fact.in_(_FACTS[line.category]),
            JournalEntry.source.in_(sources),
            Posting.currency == line.currency,
        )
    )
    shares: dict[int, int] = defaultdict(int)
    for fund_id, debited, credited, minor in rows:
        shares[fund_id] += minor * ((debited is Role.CLEARING) - (credited is Role.CLEARING))
    if sum(shares.values()) != line.net_minor:
        return {}
    return {fund_id: Money(minor, line.currency) for fund_id, minor in shares.items()}


def _reference(session: Session, line: BalanceTransaction, payment: Payment) -> str | None:
    """Under which name the journal has what the line is about."""
    if line.category == "charge":
        return payment.reference
    if line.category in {"refund", "refund_failure"}:
        source = line.source_external_id or ""
        refund = payments.refunds_by_source(session, [source]).get(source)
        return None if refund is None else refund.reference
    moved = payments.movements_by_line(session, [line.external_id]).get(line.external_id)
    if moved is None:
        return None
    return f"{session.get_one(Dispute, moved.dispute_id).reference}:{moved.ordinal}"


def _prefixes(session: Session, payment: Payment) -> list[str]:
    """What a payment is booked under: itself, and what it was meant for."""
    meant: Donation | Invoice | None
    if payment.purpose is Purpose.INVOICE:
        meant = session.get(Invoice, payment.purpose_id)
        named = [] if meant is None or not meant.sequence else [meant.number]
    else:
        meant = session.get(Donation, payment.purpose_id)
        named = [] if meant is None else [meant.reference]
    return [payment.reference, *named]
