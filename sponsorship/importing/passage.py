"""One record after the other: taken over, taken over again, left as it is, or refused with a sentence."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Generic, TypeVar

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.contracts.statement_of_work import Drafting
from sponsorship.database import Base
from sponsorship.errors import Invalid, NotFound, Refused, Unavailable
from sponsorship.importing.media import Media
from sponsorship.importing.models import Counterpart, ImportOutcome
from sponsorship.importing.records import Dump, Key, Record, facts_of
from sponsorship.money import Money

SOURCE = "python.org"
BY = Actor("import", SOURCE)
"""Who did what was taken over: it happened there, and nobody here did it."""

Row = TypeVar("Row", bound=Base)
_GUARD = re.compile(r"guard: (\w+)")
_OF_NO_ACCOUNT = {"id", "version", "taken", "kept", "public_token"}
"""Columns whose change is no change of mind."""


class Waits(Refused):
    """Raised when a record hangs on another one that is not here, or on a file that is not there."""

    code = "waits"

    def __init__(self, what: str) -> None:
        super().__init__(f"It waits for {what}.")


class SaysNothing(Refused):
    """Raised for a record without a value."""

    code = "says_nothing"

    def __init__(self) -> None:
        super().__init__("It has no value.")


class ChangedHere(Refused):
    """Raised when a record changed there, and ours was changed here since it came."""

    code = "changed_here"

    def __init__(self) -> None:
        super().__init__(
            "It changed there, and was changed here since it came. Ours stays as it is."
        )


class RemovedHere(Refused):
    """Raised when a record changed there that was removed here."""

    code = "removed_here"

    def __init__(self) -> None:
        super().__init__("It changed there, and was removed here since it came.")


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one record."""

    model: str
    number: str
    name: str
    outcome: ImportOutcome
    sentence: str = ""

    @classmethod
    def of(cls, model: str, number: object, name: str, outcome: ImportOutcome, why: str) -> Line:
        """The line, in characters that can be printed: what is repeated there may be anything."""
        said = (model, str(number), name[:200], why)
        plain = ("".join(c if c.isprintable() else " " for c in text) for text in said)
        model, of, name, why = (text.strip() for text in plain)
        return cls(model, of, name, outcome, why)

    def __str__(self) -> str:
        named = f" “{self.name}”" if self.name else ""
        said = f": {self.sentence}" if self.sentence else ""
        return f"{self.outcome.value:<9} {self.model} {self.number}{named}{said}"


@dataclass(slots=True)
class Known:
    """What an earlier passage remembers of a record."""

    table_name: str
    row_id: int
    said: str
    files: str
    stood: str


@dataclass
class Passage:
    """One run over the files: what they say, what is known of it, and what is said of each record."""

    dump: Dump
    media: Media
    fund_id: int
    currency: str
    drafting: Drafting
    at: datetime
    today: date
    run_id: int = 0
    known: dict[Key, Known] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """About the record in hand: what of it ours has no place for, or what was made otherwise."""

    drawn: dict[Key, dict[str, Any]] = field(default_factory=dict)
    """Pictures as they are kept, by their field; a sentence for one that is not there or not taken."""

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)

    def without(self, record: Record, names: Mapping[str, str]) -> None:
        """Name what the record says and ours has no place for."""
        said = [
            f"{label} “{value[:100]}”"
            for name, label in names.items()
            if (value := str(record.fields.get(name) or "").strip())
        ]
        if said:
            self.note(f"Not kept: {', '.join(said)}.")

    def say(
        self, model: str, number: object, name: str, outcome: ImportOutcome, sentence: str = ""
    ) -> None:
        self.lines.append(Line.of(model, number, name, outcome, sentence))

    def refuse(self, record: Record, name: str, wrong: Exception) -> None:
        """A part of a record that is not taken over."""
        self.say(record.model, record.pk, name, ImportOutcome.REFUSED, str(wrong))

    def is_here(self, model: str, pk: int | None) -> bool:
        return pk is not None and (model, pk) in self.known

    def ours(self, session: Session, ours: type[Row], model: str, pk: int | None) -> Row:
        """Our record that came of theirs; raises Waits, or Invalid if the files do not have it."""
        if pk is None:
            raise Invalid(model, f"It names no {model}.")
        known = self.known.get((model, pk))
        row = session.get(ours, known.row_id) if known else None
        if row is not None:
            return row
        if self.dump.get(model, pk) is None:
            raise Invalid(model, f"It names {model} {pk}, which is not in the files.")
        raise Waits(f"{model} {pk}, which is not here")


def _itself(_: Passage, record: Record) -> Iterable[Record]:
    return (record,)


def _no_files(_: Passage, __: Record) -> tuple[str, ...]:
    return ()


def columns(row: Base) -> dict[str, str]:
    """How a record of ours stands: its columns, without those that count or tell the time."""
    return {
        one.name: str(getattr(row, one.name))
        for one in row.__table__.columns
        if one.name not in _OF_NO_ACCOUNT and not one.name.endswith("_at")
    }


def _columns(_: Session, row: Base) -> Any:
    return columns(row)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Row]):
    """How the records of one of their tables become ours."""

    model: str
    ours: type[Row]
    named: Callable[[Passage, Record], str]
    make: Callable[[Session, Passage, Record], tuple[Row, bool]]
    """Our record, and whether it is new; it may be one that was here already."""
    change: Callable[[Session, Passage, Record, Row], Row | None]
    """Another record of ours, if it came to be that instead."""
    reads: Callable[[Passage, Record], Iterable[Record]] = _itself
    """The records whose change is a change of this one."""
    files: Callable[[Passage, Record], tuple[str, ...]] = _no_files
    stands: Callable[[Session, Row], Any] = _columns


def take(session: Session, passage: Passage, kind: Kind[Row], record: Record) -> None:
    """Take one record over if that is to be done, and say what became of it.

    A record that is refused leaves nothing behind.
    """
    passage.notes = []
    parts = len(passage.lines)
    name = str(record.fields.get("name") or "")
    outcome = ImportOutcome.REFUSED
    try:
        name = kind.named(passage, record)
        with session.begin_nested():
            outcome = _take(session, passage, kind, record)
        sentence = " ".join(passage.notes)
    except (Waits, SaysNothing, ChangedHere, RemovedHere) as why:
        outcome, sentence = ImportOutcome.SKIPPED, str(why)
    except (Invalid, Refused, NotFound, Unavailable) as why:
        outcome, sentence = ImportOutcome.REFUSED, str(why)
    except (IntegrityError, DataError) as why:
        outcome, sentence = ImportOutcome.REFUSED, _refusal(why)
    if outcome in {ImportOutcome.REFUSED, ImportOutcome.SKIPPED}:
        del passage.lines[parts:]  # what was said of its parts
    passage.lines.insert(parts, Line.of(record.model, record.pk, name, outcome, sentence))


def is_settled(passage: Passage, kind: Kind[Any], record: Record) -> bool:
    """Whether the record is here and says what it said before."""
    known = passage.known.get(record.key)
    return known is not None and _is_same(known, *_said(passage, kind, record))


def _take(session: Session, passage: Passage, kind: Kind[Row], record: Record) -> ImportOutcome:
    known = passage.known.get(record.key)
    said, files = _said(passage, kind, record)
    if known is None:
        row, is_new = kind.make(session, passage, record)
        outcome = ImportOutcome.CREATED if is_new else ImportOutcome.UNCHANGED
    elif _is_same(known, said, files):
        return ImportOutcome.UNCHANGED
    else:
        found = session.get(kind.ours, known.row_id)
        if found is None:
            raise RemovedHere
        if _hash(kind.stands(session, found)) != known.stood:
            raise ChangedHere
        row = kind.change(session, passage, record, found) or found
        outcome = ImportOutcome.UPDATED
    session.flush()
    remember(session, passage, kind, record, row, said=said, files=files)
    return outcome


def _said(passage: Passage, kind: Kind[Any], record: Record) -> tuple[str, str]:
    return (
        _hash(facts_of(kind.reads(passage, record))),
        passage.media.digest(kind.files(passage, record)),
    )


def _is_same(known: Known, said: str, files: str) -> bool:
    """Files that are not there this time are no news: what was taken over of them stays."""
    return known.said == said and (known.files == files or not files)


def remember(
    session: Session,
    passage: Passage,
    kind: Kind[Row],
    record: Record,
    row: Row,
    *,
    said: str,
    files: str,
) -> None:
    """Which record of ours it came to be, and how that stands now."""
    before = passage.known.get(record.key)
    now = Known(
        row.__tablename__,
        row.id,  # type: ignore[attr-defined]
        said,
        files or (before.files if before else ""),
        _hash(kind.stands(session, row)),
    )
    model, number = record.key
    if before is None:
        kept = Counterpart(source=SOURCE, model=model, number=number)
        session.add(kept)
    else:
        kept = _counterpart(session, record.key)
    _write(kept, now, passage.run_id)
    session.flush()
    passage.known[record.key] = now


def row_stands_anew(session: Session, passage: Passage, kind: Kind[Row], row: Row) -> None:
    """The same, for whichever record of theirs it came of."""
    named = row.__tablename__, row.id  # type: ignore[attr-defined]
    for key, known in passage.known.items():
        if (known.table_name, known.row_id) == named:
            stands_anew(session, passage, kind, key, row)


def stands_anew(session: Session, passage: Passage, kind: Kind[Row], key: Key, row: Row) -> None:
    """The import itself changed it once more: that is no change of mind here."""
    known = passage.known[key]
    session.flush()
    known.stood = _hash(kind.stands(session, row))
    _write(_counterpart(session, key), known, passage.run_id)


def _counterpart(session: Session, key: Key) -> Counterpart:
    model, number = key
    return session.query(Counterpart).filter_by(source=SOURCE, model=model, number=number).one()


def _write(kept: Counterpart, now: Known, run_id: int) -> None:
    kept.table_name, kept.row_id = now.table_name, now.row_id
    kept.said, kept.files, kept.stood = now.said, now.files, now.stood
    kept.run_id = run_id


def _hash(facts: Any) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()


def _refusal(error: DataError | IntegrityError) -> str:
    """What the database said, in the words of its guard."""
    found = _GUARD.search(str(error.orig))
    if found:
        return f"The database refuses it: {found[1].replace('_', ' ')}."
    return "The database refuses it: it breaks a rule of ours, or repeats what is there once."


def instant(day: date | None, *others: date | None) -> datetime:
    """The middle of the first of these days that is known: theirs know no hour."""
    known = next(one for one in (day, *others) if one is not None)
    return datetime.combine(known, time(12), tzinfo=UTC)


def price(passage: Passage, amount: Money | None) -> Money:
    """The amount, or nothing of the currency."""
    return amount or Money.zero(passage.currency)
