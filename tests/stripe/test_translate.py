"""Stripe's objects in our words, including the shapes that the sandbox never shows."""

from __future__ import annotations

from typing import Any

import pytest
from stripe import Charge, Invoice, PaymentIntent, Refund, Subscription
from stripe.checkout import Session

from sponsorship.money import Money
from sponsorship.payments.models import Method, PaymentStatus, Purpose, RefundStatus
from sponsorship.payments.processor import Collection, InstalmentState, PageStatus, PaymentState
from sponsorship.payments.stripe import translate
from sponsorship.payments.stripe.owner import Owner, owner_in, refund_id_in
from tests.clock import NOW, later

GIFT = Owner(Purpose.DONATION, 9, 71)
MONTHLY = Owner(Purpose.RECURRING_GIFT, 9, 71)
CHARGED = int(later(days=-3).timestamp())
KEY = "sk_test_sandbox"


def charge(**changes: Any) -> Charge:
    facts = {
        "id": "ch_1",
        "object": "charge",
        "created": CHARGED,
        "balance_transaction": None,
        "failure_message": None,
        "payment_method_details": {"type": "card"},
    }
    return Charge.construct_from(facts | changes, KEY)


def line(**changes: Any) -> dict[str, Any]:
    return {
        "id": "txn_1",
        "object": "balance_transaction",
        "amount": 2500,
        "fee": 103,
        "currency": "usd",
        "created": CHARGED + 60,
    } | changes


def intent(**changes: Any) -> PaymentIntent:
    facts = {
        "id": "pi_1",
        "object": "payment_intent",
        "amount": 2500,
        "amount_received": 2500,
        "currency": "usd",
        "created": CHARGED,
        "last_payment_error": None,
        "status": "succeeded",
    }
    return PaymentIntent.construct_from(facts | changes, KEY)


def payment(
    paid: PaymentIntent, made: Charge | None, *, is_page_done: bool = True
) -> PaymentState | None:
    return translate.payment_state(paid, made, GIFT, refunds=(), now=NOW, is_page_done=is_page_done)


class TestPayment:
    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            ("succeeded", PaymentStatus.SETTLED),
            ("processing", PaymentStatus.PENDING),
            ("requires_payment_method", PaymentStatus.FAILED),
            ("canceled", PaymentStatus.FAILED),
            ("requires_action", None),
            ("requires_confirmation", None),
            ("requires_capture", None),
            ("a_status_of_next_year", None),
        ],
    )
    def test_each_status_has_a_meaning(self, status: str, expected: PaymentStatus | None) -> None:
        found = payment(intent(status=status), charge())
        assert (found and found.status) == expected

    def test_without_a_charge_nothing_was_tried(self) -> None:
        assert payment(intent(status="canceled"), None) is None

    def test_while_the_page_is_open_a_failure_is_not_final(self) -> None:
        declined = intent(status="requires_payment_method")
        assert payment(declined, charge(), is_page_done=False) is None

    def test_a_card_pays_when_it_is_charged(self) -> None:
        found = payment(intent(), charge(balance_transaction=line()))
        assert found is not None
        assert found.at == later(days=-3)

    @pytest.mark.parametrize(
        ("known", "expected"),
        [(None, NOW), ("txn_1", NOW), (line(created=CHARGED + 86400), later(days=-2))],
    )
    def test_a_bank_debit_pays_when_the_money_arrives(self, known: Any, expected: Any) -> None:
        debit = charge(
            payment_method_details={"type": "us_bank_account"}, balance_transaction=known
        )
        found = payment(intent(), debit)
        assert found is not None
        assert found.at == expected

    @pytest.mark.parametrize(
        ("kind", "method"),
        [
            ("card", Method.CARD),
            ("us_bank_account", Method.BANK_DEBIT),
            ("sepa_debit", Method.BANK_DEBIT),
            ("acss_debit", Method.BANK_DEBIT),
            ("paypal", Method.OTHER),
            ("something_new", Method.OTHER),
        ],
    )
    def test_each_way_to_pay_has_a_name(self, kind: str, method: Method) -> None:
        assert translate.method_of(charge(payment_method_details={"type": kind})) is method

    def test_a_way_to_pay_that_stripe_does_not_name_is_another_one(self) -> None:
        assert translate.method_of(charge(payment_method_details=None)) is Method.OTHER

    def test_the_fee_is_in_the_currency_of_our_account(self) -> None:
        gift = charge(balance_transaction=line(fee=131, currency="eur"))
        assert translate.fee_of(gift) == Money(131, "EUR")

    def test_a_fee_of_nothing_is_a_fee(self) -> None:
        assert translate.fee_of(charge(balance_transaction=line(fee=0))) == Money(0, "USD")

    def test_a_failure_is_told_in_stripes_words_for_people(self) -> None:
        error = {"code": "x", "message": "Your bank said no."}
        failed = intent(status="canceled", last_payment_error=error)
        assert translate.failure_of(failed, charge()) == "Your bank said no."
        declined = charge(failure_message="Your card was declined.")
        assert translate.failure_of(failed, declined) == "Your card was declined."
        silent = intent(status="canceled")
        assert translate.failure_of(silent, charge()) == "The payment failed."


class TestRefund:
    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            ("pending", RefundStatus.PENDING),
            ("requires_action", RefundStatus.PENDING),
            ("succeeded", RefundStatus.SUCCEEDED),
            ("failed", RefundStatus.FAILED),
            ("canceled", RefundStatus.FAILED),
            ("new", RefundStatus.PENDING),
            (None, RefundStatus.PENDING),
        ],
    )
    def test_each_status_has_a_meaning(self, status: str | None, expected: RefundStatus) -> None:
        facts = {
            "id": "re_1",
            "object": "refund",
            "amount": 100,
            "currency": "usd",
            "created": CHARGED,
            "metadata": None,
            "status": status,
        }
        found = translate.refund_state(Refund.construct_from(facts, KEY))
        assert (found.status, found.refund_id, found.at) == (expected, None, later(days=-3))
        assert (found.failure == "unknown") is (expected is RefundStatus.FAILED)


class TestPage:
    @staticmethod
    def page(**changes: Any) -> Session:
        facts = {
            "id": "cs_1",
            "object": "checkout.session",
            "created": CHARGED,
            "expires_at": CHARGED + 7200,
            "payment_intent": None,
            "status": "open",
        }
        return Session.construct_from(facts | changes, KEY)

    def test_a_page_that_ran_out_did_so_at_its_time(self) -> None:
        state = translate.checkout_state(self.page(status="expired"), GIFT, now=NOW)
        assert state is not None
        assert (state.status, state.at) == (PageStatus.EXPIRED, later(days=-3, hours=2))

    def test_a_page_that_was_closed_early_was_closed_now(self) -> None:
        page = self.page(status="expired", expires_at=int(later(hours=1).timestamp()))
        state = translate.checkout_state(page, GIFT, now=NOW)
        assert state is not None
        assert state.at == NOW

    def test_a_status_that_we_do_not_know_tells_nothing(self) -> None:
        assert translate.checkout_state(self.page(status=None), GIFT, now=NOW) is None
        assert translate.checkout_state(self.page(status="new"), GIFT, now=NOW) is None

    def test_a_page_without_a_checkout_of_ours_tells_nothing(self) -> None:
        nobodys = Owner(Purpose.DONATION, 9, None)
        assert translate.checkout_state(self.page(), nobodys, now=NOW) is None


class TestCollection:
    @staticmethod
    def collection(**changes: Any) -> Subscription:
        facts = {
            "id": "sub_1",
            "object": "subscription",
            "cancel_at": None,
            "cancel_at_period_end": False,
            "canceled_at": None,
            "customer": {"id": "cus_1", "object": "customer"},
            "ended_at": None,
            "items": {
                "object": "list",
                "data": [{"id": "si_1", "current_period_end": int(later(days=20).timestamp())}],
            },
            "status": "active",
        }
        return Subscription.construct_from(facts | changes, KEY)

    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            ("active", Collection.ACTIVE),
            ("trialing", Collection.ACTIVE),
            ("past_due", Collection.PAST_DUE),
            ("unpaid", Collection.PAST_DUE),
            ("canceled", Collection.CANCELLED),
            ("incomplete_expired", Collection.CANCELLED),
            ("incomplete", None),
            ("new", None),
        ],
    )
    def test_each_status_has_a_meaning(self, status: str, expected: Collection | None) -> None:
        found = translate.recurring_state(self.collection(status=status), MONTHLY, now=NOW)
        assert (found and found.status) == expected

    def test_an_active_one_is_charged_when_its_period_ends(self) -> None:
        found = translate.recurring_state(self.collection(), MONTHLY, now=NOW)
        assert found is not None
        assert (found.next_on, found.at) == (later(days=20).date(), NOW)
        assert found.customer_external_id == "cus_1"

    @pytest.mark.parametrize(
        "changes", [{"status": "paused"}, {"cancel_at_period_end": True}, {"cancel_at": CHARGED}]
    )
    def test_one_that_rests_or_ends_is_not_charged_again(self, changes: dict[str, Any]) -> None:
        found = translate.recurring_state(self.collection(**changes), MONTHLY, now=NOW)
        assert found is not None
        assert (found.status, found.next_on) == (Collection.ACTIVE, None)
        assert found.ends_at_period_end is (changes != {"status": "paused"})

    def test_one_that_has_ended_says_when(self) -> None:
        over = self.collection(status="canceled", ended_at=CHARGED, cancel_at_period_end=True)
        found = translate.recurring_state(over, MONTHLY, now=NOW)
        assert found is not None
        assert (found.at, found.next_on, found.ends_at_period_end) == (
            later(days=-3), None, False,
        )  # fmt: skip


def invoice(**changes: Any) -> Invoice:
    facts = {
        "id": "in_1",
        "object": "invoice",
        "amount_due": 1000,
        "amount_paid": 0,
        "attempted": True,
        "billing_reason": "subscription_cycle",
        "created": CHARGED,
        "currency": "usd",
        "status": "open",
        "status_transitions": {"paid_at": None, "finalized_at": CHARGED + 3600},
    }
    return Invoice.construct_from(facts | changes, KEY)


def month(made: Invoice, *, is_under_way: bool = False) -> InstalmentState | None:
    return translate.instalment_state(made, MONTHLY, None, is_under_way=is_under_way)


class TestInstalment:
    def test_a_month_paid_outside_of_stripe_is_paid_without_a_payment(self) -> None:
        moved = {"paid_at": CHARGED + 7200, "finalized_at": CHARGED}
        made = invoice(status="paid", amount_paid=1000, status_transitions=moved)
        assert month(made) == InstalmentState(
            recurring_gift_id=9,
            external_id="in_1",
            amount=Money(1000, "USD"),
            is_paid=True,
            has_failed=False,
            payment=None,
            at=later(days=-3, hours=2),
        )

    @pytest.mark.parametrize("nothing", [{"status": "draft"}, {"status": None}, {"amount_due": 0}])
    def test_nothing_is_asked_of_the_payer_yet(self, nothing: dict[str, Any]) -> None:
        assert month(invoice(**nothing)) is None

    @pytest.mark.parametrize(
        ("changes", "is_under_way", "has_failed"),
        [
            ({"attempted": False}, False, False),
            ({}, False, True),
            ({}, True, False),
            ({"status": "void"}, False, True),
            ({"status": "uncollectible"}, True, True),
        ],
    )
    def test_an_open_month_has_failed_once_it_was_tried_in_vain(
        self, changes: dict[str, Any], is_under_way: bool, has_failed: bool
    ) -> None:
        found = month(invoice(**changes), is_under_way=is_under_way)
        assert found is not None
        assert (found.is_paid, found.has_failed) == (False, has_failed)
        assert found.at == later(days=-3, hours=1)

    @pytest.mark.parametrize(
        ("payments", "expected"),
        [
            ([], None),
            ([("open", "pi_1", True), ("paid", "pi_2", False)], "pi_2"),
            ([("open", "pi_1", False), ("open", "pi_2", True)], "pi_2"),
            ([("canceled", "pi_1", True)], None),
            ([("open", None, True), ("open", {"id": "pi_3"}, False)], "pi_3"),
        ],
    )
    def test_the_payment_of_an_invoice_is_the_one_that_paid_it_or_is_to(
        self, payments: list[tuple[str, Any, bool]], expected: str | None
    ) -> None:
        rows = [
            {
                "id": f"inpay_{place}",
                "object": "invoice_payment",
                "created": CHARGED + place,
                "is_default": is_default,
                "payment": {"type": "payment_intent", "payment_intent": intent_id},
                "status": status,
            }
            for place, (status, intent_id, is_default) in enumerate(payments)
        ]
        made = invoice(payments={"object": "list", "data": rows})
        assert translate.payment_of_invoice(made) == expected

    def test_an_invoice_read_without_its_payments_has_none(self) -> None:
        assert translate.payment_of_invoice(invoice()) is None

    def test_only_the_first_month_came_through_our_page(self) -> None:
        first = invoice(billing_reason="subscription_create")
        assert translate.payer_of_instalment(MONTHLY, first) == MONTHLY
        assert translate.payer_of_instalment(MONTHLY, invoice()).checkout_id is None


class TestOwner:
    def test_our_mark_is_read_back(self) -> None:
        for owner in (GIFT, MONTHLY, Owner(Purpose.INVOICE, 1, None)):
            assert owner_in(owner.mark()) == owner
            assert owner_in(intent(metadata=owner.mark()).metadata) == owner

    @pytest.mark.parametrize(
        "metadata",
        [
            None,
            {},
            {"app": "shop", "kind": "donation", "id": "1", "checkout": "2"},
            {"app": "sponsorship"},
            {"app": "sponsorship", "kind": "mug", "id": "1", "checkout": "2"},
            {"app": "sponsorship", "kind": "donation", "id": "one", "checkout": "2"},
            {"app": "sponsorship", "kind": "donation", "id": "1", "checkout": "two"},
        ],
    )
    def test_anything_else_is_not_ours(self, metadata: dict[str, str] | None) -> None:
        assert owner_in(metadata) is None

    @pytest.mark.parametrize(
        ("metadata", "expected"),
        [
            (None, None),
            ({"app": "sponsorship", "kind": "refund", "id": "12"}, 12),
            ({"app": "sponsorship", "kind": "refund", "id": "x"}, None),
            ({"app": "sponsorship", "kind": "refund"}, None),
            ({"app": "sponsorship", "kind": "donation", "id": "12"}, None),
            ({"app": "shop", "kind": "refund", "id": "12"}, None),
        ],
    )
    def test_a_refund_of_ours_bears_its_number(
        self, metadata: dict[str, str] | None, expected: int | None
    ) -> None:
        assert refund_id_in(metadata) == expected
