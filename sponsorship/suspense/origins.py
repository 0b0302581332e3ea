"""Where money in suspense came from: a payment, the bank's line, or a line of the processor's account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from sponsorship.banking.models import BankLine
from sponsorship.clock import Calendar
from sponsorship.money import Money
from sponsorship.payments.models import BalanceTransaction, Payment
from sponsorship.reconciliation.models import Difference
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import SuspenseCase

_DIFFERENCE = "DF-"


@dataclass(frozen=True, slots=True)
class Origin:
    """At most one of these; nothing where the processor's balance alone tells of the money."""

    payment: Payment | None = None
    bank_line: BankLine | None = None
    account_line: BalanceTransaction | None = None

    def fee_of(self, case: SuspenseCase) -> Money | None:
        """What the processor kept of a charge of which the rest waits here, if all of the rest does."""
        line = self.account_line
        if line is None or line.category != "charge" or not line.fee.is_positive:
            return None
        return line.fee if line.net == case.amount else None

    def came_on(self, case: SuspenseCase, calendar: Calendar) -> date:
        """The day on which the money came, as far as it is known."""
        if self.bank_line is not None:
            return self.bank_line.booked_on
        if self.account_line is not None:
            return calendar.day_of(self.account_line.created_at)
        settled_at = self.payment.settled_at if self.payment else None
        return calendar.day_of(settled_at or case.opened_at)


def of_case(session: Session, case: SuspenseCase) -> Origin:
    """What brought the money of a case."""
    if case.bank_line_id is not None:
        return Origin(bank_line=session.get_one(BankLine, case.bank_line_id))
    payment = cases.payment_behind(session, case)
    if payment is not None:
        return Origin(payment=payment)
    return Origin(account_line=_account_line(session, case.external_id or ""))


def _account_line(session: Session, external_id: str) -> BalanceTransaction | None:
    """The line of a difference `DF-2026-000004:1` that a person put into suspense."""
    if not external_id.startswith(_DIFFERENCE):
        return None
    number = int(external_id.partition(":")[0].rpartition("-")[2])
    difference = session.get(Difference, number)
    if difference is None or not difference.subject.startswith("balance_transaction:"):
        return None
    return session.get(BalanceTransaction, difference.subject_id)
