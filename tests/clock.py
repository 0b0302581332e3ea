"""The instant at which tests happen."""

from datetime import UTC, date, datetime, timedelta

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
"""A Monday afternoon in the first quarter: no month end, no leap day, no change of clocks."""

TODAY = date(2026, 3, 2)


def later(**passed: float) -> datetime:
    """The instant so many days, hours or minutes after NOW."""
    return NOW + timedelta(**passed)
