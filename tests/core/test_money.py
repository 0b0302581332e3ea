"""Money: whole minor units, the currency's own decimals, nothing lost."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorship.errors import Invalid
from sponsorship.money import (
    LARGEST_MINOR,
    AmountTooLarge,
    CurrenciesDiffer,
    Money,
    NotAnAmount,
    TooManyDecimals,
    UnknownCurrency,
    exponent_of,
    total,
)

CURRENCIES = st.sampled_from(["USD", "EUR", "JPY", "KWD", "ISK", "CLF"])
MINOR = st.integers(min_value=0, max_value=LARGEST_MINOR)


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("USD", 2), ("JPY", 0), ("KWD", 3), ("ISK", 0), ("UGX", 0), ("CLF", 4)],
)
def test_each_currency_has_its_own_decimals(currency: str, decimals: int) -> None:
    assert exponent_of(currency) == decimals


@pytest.mark.parametrize("code", ["usd", "XTS", "XAU", "ZZZ", "", "US"])
def test_a_currency_that_nobody_pays_in_is_refused(code: str) -> None:
    with pytest.raises(UnknownCurrency):
        Money(1, code)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("25", "USD", 2500),
        (" 25.5 ", "USD", 2550),
        ("1,000.00", "USD", 100_000),
        ("1000", "JPY", 1000),
        ("1.234", "KWD", 1234),
        ("0", "USD", 0),
    ],
)
def test_what_people_type_is_read(text: str, currency: str, minor: int) -> None:
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "-5",
        "+5",
        "1e9",
        "NaN",
        "Infinity",
        "1,00",
        "1.000,00",
        "0x10",
        "5 5",
        "٥",
        "5.",
        ".5",
        "$5",
    ],
)
def test_what_is_not_a_plain_number_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount, match=r"like 25\.00"):
        Money.parse(text, "USD")


@pytest.mark.parametrize(
    ("text", "currency"), [("1.005", "USD"), ("1.0", "JPY"), ("1.2345", "KWD")]
)
def test_more_decimals_than_the_currency_has_are_refused(text: str, currency: str) -> None:
    with pytest.raises(TooManyDecimals, match="decimals"):
        Money.parse(text, currency)


def test_an_amount_beyond_the_books_is_refused() -> None:
    assert Money(LARGEST_MINOR, "USD").minor == LARGEST_MINOR
    with pytest.raises(AmountTooLarge):
        Money.parse("9999999999999999", "USD")
    with pytest.raises(NotAnAmount, match="like 25"):
        Money.parse("1" * 30, "JPY")


@pytest.mark.parametrize(
    ("refused", "field", "sentence"),
    [
        (lambda: Money(1, "XTS"), "currency", "This currency is not one that we know."),
        (lambda: Money.parse("1.0", "JPY"), "amount", "An amount in JPY has no decimals."),
        (
            lambda: Money.parse("1.234", "USD"),
            "amount",
            "An amount in USD has at most 2 decimals.",
        ),
        (
            lambda: Money(LARGEST_MINOR + 1, "USD"),
            "amount",
            "This amount is larger than we can accept here.",
        ),
        (
            lambda: Money.parse("x", "KWD"),
            "amount",
            "Please give the amount as a plain number, like 25.000.",
        ),
        (
            lambda: Money.parse("x", "JPY"),
            "amount",
            "Please give the amount as a plain number, like 25.",
        ),
    ],
)
def test_a_refusal_names_its_field_and_says_what_is_wrong(
    refused: Callable[[], Money], field: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        refused()

    assert (refusal.value.field, str(refusal.value)) == (field, sentence)
    assert vars(refusal.value)["currency"] in {"XTS", "JPY", "USD", "KWD"}


@pytest.mark.parametrize("minor", [1.0, Decimal(1), True, "1", None])
def test_minor_units_are_whole_numbers_and_nothing_else(minor: object) -> None:
    sentence = f"^minor units are whole numbers, not {type(minor).__name__}$"
    with pytest.raises(TypeError, match=sentence):
        Money(minor, "USD")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("money", "plain", "shown"),
    [
        (Money(123_456, "USD"), "1234.56", "$1,234.56"),
        (Money(-5, "USD"), "-0.05", "-$0.05"),
        (Money(1_234_567, "JPY"), "1234567", "¥1,234,567"),
        (Money(1, "KWD"), "0.001", "KWD\xa00.001"),
        (Money(100, "PHP"), "1.00", "₱1.00"),  # a sign that not every language has
        (Money(1_234_567, "IQD"), "1234.567", "IQD\xa01,234.567"),  # few write its third decimal
    ],
)
def test_an_amount_is_printed_with_all_its_decimals(money: Money, plain: str, shown: str) -> None:
    assert money.plain() == plain
    assert str(money) == f"{plain} {money.currency}"
    assert money.shown() == shown


def test_amounts_of_one_currency_are_added_and_compared() -> None:
    ten, three = Money(10, "USD"), Money(3, "USD")

    assert ten + three == Money(13, "USD")
    assert ten - three == Money(7, "USD")
    assert -three == Money(-3, "USD")
    assert three * 4 == Money(12, "USD")
    assert three < ten
    assert three <= three  # noqa: PLR0124 - equal amounts are not larger
    assert ten > three
    assert not three < three  # noqa: PLR0124 - equal amounts are neither smaller
    assert not three > three  # noqa: PLR0124 - nor larger
    assert ten >= ten  # noqa: PLR0124 - equal amounts are not smaller
    assert Money.zero("USD").is_zero
    assert not three.is_zero
    assert three.is_positive
    assert not Money.zero("USD").is_positive
    assert total([ten, three], currency="USD") == Money(13, "USD")
    assert total([], currency="USD") == Money.zero("USD")


def test_amounts_of_different_currencies_never_meet() -> None:
    dollars, euros = Money(1, "USD"), Money(1, "EUR")

    with pytest.raises(CurrenciesDiffer, match=r"^USD and EUR cannot be added or compared$"):
        dollars + euros
    with pytest.raises(CurrenciesDiffer):
        dollars - euros
    with pytest.raises(CurrenciesDiffer):
        _ = dollars < euros
    with pytest.raises(CurrenciesDiffer):
        _ = dollars >= euros
    assert dollars != euros


@given(minor=MINOR, currency=CURRENCIES)
def test_what_is_printed_is_read_back(minor: int, currency: str) -> None:
    money = Money(minor, currency)

    assert Money.parse(money.plain(), currency) == money


@given(
    minor=st.integers(min_value=-(10**12), max_value=10**12),
    weights=st.lists(st.integers(min_value=0, max_value=10**6), min_size=1).filter(any),
)
def test_a_split_loses_no_cent_and_favours_nobody_by_more_than_one(
    minor: int, weights: list[int]
) -> None:
    parts = Money(minor, "USD").split(weights)

    assert sum(part.minor for part in parts) == minor
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor - minor * weight / sum(weights)) < 1 + 1e-6 * abs(minor)


def test_the_smallest_coin_goes_to_the_first_of_equals() -> None:
    assert Money(1, "USD").split([1, 1, 1]) == (Money(1, "USD"), Money(0, "USD"), Money(0, "USD"))


@pytest.mark.parametrize(
    ("minor", "weights", "parts"),
    [
        (10, [1, 2], [3, 7]),  # 3 1/3 and 6 2/3: the second is nearer to the next cent
        (10, [0, 1, 0], [0, 10, 0]),
        (-10, [1, 2], [-3, -7]),
    ],
)
def test_the_cent_that_is_left_goes_to_the_largest_remainder(
    minor: int, weights: list[int], parts: list[int]
) -> None:
    assert [part.minor for part in Money(minor, "USD").split(weights)] == parts


@pytest.mark.parametrize("weights", [[0, 0], [1, -1], []])
def test_a_split_needs_weights_that_make_sense(weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"^weights are non-negative and not all zero$"):
        Money(1, "USD").split(weights)
