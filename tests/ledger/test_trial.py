"""The trial balance and the statement of activities, on either engine; closing changes no balance."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sponsorship import invariants
from sponsorship.audit import SYSTEM
from sponsorship.ledger import periods
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import JournalEntry, Role
from sponsorship.ledger.posting import Entry, FundKey, Line, post
from sponsorship.ledger.trial import TrialRow, totals, trial
from sponsorship.money import Money
from sponsorship.reporting.activities import activities
from tests.stories.telling import FINANCE, Story

GENERAL, SECURITY = FundKey(1, "general"), FundKey(2, "security")


def entry(
    source: str, on: date, minor: int, *, fund: FundKey = GENERAL,
    debit: Role = Role.CLEARING, credit: Role = Role.CONTRIBUTIONS, currency: str = "USD",
) -> Entry:  # fmt: skip
    return Entry("tested", source, on, (Line(fund, debit, credit, Money(minor, currency)),))


def shown(rows: list[TrialRow]) -> list[str]:
    return [
        f"{row.code} {row.opening.plain()} {row.debited.plain()} {row.credited.plain()}"
        f" {row.closing.plain()} {row.currency}"
        for row in rows
    ]


@pytest.fixture
def two_years(story: Story) -> Story:
    """A fiscal year from July: something in the one before, and in two months of the present one."""
    for one in (
        entry("T-1", date(2025, 6, 30), 10_000),
        entry("T-2", date(2025, 6, 30), 300, debit=Role.PROCESSING_FEES, credit=Role.CLEARING),
        entry("T-3", date(2025, 7, 1), 5_000, fund=SECURITY),
        entry("T-4", date(2025, 8, 2), 700, currency="JPY"),
        entry("T-5", date(2025, 8, 3), 2_000),
        entry("T-6", date(2025, 9, 1), 9_999),
    ):
        story.post(one)
    return story


def test_income_of_earlier_years_is_brought_forward_as_net_assets(two_years: Story) -> None:
    with two_years.database.reading() as session:
        august = trial(
            session, since=date(2025, 8, 1), until=date(2025, 8, 31), year_began=date(2025, 7, 1)
        )

    assert shown(august) == [
        "stripe-clearing/general 0 700 0 700 JPY",
        "stripe-clearing/general 97.00 20.00 0.00 117.00 USD",
        "stripe-clearing/security 50.00 0.00 0.00 50.00 USD",
        "net-assets/general 97.00 0.00 0.00 97.00 USD",
        "contributions/general 0 0 700 700 JPY",
        "contributions/general 0.00 0.00 20.00 20.00 USD",
        "contributions/security 50.00 0.00 0.00 50.00 USD",
    ]
    assert [
        (one.debited.plain(), one.credited.plain(), one.closing_debits.plain(), one.closing_credits)
        for one in totals(august)
    ] == [
        ("700", "700", "700", Money(700, "JPY")),
        ("20.00", "20.00", "167.00", Money(16_700, "USD")),
    ]


def test_the_days_include_their_last_and_what_moved_both_ways_before_them(story: Story) -> None:
    for one in (
        entry("T-1", date(2026, 1, 5), 10_000),
        entry("T-2", date(2026, 1, 6), 300, debit=Role.PROCESSING_FEES, credit=Role.CLEARING),
        entry("T-3", date(2026, 3, 31), 2_000),
        entry("T-4", date(2026, 4, 1), 7_000),
    ):
        story.post(one)

    with story.database.reading() as session:
        march = trial(
            session, since=date(2026, 3, 1), until=date(2026, 3, 31), year_began=date(2026, 1, 1)
        )

    assert shown(march) == [
        "stripe-clearing/general 97.00 20.00 0.00 117.00 USD",
        "contributions/general 100.00 0.00 20.00 120.00 USD",
        "processing-fees/general 3.00 0.00 0.00 3.00 USD",
    ]
    (all_,) = totals(march)
    assert all_.currency == "USD"
    (income,) = totals([row for row in march if row.role is Role.CONTRIBUTIONS])
    assert (income.closing_debits.plain(), income.closing_credits.plain()) == ("0.00", "120.00")


def test_a_release_moves_net_assets_from_one_column_to_the_other(two_years: Story) -> None:
    amount = Money(5_000, "USD")
    lines = (
        Line(SECURITY, Role.RELEASED, Role.BETWEEN_FUNDS, amount),
        Line(GENERAL, Role.BETWEEN_FUNDS, Role.RELEASED, amount),
    )
    two_years.post(Entry("restriction_released", "security:2025-09", date(2025, 9, 30), lines))

    with two_years.database.reading() as session:
        yen, dollars = activities(session, year_began=date(2025, 7, 1), until=date(2026, 6, 30))
        _, later = activities(session, year_began=date(2026, 7, 1), until=date(2027, 6, 30))

    assert [
        (line.label, line.without.plain(), line.with_.plain(), line.total.plain())
        for line in dollars.lines
    ] == [
        ("Net assets released from restrictions", "50.00", "-50.00", "0.00"),
        ("Contributions", "119.99", "50.00", "169.99"),
        ("Income and releases", "169.99", "0.00", "169.99"),
        ("Expenses", "0.00", "0.00", "0.00"),
        ("Change in net assets", "169.99", "0.00", "169.99"),
        ("Net assets at the beginning", "97.00", "0.00", "97.00"),
        ("Net assets at the end", "266.99", "0.00", "266.99"),
    ]
    assert yen.currency == "JPY"
    assert [line.total.plain() for line in later.lines[-2:]] == ["266.99", "266.99"]


DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))
CLOSE = None
FACTS = st.lists(st.one_of(st.just(CLOSE), st.tuples(DAYS, st.integers(1, 10**9))), max_size=20)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=FACTS)
def test_no_closing_changes_a_balance_and_nothing_is_posted_in_a_closed_month(
    story: Story, facts: list[tuple[date, int] | None]
) -> None:
    """Random entries and closings: every balance is as if nothing had ever been closed."""
    late = datetime(2029, 1, 1, tzinfo=UTC)
    booked: dict[date, int] = defaultdict(int)
    with contextlib.suppress(Undone), story.database.unit_of_work() as session:
        for number, fact in enumerate(facts):
            if fact is not CLOSE:
                day, minor = fact
                closed = periods.closed_through(session) or date.min
                post(session, entry(f"T-{number}", day, minor), at=late, by=SYSTEM)
                booked[max(day, closed + timedelta(days=1))] += minor
            elif (period := periods.next_to_close(session)) is not None:
                periods.close(session, period, today=late.date(), at=late, by=FINANCE)

        posted: dict[date, int] = defaultdict(int)
        for one in session.scalars(sa.select(JournalEntry)):
            posted[one.posted_on] += sum(line.amount_minor for line in one.postings)
        assert posted == booked
        total = sum(fact[1] for fact in facts if fact)
        assert {one.amount.minor for one in books.trial_balance(session)} <= {total}
        assert invariants.broken(session) == []
        raise Undone  # so that the next example begins with empty books


class Undone(Exception):
    """Raised to leave nothing behind."""
