"""Whole lives of payments, asked for and re-read by the adapter, with the sandbox over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sponsorship.clock import utc_now
from sponsorship.errors import Invalid
from sponsorship.money import Money
from sponsorship.payments.models import Method, PaymentStatus, Purpose, RefundStatus
from sponsorship.payments.processor import (
    CheckoutPage,
    CheckoutState,
    Collection,
    InstalmentState,
    PageStatus,
    PaymentState,
    RecurringState,
    RefundRequest,
)
from sponsorship.payments.stripe.amounts import NotCollectable
from sponsorship.payments.stripe.client import StripeProcessor
from sponsorship.payments.stripe.refusals import (
    AlreadyRefunded,
    PaymentDisputed,
    TooLateToAsk,
    UnknownToProcessor,
)
from tests.stripe.counterpart import Counterpart, checkout_of, only, payment_in


def page_status(processor: StripeProcessor, page: CheckoutPage) -> PageStatus:
    return only(processor.look_up_checkout(page.external_id), CheckoutState).status


def paid(
    sandbox: Counterpart, processor: StripeProcessor, purpose: Purpose = Purpose.DONATION
) -> CheckoutPage:
    page = processor.open_checkout(checkout_of(purpose))
    sandbox.pay(page)
    return page


class TestAOneTimeGift:
    def test_a_page_is_open_until_it_is_paid(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of())
        assert page.url.startswith(sandbox.base)
        (state,) = processor.look_up_checkout(page.external_id)
        assert isinstance(state, CheckoutState)
        assert (state.checkout_id, state.external_id) == (71, page.external_id)
        assert state.status is PageStatus.OPEN

    def test_a_page_remembers_what_it_was_for_and_who_paid(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = paid(sandbox, processor)
        origin = processor.look_up_origin(page.external_id)
        assert origin is not None
        assert (origin.checkout_id, origin.purpose, origin.purpose_id, origin.fund) == (
            71, Purpose.DONATION, 9, "security",
        )  # fmt: skip
        assert (origin.amount, origin.email) == (Money(2500, "USD"), "ada@example.org")
        assert processor.look_up_origin("cs_test_of_nobody") is None

    def test_a_paid_gift_is_settled_and_its_fee_comes_later(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = paid(sandbox, processor)
        assert page_status(processor, page) is PageStatus.COMPLETED
        before = payment_in(processor.look_up_checkout(page.external_id))
        sandbox.let_time_pass("fees")
        after = payment_in(processor.look_up_checkout(page.external_id))

        assert (before.purpose, before.purpose_id, before.checkout_id) == (Purpose.DONATION, 9, 71)
        assert (before.amount, before.method) == (Money(2500, "USD"), Method.CARD)
        assert (before.status, before.failure) == (PaymentStatus.SETTLED, "")
        assert before.fee is None
        assert after.fee == Money(103, "USD")
        assert after.at == before.at
        assert str(after.charge_external_id).startswith("ch_")

    def test_a_declined_card_is_only_a_first_try_while_the_page_is_open(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of())
        sandbox.pay(page, "declined")
        (state,) = processor.look_up_checkout(page.external_id)
        assert isinstance(state, CheckoutState)
        assert state.status is PageStatus.OPEN

        sandbox.pay(page)
        found = payment_in(processor.look_up_checkout(page.external_id))
        assert found.status is PaymentStatus.SETTLED

    def test_a_page_waiting_for_the_banks_confirmation_has_no_payment_yet(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of())
        sandbox.pay(page, "three_d_secure")
        (state,) = processor.look_up_checkout(page.external_id)
        assert isinstance(state, CheckoutState)
        sandbox.ask(f"sessions/{page.external_id}/confirm", approved=True)
        assert payment_in(processor.look_up_checkout(page.external_id)).status.value == "settled"

    def test_a_bank_debit_is_pending_until_the_bank_answers(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of())
        sandbox.pay(page, "debit_settles")
        pending = payment_in(processor.look_up_checkout(page.external_id))
        sandbox.ask(f"payments/{pending.external_id}/settle")
        settled = payment_in(processor.look_up_checkout(page.external_id))

        assert (pending.status, pending.method) == (PaymentStatus.PENDING, Method.BANK_DEBIT)
        assert page_status(processor, page) is PageStatus.COMPLETED
        assert settled.status is PaymentStatus.SETTLED
        assert settled.external_id == pending.external_id

    def test_a_bank_debit_may_fail_after_days(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of())
        sandbox.pay(page, "debit_fails")
        pending = payment_in(processor.look_up_checkout(page.external_id))
        sandbox.ask(f"payments/{pending.external_id}/fail")
        failed = payment_in(processor.look_up_checkout(page.external_id))

        assert failed.status is PaymentStatus.FAILED
        assert failed.failure == "The bank account could not be debited."
        assert failed.fee is None

    @pytest.mark.parametrize(
        "amount", [Money(900, "JPY"), Money(500, "ISK"), Money(5120, "KWD"), Money(50050, "HUF")]
    )
    def test_what_was_asked_for_is_what_is_charged_in_every_kind_of_currency(
        self, sandbox: Counterpart, processor: StripeProcessor, amount: Money
    ) -> None:
        page = processor.open_checkout(checkout_of(amount=amount))
        sandbox.pay(page)
        assert payment_in(processor.look_up_checkout(page.external_id)).amount == amount


class TestOpening:
    def test_asking_again_with_the_same_key_gives_the_same_page(
        self, processor: StripeProcessor
    ) -> None:
        request = checkout_of()
        assert processor.open_checkout(request) == processor.open_checkout(request)

    def test_another_attempt_is_another_page(self, processor: StripeProcessor) -> None:
        first = processor.open_checkout(checkout_of())
        assert processor.open_checkout(checkout_of(attempt=2)) != first

    def test_an_invoice_says_pay_and_a_gift_says_donate(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        said = {}
        for purpose in Purpose:
            paid(sandbox, processor, purpose)
        for event in sandbox.events:
            if event["type"] == "checkout.session.completed":
                session = event["data"]["object"]
                said[session["metadata"]["kind"]] = session["submit_type"]
        assert said == {"donation": "donate", "recurring_gift": "donate", "invoice": "pay"}

    def test_nothing_about_a_person_is_written_into_metadata(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        paid(sandbox, processor)
        objects = [event["data"]["object"] for event in sandbox.events]
        ours = {"app": "sponsorship", "kind": "donation", "id": "9", "checkout": "71"}
        page = {**ours, "fund": "security"}
        assert [one["metadata"] for one in objects if one.get("metadata")] == [
            page if one["object"] == "checkout.session" else ours
            for one in objects
            if one.get("metadata")
        ]
        assert sum(1 for one in objects if one.get("metadata")) == 3

    def test_a_payer_without_an_address_is_asked_for_it_on_the_page(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of(email=""))
        sandbox.pay(page)
        assert page_status(processor, page) is PageStatus.COMPLETED

    @pytest.mark.parametrize("minor", [1, 100_000_000])
    def test_an_amount_that_stripe_does_not_take_is_the_payers_to_change(
        self, processor: StripeProcessor, minor: int
    ) -> None:
        with pytest.raises(Invalid, match="paid online") as refusal:
            processor.open_checkout(checkout_of(amount=Money(minor, "USD")))
        assert refusal.value.field == "amount"

    def test_an_amount_finer_than_the_networks_settle_is_never_rounded(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        with pytest.raises(NotCollectable):
            processor.open_checkout(checkout_of(amount=Money(5121, "KWD")))

    def test_a_page_whose_time_is_nearly_up_is_not_opened_any_more(
        self, processor: StripeProcessor
    ) -> None:
        soon = utc_now() + timedelta(minutes=5)
        with pytest.raises(TooLateToAsk):
            processor.open_checkout(checkout_of(expires_at=soon))


class TestClosing:
    def test_a_closed_page_is_expired_and_closing_it_twice_is_quiet(
        self, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of())
        processor.close_checkout(page.external_id)
        processor.close_checkout(page.external_id)
        (state,) = processor.look_up_checkout(page.external_id)
        assert isinstance(state, CheckoutState)
        assert state.status is PageStatus.EXPIRED

    def test_a_paid_page_stays_paid(self, sandbox: Counterpart, processor: StripeProcessor) -> None:
        page = paid(sandbox, processor)
        processor.close_checkout(page.external_id)
        assert page_status(processor, page) is PageStatus.COMPLETED

    def test_a_page_that_ran_out_meanwhile_stays_expired(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of())
        sandbox.ask(f"sessions/{page.external_id}/expire")
        processor.close_checkout(page.external_id)
        assert page_status(processor, page) is PageStatus.EXPIRED

    def test_a_page_that_stripe_does_not_know_is_said_to_be_unknown(
        self, processor: StripeProcessor
    ) -> None:
        with pytest.raises(UnknownToProcessor):
            processor.close_checkout("cs_test_nowhere")
        with pytest.raises(UnknownToProcessor):
            processor.look_up_checkout("cs_test_nowhere")


class TestGivingBack:
    @pytest.fixture
    def page(self, sandbox: Counterpart, processor: StripeProcessor) -> CheckoutPage:
        return paid(sandbox, processor)

    @pytest.fixture
    def payment(self, processor: StripeProcessor, page: CheckoutPage) -> PaymentState:
        return payment_in(processor.look_up_checkout(page.external_id))

    @staticmethod
    def asked(payment: PaymentState, minor: int, *, refund_id: int = 1) -> RefundRequest:
        key = f"refund:{refund_id}"
        return RefundRequest(refund_id, payment.external_id, Money(minor, "USD"), key)

    def test_a_refund_is_known_by_our_id_and_shows_on_the_payment(
        self, processor: StripeProcessor, page: CheckoutPage, payment: PaymentState
    ) -> None:
        refund = processor.refund(self.asked(payment, 1000))
        assert (refund.refund_id, refund.amount) == (1, Money(1000, "USD"))
        assert (refund.status, refund.failure) == (RefundStatus.SUCCEEDED, "")
        assert payment_in(processor.look_up_checkout(page.external_id)).refunds == (refund,)

    def test_parts_are_listed_oldest_first(
        self, processor: StripeProcessor, page: CheckoutPage, payment: PaymentState
    ) -> None:
        for refund_id, minor in ((1, 500), (2, 700), (3, 1300)):
            processor.refund(self.asked(payment, minor, refund_id=refund_id))
        refunds = payment_in(processor.look_up_checkout(page.external_id)).refunds
        assert sorted(refund.amount.minor for refund in refunds) == [500, 700, 1300]
        assert [refund.at for refund in refunds] == sorted(refund.at for refund in refunds)

    def test_a_refund_asked_for_again_after_its_key_was_forgotten_is_not_made_twice(
        self, processor: StripeProcessor, page: CheckoutPage, payment: PaymentState
    ) -> None:
        first = processor.refund(self.asked(payment, 1000))
        forgotten = RefundRequest(1, payment.external_id, Money(1000, "USD"), "another-key")
        assert processor.refund(forgotten) == first
        assert len(payment_in(processor.look_up_checkout(page.external_id)).refunds) == 1

    def test_more_than_is_left_is_refused(
        self, processor: StripeProcessor, payment: PaymentState
    ) -> None:
        with pytest.raises(AlreadyRefunded):
            processor.refund(self.asked(payment, 2501))
        processor.refund(self.asked(payment, 2500, refund_id=2))
        with pytest.raises(AlreadyRefunded):
            processor.refund(self.asked(payment, 1, refund_id=3))

    def test_what_the_bank_has_taken_back_is_not_given_back_too(
        self, sandbox: Counterpart, processor: StripeProcessor, payment: PaymentState
    ) -> None:
        sandbox.ask(f"payments/{payment.external_id}/dispute")
        with pytest.raises(PaymentDisputed):
            processor.refund(self.asked(payment, 2500))

    def test_a_refund_that_the_bank_returns_has_failed(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of(attempt=2))
        sandbox.pay(page, "refund_fails")
        payment = payment_in(processor.look_up_checkout(page.external_id))
        assert processor.refund(self.asked(payment, 2500)).status is RefundStatus.SUCCEEDED
        sandbox.let_time_pass("refunds")

        (refund,) = payment_in(processor.look_up_checkout(page.external_id)).refunds
        assert refund.status is RefundStatus.FAILED
        assert refund.failure == "expired or canceled card"

    def test_the_refund_of_a_bank_debit_is_pending_first(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of(attempt=2))
        sandbox.pay(page, "debit_settles")
        sandbox.let_time_pass("debits")
        payment = payment_in(processor.look_up_checkout(page.external_id))
        assert processor.refund(self.asked(payment, 2500)).status is RefundStatus.PENDING
        sandbox.let_time_pass("refunds")
        (refund,) = payment_in(processor.look_up_checkout(page.external_id)).refunds
        assert refund.status is RefundStatus.SUCCEEDED

    def test_more_refunds_than_stripe_shows_at_once_are_all_seen(
        self, processor: StripeProcessor, page: CheckoutPage, payment: PaymentState
    ) -> None:
        for refund_id in range(1, 13):
            processor.refund(self.asked(payment, 100, refund_id=refund_id))
        refunds = payment_in(processor.look_up_checkout(page.external_id)).refunds
        assert {refund.refund_id for refund in refunds} == set(range(1, 13))


class TestAMonthlyGift:
    @pytest.fixture
    def page(self, sandbox: Counterpart, processor: StripeProcessor) -> CheckoutPage:
        return paid(sandbox, processor, Purpose.RECURRING_GIFT)

    @pytest.fixture
    def standing(self, processor: StripeProcessor, page: CheckoutPage) -> RecurringState:
        return only(processor.look_up_checkout(page.external_id), RecurringState)

    def test_the_page_tells_of_the_collection_and_its_first_instalment(
        self, processor: StripeProcessor, page: CheckoutPage, standing: RecurringState
    ) -> None:
        assert (standing.recurring_gift_id, standing.status) == (9, Collection.ACTIVE)
        assert standing.next_on is not None
        assert 27 <= (standing.next_on - utc_now().date()).days <= 31
        first = only(processor.look_up_checkout(page.external_id), InstalmentState)
        assert (first.amount, first.is_paid, first.has_failed) == (Money(2500, "USD"), True, False)
        assert first.payment is not None
        assert first.payment.checkout_id == 71

    def test_each_renewal_is_an_instalment_with_a_payment_of_its_own(
        self, sandbox: Counterpart, processor: StripeProcessor, standing: RecurringState
    ) -> None:
        sandbox.renew(standing.external_id)
        sandbox.let_time_pass("fees")
        months = [
            only(
                processor.look_up_event("invoice.paid", "invoice", invoice_id).states,
                InstalmentState,
            )
            for invoice_id in self._invoices(sandbox, "invoice.paid")
        ]
        payments = [month.payment for month in months if month.payment]
        assert len({payment.external_id for payment in payments}) == 2
        assert [payment.checkout_id for payment in payments] == [71, None]
        assert [payment.fee for payment in payments] == [Money(103, "USD")] * 2

    def test_the_fee_of_a_renewal_is_attached_to_its_instalment(
        self, sandbox: Counterpart, processor: StripeProcessor, standing: RecurringState
    ) -> None:
        sandbox.renew(standing.external_id)
        sandbox.let_time_pass("fees")
        charges = [
            event["data"]["object"]["id"]
            for event in sandbox.events
            if event["type"] == "charge.updated"
        ]
        for charge_id in charges:
            (state,) = processor.look_up_event("charge.updated", "charge", charge_id).states
            assert isinstance(state, InstalmentState)
            assert state.payment is not None
            assert state.payment.fee == Money(103, "USD")
            assert state.payment.charge_external_id == charge_id
        assert len(charges) == 2

    def test_a_failed_renewal_falls_behind_and_recovers_when_it_is_paid(
        self, sandbox: Counterpart, processor: StripeProcessor, standing: RecurringState
    ) -> None:
        sandbox.renew(standing.external_id, payment_fails=True)
        (invoice_id,) = self._invoices(sandbox, "invoice.payment_failed")
        failed = processor.look_up_event("invoice.payment_failed", "invoice", invoice_id).states
        assert only(failed, RecurringState).status is Collection.PAST_DUE
        month = only(failed, InstalmentState)
        assert (month.is_paid, month.has_failed, month.payment) == (False, True, None)

        sandbox.ask(f"invoices/{invoice_id}/pay")
        recovered = processor.look_up_event("invoice.payment_failed", "invoice", invoice_id).states
        assert only(recovered, RecurringState).status is Collection.ACTIVE
        month = only(recovered, InstalmentState)
        assert (month.is_paid, month.has_failed) == (True, False)

    def test_a_bank_debit_on_its_way_has_not_failed(
        self, sandbox: Counterpart, processor: StripeProcessor
    ) -> None:
        page = processor.open_checkout(checkout_of(Purpose.RECURRING_GIFT, attempt=2))
        sandbox.pay(page, "debit_settles")
        month = only(processor.look_up_checkout(page.external_id), InstalmentState)
        assert (month.is_paid, month.has_failed) == (False, False)
        sandbox.let_time_pass("debits")
        month = only(processor.look_up_checkout(page.external_id), InstalmentState)
        assert month.is_paid
        assert month.payment is not None
        assert month.payment.method is Method.BANK_DEBIT

    def test_a_cancelled_gift_is_over_at_once_and_cancelling_it_again_is_quiet(
        self, processor: StripeProcessor, standing: RecurringState
    ) -> None:
        for _ in range(2):
            over = processor.cancel_recurring(standing.external_id, key="recurring_gift:9:cancel")
            assert (over.status, over.next_on) == (Collection.CANCELLED, None)
            assert not over.ends_at_period_end
        assert over.recurring_gift_id == 9

    def test_a_gift_that_is_to_end_has_no_next_charge(
        self, sandbox: Counterpart, processor: StripeProcessor, standing: RecurringState
    ) -> None:
        sandbox.call(f"subscriptions/{standing.external_id}", cancel_at_period_end="true")
        looked_up = processor.look_up_event(
            "customer.subscription.updated", "subscription", standing.external_id
        )
        ending = only(looked_up.states, RecurringState)
        assert (ending.status, ending.next_on) == (Collection.ACTIVE, None)
        assert ending.ends_at_period_end

    def test_a_collection_that_stripe_does_not_know_is_said_to_be_unknown(
        self, processor: StripeProcessor
    ) -> None:
        with pytest.raises(UnknownToProcessor):
            processor.cancel_recurring("sub_nowhere", key="k")

    def test_the_payer_changes_the_payment_method_on_stripes_own_page(
        self, sandbox: Counterpart, processor: StripeProcessor, standing: RecurringState
    ) -> None:
        back = "https://donate.example.org/portal"
        customer = standing.customer_external_id
        again = StripeProcessor("sk_test_sandbox", base_address=sandbox.base)
        addresses = {
            one.open_self_service(customer, return_url=back, key=f"portal:{n}")
            for n, one in enumerate((processor, processor, again))
        }
        assert len(addresses) == 3
        assert all(address.startswith(sandbox.base) for address in addresses)

    @staticmethod
    def _invoices(sandbox: Counterpart, event_type: str) -> list[str]:
        return [e["data"]["object"]["id"] for e in sandbox.events if e["type"] == event_type]
