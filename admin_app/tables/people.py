"""Tables of constituents."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.constituents.models import Constituent


class Constituents(Table, model=Constituent):
    name_plural = "People and organisations"
    column_list = ("name", "email", "kind", "created_at")
    column_searchable_list = ("name", "email")
    filters = (Choice(Constituent.kind), Days(Constituent.created_at, "Known since"))


tables = (Constituents,)
