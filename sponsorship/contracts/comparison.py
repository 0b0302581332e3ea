"""What two revisions of a contract say differently, place by place and word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sponsorship.documents.content import ContractContent

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one side, and whether the other side lacks them."""

    words: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Differing:
    """One place that differs. A side that has nothing there has no pieces."""

    place: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a contract says in one place."""

    place: str
    text: str


def differences(old: ContractContent, new: ContractContent) -> tuple[Differing, ...]:
    """Every place in which they differ, in the order of the newer one; equal ones differ nowhere."""
    before, after = list(said(old)), list(said(new))
    found: list[Differing] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag != "equal":
            found += _differing(before[first:last], after[begin:end])
    return tuple(found)


def said(content: ContractContent) -> Iterator[Said]:
    """Everything that the contract says, from the parties to the clauses."""
    yield Said("Reference", f"{content.reference}, revision {content.revision}")
    yield Said("Drawn up on", content.drafted_on)
    for place, party in (("The Foundation", content.foundation), ("The Sponsor", content.sponsor)):
        yield Said(
            place, "\n".join(part for part in (party.name, *party.lines, party.tax_id) if part)
        )
    for place, text in (
        ("Contact", content.contact_line),
        ("Who signs for us", f"{content.signatory_name}, {content.signatory_title}"),
        ("Programme", content.programme),
        ("Tier", content.tier_name),
        ("Fee", content.agreed_fee),
        ("Term", f"{content.starts_on} to {content.ends_on}"),
        ("Payment", content.payment_terms),
    ):
        yield Said(place, text)
    for section in content.sections:
        place = section.title or "Opening"
        for passage in section.passages:
            yield from (Said(place, words) for words in passage.plain)
    yield from (Said("Background", one) for one in content.recitals)
    for term in content.terms:
        yield from (Said(term.title, one) for one in term.paragraphs)
    if content.particulars:
        yield Said("Agreed for this contract", content.particulars)
    for benefit in content.benefits:
        numbers = ", ".join(str(one) for one in benefit.clause_numbers)
        more = (
            benefit.programme,
            f"{benefit.quantity} times" if benefit.quantity else "",
            f"clauses {numbers}" if numbers else "",
            benefit.description,
        )
        yield Said("Benefits", "; ".join(part for part in (benefit.name, *more) if part))
    for clause in content.clauses:
        yield Said("Clauses", f"{clause.number}. {clause.title}: {clause.text}")


def _differing(before: Sequence[Said], after: Sequence[Said]) -> Iterator[Differing]:
    """Pairs what stands in the same place of both; the rest is gone or new."""
    left = list(before)
    for new in after:
        old = next((one for one in left if one.place == new.place), None)
        if old is None:
            yield Differing(new.place, (), (Piece(new.text, is_changed=True),))
            continue
        for gone in left[: left.index(old)]:
            yield Differing(gone.place, (Piece(gone.text, is_changed=True),), ())
        del left[: left.index(old) + 1]
        yield Differing(new.place, *_word_by_word(old.text, new.text))
    for gone in left:
        yield Differing(gone.place, (Piece(gone.text, is_changed=True),), ())


def _word_by_word(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    ours: list[Piece] = []
    theirs: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        is_changed = tag != "equal"
        if first < last:
            ours.append(Piece("".join(before[first:last]), is_changed))
        if begin < end:
            theirs.append(Piece("".join(after[begin:end]), is_changed))
    return tuple(ours), tuple(theirs)
