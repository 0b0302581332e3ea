"""Money that fits nothing, as the processor tells of it: into suspense, and out again when it goes back.

It is never refused and never guessed. What becomes of it is for a person to decide (`deciding`).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from sponsorship import bookkeeping
from sponsorship.audit import PROCESSOR
from sponsorship.funds import queries as funds
from sponsorship.ledger import posting as ledger
from sponsorship.ledger.models import JournalEntry
from sponsorship.money import Money, total
from sponsorship.payments.models import Dispute, Payment, PaymentStatus, Refund
from sponsorship.payments.operations import News
from sponsorship.payments.processor import PaymentState
from sponsorship.suspense import operations as suspense
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import Misfit, SuspenseCase, SuspenseDecision
from sponsorship.workflows.foundation import Foundation

GONE_AFTER = timedelta(days=3)


def book(
    session: Session,
    payment: Payment,
    *,
    amount: Money | None = None,
    reason: Misfit,
    sentence: str,
    foundation: Foundation,
    at: datetime,
) -> SuspenseCase:
    """All of a settled payment, or the part of it that fits nothing, waits in suspense."""
    waits = amount or payment.amount
    day = foundation.calendar.day_of(payment.settled_at or at)
    entry = bookkeeping.misfit_received(payment, funds.general(session), waits, on=day)
    ledger.post(session, entry, at=at, by=PROCESSOR)
    return suspense.open_case(
        session, payment=payment, amount=waits, reason=reason, sentence=sentence, at=at,
        by=PROCESSOR,
    )  # fmt: skip


def is_gone(state: PaymentState, *, at: datetime) -> bool:
    """Whether what a settled payment is for will not turn up any more.

    Our rows are committed before anybody can pay, so one that is missing was lost, and there is a
    time in which it can be brought back.
    """
    return state.status is PaymentStatus.SETTLED and at - state.at > GONE_AFTER


def follow_lost(
    session: Session, news: News, *, what: str, foundation: Foundation, at: datetime
) -> None:
    """A payment for something of ours that is not there any more: all of it waits in suspense."""
    payment = news.payment
    if news.is_settled:
        book(
            session,
            payment,
            reason=Misfit.UNKNOWN_PAYER,
            sentence=f"It was paid for {what} {payment.purpose_id}, which is not in our records.",
            foundation=foundation,
            at=at,
        )


def give_back(
    session: Session, payment: Payment, refund: Refund, *, on: date, at: datetime
) -> None:
    """Money of a payment went back to the payer: out of suspense, and decided with that.

    If more went back than waits, the rest is missing in suspense: a case of its own.
    """
    entry = bookkeeping.misfit_refunded(refund, payment, funds.general(session), on=on)
    entry_id = ledger.post(session, entry, at=at, by=PROCESSOR)
    if entry_id is None:
        return
    returned = _out_of_cases(
        session, payment, refund.amount, suspense.Target(refund=refund), entry_id=entry_id,
        reason=refund.reason, at=at,
    )  # fmt: skip
    missing = refund.amount - returned
    if missing.is_positive:
        suspense.open_case(
            session,
            external_id=refund.external_id or refund.reference,
            amount=missing,
            reason=Misfit.OVERLAP,
            sentence=f"{refund.amount.shown()} of payment {payment.reference} went back to the"
            f" payer, {missing.shown()} more than waited in suspense.",
            is_shortfall=True,
            at=at,
            by=PROCESSOR,
        )


def take_back(
    session: Session, payment: Payment, refund: Refund, *, on: date, at: datetime
) -> None:
    """The payer's bank sent a refund back to us: the money waits again, and nothing is missing."""
    memo = "the refund came back to us"
    entry_id = ledger.reverse_fact(
        session,
        "misfit_refunded",
        f"{payment.reference}:{refund.reference}",
        on=on,
        at=at,
        by=PROCESSOR,
        memo=memo,
    )
    if entry_id is None:
        return
    for case in cases.every_of(session, payment):
        for decision in cases.standing(session, case):
            if decision.refund_id == refund.id:
                suspense.undo(
                    session, case, decision, entry_id=entry_id, reason=memo, at=at, by=PROCESSOR
                )
    missing = cases.of_external(session, refund.external_id or refund.reference)
    if missing is not None and missing.undecided.is_positive:
        suspense.decide(
            session, missing, suspense.Target(), amount=missing.undecided, entry_id=entry_id,
            reason=memo, at=at, by=PROCESSOR,
        )  # fmt: skip


def lose(
    session: Session,
    payment: Payment,
    dispute: Dispute,
    amount: Money,
    *,
    entry_id: int,
    at: datetime,
) -> None:
    """The payer's bank took money that waited: decided by that. What did not wait is missing."""
    reason = "the payer's bank took the money back"
    returned = _out_of_cases(
        session, payment, amount, suspense.Target(), entry_id=entry_id, reason=reason, at=at
    )
    _missing(session, payment, dispute.external_id, amount - returned, entry_id=entry_id, at=at)


def recover(
    session: Session,
    payment: Payment,
    dispute: Dispute,
    amount: Money,
    *,
    entry_id: int,
    at: datetime,
) -> None:
    """The payer's bank gave the money back to us: nothing is missing any more, or it waits again."""
    reason = "the payer's bank gave the money back"
    found = _filled(session, dispute.external_id, amount, entry_id=entry_id, reason=reason, at=at)
    left = amount - found
    for case in cases.every_of(session, payment):
        for decision in cases.standing(session, case):
            if decision.amount <= left and _is_loss_by(session, decision, dispute):
                suspense.undo(
                    session, case, decision, entry_id=entry_id, reason=reason, at=at, by=PROCESSOR
                )
                left = left - decision.amount
    _waits(session, payment, left, entry_id=entry_id, at=at)


def _is_loss_by(session: Session, decision: SuspenseDecision, dispute: Dispute) -> bool:
    booked = session.get_one(JournalEntry, decision.entry_id)
    return booked.fact == "dispute_lost" and dispute.reference in booked.source


def aside(session: Session, payment: Payment, gone: Money) -> Money:
    """What of `gone` does not concern what a payment settled: it waits in suspense, or is missing there.

    Below zero for money that came back to us, and fills a shortfall.
    """
    if gone.is_positive:
        waits = [one.undecided for one in cases.waiting_of(session, payment)]
        return min(gone, total(waits, currency=gone.currency))
    short = cases.shortfalls(session, _overlap_of(payment))
    return -min(-gone, total([one.undecided for one in short], currency=gone.currency))


def overlap(
    session: Session, payment: Payment, more: Money, *, entry_id: int, at: datetime
) -> None:
    """More was taken of a payment than its place holds, or less again: a case explains what is booked."""
    if more.is_positive:
        reason = "it went back to the payer"
        found = _out_of_cases(
            session, payment, more, suspense.Target(), entry_id=entry_id, reason=reason, at=at
        )
        missing = more - found
        _missing(session, payment, _overlap_of(payment), missing, entry_id=entry_id, at=at)
        return
    reason = "it came back to us"
    name = _overlap_of(payment)
    found = _filled(session, name, -more, entry_id=entry_id, reason=reason, at=at)
    _waits(session, payment, -more - found, entry_id=entry_id, at=at)


def _overlap_of(payment: Payment) -> str:
    return f"overlap:{payment.external_id}"


def _out_of_cases(
    session: Session,
    payment: Payment,
    amount: Money,
    target: suspense.Target,
    *,
    entry_id: int,
    reason: str,
    at: datetime,
) -> Money:
    """What of it waited is decided by that, the oldest first; how much that is."""
    left = amount
    for case in cases.waiting_of(session, payment):
        taken = min(left, case.undecided)
        if taken.is_positive:
            suspense.decide(
                session, case, target, amount=taken, entry_id=entry_id, reason=reason, at=at,
                by=PROCESSOR,
            )  # fmt: skip
            left = left - taken
    return amount - left


def _missing(
    session: Session, payment: Payment, name: str, amount: Money, *, entry_id: int, at: datetime
) -> None:
    if amount.is_positive:
        suspense.open_case(
            session,
            external_id=f"{name}:{entry_id}",
            amount=amount,
            reason=Misfit.OVERLAP,
            sentence=f"{amount.shown()} more of payment {payment.reference} went back to the payer than"
            " was left of it, by refunds and disputes together.",
            is_shortfall=True,
            at=at,
            by=PROCESSOR,
        )


def _filled(
    session: Session, name: str, amount: Money, *, entry_id: int, reason: str, at: datetime
) -> Money:
    """What was missing and is there again, oldest first; how much of it."""
    left = amount
    for case in cases.shortfalls(session, name):
        filled = min(left, case.undecided)
        if filled.is_positive:
            suspense.decide(
                session, case, suspense.Target(), amount=filled, entry_id=entry_id, reason=reason,
                at=at, by=PROCESSOR,
            )  # fmt: skip
            left = left - filled
    return amount - left


def _waits(
    session: Session, payment: Payment, amount: Money, *, entry_id: int, at: datetime
) -> None:
    if amount.is_positive:
        is_first = cases.of_payment(session, payment.id) is None
        suspense.open_case(
            session,
            payment=payment if is_first else None,
            external_id=None if is_first else f"{cases.kept_of(payment)}:{entry_id}",
            amount=amount,
            reason=Misfit.NOTHING_OWED,
            sentence=f"{amount.shown()} of payment {payment.reference} came back to us, and what it was"
            " paid for does not ask for it any more.",
            at=at,
            by=PROCESSOR,
        )
