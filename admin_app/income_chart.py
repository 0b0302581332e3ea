"""Income by month as bars: where everything stands in the picture, for a template to draw."""

from __future__ import annotations

from dataclasses import dataclass

from sponsorship.money import Money
from sponsorship.reporting.overview import FundIncome, Income

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 84, 8, 12, 30
SHADES = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One fund's part of one month."""

    x: float
    y: float
    width: float
    height: float
    shade: int
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word at the edge: a month below, an amount at the left."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class IncomeChart:
    """The bars of one currency."""

    currency: str
    description: str
    funds: tuple[FundIncome, ...]
    bars: tuple[Bar, ...]
    months: tuple[Mark, ...]
    amounts: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM


def charts(income: Income) -> list[IncomeChart]:
    """One chart for each currency in which something came in."""
    currencies = dict.fromkeys(fund.total.currency for fund in income.funds)
    return [_chart(income, currency) for currency in currencies]


def _chart(income: Income, currency: str) -> IncomeChart:
    funds = tuple(fund for fund in income.funds if fund.total.currency == currency)
    tops = [
        sum(max(fund.months[place].minor, 0) for fund in funds)
        for place in range(len(income.months))
    ]
    ceiling = _round_up(max(*tops, 1))
    column = (WIDTH - LEFT - RIGHT) / len(income.months)
    floor, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    bars = []
    for place, month in enumerate(income.months):
        y = float(floor)
        for shade, fund in enumerate(funds):
            amount = fund.months[place]
            height = max(amount.minor, 0) * room / ceiling
            y -= height
            if height:
                words = f"{fund.fund_name}, {month:%B %Y}: {amount.shown()}"
                x = LEFT + column * (place + 0.15)
                bars.append(
                    Bar(round(x, 1), round(y, 1), round(column * 0.7, 1), round(height, 1),
                        shade % SHADES, words)
                )  # fmt: skip
    best = max(range(len(tops)), key=tops.__getitem__)
    return IncomeChart(
        currency=currency,
        description=(
            f"Gross income per month since {income.months[0]:%B %Y}, the funds on top of each other."
            f" The strongest month was {income.months[best]:%B} with"
            f" {Money(tops[best], currency).shown()}."
        ),
        funds=funds,
        bars=tuple(bars),
        months=tuple(
            Mark(round(LEFT + column * (place + 0.5), 1), HEIGHT - 8, f"{month:%b}")
            for place, month in enumerate(income.months)
        ),
        amounts=tuple(
            Mark(LEFT - 8, round(floor - room * part / 2, 1), Money(ceiling * part // 2, currency).shown())
            for part in range(3)
        ),
    )  # fmt: skip


def _round_up(minor: int) -> int:
    """The next amount that is 1, 2, 4, 6 or 8 of some power of ten, so that its half is round."""
    power: int = 10 ** (len(str(minor)) - 1)
    return next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= minor)
