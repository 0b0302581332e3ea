"""Money in suspense that our bank sends away: decided, approved, booked once it went, and taken back.

What the bank did is recorded with its outgoing line, or with the day and reference until the statement
shows it: then the line is matched with the entry like everything that was recorded before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import Actor
from sponsorship.banking.models import BankLine
from sponsorship.errors import Invalid, Refused
from sponsorship.ledger import posting as ledger
from sponsorship.ledger.models import JournalEntry
from sponsorship.money import Money
from sponsorship.suspense import operations as suspense
from sponsorship.suspense import origins, remittances
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import Remittance, SuspenseCase
from sponsorship.workflows import bank_lines
from sponsorship.workflows.foundation import Foundation


class GoesBackOnline(Refused):
    """Raised when our bank is to send what came by a payment and goes back the way it came."""

    code = "goes_back_online"

    def __init__(self, case: SuspenseCase) -> None:
        self.case = case
        super().__init__("This money came by an online payment. Give it back the way it came.")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How we know that the bank sent it: its outgoing line, or a day and the bank's reference."""

    line: BankLine | None = None
    on: date | None = None
    bank_reference: str = ""


def request(
    session: Session,
    case: SuspenseCase,
    *,
    amount: Money,
    payee: str,
    reason: str,
    form_key: str | None,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> Remittance:
    """Decide to send so much of a case away; above the foundation's limit a second person approves it.

    Raises GoesBackOnline, MoreThanWaits, or Invalid.
    """
    case = cases.get(session, case.id, for_update=True)
    if case.is_shortfall or origins.of_case(session, case).payment is not None:
        raise GoesBackOnline(case)
    return remittances.request(
        session,
        case,
        amount=amount,
        payee=payee,
        reason=reason,
        approval_above=foundation.refund_limit(case.currency),
        form_key=form_key,
        at=at,
        by=by,
    )


def record_sent(
    session: Session,
    remittance: Remittance,
    evidence: Evidence,
    *,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """The bank sent it: booked, decided with that, and matched with the bank's line where there is one.

    Raises WrongState unless it is approved, DoesNotAddUp for a line of another amount, or Invalid.
    """
    line = evidence.line
    on, reference = evidence.on, evidence.bank_reference
    if line is not None:
        on, reference = line.booked_on, line.bank_reference or line.reference
    if on is None or on > foundation.calendar.day_of(at):
        raise Invalid("sent_on", "Please give the day on which the bank sent it, or its bank line.")
    remittances.mark_sent(session, remittance, on=on, bank_reference=reference, at=at, by=by)
    case = cases.get(session, remittance.case_id, for_update=True)
    entry = bookkeeping.misfit_remitted(remittance, case.fund, on=on)
    entry_id = ledger.post(session, entry, at=at, by=by)
    if entry_id is None:
        raise AssertionError("a remittance was booked before it was sent")
    suspense.decide(
        session, case,
        suspense.Target(remittance=remittance, is_passed_on=case.bank_line_id is None),
        amount=remittance.amount, entry_id=entry_id, reason=remittance.reason, at=at, by=by,
    )  # fmt: skip
    if line is not None:
        bank_lines.match_recorded(session, line, [entry_id], at=at, by=by)


def take_back(
    session: Session,
    remittance: Remittance,
    *,
    reason: str,
    foundation: Foundation,
    at: datetime,
    by: Actor,
) -> None:
    """It was not sent after all, or the bank brought it back: the money waits in suspense again.

    The bank line by which it came back is matched with the reversal. Raises WrongState or Invalid.
    """
    remittances.mark_came_back(session, remittance, reason=reason, at=at, by=by)
    case = cases.get(session, remittance.case_id, for_update=True)
    [decision] = [
        one for one in cases.standing(session, case) if one.remittance_id == remittance.id
    ]
    booked = session.get_one(JournalEntry, decision.entry_id)
    memo = reason.strip()
    entry_id = ledger.reverse(
        session, booked, on=foundation.calendar.day_of(at), at=at, by=by, memo=memo
    )
    if entry_id is None:
        raise AssertionError("a decision that stands was reversed in the journal")
    suspense.undo(session, case, decision, entry_id=entry_id, reason=memo, at=at, by=by)
