"""Tables of money that fits nothing."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days, Flag
from admin_app.tables.table import Table
from sponsorship.suspense.models import SuspenseCase, SuspenseDecision


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


tables = (
    SuspenseCases,
    SuspenseDecisions,
)
