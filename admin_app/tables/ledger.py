"""Tables of the books."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.ledger.models import AccountingPeriod, JournalEntry, LedgerAccount, Posting


class LedgerAccounts(Table, model=LedgerAccount):
    name_plural = "Accounts"
    column_list = ("code", "role", "kind", "currency")
    column_searchable_list = ("code",)
    filters = (Choice(LedgerAccount.role), Choice(LedgerAccount.kind))


class JournalEntries(Table, model=JournalEntry):
    name_plural = "Journal entries"
    column_list = ("id", "fact", "source", "posted_on", "occurred_on", "by", "memo")
    column_searchable_list = ("fact", "source")
    filters = (Days(JournalEntry.posted_on),)


class Postings(Table, model=Posting):
    name_plural = "Postings"
    column_list = ("entry_id", "position", "debit.code", "credit.code", "amount")


class AccountingPeriods(Table, model=AccountingPeriod):
    name_plural = "Months of the books"
    column_list = ("id", "starts_on", "ends_on", "status", "closed_by", "closed_at")
    filters = (Choice(AccountingPeriod.status), Days(AccountingPeriod.starts_on))


tables = (
    AccountingPeriods,
    LedgerAccounts,
    JournalEntries,
    Postings,
)
