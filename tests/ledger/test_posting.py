"""The journal: append, reverse once, print, sum."""

from collections.abc import Callable
from datetime import date

import pytest

from sponsorship.audit import SYSTEM
from sponsorship.funds import queries as funds
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import AccountKind, JournalEntry, Role
from sponsorship.ledger.posting import (
    Entry,
    EntryContradiction,
    FundKey,
    Line,
    post,
    reverse_fact,
)
from sponsorship.money import Money
from tests.clock import NOW, TODAY
from tests.stories.telling import Story

GENERAL = FundKey(1, "general")


def _line(
    minor: int = 10_000, *, debit: Role = Role.CLEARING, credit: Role = Role.CONTRIBUTIONS
) -> Line:
    return Line(GENERAL, debit, credit, Money(minor, "USD"))


def _post(story: Story, *lines: Line, fact: str = "tested", source: str = "T-1") -> int | None:
    with story.database.unit_of_work() as session:
        assert funds.by_slug(session, "general").id == GENERAL.id
        return post(session, Entry(fact, source, TODAY, lines or (_line(),)), at=NOW, by=SYSTEM)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: _line(0),
        lambda: _line(-1),
        lambda: _line(debit=Role.BANK, credit=Role.BANK),
        lambda: Entry("tested", "T-1", TODAY, ()),
    ],
)
def test_an_entry_that_moves_nothing_cannot_be_made(wrong: Callable[[], object]) -> None:
    sentences = (
        "a posting moves a positive amount|a posting names two accounts|an entry has at least"
    )
    with pytest.raises(ValueError, match=rf"^({sentences})"):
        wrong()


def test_the_same_fact_twice_is_one_entry(story: Story) -> None:
    assert _post(story) is not None
    assert _post(story) is None
    assert len(story.journal()) == 3


def test_two_facts_about_one_source_are_two_entries_and_each_is_known_again(story: Story) -> None:
    assert _post(story, fact="tested") != _post(story, fact="tried", source="T-1")

    assert _post(story, fact="tested") is None
    with pytest.raises(EntryContradiction):
        _post(story, _line(1), fact="tried")


def test_the_same_fact_with_other_amounts_is_a_contradiction(story: Story) -> None:
    _post(story)

    with pytest.raises(EntryContradiction, match=r"^tested T-1 is in the journal with other"):
        _post(story, _line(9_999))


def test_an_entry_of_several_postings_is_printed_side_by_side(story: Story) -> None:
    _post(story, _line(), _line(500, debit=Role.PROCESSING_FEES, credit=Role.CLEARING))

    assert story.journal() == [
        "2026-03-02 tested T-1",
        "  Dr stripe-clearing/general  100.00 USD",
        "  Cr contributions/general  100.00 USD",
        "  Dr processing-fees/general  5.00 USD",
        "  Cr stripe-clearing/general  5.00 USD",
    ]


def test_a_fact_is_reversed_once(story: Story) -> None:
    _post(story)
    _post(story, source="T-9")
    with story.database.unit_of_work() as session:
        reversing = {"on": date(2026, 3, 9), "at": NOW, "by": SYSTEM, "memo": "mistaken"}
        first = reverse_fact(session, "tested", "T-1", **reversing)  # type: ignore[arg-type]
        again = reverse_fact(session, "tested", "T-1", **reversing)  # type: ignore[arg-type]
        unknown = reverse_fact(session, "tested", "T-2", **reversing)  # type: ignore[arg-type]

        assert session.get_one(JournalEntry, 1).by == str(SYSTEM)
        reversing_entry = session.get_one(JournalEntry, first)
        assert (reversing_entry.memo, reversing_entry.by) == ("mistaken", str(SYSTEM))
        assert (reversing_entry.recorded_at, reversing_entry.reverses_id) == (NOW, 1)

    assert again is None
    assert unknown is None
    assert story.journal()[6:] == [
        "2026-03-09 tested_reversed T-1",
        "  Dr contributions/general  100.00 USD",
        "  Cr stripe-clearing/general  100.00 USD",
    ]


def test_balances_stand_on_their_own_side(story: Story) -> None:
    _post(story)
    _post(story, _line(250, debit=Role.PROCESSING_FEES, credit=Role.CLEARING), source="T-2")

    with story.database.reading() as session:
        found = {b.account: (b.kind, b.amount.plain()) for b in books.trial_balance(session)}
        income = books.trial_balance(session, roles=[Role.CONTRIBUTIONS])
        before = books.trial_balance(session, until=date(2026, 3, 1))
        since = books.trial_balance(session, since=TODAY, until=TODAY)

    assert found == {
        "stripe-clearing/general": (AccountKind.ASSET, "97.50"),
        "processing-fees/general": (AccountKind.EXPENSE, "2.50"),
        "contributions/general": (AccountKind.INCOME, "100.00"),
    }
    assert [b.account for b in income] == ["contributions/general"]
    assert before == []
    assert len(since) == 3


def test_a_balance_under_a_source_counts_its_details_and_nothing_else(story: Story) -> None:
    _post(story, source="I-1")
    _post(story, source="I-1:detail")
    _post(story, source="I-10")

    with story.database.reading() as session:
        income = books.balance_under(session, Role.CONTRIBUTIONS, "I-1", currency="USD")
        clearing = books.balance_under(session, Role.CLEARING, "I-1", currency="USD")
        nothing = books.balance_under(session, Role.BANK, "I-1", currency="USD")
        by_fund = books.balances_by_fund(session, Role.CONTRIBUTIONS)

    assert (income.plain(), clearing.plain(), nothing.plain()) == ("200.00", "200.00", "0.00")
    assert by_fund == {1: [Money(30_000, "USD")]}
