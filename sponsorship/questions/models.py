"""Questions that came in by the form."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sponsorship.database import Base
from sponsorship.lifecycle import Lifecycle, Stateful, move


class QuestionStatus(StrEnum):
    WAITING = "waiting"
    """Nobody has answered yet."""
    ANSWERED = "answered"
    """Staff wrote an answer, which goes out as a letter."""
    SET_ASIDE = "set_aside"
    """Nothing to answer, with a reason: an advertisement, or settled by phone."""


Q = QuestionStatus
QUESTION_LIFECYCLE = Lifecycle.of(
    "question",
    Q.WAITING,
    move("answered", {Q.WAITING, Q.SET_ASIDE}, Q.ANSWERED),
    move("set_aside", {Q.WAITING}, Q.SET_ASIDE),
)


class Question(Stateful, Base):
    """What somebody asked, and the answer that they were given."""

    __tablename__ = "question"
    __table_args__ = (
        sa.CheckConstraint("(status = 'answered') = (answer <> '')", name="answered_in_words"),
        sa.Index("ix_question_status", "status"),
    )
    lifecycle = QUESTION_LIFECYCLE

    id: Mapped[int] = mapped_column(primary_key=True)
    form_key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str]
    organisation: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    asked_at: Mapped[datetime]
    status: Mapped[QuestionStatus] = mapped_column(default=QuestionStatus.WAITING)
    answer: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def reference(self) -> str:
        return f"Q-{self.asked_at.year}-{self.id:05d}"

    def __str__(self) -> str:
        return f"Question {self.reference}"
