"""Each line of the bank once, however often and however many at a time its files come."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sponsorship.banking import operations as banking
from sponsorship.banking import queries as bank
from sponsorship.banking.models import BankAccount, BankLine, BankStatement
from sponsorship.banking.operations import AccountKnown
from sponsorship.banking.statements import UnreadableStatement
from sponsorship.documents.models import StoredFile
from sponsorship.errors import Invalid
from tests.banking.conftest import FILES, Bank, content
from tests.stories.telling import FINANCE

HEAD = "Date,Amount,Description\n"
MARCH = [
    "03/02/2026,25.00,Ada",
    "03/02/2026,25.00,Ada",
    "03/03/2026,-7.30,Fee",
    "03/04/2026,25.00,Ada",
    "03/05/2026,99.00,Grace",
]


def test_a_statement_brings_lines_that_wait_with_its_balances(bank_desk: Bank) -> None:
    imported = bank_desk.bring(content("camt053_v08.xml"), name="march.xml")

    assert (imported.filename, imported.line_count, imported.new_count) == ("march.xml", 3, 3)
    assert (str(imported.opening), str(imported.closing)) == ("5000.00 USD", "9365.00 USD")
    assert imported.difference is not None
    assert imported.difference.is_zero
    assert [str(line.amount) for line in bank_desk.lines()] == [
        "4000.00 USD",
        "400.00 USD",
        "-35.00 USD",
    ]
    assert bank_desk.story.journal() == []


def test_the_same_file_again_changes_nothing(bank_desk: Bank) -> None:
    first = bank_desk.bring(content("chase.csv"))
    again = bank_desk.bring(content("chase.csv"), name="another name.csv")

    assert again.id == first.id
    assert bank_desk.story.count(BankStatement) == 1
    assert bank_desk.story.count(BankLine) == 4


def test_files_that_overlap_bring_each_line_once(bank_desk: Bank) -> None:
    bank_desk.bring(HEAD + "\n".join(MARCH[:3]))
    second = bank_desk.bring(HEAD + "\n".join(MARCH[2:]))
    whole = bank_desk.bring(HEAD + "\n".join(reversed(MARCH)))

    assert (second.line_count, second.new_count) == (3, 2)
    assert (whole.line_count, whole.new_count) == (5, 0)
    assert [line.amount_minor for line in bank_desk.lines()] == [2500, 2500, -730, 2500, 9900]


def test_a_day_that_was_not_over_is_completed_later(bank_desk: Bank) -> None:
    bank_desk.bring(HEAD + MARCH[0])

    assert bank_desk.bring(HEAD + "\n".join(MARCH[:2])).new_count == 1


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.integers(0, 5), min_size=1, max_size=12),
    spans=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=4),
)
def test_whatever_days_the_files_hold_each_line_comes_once(
    bank_desk: Bank, days: list[int], spans: list[tuple[int, int]]
) -> None:
    rows = [f"03/{10 + day:02d}/2026,25.00,Ada" for day in sorted(days)]
    with bank_desk.story.database.unit_of_work() as session:
        number = next(bank_desk.story.keys)
        bank_desk.account_id = banking.open_account(
            session, name=f"No. {number}", identification=str(number), currency="USD",
            at=bank_desk.story.now, by=FINANCE,
        ).id  # fmt: skip
        account = session.get_one(BankAccount, bank_desk.account_id)
        account.csv_format = {"days": "03/31/2026"}
    for span in [*spans, (0, 5)]:
        part = [
            row
            for row, day in zip(rows, sorted(days), strict=True)
            if min(span) <= day <= max(span)
        ]
        if part:
            bank_desk.bring(HEAD + "\n".join(part) + f"\n\n{'':{next(bank_desk.story.keys)}}")

    with bank_desk.story.database.reading() as session:
        found = session.query(BankLine).filter_by(bank_account_id=bank_desk.account_id).all()
    assert len(found) == len(days)


def test_two_who_import_at_once_import_once(bank_desk: Bank) -> None:
    files = [
        HEAD + "\n".join(MARCH[:4]),
        HEAD + "\n".join(MARCH[:4]),
        HEAD + "\n".join(MARCH[1:]),
        HEAD + "\n".join(MARCH),
    ]
    gate = threading.Barrier(len(files), timeout=60)

    def bring(text: str) -> bool:
        gate.wait()
        return bank_desk.keep(text.encode())

    with ThreadPoolExecutor(len(files)) as pool:
        new = list(pool.map(bring, files))

    assert sorted(new[:2]) == [False, True]
    assert len(bank_desk.lines()) == 5


def test_a_file_with_one_bad_line_brings_none(bank_desk: Bank) -> None:
    with pytest.raises(UnreadableStatement, match="Line 4: “3 March”"):
        bank_desk.bring(HEAD + "\n".join([*MARCH[:2], "3 March,1.00,Oops", MARCH[4]]))

    assert bank_desk.story.count(BankLine) == 0
    assert bank_desk.story.count(BankStatement) == 0


def test_the_file_itself_is_kept_once(bank_desk: Bank) -> None:
    assert bank_desk.keep(content("chase.csv"))
    assert not bank_desk.keep(content("chase.csv"))
    assert bank_desk.story.count(StoredFile) == 1


def test_a_line_told_in_other_words_is_shown_as_alike(bank_desk: Bank) -> None:
    bank_desk.bring(HEAD + "03/04/2026,400.00,Deposit")
    statement = bank_desk.read(content("chase.csv"))

    with bank_desk.story.database.reading() as session:
        account = session.get_one(BankAccount, bank_desk.account_id)
        planned = banking.plan(session, account, statement)

    assert [one.alike is not None for one in planned] == [False, True, False, False]
    assert all(one.known is None for one in planned)


def test_a_missing_statement_and_a_wrong_balance_are_sentences(bank_desk: Bank) -> None:
    march = content("camt053_v08.xml").decode()
    bank_desk.bring(march.replace(">9365.00<", ">9400.00<"))
    bank_desk.bring(march.replace("2026-03-0", "2026-04-0").replace("FB77", "FB78"))

    with bank_desk.story.database.reading() as session:
        assert bank.statements_that_differ(session) == [
            "Statement BS-2026-00001 of Operating account (USD): its lines and its closing balance"
            " differ by 35.00 USD.",
            "Statement BS-2026-00002 of Operating account (USD) begins with 5000.00 USD, but"
            " BS-2026-00001 ends with 9400.00 USD: a statement is missing.",
        ]


def test_an_account_is_kept_once_and_found_by_number_or_name(bank_desk: Bank) -> None:
    def add(name: str, number: str, currency: str = "USD") -> None:
        with bank_desk.story.database.unit_of_work() as session:
            banking.open_account(
                session, name=name, identification=number, currency=currency,
                at=bank_desk.story.now, by=FINANCE,
            )  # fmt: skip

    add("Euro", "de58 1234 5678", "EUR")
    for name, number in (("Euro", "1"), ("Other", "DE58-12345678")):
        with pytest.raises(AccountKnown):
            add(name, number)
    for name, number, currency in (("", "1", "USD"), ("x", " - ", "USD"), ("x", "1", "ZZZ")):
        with pytest.raises(Invalid):
            add(name, number, currency)
    with bank_desk.story.database.reading() as session:
        assert bank.account_named(session, "DE58 1234 5678").name == "Euro"
        assert bank.account_named(session, "Euro").currency == "EUR"


def test_every_sample_is_tried() -> None:
    assert sorted(path.name for path in FILES.iterdir()) == [
        "barclays_latin1.csv",
        "camt053_v02.xml",
        "camt053_v08.xml",
        "chase.csv",
        "sparkasse.csv",
    ]
