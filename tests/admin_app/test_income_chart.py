"""Where the bars of the income chart stand."""

from __future__ import annotations

from datetime import date

from admin_app.income_chart import HEIGHT, LEFT, WIDTH, charts
from sponsorship.money import Money
from sponsorship.reporting.overview import FundIncome, Income

MONTHS = (date(2026, 1, 1), date(2026, 2, 1))


def fund(name: str, *minors: int, currency: str = "USD") -> FundIncome:
    return FundIncome(1, name, tuple(Money(minor, currency) for minor in minors))


def test_nothing_came_in_so_there_is_no_chart() -> None:
    assert charts(Income(MONTHS[0], MONTHS, ())) == []


def test_funds_stand_on_top_of_each_other_within_the_picture() -> None:
    [chart] = charts(
        Income(MONTHS[0], MONTHS, (fund("General", 100_00, 300_00), fund("Security", 50_00, 0)))
    )

    general, security = (bar for bar in chart.bars if "January" in bar.words)
    assert general.words == "General, January 2026: $100.00"
    assert abs(security.y + security.height - general.y) < 0.2
    assert round(general.height / security.height, 1) == 2.0
    assert all(bar.x >= LEFT and bar.x + bar.width <= WIDTH for bar in chart.bars)
    assert all(bar.y >= 0 and bar.y + bar.height <= HEIGHT for bar in chart.bars)
    assert "The strongest month was February with $300.00." in chart.description
    assert [mark.text for mark in chart.amounts] == ["$0.00", "$200.00", "$400.00"]


def test_a_month_that_gave_back_more_than_it_took_has_no_bar() -> None:
    [chart] = charts(Income(MONTHS[0], MONTHS, (fund("General", -50_00, 10_00),)))

    assert [bar.words for bar in chart.bars] == ["General, February 2026: $10.00"]


def test_each_currency_has_its_own_chart() -> None:
    income = Income(MONTHS[0], MONTHS, (fund("A", 100, 0), fund("A", 7_000, 0, currency="JPY")))

    assert [(one.currency, len(one.bars)) for one in charts(income)] == [("USD", 1), ("JPY", 1)]
