"""Letters to sponsors about what they are still to pay."""

from datetime import date
from typing import Self

from pydantic import Field

from sponsorship.messages.letters import BANK, LetterContext, Line, Link, Prose
from sponsorship.money import Money


class InvoiceDueSoon(LetterContext):
    """A note some days before an invoice is due."""

    template = "invoice_due_soon"

    sponsor_name: Line
    invoice_number: Line
    left: Money
    due_on: date
    days_left: int = Field(ge=0)
    pay_link: Link
    bank_details: Prose = ""

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            invoice_number="I-2026-00042",
            left=Money(3_000_000, "USD"),
            due_on=date(2026, 5, 1),
            days_left=7,
            pay_link="https://donate.example.org/invoices/3c77",
            bank_details=BANK,
        )


class StatementOfAccount(LetterContext):
    """What was invoiced, credited and paid until a day; the statement itself is attached."""

    template = "statement_of_account"

    sponsor_name: Line
    as_of: date
    balance: Money

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            as_of=date(2026, 6, 30),
            balance=Money(700_000, "USD"),
        )
