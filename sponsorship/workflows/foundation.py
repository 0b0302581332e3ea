"""The foundation itself, as its letters and papers name it, and the addresses of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from sponsorship.clock import Calendar
from sponsorship.documents.content import Party
from sponsorship.money import Money


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute addresses of our own pages; `origin` has no trailing slash."""

    origin: str

    def donate(self, fund_slug: str = "") -> str:
        return f"{self.origin}/donate/{fund_slug}" if fund_slug else f"{self.origin}/donate"

    def gift(self, token: str) -> str:
        """Where the donor comes back to after paying: the truth about this gift."""
        return f"{self.origin}/donate/thanks/{token}"

    def recurring(self, token: str) -> str:
        """Where the donor sees, updates or cancels a monthly gift."""
        return f"{self.origin}/portal/gifts/{token}"

    def receipt(self, token: str) -> str:
        return f"{self.origin}/receipts/{token}"

    def application(self, token: str) -> str:
        return f"{self.origin}/sponsors/applications/{token}"

    def tiers(self) -> str:
        return f"{self.origin}/sponsors/tiers"

    def contract(self, token: str) -> str:
        return f"{self.origin}/contracts/{token}"

    def invoice(self, token: str) -> str:
        return f"{self.origin}/invoices/{token}"

    def desk(self, path: str) -> str:
        return f"{self.origin}/admin/desk/{path}"


@dataclass(frozen=True, slots=True)
class Foundation:
    """Who we are: identity, calendar, limits. Built once from the settings, passed to workflows."""

    name: str
    address: tuple[str, ...]
    tax_id: str
    email: str
    signatory_name: str
    signatory_title: str
    bank_details: str
    calendar: Calendar
    links: Links
    currency: str
    smallest_gift: str
    largest_gift: str
    invoice_due_days: int
    is_sandbox: bool

    @property
    def party(self) -> Party:
        return Party(name=self.name, lines=self.address, email=self.email, tax_id=self.tax_id)

    def gift_limits(self, currency: str) -> tuple[Money, Money]:
        """The smallest and the largest gift that we accept online, both included.

        The limits are plain numbers in any currency; where a currency has no decimals they are whole.
        """
        return Money.parse(self.smallest_gift, currency), Money.parse(self.largest_gift, currency)
