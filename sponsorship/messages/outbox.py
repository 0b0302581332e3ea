"""Owing letters: a row and a job in the transaction of the fact, never a mail.

A letter is owed once per fact (template and fact are unique), however often the fact is reported.
An address that cannot be used does not stop the fact: its dispatch fails visibly when it is sent.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship import jobs
from sponsorship.audit import SYSTEM, Actor
from sponsorship.database import in_both_words, write
from sponsorship.errors import Refused
from sponsorship.messages import (  # so that their letters are known
    letters_about_money,  # noqa: F401
    letters_asked,  # noqa: F401
    letters_back,  # noqa: F401
    letters_of_changes,  # noqa: F401
    letters_of_contracts,  # noqa: F401
    letters_of_places,  # noqa: F401
    letters_to_sponsors,  # noqa: F401
)
from sponsorship.messages.letters import LETTERS, LetterContext
from sponsorship.messages.models import Dispatch, Letter
from sponsorship.messages.text import one_line

SEND_LETTER = "send_letter"
"""The job that sends one dispatch; its payload is `{"dispatch_id": id}`."""


class ContentForgotten(Refused):
    """Raised when a letter that carried a one-time link is to be sent a second time."""

    code = "content_forgotten"

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        super().__init__("This letter carried a one-time link, so it cannot be sent again.")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter is for. Line breaks and control characters never reach a header."""

    name: str
    email: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(self.name))
        object.__setattr__(self, "email", one_line(self.email))


_LETTERS = cast("sa.Table", Letter.__table__)
_OWE = in_both_words(
    lambda insert: (
        insert(_LETTERS)
        .on_conflict_do_nothing(index_elements=["template", "fact"])
        .returning(_LETTERS.c.id)
    )
)


def owe(
    session: Session,
    letter: LetterContext,
    *,
    to: Recipient,
    fact: str,
    at: datetime,
    by: Actor = SYSTEM,
    attachments: Sequence[int] = (),
    about: str | None = None,
) -> Letter | None:
    """Owe this letter for this fact, with the documents of these ids; None if it is owed already.

    `fact` names what happened, such as "donation:12"; where one fact is told to several people, it
    names the recipient as well. `about` is the record in whose history the letter stands.
    """
    wanted = {
        "template": letter.template,
        "fact": fact,
        "recipient_name": to.name,
        "recipient_email": to.email,
        "context": letter.model_dump(mode="json"),
        "attachments": list(attachments),
        "owed_at": at,
        "about": about,
    }
    owed = write(session, _OWE, wanted)
    if owed is None:
        return None
    row = session.get_one(Letter, owed)
    _dispatch(session, row, ordinal=1, at=at, by=by)
    return row


@dataclass(frozen=True, slots=True)
class Owed:
    """One of many letters that are owed together."""

    letter: LetterContext
    to: Recipient
    fact: str
    about: str | None = None


def owe_many(session: Session, owed: Sequence[Owed], *, at: datetime, by: Actor) -> list[int]:
    """Owe letters of new facts, a thousand of them as quickly as a few; their ids, in order.

    A fact that owes one of them already is refused by the database.
    """
    letters = session.scalars(
        sa.insert(Letter).returning(Letter.id, sort_by_parameter_order=True),
        [
            {
                "template": one.letter.template,
                "fact": one.fact,
                "recipient_name": one.to.name,
                "recipient_email": one.to.email,
                "context": one.letter.model_dump(mode="json"),
                "attachments": [],
                "owed_at": at,
                "about": one.about,
            }
            for one in owed
        ],
    ).all()
    dispatches = session.scalars(
        sa.insert(Dispatch).returning(Dispatch.id, sort_by_parameter_order=True),
        [
            {
                "letter_id": letter_id,
                "ordinal": 1,
                "message_id": secrets.token_hex(16),
                "requested_at": at,
                "requested_by": str(by),
            }
            for letter_id in letters
        ],
    ).all()
    for dispatch_id in dispatches:
        _enqueue(session, dispatch_id)
    return list(letters)


def resend(session: Session, letter: Letter, *, at: datetime, by: Actor) -> Dispatch:
    """Send the same letter to the same recipient once more; raises ContentForgotten."""
    if LETTERS[letter.template].is_one_time and not letter.context:
        raise ContentForgotten(letter)
    last = session.scalar(
        sa.select(sa.func.max(Dispatch.ordinal)).where(Dispatch.letter_id == letter.id)
    )
    return _dispatch(session, letter, ordinal=(last or 0) + 1, at=at, by=by)


def _dispatch(
    session: Session, letter: Letter, *, ordinal: int, at: datetime, by: Actor
) -> Dispatch:
    dispatch = Dispatch(
        letter=letter,
        ordinal=ordinal,
        message_id=secrets.token_hex(16),
        requested_at=at,
        requested_by=str(by),
    )
    session.add(dispatch)
    session.flush()  # the job carries the dispatch's id
    _enqueue(session, dispatch.id)
    return dispatch


def _enqueue(session: Session, dispatch_id: int) -> None:
    jobs.enqueue(
        session,
        SEND_LETTER,
        key=f"dispatch:{dispatch_id}",
        payload={"dispatch_id": dispatch_id},
    )
