"""Re-reading: from an id of Stripe's to the present states of everything it concerns.

News is only a hint that something changed. It may be late, repeated or out of order, so each
look-up asks for the object as it is now and for what belongs to it, in one or two calls.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sponsorship.payments.models import Purpose
from sponsorship.payments.processor import InstalmentState, LookUp, Origin, PaymentState, State
from sponsorship.payments.stripe import account, translate
from sponsorship.payments.stripe.owner import Owner, owner_in
from sponsorship.payments.stripe.translate import is_exchanged

if TYPE_CHECKING:
    from stripe import BalanceTransaction, Charge, Dispute, Invoice, PaymentIntent, Refund
    from stripe._v1_services import V1Services

FOREIGN = LookUp(Origin.FOREIGN)
NOT_NEEDED = LookUp(Origin.NOT_NEEDED)

_MONTHS = 3  # so many months of a collection are looked at again when one seems to be missing
_ALL = 100  # rows per page of a list, the most that Stripe gives

_OF_CHARGE = ["balance_transaction", "refunds"]
_OF_INTENT = [f"latest_charge.{name}" for name in _OF_CHARGE]
_OF_SESSION = [
    *(f"payment_intent.{name}" for name in _OF_INTENT),
    "subscription",
    "invoice.payments",
]
_OF_REFUND = ["balance_transaction", "failure_balance_transaction"]
_OF_PAYOUT = ["failure_balance_transaction"]
_OF_INVOICE = ["payments", "parent.subscription_details.subscription"]

READERS = {
    **dict.fromkeys(
        (
            "checkout.session.completed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed",
            "checkout.session.expired",
        ),
        "session",
    ),
    **dict.fromkeys(("charge.updated", "charge.refunded"), "charge"),
    **dict.fromkeys(
        ("refund.created", "refund.updated", "refund.failed", "charge.refund.updated"), "refund"
    ),
    **dict.fromkeys(
        (
            "charge.dispute.created",
            "charge.dispute.updated",
            "charge.dispute.closed",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated",
        ),
        "dispute",
    ),
    **dict.fromkeys(
        (
            "customer.subscription.created",
            "customer.subscription.updated",
            "customer.subscription.deleted",
            "customer.subscription.paused",
            "customer.subscription.resumed",
        ),
        "subscription",
    ),
    **dict.fromkeys(
        (
            "invoice.paid",
            "invoice.payment_failed",
            "invoice.payment_action_required",
            "invoice.voided",
            "invoice.marked_uncollectible",
        ),
        "invoice",
    ),
    **dict.fromkeys(
        (
            "payout.created",
            "payout.paid",
            "payout.failed",
            "payout.canceled",
            "payout.reconciliation_completed",
        ),
        "payout",
    ),
}
"""Which look-up each type of event asks for; the other types ask nothing of us."""


class Reader:
    """Looks objects up with one client; `now` is the instant of the look-up."""

    def __init__(self, stripe: V1Services, now: datetime) -> None:
        self._stripe = stripe
        self._now = now
        self._disputed: set[str] = set()
        """Charges that are known to have a dispute, even if it is only a warning."""

    def event(self, event_type: str, object_id: str) -> LookUp:
        """What an event of this type, about this object, leads to."""
        looks: dict[str, Callable[[str], LookUp]] = {
            "session": self.session,
            "charge": self.charge,
            "refund": self.refund,
            "dispute": self.dispute,
            "subscription": self.subscription,
            "invoice": self.invoice,
            "payout": self.payout,
        }
        reader = READERS.get(event_type)
        return looks[reader](object_id) if reader and object_id else NOT_NEEDED

    def session(self, session_id: str) -> LookUp:
        """A page, what was paid on it, and the monthly collection that began there."""
        session = self._stripe.checkout.sessions.retrieve(session_id, {"expand": _OF_SESSION})
        owner = owner_in(session.metadata)
        if owner is None:
            return FOREIGN
        states: list[State | None] = [translate.checkout_state(session, owner, now=self._now)]
        intent, subscription, invoice = (
            session.payment_intent,
            session.subscription,
            session.invoice,
        )
        if intent is not None and not isinstance(intent, str):
            charge, is_done = translate.charge_of(intent), session.status == "complete"
            states.append(self._payment(intent, charge, owner, is_page_done=is_done))
        if subscription is not None and not isinstance(subscription, str):
            states.append(translate.recurring_state(subscription, owner, now=self._now))
            if invoice is not None and not isinstance(invoice, str):
                states.append(self._instalment(invoice, owner))
        return _ours(*states)

    def subscription(self, subscription_id: str) -> LookUp:
        """A monthly collection."""
        subscription = self._stripe.subscriptions.retrieve(subscription_id)
        owner = _giver(owner_in(subscription.metadata))
        if owner is None:
            return FOREIGN
        return _ours(translate.recurring_state(subscription, owner, now=self._now))

    def invoice(self, invoice_id: str) -> LookUp:
        """One month of a monthly collection, and how the collection stands now."""
        invoice = self._stripe.invoices.retrieve(invoice_id, {"expand": _OF_INVOICE})
        owner = _giver_of(invoice)
        if owner is None:
            return FOREIGN
        parent = invoice.parent
        details = parent.subscription_details if parent else None
        subscription = details.subscription if details else None
        standing: State | None = None
        if subscription is not None and not isinstance(subscription, str):
            standing = translate.recurring_state(subscription, owner, now=self._now)
        return _ours(standing, self._instalment(invoice, owner))

    def charge(self, charge_id: str) -> LookUp:
        """A payment by its charge."""
        expand = [*_OF_CHARGE, "payment_intent"]
        return self._charged(self._stripe.charges.retrieve(charge_id, {"expand": expand}))

    def payment(self, intent_id: str) -> LookUp:
        """A payment that we know to have been begun; its page is done."""
        intent = self._stripe.payment_intents.retrieve(intent_id, {"expand": _OF_INTENT})
        charge = translate.charge_of(intent)
        owner = owner_in(intent.metadata)
        if owner is not None:
            return _ours(self._payment(intent, charge, owner, is_page_done=True))
        invoice = self._invoice_of(intent)
        giver = None if invoice is None else _giver_of(invoice)
        if invoice is None or giver is None:
            return FOREIGN
        return _ours(self._instalment(invoice, giver, intent=intent, charge=charge))

    def recurring(self, subscription_id: str) -> LookUp:
        """A monthly collection with its latest months, the oldest first."""
        standing = self.subscription(subscription_id)
        if standing.origin is not Origin.OURS:
            return standing
        asked = self._stripe.invoices.list({"subscription": subscription_id, "limit": _MONTHS})
        months = [
            one for found in reversed(asked.data) for one in self.invoice(str(found.id)).states
        ]
        return LookUp(Origin.OURS, (*months, *standing.states))

    def refund(self, refund_id: str) -> LookUp:
        """A payment by one of its refunds."""
        expand = [f"charge.{name}" for name in (*_OF_CHARGE, "payment_intent")]
        charge = self._stripe.refunds.retrieve(refund_id, {"expand": expand}).charge
        return FOREIGN if charge is None or isinstance(charge, str) else self._charged(charge)

    def payout(self, payout_id: str) -> LookUp:
        """A payout of our account, with its lines once they are named: it is ours, whoever sold what."""
        payout = self._stripe.payouts.retrieve(payout_id, {"expand": _OF_PAYOUT})
        lines = self.lines_of(payout_id) if account.names_lines(payout) else None
        return _ours(account.payout_state(payout, lines))

    def lines_of(self, payout_id: str) -> list[BalanceTransaction]:
        """The lines that a payout consists of, with its own."""
        asked = self._stripe.balance_transactions.list({"payout": payout_id, "limit": _ALL})
        return list(asked.auto_paging_iter())

    def dispute(self, dispute_id: str) -> LookUp:
        """A payment by one of its disputes."""
        expand = [f"charge.{name}" for name in (*_OF_CHARGE, "payment_intent")]
        charge = self._stripe.disputes.retrieve(dispute_id, {"expand": expand}).charge
        if isinstance(charge, str):
            return FOREIGN
        self._disputed.add(charge.id)
        return self._charged(charge)

    def _charged(self, charge: Charge) -> LookUp:
        intent = charge.payment_intent
        if intent is None or isinstance(intent, str):
            return FOREIGN
        owner = owner_in(intent.metadata)
        if owner is not None:
            return _ours(self._payment(intent, charge, owner, is_page_done=False))
        # Stripe puts no metadata on the payments of a subscription; the way leads over the invoice.
        invoice = self._invoice_of(intent) if charge.customer is not None else None
        giver = None if invoice is None else _giver_of(invoice)
        if invoice is None or giver is None:
            return FOREIGN
        return _ours(self._instalment(invoice, giver, intent=intent, charge=charge))

    def _invoice_of(self, intent: PaymentIntent) -> Invoice | None:
        made = self._stripe.invoice_payments.list(
            {
                "payment": {"type": "payment_intent", "payment_intent": intent.id},
                "limit": 1,
                "expand": ["data.invoice"],
            }
        ).data
        found = made[0].invoice if made else None
        return None if isinstance(found, str) else found

    def _instalment(
        self,
        invoice: Invoice,
        owner: Owner,
        *,
        intent: PaymentIntent | None = None,
        charge: Charge | None = None,
    ) -> InstalmentState | None:
        if intent is None and (intent_id := translate.payment_of_invoice(invoice)) is not None:
            intent = self._stripe.payment_intents.retrieve(intent_id, {"expand": _OF_INTENT})
            charge = translate.charge_of(intent)
        payment = None
        if intent is not None:
            payer = translate.payer_of_instalment(owner, invoice)
            payment = self._payment(intent, charge, payer, is_page_done=False)
        is_under_way = intent is not None and intent.status == "processing"
        return translate.instalment_state(invoice, owner, payment, is_under_way=is_under_way)

    def _payment(
        self, intent: PaymentIntent, charge: Charge | None, owner: Owner, *, is_page_done: bool
    ) -> PaymentState | None:
        return translate.payment_state(
            intent,
            charge,
            owner,
            refunds=[] if charge is None else self._refunds(charge),
            disputes=[] if charge is None else self._disputes(charge),
            now=self._now,
            is_page_done=is_page_done,
        )

    def _refunds(self, charge: Charge) -> list[Refund]:
        rows = getattr(charge, "refunds", None)
        if rows is not None and not rows.has_more and not (rows.data and is_exchanged(charge)):
            return list(rows.data)
        # Each refund is exchanged at a rate of its own, which stands on its line.
        expand = [f"data.{line}" for line in _OF_REFUND]
        asked = self._stripe.refunds.list({"charge": charge.id, "limit": _ALL, "expand": expand})
        return list(asked.auto_paging_iter())

    def _disputes(self, charge: Charge) -> list[Dispute]:
        """Asked for only where there is one, because a charge does not carry its disputes."""
        if not charge.disputed and charge.id not in self._disputed:
            return []
        asked = self._stripe.disputes.list({"charge": charge.id, "limit": _ALL})
        return list(asked.auto_paging_iter())


def _giver_of(invoice: Invoice) -> Owner | None:
    parent = invoice.parent
    details = parent.subscription_details if parent else None
    return _giver(owner_in(details.metadata)) if details else None


def _giver(owner: Owner | None) -> Owner | None:
    """Only recurring gifts are collected by subscription."""
    return owner if owner and owner.purpose is Purpose.RECURRING_GIFT else None


def _ours(*states: State | None) -> LookUp:
    return LookUp(Origin.OURS, tuple(state for state in states if state is not None))
