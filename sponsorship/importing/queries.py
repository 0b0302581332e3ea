"""Questions about imports."""

from __future__ import annotations

from collections.abc import Sequence

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


def rows_of(
    session: Session, source: str, lines: Sequence[ImportLine]
) -> dict[tuple[str, str], tuple[str, int]]:
    """Table and number of our records that came of those which the lines are about."""
    numbers = {int(one.number) for one in lines if one.number.isdecimal() and len(one.number) < 16}
    found = session.execute(
        sa.select(
            Counterpart.model, Counterpart.number, Counterpart.table_name, Counterpart.row_id
        ).where(
            Counterpart.source == source,
            Counterpart.model.in_({one.model for one in lines}),
            Counterpart.number.in_(numbers),
        )
    )
    return {(row.model, str(row.number)): (row.table_name, row.row_id) for row in found}


def origin_of(session: Session, row: Base) -> Counterpart | None:
    """The record of another system of which this one of ours came, if it did."""
    return session.scalars(
        sa.select(Counterpart)
        .where(
            Counterpart.table_name == row.__tablename__,
            Counterpart.row_id == row.id,  # type: ignore[attr-defined]
        )
        .order_by(Counterpart.id)
        .limit(1)
    ).one_or_none()
