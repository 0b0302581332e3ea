"""Legal clauses: what they say, in which order contracts number them, which benefits they govern.

What was drafted keeps the words of its day: they are part of the document.
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.errors import Invalid, Refused
from sponsorship.tiers.models import Benefit, BenefitClause, LegalClause

LONGEST_TITLE = 120
LONGEST_TEXT = 20_000


class ClauseInUse(Refused):
    """Raised when a clause is to be removed that governs a benefit, or once did in a promise."""

    code = "clause_in_use"

    def __init__(self, clause: LegalClause) -> None:
        self.clause = clause
        super().__init__(
            f"“{clause.title}” governs benefits, or stands in promises. It cannot be removed."
        )


def add_clause(session: Session, *, title: str, text: str) -> LegalClause:
    """A clause after the others; raises Invalid."""
    last = session.scalar(sa.select(sa.func.max(LegalClause.position)))
    clause = LegalClause(title="", text="", position=(last or 0) + 1)
    change_clause(clause, title=title, text=text)
    session.add(clause)
    session.flush()
    return clause


def change_clause(clause: LegalClause, *, title: str, text: str) -> None:
    """Other words for contracts drafted from now on; raises Invalid."""
    if not title.strip() or len(title) > LONGEST_TITLE:
        raise Invalid("title", f"Please give a title of at most {LONGEST_TITLE} letters.")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise Invalid("text", f"Please give the text, with at most {LONGEST_TEXT:,} letters.")
    clause.title, clause.text = title.strip(), text.strip()


def move_clause_up(session: Session, clause: LegalClause) -> None:
    """One number less in contracts drafted from now on; the first stays where it is."""
    above = session.scalars(
        sa.select(LegalClause)
        .where(LegalClause.position < clause.position)
        .order_by(LegalClause.position.desc())
        .limit(1)
    ).one_or_none()
    if above is not None:
        above.position, clause.position = clause.position, above.position


def remove_clause(session: Session, clause: LegalClause, *, is_promised: bool) -> None:
    """A clause that never governed anything is gone; raises ClauseInUse for any other."""
    governs = sa.exists().where(BenefitClause.clause_id == clause.id)
    known_before = sa.exists().where(Benefit.clause_id == clause.id)
    if is_promised or session.scalar(sa.select(sa.or_(governs, known_before))):
        raise ClauseInUse(clause)
    session.delete(clause)
    session.flush()


def govern(benefit: Benefit, clauses: Sequence[LegalClause]) -> None:
    """Which clauses govern the benefit for those who are promised it from now on."""
    ordered = sorted(clauses, key=lambda one: (one.position, one.id))
    benefit.linked_clauses = ordered
    # The release before this one reads and copies one clause alone.
    benefit.clause_id = ordered[0].id if ordered else None


def governed(session: Session) -> dict[int, list[Benefit]]:
    """The benefits of every year that each clause governs, the newest year first."""
    benefits = session.scalars(
        sa.select(Benefit)
        .options(selectinload(Benefit.linked_clauses), joinedload(Benefit.clause))
        .order_by(Benefit.program_year_id.desc(), Benefit.position)
    )
    found: dict[int, list[Benefit]] = {}
    for benefit in benefits:
        for clause in benefit.clauses:
            found.setdefault(clause.id, []).append(benefit)
    return found
