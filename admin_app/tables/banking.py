"""Tables of bank accounts, statements, their lines and what those were."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.banking.models import BankAccount, BankLine, BankMatch, BankStatement


class BankAccounts(Table, model=BankAccount):
    name_plural = "Bank accounts"
    column_list = ("name", "identification", "currency", "opened_at")
    column_searchable_list = ("name", "identification")


class BankStatements(Table, model=BankStatement):
    name_plural = "Bank statements"
    column_list = (
        "reference",
        "account.name",
        "filename",
        "format",
        "starts_on",
        "ends_on",
        "opening",
        "moved",
        "closing",
        "new_count",
    )
    column_searchable_list = ("filename",)
    filters = (Choice(BankStatement.format), Days(BankStatement.ends_on))


class BankLines(Table, model=BankLine):
    name_plural = "Bank lines"
    column_list = (
        "reference",
        "account.name",
        "booked_on",
        "counterparty",
        "text",
        "bank_reference",
        "amount",
        "status",
    )
    column_searchable_list = ("counterparty", "text", "bank_reference")
    filters = (Choice(BankLine.status), Days(BankLine.booked_on))


class BankMatches(Table, model=BankMatch):
    name_plural = "Matches of bank lines"
    column_list = (
        "id",
        "bank_line_id",
        "kind",
        "entry.source",
        "amount",
        "matched_at",
        "undone_at",
    )
    filters = (Choice(BankMatch.kind), Days(BankMatch.matched_at))


tables = (
    BankAccounts,
    BankStatements,
    BankLines,
    BankMatches,
)
