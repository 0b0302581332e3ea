"""The letters about money that goes back: refunds and disputes, for a gift or an invoice."""

from datetime import date
from typing import Self

from sponsorship.messages.letters import BANK, LetterContext, Line, Link, Prose
from sponsorship.money import Money


class DonationRefunded(LetterContext):
    """Money went back to the donor: all of the gift or a part of it."""

    template = "donation_refunded"

    refunded: Money
    donated: Money
    fund_name: Line
    refunded_on: date
    kept: Money | None = None
    """What of the gift stays with the fund after this refund and those before."""
    receipt_number: Line = ""
    """The receipt that is void from now on."""
    new_receipt: Line = ""
    """The one that replaces it, attached; "" if nothing of the gift is left."""
    receipt_link: Link | None = None
    reason: Line = ""

    @property
    def stays(self) -> Money:
        return self.donated - self.refunded if self.kept is None else self.kept

    @classmethod
    def example(cls) -> Self:
        return cls(
            refunded=Money(4_000, "USD"),
            donated=Money(10_000, "USD"),
            fund_name="General fund",
            refunded_on=date(2026, 3, 9),
            kept=Money(6_000, "USD"),
            receipt_number="R-2026-00123",
            new_receipt="R-2026-00131",
            receipt_link="https://donate.example.org/receipts/9f2c",
            reason="You asked us to return a part of your gift.",
        )


class DonationTakenBack(LetterContext):
    """The donor's bank took the money back for good: all of the gift or a part of it."""

    template = "donation_taken_back"

    taken: Money
    donated: Money
    fund_name: Line
    kept: Money
    receipt_number: Line = ""
    new_receipt: Line = ""
    receipt_link: Link | None = None

    @classmethod
    def example(cls) -> Self:
        return cls(
            taken=Money(10_000, "USD"),
            donated=Money(10_000, "USD"),
            fund_name="General fund",
            kept=Money.zero("USD"),
            receipt_number="R-2026-00123",
        )


class DonationRestored(LetterContext):
    """Money that had gone back came to us again: the gift stands as before."""

    template = "donation_restored"

    amount: Money
    donated: Money
    fund_name: Line
    is_refund: bool
    """A refund that did not reach the donor; else the donor's bank decided for us in the end."""
    kept: Money
    receipt_number: Line = ""
    new_receipt: Line = ""
    """The receipt that stands from now on, if it is a new one."""
    receipt_link: Link | None = None

    @classmethod
    def example(cls) -> Self:
        return cls(
            amount=Money(4_000, "USD"),
            donated=Money(10_000, "USD"),
            fund_name="General fund",
            is_refund=True,
            kept=Money(10_000, "USD"),
            receipt_number="R-2026-00131",
            new_receipt="R-2026-00140",
            receipt_link="https://donate.example.org/receipts/9f2c",
        )


class DisputeOpenedStaff(LetterContext):
    """To staff: a payer's bank objects to a payment, and an answer is due."""

    template = "dispute_opened_staff"

    dispute_reference: Line
    amount: Money
    reason: Line
    is_warning: bool
    """No money has moved yet."""
    due_on: date | None = None
    answer_link: Link
    desk_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            dispute_reference="DP-2026-000007",
            amount=Money(10_000, "USD"),
            reason="fraudulent",
            is_warning=False,
            due_on=date(2026, 3, 16),
            answer_link="https://donate.example.org/sandbox/disputes/du_1",
            desk_link="https://donate.example.org/admin/desk/disputes/7",
        )


class InvoiceReopened(LetterContext):
    """What was paid on the invoice went back, wholly or in part: it asks for that amount again."""

    template = "invoice_reopened"

    sponsor_name: Line
    invoice_number: Line
    returned: Money
    left: Money
    is_refund: bool
    """We gave it back; else the sponsor's bank took it."""
    is_mistake: bool = False
    """Neither: the money that we had thanked for was not for this invoice."""
    pay_link: Link
    bank_details: Prose = ""

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            invoice_number="INV-2026-000042",
            returned=Money(3_000_000, "USD"),
            left=Money(3_000_000, "USD"),
            is_refund=True,
            pay_link="https://donate.example.org/invoices/3c77",
            bank_details=BANK,
        )


class InvoiceRestored(LetterContext):
    """What had gone back came to us again, and counts as paid on the invoice."""

    template = "invoice_restored"

    sponsor_name: Line
    invoice_number: Line
    amount: Money
    left: Money
    is_refund: bool
    """A refund that did not arrive; else the sponsor's bank decided for us in the end."""
    invoice_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            invoice_number="INV-2026-000042",
            amount=Money(3_000_000, "USD"),
            left=Money.zero("USD"),
            is_refund=True,
            invoice_link="https://donate.example.org/invoices/3c77",
        )
