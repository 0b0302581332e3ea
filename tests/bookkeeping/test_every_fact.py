"""The accountant's page: one printed entry per fact."""

from collections.abc import Callable
from datetime import date

import pytest

from sponsorship import bookkeeping
from sponsorship.donations.models import Donation
from sponsorship.funds.models import Fund, Restriction
from sponsorship.invoicing.models import BankTransfer, CreditNote, Invoice, WriteOff
from sponsorship.ledger.models import Role
from sponsorship.ledger.posting import Entry, FundKey
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
from tests.clock import NOW, TODAY

FUND = Fund(id=1, slug="general", name="General fund", restriction=Restriction.NONE, currency="USD")
JUBILEE = Fund(id=2, slug="jubilee", restriction=Restriction.TIME, currency="USD")
GIFT = Donation(id=12, begun_at=NOW, amount_minor=10_000, currency="USD", fund=FUND)
PAYMENT = Payment(id=5, begun_at=NOW, amount_minor=10_000, currency="USD")
OTHER_FUND = Fund(id=2, slug="pypi", name="PyPI", restriction=Restriction.NONE, currency="USD")
CASE = SuspenseCase(id=6, opened_at=NOW, amount_minor=9_000, currency="USD")
REMITTANCE = Remittance(id=8, requested_at=NOW, amount_minor=7_500, currency="USD")
REFUND = Refund(id=3, requested_at=NOW, amount_minor=2_500, currency="USD")
INVOICE = Invoice(
    id=9, series="I", year=2026, sequence=4, total_minor=1_100_000, tax_minor=0, currency="USD",
    fund=FUND,
)  # fmt: skip
DISPUTE = Dispute(id=6, opened_at=NOW, amount_minor=4_000, currency="USD")
TAKEN = DisputeMovement(
    ordinal=1, amount_minor=4_000, currency="USD", fee_minor=1_500, fee_currency="USD"
)
GIVEN = DisputeMovement(
    ordinal=2, amount_minor=4_000, currency="USD", fee_minor=-1_500, fee_currency="USD"
)
TRANSFER = BankTransfer(id=2, received_on=TODAY, amount_minor=400_000, currency="USD")
PAYOUT = Payout(id=4, begun_at=NOW, amount_minor=12_000, currency="USD", bookings=1)
SHARES = {
    FundKey(1, "general"): Money(15_000, "USD"),
    FundKey(2, "security"): Money(-3_000, "USD"),
    FundKey(3, "jobs"): Money(0, "USD"),
}
FEE_LINE = BalanceTransaction(
    external_id="txn_9", net_minor=-200, currency="USD", description="Billing, October"
)
TOPUP_LINE = BalanceTransaction(external_id="txn_8", net_minor=50_000, currency="USD")
NOTE = CreditNote(
    series="CN", year=2026, sequence=1, amount_minor=30_000, tax_minor=0, currency="USD"
)
TAXED = Invoice(
    id=10, series="I", year=2026, sequence=5, total_minor=119_000, tax_minor=19_000, currency="USD",
    fund=FUND,
)  # fmt: skip
WRITE_OFF = WriteOff(id=3, requested_at=NOW, amount_minor=59_500, currency="USD")
TAXED_NOTE = CreditNote(
    series="CN", year=2026, sequence=2, amount_minor=11_900, tax_minor=1_900, currency="USD"
)


def gift_place() -> bookkeeping.Place:
    return bookkeeping.place_of_gift(GIFT)


def _printed(entry: Entry) -> list[str]:
    head = [f"{entry.on} {entry.fact} {entry.source}"]
    return head + [
        f"{side} {role.value}/{line.fund.slug} {line.amount}"
        for line in entry.lines
        for side, role in (("Dr", line.debit), ("Cr", line.credit))
    ]


ENTRIES: list[tuple[Callable[[], Entry], str, list[str]]] = [
    (
        lambda: bookkeeping.donation_received(GIFT, on=TODAY),
        "donation_received D-2026-000012",
        ["Dr stripe-clearing/general 100.00 USD", "Cr contributions/general 100.00 USD"],
    ),
    (
        lambda: bookkeeping.donation_received_by_bank(GIFT, on=TODAY),
        "donation_received D-2026-000012",
        ["Dr bank/general 100.00 USD", "Cr contributions/general 100.00 USD"],
    ),
    (
        lambda: bookkeeping.fee_charged(
            PAYMENT, FUND, Money(320, "USD"), on=TODAY, source=GIFT.reference
        ),
        "fee_charged D-2026-000012:P-2026-000005",
        ["Dr processing-fees/general 3.20 USD", "Cr stripe-clearing/general 3.20 USD"],
    ),
    (
        lambda: bookkeeping.donation_refunded(REFUND, GIFT, on=TODAY),
        "donation_refunded D-2026-000012:RF-2026-000003",
        ["Dr contributions/general 25.00 USD", "Cr stripe-clearing/general 25.00 USD"],
    ),
    (
        lambda: bookkeeping.misfit_received(PAYMENT, FUND, PAYMENT.amount, on=TODAY),
        "misfit_received P-2026-000005",
        ["Dr stripe-clearing/general 100.00 USD", "Cr suspense/general 100.00 USD"],
    ),
    (
        lambda: bookkeeping.misfit_refunded(REFUND, PAYMENT, FUND, on=TODAY),
        "misfit_refunded P-2026-000005:RF-2026-000003",
        ["Dr suspense/general 25.00 USD", "Cr stripe-clearing/general 25.00 USD"],
    ),
    (
        lambda: bookkeeping.misfit_counted_as_gift(CASE, GIFT, FUND, on=TODAY),
        "misfit_counted_as_gift D-2026-000012:SC-2026-000006",
        ["Dr suspense/general 100.00 USD", "Cr contributions/general 100.00 USD"],
    ),
    (
        lambda: bookkeeping.misfit_counted_as_gift(
            CASE, GIFT, OTHER_FUND, fee=Money(320, "USD"), on=TODAY
        ),
        "misfit_counted_as_gift D-2026-000012:SC-2026-000006",
        [
            "Dr suspense/pypi 96.80 USD",
            "Cr between-funds/pypi 96.80 USD",
            "Dr between-funds/general 96.80 USD",
            "Cr contributions/general 96.80 USD",
            "Dr processing-fees/general 3.20 USD",
            "Cr contributions/general 3.20 USD",
        ],
    ),
    (
        lambda: bookkeeping.misfit_remitted(REMITTANCE, OTHER_FUND, on=TODAY),
        "misfit_remitted RM-2026-000008",
        ["Dr suspense/pypi 75.00 USD", "Cr bank/pypi 75.00 USD"],
    ),
    (
        lambda: bookkeeping.exchange_difference(
            FUND, Money(-280, "USD"), source="D-1:RF-1", on=TODAY
        ),
        "exchange_difference D-1:RF-1",
        ["Dr currency-exchange/general 2.80 USD", "Cr stripe-clearing/general 2.80 USD"],
    ),
    (
        lambda: bookkeeping.misfit_settled_invoice(
            CASE, INVOICE, OTHER_FUND, Money(9_000, "USD"), turn=2, on=TODAY
        ),
        "misfit_settled_invoice I-2026-00004:SC-2026-000006.2",
        [
            "Dr suspense/pypi 90.00 USD",
            "Cr between-funds/pypi 90.00 USD",
            "Dr between-funds/general 90.00 USD",
            "Cr receivables/general 90.00 USD",
        ],
    ),
    (
        lambda: bookkeeping.unknown_money_arrived(
            "BL-2026-000003:1", FUND, Money(7_500, "USD"), on=TODAY
        ),
        "unknown_money_arrived BL-2026-000003:1",
        ["Dr bank/general 75.00 USD", "Cr suspense/general 75.00 USD"],
    ),
    (
        lambda: bookkeeping.currency_exchanged(
            [bookkeeping.Exchanged(FUND, Money(10_000, "EUR"), Money(10_850, "USD"))],
            source="D-2026-000012:P-1",
            on=TODAY,
        ),
        "currency_exchanged D-2026-000012:P-1",
        [
            "Dr currency-exchange/general 100.00 EUR",
            "Cr stripe-clearing/general 100.00 EUR",
            "Dr stripe-clearing/general 108.50 USD",
            "Cr currency-exchange/general 108.50 USD",
        ],
    ),
    (
        lambda: bookkeeping.payout_sent(PAYOUT, SHARES, on=TODAY),
        "payout_sent PO-2026-000004",
        [
            "Dr payouts-in-transit/general 150.00 USD",
            "Cr stripe-clearing/general 150.00 USD",
            "Dr stripe-clearing/security 30.00 USD",
            "Cr payouts-in-transit/security 30.00 USD",
        ],
    ),
    (
        lambda: bookkeeping.payout_arrived("PO-2026-000004:BL-2026-000003:1", SHARES, on=TODAY),
        "payout_arrived PO-2026-000004:BL-2026-000003:1",
        [
            "Dr bank/general 150.00 USD",
            "Cr payouts-in-transit/general 150.00 USD",
            "Dr payouts-in-transit/security 30.00 USD",
            "Cr bank/security 30.00 USD",
        ],
    ),
    (
        lambda: bookkeeping.payout_returned("PO-2026-000004:BL-2026-000009:1", SHARES, on=TODAY),
        "payout_returned PO-2026-000004:BL-2026-000009:1",
        [
            "Dr payouts-in-transit/general 150.00 USD",
            "Cr bank/general 150.00 USD",
            "Dr bank/security 30.00 USD",
            "Cr payouts-in-transit/security 30.00 USD",
        ],
    ),
    (
        lambda: bookkeeping.processor_fee_charged(FEE_LINE, FUND, on=TODAY),
        "processor_fee_charged txn_9",
        ["Dr processing-fees/general 2.00 USD", "Cr stripe-clearing/general 2.00 USD"],
    ),
    (
        lambda: bookkeeping.topup_received(TOPUP_LINE, FUND, on=TODAY),
        "topup_received txn_8",
        ["Dr stripe-clearing/general 500.00 USD", "Cr payouts-in-transit/general 500.00 USD"],
    ),
    (
        lambda: bookkeeping.difference_suspended(
            "DF-2026-000001:1", Money(1_941, "USD"), FUND, on=TODAY, memo="not ours"
        ),
        "difference_suspended DF-2026-000001:1",
        ["Dr stripe-clearing/general 19.41 USD", "Cr suspense/general 19.41 USD"],
    ),
    (
        lambda: bookkeeping.fee_corrected(
            "DF-2026-000002:1",
            FUND,
            was=Money(320, "USD"),
            fee=Money(325, "USD"),
            on=TODAY,
            memo="the fee was 3.25",
        ),
        "fee_corrected DF-2026-000002:1",
        [
            "Dr stripe-clearing/general 3.20 USD",
            "Cr processing-fees/general 3.20 USD",
            "Dr processing-fees/general 3.25 USD",
            "Cr stripe-clearing/general 3.25 USD",
        ],
    ),
    (
        lambda: bookkeeping.dispute_withdrawn(TAKEN, DISPUTE, gift_place(), on=TODAY),
        "dispute_withdrawn D-2026-000012:DP-2026-000006:1",
        ["Dr disputed-funds/general 40.00 USD", "Cr stripe-clearing/general 40.00 USD"],
    ),
    (
        lambda: bookkeeping.dispute_fee_charged(TAKEN, DISPUTE, gift_place(), on=TODAY),
        "dispute_fee_charged D-2026-000012:DP-2026-000006:1",
        ["Dr dispute-fees/general 15.00 USD", "Cr stripe-clearing/general 15.00 USD"],
    ),
    (
        lambda: bookkeeping.dispute_reinstated(GIVEN, DISPUTE, gift_place(), on=TODAY),
        "dispute_reinstated D-2026-000012:DP-2026-000006:2",
        ["Dr stripe-clearing/general 40.00 USD", "Cr disputed-funds/general 40.00 USD"],
    ),
    (
        lambda: bookkeeping.dispute_fee_returned(GIVEN, DISPUTE, gift_place(), on=TODAY),
        "dispute_fee_returned D-2026-000012:DP-2026-000006:2",
        ["Dr stripe-clearing/general 15.00 USD", "Cr dispute-fees/general 15.00 USD"],
    ),
    (
        lambda: bookkeeping.dispute_lost(DISPUTE, DISPUTE.amount, gift_place(), on=TODAY),
        "dispute_lost D-2026-000012:DP-2026-000006",
        ["Dr contributions/general 40.00 USD", "Cr disputed-funds/general 40.00 USD"],
    ),
    (
        lambda: bookkeeping.dispute_lost(
            DISPUTE, DISPUTE.amount, bookkeeping.place_of_invoice(INVOICE), on=TODAY
        ),
        "dispute_lost I-2026-00004:DP-2026-000006",
        ["Dr receivables/general 40.00 USD", "Cr disputed-funds/general 40.00 USD"],
    ),
    (
        lambda: bookkeeping.dispute_lost(
            DISPUTE, DISPUTE.amount, bookkeeping.place_of_misfit(PAYMENT, FUND), on=TODAY
        ),
        "dispute_lost P-2026-000005:DP-2026-000006",
        ["Dr suspense/general 40.00 USD", "Cr disputed-funds/general 40.00 USD"],
    ),
    (
        lambda: bookkeeping.dispute_recovered(
            DISPUTE, DISPUTE.amount, gift_place(), turn=2, on=TODAY
        ),
        "dispute_recovered D-2026-000012:DP-2026-000006:2",
        ["Dr disputed-funds/general 40.00 USD", "Cr contributions/general 40.00 USD"],
    ),
    (
        lambda: bookkeeping.dispute_recovered(DISPUTE, DISPUTE.amount, gift_place(), on=TODAY),
        "dispute_recovered D-2026-000012:DP-2026-000006",
        ["Dr disputed-funds/general 40.00 USD", "Cr contributions/general 40.00 USD"],
    ),
    (
        lambda: bookkeeping.misfit_kept(PAYMENT, DISPUTE.amount, gift_place(), FUND, on=TODAY),
        "misfit_kept D-2026-000012:P-2026-000005",
        ["Dr contributions/general 40.00 USD", "Cr suspense/general 40.00 USD"],
    ),
    (
        lambda: bookkeeping.misfit_taken(PAYMENT, DISPUTE.amount, gift_place(), FUND, on=TODAY),
        "misfit_taken D-2026-000012:P-2026-000005",
        ["Dr suspense/general 40.00 USD", "Cr contributions/general 40.00 USD"],
    ),
    (
        lambda: bookkeeping.misfit_taken(
            PAYMENT,
            DISPUTE.amount,
            bookkeeping.Place(
                "D-2026-000012", bookkeeping.fund_key(OTHER_FUND), Role.CONTRIBUTIONS
            ),
            FUND,
            on=TODAY,
        ),
        "misfit_taken D-2026-000012:P-2026-000005",
        [
            "Dr suspense/general 40.00 USD",
            "Cr between-funds/general 40.00 USD",
            "Dr between-funds/pypi 40.00 USD",
            "Cr contributions/pypi 40.00 USD",
        ],
    ),
    (
        lambda: bookkeeping.misfit_kept(
            PAYMENT, DISPUTE.amount, gift_place(), FUND, turn=3, on=TODAY
        ),
        "misfit_kept D-2026-000012:P-2026-000005:3",
        ["Dr contributions/general 40.00 USD", "Cr suspense/general 40.00 USD"],
    ),
    (
        lambda: bookkeeping.invoice_payment_returned(REFUND, INVOICE, on=TODAY),
        "invoice_payment_returned I-2026-00004:RF-2026-000003",
        ["Dr receivables/general 25.00 USD", "Cr stripe-clearing/general 25.00 USD"],
    ),
    (
        lambda: bookkeeping.invoice_issued(INVOICE, on=TODAY),
        "invoice_issued I-2026-00004",
        ["Dr receivables/general 11000.00 USD", "Cr deferred-revenue/general 11000.00 USD"],
    ),
    (
        lambda: bookkeeping.invoice_issued(TAXED, on=TODAY),
        "invoice_issued I-2026-00005",
        [
            "Dr receivables/general 1000.00 USD",
            "Cr deferred-revenue/general 1000.00 USD",
            "Dr receivables/general 190.00 USD",
            "Cr tax-payable/general 190.00 USD",
        ],
    ),
    (
        lambda: bookkeeping.credit_note_issued(
            TAXED, TAXED_NOTE, unearned=Money(100_000, "USD"), on=TODAY
        ),
        "credit_note_issued I-2026-00005:CN-2026-00002",
        [
            "Dr deferred-revenue/general 100.00 USD",
            "Cr receivables/general 100.00 USD",
            "Dr tax-payable/general 19.00 USD",
            "Cr receivables/general 19.00 USD",
        ],
    ),
    (
        lambda: bookkeeping.invoice_paid_online(INVOICE, PAYMENT, PAYMENT.amount, on=TODAY),
        "invoice_paid I-2026-00004:P-2026-000005",
        ["Dr stripe-clearing/general 100.00 USD", "Cr receivables/general 100.00 USD"],
    ),
    (
        lambda: bookkeeping.invoice_paid_by_bank(INVOICE, TRANSFER, on=TODAY),
        "invoice_paid I-2026-00004:B-2026-00002",
        ["Dr bank/general 4000.00 USD", "Cr receivables/general 4000.00 USD"],
    ),
    (
        lambda: bookkeeping.credit_note_issued(
            INVOICE, NOTE, unearned=Money(10_000, "USD"), on=TODAY
        ),
        "credit_note_issued I-2026-00004:CN-2026-00001",
        [
            "Dr deferred-revenue/general 100.00 USD",
            "Cr receivables/general 100.00 USD",
            "Dr sponsorship-income/general 200.00 USD",
            "Cr receivables/general 200.00 USD",
        ],
    ),
    (
        lambda: bookkeeping.invoice_written_off(
            TAXED, WRITE_OFF, unearned=Money(40_000, "USD"), on=TODAY
        ),
        "invoice_written_off I-2026-00005:WO-2026-00003",
        [
            "Dr deferred-revenue/general 400.00 USD",
            "Cr receivables/general 400.00 USD",
            "Dr bad-debts/general 195.00 USD",
            "Cr receivables/general 195.00 USD",
        ],
    ),
    (
        lambda: bookkeeping.revenue_earned(
            INVOICE, Money(90_410, "USD"), month_end=date(2026, 3, 31), on=TODAY
        ),
        "revenue_earned I-2026-00004:2026-03-31",
        ["Dr deferred-revenue/general 904.10 USD", "Cr sponsorship-income/general 904.10 USD"],
    ),
    (
        lambda: bookkeeping.restriction_released(
            JUBILEE, FUND, Money(50_000, "USD"), month="2026-03", on=TODAY
        ),
        "restriction_released jubilee:2026-03",
        [
            "Dr released-from-restriction/jubilee 500.00 USD",
            "Cr between-funds/jubilee 500.00 USD",
            "Dr between-funds/general 500.00 USD",
            "Cr released-from-restriction/general 500.00 USD",
        ],
    ),
]


@pytest.mark.parametrize(("fact", "head", "lines"), ENTRIES, ids=[head for _, head, _ in ENTRIES])
def test_a_fact_causes_this_entry(fact: Callable[[], Entry], head: str, lines: list[str]) -> None:
    assert _printed(fact()) == [f"2026-03-02 {head}", *lines]


def test_an_entry_carries_the_words_of_whoever_decided_or_charged() -> None:
    amount = Money(1_941, "USD")
    suspended = bookkeeping.difference_suspended("DF-1", amount, FUND, on=TODAY, memo="not ours")
    corrected = bookkeeping.fee_corrected(
        "DF-2", FUND, was=amount, fee=amount, on=TODAY, memo="the fee was 3.25"
    )
    charged = bookkeeping.processor_fee_charged(FEE_LINE, FUND, on=TODAY)

    assert [one.memo for one in (suspended, corrected, charged)] == [
        "not ours",
        "the fee was 3.25",
        "Billing, October",
    ]


def test_every_fact_has_a_rule_here() -> None:
    rules = {
        name
        for name, rule in vars(bookkeeping).items()
        if callable(rule) and getattr(rule, "__annotations__", {}).get("return") == "Entry"
    }
    by_fact = {fact().fact for fact, _, _ in ENTRIES}

    assert {name.removesuffix("_online").removesuffix("_by_bank") for name in rules} == by_fact


@pytest.mark.parametrize(
    ("day", "minor"),
    [
        (date(2026, 3, 31), 0),
        (date(2026, 4, 1), 3_013),
        (date(2026, 4, 30), 90_410),
        (date(2027, 3, 30), 1_096_986),
        (date(2027, 3, 31), 1_100_000),
        (date(2030, 1, 1), 1_100_000),
    ],
)
def test_a_fee_is_earned_day_by_day_over_its_term(day: date, minor: int) -> None:
    earned = bookkeeping.earned_through(
        Money(1_100_000, "USD"), starts_on=date(2026, 4, 1), ends_on=date(2027, 3, 31), day=day
    )

    assert earned == Money(minor, "USD")
