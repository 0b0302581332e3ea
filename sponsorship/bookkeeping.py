"""The accountant's page: every business fact and the journal entry it causes.

Pure functions. Income is the gross gift in the fund the donor chose; what the processor keeps is a fact
of its own, booked when it becomes known. A sponsor's fee is deferred when invoiced and earned day by
day over its term (ASC 606-10-25-31: straight-line for a promise fulfilled evenly over time).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sponsorship.donations.models import Donation
from sponsorship.funds.models import Fund
from sponsorship.invoicing.models import BankTransfer, CreditNote, Invoice, WriteOff
from sponsorship.ledger.models import Role
from sponsorship.ledger.posting import Entry, FundKey, Line
from sponsorship.money import Money
from sponsorship.payments.models import (
    BalanceTransaction,
    Dispute,
    DisputeMovement,
    Payment,
    Payout,
    Refund,
)
from sponsorship.suspense.models import Remittance, SuspenseCase


def fund_key(fund: Fund) -> FundKey:
    """The fund as the ledger names it."""
    return FundKey(fund.id, fund.slug)


def donation_received(donation: Donation, *, on: date) -> Entry:
    """A gift settled: the processor holds it for us, and it is income of its fund, gross."""
    line = Line(fund_key(donation.fund), Role.CLEARING, Role.CONTRIBUTIONS, donation.amount)
    return Entry("donation_received", donation.reference, on, (line,))


def donation_received_by_bank(donation: Donation, *, on: date) -> Entry:
    """A gift came by transfer or cheque: it is in our bank, and income of its fund."""
    line = Line(fund_key(donation.fund), Role.BANK, Role.CONTRIBUTIONS, donation.amount)
    return Entry("donation_received", donation.reference, on, (line,))


def fee_charged(payment: Payment, fund: Fund, fee: Money, *, on: date, source: str) -> Entry:
    """The processor revealed what it keeps: an expense of the same fund."""
    line = Line(fund_key(fund), Role.PROCESSING_FEES, Role.CLEARING, fee)
    return Entry("fee_charged", f"{source}:{payment.reference}", on, (line,))


def donation_refunded(refund: Refund, donation: Donation, *, on: date) -> Entry:
    """A gift was given back, in whole or in part; the fee is not."""
    line = Line(fund_key(donation.fund), Role.CONTRIBUTIONS, Role.CLEARING, refund.amount)
    return Entry("donation_refunded", f"{donation.reference}:{refund.reference}", on, (line,))


def misfit_received(payment: Payment, fund: Fund, amount: Money, *, on: date) -> Entry:
    """Money arrived that fits nothing, or more than fits: it waits until a person decides."""
    line = Line(fund_key(fund), Role.CLEARING, Role.SUSPENSE, amount)
    return Entry("misfit_received", payment.reference, on, (line,))


def misfit_refunded(refund: Refund, payment: Payment, fund: Fund, *, on: date) -> Entry:
    """Money was given back that is not a gift's: it is taken from suspense, where a person looks."""
    line = Line(fund_key(fund), Role.SUSPENSE, Role.CLEARING, refund.amount)
    return Entry("misfit_refunded", f"{payment.reference}:{refund.reference}", on, (line,))


def misfit_counted_as_gift(
    case: SuspenseCase, donation: Donation, waits_in: Fund, *, fee: Money | None = None, on: date
) -> Entry:
    """A person decided that money in suspense is a gift: income of the fund it is for.

    Where only what the processor left of it waits, `fee` is what it kept: income is the gross gift.
    """
    fund = fund_key(donation.fund)
    waited = donation.amount if fee is None else donation.amount - fee
    lines = _out_of_suspense(fund_key(waits_in), fund, Role.CONTRIBUTIONS, waited)
    if fee is not None:
        lines += (Line(fund, Role.PROCESSING_FEES, Role.CONTRIBUTIONS, fee),)
    return Entry("misfit_counted_as_gift", f"{donation.reference}:{case.reference}", on, lines)


def misfit_settled_invoice(
    case: SuspenseCase, invoice: Invoice, waits_in: Fund, amount: Money, *, turn: int, on: date
) -> Entry:
    """A person decided that money in suspense settles an invoice; `turn` counts the case's decisions."""
    lines = _out_of_suspense(fund_key(waits_in), fund_key(invoice.fund), Role.RECEIVABLES, amount)
    source = f"{invoice.number}:{case.reference}.{turn}"
    return Entry("misfit_settled_invoice", source, on, lines)


def misfit_remitted(remittance: Remittance, waits_in: Fund, *, on: date) -> Entry:
    """Our bank sent money in suspense away: back to its sender, or on to whoever it belongs to."""
    line = Line(fund_key(waits_in), Role.SUSPENSE, Role.BANK, remittance.amount)
    return Entry("misfit_remitted", remittance.reference, on, (line,))


def _out_of_suspense(waits_in: FundKey, to: FundKey, role: Role, amount: Money) -> tuple[Line, ...]:
    """Suspense is debited; in another fund, the fund where it waited owes what it still holds."""
    if waits_in.id == to.id:
        return (Line(to, Role.SUSPENSE, role, amount),)
    return (
        Line(waits_in, Role.SUSPENSE, Role.BETWEEN_FUNDS, amount),
        Line(to, Role.BETWEEN_FUNDS, role, amount),
    )


def unknown_money_arrived(source: str, fund: Fund, amount: Money, *, on: date) -> Entry:
    """Money came to our bank of which nobody knows what it is: it waits in suspense."""
    line = Line(fund_key(fund), Role.BANK, Role.SUSPENSE, amount)
    return Entry("unknown_money_arrived", source, on, (line,))


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What one fund's clearing gave up in one currency, and what it got for that in another."""

    fund: Fund
    given: Money
    got: Money


def currency_exchanged(parts: Sequence[Exchanged], *, source: str, on: date) -> Entry:
    """The processor changed money into the currency of its account with us, or back: at its own rate."""
    lines = tuple(
        line
        for part in parts
        for line in (
            Line(fund_key(part.fund), Role.EXCHANGE, Role.CLEARING, part.given),
            Line(fund_key(part.fund), Role.CLEARING, Role.EXCHANGE, part.got),
        )
    )
    return Entry("currency_exchanged", source, on, lines)


def payout_sent(payout: Payout, shares: Mapping[FundKey, Money], *, on: date) -> Entry:
    """Money left the processor for our bank: of each fund its share, of a negative one the other way."""
    lines = tuple(
        _moved(fund, Role.IN_TRANSIT, Role.CLEARING, share)
        for fund, share in shares.items()
        if not share.is_zero
    )
    return Entry("payout_sent", payout.source, on, lines)


def payout_arrived(source: str, shares: Mapping[FundKey, Money], *, on: date) -> Entry:
    """The bank statement shows a payout: of each fund its share, of a negative one the other way."""
    lines = tuple(
        _moved(fund, Role.BANK, Role.IN_TRANSIT, share)
        for fund, share in shares.items()
        if not share.is_zero
    )
    return Entry("payout_arrived", source, on, lines)


def payout_returned(source: str, shares: Mapping[FundKey, Money], *, on: date) -> Entry:
    """The bank sent a payout back that had come before: it fails at the processor as well."""
    lines = tuple(
        _moved(fund, Role.IN_TRANSIT, Role.BANK, share)
        for fund, share in shares.items()
        if not share.is_zero
    )
    return Entry("payout_returned", source, on, lines)


def exchange_difference(fund: Fund, more: Money, *, source: str, on: date) -> Entry:
    """A refund came back at another rate than it went: what our account has more by that, or less."""
    moved = _moved(fund_key(fund), Role.CLEARING, Role.EXCHANGE, more)
    return Entry("exchange_difference", source, on, (moved,))


def processor_fee_charged(line: BalanceTransaction, fund: Fund, *, on: date) -> Entry:
    """The processor charged for something that is no payment of ours, or gave such a fee back."""
    moved = _moved(fund_key(fund), Role.PROCESSING_FEES, Role.CLEARING, -line.net)
    return Entry("processor_fee_charged", line.external_id, on, (moved,), memo=line.description)


def topup_received(line: BalanceTransaction, fund: Fund, *, on: date) -> Entry:
    """We sent money from our bank to the processor's account, or took it back."""
    moved = _moved(fund_key(fund), Role.CLEARING, Role.IN_TRANSIT, line.net)
    return Entry("topup_received", line.external_id, on, (moved,))


def difference_suspended(source: str, amount: Money, fund: Fund, *, on: date, memo: str) -> Entry:
    """Staff booked what the processor's account has more than our books, or less: it is in suspense."""
    moved = _moved(fund_key(fund), Role.CLEARING, Role.SUSPENSE, amount)
    return Entry("difference_suspended", source, on, (moved,), memo=memo)


def fee_corrected(source: str, fund: Fund, *, was: Money, fee: Money, on: date, memo: str) -> Entry:
    """Staff replaced the fee that was booked for a payment by the one on the processor's account."""
    key = fund_key(fund)
    both = ((Role.CLEARING, Role.PROCESSING_FEES, was), (Role.PROCESSING_FEES, Role.CLEARING, fee))
    lines = tuple(
        _moved(key, debit, credit, amount) for debit, credit, amount in both if not amount.is_zero
    )
    return Entry("fee_corrected", source, on, lines, memo=memo)


def _moved(fund: FundKey, debit: Role, credit: Role, amount: Money) -> Line:
    """The line that moves a signed amount: a negative one runs the other way."""
    if amount.minor < 0:
        return Line(fund, credit, debit, -amount)
    return Line(fund, debit, credit, amount)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the books keep the money of one payment: under which source, fund and account."""

    source: str
    fund: FundKey
    role: Role


def place_of_gift(donation: Donation) -> Place:
    """A received gift is income of its fund."""
    return Place(donation.reference, fund_key(donation.fund), Role.CONTRIBUTIONS)


def place_of_invoice(invoice: Invoice) -> Place:
    """What settled an invoice covers what the sponsor owed."""
    return Place(invoice.number, fund_key(invoice.fund), Role.RECEIVABLES)


def place_of_misfit(payment: Payment, general: Fund) -> Place:
    """What fits nothing waits in suspense."""
    return Place(payment.reference, fund_key(general), Role.SUSPENSE)


def dispute_withdrawn(
    movement: DisputeMovement, dispute: Dispute, place: Place, *, on: date
) -> Entry:
    """The payer's bank took the money: it is not decided yet whose it is."""
    line = Line(place.fund, Role.DISPUTED, Role.CLEARING, movement.amount)
    return Entry("dispute_withdrawn", _of_movement(movement, dispute, place), on, (line,))


def dispute_reinstated(
    movement: DisputeMovement, dispute: Dispute, place: Place, *, on: date
) -> Entry:
    """The payer's bank gave the money back to us."""
    line = Line(place.fund, Role.CLEARING, Role.DISPUTED, movement.amount)
    return Entry("dispute_reinstated", _of_movement(movement, dispute, place), on, (line,))


def dispute_fee_charged(
    movement: DisputeMovement, dispute: Dispute, place: Place, *, on: date
) -> Entry:
    """The processor charges for a dispute, whoever wins it."""
    line = Line(place.fund, Role.DISPUTE_FEES, Role.CLEARING, movement.fee)
    return Entry("dispute_fee_charged", _of_movement(movement, dispute, place), on, (line,))


def dispute_fee_returned(
    movement: DisputeMovement, dispute: Dispute, place: Place, *, on: date
) -> Entry:
    """In some countries the processor gives its fee back with the money."""
    line = Line(place.fund, Role.CLEARING, Role.DISPUTE_FEES, -movement.fee)
    return Entry("dispute_fee_returned", _of_movement(movement, dispute, place), on, (line,))


def _of_movement(movement: DisputeMovement, dispute: Dispute, place: Place) -> str:
    return f"{place.source}:{dispute.reference}:{movement.ordinal}"


def dispute_lost(
    dispute: Dispute, amount: Money, place: Place, *, turn: int = 1, on: date
) -> Entry:
    """It is decided: the money was not ours. It leaves the place where the payment was booked."""
    line = Line(place.fund, place.role, Role.DISPUTED, amount)
    return Entry("dispute_lost", _turned(f"{place.source}:{dispute.reference}", turn), on, (line,))


def dispute_recovered(
    dispute: Dispute, amount: Money, place: Place, *, turn: int = 1, on: date
) -> Entry:
    """A lost dispute was turned by an appeal, or the bank gave back more than it had to."""
    line = Line(place.fund, Role.DISPUTED, place.role, amount)
    source = _turned(f"{place.source}:{dispute.reference}", turn)
    return Entry("dispute_recovered", source, on, (line,))


def misfit_taken(
    payment: Payment, amount: Money, place: Place, general: Fund, *, turn: int = 1, on: date
) -> Entry:
    """Refunds and disputes took more than the payment's place holds: a person has to get it back."""
    lines = _out_of_suspense(fund_key(general), place.fund, place.role, amount)
    return Entry("misfit_taken", _turned(f"{place.source}:{payment.reference}", turn), on, lines)


def misfit_kept(
    payment: Payment, amount: Money, place: Place, general: Fund, *, turn: int = 1, on: date
) -> Entry:
    """Money came back to us that the payment's place has no room for, or not any more."""
    lines = tuple(
        Line(line.fund, line.credit, line.debit, line.amount)
        for line in _out_of_suspense(fund_key(general), place.fund, place.role, amount)
    )
    return Entry("misfit_kept", _turned(f"{place.source}:{payment.reference}", turn), on, lines)


def _turned(source: str, turn: int) -> str:
    return source if turn == 1 else f"{source}:{turn}"


def invoice_payment_returned(refund: Refund, invoice: Invoice, *, on: date) -> Entry:
    """A sponsor's payment was given back: the sponsor owes it again."""
    line = Line(fund_key(invoice.fund), Role.RECEIVABLES, Role.CLEARING, refund.amount)
    source = f"{invoice.number}:{refund.reference}"
    return Entry("invoice_payment_returned", source, on, (line,))


def invoice_issued(invoice: Invoice, *, on: date) -> Entry:
    """The sponsor owes us the fee, of which none is earned yet, and the taxes, which we owe to states."""
    fund = fund_key(invoice.fund)
    lines = tuple(
        Line(fund, Role.RECEIVABLES, role, amount)
        for role, amount in (
            (Role.DEFERRED_REVENUE, invoice.net),
            (Role.TAX_PAYABLE, invoice.tax),
        )
        if amount.is_positive
    )
    return Entry("invoice_issued", invoice.number, on, lines)


def invoice_paid_online(invoice: Invoice, payment: Payment, amount: Money, *, on: date) -> Entry:
    """The sponsor paid on the processor's page; `amount` of it settles what was outstanding."""
    line = Line(fund_key(invoice.fund), Role.CLEARING, Role.RECEIVABLES, amount)
    return Entry("invoice_paid", f"{invoice.number}:{payment.reference}", on, (line,))


def invoice_paid_by_bank(invoice: Invoice, transfer: BankTransfer, *, on: date) -> Entry:
    """The sponsor's transfer or cheque reached our bank."""
    line = Line(fund_key(invoice.fund), Role.BANK, Role.RECEIVABLES, transfer.amount)
    return Entry("invoice_paid", f"{invoice.number}:{transfer.reference}", on, (line,))


def credit_note_issued(invoice: Invoice, note: CreditNote, *, unearned: Money, on: date) -> Entry:
    """Less is owed: its tax in proportion, the rest from what is not earned yet, and only then from income.

    `unearned` is what the invoice still holds in deferred revenue before this note.
    """
    from_deferred = min(note.amount - note.tax, unearned)
    from_income = note.amount - note.tax - from_deferred
    fund = fund_key(invoice.fund)
    lines = tuple(
        Line(fund, role, Role.RECEIVABLES, amount)
        for role, amount in (
            (Role.DEFERRED_REVENUE, from_deferred),
            (Role.SPONSORSHIP_INCOME, from_income),
            (Role.TAX_PAYABLE, note.tax),
        )
        if amount.is_positive
    )
    return Entry("credit_note_issued", f"{invoice.number}:{note.number}", on, lines)


def invoice_written_off(
    invoice: Invoice, write_off: WriteOff, *, unearned: Money, on: date
) -> Entry:
    """It will not be paid: what is not earned yet never will be, and the rest is a bad debt.

    The tax stays owed to the state: whether that gives it back is not ours to say.
    """
    net = write_off.amount - invoice.tax_within(write_off.amount)
    from_deferred = min(net, unearned)
    fund = fund_key(invoice.fund)
    lines = tuple(
        Line(fund, role, Role.RECEIVABLES, amount)
        for role, amount in (
            (Role.DEFERRED_REVENUE, from_deferred),
            (Role.BAD_DEBTS, write_off.amount - from_deferred),
        )
        if amount.is_positive
    )
    return Entry("invoice_written_off", source_of_write_off(invoice, write_off), on, lines)


def source_of_write_off(invoice: Invoice, write_off: WriteOff) -> str:
    """Under which name the journal has it."""
    return f"{invoice.number}:{write_off.reference}"


def revenue_earned(invoice: Invoice, amount: Money, *, month_end: date, on: date) -> Entry:
    """A month of the term is over: that much of the fee is earned.

    `on` is the last day of the month, or the day of the invoice if that came later.
    """
    line = Line(fund_key(invoice.fund), Role.DEFERRED_REVENUE, Role.SPONSORSHIP_INCOME, amount)
    return Entry("revenue_earned", f"{invoice.number}:{month_end.isoformat()}", on, (line,))


def restriction_released(
    fund: Fund, general: Fund, amount: Money, *, month: str, on: date
) -> Entry:
    """The time for which donors restricted a fund is over: what it has of its own is free now.

    The money itself stays where it is; the fund holds it for the general one from here on.
    """
    lines = (
        Line(fund_key(fund), Role.RELEASED, Role.BETWEEN_FUNDS, amount),
        Line(fund_key(general), Role.BETWEEN_FUNDS, Role.RELEASED, amount),
    )
    return Entry("restriction_released", f"{fund.slug}:{month}", on, lines)


def earned_in_turn(earned: Money, *, before: Money, part: Money) -> Money:
    """How much of one part of a fee is earned when so much of the whole is; earlier parts come first."""
    beyond = max(earned - before, Money.zero(part.currency))
    return min(beyond, part)


def earned_through(net: Money, *, starts_on: date, ends_on: date, day: date) -> Money:
    """How much of `net` is earned when `day` is over: by days, whole cents, all of it at the end."""
    if day < starts_on:
        return Money.zero(net.currency)
    if day >= ends_on:
        return net
    days = (ends_on - starts_on).days + 1
    elapsed = (day - starts_on).days + 1
    return Money(net.minor * elapsed // days, net.currency)
