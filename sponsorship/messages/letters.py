"""Every letter that the product sends: its name, what it needs to know, and an example.

Amounts and days stay typed until the template prints them. Who it goes to, who sends it and whether
real money moves are not part of a letter: the outbox and the letterhead say that.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from sponsorship.messages.text import one_line, paragraphs
from sponsorship.money import Money

Line = Annotated[str, Field(max_length=10_000), AfterValidator(one_line)]
Prose = Annotated[str, Field(max_length=100_000), AfterValidator(paragraphs)]
Link = Annotated[str, Field(max_length=2_000, pattern=r"^https?://[^\s<>\"]+$")]

LETTERS: dict[str, type["LetterContext"]] = {}
"""Every letter by the name of its template folder."""


LONGEST_WORDS = 6000
"""Letters in what staff write into a letter of ours."""


class LetterContext(BaseModel):
    """What one letter tells. Frozen and closed: an unknown field is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: ClassVar[str]
    is_one_time: ClassVar[bool] = False
    """Whether the content is forgotten once sent, because it opens a door."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        if "template" in cls.__dict__:
            LETTERS[cls.template] = cls

    @classmethod
    def example(cls) -> Self:
        """A plausible letter of this kind, for previews and tests."""
        raise NotImplementedError(cls.__name__)


class Answer(BaseModel):
    """One thing that an applicant told us, under the label of its question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Line
    text: Prose


# --- Gifts ------------------------------------------------------------------------------------


class DonationReceived(LetterContext):
    """Thank you, with the receipt attached."""

    template = "donation_received"

    amount: Money
    fund_name: Line
    received_on: date
    receipt_number: Line
    receipt_link: Link
    manage_link: Link | None = None
    """Where the donor changes or cancels a regular gift; None for a single one."""
    tribute: Line = ""
    """In the donor's words, such as "in memory of Grace Hopper"."""

    @classmethod
    def example(cls) -> Self:
        return cls(
            amount=Money(10_000, "USD"),
            fund_name="Python Package Index",
            received_on=date(2026, 3, 2),
            receipt_number="R-2026-000123",
            receipt_link="https://donate.example.org/receipts/9f2c",
            manage_link="https://donate.example.org/portal/gifts/17",
            tribute="in memory of Grace Hopper",
        )


class DonationPending(LetterContext):
    """A bank debit is on its way; nothing more to do."""

    template = "donation_pending"

    amount: Money
    fund_name: Line
    method: Line = "bank debit"
    expected_by: date | None = None

    @classmethod
    def example(cls) -> Self:
        return cls(
            amount=Money(5_000, "EUR"),
            fund_name="General fund",
            method="SEPA bank debit",
            expected_by=date(2026, 3, 12),
        )


class DonationFailed(LetterContext):
    """The payment was declined; nothing was charged."""

    template = "donation_failed"

    amount: Money
    fund_name: Line
    reason: Line = ""
    retry_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            amount=Money(2_500, "USD"),
            fund_name="General fund",
            reason="The card has expired.",
            retry_link="https://donate.example.org/donate/general",
        )


class DonationWithdrawn(LetterContext):
    """A gift by transfer or cheque that was none: its receipt must not be used."""

    template = "donation_withdrawn"

    amount: Money
    fund_name: Line
    receipt_number: Line = ""
    reason: Line

    @classmethod
    def example(cls) -> Self:
        return cls(
            amount=Money(5_000, "USD"),
            fund_name="General fund",
            receipt_number="R-2026-000123",
            reason="The bank returned the cheque unpaid.",
        )


class RecurringGiftStarted(LetterContext):
    """A regular gift began."""

    template = "recurring_gift_started"

    amount: Money
    interval: Literal["month", "year"]
    fund_name: Line
    next_on: date | None = None
    manage_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            amount=Money(1_500, "USD"),
            interval="month",
            fund_name="General fund",
            next_on=date(2026, 4, 2),
            manage_link="https://donate.example.org/portal/gifts/17",
        )


class RecurringPaymentFailed(LetterContext):
    """A regular gift could not be collected; please update the card."""

    template = "recurring_payment_failed"

    amount: Money
    interval: Literal["month", "year"]
    fund_name: Line
    update_link: Link
    next_try_on: date | None = None

    @classmethod
    def example(cls) -> Self:
        return cls(
            amount=Money(1_500, "USD"),
            interval="month",
            fund_name="General fund",
            update_link="https://donate.example.org/portal/gifts/17",
            next_try_on=date(2026, 4, 5),
        )


class RecurringGiftCancelled(LetterContext):
    """A regular gift ended; nothing will be charged again."""

    template = "recurring_gift_cancelled"

    amount: Money
    interval: Literal["month", "year"]
    fund_name: Line
    cancelled_on: date
    is_after_failed_payments: bool = False
    donate_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            amount=Money(1_500, "USD"),
            interval="month",
            fund_name="General fund",
            cancelled_on=date(2026, 7, 14),
            donate_link="https://donate.example.org/donate",
        )


class ReceiptWithdrawn(LetterContext):
    """A receipt was sent for what was no gift of theirs."""

    template = "receipt_withdrawn"

    amount: Money
    fund_name: Line
    receipt_number: Line

    @classmethod
    def example(cls) -> Self:
        return cls(
            amount=Money(9_000, "USD"),
            fund_name="Python Package Index",
            receipt_number="R-2026-000123",
        )


# --- Sponsorships and contracts ---------------------------------------------------------------


class SponsorshipApplied(LetterContext):
    """We have the application; here is everything that was sent."""

    template = "sponsorship_applied"

    sponsor_name: Line
    tier_name: Line
    programme: Line
    fee: Money | None = None
    applied_on: date
    answers: tuple[Answer, ...] = ()
    status_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            tier_name="Sustainability",
            programme="2026",
            fee=Money(3_000_000, "USD"),
            applied_on=date(2026, 2, 3),
            answers=_ANSWERS,
            status_link="https://donate.example.org/portal/sponsorships/8",
        )


class SponsorshipAppliedStaff(LetterContext):
    """To staff: a new application waits for a decision."""

    template = "sponsorship_applied_staff"

    sponsor_name: Line
    tier_name: Line
    programme: Line
    fee: Money | None = None
    applied_on: date
    contact_name: Line
    contact_email: Line
    answers: tuple[Answer, ...] = ()
    desk_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            tier_name="Sustainability",
            programme="2026",
            fee=Money(3_000_000, "USD"),
            applied_on=date(2026, 2, 3),
            contact_name="Priya Raman",
            contact_email="priya@foxhedgehog.example",
            answers=_ANSWERS,
            desk_link="https://donate.example.org/admin/desk/sponsorships/8",
        )


class SponsorshipWithdrawn(LetterContext):
    """The company took its application back; told to the company and to staff alike."""

    template = "sponsorship_withdrawn"

    sponsor_name: Line
    tier_name: Line
    programme: Line
    reason: Prose
    tiers_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            tier_name="Sustainability",
            programme="2026",
            reason="Our budget for this year was cut.",
            tiers_link="https://donate.example.org/sponsors/tiers",
        )


class ContractSent(LetterContext):
    """A personal link to read and sign the contract."""

    template = "contract_sent"

    sponsor_name: Line
    tier_name: Line
    programme: Line
    contract_reference: Line
    sign_link: Link
    sign_by: date | None = None
    is_revision: bool = False
    words: Prose = ""
    """What staff wrote instead of our usual beginning; the link always follows."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The paragraphs of what staff wrote."""
        return tuple(part for part in self.words.split("\n\n") if part.strip())

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            tier_name="Sustainability",
            programme="2026",
            contract_reference="C-2026-000031",
            sign_link="https://donate.example.org/contracts/6b1d",
            sign_by=date(2026, 3, 31),
        )


class ContractExecuted(LetterContext):
    """Both sides have signed; the executed contract is attached."""

    template = "contract_executed"

    sponsor_name: Line
    tier_name: Line
    contract_reference: Line
    starts_on: date
    ends_on: date
    portal_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            tier_name="Sustainability",
            contract_reference="C-2026-000031",
            starts_on=date(2026, 4, 1),
            ends_on=date(2027, 3, 31),
            portal_link="https://donate.example.org/portal",
        )


class ContractNullified(LetterContext):
    """The contract has no effect, and why."""

    template = "contract_nullified"

    sponsor_name: Line
    contract_reference: Line
    reason: Prose

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            contract_reference="C-2026-000031",
            reason="You asked us for a different tier; a new contract will follow.",
        )


# --- Invoices ---------------------------------------------------------------------------------


class InvoiceIssued(LetterContext):
    """An invoice, attached, with the ways to pay it."""

    template = "invoice_issued"

    sponsor_name: Line
    invoice_number: Line
    amount: Money
    issued_on: date
    due_on: date
    pay_link: Link
    bank_details: Prose = ""
    purchase_order: Line = ""

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            invoice_number="INV-2026-000042",
            amount=Money(3_000_000, "USD"),
            issued_on=date(2026, 4, 1),
            due_on=date(2026, 5, 1),
            pay_link="https://donate.example.org/invoices/3c77",
            bank_details=BANK,
            purchase_order="PO-7781",
        )


class InvoicePaid(LetterContext):
    """The payment arrived in full or in part."""

    template = "invoice_paid"

    sponsor_name: Line
    invoice_number: Line
    paid: Money
    left: Money
    """What is still open on the invoice after this payment; zero when it is settled."""
    paid_on: date
    method: Line = ""
    invoice_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            invoice_number="INV-2026-000042",
            paid=Money(3_000_000, "USD"),
            left=Money.zero("USD"),
            paid_on=date(2026, 4, 20),
            method="bank transfer",
            invoice_link="https://donate.example.org/invoices/3c77",
        )


class InvoiceVoid(LetterContext):
    """The invoice has no effect; do not pay it."""

    template = "invoice_void"

    sponsor_name: Line
    invoice_number: Line
    amount: Money
    reason: Prose

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            invoice_number="INV-2026-000042",
            amount=Money(3_000_000, "USD"),
            reason="The billing address was wrong; a corrected invoice follows.",
        )


class CreditNoteIssued(LetterContext):
    """A credit note, attached, reduces an issued invoice."""

    template = "credit_note_issued"

    sponsor_name: Line
    credit_note_number: Line
    invoice_number: Line
    amount: Money
    reason: Prose
    left: Money | None = None
    """What is still open on the invoice, if anything."""

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            credit_note_number="CN-2026-000004",
            invoice_number="INV-2026-000042",
            amount=Money(500_000, "USD"),
            reason="One benefit could not be delivered this year.",
            left=Money(2_500_000, "USD"),
        )


class InvoiceOverdue(LetterContext):
    """A friendly reminder after the due date."""

    template = "invoice_overdue"

    sponsor_name: Line
    invoice_number: Line
    left: Money
    due_on: date
    days_overdue: int = Field(gt=0)
    pay_link: Link
    bank_details: Prose = ""

    @classmethod
    def example(cls) -> Self:
        return cls(
            sponsor_name="Fox & Hedgehog Ltd",
            invoice_number="INV-2026-000042",
            left=Money(3_000_000, "USD"),
            due_on=date(2026, 5, 1),
            days_overdue=14,
            pay_link="https://donate.example.org/invoices/3c77",
            bank_details=BANK,
        )


# --- For staff --------------------------------------------------------------------------------


class StaffAlarm(LetterContext):
    """Something that should be going on is not."""

    template = "staff_alarm"

    sentence: Prose
    since: Line
    desk_link: Link

    @classmethod
    def example(cls) -> Self:
        return cls(
            sentence="The job “fetch missed events” is due every hour, and has not succeeded for"
            " 3 hours.",
            since="02 March 2026, 12:07 UTC",
            desk_link="https://donate.example.org/admin/desk/events",
        )


# --- Signing in -------------------------------------------------------------------------------


class SignIn(LetterContext):
    """A one-time link; the content is forgotten once the letter is sent."""

    is_one_time = True

    link: Link
    valid_minutes: int = Field(gt=0)


class StaffSignIn(SignIn):
    """Opens the back office, or sets a new password, once."""

    template = "staff_sign_in"

    @classmethod
    def example(cls) -> Self:
        return cls(link="https://donate.example.org/admin/enter/4e9a", valid_minutes=15)


class PortalSignIn(SignIn):
    """Opens the portal of a donor or a sponsor's contact, once."""

    template = "portal_sign_in"

    @classmethod
    def example(cls) -> Self:
        return cls(link="https://donate.example.org/portal/enter/4e9a", valid_minutes=30)


_ANSWERS = (
    Answer(label="Organisation", text="Fox & Hedgehog Ltd"),
    Answer(label="Web site", text="https://foxhedgehog.example"),
    Answer(
        label="Why do you want to sponsor us?",
        text="We have built on Python since 2009.\nIt is time that we gave something back.",
    ),
)
BANK = "First Bank of Oregon\nRouting 000000000\nAccount 0000000000"
