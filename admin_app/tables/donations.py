"""Tables of gifts."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.donations.models import Donation, RecurringGift


class Donations(Table, model=Donation):
    name_plural = "Donations"
    column_list = (
        "reference",
        "donor_name",
        "amount",
        "fund.name",
        "status",
        "received_on",
        "begun_at",
    )
    column_searchable_list = ("donor_name", "donor_email")
    filters = (Choice(Donation.status), Days(Donation.received_on))


class RecurringGifts(Table, model=RecurringGift):
    name_plural = "Recurring gifts"
    column_list = (
        "reference",
        "donor_name",
        "amount",
        "fund.name",
        "status",
        "next_on",
        "begun_at",
    )
    column_searchable_list = ("donor_name", "donor_email")
    filters = (Choice(RecurringGift.status), Days(RecurringGift.next_on))


tables = (
    Donations,
    RecurringGifts,
)
