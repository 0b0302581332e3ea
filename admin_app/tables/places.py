"""The table of places that are kept for somebody."""

from __future__ import annotations

from admin_app.tables.table import Table
from sponsorship.places.models import KeptPlace


class KeptPlaces(Table, model=KeptPlace):
    name_plural = "Kept places"
    column_list = ("id", "tier.name", "benefit.name", "kept_at", "kept_until")


tables = (KeptPlaces,)
