"""How Stripe writes an amount, which is not always how ISO 4217 counts it.

https://docs.stripe.com/currencies#special-cases
"""

from __future__ import annotations

from sponsorship.errors import Invalid
from sponsorship.money import Money, exponent_of

_WHOLE = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA"}
    | {"PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"}
)
"""Written without decimals; the ariary (MGA) too, although ISO counts two for its fifths."""

_PADDED = frozenset({"ISK", "UGX"})
"""Without decimals since years ago, and still written with two that are always zero."""


class NotCollectable(Invalid):
    """Raised for an amount that Stripe cannot collect to its last decimal."""

    code = "not_collectable"

    def __init__(self, amount: Money, step: Money) -> None:
        self.amount = amount
        super().__init__(
            "amount", f"Online payments in {amount.currency} come in steps of {step.plain()}."
        )


class OddAmount(AssertionError):
    """Stripe reported an amount that its own rules do not allow in that currency."""

    def __init__(self, written: int, currency: str) -> None:
        super().__init__(f"Stripe reported {written} in {currency}, which is no whole amount")


def decimals_of(currency: str) -> int:
    """How many decimals Stripe writes for this currency."""
    if currency in _WHOLE:
        return 0
    return 2 if currency in _PADDED else exponent_of(currency)


def written(amount: Money) -> int:
    """The amount as Stripe wants it; raises NotCollectable rather than rounding."""
    ours, theirs = exponent_of(amount.currency), decimals_of(amount.currency)
    # Three decimals must end in zero: the card networks settle only two of them.
    step = 10 if theirs == 3 else 10 ** max(ours - theirs, 0)
    if amount.minor % step:
        raise NotCollectable(amount, Money(step, amount.currency))
    return int(amount.minor * 10**theirs // 10**ours)


def read(number: int, currency: str) -> Money:
    """An amount as Stripe wrote it; `currency` in any case."""
    code = currency.upper()
    ours, theirs = exponent_of(code), decimals_of(code)
    minor, rest = divmod(number * 10**ours, 10**theirs)
    if rest:
        raise OddAmount(number, code)
    return Money(int(minor), code)
