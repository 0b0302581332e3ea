"""The start page of the back office: what came in, what waits for a decision, what is late."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from sponsorship.clock import Calendar, shown_day
from sponsorship.contracts.models import Contract, ContractStatus
from sponsorship.funds.models import Fund
from sponsorship.invoicing import queries as invoices
from sponsorship.jobs import queries as jobs
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import AccountKind
from sponsorship.messages.models import Dispatch, DispatchStatus
from sponsorship.money import Money
from sponsorship.payments.models import Payment, Refund, RefundStatus
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus

DESK = "/admin/desk"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the start page."""

    label: str
    value: str
    path: str = ""
    link: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One record that waits, with the page where staff act on it."""

    cells: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with figures, rows, or both."""

    title: str
    figures: tuple[Figure, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def overview(session: Session, *, at: datetime, calendar: Calendar) -> list[Section]:
    """Everything that staff should see first, the most urgent on top; empty sections are left out."""
    today = calendar.day_of(at)
    late = _overdue(session, today)
    waiting = _waiting(session, calendar)
    trouble = _trouble(session)
    sections = [
        Section("This year's income by fund", figures=_income(session, today, calendar)),
        Section("Waits for a decision", headings=("What", "Who", "Since"), rows=waiting),
        Section("Overdue", headings=("Invoice", "Sponsor", "Outstanding", "Due"), rows=late),
        Section("Needs a look", headings=("What", "Why", "Since"), rows=trouble),
    ]
    return [section for section in sections if section.figures or section.rows]


def _income(session: Session, today: date, calendar: Calendar) -> tuple[Figure, ...]:
    """Gross income per fund since the fiscal year began, as the ledger has it."""
    names = {row.id: row.name for row in session.execute(sa.select(Fund.id, Fund.name))}
    sums: dict[tuple[int, str], Money] = defaultdict()
    since = calendar.fiscal_year_began(today)
    for balance in books.trial_balance(session, since=since, until=today):
        if balance.kind is AccountKind.INCOME:
            key = (balance.fund_id, balance.amount.currency)
            sums[key] = sums.get(key, Money.zero(key[1])) + balance.amount
    return tuple(
        Figure(names[fund_id], amount.shown(), hint=f"since {shown_day(since)}")
        for (fund_id, _), amount in sorted(sums.items(), key=lambda one: -one[1].minor)
    )


def _waiting(session: Session, calendar: Calendar) -> tuple[Row, ...]:
    applied = session.scalars(
        sa.select(Sponsorship)
        .where(Sponsorship.status == SponsorshipStatus.APPLIED)
        .options(joinedload(Sponsorship.sponsor), joinedload(Sponsorship.tier))
        .order_by(Sponsorship.applied_at)
    ).all()
    contracts = session.scalars(
        sa.select(Contract)
        .where(Contract.status.in_([ContractStatus.DRAFT, ContractStatus.AWAITING_SIGNATURE]))
        .options(joinedload(Contract.sponsorship).joinedload(Sponsorship.sponsor))
        .order_by(Contract.drafted_at)
    ).all()
    rows = [
        Row(
            (
                f"Application {one.reference}: {one.tier.name}",
                one.sponsor.name,
                shown_day(calendar.day_of(one.applied_at)),
            ),
            f"{DESK}/sponsorships/{one.id}",
        )
        for one in applied
    ]
    for contract in contracts:
        is_draft = contract.status is ContractStatus.DRAFT
        since = contract.drafted_at if is_draft else contract.sent_at or contract.drafted_at
        what = "is drafted: send it" if is_draft else "awaits the sponsor's signature"
        rows.append(
            Row(
                (
                    f"Contract {contract.reference} {what}",
                    contract.sponsorship.sponsor.name,
                    shown_day(calendar.day_of(since)),
                ),
                f"{DESK}/contracts/{contract.id}",
            )
        )
    return tuple(rows)


def _overdue(session: Session, today: date) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                invoice.number,
                invoice.sponsorship.sponsor.name,
                invoice.outstanding.shown(),
                shown_day(invoice.due_on) if invoice.due_on else "",
            ),
            f"{DESK}/invoices/{invoice.id}",
        )
        for invoice in invoices.overdue(session, today)
    )


def _trouble(session: Session) -> tuple[Row, ...]:
    misfits = session.scalars(
        sa.select(Payment).where(Payment.is_misfit.is_(True)).order_by(Payment.id)
    )
    rows = [
        Row(
            (
                f"Payment {one.reference} of {one.amount.shown()}",
                "It fits no gift or invoice; the money waits in suspense.",
                shown_day(one.begun_at.date()),
            )
        )
        for one in misfits
    ]
    failed_refunds = session.scalars(
        sa.select(Refund).where(Refund.status == RefundStatus.FAILED).order_by(Refund.id)
    )
    rows += [
        Row(
            (
                f"Refund {one.reference} of {one.amount.shown()}",
                "It did not reach the donor; the money is ours again.",
                shown_day(one.requested_at.date()),
            )
        )
        for one in failed_refunds
    ]
    unsent = session.scalars(
        sa.select(Dispatch)
        .where(Dispatch.status == DispatchStatus.FAILED)
        .options(joinedload(Dispatch.letter))
        .order_by(Dispatch.id)
    )
    rows += [
        Row(
            (
                f"Letter “{one.letter.template.replace('_', ' ')}” to {one.letter.recipient_name}",
                one.error,
                shown_day(one.requested_at.date()),
            ),
            f"{DESK}/letters/{one.letter_id}",
        )
        for one in unsent
    ]
    rows += [
        Row((f"Job {one.name} {one.key}", one.error, shown_day(one.first_failed_at.date())))
        for one in jobs.parked_jobs(session)
    ]
    return tuple(rows)
