"""Tables of money that fits nothing."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days, Flag
from admin_app.tables.table import Table
from sponsorship.suspense.models import Remittance, SuspenseCase, SuspenseDecision


class SuspenseCases(Table, model=SuspenseCase):
    name_plural = "Cases in suspense"
    column_list = ("reference", "reason", "amount", "undecided", "status", "sentence", "opened_at")
    column_searchable_list = ("sentence", "external_id")
    filters = (
        Choice(SuspenseCase.status),
        Choice(SuspenseCase.reason),
        Flag(SuspenseCase.is_shortfall),
        Days(SuspenseCase.opened_at),
    )


class SuspenseDecisions(Table, model=SuspenseDecision):
    name_plural = "Decisions about suspense"
    column_list = ("id", "case.reference", "kind", "amount", "reason", "decided_by", "decided_at")
    column_searchable_list = ("reason",)
    filters = (Choice(SuspenseDecision.kind), Days(SuspenseDecision.decided_at))


class Remittances(Table, model=Remittance):
    name_plural = "Remittances"
    column_list = (
        "reference", "case.reference", "amount", "payee", "status", "sent_on", "bank_reference",
        "requested_by", "approved_by",
    )  # fmt: skip
    column_searchable_list = ("payee", "reason", "bank_reference")
    filters = (Choice(Remittance.status), Days(Remittance.requested_at))


tables = (
    SuspenseCases,
    SuspenseDecisions,
    Remittances,
)
