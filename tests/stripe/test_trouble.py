"""The network and the processor fail; nothing is asked for twice and nothing leaks."""

from __future__ import annotations

import socket
import traceback
from collections.abc import Callable

import pytest
import stripe

from sponsorship.errors import Unavailable
from sponsorship.money import Money
from sponsorship.payments.processor import CheckoutState, PageStatus, RefundRequest
from sponsorship.payments.stripe.client import StripeProcessor
from sponsorship.payments.stripe.refusals import RequestRefused
from tests.stripe.counterpart import API_KEY, Counterpart, checkout_of, only, payment_in


@pytest.fixture(autouse=True)
def _no_waiting_between_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0)
    monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0)


@pytest.mark.parametrize("failures", [[500], [500, 503], [409, 409]])
def test_a_passing_failure_is_not_noticed(
    sandbox: Counterpart, processor: StripeProcessor, failures: list[int]
) -> None:
    sandbox.trouble(fail_next=failures)
    assert processor.open_checkout(checkout_of()).external_id.startswith("cs_")


@pytest.mark.parametrize("failures", [[429], [500] * 3, [409] * 3])
def test_a_lasting_failure_is_said_and_trying_again_later_works(
    sandbox: Counterpart, processor: StripeProcessor, failures: list[int]
) -> None:
    sandbox.trouble(fail_next=failures)
    request = checkout_of()
    with pytest.raises(Unavailable, match="The payment processor does not answer"):
        processor.open_checkout(request)
    assert processor.open_checkout(request).external_id.startswith("cs_")


def test_a_page_made_although_the_answer_was_lost_is_found_and_not_made_again(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    sandbox.trouble(time_out_after_commit=3)
    request = checkout_of()
    with pytest.raises(Unavailable):
        processor.open_checkout(request)

    page = processor.open_checkout(request)

    assert processor.open_checkout(request) == page
    assert len(sandbox.listed("checkout/sessions")) == 1


def test_a_refund_made_although_the_answer_was_lost_is_not_made_again(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    page = processor.open_checkout(checkout_of())
    sandbox.pay(page)
    payment = payment_in(processor.look_up_checkout(page.external_id))
    asked = RefundRequest(1, payment.external_id, Money(1000, "USD"), "refund:1")
    sandbox.trouble(time_out_after_commit=3)
    with pytest.raises(Unavailable):
        processor.refund(asked)

    assert processor.refund(asked).amount == Money(1000, "USD")
    assert len(payment_in(processor.look_up_checkout(page.external_id)).refunds) == 1


def test_every_question_says_when_the_processor_is_down(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    questions: list[Callable[[], object]] = [
        lambda: processor.open_checkout(checkout_of()),
        lambda: processor.close_checkout("cs_1"),
        lambda: processor.look_up_checkout("cs_1"),
        lambda: processor.look_up_event("invoice.paid", "invoice", "in_1"),
        lambda: processor.refund(RefundRequest(1, "pi_1", Money(1, "USD"), "k")),
        lambda: processor.cancel_recurring("sub_1", key="k"),
        lambda: processor.open_self_service("cus_1", return_url="https://x.example/", key="k"),
    ]
    for question in questions:
        sandbox.trouble(fail_next=[429])
        with pytest.raises(Unavailable):
            question()


def test_a_processor_that_cannot_be_reached_is_unavailable() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, but nobody listens
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with pytest.raises(Unavailable):
            StripeProcessor(API_KEY, base_address=address).open_checkout(checkout_of())


def test_a_silent_processor_is_not_waited_for_without_end() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        impatient = StripeProcessor(API_KEY, base_address=address, timeout=(0.05, 0.05))
        with pytest.raises(Unavailable):
            impatient.look_up_checkout("cs_1")


def test_a_wrong_key_is_our_mistake_and_nobodys_data_leaks(sandbox: Counterpart) -> None:
    stranger = StripeProcessor("sk_test_of_another_account", base_address=sandbox.base)
    with pytest.raises(RequestRefused) as refusal:
        stranger.open_checkout(checkout_of())
    assert refusal.value.status == 401
    told = "".join(traceback.format_exception(refusal.value)) + repr(refusal.value.args)
    assert "sk_test_of_another_account" not in told
    assert refusal.value.__context__ is None
    sandbox.ask("violations/all/clear")  # the sandbox noted the wrong key


def test_the_same_key_for_something_else_is_a_contradiction(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    page = processor.open_checkout(checkout_of())
    with pytest.raises(RequestRefused) as refusal:
        processor.open_checkout(checkout_of(email="grace@example.org"))
    assert "grace" not in repr(refusal.value)
    state = only(processor.look_up_checkout(page.external_id), CheckoutState)
    assert state.status is PageStatus.OPEN


def test_stripes_package_reports_nothing_about_us(
    sandbox: Counterpart, processor: StripeProcessor
) -> None:
    processor.open_checkout(checkout_of())
    assert stripe.enable_telemetry is False
    assert stripe.app_info is not None
    assert stripe.app_info["name"] == "sponsorship"
