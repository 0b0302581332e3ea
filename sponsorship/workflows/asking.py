"""A question from the form to its answer, with the letters on the way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.database import Database
from sponsorship.messages import letters_asked as letters
from sponsorship.messages import outbox
from sponsorship.questions import operations as questions
from sponsorship.questions.models import Question
from sponsorship.workflows.foundation import Foundation


def ask(database: Database, asked: questions.Asked, *, foundation: Foundation, at: datetime) -> str:
    """Keep the question and tell staff; its reference. The same form sent twice is one question."""
    try:
        return _ask(database, asked, foundation=foundation, at=at)
    except IntegrityError:  # the same form came in at the same moment: look again
        return _ask(database, asked, foundation=foundation, at=at)


def _ask(
    database: Database, asked: questions.Asked, *, foundation: Foundation, at: datetime
) -> str:
    with database.unit_of_work() as session:
        question, is_new = questions.ask(session, asked, at=at)
        if is_new:
            outbox.owe(
                session,
                letters.QuestionAsked(
                    reference=question.reference,
                    asked_by=question.name,
                    asked_email=question.email,
                    organisation=question.organisation,
                    question=question.text,
                    desk_link=foundation.links.desk(f"questions/{question.id}"),
                ),
                to=outbox.Recipient(foundation.name, foundation.email),
                fact=f"question:{question.id}",
                at=at,
            )
        return question.reference


def answer(session: Session, question: Question, text: str, *, at: datetime, by: Actor) -> None:
    """Answer the question; whoever asked gets the answer as a letter."""
    questions.answer(session, question, text, at=at, by=by)
    outbox.owe(
        session,
        letters.QuestionAnswered(
            reference=question.reference, question=question.text, answer=question.answer
        ),
        to=outbox.Recipient(question.name, question.email),
        fact=f"question:{question.id}",
        at=at,
    )
