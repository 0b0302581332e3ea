"""Reading CAMT.053, the statement of ISO 20022, in every version that banks send.

The parser refuses document types, entities and deep nesting before anything is built. Only booked
entries count. A batch booking whose details add up to it becomes one line per detail.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

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
from sponsorship.clock import shown_day
from sponsorship.errors import Invalid
from sponsorship.money import Money, exponent_of

DEEPEST = 40
MOST_ELEMENTS = 2_000_000
_NAMESPACE = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:(camt\.\d{3})\.001\.\d{2}\}Document")
_AMOUNT = re.compile(r"(\d{1,16})(?:\.(\d{0,5}))?", re.ASCII)


class _BoundedBuilder(TreeBuilder):
    """Builds the tree without namespaces, and refuses one that is too deep or too large."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.count = 0
        self.root = ""

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise UnreadableStatement("This file is nested in a way that no statement is.")
        self.root = self.root or tag
        return super().start(tag.rpartition("}")[2], attrs)

    def end(self, tag: Any, /) -> Element:
        self.depth -= 1
        return super().end(tag.rpartition("}")[2])


def is_xml(content: bytes) -> bool:
    """Whether the file looks like XML at all."""
    return content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def read(content: bytes, *, identification: str, currency: str) -> Statement:
    """The statements of the account `identification` in the file, as one; raises UnreadableStatement."""
    document = _parsed(checked_size(content))
    found = [_read_one(one) for one in document.iterfind("BkToCstmrStmt/Stmt")]
    ours = [one for one in found if _is_ours(one, identification)]
    if not ours:
        named = ", ".join(dict.fromkeys(one.identification or "no account" for one in found))
        raise UnreadableStatement(
            f"This file is about {named}, not about the account {identification}."
            if found
            else "This file holds no statement."
        )
    for one in ours:
        if one.currency != currency:
            raise UnreadableStatement(
                f"This statement is in {one.currency}, the account is in {currency}."
            )
    ours.sort(key=lambda one: (one.ends_on, one.starts_on))
    return _joined(ours, others=len(found) - len(ours))


@dataclass(frozen=True, slots=True)
class _One:
    """One `Stmt` of the file."""

    identification: str
    currency: str
    lines: tuple[StatementLine, ...]
    starts_on: date
    ends_on: date
    opening: Money | None
    closing: Money | None
    pending: int


def _parsed(content: bytes) -> Element:
    builder = _BoundedBuilder()
    parser = XMLParser(target=builder, forbid_dtd=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException as wrong:
        raise UnreadableStatement(
            "This file declares a document type or entities, which no statement does."
        ) from wrong
    except (ParseError, ValueError, LookupError) as wrong:
        raise UnreadableStatement(f"This is not well-formed XML ({wrong}).") from wrong
    named = _NAMESPACE.fullmatch(builder.root)
    if named is None:
        raise UnreadableStatement("This is XML, but not a CAMT.053 statement.")
    if named[1] != "camt.053":
        raise UnreadableStatement(
            f"This is a {named[1]} file. Ask the bank for statements (CAMT.053), which are final."
        )
    return root


def _is_ours(one: _One, identification: str) -> bool:
    return plain_identification(one.identification) == plain_identification(identification)


def _joined(ours: list[_One], *, others: int) -> Statement:
    remarks = []
    if others:
        remarks.append(
            "One statement of another account in this file was left out."
            if others == 1
            else f"{others} statements of other accounts in this file were left out."
        )
    if pending := sum(one.pending for one in ours):
        remarks.append(
            "One entry that is not booked yet was left out."
            if pending == 1
            else f"{pending} entries that are not booked yet were left out."
        )
    for before, after in itertools.pairwise(ours):
        if before.closing is not None and after.opening not in (None, before.closing):
            remarks.append(
                f"The balance after {shown_day(before.ends_on)} is {before.closing}, but the next"
                f" statement begins with {after.opening}: one is missing between them."
            )
    return Statement(
        StatementFormat.CAMT_053,
        ours[0].identification,
        ours[0].currency,
        tuple(line for one in ours for line in one.lines),
        min(one.starts_on for one in ours),
        max(one.ends_on for one in ours),
        opening=ours[0].opening,
        closing=ours[-1].closing,
        remarks=tuple(remarks),
    )


def _read_one(statement: Element) -> _One:
    account = statement.find("Acct")
    identification = _text(account, "Id/IBAN") or _text(account, "Id/Othr/Id")
    balances = {
        _text(one, "Tp/CdOrPrtry/Cd"): one for one in reversed(list(statement.iterfind("Bal")))
    }
    entries = list(statement.iterfind("Ntry"))
    checked_count(len(entries))
    currency = _currency_of(statement, entries)
    lines: list[StatementLine] = []
    pending = 0
    for number, entry in enumerate(entries, start=1):
        where = f"Entry {number}"
        if (_text(entry, "Sts/Cd") or _text(entry, "Sts")) != "BOOK":
            pending += 1
            continue
        lines += _lines_of(entry, currency, where)
    checked_count(len(lines))
    starts_on, ends_on = _period(statement, balances, lines)
    return _One(
        tidy(identification), currency, tuple(line for line in lines if not line.amount.is_zero),
        starts_on, ends_on,
        _balance(balances, "OPBD", "PRCD"), _balance(balances, "CLBD"), pending,
    )  # fmt: skip


def _currency_of(statement: Element, entries: list[Element]) -> str:
    named = _text(statement.find("Acct"), "Ccy")
    amounts = [*statement.iterfind("Bal/Amt"), *(one.find("Amt") for one in entries)]
    used = {one.get("Ccy", "") for one in amounts if one is not None} | (
        {named} if named else set()
    )
    if len(used) != 1:
        raise UnreadableStatement("This statement is in no currency, or in several at once.")
    currency = used.pop()
    try:
        exponent_of(currency)
    except Invalid as unknown:
        raise UnreadableStatement(f"The currency {currency} is not one that we know.") from unknown
    return currency


def _period(
    statement: Element, balances: dict[str, Element], lines: list[StatementLine]
) -> tuple[date, date]:
    days = [
        _day_of(text, "The period")
        for path in ("FrToDt/FrDtTm", "FrToDt/ToDtTm")
        if (text := _text(statement, path))
    ]
    if lines:
        days += period_of(lines)
    # The opening balance is dated by some banks on the day before.
    for code in ("CLBD", "OPBD") if not days else ("CLBD",):
        if code in balances and (day := _day(balances[code], "Dt")):
            days.append(day)
    if not days:
        raise UnreadableStatement("This statement names no day.")
    return min(days), max(days)


def _balance(balances: dict[str, Element], *codes: str) -> Money | None:
    for code in codes:
        if code in balances:
            return _signed(balances[code], f"The balance {code}")
    return None


def _lines_of(entry: Element, currency: str, where: str) -> Iterator[StatementLine]:
    amount = _signed(entry, where)
    booked_on = _day(entry, "BookgDt") or _day(entry, "ValDt")
    if booked_on is None:
        raise UnreadableStatement("There is no booking day.", where=where)
    valued_on = _day(entry, "ValDt")
    is_reversal = _text(entry, "RvslInd").lower() in {"true", "1"}
    own_text = ("Reversal. " if is_reversal else "") + tidy(_text(entry, "AddtlNtryInf"))
    reference = tidy(_text(entry, "AcctSvcrRef"))
    details = list(entry.iterfind("NtryDtls/TxDtls"))
    parts = _parts(details, amount, currency)
    if parts is None:
        text = " / ".join(filter(None, [own_text.strip(), *map(_remittance, details)]))
        names = dict.fromkeys(filter(None, (_counterparty(one, amount) for one in details)))
        if not reference and len(details) == 1:
            reference = _detail_reference(details[0])
        yield StatementLine(
            booked_on, amount, tidy(", ".join(names)), tidy(text), reference, valued_on
        )
        return
    for position, (detail, part) in enumerate(zip(details, parts, strict=True), start=1):
        # One reference for the whole batch: the place within it tells its parts apart.
        named = _detail_reference(detail) or (reference and f"{reference}/{position}")
        text = " / ".join(filter(None, [_remittance(detail), own_text.strip()]))
        yield StatementLine(
            booked_on, part, _counterparty(detail, part), tidy(text), named, valued_on
        )


def _parts(details: list[Element], amount: Money, currency: str) -> list[Money] | None:
    """What each detail of a batch moves, if every one says so and together they are the entry."""
    if len(details) < 2:
        return None
    parts = []
    for detail in details:
        element = next(
            (
                found
                for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
                if (found := detail.find(path)) is not None and found.get("Ccy") == currency
            ),
            None,
        )
        if element is None:
            return None
        part = _money(element, "A detail")
        side = _text(detail, "CdtDbtInd")
        is_out = side == "DBIT" if side else amount.minor < 0
        parts.append(-part if is_out else part)
    whole = sum(part.minor for part in parts)
    return parts if whole == amount.minor and all(part.minor for part in parts) else None


def _signed(element: Element, where: str) -> Money:
    """The amount with its sign. A reversal is marked, but its own side already says which way."""
    amount_element = element.find("Amt")
    if amount_element is None:
        raise UnreadableStatement("There is no amount.", where=where)
    amount = _money(amount_element, where)
    side = _text(element, "CdtDbtInd")
    if side not in {"CRDT", "DBIT"}:
        raise UnreadableStatement("It does not say whether money came or went.", where=where)
    return amount if side == "CRDT" else -amount


def _money(element: Element, where: str) -> Money:
    """The amount, to which banks may add zeros below the smallest unit of the currency."""
    currency, text = element.get("Ccy", ""), (element.text or "").strip()
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise UnreadableStatement(f"“{text[:40]}” is not an amount.", where=where)
    fraction = (found[2] or "").rstrip("0")
    try:
        decimals = exponent_of(currency)
        shown = found[1] + (f".{fraction.ljust(decimals, '0')}" if fraction else "")
        return Money.parse(shown, currency)
    except Invalid as wrong:
        raise UnreadableStatement(str(wrong), where=where) from wrong


def _day(element: Element, path: str) -> date | None:
    text = _text(element, f"{path}/Dt") or _text(element, f"{path}/DtTm")
    return _day_of(text, "A day") if text else None


def _day_of(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as wrong:
        raise UnreadableStatement(f"“{text[:40]}” is not a day.", where=where) from wrong


def _counterparty(detail: Element, amount: Money) -> str:
    """The other side of the movement; versions from 8 on put a `Pty` around the name."""
    role = "Cdtr" if amount.minor < 0 else "Dbtr"
    for party in (f"Ultmt{role}", role):
        for path in ("Pty/Nm", "Nm"):
            if name := _text(detail, f"RltdPties/{party}/{path}"):
                return tidy(name)
    return ""


def _remittance(detail: Element) -> str:
    words = [one.text or "" for one in detail.iterfind("RmtInf/Ustrd")]
    words += [one.text or "" for one in detail.iterfind("RmtInf/Strd/CdtrRefInf/Ref")]
    words += [one.text or "" for one in detail.iterfind("RmtInf/Strd/AddtlRmtInf")]
    end_to_end = _text(detail, "Refs/EndToEndId")
    if end_to_end and end_to_end != "NOTPROVIDED":
        words.append(end_to_end)
    cheque = _text(detail, "Refs/ChqNb")
    if cheque:
        words.append(f"Cheque {cheque}")
    words.append(_text(detail, "AddtlTxInf"))
    return tidy(" ".join(dict.fromkeys(filter(None, words))))


def _detail_reference(detail: Element) -> str:
    return tidy(_text(detail, "Refs/AcctSvcrRef"))


def _text(element: Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return (found.text or "").strip() if found is not None else ""
