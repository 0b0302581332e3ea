"""What must hold of letters that staff wrote to sponsors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from sponsorship.mailings.models import Addressee
from sponsorship.messages.models import Letter


def mailed_letters_name_whom_they_are_for(session: Session) -> Iterator[str]:
    """A letter of a mailing stands in the history of the sponsorship that it is about."""
    for letter in session.scalars(_lost()):
        yield f"Letter {letter.id} ({letter.fact}) stands in the history of no sponsorship."


@cache
def _lost() -> sa.Select[Letter]:
    return (
        sa.select(Letter)
        .outerjoin(Addressee, Addressee.letter_id == Letter.id)
        .where(Letter.template == "sponsor_letter", Letter.fact.like("mailing:%"))
        .where(Addressee.id.is_(None))
    )
