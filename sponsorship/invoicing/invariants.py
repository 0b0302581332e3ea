"""What must hold about invoices across tables: queries that return no rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.invoicing.models import (
    CreditNote,
    Invoice,
    InvoiceStatus,
    WriteOff,
    WriteOffStatus,
)
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import Role
from sponsorship.money import Money
from sponsorship.sponsorships.models import Instalment, Sponsorship

_WITHOUT_EFFECT = (InvoiceStatus.DRAFT, InvoiceStatus.VOID)


def taxes_owed_are_those_of_invoices(session: Session) -> Iterator[str]:
    """What the books owe to states is the tax of all invoices that stand, less what was credited of it."""
    owed: dict[str, int] = defaultdict(int)
    asked, credited = _taxes()
    for statement, sign in ((asked, 1), (credited, -1)):
        for currency, minor in session.execute(statement):
            owed[currency] += sign * int(minor or 0)
    for amounts in books.balances_by_fund(session, Role.TAX_PAYABLE).values():
        for amount in amounts:
            owed[amount.currency] -= amount.minor
    for currency, minor in sorted(owed.items()):
        if minor:
            yield f"Taxes owed and the invoices differ by {Money(minor, currency).shown()}."


@cache
def _taxes() -> tuple[sa.Select[str, int], sa.Select[str, int]]:
    """What was asked, and what was credited of it, by currency."""
    return (
        sa.select(Invoice.currency, sa.func.sum(Invoice.tax_minor))
        .where(Invoice.status.not_in(_WITHOUT_EFFECT))
        .group_by(Invoice.currency),
        sa.select(CreditNote.currency, sa.func.sum(CreditNote.tax_minor)).group_by(
            CreditNote.currency
        ),
    )


def instalments_come_to_the_fee(session: Session) -> Iterator[str]:
    """The parts of a fee come to the fee as soon as one is invoiced, and each invoice asks for its part."""
    for sponsorship in session.scalars(_divided_otherwise()):
        yield f"The instalments of {sponsorship} do not come to its fee."
    for invoice in session.scalars(_asking_otherwise()):
        yield f"Invoice {invoice.number} asks for another amount than its instalment."


@cache
def _divided_otherwise() -> sa.Select[Sponsorship]:
    divided = (
        sa.select(Instalment.sponsorship_id, sa.func.sum(Instalment.amount_minor).label("minor"))
        .group_by(Instalment.sponsorship_id)
        .subquery()
    )
    is_invoiced = sa.exists().where(
        Invoice.sponsorship_id == Sponsorship.id,
        Invoice.supplement_id.is_(None),
        Invoice.status.not_in(_WITHOUT_EFFECT),
    )
    return (
        sa.select(Sponsorship)
        .join(divided, divided.c.sponsorship_id == Sponsorship.id)
        .where(is_invoiced, divided.c.minor != Sponsorship.agreed_fee_minor)
        .order_by(Sponsorship.id)
    )


@cache
def _asking_otherwise() -> sa.Select[Invoice]:
    return (
        sa.select(Invoice)
        .join(
            Instalment,
            sa.and_(
                Instalment.sponsorship_id == Invoice.sponsorship_id,
                Instalment.position == Invoice.instalment,
            ),
        )
        .where(
            Invoice.status.not_in(_WITHOUT_EFFECT),
            Invoice.total_minor - Invoice.tax_minor != Instalment.amount_minor,
        )
    )


def written_off_invoices_were_given_up(session: Session) -> Iterator[str]:
    """A written-off invoice has one approved write-off over what it asked for, and no other invoice has."""
    for invoice in session.scalars(_written_off_otherwise()):
        yield f"Invoice {invoice.number} and its write-off disagree."


@cache
def _written_off_otherwise() -> sa.Select[Invoice]:
    standing = sa.and_(
        WriteOff.invoice_id == Invoice.id, WriteOff.status == WriteOffStatus.APPROVED
    )
    left = Invoice.total_minor - Invoice.paid_minor - Invoice.credited_minor
    is_written_off = Invoice.status == InvoiceStatus.WRITTEN_OFF
    return (
        sa.select(Invoice)
        .outerjoin(WriteOff, standing)
        .where(
            sa.or_(
                sa.and_(is_written_off, sa.func.coalesce(WriteOff.amount_minor, 0) != left),
                sa.and_(~is_written_off, WriteOff.id.is_not(None)),
            )
        )
        .order_by(Invoice.id)
    )


def receivables_are_what_invoices_ask(session: Session) -> Iterator[str]:
    """What sponsors owe by the books is what issued invoices still ask for."""
    owed: dict[str, int] = defaultdict(int)
    for currency, minor in session.execute(_still_asked()):
        owed[currency] += int(minor or 0)
    for amounts in books.balances_by_fund(session, Role.RECEIVABLES).values():
        for amount in amounts:
            owed[amount.currency] -= amount.minor
    for currency, minor in sorted(owed.items()):
        if minor:
            yield f"Receivables and the invoices differ by {Money(minor, currency).shown()}."


@cache
def _still_asked() -> sa.Select[str, int]:
    left = Invoice.total_minor - Invoice.paid_minor - Invoice.credited_minor
    return (
        sa.select(Invoice.currency, sa.func.sum(left))
        .where(Invoice.status == InvoiceStatus.ISSUED)
        .group_by(Invoice.currency)
    )


INVOICE_CHECKS = (
    taxes_owed_are_those_of_invoices,
    instalments_come_to_the_fee,
    written_off_invoices_were_given_up,
    receivables_are_what_invoices_ask,
)
