"""What a bank's file says, once it was read: the same for CAMT.053 and CSV. Pure, and knows no database."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sponsorship.banking.models import StatementFormat
from sponsorship.errors import Invalid
from sponsorship.money import Money, total

LARGEST_FILE = 10 * 2**20
MOST_LINES = 20_000
LONGEST_TEXT = 1_000
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


class UnreadableStatement(Invalid):
    """Raised when a file is no statement that we can read; the sentence says where and why."""

    code = "unreadable_statement"

    def __init__(self, sentence: str, *, where: str = "") -> None:
        super().__init__("statement", f"{where}: {sentence}" if where else sentence)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One booked movement as the file has it; above zero for what came in."""

    booked_on: date
    amount: Money
    counterparty: str = ""
    text: str = ""
    reference: str = ""
    valued_on: date | None = None

    @property
    def fingerprint(self) -> str:
        """The same for the same movement in every file: by the bank's reference, or else by its words.

        Day and amount are always part of it, because some banks give one reference to a payment and
        its charges, and others print what the payer wrote, which comes again with every payment.
        """
        said = (
            ("reference", self.reference)
            if self.reference
            else ("words", _folded(self.counterparty), _folded(self.text))
        )
        parts = (self.booked_on.isoformat(), str(self.amount), *said)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines of one account in one file, with the balances around them where the bank gives any."""

    format: StatementFormat
    identification: str
    currency: str
    lines: tuple[StatementLine, ...]
    starts_on: date
    ends_on: date
    opening: Money | None = None
    closing: Money | None = None
    remarks: tuple[str, ...] = ()
    """What was left out, and what does not fit, in sentences for whoever imports it."""

    @property
    def moved(self) -> Money:
        return total((line.amount for line in self.lines), currency=self.currency)

    @property
    def difference(self) -> Money | None:
        """What the closing balance lacks or has too much; None if there are no balances."""
        if self.opening is None or self.closing is None:
            return None
        return self.closing - self.opening - self.moved


def numbered(lines: Iterable[StatementLine]) -> list[tuple[StatementLine, str, int]]:
    """Each line with its fingerprint and which one it is among those of the file that are alike."""
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        fingerprint = line.fingerprint
        seen[fingerprint] += 1
        found.append((line, fingerprint, seen[fingerprint]))
    return found


def checked_size(content: bytes) -> bytes:
    """The content, unless it is empty or too large; raises UnreadableStatement."""
    if not content.strip():
        raise UnreadableStatement("This file is empty.")
    if len(content) > LARGEST_FILE:
        raise UnreadableStatement("This file is larger than 10 MB. Export a shorter period.")
    return content


def checked_count(count: int) -> None:
    """Raises UnreadableStatement for more lines than one file may have."""
    if count > MOST_LINES:
        raise UnreadableStatement(
            f"This file has more than {MOST_LINES:,} lines. Export a shorter period."
        )


def tidy(text: str | None) -> str:
    """Text of the bank as one line without control characters."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text or "")).strip()[:LONGEST_TEXT]


def plain_identification(text: str) -> str:
    """An IBAN or account number without blanks and dashes, as it is compared."""
    return re.sub(r"[\s-]", "", text).upper()


def period_of(lines: Sequence[StatementLine]) -> tuple[date, date]:
    """The first and the last day on which something was booked."""
    days = [line.booked_on for line in lines]
    return min(days), max(days)


def _folded(text: str) -> str:
    return _BLANKS.sub("", text).casefold()
