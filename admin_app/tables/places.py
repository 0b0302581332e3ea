"""Tables of places that are kept for somebody, and of who waits for one."""

from __future__ import annotations

from admin_app.tables.filters import Choice
from admin_app.tables.table import Table
from sponsorship.places.models import KeptPlace, WaitingEntry


class KeptPlaces(Table, model=KeptPlace):
    name_plural = "Kept places"
    column_list = ("id", "tier.name", "benefit.name", "kept_at", "kept_until", "entry_id")


class WaitingEntries(Table, model=WaitingEntry):
    name_plural = "Waiting entries"
    column_list = ("id", "company", "tier.name", "benefit.name", "joined_at", "status")
    column_searchable_list = ("company", "email")
    filters = (Choice(WaitingEntry.status),)


tables = (KeptPlaces, WaitingEntries)
