"""What a person decides about money in suspense that no payment of ours brought.

It came to our bank, or by a charge on our account with the processor that another application made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import Actor
from sponsorship.clock import Calendar
from sponsorship.donations.models import Donation, GiftMethod
from sponsorship.donations.offline import OfflineGift
from sponsorship.errors import Invalid, Refused
from sponsorship.funds.models import Fund
from sponsorship.invoicing import operations as invoicing
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice
from sponsorship.money import Money
from sponsorship.suspense import operations as suspense
from sponsorship.suspense import origins
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import SuspenseCase, SuspenseDecision
from sponsorship.suspense.origins import Origin
from sponsorship.workflows import bank_lines, billing, deciding, offline_giving
from sponsorship.workflows.foundation import Foundation


class PaidOnline(Refused):
    """Raised when money of a payment of ours is to be decided about as if it had come another way."""

    code = "paid_online"

    def __init__(self, case: SuspenseCase) -> None:
        self.case = case
        super().__init__("This money came by an online payment of ours, which says how it came.")


class NotFromTheBank(Refused):
    """Raised when an invoice is to be settled with money that is neither a payment's nor in our bank."""

    code = "not_from_the_bank"

    def __init__(self, case: SuspenseCase) -> None:
        self.case = case
        super().__init__(
            "Only money that a payment of ours or our bank brought settles an invoice."
        )


@dataclass(frozen=True, slots=True)
class Brought:
    """What a donor gave, if it is a gift: with the processor's fee, when, and in which way."""

    amount: Money
    on: date
    method: GiftMethod


def brought(session: Session, case: SuspenseCase, amount: Money, calendar: Calendar) -> Brought:
    """What somebody gave if so much of a case is a gift; raises PaidOnline."""
    origin = _origin(session, case)
    on = origin.came_on(case, calendar)
    if origin.bank_line is not None:
        return Brought(amount, on, GiftMethod.TRANSFER)
    fee = origin.fee_of(case) if amount == case.amount else None
    return Brought(amount if fee is None else amount + fee, on, GiftMethod.ELSEWHERE)


def count_as_gift(
    session: Session,
    case: SuspenseCase,
    given: OfflineGift,
    fund: Fund,
    *,
    amount: Money,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Donation:
    """So much of it is a gift of that donor to that fund: booked, receipted, and thanked for.

    `given` is of the amount that `brought` tells. Raises PaidOnline, MoreThanWaits, ChequeRecorded, or
    Invalid.
    """
    before = suspense.decided_before(session, given.form_key)
    if before is not None and before.donation is not None:
        return before.donation
    case = cases.get(session, case.id, for_update=True)
    deciding.check(session, case, amount, reason)
    gross = brought(session, case, amount, foundation.calendar).amount
    if given.amount != gross:
        raise Invalid("amount", f"With the processor's fee it is {gross.shown()}.")
    donation, _ = offline_giving.receive(session, given, fund, foundation=foundation, at=at, by=by)
    fee = gross - amount
    entry = bookkeeping.misfit_counted_as_gift(
        case, donation, case.fund, fee=fee if fee.is_positive else None, on=given.received_on
    )
    suspense.decide(
        session, case, suspense.Target(donation=donation), amount=amount,
        entry_id=deciding.book(session, entry, at=at, by=by), reason=reason, form_key=given.form_key,
        at=at, by=by,
    )  # fmt: skip
    offline_giving.thank(session, donation, foundation=foundation, at=at)
    return donation


def settle_invoice(
    session: Session,
    case: SuspenseCase,
    invoice: Invoice,
    *,
    amount: Money,
    reason: str,
    form_key: str | None,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> SuspenseDecision:
    """So much of a bank line's money settles an invoice, or a part of it; the sponsor is told.

    Raises NotFromTheBank, PaidOnline, MoreThanWaits, MoreThanOutstanding, AlreadyRecorded, or Invalid.
    """
    before = suspense.decided_before(session, form_key)
    if before is not None:
        return before
    case = cases.get(session, case.id, for_update=True)
    line = _origin(session, case).bank_line
    if line is None:
        raise NotFromTheBank(case)
    deciding.check(session, case, amount, reason)
    received = invoicing.Received(
        amount,
        line.booked_on,
        (line.counterparty or line.text or invoice.sponsorship.sponsor.name)[:200],
        bank_lines.reference_of(session, line),
    )
    transfer, _ = invoicing.record_transfer(
        session, invoice, received, form_key=form_key, at=at, by=by
    )
    turn = len(case.decisions) + 1
    entry = bookkeeping.misfit_settled_invoice(
        case, invoice, case.fund, amount, turn=turn, on=foundation.calendar.day_of(at)
    )
    decision = suspense.decide(
        session, case, suspense.Target(settlement=invoices.settlement_by(session, transfer)),
        amount=amount, entry_id=deciding.book(session, entry, at=at, by=by), reason=reason,
        form_key=form_key, at=at, by=by,
    )  # fmt: skip
    billing.tell_paid(
        session, invoice, amount, fact=f"{case.reference}.{turn}", method=transfer.shown,
        day=line.booked_on, foundation=foundation, at=at, by=by,
    )  # fmt: skip
    return decision


def _origin(session: Session, case: SuspenseCase) -> Origin:
    origin = origins.of_case(session, case)
    if origin.payment is not None or case.is_shortfall:
        raise PaidOnline(case)
    return origin
