"""Failure 15: years end where the foundation is, days are skipped or last 25 hours, months are short."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlalchemy as sa

from sponsorship.donations.models import Donation
from sponsorship.ledger.models import JournalEntry
from sponsorship.payments.models import Method
from sponsorship.receipts.models import Receipt
from tests.stories.telling import Story

CALENDAR = (
    # zone, fiscal year, instant of the charge, its day there, the year of its receipt
    ("UTC", "01-01", "2026-12-31T23:59:59", "2026-12-31", 2026),
    ("UTC", "01-01", "2027-01-01T00:00:00", "2027-01-01", 2027),
    ("America/New_York", "01-01", "2027-01-01T04:59:59", "2026-12-31", 2026),
    ("America/New_York", "01-01", "2027-01-01T05:00:00", "2027-01-01", 2027),
    ("Pacific/Auckland", "01-01", "2026-12-31T10:59:59", "2026-12-31", 2026),
    ("Pacific/Auckland", "01-01", "2026-12-31T11:00:00", "2027-01-01", 2027),
    ("Pacific/Kiritimati", "01-01", "2026-12-31T11:00:00", "2027-01-01", 2027),
    ("Pacific/Auckland", "07-01", "2026-06-30T14:30:00", "2026-07-01", 2026),
    ("America/Los_Angeles", "07-01", "2026-07-01T06:59:59", "2026-06-30", 2025),
    ("America/Los_Angeles", "07-01", "2026-07-01T07:00:00", "2026-07-01", 2026),
    # British summer time: the month ends an hour before it does in UTC.
    ("Europe/London", "04-01", "2026-03-31T22:59:59", "2026-03-31", 2025),
    ("Europe/London", "04-01", "2026-03-31T23:30:00", "2026-04-01", 2026),
    ("Europe/London", "04-06", "2026-04-05T22:30:00", "2026-04-05", 2025),
    ("Europe/London", "04-06", "2026-04-05T23:30:00", "2026-04-06", 2026),
    # 01:30 on this day comes twice.
    ("Europe/London", "01-01", "2026-10-25T00:30:00", "2026-10-25", 2026),
    ("Europe/London", "01-01", "2026-10-25T01:30:00", "2026-10-25", 2026),
    # Midnight does not exist on these days.
    ("Africa/Cairo", "01-01", "2026-04-23T21:59:59", "2026-04-23", 2026),
    ("Africa/Cairo", "01-01", "2026-04-23T22:00:00", "2026-04-24", 2026),
    ("Asia/Beirut", "01-01", "2026-03-28T21:59:59", "2026-03-28", 2026),
    ("Asia/Beirut", "01-01", "2026-03-28T22:00:00", "2026-03-29", 2026),
    # The 30th of December 2011 never came to Samoa.
    ("Pacific/Apia", "01-01", "2011-12-30T09:59:59", "2011-12-29", 2011),
    ("Pacific/Apia", "01-01", "2011-12-30T10:00:00", "2011-12-31", 2011),
    ("UTC", "01-01", "2028-02-29T12:00:00", "2028-02-29", 2028),
)


def test_failure_15_a_gift_counts_on_the_day_and_in_the_year_where_the_foundation_is(
    story: Story,
) -> None:
    for zone, year_starts, instant, _, _ in CALENDAR:
        story.settle_in(zone, fiscal_year_starts_on=year_starts)
        story.processor.now = datetime.fromisoformat(instant).replace(tzinfo=UTC)
        story.give("10.00")
    with story.database.reading() as session:
        rows = session.execute(
            sa.select(Donation.received_on, Receipt.tax_date, JournalEntry.posted_on, Receipt.year)
            .join(Receipt, Receipt.donation_id == Donation.id)
            .join(JournalEntry, JournalEntry.id == Donation.id)
            .order_by(Donation.id)
        )
        found = [tuple(row) for row in rows]

    assert found == [(date.fromisoformat(day),) * 3 + (year,) for *_, day, year in CALENDAR]


def test_failure_15_a_year_once_stored_is_not_computed_anew(story: Story) -> None:
    story.processor.now = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    donation = story.give("10.00")
    story.settle_in("Pacific/Auckland", fiscal_year_starts_on="07-01")
    story.hear("payment_intent.succeeded", story.payment_of(donation))

    assert story.receipts() == ["R-2026-00001 issued"]
    assert story.journal()[0].startswith("2026-12-31 donation_received")


def test_failure_15_the_last_second_of_the_year_is_closed_with_december(story: Story) -> None:
    """New York: what is charged at 23:59:59 is last year's, however late the news of it comes."""
    story.settle_in("America/New_York")
    story.processor.now = datetime(2027, 1, 1, 4, 59, 59, tzinfo=UTC)
    page = story.page_of(story.submit(story.fill_in("10.00")))
    early = story.give("20.00", email="grace@example.org")
    story.processor.pay(page, by=Method.CARD)
    story.processor.now = datetime(2027, 1, 1, 5, 0, 0, tzinfo=UTC)
    story.close_month(202612)

    story.hear("checkout.session.completed", page)

    assert story.journal()[0].startswith(f"2026-12-31 donation_received {early.reference}")
    assert story.journal()[3] == "2027-01-01 donation_received D-2027-000001 (of 2026-12-31)"
    assert story.receipts() == ["R-2026-00001 issued", "R-2026-00002 issued"]


def test_failure_15_a_leap_year_is_earned_day_by_day_and_closed_like_any_other(
    story: Story,
) -> None:
    story.processor.now = datetime(2027, 12, 15, 9, tzinfo=UTC)
    sponsorship = story.apply()
    contract = story.approve(
        sponsorship, fee="3660.00", starts_on=date(2028, 1, 1), ends_on=date(2028, 12, 31)
    )
    story.sign(story.send(contract))
    story.processor.now = datetime(2028, 3, 1, 9, tzinfo=UTC)
    for number in (202712, 202801, 202802):
        story.close_month(number)

    earned = [line for line in story.journal() if "Cr sponsorship-income" in line]
    assert [line.split()[-2] for line in earned] == ["310.00", "290.00"]
    assert [line[:10] for line in story.journal() if "revenue_earned" in line] == [
        "2028-01-31",
        "2028-02-29",
    ]


def test_failure_15_a_gift_begun_on_the_31st_is_collected_once_in_every_month(
    story: Story,
) -> None:
    """The processor charges on the last day of a short month; each month is one gift, on its own day."""
    story.processor.now = datetime(2028, 1, 31, 12, tzinfo=UTC)
    monthly = story.give_monthly("10.00")
    for number, day in enumerate((date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)), 2):
        story.processor.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        request = next(one for one in story.processor.pages.values() if one.is_monthly)
        instalment = story.processor.collect(request, number=number)
        story.hear("invoice.paid", instalment)
        story.hear("invoice.paid", instalment)

    with story.database.reading() as session:
        days = session.scalars(
            sa.select(Donation.received_on)
            .where(Donation.recurring_gift_id == monthly.id)
            .order_by(Donation.id)
        ).all()
    assert [str(day) for day in days] == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]
