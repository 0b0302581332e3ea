"""Days, months and fiscal years of the foundation; the only module that reads the real clock.

Instants are aware and in UTC. A day is the calendar day in the foundation's own time zone. Periods
include both their first and their last day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta


def utc_now() -> datetime:
    """The present instant. Only the edge (web, worker, command line) may call this."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The foundation's time zone and the first day (month, day) of its fiscal year."""

    zone: ZoneInfo
    fiscal_year_starts: tuple[int, int] = (1, 1)

    def day_of(self, at: datetime) -> date:
        """The calendar day, in the foundation's time zone, on which the instant `at` falls."""
        if at.tzinfo is None:
            raise ValueError("an instant is always aware")
        return at.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The instant at which the calendar day is over."""
        following = datetime.combine(day + timedelta(days=1), time.min, self.zone)
        return following.astimezone(UTC)

    def last_day_before(self, end: datetime) -> date:
        """The last calendar day that is over at that instant, or the one that it is in the middle of."""
        return self.day_of(end - timedelta(microseconds=1))

    def fiscal_year(self, day: date) -> int:
        """The calendar year in which the fiscal year that holds `day` began."""
        return day.year if (day.month, day.day) >= self.fiscal_year_starts else day.year - 1

    def fiscal_year_ends(self, day: date) -> date:
        """The last day of the fiscal year that holds `day`."""
        return self.fiscal_year_began(day) + relativedelta(years=1, days=-1)

    def fiscal_year_began(self, day: date) -> date:
        """The first day of the fiscal year that holds `day`."""
        month, first = self.fiscal_year_starts
        return date(self.fiscal_year(day), month, first)


def last_day_of_month(day: date) -> date:
    """The last calendar day of the month that holds `day`."""
    return day + relativedelta(day=31)


def months_between(starts_on: date, ends_on: date) -> list[date]:
    """The last days of the months that the period touches, the final one cut to `ends_on`."""
    ends: list[date] = []
    day = starts_on
    while day <= ends_on:
        month_end = min(last_day_of_month(day), ends_on)
        ends.append(month_end)
        day = month_end + timedelta(days=1)
    return ends


def shown_day(day: date) -> str:
    """A day as it stands on paper: 2 March 2026."""
    return f"{day.day} {day:%B %Y}"
