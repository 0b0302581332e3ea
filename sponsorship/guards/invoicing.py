"""What the database refuses about invoices: lines, settlements, what of them went back, credit notes."""

# ruff: noqa: S608 -- the SQL is put together from constants of this package alone

from __future__ import annotations

from sponsorship.guards.triggers import Event, Rule

_LINE_CHANGES: tuple[tuple[Event, str, str], ...] = (
    ("INSERT", "NEW", ""),
    ("UPDATE", "OLD", " AND NEW.invoice_id = OLD.invoice_id"),
    ("DELETE", "OLD", ""),
)

_NOTHING_STANDS = (
    "NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sponsorship_id = {row}.sponsorship_id"
    " AND invoice.status <> 'void' AND invoice.supplement_id IS NULL)"
)
_SCHEDULE_CHANGES: tuple[tuple[Event, str], ...] = (
    ("INSERT", "NEW"),
    ("UPDATE", "OLD"),
    ("DELETE", "OLD"),
)

INVOICING = (
    *(
        Rule(
            f"instalment_agreed_before_the_first_invoice_on_{event.lower()}",
            "instalment",
            event,
            permits=_NOTHING_STANDS.format(row=row),
            locks=f"sponsorship WHERE id = {row}.sponsorship_id",
        )
        for event, row in _SCHEDULE_CHANGES
    ),
    Rule(
        "invoice_begins_without_a_number",
        "invoice",
        "INSERT",
        permits="NEW.sequence IS NULL",
    ),
    Rule(
        "invoice_issued_for_the_sum_of_its_lines",
        "invoice",
        "UPDATE",
        permits="NEW.status <> 'issued' OR OLD.status = 'issued' OR NEW.total_minor ="
        " (SELECT coalesce(sum(quantity * unit_amount_minor), 0) FROM invoice_line"
        " WHERE invoice_id = NEW.id AND invoice_line.currency = NEW.currency)",
    ),
    Rule(
        "invoice_issued_with_the_tax_of_its_lines",
        "invoice",
        "UPDATE",
        permits="NEW.status <> 'issued' OR OLD.status = 'issued' OR NEW.tax_minor ="
        " (SELECT coalesce(sum(quantity * unit_amount_minor), 0) FROM invoice_line"
        " WHERE invoice_id = NEW.id AND invoice_line.is_tax)",
    ),
    Rule(
        "credit_note_takes_no_more_tax_than_there_is",
        "credit_note",
        "INSERT",
        permits="NEW.tax_minor + (SELECT coalesce(sum(other.tax_minor), 0) FROM credit_note AS other"
        " WHERE other.invoice_id = NEW.invoice_id)"
        " <= (SELECT invoice.tax_minor FROM invoice WHERE invoice.id = NEW.invoice_id)",
    ),
    Rule(
        "invoice_written_off_by_two",
        "invoice",
        "UPDATE",
        permits="NEW.status <> 'written_off' OR OLD.status = 'written_off' OR EXISTS"
        " (SELECT 1 FROM write_off WHERE write_off.invoice_id = NEW.id"
        " AND write_off.status = 'approved' AND write_off.amount_minor"
        " = NEW.total_minor - NEW.paid_minor - NEW.credited_minor)",
    ),
    Rule(
        "invoice_void_only_if_untouched",
        "invoice",
        "UPDATE",
        permits="NEW.status <> 'void' OR (NEW.paid_minor = 0 AND NEW.credited_minor = 0)",
    ),
    *(
        Rule(
            f"invoice_line_frozen_on_{event.lower()}",
            "invoice_line",
            event,
            permits=f"(SELECT status FROM invoice WHERE id = {row}.invoice_id) = 'draft'{also}",
            locks=f"invoice WHERE id = {row}.invoice_id",
        )
        for event, row, also in _LINE_CHANGES
    ),
    Rule(
        "settlement_of_an_issued_invoice",
        "settlement",
        "INSERT",
        permits="(SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'issued'",
        locks="invoice WHERE id = NEW.invoice_id",
    ),
    Rule(
        "settlement_within_its_source",
        "settlement",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM payment WHERE payment.id = NEW.payment_id"
        " AND payment.status = 'settled' AND payment.currency = NEW.currency"
        " AND NEW.amount_minor + (SELECT coalesce(sum(other.amount_minor), 0)"
        " FROM settlement AS other WHERE other.payment_id = NEW.payment_id)"
        " - (SELECT coalesce(sum(CASE gone.direction WHEN 'returned' THEN gone.amount_minor"
        " ELSE -gone.amount_minor END), 0) FROM settlement_return AS gone JOIN settlement AS other"
        " ON other.id = gone.settlement_id WHERE other.payment_id = NEW.payment_id)"
        " <= payment.amount_minor)"
        " OR EXISTS (SELECT 1 FROM bank_transfer WHERE bank_transfer.id = NEW.bank_transfer_id"
        " AND bank_transfer.currency = NEW.currency"
        " AND NEW.amount_minor <= bank_transfer.amount_minor)",
        locks="payment WHERE id = NEW.payment_id",
    ),
    Rule(
        "settlement_return_of_an_issued_invoice",
        "settlement_return",
        "INSERT",
        permits="(SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'issued'",
        locks="invoice WHERE id = NEW.invoice_id",
    ),
    Rule(
        "settlement_return_within_its_settlement",
        "settlement_return",
        "INSERT",
        permits="EXISTS (SELECT 1 FROM settlement WHERE settlement.id = NEW.settlement_id"
        " AND settlement.invoice_id = NEW.invoice_id AND settlement.currency = NEW.currency"
        " AND (EXISTS (SELECT 1 FROM refund WHERE refund.id = NEW.refund_id"
        " AND refund.payment_id = settlement.payment_id)"
        " OR EXISTS (SELECT 1 FROM dispute WHERE dispute.id = NEW.dispute_id"
        " AND dispute.payment_id = settlement.payment_id)"
        " OR (NEW.direction = 'returned' AND EXISTS (SELECT 1 FROM journal_entry"
        " WHERE journal_entry.id = NEW.entry_id AND journal_entry.reverses_id IS NOT NULL)))"
        " AND (SELECT coalesce(sum(CASE gone.direction WHEN 'returned' THEN gone.amount_minor"
        " ELSE -gone.amount_minor END), 0) FROM settlement_return AS gone"
        " WHERE gone.settlement_id = NEW.settlement_id)"
        " + CASE NEW.direction WHEN 'returned' THEN NEW.amount_minor ELSE -NEW.amount_minor END"
        " BETWEEN 0 AND settlement.amount_minor)",
    ),
    Rule(
        "credit_note_on_an_issued_invoice",
        "credit_note",
        "INSERT",
        permits="(SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'issued'",
        locks="invoice WHERE id = NEW.invoice_id",
    ),
)
