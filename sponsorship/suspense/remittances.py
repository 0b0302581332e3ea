"""Sending money in suspense away from our bank: decided by one person or two, recorded once it went.

Nothing here sends anything. Somebody does that in the bank's own programme; what is approved is that it
may be done, and what is recorded is that it was.
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.errors import Invalid, NotAllowed
from sponsorship.lifecycle import WrongState, advance
from sponsorship.money import Money
from sponsorship.suspense import operations as suspense
from sponsorship.suspense.models import Remittance, RemittanceStatus, SuspenseCase

LONGEST_PAYEE = 200
OPEN = (RemittanceStatus.PROPOSED, RemittanceStatus.APPROVED)


class OwnRemittance(NotAllowed):
    """Raised when somebody approves the remittance that they proposed."""

    code = "own_remittance"

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor, "approve a remittance that you proposed yourself")


def request(
    session: Session,
    case: SuspenseCase,
    *,
    amount: Money,
    payee: str,
    reason: str,
    approval_above: Money,
    form_key: str | None,
    at: datetime,
    by: Actor,
) -> Remittance:
    """Decide to send so much of a case away; above `approval_above` it waits for a second person.

    What one person alone decided to send of the same case counts with it. The same form sent twice finds
    the same remittance. Raises MoreThanWaits, or Invalid for the amount, the payee or the reason.
    """
    known = _of_form(session, form_key)
    if known is not None:
        return known
    suspense.check_free(session, case, amount)
    payee, reason = payee.strip(), reason.strip()
    if not payee or len(payee) > LONGEST_PAYEE or any(ord(letter) < 32 for letter in payee):
        raise Invalid("payee", "Please say to whom the money goes, in one line.")
    if not reason:
        raise Invalid("reason", "Please say why the money is sent there.")
    remittance = Remittance(
        case_id=case.id,
        amount_minor=amount.minor,
        currency=amount.currency,
        payee=payee,
        reason=reason,
        form_key=form_key,
        needs_approval=amount + _sent_by_one(session, case) > approval_above,
        requested_at=at,
        requested_by=str(by),
        requested_by_id=by.id,
    )
    session.add(remittance)
    session.flush()  # only then does it have its first status, from which it moves on
    if not remittance.needs_approval:
        advance(session, remittance, "approved", at=at, by=by)
        session.flush()
    return remittance


def _of_form(session: Session, form_key: str | None) -> Remittance | None:
    if form_key is None:
        return None
    return session.scalars(
        sa.select(Remittance).where(Remittance.form_key == form_key)
    ).one_or_none()


def _sent_by_one(session: Session, case: SuspenseCase) -> Money:
    """What single people decided to send of this case, so that a large one is not made of small ones."""
    alone = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Remittance.amount_minor), 0)).where(
            Remittance.case_id == case.id,
            Remittance.needs_approval.is_(False),
            Remittance.status.in_([*OPEN, RemittanceStatus.SENT]),
        )
    )
    return Money(int(alone or 0), case.currency)


def approve(session: Session, remittance: Remittance, *, at: datetime, by: Actor) -> None:
    """The second person agrees; raises OwnRemittance or WrongState."""
    if not remittance.can_be("approved"):
        raise WrongState(remittance, "approved", remittance.status, ())
    if by.id is None or by.id == remittance.requested_by_id:
        raise OwnRemittance(by)
    remittance.approved_by_id, remittance.approved_by = by.id, str(by)
    remittance.approved_at = at
    advance(session, remittance, "approved", at=at, by=by)
    session.flush()


def reject(
    session: Session, remittance: Remittance, *, reason: str, at: datetime, by: Actor
) -> None:
    """The second person says no, or it is given up before it was sent: its amount is free again."""
    if not reason.strip():
        raise Invalid("reason", "Please say why the money is not sent.")
    advance(session, remittance, "rejected", at=at, by=by, reason=reason.strip())
    session.flush()


def mark_sent(
    session: Session,
    remittance: Remittance,
    *,
    on: date,
    bank_reference: str,
    at: datetime,
    by: Actor,
) -> None:
    """Our bank sent it on that day, under that reference; raises WrongState or Invalid."""
    reference = bank_reference.strip()
    if not reference or len(reference) > 200:
        raise Invalid("bank_reference", "Please give the bank's reference of the transfer.")
    if not remittance.can_be("sent"):
        raise WrongState(remittance, "sent", remittance.status, ())
    remittance.sent_on, remittance.bank_reference = on, reference
    advance(session, remittance, "sent", at=at, by=by)
    session.flush()


def mark_came_back(
    session: Session, remittance: Remittance, *, reason: str, at: datetime, by: Actor
) -> None:
    """It was not sent after all, or the bank brought it back; raises WrongState or Invalid."""
    if not reason.strip():
        raise Invalid("reason", "Please say what happened.")
    advance(session, remittance, "came_back", at=at, by=by, reason=reason.strip())
    session.flush()
