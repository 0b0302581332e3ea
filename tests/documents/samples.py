"""Documents of an imaginary foundation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sponsorship.documents.content import (
    BenefitLine,
    ClauseText,
    ContractContent,
    CreditNoteContent,
    DocumentContent,
    DocumentKind,
    InvoiceContent,
    InvoiceLine,
    Party,
    PaymentReceiptContent,
    PriceListContent,
    PriceListExtra,
    PriceListProgramme,
    PriceListRow,
    PriceListTier,
    ReceiptContent,
    ReportContent,
    ReportLine,
    SignatureBlock,
    StatementContent,
    StatementLine,
)
from sponsorship.documents.standard_terms import standard_recitals, standard_terms

CREATED = datetime(2027, 3, 2, 9, 30, tzinfo=UTC)

FOUNDATION = Party(
    name="Open Software Foundation",
    lines=("1200 Harbor Street, Suite 4", "Wilmington, DE 19801", "United States"),
    email="sponsors@foundation.example",
    tax_id="04-3594598",
)
SPONSOR = Party(
    name="Blåbær Analytics AS",
    lines=("Karl Johans gate 12", "0154 Oslo", "Norway"),
    email="accounts@blabaer.example",
)

CLAUSES = (
    ClauseText(
        number=1,
        title="Logo on the web site",
        text="The logo is shown on the sponsors page from the day the fee has been paid until the "
        "end of the term, at the size of the tier, and links to one address of the Sponsor.",
    ),
    ClauseText(
        number=2,
        title="Conference passes",
        text="Passes are for named persons, are valid for one edition of the conference and cannot "
        "be sold.\n\nUnused passes lapse with the end of the conference.",
    ),
)
BENEFITS = (
    BenefitLine(
        name="Logo on the sponsors page",
        description="The Sponsor's logo with a link, among the sponsors of the same tier.",
        programme="Foundation",
        quantity="1",
        clause_numbers=(1,),
    ),
    BenefitLine(
        name="Conference passes",
        description="Full passes to the yearly conference.",
        programme="Conference",
        quantity="10",
        clause_numbers=(1, 2),
    ),
    BenefitLine(name="Thank-you note in the newsletter", programme="Foundation", quantity="2"),
)


def make_contract(**changes: Any) -> ContractContent:
    """A contract awaiting signature."""
    facts: dict[str, Any] = {
        "created_at": CREATED,
        "reference": "C-2027-000012",
        "revision": 3,
        "drafted_on": "2 March 2027",
        "foundation": FOUNDATION,
        "signatory_name": "Grace Okafor",
        "signatory_title": "Executive Director",
        "sponsor": SPONSOR,
        "contact_line": "Ingrid Dahl - +47 22 00 00 00 | ingrid@blabaer.example",
        "programme": "Sponsorship Programme 2027",
        "tier_name": "Visionary",
        "starts_on": "1 April 2027",
        "ends_on": "31 March 2028",
        "agreed_fee": "$45,000.00",
        "agreed_fee_in_words": "forty-five thousand US dollars",
        "payment_terms": "within 30 days of the effective date",
        "recitals": standard_recitals(
            purpose="promote, protect and advance open software and the people who make it",
            programme="Sponsorship Programme 2027",
        ),
        "terms": standard_terms(
            governing_law="the laws of the State of Delaware",
            notices_to="sponsors@foundation.example",
        ),
        "benefits": BENEFITS,
        "clauses": CLAUSES,
    }
    return ContractContent(**(facts | changes))


def make_signature(document_sha256: str, **changes: Any) -> SignatureBlock:
    """The record of Ingrid's signature under a file."""
    facts: dict[str, Any] = {
        "signer_name": "Ingrid Dahl",
        "signer_title": "Chief Financial Officer",
        "signer_email": "ingrid@blabaer.example",
        "signed_at": "5 March 2027, 14:02:11 UTC",
        "method": "Electronic signature in the sponsor portal",
        "consent_text": "I have read the agreement and I may sign it for Blåbær Analytics AS.",
        "ip_address": "192.0.2.17",
        "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "countersigned_by": "Grace Okafor",
        "countersigner_title": "Executive Director",
        "countersigned_at": "6 March 2027, 08:15:40 UTC",
        "document_sha256": document_sha256,
    }
    return SignatureBlock(**(facts | changes))


def make_invoice(**changes: Any) -> InvoiceContent:
    """An invoice with one line, unpaid."""
    facts: dict[str, Any] = {
        "created_at": CREATED,
        "number": "INV-2027-000031",
        "issued_on": "6 March 2027",
        "due_on": "5 April 2027",
        "foundation": FOUNDATION,
        "bill_to": SPONSOR,
        "currency": "USD",
        "po_number": "PO-88713",
        "lines": (
            InvoiceLine(
                description="Sponsorship Programme 2027, Visionary tier",
                quantity="1",
                unit_amount="$45,000.00",
                amount="$45,000.00",
            ),
        ),
        "total": "$45,000.00",
        "amount_paid": "$5,000.00",
        "amount_due": "$40,000.00",
        "term_line": "For the term from 1 April 2027 to 31 March 2028, contract C-2027-000012.",
        "payment_instructions": (
            "Bank transfer to Harbor Bank, routing number 026 009 593, account 000 123 456 789",
            "Please state INV-2027-000031.",
        ),
        "pay_url": "https://foundation.example/invoices/3fJ9xQ2mT7",
    }
    return InvoiceContent(**(facts | changes))


def make_credit_note(**changes: Any) -> CreditNoteContent:
    """A credit note for part of an invoice."""
    facts: dict[str, Any] = {
        "created_at": CREATED,
        "number": "CN-2027-000002",
        "issued_on": "20 March 2027",
        "invoice_number": "INV-2027-000031",
        "invoice_issued_on": "6 March 2027",
        "foundation": FOUNDATION,
        "bill_to": SPONSOR,
        "currency": "USD",
        "amount": "$2,500.00",
        "reason": "The conference booth was withdrawn at the Sponsor's request.",
    }
    return CreditNoteContent(**(facts | changes))


def make_receipt(**changes: Any) -> ReceiptContent:
    """A receipt for an unrestricted gift with nothing in return."""
    facts: dict[str, Any] = {
        "created_at": CREATED,
        "number": "R-2027-000451",
        "issued_on": "2 March 2027",
        "received_on": "1 March 2027",
        "donor": Party(name="Tomasz Wiśniewski", lines=("ul. Długa 7", "31-147 Kraków", "Poland")),
        "foundation": FOUNDATION,
        "amount": "$250.00",
        "amount_in_words": "two hundred and fifty US dollars",
        "fund_name": "General Fund",
        "payment_method": "Visa card ending in 4242",
        "gift_reference": "D-2027-000980",
        "tax_note": "Open Software Foundation is a charity under section 501(c)(3) of the Internal "
        "Revenue Code. Its tax identification number is 04-3594598.",
        "signatory_name": "Grace Okafor",
        "signatory_title": "Executive Director",
    }
    return ReceiptContent(**(facts | changes))


def make_price_list(**changes: Any) -> PriceListContent:
    """A price list of two tiers."""
    facts: dict[str, Any] = {
        "created_at": CREATED,
        "foundation": FOUNDATION,
        "title": "Sponsorship Programme 2027",
        "introduction": "Your sponsorship pays for infrastructure, events and people.",
        "term": "1 January 2027 to 31 December 2027",
        "as_of": "2 March 2027",
        "tiers": (
            PriceListTier(
                name="Visionary",
                price="$155,000.00",
                places="1 of 2 left",
                summary="Seen everywhere.",
            ),
            PriceListTier(name="Partner", price="$11,000.00", places="any number"),
        ),
        "programmes": (
            PriceListProgramme(
                name="Conference",
                rows=(
                    PriceListRow(
                        name="Conference passes", description="Full passes.", amounts=("30", "3")
                    ),
                    PriceListRow(name="Exhibition booth", amounts=("yes", ""), is_new=True),
                ),
            ),
        ),
        "additions": (PriceListExtra(name="Lanyards", left="all taken", price="$9,000.00"),),
        "stand_alone": (PriceListExtra(name="Travel to the sprint", price="$2,000.00"),),
        "apply_url": "https://fund.example/sponsors/apply",
    }
    return PriceListContent(**(facts | changes))


def make_statement(**changes: Any) -> StatementContent:
    facts: dict[str, Any] = {
        "created_at": CREATED,
        "title": "Statement of account, 2 March 2027",
        "as_of": "2 March 2027",
        "foundation": FOUNDATION,
        "sponsor": SPONSOR,
        "currency": "USD",
        "lines": (
            StatementLine(
                on="1 February 2027", what="Invoice I-2027-00012, due on 3 March 2027",
                amount="$11,000.00", balance="$11,000.00",
            ),
            StatementLine(
                on="1 March 2027", what="Payment of I-2027-00012, bank transfer",
                amount="−$4,000.00", balance="$7,000.00",
            ),
        ),
        "balance": "$7,000.00",
        "payment_instructions": ("First Bank of Oregon", "Account 0000000000"),
    }  # fmt: skip
    return StatementContent(**(facts | changes))


def make_report(**changes: Any) -> ReportContent:
    """A report on two benefits."""
    facts: dict[str, Any] = {
        "created_at": CREATED,
        "foundation": FOUNDATION,
        "sponsor_name": "Northwind Cloud",
        "reference": "S-2026-00012",
        "programme": "Sponsorship Programme 2026",
        "tier": "Partner",
        "term": "1 April 2026 to 31 March 2027",
        "as_of": "2 March 2027",
        "delivered": "1 of 2",
        "lines": (
            ReportLine(
                name="Conference passes",
                programme="Conference",
                quantity="3",
                state="delivered",
                figures=("3 of 3 codes used",),
                proofs=("Everybody came.", "https://conference.example/photographs"),
            ),
            ReportLine(name="Thank-you post", state="not given", reason="You asked us not to."),
        ),
    }
    return ReportContent(**(facts | changes))


def make_payment_receipt(**changes: Any) -> PaymentReceiptContent:
    facts: dict[str, Any] = {
        "created_at": CREATED,
        "foundation": FOUNDATION,
        "title": "Receipt for invoice I-2027-00012",
        "payer": SPONSOR,
        "amount": "$4,000.00",
        "received_on": "1 March 2027",
        "as_of": "2 March 2027",
        "payment_method": "bank transfer",
        "invoice_number": "I-2027-00012",
        "invoice_issued_on": "1 February 2027",
        "invoice_total": "$11,000.00",
        "purpose": "Sponsorship Programme 2027",
        "given_back": "$1,000.00",
    }
    return PaymentReceiptContent(**(facts | changes))


def make_each_kind(**changes: Any) -> dict[DocumentKind, DocumentContent]:
    """One document of every kind, all with the same changes."""
    return {
        DocumentKind.CONTRACT: make_contract(**changes),
        DocumentKind.INVOICE: make_invoice(**changes),
        DocumentKind.CREDIT_NOTE: make_credit_note(**changes),
        DocumentKind.RECEIPT: make_receipt(**changes),
        DocumentKind.PRICE_LIST: make_price_list(**changes),
        DocumentKind.STATEMENT: make_statement(**changes),
        DocumentKind.SPONSOR_REPORT: make_report(**changes),
        DocumentKind.PAYMENT_RECEIPT: make_payment_receipt(**changes),
    }
