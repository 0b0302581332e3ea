"""Texts for letters to sponsors: written, changed, copied, archived, restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.audit import Actor
from sponsorship.errors import Invalid, Refused
from sponsorship.mailings import placeholders
from sponsorship.mailings.models import StandingLetter
from sponsorship.messages.text import one_line, paragraphs
from sponsorship.sponsorships.models import ContactRole, Topic

LONGEST_NAME = 100
LONGEST_SUBJECT = 200
LONGEST_TEXT = 20_000


class NameTaken(Invalid):
    """Raised when another standing letter has the name."""

    code = "standing_letter_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__("name", f"There is a standing letter “{name}” already.")


class Archived(Refused):
    """Raised when an archived letter is to be changed or sent."""

    code = "standing_letter_archived"

    def __init__(self, letter: StandingLetter) -> None:
        self.letter = letter
        super().__init__(f"“{letter.name}” is archived. Restore it first.")


class OneTextPlease(Invalid):
    """Raised when a standing letter and a text of one's own are given, or neither of them."""

    code = "one_text_please"

    def __init__(self, sentence: str) -> None:
        super().__init__("standing_letter", sentence)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written, and to whom at each sponsor."""

    topic: Topic
    roles: tuple[ContactRole, ...]
    subject: str
    text: str
    standing_letter_id: int | None = None


def add(
    session: Session, *, name: str, subject: str, text: str, at: datetime, by: Actor
) -> StandingLetter:
    """Keep one more text; raises NameTaken, UnknownPlaceholder or Invalid."""
    name, subject, text = _named(session, name), *written(subject, text)
    letter = StandingLetter(
        name=name, subject=subject, text=text, created_at=at, created_by=str(by)
    )
    session.add(letter)
    session.flush()  # its page is opened by its id
    return letter


def change(session: Session, letter: StandingLetter, *, name: str, subject: str, text: str) -> None:
    """Other words from now on; letters that were sent keep theirs."""
    if letter.is_archived:
        raise Archived(letter)
    letter.name = _named(session, name, besides=letter)
    letter.subject, letter.text = written(subject, text)
    session.flush()


def copy(session: Session, letter: StandingLetter, *, at: datetime, by: Actor) -> StandingLetter:
    """The same words under a name of their own, to be changed; an archived letter may be copied."""
    taken = set(session.scalars(sa.select(StandingLetter.name)))
    wanted = f"Copy of {letter.name}"[:LONGEST_NAME]
    numbered = (f"Copy {n} of {letter.name}"[:LONGEST_NAME] for n in range(2, len(taken) + 3))
    name = next(one for one in (wanted, *numbered) if one not in taken)
    return add(session, name=name, subject=letter.subject, text=letter.text, at=at, by=by)


def archive(session: Session, letter: StandingLetter, *, at: datetime) -> None:
    """Not offered for sending any more; done twice it is archived once."""
    letter.archived_at = letter.archived_at or at
    session.flush()


def restore(session: Session, letter: StandingLetter) -> None:
    """Offered again."""
    letter.archived_at = None
    session.flush()


def drafted(
    session: Session,
    *,
    topic: Topic,
    roles: Sequence[ContactRole],
    standing_letter_id: int | None,
    subject: str,
    text: str,
) -> Draft:
    """What is to be sent: a standing letter or a text of one's own, exactly one of them.

    Raises OneTextPlease, Archived, UnknownPlaceholder or Invalid.
    """
    if not roles:
        raise Invalid("roles", "Please choose at least one role of the contacts.")
    if standing_letter_id is not None and (subject or text):
        raise OneTextPlease("Choose a standing letter or write your own text, not both.")
    if standing_letter_id is None and not (subject or text):
        raise OneTextPlease("Choose a standing letter, or write a subject and a text of your own.")
    if standing_letter_id is None:
        return Draft(topic, tuple(roles), *written(subject, text))
    letter = session.get(StandingLetter, standing_letter_id)
    if letter is None:
        raise Invalid("standing_letter", "Please choose one of the offered letters.")
    if letter.is_archived:
        raise Archived(letter)
    return Draft(topic, tuple(roles), letter.subject, letter.text, letter.id)


def written(subject: str, text: str) -> tuple[str, str]:
    """Subject and text fit to be kept and sent; raises Invalid or UnknownPlaceholder."""
    subject, text = one_line(subject), paragraphs(text)
    for field, value, longest, sentence in (
        ("subject", subject, LONGEST_SUBJECT, "Please write a subject."),
        ("text", text, LONGEST_TEXT, "Please write a text."),
    ):
        if not value:
            raise Invalid(field, sentence)
        if len(value) > longest:
            raise Invalid(field, f"This is longer than {longest:,} characters.")
        placeholders.check(field, value)
    return subject, text


def _named(session: Session, name: str, *, besides: StandingLetter | None = None) -> str:
    name = one_line(name)
    if not name:
        raise Invalid("name", "Please give the letter a name.")
    if len(name) > LONGEST_NAME:
        raise Invalid("name", f"This is longer than {LONGEST_NAME} characters.")
    holder = session.scalar(sa.select(StandingLetter.id).where(StandingLetter.name == name))
    if holder is not None and (besides is None or besides.id != holder):
        raise NameTaken(name)
    return name
