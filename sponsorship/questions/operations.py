"""Asking, answering, and setting aside what needs no answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.addresses import checked_email
from sponsorship.audit import Actor
from sponsorship.errors import Invalid
from sponsorship.lifecycle import advance
from sponsorship.questions.models import Question

LONGEST_NAME = 200
LONGEST_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody filled in. Raises Invalid naming the field when a value breaks a rule."""

    form_key: str
    name: str
    email: str
    organisation: str
    text: str

    def __post_init__(self) -> None:
        if not 16 <= len(self.form_key) <= 100 or not self.form_key.isascii():
            raise Invalid("form_key", "This form is not ours. Please load the page again.")
        if not self.name.strip():
            raise Invalid("name", "Please tell us your name.")
        for field in ("name", "organisation"):
            if len(getattr(self, field)) > LONGEST_NAME:
                raise Invalid(field, f"A name has at most {LONGEST_NAME} letters.")
        checked_email(self.email)
        if not self.text.strip():
            raise Invalid("text", "Please write your question.")
        if len(self.text) > LONGEST_TEXT:
            raise Invalid("text", f"A question has at most {LONGEST_TEXT} letters.")


def ask(session: Session, asked: Asked, *, at: datetime) -> tuple[Question, bool]:
    """Keep the question, and whether it is new: the same form sent twice is one question."""
    known = session.scalars(
        sa.select(Question).where(Question.form_key == asked.form_key)
    ).one_or_none()
    if known is not None:
        return known, False
    question = Question(
        form_key=asked.form_key,
        name=asked.name.strip(),
        email=checked_email(asked.email),
        organisation=asked.organisation.strip(),
        text=asked.text.strip(),
        asked_at=at,
    )
    session.add(question)
    session.flush()
    return question, True


def answer(session: Session, question: Question, text: str, *, at: datetime, by: Actor) -> None:
    """Answer it in words; the letter that carries them is the caller's."""
    if not text.strip():
        raise Invalid("answer", "Please write the answer.")
    advance(session, question, "answered", at=at, by=by)
    question.answer = text.strip()


def set_aside(
    session: Session, question: Question, reason: str, *, at: datetime, by: Actor
) -> None:
    """Nothing is to be answered, and why."""
    if not reason.strip():
        raise Invalid("reason", "Please give the reason.")
    advance(session, question, "set_aside", at=at, by=by, reason=reason.strip())
