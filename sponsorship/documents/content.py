"""The complete content of each document: what is printed, and nothing else.

Amounts and days are text that the caller has already written out, so a document can be rendered
again years later without asking what a currency or a calendar meant. Knows no template and no PDF.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

Line = Annotated[str, Field(max_length=10_000)]
Prose = Annotated[str, Field(max_length=100_000)]
WebAddress = Annotated[str, Field(max_length=2_000, pattern=r"^https?://\S+$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Content(BaseModel):
    """Frozen and closed: an unknown field is a mistake, not an extension."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Party(Content):
    """An organisation or a person as it stands on paper."""

    name: Line
    lines: tuple[Line, ...] = ()
    email: Line = ""
    tax_id: Line = ""


class DocumentContent(Content):
    """What every document has, whatever its kind."""

    created_at: AwareDatetime
    """Written into the file as its creation date, so that equal content gives equal bytes."""
    paper: Literal["us-letter", "a4"] = "us-letter"
    is_specimen: bool = False
    """True for anything the payments sandbox caused: the page says that no money moved."""
    specimen_notice: Line = "Specimen from the payments sandbox: no real money was involved."


# --- Contract ---------------------------------------------------------------------------------


class BenefitLine(Content):
    """One promised benefit, with the numbers of the clauses that govern it."""

    name: Line
    description: Prose = ""
    programme: Line = ""
    quantity: Line = ""
    clause_numbers: tuple[int, ...] = ()


class ClauseText(Content):
    """A clause that one or more benefits refer to; it is printed once, under its number."""

    number: int = Field(gt=0)
    title: Line
    text: Prose


class TermText(Content):
    """A section of the general terms; its number follows from its place in the agreement."""

    title: Line
    paragraphs: tuple[Prose, ...]


class Run(Content):
    """Words of one kind within a passage."""

    text: Prose
    is_bold: bool = False


class PassageKind(StrEnum):
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    """A list whose points are in no order."""
    NUMBERS = "numbers"
    """A list whose points are counted."""


class Passage(Content):
    """A paragraph, which is one item, or a list of items."""

    kind: PassageKind
    items: tuple[tuple[Run, ...], ...]

    @property
    def plain(self) -> tuple[str, ...]:
        """The words of each item, without what is bold about them."""
        return tuple("".join(run.text for run in item) for item in self.items)


class WordedSection(Content):
    """A section of a contract's text; its number follows from its place, and an opening has no title."""

    title: Line = ""
    passages: tuple[Passage, ...] = ()


class SignatureBlock(Content):
    """How, when and by whom the agreement was signed, and the digest of the file they signed."""

    signer_name: Line
    signer_title: Line = ""
    signer_email: Line = ""
    signed_at: Line
    method: Line
    """For example "Electronic signature through the sponsor portal" or "Signed on paper"."""
    consent_text: Prose = ""
    ip_address: Line = ""
    user_agent: Line = ""
    countersigned_by: Line
    countersigner_title: Line = ""
    countersigned_at: Line
    document_sha256: Sha256


class ContractContent(DocumentContent):
    """A sponsorship agreement, or its renewal; with a signature it is the executed agreement."""

    reference: Line
    revision: int = Field(gt=0)
    drafted_on: Line
    foundation: Party
    signatory_name: Line
    signatory_title: Line
    sponsor: Party
    contact_line: Line = ""
    """The sponsor's primary contact: "name - phone | email"."""
    programme: Line
    """The programme and its year, such as "Sponsorship Programme 2027"."""
    tier_name: Line
    starts_on: Line
    ends_on: Line
    agreed_fee: Line
    agreed_fee_in_words: Line = ""
    payment_terms: Line
    """Completes "The fee is due …", such as "within 30 days of the effective date"."""
    recitals: tuple[Prose, ...] = ()
    terms: tuple[TermText, ...] = ()
    benefits: tuple[BenefitLine, ...] = ()
    clauses: tuple[ClauseText, ...] = ()
    sections: tuple[WordedSection, ...] = ()
    """The whole text; contracts made before there were such texts have recitals and terms instead."""
    particulars: Prose = ""
    """What was agreed for this contract alone."""
    is_renewal: bool = False
    is_amendment: bool = False
    previous_effective_date: Line = ""
    signature: SignatureBlock | None = None

    @property
    def title(self) -> str:
        """What the paper is called."""
        if self.is_renewal:
            return "Sponsorship renewal agreement"
        return (
            "Amendment of a sponsorship agreement" if self.is_amendment else "Sponsorship agreement"
        )

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        numbers = [clause.number for clause in self.clauses]
        if len(numbers) != len(set(numbers)):
            raise ValueError("Each clause is numbered once.")
        cited = {number for benefit in self.benefits for number in benefit.clause_numbers}
        if not cited <= set(numbers):
            raise ValueError("A benefit refers to a clause that the contract does not have.")
        if self.is_renewal and not self.previous_effective_date:
            raise ValueError("A renewal names the day on which the previous contract took effect.")
        return self


# --- Invoice and credit note --------------------------------------------------------------------


class InvoiceLine(Content):
    """One line of an invoice."""

    description: Prose
    quantity: Line = ""
    unit_amount: Line = ""
    amount: Line


class TaxLine(Content):
    """One tax of an invoice; of nothing where the law only wants it named."""

    name: Line
    amount: Line


class InvoiceContent(DocumentContent):
    """A demand for payment as it was issued."""

    number: Line
    issued_on: Line
    due_on: Line
    foundation: Party
    bill_to: Party
    currency: Line
    po_number: Line = ""
    lines: tuple[InvoiceLine, ...] = Field(min_length=1)
    total: Line
    amount_paid: Line
    amount_due: Line
    term_line: Line = ""
    """The period or agreement the invoice is for, such as "Contract C-2027-0012"."""
    payment_instructions: tuple[Line, ...] = ()
    pay_url: WebAddress | None = None
    note: Prose = ""
    net: Line = ""
    """The total without taxes; empty on an invoice that names none."""
    taxes: tuple[TaxLine, ...] = ()


class CreditNoteContent(DocumentContent):
    """Takes back an issued invoice, wholly or in part."""

    number: Line
    issued_on: Line
    invoice_number: Line
    invoice_issued_on: Line = ""
    foundation: Party
    bill_to: Party
    currency: Line
    amount: Line
    reason: Prose
    note: Prose = ""
    tax: Line = ""
    """What of the amount is tax; empty where the invoice had none."""


class PaymentReceiptContent(DocumentContent):
    """Says that a payment for an invoice arrived, and how much of it we have."""

    title: Line
    """Such as "Receipt for invoice I-2027-00012"."""
    foundation: Party
    payer: Party
    amount: Line
    """What we have of it: without what went back to the payer."""
    received_on: Line
    as_of: Line
    payment_method: Line
    invoice_number: Line
    invoice_issued_on: Line
    invoice_total: Line
    purpose: Line
    """What the invoice is for, such as "Sponsorship Programme 2026"."""
    po_number: Line = ""
    given_back: Line = ""
    """What went back of what had arrived; empty if nothing did."""


class StatementLine(Content):
    """One invoice, credit note or payment, and what was owed after it."""

    on: Line
    what: Line
    amount: Line
    balance: Line


class StatementContent(DocumentContent):
    """A sponsor's account at the end of a day, in one currency."""

    title: Line
    as_of: Line
    foundation: Party
    sponsor: Party
    currency: Line
    lines: tuple[StatementLine, ...]
    balance: Line
    payment_instructions: tuple[Line, ...] = ()


# --- Receipt ------------------------------------------------------------------------------------


class ReturnedBenefit(Content):
    """What the donor got back, its good-faith value, and what is left to deduct."""

    description: Prose
    value: Line
    deductible_amount: Line


class ReceiptContent(DocumentContent):
    """A numbered receipt for one gift."""

    number: Line
    issued_on: Line
    received_on: Line
    donor: Party
    foundation: Party
    amount: Line
    amount_in_words: Line = ""
    fund_name: Line
    is_restricted: bool = False
    restricted_until: Line = ""
    payment_method: Line
    gift_reference: Line
    tribute: Line = ""
    """Such as "In memory of Ada Byron"."""
    returned_benefit: ReturnedBenefit | None = None
    """None prints the statement that no goods or services were provided."""
    tax_note: Prose = ""
    replaces_number: Line = ""
    """The number of the receipt that this one replaces."""
    signatory_name: Line = ""
    signatory_title: Line = ""


# --- Kinds --------------------------------------------------------------------------------------


# --- Price list -----------------------------------------------------------------------------------


class PriceListTier(Content):
    """A tier with its price and the places that are left, such as "2 of 4 places left"."""

    name: Line
    price: Line
    places: Line = ""
    summary: Prose = ""


class PriceListRow(Content):
    """A benefit across the tiers: for each tier how much of it, empty where it is not included."""

    name: Line
    description: Prose = ""
    amounts: tuple[Line, ...]
    is_new: bool = False


class PriceListProgramme(Content):
    """The benefits of one programme."""

    name: Line
    rows: tuple[PriceListRow, ...]


class PriceListExtra(Content):
    """Something with a price of its own."""

    name: Line
    description: Prose = ""
    left: Line = ""
    price: Line


class PriceListContent(DocumentContent):
    """What a programme year offers, as it stood on a day."""

    foundation: Party
    title: Line
    introduction: Prose = ""
    term: Line
    """Such as "1 January 2027 to 31 December 2027"."""
    as_of: Line
    tiers: tuple[PriceListTier, ...]
    programmes: tuple[PriceListProgramme, ...] = ()
    additions: tuple[PriceListExtra, ...] = ()
    stand_alone: tuple[PriceListExtra, ...] = ()
    apply_url: WebAddress | None = None

    @model_validator(mode="after")
    def _one_amount_per_tier(self) -> Self:
        rows = [row for programme in self.programmes for row in programme.rows]
        if any(len(row.amounts) != len(self.tiers) for row in rows):
            raise ValueError("a row needs one amount for each tier")
        return self


# --- Report to a sponsor ----------------------------------------------------------------------


class ReportLine(Content):
    """One promised benefit: how many, what became of it, and what shows it."""

    name: Line
    programme: Line = ""
    quantity: Line = ""
    state: Line
    reason: Prose = ""
    figures: tuple[Line, ...] = ()
    proofs: tuple[Prose, ...] = ()


class ReportContent(DocumentContent):
    """What was promised to a sponsor for a term, and what became of it, as it stood on a day."""

    foundation: Party
    sponsor_name: Line
    reference: Line
    programme: Line
    tier: Line
    term: Line
    as_of: Line
    delivered: Line
    """Such as "11 of 12"."""
    lines: tuple[ReportLine, ...]


class DocumentKind(StrEnum):
    """The documents we know how to make."""

    CONTRACT = "contract"
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"
    PRICE_LIST = "price_list"
    STATEMENT = "statement"
    SPONSOR_REPORT = "sponsor_report"
    PAYMENT_RECEIPT = "payment_receipt"

    @property
    def content_model(self) -> type[DocumentContent]:
        """The model whose instances this kind prints."""
        return _CONTENT_MODELS[self]

    def content_from(self, stored: Mapping[str, Any]) -> DocumentContent:
        """The content that was stored as `model_dump(mode="json")`."""
        return self.content_model.model_validate_json(json.dumps(stored))


_CONTENT_MODELS: dict[DocumentKind, type[DocumentContent]] = {
    DocumentKind.CONTRACT: ContractContent,
    DocumentKind.INVOICE: InvoiceContent,
    DocumentKind.CREDIT_NOTE: CreditNoteContent,
    DocumentKind.RECEIPT: ReceiptContent,
    DocumentKind.PRICE_LIST: PriceListContent,
    DocumentKind.STATEMENT: StatementContent,
    DocumentKind.SPONSOR_REPORT: ReportContent,
    DocumentKind.PAYMENT_RECEIPT: PaymentReceiptContent,
}
