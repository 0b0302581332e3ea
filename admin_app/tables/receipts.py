"""Tables of receipts."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.receipts.models import Receipt


class Receipts(Table, model=Receipt):
    name_plural = "Receipts"
    column_list = (
        "number",
        "donation.reference",
        "donation.donor_name",
        "amount",
        "replaces.number",
        "tax_date",
        "status",
    )
    column_searchable_list = ("donation.donor_name",)
    filters = (Choice(Receipt.status), Days(Receipt.tax_date))


tables = (Receipts,)
