"""Tables of what other programs were told."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.announcements.models import Announcement, Delivery, Subscriber


class Announcements(Table, model=Announcement):
    name_plural = "Announcements"
    column_list = ("external_id", "sponsorship.reference", "kind", "number", "made_at")
    filters = (Choice(Announcement.kind), Days(Announcement.made_at))


class Subscribers(Table, model=Subscriber):
    name_plural = "Subscribers"
    column_list = ("name", "address", "status", "added_at")
    column_searchable_list = ("name", "address")
    filters = (Choice(Subscriber.status),)


class Deliveries(Table, model=Delivery):
    name_plural = "Deliveries of announcements"
    column_list = (
        "id",
        "subscriber.name",
        "announcement_id",
        "status",
        "attempts",
        "delivered_at",
        "error",
    )
    column_searchable_list = ("subscriber.name",)
    filters = (Choice(Delivery.status), Days(Delivery.owed_at))


tables = (Announcements, Subscribers, Deliveries)
"""In the order of their pages."""
