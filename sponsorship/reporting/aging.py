"""How late sponsors are: what issued invoices ask for, by the days since they were due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sponsorship.invoicing.models import Invoice
from sponsorship.money import Money, total

HEADINGS = ("Not due yet", "1 to 30 days late", "31 to 60", "61 to 90", "More than 90")
_LAST_DAYS = (0, 30, 60, 90)


@dataclass(frozen=True, slots=True)
class Aged:
    """What is outstanding in one currency, by how late it is, in the order of the headings."""

    currency: str
    amounts: tuple[Money, ...]

    @property
    def whole(self) -> Money:
        return total(self.amounts, currency=self.currency)


def aged(invoices: Sequence[Invoice], *, today: date) -> list[Aged]:
    """One row for each currency; the due date itself is in time."""
    found = []
    for currency in sorted({one.currency for one in invoices}):
        columns = [Money.zero(currency)] * len(HEADINGS)
        for one in invoices:
            if one.currency == currency:
                place = _place(days_late(one, today))
                columns[place] = columns[place] + one.outstanding
        found.append(Aged(currency, tuple(columns)))
    return found


def days_late(invoice: Invoice, today: date) -> int:
    """Days since the due date; zero as long as it is in time."""
    return max((today - invoice.due_on).days, 0) if invoice.due_on else 0


def _place(days: int) -> int:
    return next((n for n, last in enumerate(_LAST_DAYS) if days <= last), len(_LAST_DAYS))
