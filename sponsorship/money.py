"""Money: a whole number of minor units and an ISO 4217 currency.

Nothing here rounds silently. Amounts of different currencies never meet. The exponent (how many
decimals a currency has) comes from the ISO 4217 tables of the `iso4217` package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from iso4217 import Currency

from sponsorship.errors import Invalid

LARGEST_MINOR = 9_000_000_000_000_000
"""The largest amount that the books accept, in minor units: exact in every language and database."""

_PLAIN = re.compile(
    r"(?P<whole>\d{1,16}|\d{1,3}(?:,\d{3}){1,5})(?:\.(?P<fraction>\d{1,4}))?", re.ASCII
)


class UnknownCurrency(Invalid):
    """Raised for a code that ISO 4217 does not list, or that has no minor unit (gold, test codes)."""

    code = "unknown_currency"

    def __init__(self, currency: object) -> None:
        self.currency = currency
        super().__init__("currency", "This currency is not one that we know.")


class NotAnAmount(Invalid):
    """Raised when a text is not an amount of money in its currency."""

    code = "not_an_amount"

    def __init__(self, currency: str, *, decimals: int) -> None:
        self.currency = currency
        example = "25" if decimals == 0 else f"25.{'0' * decimals}"
        super().__init__("amount", f"Please give the amount as a plain number, like {example}.")


class TooManyDecimals(Invalid):
    """Raised when a text has more decimals than its currency."""

    code = "too_many_decimals"

    def __init__(self, currency: str, *, decimals: int) -> None:
        self.currency = currency
        places = "no decimals" if decimals == 0 else f"at most {decimals} decimals"
        super().__init__("amount", f"An amount in {currency} has {places}.")


class AmountTooLarge(Invalid):
    """Raised when an amount exceeds what the books can hold."""

    code = "amount_too_large"

    def __init__(self, currency: str) -> None:
        self.currency = currency
        super().__init__("amount", "This amount is larger than we can accept here.")


class CurrenciesDiffer(AssertionError):
    """Two amounts of different currencies met in one calculation: a mistake in the program."""

    def __init__(self, one: Money, other: Money) -> None:
        super().__init__(f"{one.currency} and {other.currency} cannot be added or compared")


@lru_cache(maxsize=512)
def exponent_of(currency: str) -> int:
    """How many decimals the currency has: 2 for USD, 0 for JPY, 3 for KWD.

    Raises UnknownCurrency for anything that is not an upper-case ISO 4217 code with a minor unit.
    """
    try:
        exponent = Currency(currency).exponent if currency.isupper() else None
    except ValueError as unknown:
        raise UnknownCurrency(currency) from unknown
    if exponent is None:
        raise UnknownCurrency(currency)
    return exponent


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` whole minor units (cents for USD) of one ISO 4217 `currency`; may be negative."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"minor units are whole numbers, not {type(self.minor).__name__}")
        if abs(self.minor) > LARGEST_MINOR:
            raise AmountTooLarge(self.currency)
        exponent_of(self.currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Nothing, in this currency."""
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Read what a person typed: "25", "25.5", "1,000.00". Never rounds.

        Raises NotAnAmount, TooManyDecimals, AmountTooLarge or UnknownCurrency.
        """
        decimals = exponent_of(currency)
        found = _PLAIN.fullmatch(text.strip())
        if found is None:
            raise NotAnAmount(currency, decimals=decimals)
        fraction = found["fraction"] or ""
        if len(fraction) > decimals:
            raise TooManyDecimals(currency, decimals=decimals)
        whole = found["whole"].replace(",", "")
        return cls(int(whole + fraction.ljust(decimals, "0")), currency)

    def __str__(self) -> str:
        return f"{self.plain()} {self.currency}"

    def plain(self) -> str:
        """The number alone, ungrouped, with the currency's own decimals: `1234.50`."""
        decimals = exponent_of(self.currency)
        sign = "-" if self.minor < 0 else ""
        digits = str(abs(self.minor)).rjust(decimals + 1, "0")
        return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)

    def shown(self) -> str:
        """As people read it in letters and on pages: `$1,234.50`."""
        # 25 MB of locale tables, only when needed.
        from babel.numbers import format_currency, get_currency_symbol

        decimals = exponent_of(self.currency)
        has_symbol = get_currency_symbol(self.currency, locale="en_US") != self.currency
        pattern = (
            ("¤" if has_symbol else "¤\N{NO-BREAK SPACE}")
            + "#,##0"
            + ("." + "0" * decimals if decimals else "")
        )
        # A decimal text keeps every cent; babel turns it into a Decimal itself.
        return format_currency(
            self.plain(), self.currency, pattern, locale="en_US", currency_digits=False
        )

    def __add__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same_currency(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same_currency(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same_currency(other)
        return self.minor <= other.minor

    def __gt__(self, other: Money) -> bool:
        return other < self

    def __ge__(self, other: Money) -> bool:
        return other <= self

    @property
    def is_zero(self) -> bool:
        return self.minor == 0

    @property
    def is_positive(self) -> bool:
        return self.minor > 0

    def split(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Divide without losing a cent, by largest remainder; earlier parts win ties.

        `weights` are non-negative whole numbers of which at least one is positive.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights are non-negative and not all zero")
        shares = [divmod(self.minor * weight, total) for weight in weights]
        parts = [whole for whole, _ in shares]
        by_remainder = sorted(range(len(shares)), key=lambda i: (-shares[i][1], i))
        for i in by_remainder[: self.minor - sum(parts)]:
            parts[i] += 1
        return tuple(Money(part, self.currency) for part in parts)

    def _same_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrenciesDiffer(self, other)


def total(amounts: Iterable[Money], *, currency: str) -> Money:
    """The sum of the amounts, all of which are in `currency`; zero for none."""
    result = Money.zero(currency)
    for amount in amounts:
        result = result + amount
    return result
