"""Months of the books: closed in order, kept closed, reopened by two, even while others post."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from sponsorship.audit import SYSTEM, Actor
from sponsorship.database import Database
from sponsorship.errors import Invalid, NotFound
from sponsorship.ledger import periods
from sponsorship.ledger.models import BOOKS_LOCK, AccountingPeriod, JournalEntry, Role
from sponsorship.ledger.periods import (
    ClosedInOrder,
    MonthNotOver,
    NotTheNewest,
    ReopeningNotRequested,
    ReopeningRequested,
    SamePerson,
)
from sponsorship.ledger.posting import Entry, FundKey, Line, post
from sponsorship.lifecycle import WrongState, history
from sponsorship.money import Money
from tests.clock import NOW
from tests.database import world
from tests.stories.telling import Story


def entry(source: str, on: date, minor: int = 10_000) -> Entry:
    """Some gift of that day."""
    amount = Money(minor, "USD")
    line = Line(FundKey(1, "general"), Role.CLEARING, Role.CONTRIBUTIONS, amount)
    return Entry("tested", source, on, (line,))


@pytest.fixture
def summer(story: Story) -> Story:
    """The tenth of June, with an entry in March and one in May."""
    story.pass_time(days=100)
    story.post(entry("T-3", date(2026, 3, 31)))
    story.post(entry("T-5", date(2026, 5, 5)))
    return story


def days(story: Story) -> dict[str, date]:
    """Of every entry its source and the day it was posted on."""
    with story.database.reading() as session:
        rows = session.execute(sa.select(JournalEntry.source, JournalEntry.posted_on))
        return {row.source: row.posted_on for row in rows}


def month(story: Story, number: int) -> AccountingPeriod:
    with story.database.reading() as session:
        return periods.of_month(session, number)


def test_a_late_fact_is_posted_on_the_first_open_day_and_keeps_its_own(summer: Story) -> None:
    summer.close_month(202603)

    summer.post(entry("T-LATE", date(2026, 3, 31)))
    summer.post(entry("T-OLD", date(2025, 12, 24)))
    summer.post(entry("T-NEW", date(2026, 4, 2)))

    assert [line for line in summer.journal() if not line.startswith(" ")] == [
        "2026-03-31 tested T-3",
        "2026-05-05 tested T-5",
        "2026-04-01 tested T-LATE (of 2026-03-31)",
        "2026-04-01 tested T-OLD (of 2025-12-24)",
        "2026-04-02 tested T-NEW",
    ]


def test_a_fact_of_a_closed_month_that_is_told_again_is_still_one_entry(summer: Story) -> None:
    summer.close_month(202603)

    assert summer.post(entry("T-3", date(2026, 3, 31))) is None
    assert days(summer)["T-3"] == date(2026, 3, 31)


def test_months_are_closed_in_order_once_they_are_over(summer: Story) -> None:
    with pytest.raises(ClosedInOrder, match="March 2026 comes before April 2026") as turn:
        summer.close_month(202604)
    assert isinstance(turn.value.period, AccountingPeriod)
    for number in (202603, 202604, 202605):
        summer.close_month(number)
    with pytest.raises(MonthNotOver, match=r"^June 2026 is not over yet") as still:
        summer.close_month(202606)
    assert isinstance(still.value.period, AccountingPeriod)
    with pytest.raises(WrongState):
        summer.close_month(202605)
    with pytest.raises(NotFound, match=r"^There is no such page\.$"):
        month(summer, 202613)

    with summer.database.reading() as session:
        assert periods.closed_through(session) == date(2026, 5, 31)
        assert [str(one) for one in periods.every(session, since=date(2026, 4, 30))] == [
            "April 2026",
            "May 2026",
        ]


def test_the_last_day_of_a_month_is_still_a_day_of_it(summer: Story) -> None:
    with summer.database.reading() as session:
        march = periods.of_month(session, 202603)
        with pytest.raises(MonthNotOver):
            periods.must_be_next(session, march, today=date(2026, 3, 31))
        periods.must_be_next(session, march, today=date(2026, 4, 1))


def test_empty_books_have_nothing_to_close(story: Story) -> None:
    with pytest.raises(ClosedInOrder, match="nothing in the books that January 2026"):
        story.close_month(202601)


def test_a_closing_says_who_when_and_up_to_which_entry(summer: Story) -> None:
    summer.close_month(202603)

    closed = month(summer, 202603)
    assert (closed.closed_by, closed.closed_at) == ("Femi Adeyemi", summer.now)
    assert closed.last_entry_id == 2


def test_a_month_is_reopened_by_two_and_leaves_a_trace(summer: Story) -> None:
    ewa, kushal = summer.hire("Ewa Jodlowska"), summer.hire("Kushal Das")
    summer.close_month(202603)
    summer.reopen_month(202603, asks=ewa, agrees=kushal, reason="A bill was left out")

    summer.post(entry("T-BILL", date(2026, 3, 30)))
    summer.close_month(202603, by=ewa)
    summer.post(entry("T-LATER", date(2026, 3, 30)))

    assert (days(summer)["T-BILL"], days(summer)["T-LATER"]) == (
        date(2026, 3, 30),
        date(2026, 4, 1),
    )
    period = month(summer, 202603)
    assert (period.reopened_by, period.reopen_requested_by, period.reopen_reason) == (
        None,
        None,
        "",
    )
    with summer.database.reading() as session:
        assert [(one.verb, one.by, one.reason) for one in history(session, period)] == [
            ("closed", "staff:8 Femi Adeyemi", ""),
            ("reopened", str(kushal), "A bill was left out (asked for by Ewa Jodlowska)"),
            ("closed", str(ewa), ""),
        ]


def ask(story: Story, number: int, by: Actor, reason: str = "A late bill") -> None:
    with story.database.unit_of_work() as session:
        period = periods.of_month(session, number)
        periods.request_reopening(session, period, reason=reason, at=story.now, by=by)


def agree(story: Story, number: int, by: Actor) -> None:
    with story.database.unit_of_work() as session:
        periods.reopen(session, periods.of_month(session, number), at=story.now, by=by)


def test_nobody_reopens_a_month_alone(summer: Story) -> None:
    ewa, kushal = summer.hire("Ewa Jodlowska"), summer.hire("Kushal Das")
    summer.close_month(202603)

    with pytest.raises(ReopeningNotRequested, match=r"^Nobody asks to reopen March 2026\.$") as no:
        agree(summer, 202603, kushal)
    assert isinstance(no.value.period, AccountingPeriod)
    with pytest.raises(Invalid, match=r"^Please say why\.$") as unsaid:
        ask(summer, 202603, ewa, reason=" ")
    assert unsaid.value.field == "reason"
    ask(summer, 202603, ewa)
    with pytest.raises(ReopeningRequested, match=r"^Ewa Jodlowska has asked") as asked:
        ask(summer, 202603, kushal)
    assert isinstance(asked.value.period, AccountingPeriod)
    with pytest.raises(
        SamePerson, match=r"^You asked for this yourself\. Somebody else has to approve it\.$"
    ):
        agree(summer, 202603, ewa)
    with summer.database.unit_of_work() as session:
        periods.decline_reopening(periods.of_month(session, 202603))
    nobody = pytest.raises(ReopeningNotRequested, match="March 2026")
    with nobody, summer.database.unit_of_work() as session:
        periods.decline_reopening(periods.of_month(session, 202603))
    with pytest.raises(ReopeningNotRequested):
        agree(summer, 202603, kushal)
    for nobody_in_person in (Actor("system", "scheduler", 7), Actor("staff", "Anybody")):
        with pytest.raises(AssertionError, match=r"^a month is reopened by two people$"):
            ask(summer, 202603, nobody_in_person)
    assert month(summer, 202603).is_closed


def test_only_the_newest_closed_month_can_be_reopened(summer: Story) -> None:
    ewa, kushal = summer.hire("Ewa Jodlowska"), summer.hire("Kushal Das")
    summer.close_month(202603)
    with pytest.raises(NotTheNewest):
        ask(summer, 202604, ewa)
    ask(summer, 202603, ewa)
    summer.close_month(202604)

    with pytest.raises(NotTheNewest, match=r"^A month after March 2026 is closed") as older:
        agree(summer, 202603, kushal)
    assert isinstance(older.value.period, AccountingPeriod)

    summer.reopen_month(202604, asks=ewa, agrees=kushal, reason="Both")
    agree(summer, 202603, kushal)
    assert not month(summer, 202603).is_closed


class TestWhileOthersPost:
    """On PostgreSQL many write at once; on SQLite a unit of work is alone anyway."""

    TIMEOUT = "SET LOCAL lock_timeout = '50ms'"
    REFUSED = "lock timeout"

    @pytest.fixture
    def books(self, postgresql_database: Database) -> Database:
        """November and December are closed, January has a row and can be."""
        world.build(postgresql_database.writer)
        with postgresql_database.writer.begin() as connection:
            world.run(connection, world.month(2026, 1))
            world.run(connection, "SELECT setval('journal_entry_id_seq', 100)")
        return postgresql_database

    def waits(self, books: Database, *statements: str) -> bool:
        """Whether these statements wait for somebody else's commit."""
        try:
            with books.writer.begin() as connection:
                for statement in (self.TIMEOUT, *statements):
                    world.run(connection, statement)
        except sa.exc.OperationalError as waited:
            return self.REFUSED in str(waited)
        return False

    def test_a_closing_waits_for_a_posting_in_flight(self, books: Database) -> None:
        january = world.entry(90, (1, 2, 500), posted_on="2026-01-31")
        with books.writer.begin() as posting:
            for statement in january:
                world.run(posting, statement)
            assert self.waits(books, world.closed(202601))
        assert not self.waits(books, world.closed(202601))

    def test_a_posting_waits_for_a_closing_and_is_then_refused(self, books: Database) -> None:
        january = world.entry(90, (1, 2, 500), posted_on="2026-01-31")
        with books.writer.begin() as closing:
            world.run(closing, world.closed(202601))
            assert self.waits(books, *january)
        with pytest.raises(sa.exc.IntegrityError, match="after_the_closed_period"):
            self.waits(books, *january)

    def test_postings_do_not_wait_for_each_other(self, books: Database) -> None:
        with books.writer.begin() as posting:
            for statement in world.entry(90, (1, 2, 500)):
                world.run(posting, statement)
            assert not self.waits(books, *world.entry(91, (1, 2, 700)))

    def test_a_new_month_waits_as_well(self, books: Database) -> None:
        with books.writer.begin() as posting:
            world.run(posting, f"SELECT pg_advisory_xact_lock_shared({BOOKS_LOCK})")
            assert self.waits(books, world.month(2026, 2))

    def test_whoever_waited_posts_on_the_next_open_day(self, books: Database) -> None:
        """The day is chosen behind the lock, so that a webhook in that moment is no failure."""
        late = entry("T-1", date(2026, 1, 31))
        with books.unit_of_work() as closing:
            periods.lock(closing)
            with pytest.raises(sa.exc.OperationalError), books.unit_of_work() as session:
                session.execute(sa.text(self.TIMEOUT))
                post(session, late, at=NOW, by=SYSTEM)
            world.run(closing.connection(), world.closed(202601))
        with books.unit_of_work() as session:
            post(session, late, at=NOW, by=SYSTEM)
        with books.reading() as session:
            found = session.scalars(sa.select(JournalEntry).where(JournalEntry.source == "T-1"))
            assert found.one().posted_on == date(2026, 2, 1)
