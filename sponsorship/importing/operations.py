"""Runs: begun, written about line by line, ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.importing.models import ImportLine, ImportOutcome, ImportRun
from sponsorship.importing.passage import Line


def begin(session: Session, *, source: str, file_name: str, at: datetime, by: Actor) -> ImportRun:
    """A run over these files; as long as it has no end, it may have been broken off."""
    run = ImportRun(source=source, file_name=file_name[:200], begun_at=at, begun_by=str(by))
    session.add(run)
    session.flush()
    return run


def write(session: Session, run_id: int, lines: Iterable[Line]) -> None:
    """What the run says of some records; of those that did not change only what is to be noted."""
    session.add_all(
        ImportLine(
            run_id=run_id,
            model=one.model,
            number=one.number,
            name=one.name,
            outcome=one.outcome,
            sentence=one.sentence,
        )
        for one in lines
        if one.outcome is not ImportOutcome.UNCHANGED or one.sentence
    )
    session.flush()


def end(
    session: Session, run: ImportRun, *, counts: Mapping[str, Counter[str]], at: datetime
) -> None:
    """Every record had its turn."""
    run.counts = {model: dict(counted) for model, counted in sorted(counts.items())}
    run.ended_at = at
    session.flush()
