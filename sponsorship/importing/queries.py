"""Questions about imports."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.database import Base
from sponsorship.errors import NotFound
from sponsorship.importing.models import Counterpart, ImportLine, ImportOutcome, ImportRun

LINES_ON_A_PAGE = 200


def runs(session: Session, *, most: int = 50) -> list[ImportRun]:
    """The newest runs first."""
    return list(session.scalars(sa.select(ImportRun).order_by(ImportRun.id.desc()).limit(most)))


def run(session: Session, run_id: int) -> ImportRun:
    """One run; raises NotFound."""
    found = session.get(ImportRun, run_id)
    if found is None:
        raise NotFound("import")
    return found


def lines(
    session: Session, of: ImportRun, *, outcome: ImportOutcome | None, after: int
) -> list[ImportLine]:
    """A page of what the run said, from behind a line; with an outcome, of those records alone."""
    statement = (
        sa.select(ImportLine)
        .where(ImportLine.run_id == of.id, ImportLine.id > after)
        .order_by(ImportLine.id)
        .limit(LINES_ON_A_PAGE)
    )
    if outcome is not None:
        statement = statement.where(ImportLine.outcome == outcome)
    return list(session.scalars(statement))


def imported(session: Session, model: type[Base]) -> frozenset[int]:
    """The numbers of our records of a kind that came from another system."""
    table = model.__table__.name  # type: ignore[attr-defined]
    return frozenset(
        session.scalars(sa.select(Counterpart.row_id).where(Counterpart.table_name == table))
    )


def counterparts(session: Session, source: str) -> list[Counterpart]:
    """Every record of a source that came to be one of ours."""
    return list(session.scalars(sa.select(Counterpart).where(Counterpart.source == source)))
