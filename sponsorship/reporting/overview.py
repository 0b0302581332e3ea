"""The start page of the back office: what came in, what waits for a decision, what is late.

Figures are sums of postings and nothing else, so they equal the ledger at any moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session, aliased, joinedload

from sponsorship import jobs
from sponsorship.clock import Calendar, shown_day
from sponsorship.contracts.models import Contract, ContractStatus
from sponsorship.fulfilment import board
from sponsorship.funds.models import Fund
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing import write_offs
from sponsorship.ledger import periods
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import AccountKind, JournalEntry, LedgerAccount, Posting, Role
from sponsorship.messages.models import Dispatch, DispatchStatus
from sponsorship.money import Money
from sponsorship.payments import inbox
from sponsorship.payments import queries as payments
from sponsorship.payments.models import Dispute, Payment, Purpose, Refund, RefundStatus
from sponsorship.questions import queries as questions
from sponsorship.reconciliation import queries as differences
from sponsorship.selfcheck import queries as selfchecks
from sponsorship.sponsorships.models import Sponsorship, SponsorshipStatus
from sponsorship.supplements import queries as supplements
from sponsorship.suspense import meaning
from sponsorship.suspense import queries as cases

DESK = "/admin/desk"
NEWS_IS_LATE_AFTER = timedelta(minutes=10)
_PLACES = {Purpose.DONATION: "gifts", Purpose.INVOICE: "invoices"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the start page."""

    label: str
    value: str
    path: str
    link: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record that waits, with the page where staff act on it."""

    cells: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A list of what asks for somebody."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FundIncome:
    """What one fund took in, in one currency, month by month since the fiscal year began."""

    fund_id: int
    fund_name: str
    months: tuple[Money, ...]

    @property
    def total(self) -> Money:
        return Money(sum(month.minor for month in self.months), self.months[0].currency)


@dataclass(frozen=True, slots=True)
class Income:
    """Gross income of the fiscal year so far; `months` are the first days of its months."""

    since: date
    months: tuple[date, ...]
    funds: tuple[FundIncome, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The start page: income, what is owed both ways, and the lists of what asks for somebody."""

    income: Income
    standing: tuple[Figure, ...]
    sections: tuple[Section, ...]


def overview(session: Session, *, at: datetime, calendar: Calendar) -> Overview:
    """Everything that staff should see first; lists with nothing in them are left out."""
    today = calendar.day_of(at)
    sections = (
        Section(
            "Waits for a decision", headings=("What", "Who", "Since"),
            rows=_waiting(session, calendar),
        ),
        Section(
            "Overdue", headings=("Invoice", "Sponsor", "Outstanding", "Due"),
            rows=_overdue(session, today),
        ),
        Section(
            "Late with a benefit", headings=("Benefit", "Sponsor", "Promised by"),
            rows=_late(session, today),
        ),
        Section(
            "Needs a look", headings=("What", "Why", "Since"),
            rows=tuple(_trouble(session, at, calendar)),
        ),
    )  # fmt: skip
    return Overview(
        income=income(session, today=today, calendar=calendar),
        standing=_standing(session),
        sections=tuple(section for section in sections if section.rows),
    )


def income(session: Session, *, today: date, calendar: Calendar) -> Income:
    """Gross income per fund and month since the fiscal year began, as the journal has it."""
    since = calendar.fiscal_year_began(today)
    months = _months(since, today)
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * len(months))
    for fund_id, currency, day, moved in _income_by_day(session, since, today):
        place = relativedelta(day, since).months
        sums[fund_id, currency][place] += moved
    names = {row.id: row.name for row in session.execute(sa.select(Fund.id, Fund.name))}
    funds = [
        FundIncome(fund_id, names[fund_id], tuple(Money(minor, currency) for minor in minors))
        for (fund_id, currency), minors in sums.items()
    ]
    funds.sort(key=lambda one: (-one.total.minor, one.fund_name, one.total.currency))
    return Income(since, months, tuple(funds))


def _months(since: date, today: date) -> tuple[date, ...]:
    count = relativedelta(today, since).months + 1
    return tuple(since + relativedelta(months=place) for place in range(count))


def _income_by_day(
    session: Session, since: date, until: date
) -> Iterator[tuple[int, str, date, int]]:
    """Fund, currency, day and what came in on it, less what was taken back."""
    for side, sign in ((Posting.credit_account_id, 1), (Posting.debit_account_id, -1)):
        statement = (
            sa.select(
                LedgerAccount.fund_id,
                LedgerAccount.currency,
                JournalEntry.posted_on,
                sa.func.sum(Posting.amount_minor),
            )
            .select_from(Posting)
            .join(LedgerAccount, LedgerAccount.id == side)
            .join(JournalEntry, JournalEntry.id == Posting.entry_id)
            .where(
                LedgerAccount.kind == AccountKind.INCOME,
                JournalEntry.posted_on.between(since, until),
            )
            .group_by(LedgerAccount.fund_id, LedgerAccount.currency, JournalEntry.posted_on)
        )
        for fund_id, currency, day, moved in session.execute(statement):
            yield fund_id, currency, day, sign * int(moved)


def _standing(session: Session) -> tuple[Figure, ...]:
    """What is owed to us and by us at this moment; nothing is said of what is nothing."""
    asked = (
        (Role.RECEIVABLES, "Sponsors owe us", f"{DESK}/invoices", "Outstanding invoices"),
        (Role.DEFERRED_REVENUE, "Paid or invoiced, not yet earned", f"{DESK}/sponsorships", "Sponsorships"),
        (Role.TAX_PAYABLE, "Taxes we owe", f"{DESK}/taxes", "Taxes on invoices"),
        (Role.CLEARING, "Held by the processor for us", "/admin/payment/list", "Payments"),
        (Role.DISPUTED, "Held by payers’ banks", f"{DESK}/disputes", "Disputes"),
        (Role.SUSPENSE, "In suspense", f"{DESK}/suspense", "What waits for a decision"),
    )  # fmt: skip
    figures = []
    for role, label, path, link in asked:
        held: dict[str, int] = defaultdict(int)
        for amounts in books.balances_by_fund(session, role).values():
            for amount in amounts:
                held[amount.currency] += amount.minor
        figures += [
            Figure(label, Money(minor, currency).shown(), path, link)
            for currency, minor in sorted(held.items())
            if minor
        ]
    return tuple(figures)


def _questions(session: Session, calendar: Calendar) -> list[Row]:
    return [
        Row(
            (f"Question {one.reference}", one.name, shown_day(calendar.day_of(one.asked_at))),
            f"{DESK}/questions/{one.id}",
        )
        for one in questions.waiting(session)
    ]


def _supplements(session: Session, calendar: Calendar) -> list[Row]:
    return [
        Row(
            (
                f"Addition {one.reference}: {one.in_words}",
                one.sponsorship.sponsor.name,
                shown_day(calendar.day_of(one.requested_at)),
            ),
            f"{DESK}/supplements/{one.id}",
        )
        for one in supplements.under_way(session)
        if one.can_be("approved")
    ]


def _waiting(session: Session, calendar: Calendar) -> tuple[Row, ...]:
    applied = session.scalars(
        sa.select(Sponsorship)
        .where(Sponsorship.status == SponsorshipStatus.APPLIED)
        .options(joinedload(Sponsorship.sponsor), joinedload(Sponsorship.tier))
        .order_by(Sponsorship.applied_at, Sponsorship.id)
    )
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
    rows += _supplements(session, calendar)
    rows += _questions(session, calendar)
    rows += _reopening(session, calendar)
    contracts = session.scalars(
        sa.select(Contract)
        .where(Contract.status.in_([ContractStatus.DRAFT, ContractStatus.AWAITING_SIGNATURE]))
        .options(joinedload(Contract.sponsorship).joinedload(Sponsorship.sponsor))
        .order_by(Contract.drafted_at, Contract.id)
    )
    for contract in contracts:
        is_draft = contract.status is ContractStatus.DRAFT
        since = contract.drafted_at if is_draft else contract.sent_at or contract.drafted_at
        what = "is drafted: send it" if is_draft else "awaits the sponsor’s signature"
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
    standing = differences.standing(session)
    if standing:
        one_or_more = f"{len(standing)} difference{'s' if len(standing) > 1 else ''}"
        rows.append(
            Row(
                (
                    f"{one_or_more} with the processor’s account",
                    "Finance",
                    shown_day(calendar.day_of(standing[0].found_at)),
                ),
                f"{DESK}/reconciliation",
            )
        )
    rows += _cases(session, calendar)
    return (*rows, *_money_waiting(session, calendar))


def _money_waiting(session: Session, calendar: Calendar) -> list[Row]:
    """Refunds and remittances that want a second person, and disputes that may want an answer."""
    rows = [
        Row(
            (
                f"Refund {refund.reference} of {refund.amount.shown()} needs a second person",
                refund.requested_by.partition(" ")[2] or refund.requested_by,
                shown_day(calendar.day_of(refund.requested_at)),
            ),
            f"{DESK}/refunds/{refund.id}",
        )
        for refund in payments.proposed_refunds(session)
    ]
    rows += [
        Row(
            (
                f"{one} of {one.amount.shown()} needs a second person",
                one.requested_by.partition(" ")[2] or one.requested_by,
                shown_day(calendar.day_of(one.requested_at)),
            ),
            f"{DESK}/suspense/{one.case_id}",
        )
        for one in cases.proposed_remittances(session)
    ]
    rows += [
        Row(
            (
                f"{one}: {one.amount.shown()} of {one.invoice} needs a second person",
                one.requested_by.partition(" ")[2] or one.requested_by,
                shown_day(calendar.day_of(one.requested_at)),
            ),
            f"{DESK}/invoices/{one.invoice_id}",
        )
        for one in write_offs.proposed(session)
    ]
    rows += [
        Row(
            (
                f"Dispute {dispute.reference} over {dispute.amount.shown()}: {_answer(dispute, calendar)}",
                "The payer’s bank",
                shown_day(calendar.day_of(dispute.opened_at)),
            ),
            f"{DESK}/disputes/{dispute.id}",
        )
        for dispute in payments.undecided_disputes(session)
    ]
    return rows


def _answer(dispute: Dispute, calendar: Calendar) -> str:
    if dispute.due_by is None:
        return "no answer is possible"
    return f"answer by {shown_day(calendar.day_of(dispute.due_by))}"


def _reopening(session: Session, calendar: Calendar) -> list[Row]:
    period = periods.newest_closed(session)
    if period is None or period.reopen_requested_at is None:
        return []
    since = shown_day(calendar.day_of(period.reopen_requested_at))
    what = f"{period.reopen_requested_by} asks to reopen {period}"
    return [Row((what, period.reopen_reason, since), f"{DESK}/periods/{period.id}")]


def _cases(session: Session, calendar: Calendar) -> list[Row]:
    """Money that fits nothing, with whom it came from."""
    return [
        Row(
            (
                f"{case}: {case.undecided.shown()}, {case.reason.value.replace('_', ' ')}",
                meaning.of_case(session, case).name or "unknown",
                shown_day(calendar.day_of(case.opened_at)),
            ),
            f"{DESK}/suspense/{case.id}",
        )
        for case in cases.waiting(session)
    ]


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


def _late(session: Session, today: date) -> tuple[Row, ...]:
    return tuple(
        Row(
            (promise.name, promise.sponsorship.sponsor.name, shown_day(promise.deliver_by)),
            f"{DESK}/fulfilment/{promise.sponsorship_id}#benefit-{promise.id}",
        )
        for promise in board.late(session, today)
        if promise.deliver_by is not None
    )


def _self_check(session: Session, at: datetime, calendar: Calendar) -> Iterator[Row]:
    latest, desk = selfchecks.latest(session), f"{DESK}/self-check"
    if latest is None:
        return  # the first worker runs the first one within ten minutes
    day = shown_day(calendar.day_of(latest.finished_at))
    if not latest.holds:
        first = str(latest.sentences[0])
        more = f" And {latest.broken_count - 1} more." if latest.broken_count > 1 else ""
        yield Row(("Self-check", first + more, day), desk)
    elif selfchecks.is_late(latest, at=at):
        yield Row(("Self-check", "It has not run for half an hour.", day), desk)


def _trouble(session: Session, at: datetime, calendar: Calendar) -> Iterator[Row]:
    def since(when: datetime) -> str:
        return shown_day(calendar.day_of(when))

    yield from _self_check(session, at, calendar)
    for refund in _failed_refunds(session):
        yield Row(
            (
                f"Refund {refund.reference} of {refund.amount.shown()}",
                "It did not reach the payer; the money is ours again.",
                since(refund.requested_at),
            ),
            _path_of(refund.payment),
        )
    for dispatch in _failed_dispatches(session):
        letter = dispatch.letter
        yield Row(
            (
                f"Letter “{letter.template.replace('_', ' ')}” to {letter.recipient_name}",
                dispatch.error,
                since(dispatch.requested_at),
            ),
            f"{DESK}/letters/{letter.id}",
        )
    events = f"{DESK}/events"
    failed = inbox.failed(session)
    for event in failed:
        yield Row((f"Event {event.event_type}", event.error, since(event.received_at)), events)
    told = {f"event:{event.id}" for event in failed}
    for trouble in jobs.parked_jobs(session):
        if trouble.name != inbox.JOB or ":".join(trouble.key.split(":")[:2]) not in told:
            name = trouble.name.replace("_", " ")
            yield Row((f"Job {name}", trouble.error, since(trouble.first_failed_at)), events)
    late = [one for one in inbox.waiting(session, before=at - NEWS_IS_LATE_AFTER) if not one.error]
    if late:
        what = f"{len(late)} piece{'s' if len(late) > 1 else ''} of the processor’s news"
        yield Row((what, "Nobody has acted on it yet.", since(late[0].received_at)), events)


def _failed_refunds(session: Session) -> Sequence[Refund]:
    """Refunds that came back to us and that nobody has repeated since."""
    later = aliased(Refund)
    return session.scalars(
        sa.select(Refund)
        .where(
            Refund.status == RefundStatus.FAILED,
            ~sa.exists().where(later.payment_id == Refund.payment_id, later.id > Refund.id),
        )
        .options(joinedload(Refund.payment))
        .order_by(Refund.id)
    ).all()


def _failed_dispatches(session: Session) -> Sequence[Dispatch]:
    """Letters whose last sending failed."""
    later = aliased(Dispatch)
    return session.scalars(
        sa.select(Dispatch)
        .where(
            Dispatch.status == DispatchStatus.FAILED,
            ~sa.exists().where(
                later.letter_id == Dispatch.letter_id, later.ordinal > Dispatch.ordinal
            ),
        )
        .options(joinedload(Dispatch.letter))
        .order_by(Dispatch.id)
    ).all()


def _path_of(payment: Payment) -> str:
    """The desk of what the payment is for, or else the payment's own page."""
    place = _PLACES.get(payment.purpose)
    return (
        f"{DESK}/{place}/{payment.purpose_id}" if place else f"/admin/payment/details/{payment.id}"
    )
