"""Questions to the journal: which entries, in which order, and with how few statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.database import Database
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import JournalEntry, Posting, Role
from sponsorship.ledger.posting import Entry, FundKey, Line
from sponsorship.ledger.trial import net_assets
from sponsorship.money import Money
from tests.clock import NOW, TODAY
from tests.stories.telling import Story

GENERAL = FundKey(1, "general")


def post(story: Story, source: str, on: date = TODAY, minor: int = 100) -> int:
    line = Line(GENERAL, Role.CLEARING, Role.CONTRIBUTIONS, Money(minor, "USD"))
    fee = Line(GENERAL, Role.PROCESSING_FEES, Role.CLEARING, Money(5, "USD"))
    entry_id = story.post(Entry("tested", source, on, (line, fee)))
    assert entry_id is not None
    return entry_id


@contextmanager
def questions(database: Database) -> Iterator[list[str]]:
    """Every question that is asked meanwhile."""
    asked: list[str] = []

    def note(*facts: object) -> None:
        if str(facts[2]).startswith("SELECT"):
            asked.append(str(facts[2]))

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("read", "asks"),
    [
        (books.entries, 2),
        (lambda session: books.of_ids(session, [3, 1]), 2),
        (lambda session: list(books.posted(session)), 3),  # and whether there are more
    ],
    ids=["entries", "of ids", "posted"],
)
def test_entries_come_with_their_postings_and_accounts_at_once(
    story: Story, read: Callable[[Session], list[JournalEntry]], asks: int
) -> None:
    for source in ("T-1", "T-2", "T-3"):
        post(story, source)

    with questions(story.database) as asked, story.database.reading() as session:
        lines = books.printed(read(session))

    assert len(asked) == asks, asked
    assert lines[0] == "2026-03-02 tested T-1"
    assert lines[-5:] == [
        "2026-03-02 tested T-3",
        "  Dr stripe-clearing/general                 1.00 USD",
        "  Cr contributions/general                   1.00 USD",
        "  Dr processing-fees/general                 0.05 USD",
        "  Cr stripe-clearing/general                 0.05 USD",
    ]


def test_entries_about_a_detail_are_found_wherever_it_stands(story: Story) -> None:
    for source in ("D-1:DP-1", "D-1:DP-1:2", "D-1:DP-10", "DP-1", "D-2:RF-1"):
        post(story, source)

    with story.database.reading() as session:
        found = [one.source for one in books.entries(session, about="DP-1")]
        of_gift = [one.source for one in books.entries(session, source="D-1")]

    assert found == ["D-1:DP-1", "D-1:DP-1:2"]
    assert of_gift == ["D-1:DP-1", "D-1:DP-1:2", "D-1:DP-10"]


def test_a_trial_balance_is_of_its_days_by_kind_then_code_then_currency(story: Story) -> None:
    post(story, "T-0", on=TODAY - timedelta(days=1), minor=9_999)
    post(story, "T-1", minor=1_000)
    yen = Line(GENERAL, Role.CLEARING, Role.CONTRIBUTIONS, Money(700, "JPY"))
    by_bank = Line(GENERAL, Role.BANK, Role.CONTRIBUTIONS, Money(300, "USD"))
    story.post(Entry("tested", "T-2", TODAY, (yen, by_bank)))

    with story.database.reading() as session:
        found = books.trial_balance(session, since=TODAY, until=TODAY)
        assert books.trial_balance(session, since=TODAY) == found

    assert [one.role for one in found[:2]] == [Role.BANK, Role.CLEARING]
    assert [f"{one.account} {one.amount}" for one in found] == [
        "bank/general 3.00 USD",
        "stripe-clearing/general 700 JPY",
        "stripe-clearing/general 9.95 USD",
        "processing-fees/general 0.05 USD",
        "contributions/general 700 JPY",
        "contributions/general 13.00 USD",
    ]


def test_what_a_fund_has_counts_its_own_currency_and_days_alone(story: Story) -> None:
    post(story, "T-1", minor=1_000)
    yen = Line(GENERAL, Role.CLEARING, Role.CONTRIBUTIONS, Money(700, "JPY"))
    other = Line(FundKey(2, "security"), Role.CLEARING, Role.CONTRIBUTIONS, Money(90, "USD"))
    story.post(Entry("tested", "T-1:2", TODAY, (yen, other)))
    post(story, "T-2", on=TODAY + timedelta(days=1), minor=50)

    with story.database.reading() as session:
        today = net_assets(session, GENERAL.id, "USD", until=TODAY)
        later = net_assets(session, GENERAL.id, "USD", until=TODAY + timedelta(days=1))
        of_yen = net_assets(session, GENERAL.id, "JPY", until=TODAY)
        none = net_assets(session, GENERAL.id, "EUR", until=TODAY)
        under = [
            books.balance_under(session, Role.CONTRIBUTIONS, "T-1", currency=currency)
            for currency in ("USD", "JPY", "EUR")
        ]
        held = books.balances_by_fund(session, Role.PROCESSING_FEES)

    assert [str(one) for one in (today, later, of_yen, none)] == [
        "9.95 USD",
        "10.40 USD",
        "700 JPY",
        "0.00 EUR",
    ]
    assert [str(one) for one in under] == ["10.90 USD", "700 JPY", "0.00 EUR"]
    assert held == {GENERAL.id: [Money(10, "USD")]}


def test_a_long_journal_is_read_day_by_day_piece_by_piece_and_each_entry_once(story: Story) -> None:
    """Recorded in no order of days, and a piece ends in the midst of one."""
    day = {number: TODAY + timedelta(days=number % 3) for number in range(3, 900)}
    post(story, "T-0")
    with story.database.unit_of_work() as session:
        (first,) = books.entries(session)
        common = {"fact": "tested", "by": "test", "recorded_at": NOW, "posting_count": 1}
        rows = [
            common | {"source": f"T-{number}", "occurred_on": on, "posted_on": on}
            for number, on in day.items()
        ]
        ids = session.scalars(
            sa.insert(JournalEntry).returning(JournalEntry.id, sort_by_parameter_order=True), rows
        ).all()
        posting = first.postings[0]
        moved = {
            "position": 1,
            "fund_id": posting.fund_id,
            "debit_account_id": posting.debit_account_id,
            "credit_account_id": posting.credit_account_id,
            "amount_minor": 1,
            "currency": "USD",
        }
        session.execute(sa.insert(Posting), [moved | {"entry_id": entry_id} for entry_id in ids])
    in_order = sorted(day, key=lambda number: (day[number], number))

    with story.database.reading() as session:
        with questions(story.database) as asked:
            everything = [one.source for one in books.posted(session)]
        second = [one.source for one in books.posted(session, since=day[4], until=day[4])]

    assert len(asked) == 2 + 2 + 1, asked  # two pieces with their postings, and no third one
    assert everything == ["T-0", *(f"T-{number}" for number in in_order)]
    assert second == [f"T-{number}" for number in in_order if number % 3 == 1]
