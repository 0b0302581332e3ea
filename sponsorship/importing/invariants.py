"""What must hold of imports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.importing.models import ImportLine, ImportOutcome, ImportRun


def imports_count_what_they_say(session: Session) -> Iterator[str]:
    """A run that ended counts, by table and outcome, the records of which it says something."""
    said: dict[int, Counter[tuple[str, str]]] = {}
    statement = (
        sa.select(ImportLine.run_id, ImportLine.model, ImportLine.outcome, sa.func.count())
        .where(ImportLine.outcome != ImportOutcome.UNCHANGED)
        .group_by(ImportLine.run_id, ImportLine.model, ImportLine.outcome)
    )
    for run_id, model, outcome, count in session.execute(statement):
        said.setdefault(run_id, Counter())[model, outcome.value] = count
    for run in session.scalars(sa.select(ImportRun).where(ImportRun.ended_at.is_not(None))):
        counted = Counter(
            {
                (model, outcome): count
                for model, by_outcome in run.counts.items()
                for outcome, count in by_outcome.items()
                if outcome != ImportOutcome.UNCHANGED.value
            }
        )
        if counted != said.get(run.id, Counter()):
            yield f"{run} counts other records than it names."


IMPORTS = (imports_count_what_they_say,)
"""All of them."""
