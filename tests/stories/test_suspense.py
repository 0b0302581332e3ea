"""Money that fits nothing: booked to suspense, and what a person decides about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from sponsorship.donations.models import Donation
from sponsorship.errors import Invalid
from sponsorship.funds import queries as funds
from sponsorship.invoicing import queries as invoices
from sponsorship.invoicing.models import Invoice
from sponsorship.money import Money
from sponsorship.payments.models import Checkout, DisputeStatus
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.suspense import queries as cases
from sponsorship.suspense.models import SuspenseCase
from sponsorship.suspense.operations import MoreThanWaits
from sponsorship.workflows import billing, deciding
from tests.stories.telling import FINANCE, Story
from tests.stories.test_disputes import sound

GRACE = deciding.Giver("Grace Hopper", "grace@example.org")


def _pay_another_amount(story: Story, paid: Money) -> str:
    """A gift of 100 dollars is agreed, and that comes: the processor's id of the payment."""
    page = story.page_of(story.submit(story.fill_in("100.00")))
    payment = story.processor.pay(page, amount=paid)
    story.hear("checkout.session.completed", page)
    return payment


def _pay_invoice(story: Story, invoice: Invoice, paid: Money | None = None) -> str:
    page = story.page_of(
        billing.start_payment(
            story.database,
            story.processor,
            invoice.public_token,
            foundation=story.foundation,
            at=story.now,
        )
    )
    payment = story.processor.pay(page, amount=paid)
    story.hear("checkout.session.completed", page)
    return payment


def _case(story: Story, number: int = 1) -> SuspenseCase:
    with story.database.reading() as session:
        return cases.get(session, number)


def _count(story: Story, amount: str, *, fund: str = "general", **changes: Any) -> Donation:
    facts: dict[str, Any] = {"giver": GRACE, "reason": "She wrote to us.", "key": None} | changes
    with story.database.unit_of_work() as session:
        donation = deciding.count_as_gift(
            session,
            cases.get(session, facts.get("number", 1)),
            facts["giver"],
            funds.by_slug(session, fund),
            amount=Money.parse(amount, facts.get("currency", "USD")),
            reason=facts["reason"],
            form_key=facts["key"],
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )
    story.work()
    return donation


def _return(story: Story, amount: str, *, number: int = 1, key: str | None = None) -> None:
    with story.database.unit_of_work() as session:
        deciding.give_back(
            session,
            cases.get(session, number),
            amount=Money.parse(amount, "USD"),
            reason="not ours",
            form_key=key,
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )
    story.work()


def _settle(story: Story, invoice: Invoice, amount: str) -> None:
    with story.database.unit_of_work() as session:
        deciding.settle_invoice(
            session,
            cases.get(session, 1),
            invoices.get(session, invoice.id, for_update=True),
            amount=Money.parse(amount, "USD"),
            reason="They meant this one.",
            form_key=None,
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )
    story.work()


def _void(story: Story, sponsorship: Sponsorship) -> None:
    with story.database.unit_of_work() as session:
        billing.void_invoice(
            session,
            invoices.get(session, story.invoice_of(sponsorship).id, for_update=True),
            reason="wrong address",
            foundation=story.foundation,
            at=story.now,
            by=FINANCE,
        )


class TestWhatFitsNothing:
    def test_another_amount_waits_and_the_gift_is_not_received(self, story: Story) -> None:
        """Reliability, row 4."""
        _pay_another_amount(story, Money(9_000, "USD"))

        assert story.cases() == ["amount_differs waiting 90.00 USD"]
        assert _case(story).sentence == "Gift D-2026-000001 was to be $100.00, and $90.00 came."
        assert story.receipts() == []

    def test_another_currency_waits(self, story: Story) -> None:
        _pay_another_amount(story, Money(10_000, "EUR"))

        assert story.cases() == ["currency_differs waiting 100.00 EUR"]
        assert story.journal()[-1] == "  Cr suspense/general  100.00 EUR"

    def test_a_gift_paid_in_two_tabs_is_one_gift_and_the_other_payment_waits(
        self, story: Story
    ) -> None:
        donation = story.give("100.00")
        [paid] = story.processor.payments.values()
        story.processor.payments["pay_twice"] = replace(
            paid, external_id="pay_twice", charge_external_id="charge_twice"
        )
        story.hear("charge.updated", "pay_twice")

        assert story.cases() == ["nothing_owed waiting 100.00 USD"]
        assert "was received already" in _case(story).sentence
        assert story.receipts() == ["R-2026-00001 issued"]
        assert story.again(donation).amount == Money(10_000, "USD")

    def test_money_for_a_void_invoice_of_a_cancelled_sponsorship_waits(self, story: Story) -> None:
        """Reliability, row 26: the money is always booked."""
        sponsorship = story.contracted()
        invoice = story.invoice_of(sponsorship)
        page = story.page_of(
            billing.start_payment(
                story.database, story.processor, invoice.public_token,
                foundation=story.foundation, at=story.now,
            )
        )  # fmt: skip
        _void(story, sponsorship)
        story.processor.pay(page)
        story.hear("checkout.session.completed", page)

        assert story.cases() == ["nothing_owed waiting 11000.00 USD"]
        assert _case(story).sentence == "Invoice I-2026-00001 is void, and $11,000.00 came for it."

    def test_an_invoice_overpaid_is_settled_and_only_the_rest_waits(self, story: Story) -> None:
        sponsorship = story.contracted()
        _pay_invoice(story, story.invoice_of(sponsorship), Money(1_150_000, "USD"))

        assert story.invoice_of(sponsorship).status.value == "paid"
        assert story.sponsorship(sponsorship).status.value == "confirmed"
        assert story.journal()[-6:] == [
            "2026-03-02 misfit_received P-2026-000001",
            "  Dr stripe-clearing/general  500.00 USD",
            "  Cr suspense/general  500.00 USD",
            "2026-03-02 invoice_paid I-2026-00001:P-2026-000001",
            "  Dr stripe-clearing/general  11000.00 USD",
            "  Cr receivables/general  11000.00 USD",
        ]
        assert story.cases() == ["amount_differs waiting 500.00 USD"]

    def test_a_payment_for_a_gift_that_is_gone_waits_after_some_days(self, story: Story) -> None:
        """Reliability, row 22: first it is unknown and tried again, in the end it is booked."""
        story.give("100.00")
        [paid] = story.processor.payments.values()
        story.processor.payments["pay_lost"] = replace(
            paid, external_id="pay_lost", charge_external_id="charge_lost", purpose_id=4_711,
            checkout_id=None,
        )  # fmt: skip
        story.keep("charge.updated", "pay_lost")
        story.queue.waiting.clear()
        story.pass_time(days=4)
        story.processor.news.clear()
        story.hear("charge.updated", "pay_lost")

        assert story.cases() == ["unknown_payer waiting 100.00 USD"]


class TestCountingAsAGift:
    def test_it_is_income_with_a_receipt_of_the_day_it_was_charged(self, story: Story) -> None:
        _pay_another_amount(story, Money(9_000, "USD"))
        story.pass_time(days=3)
        donation = _count(story, "90.00")

        assert story.journal(donation.reference) == [
            "2026-03-02 misfit_counted_as_gift D-2026-000002:SC-2026-000001",
            "  Dr suspense/general  90.00 USD",
            "  Cr contributions/general  90.00 USD",
        ]
        assert story.cases() == ["amount_differs counted_as_gift 0.00 USD"]
        assert story.receipts() == ["R-2026-00001 issued"]
        assert story.recipients()[-1] == "Grace Hopper <grace@example.org>"

    def test_in_another_fund_the_general_fund_holds_it_for_that_one(self, story: Story) -> None:
        _pay_another_amount(story, Money(9_000, "USD"))
        with story.database.reading() as session:
            other = next(fund for fund in funds.every(session) if fund.slug != "general")
        _count(story, "90.00", fund=other.slug)

        assert story.journal()[-5:] == [
            "2026-03-02 misfit_counted_as_gift D-2026-000002:SC-2026-000001",
            "  Dr suspense/general  90.00 USD",
            "  Cr between-funds/general  90.00 USD",
            f"  Dr between-funds/{other.slug}  90.00 USD",
            f"  Cr contributions/{other.slug}  90.00 USD",
        ]

    def test_undoing_it_withdraws_gift_and_receipt_and_it_can_be_decided_anew(
        self, story: Story
    ) -> None:
        _pay_another_amount(story, Money(9_000, "USD"))
        donation = _count(story, "90.00")
        with story.database.unit_of_work() as session:
            [decision] = cases.standing(session, cases.get(session, 1))
            deciding.undo_gift(
                session, decision, reason="It was Ada's.", foundation=story.foundation,
                at=story.now, by=FINANCE,
            )  # fmt: skip
        story.work()

        assert story.again(donation).status.value == "withdrawn"
        assert story.receipts() == ["R-2026-00001 void"]
        assert story.cases() == ["amount_differs waiting 90.00 USD"]
        assert story.subjects()[-1] == "Receipt R-2026-00001 is withdrawn"
        with story.database.unit_of_work() as session, pytest.raises(deciding.CannotBeUndone):
            deciding.undo_gift(
                session, decision, reason="again", foundation=story.foundation,
                at=story.now, by=FINANCE,
            )  # fmt: skip

        _count(story, "90.00", giver=deciding.Giver("Ada Byron", "ada@example.org"))
        assert story.receipts() == ["R-2026-00001 void", "R-2026-00002 issued"]

    def test_the_same_form_twice_is_one_gift(self, story: Story) -> None:
        _pay_another_amount(story, Money(9_000, "USD"))

        first = _count(story, "40.00", key="the-same-form")
        second = _count(story, "40.00", key="the-same-form")

        assert first.id == second.id
        assert story.cases() == ["amount_differs waiting 50.00 USD"]

    def test_a_gift_needs_a_reason_an_amount_that_waits_and_its_currency(
        self, story: Story
    ) -> None:
        _pay_another_amount(story, Money(10_000, "EUR"))
        with story.database.reading() as session:
            other = next(fund for fund in funds.every(session) if fund.slug != "general")

        with pytest.raises(Invalid):
            _count(story, "90.00", currency="EUR", reason=" ")
        with pytest.raises(MoreThanWaits, match=r"Only €100\.00"):
            _count(story, "100.01", currency="EUR")
        with pytest.raises(deciding.OtherCurrency):
            _count(story, "90.00", currency="EUR", fund=other.slug)
        with pytest.raises(Invalid):
            deciding.Giver("", "grace@example.org")

        assert story.cases() == ["currency_differs waiting 100.00 EUR"]


class TestGivingBack:
    def test_it_leaves_suspense_when_the_processor_says_that_it_went(self, story: Story) -> None:
        _pay_another_amount(story, Money(9_000, "USD"))
        _return(story, "90.00", key="once")
        _return(story, "90.00", key="once")

        assert story.journal()[-3:] == [
            "2026-03-02 misfit_refunded P-2026-000001:RF-2026-000001",
            "  Dr suspense/general  90.00 USD",
            "  Cr stripe-clearing/general  90.00 USD",
        ]
        assert story.cases() == ["amount_differs returned 0.00 USD"]

    def test_a_refund_that_comes_back_waits_again(self, story: Story) -> None:
        payment = _pay_another_amount(story, Money(9_000, "USD"))
        _return(story, "90.00")
        story.processor.return_refund(payment)
        story.hear("refund.failed", payment)

        assert story.cases() == ["amount_differs waiting 90.00 USD"]
        assert story.journal()[-3] == (
            "2026-03-02 misfit_refunded_reversed P-2026-000001:RF-2026-000001"
        )

    def test_what_is_on_its_way_back_cannot_be_decided_about(self, story: Story) -> None:
        _pay_another_amount(story, Money(9_000, "USD"))
        with story.database.unit_of_work() as session:
            deciding.give_back(
                session, cases.get(session, 1), amount=Money(6_000, "USD"), reason="a part",
                form_key=None, foundation=story.foundation, at=story.now, by=FINANCE,
            )  # fmt: skip

        with pytest.raises(MoreThanWaits, match=r"Only \$30.00"):
            _count(story, "30.01")
        _count(story, "30.00")
        story.work()

        assert story.cases() == ["amount_differs returned 0.00 USD"]

    def test_more_given_back_elsewhere_than_waits_is_missing_until_it_comes_back(
        self, story: Story
    ) -> None:
        payment = _pay_another_amount(story, Money(9_000, "USD"))
        _count(story, "50.00")
        story.processor.give_back(payment, Money(9_000, "USD"))
        story.hear("charge.refunded", payment)

        assert story.cases() == [
            "amount_differs returned 0.00 USD",
            "overlap waiting 50.00 USD",
        ]
        assert _case(story, 2).is_shortfall
        with pytest.raises(deciding.NotPaidOnline):
            _return(story, "1.00", number=2)

        story.processor.return_refund(payment)
        story.hear("refund.failed", payment)
        assert story.cases() == [
            "amount_differs waiting 40.00 USD",
            "overlap returned 0.00 USD",
        ]


class TestTwoCasesOfOnePayment:
    """90 dollars wait, the bank takes 60 of them for good, and gives 20 of these back."""

    @pytest.fixture
    def payment(self, story: Story) -> str:
        payment = _pay_another_amount(story, Money(9_000, "USD"))
        self.dispute = story.processor.dispute(payment, Money(6_000, "USD"))
        story.processor.decide(self.dispute, DisputeStatus.LOST)
        story.hear("charge.dispute.closed", payment)
        story.processor.reinstate(self.dispute, Money(2_000, "USD"))
        story.hear("charge.dispute.funds_reinstated", payment)
        assert story.cases() == [
            "amount_differs waiting 30.00 USD",
            "nothing_owed waiting 20.00 USD",
        ]
        return payment

    def test_what_goes_back_is_taken_from_both_the_oldest_first_and_comes_back_to_both(
        self, story: Story, payment: str
    ) -> None:
        story.processor.give_back(payment, Money(4_000, "USD"))
        story.hear("charge.refunded", payment)
        assert story.cases() == [
            "amount_differs returned 0.00 USD",
            "nothing_owed waiting 10.00 USD",
        ]

        story.processor.return_refund(payment)
        story.hear("refund.failed", payment)
        assert story.cases() == [
            "amount_differs waiting 30.00 USD",
            "nothing_owed waiting 20.00 USD",
        ]
        sound(story)

    def test_the_second_one_is_decided_about_like_the_first(
        self, story: Story, payment: str
    ) -> None:
        with pytest.raises(MoreThanWaits, match=r"Only \$20\.00"):
            _count(story, "20.01", number=2)
        _count(story, "15.00", number=2)
        _return(story, "5.00", number=2)
        assert story.cases() == [
            "amount_differs waiting 25.00 USD",
            "nothing_owed waiting 5.00 USD",
        ]

        story.processor.reinstate(self.dispute, Money(4_000, "USD"))
        story.hear("charge.dispute.funds_reinstated", payment)
        story.processor.give_back(payment, Money(7_000, "USD"))
        story.hear("charge.refunded", payment)
        assert [one.split()[1] for one in story.cases()] == ["returned", "returned", "returned"]
        sound(story)

    def test_what_was_paid_too_much_settles_the_next_invoice(self, story: Story) -> None:
        first = story.contracted()
        _pay_invoice(story, story.invoice_of(first), Money(1_150_000, "USD"))
        second = story.contracted(name="Badger Ltd")
        _settle(story, story.invoice_of(second), "500.00")

        assert story.journal()[-3:] == [
            "2026-03-02 misfit_settled_invoice I-2026-00002:SC-2026-000001.1",
            "  Dr suspense/general  500.00 USD",
            "  Cr receivables/general  500.00 USD",
        ]
        assert story.invoice_of(second).outstanding == Money(1_050_000, "USD")
        assert story.cases() == ["amount_differs settled_invoice 0.00 USD"]
        assert story.subjects()[-1].startswith("We received $500.00 for invoice")

    def test_an_invoice_in_another_currency_is_refused(self, story: Story) -> None:
        _pay_another_amount(story, Money(9_000, "EUR"))
        sponsorship = story.contracted()

        with pytest.raises(deciding.OtherCurrency):
            _settle(story, story.invoice_of(sponsorship), "90.00")


def test_failure_07_two_tabs_with_one_form_are_one_page_and_one_gift(story: Story) -> None:
    gift = story.fill_in("100.00")
    pages = {story.page_of(story.submit(gift)) for _ in range(2)}

    assert len(pages) == 1
    story.processor.pay(pages.pop())
    assert story.count(Donation) == 1


def test_failure_08_another_amount_is_a_new_attempt_with_a_key_of_its_own(story: Story) -> None:
    gift = story.fill_in("100.00")
    story.submit(gift)
    changed = replace(gift, amount=Money(12_500, "USD"))
    page = story.page_of(story.submit(changed))
    story.processor.pay(page)
    story.hear("checkout.session.completed", page)

    with story.database.reading() as session:
        attempts = session.scalars(sa.select(Checkout).order_by(Checkout.id)).all()
    assert [(one.attempt, one.idempotency_key, str(one.amount)) for one in attempts] == [
        (1, "donation:1:checkout:1", "100.00 USD"),
        (2, "donation:1:checkout:2", "125.00 USD"),
    ]
    assert story.cases() == []
    assert story.receipts() == ["R-2026-00001 issued"]
