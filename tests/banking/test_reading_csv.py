"""CSV in the dialects of banks, and files that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorship.banking import csv_files
from sponsorship.banking.csv_files import CsvFormat, DayStyle, DecimalSign
from sponsorship.banking.statements import Statement, UnreadableStatement, numbered
from sponsorship.csv_cells import LONGEST_CELL
from sponsorship.money import Money
from tests.banking.conftest import AMERICAN, content

GERMAN = CsvFormat(DayStyle.DAY_FIRST, DecimalSign.COMMA)
IBAN = "DE58123456780123456789"


def read(
    raw: bytes | str, form: CsvFormat = AMERICAN, *, account: str = "1", currency: str = "USD"
) -> Statement:
    given_bytes = raw.encode() if isinstance(raw, str) else raw
    return csv_files.read(given_bytes, form, identification=account, currency=currency)


def told(statement: Statement) -> list[str]:
    return [
        f"{line.booked_on} {line.amount} {line.counterparty}: {line.text} [{line.reference}]"
        for line in statement.lines
    ]


def refused(raw: bytes | str, form: CsvFormat = AMERICAN, **facts: str) -> str:
    with pytest.raises(UnreadableStatement) as refusal:
        read(raw, form, **facts)
    return str(refusal.value)


def test_an_american_export_with_cheque_numbers() -> None:
    assert told(read(content("chase.csv"))) == [
        "2026-03-05 182.40 USD : STRIPE TRANSFER ST-A1B2C3D4 []",
        "2026-03-04 400.00 USD : DEPOSIT, BRANCH 0042 Cheque 1042 []",
        "2026-03-04 -3210.55 USD : GUSTO PAYROLL []",
        "2026-03-03 4000.00 USD : FEDWIRE CREDIT VIA: BARCLAYS B/O: FOX AND HEDGEHOG LTD"
        " REF: I-2026-00001 []",
    ]  # fmt: skip


def test_a_german_export_with_lines_above_the_heads_and_a_byte_order_mark() -> None:
    statement = read(content("sparkasse.csv"), GERMAN, account=IBAN, currency="EUR")

    assert told(statement) == [
        "2026-03-04 11000.00 EUR Fox & Hedgehog Ltd: Rechnung I-2026-00001 []",
        "2026-03-04 50.00 EUR Grete Hermann: Spende []",
        "2026-03-04 50.00 EUR Grete Hermann: Spende []",
        "2026-03-03 -300.00 EUR Hausverwaltung Müller: Miete März []",
    ]


def test_two_columns_of_amounts_tabs_latin_letters_and_brackets() -> None:
    assert told(read(content("barclays_latin1.csv"), CsvFormat(), currency="GBP")) == [
        "2026-03-02 25.00 GBP : Café Zoé, Liège [TX-1]",
        "2026-03-02 -12.50 GBP : Card purchase [TX-2]",
        "2026-03-03 1000.00 GBP : Refund of charges [TX-3]",
        "2026-03-03 -7.30 GBP : Standing order [TX-4]",
    ]


def test_columns_with_heads_of_their_own_are_named_by_staff() -> None:
    raw = "Jour;Somme;Quoi\n31/03/2026;-1.234,50;Loyer\n"
    form = CsvFormat(
        DayStyle.DAY_FIRST,
        DecimalSign.COMMA,
        {"booked_on": "jour", "amount": "SOMME", "text": "Quoi"},
    )

    assert told(read(raw, form, currency="EUR")) == ["2026-03-31 -1234.50 EUR : Loyer []"]
    assert refused(raw).startswith("No line names the columns.")
    assert refused("Date,Amount\n1,2", CsvFormat(heads={"text": "Quoi"})) == (
        "No column is headed “Quoi”."
    )


def test_a_column_may_say_whether_money_came_or_went() -> None:
    raw = "Date,Amount,Dr/Cr\n03/01/2026,5.00,DR\n03/01/2026,7.00,cr\n"

    assert [str(line.amount) for line in read(raw).lines] == ["-5.00 USD", "7.00 USD"]
    assert refused(raw.replace("cr\n", "both\n")) == "Line 3: “both” is neither credit nor debit."


def test_a_format_is_remembered_as_it_was() -> None:
    form = CsvFormat(DayStyle.DAY_FIRST, DecimalSign.COMMA, {"text": "Quoi"})

    assert CsvFormat.of(form.remembered()) == form
    assert CsvFormat.of({}) == CsvFormat()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("31/03/2026,5.00", "Line 2: “31/03/2026” is not a day like 03/31/2026."),
        ("2026-03-31,5.00", "Line 2: “2026-03-31” is not a day like 03/31/2026."),
        (",5.00", "Line 2: “” is not a day like 03/31/2026."),
        ('03/31/2026,"5,00"', "Line 2: “5,00” is not an amount like 1,234.50."),
        ('03/31/2026,"1.234,50"', "Line 2: “1.234,50” is not an amount like 1,234.50."),
        ("03/31/2026,1.000", "Line 2: An amount in USD has at most 2 decimals."),
        ("03/31/2026,five", "Line 2: “five” is not an amount like 1,234.50."),
        ("03/31/2026,1e5", "Line 2: “1e5” is not an amount like 1,234.50."),
        ("03/31/2026,NaN", "Line 2: “NaN” is not an amount like 1,234.50."),
        ("03/31/2026,", "Line 2: There is no amount."),
        ("03/31/2026," + "9" * 20, "Line 2: Please give the amount as a plain number, like 25.00."),
        ("03/31/2026," + "9" * 16, "Line 2: This amount is larger than we can accept here."),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_named_and_nothing_is_read(row: str, sentence: str) -> None:
    assert refused(f"Date,Amount\n{row}\n03/31/2026,5.00\n") == sentence


def test_files_that_are_no_statement_are_refused() -> None:
    assert refused(b"%PDF-1.7\x00\x01\x02") == (
        "This is not a text file. Please export the statement as CSV."
    )
    assert refused("") == "This file is empty."
    assert refused("Date,Amount\n") == "There is no line below the heads in line 1."
    assert refused("Date,Amount\n" + "03/31/2026,1.00\n" * 20_001) == (
        "This file has more than 20,000 lines. Export a shorter period."
    )
    assert refused("Date,Amount,Memo\n03/31/2026,1.00," + "x" * 30_000) == (
        "Line 2: This line is longer than a line of a statement can be."
    )
    assert refused("Date,Amount,Memo\n03/31/2026,1.00," + "x" * (LONGEST_CELL + 1)).startswith(
        "Line 2: This cannot be read as CSV"
    )


def test_another_account_or_currency_is_refused() -> None:
    assert refused(content("sparkasse.csv"), GERMAN, account="DE00", currency="EUR") == (
        "This file is about DE58 1234 5678 0123 4567 89, not about the account DE00."
    )
    assert refused(content("sparkasse.csv"), GERMAN, account=IBAN) == (
        "Line 5: This line is in EUR, the account is in USD."
    )


def test_text_of_the_bank_is_one_line_without_control_characters() -> None:
    raw = 'Date,Amount,Memo\n03/31/2026,1.00,"a\nb\x07\tc"\n'

    assert read(raw).lines[0].text == "a b c"


@given(
    st.lists(
        st.tuples(
            st.dates(),
            st.integers(-(10**12), 10**12).filter(bool),
            st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=30),
        ),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([";", ",", "\t"]),
)
def test_what_is_written_is_read_again(
    lines: list[tuple[object, int, str]], delimiter: str
) -> None:
    rows = [["Date", "Amount", "Memo"]]
    rows += [[str(day), Money(minor, "USD").plain(), f"~{text}"] for day, minor, text in lines]
    quoted = "\n".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows
    )

    statement = read(quoted, CsvFormat())

    assert [(line.booked_on, line.amount.minor) for line in statement.lines] == [
        (day, minor) for day, minor, _ in lines
    ]
    assert statement.moved.minor == sum(minor for _, minor, _ in lines)


def test_lines_that_are_alike_are_told_apart_by_their_number() -> None:
    statement = read(content("sparkasse.csv"), GERMAN, account=IBAN, currency="EUR")
    found = numbered(statement.lines)

    assert [occurrence for _, _, occurrence in found] == [1, 1, 2, 1]
    assert len({(fingerprint, occurrence) for _, fingerprint, occurrence in found}) == 4
