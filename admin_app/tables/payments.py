"""Tables of what the processor tells us."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days, Flag
from admin_app.tables.table import Table
from sponsorship.payments.models import Checkout, InboundEvent, Payment, Refund
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
    InboundEvents,
)
