"""Taking over what python.org's sponsors application holds, mutely: nothing is owed, written or told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from sponsorship import audit
from sponsorship.audit import Actor
from sponsorship.database import Database
from sponsorship.errors import Invalid
from sponsorship.funds import queries as funds
from sponsorship.importing import (
    assets,
    benefits,
    catalogue,
    contracts,
    operations,
    queries,
    sponsors,
    sponsorships,
)
from sponsorship.importing.media import Media
from sponsorship.importing.models import ImportOutcome
from sponsorship.importing.passage import SOURCE, Kind, Known, Line, Passage, is_settled, take
from sponsorship.importing.reading import read
from sponsorship.importing.records import Dump, Record
from sponsorship.importing.tables import NOT_TAKEN
from sponsorship.workflows.contracting import drafting_of
from sponsorship.workflows.foundation import Foundation

DOLLARS = "USD"
"""There every amount is in whole dollars of the United States."""

Opens = Callable[[], AbstractContextManager[Session]]
Step = tuple[Kind[Any], Record]


@dataclass(slots=True)
class Report:
    """What became of every record."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, lines: Sequence[Line]) -> None:
        for one in lines:
            self.counts.setdefault(one.model, Counter())[one.outcome.value] += 1

    @property
    def has_refused(self) -> bool:
        return any(counted[ImportOutcome.REFUSED.value] for counted in self.counts.values())

    def printed(self) -> Iterator[str]:
        """How many had which outcome, a line for each of their tables."""
        for model, counted in self.counts.items():
            said = [f"{counted[o.value]} {o.value}" for o in ImportOutcome if counted[o.value]]
            yield f"{model}: {', '.join(said)}"


class _TakenBack(Exception):
    """Everything was tried, and nothing of it may stay."""


def import_python_org(
    database: Database,
    path: Path,
    *,
    media: Path | None,
    fund_slug: str = "",
    is_dry: bool,
    foundation: Foundation,
    at: datetime,
    by: Actor,
    tell: Callable[[Line], None],
) -> Report:
    """Take over what the files say, record by record; dry, everything is tried and taken back.

    Each record with its parts is one unit of work, so that what breaks it off loses nothing. Raises
    UnreadableFiles before anything is done.
    """
    dump = read(path)
    catalogue.name_years(dump)
    with database.reading() as session:
        fund = funds.by_slug(session, fund_slug) if fund_slug else funds.general(session)
        known = {
            (one.model, one.number): Known(
                one.table_name, one.row_id, one.said, one.files, one.stood
            )
            for one in queries.counterparts(session, SOURCE)
        }
    if fund.currency != DOLLARS:
        raise Invalid(
            "fund", f"{fund} is in {fund.currency}. Name a fund in {DOLLARS} with --fund."
        )
    passage = Passage(
        dump,
        Media(media),
        fund.id,
        fund.currency,
        drafting_of(foundation),
        at,
        foundation.calendar.day_of(at),
        known=known,
    )
    report = Report()
    with _units(database, is_dry=is_dry) as opens:
        with opens() as session:
            run = operations.begin(session, source=SOURCE, file_name=path.name, at=at, by=by)
            passage.run_id = run.id
            _note(session, run.id, by=by, at=at)
        for steps in (None, *_units_of(passage)):
            _take(passage, steps, opens, report=report, tell=tell, by=by)
        with opens() as session:
            operations.end(
                session, queries.run(session, passage.run_id), counts=report.counts, at=at
            )
    return report


@contextmanager
def _units(database: Database, *, is_dry: bool) -> Iterator[Opens]:
    """Units of work that are kept, or parts of one that is taken back."""
    if not is_dry:
        yield database.unit_of_work
        return
    with suppress(_TakenBack), database.unit_of_work() as session:

        @contextmanager
        def part() -> Iterator[Session]:
            with session.begin_nested():
                yield session
            session.expunge_all()  # the next part begins as if it were alone

        yield part
        raise _TakenBack


def _units_of(passage: Passage) -> Iterator[list[Step]]:
    """What is taken over together, in an order in which nothing hangs on what comes later."""
    dump = passage.dump
    yield [(catalogue.PROGRAM, one) for one in dump.every("sponsorshipprogram")]
    yield [(catalogue.CLAUSE, one) for one in dump.every("legalclause")]
    yield [(catalogue.PROGRAM_YEAR, one) for one in dump.every(catalogue.YEAR)]
    for model, kind in (
        ("sponsorshippackage", catalogue.TIER),
        ("sponsorshipbenefit", benefits.BENEFIT),
    ):
        for _, of_a_year in groupby(_by_year(dump, model), key=_year):
            yield [(kind, one) for one in of_a_year]
    for one in dump.every("sponsor"):
        people = dump.of("sponsorcontact", "sponsor", one.pk)
        yield [
            (sponsors.SPONSOR, one),
            *((sponsors.CONTACT, each) for each in people),
            *_values(dump, "sponsor", one.pk),
        ]
    for one in sponsorships.in_order(passage):
        yield [
            (sponsorships.SPONSORSHIP, one),
            *((contracts.CONTRACT, each) for each in contracts.of_sponsorship(passage, one)),
            *_values(dump, "sponsorship", one.pk),
        ]
    yield _homeless(dump)


def _values(dump: Dump, owner: str, pk: int) -> list[Step]:
    """What was handed in by a sponsor, or for a sponsorship."""
    return [
        (kind, one)
        for kind in assets.ASSETS
        for one in dump.of(kind.model, "object_id", pk)
        if one.fields.get("content_type") == owner
    ]


def _homeless(dump: Dump) -> list[Step]:
    """What belongs to something that is not in the files: it is refused, one after the other."""
    steps: list[Step] = [
        (sponsors.CONTACT, one)
        for one in dump.every("sponsorcontact")
        if _has_no(dump, "sponsor", one.fields.get("sponsor"))
    ]
    steps += [
        (contracts.CONTRACT, one)
        for one in dump.every("contract")
        if _has_no(dump, "sponsorship", contracts.whose(one))
    ]
    for kind in assets.ASSETS:
        steps += [
            (kind, one)
            for one in dump.every(kind.model)
            if _has_no(dump, one.fields.get("content_type"), one.fields.get("object_id"))
        ]
    return steps


def _by_year(dump: Dump, model: str) -> list[Record]:
    return sorted(dump.every(model), key=lambda one: (_year(one), one.pk))


def _year(record: Record) -> str:
    return str(record.fields.get("year"))


def _has_no(dump: Dump, model: Any, number: Any) -> bool:
    is_owner = model in ("sponsor", "sponsorship")
    return not (is_owner and type(number) is int and dump.get(model, number))


def _take(
    passage: Passage,
    steps: list[Step] | None,
    opens: Opens,
    *,
    report: Report,
    tell: Callable[[Line], None],
    by: Actor,
) -> None:
    """One unit of work, with what is said of it; without steps, what the files themselves lack."""
    if steps is not None and not steps:
        return
    passage.lines = []
    new = [(kind, one) for kind, one in steps or () if not is_settled(passage, kind, one)]
    for kind, record in new:
        if kind is sponsors.SPONSOR:
            passage.drawn[record.key] = sponsors.drawn(passage, record)
        if record.model == "imgasset":
            passage.drawn[record.key] = assets.drawn(passage, record)
    if steps is None:
        _say_of_the_files(passage)
    with opens() as session:
        for kind, record in steps or ():
            take(session, passage, kind, record)
        for kind, record in new:
            if kind is benefits.BENEFIT:
                benefits.set_conflicts(session, passage, record)
        operations.write(session, passage.run_id, passage.lines)
        if new:
            _note(session, passage.run_id, by=by, at=passage.at, lines=passage.lines)
    passage.drawn.clear()
    report.add(passage.lines)
    for line in passage.lines:
        tell(line)


def _say_of_the_files(passage: Passage) -> None:
    """Rows that are no records, tables that are not ours, fields that we do not know."""
    dump = passage.dump
    for one in dump.broken:
        passage.say(one.model, one.number, "", ImportOutcome.REFUSED, one.sentence)
    for model, count in sorted(dump.ignored.items()):
        why = NOT_TAKEN.get(model, "no table of the sponsors")
        passage.say(model, f"({count})", "", ImportOutcome.SKIPPED, f"{count} rows: {why}.")
    for name, count in sorted(dump.unread.items()):
        model, _, said = name.partition(".")
        sentence = f"Its field {said} is not known here; {count} records have it."
        passage.say(model, f"({count})", said, ImportOutcome.SKIPPED, sentence)


def _note(
    session: Session,
    run_id: int,
    *,
    by: Actor,
    at: datetime,
    lines: Sequence[Line] = (),
) -> None:
    """One note of the audit log for each unit of work: which records, and what became of them."""
    changes = {
        f"{one.model}:{one.number}": one.outcome.value
        for one in lines
        if one.outcome in {ImportOutcome.CREATED, ImportOutcome.UPDATED}
    }
    if changes or not lines:
        audit.note(
            session, by=by, verb="imported", subject=f"import_run:{run_id}", at=at, changes=changes
        )
