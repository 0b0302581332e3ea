"""What must hold on live data: small queries that return no rows. A new rule is a new function.

The database refuses most violations by itself; these look again, and at what spans several tables. Long
questions are put into words once and kept: for SQLAlchemy that takes longer than to ask them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import audit
from sponsorship.announcements.models import Announcement, AnnouncementKind
from sponsorship.banking.invariants import (
    bank_is_what_its_lines_say,
    bank_lines_are_matched_whole,
    bank_matches_are_booked,
)
from sponsorship.contracts.invariants import contracts_are_worded_by_their_kind
from sponsorship.contracts.models import Contract, ContractStatus, Signature
from sponsorship.donations.models import Donation, DonationStatus, gift_reference
from sponsorship.fulfilment.invariants import FULFILMENT
from sponsorship.importing.invariants import IMPORTS
from sponsorship.invoicing.invariants import INVOICE_CHECKS
from sponsorship.invoicing.models import (
    CreditNote,
    Invoice,
    InvoiceStatus,
    ReturnDirection,
    Settlement,
    SettlementReturn,
)
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import (
    AccountingPeriod,
    JournalEntry,
    LedgerAccount,
    PeriodStatus,
    Posting,
    Role,
)
from sponsorship.mailings.invariants import mailed_letters_name_whom_they_are_for
from sponsorship.money import Money
from sponsorship.numbering import NumberSeries
from sponsorship.payments import queries as payments
from sponsorship.payments.models import (
    BalanceTransaction,
    Dispute,
    DisputeMovement,
    DisputeStatus,
    Payment,
    PaymentStatus,
    Payout,
    Purpose,
    Refund,
    RefundStatus,
)
from sponsorship.places.invariants import PLACES
from sponsorship.receipts.models import Receipt, ReceiptStatus
from sponsorship.supplements.invariants import SUPPLEMENTS
from sponsorship.suspense.invariants import SUSPENSE

ARRIVED = (DonationStatus.RECEIVED, DonationStatus.REFUNDED, DonationStatus.TAKEN_BACK)


def broken(session: Session) -> list[str]:
    """One sentence per broken row, over all invariants."""
    return [sentence for check in CHECKS for sentence in check(session)]


def announcements_take_turns(session: Session) -> Iterator[str]:
    """Of a sponsorship a start is announced first, then changes, then an end, then a start again."""
    for number in session.scalars(_out_of_turn()):
        yield f"Announcement {number} does not follow from the one before it."


@cache
def _out_of_turn() -> sa.Select[int]:
    of, order = Announcement.sponsorship_id, Announcement.number
    told = sa.select(
        Announcement.id,
        Announcement.kind,
        Announcement.number,
        sa.func.row_number().over(partition_by=of, order_by=order).label("place"),
        sa.func.lag(Announcement.kind).over(partition_by=of, order_by=order).label("before"),
    ).subquery()
    starts = told.c.kind == AnnouncementKind.STARTED
    may_start = told.c.before.is_(None) | (told.c.before == AnnouncementKind.ENDED)
    return sa.select(told.c.id).where((told.c.number != told.c.place) | (starts != may_start))


def entries_are_whole(session: Session) -> Iterator[str]:
    """Every entry has exactly the postings that it says it has."""
    for entry in session.scalars(_entries_in_part()):
        yield f"Journal entry {entry.id} ({entry.fact} {entry.source}) is not whole."


@cache
def _entries_in_part() -> sa.Select[JournalEntry]:
    counted = sa.select(sa.func.count()).where(Posting.entry_id == JournalEntry.id)
    return sa.select(JournalEntry).where(JournalEntry.posting_count != counted.scalar_subquery())


def postings_stay_in_their_fund(session: Session) -> Iterator[str]:
    """Both accounts of a posting belong to its fund and currency."""
    for entry_id in session.scalars(_strayed_postings()):
        yield f"Journal entry {entry_id} moves money between funds or currencies."


@cache
def _strayed_postings() -> sa.Select[int]:
    debit, credit = sa.orm.aliased(LedgerAccount), sa.orm.aliased(LedgerAccount)
    return (
        sa.select(Posting.entry_id)
        .join(debit, debit.id == Posting.debit_account_id)
        .join(credit, credit.id == Posting.credit_account_id)
        .where(
            sa.or_(
                debit.fund_id != Posting.fund_id,
                credit.fund_id != Posting.fund_id,
                debit.currency != Posting.currency,
                credit.currency != Posting.currency,
            )
        )
    )


def closed_months_stay_as_they_are(session: Session) -> Iterator[str]:
    """No entry that is newer than the closing of a month is posted on its days."""
    for entry, period in session.execute(_posted_too_late()):
        yield (
            f"Journal entry {entry.id} ({entry.fact} {entry.source}) was posted in {period} after"
            " that month was closed."
        )


@cache
def _posted_too_late() -> sa.Select[JournalEntry, AccountingPeriod]:
    return (
        sa.select(JournalEntry, AccountingPeriod)
        .join(
            AccountingPeriod,
            sa.and_(
                JournalEntry.posted_on.between(
                    AccountingPeriod.starts_on, AccountingPeriod.ends_on
                ),
                JournalEntry.id > AccountingPeriod.last_entry_id,
            ),
        )
        .where(AccountingPeriod.status == PeriodStatus.CLOSED)
        .order_by(JournalEntry.id)
    )


def months_are_closed_in_order(session: Session) -> Iterator[str]:
    """No month is open before a closed one."""
    for period in session.scalars(_skipped_months()):
        yield f"{period} is open although a later month is closed."


@cache
def _skipped_months() -> sa.Select[AccountingPeriod]:
    later = sa.orm.aliased(AccountingPeriod)
    return sa.select(AccountingPeriod).where(
        AccountingPeriod.status == PeriodStatus.OPEN,
        sa.exists().where(
            later.status == PeriodStatus.CLOSED, later.starts_on > AccountingPeriod.starts_on
        ),
    )


def funds_owe_each_other_what_they_hold(session: Session) -> Iterator[str]:
    """What passes between funds, and what is released from one to another, is nothing over all funds."""
    sums: dict[tuple[Role, str], int] = {}
    for one in books.trial_balance(session, roles=(Role.BETWEEN_FUNDS, Role.RELEASED)):
        key = one.role, one.amount.currency
        sums[key] = sums.get(key, 0) + one.amount.minor
    for (role, currency), minor in sums.items():
        if minor:
            yield f"Over all funds {role.value} comes to {Money(minor, currency)}, not to zero."


def received_gifts_are_booked(session: Session) -> Iterator[str]:
    """Every gift that was received has its income in the journal, of the same amount."""
    amounts = _income_of_gifts(session)
    for number, begun_at, amount_minor in session.execute(_received_gifts()):
        reference = gift_reference(number, begun_at)
        if amounts.pop(reference, None) != amount_minor:
            yield f"Gift {reference} is received but not booked with its amount."
    for source in amounts:
        yield f"Income is booked for {source}, which is not a received gift."


@cache
def _received_gifts() -> sa.Select[int, datetime, int]:
    # Columns and not records: there may be half a million gifts.
    return sa.select(Donation.id, Donation.begun_at, Donation.amount_minor).where(
        Donation.status.in_(ARRIVED)
    )


def _income_of_gifts(session: Session) -> dict[str, int]:
    """What the journal says that each gift brought when it was received, or counted as a gift."""
    booked = session.execute(_booked_gifts())
    return {row.source.partition(":")[0]: int(row.amount) for row in booked}


@cache
def _booked_gifts() -> sa.Select[str, Any]:
    reversal = sa.orm.aliased(JournalEntry)
    return (
        sa.select(JournalEntry.source, sa.func.sum(Posting.amount_minor).label("amount"))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .join(LedgerAccount, LedgerAccount.id == Posting.credit_account_id)
        .where(
            JournalEntry.fact.in_(["donation_received", "misfit_counted_as_gift"]),
            LedgerAccount.role == Role.CONTRIBUTIONS,
            ~sa.exists().where(reversal.reverses_id == JournalEntry.id),
        )
        .group_by(JournalEntry.source)
    )


def withdrawn_gifts_have_no_receipt(session: Session) -> Iterator[str]:
    """The receipt of a withdrawn gift is void."""
    for receipt in session.scalars(_standing_for_nothing()):
        yield f"Receipt {receipt.number} stands, but its gift is withdrawn."


@cache
def _standing_for_nothing() -> sa.Select[Receipt]:
    return (
        sa.select(Receipt)
        .join(Donation, Donation.id == Receipt.donation_id)
        .where(Donation.status == DonationStatus.WITHDRAWN, Receipt.status != ReceiptStatus.VOID)
    )


def received_gifts_are_receipted(session: Session) -> Iterator[str]:
    """Every gift that arrived has a standing receipt of what we keep of it, and none if that is nothing."""
    for donation in session.scalars(_wrongly_receipted()):
        yield f"Gift {donation.reference} has no receipt of its amount."


@cache
def _wrongly_receipted() -> sa.Select[Donation]:
    standing, first = sa.orm.aliased(Receipt), sa.orm.aliased(Receipt)
    gone = _gone_of_payments()
    kept = Donation.amount_minor - sa.func.coalesce(gone.c.minor, 0)
    return (
        sa.select(Donation)
        .outerjoin(
            standing,
            sa.and_(standing.donation_id == Donation.id, standing.status == ReceiptStatus.ISSUED),
        )
        .outerjoin(first, sa.and_(first.donation_id == Donation.id, first.replaces_id.is_(None)))
        .outerjoin(gone, gone.c.payment_id == first.payment_id)
        .where(
            Donation.status.in_(ARRIVED),
            sa.or_(
                first.id.is_(None),
                sa.func.coalesce(standing.amount_minor, 0) != sa.case((kept > 0, kept), else_=0),
            ),
        )
    )


def _gone_of_payments() -> sa.Subquery:
    """What of each gift's payment is gone: refunds that succeeded, and disputes that were lost.

    What went back of a payment that fitted nothing was taken from suspense, not from a gift.
    """
    each = sa.union_all(
        sa.select(Refund.payment_id, Refund.amount_minor.label("minor"))
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Refund.status == RefundStatus.SUCCEEDED, Payment.is_misfit.is_(False)),
        sa.select(DisputeMovement.payment_id, payments.MOVED.label("minor"))
        .join(Dispute, Dispute.id == DisputeMovement.dispute_id)
        .join(Payment, Payment.id == DisputeMovement.payment_id)
        .where(Dispute.status == DisputeStatus.LOST, Payment.is_misfit.is_(False)),
    ).subquery()
    return (
        sa.select(each.c.payment_id, sa.func.sum(each.c.minor).label("minor"))
        .group_by(each.c.payment_id)
        .subquery()
    )


def settled_payments_have_a_place(session: Session) -> Iterator[str]:
    """Every settled payment is a received gift, a settled invoice, or waits in suspense."""
    for payment in session.scalars(_nowhere()):
        yield f"Payment {payment.reference} settled and is nowhere."


@cache
def _nowhere() -> sa.Select[Payment]:
    is_for_an_invoice = Payment.purpose == Purpose.INVOICE
    # Joined, because PostgreSQL compares a long NOT IN row by row.
    return (
        sa.select(Payment)
        .outerjoin(Settlement, Settlement.payment_id == Payment.id)
        .outerjoin(Receipt, Receipt.payment_id == Payment.id)
        .where(
            Payment.status == PaymentStatus.SETTLED,
            Payment.is_misfit.is_(False),
            sa.or_(
                sa.and_(is_for_an_invoice, Settlement.id.is_(None)),
                sa.and_(~is_for_an_invoice, Receipt.id.is_(None)),
            ),
        )
    )


def refunds_are_counted(session: Session) -> Iterator[str]:
    """What a payment says was refunded is the sum of its refunds that were not rejected or failed."""
    for payment in session.scalars(_refunded_otherwise()):
        yield f"Payment {payment.reference} counts its refunds wrongly."


@cache
def _refunded_otherwise() -> sa.Select[Payment]:
    refunded = (
        sa.select(sa.func.coalesce(sa.func.sum(Refund.amount_minor), 0))
        .where(
            Refund.payment_id == Payment.id,
            Refund.status.not_in([RefundStatus.FAILED, RefundStatus.REJECTED]),
        )
        .scalar_subquery()
    )
    return sa.select(Payment).where(Payment.refunded_minor != refunded)


def disputes_are_counted(session: Session) -> Iterator[str]:
    """What a payment says was disputed is what its payer's bank took less what it gave back."""
    for payment in session.scalars(_disputed_otherwise()):
        yield f"Payment {payment.reference} counts its disputes wrongly."


@cache
def _disputed_otherwise() -> sa.Select[Payment]:
    moved = (
        sa.select(sa.func.coalesce(sa.func.sum(payments.MOVED), 0))
        .where(DisputeMovement.payment_id == Payment.id)
        .scalar_subquery()
    )
    return sa.select(Payment).where(Payment.disputed_minor != moved)


def disputed_funds_are_the_undecided_disputes(session: Session) -> Iterator[str]:
    """What the books call disputed is what banks took in disputes that are not lost."""
    taken = {currency: int(minor) for currency, minor in session.execute(_undecided())}
    held: dict[str, int] = {}
    for amounts in books.balances_by_fund(session, Role.DISPUTED).values():
        for amount in amounts:
            held[amount.currency] = held.get(amount.currency, 0) + amount.minor
    for currency in sorted({*taken, *held}):
        booked, real = (Money(one.get(currency, 0), currency) for one in (held, taken))
        if booked != real:
            yield f"Disputed funds are {booked} in the books and {real} by the disputes."


@cache
def _undecided() -> sa.Select[str, int]:
    return (
        sa.select(Dispute.currency, sa.func.sum(payments.MOVED))
        .join(DisputeMovement, DisputeMovement.dispute_id == Dispute.id)
        .where(Dispute.status != DisputeStatus.LOST)
        .group_by(Dispute.currency)
    )


def invoices_are_counted(session: Session) -> Iterator[str]:
    """What an invoice says was paid and credited is what settlements, returns and credit notes say."""
    for invoice in session.scalars(_counted_otherwise()):
        yield f"Invoice {invoice.number} counts what was paid or credited wrongly."


@cache
def _counted_otherwise() -> sa.Select[Invoice]:
    settled = (
        sa.select(sa.func.coalesce(sa.func.sum(Settlement.amount_minor), 0))
        .where(Settlement.invoice_id == Invoice.id)
        .scalar_subquery()
    )
    came_again = SettlementReturn.direction == ReturnDirection.RESTORED
    amount = SettlementReturn.amount_minor
    went_back = (
        sa.select(sa.func.coalesce(sa.func.sum(sa.case((came_again, -amount), else_=amount)), 0))
        .where(SettlementReturn.invoice_id == Invoice.id)
        .scalar_subquery()
    )
    paid = settled - went_back
    credited = (
        sa.select(sa.func.coalesce(sa.func.sum(CreditNote.amount_minor), 0))
        .where(CreditNote.invoice_id == Invoice.id)
        .scalar_subquery()
    )
    return sa.select(Invoice).where(
        sa.or_(Invoice.paid_minor != paid, Invoice.credited_minor != credited)
    )


def issued_invoices_ask_for_something(session: Session) -> Iterator[str]:
    """An issued invoice of which nothing is outstanding is paid."""
    for invoice in session.scalars(_open_for_nothing()):
        yield f"Invoice {invoice.number} is open and asks for nothing."


@cache
def _open_for_nothing() -> sa.Select[Invoice]:
    return sa.select(Invoice).where(
        Invoice.status == InvoiceStatus.ISSUED,
        Invoice.paid_minor + Invoice.credited_minor >= Invoice.total_minor,
    )


def numbers_have_no_gaps(session: Session) -> Iterator[str]:
    """Receipts, invoices and credit notes are numbered 1 to n in each series and year."""
    for model, name in ((Receipt, "receipts"), (Invoice, "invoices"), (CreditNote, "credit notes")):
        for series, year, count, last in session.execute(_numbers_of(model)):
            if count != last:
                yield f"The {name} of series {series} in {year} have a gap."


@cache
def _numbers_of(model: type[Receipt | Invoice | CreditNote]) -> sa.Select[Any, Any, int, Any]:
    """How many numbers each series and year has, and the last of them."""
    return (
        sa.select(model.series, model.year, sa.func.count(), sa.func.max(model.sequence))
        .where(model.sequence.is_not(None))
        .group_by(model.series, model.year)
    )


def series_end_with_their_last_document(session: Session) -> Iterator[str]:
    """The last number of each series is the number of a document."""
    last: dict[tuple[str, int], int] = {}
    for model in (Receipt, Invoice, CreditNote):
        for series, year, _, number in session.execute(_numbers_of(model)):
            last[series, year or 0] = number or 0
    for counted in session.scalars(sa.select(NumberSeries)):
        if last.get((counted.series, counted.year), 0) != counted.last:
            yield f"Series {counted.series} of {counted.year} counts a number that no document has."


def executed_contracts_are_signed(session: Session) -> Iterator[str]:
    """Every executed contract has its signature."""
    for contract in session.scalars(_unsigned()):
        yield f"Contract {contract.reference} is executed without a signature."


@cache
def _unsigned() -> sa.Select[Contract]:
    return (
        sa.select(Contract)
        .outerjoin(Signature, Signature.contract_id == Contract.id)
        .where(Contract.status == ContractStatus.EXECUTED, Signature.id.is_(None))
    )


def issued_invoices_are_booked(session: Session) -> Iterator[str]:
    """Every numbered invoice is in the journal."""
    issued, bookings = _issued_and_booked()
    booked = set(session.scalars(bookings))
    for invoice in session.scalars(issued):
        if invoice.number not in booked:
            yield f"Invoice {invoice.number} is issued but not booked."


@cache
def _issued_and_booked() -> tuple[sa.Select[Invoice], sa.Select[str]]:
    return (
        sa.select(Invoice).where(
            Invoice.status != InvoiceStatus.DRAFT, Invoice.sequence.is_not(None)
        ),
        sa.select(JournalEntry.source).where(JournalEntry.fact == "invoice_issued"),
    )


def payouts_are_booked_as_sent(session: Session) -> Iterator[str]:
    """A booked payout left clearing by its amount; any other did not, or came back."""
    left: dict[str, int] = defaultdict(int)
    for row in session.execute(_booked_payouts()):
        left[row.source.split(":")[0]] += int(row.amount)
    for payout in session.scalars(sa.select(Payout)):
        is_away = payout.booked_at is not None and not payout.has_come_back
        if left[payout.reference] != (payout.amount_minor if is_away else 0):
            yield f"Payout {payout.reference} is not in the journal as it was sent."


@cache
def _booked_payouts() -> sa.Select[str, Any]:
    debit = sa.orm.aliased(LedgerAccount)
    sign = sa.case((debit.role == Role.IN_TRANSIT, 1), else_=-1)
    return (
        sa.select(JournalEntry.source, sa.func.sum(sign * Posting.amount_minor).label("amount"))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .join(debit, debit.id == Posting.debit_account_id)
        .where(JournalEntry.fact.in_(["payout_sent", "payout_sent_reversed"]))
        .group_by(JournalEntry.source)
    )


def reconciled_payouts_add_up(session: Session) -> Iterator[str]:
    """A reconciled automatic payout is the sum of its lines."""
    for payout in session.scalars(_unlike_their_lines()):
        yield f"Payout {payout.reference} is not the sum of its lines."


@cache
def _unlike_their_lines() -> sa.Select[Payout]:
    added_up = (
        sa.select(sa.func.coalesce(sa.func.sum(BalanceTransaction.net_minor), 0))
        .where(
            BalanceTransaction.payout_id == Payout.id,
            sa.or_(
                BalanceTransaction.category != "payout",
                BalanceTransaction.source_external_id != Payout.external_id,
            ),
        )
        .scalar_subquery()
    )
    return sa.select(Payout).where(
        Payout.is_automatic.is_(True),
        Payout.reconciled_at.is_not(None),
        Payout.amount_minor != added_up,
    )


def audit_chain_is_unbroken(session: Session) -> Iterator[str]:
    """Every audit note carries the hash of the one before."""
    number = audit.first_broken(session)
    if number is not None:
        yield f"The audit log is broken at note {number}."


CHECKS = (
    entries_are_whole,
    postings_stay_in_their_fund,
    closed_months_stay_as_they_are,
    months_are_closed_in_order,
    funds_owe_each_other_what_they_hold,
    received_gifts_are_booked,
    withdrawn_gifts_have_no_receipt,
    received_gifts_are_receipted,
    settled_payments_have_a_place,
    *SUSPENSE,
    refunds_are_counted,
    disputes_are_counted,
    disputed_funds_are_the_undecided_disputes,
    invoices_are_counted,
    issued_invoices_ask_for_something,
    numbers_have_no_gaps,
    series_end_with_their_last_document,
    executed_contracts_are_signed,
    contracts_are_worded_by_their_kind,
    issued_invoices_are_booked,
    payouts_are_booked_as_sent,
    reconciled_payouts_add_up,
    bank_lines_are_matched_whole,
    bank_matches_are_booked,
    bank_is_what_its_lines_say,
    mailed_letters_name_whom_they_are_for,
    *INVOICE_CHECKS,
    *FULFILMENT,
    *PLACES,
    *IMPORTS,
    *SUPPLEMENTS,
    audit_chain_is_unbroken,
    announcements_take_turns,
)
