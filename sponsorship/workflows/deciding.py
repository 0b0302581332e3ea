"""What a person decides about money in suspense: give it back, count it as a gift, settle an invoice.

A case is decided about in whole or in parts. Each decision is booked at once; money that is given back
is decided when the processor says that it went (`misfits`).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.addresses import checked_email
from sponsorship.audit import Actor
from sponsorship.constituents import operations as constituents
from sponsorship.database import ROW_LOCK
from sponsorship.donations.models import Donation
from sponsorship.donations.operations import LONGEST_NAME
from sponsorship.errors import Invalid, Refused
from sponsorship.funds.models import Fund
from sponsorship.invoicing import operations as invoicing
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing import returns
from sponsorship.invoicing.models import Invoice
from sponsorship.ledger import posting as ledger
from sponsorship.ledger.models import JournalEntry
from sponsorship.lifecycle import advance
from sponsorship.messages import letters, outbox
from sponsorship.money import Money
from sponsorship.payments.models import Payment, Refund
from sponsorship.receipts import operations as receipts
from sponsorship.receipts.models import ReceiptStatus
from sponsorship.suspense import operations as suspense
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import DecisionKind, SuspenseCase, SuspenseDecision
from sponsorship.workflows import billing, invoices_back, receiving, refunding
from sponsorship.workflows.foundation import Foundation


class NotPaidOnline(Refused):
    """Raised when something is asked of a case that only money of the processor's allows."""

    code = "not_paid_online"

    def __init__(self, case: SuspenseCase) -> None:
        self.case = case
        super().__init__("This money did not come by an online payment of ours.")


class OtherCurrency(Refused):
    """Raised when money in suspense is to go where another currency is kept."""

    code = "other_currency"

    def __init__(self, case: SuspenseCase, wanted: str) -> None:
        self.case = case
        super().__init__(f"This money is in {case.currency}, and {wanted} is asked for there.")


class CannotBeUndone(Refused):
    """Raised when a decision is to be undone whose effect has gone out of our hands."""

    code = "cannot_be_undone"

    def __init__(self, decision: SuspenseDecision) -> None:
        self.decision = decision
        super().__init__(
            "Money can be taken back into suspense as long as the receipt of its gift stands, or all of it"
            " counts as paid on its invoice."
        )


@dataclass(frozen=True, slots=True)
class Giver:
    """Whose gift it is, as whoever decides says; raises Invalid naming the field."""

    name: str
    email: str
    is_anonymous: bool = False

    def __post_init__(self) -> None:
        name = self.name.strip()
        if not name or len(name) > LONGEST_NAME or any(ord(letter) < 32 for letter in name):
            raise Invalid("name", "Please give the donor's name, in one line.")
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "email", checked_email(self.email))


def give_back(
    session: Session,
    case: SuspenseCase,
    *,
    amount: Money,
    reason: str,
    form_key: str | None,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Refund:
    """Give so much of it back to the payer; a job asks the processor once this is committed.

    Above the foundation's limit a second person approves it first.

    Raises NotPaidOnline, MoreThanWaits, OverRefund, or Invalid.
    """
    payment = _payment_of(session, case)
    case = cases.get(session, case.id, for_update=True)
    if not any(refund.form_key == form_key for refund in payment.refunds if form_key):
        suspense.check_free(session, case, amount)
    return refunding.decide(
        session,
        payment,
        amount=amount,
        reason=reason,
        form_key=form_key,
        foundation=foundation,
        at=at,
        by=by,
    )


def count_as_gift(
    session: Session,
    case: SuspenseCase,
    giver: Giver,
    fund: Fund,
    *,
    amount: Money,
    reason: str,
    form_key: str | None,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Donation:
    """So much of it is a gift of that donor to that fund: booked, receipted, thanked for.

    The receipt names the day on which the money was charged. Raises NotPaidOnline, OtherCurrency,
    MoreThanWaits, or Invalid.
    """
    before = suspense.decided_before(session, form_key)
    if before is not None and before.donation is not None:
        return before.donation
    payment = _payment_of(session, case)
    case = cases.get(session, case.id, for_update=True)
    check(session, case, amount, reason)
    if fund.currency != case.currency and fund.id != case.fund_id:
        raise OtherCurrency(case, fund.currency)
    charged_at = payment.settled_at or at
    day = foundation.calendar.day_of(charged_at)
    donation = _gift(session, giver, fund, amount=amount, at=at)
    donation.received_on = day
    advance(session, donation, "received", at=at, by=by, reason=reason)
    entry = bookkeeping.misfit_counted_as_gift(case, donation, case.fund, on=day)
    entry_id = book(session, entry, at=at, by=by)
    suspense.decide(
        session, case, suspense.Target(donation=donation), amount=amount, entry_id=entry_id,
        reason=reason, form_key=form_key, at=at, by=by,
    )  # fmt: skip
    receiving.thank(session, donation, payment, day=day, foundation=foundation, at=at)
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
    """So much of it settles an invoice, or a part of it; the sponsor is told.

    Raises NotPaidOnline, OtherCurrency, MoreThanWaits, MoreThanOutstanding, or Invalid.
    """
    before = suspense.decided_before(session, form_key)
    if before is not None:
        return before
    payment = _payment_of(session, case)
    if invoice.currency != case.currency:
        raise OtherCurrency(case, invoice.currency)
    case = cases.get(session, case.id, for_update=True)
    check(session, case, amount, reason)
    day = foundation.calendar.day_of(at)
    settlement = invoicing.settle_by_payment(
        session, invoice, payment, amount=amount, on=day, at=at, by=by
    )
    turn = len(case.decisions) + 1
    entry = bookkeeping.misfit_settled_invoice(case, invoice, case.fund, amount, turn=turn, on=day)
    entry_id = book(session, entry, at=at, by=by)
    decision = suspense.decide(
        session, case, suspense.Target(settlement=settlement), amount=amount, entry_id=entry_id,
        reason=reason, form_key=form_key, at=at, by=by,
    )  # fmt: skip
    billing.tell_paid(
        session, invoice, amount, fact=f"{case.reference}.{turn}", method="online payment",
        day=day, foundation=foundation, at=at, by=by,
    )  # fmt: skip
    return decision


def undo_gift(
    session: Session,
    decision: SuspenseDecision,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """It was no gift after all: entry reversed, receipt void, the money waits again.

    Raises CannotBeUndone, or Invalid for the reason.
    """
    case = cases.get(session, decision.case_id, for_update=True)
    donation = decision.donation
    is_standing = any(one.id == decision.id for one in cases.standing(session, case))
    if decision.kind is not DecisionKind.COUNTED_AS_GIFT or donation is None or not is_standing:
        raise CannotBeUndone(decision)
    receipt = receipts.of_donation(session, donation.id)
    if receipt is None or receipt.status is not ReceiptStatus.ISSUED:
        raise CannotBeUndone(decision)
    if not reason.strip():
        raise Invalid("reason", "Please say why it was no gift.")
    _undo(session, case, decision, reason=reason, foundation=foundation, at=at, by=by)
    receipts.void(session, receipt, at=at, by=by, reason=reason)
    advance(session, donation, "withdrawn", at=at, by=by, reason=reason)
    if donation.donor_email:
        outbox.owe(
            session,
            letters.ReceiptWithdrawn(
                amount=donation.amount,
                fund_name=donation.fund.name,
                receipt_number=receipt.number,
            ),
            to=outbox.Recipient(donation.donor_name, donation.donor_email),
            fact=f"withdrawn:{donation.id}",
            at=at,
        )


def undo_settlement(
    session: Session,
    decision: SuspenseDecision,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Invoice:
    """It was not for that invoice: entry reversed, the invoice open again, the money waits again.

    Raises CannotBeUndone if something of it went back already, or Invalid for the reason.
    """
    settlement = decision.settlement
    if settlement is None:
        raise CannotBeUndone(decision)
    if settlement.payment_id is not None:  # the payment first, as when news comes
        session.get_one(Payment, settlement.payment_id, with_for_update=ROW_LOCK)
    invoice = invoices.get(session, settlement.invoice_id, for_update=True)
    case = cases.get(session, decision.case_id, for_update=True)
    is_standing = any(one.id == decision.id for one in cases.standing(session, case))
    if not is_standing or returns.still_settled(session, settlement) != settlement.amount:
        raise CannotBeUndone(decision)
    if not reason.strip():
        raise Invalid("reason", "Please say why it was not for this invoice.")
    entry_id = _undo(session, case, decision, reason=reason, foundation=foundation, at=at, by=by)
    invoices_back.take_back(
        session, invoice, settlement, entry_id=entry_id, reason=reason, foundation=foundation,
        at=at, by=by,
    )  # fmt: skip
    return invoice


def _undo(
    session: Session,
    case: SuspenseCase,
    decision: SuspenseDecision,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> int:
    """Reverse what a decision booked, so that its money waits again; the reversing entry."""
    original = session.get_one(JournalEntry, decision.entry_id)
    entry_id = ledger.reverse(
        session, original, on=foundation.calendar.day_of(at), at=at, by=by, memo=reason
    )
    if entry_id is None:
        raise AssertionError("a decision that stands was reversed in the journal")
    suspense.undo(session, case, decision, entry_id=entry_id, reason=reason, at=at, by=by)
    return entry_id


def _payment_of(session: Session, case: SuspenseCase) -> Payment:
    payment = cases.payment_behind(session, case)
    if payment is None or case.is_shortfall:
        raise NotPaidOnline(case)
    # The payment first, then the case: the same order as when news comes.
    return session.get_one(Payment, payment.id, with_for_update=ROW_LOCK)


def check(session: Session, case: SuspenseCase, amount: Money, reason: str) -> None:
    """A decision has a reason, and is about no more than waits; raises Invalid or MoreThanWaits."""
    if not reason.strip():
        raise Invalid("reason", "Please say how you know.")
    suspense.check_free(session, case, amount)


def _gift(session: Session, giver: Giver, fund: Fund, *, amount: Money, at: datetime) -> Donation:
    donor = constituents.find_or_add(session, name=giver.name, email=giver.email, at=at)
    donation = Donation(
        donor_id=donor.id,
        donor_name=giver.name,
        donor_email=giver.email,
        is_anonymous=giver.is_anonymous,
        fund=fund,
        amount_minor=amount.minor,
        currency=amount.currency,
        public_token=secrets.token_urlsafe(24),
        begun_at=at,
    )
    session.add(donation)
    session.flush()  # it begins, and is received in the next step
    return donation


def book(session: Session, entry: ledger.Entry, *, at: datetime, by: Actor) -> int:
    """The id of a decision's own entry, which no decision before it has booked."""
    entry_id = ledger.post(session, entry, at=at, by=by)
    if entry_id is None:
        raise AssertionError("a decision was booked before it was made")
    return entry_id
