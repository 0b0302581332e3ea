"""How Stripe counts a currency, and what the account takes for one that it does not keep."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from admin_app.sandbox.errors import StripeRefusal
from admin_app.sandbox.world import World

# Stripe's own list: amounts in these currencies have no minor unit, or a thousand of them.
_NO_MINOR_UNIT = frozenset(
    {"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv"}
    | {"xaf", "xof", "xpf"}
)
_THOUSAND = frozenset({"bhd", "jod", "kwd", "omr", "tnd"})
_NOTE = "rates"


def decimals_of(currency: str) -> int:
    """How many decimals Stripe writes for the currency, in lower case."""
    return 0 if currency in _NO_MINOR_UNIT else 3 if currency in _THOUSAND else 2


def rates_of(world: World) -> dict[str, str]:
    """The currencies that are exchanged into the account's own, with their rates."""
    rates: dict[str, str] = world.store.note(_NOTE) or {}
    return rates


def exchange_at(world: World, currency: str, rate: str) -> dict[str, str]:
    """From now on the account takes this currency in its own, at this rate; an empty rate ends it."""
    rates = rates_of(world)
    rates.pop(currency, None)
    if rate:
        try:
            is_sound = Decimal(rate) > 0 and currency != world.config.default_currency
        except InvalidOperation:
            is_sound = False
        if not is_sound:
            raise StripeRefusal(
                "A rate is a positive number, for a foreign currency.", param="rate"
            )
        rates[currency] = rate
    world.store.keep_note(_NOTE, rates)
    return rates


def settled(world: World, amount: int, currency: str) -> tuple[int, str, float | None]:
    """What the account takes for an amount: number, currency, and the rate if it was exchanged."""
    rate = rates_of(world).get(currency)
    if rate is None:
        return amount, currency, None
    own = world.config.default_currency
    exact = Decimal(amount).scaleb(-decimals_of(currency)) * Decimal(rate)
    rounded = exact.scaleb(decimals_of(own)).to_integral_value(ROUND_HALF_UP)
    return int(rounded), own, float(rate)
