"""Taxes as staff keep them: add one, change one, end one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.errors import Invalid, Refused
from sponsorship.taxes.models import WHOLE, TaxRate, TaxTreatment

_PERCENT = re.compile(r"(?P<whole>\d{1,3})(?:[.,](?P<part>\d{1,3}))?\s*%?", re.ASCII)


class TaxesOverlap(Refused):
    """Raised when a country would have the same tax twice on one day."""

    code = "taxes_overlap"

    def __init__(self, other: TaxRate) -> None:
        self.other = other
        super().__init__(
            f"{other.name} for {other.country} is there already on some of these days. End it first."
        )


@dataclass(frozen=True, slots=True)
class Tax:
    """What staff say about a tax; `rate` is in thousandths of a percent. Raises Invalid."""

    country: str
    name: str
    treatment: TaxTreatment
    rate: int
    is_for_tax_ids: bool
    note: str
    starts_on: date
    ends_on: date | None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z]{2}", self.country):
            raise Invalid("country", "Please choose a country from the list.")
        if not self.name.strip():
            raise Invalid("name", "Please give the name of the tax, like VAT.")
        if self.treatment is TaxTreatment.CHARGED and not 0 < self.rate <= WHOLE:
            raise Invalid("rate", "Please give the rate of a tax that is charged.")
        if self.treatment is not TaxTreatment.CHARGED and self.rate:
            raise Invalid("rate", "Only a tax that is charged has a rate.")
        if self.treatment is not TaxTreatment.CHARGED and not self.note.strip():
            raise Invalid("note", "Please say what the invoice has to say about it.")
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise Invalid("ends_on", "The last day cannot be before the first day.")


def read_rate(text: str) -> int:
    """What a person typed, "19" or "9.975 %", in thousandths of a percent; nothing is none."""
    if not text.strip():
        return 0
    found = _PERCENT.fullmatch(text.strip())
    if found is None:
        raise Invalid("rate", "Please give the rate in percent, like 19 or 9.975.")
    rate = int(found["whole"]) * 1000 + int((found["part"] or "").ljust(3, "0"))
    if rate > WHOLE:
        raise Invalid("rate", "A tax is at most 100 percent.")
    return rate


def add(session: Session, tax: Tax) -> TaxRate:
    """One more; raises TaxesOverlap."""
    rate = TaxRate()
    _write(session, rate, tax)
    session.add(rate)
    session.flush()
    return rate


def change(session: Session, rate: TaxRate, tax: Tax) -> None:
    """Invoices that are issued stay as they are; raises TaxesOverlap."""
    _write(session, rate, tax)
    session.flush()


def remove(session: Session, rate: TaxRate) -> None:
    """It was a mistake, or is over; invoices that are issued stay as they are."""
    session.delete(rate)
    session.flush()


def _write(session: Session, rate: TaxRate, tax: Tax) -> None:
    name = tax.name.strip()
    others = session.scalars(
        sa.select(TaxRate).where(
            TaxRate.country == tax.country,
            TaxRate.name == name,
            TaxRate.is_for_tax_ids == tax.is_for_tax_ids,
        )
    )
    for other in others:
        ends_first = other.ends_on is not None and other.ends_on < tax.starts_on
        begins_later = tax.ends_on is not None and tax.ends_on < other.starts_on
        if other is not rate and not ends_first and not begins_later:
            raise TaxesOverlap(other)
    rate.country, rate.name, rate.treatment = tax.country, name, tax.treatment
    rate.rate, rate.is_for_tax_ids, rate.note = tax.rate, tax.is_for_tax_ids, tax.note.strip()
    rate.starts_on, rate.ends_on = tax.starts_on, tax.ends_on
