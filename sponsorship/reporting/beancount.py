"""The books as a beancount file: text that other programs read, check and add up by themselves.

The same books give the same bytes. Every entry carries a link of its own, a reversal the link of what it
reverses as well, so that a part of the file that was written before a reversal stays as it was.
Balances are asserted to the last digit at the end of every closed month and at the end of the file.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.ledger import queries as books
from sponsorship.ledger.models import (
    AccountingPeriod,
    AccountKind,
    JournalEntry,
    LedgerAccount,
    PeriodStatus,
    Posting,
)
from sponsorship.ledger.trial import trial
from sponsorship.money import Money

ROOTS = {
    AccountKind.ASSET: "Assets",
    AccountKind.LIABILITY: "Liabilities",
    AccountKind.EQUITY: "Equity",
    AccountKind.INCOME: "Income",
    AccountKind.EXPENSE: "Expenses",
}
_ONE_DAY = timedelta(days=1)
_WIDTH = 56
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass
class _Writer:
    """What is written so far: the name of every account, and what it holds."""

    names: Mapping[int, str]
    balances: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def transaction(self, entry: JournalEntry) -> Iterator[str]:
        reversal = f" #reversal ^entry-{entry.reverses_id}" if entry.reverses_id else ""
        yield (
            f"\n{entry.posted_on} * {_text(entry.fact)} {_text(entry.memo)}"
            f" ^entry-{entry.id}{reversal}\n"
        )
        yield f"  source: {_text(entry.source)}\n"
        if entry.occurred_on != entry.posted_on:
            yield f"  occurred-on: {entry.occurred_on}\n"
        for posting in entry.postings:
            yield self._leg(posting.debit_account_id, posting.amount_minor, posting.currency)
            yield self._leg(posting.credit_account_id, -posting.amount_minor, posting.currency)

    def opening(self, day: date, balances: Mapping[tuple[int, str], int]) -> Iterator[str]:
        if balances:
            yield f'\n{day} * "opening_balances" ""\n'
        for (account_id, currency), minor in balances.items():
            yield self._leg(account_id, minor, currency)

    def assertions(self, day: date) -> Iterator[str]:
        """At the beginning of `day`; with no tolerance, which by default would be a whole cent."""
        yield "\n" if self.balances else ""
        for (name, currency), minor in sorted(self.balances.items()):
            amount = Money(minor, currency).plain()
            yield f"{day} balance {name:<{_WIDTH}} {amount} ~ 0 {currency}\n"

    def _leg(self, account_id: int, minor: int, currency: str) -> str:
        name = self.names[account_id]
        self.balances[name, currency] += minor
        return f"  {name:<{_WIDTH}} {Money(minor, currency).plain()} {currency}\n"


def file_of(
    session: Session,
    *,
    title: str,
    operating_currency: str,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[str]:
    """The books of the days `since` to `until`, piece by piece; earlier days as opening balances."""
    yield f'option "title" {_text(title)}\noption "operating_currency" "{operating_currency}"\n'
    span = _span(session, until)
    if span is None:
        return
    first, last = span
    before = since - _ONE_DAY if since is not None else None
    accounts = _accounts(session, until=last)
    names = account_names(accounts)
    yield from _opens(accounts, names, on=min(first, before) if before else first)
    writer = _Writer(names)
    if before is not None:
        yield from writer.opening(before, _balances(session, until=before))
    closings = _closings(session, since=since or first, until=last)
    for day, entries in itertools.groupby(
        books.posted(session, since=since, until=last), key=lambda entry: entry.posted_on
    ):
        for closing in [one for one in closings if one <= day]:
            yield from writer.assertions(closing)
        closings = [one for one in closings if one > day]
        for entry in entries:
            yield from writer.transaction(entry)
    for closing in closings:
        yield from writer.assertions(closing)
    end = max(last, before or last) + _ONE_DAY
    if end not in closings:
        yield from writer.assertions(end)


def account_names(accounts: Iterable[LedgerAccount]) -> dict[int, str]:
    """What every account is called in the file, by its row: `Assets:Stripe-clearing:General`."""
    names: dict[int, str] = {}
    owners: dict[str, tuple[str, int]] = {}
    for one in accounts:
        slug = one.code.partition("/")[2]
        name = ":".join((ROOTS[one.kind], _component(one.role.value), _component(slug)))
        owner = (one.role.value, one.fund_id)
        if owners.setdefault(name, owner) != owner:
            name = f"{name}-{one.fund_id}"
            owners[name] = owner
        names[one.id] = name
    return names


def _component(word: str) -> str:
    """A part of an account's name: letters, digits and hyphens, the first a capital or a digit."""
    legal = "".join(
        letter if letter == "-" or _kind(letter)[0] == "L" or _kind(letter) == "Nd" else
        f"-u{ord(letter):x}-"
        for letter in unicodedata.normalize("NFC", word)
    )  # fmt: skip
    first = legal[:1].upper()
    begins_well = len(first) == 1 and _kind(first) in {"Lu", "Nd"}
    return first + legal[1:] if begins_well else f"X{legal}"


def _kind(letter: str) -> str:
    return unicodedata.category(letter)


def _text(words: str) -> str:
    """A string: what would end it or break its line is escaped, other control characters are left out."""
    return (
        '"'
        + "".join(
            _ESCAPED.get(letter, letter)
            for letter in words
            if letter in _ESCAPED or _kind(letter) != "Cc"
        )
        + '"'
    )


def _span(session: Session, until: date | None) -> tuple[date, date] | None:
    """The first and the last day with entries, up to `until`; None for empty books."""
    first, last = (
        session.scalar(
            sa.select(outermost(JournalEntry.posted_on)).where(
                JournalEntry.posted_on <= (until or date.max)
            )
        )
        for outermost in (sa.func.min, sa.func.max)
    )
    return (first, last) if first and last else None


def _accounts(session: Session, *, until: date) -> list[LedgerAccount]:
    """The accounts that have postings by that day."""
    sides = [
        sa.select(side).join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.posted_on <= until)
        for side in (Posting.debit_account_id, Posting.credit_account_id)
    ]  # fmt: skip
    met = set(session.scalars(sa.union(*sides)))
    found = session.scalars(sa.select(LedgerAccount).order_by(LedgerAccount.id))
    return [account for account in found if account.id in met]


def _opens(
    accounts: Iterable[LedgerAccount], names: Mapping[int, str], *, on: date
) -> Iterator[str]:
    currencies: dict[str, set[str]] = defaultdict(set)
    for one in accounts:
        currencies[names[one.id]].add(one.currency)
    yield "\n"
    for name, some in sorted(currencies.items()):
        yield f"{on} open {name:<{_WIDTH}} {','.join(sorted(some))}\n"


def _balances(session: Session, *, until: date) -> dict[tuple[int, str], int]:
    """What every account held at the end of a day, debits less credits, where that is not nothing."""
    ids = {(row.code, row.currency): row.id for row in session.scalars(sa.select(LedgerAccount))}
    rows = trial(session, since=date.min, until=until, year_began=date.min)
    return {
        (ids[row.code, row.currency], row.currency): row.closing_minor
        for row in rows
        if row.closing_minor
    }


def _closings(session: Session, *, since: date, until: date) -> list[date]:
    """The days that follow closed months, of which the file shows the end."""
    return list(
        session.scalars(
            sa.select(AccountingPeriod.next_starts_on)
            .where(
                AccountingPeriod.status == PeriodStatus.CLOSED,
                AccountingPeriod.ends_on.between(since, until),
            )
            .order_by(AccountingPeriod.starts_on)
        )
    )
