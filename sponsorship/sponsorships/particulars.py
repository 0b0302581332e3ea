"""Whom and where invoices of a sponsorship name: another address, tax id, order number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sponsorship.errors import Invalid
from sponsorship.sponsorships.models import Sponsor, Sponsorship

LONGEST_LINE = 200

_LABELS = {
    "billing_name": "the name on the invoice",
    "billing_address_line_1": "the street address for invoices",
    "billing_address_line_2": "the second address line for invoices",
    "billing_city": "the city for invoices",
    "billing_region": "the state or region for invoices",
    "billing_postal_code": "the postal code for invoices",
    "tax_id": "the tax id",
    "po_number": "the PO number",
}


@dataclass(frozen=True, slots=True)
class BillingAddress:
    """Another name and address for invoices; without a street, invoices go to the organisation's own.

    Raises Invalid naming the field when it is only half an address.
    """

    billing_name: str = ""
    billing_address_line_1: str = ""
    billing_address_line_2: str = ""
    billing_city: str = ""
    billing_region: str = ""
    billing_postal_code: str = ""
    billing_country: str = ""

    def __post_init__(self) -> None:
        for field in _LABELS:
            if hasattr(self, field):
                check_line(getattr(self, field), field)
        needed = ("billing_address_line_1", "billing_city", "billing_postal_code")
        parts = (*needed, "billing_address_line_2", "billing_region", "billing_country")
        if not any(getattr(self, field).strip() for field in parts):
            return
        for field in needed:
            if not getattr(self, field).strip():
                raise Invalid(field, f"Please give {_LABELS[field]}, or leave them all empty.")
        if not re.fullmatch(r"[A-Z]{2}", self.billing_country):
            raise Invalid("billing_country", "Please choose the country for invoices.")

    def write_on(self, sponsor: Sponsor) -> None:
        """The sponsor's invoices go there from now on."""
        for field in self.__dataclass_fields__:
            setattr(sponsor, field, getattr(self, field).strip())


def check_line(text: str, field: str) -> None:
    """Raises Invalid unless the text is one line of acceptable length."""
    if len(text) > LONGEST_LINE or any(unicodedata.category(one) == "Cc" for one in text):
        label = _LABELS[field]
        raise Invalid(field, f"Please give {label} in one line of at most {LONGEST_LINE} letters.")


OWN_ADDRESS = BillingAddress()
"""Invoices go to the organisation itself."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What invoices of a sponsorship say about the sponsor. Raises Invalid naming the field."""

    address: BillingAddress
    tax_id: str = ""
    po_number: str = ""

    def __post_init__(self) -> None:
        check_line(self.tax_id, "tax_id")
        check_line(self.po_number, "po_number")


def change(sponsorship: Sponsorship, particulars: Particulars) -> None:
    """Write down what the next invoice will say."""
    particulars.address.write_on(sponsorship.sponsor)
    sponsorship.sponsor.tax_id = particulars.tax_id.strip()
    sponsorship.po_number = particulars.po_number.strip()
