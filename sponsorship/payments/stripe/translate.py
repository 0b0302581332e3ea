"""Stripe's objects as our states. Pure: no network; the present instant is given as `now`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sponsorship.money import Money
from sponsorship.payments.models import (
    DisputeStatus,
    Method,
    MovementKind,
    PaymentStatus,
    RefundStatus,
)
from sponsorship.payments.processor import (
    CheckoutOrigin,
    CheckoutState,
    Collection,
    DisputeState,
    InstalmentState,
    MovementState,
    PageStatus,
    PaymentState,
    RecurringState,
    RefundState,
)
from sponsorship.payments.stripe.amounts import read
from sponsorship.payments.stripe.owner import Owner, fund_in, owner_in, refund_id_in

if TYPE_CHECKING:
    from stripe import (
        BalanceTransaction,
        Charge,
        Dispute,
        Invoice,
        InvoicePayment,
        PaymentIntent,
        Refund,
        Subscription,
    )
    from stripe.checkout import Session

PAGES = {
    "open": PageStatus.OPEN,
    "complete": PageStatus.COMPLETED,
    "expired": PageStatus.EXPIRED,
}
PAYMENTS = {
    "succeeded": PaymentStatus.SETTLED,
    "processing": PaymentStatus.PENDING,
    "requires_payment_method": PaymentStatus.FAILED,
    "canceled": PaymentStatus.FAILED,
}
"""The other statuses wait for the payer: nothing was tried yet."""

REFUNDS = {
    "pending": RefundStatus.PENDING,
    "requires_action": RefundStatus.PENDING,
    "succeeded": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.FAILED,
}
DISPUTES = {
    "warning_needs_response": DisputeStatus.RAISED,
    "warning_under_review": DisputeStatus.RAISED,
    "warning_closed": DisputeStatus.CLOSED,
    "prevented": DisputeStatus.CLOSED,
    "needs_response": DisputeStatus.OPEN,
    "under_review": DisputeStatus.OPEN,
    "won": DisputeStatus.WON,
    "lost": DisputeStatus.LOST,
    "appeal_needs_response": DisputeStatus.LOST,
    "appeal_under_review": DisputeStatus.LOST,
}
"""An appeal is about a dispute that is lost, and stays lost until the appeal is won."""

COLLECTIONS = {
    "active": Collection.ACTIVE,
    "trialing": Collection.ACTIVE,
    "paused": Collection.ACTIVE,
    "past_due": Collection.PAST_DUE,
    "unpaid": Collection.PAST_DUE,
    "canceled": Collection.CANCELLED,
    "incomplete_expired": Collection.CANCELLED,
}
"""`incomplete` is missing: its first payment is still under way, so there is no mandate yet."""

_LONGEST_FAILURE = 200


def instant(seconds: int) -> datetime:
    """One of Stripe's instants: whole seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def checkout_state(session: Session, owner: Owner, *, now: datetime) -> CheckoutState | None:
    """What became of one of our pages."""
    status = PAGES.get(session.status or "")
    if status is None or owner.checkout_id is None:
        return None
    at = now
    if status is PageStatus.OPEN:
        at = instant(session.created)
    elif status is PageStatus.EXPIRED:
        at = min(instant(session.expires_at), now)
    elif (charge := charge_of(session.payment_intent)) is not None:
        at = instant(charge.created)
    return CheckoutState(owner.checkout_id, session.id, status, at)


def checkout_origin(session: Session) -> CheckoutOrigin | None:
    """What a page of ours was for and who paid there; None if it is not ours."""
    owner, fund = owner_in(session.metadata), fund_in(session.metadata)
    if owner is None or owner.checkout_id is None or session.amount_total is None:
        return None
    payer = session.customer_details
    return CheckoutOrigin(
        checkout_id=owner.checkout_id,
        external_id=session.id,
        purpose=owner.purpose,
        purpose_id=owner.purpose_id,
        fund=fund,
        amount=read(session.amount_total, session.currency or ""),
        name=(payer.name if payer else None) or "",
        email=(payer.email if payer else None) or session.customer_email or "",
        begun_at=instant(session.created),
        expires_at=instant(session.expires_at),
    )


def charge_of(intent: PaymentIntent | str | None) -> Charge | None:
    """The newest attempt at a payment, where it was asked for along with the payment."""
    if intent is None or isinstance(intent, str):
        return None
    charge = intent.latest_charge
    return None if isinstance(charge, str) else charge


def payment_state(
    intent: PaymentIntent,
    charge: Charge | None,
    owner: Owner,
    *,
    refunds: Iterable[Refund],
    disputes: Iterable[Dispute] = (),
    now: datetime,
    is_page_done: bool,
) -> PaymentState | None:
    """One payment, or None while nothing came of it yet.

    As long as the page is open, a declined card is only a first try: `is_page_done` says whether
    a failure is final.
    """
    status = PAYMENTS.get(intent.status)
    if status is None or charge is None or (status is PaymentStatus.FAILED and not is_page_done):
        return None
    is_settled = status is PaymentStatus.SETTLED
    number = intent.amount_received if is_settled else intent.amount
    return PaymentState(
        purpose=owner.purpose,
        purpose_id=owner.purpose_id,
        checkout_id=owner.checkout_id,
        external_id=intent.id,
        charge_external_id=charge.id,
        amount=read(number, intent.currency),
        method=method_of(charge),
        status=status,
        failure=failure_of(intent, charge) if status is PaymentStatus.FAILED else "",
        at=_charged_at(charge, now=now) if is_settled else instant(charge.created),
        fee=fee_of(charge) if is_settled else None,
        refunds=tuple(
            refund_state(one, charge=charge)
            for one in sorted(refunds, key=lambda one: (one.created, one.id))
        ),
        settlement=settlement_of(charge) if is_settled else None,
        disputes=tuple(
            dispute_state(one) for one in sorted(disputes, key=lambda one: (one.created, one.id))
        ),
    )


def _charged_at(charge: Charge, *, now: datetime) -> datetime:
    """When the money came: a card pays when it is charged, a bank debit days after it was begun."""
    if method_of(charge) is not Method.BANK_DEBIT:
        return instant(charge.created)
    line = charge.balance_transaction
    return now if line is None or isinstance(line, str) else instant(line.created)


def method_of(charge: Charge) -> Method:
    """How it was paid."""
    details = charge.payment_method_details
    kind = "" if details is None else details.type
    if kind in {"card", "card_present"}:
        return Method.CARD
    is_debit = kind == "us_bank_account" or kind.endswith("_debit")
    return Method.BANK_DEBIT if is_debit else Method.OTHER


def failure_of(intent: PaymentIntent, charge: Charge) -> str:
    """Why it failed, in Stripe's words for people."""
    error = intent.last_payment_error
    told = charge.failure_message or (getattr(error, "message", None) if error else None)
    return (told or "The payment failed.")[:_LONGEST_FAILURE]


def fee_of(charge: Charge) -> Money | None:
    """What Stripe kept, in the currency of its account with us; None until it is known."""
    line = charge.balance_transaction
    if line is None or isinstance(line, str):
        return None
    return read(line.fee, line.currency)


def settlement_of(charge: Charge) -> Money | None:
    """What our account took in for it, before the fee; None until it is known."""
    line = charge.balance_transaction
    if line is None or isinstance(line, str):
        return None
    return read(line.amount, line.currency)


def is_exchanged(charge: Charge) -> bool:
    """Whether our account is in another currency than the payer's money."""
    settlement = settlement_of(charge)
    return settlement is not None and settlement.currency != charge.currency.upper()


def refund_state(refund: Refund, *, charge: Charge | None = None) -> RefundState:
    """One refund; of a status that we do not know we only say that it is not final.

    What it took from our account stands on its line, and what came back on another one; or both follow
    from `charge` where nothing is exchanged.
    """
    settlement = _moved_by(refund, "balance_transaction", charge)
    status = REFUNDS.get(refund.status or "", RefundStatus.PENDING)
    reason = getattr(refund, "failure_reason", None) or "unknown"
    return RefundState(
        external_id=refund.id,
        refund_id=refund_id_in(refund.metadata),
        amount=read(refund.amount, refund.currency),
        status=status,
        failure=reason.replace("_", " ") if status is RefundStatus.FAILED else "",
        at=instant(refund.created),
        settlement=None if settlement is None else -settlement,
        returned=_moved_by(refund, "failure_balance_transaction", charge),
    )


def _moved_by(refund: Refund, name: str, charge: Charge | None) -> Money | None:
    """What a line of a refund moved on our account; None as long as that is not known."""
    line = getattr(refund, name, None)
    if line is None:
        return None
    if not isinstance(line, str):
        return read(line.amount, line.currency)
    if charge is None or settlement_of(charge) is None or is_exchanged(charge):
        return None
    amount = read(refund.amount, refund.currency)
    return -amount if name == "balance_transaction" else amount


def dispute_state(dispute: Dispute) -> DisputeState:
    """One dispute; of a status that we do not know we only say that it is not decided."""
    # In one second money is taken before it comes back; Stripe's ids say nothing of the order.
    lines = sorted(
        dispute.balance_transactions, key=lambda one: (one.created, one.amount > 0, one.id)
    )
    is_taken = any(line.amount < 0 for line in lines)
    unknown = DisputeStatus.OPEN if is_taken else DisputeStatus.RAISED
    due_by = dispute.evidence_details.due_by  # 0 where the bank allows no answer
    return DisputeState(
        external_id=dispute.id,
        amount=read(dispute.amount, dispute.currency),
        reason=dispute.reason,
        status=DISPUTES.get(dispute.status, unknown),
        due_by=instant(due_by) if due_by else None,
        at=instant(dispute.created),
        movements=tuple(movement_state(line, dispute) for line in lines),
    )


def movement_state(line: BalanceTransaction, dispute: Dispute) -> MovementState:
    """What a dispute moved, in the currency of the payment and in that of our account."""
    is_same = line.currency == dispute.currency
    number = abs(line.amount) if is_same else dispute.amount
    return MovementState(
        external_id=line.id,
        kind=MovementKind.REINSTATEMENT if line.amount > 0 else MovementKind.WITHDRAWAL,
        amount=read(number if line.amount else 0, dispute.currency),
        settlement=read(abs(line.amount), line.currency),
        fee=read(line.fee, line.currency),
        at=instant(line.created),
    )


def recurring_state(
    subscription: Subscription, owner: Owner, *, now: datetime
) -> RecurringState | None:
    """A standing monthly collection, or None before its first payment."""
    status = COLLECTIONS.get(subscription.status)
    if status is None:
        return None
    customer = subscription.customer
    is_ending = subscription.cancel_at_period_end or subscription.cancel_at is not None
    ended = subscription.ended_at or subscription.canceled_at
    is_over = status is Collection.CANCELLED
    periods = [line.current_period_end for line in subscription["items"].data]
    goes_on = not (is_over or is_ending or subscription.status == "paused")
    return RecurringState(
        recurring_gift_id=owner.purpose_id,
        external_id=subscription.id,
        customer_external_id=customer if isinstance(customer, str) else customer.id,
        status=status,
        next_on=instant(min(periods)).date() if goes_on and periods else None,
        ends_at_period_end=is_ending and not is_over,
        at=instant(ended) if is_over and ended else now,
    )


def payment_of_invoice(invoice: Invoice) -> str | None:
    """The id of the payment intent that paid an invoice, or is to pay it; None if there is none."""
    rows = getattr(invoice, "payments", None)
    made: list[InvoicePayment] = [] if rows is None else list(rows.data)
    made.sort(key=lambda one: (one.status != "paid", not one.is_default, one.created))
    for one in made:
        intent = getattr(one.payment, "payment_intent", None)
        if one.status != "canceled" and intent is not None:
            return intent if isinstance(intent, str) else str(intent.id)
    return None


def instalment_state(
    invoice: Invoice, owner: Owner, payment: PaymentState | None, *, is_under_way: bool
) -> InstalmentState | None:
    """One month's collection, or None while nothing is asked of the payer.

    `is_under_way` says that a bank debit has begun, whose answer takes days.
    """
    is_paid = invoice.status == "paid"
    number = invoice.amount_paid if is_paid else invoice.amount_due
    if invoice.status in {None, "draft"} or number == 0:
        return None
    given_up = invoice.status in {"void", "uncollectible"}
    moved = invoice.status_transitions
    seconds = (moved.paid_at if is_paid else moved.finalized_at) or invoice.created
    return InstalmentState(
        recurring_gift_id=owner.purpose_id,
        external_id=str(invoice.id),
        amount=read(number, invoice.currency),
        is_paid=is_paid,
        has_failed=not is_paid and (given_up or (invoice.attempted and not is_under_way)),
        payment=payment if is_paid else None,
        at=instant(seconds),
    )


def payer_of_instalment(owner: Owner, invoice: Invoice) -> Owner:
    """Whose the payment of an instalment is: only the first one came through our page."""
    if invoice.billing_reason == "subscription_create":
        return owner
    return Owner(owner.purpose, owner.purpose_id, None)
