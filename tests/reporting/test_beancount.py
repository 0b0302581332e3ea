"""The books as others read them: beancount's own program finds no fault and adds up the same."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import data
from beancount.core.account import is_valid
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from sponsorship.audit import SYSTEM
from sponsorship.funds import operations as funds
from sponsorship.ledger import queries as books
from sponsorship.ledger.models import AccountKind, LedgerAccount, Role
from sponsorship.ledger.posting import Entry, FundKey, Line, reverse_fact
from sponsorship.money import Money
from sponsorship.payments.models import Method
from sponsorship.reporting.beancount import account_names, file_of
from tests.stories.telling import Story

GENERAL, EUROPE = FundKey(1, "general"), FundKey(5, "europe")


def text_of(story: Story, since: date | None = None, until: date | None = None) -> str:
    with story.database.snapshot() as session:
        return "".join(
            file_of(
                session,
                title=story.settings.organisation_name,
                operating_currency="USD",
                since=since,
                until=until,
            )
        )


def accepted(text: str) -> list[data.Directive]:
    """The directives of a file in which beancount finds no fault."""
    entries, errors, _ = loader.load_string(text)
    assert errors == [], [error.message for error in errors]
    return entries


def sums(entries: list[data.Directive], *, before: date = date.max) -> dict[tuple[str, str], str]:
    """What every account holds, as beancount adds it up; none that hold nothing."""
    held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for entry in entries:
        if isinstance(entry, data.Transaction) and entry.date < before:
            for posting in entry.postings:
                assert posting.units is not None
                held[posting.account, posting.units.currency] += posting.units.number or 0
    return {key: str(number) for key, number in held.items() if number}


def ours(story: Story, until: date | None = None) -> dict[tuple[str, str], str]:
    """The same by our own trial balance."""
    with story.database.reading() as session:
        names = {
            (row.role, row.fund_id, row.currency): account_names([row])[row.id]
            for row in session.query(LedgerAccount)
        }
        balances = books.trial_balance(session, until=until)
    debit_side = {AccountKind.ASSET, AccountKind.EXPENSE}
    return {
        (names[one.role, one.fund_id, one.amount.currency], one.amount.currency): (
            one.amount if one.kind in debit_side else -one.amount
        ).plain()
        for one in balances
        if not one.amount.is_zero
    }


ABROAD = (("2027-tokyo", 5_000, "JPY"), ("kuwait", 12_345, "KWD"), ("europe", 9_999, "EUR"))


def open_fund(story: Story, slug: str, currency: str) -> None:
    with story.database.unit_of_work() as session:
        funds.open_fund(
            session,
            funds.FundTexts(slug, "Abroad.", "For the work abroad.", None),
            slug=slug,
            currency=currency,
            restricted=funds.Restricted("", None),
            at=story.now,
        )


def exchange(source: str, on: date, sold: Money, bought: Money) -> Entry:
    """One currency is settled as another."""
    return Entry(
        "exchanged",
        source,
        on,
        (
            Line(EUROPE, Role.EXCHANGE, Role.CLEARING, sold),
            Line(EUROPE, Role.CLEARING, Role.EXCHANGE, bought),
        ),
    )


@pytest.fixture
def rich(story: Story) -> Story:
    """A spring with everything in it: gifts, fees, refunds, sponsors, reversals and closed months."""
    by_card = story.give("100.00")
    restricted = story.give("250.00", fund="security")
    story.processor.reveal_fee(story.payment_of(by_card), Money(320, "USD"))
    story.hear("charge.updated", story.payment_of(by_card))
    for slug, minor, currency in ABROAD:
        open_fund(story, slug, currency)
        gift = replace(story.fill_in(), amount=Money(minor, currency))
        page = story.page_of(story.submit(gift, fund=slug))
        story.processor.pay(page)
        story.hear("checkout.session.completed", page)
    story.post(exchange("X-9", date(2026, 3, 6), Money(9_999, "EUR"), Money(10_868, "USD")))
    sponsorship = story.contracted()
    page = story.page_of(story.submit(story.fill_in("60.00", email="grace@example.org")))
    debit = story.processor.pay(page, by=Method.BANK_DEBIT)
    story.refund(restricted, "250.00")
    story.pass_time(days=29)
    story.processor.settle(debit)
    story.pass_time(days=3)
    story.close_month(202603)
    story.hear("payment_intent.succeeded", debit)
    story.processor.return_refund(story.payment_of(restricted))
    story.hear("charge.refund.updated", story.payment_of(restricted))
    story.refund(by_card, "30.00")
    story.pass_time(days=31)
    story.close_month(202604)
    story.give("5.00", email="ken@example.org")
    assert story.invoice_of(sponsorship).number == "I-2026-00001"
    return story


def test_bean_check_finds_no_fault_and_every_balance_is_ours(rich: Story, tmp_path: Path) -> None:
    from beancount.scripts.check import main

    text = text_of(rich)
    path = tmp_path / "books.beancount"
    path.write_text(text, encoding="utf-8")

    checked = CliRunner().invoke(main, ["--no-cache", str(path)])

    assert (checked.exit_code, checked.output) == (0, "")
    entries = accepted(text)
    assert sums(entries) == ours(rich)
    assert {key[1] for key in sums(entries)} == {"USD", "JPY", "KWD", "EUR"}
    march = sums(entries, before=date(2026, 4, 1))
    assert march == ours(rich, until=date(2026, 3, 31))
    asserted = {entry.date for entry in entries if isinstance(entry, data.Balance)}
    assert asserted == {date(2026, 4, 1), date(2026, 5, 1), date(2026, 5, 5)}
    _, errors, _ = loader.load_string(one_more(text))
    assert len(errors) == 1


def one_more(text: str) -> str:
    """The file with one asserted balance wrong in its last digit."""
    line = next(line for line in text.splitlines() if "balance Assets:Stripe-clearing" in line)
    amount = line.split()[3]
    return text.replace(line, line.replace(f" {amount} ", f" {amount[:-1]}{9 - int(amount[-1])} "))


def test_an_entry_reads_like_our_own_and_a_reversal_leads_to_what_it_reverses(rich: Story) -> None:
    text = text_of(rich)

    assert text.startswith(
        'option "title" "Example Software Foundation"\noption "operating_currency" "USD"\n'
    )
    squeezed = " ".join(text.split())
    assert (
        '2026-03-02 * "donation_received" "" ^entry-1 source: "D-2026-000001"'
        " Assets:Stripe-clearing:General 100.00 USD Income:Contributions:General -100.00 USD"
    ) in squeezed
    assert "2026-03-02 open Assets:Stripe-clearing:2027-tokyo JPY" in squeezed
    assert "open Assets:Stripe-clearing:Europe EUR,USD" in squeezed
    assert re.search(
        r'2026-04-01 \* "donation_received" "" \^entry-\d+ source: "D-2026-000006"'
        r" occurred-on: 2026-03-31 Assets:Stripe-clearing:General 60.00 USD",
        squeezed,
    )

    transactions = [one for one in accepted(text) if isinstance(one, data.Transaction)]
    (reversal,) = [one for one in transactions if "reversal" in one.tags]
    assert reversal.payee == "donation_refunded_reversed"
    assert reversal.narration == "the refund came back to us"
    linked = [one for one in transactions if one.links & reversal.links]
    assert [one.payee for one in linked] == ["donation_refunded", "donation_refunded_reversed"]


def test_the_same_books_give_the_same_bytes_and_a_closed_month_keeps_its_own(rich: Story) -> None:
    march = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}
    whole, before = text_of(rich), text_of(rich, **march)
    assert text_of(rich) == whole

    with rich.database.unit_of_work() as session:
        reverse_fact(
            session, "exchanged", "X-9", on=date(2026, 3, 9), at=rich.now, by=SYSTEM,
            memo="a mistake",
        )  # fmt: skip
    assert text_of(rich) != whole
    assert text_of(rich, **march) == before


def test_a_part_of_the_books_begins_with_what_was_there(rich: Story) -> None:
    for since, until in (
        (date(2026, 4, 1), None),
        (date(2026, 3, 6), date(2026, 4, 15)),
        (date(2026, 4, 1), date(2026, 4, 30)),
        (date(2031, 1, 1), None),
        (date(1999, 1, 1), None),
    ):
        assert sums(accepted(text_of(rich, since, until))) == ours(rich, until=until)


def test_empty_books_are_a_file_too(story: Story) -> None:
    assert accepted(text_of(story)) == []
    assert accepted(text_of(story, since=date(2026, 1, 1))) == []


HOSTILE = (
    'a "quoted" memo',
    "two\nlines\r\n2026-01-01 open Assets:Hole USD",
    "ends in a backslash \\",
    '\\" 1 USD',
    "tab\tand an escape\x1b[31m",
    "； Ω 中文 \u2028 🤝",
)


def test_hostile_words_stay_words(story: Story) -> None:
    line = Line(GENERAL, Role.CLEARING, Role.CONTRIBUTIONS, Money(100, "USD"))
    for memo in HOSTILE:
        story.post(Entry("tested", memo, date(2026, 3, 2), (line,), memo=memo))

    found = [one for one in accepted(text_of(story)) if isinstance(one, data.Transaction)]

    kept = [memo.replace("\x1b", "") for memo in HOSTILE]
    assert [one.narration for one in found] == kept
    assert [one.meta["source"] for one in found] == kept


@given(st.lists(st.text(min_size=1), min_size=1, unique=True))
def test_whatever_a_fund_is_called_its_accounts_have_legal_names_of_their_own(
    slugs: list[str],
) -> None:
    rows = [
        LedgerAccount(
            id=number, code=f"bank/{slug}", role=Role.BANK, kind=AccountKind.ASSET,
            fund_id=number, currency="USD",
        )
        for number, slug in enumerate(slugs, start=1)
    ]  # fmt: skip

    names = list(account_names(rows).values())

    assert all(is_valid(name) for name in names), names
    assert len(set(names)) == len(slugs)


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("general", "Assets:Bank:General"),
        ("2027-jubilee", "Assets:Bank:2027-jubilee"),
        ("épargne", "Assets:Bank:Épargne"),
        ("中文", "Assets:Bank:X中文"),
        ("ßtraße", "Assets:Bank:Xßtraße"),
        ("a b", "Assets:Bank:A-u20-b"),
    ],
)
def test_accounts_are_called_after_their_funds(slug: str, name: str) -> None:
    row = LedgerAccount(
        id=1, code=f"bank/{slug}", role=Role.BANK, kind=AccountKind.ASSET, fund_id=1, currency="USD"
    )

    assert account_names([row]) == {1: name}
    text = f"2026-01-01 open {name} USD\n"
    assert [one.account for one in accepted(text) if isinstance(one, data.Open)] == [name]
