"""Which questions wait, and which came lately."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.questions.models import Question, QuestionStatus


def waiting(session: Session) -> list[Question]:
    """Questions that nobody answered yet, the oldest first."""
    return list(
        session.scalars(
            sa.select(Question)
            .where(Question.status == QuestionStatus.WAITING)
            .order_by(Question.id)
        )
    )


def done(session: Session, *, most: int) -> list[Question]:
    """The newest of those that were answered or set aside."""
    return list(
        session.scalars(
            sa.select(Question)
            .where(Question.status != QuestionStatus.WAITING)
            .order_by(Question.id.desc())
            .limit(most)
        )
    )
