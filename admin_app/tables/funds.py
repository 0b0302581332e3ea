"""Tables of funds."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Flag
from admin_app.tables.table import Table
from sponsorship.funds.models import Fund


class Funds(Table, model=Fund):
    name_plural = "Funds"
    column_list = ("name", "slug", "restriction", "currency", "goal", "accepts_gifts")
    column_searchable_list = ("name", "slug")
    filters = (Choice(Fund.restriction), Flag(Fund.accepts_gifts))


tables = (Funds,)
