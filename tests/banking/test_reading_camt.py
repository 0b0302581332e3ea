"""CAMT.053 as banks send it, and as nobody should."""

from __future__ import annotations

import re

import pytest

from sponsorship.banking import camt
from sponsorship.banking.statements import Statement, UnreadableStatement
from tests.banking.conftest import USD_ACCOUNT, content

GERMAN = "DE58 1234 5678 0123 4567 89"
V08 = content("camt053_v08.xml").decode()


def told(statement: Statement) -> list[str]:
    return [
        f"{line.booked_on} {line.amount} {line.counterparty}: {line.text} [{line.reference}]"
        for line in statement.lines
    ]


def german() -> Statement:
    return camt.read(content("camt053_v02.xml"), identification=GERMAN, currency="EUR")


def american(text: str = V08) -> Statement:
    return camt.read(text.encode(), identification=USD_ACCOUNT, currency="USD")


def refused(text: str | bytes, *, identification: str = USD_ACCOUNT, currency: str = "USD") -> str:
    raw = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(UnreadableStatement) as refusal:
        camt.read(raw, identification=identification, currency=currency)
    assert refusal.value.field == "statement"
    return str(refusal.value)


def test_a_batch_becomes_its_parts_a_reversal_keeps_its_side_and_what_is_pending_is_left_out() -> (
    None
):
    statement = german()

    assert told(statement) == [
        "2026-03-04 11000.00 EUR Fox & Hedgehog Ltd: Invoice I-2026-00001 PO-77 [2026030401]",
        "2026-03-04 50.00 EUR Grete Hermann: Spende GIFT-1 [2026030402/1]",
        "2026-03-04 50.00 EUR Konrad Zuse: Für freie Software [2026030402/2]",
        "2026-03-04 30.75 EUR Emmy Noether:  [2026030402/3]",
        "2026-03-04 -300.00 EUR Hausverwaltung Müller: Miete März [2026030403]",
        "2026-03-04 10.00 EUR : Reversal. Kontoführung [2026030404]",
    ]
    assert statement.remarks == ("One entry that is not booked yet was left out.",)
    assert (str(statement.opening), str(statement.closing)) == ("1200.00 EUR", "12040.75 EUR")
    assert statement.difference is not None
    assert statement.difference.is_zero


def test_version_8_is_read_as_well_with_an_account_that_has_no_iban() -> None:
    statement = american()

    assert told(statement) == [
        "2026-03-03 4000.00 USD FOX AND HEDGEHOG LTD: /INV/I-2026-00001 PART 1 PO-77 [FB77120001]",
        "2026-03-04 400.00 USD : CHECK DEPOSIT [FB77120002]",
        "2026-03-05 -35.00 USD : WIRE FEE [FB77120003]",
    ]
    assert (statement.starts_on.isoformat(), statement.ends_on.isoformat()) == (
        "2026-03-03",
        "2026-03-05",
    )


@pytest.mark.parametrize("version", ["01", "02", "04", "06", "08", "10", "13"])
def test_every_version_is_read(version: str) -> None:
    assert len(american(V08.replace("053.001.08", f"053.001.{version}")).lines) == 3


def test_a_batch_whose_parts_do_not_add_up_stays_one_line() -> None:
    text = content("camt053_v02.xml").decode().replace(">30.75<", ">30.70<")

    lines = camt.read(text.encode(), identification=GERMAN, currency="EUR").lines

    assert [str(line.amount) for line in lines][1] == "130.75 EUR"
    assert lines[1].counterparty == "Grete Hermann, Konrad Zuse, Emmy Noether"


def test_balances_that_do_not_fit_the_lines_are_a_difference_that_is_named() -> None:
    statement = american(V08.replace(">9365.00<", ">9400.00<"))

    assert str(statement.difference) == "35.00 USD"


def test_several_days_in_one_file_are_one_statement_and_a_missing_day_is_remarked() -> None:
    (stmt,) = re.findall(r"<Stmt>.*</Stmt>", V08, re.DOTALL)
    next_day = stmt.replace("2026-03-0", "2026-04-0").replace("FB77", "FB88")
    next_day = next_day.replace(">9365.00<", ">13730.00<").replace(">5000.00<", ">9365.00<")
    whole = american(V08.replace(stmt, next_day + stmt))
    gap = american(V08.replace(stmt, next_day.replace(">9365.00<", ">9000.00<", 1) + stmt))

    assert len(whole.lines) == 6
    assert whole.difference is not None
    assert whole.difference.is_zero
    assert whole.remarks == ()
    assert gap.remarks[0].endswith("begins with 9000.00 USD: one is missing between them.")


def test_statements_of_other_accounts_in_the_file_are_left_out_by_name() -> None:
    (stmt,) = re.findall(r"<Stmt>.*</Stmt>", V08, re.DOTALL)
    both = V08.replace(stmt, stmt + stmt.replace(USD_ACCOUNT, "999"))

    assert american(both).remarks == (
        "One statement of another account in this file was left out.",
    )
    assert refused(V08, identification="999") == (
        "This file is about 000123456789, not about the account 999."
    )


NO_DAY = "<BookgDt><Dt>2026-03-04</Dt></BookgDt>\n        <ValDt><Dt>2026-03-05</Dt></ValDt>"
BROKEN = {
    "Entry 1: “4,000.00” is not an amount.": (">4000.00<", ">4,000.00<"),
    "Entry 1: “-4000.00” is not an amount.": (">4000.00<", ">-4000.00<"),
    "Entry 1: An amount in USD has at most 2 decimals.": (">4000.00<", ">4000.001<"),
    "Entry 1: “9999999999999999999” is not an amount.": (">4000.00<", ">9999999999999999999<"),
    "A day: “2026-02-30T10:15:00-05:00” is not a day.": ("2026-03-03T10:15", "2026-02-30T10:15"),
    "Entry 2: There is no booking day.": (NO_DAY, ""),
    "Entry 3: It does not say whether money came or went.": (">DBIT<", ">BOTH<"),
    "This statement is in no currency, or in several at once.": ('USD">400.00', 'EUR">400.00'),
    "This is a camt.052 file. Ask the bank for statements (CAMT.053), which are final.": (
        "053.001.08",
        "052.001.08",
    ),
    "This is XML, but not a CAMT.053 statement.": ("iso:20022:tech", "iso:20023:tech"),
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_what_cannot_be_is_said_with_the_entry(sentence: str) -> None:
    was, now = BROKEN[sentence]

    assert was in V08
    assert refused(V08.replace(was, now, 1)) == sentence


def test_zeros_below_the_smallest_unit_are_no_decimals() -> None:
    assert american(V08.replace(">4000.00<", ">4000.00000<")).lines[0].amount.minor == 400_000


def test_a_statement_in_the_currency_of_another_account_is_refused() -> None:
    assert refused(content("camt053_v02.xml"), identification=GERMAN) == (
        "This statement is in EUR, the account is in USD."
    )


BOMB = """<?xml version="1.0"?>
<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&d;</Document>"""
THIEF = """<?xml version="1.0"?><!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&x;</Document>"""
OPENING = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'


@pytest.mark.parametrize("hostile", [BOMB, THIEF], ids=["bomb", "thief"])
def test_entities_are_refused_before_they_are_read(hostile: str) -> None:
    assert refused(hostile) == (
        "This file declares a document type or entities, which no statement does."
    )


def test_files_that_are_too_deep_too_large_broken_or_empty_are_refused() -> None:
    deep = OPENING + "<a>" * 100_000 + "</a>" * 100_000 + "</Document>"

    assert refused(deep) == "This file is nested in a way that no statement is."
    assert refused(V08 + " " * 10 * 2**20) == (
        "This file is larger than 10 MB. Export a shorter period."
    )
    assert refused(V08[:500]).startswith("This is not well-formed XML")
    assert refused(OPENING.encode("utf-16")[:-3]).startswith("This is not well-formed XML")
    assert refused(" \n") == "This file is empty."
    assert refused(OPENING + "</Document>") == "This file holds no statement."
