"""Reading CSV exports of banks: columns by their heads, days and amounts as staff say they are written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sponsorship.banking.models import StatementFormat
from sponsorship.banking.statements import (
    Statement,
    StatementLine,
    UnreadableStatement,
    checked_count,
    checked_size,
    period_of,
    plain_identification,
    tidy,
)
from sponsorship.csv_cells import limit_cells
from sponsorship.errors import Invalid
from sponsorship.money import Money

LONGEST_FIELD = 20_000
MOST_COLUMNS = 100
HEADS_WITHIN = 30
"""Banks print name and period of the account above the heads of the columns: this many rows at most."""


class DayStyle(StrEnum):
    """How days are written."""

    ISO = "2026-03-31"
    DAY_FIRST = "31.03.2026"
    MONTH_FIRST = "03/31/2026"


class DecimalSign(StrEnum):
    """What stands before the cents."""

    POINT = "1,234.50"
    COMMA = "1.234,50"


COLUMNS: dict[str, tuple[str, ...]] = {
    "booked_on": (
        *("booking date", "booked on", "date", "posting date", "post date", "transaction date"),
        *("buchungstag", "buchungsdatum", "buchung"),
    ),
    "valued_on": (
        *("value date", "valued on", "effective date"),
        *("valuta", "valutadatum", "wertstellung"),
    ),
    "amount": ("amount", "transaction amount", "amount (usd)", "amount (eur)", "betrag", "umsatz"),
    "paid_in": (
        *("paid in", "credit", "deposits", "credit amount", "money in"),
        *("haben", "gutschrift"),
    ),
    "paid_out": (
        *("paid out", "debit", "withdrawals", "debit amount", "money out"),
        *("soll", "belastung"),
    ),
    "direction": (
        *("credit/debit", "debit/credit", "dr/cr", "credit debit indicator", "soll/haben"),
    ),
    "currency": ("currency", "ccy", "währung", "waehrung"),
    "counterparty": (
        *("counterparty", "name", "payee", "payer", "payee name", "merchant"),
        *("begünstigter/zahlungspflichtiger", "beguenstigter/zahlungspflichtiger"),
        *("auftraggeber/empfänger", "auftraggeber / begünstigter"),
    ),
    "text": (
        *("description", "details", "memo", "text", "remittance information"),
        *("payment reference", "purpose", "verwendungszweck", "buchungstext"),
    ),
    "reference": (
        *("bank reference", "transaction id", "transaction reference", "reference"),
        *("reference number", "id", "referenz", "bankreferenz"),
    ),
    "cheque": ("check number", "cheque number", "check or slip #", "cheque no", "check no"),
}
"""What a column may hold, and the heads by which it is known without being told."""

COLUMN_LABELS = {
    "booked_on": "Booking day",
    "valued_on": "Value day",
    "amount": "Amount with its sign",
    "paid_in": "Paid in",
    "paid_out": "Paid out",
    "direction": "Credit or debit",
    "currency": "Currency",
    "counterparty": "Other side",
    "text": "Text",
    "reference": "The bank's reference",
    "cheque": "Cheque number",
}
_IN = {"c", "cr", "crdt", "credit", "h", "haben", "+", "in"}
_OUT = {"d", "dr", "dbit", "debit", "s", "soll", "-", "out"}
_DELIMITERS = (";", ",", "\t", "|")
_DAYS: dict[DayStyle, tuple[str, ...]] = {
    DayStyle.ISO: ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"),
    DayStyle.DAY_FIRST: ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y"),
    DayStyle.MONTH_FIRST: ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y"),
}
_POINT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,4}))?", re.ASCII)
_COMMA = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """How one bank writes: days, decimals, and the heads of columns that are not known by themselves."""

    days: DayStyle = DayStyle.ISO
    decimals: DecimalSign = DecimalSign.POINT
    heads: Mapping[str, str] = field(default_factory=dict)

    def remembered(self) -> dict[str, Any]:
        """As an account keeps it."""
        return {**asdict(self), "heads": dict(self.heads)}

    @classmethod
    def of(cls, remembered: Mapping[str, Any]) -> CsvFormat:
        """The format that an account remembers; the usual one if it remembers none."""
        known = {one.name: remembered[one.name] for one in fields(cls) if one.name in remembered}
        if "days" in known:
            known["days"] = DayStyle(known["days"])
        if "decimals" in known:
            known["decimals"] = DecimalSign(known["decimals"])
        return cls(**known)


def read(content: bytes, form: CsvFormat, *, identification: str, currency: str) -> Statement:
    """The lines of the file, all of them or none; raises UnreadableStatement with the line's number."""
    text = _decoded(checked_size(content))
    first, where, rows = _table(text, form)
    lines: list[StatementLine] = []
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        checked_count(len(lines) + 1)
        cells = _Cells(row, where, f"Line {number}", form, currency)
        lines.append(_line(cells))
    kept = tuple(line for line in lines if not line.amount.is_zero)
    if not kept:
        raise UnreadableStatement(f"There is no line below the heads in line {first}.")
    _check_account(text, first, identification)
    starts_on, ends_on = period_of(kept)
    remarks = ("Lines without an amount were left out.",) if len(kept) < len(lines) else ()
    return Statement(
        StatementFormat.CSV, identification, currency, kept, starts_on, ends_on, remarks=remarks
    )


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    if b"\x00" in content and encodings[0] != "utf-16":
        raise UnreadableStatement("This is not a text file. Please export the statement as CSV.")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableStatement("This is not a text file. Please export the statement as CSV.")


def _table(
    text: str, form: CsvFormat
) -> tuple[int, dict[str, int], Iterator[tuple[int, list[str]]]]:
    """The line with the heads, which column is where, and the numbered rows below."""
    nearest: set[str] = set()
    for delimiter in _DELIMITERS:
        rows = _rows(text, delimiter)
        for number, row in rows:
            if number > HEADS_WITHIN:
                break
            where = _columns(row, form)
            if _is_enough(where) and set(form.heads) <= set(where):
                return number, where, rows
            nearest = max(nearest, set(where), key=len)
    missing = [head for name, head in form.heads.items() if name not in nearest]
    if missing:
        raise UnreadableStatement(f"No column is headed “{missing[0]}”.")
    raise UnreadableStatement(
        "No line names the columns. A statement has at least a booking day and an amount; say below"
        " how they are headed in this file."
    )


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line on which each ends."""
    limit_cells()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        for row in reader:
            if len(row) > MOST_COLUMNS or any(len(cell) > LONGEST_FIELD for cell in row):
                raise UnreadableStatement(
                    "This line is longer than a line of a statement can be.",
                    where=f"Line {reader.line_num}",
                )
            yield reader.line_num, row
    except csv.Error as wrong:
        raise UnreadableStatement(
            f"This cannot be read as CSV ({wrong}).", where=f"Line {reader.line_num}"
        ) from wrong


def _columns(row: list[str], form: CsvFormat) -> dict[str, int]:
    heads = [tidy(cell).casefold() for cell in row]
    found: dict[str, int] = {}
    for name, known in COLUMNS.items():
        wanted = (tidy(form.heads[name]).casefold(),) if name in form.heads else known
        for head in wanted:
            if head in heads and (name in form.heads or heads.index(head) not in found.values()):
                found[name] = heads.index(head)
                break
    return found


def _is_enough(where: Mapping[str, int]) -> bool:
    return "booked_on" in where and (
        "amount" in where or {"paid_in", "paid_out"} & set(where) != set()
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row, read by the name of its column."""

    row: list[str]
    columns: Mapping[str, int]
    where: str
    form: CsvFormat
    currency: str

    def text(self, name: str) -> str:
        place = self.columns.get(name)
        return tidy(self.row[place]) if place is not None and place < len(self.row) else ""

    def day(self, name: str) -> date:
        text = self.text(name)
        for pattern in _DAYS[self.form.days]:
            try:
                # A day has no time zone: it is the bank's own.
                return datetime.strptime(text, pattern).date()  # noqa: DTZ007
            except ValueError:
                continue
        raise UnreadableStatement(
            f"“{text[:40]}” is not a day like {self.form.days.value}.", where=self.where
        )

    def amount(self, name: str) -> Money:
        """The amount in the cell; zero where there is none."""
        text = self.text(name)
        is_negative, digits = _sign_and_digits(text, self.currency)
        if not digits:
            return Money.zero(self.currency)
        pattern = _POINT if self.form.decimals is DecimalSign.POINT else _COMMA
        found = pattern.fullmatch(digits)
        if found is None:
            raise UnreadableStatement(
                f"“{text[:40]}” is not an amount like {self.form.decimals.value}.",
                where=self.where,
            )
        try:
            # Never shortened: 1.000 is a thousand at some banks, and one at others.
            fraction = f".{found[2]}" if found[2] else ""
            amount = Money.parse(re.sub(r"[.,]", "", found[1]) + fraction, self.currency)
        except Invalid as wrong:
            raise UnreadableStatement(str(wrong), where=self.where) from wrong
        return -amount if is_negative else amount


def _sign_and_digits(text: str, currency: str) -> tuple[bool, str]:
    """Whether it is below zero, and its digits: minus signs before or after, or in brackets."""
    digits = text.replace("\N{MINUS SIGN}", "-").replace(currency, "")
    digits = re.sub(r"[\s$€£'’]", "", digits)
    is_negative = False
    if digits.startswith("(") and digits.endswith(")"):
        is_negative, digits = True, digits[1:-1]
    elif digits.startswith("-") or digits.endswith("-"):
        is_negative, digits = True, digits.strip("-")
    return is_negative, digits.removeprefix("+").removesuffix("+")


def _line(cells: _Cells) -> StatementLine:
    if (named := cells.text("currency").upper()) and named != cells.currency:
        raise UnreadableStatement(
            f"This line is in {named[:10]}, the account is in {cells.currency}.", where=cells.where
        )
    text = cells.text("text")
    if cheque := cells.text("cheque"):
        text = f"{text} Cheque {cheque}".strip()
    return StatementLine(
        booked_on=cells.day("booked_on"),
        amount=_signed(cells),
        counterparty=cells.text("counterparty"),
        text=text,
        reference=cells.text("reference"),
        valued_on=cells.day("valued_on") if cells.text("valued_on") else None,
    )


def _signed(cells: _Cells) -> Money:
    if "amount" not in cells.columns:
        paid_in, paid_out = cells.amount("paid_in"), cells.amount("paid_out")
        # Some banks write what went out below zero in its own column, some do not.
        return paid_in - (paid_out if paid_out.minor >= 0 else -paid_out)
    if not cells.text("amount"):
        raise UnreadableStatement("There is no amount.", where=cells.where)
    amount = cells.amount("amount")
    direction = cells.text("direction").casefold()
    if not direction:
        return amount
    if direction not in _IN | _OUT:
        raise UnreadableStatement(
            f"“{direction[:20]}” is neither credit nor debit.", where=cells.where
        )
    plain = amount if amount.minor >= 0 else -amount
    return plain if direction in _IN else -plain


def _check_account(text: str, first: int, identification: str) -> None:
    """Banks print the IBAN above the heads: another one than this account's is a mistake."""
    above = "".join(text.splitlines()[: first - 1])
    ibans = re.findall(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b", above)
    if ibans and plain_identification(identification) not in map(plain_identification, ibans):
        raise UnreadableStatement(
            f"This file is about {tidy(ibans[0])}, not about the account {identification}."
        )
