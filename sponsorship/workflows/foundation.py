"""The foundation itself, as its letters and papers name it, and the addresses of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from sponsorship.clock import Calendar
from sponsorship.documents.content import Party
from sponsorship.money import Money
from sponsorship.payments.models import Method, Payment

_METHODS = {
    Method.CARD: "Card",
    Method.BANK_DEBIT: "Bank debit",
    Method.OTHER: "Online payment",
}


def method_name(payment: Payment) -> str:
    """How it was paid, as papers say it."""
    return _METHODS[payment.method]


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute addresses of our own pages; `origin` has no trailing slash."""

    origin: str
    disputes: str = ""
    """Where disputes are answered: the processor's own dashboard."""

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

    def logo(self, token: str) -> str:
        return f"{self.origin}/logos/{token}"

    def sponsors(self) -> str:
        return f"{self.origin}/sponsors"

    def tiers(self) -> str:
        return f"{self.origin}/sponsors/tiers"

    def apply(self) -> str:
        return f"{self.origin}/sponsors/apply"

    def saved_application(self, token: str) -> str:
        """Where an application that was saved is finished."""
        return f"{self.origin}/sponsors/apply/saved/{token}"

    def waiting(self, token: str) -> str:
        """Where somebody who waits for a place sees how that stands, and applies when it is their turn."""
        return f"{self.origin}/sponsors/waiting/{token}"

    def letter_choice(self, token: str) -> str:
        """Where a contact of a sponsor says which letters to send."""
        return f"{self.origin}/sponsors/letters/{token}"

    def enter_portal(self, token: str) -> str:
        """Where a contact of a sponsor signs in, once."""
        return f"{self.origin}/portal/sponsor/enter/{token}"

    def contract(self, token: str) -> str:
        return f"{self.origin}/contracts/{token}"

    def invoice(self, token: str) -> str:
        return f"{self.origin}/invoices/{token}"

    def dispute(self, external_id: str) -> str:
        """Where staff answer one dispute, in the processor's own dashboard."""
        return f"{self.disputes or self.origin}/{external_id}"

    def calendar(self, token: str) -> str:
        """What staff subscribe to in their calendar program."""
        return f"{self.origin}/calendar/{token}.ics"

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
    refund_approval_above: str
    is_sandbox: bool
    asset_reminder_days: tuple[int, ...] = (14, 7, 1)
    """So many days before something is due its sponsor is reminded."""
    remind_before_days: tuple[int, ...] = (7,)
    """How many days before an invoice is due we write a note; none for no notes."""
    remind_every_days: int = 14

    @property
    def party(self) -> Party:
        return Party(name=self.name, lines=self.address, email=self.email, tax_id=self.tax_id)

    def gift_limits(self, currency: str) -> tuple[Money, Money]:
        """The smallest and the largest gift that we accept online, both included.

        The limits are plain numbers in any currency; where a currency has no decimals they are whole.
        """
        return Money.parse(self.smallest_gift, currency), Money.parse(self.largest_gift, currency)

    def refund_limit(self, currency: str) -> Money:
        """How much one person alone may give back of one payment: a plain number in any currency."""
        return Money.parse(self.refund_approval_above, currency)
