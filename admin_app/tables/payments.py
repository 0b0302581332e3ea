"""Tables of what the processor tells us."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days, Flag
from admin_app.tables.table import Table
from sponsorship.payments.models import (
    BalanceTransaction,
    Checkout,
    Dispute,
    DisputeMovement,
    InboundEvent,
    Payment,
    Payout,
    Refund,
)
from sponsorship.reconciliation.models import Difference, ReconciliationRun
from sponsorship.staff.permissions import Capability


class Payments(Table, model=Payment):
    name_plural = "Payments"
    column_list = ("reference", "purpose", "amount", "fee", "method", "status", "settled_at")
    column_searchable_list = ("external_id",)
    filters = (
        Choice(Payment.status),
        Choice(Payment.purpose),
        Days(Payment.settled_at),
        Flag(Payment.is_misfit),
    )


class Checkouts(Table, model=Checkout):
    name_plural = "Checkouts"
    column_list = ("id", "purpose", "amount", "status", "attempt", "begun_at")
    filters = (Choice(Checkout.status), Choice(Checkout.purpose), Days(Checkout.begun_at))


class Refunds(Table, model=Refund):
    name_plural = "Refunds"
    column_list = (
        "reference",
        "payment.reference",
        "amount",
        "status",
        "reason",
        "requested_by",
        "requested_at",
    )
    column_searchable_list = ("reason", "external_id")
    filters = (Choice(Refund.status), Days(Refund.requested_at))


class Payouts(Table, model=Payout):
    name_plural = "Payouts"
    column_list = (
        "reference",
        "amount",
        "status",
        "is_automatic",
        "begun_at",
        "arrival_on",
        "booked_at",
        "reconciled_at",
    )
    column_searchable_list = ("external_id",)
    filters = (Choice(Payout.status), Flag(Payout.is_automatic), Days(Payout.begun_at))


class BalanceTransactions(Table, model=BalanceTransaction):
    name_plural = "Lines of the processor’s account"
    column_list = (
        "external_id",
        "category",
        "source_external_id",
        "amount",
        "fee",
        "net",
        "created_at",
        "payout.reference",
    )
    column_searchable_list = ("external_id", "source_external_id", "category")
    filters = (Days(BalanceTransaction.created_at),)


class Differences(Table, model=Difference):
    name_plural = "Differences with the processor"
    column_list = ("reference", "kind", "sentence", "amount", "status", "found_at")
    column_searchable_list = ("sentence", "subject")
    filters = (Choice(Difference.status), Choice(Difference.kind), Days(Difference.found_at))


class ReconciliationRuns(Table, model=ReconciliationRun):
    name_plural = "Reconciliation runs"
    column_list = (
        "ran_at",
        "since_on",
        "until_on",
        "lines_read",
        "lines_added",
        "found",
        "gone",
        "standing",
    )
    filters = (Days(ReconciliationRun.ran_at),)


class Disputes(Table, model=Dispute):
    name_plural = "Disputes"
    column_list = (
        "reference",
        "payment.reference",
        "amount",
        "status",
        "reason",
        "due_by",
        "opened_at",
    )
    column_searchable_list = ("external_id", "reason")
    filters = (Choice(Dispute.status), Days(Dispute.opened_at))


class DisputeMovements(Table, model=DisputeMovement):
    name_plural = "Movements of disputes"
    column_list = ("external_id", "dispute_id", "kind", "amount", "fee", "moved_at")
    column_searchable_list = ("external_id",)
    filters = (Choice(DisputeMovement.kind), Days(DisputeMovement.moved_at))


class InboundEvents(Table, model=InboundEvent):
    name_plural = "Events of the processor"
    column_list = (
        "external_id",
        "event_type",
        "object_id",
        "received_at",
        "handled_at",
        "attempts",
        "error",
    )
    column_searchable_list = ("external_id", "event_type", "object_id")
    filters = (Flag(InboundEvent.livemode), Days(InboundEvent.received_at))
    may = Capability.RECONCILE


tables = (
    Payments,
    Checkouts,
    Refunds,
    Payouts,
    BalanceTransactions,
    Differences,
    ReconciliationRuns,
    Disputes,
    DisputeMovements,
    InboundEvents,
)
