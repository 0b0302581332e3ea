"""Days and fiscal years in the foundation's own time zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from sponsorship.clock import Calendar, last_day_of_month, months_between, shown_day, utc_now


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), "UTC", date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), "America/New_York", date(2026, 12, 31)),
        (datetime(2026, 12, 31, 11, 0, tzinfo=UTC), "Pacific/Kiritimati", date(2027, 1, 1)),
        (datetime(2026, 6, 30, 14, 30, tzinfo=UTC), "Pacific/Auckland", date(2026, 7, 1)),
        (datetime(2026, 7, 1, 6, 59, 59, tzinfo=UTC), "America/Los_Angeles", date(2026, 6, 30)),
        (datetime(2026, 3, 31, 23, 30, tzinfo=UTC), "Europe/London", date(2026, 4, 1)),
    ],
)
def test_a_day_is_the_day_where_the_foundation_is(at: datetime, zone: str, day: date) -> None:
    assert Calendar(ZoneInfo(zone)).day_of(at) == day


def test_a_naive_instant_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        Calendar(ZoneInfo("UTC")).day_of(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("day", "starts", "year", "began"),
    [
        (date(2026, 1, 1), (1, 1), 2026, date(2026, 1, 1)),
        (date(2026, 6, 30), (7, 1), 2025, date(2025, 7, 1)),
        (date(2026, 7, 1), (7, 1), 2026, date(2026, 7, 1)),
        (date(2026, 4, 5), (4, 6), 2025, date(2025, 4, 6)),
    ],
)
def test_a_fiscal_year_is_named_after_the_year_it_began_in(
    day: date, starts: tuple[int, int], year: int, began: date
) -> None:
    calendar = Calendar(ZoneInfo("UTC"), starts)

    assert calendar.fiscal_year(day) == year
    assert calendar.fiscal_year_began(day) == began


def test_months_end_where_they_end() -> None:
    assert last_day_of_month(date(2028, 2, 3)) == date(2028, 2, 29)
    assert months_between(date(2026, 1, 15), date(2026, 3, 10)) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 10),
    ]
    assert months_between(date(2026, 1, 31), date(2026, 1, 31)) == [date(2026, 1, 31)]


def test_the_present_is_in_utc() -> None:
    assert utc_now().tzinfo is UTC


def test_a_day_is_printed_without_a_leading_zero() -> None:
    assert shown_day(date(2026, 3, 2)) == "2 March 2026"
