"""Stripe's way of writing amounts, with its special currencies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorship.money import Money
from sponsorship.payments.stripe.amounts import NotCollectable, OddAmount, read, written

CASES = [
    (Money(2500, "USD"), 2500),
    (Money(1, "EUR"), 1),
    (Money(500, "JPY"), 500),
    (Money(500, "KRW"), 500),
    (Money(500, "ISK"), 50000),
    (Money(12000, "UGX"), 1200000),
    (Money(150000, "HUF"), 150000),
    (Money(150050, "HUF"), 150050),
    (Money(80000, "TWD"), 80000),
    (Money(500000, "MGA"), 5000),
    (Money(5120, "KWD"), 5120),
    (Money(10, "BHD"), 10),
]


@pytest.mark.parametrize(("ours", "theirs"), CASES, ids=str)
def test_an_amount_is_written_as_stripe_counts_and_read_back(ours: Money, theirs: int) -> None:
    assert written(ours) == theirs
    assert read(theirs, ours.currency.lower()) == ours


@pytest.mark.parametrize(
    ("amount", "step"),
    [(Money(5121, "KWD"), "0.010"), (Money(5129, "TND"), "0.010"), (Money(150, "MGA"), "1.00")],
)
def test_an_amount_that_would_have_to_be_rounded_is_refused(amount: Money, step: str) -> None:
    with pytest.raises(NotCollectable, match=f"steps of {step}") as refusal:
        written(amount)
    assert refusal.value.field == "amount"


@pytest.mark.parametrize(("number", "currency"), [(150, "isk"), (99, "UGX")])
def test_an_amount_that_stripe_cannot_mean_is_a_contradiction(number: int, currency: str) -> None:
    with pytest.raises(OddAmount):
        read(number, currency)


@given(
    number=st.integers(0, 99_999_999),
    currency=st.sampled_from(["USD", "JPY", "ISK", "UGX", "HUF", "TWD", "MGA", "KWD", "XOF"]),
)
def test_no_amount_changes_on_the_way(number: int, currency: str) -> None:
    amount = Money(number, currency)
    try:
        there = written(amount)
    except NotCollectable:
        assert currency in {"MGA", "KWD"}
    else:
        assert read(there, currency) == amount
