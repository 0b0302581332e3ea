"""Tables of invoices and of what was paid on them."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.invoicing.models import (
    BankTransfer,
    CreditNote,
    Invoice,
    InvoiceLine,
    Settlement,
    SettlementReturn,
    WriteOff,
)
from sponsorship.taxes.models import TaxRate


class Invoices(Table, model=Invoice):
    name_plural = "Invoices"
    column_list = (
        "number",
        "sponsorship.reference",
        "status",
        "total",
        "outstanding",
        "issued_on",
        "due_on",
    )
    column_searchable_list = ("po_number",)
    filters = (Choice(Invoice.status), Days(Invoice.issued_on), Days(Invoice.due_on))


class InvoiceLines(Table, model=InvoiceLine):
    name_plural = "Lines of invoices"
    column_list = ("text", "invoice_id", "quantity", "unit_amount", "amount", "is_tax")


class BankTransfers(Table, model=BankTransfer):
    name_plural = "Bank transfers"
    column_list = ("reference", "payer", "bank_reference", "amount", "received_on", "recorded_by")
    column_searchable_list = ("payer", "bank_reference")
    filters = (Days(BankTransfer.received_on),)


class Settlements(Table, model=Settlement):
    name_plural = "Settlements"
    column_list = ("id", "invoice_id", "payment_id", "bank_transfer_id", "amount", "settled_on")
    filters = (Days(Settlement.settled_on),)


class SettlementReturns(Table, model=SettlementReturn):
    name_plural = "Returns of settlements"
    column_list = (
        "id",
        "invoice_id",
        "settlement_id",
        "direction",
        "amount",
        "refund_id",
        "dispute_id",
        "returned_on",
    )
    filters = (Choice(SettlementReturn.direction), Days(SettlementReturn.returned_on))


class CreditNotes(Table, model=CreditNote):
    name_plural = "Credit notes"
    column_list = ("number", "invoice.number", "amount", "reason", "issued_on")
    column_searchable_list = ("reason",)
    filters = (Days(CreditNote.issued_on),)


class WriteOffs(Table, model=WriteOff):
    name_plural = "Write-offs"
    column_list = ("reference", "invoice.number", "amount", "status", "reason", "requested_by")
    filters = (Choice(WriteOff.status),)


class TaxRates(Table, model=TaxRate):
    name_plural = "Taxes on invoices"
    column_list = ("country", "label", "is_for_tax_ids", "starts_on", "ends_on")
    filters = (Choice(TaxRate.treatment), Days(TaxRate.starts_on))


tables = (
    Invoices,
    InvoiceLines,
    BankTransfers,
    Settlements,
    SettlementReturns,
    CreditNotes,
    TaxRates,
    WriteOffs,
)
