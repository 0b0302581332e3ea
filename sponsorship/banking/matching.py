"""What a bank line may be: proposals with a reason, for a person to apply. Pure."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sponsorship.banking.models import MatchKind
from sponsorship.clock import shown_day
from sponsorship.money import Money

PAYOUT_DAYS = 5
"""How far the day on which the processor says a payout arrives may be from the day of the bank."""
TRANSFER_DAYS = 7
CHEQUE_DAYS = 45
"""Cheques are recorded when they come and taken to the bank in batches."""
MOST_CHEQUES = 16
_SMALLEST_WORD = 3
_BROKEN_FROM = 4
"""Shorter numbers than this are not looked for across a blank: days and amounts are full of them."""
_LEGAL_FORMS = {
    "ltd",
    "limited",
    "inc",
    "llc",
    "gmbh",
    "corp",
    "company",
    "the",
    "and",
    "foundation",
}


class Confidence(StrEnum):
    """How sure a proposal is; a person decides all the same."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What the bank said about the line."""

    amount: Money
    booked_on: date
    words: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry that moves our bank account and that no line shows yet."""

    entry_id: int
    amount: Money
    on: date
    label: str
    reference: str = ""
    name: str = ""
    cheque_number: str = ""


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice on which something is owed."""

    invoice_id: int
    number: str
    outstanding: Money
    sponsor: str
    names: tuple[str, ...] = ()
    """What else the payer may quote: the sponsor's order number, the sponsorship."""


@dataclass(frozen=True, slots=True)
class ExpectedPayout:
    """A payout of the processor that should come, or (below zero) be taken from us."""

    payout_id: int
    label: str
    amount: Money
    arrival_on: date
    processor: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The line may be this, for this reason. `ids` are entries, an invoice or a payout, by its kind."""

    kind: MatchKind
    confidence: Confidence
    label: str
    reason: str
    ids: tuple[int, ...]

    @property
    def key(self) -> str:
        """What the form of the proposal sends back."""
        return f"{self.kind.value}:{','.join(map(str, self.ids))}"


def proposals(
    line: LineFacts,
    *,
    recorded: Sequence[Recorded] = (),
    invoices: Sequence[OpenInvoice] = (),
    payouts: Sequence[ExpectedPayout] = (),
) -> list[Proposal]:
    """What the line may be, the surest first; the same whatever the order of the candidates."""
    found = [
        *_among_recorded(line, sorted(recorded, key=lambda one: one.entry_id)),
        *_among_payouts(line, payouts),
        *_among_invoices(line, invoices),
    ]
    order = list(Confidence)
    kinds = list(MatchKind)
    return sorted(
        found,
        key=lambda one: (order.index(one.confidence), kinds.index(one.kind), one.ids),
    )


def _among_recorded(line: LineFacts, recorded: Sequence[Recorded]) -> Iterable[Proposal]:
    near = [one for one in recorded if one.amount == line.amount and _is_near(line, one)]
    for one in recorded:
        if one.amount != line.amount:
            continue
        if line.reference and one.reference == line.reference:
            reason = "The bank's reference and the amount are the same."
            yield _recorded(one, Confidence.CERTAIN, reason)
        elif one.cheque_number and _quotes(line.words, one.cheque_number):
            reason = f"The amount is the same, and the line names cheque {one.cheque_number}."
            yield _recorded(one, Confidence.CERTAIN, reason)
        elif one in near:
            is_named = bool(one.name) and _names(line.words, one.name)
            is_likely = is_named or len(near) == 1
            reason = f"The amount is the same, recorded for {shown_day(one.on)}" + (
                f", and the line names {one.name}." if is_named else "."
            )
            confidence = Confidence.LIKELY if is_likely else Confidence.POSSIBLE
            yield _recorded(one, confidence, reason)
    yield from _deposit(line, recorded)


def _recorded(one: Recorded, confidence: Confidence, reason: str) -> Proposal:
    return Proposal(MatchKind.RECORDED, confidence, one.label, reason, (one.entry_id,))


def _is_near(line: LineFacts, one: Recorded) -> bool:
    before = CHEQUE_DAYS if one.cheque_number else TRANSFER_DAYS
    return one.on - timedelta(days=TRANSFER_DAYS) <= line.booked_on <= one.on + timedelta(before)


def _deposit(line: LineFacts, recorded: Sequence[Recorded]) -> Iterable[Proposal]:
    """Several cheques that were taken to the bank together, if only one choice of them adds up."""
    if not line.amount.is_positive:
        return
    cheques = [
        one
        for one in recorded
        if one.cheque_number
        and one.amount.currency == line.amount.currency
        and one.amount.is_positive
        and one.amount < line.amount
        and _is_near(line, one)
    ]
    cheques = sorted(cheques, key=lambda one: (one.on, one.entry_id))[-MOST_CHEQUES:]
    choices = list(itertools.islice(_adding_up_to(line.amount.minor, cheques), 2))
    if len(choices) != 1:
        return
    (chosen,) = choices
    numbers = ", ".join(one.cheque_number for one in chosen)
    yield Proposal(
        MatchKind.RECORDED,
        Confidence.LIKELY,
        "; ".join(one.label for one in chosen),
        f"These {len(chosen)} cheques ({numbers}) are the only ones that add up to the line.",
        tuple(one.entry_id for one in chosen),
    )


def _adding_up_to(minor: int, cheques: Sequence[Recorded]) -> Iterable[tuple[Recorded, ...]]:
    """Every choice of at least two cheques with exactly that sum."""
    left = [0, *itertools.accumulate(one.amount.minor for one in reversed(cheques))][::-1]

    def choose(
        start: int, wanted: int, chosen: tuple[Recorded, ...]
    ) -> Iterable[tuple[Recorded, ...]]:
        if wanted == 0 and len(chosen) > 1:
            yield chosen
        for place in range(start, len(cheques)):
            if wanted > left[place]:
                return  # all that are left are not enough
            if (amount := cheques[place].amount.minor) <= wanted:
                yield from choose(place + 1, wanted - amount, (*chosen, cheques[place]))

    return choose(0, minor, ())


def _among_payouts(line: LineFacts, payouts: Sequence[ExpectedPayout]) -> Iterable[Proposal]:
    near = [
        one
        for one in payouts
        if one.amount == line.amount and abs((one.arrival_on - line.booked_on).days) <= PAYOUT_DAYS
    ]
    for one in near:
        is_named = _names(line.words, one.processor)
        if is_named and len(near) == 1:
            confidence = Confidence.CERTAIN
        else:
            confidence = Confidence.LIKELY if is_named else Confidence.POSSIBLE
        reason = f"The amount is the same, due on {shown_day(one.arrival_on)}" + (
            f", and the line names {one.processor}." if is_named else "."
        )
        yield Proposal(MatchKind.PAYOUT, confidence, one.label, reason, (one.payout_id,))


def _among_invoices(line: LineFacts, invoices: Sequence[OpenInvoice]) -> Iterable[Proposal]:
    if not line.amount.is_positive:
        return
    for one in invoices:
        if one.outstanding.currency != line.amount.currency or not one.outstanding.is_positive:
            continue
        is_whole = one.outstanding == line.amount
        if _quotes(line.words, one.number):
            why = f"The line names {one.number}"
            confidence = Confidence.CERTAIN if is_whole else Confidence.LIKELY
        elif line.amount <= one.outstanding and any(_quotes(line.words, n) for n in one.names):
            quoted = next(n for n in one.names if _quotes(line.words, n))
            why, confidence = f"The line names {quoted}", Confidence.LIKELY
        elif is_whole:
            is_named = _names(line.words, one.sponsor)
            why = f"The line names {one.sponsor}" if is_named else "Only the amount is the same"
            confidence = Confidence.LIKELY if is_named else Confidence.POSSIBLE
        else:
            continue
        yield Proposal(
            MatchKind.INVOICE,
            confidence,
            f"{one.number} of {one.sponsor}",
            f"{why}; {_compared(line.amount, one.outstanding)}",
            (one.invoice_id,),
        )


def _compared(amount: Money, outstanding: Money) -> str:
    if amount == outstanding:
        return "the amount is what is outstanding."
    if amount < outstanding:
        return f"it is a part of the {outstanding.shown()} outstanding."
    return f"it is {(amount - outstanding).shown()} more than is outstanding."


def _quotes(words: str, name: str) -> bool:
    """Whether the words hold the name as such, however blanks and dashes are set within it.

    Banks break lines where they like, so blanks may stand within a long number as well.
    """
    parts = [
        r"\s?".join(part) if part.isdigit() and len(part) >= _BROKEN_FROM else re.escape(part)
        for part in re.findall(r"[^\W_]+", _plain(name))
    ]
    if not parts:
        return False
    pattern = r"(?<![^\W_])" + r"[\W_]*".join(parts) + r"(?![^\W_])"
    return re.search(pattern, _plain(words)) is not None


def _names(words: str, name: str) -> bool:
    """Whether every word of the name that means something is among the words."""
    wanted = {
        word
        for word in re.findall(r"[^\W_]+", _plain(name))
        if len(word) >= _SMALLEST_WORD and word not in _LEGAL_FORMS
    }
    return bool(wanted) and wanted <= set(re.findall(r"[^\W_]+", _plain(words)))


def _plain(text: str) -> str:
    """Without case and accents: banks print capitals, and some no accents."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()
